"""Files of a site or an export on a terminal: what a build writes, what was written, and what is wrong with it."""

from collections.abc import Iterator, Sequence

from somei_cli.errors import shell_word
from somei_cli.formats.export.manifest import ExportManifest
from somei_cli.model.publication.output_files import BuildResult, FileState
from somei_cli.model.register.words import pluralise
from somei_cli.render.output.field_names import name_field
from somei_cli.render.output.page import CODE, DIM, DONE, ERROR, HEADING, WARNING, PageLine, TerminalForm, short_commit
from somei_cli.render.output.streams import can_encode
from somei_cli.render.output.view import Record
from somei_cli.render.views.publication import describe_omissions

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
    counts = ", ".join(f"{built.count(state):,} {state}" for state in FileState if built.count(state))
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
