"""Views of access: the request sheet as text, Markdown or JSON; requests; the publish lag; where a text can be read."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from somei_cli.formats.sanitize import clean_line
from somei_cli.model.access_decisions_and_lag import ALL_CODES, ReleaseLag
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
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import day_in_words, describe_days_left, short_day, short_day_of
from somei_cli.render.output.formats import code_span, json_text
from somei_cli.render.output.page import (
    CODE,
    DIM,
    DONE,
    EMPTY_LINE,
    ERROR,
    HEADING,
    WARNING,
    ListColumn,
    PageLine,
    StyledWords,
    TerminalForm,
    last_line,
    marking_style,
    pick_sign,
)
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


_NO_REQUESTS = "No request is kept yet."
_KEEP_ONE = ("Draw one up and keep it:", "  somei request new NUMBER --keep")


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

    return View("request-list", columns, records, _NO_REQUESTS, terminal=requests_form, empty_hint=_KEEP_ONE)


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


def publish_lag_view(lags: Sequence[ReleaseLag], undecided: Sequence[DocumentNumber] = ()) -> View:
    """One row per year and code: days from issue to release, and how many documents were never released.

    The fields of the lag are the keys of the output. A terminal names the first of the `undecided` documents.
    """
    records = tuple(lag._asdict() for lag in lags)
    empty_message = "No LIMITE document fits."
    return View("access-report", _LAG_COLUMNS, records, empty_message, terminal=lambda: _lag_form(lags, undecided))


def request_sheet_view(sheet: RequestSheet, today: date, before: Sequence[PageLine] = ()) -> View:
    """The sheet of a request as a page for a terminal, with the lines `before` it."""
    return View("request", (), (_sheet_record(sheet),), terminal=lambda: sheet_form(sheet, _NEXT_STEPS, today, before))


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


# ---- on a terminal

_SOON, _MAX_NAMED, _MAX_UNDECIDED = 3, 2, 5
"""Days within which a reply that is due has the colour of what is to be noted; how many documents a request and a
report name.
"""

# ---- how long documents waited


def _lag_form(lags: Sequence[ReleaseLag], undecided: Sequence[DocumentNumber]) -> TerminalForm:
    def count(key: str, heading: str, leaves: int = 0) -> ListColumn:
        column = Column(key, heading, labelled=True, text=lambda record: _count(record, key))
        return ListColumn(column, to_the_right=True, leaves=leaves)

    has_codes = any(lag.code != ALL_CODES for lag in lags)
    code = ListColumn(Column("code", "code", style=CODE), cut=True, is_whole=lambda _: True)
    one_line = (
        ListColumn(Column("year", "year")),
        *([code] if has_codes else []),
        count("documents", "limite"),
        count("released", "released"),
        count("days_median", "median days"),
        count("days_longest", "longest", 1),
        count("partly_released", "in part", 2),
        count("refused", "refused"),
        count("undecided", "never decided"),
    )
    return TerminalForm(
        one_line=one_line,
        stacks_list=True,
        is_narrow=True,
        legend=lambda _: _undecided_lines(undecided),
        note=lambda *_: _describe_lags(lags, has_codes=has_codes),
        styles={"code": lambda record: HEADING if record["code"] == ALL_CODES else CODE},
    )


def _undecided_lines(undecided: Sequence[DocumentNumber]) -> Iterator[PageLine]:
    """Yield the oldest documents on which nothing was decided, and the command that lists all of them."""
    if undecided:
        named = " · ".join(map(str, undecided[:_MAX_UNDECIDED]))
        oldest = ", the oldest" if len(undecided) > _MAX_UNDECIDED else ""
        yield PageLine(((f"Nothing was ever decided on {len(undecided)}{oldest}: ", ""), (named, CODE)))
        yield PageLine((("somei list --access undecided --marking LIMITE", ""),), indent=2, whole=True)


def _count(record: Record, key: str) -> str:
    """Return a count; one of nothing is left out, but for the documents."""
    value = record.get(key)
    return "" if value is None or (value == 0 and key != "documents") else f"{value:g}"


def _describe_lags(lags: Sequence[ReleaseLag], *, has_codes: bool) -> str:
    documents = sum(lag.documents for lag in lags if lag.code == ALL_CODES)
    more = "one code: --code CODE" if has_codes else "subject codes: --by code"
    return f"{pluralise(documents, 'LIMITE document')} · {more}"


# ---- the requests


def requests_form() -> TerminalForm:
    """Return what a terminal shows of the requests that were kept."""

    def received(record: Record) -> str:
        return short_day_of(str(record.get("received") or ""))

    def due(record: Record) -> str:
        return short_day_of(str(record.get("due") or ""))

    one_line = (
        ListColumn(Column("id", "request", style=CODE)),
        ListColumn(Column("due", "reply by", text=due), to_the_right=True),
        ListColumn(Column("days", "state", text=_days_left)),
        ListColumn(Column("received", "received", text=received), to_the_right=True, leaves=2),
        ListColumn(Column("kind", "kind"), leaves=1),
        ListColumn(
            Column("documents", "documents", style=CODE, text=_named_documents), cut=True, is_whole=lambda _: True
        ),
    )
    return TerminalForm(
        one_line=one_line,
        note=lambda count, _: f"{pluralise(count, 'request')} · somei request show REQUEST",
        texts={"received": received, "due": due, "days": _days_left_in_words},
        styles={"days": _style_of_days},
    )


def _named_documents(record: Record) -> str:
    """Return the documents of a request, the first of many and how many more there are."""
    numbers = record.get("documents") or ()
    more = len(numbers) - _MAX_NAMED
    return f"{', '.join(numbers[:_MAX_NAMED])} and {more} more" if more > 0 else ", ".join(numbers)


def _days_left(record: Record) -> str:
    days = record.get("days")
    return "" if days is None else describe_days_left(days)


def _days_left_in_words(record: Record) -> str:
    days = record.get("days")
    return "" if days is None else str(days) if days >= 0 else f"none, {describe_days_left(days)}"


def _style_of_days(record: Record) -> str:
    days = record.get("days")
    return "" if days is None else ERROR if days < 0 else WARNING if days <= _SOON else ""


# ---- the sheet of a request


_LABEL_WIDTH = 13
_REACH_STYLES = {
    Reach.PUBLIC: ("✓", "OK", DONE),
    Reach.RELEASED_IN_PART: ("!", "!", WARNING),
    Reach.TO_BE_EXAMINED: ("!", "!", WARNING),
    Reach.REFUSED: ("✗", "x", ERROR),
    Reach.CLASSIFIED: ("✗", "x", ERROR),
    Reach.SENSITIVE: ("✗", "x", ERROR),
}


def sheet_form(
    sheet: RequestSheet, next_steps: dict[Reach, str], today: date, before: Sequence[PageLine] = ()
) -> TerminalForm:
    """Return what a terminal shows of a request sheet, with the lines `before` it.

    `next_steps` say what is to be done with a document.
    """
    return TerminalForm(page=lambda _: [*before, *_sheet_lines(sheet, next_steps, today)])


def _sheet_lines(sheet: RequestSheet, next_steps: dict[Reach, str], today: date) -> Iterator[PageLine]:
    request, due = sheet.request, sheet.due
    name = f"Request {request.name}" if request.name else "Request, not kept"
    title = ((name, f"{HEADING} {CODE}" if request.name else HEADING), (f"  {request.kind} application", HEADING))
    yield PageLine(title, right=((f"registered {day_in_words(request.received)}", ""),))
    state, style = _describe_due(due.by, today)
    extended = f"; if extended, by {day_in_words(due.extended)}"
    words = ((day_in_words(due.by), style or HEADING), (f", {state}", style), (extended, DIM))
    yield _labelled("REPLY BY", words)
    yield _labelled("IF REFUSED", ((_describe_remedy(request.kind), DIM),))
    if not due.holidays_known:
        words_of_care = "the holidays of these years are not known; only weekends were left out"
        yield _labelled("CAREFUL", ((words_of_care, WARNING),))
    for document in sheet.documents:
        yield EMPTY_LINE
        yield from _document_lines(document, next_steps)
    yield EMPTY_LINE
    rule = "Regulation (EC) No 1049/2001"
    counts = pluralise(len(sheet.documents), "document")
    yield last_line(f"{counts} · {rule}", "ready to paste: --format markdown")


def _describe_due(by: date, today: date) -> StyledWords:
    days = (by - today).days
    return describe_days_left(days), ERROR if days < 0 else WARNING if days <= _SOON else ""


def _describe_remedy(kind: RequestKind) -> str:
    if kind is RequestKind.INITIAL:
        return f"a confirmatory application within {WORKING_DAYS} working days (Article 7(2))"
    return "the courts or the Ombudsman (Article 8(1))"


def _labelled(label: str, words: tuple[StyledWords, ...], indent: int = 0) -> PageLine:
    return PageLine(words, label=(label, HEADING), label_width=_LABEL_WIDTH, indent=indent)


def _document_lines(document: RequestedDocument, next_steps: dict[Reach, str]) -> Iterator[PageLine]:
    sign, plain, style = _REACH_STYLES.get(document.reach, ("·", "-", DIM))
    title: list[StyledWords] = [(str(document.number), f"{HEADING} {CODE}")]
    if document.marking:
        title += [("  ", ""), (document.marking, marking_style(document.marking))]
    if document.languages:
        title += [("  ", ""), (", ".join(document.languages), DIM)]
    day = ((day_in_words(document.date), ""),) if document.date else ()
    yield PageLine(tuple(title), right=day)
    if document.subject:
        yield PageLine(((clean_line(document.subject), ""),), indent=2)
    step = next_steps[document.reach]
    words = step if step.startswith(str(document.reach)) else f"{document.reach}: {step}"
    yield PageLine(((words, style),), label=(pick_sign(sign, plain), style), label_width=2, indent=2)
    if document.decision:
        yield PageLine((("last decision: ", DIM), (_describe_decision(document), "")), indent=4)
    for version in document.versions:
        words_of_version = ((str(version.number), CODE), (f" ({version.relation}): {version.reach}", DIM))
        yield PageLine((("other version: ", DIM), *words_of_version), indent=4)


def _describe_decision(document: RequestedDocument) -> str:
    decision = document.decision
    if decision is None:
        return ""
    words = "; ".join(EXCEPTION_CODES[c] for c in codes_in(decision.ground or "") if c in EXCEPTION_CODES)
    ground = f", ground {decision.ground}{f' ({words})' if words else ''}" if decision.ground else ""
    return f"{decision.kind} on {short_day(decision.on)}{ground}"
