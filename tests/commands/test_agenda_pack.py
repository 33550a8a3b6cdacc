"""The pack of an agenda: its papers in one file, for the house or for the public, and what is missing and why."""

import hashlib
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import Clerk, prepared
from hypothesis import given, settings
from hypothesis import strategies as st
from leaky_registers import KINDS, SIGN, Marker, write

from somei_cli.formats.archive import make_archive

AGENDA = """number = "9/20"
type = "AGENDA"
subject = "Meeting of COSI"
date = 2020-04-03
subject_codes = [
    "COSI 9",
]

[meeting]
body = "COSI"
start = 2020-04-20

[agenda]
state = "provisional"
issued = 2020-04-03

[[items]]
number = "1"
title = "Drones & <b>lamps</b>"
documents = [
    "1/20",
    "2/20",
    "3/20",
]

[[items]]
number = "2"
title = "Any other business"
documents = [
    "4/20",
    "1/20",
]

[[items.follow_ups]]
what = "Secretfollowup"
"""
ENTRY = (
    'number = "{}"\ntype = "NOTE"\nsubject = "Paper {}"\ndate = 2020-04-02\n{}subject_codes = [\n    "COSI {}",\n]\n{}'
)


@prepared
def meeting(clerk: Clerk) -> Clerk:
    """An agenda with a public paper, a LIMITE one, one that nobody keeps, and one that nobody registered."""
    kept = clerk.folder / ".git/somei/files"
    kept.mkdir(parents=True)
    for number, marking in ((1, ""), (2, 'marking = "LIMITE"\n')):
        content = f"content of {number}/20".encode()
        sha256 = hashlib.sha256(content).hexdigest()
        (kept / f"{sha256}.pdf").write_bytes(content)
        source = f'\n[source]\nname = "secretname{number}.pdf"\nsha256 = "{sha256}"\n'
        file = f"documents/2020/000/ST-{number}-2020-INIT.toml"
        clerk.enter(file, ENTRY.format(f"{number}/20", number, marking, number, source))
    clerk.enter("documents/2020/000/ST-3-2020-INIT.toml", ENTRY.format("3/20", 3, "", 3, ""))
    clerk.enter("documents/2020/000/ST-9-2020-INIT.toml", AGENDA)
    return clerk


def packed(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def record(answer: str) -> dict[str, Any]:
    (only,) = json.loads(answer)["records"]
    return dict(only)


def test_it_holds_the_agenda_its_papers_and_a_page_of_contents(meeting: Clerk) -> None:
    answer = meeting.run("agenda", "pack", "9/20", "-o", "p.zip")

    files = packed(meeting.folder / "p.zip")
    assert list(files) == [
        "contents.html", "agenda.html", "papers/ST-1-2020-INIT.pdf", "papers/ST-2-2020-INIT.pdf",
    ]  # fmt: skip
    assert files["papers/ST-2-2020-INIT.pdf"] == b"content of 2/20"
    contents = files["contents.html"].decode()
    assert "For inside the house only. 1 paper in it with a marking." in contents
    assert "missing: the register names no file of it" in contents
    assert "missing: not in this register" in contents
    assert '<a href="papers/ST-1-2020-INIT.pdf">' in contents
    assert "<b>lamps" not in contents + files["agenda.html"].decode()
    assert "Wrote p.zip: 2 papers in the pack, 2 missing." in answer.err


def test_the_same_papers_give_the_same_bytes(meeting: Clerk) -> None:
    meeting.ok("agenda", "pack", "9/20", "-o", "one.zip")
    meeting.ok("agenda", "pack", "9/20", "-o", "two.zip")

    assert (meeting.folder / "one.zip").read_bytes() == (meeting.folder / "two.zip").read_bytes()
    assert make_archive({"a": b"1"}) == make_archive({"a": b"1"})


def test_for_the_public_it_holds_only_what_is_public(meeting: Clerk) -> None:
    unconfirmed = record(meeting.ok("agenda", "pack", "9/20", "--for", "public", "--dry-run", "--json"))
    settings = meeting.read("somei.toml")
    meeting.enter("somei.toml", settings.replace('public_unmarked = "entry"', 'public_unmarked = "text"'))
    meeting.ok("agenda", "pack", "9/20", "--for", "public", "-o", "p.zip")

    assert [one["file"] for one in unconfirmed["papers"]] == [None] * 5
    files = packed(meeting.folder / "p.zip")
    everything = b"\n".join(files.values()).decode()
    assert list(files) == ["contents.html", "agenda.html", "papers/ST-1-2020-INIT.pdf"]
    assert "missing: its text is not public" in everything
    assert "secretname" not in everything
    assert "Secretfollowup" not in everything
    assert "For the public: it holds only what the public may see." in everything


def test_an_agenda_that_is_not_public_has_no_public_pack(meeting: Clerk) -> None:
    meeting.enter("documents/2020/000/ST-9-2020-INIT.toml", AGENDA.replace("date =", 'marking = "LIMITE"\ndate =', 1))
    file = meeting.folder / "documents/2020/000/ST-9-2020-INIT.toml"
    assert "LIMITE" in file.read_text()

    refused = meeting.run("agenda", "pack", "9/20", "--for", "public", "-o", "p.zip")

    assert (refused.status, refused.out) == (5, "")
    assert not (meeting.folder / "p.zip").exists()
    assert meeting.run("agenda", "pack", "9/20", "-o", "p.zip").status == 0


def test_a_classified_agenda_is_never_packed_and_a_classified_paper_never_in_it(meeting: Clerk) -> None:
    path = "documents/2020/000/ST-2-2020-INIT.toml"
    meeting.enter(path, meeting.read(path).replace('"LIMITE"', '"RESTREINT UE/EU RESTRICTED"'))
    told = record(meeting.ok("agenda", "pack", "9/20", "--dry-run", "--json"))
    meeting.enter("documents/2020/000/ST-9-2020-INIT.toml", 'number = "9/20"\nmarking = "SECRET UE/EU SECRET"\n')

    second = told["papers"][1]
    assert (second["document"], second["file"], second["subject"]) == ("2/20", None, None)
    assert second["reason"] == "with this marking it is never handed on"
    assert meeting.run("agenda", "pack", "9/20", "-o", "p.zip").status in {4, 5}


def test_a_dry_run_says_what_would_be_in_it_and_writes_nothing(meeting: Clerk) -> None:
    before = sorted(meeting.folder.iterdir())
    told = record(meeting.ok("agenda", "pack", "9/20", "-o", "p.zip", "--dry-run", "--json"))

    assert sorted(meeting.folder.iterdir()) == before
    assert (told["agenda"], told["for"], told["path"], told["written"]) == ("9/20", "inside", "p.zip", False)
    assert [(one["item"], one["document"], one["file"]) for one in told["papers"]] == [
        ("1", "1/20", "papers/ST-1-2020-INIT.pdf"),
        ("1", "2/20", "papers/ST-2-2020-INIT.pdf"),
        ("1", "3/20", None),
        ("2", "4/20", None),
        ("2", "1/20", "papers/ST-1-2020-INIT.pdf"),
    ]


def test_a_terminal_shows_a_line_for_each_paper(meeting: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    wide, narrow = (
        meeting.run("agenda", "pack", "9/20", "--dry-run", terminal=True).out.splitlines()
        for columns in ("100", "38")
        if not monkeypatch.setenv("COLUMNS", columns)
    )

    assert [line.split() for line in wide[:3]] == [
        ["1", "✓", "1/20", "papers/ST-1-2020-INIT.pdf"],
        ["1", "✓", "2/20", "LIMITE", "papers/ST-2-2020-INIT.pdf"],
        ["1", "✗", "3/20", "the", "register", "names", "no", "file", "of", "it"],
    ]
    assert [line.strip() for line in narrow[:2]] == ["1  ✓ 1/20", "papers/ST-1-2020-INIT.pdf"]


def test_nothing_is_overwritten_unasked(meeting: Clerk) -> None:
    meeting.write("p.zip", "mine")

    refused = meeting.run("agenda", "pack", "9/20", "-o", "p.zip")

    assert (refused.status, meeting.read("p.zip")) == (5, "mine")
    meeting.ok("agenda", "pack", "9/20", "-o", "p.zip", "--force")
    assert zipfile.is_zipfile(io.BytesIO((meeting.folder / "p.zip").read_bytes()))


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (("agenda", "pack", "9/20", "-o", "out"), "out"),
        (("show", "2/20", "--as", "text", "-o", "out"), "out"),
        (("show", "1/20", "--as", "text", "-o", "out"), "out"),
        (("export", "--fields", "subject", "--format", "csv", "-o", "out"), "out"),
        (("export", "--internal", "--format", "json", "-o", "out"), "out/MANIFEST.json"),
        (("check", "--keep", "out"), "out"),
        (("check", "--report", "sarif=out"), "out"),
    ],
    ids=["pack", "print", "print without a marking", "sheet", "export", "check", "report"],
)
def test_a_file_that_may_hold_restricted_text_is_for_its_owner_alone(
    meeting: Clerk, words: tuple[str, ...], file: str
) -> None:
    usual = os.umask(0)
    try:
        assert meeting.run(*words).status in {0, 1}
    finally:
        os.umask(usual)

    assert (meeting.folder / file).stat().st_mode & 0o777 == 0o600


def test_a_pack_for_the_public_may_be_read_by_all(meeting: Clerk) -> None:
    meeting.enter("somei.toml", meeting.read("somei.toml").replace('public_unmarked = "entry"', ""))
    meeting.ok("agenda", "pack", "9/20", "--for", "public", "-o", "p.zip")

    assert (meeting.folder / "p.zip").stat().st_mode & 0o444 == 0o444


def test_papers_are_those_that_are_read_now(meeting: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paper was given another number after the agenda had gone out, and one of them was revised."""
    meeting.ok("renumber", "2/20", "12/20", "-m", "two figures swapped")
    revised = meeting.read("documents/2020/000/ST-12-2020-INIT.toml").replace('"12/20"', '"12/1/20 REV 1"')
    meeting.enter("documents/2020/000/ST-12-2020-REV-1.toml", revised.split("[[references]]")[0])

    packed_papers = record(meeting.ok("agenda", "pack", "9/20", "--dry-run", "--json"))["papers"]
    board = meeting.run("agenda", "board", "9/20").out
    page = meeting.ok("agenda", "print", "9/20")

    second = packed_papers[1]
    assert (second["document"], second["current"]) == ("2/20", "12/1/20 REV 1")
    assert second["file"] == "papers/ST-12-2020-REV-1.pdf"
    assert "now 12/1/20 REV 1" in board
    assert "void" not in board
    assert "2/20: now 12/1/20 REV 1." in page

    monkeypatch.setenv("SOMEI_TODAY", "2020-04-21")
    meeting.ok("agenda", "adopt", "9/20", "--on", "2020-04-20")
    # The meeting had the first text, and so has whoever packs its papers later.
    adopted = record(meeting.ok("agenda", "pack", "9/20", "--dry-run", "--json"))["papers"][1]
    assert adopted["current"] == "12/20"


def test_the_public_gets_no_newer_text_that_it_may_not_read(meeting: Clerk) -> None:
    meeting.enter("somei.toml", meeting.read("somei.toml").replace('"entry"', '"text"'))
    revised = meeting.read("documents/2020/000/ST-1-2020-INIT.toml").replace('"1/20"', '"1/1/20 REV 1"')
    meeting.enter("documents/2020/000/ST-1-2020-REV-1.toml", revised.replace("date =", 'marking = "LIMITE"\ndate ='))

    papers = record(meeting.ok("agenda", "pack", "9/20", "--for", "public", "--dry-run", "--json"))["papers"]

    assert (papers[0]["current"], papers[0]["file"]) == ("1/20", "papers/ST-1-2020-INIT.pdf")


def test_what_was_imported_is_in_the_pack_and_it_says_how_to_add_the_rest(meeting: Clerk) -> None:
    for file in (meeting.folder / ".git/somei/files").iterdir():
        file.unlink()
    text = "Council of the European Union\nBrussels, 2 April 2020\n3/20\nCOSI 3\n\nNOTE\nSubject: Paper 3\n"
    meeting.write("3.txt", text)
    answer = meeting.run("agenda", "pack", "9/20", "--dry-run")

    assert "to keep it: somei import FILE --keep-file\n" in answer.err
    assert "its file: somei import FILE --replace --keep-file\n" in answer.err
    meeting.ok("import", "3.txt", "--replace", "--keep-file", "--accept-doubts", "--set", "number=3/20")
    papers = record(meeting.ok("agenda", "pack", "9/20", "--dry-run", "--json"))["papers"]
    assert [paper["file"] for paper in papers if paper["document"] == "3/20"] == ["papers/ST-3-2020-INIT.txt"]


def test_a_damaged_copy_is_told_and_left_out(meeting: Clerk) -> None:
    for file in (meeting.folder / ".git/somei/files").iterdir():
        file.write_bytes(file.read_bytes() + b"!")

    reasons = {one["reason"] for one in record(meeting.ok("agenda", "pack", "9/20", "--dry-run", "--json"))["papers"]}

    assert "the file that this clone keeps is damaged" in reasons


@pytest.mark.parametrize(("words", "status"), [(("8/20", "-o", "p.zip"), 4), (("9/20",), 2), (("3/20", "-o", "p"), 4)])
def test_what_cannot_be_packed_is_refused(meeting: Clerk, words: tuple[str, ...], status: int) -> None:
    assert meeting.run("agenda", "pack", *words).status == status


@settings(max_examples=8)
@given(kinds=st.lists(st.sampled_from(KINDS), max_size=5))
def test_no_marked_word_leaves_in_a_public_pack(tmp_path_factory: pytest.TempPathFactory, kinds: list[str]) -> None:
    folder = tmp_path_factory.mktemp("leaky")
    documents = write(folder / "desk", ["public", *kinds], Marker(lambda word: f"Draft “{word}” <b>{word}</b>"))
    clerk = Clerk(folder / "desk")
    clerk.git("reset", "-q", "--hard")

    for document in documents:
        answer = clerk.run("agenda", "pack", str(document.number), "--for", "public", "-o", "p.zip", "--force")
        assert SIGN not in (answer.out + answer.err).casefold()
        if answer.status == 0:
            everything = b"\n".join(packed(folder / "desk/p.zip").values()).decode()
            assert SIGN not in everything.casefold()
    assert (folder / "desk/p.zip").exists()
