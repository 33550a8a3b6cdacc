"""Checking an untrusted branch by the settings, vocabulary and waivers of the trusted side."""

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
    """The result of the check, and the register's folder in the repository."""

    checked: Checked
    place: PurePosixPath


def check_branch(start: Path, revision: str, trusting: str | None, request: Question) -> CheckedBranch:
    """Check what a branch changed since its fork from the trusted side; everything else in it is only read.

    It runs in a worker with limited time and memory, and starts only git's plumbing on git objects: neither the work
    tree
    nor the configuration of the branch has any effect.

    Raises:
        SomeiError: if it could not be judged.
    """
    return alone(
        lambda _: _check(branch_at(start, revision, trusting), request),
        f"the branch at {revision}",
        seconds=SECONDS,
        memory=MEMORY,
    )


def _check(branch: Branch, request: Question) -> CheckedBranch:
    branch.refuse_excess()
    register = branch.register
    since = branch.base if request.since is None else branch.git.resolve(request.since)
    entries = tuple(register.entries())
    snapshot = register.snapshot_of(entries)
    blobs = documents_of(register, since)
    changed_paths = differing(entries, blobs, since)
    changed_documents = [entry.document for entry in entries if entry.document and entry.path in changed_paths]
    admitted_waivers = frozenset(
        (document.number, code, reason)
        for document in changed_documents
        if document.waive
        for code, reason in branch.waivers_of(document)
    )
    report = check(
        entries,
        snapshot,
        today=request.today,
        select=request.select,
        ignore=request.ignore,
        numbers=request.numbers or None,
        paths=changed_paths,
        surroundings=what_went(register, entries, blobs, since),
        admitted=admitted_waivers,
    )
    return CheckedBranch(
        Checked(report, tuple(_remarks(branch, changed_documents, admitted_waivers))), place_of(register)
    )


def _remarks(
    branch: Branch, changed_documents: list[Document], admitted_waivers: frozenset[tuple[object, str, str]]
) -> list[str]:
    remarks = [f"Trusted are the settings, the vocabulary and the waivers of {branch.trusted[:10]}."]
    ignored_paths = branch.settled_elsewhere()
    if ignored_paths:
        remarks.append(f"What the branch would change in {', '.join(ignored_paths)} does not count yet.")
    refused = sum(
        (d.number, code, reason) not in admitted_waivers for d in changed_documents for code, reason in d.waive
    )
    if refused:
        remarks.append(f"{counted(refused, 'waiver')} of the branch did not count.")
    return remarks
