"""The marks of the lists of a page, counted as a browser counts them, and of those that Word saved as paragraphs."""

import re
from dataclasses import dataclass

from somei_cli.text.sources.nodes import Node, style, text_of
from somei_cli.text.sources.numerals import as_mark, letters, roman

LISTS = frozenset({"ul", "ol"})
_NO_MARK = re.compile(r"(?i)list-style(?:-type)?\s*:\s*none")
_WORD_LEVEL = re.compile(r"(?i)mso-list:\s*l\d{1,5}\s+level([1-9])")
_WORD_MARK = re.compile(r"(?i)mso-list:\s*ignore")


@dataclass
class _Open:
    """A list that is open, and how far it has counted."""

    kind: str
    count: int


class HtmlLists:
    """The lists that are open at a place of the page, and the mark that waits for the next line."""

    def __init__(self) -> None:
        self.mark = ""
        self.indent = 0
        self._open: list[_Open] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    def begin(self, node: Node) -> None:
        """Begin a block: a list, an item, or another."""
        if node.tag in LISTS:
            ordered = node.tag == "ol"
            kind = "" if _NO_MARK.search(style(node)) else node.get("type", "1") if ordered else "-"
            self._open.append(_Open(kind, _number(node.get("start", ""), 1) - 1))
        elif node.tag == "li":
            self.mark = self._counted(node)
        level = _WORD_LEVEL.search(style(node))
        self.indent = int(level[1]) - 1 if level else self._depth()

    def end(self, node: Node) -> None:
        """End a block."""
        if node.tag in LISTS:
            self._open.pop()
        self.indent = self._depth()

    def _depth(self) -> int:
        return max(len(self._open) - 1, 0)

    def _counted(self, item: Node) -> str:
        """The mark of the next item."""
        if not self._open:
            return "-"
        this = self._open[-1]
        this.count = _number(item.get("value", ""), this.count + 1)
        if this.kind in ("", "-"):
            return this.kind
        sign = {"a": letters, "i": roman}.get(this.kind.lower(), str)(this.count)
        return as_mark(f"{sign.upper() if this.kind.isupper() else sign}.")


def is_word_item(node: Node) -> bool:
    """Whether Word saved a paragraph from a list."""
    return bool(_WORD_LEVEL.search(style(node)))


def word_mark(node: Node) -> str:
    """The number or bullet that Word printed before a paragraph it saved from a list, if the element holds one."""
    return as_mark("".join(text_of(node))) if _WORD_MARK.search(style(node)) else ""


def _number(words: str, default: int) -> int:
    return int(words) if re.fullmatch(r"-?[0-9]{1,6}", words.strip()) else default
