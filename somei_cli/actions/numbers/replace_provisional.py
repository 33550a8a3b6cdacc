"""Replace provisional numbers by numbers of the remote, in entries and wherever they are named.

A request may have been repeated while the remote was unreachable: then find which numbers it has, or gets.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from somei_cli.errors import Refused
from somei_cli.formats.merge.documents import merge
from somei_cli.formats.renumber import renumber_document
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.merge import Conflict, ConflictReason, MergeResult
from somei_cli.model.numbers.number_allotment import MOST_NUMBERS, SeriesCounter
from somei_cli.model.numbers.provisional_numbers import (
    AllotmentKey,
    GivenNumbers,
    RequestIds,
    allotment_key,
    counters_for,
    is_only_reserved,
    replacement_change,
)
from somei_cli.model.register.change import Change
from somei_cli.store.history.entry_search import (
    find_certain_replacements,
    find_entries_with_words,
    find_replacements,
    was_requested_by,
)
from somei_cli.store.register.git_files import Committed
from somei_cli.store.register.register import Register
from somei_cli.store.remote.first_and_common_versions import EntryOrigins

NumbersByRequest = Mapping[AllotmentKey, Sequence[DocumentNumber]]
"""The provisional numbers of each request, in order."""


def group_by_request(documents: Iterable[Document]) -> NumbersByRequest:
    """Group the provisional numbers of entries by their person and request."""
    return group_pairs(
        (allotment_key(entry.allotted), entry.number)
        for entry in sorted(documents, key=lambda document: document.number)
        if entry.allotted and entry.number.is_provisional and entry.number == entry.number.base
    )


def find_earlier_numbers(base: Committed, numbers_by_request: NumbersByRequest, origins: EntryOrigins) -> GivenNumbers:
    """Find the numbers that requests of the same persons got before: on the remote, or in another clone."""
    years = {number.year for numbers in numbers_by_request.values() for number in numbers}
    earlier: dict[AllotmentKey, dict[DocumentNumber, tuple[DocumentNumber, ...]]] = {}
    # An answer may be lost on the last day of a year, and the request repeated in the next one.
    near_years = {year + offset for year in years for offset in (-1, 0, 1)}
    for entry in find_entries_with_words(
        base, sorted({requester.request for requester in numbers_by_request}), near_years
    ):
        if entry.allotted and entry.number == entry.number.base:
            for requester in (
                requester
                for requester in numbers_by_request
                if requester.request == entry.allotted.request and was_requested_by(base, entry, requester)
            ):
                earlier.setdefault(requester, {})[entry.number] = entry.allotted.provisional
    result: dict[DocumentNumber, DocumentNumber] = {}
    for requester, numbers in numbers_by_request.items():
        earlier_numbers = dict(sorted(earlier.get(requester, {}).items()))
        count = len(numbers) + sum(map(len, earlier_numbers.values()))
        for number in numbers if earlier_numbers else ():
            # Example: a request reserved SN 5 and SN 6 on the remote, the answer was lost, and it was repeated offline:
            # the first provisional number stands for SN 5, the second for SN 6. Provisional numbers that SN 5 had
            # before and that are of the same act as this one are other numbers of it, and this one gets a new number.
            position = origins.position_in_act(number)
            earlier_number = list(earlier_numbers)[position] if position < len(earlier_numbers) else None
            if earlier_number and not any(
                _are_from_one_act(number, provisional, count, origins)
                for provisional in earlier_numbers[earlier_number]
            ):
                result[number] = earlier_number
    return result


def find_repeated_numbers(
    numbers_by_request: NumbersByRequest, known_numbers: GivenNumbers, origins: EntryOrigins
) -> GivenNumbers:
    """Find numbers that a request got once more, as on another branch, each with the first number that it repeats."""
    repeated: dict[DocumentNumber, DocumentNumber] = {}
    for numbers in numbers_by_request.values():
        # Group the numbers of one request into acts. Example: PROV 100 and 101 were taken by one act, PROV 900 by the
        # same request on another branch: 900 repeats 100 and gets the same final number.
        acts: list[list[DocumentNumber]] = []
        for number in (candidate for candidate in numbers if candidate not in known_numbers):
            act = next((act for act in acts if _are_from_one_act(number, act[-1], len(numbers), origins)), [])
            if not act:
                acts.append(act)
            act.append(number)
        if len(acts) > 1:
            first_numbers = {origins.position_in_act(number): number for number in acts[0]}
            later_numbers = ((number, origins.position_in_act(number)) for act in acts[1:] for number in act)
            repeated.update(
                (number, first_numbers[position]) for number, position in later_numbers if position in first_numbers
            )
    return repeated


def _are_from_one_act(first: DocumentNumber, second: DocumentNumber, count: int, origins: EntryOrigins) -> bool:
    """Return whether two provisional numbers of one request are two numbers, and not one that was requested twice.

    One act takes consecutive numbers; the same request elsewhere begins at another number, by chance.
    """
    # The clock is in a provisional number, so that two acts are rarely close; if they are, a commit that entered both
    # shows that it was one act.
    distance = abs(first.number - second.number)
    return distance < count or (distance < MOST_NUMBERS and origins.entered_together(first, second))


def replace_provisional_numbers(
    register: Register,
    base: Committed | None,
    documents: Sequence[Document],
    request_ids: RequestIds,
    origins: EntryOrigins | None,
) -> tuple[GivenNumbers, Change]:
    """Return what replaces each provisional number of some documents, and the change that does it.

    Args:
        register: The register with the own commits on top of the remote's.
        base: The files of the remote's commit; None if it has none yet.
        documents: Those that the remote lacks, or has in another version.
        request_ids: The provisional numbers that they have or name, with their request ids.
        origins: Reads from the commits how entries began.

    Raises:
        Refused: if an entry has its number already, and both it and the provisional one were changed; if an entry does
            not say who requested it; if a name may mean two entries.
    """
    _refuse_without_allotment(documents)
    _refuse_changed_series(documents)
    known_numbers: GivenNumbers = {}
    repeated: GivenNumbers = {}
    if base and origins:
        _refuse_ambiguous_names(base, {number: None for number, request in request_ids.items() if request is None})
        # In this order: entries that the remote has renumbered already; then requests that it answered; then repeated
        # requests here. Only what remains gets a new number.
        known_numbers = find_certain_replacements(base, request_ids)
        requests = group_by_request(document for document in documents if document.number.base not in known_numbers)
        known_numbers = {**known_numbers, **find_earlier_numbers(base, requests, origins)}
        repeated = find_repeated_numbers(requests, known_numbers, origins)
    replacements = {
        **known_numbers,
        **_allot_numbers(
            register, [document for document in documents if document.number.base not in repeated], known_numbers
        ),
    }
    replacements |= {number: replacements[first] for number, first in repeated.items()}
    changed = [(old, new) for old in documents if (new := renumber_document(old, replacements)) != old]
    puts: dict[DocumentNumber, Document] = {}
    for old, new in changed:
        # Two provisional numbers of a repeated request become one entry: merge with the one before, or with the
        # remote's.
        existing = puts.get(new.number) or (register.find(new.number) if old.number.base in known_numbers else None)
        puts[new.number] = _merge_or_refuse(old, new, existing, replacements, origins) if origins and existing else new
    own_numbers = {document.number.base for document in documents if document.number.is_provisional}
    own_replacements = {old: new for old, new in sorted(replacements.items()) if old in own_numbers}
    return own_replacements, replacement_change([old for old, _ in changed], puts.values(), own_replacements)


def _refuse_without_allotment(documents: Sequence[Document]) -> None:
    for document in documents:
        if document.number.is_provisional and document.number == document.number.base and document.allotted is None:
            raise Refused(
                f"{document.number} no longer says who asked for it, and on which request.",
                "Nothing was sent. Put the table [allotted] back into its file and commit it, then sync again. How it "
                f"was: git log -p -- '*{document.number.register_id}.toml'",
            )


def _refuse_changed_series(documents: Sequence[Document]) -> None:
    for document in documents:
        series = document.allotted and document.allotted.series
        if series and series != document.number.series and not document.number.is_provisional:
            raise Refused(
                f"{document.number} was given for an entry that has since asked for a number of {series}.",
                f'Nothing was sent. Write series = "{document.number.series}" under [allotted] again and commit it, '
                f"then sync again; for a number of the other series: somei number next --series {series}",
            )


def _refuse_ambiguous_names(base: Committed, named_only: RequestIds) -> None:
    """Refuse if a document names a provisional number of another person that may now be one of several entries."""
    for old, entries in find_replacements(base, named_only).items():
        if len(entries) > 1:
            raise Refused(
                f"{old} is named here, but has become {' and '.join(map(str, entries))}.",
                f"Nothing was sent. Write which of them is meant: git grep '{old}'. Commit it, then sync again.",
            )


def _merge_or_refuse(
    old: Document, new: Document, existing: Document, replacements: GivenNumbers, origins: EntryOrigins
) -> Document:
    """Merge an entry with the one that has its number already, so that nothing of either is lost."""
    if existing == new:
        return new
    merged = _merge_entries(old, new, existing, replacements, origins)
    if merged.conflicts:
        fields = ", ".join(conflict.field for conflict in merged.conflicts)
        raise Refused(
            f"{old.number} already has its number, {new.number}, but its entry differs there: {fields}.",
            f"Nothing was sent. Give these the same values (somei show '{new.number}') and commit it; or if "
            f"it is another act, give it another request in its file, under [allotted]. Then sync again.",
        )
    return merged.document


def _merge_entries(
    old: Document, new: Document, existing: Document, replacements: GivenNumbers, origins: EntryOrigins
) -> MergeResult:
    last_common = origins.last_common_version(old.number)
    allotment = existing.allotted and existing.allotted.with_provisional_numbers(
        new.allotted.provisional if new.allotted else ()
    )
    ours = replace(new, allotted=allotment)
    if last_common is None and new.number == new.number.base:
        # The request was repeated: there is no common commit, so look for a common first version as merge base.
        # Example: both sides began with "reserved"; here a subject was added, there a date. The merge has both.
        earlier_provisional = existing.allotted.provisional if existing.allotted else ()
        later_versions = (
            renumber_document(version, replacements)
            for provisional in earlier_provisional
            for version in origins.own_versions(provisional)
        )
        first_version = origins.first_version(new.number) or next(later_versions, None)
        versions = [renumber_document(version, replacements) for version in origins.own_versions(old.number)]
        reserved = next(
            (version for version in (first_version, *versions[:1]) if version and is_only_reserved(version)), None
        )
        began_alike = first_version and any(_are_equal(version, first_version) for version in versions)
        merged = merge(
            reserved or (first_version if began_alike else None), ours, replace(existing, allotted=allotment)
        )
        return merged._replace(conflicts=(*merged.conflicts, *_compare_requests(new, old, existing)))
    base = renumber_document(last_common, replacements) if last_common else None
    return merge(base and replace(base, allotted=existing.allotted), ours, existing)


def _compare_requests(new: Document, old: Document, existing: Document) -> Iterator[Conflict]:
    """Yield the differences that show that two acts used one request id."""
    if new.allotted and existing.allotted and new.allotted.purpose != existing.allotted.purpose:
        yield Conflict("allotted for", ConflictReason.CHANGED, new.allotted.purpose, existing.allotted.purpose)
    if old.allotted and old.allotted.series not in {None, existing.number.series}:
        yield Conflict("allotted series", ConflictReason.CHANGED, old.allotted.series, existing.number.series)


def _are_equal(first: Document, second: Document) -> bool:
    return replace(first, allotted=None) == replace(second, allotted=None)


def _allot_numbers(
    register: Register, documents: Sequence[Document], known_numbers: GivenNumbers
) -> Mapping[DocumentNumber, DocumentNumber]:
    """Allot the next number of its series to each provisional number that has none yet, in their order."""
    last_numbers: dict[SeriesCounter, int] = {}
    result: dict[DocumentNumber, DocumentNumber] = {}
    for provisional, counter in sorted(counters_for(documents, register.settings).items()):
        if provisional in known_numbers:
            continue
        if counter not in last_numbers:
            last_numbers[counter] = register.find_last_number(counter)
        # Counted here, since the register does not have these numbers yet.
        last_numbers[counter] += 1
        try:
            result[provisional] = counter.numbers_after(last_numbers[counter] - 1)[0]
        except Refused as refusal:
            hint = (
                f"Nothing was sent. Name another series of the office in the file of {provisional}, under [allotted]."
            )
            raise Refused(str(refusal), f"{hint} Commit it, then sync again.") from refusal
    return result
