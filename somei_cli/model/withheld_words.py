"""The words of a register that the public may not see: those of every document, without those of what is public."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.public_register import PublicRegister


class Strings(NamedTuple):
    """The strings that stand anywhere in some values, and the numbers of documents."""

    texts: frozenset[str]
    numbers: frozenset[DocumentNumber]


def strings_in(values: Iterable[object]) -> Strings:
    """Every string and every number in values, however deep, whatever field it stands in."""
    texts: set[str] = set()
    numbers: set[DocumentNumber] = set()
    for value in _leaves(values):
        if isinstance(value, DocumentNumber):
            numbers.add(value)
        else:
            texts.add(value)
    return Strings(frozenset(texts), frozenset(numbers))


def shown_strings(public: PublicRegister) -> Strings:
    """What of a register may stand on a page."""
    return strings_in((public.name, public.documents.values(), public.code_titles.items(), public.bodies.values()))


def held_strings(documents: Iterable[Document]) -> Strings:
    """Everything that a register holds."""
    return strings_in(documents)


def _leaves(value: object) -> Iterator[str | DocumentNumber]:
    if isinstance(value, DocumentNumber):
        yield value
    elif isinstance(value, Enum | date | int | float | None):
        return
    elif isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _leaves(getattr(value, field.name))
    elif isinstance(value, dict):
        for pair in value.items():
            yield from _leaves(pair)
    elif isinstance(value, Iterable):
        for inner in value:
            yield from _leaves(inner)
