"""The digest: what is new, changed and due, told inside the house and no further than that."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import Clerk, prepared
from leaky_registers import KINDS, SIGN, Marker, write

ADDED = ("--type", "NOTE", "--date", "2020-04-02", "--code", "COSI")
ABOVE_LIMITE = ["restricted", "confidential", "secret", "unknown marking"]


@prepared
def told(clerk: Clerk) -> Clerk:
    """A register with one document of before, one change of it, and two new documents."""
    clerk.ok("add", "1/20", "--subject", "Old one", *ADDED)
    clerk.git("tag", "before")
    clerk.ok("edit", "1/20", "subject=Old words", "marking=LIMITE", "-m", "the paper says so")
    clerk.ok("add", "2/20", "--subject", "New one", *ADDED)
    clerk.ok("add", "3/20", "--subject", "New and marked", *ADDED, "--marking", "LIMITE")
    return clerk


def record(clerk: Clerk, *words: str) -> dict[str, Any]:
    (digest,) = json.loads(clerk.ok("digest", *words, "--json"))["records"]
    return dict(digest)


def test_it_tells_what_is_new_and_what_was_changed_by_whom_and_why(told: Clerk) -> None:
    digest = record(told, "--since", "before")

    assert [(line["document"], line["subject"], line["marking"]) for line in digest["new"]] == [
        ("2/20", "New one", None),
        ("3/20", "New and marked", "LIMITE"),
    ]
    (changed,) = digest["changed"]
    assert changed["document"] == "1/20"
    assert set(changed["words"].split("; ")) == {"marking: none → LIMITE", "subject changed"}
    assert changed["reasons"] == ["the paper says so"]
    assert len(changed["who"]) == 1
    assert digest["since"].startswith("commit ")


def test_it_says_on_top_that_it_is_not_for_outside(told: Clerk) -> None:
    text = told.ok("digest", "--since", "before").splitlines()
    harmless = told.ok("digest", "--since", "HEAD").splitlines()

    assert text[2] == (
        "For inside the house only. It names 2 documents that the public may not see: marked LIMITE, or not issued."
    )
    assert text[4:7] == ["New: 2", "- 2/20 · 2 Apr 2020 · NOTE · New one", text[6]]
    assert "LIMITE" in text[6]
    assert harmless[2:] == [
        "For inside the house only.",
        "",
        "New: nothing",
        "",
        "Changed: nothing",
        "",
        "Due: nothing",
    ]


def test_a_day_before_the_first_commit_makes_everything_new(told: Clerk) -> None:
    digest = record(told, "--since", "2000-01-01")

    assert [line["document"] for line in digest["new"]] == ["1/20", "2/20", "3/20"]
    assert digest["changed"] == []


def test_a_day_to_come_has_nothing_new(told: Clerk) -> None:
    assert record(told, "--since", "2999-01-01")["new"] == []


def test_filters_narrow_it(told: Clerk) -> None:
    marked = record(told, "--since", "before", "--marking", "LIMITE")
    unmarked = record(told, "--since", "before", "--marking", "none")

    assert [line["document"] for line in (*marked["new"], *marked["changed"])] == ["3/20", "1/20"]
    assert [line["document"] for line in (*unmarked["new"], *unmarked["changed"])] == ["2/20"]
    assert told.run("digest", "--since", "before", "--code", "NOTHING").status in {2, 4}


def test_what_is_due_soon_is_told_with_its_day(registered: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2020-01-10")
    registered.ok(
        "followup",
        "add",
        "send the list",
        "--doc",
        "15070/19",
        "--item",
        "2",
        "--due",
        "2020-01-20",
        "--who",
        "Europol",
    )
    registered.ok("followup", "add", "call them", "--doc", "15070/19", "--item", "2", "--due", "2020-01-02")
    registered.ok("followup", "add", "think", "--doc", "15070/19", "--item", "2", "--due", "2021-01-02")

    due = [line for line in record(registered, "--since", "HEAD")["due"] if "15070/19#" in line["words"]]

    assert [(line["day"], line["words"].split(":")[0], line["words"].split(": ")[-1]) for line in due] == [
        ("2020-01-02", "8 days overdue", "call them"),
        ("2020-01-20", "follow-up due", "send the list"),
    ]
    assert due[1]["who"] == ["Europol"]


def test_what_is_gone_and_changed_settings_are_told(told: Clerk) -> None:
    told.git("rm", "-q", "documents/2020/000/ST-2-2020-INIT.toml")
    told.enter("somei.toml", told.read("somei.toml").replace("Brussels", "Luxembourg", 1))

    digest = record(told, "--since", "HEAD~1")

    words = {line["document"]: line["words"] for line in digest["changed"]}
    assert words == {"2/20": "no longer in the register", None: "somei.toml changed"}


def test_an_unknown_commit_is_refused(told: Clerk) -> None:
    answer = told.run("digest", "--since", "nowhere")

    assert (answer.status, answer.out) == (4, "")
    assert told.run("digest").status == 2


def test_markdown_makes_no_link_of_the_words_of_a_document(told: Clerk) -> None:
    told.ok("add", "4/20", "--subject", "See @registry and [x](http://e.org) <b>", *ADDED)

    text = told.ok("digest", "--since", "HEAD~1", "--format", "markdown")

    assert "`See @registry and [x](http://e.org) <b>`" in text
    assert text.startswith("# `")


def test_words_that_name_a_level_are_not_mailed(told: Clerk) -> None:
    file = "documents/2020/000/ST-5-2020-INIT.toml"
    told.enter(file, 'number = "5/20"\ntype = "NOTE"\nsubject = "On SECRET UE/EU SECRET papers"\ndate = 2020-04-02\n')

    text = told.ok("digest", "--since", "HEAD~1") + told.ok("digest", "--since", "HEAD~1", "--json")

    assert "5/20" in text
    assert "SECRET UE" not in text


def test_nothing_of_a_document_above_limite_is_named(tmp_path: Path) -> None:
    write(tmp_path / "desk", ABOVE_LIMITE, Marker())
    clerk = Clerk(tmp_path / "desk")
    clerk.git("reset", "-q", "--hard")

    for since in ("HEAD~1", "2000-01-01"):
        for form in ("text", "markdown", "json"):
            answer = clerk.run("digest", "--since", since, "--format", form)
            assert answer.status == 0, answer
            assert SIGN not in answer.out + answer.err
        assert record(clerk, "--since", since)["unnamed"] == len(ABOVE_LIMITE)


def test_of_any_document_only_type_subject_and_marking_are_told(tmp_path: Path) -> None:
    mark = Marker()
    documents = write(tmp_path / "desk", [kind for kind in KINDS if kind not in ABOVE_LIMITE], mark)
    clerk = Clerk(tmp_path / "desk")
    clerk.git("reset", "-q", "--hard")

    text = clerk.ok("digest", "--since", "HEAD~1")

    shown = {
        str(value)
        for one in documents
        for value in (one.type, one.subject, one.marking, one.meeting and one.meeting.body)
    }
    leaked = [word for word in mark.given if word in text.casefold() and word not in " ".join(shown).casefold()]
    assert leaked == []


def test_nightly_offers_it_to_whatever_cron_mails_with(told: Clerk) -> None:
    text = told.ok("nightly", "cron")
    (line,) = [line for line in text.splitlines() if "digest --since" in line]

    assert line.startswith("#0 7 * * * ")
    command = line.split(" ", 5)[5].replace("\\%", "%")
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done
    assert "For inside the house only." in done.stdout
