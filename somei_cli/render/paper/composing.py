"""The sheet of a document: what stands where, decided once for all forms."""

from collections.abc import Iterable, Sequence

from somei_cli.model.documents import Document, Meeting, Status
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import ExternalReference
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.render.days import day_in_words, days_in_words
from somei_cli.render.paper.entries import parts_of
from somei_cli.render.paper.notes import Cited
from somei_cli.render.paper.sheet import PaperSheet, Paragraph, SheetRow
from somei_cli.render.paper.style import Style
from somei_cli.text.cleaning import clean_line

_COUNCIL = ("Council of the", "European Union")
_INSTITUTIONS = {"EUCO": ("European Council",), "CM": (*_COUNCIL, "General Secretariat")}
_STANDING = {Status.DRAFT: "Draft", Status.WITHDRAWN: "Withdrawn"}


def sheet_of(document: Document, vocabulary: Vocabulary, style: Style) -> PaperSheet:
    """What is printed of a document. Notes, access decisions, waivers and follow-ups are no part of it."""
    tail = " ".join(map(str, document.number.suffixes))
    day = day_in_words(document.date) if document.date else ""
    rows = tuple(_rows(document))
    cited = Cited(document, frozenset(code.name for code in vocabulary.codes))
    return PaperSheet(
        number=str(document.number).removesuffix(tail).strip(),
        tail=tail,
        institution=style.institution or _INSTITUTIONS.get(document.number.series, _COUNCIL),
        place_and_date=", ".join(filter(None, (_line(document.place), day))),
        languages=f"(OR. {', '.join(map(_line, document.languages))})" if document.languages else "",
        files=tuple(map(_file, document.interinstitutional_files)),
        marking=str(document.marking or ""),
        codes=tuple(map(str, document.subject_codes)),
        heading=_line(document.type),
        standing=_STANDING.get(document.status, ""),
        rows=rows,
        meeting=() if rows else tuple(_meeting(document.meeting, vocabulary)),
        lead=tuple(Paragraph(words) for words in cited.in_no_item()),
        parts=tuple(parts_of(document, cited)),
        subject=_line(document.subject),
        unit=style.unit,
        day=document.date,
    )


def _rows(document: Document) -> Iterable[SheetRow]:
    """The box; the days of a meeting alone make none."""
    days = _days(document.meeting)
    values = (
        ("From:", _line(document.originator)),
        ("On:", days),
        ("To:", _line(document.addressee)),
        ("No. prev. doc.:", _joined(document.previous_documents)),
        ("No. Cion doc.:", _joined(document.commission_documents)),
        ("Subject:", _line(document.subject)),
    )
    if any(value for label, value in values if label != "On:"):
        yield from (SheetRow(label, value) for label, value in values if value)


def _meeting(meeting: Meeting | None, vocabulary: Vocabulary) -> Iterable[str]:
    """The body and the days, for agendas that have no box."""
    if meeting is None:
        return
    if meeting.body:
        known = vocabulary.body_named(meeting.body)
        yield _line(known.name if known else meeting.body)
    if days := _days(meeting):
        yield days


def _days(meeting: Meeting | None) -> str:
    return days_in_words(meeting.start, meeting.end) if meeting and meeting.start else ""


def _joined(documents: Sequence[DocumentNumber | ExternalReference]) -> str:
    return "; ".join(map(str, documents))


def _file(file: ExternalReference) -> str:
    """An interinstitutional file, as printed: 2017/0144 (COD)."""
    return str(file).replace("(", " (")


def _line(words: str | None) -> str:
    return " ".join(clean_line(words or "").split())
