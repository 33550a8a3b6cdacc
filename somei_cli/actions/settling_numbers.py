"""Putting the numbers of the server in the place of provisional ones, in entries and wherever they are named."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from somei_cli.errors import Refused
from somei_cli.model.allotting import Counter
from somei_cli.model.changes import Change
from somei_cli.model.documents import Document
from somei_cli.model.merges import Merged
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.provisional import AskedBy, Settled, asked_by, counters_wanted, settlement
from somei_cli.store.register import Register
from somei_cli.store.sharing.beginnings import Beginnings
from somei_cli.store.sharing.hub import files_naming
from somei_cli.text.merging.documents import merge
from somei_cli.text.renumbering import renumbered


def settle_numbers(
    held: Register, base: Register | None, documents: Sequence[Document], beginnings: Beginnings
) -> tuple[Settled, Change]:
    """What each provisional number among some documents becomes, and the change that makes it so.

    Args:
        held: As it stands with the own commits on top of the server's.
        base: As the server has it; None where it has nothing yet.
        documents: Those that the server has not, or not so.
        beginnings: Asked where a request has its number already.

    Raises:
        Refused: where one person's request has its number already, for another act, or both entries were changed.
    """
    given = _given_before(base, documents, beginnings) if base else {}
    for one in documents:
        if one.number.base in given:
            _refuse_unlike(held, one, given, beginnings)
    settled = dict(_given(held, documents, given))
    moved = [(old, new) for old in documents if (new := renumbered(old, settled)) != old]
    puts = [_together(held, new, beginnings).document if old.number.base in given else new for old, new in moved]
    return settled, settlement([old for old, _ in moved], puts, settled)


def _refuse_unlike(held: Register, one: Document, given: Settled, beginnings: Beginnings) -> None:
    new = renumbered(one, given)
    first = beginnings.begun(new.number)
    if held.find(new.number) is None or first is None:
        return
    versions = (renumbered(version, given) for version in beginnings.versions(one.number))
    if not any(_alike(version, first) for version in versions):
        raise Refused(
            f"{one.number} was asked for with a request that {new.number} was given for, which is another entry.",
            f"Nothing was sent. Look at that with somei show '{new.number}'; another act needs a request of its own.",
        )
    conflicts = _together(held, new, beginnings).conflicts
    if conflicts:
        fields = ", ".join(conflict.field for conflict in conflicts)
        raise Refused(
            f"{new.number} was given for this request already, and both entries were changed: {fields}.",
            f"Nothing was sent. Make yours say the same in these (somei show '{new.number}'), then sync again.",
        )


def _alike(one: Document, other: Document) -> bool:
    return replace(one, allotted=None) == replace(other, allotted=None)


def _together(held: Register, new: Document, beginnings: Beginnings) -> Merged:
    """An entry with what stands under its number already, so that nothing of either is lost.

    Both come of one act of the same person: of a sync that was broken off, or of asking again.
    """
    there = held.find(new.number)
    if there is None or there == new:
        return Merged(new, ())
    return merge(beginnings.begun(new.number), replace(new, allotted=there.allotted), there)


def _given_before(base: Register, documents: Sequence[Document], beginnings: Beginnings) -> Settled:
    """The numbers that the server has given for provisional ones already, as the requests of the same persons tell.

    An earlier sync that was broken off may have settled them; a merge by hand brings the provisional ones back.
    """
    asked: dict[AskedBy, list[DocumentNumber]] = {}
    for one in sorted(documents, key=lambda document: document.number):
        if one.allotted and one.number.is_provisional and one.number == one.number.base:
            asked.setdefault(asked_by(one.allotted), []).append(one.number)
    years = {number.year for numbers in asked.values() for number in numbers}
    requests = {by.request for by in asked}
    given: dict[DocumentNumber, DocumentNumber] = {}
    found = [entry.document for entry in base.entries_at(files_naming(base, requests, years) or ())]
    for by, numbers in asked.items():
        of_request = (one for one in found if one and one.allotted and asked_by(one.allotted) == by)
        held = sorted({document.number.base for document in of_request})
        stood_in = {new: beginnings.stood_in(new) for new in held}
        exact = {old: new for new, old in stood_in.items() if old in numbers}
        # What stood for another provisional number is no other one's.
        others = [new for new, old in stood_in.items() if old is None]
        given.update(exact)
        given.update(zip((old for old in numbers if old not in exact), others, strict=False))
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
