"""Conflicts as views: which fields, what each side holds, and which one is taken."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from somei_cli.model.merges import Conflict, MergeSide
from somei_cli.render.changes import short
from somei_cli.render.view import Column, Record, View, cell

LEFT_TO_GIT = (
    "What is left is decided with git: edit it, or git checkout --ours (--theirs) -- FILE; then git add -- FILE"
)
"""The way out for files that somei does not merge."""


def conflicts_view(files: Iterable[Record]) -> View:
    """One line a field in conflict; JSON has one record a file."""
    records = tuple(files)
    columns = (
        Column("document", "document", kept=True, style="bold cyan", text=lambda r: cell(r["document"] or r["path"])),
        Column("field", "field", style="bold"),
        Column("ours", "ours", told=True, text=lambda r: short(cell(r["ours"]))),
        Column("theirs", "theirs", told=True, text=lambda r: short(cell(r["theirs"]))),
        Column("why", "why"),
        Column("taken", "taken", kept=True),
    )
    rows = tuple(
        {"document": record["document"], "path": record["path"], **conflict}
        for record in records
        for conflict in record["conflicts"]
    )
    return View("resolve", (), records, shown=View("resolve", columns, rows, "No field is in conflict."))


def conflict_record(conflict: Conflict, taken: MergeSide | None) -> Record:
    """One field for machines."""
    return {
        "field": conflict.field,
        "why": str(conflict.why),
        "ours": conflict.ours,
        "theirs": conflict.theirs,
        "taken": str(taken) if taken else None,
    }


def doubled_words(path: PurePosixPath, free: PurePosixPath, *, rebasing: bool) -> tuple[str, ...]:
    """The way out where two requests for access have one name: both are kept, that of others under it."""
    own, others = ("3", "ours") if rebasing else ("2", "theirs")
    return (
        f"{path} is two requests for access under one name. In the folder of the register, yours takes a free one:",
        f"    git show :{own}:./{path} > {free}",
        f"    git checkout --{others} -- {path}",
        f"    git add -- {path} {free}",
    )
