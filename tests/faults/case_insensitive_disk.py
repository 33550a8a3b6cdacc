"""A disk where names that differ in capitals only are the same, as on Windows and macOS: FUSE over a folder.

    python caseless.py FOLDER MOUNT

It stays until it is unmounted (`fusermount3 -u MOUNT`). Needs libfuse and mfusepy.
"""

import errno
import os
import sys
from pathlib import Path
from typing import Any

import mfusepy


class Caseless(mfusepy.Operations):
    """All that is asked is done in the folder, with the name that is there already where one fits."""

    use_ns = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _at(self, path: str) -> str:
        at = self.folder
        for name in path.strip("/").split("/") if path != "/" else ():
            there = at / name
            if not os.path.lexists(there) and at.is_dir():
                there = next((one for one in at.iterdir() if one.name.casefold() == name.casefold()), there)
            at = there
        return str(at)

    def access(self, path: str, amode: int) -> int:
        if not os.access(self._at(path), amode):
            raise mfusepy.FuseOSError(errno.EACCES)
        return 0

    def chmod(self, path: str, mode: int) -> int:
        os.chmod(self._at(path), mode)
        return 0

    def create(self, path: str, mode: int, fi: Any = None) -> int:
        return os.open(self._at(path), os.O_RDWR | os.O_CREAT | os.O_TRUNC, mode)

    def flush(self, path: str, fh: int) -> int:
        return 0

    def fsync(self, path: str, datasync: int, fh: int) -> int:
        os.fsync(fh)
        return 0

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        found = os.lstat(self._at(path))
        keys = ("st_mode", "st_nlink", "st_uid", "st_gid", "st_size", "st_ino")
        times = {name: getattr(found, f"{name}_ns") for name in ("st_atime", "st_mtime", "st_ctime")}
        return {key: getattr(found, key) for key in keys} | times

    def link(self, target: str, source: str) -> int:
        os.link(self._at(source), self._new(target))
        return 0

    def mkdir(self, path: str, mode: int) -> int:
        os.mkdir(self._new(path), mode)
        return 0

    def open(self, path: str, flags: int) -> int:
        return os.open(self._at(path), flags)

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return os.pread(fh, size, offset)

    def readdir(self, path: str, fh: int) -> list[str]:
        return [".", "..", *os.listdir(self._at(path))]

    def readlink(self, path: str) -> str:
        return os.readlink(self._at(path))

    def release(self, path: str, fh: int) -> int:
        os.close(fh)
        return 0

    def rename(self, old: str, new: str) -> int:
        os.rename(self._at(old), self._at(new))
        return 0

    def rmdir(self, path: str) -> int:
        os.rmdir(self._at(path))
        return 0

    def statfs(self, path: str) -> dict[str, int]:
        found = os.statvfs(self._at(path))
        return {key: getattr(found, key) for key in dir(found) if key.startswith("f_") and key != "f_fsid"}

    def symlink(self, target: str, source: str) -> int:
        os.symlink(source, self._new(target))
        return 0

    def truncate(self, path: str, length: int, fh: int | None = None) -> int:
        os.truncate(fh if fh is not None else self._at(path), length)
        return 0

    def unlink(self, path: str) -> int:
        os.unlink(self._at(path))
        return 0

    def utimens(self, path: str, times: tuple[int, int] | None = None) -> int:
        os.utime(self._at(path), ns=times, follow_symlinks=False)
        return 0

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        return os.pwrite(fh, data, offset)

    def _new(self, path: str) -> str:
        at = self._at(path)
        if os.path.lexists(at):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        return at


if __name__ == "__main__":
    mfusepy.FUSE(Caseless(Path(sys.argv[1])), sys.argv[2], foreground=True, nothreads=True)
