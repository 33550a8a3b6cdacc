"""The comments of a TOML file; the canonical form has none, so they are moved into the note of the document."""

import re
from dataclasses import replace

from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.parser import COMMENT, STRING
from somei_cli.model.document import Document

_TOKEN = re.compile(f"{STRING}|(?P<comment>{COMMENT})", re.DOTALL)


def find_comments(text: str) -> tuple[str, ...]:
    """Return the text of every comment, in order; a `#` inside a string does not begin one."""
    comments = (match["comment"] for match in _TOKEN.finditer(text))
    return tuple(comment.removeprefix("#").strip() for comment in comments if comment and comment.strip("# \t"))


def add_comments_to_note(document: Document, text: str) -> Document:
    """Return the document with the comments of its file appended to its note."""
    comments = find_comments(text)
    if not comments:
        return document
    note = "\n".join(([document.note] if document.note else []) + list(comments))
    return replace(document, note=codec.normalise_text(note))
