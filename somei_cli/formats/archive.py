"""ZIP archives whose bytes depend on their files alone."""

import io
import zipfile
from collections.abc import Mapping

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that the format knows; no file has the time at which it was packed."""
_UNIX = 3
_MODE = 0o100644 << 16


def make_archive(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive of files by their names, in the given order.

    They are stored as they are: what a compressor makes depends on its version, and papers are compressed already.
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as target:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _EARLIEST)
            member.create_system, member.external_attr = _UNIX, _MODE
            target.writestr(member, content)
    return archive.getvalue()
