"""The pages of the manual for clerks are played: what they show is what somei answers."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import transcripts
from clerks import colleague, hub_of, on_hub
from conftest import PROJECT, SAMPLE, Clerk, set_day

PAGES = PROJECT / "somei_cli/manual"
COLUMNS = 72
"""So that answers fit a terminal of 80 columns, where a page is indented."""

NOTE = ("--type", "NOTE", "--date", "2020-04-02", "--place", "Brussels", "--marking", "LIMITE", "--lang", "en")


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Callable[[str, Clerk], None]:
    def play_page(topic: str, clerk: Clerk) -> None:
        set_day(monkeypatch, "2020-06-10")
        monkeypatch.setenv("COLUMNS", str(COLUMNS))
        monkeypatch.setenv("NO_COLOR", "1")
        transcripts.require_same(PAGES / f"{topic}.md", lambda _: clerk, request)

    return play_page


def _save_lines_of(topic: str, clerk: Clerk) -> None:
    """Save the texts that a page asks the reader to save."""
    page = (PAGES / f"{topic}.md").read_text(encoding="utf-8")
    for name, text in re.findall(r"save these lines as `([^`]+)`:\n\n```text\n(.*?)```", page, re.DOTALL):
        clerk.write(name, text)


def test_the_first_day(clerk: Clerk, play: Callable[[str, Clerk], None]) -> None:
    clerk.ok("add", "7122/20", "--subject", "Innovation Lab", *NOTE)
    clerk.ok("add", "7123/20", "--subject", "State of play", *NOTE)
    ada = colleague(hub_of(clerk), "ada")
    _save_lines_of("first-day", ada)

    play("first-day", ada)

    clerk.ok("sync")
    assert "Handover notes" in clerk.ok("show", "7130/20")
    assert clerk.run("check", "--fail-on", "error").status == 0


def test_the_first_lines_work_on_a_new_computer(clerk: Clerk, tmp_path: Path) -> None:
    hub = hub_of(clerk)
    home = tmp_path / "computer"
    home.mkdir()
    page = (PAGES / "first-day.md").read_text(encoding="utf-8")
    lines = "".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL))
    assert "ssh://git.example.org/register.git" in lines
    script = lines.replace("ssh://git.example.org/register.git", str(hub.rename(hub.parent / "register.git")))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    new_computer = {**kept, "HOME": str(home), "PYTHONPATH": str(PROJECT), "GIT_CONFIG_NOSYSTEM": "1"}

    for command in ("add 1/20 --subject Lamps", "sync", "init ../practice"):
        script += f"{sys.executable} -m somei_cli -q {command} || exit 1\n"
    done = subprocess.run(["sh", "-e", "-c", script], cwd=home, env=new_computer, check=False, capture_output=True)

    assert done.returncode == 0, done
    assert on_hub(hub.parent / "register.git", "log", "-1", "--format=%an", "main") == "Ada Clerk"
    assert (home / "practice/somei.toml").exists()


_COVER = (
    "Brussels, 3 June 2020\n(OR. en)\n\n{number}\n\nLIMITE\n\nNOTE\n\n"
    "From: Presidency\nTo: Delegations\nSubject: {subject}\n"
)


def test_registering(registered: Clerk, play: Callable[[str, Clerk], None]) -> None:
    hub_of(registered)
    registered.write("15070-19.md", SAMPLE.read_text(encoding="utf-8"))
    registered.write("inbox/7129-20.txt", _COVER.format(number="7129/20", subject="Lamps"))
    registered.write("draft.txt", _COVER.format(number="", subject="Doors").replace("Brussels, 3 June 2020\n", ""))
    registered.write("other.txt", _COVER.format(number="15070/19", subject="Windows"))
    registered.write("note.txt", _COVER.format(number="", subject="Roofs"))

    play("register", registered)

    assert registered.run("check", "--fail-on", "error").status == 0


def test_correcting(registered: Clerk, play: Callable[[str, Clerk], None]) -> None:
    hub_of(registered)
    registered.write("item6.txt", "The text\n")
    registered.write("doubt.txt", _COVER.format(number="5101/20", subject="Lamps").replace("3 June", "31 February"))
    registered.ok("add", "13735/19", "--subject", "An agenda", "--code", "JAI 12")
    registered.ok("add", "7120/20", "--subject", "Lab", *NOTE)
    registered.ok("import", "doubt.txt", "--accept-doubts")
    for subject in ("Roofs", "Windows"):
        registered.ok("add", "next", "--subject", subject)

    play("correct", registered)

    assert "issued" in registered.ok("list", "--year", "2020", "--fields", "number,status")
    assert registered.run("check", "--history", "--fail-on", "error").status == 0


def test_finding(registered: Clerk, play: Callable[[str, Clerk], None]) -> None:
    registered.ok("add", "7122/20", "--subject", "Drones and lamps that burn oil: terrorism", *NOTE, "--code", "COSI")
    registered.ok("add", "7122/1/20 REV 1", "--subject", "Innovation Lab", *NOTE)
    registered.ok("add", "13735/19", "--subject", "Agenda of the SOMEI", "--date", "2019-11-08")

    play("find", registered)


def test_working_with_colleagues(clerk: Clerk, play: Callable[[str, Clerk], None]) -> None:
    ben = colleague(hub_of(clerk), "ben")
    ben.ok("add", "7123/20", "--subject", "State of play", *NOTE)
    ben.ok("sync")
    ada = colleague(clerk.folder.parent / "hub.git", "ada")
    ben.ok("edit", "7123/20", "subject=State of play of the lamps")
    ben.ok("sync")
    ada.ok("add", "7122/20", "--subject", "Innovation Lab", *NOTE)

    play("colleagues", ada)

    ada.ok("sync")
    assert "PROV" not in ada.ok("list")


@pytest.mark.parametrize("topic", ["vocabulary", "markings", "classified", "meetings", "followups", "numbers"])
def test_examples_of_a_subject(registered: Clerk, play: Callable[[str, Clerk], None], topic: str) -> None:
    hub_of(registered)
    registered.write("15070-19.md", SAMPLE.read_text(encoding="utf-8"))
    for number in ("7126/20", "6001/20", "6110/1/20 REV 1", "CM 5125/1/19 REV 1"):
        registered.ok("add", number, "--subject", "Lamps", *NOTE)
    if topic != "vocabulary":
        registered.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "5000/20")
        registered.ok("classify", "5000/20", "--marking", "LIMITE")
    registered.ok("sync")

    play(topic, registered)

    assert registered.run("check", "--history", "--fail-on", "error").status == 0
