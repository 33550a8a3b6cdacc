"""The package that a DOCX is: opened only if it is whole, small enough unpacked, and free of tricks."""

import struct
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from somei_cli.errors import ExtraMissing, Unreadable
from somei_cli.text.sources.nodes import Node, local

LARGEST = 64 * 1024 * 1024
"""Bytes of all parts, unpacked."""

_RATIO = 200
_SMALL = 1024 * 1024
_MOST_PARTS = 5000
_MOST_TAGS = 2_000_000
_ENCRYPTED = 0x1
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
        copy = _clean_copy(_parts(data, name), name)
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

    def beside(self) -> Iterator[str]:
        """Words that stand beside the text: what is drawn across the pages, and what the file says of itself."""
        from docx.oxml.parser import parse_xml
        from lxml.etree import LxmlError

        for part in self._part.package.iter_parts():
            root = getattr(part, "element", None)
            if part.partname.startswith("/docProps/"):
                try:
                    yield from (node.text or "" for node in parse_xml(part.blob).iter())
                except LxmlError:
                    continue
            elif root is not None:
                yield from (node.get("string", "") for node in root.iter("{*}textpath"))

    def _related(self, kind: str) -> Node | None:
        parts = (r.target_part for r in self._part.rels.values() if r.reltype.endswith(kind))
        return next((getattr(part, "element", None) for part in parts), None)


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    """All parts in XML; pictures and fonts are never unpacked."""
    try:
        with ZipFile(BytesIO(data)) as packed:
            entries = [e for e in _sound(packed, name) if e.filename.endswith((".xml", ".rels"))]
            parts = {entry.filename: _unpacked(packed, entry) for entry in entries}
    except (BadZipFile, EOFError, struct.error, zlib.error, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise Unreadable(name, "a damaged or incomplete DOCX") from error
    if sum(xml.count(b"<") for xml in parts.values()) > _MOST_TAGS:
        raise Unreadable(name, "more elements than any document has")
    if any(b"<!DOCTYPE" in xml.replace(b"\0", b"") or _in_odd_letters(xml) for xml in parts.values()):
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
    """Relationships, but only those that lead to parts we have."""
    from lxml import etree  # type: ignore[import-untyped]

    folder = dirname(dirname(part))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(parts[part], parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(name, "a damaged or incomplete DOCX") from error
    for relation in list(root):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External" or normpath(join("/", folder, target)).lstrip("/") not in parts:
            root.remove(relation)
    return bytes(etree.tostring(root))
