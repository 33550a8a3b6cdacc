"""Read the contents of many blobs at once, in batches of bounded size, and cache the documents parsed from them."""

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePosixPath
from typing import Literal

from somei_cli.errors import GitRefuses, Unreadable
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.document import LoadResult
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.register.files_and_faults import Fault
from somei_cli.store.git.command import DAMAGE_HINT, Git

_BATCH_SIZE = 2_000


def read_blobs(git: Git, names: Iterable[str], largest: int) -> Iterator[bytes | int | None]:
    """Yield the content of each object name, an id or `commit:path`.

    The bytes of a blob; its size if it has more than `largest` bytes; None if there is no such blob.
    """
    remaining_names = iter(names)
    while batch := list(islice(remaining_names, _BATCH_SIZE)):
        yield from _read_batch(git, batch, largest)


def decode_blob(
    content: bytes | int | None, path: object = "-", blob: str = "", *, errors: Literal["strict", "replace"] = "strict"
) -> str | Unreadable:
    """Return the text of a blob from `read_blobs`, or why it cannot be read: it is missing, too large or not UTF-8.

    The reason names `path` and `blob`, the id of the blob. If `errors` is "replace", bytes that are not UTF-8 are
    replaced instead: an old text is shown as far as it can be, or only some of its words are needed.
    """
    if content is None:
        return Unreadable(path, f"git has lost its text, {blob[:10]}", hint=DAMAGE_HINT)
    if isinstance(content, int):
        return Unreadable(path, f"is larger than {LARGEST_DOCUMENT // 1024} KiB")
    try:
        return content.decode("utf-8", errors)
    except UnicodeDecodeError as error:
        return Unreadable(path, f"is not UTF-8 (byte {error.start + 1})")


def decode_blob_or_none(content: bytes | int | None) -> str | None:
    """Return the text of a blob from `read_blobs`; None if it cannot be read."""
    text = decode_blob(content)
    return text if isinstance(text, str) else None


def _read_batch(git: Git, names: list[str], largest: int) -> Iterator[bytes | int | None]:
    sizes = [_parse_size(line) for line in _cat_file(git, "--batch-check", names).splitlines()]
    names_to_read = [name for name, size in zip(names, sizes, strict=True) if size is not None and size <= largest]
    contents = _parse_contents(_cat_file(git, "--batch", names_to_read) if names_to_read else b"", len(names_to_read))
    for size in sizes:
        yield next(contents) if size is not None and size <= largest else size


def _cat_file(git: Git, mode: str, names: list[str]) -> bytes:
    return git.run("cat-file", mode, stdin=os.fsencode("".join(f"{name}\n" for name in names)))


def _parse_size(line: bytes) -> int | None:
    words = line.split(b" ")
    return int(words[-1]) if words[-2:-1] == [b"blob"] and words[-1].isdigit() else None


def _parse_contents(output: bytes, count: int) -> Iterator[bytes]:
    position = 0
    for _ in range(count):
        end = output.find(b"\n", position)
        words = output[position:end].split(b" ")
        if end < 0 or words[-2:-1] != [b"blob"] or not words[-1].isdigit():
            raise GitRefuses("git cat-file", "an answer that cannot be read")
        start, position = end + 1, end + 2 + int(words[-1])
        yield output[start : position - 1]


_MAX_CACHED = 20_000


class DocumentCache:
    """A cache of the documents in blobs: a document is parsed already when the next commit changes it."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._cache: dict[str, LoadResult] = {}

    def fetch(self, blobs: Iterable[str]) -> None:
        """Read these blobs together into the cache, and drop the oldest if there are too many."""
        requested = dict.fromkeys(blobs)
        cached = {blob: self._cache.pop(blob) for blob in requested if blob in self._cache}
        for blob in list(islice(self._cache, max(0, len(self._cache) + len(requested) - _MAX_CACHED))):
            del self._cache[blob]
        self._cache |= cached
        missing = [blob for blob in requested if blob not in cached]
        for blob, content in zip(missing, read_blobs(self._git, missing, LARGEST_DOCUMENT), strict=True):
            self._cache[blob] = _load_document(blob, content)

    def load(self, blob: str) -> LoadResult:
        """Return the document in a blob, or its faults."""
        if blob not in self._cache:
            self.fetch([blob])
        return self._cache[blob]


def read_blob_text(git: Git, blob: str) -> str | None:
    """Return the text of one blob; None if it is missing, too large or not UTF-8."""
    (content,) = read_blobs(git, [blob], LARGEST_DOCUMENT)
    return decode_blob_or_none(content)


def has_file(git: Git, commit: str, path: PurePosixPath) -> bool:
    """Whether a commit has a file of the register."""
    return git.call("cat-file", "-e", git.object_name(commit, path)).status == 0


def _load_document(blob: str, content: bytes | int | None) -> LoadResult:
    if content is None:
        raise GitRefuses("The history cannot be proved", f"git has lost the text {blob[:10]}", DAMAGE_HINT)
    text = decode_blob(content)
    return codec.load(text) if isinstance(text, str) else LoadResult(None, (Fault(text.why),))
