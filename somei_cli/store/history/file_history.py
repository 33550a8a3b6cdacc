"""Read the history of one file: the commits that contributed to its present text, with its text in each."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import GitRefuses, Unreadable
from somei_cli.formats.git.commit_messages import ACTION, read_trailers
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.register.files_and_faults import TEXTS
from somei_cli.store.git.blobs import decode_blob, has_file, read_blobs
from somei_cli.store.git.command import DAMAGE_HINT, Git
from somei_cli.store.git.dates import find_head_commit
from somei_cli.store.git.head import find_upstream_commit
from somei_cli.store.git.log import Commit, FileDelta, list_commits

RevisionText = str | Unreadable | None
"""The text of a file, the refusal to read it, or None if it was absent."""


class Revision(NamedTuple):
    """One commit that changed a file.

    `parents` are the revisions before it, first parent first. A merge has the texts of all its parents in `sides`, also
    of those that never had the file, and those of its merge bases in `bases`.
    """

    commit: Commit
    text: RevisionText
    parents: tuple[str, ...]
    sides: tuple[RevisionText, ...] = ()
    bases: tuple[RevisionText, ...] = ()


def was_sent(git: Git, path: PurePosixPath) -> bool:
    """Return whether a server has a file of the register, on any branch, as git last saw it."""
    upstream = find_upstream_commit(git)
    remote_commits = git.run("for-each-ref", "--format=%(objectname)", "refs/remotes").decode().split()
    return any(has_file(git, commit, path) for commit in {*((upstream,) if upstream else ()), *remote_commits})


def find_voiding_act(git: Git, revision: str, path: PurePosixPath) -> str | None:
    """Return the last commit on the file of a void entry, if it took back that the entry was made, or renumbered it."""
    output = git.run("log", "-1", "--format=%H%n%B", revision, "--", git.literal_pathspec(path)).decode(
        errors="replace"
    )
    commit, _, message = output.partition("\n")
    return commit if read_trailers(message).get(ACTION) in (["undo"], ["renumber"]) else None


def list_revisions(git: Git, path: PurePosixPath, *, bases: bool = False) -> tuple[Revision, ...]:
    """Return the commits that contributed to a file of the register, oldest first; renames are not followed.

    This is git's history simplification: if a merge kept the file of one parent, only that side is listed. The merge
    bases are read only if asked, since each costs a walk through the history. A path of a register never changes.
    """
    head = find_head_commit(git)
    commits = tuple(list_commits(git, head, path=str(path))) if head else ()
    forks = {
        commit: (sides, _find_bases(git, sides) if bases else ())
        for commit, sides in _list_merges(git, commits).items()
    }
    texts = _read_texts(git, path, commits, {commit for fork in forks.values() for hashes in fork for commit in hashes})
    no_merge: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    return tuple(
        Revision(
            listed,
            texts[listed.hash],
            listed.parents,
            *(tuple(texts[commit] for commit in hashes) for hashes in forks.get(listed.hash, no_merge)),
        )
        for listed in commits
    )


def was_ever_committed(git: Git, path: PurePosixPath) -> bool:
    """Whether any commit had a file, also on a side branch of which a merge left nothing."""
    head = find_head_commit(git)
    command = ("rev-list", "--full-history", "--max-count=1", head or "", "--", f":(literal){path}")
    return bool(head and git.run(*command))


def _list_merges(git: Git, listed: Iterable[Commit]) -> dict[str, tuple[str, ...]]:
    """Return the merges among these commits with all their parents; `Commit.parents` has only those in the list."""
    commits = "".join(f"{listed_commit.hash}\n" for listed_commit in listed)
    if not commits:
        return {}
    answer = git.run("rev-list", "--no-walk", "--min-parents=2", "--parents", "--stdin", stdin=commits.encode())
    lines = (line.split() for line in answer.decode().splitlines())
    return {commit: tuple(parents) for commit, *parents in lines}


def _find_bases(git: Git, sides: tuple[str, ...]) -> tuple[str, ...]:
    """Return the merge bases of the parents of a merge; none if they have no commit in common."""
    return tuple((git.run_or_none("merge-base", "--all", "--octopus", *sides) or b"").decode().split())


def _read_texts(
    git: Git, path: PurePosixPath, commits: Iterable[Commit], other_hashes: Iterable[str]
) -> dict[str, RevisionText]:
    """Return the text of the file in each of these commits."""
    touched = {listed.hash: listed.deltas[0] for listed in commits if listed.deltas}
    hashes = {listed.hash for listed in commits}.union(other_hashes)
    names = {commit: f"{commit}:./{path}" for commit in hashes - touched.keys()}
    names |= {commit: touch.after for commit, touch in touched.items() if touch.after and touch.mode in TEXTS}
    contents = dict(zip(names, read_blobs(git, names.values(), LARGEST_DOCUMENT), strict=True))
    return {commit: _decode_text(path, touched.get(commit), contents.get(commit)) for commit in hashes}


def _decode_text(path: PurePosixPath, delta: FileDelta | None, content: bytes | int | None) -> RevisionText:
    """Return the text of a file, or the refusal to read it.

    Raises:
        GitRefuses: if the commit has the file and git has lost its blob.
    """
    if content is not None:
        return decode_blob(content, path, errors="replace")
    if delta and delta.mode and delta.mode not in TEXTS:
        return Unreadable(path, "is a link; a register holds plain files only")
    if delta and delta.after:
        raise GitRefuses(f"git has lost {delta.after[:10]}, a text of {path}", "", DAMAGE_HINT)
    return None
