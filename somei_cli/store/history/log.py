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
    told = tuple(acts(git, head, below=str(path))) if head else ()
    forks = {commit: (sides, _bases(git, sides) if bases else ()) for commit, sides in _merges(git, told).items()}
    texts = _texts(git, path, told, {commit for fork in forks.values() for some in fork for commit in some})
    nothing: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    return tuple(
        Revision(
            act,
            texts[act.commit],
            act.parents,
            *(tuple(texts[commit] for commit in some) for some in forks.get(act.commit, nothing)),
        )
        for act in told
    )


def was_ever(git: Git, path: PurePosixPath) -> bool:
    """Whether any commit held a file, also on a side of which a merge left nothing."""
    head = tip(git)
    words = ("rev-list", "--full-history", "--max-count=1", head or "", "--", f":(literal){path}")
    return bool(head and git.run(*words))


def _merges(git: Git, told: Iterable[Commit]) -> dict[str, tuple[str, ...]]:
    """The merges among these commits with their own parents, of which an act names only those that are told."""
    commits = "".join(f"{act.commit}\n" for act in told)
    if not commits:
        return {}
    answer = git.run("rev-list", "--no-walk", "--min-parents=2", "--parents", "--stdin", stdin=commits.encode())
    lines = (line.split() for line in answer.decode().splitlines())
    return {commit: tuple(parents) for commit, *parents in lines}


def _bases(git: Git, sides: tuple[str, ...]) -> tuple[str, ...]:
    """Where the sides of a merge set out from; nowhere where they have nothing in common."""
    return tuple((git.ask("merge-base", "--all", "--octopus", *sides) or b"").decode().split())


def _texts(git: Git, path: PurePosixPath, told: Iterable[Commit], others: Iterable[str]) -> dict[str, Text]:
    """What the file held in each of these commits."""
    touched = {act.commit: act.touches[0] for act in told if act.touches}
    asked = {act.commit for act in told}.union(others)
    names = {commit: f"{commit}:./{path}" for commit in asked - touched.keys()}
    names |= {commit: touch.after for commit, touch in touched.items() if touch.after and touch.mode in TEXTS}
    contents = dict(zip(names, read_blobs(git, names.values(), LARGEST), strict=True))
    return {commit: _text(path, touched.get(commit), contents.get(commit)) for commit in asked}


def _text(path: PurePosixPath, touch: FileDelta | None, content: bytes | int | None) -> Text:
    """The text of a file.

    Raises:
        GitRefuses: where the commit has the file, and git has lost what it held.
    """
    if isinstance(content, bytes):
        return content.decode("utf-8", "replace")
    if isinstance(content, int):
        return Unreadable(path, f"is larger than {LARGEST // 1024} KiB")
    if touch and touch.mode and touch.mode not in TEXTS:
        return Unreadable(path, "is a link; a register holds plain files only")
    if touch and touch.after:
        raise GitRefuses(f"git has lost {touch.after[:10]}, a text of {path}", "", DAMAGED)
    return None
