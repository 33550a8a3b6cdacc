"""Entries under other numbers: in their own fields, in those that point to them, and wherever they are named."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from somei_cli.errors import NotANumber
from somei_cli.model.documents import Document
from somei_cli.model.numbers import PROVISIONAL, DocumentNumber
from somei_cli.text.canonical import dump_table
from somei_cli.text.codec import load, to_table

_NAMED = re.compile(rf"(?<![\w-]){PROVISIONAL} ([0-9]{{1,12}})(/[0-9]+)?/([0-9]{{2}})(?![0-9])", re.ASCII)
_Words = Mapping[tuple[str, str], str]
"""The figures of provisional numbers, with what stands before the infix and the year of the other ones."""


def renumbered(document: Document, to: Mapping[DocumentNumber, DocumentNumber]) -> Document:
    """The document with provisional first issues and their members under other numbers, wherever it names them."""
    if not to:
        return document
    changed = load(dump_table(_renamed(to_table(document), _words(to)))).document
    if changed is None:
        raise ValueError(document.number)
    taken, held = changed.allotted, document.allotted
    if taken is None or held is None:
        return changed
    # Which numbers stood here before are no names of the entries that have others now.
    taken = taken._replace(provisional=held.provisional)
    if document.number.base in to:
        taken = taken._replace(series=None, provisional=with_another(held.provisional, document.number.base))
    return replace(changed, allotted=taken)


def with_another(held: tuple[DocumentNumber, ...], number: DocumentNumber) -> tuple[DocumentNumber, ...]:
    """Provisional numbers with one more, in order."""
    return tuple(sorted({*held, number}))


def named_anew(text: str, to: Mapping[DocumentNumber, DocumentNumber]) -> str:
    """A text that names the entries as printed, under their other numbers."""
    return str(_renamed(text, _words(to)))


def names_in(text: str) -> Iterator[DocumentNumber]:
    """The provisional first issues that a text names as printed."""
    for found in _NAMED.finditer(text):
        with suppress(NotANumber):
            yield DocumentNumber.parse(f"{PROVISIONAL} {found[1]}/{found[3]}")


def _words(to: Mapping[DocumentNumber, DocumentNumber]) -> _Words:
    return {(str(old.number), f"{old.year % 100:02d}"): _before_infix(new) for old, new in to.items()}


def _before_infix(number: DocumentNumber) -> str:
    return str(number.number) if number.series == "ST" else f"{number.series} {number.number}"


def _other(words: _Words, found: re.Match[str]) -> str:
    new = words.get((found[1], found[3]))
    return found[0] if new is None else f"{new}{found[2] or ''}/{found[3]}"


def _renamed(value: Any, words: _Words) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(held, words) for key, held in value.items()}
    if isinstance(value, list):
        return [_renamed(held, words) for held in value]
    return _NAMED.sub(partial(_other, words), value) if isinstance(value, str) else value
