"""The same document in every format gives the same entry; files that are none are refused in a sentence."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import papers_docx
import papers_html
import papers_pdf
import pytest
from conftest import Clerk

pytestmark = pytest.mark.fast

DOCUMENTS = Path(__file__).parents[1] / "documents"


def _papers() -> dict[str, bytes]:
    return {
        "lamps.txt": (DOCUMENTS / "lamps_lines.txt").read_bytes(),
        "lamps.md": (DOCUMENTS / "lamps.md").read_bytes(),
        "lamps.pdf": papers_pdf.lamps(DOCUMENTS),
        "lamps.docx": papers_docx.lamps(),
        "lamps.html": papers_html.clean().encode(),
        "from Word.html": papers_html.from_word().encode("cp1252"),
    }


def _entry(clerk: Clerk, name: str) -> dict[str, Any]:
    (record,) = json.loads(clerk.ok("import", name, "--dry-run", "--json"))["records"]
    assert record["doubts"] == [], name
    entry: dict[str, Any] = record["document"]
    assert entry.pop("source")["name"] == name
    return entry


def test_the_same_document_in_every_format_gives_the_same_entry(clerk: Clerk) -> None:
    entries = {}
    for name, content in _papers().items():
        (clerk.folder / name).write_bytes(content)
        entries[name] = _entry(clerk, name)

    first = entries.pop("lamps.txt")
    assert (first["id"], len(first["items"])) == ("ST-7345-2018-REV-1", 4)
    for name, entry in entries.items():
        assert entry == first, name


def test_a_second_format_of_a_registered_document_is_no_news(clerk: Clerk) -> None:
    for name, content in _papers().items():
        (clerk.folder / name).write_bytes(content)

    answer = clerk.run("import", *_papers())

    assert answer.status == 0
    assert "6 files: 1 registered, 5 already there" in answer.err


def test_the_evidence_of_a_pdf_names_page_and_place(clerk: Clerk) -> None:
    (clerk.folder / "lamps.pdf").write_bytes(papers_pdf.lamps(DOCUMENTS))

    (record,) = json.loads(clerk.ok("import", "lamps.pdf", "--dry-run", "--json"))["records"]
    number = next(e for e in record["evidence"] if e["field"] == "number")
    assert (number["page"], number["text"]) == (1, "7345/1/18 REV 1")
    assert number["left"] > 0
    assert 100 < number["top"] < 140
    assert clerk.ok("import", "lamps.pdf", "--dry-run").splitlines()[0] == "field\tvalue\tlines"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"%PDF-1.7\nnothing", "is damaged"),
        ("a.docx", b"PK\x03\x04 nothing", "a.docx: "),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "an old Word file; save it as DOCX or PDF"),
        ("a.rtf", b"{\\rtf1 nothing}", "a rich text file; save it as DOCX or PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "somei reads no scans without a text layer"),
        ("a.zip", b"PK\x03\x04" + b"\0" * 50, "a packed file that is no DOCX"),
        ("a.txt", bytes(range(256)) * 9, "not a text file"),
        ("a.html", b"<html><body></body></html>", "a.html: "),
        ("a", b" \n\t", "is empty"),
    ],
)
def test_what_is_no_document_is_refused_in_a_sentence(clerk: Clerk, name: str, content: bytes, sentence: str) -> None:
    (clerk.folder / name).write_bytes(content)

    answer = clerk.run("import", name)

    assert answer.status == 3, answer
    assert sentence in answer.err
    assert answer.err.count("\n") <= 2


def test_no_temporary_file_and_no_trace_of_a_classified_document(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = clerk.folder / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    content = (DOCUMENTS / "lamps_lines.txt").read_bytes().replace(b"LIMITE", b"SECRET UE/EU SECRET")
    (clerk.folder / "a.txt").write_bytes(content)
    before = _files(clerk.folder)

    assert clerk.run("import", "a.txt", "--keep-file", "--accept-doubts").status == 5
    assert _files(clerk.folder) == before


def _files(folder: Path) -> set[tuple[str, int]]:
    found = set()
    for where, _, names in os.walk(folder):
        for name in names:
            file = Path(where, name)
            if stat.S_ISREG(file.stat().st_mode):
                found.add((str(file), file.stat().st_size))
    return found
