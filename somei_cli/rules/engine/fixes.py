"""Fixes that need no decision and lose nothing: canonical form, composed letters, blanks, duplicate references."""

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from somei_cli.formats.diff.document import without_repeats
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.comments import add_comments_to_note
from somei_cli.formats.toml.document import dump
from somei_cli.formats.toml.fields import SHAPES
from somei_cli.model.agenda.lifecycle import is_draft
from somei_cli.model.document import Document
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.files_and_faults import DocumentFile

FORM, COMPOSED, BLANKS, DUPLICATE = "FILE002", "TEXT003", "TEXT005", "XREF005"
FIXABLE = frozenset({FORM, COMPOSED, BLANKS, DUPLICATE})
"""The rules whose findings can be fixed."""

# Prose only. The number of an item or the name of a file may be referred to in its exact spelling elsewhere.
_TEXT_KEYS = frozenset(
    "reason type subject place from to note title by result summary who what due_as_said as_said".split()
)
# In Markdown, blanks at the end of a line make a line break, and those at its beginning may make it code.
_MARKDOWN = "summary"
_BLANK_RUN = re.compile(r"(?<=\S)[ \t\u00a0]{2,}(?=\S)")
_AT_LINE_END = re.compile(r"[ \t\u00a0]+$", re.MULTILINE)


def fix_document(entry: DocumentFile, codes: Collection[str]) -> Document | None:
    """Return the document of a file with the findings of these rules fixed; None if nothing can be.

    An agenda that is no longer a draft is only brought into canonical form: what was sent out does not change. A file
    that is not in canonical form changes only if its form may be fixed too. A file in the wrong place never changes.
    """
    document = entry.document
    if document is None or entry.path != path_of(document.number):
        return None
    reformat = dump(document) != entry.text
    if reformat and FORM not in codes:
        return None
    result = add_comments_to_note(document, entry.text) if reformat else document
    if result.agenda is None or is_draft(result):
        if DUPLICATE in codes:
            result = _without_duplicates(result)
        if COMPOSED in codes:
            result = _with_fixed_texts("document", result, lambda _, text: unicodedata.normalize("NFC", text))
        if BLANKS in codes:
            result = _with_fixed_texts("document", result, _without_blanks)
    return result if reformat or result != document else None


def _without_blanks(key: str, text: str) -> str:
    if key == _MARKDOWN:
        return text
    tidy = _BLANK_RUN.sub(_one_blank, _AT_LINE_END.sub("", text)).strip()
    return tidy or text


def _one_blank(run: re.Match[str]) -> str:
    """Replace a run of blanks by one, a non-breaking one if the run contains any."""
    return "\u00a0" if "\u00a0" in run[0] else " "


def _with_fixed_texts(shape: str, value: Any, fix: Callable[[str, str], str]) -> Any:
    """Return a table of the document with its texts fixed, and those of the tables in it."""
    changes: dict[str, Any] = {}
    for field in SHAPES[shape].fields:
        inner = getattr(value, field.name)
        if field.shape and inner is not None:
            rows = tuple(_with_fixed_texts(field.shape, row, fix) for row in (inner if field.is_array else (inner,)))
            changes[field.name] = rows if field.is_array else rows[0]
        elif field.key in _TEXT_KEYS and type(inner) is str:
            changes[field.name] = fix(field.key, inner)
    return _replaced(value, changes)


def _without_duplicates(document: Document) -> Document:
    return replace(
        document,
        references=without_repeats(document.references),
        outside_references=without_repeats(document.outside_references),
        previous_documents=without_repeats(document.previous_documents),
        commission_documents=without_repeats(document.commission_documents),
        items=tuple(map(_item_without_duplicates, document.items)),
    )


def _item_without_duplicates(item: Item) -> Item:
    subitems = tuple(map(_item_without_duplicates, item.subitems))
    return item._replace(documents=without_repeats(item.documents), subitems=subitems)


def _replaced(value: Any, changes: dict[str, Any]) -> Any:
    if all(getattr(value, name) == new_value for name, new_value in changes.items()):
        return value
    return replace(value, **changes) if isinstance(value, Document) else value._replace(**changes)
