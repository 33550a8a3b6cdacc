"""Pages of the manual that are played: each block is typed line by line, and what comes out is compared.

Blocks of a terminal (```console) hold commands after a `$` with their answers, plain ones commands that must succeed.
Blocks of another kind, as ```sh or ```toml, are left alone. Several blanks part a command from a remark on it.
A word before the `$` names a colleague. With `pytest --accept` the page is written anew; review the diff.
"""

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Clerk

_BLOCK = re.compile(r"^```(?P<kind>[a-z]*)\n(?P<lines>.*?)^```", re.DOTALL | re.MULTILINE)
_PLAYED = frozenset({"console", ""})
_PROMPT = re.compile(r"(?P<who>\w+)?\$ somei (?P<words>.*)")
_REMARK = re.compile(r" {3,}\S.*$")
_COMMIT = re.compile(r"\b(?:[0-9a-f]{10}|[0-9a-f]{7})\b(?!\.\w)")


def _stand_in(commit: re.Match[str]) -> str:
    """Return what stands for a commit, whose hash is another one each time: as long, so that columns stay."""
    return "4f1c2a9b7e"[: len(commit[0])]


def require_same(
    page: Path, clerk_named: Callable[[str], Clerk], request: pytest.FixtureRequest, *, folder: str = ""
) -> None:
    """Play a page, and compare it with what came out; `folder` stands in for that of the register."""
    text = page.read_text(encoding="utf-8")
    played = _BLOCK.sub(lambda block: _play(clerk_named, block), text)
    played = played.replace(str(clerk_named("").folder), folder) if folder else played

    if request.config.getoption("--accept"):
        page.write_text(played, encoding="utf-8")
        return
    assert played == text


def commands(page: Path) -> list[str]:
    """What is typed on a page, without prompts."""
    blocks = [block for block in _BLOCK.finditer(page.read_text(encoding="utf-8")) if block["kind"] in _PLAYED]
    lines = (line for block in blocks for line in block["lines"].splitlines() if _is_typed(block, line))
    return [line.partition("$ ")[2] or line for line in lines]


def _is_typed(block: re.Match[str], line: str) -> bool:
    return not block["kind"] or _PROMPT.match(line) is not None


def _play(clerk_named: Callable[[str], Clerk], block: re.Match[str]) -> str:
    if block["kind"] not in _PLAYED:
        return block[0]
    if not block["kind"]:
        for line in block["lines"].splitlines():
            clerk_named("").ok(*_words(line.removeprefix("somei ")))
        return block[0]
    lines = (line for shown in _show(clerk_named, block["lines"]) for line in shown.split("\n"))
    return "```console\n" + "".join(f"{line}\n" for line in lines) + "```"


def _show(clerk_named: Callable[[str], Clerk], lines: str) -> Iterator[str]:
    """Each command of a block with what it says; a status other than 0 stands below in brackets."""
    for line in lines.splitlines():
        typed = _PROMPT.match(line)
        if not typed:
            continue
        answer = clerk_named(typed["who"] or "").run(*_words(typed["words"]), terminal=True)
        yield line
        said = _COMMIT.sub(_stand_in, answer.out + answer.err)
        yield from (line.rstrip() for line in said.rstrip("\n").split("\n") if line.strip())
        if answer.status:
            yield f"[{answer.status}]"


def _words(typed: str) -> list[str]:
    """The words of a command as a shell hands them on."""
    words = shlex.split(_REMARK.sub("", typed))
    return [str(Path(word).expanduser()) if word.startswith("~/") else word for word in words]
