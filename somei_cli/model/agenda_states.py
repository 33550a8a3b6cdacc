"""Where an agenda stands in its life, and what may then be done with it: drafted, issued, revised, adopted."""

from somei_cli.errors import Refused, as_typed
from somei_cli.model.documents import Agenda, AgendaState, Document, Status
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot


def need_agenda(document: Document) -> Agenda:
    """The agenda that a document is.

    Raises:
        Refused: where it is none, or its number never became or is no longer a document.
    """
    if document.agenda is None:
        raise Refused(f"{document.number} is not an agenda.", "Begin one with: somei agenda create BODY DATE")
    if document.status not in {Status.DRAFT, Status.ISSUED}:
        raise Refused(f"The agenda {document.number} is {document.status}; nothing can be done with it.")
    return document.agenda


def is_draft(agenda: Document) -> bool:
    """Whether nobody has it yet, so that everything may change."""
    return agenda.status is Status.DRAFT


def is_issued_agenda(document: Document) -> bool:
    """Whether somebody has this agenda."""
    return document.agenda is not None and not is_draft(document) and document.status is not Status.RESERVED


def refuse_frozen(agenda: Document) -> None:
    """Stop where the numbers and the order of the items are printed.

    Raises:
        Refused: where it is issued, or no agenda.
    """
    held = need_agenda(agenda)
    if not is_draft(agenda):
        state = "adopted" if held.state is AgendaState.ADOPTED else "issued"
        raise Refused(
            f"The agenda {agenda.number} has been {state}; its items no longer change.",
            "" if state == "adopted" else f"Draft a revised agenda: somei agenda revise {as_typed(agenda.number)}",
        )


def refuse_closed(snapshot: Snapshot, agenda: Document) -> None:
    """Stop where not even a late item can come onto the agenda: it is adopted, or another text takes its place.

    Raises:
        Refused: saying which.
    """
    held = need_agenda(agenda)
    if held.state is AgendaState.ADOPTED:
        raise Refused(
            f"The agenda {agenda.number} has been adopted; its items no longer change.",
            f"Record what was different in the outcome: somei agenda outcome {as_typed(agenda.number)} --number N",
        )
    later = revised_by(snapshot, agenda)
    if later:
        verb = "is being revised" if is_draft(later) else "is revised"
        hint = f"Do it there: somei agenda show {as_typed(later.number)}"
        raise Refused(f"The agenda {agenda.number} {verb} by {later.number}.", hint)


def need_met(snapshot: Snapshot, number: DocumentNumber) -> Document:
    """The agenda that a meeting had before it.

    Raises:
        Refused: where it is a draft, or a revision of it has been issued.
    """
    agenda = snapshot.need(number)
    need_agenda(agenda)
    if is_draft(agenda):
        hint = f"Use: somei agenda issue {as_typed(number)}"
        raise Refused(f"The agenda {number} has not been issued; no meeting can report on it.", hint)
    later = revised_by(snapshot, agenda)
    if later and not is_draft(later):
        hint = f"Name that one: somei agenda outcome {as_typed(later.number)} --number N"
        raise Refused(f"The agenda {number} is revised by {later.number}, which the meeting had before it.", hint)
    return agenda


def revised_by(snapshot: Snapshot, agenda: Document) -> Document | None:
    """The highest revision of an agenda, drafted or issued, above itself."""
    above = [
        member
        for member in main_texts(snapshot, agenda.number)
        if member.number.revision > agenda.number.revision and member.status in {Status.DRAFT, Status.ISSUED}
    ]
    return above[-1] if above else None


def printed_numbers(snapshot: Snapshot, agenda: Document) -> frozenset[str]:
    """Every item number that this agenda or one that it revises has been printed with."""
    issued = (m for m in main_texts(snapshot, agenda.number) if m.status is not Status.DRAFT)
    return frozenset(item.number for member in issued for item in member.items if item.number)


def main_texts(snapshot: Snapshot, number: DocumentNumber) -> tuple[Document, ...]:
    """The first issue and its revisions, in order, whatever became of them."""
    family = snapshot.family(number)
    return tuple(m for m in family if not m.number.suffixes or (len(m.number.suffixes) == 1 and m.number.revision))
