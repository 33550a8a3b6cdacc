"""One act of the past and what came after it, as far as it concerns the same files."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import NotFound, Refused
from somei_cli.store.acts import Act, Touch, acts
from somei_cli.store.ancestry import is_within
from somei_cli.store.comparing import texts_of
from somei_cli.store.git import Git
from somei_cli.text.file_changes import Held


class Later(NamedTuple):
    """A later commit on one of the files, with the texts around it."""

    commit: str
    path: PurePosixPath
    old: Held
    new: Held


class Past(NamedTuple):
    """An act with the texts before and after it, and the later ones on its files, oldest first."""

    act: Act
    texts: dict[PurePosixPath, tuple[Held, Held]]
    later: Sequence[Later]


def newest(git: Git) -> str:
    """The newest commit that touched the register.

    Raises:
        NotFound: there is none.
    """
    found = git.run("rev-list", "-1", git.resolve("HEAD"), "--", ":(literal).").decode().strip()
    if not found:
        raise NotFound("No commit has touched this register yet.")
    return found


def look_back(git: Git, commit: str) -> Past:
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
        raise Refused(f"{name} touches nothing of this register.")
    all_files = git.run("diff-tree", "--root", "--no-commit-id", "--name-only", "--no-renames", "-r", "-z", commit)
    if all_files.count(b"\0") > len(act.touches):
        raise Refused(f"{name} touches files outside the register too.", f"Use: git revert {name}")
    paths = {touch.path for touch in act.touches}
    later = [(one, touch) for one in acts(git, f"{commit}..{head}") for touch in one.touches if touch.path in paths]
    texts = texts_of(git, _blobs([*act.touches, *(touch for _, touch in later)]))
    around = {touch.path: (texts[touch.before], texts[touch.after]) for touch in act.touches}
    told = [Later(one.commit, touch.path, texts[touch.before], texts[touch.after]) for one, touch in later]
    return Past(act, around, told)


def _blobs(touches: Sequence[Touch]) -> list[str | None]:
    return [blob for touch in touches for blob in (touch.before, touch.after)]
