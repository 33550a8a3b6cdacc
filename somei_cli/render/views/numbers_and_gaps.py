"""Views of the numbers that an office allots itself, and of the gaps between them."""

from collections import Counter
from collections.abc import Sequence

from somei_cli.model.document import Allotment, Document
from somei_cli.model.document_number import Status
from somei_cli.model.numbers.number_allotment import Gap, count_unexplained
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import short_day_of
from somei_cli.render.output.page import CODE, DIM, WARNING, ListColumn, TerminalForm
from somei_cli.render.output.view import Column, Record, View, cell

_NO_NUMBERS = "No number of the office's own series is taken yet."
_TAKE_ONE = ("Take the next:", "  somei number next --for TEXT")
_NO_SERIES = "The office has no series of its own yet."
_HELP_WITH_SERIES = ("How they are named:", "  somei help colleagues")


def numbers_view(
    documents: Sequence[Document], *, has_series: bool = True, narrowed: bool = False, wide: bool = False
) -> View:
    """One row per number. `narrowed`: some were asked for only; `wide`: a terminal shows all columns."""
    columns = (
        Column("number", "number", unbroken=True, style="bold cyan"),
        Column("status", "status", unbroken=True),
        Column("by", "taken by", labelled=True),
        Column("on", "on", unbroken=True, labelled=True),
        Column("for", "for", labelled=True),
        Column("reason", "reason", labelled=True),
    )
    message, hint = ("No number fits.", ()) if narrowed else (_NO_NUMBERS, _TAKE_ONE)
    if not has_series:
        message, hint = _NO_SERIES, _HELP_WITH_SERIES
    return View(
        "numbers",
        columns,
        tuple(map(_number_record, documents)),
        message,
        terminal=lambda: numbers_form(documents, wide=wide),
        empty_hint=hint,
    )


def gaps_view(gaps: Sequence[Gap]) -> View:
    """One row per gap: a void number, or consecutive numbers without an entry."""
    columns = (
        Column("number", "number", unbroken=True, style="bold cyan"),
        Column("status", "status", unbroken=True),
        Column("reason", "reason"),
        Column("by", "taken by", labelled=True),
        Column("on", "on", unbroken=True, labelled=True),
    )
    return View("number-gaps", columns, tuple(map(_gap_record, gaps)), "No gaps.", terminal=lambda: gaps_form(gaps))


def _number_record(document: Document) -> Record:
    allotment = document.allotted
    return {
        "id": document.number.register_id,
        "number": str(document.number),
        "status": str(document.status),
        **_allotment_record(allotment),
        "reason": document.reason,
    }


def _allotment_record(allotment: Allotment | None) -> Record:
    return {
        "by": allotment.by if allotment else None,
        "on": allotment.on.isoformat() if allotment else None,
        "for": allotment.purpose if allotment else None,
        "request": allotment.request if allotment else None,
    }


def _gap_record(gap: Gap) -> Record:
    return {
        "number": str(gap),
        "first": str(gap.first),
        "last": str(gap.last),
        "status": str(gap.document.status) if gap.document else "missing",
        "reason": gap.document.reason if gap.document else None,
        **_allotment_record(gap.document.allotted if gap.document else None),
    }


# ---- on a terminal


def numbers_form(documents: Sequence[Document], *, wide: bool) -> TerminalForm:
    """Return what a terminal shows of numbers."""
    one_line = (
        ListColumn(Column("number", "number", style=CODE)),
        ListColumn(Column("status", "status")),
        ListColumn(Column("on", "taken", text=_day), to_the_right=True, leaves=2),
        ListColumn(Column("by", "by", text=_name), leaves=1),
        ListColumn(Column("for", "for, or why", text=_purpose_or_reason), cut=True),
    )
    counts = Counter(document.status for document in documents)

    def describe(count: int, is_short: bool) -> str:
        noted = [f"{counts[status]} {status}" for status in (Status.RESERVED, Status.VOID) if counts[status]]
        more = ("all columns: --wide",) if is_short else ()
        return " · ".join((", ".join((pluralise(count, "number"), *noted)), "missing: --gaps", *more))

    return TerminalForm(
        one_line=() if wide else one_line,
        is_dim=_is_void,
        note=describe,
        texts={"on": _day, "by": _name},
        styles={"status": _style_of_status},
    )


def gaps_form(gaps: Sequence[Gap]) -> TerminalForm:
    """Return what a terminal shows of gaps."""
    counts = {str(gap): gap.last.number - gap.first.number + 1 for gap in gaps}
    one_line = (
        ListColumn(Column("number", "numbers", style=CODE)),
        ListColumn(
            Column("count", "how many", text=lambda record: cell(counts.get(str(record["number"])))), to_the_right=True
        ),
        ListColumn(Column("status", "status")),
        ListColumn(Column("reason", "why"), cut=True),
    )
    return TerminalForm(
        one_line=one_line,
        is_dim=_is_void,
        note=lambda *_: _describe_gaps(gaps),
        texts={"on": _day, "by": _name},
        styles={"status": _style_of_status},
    )


def _describe_gaps(gaps: Sequence[Gap]) -> str:
    """Return how many numbers are missing and void; a missing one can be entered."""
    missing = count_unexplained(gaps)
    void = sum(gap.document is not None for gap in gaps)
    counts = ", ".join(f"{count} {word}" for count, word in ((missing, "missing"), (void, "void")) if count)
    return f"{counts} · enter one: somei add NUMBER --subject TEXT" if missing else f"{counts}, each with a reason"


def _day(record: Record) -> str:
    return short_day_of(cell(record.get("on")))


def _name(record: Record) -> str:
    """Return the name of a clerk without the address."""
    return cell(record.get("by")).partition(" <")[0]


def _purpose_or_reason(record: Record) -> str:
    return " – ".join(filter(None, (record.get("for"), record.get("reason"))))


def _is_void(record: Record) -> bool:
    return record.get("status") == Status.VOID


def _style_of_status(record: Record) -> str:
    status = record.get("status")
    return WARNING if status == "missing" else "" if status == Status.RESERVED else DIM
