"""The git index: what is staged, and a copy with only our files changed; and the hooks that may refuse a commit."""

import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path, PurePosixPath

from somei_cli.errors import HookRefused, RepositoryBusy
from somei_cli.model.register.files_and_faults import PLAIN
from somei_cli.store.disk.durable import write_new
from somei_cli.store.git.command import DURABLE, disable_programs
from somei_cli.store.git.objects import GitObject
from somei_cli.store.git.repository import Clone
from somei_cli.store.transaction.journal import PlannedWrite, scratch_folder


def list_staged_changes(
    clone: Clone, commit: str | None, settings: Mapping[str, str] | None = None
) -> dict[PurePosixPath, str | None]:
    """Return where the git index differs from a commit: the blob id that it has there, None for no file.

    `settings` are those of git, with the programs that it may start, if the caller has read them already.

    Raises:
        RepositoryBusy: if the git index holds an unresolved conflict.
    """
    tree_or_commit = commit or GitObject.from_content("tree", b"", clone.object_format).id
    env = {} if settings is None else disable_programs(settings)
    output = clone.git.run("diff-index", "--cached", "--raw", "--no-renames", "-z", tree_or_commit, "--", env=env)
    fields = os.fsdecode(output).split("\0")
    differing: dict[PurePosixPath, str | None] = {}
    for raw_fields, path in zip(fields[::2], fields[1::2], strict=False):
        *_, blob, status = raw_fields.split(" ")
        if status == "U":
            raise RepositoryBusy(f"{path} is in conflict.", "Resolve it first: somei resolve")
        differing[PurePosixPath(path)] = None if blob == clone.null_id else blob
    return differing


def write_index_copy(clone: Clone, writes: Iterable[PlannedWrite], key: str, env: Mapping[str, str]) -> Path:
    """Write a copy of the git index in which the planned files, and no others, have their new contents."""
    copy = scratch_folder(clone.somei_dir) / f"index.{key}"
    _copy_index(clone.git_index, copy)
    entries = "".join(
        f"{PLAIN} {write.after}\t{write.path}\0" if write.after else f"0 {clone.null_id}\t{write.path}\0"
        for write in writes
    )
    env = {**env, "GIT_INDEX_FILE": str(copy)}
    clone.git.run("update-index", "-z", "--index-info", stdin=entries.encode(), env=env, config=DURABLE)
    return copy


def _copy_index(index: Path, copy: Path) -> None:
    """Copy the git index with its time.

    Git re-reads files that are not older than the index; with a younger copy it would overlook edits.
    """
    try:
        content, times = index.read_bytes(), index.stat()
    except FileNotFoundError:
        return
    copy.write_bytes(content)
    os.utime(copy, ns=(times.st_atime_ns, times.st_mtime_ns))


def list_hooks(clone: Clone, settings: Mapping[str, str] | None = None) -> list[str]:
    """Return the hooks of the clone that run for a commit; for `settings` see `Clone.find_hooks`."""
    folder = clone.find_hooks(settings)
    return [name for name in ("pre-commit", "commit-msg") if os.access(folder / name, os.X_OK)]


def run_hooks(clone: Clone, present: Collection[str], tree: str, message: bytes, key: str) -> bytes:
    """Run the hooks that are `present` for a commit; return the message, which one of them may have changed.

    They see the commit in a git index of its own, without the clerk's staged work; the work tree is still as it was.

    Raises:
        HookRefused: if a hook refused, or changed more than the message.
    """
    if not present:
        return message
    env = {"GIT_INDEX_FILE": str(scratch_folder(clone.somei_dir) / f"hooks.{key}")}
    clone.git.run("read-tree", tree, env=env)
    if "pre-commit" in present:
        _run_hook(clone, "pre-commit", env)
        if clone.git.run("write-tree", env=env).decode().strip() != tree:
            raise HookRefused("pre-commit", "it wanted to change the files")
    if "commit-msg" in present:
        file = scratch_folder(clone.somei_dir) / f"message.{key}"
        write_new(file, message)
        _run_hook(clone, "commit-msg", env, str(file))
        message = file.read_bytes()
    return message


def _run_hook(clone: Clone, hook: str, env: dict[str, str], *arguments: str) -> None:
    answer = clone.git.call("hook", "run", hook, "--", *arguments, env=env)
    if answer.status:
        raise HookRefused(hook, answer.complaint)
