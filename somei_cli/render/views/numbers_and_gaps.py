"""Views of the numbers that an office allots itself, and of the gaps between them."""

from collections.abc import Iterable

from somei_cli.model.document import Allotment, Document
from somei_cli.model.numbers.number_allotment import Gap
from somei_cli.render.output.view import Column, Record, View


def numbers_view(documents: Iterable[Document]) -> View:
    """One row per number."""
    columns = (
        Column("number", "number", unbroken=True, style="bold cyan"),
        Column("status", "status", unbroken=True),
        Column("by", "taken by", labelled=True),
        Column("on", "on", unbroken=True, labelled=True),
        Column("for", "for", labelled=True),
        Column("reason", "reason", labelled=True),
    )
    return View("numbers", columns, tuple(map(_number_record, documents)), "No number of the office's own series.")


def gaps_view(gaps: Iterable[Gap]) -> View:
    """One row per gap: a void number, or consecutive numbers without an entry."""
    columns = (
        Column("number", "number", unbroken=True, style="bold cyan"),
        Column("status", "status", unbroken=True),
        Column("reason", "reason"),
        Column("by", "taken by", labelled=True),
        Column("on", "on", unbroken=True, labelled=True),
    )
    return View("number-gaps", columns, tuple(map(_gap_record, gaps)), "No gaps.")


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
