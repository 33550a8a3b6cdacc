"""What paragraphs and runs look like: their own properties and those of their styles, as one."""

import re
from collections.abc import Mapping

from somei_cli.extraction.sources.xml_nodes import Node, child, local

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

Look = Mapping[str, Mapping[str, str]]
"""The properties that count, by the names they have in the file, each with its values."""

_MOST_ANCESTORS = 20
_HEADING = re.compile(r"(?i)heading ([1-9])")
_COUNTING = frozenset(
    "b basedOn caps contextualSpacing i ilvl ind isLgl lvlRestart lvlText name numFmt numId numPr numStyleLink "
    "outlineLvl abstractNumId pStyle rStyle smallCaps spacing start startOverride titlePg vanish".split()
)
# Of these one value may be set and another one inherited.
_IN_PARTS = ("ind", "spacing")
_KEYS = ("val", "left", "start", "hanging", "firstLine", "before", "after")
# The outline has nine levels, and text as the tenth.
_TEXT = 10
_OFF = frozenset({"0", "false", "off", "none"})


def attribute(node: Node, name: str) -> str:
    """An attribute of Word's, nothing where it is not set."""
    return node.get(_WORD + name, "")


def link(node: Node) -> str:
    """The key of the part that an element leads to."""
    return node.get(f"{_LINK}id", "")


def own_look(holder: Node | None) -> dict[str, dict[str, str]]:
    """The properties that an element sets itself."""
    look: dict[str, dict[str, str]] = {}
    for one in holder if holder is not None else ():
        name = local(one.tag)
        if name in _COUNTING:
            look[name] = {key: words for key in _KEYS if (words := attribute(one, key))}
        if name == "numPr":
            look |= own_look(one)
    return look


def merged(under: Look, over: Look) -> Look:
    """One look over another: what the upper one leaves open shows from below."""
    parts = {name: {**under.get(name, {}), **over[name]} for name in _IN_PARTS if name in over}
    return {**under, **over, **parts} if over else under


def value(look: Look, name: str, key: str = "val") -> str:
    """A value, nothing where none is set."""
    return look.get(name, {}).get(key, "")


def measure(look: Look, name: str, *keys: str) -> int:
    """A number: the first of several keys that is set, 0 where none is."""
    words = next((found for key in keys if (found := value(look, name, key))), "0")
    return int(words) if re.fullmatch(r"-?[0-9]{1,6}", words) else 0


def on(look: Look, *names: str) -> bool:
    """Whether one of several properties is switched on."""
    return any(name in look and value(look, name) not in _OFF for name in names)


class Styles:
    """The styles of a document, each with all that it inherits."""

    def __init__(self, root: Node | None) -> None:
        """Take the root of the part, or None where the document has none."""
        self._nodes: dict[str, Node] = {}
        self._heads: dict[str, Look] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self._usual = ""
        self._defaults: Look = {}
        for node in root if root is not None else ():
            if local(node.tag) == "docDefaults":
                usual = child(node, "pPrDefault")
                self._defaults = own_look(child(usual, "pPr") if usual is not None else None)
            elif local(node.tag) == "style":
                ident = attribute(node, "styleId")
                self._nodes[ident], self._heads[ident] = node, own_look(node)
                if attribute(node, "type") == "paragraph" and attribute(node, "default") in ("1", "true", "on"):
                    self._usual = ident

    def paragraph(self, properties: Node | None) -> Look:
        """The look of a paragraph."""
        own = own_look(properties)
        style = value(own, "pStyle") or self._usual
        own["pStyle"] = {"val": style}
        return merged(merged(self._defaults, self.inherited(style, "pPr")), own)

    def run(self, properties: Node | None, paragraph: Look) -> Look:
        """The look of a run in a paragraph of some look."""
        own = own_look(properties)
        under = self.inherited(value(paragraph, "pStyle"), "rPr")
        if style := value(own, "rStyle"):
            under = merged(under, self.inherited(style, "rPr"))
        return merged(under, own)

    def level(self, look: Look) -> int:
        """The level of the heading that a paragraph is, 0 if it is text."""
        if value(look, "outlineLvl"):
            return (measure(look, "outlineLvl", "val") + 1) % _TEXT
        for ident in self._ancestry(value(look, "pStyle")):
            if found := _HEADING.fullmatch(value(self._heads[ident], "name")):
                return int(found[1])
        return 0

    def inherited(self, style: str, kind: str) -> Look:
        """What a style sets for paragraphs (`pPr`) or for runs (`rPr`), with all it is based on."""
        if (style, kind) not in self._looks:
            look: Look = {}
            for ident in reversed(self._ancestry(style)):
                look = merged(look, own_look(child(self._nodes[ident], kind)))
            self._looks[style, kind] = look
        return self._looks[style, kind]

    def _ancestry(self, style: str) -> list[str]:
        """A style and those it is based on; a circle ends where it closes."""
        found: list[str] = []
        while style in self._nodes and style not in found and len(found) < _MOST_ANCESTORS:
            found.append(style)
            style = value(self._heads[style], "basedOn")
        return found
