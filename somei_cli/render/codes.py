"""The subject codes with their counts."""

from collections import Counter

from somei_cli.model.codes import SubjectCode
from somei_cli.model.snapshot import Snapshot
from somei_cli.render.view import Column, View


def codes_view(snapshot: Snapshot, word: str, year: int | None) -> View:
    """One line a code that holds the word in its name or its title; all codes for an empty word."""
    counts: Counter[SubjectCode] = Counter()
    last: dict[SubjectCode, int] = {}
    for document in snapshot:
        if year is not None and document.number.year != year:
            continue
        for entry in document.subject_codes:
            counts[entry.code] += 1
            last[entry.code] = max(last.get(entry.code, 0), entry.serial or 0)
    titles = {**dict.fromkeys(counts, ""), **snapshot.vocabulary.codes}
    wanted = word.casefold()
    records = tuple(
        {"code": str(code), "title": title, "documents": counts[code], "last_serial": last.get(code) or None}
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
