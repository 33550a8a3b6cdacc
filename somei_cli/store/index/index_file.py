"""Where the index file is: in `somei/` in the git folder, found without asking git."""

import os
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from somei_cli.store.register.find import find_work_tree


def find_index_file(root: Path) -> Path | None:
    """Return the path of the index file, in a private folder; None if there is no git folder of the user's own.

    A linked worktree has its own git folder, and so its own index.
    """
    with suppress(OSError, ValueError):
        root = root.resolve()
        work_tree = find_work_tree(root)
        if work_tree is not None:
            folder, git_dir = work_tree
            return _private_folder(git_dir) / f"index-{crc32(os.fsencode(root.relative_to(folder))):08x}.db"
    return None


def _private_folder(git_dir: Path) -> Path:
    """Return somei's folder in the git folder, created if missing.

    Raises:
        OSError: if it cannot be kept private.
    """
    user_id = os.geteuid()
    if git_dir.stat().st_uid != user_id:
        raise PermissionError(git_dir)
    private = git_dir / "somei"
    with suppress(FileExistsError):
        private.mkdir(mode=0o700)
    status = private.lstat()
    if private.is_symlink() or status.st_uid != user_id:
        raise PermissionError(private)
    if status.st_mode & 0o077:
        private.chmod(0o700)
    return private
