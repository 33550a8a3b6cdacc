"""Checking an untrusted branch by the settings, vocabulary and waivers of the trusted side."""

from collections.abc import Iterator
from pathlib import Path

from somei_cli.actions.check.full import CheckedFiles, check_files, read_every_file
from somei_cli.actions.check.plan import CheckPlan, CheckResult
from somei_cli.actions.check.repository_files import judge_branch_files
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.markings import level_of
from somei_cli.model.register.public_view import visibility_of
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.words import pluralise
from somei_cli.rules.catalogue import select_rules
from somei_cli.rules.definition.findings import Finding, Severity
from somei_cli.store.process.limited_workers import run_in_worker
from somei_cli.store.register.changed_files import list_document_blobs
from somei_cli.store.register.untrusted import UntrustedBranch, open_untrusted_branch

SECONDS = 600.0
MEMORY = 4 * 1024**3


def check_branch(start: Path, plan: CheckPlan) -> CheckResult:
    """Check what a branch changed since its fork from the trusted side; everything else in it is only read.

    It runs in a worker with limited time and memory, and starts only git's plumbing on git objects: neither the work
    tree nor the configuration of the branch has any effect.

    Raises:
        SomeiError: if it could not be judged.
    """
    revision = "HEAD" if plan.revision is None else plan.revision
    return run_in_worker(
        lambda _: _check(open_untrusted_branch(start, revision, plan.trusted), plan),
        f"the branch at {revision}",
        seconds=SECONDS,
        memory=MEMORY,
    )


def _check(branch: UntrustedBranch, plan: CheckPlan) -> CheckResult:
    branch.refuse_oversized()
    ignored_paths = branch.list_ignored_changes()
    if ignored_paths:
        branch.refuse_unusable()
    register = branch.register
    since = branch.base if plan.since is None else branch.git.resolve(plan.since)
    files = read_every_file(register).narrowed_to_changes(since, list_document_blobs(register, since))
    changed_documents = [
        entry.document for entry in files.entries if entry.document and entry.path in (files.paths or ())
    ]
    admitted_waivers = frozenset(
        (document.number, code, reason)
        for document in changed_documents
        if document.waive
        for code, reason in branch.trusted_waivers(document)
    )
    report = check_files(plan, files._replace(admitted_waivers=admitted_waivers))
    branch_files = judge_branch_files(branch.git, branch.base, branch.commit, branch.prefix)
    codes = {rule.code for rule in select_rules(plan.select, plan.ignore, register.settings.rules)}
    branch_findings = (*branch_files.faults, *_find_opened_documents(branch, files))
    findings = {*report.findings, *(finding for finding in branch_findings if finding.code in codes)}
    remarks = _remarks(branch, ignored_paths, changed_documents, admitted_waivers)
    if branch_files.other_paths:
        remarks.append(f"It also changes what is not of the register: {', '.join(branch_files.other_paths)}.")
    return CheckResult(
        report._replace(findings=tuple(sorted(findings))), tuple(remarks), register.files.path_in_repository
    )


def _find_opened_documents(branch: UntrustedBranch, files: CheckedFiles) -> Iterator[Finding]:
    """Report documents whose marking the branch lowers, or of which the public would see more by the trusted settings.

    No trailer of a commit excuses it: whoever wrote the branch wrote those too.
    """
    changed = {entry.path: entry.document for entry in files.entries if entry.path in (files.paths or ())}
    earlier_documents = branch.read_documents_at_base(changed)
    unchanged = (entry.document for entry in files.entries if entry.document and entry.path not in earlier_documents)
    settings = files.snapshot.settings
    before = Snapshot((*unchanged, *earlier_documents.values()), lambda: files.snapshot.vocabulary, settings)
    for path, old in earlier_documents.items():
        new = changed[path]
        if new is None:
            continue
        is_lowered = level_of(new.marking) < level_of(old.marking)
        is_published = old.status not in {Status.RESERVED, Status.DRAFT}
        is_opened = (visibility_of(new, files.snapshot) or 0) > (visibility_of(old, before) or 0)
        if is_lowered or (is_published and is_opened):
            change = "lowers the marking" if is_lowered else "makes more public"
            hint = "If it is right, a clerk does it on the trusted side, with somei classify or somei access."
            message = f"the branch {change} of {new.number}; an untrusted branch may not"
            yield Finding("HIST006", Severity.ERROR, str(path), 1, 1, str(new.number), message, hint)


def _remarks(
    branch: UntrustedBranch,
    ignored_paths: tuple[str, ...],
    changed_documents: list[Document],
    admitted_waivers: frozenset[tuple[object, str, str]],
) -> list[str]:
    remarks = [f"The settings, the vocabulary and the waivers of {branch.trusted[:10]} are trusted."]
    if ignored_paths:
        remarks.append(f"What the branch would change in {', '.join(ignored_paths)} does not count yet.")
    refused = sum(
        (d.number, code, reason) not in admitted_waivers for d in changed_documents for code, reason in d.waive
    )
    if refused:
        remarks.append(f"{pluralise(refused, 'waiver')} of the branch did not count.")
    return remarks
