"""somei stats: numbers in a pipe, bars on a terminal."""

import json

import pytest
from conftest import Clerk, prepared


@prepared
def filled(registered: Clerk) -> Clerk:
    """A clerk whose register holds the sample and four papers, laid down by hand, since nothing here writes."""
    for series, number, more in (
        ("ST", "1/20", 'date = 2020-01-08\nsubject_codes = ["COSI 1"]\n'),
        ("ST", "2/20", 'date = 2020-01-09\nsubject_codes = ["COSI 2"]\n'),
        ("CM", "CM 3/20", 'date = 2020-02-01\nsubject_codes = ["COSI 3"]\n'),
        ("ST", "4/20", 'marking = "LIMITE"\n'),
    ):
        name = f"{series}-{number[-4]}-2020-INIT"
        registered.write(f"documents/2020/000/{name}.toml", f'number = "{number}"\nsubject = "S"\n{more}')
    return registered


def _rows(clerk: Clerk, *words: str) -> list[list[str]]:
    return [line.split("\t") for line in clerk.ok("stats", *words).splitlines()]


def test_numbers_in_a_pipe(filled: Clerk) -> None:
    assert _rows(filled, "--by", "year") == [["year", "documents"], ["2019", "1"], ["2020", "4"]]
    assert _rows(filled, "--by", "month")[1:] == [["2020-01", "2"], ["2020-02", "2"], ["", "1"]]
    assert _rows(filled, "--by", "code")[1] == ["COSI", "4"]
    assert _rows(filled, "--by", "marking")[1:] == [["LIMITE", "2"], ["", "3"]]
    assert _rows(filled, "--by", "series", "--year", "20")[1:] == [["ST", "3"], ["CM", "1"]]
    assert _rows(filled, "--by", "status") == [["status", "documents"], ["issued", "5"]]
    assert _rows(filled, "--by", "type")[1] == ["OUTCOME OF PROCEEDINGS", "1"]
    assert _rows(filled, "--by", "body")[1][1] == "1"


def test_one_within_the_other(filled: Clerk) -> None:
    answer = filled.run("stats", "--by", "year", "--by", "marking", "--json")
    told = json.loads(answer.out)

    assert told["schema"] == "somei/stats/1"
    assert told["records"][0] == {"year": 2019, "marking": "LIMITE", "documents": 1}
    assert [r["documents"] for r in told["records"]] == [1, 1, 3]
    assert answer.err == "5 documents by year and marking.\n"


@pytest.mark.parametrize("width", [40, 60, 100])
def test_bars_fill_a_terminal_and_keep_their_proportion(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    lines = filled.run("stats", "-q", "--by", "year", "--color", "never", terminal=True).out.splitlines()

    longest = min(width - len("2020  4  "), 50)
    assert lines[0].startswith("2019  1  █")
    assert lines[1] == "2020  4  " + "█" * longest
    assert lines[0].count("█") == longest // 4
    both = filled.run("stats", "--by", "year", "--by", "code", "-q", "--color", "never", terminal=True).out.splitlines()
    assert max(map(len, both)) <= width
    assert any("2020  COSI" in line for line in both)


def test_bars_obey_limit_and_order(filled: Clerk) -> None:
    shown = filled.run(
        "stats", "--by", "year", "--sort", "-documents", "--limit", "1", "--color", "never", terminal=True
    ).out

    assert "2020  4  █" in shown
    assert "2019" not in shown


def test_what_cannot_be_counted(registered: Clerk) -> None:
    assert registered.ok("stats") == registered.ok("stats", "--by", "year")
    assert registered.run("stats", "--by", "colour").status == 2
    answer = registered.run("stats", "--by", "year", "--by", "code", "--by", "type")
    assert (answer.status, "two things at most" in answer.err) == (2, True)
    assert registered.run("stats", "--by", "year", "--year", "1999").status == 0
