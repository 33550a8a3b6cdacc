"""somei edit --waive and --end-waiver: findings that are right as they are."""

import tomllib

import pytest
from conftest import Clerk, prepared


@prepared
def undated(clerk: Clerk) -> Clerk:
    clerk.ok("add", "1/20", "--subject", "One")
    return clerk


def _waived(clerk: Clerk) -> object:
    return tomllib.loads(clerk.read("documents/2020/000/ST-1-2020-INIT.toml")).get("waive")


def _finds(clerk: Clerk) -> bool:
    return "DATE001" in clerk.run("check", "1/20", "--format", "concise", "--fail-on", "info").out


def test_a_finding_is_waived_with_the_reason_of_the_act_and_comes_back(undated: Clerk) -> None:
    assert _finds(undated)

    undated.ok("edit", "1/20", "--waive", "date001", "-m", "it shows no date")

    assert _waived(undated) == {"DATE001": "it shows no date"}
    assert undated.git("log", "-1", "--format=%s") == "Edit the waivers of 1/20"
    assert undated.git("log", "-1", "--format=%B").endswith("Reason: it shows no date")
    assert not _finds(undated)
    undated.ok("edit", "1/20", "--end-waiver", "DATE001")
    assert _waived(undated) is None
    assert _finds(undated)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--waive", "DATE001"), 2, "This needs a reason."),
        (("--waive", "DATE001", "-m", "?"), 2, "The waiver of DATE001 gives no reason."),
        (("--waive", "DATES", "-m", "no date"), 2, "“DATES” is not a rule that can be waived."),
        (("--waive", "FILE001", "-m", "no date"), 2, "“FILE001” is not a rule that can be waived."),
        (("--end-waiver", "DATE001"), 5, "The entry of 1/20 does not waive DATE001."),
        (("--item", "1", "--waive", "DATE001", "-m", "no date"), 2, "A waiver is of a document, not of an item."),
    ],
)
def test_what_waives_nothing_is_refused(undated: Clerk, words: tuple[str, ...], status: int, said: str) -> None:
    head = undated.git("rev-parse", "HEAD")

    answer = undated.run("edit", "1/20", *words)

    assert (answer.status, said in answer.err) == (status, True), answer
    assert undated.git("rev-parse", "HEAD") == head


def test_a_terminal_asks_why_a_finding_is_waived(undated: Clerk) -> None:
    answer = undated.run("edit", "1/20", "--waive", "DATE001", stdin="it shows no date\n", terminal=True)

    assert answer.status == 0, answer
    assert _waived(undated) == {"DATE001": "it shows no date"}


def test_the_field_names_the_option_that_changes_it(undated: Clerk) -> None:
    answer = undated.run("edit", "1/20", "waive+=DATE001")

    assert "somei edit 1/20 --waive RULE -m WHY" in answer.err
