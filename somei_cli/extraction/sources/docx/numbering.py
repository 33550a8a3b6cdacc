"""The numbers and bullets that Word prints before paragraphs, counted as Word counts them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from somei_cli.extraction.sources.docx.styles import (
    DocxStyles,
    Look,
    is_on,
    own_look,
    property_number,
    property_value,
    word_attribute,
)
from somei_cli.extraction.sources.line_builder import normalise_mark, to_letters, to_roman
from somei_cli.extraction.sources.xml_nodes import Node, find_child, local_name

_TWIPS_PER_STEP = 240
_MAX_PATTERN = 60
_LEVEL_NUMBER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how it counts, what it prints, and where."""

    number_format: str
    text: str
    start: int
    restart: int | None
    is_legal: bool
    style: str
    look: Look

    @classmethod
    def of(cls, node: Node) -> "_Level":
        look = own_look(node)
        return cls(
            number_format=property_value(look, "numFmt") or "decimal",
            text=property_value(look, "lvlText")[:_MAX_PATTERN],
            start=property_number(look, "start", "val") if "start" in look else 1,
            restart=property_number(look, "lvlRestart", "val") if "lvlRestart" in look else None,
            is_legal=is_on(look, "isLgl"),
            style=property_value(look, "pStyle"),
            look=own_look(find_child(node, "pPr")),
        )


@dataclass(frozen=True, slots=True)
class Bullet:
    """The printed number or bullet of a paragraph, and its indent in steps."""

    mark: str
    indent: int


class DocxLists:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Node | None, styles: DocxStyles) -> None:
        """Take the root of the numbering part, or None if the document has none."""
        self._styles = styles
        self._patterns: dict[str, Node] = {}
        self._lists: dict[str, Node] = {}
        self._levels: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()
        for node in root if root is not None else ():
            if local_name(node.tag) == "abstractNum":
                self._patterns[word_attribute(node, "abstractNumId")] = node
            elif local_name(node.tag) == "num":
                self._lists[word_attribute(node, "numId")] = node

    def next_bullet(self, look: Look, own_properties: Look) -> Bullet | None:
        """Count on for the next paragraph, if it is a list item; `own_properties` is what it sets itself."""
        number = property_value(look, "numId")
        if number not in self._lists:
            return None
        if number not in self._levels:
            self._levels[number] = self._read_list(number)
        pattern, levels = self._levels[number]
        depth = self._depth_of(look, levels)
        if depth not in levels:
            return None
        level, counts = levels[depth], self._count_on(number, pattern, levels, depth)
        sign = _LEVEL_NUMBER.sub(lambda place: _print_count(levels, depth, int(place[1]) - 1, counts), level.text)
        mark = "•" if level.number_format == "bullet" and not sign.strip() else normalise_mark(sign)
        # The indent of a list overrides that of a style, unless the list comes from the style.
        place = (
            indent_steps(look, level.look, own_properties)
            if "numPr" in own_properties
            else indent_steps(level.look, look)
        )
        return Bullet(mark, depth if level.number_format in ("decimal", "upperRoman") else max(depth, place))

    def _read_list(self, number: str, *, is_followed: bool = False) -> tuple[str, dict[int, _Level]]:
        """Return the pattern of a list, and its levels with the changes that the list makes to them."""
        node = self._lists[number]
        name = property_value(own_look(node), "abstractNumId")
        pattern = self._patterns.get(name)
        if pattern is None:
            return name, {}
        style = property_value(own_look(pattern), "numStyleLink")
        linked_number = property_value(self._styles.inherited_look(style, "pPr"), "numId")
        if linked_number in self._lists and not is_followed:
            return self._read_list(linked_number, is_followed=True)
        levels = dict(_read_levels(pattern))
        for override in node:
            depth = _parse_level(override, "ilvl")
            levels.update(_read_levels(override))
            if depth in levels and find_child(override, "startOverride") is not None:
                levels[depth] = replace(
                    levels[depth], start=property_number(own_look(override), "startOverride", "val")
                )
        return name, levels

    def _depth_of(self, look: Look, levels: dict[int, _Level]) -> int:
        """Return the level: as set, or the one that belongs to the paragraph's style."""
        if "ilvl" in look:
            return property_number(look, "ilvl", "val")
        style = property_value(look, "pStyle")
        return next((depth for depth, level in levels.items() if style and level.style == style), 0)

    def _count_on(self, number: str, pattern: str, levels: dict[int, _Level], depth: int) -> dict[int, int]:
        """Count one on; lists of the same pattern share their count, unless one starts anew."""
        counts = self._counts.setdefault(pattern, {})
        if number not in self._started:
            self._started.add(number)
            for override in self._lists[number]:
                if find_child(override, "startOverride") is not None:
                    counts.pop(_parse_level(override, "ilvl"), None)
        for upper in range(depth):
            counts.setdefault(upper, levels[upper].start if upper in levels else 1)
        counts[depth] = counts[depth] + 1 if depth in counts else levels[depth].start
        for lower in [level for level in counts if level > depth]:
            restart = levels[lower].restart if lower in levels else None
            if restart is None or depth < restart:
                del counts[lower]
        return counts


def indent_steps(*looks: Look) -> int:
    """Return how far from the margin the first line of a paragraph begins, in visible steps."""
    indents = {key: words for look in looks for key, words in look.get("ind", {}).items()}
    indent_look = {"ind": indents}
    first_line = property_number(indent_look, "ind", "firstLine") or -property_number(indent_look, "ind", "hanging")
    return max(0, property_number(indent_look, "ind", "left", "start") + first_line) // _TWIPS_PER_STEP


def _read_levels(node: Node) -> Iterator[tuple[int, _Level]]:
    for child_node in node:
        if local_name(child_node.tag) == "lvl":
            yield _parse_level(child_node, "ilvl"), _Level.of(child_node)


def _print_count(levels: dict[int, _Level], depth: int, level: int, counts: dict[int, int]) -> str:
    """Return the count of one level as printed in the number of a paragraph."""
    count = counts.get(level, 0)
    number_format = levels[level].number_format if level in levels else "decimal"
    if levels[depth].is_legal or count < 0:
        return str(count)
    match number_format:
        case "lowerLetter" | "upperLetter":
            text = to_letters(count)
        case "lowerRoman" | "upperRoman":
            text = to_roman(count)
        case "none" | "bullet":
            text = ""
        case "decimalZero":
            text = f"{count:02}"
        case _:
            text = str(count)
    return text.upper() if number_format.startswith("upper") else text


def _parse_level(node: Node, name: str) -> int:
    words = word_attribute(node, name)
    return int(words) if words.isdecimal() and len(words) < 3 else 0
