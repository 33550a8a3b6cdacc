"""Document numbers and addresses on a terminal that knows hyperlinks lead to where `somei open` would."""

import re
from collections.abc import Collection, Mapping

import pytest
from commands.terminal_runs import run_on_terminal
from conftest import Clerk

from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.output.terminal import with_links, without_links

LINK = re.compile(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b\\(.*?)\x1b\]8;;\x1b\\")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
EVIL = "https://evil.example/"


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that knows hyperlinks."""
    monkeypatch.setenv("TERM_PROGRAM", "WezTerm")


def links_of(text: str) -> dict[str, str]:
    """The words of each link, and where it leads."""
    return {COLOUR.sub("", words): address for address, words in LINK.findall(text)}


def shown(clerk: Clerk, *words: str) -> str:
    answer = clerk.run(*words, terminal=True)
    assert answer.status == 0, answer
    return answer.out


@pytest.mark.usefixtures("linked")
def test_a_number_leads_to_where_open_leads(registered: Clerk) -> None:
    registered.ok("add", "6110/1/20 REV 1", "--subject", "Lamps", "--lang", "fr")
    registered.ok("add", "CM 16/20", "--subject", "Lamps")
    registered.ok("add", "17/20", "--subject", "Restricted", "--marking", "LIMITE")

    links = links_of(shown(registered, "list"))

    assert links.keys() == {"15070/19", "6110/1/20 REV 1", "CM 16/20", "17/20"}
    assert links["6110/1/20 REV 1"].endswith("/ST-6110-2020-REV-1/fr/pdf")
    for number, address in links.items():
        assert registered.ok("open", number, "--print") == f"{address}\n"


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize(
    "words",
    [
        ("show", "15070/19"), ("log",), ("check", "--info"), ("blame", "15070/19"), ("meeting", "15070/19"),
        ("thread", "15070/19"), ("search", "discussions"), ("status",), ("list", "--wide"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_screen_has_them(registered: Clerk, words: tuple[str, ...]) -> None:
    assert "15070/19" in links_of(shown(registered, *words))


@pytest.mark.usefixtures("linked")
def test_what_the_search_emphasises_is_a_link_too(registered: Clerk) -> None:
    registered.ok("add", "16/20", "--subject", "Follow-up of 15070/19")

    screen = shown(registered, "search", "15070")

    assert "15070/19" in links_of(screen)
    assert without_links(screen) != screen


@pytest.mark.usefixtures("linked")
def test_no_link_leads_where_open_does_not(registered: Clerk) -> None:
    """A number that is void, or that stands in no register of ours, or in other books, has no address."""
    registered.ok("number", "reserve", "505/19", "-m", "for later")
    registered.ok("add", "16/20", "--subject", "On 404/20, C-16/20, AB 16/20, 16/20/EU and SN 16/20")

    assert registered.run("open", "505/19", "--print").status == 4
    links = links_of(shown(registered, "list"))
    assert links.keys() == {"15070/19", "16/20"}
    assert links_of(shown(registered, "show", "15070/19")).keys() & {"13735/19", "505/19", "C-505/19"} == set()


@pytest.mark.usefixtures("linked")
def test_an_address_is_a_link_to_itself_and_a_short_one_to_the_whole(registered: Clerk) -> None:
    address = "https://data.example.org/a/path/(of)/some;length?with=more"
    registered.ok("add", "16/20", "--subject", f"See {address}).")

    assert links_of(shown(registered, "show", "16/20"))[address] == address
    for words in (("show", "15070/19"), ("xref", "list", "15070/19")):
        cited = links_of(shown(registered, *words))
        assert cited["interpol.int/…/88th-INTERPOL-General-Assembly"].startswith("https://www.interpol.int/en/News")


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize("width", [20, 40, 70, 100])
@pytest.mark.parametrize(
    "words", [("show", "16/20"), ("list", "--wide"), ("history", "16/20"), ("list",)], ids=" ".join
)
def test_no_address_is_broken(
    registered: Clerk, width: int, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://data.example.org/a/path/of/some/length/that/no/narrow/line/holds"
    registered.ok("add", "16/20", "--subject", f"Lamps as described under {address} and elsewhere")
    monkeypatch.setenv("COLUMNS", str(width))

    screen = COLOUR.sub("", without_links(with_address := shown(registered, *words)))

    assert "https:" not in screen or address in screen
    assert {a for a in links_of(with_address).values() if "example" in a} <= {address}
    if words != ("list",):
        assert address in screen


TERMINALS = {
    "TERM_PROGRAM": ("iTerm.app", "WezTerm", "ghostty", "vscode"),
    "VTE_VERSION": ("5202", "7600"),
    "WT_SESSION": ("5b0e8bd7",),
    "KITTY_WINDOW_ID": ("1",),
    "KONSOLE_VERSION": ("230401",),
    "TERM": ("xterm-kitty", "alacritty", "foot"),
}
KNOWN = [(name, value) for name, values in TERMINALS.items() for value in values]
UNKNOWN = [("TERM_PROGRAM", "Apple_Terminal"), ("VTE_VERSION", "4800"), ("VTE_VERSION", "none"), ("TERM", "xterm")]


@pytest.mark.parametrize(("name", "value"), KNOWN)
def test_terminals_that_know_links_get_them(
    registered: Clerk, name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert links_of(shown(registered, "list"))


@pytest.mark.parametrize(("name", "value"), UNKNOWN)
def test_others_get_none(registered: Clerk, name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert "\x1b]" not in shown(registered, "list")
    assert "\x1b]" not in shown(registered, "show", "15070/19")


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize(
    ("name", "value"),
    [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "tmux-256color"), ("TERM", "screen"), ("TMUX", "/tmp/tmux"),
     ("CI", "true"), ("FORCE_HYPERLINK", "0")],
)  # fmt: skip
def test_what_speaks_against_links(registered: Clerk, name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert "\x1b]" not in shown(registered, "list")


@pytest.mark.usefixtures("linked")
def test_no_colour_is_no_link(registered: Clerk) -> None:
    assert "\x1b" not in shown(registered, "--color", "never", "list")


def test_who_forces_links_gets_them_anywhere_on_a_terminal(registered: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert links_of(shown(registered, "list"))

    for words in (("list",), ("list", "--format", "table"), ("show", "15070/19", "--format", "table")):
        assert "\x1b]" not in registered.run(*words).out
        assert "\x1b]" not in registered.run("--color", "always", *words).out
    for words in (("list", "--json"), ("list", "--format", "ids"), ("open", "15070/19", "--print")):
        assert "\x1b]" not in shown(registered, *words)


@pytest.mark.usefixtures("linked")
def test_a_pager_gets_links_only_if_they_are_forced(registered: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old less shows them as letters."""
    monkeypatch.setenv("SOMEI_PAGER", "cat -v")

    assert "^[]" not in run_on_terminal(registered, "show", "15070/19", lines=8).text
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    assert "^[]8;;https://data.consilium.europa.eu/" in run_on_terminal(registered, "show", "15070/19", lines=8).text


@pytest.mark.usefixtures("linked")
def test_no_word_of_a_document_opens_a_link(registered: Clerk) -> None:
    path = "documents/2019/15/ST-15070-2019-INIT.toml"
    files = [line for line in registered.git("ls-files").splitlines() if line.endswith("ST-15070-2019-INIT.toml")]
    (path,) = files
    escape = f"\\u001B]8;;{EVIL}\\u001B\\\\15070/19\\u001B]8;;\\u001B\\\\ \\u009D8;;{EVIL}\\u0007x"
    text = registered.read(path)
    hostile = text.replace('subject = "Summary of discussions"', f'subject = "{escape}"')
    assert hostile != text
    registered.enter(path, hostile)

    for words in (("list",), ("list", "--wide"), ("show", "15070/19"), ("search", "evil")):
        answer = registered.run(*words, terminal=True)
        written = [address for words, address in links_of(answer.out).items() if "evil" in address]
        # Written out as an address, it may lead to itself and to nowhere else.
        assert all(words.startswith(EVIL) for words, address in links_of(answer.out).items() if "evil" in address)
        assert all("\x1b" not in address and "\x07" not in address for address in written)
        assert "\x9d" not in answer.out
        assert "\x07" not in answer.out


def _addresses(numbers: Collection[DocumentNumber]) -> Mapping[DocumentNumber, str]:
    return {number: f"https://x.example/{number.register_id}" for number in numbers}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(15070/19)", {"15070/19": "ST-15070-2019-INIT"}),
        ("15070/19: see 6110/1/20 REV 1 ADD 2.", {"15070/19": "ST-15070-2019-INIT",
                                                 "6110/1/20 REV 1 ADD 2": "ST-6110-2020-REV-1-ADD-2"}),
        ("\x1b[36m15070\x1b[7m/19\x1b[0m", {"15070/19": "ST-15070-2019-INIT"}),
        ("C-505/19, AB 5/19, 5/19/EU, x/5/19, 1/2/3", {}),
        ("https://other.example/15070/19", {}),
        ("https://other.example/cut…", {}),
    ],
)  # fmt: skip
def test_numbers_are_found_as_printed(text: str, expected: dict[str, str]) -> None:
    linked_text = with_links(text, _addresses)

    assert without_links(linked_text) == text
    numbers = {words: address for words, address in links_of(linked_text).items() if "x.example" in address}
    assert numbers == {words: f"https://x.example/{name}" for words, name in expected.items()}


def test_an_address_that_could_end_the_escape_is_no_link() -> None:
    text = "15070/19"
    for address in ("https://x\x1b\\", "https://x\x07", "https://x\x9c", "https://x y", "https://é", "x" * 3000):
        assert with_links(text, lambda numbers, address=address: dict.fromkeys(numbers, address)) == text


def test_links_that_are_there_stay() -> None:
    text = "\x1b]8;id=1;https://a.example\x1b\\\x1b[36m15070/19\x1b[0m\x1b]8;;\x1b\\ and 1/20"

    assert links_of(with_links(text, _addresses)) == {
        "15070/19": "https://a.example",
        "1/20": "https://x.example/ST-1-2020-INIT",
    }
