"""Words of a text that no reader of it sees, as lines that say where they stand: comments, titles of links."""

import re
from collections.abc import Iterator

from somei_cli.model.readings import Line
from somei_cli.text.sources.lettering import reversed_lines
from somei_cli.text.sources.plain import clean

_LONGEST, _OVERLAP = 1000, 100
_TAG = re.compile(r"<[^<>]{0,300}>")
_LINK_COMMENT = re.compile(r"(?m)^\[//\]:\s?#\s?[(\"'](.{1,300}?)[)\"']\s*$")
_TITLE = re.compile(r"\]\([^()\n]{1,300}?\s[\"'(]([^\n]{1,300}?)[\"')]\)")
_PICTURE = re.compile(r"!\[([^\]]{1,300})\]")
_ATTRIBUTE = re.compile(r"(?i)\b(?P<name>alt|title|content)\s?=\s?[\"'](?P<words>[^\"'\n]{1,300})[\"']")
_PLACES = {"alt": "alternative text", "title": "tooltip", "content": "document properties"}


def lines_aside(words: str, place: str, number: int = 0) -> Iterator[Line]:
    """Words as lines that stand at a place; of a line beyond all measure the pieces overlap."""
    for offset, row in enumerate(words.split("\n")):
        at = number + offset if number else 0
        for line in row.splitlines():
            for start in range(0, len(line), _LONGEST):
                if piece := clean(line[max(start - _OVERLAP, 0) : start + _LONGEST]).strip():
                    yield Line(piece, at, place=place)
            yield from reversed_lines(line, at)


def marked_aside(words: str, place: str, number: int = 0) -> Iterator[Line]:
    """The same for words with tags among them, each of which ends a line."""
    return lines_aside(_TAG.sub(lambda tag: "\v" + "\n" * tag[0].count("\n"), words), place, number)


def beside_text(text: str) -> Iterator[Line]:
    """Comments, the words for pictures and the titles of links in a plain or Markdown text, with their lines."""
    yield from comments(text)
    count = LineCount(text)
    for pattern, place in ((_PICTURE, "alternative text"), (_LINK_COMMENT, "comment"), (_TITLE, "tooltip")):
        for found in pattern.finditer(text):
            yield from marked_aside(found[1], place, count.at(found.start()))
    for found in _ATTRIBUTE.finditer(text):
        yield from marked_aside(found["words"], _PLACES[found["name"].lower()], count.at(found.start()))
    if "\u202e" in text:
        for number, line in enumerate(text.splitlines(), start=1):
            yield from reversed_lines(line, number)


def comments(text: str) -> Iterator[Line]:
    """The comments of a page, with their lines; one that is never closed goes on to the end."""
    count = LineCount(text)
    begin = text.find("<!--")
    while begin >= 0:
        end = text.find("-->", begin + 2)
        yield from marked_aside(text[begin + 4 : end if end >= 0 else None], "comment", count.at(begin))
        begin = text.find("<!--", end + 3) if end >= 0 else -1


class LineCount:
    """Counts lines along a text, in one go as long as the offsets ascend."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._number = 1

    def at(self, offset: int) -> int:
        """The number of the line at an offset."""
        if offset < self._at:
            self._at, self._number = 0, 1
        self._number += self._text.count("\n", self._at, offset)
        self._at = offset
        return self._number
