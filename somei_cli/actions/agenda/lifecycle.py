"""Draft, issue, revise and adopt an agenda, report on it, compare it, and review its documents."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date
from functools import partial

from somei_cli.actions.act import Circumstances, carry_out, carry_out_decision
from somei_cli.actions.agenda.items import document_remarks, read_for_renumbering, with_marking_warnings, with_remarks
from somei_cli.actions.numbers.reservations import NumberRequest, empty_snapshot, next_numbers
from somei_cli.actions.read.print_input import read_with_papers
from somei_cli.errors import NotFound, Unreadable, WrongUsage, shell_word
from somei_cli.extraction.agenda_adoption import adopted_agendas, adoption_sentence
from somei_cli.model.add_document import describe_unlisted_names
from somei_cli.model.agenda import issue_and_revision, new_agenda, outcome_and_adoption
from somei_cli.model.agenda.issue_and_revision import documents_of
from somei_cli.model.agenda.item_match import ItemComparison, match_items
from somei_cli.model.agenda.outcome_and_adoption import OutcomeRequest
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.items_and_follow_ups import is_adoption
from somei_cli.model.references import ReferenceKind
from somei_cli.model.register.change import Change, Decision, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.agenda_readiness import AgendaReadiness, assess_agenda
from somei_cli.rules.areas.dates import in_the_future
from somei_cli.rules.definition.rule import RuleContext
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register


def create_agenda(
    register: Register,
    body: str,
    days: tuple[date, date | None],
    *,
    number: DocumentNumber | None,
    offline: bool = False,
    earlier: DocumentNumber | None,
    subject: str | None,
    circumstances: Circumstances,
) -> Receipt:
    """Draft an agenda; without a number it gets the next one of the office's own series."""
    wish = NumberRequest(circumstances.today.year, None, f"{body} {days[0]}", offline)

    def decide(before: Snapshot) -> Change:
        chosen, allotted = number, None
        if chosen is None:
            ((chosen, allotted),) = next_numbers(register, wish, circumstances)
        return new_agenda.create_agenda(before, chosen, body, days, subject=subject, earlier=earlier, allotted=allotted)

    # Standing items are known from an agenda before, postponed ones from an outcome: so the whole register is read.
    def read_snapshot() -> Snapshot:
        if earlier:
            return open_snapshot(register)
        return register.family(number) if number else empty_snapshot(register)

    receipt = carry_out(
        register, read_snapshot, decide, circumstances, allots=number is None and not offline, action="agenda create"
    )
    remarks = [
        sentence
        for document in receipt.change.puts
        for sentence in describe_unlisted_names(document, lambda: register.vocabulary)
    ]
    return receipt._replace(remarks=(*receipt.remarks, *remarks))


def issue_agenda(register: Register, agenda: DocumentNumber, day: date | None, circumstances: Circumstances) -> Receipt:
    """Issue a draft, today or on another day, with the current texts of its documents."""

    def read_snapshot() -> Snapshot:
        return read_with_papers(register, agenda, read_for_renumbering(register, agenda))

    def decide(before: Snapshot) -> Change:
        return issue_and_revision.issue_agenda(before, agenda, day or circumstances.today)

    receipt = carry_out(register, read_snapshot, decide, circumstances)
    issued_agenda = receipt.change.puts[:1]
    context = RuleContext(register.vocabulary, register.settings, circumstances.today)
    flaws = [flaw for document in issued_agenda for flaw in in_the_future.judge(document, context)]
    receipt = with_remarks(receipt, (f"{agenda} is {flaw.message}; once issued it keeps its date" for flaw in flaws))
    numbers = [number for document in issued_agenda for number in documents_of(document.items)]
    return with_marking_warnings(register, receipt, numbers)


def revise_agenda(register: Register, agenda: DocumentNumber, circumstances: Circumstances) -> Receipt:
    """Draft the next revision of an agenda."""

    def decide(before: Snapshot) -> Change:
        return issue_and_revision.revise_agenda(before, agenda)

    return carry_out(register, lambda: read_with_papers(register, agenda), decide, circumstances)


def adopt_agenda(
    register: Register, agenda: DocumentNumber, on: date, difference: str | None, circumstances: Circumstances
) -> Receipt:
    """Record the adoption of an agenda, unchanged or with a difference."""
    sentence = adoption_sentence(agenda, difference) if difference else None

    def decide(before: Snapshot) -> Change:
        return outcome_and_adoption.adopt_agenda(before, agenda, on, circumstances.today, sentence)

    return carry_out(register, agenda, decide, circumstances)


def create_outcome(
    register: Register, agenda: DocumentNumber, request: OutcomeRequest, circumstances: Circumstances
) -> Receipt:
    """Create the outcome of an agenda."""

    def decide(before: Snapshot) -> Decision:
        adoptions = (item.result for item in before.require(agenda).items if is_adoption(item))
        sentence = next(adoptions, None) or adoption_sentence(agenda)
        change = outcome_and_adoption.create_outcome(before, agenda, request, sentence, circumstances.today)
        return Decision(change, before)

    reads = partial(_with_new_numbers, register, agenda, request.number)
    receipt, decision = carry_out_decision(register, reads, decide, circumstances)
    named = documents_of(item for outcome in receipt.change.puts for item in outcome.items)
    issued = (document for document in receipt.change.puts if document.status is Status.ISSUED)
    remarks = (
        *_describe_new_numbers(decision, agenda, named),
        *(sentence for outcome in issued for sentence in outcome_and_adoption.describe_items_without_text(outcome)),
        *document_remarks(register, named),
        *_describe_missing_items(register, receipt, agenda, request.number),
    )
    return with_remarks(receipt, remarks)


def _describe_missing_items(
    register: Register, receipt: Receipt, agenda: DocumentNumber, outcome: DocumentNumber
) -> Iterator[str]:
    """Yield a sentence for each of the two documents that has no items, so that nothing was compared."""
    for number, counterpart in ((agenda, outcome), (outcome, agenda)):
        documents = (document for document in receipt.change.puts if document.number == number)
        with suppress(Unreadable):
            document = next(documents, None) or register.find(number)
            if document and not document.items:
                yield f"{number} has no items, so none were compared with those of {counterpart}"


def _describe_new_numbers(
    decision: Decision | None, agenda: DocumentNumber, named: Collection[DocumentNumber]
) -> Iterator[str]:
    """Yield a sentence for each document that the agenda prints under an old number, and its outcome under the new."""
    if decision:
        items = decision.before.require(agenda).items
        for old, new in issue_and_revision.find_new_numbers(decision.before, items).items():
            if new in named:
                yield f"{old}, as the agenda prints it, was renumbered: the outcome names {new}"


def _with_new_numbers(register: Register, agenda: DocumentNumber, outcome: DocumentNumber) -> Snapshot:
    """Return the two documents, and what finds the new numbers of documents of the agenda that are void."""
    family = _with_outcome(register, agenda, outcome)
    document = family.get(agenda)
    for number in documents_of(document.items) if document else ():
        # A file that cannot be read is reported by a check; it keeps no outcome back.
        with suppress(Unreadable):
            entry = register.family(number).get(number)
            if entry and entry.status is Status.VOID:
                return open_snapshot(register)
    return family


def link_outcome(
    register: Register, agenda: DocumentNumber, request: OutcomeRequest, circumstances: Circumstances
) -> Receipt:
    """Link an outcome to its agenda."""

    def decide(before: Snapshot) -> Change:
        named_agendas = adopted_agendas(before.require(request.number), before.vocabulary.codes)
        return outcome_and_adoption.link_outcome(before, agenda, request, named_agendas)

    receipt = carry_out(register, lambda: _with_outcome(register, agenda, request.number), decide, circumstances)
    return with_remarks(receipt, _describe_missing_items(register, receipt, agenda, request.number))


def compare_items(register: Register, earlier: DocumentNumber, later: DocumentNumber) -> ItemComparison:
    """Compare the items of two documents.

    Raises:
        NotFound: if one of them has no items.
    """
    old, new = (register.get(number) for number in (earlier, later))
    for document in (old, new):
        if not document.items:
            raise NotFound(f"{document.number} has no items.", f"See: somei show {shell_word(document.number)}")
    return ItemComparison(earlier, later, match_items(old.items, new.items))


def compare_after_act(
    register: Register, receipt: Receipt, earlier: DocumentNumber, later: DocumentNumber
) -> ItemComparison:
    """Compare the items of two documents as an act or a dry run leaves them.

    Nothing is raised, because the act has been written already: without items on both sides nothing is compared.
    """
    changed_documents = {document.number: document for document in receipt.change.puts}
    try:
        old, new = (changed_documents.get(number) or register.find(number) for number in (earlier, later))
    except Unreadable:
        # A check reports the unreadable file.
        old = new = None
    has_items = old and new and old.items and new.items
    return ItemComparison(earlier, later, match_items(old.items, new.items) if old and new and has_items else ())


def compare_with_revised(register: Register, receipt: Receipt) -> ItemComparison | None:
    """Compare an agenda, as an act leaves it, with the one that it revises; None if that is not in the register."""
    agenda = next(iter(receipt.change.puts), None)
    revised = agenda.agenda.revises if agenda and agenda.agenda else None
    if agenda is None or revised is None:
        return None
    with suppress(Unreadable):
        if register.find(revised):
            return compare_after_act(register, receipt, revised, agenda.number)
    return None


def find_earlier_document(document: Document) -> DocumentNumber:
    """Return the document to compare with: the agenda that this one revises or reports on.

    Raises:
        WrongUsage: if it does neither.
    """
    if document.agenda and document.agenda.revises:
        return document.agenda.revises
    for reference in document.references:
        if reference.kind is ReferenceKind.AGENDA:
            return reference.to
    hint = "Name the other document: somei agenda compare NUMBER EARLIER"
    raise WrongUsage(f"{document.number} neither revises an agenda nor reports on one.", hint)


def review_documents(register: Register, agenda: DocumentNumber, today: date) -> AgendaReadiness:
    """Return the documents of an agenda, each with what must be done about it before the meeting."""
    return assess_agenda(read_with_papers(register, agenda), agenda, today)


def _with_outcome(register: Register, agenda: DocumentNumber, outcome: DocumentNumber) -> Snapshot:
    return register.family(agenda).with_documents(register.family(outcome))
