"""Undoing one act as one commit, where nothing later depends on it."""

from collections.abc import Iterable
from functools import partial
from pathlib import PurePosixPath

from somei_cli.actions.act import Circumstances, act
from somei_cli.errors import Refused, Unreadable
from somei_cli.formats.diff.file import Held, differing, is_document, state_of
from somei_cli.formats.diff.revert import document_of_table, reverted, said_without_text
from somei_cli.formats.git.commit_messages import ACTION, trailers_in
from somei_cli.formats.register_paths import number_at, vocabulary_path
from somei_cli.formats.toml.document import to_table
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.undo import (
    Touched,
    dependents,
    follow_places,
    refuse_dependent,
    renumbered,
    undone,
    unnumbered,
)
from somei_cli.model.numbers.provisional_numbers import SETTLING, Asked
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.git.command import Git
from somei_cli.store.history.find_entries import standing_for
from somei_cli.store.history.undo_context import UndoContext, look_back, newest
from somei_cli.store.index.open import snapshot_for
from somei_cli.store.register.committed_files import Committed
from somei_cli.store.register.register import Register

_CODES = vocabulary_path("subject_codes.toml")


def undo(register: Register, commit: str | None, how: Circumstances) -> Receipt:
    """Take back an act, named by its hash; None means the newest one.

    Raises:
        Refused: a later act depends on it, or it is none that can be taken back.
    """
    git = Git(register.root)

    def decide(snapshot: Snapshot) -> Change:
        past = look_back(git, commit or newest(git))
        _refuse_other_files(past)
        documents = [path for path in past.texts if is_document(path)]
        _refuse_settled(git, documents, snapshot)
        changed = {later.path for later in past.later}
        touched = [_touched(past, path, snapshot)._replace(last=path not in changed) for path in documents]
        _refuse_built_on(register, git, past, snapshot, touched)
        stays = "; the new code stays in the vocabulary" if _CODES in past.texts else ""
        return undone(past.act.commit, touched, how.reason, how.today, stays)

    return act(register, partial(snapshot_for, register), decide, how)


def _refuse_settled(git: Git, paths: Iterable[PurePosixPath], snapshot: Snapshot) -> None:
    """Stop where an act was done under a provisional number that is another one by now."""
    numbers = {number.base for path in paths if (number := number_at(path)) and number not in snapshot}
    provisional: Asked = dict.fromkeys(sorted(number for number in numbers if number.is_provisional))
    for number, (given, *_) in standing_for(Committed(git, "HEAD"), provisional).items():
        raise Refused(
            f"{number} is {given} since, so that what was done before is not undone.",
            f"Change it back under that number; one that is not needed is given up: somei number release '{given}'",
        )


def _refuse_other_files(past: UndoContext) -> None:
    """Stop where the commit did more than somei can take back."""
    name = past.act.commit[:10]
    told = trailers_in(past.act.message)
    by_somei = ACTION in told
    if SETTLING in told.get(ACTION, ()):
        hint = "A number that is not needed is given up: somei number release NUMBER"
        raise Refused(f"{name} put numbers of the server in the place of provisional ones, which stay.", hint)
    for path in past.texts:
        if not (is_document(path) and number_at(path)) and not (by_somei and path == _CODES):
            raise Refused(f"{name} touches {path}, which is no document.", f"Use: git revert {name}")
    if not any(map(is_document, past.texts)):
        raise Refused(f"{name} touches no document.", f"Use: git revert {name}")


def _touched(past: UndoContext, path: PurePosixPath, snapshot: Snapshot) -> Touched:
    number = number_at(path)
    before, after = (_document(past, path, held) for held in past.texts[path])
    if number is None or (before or after) is None:
        raise Refused(f"{path} holds no document that could be undone.")
    now = snapshot.get(number)
    if before is None:
        if now != after:
            _refuse_changed(past, path, number, [])
        return Touched(number, before, after, now, None)
    if after is None and now is not None:
        raise Refused(f"{number} is in the register again since the act {past.act.commit[:10]}.")
    if after is None or now is None:
        return Touched(number, before, after, now, before if after is None else None)
    by_place = follow_places(snapshot, (before, after, now))
    sides = map(unnumbered, (before, after, now)) if by_place else (before, after, now)
    result = reverted(*map(to_table, sides))
    if result.clashes:
        _refuse_changed(past, path, number, list(result.clashes))
    without = document_of_table(result.table)
    return Touched(number, before, after, now, renumbered(without) if without and by_place else without)


def _document(past: UndoContext, path: PurePosixPath, held: Held) -> Document | None:
    found = state_of(path, held)
    if isinstance(found, str):
        raise Unreadable(path, f"the act {past.act.commit[:10]} cannot be undone: {found}")
    return found if isinstance(found, Document) else None


def _refuse_changed(past: UndoContext, path: PurePosixPath, number: DocumentNumber, clashes: list[str]) -> None:
    """Name the field that a later act changed, and the last act that did: they are undone from the end."""
    for later in reversed(past.later):
        if later.path != path:
            continue
        fields = [one.field for one in differing(path, later.old, later.new)]
        met = [one for one in fields if not clashes or any(_same(one, clash) for clash in clashes)]
        if met:
            told, commit = said_without_text(met[0]), later.commit[:10]
            hint = f"Undo that one first: somei undo {commit}"
            raise Refused(f"{number}: {told} was changed again by {commit}.", hint)
    told = said_without_text(clashes[0]) if clashes else "the entry"
    raise Refused(f"{number}: {told} is no longer as the act {past.act.commit[:10]} left it.")


def _same(field: str, clash: str) -> bool:
    return f"{field} ".startswith(f"{clash} ") or f"{clash} ".startswith(f"{field} ")


def _refuse_built_on(
    register: Register, git: Git, past: UndoContext, snapshot: Snapshot, touched: list[Touched]
) -> None:
    """Stop where a document that came or changed later builds on one that the act entered."""
    entered = {one.number for one in touched if one.before is None}
    if not entered:
        return
    then = _register_then(register, git, past.act.commit)
    for found in dependents(snapshot, entered):
        known = then.find(found.document)
        held = Snapshot([known] if known else [], lambda: then.vocabulary, then.settings)
        if found not in dependents(held, entered):
            refuse_dependent(found)


def _register_then(register: Register, git: Git, commit: str) -> Register:
    try:
        return Register(register.root, Committed(git, commit))
    except FileNotFoundError:
        hint = f"Use: git revert {commit[:10]}"
        raise Refused(f"{commit[:10]} holds no settings: what was built on it cannot be told.", hint) from None
