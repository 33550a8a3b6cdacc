"""Access: decisions recorded, shown, listed, told as changes, and the publish lag."""

import json
import re
from typing import Any

import pytest
from conftest import Clerk

PATH = "documents/2019/150/ST-15070-2019-INIT.toml"


@pytest.fixture
def later(registered: Clerk, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """A clerk with the sample, a year after it was issued."""
    monkeypatch.setenv("SOMEI_TODAY", "2021-02-15")
    return registered


def _ids(clerk: Clerk, *words: str) -> list[str]:
    return [record["number"] for record in json.loads(clerk.ok("list", *words, "--json"))["records"]]


def _lag(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    answer = json.loads(clerk.ok("access", "report", *words, "--json"))
    assert answer["schema"] == "somei/access-report/1"
    records: list[dict[str, Any]] = answer["records"]
    return records


# ---- recording


def test_a_release_is_one_commit_and_the_marking_stays(later: Clerk) -> None:
    answer = later.run("access", "15070/19", "release", "--on", "2020-06-01", "--by", "COSI", "-m", "request 5")

    assert answer.status == 0
    assert answer.err.startswith("Release 15070/19 (commit ")
    assert later.git("log", "-1", "--format=%B") == (
        "Release 15070/19\n\nSomei-Action: access release\nSomei-Document: 15070/19\nReason: request 5"
    )
    assert 'marking = "LIMITE"' in later.read(PATH)
    assert '[[access]]\nkind = "released"\non = 2020-06-01\nby = "COSI"\n' in later.read(PATH)


def test_a_refusal_keeps_its_grounds_and_a_later_release_stands_behind_it(later: Clerk) -> None:
    later.ok("access", "15070/19", "release", "--on", "2020-06-01")
    later.ok("access", "st15070/2019", "refuse", "--on", "2020-03-01", "--ground", "4.1A.1,4.3(i)", "--ground", "4.1b")

    record = json.loads(later.ok("show", "15070/19", "--json"))["records"][0]
    assert record["access"] == [
        {"kind": "refused", "on": "2020-03-01", "ground": "4.1a.1, 4.3(i), 4.1b"},
        {"kind": "released", "on": "2020-06-01"},
    ]
    assert "refused on 2020-03-01, ground 4.1a.1, 4.3(i), 4.1b (public security; " in later.ok("show", "15070/19")


def test_a_trial_writes_nothing_and_without_a_day_it_is_today(later: Clerk) -> None:
    before = later.log()
    answer = later.run("access", "15070/19", "release", "--dry-run", "--json")
    assert answer.status == 0
    (record,) = json.loads(answer.out)["records"]
    assert record["commit"] is None
    assert record["changes"][0]["after"] == "kind released, on 2021-02-15"
    assert later.log() == before


def test_the_same_decision_again_changes_nothing(later: Clerk) -> None:
    for _ in range(2):
        later.ok("access", "15070/19", "release", "--on", "2020-06-01")
    assert later.log().count("Release 15070/19") == 1


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["release", "--on", "2021-02-16"], 5, "in the future"),
        (["release", "--on", "2020-02-12"], 5, "was issued on 2020-02-13"),
        (["declassify"], 5, "which is not a classification"),
        (["refuse"], 2, "needs a ground"),
        (["partly-release", "--ground", "1.pa"], 2, "needs a ground"),
        (["release", "--ground", "4.1b"], 2, "4.1b is not a ground to release"),
        (["declassify", "--ground", "1"], 2, "1 is not a ground to declassify"),
        (["refuse", "--ground", "4.1c"], 2, "Near it: 4.1b (privacy"),
        (["publish"], 2, "one of release, partly-release, refuse, declassify"),
    ],
)
def test_what_cannot_be_is_refused_with_the_next_step(later: Clerk, words: list[str], status: int, said: str) -> None:
    before = later.log()
    answer = later.run("access", "15070/19", *words)
    assert answer.status == status
    assert said in answer.err
    assert later.log() == before


def test_what_everybody_has_is_not_kept_back_and_not_released_twice(later: Clerk) -> None:
    later.ok("access", "15070/19", "release", "--on", "2020-06-01")
    refusal = later.run("access", "15070/19", "refuse", "--ground", "4.1b")
    again = later.run("access", "15070/19", "release", "--on", "2020-07-01")
    assert (refusal.status, again.status) == (5, 5)
    assert "it cannot be kept back on 2021-02-15" in refusal.err
    assert "since 2020-06-01" in again.err


def test_what_is_classified_is_declassified_before_it_is_released(later: Clerk) -> None:
    marking = "CONFIDENTIEL UE/EU CONFIDENTIAL"
    later.enter("documents/2020/001/ST-100-2020-INIT.toml", f'number = "100/20"\nmarking = "{marking}"\n')
    refused = later.run("access", "100/20", "release", "--on", "2020-06-01")
    assert refused.status == 5
    assert "hint: Record that first: somei access 100/20 declassify --on DATE" in refused.err

    later.ok("access", "100/20", "declassify", "--on", "2020-05-01", "--by", "the originator")
    later.ok("access", "100/20", "release", "--on", "2020-06-01")
    assert _ids(later, "--access", "released") == ["100/20"]


@pytest.mark.parametrize("status", ["draft", "reserved"])
def test_there_is_no_access_to_what_is_no_document(later: Clerk, status: str) -> None:
    later.enter("documents/2020/001/ST-100-2020-INIT.toml", f'number = "100/20"\nstatus = "{status}"\n')
    answer = later.run("access", "100/20", "release")
    assert answer.status == 5
    assert f"100/20 is {status}: there is nothing to give access to" in answer.err


def test_a_number_that_is_not_there_and_a_mistyped_command(later: Clerk) -> None:
    assert later.run("access", "15071/19", "release").status == 4
    mistyped = later.run("access", "reprot")
    assert (mistyped.status, "Did you mean: report" in mistyped.err) == (2, True)


# ---- shown


def test_a_number_alone_shows_its_decisions(later: Clerk) -> None:
    none = later.run("access", "15070/19", terminal=True)
    assert (none.status, none.out) == (0, "")
    assert none.err.splitlines() == [
        "No access decision is recorded on 15070/19.", "Record one, as in:", "  somei access 15070/19 release",
    ]  # fmt: skip

    later.ok("access", "15070/19", "refuse", "--ground", "4.1a.1", "--on", "2020-06-01", "--by", "COSI")
    commits = len(later.log())
    assert json.loads(later.ok("access", "15070/19", "--json"))["records"] == [
        {"document": "15070/19", "decision": "refused", "on": "2020-06-01", "ground": "4.1a.1", "by": "COSI"}
    ]
    assert "1 Jun 2020" in later.run("access", "15070/19", terminal=True).out
    assert later.run("access", "15071/19").status == 4
    assert len(later.log()) == commits


@pytest.mark.parametrize("option", [("--by", "COSI"), ("--on", "2020-06-01"), ("-m", "asked"), ("--dry-run",)])
def test_what_belongs_to_a_decision_needs_one(later: Clerk, option: tuple[str, ...]) -> None:
    answer = later.run("access", "15070/19", *option)

    assert (answer.status, answer.out) == (2, "")
    assert "release, partly-release, refuse, declassify" in answer.err


@pytest.mark.parametrize("index", [(), ("--no-index",)])
def test_documents_are_listed_by_how_their_access_stands(later: Clerk, index: tuple[str, ...]) -> None:
    for number, marking in (("1/20", "LIMITE"), ("2/20", "LIMITE"), ("3/20", "none"), ("4/20", "PUBLIC")):
        later.ok("add", number, "--subject", "A note", "--date", "2020-01-10", "--marking", marking)
    later.ok("access", "1/20", "refuse", "--on", "2020-02-01", "--ground", "4.1b")
    later.ok("access", "1/20", "partly-release", "--on", "2020-03-01", "--ground", "4.1b")
    later.ok("access", "2/20", "release", "--on", "2020-03-01")

    assert _ids(later, "--access", "released", *index) == ["2/20"]
    assert _ids(later, "--access", "Partly released", *index) == ["1/20"]
    assert _ids(later, "--access", "refused", *index) == []
    assert _ids(later, "--access", "undecided", *index) == ["15070/19"]
    assert _ids(later, "--access", "undecided", "--access", "released", "--year", "2020", *index) == ["2/20"]
    assert later.run("list", "--access", "secret").status == 2


def test_a_release_is_told_in_words_and_among_the_first(later: Clerk) -> None:
    later.ok("access", "15070/19", "release", "--on", "2020-06-01", "-m", "request 5")
    later.ok("xref", "add", "15070/19", "100/20")

    assert "\taccess\t\treleased on 2020-06-01\trequest 5\t" in later.ok("history", "15070/19")
    (first, *_) = json.loads(later.ok("diff", "HEAD~2..HEAD", "--json"))["records"]
    assert (first["consequence"], first["words"]) == ("released", "released to the public on 2020-06-01")


# ---- the publish lag


def test_the_lag_is_told_by_year_and_code_and_for_the_year(later: Clerk) -> None:
    for number, day in (("1/20", "2020-01-10"), ("2/20", "2020-01-20"), ("3/20", "2020-01-20")):
        later.ok("add", number, "--subject", "A note", "--date", day, "--marking", "LIMITE", "--code", "COSI")
    later.ok("add", "4/20", "--subject", "Unmarked", "--date", "2020-01-10", "--code", "COSI")
    later.ok("access", "1/20", "release", "--on", "2020-01-20")
    later.ok("access", "2/20", "release", "--on", "2020-02-09")
    later.ok("access", "3/20", "refuse", "--on", "2020-02-09", "--ground", "4.1b")

    cosi, all_of_2020 = _lag(later, "--year", "2020")
    assert cosi == {
        "code": "COSI", "year": 2020, "documents": 3, "released": 2, "days_median": 15, "days_longest": 20,
        "undated": 0, "partly_released": 0, "refused": 1, "undecided": 0, "never": 1,
    }  # fmt: skip
    assert all_of_2020 == {**cosi, "code": "all"}
    assert [(lag["year"], lag["code"]) for lag in _lag(later, "--code", "COSI")] == [
        (2019, "COSI"),
        (2019, "all"),
        (2020, "COSI"),
        (2020, "all"),
    ]


def test_a_terminal_has_a_line_for_each_year_and_names_the_oldest_without_a_decision(
    later: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    for number, day in (("1/20", "2020-01-10"), ("2/20", "2020-01-09"), ("3/20", "2020-01-20")):
        later.ok("add", number, "--subject", "A note", "--date", day, "--marking", "LIMITE", "--code", "COSI")
    later.ok("access", "3/20", "release", "--on", "2020-01-22")

    report = later.run("access", "report", terminal=True).out.splitlines()

    assert [re.split("  +", line) for line in report] == [
        ["YEAR", "LIMITE", "RELEASED", "MEDIAN DAYS", "LONGEST", "NEVER DECIDED"],
        ["2019", "1", "1"],
        ["2020", "3", "1", "2", "2", "2"],
        ["Nothing was ever decided on 3: 2/20 · 1/20 · 15070/19"],
        ["", "somei list --access undecided --marking LIMITE"],
        ["4 LIMITE documents · subject codes: --by code"],
    ]
    by_code = later.run("access", "report", "--by", "code", "--year", "2020", terminal=True).out.splitlines()
    assert [line.split()[:3] for line in by_code[1:3]] == [["2020", "COSI", "3"], ["2020", "all", "3"]]
    assert later.ok("access", "report", "--by", "code") == later.ok("access", "report")
    assert [lag["code"] for lag in _lag(later, "--by", "year")] == ["all", "all"]


def test_a_list_without_limite_documents_says_so(later: Clerk) -> None:
    assert _lag(later, "--year", "1999") == []
    assert (
        later.ok("access", "report", "--format", "csv", "--year", "2019").splitlines()[-1].startswith("2019,all,1,0,")
    )


def test_a_refusal_on_a_terminal_has_dates_as_screens_have(later: Clerk) -> None:
    words = ("access", "15070/19", "release", "--on", "2019-01-08")

    assert "15070/19 was issued on 2020-02-13; nothing was decided on it on 2019-01-08." in later.run(*words).err
    shown = " ".join(later.run(*words, terminal=True).err.split())
    assert "15070/19 was issued on 13 Feb 2020; nothing was decided on it on 8 Jan 2019." in shown
