"""Putting the numbers of the server in the place of provisional ones, in entries and wherever they are named."""

from collections.abc import Iterator, Sequence

from somei_cli.model.allotting import Counter
from somei_cli.model.changes import Change
from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.provisional import Settled, counters_wanted, settlement
from somei_cli.store.register import Register
from somei_cli.store.sharing.hub import files_naming
from somei_cli.text.renumbering import renumbered


def settle_numbers(held: Register, base: Register | None, documents: Sequence[Document]) -> tuple[Settled, Change]:
    """What each provisional number among some documents becomes, and the change that makes it so.

    Args:
        held: As it stands with the own commits on top of the server's.
        base: As the server has it; None where it has nothing yet.
        documents: Those that the server has not, or not so.
    """
    before = _given_before(base, documents) if base else {}
    settled = dict(_given(held, documents, before))
    moved = [(old, new) for old in documents if (new := renumbered(old, settled)) != old]
    puts = [new for old, new in moved if old.number.base not in before]
    return settled, settlement([old for old, _ in moved], puts, settled)


def _given_before(base: Register, documents: Sequence[Document]) -> Settled:
    """The numbers that the server has given for provisional ones already, as their requests tell.

    An earlier sync that was broken off may have settled them; a merge by hand brings the provisional ones back.
    """
    asked: dict[str, list[DocumentNumber]] = {}
    for one in sorted(documents, key=lambda document: document.number):
        if one.allotted and one.number.is_provisional and one.number == one.number.base:
            asked.setdefault(one.allotted.request, []).append(one.number)
    years = {number.year for numbers in asked.values() for number in numbers}
    given: dict[DocumentNumber, DocumentNumber] = {}
    found = [entry.document for entry in base.entries_at(files_naming(base, asked, years) or ())]
    for request, numbers in asked.items():
        held = sorted(d.number.base for d in found if d and d.allotted and d.allotted.request == request)
        given.update(zip(numbers, dict.fromkeys(held), strict=False))
    return given


def _given(
    held: Register, documents: Sequence[Document], before: Settled
) -> Iterator[tuple[DocumentNumber, DocumentNumber]]:
    """The next number of its series for each provisional one, in their order; or the one that was given before."""
    last: dict[Counter, int] = {}
    for provisional, counter in sorted(counters_wanted(documents, held.settings).items()):
        if provisional in before:
            yield provisional, before[provisional]
            continue
        last[counter] = last.get(counter, held.last_given(counter)) + 1
        yield provisional, counter.numbers_after(last[counter] - 1)[0]
