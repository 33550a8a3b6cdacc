"""Columns of numbers, letters or dashes that extraction put above their lines: each goes back to the line it marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from somei_cli.extraction.items.agenda_phrases import is_first_agenda_title, is_other_business
from somei_cli.extraction.items.documents import is_side_document
from somei_cli.extraction.items.notes_below_items import is_note_below_items
from somei_cli.extraction.items.title_lines import begins_as_act
from somei_cli.extraction.items.treatments import is_part_heading, is_treatment
from somei_cli.extraction.joined_lines import begins_a_sentence, ends_a_sentence, is_dashed, is_unfinished, without_dash
from somei_cli.model.importing.draft_entry import Line

_NUMERAL_ALONE = re.compile(r"\s*(?P<sign>[0-9]{1,2}|[IVX]{1,5})\.\s*$")
_MARK_ALONE = re.compile(r"\s*(?P<sign>[-–—=]|\(?[a-h]\))\s*$")
_NUMBERED = re.compile(r"\s*(?:[0-9]{1,2}|[IVX]{1,5})\.(?:\s|$)")
_LETTERED = re.compile(r"\s*\(?[a-h]\)\s")
_FEWEST_MARKS = 2
_FEWEST_WITHOUT_CONTEXT = 3
"""How many numbers show a column, if nothing else shows that the lines below are items."""


def join_number_column(lines: Sequence[Line]) -> list[Line]:
    """Join each column of marks with the lines below it, if there are as many of both; else leave the lines."""
    return _join_numbers(_join_letters_and_dashes(lines))


def _join_numbers(lines: Sequence[Line]) -> list[Line]:
    joined: list[Line] = []
    index = last_number = 0
    while index < len(lines):
        signs = _find_column(lines, index, _NUMERAL_ALONE)
        below = index + len(signs)
        while signs and below < len(lines) and not lines[below].words.strip():
            below += 1
        counts_on = bool(signs) and signs[0] == str(last_number + 1)
        if titles := _find_titles(lines, below, len(signs), counts_on=counts_on):
            pairs = zip(signs, titles, strict=True)
            joined += [
                replace(title[0], text=f"{sign}. {' '.join(t.text.strip() for t in title)}") for sign, title in pairs
            ]
            index = below + sum(len(title) for title in titles)
        elif starts := _find_separate_titles(lines, below, len(signs), counts_on=counts_on):
            sign_of = dict(zip(starts, signs, strict=True))
            joined += [_with_sign(lines[position], sign_of.get(position)) for position in range(below, starts[-1] + 1)]
            index = starts[-1] + 1
        else:
            count = max(1, len(signs))
            joined += lines[index : index + count]
            index += count
        last_number = _find_number(joined[-1]) or last_number
    return joined


def _find_number(line: Line) -> int:
    match = _NUMBERED.match(line.text) if not line.mark else None
    sign = match[0].strip(" .") if match else ""
    return int(sign) if sign.isdigit() else 0


def _with_sign(line: Line, sign: str | None) -> Line:
    return replace(line, text=f"{sign}. {line.text.strip()}") if sign else line


def _find_column(lines: Sequence[Line], index: int, mark: re.Pattern[str]) -> list[str]:
    """Return the marks that are alone on consecutive lines."""
    signs = []
    while index < len(lines) and not lines[index].mark and (match := mark.match(lines[index].text)):
        signs.append(match["sign"])
        index += 1
    return signs


# ---- letters and dashes


def _join_letters_and_dashes(lines: Sequence[Line]) -> list[Line]:
    joined: list[Line] = []
    index = 0
    while index < len(lines):
        signs = _find_column(lines, index, _MARK_ALONE)
        points = lines[index + len(signs) : index + 2 * len(signs)]
        following = next(iter(lines[index + 2 * len(signs) :]), None)
        if _are_marked_by(signs, points, following):
            joined += [
                replace(line, text=f"{sign} {line.text.strip()}") for sign, line in zip(signs, points, strict=True)
            ]
            index += 2 * len(signs)
        else:
            joined.append(lines[index])
            index += 1
    return joined


def _are_marked_by(signs: Sequence[str], points: Sequence[Line], following: Line | None) -> bool:
    """Whether a column marks the lines right below it, and not more of them."""
    if len(signs) < _FEWEST_MARKS or len(points) < len(signs) or not all(map(_may_be_point, points)):
        return False
    letters = [sign.strip("()") for sign in signs if sign[-1] == ")"]
    if letters and letters != list("abcdefgh"[: len(signs)]):
        return False
    return following is None or not (following.text.strip()[:1].islower() or _may_be_point(following))


def _may_be_point(line: Line) -> bool:
    words = line.text.strip()
    return words[:1].isupper() and not (_is_marked(line) or begins_a_sentence(words) or is_side_document(words))


def _is_marked(line: Line) -> bool:
    is_listed = _NUMBERED.match(line.text) or _LETTERED.match(line.text)
    return bool(line.mark) or is_listed is not None or is_dashed(line.text.strip())


# ---- titles


def _find_titles(lines: Sequence[Line], index: int, count: int, *, counts_on: bool) -> list[list[Line]]:
    """Return the lines up to a blank line or running text as titles, if they are as many as the numbers; else none.

    A line that goes on from the one above, as by its small letters, belongs to that title.
    """
    titles: list[list[Line]] = []
    for line in lines[index:] if count >= _FEWEST_MARKS else ():
        words = line.text.strip()
        if not words or begins_a_sentence(words) or is_note_below_items(words):
            break
        if _NUMERAL_ALONE.match(words) or (titles and _is_marked(line)):
            break
        if titles and (words[0].islower() or is_unfinished(titles[-1][-1].text)):
            titles[-1].append(line)
        else:
            titles.append([line])
    if not titles or len(titles) != count:
        return []
    is_known = counts_on or count >= _FEWEST_WITHOUT_CONTEXT or is_first_agenda_title(titles[0][0].text)
    return titles if is_known else []


def _find_separate_titles(lines: Sequence[Line], index: int, count: int, *, counts_on: bool) -> list[int]:
    """Return where the titles of an agenda begin that have text, documents or sub-items below them.

    There must be as many as numbers; else none is returned.
    """
    if count < _FEWEST_MARKS or index >= len(lines):
        return []
    is_known = is_first_agenda_title(lines[index].text) or (counts_on and _may_be_point(lines[index]))
    starts = [index, *_find_later_titles(lines, index)] if is_known else []
    return starts if len(starts) == count else []


def _find_later_titles(lines: Sequence[Line], first: int) -> Iterator[int]:
    """Yield the lines below the first title that begin another, up to the next number."""
    above, is_apart, is_marked = lines[first], False, False
    ends_above = is_first_agenda_title(above.text)
    for index in range(first + 1, len(lines)):
        line = lines[index]
        words = line.text.strip()
        if _NUMBERED.match(line.text):
            return
        if not words:
            is_apart = True
            continue
        is_below_dash = is_marked and not without_dash(above.text)
        begins_item = is_apart or ends_above or begins_as_act(words)
        if begins_item and not is_below_dash and _may_be_title(line) and not is_unfinished(above.text):
            yield index
        is_marked = is_below_dash or _is_marked(line)
        ends_above = is_marked or is_side_document(line.text) or ends_a_sentence(line.text)
        above, is_apart = line, False


def _may_be_title(line: Line) -> bool:
    words = line.text.strip()
    if not words[:1].isupper() or _is_marked(line) or begins_a_sentence(words) or ends_a_sentence(words):
        return False
    is_heading = is_part_heading(words) and not is_other_business(words)
    return not (is_side_document(words) or is_treatment(words) or is_heading)
