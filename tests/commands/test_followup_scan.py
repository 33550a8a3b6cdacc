"""Follow-ups proposed from a text, and taken into the items of an entry."""

import json
from typing import Any

import pytest
from conftest import SAMPLE, Clerk, prepared

PATH = "documents/2019/150/ST-15070-2019-INIT.toml"
FIELDS = {"file", "document", "item", "who", "what", "due", "due_as_said", "sentence", "line", "known"}


def _records(clerk: Clerk, *words: str, stdin: str = "") -> list[dict[str, Any]]:
    answer = json.loads(clerk.ok("followup", "scan", *words, "--json", stdin=stdin))
    assert answer["schema"] == "somei/followup-scan/1"
    records: list[dict[str, Any]] = answer["records"]
    return records


def _held(clerk: Clerk) -> list[tuple[str, str]]:
    (record,) = json.loads(clerk.ok("show", "15070/19", "--json"))["records"]
    return [(item["number"], one["due_as_said"]) for item in record["items"] for one in item.get("follow_ups", [])]


@prepared
def titles(clerk: Clerk) -> Clerk:
    """A clerk whose register keeps the titles of the sample only."""
    clerk.ok("import", str(SAMPLE), "--titles-only")
    return clerk


# ---- proposing


def test_an_entry_is_scanned_with_the_lines_of_its_file(registered: Clerk) -> None:
    records = _records(registered, "15070/19")

    assert [(r["item"], r["due"], r["known"]) for r in records] == [
        ("2", "2020-01-31", False),
        ("6", "2020-06-30", False),
        ("6", None, False),
    ]
    lines = registered.read(PATH).splitlines()
    for record in records:
        assert set(record) >= FIELDS
        assert record["sentence"] in lines[record["line"] - 1]
        assert (record["file"], record["document"]) == (PATH, "15070/19")


def test_a_file_is_scanned_with_its_own_lines(clerk: Clerk) -> None:
    records = _records(clerk, str(SAMPLE))

    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    assert [r["document"] for r in records] == ["15070/19"] * 3
    assert all(r["sentence"] in lines[r["line"] - 1] for r in records)


def test_a_file_of_a_registered_document_knows_what_is_held(registered: Clerk) -> None:
    registered.ok("followup", "scan", "15070/19", "--take", "1")

    assert [r["known"] for r in _records(registered, str(SAMPLE))] == [True, False, False]


def test_a_text_without_number_and_items(clerk: Clerk) -> None:
    (record,) = _records(clerk, "-", stdin="Dear all,\n\nEuropol will reply\nby 15 March 2021.\n")

    assert (record["document"], record["item"], record["line"], record["due"]) == (None, None, 3, "2021-03-15")


def test_several_texts_are_numbered_through(registered: Clerk) -> None:
    records = _records(registered, "15070/19", str(SAMPLE))

    assert [r["proposal"] for r in records] == [1, 2, 3, 4, 5, 6]
    assert registered.ok("followup", "scan", "15070/19", str(SAMPLE)).startswith("file\tproposal\titem")


def test_the_table_on_a_terminal_and_nothing_in_words(registered: Clerk) -> None:
    shown = registered.run("followup", "scan", "15070/19", terminal=True)
    registered.write("note.txt", "Nothing at all.\n")
    nothing = registered.run("followup", "scan", "note.txt", terminal=True)

    assert "due 30 Jun 2020" in shown.out
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "No sentence promises something by a certain time.\n")


# ---- taking


def test_chosen_proposals_are_taken_as_one_commit(registered: Clerk) -> None:
    commits = len(registered.log())

    registered.ok("followup", "scan", "15070/19", "--take", "3", "--take", "1", "-m", "as agreed")

    assert registered.git("log", "-1", "--format=%B") == (
        "Take 2 follow-ups into 15070/19\n\nSomei-Action: followup scan\nSomei-Document: 15070/19\nReason: as agreed"
    )
    assert len(registered.log()) == commits + 1
    assert _held(registered) == [("2", "by the end of January 2020"), ("6", "at the next SOMEI")]
    assert [r["known"] for r in _records(registered, "15070/19")] == [True, False, True]


def test_nothing_is_taken_twice(registered: Clerk) -> None:
    registered.ok("followup", "scan", "15070/19", "--take", "1,2")
    registered.ok("followup", "scan", "15070/19", "--take", "all")
    commits = registered.log()

    again = registered.run("followup", "scan", "15070/19", "--take", "all")
    one = registered.run("followup", "scan", "15070/19", "--take", "2")

    assert (again.status, again.err, one.err) == (0, "Nothing to change.\n", "Nothing to change.\n")
    assert registered.log() == commits
    assert len(_held(registered)) == 3
    assert "FUP006" not in registered.run("check", "15070/19").out


def test_a_dry_run_writes_nothing(registered: Clerk) -> None:
    before = registered.read(PATH)

    answer = registered.run("followup", "scan", "15070/19", "--take", "all", "-n")

    assert answer.status == 0
    assert "by the end of the Croatian Presidency" in answer.out
    assert registered.read(PATH) == before


def test_the_text_may_come_from_a_file(titles: Clerk) -> None:
    assert _records(titles, "15070/19") == []
    assert len(_records(titles, "15070/19", "--from", str(SAMPLE))) == 3

    titles.ok("followup", "scan", "15070/19", "--from", str(SAMPLE), "--take", "all")

    assert [item for item, _ in _held(titles)] == ["2", "6", "6"]
    assert "questionnaire seeking" not in titles.read(PATH)
    assert all(r["known"] for r in _records(titles, "15070/19", "--from", str(SAMPLE)))


def test_a_promise_that_a_clerk_worded_is_known(titles: Clerk) -> None:
    text = titles.read(PATH)
    block = '[[items.follow_ups]]\nwhat = "Another questionnaire"\ndue_as_said = "by the end of January 2020"\n\n'
    titles.enter(PATH, text.replace('[[items]]\nnumber = "3"', block + '[[items]]\nnumber = "3"'))

    assert [r["known"] for r in _records(titles, "15070/19", "--from", str(SAMPLE))] == [True, False, False]


# ---- refusing


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("15071/19",), 4, "15071/19 is not in the register."),
        (("15071/19", "--take", "1"), 4, "15071/19 is not in the register."),
        (("there is none.md",), 4, "There is no file there is none.md"),
        (("15070/19", "--take", "4"), 2, "Proposals run from 1 to 3."),
        (("15070/19", "--take", "0"), 2, "There is no proposal 0."),
        (("15070/19", "--take", "some"), 2, "all, or numbers"),
        (("15070/19", "--take", "all,1"), 2, "all, or numbers"),
        (("15070/19", "15070/19", "--take", "1"), 2, "one document"),
        ((str(SAMPLE), "--take", "1"), 2, "not with a file"),
        (("15070/19", "--from", "none.md"), 4, "There is no file none.md."),
    ],
)
def test_what_cannot_be_done_is_refused(registered: Clerk, words: tuple[str, ...], status: int, said: str) -> None:
    commits = registered.log()

    answer = registered.run("followup", "scan", *words)

    assert (answer.status, answer.out) == (status, "")
    assert said in answer.err
    assert registered.log() == commits


def test_the_text_of_another_document_is_refused(registered: Clerk) -> None:
    registered.ok("add", "15071/19", "--subject", "Note")

    answer = registered.run("followup", "scan", "15071/19", "--from", str(SAMPLE), "--take", "all")

    assert answer.status == 5
    assert "is 15070/19, not 15071/19" in answer.err


def test_what_belongs_to_no_item_is_not_taken(registered: Clerk) -> None:
    registered.write("note.txt", "Europol will reply by 15 March 2021.\n")

    answer = registered.run("followup", "scan", "15070/19", "--from", "note.txt", "--take", "all")

    assert answer.status == 4
    assert "Proposal 1 belongs to no item." in answer.err
    assert _held(registered) == []
