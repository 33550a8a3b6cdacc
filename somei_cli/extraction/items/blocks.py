"""Split the main text at its item numbers: the text before the first item, the lines of each item, the annexes.

A number that slipped below its title is put back.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from somei_cli.extraction.cover.printed_dates import is_mostly_date
from somei_cli.extraction.cover.printed_titles import ANNEXES
from somei_cli.extraction.items.agenda_phrases import is_agenda_title, is_other_business
from somei_cli.extraction.items.contents_list import has_leader, split_contents_lists
from somei_cli.extraction.items.documents import has_side_document, is_side_document
from somei_cli.extraction.items.item_starts import find_item_starts, find_restart, is_same_title, split_joined_lines
from somei_cli.extraction.items.lost_numbers import find_other_business, is_below_dash
from somei_cli.extraction.items.notes_below_items import is_note_below_items
from somei_cli.extraction.items.number_columns import join_number_column
from somei_cli.extraction.items.timetables import without_timetable
from somei_cli.extraction.items.titles import split_off_sentence
from somei_cli.extraction.items.treatments import is_legislative_heading
from somei_cli.extraction.joined_lines import begins_a_sentence, ends_a_sentence
from somei_cli.extraction.numbers_and_bullets import Mark, MarkedLine, read_marked_lines
from somei_cli.model.importing.draft_entry import Line

_PAGE_WORD = re.compile(
    r"(?i)^\s*(?:page|pages|seite|side|sida|pagina|página|pag\.|blz\.|bladzijde|strona|strana|stran|oldal|lehekülg|sivu|σελίδα|страница)\s*$"
)
_PAGE_NUMBER = re.compile(r"(?<=[^\W_]|[.)\"”’'»])\s+([0-9]{1,3})$")
_COUNTING_WORD_LAST = re.compile(
    r"\b(?:REV|ADD|COR|DCL|EXT|Nos?|n°|Nr\.?|Art\.?|[Aa]rticles?|[Ii]tem|[Pp]oint|[Pp]arts?|Annex(?:es)?|and|to|on|of|in)$"
)
_FEWEST_NUMERALS = 3
_SHORT_LINE = 25
_FEWEST_DOCUMENTS = 3
_MOST_PAGES_SKIPPED = 80


def without_cell_bars(line: Line) -> Line:
    """Return a table row without the bars of its cells; wide gaps separate the cells.

    >>> without_cell_bars(Line("| 2. | Oil | 15184/22 |", 3)).text
    '2.   Oil   15184/22'
    """
    if line.text.count("|") < _FEWEST_NUMERALS - 1 and not line.text.rstrip().endswith(" |"):
        return line
    cells = [cell.strip() for cell in line.text.split("|")]
    return replace(line, text="   ".join(cell for cell in cells if cell.strip("-: ")))


def without_page_numbers(lines: list[MarkedLine], first: int) -> list[MarkedLine]:
    """Return the lines of a list of contents without page numbers, if the word Page is above the first title."""
    if not any(_PAGE_WORD.match(line.text) for line in lines[:first]):
        return lines
    last = 0
    cut_lines = lines[:first]
    for line in lines[first:]:
        match = None if _ends_with_other_figures(line.text) else _PAGE_NUMBER.search(line.text)
        page = int(match[1]) if match else 0
        if match and last <= page <= last + _MOST_PAGES_SKIPPED and page:
            cut_lines.append(replace(line, line=replace(line.line, text=line.text[: match.start()])))
            last = page
        else:
            cut_lines.append(line)
    return cut_lines


def _ends_with_other_figures(words: str) -> bool:
    """Whether the figures at the end of a line belong to a leader, a subject code, a suffix or a word before them."""
    if _COUNTING_WORD_LAST.search(words.rstrip(" 0123456789")):
        return True
    return has_leader(f"{words} 1") or has_leader(words) or is_side_document(words)


def find_free_line_after_bullets(lines: Sequence[MarkedLine]) -> int:
    """Return the index of the last free line after bullets, a title whose number slipped below it; else 0."""
    for index in range(len(lines) - 1, 1, -1):
        if lines[index].mark is Mark.NONE and lines[index].text and lines[index - 1].mark is Mark.DASH:
            return index
    return 0


_ANNEX = re.compile(rf"^\s*(?:{ANNEXES})\s*:?\s*$")
_PART_OF_AGENDA = re.compile(
    r"(?i)\s*(?:(?:non-)?discussion items\b|[\"“„«]?I[\"”“»]?(?:[ -](?:items|punkte|punkter|punten|kohdat)\b|$)|"
    r"(?:points|puntos|punti|pontos|punkty|body|bodovi|točke) [\"“„«]?I[\"”“»]?$|items without discussion\b)"
)
_ITEM_NUMBER = re.compile(r"\s*(?:\([^()0-9]{1,12}\)\s?)?([0-9]{1,2})\.(?![0-9])")
_LINES_BELOW_ANNEX = 40
_FEWEST_BEFORE_ANNEX = 3
_AGENDA_ANNOUNCED = re.compile(r"(?i)\bagenda\b[^.]{0,60}\bfollowing (?:items|points|topics|subjects)\b[^.]{0,40}:")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one item, beginning with its title; `number` as printed, None if it was lost.

    `repeated_lines` are the lines of the same item after a list of contents; `is_announced` means that the text above
    calls the list an agenda; `documents` are those of the right-hand column, once the item was read.
    """

    number: str | None
    lines: tuple[MarkedLine, ...]
    repeated_lines: tuple[MarkedLine, ...] = ()
    is_announced: bool = False
    documents: tuple[Line, ...] = ()

    @property
    def is_roman(self) -> bool:
        """Whether the item has a Roman number, so that figures below it number sub-items."""
        return bool(self.number) and not str(self.number)[0].isdigit()

    @property
    def source_lines(self) -> tuple[Line, ...]:
        """The lines as they are, to look for references, and then the documents of the right-hand column."""
        printed_lines = (line.printed_line for line in (*self.lines, *self.repeated_lines))
        return (*printed_lines, *self.documents)

    def last_line_below(self, index: int) -> str:
        """Return the last of the lines without a mark that follow at an index with no blank line; "" if none does."""
        below = takewhile(lambda line: not line.is_blank and line.mark is Mark.NONE, self.lines[index:])
        return next((line.text for line in reversed(list(below))), "")


@dataclass(frozen=True, slots=True)
class MainText:
    """The parts of a main text: the lines before the first item, the items, the annex."""

    lead: tuple[Line, ...]
    blocks: tuple[Block, ...]
    annex: tuple[Line, ...]
    second_agenda: Line | None = None
    """The first line of the agenda of another meeting below the items; its lines are in the annex."""


def split_main_text(lines: Sequence[Line]) -> MainText:
    """Split a main text at its annex and at its numbered lines, if they count on from one."""
    end = next((index for index in range(len(lines)) if _begins_annex(lines, index)), len(lines))
    notes = tuple(line for line in lines[:end] if line.note)
    rows = [_without_inner_bullets(without_cell_bars(line)) for line in lines[:end] if not line.note]
    joined = join_number_column(without_timetable(rows))
    marked_lines, starts = find_item_starts(read_marked_lines(split_joined_lines(split_contents_lists(joined))))
    first = starts[0] if starts else len(marked_lines)
    marked_lines = without_page_numbers(marked_lines, first)
    second_start = _find_second_agenda(marked_lines, starts)
    other_lines = tuple(m.line for m in marked_lines[second_start:]) if second_start else ()
    if second_start:
        marked_lines, starts = marked_lines[:second_start], [index for index in starts if index < second_start]
    lead = tuple(m.printed_line for m in marked_lines[:first])
    announced = bool(_AGENDA_ANNOUNCED.search(" ".join(line.text for line in lead[-6:])))
    announced = announced or any(is_legislative_heading(line.text.strip()) is not None for line in lead[-3:])
    announced = announced or any(
        not marked_lines[index].sign and is_below_dash(line) for index in starts[:1] for line in marked_lines[index:]
    )
    blocks = _with_slipped_numbers(_split_blocks(marked_lines, starts, announced=announced))
    blocks, column = _without_document_column(list(_with_other_business(blocks)))
    blocks, unplaced_notes = _with_notes(blocks, notes)
    annex = (*column, *other_lines, *lines[end:])
    return MainText((*lead, *unplaced_notes), tuple(blocks), annex, other_lines[0] if other_lines else None)


# A site's bullets before the numbers, in a page of one line: “1. Agenda • 2. Lamps • a) Wicks”.
_BULLET_BEFORE_NUMBER = re.compile(r"(?<=\S)\s{1,3}[•·●▪]\s{1,3}(?=(?:[0-9]{1,2}|[IVX]{1,5}|[a-z])[.)]\s)")


def _without_inner_bullets(line: Line) -> Line:
    if line.text.isascii() or not _BULLET_BEFORE_NUMBER.search(line.text):
        return line
    return replace(line, text=_BULLET_BEFORE_NUMBER.sub(" ", line.text))


def _find_second_agenda(lines: Sequence[MarkedLine], starts: Sequence[int]) -> int | None:
    """Return the index where the agenda of another meeting begins: its items have the same numbers and other titles.

    Those that every agenda has do not count.
    """
    restart = find_restart(lines, starts)
    if restart is None or len({lines[index].line.number for index in starts}) < len(starts):
        return None
    remaining = list(lines[restart:])
    own = {lines[index].sign: lines[index].text for index in starts if index < restart}
    start_lines = [remaining[index] for index in find_item_starts(remaining)[1]]
    pairs = [(own[line.sign], line.text) for line in start_lines if line.sign in own and not is_agenda_title(line.text)]
    repeated_titles = sum(is_same_title(*pair) for pair in pairs)
    if not pairs or repeated_titles:
        return None
    # Its day stands above it.
    while lines[restart - 1].mark is Mark.NONE and (
        lines[restart - 1].is_blank or is_mostly_date(lines[restart - 1].text)
    ):
        restart -= 1
    return restart


def split_annexed_text(main_text: MainText) -> MainText:
    """Return the parts of a main text whose items are in its annex, as those of a record that a note covers.

    The word above each page of the annex is no text.
    """
    if main_text.blocks or not main_text.annex:
        return main_text
    annexed = split_main_text([line for line in main_text.annex if not _ANNEX.match(line.text)])
    return MainText((*main_text.lead, *annexed.lead), annexed.blocks, annexed.annex)


def _begins_annex(lines: Sequence[Line], index: int) -> bool:
    """Whether the annex begins at an index, and not the second part of an agenda, whose numbers count on."""
    if not _ANNEX.match(lines[index].text):
        return False
    below = [line for line in lines[index + 1 : index + _LINES_BELOW_ANNEX] if line.text.strip()]
    last = _last_number(lines[:index])
    following = next((int(match[1]) for line in below if (match := _ITEM_NUMBER.match(line.text))), 0)
    is_part = bool(below) and _PART_OF_AGENDA.match(below[0].text) is not None
    if not last or (last < _FEWEST_BEFORE_ANNEX and not is_part):
        return True
    return not last < following <= last + (_FEWEST_NUMERALS if is_part else 1)


def _last_number(lines: Sequence[Line]) -> int:
    return next((int(match[1]) for line in reversed(lines) if (match := _ITEM_NUMBER.match(line.text))), 0)


def _split_blocks(lines: Sequence[MarkedLine], starts: Sequence[int], *, announced: bool) -> list[Block]:
    """Return a block for each number; items that are repeated after a list of contents join their first block."""
    restart_index = find_restart(lines, starts)
    list_end = len(lines) if restart_index is None else restart_index
    blocks = [
        Block(lines[start].sign or None, tuple(lines[start:end]), is_announced=announced)
        for start, end in pairwise([*(index for index in starts if index < list_end), list_end])
    ]
    if restart_index is None:
        return blocks
    remaining = list(lines[restart_index:])
    _, starts_again = find_item_starts(remaining)
    if _is_fuller_copy([remaining[index] for index in starts_again], [block.lines[0] for block in blocks]):
        return [
            Block(remaining[start].sign or None, tuple(remaining[start:end]), is_announced=announced)
            for start, end in pairwise([*starts_again, len(remaining)])
        ]
    for start, end in pairwise([*starts_again, len(remaining)]):
        part = tuple(remaining[start:end])
        block = next((b for b in blocks if b.number == part[0].sign and _has_same_title(b, part)), blocks[-1])
        blocks[blocks.index(block)] = replace(block, repeated_lines=(*block.repeated_lines, *part))
    return blocks


def _is_fuller_copy(copy: Sequence[MarkedLine], firsts: Sequence[MarkedLine]) -> bool:
    """Whether items that are repeated tell more than their first copy: that one broke off, or came as one line."""
    signs, signs_before = [line.sign for line in copy], [line.sign for line in firsts]
    if signs[: len(signs_before)] != signs_before:
        return False
    is_joined = len(firsts) > 1 and len({line.line.number for line in firsts}) == 1
    has_own_lines = len({line.line.number for line in copy}) == len(copy)
    counts_further = len(signs) > len(signs_before)
    return (has_own_lines and (is_joined or counts_further)) or (is_joined and counts_further)


def _has_same_title(block: Block, part: Sequence[MarkedLine]) -> bool:
    return is_same_title(block.lines[0].text, part[0].text)


def _with_slipped_numbers(blocks: Sequence[Block]) -> list[Block]:
    """Give a number that slipped below its title that title: the last free line after the bullets above."""
    joined: list[Block] = []
    for block in blocks:
        words = [m for m in block.lines if m.text]
        previous = joined[-1] if joined else None
        if not words and previous and (index := find_free_line_after_bullets(previous.lines)):
            joined[-1] = replace(previous, lines=previous.lines[:index])
            moved = previous.lines[index:]
            block = replace(  # noqa: PLW2901 - the same block with its title
                block, lines=(replace(moved[0], mark=Mark.NUMBER, sign=block.number or ""), *moved[1:])
            )
        joined.append(block)
    return joined


def _with_other_business(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; other business without a number, within the lines of another item, is an item of its own."""
    for index, block in enumerate(blocks):
        start = find_other_business(block.lines, is_last=index + 1 == len(blocks))
        if start is None:
            yield block
            continue
        yield replace(block, lines=block.lines[:start])
        yield Block(None, block.lines[start:], is_announced=block.is_announced)


def _without_document_column(blocks: list[Block]) -> tuple[list[Block], tuple[Line, ...]]:
    """Return the blocks without a right-hand column that extraction put below the last one, and the column.

    To which items its documents belong is not known: no item has any, and other business has none of its own.
    """
    if len(blocks) < _FEWEST_DOCUMENTS or not is_other_business(blocks[-1].lines[0].text):
        return blocks, ()
    lines = blocks[-1].lines
    start = next((index for index, m in enumerate(lines) if m.mark is Mark.NONE and is_side_document(m.text)), 0)
    column = [m for m in lines[start:] if not m.is_blank]
    if not start or len(column) < _FEWEST_DOCUMENTS or not all(is_side_document(m.text) for m in column):
        return blocks, ()
    if any(has_side_document(m.text) for b in blocks[:-1] for m in b.lines):
        return blocks, ()
    last = replace(blocks[-1], lines=lines[:start])
    return [*blocks[:-1], last], tuple(m.line for m in column)


def _with_notes(blocks: list[Block], notes: Sequence[Line]) -> tuple[list[Block], tuple[Line, ...]]:
    """Add the text of each footnote to the item that has its mark; return the footnotes without an item too."""
    indexed = reversed(list(enumerate(blocks)))
    block_of_mark = {mark: index for index, block in indexed for m in block.lines for mark in m.line.notes}
    unplaced_notes = [note for note in notes if note.note not in block_of_mark]
    for note in notes:
        if (index := block_of_mark.get(note.note)) is not None:
            blocks[index] = replace(blocks[index], lines=(*blocks[index].lines, MarkedLine(note)))
    return blocks, tuple(unplaced_notes)


def find_shared_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the numbers of the lines on which several blocks begin, as on a page that came as one line."""
    counts = Counter(block.lines[0].line.number for block in blocks)
    return frozenset(number for number, count in counts.items() if count > 1)


def is_bare(blocks: Sequence[Block]) -> bool:
    """Whether hardly any line is running text: an agenda, not a record of what was said."""
    return sum(_count_running(block) for block in blocks) * 5 <= len(blocks)


def _count_running(block: Block) -> int:
    """Count the lines of running text; a sentence over the lines below the title is one, in any language."""
    index = next((index for index, line in enumerate(block.lines) if index and not line.is_blank), 0)
    first = block.lines[index].text.strip() if index else ""
    is_wrapped = first[:1].isupper() and not ends_a_sentence(first)
    is_long = begins_a_sentence(first) or len(first) > _SHORT_LINE
    is_wrapped = is_wrapped and is_long and ends_a_sentence(block.last_line_below(index))
    return is_wrapped + sum(map(_is_running, block.lines))


def _is_running(line: MarkedLine) -> bool:
    """Whether a line is running text, or a title that runs into it; a long line with a full stop always counts."""
    words = line.text.strip()
    if is_note_below_items(words):
        return False
    if line.mark is Mark.NONE and begins_a_sentence(words) and ends_a_sentence(words):
        return True
    if len(words) < _SHORT_LINE or split_off_sentence(words)[1]:
        return len(words) >= _SHORT_LINE
    return ends_a_sentence(words) and (
        begins_a_sentence(words) or (line.mark is Mark.NONE and len(words) > 2 * _SHORT_LINE)
    )
