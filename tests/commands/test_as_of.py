"""The register as it stood at a moment, and what had happened by a day as it was known."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLE, Clerk

PATH = "documents/2019/150/ST-15070-2019-INIT.toml"
AGENDA, OUTCOME = "13735/19", "15070/19"


def _on(days: pytest.MonkeyPatch, day: str, time: str = "10:00:00+0100") -> None:
    """What is committed from now on is committed on that day."""
    days.setenv("GIT_AUTHOR_DATE", f"{day}T{time}")
    days.setenv("GIT_COMMITTER_DATE", f"{day}T{time}")
    days.setenv("SOMEI_TODAY", day)


def _records(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(clerk.ok(*words, "--json"))["records"]
    return records


def _numbers(clerk: Clerk, *words: str) -> list[str]:
    return [r["number"] for r in _records(clerk, "list", *words)]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the register of all these tests is kept once it is made."""
    return tmp_path_factory.mktemp("kept") / "register"


@pytest.fixture
def told(empty: Clerk, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """An agenda from its draft to its outcome, entered with delays; a promise that was kept long after it was due.

    The meeting of 4 December adopted the agenda, which was entered on the 20th; its outcome came in February and was
    entered on the 17th; the promise was kept on 2 March and closed in the register on the 9th.
    """
    if not kept.exists():
        _live(empty, monkeypatch)
        shutil.copytree(empty.folder, kept)
    shutil.rmtree(empty.folder)
    shutil.copytree(kept, empty.folder)
    _on(monkeypatch, "2020-04-01")
    return empty


def _live(clerk: Clerk, days: pytest.MonkeyPatch) -> None:
    _on(days, "2019-11-01")
    clerk.ok("init")
    _on(days, "2019-11-04")
    clerk.ok("agenda", "create", "SOMEI", "2019-12-04", "--number", AGENDA)
    clerk.ok("agenda", "add-item", AGENDA, "Counter Terrorism")
    _on(days, "2019-11-08")
    clerk.ok("agenda", "issue", AGENDA)
    _on(days, "2019-12-20")
    clerk.ok("agenda", "adopt", AGENDA, "--on", "2019-12-04")
    _on(days, "2020-02-17")
    clerk.ok("import", str(SAMPLE))
    due = ("--who", "Eurojust", "--due", "2020-01-31")
    clerk.ok("followup", "add", "Questionnaire", "--doc", OUTCOME, "--item", "2", *due)
    _on(days, "2020-03-09")
    clerk.ok("followup", "done", f"{OUTCOME}#2.1", "--on", "2020-03-02")


# ---- as of


def test_a_document_as_it_stood_at_the_end_of_a_day_or_in_a_commit(told: Clerk) -> None:
    states = {
        moment: _records(told, "show", AGENDA, "--as-of", moment)[0]["agenda"]
        for moment in ("2019-11-08", "2019-12-04", "2019-12-20", "HEAD~4", "main")
    }

    assert states["2019-11-08"] == {"state": "provisional", "issued": "2019-11-08"}
    assert states["2019-12-04"] == states["2019-11-08"] == states["HEAD~4"]
    assert states["2019-12-20"]["adopted"] == states["main"]["adopted"] == "2019-12-04"


def test_every_reading_command_goes_back(told: Clerk) -> None:
    then = ("--as-of", "2019-12-24")

    assert _numbers(told) == [AGENDA, OUTCOME]
    assert _numbers(told, *then) == [AGENDA]
    assert told.run("xref", "list", AGENDA, *then).out.splitlines()[1:] == []
    assert "reported" in told.ok("xref", "list", AGENDA)
    assert told.run("xref", "graph", *then).out.strip() == ""
    assert "Counter Terrorism" in told.ok("agenda", "show", AGENDA, "--as-of", "2019-11-04")
    assert told.run("agenda", "board", AGENDA, *then).status in {0, 1}
    assert [r["outcomes"] for r in _records(told, "meeting", "list", *then)] == [[]]
    assert [r["outcomes"] for r in _records(told, "meeting", "list")] == [[OUTCOME]]
    assert OUTCOME not in told.ok("meeting", "show", "SOMEI", "2019-12-04", *then)
    overdue = ("followup", "list", "--overdue")
    assert [r["id"] for r in _records(told, *overdue, "--as-of", "2020-02-17")] == [f"{OUTCOME}#2.1"]
    assert _records(told, *overdue) == []


def test_the_day_that_a_register_is_looked_at_from_goes_back_too(told: Clerk) -> None:
    told.ok("followup", "add", "Later", "--doc", OUTCOME, "--item", "3", "--who", "X", "--due", "2020-03-20")

    late = [r["id"] for r in _records(told, "followup", "list", "--overdue", "--as-of", "HEAD")]

    assert late == [f"{OUTCOME}#3.1"]
    assert _records(told, "followup", "list", "--overdue", "--as-of", "2020-03-10") == []


def test_which_commit_is_shown_is_told_apart_from_the_answer(told: Clerk) -> None:
    commit = told.git("rev-parse", "HEAD~4")[:10]

    answer = told.run("show", AGENDA, "--as-of", "2019-11-08", "--json")

    assert answer.err == f"The register as of commit {commit} (2019-11-08 10:00).\n"
    assert json.loads(answer.out)["schema"] == "somei/show/1"
    assert told.run("show", AGENDA, "--as-of", "2019-11-08", "-q").err == ""


def test_a_day_ends_in_the_zone_of_the_register(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    _on(monkeypatch, "2099-12-30", "23:30:00+0000")
    clerk.ok("add", "1/19", "--subject", "Late at night")

    assert clerk.run("show", "1/19", "--as-of", "2099-12-30").status == 4
    assert clerk.run("show", "1/19", "--as-of", "2099-12-31").status == 0


@pytest.mark.parametrize("day", ["2019-10-31", "1969-12-31", "0001-01-01"])
def test_before_the_first_commit_there_is_nothing(told: Clerk, day: str) -> None:
    answer = told.run("list", "--as-of", day)

    assert (answer.status, answer.out) == (4, "")
    assert answer.err == (
        f"somei: There was no commit yet at the end of {day}.\nhint: The first commit was made on 2019-11-01.\n"
    )


def test_where_nothing_is_committed_there_is_no_past(clerk: Clerk) -> None:
    clerk.git("switch", "-q", "--orphan", "new")
    clerk.write("somei.toml", "schema = 1\n")

    assert clerk.run("list", "--as-of", "2020-01-01").status == 4
    assert clerk.run("list", "--as-of", "HEAD").status == 4


def test_the_end_of_all_days_is_now(told: Clerk) -> None:
    assert _numbers(told, "--as-of", "9999-12-31") == [AGENDA, OUTCOME]


def test_a_commit_from_before_the_register_is_refused(empty: Clerk) -> None:
    empty.git("init", "-q")
    empty.enter("README", "Before")
    empty.ok("init", "register")

    answer = empty.run("list", "--as-of", "HEAD~1")

    assert (answer.status, answer.out) == (4, "")
    assert "There was no register yet in commit" in answer.err
    came = empty.git("rev-parse", "HEAD")[:10]
    assert came in answer.err
    assert empty.run("list", "--as-of", came).status == 0


def test_a_document_that_was_not_there_yet_says_when_it_came(told: Clerk) -> None:
    came = told.git("log", "--format=%H", "--grep", f"Import {OUTCOME}")[:10]

    for command in (("show",), ("agenda", "show"), ("agenda", "board"), ("xref", "list"), ("meeting", "show")):
        answer = told.run(*command, OUTCOME, "--as-of", "2019-12-24", "-q")

        assert (answer.status, answer.out) == (4, ""), command
        assert f"somei: {OUTCOME} was not in the register in commit " in answer.err
        assert f"hint: It came on 2020-02-17 with commit {came}: --as-of {came}\n" in answer.err
    assert told.run("show", OUTCOME, "--as-of", came).status == 0


def test_a_document_that_was_never_there_gone_or_not_committed(told: Clerk) -> None:
    told.git("rm", "-q", PATH)
    told.git("commit", "-qm", "Gone")
    told.write("documents/2019/000/ST-2-2019-INIT.toml", 'number = "2/19"\nsubject = "New"\n')

    assert told.run("show", "1/19", "--as-of", "HEAD").status == 4
    gone, new = (told.run("show", number, "--as-of", "HEAD", "-q") for number in (OUTCOME, "2/19"))
    assert (gone.status, new.status) == (4, 4)
    assert f"somei history {OUTCOME}" in gone.err
    assert "It is not committed yet" in new.err


@pytest.mark.parametrize("typed", ["nowhere", "--all", "", "HEAD^{tree}", "HEAD:somei.toml", "x\n"])
def test_what_names_no_commit_is_refused(told: Clerk, typed: str) -> None:
    answer = told.run("list", f"--as-of={typed}")

    assert (answer.status, answer.out) == (4, "")
    assert "names no commit here." in answer.err


def test_vocabulary_and_settings_are_those_of_the_commit(told: Clerk) -> None:
    bodies = told.read("vocabulary/bodies.toml")
    told.write("vocabulary/bodies.toml", bodies.replace("JHA Senior Officials Meeting", "Meeting"))
    told.git("commit", "-qam", "Other habits")
    names = [_records(told, "meeting", "list", *words)[0]["name"] for words in ((), ("--as-of", "HEAD~1"))]

    assert names == ["Meeting EU-Interpol", "JHA Senior Officials Meeting EU-Interpol"]
    told.write("somei.toml", "schema = 99\n")
    told.git("commit", "-qam", "Later version")
    told.git("checkout", "-q", "HEAD~1", "--", "somei.toml")
    assert told.run("list", "--as-of", "HEAD").status == 3
    assert told.run("list", "--as-of", "HEAD~1").status == 0


def test_a_file_that_could_not_be_read_then_is_named_and_the_rest_shown(told: Clerk) -> None:
    told.enter(PATH, "=")
    told.git("revert", "-n", "HEAD")
    told.git("commit", "-qm", "Mended")

    answer = told.run("list", "--as-of", "HEAD~1")

    assert answer.status == 3
    assert f"{PATH}, line 1, could not be read" in answer.err
    assert AGENDA in answer.out
    assert told.run("list", "--as-of", "HEAD").status == 0


# ---- printing


def test_paper_is_printed_as_it_was(told: Clerk) -> None:
    told.write("templates/paper.toml", 'institution = ["Harbour Office"]\n')
    told.git("add", "templates")
    told.git("commit", "-qm", "Style")

    now, then = (told.ok("show", AGENDA, "--as", "text", *words) for words in ((), ("--as-of", "HEAD~1")))

    assert now.startswith("Harbour Office")
    assert not then.startswith("Harbour Office")


def test_what_is_classified_now_is_not_printed_as_it_was(told: Clerk) -> None:
    marked = told.read(PATH).replace('marking = "LIMITE"', 'marking = "RESTREINT UE/EU RESTRICTED"')
    assert marked != told.read(PATH)
    told.enter(PATH, marked)

    answer = told.run("show", OUTCOME, "--as", "text", "--as-of", "HEAD~1")

    assert (answer.status, answer.out) == (5, "")
    assert "it is never printed here" in answer.err


# ---- known at


def test_the_worked_example_of_the_help_page(told: Clerk) -> None:
    def agenda(*words: str) -> tuple[str, str | None]:
        held = _records(told, "show", AGENDA, *words)[0]["agenda"]
        return held["state"], held.get("adopted")

    assert agenda("--as-of", "2019-12-10") == ("provisional", None)
    assert agenda("--as-of", "2019-12-10", "--known-at", "now") == ("adopted", "2019-12-04")
    assert agenda("--as-of", "2019-12-03", "--known-at", "now") == ("provisional", None)
    assert agenda("--as-of", "2019-12-10", "--known-at", "2019-12-15") == ("provisional", None)
    assert agenda("--known-at", "2019-12-20") == agenda("--as-of", "2019-12-20") == ("adopted", "2019-12-04")


def test_a_promise_is_open_until_the_day_it_was_kept(told: Clerk) -> None:
    def states(*words: str) -> list[str]:
        return [r["state"] for r in _records(told, "followup", "list", "--state", "all", *words)]

    assert states("--as-of", "2020-03-05") == ["open"]
    assert states("--as-of", "2020-03-05", "--known-at", "2020-03-09") == ["done"]
    assert states("--as-of", "2020-03-01", "--known-at", "2020-03-09") == ["open"]
    assert states("--as-of", "2020-02-01", "--known-at", "HEAD") == []


def test_documents_of_later_days_are_left_out(told: Clerk) -> None:
    by = ("--as-of", "2020-02-12", "--known-at", "now")

    assert _numbers(told, *by) == [AGENDA]
    assert told.run("list", *by).err == "The register as it is now, without what happened after 2020-02-12.\n"
    answer = told.run("show", OUTCOME, *by, "-q")
    assert (answer.status, answer.out) == (4, "")
    assert answer.err == (
        f"somei: {OUTCOME} is dated 2020-02-13, after 2020-02-12.\nhint: Name a later day with --as-of.\n"
    )
    assert told.run("show", "1/19", *by, "-q").err.startswith("somei: 1/19 is not in the register.")
    assert told.run("xref", "list", AGENDA, *by).out.splitlines()[1:] == []


def test_now_is_the_work_tree(told: Clerk) -> None:
    told.write(PATH, told.read(PATH).replace("2020-02-13", "2020-02-11"))

    assert _numbers(told, "--as-of", "2020-02-12", "--known-at", "now") == [AGENDA, OUTCOME]
    assert _numbers(told, "--as-of", "2020-02-12", "--known-at", "HEAD") == [AGENDA]
    assert _numbers(told, "--known-at", "now") == [AGENDA, OUTCOME]


def test_a_commit_has_no_day_that_facts_could_be_later_than(told: Clerk) -> None:
    answer = told.run("list", "--as-of", "HEAD", "--known-at", "now")

    assert (answer.status, answer.out) == (2, "")
    assert "--known-at goes with a day: --as-of DATE." in answer.err
