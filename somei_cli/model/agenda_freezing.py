"""What no act may do to an issued agenda, whichever command it comes from: change, lose or double a printed number."""

from collections.abc import Iterable

from somei_cli.errors import Refused, as_typed
from somei_cli.model.agenda_states import is_issued_agenda
from somei_cli.model.agenda_titles import title_key
from somei_cli.model.classified_entries import is_classified
from somei_cli.model.documents import Document
from somei_cli.model.snapshot import Snapshot


def refuse_renumbered(before: Snapshot, puts: Iterable[Document]) -> None:
    """Stop a change after which an agenda that was issued here would have other numbers on its items.

    Raises:
        Refused: naming the agenda and the number.
    """
    for put in puts:
        old = before.get(put.number)
        if old is None or not is_issued_agenda(old):
            continue
        if is_classified(put.marking) and not put.items:
            continue
        number = lost_number(old, put)
        if number:
            raise Refused(
                f"The agenda {put.number} has been issued; its item {number} cannot be numbered otherwise.",
                f"Draft a revised agenda: somei agenda revise {as_typed(put.number)}",
            )


def lost_number(old: Document, new: Document) -> str | None:
    """The first printed number that is gone, stands twice, or has gone to another item."""
    numbers = [item.number for item in new.items]
    titles = {title_key(item) for item in old.items}
    now = {item.number: title_key(item) for item in new.items}
    for item in old.items:
        if item.number is None:
            continue
        told = now.get(item.number)
        # A title may be corrected, but not to that of another item.
        swapped = told is not None and told != title_key(item) and told in titles
        if numbers.count(item.number) != 1 or swapped:
            return item.number
    return None
