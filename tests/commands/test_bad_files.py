"""Files that nobody can read as a document: each is named with its line, and the others are answered for."""

import os
import subprocess
import time
from functools import partial
from pathlib import Path

import pytest
from commands.faulty_documents import bound
from conftest import Answer, Clerk

BAD = "documents/2019/000/ST-1-2019-INIT.toml"
MIB = 1024 * 1024

TEXTS = {
    "nothing": (b"", "“number” is missing"),
    "no TOML": (b"number\n", "not valid TOML"),
    "conflict markers": (b'number = "1/19"\n<<<<<<< HEAD\nsubject = "a"\n=======\nsubject = "b"\n', "not valid TOML"),
    "a merge of both sides": (b'number = "1/19"\nsubject = "a"\nsubject = "b"\n', "not valid TOML"),
    "invalid UTF-8": (b'number = "1/19"\nsubject = "\xff"\n', "is not UTF-8 (byte 28)"),
    "UTF-16": ('number = "1/19"\n'.encode("utf-16"), "is not UTF-8"),
    "latin-1": ('number = "1/19"\nsubject = "Présidence"\n'.encode("latin-1"), "is not UTF-8"),
    "NUL": (b'number = "1/19"\nsubject = "\x00"\n', "not valid TOML"),
    "a pointer of git lfs": (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "not valid TOML"),
    "too large": (b'number = "1/19"\nnote = "' + b"x" * MIB + b'"\n', "is larger than 1024 KiB"),
    "a deep array": (b'number = "1/19"\nx = ' + b"[" * 100_000, "nested deeper than 16"),
    "a deep array, closed": (b'number = "1/19"\nx = ' + b"[" * 5_000 + b"]" * 5_000 + b"\n", "nested deeper than 16"),
    "a small deep array": (b'number = "1/19"\nx = ' + b"[" * 3_000 + b"]" * 3_000 + b"\n", ""),
    "a long key": (b'number = "1/19"\n' + b"a." * 50_000 + b"a = 1\n", "a key of more than 9 parts"),
    "a small long key": (b'number = "1/19"\n' + b"a." * 3_000 + b"a = 1\n", ""),
    "a long quoted key": (b'number = "1/19"\n' + b'"a".' * 50_000 + b"a = 1\n", "a key of more than 9 parts"),
    "long headers": (b'number = "1/19"\n' + b"[" + b"a." * 5_000 + b"a]\n" * 20, "a key of more than 9 parts"),
    "deep inline tables": (b'number = "1/19"\nx = ' + b"{a=" * 20_000, "nested deeper than 16"),
    "a large number": (b'number = "1/19"\nx = ' + b"9" * 5_000 + b"\n", "not valid TOML"),
    "a day with an hour": (b'number = "1/19"\ndate = 2019-12-04T10:00:00\n', "expected a date"),
    "a day in quotes": (b'number = "1/19"\ndate = "2019-12-04"\n', "expected a date"),
    "a number as number": (b"number = 1\n", "expected a document number"),
    "another spelling": (b'number = "ST 1/2019"\n', "is written “1/19” here"),
    "a list of other things": (b'number = "1/19"\nlanguages = [1]\n', "expected text in quotes"),
    "no list": (b'number = "1/19"\nlanguages = "en"\n', "expected a list"),
    "no table": (b'number = "1/19"\nmeeting = "SOMEI"\n', "expected a table"),
    "items that are none": (b'number = "1/19"\nitems = ["a"]\n', "expected a table"),
    "waivers without a reason": (b'number = "1/19"\nwaive = {DATE001 = ""}\n', "expected rule codes"),
    "nan": (b'number = "1/19"\nsubject = nan\n', "expected text in quotes"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_bad_file_is_a_finding_and_no_traceback(registered: Clerk, name: str) -> None:
    content, said = TEXTS[name]
    file = registered.folder / BAD
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    began = time.monotonic()

    checked = registered.run("check", "--select", "FILE001")
    shown = registered.run("show", "1/19")
    listed = registered.run("list", "--fields", "number")
    written = registered.run("add", "2/19", "--subject", "S", "--code", "COSI")

    assert time.monotonic() - began < 5
    assert (checked.status, shown.status, listed.status, written.status) == (3, 3, 3, 3)
    assert checked.out.startswith(f"{BAD}:")
    assert "FILE001 error" in checked.out
    assert said in checked.out
    assert said in shown.err
    assert BAD in shown.err
    assert "15070/19" in listed.out
    assert registered.log()[0] == "Import 15070/19"


def test_every_fault_of_a_file_is_told_with_its_line(registered: Clerk) -> None:
    registered.write(
        BAD,
        'number = "1/19"\ndate = "soon"\nlanguages = [\n    "en",\n    3,\n]\nmarking = "?"\n\n[meeting]\nstart = 4\n\n'
        '[[items]]\ntitle = "A"\n\n[[items]]\nnumber = "2"\n\n[[items.subitems]]\ntitle = 7\n',
    )

    found = registered.run("check", "--select", "FILE001", "--format", "concise").out.splitlines()

    assert [line.split(":")[1] for line in found] == ["2", "5", "7", "10", "15", "19"]
    assert "“title” is missing" in found[4]


def _link(file: Path) -> None:
    secret = file.parents[4] / "secret.toml"
    secret.write_text('number = "1/19"\nsubject = "SECRET"\n', encoding="utf-8")
    file.symlink_to(secret)


def _dangling(file: Path) -> None:
    file.symlink_to("nowhere")


def _locked(file: Path) -> None:
    file.write_text('number = "1/19"\n', encoding="utf-8")
    file.chmod(0)


ODD = {"a link": _link, "a dangling link": _dangling, "a named pipe": os.mkfifo, "a locked file": _locked}


@pytest.mark.parametrize("name", ODD)
def test_only_plain_files_are_read(registered: Clerk, name: str) -> None:
    file = registered.folder / BAD
    file.parent.mkdir(parents=True)
    ODD[name](file)
    typed = partial(_type_where_locks_hold if name == "a locked file" else Clerk.run, registered)

    answers = [typed(*words) for words in (("check",), ("list",), ("show", "1/19"), ("format",))]

    assert [answer.status for answer in answers] == [3] * 4
    assert all(BAD in answer.out + answer.err for answer in answers)
    assert all("SECRET" not in answer.out + answer.err for answer in answers)
    assert typed("add", "1/19", "--subject", "S").status in {3, 5}


def _type_where_locks_hold(clerk: Clerk, *words: str) -> Answer:
    """Nothing is locked for root itself."""
    done = clerk.process(*words, before=bound())
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_folder_named_like_a_file_is_a_folder(registered: Clerk) -> None:
    (registered.folder / BAD).mkdir(parents=True)

    assert registered.run("list").status == 0
    assert registered.run("show", "1/19").status in {3, 4}
    answer = registered.run("add", "1/19", "--subject", "S")
    assert answer.status in {3, 5}
    assert registered.git("status", "--porcelain") == ""


def test_a_folder_that_is_a_link_is_not_followed(registered: Clerk) -> None:
    outside = registered.folder.parent / "outside"
    outside.mkdir()
    (outside / "ST-1-2019-INIT.toml").write_text('number = "1/19"\nsubject = "SECRET"\n', encoding="utf-8")
    (registered.folder / "documents/2019/000").symlink_to(outside)

    answers = [registered.run(*words) for words in (("check",), ("list",), ("show", "1/19"), ("codes", "a"))]

    assert all("SECRET" not in answer.out + answer.err for answer in answers)
    assert registered.run("add", "1/19", "--subject", "S").status in {3, 5}
    assert len(list(outside.iterdir())) == 1


@pytest.mark.parametrize(
    "content", [b"", b" \n", b"\x00" * 100, b"%PDF-1.7\n\xff\xfe", b"\xff\xfex\x00", b"PK\x03\x04" * 50]
)
def test_incoming_files_of_any_content_are_refused_in_words(clerk: Clerk, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "in.md").write_bytes(content)

    answer = clerk.run("import", str(tmp_path / "in.md"))

    assert answer.status in {3, 5}
    assert answer.err.startswith(("somei: ", "doubt: "))
    assert clerk.log() == ["Start the register"]


def test_an_incoming_pipe_or_folder_is_no_file(clerk: Clerk, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    answer = clerk.run("import", str(tmp_path / "pipe"))
    assert answer.status == 3
    assert "is not a plain file" in answer.err
    (tmp_path / "empty").mkdir()
    answer = clerk.run("import", str(tmp_path / "empty"))
    assert answer.status == 4
    assert "There is no document to read in" in answer.err


def test_folders_in_each_other_without_end(clerk: Clerk) -> None:
    """Deeper than Python calls."""
    deep = clerk.folder / "documents/deep"
    subprocess.run(["mkdir", "-p", str(deep / ("a/" * 1_200))], check=True)
    try:
        for words in (("check", "--no-index"), ("list", "--no-index"), ("format", "--check")):
            answer = clerk.run(*words)
            assert answer.status in {0, 1, 3}, (words, answer)
            assert "fault of somei" not in answer.err
    finally:
        # Nor does Python take them away.
        subprocess.run(["rm", "-rf", str(deep)], check=True)
