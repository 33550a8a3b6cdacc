"""A sheet as PDF, set by typst: tagged for screen readers, with its fonts inside, the same bytes for the same sheet."""

import json
import tempfile
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from somei_cli.errors import ExtraMissing, Unprintable
from somei_cli.render.paper.sheet import PaperSheet, SheetItem
from somei_cli.render.paper.style import Style

_RETRIED_ERRORS = ("could not be displayed", "internal error")
"""Of letters that the fonts lack, and of what should not happen within typst."""


class PrintedPdf(NamedTuple):
    """The bytes of a PDF; whether it keeps to PDF/UA-1, and whether it is tagged for screen readers at all."""

    content: bytes
    accessible: bool
    tagged: bool = True


def as_pdf(sheet: PaperSheet, style: Style, template: str) -> PrintedPdf:
    """The pages. The sheet reaches the template as data and is never code of it.

    Where the fonts lack a letter the file cannot keep to PDF/UA: then it is only tagged. Where typst loses its way
    among the tags, as it does around an item whose number fills pages, it is set without.

    Raises:
        ExtraMissing: where typst is not installed.
        Unprintable: where typst cannot set it in any way.
    """
    try:
        import typst
    except ImportError:
        raise ExtraMissing("Printing a PDF", "pdf") from None
    # An empty folder is all that typst may read: the template is given as bytes, the sheet as an input.
    with tempfile.TemporaryDirectory(prefix="somei-") as empty_folder:
        options: dict[str, Any] = {
            "root": empty_folder,
            "ignore_system_fonts": True,
            "package_path": empty_folder,
            "package_cache_path": empty_folder,
            "sys_inputs": {"sheet": _typst_input(sheet), "style": _typst_input(style)},
            # A sheet without a day bears none; nothing may ever ask for the time of the printing.
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
    """Values as JSON has them: whatever has named parts is an object."""
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
