"""The history of one file: the commits that contributed to what stands, with its text in each and what they merged."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import GitRefuses, Unreadable
from somei_cli.formats.toml.parser import LARGEST
from somei_cli.model.register.files import TEXTS
from somei_cli.store.git.blobs import read_blobs
from somei_cli.store.git.command import DAMAGED, Git
from somei_cli.store.git.dates import tip
from somei_cli.store.git.log import Commit, FileDelta, acts

Text = str | Unreadable | None
"""What a file held, or what keeps it from being read; None where it was absent."""


class Revision(NamedTuple):
    """One commit that changed a file.

    `follows` are the revisions before it, first parent first. A merge has the texts of all its `sides`, also of those
    that never held the file, and of the `bases` that they set out from.
    """

    act: Commit
    text: Text
    follows: tuple[str, ...]
    sides: tuple[Text, ...] = ()
    bases: tuple[Text, ...] = ()


def revisions(git: Git, path: PurePosixPath, *, bases: bool = False) -> tuple[Revision, ...]:
    """The commits that contributed to a file of the register, oldest first; a path never moves, so none is followed.

    As git simplifies: where a merge left the file as one side had it, only that side is told. The bases of merges
    are looked for on request, since each one costs a walk.
    """
    head = tip(git)
    commits = tuple(acts(git, head, below=str(path))) if head else ()
    forks = {
        commit: (sides, _find_bases(git, sides) if bases else ())
        for commit, sides in _list_merges(git, commits).items()
    }
    texts = _read_texts(git, path, commits, {commit for fork in forks.values() for hashes in fork for commit in hashes})
    no_merge: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    return tuple(
        Revision(
            listed,
            texts[listed.commit],
            listed.parents,
            *(tuple(texts[commit] for commit in hashes) for hashes in forks.get(listed.commit, no_merge)),
        )
        for listed in commits
    )


def was_ever(git: Git, path: PurePosixPath) -> bool:
    """Whether any commit held a file, also on a side of which a merge left nothing."""
    head = tip(git)
    command = ("rev-list", "--full-history", "--max-count=1", head or "", "--", f":(literal){path}")
    return bool(head and git.run(*command))


def _list_merges(git: Git, listed: Iterable[Commit]) -> dict[str, tuple[str, ...]]:
    """The merges among these commits with their own parents, of which an act names only those that are told."""
    commits = "".join(f"{listed_commit.commit}\n" for listed_commit in listed)
    if not commits:
        return {}
    answer = git.run("rev-list", "--no-walk", "--min-parents=2", "--parents", "--stdin", stdin=commits.encode())
    lines = (line.split() for line in answer.decode().splitlines())
    return {commit: tuple(parents) for commit, *parents in lines}


def _find_bases(git: Git, sides: tuple[str, ...]) -> tuple[str, ...]:
    """Where the sides of a merge set out from; nowhere where they have nothing in common."""
    return tuple((git.ask("merge-base", "--all", "--octopus", *sides) or b"").decode().split())


def _read_texts(
    git: Git, path: PurePosixPath, commits: Iterable[Commit], other_hashes: Iterable[str]
) -> dict[str, Text]:
    """What the file held in each of these commits."""
    touched = {listed.commit: listed.touches[0] for listed in commits if listed.touches}
    hashes = {listed.commit for listed in commits}.union(other_hashes)
    names = {commit: f"{commit}:./{path}" for commit in hashes - touched.keys()}
    names |= {commit: touch.after for commit, touch in touched.items() if touch.after and touch.mode in TEXTS}
    contents = dict(zip(names, read_blobs(git, names.values(), LARGEST), strict=True))
    return {commit: _decode_text(path, touched.get(commit), contents.get(commit)) for commit in hashes}


def _decode_text(path: PurePosixPath, delta: FileDelta | None, content: bytes | int | None) -> Text:
    """The text of a file.

    Raises:
        GitRefuses: where the commit has the file, and git has lost what it held.
    """
    if isinstance(content, bytes):
        return content.decode("utf-8", "replace")
    if isinstance(content, int):
        return Unreadable(path, f"is larger than {LARGEST // 1024} KiB")
    if delta and delta.mode and delta.mode not in TEXTS:
        return Unreadable(path, "is a link; a register holds plain files only")
    if delta and delta.after:
        raise GitRefuses(f"git has lost {delta.after[:10]}, a text of {path}", "", DAMAGED)
    return None
