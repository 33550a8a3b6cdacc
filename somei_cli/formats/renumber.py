"""Replace provisional numbers by allotted ones: in entries, in references to them, and wherever a text names them."""

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
from somei_cli.model.numbers.provisional_numbers import GivenNumbers

_PROVISIONAL_NUMBER = re.compile(
    rf"(?<!\w)(?<![A-Za-z]-){PROVISIONAL} ([0-9]{{1,12}})(/[0-9]+)?/([0-9]{{2}})(?![0-9])", re.ASCII
)


def renumber_document(document: Document, new_numbers: GivenNumbers) -> Document:
    """Return the document with provisional numbers and their families replaced wherever it names them."""
    if not new_numbers:
        return document
    changed = load(dump_table(_renumber_values(to_table(document), new_numbers))).document
    if changed is None:
        raise ValueError(document.number)
    allotment, old_allotment = changed.allotted, document.allotted
    if allotment is None or old_allotment is None:
        return changed
    # The former provisional numbers are history, and are not renumbered.
    allotment = allotment._replace(provisional=old_allotment.provisional)
    if document.number.base in new_numbers:
        # If the clerk has asked for another series since, the request stays: the new number is not of that series.
        series = None if old_allotment.series == changed.number.series else old_allotment.series
        allotment = allotment._replace(series=series).with_provisional_numbers([document.number.base])
    return replace(changed, allotted=allotment)


def renumber_text(text: str, new_numbers: GivenNumbers) -> str:
    """Return a text with the provisional numbers that it names replaced."""
    return str(_renumber_values(text, new_numbers))


def find_provisional_numbers(text: str) -> Iterator[DocumentNumber]:
    """Yield the provisional first issues that a text names as printed."""
    return (number for match in _PROVISIONAL_NUMBER.finditer(text) if (number := _number_of_match(match)))


def _number_of_match(match: re.Match[str]) -> DocumentNumber | None:
    with suppress(NotANumber):
        return DocumentNumber.parse(f"{PROVISIONAL} {match[1]}/{match[3]}")
    return None


def _replacement_for(new_numbers: GivenNumbers, match: re.Match[str]) -> str:
    """Return the new number for a match; the revision that is named with it, as in PROV 12/1/26, stays."""
    number = _number_of_match(match)
    new_number = new_numbers.get(number) if number else None
    if new_number is None:
        return match[0]
    series = "" if new_number.series == "ST" else f"{new_number.series} "
    return f"{series}{new_number.number}{match[2] or ''}/{new_number.year % 100:02d}"


def _renumber_values(value: Any, new_numbers: GivenNumbers) -> Any:
    if isinstance(value, dict):
        return {key: _renumber_values(inner, new_numbers) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renumber_values(inner, new_numbers) for inner in value]
    return _PROVISIONAL_NUMBER.sub(partial(_replacement_for, new_numbers), value) if isinstance(value, str) else value
