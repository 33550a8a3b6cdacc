"""The register beside a list of others: each difference is a finding, and what could not be read is never fine."""

import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from conftest import Answer, Clerk, prepared

HEADINGS = "Document number,Title,Date,Codes,Marking\n"
SAME = (
    "1/19,One,2019-05-01,COSI 1,\n"
    "2/19,Two,2019-05-02,COSI 2,LIMITE\n"
    "3/19,Three,2019-05-03,COSI 3; JAI 1,\n"
    "4/19,Four,2019-05-04,COSI 4,LIMITE\n"
)


def _entry(number: int, title: str, codes: str, more: str = "") -> str:
    listed = "".join(f'    "{code}",\n' for code in codes.split("; "))
    return (
        f'number = "{number}/19"\ntype = "NOTE"\nsubject = "{title}"\ndate = 2019-05-0{number}\n{more}'
        f"subject_codes = [\n{listed}]\n"
    )


@prepared
def listed(clerk: Clerk) -> Clerk:
    """Four documents, of which two are LIMITE and one of these was released; and the list that says the same."""
    marked = 'marking = "LIMITE"\n'
    release = '\n[[access]]\nkind = "released"\non = 2019-06-01\n'
    for number, title, codes, more, behind in (
        (1, "One", "COSI 1", "", ""),
        (2, "Two", "COSI 2", marked, ""),
        (3, "Three", "COSI 3; JAI 1", "", ""),
        (4, "Four", "COSI 4", marked, release),
    ):
        clerk.enter(f"documents/2019/000/ST-{number}-2019-INIT.toml", _entry(number, title, codes, more) + behind)
    clerk.write("list.csv", HEADINGS + SAME)
    return clerk


def against(clerk: Clerk, text: str, *words: str, name: str = "list.csv") -> Answer:
    clerk.write(name, text)
    return clerk.run("check", "--against", name, *words)


def found(answer: Answer) -> dict[str, tuple[str, str | None]]:
    assert answer.status in {0, 1}, answer
    records: list[dict[str, Any]] = json.loads(answer.out)["records"]
    return {record["code"]: (record["message"], record["document"]) for record in records}


def test_the_same_list_finds_nothing(listed: Clerk) -> None:
    answer = listed.run("check", "--against", "list.csv")

    assert (answer.status, answer.out) == (0, "")
    assert "4 documents of list.csv compared with 4 here." in answer.err


@pytest.mark.parametrize(
    ("before", "after", "code", "document", "words"),
    [
        ("1/19,One", "1/19,Another one", "LIST003", "1/19", "the list gives another title"),
        ("2019-05-01", "2019-05-07", "LIST004", "1/19", "the list gives the date 2019-05-07, the register 2019-05-01"),
        ("COSI 3; JAI 1", "COSI 3", "LIST005", "3/19", "the list gives the codes COSI 3, the register COSI 3, JAI 1"),
        ("COSI 1,", "COSI 1,LIMITE", "LIST006", "1/19", "the list gives the marking LIMITE, the register none"),
        ("COSI 2,LIMITE", "COSI 2,", "LIST007", "2/19", "the list has it as public, and here it is LIMITE"),
        ("1/19,One", "9/19,One", "LIST001", "9/19", "the list has it, and the register does not"),
        ("1/19,One,2019-05-01,COSI 1,\n", "", "LIST002", "1/19", "the register has it, and the list does not"),
    ],
)
def test_each_difference_is_a_finding(
    listed: Clerk, before: str, after: str, code: str, document: str, words: str
) -> None:
    answer = against(listed, HEADINGS + SAME.replace(before, after), "--json")

    assert answer.status == 1
    assert found(answer)[code] == (words, document)


def test_what_is_written_otherwise_but_says_the_same_is_no_difference(listed: Clerk) -> None:
    same = SAME.replace("One", '"ONE. "').replace("COSI 3; JAI 1", "JAI; COSI").replace("COSI 4,LIMITE", "COSI 4,")

    assert against(listed, HEADINGS + same).status == 0


def test_an_empty_cell_and_a_column_that_is_not_there_say_nothing(listed: Clerk) -> None:
    numbers = "number,subject\n1/19,\n2/19,\n3/19,Three\n4/19,\n"

    assert against(listed, numbers).status == 0


def test_other_years_than_those_of_the_list_are_not_missed_in_it(listed: Clerk) -> None:
    listed.enter("documents/2018/000/ST-1-2018-INIT.toml", 'number = "1/18"\nsubject = "Old"\n')

    assert against(listed, HEADINGS + SAME).status == 0


def test_columns_are_mapped_as_for_an_import(listed: Clerk) -> None:
    table = "Nummer\tTitel\n1/19\tOther\n2/19\tTwo\n3/19\tThree\n4/19\tFour\n"

    unmapped = against(listed, table, name="list.tsv")
    mapped = against(listed, table, "--map", "Nummer=number", "--map", "Titel=subject", "--json", name="list.tsv")

    assert unmapped.status == 2
    assert set(found(mapped)) == {"LIST003"}


def test_json_lines_and_a_spreadsheet_are_read_too(listed: Clerk) -> None:
    listed.ok("export", "--all", "--internal", "--format", "xlsx", "-o", "ours.xlsx")
    lines = "".join(json.dumps({"number": f"{at}/19", "subject": "Other"}) + "\n" for at in (1, 2, 3, 4))

    assert listed.run("check", "--against", "ours.xlsx").status == 0
    assert against(listed, lines, name="list.jsonl").status == 1


def test_a_row_that_cannot_be_read_is_named_and_never_fine(listed: Clerk) -> None:
    answer = against(
        listed, HEADINGS + SAME + "nonsense,X,2019-05-01,COSI,\n5/19,Y,32.13.2019,COSI,\n1/19,One,,,\n", "--json"
    )

    messages = [one["message"] for one in json.loads(answer.out)["records"] if one["code"] == "LIST008"]
    places = [(one["path"], one["line"]) for one in json.loads(answer.out)["records"] if one["code"] == "LIST008"]
    assert answer.status == 1
    assert places == [("list.csv", 6), ("list.csv", 7), ("list.csv", 8)]
    assert "row 8: 1/19 is in row 2 already" in messages
    assert all("row " in message for message in messages)


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [
        ("list.csv", "", 3),
        ("list.csv", HEADINGS, 3),
        ("list.csv", "Title,Date\nOne,2019-05-01\n", 2),
        ("list.jsonl", "[1]\n", 2),
        ("list.xlsx", "no spreadsheet", 2),
    ],
)
def test_a_list_that_cannot_be_read_is_never_fine(listed: Clerk, name: str, text: str, status: int) -> None:
    answer = against(listed, text, name=name)

    assert (answer.status, answer.out) == (status, "")
    assert listed.run("check", "--against", "gone.csv").status in {3, 4}


def test_a_file_of_the_register_that_cannot_be_read_is_told(listed: Clerk) -> None:
    listed.enter("documents/2019/000/ST-1-2019-INIT.toml", "broken")

    answer = listed.run("check", "--against", "list.csv")

    assert answer.status == 3
    assert "FILE001" in answer.out


def test_every_format_has_them(listed: Clerk) -> None:
    text = HEADINGS + SAME.replace("1/19,One", "1/19,Another")
    junit = ET.fromstring(against(listed, text, "--format", "junit").out)
    (sarif,) = json.loads(against(listed, text, "--format", "sarif").out)["runs"]

    assert [case.get("name") for case in junit.iter("testcase") if case.find("failure") is not None] == [
        "LIST003 The list gives another title"
    ]
    assert [result["ruleId"] for result in sarif["results"]] == ["LIST003"]
    assert "documents/2019/000/ST-1-2019-INIT.toml:3:1: LIST003 error" in against(listed, text).out
    assert "LIST003" in listed.ok("explain", "LIST003")


def test_waivers_and_baselines_work_as_usual(listed: Clerk) -> None:
    text = HEADINGS + SAME.replace("1/19,One", "1/19,Another").replace("2/19,Two", "2/19,More")
    listed.write("base.json", against(listed, text, "--json").out)
    listed.enter(
        "documents/2019/000/ST-1-2019-INIT.toml",
        listed.read("documents/2019/000/ST-1-2019-INIT.toml") + '\n[waive]\nLIST003 = "the paper says so"\n',
    )

    waived = found(against(listed, text, "--json"))

    assert waived["LIST003"][1] == "2/19"
    assert len(waived) == 1
    assert against(listed, text, "--baseline", "base.json").status == 0
    moved = HEADINGS + "\n" + text.removeprefix(HEADINGS)
    assert against(listed, moved, "--baseline", "base.json").status == 0
    assert "LIST003" not in listed.run("check").out
    assert "FILE005" not in listed.run("check").out


def test_no_words_of_a_document_reach_a_finding(listed: Clerk) -> None:
    text = HEADINGS + SAME.replace("2/19,Two", "2/19,Zzsecretzz").replace("COSI 2", "Zzlowerzz words")

    answer = against(listed, text, "--json")

    assert "zzsecretzz" not in (answer.out + answer.err).casefold()


@pytest.mark.parametrize(
    "words",
    [("1/19",), ("--since", "HEAD"), ("--staged",), ("--untrusted",), ("--fix",), ("--history",)],
)
def test_what_does_not_go_together_is_said(listed: Clerk, words: tuple[str, ...]) -> None:
    assert listed.run("check", "--against", "list.csv", *words).status == 2
    assert listed.run("check", "--map", "a=number").status == 2
    assert listed.run("check", "--select", "LIST").status == 2


def test_the_register_of_a_commit_can_be_compared_too(listed: Clerk) -> None:
    listed.ok("add", "7/19", "--subject", "Seven", "--date", "2019-05-07")

    assert listed.run("check", "--against", "list.csv").status == 1
    assert listed.run("check", "--against", "list.csv", "--at", "HEAD~1").status == 0
