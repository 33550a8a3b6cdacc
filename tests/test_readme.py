"""The transcripts of the README, replayed: what it shows is what somei answers.

With `pytest --accept` the README is written anew from what came out; review the diff.
"""

import re
import shlex
import shutil
from collections.abc import Iterator

import pytest
from conftest import PROJECT, SAMPLE, Clerk

README = PROJECT / "README.md"
_BLOCK = re.compile(r"```console\n(?P<lines>.*?)```", re.DOTALL)
_COMMIT = re.compile(r"\b(?:[0-9a-f]{10}|[0-9a-f]{7})\b")
_TIME = re.compile(r"\(20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}\)")


def test_the_first_ten_minutes(empty: Clerk, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
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
    """Each command of a block with what it says; a status other than 0 stands below in brackets."""
    for line in block.splitlines():
        if not line.startswith("$ "):
            continue
        name, *words = shlex.split(line[2:])
        assert name == "somei"
        answer = clerk.run(*words, terminal=True)
        yield line
        yield from (said.rstrip() for said in (answer.out + answer.err).rstrip("\n").split("\n") if said.strip())
        if answer.status:
            yield f"[{answer.status}]"
