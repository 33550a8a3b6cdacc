"""Undo one act by one commit, if nothing later depends on it."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from somei_cli.actions.act import Circumstances, carry_out
from somei_cli.actions.history.undo_lists import is_undone_list, undo_lists
from somei_cli.errors import NoRegisterInState, NotFound, Refused, Unreadable, shell_word
from somei_cli.formats.diff.document import field_name_without_titles
from somei_cli.formats.diff.file_field_changes import is_document_path, list_file_differences, read_file_value
from somei_cli.formats.git.commit_messages import ACTION, RENUMBERED, read_trailers
from somei_cli.formats.register_paths import number_of_path, vocabulary_path
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.history import undo as undo_decision
from somei_cli.model.history.undo import (
    ActToUndo,
    TouchedEntry,
    find_dependents,
    find_renumbering,
    has_lost_item,
    has_positional_numbers,
    refuse_dependent,
    refuse_issued,
    refuse_missing_names,
    with_positional_numbers,
    without_item_numbers,
)
from somei_cli.model.numbers.provisional_numbers import SYNC_ACTION, RequestIds
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.files_and_faults import FileContent
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.git.command import Git
from somei_cli.store.git.head import read_own_identity
from somei_cli.store.history.undo_context import UndoContext, read_undo_context
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.git_files import Committed
from somei_cli.store.register.register import Register, open_register

if TYPE_CHECKING:
    from somei_cli.model.history.recent_acts import RecentAct
    from somei_cli.model.merge import MergeResult

_CODES = vocabulary_path("subject_codes.toml")
_ACTS_FOR_EACH = 5
"""So many acts are looked at for each that a terminal may offer."""
_ON_OTHER_FILES = (None, "init")
"""The actions of commits that change no document and cannot be undone; None: no command of somei made it."""


def undo(register: Register, commit: str | None, circumstances: Circumstances) -> Receipt:
    """Undo an act, named by its commit as a clerk types it, also from before a sync; None means the newest one.

    Raises:
        NotFound: if the name is that of no commit.
        Refused: if a later act depends on it, or if it cannot be undone.
    """
    git = Git(register.root)
    named_commit = None
    if commit:
        # Mostly the newest act is taken back.
        from somei_cli.store.git.rebased_hashes import resolve_in_head

        named_commit = resolve_in_head(git, commit)

    def decide(snapshot: Snapshot) -> Change:
        return _decide(register, named_commit, snapshot, circumstances.reason, circumstances.today)

    return carry_out(register, partial(open_snapshot, register), decide, circumstances)


def list_acts_to_undo(register: Register, limit: int, today: date) -> "tuple[RecentAct, ...]":
    """Return those of the last acts that can be undone and were not, given a reason where one is needed."""
    # Only a person at a terminal chooses.
    from somei_cli.actions.history.recent_acts import list_recent_acts

    acts = list_recent_acts(register, limit * _ACTS_FOR_EACH)
    snapshot = open_snapshot(register)
    fitting = (
        act
        for act in acts
        if not act.is_undone
        and (act.documents or act.action not in _ON_OTHER_FILES)
        and _can_be_undone(register, act.commit, snapshot, today)
    )
    return tuple(islice(fitting, limit))


def order_acts(register: Register, acts: Sequence["RecentAct"]) -> "list[RecentAct]":
    """Return the acts that can be undone in the order in which a terminal offers them."""
    # Only a person at a terminal chooses.
    from somei_cli.model.history.recent_acts import order_acts_to_undo

    return order_acts_to_undo(acts, read_own_identity(register.root))


def find_meant_act(register: Register, acts: Sequence["RecentAct"]) -> "RecentAct | None":
    """Return the newest of these acts if a clerk who names none can only mean it."""
    # Only a person at a terminal chooses.
    from somei_cli.model.history.recent_acts import find_only_act

    return find_only_act(acts, read_own_identity(register.root))


def _decide(register: Register, commit: str | None, snapshot: Snapshot, reason: str | None, today: date) -> Change:
    """Return the change that undoes the act of a full hash, or the newest one; refuse what cannot be undone."""
    git = Git(register.root)
    context = read_undo_context(git, commit)
    _refuse_other_files(context)
    documents = [path for path in context.texts if is_document_path(path)]
    lists = undo_lists(register.state, context, snapshot, keeps_codes=bool(documents))
    _refuse_replaced_numbers(git, documents, snapshot)
    changed = {later_change.path for later_change in context.later}
    touched = [
        _plan_document(context, path, snapshot)._replace(is_last_change=path not in changed) for path in documents
    ]
    _refuse_dependents(register, git, context, snapshot, touched)
    vocabulary_note = "; the new code stays in the vocabulary" if _CODES in context.texts and not lists else ""
    declared = read_trailers(context.act.message).get(RENUMBERED, ())
    act = ActToUndo(context.act.hash, vocabulary_note, find_renumbering(touched, declared), lists)
    change = undo_decision.undo(act, touched, reason, today)
    refuse_missing_names(snapshot, change)
    return change


def _can_be_undone(register: Register, commit: str, snapshot: Snapshot, today: date) -> bool:
    """Whether the act can be undone by whoever gives a reason."""
    try:
        _decide(register, commit, snapshot, "any", today)
    except (Refused, Unreadable, NotFound):
        return False
    return True


def _refuse_replaced_numbers(git: Git, paths: Iterable[PurePosixPath], snapshot: Snapshot) -> None:
    """Refuse an act on a provisional number that a sync has replaced since."""
    numbers = {number.base for path in paths if (number := number_of_path(path)) and number not in snapshot}
    provisional: RequestIds = dict.fromkeys(sorted(number for number in numbers if number.is_provisional))
    if not provisional:
        return
    from somei_cli.store.history.entry_search import find_replacements

    for number, (replacement, *_) in find_replacements(Committed(git, "HEAD"), provisional).items():
        raise Refused(
            f"{number} is {replacement} since, so what was done before is not undone.",
            "Change it back under that number; if the number is not needed, give it up: "
            f"somei number release '{replacement}'",
        )


def _refuse_other_files(context: UndoContext) -> None:
    """Refuse a commit that did more than somei can undo."""
    name = context.act.hash[:10]
    trailers = read_trailers(context.act.message)
    by_somei = ACTION in trailers
    if SYNC_ACTION in trailers.get(ACTION, ()):
        hint = "To give up a number that is not needed: somei number release NUMBER"
        raise Refused(f"{name} replaced provisional numbers by numbers of the server, and these stay.", hint)
    for path in context.texts:
        if not (is_document_path(path) and number_of_path(path)) and not (by_somei and is_undone_list(path, trailers)):
            raise Refused(f"{name} touches {path}, which is not a document.", f"Use: git revert {name}")


def _plan_document(context: UndoContext, path: PurePosixPath, snapshot: Snapshot) -> TouchedEntry:
    number = number_of_path(path)
    before, after = (_read_document(context, path, text) for text in context.texts[path])
    if number is None or (before or after) is None:
        raise Refused(f"{path} holds no document that could be undone.")
    current = snapshot.get(number)
    if before and after and current and after.status is not Status.VOID is current.status:
        hint = f"If it was renumbered, change it under its new number. See: somei history {shell_word(number)}"
        raise Refused(f"{number} is void since, so what was done before is not undone.", hint)
    refuse_issued(TouchedEntry(number, before, after, current, before))
    if before is None:
        if current != after:
            _refuse_changed(context, path, number, [])
        return TouchedEntry(number, before, after, current, None)
    if after is None and current is not None:
        raise Refused(f"{number} is in the register again since the act {context.act.hash[:10]}.")
    if after is None or current is None:
        return TouchedEntry(number, before, after, current, before if after is None else None)
    if current == after:
        return TouchedEntry(number, before, after, current, before)
    # Mostly a document is still as the act left it.
    from somei_cli.formats.merge.documents import revert

    versions = (before, after, current)
    by_place = has_positional_numbers(snapshot, versions)
    restored, conflicts = _revert_by_place(*versions) if by_place else revert(*versions)
    clashes = [_name_as_difference(conflict.field) for conflict in conflicts]
    if has_lost_item(restored, before, current):
        clashes = ["references"]
    if clashes:
        _refuse_changed(context, path, number, clashes)
    return TouchedEntry(number, before, after, current, restored)


def _revert_by_place(*versions: Document) -> "MergeResult":
    """Revert a change of a draft whose items are known by their titles, since their numbers only repeat the places."""
    from somei_cli.formats.merge.documents import revert
    from somei_cli.model.agenda.items import follow_items

    renumbered = with_positional_numbers(revert(*map(without_item_numbers, versions)).document)
    # References and waivers name items by numbers that the act, or an act since, may have changed.
    result = revert(*(without_item_numbers(follow_items(version, renumbered)) for version in versions))
    return result._replace(document=with_positional_numbers(result.document))


def _name_as_difference(field: str) -> str:
    """Return the name of a field in conflict as in a difference: `items 2 subitems 1 title` for `items 2/1 title`."""
    has_number = field.startswith("items ") and not field.startswith("items /")
    return field.replace("/", " subitems ") if has_number else field


def _read_document(context: UndoContext, path: PurePosixPath, text: FileContent) -> Document | None:
    state = read_file_value(path, text)
    if isinstance(state, str):
        raise Unreadable(path, f"the act {context.act.hash[:10]} cannot be undone: {state}")
    return state if isinstance(state, Document) else None


def _refuse_changed(context: UndoContext, path: PurePosixPath, number: DocumentNumber, clashes: list[str]) -> None:
    """Refuse, naming the field that a later act changed and the last such act: it must be undone first."""
    for later_change in reversed(context.later):
        if later_change.path != path:
            continue
        fields = [difference.field for difference in list_file_differences(path, later_change.old, later_change.new)]
        changed_again = [field for field in fields if not clashes or any(_overlaps(field, clash) for clash in clashes)]
        if changed_again:
            field_name, commit = field_name_without_titles(changed_again[0]), later_change.commit[:10]
            hint = f"Undo that one first: somei undo {commit}"
            raise Refused(f"{number}: {field_name} was changed again by {commit}.", hint)
    field_name = field_name_without_titles(clashes[0]) if clashes else "the entry"
    raise Refused(f"{number}: {field_name} is no longer as the act {context.act.hash[:10]} left it.")


def _overlaps(field: str, clash: str) -> bool:
    return f"{field} ".startswith(f"{clash} ") or f"{clash} ".startswith(f"{field} ")


def _refuse_dependents(
    register: Register, git: Git, context: UndoContext, snapshot: Snapshot, touched: list[TouchedEntry]
) -> None:
    """Refuse if a document that was added or changed later depends on one that the act added."""
    entered = {document.number for document in touched if document.before is None}
    if not entered:
        return
    earlier_register = _open_register_at(register, git, context.act.hash)
    for dependent in find_dependents(snapshot, entered):
        earlier_document = earlier_register.find(dependent.document)
        earlier_snapshot = earlier_register.state.snapshot([earlier_document] if earlier_document else [])
        if dependent not in find_dependents(earlier_snapshot, entered):
            refuse_dependent(dependent)


def _open_register_at(register: Register, git: Git, commit: str) -> Register:
    try:
        return open_register(register.root, Committed(git, commit))
    except NoRegisterInState:
        hint = f"Use: git revert {commit[:10]}"
        raise Refused(f"{commit[:10]} holds no settings, so nobody can tell what was built on it.", hint) from None
