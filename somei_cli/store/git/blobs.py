"""The contents that git holds, many at once, and never more of them in memory than asked for.

The documents in the blobs of a history: read many at once, and none parsed twice while it is at hand.
"""

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePosixPath

from somei_cli.errors import GitRefuses
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.document import Loaded
from somei_cli.formats.toml.parser import LARGEST
from somei_cli.model.register.files import Fault
from somei_cli.store.git.command import DAMAGED, Git

_AT_ONCE = 2_000


def read_blobs(git: Git, names: Iterable[str], largest: int) -> Iterator[bytes | int | None]:
    """What each of these names means to git: an id, or `commit:path`.

    The bytes of a blob; its size where it has more than `largest` bytes; None where there is no blob.
    """
    rest = iter(names)
    while some := list(islice(rest, _AT_ONCE)):
        yield from _some(git, some, largest)


def text_in(content: bytes | int | None) -> str | None:
    """The text of a blob; None where there is none, it was too large, or its bytes are no UTF-8."""
    try:
        return content.decode("utf-8") if isinstance(content, bytes) else None
    except UnicodeDecodeError:
        return None


def _some(git: Git, names: list[str], largest: int) -> Iterator[bytes | int | None]:
    sizes = [_size(line) for line in _asked(git, "--batch-check", names).splitlines()]
    wanted = [name for name, size in zip(names, sizes, strict=True) if size is not None and size <= largest]
    contents = _contents(_asked(git, "--batch", wanted) if wanted else b"", len(wanted))
    for size in sizes:
        yield next(contents) if size is not None and size <= largest else size


def _asked(git: Git, how: str, names: list[str]) -> bytes:
    return git.run("cat-file", how, stdin=os.fsencode("".join(f"{name}\n" for name in names)))


def _size(line: bytes) -> int | None:
    words = line.split(b" ")
    return int(words[-1]) if words[-2:-1] == [b"blob"] and words[-1].isdigit() else None


def _contents(answer: bytes, count: int) -> Iterator[bytes]:
    at = 0
    for _ in range(count):
        end = answer.find(b"\n", at)
        words = answer[at:end].split(b" ")
        if end < 0 or words[-2:-1] != [b"blob"] or not words[-1].isdigit():
            raise GitRefuses("git cat-file", "an answer that cannot be read")
        begin, at = end + 1, end + 2 + int(words[-1])
        yield answer[begin : at - 1]


_AT_HAND = 20_000


class Contents:
    """What blobs hold; the newest ones stay at hand, so that a document is ready when the next commit changes it."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._known: dict[str, Loaded] = {}

    def fetch(self, blobs: Iterable[str]) -> None:
        """Have these at hand together, and let go of older ones where they are too many."""
        wanted = dict.fromkeys(blobs)
        held = {blob: self._known.pop(blob) for blob in wanted if blob in self._known}
        for blob in list(islice(self._known, max(0, len(self._known) + len(wanted) - _AT_HAND))):
            del self._known[blob]
        self._known |= held
        missing = [blob for blob in wanted if blob not in held]
        for blob, content in zip(missing, read_blobs(self._git, missing, LARGEST), strict=True):
            self._known[blob] = _loaded(blob, content)

    def of(self, blob: str) -> Loaded:
        """What one blob holds."""
        if blob not in self._known:
            self.fetch([blob])
        return self._known[blob]


def text_of(git: Git, blob: str) -> str | None:
    """The text of one blob; None where it is none, or too large."""
    (content,) = read_blobs(git, [blob], LARGEST)
    try:
        return content.decode() if isinstance(content, bytes) else None
    except UnicodeDecodeError:
        return None


def holds_file(git: Git, commit: str, path: PurePosixPath) -> bool:
    """Whether a commit has a file of the register."""
    return git.call("cat-file", "-e", git.within(commit, path)).status == 0


def _loaded(blob: str, content: bytes | int | None) -> Loaded:
    if content is None:
        raise GitRefuses("The history cannot be proved", f"git has lost the text {blob[:10]}", DAMAGED)
    if isinstance(content, int):
        return Loaded(None, (Fault(f"larger than {LARGEST // 1024} KiB"),))
    try:
        return codec.load(content.decode())
    except UnicodeDecodeError as error:
        return Loaded(None, (Fault(f"is not UTF-8 (byte {error.start + 1})"),))
