"""Streams that the caller closed, and a system that opens few files: a sentence and the status for it."""

import subprocess
import sys

import pytest
from conftest import Clerk

LOST = "somei: The answer could not be written: standard output is closed.\n"
TOO_FEW = "ulimit -n 1024"


def _shell(clerk: Clerk, line: str) -> "subprocess.CompletedProcess[str]":
    return _run(clerk, ["sh", "-c", line.replace("somei", f"{sys.executable} -m somei_cli", 1)])


def _run(clerk: Clerk, command: list[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=clerk.folder, capture_output=True, text=True, check=False)


@pytest.mark.one_in(2)
@pytest.mark.parametrize("words", ["list", "check", "--help", "--version", "add --help", "schema", "show 15070/19"])
def test_an_answer_that_has_no_stream_is_lost(registered: Clerk, words: str) -> None:
    done = _shell(registered, f"somei {words} >&-")

    assert (done.returncode, done.stderr.partition("hint: ")[0].endswith(LOST)) == (3, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_refusal_keeps_its_own_status(registered: Clerk) -> None:
    assert _shell(registered, "somei show 9/20 >&-").returncode == 4
    assert _shell(registered, "somei nosuch >&-").returncode == 2


def test_a_lost_answer_is_told_in_json_where_json_was_asked_for(registered: Clerk) -> None:
    done = _shell(registered, "somei list --json >&-")

    assert done.stderr.startswith('{"error": "The answer could not be written: standard output is closed."')


def test_the_act_is_done_although_its_answer_is_lost(registered: Clerk) -> None:
    assert _shell(registered, "somei add 1/20 --subject S <&- >&- 2>&-").returncode == 3
    assert registered.log()[0] == "Add 1/20"
    assert registered.git("status", "--porcelain") == ""


def test_nobody_needs_to_hear_the_talk_or_to_type(registered: Clerk) -> None:
    assert _shell(registered, "somei add 1/20 --subject S <&- >out 2>&-").returncode == 0
    assert registered.log()[0] == "Add 1/20"


COMMANDS = (
    "check --history",
    "add 1/20 --subject S",
    "import letter.txt --dry-run",
    "export --format json",
)


@pytest.mark.parametrize("limit", [8, 16])
def test_few_open_files_are_a_refusal_or_enough(registered: Clerk, limit: int) -> None:
    registered.write("letter.txt", "1/20\n\nNOTE\n\nSubject: Lamps\n")
    for words in COMMANDS:
        done = _shell(registered, f"ulimit -n {limit}; exec somei {words}")

        assert done.returncode in {0, 3, 5} if limit >= 16 else done.returncode == 3, (words, done)
        assert done.returncode != 3 or TOO_FEW in done.stdout + done.stderr, (words, done)
        assert "Traceback" not in done.stderr, (words, done)
        assert "check the disk" not in done.stderr, (words, done)
    assert registered.git("status", "--porcelain") == "?? letter.txt"


def test_a_refusal_needs_no_file_of_its_own(registered: Clerk) -> None:
    script = """
import resource, runpy, sys

def spend(event, words):
    if event == "open" and str(words[0]).endswith("somei.toml"):
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))

sys.addaudithook(spend)
sys.argv = ["somei", "list", "--json"]
runpy.run_module("somei_cli", run_name="__main__")
"""
    done = _run(registered, [sys.executable, "-c", script])

    assert (done.returncode, done.stderr.startswith('{"error": "The system does not let somei open')) == (3, True), done
