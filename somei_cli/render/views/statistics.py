"""Counts of documents: numbers in columns, and bars for a terminal.

The subject codes with their counts.
"""

from somei_cli.formats.sanitize import clean_line
from somei_cli.model.query.group_by import By
from somei_cli.model.register.group_counts import Tally
from somei_cli.model.register.snapshot import CodeCount, Snapshot
from somei_cli.model.register.words import counted
from somei_cli.render.output.view import Column, Record, View, cell

_PARTS = " ▏▎▍▌▋▊▉"
_WITHOUT = "(none)"
_LONGEST = 36
_SHORTEST_BAR = 8
_GAP = 2


def stats_view(tally: Tally) -> View:
    """One line a value, or a pair of values, with how many documents have it."""
    columns = (*(Column(by, by, kept=True, style="bold cyan") for by in tally.by), Column("documents", "documents"))
    records = tuple(
        {**dict(zip(tally.by, one.values, strict=True)), "documents": one.documents} for one in tally.counts
    )
    return View("stats", columns, records, "No document fits.")


def bars_view(view: View, by: tuple[By, ...], width: int, *, blocks: bool = True) -> View:
    """The same as bars that fill a terminal of this width; in letters where it has no block characters."""
    from rich.cells import cell_len

    most = max((record["documents"] for record in view.records), default=1)
    digits = len(str(most))
    names = [[clean_line(cell(record[one])) or _WITHOUT for one in by] for record in view.records]
    first = max((cell_len(row[0]) for row in names), default=0) if len(by) > 1 else 0
    labels = ["  ".join([row[0] + " " * (first - cell_len(row[0])), *row[1:]]) for row in names]
    beside = max((wide for label in labels if (wide := cell_len(label)) <= _LONGEST), default=0)
    room = max(width - beside - _GAP - digits - 1, _SHORTEST_BAR)
    rows: list[Record] = [
        {"field": label, "value": f"{record['documents']:>{digits}} {_bar(record['documents'] / most * room, blocks)}"}
        for label, record in zip(labels, view.records, strict=True)
    ]
    return View(view.name, (Column("field", "field"), Column("value", "value")), tuple(rows), view.empty, headless=True)


def total_words(tally: Tally) -> str:
    """How many documents were counted, in one sentence."""
    twice = ", those with several codes under each" if By.CODE in tally.by else ""
    return f"{counted(tally.total, 'document')} by {' and '.join(tally.by)}{twice}."


def _bar(length: float, blocks: bool) -> str:
    """A bar of so many cells, in eighths; never none, since something was counted."""
    if not blocks:
        return "#" * max(round(length), 1)
    eighths = max(round(length * 8), 1)
    return "█" * (eighths // 8) + _PARTS[eighths % 8].strip()


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
