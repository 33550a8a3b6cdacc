"""A register that a bad person filled, and what must hold of every answer whatever was in the way."""

import csv
import io
import json
import os
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from attacks.corpus import MARKER
from conftest import Answer, Clerk
from hostile_texts import STEERING, quoted, written_by_hand

STATUSES = frozenset({0, 1, 2, 3, 4, 5})
FORMULAS = tuple("=+-@＝＋－＠\t\r")

LETTER = """Council of the
European Union

Brussels, 9 June 2015
(OR. en)

9001/15

LIMITE

ASIM 22

NOTE
From: {line}
To: Delegations
Subject: {line}

1. {line}

Delegations will report by the end of June 2015. See 15070/19.
"""

AGENDA = """\
number = "5000/20"
status = "draft"
type = "PROVISIONAL AGENDA"
subject = {line}
date = 2020-02-01
from = {line}

[meeting]
body = "SOMEI"
start = 2020-03-04

[agenda]
state = "provisional"

[[items]]
number = "1"
title = {line}
by = {line}
kind = "decision"
documents = ["15070/19"]

[[items.follow_ups]]
who = {line}
what = {line}
due = 2020-02-01
due_as_said = {line}
"""


class Attacked(Clerk):
    """A clerk whose every answer is looked at."""

    def asks(self, words: Sequence[str], *, terminal: bool = False, stdin: bytes = b"x\n") -> Answer:
        """Type a command, and see that its answer steers nothing, breaks no format and is no fault of somei."""
        try:
            answer = self.run(*words, terminal=terminal, stdin=stdin)
        except UnicodeDecodeError:  # a printed PDF, or the like
            return Answer(0, "", "")
        assert answer.status in STATUSES, (words, answer.status, answer.err)
        for text in (answer.out, answer.err):
            # The lines of a calendar end in both, and Rich writes escapes where it colours a word.
            plain = text.replace("\r\n", "\n")
            found = STEERING.search(_uncoloured(plain) if terminal else plain)
            assert found is None, (words, text[max(found.start() - 60, 0) : found.end() + 20])
            assert "Traceback" not in text, (words, text)
        form = _form(words)
        if form != "github":
            lines = (answer.out if form else "").splitlines() + answer.err.splitlines()
            assert not [line for line in lines if line.lstrip().startswith("::")], (words, lines)
        if answer.out and answer.status in {0, 1} and form in _WELL_FORMED:
            _WELL_FORMED[form](answer.out)
        return answer


def _uncoloured(text: str) -> str:
    """Without what Rich writes to colour a word, which is all that may steer."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def _form(words: Sequence[str]) -> str:
    if "--json" in words:
        return "json"
    told = [word.partition("=")[2] for word in words if word.startswith(("--format=", "--as="))]
    return told[-1] if told else ""


def _csv(text: str) -> None:
    for row in csv.reader(io.StringIO(text), strict=True):
        assert not [cell for cell in row if cell.startswith(FORMULAS)], row


def _html(text: str) -> None:
    assert "<script" not in text
    assert "onerror=" not in text.replace("&lt;img src=x onerror=", "")
    assert 'href="javascript' not in text


def _jsonl(text: str) -> None:
    for line in text.splitlines():
        json.loads(line)


_WELL_FORMED: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "sarif": json.loads,
    "gitlab": json.loads,
    "jsonl": _jsonl,
    "junit": ET.fromstring,
    "svg": ET.fromstring,
    "csv": _csv,
    "html": _html,
}


@pytest.fixture
def attacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Attacked:
    """A clerk in an empty folder; whatever appears beside it is told at the end."""
    folder = tmp_path / "desk"
    folder.mkdir()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("SOMEI_BACKOFF", "0")
    return Attacked(folder)


SOUND = "Sound words"


def sound_register(clerk: Clerk) -> None:
    """A register with nothing odd in it; it is made once, and copied."""
    kept = clerk.folder.parent.parent / "sound-register"
    if not kept.exists():
        filled(clerk, SOUND)
        shutil.copytree(clerk.folder, kept)
    else:
        shutil.copytree(kept, clerk.folder, dirs_exist_ok=True)


def filled(clerk: Clerk, text: str) -> None:
    """A register in which a text stands wherever one may: documents, settings, vocabulary, names, commits."""
    clerk.ok("init")
    line = quoted(" ".join(text.split("\n")).strip() or "x")
    settings = clerk.read("somei.toml").replace("own_series = []", 'own_series = ["SN"]').split("\n")
    settings = [f"name = {line}" if row.startswith("name = ") else row for row in settings]
    settings = [f"place = {line}" if row.startswith("place = ") else row for row in settings]
    clerk.write(
        "somei.toml",
        "\n".join(settings)
        + f"\n[[waivers]]\ncode = {line}\nreason = {line}\nowner = {line}\n\n[searches]\n{line} = {line}\n",
    )
    for file, rows in {
        "bodies.toml": f'\n[[bodies]]\nkey = "EVIL"\nname = {line}\nalso = [{line}]\n',
        "document_types.toml": f"\n[[types]]\nheading = {line}\npurpose = {line}\n",
        "terms.toml": f"\n[[terms]]\nterm = {line}\nmeaning = {line}\n",
    }.items():
        clerk.write(f"vocabulary/{file}", clerk.read(f"vocabulary/{file}") + rows)
    codes = "vocabulary/subject_codes.toml"
    clerk.write(codes, clerk.read(codes) + f"EVIL = {line}\n")
    document = written_by_hand("15070/19", text.strip() or "x")
    clerk.write("documents/2019/150/ST-15070-2019-INIT.toml", document)
    numbered = document.replace("15070/19", "1/19").replace("withdrawn", "draft")
    numbered = re.sub(r'\nnumber = ".*"\ntitle', '\nnumber = "1"\ntitle', numbered)
    clerk.write("documents/2019/137/ST-13735-2019-INIT.toml", numbered.replace('"1/19"', '"13735/19"', 1))
    clerk.write("documents/2020/050/ST-5000-2020-INIT.toml", AGENDA.format(line=line))
    clerk.git("add", ".")
    message = f"By hand\n\nReason: {' '.join(text.split())}".encode(errors="replace").replace(b"\0", b"")
    (clerk.folder.parent / "message").write_bytes(message)
    clerk.git("-c", "user.name=A\u202e [/b] Clerk", "commit", "-qF", "../message", "--cleanup=verbatim")
    papers(clerk, text)


def papers(clerk: Clerk, text: str) -> None:
    """Files beside the register that commands are given."""
    letter = LETTER.format(line=" ".join(text.split("\n")))
    clerk.folder.joinpath("letter.md").write_bytes(letter.encode(errors="surrogateescape"))
    for name in ("base", "ours", "theirs"):
        content = written_by_hand("15070/19", text.strip() or "x").replace("Brussels", name)
        clerk.folder.joinpath(f"{name}.toml").write_bytes(content.encode())


def whatever_was_run(folder: Path) -> list[str]:
    """Files of the marker's name, anywhere below."""
    return [str(Path(where, name)) for where, _, names in os.walk(folder) for name in names if MARKER in name]
