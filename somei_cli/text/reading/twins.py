"""A header printed twice, as transcripts of web sites do: which copy counts, and what of the text is body."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from somei_cli.model.readings import Line
from somei_cli.text.reading.box.box import read_box
from somei_cli.text.reading.box.labels import LabelKind
from somei_cli.text.reading.box.values import BoxReading, LabelValue
from somei_cli.text.reading.joining import begins_a_sentence, ends_a_sentence
from somei_cli.text.reading.letterhead.ownnumber import find_own_number
from somei_cli.text.reading.masthead import Masthead
from somei_cli.text.reading.scroll import Scroll

_REST = 120


@dataclass(frozen=True, slots=True)
class Copies:
    """The masthead that counts, its box, and the spans of the other copies."""

    first: Masthead
    box: BoxReading
    others: tuple[tuple[int, int], ...] = ()

    @property
    def body(self) -> int:
        """The offset where the body begins."""
        return max(self.box.body, self.first.foot)

    def body_lines(self, scroll: Scroll) -> tuple[Line, ...]:
        """The lines of the body, without further copies of the header."""
        found: list[Line] = []
        at = self.body
        for start, end in self.others:
            if start >= at:
                found += scroll.cut(at, start)
                at = end
        return (*found, *scroll.cut(at))


def copies_of(mastheads: Sequence[Masthead], text: str) -> Copies:
    """Choose the first masthead that has a number; another with the same number shows where the subject ends."""
    first = next((m for m in mastheads if _printed_number(text, m)), mastheads[0])
    after = [m for m in mastheads if m.start > first.start]
    number = _printed_number(text, first)
    twins = [m for m in after if number and _printed_number(text, m) == number]
    limit = min((m.start for m in after), default=len(text))
    box = read_box(text, first.labels, max(limit, first.labels[-1].end if first.labels else 0))
    others = []
    for twin in twins:
        later = [m.start for m in mastheads if m.start > twin.labels[-1].end]
        copy = read_box(text, twin.labels, min(later, default=len(text)))
        box = _agreed(text, box, copy)
        others.append((twin.start, copy.body))
    return Copies(first, box, tuple(others))


def _agreed(text: str, box: BoxReading, copy: BoxReading) -> BoxReading:
    """Where the end of the subject was not plain in one copy, and the other copy's is how it begins."""
    mine, other = box.first(LabelKind.SUBJECT), copy.first(LabelKind.SUBJECT)
    if box.sure or not copy.sure or other is None:
        return box
    start = mine.start if mine else box.body
    words = r"\s+".join(re.escape(word) for word in other.text.split())
    match = re.compile(rf"\s*{words}(?!\w)").match(text, start)
    if match is None or (mine and _may_go_on(mine.text, other.text)):
        return box
    values = [v for v in box.values if v.box is not LabelKind.SUBJECT]
    subject = LabelValue(LabelKind.SUBJECT, other.text, match.end() - len(match[0].lstrip()))
    return replace(box, values=(*values, subject), body=match.end(), sure=True)


def _may_go_on(longer: str, shorter: str) -> bool:
    """Whether what one copy has beyond the other may be the rest of a subject that a blank line broke."""
    rest = longer.removeprefix(shorter).strip()
    return rest != longer and len(rest) <= _REST and not ends_a_sentence(rest) and not begins_a_sentence(rest)


def _printed_number(text: str, masthead: Masthead) -> str | None:
    found = find_own_number(text, masthead.start, masthead.end)
    return str(found.number or found.text) if found else None
