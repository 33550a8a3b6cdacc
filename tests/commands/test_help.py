"""Help, the options that stand anywhere, and the table of commands."""

import json

import pytest
from attacks.command_walk import table
from conftest import Clerk

from somei_cli.commands.shared.table import COMMANDS, Group

EVERY = [
    *((name,) for name, entry in COMMANDS.items() if isinstance(entry, Group)),
    *(tuple(words.split()) for words, _ in table().items()),
]


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_helps(empty: Clerk, command: tuple[str, ...], option: str) -> None:
    answer = empty.run(*command, option)

    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith(f"Usage: somei {' '.join(command)}")
    assert len(answer.out.splitlines()) > 5
    assert "\x1b" not in answer.out


def test_the_root_names_every_command(empty: Clerk) -> None:
    for words in ((), ("-h",), ("--help",)):
        answer = empty.run(*words)
        assert answer.status == 0
        assert all(f"\n  {name} " in answer.out for name in COMMANDS)


def test_a_group_without_a_command_names_its_commands(empty: Clerk) -> None:
    answer = empty.run("xref")

    assert answer.status == 0
    assert all(name in answer.out for name in ("add", "remove", "list", "graph", "scan"))


def test_help_pages(empty: Clerk) -> None:
    topics = empty.ok("help").splitlines()

    assert "numbers" in topics
    for topic in topics:
        page = empty.ok("help", topic)
        assert page.startswith("# ")
        shown = empty.run("help", topic, terminal=True)
        assert shown.status == 0
        assert shown.out.strip()


@pytest.mark.parametrize("where", ["before", "between", "behind", "of a group"])
def test_the_register_is_named_anywhere_on_the_line(registered: Clerk, where: str) -> None:
    register = ("-C", str(registered.folder))
    elsewhere = Clerk(registered.folder.parent)
    lines = {
        "before": (*register, "show", "15070/19", "--json"),
        "between": ("show", *register, "15070/19", "--json"),
        "behind": ("show", "15070/19", "--json", "--register", register[1]),
        "of a group": ("xref", *register, "list", "15070/19", "--json"),
    }

    assert elsewhere.run("show", "15070/19").status == 3
    assert json.loads(elsewhere.ok(*lines[where]))["records"]


def test_the_register_is_found_upwards_by_name_and_by_the_environment(
    registered: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Clerk(registered.folder.parent)
    inside = Clerk(registered.folder / "documents/2019")

    assert "15070/19" in inside.ok("list")
    monkeypatch.setenv("SOMEI_REGISTER", str(registered.folder))
    assert "15070/19" in outside.ok("list")
    monkeypatch.setenv("SOMEI_REGISTER", "")
    assert outside.run("list").status == 3


def test_a_register_below_the_root_of_a_repository_is_found(empty: Clerk) -> None:
    empty.git("init", "-q")
    empty.ok("init", "register")
    (empty.folder / "src").mkdir()

    assert empty.run("list").status == 0
    assert Clerk(empty.folder / "src").run("list").status == 0


def test_quiet_says_nothing_but_answers_and_refusals(registered: Clerk) -> None:
    assert registered.run("-q", "add", "1/20", "--subject", "S").err == ""
    assert registered.run("xref", "add", "1/20", "2/20", "--quiet").err == ""
    assert registered.run("show", "3/20", "-q").err.startswith("somei: 3/20 is not in the register.")
    assert registered.run("check", "-q", "--ignore", "XREF,DATE,CODE,NUM").out == ""


def test_twice_verbose_shows_where_a_fault_happened(registered: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("somei_cli.commands.list_.list_view", None)

    with pytest.raises(TypeError):
        registered.run("list", "-vv")
