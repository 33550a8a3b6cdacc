"""The exit statuses: which mistake or misfortune leads to which, and the words that are said then."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import SAMPLE, Clerk

from somei_cli.errors.installation import find_issue_address

pytestmark = pytest.mark.fast

MISTYPED = {
    "an unknown command": (["lst"], "There is no command “lst”.", "Did you mean: list"),
    "an unknown command of a group": (["xref", "ad"], "There is no command “ad”.", "Did you mean: add"),
    "an unknown option": (["list", "--jsn"], "No such option", "See: somei list --help"),
    "a group without a command": (["xref", "-q"], "Missing command.", "See: somei xref --help"),
    "a missing word": (["show"], "Missing argument 'NUMBER'", "See: somei show --help"),
    "nothing to add": (
        ["add"],
        "Missing argument 'NUMBER|next'",
        "own series: somei add next --subject TEXT; from its",
    ),
    "no number": (["show", "COSI"], "“COSI” is not a document number", "Numbers look like 15070/19"),
    "an infix that disagrees": (["show", "14860/2/18 REV 1"], "/2/ and REV 1 disagree", "Numbers look like"),
    "no day": (["list", "--since", "2019-02-30"], "“2019-02-30” is not a date.", "2019-12-04"),
    "no year": (["list", "--year", "MMXIX"], "“MMXIX” does not fit the year", ""),
    "no code": (["list", "--code", "?"], "“?” is not a subject code.", "COSI 254"),
    "no status": (["list", "--status", "lost"], "expected one of reserved, draft", ""),
    "no format": (["list", "--format", "xml"], "expected one of table, tsv", ""),
    "no language": (["list", "--lang", "english"], "two letters, as en", ""),
    "no field": (["list", "--fields", "colour"], "There is no field “colour” here.", "Fields: "),
    "no field to sort by": (["list", "--sort", "colour"], "There is no field “colour” here.", "Fields: "),
    "no limit": (["list", "--limit", "-1"], "--limit", "See: somei list --help"),
    "no kind of reference": (["xref", "add", "15070/19", "1/19", "--kind", "likes"], "expected one of agenda", ""),
    "nothing to classify with": (["classify", "15070/19"], "There is nothing to classify with.", "Give codes"),
    "no document to classify": (["classify", "COSI"], "“COSI” is not a document number", ""),
    "no field to set": (["import", "x", "--set", "colour=red"], "“colour” cannot be set.", "Fields: number"),
    "no assignment": (["import", "x", "--set", "colour"], "expected FIELD=VALUE", "Fields: number"),
    "no value": (["import", "x", "--set", "date=soon"], "date: “soon” is not a date.", "2019-12-04"),
    "no folder": (["-C", "nowhere", "list"], "nowhere is not a folder.", "-C DIR"),
    "no colour": (["list", "--color", "green"], "“green” is not a choice of colour.", "auto, always or never"),
    "nothing to explain": (["explain"], "There is nothing to explain.", "--all"),
    "no shell": (["completion", "tcsh"], "There is no completion for “tcsh”.", "bash, zsh, fish"),
    "no rule": (["check", "--fail-on", "everything"], "expected one of", ""),
    "a subject of two lines": (["add", "1/19", "--subject", "a\nb"], "visible words on one line", ""),
    "a subject nobody sees": (["add", "1/19", "--subject", "\u200b"], "“<U+200B>” does not fit", ""),
}


@pytest.mark.parametrize("case", MISTYPED, ids=str)
def test_typed_wrongly_is_2(registered: Clerk, case: str) -> None:
    words, said, hint = MISTYPED[case]

    answer = registered.run(*words)

    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert hint in answer.err


ABSENT = {
    "a document": (["show", "15071/19"], "15071/19 is not in the register.", "Enter it with: somei add 15071/19"),
    "a revision": (["show", "15070/1/19 REV 1"], "is not in the register.", "Near it: 15070/19."),
    "a document to classify": (["classify", "1/19", "COSI"], "1/19 is not in the register.", ""),
    "a code": (["classify", "15070/19", "COSO"], "COSO is not a subject code of this register.", "COSI"),
    "a code to drop": (["classify", "15070/19", "--drop", "PESC"], "15070/19 does not carry PESC.", ""),
    "a reference": (["xref", "remove", "15070/19", "1/19"], "does not refer to 1/19.", "somei xref list 15070/19"),
    "an item": (["xref", "add", "15070/19", "1/19", "--item", "99"], "has no item 99.", "Items: 1, 2, 3"),
    "a file": (["import", "missing.md"], "There is no file missing.md.", ""),
    "a file or number": (["xref", "scan", "missing.md"], "There is no file missing.md, and it is no", ""),
    "a history": (["history", "1/19"], "1/19 is not in the register.", ""),
    "anybody to blame": (["blame", "1/19"], "1/19 is not in the register.", ""),
    "a commit": (["list", "--as-of", "nowhere"], "“nowhere” names no commit here.", ""),
    "a meaning": (["explain", "COSSI"], "“COSSI” is not known here.", "COSI"),
    "a help page": (["help", "cooking"], "There is no help page “cooking”.", "Pages: "),
    "items": (["agenda", "show", "1/20"], "1/20 has no items.", "somei show 1/20"),
}


@pytest.mark.parametrize("case", ABSENT, ids=str)
def test_no_such_thing_is_4(registered: Clerk, case: str) -> None:
    registered.ok("add", "1/20", "--subject", "Bare")
    words, said, hint = ABSENT[case]

    answer = registered.run(*words)

    assert (answer.status, answer.out) == (4, "")
    assert said in answer.err
    assert hint in answer.err


REFUSED = {
    "a number taken": (["add", "15070/19", "--subject", "Again"], "15070/19 is already in the register."),
    "a serial taken": (["add", "1/19", "--subject", "S", "--code", "COSI 254"], "COSI 254 of 2019 is held by 15070/19"),
    "lowered without a reason": (["classify", "15070/19", "--marking", "none"], "lowers the marking; that needs a"),
    "text that would be classified": (
        ["add", "1/19", "--subject", "S", "--marking", "SECRET UE"],
        "marked SECRET UE/EU SECRET; its text is never accepted here.",
    ),
    "raised without a reason": (
        ["classify", "15070/19", "--marking", "RESTREINT UE"],
        "RESTREINT UE/EU RESTRICTED removes what the entry says of the document; that needs a reason.",
    ),
    "a reference to itself": (["xref", "add", "15070/19", "15070/19"], "15070/19 cannot refer to itself."),
    "no agenda": (["agenda", "add-item", "15070/19", "More"], "15070/19 is not an agenda."),
    "no numbers of its own": (["agenda", "create", "SOMEI", "2020-06-10"], "allots no numbers of its own."),
    "other content": (
        ["import", str(SAMPLE), "--set", "subject=Other"],
        "15070/19 is already in the register, with a different subject.",
    ),
    "an error the rules find": (
        ["add", "1/19", "--subject", "S", "--date", "2018-01-01"],
        "Refused by rule DATE002: 1/19: dated 2018-01-01",
    ),
    "a second register": (["init"], "There is a register in"),
}


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_what_the_register_refuses_is_5(registered: Clerk, case: str) -> None:
    before = registered.log()
    words, said = REFUSED[case]

    answer = registered.run(*words)

    assert answer.status == 5
    assert said in answer.err
    assert registered.log() == before
    assert registered.git("status", "--porcelain") == ""


def test_the_answer_no_is_1(registered: Clerk) -> None:
    nothing = registered.run("codes", "zzz")
    registered.enter("documents/2019/000/ST-1-2019-INIT.toml", 'number = "1/19"\ndate = 2018-01-01\n')
    found = registered.run("check")
    late = registered.run("check", "13735/19", "--fail-on", "info")

    assert (nothing.status, found.status, late.status) == (1, 1, 4)
    assert "DATE002 error" in found.out
    assert "error" in found.err
    assert registered.run("check", "15070/19", "--fail-on", "info").status == 1


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["words", "json"])
def test_the_status_is_the_same_with_and_without_json(registered: Clerk, form: tuple[str, ...]) -> None:
    assert registered.run("list", *form).status == 0
    assert registered.run("check", "--fail-on", "info", *form).status == 1
    assert registered.run("show", "nothing", *form).status == 2
    assert registered.run("show", "1/19", *form).status == 4
    assert registered.run("add", "15070/19", "--subject", "Again", *form).status == 5


def test_a_refusal_in_json_is_one_line(registered: Clerk) -> None:
    for words in (["show", "1/19", "--json"], ["list", "--format", "json", "--year", "x"], ["show", "--json"]):
        answer = registered.run(*words)

        told = json.loads(answer.err)
        assert answer.err.count("\n") == 1
        assert told["status"] == answer.status
        assert told["error"]
        assert set(told) == {"error", "hint", "status"}


def test_a_word_that_happens_to_be_json_is_no_wish_for_it(registered: Clerk) -> None:
    assert registered.run("explain", "json").err.startswith("somei: “json” is not known here.")


# ---- 3: cannot work here


def test_without_a_register(empty: Clerk) -> None:
    answer = empty.run("list")

    assert answer.status == 3
    assert "No register found in" in answer.err
    assert "hint: Go to one with cd, name one with -C DIR, or start one: somei init" in answer.err


def test_a_register_of_a_newer_somei(clerk: Clerk) -> None:
    clerk.write("somei.toml", clerk.read("somei.toml").replace("schema = 1", "schema = 2"))

    answer = clerk.run("list")

    assert answer.status == 3
    assert answer.err == ("somei: The register has schema 2; this somei knows 1.\nhint: Install a newer somei.\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("schema = ", "somei.toml: "),
        ("", "“schema” is missing"),
        ("schema = 1\nname = 7\n", "“name”: expected"),
        ('schema = 1\nown_series = ["sn"]\n', "as SN; “sn” is none"),
        ('schema = 1\nown_series = ["PROV"]\n', "“PROV” is none"),
        ('schema = 1\nown_series = ["SN 1"]\n', "“SN 1” is none"),
        ("schema = 1\nown_series = [1]\n", "expected texts"),
    ],
)
def test_settings_that_cannot_be_read(clerk: Clerk, text: str, said: str) -> None:
    clerk.write("somei.toml", text)

    answer = clerk.run("list")

    assert answer.status == 3
    assert said in answer.err


@pytest.mark.parametrize(
    "text",
    [
        "[codes\n",
        "codes = 3\n",
        "[codes]\nCOSI = 3\n",
        '[codes]\n"?" = "x"\n',
    ],
)
def test_a_vocabulary_that_cannot_be_read(clerk: Clerk, text: str) -> None:
    clerk.write("vocabulary/subject_codes.toml", text)

    answer = clerk.run("codes")

    assert answer.status == 3
    assert "vocabulary/subject_codes.toml" in answer.err


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("bodies.toml", "bodies = 3\n"),
        ("bodies.toml", 'bodies = ["x"]\n'),
        ("bodies.toml", '[[bodies]]\nkey = "X"\nname = "Y"\nalso = [3]\n'),
        ("document_types.toml", '[[types]]\nheading = "X"\npurpose = 3\n'),
        ("terms.toml", '[[terms]]\nterm = "X"\nalso = "Y"\n'),
    ],
)
def test_lists_of_another_form(clerk: Clerk, file: str, text: str) -> None:
    clerk.write(f"vocabulary/{file}", text)

    answer = clerk.run("explain", "SOMEI")

    assert answer.status == 3
    assert f"vocabulary/{file}" in answer.err


def test_a_missing_vocabulary(clerk: Clerk) -> None:
    (clerk.folder / "vocabulary/bodies.toml").unlink()

    answer = clerk.run("codes")

    assert answer.status == 3
    assert "vocabulary/bodies.toml: is missing" in answer.err


BROKEN = "documents/2019/000/ST-1-2019-INIT.toml"


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("show", "15070/19"),
        ("xref", "list", "15070/19"),
        ("codes", "COSI"),
        ("agenda", "show", "15070/19"),
        ("check",),
        ("xref", "graph"),
        ("format",),
    ],
    ids=" ".join,
)
def test_an_unreadable_file_is_named_and_the_others_are_answered_for(registered: Clerk, words: tuple[str, ...]) -> None:
    registered.write(BROKEN, 'number = "1/19"\nsubject = \n')

    answer = registered.run(*words, "-q")

    assert answer.status == 3
    assert BROKEN in answer.out + answer.err
    assert words == ("format",) or answer.out.count("\n") > 1


def test_a_write_that_must_see_everything_stops_at_an_unreadable_file(registered: Clerk) -> None:
    registered.write(BROKEN, "subject = \n")

    answer = registered.run("classify", "15070/19", "PESC")

    assert answer.status == 3
    assert f"{BROKEN}, line 1: not valid TOML" in answer.err
    assert registered.log()[0] == "Import 15070/19"


def test_without_git(registered: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    write = registered.run("add", "1/19", "--subject", "S")

    assert write.status == 3
    assert write.err == "somei: git was not found.\nhint: Install git 2.34 or newer.\n"
    assert not (registered.folder / BROKEN).exists()
    assert registered.run("history", "15070/19").status == 3
    assert registered.run("list").status == 0
    assert registered.run("doctor").status == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where there is a full disk to be had")
def test_an_answer_that_the_disk_does_not_take(registered: Clerk) -> None:
    with Path("/dev/full").open("wb") as full:
        for words in (["list"], ["schema"], ["list", "--help"], ["add", "1/20", "--subject", "S"], ["codes"]):
            done = registered.process(*words, stdout=full)

            assert done.returncode == 3, words
            assert done.stderr.decode().startswith("somei: The answer could not be written: No space left on device.")
            assert b"Traceback" not in done.stderr
            assert b"Exception ignored" not in done.stderr
    assert registered.log()[0] == "Add 1/20"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only where there is a full disk to be had")
def test_talk_that_nobody_can_hear_changes_nothing(registered: Clerk) -> None:
    with Path("/dev/full").open("wb") as full:
        assert registered.process("add", "1/20", "--subject", "S", stderr=full).returncode == 0
        assert registered.process("show", "2/20", stderr=full).returncode == 4


def test_a_terminal_that_lacks_letters(clerk: Clerk) -> None:
    clerk.ok("add", "1/20", "--subject", "Présidence – Ελλάδα")

    done = clerk.process("list", env={**os.environ, "PYTHONIOENCODING": "ascii"})

    assert done.returncode == 0
    assert b"Pr\\xe9sidence" in done.stdout


# ---- 5: a hook, an edit, a merge


def _hook(clerk: Clerk, script: str) -> None:
    hook = clerk.folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{script}\n")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)


def test_a_hook_that_refuses_is_heard_and_nothing_is_written(registered: Clerk) -> None:
    _hook(registered, "echo 'Not on a Friday.' >&2\nexit 1")

    answer = registered.run("add", "1/20", "--subject", "S")

    assert answer.status == 5
    assert "The pre-commit hook refused the commit: Not on a Friday." in answer.err
    assert registered.log()[0] == "Import 15070/19"
    assert registered.git("status", "--porcelain") == ""


# ---- 70, 130, 141


def test_a_fault_of_somei_is_one_line(registered: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("somei_cli.commands.list_.list_view", None)

    answer = registered.run("list")

    assert answer.status == 70
    assert answer.err == (
        "somei: A fault of somei itself: TypeError.\n"
        f"hint: Please report it at {find_issue_address()}, with what somei doctor says; -vv shows where it happened.\n"
    )


def test_interrupted_is_130_and_nothing_is_half_written(registered: Clerk) -> None:
    _hook(registered, "touch ../begun\nexec sleep 5")
    command = [sys.executable, "-m", "somei_cli", "add", "1/20", "--subject", "S"]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=registered.folder, **pipes) as somei:
        while not (registered.folder.parent / "begun").exists():
            assert somei.poll() is None
            time.sleep(0.02)
        somei.send_signal(signal.SIGINT)
        out, err = somei.communicate(timeout=30)

    assert (somei.returncode, out.strip()) == (130, b"")
    assert err == b"somei: Interrupted; the change under way was not made, and nothing of it is left.\n"
    assert registered.log()[0] == "Import 15070/19"
    assert registered.git("status", "--porcelain") == ""


def test_a_reader_that_is_gone_is_141(registered: Clerk) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = [registered.process(*words, stdout=writing) for words in (["schema"], ["list"], ["show", "--help"])]
    finally:
        os.close(writing)

    assert [(one.returncode, one.stderr) for one in done] == [(141, b"")] * 3


def test_what_was_shown_before_a_refusal_reaches_a_pipe(clerk: Clerk) -> None:
    clerk.write("doubtful.txt", "15070/19\n\nNOTE\n\nFrom: Presidency\nTo: Delegations\n")
    somei = Path(sys.executable).parent / "somei"

    done = subprocess.run(
        [somei, "import", "doubtful.txt"], cwd=clerk.folder, capture_output=True, text=True, check=False
    )

    assert done.returncode == 5
    assert "15070/19" in done.stdout
    assert "no subject was found" in done.stderr
