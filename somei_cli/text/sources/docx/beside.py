"""Words in a part of a DOCX that stand beside its text: watermarks, words for pictures, what was deleted, comments."""

import re
from collections import defaultdict
from collections.abc import Iterator

from somei_cli.model.readings import Line
from somei_cli.text.sources.beside import lines_aside
from somei_cli.text.sources.docx.runs import chosen, is_placeholder
from somei_cli.text.sources.docx.styles import attribute
from somei_cli.text.sources.drafts import GAP
from somei_cli.text.sources.nodes import Node, child, local

_ATTRIBUTES = frozenset({"string", "descr", "title", "alt", "tag", "alias", "val", "name", "instr"})
# The elements whose attributes hold words, and the place at which these stand.
_TELLING = {
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
}
_PARAGRAPHS = frozenset({"p", "si", "pt"})
_TEXTS = frozenset({"t", "delText", "instrText", "delInstrText"})
_MEASURES = frozenset({"posOffset", "pctWidth", "pctHeight", "align"})
_SIGNS = {"tab": GAP, "ptab": GAP, "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# What Word does not show of a text, wherever it stands.
_UNSHOWN = {
    "del": "deleted text",
    "moveFrom": "deleted text",
    "delText": "deleted text",
    "rt": "ruby text",
    "instrText": "field",
    "delInstrText": "field",
}
_FIELD = "field"
_QUOTED = re.compile(r"[\"“]([^\"“”\n]{2,200})[\"”]")
_PLACES = (
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
_PRIVATE = re.compile("([\uf000-\uf0ff])")
# Signs of a letter of a symbol font, in any of the ways in which XML may write one.
_MAY_BE_SYMBOLIC = re.compile(rb"\bsym\b|\xef[\x80-\x83]|&#|\xf0|\A[\xfe\xff]")
_FEWEST = 3
_SHORT = 80


def place_of(part: str) -> str:
    """Where the words of a part stand, told by its name.

    >>> place_of("word/header2.xml"), place_of("word/people.xml")
    ('page header', 'another part of the file')
    """
    return next((place for pattern, place in _PLACES if pattern.search(part)), "another part of the file")


def words_beside(xml: bytes, place: str, *, whole: bool) -> Iterator[Line]:
    """The words beside the text of a part; with `whole` all its words are, as those of comments and of charts."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError:
        return
    part = _Part(place, whole=whole, symbolic=_MAY_BE_SYMBOLIC.search(xml) is not None)
    part.read(root)
    yield from part.lines()


class _Part:
    """The words of a part as they gather: by paragraph, and in it by the place at which they stand."""

    def __init__(self, place: str, *, whole: bool, symbolic: bool) -> None:
        self._place = place
        self._whole = whole
        self._symbolic = symbolic
        self._paragraphs = 0
        self._words: dict[tuple[int, str], list[str]] = defaultdict(list)
        self._symbols: dict[int, list[str]] = defaultdict(list)
        self._letters: dict[int, int] = defaultdict(int)
        # Of the fields that are open in a paragraph whether their result has begun, and of how many it has not.
        self._fields: dict[int, list[bool]] = defaultdict(list)
        self._codes: dict[int, int] = defaultdict(int)

    def read(self, root: Node) -> None:
        """Take in a tree, without recursion."""
        open_: list[tuple[Node, str, int]] = [(root, "", 0)]
        while open_:
            node, place, paragraph = open_.pop()
            name = local(node.tag)
            place = place or self._unshown(node, name)
            if name in _PARAGRAPHS:
                self._paragraphs += 1
                paragraph = self._paragraphs
            self._take(node, name, place, paragraph)
            branches = frozenset(chosen(node)) if name == "AlternateContent" and not self._whole else None
            for below in reversed(list(node)):
                unread = branches is not None and below not in branches
                open_.append((below, place or ("text box" if unread else ""), paragraph))

    def lines(self) -> Iterator[Line]:
        """All words, in the order of the part."""
        for (_, place), pieces in self._words.items():
            words = "".join(pieces)
            yield from lines_aside(words, place)
            if place == _FIELD:
                for found in _QUOTED.finditer(words):
                    yield from lines_aside(found[1], place)
        for paragraph, letters in self._letters.items():
            words = "".join(self._symbols[paragraph])
            if letters >= _FEWEST or len(words) <= _SHORT:
                yield from lines_aside(words, "symbol font")

    def _unshown(self, node: Node, name: str) -> str:
        """The place of what Word shows elsewhere than in the text, or not at all; nothing for all else."""
        if name in _UNSHOWN:
            return _UNSHOWN[name]
        if _is_gone(node, "trPr", "del") or _is_gone(node, "tcPr", "cellDel"):
            return "deleted text"
        if name == "sdt" and is_placeholder(node):
            return "content control"
        return "text box" if name == "txbxContent" and self._whole else ""

    def _take(self, node: Node, name: str, place: str, paragraph: int) -> None:
        """Take in one element."""
        if name in _TELLING:
            for key in node.attrib:
                if local(key) in _ATTRIBUTES or key in _ATTRIBUTES:
                    self._tell(node.get(key, ""), _TELLING[name])
        if name == "fldChar":
            self._field(attribute(node, "fldCharType"), paragraph)
        elif name == "sym":
            self._symbol(attribute(node, "char"), paragraph)
        elif name in _SIGNS:
            self._add(_SIGNS[name], place, paragraph)
        elif name not in _MEASURES:
            if name == "t" and not place and self._codes[paragraph]:
                place = _FIELD
            self._add(node.text or "", place, paragraph)
        if self._whole and name not in _TEXTS:
            # Data in XML of any make has words behind its elements too.
            self._add(node.tail or "", place, paragraph)

    def _tell(self, words: str, place: str) -> None:
        """Take in an attribute, which is a paragraph of its own; of the text of a list number only letters tell."""
        if place != "list number" or sum(map(str.isalpha, words)) >= _FEWEST:
            self._paragraphs += 1
            self._words[self._paragraphs, place].append(words)

    def _add(self, words: str, place: str, paragraph: int) -> None:
        if not words:
            return
        if self._symbolic and paragraph:
            for piece in _PRIVATE.split(words):
                if len(piece) == 1 and _PRIVATE.match(piece):
                    self._symbol(f"{ord(piece):X}", paragraph)
                else:
                    self._symbols[paragraph].append(piece)
        if place or self._whole:
            if not paragraph:
                self._paragraphs += 1
            self._words[paragraph or self._paragraphs, place or self._place].append(words)

    def _symbol(self, code: str, paragraph: int) -> None:
        """Take in a letter of a symbol font; what is drawn for it hangs on the font, and may be the letter itself."""
        if not re.fullmatch(r"[0-9A-Fa-f]{2,4}", code):
            return
        letter = chr(int(code, 16) & 0xFF)
        self._symbols[paragraph].append(letter)
        if letter.isascii() and letter.isalpha():
            self._letters[paragraph] += 1

    def _field(self, kind: str, paragraph: int) -> None:
        """Between the begin of a field and its result stands its code, whatever it looks like."""
        fields = self._fields[paragraph]
        if kind == "begin":
            fields.append(False)
            self._codes[paragraph] += 1
        elif fields and kind in ("separate", "end"):
            self._codes[paragraph] -= not fields.pop()
            if kind == "separate":
                fields.append(True)


def _is_gone(node: Node, holder: str, name: str) -> bool:
    properties = child(node, holder) if local(node.tag) in ("tr", "tc") else None
    return properties is not None and child(properties, name) is not None
