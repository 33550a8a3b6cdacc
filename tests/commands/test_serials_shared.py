"""Serials and numbers at a shared server, while this clone has documents that were not sent yet."""

import json
from pathlib import Path

import pytest
from clerks import on_hub
from conftest import SAMPLE, Clerk

CODE = "COSI"
UNSENT = "what is here and was not sent is not counted"


def codes_of(clerk: Clerk, number: str) -> list[str]:
    codes: list[str] = json.loads(clerk.ok("show", number, "--json"))["records"][0]["subject_codes"]
    return codes


def commit_in(words: str) -> str:
    """The commit that a receipt names."""
    return words.partition("(commit ")[2].partition(")")[0]


def test_a_bare_code_counts_what_is_here_and_was_not_sent(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("add", "100/20", "--subject", "One", "--code", "COSI 7")
    ada.ok("add", "101/20", "--subject", "Two", "--code", CODE)
    assert codes_of(ada, "101/20") == ["COSI 8"]
    ben.ok("add", "102/20", "--subject", "Three", "--code", CODE)
    assert codes_of(ben, "102/20") == ["COSI 9"]
    ada.ok("sync")
    assert ada.run("check", "--history", "--fail-on", "error").status == 0
    assert "COSI 7" in on_hub(hub, "show", "main:documents/2020/001/ST-100-2020-INIT.toml")


def test_what_is_not_even_committed_counts_too(ada: Clerk) -> None:
    ada.write("documents/2020/001/ST-100-2020-INIT.toml", 'number = "100/20"\nsubject_codes = [\n    "COSI 7",\n]\n')
    ada.ok("add", "101/20", "--subject", "Two", "--code", CODE)
    assert codes_of(ada, "101/20") == ["COSI 8"]


def test_a_document_that_is_classified_gets_a_serial_beyond_the_own_ones(ada: Clerk, ben: Clerk) -> None:
    ben.ok("add", "102/19", "--subject", "Three", "--code", "COSI 300")
    ben.ok("sync")
    ada.ok("add", "100/19", "--subject", "One", "--code", "COSI 301")
    ada.ok("sync")
    ada.ok("add", "101/19", "--subject", "Two", "--code", "COSI 302")
    ben.ok("sync")
    ada.ok("classify", "102/19", "CT")
    assert codes_of(ada, "102/19") == ["COSI 300", "CT 1"]
    ada.ok("add", "103/19", "--subject", "Four", "--code", "COSI 5", "--code", "CT")
    ada.ok("add", "104/19", "--subject", "Five", "--code", CODE)
    assert codes_of(ada, "104/19") == ["COSI 303"]


def test_a_serial_of_the_server_that_is_higher_counts(ada: Clerk, ben: Clerk) -> None:
    ben.ok("add", "102/20", "--subject", "Three", "--code", "COSI 9")
    ben.ok("sync")
    ada.ok("add", "100/20", "--subject", "One", "--code", "COSI 7")
    ada.ok("add", "101/20", "--subject", "Two", "--code", CODE)
    assert codes_of(ada, "101/20") == ["COSI 10"]


def test_a_serial_named_beside_a_bare_code_is_not_taken_from_an_own_document(ada: Clerk) -> None:
    ada.ok("add", "100/20", "--subject", "One", "--code", "COSI 7")
    answer = ada.run("add", "101/20", "--subject", "Two", "--code", "COSI 7", "--code", "CT")
    assert answer.status == 5
    assert "COSI 7" in answer.err
    assert "100/20" in answer.err


def test_the_next_number_counts_an_own_entry_that_was_not_sent(ada: Clerk) -> None:
    ada.ok("add", "SN 4/20", "--subject", "Four")
    assert ada.ok("number", "next") == "SN 5/20\n"
    assert ada.ok("number", "next", "--series", "WK") == "WK 1/20\n"
    ada.ok("sync")
    assert ada.ok("number", "next") == "SN 6/20\n"


def test_the_receipt_says_that_it_was_sent_and_what_was_put_on_top(ada: Clerk, ben: Clerk) -> None:
    first = ada.run("add", "100/20", "--subject", "One")
    assert "Sent" not in first.err
    ada.ok("classify", "15070/19", "--marking", "LIMITE")
    for number in (1, 2, 3):
        ben.ok("add", f"{number}/20", "--subject", "Other")
    ben.ok("sync")
    answer = ada.run("add", "101/20", "--subject", "Two", "--code", CODE)
    assert answer.err.splitlines()[1] == (
        "Sent to origin/main; 2 acts of yours that are not sent yet were put on top of it and of 3 acts of others."
    )
    answer = ada.run("number", "next")
    assert "Sent to origin/main; 2 acts of yours that are not sent yet were put on top of it.\n" in answer.err
    ada.ok("sync")
    answer = ada.run("number", "next")
    assert "Sent to origin/main.\n" in answer.err
    sent = json.loads(ada.ok("number", "next", "--json"))["records"][0]["sent"]
    assert sent == {"server": "origin/main", "own_on_top": 0, "others": 0}
    assert json.loads(ada.ok("add", "5/20", "--subject", "Five", "--json"))["records"][0]["sent"] is None


def test_the_commit_of_an_earlier_receipt_leads_undo_to_the_act_that_it_became(
    ada: Clerk, ben: Clerk, hub: Path
) -> None:
    told = commit_in(ada.run("classify", "15070/19", "--marking", "LIMITE").err)
    ada.ok("add", "101/20", "--subject", "Two", "--code", CODE)
    ben.ok("number", "next")
    ada.ok("number", "next")
    assert ada.run("show", "15070/19", "--as-of", told).status == 0
    answer = ada.run("undo", told, "-m", "Wrong")
    assert answer.status == 0, answer
    assert "LIMITE" not in ada.read("documents/2019/150/ST-15070-2019-INIT.toml")
    ada.ok("sync")
    undone = on_hub(hub, "log", "-1", "--format=%(trailers:key=Somei-Undoes,valueonly)", "main")
    assert undone == on_hub(
        hub, "log", "-1", "--format=%H", "--grep", "Raise the marking of 15070/19 from none to LIMITE", "main"
    )


def test_the_commit_of_an_earlier_receipt_leads_on_after_a_sync_and_after_git_has_cleaned_up(
    ada: Clerk, ben: Clerk
) -> None:
    told = commit_in(ada.run("classify", "15070/19", "--marking", "LIMITE").err)
    ben.ok("number", "next")
    ada.ok("sync")
    ada.git("reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all")
    ada.git("gc", "-q", "--prune=now")
    with pytest.raises(Exception, match="cat-file"):
        ada.git("cat-file", "-e", told)
    assert "LIMITE" in ada.ok("show", "15070/19", "--as-of", told)
    answer = ada.run("undo", told, "-m", "Wrong")
    assert answer.status == 0, answer
    assert "LIMITE" not in ada.read("documents/2019/150/ST-15070-2019-INIT.toml")


def test_a_serial_that_was_taken_twice_is_told_with_the_command_that_helps(ada: Clerk, ben: Clerk) -> None:
    ben.ok("add", "101/20", "--subject", "Two", "--code", "COSI 1")
    ben.ok("sync")
    ada.ok("add", "100/20", "--subject", "One", "--code", "COSI 1")
    ada.ok("add", "102/20", "--subject", "Three", "--code", "COSI 4")
    answer = ada.run("sync")
    assert answer.status == 5
    assert "COSI 1 of 2020 is also held by 101/20" in answer.err
    assert "hint: Nothing was sent. Take a free serial: somei classify 100/20 'COSI 5'; then sync again." in answer.err
    # Nor does the other way lead in a circle.
    other = ada.run("classify", "100/20", "CT")
    assert other.status == 4
    assert "100/20 is new in this clone, and origin/main does not have it yet." in other.err
    assert "somei sync" in other.err
    assert "somei classify 100/20 'CT 1'" in other.err
    ada.ok("classify", "100/20", "COSI 5")
    assert ada.run("sync").status == 0
    assert ada.run("check", "--history", "--fail-on", "error").status == 0


def test_a_bare_code_that_the_document_has_here_already_keeps_its_serial(ada: Clerk) -> None:
    ada.ok("classify", "15070/19", "CT 6")
    ada.ok("classify", "15070/19", "CT", "JAI")
    assert codes_of(ada, "15070/19") == ["COSI 254", "CT 6", "JAI 1"]
    assert ada.run("sync").status == 0


def test_a_printed_serial_that_another_document_has_is_told_as_such(ada: Clerk, ben: Clerk) -> None:
    ben.ok("add", "100/19", "--subject", "Two", "--code", "ENFOPOL 532")
    ben.ok("sync")
    ada.write(
        "15071-19.md",
        SAMPLE.read_text(encoding="utf-8").replace("15070/19", "15071/19").replace("COSI 254", "COSI 255"),
    )
    ada.ok("import", "15071-19.md", "--accept-doubts")
    answer = ada.run("sync")
    assert answer.status == 5
    assert "somei classify 15071/19 'ENFOPOL 533'; then sync again." in answer.err
    assert "A serial that is printed on the page stays: then the other document is wrong." in answer.err


def test_an_import_of_several_files_says_that_it_was_sent(ada: Clerk) -> None:
    for name in ("a.txt", "b.txt"):
        ada.write(name, f"GENERAL SECRETARIAT\nNOTE\nSubject: Lanterns {name}\n")
    answer = ada.run("import", "a.txt", "b.txt", "--set", "number=next", "--accept-doubts")
    assert answer.status == 0, answer
    assert "Sent to origin/main.\n" in answer.err
