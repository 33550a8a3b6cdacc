"""Putting the numbers of the server in the place of provisional ones, in entries and wherever they are named.

One request that was used more than once while the server was not there: which numbers it has, or gets.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from somei_cli.errors import Refused
from somei_cli.formats.merge.documents import merge
from somei_cli.formats.renumber import renumbered
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.merge import Clash, Conflict, Merged
from somei_cli.model.numbers.number_allotment import MOST_AT_ONCE, SeriesCounter
from somei_cli.model.numbers.provisional_numbers import (
    Asked,
    AskedBy,
    Settled,
    asked_by,
    counters_wanted,
    is_bare,
    settlement,
)
from somei_cli.model.register.change import Change
from somei_cli.store.history.find_entries import entries_naming, settled_there, standing_for, was_asked_by
from somei_cli.store.register.committed_files import Committed
from somei_cli.store.register.register import Register
from somei_cli.store.remote.entry_origins import Beginnings

Requests = Mapping[AskedBy, Sequence[DocumentNumber]]
"""The provisional numbers that each request was given, in order."""


def requests_of(documents: Iterable[Document]) -> Requests:
    """The requests on which entries have their provisional numbers."""
    asked: dict[AskedBy, list[DocumentNumber]] = {}
    for one in sorted(documents, key=lambda document: document.number):
        if one.allotted and one.number.is_provisional and one.number == one.number.base:
            asked.setdefault(asked_by(one.allotted), []).append(one.number)
    return asked


def asked_before(base: Committed, asked: Requests, beginnings: Beginnings) -> Settled:
    """The numbers that requests of the same persons were given already: at the server, or in another clone."""
    years = {number.year for numbers in asked.values() for number in numbers}
    held: dict[AskedBy, dict[DocumentNumber, tuple[DocumentNumber, ...]]] = {}
    # An answer may have been lost on the last day of a year, and the first work be done in the next.
    near = {year + later for year in years for later in (-1, 0, 1)}
    for one in entries_naming(base, sorted({by.request for by in asked}), near):
        if one.allotted and one.number == one.number.base:
            for by in (by for by in asked if by.request == one.allotted.request and was_asked_by(base, one, by)):
                held.setdefault(by, {})[one.number] = one.allotted.provisional
    again: dict[DocumentNumber, DocumentNumber] = {}
    for by, numbers in asked.items():
        given = dict(sorted(held.get(by, {}).items()))
        many = len(numbers) + sum(map(len, given.values()))
        for number in numbers if given else ():
            # The same of them as it was of its act; of several numbers that one act took none is another one's.
            place = beginnings.place(number)
            new = list(given)[place] if place < len(given) else None
            if new and not any(_of_one_act(number, old, many, beginnings) for old in given[new]):
                again[number] = new
    return again


def asked_twice(asked: Requests, given: Settled, beginnings: Beginnings) -> Settled:
    """Numbers that a request was given once more, as on another branch, and for which of the first ones each stands."""
    twins: dict[DocumentNumber, DocumentNumber] = {}
    for numbers in asked.values():
        acts: list[list[DocumentNumber]] = []
        for number in (one for one in numbers if one not in given):
            act = next((act for act in acts if _of_one_act(number, act[-1], len(numbers), beginnings)), [])
            if not act:
                acts.append(act)
            act.append(number)
        if len(acts) > 1:
            first = {beginnings.place(number): number for number in acts[0]}
            others = ((number, beginnings.place(number)) for act in acts[1:] for number in act)
            twins.update((number, first[place]) for number, place in others if place in first)
    return twins


def _of_one_act(one: DocumentNumber, other: DocumentNumber, many: int, beginnings: Beginnings) -> bool:
    """Whether two provisional numbers of one request are two numbers, and not one that was asked for twice.

    One act takes numbers that follow each other; the same request elsewhere begins at another one, by chance.
    """
    apart = abs(one.number - other.number)
    return apart < many or (apart < MOST_AT_ONCE and beginnings.met(one, other))


def settle_numbers(
    held: Register,
    base: Committed | None,
    documents: Sequence[Document],
    asked: Asked,
    beginnings: Beginnings | None,
) -> tuple[Settled, Change]:
    """What each provisional number among some documents becomes, and the change that makes it so.

    Args:
        held: As it stands with the own commits on top of the server's.
        base: What the server has; None where it has nothing yet.
        documents: Those that the server has not, or not so.
        asked: The provisional numbers that they have, and on which requests, or name.
        beginnings: Asked where an entry, or a request, has its number already.

    Raises:
        Refused: where an entry has its number already, and both it and the provisional one were changed; where one does
            not tell who asked for it; where a name may be that of two entries.
    """
    _refuse_nobodys(documents)
    _refuse_other_series(documents)
    given: Settled = {}
    twins: Settled = {}
    if base and beginnings:
        _refuse_unclear(base, {one: None for one, request in asked.items() if request is None})
        given = settled_there(base, asked)
        requests = requests_of(one for one in documents if one.number.base not in given)
        given = {**given, **asked_before(base, requests, beginnings)}
        twins = asked_twice(requests, given, beginnings)
    settled = {**given, **_given(held, [one for one in documents if one.number.base not in twins], given)}
    settled |= {one: settled[first] for one, first in twins.items()}
    moved = [(old, new) for old in documents if (new := renumbered(old, settled)) != old]
    puts: dict[DocumentNumber, Document] = {}
    for old, new in moved:
        there = puts.get(new.number) or (held.find(new.number) if old.number.base in given else None)
        puts[new.number] = _one_entry(old, new, there, settled, beginnings) if beginnings and there else new
    own = {one.number.base for one in documents if one.number.is_provisional}
    told = {old: new for old, new in sorted(settled.items()) if old in own}
    return told, settlement([old for old, _ in moved], puts.values(), told)


def _refuse_nobodys(documents: Sequence[Document]) -> None:
    for one in documents:
        if one.number.is_provisional and one.number == one.number.base and one.allotted is None:
            raise Refused(
                f"{one.number} does not tell any more who asked for it, and on which request.",
                "Nothing was sent. Put the table [allotted] back into its file and commit it, then sync again. How it "
                f"was: git log -p -- '*{one.number.register_id}.toml'",
            )


def _refuse_other_series(documents: Sequence[Document]) -> None:
    for one in documents:
        series = one.allotted and one.allotted.series
        if series and series != one.number.series and not one.number.is_provisional:
            raise Refused(
                f"{one.number} was given for an entry that was to be settled in {series} since.",
                f'Nothing was sent. Say series = "{one.number.series}" under [allotted] again and commit it, then sync '
                f"again; for a number of the other series: somei number next --series {series}",
            )


def _refuse_unclear(base: Committed, named: Asked) -> None:
    """Whoever names the entry of somebody else must mean one."""
    for old, held in standing_for(base, named).items():
        if len(held) > 1:
            raise Refused(
                f"{old} is named here, and is {' and '.join(map(str, held))} by now.",
                f"Nothing was sent. Write which of them is meant: git grep '{old}'. Commit it, then sync again.",
            )


def _one_entry(old: Document, new: Document, there: Document, settled: Settled, beginnings: Beginnings) -> Document:
    """An entry with what stands under its number already, so that nothing of either is lost."""
    if there == new:
        return new
    merged = _together(old, new, there, settled, beginnings)
    if merged.conflicts:
        fields = ", ".join(conflict.field for conflict in merged.conflicts)
        raise Refused(
            f"{old.number} has its number already, {new.number}, and what stands there is otherwise: {fields}.",
            f"Nothing was sent. Make yours say the same in these (somei show '{new.number}') and commit it; or where "
            f"it is another act, give it another request in its file, under [allotted]. Then sync again.",
        )
    return merged.document


def _together(old: Document, new: Document, there: Document, settled: Settled, beginnings: Beginnings) -> Merged:
    shared = beginnings.shared(old.number)
    both = there.allotted and there.allotted.having_stood_as(new.allotted.provisional if new.allotted else ())
    ours = replace(new, allotted=both)
    if shared is None and new.number == new.number.base:
        # Asked for again: what began alike was one act, whoever went on with it.
        before = there.allotted.provisional if there.allotted else ()
        others = (renumbered(version, settled) for one in before for version in beginnings.versions(one))
        first = beginnings.begun(new.number) or next(others, None)
        versions = [renumbered(version, settled) for version in beginnings.versions(old.number)]
        bare = next((one for one in (first, *versions[:1]) if one and is_bare(one)), None)
        alike = first and any(_alike(version, first) for version in versions)
        merged = merge(bare or (first if alike else None), ours, replace(there, allotted=both))
        return merged._replace(conflicts=(*merged.conflicts, *_asked_otherwise(new, old, there)))
    base = renumbered(shared, settled) if shared else None
    return merge(base and replace(base, allotted=there.allotted), ours, there)


def _asked_otherwise(new: Document, old: Document, there: Document) -> Iterator[Conflict]:
    """What tells two acts apart under one request."""
    if new.allotted and there.allotted and new.allotted.purpose != there.allotted.purpose:
        yield Conflict("allotted for", Clash.CHANGED, new.allotted.purpose, there.allotted.purpose)
    if old.allotted and old.allotted.series not in {None, there.number.series}:
        yield Conflict("allotted series", Clash.CHANGED, old.allotted.series, there.number.series)


def _alike(one: Document, other: Document) -> bool:
    return replace(one, allotted=None) == replace(other, allotted=None)


def _given(held: Register, documents: Sequence[Document], before: Settled) -> Mapping[DocumentNumber, DocumentNumber]:
    """The next number of its series for each provisional one that was given none before, in their order."""
    last: dict[SeriesCounter, int] = {}
    given: dict[DocumentNumber, DocumentNumber] = {}
    for provisional, counter in sorted(counters_wanted(documents, held.settings).items()):
        if provisional in before:
            continue
        if counter not in last:
            last[counter] = held.last_given(counter)
        last[counter] += 1
        try:
            given[provisional] = counter.numbers_after(last[counter] - 1)[0]
        except Refused as end:
            hint = (
                f"Nothing was sent. Name another series of the office in the file of {provisional}, under [allotted]."
            )
            raise Refused(str(end), f"{hint} Commit it, then sync again.") from end
    return given
