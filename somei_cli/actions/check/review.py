"""Reviewing a branch: what it changed since the fork, and how the register would be after the merge."""

from datetime import date

from somei_cli.actions.check.check_at import check_at
from somei_cli.actions.check.incremental import check_again
from somei_cli.actions.check.options import Question
from somei_cli.actions.history.diff import StateRange, compare
from somei_cli.actions.history.verify import prove_merge
from somei_cli.errors import CannotWork, Unreadable
from somei_cli.formats.register_paths import DOCUMENTS
from somei_cli.rules.definition.findings import Proved, Report
from somei_cli.rules.definition.rule import Background
from somei_cli.rules.engine.branch_review import Review, compared
from somei_cli.rules.engine.check import check
from somei_cli.store.git.ancestry import forked_at, is_within
from somei_cli.store.git.command import Git
from somei_cli.store.git.size_limits import refuse_excess
from somei_cli.store.register.changed_files import Merge, as_if_merged, merged
from somei_cli.store.register.committed_files import Committed
from somei_cli.store.register.register import Register


def review(register: Register, branch: str, base: str, today: date) -> Review:
    """Judge a branch without touching the work tree or the git index.

    Raises:
        NotFound: if one of the two does not name a commit.
        CannotWork: if they have no commit in common, the branch is much larger than the base, or cannot be judged.
    """
    git = Git(register.root)
    base_commit, branch_commit = git.resolve(base), git.resolve(branch)
    fork = forked_at(git, base_commit, branch_commit)
    if fork is None:
        raise CannotWork(f"“{base}” and “{branch}” have no commit in common.")
    hint = "Ask for it in smaller parts, or look at it with git."
    refuse_excess(git, fork, branch_commit, f"{git.prefix()}{DOCUMENTS}", hint)
    changes = compare(register, StateRange(fork, branch_commit, branch_commit))
    merge = merged(git, base_commit, branch_commit)
    without_findings = Review(
        branch, base, (fork, base_commit, branch_commit), changes, conflicts=tuple(map(str, merge.conflicts))
    )
    if merge.conflicts:
        return without_findings
    # Brings the verdicts of the index up to date: both sides are judged by their difference from the work tree.
    check_again(Register(register.root, indexed=register.indexed), Question(today))
    before = _check_state(register, git, base_commit, today)
    try:
        after = _check_state(
            register, git, merge.tree, today, _merge_history(register, git, merge, (base_commit, branch_commit), today)
        )
    except (CannotWork, FileNotFoundError) as refusal:
        reason = str(refusal) if isinstance(refusal, CannotWork) else "somei.toml: is missing"
        return Review(branch, base, without_findings.commits, changes, blind=reason)
    return Review(branch, base, without_findings.commits, changes, compared(before, after), unread=after.unread)


def _merge_history(register: Register, git: Git, merge: Merge, sides: tuple[str, str], today: date) -> Proved:
    """Verify the merge as a step of the history."""
    base_commit, branch_commit = sides
    if is_within(git, branch_commit, base_commit):
        return Proved(whole=False)
    register_at_base = Register(register.root, Committed(git, base_commit))
    context = Background(register_at_base.vocabulary, register_at_base.settings, today)
    return Proved(
        prove_merge(git, base_commit, as_if_merged(git, merge, base_commit, branch_commit), context), whole=False
    )


def _check_state(register: Register, git: Git, state: str, today: date, history: Proved | None = None) -> Report:
    register_at_state = Register(register.root, Committed(git, state), indexed=register.indexed)
    try:
        report = check_at(register_at_state, Question(today), history)
        if report:
            return report
        entries = tuple(register_at_state.entries())
        return check(entries, register_at_state.snapshot_of(entries), today=today, history=history)
    except Unreadable as refusal:
        raise CannotWork(str(refusal)) from refusal
    except FileNotFoundError as missing:
        raise CannotWork(f"Commit {state[:10]} holds no register: there is no somei.toml.") from missing
