"""AGD: outcomes against the agendas that they report on."""

from collections.abc import Iterator

from somei_cli.errors import as_typed
from somei_cli.model.agenda_comparison import Match, MatchKind
from somei_cli.model.agenda_matching import match_items
from somei_cli.model.documents import AgendaState, Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import ReferenceKind
from somei_cli.rules.findings import Severity
from somei_cli.rules.rule import Background, Flaw, Scope, Whole, rule
from somei_cli.rules.traits import Trait
from somei_cli.text.fields import KeyPath


def _reported(whole: Whole) -> Iterator[tuple[Document, KeyPath, Document]]:
    """Every outcome with the place of its reference and the agenda at the other end."""
    for document in whole.asked:
        for index, reference in enumerate(document.references):
            agenda = whole.snapshot.get(reference.to) if reference.kind is ReferenceKind.AGENDA else None
            if agenda and agenda.number != document.number:
                yield document, ("references", index), agenda


@rule("AGD006", Severity.WARNING, Scope.REGISTER, Trait.REPORT, Trait.ITEM)
def items_differ(whole: Whole, _: Background) -> Iterator[Flaw]:
    """An outcome and its agenda disagree about the items.

    15070/19 reports on the agenda 13735/19, item by item. An item that was added, dropped, renumbered or taken
    together with others should be seen in the record, and otherwise one of the two entries was misread. Items marked
    “(poss.)” or withdrawn may be missing; the adoption of the agenda may have any title.
    """
    for outcome, _at, agenda in _reported(whole):
        if outcome.items and agenda.items:
            hint = f"Compare both documents: somei agenda compare {as_typed(outcome.number)} {as_typed(agenda.number)}"
            for match in match_items(agenda.items, outcome.items):
                message = _difference(match, agenda.number)
                if message:
                    yield Flaw(outcome.number, _place(outcome, match), message, hint)


def _difference(match: Match, agenda: DocumentNumber) -> str:
    """What is to be said of items that are one thing; nothing where they agree, or bear no number."""
    old, new = (", ".join(item.number for item in side if item.number) for side in (match.earlier, match.later))
    if match.kind is MatchKind.SAME or match.expected or not (new or old):
        return ""
    if match.kind is MatchKind.ADDED:
        return f"item {new} is not on the agenda {agenda}"
    if match.kind is MatchKind.DROPPED:
        return f"item {old} of {agenda} is not reported on"
    if match.kind is MatchKind.MERGED:
        return f"item {new or '?'} takes together items {old or '?'} of {agenda}"
    if match.kind is MatchKind.RENAMED and old == new:
        return f"item {new} has another title in {agenda}"
    return f"item {new} is item {old} of {agenda}" if new and old else ""


def _place(outcome: Document, match: Match) -> KeyPath:
    """Where the item stands; what is not reported on stands nowhere."""
    if not match.later:
        return ("items",)
    return ("items", next(at for at, item in enumerate(outcome.items) if item is match.later[0]))


@rule("AGD008", Severity.WARNING, Scope.REGISTER, Trait.REPORT, Trait.MEETING)
def another_meeting(whole: Whole, background: Background) -> Iterator[Flaw]:
    """An outcome and its agenda name different meetings.

    An outcome reports on the agenda of its own meeting. Another day or another body means that the reference leads
    to the agenda of an earlier meeting, or that a day was misread.
    """
    body_named = background.vocabulary.body_named
    for outcome, at, agenda in _reported(whole):
        held, planned = outcome.meeting, agenda.meeting
        if held is None or planned is None:
            continue
        hint = f"Compare “meeting” in both, or point to the right agenda instead of {agenda.number}."
        if held.start and planned.start and held.start != planned.start:
            message = f"a meeting of {held.start}, and {agenda.number} is for {planned.start}"
            yield Flaw(outcome.number, at, message, hint)
        elif held.body and planned.body and held.body != planned.body:
            bodies = body_named(held.body), body_named(planned.body)
            if None in bodies or bodies[0] != bodies[1]:
                yield Flaw(outcome.number, at, f"another body meets in {agenda.number}", hint)


@rule("AGD010", Severity.INFO, Scope.REGISTER, Trait.LIFE_OF_AGENDA)
def still_provisional(whole: Whole, _: Background) -> Iterator[Flaw]:
    """An agenda is still provisional although an outcome reports on it.

    Once the meeting has been held the agenda is adopted, as it stood or with changes. Left as provisional it is
    listed among the agendas of meetings to come.
    """
    for agenda in whole.asked:
        if agenda.agenda is None or agenda.agenda.state is not AgendaState.PROVISIONAL:
            continue
        for citing, reference in whole.snapshot.citing(agenda.number):
            if reference.kind is ReferenceKind.AGENDA:
                start = agenda.meeting.start if agenda.meeting else None
                hint = f"Record it: somei agenda adopt {as_typed(agenda.number)} --on {start or 'D'}"
                yield Flaw(agenda.number, ("agenda", "state"), f"provisional, but {citing.number} reports on it", hint)
                break
