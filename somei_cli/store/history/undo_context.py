"""Read what is needed to undo an act: its commit, and the later commits on the same files."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import NotFound, Refused, shell_word
from somei_cli.formats.git.commit_messages import ACTION, read_trailers
from somei_cli.formats.register_paths import path_of
from somei_cli.model.register.files_and_faults import FileContent
from somei_cli.store.git.ancestry import is_ancestor
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import find_head_commit
from somei_cli.store.git.log import Commit, FileDelta, list_commits, read_commits_with_files
from somei_cli.store.history.empty_commits import list_empty_acts, list_named_documents
from somei_cli.store.register.changed_files import read_texts
from somei_cli.store.register.find import find_path_in_repository


class LaterChange(NamedTuple):
    """A later commit that changed one of the files, with its text before and after."""

    commit: str
    path: PurePosixPath
    old: FileContent
    new: FileContent


class UndoContext(NamedTuple):
    """An act with the texts before and after it, and the later changes of its files, oldest first."""

    act: Commit
    texts: dict[PurePosixPath, tuple[FileContent, FileContent]]
    later: Sequence[LaterChange]


def read_undo_context(git: Git, commit: str | None) -> UndoContext:
    """Read the act of a commit, given by its hash; None means the newest one.

    Raises:
        NotFound: if no commit has touched the register yet.
        Refused: if it is a merge, is not part of this branch, touches nothing of the register, or touches other files.
    """
    head = find_head_commit(git) or git.resolve("HEAD")
    folder = find_path_in_repository(git.folder)
    act, deltas = _read_commit(git, commit or head, folder)
    if commit is None and not (deltas and len(act.parents) < 2):
        act, deltas = _read_commit(git, _find_newest_act(git, head), folder)
    commit = act.hash
    name = commit[:10]
    if not is_ancestor(git, commit, head):
        raise Refused(f"{name} is not part of the history of this branch.")
    if len(act.parents) > 1:
        raise Refused(f"{name} is a merge.", "Undo the acts that it brought one by one, the newest first.")
    if not deltas:
        for empty in list_empty_acts(git, [commit]):
            raise _nothing_to_undo(git, empty)
        raise Refused(f"{name} touches nothing of this register.")
    if len(act.deltas) > len(deltas):
        raise Refused(f"{name} touches files outside the register too.", f"Use: git revert {name}")
    act = act._replace(deltas=deltas)
    paths = {delta.path for delta in act.deltas}
    later_deltas = [
        (later_commit, delta)
        for later_commit in (list_commits(git, f"{commit}..{head}") if commit != head else ())
        for delta in later_commit.deltas
        if delta.path in paths
    ]
    texts = read_texts(git, _list_blobs([*act.deltas, *(delta for _, delta in later_deltas)]))
    texts_around = {delta.path: (texts[delta.before], texts[delta.after]) for delta in act.deltas}
    changes = [
        LaterChange(later_commit.hash, delta.path, texts[delta.before], texts[delta.after])
        for later_commit, delta in later_deltas
    ]
    return UndoContext(act, texts_around, changes)


def _read_commit(git: Git, commit: str, folder: PurePosixPath) -> tuple[Commit, tuple[FileDelta, ...]]:
    """Return a commit with all files that it changed, and those of the register in a folder, by their paths there."""
    (act,) = read_commits_with_files(git, [commit])
    inside = (delta for delta in act.deltas if delta.path.is_relative_to(folder))
    return act, tuple(delta._replace(path=delta.path.relative_to(folder)) for delta in inside)


def _find_newest_act(git: Git, head: str) -> str:
    """Return the newest commit up to HEAD that touched the register, or that records an act which changed nothing.

    Raises:
        NotFound: if there is none.
    """
    newest_change = git.run("rev-list", "-1", head, "--", ":(literal).").decode().strip()
    if not newest_change:
        raise NotFound("No commit has touched this register yet.")
    if newest_change == head:
        return head
    newer_commits = git.run("rev-list", "--no-merges", f"{newest_change}..{head}", "--").decode().split()
    return next((act.hash for act in list_empty_acts(git, newer_commits)), newest_change)


def _nothing_to_undo(git: Git, empty: Commit) -> Refused:
    """Return why an act without files cannot be undone, naming the earlier act that did the same."""
    name, numbers = empty.hash[:10], list_named_documents(empty.message)
    if not numbers:
        return Refused(f"{name} changed nothing.")
    command = ("log", "--no-merges", "--format=%H%x00%B%x00%x00", f"{empty.hash}^", "--")
    output = git.run(*command, *(git.literal_pathspec(path_of(number)) for number in numbers)).decode(errors="replace")
    entries = [entry.strip("\n").split("\0", 1) for entry in output.split("\0\0") if entry.strip()]
    action = read_trailers(empty.message).get(ACTION)
    same_action = [commit for commit, message in entries if read_trailers(message).get(ACTION) == action]
    first = next(iter((*same_action, *(commit for commit, _ in entries))), "")[:10]
    if not first:
        return Refused(f"{name} changed nothing.", f"Look at it with: somei history {shell_word(numbers[0])}")
    return Refused(
        f"{name} changed nothing: the same was decided before, in {first}.", f"Undo that one: somei undo {first}"
    )


def _list_blobs(deltas: Sequence[FileDelta]) -> list[str | None]:
    return [blob for delta in deltas for blob in (delta.before, delta.after)]
