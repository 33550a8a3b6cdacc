"""The history of one file: the commits that contributed to what stands, with its text in each and what they merged.

One act of the past and what came after it, as far as it concerns the same files.
"""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import GitRefuses, NotFound, Refused, Unreadable, as_typed
from somei_cli.formats.diff.file import Held
from somei_cli.formats.git.commit_messages import ACTION, trailers_in
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.parser import LARGEST
from somei_cli.model.register.file_modes import TEXTS
from somei_cli.store.git.ancestry import is_within
from somei_cli.store.git.blobs import read_blobs
from somei_cli.store.git.command import DAMAGED, Git
from somei_cli.store.git.head import tip
from somei_cli.store.git.log import Commit, FileDelta, acts
from somei_cli.store.history.empty_commits import documents_named, empty_acts
from somei_cli.store.register.changed_files import texts_of

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


class Later(NamedTuple):
    """A later commit on one of the files, with the texts around it."""

    commit: str
    path: PurePosixPath
    old: Held
    new: Held


class UndoContext(NamedTuple):
    """An act with the texts before and after it, and the later ones on its files, oldest first."""

    act: Commit
    texts: dict[PurePosixPath, tuple[Held, Held]]
    later: Sequence[Later]


def newest(git: Git) -> str:
    """The newest commit that touched the register, or says what was done though others had done it before.

    Raises:
        NotFound: there is none.
    """
    head = git.resolve("HEAD")
    found = git.run("rev-list", "-1", head, "--", ":(literal).").decode().strip()
    if not found:
        raise NotFound("No commit has touched this register yet.")
    since = git.run("rev-list", "--no-merges", f"{found}..{head}", "--").decode().split()
    return next((act.commit for act in empty_acts(git, since)), found)


def look_back(git: Git, commit: str) -> UndoContext:
    """Read one act by its hash.

    Raises:
        Refused: it is a merge, not part of this branch, touches nothing of the register, or more than that.
    """
    head, name = git.resolve("HEAD"), commit[:10]
    if not is_within(git, commit, head):
        raise Refused(f"{name} is not part of the history of this branch.")
    if len(git.run("rev-list", "--parents", "-1", commit).split()) > 2:
        raise Refused(f"{name} is a merge.", "Undo the acts that it brought one by one, the newest first.")
    act = next(acts(git, f"{commit}^!"), None)
    if act is None:
        for empty in empty_acts(git, [commit]):
            raise _nothing_to_undo(git, empty)
        raise Refused(f"{name} touches nothing of this register.")
    all_files = git.run("diff-tree", "--root", "--no-commit-id", "--name-only", "--no-renames", "-r", "-z", commit)
    if all_files.count(b"\0") > len(act.touches):
        raise Refused(f"{name} touches files outside the register too.", f"Use: git revert {name}")
    paths = {touch.path for touch in act.touches}
    later = [(one, touch) for one in acts(git, f"{commit}..{head}") for touch in one.touches if touch.path in paths]
    texts = texts_of(git, _blobs([*act.touches, *(touch for _, touch in later)]))
    around = {touch.path: (texts[touch.before], texts[touch.after]) for touch in act.touches}
    told = [Later(one.commit, touch.path, texts[touch.before], texts[touch.after]) for one, touch in later]
    return UndoContext(act, around, told)


def _nothing_to_undo(git: Git, empty: Commit) -> Refused:
    """Why an act without files is not undone, with the one before it that did what it says."""
    name, numbers = empty.commit[:10], documents_named(empty.message)
    if not numbers:
        return Refused(f"{name} changed nothing.")
    words = ("log", "--no-merges", "--format=%H%x00%B%x00%x00", f"{empty.commit}^", "--")
    told = git.run(*words, *(git.literally(path_of(number)) for number in numbers)).decode(errors="replace")
    before = [one.strip("\n").split("\0", 1) for one in told.split("\0\0") if one.strip()]
    action = trailers_in(empty.message).get(ACTION)
    same = [commit for commit, message in before if trailers_in(message).get(ACTION) == action]
    first = next(iter((*same, *(commit for commit, _ in before))), "")[:10]
    if not first:
        return Refused(f"{name} changed nothing.", f"Look at it with: somei history {as_typed(numbers[0])}")
    return Refused(
        f"{name} changed nothing: the same was decided before, in {first}.", f"Undo that one: somei undo {first}"
    )


def _blobs(touches: Sequence[FileDelta]) -> list[str | None]:
    return [blob for touch in touches for blob in (touch.before, touch.after)]
