"""Checking an untrusted branch by the settings, vocabulary and waivers of the trusted side."""

from pathlib import Path, PurePosixPath
from typing import NamedTuple

from somei_cli.actions.check.check import CheckResult
from somei_cli.actions.check.full import missing_since
from somei_cli.actions.check.options import CheckRequest
from somei_cli.model.document import Document
from somei_cli.model.register.words import pluralise
from somei_cli.rules.engine.check import check
from somei_cli.store.process.limited_workers import run_in_worker
from somei_cli.store.register.changed_files import find_differing_documents, list_document_blobs
from somei_cli.store.register.untrusted import UntrustedBranch, open_untrusted_branch

SECONDS = 600.0
MEMORY = 4 * 1024**3


class CheckedBranch(NamedTuple):
    """The result of the check, and the register's folder in the repository."""

    checked: CheckResult
    place: PurePosixPath


def check_branch(start: Path, revision: str, trusting: str | None, request: CheckRequest) -> CheckedBranch:
    """Check what a branch changed since its fork from the trusted side; everything else in it is only read.

    It runs in a worker with limited time and memory, and starts only git's plumbing on git objects: neither the work
    tree nor the configuration of the branch has any effect.

    Raises:
        SomeiError: if it could not be judged.
    """
    return run_in_worker(
        lambda _: _check(open_untrusted_branch(start, revision, trusting), request),
        f"the branch at {revision}",
        seconds=SECONDS,
        memory=MEMORY,
    )


def _check(branch: UntrustedBranch, request: CheckRequest) -> CheckedBranch:
    branch.refuse_oversized()
    register = branch.register
    since = branch.base if request.since is None else branch.git.resolve(request.since)
    entries = tuple(register.entries())
    snapshot = register.snapshot_of(entries)
    blobs = list_document_blobs(register, since)
    changed_paths = find_differing_documents(entries, blobs, since)
    changed_documents = [entry.document for entry in entries if entry.document and entry.path in changed_paths]
    admitted_waivers = frozenset(
        (document.number, code, reason)
        for document in changed_documents
        if document.waive
        for code, reason in branch.trusted_waivers(document)
    )
    report = check(
        entries,
        snapshot,
        today=request.today,
        select=request.select,
        ignore=request.ignore,
        numbers=request.numbers or None,
        paths=changed_paths,
        clone_state=missing_since(register, entries, blobs, since),
        admitted_waivers=admitted_waivers,
    )
    return CheckedBranch(
        CheckResult(report, tuple(_remarks(branch, changed_documents, admitted_waivers))),
        register.files.path_in_repository,
    )


def _remarks(
    branch: UntrustedBranch, changed_documents: list[Document], admitted_waivers: frozenset[tuple[object, str, str]]
) -> list[str]:
    remarks = [f"Trusted are the settings, the vocabulary and the waivers of {branch.trusted[:10]}."]
    ignored_paths = branch.list_ignored_changes()
    if ignored_paths:
        remarks.append(f"What the branch would change in {', '.join(ignored_paths)} does not count yet.")
    refused = sum(
        (d.number, code, reason) not in admitted_waivers for d in changed_documents for code, reason in d.waive
    )
    if refused:
        remarks.append(f"{pluralise(refused, 'waiver')} of the branch did not count.")
    return remarks
