"""Tables of other programs: what their cells and headings are read as, and what is refused, by cell."""

import datetime as dt
import io
import json
import sys

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from somei_cli.commands.shared.incoming_table import column_of_field
from somei_cli.commands.shared.table_cells import parse_row
from somei_cli.errors import ExtraMissing, Unreadable, WrongUsage
from somei_cli.formats.sanitize import guard_cell, neutralise_cell, unguard_cell
from somei_cli.formats.table.columns import map_columns
from somei_cli.formats.table.rows import open_table
from somei_cli.formats.table.xlsx import write_xlsx
from somei_cli.model.importing.table_rows import ParsedRow

DAY = dt.datetime(2019, 12, 4)  # noqa: DTZ001 - spreadsheets know no time zones


def read(content: bytes | str, name: str = "t.csv", **given: str) -> list[ParsedRow]:
    source = open_table(io.BytesIO(content if isinstance(content, bytes) else content.encode()), name)
    columns = map_columns(source.headings, given)
    return [parse_row(row, columns) for row in source.rows]


def values(row: ParsedRow) -> dict[str, object]:
    return {"number": str(row.number)} | {edit.word: edit.value for edit in row.edits}


def faults(rows: list[ParsedRow]) -> list[str]:
    return [str(fault) for row in rows for fault in row.faults]


def workbook(*rows: list[object]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        "number,subject,date\n15070/19,A subject,2019-12-04\n",
        "\ufeffnumber;subject;date\r\n15070/19;A subject;4.12.2019\r\n",
        "sep=;\nnumber;subject;date\n15070/19;A subject;4 December 2019\n",
        "Document number\tTitle\tDate of document\nST 15070 2019 INIT\tA subject\t2019-12-04\n",
        "LIMITE: this is not public,,\n\nnumber,subject,date\n15070/19,A subject,2019-12-04\n",
        '{"number": "15070/19", "subject": "A subject", "date": "2019-12-04"}\n',
        "number,subject,date\n15070/19,A subject,2019-12-04\n".encode("utf-16"),
        saved(workbook(["number", "Subject", "DATE"], ["15070/19", "A subject", DAY])),
    ],
)
def test_every_form_says_the_same(content: bytes | str) -> None:
    (row,) = read(content)

    assert values(row) == {"number": "15070/19", "subject": "A subject", "date": dt.date(2019, 12, 4)}
    assert not row.faults


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    rows = read('number,subject,note\n15070/19,A,"two\nlines"\n\n15071/19,B,\n')

    assert [row.row for row in rows] == [2, 4]
    assert values(rows[0])["note"] == "two\nlines"


def test_headings_of_the_public_register_are_known() -> None:
    headings = [
        "Document number",
        "Suffix",
        "Title",
        "Interinstitutional code",
        "Subject matter",
        "Originator (author)",
    ]
    headings += ["Addressee(s)", "Date of issue", "Date of meeting", "Document language", "Publication status"]

    columns = map_columns(headings)

    assert columns.words[:6] == ("number", "suffix", "subject", "interinstitutional_files", "subject_codes", "from")
    assert columns.words[6:] == ("to", "date", "on", "languages", "")
    assert columns.unread == ("Publication status",)


def test_a_suffix_of_its_own_column_belongs_to_the_number() -> None:
    (row,) = read("document number,suffix,title\n14860/18,REV1,A\n")

    assert str(row.number) == "14860/1/18 REV 1"


def test_a_clerk_says_what_a_column_holds() -> None:
    (row,) = read("Ref,Betreff,subject\n15070/19,A,B\n", Ref="number", Betreff="subject")

    assert values(row) == {"number": "15070/19", "subject": "A"}


@pytest.mark.parametrize(
    ("headings", "mapped", "words"),
    [
        (["title", "date"], {}, "No column of the table holds document numbers."),
        (["number", "title", "subject"], {}, "Several columns are subject: “title”, “subject”."),
        (["number"], {"Betreff": "subject"}, "The table has no column “Betreff”."),
    ],
)
def test_columns_that_say_too_little_or_too_much_are_refused(
    headings: list[str], mapped: dict[str, str], words: str
) -> None:
    with pytest.raises(WrongUsage) as refusal:
        map_columns(headings, mapped)

    assert str(refusal.value) == words


def test_a_field_that_no_table_holds_is_not_mapped() -> None:
    assert column_of_field("A = B=subject") == ("A = B", "subject")
    with pytest.raises(WrongUsage):
        column_of_field("A=items")
    with pytest.raises(WrongUsage):
        column_of_field("subject")


@pytest.mark.parametrize(
    ("heading", "cell", "words"),
    [
        ("date", "04/12/2019", "“04/12/2019” does not say which figure is the month."),
        ("date", "4. Dezember 2019", "“4. Dezember 2019” is not a date."),
        ("date", "43803", "“43803” is not a date."),
        ("marking", "LIMTE", "“LIMTE” does not fit the marking"),
        ("languages", "english", "“english” does not fit the language"),
        ("codes", "C", "is not known"),
        ("subject", "RESTREINT UE/EU RESTRICTED", "“subject” names RESTREINT UE/EU RESTRICTED"),
        ("note", "SECRET UE/EU SECRET", "“note” names SECRET UE/EU SECRET"),
        ("status", "void", "a table brings documents that are issued"),
    ],
)
def test_a_cell_is_read_as_strictly_as_a_typed_word(heading: str, cell: str, words: str) -> None:
    rows = read(f"number,{heading}\n15070/19,{cell}\n")

    if words == "is not known":  # whether the vocabulary has a code is asked of the register
        assert not faults(rows)
    else:
        assert faults(rows)[0].startswith(f"row 2, column B ({heading}): ")
        assert words in faults(rows)[0]


def test_a_fault_repeats_no_words_of_a_document() -> None:
    rows = read('number,subject,date\n15070/19,"Secret\nplans",of the harbour of Rotterdam\n')

    assert len(faults(rows)) == 2
    assert "plans" not in "".join(faults(rows))
    assert "Rotterdam" not in "".join(faults(rows))


def test_the_text_of_a_cell_names_no_file(tmp_path: object) -> None:
    (row,) = read("number,note\n15070/19,@/etc/hostname\n")

    assert values(row)["note"] == "@/etc/hostname"


def test_what_an_xlsx_shows_otherwise_than_it_holds_is_refused_by_cell() -> None:
    book = workbook(
        ["number", "subject", "date", "note", "place"],
        ["15070/19", "=A1", DAY + dt.timedelta(hours=11), 1.5, 2019],
        [DAY.replace(month=1, day=1), "B", "04/12/2019", 7, None],
        ["15072/19", "C", None, None, None],
        ["15073/19", "D", None, None, None],
    )
    book.active["D3"].number_format = "0000"
    book.active.merge_cells("B4:B5")

    rows = read(saved(book), "t.xlsx")

    assert faults(rows) == [
        "row 2, column B (subject): the cell is a formula; put its value there.",
        "row 2, column C (date): the cell has a time of day.",
        "row 2, column D (note): the cell is a number with a fraction; make it a text.",
        (
            "row 3, column A (number): “2019-01-01” does not fit number: expected a number; "
            "a spreadsheet has made a date of it."
        ),
        "row 3, column C (date): “04/12/2019” does not say which figure is the month.",
        "row 3, column D (note): the cell is a number that is shown in another way; make it a text.",
        "row 4, column B (subject): the cell is merged with others; split them.",
        "row 5, column B (subject): the cell is merged with others; split them.",
    ]
    assert values(rows[0])["place"] == "2019"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"number,subject\n1/19,\xfcber\n", "is not text in UTF-8"),
        (b'number,subject\n1/19,"open\n', "row 2 is not CSV"),
        (b"\xd0\xcf\x11\xe0rest", "an old Excel file"),
        (b"PK\x03\x04rest", "is not a sound XLSX file"),
        (b"\n\n", "holds no table"),
    ],
)
def test_a_file_that_is_no_table_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(content)


def test_xlsx_asks_for_the_part_that_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    content = saved(workbook(["number", "subject"]))
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    with pytest.raises(ExtraMissing) as missing:
        read(content, "t.xlsx")

    assert "[xlsx]" in missing.value.hint


def test_what_no_table_brings_may_hold_anything() -> None:
    book = workbook(["number", "subject", "references", "blob"], ["1/19", "A", "=B1", 1.5])

    (row,) = read(saved(book), "t.xlsx")

    assert not row.faults


def test_a_longer_row_is_refused_and_a_shorter_one_has_empty_cells() -> None:
    rows = read("number,subject,place\n15070/19,A\n15071/19,B,C,D\n")

    assert values(rows[0]) == {"number": "15070/19", "subject": "A"}
    assert faults(rows) == ["row 3: has more cells than the table has columns"]


def test_keys_of_json_lines_may_differ_from_line_to_line() -> None:
    lines = [{"number": "15070/19"}, {"number": "15071/19", "meeting": {"start": "2019-12-04"}, "languages": ["en"]}]
    rows = read("\n".join(map(json.dumps, lines)) + "\n[]\n", "t.jsonl")

    assert values(rows[1]) == {"number": "15071/19", "on": dt.date(2019, 12, 4), "languages": ("en",)}
    assert faults(rows) == ["row 3: is not a JSON object with each key once"]


@given(st.text(st.sampled_from("'=+-@ a:\n#["), max_size=8))
def test_a_guarded_cell_is_read_back_and_never_run(text: str) -> None:
    guarded = guard_cell(text)

    assert unguard_cell(guarded) == text
    assert all(neutralise_cell(line) == line for line in guarded.split("\n"))


def test_a_written_xlsx_is_always_the_same_and_is_read_back() -> None:
    files = [io.BytesIO(), io.BytesIO()]
    for file in files:
        write_xlsx(file, [["number", "subject", "note"], ["1/19", "<ü & x>", "two\nlines"]])

    (row,) = read(files[0].getvalue(), "t.xlsx")

    assert files[0].getvalue() == files[1].getvalue()
    assert values(row) == {"number": "1/19", "subject": "<ü & x>", "note": "two\nlines"}
