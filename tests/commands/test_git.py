"""Git itself made helpful: real merges through somei's driver, and documents in words."""

import json
import sys
from pathlib import Path

import pytest
from conftest import SAMPLE, Clerk, prepared
from git_by_hand import FILE, NUMBER, branch_off, clone_of, edit, try_git, with_document


@prepared
def registered(clerk: Clerk) -> Clerk:
    """A clerk whose register holds a document."""
    return with_document(clerk)


@prepared
def helped(registered: Clerk) -> Clerk:
    """A clerk whose git has somei's drivers."""
    registered.ok("init", "--git")
    return registered


# ---- merging


def test_two_clerks_who_change_different_fields_never_meet(helped: Clerk) -> None:
    colleague = clone_of(helped, "colleague")
    colleague.ok("init", "--git")
    helped.ok("classify", NUMBER, "CATS 7", "SOC 3")
    helped.ok("followup", "add", "A letter", "--doc", NUMBER, "--item", "2", "--who", "Eurojust")
    colleague.ok("classify", NUMBER, "--drop", "CT")
    colleague.ok("xref", "add", NUMBER, "1/20")
    edit(colleague, 'subject = "Summary of discussions"', 'subject = "Summary"')

    colleague.git("pull", "-q", "--no-rebase", "--no-edit", "origin", "main")

    merged = colleague.read(FILE)
    codes = merged.partition("subject_codes = [")[2].partition("]")[0].split(",")
    assert [code.strip() for code in codes if code.strip()] == [
        '"COSI 254"', '"CATS 7"', '"ENFOPOL 532"', '"JAIEX 181"', '"JAI 1319"', '"SOC 3"'
    ]  # fmt: skip
    assert 'subject = "Summary"' in merged
    assert 'to = "1/20"' in merged
    assert 'what = "A letter"' in merged
    assert colleague.run("format", "--check").status == 0
    assert len(colleague.git("log", "-1", "--format=%P").split()) == 2


@pytest.mark.parametrize("how", ["rebase", "cherry-pick"])
def test_commits_are_carried_over_field_by_field(helped: Clerk, how: str) -> None:
    branch_off(helped)
    edit(helped, 'place = "Brussels"', 'place = "Luxembourg"')
    helped.git("switch", "-q", "other")
    edit(helped, "date = 2020-02-13", "date = 2020-02-14")

    if how == "rebase":
        helped.git("rebase", "-q", "main")
    else:
        helped.git("switch", "-q", "main")
        helped.git("cherry-pick", "other")

    assert 'date = 2020-02-14\nplace = "Luxembourg"\n' in helped.read(FILE)


def test_a_conflict_names_its_field_and_stands_around_nothing_else(helped: Clerk) -> None:
    branch_off(helped)
    edit(helped, "Summary of discussions", "Summary")
    helped.git("switch", "-q", "other")
    edit(helped, "Summary of discussions", "Discussions")
    edit(helped, 'place = "Brussels"', 'place = "Luxembourg"')

    merged = try_git(helped, "merge", "main")

    assert merged.returncode == 1
    assert "CONFLICT (subject): 15070/19, changed on both sides\n" in merged.stderr
    assert "Discussions" not in merged.stderr
    assert helped.git("status", "--porcelain") == f"UU {FILE}"
    assert (
        "<<<<<<< ours: subject\n"
        'subject = "Discussions"\n'
        "=======\n"
        'subject = "Summary"\n'
        ">>>>>>> theirs: subject\n"
        'date = 2020-02-13\nplace = "Luxembourg"\n'
    ) in helped.read(FILE)
    assert helped.read(FILE).count("<<<<<<<") == 1


def test_a_marking_is_never_lowered_by_a_merge(helped: Clerk) -> None:
    branch_off(helped)
    helped.ok("classify", NUMBER, "--marking", "none", "-m", "Released")
    helped.git("switch", "-q", "other")
    edit(helped, 'place = "Brussels"', 'place = "Luxembourg"')

    merged = try_git(helped, "merge", "main")

    assert merged.returncode == 1
    assert "CONFLICT (marking): 15070/19, would be lowered\n" in merged.stderr


def test_the_drivers_work_in_folders_with_blanks_and_quotes(empty: Clerk, tmp_path: Path) -> None:
    folder = tmp_path / 'the clerk\'s "own" desk'
    folder.mkdir()
    clerk = Clerk(folder)
    clerk.git("init", "-q")
    clerk.ok("init", "our register", "--git")
    register = Clerk(folder / "our register")
    register.ok("import", str(SAMPLE))
    branch_off(register)
    edit(register, 'place = "Brussels"', 'place = "Luxembourg"')
    register.git("switch", "-q", "other")
    edit(register, "date = 2020-02-13", "date = 2020-02-14")

    register.git("merge", "-q", "main")

    assert 'date = 2020-02-14\nplace = "Luxembourg"\n' in register.read(FILE)
    assert "\n+place: Luxembourg\n" in register.git("diff", "HEAD^1")


def test_a_program_with_blanks_and_percent_signs_in_its_path(helped: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = helped.folder.parent / "100% of python's"
    odd.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    odd.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(odd))
    helped.ok("init", "--git")
    branch_off(helped)
    edit(helped, 'place = "Brussels"', 'place = "Luxembourg"')
    helped.git("switch", "-q", "other")
    edit(helped, "date = 2020-02-13", "date = 2020-02-14")

    helped.git("merge", "-q", "main")

    assert "100%% of" in helped.git("config", "merge.somei.driver")
    assert "\n+place: Luxembourg" in helped.git("diff", "HEAD^1")


def test_nothing_in_the_work_tree_passes_for_a_part_of_somei(helped: Clerk) -> None:
    for name in ("typer.py", "somei_cli.py", "rtoml.py"):
        helped.write(name, "raise SystemExit('taken over')\n")
    branch_off(helped)
    edit(helped, 'place = "Brussels"', 'place = "Luxembourg"')
    helped.git("switch", "-q", "other")
    edit(helped, "date = 2020-02-13", "date = 2020-02-14")

    merged = try_git(helped, "merge", "-q", "main")

    assert (merged.returncode, merged.stderr) == (0, "")


def test_a_number_entered_twice_is_merged_against_nothing(helped: Clerk) -> None:
    branch_off(helped)
    helped.ok("add", "1/20", "--subject", "Agenda", "--marking", "LIMITE")
    helped.git("switch", "-q", "other")
    helped.ok("add", "1/20", "--subject", "Another", "--type", "NOTE")

    merged = try_git(helped, "merge", "main")

    assert "CONFLICT (subject): 1/20, added on both sides, not alike\n" in merged.stderr
    assert 'type = "NOTE"' in helped.read("documents/2020/000/ST-1-2020-INIT.toml")
    assert 'marking = "LIMITE"' in helped.read("documents/2020/000/ST-1-2020-INIT.toml")


# ---- line by line


def _merge_texts(clerk: Clerk, base: str, ours: str, theirs: str) -> tuple[int, str, str]:
    for name, text in {"base": base, "ours": ours, "theirs": theirs}.items():
        clerk.write(name, text)
    answer = clerk.run("git", "merge", "base", "ours", "theirs", "--path", "p.toml", "--marker-size", "9")
    assert answer.out == ""
    return answer.status, answer.err, clerk.read("ours")


PLAIN = 'number = "1/20"\nsubject = "S"\n\n[meeting]\nbody = "B"\n'


def test_what_is_no_document_is_merged_line_by_line(empty: Clerk) -> None:
    broken = PLAIN.replace('"S"', "S")

    status, said, text = _merge_texts(empty, PLAIN, broken, PLAIN)

    assert status == 1
    assert "1/20: merged line by line, since our version cannot be read as a document.\n" in said
    assert "CONFLICT (lines): 1/20\n" in said
    assert text == broken


def test_lines_in_conflict_have_markers_of_the_asked_length(empty: Clerk) -> None:
    status, said, text = _merge_texts(empty, "a\n", "b\n", "c\n")

    assert (status, text) == (1, f"{'<' * 9} ours\nb\n{'=' * 9}\nc\n{'>' * 9} theirs\n")
    assert "CONFLICT (lines): p.toml\n" in said


def test_comments_are_not_lost_in_a_merge(empty: Clerk) -> None:
    theirs = PLAIN.replace('body = "B"', 'body = "C"')

    status, said, text = _merge_texts(empty, PLAIN, f"# why\n{PLAIN}", theirs)

    assert (status, text) == (0, f"# why\n{theirs}")
    assert "since it has comments" in said


def test_lines_never_lower_a_marking_either(empty: Clerk) -> None:
    marked = PLAIN.replace('"S"\n', '"S"\nmarking = "LIMITE"\n')

    status, said, _ = _merge_texts(empty, marked, f"# why\n{marked}", PLAIN)

    assert status == 1
    assert "CONFLICT (marking): 1/20, would be lowered\n" in said


def test_a_driver_that_cannot_work_leaves_our_version(empty: Clerk) -> None:
    empty.write("base", "a\n")
    empty.write("ours", "b\n")

    answer = empty.run("git", "merge", "base", "ours", "theirs")

    assert (answer.status, empty.read("ours")) == (3, "b\n")


# ---- in words


def test_git_shows_documents_in_words(helped: Clerk) -> None:
    helped.ok("followup", "add", "A letter", "--doc", NUMBER, "--item", "2", "--who", "Eurojust")

    shown = helped.git("log", "-p", "-1", "--format=", "--", FILE)

    assert [line for line in shown.splitlines() if line.startswith("+") and "+++" not in line] == [
        "+item 2, follow-up 2",
        "+item 2, follow-up 2, who: Eurojust",
        "+item 2, follow-up 2: A letter",
        "+",
    ]
    words = helped.ok("git", "text", FILE).splitlines()
    assert words[:3] == ["number: 15070/19", "type: OUTCOME OF PROCEEDINGS", "subject: Summary of discussions"]
    assert "reference: reports on 13735/19, item 1" in words
    assert "subject code: COSI 254" in words


def test_a_document_in_conflict_is_shown_in_words(helped: Clerk) -> None:
    branch_off(helped)
    edit(helped, "Summary of discussions", "Summary")
    helped.git("switch", "-q", "other")
    edit(helped, "Summary of discussions", "Discussions")
    try_git(helped, "merge", "main")
    both = ["<<<<<<< ours", "subject: Discussions", "=======", "subject: Summary", ">>>>>>> theirs"]

    words = helped.ok("git", "text", FILE).splitlines()
    shown = helped.git("diff").splitlines()

    assert words[2:7] == both
    assert [line[2:] for line in shown if line.startswith(("++", " +", "+ "))][1:] == both
    helped.git("config", "--remove-section", "merge.somei")
    helped.git("checkout", "-q", "--conflict=diff3", "--", FILE)
    assert "|||||||" in helped.read(FILE)
    base = ["||||||| base", "subject: Summary of discussions"]
    assert [*words[:4], *base, *words[4:]] == helped.ok("git", "text", FILE).splitlines()


def test_what_is_no_document_is_shown_as_it_is(empty: Clerk) -> None:
    (empty.folder / "x").write_bytes(b'subject = \x1b[2J "\xff"\n')

    assert empty.ok("git", "text", "x") == 'subject = <U+001B>[2J "\ufffd"\n'
    assert empty.run("git", "text", "missing").status == 3


# ---- setting up


def test_setting_up_is_one_commit_that_keeps_what_is_there(registered: Clerk) -> None:
    registered.enter(".gitattributes", "* -text\n*.pdf binary")

    answer = registered.run("init", "--git")

    assert answer.status == 0
    assert "Set in this clone: merge.somei.driver = " in answer.err
    assert registered.log()[0] == "Name somei's drivers for git"
    assert registered.git("show", "--name-only", "--format=") == ".gitattributes"
    drivers = "documents/**/*.toml diff=somei merge=somei\nvocabulary/*.toml merge=somei\n"
    assert registered.read(".gitattributes") == f"* -text\n*.pdf binary\n{drivers}"
    again = registered.run("init", "--git")
    assert (again.status, again.err) == (0, "git has somei's drivers in this clone already.\n")
    assert registered.log()[0] == "Name somei's drivers for git"


def test_a_new_register_begins_with_the_drivers_in_one_commit(empty: Clerk) -> None:
    empty.ok("init", "--git")

    assert empty.log() == ["Start the register"]
    assert "merge=somei" in empty.read(".gitattributes")
    assert empty.git("config", "diff.somei.cachetextconv") == "true"
    assert empty.git("status", "--porcelain") == ""


def test_what_was_set_is_told_to_machines_too(registered: Clerk) -> None:
    (record,) = json.loads(registered.ok("init", "--git", "--json"))["records"]

    assert record["files"] == [".gitattributes"]
    assert record["commit"] == registered.git("rev-parse", "HEAD")
    assert record["settings"]["merge.somei.driver"] == registered.git("config", "merge.somei.driver")


def test_a_dry_run_sets_nothing(registered: Clerk) -> None:
    before = registered.read(".git/config")

    answer = registered.run("init", "--git", "--dry-run")

    assert answer.status == 0
    assert "diff.somei.textconv = " in answer.out
    assert registered.read(".git/config") == before
    assert registered.git("status", "--porcelain") == ""


def test_a_clone_without_the_drivers_is_told_so_and_works_as_ever(helped: Clerk) -> None:
    colleague = clone_of(helped, "colleague")

    assert "GIT001" not in colleague.run("check").out
    assert "named in .gitattributes, not set up in this clone: somei init --git" in colleague.run("doctor").out
    branch_off(colleague)
    edit(colleague, "Summary of discussions", "Summary")
    assert "GIT001 info" in colleague.run("check", "--fail-on", "error").out
    assert "GIT001" not in colleague.run("check", NUMBER).out
    assert '\n+subject = "Summary"\n' in colleague.git("diff", "HEAD~1")
    colleague.git("switch", "-q", "other")
    edit(colleague, 'body = "SOMEI"', 'body = "COSI"')
    colleague.git("merge", "-q", "main")
    colleague.ok("init", "--git")
    assert "GIT001" not in colleague.run("check").out
    assert "drivers" in colleague.run("doctor").out


def test_the_first_act_in_a_clone_brings_the_advice_on_drivers(helped: Clerk) -> None:
    reader = clone_of(helped, "reader")
    reader.git("fetch", "-q")
    reader.git("pull", "-q", "--ff-only")

    assert "GIT001" not in reader.run("check").out
    reader.ok("classify", NUMBER, "CATS 7")
    assert "GIT001 info" in reader.run("check").out


def test_the_doctor_tells_of_edits_and_of_drivers_of_another_somei(helped: Clerk) -> None:
    helped.git("config", "merge.somei.driver", "/gone/python -m somei_cli git merge")
    helped.write(FILE, helped.read(FILE) + "\n")

    told = helped.run("doctor")

    assert told.status == 0
    assert "1 file with edits of your own that are not committed" in told.out
    assert "set up for another somei than this one" in told.out


def test_conversions_links_and_twin_paths_are_found(registered: Clerk) -> None:
    registered.enter(".gitattributes", "*.toml text eol=crlf\n")
    blob = registered.git("rev-parse", f"HEAD:{FILE}")
    for mode, path in (("120000", "documents/2019/000/ST-1-2019-INIT.toml"), ("100644", FILE.lower())):
        registered.git("update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}")

    found = registered.run("check", "--select", "GIT").out

    assert ".gitattributes:1:1: GIT002 info this line lets git convert files" in found
    assert "GIT003 info git holds this document as a link" in found
    assert "GIT004 info another path differs" in found


def test_line_ends_may_be_pinned_above_the_register(empty: Clerk) -> None:
    empty.git("init", "-q")
    empty.ok("init", "register")
    empty.git("rm", "-q", "register/.gitattributes")
    empty.git("commit", "-qm", "Bare")

    assert "GIT002 info line ends are left to the settings of each clone" in empty.run("check").out
    empty.enter(".gitattributes", "* -text\n")
    assert "GIT002" not in empty.run("check").out


def test_no_driver_of_a_foreign_repository_is_run(registered: Clerk) -> None:
    marker = registered.folder.parent / "ran"
    registered.enter(".gitattributes", "* -text\n* merge=somei diff=somei filter=somei\n")
    for key in ("merge.somei.driver", "diff.somei.textconv", "filter.somei.clean", "diff.somei.command"):
        registered.git("config", key, f"touch {marker}; cat")
    branch_off(registered)

    for words in (
        ("check",), ("doctor",), ("history", NUMBER), ("classify", NUMBER, "SOC 3"), ("add", "1/20", "--subject", "S"),
        ("format",), ("show", NUMBER), ("resolve",), ("check", "--select", "GIT"),
    ):  # fmt: skip
        registered.run(*words)

    assert not marker.exists()
