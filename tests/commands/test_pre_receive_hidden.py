"""A push that hides from the hook what it brings: by where the register lies, how a file is called, how it is spelt."""

import os
from pathlib import Path

import pytest
from clerks import colleague, hub_of, on_hub, prepared_at_hub
from commands.test_pre_receive import FILE, push
from conftest import PROJECT, Clerk


@pytest.fixture(autouse=True)
def _own_somei(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hook runs this somei."""
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))


@prepared_at_hub
def desk(clerk: Clerk) -> Clerk:
    """A clerk at a server without a hook yet."""
    hub_of(clerk)
    clerk.ok("add", "15070/19", "--subject", "Lamps", "--code", "COSI 254")
    clerk.ok("add", "1/19", "--subject", "Ports", "--code", "JAI 1")
    clerk.ok("number", "next")
    return clerk


def guarded(clerk: Clerk) -> Path:
    """The server, with the hook, once it has what the clerk has."""
    hub = clerk.folder.parent / "hub.git"
    clerk.git("push", "-q")
    clerk.ok("nightly", "hub", "-o", str(hub / "hooks"))
    return hub


@pytest.mark.one_in(2)
@pytest.mark.parametrize("place", ["register", "office/register"])
def test_a_register_below_the_top_is_judged_like_any(desk: Clerk, place: str) -> None:
    inner = in_a_folder(desk, place)
    inner.git("rm", "-q", FILE)
    inner.git("commit", "-qm", "Away with it")
    assert "15070/19 vanished" in push(inner).stderr
    inner.git("reset", "-q", "--hard", "HEAD~1")
    inner.ok("add", "2/20", "--subject", "Two")
    done = push(inner)
    assert done.returncode == 0, done.stderr


@pytest.mark.one_in(2)
@pytest.mark.parametrize("place", [".", "register"])
def test_what_is_undone_in_order_is_taken(desk: Clerk, place: str) -> None:
    inner = desk
    if place == ".":
        guarded(desk)
    else:
        inner = in_a_folder(desk, place)
    inner.ok("number", "release", "SN 1/20", "--reason", "unused")
    inner.ok("undo", "-m", "It is used")
    answer = inner.run("sync")
    assert answer.status == 0, answer.err


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    "spelt", ["'COSI 254'", '"COSI\\u0020254"', '"""\nCOSI 254"""', '"""COSI \\\n  254"""', "'''COSI 254'''"]
)
def test_a_serial_is_found_however_it_is_spelt(desk: Clerk, spelt: str) -> None:
    guarded(desk)
    ada = colleague(desk.folder.parent / "hub.git", "ada")
    ada.enter(FILE, ada.read(FILE).replace('"COSI 254"', spelt))
    assert push(ada).returncode == 0
    second = "documents/2019/000/ST-1-2019-INIT.toml"
    ada.enter(second, ada.read(second).replace("JAI 1", "COSI 254"))
    done = push(ada)
    assert done.returncode == 1
    assert "COSI 254" in done.stderr


@pytest.mark.parametrize("name", [b"a\nb.toml", b"a\xffb.toml"])
def test_names_that_no_line_holds_are_looked_at(desk: Clerk, name: bytes) -> None:
    hub = guarded(desk)
    ada = colleague(hub, "ada")
    Path(os.fsdecode(os.fsencode(ada.folder / "documents/2019/") + b"/" + name)).write_text("a = 1\n")
    ada.git("add", ".")
    ada.git("commit", "-qm", "By hand")
    done = push(ada)
    assert done.returncode == 1
    assert "fault of somei" not in done.stderr
    assert "The register does not take this" in done.stderr
    answer = ada.run("sync")
    assert answer.status in {3, 5}, answer


def test_the_first_push_brings_no_provisional_number_and_no_program(desk: Clerk) -> None:
    hub = guarded(desk)
    on_hub(hub, "update-ref", "-d", "refs/heads/main")
    desk.ok("number", "next", "--offline")
    assert "the number is provisional" in push(desk).stderr
    desk.git("reset", "-q", "--hard", "HEAD~1")
    (desk.folder / FILE).chmod(0o755)
    desk.git("commit", "-qam", "To be run")
    assert "this is not a plain file" in push(desk).stderr


def test_whoever_pushes_is_told_what_stops_it(desk: Clerk) -> None:
    """However much else there is to say: a clerk's git passes on the beginning."""
    for number in range(2, 9):
        desk.enter(f"documents/2019/000/ST-{number}-2019-INIT.toml", f'number = "{number}/19"\nsubject = "S"\n')
    hub = guarded(desk)
    ada = colleague(hub, "ada")
    for number in range(2, 9):
        ada.enter(f"documents/2019/000/ST-{number}-2019-INIT.toml", f'number = "{number}/19"\nsubject = "T"\n')
    ada.git("rm", "-q", FILE)
    ada.git("commit", "-qm", "Away with it")
    assert "15070/19 vanished" in ada.run("sync").err


def test_settings_of_something_else_hide_no_register(desk: Clerk) -> None:
    in_a_folder(desk, "office/register")
    desk.enter("tests/somei.toml", "schema = 1\n")
    done = push(desk)
    assert done.returncode == 0, done.stderr
    desk.git("rm", "-q", f"office/register/{FILE}")
    desk.git("commit", "-qm", "Away with it")
    assert "15070/19 vanished" in push(desk).stderr


def in_a_folder(desk: Clerk, place: str) -> Clerk:
    """The clerk in a register that lies there, with the hook on the server."""
    (desk.folder / place).mkdir(parents=True)
    desk.git("mv", "somei.toml", "vocabulary", "documents", place)
    desk.git("commit", "-qm", "Move")
    desk.git("push", "-q")
    inner = Clerk(desk.folder / place)
    inner.ok("nightly", "hub", "-o", str(desk.folder.parent / "hub.git/hooks"))
    return inner


@pytest.mark.parametrize(("place", "other"), [("register", "."), ("office", "."), ("office", "register")])
def test_no_other_folder_takes_the_place_of_a_register(desk: Clerk, place: str, other: str) -> None:
    """The next push would be judged by what lies there, and nobody would look at the real one."""
    inner = in_a_folder(desk, place)
    desk.enter(f"{other}/somei.toml", "schema = 1\n")
    done = push(desk)
    assert done.returncode == 1
    assert "people would find the register in another folder" in done.stderr
    desk.git("reset", "-q", "--hard", "HEAD~1")
    assert "SN 2/20" in inner.ok("number", "next")


def test_no_second_register_makes_everybody_doubt_which_is_meant(desk: Clerk) -> None:
    inner = in_a_folder(desk, "office")
    desk.enter("evil/documents/x", "x\n")
    desk.enter("evil/somei.toml", inner.read("somei.toml"))
    done = push(desk)
    assert done.returncode == 1
    assert "beside documents in several folders" in done.stderr


def test_where_nobody_can_tell_which_is_meant_nothing_is_taken(desk: Clerk) -> None:
    """As where the hook came later than the second register: it is no beginning of another one."""
    inner = in_a_folder(desk, "office")
    hub = desk.folder.parent / "hub.git"
    desk.enter("evil/documents/x", "x\n")
    desk.enter("evil/somei.toml", inner.read("somei.toml"))
    (hub / "hooks/pre-receive").chmod(0o644)
    desk.git("push", "-q")
    (hub / "hooks/pre-receive").chmod(0o755)
    desk.git("rm", "-qr", "office")
    desk.git("commit", "-qm", "Away with it")
    done = push(desk)
    assert done.returncode == 1
    assert "beside documents in several folders" in done.stderr
