"""The package that a DOCX is: opened only if it is whole, small enough unpacked, and free of tricks."""

import quopri
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from somei_cli.errors import ExtraMissing, Unreadable
from somei_cli.model.readings import Line
from somei_cli.text.sources.beside import lines_aside
from somei_cli.text.sources.docx.beside import place_of, words_beside
from somei_cli.text.sources.nodes import Node, local

LARGEST = 64 * 1024 * 1024
"""Bytes of all parts, unpacked."""

_RATIO = 200
_SMALL = 1024 * 1024
_MOST_PARTS = 5000
_MOST_TAGS = 2_000_000
_ENCRYPTED = 0x1
_PACKED = (".docx", ".docm")
# Parts that can hold words; what Word takes in from other files (altChunk) is a page, plain text, or a whole document.
_WORDS = (".xml", ".rels", ".htm", ".html", ".mht", ".mhtml", ".txt", ".rtf", *_PACKED)
_DEEPEST = 3
"""Documents inside of documents that are looked into."""
_NO_WORDS = frozenset({"[Content_Types].xml", "word/styles.xml", "word/fontTable.xml", "word/theme/theme1.xml"})
_INSERTED = "inserted file"
# What the walk reads; of these only what it leaves out stands beside the text.
_READ = re.compile(r"word/document[0-9]*\.xml")
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# A template or a file with macros holds text like any other; somei runs nothing.
_KIN = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_STRICT = b"http://purl.oclc.org/ooxml/"


class Package:
    """The parts of an opened DOCX that hold text, as trees."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open one.

        Raises:
            Unreadable: where the file is damaged, locked, too large, or no Word document.
            ExtraMissing: where python-docx is not installed.
        """
        try:
            from docx import Document
            from docx.oxml.parser import parse_xml
            from lxml.etree import LxmlError  # type: ignore[import-untyped]
        except ImportError as error:
            raise ExtraMissing("Reading a DOCX", "docx") from error
        self._name = name
        self._raw = _parts(data, name)
        copy = _clean_copy(self._raw, name)
        try:
            self._part = Document(copy).part
            # python-docx knows no footnotes: it keeps such parts as bytes.
            self._notes = {
                local(root.tag): root
                for relation in self._part.rels.values()
                if relation.reltype.endswith(("/footnotes", "/endnotes"))
                for root in [parse_xml(relation.target_part.blob)]
            }
            self.body: Node = self._part.element
            self.styles = self._related("/styles")
            self.numbering = self._related("/numbering")
        except (LxmlError, BadZipFile, AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
            raise Unreadable(name, "damaged, or no Word document inside") from error

    def notes(self, kind: str) -> Node | None:
        """The `footnotes` or `endnotes`."""
        return self._notes.get(kind)

    def linked(self, key: str) -> Node | None:
        """The page header or footer that a section names."""
        part = self._part.related_parts.get(key)
        return getattr(part, "element", None)

    def name_of(self, key: str) -> str:
        """The name of the page header or footer that a section names."""
        return str(getattr(self._part.related_parts.get(key), "partname", "")).lstrip("/")

    def beside(self, places: Mapping[str, str]) -> Iterator[Line]:
        """Words that stand beside the text: drawn across the pages, for pictures, in comments, of the file itself.

        `places` says of parts where they stand, if it is not told by their names.
        """
        for name, part in self._raw.items():
            try:
                place = places.get(name) or place_of(name)
                yield from _words_of(name, part, place, whole=not _READ.fullmatch(name))
            except Unreadable as inner:
                raise Unreadable(self._name, f"the document inside it, {inner}") from inner

    def _related(self, kind: str) -> Node | None:
        parts = (r.target_part for r in self._part.rels.values() if r.reltype.endswith(kind))
        return next((getattr(part, "element", None) for part in parts), None)


def _words_of(name: str, part: bytes, place: str, *, whole: bool = True, deep: int = 0) -> Iterator[Line]:
    """The words of a part, and of the documents that lie in it."""
    if name.endswith(".rels") or name in _NO_WORDS:
        return
    if name.endswith(".xml"):
        yield from words_beside(part, place, whole=whole)
    elif name.lower().endswith(_PACKED):
        if deep == _DEEPEST:
            raise Unreadable(name, "a document inside of documents inside of others; not opened")
        for inner, content in _parts(part, name).items():
            yield from _words_of(inner, content, _INSERTED, deep=deep + 1)
    else:
        part = quopri.decodestring(part) if name.lower().endswith((".mht", ".mhtml")) else part
        yield from lines_aside(re.sub(r"<[^<>]{0,500}>", "\n", part.decode("utf-8", "replace")), _INSERTED)


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    """All parts in XML; pictures and fonts are never unpacked."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            entries = [e for e in _sound(packed, name) if e.filename.lower().endswith(_WORDS)]
            parts = {entry.filename: _unpacked(packed, entry) for entry in entries}
    except (BadZipFile, EOFError, struct.error, zlib.error, OSError, NotImplementedError, ValueError) as error:
        raise Unreadable(name, "a damaged or incomplete DOCX") from error
    if sum(xml.count(b"<") for xml in parts.values()) > _MOST_TAGS:
        raise Unreadable(name, "more elements than any document has")
    packaged = [xml for part, xml in parts.items() if part.endswith((".xml", ".rels"))]
    if any(b"<!DOCTYPE" in xml.replace(b"\0", b"") or _in_odd_letters(xml) for xml in packaged):
        raise Unreadable(name, "a DOCX with a document type declaration, as Word never writes; not opened")
    return parts


def _sound(packed: ZipFile, name: str) -> Iterator[ZipInfo]:
    """The entries, once their number, their sizes and their locks are found to be harmless."""
    entries = packed.infolist()
    if len(entries) > _MOST_PARTS or sum(e.file_size for e in entries) > LARGEST:
        raise Unreadable(name, f"larger than {LARGEST // 1024 // 1024} MiB when unpacked")
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise Unreadable(name, "locked by a password; save it without one")
        if entry.file_size > max(_SMALL, _RATIO * entry.compress_size):
            raise Unreadable(name, "packed far too tightly for a document; not opened")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Unreadable(name, "packed in a way that no DOCX is")
        yield entry


def _unpacked(packed: ZipFile, entry: ZipInfo) -> bytes:
    """The content of an entry, of which no more is unpacked than it says it has, whatever there is."""
    with packed.open(entry) as content:
        return content.read(entry.file_size + 1)


def _in_odd_letters(xml: bytes) -> bool:
    """Whether the XML is in another encoding than UTF-8 and UTF-16, in which a declaration could hide."""
    head = xml[:200].replace(b"\0", b"").lower().partition(b"?>")[0]
    return b"encoding" in head and b"utf-8" not in head and b"utf-16" not in head


def _clean_copy(parts: Mapping[str, bytes], name: str) -> BytesIO:
    """The package without what python-docx would stumble over: links to lost parts and to pictures."""
    if _STRICT in parts.get("_rels/.rels", b""):
        raise Unreadable(name, "a strict Open XML file; save it as an ordinary DOCX or as PDF")
    copy = BytesIO()
    with ZipFile(copy, "w") as packed:
        for part, xml in parts.items():
            if not part.endswith((".xml", ".rels")):
                continue
            clean = xml
            if part == "[Content_Types].xml":
                for kin in _KIN:
                    clean = clean.replace(kin, _MAIN)
            elif part.endswith(".rels"):
                clean = _within(parts, part, name)
            packed.writestr(part, clean)
    copy.seek(0)
    return copy


def _within(parts: Mapping[str, bytes], part: str, name: str) -> bytes:
    """Relationships, but only those that lead to parts in XML that we have."""
    from lxml import etree  # type: ignore[import-untyped]

    folder = dirname(dirname(part))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(parts[part], parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(name, "a damaged or incomplete DOCX") from error
    for relation in list(root):
        target = normpath(join("/", folder, relation.get("Target", ""))).lstrip("/")
        if relation.get("TargetMode") == "External" or target not in parts or not target.endswith(".xml"):
            root.remove(relation)
    return bytes(etree.tostring(root))
