"""The life of an agenda once it is drafted: issued, revised, adopted, reported on; and the look at its documents."""

from datetime import date

from somei_cli.actions.act import Circumstances, act
from somei_cli.errors import NotFound, as_typed
from somei_cli.extraction.adoption import adopted_agendas, adoption_sentence
from somei_cli.model.agenda.issuance import documents_of, issue_agenda, revise_agenda
from somei_cli.model.agenda.item_match import Comparison, match_items
from somei_cli.model.agenda.outcome import OutcomeRequest, adopt_agenda, report_on, tie_outcome
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items import is_adoption
from somei_cli.model.references import ReferenceKind
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.agenda_readiness import Board, board
from somei_cli.store.register.register import Register


def issue(register: Register, agenda: DocumentNumber, day: date | None, how: Circumstances) -> Receipt:
    """Issue a draft, today or on another day, with its documents as they stand now."""
    look = lambda: _with_documents(register, agenda)  # noqa: E731
    return act(register, look, lambda before: issue_agenda(before, agenda, day or how.today), how)


def revise(register: Register, agenda: DocumentNumber, how: Circumstances) -> Receipt:
    """Draft the next revision of an agenda."""
    return act(register, lambda: _with_documents(register, agenda), lambda before: revise_agenda(before, agenda), how)


def adopt(register: Register, agenda: DocumentNumber, on: date, difference: str | None, how: Circumstances) -> Receipt:
    """Record the adoption of an agenda, as it stands or with a difference."""
    sentence = adoption_sentence(agenda, difference) if difference else None
    decided = lambda before: adopt_agenda(before, agenda, on, how.today, sentence)  # noqa: E731
    return act(register, lambda: register.family(agenda), decided, how)


def report(register: Register, agenda: DocumentNumber, wanted: OutcomeRequest, how: Circumstances) -> Receipt:
    """Make the outcome of an agenda."""

    def decided(before: Snapshot) -> Change:
        adoptions = (item.result for item in before.need(agenda).items if is_adoption(item))
        sentence = next(adoptions, None) or adoption_sentence(agenda)
        return report_on(before, agenda, wanted, sentence)

    return act(register, lambda: _both(register, agenda, wanted.number), decided, how)


def tie(register: Register, agenda: DocumentNumber, wanted: OutcomeRequest, how: Circumstances) -> Receipt:
    """Tie an outcome to its agenda."""

    def decided(before: Snapshot) -> Change:
        named = adopted_agendas(before.need(wanted.number), before.vocabulary.codes)
        return tie_outcome(before, agenda, wanted, named)

    return act(register, lambda: _both(register, agenda, wanted.number), decided, how)


def compared(
    register: Register, earlier: DocumentNumber, later: DocumentNumber, receipt: Receipt | None = None
) -> Comparison:
    """The items of two documents side by side; after an act, or a trial of one, as it leaves them."""
    now = {put.number: put for put in receipt.change.puts} if receipt else {}
    old, new = (now.get(number) or register.get(number) for number in (earlier, later))
    for document in (old, new):
        if not document.items:
            raise NotFound(f"{document.number} has no items.", f"See: somei show {as_typed(document.number)}")
    return Comparison(earlier, later, match_items(old.items, new.items))


def compared_with(document: Document) -> DocumentNumber | None:
    """What the items of a document are compared with: the agenda that it revises, or that it reports on."""
    if document.agenda and document.agenda.revises:
        return document.agenda.revises
    return next((r.to for r in document.references if r.kind is ReferenceKind.AGENDA), None)


def look_over(register: Register, agenda: DocumentNumber, today: date) -> Board:
    """The documents of an agenda, each with what is to be done about it before the meeting."""
    return board(_with_documents(register, agenda), agenda, today)


def _with_documents(register: Register, agenda: DocumentNumber) -> Snapshot:
    """An agenda with the families of its documents; only their files are read."""
    held = register.family(agenda)
    bases = {number.base for number in documents_of(held.need(agenda).items)} - {agenda.base}
    return held.with_documents(document for base in sorted(bases) for document in register.family(base))


def _both(register: Register, agenda: DocumentNumber, outcome: DocumentNumber) -> Snapshot:
    return register.family(agenda).with_documents(register.family(outcome))
