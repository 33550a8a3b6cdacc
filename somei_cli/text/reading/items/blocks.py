"""The body cut at its item numbers: what stands before the first item, each item's lines, and the annexes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from somei_cli.model.readings import Line
from somei_cli.text.reading.items.counting import counted, restart, same_title
from somei_cli.text.reading.items.marks import Mark, Marked, marked
from somei_cli.text.reading.items.numbercolumns import (
    free_line_behind_bullets,
    with_columns_dealt,
    without_bars,
    without_page_numbers,
)

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
