"""Detect the format of a file by its content; the suffix of its name decides only between kinds of text."""

import codecs
import re
from enum import Enum, auto
from itertools import islice
from pathlib import PurePath

from somei_cli.errors import Unreadable

_SIGNATURE_WINDOW = 1024
_HTML_WINDOW = 20_000


class SourceFormat(Enum):
    """The formats that somei reads; TEXT is plain text or Markdown, between which the reader of texts decides."""

    PDF = auto()
    DOCX = auto()
    HTML = auto()
    TEXT = auto()


_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mkd"})
_HTML_SUFFIXES = frozenset({".htm", ".html", ".xhtml"})
READABLE_SUFFIXES = frozenset({*_MARKDOWN_SUFFIXES, *_HTML_SUFFIXES, ".txt", ".text", ".pdf", ".docx"})
"""The suffixes of files that an import takes from a folder."""

# A page may begin with comments; part of a page begins with an element that contains others.
_PAGE_START = re.compile(
    rb"(?:\s++|(?><!--.{0,800}?-->)|<\?xml[^>]{0,200}>)*+<(?:!doctype html|html|head|body)[\s>]", re.DOTALL
)
_FRAGMENT_START = re.compile(
    rb"\s*<(?:div|table|section|article|main|p|h[1-6]|ul|ol|meta|title|style|span|font|center)[\s>]"
)
_BLOCK_ELEMENT = re.compile(
    rb"<(?:html|body|div|table|t[rdh]|p|h[1-6]|[uo]l|li|br|span|pre|article|section|title|a)[\s>/]"
)
# Elements that Markdown uses too are no sign of a page.
_ANY_PAGE_ELEMENT = re.compile(rb"<!|<(?!(?:su[pb]|br)\b)[a-z][a-z0-9]{0,20}[\s>/]")
_MIN_ELEMENTS = 3

# Files that a clerk may well receive, and what to do with them.
_PICTURE = "a picture; somei reads no scans without a text layer"
_UNSUPPORTED = (
    (b"\xd0\xcf\x11\xe0", "an old Word file; save it as DOCX or PDF"),
    (b"{\\rtf", "a rich text file; save it as DOCX or PDF"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"\x1f\x8b", "a packed file; unpack it first"),
    (b"7z\xbc\xaf", "a packed file; unpack it first"),
    (b"Rar!", "a packed file; unpack it first"),
)


_SCAN_HINT = "Let another program recognise its text, or type the entry: somei add NUMBER --subject TEXT"


def detect_format(content: bytes, name: str) -> SourceFormat:
    """Return the format of a file, given its bytes and its name.

    Raises:
        Unreadable: if it is clearly in a format that somei does not read.
    """
    start = content[:_SIGNATURE_WINDOW]
    if b"%PDF-" in start:
        return SourceFormat.PDF
    if start.startswith(b"PK\x03\x04"):
        # A zip file has its directory at the end.
        if b"word/document.xml" in content or PurePath(name).suffix.lower() == ".docx":
            return SourceFormat.DOCX
        raise Unreadable(name, "a packed file that is no DOCX; unpack it first")
    text_start = start.removeprefix(codecs.BOM_UTF8).lstrip()
    for signature, reason in _UNSUPPORTED:
        if start.startswith(signature) or text_start.startswith(signature):
            raise Unreadable(name, reason, hint=_SCAN_HINT if reason == _PICTURE else "")
    return SourceFormat.HTML if _is_html(content, PurePath(name).suffix.lower()) else SourceFormat.TEXT


def has_markdown_suffix(name: str) -> bool:
    """Return whether the suffix of a name is one of Markdown."""
    return PurePath(name).suffix.lower() in _MARKDOWN_SUFFIXES


def _is_html(content: bytes, suffix: str) -> bool:
    """Return whether a file is an HTML page or part of one; with an HTML suffix fewer signs are enough.

    Markdown may hold HTML elements, and may begin with one.
    """
    head = _lower_ascii(content[:_HTML_WINDOW])
    if _PAGE_START.match(head):
        return True
    if suffix in _HTML_SUFFIXES:
        return not head.strip() or bool(_ANY_PAGE_ELEMENT.search(head))
    elements = len(list(islice(_BLOCK_ELEMENT.finditer(head), _MIN_ELEMENTS)))
    return suffix not in _MARKDOWN_SUFFIXES and elements == _MIN_ELEMENTS and bool(_FRAGMENT_START.match(head))


def _lower_ascii(head: bytes) -> bytes:
    """Return the first bytes of a text in lower case, one byte for each letter, whatever its encoding."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", errors="ignore").encode("ascii", errors="replace")
    return head.removeprefix(codecs.BOM_UTF8).lower()
