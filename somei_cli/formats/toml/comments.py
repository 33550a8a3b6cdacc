"""The comments of a TOML file; the canonical form has none, so they are moved into the note of the document."""

import re
from collections.abc import Iterator
from dataclasses import replace

from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.parser import COMMENT, STRING
from somei_cli.model.document import Document

_TOKEN = f"{STRING}|(?P<comment>{COMMENT})"


def find_comments(text: str) -> tuple[str, ...]:
    """Return the text of every comment, in order; a `#` inside a string does not begin one."""
    return tuple(comment for comment, _ in find_comments_with_lines(text))


def find_comments_with_lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield the text of every comment with its line, in order."""
    for match in re.finditer(_TOKEN, text, re.DOTALL):
        comment = match["comment"]
        if comment and comment.strip("# \t"):
            yield comment.removeprefix("#").strip(), text.count("\n", 0, match.start()) + 1


def add_comments_to_note(document: Document, text: str) -> Document:
    """Return the document with the comments of its file appended to its note."""
    comments = find_comments(text)
    if not comments:
        return document
    note = "\n".join(([document.note] if document.note else []) + list(comments))
    return replace(document, note=codec.normalise_text(note))
