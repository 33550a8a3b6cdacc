"""Read a DOCX into lines: page headers and footers first, then paragraphs and tables in order, then footnotes.

Headers and footers come first so that the markings in them are seen and none of their words slip into the text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from somei_cli.errors import Unreadable
from somei_cli.extraction.joined_lines import is_dashed
from somei_cli.extraction.sources.docx.numbering import Bullet, DocxLists, indent_steps
from somei_cli.extraction.sources.docx.package_and_hidden_text import TEXT_SUFFIXES, DocxPackage
from somei_cli.extraction.sources.docx.runs import DocxNotes, ParagraphRuns, choose_alternative, is_placeholder
from somei_cli.extraction.sources.docx.styles import (
    DocxStyles,
    Look,
    is_on,
    own_look,
    property_number,
    property_value,
    relation_key,
    word_attribute,
)
from somei_cli.extraction.sources.hidden_lines import hidden_lines, struck_lines
from somei_cli.extraction.sources.line_builder import LineBuilder, LineOrGap, gaps_to_empty_lines, lay_out_row
from somei_cli.extraction.sources.unusual_lettering import reversed_lines
from somei_cli.extraction.sources.xml_nodes import Node, find_child, local_name
from somei_cli.model.importing.draft_entry import Doubt, Line, SourceText

_TRANSPARENT_TAGS = frozenset("body sdtContent customXml ins moveTo smartTag".split())
# An equation of an older editor is embedded too, and is not a file.
_EQUATION = "Equation Native".encode("utf-16-le")
_LONG_LINE = 120
_MIN_SPACING = 100


def read_docx(content: bytes, name: str) -> SourceText:
    """Return the lines of a Word file, numbered in their order.

    Raises:
        Unreadable: if the file is damaged, locked, larger than any document, or without text.
        ExtraMissing: if python-docx is not installed.
    """
    package = DocxPackage(content, name)
    walker = _DocxWalker(package)
    places = _find_places(package)
    margin_lines = list(_margin_lines(package, walker, places))
    # Relation keys are those of the main part; headers and notes have their own.
    walker.links = package.links()
    text_lines = list(walker.blocks(package.body))
    walker.links = {}
    lines = list(gaps_to_empty_lines([*margin_lines, None, *text_lines, None, *walker.notes()]))
    if not any(line.words for line in lines):
        raise Unreadable(name, "holds no text")
    places_by_name = {package.name_of(key): place for key, place in places.items()}
    aside = (*package.hidden_lines(places_by_name), *walker.aside)
    has_embedded_file = any(local_name(node.tag) == "altChunk" for node in package.body.iter())
    doubts = [
        Doubt("source", "a file that was put into it is not read", words=file_name)
        for file_name in _find_unread_files(content)
    ]
    if has_embedded_file:
        doubts.append(Doubt("source", "a part of the text lies in a file of its own, and is not read"))
    numbered = tuple(replace(line, number=number) for number, line in enumerate(lines, start=1))
    return SourceText(numbered, tuple(doubts), aside)


def _find_unread_files(content: bytes) -> Iterator[str]:
    """Yield the names of the embedded files that are not opened, such as mails."""
    with ZipFile(BytesIO(content)) as packed:
        for name in packed.namelist():
            folder, _, file_name = name.rpartition("/")
            is_read = name.lower().endswith(TEXT_SUFFIXES)
            if folder.endswith("embeddings") and file_name and not is_read and _EQUATION not in packed.read(name):
                yield file_name


def _find_places(package: DocxPackage) -> dict[str, str]:
    """Return the places of the headers and footers that the sections name, by relation key."""
    places: dict[str, str] = {}
    for section in (node for node in package.body.iter() if local_name(node.tag) == "sectPr"):
        for reference in section:
            margin = local_name(reference.tag).removesuffix("Reference")
            if margin in ("header", "footer"):
                pages = {"first": "first page", "even": "even page"}.get(word_attribute(reference, "type"), "page")
                places.setdefault(relation_key(reference), f"{pages} {margin}")
    return places


def _margin_lines(package: DocxPackage, walker: "_DocxWalker", places: Mapping[str, str]) -> Iterator[LineOrGap]:
    """Yield the footers, then the headers, each once; last that of the first page, which may be the letterhead."""
    roots: dict[str, Node] = {}
    first_page_key = None
    for section in (node for node in package.body.iter() if local_name(node.tag) == "sectPr"):
        kinds = {
            local_name(r.tag).removesuffix("Reference") + word_attribute(r, "type"): relation_key(r) for r in section
        }
        roots |= {key: root for key in kinds.values() if (root := package.linked_part(key)) is not None}
        if first_page_key is None:
            first_page_key = kinds.get("headerfirst" if is_on(own_look(section), "titlePg") else "headerdefault", "")
    printed_before = set()
    order = sorted(roots, key=lambda key: (key == first_page_key, local_name(roots[key].tag) == "hdr"))
    for key in order:
        lines = list(walker.blocks(roots[key]))
        words = tuple(line.words for line in lines if line)
        if words not in printed_before:
            yield from (None, *_with_place(lines, places.get(key, "")), None)
        printed_before.add(words)


def _with_place(lines: Iterable[LineOrGap], place: str) -> Iterator[LineOrGap]:
    """Yield the lines, with this place if they have none of their own."""
    for line in lines:
        yield replace(line, place=line.place or place) if line else line


class _DocxWalker:
    """Walks through the blocks of a text, and counts lists and footnotes on the way."""

    def __init__(self, package: DocxPackage) -> None:
        self._styles = DocxStyles(package.styles)
        self._lists = DocxLists(package.numbering, self._styles)
        self._notes = DocxNotes(package.notes("footnotes"), package.notes("endnotes"))
        self.aside: list[Line] = []
        self.links: Mapping[str, str] = {}
        self._open_builders: list[LineBuilder] = []
        self._look_above: Look = {}

    def blocks(self, container: Node) -> Iterator[LineOrGap]:
        """Yield the lines of all blocks in a container."""
        for node in _blocks_in(container):
            if local_name(node.tag) == "p":
                yield from self._paragraph(node)
            elif local_name(node.tag) == "tbl":
                yield from (None, *self._table(node), None)
        if self._open_builders:
            self._keep_struck_words(self._open_builders)
            yield from (builder.build() for builder in self._open_builders if not builder.is_struck_out)
            self._open_builders = []

    def notes(self) -> Iterator[LineOrGap]:
        """Yield the text of the notes that were called so far."""
        for mark, text in self._notes.texts():
            lines = [line for line in self.blocks(text) if line and line.words]
            yield from (replace(line, note=mark, place=line.place or local_name(text.tag)) for line in lines)

    def _table(self, table: Node) -> Iterator[LineOrGap]:
        for row_node in _blocks_in(table):
            if local_name(row_node.tag) == "tr" and not _has_property(row_node, "trPr", "del"):
                cells = [
                    node
                    for node in _blocks_in(row_node)
                    if local_name(node.tag) == "tc" and not _has_property(node, "tcPr", "cellDel")
                ]
                nested = any(local_name(node.tag) == "tbl" for cell in cells for node in _blocks_in(cell))
                yield from lay_out_row([list(self.blocks(cell)) for cell in cells], parts=nested)

    def _paragraph(self, node: Node) -> Iterator[LineOrGap]:
        properties = find_child(node, "pPr")
        look = self._styles.paragraph_look(properties)
        runs = ParagraphRuns(self._styles, self._notes, look, self.links)
        if self._open_builders:
            runs.builders, self._open_builders = self._open_builders, []
        runs.read(node)
        self.aside += hidden_lines("".join(runs.hidden), "hidden text")
        self.aside += hidden_lines(runs.capitals(), "capitals")
        self.aside += reversed_lines(runs.printed_text())
        for box in runs.boxes:
            yield from (None, *_with_place(self.blocks(box), "text box"), None)
        if properties is not None and (
            _has_property(properties, "rPr", "del") or _has_property(properties, "rPr", "moveFrom")
        ):
            # A revision deleted the end of the paragraph: it continues in the next one.
            self._open_builders = runs.builders
            return
        if _is_spaced(self._look_above, look):
            yield None
        yield from self._lines(runs.builders, look, own_look(properties))
        self._look_above = look

    def _lines(self, builders: Sequence[LineBuilder], look: Look, own_look: Look) -> Iterator[LineOrGap]:
        bullet = self._lists.next_bullet(look, own_look) or Bullet("", 0)
        heading = self._styles.heading_level(look)
        self._keep_struck_words(builders)
        for index, builder in enumerate(builders):
            if builder.is_struck_out:
                continue
            line = builder.build("" if index else bullet.mark, bullet.indent, heading)
            is_typed = not bullet.mark and is_dashed(line.text)
            yield replace(line, text=" " * indent_steps(look) + line.text) if is_typed else line
            if len(line.text) > _LONG_LINE:
                yield None

    def _keep_struck_words(self, builders: Iterable[LineBuilder]) -> None:
        for builder in builders:
            self.aside += struck_lines(*builder.struck_words())


def _blocks_in(container: Node) -> Iterator[Node]:
    """Yield the blocks, rows or cells in a container, also inside content controls and revisions."""
    for node in container:
        name = local_name(node.tag)
        if name == "AlternateContent":
            for branch in choose_alternative(node):
                yield from _blocks_in(branch)
        elif name in _TRANSPARENT_TAGS or (name == "sdt" and not is_placeholder(node)):
            yield from _blocks_in(node)
        else:
            yield node


def _has_property(node: Node, holder: str, name: str) -> bool:
    properties = find_child(node, holder)
    return properties is not None and find_child(properties, name) is not None


def _is_spaced(above: Look, below: Look) -> bool:
    """Return whether there is a visible gap between two paragraphs."""
    same_style = property_value(above, "pStyle") == property_value(below, "pStyle")
    if same_style and is_on(below, "contextualSpacing"):
        return False
    return max(property_number(above, "spacing", "after"), property_number(below, "spacing", "before")) >= _MIN_SPACING
