"""Open the ZIP package of a DOCX safely, and read the words in it that are not part of the text.

A package is opened only if it is whole, small enough when unpacked, and free of tricks. Outside the text are
watermarks, image descriptions, deleted words, comments and document properties.
"""

import quopri
import re
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from somei_cli.errors import ExtraMissing, Unreadable
from somei_cli.extraction.sources.docx.runs import choose_alternative, is_placeholder
from somei_cli.extraction.sources.docx.styles import word_attribute
from somei_cli.extraction.sources.hidden_lines import hidden_lines
from somei_cli.extraction.sources.line_builder import GAP
from somei_cli.extraction.sources.xml_nodes import Node, find_child, local_name
from somei_cli.model.importing.draft_entry import Line

_WORD_ATTRIBUTES = frozenset({"string", "descr", "title", "alt", "tag", "alias", "val", "name", "instr"})
# The elements whose attributes hold words, and the place of these.
_ATTRIBUTE_PLACES = {
    "docPr": "alternative text",
    "cNvPr": "alternative text",
    "shape": "alternative text",
    "shapetype": "alternative text",
    "textpath": "watermark",
    "docVar": "document variable",
    "alias": "content control",
    "tag": "content control",
    "placeholder": "content control",
    "property": "document properties",
    "lvlText": "list number",
    "fldSimple": "field",
    "statusText": "form field",
    "helpText": "form field",
    "default": "form field",
    "listEntry": "form field",
    "sheet": "inserted file",
}
_PARAGRAPH_TAGS = frozenset({"p", "si", "pt"})
_TEXT_TAGS = frozenset({"t", "delText", "instrText", "delInstrText"})
_MEASURE_TAGS = frozenset({"posOffset", "pctWidth", "pctHeight", "align"})
_SIGN_TAGS = {"tab": GAP, "ptab": GAP, "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# What Word never shows as text.
_UNSHOWN_PLACES = {
    "del": "deleted text",
    "moveFrom": "deleted text",
    "delText": "deleted text",
    "rt": "ruby text",
    "instrText": "field",
    "delInstrText": "field",
}
_FIELD = "field"
_QUOTED = re.compile(r"[\"“]([^\"“”\n]{2,200})[\"”]")
_PART_PLACES = (
    (re.compile(r"(?:^|/)header[^/]*$"), "page header"),
    (re.compile(r"(?:^|/)footer[^/]*$"), "page footer"),
    (re.compile(r"(?:^|/)comments[^/]*$"), "comment"),
    (re.compile(r"(?:^|/)footnotes[^/]*$"), "footnote"),
    (re.compile(r"(?:^|/)endnotes[^/]*$"), "endnote"),
    (re.compile(r"(?:^|/)numbering[^/]*$"), "list number"),
    (re.compile(r"(?:^|/)settings[^/]*$"), "document variable"),
    (re.compile(r"(?:^|/)docProps/"), "document properties"),
    (re.compile(r"(?:^|/)customXml/"), "custom data"),
    (re.compile(r"(?:^|/)charts/"), "chart"),
    (re.compile(r"(?:^|/)diagrams/"), "diagram"),
    (re.compile(r"(?:^|/)glossary/"), "building block"),
)
_PRIVATE_USE = re.compile("([\uf000-\uf0ff])")
# Signs that there may be a letter of a symbol font, however XML writes it.
_MAY_BE_SYMBOLIC = re.compile(rb"\bsym\b|\xef[\x80-\x83]|&#|\xf0|\A[\xfe\xff]")
_MIN_LETTERS = 3
_MAX_SHORT_LENGTH = 80


def place_of_part(part: str) -> str:
    """Return the place of the words of a part, by its name.

    >>> place_of_part("word/header2.xml"), place_of_part("word/people.xml")
    ('page header', 'another part of the file')
    """
    return next((place for pattern, place in _PART_PLACES if pattern.search(part)), "another part of the file")


def find_hidden_words_of_part(xml: bytes, place: str, *, whole: bool) -> Iterator[Line]:
    """Yield the hidden words of a part; with `whole` all its words, as of comments and charts."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        return
    part = _PartWords(place, whole=whole, symbolic=_MAY_BE_SYMBOLIC.search(xml) is not None)
    part.read(root)
    yield from part.lines()


class _PartWords:
    """Collects the words of a part: by paragraph, and in it by place."""

    def __init__(self, place: str, *, whole: bool, symbolic: bool) -> None:
        self._place = place
        self._all_words = whole
        self._symbolic = symbolic
        self._paragraphs = 0
        self._words: dict[tuple[int, str], list[str]] = defaultdict(list)
        self._symbols: dict[int, list[str]] = defaultdict(list)
        self._letters: dict[int, int] = defaultdict(int)
        # For the open fields of a paragraph: whether the result of each has begun, and for how many it has not.
        self._fields: dict[int, list[bool]] = defaultdict(list)
        self._open_codes: dict[int, int] = defaultdict(int)

    def read(self, root: Node) -> None:
        """Read a tree, without recursion."""
        open_nodes: list[tuple[Node, str, int]] = [(root, "", 0)]
        while open_nodes:
            node, place, paragraph = open_nodes.pop()
            name = local_name(node.tag)
            place = place or self._place_unshown(node, name)
            if name in _PARAGRAPH_TAGS:
                self._paragraphs += 1
                paragraph = self._paragraphs
            self._read_element(node, name, place, paragraph)
            branches = (
                frozenset(choose_alternative(node)) if name == "AlternateContent" and not self._all_words else None
            )
            for child_node in reversed(list(node)):
                is_unread = branches is not None and child_node not in branches
                open_nodes.append((child_node, place or ("text box" if is_unread else ""), paragraph))

    def lines(self) -> Iterator[Line]:
        """Yield all words, in the order of the part."""
        for (_, place), pieces in self._words.items():
            words = "".join(pieces)
            yield from hidden_lines(words, place)
            if place == _FIELD:
                for match in _QUOTED.finditer(words):
                    yield from hidden_lines(match[1], place)
        for paragraph, letters in self._letters.items():
            words = "".join(self._symbols[paragraph])
            if letters >= _MIN_LETTERS or len(words) <= _MAX_SHORT_LENGTH:
                yield from hidden_lines(words, "symbol font")

    def _place_unshown(self, node: Node, name: str) -> str:
        """Return the place of what Word shows outside the text or not at all, else ""."""
        if name in _UNSHOWN_PLACES:
            return _UNSHOWN_PLACES[name]
        if name in ("tr", "tc") and (_is_deleted(node, "trPr", "del") or _is_deleted(node, "tcPr", "cellDel")):
            return "deleted text"
        if name == "sdt" and is_placeholder(node):
            return "content control"
        return "text box" if name == "txbxContent" and self._all_words else ""

    def _read_element(self, node: Node, name: str, place: str, paragraph: int) -> None:
        """Read one element."""
        if name in _ATTRIBUTE_PLACES and not (name == "listEntry" and _is_unchosen(node)):
            for key in node.attrib:
                if local_name(key) in _WORD_ATTRIBUTES or key in _WORD_ATTRIBUTES:
                    self._add_attribute(node.get(key, ""), _ATTRIBUTE_PLACES[name])
        if name == "fldChar":
            self._track_field(word_attribute(node, "fldCharType"), paragraph)
        elif name == "sym":
            self._add_symbol(word_attribute(node, "char"), paragraph)
        elif name in _SIGN_TAGS:
            self._add_words(_SIGN_TAGS[name], place, paragraph)
        elif name not in _MEASURE_TAGS:
            if name == "t" and not place and self._open_codes[paragraph]:
                place = _FIELD
            self._add_words(node.text or "", place, paragraph)
        if self._all_words and name not in _TEXT_TAGS:
            # Custom XML data may have words after its elements too.
            self._add_words(node.tail or "", place, paragraph)

    def _add_attribute(self, words: str, place: str) -> None:
        """Add an attribute as a paragraph of its own; the text of a list number only if it has letters."""
        if place != "list number" or sum(map(str.isalpha, words)) >= _MIN_LETTERS:
            self._paragraphs += 1
            self._words[self._paragraphs, place].append(words)

    def _add_words(self, words: str, place: str, paragraph: int) -> None:
        if not words:
            return
        if self._symbolic and paragraph:
            for piece in _PRIVATE_USE.split(words):
                if len(piece) == 1 and _PRIVATE_USE.match(piece):
                    self._add_symbol(f"{ord(piece):X}", paragraph)
                else:
                    self._symbols[paragraph].append(piece)
        if place or self._all_words:
            if not paragraph:
                self._paragraphs += 1
            self._words[paragraph or self._paragraphs, place or self._place].append(words)

    def _add_symbol(self, code: str, paragraph: int) -> None:
        """Add a letter of a symbol font; the font decides what is drawn, which may be the letter itself."""
        if not re.fullmatch(r"[0-9A-Fa-f]{2,4}", code):
            return
        letter = chr(int(code, 16) & 0xFF)
        self._symbols[paragraph].append(letter)
        if letter.isascii() and letter.isalpha():
            self._letters[paragraph] += 1

    def _track_field(self, kind: str, paragraph: int) -> None:
        """Track fields: everything between the begin of a field and its result is its code."""
        fields = self._fields[paragraph]
        if kind == "begin":
            fields.append(False)
            self._open_codes[paragraph] += 1
        elif fields and kind in ("separate", "end"):
            self._open_codes[paragraph] -= not fields.pop()
            if kind == "separate":
                fields.append(True)


def _is_unchosen(entry: Node) -> bool:
    """Return whether the drop-down list of a form shows another of its entries."""
    drop_down = entry.getparent()
    siblings = list(drop_down) if drop_down is not None else []
    values = {local_name(node.tag): word_attribute(node, "val") for node in siblings}
    entries = [node for node in siblings if local_name(node.tag) == "listEntry"]
    return str(entries.index(entry)) != values.get("result", values.get("default", "0"))


def _is_deleted(node: Node, holder: str, name: str) -> bool:
    properties = find_child(node, holder)
    return properties is not None and find_child(properties, name) is not None


MAX_UNPACKED = 64 * 1024 * 1024
"""The most bytes that all parts may have, unpacked."""

_MAX_RATIO = 200
_SMALL_PART = 1024 * 1024
_MAX_PARTS = 5000
_MAX_TAGS = 2_000_000
_ENCRYPTED_FLAG = 0x1
_PACKAGE_SUFFIXES = (".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".pptm")
# Parts that can hold words; a file that Word embeds is a page, plain text, or a whole document, workbook or slides.
TEXT_SUFFIXES = (".xml", ".rels", ".htm", ".html", ".mht", ".mhtml", ".txt", ".rtf", *_PACKAGE_SUFFIXES)
_MAX_DEPTH = 3
"""How deep documents inside documents are read."""
_PARTS_WITHOUT_WORDS = frozenset(
    {"[Content_Types].xml", "word/styles.xml", "word/fontTable.xml", "word/theme/theme1.xml"}
)
_INSERTED = "inserted file"
# The parts that read_docx reads as text; only what it skips in them is hidden text.
_MAIN_PART = re.compile(r"word/document[0-9]*\.xml")
_MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# A template or a file with macros holds text like any other; somei runs nothing.
_RELATED_TYPES = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_STRICT_NAMESPACE = b"http://purl.oclc.org/ooxml/"


class DocxPackage:
    """The parts of an opened DOCX that hold text, as trees."""

    def __init__(self, content: bytes, name: str) -> None:
        """Open a DOCX.

        Raises:
            Unreadable: if the file is damaged, locked, too large, or not a Word document.
            ExtraMissing: if python-docx is not installed.
        """
        try:
            from docx import Document
            from docx.oxml.parser import parse_xml
            from lxml.etree import LxmlError  # type: ignore[import-untyped]
        except ImportError as error:
            raise ExtraMissing("Reading a DOCX", "docx") from error
        self._name = name
        self._raw = _read_parts(content, name)
        copy = _copy_without_links(self._raw, name)
        try:
            self._part = Document(copy).part
            # python-docx knows no footnotes: it keeps such parts as bytes.
            self._notes = {
                local_name(root.tag): root
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
        """Return the `footnotes` or `endnotes`."""
        return self._notes.get(kind)

    def linked_part(self, key: str) -> Node | None:
        """Return the page header or footer with a relation key."""
        part = self._part.related_parts.get(key)
        return getattr(part, "element", None)

    def links(self) -> Mapping[str, str]:
        """Return the addresses of the web to which the main part leads, by relation key."""
        folder, _, name = str(self._part.partname).lstrip("/").rpartition("/")
        relations = self._raw.get(f"{folder}/_rels/{name}.rels")
        root = _parse_relations(relations, self._name) if relations else ()
        return {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in root
            if relation.get("TargetMode") == "External" and relation.get("Type", "").endswith("/hyperlink")
        }

    def name_of(self, key: str) -> str:
        """Return the name of the page header or footer with a relation key."""
        return str(getattr(self._part.related_parts.get(key), "partname", "")).lstrip("/")

    def hidden_lines(self, places: Mapping[str, str]) -> Iterator[Line]:
        """Yield the words outside the text: watermarks, image descriptions, comments, document properties.

        `places` gives the places of parts whose names do not show them.
        """
        for name, part in self._raw.items():
            try:
                place = places.get(name) or place_of_part(name)
                yield from _hidden_words_of(name, part, place, whole=not _MAIN_PART.fullmatch(name))
            except Unreadable as error:
                raise Unreadable(self._name, f"the document inside it, {error}") from error

    def _related(self, kind: str) -> Node | None:
        parts = (r.target_part for r in self._part.rels.values() if r.reltype.endswith(kind))
        return next((getattr(part, "element", None) for part in parts), None)


def _hidden_words_of(name: str, part: bytes, place: str, *, whole: bool = True, depth: int = 0) -> Iterator[Line]:
    """Yield the hidden words of a part, and of the documents inside it."""
    if name.endswith(".rels") or name in _PARTS_WITHOUT_WORDS:
        return
    if name.endswith(".xml"):
        yield from find_hidden_words_of_part(part, place, whole=whole)
    elif name.lower().endswith(_PACKAGE_SUFFIXES):
        if depth == _MAX_DEPTH:
            raise Unreadable(name, "a document inside of documents inside of others; not opened")
        for inner_name, content in _read_parts(part, name).items():
            yield from _hidden_words_of(inner_name, content, _INSERTED, depth=depth + 1)
    else:
        part = quopri.decodestring(part) if name.lower().endswith((".mht", ".mhtml")) else part
        yield from hidden_lines(re.sub(r"<[^<>]{0,500}>", "\n", part.decode("utf-8", "replace")), _INSERTED)


def _read_parts(content: bytes, name: str) -> dict[str, bytes]:
    """Return all parts in XML; pictures and fonts are never unpacked."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            entries = [e for e in _check_entries(packed, name) if e.filename.lower().endswith(TEXT_SUFFIXES)]
            parts = {entry.filename: _unpack(packed, entry) for entry in entries}
    except (BadZipFile, EOFError, struct.error, zlib.error, OSError, NotImplementedError, ValueError) as error:
        raise Unreadable(name, "a damaged or incomplete DOCX") from error
    if sum(xml.count(b"<") for xml in parts.values()) > _MAX_TAGS:
        raise Unreadable(name, "more elements than any document has")
    xml_parts = [xml for part, xml in parts.items() if part.endswith((".xml", ".rels"))]
    if any(b"<!DOCTYPE" in xml.replace(b"\0", b"") or _has_other_encoding(xml) for xml in xml_parts):
        raise Unreadable(name, "a DOCX with a document type declaration, as Word never writes; not opened")
    return parts


def _check_entries(packed: ZipFile, name: str) -> Iterator[ZipInfo]:
    """Yield the entries; refuse too many, too large, encrypted or suspiciously compressed ones."""
    entries = packed.infolist()
    if len(entries) > _MAX_PARTS or sum(e.file_size for e in entries) > MAX_UNPACKED:
        raise Unreadable(name, f"larger than {MAX_UNPACKED // 1024 // 1024} MiB when unpacked")
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise Unreadable(name, "locked by a password; save it without one")
        if entry.file_size > max(_SMALL_PART, _MAX_RATIO * entry.compress_size):
            raise Unreadable(name, "packed far too tightly for a document; not opened")
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Unreadable(name, "packed in a way that no DOCX is")
        yield entry


def _unpack(packed: ZipFile, entry: ZipInfo) -> bytes:
    """Return the content of an entry, at most one byte more than its declared size."""
    with packed.open(entry) as content:
        return content.read(entry.file_size + 1)


def _has_other_encoding(xml: bytes) -> bool:
    """Return whether the XML is neither UTF-8 nor UTF-16: a declaration could hide in another encoding."""
    head = xml[:200].replace(b"\0", b"").lower().partition(b"?>")[0]
    return b"encoding" in head and b"utf-8" not in head and b"utf-16" not in head


def _copy_without_links(parts: Mapping[str, bytes], name: str) -> BytesIO:
    """Return the package without what python-docx cannot open: links to missing parts and to pictures."""
    if _STRICT_NAMESPACE in parts.get("_rels/.rels", b""):
        raise Unreadable(name, "a strict Open XML file; save it as an ordinary DOCX or as PDF")
    copy = BytesIO()
    with ZipFile(copy, "w") as packed:
        for part, xml in parts.items():
            if not part.endswith((".xml", ".rels")):
                continue
            cleaned = xml
            if part == "[Content_Types].xml":
                for related_type in _RELATED_TYPES:
                    cleaned = cleaned.replace(related_type, _MAIN_TYPE)
            elif part.endswith(".rels"):
                cleaned = _keep_internal_links(parts, part, name)
            packed.writestr(part, cleaned)
    copy.seek(0)
    return copy


def _keep_internal_links(parts: Mapping[str, bytes], part: str, name: str) -> bytes:
    """Return the relationships of a part that lead to XML parts in the package."""
    from lxml import etree

    folder = dirname(dirname(part))
    root = _parse_relations(parts[part], name)
    for relation in list(root):
        target = normpath(join("/", folder, relation.get("Target", ""))).lstrip("/")
        if relation.get("TargetMode") == "External" or target not in parts or not target.endswith(".xml"):
            root.remove(relation)
    return bytes(etree.tostring(root))


def _parse_relations(relations: bytes, name: str) -> Any:
    """Return the root of the relationships of a part.

    Raises:
        Unreadable: with the name of the file, if they are damaged.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(relations, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(name, "a damaged or incomplete DOCX") from error
