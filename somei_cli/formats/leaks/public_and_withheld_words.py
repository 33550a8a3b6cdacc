"""The tokens (words and document identifiers) of texts, of public views, and those that must be withheld.

Files are read as they are written and behind the escapes of their format.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from html import unescape
from typing import Any, Final
from urllib.parse import unquote

from somei_cli.formats.export import akoma_ntoso as akn
from somei_cli.formats.export import jsonld
from somei_cli.formats.export.document_rows import public_table
from somei_cli.formats.export.search_folding import fold_words
from somei_cli.formats.toml.document import to_table
from somei_cli.formats.toml.fields import SHAPES, WAIVE
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Suffix
from somei_cli.model.publication.output_files import procedure_name, slug_of
from somei_cli.model.publication.public_register import PublicBody, PublicRegister
from somei_cli.model.register.public_view import PublicDocument

_MIN_LENGTH: Final = 3
"""Shorter words reveal too little, and occur everywhere."""
_ADDRESS_WORDS: Final = frozenset(("http", "https", "www"))
_LETTER: Final = re.compile(r"[^\W\d_]")
_TIME: Final = re.compile(r"[0-9]+t[0-9]+z?")
_RUN: Final = re.compile(r"[0-9A-Za-z\u0080-\U0010ffff]+")
_WITH_BACKSLASHES: Final = (".json", ".jsonl", ".jsonld", ".toml", ".js", ".ics")
_WITH_ENTITIES: Final = (".html", ".xml")
_ESCAPE: Final = re.compile(r'\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrtbf"\\/,;]))')
_IDENTIFIER: Final = re.compile(
    r"\b[A-Z]{2,5}(?:-[A-Z]{2,5})?-[1-9][0-9]{0,11}-(?:19|20)[0-9]{2}(?:-INIT|(?:-[A-Z]{3}-[0-9]+)+)"
)


def words_of(text: str) -> set[str]:
    """Return the words of a text in lower case without accents: at least three characters, one of them a letter.

    Digits alone, times of day and the beginnings of addresses are left out: they reveal nothing.
    """
    return _words_in_runs(_RUN.findall(text))


def tokens_of(text: str) -> set[str]:
    """Return the words of a text, and the document identifiers in it."""
    return words_of(text) | set(_IDENTIFIER.findall(text))


def tokens_in_file(path: str, text: str) -> set[str]:
    """Return the tokens of a file, as it is written and as its format decodes them."""
    runs: set[str] = set()
    identifiers: set[str] = set()
    for reading in _readings(path, text):
        runs.update(_RUN.findall(reading))
        identifiers.update(_IDENTIFIER.findall(reading))
    return _words_in_runs(runs) | identifiers


def _readings(path: str, text: str) -> Iterator[str]:
    """Yield the text of a file decoded by its own format, and then by other formats."""
    if path.endswith(_WITH_BACKSLASHES):
        # A calendar breaks its lines anywhere, also within a word.
        decoded = _unescape_backslashes(text.replace("\r\n ", "") if path.endswith(".ics") else text)
    else:
        decoded = unescape(text) if path.endswith(_WITH_ENTITIES) else text
    yield decoded
    if "\\" in decoded:
        yield _unescape_backslashes(decoded)
    if "&" in decoded:
        yield unescape(decoded)
    if "%" in decoded:
        yield unquote(decoded)


def _unescape_backslashes(text: str) -> str:
    if "\\" not in text:
        return text
    # Two escapes may be the surrogates of one character.
    return _ESCAPE.sub(_unescape_match, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescape_match(match: re.Match[str]) -> str:
    if character := match[3]:
        return " " if character in "nrtbf" else character
    point = int(match[1] or match[2], 16)
    return chr(point) if point <= sys.maxunicode else " "


def _words_in_runs(runs: Iterable[str]) -> set[str]:
    return {word for run in set(runs) for word in _words_in_run(run)}


# Most runs occur many times in a file, and in other files too.
@lru_cache(maxsize=1 << 17)
def _words_in_run(run: str) -> tuple[str, ...]:
    words = (word for word in fold_words(run) if len(word) >= _MIN_LENGTH and word not in _ADDRESS_WORDS)
    return tuple(word for word in words if _LETTER.search(word) and not _TIME.fullmatch(word))


_KNOWN_KEYS: Final = frozenset({WAIVE, *(field.key for shape in SHAPES.values() for field in shape.fields)})
_UNKNOWN_KEY: Final = "a key of another version"


def public_tokens(view: PublicDocument) -> set[str]:
    """Return the tokens of a public view, of the forms of its numbers, and of its codes as a search joins them."""
    tokens = set[str]().union(*(tokens_of(text) for _, text in _walk_texts(public_table(view))))
    for number in _numbers_with_parents(view):
        tokens |= _tokens_around_digits(number.series, number.suffixes)
        tokens.add(number.register_id)
    for entry in view.subject_codes:
        tokens |= words_of(f"{entry.code.name.replace(' ', '').replace('/', '')}{entry.serial or ''}")
    return tokens


def tokens_of_lists(public: PublicRegister) -> set[str]:
    """Return the tokens of titles and names that the register lists for public documents, and of file names."""
    texts = (public.name, *public.code_titles.values(), *map(procedure_name, public.by_file))
    return set[str]().union(*map(tokens_of, texts), tokens_of_bodies((*public.bodies.values(), *public.by_body)))


def tokens_of_bodies(bodies: Iterable[PublicBody]) -> set[str]:
    """Return the tokens of the names of meeting bodies, in the register and in addresses."""
    texts = (text for body in bodies for text in (*body, slug_of(body.key)))
    return set[str]().union(*map(tokens_of, texts))


def withheld_tokens(document: Document, view: PublicDocument | None) -> Iterator[tuple[str, str]]:
    """Yield the tokens of a document that are not in its public view, each with its field."""
    public = public_tokens(view) if view else set()
    for field, text in _walk_texts(to_table(document)):
        for token in tokens_of(text) - public:
            yield token, field
    for field, number in _walk_numbers(document):
        if number.register_id not in public:
            yield number.register_id, field


def _walk_texts(table: Mapping[str, Any], outer_field: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a table with its field; an unknown key is a text too."""
    for key, value in table.items():
        field = outer_field or key
        if key not in _KNOWN_KEYS or outer_field == WAIVE:
            yield field if field in _KNOWN_KEYS else _UNKNOWN_KEY, key
        yield from _walk_value(value, field)


def _walk_value(value: object, field: str) -> Iterator[tuple[str, str]]:
    field = field if field in _KNOWN_KEYS else _UNKNOWN_KEY
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        yield from _walk_texts(value, field)
    elif isinstance(value, list):
        for element in value:
            yield from _walk_value(element, field)


def _numbers_with_parents(view: PublicDocument) -> Iterator[DocumentNumber]:
    """Yield every number in a view, and the numbers that these belong to."""
    for _, number in _walk_numbers(view):
        ancestor: DocumentNumber | None = number
        while ancestor is not None:
            yield ancestor
            ancestor = ancestor.parent


def _walk_numbers(document: Document | PublicDocument) -> Iterator[tuple[str, DocumentNumber]]:
    """Yield every number in a document with its field."""
    yield "number", document.number
    yield from _numbers_in_field("previous_documents", document.previous_documents)
    yield from _numbers_in_field("commission_documents", document.commission_documents)
    yield from _numbers_in_field("references", (reference.to for reference in document.references))
    for item in document.walk_items():
        yield from _numbers_in_field("items", item.documents)
    if isinstance(document, Document) and document.agenda and document.agenda.revises:
        yield "agenda", document.agenda.revises


def _numbers_in_field(field: str, values: Iterable[object]) -> Iterator[tuple[str, DocumentNumber]]:
    return ((field, value) for value in values if isinstance(value, DocumentNumber))


@cache
def _tokens_around_digits(series: str, suffixes: tuple[Suffix, ...]) -> frozenset[str]:
    """Return the words in the forms of a number: those of its series and its suffixes."""
    tokens: set[str] = set()
    for length in range(len(suffixes) + 1):
        number = DocumentNumber(series, 1, 2019, suffixes[:length])
        written = (number.register_id, str(number), jsonld.suffix_of(number), akn.akn_path(number), akn.uri_of(number))
        tokens = tokens.union(*map(words_of, written))
    return frozenset(tokens)
