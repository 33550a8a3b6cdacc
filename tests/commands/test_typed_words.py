"""What people type: numbers in several words and without their year, words of other tools, beginnings of commands."""

import json

import pytest
from attacks.command_walk import table
from conftest import Answer, Clerk, prepared

from somei_cli.commands.shared.other_words import OTHER_WORDS
from somei_cli.commands.shared.table import COMMANDS


@prepared
def several(clerk: Clerk) -> Clerk:
    """A clerk whose register holds a family, a document alone in its number, and a notice of meeting."""
    for words in ("15070/19", "6110/20", "6110/1/20 REV 1", "CM 5125/1/19 REV 1"):
        clerk.ok("add", words, "--subject", f"About {words}")
    return clerk


def _number(answer: Answer) -> str:
    assert answer.status == 0, answer
    (record,) = json.loads(answer.out)["records"]
    return str(record["number"])


# ---- numbers


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("show 6110/1/20 REV 1", "6110/1/20 REV 1"),
        ("show 6110/20 rev 1", "6110/1/20 REV 1"),
        ("show 6110/20 REV1", "6110/1/20 REV 1"),
        ("show 6110/20 INIT", "6110/20"),
        ("show CM 5125/1/19 REV 1", "CM 5125/1/19 REV 1"),
        ("show cm 5125/1/19", "CM 5125/1/19 REV 1"),
        ("-q show 6110/1/20 REV 1 -q", "6110/1/20 REV 1"),
        ("show 15070", "15070/19"),
        ("show st15070", "15070/19"),
        ("show CM 5125", "CM 5125/1/19 REV 1"),
        ("show 6110 REV 1", "6110/1/20 REV 1"),
        ("15070/19", "15070/19"),
        ("15070", "15070/19"),
        ("-q 6110/1/20 REV 1", "6110/1/20 REV 1"),
        ("CM 5125/1/19 REV 1", "CM 5125/1/19 REV 1"),
        ("ST-6110-2020-REV-1", "6110/1/20 REV 1"),
    ],
)
def test_a_number_is_read_as_it_is_typed(several: Clerk, typed: str, number: str) -> None:
    assert _number(several.run(*typed.split(), "--json")) == number


def test_numbers_in_several_words_stand_beside_others_and_beside_options(several: Clerk) -> None:
    several.ok("xref", "add", "15070", "6110/1/20", "REV", "1", "--kind", "annex", "-m", "CM")
    several.ok(*"xref add CM 5125/1/19 REV 1 15070/19".split())
    several.ok(*"edit 6110/1/20 REV 1 15070 place=Brussels --yes -m REV".split())

    assert [link.split("\t")[1] for link in several.ok("xref", "15070/19").splitlines()[1:]] == [
        "6110/1/20 REV 1",
        "CM 5125/1/19 REV 1",
    ]
    assert "place\tBrussels" in several.ok("show", "15070/19")
    assert "place\tBrussels" in several.ok("show", "6110/1/20 REV 1")
    assert "place" not in several.ok("show", "6110/20")
    several.ok(*"check 6110/1/20 REV 1 CM 5125/1/19 REV 1 15070/19".split())


def test_the_value_of_an_option_is_never_part_of_a_number(several: Clerk) -> None:
    several.ok("withdraw", "-m", "CM", "15070/19")
    several.ok("withdraw", "-qm", "CM", "6110/20")

    assert "reason\tCM" in several.ok("show", "15070/19")
    assert "reason\tCM" in several.ok("show", "6110/20")


def test_an_address_alone_shows_the_document(several: Clerk) -> None:
    address = several.ok("open", "15070/19").strip()
    assert several.ok(address) == several.ok("show", "15070/19")


def test_words_of_a_search_stay_words(several: Clerk) -> None:
    assert several.run("search", "6110/1/20", "REV", "1").out == several.run("search", "6110/1/20 REV 1").out


def test_a_new_number_in_several_words_needs_its_year(several: Clerk) -> None:
    several.ok(*"add 7000/2/20 REV 2 --subject New".split())
    assert "New" in several.ok("show", "7000/2/20 REV 2")

    refused = several.run("add", "7001", "--subject", "New")

    assert (refused.status, refused.out) == (2, "")
    assert "“7001” is not a document number" in refused.err


def test_the_register_of_a_number_without_year_may_be_named_behind_it(several: Clerk) -> None:
    elsewhere = Clerk(several.folder.parent)
    assert _number(elsewhere.run("show", "15070", "--json", "-C", str(several.folder))) == "15070/19"


def test_of_several_documents_with_a_number_none_is_guessed(several: Clerk) -> None:
    answer = several.run("show", "6110")

    assert (answer.status, answer.out) == (4, "")
    assert answer.err == (
        "somei: “6110” may be 2 documents of the register.\nhint: Type one of: 6110/20, 6110/1/20 REV 1\n"
    )
    several.ok("add", "15070/20", "--subject", "Another year")
    assert "Type one of: 15070/20, 15070/19" in several.run("withdraw", "15070", "-m", "x").err


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("1507/19", "15070/19"),
        ("15071/19", "15070/19"),
        ("51070/19", "15070/19"),
        ("15700/19", "15070/19"),
        ("15070/20", "15070/19"),
        ("15070/91", "15070/19"),
        ("6101/20", "6110/20"),
        ("61100/20", "6110/20"),
        ("6101/1/20 REV 1", "6110/1/20 REV 1, 6110/20"),
        ("1507", "15070/19"),
        ("6101", "6110/20"),
    ],
)
def test_a_number_that_is_not_there_names_near_ones(several: Clerk, typed: str, near: str) -> None:
    answer = several.run("show", typed)

    assert (answer.status, answer.out) == (4, "")
    assert f"hint: Near it: {near}." in answer.err


def test_the_members_of_its_family_are_nearest(several: Clerk) -> None:
    answer = several.run("show", "6110/3/20 REV 3")
    assert answer.err.endswith("hint: Near it: 6110/20, 6110/1/20 REV 1.\n")


@pytest.mark.parametrize("words", [("xref", "list"), ("thread",), ("history",), ("blame",), ("check",), ("issue",)])
def test_every_command_names_near_ones(several: Clerk, words: tuple[str, ...]) -> None:
    answer = several.run(*words, "15071/19")
    assert answer.status == 4
    assert "hint: Near it: 15070/19. Enter it with: somei add 15071/19 --subject TEXT" in answer.err


def test_nothing_near_gets_the_hint_how_it_is_entered(several: Clerk) -> None:
    assert several.run("show", "99999/01").err.endswith("hint: Enter it with: somei add 99999/01 --subject TEXT\n")
    assert several.run("show", "99999").err == (
        "somei: No document of the register has the number “99999”.\nhint: Give the year too, as in 15070/19.\n"
    )


# ---- default commands


def test_groups_have_the_command_that_is_meant_by_a_number_or_a_body(registered: Clerk) -> None:
    registered.ok(*"agenda create SOMEI 2020-03-04 --number 5000/20".split())

    assert registered.ok("xref", "15070/19") == registered.ok("xref", "list", "15070/19")
    assert registered.ok("xref", "--json", "15070/19") == registered.ok("xref", "list", "15070/19", "--json")
    assert registered.ok("agenda", "15070/19") == registered.ok("agenda", "show", "15070/19")
    registered.ok(*"add CM 5125/19 --subject Notice".split())
    assert registered.ok(*"xref -q CM 5125/19 --json".split()) == registered.ok("xref", "list", "CM 5125/19", "--json")
    assert registered.ok("agenda", "5000") == registered.ok("agenda", "show", "5000/20")
    assert registered.ok("meeting", "SOMEI") == registered.ok("meeting", "show", "SOMEI")
    assert registered.ok("meeting", "SOMEI", "2020-03-04") == registered.ok("meeting", "show", "SOMEI", "2020-03-04")


@pytest.mark.parametrize("group", ["xref", "agenda", "meeting"])
def test_a_group_alone_shows_its_help_as_before(clerk: Clerk, group: str) -> None:
    assert "Usage: somei " + group in clerk.ok(group)


# ---- words of other tools


def test_every_word_of_another_tool_names_commands_that_there_are() -> None:
    known = {*table(), *COMMANDS}
    assert {word: names for word, names in OTHER_WORDS.items() if not known.issuperset(names) or not names} == {}
    assert [word for word in OTHER_WORDS if word in COMMANDS] == []


@pytest.mark.parametrize("terminal", [False, True])
@pytest.mark.parametrize("word", OTHER_WORDS)
def test_a_word_of_another_tool_runs_nothing_and_names_the_command(clerk: Clerk, word: str, *, terminal: bool) -> None:
    before = clerk.git("rev-parse", "HEAD")

    answer = clerk.run(word, "15070/19", terminal=terminal)

    assert (answer.status, answer.out) == (2, "")
    sign = ":" if terminal else ""
    assert answer.messages.startswith(
        f"somei: There is no command “{word}”. hint: Here that is{sign} somei {OTHER_WORDS[word][0]}"
    )
    assert clerk.git("rev-parse", "HEAD") == before


def test_several_commands_are_named_in_a_sentence(clerk: Clerk) -> None:
    assert clerk.run("rm", "15070/19").err.endswith(
        "hint: Here that is somei undo, somei withdraw or somei number release. See: somei undo --help\n"
    )


# ---- beginnings of commands


@pytest.mark.parametrize("typed", ["sho", "hist", "cl", "xref gr", "agenda bo"])
def test_the_beginning_of_one_command_means_it_on_a_terminal_alone(registered: Clerk, typed: str) -> None:
    words = (*typed.split(), "--help")
    name = {"sho": "show", "hist": "history", "cl": "classify", "xref gr": "xref graph", "agenda bo": "agenda board"}
    full = name[typed]

    on_terminal = registered.run(*words, terminal=True)
    not_asking = registered.run("--no-input", *words, terminal=True)
    in_pipe = registered.run(*words)

    assert (on_terminal.status, f"Usage: somei {full}" in on_terminal.out) == (0, True)
    for refused in (in_pipe, not_asking):
        assert (refused.status, refused.out) == (2, "")
        assert f"hint: Did you mean: {full.split()[-1]}" in refused.err


def test_a_beginning_of_several_commands_names_them(registered: Clerk) -> None:
    answer = registered.run("re", "15070/19", terminal=True)
    assert answer.status == 2
    assert "hint: Did you mean: renumber, request, review, resolve" in answer.err


# ---- choosing on a terminal


def test_a_terminal_offers_the_newest_documents(several: Clerk) -> None:
    several.ok("edit", "15070/19", "place=Brussels")

    answer = several.run("show", stdin="2\n", terminal=True)

    assert answer.err.splitlines()[:4] == [
        "  1  15070/19                         About 15070/19",
        "  2  CM 5125/1/19 REV 1               About CM 5125/1/19 REV 1",
        "  3  6110/1/20 REV 1                  About 6110/1/20 REV 1",
        "  4  6110/20                          About 6110/20",
    ]
    assert "Which document? [1-4, Enter: none]" in answer.err
    assert "About CM 5125/1/19 REV 1" in answer.out
    assert answer.status == 0


def test_what_is_not_in_force_is_named_among_the_documents_to_choose(several: Clerk) -> None:
    several.ok("withdraw", "6110/1/20 REV 1", "-m", "too early")

    answer = several.run("show", stdin="\n", terminal=True)

    assert "  1  6110/1/20 REV 1       withdrawn  About 6110/1/20 REV 1" in answer.err.splitlines()


def test_history_and_edit_take_the_chosen_one(several: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "About 6110/1/20 REV 1" in several.run("history", stdin="2\n", terminal=True).out

    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "false")
    answer = several.run("edit", stdin="2\n", terminal=True)
    assert "The editor ended with status 1; nothing was written." in answer.err


def test_nothing_chosen_does_nothing(several: Clerk) -> None:
    for command in ("show", "history", "edit", "open"):
        answer = several.run(command, stdin="\n", terminal=True)
        assert (answer.status, answer.out) == (0, "")
        assert answer.err.endswith("No document was chosen.\n")


@pytest.mark.parametrize("command", ["show", "history", "edit", "open"])
def test_nobody_is_asked_in_a_pipe_with_no_input_or_without_documents(several: Clerk, command: str) -> None:
    for answer in (several.run(command, stdin="1\n"), several.run(command, "--no-input", stdin="1\n", terminal=True)):
        assert (answer.status, answer.out) == (2, "")
        assert answer.err.startswith("somei: Missing argument 'NUMBER")
        assert answer.messages.endswith(f"hint: See: somei {command} --help")


def test_a_register_without_documents_offers_none(clerk: Clerk) -> None:
    answer = clerk.run("show", stdin="1\n", terminal=True)
    assert (answer.status, answer.out) == (2, "")
