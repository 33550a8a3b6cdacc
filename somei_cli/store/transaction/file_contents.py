"""The new contents of the files of a change; those of many files are held compressed."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

_BLOCK_SIZE: Final = 256
"""So many contents are compressed together: the files of a register are alike. A change of fewer compresses nothing."""


class FileContents(Mapping[PurePosixPath, bytes | None]):
    """The new content of each file of a change, by its path; None for a file that is removed.

    It is fast to read in the order in which it was made.
    """

    def __init__(self, contents: Iterable[tuple[PurePosixPath, bytes | None]]) -> None:
        self._places: dict[PurePosixPath, int | None] = {}
        self._blocks: list[tuple[bytes, tuple[int, ...]]] = []
        self._last: list[bytes] = []
        self._open_block, self._open_contents = -1, self._last
        count = 0
        for path, content in contents:
            self._places[path] = None if content is None else count
            if content is None:
                continue
            self._last.append(content)
            count += 1
            if len(self._last) == _BLOCK_SIZE:
                self._blocks.append((zlib.compress(b"".join(self._last)), tuple(map(len, self._last))))
                self._last = []

    def __getitem__(self, path: PurePosixPath) -> bytes | None:
        place = self._places[path]
        if place is None:
            return None
        block, position = divmod(place, _BLOCK_SIZE)
        if block == len(self._blocks):
            return self._last[position]
        if block != self._open_block:
            self._open_block, self._open_contents = block, list(_split_block(*self._blocks[block]))
        return self._open_contents[position]

    def __iter__(self) -> Iterator[PurePosixPath]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _split_block(compressed: bytes, lengths: tuple[int, ...]) -> Iterator[bytes]:
    joined, start = zlib.decompress(compressed), 0
    for length in lengths:
        yield joined[start : start + length]
        start += length
