"""Comments of a TOML file: the canonical form has none, so they are found to be moved into the note."""

import re
from dataclasses import replace

from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.parser import COMMENT, STRING
from somei_cli.model.document import Document

_TOKEN = re.compile(f"{STRING}|(?P<comment>{COMMENT})", re.DOTALL)


def comments_in(text: str) -> tuple[str, ...]:
    """The words of every comment, in order; a number sign inside a string is none."""
    found = (match["comment"] for match in _TOKEN.finditer(text))
    return tuple(words.removeprefix("#").strip() for words in found if words and words.strip("# \t"))


def with_comments(document: Document, text: str) -> Document:
    """The document with the comments of its file behind its note."""
    comments = comments_in(text)
    if not comments:
        return document
    note = "\n".join(([document.note] if document.note else []) + list(comments))
    return replace(document, note=codec.normal(note))
