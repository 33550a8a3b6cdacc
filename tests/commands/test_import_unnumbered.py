"""What was read of a file without a number is handed out, but for a classified document, of which the level is told."""

import json
from typing import Any

import pytest
from conftest import Clerk

TEXT = """Council of the European Union
Brussels, 13 February 2020
(OR. en)
{number}
COSI 35

NOTE

From: Presidency
To: Delegations
Subject: Oil for lamps

1. Adoption of the agenda

The agenda was adopted. See 6901/20.
"""
UNNUMBERED = TEXT.format(number="")


def read_record(clerk: Clerk, name: str, status: int = 5) -> dict[str, Any]:
    answer = clerk.run("import", name, "--dry-run", "--json")
    assert answer.status == status, answer
    record: dict[str, Any] = json.loads(answer.out)["records"][0]
    return record


def test_json_gives_the_same_document_but_for_the_number(clerk: Clerk) -> None:
    clerk.write("with.txt", TEXT.format(number="7123/20\n"))
    clerk.write("without.txt", UNNUMBERED)

    numbered = read_record(clerk, "with.txt", 0)["document"]
    record = read_record(clerk, "without.txt")

    assert numbered.pop("id") == "ST-7123-2020-INIT"
    assert numbered.pop("number") == "7123/20"
    assert numbered.pop("source") != record["document"].pop("source")
    assert record["document"] == numbered
    assert record["outcome"] == "in doubt"
    assert record["reason"] == "no number was found."
    assert [doubt["field"] for doubt in record["doubts"]] == ["number"]


def test_the_table_shows_what_was_read_and_the_refusal_what_is_missing(clerk: Clerk) -> None:
    clerk.write("st07123.en20.txt", UNNUMBERED)

    answer = clerk.run("import", "st07123.en20.txt", "--dry-run")

    assert answer.status == 5
    assert "subject\tOil for lamps" in answer.out
    assert "\nnumber\t" not in answer.out
    assert "PROV" not in answer.out + answer.err
    assert "the file name says 7123/20: give it with --set 'number=7123/20'" in answer.err
    assert "no number was found." in answer.err
    assert "Give it with --set number=…" in answer.err


def test_a_given_number_completes_it(clerk: Clerk) -> None:
    clerk.write("st07123.en20.txt", UNNUMBERED)

    clerk.ok("import", "st07123.en20.txt", "--set", "number=7123/20")

    assert "Oil for lamps" in clerk.ok("show", "7123/20")


def test_of_several_missing_fields_each_is_named(clerk: Clerk) -> None:
    clerk.write("a.txt", "Council of the European Union\nBrussels, 13 February 2020\n\nNOTE\n")

    answer = clerk.run("import", "a.txt", "--dry-run")

    assert "no number and no subject were found." in answer.err
    assert "Give them with --set number=… --set subject=…" in answer.err


def test_nothing_read_is_no_document(clerk: Clerk) -> None:
    clerk.write("a.txt", "nothing of use\n")

    assert read_record(clerk, "a.txt")["document"] is None


@pytest.mark.parametrize("level", ["RESTREINT UE/EU RESTRICTED", "SECRET UE"])
@pytest.mark.parametrize("place", ["(OR. en)\n", "Subject: ", "The agenda was"])
def test_of_a_classified_document_without_a_number_nothing_is_handed_out(clerk: Clerk, level: str, place: str) -> None:
    clerk.write("st07123.en20.txt", UNNUMBERED.replace(place, f"\n{level}\n\n{place}", 1))

    for words in (("--dry-run",), ("--dry-run", "--json"), ("--set", "number=7123/20")):
        answer = clerk.run("import", "st07123.en20.txt", *words)
        assert answer.status == 5, answer
        assert "lamps" not in answer.out + answer.err
        assert "Presidency" not in answer.out + answer.err
        assert level.split(maxsplit=1)[0] in answer.err


def test_words_of_what_may_be_restricted_are_in_the_table_and_in_no_message(clerk: Clerk) -> None:
    clerk.write("a.txt", UNNUMBERED.replace("13 February 2020", "31 February 2020"))

    answer = clerk.run("import", "a.txt", "--dry-run")

    assert "31 February 2020" not in answer.err
    assert "doubt: date\t31 February 2020" in answer.out
