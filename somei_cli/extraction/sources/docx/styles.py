"""The formatting of paragraphs and runs: their own properties combined with those of their styles."""

import re
from collections.abc import Mapping

from somei_cli.extraction.sources.xml_nodes import Node, find_child, local_name

_WORD_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LINK_NAMESPACE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

Look = Mapping[str, Mapping[str, str]]
"""The properties that matter, each with its values, by their names in the file."""

_MAX_ANCESTORS = 20
_HEADING_NAME = re.compile(r"(?i)heading ([1-9])")
_PROPERTIES = frozenset(
    "b basedOn caps contextualSpacing dstrike i ilvl ind isLgl lvlRestart lvlText name numFmt numId numPr "
    "numStyleLink outlineLvl abstractNumId pStyle rStyle smallCaps spacing start startOverride strike titlePg "
    "vanish".split()
)
# One value of these may be set and another one inherited.
_MERGED_BY_KEY = ("ind", "spacing")
_KEYS = ("val", "left", "start", "hanging", "firstLine", "before", "after")
# The outline has nine levels; the tenth is text.
_OUTLINE_LEVELS = 10
_OFF_VALUES = frozenset({"0", "false", "off", "none"})


def word_attribute(node: Node, name: str) -> str:
    """Return an attribute in Word's namespace, "" if it is not set."""
    return node.get(_WORD_NAMESPACE + name, "")


def relation_key(node: Node) -> str:
    """Return the relation key of the part that an element leads to."""
    return node.get(f"{_LINK_NAMESPACE}id", "")


def own_look(holder: Node | None) -> dict[str, dict[str, str]]:
    """Return the properties that an element sets itself."""
    look: dict[str, dict[str, str]] = {}
    for element in holder if holder is not None else ():
        name = local_name(element.tag)
        if name in _PROPERTIES:
            look[name] = {key: words for key in _KEYS if (words := word_attribute(element, key))}
        if name == "numPr":
            look |= own_look(element)
    return look


def merge_looks(lower: Look, upper: Look) -> Look:
    """Lay one look over another: what the upper one leaves open comes from the lower one."""
    parts = {name: {**lower.get(name, {}), **upper[name]} for name in _MERGED_BY_KEY if name in upper}
    return {**lower, **upper, **parts} if upper else lower


def property_value(look: Look, name: str, key: str = "val") -> str:
    """Return a value, "" if it is not set."""
    return look.get(name, {}).get(key, "")


def property_number(look: Look, name: str, *keys: str) -> int:
    """Return a number: the first of several keys that is set, 0 if none is."""
    words = next((text for key in keys if (text := property_value(look, name, key))), "0")
    return int(words) if re.fullmatch(r"-?[0-9]{1,6}", words) else 0


def is_on(look: Look, *names: str) -> bool:
    """Return whether one of several properties is switched on."""
    return any(name in look and property_value(look, name) not in _OFF_VALUES for name in names)


class DocxStyles:
    """The styles of a document, each with all that it inherits."""

    def __init__(self, root: Node | None) -> None:
        """Take the root of the styles part, or None if the document has none."""
        self._nodes: dict[str, Node] = {}
        self._own_looks: dict[str, Look] = {}
        self._inherited_looks: dict[tuple[str, str], Look] = {}
        self._default_style = ""
        self._defaults: Look = {}
        for node in root if root is not None else ():
            if local_name(node.tag) == "docDefaults":
                default_properties = find_child(node, "pPrDefault")
                self._defaults = own_look(
                    find_child(default_properties, "pPr") if default_properties is not None else None
                )
            elif local_name(node.tag) == "style":
                style_id = word_attribute(node, "styleId")
                self._nodes[style_id], self._own_looks[style_id] = node, own_look(node)
                if word_attribute(node, "type") == "paragraph" and word_attribute(node, "default") in (
                    "1",
                    "true",
                    "on",
                ):
                    self._default_style = style_id

    def paragraph_look(self, properties: Node | None) -> Look:
        """Return the look of a paragraph."""
        own_properties = own_look(properties)
        style = property_value(own_properties, "pStyle") or self._default_style
        own_properties["pStyle"] = {"val": style}
        return merge_looks(merge_looks(self._defaults, self.inherited_look(style, "pPr")), own_properties)

    def run_look(self, properties: Node | None, paragraph: Look) -> Look:
        """Return the look of a run in a paragraph with this look."""
        own_properties = own_look(properties)
        lower = self.inherited_look(property_value(paragraph, "pStyle"), "rPr")
        if style := property_value(own_properties, "rStyle"):
            lower = merge_looks(lower, self.inherited_look(style, "rPr"))
        return merge_looks(lower, own_properties)

    def heading_level(self, look: Look) -> int:
        """Return the heading level of a paragraph, 0 if it is text."""
        if property_value(look, "outlineLvl"):
            return (property_number(look, "outlineLvl", "val") + 1) % _OUTLINE_LEVELS
        for style_id in self._ancestry(property_value(look, "pStyle")):
            if match := _HEADING_NAME.fullmatch(property_value(self._own_looks[style_id], "name")):
                return int(match[1])
        return 0

    def inherited_look(self, style: str, kind: str) -> Look:
        """Return what a style sets for paragraphs (`pPr`) or runs (`rPr`), including what it is based on."""
        if (style, kind) not in self._inherited_looks:
            look: Look = {}
            for style_id in reversed(self._ancestry(style)):
                look = merge_looks(look, own_look(find_child(self._nodes[style_id], kind)))
            self._inherited_looks[style, kind] = look
        return self._inherited_looks[style, kind]

    def _ancestry(self, style: str) -> list[str]:
        """Return a style and those it is based on; a cycle ends where it closes."""
        ancestry: list[str] = []
        while style in self._nodes and style not in ancestry and len(ancestry) < _MAX_ANCESTORS:
            ancestry.append(style)
            style = property_value(self._own_looks[style], "basedOn")
        return ancestry
