"""Commits and files as no somei makes them: looked back at, compared and checked all the same."""

import json
import subprocess

import pytest
from conftest import Clerk, prepared

ONE = "documents/2019/000/ST-1-2019-INIT.toml"
TWO = ONE.replace("ST-1-", "ST-2-")
THREE = ONE.replace("ST-1-", "ST-3-")


@prepared
def two(clerk: Clerk) -> Clerk:
    clerk.ok("add", "1/19", "--subject", "One", "--date", "2019-05-02", "--code", "COSI 1")
    clerk.ok("add", "2/19", "--subject", "Two", "--date", "2019-05-03")
    return clerk


def put_on_top(clerk: Clerk, head: str) -> None:
    """A commit whose head lines are written by hand."""
    clerk.git("add", "-A")
    lines = f"tree {clerk.git('write-tree')}\nparent {clerk.git('rev-parse', 'HEAD')}\n{head}\n\nOdd\n"
    words = ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"]
    made = subprocess.run(words, cwd=clerk.folder, input=lines.encode(), capture_output=True, check=True)
    clerk.git("update-ref", "HEAD", made.stdout.decode().strip())


@pytest.mark.parametrize(
    "head",
    [
        "author X <a@b>\ncommitter X <a@b> 1700000000 +0000",
        "author X <a@b>\ncommitter X <a@b>",
        "author X <a@b> soon\ncommitter X <a@b> 99999999999999999999 +9999",
        "author X\ncommitter X",
    ],
)
def test_a_commit_without_a_time_is_no_fault(two: Clerk, head: str) -> None:
    two.write(ONE, two.read(ONE).replace("One", "Uno"))
    put_on_top(two, head)

    for words in (
        ("history", "1/19"),
        ("blame", "1/19"),
        ("check", "--history"),
        ("diff", "HEAD~1..HEAD"),
        ("undo", "--dry-run"),
        ("show", "1/19", "--as-of", "2030-01-01"),
        ("show", "1/19", "--as-of", "HEAD"),
        ("show", "1/19", "--as-of", "HEAD~1"),
    ):
        answer = two.run(*words)
        assert answer.status in {0, 4, 5}, (words, answer)
    assert "Uno" in two.ok("history", "1/19")


def test_line_ends_of_a_file_are_not_what_it_says(two: Clerk) -> None:
    text = two.read(ONE) + 'note = """\nline one\nline two"""\n'
    two.enter(ONE, text.replace("\n", "\r\n"))

    assert two.run("check", "--fail-on", "error").status == 0
    two.ok("check", "--fix")
    assert "\r" not in two.read(ONE)
    assert two.run("check", "--fail-on", "warning").status == 0


@pytest.mark.parametrize("words", [("--staged",), ("--since", "HEAD"), ()])
def test_a_document_that_was_taken_out_is_an_error(two: Clerk, words: tuple[str, ...]) -> None:
    assert two.run("check", *words).status == 0
    (two.folder / TWO).unlink()
    if words == ("--staged",):
        two.git("add", "-A")

    answer = two.run("check", *words)

    assert answer.status == 1
    assert f"{TWO}:1:1: GIT005 error 2/19 is gone" in answer.out
    two.git("restore", "--staged", "--worktree", "--", TWO)
    assert two.run("check", *words).status == 0


def test_what_hangs_on_a_file_that_cannot_be_read_is_not_called_fixed(two: Clerk) -> None:
    double = two.read(ONE).replace("1/19", "3/19").replace("One", "Three")
    two.enter(THREE, double)
    two.run("check", "--keep", "before.json")
    whole = two.read(ONE)
    two.write(ONE, "x = [\n")

    broken = two.run("check", "--compare", "before.json", "--keep", "broken.json", "--json")

    states = {(r["code"], r["document"]): r["state"] for r in json.loads(broken.out)["records"]}
    assert states["CODE002", "3/19"] == "standing"
    two.write(ONE, whole)
    again = json.loads(two.run("check", "--compare", "broken.json", "--json").out)["records"]
    assert {r["state"] for r in again if r["document"] == "3/19" and r["code"] == "CODE002"} == {"standing"}


def test_only_what_names_a_setting_declares_it(two: Clerk) -> None:
    two.write("somei.toml", two.read("somei.toml").replace("complete = false", "complete = true"))
    two.write("documents/2019/000/@all.toml", "x\n")
    two.write(ONE, two.read(ONE).replace("One", "Uno"))
    two.git("add", "-A")
    two.git("commit", "-qm", "Edit\n\nSomei-Action: edit\nSomei-Document: 1/19\nReason: asked for")

    told = {r["field"]: r["declared"] for r in json.loads(two.ok("diff", "HEAD~1..HEAD", "--json"))["records"]}

    assert told == {"complete": False, "file": False, "subject": True}


def test_a_table_in_markdown_calls_nobody(two: Clerk) -> None:
    two.ok("add", "4/19", "--subject", "@all #12 https://evil.example www.evil.example a|b `c`")

    for words in (("history", "4/19"), ("blame", "4/19"), ("list",)):
        shown = two.ok(*words, "--format", "markdown")
        line = next(line for line in shown.splitlines() if "@all" in line)
        assert "`` @all #12 https://evil.example www.evil.example a\\|b `c` ``" in line
