"""Hints and messages on a terminal: each command on a line of its own, long ones in lines that can be typed."""

import shlex

import pytest

from somei_cli.render.output.line_breaks import HintPart, fold_command, fold_message, split_hint

pytestmark = pytest.mark.fast


@pytest.mark.parametrize(
    ("hint", "commands"),
    [
        ("Look at it with: somei show 1/20", ["somei show 1/20"]),
        ("See the values with somei codes list.", ["somei codes list"]),
        (
            "Compare the number, and mend it: somei xref remove 1/20 '5/1/20 REV 1'; somei xref add 1/20 7/20 --item 1",
            ["somei xref remove 1/20 '5/1/20 REV 1'", "somei xref add 1/20 7/20 --item 1"],
        ),
        (
            "Enter it: somei add 1/20 --subject TEXT, or somei import FILE",
            ["somei add 1/20 --subject TEXT", "somei import FILE"],
        ),
        (
            "If a command was killed here: somei doctor --repair. Else: git restore -- a.toml",
            ["somei doctor --repair", "git restore -- a.toml"],
        ),
        (
            "Look with somei doctor and git fsck; more: somei help repair",
            ["somei doctor", "git fsck", "somei help repair"],
        ),
        ("Look up the reason: somei show 1/20; point to what was issued.", ["somei show 1/20"]),
        ("Nothing is in conflict any more: git commit, or git rebase --continue, concludes it.", []),
        ("Correct the code; somei explain --all lists the rules.", []),
        ("When that is corrected: somei sync brings this clone up to date, and sends nothing twice.", []),
        ("the server told git that somei does not know it", []),
    ],
)
def test_each_command_of_a_hint_is_found_and_none_in_the_middle_of_a_sentence(hint: str, commands: list[str]) -> None:
    assert [part.text for part in split_hint(hint) if part.is_command] == commands


def test_the_words_between_commands_stay() -> None:
    assert split_hint("Enter it: somei add 1/20, or somei import FILE")[2] == HintPart("or:")
    assert split_hint("Look at it with somei explain JAI; a retirement is taken back with somei undo")[2] == HintPart(
        "A retirement is taken back with:"
    )


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_folded_command_is_the_same_command(width: int) -> None:
    command = (
        "somei xref add 15070/19 '14860/1/18 REV 1' --kind agenda --item 1 --message 'two digits, the wrong way round'"
    )

    lines = fold_command(command, width)

    assert shlex.split("\n".join(lines).replace("\\\n", "")) == shlex.split(command)
    assert all(line.endswith(" \\") for line in lines[:-1])
    assert not any("--item \\" in line for line in lines)


def test_messages_are_folded_between_words_and_no_number_is_broken() -> None:
    folded = fold_message(
        "somei: The note refers to 14860/1/18 REV 1, which is not in the register of this office.", 39
    )

    assert folded.split("\n") == [
        "somei: The note refers to",
        "       14860/1/18 REV 1, which is not",
        "       in the register of this office.",
    ]


def test_what_fits_stays_as_it_is() -> None:
    assert fold_message("Nothing to change.", 80) == "Nothing to change."
    assert fold_message("hint: Near it: COSI, COPS", 80) == "hint: Near it: COSI, COPS"
