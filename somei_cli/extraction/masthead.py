"""Find the mastheads of a text: the letterhead, the type heading and the labels of the header table."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from somei_cli.extraction.cover.heading_match import ALWAYS_ATTACHED_KINDS
from somei_cli.extraction.cover.heading_sender import find_heading_sender
from somei_cli.extraction.cover.letterhead_details import (
    GREETING,
    LetterheadSign,
    find_letterhead_signs,
    find_letterhead_start,
    is_followed_by_document,
    is_meeting_date,
)
from somei_cli.extraction.cover.meeting_ordinals import find_ordinal_title
from somei_cli.extraction.cover.own_number import find_own_number
from somei_cli.extraction.cover.place_and_date import PlaceDate, find_place_dates
from somei_cli.extraction.cover.printed_dates import find_days
from somei_cli.extraction.cover.printed_titles import PrintedTitle
from somei_cli.extraction.cover.record_titles import find_record_title
from somei_cli.extraction.cover.type_heading import TypeHeading, find_capitals_before, find_headings
from somei_cli.extraction.header_table.label_words import LabelKind
from somei_cli.extraction.header_table.labels import Label, find_labels
from somei_cli.extraction.items.agenda_phrases import find_first_item
from somei_cli.model.register.vocabulary import Vocabulary

LETTERHEAD_WITHIN = 4000
"""So many characters above a header table may be those of its letterhead."""
_LARGEST_LABEL_GAP = 700
_LETTERHEAD_ABOVE_TABLE = 1500
_LONGEST_MARK = 2
_LONGEST_DATE = 60
_LONGEST_COLUMN = 120
_WORD = re.compile(r"\S+")
_LATEST_DATE = 16
_SEARCHED_TEXT = 40_000
_HEADING_WITHIN = 1200
_MOST_HEADINGS = 200
_MOST_TABLES = 20
_INSTITUTION = re.compile(
    r"(?i)council\s+of|european\s+council|european\s+convention|european\s+parliament|conseil|rat\s+der|consiglio|consejo|"
    r"conselho|raad\s+van|r[åa]det|rådet|rada|neuvosto|nõukogu|taryba|padome|tanácsa|kunsill|vijeće|svet|consiliul|"
    r"συμβουλιο|συμβούλιο|съвет"
)
_MAY_REPEAT = frozenset({LabelKind.OTHER, LabelKind.DATED, LabelKind.COMMISSION, LabelKind.PREVIOUS})
_TABLE_LABELS = frozenset({LabelKind.FROM, LabelKind.TO, LabelKind.PREVIOUS, LabelKind.COMMISSION, LabelKind.OTHER})


@dataclass(frozen=True, slots=True)
class Masthead:
    """Offsets into a text: the letterhead from `start` to `end`, then the type heading, then the header table."""

    start: int
    end: int
    heading: TypeHeading | None
    labels: tuple[Label, ...]
    place_date: PlaceDate | None
    letterheads: tuple[LetterheadSign, ...] = ()
    """All letterheads of the text, of this document or of others."""

    @property
    def type(self) -> str:
        """The words of the type heading, empty if there is none."""
        return self.heading.text if self.heading else ""

    @property
    def heading_end(self) -> int:
        """Where the type heading ends; without a heading, where the letterhead ends."""
        return self.heading.end if self.heading else self.end

    @property
    def table_start(self) -> int:
        """Where the header table begins; without a table, where the heading ends."""
        return max(self.heading_end, self.labels[0].start) if self.labels else self.heading_end


def find_mastheads(text: str, vocabulary: Vocabulary) -> list[Masthead]:
    """Return every masthead of a text that has a header table; if there is none, the likeliest one without a table."""
    text = text[:_SEARCHED_TEXT]
    headings = list(islice(find_headings(text, vocabulary), _MOST_HEADINGS))
    place_dates = list(find_place_dates(text))
    code_names = vocabulary.code_names
    letterheads = find_letterhead_signs(text, place_dates)
    tables = islice(find_header_tables(text, headings, place_dates, code_names), _MOST_TABLES)
    mastheads = [_masthead_around(text, cluster, headings, place_dates, code_names) for cluster in tables]
    if not mastheads or _is_of_another_document(mastheads[0], letterheads):
        mastheads.insert(0, _masthead_without_table(text, headings, place_dates, letterheads))
    return [replace(masthead, letterheads=letterheads) for masthead in mastheads]


def _is_of_another_document(masthead: Masthead, letterheads: Sequence[LetterheadSign]) -> bool:
    """Whether a letterhead with another number is above that of the first header table: its document has no table."""
    numbered = [sign for sign in letterheads if sign.number and sign.start < masthead.table_start]
    return bool(numbered) and not numbered[0].is_of(numbered[-1].number, None)


def find_header_tables(
    text: str,
    headings: Sequence[TypeHeading] = (),
    place_dates: Sequence[PlaceDate] = (),
    code_names: Container[str] = (),
) -> Iterator[tuple[Label, ...]]:
    """Find the labels of each header table: From, To and the like close together, up to Subject or shortly after it.

    Subject alone is a table only below a type heading, or below an unknown line in capitals of a letterhead.
    """
    labels = [label for label in find_labels(text) if not is_above_press_heading(text, label)]
    done_until = 0
    parting_offsets = sorted([*(h.start for h in headings), *(p.start for p in place_dates if p.place)])
    for index, label in enumerate(labels):
        if label.kind is not LabelKind.SUBJECT or label.start < done_until:
            continue
        first, last = _first_label(labels, index, parting_offsets), _last_label(text, labels, index)
        cluster = tuple(labels[first : last + 1])
        if (
            _TABLE_LABELS & {member.kind for member in cluster}
            or any(0 <= cluster[0].start - h.end < 300 for h in headings)
            or _is_below_capitals(text, cluster[0].start, place_dates, code_names)
        ):
            done_until = cluster[-1].end
            yield cluster
    if not done_until:
        yield from _without_subject(labels)


# A press text has its heading a second time behind a label: Betreft: / PERSMEDEDELING / 2689e zitting van de Raad
_PRESS_HEADING = re.compile(
    r"[\s|*_]{0,90}(?:PERSMEDEDELING|PRESS RELEASE|MITTEILUNG AN DIE PRESSE|PRESSEMITTEILUNG|COMMUNIQUÉ DE PRESSE|"
    r"COMUNICATO STAMPA|COMUNICADO DE PRENSA|COMUNICADO DE IMPRENSA|PRESSEMEDDELELSE|PRESSMEDDELANDE|LEHDISTÖTIEDOTE)"
    r"[\s|*_]{0,90}(?=[0-9]{4})"
)


def is_above_press_heading(text: str, label: Label) -> bool:
    """Whether a label of a subject has nothing behind it but the heading of a press text, above its title."""
    return label.kind is LabelKind.SUBJECT and _PRESS_HEADING.match(text, label.end) is not None


def _is_below_capitals(text: str, start: int, place_dates: Sequence[PlaceDate], code_names: Container[str]) -> bool:
    """Whether words in capitals stand right above a label, below the place and date of a letterhead."""
    ends = [place_date.end for place_date in place_dates if place_date.place and place_date.end <= start]
    if not ends or start - ends[-1] > _LETTERHEAD_ABOVE_TABLE:
        return False
    return find_capitals_before(text, start, ends[-1], code_names) is not None


def _first_label(labels: Sequence[Label], index: int, parting_offsets: Sequence[int] = ()) -> int:
    """Return the index of the table's first label; a heading or a place and date between two labels separates tables.

    Web sites have tables of their own above the document: `Datum: 17. Dezember 2020`.
    """
    seen_kinds = {labels[index].kind}
    first = index
    while first and labels[first].start - labels[first - 1].end <= _LARGEST_LABEL_GAP:
        kind = labels[first - 1].kind
        if kind in seen_kinds and kind not in _MAY_REPEAT:
            break
        position = bisect_left(parting_offsets, labels[first - 1].end)
        if position < len(parting_offsets) and parting_offsets[position] < labels[first].start:
            break
        seen_kinds.add(kind)
        first -= 1
    return first


_LONGEST_ROW = 200


def _last_label(text: str, labels: Sequence[Label], index: int) -> int:
    """Return the index of the table's last label.

    Labels after Subject are those of a notice of meeting, or of a table whose labels come before all values.
    """
    last = index
    seen_kinds = {label.kind for label in labels[_first_label(labels, index) : index + 1]}
    while last + 1 < len(labels) and labels[last + 1].start - labels[last].end <= _LARGEST_LABEL_GAP:
        following = labels[last + 1]
        between = text[labels[last].end : following.start]
        notice = LabelKind.OTHER in seen_kinds and following.kind in (LabelKind.ON, LabelKind.TIME, LabelKind.OTHER)
        notice = notice or (following.kind is LabelKind.ON and _has_date(text, following))
        empty = not between.strip() and following.kind not in seen_kinds
        # Rows in another order: the addressee right below the subject.
        is_late = following.kind is LabelKind.TO and LabelKind.TO not in seen_kinds and len(between) < _LONGEST_ROW
        is_late = is_late and text[: following.start].endswith("\n")
        if not notice and not empty and not is_late:
            break
        seen_kinds.add(following.kind)
        last += 1
    return last


def _has_date(text: str, label: Label) -> bool:
    """Whether a label with its colon has a date beside it."""
    days = next(find_days(text[label.end : label.end + _LONGEST_DATE].partition("\n")[0]), None)
    return text[label.end - 1] == ":" and days is not None and days.start < _LATEST_DATE


def _without_subject(labels: Sequence[Label]) -> Iterator[tuple[Label, ...]]:
    for first, second in pairwise(labels):
        if (first.kind, second.kind) == (
            LabelKind.FROM,
            LabelKind.TO,
        ) and second.start - first.end <= _LARGEST_LABEL_GAP:
            yield (first, second)
            return


def _masthead_around(
    text: str,
    labels: tuple[Label, ...],
    headings: Sequence[TypeHeading],
    place_dates: Sequence[PlaceDate],
    code_names: Container[str],
) -> Masthead:
    table_start = labels[0].start
    near_dates = [p for p in place_dates if table_start - LETTERHEAD_WITHIN <= p.start < table_start]
    place_date = near_dates[-1] if near_dates else None
    start = _institution_before(
        text, place_date.start if place_date else table_start, 400 if place_date else LETTERHEAD_WITHIN
    )
    heading = next((h for h in reversed(headings) if start <= h.start and h.end <= table_start), None)
    if heading:
        heading = _with_capitals_before(text, heading, code_names)
    if heading is None or text[heading.end : table_start].strip(" \n_-—*"):
        heading = _complete_heading(text, heading, table_start, place_date.end if place_date else start, code_names)
    return Masthead(start, heading.start if heading else table_start, heading, labels, place_date)


def _complete_heading(
    text: str, heading: TypeHeading | None, table_start: int, start: int, code_names: Container[str]
) -> TypeHeading | None:
    """Return the heading with the capitals after it; if there is no known type above the table, capitals there."""
    if heading is None:
        return find_capitals_before(text, table_start, start, code_names)
    if find_heading_sender(text, heading.end):
        return heading
    tail = text[heading.end : table_start].split("\n", 1)[0].strip(" *_|#")
    if not tail or tail != tail.upper() or tail == tail.lower() or any(c.isdigit() or c == ":" for c in tail):
        return heading
    end = text.index(tail, heading.end) + len(tail)
    return TypeHeading(f"{heading.text} {' '.join(tail.split())}", heading.start, end, is_registered=False)


def _with_capitals_before(text: str, heading: TypeHeading, code_names: Container[str]) -> TypeHeading:
    """Return the heading with other capitals before it on its line: DISCUSSION NOTE is another type than NOTE."""
    line_start = text.rfind("\n", 0, heading.start) + 1
    before = text[line_start : heading.start]
    words = find_capitals_before(before, len(before), 0, code_names) if before.strip() else None
    if words is None or any(word in code_names or len(word) <= _LONGEST_MARK for word in words.text.split()):
        return heading
    printed = " ".join(text[heading.start : heading.end].split())
    is_revised = words.text in ALWAYS_ATTACHED_KINDS and heading.is_registered
    return TypeHeading(f"{words.text} {printed}", line_start + words.start, heading.end, is_registered=is_revised)


def _masthead_without_table(
    text: str,
    headings: Sequence[TypeHeading],
    place_dates: Sequence[PlaceDate],
    letterheads: Sequence[LetterheadSign],
) -> Masthead:
    """Return the masthead of an agenda, act or press release: first place and date, and the first heading after it.

    It ends above the letterhead of another document.
    """
    place_date = _choose_place_date(text, place_dates)
    date_start = place_date.start if place_date else 0
    if place_date and is_meeting_date(text, place_date):
        start = find_letterhead_start(text, place_date)
    else:
        start = _institution_before(text, date_start, 400) if place_date else 0
    after = place_date.end if place_date else start
    items_start = find_first_item(text, after)
    search_end = len(text) if items_start is None else items_start
    search_end = min(search_end, _find_next_letterhead(text, place_date, letterheads))
    within = [h for h in headings if start <= h.start <= min(search_end, max(start, date_start) + _HEADING_WITHIN)]
    heading = _skip_communication(text, within)
    if place_date is None and (numbered := _find_heading_below_number(text, headings, search_end)):
        # The title of a web page may begin with the heading, too.
        heading = numbered
        start = _institution_before(text, numbered.start, 400)
    end = heading.start if heading else min(search_end, _skip_words(text, after, 400))
    # A letter has no letterhead below its first words: the numbers there are those of the documents it speaks of.
    if heading is None and (greeting := GREETING.search(text, start, end)):
        end = greeting.start()
    # The title of a record is no part of the letterhead above it.
    if heading is None and (record := find_record_title(text, after, end)):
        end = record.start
    elif heading is None and place_date is None:
        title = find_ordinal_title(text, start, end)
        end = title.end if isinstance(title, PrintedTitle) else end
    return Masthead(start, end, heading, (), place_date)


def _skip_communication(text: str, headings: Sequence[TypeHeading]) -> TypeHeading | None:
    """Return the first heading; of `COMMUNICATION` above `NOTICE OF MEETING` the one that says what the page is."""
    if len(headings) > 1 and headings[0].text == "COMMUNICATION" and "NOTICE" in headings[1].text:
        return headings[0] if text[headings[0].end : headings[1].start].strip() else headings[1]
    return headings[0] if headings else None


_NUMBER_WITHIN = 120


def _find_heading_below_number(text: str, headings: Sequence[TypeHeading], end: int) -> TypeHeading | None:
    """Return the first heading with the name of an institution and the number of the document right above it."""
    for heading in headings:
        above = max(0, heading.start - _NUMBER_WITHIN)
        if heading.start <= end and _INSTITUTION.search(text, above, heading.start):
            own = find_own_number(text, above, heading.start)
            if own and own.number:
                return heading
    return None


def _find_next_letterhead(text: str, place_date: PlaceDate | None, letterheads: Sequence[LetterheadSign]) -> int:
    """Return where the letterhead of another document begins, or the line that it has alone; else the text's end."""
    own = next((sign for sign in letterheads if place_date and sign.start == place_date.start), None)
    following = [sign for sign in letterheads if own and sign.start > own.start and not sign.is_of(own.number, own.day)]
    if not following or place_date is None:
        return len(text)
    line_start = text.rfind("\n", 0, following[0].start) + 1
    return line_start if line_start > place_date.end else following[0].start


def _choose_place_date(text: str, place_dates: Sequence[PlaceDate]) -> PlaceDate | None:
    """Return the place and date of a letterhead: the one with the number of the document behind it, else the first.

    Below the first item, or in brackets behind other words, place and date are those of an event:
    `Summit with Norway (Oslo, 4 May 2016)`.
    """
    items_start = find_first_item(text)
    likely = [
        place_date
        for place_date in place_dates
        if not _is_of_an_event(text, place_date)
        and (items_start is None or place_date.start < items_start or _begins_letterhead(text, place_date))
    ]
    numbered = next((place_date for place_date in likely if is_followed_by_document(text, place_date)), None)
    return numbered or (likely[0] if likely else None)


def _is_of_an_event(text: str, place_date: PlaceDate) -> bool:
    line = text[text.rfind("\n", 0, place_date.start) + 1 : place_date.start].rstrip()
    is_within = line.endswith("(") and bool(line.strip(" (\t*_|-–—"))
    return is_within and not is_meeting_date(text, place_date)


def _begins_letterhead(text: str, place_date: PlaceDate) -> bool:
    return _institution_before(text, place_date.start, 400) != place_date.start


def _skip_words(text: str, start: int, length: int) -> int:
    """Return the end of the line that so many characters of words reach; blanks between columns are counted once."""
    end, remaining = start, length
    for word in _WORD.finditer(text, start):
        remaining -= len(word[0]) + 1
        if remaining < 0:
            break
        end = word.end()
    line_end = text.find("\n", end)
    return line_end if 0 <= line_end - end <= _LONGEST_COLUMN else end


def names_an_institution(words: str) -> bool:
    """Whether a line holds the name of an institution."""
    return bool(_INSTITUTION.search(words))


def _institution_before(text: str, offset: int, reach: int) -> int:
    """Return where the name of the institution before an offset begins.

    Without such a name: the offset itself, or the start of the search if it reaches as far as a letterhead can.
    """
    search_start = max(0, offset - reach)
    # In running text `rådet` has a small letter; in a letterhead only Finnish writes its word so.
    names = (m for m in _INSTITUTION.finditer(text[search_start:offset]) if m[0][0].isupper() or m[0] == "neuvosto")
    starts = [search_start + m.start() for m in names]
    return starts[-1] if starts else (offset if reach < LETTERHEAD_WITHIN else search_start)
