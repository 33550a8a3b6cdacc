"""Views of exports and sites: what was written, what is wrong with it, and what a change makes public."""

from collections.abc import Iterable, Iterator, Sequence

from somei_cli.errors import shell_word
from somei_cli.formats.export.manifest import ExportManifest
from somei_cli.formats.export.sheet import Sheet
from somei_cli.model.field_changes import Shown
from somei_cli.model.publication.output_files import BuildResult, FaultKind, FileState, OutputFault
from somei_cli.model.publication.public_view_changes import ExposedField, Exposure
from somei_cli.model.register.public_view import Publication
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.field_names import name_field, value_in_words
from somei_cli.render.output.page import (
    CODE,
    DIM,
    DONE,
    EMPTY_LINE,
    ERROR,
    HEADING,
    WARNING,
    PageLine,
    StyledWords,
    TerminalForm,
    short_commit,
)
from somei_cli.render.output.streams import can_encode
from somei_cli.render.output.view import Column, Record, View

_EXPORT_FAULTS = {
    FaultKind.LEAK: "a word that must not be public",
    FaultKind.FOREIGN: "no file of this export",
    FaultKind.CHANGED: "other bytes than the commit gives",
    FaultKind.MISSING: "is missing",
}


def export_view(manifest: ExportManifest, changed: Sequence[str], dropped: int) -> View:
    """One record: what was exported, from which commit, and what was left out."""
    left_out = manifest.left_out
    record = {
        "commit": manifest.commit,
        "audience": str(manifest.audience),
        "forms": list(map(str, manifest.forms)),
        "documents": manifest.documents,
        "files": len(manifest.files),
        "bytes": sum(fact.bytes for fact in manifest.files),
        "changed": list(changed),
        "removed": dropped,
        "by_number_only": len(left_out.by_number),
        "text_of": left_out.entries,
        "not_told": left_out.omitted,
        "unreadable": left_out.unreadable,
    }
    return View("export", (Column("commit", "commit"), Column("documents", "documents")), (record,))


def describe_export(manifest: ExportManifest, changed: int, dropped: int, *, dry: bool) -> str:
    """Return what was exported, in one or two sentences."""
    would = "would be " if dry else ""
    removed = f", {pluralise(dropped, 'old file')} {would}removed" if dropped else ""
    contents = f"{pluralise(manifest.documents, 'document')} in {pluralise(len(manifest.files), 'file')} of commit"
    omissions = describe_omissions(manifest)
    return f"{contents} {manifest.commit[:10]}; {changed} {would}written{removed}." + (
        f" Published: {omissions}." if omissions else ""
    )


def sheet_view(sheet: Sheet, form: str, commit: str, file: object) -> View:
    """Return one record for a sheet that was written."""
    record = {
        "file": str(file),
        "format": str(form),
        "commit": commit,
        "fields": list(sheet.words),
        "documents": len(sheet.documents),
        "limite": sheet.limite,
        "public": sheet.blobs is None,
    }
    return View("sheet", (), (record,))


def describe_sheet(sheet: Sheet, commit: str, file: str, *, dry: bool) -> list[str]:
    """Return what a sheet holds, in a sentence, and that it is not for the public."""
    verb = "would be written" if dry else "written"
    lines = [f"{pluralise(len(sheet.documents), 'document')} of commit {commit[:10]} {verb} to {file}"]
    if sheet.blobs is None:
        return lines
    entries = f" {pluralise(sheet.limite, 'document')} of it {'is' if sheet.limite == 1 else 'are'} LIMITE."
    return [*lines, f"The sheet is for inside the house.{entries if sheet.limite else ''}"]


def describe_omissions(manifest: ExportManifest) -> str:
    """Return what an export leaves out of the documents; nothing if it is all there."""
    left_out = manifest.left_out
    omission_parts = [
        f"{pluralise(left_out.entries, 'document')} without the text" if left_out.entries else "",
        f"{len(left_out.by_number)} by number only" if left_out.by_number else "",
        f"{left_out.omitted} not at all" if left_out.omitted else "",
    ]
    return ", ".join(filter(None, omission_parts))


def describe_export_proof(manifest: ExportManifest, findings: int, *, is_whole: bool) -> str:
    """Return what `somei export check` found, in one sentence; `is_whole` is whether it could look at everything."""
    files = pluralise(len(manifest.files), "file")
    verdict = f"{pluralise(findings, 'finding')} in" if findings else "Proved:" if is_whole else "Not proved:"
    return f"{verdict} {files} of commit {manifest.commit[:10]}, {manifest.audience}."


def export_faults_view(faults: Sequence[OutputFault]) -> View:
    """One row per fault of an export. A withheld word is never shown, only the field of the register that holds it."""
    columns = (
        Column("wrong", "what", unbroken=True, style="bold"),
        Column("path", "file", text=_file_and_line),
        Column("document", "document", unbroken=True, style="bold cyan"),
        Column("words", "why"),
    )

    records = tuple(map(_export_fault_record, faults))
    return View("export-check", columns, records, "Nothing is wrong.", terminal=faults_form)


def exposure_view(exposed: Sequence[ExposedField]) -> View:
    """One row per field whose public value changes, the gravest first."""
    columns = (
        Column("document", "document", unbroken=True, style="bold cyan"),
        Column("exposure", "what happens", unbroken=True, style="bold"),
        Column("field", "field"),
        Column("before", "public before", labelled=True),
        Column("after", "public after", labelled=True),
    )
    records = tuple(
        {
            "document": str(change.document),
            "exposure": str(change.exposure),
            "field": change.difference.field,
            "before": change.difference.before,
            "after": change.difference.after,
        }
        for change in exposed
    )

    nothing = "Nothing becomes public, and nothing stops being so."
    return View("export-diff", columns, records, nothing, terminal=lambda: exposure_form(exposed))


def describe_exposure(exposed: Sequence[ExposedField]) -> str:
    """Return how many documents are affected, by what happens to them."""
    parts = []
    for exposure in Exposure:
        documents = {change.document for change in exposed if change.exposure is exposure}
        if documents:
            parts.append(f"{exposure}: {pluralise(len(documents), 'document')}")
    return "; ".join(parts) + "."


def _export_fault_record(fault: OutputFault) -> Record:
    document, field = fault.withheld
    origin = f", from {field}" if field else ""
    return {
        "wrong": str(fault.kind),
        "path": fault.path,
        "line": fault.line or None,
        "document": document or None,
        "field": field or None,
        "words": _EXPORT_FAULTS[fault.kind] + origin,
    }


def _file_and_line(record: Record) -> str:
    return f"{record['path']}:{record['line']}" if record["line"] else str(record["path"])


_SITE_COLUMNS = (
    Column("fate", "state", unbroken=True),
    Column("path", "file", unbroken=True),
    Column("bytes", "bytes"),
)


def site_build_view(built: BuildResult) -> View:
    """One record for machines; a table shows the files that changed."""
    changed_files = tuple(
        {"fate": str(file.state), "path": file.path, "bytes": file.size or None}
        for file in built.files
        if file.state is not FileState.SAME
    )
    record = {
        "commit": built.commit,
        "documents": built.documents,
        "files": sum(file.state is not FileState.GONE for file in built.files),
        "bytes": sum(file.size for file in built.files),
        **{str(fate): built.count(fate) for fate in FileState},
        "changes": list(changed_files),
    }

    table = View("site-build", _SITE_COLUMNS, changed_files, "Nothing would change.")
    return View("site-build", _SITE_COLUMNS, (record,), tabular=table, terminal=lambda: site_files_form(changed_files))


def describe_site_build(built: BuildResult, where: str, *, dry_run: bool) -> str:
    """Return the build of the site in one sentence."""
    counts = ", ".join(f"{built.count(fate):,} {fate}" for fate in FileState if built.count(fate))
    verb, documents = "Would show" if dry_run else "Shown", "document" if built.documents == 1 else "documents"
    return f"{verb} in {where}: {built.documents:,} public {documents} of commit {built.commit[:10]} ({counts})."


def describe_site_comparison(files: int, commit: str, base: str) -> str:
    """Return what a site was compared with, in one sentence; and its address, which nothing in the register shows."""
    address = f" The feeds name it as {base}" if base else ""
    return f"Compared {files:,} files with commit {commit[:10]}.{address}"


def site_faults_view(faults: Iterable[OutputFault]) -> View:
    """One row per fault of a site. Withheld words get one row per file, which does not show them."""
    columns = (Column("path", "file", unbroken=True), Column("message", "what"))
    rows: dict[tuple[str, str], Record] = {}
    for fault in faults:
        row: Record = {"path": fault.path, "message": describe_site_fault(fault)}
        rows.setdefault(
            (fault.path, row["message"]), {**row, **(_first_leak(fault) if fault.kind is FaultKind.LEAK else {})}
        )

    return View("site-check", columns, tuple(rows.values()), "Nothing is wrong with the site.", terminal=faults_form)


def _first_leak(leak: OutputFault) -> Record:
    """Return where the first withheld word is: in the file, and in the register."""
    return {"line": leak.line or None, "document": leak.withheld.document or None, "field": leak.withheld.field or None}


def describe_site_fault(fault: OutputFault) -> str:
    """Return what is wrong. The report may end up in a log, so it counts withheld words without showing them."""
    if fault.kind is FaultKind.LEAK:
        return f"holds what is withheld ({pluralise(fault.occurrences, 'word')})"
    return _SITE_FAULTS.get(fault.kind, fault.words)


_SITE_FAULTS = {
    FaultKind.FOREIGN: "was put there by no build",
    FaultKind.CHANGED: "is not what the commit gives",
    FaultKind.UNLISTED: "is not as the manifest has it",
    FaultKind.MISSING: "is missing",
    FaultKind.UNSEEN: "cannot be read as text",
}


_SIGNS = {FileState.NEW: ("+", DONE), FileState.CHANGED: ("~", WARNING), FileState.GONE: ("-", ERROR)}


def site_files_form(files: Sequence[Record]) -> TerminalForm:
    """Return what a terminal shows of the files that a build of a site would write."""
    return TerminalForm(page=lambda _: _file_lines(files))


def _file_lines(files: Sequence[Record]) -> Iterator[PageLine]:
    width = max((len(f"{file['bytes'] or 0:,}") for file in files), default=0)
    yield PageLine((("What would be written", HEADING),), right=((f"{'BYTES':>{width}}", f"{HEADING} {DIM}"),))
    for file in files:
        sign, style = _SIGNS.get(FileState(file["fate"]), (" ", ""))
        size = f"{file['bytes']:,}" if file["bytes"] else ""
        yield PageLine(
            ((file["path"], ""), (f"  {file['fate']}", DIM)),
            label=(sign, style),
            label_width=2,
            right=((f"{size:>{width}}", DIM),),
        )


def faults_form() -> TerminalForm:
    """Return what a terminal shows of the faults of a site or an export: a section for each file."""
    return TerminalForm(page=_fault_lines)


def _fault_lines(records: Sequence[Record]) -> Iterator[PageLine]:
    sign = "✗" if can_encode("✗") else "x"
    for path in dict.fromkeys(record["path"] for record in records):
        yield PageLine(((path, HEADING),), whole=True)
        for record in (record for record in records if record["path"] == path):
            line = f"line {record['line']}: " if record.get("line") else ""
            fault = str(record.get("message") or record.get("words")).partition(", from ")[0]
            words = [(f"{line}{fault}", "")]
            if record.get("document"):
                words += [(", from ", ""), (str(record["document"]), CODE)]
                words += [(f", {name_field(record['field'])}", "")] if record.get("field") else []
            yield PageLine(tuple(words), label=(sign, ERROR), label_width=2, indent=2)


def site_receipt(built: BuildResult, folder: str) -> Iterator[PageLine]:
    """Yield the receipt of a site that was built."""
    states = {state: "as before" if state is FileState.SAME else str(state) for state in FileState}
    counts = ", ".join(f"{built.count(state):,} {words}" for state, words in states.items() if built.count(state))
    words = f"Built the site in {folder}"
    yield from _receipt_lines(words, built.commit, f"{built.documents:,} public documents · pages: {counts}")
    yield from _command_lines("Check it before it is published:", f"somei site check {shell_word(folder)}")


def export_receipt(manifest: ExportManifest, changed: int, removed: int, folder: str) -> Iterator[PageLine]:
    """Yield the receipt of an export that was written."""
    files = pluralise(len(manifest.files), "file")
    counts = f"{pluralise(manifest.documents, 'document')} in {files}: {changed} written"
    counts += f", {pluralise(removed, 'old file')} removed" if removed else ""
    yield from _receipt_lines(f"Exported to {folder}", manifest.commit, counts)
    if omissions := describe_omissions(manifest):
        yield PageLine(((f"Of these: {omissions}", DIM),), indent=2)
    yield from _command_lines("Check it before it is published:", f"somei export check {shell_word(folder)}")


def _receipt_lines(words: str, commit: str, counts: str) -> Iterator[PageLine]:
    sign = "✓" if can_encode("✓") else "OK"
    yield PageLine(
        ((words, HEADING),),
        label=(sign, DONE),
        label_width=len(sign) + 1,
        right=(("commit ", DIM), (short_commit(commit), CODE)),
    )
    yield PageLine(((counts, ""),), indent=2)


def _command_lines(words: str, command: str) -> Iterator[PageLine]:
    yield PageLine(((words, DIM),), indent=2)
    yield PageLine(((command, ""),), indent=4, whole=True)


# ---- what becomes public


_EXPOSURES = {
    Exposure.OPENED: (ERROR, "WAS WITHHELD AND BECOMES PUBLIC"),
    Exposure.NEW: (WARNING, "NEW AND PUBLIC"),
    Exposure.CHANGED: ("", "PUBLIC BEFORE AND AFTER, BUT CHANGES"),
    Exposure.CLOSED: ("", "STOPS BEING PUBLIC"),
}


def exposure_form(exposed: Sequence[ExposedField]) -> TerminalForm:
    """Return what a terminal shows of a change of what is public: what becomes public first."""
    return TerminalForm(page=lambda records: _exposure_lines(exposed[: len(records)]))


def _exposure_lines(exposed: Sequence[ExposedField]) -> Iterator[PageLine]:
    for exposure, (style, heading) in _EXPOSURES.items():
        fields = [change for change in exposed if change.exposure is exposure]
        if not fields:
            continue
        if fields[0] != exposed[0]:
            yield EMPTY_LINE
        yield PageLine(((heading, f"{HEADING} {style}".strip()),))
        for number in dict.fromkeys(change.document for change in fields):
            yield PageLine(((str(number), f"{HEADING} {CODE}"),))
            yield from _exposed_lines([change for change in fields if change.document == number])
    documents = len({change.document for change in exposed})
    yield PageLine(((f"{pluralise(documents, 'document')}, {pluralise(len(exposed), 'field')}", DIM),))


def _exposed_lines(changes: Iterable[ExposedField]) -> Iterator[PageLine]:
    rows = [(_name_public(c.difference.field), c.difference) for c in changes]
    width = max(len(name) for name, _ in rows) + 2
    for name, difference in rows:
        field = difference.field
        before, after = (_value_in_words(field, value) for value in (difference.before, difference.after))
        words: list[StyledWords] = []
        if difference.before is not None:
            words += [(before, "")]
        if difference.before is not None and difference.after is not None:
            words += [("  →  ", DIM)]
        if difference.after is not None:
            words += [(after, "")]
        yield PageLine(tuple(words), label=(name, DIM), label_width=width, indent=3)


_PUBLIC_NAMES = {"shown": "what is shown", "publication": "access", "document": "subject"}


_PUBLICATION_WORDS = {
    str(Publication.PUBLIC): "text public",
    str(Publication.PARTIAL): "text partly public",
    str(Publication.REFUSED): "text not public",
}
"""In open data REFUSED also stands for a text on which nobody has decided; that is not the word for people."""


def _value_in_words(field: str, value: Shown) -> str:
    words = value_in_words(field, value)
    return _PUBLICATION_WORDS.get(words, words) if field == "publication" else words


def _name_public(field: str) -> str:
    return _PUBLIC_NAMES.get(field) or name_field(field)
