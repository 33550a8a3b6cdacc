"""Views of access: the request sheet as text, Markdown or JSON; requests; the publish lag; where a text can be read."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

from somei_cli.formats.sanitize import clean_line
from somei_cli.model.access_decisions_and_lag import ReleaseLag
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.register.access_requests import (
    WORKING_DAYS,
    AccessRequest,
    Reach,
    ReplyDay,
    RequestedDocument,
    RequestKind,
    RequestSheet,
)
from somei_cli.model.register.access_status import EXCEPTION_CODES, codes_in
from somei_cli.render.output.formats import code_span, json_text
from somei_cli.render.output.view import Column, Record, View


class RequestSheetFormat(StrEnum):
    """The formats of a request sheet."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


_NEXT_STEPS = {
    Reach.PUBLIC: "can be sent at once",
    Reach.RELEASED_IN_PART: "the released parts can be sent; the rest is to be examined anew",
    Reach.REFUSED: "to be examined anew: the grounds may no longer apply",
    Reach.TO_BE_EXAMINED: "to be examined against Article 4, for partial access too (Article 4(6))",
    Reach.CLASSIFIED: "the originator has to declassify it first; no subject is told",
    Reach.SENSITIVE: "nothing is told of it, not even that it is there, without the originator (Article 9)",
    Reach.NO_DOCUMENT: "the number is not, or no longer, a document",
    Reach.UNKNOWN: "look elsewhere, or ask the applicant to be more precise (Article 6(2))",
}


def request_sheet_text(sheet_format: RequestSheetFormat, sheet: RequestSheet) -> str:
    """Return a request sheet in one of its formats."""
    if sheet_format is RequestSheetFormat.JSON:
        return json_text({"schema": "somei/request/1", "records": [_sheet_record(sheet)]})
    lines = _markdown_lines(sheet) if sheet_format is RequestSheetFormat.MARKDOWN else _text_lines(sheet)
    return "".join(f"{line}".rstrip() + "\n" for line in lines)


def _heading_facts(sheet: RequestSheet) -> Iterator[tuple[str, str]]:
    request, due = sheet.request, sheet.due
    if request.name:
        yield "Request", str(request.name)
    yield "Kind", f"{request.kind} application"
    yield "Registered", str(request.received)
    yield "Reply by", f"{due.by} ({WORKING_DAYS} working days); where extended, by {due.extended}"
    if not due.holidays_known:
        yield "Careful", "the holidays of these years are not known; only weekends were left out"
    if request.kind is RequestKind.INITIAL:
        yield "If refused", f"a confirmatory application can be made within {WORKING_DAYS} working days (Article 7(2))"
    else:
        yield "If refused", "the courts or the Ombudsman can be turned to (Article 8(1))"


def _document_facts(document: RequestedDocument) -> Iterator[tuple[str, str]]:
    """Yield the facts of a document with their labels; the caller cleans what comes from files."""
    yield "standing", f"{document.reach}: {_NEXT_STEPS[document.reach]}"
    if document.date:
        yield "date", str(document.date)
    if document.marking:
        yield "marking", document.marking
    if document.languages:
        yield "languages", ", ".join(document.languages)
    if document.decision:
        words = "; ".join(EXCEPTION_CODES[c] for c in codes_in(document.decision.ground or "") if c in EXCEPTION_CODES)
        ground = f", ground {document.decision.ground}" if document.decision.ground else ""
        yield (
            "last decision",
            f"{document.decision.kind} on {document.decision.on}{ground}{f' ({words})' if words else ''}",
        )
    for version in document.versions:
        yield "version", f"{version.number} ({version.relation}): {version.reach}"


_TITLE = "Request for access to documents (Regulation (EC) No 1049/2001)"


def _text_lines(sheet: RequestSheet) -> Iterator[str]:
    yield _TITLE
    yield ""
    yield from (f"{label + ':':<12} {words}" for label, words in _heading_facts(sheet))
    for document in sheet.documents:
        yield ""
        yield f"{document.number}  {clean_line(document.subject or '')}"
        yield from (f"  {label + ':':<15} {clean_line(words)}" for label, words in _document_facts(document))


def _markdown_lines(sheet: RequestSheet) -> Iterator[str]:
    yield f"## {_TITLE}"
    yield ""
    yield from (f"- **{label}**: {words}" for label, words in _heading_facts(sheet))
    for document in sheet.documents:
        yield ""
        yield f"### {document.number}"
        yield ""
        if document.subject:
            yield from (code_span(document.subject), "")
        yield from (
            f"- {label}: {words if label == 'standing' else code_span(words)}"
            for label, words in _document_facts(document)
        )


def _sheet_record(sheet: RequestSheet) -> Record:
    return {
        **_request_record(sheet.request, sheet.due),
        "documents": [_document_record(document) for document in sheet.documents],
    }


def _request_record(request: AccessRequest, due: ReplyDay) -> dict[str, object]:
    return {
        "id": str(request.name) if request.name else None,
        "kind": str(request.kind),
        "received": request.received.isoformat(),
        "due": due.by.isoformat(),
        "extended": due.extended.isoformat(),
        "holidays_known": due.holidays_known,
    }


def _document_record(document: RequestedDocument) -> Record:
    last = document.decision
    return {
        "number": str(document.number),
        "id": document.number.register_id,
        "standing": str(document.reach),
        "subject": document.subject,
        "date": document.date.isoformat() if document.date else None,
        "marking": document.marking,
        "languages": list(document.languages),
        "decision": {"kind": str(last.kind), "on": last.on.isoformat(), "ground": last.ground} if last else None,
        "versions": [
            {"number": str(version.number), "relation": version.relation, "standing": str(version.reach)}
            for version in document.versions
        ],
    }


def access_requests_view(requests: Iterable[tuple[AccessRequest, ReplyDay]], today: date) -> View:
    """One row per recorded request; `days` are those left until the reply is due."""
    columns = (
        Column("id", "request", unbroken=True, style="bold cyan"),
        Column("received", "received", unbroken=True, labelled=True),
        Column("due", "due", unbroken=True, labelled=True),
        Column("days", "days left", labelled=True),
        Column("kind", "kind"),
        Column("documents", "documents"),
    )
    records = tuple(
        {**_request_record(request, due), "days": (due.by - today).days, "documents": list(map(str, request.documents))}
        for request, due in requests
    )
    return View("request-list", columns, records, "No request is kept.")


_LAG_COLUMNS = (
    Column("year", "year", unbroken=True),
    Column("code", "code", unbroken=True, style="bold"),
    Column("documents", "LIMITE", unbroken=True, labelled=True),
    Column("released", "released", unbroken=True, labelled=True),
    Column("days_median", "median days", unbroken=True, labelled=True),
    Column("days_longest", "longest", unbroken=True, labelled=True),
    Column("partly_released", "in part", unbroken=True, labelled=True),
    Column("refused", "refused", unbroken=True, labelled=True),
    Column("undecided", "undecided", unbroken=True, labelled=True),
    Column("never", "never", unbroken=True, labelled=True),
)


def publish_lag_view(lags: Iterable[ReleaseLag]) -> View:
    """One row per year and code: days from issue to release, and how many documents were never released.

    The fields of the lag are the keys of the output.
    """
    return View("access-report", _LAG_COLUMNS, tuple(lag._asdict() for lag in lags), "No LIMITE document fits.")


def place_view(number: DocumentNumber, place: Path | str) -> View:
    """Where the text of a document is: an address, or the path of a file."""
    kind = "file" if isinstance(place, Path) else "address"
    record = {"number": str(number), kind: str(place)}
    columns = (Column("number", "number", unbroken=True), Column(kind, kind, unbroken=True))
    return View("open", columns, (record,))


def describe_restriction(document: Document) -> tuple[str, ...]:
    """Return a line that says that the public may see no text, of a document with a marking or a draft."""
    if document.status is Status.DRAFT:
        return (f"{document.number} is a draft: the public register may not have it.",)
    if document.marking and document.marking.text != "PUBLIC" and not document.access:
        return (f"{document.number} is marked {document.marking}: the public register may show no text.",)
    return ()
