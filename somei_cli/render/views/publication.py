"""Exports as views: what was written, what is wrong with one, and what becomes public by a change.

What a build of a site did, and what a check of one found.
"""

from collections.abc import Iterable, Sequence

from somei_cli.formats.export.manifest import ExportManifest
from somei_cli.model.publication.exposure import Exposed, Exposure
from somei_cli.model.publication.output_files import Built, Fate, OutsideFault, Wrong
from somei_cli.model.register.words import counted
from somei_cli.render.output.view import Column, Record, View

_WHY = {
    Wrong.LEAK: "a word that must not be public",
    Wrong.FOREIGN: "no file of this export",
    Wrong.CHANGED: "other bytes than the commit gives",
    Wrong.MISSING: "is missing",
}


def manifest_view(manifest: ExportManifest, changed: Sequence[str], dropped: int) -> View:
    """One record: what was made, of which commit, and what was left out."""
    left = manifest.left_out
    record = {
        "commit": manifest.commit,
        "audience": str(manifest.audience),
        "forms": list(map(str, manifest.forms)),
        "documents": manifest.documents,
        "files": len(manifest.files),
        "bytes": sum(fact.bytes for fact in manifest.files),
        "changed": list(changed),
        "removed": dropped,
        "by_number_only": len(left.by_number),
        "text_of": left.entries,
        "not_told": left.untold,
        "unreadable": left.unreadable,
    }
    return View("export", (Column("commit", "commit"), Column("documents", "documents")), (record,))


def manifest_words(manifest: ExportManifest, changed: int, dropped: int, *, dry: bool) -> str:
    """What was done, in a sentence or two."""
    would = "would be " if dry else ""
    gone = f", {counted(dropped, 'old file')} {would}removed" if dropped else ""
    made = f"{counted(manifest.documents, 'document')} in {counted(len(manifest.files), 'file')} of commit"
    left = manifest.left_out
    without = [
        f"{counted(left.entries, 'document')} without the text" if left.entries else "",
        f"{len(left.by_number)} by number only" if left.by_number else "",
        f"{left.untold} not at all" if left.untold else "",
    ]
    told = ", ".join(filter(None, without))
    return f"{made} {manifest.commit[:10]}; {changed} {would}written{gone}." + (f" Told: {told}." if told else "")


def findings_view(findings: Sequence[OutsideFault]) -> View:
    """One line a finding; the word itself is never told, only where the register keeps it."""
    columns = (
        Column("wrong", "what", kept=True, style="bold"),
        Column("path", "file", text=_place),
        Column("document", "document", kept=True, style="bold cyan"),
        Column("words", "why"),
    )
    return View("export-check", columns, tuple(map(_finding, findings)), "Nothing is wrong.")


def exposed_view(exposed: Sequence[Exposed]) -> View:
    """One line a field, the dangerous ones first."""
    columns = (
        Column("document", "document", kept=True, style="bold cyan"),
        Column("exposure", "what happens", kept=True, style="bold"),
        Column("field", "field"),
        Column("before", "public before", told=True),
        Column("after", "public after", told=True),
    )
    records = tuple(
        {
            "document": str(one.document),
            "exposure": str(one.exposure),
            "field": one.difference.field,
            "before": one.difference.before,
            "after": one.difference.after,
        }
        for one in exposed
    )
    return View("export-diff", columns, records, "Nothing becomes public, and nothing stops being so.")


def exposed_words(exposed: Sequence[Exposed]) -> str:
    """How many documents are concerned, by what happens to them."""
    told = []
    for exposure in Exposure:
        documents = {one.document for one in exposed if one.exposure is exposure}
        if documents:
            told.append(f"{exposure}: {counted(len(documents), 'document')}")
    return "; ".join(told) + "."


def _finding(finding: OutsideFault) -> Record:
    document, field = finding.withheld
    where = f", from {field}" if field else ""
    return {
        "wrong": str(finding.wrong),
        "path": finding.path,
        "line": finding.line or None,
        "document": document or None,
        "field": field or None,
        "words": _WHY[finding.wrong] + where,
    }


def _place(record: Record) -> str:
    return f"{record['path']}:{record['line']}" if record["line"] else str(record["path"])


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
    return _SITES_WHY.get(fault.wrong, fault.words)


_SITES_WHY = {
    Wrong.FOREIGN: "was put there by no build",
    Wrong.CHANGED: "is not what the commit gives",
    Wrong.UNLISTED: "is not as the manifest has it",
    Wrong.MISSING: "is missing",
    Wrong.UNSEEN: "cannot be read as text",
}
