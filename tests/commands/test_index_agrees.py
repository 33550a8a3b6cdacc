"""Odd states of files and of git, each of which the index once took for another: with it the answers are the same."""

import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import Clerk
from registers import write_register

from somei_cli.actions.check import family_verdicts as judging
from somei_cli.store.index import database as lookup
from somei_cli.store.index import disk_changes as watching
from somei_cli.store.index import snapshot as shelf
from somei_cli.store.index.verdicts import FamilyVerdict

CHECK = ("check", "--json")
OF_INDEX = (CHECK, ("list",), ("stats", "--by", "type"), ("meeting", "list"))
OTHER_STATES = tuple(
    (*words, "--json")
    for words in (
        ("check", "--at", "HEAD"),
        ("check", "--at", "HEAD~1"),
        ("check", "--since", "HEAD~1"),
        ("check", "--staged"),
    )
)


def place(number: int) -> str:
    return f"documents/2019/{number // 100:03}/ST-{number}-2019-INIT.toml"


def text(number: int, *codes: str, kind: str = "NOTE", day: str = "2019-03-04", more: str = "") -> str:
    listed = ", ".join(f'"{code}"' for code in codes)
    head = f'number = "{number}/19"\ntype = "{kind}"\nsubject = "A subject"\ndate = {day}\n'
    return head + (f"subject_codes = [{listed}]\n" if codes else "") + more


def put(clerk: Clerk, files: Mapping[str, str]) -> None:
    for path, content in files.items():
        clerk.write(path, content)
    clerk.git("add", "--all")
    clerk.git("commit", "-qm", "By hand")


def agree(clerk: Clerk, *questions: tuple[str, ...]) -> None:
    for words in questions:
        assert clerk.run(*words) == clerk.run(*words, "--no-index"), words


def agree_after(clerk: Clerk, files: Mapping[str, str]) -> None:
    """Once a check has kept its verdicts, some files change."""
    agree(clerk, CHECK)
    agree_after_edits(clerk, files)


def agree_after_edits(clerk: Clerk, files: Mapping[str, str]) -> None:
    for path, content in files.items():
        clerk.write(path, content)
    agree(clerk, CHECK)


@pytest.fixture
def large(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """The index takes a register for a large one, where it does not look at every file."""
    monkeypatch.setattr(lookup, "SWEEP_LIMIT", 2)
    monkeypatch.setattr(shelf, "READ_LIMIT", 2)
    monkeypatch.setattr(watching, "_MOMENTS", 0)
    write_register(clerk.folder, 20)
    return clerk


def third(clerk: Clerk) -> Path:
    return sorted((clerk.folder / "documents").rglob("*.toml"))[3]


def edit(file: Path) -> str:
    """Change a file in place; tells what it held."""
    before = file.read_text()
    file.write_text(before.replace('type = "', 'type = "ODD '))
    return before


# ---- documents


def test_a_waiver_in_a_file_that_lies_elsewhere(clerk: Clerk) -> None:
    waiver = '[waive]\nXREF006 = "no reason at all"\n'
    put(clerk, {"documents/2019/001/odd.toml": text(100, more=waiver), place(100): text(101, more=waiver)})

    agree(clerk, CHECK, CHECK, ("check", "100/19", "--json"), ("check", "101/19", "--json"))


def test_an_entry_under_a_provisional_number_is_judged_once(clerk: Clerk) -> None:
    put(clerk, {place(90): text(90)})
    agree(clerk, CHECK)
    first, second = (text(9, "COSI").replace("9/19", f"PROV {n}/19", 1) for n in (123456789012, 123456789013))
    put(clerk, {f"documents/2019/123/PROV-{n}-2019-INIT.toml": t for n, t in enumerate((first, second), 123456789012)})

    agree(clerk, CHECK)
    agree_after(clerk, {"documents/2019/123/PROV-123456789012-2019-INIT.toml": first.replace("NOTE", "NOTX")})


def test_the_agenda_that_another_one_revises(clerk: Clerk) -> None:
    revising = '[agenda]\nstate = "provisional"\nrevises = "200/19"\n'
    put(clerk, {place(100): text(100, kind="AGENDA", more=revising), place(200): text(200, kind="AGENDA")})

    agree_after(clerk, {place(200): text(200, kind="OUTCOME OF PROCEEDINGS")})
    agree(clerk, ("search", "--cites", "200/19", "--json"), ("xref", "list", "200/19", "--json"))


def test_of_two_files_of_one_number_that_in_its_place_is_not_the_last(clerk: Clerk) -> None:
    first = text(100, more='previous_documents = ["90/19"]\n')
    last = text(100, day="2019-05-05", more='previous_documents = ["80/19"]\n')
    put(clerk, {place(90): text(90), place(100): first, "documents/2019/001/ZZ.toml": last})

    agree(clerk, CHECK, ("check", "100/19", "--json"), ("check", "--at", "HEAD", "--json"))


def test_a_file_in_the_place_of_a_number_that_holds_another_one(clerk: Clerk) -> None:
    put(clerk, {place(90): text(90), place(100): text(301)})

    agree(clerk, ("check", "100/19", "--json"), ("check", "301/19", "--json"))


def test_a_language_with_a_blank_in_it(clerk: Clerk) -> None:
    put(
        clerk, {place(90): text(90, more='languages = ["fr"]\n'), place(100): text(100, more='languages = ["en fr"]\n')}
    )

    agree(
        clerk, ("list", "--lang", "fr"), ("list", "--lang", "fr", "--limit", "5"), ("search", "subject", "--lang", "fr")
    )


def test_a_file_that_another_one_hid_is_edited_when_that_one_goes(clerk: Clerk) -> None:
    source = f'[source]\nname = "a"\nsha256 = "{"a" * 64}"\n'
    hidden = text(100, "JAI 4", more=source)
    put(
        clerk,
        {
            "documents/2017/a.toml": hidden,
            place(100): text(100, "COSI 1"),
            place(200): text(200),
            place(300): text(300, "JAI 4", more=source),
        },
    )
    agree(clerk, CHECK)
    (clerk.folder / place(100)).unlink()

    agree_after_edits(clerk, {"documents/2017/a.toml": hidden.replace("NOTE", "NOTX")})


def test_hashes_that_begin_alike(clerk: Clerk) -> None:
    hashes = ("a" * 64, "a" * 32 + "b" * 32, "A" * 64)
    files = {place(n): text(n, more=f'[source]\nname = "a"\nsha256 = "{h}"\n') for n, h in enumerate(hashes, 100)}
    put(clerk, files)

    agree(clerk, CHECK)


def test_a_serial_behind_one_that_does_not_count(clerk: Clerk) -> None:
    clerk.write("somei.toml", clerk.read("somei.toml").replace("complete = false", "complete = true"))
    put(
        clerk,
        {
            **{place(n): text(n, f"COSI {n - 96}") for n in (100, 101)},
            **{place(n): text(n, f"COSI {n}") for n in range(110, 120)},
            place(190): text(190, "COSI 7"),
            "documents/2019/001/AA.toml": text(180, "COSI 6"),
            place(180): text(180, "COSI 120"),
        },
    )

    agree_after(clerk, {place(101): text(101, "JAI 5")})


@pytest.mark.parametrize("often", [True, False])
def test_a_neighbour_that_stands_there_several_times(clerk: Clerk, often: bool) -> None:
    line = {place(n): text(n, f"COSI {500 if n == 104 else n}") for n in range(100, 108)}
    codes = ("COSI 70", "COSI 71") if often else ()
    twins = {} if often else {f"documents/2019/001/{name}.toml": text(103, "COSI 103") for name in "ABC"}
    put(clerk, {**line, place(102): text(102, *codes, "COSI 72" if often else "COSI 102"), **twins})

    agree_after(clerk, {place(102): text(102, *codes, "COSI 600")})


def test_a_serial_taken_while_others_are_judged(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    put(clerk, {place(100 + n): text(100 + n, f"COSI {4 + n}") for n in range(3)})
    judge, files = judging.FamilyJudge.verdicts, [clerk.folder / place(100)]

    def disturbed(self: judging.FamilyJudge, units: list[str]) -> list[FamilyVerdict | None]:
        found = judge(self, units)
        if files:
            files.pop().write_text(text(100, "COSI 6"))
        return found

    monkeypatch.setattr(judging.FamilyJudge, "verdicts", disturbed)
    clerk.run(*CHECK)

    agree(clerk, CHECK)


# ---- git


def test_a_linked_work_tree_inside_another(large: Clerk) -> None:
    large.git("worktree", "add", "-q", "-b", "side", "wt")
    linked = Clerk(large.folder / "wt")
    agree(linked, *OF_INDEX)
    edit(third(linked))
    linked.git("commit", "-qam", "By hand")

    agree(linked, *OF_INDEX, *OTHER_STATES, ("check", "--since", "main", "--json"))


@pytest.mark.parametrize("is_there", [True, False])
def test_a_repository_among_the_documents(large: Clerk, tmp_path: Path, is_there: bool) -> None:
    below = "documents/2000/009"
    if is_there:
        other = Clerk(tmp_path / "other")
        other.write("ST-900-2000-INIT.toml", third(large).read_text().replace('number = "', 'number = "90'))
        other.git("init", "-q")
        other.git("add", "--all")
        other.git("commit", "-qm", "One")
        large.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.folder), below)
    else:
        (large.folder / below).mkdir()
        large.git("update-index", "--add", "--cacheinfo", f"160000,{large.git('rev-parse', 'HEAD').strip()},{below}")
    large.git("commit", "-qm", "A repository")

    agree(large, *OF_INDEX, *OTHER_STATES)
    for file in (large.folder / below).glob("*.toml"):
        edit(file)
    agree(large, *OF_INDEX, *OTHER_STATES)


@pytest.mark.parametrize("sees_all", [False, True])
def test_a_submodule_of_which_git_is_to_say_nothing(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch, sees_all: bool
) -> None:
    if not sees_all:
        monkeypatch.setattr(lookup, "SWEEP_LIMIT", 2)
    write_register(clerk.folder, 20)
    agree(clerk, CHECK)
    below = "documents/2020/000/ST-9-2020-INIT.toml"
    clerk.write(".gitmodules", f'[submodule "x"]\n\tpath = {below}\n\turl = https://x.example\n\tignore = all\n')
    clerk.git("add", ".gitmodules")
    clerk.git("update-index", "--add", "--cacheinfo", f"160000,{clerk.git('rev-parse', 'HEAD').strip()},{below}")
    clerk.git("commit", "-qm", "A repository")

    agree(clerk, *OF_INDEX, *OTHER_STATES)
    assert "GIT005" in clerk.run(*CHECK).out


def test_a_register_that_a_link_in_another_repository_leads_to(large: Clerk, tmp_path: Path) -> None:
    inner, outer = Clerk(tmp_path / "inner"), Clerk(tmp_path / "outer")
    shutil.copytree(large.folder, inner.folder / "reg", ignore=shutil.ignore_patterns(".git"))
    outer.write("loose.txt", "loose")
    for clerk in (inner, outer):
        clerk.git("init", "-q")
        clerk.git("add", "--all")
        clerk.git("commit", "-qm", "One")
    linked = Clerk(outer.folder / "reg")
    linked.folder.symlink_to(inner.folder / "reg")
    agree(linked, *OF_INDEX)
    edit(third(linked))
    third(linked).chmod(0o755)
    inner.git("commit", "-qam", "By hand")

    agree(linked, *OF_INDEX, *OTHER_STATES)


def test_a_name_in_other_capitals_that_is_none_of_a_document(clerk: Clerk) -> None:
    put(clerk, {"documents/2019/005/st-500-2019-init.TOML": "x"})
    agree(clerk, CHECK, CHECK)
    put(clerk, {place(500): text(500)})

    agree(clerk, CHECK)


@pytest.mark.parametrize("setting", ["core.trustctime=false", "core.checkStat=minimal"])
def test_an_edit_that_git_is_set_to_overlook(clerk: Clerk, setting: str) -> None:
    clerk.git("config", *setting.split("="))
    put(clerk, {place(n): text(n) for n in (100, 200)})
    file = clerk.folder / place(100)
    long_ago = file.stat().st_mtime_ns - 10**10
    os.utime(file, ns=(long_ago, long_ago))
    clerk.git("status")
    # Git counts such times in seconds.
    time.sleep(1.1)
    file.write_text(text(100, kind="NOTX"))
    os.utime(file, ns=(long_ago, long_ago))
    assert clerk.git("status", "--porcelain") == ""

    agree(clerk, CHECK, *OTHER_STATES, ("check", "--since", "HEAD", "--json"))


def test_a_file_that_git_takes_for_another_one(clerk: Clerk) -> None:
    clerk.git("config", "core.ignoreCase", "true")
    put(clerk, {place(n): text(n) for n in (100, 200)})
    clerk.write("documents/2019/001/st-100-2019-init.toml", text(700))

    agree(clerk, CHECK, *OTHER_STATES, ("check", "--since", "HEAD", "--json"))


@pytest.mark.parametrize("rules", ["documents/.gitattributes", ".git/info/attributes", ".gitattributes"])
@pytest.mark.parametrize("those", ["*.toml", "2000/**"])
def test_attributes_that_convert_line_ends(large: Clerk, rules: str, those: str) -> None:
    file = large.folder / rules
    if "/" in those:
        those = f"documents/{those}" if "documents" not in rules else those
    before = file.read_text() if file.exists() else ""
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{before}{those} text eol=crlf\n")
    large.git("add", "--all")
    large.git("commit", "-q", "--allow-empty", "-m", "Attributes")
    shutil.rmtree(large.folder / "documents/2000")
    large.git("checkout", "-q", "--", "documents")
    assert b"\r\n" in third(large).read_bytes()

    agree(large, *OF_INDEX, *OTHER_STATES)


# ---- edits that are put back, where not every file is looked at


def test_an_edit_that_another_question_came_upon(large: Clerk) -> None:
    agree(large, CHECK)
    file = third(large)
    before = file.read_text()
    draft = file.with_name("draft")
    draft.write_text(before.replace('type = "', 'type = "ODD '))
    draft.rename(file)
    large.run("search", "odd")
    large.run("search", "--type", "odd report")
    file.write_text(before)

    agree(large, *OF_INDEX)


def test_an_edit_that_was_there_when_the_index_was_made(large: Clerk) -> None:
    before = edit(third(large))
    large.run("search", "odd")
    third(large).write_text(before)

    agree(large, *OF_INDEX)


def test_an_index_made_before_the_first_commit(large: Clerk) -> None:
    shutil.rmtree(large.folder / ".git")
    large.git("init", "-q")
    large.run("search", "odd")
    edit(third(large))
    large.git("add", "--all")
    large.git("commit", "-qm", "The first")

    agree(large, *OF_INDEX)


def test_a_year_that_a_link_leads_out_of_the_register(large: Clerk, tmp_path: Path) -> None:
    put(large, {place(100): text(100), place(200): text(200)})
    agree(large, CHECK)
    elsewhere = tmp_path / "elsewhere"
    (large.folder / "documents/2019").rename(elsewhere)
    (large.folder / "documents/2019").symlink_to(elsewhere)

    agree(large, *OF_INDEX)


def test_a_folder_in_the_place_of_a_file(large: Clerk) -> None:
    agree(large, CHECK)
    file = third(large)
    file.unlink()
    file.mkdir()
    os.utime(file.parent)

    agree(large, *OF_INDEX[1:], CHECK, *OF_INDEX)
