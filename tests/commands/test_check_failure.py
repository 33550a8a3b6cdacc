"""A check that could not look gives code hosts a valid file with one error, and never an empty one."""

import json
import re
import sys
from collections.abc import Callable

import jsonschema
import pytest
from commands.faulty_documents import FIRST, SECOND, sound
from conftest import Clerk, prepared
from lxml import etree
from render.published import GITLAB, JUNIT, SARIF


@prepared
def two(clerk: Clerk) -> Clerk:
    """A register with two documents in order."""
    clerk.enter(FIRST, sound("1/19"))
    clerk.enter(SECOND, sound("2/19"))
    return clerk


def damage_settings(clerk: Clerk) -> None:
    clerk.enter("somei.toml", clerk.read("somei.toml") + "x = \n")


def damage_vocabulary(clerk: Clerk) -> None:
    clerk.enter("vocabulary/bodies.toml", clerk.read("vocabulary/bodies.toml") + "x = \n")


def remove_vocabulary(clerk: Clerk) -> None:
    clerk.git("rm", "-q", "vocabulary/bodies.toml")
    clerk.git("commit", "-qm", "Gone")


def remove_settings(clerk: Clerk) -> None:
    (clerk.folder / "somei.toml").unlink()


def lose_objects(clerk: Clerk) -> None:
    """All of them, as a disk may."""
    for file in (clerk.folder / ".git/objects").glob("??/*"):
        file.unlink()


def damage_branch(clerk: Clerk) -> None:
    (clerk.folder / ".git/refs/heads/main").write_text("")


def make_shallow(clerk: Clerk) -> None:
    head = clerk.git("rev-parse", "HEAD")
    (clerk.folder / ".git/shallow").write_text(f"{head}\n")


def leave_as_it_is(_clerk: Clerk) -> None:
    pass


FEW_FILES = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (7, 7))
os.execv(sys.argv[1], sys.argv[1:])
"""
"""What starts a program that may open hardly any file."""

FAILURES: dict[str, tuple[Callable[[Clerk], None], tuple[str, ...], int]] = {
    "damaged settings": (damage_settings, (), 3),
    "damaged settings, staged": (damage_settings, ("--staged",), 3),
    "damaged settings, in a commit": (damage_settings, ("--at", "HEAD"), 3),
    "damaged settings, since": (damage_settings, ("--since", "HEAD~1"), 3),
    "damaged settings, history": (damage_settings, ("--history",), 3),
    "damaged settings, one number": (damage_settings, ("1/19",), 3),
    "damaged settings, to be mended": (damage_settings, ("--fix",), 3),
    "damaged settings, a strange branch": (damage_settings, ("--untrusted", "--trusting", "HEAD"), 3),
    "damaged vocabulary": (damage_vocabulary, (), 3),
    "missing vocabulary": (remove_vocabulary, (), 3),
    "missing vocabulary, staged": (remove_vocabulary, ("--staged",), 3),
    "missing vocabulary, in a commit": (remove_vocabulary, ("--at", "HEAD"), 3),
    "no register": (remove_settings, (), 3),
    "lost objects, history": (lose_objects, ("--history",), 3),
    "lost objects, staged": (lose_objects, ("--staged",), 3),
    "an empty branch, history": (damage_branch, ("--history",), 3),
    "shallow": (make_shallow, ("--history",), 3),
    "no answer to compare with": (leave_as_it_is, ("--compare", "missing.json"), 3),
    "nobody to trust": (leave_as_it_is, ("--untrusted",), 3),
    "no such commit": (leave_as_it_is, ("--since", "nowhere"), 4),
    "no such document": (leave_as_it_is, ("3/19",), 4),
}


FORMATS = ("sarif", "junit", "gitlab", "github")


def error_in(form: str, text: str) -> str:
    """The words of the one error in a valid file of this format."""
    if form == "junit":
        root = etree.fromstring(text.encode())
        etree.XMLSchema(etree.fromstring(JUNIT)).assertValid(root)
        (suite,) = root
        assert (suite.get("tests"), suite.get("errors"), suite.get("failures")) == ("1", "1", "0")
        (error,) = suite.findall("testcase/error")
        return f"{error.get('message')} {error.text}"
    if form == "sarif":
        log = json.loads(text)
        jsonschema.validate(log, SARIF)
        (run,) = log["runs"]
        (invocation,), (result,) = run["invocations"], run["results"]
        (notification,) = invocation["toolExecutionNotifications"]
        assert invocation["executionSuccessful"] is False
        assert (notification["level"], result["level"]) == ("error", "error")
        assert notification["message"]["text"] in result["message"]["text"]
        return str(result["message"]["text"])
    if form == "gitlab":
        (issue,) = json.loads(text)
        jsonschema.validate([issue], GITLAB)
        assert issue["severity"] == "blocker"
        return str(issue["description"])
    (line,) = text.splitlines()
    found = re.fullmatch(r"::error (file=[^:,]+,line=\d+,col=\d+,)?title=[^:,]+::(\S.*)", line)
    assert found
    return found[2].replace("%25", "%")


@pytest.mark.parametrize("case", FAILURES)
def test_every_format_says_in_one_error_why_there_is_no_answer(two: Clerk, case: str) -> None:
    spoil, words, status = FAILURES[case]
    spoil(two)
    said = two.run("check", *words)
    assert (said.status, said.out) == (status, "")
    sentence = said.err.splitlines()[0].removeprefix("somei: ").removesuffix(".")

    for form in FORMATS:
        answer = two.run("check", *words, "--format", form)

        assert (answer.status, answer.err) == (status, said.err), form
        assert sentence in error_in(form, answer.out), form


def test_the_error_stands_at_the_file_that_could_not_be_read(two: Clerk) -> None:
    two.git("init", "-q", "..")
    (two.folder / ".git").rename(two.folder.parent / "own-git")
    damaged = two.folder / "vocabulary/bodies.toml"
    damaged.write_text("x = \n")
    place = f"{two.folder.name}/vocabulary/bodies.toml"

    sarif = json.loads(two.run("check", "--format", "sarif").out)["runs"][0]["results"][0]
    (gitlab,) = json.loads(two.run("check", "--format", "gitlab").out)
    github = two.run("check", "--format", "github").out
    damaged.unlink()

    assert sarif["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == place
    assert (gitlab["location"]["path"], gitlab["location"]["lines"]["begin"]) == (place, 1)
    assert github.startswith(f"::error file={place},line=1,col=1,")
    assert place in two.run("check", "--format", "github").out


@pytest.mark.parametrize("form", FORMATS)
def test_a_push_that_cannot_be_judged_is_said_too(two: Clerk, form: str) -> None:
    hub = two.folder.parent / "hub.git"
    two.git("clone", "-q", "--bare", str(two.folder), str(hub))
    head = two.git("rev-parse", "HEAD")

    answer = Clerk(hub).run("check", "--hub", head, "1" * 40, "--format", form)

    assert answer.status == 4
    assert "names no commit here" in error_in(form, answer.out)


@pytest.mark.parametrize("form", FORMATS)
def test_a_system_that_lets_no_file_be_opened_is_a_reason_too(two: Clerk, form: str) -> None:
    done = two.process("check", "--format", form, before=[sys.executable, "-c", FEW_FILES])

    assert done.returncode == 3
    assert "does not let somei open as many files as it needs" in error_in(form, done.stdout.decode())
    assert b"ulimit -n" in done.stderr


@pytest.mark.parametrize("words", [("check", "--json"), ("check", "--format", "json"), ("list", "--json")])
def test_json_tells_a_refusal_in_the_place_of_the_answer(two: Clerk, words: tuple[str, ...]) -> None:
    damage_settings(two)

    answer = two.run(*words)

    assert answer.status == 3
    refusal = json.loads(answer.out)
    assert refusal == json.loads(answer.err)
    assert set(refusal) == {"error", "hint", "status"}
    assert refusal["status"] == 3


def test_a_refusal_in_json_is_no_answer_to_compare_with(two: Clerk) -> None:
    settings = two.read("somei.toml")
    damage_settings(two)
    two.write("../refusal.json", two.run("check", "--json").out)
    two.write("somei.toml", settings)

    answer = two.run("check", "--baseline", "../refusal.json")

    assert answer.status == 3
    assert "is not an answer of a check" in answer.err


def test_other_refusals_in_json_leave_standard_output_empty(two: Clerk) -> None:
    answer = two.run("show", "999/20", "--json")

    assert (answer.status, answer.out) == (4, "")


def test_words_that_are_typed_wrongly_are_no_answer(two: Clerk) -> None:
    for words in (("--staged", "--at", "HEAD"), ("--since",), ("x",)):
        answer = two.run("check", "--format", "sarif", *words)

        assert (answer.status, answer.out) == (2, ""), words
    nowhere = two.run("-C", "nowhere", "check", "--format", "sarif")
    assert (nowhere.status, nowhere.out) == (2, "")


# ---- several formats of one run


def test_one_run_writes_several_formats(two: Clerk) -> None:
    two.enter(SECOND, sound("2/19") + '[[references]]\nto = "9999/18"\nkind = "cites"\n')
    reports = [f"--report={form}=../out.{form}" for form in (*FORMATS, "json", "concise")]

    plain, told = two.run("check", "--fail-on", "info"), two.run("check", "--fail-on", "info", *reports)

    assert (told.status, told.out) == (plain.status, plain.out) == (1, plain.out)
    for form in (*FORMATS, "json", "concise"):
        alone = two.run("check", "--fail-on", "info", "--format", form).out
        assert (two.folder.parent / f"out.{form}").read_text() == alone
    assert two.run("check", *reports).status == 0, "the next run replaces them"
    assert "somei.toml belongs to the register" in two.run("check", "--report", "json=somei.toml").err


@pytest.mark.parametrize("typed", ["junit", "junit=", "=x", "table=x", "xml=x"])
def test_a_report_needs_a_format_and_a_file(two: Clerk, typed: str) -> None:
    assert two.run("check", "--report", typed).status == 2


def test_a_report_says_in_one_error_why_there_is_no_answer(two: Clerk) -> None:
    damage_settings(two)
    two.write("../out.json", "kept")
    said = two.run("check", *(f"--report={form}=../out.{form}" for form in (*FORMATS, "json")))

    assert (said.status, said.out) == (3, "")
    sentence = said.err.splitlines()[0].removeprefix("somei: ").removesuffix(".")
    for form in FORMATS:
        assert sentence in error_in(form, (two.folder.parent / f"out.{form}").read_text()), form
    assert (two.folder.parent / "out.json").read_text() == "kept", "what may be compared with is a whole answer"
