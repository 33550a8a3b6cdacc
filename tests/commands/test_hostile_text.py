"""Text that steers, misleads or trips: it comes out as written, and what nobody can see is named."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from conftest import Answer, Clerk, prepared
from hostile_texts import STEERING, TEXTS, written_by_hand

from somei_cli.formats.sanitize import clean_line
from somei_cli.render.findings.formats import CheckFormat
from somei_cli.render.output.view import ViewFormat
from somei_cli.render.views.references_and_graph import GraphFormat

NUMBERS = {name: f"{place}/19" for place, name in enumerate(TEXTS, start=101)}
WHOLE = {name: clean_line(text) for name, text in TEXTS.items()}


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


@prepared
def hostile(clerk: Clerk) -> Clerk:
    """A register whose files hold every hostile text in every place, committed by hand."""
    for name, number in NUMBERS.items():
        clerk.write(f"documents/2019/001/ST-{number[:3]}-2019-INIT.toml", written_by_hand(number, TEXTS[name]))
    clerk.write("somei.toml", 'schema = 1\nname = "\\u001b[2J"\n')
    clerk.git("add", ".")
    clerk.git("-c", "user.name=A\u202e Clerk", "commit", "-qm", "By hand \x1b[2J\n\nReason: \u202e\x1b[2J")
    return clerk


def _harmless(answer: Answer, words: object) -> Answer:
    for text in (answer.out, answer.err):
        found = STEERING.search(text)
        assert found is None, (words, text[max(found.start() - 60, 0) : found.end() + 20])
        assert "Traceback" not in text
    assert answer.status != 70, (words, answer.err)
    return answer


def _for_all() -> Iterator[tuple[str, ...]]:
    yield from (("list", "--format", form) for form in ViewFormat)
    yield from (("codes", "a", "--format", form) for form in ViewFormat)
    yield from (("search", "x", "--format", form) for form in ViewFormat)
    yield from (("stats", "--by", "type", "--by", "body", "--format", form) for form in ViewFormat)
    yield from (("check", "--format", form, "--fail-on", "info") for form in CheckFormat)
    yield from (("check", "--statistics"), ("check", "--fix", "--dry-run"), ("check", "--at", "HEAD"))
    yield from (("xref", "graph", "--as", form) for form in GraphFormat)
    yield from (("diff", "HEAD~1", "--format", form) for form in ViewFormat)
    yield from (("review", "HEAD", "--base", "HEAD~1", "--format", form) for form in ("table", "json", "markdown"))
    yield from (("doctor",), ("format", "--check"), ("format", "--dry-run"), ("schema",))


def _for_one(number: str) -> Iterator[tuple[str, ...]]:
    for command in (("show",), ("history",), ("blame",), ("agenda", "show"), ("xref", "list"), ("xref", "scan")):
        yield from (
            (*command, number, "--format", form) for form in (ViewFormat.TABLE, ViewFormat.JSON, ViewFormat.CSV)
        )
    yield ("history", number, "--format", "markdown")
    yield ("classify", number, "COSI")
    yield ("xref", "add", number, "1/19")


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_no_answer_about_the_register_steers_the_terminal(hostile: Clerk, terminal: bool) -> None:
    for words in _for_all():
        _harmless(hostile.run(*words, terminal=terminal), words)


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", TEXTS)
def test_no_answer_about_a_document_steers_the_terminal(clerk: Clerk, name: str) -> None:
    clerk.enter("documents/2019/001/ST-101-2019-INIT.toml", written_by_hand("101/19", TEXTS[name]))

    for words in _for_one("101/19"):
        _harmless(clerk.run(*words), words)
    for command in (("show",), ("history",), ("blame",), ("agenda", "show")):
        _harmless(clerk.run(*command, "101/19", "--color", "never", terminal=True), command)
    _harmless(clerk.run("list", "--color", "never", terminal=True), ("list",))


def test_json_holds_every_text_as_it_is(hostile: Clerk) -> None:
    records = json.loads(hostile.run("list", "--json").out)["records"]

    assert {r["number"]: r["note"] for r in records} == {NUMBERS[name]: text for name, text in TEXTS.items()}
    lines = [json.loads(line) for line in hostile.run("list", "--format", "jsonl").out.splitlines()]
    assert lines == records


def test_tabular_forms_hold_every_text_with_what_nobody_sees_named(hostile: Clerk) -> None:
    names = {number: name for name, number in NUMBERS.items()}
    tsv = [line.split("\t") for line in hostile.run("list", "--fields", "number,type").out.splitlines()[1:]]
    table = io.StringIO(hostile.run("list", "--fields", "number,type", "--format", "csv").out)

    for number, text in tsv:
        assert text.removeprefix("'") == WHOLE[names[number]].replace("\n", " ")
        assert text[:1] not in set("=+-@")
    for number, text in list(csv.reader(table))[1:]:
        assert text.removeprefix("'") == WHOLE[names[number]]
        assert text[:1] not in set("=+-@")


def test_a_terminal_shows_brackets_and_colons_as_written(hostile: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")

    for form in ((), ("--format", "markdown")):
        shown = hostile.run("show", NUMBERS["markup"], *form, terminal=True).out.replace("\\", "")
        assert TEXTS["markup"] in shown
    assert TEXTS["link"] in hostile.run("list", terminal=True).out


def test_formats_of_findings_stay_well_formed(hostile: Clerk) -> None:
    junit = ET.fromstring(hostile.run("check", "--format", "junit").out)
    sarif = json.loads(hostile.run("check", "--format", "sarif").out)
    github = hostile.run("check", "--format", "github").out.splitlines()

    assert junit.find("testsuite/testcase") is not None
    assert len(sarif["runs"][0]["results"]) == len(github) > len(TEXTS)
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in github)


def test_no_word_of_a_document_is_run(hostile: Clerk) -> None:
    for words in (*_for_all(), *_for_one(NUMBERS["shell"])):
        hostile.run(*words)

    assert not (hostile.folder / "x").exists()


# ---- typed by the clerk


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", TEXTS)
def test_typed_text_is_stored_as_written_or_refused(clerk: Clerk, name: str) -> None:
    text = TEXTS[name]

    answer = _harmless(clerk.run("add", "101/19", f"--subject={text}"), name)

    if STEERING.search(text) or "\n" in text or name == "empty looking":
        assert answer.status == 2
        assert "visible words on one line" in answer.err
    else:
        assert answer.status == 0
        (record,) = json.loads(clerk.ok("show", "101/19", "--json"))["records"]
        assert record["subject"] == normalize("NFC", text).strip()
        assert text.strip()[:20] not in clerk.git("log", "-1", "--format=%B")


WORDS = {
    "numbers": ("show", "{}"),
    "codes": ("list", "--code", "{}"),
    "markings": ("list", "--marking", "{}"),
    "types": ("list", "--type", "{}"),
    "bodies": ("list", "--body", "{}"),
    "fields": ("list", "--fields", "{}"),
    "targets": ("xref", "add", "15070/19", "{}"),
    "things": ("explain", "{}"),
    "words": ("codes", "{}"),
    "searches": ("search", "--", "{}"),
    "patterns": ("search", "--regex", "--", "{}"),
    "saved searches": ("search", "@{}"),
    "kinds": ("stats", "--by", "{}"),
    "files": ("import", "{}"),
    "scans": ("xref", "scan", "{}"),
    "rules": ("check", "--select", "{}"),
    "revisions": ("check", "--since", "{}"),
    "answers": ("check", "--compare", "{}"),
    "helpers": ("nightly", "{}"),
    "folders": ("-C", "{}", "list"),
    "assignments": ("import", "-", "--set", "{}"),
    "topics": ("help", "{}"),
    "formatted": ("format", "{}"),
    "agendas": ("agenda", "create", "{}", "2020-01-01"),
    "ranges": ("diff", "{}"),
    "documents": ("diff", "--", "{}"),
    "branches": ("review", "{}"),
    "acts": ("undo", "{}"),
    "commands": ("{}",),
}


@pytest.mark.one_in(2)
@pytest.mark.parametrize("place", WORDS)
def test_no_typed_word_steers_the_terminal(registered: Clerk, place: str) -> None:
    for name, text in TEXTS.items():
        words = [word.format(text) if word == "{}" else word for word in WORDS[place]]
        _harmless(registered.run(*words, stdin="x"), (place, name))
        _harmless(registered.run(*words, "--json", stdin="x"), (place, name))


BAD_NUMBERS = (
    "15070/19\x00", "１５０７０/19", "٣/19", "015070/19", "1" * 400 + "/19", "../../etc/passwd", "-o/19",
    "15070/19 REV 1/../..", "0/19", "15070/19 REV", "15070/19;1", "100000/19", "1/1951", "15070/", "/19",
    "15070/19 REV 1 " * 9,
)  # fmt: skip


@pytest.mark.parametrize("number", BAD_NUMBERS)
def test_what_only_looks_like_a_number_is_none(clerk: Clerk, number: str) -> None:
    answer = _harmless(clerk.run("add", "--subject", "S", "--", number), number)

    assert answer.status == 2
    assert "is not a document number" in answer.err
    assert clerk.log() == ["Start the register"]


# ---- names of files


@pytest.mark.parametrize(
    "name", ["\x1b[2J", "\u202ex", "a\nb", "-o", "$(touch x)", "ST-1-2019-INIT\x85", "\udcff", "::x,y"]
)
def test_odd_names_of_files_are_shown_harmlessly(registered: Clerk, name: str) -> None:
    folder = registered.folder / "documents/2019"
    (folder / f"{name}.toml").write_text('number = "1/19"\nsubject = "S"\n', encoding="utf-8")
    (folder / f"{name}2.toml").write_text("broken", encoding="utf-8")

    for form in CheckFormat:
        answer = _harmless(registered.run("check", "--format", form, "--color", "never"), form)
        assert answer.status == 3
    ET.fromstring(registered.run("check", "--format", "junit").out)
    for words in (("list",), ("format", "--check"), ("format",), ("show", "15070/19"), ("doctor",)):
        _harmless(registered.run(*words), words)


@pytest.mark.one_in(2)
@pytest.mark.parametrize("name", ["\x1b[2J.md", "\u202ex.md", "a\nb.md", "$(touch x).md", "\udcff.md"])
def test_odd_names_of_incoming_files_are_shown_harmlessly(clerk: Clerk, tmp_path: Path, name: str) -> None:
    incoming = tmp_path / name
    incoming.write_text("nothing of a document\n", encoding="utf-8")

    for words in (
        ("import", str(incoming)),
        ("import", str(incoming), "--dry-run", "--json"),
        ("xref", "scan", str(incoming)),
        ("import", str(incoming), "missing", "--dry-run"),
    ):
        _harmless(clerk.run(*words), words)
    given = ("--set", "number=1/19", "--set", "subject=S", "--accept-doubts")
    _harmless(clerk.run("import", str(incoming), *given), given)
    _harmless(clerk.run("show", "1/19"), "show")
