"""Words that a reader of a document does not see in its text, as lines with the place where they are."""

import re
from collections.abc import Iterator

from somei_cli.extraction.sources.plain_text import clean_line
from somei_cli.extraction.sources.unusual_lettering import reversed_lines
from somei_cli.model.importing.draft_entry import Line

_MAX_LENGTH, _OVERLAP = 1000, 100
_ANY_TAG = re.compile(r"<[^<>]{0,300}>")


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
