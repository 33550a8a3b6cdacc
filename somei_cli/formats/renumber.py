"""Entries under other numbers: in their own fields, in those that point to them, and wherever they are named."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from somei_cli.errors import NotANumber
from somei_cli.formats.toml.canonical import dump_table
from somei_cli.formats.toml.document import load, to_table
from somei_cli.model.document import Document
from somei_cli.model.document_number import PROVISIONAL, DocumentNumber
from somei_cli.model.numbers.provisional_numbers import Settled

_NAMED = re.compile(rf"(?<!\w)(?<![A-Za-z]-){PROVISIONAL} ([0-9]{{1,12}})(/[0-9]+)?/([0-9]{{2}})(?![0-9])", re.ASCII)


def renumbered(document: Document, to: Settled) -> Document:
    """The document with provisional first issues and their members under other numbers, wherever it names them."""
    if not to:
        return document
    changed = load(dump_table(_renamed(to_table(document), to))).document
    if changed is None:
        raise ValueError(document.number)
    taken, held = changed.allotted, document.allotted
    if taken is None or held is None:
        return changed
    # Which numbers stood here before are no names of the entries that have others now.
    taken = taken._replace(provisional=held.provisional)
    if document.number.base in to:
        # Where another series was asked for since, that stays told: the number is none of it.
        other = None if held.series == changed.number.series else held.series
        taken = taken._replace(series=other).having_stood_as([document.number.base])
    return replace(changed, allotted=taken)


def named_anew(text: str, to: Settled) -> str:
    """A text that names the entries as printed, under their other numbers."""
    return str(_renamed(text, to))


def names_in(text: str) -> Iterator[DocumentNumber]:
    """The provisional first issues that a text names as printed."""
    return (number for found in _NAMED.finditer(text) if (number := _number(found)))


def _number(found: re.Match[str]) -> DocumentNumber | None:
    with suppress(NotANumber):
        return DocumentNumber.parse(f"{PROVISIONAL} {found[1]}/{found[3]}")
    return None


def _other(to: Settled, found: re.Match[str]) -> str:
    """The other number in the place of a provisional one, be it of another year; the infix belongs to who is named."""
    number = _number(found)
    new = to.get(number) if number else None
    if new is None:
        return found[0]
    series = "" if new.series == "ST" else f"{new.series} "
    return f"{series}{new.number}{found[2] or ''}/{new.year % 100:02d}"


def _renamed(value: Any, to: Settled) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(held, to) for key, held in value.items()}
    if isinstance(value, list):
        return [_renamed(held, to) for held in value]
    return _NAMED.sub(partial(_other, to), value) if isinstance(value, str) else value
