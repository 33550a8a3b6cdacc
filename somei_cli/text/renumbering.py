"""Entries under other numbers: in their own fields, in those that point to them, and wherever they are named."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.text.canonical import dump_table
from somei_cli.text.codec import load, to_table


def renumbered(document: Document, to: Mapping[DocumentNumber, DocumentNumber]) -> Document:
    """The document with first issues and their members under other numbers, wherever it names them as printed."""
    changed = load(dump_table(_renamed(to_table(document), _words(to)))).document
    if changed is None:
        raise ValueError(document.number)
    taken = changed.allotted
    if taken is None or document.allotted is None:
        return changed
    if document.number.base in to:
        return replace(changed, allotted=taken._replace(series=None, provisional=document.number.base))
    # Which number stood here before is no name of the entry that has another one now.
    return replace(changed, allotted=taken._replace(provisional=document.allotted.provisional))


def named_anew(text: str, to: Mapping[DocumentNumber, DocumentNumber]) -> str:
    """A text that names the entries as printed, under their other numbers."""
    return str(_renamed(text, _words(to)))


def _words(to: Mapping[DocumentNumber, DocumentNumber]) -> dict[re.Pattern[str], str]:
    return {_named(old): _other(new) for old, new in to.items()}


def _named(number: DocumentNumber) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-]){re.escape(number.series)} {number.number}(/[0-9]+)?/{number.year % 100:02d}(?![0-9])"
    )


def _other(number: DocumentNumber) -> str:
    series = "" if number.series == "ST" else f"{number.series} "
    return rf"{series}{number.number}\g<1>/{number.year % 100:02d}"


def _renamed(value: Any, words: Mapping[re.Pattern[str], str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(held, words) for key, held in value.items()}
    if isinstance(value, list):
        return [_renamed(held, words) for held in value]
    if isinstance(value, str):
        for old, new in words.items():
            value = old.sub(new, value)
    return value
