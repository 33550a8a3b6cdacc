"""Columns of item numbers or dashes that extraction put above their lines: each goes back to the line it belongs to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from somei_cli.extraction.items.agenda_phrases import is_first_agenda_title
from somei_cli.extraction.items.documents import is_side_document
from somei_cli.extraction.items.titles import begins_as_act
from somei_cli.extraction.items.treatments import is_part_heading, is_treatment
from somei_cli.extraction.joined_lines import begins_a_sentence, ends_a_sentence, is_dashed, is_unfinished, without_dash
from somei_cli.model.importing.draft_entry import Line

_NUMERAL_ALONE = re.compile(r"\s*(?P<sign>[0-9]{1,2}|[IVX]{1,5})\.\s*$")
_DASH_ALONE = re.compile(r"\s*(?P<sign>[-–—=])\s*$")
_NUMBERED = re.compile(r"\s*(?:[0-9]{1,2}|[IVX]{1,5})\.(?:\s|$)")
_FEWEST_NUMERALS = 2
_FEWEST_WITHOUT_ADOPTION = 3
"""How many numbers show a column if its first title is not the one with which every agenda begins."""


def join_number_column(lines: Sequence[Line]) -> list[Line]:
    """Join a column of numerals with the titles below it, if there are as many of both; else leave the lines."""
    joined: list[Line] = []
    index = 0
    while index < len(lines):
        if dashed := _join_dashes(lines, index):
            joined += dashed
            index += 2 * len(dashed)
            continue
        signs = _find_numerals(lines, index)
        below = index + len(signs)
        while signs and below < len(lines) and not lines[below].words.strip():
            below += 1
        if titles := _find_titles(lines, below, len(signs)):
            pairs = zip(signs, titles, strict=True)
            joined += [
                replace(title[0], text=f"{sign} {' '.join(t.text.strip() for t in title)}") for sign, title in pairs
            ]
            index = below + sum(len(title) for title in titles)
        elif starts := _find_separate_titles(lines, below, len(signs)):
            sign_of = dict(zip(starts, signs, strict=True))
            joined += [
                _with_sign(lines[position], sign_of.get(position, "")) for position in range(below, starts[-1] + 1)
            ]
            index = starts[-1] + 1
        else:
            count = max(1, len(signs))
            joined += lines[index : index + count]
            index += count
    return joined


def _join_dashes(lines: Sequence[Line], index: int) -> list[Line]:
    """Return the lines below a column of dashes, each with its dash; none if it is not certain which these are."""
    signs: list[str] = []
    while index < len(lines) and not lines[index].mark and (match := _DASH_ALONE.match(lines[index].text)):
        signs.append(match["sign"])
        index += 1
    points = lines[index : index + len(signs)]
    if len(signs) < _FEWEST_NUMERALS or len(points) < len(signs) or not all(map(_may_be_point, points)):
        return []
    following = next(iter(lines[index + len(signs) :]), None)
    if following is not None and (following.text.strip()[:1].islower() or _may_be_point(following)):
        return []
    return [replace(line, text=f"{sign} {line.text.strip()}") for sign, line in zip(signs, points, strict=True)]


def _may_be_point(line: Line) -> bool:
    words = line.text.strip()
    is_marked = bool(line.mark) or is_dashed(words) or _NUMBERED.match(words) is not None
    return words[:1].isupper() and not (is_marked or begins_a_sentence(words) or is_side_document(words))


def _with_sign(line: Line, sign: str) -> Line:
    return replace(line, text=f"{sign} {line.text.strip()}") if sign else line


def _find_numerals(lines: Sequence[Line], index: int) -> list[str]:
    """Return the numerals that are alone on consecutive lines."""
    signs = []
    while index < len(lines) and not lines[index].mark and (match := _NUMERAL_ALONE.match(lines[index].text)):
        signs.append(f"{match['sign']}.")
        index += 1
    return signs


def _find_titles(lines: Sequence[Line], index: int, count: int) -> list[list[Line]]:
    """Return the lines up to a blank line or running text as titles, if they are as many as the numbers; else none.

    A line in small letters continues a title.
    """
    titles: list[list[Line]] = []
    for line in lines[index:] if count >= _FEWEST_NUMERALS else ():
        words = line.text.strip()
        if not words or line.mark or begins_a_sentence(words) or _NUMERAL_ALONE.match(words):
            break
        if titles and words[0].islower():
            titles[-1].append(line)
        else:
            titles.append([line])
    if not titles or len(titles) != count:
        return []
    return titles if count >= _FEWEST_WITHOUT_ADOPTION or is_first_agenda_title(titles[0][0].text) else []


def _find_separate_titles(lines: Sequence[Line], index: int, count: int) -> list[int]:
    """Return where the titles of an agenda begin that have text, documents or sub-items below them.

    There must be as many as numbers; else none is returned.
    """
    if count < _FEWEST_NUMERALS or index >= len(lines) or not is_first_agenda_title(lines[index].text):
        return []
    starts = [index, *_find_later_titles(lines, index)]
    return starts if len(starts) == count else []


def _find_later_titles(lines: Sequence[Line], first: int) -> Iterator[int]:
    """Yield the lines below the first title of an agenda that begin another, up to the next number."""
    above, is_apart, is_marked, ends_above = lines[first], False, False, True
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
        is_marked = is_below_dash or bool(line.mark) or is_dashed(line.text)
        ends_above = is_marked or is_side_document(line.text) or ends_a_sentence(line.text)
        above, is_apart = line, False


def _may_be_title(line: Line) -> bool:
    words = line.text.strip()
    if line.mark or is_dashed(words) or not words[:1].isupper() or begins_a_sentence(words):
        return False
    return not (is_side_document(words) or is_treatment(words) or is_part_heading(words) or ends_a_sentence(words))
