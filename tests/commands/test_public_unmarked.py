"""Imports without a marking: in a new register their text is public once a person has said so, and not before."""

import json
from pathlib import Path

import pytest
from conftest import Answer, Clerk, prepared

WORD = "zzcanary"
SETTING = 'public_unmarked = "entry"\n'
TEXT = f"""Council of the European Union

Brussels, 3 February 2020
(OR. en)

6001/20

COSI 5

OUTCOME OF PROCEEDINGS
From: General Secretariat of the Council
To: Delegations
Subject: Meeting on lamps

1. Adoption of the agenda

The agenda was adopted {WORD}.

2. Lamps of {WORD}

The Working Party took note of it.
"""
FILE = "documents/2020/060/ST-6001-2020-INIT.toml"


@prepared
def imported(clerk: Clerk) -> Clerk:
    """A new register with an import that bears no marking."""
    clerk.ok("import", "-", stdin=TEXT)
    assert WORD in clerk.read(FILE)
    assert "marking" not in clerk.read(FILE)
    assert SETTING in clerk.read("somei.toml")
    return clerk


def exported(clerk: Clerk) -> dict[str, object]:
    records = json.loads(clerk.ok("export", "--format", "json"))["records"]
    return next(record for record in records if record["number"] == "6001/20")


def outputs(clerk: Clerk) -> str:
    """Everything that is made for the public."""
    clerk.ok("export", "-o", "../out")
    clerk.ok("site", "build", "-o", "../site")
    assert clerk.run("export", "check", "../out").status == 0
    assert clerk.run("site", "check", "../site").status == 0
    files = [file for name in ("out", "site") for file in (clerk.folder.parent / name).rglob("*") if file.is_file()]
    return "\n".join(map(Path.read_text, sorted(files))) + clerk.ok("calendar", "-o", "-")


def test_a_new_register_shows_the_entry_and_not_the_text(imported: Clerk) -> None:
    told = outputs(imported)

    assert WORD not in told
    assert "Meeting on lamps" in told
    entry = exported(imported)
    assert (entry["shown"], entry["publication"], entry["subject"]) == ("entry", "REFUSED", "Meeting on lamps")
    assert "to be examined" in imported.ok("request", "new", "6001/20", "--received", "2020-02-13")


@pytest.mark.parametrize("words", ["access 6001/20 release", "classify 6001/20 --marking PUBLIC"])
def test_a_person_says_that_the_text_is_public(imported: Clerk, words: str) -> None:
    outputs(imported)

    imported.ok(*words.split())

    assert exported(imported)["shown"] == "text"
    assert WORD in outputs(imported)
    assert "public" not in [line.split()[0] for line in imported.ok("show", "6001/20").splitlines() if line]


def test_a_word_of_a_person_that_is_taken_back_closes_it_again(imported: Clerk) -> None:
    imported.ok("access", "6001/20", "release")
    imported.ok("undo", "-m", "It was another document")

    assert exported(imported)["shown"] == "entry"


def test_show_says_why_the_text_is_not_public_and_what_to_type(imported: Clerk) -> None:
    page = " ".join(imported.ok("show", "6001/20").split())

    assert "imported without a marking" in page
    assert "somei access 6001/20 release" in page
    assert "somei classify 6001/20 --marking PUBLIC" in page
    assert json.loads(imported.ok("show", "6001/20", "--json"))["records"][0]["unconfirmed"] is True


def test_who_takes_a_marking_off_is_told_that_the_text_stays_closed(imported: Clerk) -> None:
    imported.ok("classify", "6001/20", "--marking", "LIMITE")

    answer = imported.run("classify", "6001/20", "--marking", "none", "-m", "The stamp is of another paper")

    assert "somei classify 6001/20 --marking PUBLIC" in answer.err
    assert exported(imported)["shown"] == "entry"


def test_a_calendar_tells_no_promise_before(imported: Clerk) -> None:
    imported.ok("followup", "add", f"Report on {WORD}", "--doc", "6001/20", "--item", "2", "--due", "2020-03-02")
    assert WORD not in imported.ok("calendar", "-o", "-")

    imported.ok("classify", "6001/20", "--marking", "PUBLIC")

    assert WORD in imported.ok("calendar", "-o", "-")


def test_what_is_typed_is_said_by_a_person(clerk: Clerk) -> None:
    assert SETTING in clerk.read("somei.toml")
    clerk.ok("add", "6001/20", "--subject", "Lamps", "--type", "NOTE", "--date", "2020-02-03")

    assert exported(clerk)["shown"] == "text"


def test_what_hangs_on_a_closed_import_is_as_closed(imported: Clerk) -> None:
    imported.ok("add", "6001/20 ADD 1", "--subject", "Annex", "--type", "NOTE", "--date", "2020-02-04")

    records = json.loads(imported.ok("export", "--format", "json"))["records"]
    assert {record["shown"] for record in records} == {"entry"}


def test_a_register_may_say_that_texts_without_a_marking_are_public(imported: Clerk) -> None:
    imported.enter("somei.toml", imported.read("somei.toml").replace(SETTING, 'public_unmarked = "text"\n'))

    assert exported(imported)["shown"] == "text"
    assert "unconfirmed" not in imported.ok("show", "6001/20", "--json")


def test_a_register_that_does_not_say_it_keeps_the_texts_closed(imported: Clerk) -> None:
    """Registers that an earlier somei made have no such setting."""
    assert "public_unmarked" not in imported.run("export", "--format", "json").err
    imported.enter("somei.toml", imported.read("somei.toml").replace(SETTING, ""))

    assert exported(imported)["shown"] == "entry"
    assert WORD not in outputs(imported)
    for words in (("export", "--format", "json"), ("export", "-o", "../out"), ("site", "build", "-o", "../site")):
        assert "note: somei.toml does not say “public_unmarked”" in imported.run(*words).err
    assert "note:" not in imported.run("export", "--internal", "--format", "json").err


def test_to_open_texts_of_a_register_that_did_not_say_it_needs_a_reason(imported: Clerk) -> None:
    imported.enter("somei.toml", imported.read("somei.toml").replace(SETTING, ""))
    imported.enter("somei.toml", imported.read("somei.toml") + 'public_unmarked = "text"\n')

    assert "HIST006 error" in imported.run("check", "--history").out


def test_a_misspelt_value_is_refused(imported: Clerk) -> None:
    imported.enter("somei.toml", imported.read("somei.toml").replace(SETTING, 'public_unmarked = "entries"\n'))

    answer = imported.run("export", "--format", "json")

    assert answer.status == 3
    assert "“public_unmarked”: expected text or entry" in answer.err


def lowered(clerk: Clerk, message: str) -> None:
    clerk.write("somei.toml", clerk.read("somei.toml").replace(SETTING, 'public_unmarked = "text"\n'))
    clerk.git("commit", "-qam", message)


DECLARED = "Open\n\nSomei-Action: edit\nSomei-Settings: public_unmarked\nReason: All of it is public"


@pytest.mark.parametrize(("message", "declared"), [("Open", False), (DECLARED, True)])
def test_a_review_tells_that_texts_are_opened_first_of_all(imported: Clerk, message: str, declared: bool) -> None:
    imported.git("checkout", "-qb", "open")
    lowered(imported, message)
    imported.git("checkout", "-q", "main")

    change = json.loads(imported.run("diff", "main..open", "--json").out)["records"][0]
    page: Answer = imported.run("review", "open", "--base", "main")

    assert (change["field"], change["consequence"], change["declared"]) == (
        "public_unmarked",
        "marking-lowered",
        declared,
    )
    assert "become public before anybody has looked at them" in change["words"]
    assert (page.status == 0) is declared
    exposed = json.loads(imported.ok("export", "--diff", "main..open", "--json"))["records"]
    assert {"becomes public"} == {one["exposure"] for one in exposed if one["field"].startswith(("items", "shown"))}


def test_a_hub_refuses_to_open_texts_without_a_reason(imported: Clerk) -> None:
    lowered(imported, "Open")

    answer = imported.run("check", "--history")

    assert answer.status == 1
    assert "HIST006 error" in answer.out
    assert "public_unmarked" in answer.out


def test_with_a_reason_the_history_is_in_order(imported: Clerk) -> None:
    lowered(imported, DECLARED)

    assert "HIST006" not in imported.run("check", "--history").out


def test_two_persons_are_asked_for_where_they_lower_a_marking(imported: Clerk) -> None:
    imported.enter("somei.toml", imported.read("somei.toml") + "[two_persons]\nlower_marking = true\n")
    lowered(imported, DECLARED)

    assert "HIST015 error" in imported.run("check", "--history").out

    imported.git("commit", "-q", "--amend", "-m", f"{DECLARED}\nApproved-by: Ada <ada@example.org>")
    imported.ok("check", "--history", "--accept-rewritten", "--select", "HIST")


# ---- a field that is public only if the register wants it


NAMING = 'public_fields = ["keywords"]\n'
FIELD_DECLARED = "Open\n\nSomei-Action: edit\nSomei-Settings: public_fields\nReason: All of them are public"


def named(clerk: Clerk, message: str, line: str = NAMING) -> None:
    clerk.write("somei.toml", line + clerk.read("somei.toml").removeprefix(NAMING))
    clerk.git("commit", "-qam", message)


@pytest.mark.parametrize(("message", "declared"), [("Open", False), (FIELD_DECLARED, True)])
def test_a_review_shows_first_that_a_field_is_opened(clerk: Clerk, message: str, declared: bool) -> None:
    clerk.git("checkout", "-qb", "open")
    named(clerk, message)
    clerk.git("checkout", "-q", "main")

    change = json.loads(clerk.run("diff", "main..open", "--json").out)["records"][0]

    assert (change["field"], change["consequence"], change["declared"]) == (
        "public_fields",
        "marking-lowered",
        declared,
    )
    assert change["words"] == "a field of all public texts becomes public: keywords"
    assert (clerk.run("review", "open", "--base", "main").status == 0) is declared


def test_to_open_a_field_needs_a_reason_and_to_close_it_none(clerk: Clerk) -> None:
    named(clerk, "Open")

    answer = clerk.run("check", "--history")

    assert answer.status == 1
    assert "HIST006 error" in answer.out
    assert "public_fields was opened to the public without a reason" in answer.out

    clerk.git("commit", "-q", "--amend", "-m", FIELD_DECLARED)
    clerk.ok("check", "--history", "--accept-rewritten", "--select", "HIST006")
    named(clerk, "Close", line="")
    clerk.ok("check", "--history", "--select", "HIST006")
    named(clerk, "Open again")
    assert "HIST006 error" in clerk.run("check", "--history").out


def test_to_open_a_field_needs_two_persons_where_to_lower_a_marking_does(clerk: Clerk) -> None:
    clerk.enter("somei.toml", clerk.read("somei.toml") + "[two_persons]\nlower_marking = true\n")
    named(clerk, FIELD_DECLARED)

    assert "public_fields was opened to the public by one person" in clerk.run("check", "--history").out

    clerk.git("commit", "-q", "--amend", "-m", f"{FIELD_DECLARED}\nApproved-by: Ada <ada@example.org>")
    clerk.ok("check", "--history", "--accept-rewritten", "--select", "HIST")


def test_a_merge_that_opens_a_field_by_its_own_hand_needs_a_reason(clerk: Clerk) -> None:
    clerk.git("checkout", "-qb", "side")
    clerk.ok("add", "6002/20", "--subject", "Lamps", "--date", "2020-02-04")
    clerk.git("checkout", "-q", "main")
    clerk.ok("add", "6003/20", "--subject", "Wicks", "--date", "2020-02-04")
    clerk.git("merge", "-q", "--no-commit", "side")
    named(clerk, "Merge")

    assert "public_fields was opened to the public without a reason" in clerk.run("check", "--history").out


def test_the_setting_of_a_strangers_branch_does_not_count(imported: Clerk) -> None:
    imported.git("checkout", "-qb", "open")
    lowered(imported, DECLARED)

    answer = imported.run("check", "--untrusted", "--trusting", "main")

    assert "What the branch would change in somei.toml does not count yet." in answer.err


def test_an_import_says_that_a_text_without_a_marking_is_closed(clerk: Clerk) -> None:
    page = "Council of the European Union\nBrussels, 1 February 2020\n(OR. en)\n{}/20\nNOTE\nFrom: Presidency\n"
    for number in (6001, 6002, 6003):
        clerk.write(f"{number}.txt", page.format(number) + "To: Delegations\nSubject: Lamps\n")

    one = clerk.run("import", "6001.txt")
    more = clerk.run("import", "6002.txt", "6003.txt")

    assert "note: 6001/20 has no marking." in one.err
    assert "somei classify 6001/20 --marking PUBLIC" in one.err
    assert "note: 2 documents have no marking." in more.err
    assert "no marking" not in clerk.run("import", "6001.txt").err
