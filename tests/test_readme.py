"""The transcripts of the README, replayed: what it shows is what somei answers.

With `pytest --accept` the README is written anew from what came out; review the diff.
"""

import io
import re
import shlex
import shutil
from collections.abc import Iterator
from functools import reduce
from itertools import takewhile

import pytest
from commands.test_import_doubts import paper
from conftest import PROJECT, SAMPLE, Clerk
from rich.console import Console
from rich.text import Text

pytestmark = pytest.mark.fast

README = PROJECT / "README.md"
_BLOCK = re.compile(r"```console\n(?P<lines>.*?)```", re.DOTALL)
_LEFT_OUT = "…"
_COMMIT = re.compile(r"\b(?:[0-9a-f]{10}|[0-9a-f]{7})\b")
_TIME = re.compile(r"\(20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}\)")


def test_five_minutes(empty: Clerk, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("COLUMNS", "96")
    monkeypatch.setenv("NO_COLOR", "1")
    shutil.copy(SAMPLE, empty.folder / "15070-19.md")
    text = README.read_text(encoding="utf-8")

    played = _BLOCK.sub(lambda block: "```console\n" + "\n".join(_play(empty, block["lines"])) + "\n```", text)

    played = _COMMIT.sub(
        lambda commit: "4f1c2a9b7e"[: len(commit[0])], played.replace(str(empty.folder), "/home/clerk/register")
    )
    played = _TIME.sub("(2020-02-14 09:30)", played)
    if request.config.getoption("--accept"):
        README.write_text(played, encoding="utf-8")
        return
    assert played == text


def _play(clerk: Clerk, block: str) -> Iterator[str]:
    """Each command of a block with what it says; a status other than 0 stands below in brackets.

    If the last line shown of an answer is "…", the README shows its first lines alone, as many as it did.
    """
    lines = block.splitlines()
    for index, line in enumerate(lines):
        if not line.startswith("$ "):
            continue
        shown = list(takewhile(lambda text: not text.startswith("$ "), lines[index + 1 :]))
        most = len(shown) - 1 if shown[-1:] == [_LEFT_OUT] else None
        name, *words = shlex.split(line[2:])
        assert name == "somei"
        answer = clerk.run(*words, terminal=True)
        yield line
        said = [text.rstrip() for text in (answer.out + answer.err).split("\n") if text.strip()]
        yield from said[:most]
        if most is not None:
            assert len(said) > most
            yield _LEFT_OUT
        if answer.status:
            yield f"[{answer.status}]"


_ROW = re.compile(r"^\| (?!I want|---)(?P<wish>[^|]+) \| (?P<typed>.+) \|$", re.MULTILINE)
WISHES = {
    row["wish"]: re.findall("`(.+?)`", row["typed"])
    for row in _ROW.finditer(README.read_text(encoding="utf-8").partition("## I want to …")[2])
}
FILLED_IN = {
    "import FILE": "import 15070-19.md --titles-only",
    "add NUMBER": "add 7122/20",
    "import --table FILE": "import --table list.csv",
    "edit --from FILE": "edit --from sheet.csv --yes",
    "edit NUMBER --confirm FIELD": "edit 5101/20 --confirm date",
    "search WORDS": "search lamps",
    "agenda add-item": "agenda add-item 7000/20 Lamps",
    "agenda issue": "agenda issue 7000/20 --date 2020-02-14",
    "create SOMEI 2020-06-10 --number NUMBER": "create SOMEI 2020-06-10 --number 7000/20",
    "check --against FILE": "check --against others.csv",
    "--as pdf -o FILE": "--as pdf -o printed.pdf",
    "-o FILE": "-o sheet.csv",
    "build -o FOLDER": "build -o ../site",
    "export -o FOLDER": "export -o ../exports",
    "NUMBER": "6110/20",
    "TEXT": "Lamps",
}
"""What somebody types in the place of the words in capitals; the first that fits is taken first."""


@pytest.mark.parametrize("wish", WISHES)
def test_what_the_table_says_works_as_it_is_typed(clerk: Clerk, wish: str) -> None:
    """In a register that allots no numbers of its own, as the one of the README."""
    shutil.copy(SAMPLE, clerk.folder / "15070-19.md")
    clerk.write("list.csv", "number,subject,date\n7001/20,Lamps,2020-02-10\n")
    clerk.ok("import", paper(clerk, "doubtful.txt", 5101), "--accept-doubts")
    for number in ("6110/20", "6110/1/20 REV 1"):
        clerk.ok("add", number, "--subject", "Lamps in offices", "--date", "2020-02-10", "--file", "2025/0360(COD)")
    clerk.write("others.csv", clerk.ok("list", "--format", "csv", "--fields", "number,subject,date"))

    for command in WISHES[wish]:
        typed = reduce(lambda typed, pair: typed.replace(*pair), FILLED_IN.items(), command)
        answer = clerk.run(*shlex.split(typed.removeprefix("somei")))
        assert answer.status == 0, (typed, answer)
        if "-o sheet.csv" in typed:
            clerk.write("sheet.csv", clerk.read("sheet.csv").replace("Lamps in offices", "Lamps in corridors"))


PICTURE = PROJECT / "tests/pictures/terminal.svg"
PICTURED = (
    "import 15070-19.md --titles-only",
    'add 13753/19 --subject "Agenda of the SOMEI" --body SOMEI --on 2019-12-04 --date 2019-11-08 -q',
    "check --select XREF --fail-on warning",
    'renumber 13753/19 13735/19 -m "two digits in the wrong order"',
    "list",
)
"""What is typed in the picture; the answers to what ends with -q are left out."""
COLUMNS = 92
_COLOURED_COMMIT = re.compile(r"(?<=m)[0-9a-f]{7}(?=\x1b)")
_INDENTED = re.compile(
    r'x="(?P<x>[0-9.]+)" (?P<y>y="[0-9.]+") textLength="(?P<length>[0-9.]+)"(?P<more>[^>]*)>'
    r"(?P<blanks>(?:&#160;)+)"
)
_CELL = 12.2
"""The width of a letter in the picture."""


def _place_text(indented: re.Match[str]) -> str:
    """Put a text where its first letter stands: some programs leave out the blanks at its beginning."""
    shift = indented["blanks"].count("&") * _CELL
    x, length = round(float(indented["x"]) + shift, 1), round(float(indented["length"]) - shift, 1)
    return f'x="{x}" {indented["y"]} textLength="{length}"{indented["more"]}>'


def test_the_picture_shows_what_somei_answers(
    empty: Clerk, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    shutil.copy(SAMPLE, empty.folder / "15070-19.md")
    empty.ok("init")
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for typed in PICTURED:
        answer = empty.run("--color", "always", *shlex.split(typed), terminal=True)
        said = _COLOURED_COMMIT.sub("4f1c2a9", _COMMIT.sub("4f1c2a9b7e", answer.out + answer.err))
        console.print(Text.assemble(("$ ", "green"), (f"somei {typed.removesuffix(' -q')}", "bold")))
        console.print(Text.from_ansi(said.rstrip("\n"))) if not typed.endswith(" -q") else None

    drawn = _INDENTED.sub(_place_text, console.export_svg(title="somei", unique_id="somei"))

    if request.config.getoption("--accept"):
        PICTURE.write_text(drawn, encoding="utf-8")
        return
    assert drawn == PICTURE.read_text(encoding="utf-8"), "Run: pytest tests/test_readme.py --accept"
