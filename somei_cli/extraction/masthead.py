"""Where the masthead stands in a text: the letterhead, the type heading and the labels of the box.

A header printed twice, as transcripts of web sites do: which copy counts, and what of the text is body.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from somei_cli.extraction.cover.letterhead import is_of_a_meeting, letterhead_start
from somei_cli.extraction.cover.own_number import find_own_number
from somei_cli.extraction.cover.place_and_date import PlaceDate, find_place_dates
from somei_cli.extraction.cover.type_heading import Heading, capitals_before, find_headings
from somei_cli.extraction.header_table.columns import BoxReading, LabelValue
from somei_cli.extraction.header_table.labels import Label, LabelKind, find_labels
from somei_cli.extraction.header_table.table import read_box
from somei_cli.extraction.items.agenda_phrases import first_item
from somei_cli.extraction.lines import Scroll, begins_a_sentence, ends_a_sentence
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.register.vocabulary import Vocabulary

_REACH = 4000
_GAP = 700
_FARTHEST = 40_000
_NEAR = 1200
_MOST_HEADINGS = 200
_MOST_BOXES = 20
_INSTITUTION = re.compile(
    r"(?i)council\s+of|european\s+council|european\s+convention|european\s+parliament|conseil|rat\s+der|consiglio|consejo|"
    r"conselho|raad\s+van|r[åa]det|rådet|rada|neuvosto|nõukogu|taryba|padome|tanácsa|kunsill|vijeće|svet|consiliul|"
    r"συμβουλιο|συμβούλιο|съвет"
)
_MAY_REPEAT = frozenset({LabelKind.OTHER, LabelKind.DATED, LabelKind.COMMISSION, LabelKind.PREVIOUS})
_TELLING = frozenset({LabelKind.FROM, LabelKind.TO, LabelKind.PREVIOUS, LabelKind.COMMISSION, LabelKind.OTHER})


@dataclass(frozen=True, slots=True)
class Masthead:
    """Offsets into a text: letterhead from `start` to `end`, then the heading, then the box."""

    start: int
    end: int
    heading: Heading | None
    labels: tuple[Label, ...]
    place_date: PlaceDate | None

    @property
    def foot(self) -> int:
        """Where the heading ends, or the letterhead where there is none."""
        return self.heading.end if self.heading else self.end

    @property
    def box(self) -> int:
        """Where the box begins; where the heading ends if there is none."""
        return max(self.foot, self.labels[0].start) if self.labels else self.foot


def find_mastheads(text: str, vocabulary: Vocabulary) -> list[Masthead]:
    """Every masthead of a text that has a box; if none has one, the likeliest place of one without."""
    text = text[:_FARTHEST]
    headings = list(islice(find_headings(text, vocabulary), _MOST_HEADINGS))
    place_dates = list(find_place_dates(text))
    boxes = islice(find_boxes(text, headings, place_dates), _MOST_BOXES)
    found = [_around(text, cluster, headings, place_dates) for cluster in boxes]
    return found or [_without_box(text, headings, place_dates)]


def find_boxes(
    text: str, headings: Sequence[Heading] = (), place_dates: Sequence[PlaceDate] = ()
) -> Iterator[tuple[Label, ...]]:
    """The labels of each box: From, To and their kin close together, ending with Subject or shortly after."""
    labels = list(find_labels(text))
    done = 0
    above = sorted([*(h.start for h in headings), *(p.start for p in place_dates if p.place)])
    for at, label in enumerate(labels):
        if label.box is not LabelKind.SUBJECT or label.start < done:
            continue
        first, last = _back(labels, at, above), _forth(text, labels, at)
        cluster = tuple(labels[first : last + 1])
        if _TELLING & {c.box for c in cluster} or any(0 <= cluster[0].start - h.end < 300 for h in headings):
            done = cluster[-1].end
            yield cluster
    if not done:
        yield from _without_subject(labels)


def _back(labels: Sequence[Label], at: int, above: Sequence[int] = ()) -> int:
    """The first label of a box; a heading or a place and date between two labels part them.

    Web sites have tables of their own above the document: `Datum: 17. Dezember 2020`.
    """
    seen = {labels[at].box}
    first = at
    while first and labels[first].start - labels[first - 1].end <= _GAP:
        box = labels[first - 1].box
        if box in seen and box not in _MAY_REPEAT:
            break
        between = bisect_left(above, labels[first - 1].end)
        if between < len(above) and above[between] < labels[first].start:
            break
        seen.add(box)
        first -= 1
    return first


def _forth(text: str, labels: Sequence[Label], at: int) -> int:
    """Further labels after Subject: of a notice of meeting, or of a box whose labels come first."""
    last = at
    seen = {label.box for label in labels[_back(labels, at) : at + 1]}
    while last + 1 < len(labels) and labels[last + 1].start - labels[last].end <= _GAP:
        following = labels[last + 1]
        between = text[labels[last].end : following.start]
        notice = LabelKind.OTHER in seen and following.box in (LabelKind.ON, LabelKind.TIME, LabelKind.OTHER)
        empty = not between.strip() and following.box not in seen
        if not notice and not empty:
            break
        seen.add(following.box)
        last += 1
    return last


def _without_subject(labels: Sequence[Label]) -> Iterator[tuple[Label, ...]]:
    for first, second in pairwise(labels):
        if (first.box, second.box) == (LabelKind.FROM, LabelKind.TO) and second.start - first.end <= _GAP:
            yield (first, second)
            return


def _around(
    text: str, labels: tuple[Label, ...], headings: Sequence[Heading], place_dates: Sequence[PlaceDate]
) -> Masthead:
    box = labels[0].start
    near = [p for p in place_dates if box - _REACH <= p.start < box]
    place_date = near[-1] if near else None
    start = _institution_before(text, place_date.start if place_date else box, 400 if place_date else _REACH)
    heading = next((h for h in reversed(headings) if start <= h.start and h.end <= box), None)
    if heading is None or text[heading.end : box].strip(" \n_-—*"):
        heading = _heading_with_tail(text, heading, box, start)
    return Masthead(start, heading.start if heading else box, heading, labels, place_date)


def _heading_with_tail(text: str, heading: Heading | None, box: int, start: int) -> Heading | None:
    """Where no known type stands right before the box, capitals there are the heading."""
    line = text.rfind("\n", start, len(text[:box].rstrip(" \n_-—*")))
    if heading is None:
        return capitals_before(text, box, max(line, start))
    behind = text[heading.end : box].split("\n", 1)[0].strip(" *_|#")
    if not behind or behind != behind.upper() or behind == behind.lower() or any(c.isdigit() for c in behind):
        return heading
    end = text.index(behind, heading.end) + len(behind)
    return Heading(f"{heading.text} {' '.join(behind.split())}", heading.start, end, known=False)


def _without_box(text: str, headings: Sequence[Heading], place_dates: Sequence[PlaceDate]) -> Masthead:
    """Agendas, acts and press releases: the first place and date, and the first heading after it."""
    place_date = place_dates[0] if place_dates else None
    at = place_date.start if place_date else 0
    if place_date and is_of_a_meeting(text, place_date):
        start = letterhead_start(text, place_date)
    else:
        start = _institution_before(text, at, 400) if place_date else 0
    after = place_date.end if place_date else start
    items = first_item(text, after)
    stop = len(text) if items is None else items
    heading = next((h for h in headings if start <= h.start <= min(stop, max(start, at) + _NEAR)), None)
    end = heading.start if heading else min(stop, after + 400)
    return Masthead(start, end, heading, (), place_date)


def names_an_institution(words: str) -> bool:
    """Whether a line holds the name of an institution."""
    return bool(_INSTITUTION.search(words))


def _institution_before(text: str, at: int, reach: int) -> int:
    """Where the name of the institution begins before an offset; the offset itself where none does."""
    low = max(0, at - reach)
    # In running text `rådet` is small; only the Finns write the word so in a letterhead.
    named = (m for m in _INSTITUTION.finditer(text[low:at]) if m[0][0].isupper() or m[0] == "neuvosto")
    found = [low + m.start() for m in named]
    return found[-1] if found else (at if reach < _REACH else low)


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
