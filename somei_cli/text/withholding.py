"""The words and identifiers of a document: those that the public may see of it, and those that it holds besides."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber, Suffix
from somei_cli.model.public_register import PublicBody, PublicRegister
from somei_cli.model.publishing import PublicDocument
from somei_cli.model.site_pages import file_name, name_of
from somei_cli.text.codec import to_table
from somei_cli.text.exporting import akn, jsonld
from somei_cli.text.exporting.leaving import public_table
from somei_cli.text.fields import SHAPES, WAIVE
from somei_cli.text.words_seen import signs_of, words_of

_KNOWN_KEYS: Final = frozenset({WAIVE, *(field.key for shape in SHAPES.values() for field in shape.fields)})
_FOREIGN_KEY: Final = "a key of another version"


def shown_signs(view: PublicDocument) -> set[str]:
    """Those of a view, those that its numbers are written with, and what a search puts together of its codes."""
    signs = set[str]().union(*(signs_of(text) for _, text in _strings(public_table(view))))
    for number in _named(view):
        signs |= _signs_around_figures(number.series, number.suffixes)
        signs.add(number.register_id)
    for entry in view.subject_codes:
        signs |= words_of(f"{entry.code.name.replace(' ', '').replace('/', '')}{entry.serial or ''}")
    return signs


def signs_of_lists(public: PublicRegister) -> set[str]:
    """Those of titles and names that the register lists for what public documents carry, and of addresses."""
    texts = (public.name, *public.code_titles.values(), *map(file_name, public.by_file))
    return set[str]().union(*map(signs_of, texts), signs_of_bodies((*public.bodies.values(), *public.by_body)))


def signs_of_bodies(bodies: Iterable[PublicBody]) -> set[str]:
    """Those of the names that bodies have in the register, and in addresses."""
    texts = (text for body in bodies for text in (*body, name_of(body.key)))
    return set[str]().union(*map(signs_of, texts))


def withheld_signs(document: Document, view: PublicDocument | None) -> Iterator[tuple[str, str]]:
    """Those of a document that its view does not have, each with the field that it stands in."""
    shown = shown_signs(view) if view else set()
    for field, text in _strings(to_table(document)):
        for sign in signs_of(text) - shown:
            yield sign, field
    for field, number in _numbers(document):
        if number.register_id not in shown:
            yield number.register_id, field


def _strings(table: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a table with the field it stands in; a key that nobody knows is a text too."""
    for key, value in table.items():
        field = at or key
        if key not in _KNOWN_KEYS or at == WAIVE:
            yield field if field in _KNOWN_KEYS else _FOREIGN_KEY, key
        yield from _strings_of(value, field)


def _strings_of(value: object, field: str) -> Iterator[tuple[str, str]]:
    field = field if field in _KNOWN_KEYS else _FOREIGN_KEY
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        yield from _strings(value, field)
    elif isinstance(value, list):
        for one in value:
            yield from _strings_of(one, field)


def _named(view: PublicDocument) -> Iterator[DocumentNumber]:
    """Every number that a view tells, and those that it gives away: what it hangs on."""
    for _, number in _numbers(view):
        above: DocumentNumber | None = number
        while above is not None:
            yield above
            above = above.parent


def _numbers(document: Document | PublicDocument) -> Iterator[tuple[str, DocumentNumber]]:
    """Every number in a document with its field."""
    yield "number", document.number
    yield from _in_field("previous_documents", document.previous_documents)
    yield from _in_field("commission_documents", document.commission_documents)
    yield from _in_field("references", (one.to for one in document.references))
    for item in document.walk_items():
        yield from _in_field("items", item.documents)
    if isinstance(document, Document) and document.agenda and document.agenda.revises:
        yield "agenda", document.agenda.revises


def _in_field(field: str, named: Iterable[object]) -> Iterator[tuple[str, DocumentNumber]]:
    return ((field, one) for one in named if isinstance(one, DocumentNumber))


@cache
def _signs_around_figures(series: str, suffixes: tuple[Suffix, ...]) -> frozenset[str]:
    """Of a number only series and suffixes are words."""
    signs: set[str] = set()
    for cut in range(len(suffixes) + 1):
        number = DocumentNumber(series, 1, 2019, suffixes[:cut])
        written = (number.register_id, str(number), jsonld.suffix_of(number), akn.akn_path(number), akn.uri_of(number))
        signs = signs.union(*map(words_of, written))
    return frozenset(signs)
