"""What a build of a site did, and what a check of one found."""

from collections.abc import Iterable

from somei_cli.model.outside_faults import OutsideFault, Wrong
from somei_cli.model.site_pages import Built, Fate
from somei_cli.model.wording import counted
from somei_cli.render.view import Column, Record, View

_COLUMNS = (Column("fate", "state", kept=True), Column("path", "file", kept=True), Column("bytes", "bytes"))


def built_view(built: Built) -> View:
    """One summary for machines; for people the files that are not as they were."""
    shown = tuple(
        {"fate": str(put.fate), "path": put.path, "bytes": put.size or None}
        for put in built.files
        if put.fate is not Fate.SAME
    )
    record = {
        "commit": built.commit,
        "documents": built.documents,
        "files": sum(put.fate is not Fate.GONE for put in built.files),
        "bytes": sum(put.size for put in built.files),
        **{str(fate): built.count(fate) for fate in Fate},
        "changes": list(shown),
    }
    return View("site-build", _COLUMNS, (record,), shown=View("site-build", _COLUMNS, shown, "Nothing would change."))


def built_words(built: Built, where: str, *, dry_run: bool) -> str:
    """The same in a sentence."""
    counts = ", ".join(f"{built.count(fate):,} {fate}" for fate in Fate if built.count(fate))
    verb = "Would show" if dry_run else "Shown"
    return f"{verb} in {where}: {built.documents:,} public documents of commit {built.commit[:10]} ({counts})."


def faults_view(faults: Iterable[OutsideFault]) -> View:
    """One line for each thing that should not be so; of words that are withheld one a file, and never the words."""
    columns = (Column("path", "file", kept=True), Column("message", "what"))
    rows: dict[tuple[str, str], Record] = {}
    for fault in faults:
        row: Record = {"path": fault.path, "message": fault_words(fault)}
        rows.setdefault((fault.path, row["message"]), {**row, **(_where(fault) if fault.wrong is Wrong.LEAK else {})})
    return View("site-check", columns, tuple(rows.values()), "Nothing is wrong with the site.")


def _where(leak: OutsideFault) -> Record:
    """Where the first of the words stands: in the file, and in the register."""
    return {"line": leak.line or None, "document": leak.withheld.document or None, "field": leak.withheld.field or None}


def fault_words(fault: OutsideFault) -> str:
    """What is wrong, in words. A report may end in a log: it counts withheld words and does not repeat them."""
    if fault.wrong is Wrong.LEAK:
        return f"holds what is withheld ({counted(fault.shows, 'word')})"
    return _WHY.get(fault.wrong, fault.words)


_WHY = {
    Wrong.FOREIGN: "was put there by no build",
    Wrong.CHANGED: "is not what the commit gives",
    Wrong.UNLISTED: "is not as the manifest has it",
    Wrong.MISSING: "is missing",
    Wrong.UNSEEN: "cannot be read as text",
}
