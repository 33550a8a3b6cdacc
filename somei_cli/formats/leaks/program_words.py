"""A sample register with a value in every public place: exports of it show which words somei itself writes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final

from somei_cli.formats.export import dcat
from somei_cli.formats.export.document_rows import export_view
from somei_cli.formats.export.formats import ALL_FORMS, FormName, oparl_base, oparl_files, year_files
from somei_cli.formats.export.manifest import NO_BASE, ExportManifest, FileFact, WithheldPart, manifest_text
from somei_cli.formats.export.oparl import contribution_of, meeting_ids
from somei_cli.formats.leaks.public_and_withheld_words import tokens_in_file, tokens_of
from somei_cli.formats.notation.external_references import parse_external_reference
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import (
    THREE_LETTER_CODES,
    AccessEvent,
    AccessKind,
    Agenda,
    AgendaState,
    Document,
    Meeting,
)
from somei_cli.model.document_number import DocumentNumber, Status, Suffix, SuffixKind
from somei_cli.model.items_and_follow_ups import Item, ItemKind
from somei_cli.model.markings import LIMITE, Marking
from somei_cli.model.publication.public_register import PublicRegister, public_register_of
from somei_cli.model.publication.public_view_changes import Audience
from somei_cli.model.references import OutsideReference, Reference, ReferenceKind
from somei_cli.model.register.public_view import FIELDS_BY_SETTING
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary

_WORD: Final = "Zzsampletitle"
_CODE: Final = CodeEntry(SubjectCode(_WORD.upper()), 1)
_FIRST: Final = DocumentNumber("ST", 1, 2019)
_DAYS: Final = tuple(date(2019, month, 1) for month in range(1, 13))
_NOTICE: Final = "NOTICE OF MEETING"
_RESTRICTED: Final = Marking("RESTREINT UE/EU RESTRICTED")
_WITHDRAWN: Final = Status.WITHDRAWN
_DECISIONS: Final = (*(kind for kind in AccessKind if kind is not AccessKind.RELEASED), AccessKind.RELEASED)
_FILE: Final = parse_external_reference("2018/0330(COD)")
_STAGES: Final = (
    *(("PROPOSAL", None), ("OUTCOME OF", None)),
    *((None, "Working Party"), (None, "Coreper"), (None, "Council")),
)
_SPARSE_DOCUMENT: Final = Document(
    number=DocumentNumber("CM", 1, 2020), meeting=Meeting(_WORD), items=(Item(title=_WORD), Item(title=_WORD))
)
"""A public document with most fields empty."""


def make_sample_register() -> Snapshot:
    """Return the sample register; every text in it is the same word."""
    return _make_register(
        (*_make_family(), *_make_monthly_documents(), *_make_stages(), *_make_withheld_documents(), _SPARSE_DOCUMENT)
    )


def make_empty_register() -> Snapshot:
    """Return an empty register; somei writes words of its own for that too."""
    return _make_register(())


def _make_register(documents: tuple[Document, ...]) -> Snapshot:
    return Snapshot(documents, lambda: Vocabulary({}), Settings(name=_WORD, public_fields=FIELDS_BY_SETTING))


def find_program_words(files: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the tokens of files, and of their names, that do not come from the sample register."""
    tokens = set[str]().union(*(tokens_in_file(path, text) | tokens_of(path) for path, text in files))
    register_ids = {number.register_id for number in make_sample_register().documents}
    return frozenset(token for token in tokens if token not in register_ids and _WORD.lower() not in token)


def _make_family() -> Iterator[Document]:
    """Yield the members of one family, each public and with all fields."""
    yield _make_full_document(_FIRST, Agenda(AgendaState.ADOPTED, _DAYS[0], _DAYS[0]))
    for kind in SuffixKind:
        yield _make_full_document(DocumentNumber("ST", 1, 2019, (Suffix(kind, 1),)), Agenda(AgendaState.PROVISIONAL))


def _make_monthly_documents() -> Iterator[Document]:
    for serial, day in enumerate(_DAYS, start=2):
        yield Document(number=DocumentNumber("ST", serial, 2019), date=day, meeting=Meeting(_WORD, day), type=_NOTICE)


def _make_stages() -> Iterator[Document]:
    """Yield a document for each stage of a dossier."""
    for index, (kind, to) in enumerate(_STAGES):
        number = DocumentNumber("ST", 50 + index, 2019)
        yield Document(number=number, type=kind, addressee=to, interinstitutional_files=(_FILE,))
    yield Document(number=DocumentNumber("PE-CONS", 1, 2019), interinstitutional_files=(_FILE,))


def _make_withheld_documents() -> Iterator[Document]:
    """Yield a document for each way in which it is not, or not wholly, public."""
    limite_cases = [(LIMITE, kind, Status.ISSUED) for kind in (None, AccessKind.PARTLY_RELEASED, AccessKind.REFUSED)]
    for index, (marking, kind, status) in enumerate(
        [*limite_cases, (_RESTRICTED, None, Status.ISSUED), (None, None, _WITHDRAWN)]
    ):
        access = (AccessEvent(kind, _DAYS[0]),) if kind else ()
        number = DocumentNumber("ST", 100 + index, 2020)
        yield Document(number=number, subject=_WORD, marking=marking, status=status, access=access)


def _make_full_document(number: DocumentNumber, agenda: Agenda) -> Document:
    """Return a document with a value in every public field."""
    defaults = {name: field.default for name, field in Document.__dataclass_fields__.items()}
    by_setting: dict[str, Any] = {name: (_WORD,) if defaults[name] == () else _WORD for name in FIELDS_BY_SETTING}
    return Document(
        number=number,
        type=_WORD,
        subject=_WORD,
        date=_DAYS[0],
        place=_WORD,
        languages=(*THREE_LETTER_CODES, _WORD),
        marking=Marking("PUBLIC"),
        subject_codes=(_CODE,),
        originator=_WORD,
        addressee=_WORD,
        interinstitutional_files=(_FILE,),
        previous_documents=(_FIRST,),
        commission_documents=(_FIRST, parse_external_reference("COM(2018) 631 final")),
        meeting=Meeting(_WORD, _DAYS[0], _DAYS[1]),
        agenda=agenda,
        access=tuple(AccessEvent(kind, _DAYS[0], "1") for kind in _DECISIONS),
        references=tuple(Reference(_FIRST, kind, "1") for kind in ReferenceKind),
        outside_references=(OutsideReference(parse_external_reference("C-505/19"), ReferenceKind.CITES, "1"),),
        items=tuple(_make_item(kind) for kind in (None, *ItemKind)),
        **by_setting,
    )


def _make_item(kind: ItemKind | None) -> Item:
    return Item(
        title=_WORD,
        number="1",
        kind=kind,
        legislative=True,
        possible=True,
        by=_WORD,
        documents=(_FIRST,),
        withdrawn=True,
        result=_WORD,
        summary=_WORD,
        subitems=(Item(title=_WORD, summary=_WORD),),
    )


@cache
def find_export_words() -> frozenset[str]:
    """Return the words that somei itself writes in exports: in files, their names, and the manifest."""
    return find_program_words(_write_exports(public_register_of(make_sample_register())))


def _write_exports(public: PublicRegister) -> Iterator[tuple[str, str]]:
    views, meetings = public.documents.values(), meeting_ids(public.all_meetings)
    files = year_files(ALL_FORMS, NO_BASE, 2019, map(export_view, views), "2020", meetings)
    yield from ((path, content.decode()) for path, content in files)
    contributions = [
        contribution for view in views if (contribution := contribution_of(view, oparl_base(NO_BASE), meetings))
    ]
    yield from oparl_files(public.all_meetings, contributions, (2019, 2020), NO_BASE, "")
    day = datetime(2019, 1, 1, tzinfo=UTC)
    sizes = tuple((str(name), 1) for name in ALL_FORMS if name is not FormName.DCAT)
    yield "dcat", dcat.dcat_text(dcat.DatasetDescription("", day, NO_BASE, (2019,), sizes))
    facts = (FileFact("a.json", "", 1),)
    manifest = ExportManifest("", day, Audience.PUBLIC, ALL_FORMS, NO_BASE, 1, WithheldPart(("1/19",)), facts)
    yield "MANIFEST.json", manifest_text(manifest)
