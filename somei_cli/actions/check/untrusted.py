"""Checking an untrusted branch by the settings, vocabulary and waivers of the trusted side."""

from collections.abc import Iterator
from pathlib import Path

from somei_cli.actions.check.changed_paths import judge_branch_paths
from somei_cli.actions.check.full import CheckedFiles, check_files, read_every_file
from somei_cli.actions.check.plan import CheckPlan, CheckResult
from somei_cli.errors import SomeiError, Unreadable, shell_word
from somei_cli.formats.register_paths import SETTINGS
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.markings import level_of
from somei_cli.model.register.public_view import visibility_of
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.words import pluralise
from somei_cli.rules.catalogue import select_rules
from somei_cli.rules.definition.findings import UNREADABLE, Finding, Severity
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
    unusable = tuple(_unusable_settings(branch))
    added = {
        *unusable,
        *judge_branch_paths(branch.git, branch.base, branch.commit, branch.prefix),
        *_opened_documents(branch, files),
    }
    rules = select_rules(plan.select, plan.ignore, register.settings.rules)
    codes = {UNREADABLE, *(rule.code for rule in rules)}
    findings = sorted({*report.findings, *(finding for finding in added if finding.code in codes)})
    report = report._replace(findings=tuple(findings), unread=report.unread + len(unusable))
    remarks = tuple(_remarks(branch, changed_documents, admitted_waivers))
    return CheckResult(report, remarks, register.files.path_in_repository)


def _unusable_settings(branch: UntrustedBranch) -> Iterator[Finding]:
    """Report that nobody could open the register with the settings or the vocabulary of the branch."""
    if not branch.list_ignored_changes():
        return
    try:
        branch.open_own()
    except SomeiError as refusal:
        path, line = (refusal.path, refusal.line) if isinstance(refusal, Unreadable) else (SETTINGS, 0)
        message = f"after the merge nobody could open the register: {refusal}"
        yield Finding(UNREADABLE, Severity.ERROR, str(path), line or 1, 1, None, message, refusal.hint)


def _opened_documents(branch: UntrustedBranch, files: CheckedFiles) -> Iterator[Finding]:
    """Report documents whose marking the branch lowers, or of which the public would see more by the trusted settings.

    No trailer of a commit excuses it: whoever writes the branch also writes those.
    """
    changed = {entry.path: entry.document for entry in files.entries if entry.path in (files.paths or ())}
    earlier_documents = branch.read_documents_at_base(changed)
    unchanged = (entry.document for entry in files.entries if entry.document and entry.path not in earlier_documents)
    before = Snapshot(
        (*unchanged, *earlier_documents.values()), lambda: files.snapshot.vocabulary, files.snapshot.settings
    )
    for path, old in earlier_documents.items():
        new = changed[path]
        if new is None:
            continue
        is_lowered = level_of(new.marking) < level_of(old.marking)
        is_published = old.status not in {Status.RESERVED, Status.DRAFT}
        is_opened = (visibility_of(new, files.snapshot) or 0) > (visibility_of(old, before) or 0)
        if is_lowered or (is_published and is_opened):
            change = "more of it becomes public"
            if is_lowered:
                change = f"its marking goes from {old.marking} to {new.marking or 'none'}"
            hint = f"If that is right, do it on the trusted side: somei classify {shell_word(new.number)}, somei access"
            message = f"an untrusted branch may not open {new.number}: {change}"
            yield Finding("HIST006", Severity.ERROR, str(path), 1, 1, str(new.number), message, hint)


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
