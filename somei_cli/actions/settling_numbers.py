"""Putting the numbers of the server in the place of provisional ones, in entries and wherever they are named."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from somei_cli.errors import Refused
from somei_cli.model.allotting import Counter
from somei_cli.model.changes import Change
from somei_cli.model.documents import Allotment, Document
from somei_cli.model.merges import Clash, Conflict, Merged
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.provisional import AskedBy, Settled, asked_by, counters_wanted, is_bare, settlement
from somei_cli.store.naming import entries_naming, settled_there
from somei_cli.store.register import Register
from somei_cli.store.sharing.beginnings import Beginnings
from somei_cli.store.stored import Committed
from somei_cli.text.merging.documents import merge
from somei_cli.text.renumbering import renumbered, with_another


def settle_numbers(
    held: Register,
    base: Committed | None,
    documents: Sequence[Document],
    asked: Mapping[DocumentNumber, AskedBy | None],
    beginnings: Beginnings | None,
) -> tuple[Settled, Change]:
    """What each provisional number among some documents becomes, and the change that makes it so.

    Args:
        held: As it stands with the own commits on top of the server's.
        base: What the server has; None where it has nothing yet.
        documents: Those that the server has not, or not so.
        asked: The provisional numbers that they have, and whose they are, or name.
        beginnings: Asked where an entry, or a request, has its number already.

    Raises:
        Refused: where an entry has its number already, and both it and the provisional one were changed.
    """
    given: Settled = {}
    if base and beginnings:
        given = settled_there(base, asked)
        rest = [one for one in documents if one.number.base not in given]
        given = {**given, **_asked_before(base, rest, given, beginnings)}
    settled = {**given, **dict(_given(held, documents, given))}
    moved = [(old, new) for old in documents if (new := renumbered(old, settled)) != old]
    puts = [_one_entry(held, old, new, given, beginnings) for old, new in moved]
    own = {one.number.base for one in documents if one.number.is_provisional}
    told = {old: new for old, new in sorted(settled.items()) if old in own}
    return told, settlement([old for old, _ in moved], puts, told)


def _one_entry(held: Register, old: Document, new: Document, given: Settled, beginnings: Beginnings | None) -> Document:
    """An entry with what stands under its number already, so that nothing of either is lost."""
    there = held.find(new.number) if old.number.base in given else None
    if beginnings is None or there is None or there == new:
        return new
    merged = _together(old, new, there, given, beginnings)
    if merged.conflicts:
        fields = ", ".join(conflict.field for conflict in merged.conflicts)
        raise Refused(
            f"{old.number} has its number already, {new.number}, and what stands there is otherwise: {fields}.",
            f"Nothing was sent. Make yours say the same in these (somei show '{new.number}') and commit it; or where "
            f"it is another act, give it another request in its file, under [allotted]. Then sync again.",
        )
    return merged.document


def _together(old: Document, new: Document, there: Document, given: Settled, beginnings: Beginnings) -> Merged:
    shared = beginnings.shared(old.number)
    ours = replace(new, allotted=_of_both(there.allotted, old.number.base))
    if shared is None and new.number == new.number.base:
        # Asked for again: what began alike was one act, whoever went on with it.
        first = beginnings.begun(new.number)
        versions = (renumbered(version, given) for version in beginnings.versions(old.number))
        alike = first and (is_bare(first) or any(_alike(version, first) for version in versions))
        merged = merge(first if alike else None, ours, there)
        return merged._replace(conflicts=(*merged.conflicts, *_asked_otherwise(new, old, there)))
    base = renumbered(shared, given) if shared else None
    return merge(base and replace(base, allotted=there.allotted), ours, there)


def _asked_otherwise(new: Document, old: Document, there: Document) -> Iterator[Conflict]:
    """What tells two acts apart under one request."""
    if new.allotted and there.allotted and new.allotted.purpose != there.allotted.purpose:
        yield Conflict("allotted for", Clash.CHANGED, new.allotted.purpose, there.allotted.purpose)
    if old.allotted and old.allotted.series not in {None, there.number.series}:
        yield Conflict("allotted series", Clash.CHANGED, old.allotted.series, there.number.series)


def _of_both(allotted: Allotment | None, number: DocumentNumber) -> Allotment | None:
    """The allotment of an entry that took the place of one more provisional number."""
    return allotted and allotted._replace(provisional=with_another(allotted.provisional, number))


def _alike(one: Document, other: Document) -> bool:
    return replace(one, allotted=None) == replace(other, allotted=None)


def _asked_before(base: Committed, documents: Sequence[Document], given: Settled, beginnings: Beginnings) -> Settled:
    """The numbers that requests of the same persons were given already: at the server, or in another clone."""
    asked: dict[AskedBy, list[DocumentNumber]] = {}
    for one in sorted(documents, key=lambda document: document.number):
        if one.allotted and one.number.is_provisional and one.number == one.number.base:
            asked.setdefault(asked_by(one.allotted), []).append(one.number)
    years = {number.year for numbers in asked.values() for number in numbers}
    held: dict[AskedBy, dict[DocumentNumber, tuple[DocumentNumber, ...]]] = {}
    spoken_for = set(given.values())
    # An answer may have been lost on the last day of a year.
    for one in entries_naming(base, sorted({by.request for by in asked}), {*years, *(year - 1 for year in years)}):
        if one.allotted and one.number == one.number.base and one.number not in spoken_for:
            held.setdefault(asked_by(one.allotted), {})[one.number] = one.allotted.provisional
    again: dict[DocumentNumber, DocumentNumber] = {}
    for by, numbers in asked.items():
        left = dict(sorted(held.get(by, {}).items()))
        many = len(numbers) + sum(map(len, left.values()))
        for number in numbers:
            # Of several numbers that one act took none is another one's.
            free = (new for new, old in left.items() if not any(_of_one_act(number, o, many, beginnings) for o in old))
            if found := next(free, None):
                again[number] = found
                del left[found]
    return again


def _of_one_act(one: DocumentNumber, other: DocumentNumber, many: int, beginnings: Beginnings) -> bool:
    """Whether two provisional numbers of one request are two numbers, and not one that was asked for twice.

    One act takes numbers that follow each other; the same request elsewhere begins at another one, by chance.
    """
    return abs(one.number - other.number) < many or beginnings.met(one, other)


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
        try:
            yield provisional, counter.numbers_after(last[counter] - 1)[0]
        except Refused as end:
            hint = (
                f"Nothing was sent. Name another series of the office in the file of {provisional}, under [allotted]."
            )
            raise Refused(str(end), f"{hint} Commit it, then sync again.") from end
