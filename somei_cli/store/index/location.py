"""Where the index of a register lies: in somei's own corner of the git folder, found without asking git."""

import os
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from somei_cli.store.register.find import work_tree_of


def index_file(root: Path) -> Path | None:
    """The file of the index, in a private folder; None where there is no git folder of our own to put it in.

    A linked work tree has its own git folder, and so its own index.
    """
    with suppress(OSError, ValueError):
        root = root.resolve()
        found = work_tree_of(root)
        if found is not None:
            folder, git_dir = found
            return _private(git_dir) / f"index-{crc32(os.fsencode(root.relative_to(folder))):08x}.db"
    return None


def _private(git_dir: Path) -> Path:
    """Somei's folder.

    Raises:
        OSError: where it cannot be ours alone.
    """
    mine = os.geteuid()
    if git_dir.stat().st_uid != mine:
        raise PermissionError(git_dir)
    private = git_dir / "somei"
    with suppress(FileExistsError):
        private.mkdir(mode=0o700)
    status = private.lstat()
    if private.is_symlink() or status.st_uid != mine:
        raise PermissionError(private)
    if status.st_mode & 0o077:
        private.chmod(0o700)
    return private
