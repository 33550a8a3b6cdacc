"""AGD: agendas and records against the meetings they belong to, and outcomes against the agendas they report on."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.errors import shell_word
from somei_cli.extraction.agenda_adoption import adopted_agendas
from somei_cli.formats.toml.fields import KeyPath
from somei_cli.model.agenda.lifecycle import is_draft
from somei_cli.model.document import AgendaState, Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import ReferenceKind
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.model.register.words import casefold_text
from somei_cli.rules.definition.document_parts import is_agenda, is_classified, is_issued
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RegisterSubject, RuleContext, Scope, rule

if TYPE_CHECKING:
    from somei_cli.model.agenda.item_match import ItemMatch


class _Meeting(NamedTuple):
    """A meeting body, by its key or as printed, and the first day."""

    body: str
    start: date


class _BodyKeys:
    """The keys of meeting bodies by name; each name is looked up once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._keys: dict[str, str] = {}

    def meeting_of(self, document: Document) -> _Meeting | None:
        """Return the meeting that a document names; None without a body or a day."""
        meeting = document.meeting
        if meeting is None or meeting.body is None or meeting.start is None:
            return None
        if meeting.body not in self._keys:
            listed_body = self._vocabulary.body_named(meeting.body)
            self._keys[meeting.body] = listed_body.key if listed_body else casefold_text(meeting.body)
        return _Meeting(self._keys[meeting.body], meeting.start)


def _agendas_of(meeting: _Meeting, subject: RegisterSubject, bodies: _BodyKeys) -> list[Document]:
    """Return the issued agendas of a meeting and their revisions, in number order."""
    from somei_cli.model.meeting.meetings import MeetingRole, role_of

    return [
        document
        for document in subject.snapshot.meetings_on(meeting.start)
        if document.number.is_main_text
        and is_issued(document)
        and role_of(document) is MeetingRole.AGENDA
        and bodies.meeting_of(document) == meeting
    ]


@rule("AGD014", Severity.WARNING, Scope.REGISTER, Trait.AGENDA, Trait.MEETING)
def agenda_too_late(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """An agenda was issued after its deadline.

    The Council's agenda goes to the members at least 14 days before the meeting (Article 3(1) of the Rules of
    Procedure); somei.toml may set other deadlines. Late agendas are common, but members may object to what is on them.
    For justice and home affairs the aim is 21 days; it binds nobody, so missing it is only information. Revised agendas
    have no deadline.
    """
    from somei_cli.model.agenda.issue_and_revision import agenda_deadlines

    for document in subject.documents:
        agenda = document.agenda
        if not (is_agenda(document) and is_issued(document)) or document.number.suffixes or (agenda and agenda.revises):
            continue
        issued = (agenda.issued if agenda else None) or document.date
        start = document.meeting.start if document.meeting else None
        deadlines = agenda_deadlines(document, subject.snapshot) if issued and start and issued <= start else None
        if issued and deadlines and deadlines.agenda and issued > deadlines.agenda:
            severity = None if deadlines.binding and issued > deadlines.binding else Severity.INFO
            hint = (
                f"If it was sent out earlier, correct “issued”. See: somei agenda board {shell_word(document.number)}"
            )
            message = f"issued on {issued}, after the deadline of {deadlines.agenda}"
            key_path = ("agenda", "issued") if agenda and agenda.issued else ("date",)
            yield Flaw(document.number, key_path, message, hint, severity=severity)


@rule("AGD017", Severity.WARNING, Scope.DOCUMENT, Trait.LIFE_OF_AGENDA)
def issued_agenda_without_items(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An issued agenda has no items.

    An entry with the state and the days of an agenda is kept to be compared with the outcome and to take late items.
    Without items there is nothing to compare, and every agenda has at least one: its own adoption. Entries of
    classified agendas have no items on purpose.
    """
    if document.agenda and is_issued(document) and not document.items and not is_classified(document):
        hint = "Import the agenda, or enter its items in the file, each as [[items]] with number and title."
        yield Flaw(document.number, ("agenda",), "an issued agenda without items", hint)


@rule("AGD020", Severity.INFO, Scope.REGISTER, Trait.MEETING)
def record_without_agenda(subject: RegisterSubject, context: RuleContext) -> Iterator[Flaw]:
    """A record does not name the agenda of its meeting.

    The register holds an agenda of the same body and day, but the record does not say that it reports on it, so nobody
    sees what became of the items. In a complete register, a record is also reported if its meeting has no agenda at
    all: the agenda was not entered, or names another body or day.
    """
    bodies = _BodyKeys(context.vocabulary)
    for record in subject.documents:
        meeting = bodies.meeting_of(record) if _is_untied(record) else None
        # AGD011 covers a record that says itself which agenda was adopted.
        if meeting is None or adopted_agendas(record, context.vocabulary.codes):
            continue
        agendas = _agendas_of(meeting, subject, bodies)
        if agendas:
            agenda = agendas[-1].number
            hint = f"Connect them: somei agenda outcome {shell_word(agenda)} --doc {shell_word(record.number)}"
            yield Flaw(
                record.number, ("meeting",), f"{agenda} is the agenda of this meeting, but is not named here", hint
            )
        elif context.settings.complete:
            hint = "Enter the agenda, or compare body and day with the field “On”."
            yield Flaw(record.number, ("meeting",), "the register has no agenda of this meeting", hint)


def _is_untied(record: Document) -> bool:
    from somei_cli.model.meeting.meetings import MeetingRole, role_of

    if not is_issued(record) or record.number.suffixes or role_of(record) is not MeetingRole.OUTCOME:
        return False
    return not any(reference.kind is ReferenceKind.AGENDA for reference in record.references)


@rule("AGD021", Severity.WARNING, Scope.REGISTER, Trait.LIFE_OF_AGENDA, Trait.MEETING)
def second_agenda(subject: RegisterSubject, context: RuleContext) -> Iterator[Flaw]:
    """A meeting has two agendas with different numbers.

    A body has one agenda for a meeting, and revises it under the same number (REV 1). If there is a second agenda,
    nobody can tell which items count: one of the two belongs to another day or another body, or was withdrawn.
    """
    bodies = _BodyKeys(context.vocabulary)
    for document in subject.documents:
        meeting = bodies.meeting_of(document) if document.agenda else None
        agendas = [agenda for agenda in _agendas_of(meeting, subject, bodies) if agenda.agenda] if meeting else []
        replaced = {agenda.agenda.revises for agenda in agendas if agenda.agenda}
        current = [agenda.number for agenda in agendas if agenda.number not in replaced]
        if document.number in current[1:] and document.number.base != current[0].base:
            hint = "Compare body and day of both with the field “On”; withdraw the one that does not count."
            yield Flaw(document.number, ("meeting",), f"{current[0]} is an agenda of the same meeting", hint)


@rule("AGD022", Severity.WARNING, Scope.DOCUMENT, Trait.LIFE_OF_AGENDA, Trait.MEETING)
def draft_of_a_past_meeting(document: Document, context: RuleContext) -> Iterator[Flaw]:
    """An agenda is still a draft although its meeting is over.

    No body meets without an agenda. Either this one was issued and nobody recorded it, or the meeting was cancelled. A
    draft may still be changed, so nobody can be sure what the meeting had before it.
    """
    meeting = document.meeting
    last = (meeting.end or meeting.start) if meeting else None
    if document.agenda and is_draft(document) and last and context.is_over(last):
        typed = shell_word(document.number)
        hint = f"If it was sent out: somei agenda issue {typed} --date D; if not: somei number release {typed} -m WHY"
        yield Flaw(document.number, ("status",), f"still a draft, but the meeting was on {last}", hint)


@rule("AGD023", Severity.WARNING, Scope.REGISTER, Trait.LIFE_OF_AGENDA)
def revises_no_earlier_agenda(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """An agenda revises something that is not an earlier agenda.

    “revises” names the agenda whose item numbers a revised agenda keeps. If it names the agenda itself, a later
    revision, or a document of another kind, numbers are compared with the wrong list.
    """
    from somei_cli.model.meeting.meetings import is_meeting_record

    for document in subject.documents:
        number = document.agenda.revises if document.agenda else None
        if number is None:
            continue
        revised = subject.snapshot.get(number)
        too_late = number.base == document.number.base and number.revision >= document.number.revision
        if too_late or (revised and (is_meeting_record(revised) or not is_agenda(revised))):
            words = "is not earlier" if too_late else "is not an agenda"
            hint = "Name the agenda that the meeting had before this one, or leave “revises” out."
            yield Flaw(document.number, ("agenda", "revises"), f"it revises {number}, which {words}", hint)


def _outcomes_with_agendas(subject: RegisterSubject) -> Iterator[tuple[Document, KeyPath, Document]]:
    """Yield every outcome with the key path of its reference and the agenda it refers to."""
    for document in subject.documents:
        for index, reference in enumerate(document.references):
            agenda = subject.snapshot.get(reference.to) if reference.kind is ReferenceKind.AGENDA else None
            if agenda and agenda.number != document.number:
                yield document, ("references", index), agenda


@rule("AGD006", Severity.WARNING, Scope.REGISTER, Trait.AGENDA_REFERENCE, Trait.ITEM)
def items_differ(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """An outcome and its agenda disagree about the items.

    15070/19 reports on the agenda 13735/19, item by item. If an item was added, dropped, renumbered or joined with
    others, the record shows it; otherwise one of the two entries was misread. Items marked “(poss.)” or withdrawn may
    be missing; the adoption of the agenda may have any title.
    """
    from somei_cli.model.agenda.item_match import match_items

    for outcome, _key_path, agenda in _outcomes_with_agendas(subject):
        if outcome.items and agenda.items:
            hint = (
                f"Compare both documents: somei agenda compare {shell_word(outcome.number)} {shell_word(agenda.number)}"
            )
            for match in match_items(agenda.items, outcome.items):
                message = _describe_difference(match, agenda.number)
                if message:
                    yield Flaw(outcome.number, _item_path(outcome, match), message, hint)


def _describe_difference(match: "ItemMatch", agenda: DocumentNumber) -> str:
    """Describe how matched items differ; "" if they agree, or have no number."""
    from somei_cli.model.agenda.item_match import MatchKind

    old, new = (", ".join(item.number for item in side if item.number) for side in (match.earlier, match.later))
    if match.kind is MatchKind.SAME or match.is_expected or not (new or old):
        return ""
    if match.kind is MatchKind.ADDED:
        return f"item {new} is not on the agenda {agenda}"
    if match.kind is MatchKind.DROPPED:
        return f"item {old} of {agenda} is not reported on"
    if match.kind is MatchKind.MERGED:
        return f"item {new or '?'} joins items {old or '?'} of {agenda}"
    if match.kind is MatchKind.RENAMED and old == new:
        return f"item {new} has another title in {agenda}"
    return f"item {new} is item {old} of {agenda}" if new and old else ""


def _item_path(outcome: Document, match: "ItemMatch") -> KeyPath:
    """Return the key path of the item in the outcome; of all items if it is not reported on."""
    if not match.later:
        return ("items",)
    return ("items", next(index for index, item in enumerate(outcome.items) if item is match.later[0]))


@rule("AGD008", Severity.WARNING, Scope.REGISTER, Trait.AGENDA_REFERENCE, Trait.MEETING)
def outcome_of_another_meeting(subject: RegisterSubject, context: RuleContext) -> Iterator[Flaw]:
    """An outcome and its agenda name different meetings.

    An outcome reports on the agenda of its own meeting. If the day or the body differs, the reference points to the
    agenda of an earlier meeting, or a day was misread.
    """
    body_named = context.vocabulary.body_named
    for outcome, key_path, agenda in _outcomes_with_agendas(subject):
        reported, planned = outcome.meeting, agenda.meeting
        if reported is None or planned is None:
            continue
        hint = f"Compare “meeting” in both, or point to the right agenda instead of {agenda.number}."
        if reported.start and planned.start and reported.start != planned.start:
            message = f"the meeting is on {reported.start}, but {agenda.number} is for {planned.start}"
            yield Flaw(outcome.number, key_path, message, hint)
        elif reported.body and planned.body and reported.body != planned.body:
            bodies = body_named(reported.body), body_named(planned.body)
            if None in bodies or bodies[0] != bodies[1]:
                yield Flaw(outcome.number, key_path, f"{agenda.number} names another body", hint)


@rule("AGD010", Severity.INFO, Scope.REGISTER, Trait.LIFE_OF_AGENDA)
def still_provisional(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """An agenda is still provisional although an outcome reports on it.

    The meeting has adopted the agenda, as it stood or with changes. While it is recorded as provisional, it is listed
    among the agendas of coming meetings.
    """
    for agenda in subject.documents:
        if agenda.agenda is None or agenda.agenda.state is not AgendaState.PROVISIONAL:
            continue
        for citing, reference in subject.snapshot.citing(agenda.number):
            if reference.kind is ReferenceKind.AGENDA:
                start = agenda.meeting.start if agenda.meeting else None
                hint = f"Record it: somei agenda adopt {shell_word(agenda.number)} --on {start or 'D'}"
                yield Flaw(agenda.number, ("agenda", "state"), f"provisional, but {citing.number} reports on it", hint)
                break
