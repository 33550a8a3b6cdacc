"""What a build of a site did, and what a check of one found."""

from collections.abc import Iterable

from somei_cli.model.site_pages import Built, Fate, SiteFault
from somei_cli.render.view import Column, View

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


def faults_view(faults: Iterable[SiteFault]) -> View:
    """One line for each thing that should not be so."""
    columns = (Column("path", "file", kept=True), Column("message", "what"))
    rows = tuple({"path": fault.path, "message": fault.what} for fault in faults)
    return View("site-check", columns, rows, "Nothing is wrong with the site.")
