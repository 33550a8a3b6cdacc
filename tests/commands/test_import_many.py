"""Bringing in many files at once: what can be registered is, and each file is told of."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLE, Clerk
from needs import need

TEXT = """Council of the European Union
Brussels, 13 February 2020
(OR. en)

{number}

COSI {serial}

NOTE

From: Presidency
To: Delegations
Subject: {subject}

Delegations will find below the text.
"""


def _paper(clerk: Clerk, name: str, number: str, serial: int, subject: str = "Lamps") -> str:
    return clerk.write(name, TEXT.format(number=number, serial=serial, subject=subject)) or name


def _outcomes(clerk: Clerk, *words: str, status: int) -> dict[str, tuple[str, str]]:
    answer = clerk.run("import", *words)
    assert answer.status == status, answer
    rows = [line.split("\t") for line in answer.out.splitlines()[1:]]
    return {row[0]: (row[2], row[3]) for row in rows if len(row) == 4}


def _records(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(clerk.run("import", *words, "--json").out)["records"]
    return records


def test_a_folder_is_one_commit_and_a_bad_file_never_stops_the_rest(clerk: Clerk) -> None:
    _paper(clerk, "in/a.txt", "5101/20", 1)
    _paper(clerk, "in/more/b.txt", "5102/20", 2)
    clerk.write("in/c.txt", "nothing of use\n")
    clerk.write("in/d.txt", "Council of the European Union\n\nRESTREINT UE/EU RESTRICTED\n\n5103/20\n\nSubject: x\n")
    clerk.write("in/e.txt", " ")
    clerk.write("in/picture.png", "x")
    clerk.write("in/.hidden.txt", "x")

    outcomes = _outcomes(clerk, "in", status=5)

    assert {name: outcome for name, (outcome, _) in outcomes.items()} == {
        "in/a.txt": "registered",
        "in/c.txt": "in doubt",
        "in/d.txt": "not read",
        "in/e.txt": "not read",
        "in/more/b.txt": "registered",
    }
    assert outcomes["in/c.txt"][1] == "no number was found."
    assert "never accepted" in outcomes["in/d.txt"][1]
    assert outcomes["in/e.txt"][1] == "is empty"
    assert clerk.log()[0] == "Import 5101/20, 5102/20"


def test_what_is_there_already_is_passed_over_and_other_content_is_shown(clerk: Clerk) -> None:
    _paper(clerk, "in/a.txt", "5101/20", 1)
    clerk.ok("import", "in/a.txt")
    _paper(clerk, "in/b.txt", "5101/20", 1, "Lanterns")
    _paper(clerk, "in/c.txt", "5102/20", 2)
    first = clerk.log()

    answer = clerk.run("import", "in")

    assert answer.status == 5
    assert "in/a.txt\t5101/20\talready there\t\n" in answer.out
    assert "in/b.txt\t5101/20\tdiffers\t5101/20 is already in the register, with a different subject.\n" in answer.out
    assert "in/c.txt\t5102/20\tregistered\t\n" in answer.out
    assert "3 files: 1 already there, 1 differs, 1 registered (commit " in answer.err
    assert clerk.log() == ["Import 5102/20", *first]
    assert _outcomes(clerk, "in/b.txt", "in/c.txt", "--replace", status=0)["in/b.txt"][0] == "replaced"


def test_a_serial_that_another_file_of_the_same_import_took_is_refused(clerk: Clerk) -> None:
    _paper(clerk, "a.txt", "5101/20", 7)
    _paper(clerk, "b.txt", "5102/20", 7)

    outcomes = _outcomes(clerk, "a.txt", "b.txt", "missing.txt", status=5)

    assert outcomes["a.txt"] == ("registered", "")
    assert outcomes["b.txt"] == ("refused", "COSI 7 of 2020 is held by 5101/20.")
    assert outcomes["missing.txt"] == ("not read", "There is no file missing.txt.")


def test_each_makes_a_commit_for_each_file(clerk: Clerk) -> None:
    _paper(clerk, "a.txt", "5101/20", 1)
    _paper(clerk, "b.txt", "5102/20", 2)
    clerk.write("c.txt", "nothing\n")

    records = _records(clerk, "a.txt", "b.txt", "c.txt", "--each")

    assert [record["documents"] for record in records] == [["5101/20"], ["5102/20"], []]
    assert records[0]["commit"] == clerk.git("rev-parse", "HEAD~1")
    assert [f["outcome"] for record in records for f in record["files"]] == ["registered", "registered", "in doubt"]
    assert clerk.log()[:2] == ["Import 5102/20", "Import 5101/20"]


def test_what_stops_one_of_many_commits_does_not_deny_those_before_it(clerk: Clerk) -> None:
    names = [_paper(clerk, f"{at}.txt", f"510{at}/20", at) for at in (1, 2, 3)]
    made = int(clerk.git("rev-list", "--count", "HEAD"))
    hook = clerk.folder / ".git/hooks/pre-commit"
    hook.write_text(f'#!/bin/sh\n[ "$(git rev-list --count HEAD)" -le {made} ]\n')
    hook.chmod(0o755)

    answer = clerk.run("import", "--each", *names)

    assert answer.status == 5
    assert [line.split("\t")[:3] for line in answer.out.splitlines()[1:]] == [["1.txt", "5101/20", "registered"]]
    assert "The pre-commit hook refused the commit" in answer.err
    assert "hint: The files shown above are registered; repeat the command for the others" in answer.err
    assert clerk.log()[0] == "Import 5101/20"


def test_a_trial_ends_as_the_act_would(clerk: Clerk) -> None:
    clerk.write("doubtful.txt", TEXT.format(number="5101/20", serial=1, subject="Lamps").replace("13 Feb", "31 Feb"))
    sound = _paper(clerk, "sound.txt", "5102/20", 2)

    for words in (["doubtful.txt"], ["doubtful.txt", sound]):
        for more in ([], ["--json"]):
            assert clerk.run("import", "-n", *words, *more).status == 5
            assert clerk.run("import", "-n", *words, *more, "--accept-doubts").status == 0
    told = "1 doubt in 1 file. Without --accept-doubts the import itself leaves it out."
    assert told in clerk.run("import", "-n", "doubtful.txt", sound).err
    assert clerk.run("import", "doubtful.txt").status == 5


def test_a_trial_of_many_writes_nothing_and_tells_what_would_be(clerk: Clerk) -> None:
    _paper(clerk, "a.txt", "5101/20", 1)
    clerk.ok("import", "a.txt")
    _paper(clerk, "b.txt", "5102/20", 2)
    before = clerk.log()

    records = _records(clerk, "a.txt", "b.txt", "--dry-run")

    assert [(r["file"], r["outcome"]) for r in records] == [("a.txt", "already there"), ("b.txt", "registered")]
    assert clerk.log() == before


def test_the_same_file_is_known_again_after_clerks_corrected_its_entry(clerk: Clerk) -> None:
    _paper(clerk, "a.txt", "5101/20", 1)
    clerk.ok("import", "a.txt")
    clerk.ok("classify", "5101/20", "JAI")

    assert clerk.run("import", "a.txt").err == "Nothing to change.\n"
    shown = " ".join(clerk.run("import", "a.txt", terminal=True).err.split())
    assert "is in the register already." in shown
    assert "somei import 'a.txt' --replace" in shown


def test_reading_anew_keeps_what_no_text_tells(clerk: Clerk) -> None:
    _paper(clerk, "a.txt", "5101/20", 1)
    clerk.ok("import", "a.txt")
    clerk.ok("add", "5099/20", "--subject", "Earlier")
    clerk.ok("xref", "add", "5101/20", "5099/20", "--kind", "answers")

    clerk.ok("import", "a.txt", "--replace", "--set", "subject=Lanterns")

    entry = clerk.read("documents/2020/051/ST-5101-2020-INIT.toml")
    assert 'subject = "Lanterns"' in entry
    assert 'kind = "answers"' in entry


def test_a_file_is_kept_in_the_clone_and_never_in_a_commit(clerk: Clerk) -> None:
    _paper(clerk, "a.txt", "5101/20", 1)

    answer = clerk.run("import", "a.txt")

    kept = list((clerk.folder / ".git" / "somei" / "files").iterdir())
    assert [file.read_text() for file in kept] == [TEXT.format(number="5101/20", serial=1, subject="Lamps")]
    assert kept[0].stat().st_mode & 0o077 == 0
    assert "A copy is kept.\n" in answer.err
    assert str(kept[0]) not in answer.err
    assert "kept" not in clerk.run("import", "a.txt").err
    assert clerk.run("import", "-", "--keep-file", stdin=SAMPLE.read_bytes()).status == 2
    clerk.ok("import", "-", stdin=SAMPLE.read_bytes())
    assert len(_kept(clerk)) == 1


def _kept(clerk: Clerk) -> list[Path]:
    folder = clerk.folder / ".git" / "somei" / "files"
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_register_or_a_clerk_may_keep_no_files(clerk: Clerk) -> None:
    for serial in range(1, 5):
        _paper(clerk, f"{serial}.txt", f"510{serial}/20", serial)
    clerk.ok("import", "1.txt", "--no-keep-file")
    clerk.enter("somei.toml", f"{clerk.read('somei.toml')}\n[files]\nkeep = false\n")
    clerk.ok("import", "2.txt")
    assert not _kept(clerk)

    clerk.ok("import", "2.txt", "--keep-file")
    # A file that was imported before is kept now, and its entry stays as it is.
    assert len(_kept(clerk)) == 1
    assert "2 copies are kept.\n" in clerk.run("import", "3.txt", "4.txt", "--keep-file").err

    clerk.enter("somei.toml", clerk.read("somei.toml").replace("keep = false", "kep = false"))
    answer = clerk.run("import", "1.txt")
    assert (answer.status, "“kep” in [files] is not one of keep" in answer.err) == (3, True)


@pytest.mark.parametrize("marking", ["RESTREINT UE/EU RESTRICTED", "SECRET UE/EU SECRET"])
def test_no_file_is_kept_that_is_refused(clerk: Clerk, marking: str) -> None:
    clerk.write("a.txt", f"{marking}\n\n" + TEXT.format(number="5101/20", serial=1, subject="Lamps"))
    clerk.write("b.txt", TEXT.format(number="5102/20", serial=2, subject="Lamps"))

    assert clerk.run("import", "a.txt", "--keep-file", "--accept-doubts").status == 5
    assert clerk.run("import", "a.txt", "b.txt", "--keep-file", "--accept-doubts").status == 5
    assert [marking in file.read_text() for file in _kept(clerk)] == [False]


def test_a_doubtful_citation_is_settled_by_what_the_register_holds(clerk: Clerk) -> None:
    clerk.ok("add", "14860/1/18 REV 1 ADD 1", "--subject", "Annex")
    clerk.write("a.txt", TEXT.format(number="5101/20", serial=1, subject="Lamps") + "See 14860/1/18 REV 1 + ADD 1.\n")

    clerk.ok("import", "a.txt")

    entry = json.loads(clerk.ok("show", "5101/20", "--json"))["records"][0]
    assert [r["to"] for r in entry["references"]] == ["14860/1/18 REV 1", "14860/1/18 REV 1 ADD 1"]


def test_promises_are_taken_into_the_items_when_asked_for(clerk: Clerk) -> None:
    clerk.ok("import", str(SAMPLE), "--titles-only", "--follow-ups")

    entry = json.loads(clerk.ok("show", "15070/19", "--json"))["records"][0]
    promised = [(i["number"], f.get("due")) for i in entry["items"] for f in i.get("follow_ups", ())]
    assert promised == [("2", "2020-01-31"), ("6", "2020-06-30"), ("6", None)]
    clerk.ok("import", str(SAMPLE), "--titles-only", "--replace", "--follow-ups", "--set", "note=Read again")
    again = json.loads(clerk.ok("show", "15070/19", "--json"))["records"][0]
    assert again["items"] == entry["items"]


def test_reading_anew_never_loses_a_promise(clerk: Clerk) -> None:
    clerk.ok("import", str(SAMPLE), "--titles-only", "--follow-ups")
    text = SAMPLE.read_text(encoding="utf-8")
    clerk.write("renamed.md", text.replace("### 2. Counter Terrorism", "### 2. Terrorism"))
    clerk.write("gone.md", text.replace("### 2. Counter Terrorism", "Something else"))

    clerk.ok("import", "renamed.md", "--titles-only", "--replace")
    refused = clerk.run("import", "gone.md", "--titles-only", "--replace", "--accept-doubts")

    entry = json.loads(clerk.ok("show", "15070/19", "--json"))["records"][0]
    assert entry["items"][1]["title"] == "Terrorism"
    assert entry["items"][1]["follow_ups"][0]["who"] == "Eurojust"
    assert refused.status == 5, refused
    assert "follow-ups belong to item 2, which the text no longer has" in refused.err


def test_a_doubt_never_tells_the_words_of_a_document(clerk: Clerk) -> None:
    text = TEXT.format(number="5101/20", serial=1, subject="Lamps").replace("COSI 1", "LIMITE\n\nCOSI 1")
    text = text.replace("To: Del", "On: the secret talks\nNo. prev. doc.: the hidden paper\nTo: Del")
    clerk.write("a.txt", text)

    answer = clerk.run("import", "a.txt", "--dry-run", "--json")

    assert "what stands there is no date" in answer.out
    answer = clerk.run("import", "a.txt")
    assert answer.status == 5
    assert "secret" not in answer.err
    assert "hidden" not in answer.err


def test_nothing_enters_that_cannot_be_read_again(clerk: Clerk) -> None:
    _paper(clerk, "a\nb.txt", "5101/20", 1)
    text = SAMPLE.read_text(encoding="utf-8")
    clerk.write("big.md", text.replace("### 2. ", "Words of an item. " * 80_000 + "\n\n### 2. ", 1))

    assert clerk.run("import", "a\nb.txt").status == 0
    refused = clerk.run("import", "big.md", "--accept-doubts")

    assert refused.status == 5, refused
    assert "--titles-only" in refused.err
    assert clerk.run("list").status == 0


def test_a_refused_scan_leaves_no_process_and_ends_a_pipe(clerk: Clerk) -> None:
    clerk.write("bad.pdf", "%PDF-1.4 rubbish")

    done = clerk.process("xref", "scan", "bad.pdf")

    assert done.returncode == 3


def test_standard_input_without_a_text_never_stops_the_rest(clerk: Clerk) -> None:
    _paper(clerk, "a.txt", "5101/20", 1)

    outcomes = _outcomes(clerk, "-", "a.txt", "", status=4)

    assert outcomes["a.txt"][0] == "registered"
    assert outcomes["-"] == ("not read", "standard input: is empty")
    assert outcomes[""] == ("not read", "There is no file “”.")


def _bound() -> list[str]:
    """What starts a program without the right of root to open every folder."""
    if os.geteuid() != 0:
        return []
    return [need("setpriv"), "--bounding-set=-dac_override,-dac_read_search"]


def test_a_locked_folder_never_stops_the_rest(clerk: Clerk) -> None:
    _paper(clerk, "in/a.txt", "5101/20", 1)
    _paper(clerk, "in/locked/b.txt", "5102/20", 2)
    locked = clerk.folder / "in" / "locked"
    locked.chmod(0)
    try:
        done = clerk.process("import", "in", before=_bound())
    finally:
        locked.chmod(0o755)

    assert done.returncode == 3, done
    assert b"in/a.txt\t5101/20\tregistered" in done.stdout
    assert b"in/locked\t\tnot read\tPermission denied" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_what_was_done_stands_though_its_answer_was_lost(clerk: Clerk) -> None:
    _paper(clerk, "a.txt", "5101/20", 1)

    with Path("/dev/full").open("wb") as full:
        done = clerk.process("import", "a.txt", stdout=full)

    assert done.returncode == 3
    assert b"did its work; only its answer was lost" in done.stderr
    assert clerk.log()[0] == "Import 5101/20"


def test_a_line_that_only_quotes_a_classification_passes_by_name_and_with_a_reason(clerk: Clerk) -> None:
    text = TEXT.format(number="5101/20", serial=1, subject="Lamps") + "\nLevels are told.\n\nRESTREINT UE\n\nMore.\n"
    clerk.write("a.txt", text)
    line = str(text.split("\n").index("RESTREINT UE") + 1)

    refused = clerk.run("import", "a.txt")

    assert refused.status == 5
    assert f"--quoted {line} -m REASON" in refused.err
    assert clerk.run("import", "a.txt", "--quoted", line).status == 2
    clerk.ok("import", "a.txt", "--quoted", line, "-m", "The note explains the levels")
    message = clerk.git("log", "-1", "--format=%B")
    assert f"Somei-Quoted: 5101/20 line {line}" in message
    assert "Reason: The note explains the levels" in message
    clerk.write("b.txt", text)
    assert clerk.run("import", "a.txt", "b.txt", "--quoted", line, "-m", "x").status == 2


def test_doubts_about_a_letterhead_name_lines_and_no_words(clerk: Clerk) -> None:
    text = TEXT.format(number="5101/20", serial=1, subject="Lamps")
    text = text.replace("COSI 1", "LIMITE\n\nCOSI 1\nQUIETPLACE 77").replace("NOTE\n", "A SECRET DREAM\n")
    clerk.write("a.txt", text)

    answer = clerk.run("import", "a.txt")

    assert answer.status == 5, answer
    assert "QUIETPLACE" not in answer.err
    assert "DREAM" not in answer.err


def test_why_a_file_is_left_out_is_told_and_not_its_doubts(clerk: Clerk) -> None:
    clerk.ok("import", _paper(clerk, "first.txt", "5101/20", 1))
    clerk.write("second.txt", TEXT.format(number="5102/20", serial=1, subject="Oil").replace("COSI", "L1MITE\n\nCOSI"))
    other = _paper(clerk, "third.txt", "5103/20", 3)

    outcomes = _outcomes(clerk, "--accept-doubts", "second.txt", other, status=5)

    assert "COSI 1 of 2020" in outcomes["second.txt"][1]


DOUBTFUL = (
    "Council of the European Union\nBrussels, 31 February 2020\n\n{number}\n\nNOTE\nFrom: Presidency\nSubject: Lamps\n"
)


@pytest.mark.parametrize(
    ("names", "question"),
    [(["a.txt"], "[s]kip the file?"), (["a.txt", "b.txt"], "file 1 of 1 in doubt: a.txt")],
    ids=["one", "many"],
)
@pytest.mark.parametrize("answer", ["l", "s"])
def test_a_person_at_a_terminal_is_asked_about_doubts(
    clerk: Clerk, names: list[str], question: str, answer: str
) -> None:
    clerk.write("a.txt", DOUBTFUL.format(number="5101/20"))
    _paper(clerk, "b.txt", "5102/20", 1)
    asked = clerk.run("import", *names, stdin=f"{answer}\n", terminal=True)
    assert question in asked.err
    assert "doubt: a.txt, line 2: date: " in asked.err
    assert asked.status == (0 if answer == "l" else 5)
    assert ("5101/20" in clerk.ok("list")) == (answer == "l")
    assert question not in clerk.run("import", *names, "--strict", stdin="l\n", terminal=True).err


def test_a_dry_run_says_that_the_import_would_ask(clerk: Clerk) -> None:
    clerk.write("a.txt", DOUBTFUL.format(number="5101/20"))
    asked = clerk.run("import", "a.txt", "--dry-run", terminal=True)
    assert (asked.status, "1 doubt in 1 file. The import itself asks." in asked.err) == (0, True)
    left_out = clerk.run("import", "a.txt", "--dry-run")
    assert (left_out.status, "Without --accept-doubts the import itself leaves it out." in left_out.err) == (5, True)


def test_an_interrupted_import_says_what_was_registered_before(clerk: Clerk) -> None:
    names = [_paper(clerk, f"{n}.txt", f"510{n}/20", n) for n in (1, 2, 3)]
    hook = clerk.folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntest -e .git/first && kill -INT $(cat .git/pid) && sleep 2\ntouch .git/first\n")
    hook.chmod(0o755)
    done = clerk.process("import", "--each", *names, before=("sh", "-c", 'echo $$ > .git/pid; exec "$@"', "sh"))
    assert done.returncode == 130
    assert b"1 file registered before, each in a commit of its own." in done.stderr
    assert clerk.log()[0] == "Import 5101/20"
