"""Terminals of every width: no number and no marking is ever cut or torn apart."""

import json
import re

import pytest
from conftest import SAMPLE, Clerk, prepared
from hypothesis import given, settings
from hypothesis import strategies as st

from somei_cli.render.output.line_breaks import UNBREAKABLE_BLANK, keep_units_whole
from somei_cli.render.output.table import fold_lines

LONG_NUMBER = "PE-CONS 24/1/24 REV 1 ADD 12 COR 2"
NUMBERS = ("14860/1/18 REV 1", "15070/19", "CM 5125/19", LONG_NUMBER)
MARKINGS = ("LIMITE", "RESTREINT UE/EU RESTRICTED", "LIMITE JUR")
WIDTHS = (40, 41, 53, 60, 67, 68, 69, 72, 80, 90, 96, 100, 110, 120, 140, 160, 200)
VIEWS = (
    ("list",),
    ("show", "15070/19"),
    ("show", LONG_NUMBER),
    ("xref", "list", "15070/19"),
    ("check",),
    ("check", "--statistics"),
    ("history", "15070/19"),
    ("diff", "HEAD~9"),
    ("review", "HEAD", "--base", "HEAD~9"),
    ("blame", "15070/19"),
    ("compare", LONG_NUMBER, "15070/19"),
    ("agenda", "show", "9/24"),
    ("agenda", "board", "9/24"),
    ("followup", "list", "--state", "all"),
    ("meeting", "list"),
    ("codes", "COSI"),
    ("search", "words"),
    ("search", "15070/19"),
    ("stats", "--by", "type"),
    ("explain", "--all"),
    ("access", "report"),
    ("thread", "15070/19"),
    ("log",),
)


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


@prepared
def filled(clerk: Clerk) -> Clerk:
    """A clerk whose register holds long numbers, long markings and long words."""
    clerk.ok("import", str(SAMPLE))
    codes = ("--code", "COSI 300", "--code", "ENFOPOL 99", "--code", "JAI", "--code", "CT 12")
    words = "Proposal for a Regulation on something whose name is long and goes on for several lines of any table"
    clerk.ok("add", NUMBERS[0], "--subject", words, "--marking", "LIMITE", *codes, "--type", "NOTE")
    clerk.ok("add", LONG_NUMBER, "--subject", "x" * 150, "--marking", "LIMITE JUR", "--date", "2024-03-01")
    clerk.ok("add", "CM 5125/19", "--subject", "Notice", "--marking", "RESTREINT UE")
    for origin in (NUMBERS[0], "CM 5125/19", "15070/19"):
        clerk.ok("xref", "add", origin, LONG_NUMBER, "--kind", "cites")
    clerk.ok("xref", "add", LONG_NUMBER, "15070/19")
    clerk.ok("agenda", "create", "SOMEI", "2024-06-10", "--number", "9/24")
    clerk.ok("agenda", "add-item", "9/24", "Words " * 20, "--doc", LONG_NUMBER, "--doc", NUMBERS[0], "--kind", "B")
    return clerk


def _shown(clerk: Clerk, *words: str) -> list[str]:
    answer = clerk.run(*words, terminal=True)
    assert answer.status in {0, 1}, (words, answer)
    return answer.out.splitlines()


def _held_whole(lines: list[str], *texts: str) -> None:
    for text in texts:
        assert any(text in line for line in lines), (text, lines)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("width", WIDTHS)
def test_numbers_and_markings_are_whole_at_any_width(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    listed = _shown(filled, "list")
    _held_whole(listed, *NUMBERS, *MARKINGS)
    codes = ("COSI 300", "ENFOPOL 99", "CT 12", "JAIEX 181")
    _held_whole(_shown(filled, "list", "--wide"), *NUMBERS, *MARKINGS, *codes, "1 Mar 2024")
    _held_whole(_shown(filled, "show", LONG_NUMBER), LONG_NUMBER, "LIMITE JUR", "15070/19", NUMBERS[0])
    _held_whole(_shown(filled, "show", "CM 5125/19"), "RESTREINT UE/EU RESTRICTED", LONG_NUMBER)
    _held_whole(_shown(filled, "show", "15070/19"), "13735/19", "JAI 1319", LONG_NUMBER)
    _held_whole(_shown(filled, "xref", "list", LONG_NUMBER), *NUMBERS[:3], "CITED BY")
    _held_whole(_shown(filled, "xref", "list", "15070/19"), LONG_NUMBER, "13735/19", "C-505/19")
    _held_whole(_shown(filled, "check", "--fail-on", "info"), LONG_NUMBER, "13735/19", "XREF001", "CM 5125/19")
    _held_whole(_shown(filled, "history", LONG_NUMBER), LONG_NUMBER, "LIMITE JUR")
    _held_whole(_shown(filled, "search", "--year", "24", "--any", "x*", LONG_NUMBER), LONG_NUMBER, "LIMITE JUR")
    _held_whole(_shown(filled, "agenda", "show", "9/24"), LONG_NUMBER, NUMBERS[0])
    _held_whole(
        _shown(filled, "import", "--replace", "--dry-run", str(SAMPLE)), "15070/19", "LIMITE", "13735/19", "COSI 254"
    )
    _held_whole(_shown(filled, "explain", LONG_NUMBER), LONG_NUMBER, "PE-24-2024-REV-1-ADD-12-COR-2")
    _held_whole(_shown(filled, "add", "--dry-run", "99999/24", "--subject", "S"), "99999/24")


@pytest.mark.one_in(5)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_terminal(filled: Clerk, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    for words in VIEWS:
        for line in _shown(filled, *words):
            # An address is never broken, and then stands alone.
            assert len(line) <= width or re.fullmatch(r" *https://\S+", line), (words, line)


_WHOLE = ("show", "explain", "review", "thread", "check", "compare", "agenda show")


@pytest.mark.parametrize("words", [words for words in VIEWS if not " ".join(words).startswith(_WHOLE)])
def test_each_column_can_be_shown_alone(filled: Clerk, words: tuple[str, ...]) -> None:
    whole = filled.run(*words, "--format", "tsv").out.splitlines()
    for name in (key for record in json.loads(filled.run(*words, "--json").out)["records"][:1] for key in record):
        answer = filled.run(*words, "--format", "tsv", "--fields", name)
        assert answer.status in {0, 1}, (name, answer)
        assert len(answer.out.splitlines()) >= min(len(whole), 2)


def test_a_terminal_that_calls_itself_dumb_has_a_width_too(filled: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "53")
    monkeypatch.setenv("TERM", "dumb")

    assert {len(line) > 53 for line in _shown(filled, "list")} == {False}


def test_what_becomes_public_is_told_with_both_sides_on_a_narrow_terminal(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    filled.ok("classify", NUMBERS[0], "--marking", "none", "--reason", "asked")

    lines = _shown(filled, "export", "--diff", "HEAD~1..HEAD")
    section = lines[lines.index("WAS WITHHELD AND BECOMES PUBLIC") :]
    assert any(line.split() == ["what", "is", "shown", "entry", "→", "text"] for line in section)


@pytest.mark.parametrize("columns", ["0", "1", "2", "3", "999999999", "99999999999999999999999"])
def test_whatever_a_terminal_says_of_its_width_it_is_answered(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    for words in (("list",), ("stats", "--by", "code"), ("help", "engineers"), ("show", "15070/19")):
        # Only meanwhile: pytest itself cannot answer at every such width.
        with monkeypatch.context() as terminal:
            terminal.setenv("COLUMNS", columns)
            answer = filled.run(*words, terminal=True)
        assert answer.status == 0, (words, answer)
        assert len(answer.out) < 200_000


def test_no_word_of_a_subject_is_lost(filled: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in WIDTHS:
        monkeypatch.setenv("COLUMNS", str(width))
        assert sum(line.count("x") for line in _shown(filled, "list", "--fields", "subject", "--year", "2024")) >= 150


def test_a_narrow_terminal_stacks_entries(filled: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "45")
    narrow = _shown(filled, "list", "--year", "2019", "--marking", "LIMITE")
    monkeypatch.setenv("COLUMNS", "100")
    wide = _shown(filled, "list", "--year", "2019", "--marking", "LIMITE")

    assert narrow == [
        "15070/19  13 Feb 2020  LIMITE  outcome",
        "  Summary of discussions",
        "1 document · somei show NUMBER",
        "all columns: --wide",
    ]
    assert wide == [
        "NUMBER           DATE  MARKING  TYPE     SUBJECT",
        "15070/19  13 Feb 2020  LIMITE   outcome  Summary of discussions",
        "1 document · somei show NUMBER · all columns: --wide",
    ]


def test_a_pipe_gets_everything_on_one_line(filled: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")

    heading, *rows = filled.ok("list").splitlines()

    assert heading == "number\tdate\tmarking\ttype\tsubject\tsubject_codes\tstatus"
    assert [row.split("\t")[0] for row in rows] == ["14860/1/18 REV 1", "15070/19", "CM 5125/19", "9/24", LONG_NUMBER]


def test_colour_never_carries_meaning_alone(filled: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = filled.run("list", "--color", "never", terminal=True).out
    monkeypatch.delenv("NO_COLOR")
    coloured = filled.run("list", terminal=True).out

    assert "\x1b[" in coloured
    assert "\x1b[" not in plain
    assert "\x1b[" in filled.run("list", "--color", "always", "--format", "table").out


@given(st.text("ab– →1/R\n", max_size=80), st.integers(4, 60))
def test_folding_loses_nothing_but_blanks(text: str, width: int) -> None:
    lines = fold_lines(text, width)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= width for line in lines)


@given(st.text("a :#[", max_size=60), st.integers(4, 30))
def test_no_folded_line_is_a_command_of_a_code_host(text: str, width: int) -> None:
    lines = fold_lines(text, width)

    assert not any(line.lstrip().startswith(("::", "##[")) for line in lines)
    assert all(len(line) <= width for line in lines)
    assert "".join("".join(lines).split()).replace("·", "") == "".join(text.split())


@settings(max_examples=50)
@given(st.sampled_from((*NUMBERS, "COSI 254", "RESTREINT UE/EU RESTRICTED")), st.integers(36, 80), st.integers(0, 90))
def test_what_belongs_together_stays_together(whole: str, width: int, before: int) -> None:
    lines = fold_lines(keep_units_whole("a " * before + whole + " b" * 20), width)

    assert any(whole in line.replace(UNBREAKABLE_BLANK, " ") for line in lines)
