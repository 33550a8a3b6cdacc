"""The status of a document: issue a draft, withdraw what was issued, and the steps back that a history may show."""

from dataclasses import replace
from datetime import date

from somei_cli.errors import Refused, shell_word
from somei_cli.model.classified_entries import is_closed
from somei_cli.model.document import AgendaState, Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.numbers.provisional_numbers import refuse_provisional
from somei_cli.model.register.change import Change
from somei_cli.model.register.snapshot import Snapshot

MILD_STEPS_BACK = frozenset({(Status.DRAFT, Status.RESERVED), (Status.WITHDRAWN, Status.ISSUED)})
"""The steps back that only deserve a warning: nobody outside holds another text than the register names."""

_ORDER = tuple(Status)


def is_step_back(before: Status, after: Status) -> bool:
    """Return whether a status ran backwards: reserved, draft, issued, withdrawn and void follow each other."""
    return _ORDER.index(after) < _ORDER.index(before)


def refuse_day_before_number(number: DocumentNumber, day: date) -> Refused | None:
    """Return the refusal of a day of issue before the year of the number; None if the day fits."""
    if day.year >= number.year:
        return None
    hint = f"Give the day on which it goes out, in {number.year}: --date YYYY-MM-DD"
    return Refused(f"{number} has a number of {number.year} and cannot be issued on {day}.", hint)


def issue_document(snapshot: Snapshot, number: DocumentNumber, day: date | None, today: date) -> Change:
    """Return the change that issues a draft which is not an agenda; `issue_agenda` does that.

    It gets the day, else keeps the date that it bears, else that of today; and the place of the register if it says
    none.

    Raises:
        NumberUnknown: if the number has no entry.
        Refused: if it is not a draft, or its number is provisional.
    """
    document = snapshot.require(number)
    if document.status is not Status.DRAFT:
        raise _refuse_issue(document)
    refuse_provisional(number, "issued")
    # Of a closed document not even the place may stand.
    date_of_issue = day or document.date or today
    if document.date is None and (refusal := refuse_day_before_number(number, date_of_issue)):
        raise refusal
    place = document.place or (None if is_closed(document) else snapshot.settings.place)
    issued = replace(document, status=Status.ISSUED, date=date_of_issue, place=place)
    return Change("issue", f"Issue {number}", puts=(issued,))


def _refuse_issue(document: Document) -> Refused:
    number = shell_word(document.number)
    match document.status:
        case Status.ISSUED:
            date_words = f" on {document.date}" if document.date else ""
            return Refused(
                f"{document.number} has been issued{date_words} already.", f"Look at it: somei show {number}"
            )
        case Status.RESERVED:
            hint = f"Enter it first: somei add {number} --subject TEXT, or somei import FILE"
            return Refused(f"{document.number} is only reserved; there is no draft to issue.", hint)
        case Status.WITHDRAWN:
            hint = f"If that was a mistake: somei undo COMMIT -m TEXT; somei history {number} names the commit."
            return Refused(f"{document.number} has been withdrawn, and is not issued again.", hint)
    hint = f"Issue the document under a number of its own. Why this one is void: somei show {number}"
    return Refused(f"{document.number} is void; nothing is issued under it.", hint)


def withdraw_document(snapshot: Snapshot, number: DocumentNumber, reason: str) -> Change:
    """Return the change that withdraws an issued document. Its entry stays, with the reason.

    Raises:
        NumberUnknown: if the number has no entry.
        Refused: if it was never issued, is withdrawn already, or is an agenda that a meeting has adopted.
    """
    document = snapshot.require(number)
    typed = shell_word(number)
    if document.status in {Status.RESERVED, Status.DRAFT}:
        state = "only reserved" if document.status is Status.RESERVED else "a draft"
        hint = f"Give its number up: somei number release {typed} -m TEXT"
        raise Refused(f"{number} is {state}; only what has been issued is withdrawn.", hint)
    if document.status is not Status.ISSUED:
        raise Refused(f"{number} is {document.status} already.", f"See when and why: somei history {typed}")
    if document.agenda and document.agenda.state is AgendaState.ADOPTED:
        hint = f"Record what was different in the outcome: somei agenda outcome {typed} --number N"
        raise Refused(f"The meeting has adopted the agenda {number}; it can no longer be withdrawn.", hint)
    withdrawn = replace(document, status=Status.WITHDRAWN, reason=reason)
    return Change("withdraw", f"Withdraw {number}", puts=(withdrawn,), reason=reason)
