"""Views of the vocabulary: subject codes with their counts, and meeting bodies."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from somei_cli.model.codes import SubjectCode
from somei_cli.model.register.snapshot import CodeCount, Snapshot
from somei_cli.model.register.vocabulary import MeetingBody, Vocabulary
from somei_cli.render.output.view import Column, Record, View

if TYPE_CHECKING:
    from somei_cli.render.output.page import TerminalForm


def codes_view(snapshot: Snapshot, word: str, year: int | None) -> View:
    """One row per code whose name or title contains the word; an empty word shows all codes."""
    counts = snapshot.code_counts(year)
    no_documents = CodeCount(0, 0)
    titles = {**dict.fromkeys(counts, ""), **snapshot.vocabulary.codes}
    folded_word = word.casefold()
    records = tuple(
        {
            "code": str(code),
            "title": title,
            "documents": counts.get(code, no_documents).times,
            "last_serial": counts.get(code, no_documents).last or None,
            **_retirement_record(snapshot.vocabulary, code),
        }
        for code, title in sorted(titles.items())
        if folded_word in code.name.casefold() or folded_word in title.casefold()
    )
    columns = (
        Column("code", "code", unbroken=True, style="bold cyan"),
        Column("title", "title", text=_title_of),
        Column("documents", "documents", unbroken=True, labelled=True),
        Column("last_serial", "last serial", unbroken=True, labelled=True),
    )

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.lists_on_terminal import codes_form

        return codes_form(year, _title_of)

    hint = ("All codes:", "  somei codes list")
    return View("codes", columns, records, f"No code holds “{word}”.", terminal=form, empty_hint=hint)


def _retirement_record(vocabulary: Vocabulary, code: SubjectCode) -> Record:
    retirement = vocabulary.retired.get(code)
    return {
        "retired": retirement.on.isoformat() if retirement else None,
        "replaced_by": str(retirement.replaced_by) if retirement and retirement.replaced_by else None,
    }


def _title_of(record: Record) -> str:
    """Return the title of a code for people; of a retired one with what replaces it, if these fields are shown."""
    if not record.get("retired"):
        return str(record["title"])
    successor = f"; {record['replaced_by']} replaces it" if record.get("replaced_by") else ""
    return f"{record['title']} (retired {record['retired']}{successor})"


def bodies_view(bodies: Iterable[MeetingBody], word: str) -> View:
    """One row per body of which the key, a name or a code contains the word; an empty word shows all."""
    columns = (
        Column("key", "key", unbroken=True, style="bold cyan"),
        Column("name", "name"),
        Column("codes", "codes", labelled=True),
        Column("also", "also", labelled=True),
    )
    records = tuple(
        {"key": body.key, "name": body.name, "codes": list(map(str, body.codes)), "also": list(body.also)}
        for body in bodies
        if any(word.casefold() in words.casefold() for words in (*body.names, *map(str, body.codes)))
    )

    def form() -> "TerminalForm":
        # What draws on a terminal is loaded when it draws.
        from somei_cli.render.views.lists_on_terminal import bodies_form

        return bodies_form()

    hint = ("All bodies:", "  somei bodies list")
    return View("bodies", columns, records, f"No body holds “{word}”.", terminal=form, empty_hint=hint)
