"""The words of texts, as they are compared where it is proved that none of them leaves the house."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from html import unescape
from typing import Any, Final
from urllib.parse import unquote

from somei_cli.model.audience import Audience
from somei_cli.model.documents import AccessEvent, AccessKind, Agenda, AgendaState, Document, Meeting
from somei_cli.model.items import Item, ItemKind
from somei_cli.model.languages import THREE_LETTERS
from somei_cli.model.markings import Marking
from somei_cli.model.numbers import DocumentNumber, Suffix, SuffixKind
from somei_cli.model.publishing import Publication, PublicDocument, Shown, public_view
from somei_cli.model.references import OutsideReference, Reference, ReferenceKind
from somei_cli.model.settings import Settings
from somei_cli.model.snapshot import Snapshot
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.text.codec import to_table
from somei_cli.text.exporting import akn, dcat, jsonld
from somei_cli.text.exporting.forms import EVERY, FormName, meeting_files, oparl_base, year_files
from somei_cli.text.exporting.leaving import of_view, public_table
from somei_cli.text.exporting.manifest import NO_BASE, FileFact, LeftOut, Manifest, manifest_text
from somei_cli.text.exporting.oparl import sitting_of
from somei_cli.text.fields import SHAPES, WAIVE
from somei_cli.text.outside import read_outside

_WORD: Final = re.compile(r"[^\W_]{3,}")
_LETTER: Final = re.compile(r"[^\W\d_]")
_TIME: Final = re.compile(r"[0-9]+t[0-9]+")
_ESCAPE: Final = re.compile(r'\\(?:u([0-9a-fA-F]{4})|([nrtbf"\\/]))')
_KNOWN_KEYS: Final = frozenset({WAIVE, *(field.key for shape in SHAPES.values() for field in shape.fields)})


def words_of(text: str) -> set[str]:
    """The words of a text, in small letters: three signs or more, one of them a letter. Figures alone tell nothing."""
    found = _WORD.findall(unicodedata.normalize("NFC", text).casefold())
    return {word for word in set(found) if _LETTER.search(word) and not _TIME.fullmatch(word)}


def words_of_file(text: str) -> set[str]:
    """The same of a file, also as they stand behind the escapes of JSON, of XML and of addresses."""
    words = words_of(text)
    if "\\" in text:
        words |= words_of(_ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", text))
    if "&" in text:
        words |= words_of(unescape(text))
    if "%" in text:
        words |= words_of(unquote(text))
    return words


def public_words(view: PublicDocument) -> set[str]:
    """The words of a view, and those that its numbers are written with."""
    words = set[str]().union(*(words_of(text) for _, text in _strings(public_table(view))))
    return words.union(*(_words_of_number(number) for number in _numbers(view)))


def withheld_words(document: Document, view: PublicDocument | None) -> Iterator[tuple[str, str]]:
    """The words of a document that its view does not have, each with the field that it stands in."""
    shown = public_words(view) if view else set()
    for field, text in _strings(to_table(document)):
        for word in words_of(text) - shown:
            yield word, field


@cache
def fixed_words() -> frozenset[str]:
    """The words that exports are made with, whatever a register holds: of every form, written for one sample."""
    sample = Snapshot((_SAMPLE,), lambda: Vocabulary({}), Settings(name="Sample"))
    view = public_view(_SAMPLE, sample)
    leaving = [of_view(view)] if view else []
    sitting = sitting_of(view, oparl_base(NO_BASE)) if view else None
    texts = [content.decode() for _, content in year_files(EVERY, NO_BASE, 2019, leaving, "2020")]
    texts += [text for _, text in meeting_files([sitting] if sitting else [], (2019, 2020), NO_BASE, "")]
    sizes = tuple((str(name), 1) for name in EVERY if name is not FormName.DCAT)
    day = datetime(2019, 1, 1, tzinfo=UTC)
    texts.append(dcat.dcat_text(dcat.Described("", day, NO_BASE, (2019,), sizes)))
    facts = (FileFact("a.json", "", 1),)
    manifest = Manifest("", day, Audience.PUBLIC, EVERY, NO_BASE, 1, LeftOut(("1/19",)), facts)
    texts.append(manifest_text(manifest))
    texts += [*Publication, *(shown.name for shown in Shown), *ReferenceKind, *ItemKind, *AccessKind, *AgendaState]
    texts += [*THREE_LETTERS.values(), "und yes meetings undated organizations bodies system papers MANIFEST xml"]
    return frozenset(set[str]().union(*map(words_of_file, texts)) - words_of(_SAMPLE_TITLE))


def _strings(table: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a table with the field it stands in; a key that nobody knows is a text too."""
    for key, value in table.items():
        field = at or key
        if key not in _KNOWN_KEYS or at == WAIVE:
            yield field if field in _KNOWN_KEYS else "a key of another version", key
        yield from _strings_of(value, field)


def _strings_of(value: object, field: str) -> Iterator[tuple[str, str]]:
    field = field if field in _KNOWN_KEYS else "a key of another version"
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, dict):
        yield from _strings(value, field)
    elif isinstance(value, list):
        for one in value:
            yield from _strings_of(one, field)


def _numbers(view: PublicDocument) -> Iterable[DocumentNumber]:
    yield view.number
    yield from view.previous_documents
    yield from (to for to in view.commission_documents if isinstance(to, DocumentNumber))
    yield from (one.to for one in view.references)
    for item in view.walk_items():
        yield from item.documents


def _words_of_number(number: DocumentNumber) -> frozenset[str]:
    return _words_around_figures(number.series, number.suffixes)


@cache
def _words_around_figures(series: str, suffixes: tuple[Suffix, ...]) -> frozenset[str]:
    """Of a number only series and suffixes are words."""
    words: set[str] = set()
    for cut in range(len(suffixes) + 1):
        number = DocumentNumber(series, 1, 2019, suffixes[:cut])
        written = (number.register_id, str(number), jsonld.suffix_of(number), akn.akn_path(number), akn.uri_of(number))
        words |= set[str]().union(*map(words_of, written))
    return frozenset(words)


_SAMPLE_TITLE: Final = "Zzsampletitle"
_SAMPLE_NUMBER: Final = DocumentNumber("ST", 2, 2019, (Suffix(SuffixKind.REV, 1),))
_SAMPLE: Final = Document(
    number=DocumentNumber("ST", 1, 2019, (Suffix(SuffixKind.REV, 1),)),
    type=_SAMPLE_TITLE,
    subject=_SAMPLE_TITLE,
    date=date(2019, 1, 1),
    place=_SAMPLE_TITLE,
    languages=("en", _SAMPLE_TITLE),
    marking=Marking("PUBLIC"),
    originator=_SAMPLE_TITLE,
    addressee=_SAMPLE_TITLE,
    interinstitutional_files=(read_outside("2018/0330(COD)"),),
    previous_documents=(_SAMPLE_NUMBER,),
    commission_documents=(_SAMPLE_NUMBER,),
    meeting=Meeting(_SAMPLE_TITLE, date(2019, 1, 1), date(2019, 1, 2)),
    agenda=Agenda(AgendaState.ADOPTED, date(2019, 1, 1), date(2019, 1, 1)),
    access=(AccessEvent(AccessKind.RELEASED, date(2019, 1, 1), "1"),),
    references=tuple(Reference(_SAMPLE_NUMBER, kind, "1") for kind in ReferenceKind),
    outside_references=(OutsideReference(read_outside("C-505/19"), ReferenceKind.CITES, "1"),),
    items=(
        Item(
            title=_SAMPLE_TITLE,
            number="1",
            kind=ItemKind.A,
            legislative=True,
            possible=True,
            by=_SAMPLE_TITLE,
            documents=(_SAMPLE_NUMBER,),
            withdrawn=True,
            result=_SAMPLE_TITLE,
            summary=_SAMPLE_TITLE,
            subitems=(Item(title=_SAMPLE_TITLE, summary=_SAMPLE_TITLE),),
        ),
    ),
)
"""A document with something in every place that the public may see."""
