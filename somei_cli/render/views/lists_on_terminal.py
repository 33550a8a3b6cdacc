"""Lists of documents on a terminal, those of a search too: one line for each document, and below it what was found."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from somei_cli.errors import shell_word
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import Status
from somei_cli.model.query.field_texts import NUMBER, SUBJECT
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import short_day_of
from somei_cli.render.output.page import CODE, DIM, ListColumn, PageLine, StyledWords, TerminalForm
from somei_cli.render.output.table import HIT_STYLE
from somei_cli.render.output.view import Column, Record, cell

_TYPE_WORDS = {"OUTCOME OF PROCEEDINGS": "outcome", "PROVISIONAL AGENDA": "agenda", "SUMMARY OF DISCUSSIONS": "summary"}
_LONGEST_TYPE, _MAX_PASSAGES, _INDENT = 14, 3, 2
_QUOTED = re.compile(r"('[^']*'|\"[^\"]*\")")


def list_form(*, wide: bool) -> TerminalForm:
    """Return what a terminal shows of a list of documents; `wide`: all columns, and whole subjects."""
    one_line = (
        ListColumn(Column("number", "number", style=CODE)),
        ListColumn(Column("date", "date", text=_date_or_status), leaves=2, to_the_right=True),
        ListColumn(Column("marking", "marking", unbroken=True, text=_status_and_marking)),
        ListColumn(Column("type", "type", text=_short_type), leaves=1),
        ListColumn(Column("subject", "subject"), cut=True),
    )
    return TerminalForm(
        one_line=() if wide else one_line, is_dim=_is_secondary, note=_describe_list, texts={"date": _shown_date}
    )


def _is_secondary(record: Record) -> bool:
    """Return whether a document is not in force, or not yet."""
    return str(record.get("status", Status.ISSUED)) != Status.ISSUED


def _shown_date(record: Record) -> str:
    return short_day_of(cell(record.get("date")))


def _date_or_status(record: Record) -> str:
    """Return the date; if there is none, the status, unless it is the usual one."""
    return _shown_date(record) or (str(record["status"]) if _is_secondary(record) else "")


def _status_and_marking(record: Record) -> str:
    """Return the marking, after the status if that is not the usual one and stands nowhere else."""
    status = str(record["status"]).upper() if _is_secondary(record) and record.get("date") else ""
    return " ".join(filter(None, (status, cell(record.get("marking")))))


def _short_type(record: Record) -> str:
    """Return the type in a word or two of small letters."""
    heading = cell(record.get("type"))
    words = _TYPE_WORDS.get(heading) or "".join(
        part if part[:1] in {"'", '"'} else part.lower() for part in _QUOTED.split(heading)
    )
    return words if len(words) <= _LONGEST_TYPE else f"{words[: _LONGEST_TYPE - 1].rstrip()}…"


def _describe_list(count: int, is_short: bool) -> str:
    """Return how many documents there are, and what shows more."""
    more = ("all columns: --wide",) if is_short else ()
    return " · ".join((pluralise(count, "document"), "somei show NUMBER", *more))


Spans = Sequence[tuple[int, int]]
"""The places in a text where something was found."""


class FoundPassage(NamedTuple):
    """A passage of a field, with what was found in it."""

    field: str
    text: str
    spans: Spans


def search_form(
    subject_spans: Callable[[Record], Spans], passages_of: Callable[[Record], Iterable[FoundPassage]], *, wide: bool
) -> TerminalForm:
    """Return what a terminal shows of the documents that a search found: a list, with passages below each document."""

    def list_passages(record: Record, letters: int) -> Iterator[PageLine]:
        is_subject_hidden = any(end > letters for _, end in subject_spans(record))
        named = {NUMBER} if is_subject_hidden else {NUMBER, SUBJECT}
        return _passage_lines(record, [passage for passage in passages_of(record) if passage.field not in named])

    form = list_form(wide=wide)
    columns = tuple(c._replace(column=c.column._replace(spans=subject_spans)) if c.cut else c for c in form.one_line)
    return form._replace(one_line=columns, below=list_passages)


def _passage_lines(record: Record, passages: Sequence[FoundPassage]) -> Iterator[PageLine]:
    for passage in passages[:_MAX_PASSAGES]:
        label = (f"{clean_line(passage.field)}: ", DIM) if passage.field != SUBJECT else ("", "")
        yield PageLine((label, *_highlight(passage)), indent=_INDENT)
    if len(passages) > _MAX_PASSAGES:
        more = f"{len(passages) - _MAX_PASSAGES} more: somei show {shell_word(record.get('number', ''))} --text"
        yield PageLine(((more, DIM),), indent=_INDENT)


def _highlight(passage: FoundPassage) -> Iterator[StyledWords]:
    shown_until = 0
    for start, end in passage.spans:
        yield passage.text[shown_until:start], ""
        yield passage.text[start:end], HIT_STYLE
        shown_until = max(shown_until, end)
    ending = passage.text[shown_until:]
    # The sign of a cut is no word, and begins no line.
    yield f"{ending.removesuffix(' …')}…" if ending.endswith(" …") else ending, ""
