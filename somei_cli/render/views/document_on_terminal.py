"""The page of one document on a terminal: title, fields, references in both directions, follow-ups, items."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from somei_cli.errors import shell_word
from somei_cli.model.document import AgendaState, Document, current_text, describe_relation
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item, ItemKind
from somei_cli.model.kept_doubts import confirming_command, doubted_fields
from somei_cli.model.references import ExternalReference, Reference
from somei_cli.model.register.access_status import EXCEPTION_CODES, codes_in
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.render.output.dates import day_in_words, days_in_words, short_day_of
from somei_cli.render.output.field_names import name_field
from somei_cli.render.output.page import (
    CODE,
    DIM,
    EMPTY_LINE,
    ERROR,
    HEADING,
    WARNING,
    PageLine,
    StyledWords,
    TerminalForm,
    join_words,
    lead_to,
    marking_style,
    shorten_address,
)

_LABEL_WIDTH = 13
_ITEM_INDENT, _SUB_ITEM_INDENT = 1, 2


_Part = tuple[StyledWords, ...]
_Section = tuple[str, Sequence[_Part]]


class PageOptions(NamedTuple):
    """How a page is shown: on which day, with the texts of the items or without, and whether it is unconfirmed."""

    today: date
    with_text: bool
    is_unconfirmed: bool


def document_form(document: Document, snapshot: Snapshot, options: PageOptions) -> TerminalForm:
    """Return what a terminal shows of a document."""
    return TerminalForm(page=lambda _: _page_lines(document, snapshot, options))


def _page_lines(document: Document, snapshot: Snapshot, options: PageOptions) -> Iterator[PageLine]:
    yield from _title_lines(document)
    sections = list(_section_lines(document, snapshot, options))
    if sections:
        yield EMPTY_LINE
        yield from sections
    if document.items:
        yield PageLine((("ITEMS", HEADING),))
        yield from _item_lines(document.items, options)
        if not options.with_text and any(item.summary or item.result for item in document.walk_items()):
            command = f"somei show {shell_word(document.number)} --text"
            yield PageLine(((f"The text of the items: {command}", DIM),), whole=True)


def _title_lines(document: Document) -> Iterator[PageLine]:
    title: list[StyledWords] = [(str(document.number), f"{HEADING} {CODE}")]
    if document.type:
        title += [("  ", ""), (document.type, HEADING)]
    if document.marking:
        title += [("  ", ""), (str(document.marking), marking_style(str(document.marking)))]
    if document.status is not Status.ISSUED:
        title += [("  ", ""), (str(document.status).upper(), DIM)]
    day = day_in_words(document.date) if document.date else ""
    place_and_date = ", ".join(filter(None, (document.place, day)))
    yield PageLine(tuple(title), right=((place_and_date, ""),))
    if document.subject:
        yield PageLine(((document.subject, HEADING),))
    if document.status is not Status.ISSUED and document.reason:
        yield PageLine((("Reason ", DIM), (document.reason, "")))
    sides = [((name, DIM), (text, "")) for name, text in _parties(document)]
    if sides:
        yield PageLine(sides[0], right=sides[1] if len(sides) > 1 else ())
    if document.subject_codes:
        yield PageLine(tuple(join_words([((str(code), CODE),) for code in document.subject_codes])))


def _parties(document: Document) -> Iterator[tuple[str, str]]:
    if document.originator:
        yield "From ", document.originator
    if document.addressee:
        yield "To ", document.addressee


def _section_lines(document: Document, snapshot: Snapshot, options: PageOptions) -> Iterator[PageLine]:
    for describe in (_meeting, _facts, _family, _references):
        yield from _labelled_lines(describe(document, snapshot))
    yield from _follow_up_lines(document, options)
    yield from _labelled_lines(_entry(document))
    if options.is_unconfirmed:
        number = shell_word(document.number)
        words = "the entry, not the text: it was imported without a marking, and nobody has said that it is public"
        yield _labelled("PUBLIC", ((words, WARNING),))
        yield _labelled("", (("If it is, one of:", ""),))
        for command in (f"somei access {number} release", f"somei classify {number} --marking PUBLIC"):
            yield _labelled("", ((command, ""),))._replace(whole=True)
    if document.doubts:
        for index, doubt in enumerate(document.doubts):
            doubted = ", ".join(
                filter(None, (f"“{doubt.words}”" if doubt.words else "", f"line {doubt.line}" if doubt.line else ""))
            )
            words = ": ".join(filter(None, (name_field(doubt.field), doubted)))
            yield _labelled("" if index else "DOUBTS", ((words, WARNING),))
        yield _labelled("", (("If the entry is right:", ""),))
        yield _labelled("", ((confirming_command(document.number, doubted_fields(document)), ""),))._replace(whole=True)


def _labelled_lines(sections: Iterable[_Section]) -> Iterator[PageLine]:
    """Yield the labelled lines, each with its parts side by side."""
    return (_labelled(label, tuple(join_words(parts))) for label, parts in sections)


def _labelled(label: str, words: tuple[StyledWords, ...]) -> PageLine:
    return PageLine(
        words, label=(label, HEADING), label_width=max(_LABEL_WIDTH, len(label) + 2) if label else _LABEL_WIDTH
    )


def _meeting(document: Document, _: Snapshot) -> Iterator[_Section]:
    meeting = document.meeting
    if meeting:
        days = days_in_words(meeting.start, meeting.end) if meeting.start else ""
        yield "MEETING", [((", ".join(filter(None, (meeting.body, days))), ""),)]
    agenda = document.agenda
    if agenda:
        words = [] if agenda.state is AgendaState.ADOPTED and agenda.adopted else [str(agenda.state)]
        words += [f"issued {day_in_words(agenda.issued)}"] if agenda.issued else []
        words += [f"adopted {day_in_words(agenda.adopted)}"] if agenda.adopted else []
        words += [f"revises {agenda.revises}"] if agenda.revises else []
        yield "AGENDA", [((", ".join(words), ""),)]


def _facts(document: Document, _: Snapshot) -> Iterator[_Section]:
    if document.languages:
        yield "LANGUAGES", [((", ".join(document.languages), ""),)]
    if document.interinstitutional_files:
        yield "FILES", [((str(file), CODE),) for file in document.interinstitutional_files]
    if document.previous_documents:
        yield "PREV. DOC.", [((str(number), CODE),) for number in document.previous_documents]
    if document.commission_documents:
        yield "CION DOC.", [((str(target), CODE),) for target in document.commission_documents]
    for index, event in enumerate(document.access):
        by = f", by {event.by}" if event.by else ""
        words = f"{event.kind} on {day_in_words(event.on)}{by}{_ground(event.ground or '')}"
        yield "" if index else "ACCESS", [((words, ""),)]


def _ground(ground: str) -> str:
    protected = "; ".join(EXCEPTION_CODES[code] for code in codes_in(ground) if code in EXCEPTION_CODES)
    return f", ground {ground}{f' ({protected})' if protected else ''}" if ground else ""


def _family(document: Document, snapshot: Snapshot) -> Iterator[_Section]:
    members = snapshot.family(document.number)
    current = current_text(members)
    if len(members) < 2:
        return
    for index, member in enumerate(members):
        is_current = current is not None and member.number == current.number
        mark = "  current text" if is_current else f"  {member.status}" if member.status is not Status.ISSUED else ""
        words = ((str(member.number), CODE), (f"  {describe_relation(member.number)}", ""), (mark, DIM))
        yield "" if index else "FAMILY", [words]


def _references(document: Document, snapshot: Snapshot) -> Iterator[_Section]:
    sections: dict[str, list[_Part]] = {}
    missing: dict[str, list[Reference]] = {}
    for reference in document.references:
        label = reference.kind.forward_words.upper()
        if reference.to in snapshot:
            sections.setdefault(label, []).append(_reference(reference.printed, CODE, reference.item))
        else:
            missing.setdefault(label, []).append(reference)
    for outside in document.outside_references:
        part = _reference(_outside_name(outside.to), lead_to(str(outside.to), CODE), outside.item)
        sections.setdefault(outside.kind.forward_words.upper(), []).append(part)
    for citing, reference in snapshot.citing(document.number):
        label = reference.kind.backward_words.removeprefix("is ").upper()
        sections.setdefault(label, []).append(_reference(str(citing.number), CODE, reference.item))
    for label in dict.fromkeys((*missing, *sections)):
        if label in sections:
            yield label, sections[label]
        if label in missing:
            yield "" if label in sections else label, list(_missing_references(missing[label]))


def _missing_references(references: Sequence[Reference]) -> Iterator[_Part]:
    """Yield references to what is not in the register; the last one says so of all."""
    *earlier, last = references
    yield from (_reference(reference.printed, DIM, reference.item) for reference in earlier)
    if earlier:
        count = "neither" if len(references) == 2 else f"none of these {len(references)}"
        yield *_reference(last.printed, DIM, last.item), (f" ({count} is in the register)", DIM)
    else:
        yield _reference(last.printed, DIM, last.item, "not in the register")


def _outside_name(target: ExternalReference | DocumentNumber) -> str:
    return shorten_address(str(target))


def _reference(name: str, style: str, item: str | None, remark: str = "") -> _Part:
    remarks = ", ".join(filter(None, (f"item {item}" if item else "", remark)))
    return ((name, style), (f" ({remarks})", DIM)) if remarks else ((name, style),)


def _follow_up_lines(document: Document, options: PageOptions) -> Iterator[PageLine]:
    follow_ups = [follow_up for item in document.walk_items() for follow_up in item.follow_ups]
    if not follow_ups:
        return
    open_ones = [follow_up for follow_up in follow_ups if follow_up.state is FollowUpState.OPEN]
    late = sum(follow_up.due is not None and follow_up.due < options.today for follow_up in open_ones)
    closed = len(follow_ups) - len(open_ones)
    counts: list[StyledWords] = [(f"{len(open_ones)} open", "")]
    counts += [(f"{late} overdue", ERROR)] if late else []
    counts += [(f"{closed} closed", "")] if closed else []
    command = f"somei followup list --doc {shell_word(document.number)}{'' if open_ones else ' --state all'}"
    words = tuple(join_words([(count,) for count in counts], ", "))
    yield _labelled("FOLLOW-UPS", words)._replace(right=((command, ""),))


def _entry(document: Document) -> Iterator[_Section]:
    if document.note:
        yield "NOTE", [((document.note, ""),)]
    allotted = document.allotted
    if allotted:
        purpose = f", for {allotted.purpose}" if allotted.purpose else ""
        # A number that is still provisional itself replaced none.
        former = "" if allotted.series else ", ".join(map(str, allotted.provisional))
        words = f"given to {allotted.by} on {day_in_words(allotted.on)}{purpose}"
        yield "NUMBER", [((words + (f", in the place of {former}" if former else ""), ""),)]
    for index, version in enumerate(document.versions):
        yield "" if index else "TITLES", [((f"{version.language}: ", DIM), (version.title, ""))]
    if document.source:
        yield "SOURCE", [((document.source.name, ""), (f" (SHA-256 {document.source.sha256[:12]}…)", DIM))]
    for index, (code, reason) in enumerate(document.waive):
        yield "" if index else "WAIVES", [((f"{code}  ", CODE), (reason, ""))]
    for key, value in document.extra:
        yield name_field(key).upper(), [((str(value), ""),)]


def _item_lines(items: Iterable[Item], options: PageOptions) -> Iterator[PageLine]:
    numbers = [item.number or "" for item in items]
    width = max((len(number) for number in numbers), default=0) + 2
    for item, number in zip(items, numbers, strict=True):
        words = _item_words(item)
        if item.withdrawn:
            words = tuple((text, DIM) for text, _ in words)
        yield PageLine(words, label=(number, CODE), label_width=width, indent=_ITEM_INDENT)
        yield from _lines_below(item, _ITEM_INDENT + width, options)


def _lines_below(item: Item, indent: int, options: PageOptions) -> Iterator[PageLine]:
    for part in item.subitems:
        yield PageLine(_item_words(part), label=("–", DIM), label_width=2, indent=indent)
        yield from _lines_below(part, indent + _SUB_ITEM_INDENT, options)
    for follow_up in item.follow_ups:
        yield _follow_up_line(follow_up, indent, options)
    if options.with_text:
        yield from _text_lines(item, indent)


def _text_lines(item: Item, indent: int) -> Iterator[PageLine]:
    if item.result:
        yield PageLine((("Result: ", DIM), (item.result, "")), indent=indent)
    if item.summary:
        yield EMPTY_LINE
        for line in item.summary.split("\n"):
            bullet = line[:2] if line[:2] in {"– ", "• "} else ""
            yield PageLine(
                ((line.removeprefix(bullet), ""),), label=(bullet, ""), label_width=len(bullet), indent=indent
            )
        yield EMPTY_LINE


_TREATED_AS_ITEM = {ItemKind.I, ItemKind.II, ItemKind.A, ItemKind.B}


def _item_words(item: Item) -> tuple[StyledWords, ...]:
    """Return the title with its documents and other remarks in brackets, and how the item is treated after them."""
    remarks = [*map(str, item.documents), *([f"presented by {item.by}"] if item.by else [])]
    # Some titles are printed with it.
    remarks += ["poss."] if item.possible and "(poss.)" not in item.title.casefold() else []
    remarks += ["withdrawn", *([item.reason] if item.reason else [])] if item.withdrawn else []
    words: list[StyledWords] = [(item.title, "")]
    words += [(f"  ({', '.join(remarks)})", DIM)] if remarks else []
    words += (
        [(f'  "{item.kind}" item' if item.kind in _TREATED_AS_ITEM else f"  {item.kind}", DIM)] if item.kind else []
    )
    return tuple(words)


def _follow_up_line(follow_up: FollowUp, indent: int, options: PageOptions) -> PageLine:
    person = f"{follow_up.who}: " if follow_up.who else ""
    words: list[StyledWords] = [(f"{person}{follow_up.what}", "")]
    if follow_up.state is not FollowUpState.OPEN:
        words = [(f"{person}{follow_up.what} ({follow_up.state})", DIM)]
    elif follow_up.due:
        is_late = follow_up.due < options.today
        due = f"due {day_in_words(follow_up.due)}"
        words += [(", ", ""), (f"{due}, overdue" if is_late else due, ERROR if is_late else "")]
    elif follow_up.due_as_said:
        words += [(f", due {follow_up.due_as_said}", "")]
    return PageLine(tuple(words), label=("→", DIM), label_width=2, indent=indent)


def access_decisions_form() -> TerminalForm:
    """Return what a terminal shows of the decisions on access to a document."""
    return TerminalForm(texts={"on": lambda record: short_day_of(record["on"])})
