"""Exports: what is written and what is left alone, the same every time, told before a merge and proved afterwards."""

import csv
import io
import json
import os
import stat
from pathlib import Path

import pytest
from conftest import Clerk, prepared
from registers import write_register

ENTRY = "documents/{}/000/ST-{}-{}-INIT.toml"


def _enter(clerk: Clerk, number: int, year: int, text: str) -> None:
    clerk.enter(ENTRY.format(year, number, year), f'number = "{number}/{year % 100:02}"\n{text}')


@prepared
def desk(clerk: Clerk) -> Clerk:
    """A clerk with one document that is public, one that is LIMITE, and one that is only a draft."""
    _enter(clerk, 1, 2019, 'subject = "Open words"\ndate = 2019-02-03\nlanguages = ["en"]\nnote = "Hidden"\n')
    agenda = 'subject = "Agenda"\ndate = 2020-01-03\nmarking = "LIMITE"\n\n[meeting]\nbody = "SOMEI"\n'
    _enter(clerk, 2, 2020, f'{agenda}start = 2020-02-03\n\n[[items]]\nnumber = "1"\ntitle = "Secret point"\n')
    _enter(clerk, 3, 2020, 'status = "draft"\nsubject = "Scribble"\n')
    return clerk


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


# ---- standard output


def test_one_form_goes_to_standard_output(desk: Clerk) -> None:
    records = json.loads(desk.ok("export", "--format", "json"))["records"]

    assert [one["id"] for one in records] == ["ST-1-2019-INIT", "ST-2-2020-INIT"]
    assert records[0]["subject"] == "Open words"
    assert records[1]["shown"] == "entry"
    assert "items" not in records[1]
    rows = list(csv.DictReader(io.StringIO(desk.ok("export", "--format", "csv"))))
    assert [row["number"] for row in rows] == ["1/19", "2/20"]
    assert len(desk.ok("export", "--format", "jsonl").splitlines()) == 2
    assert json.loads(desk.ok("export", "--format", "dcat"))["@type"] == "dcat:Catalog"


def test_a_refusal_is_told_from_a_text_on_which_nobody_has_decided(desk: Clerk) -> None:
    def exported() -> tuple[dict[str, str], dict[str, str]]:
        (record,) = (
            one for one in json.loads(desk.ok("export", "--format", "json"))["records"] if one["shown"] == "entry"
        )
        (row,) = (
            one for one in csv.DictReader(io.StringIO(desk.ok("export", "--format", "csv"))) if one["shown"] == "entry"
        )
        return record, row

    undecided = exported()
    desk.ok("access", "2/20", "refuse", "--ground", "4.1a.1")
    refused = exported()

    assert {one["publication"] for one in (*undecided, *refused)} == {"REFUSED"}, "the word of the open data"
    assert [one["access_status"] for one in undecided] == ["undecided"] * 2
    assert [one["access_status"] for one in refused] == ["refused"] * 2
    assert "access_status" not in desk.ok("export", "--diff", "HEAD~1", "--json"), "it repeats the decision"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--format", "json", "--format", "csv"),
        ("--format", "akn"),
        ("--format", "oparl"),
        ("--format", "yaml"),
        ("--format", "json", "--json"),
        ("--format", "json", "--dry-run"),
        ("--internal", "--format", "jsonld"),
        ("--internal", "--public", "--format", "json"),
        ("--diff", "HEAD~1..HEAD", "--format", "json"),
        ("--diff", "HEAD~1..HEAD", "-o", "out"),
        ("--format", "json", "--base", "javascript:x"),
        ("check",),
        ("chekc",),
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_wrong_usage(desk: Clerk, words: tuple[str, ...]) -> None:
    answer = desk.run("export", *words)

    assert (answer.status, answer.out) == (2, "")


def test_edits_that_are_not_committed_are_never_looked_at(desk: Clerk) -> None:
    desk.write(ENTRY.format(2019, 1, 2019), "no TOML at all")
    desk.write(ENTRY.format(2019, 9, 2019), 'number = "9/19"\n')

    assert "Open words" in desk.ok("export", "--format", "jsonl")
    assert "9/19" not in desk.ok("export", "--format", "jsonl")


def test_an_earlier_commit_can_be_exported(desk: Clerk) -> None:
    assert len(desk.ok("export", "--format", "jsonl", "--at", "HEAD~2").splitlines()) == 1
    assert desk.run("export", "--format", "jsonl", "--at", "nothing").status == 4


# ---- a folder


def test_a_folder_holds_every_form_and_a_manifest(desk: Clerk, tmp_path: Path) -> None:
    answer = desk.run("export", "-o", "../out")

    assert answer.status == 0
    files = _files(tmp_path / "out")
    assert {path.partition("/")[0] for path in files} == {
        "MANIFEST.json",
        *("json", "jsonl", "csv", "toml", "jsonld", "oparl", "dcat"),
    }
    manifest = json.loads(files.pop("MANIFEST.json"))
    assert manifest["commit"] == desk.git("rev-parse", "HEAD")
    assert manifest["left_out"] == {"by_number_only": [], "text_of": 1, "not_told": 1, "unreadable": 0}
    assert {one["path"] for one in manifest["files"]} == set(files)
    assert "2 documents" in answer.err
    assert "1 not at all" in answer.err


def test_two_exports_of_one_commit_are_the_same_bytes(
    desk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ok("export", "-o", "../one")
    monkeypatch.setenv("SOMEI_TODAY", "2030-01-01")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    desk.ok("export", "-o", "../other", "--at", "main")

    assert _files(tmp_path / "one") == _files(tmp_path / "other")


def test_a_change_rewrites_only_what_changed(desk: Clerk, tmp_path: Path) -> None:
    desk.ok("export", "-o", "../out")
    before = {path: path.stat().st_ino for path in (tmp_path / "out").rglob("*") if path.is_file()}
    _enter(desk, 4, 2020, 'subject = "Another"\n')

    changed = json.loads(desk.ok("export", "-o", "../out", "--json"))["records"][0]["changed"]

    after = {path: path.stat().st_ino for path in (tmp_path / "out").rglob("*") if path.is_file()}
    rewritten = {str(path.relative_to(tmp_path / "out")) for path in after if after[path] != before[path]}
    assert rewritten == {*changed, "MANIFEST.json"}
    assert {path for path in changed if "2019" in path} == set()
    assert "json/2020.json" in changed


def test_a_second_export_writes_nothing(desk: Clerk, tmp_path: Path) -> None:
    desk.ok("export", "-o", "../out")
    before = [(path, path.stat().st_mtime_ns) for path in sorted((tmp_path / "out").rglob("*"))]

    assert "0 written" in desk.run("export", "-o", "../out").err

    assert before == [(path, path.stat().st_mtime_ns) for path in sorted((tmp_path / "out").rglob("*"))]


def test_files_that_an_export_no_longer_has_are_taken_out(desk: Clerk, tmp_path: Path) -> None:
    desk.ok("export", "-o", "../out")

    answer = desk.run("export", "-o", "../out", "--format", "csv")

    assert set(_files(tmp_path / "out")) == {"MANIFEST.json", "csv/2019.csv", "csv/2020.csv"}
    assert "old files removed" in answer.err
    assert not (tmp_path / "out/json").exists()


def test_a_dry_run_writes_nothing(desk: Clerk, tmp_path: Path) -> None:
    answer = desk.run("export", "-o", "../out", "-n")

    assert answer.status == 0
    assert "would be written" in answer.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("held", ["letter.txt", "json/2019.json", "json/other.json", "MANIFEST.json"])
def test_a_folder_with_files_of_others_is_refused(desk: Clerk, tmp_path: Path, held: str) -> None:
    file = tmp_path / "out" / held
    file.parent.mkdir(parents=True)
    file.write_text("mine")

    answer = desk.run("export", "-o", "../out")

    assert answer.status == 5
    assert _files(tmp_path / "out") == {held: b"mine"}


def test_a_link_in_the_folder_is_not_followed(desk: Clerk, tmp_path: Path) -> None:
    desk.ok("export", "-o", "../out", "--format", "csv")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out/json").symlink_to(tmp_path / "elsewhere")

    assert desk.run("export", "-o", "../out").status == 5
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("folder", ["documents", "documents/out", "vocabulary/x", ".git/out"])
def test_a_folder_of_the_register_is_refused(desk: Clerk, folder: str) -> None:
    assert desk.run("export", "-o", folder).status == 5
    assert desk.git("status", "--porcelain") == ""


def test_an_export_that_was_broken_off_goes_on(desk: Clerk, tmp_path: Path) -> None:
    desk.ok("export", "-o", "../out")
    whole = _files(tmp_path / "out")
    (tmp_path / "out/csv/2019.csv").unlink()
    (tmp_path / "out/csv/.somei-99").write_text("half")
    (tmp_path / "out/MANIFEST.json").write_text('{"schema": "somei/export-manifest/1", "unfinished": true}')

    assert desk.run("export", "check", "../out").status == 3
    desk.ok("export", "-o", "../out")

    assert _files(tmp_path / "out") == whole


def test_a_disk_that_refuses_leaves_an_export_that_says_so(desk: Clerk, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    limit = ("sh", "-c", 'export PYTHONDONTWRITEBYTECODE=1; ulimit -f 1; exec "$@"', "sh")

    done = desk.process("export", "-o", "../out", before=limit)

    assert done.returncode == 3
    assert b"The export is not finished" in done.stderr
    assert desk.run("export", "check", "../out").status == 3
    desk.ok("export", "-o", "../out")
    assert desk.run("export", "check", "../out").status == 0


def test_a_file_that_cannot_be_read_is_said(desk: Clerk, tmp_path: Path) -> None:
    desk.enter(ENTRY.format(2019, 5, 2019), "subject = Brokenword\n")

    answer = desk.run("export", "-o", "../out")

    assert answer.status == 3
    assert "ST-5-2019-INIT.toml" in answer.err
    assert json.loads((tmp_path / "out/MANIFEST.json").read_text())["left_out"]["unreadable"] == 1
    proof = desk.run("export", "check", "../out")
    assert proof.status == 3
    assert "ST-5-2019-INIT.toml" in proof.err
    file = tmp_path / "out/csv/2019.csv"
    file.write_text(file.read_text() + "brokenword\n")
    assert desk.run("export", "check", "../out").status == 1


# ---- for the house


def test_what_is_internal_is_said_aloud_and_private(desk: Clerk, tmp_path: Path) -> None:
    desk.ok("export", "-o", "../out", "--internal")

    files = _files(tmp_path / "out")
    assert b"Secret point" in files["json/2020.json"]
    assert b"Hidden" in files["toml/2019.toml"]
    assert {path.partition("/")[0] for path in files} == {"MANIFEST.json", "json", "jsonl", "csv", "toml"}
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert desk.run("export", "check", "../out").status == 0


@pytest.mark.parametrize("marking", ["RESTREINT UE/EU RESTRICTED", "SECRET UE/EU SECRET", "FOR FRIENDS"])
def test_what_is_classified_is_never_exported_whole(desk: Clerk, tmp_path: Path, marking: str) -> None:
    _enter(desk, 6, 2020, f'subject = "Grave"\nmarking = "{marking}"\n')

    answer = desk.run("export", "-o", "../out", "--internal")

    assert answer.status == 5
    assert "6/20" in answer.err
    assert "Grave" not in answer.err
    assert not (tmp_path / "out").exists()
    assert "Grave" not in desk.ok("export", "--format", "json")


# ---- before a merge


def test_a_reviewer_is_told_what_becomes_public(desk: Clerk) -> None:
    before = desk.git("rev-parse", "HEAD")
    file = ENTRY.format(2020, 2, 2020)
    access = '\n[[access]]\nkind = "released"\non = 2020-02-10\nby = "Somebody"\n'
    desk.enter(file, desk.read(file).replace("\n[[items]]", f"{access}\n[[items]]"))
    _enter(desk, 7, 2020, 'subject = "Fresh"\n')
    file = ENTRY.format(2019, 1, 2019)
    desk.enter(file, desk.read(file) + 'marking = "LIMITE"\n')

    told = desk.run("export", "--diff", f"{before}..HEAD", "--json")

    records = json.loads(told.out)["records"]
    assert told.status == 0
    assert records[0] == {
        "document": "2/20",
        "exposure": "becomes public",
        "field": "items 1 number",
        "before": None,
        "after": "1",
    }
    assert {"2/20 shown", "2/20 publication"} <= {
        f"{one['document']} {one['field']}" for one in records if one["exposure"] == "becomes public"
    }
    assert [one["after"] for one in records if one["document"] == "7/20"] == ["Fresh"]
    order = list(dict.fromkeys(one["exposure"] for one in records))
    assert order == ["becomes public", "new and public", "changes"]
    assert "Somebody" not in told.out
    assert "Hidden" not in told.out
    assert desk.run("export", "--diff", f"{before}..HEAD", "--exit-code").status == 1
    assert "becomes public: 1 document" in told.err


def test_a_release_in_a_family_is_told_of_its_members(desk: Clerk) -> None:
    desk.enter("documents/2020/000/ST-2-2020-ADD-1.toml", 'number = "2/20 ADD 1"\nsubject = "Added"\nplace = "Rome"\n')
    before = desk.git("rev-parse", "HEAD")
    file = ENTRY.format(2020, 2, 2020)
    desk.enter(file, desk.read(file).replace('marking = "LIMITE"\n', ""))

    records = json.loads(desk.ok("export", "--diff", before, "--json"))["records"]

    assert ("2/20 ADD 1", "place", "Rome") in {(one["document"], one["field"], one["after"]) for one in records}


def test_what_is_withdrawn_stops_being_public(desk: Clerk) -> None:
    desk.git("rm", "-q", ENTRY.format(2019, 1, 2019))
    desk.git("commit", "-qm", "Gone")

    (record,) = json.loads(desk.ok("export", "--diff", "HEAD~1..HEAD", "--json"))["records"]

    assert (record["exposure"], record["before"], record["after"]) == ("stops being public", "Open words", None)


def test_nothing_new_is_said_in_words(desk: Clerk) -> None:
    file = ENTRY.format(2019, 1, 2019)
    desk.enter(file, desk.read(file).replace("Hidden", "Hidden still"))

    answer = desk.run("export", "--diff", "HEAD~1..HEAD", "--exit-code", terminal=True)

    assert (answer.status, answer.err) == (0, "Nothing becomes public, and nothing stops being so.\n")


# ---- the proof


def test_what_was_changed_afterwards_is_found(desk: Clerk, tmp_path: Path) -> None:
    desk.ok("export", "-o", "../out")
    (tmp_path / "out/csv/2019.csv").unlink()
    (tmp_path / "out/json/2019.json").write_text("{}")
    (tmp_path / "out/more.txt").write_text("open words\nabout the secret point\n")

    proof = desk.run("export", "check", "../out", "--json")

    found = [(one["wrong"], one["path"], one["line"], one["document"]) for one in json.loads(proof.out)["records"]]
    assert proof.status == 1
    assert found == [
        ("leak", "more.txt", 2, "2/20"),
        ("foreign", "more.txt", None, None),
        ("changed", "json/2019.json", None, None),
        ("missing", "csv/2019.csv", None, None),
    ]


def test_the_proof_asks_the_commit_of_the_export_and_no_other(desk: Clerk) -> None:
    desk.ok("export", "-o", "../out")
    _enter(desk, 8, 2020, 'subject = "Later"\n')

    assert desk.run("export", "check", "../out").status == 0


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "[]",
        "{",
        '{"schema": "somei/export-manifest/1"}',
        '{"schema": "somei/export-manifest/1", "edition": 99}',
        '{"schema": "somei/export-manifest/1", "edition": 2, "commit": "--all"}',
        "[" * 100_000,
        "\x00\xff",
    ],
)
def test_without_a_manifest_nothing_can_be_proved(desk: Clerk, tmp_path: Path, text: str | None) -> None:
    (tmp_path / "out").mkdir()
    if text is not None:
        (tmp_path / "out/MANIFEST.json").write_text(text, encoding="latin-1")

    answer = desk.run("export", "check", "../out")

    assert (answer.status, answer.out) == (3, "")


@pytest.mark.parametrize("what", ["pipe", "link"])
def test_a_manifest_that_is_no_file_is_neither_waited_for_nor_followed(desk: Clerk, tmp_path: Path, what: str) -> None:
    (tmp_path / "out").mkdir()
    manifest = tmp_path / "out/MANIFEST.json"
    os.mkfifo(manifest) if what == "pipe" else manifest.symlink_to("/dev/zero")

    answer = desk.run("export", "check", "../out")

    assert (answer.status, answer.out) == (3, "")
    assert "MANIFEST.json cannot be read" in answer.err


def test_what_could_not_be_looked_at_is_not_called_proved(desk: Clerk, tmp_path: Path) -> None:
    desk.ok("export", "-o", "../out")
    file = next((tmp_path / "out/json").iterdir())
    file.unlink()
    os.mkfifo(file)

    answer = desk.run("export", "check", "../out")

    assert answer.status == 3
    assert "is not a plain file" in answer.err
    assert "Not proved:" in answer.err


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"path": "', '"path": "../../'),
        ('"commit": "', '"commit": "-'),
        ('"bytes": ', '"bytes": -'),
        ('"left_out"', '"left"'),
    ],
)
def test_a_manifest_by_hand_is_not_believed(desk: Clerk, tmp_path: Path, before: str, after: str) -> None:
    desk.ok("export", "-o", "../out")
    file = tmp_path / "out/MANIFEST.json"
    assert before in file.read_text()
    file.write_text(file.read_text().replace(before, after))

    assert desk.run("export", "check", "../out").status == 3


def test_a_commit_that_is_not_here_cannot_be_proved(desk: Clerk, tmp_path: Path) -> None:
    desk.ok("export", "-o", "../out")
    file = tmp_path / "out/MANIFEST.json"
    file.write_text(file.read_text().replace(desk.git("rev-parse", "HEAD"), "0" * 40))

    answer = desk.run("export", "check", "../out")

    assert answer.status == 3
    assert "not in this clone" in answer.err


def test_two_processes_write_what_one_would(clerk: Clerk, tmp_path: Path) -> None:
    write_register(clerk.folder, 2_050)
    _enter(clerk, 1, 2018, 'subject = "Newer"\n')

    clerk.ok("export", "-o", "../out", "--format", "jsonl", "--format", "dcat")

    years = sorted((tmp_path / "out/jsonl").iterdir())
    assert len(years) == 2
    assert "".join(year.read_text() for year in years) == clerk.ok("export", "--format", "jsonl")
    assert clerk.run("export", "check", "../out").status == 0
