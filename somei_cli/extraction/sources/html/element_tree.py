"""Parse the bytes of an HTML page to a tree: decoded as browsers do, limited in size, without fetching anything."""

import codecs
import re
from typing import NamedTuple

from somei_cli.errors import ExtraMissing, Unreadable
from somei_cli.extraction.sources.encodings import MAX_TEXT_BYTES, decode_text
from somei_cli.extraction.sources.hidden_lines import html_comments
from somei_cli.extraction.sources.html.words_outside_text import bogus_comments, text_after_end
from somei_cli.extraction.sources.xml_nodes import Node
from somei_cli.model.importing.draft_entry import Doubt, Line

_DECLARATION_WINDOW = 4096
_MAX_ELEMENTS = 500_000
_BYTE_ORDER = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED_ENCODING = re.compile(
    rb"(?i)<(?:meta\s[^>]{0,300}?charset|\?xml\s[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})"
)
# Only encodings of text: Python would look up whatever a page names, also codecs such as "zip" and "hex".
_TEXT_ENCODING = re.compile(r"utf-?8|windows-?125[0-8]|cp125[0-8]|iso-?8859-?(?:[2-9]|1[0-6])|koi8-[ru]|macintosh")
# Browsers read these as Windows-1252.
_WESTERN_ENCODING = re.compile(r"iso-?8859-?1|latin-?1|us-ascii|ascii|windows-1252")
# A tag with its attribute values, which may contain any character.
_ATTRIBUTE_VALUE = r"=\s*+(?:\"[^\"]*+\"|'[^']*+')"
_TAG = re.compile(rf"<[a-zA-Z](?:[^>=]++|{_ATTRIBUTE_VALUE}|=)*+")
_END_TAG = re.compile(r"(?i)</(?:html|body)\s*>")
_MAX_ATTRIBUTES = 1000
_DEPTH_ERROR = re.compile(r"(?i)depth")


class HtmlPage(NamedTuple):
    """A page: its root, and a doubt if its encoding had to be guessed.

    The tree has neither the comments nor what follows the end of the page; `tail` is the root of the latter.
    """

    root: Node
    doubts: tuple[Doubt, ...]
    comments: tuple[Line, ...]
    tail: Node | None = None
    tail_begins: int = 0


def parse_page(content: bytes, name: str) -> HtmlPage:
    """Parse a page.

    Raises:
        Unreadable: if it is too large, nested too deeply, or not a page.
        ExtraMissing: if lxml is not installed.
    """
    try:
        import lxml.html  # type: ignore[import-untyped]  # noqa: F401
    except ImportError as error:
        raise ExtraMissing("Reading an HTML page", "html") from error
    text, doubts = _decode_page(content, name)
    if text.count("<") > _MAX_ELEMENTS or any(_has_too_many_attributes(tag[0]) for tag in _TAG.finditer(text)):
        raise Unreadable(name, "more elements or attributes than any page has")
    root = _parse_tree(text, name)
    text_after, tail_begins = text_after_end(text)
    text_after = _END_TAG.sub("", text_after)
    tail = _parse_tree(f"<div>{text_after}", name) if text_after.strip() else None
    return HtmlPage(root, doubts, (*html_comments(text), *bogus_comments(text)), tail, tail_begins)


def _parse_tree(text: str, name: str) -> Node:
    from lxml import etree, html

    # No reader sees comments; `huge_tree` allows 2048 levels instead of 256.
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True, recover=True
    )
    try:
        root: Node = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(name, "holds no text") from error
    if any(_DEPTH_ERROR.search(entry.message) for entry in parser.error_log):
        raise Unreadable(name, "nested more deeply than any page")
    return root


def _decode_page(content: bytes, name: str) -> tuple[str, tuple[Doubt, ...]]:
    """Decode the page by its byte order mark, its declared encoding, as UTF-8, or at last as Windows-1252."""
    if len(content) > MAX_TEXT_BYTES:
        raise Unreadable(name, f"larger than {MAX_TEXT_BYTES // 1024 // 1024} MiB")
    if content.startswith(_BYTE_ORDER):
        return decode_text(content, name)
    plain = content.replace(b"\0", b"")
    declared = _DECLARED_ENCODING.search(plain[:_DECLARATION_WINDOW])
    label = declared[1].decode("ascii", "replace").lower() if declared else ""
    encoding = "cp1252" if _WESTERN_ENCODING.fullmatch(label) else label
    if _TEXT_ENCODING.fullmatch(encoding) and encoding not in ("utf-8", "utf8"):
        return plain.decode(encoding, "replace"), ()
    return decode_text(plain, name)


def _has_too_many_attributes(tag: str) -> bool:
    """Return whether an element has so many attributes that parsing them would take hours."""
    return (
        len(tag) > 2 * _MAX_ATTRIBUTES
        and len(re.split(r"[\s/]+", re.sub(_ATTRIBUTE_VALUE, " ", tag))) > _MAX_ATTRIBUTES
    )
