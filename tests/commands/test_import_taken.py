"""Numbers that are taken: first it is said whether the paper is another document, and no file wins by its name."""

import json

from conftest import Clerk

PAPER = """Council of the European Union
Brussels, {day}
(OR. en)

{number}

{code}

{type}

From: {sender}
To: Delegations
Subject: {subject}

Delegations will find below the text.
"""
FIRST = {
    "number": "6110/20",
    "day": "13 February 2020",
    "code": "COSI 35",
    "type": "NOTE",
    "sender": "Presidency",
    "subject": "EU-Interpol cooperation: follow-up",
}
OTHER = FIRST | {"day": "20 February 2020", "code": "JAI 77", "subject": "Innovation Lab at Europol: state of play"}


def paper(clerk: Clerk, name: str, fields: dict[str, str], **changes: str) -> str:
    clerk.write(name, PAPER.format(**(fields | changes)))
    return name


def outcomes(clerk: Clerk, *words: str) -> dict[str, tuple[str, str | None]]:
    files = json.loads(clerk.run("import", *words, "--json").out)["records"][0]["files"]
    return {file["file"]: (file["outcome"], file["reason"]) for file in files}


def test_another_document_under_a_taken_number_is_called_so(clerk: Clerk) -> None:
    clerk.ok("import", paper(clerk, "a.txt", FIRST))

    answer = clerk.run("import", paper(clerk, "b.txt", OTHER))

    assert answer.status == 5
    assert "6110/20 is already in the register, but as another document, with a different subject, date, " in answer.err
    assert "somei show 6110/20" in answer.err
    assert "--set number=" in answer.err
    assert "--replace" not in answer.err
    assert clerk.run("import", "b.txt", "--set", "number=6111/20").status == 0


def test_two_outcomes_with_one_subject_are_told_apart_by_the_rest(clerk: Clerk) -> None:
    summary = {"type": "OUTCOME OF PROCEEDINGS", "subject": "Summary of discussions"}
    clerk.ok("import", paper(clerk, "a.txt", FIRST | summary))

    answer = clerk.run("import", paper(clerk, "b.txt", OTHER | summary))

    assert "as another document, with a different date, subject codes." in answer.err
    assert "--replace" not in answer.err


def test_the_same_document_with_another_text_is_answered_with_replace(clerk: Clerk) -> None:
    clerk.ok("import", paper(clerk, "a.txt", FIRST))

    for changes in (
        {"subject": "EU-Interpol cooperation: further steps"},
        {"subject": "Lamps"},
        {"type": "COVER NOTE"},
    ):
        answer = clerk.run("import", paper(clerk, "b.txt", FIRST, **changes))
        assert answer.status == 5
        assert "another document" not in answer.err, changes
        assert "If it is the same, use --replace" in answer.err, changes


def test_no_file_of_a_folder_wins_by_its_name(clerk: Clerk) -> None:
    paper(clerk, "in/6110-20-again.txt", OTHER)
    paper(clerk, "in/6110-20.txt", FIRST)
    paper(clerk, "in/6112-20.txt", OTHER, number="6112/20")
    told = "in/6110-20-again.txt and in/6110-20.txt have the number 6110/20, but differ; none was registered."

    for more in (["--dry-run"], ["--each"], []):
        answer = clerk.run("import", "in", *more)
        assert answer.status == 5
        assert answer.out.count(told) == 2, more
    assert clerk.run("show", "6110/20").status == 4
    assert clerk.run("show", "6112/20").status == 0
    assert clerk.run("import", "in", "--accept-doubts", "--replace").status == 5
    assert clerk.run("show", "6110/20").status == 4


def test_of_the_same_bytes_one_is_taken_and_the_other_told_as_the_same(clerk: Clerk) -> None:
    for name in ("in/6110-20-again.txt", "in/6110-20.txt"):
        paper(clerk, name, FIRST)

    assert outcomes(clerk, "in") == {
        "in/6110-20-again.txt": ("registered", None),
        "in/6110-20.txt": ("already there", None),
    }


def test_what_is_registered_is_known_again_beside_a_file_with_its_number(clerk: Clerk) -> None:
    clerk.ok("import", paper(clerk, "in/b.txt", FIRST))
    paper(clerk, "in/a.txt", OTHER)

    found = outcomes(clerk, "in")

    assert found["in/b.txt"] == ("already there", None)
    assert found["in/a.txt"][0] == "differs"
    assert "another document" in str(found["in/a.txt"][1])


def test_a_reserved_number_is_not_filled_by_the_first_of_two_files(clerk: Clerk) -> None:
    clerk.ok("number", "reserve", "6110/20", "-m", "For the note")
    paper(clerk, "in/a.txt", OTHER)
    paper(clerk, "in/b.txt", FIRST)

    assert {outcome for outcome, _ in outcomes(clerk, "in").values()} == {"differs"}


def test_a_printed_serial_that_is_taken_is_compared_and_not_left_out(clerk: Clerk) -> None:
    clerk.ok("add", "6000/20", "--subject", "Lamps", "--code", "COSI 6")
    page = "Council of the European Union\nBrussels, 1 February 2020\n(OR. en)\n6001/20\nCOSI 6\nJAI 3\nNOTE\n"

    answer = clerk.run("import", "-", stdin=f"{page}From: Presidency\nTo: Delegations\nSubject: Lanterns\n")

    assert answer.status == 5
    assert "somei show 6000/20" in answer.err
    assert "--set 'subject_codes=COSI SERIAL, JAI 3'" in answer.err
