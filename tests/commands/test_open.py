"""somei open: the address in the public register or the kept file; started at a terminal alone."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from conftest import SAMPLE, Clerk

ADDRESS = "https://data.consilium.europa.eu/doc/document/{}/{}/pdf"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system's opener writes what it was given, and the variables it got."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("xdg-open", "open"):
        program = folder / name
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "{folder}/words"\nenv > "{folder}/variables"\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder / "words"


def _put(clerk: Clerk, number: str) -> None:
    clerk.ok("add", number, "--subject", "One")


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("15070/19", "ST-15070-2019-INIT"),
        ("14860/1/18 REV 1", "ST-14860-2018-REV-1"),
        ("14860/18 ADD 1 COR 2", "ST-14860-2018-ADD-1-COR-2"),
        ("CM 5125/1/19 REV 1", "CM-5125-2019-REV-1"),
        ("PE-CONS 24/24", "PE-24-2024-INIT"),
        ("CONV 459/02", "CV-459-2002-INIT"),
        ("WK 9011/25", "WK-9011-2025-INIT"),
        ("XT 21106/18", "XT-21106-2018-INIT"),
        ("EUCO 1/25", "ST-1-2025-INIT"),
    ],
)
def test_a_script_gets_the_address_and_nothing_is_started(clerk: Clerk, opened: Path, number: str, name: str) -> None:
    _put(clerk, number)

    assert clerk.ok("open", number) == ADDRESS.format(name, "en") + "\n"
    assert clerk.ok("open", number, "--print", "--lang", "FR") == ADDRESS.format(name, "fr") + "\n"
    (record,) = json.loads(clerk.ok("open", number, "--json"))["records"]
    assert record == {"number": number, "address": ADDRESS.format(name, "en")}
    assert not opened.exists()


def test_a_terminal_opens_the_address(clerk: Clerk, opened: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_EDITOR", "false")
    _put(clerk, "15070/19")

    answer = clerk.run("open", "15070/19", terminal=True)

    address = ADDRESS.format("ST-15070-2019-INIT", "en")
    assert (answer.status, answer.out, answer.err) == (0, "", f"{address}\n")
    assert opened.read_text() == f"{address}\n"
    assert "GIT_EDITOR" not in opened.with_name("variables").read_text()


@pytest.mark.parametrize("option", ["--no-input", "--print", "--json"])
def test_a_terminal_that_is_not_to_ask_starts_nothing(clerk: Clerk, opened: Path, option: str) -> None:
    _put(clerk, "15070/19")

    answer = clerk.run("open", "15070/19", option, terminal=True)

    assert answer.status == 0
    assert "ST-15070-2019-INIT/en/pdf" in answer.out
    assert not opened.exists()


def test_the_language_of_the_entry_is_taken_where_it_is_not_english(clerk: Clerk) -> None:
    clerk.ok("add", "7/20", "--subject", "Un")
    clerk.ok("edit", "7/20", "languages=fr")
    clerk.ok("add", "8/20", "--subject", "Both")
    clerk.ok("edit", "8/20", "languages=fr,en")

    assert clerk.ok("open", "7/20").endswith("/fr/pdf\n")
    assert clerk.ok("open", "7/20", "--lang", "de").endswith("/de/pdf\n")
    assert clerk.ok("open", "8/20").endswith("/en/pdf\n")
    assert clerk.run("open", "8/20", "--lang", "english").status == 2


def test_a_person_is_told_that_the_public_may_see_no_text(registered: Clerk, opened: Path) -> None:
    answer = registered.run("open", "15070/19", terminal=True)
    assert "15070/19 is marked LIMITE: the public register may show no text.\n" in answer.err
    assert opened.exists()


@pytest.mark.parametrize("number", ["QQ 5/20", "COREU 899/96"])
def test_a_series_that_the_public_register_does_not_list_is_refused(clerk: Clerk, opened: Path, number: str) -> None:
    clerk.ok("add", number, "--subject", "One")

    answer = clerk.run("open", number, terminal=True)

    assert (answer.status, answer.out) == (4, "")
    series = number.split(maxsplit=1)[0]
    assert answer.messages == (
        f"somei: {number} has no address: the public register lists no documents {series}. "
        f"hint: Look at the entry: somei show '{number}'"
    )
    assert not opened.exists()


def test_a_reserved_number_has_no_text_to_open(clerk: Clerk) -> None:
    clerk.ok("number", "reserve", "7/20")
    answer = clerk.run("open", "7/20")
    assert (answer.status, "7/20 is reserved; there is no document under it." in answer.err) == (4, True)


def test_a_number_that_is_not_there_names_near_ones(registered: Clerk) -> None:
    answer = registered.run("open", "15071/19")
    assert (answer.status, "Near it: 15070/19" in answer.err) == (4, True)


# ---- the kept file


def test_the_kept_file_is_opened(clerk: Clerk, opened: Path) -> None:
    clerk.ok("import", str(SAMPLE), "--keep-file")

    (path,) = clerk.ok("open", "15070/19", "--file").splitlines()
    answer = clerk.run("open", "15070/19", "--file", terminal=True)

    assert Path(path).read_bytes() == Path(SAMPLE).read_bytes()
    assert (answer.status, answer.out) == (0, "")
    assert opened.read_text() == f"{path}\n"
    (record,) = json.loads(clerk.ok("open", "15070/19", "--file", "--json"))["records"]
    assert record == {"number": "15070/19", "file": path}


def test_without_a_kept_file_the_hint_says_how_it_is_kept(clerk: Clerk) -> None:
    clerk.ok("import", str(SAMPLE), "--no-keep-file")
    answer = clerk.run("open", "15070/19", "--file")
    assert (answer.status, answer.out) == (4, "")
    assert answer.err == (
        "somei: This clone keeps no file of 15070/19.\n"
        "hint: Import it again to keep it: somei import FILE --keep-file\n"
    )
    clerk.ok("add", "7/20", "--subject", "One")
    assert "7/20 was not imported from a file." in clerk.run("open", "7/20", "--file").err
    assert clerk.run("open", "7/20", "--file", "--lang", "fr").status == 2


@pytest.mark.skipif(os.name != "posix", reason="a link where the copy would be")
def test_a_link_in_the_place_of_the_kept_file_is_not_followed(clerk: Clerk, tmp_path: Path) -> None:
    clerk.ok("import", str(SAMPLE), "--keep-file")
    (path,) = clerk.ok("open", "15070/19", "--file").splitlines()
    Path(path).unlink()
    Path(path).symlink_to(tmp_path)
    assert clerk.run("open", "15070/19", "--file").status == 4


# ---- the system's opener


def test_a_system_without_an_opener_says_so(registered: Clerk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "git").symlink_to(str(shutil.which("git")))
    monkeypatch.setenv("PATH", str(tmp_path / "none"))

    answer = registered.run("open", "15070/19", terminal=True)

    assert answer.status == 3
    assert "This system has no program that opens addresses and files.\nhint: Print it instead, with --print.\n" in (
        answer.err
    )


def test_an_opener_that_fails_is_told(registered: Clerk, opened: Path) -> None:
    name = "open" if sys.platform == "darwin" else "xdg-open"
    opened.with_name(name).write_text("#!/bin/sh\nexit 4\n")

    answer = registered.run("open", "15070/19", terminal=True)

    assert answer.status == 3
    assert "could not open it: it ended with status 4." in answer.err
