"""Views of acts and history: receipts, the history of a document, blame, and the difference of two states."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from somei_cli.errors import SomeiError, shell_word
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference, FieldChange, Origin, describe_decision
from somei_cli.model.register.change import is_default_undo_reason
from somei_cli.model.register.files_and_faults import Fault
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.dates import minute_with_offset
from somei_cli.render.output.view import Column, Record, View, cell

if TYPE_CHECKING:
    from somei_cli.formats.git.revision_range import RevisionRange
    from somei_cli.model.history.changes_with_origins import NetChange
    from somei_cli.model.register.change import Receipt
    from somei_cli.render.output.page import TerminalForm


def receipt_view(receipt: "Receipt") -> View:
    """One row per field that an act changed; JSON has one record for the act."""
    fields = differences_view(_receipt_rows(receipt))
    return View("receipt", (), (receipt_record(receipt),), tabular=fields)


def differences_view(rows: Iterable[Record]) -> View:
    """One row per field, with its value before and after."""
    columns = (
        Column("document", "document", unbroken=True, style="bold cyan"),
        Column("field", "field"),
        Column("before", "before", labelled=True, text=lambda r: cell(value_for_people(r, "before"))),
        Column("after", "after", labelled=True, text=lambda r: cell(value_for_people(r, "after"))),
    )

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.receipt_on_terminal import differences_form

        return differences_form()

    return View("receipt", columns, tuple(rows), "Nothing changes.", terminal=form)


def differences_rows(documents: Iterable[tuple[DocumentNumber, tuple[Difference, ...]]]) -> Iterator[Record]:
    """Yield the differences of several documents as rows."""
    for number, differences in documents:
        yield from (_difference_record(number, difference) for difference in differences)


def receipt_record(receipt: "Receipt") -> Record:
    """Return an act as a record."""
    return {
        "action": receipt.change.action,
        "summary": receipt.change.summary,
        "commit": receipt.commit,
        "documents": [str(number) for number in receipt.change.numbers],
        "request": receipt.change.request,
        "remarks": list(receipt.remarks),
        "sent": receipt.sent._asdict() if receipt.sent else None,
        "changes": list(_receipt_rows(receipt)),
    }


def _receipt_rows(receipt: "Receipt") -> Iterator[Record]:
    yield from differences_rows(receipt.differences)
    for difference in receipt.other_differences:
        yield {"document": "", **difference._asdict()}
    for code, title in receipt.change.codes.items():
        yield {"document": "", "field": "new code", "before": "", "after": f"{code}: {title}"}


def describe_receipt(receipt: "Receipt") -> list[str]:
    """Return the act in one sentence, for standard error, and what it still needs, each on its own line."""
    if not is_reported(receipt):
        return ["Nothing to change.", *describe_lost_reason(receipt.change.reason), *_notes(receipt)]
    if receipt.commit:
        sentence = f"{receipt.change.summary} (commit {receipt.commit[:10]})"
    else:
        sentence = f"{receipt.change.summary}: nothing was written (dry run)."
    return [sentence, *describe_push(receipt), *describe_needs(receipt)]


def describe_lost_reason(reason: str | None) -> list[str]:
    """Return what becomes of the reason of an act that changed nothing, if one was given: it was not recorded."""
    if not reason or is_default_undo_reason(reason):
        return []
    return ["The reason was not recorded, because nothing changed."]


def is_reported(receipt: "Receipt") -> bool:
    """Whether an act did anything, or would do."""
    has_changes = receipt.differences or receipt.other_differences or receipt.change.codes
    return bool(receipt.commit or has_changes or receipt.change.access_requests)


def describe_needs(receipt: "Receipt") -> list[str]:
    """Return what an act still needs, and what else should be known, each on its own line."""
    return [*describe_missing_approvals(receipt), *_notes(receipt)]


def _notes(receipt: "Receipt") -> Iterator[str]:
    return (f"note: {remark}" for remark in receipt.remarks)


def describe_push(receipt: "Receipt") -> Iterator[str]:
    """Yield where the act was pushed, and which other commits moved on the way."""
    sent = receipt.sent
    if sent is None:
        return
    sentence, other_acts = f"Sent to {sent.server}", pluralise(sent.others, "act")
    if sent.own_on_top:
        pulled = f" and of {other_acts} of others" if sent.others else ""
        own_acts, were = pluralise(sent.own_on_top, "act"), "was" if sent.own_on_top == 1 else "were"
        are = "is" if sent.own_on_top == 1 else "are"
        yield f"{sentence}; {own_acts} of yours that {are} not sent yet {were} put on top of it{pulled}."
    else:
        yield f"{sentence}; {other_acts} of others came from there." if sent.others else f"{sentence}."


def describe_missing_approvals(receipt: "Receipt") -> list[str]:
    """Return what a second person must still approve, each on its own line."""
    hint = "the merge must carry an Approved-by of another person, or give one now with --approved-by."
    return [f"note: {consequence}: {hint}" for consequence in receipt.unapproved]


def describe_attempt(faults: Sequence[Fault], refusal: SomeiError | None) -> Iterator[str]:
    """Yield what is wrong with an entry that was edited: each fault at its line, or else why it was refused."""
    for fault in faults:
        place = f"line {fault.line}: " if fault.line else ""
        yield f"somei: {place}{fault.message}"
    if faults:
        yield f"{pluralise(len(faults), 'fault')}; nothing was written yet."
    elif refusal:
        yield f"somei: {refusal}"
    if refusal and refusal.hint:
        yield f"hint: {refusal.hint}"


def describe_kept_text(path: Path | None) -> Iterator[str]:
    """Yield where a text is that was not committed, if it was kept."""
    if path:
        yield f"What you wrote is kept in {clean_line(str(path))}"


def history_view(changes: Sequence[FieldChange], *, narrowed: bool = False, full: bool = False) -> View:
    """One row per field and commit, newest last; a terminal has a page of commits, newest first.

    `narrowed` says that the user asked for some changes only, `full` that a terminal shows every field of the commit
    that entered the document.
    """

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.history_on_terminal import history_form

        return history_form(changes, full=full)

    columns = (
        Column("when", "when", unbroken=True, text=lambda r: minute_with_offset(r["when"])),
        Column("who", "who"),
        Column("field", "field", style="bold"),
        Column("before", "before", labelled=True, text=lambda r: shorten(value_for_people(r, "before"))),
        Column("after", "after", labelled=True, text=lambda r: shorten(value_for_people(r, "after"))),
        Column("reason", "why", labelled=True, text=reason_text),
        Column("commit", "commit", unbroken=True, text=lambda r: str(r["commit"])[:10]),
    )
    empty_message = "No change fits." if narrowed else "No commit touched this document yet."
    return View("history", columns, tuple(map(_field_change_record, changes)), empty_message, terminal=form)


def value_for_people(record: Record, side: str) -> Any:
    """Return the value of a field; access decisions are put into words."""
    value = record[side]
    return describe_decision(value) if record.get("field") == "access" and isinstance(value, str) else value


def reason_text(record: Record) -> str:
    """Return the reason that a commit gives; a merge gives none for what it decided itself."""
    return record.get("reason") or ("decided by the merge" if record.get("merge") else "")


def shorten(value: Any, limit: int = 200) -> str:
    """Return a value for a table, cut to `limit` characters; JSON has the whole value."""
    text = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return text if len(text) <= limit else f"{text[:limit]} …"


def _difference_record(number: DocumentNumber, difference: Difference) -> Record:
    return {
        "document": str(number),
        "field": difference.field,
        "before": difference.before,
        "after": difference.after,
    }


def _field_change_record(change: FieldChange) -> Record:
    record = {
        **_difference_record(change.document, change.difference),
        "when": change.time.isoformat(),
        "who": change.author,
        "commit": change.commit,
        "reason": change.reason,
        "declared": change.declared,
    }
    return {**record, "merge": True} if change.merge else record


_NOBODY = "not committed"


def blame_view(number: DocumentNumber, origins: Sequence[Origin], *, field: str = "", wide: bool = False) -> View:
    """One row per value: who set it last, when and why; of one `field` and all below it, if it is named.

    `wide`: a terminal shows all columns, and whole values.
    """
    columns = (
        Column("field", "field", style="bold"),
        Column("value", "value", labelled=True, text=lambda r: shorten(r["value"])),
        Column("who", "who", text=lambda r: r["who"] or _NOBODY),
        Column("when", "when", unbroken=True, text=lambda r: minute_with_offset(r["when"] or "")),
        Column("reason", "why", labelled=True, text=reason_text),
        Column("commit", "commit", unbroken=True, text=lambda r: (r["commit"] or "")[:10]),
    )

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.history_on_terminal import blame_form

        return blame_form(origins, wide=wide)

    records = tuple(map(_blame_record, origins))
    empty_message = f"{number} has no “{field}” now." if field else "No field stands in this document."
    history = f"somei history {shell_word(number)}{f' --field {shell_word(field)}' if field else ''}"
    hint = ("Whether it had one, and who took it out:", f"    {history}")
    return View("blame", columns, records, empty_message, terminal=form, empty_hint=hint)


def _blame_record(origin: Origin) -> Record:
    setting = origin.setting
    return {
        "document": str(origin.document),
        "field": origin.field,
        "value": origin.value,
        "when": setting.time.isoformat() if setting else None,
        "who": setting.author if setting else None,
        "commit": setting.commit if setting else None,
        "reason": setting.reason if setting else None,
        "declared": setting is not None and setting.declared,
        "merge": setting is not None and setting.merge,
    }


_RECORDED = "What was recorded: somei log, or somei history NUMBER"


def changes_view(changes: "Sequence[NetChange]", typed: "RevisionRange | None" = None) -> View:
    """One row per change, in the given order; a terminal has a page under the range that was `typed`."""

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.history_on_terminal import changes_form

        return changes_form(changes, typed)

    columns = (
        Column("document", "document", unbroken=True, text=document_or_path, style="bold cyan"),
        Column("consequence", "class", unbroken=True, style="bold"),
        Column("declared", "declared", unbroken=True, text=lambda r: declaration_word(r["declared"])),
        Column("words", "what it means"),
        Column("who", "who"),
        Column("commit", "commit", unbroken=True, text=lambda r: str(r["commit"] or "")[:10]),
        Column("reason", "why", labelled=True),
    )
    records = tuple(map(change_record, changes))
    if typed and (typed.before, typed.after) == ("HEAD", None):
        message = "Nothing is different: every change in this register is recorded."
        return View("diff", columns, records, message, terminal=form, empty_hint=(_RECORDED,))
    return View("diff", columns, records, "Nothing is different.", terminal=form)


def change_record(change: "NetChange") -> Record:
    """Return a change as a record; `declared` is null if the change is not committed."""
    commit = change.introduced_by
    return {
        "document": str(change.document) if change.document else None,
        "path": change.path,
        "field": change.weighed.difference.field,
        "before": change.weighed.difference.before,
        "after": change.weighed.difference.after,
        "consequence": str(change.consequence),
        "words": str(change.weighed.meaning),
        "when": commit.time.isoformat() if commit else None,
        "who": commit.author if commit else None,
        "commit": commit.commit if commit else None,
        "reason": commit.reason if commit else None,
        "declared": change.declared,
    }


def document_or_path(record: Record) -> str:
    """Return the document number, or the path of a file that is not a document."""
    return str(record["document"] or record["path"])


def declaration_word(declared: bool | None) -> str:
    """Return in one word whether the message of the commit names the change."""
    return "uncommitted" if declared is None else "declared" if declared else "undeclared"


def describe_change_counts(changes: "Sequence[NetChange]") -> str:
    """Return how many changes there are, and how many of them are serious."""
    file_count = len({change.path for change in changes})
    parts = [f"{pluralise(len(changes), 'change')} in {pluralise(file_count, 'file')}"]
    serious_count = sum(change.consequence.is_grave for change in changes)
    alarming_count = sum(change.is_alarming for change in changes)
    if serious_count:
        parts.append(
            f"{serious_count} serious"
            + (f", {alarming_count} of them not declared" if alarming_count else ", declared")
        )
    return "; ".join(parts)
