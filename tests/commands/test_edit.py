"""Editing documents: fields and items corrected in one commit, and what other acts change refused with these."""

import json
import re

import pytest
from conftest import Clerk, prepared
from hostile_texts import TEXTS

from somei_cli.commands.shared.table import COMMANDS
from somei_cli.commands.shared.typed_fields import FIELDS
from somei_cli.model.document_fields import DOCUMENT_FIELDS, EDIT
from somei_cli.store.disk.packaged_data import read_help_page

FILE = "documents/2019/150/ST-15070-2019-INIT.toml"


@prepared
def desk(registered: Clerk) -> Clerk:
    """The sample document, two notes, and a void and a reserved number."""
    registered.ok("add", "1/20", "--subject", "Lamps", "--type", "NOTE", "--marking", "LIMITE")
    registered.ok("add", "2/20", "--subject", "Doors", "--type", "NOTE")
    registered.ok("add", "3/20", "--subject", "By mistake")
    registered.ok("undo", "-m", "a wrong number")
    registered.ok("number", "reserve", "4/20")
    return registered


def _changes(clerk: Clerk, *words: str) -> dict[str, tuple[object, object]]:
    (record,) = json.loads(clerk.ok("edit", *words, "--json"))["records"]
    return {change["field"]: (change["before"], change["after"]) for change in record["changes"]}


# ---- fields


def test_fields_are_corrected_in_one_commit_with_its_reason(desk: Clerk) -> None:
    answer = desk.run(
        "edit", "15070/19", "subject=Summary", "to=All", "place=Paris", "date=2020-02-10", "-m", "misread"
    )

    assert answer.status == 0
    assert "15070/19\tsubject\tSummary of discussions\tSummary\n" in answer.out
    assert answer.err.startswith("Edit 15070/19 (commit ")
    assert desk.git("log", "-1", "--format=%B") == (
        "Edit 15070/19\n\nSomei-Action: edit\nSomei-Document: 15070/19\nReason: misread"
    )
    text = desk.read(FILE)
    assert all(line in text for line in ('subject = "Summary"', 'to = "All"', 'place = "Paris"', "date = 2020-02-10"))
    history = desk.ok("history", "15070/19").splitlines()[-4:]
    assert all("misread" in line for line in history)
    assert desk.run("check", "--history").status == desk.run("check", "--history", "--select", "HIST").status == 0


def test_an_edit_is_undone(desk: Clerk) -> None:
    before = desk.read(FILE)
    desk.ok("edit", "15070/19", "subject=Summary", "previous+=1/20", "on=2019-12-05")

    desk.ok("undo")

    assert desk.read(FILE) == before


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("subject=A   B", "subject", "A   B"),
        ("type=note", "type", "NOTE"),
        ("languages=EN, fr", "languages", ["en", "fr"]),
        ("lang+=fr", "languages", ["en", "fr"]),
        ("on=2019-12-06", "meeting start", "2019-12-06"),
        ("until=2019-12-06", "meeting end", "2019-12-06"),
        ("body=coreper", "meeting body", "COREPER"),
        ("previous+=st13735/2019,1/20", "previous_documents", ["13735/19", "1/20"]),
        ("Previous documents=1/20", "previous_documents", ["1/20"]),
        ("commission+=COM(2019) 5 final", "commission_documents", ["COM(2019) 5"]),
        ("files=2018/0330(COD)", "interinstitutional_files", ["2018/0330(COD)"]),
        ("originator=The Presidency", "from", "The Presidency"),
        ("note=One\nTwo", "note", "One\nTwo"),
    ],
)
def test_a_value_is_read_as_screens_show_it(desk: Clerk, words: str, field: str, value: object) -> None:
    after = _changes(desk, "15070/19", words)[field][1]
    assert after == value or (field == "commission_documents" and str(after).startswith("['COM(2019) 5"))


def test_lists_take_and_lose_members_and_fields_are_cleared(desk: Clerk) -> None:
    desk.ok("edit", "1/20", "previous=15070/19,2/20", "place=Brussels", "on=2020-01-03")

    assert _changes(desk, "1/20", "previous-=15070/19", "place=", "on=") == {
        "previous_documents": (["15070/19", "2/20"], ["2/20"]),
        "place": ("Brussels", None),
        "meeting start": ("2020-01-03", None),
    }
    assert "[meeting]" not in desk.read("documents/2020/000/ST-1-2020-INIT.toml")
    assert desk.run("edit", "1/20", "previous-=15070/19").err == "Nothing to change.\n"


def test_names_that_the_vocabulary_lacks_are_said(desk: Clerk) -> None:
    answer = desk.run("edit", "1/20", "type=NTOE", "body=Lampers")

    assert answer.status == 0
    assert "note: “NTOE” is not a type of the vocabulary; NOTE may be meant." in answer.err
    assert "note: “Lampers” is not a body of the vocabulary." in answer.err


def test_a_text_comes_from_a_file(desk: Clerk) -> None:
    desk.write("remark.txt", "\ufeffOne  \r\nTwo\r\n")

    assert _changes(desk, "1/20", "note=@remark.txt") == {"note": (None, "One\nTwo")}
    assert desk.run("edit", "1/20", "note=@none.txt").status == 4
    (desk.folder / "latin.txt").write_bytes(b"caf\xe9")
    answer = desk.run("edit", "1/20", "note=@latin.txt")
    assert (answer.status, "latin.txt: is not text in UTF-8" in answer.err) == (3, True)


def test_a_dry_run_writes_nothing(desk: Clerk) -> None:
    answer = desk.run("edit", "1/20", "subject=Candles", "-n")

    assert (answer.status, answer.out.splitlines()[1]) == (0, "1/20\tsubject\tLamps\tCandles")
    assert "nothing was written" in answer.err
    assert "Candles" not in desk.ok("show", "1/20")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ((), 2, "There is nothing to edit."),
        (("date=tomorrow",), 2, "date: “tomorrow” is not a date."),
        (("subject+=more",), 2, "Set it: subject=VALUE"),
        (("previous+=",), 2, "Give one: previous_documents+=VALUE"),
        (("subject=A", "subject=B"), 2, "“subject” is given twice."),
        (("colour=red",), 2, "There is no field “colour”.\nhint: Fields: type, subject, date,"),
        (("subjct=Fog",), 2, "There is no field “subjct”.\nhint: Near it: subject. Fields: type, subject, date,"),
        (("recipient=A",), 2, "There is no field “recipient”.\nhint: Near it: to. Fields: "),
        (("doc=1/20",), 2, "There is no field “doc”."),
        (("title=A",), 2, "Name the item: --item N"),
        (("--item", "2", "title="), 2, "title: a value is missing."),
        (("--item", "2", "possible=perhaps"), 2, "possible: “perhaps” does not fit yes or no"),
        (("--item", "99", "title=A"), 4, "there is no item 99."),
        (("subject=SECRET UE/EU SECRET plan",), 5, "“subject” names"),
        (("number=5/20",), 5, "Use: somei renumber 15070/19 5/20 -m WHY"),
        (("status=withdrawn",), 5, "Use: somei issue 15070/19 or withdraw 15070/19 -m WHY"),
        (("codes+=COSI 5",), 5, "Use: somei classify 15070/19 'COSI 5'"),
        (("access=released",), 5, "Use: somei access 15070/19 release"),
        (("references+=1/20",), 5, "Use: somei xref add 15070/19 1/20 --kind KIND"),
        (("source=a.pdf",), 5, "Use: somei import FILE --replace"),
        (("marking=RESTREINT UE/EU RESTRICTED", "-m", "why"), 5, "Use: somei classify 15070/19 --marking"),
        (("--item", "2", "number=3"), 5, "Use: somei agenda move-item 15070/19 2 --to 3"),
        (("--item", "2", "follow_ups=A paper"), 5, "Use: somei followup add 'A paper' --doc 15070/19 --item 2"),
    ],
    ids=str,
)
def test_what_cannot_be_edited_is_refused_with_what_can(
    desk: Clerk, words: tuple[str, ...], status: int, said: str
) -> None:
    before = desk.log(), desk.read(FILE)

    answer = desk.run("edit", "15070/19", *words)

    assert (answer.status, answer.out) == (status, "")
    assert said in answer.err
    assert (desk.log(), desk.read(FILE)) == before


def test_a_void_and_a_reserved_number_have_nothing_to_edit(desk: Clerk) -> None:
    void, reserved = desk.run("edit", "3/20", "subject=A"), desk.run("edit", "4/20", "subject=A")

    assert (void.status, reserved.status) == (5, 5)
    assert "3/20 is void" in void.err
    assert "hint: Enter the document: somei add 4/20 --subject TEXT" in reserved.err


def test_a_marking_is_lowered_with_a_reason_only(desk: Clerk) -> None:
    refused = desk.run("edit", "1/20", "marking=PUBLIC")

    assert (refused.status, "hint: Give it with -m TEXT." in refused.err) == (5, True)
    assert _changes(desk, "1/20", "marking=", "-m", "it is public") == {"marking": ("LIMITE", None)}
    assert _changes(desk, "1/20", "marking=limite") == {"marking": (None, "LIMITE")}


def test_words_that_only_quote_a_level_are_declared(desk: Clerk) -> None:
    words = ("edit", "1/20", "subject=Handling of RESTREINT UE/EU RESTRICTED information")

    assert desk.run(*words).status == 5
    desk.ok(*words, "--quoted", "subject", "-m", "its subject")
    assert desk.run("check", "1/20", "--select", "MARK").status == 0


def test_an_edit_may_not_add_an_error(desk: Clerk) -> None:
    answer = desk.run("edit", "15070/19", "on=2019-12-04", "until=2019-12-01")

    assert answer.status == 5
    assert "Refused by rule DATE005: 15070/19: " in answer.err


def test_two_clerks_edit_one_document(ada: Clerk, ben: Clerk) -> None:
    ada.ok("edit", "15070/19", "subject=Candles")
    ada.ok("sync")
    ben.ok("edit", "15070/19", "place=Paris", "previous+=1/19")

    ben.ok("sync")

    text = ben.read(FILE)
    assert all(words in text for words in ('subject = "Candles"', 'place = "Paris"', '"1/19"'))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_hostile_value_is_refused_or_kept_as_it_is(desk: Clerk, text: str) -> None:
    for words in (("1/20", f"subject={text}"), ("1/20", f"note={text}"), ("15070/19", "--item", "2", f"title={text}")):
        if "\0" not in text:
            answer = desk.run("edit", *words)
            assert answer.status in {0, 2, 4, 5}, answer
            assert not set("\x1b\x9b\u202e\u200b") & set(answer.out + answer.err)
    assert desk.run("list").status == 0


# ---- several documents


@pytest.mark.parametrize(
    ("edits", "subject"),
    [
        (("subject=Lamp",), "Edit the subject of 1/20"),
        (("from=Spain", "place=Rome"), "Edit the place and From of 1/20"),
        (("type=REPORT", "place=Rome", "date=2020-01-09"), "Edit the type, the date and the place of 1/20"),
        (("type=REPORT", "place=Rome", "date=2020-01-09", "subject=Lamp"), "Edit 1/20"),
    ],
)
def test_the_subject_of_the_commit_names_a_few_fields(desk: Clerk, edits: tuple[str, ...], subject: str) -> None:
    desk.ok("edit", "1/20", *edits, "-m", "misread")

    assert desk.log()[0] == subject
    assert desk.run("log", "--limit", "1", "--json").out.count(subject.replace("Edit", "Edited")) == 1


def test_several_documents_are_one_commit(desk: Clerk) -> None:
    desk.ok("edit", "1/20", "2/20", "place=Brussels", "lang+=en")

    assert desk.log()[0] == "Edit the place and the languages of 1/20, 2/20"
    assert desk.git("log", "-1", "--format=%(trailers:key=Somei-Document,valueonly)").split("\n") == ["1/20", "2/20"]


def test_several_documents_are_shown_and_asked_about_on_a_terminal(desk: Clerk) -> None:
    words = ("edit", "1/20", "2/20", "place=Brussels")

    refused = desk.run(*words, stdin="n\n", terminal=True)
    agreed = desk.run(*words, stdin="y\n", terminal=True)

    assert (refused.status, "Nothing was written." in refused.err) == (5, True)
    assert "Brussels" in refused.out
    assert "Edit 2 documents? [y/N]" in refused.err
    assert agreed.status == 0
    assert desk.log()[:2] == ["Edit the place of 1/20, 2/20", "Reserve 4/20"]
    for more in ("--yes", "--no-input"):
        desk.ok("undo")
        assert "[y/N]" not in desk.run(*words, more, terminal=True).err
        assert desk.log()[0] == "Edit the place of 1/20, 2/20"


def test_one_of_several_that_may_not_be_edited_stops_all(desk: Clerk) -> None:
    before = desk.log()

    assert desk.run("edit", "1/20", "3/20", "place=Brussels").status == 5
    assert desk.run("edit", "1/20", "9/20", "place=Brussels").status == 4
    assert desk.run("edit", "1/20", "2/20", "--item", "1", "title=A").status == 2
    assert desk.run("edit", "place=Brussels").status == 2
    assert desk.log() == before


# ---- a selection


def test_documents_that_a_filter_finds_are_one_commit_and_those_that_may_not_be_edited_are_named(desk: Clerk) -> None:
    desk.ok("agenda", "create", "SOMEI", "2020-02-12", "--number", "9/20")
    desk.ok("agenda", "issue", "9/20", "--date", "2020-02-05")

    answer = desk.run("edit", "--where", "year=2020", "date=2020-02-01", "--yes")

    assert answer.status == 0
    assert desk.log()[0] == "Edit the date of 1/20, 2/20"
    assert "note: left out 3/20: 3/20 is void" in answer.err
    assert "note: left out 4/20: 4/20 is only reserved" in answer.err
    assert "note: left out 9/20: The agenda 9/20 has been issued" in answer.err
    again = desk.run("edit", "--where", "year=2020", "date=2020-02-01", "--yes")
    assert (again.status, again.err.splitlines()[0]) == (0, "Nothing to change.")
    assert "left out 3/20" in again.err


def test_a_selection_takes_the_filters_of_the_list(desk: Clerk) -> None:
    desk.ok("edit", "2/20", "date=2020-01-05", "lang=fr", "from=Presidency", "to=Delegations", "on=2020-01-04")
    desk.ok("edit", "2/20", "previous+=15070/19", "interinstitutional_files=2018/0330(COD)")
    filters = [option.removeprefix("--") for field in DOCUMENT_FIELDS for option in field.options]
    values = {
        "year": "2020", "status": "issued", "type": "NOTE", "since": "2020-01-01", "until": "2020-01-31", "lang": "fr",
        "marking": "none", "code": "COSI", "body": "SOMEI", "access": "undecided", "doubts": "yes",
        "on": "2020-01-04", "file": "2018/0330", "previous": "15070/19", "from": "presidency", "to": "delegations",
    }  # fmt: skip
    assert set(filters) == set(values)

    for name in values.keys() - {"code", "body", "access", "doubts"}:
        found = desk.ok("list", f"--{name}={values[name]}", "--format", "ids").split()
        assert "ST-2-2020-INIT" in found
    (record,) = json.loads(
        desk.ok(
            "edit",
            "-n",
            "place=Paris",
            "--json",
            *(f"--where={name}={values[name]}" for name in values if name not in {"code", "body", "access", "doubts"}),
        )
    )["records"]
    assert record["documents"] == ["2/20"]
    several = json.loads(desk.ok("edit", "-n", "place=Paris", "--json", "--where=year=2019", "--where=year=2020"))
    assert several["records"][0]["documents"] == ["15070/19", "1/20", "2/20"]


def test_a_selection_is_edited_without_a_terminal_only_if_that_is_said(desk: Clerk) -> None:
    words = ("edit", "--where", "type=note", "place=Paris")

    refused = desk.run(*words)

    assert (refused.status, refused.out) == (5, "")
    assert "2 documents would be edited, and nobody can be asked." in refused.err
    assert "--yes" in refused.err
    assert desk.run("edit", "--where", "marking=LIMITE", "--where", "type=note", "place=Paris").status == 0
    asked = desk.run("edit", "--where", "type=note", "place=Rome", stdin="y\n", terminal=True)
    assert (asked.status, "Edit 2 documents? [y/N]" in asked.err) == (0, True)
    assert desk.log()[0] == "Edit the place of 1/20, 2/20"


def test_the_reason_of_an_edit_that_changes_nothing_is_not_recorded(desk: Clerk) -> None:
    desk.ok("edit", "2/20", "place=Paris")
    before = desk.log()

    again = desk.run("edit", "2/20", "place=Paris", "-m", "I looked at it")

    assert (again.status, again.out, desk.log()) == (0, "", before)
    assert again.err == "Nothing to change.\nThe reason was not recorded, because nothing changed.\n"
    assert desk.run("edit", "2/20", "place=Paris").err == "Nothing to change.\n"


def test_an_edit_of_the_marking_alone_says_so(desk: Clerk) -> None:
    desk.ok("edit", "2/20", "marking=LIMITE")
    assert desk.log()[0] == "Raise the marking of 2/20 from none to LIMITE"

    desk.ok("edit", "2/20", "marking=none", "place=Paris", "-m", "asked")
    assert desk.log()[0] == "Edit the place and the marking of 2/20"


def test_what_was_shown_is_what_is_written(desk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(_: str) -> bool:
        desk.ok("classify", "2/20", "COSI")
        return True

    monkeypatch.setattr("somei_cli.commands.shared.questions.confirm", meanwhile)

    answer = desk.run("edit", "--where", "type=note", "place=Paris", terminal=True)

    assert (answer.status, "has changed meanwhile" in answer.err) == (5, True)
    assert desk.log()[0] == "Add subject codes to 2/20"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--where", "colour=red", "place=A"), 2, "There is no filter “colour”.\nhint: Filters: year, since, until,"),
        (("--where", "year", "place=A"), 2, "“year” selects nothing"),
        (("--where", "year=x", "place=A"), 2, "“x” does not fit the year"),
        (("--where", "since=x", "place=A"), 2, "since: “x” is not a date."),
        (("--where", "since=2020-01-01", "--where", "since=2020-01-02", "place=A"), 2, "“since” is given twice."),
        (("--where", "year=2020"), 2, "There is nothing to edit."),
        (("--where", "year=2020", "2,5"), 2, "“2,5” is not a document number"),
        (("1/20", "--where", "year=2020", "place=A"), 2, "Documents are named, and --where finds others."),
        (("--where", "year=2020", "--item", "1", "title=A"), 2, "--item names an item of one document."),
        (("--where", "year=2011", "place=A"), 4, "No document fits."),
        (("--where", "status=void", "place=A"), 5, "3/20 is void"),
        (("--where", "year=2020", "marking=PUBLIC", "--yes"), 5, "lowers the marking; that needs a reason"),
    ],
    ids=str,
)
def test_a_wrong_selection_is_refused(desk: Clerk, words: tuple[str, ...], status: int, said: str) -> None:
    before = desk.log()

    answer = desk.run("edit", *words)

    assert (answer.status, answer.out) == (status, "")
    assert said in answer.err
    assert desk.log() == before


# ---- items


def test_items_and_the_lines_below_them_are_corrected(desk: Clerk) -> None:
    desk.write("item.txt", "First line\n\nThird line\n")

    assert _changes(desk, "15070/19", "--item", "2.1", "title=Members of Daesh") == {
        "items 2 subitems 1 title": ("Daesh members", "Members of Daesh")
    }
    assert (
        _changes(desk, "15070/19", "--item", "2", "text=@item.txt", "result=agreed", "documents+=1/20")[
            "items 2 summary"
        ][1]
        == "First line\n\nThird line"
    )
    assert _changes(desk, "15070/19", "--item", "2", "summary=", "kind=decision", "possible=yes")["items 2 kind"] == (
        None,
        "decision",
    )


def test_a_title_given_twice_is_said(desk: Clerk) -> None:
    title = _changes(desk, "15070/19", "--item", "3", "title=Any", "-n")["items 3 title"][0]

    assert "have the same title" in desk.run("edit", "15070/19", "--item", "2", f"title={title}").err


def test_the_items_of_a_draft_are_edited_and_those_of_an_issued_agenda_are_not(desk: Clerk) -> None:
    desk.ok("agenda", "create", "SOMEI", "2020-02-12", "--number", "9/20")
    desk.ok("edit", "9/20", "--item", "1", "title=Opening")
    answer = desk.run("edit", "9/20", "--item", "1", "text=Adopted.")
    assert (answer.status, "somei agenda outcome 9/20 --number N" in answer.err) == (5, True), answer
    desk.ok("agenda", "issue", "9/20", "--date", "2020-02-05")

    for words in (("--item", "1", "title=Closing"), ("on=2020-02-13",), ("date=2020-02-06",), ("body=COREPER",)):
        answer = desk.run("edit", "9/20", *words)
        assert answer.status == 5, words
        assert "The agenda 9/20 has been issued;" in answer.err
        assert "hint: Draft a revised agenda: somei agenda revise 9/20" in answer.err
    desk.ok("edit", "9/20", "subject=Another subject")
    desk.ok("agenda", "adopt", "9/20", "--on", "2020-02-12")
    assert "somei agenda outcome 9/20 --number N" in desk.run("edit", "9/20", "--item", "1", "title=A").err


def test_the_items_of_a_draft_outcome_get_their_text(desk: Clerk) -> None:
    desk.ok("agenda", "create", "SOMEI", "2020-02-12", "--number", "9/20")
    desk.ok("agenda", "issue", "9/20", "--date", "2020-02-05")
    desk.ok("agenda", "adopt", "9/20", "--on", "2020-02-12")
    desk.ok("agenda", "outcome", "9/20", "--number", "10/20")

    assert _changes(desk, "10/20", "--item", "1", "text=Adopted.", "result=adopted") == {
        "items 1 result": (None, "adopted"),
        "items 1 summary": ("The agenda as set out in ST 9/20 was adopted.", "Adopted."),
    }


def test_the_check_names_the_edit_that_mends_what_is_missing(desk: Clerk) -> None:
    text = 'number = "CM 5/20"\ntype = "AGENDA"\nsubject = "Meeting"\n\n[agenda]\nstate = "provisional"\n'
    desk.enter("documents/2020/000/CM-5-2020-INIT.toml", text)
    findings = json.loads(desk.run("check", "CM 5/20", "--select", "AGD005,DATE001", "--json").out)["records"]

    hints = {finding["code"]: finding["hint"] for finding in findings}
    assert hints["AGD005"].endswith("somei edit 'CM 5/20' body=KEY on=DAY")
    assert "somei edit 'CM 5/20' date=DAY;" in hints["DATE001"]
    desk.ok("edit", "CM 5/20", "body=SOMEI", "on=2020-02-12", "date=2020-02-05")
    assert desk.run("check", "CM 5/20", "--select", "AGD005,DATE001", "-q").out == ""


# ---- what is declared


def test_every_field_is_edited_by_its_words_or_names_an_act_that_is_there() -> None:
    for field in DOCUMENT_FIELDS:
        assert field.act.split()[0] in COMMANDS, field.name
        if field.act == EDIT:
            assert field.typed, field.name
            assert set(field.typed) <= set(FIELDS)


def test_the_page_names_what_is_declared() -> None:
    named = re.findall("`([^`]+)`", read_help_page("correct").partition("\nFields: ")[2])[0].replace(",", "").split()

    assert sorted(named) == sorted(word for field in DOCUMENT_FIELDS if field.act == EDIT for word in field.typed)


def test_a_text_longer_than_any_is_refused_with_the_limit_but_one_that_is_there_stays(desk: Clerk) -> None:
    long = "x" * 10_001
    refused = [desk.run("edit", "15070/19", f"subject={long}"), desk.run("add", "1/20", "--subject", long)]
    desk.write(FILE, re.sub("(?m)^subject = .*", f'subject = "{long}"', desk.read(FILE)))
    desk.git("commit", "-qam", "By hand")

    assert [answer.status for answer in refused] == [5, 5]
    assert "“subject” of 15070/19 has 10,001 characters; at most 10,000 are taken." in refused[0].err
    desk.ok("edit", "15070/19", "place=Zagreb")
    desk.ok("edit", "15070/19", "subject=Lamps")
