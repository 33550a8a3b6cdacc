"""The examples of every command, as they stand in its help: each is typed in a throw-away register."""

import shlex

import pytest
from attacks.command_walk import table
from conftest import Clerk

from somei_cli.commands.shared.examples import EXAMPLES

WRONG_USAGE, FAULT = 2, 70
TABLE = table()


def _lines(words: str) -> list[str]:
    return [line.strip() for line in EXAMPLES[words].strip().splitlines()]


def test_every_command_has_examples() -> None:
    assert sorted(EXAMPLES) == sorted(TABLE)
    assert all(line.startswith("somei ") for words in EXAMPLES for line in _lines(words))
    assert [words for words, command in TABLE.items() if command.acts and len(_lines(words)) < 2] == []


@pytest.mark.parametrize("words", TABLE)
def test_the_help_of_a_command_begins_with_its_sentence_and_ends_with_its_examples(empty: Clerk, words: str) -> None:
    page = empty.ok(*words.split(), "--help")
    summary = " ".join(page.split("\n\n")[1].split())

    assert summary == TABLE[words].help
    assert [
        line for line in _lines(words) if f"\n  {line}\n" not in page.partition("\nExamples:\n")[1:][1].join("\n\n")
    ] == []
    assert page.endswith("Options for every command: somei --help\n")
    assert "--no-index" not in page


@pytest.mark.parametrize("words", TABLE)
def test_examples_work_as_they_are_printed(registered: Clerk, words: str) -> None:
    text = "NOTE\n\n15070/19\nLIMITE\n\nSubject: Summary of discussions\n"
    for name in ("15070-19.md", "notes.txt", "incoming/7120-20.md"):
        registered.write(name, text)
    registered.write("documents.csv", "number,Betreff\n7121/20,A subject\n")
    registered.write("sheet.csv", registered.ok("export", "--all"))
    for name in ("base.toml", "ours.toml", "theirs.toml"):
        registered.write(name, registered.read("documents/2019/150/ST-15070-2019-INIT.toml"))

    for line in _lines(words):
        answer = registered.run(*shlex.split(line)[1:])
        assert answer.status not in {WRONG_USAGE, FAULT}, (line, answer)
