"""The one entry point: the lines of a document, whatever file they came from, to a register entry with its evidence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from somei_cli.model.documents import Meeting
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.readings import Doubt, Evidence, Line, Reading
from somei_cli.model.references import Outside, OutsideKind
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.text.reading.blocks import cut_body
from somei_cli.text.reading.box import BoxReading, Value
from somei_cli.text.reading.citations import Part, find_citations, outside_references, references, targets
from somei_cli.text.reading.codes import find_codes
from somei_cli.text.reading.dates import Days, find_days
from somei_cli.text.reading.footers import Footer, take_footers, usual_number
from somei_cli.text.reading.headings import carries_items
from somei_cli.text.reading.items import are_items, doubtful, read_items
from somei_cli.text.reading.labels import Box
from somei_cli.text.reading.letterhead import find_files, find_languages
from somei_cli.text.reading.masthead import Masthead, find_mastheads
from somei_cli.text.reading.meetings import meeting_days, press_meeting
from somei_cli.text.reading.ownnumber import OwnNumber, find_own_number, last_own_number, parsed
from somei_cli.text.reading.scroll import Scroll
from somei_cli.text.reading.stamps import find_marking, marking_in_footers, refuse_classified
from somei_cli.text.reading.twins import Copies, copies_of


@dataclass
class _Draft:
    """The reading as it grows."""

    fields: dict[str, object] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def put(self, name: str, value: object, line: int, words: str, key: str = "") -> None:
        self.fields[name] = value
        self.evidence.append(Evidence(key or name, line, " ".join(words.split())[:200]))

    def doubt(self, name: str, message: str, line: int = 0) -> None:
        self.doubts.append(Doubt(name, message, line))


def read_document(lines: Iterable[Line], vocabulary: Vocabulary) -> Reading:
    """Read a document; what cannot be read with certainty stays empty, with a doubt.

    Raises:
        Classified: where the document carries an EU classification.
    """
    kept, footers = take_footers(tuple(lines))
    scroll = Scroll.of(kept)
    copies = copies_of(find_mastheads(scroll.text, vocabulary), scroll.text)
    draft = _Draft()
    head = copies.first
    number = _number(draft, scroll, head, footers)
    refuse_classified(scroll.cut(head.start, head.end), kept, footers, number)
    _letterhead(draft, scroll, head, vocabulary, footers)
    _type(draft, scroll, head)
    box = copies.box
    _box(draft, scroll, box, vocabulary)
    _body(draft, scroll, copies, vocabulary, number)
    _meeting(draft, scroll, head, box, vocabulary)
    _check(draft)
    return Reading(draft.fields, tuple(draft.evidence), tuple(draft.doubts))


def _number(draft: _Draft, scroll: Scroll, head: Masthead, footers: Sequence[Footer]) -> DocumentNumber | None:
    """The own number: on the letterhead, above it, or on every footer."""
    masked = _masked(scroll, head)
    after = head.place_date.end if head.place_date else head.start
    found = find_own_number(masked, after, head.end) or last_own_number(masked, max(0, head.start - 300), after)
    if found:
        line = scroll.number(found.start)
        if found.number:
            draft.put("number", found.number, line, found.text)
        else:
            draft.doubt("number", f"“{found.text}”: {found.doubt}", line)
        _compare_with_footers(draft, found, footers, line)
        return found.number
    usual = usual_number(footers)
    number = parsed(usual[0]) if usual else None
    if usual and number:
        line = next(f.line for f in footers if f.number == usual[0])
        draft.put("number", number, line, usual[0])
        draft.doubt("number", "the letterhead shows none; taken from the footers", line)
        return number
    draft.doubt("number", "no number was found")
    return None


def _compare_with_footers(draft: _Draft, found: OwnNumber, footers: Sequence[Footer], line: int) -> None:
    usual = usual_number(footers)
    shown = {parsed(f.number) for f in footers if not f.number.startswith("/")} - {None}
    base = found.number.base if found.number else None
    if usual and shown and base and base not in {n.base for n in shown if n}:
        draft.doubt("number", f"the letterhead has {found.text}, the footers {usual[0]}", line)


def _masked(scroll: Scroll, head: Masthead) -> str:
    """The text without the date and the files of the letterhead, whose figures could be taken for a number."""
    spans = [(start, end) for _, start, end in find_files(scroll.text, head.start, head.end)]
    if head.place_date:
        spans.append((head.place_date.start, head.place_date.end))
    return scroll.without(*spans)


def _letterhead(
    draft: _Draft, scroll: Scroll, head: Masthead, vocabulary: Vocabulary, footers: Sequence[Footer]
) -> None:
    text = scroll.text
    if place_date := head.place_date:
        words, line = text[place_date.start : place_date.end], scroll.number(place_date.start)
        if place_date.place:
            draft.put("place", place_date.place, line, words)
        if place_date.day and not press_meeting(text, place_date):
            draft.put("date", place_date.day, line, words)
    if languages := find_languages(text, head.start, head.end):
        draft.put("languages", languages[0], scroll.number(languages[1]), text[languages[1] : languages[2]])
    files = list(find_files(text, head.start, head.end))
    if files:
        unique = tuple(dict.fromkeys(f[0] for f in files))
        draft.put("interinstitutional_files", unique, scroll.number(files[0][1]), text[files[0][1] : files[-1][2]])
    if marking := find_marking(text, head.start, head.end):
        line = scroll.number(marking[1])
        draft.put("marking", marking[0], line, str(marking[0]))
        if marking[2]:
            draft.doubt("marking", marking[2], line)
    elif below := marking_in_footers(footers):
        draft.put("marking", below[0], below[1], str(below[0]))
    _codes(draft, scroll, head, vocabulary)


def _codes(draft: _Draft, scroll: Scroll, head: Masthead, vocabulary: Vocabulary) -> None:
    masked = _masked(scroll, head)
    start = head.place_date.end if head.place_date else head.start
    own = find_own_number(masked, start, head.end) or find_own_number(masked, head.start, head.end)
    start = own.end if own else start
    found = find_codes(scroll.text[start : head.end], vocabulary.codes, bounded=bool(head.heading or head.labels))
    entries = tuple(dict.fromkeys(code.entry for code in found if code.entry))
    if entries:
        words = "; ".join(code.text for code in found)
        draft.put("subject_codes", entries, scroll.number(start + found[0].start), words)
    for code in found:
        if code.doubt:
            draft.doubt("subject_codes", code.doubt, scroll.number(start + code.start))


def _type(draft: _Draft, scroll: Scroll, head: Masthead) -> None:
    if head.heading is None:
        return
    line = scroll.number(head.heading.start)
    draft.put("type", head.heading.text, line, scroll.text[head.heading.start : head.heading.end])
    if not head.heading.known:
        draft.doubt("type", f"{head.heading.text} is no type of this register", line)


_TEXTS = ((Box.FROM, "originator", "from"), (Box.TO, "addressee", "to"), (Box.SUBJECT, "subject", "subject"))


def _box(draft: _Draft, scroll: Scroll, box: BoxReading, vocabulary: Vocabulary) -> None:
    for field_, name, key in _TEXTS:
        value = box.first(field_)
        if value and value.text:
            draft.put(name, value.text, scroll.number(value.start), value.text, key)
        elif field_ in box.unclear:
            draft.doubt(key, "the columns of the box could not be told apart", scroll.number(box.body))
    if "subject" not in draft.fields:
        draft.doubt("subject", "no subject was found")
    _header_documents(draft, scroll, box.all(Box.PREVIOUS), vocabulary, "previous_documents")
    _header_documents(draft, scroll, box.all(Box.COMMISSION), vocabulary, "commission_documents")


def _header_documents(
    draft: _Draft, scroll: Scroll, values: Sequence[Value], vocabulary: Vocabulary, name: str
) -> None:
    """The documents that the fields No. prev. doc. and No. Cion doc. name; codes behind a number are not ours."""
    found: list[DocumentNumber | Outside] = []
    for value in values:
        found += targets(
            [Line(value.text, scroll.number(value.start))], frozenset(code.name for code in vocabulary.codes)
        )
    wanted = [
        to
        for to in dict.fromkeys(found)
        if isinstance(to, DocumentNumber) or (name == "commission_documents" and to.kind is OutsideKind.COMMISSION)
    ]
    line = scroll.number(values[0].start) if values else 0
    if wanted:
        draft.put(name, tuple(wanted), line, "; ".join(v.text for v in values))
    elif values:
        draft.doubt(name, f"no document could be read in “{values[0].text[:80]}”", line)


def _body(draft: _Draft, scroll: Scroll, copies: Copies, vocabulary: Vocabulary, number: DocumentNumber | None) -> None:
    body = cut_body(copies.body_lines(scroll))
    parts = [Part(body.lead)]
    by_nature = carries_items(str(draft.fields.get("type", "")), vocabulary.types)
    if are_items(body.blocks, by_nature=by_nature):
        known = frozenset(code.name for code in vocabulary.codes)
        items, blocks = read_items(body.blocks, lambda lines: targets(lines, known))
        parts += [Part(block.source, block.number) for block in blocks]
        doubts = list(doubtful(items))
        line = blocks[0].lines[0].line.number
        for doubt in doubts:
            draft.doubt("items", doubt, line)
        if not doubts:
            draft.put("items", items, line, f"{len(items)} items")
            for item, block in zip(items, blocks, strict=True):
                draft.evidence.append(Evidence(f"items.{item.number}", block.lines[0].line.number, item.title))
    else:
        parts += [Part(block.source) for block in body.blocks]
    parts.append(Part(body.annex))
    citations = list(find_citations(parts, number, frozenset(code.name for code in vocabulary.codes)))
    for name, found in (("references", references(citations)), ("outside_references", outside_references(citations))):
        if found:
            draft.fields[name] = found
    for citation in citations:
        name = "references" if isinstance(citation.to, DocumentNumber) else "outside_references"
        draft.evidence.append(Evidence(name, citation.line, citation.words))


def _meeting(draft: _Draft, scroll: Scroll, head: Masthead, box: BoxReading, vocabulary: Vocabulary) -> None:
    """The days of the meeting: the field On, or what an agenda, minutes or a press text say."""
    on = box.first(Box.ON) or (box.first(Box.DATED) if _is_outcome(draft) else None)
    days: Days | None = None
    line, words = 0, ""
    if on:
        found = list(find_days(on.text))
        days = found[0] if found else None
        line, words = scroll.number(on.start), on.text
        if days is None:
            draft.doubt("meeting.start", f"“{on.text[:60]}” is no date", line)
    elif found_days := meeting_days(scroll.text, head, box, str(draft.fields.get("type", ""))):
        days, line = found_days, scroll.number(found_days.start)
        words = scroll.text[found_days.start : found_days.end]
    body = _body_that_met(draft, vocabulary)
    if days:
        end = None if days.single else days.last
        draft.put("meeting", Meeting(body, days.first, end), line, words, "meeting.start")
    if (
        days
        and (issued := draft.fields.get("date"))
        and isinstance(issued, date)
        and _is_outcome(draft)
        and issued < days.first
    ):
        draft.doubt("date", f"{issued} is before the meeting of {days.first}", line)


def _body_that_met(draft: _Draft, vocabulary: Vocabulary) -> str | None:
    for name in ("originator", "subject"):
        text = draft.fields.get(name)
        if isinstance(text, str) and (body := vocabulary.body_named(text)):
            return body.key
    return None


def _is_outcome(draft: _Draft) -> bool:
    return bool(re.search("OUTCOME|SUMMARY|MINUTES", str(draft.fields.get("type", ""))))


def _check(draft: _Draft) -> None:
    """What does not fit together."""
    number, day = draft.fields.get("number"), draft.fields.get("date")
    latest = 1 if isinstance(number, DocumentNumber) and not number.suffixes else 99
    if isinstance(number, DocumentNumber) and isinstance(day, date) and not 0 <= day.year - number.year <= latest:
        draft.doubt("date", f"{day} does not fit the year of {number}")
    if "date" not in draft.fields and "meeting" not in draft.fields:
        draft.doubt("date", "no date was found")
