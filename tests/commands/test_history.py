"""Looking back on one document: its history, and who set what stands."""

import csv
import io
import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import Clerk, prepared

PATH = "documents/2019/150/ST-15070-2019-INIT.toml"


def _records(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    answer = json.loads(clerk.ok(*words, "--json"))
    assert answer["schema"] == f"somei/{words[0]}/1"
    records: list[dict[str, Any]] = answer["records"]
    return records


def _commit(clerk: Clerk, message: str, *edits: tuple[str, str]) -> str:
    """Edit the sample by hand and commit it."""
    for old, new in edits:
        assert old in clerk.read(PATH)
        clerk.write(PATH, clerk.read(PATH).replace(old, new, 1))
    clerk.git("commit", "-qam", message)
    return clerk.git("rev-parse", "HEAD")


@prepared
def forked(registered: Clerk) -> Clerk:
    """A register where a side branch and the main one changed place and subject; the merge waits for an answer."""
    registered.git("switch", "-qc", "side")
    _commit(registered, "Side", ('place = "Brussels"', 'place = "Turku"'), ("Summary of discussions", "Side talk"))
    registered.git("switch", "-q", "main")
    _commit(registered, "Main", ('place = "Brussels"', 'place = "Tampere"'), ('to = "Delegations"', 'to = "Council"'))
    return registered


def _merge(clerk: Clerk, place: str) -> str:
    clerk.git("merge", "-q", "--no-commit", "-s", "ours", "side")
    return _commit(clerk, "Merge", ('place = "Tampere"', f'place = "{place}"'), ("Summary of discussions", "Side talk"))


# ---- merges


def test_that_nothing_fits_is_not_that_there_is_nothing(registered: Clerk) -> None:
    answer = registered.run("history", "15070/19", "--by", "nobody", "--format", "table")

    assert "No change fits." in answer.out + answer.err


def test_the_former_name_of_by_still_works_and_is_not_in_the_help(registered: Clerk) -> None:
    for person in ("clerk", "nobody"):
        history = ("history", "15070/19", "--format", "csv")
        assert registered.ok(*history, "--who", person) == registered.ok(*history, "--by", person)
    assert "--who" not in registered.ok("history", "--help")
    assert registered.run("history", "15070/19", "--who", "a", "--by", "b").status == 2


def test_a_merge_tells_what_it_gave_up_and_what_it_kept(forked: Clerk) -> None:
    merge = _merge(forked, "Turku")

    told = [r for r in _records(forked, "history", "15070/19") if r["commit"] == merge]

    assert [(r["field"], r["before"], r["after"], r["merge"]) for r in told] == [("place", "Tampere", "Turku", True)]
    assert "decided by the merge" in forked.ok("history", "15070/19")


def test_a_value_of_neither_side_was_set_by_the_merge(forked: Clerk) -> None:
    merge = _merge(forked, "Oulu")

    given_up = [r["before"] for r in _records(forked, "history", "15070/19") if r["commit"] == merge]
    set_by = {r["field"]: r["commit"] for r in _records(forked, "blame", "15070/19")}

    assert given_up == ["Tampere", "Turku"]
    assert set_by["place"] == merge
    assert set_by["subject"] == forked.git("rev-parse", "side")
    assert set_by["to"] == forked.git("rev-parse", "main^")
    assert set_by["type"] == forked.git("rev-parse", "main^^")


def test_a_side_of_which_nothing_is_left_is_not_told(forked: Clerk) -> None:
    forked.git("merge", "-q", "-s", "ours", "side", "-m", "Ours")

    told = {r["commit"] for r in _records(forked, "history", "15070/19")}

    assert told == {forked.git("rev-parse", revision) for revision in ("main^", "main^^")}


def test_a_document_of_which_a_merge_left_nothing_is_found_in_git(registered: Clerk) -> None:
    registered.git("switch", "-qc", "side")
    registered.ok("add", "1/19", "--subject", "Lost")
    registered.git("switch", "-q", "main")
    registered.git("merge", "-q", "-s", "ours", "--no-ff", "side", "-m", "Ours")

    answer = registered.run("history", "1/19")

    assert answer.status == 4
    assert "1/19 is not in the register, and a merge left nothing of it." in answer.err
    hint = answer.err.partition("git log ")[2].split()
    assert registered.git("log", "--format=%s", *hint).endswith("Add 1/19")


# ---- filters


def test_days_are_those_of_the_author_in_the_zone_of_the_register(
    registered: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2019-12-31T23:30:00+0000")
    registered.ok("classify", "15070/19", "--marking", "none", "-m", "A slip")
    new_year = ("history", "15070/19", "--since", "2020-01-01", "--until", "2020-01-01")

    assert [r["field"] for r in _records(registered, *new_year)] == ["marking"]
    assert _records(registered, "history", "15070/19", "--until", "2019-12-31") == []
    registered.write("somei.toml", registered.read("somei.toml").replace("Europe/Brussels", "America/New_York"))
    assert _records(registered, *new_year) == []
    registered.write("somei.toml", registered.read("somei.toml").replace("America/New_York", "Atlantis"))
    answer = registered.run(*new_year)
    assert (answer.status, "there is no zone “Atlantis”" in answer.err) == (3, True)


def test_who_is_part_of_a_name_or_an_address(registered: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Zoë Übung")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "night@example.net")
    registered.ok("classify", "15070/19", "--marking", "none", "-m", "A slip")

    for who in ("zoë", "ÜBUNG", "NIGHT@", "example.net"):
        assert [r["field"] for r in _records(registered, "history", "15070/19", "--who", who)] == ["marking"]
    assert "A slip" not in registered.ok("history", "15070/19", "--who", "a clerk")
    assert registered.ok("history", "15070/19", "--who", "nobody").splitlines()[1:] == []


def test_a_field_is_shown_with_all_below_it(registered: Clerk) -> None:
    registered.ok("followup", "add", "Send it", "--doc", "15070/19", "--item", "2", "--who", "Eurojust")
    registered.ok("followup", "done", "15070/19#2.1")

    fields = [r["field"] for r in _records(registered, "history", "15070/19", "--field", "items 2 follow_ups")]
    items = {r["field"].split()[0] for r in _records(registered, "history", "15070/19", "--field", "items")}
    state = _records(registered, "blame", "15070/19", "--field", "items 2 follow_ups 1 state")

    assert fields == ["items 2 follow_ups", "items 2 follow_ups 1 state", "items 2 follow_ups 1 closed"]
    assert items == {"items"}
    assert [(r["value"], r["declared"]) for r in state] == [("done", True)]
    assert _records(registered, "history", "15070/19", "--field", "waive") == []


@pytest.mark.parametrize("command", ["history", "blame"])
def test_a_field_that_no_document_has_is_mistyped(registered: Clerk, command: str) -> None:
    answer = registered.run(command, "15070/19", "--field", "subjects")

    assert (answer.status, answer.out) == (2, "")
    assert "“subjects” does not fit the field" in answer.err


# ---- blame


def test_a_value_that_is_gone_is_looked_for_in_the_history(registered: Clerk) -> None:
    registered.ok("classify", "15070/19", "--marking", "none", "-m", "released")

    answer = registered.run("blame", "15070/19", "--field", "marking", terminal=True)

    assert (answer.status, answer.out.strip()) == (0, "")
    assert "15070/19 has no “marking” now." in answer.err
    command = "somei history 15070/19 --field marking"
    assert command in map(str.strip, answer.err.splitlines())
    assert "released" in registered.ok(*command.split()[1:])


@pytest.mark.parametrize("command", ["history", "blame"])
def test_a_field_without_its_option_is_told_of_it(registered: Clerk, command: str) -> None:
    answer = registered.run(command, "15070/19", "marking")

    assert (answer.status, answer.out) == (2, "")
    assert f"--field, as in: somei {command} NUMBER --field marking" in answer.err


def _in_brussels(when: str) -> str:
    return datetime.fromisoformat(when).astimezone(ZoneInfo("Europe/Brussels")).isoformat()


def test_who_set_each_value_when_and_why(registered: Clerk) -> None:
    registered.ok("classify", "15070/19", "--marking", "none", "-m", "A slip")
    registered.ok("classify", "15070/19", "--marking", "LIMITE", "-m", "As printed")

    rows = {r["field"]: r for r in _records(registered, "blame", "15070/19")}

    assert rows["marking"] == {
        "document": "15070/19",
        "field": "marking",
        "value": "LIMITE",
        "when": _in_brussels(registered.git("log", "-1", "--format=%aI").strip()),
        "who": "A Clerk",
        "commit": registered.git("rev-parse", "HEAD"),
        "reason": "As printed",
        "declared": True,
        "merge": False,
    }
    assert rows["items 2 title"]["commit"] == registered.git("rev-parse", "HEAD~2")
    assert list(rows)[:4] == ["number", "type", "subject", "date"]
    line = next(line for line in registered.ok("blame", "15070/19").splitlines() if line.startswith("marking"))
    assert line.split("\t")[1:3] == ["LIMITE", "A Clerk"]


def test_what_is_not_committed_has_nobody(registered: Clerk) -> None:
    registered.write(PATH, registered.read(PATH).replace('place = "Brussels"', 'place = "Turku"'))

    place, kind = (_records(registered, "blame", "15070/19", "--field", field)[0] for field in ("place", "type"))

    assert (place["value"], place["who"], place["when"], place["commit"]) == ("Turku", None, None, None)
    assert kind["commit"] == registered.git("rev-parse", "HEAD")
    assert "place\tTurku\tnot committed\t\t\t\n" in registered.ok("blame", "15070/19")
    registered.write("documents/2019/000/ST-1-2019-INIT.toml", 'number = "1/19"\nsubject = "New"\n')
    assert [r["commit"] for r in _records(registered, "blame", "1/19")] == [None, None]


def test_an_item_keeps_its_history_when_its_number_changes(registered: Clerk) -> None:
    registered.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "9/20")
    registered.ok("agenda", "add-item", "9/20", "Drugs")
    set_by = registered.git("rev-parse", "HEAD")
    registered.ok("agenda", "add-item", "9/20", "Cybercrime", "--at", "2")

    rows = {r["field"]: (r["value"], r["commit"]) for r in _records(registered, "blame", "9/20")}
    drugs = next(field for field, (value, _) in rows.items() if value == "Drugs")

    assert rows[drugs][1] == set_by


def test_a_broken_file_and_its_mending_set_nothing_but_what_they_changed(registered: Clerk) -> None:
    good = registered.read(PATH)
    entered = registered.git("rev-parse", "HEAD")
    registered.enter(PATH, "<<<<<<< HEAD\n" + good)
    assert registered.run("blame", "15070/19").status == 3
    registered.enter(PATH, good.replace('place = "Brussels"', 'place = "Turku"'))

    set_by = {r["field"]: r["commit"] for r in _records(registered, "blame", "15070/19")}
    told = [(r["field"], r["after"]) for r in _records(registered, "history", "15070/19")][-3:]

    assert set_by.pop("place") == registered.git("rev-parse", "HEAD")
    assert set(set_by.values()) == {entered}
    assert [field for field, _ in told] == ["file", "file", "place"]
    assert told[1:] == [("file", "readable"), ("place", "Turku")]


def test_a_document_that_is_gone_has_a_history_and_nobody_to_blame(registered: Clerk) -> None:
    registered.git("rm", "-q", PATH)
    registered.git("commit", "-qm", "Gone")

    answer = registered.run("blame", "15070/19")

    assert answer.status == 4
    assert answer.err == "somei: 15070/19 is no longer in the register.\nhint: See: somei history 15070/19\n"
    assert _records(registered, "history", "15070/19")[-1]["after"] is None
    assert registered.run("blame", "1/19").status == 4


@pytest.mark.parametrize("stamp", ["99999999999 +9999", "999999999999999 +0000", "1 -9959"])
def test_a_forged_time_stops_nobody(registered: Clerk, stamp: str) -> None:
    forged = registered.git("cat-file", "commit", "HEAD").splitlines()
    told = [f"{line.rpartition('>')[0]}> {stamp}" if line.startswith(("author", "commit")) else line for line in forged]
    registered.write(".git/forged", "\n".join(told) + "\n")
    made = registered.git("hash-object", "-t", "commit", "-w", "--literally", ".git/forged")
    registered.git("update-ref", "refs/heads/main", made)

    assert {r["commit"] for r in _records(registered, "history", "15070/19")} == {made}
    assert registered.run("history", "15070/19", "--since", "2019-01-01").status == 0
    assert {r["commit"] for r in _records(registered, "blame", "15070/19")} == {made}
    assert registered.run("show", "15070/19", "--as-of", "HEAD").status == 0


def test_a_clone_without_the_older_history_says_so(registered: Clerk) -> None:
    registered.ok("classify", "15070/19", "--marking", "none", "-m", "A slip")
    registered.git("clone", "-q", "--depth", "1", f"file://{registered.folder}", "../shallow")
    shallow = Clerk(registered.folder.parent / "shallow")

    for words in (("history", "15070/19"), ("blame", "15070/19"), ("list", "--as-of", "HEAD")):
        assert "older acts are not shown" in shallow.run(*words, "-q").err
        assert registered.run(*words, "-q").err == ""


def test_only_the_files_of_the_document_are_read(registered: Clerk) -> None:
    registered.ok("add", "1/19", "--subject", "Lost")
    blob = registered.git("rev-parse", "HEAD:documents/2019/000/ST-1-2019-INIT.toml")
    (registered.folder / ".git/objects" / blob[:2] / blob[2:]).unlink()

    assert len({r["commit"] for r in _records(registered, "history", "15070/19")}) == 1
    assert {r["who"] for r in _records(registered, "blame", "15070/19")} == {"A Clerk"}
    answer = registered.run("history", "1/19")
    assert (answer.status, answer.out) == (3, "")
    assert f"git has lost {blob[:10]}" in answer.err
    assert "git fsck" in answer.err


def test_a_file_that_was_no_plain_text_is_no_document_that_went(registered: Clerk) -> None:
    good = registered.read(PATH)
    (registered.folder / PATH).unlink()
    (registered.folder / PATH).symlink_to("/etc/hostname")
    registered.git("commit", "-qam", "A link")
    (registered.folder / PATH).unlink()
    registered.enter(PATH, good + "# " + "x" * 2**20)
    registered.enter(PATH, good)

    told = [(r["field"], r["after"]) for r in _records(registered, "history", "15070/19")][-3:]

    assert [field for field, _ in told] == ["file"] * 3
    assert "is a link" in told[0][1]
    assert "is larger than 1024 KiB" in told[1][1]
    assert told[2][1] == "readable"
    assert len({r["commit"] for r in _records(registered, "blame", "15070/19")}) == 1


def test_a_register_in_a_folder_of_the_repository_looks_back_too(empty: Clerk) -> None:
    empty.git("init", "-q")
    empty.ok("init", "register")
    empty.ok("add", "1/19", "--subject", "First")
    empty.ok("add", "2/19", "--subject", "Second")
    entered = empty.git("rev-parse", "HEAD~1")

    assert {r["commit"] for r in _records(empty, "history", "1/19")} == {entered}
    assert {r["commit"] for r in _records(empty, "blame", "1/19")} == {entered}
    assert [r["number"] for r in _records(empty, "list", "--as-of", "HEAD~1")] == ["1/19"]
    assert f"--as-of {empty.git('rev-parse', 'HEAD')[:10]}" in empty.run("show", "2/19", "--as-of", "HEAD~1").err


@pytest.mark.parametrize("words", [("history", "15070/19"), ("blame", "15070/19"), ("list", "--as-of", "2030-01-01")])
def test_where_git_refuses_nobody_says_that_there_is_no_history(registered: Clerk, words: tuple[str, ...]) -> None:
    (registered.folder / ".git/HEAD").write_text("")

    answer = registered.run(*words)

    assert answer.status == 3
    assert answer.out == ""


@pytest.mark.parametrize("words", [("history", "15070/19"), ("blame", "15070/19"), ("log",)])
def test_a_table_for_machines_has_the_offset_of_each_time(registered: Clerk, words: tuple[str, ...]) -> None:
    rows = list(csv.DictReader(io.StringIO(registered.ok(*words, "--format", "csv"))))

    times = [datetime.fromisoformat(record["when"]) for record in _records(registered, *words)]
    assert times
    assert [datetime.fromisoformat(row["when"]) for row in rows] == [time.replace(second=0) for time in times]
