"""Checking an untrusted branch by the settings, vocabulary and waivers of the trusted side."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from somei_cli.actions.check.full import check_files, read_every_file
from somei_cli.actions.check.plan import CheckPlan, CheckResult
from somei_cli.actions.check.repository_files import judge_branch_files
from somei_cli.actions.history.verify import verify_range
from somei_cli.model.document import Document
from somei_cli.model.markings import level_of
from somei_cli.model.register.words import pluralise
from somei_cli.rules.definition.findings import Finding
from somei_cli.rules.definition.rule import RuleContext
from somei_cli.store.process.limited_workers import run_in_worker
from somei_cli.store.register.changed_files import list_document_blobs
from somei_cli.store.register.git_files import Committed
from somei_cli.store.register.register import open_register
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
    findings = {*report.findings, *branch_files.faults, *_find_lowered_markings(branch, changed_documents, plan)}
    remarks = _remarks(branch, changed_documents, admitted_waivers)
    if branch_files.other_paths:
        remarks.append(f"It also changes what is not of the register: {', '.join(branch_files.other_paths)}.")
    return CheckResult(
        report._replace(findings=tuple(sorted(findings))), tuple(remarks), register.files.path_in_repository
    )


def _find_lowered_markings(
    branch: UntrustedBranch, documents: Iterable[Document], plan: CheckPlan
) -> Iterator[Finding]:
    """Yield what the history says of lowered markings, if one is lower than where the branch forked."""
    before = open_register(branch.git.folder, Committed(branch.git, branch.base, branch.prefix))
    originals = ((document, before.find(document.number)) for document in documents)
    if any(original and level_of(document.marking) < level_of(original.marking) for document, original in originals):
        context = RuleContext(branch.register.vocabulary, branch.register.settings, plan.today)
        for finding in verify_range(branch.git_in_register, branch.base, branch.commit, context):
            if finding.code == "HIST006":
                yield finding


def _remarks(
    branch: UntrustedBranch, changed_documents: list[Document], admitted_waivers: frozenset[tuple[object, str, str]]
) -> list[str]:
    remarks = [f"The settings, the vocabulary and the waivers of {branch.trusted[:10]} are trusted."]
    ignored_paths = branch.list_ignored_changes()
    if ignored_paths:
        remarks.append(f"What the branch would change in {', '.join(ignored_paths)} does not count yet.")
    refused = sum(
        (d.number, code, reason) not in admitted_waivers for d in changed_documents for code, reason in d.waive
    )
    if refused:
        remarks.append(f"{pluralise(refused, 'waiver')} of the branch did not count.")
    return remarks
