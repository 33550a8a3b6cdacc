"""Building a commit on any other one, without a work tree: in a clone that stands elsewhere, or has edits."""

import os
from collections.abc import Mapping
from pathlib import PurePosixPath

from somei_cli.store.clone import Clone
from somei_cli.store.hooks import pass_hooks
from somei_cli.store.journal import scratch
from somei_cli.store.locks import writing_lock
from somei_cli.store.objects import Object, read_trees, store_commit, store_objects
from somei_cli.store.targets import refuse_second_spelling
from somei_cli.store.worktree import check_path

_WAIT = 30.0


def build(
    clone: Clone,
    base: str | None,
    files: Mapping[PurePosixPath, bytes | None],
    message: str,
    *,
    signed: bool,
    hooks: bool = True,
) -> str | None:
    """Store a commit that no branch knows yet: files written, or removed where they are None, on top of `base`.

    Paths are relative to the top of the repository. The hooks of the clone look at it as at every commit, but for
    one that is only tried out.

    Returns:
        Its hash; None where nothing differs from `base`.

    Raises:
        UnsafePath: a path is not where the register may write.
        HookRefused: a hook of the clone said no.
    """
    for path in files:
        check_path(path)
    trees = read_trees(clone, base, files)
    blobs = {path: _blob(clone, data) for path, data in files.items()}
    changed = {path: blob for path, blob in blobs.items() if (blob.id if blob else None) != trees.file(path)}
    if not changed:
        return None
    refuse_second_spelling(trees, [path for path, blob in changed.items() if blob])
    grown = trees.with_files({path: blob.id if blob else None for path, blob in changed.items()})
    store_objects(clone, [*(blob for blob in changed.values() if blob), *grown])
    told = message.rstrip("\n").encode() + b"\n"
    if hooks:
        with writing_lock(clone, _WAIT):
            scratch(clone.private).mkdir(exist_ok=True)
            told = pass_hooks(clone, grown[-1].id, told, os.urandom(4).hex())
    return store_commit(clone, grown[-1].id, [base], told, signed)


def _blob(clone: Clone, data: bytes | None) -> Object | None:
    return None if data is None else Object.of("blob", data, clone.object_format)
