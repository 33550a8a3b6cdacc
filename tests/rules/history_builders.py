"""Small builders for histories: steps that no rule says anything about, to change in one place."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from rules.builders import PLAIN, TODAY, VOCABULARY, Case

from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.document import dump
from somei_cli.model.document import Document
from somei_cli.model.history.steps import BlobState, CommitView, FileEdit, HistoryStep
from somei_cli.rules.definition.findings import Report, VerifiedHistory
from somei_cli.rules.definition.rule import RuleContext
from somei_cli.rules.engine.commit_check import judge_step

WHEN = datetime(2020, 5, 4, 12, tzinfo=UTC)
CLERK, OTHER = "clerk@example.org", "other@example.org"


@dataclass(frozen=True)
class Told(Case):
    """Steps of a history, without any file that stands now."""

    steps: tuple[HistoryStep, ...] = ()

    @property
    def touched(self) -> tuple[str, ...]:
        return tuple(str(turn.path) for step in self.steps for turn in step.commit.edits)

    def check(self, **options: Any) -> Report:
        context = RuleContext(VOCABULARY, self.settings, TODAY)
        findings = tuple(finding for step in self.steps for finding in judge_step(step, context))
        return super().check(**{"history": VerifiedHistory(findings), **options})


def held(document: Document) -> BlobState:
    return BlobState(hashlib.sha256(dump(document).encode()).hexdigest(), document=document)


def turn(was: Document | None, now: Document | None, **changes: Any) -> FileEdit:
    """What a commit did to a document; the path is that of what was there, else of what came."""
    number = next(document.number for document in (was, now) if document)
    old, new = (held(document) if document else None for document in (was, now))
    return FileEdit(path_of(number), number, old, new)._replace(**changes)


def deed(*turns: FileEdit, mail: str = CLERK, **trailers: str) -> CommitView:
    """A commit that names the documents it touched, as somei's do."""
    named = {"Somei-Action": ("edit",), "Somei-Document": tuple(str(one.number) for one in turns)}
    given = {name.replace("_", "-"): (value,) for name, value in trailers.items()}
    return CommitView("a" * 40, "A Clerk", mail, WHEN, {**named, **given}, turns)


def step(*turns: FileEdit, **changes: Any) -> HistoryStep:
    return replace(HistoryStep(deed(*turns)), **changes)


def told(*steps: HistoryStep) -> Told:
    return Told((), PLAIN, steps=steps)
