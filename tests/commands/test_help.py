"""Help, the options that stand anywhere, and the table of commands."""

import ast
import json
import re
from collections import Counter

import pytest
from attacks.command_walk import table
from conftest import PROJECT, Clerk

from somei_cli.commands.shared.help_pages import PAGES
from somei_cli.commands.shared.table import COMMANDS, SECTIONS, Group
from somei_cli.store.disk.packaged_data import list_help_topics, read_help_page

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
        assert answer.err.startswith("No register found in ") != bool(words)
        assert answer.err.endswith("Go to one with cd, name one with -C DIR, or start one: somei init\n") != bool(words)


def test_the_root_shows_whole_sentences_in_sections(empty: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sorted(" ".join(SECTIONS.values()).split()) == sorted(COMMANDS)
    for width in (40, 60, 80, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        page = empty.ok("--help")
        assert max(map(len, page.splitlines())) <= max(50, min(width, 90))
        assert "…" not in page.replace("COMMAND …", "")
        assert "..." not in page
        assert [title for title in SECTIONS if f"\n{title}:\n" not in page] == []
        one_line = " ".join(page.split())
        assert [name for name, entry in COMMANDS.items() if f" {name} {entry.help}" not in one_line] == []
        assert one_line.count("--no-index") == 1
        assert "somei help" in page


@pytest.mark.parametrize("words", table())
def test_the_docstring_of_a_command_begins_with_its_sentence(words: str) -> None:
    entry = table()[words]
    module, _, function = entry.function.partition(":")
    source = (PROJECT / "somei_cli/commands" / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
    node = next(node for node in ast.parse(source).body if getattr(node, "name", "") == function)
    assert isinstance(node, ast.FunctionDef)
    assert (ast.get_docstring(node) or "").split("\n")[0] == entry.help


def test_options_of_a_command_stand_in_groups_where_there_are_many(empty: Clerk) -> None:
    page = empty.ok("list", "--help")

    assert "\nWhich documents:\n  --year" in page
    assert "\nHow the answer is shown:\n  --format" in page
    assert "\nAt an earlier time:\n  --as-of" in page
    assert "\nOptions:\n" in empty.ok("blame", "--help")


def test_a_command_is_not_broken_in_its_help(empty: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in range(50, 92, 3):
        monkeypatch.setenv("COLUMNS", str(width))
        assert "somei number release" in empty.ok("withdraw", "--help")


def test_headings_are_bold_on_a_terminal_that_wants_it(empty: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")

    assert "\x1b[1mFind\x1b[0m:" in empty.run("--help", terminal=True).out
    assert "\x1b" not in empty.run("--color", "never", "--help", terminal=True).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in empty.run("--help", terminal=True).out


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


def test_the_pages_stand_in_sections_on_a_terminal(empty: Clerk) -> None:
    topics = [topic for pages in PAGES.values() for topic in pages]
    listed = re.sub(r"\x1b\[[0-9;]*m", "", empty.run("help", terminal=True).out)

    assert sorted(topics) == sorted(list_help_topics())
    assert [title for title in PAGES if f"{title}\n" not in listed] == []
    assert [topic for topic in topics if not re.search(rf"^  {topic}  +[A-Z]", listed, re.MULTILINE)] == []
    assert empty.ok("help").splitlines() == list(list_help_topics())


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_pages_are_wrapped_to_the_terminal(empty: Clerk, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for topic in list_help_topics():
        page = re.sub(r"\x1b\[[0-9;]*m", "", empty.run("help", topic, terminal=True).out)
        code = _code_lines(read_help_page(topic))
        wide = [line for line in page.splitlines() if len(line) > min(width, 90)]
        assert [line for line in wide if line.strip() not in code and not line.endswith(" \\")] == [], topic


@pytest.mark.parametrize("width", [60, 100, 160])
def test_a_line_of_code_on_a_page_is_never_broken(empty: Clerk, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """Else a command that is copied from the page breaks off at the edge of the terminal.

    A long command has several lines, which the shell puts together again. What a command printed on a wide terminal is
    folded for a narrow one, and loses no word.
    """
    monkeypatch.setenv("COLUMNS", str(width))
    for topic in list_help_topics():
        page = re.sub(r"\x1b\[[0-9;]*m", "", empty.run("help", topic, terminal=True).out)
        lines = {line.strip() for line in re.sub(r" \\\n +", " ", page).splitlines()}
        source = read_help_page(topic)
        printed = _printed_lines(source) if width == 60 else set()
        assert _code_lines(source) - printed - lines == set(), topic
        assert Counter(" ".join(printed).split()) - Counter(page.split()) == Counter(), topic


def _printed_lines(page: str) -> set[str]:
    """The lines of a page that a command printed."""
    blocks = re.findall(r"^```(?:console|text)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return {line.strip() for block in blocks for line in block.splitlines() if not re.match(r"([a-z]+)?\$ ", line)}


def _code_lines(page: str) -> set[str]:
    """The lines of the code blocks of a page."""
    blocks = re.findall(r"^```\w*\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return {line.strip() for block in blocks for line in block.splitlines()}


def test_a_short_command_on_a_page_is_not_broken(empty: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in range(60, 90, 3):
        monkeypatch.setenv("COLUMNS", str(width))
        page = re.sub(r"\x1b\[[0-9;]*m", "", empty.run("help", "colleagues", terminal=True).out)
        assert "somei sync --dry-run" in page, width


@pytest.mark.parametrize("words", [("show",), ("agenda", "create"), ("xref",)])
def test_help_shows_the_help_of_a_command(empty: Clerk, words: tuple[str, ...]) -> None:
    assert empty.ok("help", *words).strip() == empty.ok(*words, "--help").strip()


def test_help_on_what_is_not_there(empty: Clerk) -> None:
    for words in (("agenda", "creat"), ("nothing",), ("numbers", "show")):
        answer = empty.run("help", *words)
        assert (answer.status, answer.out) == (4, "")
        assert f"There is no help page “{' '.join(words)}”." in answer.err
    assert "Did you mean: show?" in empty.run("help", "shwo").err


_VARIABLE = re.compile(r"(?:SOMEI|GIT)_[A-Z_]+|NO_COLOR|FORCE_COLOR|TERM|COLUMNS|LINES|(?:PAGER|LESS|VISUAL|EDITOR)")
_OF_OUR_OWN = re.compile(
    r"GIT_(?:TERMINAL_PROMPT|ASKPASS|OPTIONAL_LOCKS|PAGER|EDITOR|SEQUENCE_EDITOR|ALLOW_PROTOCOL|NO_REPLACE_OBJECTS"
    r"|GRAFT_FILE|CONFIG_(?:COUNT|KEY_|VALUE_)|AUTHOR_IDENT|COMMITTER_IDENT|[A-Z]*_?DIR|SSH.*|CONFIG)"
)
"""Variables that somei sets for git, whatever the person has set."""


def test_the_page_of_variables_names_every_variable_that_is_read() -> None:
    page = read_help_page("variables")
    read = {
        name
        for path in (PROJECT / "somei_cli").rglob("*.py")
        if "environ" in (source := path.read_text(encoding="utf-8")) or "_VARIABLE" in source
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for name in [node.value]
        if _VARIABLE.fullmatch(name) and not _OF_OUR_OWN.fullmatch(name)
    }

    assert {"SOMEI_REGISTER", "SOMEI_TODAY", "SOMEI_NO_INDEX", "PAGER", "EDITOR", "NO_COLOR"} <= read
    assert sorted(name for name in read if f"`{name}`" not in page) == []
    scripts = "".join(path.read_text(encoding="utf-8") for path in (PROJECT / "somei_cli/data/completion").iterdir())
    assert {name for name in re.findall(r"\bSOMEI_[A-Z]+", scripts) if f"`{name}`" not in page} == set()


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
