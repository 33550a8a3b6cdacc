"""Documents: entered by hand or read from their text, shown, listed, classified."""

import json
from typing import Any

import pytest
from conftest import SAMPLE, Clerk, prepared

pytestmark = pytest.mark.fast

FILE = "documents/2019/150/ST-15070-2019-INIT.toml"


def _records(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    answer = json.loads(clerk.ok(*words, "--json"))
    assert answer["schema"].startswith("somei/")
    assert answer["schema"].endswith("/1")
    records: list[dict[str, Any]] = answer["records"]
    return records


# ---- add


def test_its_procedure_and_previous_documents_are_typed_as_for_list(clerk: Clerk) -> None:
    clerk.ok(
        "add", "15070/19", "--subject", "S", "--file", "2018/0330 (COD)", "--file", "2018/0330(COD)",
        "--previous", "13735/19", "--previous", "st6110/1/20 rev 1",
    )  # fmt: skip

    text = clerk.read(FILE)
    assert 'interinstitutional_files = [\n    "2018/0330(COD)",\n]' in text
    assert 'previous_documents = [\n    "13735/19",\n    "6110/1/20 REV 1",\n]' in text
    for filtered in (("--file", "2018/0330(COD)"), ("--previous", "13735/19")):
        assert "15070/19" in clerk.ok("list", *filtered)


@pytest.mark.parametrize(("typed", "hint"), [("lamps", "2018/0330(COD)."), ("a.pdf", "somei import 'a.pdf'")])
def test_what_is_no_interinstitutional_file(clerk: Clerk, typed: str, hint: str) -> None:
    refused = clerk.run("add", "15070/19", "--subject", "S", "--file", typed)

    assert refused.status == 2
    assert f"“{typed}” is not an interinstitutional file." in refused.err
    assert refused.err.endswith(f"{hint}\n")


def test_a_document_by_hand_is_one_file_and_one_commit(clerk: Clerk) -> None:
    answer = clerk.run(
        "add", "st15070/2019", "--subject", "Summary  of discussions", "--type", "outcome of proceedings",
        "--date", "2020-02-13", "--place", "Brussels", "--lang", "EN", "--from", "JHA", "--to", "Delegations",
        "--marking", "limite", "--code", "COSI 254", "--code", "cats",
        "--body", "JHA Senior Officials Meeting EU-Interpol",
        "--on", "2019-12-04", "-m", "came in by post",
    )  # fmt: skip

    assert answer.status == 0
    assert clerk.read(FILE) == (
        'number = "15070/19"\ntype = "OUTCOME OF PROCEEDINGS"\nsubject = "Summary  of discussions"\n'
        'date = 2020-02-13\nplace = "Brussels"\nlanguages = [\n    "en",\n]\nmarking = "LIMITE"\n'
        'subject_codes = [\n    "COSI 254",\n    "CATS 1",\n]\nfrom = "JHA"\nto = "Delegations"\n\n'
        '[meeting]\nbody = "SOMEI"\nstart = 2019-12-04\n'
    )
    assert clerk.git("log", "-1", "--format=%B") == (
        "Add 15070/19\n\nSomei-Action: add\nSomei-Document: 15070/19\nReason: came in by post"
    )
    assert answer.err.startswith("Add 15070/19 (commit ")


def test_an_act_answers_in_json(clerk: Clerk) -> None:
    (record,) = _records(clerk, "add", "1/19", "--subject", "S")

    assert record["action"] == "add"
    assert record["commit"] == clerk.git("rev-parse", "HEAD")
    assert record["documents"] == ["1/19"]
    assert record["changes"] == [
        {"document": "1/19", "field": "number", "before": None, "after": "1/19"},
        {"document": "1/19", "field": "subject", "before": None, "after": "S"},
    ]
    assert _records(clerk, "add", "2/19", "--subject", "S", "-n")[0]["commit"] is None


# ---- import


def test_an_import_shows_what_was_read_and_from_which_line(clerk: Clerk) -> None:
    rows = [line.split("\t") for line in clerk.ok("import", str(SAMPLE)).splitlines()]

    assert ["number", "15070/19", "11"] in rows
    assert ["marking", "LIMITE", "13"] in rows
    assert clerk.log() == ["Import 15070/19", "Start the register"]
    assert 'name = "15070-19.md"' in clerk.read(FILE)


def test_a_dry_import_answers_with_document_evidence_and_doubts(clerk: Clerk) -> None:
    (record,) = _records(clerk, "import", str(SAMPLE), "--dry-run")

    assert {"file", "document", "evidence", "doubts", "candidates", "outcome", "reason", "remarks", "changes"} == set(
        record
    )
    assert (record["outcome"], record["reason"]) == ("registered", None)
    assert record["document"]["id"] == "ST-15070-2019-INIT"
    assert record["document"]["date"] == "2020-02-13"
    assert {"field", "line", "text"} == set(record["evidence"][0])
    assert clerk.log() == ["Start the register"]


def test_the_same_file_twice_changes_nothing(registered: Clerk) -> None:
    again = registered.run("import", str(SAMPLE))

    assert again.status == 0
    assert again.err == "Nothing to change.\n"
    assert registered.log()[0] == "Import 15070/19"


def test_other_content_replaces_only_when_told(registered: Clerk) -> None:
    changed = ("--set", "subject=Another subject")

    refused = registered.run("import", str(SAMPLE), *changed)
    assert refused.status == 5
    assert "15070/19 is already in the register, with a different subject." in refused.err
    (record,) = json.loads(registered.ok("import", str(SAMPLE), *changed, "--replace", "-n", "--json"))["records"]
    assert record["changes"] == [
        {"document": "15070/19", "field": "subject", "before": "Summary of discussions", "after": "Another subject"}
    ]
    screen = registered.run("--color", "never", "import", str(SAMPLE), *changed, "--replace", "-n", terminal=True)
    assert "subject  Summary of discussions  →  Another subject" in screen.out
    registered.ok("import", str(SAMPLE), *changed, "--replace")
    assert 'subject = "Another subject"' in registered.read(FILE)


def _write_as(clerk: Clerk, *numbers: str) -> list[str]:
    for number in numbers:
        text = SAMPLE.read_text(encoding="utf-8").replace("15070/19", number)
        clerk.write(f"{number.replace('/', '-')}.md", text)
    return [f"{number.replace('/', '-')}.md" for number in numbers]


def test_several_files_are_one_commit(clerk: Clerk) -> None:
    files = _write_as(clerk, "15071/18", "15072/17")

    clerk.ok("import", *files, "--accept-doubts")

    assert clerk.log() == ["Import 15071/18, 15072/17", "Start the register"]


def test_standard_input_is_read_for_a_dash(clerk: Clerk) -> None:
    clerk.ok("import", "-", stdin=SAMPLE.read_bytes())

    assert clerk.log()[0] == "Import 15070/19"


def test_what_is_missing_is_named_with_the_option_that_gives_it(clerk: Clerk) -> None:
    answer = clerk.run("import", "-", stdin="Subject: Something\n")

    assert answer.status == 5
    assert "no number was found." in answer.err
    assert "--set number=…" in answer.err


def test_text_of_a_classified_document_is_never_accepted(clerk: Clerk) -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace("LIMITE", "RESTREINT UE/EU RESTRICTED")

    for words in (
        ("import", "-"),
        ("import", "-", "--set", "marking=none"),
        ("import", "-", "--dry-run", "--accept-doubts"),
    ):
        answer = clerk.run(*words, stdin=text)
        assert answer.status == 5, words
        assert "its text is never accepted here" in answer.err
    assert clerk.log() == ["Start the register"]


# ---- show, list


def test_show_tells_family_and_citations(registered: Clerk) -> None:
    registered.ok("add", "15070/1/19 REV 1", "--subject", "Revised")
    registered.ok("add", "15071/19", "--subject", "Note")
    registered.ok("xref", "add", "15071/19", "15070/19", "--kind", "answers")

    (record,) = _records(registered, "show", "15070/19")

    assert record["family"] == [
        {"number": "15070/19", "id": "ST-15070-2019-INIT", "relation": "first issue", "current": False},
        {"number": "15070/1/19 REV 1", "id": "ST-15070-2019-REV-1", "relation": "revises 15070/19", "current": True},
    ]
    assert record["cited_by"] == [{"number": "15071/19", "kind": "answers"}]
    page = registered.ok("show", "15070/19", "--format", "table")
    assert "ANSWERED BY  15071/19" in page
    assert "15070/1/19 REV 1  revises 15070/19  current text" in page


@pytest.mark.parametrize(
    "typed",
    [
        "15070/19",
        "st15070/2019",
        "ST 15070/19",
        "15070-19",
        "ST-15070-2019-INIT",
        "ST 15070 2019 INIT",
        "15070/19 INIT",
    ],
)
def test_every_spelling_of_a_number_finds_its_document(registered: Clerk, typed: str) -> None:
    assert _records(registered, "show", typed)[0]["number"] == "15070/19"


@prepared
def shelf(registered: Clerk) -> Clerk:
    """A register with documents of several kinds."""
    registered.ok("add", "1/18", "--subject", "Old", "--date", "2018-05-01", "--type", "NOTE", "--lang", "fr")
    registered.ok(
        "add", "CM 2/19", "--subject", "Notice", "--date", "2019-06-01", "--body", "COSI", "--on", "2019-07-01"
    )
    registered.ok("add", "3/20", "--subject", "Undated", "--marking", "PUBLIC", "--code", "COSI 9")
    registered.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "10/20")
    return registered


LISTS = {
    "all": ([], "1/18 15070/19 CM 2/19 3/20 10/20"),
    "a year": (["--year", "2019"], "15070/19 CM 2/19"),
    "two years": (["--year", "18", "--year", "20"], "1/18 3/20 10/20"),
    "since": (["--since", "2019-06-01"], "15070/19 CM 2/19"),
    "until": (["--until", "2019-06-01"], "1/18 CM 2/19"),
    "a span": (["--since", "2019-01-01", "--until", "2019-12-31"], "CM 2/19"),
    "a code": (["--code", "cosi"], "15070/19 3/20"),
    "a serial": (["--code", "COSI 254"], "15070/19"),
    "a marking": (["--marking", "limite"], "15070/19"),
    "no marking": (["--marking", "none"], "1/18 CM 2/19 10/20"),
    "a type": (["--type", "note"], "1/18"),
    "a body": (["--body", "somei"], "15070/19 10/20"),
    "a language": (["--lang", "FR"], "1/18"),
    "drafts": (["--status", "draft"], "10/20"),
    "issued": (["--status", "issued", "--year", "2020"], "3/20"),
    "all of them": (["--year", "2019", "--code", "COSI", "--marking", "LIMITE", "--body", "SOMEI"], "15070/19"),
    "none": (["--year", "2001"], ""),
    "two at most": (["--limit", "2"], "1/18 15070/19"),
    "nothing at all": (["--limit", "0"], ""),
    "more than can be counted": (["--limit", "9" * 30], "1/18 15070/19 CM 2/19 3/20 10/20"),
    "by subject": (["--sort", "subject", "--year", "2020"], "10/20 3/20"),
    "by number, turned round": (["--sort", "-number"], "10/20 3/20 CM 2/19 15070/19 1/18"),
    "by date, undated last": (["--sort", "-date", "--limit", "3"], "15070/19 CM 2/19 1/18"),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_lists(shelf: Clerk, case: str) -> None:
    words, expected = LISTS[case]

    rows = shelf.ok("list", *words, "--fields", "number").splitlines()

    assert rows[0] == "number"
    assert " ".join(rows[1:]) == expected


def test_the_forms_of_a_list(shelf: Clerk) -> None:
    one = ("list", "--year", "2018")

    assert shelf.ok(*one, "--format", "ids") == "ST-1-2018-INIT\n"
    assert shelf.ok(*one, "--format", "csv") == (
        "number,date,marking,type,subject,subject_codes,status\n1/18,2018-05-01,,NOTE,Old,,issued\n"
    )
    assert shelf.ok(*one, "--fields", "number,subject", "--format", "markdown") == (
        "| number | subject |\n| --- | --- |\n| 1/18 | Old |\n"
    )
    assert json.loads(shelf.ok(*one, "--format", "jsonl")) == _records(shelf, *one)[0]
    assert _records(shelf, *one, "--fields", "number,marking") == [{"number": "1/18", "marking": None}]
    nothing = shelf.run("list", "--year", "2001", terminal=True)
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "No document fits.\n")


@pytest.mark.parametrize(
    "words", [("--since", "2018-05", "--until", "May 2018"), ("--since", "1 May 2018", "--until", "1.5.2018")]
)
def test_days_and_months_are_typed_as_people_write_them(shelf: Clerk, words: tuple[str, ...]) -> None:
    assert shelf.ok("list", *words, "--fields", "number") == "number\n1/18\n"


def test_one_day_is_no_year_and_no_guess(shelf: Clerk) -> None:
    for typed, said in (
        ("2020", "date: “2020” means 2020-01-01 to 2020-12-31; one day is needed here."),
        ("04/12/2019", "date: “04/12/2019” does not say which figure is the month."),
    ):
        refused = shelf.run("edit", "1/18", f"date={typed}")
        assert (refused.status, said in refused.err) == (2, True)
    shelf.ok("edit", "1/18", "date=4.12.2019", "place=Brussels")
    assert shelf.ok("list", "--year", "2018", "--fields", "date") == "date\n2019-12-04\n"


# ---- classify, codes


def test_codes_take_the_next_free_serial_of_the_year_in_one_commit(registered: Clerk) -> None:
    for number in ("1/19", "2/19", "1/20"):
        registered.ok("add", number, "--subject", "S")

    registered.ok("classify", "2/19", "1/19", "1/20", "COSI")

    held = {r["number"]: r["subject_codes"] for r in _records(registered, "list") if r["number"] != "15070/19"}
    assert held == {"2/19": ["COSI 255"], "1/19": ["COSI 256"], "1/20": ["COSI 1"]}
    assert registered.log()[0] == "Add subject codes to 2/19, 1/19, 1/20"


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        (("15070/19", "PESC"), "Add subject codes to 15070/19"),
        (("15070/19", "PESC", "--drop", "COSI"), "Change subject codes of 15070/19"),
        (("15070/19", "--marking", "none", "-m", "asked"), "Lower the marking of 15070/19 from LIMITE to none"),
        (("1/19", "--marking", "LIMITE"), "Raise the marking of 1/19 from none to LIMITE"),
        (("1/19", "--marking", "PUBLIC"), "Change the marking of 1/19 from none to PUBLIC"),
        (
            ("1/19", "COSI", "--marking", "LIMITE"),
            "Raise the marking of 1/19 from none to LIMITE, with subject codes added",
        ),
        (("1/19", "2/19", "--marking", "LIMITE"), "Raise the marking of 1/19, 2/19 from none to LIMITE"),
        (("1/19", "15070/19", "--marking", "LIMITE"), "Raise the marking of 1/19 from none to LIMITE"),
        (
            ("1/19", "15070/19", "PESC", "--marking", "LIMITE"),
            "Raise the marking of 1/19 from none to LIMITE, with subject codes of 1/19, 15070/19 added",
        ),
    ],
)
def test_the_commit_says_what_became_of_marking_and_codes(
    registered: Clerk, words: tuple[str, ...], subject: str
) -> None:
    for number in ("1/19", "2/19"):
        registered.ok("add", number, "--subject", "S")

    registered.ok("classify", *words)

    assert registered.log()[0] == subject
    assert registered.git("log", "-1", "--format=%(trailers:key=Somei-Action,valueonly)").strip() == "classify"


def test_codes_come_and_go(registered: Clerk) -> None:
    registered.ok("classify", "15070/19", "PESC 7", "--drop", "COSI", "--drop", "jai")

    assert _records(registered, "show", "15070/19")[0]["subject_codes"] == [
        "CATS 141", "CT 136", "ENFOPOL 532", "JAIEX 181", "PESC 7",
    ]  # fmt: skip


def test_a_new_code_enters_the_vocabulary_in_the_same_commit(registered: Clerk) -> None:
    registered.ok("classify", "15070/19", "DRONES", "--new-code", "Unmanned aircraft")

    assert 'DRONES = "Unmanned aircraft"' in registered.read("vocabulary/subject_codes.toml")
    assert registered.git("diff-tree", "--no-commit-id", "--name-only", "-r", "HEAD").splitlines() == [
        FILE,
        "vocabulary/subject_codes.toml",
    ]
    assert registered.ok("codes", "drones").splitlines()[1] == "DRONES\tUnmanned aircraft\t1\t1"


def test_a_marking_is_raised_freely_and_lowered_with_a_reason(registered: Clerk) -> None:
    registered.ok("classify", "15070/19", "--marking", "none", "--reason", "released by the Council")
    assert "marking" not in _records(registered, "show", "15070/19")[0]
    assert "Reason: released by the Council" in registered.git("log", "-1", "--format=%B")

    registered.ok("classify", "15070/19", "--marking", "LIMITE")
    assert _records(registered, "show", "15070/19")[0]["marking"] == "LIMITE"


def test_codes_are_counted_by_year(registered: Clerk) -> None:
    registered.ok("add", "1/20", "--subject", "S", "--code", "COSI 3")

    assert registered.ok("codes", "COSI").splitlines()[1].split("\t")[2:] == ["2", "254"]
    assert registered.ok("codes", "COSI", "--year", "20").splitlines()[1].split("\t")[2:] == ["1", "3"]
    assert registered.ok("codes", "operational coop").splitlines()[1].startswith("COSI\t")


# ---- history, explain


def test_history_tells_field_by_field_who_when_and_why(registered: Clerk) -> None:
    registered.ok("classify", "15070/19", "--marking", "PUBLIC", "--reason", "released")
    registered.enter(FILE, registered.read(FILE).replace("Summary of discussions", "Summary"))

    *_, marking, subject = _records(registered, "history", "15070/19")

    assert (marking["field"], marking["before"], marking["after"]) == ("marking", "LIMITE", "PUBLIC")
    assert (marking["who"], marking["reason"], marking["declared"]) == ("A Clerk", "released", True)
    assert (subject["field"], subject["before"], subject["after"]) == (
        "subject", "Summary of discussions", "Summary",
    )  # fmt: skip
    assert (subject["reason"], subject["declared"]) == (None, False)
    assert set(subject) == {
        "document", "field", "before", "after", "when", "who", "commit", "reason", "declared",
    }  # fmt: skip
    assert len(registered.ok("history", "15070/19", "--limit", "2").splitlines()) == 3


def test_history_of_a_document_that_is_gone_or_was_unreadable(registered: Clerk) -> None:
    text = registered.read(FILE)
    registered.enter(FILE, "broken")
    registered.enter(FILE, text)
    registered.git("rm", "-q", FILE)
    registered.git("commit", "-qm", "Gone")

    changes = _records(registered, "history", "15070/19")

    assert [c["field"] for c in changes].count("file") == 2
    assert changes[-1]["after"] is None
    assert registered.run("show", "15070/19").status == 4


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        ("XREF001", ["rule", "is not in the register"]),
        ("14860/1/18 REV 1", ["document number", "ST-14860-2018-REV-1", "not in this register"]),
        ("15070/19", ["first issue", "registered"]),
        ("ENFOPOL 532", ["subject code", "Law enforcement: police"]),
        ("LIMITE", ["marking", "not classified"]),
        ("RESTREINT UE", ["marking", "never accepted"]),
        ("EU CTC", ["Counter-Terrorism Coordinator"]),
        ("SLTD", ["Stolen and Lost Travel Documents"]),
        ("EMPACT", ["European Multidisciplinary Platform"]),
        ("SOMEI", ["body"]),
    ],
)
def test_explain(registered: Clerk, thing: str, words: list[str]) -> None:
    told = registered.ok("explain", *thing.split())

    for word in words:
        assert word.casefold() in told.casefold()
    assert Clerk(registered.folder.parent).run("explain", *thing.split()).status == 0
    assert _records(registered, "explain", thing)


def test_explain_all_lists_the_catalogue(empty: Clerk) -> None:
    rows = empty.ok("explain", "--all").splitlines()

    assert len(rows) > 20
    assert rows[1].startswith("FILE001\terror\t")


def test_after_the_largest_serial_of_a_code_there_is_none(clerk: Clerk) -> None:
    clerk.ok("add", "7/20", "--subject", "Lamps", "--code", "COSI 99999")
    last = clerk.git("rev-parse", "HEAD")

    answer = clerk.run("add", "8/20", "--subject", "Fog", "--code", "COSI")

    assert (answer.status, answer.out) == (5, "")
    assert "COSI 99999 of 2020 is taken; no larger serial is possible, so there is no next one." in answer.err
    assert "If that of 7/20 is a slip, correct it: somei classify 7/20 'COSI SERIAL'" in answer.err
    assert clerk.git("rev-parse", "HEAD") == last
    clerk.ok("classify", "7/20", "COSI 9")
    assert "COSI 10" in clerk.ok("add", "8/20", "--subject", "Fog", "--code", "COSI")


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--access", "refused", "--fields", "number,marking,access"),
        ("list", "--fields", "number,place"),
        ("list", "--marking", "LIMITE JUR", "--fields", "id"),
        ("list", "--sort", "place"),
        ("show", "1/20", "--fields", "number,type,references"),
        ("meeting", "list", "--fields", "id,agenda_state"),
        ("diff", "--fields", "before,after"),
    ],
)
def test_whether_there_is_a_field_does_not_hang_on_what_is_found(clerk: Clerk, words: tuple[str, ...]) -> None:
    clerk.ok("add", "1/20", "--subject", "S")

    assert clerk.run(*words).status == 0
    assert clerk.run("search", "nothing", "--fields", "id").status == 1
    assert clerk.run("list", "--fields", "palce").status == 2


def test_an_unknown_marking_is_told_of_when_it_is_given(clerk: Clerk) -> None:
    clerk.ok("add", "1/20", "--subject", "S")
    for words in (("classify", "1/20", "--marking", "FOO"), ("edit", "1/20", "marking=BAR")):
        assert "is not a marking that somei knows. It counts as the highest" in clerk.run(*words).err
    assert "counts as the highest" not in clerk.run("edit", "1/20", "subject=T").err


@pytest.mark.parametrize(
    ("words", "note"),
    [
        (
            ("agenda", "create", "Lampers", "2020-06-10", "--number", "5000/20"),
            "“Lampers” is not a body of the vocabulary.",
        ),
        (
            ("add", "1/20", "--subject", "S", "--type", "NTOE"),
            "“NTOE” is not a type of the vocabulary; NOTE may be meant.",
        ),
        (
            ("add", "1/20", "--subject", "S", "--body", "Lamp Keepers"),
            "“Lamp Keepers” is not a body of the vocabulary.",
        ),
        (
            ("add", "1/20", "--subject", "S", "--marking", "SECRTE"),
            "“SECRTE” is not a marking that somei knows. It counts as the highest: somei help markings",
        ),
        (("add", "1/20", "--subject", "S", "--body", "COSI", "--type", "NOTE", "--marking", "LIMITE"), ""),
    ],
)
def test_a_name_that_no_list_has_is_taken_and_told_of(clerk: Clerk, words: tuple[str, ...], note: str) -> None:
    answer = clerk.run(*words)

    assert answer.status == 0
    assert (f"note: {note}" in answer.err) == ("note: “" in answer.err) == bool(note)


@pytest.mark.parametrize("marking", ["LIMITED", "LIMTIE", "PUBLC"])
def test_a_marking_that_is_misspelt_is_refused(registered: Clerk, marking: str) -> None:
    for words in (("add", "1/20", "--subject", "S"), ("classify", "15070/19")):
        assert registered.run(*words, "--marking", marking).status == 2
    assert registered.run("list", "--marking", marking).status == 2
    assert registered.run("add", "1/20", "--subject", "S", "--marking", "SENSITIVE").status == 0


def test_a_meeting_body_that_is_misspelt_is_refused(registered: Clerk) -> None:
    before = registered.log()
    for words in (
        ("edit", "15070/19", "body=SOMIE"),
        ("add", "1/20", "--subject", "S", "--body", "SOMIE"),
        ("agenda", "create", "SOMIE", "2020-06-10", "--number", "5000/20"),
    ):
        answer = registered.run(*words)
        assert answer.status == 2
        assert answer.err.splitlines()[0] == "somei: “SOMIE” is not a body of the vocabulary."
        assert "Near it: SOMEI" in answer.err
        assert "somei bodies add SOMIE NAME" in answer.err
    assert registered.log() == before


def test_a_number_without_a_document_is_no_document_with_gaps(clerk: Clerk) -> None:
    clerk.enter("documents/2020/000/ST-1-2020-INIT.toml", 'number = "1/20"\nstatus = "void"\nreason = "given twice"\n')
    clerk.ok("add", "2/20", "--subject", "S")

    for words in ((), ("--no-index",)):
        assert clerk.ok("list", *words).splitlines()[1:] == ["1/20\t\t\t\t(void)\t\tvoid", "2/20\t\t\t\tS\t\tissued"]
    assert json.loads(clerk.ok("list", "--json"))["records"][0].get("subject") is None
