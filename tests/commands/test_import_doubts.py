"""Doubts are answered: an import asks about each field at a terminal; what was taken in doubt says so in its entry."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import date

import pytest
from conftest import Answer, Clerk

from somei_cli.formats.toml.document import load
from somei_cli.model.document import Document, KeptDoubt

PAPER = """Council of the European Union
Brussels, {day}
(OR. en)

{number}

{marking}

COSI {serial}

{heading}

From: Presidency
To: Delegations
Subject: {subject}

Delegations will find below the text. It is the one of 15070/19.
"""
SOUND = {"day": "3 February 2020", "marking": "LIMITE", "heading": "NOTE", "subject": "Lamps"}
DATE, TYPE = KeptDoubt("date", "31 February 2020", 2), KeptDoubt("type", "NTOE", 11)
DOUBTFUL = SOUND | {"day": "31 February 2020", "heading": "NTOE"}
PATH = "documents/2020/051/ST-{0}-2020-INIT.toml"


def paper(clerk: Clerk, name: str, number: int, fields: dict[str, str] = DOUBTFUL, **changes: str) -> str:
    clerk.write(name, PAPER.format(number=f"{number}/20", serial=number - 5000, **(fields | changes)))
    return name


def entry(clerk: Clerk, number: int = 5101) -> Document:
    document = load((clerk.folder / PATH.format(number)).read_text(encoding="utf-8")).document
    assert document is not None
    return document


def answered(clerk: Clerk, names: Sequence[str], *answers: str) -> Answer:
    return clerk.run("import", *names, stdin="".join(f"{answer}\n" for answer in answers), terminal=True)


@pytest.fixture
def doubtful(clerk: Clerk) -> Clerk:
    """A clerk whose register has 5101/20, with doubts about its date and its type."""
    clerk.ok("import", paper(clerk, "a.txt", 5101), "--accept-doubts")
    return clerk


# ---- questions


def test_each_field_in_doubt_is_asked_about_with_its_words_and_their_line(clerk: Clerk) -> None:
    done = answered(clerk, [paper(clerk, "a.txt", 5101)], "l", "later")

    assert done.status == 0
    assert "doubt: a.txt, line 2: date: " in done.err
    assert "“31 February 2020”\nread as date: nothing\n[r]ight, there is none · [t]ype · [l]ater (the" in done.err
    assert "“NTOE”\nread as type: NTOE\n[r]ight · [t]ype · [l]ater (the doubt stays) · [s]kip" in done.err
    assert "[q]uit" not in done.err
    assert entry(clerk).doubts == (DATE, TYPE)
    assert "note: 2 doubts stay with the entry. Look at them with:\n  somei list --doubts\n" in done.err


def test_a_value_is_typed_as_for_set_and_asked_for_again_until_it_fits(clerk: Clerk) -> None:
    done = answered(clerk, [paper(clerk, "a.txt", 5101)], "t", "31/2", "type", "2020-02-28", "x", "", "t", "")

    assert done.status == 0
    assert "date: “31/2” is not a date.\nhint: Write dates as 2019-12-04.\n" in done.err
    assert done.err.count("Type one of the letters in brackets.") == 2
    assert entry(clerk).date == date(2020, 2, 28)
    assert entry(clerk).type is None
    assert entry(clerk).doubts == ()
    assert "stay with the entry" not in done.err


def test_what_is_right_is_in_no_doubt_any_more(clerk: Clerk) -> None:
    done = answered(clerk, [paper(clerk, "a.txt", 5101)], "r", "r")

    assert done.status == 0
    assert (entry(clerk).date, entry(clerk).type, entry(clerk).doubts) == (None, "NTOE", ())
    assert "stay with the entry" not in done.err
    assert clerk.log() == ["Import 5101/20", "Start the register"]


def test_words_that_no_entry_may_hold_are_no_answer(clerk: Clerk) -> None:
    done = answered(clerk, [paper(clerk, "a.txt", 5101)], "l", "t", "SECRET UE/EU SECRET plan", "t", "NOTE")

    assert done.status == 0
    assert entry(clerk).type == "NOTE"
    assert entry(clerk).doubts == (DATE,)


def test_an_answer_takes_away_a_marking_that_was_read(clerk: Clerk) -> None:
    answered(clerk, [paper(clerk, "a.txt", 5101, SOUND, marking="LIMTE")], "t", "")

    assert entry(clerk).marking is None


def test_a_file_that_is_skipped_is_not_registered(clerk: Clerk) -> None:
    done = answered(clerk, [paper(clerk, "a.txt", 5101)], "r", "s")

    assert done.status == 5
    assert clerk.log() == ["Start the register"]


def test_a_subject_that_was_not_found_is_asked_for(clerk: Clerk) -> None:
    name = paper(clerk, "a.txt", 5101, SOUND)
    clerk.write(name, (clerk.folder / name).read_text().replace("Subject: Lamps", "").replace("5101/20", ""))

    done = answered(clerk, [name], "r", "l", "t", "", "t", "next", "t", "5101/20", "t", "Lamps")

    assert done.status == 0, done.err
    assert "Use: --set number=next" in done.err
    assert (str(entry(clerk).number), entry(clerk).subject, entry(clerk).doubts) == ("5101/20", "Lamps", ())


@pytest.mark.parametrize("stdin", ["", "r\n"])
def test_a_terminal_that_ends_leaves_everything_as_it_was(clerk: Clerk, stdin: str) -> None:
    names = [paper(clerk, "a.txt", 5101), paper(clerk, "b.txt", 5102, SOUND)]

    for typed in (names[:1], names):
        done = clerk.run("import", *typed, stdin=stdin, terminal=True)
        assert done.status == 5
        assert "Not all questions were answered; nothing was registered." in done.err
    assert clerk.log() == ["Start the register"]
    assert clerk.run("list").out.count("\n") == 1


def test_an_interruption_at_a_question_leaves_everything_as_it_was(clerk: Clerk) -> None:
    paper(clerk, "a.txt", 5101)
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "somei_cli", "import", "a.txt"]
    with subprocess.Popen(command, cwd=clerk.folder, stdin=theirs, stdout=theirs, stderr=theirs) as importing:
        os.close(theirs)
        shown = b""
        while b"the file?" not in shown:
            shown += os.read(ours, 4096)
        importing.send_signal(signal.SIGINT)
        assert importing.wait(60) == 130
    os.close(ours)

    assert clerk.log() == ["Start the register"]
    assert clerk.run("list", "--format", "ids").out == ""


@pytest.mark.parametrize("words", [["--json"], ["--no-input"]])
def test_nobody_is_asked_without_a_person(clerk: Clerk, words: list[str]) -> None:
    name = paper(clerk, "a.txt", 5101)
    before, after = ([], words) if words == ["--json"] else (words, [])

    for names in ([name], [name, paper(clerk, "b.txt", 5102)]):
        done = clerk.run(*before, "import", *names, *after, stdin="r\nr\nr\nr\n", terminal=True)
        assert done.status == 5
        assert "[r]ight" not in done.err
    assert clerk.log() == ["Start the register"]


# ---- items

FIGS = """1. Adoption of the agenda
CM 2650/16
2. Lamps
The Commission presented the text.
Dried figs: rules
8310/16 + COR 1
4. Any other business
"""
UNNUMBERED = """Delegations will find below the text.

Informal meeting of Ministers: preparation

Lamps of the north

Any other business
"""


def outcome(clerk: Clerk, items: str) -> str:
    text = PAPER.format(number="5101/20", serial=1, **(SOUND | {"heading": "OUTCOME OF PROCEEDINGS"}))
    clerk.write("a.txt", text.replace("Delegations will find below the text. It is the one of 15070/19.\n", items))
    return "a.txt"


@pytest.mark.parametrize(("typed", "number"), [("", "3"), ("2a", "2a")])
def test_the_lost_number_of_an_item_is_proposed(clerk: Clerk, typed: str, number: str) -> None:
    done = answered(clerk, [outcome(clerk, FIGS)], "t", typed)

    assert done.status == 0
    assert "read as items:\n  1. Adoption of the agenda\n  2. Lamps\n  Dried figs: rules\n  4. Any" in done.err
    assert "[r]ight · [t]ype [3] · [l]ater (the doubt stays) · [s]kip the file?" in done.err
    assert [item.number for item in entry(clerk).items] == ["1", "2", number, "4"]
    assert entry(clerk).doubts == ()


def test_it_is_right_that_an_item_has_no_number_or_that_there_are_no_items(clerk: Clerk) -> None:
    assert answered(clerk, [outcome(clerk, FIGS)], "r").status == 0
    assert ([item.number for item in entry(clerk).items], entry(clerk).doubts) == (["1", "2", None, "4"], ())

    clerk.write("b.txt", clerk.read(outcome(clerk, UNNUMBERED)).replace("5101/20", "5102/20").replace("COSI 1", ""))
    done = answered(clerk, ["b.txt"], "r")

    assert done.status == 0
    assert "No items were read. Near line " in done.err
    assert "[r]ight, there are none · [t]ype them · [l]ater (the doubt stays) · [s]kip the file?" in done.err
    assert (entry(clerk, 5102).items, entry(clerk, 5102).doubts) == ((), ())


def test_items_are_typed_one_a_line(clerk: Clerk) -> None:
    lines = ("2. Lamps", "1. Adoption of the agenda", "1. The agenda", "Any other business", "")
    done = answered(clerk, [outcome(clerk, UNNUMBERED)], "t", "", "t", *lines)

    assert done.status == 0
    assert "Nothing was typed." in done.err
    items = [(item.number, item.title) for item in entry(clerk).items]
    assert items == [("1", "The agenda"), ("2", "Lamps"), (None, "Any other business")]
    assert entry(clerk).doubts == ()


# ---- what is shown


def test_a_long_subject_is_shown_whole(clerk: Clerk) -> None:
    subject = " ".join(f"Lamps of the north, part {ordinal}," for ordinal in range(1, 12)) + " and oil"

    shown = clerk.ok("import", paper(clerk, "a.txt", 5101, SOUND, subject=subject))

    assert f"subject\t{subject}\t" in shown
    again = clerk.run("import", "a.txt", "--dry-run", terminal=True).out
    assert "part 11, and oil" in " ".join(again.split())


# ---- several files


def test_files_are_asked_about_one_by_one_and_one_that_is_skipped_stops_none(clerk: Clerk) -> None:
    for name, number in (("in/a.txt", 5101), ("in/c.txt", 5103)):
        paper(clerk, name, number)
    paper(clerk, "in/b.txt", 5102, SOUND)

    done = answered(clerk, ["in"], "l", "s", "l", "t", "NOTE")

    assert done.status == 5
    assert "file 1 of 2 in doubt: in/a.txt: 5101/20, “Lamps”" in done.err
    assert "file 2 of 2 in doubt: in/c.txt: 5103/20, “Lamps”" in done.err
    assert not (clerk.folder / PATH.format(5101)).exists()
    assert entry(clerk, 5102).doubts == ()
    assert (entry(clerk, 5103).doubts, entry(clerk, 5103).type) == ((DATE,), "NOTE")
    assert clerk.log()[0] == "Import 5102/20, 5103/20"


def test_to_quit_registers_what_was_answered_and_what_is_not_in_doubt(clerk: Clerk) -> None:
    for name, number in (("in/a.txt", 5101), ("in/c.txt", 5103), ("in/d.txt", 5104)):
        paper(clerk, name, number)
    paper(clerk, "in/e.txt", 5105, SOUND)

    done = answered(clerk, ["in"], "l", "r", "l", "q")

    assert done.status == 5
    assert "2 files in doubt left out; the others are registered." in done.err
    assert clerk.log()[0] == "Import 5101/20, 5105/20"


def test_a_dry_run_says_what_would_become_of_each_file_and_a_preview_what_will_be_written(clerk: Clerk) -> None:
    names = [paper(clerk, f"in/{number}.txt", number, SOUND) for number in (5101, 5102)]

    tried = clerk.run("import", *names, "-n", terminal=True)
    assert tried.out.count("would be registered") == 2
    assert "2 files: 2 would be registered (no commit)" in tried.err
    files = json.loads(clerk.ok("import", *names, "-n", "--json"))["records"]
    assert [file["outcome"] for file in files] == ["registered", "registered"]

    clerk.ok("import", *names)
    asked = clerk.run("edit", "5101/20", "5102/20", "place=Luxembourg", stdin="n\n", terminal=True)
    assert "This will be written: " in asked.out
    assert "Dry run" not in asked.out


def test_a_dry_run_of_several_files_names_the_fields_in_doubt_of_each(clerk: Clerk) -> None:
    paper(clerk, "in/a.txt", 5101)
    paper(clerk, "in/b.txt", 5102, SOUND)

    told = clerk.run("import", "-n", "in").err

    assert "doubt: in/a.txt: date (line 2), type (line 11)\n" in told
    assert "2 doubts in 1 file." in told
    assert "What each doubt is: somei import -n 'in/a.txt'" in told
    assert "NTOE" not in told


# ---- the same file again


def unreadable_in_part(clerk: Clerk, name: str) -> str:
    """A file without number or subject, which the clerk typed, and with a day that does not exist."""
    paper(clerk, name, 5102, DOUBTFUL)
    clerk.write(name, clerk.read(name).replace("Subject: Lamps", "").replace("5102/20", ""))
    return name


@pytest.mark.parametrize("more", [[], ["--json"], ["--dry-run"], ["--dry-run", "--json"], ["--strict"]])
@pytest.mark.parametrize("names", [["in"], ["in/a.txt"], ["in/b.txt"], ["in/c.txt"]])
def test_a_file_that_is_registered_is_asked_about_no_more(clerk: Clerk, names: list[str], more: list[str]) -> None:
    clerk.ok("import", paper(clerk, "in/a.txt", 5101), "--accept-doubts")
    clerk.ok("edit", "5101/20", "--confirm", "date", "type=")
    given = ("--set", "number=5102/20", "--set", "subject=Lanterns", "--set", "date=2020-02-28")
    clerk.ok("import", unreadable_in_part(clerk, "in/b.txt"), *given, "--accept-doubts")
    answered(clerk, [paper(clerk, "in/c.txt", 5103)], "l", "r")
    before = clerk.log()

    for terminal in (False, True):
        done = clerk.run("import", *names, *more, terminal=terminal)
        assert done.status == 0, done
        assert "doubt" not in done.err
        assert "[s]kip" not in done.err
        assert "gives more" not in done.err
        if names == ["in"] and not more:
            assert done.out.count("already there") == 3
    assert clerk.log() == before


def test_the_values_that_were_given_may_be_given_again(clerk: Clerk) -> None:
    words = ["import", paper(clerk, "a.txt", 5101), "--set", "subject=Lanterns", "--set", "on=2020-03-01"]
    clerk.ok(*words, "--accept-doubts")

    assert clerk.run(*words).status == 0
    assert clerk.run(*words[:-1], "on=2020-03-02").status == 5


def test_a_new_file_in_doubt_beside_registered_ones_keeps_its_status(clerk: Clerk) -> None:
    clerk.ok("import", paper(clerk, "in/a.txt", 5101), "--accept-doubts")
    paper(clerk, "in/b.txt", 5102)

    done = clerk.run("import", "in", "--json")

    assert done.status == 5
    files = json.loads(done.out)["records"][0]["files"]
    assert [file["outcome"] for file in files] == ["already there", "in doubt"]


def test_a_file_that_was_just_read_again_is_not_to_be_read_again(clerk: Clerk) -> None:
    clerk.ok("import", paper(clerk, "a.txt", 5101, SOUND))

    again, replaced = (clerk.run("import", "a.txt", *more, terminal=True).err for more in ([], ["--replace"]))

    assert "somei import 'a.txt' --replace" in again
    assert "5101/20 is in the register already." in replaced
    assert "hint" not in replaced


# ---- what stays with the entry


@pytest.mark.parametrize("names", [["a.txt"], ["a.txt", "b.txt"]], ids=["one", "many"])
def test_what_a_script_accepts_keeps_its_doubts(clerk: Clerk, names: list[str]) -> None:
    paper(clerk, "a.txt", 5101)
    paper(clerk, "b.txt", 5102, SOUND)

    done = clerk.run("import", *names, "--accept-doubts")

    assert entry(clerk).doubts == (DATE, TYPE)
    assert "2 doubts stay with the entry" in done.err
    assert "FILE002" not in clerk.ok("check")


def test_values_that_are_given_are_in_no_doubt(clerk: Clerk) -> None:
    clerk.ok("import", paper(clerk, "a.txt", 5101), "--accept-doubts", "--set", "date=2020-03-01")

    assert entry(clerk).doubts == (TYPE,)


def test_the_same_file_again_is_already_there_though_its_doubts_were_answered(doubtful: Clerk) -> None:
    doubtful.ok("edit", "5101/20", "--confirm", "date", "--confirm", "type")
    before = doubtful.log()

    for words in ([], ["--replace"]):
        doubtful.ok("import", "a.txt", "--accept-doubts", *words)

    assert doubtful.log() == before
    assert entry(doubtful).doubts == ()


def test_read_anew_the_entry_has_the_doubts_of_the_new_reading(doubtful: Clerk) -> None:
    doubtful.ok("import", paper(doubtful, "b.txt", 5101, day="3 February 2020"), "--accept-doubts", "--replace")

    assert entry(doubtful).doubts == (TYPE,)


def test_words_that_name_a_level_are_not_kept(clerk: Clerk) -> None:
    name = paper(clerk, "a.txt", 5101, SOUND)
    text = (clerk.folder / name).read_text().replace("LIMITE\n", "LIMITE\n\n9012/20 RESTREINT UE\n")
    clerk.write(name, text)

    answer = clerk.run("import", name, "--accept-doubts")

    if answer.status == 0:
        assert "RESTREINT" not in (clerk.folder / PATH.format(5101)).read_text()


def test_entries_with_doubts_are_listed_shown_searched_and_counted(doubtful: Clerk) -> None:
    doubtful.ok("import", paper(doubtful, "b.txt", 5102, SOUND))

    for words in (["list"], ["search"], ["--no-index", "list"], ["--no-index", "search"]):
        out = doubtful.ok(*words, "--doubts", "--format", "ids")
        assert out.split() == ["ST-5101-2020-INIT"], words
    shown = doubtful.ok("show", "5101/20")
    assert "doubt\tdate: “31 February 2020”, line 2\n" in shown
    assert "somei edit 5101/20 --confirm date --confirm type" in shown
    assert "doubt" not in doubtful.ok("show", "5102/20")
    records = json.loads(doubtful.ok("show", "5101/20", "--json"))["records"]
    assert records[0]["doubts"][0] == {"field": "date", "words": "31 February 2020", "line": 2}
    assert "“type” has been in doubt since the import" in doubtful.run("check").out
    assert "FILE014" in doubtful.run("check").out
    assert "NTOE" not in doubtful.run("check").out
    assert doubtful.run("search", "February", "--format", "ids").out == ""


def test_a_terminal_lists_each_doubt_with_its_words_and_what_confirms_it(doubtful: Clerk) -> None:
    shown = doubtful.run("list", "--doubts", terminal=True).out

    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert re.search(r"NUMBER +FIELD +WORDS IN THE FILE +LINE\n", plain)
    assert re.search(r"5101/20 +date +31 February 2020 +2\n5101/20 +type +NTOE +11\n", plain)
    assert "\n  somei edit 5101/20 --confirm date --confirm type\n1 document in doubt" in plain
    records = json.loads(doubtful.ok("list", "--doubts", "--json"))["records"]
    assert [record["number"] for record in records] == ["5101/20"]

    doubtful.ok("edit", "5101/20", "--confirm", "date", "--confirm", "type")
    assert doubtful.run("list", "--doubts", terminal=True).err == "No doubt is left.\n"


# ---- they end


def test_an_edit_of_the_field_ends_its_doubt_and_no_other(doubtful: Clerk) -> None:
    out = doubtful.ok("edit", "5101/20", "date=2020-02-28")

    assert entry(doubtful).doubts == (TYPE,)
    assert "5101/20\tdoubts\tdate: “31 February 2020”, line 2\t\n" in out
    doubtful.ok("edit", "5101/20", "place=Luxembourg")
    assert entry(doubtful).doubts == (TYPE,)
    doubtful.ok("undo", "-m", "wrong")
    doubtful.ok("undo", doubtful.git("log", "-1", "--format=%h", "--grep=^Edit the date of").strip(), "-m", "w")
    assert entry(doubtful).doubts == (DATE, TYPE)


def test_other_acts_end_the_doubts_about_what_they_change(clerk: Clerk) -> None:
    text = PAPER.format(number="5101/20", serial=1, **SOUND).replace("COSI 1", "COSI 1 CATS l7")
    clerk.write("a.txt", text)
    clerk.ok("import", "a.txt", "--accept-doubts")
    assert {doubt.field for doubt in entry(clerk).doubts} == {"subject_codes"}

    clerk.ok("access", "5101/20", "refuse", "--ground", "4.1a.1")
    assert entry(clerk).doubts
    clerk.ok("classify", "5101/20", "JAI 7")
    assert entry(clerk).doubts == ()


def test_keys_of_a_later_version_stay_with_their_doubt(doubtful: Clerk) -> None:
    file = doubtful.folder / PATH.format(5101)
    file.write_text(file.read_text().replace("line = 2\n", 'line = 2\nseen = [\n    "a",\n    "b",\n]\n'))
    doubtful.git("commit", "-qam", "by hand")

    doubtful.ok("edit", "5101/20", "type=NOTE")
    assert entry(doubtful).doubts == (DATE._replace(extra=(("seen", ["a", "b"]),)),)
    doubtful.ok("edit", "5101/20", "date=2020-02-13")
    assert entry(doubtful).doubts == ()


def test_promises_of_items_answer_no_doubt_about_them(clerk: Clerk) -> None:
    name = paper(clerk, "a.txt", 5101, SOUND, heading="OUTCOME OF PROCEEDINGS")
    clerk.ok("import", name)
    file = clerk.folder / PATH.format(5101)
    doubt = '\n[[doubts]]\nfield = "items"\nwords = "2."\nline = 9\n'
    head, references = file.read_text().split("\n[[references]]")
    file.write_text(f'{head}{doubt}\n[[references]]{references}\n[[items]]\nnumber = "1"\ntitle = "Lamps"\n')
    clerk.git("commit", "-qam", "by hand")

    clerk.ok("followup", "add", "A letter", "--doc", "5101/20", "--item", "1")
    assert [kept.field for kept in entry(clerk).doubts] == ["items"]
    clerk.ok("edit", "5101/20", "--item", "1", "title=Lanterns")
    assert entry(clerk).doubts == ()


def test_a_doubt_is_confirmed_and_the_field_stays(doubtful: Clerk) -> None:
    dry = doubtful.run("edit", "5101/20", "--confirm", "date", "-n", "--json")
    assert json.loads(dry.out)["records"][0]["changes"][0]["field"] == "doubts"
    assert entry(doubtful).doubts == (DATE, TYPE)

    doubtful.ok("edit", "5101/20", "--confirm", "type", "--confirm", "date", "-m", "the paper has it so")

    assert (entry(doubtful).type, entry(doubtful).doubts) == ("NTOE", ())
    message = doubtful.git("log", "-1", "--format=%B")
    assert "Somei-Action: edit" in message
    assert "Reason: the paper has it so" in message
    assert "NTOE" not in message
    assert doubtful.ok("list", "--doubts", "--format", "ids") == ""
    assert "type: “NTOE”, line 11" in doubtful.ok("history", "5101/20")
    assert "FILE014" not in doubtful.run("check").out


def test_a_receipt_says_whether_a_doubt_was_confirmed_or_answered(doubtful: Clerk) -> None:
    confirmed = doubtful.run("edit", "5101/20", "--confirm", "type", terminal=True).out
    answered_by_value = doubtful.run("edit", "5101/20", "date=2020-02-28", terminal=True).out

    assert re.search("“NTOE”, line 11.*→.*confirmed", confirmed)
    assert re.search("“31 February 2020”, line 2.*→.*answered", answered_by_value)


def test_what_is_in_no_doubt_is_not_confirmed(doubtful: Clerk) -> None:
    refused = doubtful.run("edit", "5101/20", "--confirm", "place")
    assert refused.status == 5
    assert "5101/20 keeps no doubt about “place”." in refused.err
    assert "It keeps doubts about: date, type." in refused.err
    assert doubtful.run("edit", "5101/20", "--confirm", "nonsense").status == 2
    assert doubtful.run("edit", "5101/20", "--confirm", "items", "--item", "1").status == 2
    typed = doubtful.run("edit", "5101/20", "doubts=date")
    assert typed.status == 5
    assert "somei edit 5101/20 --confirm date" in typed.err


def test_many_are_confirmed_by_a_filter(doubtful: Clerk) -> None:
    doubtful.ok("import", paper(doubtful, "b.txt", 5102), "--accept-doubts")
    doubtful.ok("import", paper(doubtful, "c.txt", 5103, heading="NOTE"), "--accept-doubts")

    done = doubtful.run("edit", "--where", "doubts=yes", "--confirm", "type", "--yes")

    assert done.status == 0
    assert "left out 5103/20" in done.err
    assert [entry(doubtful, n).doubts for n in (5101, 5102, 5103)] == [(DATE,), (DATE,), (DATE,)]


def test_a_number_in_doubt_is_settled_by_another_one(doubtful: Clerk) -> None:
    file = doubtful.folder / PATH.format(5101)
    file.write_text(file.read_text().replace('field = "type"', 'field = "number"'))
    doubtful.git("commit", "-qam", "by hand")

    doubtful.ok("renumber", "5101/20", "5107/20", "-m", "misread")

    assert entry(doubtful, 5107).doubts == (DATE,)


def test_a_document_that_turns_out_to_be_classified_loses_its_doubts(doubtful: Clerk) -> None:
    doubtful.ok("classify", "5101/20", "--marking", "RESTREINT UE/EU RESTRICTED", "-m", "it is")

    assert "doubts" not in (doubtful.folder / PATH.format(5101)).read_text()


def test_two_clerks_end_doubts_of_one_entry(doubtful: Clerk) -> None:
    doubtful.ok("init", "--git")
    doubtful.git("checkout", "-qb", "other")
    doubtful.ok("edit", "5101/20", "--confirm", "type")
    doubtful.git("checkout", "-q", "main")
    doubtful.ok("edit", "5101/20", "date=2020-02-28")

    doubtful.git("merge", "-q", "--no-edit", "other")

    assert entry(doubtful).doubts == ()
    assert entry(doubtful).date == date(2020, 2, 28)


def test_a_difference_says_what_became_of_doubts(doubtful: Clerk) -> None:
    doubtful.git("branch", "before")
    doubtful.ok("edit", "5101/20", "--confirm", "type")

    assert "doubt answered: type: “NTOE”, line 11" in doubtful.ok("diff", "before..HEAD")


# ---- they never leave


def test_no_word_of_a_doubt_is_published_or_printed(doubtful: Clerk) -> None:
    doubtful.ok("edit", "5101/20", "type=NOTE")
    doubtful.ok("classify", "5101/20", "--marking", "PUBLIC", "-m", "released")
    file = doubtful.folder / PATH.format(5101)
    file.write_text(file.read_text().replace("31 February 2020", "Quietplacewords"))
    doubtful.git("commit", "-qam", "by hand")
    assert entry(doubtful).doubts == (KeptDoubt("date", "Quietplacewords", 2),)

    doubtful.ok("export", "-o", "out")
    doubtful.ok("site", "build", "-o", "pages")
    doubtful.ok("show", "5101/20", "-o", "page.html")

    written = [path for name in ("out", "pages", "page.html") for path in (doubtful.folder / name).rglob("*")]
    written = [*written, doubtful.folder / "page.html"]
    assert any("Lamps" in path.read_text() for path in written if path.is_file())
    assert not [path for path in written if path.is_file() and "quietplacewords" in path.read_text().casefold()]
