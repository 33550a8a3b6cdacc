"""Lists on a terminal, a line for each record: documents, what a search found, codes, bodies, references, counts."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from somei_cli.errors import shell_word
from somei_cli.formats.notation.search_query import named_operators
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.groups import group_pairs
from somei_cli.model.kept_doubts import confirming_command
from somei_cli.model.query.field_texts import NUMBER, SUBJECT
from somei_cli.model.query.group_by import GroupBy
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import short_day, short_day_of, with_short_days
from somei_cli.render.output.field_names import name_field, value_in_words
from somei_cli.render.output.page import (
    CODE,
    DIM,
    HEADING,
    ListColumn,
    PageLine,
    StyledWords,
    TerminalForm,
    lead_to,
    marking_style,
    shorten_address,
)
from somei_cli.render.output.streams import terminal_width
from somei_cli.render.output.table import HIT_STYLE
from somei_cli.render.output.view import Column, Record, View, cell

if TYPE_CHECKING:
    from somei_cli.model.document import Document

_TYPE_WORDS = {
    "NOTICE OF MEETING AND PROVISIONAL AGENDA": "notice of meeting",
    "OUTCOME OF PROCEEDINGS": "outcome",
    "PROVISIONAL AGENDA": "agenda",
    "SUMMARY OF DISCUSSIONS": "summary",
}
_LONGEST_TYPES = ((100, 14), (120, 17), (sys.maxsize, 30))
"""Cells: below what width of a terminal a type is how long at most."""
_MAX_PASSAGES, _INDENT = 3, 2
_QUOTED = re.compile(r"('[^']*'|\"[^\"]*\")")


def list_form(*, wide: bool) -> TerminalForm:
    """Return what a terminal shows of a list of documents; `wide`: all columns, and whole subjects."""
    form = TerminalForm(
        is_dim=_is_secondary,
        note=lambda count, _: _describe_list(count, wide=wide),
        texts={"date": _shown_date, **{key: _rows_in_words(key) for key in _FIELDS_OF_ROWS}},
    )
    number, marking = ListColumn(Column("number", "number", style=CODE)), ListColumn(Column("marking", "marking"))
    if wide:
        day, status = Column("date", "date", text=_shown_date), Column("status", "status", text=_unusual_status)
        document_type = ListColumn(Column("type", "type"), cut=True, folds=True)
        columns = (number, ListColumn(day, to_the_right=True), marking, document_type, ListColumn(status))
        return form._replace(one_line=columns, below=lambda record, _: _wide_lines(record))
    columns = (
        number,
        ListColumn(Column("date", "date", text=_status_or_date), to_the_right=True),
        marking._replace(column=marking.column._replace(unbroken=True)),
        ListColumn(Column("type", "type", text=_short_type), leaves=1),
        ListColumn(Column("subject", "subject"), cut=True),
    )
    return form._replace(one_line=columns, stacks_list=True, is_narrow=True)


def _wide_lines(record: Record, spans: "Spans" = ()) -> Iterator[PageLine]:
    """Yield the subject, with what was found in it, and the subject codes, each on lines of their own."""
    if subject := clean_line(cell(record.get("subject"))):
        style = DIM if _is_secondary(record) else ""
        words = _highlight(FoundPassage(SUBJECT, subject, spans))
        yield PageLine(tuple((part, hit_style or style) for part, hit_style in words), indent=_INDENT)
    if codes := cell(record.get("subject_codes")):
        yield PageLine(((codes, DIM),), indent=_INDENT)


def doubts_form() -> TerminalForm:
    """Return what a terminal shows of documents that keep doubts: a line for each doubt, and what confirms them."""
    return list_form(wide=False)._replace(
        page=_doubt_lines, note=lambda count, _: f"{pluralise(count, 'document')} in doubt · somei show NUMBER"
    )


def _doubt_lines(records: Sequence[Record]) -> Iterator[PageLine]:
    numbers = max(len("NUMBER"), *(len(cell(record["number"])) for record in records)) + 2
    names = [name_field(doubt["field"]) for record in records for doubt in record["doubts"]]
    width = numbers + max(len("FIELD"), *map(len, names)) + 2
    style = f"{HEADING} {DIM}"
    head = (f"{'NUMBER':<{numbers}}FIELD", style)
    yield PageLine((("WORDS IN THE FILE", style),), label=head, label_width=width, right=(("LINE", style),))
    for record in records:
        number = cell(record["number"])
        for doubt in record["doubts"]:
            label = (f"{number:<{numbers}}{name_field(doubt['field'])}", CODE)
            right = ((f"{doubt.get('line') or '':>4}", DIM),)
            words = ((clean_line(doubt.get("words") or ""), ""),)
            yield PageLine(words, label=label, label_width=width, right=right, column=True)
        fields = dict.fromkeys(doubt["field"] for doubt in record["doubts"])
        yield PageLine(((confirming_command(record["number"], fields), DIM),), indent=_INDENT, whole=True)


_FIELDS_OF_ROWS = ("access", "references", "outside_references")
"""Fields that hold rows, which people do not read as keys and values."""


def _rows_in_words(key: str) -> Callable[[Record], str]:
    return lambda record: "; ".join(value_in_words(key, cell(row)) for row in record.get(key) or ())


def _is_secondary(record: Record) -> bool:
    """Return whether a document is not in force, or not yet."""
    return str(record.get("status", Status.ISSUED)) != Status.ISSUED


def _shown_date(record: Record) -> str:
    return short_day_of(cell(record.get("date")))


def _unusual_status(record: Record) -> str:
    return str(record["status"]) if _is_secondary(record) else ""


def _status_or_date(record: Record) -> str:
    """Return the date; of a document that is not in force, or not yet, its status instead."""
    return _unusual_status(record) or _shown_date(record)


def _short_type(record: Record) -> str:
    """Return the type in a word or two of small letters."""
    heading = cell(record.get("type"))
    words = _TYPE_WORDS.get(heading) or "".join(
        part if part[:1] in {"'", '"'} else part.lower() for part in _QUOTED.split(heading)
    )
    width = terminal_width()
    return _cut_line(words, next(longest for narrower, longest in _LONGEST_TYPES if width < narrower))


def _describe_list(count: int, *, wide: bool) -> str:
    """Return how many documents there are, and what shows more."""
    more = () if wide else ("all columns: --wide",)
    return " · ".join((pluralise(count, "document"), "somei show NUMBER", *more))


def describe_documents_to_choose(documents: Sequence["Document"]) -> list[str]:
    """Return documents to choose from, numbered from 1, each on one line of a terminal."""
    longest = max(len(str(document.number)) for document in documents)
    left = max(terminal_width() - longest - _BEFORE_SUBJECT, _SHORTEST_SUBJECT)
    return [
        f"{index:>3}  {document.number!s:<{longest}}  {_describe_standing(document):>11}  "
        f"{_cut_line(document.subject or '', left)}".rstrip()
        for index, document in enumerate(documents, start=1)
    ]


def _describe_standing(document: "Document") -> str:
    """Return the date; of a document that is not in force, or not yet, its status instead."""
    if document.status is not Status.ISSUED:
        return str(document.status)
    return short_day(document.date) if document.date else ""


_BEFORE_SUBJECT, _SHORTEST_SUBJECT = 20, 20
"""Cells before a subject beside the number of the document, and the least that is shown of it."""


def _cut_line(words: str, width: int) -> str:
    return words if len(words) <= width else f"{words[: width - 1].rstrip()}…"


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
    if wide:
        return form._replace(
            below=lambda record, _: [*_wide_lines(record, subject_spans(record)), *list_passages(record, sys.maxsize)]
        )
    columns = tuple(c._replace(column=c.column._replace(spans=subject_spans)) if c.cut else c for c in form.one_line)
    return form._replace(one_line=columns, below=list_passages, shown_below="hits")


def describe_wider_search(words: Sequence[str], *, any_: bool, fuzzy: bool) -> tuple[str, ...]:
    """Return the lines that name a search which finds more than the words as they were typed; none if there is none.

    >>> describe_wider_search(["drone"], any_=False, fuzzy=False)
    ('Documents with a word that begins so:', "  somei search 'drone*'")
    >>> describe_wider_search(["drone AND mandate"], any_=False, fuzzy=False)[:2]
    ('Documents with all of the words:', '  somei search drone mandate')
    """
    if operators := named_operators(words):
        words = [word for typed in words for word in typed.split() if word not in operators]
        if words and "AND" in operators:
            every = "Documents with all of the words:", f"  somei search {_typed(words)}"
            return (*every, *describe_wider_search(words, any_=any_, fuzzy=fuzzy))
    plain = [word.rstrip("*") for word in words]
    if len(words) > 1 and not any_:
        return "Documents with any of the words:", f"  somei search --any {_typed(words)}"
    if words and not fuzzy and plain == list(words):
        option = "--any " if any_ else ""
        lead = "Documents with a word that begins so:" if len(words) == 1 else "Documents with words that begin so:"
        return lead, f"  somei search {option}{_typed(f'{word}*' for word in words)}"
    return () if fuzzy or not any(plain) else ("Words that may be misspelt:", f"  somei search --fuzzy {_typed(plain)}")


def _typed(words: Iterable[str]) -> str:
    return " ".join(shell_word(word) for word in words)


def describe_operators(operators: Sequence[str]) -> str:
    """Return what became of words that were meant as operators."""
    names = " and ".join(f"“{name}”" for name in dict.fromkeys(operators))
    return f"{names} was looked for as a word. All words must occur anyway; with --any one is enough."


_FIELD_NAMES = {"outside reference": "reference to another text"}
"""The names on every other screen of fields that machines get under another one."""


def _passage_lines(record: Record, passages: Sequence[FoundPassage]) -> Iterator[PageLine]:
    for passage in passages[:_MAX_PASSAGES]:
        field = _FIELD_NAMES.get(passage.field) or clean_line(passage.field)
        label = (f"{field}: ", DIM) if passage.field != SUBJECT else ("", "")
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


# ---- the vocabulary


def codes_form(year: int | None, title_of: Callable[[Record], str]) -> TerminalForm:
    """Return what a terminal shows of subject codes; their documents are those of a year, if one is given."""

    def title(record: Record) -> str:
        return with_short_days(title_of(record))

    def documents(record: Record) -> str:
        # Most codes of the vocabulary have none, and a column of noughts hides those that have.
        return str(record["documents"] or "")

    in_year = f" in {year}" if year else ""
    columns = (
        ListColumn(Column("code", "code", style=CODE)),
        ListColumn(Column("title", "title", text=title), cut=True),
        ListColumn(Column("documents", "documents", labelled=True, text=documents), to_the_right=True),
        ListColumn(Column("last_serial", "last serial", labelled=True), leaves=1, to_the_right=True),
    )
    return TerminalForm(
        one_line=columns,
        stacks_list=True,
        is_dim=lambda record: bool(record.get("retired")),
        note=lambda count, _: f"{pluralise(count, 'code')} · their documents{in_year}: somei list --code CODE",
        texts={"title": title, "documents": documents},
    )


def bodies_form() -> TerminalForm:
    """Return what a terminal shows of meeting bodies."""
    columns = (
        ListColumn(Column("key", "body", style=CODE)),
        ListColumn(Column("name", "name"), cut=True),
        ListColumn(Column("codes", "codes", style=CODE, labelled=True), leaves=1),
    )
    return TerminalForm(
        one_line=columns,
        stacks_list=True,
        note=lambda count, _: f"{count} {'body' if count == 1 else 'bodies'} · other names: somei explain BODY",
    )


# ---- references


def found_references_form() -> TerminalForm:
    """Return what a terminal shows of the references in texts: each below its text, with its line."""
    return TerminalForm(page=_found_lines)


def _found_lines(records: Sequence[Record]) -> Iterator[PageLine]:
    width = max(len(str(record["line"])) for record in records)
    for file, found in group_pairs((record["file"], record) for record in records).items():
        yield PageLine(((clean_line(str(file)), f"{HEADING} {CODE}"),))
        for record in found:
            label = f"line {record['line']:>{width}}" if record["line"] else ""
            words = ((shorten_address(clean_line(str(record["reference"]))), lead_to(str(record["reference"]), CODE)),)
            kind = () if record["kind"] == "document" else ((f"  {record['kind']}", DIM),)
            yield PageLine((*words, *kind), label=(label, DIM), label_width=width + 7, indent=2)
    yield PageLine(((f"{pluralise(len(records), 'reference')} · somei xref add NUMBER OTHER", DIM),))


def cross_references_form(number: DocumentNumber, subject: str | None) -> TerminalForm:
    """Return what a terminal shows of the references of one document and to it: a section for each kind."""
    return TerminalForm(page=lambda records: _reference_lines(records, number, subject), texts={"other": _short_text})


def _reference_lines(records: Sequence[Record], number: DocumentNumber, subject: str | None) -> Iterator[PageLine]:
    yield PageLine(((str(number), f"{HEADING} {CODE}"), (f"  {subject or 'not in the register'}", HEADING)))
    names = [_short_text(record) for record in records if record["here"] != "outside"]
    width = max(map(len, names), default=0)
    items = max((len(record["item"] or "") for record in records), default=0)
    for words, section in group_pairs((str(record["words"]), record) for record in records).items():
        yield PageLine(((words.removeprefix("is ").upper(), HEADING),))
        yield from (_reference_line(record, width, items) for record in section)
    graph = f"as a tree: somei xref graph {shell_word(number)}"
    yield PageLine(((f"{pluralise(len(records), 'reference')} · {graph}", DIM),))


def _reference_line(record: Record, width: int, items: int) -> PageLine:
    name, item = _short_text(record), record["item"] or ""
    is_here = record["here"] == "yes"
    style = lead_to(str(record["other"]), CODE if record["here"] != "no" else DIM)
    words = [(name, style), (" " * max(width - len(name), 0), "")]
    if items:
        place = f"item {item}" if item else ""
        words.append((f"  {place:<{items + 5}}", DIM))
    words.append((f"  {_subject_or_place(record)}", "" if is_here else DIM))
    return PageLine(tuple(words), indent=_INDENT, cut=True)


def _short_text(record: Record) -> str:
    return shorten_address(str(record["other"]))


def _subject_or_place(record: Record) -> str:
    """Return the subject of the other document, and its newer text; of any other text, where it is not."""
    if record["here"] == "outside":
        return ""
    if record["here"] == "no":
        return "not in the register"
    newer = f"now {record['current']}: " if record.get("current") else ""
    return f"{newer}{record['subject'] or ''}"


# ---- counts

_EIGHTHS = " ▏▎▍▌▋▊▉"
_NO_VALUE = "(none)"
_LONGEST_VALUE = 36
_SHORTEST_BAR = 8
_LONGEST_BAR = 50
_GAP = 2


def bar_lines(view: View, by: Sequence[GroupBy], total: str, width: int, *, blocks: bool = True) -> Iterator[PageLine]:
    """Yield the counts as bars, and below them the `total` in words; `blocks`: the terminal has block characters."""
    records = view.records
    largest = max((record["documents"] for record in records), default=1)
    digits = len(str(largest))
    names = [[clean_line(cell(record[key])) or _NO_VALUE for key in by] for record in records]
    first = max((cell_len(row[0]) for row in names), default=0) if len(by) > 1 else 0
    labels = ["  ".join([row[0] + " " * (first - cell_len(row[0])), *row[1:]]) for row in names]
    label_width = max(
        (cells for label in labels if (cells := cell_len(label)) <= max(_LONGEST_VALUE, width // 2)), default=0
    )
    bar_width = min(max(width - label_width - digits - 2 * _GAP, _SHORTEST_BAR), _LONGEST_BAR)
    for label, record in zip(labels, records, strict=True):
        count = record["documents"]
        blanks = " " * max(label_width - cell_len(label), 0)
        counted = ((f"  {count:>{digits}}  ", ""), (_bar(count / largest * bar_width, blocks), DIM))
        style = _style_of(by, record)
        if cell_len(label) > label_width:
            yield PageLine(((label, style),))
            yield PageLine(((" " * label_width, ""), *counted), cut=True)
        else:
            yield PageLine(((label, style), (blanks, ""), *counted), cut=True)
    yield PageLine(((f"{total.removesuffix('.')} · which ones: somei list", DIM),))


def _style_of(by: Sequence[GroupBy], record: Record) -> str:
    if len(by) > 1 or not record[by[0]]:
        return ""
    if by[0] is GroupBy.MARKING:
        return marking_style(cell(record[by[0]]))
    return CODE if by[0] in {GroupBy.CODE, GroupBy.SERIES, GroupBy.BODY} else ""


def _bar(length: float, blocks: bool) -> str:
    """Return a bar of so many cells, in steps of an eighth; never empty, since something was counted."""
    if not blocks:
        return "#" * max(round(length), 1)
    eighths = max(round(length * 8), 1)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
