"""Views of imports: what was read from a file and where, and what became of each file."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

from somei_cli.errors import shell_word
from somei_cli.formats.diff.document import describe_row
from somei_cli.formats.toml.json_and_schema import to_json
from somei_cli.model.groups import group_pairs
from somei_cli.model.importing.draft_entry import Doubt, FileReading
from somei_cli.model.importing.import_decisions import ImportOutcome, ImportVerdict, Registration
from somei_cli.model.kept_doubts import doubted_key
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.field_names import name_field, name_keys, value_in_words
from somei_cli.render.output.page import (
    CODE,
    DIM,
    ERROR,
    HEADING,
    WARNING,
    PageLine,
    TerminalForm,
    marking_style,
    shorten_address,
)
from somei_cli.render.output.view import Column, Record, View
from somei_cli.render.views.acts_and_history import (
    describe_missing_approvals,
    describe_push,
    differences_rows,
    receipt_record,
    shorten,
)


def draft_entry_view(intake: FileReading) -> View:
    """One row per field, with its line, or its page if the format has pages."""
    paged = any(evidence.page for evidence in intake.evidence)
    columns = (
        Column("field", "field", unbroken=True, style="bold"),
        Column("value", "value"),
        Column("lines", "page" if paged else "line", unbroken=True, labelled=True),
    )
    rows = tuple(_draft_entry_rows(intake))

    return View("import", columns, rows, "Nothing could be read.", terminal=lambda: draft_entry_form(is_paged=paged))


def draft_entry_record(intake: FileReading) -> Record:
    """Return everything read from a file as a record."""
    return {
        "file": intake.file,
        "document": _document_record(intake),
        "evidence": [
            {"field": e.field, "line": e.line, "text": e.text}
            | ({"page": e.page, "left": e.left, "top": e.top} if e.page else {})
            for e in intake.evidence
        ],
        "doubts": list(map(_doubt_record, intake.doubts)),
        "remarks": list(map(_doubt_record, intake.remarks)),
        "candidates": {
            str(number): [str(candidate) for candidate in candidates] for number, candidates in intake.candidates
        },
    }


def _document_record(intake: FileReading) -> dict[str, Any] | None:
    """Return what was read as the JSON form of a document, without `id` and `number` if there is no number."""
    if intake.draft is None:
        return None
    record = to_json(intake.draft)
    return record if intake.document else {key: record[key] for key in record if key not in ("id", "number")}


def _doubt_record(doubt: Doubt) -> Record:
    return {
        "field": doubt.field,
        "message": doubt.message,
        "line": doubt.line or None,
        "words": doubt.words or None,
        "proposal": doubt.proposal or None,
    }


def describe_doubt(doubt: Doubt, intake: FileReading) -> str:
    """Return a doubt as a message, with the words of the document only if it cannot be restricted."""
    may_show = doubt.words and not intake.may_be_restricted
    message = name_keys(doubt.message)
    return f"{message}: “{doubt.words}”" if may_show else message


def describe_question(key: str, reading: FileReading) -> list[str]:
    """Return the lines that ask about a field: each doubt about it with its words, and what was read.

    They show words of the document, and are for a person's terminal alone.
    """
    doubts = [doubt for doubt in reading.doubts if doubted_key(doubt.field) == key]
    name = name_row(key)
    if key == "meeting":
        name = "meeting body" if {doubt.field for doubt in doubts} == {"body"} else "meeting day"
    if key == "items" and not is_read(reading, key):
        places = [
            f"{f'Near line {doubt.line}: ' if doubt.line else ''}“{doubt.words}”." for doubt in doubts if doubt.words
        ]
        lines = [f"doubt: {reading.file}: items: {message}" for message in dict.fromkeys(d.message for d in doubts)]
        return [*lines, " ".join(("No items were read.", *places))]
    lines = []
    for doubt in doubts:
        words = f": “{doubt.words}”" if doubt.words and doubt.words not in doubt.message else ""
        place = f", line {doubt.line}" if doubt.line else ""
        lines.append(f"doubt: {reading.file}{place}: {name}: {doubt.message}{words}")
    if key == "items" and reading.draft:
        items = (f"  {f'{item.number}. ' if item.number else ''}{item.title}" for item in reading.draft.items)
        return [*lines, "read as items:", *items]
    values = [value for field, value, _ in _field_rows(reading) if _key_of_row(field) == key]
    return lines if key == "source" else [*lines, f"read as {name}: {'; '.join(values) or 'nothing'}"]


def is_read(reading: FileReading, key: str) -> bool:
    """Whether anything was read of a field."""
    return any(_key_of_row(field) == key for field, *_ in _field_rows(reading))


def _key_of_row(field: str) -> str:
    return "items" if field == "item" or field.startswith("item ") else field.split(".", maxsplit=1)[0]


def describe_file_in_doubt(reading: FileReading, place: int, count: int) -> str:
    """Return which file of how many is asked about, with the number and the subject that were read."""
    draft = reading.draft
    words = [str(reading.document.number)] if reading.document else []
    words += [f"“{draft.subject}”"] if draft and draft.subject else []
    return f"file {place} of {count} in doubt: {reading.file}{': ' if words else ''}{', '.join(words)}"


def describe_kept_doubts(doubts: int, documents: int) -> list[str]:
    """Return a note on doubts that stay with the entries."""
    if not doubts:
        return []
    subject = f"{pluralise(doubts, 'doubt')} {'stays' if doubts == 1 else 'stay'}"
    entries = "the entry" if documents == 1 else f"{documents} entries"
    return [f"note: {subject} with {entries}. Look at them with: somei list --doubts"]


def describe_same_entry(verdict: ImportVerdict, *, replacing: bool) -> list[str]:
    """Return that the entry of a file is there, and how the file is read again, unless it just was."""
    number = str(verdict.document.number) if verdict.document else "The document"
    file = verdict.file_reading.file
    sentence = f"{number} is in the register already{f'; {verdict.remark}' if verdict.remark else ''}."
    again = ": --replace" if file == "-" else f": somei import {shell_word(file)} --replace"
    return [sentence] if replacing else [sentence, f"hint: Read the file again, with texts that were left out{again}"]


def describe_doubts(word: str, doubts: Iterable[Doubt], intake: FileReading) -> list[str]:
    """Return a line for each doubt or remark about a file, with the word before it and its place."""
    return [
        f"{word}: {intake.file}{f', line {doubt.line}' if doubt.line else ''}: {name_row(doubt.field)}:"
        f" {describe_doubt(doubt, intake)}"
        for doubt in doubts
    ]


_MOST_FILES_NAMED = 10


def describe_postponed_question(verdicts: Sequence[ImportVerdict], *, can_ask: bool) -> list[str]:
    """Return what a dry run passed over, if anything: the doubts about which the import would ask, file by file."""
    doubtful = [verdict.file_reading for verdict in verdicts if verdict.file_reading.doubts]
    if not doubtful:
        return []
    import_does = "The import itself asks." if can_ask else "Without --accept-doubts the import itself leaves it out."
    count = pluralise(sum(len(reading.doubts) for reading in doubtful), "doubt")
    sentence = f"{count} in {pluralise(len(doubtful), 'file')}. {import_does}"
    if len(verdicts) == 1:
        return [sentence]
    lines = [f"doubt: {reading.file}: {_doubted_places(reading)}" for reading in doubtful[:_MOST_FILES_NAMED]]
    if len(doubtful) > _MOST_FILES_NAMED:
        lines.append(f"and {pluralise(len(doubtful) - _MOST_FILES_NAMED, 'more file')} in doubt")
    return [*lines, f"{sentence} What each doubt is: somei import -n {shell_word(doubtful[0].file)}"]


def _doubted_places(reading: FileReading) -> str:
    """Return the fields in doubt with their lines, without a word of the document."""
    keys = dict.fromkeys(doubted_key(doubt.field) for doubt in reading.doubts)
    lines = {key: [d.line for d in reading.doubts if doubted_key(d.field) == key and d.line] for key in keys}
    return ", ".join(f"{name_row(key)}{f' (line {_line_range(lines[key])})' if lines[key] else ''}" for key in keys)


def _draft_entry_rows(intake: FileReading) -> Iterable[Record]:
    rows = list(_field_rows(intake))
    lines = group_pairs((_evidence_key(place.field), place.page or place.line) for place in intake.evidence)
    counts = Counter(_evidence_key(field) for field, _, _ in rows)
    for field, value, value_on_screen in rows:
        key = _evidence_key(field)
        field_lines = lines.get(key, [])
        # Several rows of one field, such as references, are in the order in which they were read.
        line_text = str(field_lines.pop(0)) if len(field_lines) == counts[key] else _line_range(field_lines)
        counts[key] -= 1
        yield {"field": field, "value": value, "lines": line_text, "shown": value_on_screen}
    if intake.may_be_restricted:
        # Messages do not show these words (see describe_doubt), so the table must.
        for doubt in intake.doubts:
            if doubt.words:
                place = str(doubt.line or "")
                yield {"field": f"doubt: {doubt.field}", "value": doubt.words, "lines": place, "shown": doubt.words}


def _describe_value(value: Any) -> str:
    return f"({', '.join(map(str, value))})" if isinstance(value, list) else str(value)


def name_row(field: str) -> str:
    """Return the name of a row for people; what a row of doubt is about comes after the word.

    >>> name_row("meeting.body"), name_row("doubt: subject_codes")
    ('body that meets', 'doubt: subject codes')
    """
    if field.startswith(_DOUBT):
        return f"{_DOUBT}{name_row(field.removeprefix(_DOUBT))}"
    return name_field(field.replace(".", " "))


_DOUBT, _WHOLE = "doubt: ", sys.maxsize


def _field_rows(intake: FileReading) -> Iterable[tuple[str, str, str]]:
    """Yield each field with its value, and with its value as a terminal shows it."""
    table = _document_record(intake) or {}
    for key, value in table.items():
        if key in ("id", "source"):
            continue
        if key == "items":
            for item in value:
                name = f"item {item.get('number', '')}".strip()
                yield name, _item_text(item), _shown_item(item)
        elif isinstance(value, dict):
            for inner_key, inner_value in value.items():
                text = shorten(inner_value, _WHOLE)
                yield f"{key}.{inner_key}", text, value_in_words(f"{key} {inner_key}", text, _WHOLE)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for row in value:
                text = " ".join(_describe_value(v) for v in row.values() if v)
                yield key, text, _reference_in_words(key, row) if key.endswith("references") else text
        else:
            text = shorten(value, _WHOLE)
            yield key, text, value_in_words(key, text, _WHOLE)


def _reference_in_words(key: str, row: dict[str, Any]) -> str:
    """Return a reference; its item comes after a comma, so that a long address can stand on a line by itself."""
    item = f", item {row['item']}" if row.get("item") else ""
    without_item = {name: value for name, value in row.items() if name != "item"}
    return value_in_words(key, describe_row({**without_item, "to": shorten_address(str(row["to"]))})) + item


def _item_text(item: dict[str, Any]) -> str:
    subitem_count = _count_subitems(item.get("subitems", []))
    words = f"{subitem_count} below" if subitem_count else ""
    text = f"{len(item['summary'])} characters of text" if item.get("summary") else ""
    details = ", ".join(filter(None, (words, text)))
    return f"{item['title']}   ({details})" if details else item["title"]


def _shown_item(item: dict[str, Any]) -> str:
    """Return an item as a terminal shows it: with the number of its sub-items, and whether it has a text."""
    subitem_count = _count_subitems(item.get("subitems", []))
    text = "with text" if item.get("summary") else ""
    details = ", ".join(filter(None, (pluralise(subitem_count, "sub-item") if subitem_count else "", text)))
    return f"{item['title']} ({details})" if details else str(item["title"])


def _count_subitems(items: list[dict[str, Any]]) -> int:
    return sum(1 + _count_subitems(item.get("subitems", [])) for item in items)


def _evidence_key(field: str) -> str:
    """Return the row that an evidence belongs to; `items.2` and `item 2` both name an item."""
    head, _, item_path = field.replace("items.", "item ").partition(" ")
    return f"item {item_path.split('.')[0]}" if head == "item" and item_path else field


def _line_range(lines: list[int]) -> str:
    if not lines:
        return ""
    first, last = min(lines), max(lines)
    return str(first) if first == last else f"{first}–{last}"


def import_verdicts_view(registrations: Sequence[Registration]) -> View:
    """What becomes of each file, and why, as a table.

    JSON has one record per file with everything read, and what changes in the entry that it replaces.
    """
    verdicts = [verdict for registration in registrations for verdict in registration.verdicts]
    replacements = [pair for registration in registrations for pair in registration.replacements]
    changes = group_pairs((row["document"], row) for row in differences_rows(replacements))
    columns = (
        Column("file", "file"),
        Column("number", "document", unbroken=True, style="bold cyan"),
        Column("outcome", "outcome", unbroken=True),
        Column("reason", "why", labelled=True),
    )
    rows = tuple(map(_verdict_record, verdicts))
    files_table = View("import", columns, rows, "There are no files.")

    records = tuple(
        {
            **draft_entry_record(verdict.file_reading),
            "outcome": verdict.outcome,
            "reason": _refusal_reason(verdict),
            "changes": changes.get(str(verdict.document.number), []) if verdict.document and verdict.is_entered else [],
        }
        for verdict in verdicts
    )
    outcomes = list(_outcomes_in_words(registrations))
    form = TerminalForm(page=lambda records: _verdict_lines(rows[: len(records)], outcomes))
    return View("import", (), records, tabular=files_table, terminal=lambda: form)


def _outcomes_in_words(registrations: Sequence[Registration]) -> Iterator[str]:
    """Yield what became of each file, or would become of it without a dry run."""
    for registration in registrations:
        for verdict in registration.verdicts:
            tried = verdict.is_entered and not registration.receipt.commit
            yield _INTENDED.get(verdict.outcome, f"would be {verdict.outcome}") if tried else str(verdict.outcome)


_INTENDED = {ImportOutcome.LANGUAGE: "language would be added"}


def import_receipts_view(registrations: Sequence[Registration]) -> View:
    """One record per commit, with the files it was made from and those left out."""
    return View("receipt", (), tuple(_registration_record(registration) for registration in registrations))


def describe_import(registrations: Sequence[Registration], skipped_files: int) -> list[str]:
    """Return the import in one sentence, for standard error, and what it still needs, each on its own line."""
    outcomes = Counter(_outcomes_in_words(registrations))
    words = [f"{count} {outcome}" for outcome, count in outcomes.items()]
    if skipped_files:
        words.append(f"{pluralise(skipped_files, 'file')} of other kinds passed over")
    commits = [registration.receipt.commit[:10] for registration in registrations if registration.receipt.commit]
    commits_text = (
        f"commit {commits[0]}" if len(commits) == 1 else f"{len(commits)} commits" if commits else "no commit"
    )
    approvals = [line for registration in registrations for line in describe_missing_approvals(registration.receipt)]
    last_sent = [registration.receipt for registration in registrations if registration.receipt.sent][-1:]
    files = f"{pluralise(sum(outcomes.values()), 'file')}: {', '.join(words) or 'nothing to read'} ({commits_text})"
    return [files, *(line for receipt in last_sent for line in describe_push(receipt)), *approvals]


def _registration_record(registration: Registration) -> Record:
    return {
        **receipt_record(registration.receipt),
        "files": [
            {**_verdict_record(verdict), "doubts": [doubt.message for doubt in verdict.file_reading.doubts]}
            for verdict in registration.verdicts
        ],
        "differences": list(differences_rows(registration.differences)),
    }


def _verdict_record(verdict: ImportVerdict) -> Record:
    return {
        "file": verdict.file_reading.file,
        "number": str(verdict.document.number) if verdict.document else None,
        "outcome": str(verdict.outcome),
        "reason": _refusal_reason(verdict),
    }


def _refusal_reason(verdict: ImportVerdict) -> str | None:
    """Return why a file was left out, without its name, which has a column of its own; else the remark on it."""
    if verdict.refusal is None:
        return verdict.remark or None
    words = str(verdict.refusal).removeprefix(f"{verdict.file_reading.file}: ")
    if verdict.outcome is ImportOutcome.DOUBTFUL and verdict.file_reading.doubts and not verdict.file_reading.missing:
        first = verdict.file_reading.doubts[0]
        more = f" (and {len(verdict.file_reading.doubts) - 1} more)" if len(verdict.file_reading.doubts) > 1 else ""
        return f"{first.field}: {describe_doubt(first, verdict.file_reading)}{more}"
    return words


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
            yield PageLine(words, indent=2, right=right, column=True)
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


def _verdict_lines(rows: Sequence[Record], words_of_outcomes: Sequence[str]) -> Iterator[PageLine]:
    """Yield what a terminal shows of the files of an import: the document and what became of each."""
    folders = {str(PurePath(row["file"]).parent) for row in rows}
    folder = next(iter(folders)) if len(folders) == 1 else ""
    title = f"{pluralise(len(rows), 'file')}{f' in {folder}' if folder not in {'', '.'} else ''}"
    yield PageLine(((title, HEADING),))
    numbers = max(len(row["number"] or "") for row in rows)
    width = max(map(len, words_of_outcomes))
    for row, outcome in zip(rows, words_of_outcomes, strict=False):
        name = PurePath(row["file"]).name if folder else row["file"]
        words = (
            (f"{row['number'] or '':<{numbers}}", CODE),
            (f"  {outcome:<{width}}  ", _STYLES.get(ImportOutcome(row["outcome"]), "")),
            (name, ""),
        )
        yield PageLine(words)
        if row["reason"]:
            yield PageLine(((row["reason"], DIM),), indent=4)
