"""The help page of agendas is a whole meeting, played from the draft to the last follow-up done.

Blocks of a terminal are compared, plain ones have to succeed. With `pytest --accept` the page is written anew from
what came out; review the diff.
"""

import re
import shlex
from collections.abc import Iterator

import pytest
from conftest import PROJECT, Clerk

PAGE = PROJECT / "somei_cli/manual/agendas.md"
_BLOCK = re.compile(r"^```(?P<kind>console|)\n(?P<lines>.*?)^```", re.DOTALL | re.MULTILINE)
_COMMIT = re.compile(r"\bcommit [0-9a-f]{10}\b")


def test_a_whole_meeting(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2020-06-11")
    monkeypatch.setenv("COLUMNS", "96")
    monkeypatch.setenv("NO_COLOR", "1")
    text = PAGE.read_text(encoding="utf-8")

    played = _COMMIT.sub("commit 4f1c2a9b7e", _BLOCK.sub(lambda block: _played(clerk, block), text))

    if request.config.getoption("--accept"):
        PAGE.write_text(played, encoding="utf-8")
        return
    assert played == text
    assert "open" not in clerk.ok("followup", "list", "--state", "all", "--fields", "state").splitlines()
    assert clerk.run("check", "--select", "AGD,FUP", "--fail-on", "warning").status == 0


def _played(clerk: Clerk, block: re.Match[str]) -> str:
    if not block["kind"]:
        for line in block["lines"].splitlines():
            clerk.ok(*shlex.split(line)[1:])
        return block[0]
    return "```console\n" + "".join(f"{line}\n" for line in _shown(clerk, block["lines"])) + "```"


def _shown(clerk: Clerk, lines: str) -> Iterator[str]:
    """Each command of a block with what it says; a status other than 0 stands below in brackets."""
    for line in lines.splitlines():
        if not line.startswith("$ "):
            continue
        answer = clerk.run(*shlex.split(line)[2:], terminal=True)
        yield line
        yield from (said.rstrip() for said in (answer.out + answer.err).rstrip("\n").split("\n") if said.strip())
        if answer.status:
            yield f"[{answer.status}]"
