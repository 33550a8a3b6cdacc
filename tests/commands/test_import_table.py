"""somei import --table: rows of spreadsheets and exports become entries, or are named by row and column."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest
from commands.terminal_runs import run_on_terminal
from conftest import Clerk, prepared

from somei_cli.actions.act import Circumstances
from somei_cli.actions.importing.table_import import TableOptions, import_rows, read_rows
from somei_cli.model.document_edits import FieldEdit
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.table_rows import ParsedRow
from somei_cli.store.register.register import open_register

Step = TypeVar("Step")

TABLE = "number,type,subject,date,languages,marking,subject_codes,from,to,body,on,note\n"
ROWS = (
    '7131/20,NOTE,State of play,2020-06-03,en,LIMITE,"COSI; ENFOPOL 12",Presidency,Delegations,SOMEI,2020-06-10,\n'
    'CM 2345/20,NOTE,Notice of meeting,4.6.2020,"en, fr",,,,,,,"two\nlines"\n'
)


@prepared
def listed(clerk: Clerk) -> Clerk:
    """A clerk whose register holds two rows of a table."""
    clerk.write("../table.csv", TABLE + ROWS)
    clerk.ok("import", "--table", "../table.csv")
    return clerk


def entry(clerk: Clerk, number: str) -> dict[str, object]:
    (document,) = json.loads(clerk.ok("show", number, "--json"))["records"]
    return dict(document)


def test_rows_become_entries_in_one_commit(listed: Clerk) -> None:
    first = entry(listed, "7131/20")

    assert listed.log()[0] == "Import 7131/20, CM 2345/20"
    assert {key: first[key] for key in ("type", "subject", "date", "marking", "subject_codes", "meeting")} == {
        "type": "NOTE",
        "subject": "State of play",
        "date": "2020-06-03",
        "marking": "LIMITE",
        "subject_codes": ["COSI", "ENFOPOL 12"],
        "meeting": {"body": "SOMEI", "start": "2020-06-10"},
    }
    assert entry(listed, "CM 2345/20")["note"] == "two\nlines"
    assert entry(listed, "CM 2345/20")["languages"] == ["en", "fr"]
    assert listed.run("check").status == 0


def test_the_same_table_again_changes_nothing(listed: Clerk) -> None:
    before = listed.log()
    listed.write("../table.csv", TABLE + ROWS)

    answer = listed.run("import", "--table", "../table.csv")

    assert (answer.status, answer.out) == (0, "")
    assert answer.err == "2 rows: 2 same (no commit)\n"
    assert listed.log() == before


def test_each_row_may_have_a_commit(clerk: Clerk) -> None:
    clerk.write("../table.csv", TABLE + ROWS)

    answer = clerk.run("import", "--table", "../table.csv", "--each")

    assert answer.err.splitlines()[0] == "2 rows: 2 new (2 commits)"
    assert clerk.log()[:2] == ["Import CM 2345/20", "Import 7131/20"]


def test_a_long_table_is_one_commit_with_every_row(clerk: Clerk) -> None:
    rows = [f"{number}/20,NOTE,Subject {number},2020-06-03,en,,,,,,," for number in range(1, 1203)]
    rows[600] = rows[599].replace("Subject 600", "Another")
    clerk.write("../table.csv", TABLE + "\n".join(rows) + "\n")

    answer = clerk.run("import", "--table", "../table.csv", "--skip-faulty")

    assert answer.err == (
        "1202 rows: 1200 new, 2 differs (commit "
        + clerk.git("rev-parse", "HEAD")[:10]
        + ")\n2 rows left out, as shown.\n"
        "note: 1200 documents have no marking. The public sees their entries only: somei help access\n"
    )
    assert [line.split("\t")[:4] for line in answer.out.splitlines()[1:]] == [
        ["601", "", "600/20", "differs"],
        ["602", "", "600/20", "differs"],
    ]
    assert clerk.log()[0] == "Import 1/20, 2/20, 3/20 and 1197 more"
    assert [entry(clerk, number)["subject"] for number in ("1/20", "599/20", "602/20", "1202/20")] == [
        "Subject 1",
        "Subject 599",
        "Subject 602",
        "Subject 1202",
    ]
    assert clerk.git("status", "--porcelain") == ""
    assert clerk.run("import", "--table", "../table.csv", "--dry-run", "--skip-faulty").err.startswith("1202 rows: ")


def test_nothing_is_taken_while_a_row_is_faulty(clerk: Clerk) -> None:
    clerk.write("../table.csv", TABLE + ROWS + "7132/20,NOTE,A,04/12/2020,,,,,,,,\n7133/20,,,,,,,,,,,\n")
    before = clerk.log()

    answer = clerk.run("import", "--table", "../table.csv")

    assert answer.status == 5
    assert answer.out.splitlines()[1:] == [
        "4\tD (date)\t7132/20\trefused\t“04/12/2020” does not say which figure is the month.",
        "5\tC (subject)\t7133/20\trefused\tA subject is missing.",
    ]
    assert answer.err.splitlines() == [
        "4 rows: 2 new, 2 refused (nothing was taken)",
        (
            "2 rows cannot enter. Correct the table, or leave these rows out with --skip-faulty. "
            "With --dates dmy or --dates mdy, dates in figures are read in that order."
        ),
    ]
    assert clerk.log() == before

    answer = clerk.run("import", "--table", "../table.csv", "--skip-faulty")

    assert answer.status == 0
    assert answer.out.splitlines()[1].startswith("4\tD (date)")
    assert clerk.log()[0] == "Import 7131/20, CM 2345/20"


def test_a_row_that_differs_is_named_and_replaces_only_if_asked(listed: Clerk) -> None:
    listed.write("../new.csv", "number,title,date\n7131/20,Another title,\nCM 2345/20,Notice of meeting,\n")

    answer = listed.run("import", "--table", "../new.csv")

    assert answer.status == 5
    assert answer.out.splitlines()[1:] == [
        "2\t\t7131/20\tdiffers\t7131/20 is already in the register, with a different subject."
    ]
    assert "--replace" in answer.err

    shown = json.loads(listed.ok("import", "--table", "../new.csv", "--replace", "-n", "--json"))["records"][0]
    assert [change["after"] for change in shown["differences"]] == ["Another title"]
    listed.ok("import", "--table", "../new.csv", "--replace")
    after = entry(listed, "7131/20")
    assert (after["subject"], after["date"], after["marking"]) == ("Another title", "2020-06-03", "LIMITE")


def test_a_lower_marking_needs_a_reason(listed: Clerk) -> None:
    listed.write("../new.csv", "number,marking\n7131/20,none\n")

    assert listed.run("import", "--table", "../new.csv", "--replace").status == 5
    listed.ok("import", "--table", "../new.csv", "--replace", "-m", "misread")
    assert "marking" not in entry(listed, "7131/20")


def test_rows_with_one_number_and_taken_serials_are_refused(listed: Clerk) -> None:
    rows = "number,subject,codes\n1/20,A,\n1/20,B,\n7/20,C,ENFOPOL 12\n8/20,D,NOSUCHCODE\n"
    listed.write("../new.csv", rows)

    answer = listed.run("import", "--table", "../new.csv", "--skip-faulty")

    reasons = [line.split("\t")[-1] for line in answer.out.splitlines()[1:]]
    assert [reason.split(" ")[0] for reason in reasons] == ["row", "row", "ENFOPOL", "NOSUCHCODE"]
    assert reasons[0] == "row 2 and row 3 have the number 1/20, but differ; none was registered."


@pytest.mark.parametrize("level", ["RESTREINT UE/EU RESTRICTED", "SECRET UE/EU SECRET"])
def test_words_of_a_level_are_refused_as_typed_words_are(clerk: Clerk, level: str) -> None:
    clerk.write("../table.csv", f"number,subject,note\n1/20,On {level} things,\n2/20,A,{level}\n3/20,A,\n")

    answer = clerk.run("import", "--table", "../table.csv", "--skip-faulty")

    assert [line.split("\t")[1] for line in answer.out.splitlines()[1:]] == ["B (subject)", "C (note)"]
    assert clerk.log()[0] == "Import 3/20"
    assert (
        clerk.run("import", "--table", "../table.csv", "--quoted", "subject", "--quoted", "note", "-m", "x").status == 0
    )


def test_a_classified_row_says_no_more_than_its_marking_allows(clerk: Clerk) -> None:
    clerk.write("../table.csv", "number,subject,marking\n1/20,A subject,SECRET UE/EU SECRET\n")

    answer = clerk.run("import", "--table", "../table.csv")

    assert answer.status == 5
    assert "A subject" not in answer.out + answer.err


def test_a_row_is_refused_at_the_cell_of_its_unknown_code_taken_serial_or_level(listed: Clerk) -> None:
    rows = "9/20,A\n10/20,B\n11/20,C\n12/20,D\n".replace("\n", ",{}\n").format(
        "ENFOPL 7,", "ENFOPOL 12,", "JAI 3,CONFIDENTIEL UE", "A WORD OF THE DOCUMENT THAT IS NO CODE 4,"
    )
    listed.write("../t.csv", "number,subject,subject_codes,marking\n" + rows)

    answer = listed.run("import", "--table", "../t.csv")
    told = list(csv.DictReader(answer.out.splitlines(), delimiter="\t"))
    (record,) = json.loads(listed.run("import", "--table", "../t.csv", "--json").out)["records"]

    assert [row["column"] for row in told] == ["C (subject_codes)"] * 2 + ["D (marking)", "C (subject_codes)"]
    assert told[0]["reason"] == "ENFOPL is not a subject code of this register."
    assert told[1]["reason"] == "ENFOPOL 12 of 2020 is held by 7131/20."
    assert "WORD OF THE DOCUMENT" not in answer.out + answer.err
    (fault,) = record["rows"][0]["faults"]
    assert (fault["column"], fault["message"]) == ("C", told[0]["reason"])
    assert fault["hint"].startswith("Near it: ENFOPOL")
    assert "--quoted" not in record["rows"][2]["faults"][0]["hint"]


def test_columns_may_be_named_by_hand_and_others_are_reported(clerk: Clerk) -> None:
    clerk.write("../table.csv", "Nummer;Betreff;Ablage\n7131/20;A;Shelf 3\n")

    answer = clerk.run("import", "--table", "../table.csv", "--map", "Nummer=number", "--map", "Betreff=subject")

    assert answer.status == 0
    assert answer.err.splitlines()[0] == "note: not read: “Ablage”"


def test_the_answer_in_json_has_every_row(listed: Clerk) -> None:
    listed.write("../new.csv", "number,subject,date\n7131/20,Other,\nCM 2345/20,Notice of meeting,\n9/20,A,\nx,B,y\n")

    answer = listed.run("import", "--table", "../new.csv", "--dry-run", "--json")

    (record,) = json.loads(answer.out)["records"]
    assert record["outcomes"] == {"differs": 1, "same": 1, "new": 1, "refused": 1}
    assert [(row["row"], row["outcome"]) for row in record["rows"]] == [
        (2, "differs"),
        (3, "same"),
        (4, "new"),
        (5, "refused"),
    ]
    assert [fault["column"] for fault in record["rows"][3]["faults"]] == ["A", "C"]
    assert record["differences"] == [
        {"document": "7131/20", "field": "subject", "before": "State of play", "after": "Other"}
    ]
    assert (record["commits"], answer.status) == ([], 5)


def test_only_issued_documents_come_in_a_table(clerk: Clerk) -> None:
    clerk.write("../table.csv", "number,subject,status\n7131/20,A,issued\n7132/20,B,void\n")

    answer = clerk.run("import", "--table", "../table.csv", "--skip-faulty")

    assert "a table brings documents that are issued, and no others." in answer.out
    assert clerk.log()[0] == "Import 7131/20"


def test_a_person_sees_what_would_enter_and_is_asked(listed: Clerk) -> None:
    listed.write("../new.csv", "number,subject\n7131/20,Other\nCM 2345/20,Notice of meeting\n9/20,A\n")
    words = ("import", "--table", "../new.csv", "--skip-faulty")

    refused = run_on_terminal(listed, *words, keys="n\n", after="[y/N]")
    taken = run_on_terminal(listed, *words, keys="y\n", after="[y/N]")

    assert refused.status == 5
    assert "3 rows: 1 differs, 1 same, 1 new." in refused.text
    assert "Take 1 row?" in refused.text
    assert "Nothing was written." in refused.text
    assert taken.status == 0
    assert listed.log()[0] == "Import 9/20"


def test_an_entry_with_keys_of_a_later_version_is_replaced_as_shown(listed: Clerk) -> None:
    (file,) = listed.folder.glob("documents/2020/*/CM-2345-2020-INIT.toml")
    path = str(file.relative_to(listed.folder))
    listed.enter(path, listed.read(path) + 'later = [\n    "a",\n    "b",\n]\n')
    listed.write("../new.csv", "number,subject\nCM 2345/20,Other\n")

    taken = run_on_terminal(listed, "import", "--table", "../new.csv", "--replace", keys="y\n", after="[y/N]")

    assert taken.status == 0, taken.text
    assert "Take 1 row?" in taken.text
    assert 'subject = "Other"' in listed.read(path)
    assert '"b",' in listed.read(path)


def test_the_progress_of_a_long_table_is_reported_to_the_end(clerk: Clerk) -> None:
    reported: list[tuple[str, int, int]] = []

    def track(steps: Iterable[Step], total: int, words: str) -> Iterator[Step]:
        done = 0
        for step in steps:
            yield step
            done += 1
        reported.append((words, done, total))

    rows = read_rows(
        ParsedRow(row, DocumentNumber("ST", row, 2020), (FieldEdit("subject", "subject", "set", f"Subject {row}"),), {})
        for row in range(1, 1002)
    )

    circumstances = Circumstances(date(2020, 6, 3), "a table", track=track)
    result = import_rows(open_register(clerk.folder), rows, TableOptions(circumstances))

    assert result.entering == 1001
    assert all(done == total for _, done, total in reported)
    assert {(words, total) for words, _, total in reported if total} == {
        ("judging", 1001),
        ("checking", 3),
        ("preparing", 1001),
        ("writing", 1001),
    }


def test_options_of_files_and_of_tables_do_not_mix(clerk: Clerk) -> None:
    clerk.write("../table.csv", TABLE + ROWS)

    assert clerk.run("import", "--table", "../table.csv", "--strict").status == 2
    assert clerk.run("import", "x.txt", "--map", "A=subject").status == 2
    assert clerk.run("import").status == 2
    assert clerk.run("import", "--table", "../nothing.csv").status == 4


def test_a_table_comes_from_standard_input_too(clerk: Clerk) -> None:
    clerk.ok("import", "--table", "-", stdin=TABLE + ROWS)

    assert clerk.log()[0] == "Import 7131/20, CM 2345/20"


def test_an_export_of_everything_is_the_inverse(listed: Clerk, tmp_path: Path) -> None:
    sheet = listed.ok("export", "--all", "--format", "csv")
    (tmp_path / "other").mkdir()
    other = Clerk(tmp_path / "other")
    other.ok("init")
    (tmp_path / "sheet.csv").write_text(sheet, encoding="utf-8")

    answer = other.run("import", "--table", "../sheet.csv")

    assert (answer.status, answer.err) == (0, answer.err)
    assert other.ok("export", "--all", "--format", "csv") == sheet


def test_an_xlsx_is_read_like_the_other_forms(clerk: Clerk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in csv.reader((TABLE + ROWS).splitlines(keepends=True)):
        book.active.append(row)
    book.save(tmp_path / "table.xlsx")

    clerk.ok("import", "--table", "../table.xlsx")

    assert entry(clerk, "7131/20")["subject_codes"] == ["COSI", "ENFOPOL 12"]


def register_ids() -> list[str]:
    """Ids as the public register writes them: the series, stacked suffixes, and a few that are no numbers."""
    series = ("ST", "SN", "CM", "DS", "WK")
    suffixes = ("INIT", "REV-1", "ADD-1", "COR-1", "REV-2-ADD-1", "ADD-1-REV-1", "REV-4", "COR-2-REV-1")
    ids = [f"{series[number % 5]}-{5000 + number}-{1995 + number % 25}-{suffixes[number % 8]}" for number in range(400)]
    return [*ids[:200], "02--INIT", "77-1977-INIT", "T-350-2002-INIT", *ids[200:]]


def test_ids_of_the_register_go_in_and_come_out_the_same(clerk: Clerk) -> None:
    lines = ["Document number,Title,Date of issue"]
    for index, register_id in enumerate(register_ids()):
        year = next((part for part in register_id.split("-") if len(part) == 4 and part[:2] in {"19", "20"}), "2002")
        day = f"{year}-06-{index % 28 + 1:02}" if int(year) < 2020 else "2020-01-02"
        lines.append(f"{register_id},Subject {index},{day}")
    clerk.write("../ids.csv", "\n".join(lines) + "\n")

    answer = clerk.run("import", "--table", "../ids.csv", "--skip-faulty")

    assert answer.status == 0
    left = [line.split("\t") for line in answer.out.splitlines()[1:]]
    assert [row[0] for row in left] == ["202", "203", "204"]
    assert all(row[1] == "A (Document number)" for row in left)
    numbers = [record["id"] for record in json.loads(clerk.ok("list", "--json"))["records"]]
    assert sorted(numbers) == sorted(
        id_ for id_ in register_ids() if id_.split("-")[0] in {"ST", "SN", "CM", "DS", "WK"}
    )


def test_the_first_row_of_a_table_without_headings_is_not_repeated(clerk: Clerk) -> None:
    clerk.write("../n.csv", "7001/20,A plan of the lamps,2020-02-02,LIMITE\n")

    answer = clerk.run("import", "--table", "../n.csv")

    assert answer.status == 2
    assert "The first line holds the headings" in answer.err
    assert "lamps" not in answer.err + answer.out


def test_an_object_that_says_a_marking_twice_is_refused(clerk: Clerk) -> None:
    row = '{"number": "7003/20", "subject": "S", "date": "2020-02-02", "marking": "LIMITE", "marking": "PUBLIC"}'
    clerk.write("../n.jsonl", row.replace(', "marking": "PUBLIC"', "").replace("7003", "7002") + f"\n{row}\n")

    answer = clerk.run("import", "--table", "../n.jsonl")

    assert answer.status == 5
    assert "with each key once" in answer.err + answer.out


def test_a_marking_that_is_not_known_is_told(clerk: Clerk) -> None:
    clerk.write("../m.csv", "number,subject,date,marking\n7004/20,S,2020-02-02,ZEBRA\n7005/20,S,2020-02-02,ZEBRA\n")

    answer = clerk.run("import", "--table", "../m.csv")

    assert answer.status == 0
    assert answer.err.count("note: “ZEBRA” is not a marking that somei knows.") == 1


def test_two_columns_with_one_heading_are_refused_with_a_hint_that_helps(clerk: Clerk) -> None:
    clerk.write("../d.csv", "number,subject,Subject\n7006/20,S,T\n")

    answer = clerk.run("import", "--table", "../d.csv")

    assert answer.status == 2
    assert "Give one of them another heading" in answer.err


# ---- markings outside of the fields


def list_of(*cells: str, heading: str) -> str:
    return f"number,subject,{heading}\n" + "".join(f"{index}/20,Lamps,{cell}\n" for index, cell in enumerate(cells, 1))


@pytest.mark.parametrize(
    "heading",
    [
        "Classification",
        "Distribution",
        "Confidentiality",
        "Markierung",
        "Marquage",
        "Access",
        "Remarks",
        "note",
        "type",
    ],
)
@pytest.mark.parametrize("words", ["LIMITE", "limite", "Not for publication", "SECRET"])
def test_words_that_restrict_in_a_column_that_is_not_read_are_a_doubt(clerk: Clerk, heading: str, words: str) -> None:
    clerk.write("../table.csv", list_of(words, "Smith", heading=heading))

    answer = clerk.run("import", "--table", "../table.csv")

    assert answer.status == 5
    (row,) = answer.out.splitlines()[1:]
    assert row.split("\t")[:4] == ["2", "", "1/20", "in doubt"]
    assert f"column C ({heading}) may be the marking" in row
    assert "2 rows: 1 in doubt, 1 new (nothing was taken)" in answer.err
    assert "--accept-doubts" in answer.err


def test_a_doubt_about_a_marking_is_settled_by_the_clerk(clerk: Clerk) -> None:
    clerk.write("../table.csv", list_of("LIMITE", heading="Classification"))
    clerk.write("../other.csv", list_of("no", "", "x", heading="LIMITE"))

    clerk.ok("import", "--table", "../table.csv", "--map", "Classification=marking")
    clerk.ok("import", "--table", "../other.csv", "--accept-doubts")

    assert [entry(clerk, number).get("marking") for number in ("1/20", "2/20", "3/20")] == ["LIMITE", None, "LIMITE"]
    assert [row.split("\t")[0] for row in clerk.ok("list", "--doubts").splitlines()[1:]] == ["3/20"]
    assert clerk.run("import", "--table", "../other.csv").err.endswith("3 rows: 3 same (no commit)\n")


def test_ordinary_words_in_other_columns_are_no_doubt(clerk: Clerk) -> None:
    cells = ("Unit B2", "A limited number of copies", "Rules on EU RESTRICTED information", "PUBLIC", "x", "")
    clerk.write(
        "../table.csv", list_of(*cells, heading="Owner").replace("Lamps", "The secret services and LIMITE papers")
    )

    assert clerk.run("import", "--table", "../table.csv").status == 0


@pytest.mark.parametrize("heading", ["Remarks", "Classification", "items"])
@pytest.mark.parametrize("level", ["RESTREINT UE/EU RESTRICTED", "secret ue", "S-UE/EU-S"])
def test_a_level_in_a_column_that_is_not_read_refuses_the_row(clerk: Clerk, heading: str, level: str) -> None:
    clerk.write("../table.csv", list_of(level, "", heading=heading))

    answer = clerk.run("import", "--table", "../table.csv", "--accept-doubts", "--skip-faulty")

    assert answer.out.splitlines()[1].startswith(f"2\tC ({heading})\t1/20\trefused\tnames ")
    assert clerk.log()[0] == "Import 2/20"


@pytest.mark.parametrize("place", ["file", "heading", "line", "header", "sheet", "title", "other", "comment"])
@pytest.mark.parametrize("words", ["LIMITE", "SECRET UE"])
def test_what_stands_around_the_rows_is_heeded(clerk: Clerk, tmp_path: Path, place: str, words: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["number", "subject", "a", "b"], ["1/20", "Lamps", "", "x"]):
        sheet.append(row)
    if place == "heading":
        sheet["D1"] = words
    if place == "line":
        sheet.insert_rows(1)
        sheet["A1"] = f"LIMITE list, {words}"
    if place == "header":
        sheet.oddHeader.left.text, sheet.oddHeader.left.size = words, 14
    if place == "sheet":
        sheet.title = words
    if place == "title":
        book.properties.title = words
    if place == "other":
        book.create_sheet("2").append(["", words])
    if place == "comment":
        sheet["B2"].comment = openpyxl.comments.Comment(words, "A. Clerk")
    name = f"{words} list.xlsx" if place == "file" else "list.xlsx"
    book.save(tmp_path / name)

    answer = clerk.run("import", "--table", f"../{name}", "--skip-faulty")

    if words == "LIMITE":
        assert answer.out.splitlines()[1].split("\t")[2:4] == ["1/20", "in doubt"]
    else:
        assert answer.status == 5
        assert "SECRET UE/EU SECRET stands in " in answer.err
    assert clerk.ok("list", "--format", "ids") == ""


def test_the_public_sees_of_an_unmarked_row_what_it_sees_of_an_unmarked_file(clerk: Clerk) -> None:
    clerk.write("../table.csv", "number,type,subject,marking\n1/20,NOTE,Lamps,\n2/20,NOTE,Harbours,PUBLIC\n")

    answer = clerk.run("import", "--table", "../table.csv")

    assert "note: 1/20 has no marking. The public sees its entry only" in answer.err
    records = json.loads(clerk.ok("export", "--format", "json"))["records"]
    assert [record["shown"] for record in records] == ["entry", "text"]
    assert dict(entry(clerk, "1/20")["source"])["name"] == "table.csv, row 2"  # type: ignore[call-overload]


# ---- dates


def dates_of(clerk: Clerk, *cells: str, options: tuple[str, ...] = ()) -> list[str]:
    """The dates that a table with these cells gives, in a clone of its own; or what is said of them."""
    clerk.write("../table.csv", "number,subject,date\n" + "".join(f"{n}/20,A,{c}\n" for n, c in enumerate(cells, 1)))
    answer = clerk.run("import", "--table", "../table.csv", *options)
    if answer.status:
        return [row.split("\t", 2)[2] for row in answer.out.splitlines()[1:]]
    return [str(entry(clerk, f"{number}/20")["date"]) for number in range(1, len(cells) + 1)]


@pytest.mark.parametrize(
    ("cells", "options"),
    [
        (("02/05/2020", "13/05/2020"), ()),
        (("02/05/20", "13/05/20"), ()),
        (("05/02/2020", "05/13/2020"), ()),
        (("02/05/2020", "2020-05-13"), ("--dates", "dmy")),
        (("05/02/20", "5/13/2020"), ("--dates", "mdy")),
        (("2020/05/02", "20-05-13"), ("--dates", "iso")),
        (("2-May-20", "13 May 2020"), ()),
        (("2020-05-02T00:00:00.000", "2020-05-13 00:00:00"), ()),
    ],
)
def test_the_dates_of_a_column_are_read_in_one_order(clerk: Clerk, cells: tuple[str], options: tuple[str, ...]) -> None:
    assert dates_of(clerk, *cells, options=options) == ["2020-05-02", "2020-05-13"]


@pytest.mark.parametrize(
    ("cells", "options", "words"),
    [
        (("02/05/2020", "2020-05-13"), (), ["1/20\trefused\t“02/05/2020” does not say which figure is the month."]),
        (("13/05/2020",), ("--dates", "mdy"), ["1/20\trefused\t“13/05/2020” is not in the order mdy."]),
        (("2020-05-02T13:30:00",), (), ["1/20\trefused\t“2020-05-02T13:30:00” is not a date."]),
        (
            ("02/05/2020", "13/05/2020", "05/14/2020"),
            (),
            [
                f"{number}/20\trefused\t“{text}” is not certain: in this column the day stands first in some dates, "
                "the month in others."
                for number, text in enumerate(("02/05/2020", "13/05/2020", "05/14/2020"), 1)
            ],
        ),
    ],
)
def test_dates_that_are_not_certain_are_refused_by_number(
    clerk: Clerk, cells: tuple[str, ...], options: tuple[str, ...], words: list[str]
) -> None:
    assert dates_of(clerk, *cells, options=options) == words


def test_the_paper_of_a_document_of_a_table_is_no_other_document(clerk: Clerk) -> None:
    clerk.write("../table.csv", "number,type,subject,date\n9000/20,NOTE,Lamps,2020-06-03\n")
    clerk.ok("import", "--table", "../table.csv")
    source = dict(entry(clerk, "9000/20")["source"])  # type: ignore[call-overload]
    file = "documents/2020/090/ST-9000-2020-INIT.toml"
    text = clerk.read(file).replace("Lamps", "Oil lamps of harbours").replace(source["name"], "paper.txt")
    clerk.write(file, text.replace(source["sha256"], "0" * 64))
    clerk.git("commit", "-qam", "Edit 9000/20\n\nSomei-Action: edit\nSomei-Document: 9000/20")

    assert "describes another document" not in clerk.run("check", "--history").out
