"""Putting the numbers of the server in the place of provisional ones, in entries and wherever they are named."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from somei_cli.errors import Refused
from somei_cli.model.allotting import Counter
from somei_cli.model.changes import Change
from somei_cli.model.documents import Document
from somei_cli.model.merges import Clash, Conflict, Merged
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.provisional import Settled, counters_wanted, settlement
from somei_cli.store.register import Register
from somei_cli.store.sharing.hub import files_naming
from somei_cli.text.merging.documents import merge
from somei_cli.text.renumbering import renumbered

_TAKEN = "allotted"

Begun = Callable[[DocumentNumber], Document | None]
"""How an entry that the server has was entered there."""


def settle_numbers(
    held: Register, base: Register | None, documents: Sequence[Document], begun: Begun
) -> tuple[Settled, Change]:
    """What each provisional number among some documents becomes, and the change that makes it so.

    Args:
        held: As it stands with the own commits on top of the server's.
        base: As the server has it; None where it has nothing yet.
        documents: Those that the server has not, or not so.
        begun: Asked where a request has its number already.

    Raises:
        Refused: where one person's request has its number already, and both entries were changed.
    """
    given = _given_before(base, documents) if base else {}
    families = {old: [renumbered(one, given) for one in documents if one.number.base == old] for old in given}
    together = {old: [_together(held, one, begun) for one in families[old]] for old in given}
    before = {old: new for old, new in given.items() if not _of_another(new, together[old])}
    settled = dict(_given(held, documents, before))
    moved = [(old, new) for old in documents if (new := renumbered(old, settled)) != old]
    puts = [_together(held, new, begun).document if old.number.base in before else new for old, new in moved]
    return settled, settlement([old for old, _ in moved], puts, settled)


def _of_another(new: DocumentNumber, together: Sequence[Merged]) -> bool:
    """Whether an entry under a number that was given for the same request belongs to another person."""
    if any(conflict.field == _TAKEN for one in together for conflict in one.conflicts):
        return True
    for one in together:
        if one.conflicts:
            fields = ", ".join(conflict.field for conflict in one.conflicts)
            raise Refused(
                f"{new} was given for this request already, and both entries were changed: {fields}.",
                f"Nothing was sent. Make yours say the same in these (somei show '{new}'), then sync again.",
            )
    return False


def _together(held: Register, new: Document, begun: Begun) -> Merged:
    """An entry with what stands under its number already, so that nothing of either is lost.

    Both come of one act where the same person asked: of a sync that was broken off, or of asking again.
    """
    there = held.find(new.number)
    if there is None or there == new:
        return Merged(new, ())
    if not (there.allotted and new.allotted and there.allotted.by == new.allotted.by):
        return Merged(new, (Conflict(_TAKEN, Clash.ADDED, None, None),))
    first = begun(new.number)
    return merge(first, replace(new, allotted=there.allotted), there)


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
