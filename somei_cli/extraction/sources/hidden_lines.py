"""Words that a reader does not see in a text, such as comments and link titles, or sees struck out, with their place.

Struck words are not read as standing, and never lost for the markings: a marking is searched for in them, and in their
line as it was before something in it was struck out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from somei_cli.extraction.sources.plain_text import clean_line
from somei_cli.extraction.sources.unusual_lettering import reversed_lines
from somei_cli.model.importing.draft_entry import Doubt, Line

_MAX_LENGTH, _OVERLAP = 1000, 100
_ANY_TAG = re.compile(r"<[^<>]{0,300}>")
_LINK_COMMENT = re.compile(r"(?m)^\[//\]:\s?#\s?[(\"'](.{1,300}?)[)\"']\s*$")
_LINK_TITLE = re.compile(r"\]\([^()\n]{1,300}?\s[\"'(]([^\n]{1,300}?)[\"')]\)")
_IMAGE_TEXT = re.compile(r"!\[([^\]]{1,300})\]")
_HTML_ATTRIBUTE = re.compile(r"(?i)\b(?P<name>alt|title|content|string)\s?=\s?[\"'](?P<words>[^\"'\n]{1,300})[\"']")
_ATTRIBUTE_PLACES = {
    "alt": "alternative text",
    "title": "tooltip",
    "content": "document properties",
    "string": "watermark",
}


def hidden_lines(words: str, place: str, number: int = 0) -> Iterator[Line]:
    """Yield words as lines with a place; a very long line is cut into pieces that overlap."""
    for offset, row in enumerate(words.split("\n")):
        line_number = number + offset if number else 0
        for line in row.splitlines():
            for start in range(0, len(line), _MAX_LENGTH):
                if piece := clean_line(line[max(start - _OVERLAP, 0) : start + _MAX_LENGTH]).strip():
                    yield Line(piece, line_number, place=place)
            yield from reversed_lines(line, line_number)


def hidden_lines_between_tags(words: str, place: str, number: int = 0) -> Iterator[Line]:
    """Yield the same as hidden_lines for words with tags among them, each of which ends a line."""
    return hidden_lines(_ANY_TAG.sub(lambda tag: "\v" + "\n" * tag[0].count("\n"), words), place, number)


def find_hidden_words(text: str) -> Iterator[Line]:
    """Yield comments, image descriptions and link titles of a plain or Markdown text, with their line numbers."""
    yield from html_comments(text)
    count = LineCounter(text)
    for pattern, place in ((_IMAGE_TEXT, "alternative text"), (_LINK_COMMENT, "comment"), (_LINK_TITLE, "tooltip")):
        for match in pattern.finditer(text):
            yield from hidden_lines_between_tags(match[1], place, count.line_number_at(match.start()))
    yield from _attributes_in(text, 1)
    if "\u202e" in text:
        for number, line in enumerate(text.splitlines(), start=1):
            yield from reversed_lines(line, number)


def _attributes_in(text: str, first_line: int) -> Iterator[Line]:
    """Yield the words of the attributes of tags in a text."""
    count = LineCounter(text)
    for match in _HTML_ATTRIBUTE.finditer(text) if "=" in text else ():
        number = first_line + count.line_number_at(match.start()) - 1
        yield from hidden_lines_between_tags(match["words"], _ATTRIBUTE_PLACES[match["name"].lower()], number)


def html_comments(text: str) -> Iterator[Line]:
    """Yield the HTML comments of a text, with their line numbers; an unclosed one extends to the end."""
    count = LineCounter(text)
    begin = text.find("<!--")
    while begin >= 0:
        end = text.find("-->", begin + 2)
        comment, number = text[begin + 4 : end if end >= 0 else None], count.line_number_at(begin)
        yield from hidden_lines_between_tags(comment, "comment", number)
        # Word puts word art into a comment that Outlook and Word show.
        yield from _attributes_in(comment, number)
        begin = text.find("<!--", end + 3) if end >= 0 else -1


class LineCounter:
    """Finds the line number of an offset in a text; all in one pass if the offsets ascend."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset = 0
        self._number = 1

    def line_number_at(self, offset: int) -> int:
        """Return the number of the line at an offset."""
        if offset < self._offset:
            self._offset, self._number = 0, 1
        self._number += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return self._number


STRUCK, DELETED, WHOLE_LINE = "struck-out words", "deleted text", "line with struck-out words"
"""The places of struck words, of words that a tracked change deleted, and of the whole line that had them."""

_LONGEST_LINE = 200
"""A longer line is running text, not a line with a marking."""


def struck_lines(words: str, whole_line: str, number: int = 0, page: int | None = None) -> Iterator[Line]:
    """Yield struck words, and the line with them if other words of it stand and it is short."""
    lines = list(hidden_lines(words, STRUCK, number))
    if lines and len(whole_line) <= _LONGEST_LINE and whole_line.split() != words.split():
        lines += hidden_lines(whole_line, WHOLE_LINE, number)
    for line in lines:
        yield replace(line, page=page)


def remark_on_struck_words(outside_text: Iterable[Line], lines: Iterable[Line]) -> tuple[Doubt, ...]:
    """Return the remark that words were not read since they are struck out or deleted, with the first of them.

    Words that a tracked change moved stand elsewhere as a line of their own, and are not remarked on.
    """
    struck = [line for line in outside_text if line.place in (STRUCK, DELETED)]
    if struck:
        standing = {line.text for line in lines}
        struck = [line for line in struck if line.text not in standing]
    if not struck:
        return ()
    first = struck[0]
    where = f" on line {first.number}" if first.number else ""
    more = f"; there are {len(struck)} such places" if len(struck) > 1 else ""
    return (Doubt("source", f"words struck out{where} were not read{more}", first.number, first.text),)
