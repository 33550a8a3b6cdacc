"""Proving in steps is proving at once, whatever the history is, and no text is read more often than it must be."""

import random
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fast_import import Content, Link, Stream, foundation

from somei_cli.actions.history.verify import verify_register_history
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml import document as codec
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.history.moments_and_ranges import HistoryRange
from somei_cli.model.markings import LIMITE
from somei_cli.rules.definition.findings import VerifiedHistory
from somei_cli.rules.definition.rule import RuleContext
from somei_cli.store.register.register import Register

SWITCH = "\n[two_persons]\nlower_marking = true\nvoid_number = true\n"


class Fate:
    """A register to which everything happens, honest and not; merges among it."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.stream = Stream()
        self.held: dict[str, str] = {}
        base = foundation()
        self.settings = str(base["somei.toml"])
        self.line = [self.stream.commit(base)]

    def go_on(self) -> None:
        """One more commit on the line, or a branch of some that is merged."""
        if self.dice.random() < 0.75:
            days_ago = self.dice.choice([0] * 9 + [3])
            self.line.append(self.stream.commit(self._deed(), self._message(), parents=(self.line[-1],), ago=days_ago))
            return
        tip, before = self.line[-1], dict(self.held)
        merged: dict[str, Content] = {}
        for _ in range(self.dice.randint(1, 3)):
            deed = self._deed()
            merged |= deed
            mail = self.dice.choice(["clerk@example.org", "other@example.org"])
            tip = self.stream.commit(deed, self._message(), branch="side", parents=(tip,), mail=mail)
        if self.dice.random() < 0.3:
            merged |= self._deed()
        elif self.dice.random() < 0.2:
            merged, self.held = {}, before
        self.line.append(self.stream.commit(merged, self._message(), parents=(self.line[-1], tip)))

    def _message(self) -> str:
        lines = ["Reason: why not", "Approved-by: B <other@example.org>", "Somei-Action: edit", "Somei-Document: 3/19"]
        return "Do\n\n" + "\n".join(line for line in lines if self.dice.random() < 0.3)

    def _deed(self) -> dict[str, Content]:
        dice = self.dice
        if dice.random() < 0.05:
            return {"somei.toml": dice.choice([self.settings, self.settings + SWITCH])}
        number = DocumentNumber("ST", dice.randint(1, 5), 2019)
        path = str(path_of(number))
        serials = tuple(CodeEntry.parse(f"COSI {dice.randint(1, 4)}") for _ in range(dice.randint(0, 1)))
        document = Document(
            number,
            dice.choice([Status.ISSUED, Status.ISSUED, Status.DRAFT, Status.VOID]),
            reason="r",
            type=dice.choice(["NOTE", "REPORT"]),
            subject=dice.choice(["One", "Two"]),
            date=date(2019, dice.randint(1, 2), 1),
            marking=dice.choice([None, LIMITE]),
            subject_codes=serials,
        )
        fate = dice.random()
        if path in self.held and fate < 0.1:
            del self.held[path]
            return {path: None}
        if path in self.held and fate < 0.2:
            return {path: Link("../elsewhere")}
        if fate < 0.3:
            return {path: f"[[[ {dice.random()}"}
        if fate < 0.4:
            document = replace(document, number=DocumentNumber("ST", dice.randint(1, 5), 2019))
        self.held[path] = codec.dump(document)
        return {path: self.held[path]}


def _prove(folder: Path, wanted: HistoryRange | None = None) -> VerifiedHistory:
    register = Register(folder)
    return verify_register_history(
        register, wanted or HistoryRange(), RuleContext(register.vocabulary, register.settings, date(2020, 6, 1))
    )


def _at(folder: Path, commit: str) -> None:
    subprocess.run(["git", "-C", str(folder), "update-ref", "refs/heads/main", commit], check=True)


@pytest.mark.parametrize("seed", range(6))
def test_proving_in_steps_is_proving_at_once(tmp_path: Path, seed: int) -> None:
    fate = Fate(seed)
    for _ in range(40):
        fate.go_on()
    folder = tmp_path / "register"
    hashes = fate.stream.write(folder)
    subprocess.run(["git", "-C", str(folder), "checkout", "-q", hashes[0], "--", "."], check=True)
    line = [hashes[mark - 1] for mark in fate.line]

    _at(folder, line[-1])
    whole = _prove(folder)
    (folder / ".git/somei/proof.json").unlink()
    for at in sorted({*random.Random(seed).sample(range(len(line)), 4), len(line) - 1}):
        _at(folder, line[at])
        in_steps = _prove(folder)

    assert in_steps == whole
    assert len({finding.code for finding in whole.findings}) > 4, "a history to which nothing happened proves nothing"


def test_what_is_found_in_a_range_is_what_is_found_of_it_in_the_whole(tmp_path: Path) -> None:
    fate = Fate(99)
    for _ in range(30):
        fate.go_on()
    folder = tmp_path / "register"
    hashes = fate.stream.write(folder)
    subprocess.run(["git", "-C", str(folder), "checkout", "-q", hashes[0], "--", "."], check=True)
    whole = _prove(folder).findings
    # What must be known of the steps before a range is not known in it.
    alone = {"HIST001", "HIST002", "HIST004", "HIST006", "HIST007", "HIST009", "HIST010"}
    since = hashes[fate.line[15] - 1]
    later = set(hashes[fate.line[15] :])

    ranged = _prove(folder, HistoryRange(since=since)).findings

    told = {(f.code, f.commit, f.document) for f in whole if f.commit in later and f.code in alone}
    assert {(f.code, f.commit, f.document) for f in ranged if f.code in alone} <= told
    assert ranged
