"""What is fuzzed: each target takes any bytes, and raises where somei does what it must never do.

A refusal is an answer. Anything else that is raised is a fault, and so is a value that contradicts itself.
"""

import io
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from hostile_texts import TEXTS, written_by_hand
from papers_docx import docx, lamps, packed, unpacked
from papers_pdf import BOX, LETTERHEAD, Paper

from somei_cli.commands.shared.table_cells import parse_row
from somei_cli.errors import NotANumber, Refused, SomeiError
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.sources.readers import read_source
from somei_cli.formats.merge.conflict_markers import ConflictSide, lines_with_sides, write_conflict
from somei_cli.formats.merge.documents import lowers_marking, merge
from somei_cli.formats.notation.document_numbers import NumberStyle, read_number, write_number
from somei_cli.formats.notation.reference_scan import find_references
from somei_cli.formats.register_paths import VOCABULARY_FILES, number_of_path, path_of
from somei_cli.formats.table.columns import map_columns
from somei_cli.formats.table.rows import open_table
from somei_cli.formats.table.xlsx import write_xlsx
from somei_cli.formats.toml import vocabulary as lists
from somei_cli.formats.toml.document import dump, load
from somei_cli.formats.toml.parser import InvalidToml, describe_excess, read_toml
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.markings import level_of
from somei_cli.model.merge import MergeResult
from somei_cli.store.disk.packaged_data import read_data_text

Target = Callable[[bytes], None]

DOCUMENTS = Path(__file__).parent.parent / "documents"
BETWEEN = b"\n#\0#\n"
"""What parts the versions of a file in one input of the merge driver."""

LARGEST_INPUT = 64 * 1024
"""A fuzzer finds little in more, and takes long about it; large files have tests of their own."""

VOCABULARY = lists.load({file: read_data_text(file) for file in VOCABULARY_FILES})
_CODES = frozenset({"COSI", "ENFOPOL", "JAI"})


def number(data: bytes) -> None:
    """A typed word is a number that is written and read the same ever after, or it is none."""
    typed = data.decode("utf-8", "surrogateescape")
    try:
        found = read_number(typed)
    except NotANumber:
        return
    for style in (NumberStyle.PRINTED, NumberStyle.ID, NumberStyle.FILE):
        written = write_number(found, style)
        assert (written.isascii(), written.isprintable()) == (True, True), written
        assert read_number(written) == found, (typed, style, written)
    path = path_of(found)
    assert number_of_path(path) == found, (typed, path)
    assert (".." in path.parts, path.is_absolute(), len(path.parts)) == (False, False, 4), path


def codec(data: bytes) -> None:
    """A file is a document that is written and read the same, or has faults; and both parsers say the same."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return
    loaded = load(text)
    if loaded.document is None:
        assert loaded.faults, "neither a document nor a fault"
        lines = text.count("\n") + 1
        assert all(0 <= fault.line <= lines for fault in loaded.faults), loaded.faults
    else:
        _assert_stable(loaded.document)
    if not describe_excess(text):
        _assert_parsers_agree(text.replace("\r\n", "\n"))


def _assert_stable(document: Document) -> None:
    written = dump(document)
    again = load(written)
    assert again.document is not None or describe_excess(written), (written, again.faults)
    if again.document:
        assert dump(again.document) == written, written


def _assert_parsers_agree(text: str) -> None:
    """Python's own parser is the measure: what it takes means the same; what it alone refuses is of a newer TOML."""
    try:
        exact = tomllib.loads(text)
    except (ValueError, RecursionError):
        with suppress(InvalidToml):
            read_toml(text)
        return
    try:
        held = read_toml(text)
    except InvalidToml as bad:
        # Deeper than any document, and read by a parser that does not trust the stack so far; or a number of a height
        # that Python calls infinite.
        if "recursion limit" in str(bad) or "number overflowed" in str(bad):
            return
        raise AssertionError(f"only refused here: {bad}") from bad
    assert _plain(held) == _plain(exact), (held, exact)


def _plain(value: Any) -> Any:
    """Values with their types, so that 1, 1.0 and true differ and nan equals itself."""
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, list):
        return [_plain(held) for held in value]
    return type(value).__name__, str(value) if isinstance(value, float) else repr(value).split(", tzinfo")[0]


def importer(data: bytes) -> None:
    """Whatever the file: an entry that is written and read the same, doubts, or a refusal.

    The first byte chooses the form, and whether the rest is the file or stands inside of a sound one.
    """
    if not data:
        return
    name, content = _file(data[0], data[1:])
    try:
        reading = read_document(read_source(content, name), VOCABULARY)
    except SomeiError:
        return
    if reading.fields.get("number"):
        _assert_stable(Document(**reading.fields))


def _file(choice: int, data: bytes) -> tuple[str, bytes]:
    form = choice % 8
    if form == 5:
        return "a.docx", docx(data.decode("utf-8", "ignore"))
    if form == 6:
        return "a.docx", packed({**_SOUND_DOCX, "word/document.xml": data})
    return ("a.txt", "a.md", "a.html", "a.pdf", "a.docx", "", "", "a")[form], data


def scanner(data: bytes) -> None:
    """Every reference stands where it is said to stand, and one that was written is found again."""
    text = data.decode("utf-8", "replace")
    lines = [Line(line, at) for at, line in enumerate(text.split("\n"), 1)]
    for found in find_references(lines, _CODES):
        assert 1 <= found.line <= len(lines), found
        assert 1 <= found.column <= len(lines[found.line - 1].text) + 1, found
        if isinstance(found.target, DocumentNumber):
            assert read_number(str(found.target)) == found.target, found


def merging(data: bytes) -> None:
    """Three versions give one document that is written and read the same, and no marking falls unsaid."""
    versions = [load(part.decode("utf-8", "replace")).document for part in data.split(BETWEEN)[:3]]
    if len(versions) < 3 or versions[1] is None or versions[2] is None:
        _split_versions(data.decode("utf-8", "replace"))
        return
    base, ours, theirs = versions
    try:
        merged = merge(base, ours, theirs)
    except Refused:
        return
    _assert_stable(merged.document)
    named = any(conflict.field == "marking" for conflict in merged.conflicts)
    assert named or not lowers_marking(merged.document, ours, theirs), (
        ours.marking,
        theirs.marking,
        merged.document.marking,
    )
    assert named or level_of(merged.document.marking) >= level_of(ours.marking)
    if merged.conflicts:
        _assert_marked(base, ours, theirs, merged)


def _assert_marked(base: Document | None, ours: Document, theirs: Document, merged: MergeResult) -> None:
    text = write_conflict(base, ours, theirs, merged.conflicts)
    here, there = _split_versions(text)
    lines = dump(merged.document).split("\n")
    if not any(line.startswith(("<<<<<<<", "|||||||", "=======", ">>>>>>>")) for line in lines):
        assert here == dump(merged.document), "our side of the text in conflict is another document"
        assert load(there).document is not None, there


def _split_versions(text: str) -> tuple[str, str]:
    """Both versions that a text in conflict holds; the base is left out."""
    lines = tuple(lines_with_sides(text))
    ours = "".join(line for line, sides in lines if ConflictSide.OURS in sides)
    return ours, "".join(line for line, sides in lines if ConflictSide.THEIRS in sides)


def table(data: bytes) -> None:
    """Whatever the table: rows whose values a register can hold, faults by cell, or a refusal.

    The first byte chooses whether the rest is the file, or the sheet inside of a sound XLSX.
    """
    if not data:
        return
    content = _workbook(data[1:]) if data[0] % 4 == 3 else data[1:]
    try:
        source = open_table(io.BytesIO(content), "a.tsv" if data[0] % 4 == 2 else "a")
        columns = map_columns(source.headings)
        for row in map(partial(parse_row, columns=columns), source.rows):
            assert bool(row.number) or row.faults, row
            if row.number and not row.faults:
                _assert_stable(row.as_document())
    except SomeiError:
        return


def _workbook(sheet: bytes) -> bytes:
    file, sound = io.BytesIO(), io.BytesIO()
    write_xlsx(sound, [["number", "subject"]])
    with zipfile.ZipFile(sound) as before, zipfile.ZipFile(file, "w") as after:
        for name in before.namelist():
            after.writestr(name, sheet if name.endswith("sheet1.xml") else before.read(name))
    return file.getvalue()


TARGETS: dict[str, Target] = {
    "number": number,
    "codec": codec,
    "importer": importer,
    "scanner": scanner,
    "merging": merging,
    "table": table,
}

_SOUND_DOCX: dict[str, str | bytes] = dict(unpacked(lamps()))


# ---- what a fuzzer begins with

_NUMBERS = (
    "15070/19", "14860/1/18 REV 1", "CM 5125/1/19 REV 1", "PE-CONS 24/1/24 REV 1", "ST-15070-2019-INIT", "st15070/2019",
    "ST 9001 2015 REV 1 ADD 2", "consil:ST_15070_2019_INIT", "st15070.en19.pdf", "15070/19 COR 1 REV 2 DCL 1",
    "https://data.consilium.europa.eu/doc/document/ST-15070-2019-INIT/en/pdf", "１５０７０/19", "015070/19", "-o/19",
    "15070/19\n", "15070/19 REV 1/../..", "1" * 400 + "/19",
)  # fmt: skip

_TOML = (
    'number = "1/19"\nx = [1, 1.0, true, nan, inf, -0.0, 0x1f, 0o7, 0b1, 1e5, 1_000]\n',
    'number = "1/19"\nd = 1979-05-27T07:32:00.5Z\nl = 1979-05-27 07:32:00\nt = 07:32:00.999999999\nx = 2019-02-28\n',
    'number = "1/19"\na.b."c d".e = 1\n[x.y]\nz = {a = 1, b.c = 2}\n[[w]]\n[[w.v]]\n[w.u]\n',
    "number = '1/19'\nnote = '''\nx\n''''\nsubject = \"\"\"\\\n  a \\u00e9 \\U0001f600 \\\"\\\\\"\"\"\n",
    "number = '1/19'\r\nsubject = 'CRLF'\r\n# comment\r\n",
    "\ufeffnumber = '1/19'\n",
)

_TABLES = (
    'number,subject,date,marking,subject_codes\n15070/19,A,2019-12-04,LIMITE,COSI 4; JAI\n1/19,"b\nc",4.12.2019,,\n',
    "\ufeffDocument number;Suffix;Title\nST 15070 2019;REV1;'=A\n;;\n",
    '{"number": "15070/19", "subject": "A", "meeting": {"start": "2019-12-04"}, "languages": ["en"]}\n[]\n{"x": 1.5}\n',
    "sep=|\nnumber|note|interinstitutional_files|commission_documents\n15070/19|x|2018/0330(COD)|COM(2018) 1 final\n",
    "LIMITE: x\tx\nnumber\tsubject\tblob\n15070/19\tA\t0\n",
)


def seeds(name: str) -> Iterator[bytes]:
    """Inputs that reach far into a target, to be changed from there on."""
    texts = [text.encode() for text in TEXTS.values()]
    papers = [file.read_bytes() for file in sorted(DOCUMENTS.iterdir())]
    files = [written_by_hand("101/19", text).encode() for text in TEXTS.values()]
    match name:
        case "number":
            yield from (typed.encode() for typed in _NUMBERS)
        case "codec":
            yield from (*files, *(text.encode() for text in _TOML))
        case "scanner":
            yield from (*papers, *texts, *(typed.encode() for typed in _NUMBERS))
        case "merging":
            documents = [dump(found).encode() for found in (load(text.decode()).document for text in files) if found]
            for base, ours, theirs in zip(documents, documents[1:], documents[2:], strict=False):
                yield from (BETWEEN.join(three) for three in ((base, ours, base), (b"", ours, theirs)))
                yield BETWEEN.join((base, ours, theirs))
        case "table":
            yield from (bytes([form]) + text.encode() for form in (0, 2) for text in _TABLES)
            file = io.BytesIO()
            write_xlsx(
                file,
                [["number", "subject", "note"], ["15070/19", "A", "b"], *([text] for text in TEXTS.values())],
            )
            yield b"\0" + file.getvalue()
            with zipfile.ZipFile(file) as package:
                yield b"\3" + package.read("xl/worksheets/sheet1.xml")
        case _:
            yield from _papers(papers)


def _papers(papers: list[bytes]) -> Iterator[bytes]:
    for paper in papers:
        yield from (bytes([form]) + paper for form in (0, 1, 7))
        lines = (line.replace("<", "&lt;") for line in paper.decode().splitlines())
        yield b"\2<!DOCTYPE html><table>" + "".join(f"<tr><td>{line}<p>" for line in lines).encode()
    yield b"\4" + lamps()
    yield b"\6" + unpacked(lamps())["word/document.xml"]
    yield b"\5<w:p><w:r><w:t>15070/19</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    paper = Paper()
    paper.pdf.set_compression(False)
    paper.put_all(LETTERHEAD)
    for row, (label, *values) in enumerate(BOX):
        paper.put_all([(70, 300 + 30 * row, label), *((170, 300 + 30 * row + 14 * n, v) for n, v in enumerate(values))])
    yield b"\3" + bytes(paper.pdf.output())
