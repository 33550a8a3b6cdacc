"""The readers of source formats, and which of them a file gets; all give the same lines."""

from collections.abc import Callable
from pathlib import PurePath

from somei_cli.model.readings import Doubt, Line
from somei_cli.text.reading.decode import decode
from somei_cli.text.reading.markdown import looks_like_markdown, read_markdown
from somei_cli.text.reading.plain import read_plain

Reader = Callable[[str], tuple[Line, ...]]

READERS: dict[str, Reader] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".mkd": read_markdown,
    ".txt": read_plain,
    ".text": read_plain,
}
"""By the end of the file's name; any other name is judged by the looks of the text."""


def read_bytes(data: bytes, name: str = "-") -> tuple[tuple[Line, ...], tuple[Doubt, ...]]:
    """The lines of a file, and the doubts about its encoding.

    Raises:
        Unreadable: where the file is no text.
    """
    text, doubts = decode(data, name)
    return read_text(text, name), doubts


def read_text(text: str, name: str = "-") -> tuple[Line, ...]:
    """The lines of a text."""
    return _reader(text, name)(text)


def _reader(text: str, name: str) -> Reader:
    known = READERS.get(PurePath(name).suffix.lower())
    if known:
        return known
    return read_markdown if looks_like_markdown(text) else read_plain
