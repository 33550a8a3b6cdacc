"""A check that could not look never says that all is well: status 3 and a sentence, whatever stood in the way."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands.faulty_documents import FIRST, SECOND, bound, faulty, sound
from conftest import Answer, Clerk, prepared
from lxml import etree


@prepared
def two(clerk: Clerk) -> Clerk:
    """A register with a document in order and a faulty one."""
    clerk.enter(FIRST, sound("1/19"))
    clerk.enter("documents/2020/000/ST-1-2020-INIT.toml", faulty("1/20").replace("2018-05-01", "2019-05-01"))
    return clerk


def _bound_check(clerk: Clerk, *words: str) -> Answer:
    """A check by somebody to whom a lock is a lock."""
    done = clerk.process("check", *words, before=bound())
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def locked(two: Clerk) -> Iterator[Path]:
    """A folder to lock; it is opened again in the end."""
    yield two.folder
    for path in (two.folder, *two.folder.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)


@pytest.mark.parametrize("where", ["documents", "documents/2019", "documents/2019/000"])
def test_a_folder_that_cannot_be_opened_is_a_finding_and_stops_no_other(two: Clerk, locked: Path, where: str) -> None:
    for mode in (0, 0o300, 0o400):  # closed, not to be listed, not to be entered
        (locked / where).chmod(mode)

        answer = _bound_check(two)

        assert answer.status == 3, (mode, answer)
        assert "FILE001 error Permission denied" in answer.out
        assert "could not be read" in answer.err
        assert ("DATE002" in answer.out) == (where != "documents")
        assert "Traceback" not in answer.err


def test_every_format_says_that_a_folder_was_closed(two: Clerk, locked: Path) -> None:
    (locked / "documents/2019").chmod(0)

    sarif = _bound_check(two, "--format", "sarif")
    junit = _bound_check(two, "--format", "junit")
    quiet = _bound_check(two, "-q", "--since", "HEAD")

    assert (sarif.status, junit.status, quiet.status) == (3, 3, 3)
    (invocation,) = json.loads(sarif.out)["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "documents/2019" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert etree.fromstring(junit.out.encode())[0].get("errors") == "1"
    assert quiet.out.startswith("documents/2019:1:1: FILE001 error")


def test_a_closed_register_is_said(two: Clerk, locked: Path) -> None:
    locked.chmod(0)
    done = Clerk(locked.parent).process("-C", locked.name, "check", before=bound())
    locked.chmod(0o755)
    (locked / "somei.toml").chmod(0)

    assert (done.returncode, done.stdout) == (3, b"")
    assert b"Permission denied" in done.stderr
    assert _bound_check(two).status == 3


def test_a_closed_file_is_said(two: Clerk) -> None:
    (two.folder / FIRST).chmod(0)

    answer = _bound_check(two)

    assert answer.status == 3
    assert answer.out.startswith(f"{FIRST}:1:1: FILE001 error")
    assert "DATE002" in answer.out


# ---- documents that are not there


@pytest.mark.parametrize("leave", [True, False], ids=["empty", "missing"])
def test_documents_that_are_gone_are_missed(two: Clerk, leave: bool) -> None:
    shutil.rmtree(two.folder / "documents")
    if leave:
        (two.folder / "documents").mkdir()

    answer = two.run("check", "-q")

    assert (answer.status, answer.out) == (3, "")
    assert "the last commit holds 2 documents" in answer.err
    assert "git restore documents" in answer.err


def test_a_register_without_any_document_says_so(clerk: Clerk) -> None:
    answer = clerk.run("check")

    assert answer.status == 0
    assert "The register holds no document." in answer.err


def test_where_no_git_can_tell_nothing_is_taken_for_granted(two: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(two.folder / "documents")
    shutil.rmtree(two.folder / ".git")
    alone = two.run("check")
    monkeypatch.setenv("PATH", "/nowhere")

    assert alone.status == two.run("check").status == 3
    assert "no commit" in alone.err


def test_a_file_in_place_of_the_documents_is_said(two: Clerk) -> None:
    shutil.rmtree(two.folder / "documents")
    two.write("documents", "x")
    answer = two.run("check")
    (two.folder / "documents").unlink()
    (two.folder / "documents").symlink_to(two.folder.parent)

    assert answer.status == two.run("check").status == 3
    assert "Not a directory" in answer.out


# ---- settings, vocabulary, git


DAMAGED: dict[str, Any] = {
    "no settings to read": ("somei.toml", "schema = "),
    "settings of another kind": ("somei.toml", 'schema = 1\nwaivers = "x"\n'),
    "a time where a day belongs": (
        "somei.toml",
        'schema = 1\n[[waivers]]\ncode = "XREF001"\nreason = "x"\nuntil = 2020-01-01T00:00:00Z\n',
    ),
    "series that are no words": ("somei.toml", "schema = 1\nown_series = [1, {a = 1}]\n"),
    "a damaged vocabulary": ("vocabulary/bodies.toml", "bodies = 3\n"),
    "a vocabulary that is missing": ("vocabulary/terms.toml", None),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_what_every_document_depends_on_must_be_read(two: Clerk, name: str) -> None:
    file, text = DAMAGED[name]
    if text is None:
        (two.folder / file).unlink()
    else:
        two.write(file, text)
    two.git("add", "-A")
    two.git("commit", "-qm", "Damaged")

    for state in ((), ("--staged",), ("--at", "HEAD")):
        answer = two.run("check", *state)

        assert (answer.status, answer.out) == (3, ""), state
        assert answer.err.startswith("somei: ")
        assert file in answer.err


def test_without_git_what_needs_git_is_refused(two: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    two.enter(SECOND, sound("2/19", "a  b"))
    monkeypatch.setenv("PATH", "/nowhere")

    for words in (("--since", "HEAD"), ("--staged",), ("--at", "HEAD"), ("--fix",)):
        answer = two.run("check", *words)

        assert (answer.status, answer.out) == (3, ""), words
        assert "git was not found" in answer.err
    assert two.run("check").status == 1


def test_outside_a_repository_what_needs_git_is_refused(two: Clerk) -> None:
    shutil.rmtree(two.folder / ".git")

    for words in (("--since", "HEAD"), ("--at", "HEAD"), ("--staged",)):
        assert two.run("check", *words).status in {3, 4}
    assert two.run("check").status == 1


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd"])
def test_a_time_zone_that_is_not_here_stops_the_check_and_not_first_the_publishing(clerk: Clerk, zone: str) -> None:
    clerk.enter("somei.toml", f'schema = 1\ntime_zone = "{zone}"\n')

    for words in (("check",), ("check", "--at", "HEAD"), ("check", "--staged"), ("check", "1/19")):
        answer = clerk.run(*words)
        assert (answer.status, f"there is no zone “{zone}”" in answer.err) == (3, True), (words, answer)
    assert f"register\tbad\tsomei.toml: “time_zone”: there is no zone “{zone}” here" in clerk.run("doctor").out


@pytest.mark.parametrize("name", ["subject_codes", "document_types", "bodies", "terms"])
@pytest.mark.parametrize("text", ["", "JAI = 3\n"])
def test_a_vocabulary_that_was_cut_off_is_no_short_one(clerk: Clerk, name: str, text: str) -> None:
    clerk.enter(f"vocabulary/{name}.toml", text)

    answer = clerk.run("check")

    assert answer.status == 3
    assert f"vocabulary/{name}.toml: there is no “" in answer.err
