"""The body cut at its item numbers: what stands before the first item, each item's lines, and the annexes.

Numbers that extraction parted from their titles: in a column above all titles, or slipped below; page numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from somei_cli.extraction.items.documents import is_side_document
from somei_cli.extraction.items.item_numbers import counted, restart, same_title
from somei_cli.extraction.items.markers import Mark, Marked, marked
from somei_cli.extraction.items.titles import has_leader
from somei_cli.extraction.lines import begins_a_sentence
from somei_cli.model.importing.draft_entry import Line

_ALONE = re.compile(r"\s*(?P<sign>[0-9]{1,2}|[IVX]{1,5})\.\s*$")
_PAGE = re.compile(
    r"(?i)^\s*(?:page|pages|seite|side|sida|pagina|página|pag\.|blz\.|bladzijde|strona|strana|stran|oldal|lehekülg|sivu|σελίδα|страница)\s*$"
)
_AT_END = re.compile(r"(?<=[^\W_]|[.)\"”’'»])\s+([0-9]{1,3})$")
_FEWEST = 3
_MOST_PAGES = 80


def with_columns_dealt(lines: Sequence[Line]) -> list[Line]:
    """Numerals in a column and then titles in a column, put together again, where there are as many of both."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        signs = _numerals(lines, at)
        titles = _titles(lines, at + len(signs)) if len(signs) >= _FEWEST else []
        if titles and len(titles) == len(signs):
            pairs = zip(signs, titles, strict=True)
            found += [
                replace(title[0], text=f"{sign} {' '.join(t.text.strip() for t in title)}") for sign, title in pairs
            ]
            at += len(signs) + sum(len(title) for title in titles)
        else:
            taken = max(1, len(signs))
            found += lines[at : at + taken]
            at += taken
    return found


def without_bars(line: Line) -> Line:
    """A row of a table whose bars were left in: its cells behind wide gaps.

    >>> without_bars(Line("| 2. | Oil | 15184/22 |", 3)).text
    '2.   Oil   15184/22'
    """
    if line.text.count("|") < _FEWEST - 1 and not line.text.rstrip().endswith(" |"):
        return line
    cells = [cell.strip() for cell in line.text.split("|")]
    return replace(line, text="   ".join(cell for cell in cells if cell.strip("-: ")))


def _numerals(lines: Sequence[Line], at: int) -> list[str]:
    """The numerals alone on lines that follow each other."""
    signs = []
    while at < len(lines) and not lines[at].mark and (match := _ALONE.match(lines[at].text)):
        signs.append(f"{match['sign']}.")
        at += 1
    return signs


def _titles(lines: Sequence[Line], at: int) -> list[list[Line]]:
    """The lines up to an empty one or running text, as titles; a line in small letters goes on with the one above."""
    titles: list[list[Line]] = []
    while at < len(lines):
        line = lines[at]
        words = line.text.strip()
        if not words or line.mark or begins_a_sentence(words) or _ALONE.match(words):
            break
        if titles and words[0].islower():
            titles[-1].append(line)
        else:
            titles.append([line])
        at += 1
    return titles


def without_page_numbers(lines: list[Marked], first: int) -> list[Marked]:
    """Titles without the page numbers of a list of contents, where the word Page stands above the first."""
    if not any(_PAGE.match(this.text) for this in lines[:first]):
        return lines
    last = 0
    found = lines[:first]
    for this in lines[first:]:
        match = None if _no_title(this.text) else _AT_END.search(this.text)
        page = int(match[1]) if match else 0
        if match and last <= page <= last + _MOST_PAGES and page:
            found.append(replace(this, line=replace(this.line, text=this.text[: match.start()])))
            last = page
        else:
            found.append(this)
    return found


def _no_title(words: str) -> bool:
    """Whether the figures at the end of a line are those of a leader or of a subject code."""
    return has_leader(f"{words} 1") or has_leader(words) or is_side_document(words)


def free_line_behind_bullets(lines: Sequence[Marked]) -> int:
    """Where a title stands whose number slipped below it: the last free line behind the bullets above."""
    for at in range(len(lines) - 1, 1, -1):
        if lines[at].mark is Mark.NONE and lines[at].text and lines[at - 1].mark is Mark.DASH:
            return at
    return 0


_ANNEX = re.compile(
    r"^\s*(?:ANNEX(?:ES)?(?:\s(?:[IVX]{1,5}|[0-9A-Z]))?|ANLAGE|ANNEXE|BILAGA|BILAG|LIITE|ALLEGATO|ANEXO|BIJLAGE|ANEXĂ|"
    r"ZAŁĄCZNIK|PŘÍLOHA|PRÍLOHA|PRILOGA|PRILOG|MELLÉKLET|LISA|PIELIKUMS|PRIEDAS|ΠΑΡΑΡΤΗΜΑ|ПРИЛОЖЕНИЕ|ANNESS|IARSCRÍBHINN)"
    r"\s*:?\s*$"
)
_ANNOUNCED = re.compile(r"(?i)\bagenda\b[^.]{0,60}\bfollowing (?:items|points|topics|subjects)\b[^.]{0,40}:")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one item, beginning with its title; `number` as printed, None where it was lost.

    `again` are the lines of the same item where a list of contents stands before; `announced` tells that the text
    above calls the list an agenda; `documents` are those of the right-hand column, once the item was read.
    """

    number: str | None
    lines: tuple[Marked, ...]
    again: tuple[Marked, ...] = ()
    announced: bool = False
    documents: tuple[Line, ...] = ()

    @property
    def roman(self) -> bool:
        """Whether the item is counted in Roman figures, so that figures below it count sub-items."""
        return bool(self.number) and not str(self.number)[0].isdigit()

    @property
    def source(self) -> tuple[Line, ...]:
        """The lines as they are, for looking for references; then the documents brought together."""
        return (*(m.line for m in self.lines), *(m.line for m in self.again), *self.documents)


@dataclass(frozen=True, slots=True)
class MainText:
    """A body in its parts."""

    lead: tuple[Line, ...]
    blocks: tuple[Block, ...]
    annex: tuple[Line, ...]


def cut_body(lines: Sequence[Line]) -> MainText:
    """Cut a body at its annex and at its numbered lines, where they count on from one."""
    end = next((at for at, line in enumerate(lines) if _ANNEX.match(line.text)), len(lines))
    notes = tuple(line for line in lines[:end] if line.note)
    dealt = with_columns_dealt([without_bars(line) for line in lines[:end] if not line.note])
    all_marked, starts = counted(marked(dealt))
    first = starts[0] if starts else len(all_marked)
    all_marked = without_page_numbers(all_marked, first)
    lead = tuple(m.line for m in all_marked[:first])
    announced = bool(_ANNOUNCED.search(" ".join(line.text for line in lead[-6:])))
    blocks = _with_slipped_numbers(_blocks(all_marked, starts, announced=announced))
    blocks, homeless = _with_notes(blocks, notes)
    return MainText((*lead, *homeless), tuple(blocks), tuple(lines[end:]))


def _blocks(lines: Sequence[Marked], starts: Sequence[int], *, announced: bool) -> list[Block]:
    """A block for each number; where the items come again behind a list of contents, both in one."""
    again = restart(lines, starts)
    stop = len(lines) if again is None else again
    found = [
        Block(lines[low].sign or None, tuple(lines[low:high]), announced=announced)
        for low, high in pairwise([*(at for at in starts if at < stop), stop])
    ]
    if again is None:
        return found
    rest = list(lines[again:])
    _, more = counted(rest)
    for low, high in pairwise([*more, len(rest)]):
        part = tuple(rest[low:high])
        home = next((b for b in found if b.number == part[0].sign and _same(b, part)), found[-1])
        found[found.index(home)] = replace(home, again=(*home.again, *part))
    return found


def _same(block: Block, part: Sequence[Marked]) -> bool:
    return same_title(block.lines[0].text, part[0].text)


def _with_slipped_numbers(blocks: Sequence[Block]) -> list[Block]:
    """A number that slipped below its title: the title is the last free line behind the bullets above."""
    mended: list[Block] = []
    for block in blocks:
        words = [m for m in block.lines if m.text]
        above = mended[-1] if mended else None
        if not words and above and (at := free_line_behind_bullets(above.lines)):
            mended[-1] = replace(above, lines=above.lines[:at])
            moved = above.lines[at:]
            block = replace(  # noqa: PLW2901 - the same block with its title
                block, lines=(replace(moved[0], mark=Mark.NUMBER, sign=block.number or ""), *moved[1:])
            )
        mended.append(block)
    return mended


def _with_notes(blocks: list[Block], notes: Sequence[Line]) -> tuple[list[Block], tuple[Line, ...]]:
    """The text of a footnote goes to the item that carries its mark."""
    homes = {mark: at for at, block in reversed(list(enumerate(blocks))) for m in block.lines for mark in m.line.notes}
    homeless = [note for note in notes if note.note not in homes]
    for note in notes:
        if (home := homes.get(note.note)) is not None:
            blocks[home] = replace(blocks[home], lines=(*blocks[home].lines, Marked(note)))
    return blocks, tuple(homeless)
