"""The reference pages of the manual hold everything that the code has: settings, statuses, formats, names of pages."""

import ast
import json
import re
import signal
from collections.abc import Iterable, Iterator
from enum import StrEnum

import pytest
from attacks.command_walk import table
from conftest import PROJECT, SAMPLE, Clerk

from somei_cli.errors import SomeiError
from somei_cli.formats.automation import Automation
from somei_cli.formats.export.formats import FormName
from somei_cli.formats.toml import settings as settings_toml
from somei_cli.model.history.change_consequences import Consequence
from somei_cli.model.register.settings import FileKeeping, LateNumbers, PublicUnmarked, Settings, TwoPersons, Waiver
from somei_cli.render.findings.formats import CheckFormat
from somei_cli.render.output.manual_page import draw_markdown
from somei_cli.render.output.view import ViewFormat
from somei_cli.render.paper.formats import PaperFormat
from somei_cli.render.views.access import RequestSheetFormat
from somei_cli.render.views.dossiers import ThreadFormat
from somei_cli.render.views.references_and_graph import GraphFormat
from somei_cli.store.disk.packaged_data import list_help_topics, read_help_page
from somei_cli.store.remote.remote import PROTOCOLS_SETTING, SHARE_SETTING, TIMEOUT_SETTING


def _rows(page: str) -> dict[str, list[str]]:
    """The rows of all tables of a page, by the words in code marks of their first cell."""
    lines = [line for line in read_help_page(page).splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return {name: row for row in cells for name in re.findall("`([^`]+)`", row[0])}


# ---- settings


def test_the_settings_and_their_defaults_are_those_of_the_code() -> None:
    rows = _rows("settings")
    derived = {"strange", "deadline_lines", "has_public_unmarked"}
    tables = {"waivers", "deadlines", "two_persons", "files", "searches", "rules"}
    names = ({"schema", *Settings._fields} - derived - tables) | {
        "[[waivers]]", "[[rules]]", "[deadlines]", "[two_persons]", "[files]", "[searches]", *TwoPersons._fields,
        *FileKeeping._fields,
    }  # fmt: skip

    assert set(rows) == names
    simple = {**Settings()._asdict(), **TwoPersons()._asdict(), **FileKeeping()._asdict()}
    shown = {name: json.loads(row[1].strip("`")) for name, row in rows.items() if re.fullmatch("`[^`]+`", row[1])}
    assert {name: list(simple[name]) if isinstance(simple[name], tuple) else simple[name] for name in shown} == shown
    assert len(shown) >= 12
    page = read_help_page("settings")
    words = {*LateNumbers, *PublicUnmarked}
    assert {word for word in words if f'"{word}"' not in page} == set()
    assert {name for name in Waiver._fields if name != "line" and f"`{name}`" not in page} == set()


def test_the_example_of_the_settings_can_be_read() -> None:
    example = re.findall(r"```toml\n(.*?)```", read_help_page("settings"), re.DOTALL)

    assert [settings_toml.load(text).own_series for text in example] == [("SN", "WK")]
    assert settings_toml.load(example[0]).deadlines == {"SOMEI": 10}


def test_the_limits_of_the_settings_are_those_that_are_named(clerk: Clerk) -> None:
    text = clerk.read("somei.toml")

    for line, status in (("review_months = 1200", 0), ("review_months = 1201", 3), ("reviewmonths = 1", 0)):
        clerk.write("somei.toml", f"{text}{line}\n")
        assert clerk.run("list").status == status, line
    assert "FILE013" in clerk.run("check").out


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("complet = true", "“complet” is not a setting"),
        ('public_fields = ["note"]', "“note” in public_fields is not a field that a setting can make public"),
        ("[deadlines]\nSOMIE = 10", "“SOMIE” in [deadlines] is not a body of the vocabulary"),
    ],
)
def test_a_setting_without_effect_is_a_warning_at_its_line(clerk: Clerk, lines: str, words: str) -> None:
    text = clerk.read("somei.toml")
    clerk.write("somei.toml", f"{text}{lines}\n")

    assert clerk.run("list").status == 0
    (finding,) = json.loads(clerk.run("check", "--json").out)["records"]

    assert (finding["code"], finding["line"], finding["message"]) == (
        "FILE013",
        len(f"{text}{lines}".splitlines()),
        words,
    )
    assert ("near it: SOMEI" in finding["hint"]) == ("SOMIE" in lines)


def test_the_settings_of_git_are_all_named() -> None:
    assert {SHARE_SETTING, PROTOCOLS_SETTING, TIMEOUT_SETTING} <= set(_rows("administer"))


# ---- statuses


def _classes(kind: type[SomeiError]) -> Iterator[type[SomeiError]]:
    for subclass in kind.__subclasses__():
        yield subclass
        yield from _classes(subclass)


def _parse(module: str) -> ast.Module:
    path = PROJECT / "somei_cli/commands" / f"{module.replace('.', '/')}.py"
    return ast.parse(path.read_text(encoding="utf-8"))


def test_every_exit_status_is_named() -> None:
    page = read_help_page("statuses")
    listed = {
        int(status) for cell in re.findall(r"^\| ([0-9, ]+) \|", page, re.MULTILINE) for status in cell.split(",")
    }
    refusals = {kind.exit_status for kind in _classes(SomeiError)}
    functions = {entry.function for entry in table().values()} | {"shared.failures:report_failure"}
    returned = {
        constant.value
        for module, name in (words.split(":") for words in functions)
        for function in ast.walk(_parse(module))
        if isinstance(function, ast.FunctionDef) and function.name == name
        for statement in ast.walk(function)
        if isinstance(statement, ast.Return) and statement.value
        for constant in ast.walk(statement.value)
        if isinstance(constant, ast.Constant) and type(constant.value) is int
    }

    assert refusals == {2, 3, 4, 5, 141}
    assert returned >= {0, 1, 70, 130}
    assert listed == refusals | returned | {128 + number for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)}


# ---- formats


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("formats", (*ViewFormat, *CheckFormat)),
        ("publish", FormName),
        ("print", PaperFormat),
        ("review", Consequence),
        ("automate", Automation),
    ],
    ids=["formats", "publish", "print", "review", "automate"],
)
def test_every_format_has_a_row(page: str, words: Iterable[StrEnum]) -> None:
    rows = _rows(page)

    assert [str(word) for word in words if str(word) not in rows] == []


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("export", FormName),
        ("show", PaperFormat),
        ("thread", ThreadFormat),
        ("xref graph", GraphFormat),
        ("request", RequestSheetFormat),
    ],
    ids=["export", "show", "thread", "graph", "request"],
)
def test_other_forms_are_listed_with_their_command(command: str, words: Iterable[StrEnum]) -> None:
    listed = re.findall("`([a-z]+)`", _rows("formats")[command][-1])

    assert sorted(listed) == sorted(map(str, words))


def test_the_fields_of_answers_are_those_that_the_page_lists(clerk: Clerk) -> None:
    clerk.ok("add", "1/20", "--subject", "Lamps", "--date", "2020-01-10", "--marking", "LIMITE")
    rows = [row for row in read_help_page("formats").splitlines() if "| `somei/" in row]
    answers = {
        "check": clerk.run("check", "--json").out,
        "receipt": clerk.ok("classify", "1/20", "--marking", "none", "-m", "Asked", "--json"),
        "diff": clerk.ok("diff", "HEAD~1..HEAD", "--json"),
        "digest": clerk.ok("digest", "--since", "HEAD~1", "--json"),
        "review": clerk.run("review", "HEAD", "--base", "HEAD~1", "--json").out,
        "stats": clerk.ok("stats", "--by", "year", "--json"),
        "doctor": clerk.ok("doctor", "--json"),
        "list": clerk.ok("list", "--json"),
        "show": clerk.ok("show", "1/20", "--json"),
        "table": clerk.ok("import", "--table", "-", "--json", stdin="number,subject\n2/20,Lamps\n"),
        "sheet": clerk.ok("export", "--fields", "subject", "-o", "../sheet.csv", "--json"),
        "import": clerk.ok("import", str(SAMPLE), "--dry-run", "--json"),
    }

    assert {name for row in rows for name in re.findall(r"somei/([a-z]+)/1", row)} == set(answers)
    schema = clerk.ok("schema")
    for name, answer in answers.items():
        (row,) = [row for row in rows if f"`somei/{name}/1`" in row]
        read = json.loads(answer)
        assert read["schema"] == f"somei/{name}/1"
        assert read["records"], name
        for key in read["records"][0]:
            named = f"`{key}`" in row or (name in {"list", "show"} and (f'"{key}"' in schema or key == "id"))
            assert named, (name, key)


def test_a_narrow_terminal_cuts_no_word_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    for topic in list_help_topics():
        page = read_help_page(topic)
        assert draw_markdown(page, "never").count("…") <= page.count("…"), topic


_COPIED = re.compile(r"^```(?!console|text)\w*\n.*?^```$|^```\w*\n(?=[^`]*_{9})[^`]*^```$", re.MULTILINE | re.DOTALL)
"""Blocks that are to be copied, or that show a printed page: their lines stay as they are."""
_ADDRESS = re.compile(r"https?://| /\S|\S+/\S{20,}")
"""What is never broken: an address, and a sentence with a path."""


def test_what_a_page_shows_of_a_command_fits_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    for topic in list_help_topics():
        drawn = draw_markdown(_COPIED.sub("", read_help_page(topic)), "never")
        too_long = [line for line in drawn.split("\n") if len(line) > 60 and not _ADDRESS.search(line)]
        assert too_long == [], topic


def test_no_command_in_a_sentence_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    for topic in list_help_topics():
        page = re.sub(r"^```.*?^```$|^\|.*$", "", read_help_page(topic), flags=re.MULTILINE | re.DOTALL)
        drawn = draw_markdown(page, "never").splitlines()
        commands = {" ".join(words.split()) for words in re.findall(r"`((?:somei|git)\s[^`]+)`", page)}
        broken = [words for words in commands if len(words) < 52 and not any(words in line for line in drawn)]
        assert broken == [], topic


def test_a_narrow_terminal_moves_what_stands_on_the_right_and_folds_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = f"✓ Edited item 5 of 13735/19{' ' * 8}4f1c2a9 · undo with: somei undo"
    item = f"    2  Counter Terrorism  (discussion){' ' * 24}12000/19"
    subject = (
        "    subject   A subject that goes on for so long that its words take\n              two lines of a terminal"
    )
    page = f"```console\n$ somei show\n{receipt}\n{item}\n{subject}\n```"

    monkeypatch.setenv("COLUMNS", "100")
    assert draw_markdown(page, "never").splitlines()[1:] == [f"  {line}" for line in page.splitlines()[2:-1]]
    monkeypatch.setenv("COLUMNS", "50")
    assert draw_markdown(page, "never").splitlines()[1:] == [
        "  ✓ Edited item 5 of 13735/19",
        "    4f1c2a9 · undo with: somei undo",
        "      2  Counter Terrorism  (discussion)  12000/19",
        "      subject   A subject that goes on for so long",
        "                that its words take two lines of",
        "                a terminal",
    ]


def test_rows_of_a_table_stand_apart_if_their_first_cells_are_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    case = "the field was changed again later by someone"
    page = f"| case | what to do |\n|---|---|\n| {case} | undo the later change of the field first |\n| {case} | wait |"

    monkeypatch.setenv("COLUMNS", "120")
    assert len(draw_markdown(page, "never").strip().splitlines()) == 4
    monkeypatch.setenv("COLUMNS", "60")
    *_, last_but_two, last_but_one, last = draw_markdown(page, "never").strip().splitlines()
    assert last_but_two.strip() == ""
    assert (last_but_one.split()[-1], last.split()) == ("wait", ["later", "by", "someone"])


# ---- names of tests


def test_every_test_that_a_page_names_is_there() -> None:
    named = {
        (name, topic)
        for topic in list_help_topics()
        for name in re.findall(r"\btests/[\w/.-]*\w", read_help_page(topic))
    }

    assert len(named) > 25
    assert sorted((name, topic) for name, topic in named if not (PROJECT / name).exists()) == []


def test_the_page_for_engineers_says_what_starts_programs() -> None:
    page = " ".join(read_help_page("engineers").split())

    assert "Programs other than git are started by one module, `store/process/launch.py`" in page
    assert (PROJECT / "somei_cli/store/process/launch.py").exists()
    assert "Your editor" in page
    assert "Your opener" in page
