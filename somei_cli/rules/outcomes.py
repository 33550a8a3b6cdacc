"""AGD: outcomes against the agendas that they report on."""

import re
from collections.abc import Iterator

from somei_cli.errors import as_typed
from somei_cli.model.documents import AgendaState, Document
from somei_cli.model.items import Item, is_adoption
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import ReferenceKind
from somei_cli.rules.findings import Severity
from somei_cli.rules.rule import Background, Flaw, Scope, Whole, rule
from somei_cli.text.fields import KeyPath

_NO_LETTERS = re.compile(r"[\W_]+")


def _reported(whole: Whole) -> Iterator[tuple[Document, KeyPath, Document]]:
    """Every outcome with the place of its reference and the agenda at the other end."""
    for document in whole.asked:
        for index, reference in enumerate(document.references):
            agenda = whole.snapshot.get(reference.to) if reference.kind is ReferenceKind.AGENDA else None
            if agenda and agenda is not document:
                yield document, ("references", index), agenda


@rule("AGD006", Severity.WARNING, Scope.REGISTER)
def items_differ(whole: Whole, _: Background) -> Iterator[Flaw]:
    """An outcome and its agenda disagree about the items.

    15070/19 reports on the agenda 13735/19, item by item. An item that was added, dropped or renumbered should be
    seen in the record, and otherwise one of the two entries was misread. Items marked “(poss.)” or withdrawn may
    be missing; the adoption of the agenda may have any title.
    """
    for outcome, _at, agenda in _reported(whole):
        if outcome.items and agenda.items:
            yield from _differences(outcome, agenda)


def _differences(outcome: Document, agenda: Document) -> Iterator[Flaw]:
    planned = {item.number: item for item in agenda.items if item.number}
    numbers = {_title(item): item.number for item in agenda.items if item.number}
    hint = f"Compare both documents: somei agenda show {as_typed(agenda.number)}"
    for index, item in enumerate(outcome.items):
        if item.number is None or _same(item, planned.get(item.number)):
            continue
        elsewhere = numbers.get(_title(item))
        if elsewhere:
            message = f"item {item.number} is item {elsewhere} of {agenda.number}"
        elif item.number in planned:
            message = f"item {item.number} has another title in {agenda.number}"
        else:
            message = f"item {item.number} is not on the agenda {agenda.number}"
        yield Flaw(outcome.number, ("items", index), message, hint)
    yield from _unreported(outcome, agenda.number, planned, hint)


def _unreported(outcome: Document, agenda: DocumentNumber, planned: dict[str, Item], hint: str) -> Iterator[Flaw]:
    numbers = {item.number for item in outcome.items}
    titles = {_title(item) for item in outcome.items}
    for number, item in planned.items():
        optional = item.withdrawn or item.possible
        if not optional and number not in numbers and _title(item) not in titles:
            yield Flaw(outcome.number, ("items",), f"item {number} of {agenda} is not reported on", hint)


def _same(item: Item, planned: Item | None) -> bool:
    if planned is None:
        return False
    return _title(item) == _title(planned) or (is_adoption(item) and is_adoption(planned))


def _title(item: Item) -> str:
    return _NO_LETTERS.sub(" ", item.title.casefold()).strip()


@rule("AGD008", Severity.WARNING, Scope.REGISTER)
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


@rule("AGD010", Severity.INFO, Scope.REGISTER)
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
                hint = "Record it in the file of the agenda: state and adopted"
                yield Flaw(agenda.number, ("agenda", "state"), f"provisional, but {citing.number} reports on it", hint)
                break
