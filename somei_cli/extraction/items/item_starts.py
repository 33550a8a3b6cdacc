"""Find the lines that carry item numbers: those that count on from one, in figures or Roman figures, dotted or not.

Pages that came as one line, and lines that hold the next item too, are split first, where a number counts on.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from somei_cli.extraction.cover.body_names import is_coreper_part
from somei_cli.extraction.cover.printed_dates import begins_with_month_and_year
from somei_cli.extraction.items.agenda_phrases import find_usual_title, is_first_agenda_title, is_other_business
from somei_cli.extraction.items.configurations import is_part_of_coreper_agenda
from somei_cli.extraction.items.contents_list import cut_leader
from somei_cli.extraction.items.lost_numbers import (
    NUMBER_WITHOUT_DOT,
    NumberedLines,
    find_unnumbered_items,
    with_lost_numbers,
)
from somei_cli.extraction.items.treatments import is_part_heading, is_treatment
from somei_cli.extraction.joined_lines import begins_a_sentence
from somei_cli.extraction.numbers_and_bullets import Mark, MarkedLine, roman_value, without_number
from somei_cli.model.importing.draft_entry import Line

_NUMBER_OR_LETTER = re.compile(
    r"(?<=\s)(?:[0-9]{1,2}\.(?=\s{1,20}(?:[^\W\d_(\"“‘']|\([a-zé]{3,14}\.?\)))|\(?[a-z]\)(?=\s{1,20}\S))\s{1,20}"
)
_LEADING_NUMBER = re.compile(r"[\s•*-]{0,20}(?:\([^()0-9]{1,12}\)\s?)?([0-9]{1,2})\.")
_LEADING_LETTER = re.compile(r"[\s•*-]{0,20}(?:[0-9]{1,2}\.\s{0,3})?\(?([a-z])\)")
_LONG_LINE = 200
_ROMAN_WITHIN = re.compile(r"(?<!\S)(?P<sign>[IVX]{1,5})\.\s{1,20}(?=[^\W\d_a-zß-ÿ]{2})")
# Words with a number as part of a name: it does not begin an item.
_NAMING_WORDS = re.compile(
    r"(?i)\b(?:(?:nos?|nr|art|para)\.?|article|artikel|chapter|part|annex|title|section|point|paragraph|pillar|"
    r"phase|stage|step|directive|regulation|option|category|table|figure|recital|teil|titel|deel|partie|"
    r"articles|points|paragraphs|and|or|under|to|und|et|of|en)$"
)
# The number of a suffix may begin the next line: 7480/18 REV / 1) and agreed.
_SUFFIX_LAST = re.compile(r"\b(?:REV|ADD|COR|DCL|EXT)\s*$")
_MOST_NUMBERS_SKIPPED = 4
_DISCUSSION_ITEMS = re.compile(r"\s*(?:(?:Non-d|D)iscussion items\b|II\s*$|III?\s+(?:DEBATES|DISCUSSION ITEMS)\s*$)")
# Behind the items without discussion an agenda of Coreper goes on with the numbers of those with discussion.
_I_ITEMS = re.compile(r"[\"“'‘„]I[\"”'’“] ?(?:items|punkte|punkter|punten|points)")
_ITEM_WORD = r"(?:Item|ITEM|Point|POINT|Punkte?|Punt|Punto|Ponto|Punct|Bod|Točka|Kohta|Punkts|Punktas|Точка|Σημείο)"
_NAMED_ITEM = re.compile(rf"\s*{_ITEM_WORD}\s{{1,4}}(?P<sign>[0-9]{{1,2}})(?![\w./])(?!:[0-9])\s?[.):–-]?\s{{0,20}}")
_NAMED_PART = re.compile(rf"\s*{_ITEM_WORD}\s{{1,4}}(?P<sign>[0-9]{{1,2}}\.[0-9]{{1,2}})(?![\w./:])[.)]?\s{{1,20}}")
_DASH_WITHIN = re.compile(r"\s(?P<dash>[-–—])\s{1,4}(?=[^\W\d_a-zß-ÿ])")
_SMALL_ROMAN_WITHIN = re.compile(r"\s(?P<point>\(?(?P<sign>[ivx]{1,5})\))\s{1,20}(?=[^\W\d_a-zß-ÿ\"“„])")
# What a scan makes of `1.`: “l. Adoption of the agenda”.
_FIRST_DAMAGED = re.compile(r"[lI|!]\s?[.,]\s{1,20}")
_NOTE_WITHIN = re.compile(r"\s(?=N\.?\s?B\.?\s?:\s)")
_EQUALS_SIGN_WITHIN = re.compile(r"\s(?P<dash>=)\s(?=[^\W\d_])")
_DASH_AFTER_TEXT = re.compile(r"(?<=[.!?])\s(?P<dash>[-–—])\s(?=[^\W\d_a-zß-ÿ])")
_DASH_AFTER_COLON = re.compile(r"(?<=:)\s(?P<dash>[-–—])\s(?=[^\W\d_a-zß-ÿ])")
_ROMAN_ALONE = re.compile(r"\s*[IVX]{1,5}\s*$")


_FEWEST_FIGURES = 3


def find_item_starts(lines: list[MarkedLine]) -> NumberedLines:
    """Return the lines and the indexes of those that begin an item; numbers without a dot become marks."""
    lines = _with_first_in_figures(lines)
    starts = _with_dots(lines)
    if numbered := _parts_without_dots(lines) or (with_lost_numbers(lines, starts) if starts else None):
        return numbered
    if with_first := _first_number_lost(lines):
        return with_first
    named = _named_items(lines)
    starts = _count_on(named, Mark.NUMBER)
    if len(starts) > 1:
        return named, starts
    for figures in (str.isdigit, str.isalpha):
        plain = _without_dots(lines, figures)
        starts = _count_on(plain, Mark.NUMBER if figures is str.isdigit else Mark.ROMAN)
        if len(starts) > 1 and is_first_agenda_title(plain[starts[0]].text):
            return plain, starts
        if figures is str.isalpha and _are_titles_below_numerals(lines, plain, starts):
            return plain, starts
    return find_unnumbered_items(lines)


def _with_first_in_figures(lines: list[MarkedLine]) -> list[MarkedLine]:
    """Return the lines with 1 for the I that a scan put before 2 and 3: no agenda counts in both."""
    numbered = [index for index, line in enumerate(lines) if line.mark in (Mark.NUMBER, Mark.ROMAN)]
    if len(numbered) < _FEWEST_FIGURES:
        return lines
    first, *following = (lines[index] for index in numbered)
    if (first.mark, first.sign) != (Mark.ROMAN, "I") or any(line.mark is Mark.ROMAN for line in following):
        return lines
    if [line.sign for line in following[:2]] != ["2", "3"]:
        return lines
    return [replace(line, mark=Mark.NUMBER, sign="1") if line is first else line for line in lines]


def _parts_without_dots(lines: Sequence[MarkedLine]) -> NumberedLines | None:
    """Return the starts of a Coreper agenda whose parts have Roman numbers without a dot: `II   Discussion items`."""
    if not any("iscussion" in line.text or "DEBATES" in line.text for line in lines if line.mark is Mark.NONE):
        return None
    plain = _without_dots(lines, str.isalpha)
    romans = _count_on(plain, Mark.ROMAN)
    titles = [plain[index].text for index in romans]
    if len(titles) < 2 or not is_first_agenda_title(titles[0]) or not any(map(is_part_of_coreper_agenda, titles)):
        return None
    return plain, _with_dots(plain)


def _are_titles_below_numerals(lines: Sequence[MarkedLine], plain: Sequence[MarkedLine], starts: list[int]) -> bool:
    """Whether each Roman number is alone on its line, and the line below it can be a title."""
    if len(starts) < 2:
        return False
    alone = sum(bool(_ROMAN_ALONE.match(line.text)) for line in lines if line.mark is Mark.NONE)
    titles = [plain[index].text.strip() for index in starts]
    can_be = all(words[:1].isupper() and not begins_a_sentence(words) and not words.isupper() for words in titles)
    return alone == len(starts) and can_be


def find_restart(lines: Sequence[MarkedLine], starts: Sequence[int]) -> int | None:
    """Return the index where the same items begin once more, after a list of contents; None if they do not."""
    if len(starts) < 2:
        return None
    first = lines[starts[0]]
    for index in range(starts[1], len(lines)):
        line = lines[index]
        if line.mark is first.mark and line.sign == first.sign and is_same_title(line.text, first.text):
            return index
    return None


def is_same_title(first: str, second: str) -> bool:
    """Whether two titles differ only in capitals, leaders and page numbers, or are both the first of an agenda.

    >>> is_same_title("OIL AND GAS", "Oil and gas ........ 4")
    True
    >>> is_same_title("Adoption of the provisional agenda", "Adoption of the agenda")
    True
    """
    if is_first_agenda_title(first) and is_first_agenda_title(second):
        return True
    first, second = _letters(first), _letters(second)
    return bool(first and second) and (first.startswith(second) or second.startswith(first))


def _letters(title: str) -> str:
    return "".join(c for c in title.casefold()[:80] if c.isalpha())


def _with_dots(lines: Sequence[MarkedLine]) -> list[int]:
    """Return the lines with figures; if Roman numbers are the outer ones, these and the figures that count on."""
    figures, romans = _count_on(lines, Mark.NUMBER), _count_on(lines, Mark.ROMAN)
    if figures and (len(romans) < 2 or figures[0] < romans[0]):
        return figures
    if parts := [index for index in romans if is_part_of_coreper_agenda(lines[index].text)]:
        return sorted({*romans, *(parts[0] + index for index in _numbers_of_part(lines[parts[0] :]))})
    if len(romans) > 1 and (across := _count_on(lines[romans[-1] :], Mark.NUMBER, low=2)):
        signs = [line.sign for line in lines[romans[-1] : romans[-1] + across[0] + 1] if line.mark is Mark.NUMBER]
        if len(across) > 1 and "1" not in signs:
            return [*romans, *(romans[-1] + index for index in across)]
    return romans


def _numbers_of_part(lines: Sequence[MarkedLine]) -> list[int]:
    """Return the lines of a part with own numbers that count on from one, or from where another part ended: `7.`."""
    first = next((line for line in lines if line.mark is Mark.NUMBER and line.sign.isdigit()), None)
    lows = (1, 2) if first is None or int(first.sign) < 2 else (1, 2, int(first.sign))
    return next((found for low in lows if (found := _count_on(lines, Mark.NUMBER, low=low))), [])


def _first_number_lost(lines: Sequence[MarkedLine]) -> NumberedLines | None:
    """Return the lines with numbers from two on, below the first item of every agenda, which lost its number."""
    starts = _count_on(lines, Mark.NUMBER, low=2)
    if not starts or lines[starts[0]].sign != "2":
        return None
    for index in range(starts[0] - 1, -1, -1):
        words = _FIRST_DAMAGED.sub("", cut_leader(lines[index].text)[0].strip())
        if lines[index].mark is Mark.NONE and (find_usual_title(words) or is_first_agenda_title(words)):
            is_damaged = _FIRST_DAMAGED.match(lines[index].text.strip()) is not None
            line = replace(lines[index].line, text=words) if is_damaged else lines[index].line
            first = replace(lines[index], line=line, mark=Mark.NUMBER, sign="1" if is_damaged else "")
            return [*lines[:index], first, *lines[index + 1 :]], [index, *starts]
    return None


class _Parts:
    """The parts of an agenda or a record of Coreper: where they begin, and how the numbers go on in the next."""

    def __init__(self, lines: Sequence[MarkedLine], last_index_of: Mapping[int, int]) -> None:
        self.lines = lines
        self.last_index_of = last_index_of
        self.coreper_parts = [index for index, line in enumerate(lines) if is_coreper_part(line.text)]
        self.discussed = [index for index, line in enumerate(lines) if _DISCUSSION_ITEMS.match(line.text)]

    def begins_after(self, start: int, index: int, last: int, count: int) -> bool:
        """Whether the number `count` at an index may follow the number `last` at `start`, though it does not count on.

        The record of one part of Coreper has no numbers that the other part dealt with, and those of the other part
        may be lower. Its last item, other business, may come below items with higher numbers. Behind the items without
        discussion, and below the heading of those with it, the numbers may be much higher if they go on.
        """
        if count <= 1:
            return False
        if any(start < part < index for part in self.coreper_parts):
            return last != count
        if self.coreper_parts and count < last and index == max(self.last_index_of.values()):
            return is_other_business(self.lines[index].text)
        if self.last_index_of.get(count + 1, 0) <= index or count <= last:
            return False
        is_in_discussion = any(start < part < index for part in self.discussed)
        return is_in_discussion or _I_ITEMS.search(self.lines[start].text) is not None


def _count_on(lines: Sequence[MarkedLine], kind: Mark, low: int = 1) -> list[int]:
    """Return the lines of one kind that count on from `low`; if that is not one, from a little above it."""
    last = nested = 0
    starts: list[int] = []
    enumerated = _enumerations(lines) if kind is Mark.NUMBER else frozenset()
    candidates = [
        (index, line, roman_value(line.sign) if kind is Mark.ROMAN else int(re.sub(r"\D", "", line.sign)))
        for index, line in enumerate(lines)
        if line.mark is kind
        and not line.line.indent
        and index not in enumerated
        and not begins_with_month_and_year(line.text)
        and not (index and _SUFFIX_LAST.search(lines[index - 1].text))
        and line.sign
    ]
    last_index_of = {count: index for index, _, count in candidates}
    parts = _Parts(lines, last_index_of)
    for index, line, count in candidates:
        # A list within an item counts from one again: its `3.` and `4.` are no items if another `3.` follows.
        nested = 1 if count == 1 and last else count if nested and count == nested + 1 else 0
        awaited = range(last + 1, min(count, last + _MOST_NUMBERS_SKIPPED) + 1)
        if nested > 1 and any(last_index_of.get(number, 0) > index for number in awaited):
            continue
        is_repeated = count == last and not line.sign.isdigit() and kind is Mark.NUMBER
        is_first = not last and (count == 1 if low == 1 else low <= count <= low + _MOST_NUMBERS_SKIPPED)
        in_next_part = bool(starts) and parts.begins_after(starts[-1], index, last, count)
        if is_first or is_repeated or in_next_part or (last and last < count <= last + _MOST_NUMBERS_SKIPPED):
            starts.append(index)
            last = count
    return starts


def _enumerations(lines: Sequence[MarkedLine]) -> frozenset[int]:
    """Return the lines of lists within a sentence.

    Such a list follows a colon and counts from one; each part but the last ends in a semicolon.

    `Three options:` / `1. to keep the lamps;` / `2. to sell the lamps.`
    """
    enumerated: set[int] = set()
    previous_text, expected = "", 0
    for index, line in enumerate(lines):
        if line.is_blank:
            continue
        if line.mark is Mark.NUMBER and line.sign:
            count = int(re.sub(r"\D", "", line.sign))
            begins = count == 1 and previous_text.endswith(":") and line.text.rstrip().endswith((";", ","))
            goes_on = count == expected and previous_text.endswith((";", ",", "; and", "; or"))
            expected = count + 1 if begins or goes_on else 0
            if expected:
                enumerated.add(index)
        previous_text = line.text.rstrip()
    return frozenset(enumerated)


def _named_items(lines: Sequence[MarkedLine]) -> list[MarkedLine]:
    """Return the lines, with the number of lines such as `Item 2 Oil` as their mark."""
    numbered_lines = []
    for line in lines:
        match = _NAMED_PART.match(line.text) or _NAMED_ITEM.match(line.text) if line.mark is Mark.NONE else None
        kind = Mark.PART if match and "." in match["sign"] else Mark.NUMBER
        numbered_lines.append(without_number(line, match, kind) if match else line)
    return numbered_lines


def _without_dots(lines: Sequence[MarkedLine], figures: Callable[[str], bool]) -> list[MarkedLine]:
    """Return the lines, with the number of lines such as `2 Oil` or `II Oil` as their mark.

    A number alone on its line belongs to the title below it.
    """
    numbered_lines: list[MarkedLine] = []
    number_match: re.Match[str] | None = None
    for line in lines:
        match = NUMBER_WITHOUT_DOT.match(line.text) if line.mark is Mark.NONE else None
        kind = Mark.NUMBER if figures is str.isdigit else Mark.ROMAN
        if match and figures(match["sign"]):
            cut = without_number(line, match, kind)
            number_match = None if cut.text else match
            numbered_lines.append(cut if cut.text else line)
        elif number_match and line.text and line.mark is Mark.NONE:
            numbered_lines[-1:] = [replace(line, mark=kind, sign=number_match["sign"])]
            number_match = None
        else:
            numbered_lines.append(line)
            number_match = number_match if line.is_blank else None
    return numbered_lines


def _split_romans(line: Line) -> Iterator[Line]:
    """Yield a line that came from a page without line breaks, split at its Roman numbers: `I. LAMPS … II. OIL …`."""
    matches = list(_ROMAN_WITHIN.finditer(line.text)) if len(line.text) >= _LONG_LINE else []
    cuts: list[int] = []
    for match in matches:
        if roman_value(match["sign"]) == len(cuts) + 1:
            cuts.append(match.start("sign"))
    if len(cuts) < 2 or line.heading or _NUMBER_OR_LETTER.search(line.text, 0, cuts[0]):
        yield line
        return
    for start, end in pairwise([0, *cuts, len(line.text)]):
        if words := line.text[start:end].strip():
            yield replace(line, text=words, mark="" if start else line.mark)


def split_joined_lines(source_lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines, split before each number and letter that follows in order."""
    lines = [part for line in source_lines for part in _split_romans(line)]
    next_number = 1
    leading_matches = [_LEADING_NUMBER.match(line.text) for line in lines]
    leading_numbers = [int(leading[1]) for leading in leading_matches if leading]
    for line, leading in zip(lines, leading_matches, strict=True):
        if leading:
            next_number = leading_numbers.pop(0) + 1
        elif next_number == 1 and not line.heading and find_usual_title(line.text.strip()):
            next_number = 2
        if line.heading or not _NUMBER_OR_LETTER.search(line.text):
            yield line
            continue
        is_short = len(line.text) < _LONG_LINE and not _holds_several_items(line.text)
        pieces, next_number = _split_line(line.text, next_number, leading_numbers, short=is_short)
        points = list(_split_points(pieces[0])) if leading and len(pieces) == 1 else pieces
        if len(points) == 1:
            yield line
        else:
            parts = [part for piece in pieces for points in _split_points(piece) for part in _split_dashes(points)]
            parts[-1:] = _NOTE_WITHIN.split(parts[-1], maxsplit=1)
            yield replace(line, text=parts[0])
            # The mark that the format took off is that of the first part alone.
            yield from (replace(line, text=part, mark="") for part in parts[1:])


def _split_points(piece: str) -> Iterator[str]:
    """Yield an item that came as one line, split at its small Roman numbers: `4. Lamps i) Oil ii) Wicks`."""
    cuts: list[int] = []
    for match in _SMALL_ROMAN_WITHIN.finditer(piece):
        if roman_value(match["sign"].upper()) == len(cuts) + 1:
            cuts.append(match.start("point"))
    cuts = cuts if len(cuts) > 1 else []
    yield from (piece[start:end].strip() for start, end in pairwise([0, *cuts, len(piece)]))


def _split_dashes(piece: str) -> Iterator[str]:
    """Yield an item that came as one line, split at its dashed lines: one of them follows a full stop.

    `2. Lamps – Oil Oil was bought. – Gas Gas was sold.` makes three lines, as does `2. Lamps: – Oil – Gas`. Without a
    full stop or a colon, a dash splits the points of other business, else only one before a treatment, and `=`, which
    marks nothing else: `2. Lamps – Exchange of views = Adoption`.
    """
    if colon := _DASH_AFTER_COLON.search(piece):
        starts = [m.start("dash") for m in _DASH_WITHIN.finditer(piece) if m["dash"] == colon["dash"]]
        if len(starts) > 1 and starts[0] == colon.start("dash"):
            yield from (piece[start:end].strip() for start, end in pairwise([0, *starts, len(piece)]))
            return
    after_text = _DASH_AFTER_TEXT.search(piece)
    first = _DASH_WITHIN.search(piece, 0, after_text.start()) if after_text else None
    if after_text is None or first is None or first["dash"] != after_text["dash"] or ". " in piece[4 : first.start()]:
        dashes = [m for m in _DASH_WITHIN.finditer(piece) if is_treatment(piece[m.end() :])]
        point = _DASH_WITHIN.search(piece)
        if point and is_other_business(_LEADING_NUMBER.sub("", piece[: point.start()])):
            dashes = [m for m in _DASH_WITHIN.finditer(piece) if m["dash"] == point["dash"]]
        cuts = sorted(m.start("dash") for m in [*dashes, *_EQUALS_SIGN_WITHIN.finditer(piece)])
        yield from (piece[start:end].strip() for start, end in pairwise([0, *cuts, len(piece)]))
        return
    cuts = [first.start("dash"), *(m.start("dash") for m in _DASH_AFTER_TEXT.finditer(piece))]
    yield from (piece[start:end].strip() for start, end in pairwise([0, *cuts, len(piece)]))


def _holds_several_items(text: str) -> bool:
    """Whether a short line holds several numbered items, one after the other."""
    signs = (match[0].strip(" .()\t") for match in _NUMBER_OR_LETTER.finditer(f" {text}"))
    numbers = [int(sign) for sign in signs if sign.isdigit()]
    return any(second == first + 1 for first, second in pairwise(numbers))


def _split_line(text: str, next_number: int, ahead: Sequence[int], *, short: bool) -> tuple[list[str], int]:
    """Return the pieces of a line, and the next number; in a `short` line a number found `ahead` does not split it."""
    cuts = [0]
    leading_letter = _LEADING_LETTER.match(text)
    letter = chr(ord(leading_letter[1]) + 1) if leading_letter else "a"
    for match in _NUMBER_OR_LETTER.finditer(text):
        sign = match[0].strip(" .()\t")
        if sign == "1" and is_part_heading(text[: match.start()].strip()):
            # Below a list of contents the items begin once more.
            next_number = 2
            letter = "a"
        elif sign == str(next_number) and _begins_item(text, match, next_number, ahead if short else (), short=short):
            next_number += 1
            letter = "a"
        elif (
            sign == letter
            and next_number > 1
            and (leading_letter or not short or letter != "a" or _begins_list(text, match))
            and (_begins_list(text, match) or not _is_part_of_name(text, match.start()))
        ):
            letter = chr(ord(letter) + 1)
        else:
            continue
        cuts.append(match.start())
    return [text[start:end].strip() for start, end in pairwise([*cuts, len(text)])], next_number


_SECOND_LETTER = re.compile(r"(?:(?!\s[0-9]{1,2}\.\s)[^\n]){1,300}?\s\(?b\)\s")


def _begins_list(text: str, match: re.Match[str]) -> bool:
    """Whether the letter is the first of a list in the same item: `2. Regulation a) Lamps b) Oil`."""
    return match[0].strip(" .()\t") == "a" and _SECOND_LETTER.match(text, match.end()) is not None


def _begins_item(text: str, match: re.Match[str], next_number: int, ahead: Sequence[int], *, short: bool) -> bool:
    """Whether a number within a line begins an item; in a page of short lines the first must begin an agenda."""
    if is_part_heading(text[: match.start()].strip()):
        # The heading of a part of the agenda, and its first item behind it.
        return True
    if next_number in ahead or _is_part_of_name(text, match.start()):
        return False
    return next_number > 1 or not short or is_first_agenda_title(text[match.end() : match.end() + 80])


def _is_part_of_name(text: str, offset: int) -> bool:
    """Whether a number belongs to the word before it."""
    return bool(_NAMING_WORDS.search(text[max(0, offset - 12) : offset].rstrip()))
