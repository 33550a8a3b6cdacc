"""Checking a stranger's branch: what it brings, judged by the settings, vocabulary and waivers of the trusted side."""

from pathlib import Path, PurePosixPath
from typing import NamedTuple

from somei_cli.actions.check.check import Checked
from somei_cli.actions.check.full import what_went
from somei_cli.actions.check.options import Question
from somei_cli.model.document import Document
from somei_cli.model.register.words import counted
from somei_cli.rules.engine.check import check
from somei_cli.store.process.workers import alone
from somei_cli.store.register.changed_files import differing, documents_of
from somei_cli.store.register.states import place_of
from somei_cli.store.register.untrusted import Branch, branch_at

SECONDS = 600.0
MEMORY = 4 * 1024**3


class CheckedBranch(NamedTuple):
    """What came of it, and where the register lies in the repository."""

    checked: Checked
    place: PurePosixPath


def check_branch(start: Path, revision: str, trusting: str | None, question: Question) -> CheckedBranch:
    """Judge what a branch changes since it parted from the trusted side; everything else in it is read.

    It is done in a process of its own, with bounded time and memory, and starts nothing but git's plumbing on what
    git holds: neither the work tree nor the configuration of the branch has a say.

    Raises:
        SomeiError: whatever kept it from being judged.
    """
    return alone(
        lambda _: _checked(branch_at(start, revision, trusting), question),
        f"the branch at {revision}",
        seconds=SECONDS,
        memory=MEMORY,
    )


def _checked(branch: Branch, question: Question) -> CheckedBranch:
    branch.refuse_excess()
    register = branch.register
    since = branch.base if question.since is None else branch.git.resolve(question.since)
    entries = tuple(register.entries())
    snapshot = register.snapshot_of(entries)
    held = documents_of(register, since)
    changed = differing(entries, held, since)
    brought = [entry.document for entry in entries if entry.document and entry.path in changed]
    admitted = frozenset(
        (document.number, code, reason)
        for document in brought
        if document.waive
        for code, reason in branch.waivers_of(document)
    )
    report = check(
        entries,
        snapshot,
        today=question.today,
        select=question.select,
        ignore=question.ignore,
        numbers=question.numbers or None,
        paths=changed,
        surroundings=what_went(register, entries, held, since),
        admitted=admitted,
    )
    return CheckedBranch(Checked(report, tuple(_remarks(branch, brought, admitted))), place_of(register))


def _remarks(branch: Branch, brought: list[Document], admitted: frozenset[tuple[object, str, str]]) -> list[str]:
    remarks = [f"Trusted are the settings, the vocabulary and the waivers of {branch.trusted[:10]}."]
    others = branch.settled_elsewhere()
    if others:
        remarks.append(f"What the branch would change in {', '.join(others)} does not count yet.")
    new = sum((d.number, code, reason) not in admitted for d in brought for code, reason in d.waive)
    if new:
        remarks.append(f"{counted(new, 'waiver')} of the branch did not count.")
    return remarks
