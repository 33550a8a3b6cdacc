"""The body cut at its item numbers: what stands before the first item, each item's lines, and the annexes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from somei_cli.model.readings import Line
from somei_cli.text.reading.marks import Mark, Marked, marked

_ANNEX = re.compile(
    r"^\s*(?:ANNEX(?:ES)?(?:\s(?:[IVX]{1,5}|[0-9A-Z]))?|ANLAGE|ANNEXE|BILAGA|BILAG|LIITE|ALLEGATO|ANEXO|BIJLAGE)\s*:?\s*$"
)
_MOST_SKIPPED = 4


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one item, beginning with its title; `number` as printed."""

    number: str
    lines: tuple[Marked, ...]

    @property
    def source(self) -> tuple[Line, ...]:
        """The lines as they are, for looking for references."""
        return tuple(m.line for m in self.lines)


@dataclass(frozen=True, slots=True)
class Body:
    """A body in its parts."""

    lead: tuple[Line, ...]
    blocks: tuple[Block, ...]
    annex: tuple[Line, ...]


def cut_body(lines: Sequence[Line]) -> Body:
    """Cut a body at its annex and at its numbered lines, where they count on from one."""
    end = next((at for at, line in enumerate(lines) if _ANNEX.match(line.text)), len(lines))
    all_marked = [m for m in marked(lines[:end]) if not m.line.note]
    notes = tuple(line for line in lines[:end] if line.note)
    starts = _starts(all_marked)
    blocks = [
        Block(all_marked[low].sign, tuple(all_marked[low:high])) for low, high in pairwise([*starts, len(all_marked)])
    ]
    first = starts[0] if starts else len(all_marked)
    lead = [m.line for m in all_marked[:first]]
    blocks, homeless = _with_notes(blocks, notes)
    return Body((*lead, *homeless), tuple(blocks), tuple(lines[end:]))


def _starts(lines: Sequence[Marked]) -> list[int]:
    """The lines that carry the item numbers: those that count on, in figures or, if these stand outside, in Roman."""
    figures, romans = _counting(lines, Mark.NUMBER), _counting(lines, Mark.ROMAN)
    if figures and (len(romans) < 2 or figures[0] < romans[0]):
        return figures
    return romans


def _counting(lines: Sequence[Marked], kind: Mark) -> list[int]:
    last = 0
    starts: list[int] = []
    for at, line in enumerate(lines):
        if line.mark is not kind or line.line.indent:
            continue
        count = _roman(line.sign) if kind is Mark.ROMAN else int(re.sub(r"\D", "", line.sign))
        again = count == last and not line.sign.isdigit() and kind is Mark.NUMBER
        if (count == last + 1 or again) or (last and last < count <= last + _MOST_SKIPPED):
            starts.append(at)
            last = count
    return starts


def _roman(sign: str) -> int:
    values = {"I": 1, "V": 5, "X": 10}
    total = 0
    for this, following in zip(sign, [*sign[1:], ""], strict=True):
        value = values[this]
        total += -value if following and values[following] > value else value
    return total


def _with_notes(blocks: list[Block], notes: Sequence[Line]) -> tuple[list[Block], tuple[Line, ...]]:
    """The text of a footnote goes to the item that carries its mark."""
    homes = {mark: at for at, block in reversed(list(enumerate(blocks))) for m in block.lines for mark in m.line.notes}
    homeless = [note for note in notes if note.note not in homes]
    for note in notes:
        if (home := homes.get(note.note)) is not None:
            blocks[home] = replace(blocks[home], lines=(*blocks[home].lines, Marked(note)))
    return blocks, tuple(homeless)
