"""The subject codes with their counts."""

from somei_cli.model.register.snapshot import CodeCount, Snapshot
from somei_cli.render.output.view import Column, View


def codes_view(snapshot: Snapshot, word: str, year: int | None) -> View:
    """One line a code that holds the word in its name or its title; all codes for an empty word."""
    counts = snapshot.counts(year)
    none = CodeCount(0, 0)
    titles = {**dict.fromkeys(counts, ""), **snapshot.vocabulary.codes}
    wanted = word.casefold()
    records = tuple(
        {
            "code": str(code),
            "title": title,
            "documents": counts.get(code, none).times,
            "last_serial": counts.get(code, none).last or None,
        }
        for code, title in sorted(titles.items())
        if wanted in code.name.casefold() or wanted in title.casefold()
    )
    columns = (
        Column("code", "code", kept=True, style="bold cyan"),
        Column("title", "title"),
        Column("documents", "documents", kept=True, told=True),
        Column("last_serial", "last serial", kept=True, told=True),
    )
    return View("codes", columns, records, f"No code holds “{word}”.")
