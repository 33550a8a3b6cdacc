"""Read a DOCX into lines: page headers and footers first, then paragraphs and tables in order, then footnotes.

Headers and footers come first so that the markings in them are seen and none of their words slip into the text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from somei_cli.errors import Unreadable
from somei_cli.extraction.lines import is_dashed
from somei_cli.extraction.sources.docx.numbering import Bullet, DocxLists, hanging
from somei_cli.extraction.sources.docx.package import Package
from somei_cli.extraction.sources.docx.runs import Notes, Runs, chosen, is_placeholder
from somei_cli.extraction.sources.docx.styles import Look, Styles, attribute, link, measure, on, own_look, value
from somei_cli.extraction.sources.lettering import reversed_lines
from somei_cli.extraction.sources.line_builder import Laid, LineBuilder, row, settled
from somei_cli.extraction.sources.markdown import lines_aside
from somei_cli.extraction.sources.xml_nodes import Node, child, local
from somei_cli.model.importing.draft_entry import Doubt, Line, Text

_TRANSPARENT_TAGS = frozenset("body sdtContent customXml ins moveTo smartTag".split())
_LONG_LINE = 120
_MIN_SPACING = 100


def read_docx(content: bytes, name: str) -> Text:
    """Return the lines of a Word file, numbered in their order.

    Raises:
        Unreadable: if the file is damaged, locked, larger than any document, or without text.
        ExtraMissing: if python-docx is not installed.
    """
    package = Package(content, name)
    walker = _DocxWalker(package)
    places = _find_places(package)
    lines = list(
        settled([*_margin_lines(package, walker, places), None, *walker.blocks(package.body), None, *walker.notes()])
    )
    if not any(line.words for line in lines):
        raise Unreadable(name, "holds no text")
    places_by_name = {package.name_of(key): place for key, place in places.items()}
    aside = (*package.beside(places_by_name), *walker.aside)
    has_embedded_file = any(local(node.tag) == "altChunk" for node in package.body.iter())
    doubts = (
        (Doubt("source", "a part of the text lies in a file of its own, and is not read"),) if has_embedded_file else ()
    )
    return Text(tuple(replace(line, number=number) for number, line in enumerate(lines, start=1)), doubts, aside)


def _find_places(package: Package) -> dict[str, str]:
    """Return the places of the headers and footers that the sections name, by relation key."""
    places: dict[str, str] = {}
    for section in (node for node in package.body.iter() if local(node.tag) == "sectPr"):
        for reference in section:
            margin = local(reference.tag).removesuffix("Reference")
            if margin in ("header", "footer"):
                pages = {"first": "first page", "even": "even page"}.get(attribute(reference, "type"), "page")
                places.setdefault(link(reference), f"{pages} {margin}")
    return places


def _margin_lines(package: Package, walker: "_DocxWalker", places: Mapping[str, str]) -> Iterator[Laid]:
    """Yield the footers, then the headers, each once; last that of the first page, which may be the letterhead."""
    roots: dict[str, Node] = {}
    first_page_key = None
    for section in (node for node in package.body.iter() if local(node.tag) == "sectPr"):
        kinds = {local(r.tag).removesuffix("Reference") + attribute(r, "type"): link(r) for r in section}
        roots |= {key: root for key in kinds.values() if (root := package.linked(key)) is not None}
        if first_page_key is None:
            first_page_key = kinds.get("headerfirst" if on(own_look(section), "titlePg") else "headerdefault", "")
    printed_before = set()
    order = sorted(roots, key=lambda key: (key == first_page_key, local(roots[key].tag) == "hdr"))
    for key in order:
        lines = list(walker.blocks(roots[key]))
        words = tuple(line.words for line in lines if line)
        if words not in printed_before:
            yield from (None, *_with_place(lines, places.get(key, "")), None)
        printed_before.add(words)


def _with_place(lines: Iterable[Laid], place: str) -> Iterator[Laid]:
    """Yield the lines, with this place if they have none of their own."""
    for line in lines:
        yield replace(line, place=line.place or place) if line else line


class _DocxWalker:
    """Walks through the blocks of a text, and counts lists and footnotes on the way."""

    def __init__(self, package: Package) -> None:
        self._styles = Styles(package.styles)
        self._lists = DocxLists(package.numbering, self._styles)
        self._notes = Notes(package.notes("footnotes"), package.notes("endnotes"))
        self.aside: list[Line] = []
        self._open: list[LineBuilder] = []
        self._above: Look = {}

    def blocks(self, container: Node) -> Iterator[Laid]:
        """Yield the lines of all blocks in a container."""
        for node in _blocks_in(container):
            if local(node.tag) == "p":
                yield from self._paragraph(node)
            elif local(node.tag) == "tbl":
                yield from (None, *self._table(node), None)
        if self._open:
            yield from (builder.line() for builder in self._open)
            self._open = []

    def notes(self) -> Iterator[Laid]:
        """Yield the text of the notes that were called so far."""
        for mark, text in self._notes.texts():
            lines = [line for line in self.blocks(text) if line and line.words]
            yield from (replace(line, note=mark, place=line.place or local(text.tag)) for line in lines)

    def _table(self, table: Node) -> Iterator[Laid]:
        for row_node in _blocks_in(table):
            if local(row_node.tag) == "tr" and not _has_property(row_node, "trPr", "del"):
                cells = [
                    node
                    for node in _blocks_in(row_node)
                    if local(node.tag) == "tc" and not _has_property(node, "tcPr", "cellDel")
                ]
                nested = any(local(node.tag) == "tbl" for cell in cells for node in _blocks_in(cell))
                yield from row([list(self.blocks(cell)) for cell in cells], parts=nested)

    def _paragraph(self, node: Node) -> Iterator[Laid]:
        properties = child(node, "pPr")
        look = self._styles.paragraph(properties)
        runs = Runs(self._styles, self._notes, look)
        if self._open:
            runs.drafts, self._open = self._open, []
        runs.read(node)
        self.aside += lines_aside("".join(runs.hidden), "hidden text")
        self.aside += lines_aside(runs.capitals(), "capitals")
        self.aside += reversed_lines(runs.printed())
        for box in runs.boxes:
            yield from (None, *_with_place(self.blocks(box), "text box"), None)
        if properties is not None and (
            _has_property(properties, "rPr", "del") or _has_property(properties, "rPr", "moveFrom")
        ):
            # A revision deleted the end of the paragraph: it continues in the next one.
            self._open = runs.drafts
            return
        if _is_spaced(self._above, look):
            yield None
        yield from self._lines(runs.drafts, look, own_look(properties))
        self._above = look

    def _lines(self, builders: Sequence[LineBuilder], look: Look, own_look: Look) -> Iterator[Laid]:
        bullet = self._lists.bullet(look, own_look) or Bullet("", 0)
        heading = self._styles.level(look)
        for index, builder in enumerate(builders):
            line = builder.line("" if index else bullet.mark, bullet.indent, heading)
            is_typed = not bullet.mark and is_dashed(line.text)
            yield replace(line, text=" " * hanging(look) + line.text) if is_typed else line
            if len(line.text) > _LONG_LINE:
                yield None


def _blocks_in(container: Node) -> Iterator[Node]:
    """Yield the blocks, rows or cells in a container, also inside content controls and revisions."""
    for node in container:
        name = local(node.tag)
        if name == "AlternateContent":
            for branch in chosen(node):
                yield from _blocks_in(branch)
        elif name in _TRANSPARENT_TAGS or (name == "sdt" and not is_placeholder(node)):
            yield from _blocks_in(node)
        else:
            yield node


def _has_property(node: Node, holder: str, name: str) -> bool:
    properties = child(node, holder)
    return properties is not None and child(properties, name) is not None


def _is_spaced(above: Look, below: Look) -> bool:
    """Return whether there is a visible gap between two paragraphs."""
    same_style = value(above, "pStyle") == value(below, "pStyle")
    if same_style and on(below, "contextualSpacing"):
        return False
    return max(measure(above, "spacing", "after"), measure(below, "spacing", "before")) >= _MIN_SPACING
