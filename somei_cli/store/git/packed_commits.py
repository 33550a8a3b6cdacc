"""Read commits that git has packed from its files, without a start of git."""

import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from somei_cli.store.git.loose_objects import name_object

_ID_SIZE: Final = 20
"""Bytes of an object id in SHA-1."""
_NUMBER_SIZE: Final = 4
_CHECKSUM_SIZE: Final = 4
_HEADER: Final = b"\377tOc\0\0\0\2"
"""The beginning of the index of a pack, with its version: the only one that is read here."""
_IDS_START: Final = len(_HEADER) + 256 * _NUMBER_SIZE
"""Where the object ids begin: after the numbers of those whose first byte is not above 0, 1, …, 255."""
_COMMIT: Final = 1
"""The type in a pack of a commit that is stored whole, not as a difference from another one."""
_USUAL_SIZE: Final = 4096
_LARGEST: Final = 1 << 20
"""Bytes up to which a commit is read without git."""


def read_packed_commit(git_dir: Path, commit: str) -> bytes | None:
    """Return the content of a commit; None if git must be asked, as for one that is stored as a difference."""
    # Git may pack anew at any moment, and a file may be damaged: git itself knows what to do or to say then.
    with suppress(OSError, ValueError, IndexError, zlib.error):
        object_id = bytes.fromhex(commit)
        with os.scandir(git_dir / "objects/pack") as entries:
            indexes = [entry.path for entry in entries if entry.name.endswith(".idx")]
        for index_file in indexes if len(object_id) == _ID_SIZE else ():
            offset = _find_offset(index_file, object_id)
            if offset is not None:
                content = _read_commit(f"{index_file.removesuffix('idx')}pack", offset)
                return content if content and name_object("commit", content, "sha1") == commit else None
    return None


def _find_offset(index_file: str, object_id: bytes) -> int | None:
    """Return where an object begins in its pack; None if the pack does not have it, or if git must find it.

    Example: of ids that begin with 5a, those before the number at 59 and up to the number at 5a are read and searched.
    """
    file = os.open(index_file, os.O_RDONLY)
    try:
        header = os.pread(file, _IDS_START, 0)
        if not header.startswith(_HEADER):
            return None
        first = _count_up_to(header, object_id[0] - 1) if object_id[0] else 0
        end, total = _count_up_to(header, object_id[0]), _count_up_to(header, 255)
        ids = os.pread(file, (end - first) * _ID_SIZE, _IDS_START + first * _ID_SIZE)
        position = ids.find(object_id)
        # The same bytes across two other ids are hardly ever met, and left to git.
        if position % _ID_SIZE or position < 0:
            return None
        place = _IDS_START + total * (_ID_SIZE + _CHECKSUM_SIZE) + (first + position // _ID_SIZE) * _NUMBER_SIZE
        offset = _number_at(os.pread(file, _NUMBER_SIZE, place), 0)
        # The highest bit says that the offset stands in another table, as in a pack of more than 2 GiB.
        return None if offset >> 31 else offset
    finally:
        os.close(file)


def _count_up_to(header: bytes, byte: int) -> int:
    """Return how many object ids begin with a byte or a smaller one."""
    return _number_at(header, len(_HEADER) + byte * _NUMBER_SIZE)


def _number_at(content: bytes, position: int) -> int:
    return int.from_bytes(content[position : position + _NUMBER_SIZE])


def _read_commit(pack_file: str, offset: int) -> bytes | None:
    file = os.open(pack_file, os.O_RDONLY)
    try:
        stored = os.pread(file, _USUAL_SIZE, offset)
        # The first byte holds the type and four bits of the size; each with its highest bit set is followed by another.
        kind, size, shift, position = stored[0] >> 4 & 7, stored[0] & 15, 4, 1
        while stored[position - 1] >> 7:
            size |= (stored[position] & 127) << shift
            shift, position = shift + 7, position + 1
        if kind != _COMMIT or size > _LARGEST:
            return None
        if size > _USUAL_SIZE // 2:
            # Compressed it takes hardly more than uncompressed, whatever its text is.
            stored = os.pread(file, position + 2 * size, offset)
        content = zlib.decompressobj().decompress(stored[position:], size)
        return content if len(content) == size else None
    finally:
        os.close(file)
