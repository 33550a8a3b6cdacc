"""The numbers and bullets that Word sets before paragraphs, counted as Word counts them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from somei_cli.extraction.sources.docx.styles import Look, Styles, attribute, measure, on, own_look, value
from somei_cli.extraction.sources.line_builder import as_mark, letters, roman
from somei_cli.extraction.sources.xml_nodes import Node, child, local

_UNIT = 240
_LONGEST = 60
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how it counts, what it prints, and where."""

    form: str
    text: str
    start: int
    restart: int | None
    legal: bool
    style: str
    look: Look

    @classmethod
    def of(cls, node: Node) -> "_Level":
        look = own_look(node)
        return cls(
            form=value(look, "numFmt") or "decimal",
            text=value(look, "lvlText")[:_LONGEST],
            start=measure(look, "start", "val") if "start" in look else 1,
            restart=measure(look, "lvlRestart", "val") if "lvlRestart" in look else None,
            legal=on(look, "isLgl"),
            style=value(look, "pStyle"),
            look=own_look(child(node, "pPr")),
        )


@dataclass(frozen=True, slots=True)
class Bullet:
    """What stands before a paragraph, and how deep it hangs."""

    mark: str
    indent: int


class DocxLists:
    """The lists of a document, and how far each of them has counted."""

    def __init__(self, root: Node | None, styles: Styles) -> None:
        """Take the root of the part, or None where the document has none."""
        self._styles = styles
        self._patterns: dict[str, Node] = {}
        self._lists: dict[str, Node] = {}
        self._levels: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        for node in root if root is not None else ():
            if local(node.tag) == "abstractNum":
                self._patterns[attribute(node, "abstractNumId")] = node
            elif local(node.tag) == "num":
                self._lists[attribute(node, "numId")] = node

    def bullet(self, look: Look, own: Look) -> Bullet | None:
        """Count on for the next paragraph, if it is one of a list; `own` is what it sets itself."""
        number = value(look, "numId")
        if number not in self._lists:
            return None
        if number not in self._levels:
            self._levels[number] = self._read(number)
        pattern, levels = self._levels[number]
        at = self._depth(look, levels)
        if at not in levels:
            return None
        level, counts = levels[at], self._count(number, pattern, levels, at)
        sign = _PLACE.sub(lambda place: _printed(levels, at, int(place[1]) - 1, counts), level.text)
        mark = "•" if level.form == "bullet" and not sign.strip() else as_mark(sign)
        # The indent of a list goes before that of a style, but not where the style brings the list.
        place = hanging(look, level.look, own) if "numPr" in own else hanging(level.look, look)
        return Bullet(mark, at if level.form in ("decimal", "upperRoman") else max(at, place))

    def _read(self, number: str, *, followed: bool = False) -> tuple[str, dict[int, _Level]]:
        """The pattern of a list, and its levels with what the list itself changes in them."""
        node = self._lists[number]
        name = value(own_look(node), "abstractNumId")
        pattern = self._patterns.get(name)
        if pattern is None:
            return name, {}
        style = value(own_look(pattern), "numStyleLink")
        other = value(self._styles.inherited(style, "pPr"), "numId")
        if other in self._lists and not followed:
            return self._read(other, followed=True)
        levels = dict(_levels(pattern))
        for override in node:
            at = _number(override, "ilvl")
            levels.update(_levels(override))
            if at in levels and child(override, "startOverride") is not None:
                levels[at] = replace(levels[at], start=measure(own_look(override), "startOverride", "val"))
        return name, levels

    def _depth(self, look: Look, levels: dict[int, _Level]) -> int:
        """The level: as told, or the one that belongs to the paragraph's style."""
        if "ilvl" in look:
            return measure(look, "ilvl", "val")
        style = value(look, "pStyle")
        return next((at for at, level in levels.items() if style and level.style == style), 0)

    def _count(self, number: str, pattern: str, levels: dict[int, _Level], at: int) -> dict[int, int]:
        """Count one on; lists of the same pattern share their count, unless one starts anew."""
        counts = self._counts.setdefault(pattern, {})
        if number not in self._begun:
            self._begun.add(number)
            for override in self._lists[number]:
                if child(override, "startOverride") is not None:
                    counts.pop(_number(override, "ilvl"), None)
        for above in range(at):
            counts.setdefault(above, levels[above].start if above in levels else 1)
        counts[at] = counts[at] + 1 if at in counts else levels[at].start
        for below in [level for level in counts if level > at]:
            restart = levels[below].restart if below in levels else None
            if restart is None or at < restart:
                del counts[below]
        return counts


def hanging(*looks: Look) -> int:
    """How far from the margin the first line of a paragraph begins, in steps one can see."""
    merged = {key: words for look in looks for key, words in look.get("ind", {}).items()}
    place = {"ind": merged}
    first = measure(place, "ind", "firstLine") or -measure(place, "ind", "hanging")
    return max(0, measure(place, "ind", "left", "start") + first) // _UNIT


def _levels(node: Node) -> Iterator[tuple[int, _Level]]:
    for below in node:
        if local(below.tag) == "lvl":
            yield _number(below, "ilvl"), _Level.of(below)


def _printed(levels: dict[int, _Level], at: int, level: int, counts: dict[int, int]) -> str:
    """The count of one level as it stands in the number of a paragraph."""
    count = counts.get(level, 0)
    form = levels[level].form if level in levels else "decimal"
    if levels[at].legal or count < 0:
        return str(count)
    match form:
        case "lowerLetter" | "upperLetter":
            text = letters(count)
        case "lowerRoman" | "upperRoman":
            text = roman(count)
        case "none" | "bullet":
            text = ""
        case "decimalZero":
            text = f"{count:02}"
        case _:
            text = str(count)
    return text.upper() if form.startswith("upper") else text


def _number(node: Node, name: str) -> int:
    words = attribute(node, name)
    return int(words) if words.isdecimal() and len(words) < 3 else 0
