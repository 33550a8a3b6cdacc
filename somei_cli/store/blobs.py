"""The contents that git holds, many at once, and never more of them in memory than asked for."""

import os
from collections.abc import Iterable, Iterator
from itertools import islice

from somei_cli.errors import GitRefuses
from somei_cli.store.git import Git

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
