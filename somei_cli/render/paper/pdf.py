"""A sheet as a PDF set by typst: tagged for screen readers, fonts embedded, the same bytes for the same sheet."""

import json
import tempfile
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from somei_cli.errors import ExtraMissing, Unprintable
from somei_cli.render.paper.paper_settings import Style
from somei_cli.render.paper.sheet import PaperSheet, SheetItem

_RETRIED_ERRORS = ("could not be displayed", "internal error")
"""Parts of typst's messages after which a simpler PDF is tried: letters missing in the fonts, and faults of typst
itself.
"""


class PrintedPdf(NamedTuple):
    """The bytes of a PDF; whether it conforms to PDF/UA-1; whether it is tagged for screen readers at all."""

    content: bytes
    accessible: bool
    tagged: bool = True


def as_pdf(sheet: PaperSheet, style: Style, template: str) -> PrintedPdf:
    """Return the PDF. The sheet reaches the template as data and is never run as code.

    A PDF with letters that the fonts lack cannot conform to PDF/UA, so it is only tagged. If typst fails on the tags,
    as it does around an item number that fills pages, the PDF is not tagged either.

    Raises:
        ExtraMissing: if typst is not installed.
        Unprintable: if typst cannot set the sheet in any of these ways.
    """
    try:
        import typst
    except ImportError:
        raise ExtraMissing("Printing a PDF", "print") from None
    # typst may read an empty folder only: the template is passed as bytes, the sheet as an input.
    with tempfile.TemporaryDirectory(prefix="somei-") as empty_folder:
        options: dict[str, Any] = {
            "root": empty_folder,
            "ignore_system_fonts": True,
            "package_path": empty_folder,
            "package_cache_path": empty_folder,
            "sys_inputs": {"sheet": _typst_input(sheet), "style": _typst_input(style)},
            # The date of the document, never the time of printing: equal sheets must give equal bytes.
            "timestamp": _noon(sheet.day or date(1970, 1, 1)),
        }
        for accessible, tagged in ((True, True), (False, True), (False, False)):
            options |= {"pdf_standards": ["ua-1"] if accessible else [], "pdf_tags": tagged}
            try:
                content: bytes = typst.compile(template.encode(), **options)
            except typst.TypstError as error:
                if not any(message in str(error) for message in _RETRIED_ERRORS):
                    raise
            else:
                return PrintedPdf(content, accessible, tagged)
    raise Unprintable("a PDF")


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _typst_input(value: PaperSheet | Style) -> str:
    return json.dumps(_to_json_value(value), ensure_ascii=False)


def _to_json_value(value: Any) -> Any:
    """Return a value as JSON holds it; named tuples and sheets become objects, whose keys the template reads."""
    if isinstance(value, PaperSheet | SheetItem):
        return {field.name: _to_json_value(getattr(value, field.name)) for field in fields(value)} | _derived(value)
    if hasattr(value, "_asdict"):
        return {name: _to_json_value(item) for name, item in value._asdict().items()}
    if isinstance(value, tuple):
        return [_to_json_value(item) for item in value]
    return {"year": value.year, "month": value.month, "day": value.day} if isinstance(value, date) else value


def _derived(value: PaperSheet | SheetItem) -> dict[str, Any]:
    return (
        {"title": value.title, "whole_number": value.whole_number, "bare": value.bare}
        if isinstance(value, PaperSheet)
        else {}
    )
