"""The view of one document: its record and its page, with its family and the documents that cite it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from somei_cli.errors import shell_word
from somei_cli.formats.toml.document import to_table
from somei_cli.formats.toml.fields import WAIVE
from somei_cli.formats.toml.json_and_schema import to_json, to_json_value
from somei_cli.model.document import Document, current_text, describe_relation
from somei_cli.model.document_number import Status
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item, with_depth
from somei_cli.model.register.access_status import EXCEPTION_CODES, codes_in, is_unconfirmed
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.render.output.view import Column, View
from somei_cli.render.views.documents import DOCUMENT_FIELDS, LIST_COLUMNS

if TYPE_CHECKING:
    from somei_cli.render.output.page import TerminalForm

_PAGE = (Column("field", "field"), Column("value", "value"))


def document_view(document: Document, snapshot: Snapshot, today: date, *, with_text: bool = False) -> View:
    """Everything about one document, with its family and the documents that cite it.

    `with_text`: a terminal shows the texts of the items too.
    """
    record = {
        **to_json(document),
        **({"unconfirmed": True} if _is_unconfirmed(document, snapshot) else {}),
        "family": [_member_record(member, document, snapshot) for member in snapshot.family(document.number)],
        "cited_by": [
            {"number": str(citing.number), "kind": str(r.kind), **({"item": r.item} if r.item else {})}
            for citing, r in snapshot.citing(document.number)
        ],
    }
    rows = tuple({"field": field, "value": value} for field, value in _page_rows(document, snapshot))
    page = View("show", _PAGE, rows, headless=True)

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.document_on_terminal import PageOptions, document_form

        options = PageOptions(today, with_text, _is_unconfirmed(document, snapshot))
        return document_form(document, snapshot, options)

    return View("show", LIST_COLUMNS, (record,), tabular=page, fields=DOCUMENT_FIELDS, terminal=form)


def _member_record(member: Document, document: Document, snapshot: Snapshot) -> dict[str, Any]:
    current = snapshot.current(document.number)
    return {
        "number": str(member.number),
        "id": member.number.register_id,
        "relation": describe_relation(member.number),
        "current": current is not None and current.number == member.number,
    }


def _page_rows(document: Document, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    table = to_json_value(to_table(document))
    for key in ("references", "outside_references", "items", "doubts", WAIVE):
        table.pop(key, None)
    if document.status is Status.ISSUED:
        table.pop("status", None)
    for key, value in table.items():
        yield key.replace("_", " "), _FORMATTERS.get(key, _value_text)(value)
    if _is_unconfirmed(document, snapshot):
        yield "public", _UNCONFIRMED.format(shell_word(document.number))
    yield from _doubt_rows(document)
    yield from _family_rows(document, snapshot)
    for reference in document.references:
        missing = "" if reference.to in snapshot else "   (not in the register)"
        yield reference.kind.forward_words, f"{reference.printed}{_on_item(reference.item)}{missing}"
    for outside in document.outside_references:
        yield outside.kind.forward_words, f"{outside.to}{_on_item(outside.item)}"
    for citing, reference in snapshot.citing(document.number):
        yield reference.kind.backward_words, f"{citing.number}{_on_item(reference.item)}"
    for item in document.items:
        yield f"item {item.number}" if item.number else "item", _item_text(item)
    for code, reason in document.waive:
        yield f"waives {code}", reason


_UNCONFIRMED = """the entry, not the text: it was imported without a marking, and nobody has said that it is public
If it is: somei access {0} release, or somei classify {0} --marking PUBLIC"""


def _is_unconfirmed(document: Document, snapshot: Snapshot) -> bool:
    issued = document.status is Status.ISSUED
    return issued and is_unconfirmed(document, snapshot.settings.public_unmarked)


def _doubt_rows(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the doubts that the entry keeps; the last one with the command that ends them."""
    if not document.doubts:
        return
    # Few entries keep doubts.
    from somei_cli.model.kept_doubts import confirming_command, describe_kept_doubt, doubted_fields

    texts = [describe_kept_doubt(doubt) for doubt in document.doubts]
    texts[-1] += f"\nIf the entry is right: {confirming_command(document.number, doubted_fields(document))}"
    yield from (("doubt", text) for text in texts)


def _family_rows(document: Document, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    members = snapshot.family(document.number)
    current = current_text(members)
    if len(members) < 2:
        return
    for member in members:
        mark = "   (current text)" if current and member.number == current.number else ""
        yield "family", f"{member.number}   {describe_relation(member.number)}{mark}"


def _on_item(item: str | None) -> str:
    return f"   item {item}" if item else ""


def _value_text(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "\n".join(_value_text(row) for row in value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{key.replace('_', ' ')} {item}" for key, item in value.items())
    return str(value)


def _meeting_text(table: dict[str, Any]) -> str:
    days = " to ".join(str(table[key]) for key in ("start", "end") if key in table)
    return ", ".join(filter(None, (table.get("body"), days)))


def _source_text(table: dict[str, Any]) -> str:
    return f"{table['name']} (SHA-256 {table['sha256'][:12]}…)"


def _versions_text(rows: list[dict[str, Any]]) -> str:
    return "\n".join(f"{row['language']}: {row['title']}   {_source_text(row['source'])}" for row in rows)


def _allotment_text(table: dict[str, Any]) -> str:
    purpose = f", for {table['for']}" if "for" in table else ""
    # A number that is still provisional itself replaced none.
    provisional = "" if "series" in table else ", ".join(table.get("provisional", ()))
    return f"to {table['by']} on {table['on']}{purpose}{provisional and f', in the place of {provisional}'}"


def _access_text(rows: list[dict[str, Any]]) -> str:
    """Return the access decisions, one per line, with the exceptions in words; the last one applies."""
    return "\n".join(map(_decision_text, rows))


def _decision_text(row: dict[str, Any]) -> str:
    by = f", by {row['by']}" if "by" in row else ""
    return f"{row['kind']} on {row['on']}{by}{_ground_text(row.get('ground', ''))}"


def _ground_text(ground: str) -> str:
    protected = "; ".join(EXCEPTION_CODES[code] for code in codes_in(ground) if code in EXCEPTION_CODES)
    return f", ground {ground}{f' ({protected})' if protected else ''}" if ground else ""


_FORMATTERS: Mapping[str, Callable[[Any], str]] = {
    "meeting": _meeting_text,
    "source": _source_text,
    "versions": _versions_text,
    "allotted": _allotment_text,
    "access": _access_text,
}


def _item_text(item: Item) -> str:
    lines = [item.title + _item_remarks(item)]
    for part, depth in with_depth(item.subitems, 1):
        lines.append("   " * (depth - 1) + f"– {part.title}{_item_remarks(part)}")
        lines += [f"   → {_follow_up_text(f)}" for f in part.follow_ups]
    lines += [f"→ {_follow_up_text(f)}" for f in item.follow_ups]
    if item.result:
        lines.append(item.result)
    if item.summary:
        lines += ["", *item.summary.split("\n"), ""]
    return "\n".join(lines)


def _item_remarks(item: Item) -> str:
    words = [*map(str, item.documents), *([str(item.kind)] if item.kind else [])]
    words += [word for word, applies in (("poss.", item.possible), ("withdrawn", item.withdrawn)) if applies]
    return f"   ({', '.join(words)})" if words else ""


def _follow_up_text(follow_up: FollowUp) -> str:
    person = f"{follow_up.who}: " if follow_up.who else ""
    due = f", due {follow_up.due or follow_up.due_as_said}" if follow_up.due or follow_up.due_as_said else ""
    state = "" if follow_up.state is FollowUpState.OPEN else f" ({follow_up.state})"
    return f"{person}{follow_up.what}{due}{state}"


def access_decisions_view(document: Document) -> View:
    """One row per decision on access to a document, in the order of their days; the last one applies."""
    columns = (
        Column("document", "document", unbroken=True, style="bold cyan"),
        Column("decision", "decision"),
        Column("on", "on", unbroken=True),
        Column("ground", "ground"),
        Column("by", "by"),
    )
    number = str(document.number)
    records = tuple(
        {"document": number, "decision": str(e.kind), "on": e.on.isoformat(), "ground": e.ground, "by": e.by}
        for e in document.access
    )
    hint = ("Record one, as in:", f"  somei access {shell_word(number)} release")

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.document_on_terminal import access_decisions_form

        return access_decisions_form()

    return View(
        "access", columns, records, f"No access decision is recorded on {number}.", terminal=form, empty_hint=hint
    )
