"""Where a number stands in its life is seen in every list: nothing void or withdrawn is shown as a live document."""

import csv
import json

import pytest
from conftest import Clerk, prepared

ENTRY = 'number = "{number}"\nsubject = "Lamps of the north"\n'
STANDINGS = {"1/20": "issued", "2/20": "void", "3/20": "withdrawn", "4/20": "draft"}


@prepared
def standing(clerk: Clerk) -> Clerk:
    """A register with a document of each kind, all with a subject."""
    for number, status in STANDINGS.items():
        words = f'status = "{status}"\nreason = "given twice"\n' if status != "issued" else ""
        text = ENTRY.format(number=number).replace("\n", f"\n{words}", 1)
        clerk.enter(f"documents/2020/000/ST-{number.replace('/', '-20')}-INIT.toml", text)
    return clerk


@pytest.mark.parametrize("words", [("list",), ("list", "--no-index"), ("search", "lamps")])
def test_the_status_is_the_last_column_and_a_field(standing: Clerk, words: tuple[str, ...]) -> None:
    heading, *rows = (line.split("\t") for line in standing.ok(*words).splitlines())
    assert heading[-1] == "status"
    assert {row[0]: row[-1] for row in rows} == STANDINGS

    heading, *rows = csv.reader(standing.ok(*words, "--format", "csv").splitlines())
    assert heading[-1] == "status"
    assert {row[0]: row[-1] for row in rows} == STANDINGS

    records = json.loads(standing.ok(*words, "--json"))["records"]
    assert {record["number"]: record["status"] for record in records} == STANDINGS
    assert standing.ok(*words, "--fields", "status").split() == ["status", *STANDINGS.values()]


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize("words", [("list",), ("search", "lamps")])
def test_a_terminal_names_every_status_but_the_usual_one(
    standing: Clerk, monkeypatch: pytest.MonkeyPatch, width: int, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    lines = standing.run(*words, "--color", "never", terminal=True).out.splitlines()

    for number, status in STANDINGS.items():
        (line,) = (line for line in lines if line.startswith(number))
        assert (status in line) == (status != "issued"), line
    assert not any("issued" in line for line in lines)
    assert {len(line) > width for line in lines} == {False}


def test_a_terminal_has_no_column_where_all_are_issued(standing: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")

    assert "status" not in standing.run("list", "--status", "issued", terminal=True).out
    asked = standing.run(
        "list", "--status", "issued", "--fields", "number,status", "--color", "never", terminal=True
    ).out
    assert asked.split()[-2:] == ["1/20", "issued"]
