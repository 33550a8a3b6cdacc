"""Two states of a register as git tells them apart: the files that differ, never those that do not."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from somei_cli.errors import GitRefuses, Unreadable
from somei_cli.model.modes import LINK, SUBMODULE
from somei_cli.store.acts import FileDelta, touch_of
from somei_cli.store.blobs import read_blobs
from somei_cli.store.git import DAMAGED, Git
from somei_cli.store.holding import WorkTree
from somei_cli.text.file_changes import Held
from somei_cli.text.limits import LARGEST

_LINKS = frozenset((LINK, SUBMODULE))
_HERE = ":(literal)."


def between(git: Git, before: str, after: str) -> tuple[FileDelta, ...]:
    """The files that differ between two commits, named by their hashes."""
    return tuple(_told(git, "diff-tree", "-r", before, after))


def in_work_tree(git: Git, head: str) -> tuple[FileDelta, ...]:
    """The files that may differ from a commit as they lie on the disk; `after` tells nothing.

    Also those that git does not know, whether it would ignore them or not.
    """
    known = {touch.path: touch for touch in _told(git, "diff-index", head)}
    listed = git.run("ls-files", "--others", "-z", "--", _HERE).decode("utf-8", "surrogateescape")
    for name in filter(None, listed.split("\0")):
        path = PurePosixPath(name)
        known.setdefault(path, FileDelta(path, None, None, ""))
    return tuple(known.values())


def texts_of(git: Git, blobs: Iterable[str | None]) -> dict[str | None, Held]:
    """The text of each blob, all read at once."""
    names = [blob for blob in dict.fromkeys(blobs) if blob]
    return {None: None, **dict(zip(names, map(_held, names, read_blobs(git, names, LARGEST)), strict=True))}


def text_now(root: Path, path: PurePosixPath) -> Held:
    """The text of a file as it lies on the disk."""
    try:
        return WorkTree(root).read(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except Unreadable as refusal:
        return refusal


def told(touch: FileDelta, text: Held) -> Held:
    """The text after a touch, or that it is no plain file."""
    return Unreadable(touch.path, "is a link; a register holds plain files only") if touch.mode in _LINKS else text


class Merge(NamedTuple):
    """What a merge would give: its tree, and the files in conflict."""

    tree: str
    conflicts: tuple[PurePosixPath, ...]


def merged(git: Git, base: str, branch: str) -> Merge:
    """Merge two commits without any file being written but in git's own store; no attribute of either counts.

    Raises:
        GitRefuses: git is too old for it, or would not.
    """
    nothing = git.run("hash-object", "-t", "tree", "--stdin").decode().strip()
    words = ("merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", base, branch)
    # Attributes name programs that merge; those of the empty tree name none, so texts are merged line by line.
    answer = git.call(*words, env={"GIT_ATTR_SOURCE": nothing})
    if answer.status not in {0, 1}:
        raise GitRefuses("git merge-tree", answer.said, "It needs git 2.38 or newer, and trees that git itself made.")
    tree, *names = filter(None, answer.output.decode("utf-8", "surrogateescape").split("\0"))
    return Merge(tree, tuple(PurePosixPath(name) for name in names))


def as_if_merged(git: Git, merge: Merge, base: str, branch: str) -> str:
    """The commit that a merge would be, by nobody and with no word; no branch leads to it."""
    when = git.run("log", "-1", "--format=%ct +0000", branch, "--").decode().strip()
    env = {f"GIT_{who}_{what}": "nobody" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env |= {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    words = ("commit-tree", merge.tree, "-p", base, "-p", branch, "-m", "As if merged")
    return git.run(*words, env=env).decode().strip()


def _told(git: Git, *words: str) -> Iterator[FileDelta]:
    inside = git.prefix()
    answer = git.run(*words[:1], "--raw", "-z", "--no-abbrev", "--no-renames", *words[1:], "--", _HERE)
    tokens = answer.decode("utf-8", "surrogateescape").split("\0")
    for at in range(0, len(tokens) - 1, 2):
        yield touch_of(tokens[at], tokens[at + 1].removeprefix(inside))


def _held(blob: str, content: bytes | int | None) -> Held:
    if isinstance(content, bytes):
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as error:
            return Unreadable("-", f"is not UTF-8 (byte {error.start + 1})")
    if isinstance(content, int):
        return Unreadable("-", f"is larger than {LARGEST // 1024} KiB")
    return Unreadable("-", f"git has lost its text, {blob[:10]}", hint=DAMAGED)
