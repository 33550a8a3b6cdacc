"""Which format a file is in: by its first bytes, then by the end of its name, then by the looks of the text."""

from enum import Enum, auto
from pathlib import PurePath

from somei_cli.errors import Unreadable

_SNIFFED = 1024


class Format(Enum):
    """The formats that somei reads."""

    PDF = auto()
    DOCX = auto()
    HTML = auto()
    MARKDOWN = auto()
    PLAIN = auto()
    UNTOLD = auto()


_BY_NAME = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".mkd": Format.MARKDOWN,
    ".txt": Format.PLAIN,
    ".text": Format.PLAIN,
    ".htm": Format.HTML,
    ".html": Format.HTML,
    ".xhtml": Format.HTML,
}
ENDINGS = frozenset({*_BY_NAME, ".pdf", ".docx"})
"""How the names of files end that are taken from a folder."""

# What a clerk may well receive, and what to do with it.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "an old Word file; save it as DOCX or PDF"),
    (b"{\\rtf", "a rich text file; save it as DOCX or PDF"),
    (b"\x89PNG", "a picture; somei reads no scans without a text layer"),
    (b"\xff\xd8\xff", "a picture; somei reads no scans without a text layer"),
    (b"II*\0", "a picture; somei reads no scans without a text layer"),
    (b"MM\0*", "a picture; somei reads no scans without a text layer"),
    (b"GIF8", "a picture; somei reads no scans without a text layer"),
    (b"\x1f\x8b", "a packed file; unpack it first"),
    (b"7z\xbc\xaf", "a packed file; unpack it first"),
    (b"Rar!", "a packed file; unpack it first"),
)


def format_of(data: bytes, name: str) -> Format:
    """The format of a file, `UNTOLD` where neither its bytes nor its name tell it: a text of some kind.

    Raises:
        Unreadable: where it is plainly in a format that somei does not read.
    """
    start = data[:_SNIFFED]
    if b"%PDF-" in start:
        return Format.PDF
    if start.startswith(b"PK\x03\x04"):
        # The list of what a zip file holds stands at its end.
        if b"word/document.xml" in data or PurePath(name).suffix.lower() == ".docx":
            return Format.DOCX
        raise Unreadable(name, "a packed file that is no DOCX; unpack it first")
    for sign, why in _OTHERS:
        if start.startswith(sign):
            raise Unreadable(name, why)
    named = _BY_NAME.get(PurePath(name).suffix.lower())
    if named is None and _looks_like_html(start):
        return Format.HTML
    return named or Format.UNTOLD


def _looks_like_html(start: bytes) -> bool:
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head)
