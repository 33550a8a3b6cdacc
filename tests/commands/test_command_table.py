"""What the table says of each command is so, and an act bears one name on every layer."""

import ast
from collections.abc import Iterator

import pytest
from attacks.command_walk import commands, line, table
from conftest import PROJECT, Clerk

from somei_cli.commands.shared.table import Command
from somei_cli.model.numbers.number_allotment import ALLOTTING_ACTIONS

TABLE = table()
WALKED = {" ".join(path): (path, command) for path, command in commands()}
READING = [words for words, command in TABLE.items() if not (command.acts or command.writes_files)]
WRONG_USAGE, NO_REGISTER = 2, 3


@pytest.mark.one_in(4)
@pytest.mark.parametrize("words", TABLE)
def test_a_command_says_whether_it_needs_a_register(empty: Clerk, words: str) -> None:
    for name in ("letter.md", "base.toml", "ours.toml", "theirs.toml"):
        empty.write(name, "A text\n")

    answer = empty.run(*line(*WALKED[words]))

    if answer.status != WRONG_USAGE:
        assert (answer.status == NO_REGISTER) is TABLE[words].needs_register, answer


@pytest.mark.one_in(3)
@pytest.mark.parametrize("words", READING)
def test_what_neither_acts_nor_writes_files_leaves_the_register_as_it_is(registered: Clerk, words: str) -> None:
    registered.write("letter.md", "A text\n")
    before = registered.git("rev-parse", "HEAD"), registered.git("status", "--porcelain", "--ignored")

    registered.run(*line(*WALKED[words]))

    assert (registered.git("rev-parse", "HEAD"), registered.git("status", "--porcelain", "--ignored")) == before


def test_what_acts_can_be_tried_first() -> None:
    acting = [words for words, command in TABLE.items() if command.acts]
    assert [words for words in acting if not any("--dry-run" in p.opts for p in WALKED[words][1].params)] == []


def test_what_takes_a_number_is_what_a_repeated_request_may_have_taken_one_for() -> None:
    actions = {
        action for words, command in TABLE.items() if command.takes_number for action in _actions(words, command)
    }
    assert actions == ALLOTTING_ACTIONS


def _actions(words: str, command: Command) -> tuple[str, ...]:
    return command.actions or (words,)


# ---- one name


def _functions(layer: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in (PROJECT / "somei_cli" / layer).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield node.name, node


OTHERS = {
    "followup drop": "close_follow_up",
    "followup scan": "take_proposals",
    "number next": "reserve_numbers",
    "import": "register_files",
    "check": "commit_fixes",
    "format": "format_files",
    "sync": "sync_register",
}
"""Acts that share a decision with another one, or whose word means something else in Python or in another layer."""


def test_an_act_bears_its_name_in_the_actions() -> None:
    names = {name for name, _ in _functions("actions")}
    acting = {words: command.function.partition(":")[2] for words, command in TABLE.items() if command.acts}

    assert {words: name for words, name in acting.items() if OTHERS.get(words, name) not in names} == {}


def test_the_model_decides_an_act_under_its_name_too() -> None:
    """The function that names a Somei-Action bears the name of the command that makes it."""
    named = {action: OTHERS.get(words, command.function.partition(":")[2]) for words, command in TABLE.items()
             for action in _actions(words, command) if command.acts and words != "number next"}  # fmt: skip
    wrong = []
    for name, function in _functions("model"):
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Change":
                action = node.args[0]
                if isinstance(action, ast.Constant) and name not in {named[action.value], *PARTS.get(action.value, ())}:
                    wrong.append((action.value, name))
    assert wrong == []


PARTS = {
    "agenda add-item": ("add_sub_item",),
    "agenda outcome": ("link_outcome",),
    "edit": ("edit_text", "edit_each_document"),
}
"""The other way to do the same."""
