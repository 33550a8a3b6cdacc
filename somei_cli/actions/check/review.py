"""Reviewing a branch: what it changed since the fork, and how the register would be after the merge."""

from datetime import date

from somei_cli.actions.check.check import judge_register
from somei_cli.actions.check.incremental import check_work_tree
from somei_cli.actions.check.plan import CheckPlan
from somei_cli.actions.check.repository_files import judge_branch_files
from somei_cli.actions.history.diff import StateRange, compare
from somei_cli.actions.history.verify import verify_merge
from somei_cli.errors import CannotWork, NoRegisterInState, Unreadable
from somei_cli.formats.register_paths import DOCUMENTS
from somei_cli.model.register.vocabulary import Vocabulary, find_renamed_codes
from somei_cli.rules.definition.findings import Report, VerifiedHistory
from somei_cli.rules.definition.rule import RuleContext
from somei_cli.rules.engine.added_errors import rename_codes
from somei_cli.rules.engine.branch_review import BranchReview, FindingChanges, compare_reports
from somei_cli.store.git.ancestry import find_merge_base, is_ancestor
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import refuse_unknown_zone
from somei_cli.store.git.size_limits import refuse_oversized_commit
from somei_cli.store.register.changed_files import MergePreview, create_preview_commit, preview_merge
from somei_cli.store.register.git_files import Committed
from somei_cli.store.register.register import Register, open_register


def review_branch(register: Register, branch: str, base: str, today: date) -> BranchReview:
    """Judge a branch without touching the work tree or the git index.

    Raises:
        NotFound: if one of the two does not name a commit.
        CannotWork: if they have no commit in common, the branch is much larger than the base, or cannot be judged.
    """
    git = Git(register.root)
    base_commit, branch_commit = git.resolve(base), git.resolve(branch)
    fork = find_merge_base(git, base_commit, branch_commit)
    if fork is None:
        raise CannotWork(f"“{base}” and “{branch}” have no commit in common.")
    hint = "Ask for it in smaller parts, or look at it with git."
    refuse_oversized_commit(git, fork, branch_commit, f"{git.prefix()}{DOCUMENTS}", hint)
    changes = compare(register, StateRange(fork, branch_commit, branch_commit))
    files = judge_branch_files(git, fork, branch_commit, git.prefix())
    merge = preview_merge(git, base_commit, branch_commit)
    without_findings = BranchReview(
        branch,
        base,
        (fork, base_commit, branch_commit),
        changes,
        FindingChanges(files.faults),
        conflicts=tuple(map(str, merge.conflicts)),
        other_paths=files.other_paths,
    )
    if merge.conflicts:
        return without_findings
    # Brings the verdicts of the index up to date: both sides are judged by their difference from the work tree.
    check_work_tree(open_register(register.root, indexed=register.indexed), CheckPlan(today))
    before = _check_state(register, git, base_commit, today)
    try:
        # Of the merged state alone: a branch may mend the zone that the base has.
        refuse_unknown_zone(open_register(register.root, Committed(git, merge.tree)).settings)
        after = _check_state(
            register, git, merge.tree, today, _merge_history(register, git, merge, (base_commit, branch_commit), today)
        )
    except CannotWork as refusal:
        reason = "somei.toml: is missing" if isinstance(refusal, NoRegisterInState) else str(refusal)
        return without_findings._replace(unjudged_reason=reason)
    # A finding about a code that the branch renamed is the same one.
    renamed = find_renamed_codes(*(_vocabulary_at(register, git, state) for state in (base_commit, merge.tree)))
    before = before._replace(findings=tuple(rename_codes(before.findings, renamed)))
    return without_findings._replace(findings=compare_reports(before, after, files.faults), unread=after.unread)


def _vocabulary_at(register: Register, git: Git, state: str) -> Vocabulary:
    return open_register(register.root, Committed(git, state)).vocabulary


def _merge_history(
    register: Register, git: Git, merge: MergePreview, sides: tuple[str, str], today: date
) -> VerifiedHistory:
    """Verify the merge as a step of the history."""
    base_commit, branch_commit = sides
    if is_ancestor(git, branch_commit, base_commit):
        return VerifiedHistory(from_root=False)
    register_at_base = open_register(register.root, Committed(git, base_commit))
    context = RuleContext(register_at_base.vocabulary, register_at_base.settings, today)
    return VerifiedHistory(
        verify_merge(git, base_commit, create_preview_commit(git, merge, base_commit, branch_commit), context),
        from_root=False,
    )


def _check_state(
    register: Register, git: Git, state: str, today: date, history: VerifiedHistory | None = None
) -> Report:
    register_at_state = open_register(register.root, Committed(git, state), indexed=register.indexed)
    try:
        return judge_register(register_at_state, CheckPlan(today), history=history).report
    except Unreadable as refusal:
        raise CannotWork(str(refusal)) from refusal
    except FileNotFoundError as missing:
        raise CannotWork(f"Commit {state[:10]} holds no register: there is no somei.toml.") from missing
