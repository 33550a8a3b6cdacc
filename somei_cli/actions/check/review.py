"""Reviewing a branch: what it did since it parted, and how the register would stand after the merge."""

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
    """Judge a branch without touching the work tree or the index.

    Raises:
        NotFound: one of the two names no commit.
        CannotWork: they have no commit in common, the branch holds far more than the base, or that cannot be judged.
    """
    git = Git(register.root)
    onto, tip = git.resolve(base), git.resolve(branch)
    parted = forked_at(git, onto, tip)
    if parted is None:
        raise CannotWork(f"“{base}” and “{branch}” have no commit in common.")
    hint = "Ask for it in smaller parts, or look at it with git."
    refuse_excess(git, parted, tip, f"{git.prefix()}{DOCUMENTS}", hint)
    changes = compare(register, StateRange(parted, tip, tip))
    merge = merged(git, onto, tip)
    told = Review(branch, base, (parted, onto, tip), changes, conflicts=tuple(map(str, merge.conflicts)))
    if merge.conflicts:
        return told
    # Both sides are told from the verdicts on the work tree.
    check_again(Register(register.root, indexed=register.indexed), Question(today))
    before = _report(register, git, onto, today)
    try:
        after = _report(register, git, merge.tree, today, _history(register, git, merge, (onto, tip), today))
    except (CannotWork, FileNotFoundError) as refusal:
        why = str(refusal) if isinstance(refusal, CannotWork) else "somei.toml: is missing"
        return Review(branch, base, told.commits, changes, blind=why)
    return Review(branch, base, told.commits, changes, compared(before, after), unread=after.unread)


def _history(register: Register, git: Git, merge: Merge, sides: tuple[str, str], today: date) -> Proved:
    """What the proof of the history would say of the merge."""
    onto, tip = sides
    if is_within(git, tip, onto):
        return Proved(whole=False)
    held = Register(register.root, Committed(git, onto))
    background = Background(held.vocabulary, held.settings, today)
    return Proved(prove_merge(git, onto, as_if_merged(git, merge, onto, tip), background), whole=False)


def _report(register: Register, git: Git, state: str, today: date, history: Proved | None = None) -> Report:
    held = Register(register.root, Committed(git, state), indexed=register.indexed)
    try:
        report = check_at(held, Question(today), history)
        if report:
            return report
        entries = tuple(held.entries())
        return check(entries, held.snapshot_of(entries), today=today, history=history)
    except Unreadable as refusal:
        raise CannotWork(str(refusal)) from refusal
    except FileNotFoundError as missing:
        raise CannotWork(f"Commit {state[:10]} holds no register: there is no somei.toml.") from missing
