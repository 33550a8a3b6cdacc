"""Tell the renaming of a subject code as one change, instead of one for each document that carries it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.field_changes import Difference, Shown
from somei_cli.model.history.change_consequences import ChangeMeaning
from somei_cli.model.history.changes_with_origins import NetChange
from somei_cli.model.register.vocabulary_acts import rename_in_entry, rename_in_search
from somei_cli.model.register.words import pluralise

_CODES, _BODIES, _SEARCHES, _DOCUMENT_CODES = "codes ", "bodies ", "searches ", "subject_codes"


class _Renaming(NamedTuple):
    """A code that a commit took out of the vocabulary, and the one that it entered with the same title."""

    old: SubjectCode
    new: SubjectCode
    removed: NetChange
    entered: NetChange


def fold_renamed_codes(changes: Sequence[NetChange]) -> tuple[NetChange, ...]:
    """Return the changes with each renaming of a code as one of them, in the place of all that only follow from it.

    A change follows from it if its commit declares it, and the renaming alone explains it.
    """
    remaining = tuple(changes)
    for renaming in list(_find_renamings(changes)):
        following = [change for change in remaining if _follows(renaming, change)]
        folded = {id(change) for change in (renaming.removed, renaming.entered, *following)}
        documents = pluralise(len({change.path for change in following if change.document}), "document")
        other_changes = tuple(change for change in remaining if id(change) not in folded)
        remaining = (*other_changes, _describe_renaming(renaming, documents))
    return remaining


def _find_renamings(changes: Sequence[NetChange]) -> Iterator[_Renaming]:
    in_vocabulary = [
        change
        for change in changes
        if change.document is None
        and change.introduced_by
        and change.weighed.difference.field.startswith(_CODES)
        and change.path.startswith("vocabulary/")
    ]
    removed = [change for change in in_vocabulary if change.weighed.difference.after is None]
    entered = [change for change in in_vocabulary if change.weighed.difference.before is None]
    for old in removed:
        partners = [new for new in entered if _commit_of(new) == _commit_of(old) and _title(new) == _title(old)]
        if len(partners) == 1:
            yield _Renaming(_code_of(old), _code_of(partners[0]), old, partners[0])


def _commit_of(change: NetChange) -> str | None:
    return change.introduced_by.commit if change.introduced_by else None


def _title(change: NetChange) -> Shown:
    return change.weighed.difference.before or change.weighed.difference.after


def _code_of(change: NetChange) -> SubjectCode:
    return SubjectCode(change.weighed.difference.field.removeprefix(_CODES))


def _follows(renaming: _Renaming, change: NetChange) -> bool:
    """Return whether a change is a consequence of the renaming and of nothing else."""
    if _commit_of(change) != _commit_of(renaming.removed) or not change.declared:
        return False
    field, before, after = change.weighed.difference
    if change.document:
        return field == _DOCUMENT_CODES and _rename_all(renaming, before) == after
    if field.startswith(_BODIES):
        return field.endswith(" codes") and _rename_all(renaming, before) == after
    is_search = field.startswith(_SEARCHES) and isinstance(before, str)
    return is_search and rename_in_search(str(before), renaming.old, renaming.new) == after


def _rename_all(renaming: _Renaming, codes: Shown) -> list[str] | None:
    if not isinstance(codes, list):
        return None
    return [str(rename_in_entry(CodeEntry.parse(code), renaming.old, renaming.new)) for code in codes]


def _describe_renaming(renaming: _Renaming, documents: str) -> NetChange:
    names = str(renaming.old), str(renaming.new)
    weighed = renaming.removed.weighed._replace(
        difference=Difference("codes", *names),
        meaning=ChangeMeaning(f"code {{}} renamed to {{}} in {documents}", names),
    )
    return renaming.removed._replace(weighed=weighed)
