"""A register that reads the sheet of everything of another one has the same entries, with all that these say."""

import csv
import io
import json
import shutil
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from commands.test_sheets import save_by_libreoffice
from conftest import PROJECT, Answer, Clerk, prepared

from somei_cli.formats.export.sheet import SHEET_FORMS
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.document import dump, load
from somei_cli.formats.toml.fields import DOCUMENT_KEYS, SHAPES
from somei_cli.model.document_number import Status

OUTCOME = """\
number = "7131/20"
type = "OUTCOME OF PROCEEDINGS"
subject = "Summary of the discussions"
date = 2020-02-10
place = "Brussels"
languages = [
    "en",
    "fr",
]
marking = "LIMITE"
subject_codes = [
    "COSI 254",
    "ENFOPOL",
]
interinstitutional_files = [
    "2018/0330(COD)",
]
from = "General Secretariat of the Council"
to = "Delegations"
previous_documents = [
    "7100/20",
]
commission_documents = [
    "COM(2018) 302 final",
]
note = \"\"\"
=1+1, a first line
  and an indented one\"\"\"

[source]
name = "st07131.en20.pdf"
sha256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"

[allotted]
by = "A. Clerk"
on = 2020-02-03
request = "clerk-1"
for = "the summary; “what was said”"
series = "ST"
provisional = [
    "PROV 12/20",
]

[meeting]
body = "SOMEI"
start = 2020-02-05
end = 2020-02-06

[[access]]
kind = "partly released"
on = 2020-02-12
ground = "4.1a.1"
by = "Head of Unit"

[[versions]]
language = "de"
title = "Zusammenfassung der Beratungen"

[versions.source]
name = "st07131.de20.pdf"
sha256 = "e258d248fda94c63753607f7c4494ee0fcbe92f1a76bfdac795c9d84101eb317"

[[doubts]]
field = "place"
words = "Brüssel"
line = 7

[[references]]
to = "7100/20"
kind = "cites"
item = "2"
languages = [
    "mt",
]

[[outside_references]]
to = "C-505/19"
kind = "cites"
item = "2"

[[items]]
number = "1"
title = "Adoption of the agenda"
kind = "A"
legislative = true
possible = true
by = "Presidency"

[[items]]
number = "2"
title = "Cooperation in the field"
documents = [
    "7100/20",
]
result = "The Group took note."
summary = \"\"\"
The Chair said:

-1 is less than 0.\"\"\"

[[items.subitems]]
title = "A line below it"

[[items.follow_ups]]
who = "Commission"
what = "send the figures"
due = 2020-02-28
due_as_said = "by the end of the month"
state = "dropped"
closed = 2020-02-13
reason = "they are published"

[[items.follow_ups.moved]]
on = 2020-02-11
from = 2020-02-20
as_said = "next week"
reason = "illness"

[waive]
XREF001 = "the older registers are not kept here"
FILE014 = "the town was compared: it is right"
"""

AGENDA = """\
number = "7101/1/20 REV 1"
type = "PROVISIONAL AGENDA"
subject = "Meeting of the Group"
date = 2020-02-01

[meeting]
body = "SOMEI"
start = 2020-02-05

[agenda]
state = "adopted"
issued = 2020-02-02
adopted = 2020-02-05
revises = "7101/20"

[[items]]
number = "1"
title = "Adoption of the agenda"

[[items]]
number = "2"
title = "An item that was dropped"
withdrawn = true
reason = "not ready"
"""

SHORT_ENTRIES = r"""
number = "7100/20"
type = "NOTE"
subject = "State of play"
date = 2020-01-31
---
number = "7101/20"
type = "PROVISIONAL AGENDA"
subject = "Meeting of the Group"
date = 2020-01-31
meeting = {body = "SOMEI", start = 2020-02-05}
agenda = {state = "provisional", issued = 2020-01-31}
items = [{number = "1", title = "Adoption of the agenda"}]
---
number = "7132/20"
date = 2020-02-03
waive = {FILE008 = "the paper was lost; nobody knows its subject"}
---
number = "7137/20"
subject = "“SECRET UE/EU SECRET” as a mark on paper"
date = 2020-02-03
items = [{number = "1", title = "SECRET UE/EU SECRET"}]
waive = {MARK019 = "subject, items.1.title: it quotes the mark"}
---
number = "7133/20"
status = "withdrawn"
reason = "issued twice"
subject = "State of play"
date = 2020-02-03
---
number = "7134/20"
status = "void"
reason = "never used"
---
number = "7135/20"
status = "reserved"
allotted = {by = "A. Clerk", on = 2020-02-03, request = "clerk-2", for = "a note"}
---
number = "PROV 7/20"
status = "draft"
subject = "A draft"
allotted = {by = "A. Clerk", on = 2020-02-03, request = "clerk-3", series = "ST", provisional = ["PROV 7/20"]}
"""
UNUSUAL = r"""
number = "7136/20"
type = "Note"
subject = "Soft\u00adened, with a\ttab and “R-UE/EU-R” named"
date = 2020-02-03
languages = ["en", "en", "sanskrit"]
later_key = 2020-02-03
meeting = {body = "somei", room = "JL 50.7"}
waive = {MARK019 = "subject: it quotes R-UE/EU-R", FILE010 = "-"}
"""
"""Values that their own columns would not give back as they are."""
ENTRIES = (OUTCOME, AGENDA, UNUSUAL, *SHORT_ENTRIES.split("---"))


@prepared
def planted(clerk: Clerk) -> Clerk:
    """A register in which every field of the model is filled somewhere."""
    for text in ENTRIES:
        document = load(text).document
        assert document, text
        clerk.write(str(path_of(document.number)), dump(document))
    clerk.git("add", "-A")
    clerk.git("commit", "-qm", "By hand")
    return clerk


@pytest.fixture
def shipped(tmp_path: Path) -> Clerk:
    """The register that somei ships, in a repository of its own."""
    return copy_register(PROJECT / "register", tmp_path / "shipped")


def copy_register(source: Path, folder: Path, *, empty: bool = False) -> Clerk:
    """Copy a register without its history; an empty one has settings and vocabulary alone."""
    left = ("documents", ".git") if empty else (".git",)
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(*left))
    clerk = Clerk(folder)
    clerk.git("init", "-q")
    clerk.git("add", "-A")
    clerk.git("commit", "-qm", "Begin")
    return clerk


def files_of(clerk: Clerk) -> dict[str, str]:
    return {
        str(file.relative_to(clerk.folder)): file.read_text(encoding="utf-8")
        for file in sorted(clerk.folder.glob("documents/**/*.toml"))
    }


def keys_by_shape(shape: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the keys that a table has, and those of its tables, each with the name of the shape it belongs to."""
    for field in SHAPES[shape].fields:
        if field.key in table:
            yield shape, field.key
            inner = table[field.key] if field.is_array else [table[field.key]]
            for part in inner if field.shape else ():
                yield from keys_by_shape(field.shape, part)


def test_every_field_of_the_model_is_planted() -> None:
    tables = [tomllib.loads(text) for text in ENTRIES]
    found = defaultdict(set)
    for table in tables:
        for shape, key in keys_by_shape("document", table):
            found[shape].add(key)

    assert found == {name: {field.key for field in shape.fields} for name, shape in SHAPES.items()}
    assert {key for table in tables for key in table} >= set(DOCUMENT_KEYS)
    assert {table.get("status", "issued") for table in tables} == set(Status)


@pytest.mark.parametrize("form", SHEET_FORMS)
@pytest.mark.parametrize("register", ["planted", "shipped"])
def test_a_register_goes_through_a_sheet_and_comes_out_the_same(
    register: str, form: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    first: Clerk = request.getfixturevalue(register)
    other = copy_register(first.folder, tmp_path / "other", empty=True)
    first.ok("export", "--all", "-o", f"../first.{form}")

    answer = other.run("import", "--table", f"../first.{form}")

    assert (answer.status, answer.out) == (0, ""), answer
    assert files_of(other) == files_of(first)
    other.ok("export", "--all", "-o", f"../other.{form}")
    assert (tmp_path / f"other.{form}").read_bytes() == (tmp_path / f"first.{form}").read_bytes()
    assert other.run("check", "--format", "tsv").out == first.run("check", "--format", "tsv").out
    assert other.run("check", "--history", "-q").status == first.run("check", "-q").status
    again = other.run("import", "--table", f"../first.{form}", "--replace")
    assert again.err == f"{len(files_of(first))} rows: {len(files_of(first))} same (no commit)\n"


# ---- waivers typed into a table


def import_rows(clerk: Clerk, text: str, *words: str) -> Answer:
    clerk.write("../table.csv", text)
    return clerk.run("import", "--table", "../table.csv", *words)


def cells_refused(answer: Answer) -> list[list[str]]:
    return [[*line.split("\t")[1:2], line.split("\t")[4]] for line in answer.out.splitlines()[1:]]


def test_a_row_without_a_subject_enters_if_a_waiver_says_why(clerk: Clerk) -> None:
    answer = import_rows(clerk, 'number,date,waive\n7131/20,2020-02-03,"FILE008: nobody knows it\nDATE001: nor this"\n')

    assert answer.status == 0, answer
    (record,) = json.loads(clerk.ok("show", "7131/20", "--json"))["records"]
    assert record["waive"] == {"FILE008": "nobody knows it", "DATE001": "nor this"}
    assert clerk.run("check").status == 0


@pytest.mark.parametrize(
    ("waiver", "status"),
    [
        ('code = "FILE008"\nreason = "an old list"\n', 0),
        ('code = "FILE008"\nreason = "an old list"\ndocument = "7131/20"\nuntil = 2020-02-14\n', 0),
        ('code = "FILE008"\nreason = "an old list"\ndocument = "7132/20"\n', 5),
        ('code = "FILE008"\nreason = "an old list"\nuntil = 2020-02-13\n', 5),
        ('code = "DATE001"\nreason = "an old list"\n', 5),
    ],
)
def test_a_waiver_of_the_register_covers_a_row_without_a_subject(clerk: Clerk, waiver: str, status: int) -> None:
    clerk.enter("somei.toml", f"{clerk.read('somei.toml')}\n[[waivers]]\n{waiver}")

    answer = import_rows(clerk, "number,date\n7131/20,2020-02-03\n")

    assert answer.status == status
    assert ("A subject is missing." in answer.out) == bool(status)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("FILE008", "the waiver of FILE008 gives no reason."),
        ("FILE008:", "the waiver of FILE008 gives no reason."),
        ("FILE008: -", "the waiver of FILE008 gives no reason."),
        ("nobody knows it", "does not say what is waived and why."),
        ("FILE088: nobody knows it", "“FILE088” is not a rule that can be waived."),
        ("FILE001: it cannot be read", "“FILE001” is not a rule that can be waived."),
        ("HOUSE001: as agreed", "“HOUSE001” is not a rule that can be waived."),
        ("FILE008: nobody\nFILE008: knows it", "FILE008 is waived twice."),
        (
            "FILE008: it is RESTREINT UE",
            "“waive” names RESTREINT UE/EU RESTRICTED; such words are never accepted here.",
        ),
        ("FILE008: no\u00adbody", "does not hold visible words."),
    ],
)
def test_a_waiver_that_is_none_is_refused_by_cell(clerk: Clerk, cell: str, words: str) -> None:
    answer = import_rows(clerk, f'number,date,waive\n7131/20,2020-02-03,"{cell}"\n')

    assert answer.status == 5
    assert cells_refused(answer)[0] == ["C (waive)", words]


def test_a_rule_of_the_house_is_waived_in_a_table(clerk: Clerk) -> None:
    rule = '\n[[rules]]\nid = "HOUSE001"\nsentence = "A note has a place"\nthen = {field = "place", present = true}\n'
    clerk.enter("somei.toml", clerk.read("somei.toml") + rule)

    answer = import_rows(clerk, "number,subject,date,waive\n7131/20,A,2020-02-03,HOUSE001: it was sent by mail\n")

    assert answer.status == 0, answer


def test_waivers_of_an_entry_in_json_lines_are_read(clerk: Clerk) -> None:
    """As `export --internal` and other programs write them."""
    row = {"number": "7131/20", "date": "2020-02-03", "waive": {"FILE008": "nobody knows it", "DATE001": ""}}
    refused = import_rows(clerk, json.dumps(row))
    row["waive"] = {"FILE008": "nobody knows it"}
    taken = import_rows(clerk, json.dumps(row))

    assert cells_refused(refused) == [["C (waive)", "the waiver of DATE001 gives no reason."]]
    assert taken.status == 0, taken


# ---- the other fields


@pytest.mark.parametrize(
    ("cell", "column", "words"),
    [
        ("[[items]\n", "D (other_fields)", "line 1: "),
        ('place = "Zagreb"\ndate = "soon"', "D (other_fields)", "line 2: “date”: expected a date"),
        ("[[references]]\nto = '7100/20'", "D (other_fields)", "line 1: “kind” is missing"),
        ('number = "7132/20"', "D (other_fields)", "not valid TOML: Cannot overwrite a value"),
        ('subject = "Another"', "B (subject)", "differs from what “other_fields” says."),
        ('note = "SECRET UE/EU SECRET"', "D (other_fields)", "“note” names SECRET UE/EU SECRET"),
        ('[waive]\nFILE088 = "as agreed"', "D (other_fields)", "what a waiver names is not a rule that can be waived."),
    ],
)
def test_other_fields_that_are_none_are_refused_by_cell(clerk: Clerk, cell: str, column: str, words: str) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(
        [["number", "subject", "date", "other_fields"], ["7131/20", "State of play", "2020-02-03", cell]]
    )

    ((refused_column, sentence),) = cells_refused(import_rows(clerk, text.getvalue()))

    assert refused_column == column
    assert sentence.startswith(words)


def test_a_row_that_differs_in_another_field_is_named_and_never_replaces_it(planted: Clerk) -> None:
    rows = list(csv.reader(io.StringIO(planted.ok("export", "--all", "--format", "csv"))))
    head = rows[0]
    for row in rows[1:]:
        if row[0] == "7131/20":
            row[head.index("other_fields")] = row[head.index("other_fields")].replace("took note", "agreed")
        if row[0] == "7133/20":
            row[head.index("status")] = "issued"
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    before = planted.log()

    differs = import_rows(planted, text.getvalue())
    shown = json.loads(import_rows(planted, text.getvalue(), "--json").out)["records"][0]["differences"]
    replaced = import_rows(planted, text.getvalue(), "--replace")

    assert cells_refused(differs) == [
        ["", "7131/20 is already in the register, and differs in: items."],
        ["", "7133/20 is already in the register, and differs in: status."],
    ]
    assert [(row["document"], row["field"]) for row in shown] == [("7131/20", "items 2 result"), ("7133/20", "status")]
    assert replaced.status == 5
    assert cells_refused(replaced) == [
        ["", "“item” is not edited: it has a command of its own."],
        ["", "“status” is not edited: it has a command of its own."],
    ]
    assert planted.log() == before


def test_two_rows_of_one_number_that_say_different_things_are_both_named(clerk: Clerk) -> None:
    event = '"[[access]]\nkind = ""{}""\non = 2020-02-03"'
    rows = [f"7131/20,A,2020-02-01,{event.format(kind)}\n" for kind in ("released", "refused", "refused")]
    head = "number,subject,date,other_fields\n"

    different = import_rows(clerk, head + rows[0] + rows[1])
    same = import_rows(clerk, head + rows[1] + rows[2])

    assert (
        cells_refused(different)
        == [["", "row 2 and row 3 have the number 7131/20, but differ; none was registered."]] * 2
    )
    assert same.status == 0, same


def test_a_number_reserved_here_becomes_the_document_of_the_row(planted: Clerk, tmp_path: Path) -> None:
    other = copy_register(planted.folder, tmp_path / "other", empty=True)
    reserved = (
        'number = "7131/20"\nstatus = "reserved"\n\n[allotted]\nby = "B. Clerk"\non = 2020-02-03\nrequest = "{}"\n'
    )
    sheet = planted.ok("export", "--all", "--format", "csv")
    path = "documents/2020/071/ST-7131-2020-INIT.toml"

    other.enter(path, reserved.format("b-1"))
    refused = import_rows(other, sheet)
    agenda = path.replace("7131-2020-INIT", "7101-2020-REV-1")
    (tmp_path / "other" / path).unlink()
    unusual = path.replace("7131", "7136")
    other.enter(unusual, reserved.replace("7131/20", "7136/20").format("b-3"))
    other.enter(agenda, reserved.replace("7131/20", "7101/1/20 REV 1").format("b-2"))
    other.git("commit", "-qam", "By hand")
    taken = import_rows(other, sheet)

    assert cells_refused(refused) == [["", "7131/20 is reserved here, with another “allotted” than the row has."]]
    assert taken.status == 0, taken
    assert 'revises = "7101/20"' in other.read(agenda)
    assert 'request = "b-2"' in other.read(agenda)
    assert "later_key = 2020-02-03" in other.read(unusual)


def test_only_a_table_of_whole_entries_brings_what_is_not_issued(clerk: Clerk) -> None:
    refused = import_rows(clerk, "number,subject,status\n7131/20,A,draft\n")
    unknown = import_rows(clerk, "number,subject,status,other_fields\n7131/20,A,lost,\n")
    taken = import_rows(clerk, "number,subject,status,other_fields\n7131/20,A,draft,\n")

    assert [refused.status, unknown.status, taken.status] == [5, 5, 0]
    assert "the status is one of: reserved, draft, issued, withdrawn, void." in unknown.out


# ---- the sheet of everything in other hands


def test_no_waiver_and_no_other_field_is_in_a_public_sheet(planted: Clerk) -> None:
    everything = planted.ok("export", "--all", "--public", "--format", "csv")
    chosen = planted.ok("export", "--fields", "waive,other_fields", "--public", "--format", "tsv")

    assert everything.splitlines()[0].endswith(",note")
    assert {tuple(line.split("\t")[1:]) for line in chosen.splitlines()[1:]} == {("", "")}


def test_a_changed_waiver_is_no_edit_and_names_the_act(planted: Clerk) -> None:
    rows = list(csv.reader(io.StringIO(planted.ok("export", "--all", "--format", "csv"))))
    head = rows[0]
    unchanged = io.StringIO()
    csv.writer(unchanged).writerows(rows)
    for row in rows[1:]:
        if row[0] == "7132/20":
            row[head.index("waive")] += " at all"
        if row[0] == "7101/20":
            row[head.index("other_fields")] = ""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    planted.write("../unchanged.csv", unchanged.getvalue())
    planted.write("../sheet.csv", text.getvalue())

    assert planted.run("edit", "--from", "../unchanged.csv", "--yes").status == 4
    answer = planted.run("edit", "--from", "../sheet.csv", "--yes")

    assert answer.status == 5
    assert "(waive): “waive” is not edited: it has a command of its own. Use: somei edit 7132/20" in answer.messages
    assert "“other_fields” is not edited: it has a command of its own. hint: Use: somei edit 7101/20" in answer.messages


@pytest.mark.parametrize("form", SHEET_FORMS)
def test_a_register_does_not_differ_from_its_own_sheet(planted: Clerk, form: str) -> None:
    planted.ok("export", "--all", "-o", f"../sheet.{form}")

    answer = planted.run("check", "--against", f"../sheet.{form}")

    assert (answer.status, answer.out) == (0, ""), answer
    assert planted.run("edit", "--from", f"../sheet.{form}", "--yes").status == 4


def test_a_cell_that_is_too_long_for_xlsx_is_refused_and_goes_into_csv(clerk: Clerk, tmp_path: Path) -> None:
    items = "".join(f'\n[[items]]\nnumber = "{number}"\ntitle = "{"long " * 60}"\n' for number in range(1, 500))
    text = 'number = "7131/20"\ntype = "NOTE"\nsubject = "A long list"\ndate = 2020-02-03\n' + items
    clerk.enter("documents/2020/071/ST-7131-2020-INIT.toml", text)
    other = copy_register(clerk.folder, tmp_path / "other", empty=True)

    answers = [clerk.run("export", "--all", "-o", "../sheet.xlsx", *words) for words in ([], ["--dry-run"])]
    clerk.ok("export", "--all", "-o", "../sheet.csv")

    assert [answer.status for answer in answers] == [5, 5]
    assert "7131/20: “other_fields” has 1" in answers[0].err
    assert not (tmp_path / "sheet.xlsx").exists()
    other.ok("import", "--table", "../sheet.csv")
    assert files_of(other) == files_of(clerk)


def test_libreoffice_keeps_whole_entries(planted: Clerk, tmp_path: Path) -> None:
    planted.ok("export", "--all", "-o", "../sheet.xlsx")
    other = copy_register(planted.folder, tmp_path / "other", empty=True)

    saved = save_by_libreoffice(tmp_path, "sheet.xlsx", "xlsx")

    assert planted.run("edit", "--from", str(saved), "--yes").status == 4
    other.ok("import", "--table", str(saved))
    assert files_of(other) == files_of(planted)
