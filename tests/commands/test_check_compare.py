"""Checks held against earlier ones: what is new, what stands, what is fixed; and rules counted."""

import json
from pathlib import Path

import pytest
from commands.faulty_documents import FIRST, SECOND, faulty, found, records, sound
from conftest import Clerk

LAST = "../last.json"


@pytest.fixture
def known(clerk: Clerk) -> Clerk:
    """A register with one error, which the answer that was kept tells."""
    clerk.enter(FIRST, faulty("1/19"))
    clerk.run("check", "--keep", LAST)
    return clerk


def _states(clerk: Clerk, *words: str) -> list[tuple[str, str]]:
    return [(one["document"], one["state"]) for one in records(clerk, "--compare", LAST, *words)]


def test_nights_tell_what_is_new_what_stands_and_what_is_fixed(known: Clerk) -> None:
    first = known.run("check", "--compare", LAST, "--keep", LAST)
    known.enter(SECOND, faulty("2/19"))
    second = known.run("check", "--compare", LAST, "--keep", LAST)
    known.enter(FIRST, sound("1/19"))
    third = known.run("check", "--compare", LAST, "--keep", LAST)
    fourth = known.run("check", "--compare", LAST, "--keep", LAST)

    assert [night.status for night in (first, second, third, fourth)] == [0, 1, 0, 0]
    assert [night.err for night in (first, second, third, fourth)] == [
        "1 document checked: 0 new, 1 standing, 0 fixed.\n",
        "2 documents checked: 1 new (1 error), 1 standing, 0 fixed.\n",
        "2 documents checked: 0 new, 1 standing, 1 fixed.\n",
        "2 documents checked: 0 new, 1 standing, 0 fixed.\n",
    ]
    assert [line.split()[3] for line in third.out.splitlines()] == ["[fixed]", "[standing]"]


def test_a_finding_is_the_same_wherever_it_stands(known: Clerk) -> None:
    known.write(FIRST, faulty("1/19").replace("subject", 'type = "NOTE"\nsubject', 1))
    assert _states(known) == [("1/19", "standing")]


def test_the_floor_counts_new_ones_only(known: Clerk) -> None:
    known.write(FIRST, faulty("1/19").replace('"COSI 1"', '"XXX 1"'))

    assert known.run("check", "--compare", LAST).status == 0
    assert known.run("check", "--compare", LAST, "--fail-on", "warning").status == 1


def test_a_part_is_compared_with_a_part(known: Clerk) -> None:
    known.enter(SECOND, sound("2/19"))
    known.write(FIRST, sound("1/19"))

    assert _states(known, "2/19") == _states(known, "--select", "XREF") == []
    assert _states(known, "--since", "HEAD") == _states(known) == [("1/19", "fixed")]


def test_in_an_unread_file_nothing_is_fixed_until_it_is_read_again(known: Clerk) -> None:
    known.write(FIRST, "broken")
    night = known.run("check", "--compare", LAST, "--keep", LAST)
    known.write(FIRST, faulty("1/19"))

    assert night.status == 3
    assert [one["state"] for one in json.loads(Path(known.folder, LAST).read_text())["records"]] == ["new", "standing"]
    assert [one["state"] for one in records(known, "--compare", LAST)] == ["fixed", "standing"]


def test_a_baseline_takes_out_what_it_knows_and_no_more(known: Clerk) -> None:
    known.write(SECOND, faulty("2/19"))

    assert found(known, "--baseline", LAST) == [("DATE002", "2/19")]
    known.write(SECOND, sound("2/19"))
    answer = known.run("check", "--baseline", LAST)
    assert (answer.status, answer.out) == (0, "")
    assert answer.err == "2 documents checked: nothing found; 1 of the baseline passed.\n"
    assert known.run("check", "-q", "--baseline", LAST).err == ""


def test_a_baseline_never_makes_an_unread_file_pass(known: Clerk) -> None:
    known.write(SECOND, "broken")
    known.run("check", "--keep", LAST)

    answer = known.run("check", "--baseline", LAST)
    assert answer.status == 3
    assert "FILE001" in answer.out


NO_ANSWERS = (
    (None, "there is no such file"), ("", "is empty"), ("no JSON", "it is not JSON"), ("{}", "its schema is not"),
    (b'{"schema": "\xff"}', "not UTF-8"), ('{"schema": "somei/list/1", "records": []}', "its schema is not"),
    ('{"schema": "somei/check/1", "records": [{}]}', "record 1 is not a finding"),
)  # fmt: skip


@pytest.mark.parametrize("option", ["--baseline", "--compare"])
def test_what_is_no_answer_is_never_taken_for_a_good_night(clerk: Clerk, option: str) -> None:
    last = clerk.folder / LAST
    for content, said in NO_ANSWERS[option == "--compare" :]:
        if content is not None:
            last.write_bytes(content if isinstance(content, bytes) else content.encode())

        answer = clerk.run("check", option, LAST, "--keep", LAST)

        assert (answer.status, answer.out) == (3, ""), content
        assert said in answer.err
        assert last.exists() == (content is not None)


def test_a_comparison_makes_its_own_beginning(known: Clerk) -> None:
    """What the first check finds counts as standing; a file of another name must be there."""
    (known.folder / LAST).unlink()
    assert known.run("check", "--compare", "other.json", "--keep", LAST).status == 3

    first = known.run("check", "--compare", LAST, "--keep", f"./{LAST}")
    known.write(SECOND, faulty("2/19"))
    second = known.run("check", "--compare", LAST, "--keep", LAST, "--no-standing")

    assert first.status == 0
    assert "[new]" not in first.out
    assert "[standing]" in first.out
    assert "note: this is the first check: what it found counts as standing from now on." in first.err
    assert second.status == 1
    assert second.out.startswith(f"{SECOND}:3:1: DATE002 error [new]")
    assert "[standing]" not in second.out
    assert "standing, 0 fixed" in second.err
    assert "standing" in (known.folder / LAST).read_text()


def test_an_answer_may_come_by_a_pipe(known: Clerk) -> None:
    answer = known.run("check", "--compare", "-", stdin=known.run("check", "--json").out)
    assert "[standing]" in answer.out


def test_what_is_kept_is_the_answer_in_json(known: Clerk) -> None:
    assert Path(known.folder, LAST).read_text() == known.run("check", "--json").out
    nowhere = known.run("check", "--keep", "nowhere/last.json")
    assert (nowhere.status, nowhere.out) == (4, "")


# ---- counted


def test_rules_are_counted(known: Clerk) -> None:
    known.write(SECOND, faulty("2/19").replace('"COSI 2"', '"XXX"'))

    answer = known.run("check", "--statistics")

    assert answer.status == 1
    assert answer.out.splitlines()[0] == "code\tseverity\tcount\ttitle"
    assert answer.out.splitlines()[1].startswith("DATE002\terror\t2\tA document is dated before")
    record = json.loads(known.run("check", "--statistics", "--json").out)
    assert record["schema"] == "somei/statistics/1"
    assert record["records"][0]["count"] == 2
    assert "DATE002" in known.run("check", "--statistics", terminal=True).out
    assert known.run("check", "--statistics", "--format", "tsv").out == answer.out
    assert known.run("check", "--statistics", "--format", "junit").status == 2


@pytest.mark.parametrize("held", ["Minutes of the meeting\n", '{"schema": "somei/list/1", "records": []}\n'])
def test_nothing_is_kept_over_what_no_check_made(known: Clerk, held: str) -> None:
    known.write("mine.txt", held)

    answer = known.run("check", "--keep", "mine.txt")

    assert answer.status == 5
    assert "is not the answer of a check, so it is not overwritten" in answer.err
    assert known.read("mine.txt") == held
