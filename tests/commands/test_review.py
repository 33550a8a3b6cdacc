"""One page about a branch, and its one status; nothing of the branch is run, and no file is touched."""

import json
import shlex
from typing import Any

import pytest
from conftest import Clerk, prepared

FAULTY = 'number = "{}/20"\nsubject = "Faulty"\ndate = 2018-01-01\n'
ENTRY = "documents/2020/000/ST-{}-2020-INIT.toml"
MARKED = 'number = "1/20"\nsubject = "One"\ndate = 2020-01-10\nmarking = "LIMITE"\n'


@prepared
def forked(clerk: Clerk) -> Clerk:
    """A clerk on the branch `side`, whose register has a document, and a faulty one that main has too."""
    clerk.write(ENTRY.format(1), MARKED)
    clerk.write(ENTRY.format(2), FAULTY.format(2))
    clerk.git("add", ".")
    clerk.git("commit", "-qm", "Base")
    clerk.git("checkout", "-qb", "side")
    return clerk


def _page(clerk: Clerk, *words: str) -> dict[str, Any]:
    answer = clerk.run("review", "side", "--json", *words)
    told = json.loads(answer.out)
    assert told["schema"] == "somei/review/1"
    (record,) = told["records"]
    assert record["status"] == answer.status
    return dict(record)


def test_a_branch_in_order(forked: Clerk) -> None:
    forked.ok("classify", "1/20", "--marking", "none", "--reason", "asked for")
    forked.git("checkout", "-q", "main")
    forked.ok("add", "7/20", "--subject", "Seven")

    page = _page(forked)

    assert page["status"] == 0
    assert [(c["document"], c["consequence"], c["declared"]) for c in page["changes"]] == [
        ("1/20", "marking-lowered", True)
    ]
    assert [f for f in page["new"] if f["severity"] != "info"] == []
    assert forked.run("review", "side").err.startswith(
        "side onto main: in order: 1 change in 1 file; 1 serious, declared"
    )


def test_findings_of_the_base_are_not_held_against_the_branch(forked: Clerk) -> None:
    forked.enter(ENTRY.format(3), FAULTY.format(3))

    page = _page(forked)

    assert page["status"] == 1
    assert {f["document"] for f in page["new"]} == {"3/20"}
    assert "DATE002" in {f["code"] for f in page["new"]}


def test_the_hint_at_a_lost_number_can_be_typed_on_the_branch(forked: Clerk) -> None:
    forked.git("rm", "-q", ENTRY.format(1))
    forked.git("commit", "-qm", "Tidy")
    forked.enter("notes.txt", "the newest commit is another one")

    (hint,) = [finding["hint"] for finding in _page(forked)["new"] if finding["code"] == "HIST001"]

    words = shlex.split(hint.removeprefix("Put it back: ").partition(";")[0])
    act = forked.git("rev-parse", "HEAD~1")
    assert words == ["git", "checkout", f"{act[:10]}~", "--", ENTRY.format(1)]
    forked.git(*words[1:])
    assert forked.read(ENTRY.format(1)) == MARKED


def test_the_hint_at_a_number_lost_in_the_merge_names_a_commit_of_the_base(forked: Clerk) -> None:
    """The trial merge is a commit on no branch, which git may drop at any time."""
    forked.git("checkout", "-q", "main")
    forked.ok("add", "7/20", "--subject", "Seven")
    forked.git("checkout", "-q", "side")
    forked.enter("notes.txt", "so that the merge is one")
    forked.git("merge", "-q", "--no-commit", "main")
    forked.git("rm", "-qf", ENTRY.format(7))
    forked.git("commit", "-qm", "Merge main")

    lost = [finding for finding in _page(forked)["new"] if finding["code"] == "HIST001"]
    (hint,) = [finding["hint"] for finding in lost if "commit" not in finding]

    base = forked.git("rev-parse", "main")
    assert shlex.split(hint.partition(";")[0])[3:] == ["git", "checkout", base[:10], "--", ENTRY.format(7)]


def test_two_of_a_kind_are_two(forked: Clerk) -> None:
    double = 'number = "4/20"\nsubject = "Four"\nlanguages = ["en"]\ndate = 2020-01-01\nfoo = 1\n'
    forked.enter(ENTRY.format(4), double)
    one = len(_page(forked, "--fail-on", "info")["new"])
    forked.enter(ENTRY.format(5), double)

    assert len(_page(forked, "--fail-on", "info")["new"]) > one


def test_mended_findings_are_told(forked: Clerk) -> None:
    forked.enter(ENTRY.format(2), FAULTY.format(2).replace("2018", "2020"))

    page = _page(forked)

    assert page["status"] == 0
    assert "DATE002" in {f["code"] for f in page["mended"]}
    assert "mended" in forked.run("review", "side").out


def test_the_limit_of_findings_can_be_set(forked: Clerk) -> None:
    forked.ok("add", "7/20", "--subject", "Seven")

    assert _page(forked)["status"] == 0
    assert _page(forked, "--fail-on", "warning")["status"] == 1
    assert _page(forked, "--fail-on", "info")["status"] == 1


def test_a_fault_that_only_the_merge_makes_is_found(forked: Clerk) -> None:
    forked.ok("add", "7/20", "--subject", "Seven", "--code", "COSI 5")
    forked.git("checkout", "-q", "main")
    forked.ok("add", "8/20", "--subject", "Eight", "--code", "COSI 5")

    page = _page(forked)

    assert page["status"] == 1
    assert [(f["code"], f["document"]) for f in page["new"] if f["severity"] == "error"] == [
        ("CODE002", "7/20"),
        ("CODE002", "8/20"),
    ]


def test_a_file_changed_on_both_sides_is_merged_whatever_attributes_name(forked: Clerk) -> None:
    forked.git("config", "merge.x.driver", "false")
    forked.write(".gitattributes", "* merge=x\n")
    forked.ok("classify", "1/20", "--marking", "none", "--reason", "asked for")
    forked.git("checkout", "-q", "main")
    forked.write(ENTRY.format(1), MARKED.replace("One", "Uno"))
    forked.git("commit", "-qam", "By hand")

    page = _page(forked)

    assert (page["status"], page["conflicts"]) == (0, [])


@pytest.mark.parametrize(
    ("old", "new", "consequence"),
    [
        ('marking = "LIMITE"\n', "", "marking-lowered"),
        ('"1/20"\n', '"1/20"\nstatus = "withdrawn"\nreason = "late"\n', "number-or-status"),
    ],
)
def test_a_grave_change_that_nobody_declares_is_1(forked: Clerk, old: str, new: str, consequence: str) -> None:
    forked.enter(ENTRY.format(1), MARKED.replace(old, new))

    page = _page(forked)

    assert page["status"] == 1
    assert (page["changes"][0]["consequence"], page["changes"][0]["declared"]) == (consequence, False)


def test_conflicts_are_told_by_file(forked: Clerk) -> None:
    forked.ok("add", "7/20", "--subject", "Seven")
    forked.git("checkout", "-q", "main")
    forked.ok("add", "7/20", "--subject", "Other")

    page = _page(forked)

    assert (page["status"], page["conflicts"], page["new"]) == (1, [ENTRY.format(7)], [])
    said = forked.run("review", "side")
    assert f"conflict\t\t\t{ENTRY.format(7)}: changed on both sides; merge it by hand" in said.out
    assert "1 file in conflict, so the rules were not asked" in said.err


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        ("somei.toml", "schema = 9\n", "The register has schema 9"),
        ("somei.toml", "", "“schema” is missing"),
        ("vocabulary/bodies.toml", "bodies = 3\n", "vocabulary/bodies.toml"),
        ("somei.toml", 'schema = 1\ntime_zone = "Nowhere"\n', "there is no zone “Nowhere” here"),
    ],
)
def test_what_cannot_be_judged_is_3_and_says_why(forked: Clerk, path: str, text: str, why: str) -> None:
    forked.enter(path, text)
    forked.git("checkout", "-q", "main")

    page = _page(forked)

    assert page["status"] == 3
    assert why in page["blind"]
    assert {change["path"] for change in page["changes"]} == {path}
    markdown = forked.run("review", "side", "--format", "markdown").out
    assert markdown.startswith("## Register: cannot be judged\n")


def test_a_branch_that_mends_the_time_zone_can_be_judged(forked: Clerk) -> None:
    forked.git("checkout", "-q", "main")
    forked.enter("somei.toml", 'schema = 1\ntime_zone = "Nowhere"\n')
    forked.git("checkout", "-qB", "side")
    forked.enter("somei.toml", "schema = 1\n")
    forked.git("checkout", "-q", "main")

    page = _page(forked)

    assert (page["status"], page["blind"]) == (0, None)


def test_a_file_that_the_base_could_not_read_either_is_3(forked: Clerk) -> None:
    forked.git("checkout", "-q", "main")
    forked.enter(ENTRY.format(9), "number = \n")
    forked.git("checkout", "-q", "side")
    forked.git("rebase", "-q", "main")

    assert _page(forked)["status"] == 3
    forked.enter(ENTRY.format(8), "number = \n")
    assert _page(forked)["status"] == 1


def test_names_that_mean_nothing(forked: Clerk) -> None:
    assert forked.run("review", "nothing").status == 4
    assert forked.run("review", "side", "--base", "nothing").status == 4
    forked.git("checkout", "-q", "--orphan", "alone")
    forked.git("commit", "-qm", "Alone")
    answer = forked.run("review", "alone")
    assert answer.status == 3
    assert "have no commit in common" in answer.err


def test_nothing_is_run_and_nothing_is_touched(forked: Clerk) -> None:
    mark = forked.folder / "ran"
    program = f"sh -c 'touch {mark}'"
    for key in ("filter.x.smudge", "filter.x.clean", "merge.x.driver", "diff.x.textconv", "diff.external"):
        forked.git("config", key, program)
    for hook in ("post-checkout", "pre-commit", "post-merge", "pre-merge-commit"):
        path = forked.folder / ".git/hooks" / hook
        path.write_text(f"#!/bin/sh\ntouch {mark}\n")
        path.chmod(0o755)
    forked.write(".gitattributes", "* filter=x merge=x diff=x\n")
    forked.ok("classify", "1/20", "COSI", "-q")
    mark.unlink(missing_ok=True)
    forked.git("branch", "-f", "other", "main")
    before = forked.git("rev-parse", "HEAD"), forked.read(ENTRY.format(1))
    forked.write("mine.txt", "mine")

    for words in (("review", "side"), ("review", "side", "--format", "markdown"), ("diff", "main..side")):
        assert forked.run(*words).status in {0, 1}

    assert not mark.exists()
    assert (forked.git("rev-parse", "HEAD"), forked.read(ENTRY.format(1))) == before
    assert forked.read("mine.txt") == "mine"


def test_the_page_for_a_merge_request(forked: Clerk) -> None:
    forked.enter(ENTRY.format(1), MARKED.replace('marking = "LIMITE"\n', "").replace("One", "<b>@team</b>"))
    forked.enter(ENTRY.format(3), FAULTY.format(3))

    page = forked.run("review", "side", "--format", "markdown").out

    assert page.startswith(
        "## Register: not in order\n\n`side` onto `main`: 3 changes in 2 files; 1 serious, 1 of them"
    )
    assert "- error DATE002, `3/20`: `dated 2018-01-01: a number of 2020 cannot be dated before 2020`" in page
    assert "> - **1/20**: marking lowered from `LIMITE` to `none` · **undeclared**" in page
    assert "`subject` changed from `One` to `<b>@team</b>` · undeclared" in page
    assert page.index("new finding") < page.index("[!WARNING]") < page.index("<details>")


def test_a_narrow_terminal(forked: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    forked.enter(ENTRY.format(3), FAULTY.format(3))

    lines = forked.run("review", "side", terminal=True).out.splitlines()

    assert lines[0].split("  ")[0] == "side onto main: not in order"
    heading = lines.index("NEW FINDINGS")
    assert lines[heading + 1 : heading + 3] == ["3/20", "   ✗ DATE002  error  dated 1 Jan 2018: a number of 2020"]
    assert all(len(line) <= 60 for line in lines)


BOTH = "\n[two_persons]\nlower_marking = true\nvoid_number = true\nalter_agenda = true\n"
LOWER = ("classify", "1/20", "--marking", "none", "--reason", "asked for")


@prepared
def guarded(forked: Clerk) -> Clerk:
    """The same, on a branch of a register that asks two persons."""
    forked.git("checkout", "-q", "main")
    forked.enter("somei.toml", forked.read("somei.toml") + BOTH)
    forked.git("checkout", "-q", "-B", "side")
    return forked


def _about_persons(page: dict[str, Any]) -> list[str]:
    return [one["message"].partition(" (")[0] for one in page["new"] if one["code"] == "HIST015"]


def test_a_missing_approval_is_told_before_the_merge(guarded: Clerk) -> None:
    guarded.ok(*LOWER)

    page = _page(guarded)

    assert page["status"] == 1
    assert _about_persons(page) == [
        "1/20 has its marking lowered, and only one person did it: the merge needs an Approved-by of another person"
    ]
    assert "not in order" in guarded.run("review", "side").err


def test_an_approval_on_the_branch_is_enough(guarded: Clerk) -> None:
    guarded.ok(*LOWER, "--approved-by", "Ben <ben@example.org>")

    assert (_page(guarded)["status"], _about_persons(_page(guarded))) == (0, [])


def test_switching_the_rule_off_is_not_in_order(guarded: Clerk) -> None:
    guarded.write("somei.toml", guarded.read("somei.toml").replace(BOTH, ""))
    guarded.git("commit", "-qam", "Simpler")
    guarded.ok(*LOWER)

    page = _page(guarded)

    assert page["status"] == 1
    assert "lower_marking, void_number, alter_agenda was switched off by one person" in _about_persons(page)[-1]
    assert len(_about_persons(page)) == 2


def test_what_came_and_went_on_the_branch_is_not_in_order(forked: Clerk) -> None:
    forked.ok("add", "7/20", "--subject", "Seven")
    forked.git("rm", "-q", ENTRY.format(7))
    forked.git("commit", "-qm", "By hand")

    assert ("HIST001", "7/20") in {(one["code"], one["document"]) for one in _page(forked)["new"]}


ATTRIBUTES = "* -text\ndocuments/**/*.toml diff=somei merge=somei\nvocabulary/*.toml merge=somei\n"
WEAKENING = {
    "line ends": "* text eol=crlf\n",
    "an encoding": "*.toml working-tree-encoding=UTF-16\n",
    "no merge": "*.toml -merge\n",
    "another merge": "documents/** merge=union\n",
    "no merge through a macro": "*.toml binary\n",
}


@pytest.mark.parametrize("line", WEAKENING.values(), ids=WEAKENING)
def test_attributes_that_weaken_the_register_are_not_in_order(forked: Clerk, line: str) -> None:
    forked.enter(".gitattributes", ATTRIBUTES + line)

    page = _page(forked)

    assert page["status"] == 1
    assert ("GIT002", ".gitattributes") in {(finding["code"], finding["path"]) for finding in page["new"]}
    assert page["other_files"] == [".gitattributes"]


def test_attributes_without_the_drivers_are_not_in_order(forked: Clerk) -> None:
    forked.enter(".gitattributes", ATTRIBUTES)
    forked.git("branch", "-f", "main")
    forked.enter(".gitattributes", "* -text\n")

    assert [finding["code"] for finding in _page(forked)["new"] if finding["severity"] == "error"] == ["GIT002"]


@pytest.mark.parametrize("line", ["*.png -merge\n", "*.txt text eol=crlf\n"])
def test_attributes_of_other_files_are_named_alone(forked: Clerk, line: str) -> None:
    forked.enter(".gitattributes", ATTRIBUTES + line)

    page = _page(forked)

    assert (page["status"], page["other_files"]) == (0, [".gitattributes"])
    assert (
        forked.run("review", "side").err.startswith(
            "side onto main: in order: 0 changes in 0 files; 1 other file changed"
        )
        or "1 other file changed" in forked.run("review", "side").err
    )


@pytest.mark.parametrize("kind", ["120000", "160000"])
@pytest.mark.parametrize("path", ["documents/x", "elsewhere"])
def test_links_and_submodules_are_not_in_order(forked: Clerk, kind: str, path: str) -> None:
    held = forked.git("rev-parse", "HEAD") if kind == "160000" else forked.git("hash-object", "-w", "somei.toml")
    forked.git("update-index", "--add", "--cacheinfo", f"{kind},{held},{path}")
    forked.git("commit", "-qm", "Linked")

    page = _page(forked)

    assert page["status"] == 1
    assert ("GIT003", path) in {(finding["code"], finding["path"]) for finding in page["new"]}


@pytest.mark.parametrize("name", ["a\nb.txt", "documents/ST-1-2020-INIT.toml\n", "GIT~1/config"])
def test_names_that_no_clone_takes_are_not_in_order(forked: Clerk, name: str) -> None:
    blob = forked.git("hash-object", "-w", "somei.toml")
    forked.git("-c", "core.protectNTFS=false", "update-index", "--add", "--cacheinfo", f"100644,{blob},{name}")
    forked.git("commit", "-qm", "Odd")

    page = _page(forked)

    assert page["status"] == 1
    assert "GIT003" in {finding["code"] for finding in page["new"]}


def test_a_file_that_no_clone_takes_is_not_in_order(forked: Clerk) -> None:
    (forked.folder / "zeros.bin").write_bytes(bytes(65 << 20))
    forked.git("add", ".")
    forked.git("commit", "-qm", "Large")

    page = _page(forked)

    assert page["status"] == 1
    assert ("GIT003", "zeros.bin") in {(finding["code"], finding["path"]) for finding in page["new"]}


def test_other_files_are_named(forked: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    forked.enter("typer.py", "import os\n")

    answer = forked.run("review", "side", terminal=True)

    assert answer.status == 0
    assert "OTHER FILES, WHICH ARE NOT JUDGED" in answer.out
    assert "typer.py" in answer.out
    assert "`typer.py`" in forked.ok("review", "side", "--format", "markdown")
