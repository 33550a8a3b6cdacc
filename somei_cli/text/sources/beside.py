"""Words of a page that no reader of it sees: comments, words for pictures and titles, what its style sheets say."""

import re
from collections.abc import Iterable, Iterator

from somei_cli.model.readings import Line
from somei_cli.text.sources.nodes import Node
from somei_cli.text.sources.plain import clean

_LONGEST, _OVERLAP = 1000, 100

_COMMENT = re.compile(r"<!--(.{0,1000}?)(?:-->|\Z)", re.DOTALL)
_MARKDOWN = re.compile(
    r"!\[([^\]\n]{1,300})\]|(?m:^\[//\]:\s?#\s?[(\"'](.{1,300}?)[)\"']\s*$)|\]\([^()\n]{1,300}?\s[\"'(]([^\n]{1,300}?)[\"')]\)"
)
_ATTRIBUTE = re.compile(r"(?i)\b(?:alt|title|content)\s?=\s?[\"']([^\"'\n]{1,300})[\"']")
_TOLD = ("alt", "title", "content", "value", "aria-label", "placeholder", "label", "summary", "srcdoc")
_QUOTED = re.compile(r"[\"']([^\"'\n]{4,200})[\"']")
_MOST_CODE = 200_000


def beside_markdown(text: str) -> Iterator[Line]:
    """Comments, the words for pictures and the titles of links, with their lines."""
    for pattern in (_COMMENT, _MARKDOWN, _ATTRIBUTE):
        for found in pattern.finditer(text):
            words = next(group for group in found.groups() if group is not None)
            yield from _lines(words, 1 + text.count("\n", 0, found.start()))


def comments(text: str) -> Iterator[Line]:
    """The comments of a page, with their lines."""
    for found in _COMMENT.finditer(text):
        yield from _lines(found[1], 1 + text.count("\n", 0, found.start()))


def told_by_elements(nodes: Iterable[Node]) -> Iterator[Line]:
    """What the attributes of elements tell, and the quoted words of style sheets and scripts."""
    for node in nodes:
        if not isinstance(node.tag, str):
            continue
        at = node.sourceline or 0
        for name in _TOLD:
            if words := node.get(name, ""):
                yield from _lines(words, at)
        if node.tag in ("style", "script"):
            for found in _QUOTED.finditer((node.text or "")[:_MOST_CODE]):
                yield from _lines(found[1], at)


def lines_aside(words: str, place: str, number: int = 0) -> Iterator[Line]:
    """Words as lines that stand at a place; of a line beyond all measure the pieces overlap."""
    for offset, line in enumerate(words.splitlines()):
        for start in range(0, len(line), _LONGEST):
            if piece := clean(line[max(start - _OVERLAP, 0) : start + _LONGEST]).strip():
                yield Line(piece, number + offset if number else 0, place=place)


def _lines(words: str, at: int) -> Iterator[Line]:
    for line in re.sub(r"<[^<>]{0,300}>", "\n", words[:_LONGEST]).split("\n"):
        if line.strip():
            yield Line(line.strip(), at)
