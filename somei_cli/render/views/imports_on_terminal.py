"""An import on a terminal: what was read from a file, a line for each field; and what became of each file."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from somei_cli.model.importing.import_decisions import ImportOutcome
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.page import CODE, DIM, ERROR, HEADING, WARNING, PageLine, TerminalForm
from somei_cli.render.output.table import marking_style
from somei_cli.render.output.view import Record
from somei_cli.render.views.imports import name_row

_LONGEST_NAME = 24


def draft_entry_form(*, is_paged: bool) -> TerminalForm:
    """Return what a terminal shows of what was read: each value with its line, or its page."""
    place = "PAGE" if is_paged else "LINE"
    return TerminalForm(
        page=lambda records: _draft_lines(records, place),
        texts={"field": lambda record: name_row(str(record["field"])), "value": lambda record: str(record["shown"])},
    )


def _draft_lines(records: Sequence[Record], place: str) -> Iterator[PageLine]:
    names = [name_row(str(record["field"])) for record in records]
    width = max((len(name) for name in names if len(name) <= _LONGEST_NAME), default=0) + 2
    places = max(len(place), *(len(record["lines"]) for record in records))
    style = f"{HEADING} {DIM}"
    yield PageLine((("FIELD".ljust(width), style), ("VALUE", style)), right=((place.rjust(places), style),))
    for name, record in zip(names, records, strict=True):
        right = ((str(record["lines"]).rjust(places), DIM),)
        words = ((str(record["shown"]), _style_of(record)),)
        label = (name, WARNING if str(record["field"]).startswith("doubt: ") else HEADING)
        if len(name) > _LONGEST_NAME:
            yield PageLine((label,))
            yield PageLine(words, label_width=width, right=right, column=True)
        else:
            yield PageLine(words, label=label, label_width=width, right=right, column=True)


def _style_of(record: Record) -> str:
    if record["field"] == "marking":
        return marking_style(str(record["shown"]))
    return CODE if record["field"] in {"number", "subject_codes"} else ""


_STYLES = {
    ImportOutcome.DOUBTFUL: WARNING,
    ImportOutcome.UNREAD: ERROR,
    ImportOutcome.REFUSED: ERROR,
}


def import_verdicts_form(rows: Sequence[Record]) -> TerminalForm:
    """Return what a terminal shows of the files of an import: the document and what became of each."""
    return TerminalForm(page=lambda records: _verdict_lines(rows[: len(records)]))


def _verdict_lines(rows: Sequence[Record]) -> Iterator[PageLine]:
    folders = {str(PurePath(row["file"]).parent) for row in rows}
    folder = next(iter(folders)) if len(folders) == 1 else ""
    title = f"{pluralise(len(rows), 'file')}{f' in {folder}' if folder not in {'', '.'} else ''}"
    yield PageLine(((title, HEADING),))
    numbers = max(len(row["number"] or "") for row in rows)
    outcomes = max(len(row["outcome"]) for row in rows)
    for row in rows:
        outcome = row["outcome"]
        name = PurePath(row["file"]).name if folder else row["file"]
        words = (
            (f"{row['number'] or '':<{numbers}}", CODE),
            (f"  {outcome:<{outcomes}}  ", _STYLES.get(ImportOutcome(outcome), "")),
            (name, ""),
        )
        yield PageLine(words)
        if row["reason"]:
            yield PageLine(((row["reason"], DIM),), indent=4)
