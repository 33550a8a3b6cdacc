"""Sheets: what export writes for a spreadsheet program, and what becomes of it by edit --from."""

import csv
import datetime as dt
import io
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from commands.terminal_runs import run_on_terminal
from conftest import EVERYTHING, Clerk, prepared
from leaky_registers import KINDS, SIGN, Marker
from leaky_registers import write as write_leaky
from needs import need

from somei_cli.formats.export.sheet import SHEET_WORDS

ROWS = (
    "number,type,subject,date,marking,subject_codes,body,on,note,languages\n"
    "7131/20,NOTE,State of play,2020-06-03,LIMITE,COSI,SOMEI,2020-06-10,,en\n"
    '7132/20,NOTE,"=1+1, a formula",2020-06-04,,,,,"two\nlines","en; fr"\n'
    "7133/20,NOTE,'quoted,2020-06-05,,,,,,\n"
)


@prepared
def desk(clerk: Clerk) -> Clerk:
    """A clerk with three documents."""
    clerk.ok("import", "--table", "-", stdin=ROWS)
    return clerk


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def edit_csv(clerk: Clerk, change: Callable[[list[list[str]]], object], fields: str = "subject,date,note") -> None:
    """Write a sheet, change its rows, and save it."""
    rows = rows_of(clerk.ok("export", "--fields", fields, "--format", "csv"))
    change(rows)
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    clerk.write("../sheet.csv", text.getvalue())


def field(clerk: Clerk, number: str, name: str) -> object:
    (document,) = json.loads(clerk.ok("show", number, "--json"))["records"]
    return document.get(name)


# ---- what a sheet is


NOTICE = "LIMITE: this sheet holds 1 entry that is LIMITE and not for the public"


def test_a_sheet_begins_with_its_headings_and_limite_is_said_beside_it(desk: Clerk, tmp_path: Path) -> None:
    answer = desk.run("export", "--format", "csv", "--fields", "subject,body,note")
    rows = rows_of(answer.out)
    lines = desk.ok("export", "--format", "jsonl", "--all").splitlines()
    desk.ok("export", "--fields", "subject", "-o", "../sheet.xlsx")
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")

    assert answer.err == f"{NOTICE}\n"
    assert [json.loads(line)["number"] for line in lines] == ["7131/20", "7132/20", "7133/20"]
    assert [cell.value for cell in book.active[1]] == ["number", "subject", "blob"]
    assert (book.properties.title, book.active.freeze_panes) == (NOTICE, "A2")
    assert rows[0] == ["number", "subject", "body", "note", "blob"]
    assert [row[:-1] for row in rows[1:]] == [
        ["7131/20", "State of play", "SOMEI", ""],
        ["7132/20", "'=1+1, a formula", "", "two\nlines"],
        ["7133/20", "'quoted", "", ""],
    ]
    assert rows[1][-1] == desk.git("rev-parse", "HEAD:documents/2020/071/ST-7131-2020-INIT.toml")


def test_a_public_sheet_holds_what_the_public_may_see(desk: Clerk) -> None:
    text = desk.ok("export", "--format", "csv", "--fields", "subject,note", "--public")

    assert rows_of(text)[0] == ["number", "subject", "note"]
    assert "LIMITE" not in text
    assert "two" not in text


def test_no_marked_word_leaves_in_a_public_sheet(tmp_path: Path) -> None:
    write_leaky(tmp_path / "leaky", list(KINDS), Marker())
    clerk = Clerk(tmp_path / "leaky")
    clerk.git("reset", "-q", "--hard")
    clerk.ok("export", "--all", "--public", "--format", "xlsx", "-o", "../sheet.xlsx")
    cells = [
        str(cell.value) for row in openpyxl.load_workbook(tmp_path / "sheet.xlsx").active.iter_rows() for cell in row
    ]

    everything = ",".join(SHEET_WORDS)
    answers = [
        clerk.run("export", "--public", "--format", form, *words)
        for form in ("csv", "tsv", "jsonl")
        for words in (["--all"], ["--fields", everything])
    ]

    assert {answer.status for answer in answers} == {0}
    assert SIGN not in "".join((*cells, *(answer.out + answer.err for answer in answers))).casefold()
    assert "Publicword" in answers[0].out


def test_a_sheet_for_the_house_is_refused_if_anything_is_classified(desk: Clerk) -> None:
    desk.ok("classify", "7133/20", "--marking", "RESTREINT UE/EU RESTRICTED", "-m", "so marked")

    answer = desk.run("export", "--all")

    assert (answer.status, answer.out) == (5, "")
    assert "7133/20" in answer.err


def test_a_sheet_is_private_and_is_not_written_over(desk: Clerk, tmp_path: Path) -> None:
    words = ("export", "--format", "xlsx", "--fields", "subject", "-o", "../sheet.xlsx")
    desk.ok(*words)

    assert (tmp_path / "sheet.xlsx").stat().st_mode & 0o777 == 0o600
    assert desk.run(*words).status == 5
    (record,) = json.loads(desk.ok(*words, "--force", "--json"))["records"]
    assert (record["documents"], record["limite"], record["fields"]) == (3, 1, ["number", "subject"])


def test_the_ending_of_the_file_says_the_form(desk: Clerk, tmp_path: Path) -> None:
    desk.ok("export", "--fields", "subject", "-o", "../a.xlsx")
    desk.ok("export", "--fields", "subject", "-o", "../a.csv")

    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").startswith("number,subject,blob\n")
    assert desk.run("export", "--format", "xlsx", "--all").status == 5
    assert desk.run("export", "--format", "json", "--all").status == 2
    assert desk.run("export", "--all", "-o", "../a.ods").status == 2
    assert not (tmp_path / "a.ods").exists()
    desk.ok("export", "--all", "-o", "../a.ods", "--format", "csv")
    assert desk.run("export", "--fields", "nonsense").status == 2


# ---- what comes back


def test_only_changed_cells_become_edits(desk: Clerk) -> None:
    def change(rows: list[list[str]]) -> None:
        rows[1][1], rows[2][2], rows[2][3] = "State of the play", "5.6.2020", ""

    edit_csv(desk, change)

    shown = desk.run("edit", "--from", "../sheet.csv", "--dry-run")
    refused = desk.run("edit", "--from", "../sheet.csv")
    done = desk.run("edit", "--from", "../sheet.csv", "--yes", "-m", "as printed")

    assert (shown.status, refused.status, done.status) == (0, 5, 0)
    assert "--yes" in refused.err
    assert shown.out == done.out
    assert done.out.splitlines()[1:] == [
        "7131/20\tsubject\tState of play\tState of the play",
        "7132/20\tdate\t2020-06-04\t2020-06-05",
        "7132/20\tnote\ttwo lines\t",
    ]
    assert desk.log()[:2] == [
        "Edit the subject, the date and the note of 7131/20, 7132/20",
        "Import 7131/20, 7132/20, 7133/20",
    ]
    assert field(desk, "7132/20", "subject") == "=1+1, a formula"


def test_a_sheet_that_nobody_changed_edits_nothing(desk: Clerk) -> None:
    def sort_otherwise(rows: list[list[str]]) -> None:
        rows[1:] = reversed(rows[1:])

    edit_csv(desk, sort_otherwise)

    answer = desk.run("edit", "--from", "../sheet.csv", "--yes")

    assert answer.status == 4
    assert "No cell of the sheet differs" in answer.err


def test_columns_of_a_persons_own_are_no_edits(desk: Clerk) -> None:
    def add_columns(rows: list[list[str]]) -> None:
        for row, cells in zip(rows, (["Notes", "Author"], ["look", "me"], ["", ""], ["", ""]), strict=True):
            row[1:1] = cells

    edit_csv(desk, add_columns, "subject")

    assert desk.run("edit", "--from", "../sheet.csv", "--yes").status == 4


def test_a_sheet_of_an_earlier_version_with_a_line_above_its_headings_is_read(desk: Clerk) -> None:
    text = desk.ok("export", "--format", "csv", "--fields", "subject,marking")
    desk.write("../old.csv", f'"{NOTICE}",,,\n{text.replace("State of play", "By the sheet")}')
    everything = desk.ok("export", "--format", "jsonl", "--all")
    desk.write("../old.jsonl", json.dumps({"LIMITE": NOTICE.removeprefix("LIMITE: ")}) + f"\n{everything}")

    assert desk.run("import", "--table", "../old.jsonl").err == "3 rows: 3 same (no commit)\n"
    desk.ok("edit", "--from", "../old.csv", "--yes")

    assert field(desk, "7131/20", "subject") == "By the sheet"


def test_a_marking_in_a_persons_own_column_leaves_the_row_out(desk: Clerk) -> None:
    def add_column(rows: list[list[str]]) -> None:
        for row, cell in zip(rows, ("Remarks", "LIMITE", "LIMITE", "RESTREINT UE"), strict=True):
            row.insert(2, cell)
            row[1] = row[1] if cell == "Remarks" else "By the sheet"

    edit_csv(desk, add_column, "subject")
    answer = desk.run("edit", "--from", "../sheet.csv", "--yes")

    assert answer.status == 5
    assert "left out row 3: “LIMITE” in column C (Remarks) may be the marking of this document." in answer.err
    assert "left out row 4: column C: names RESTREINT UE/EU RESTRICTED; such words are never accepted" in answer.err
    assert [field(desk, number, "subject") for number in ("7131/20", "7133/20")] == ["By the sheet", "'quoted"]


def test_a_sheet_that_names_a_level_outside_of_its_rows_is_refused(desk: Clerk, tmp_path: Path) -> None:
    desk.ok("export", "--fields", "subject", "-o", "../sheet.xlsx")
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    book.active["B2"], book.active.oddHeader.center.text = "By the sheet", "SECRET UE/EU SECRET"
    book.save(tmp_path / "sheet.xlsx")

    answer = desk.run("edit", "--from", "../sheet.xlsx", "--yes")

    assert answer.status == 5
    assert "SECRET UE/EU SECRET stands in a page header or footer" in answer.err
    assert field(desk, "7131/20", "subject") == "State of play"


def test_dates_that_a_spreadsheet_wrote_in_its_own_way_change_nothing(desk: Clerk) -> None:
    def in_figures(rows: list[list[str]]) -> None:
        rows[1][1], rows[2][1], rows[3][1] = "03/06/2020", "04/06/2020", "5-Jun-20"

    edit_csv(desk, in_figures, "date")

    uncertain = desk.run("edit", "--from", "../sheet.csv", "--yes")
    certain = desk.run("edit", "--from", "../sheet.csv", "--yes", "--dates", "dmy")

    assert (uncertain.status, certain.status) == (5, 0)
    assert "--dates dmy" in uncertain.err
    assert (certain.out, certain.err) == ("", "Nothing to change.\n")


@pytest.mark.parametrize(("name", "length"), [("subject", 10_001), ("note", 200_001)])
def test_a_text_longer_than_any_is_refused_with_the_limit(desk: Clerk, name: str, length: int) -> None:
    def lengthen(rows: list[list[str]]) -> None:
        rows[1][rows[0].index(name)] = "x" * length

    edit_csv(desk, lengthen)
    answer = desk.run("edit", "--from", "../sheet.csv", "--yes")

    assert answer.status == 5
    assert f"“{name}” has {length:,} characters; at most {length - 1:,} are taken." in answer.err


def test_a_sheet_needs_no_column_of_the_numbers(desk: Clerk) -> None:
    def change(rows: list[list[str]]) -> None:
        for row in rows:
            del row[0]
        rows[1][0] = "By the sheet"

    edit_csv(desk, change)
    desk.ok("edit", "--from", "../sheet.csv", "--yes")

    assert field(desk, "7131/20", "subject") == "By the sheet"


def test_only_the_form_of_a_sheet_does_not_say_what_it_holds(desk: Clerk, tmp_path: Path) -> None:
    for form in ("tsv", "xlsx"):
        answer = desk.run("export", "--format", form, "-o", f"../a.{form}")

        assert (answer.status, answer.out) == (2, "")
        assert "Say what it holds: --all, or --fields number,subject" in answer.messages
        assert not (tmp_path / f"a.{form}").exists()


def test_an_entry_that_has_changed_since_is_left_out_and_named(desk: Clerk) -> None:
    def change(rows: list[list[str]]) -> None:
        rows[1][1] = rows[2][1] = "By the sheet"

    edit_csv(desk, change)
    desk.ok("edit", "7131/20", "place=Zagreb")

    answer = desk.run("edit", "--from", "../sheet.csv", "--yes")

    assert answer.status == 5
    assert "left out 7131/20: 7131/20 has been changed since; nothing of it was edited." in answer.err
    assert field(desk, "7131/20", "subject") == "State of play"
    assert field(desk, "7132/20", "subject") == "By the sheet"


def test_the_same_sheet_again_finds_its_work_done(desk: Clerk) -> None:
    def change(rows: list[list[str]]) -> None:
        rows[1][1] = "By the sheet"

    edit_csv(desk, change)
    desk.ok("edit", "--from", "../sheet.csv", "--yes")

    answer = desk.run("edit", "--from", "../sheet.csv", "--yes")

    assert (answer.status, answer.err) == (0, "Nothing to change.\n")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        (
            "number",
            "1/20",
            "“number” is not edited: it has a command of its own. Use: somei renumber 7131/20 1/20 -m WHY",
        ),
        ("status", "void", "“status” is not edited"),
        ("subject_codes", "COSI 4", "Use: somei classify 7131/20 'COSI 4'"),
        ("date", "03/04/2020", "does not say which figure is the month"),
        ("subject", "RESTREINT UE/EU RESTRICTED", "“subject” names RESTREINT UE/EU RESTRICTED"),
        ("blob", "x", "the blob id of the entry is missing"),
        ("blob", "1" * 40, "this clone does not have the entry as the sheet has it"),
    ],
)
def test_what_may_not_be_edited_is_refused_by_cell(desk: Clerk, name: str, value: str, words: str) -> None:
    def change(rows: list[list[str]]) -> None:
        rows[1][rows[0].index(name)] = value
        rows[2][rows[0].index("subject")] = "Another"

    edit_csv(desk, change, "subject,date,status,subject_codes")

    answer = desk.run("edit", "--from", "../sheet.csv", "--yes")

    assert answer.status == 5
    assert "left out row 2" in answer.err
    assert words in answer.err
    assert field(desk, "7132/20", "subject") == "Another"
    assert desk.log()[0] == "Edit the subject of 7132/20"


def test_a_row_with_a_faulty_cell_is_left_out_as_a_whole(desk: Clerk) -> None:
    def change(rows: list[list[str]]) -> None:
        rows[1][1], rows[1][2] = "Other", "never"

    edit_csv(desk, change)

    answer = desk.run("edit", "--from", "../sheet.csv", "--yes", "--json")

    assert (answer.status, answer.out) == (5, "")
    assert "Row 2, column C (date): “never” is not a date." in answer.err
    assert field(desk, "7131/20", "subject") == "State of play"


def test_a_lower_marking_needs_a_reason(desk: Clerk) -> None:
    def change(rows: list[list[str]]) -> None:
        rows[1][1] = ""

    edit_csv(desk, change, "marking")

    assert desk.run("edit", "--from", "../sheet.csv", "--yes").status == 5
    assert desk.run("edit", "--from", "../sheet.csv", "--yes", "-m", "misread").status == 0


@pytest.mark.parametrize("text", [ROWS, "Nummer,Betreff\n7131/20,A\n"])
def test_another_table_is_no_sheet(desk: Clerk, text: str) -> None:
    desk.write("../table.csv", text)

    answer = desk.run("edit", "--from", "../table.csv", "--yes")

    assert answer.status == 2
    assert "it has no column “blob”" in answer.err
    assert desk.run("edit", "7131/20", "--from", "../table.csv").status == 2


def test_a_person_sees_the_edits_and_is_asked(desk: Clerk) -> None:
    def change(rows: list[list[str]]) -> None:
        rows[1][1] = "By the sheet"

    edit_csv(desk, change)

    refused = run_on_terminal(desk, "edit", "--from", "../sheet.csv", keys="n\n", after="[y/N]")
    done = run_on_terminal(desk, "edit", "--from", "../sheet.csv", keys="y\n", after="[y/N]")

    assert refused.status == 5
    assert "Edit 1 document?" in refused.text
    assert "By the sheet" in refused.text
    assert done.status == 0
    assert desk.log()[0] == "Edit the subject of 7131/20"


# ---- a spreadsheet program


LAST_DAY = dt.datetime(2019, 12, 31)  # noqa: DTZ001 - spreadsheets know no time zones


def save_by_libreoffice(folder: Path, file: str, form: str) -> Path:
    """Let LibreOffice open a file and save it in a form, as a person would who changes nothing."""
    place = folder / "converted"
    environment = {**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [need("localc"), profile, "--headless", "--convert-to", form, "--outdir", str(place), str(folder / file)]
    subprocess.run(command, check=True, capture_output=True, env=environment, timeout=300)
    return place / f"{Path(file).stem}.{form.split(':', maxsplit=1)[0]}"


def test_a_sheet_of_many_rows_that_libreoffice_saved_has_only_the_edited_cells_changed(
    clerk: Clerk, tmp_path: Path
) -> None:
    lines = ["number,subject,date,note,languages"]
    for index in range(5000 if EVERYTHING else 500):
        odd = ("1/2", "007", "=A1", "+49 2", "1.10", "true", "2020-01-01", "plain", "a;b", "“x”")[index % 10]
        lines.append(f'{5000 + index}/19,{odd},2019-06-{index % 28 + 1:02},"{odd}, {index}",en; fr')
    clerk.ok("import", "--table", "-", stdin="\n".join(lines) + "\n")
    clerk.ok("export", "--fields", "subject,date,note,languages,place", "-o", "../sheet.xlsx")
    book = openpyxl.load_workbook(save_by_libreoffice(tmp_path, "sheet.xlsx", "xlsx"))
    sheet = book.active
    sheet["B100"], sheet["C101"], sheet["F102"], sheet["D103"] = "Edited", LAST_DAY, "Zagreb", None
    book.save(tmp_path / "edited.xlsx")
    saved = save_by_libreoffice(tmp_path, "edited.xlsx", "xlsx")

    answer = clerk.run("edit", "--from", str(saved), "--yes")

    assert answer.status == 0, answer.err
    assert [line.split("\t")[:2] for line in answer.out.splitlines()[1:]] == [
        ["5098/19", "subject"],
        ["5099/19", "date"],
        ["5100/19", "place"],
        ["5101/19", "note"],
    ]
