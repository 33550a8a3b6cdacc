"""Lists whose items have no numbers, or lost some: which lines are items all the same, and which are only doubted."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from somei_cli.extraction.items.agenda_phrases import is_first_agenda_title, is_other_business, names_agenda_item
from somei_cli.extraction.items.contents_list import cut_leader, has_leader
from somei_cli.extraction.items.documents import is_side_document
from somei_cli.extraction.items.title_lines import begins_as_act
from somei_cli.extraction.items.treatments import is_part_heading, is_treatment
from somei_cli.extraction.joined_lines import begins_a_sentence, ends_a_sentence, is_unfinished
from somei_cli.extraction.numbers_and_bullets import Mark, MarkedLine, read_mark, roman_value, without_number
from somei_cli.model.importing.draft_entry import Line

_FEWEST_ITEMS = 3
_MOST_INDENT = 3
_FEWEST_TREATED = 2
_PART_HEADING = re.compile(r"(?i)\s*(?:(?:non-)?discussion items|[\"“]?I+[\"”]? items)\b")
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 160

NUMBER_WITHOUT_DOT = re.compile(
    r"\s*\(?(?P<sign>[0-9]{1,2}|[IVX]{1,5})(?:\)|\s?[–—:-])?(?:\s{1,20}(?=[^\W\d_a-zß-ÿ])|\s*$)"
)
_DOT_ALONE = re.compile(r"\s*\.\s{1,20}(?=[^\W\d_a-zß-ÿ])")
_DAMAGED_ROMAN = re.compile(r"\s*(?P<sign>[IVXl1|]{1,5})[.,]\s{1,20}(?=[^\W\d_a-zß-ÿ])")
_DAMAGED_FIGURES = str.maketrans("l1|", "III")
_NUMBER_WITH_COMMA = re.compile(r"\s*(?P<sign>[0-9]{1,2})(?:,|\s?[;:]\.?)\s{1,20}(?=[^\W\d_a-zß-ÿ])")
NumberedLines = tuple[list[MarkedLine], list[int]]


class DoubtedLine(NamedTuple):
    """A line that may begin an item, and its words."""

    line: int
    words: str


def find_unnumbered_items(lines: Sequence[MarkedLine]) -> tuple[list[MarkedLine], list[int]]:
    """Return the lines, and the indexes of those that begin the items of an agenda without numbers.

    The format tells the items: each has the same bullet, or is a heading of the same level. The first one is the
    item with which every agenda begins, so that no other list is taken for an agenda.
    """
    first = next((index for index, line in enumerate(lines) if _may_be_first(line)), None)
    if first is None:
        return _with_starts(lines, _find_dashed(lines))
    level, bullet = lines[first].line.heading, lines[first]
    is_start = (lambda line: line.line.heading == level) if level else (lambda line: _is_same_bullet(line, bullet))
    starts = [index for index, line in enumerate(lines) if index >= first and line.text and is_start(line)]
    begins_again = any(is_first_agenda_title(lines[index].text) for index in starts[1:])
    if len(starts) < _FEWEST_ITEMS or begins_again:
        return list(lines), []
    return _with_starts(lines, starts)


def _with_starts(lines: Sequence[MarkedLine], starts: list[int]) -> tuple[list[MarkedLine], list[int]]:
    chosen = frozenset(starts)
    marked = (replace(line, mark=Mark.NUMBER, sign="") if index in chosen else line for index, line in enumerate(lines))
    return list(marked), starts


def _find_dashed(lines: Sequence[MarkedLine]) -> list[int]:
    """Return the dashed lines of a Coreper agenda, below which `=` marks how an item is treated; else none."""
    if sum(is_below_dash(line) and is_treatment(line.text) for line in lines) < _FEWEST_TREATED:
        return []
    if any(line.mark in (Mark.NUMBER, Mark.ROMAN) for line in lines):
        return []
    starts = [index for index, line in enumerate(lines) if line.mark is Mark.DASH and line.sign in "-–—" and line.text]
    return starts if len(starts) > 1 else []


def is_below_dash(line: MarkedLine) -> bool:
    """Whether a line has the mark of what stands below a dashed item: `= Presidency debriefing`."""
    return line.mark is Mark.DASH and line.sign == "="


def _may_be_first(line: MarkedLine) -> bool:
    in_list = line.mark is Mark.DASH and line.line.indent <= _MOST_INDENT
    return (in_list or bool(line.line.heading)) and is_first_agenda_title(line.text)


def _is_same_bullet(line: MarkedLine, first: MarkedLine) -> bool:
    return line.mark is Mark.DASH and line.sign == first.sign and line.line.indent == first.line.indent


def find_flat_list(lines: Sequence[Line]) -> DoubtedLine | None:
    """Return the first line that shows that a text without numbered items has items; None if no line does.

    >>> find_flat_list([Line("Education", 8), Line("Any other business", 9)])
    DoubtedLine(line=9, words='Any other business')
    """
    for line in lines:
        words = read_mark(line).text.strip()
        if names_agenda_item(words) or _PART_HEADING.match(words):
            return DoubtedLine(line.number, words)
    return None


def find_other_business(lines: Sequence[MarkedLine], *, is_last: bool) -> int | None:
    """Return the index of the line `Any other business` without a number within the lines of another item.

    Above a numbered item it is a heading, unless its own lines are below it, or its page number behind it.
    """
    for index, line in enumerate(lines):
        if not index or line.mark is not Mark.NONE:
            continue
        if has_leader(line.text) and is_other_business(cut_leader(line.text)[0]):
            return index
        if is_other_business(line.text):
            below = next((line_below for line_below in lines[index + 1 :] if not line_below.is_blank), None)
            if is_last or (below and (below.mark is not Mark.NONE or ends_a_sentence(below.text))):
                return index
    return None


def find_lost_titles(
    blocks: Sequence[Sequence[MarkedLine]], numbers: Sequence[str | None], *, bare: bool
) -> Iterator[DoubtedLine]:
    """Yield the lines that may be titles of items whose numbers are missing from the count.

    Such a line is between two sentences: `It was agreed.` / `Fog of the north` / `Delegations discussed the fog.` In a
    `bare` agenda, one without running text, it is the last of an item, and names an act or figures, as no heading does.
    """
    for lines, (number, following) in zip(blocks, pairwise(numbers), strict=False):
        if not number or not following or not (number.isdigit() and following.isdigit()):
            continue
        if int(following) > int(number) + 1:
            below = [line for line in lines[1:] if not line.is_blank]
            yield from _last_titles(below) if bare else _titles_between_sentences(below)


def with_lost_numbers(lines: list[MarkedLine], starts: list[int]) -> NumberedLines:
    """Return the lines and starts with the items whose numbers have lost their dot, or are lost.

    `1.`, `2 Approval`, `3.`; or a title with its documents between `1.` and `3.`
    """
    repaired_lines: dict[int, MarkedLine] = {}
    for start, following in pairwise(starts):
        first, last = lines[start].sign, lines[following].sign
        if {lines[start].mark, lines[following].mark} == {Mark.ROMAN} and roman_value(last) == roman_value(first) + 2:
            repaired_lines |= _read_damaged_romans(lines, range(start + 1, following), roman_value(first) + 1)
        if not (first.isdigit() and last.isdigit() and int(last) == int(first) + 2):
            continue
        for index in range(start + 1, following):
            words = lines[index].text if lines[index].mark is Mark.NONE else ""
            match = NUMBER_WITHOUT_DOT.match(words) or _NUMBER_WITH_COMMA.match(words)
            if match and match["sign"] == str(int(first) + 1) and lines[index].text[match.end() :].strip():
                repaired_lines[index] = without_number(lines[index], match, Mark.NUMBER)
                break
            if dot := _DOT_ALONE.match(words):
                title = replace(lines[index].line, text=words[dot.end() :].strip())
                repaired_lines[index] = MarkedLine(title, Mark.NUMBER)
                break
        else:
            index = _find_title_without_number(lines[start:following]) or 0
            if index:
                repaired_lines[start + index] = replace(lines[start + index], mark=Mark.NUMBER, sign="")
    if not repaired_lines:
        return lines, starts
    return [repaired_lines.get(index, line) for index, line in enumerate(lines)], sorted({*starts, *repaired_lines})


def _read_damaged_romans(lines: Sequence[MarkedLine], indexes: Iterable[int], awaited: int) -> dict[int, MarkedLine]:
    """Return the line with the Roman number that is missing, as a scan damaged it: `Il.`, `11.`."""
    for index in indexes:
        if lines[index].mark is Mark.NUMBER and lines[index].sign == "1" * awaited:
            return {index: replace(lines[index], mark=Mark.ROMAN, sign="I" * awaited)}
        match = _DAMAGED_ROMAN.match(lines[index].text) if lines[index].mark is Mark.NONE else None
        sign = match["sign"].translate(_DAMAGED_FIGURES) if match else ""
        if match and roman_value(sign) == awaited:
            return {index: replace(without_number(lines[index], match, Mark.ROMAN), sign=sign)}
    return {}


def _find_title_without_number(lines: Sequence[MarkedLine]) -> int | None:
    """Return the index of the only line below an item that is the title of the next one, whose number is lost.

    `lines` are those up to the item after the next. Documents are right below such a title, and above it a sentence,
    other documents or a sub-item.
    """
    filled = [index for index, line in enumerate(lines) if not line.is_blank]
    titles: list[int] = []
    for above, index, below in zip(filled, filled[1:], filled[2:], strict=False):
        line = lines[index]
        if line.mark is not Mark.NONE or not _may_be_title(line.text.strip()) or not _is_document(lines[below]):
            continue
        if above and (ends_a_sentence(lines[above].text) or _is_document(lines[above])):
            titles.append(index)
    return titles[0] if len(titles) == 1 else None


def _is_document(line: MarkedLine) -> bool:
    return line.mark is Mark.NONE and is_side_document(line.text)


def find_repeated_number(lines: Sequence[MarkedLine]) -> DoubtedLine | None:
    """Return a line of an item that has the item's own number, unless it is in a list that counts from one."""
    own, before = lines[0].sign, ""
    for line in lines[1:]:
        if line.mark is not Mark.NUMBER or lines[0].mark is not Mark.NUMBER or line.line.indent:
            continue
        counts_on = before.isdigit() and line.sign.isdigit() and int(line.sign) == int(before) + 1
        words = line.text.strip()
        if line.sign == own and not counts_on and (_may_be_title(words) or is_other_business(words)):
            return DoubtedLine(line.line.number, line.text.strip())
        before = line.sign
    return None


def _titles_between_sentences(lines: Sequence[MarkedLine]) -> Iterator[DoubtedLine]:
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if line.mark is Mark.NONE and above.mark is Mark.NONE and below.mark is Mark.NONE:
            sentences = ends_a_sentence(above.text) and begins_a_sentence(below.text.strip())
            if sentences and _may_be_title(line.text.strip()):
                yield DoubtedLine(line.line.number, line.text.strip())


def _last_titles(lines: Sequence[MarkedLine]) -> Iterator[DoubtedLine]:
    for line in lines[-1:]:
        words = line.text.strip()
        is_specific = begins_as_act(words) or any(sign.isdigit() or sign == ":" for sign in words)
        if line.mark is Mark.NONE and _may_be_title(words) and is_specific:
            yield DoubtedLine(line.line.number, words)


def _may_be_title(words: str) -> bool:
    if not _SHORTEST_TITLE <= len(words) <= _LONGEST_TITLE or not words[:1].isupper() or is_unfinished(words):
        return False
    if ends_a_sentence(words) or begins_a_sentence(words) or is_side_document(words):
        return False
    return not is_part_heading(words) and not is_treatment(words)
