"""Checking a commit as a whole: with the verdicts on the work tree, except for families that differ."""

from contextlib import closing

from somei_cli.actions.check.incremental import edition_of
from somei_cli.actions.check.options import Question
from somei_cli.actions.check.report import kept_report
from somei_cli.actions.check.run_rules import judge_supposed, judge_what_changed
from somei_cli.rules.definition.findings import Proved, Report
from somei_cli.store.index.database import FAILURES
from somei_cli.store.index.other_states import Seen, seen
from somei_cli.store.index.verdicts import Verdicts
from somei_cli.store.register.register import Register

_MAX_JUDGED = 1_000


def check_at(register: Register, request: Question, history: Proved | None = None) -> Report | None:
    """Check everything in a commit; None if the index cannot help, or has no documents."""
    try:
        edition = edition_of(register)
        # A second time if the work tree had to be judged first: it may have changed meanwhile.
        for _ in range(2):
            indexed_state = seen(register, differing=True)
            if indexed_state is None:
                return None
            with closing(indexed_state.index):
                verdicts, work_tree = Verdicts(indexed_state.index), Register(register.root)
                if verdicts.are_whole(edition, request.today):
                    return _report_at(indexed_state, verdicts, request, history)
                # Judging the whole work tree takes longer than reading this commit once.
                is_quick = verdicts.behind(edition) <= _MAX_JUDGED and edition_of(work_tree) == edition
                if not is_quick or not judge_what_changed(
                    work_tree, indexed_state.index, verdicts, edition, request.today
                ):
                    return None
    except FAILURES:
        return None
    return None


def _report_at(indexed_state: Seen, verdicts: Verdicts, request: Question, history: Proved | None) -> Report | None:
    with indexed_state.supposed():
        if not judge_supposed(indexed_state.register, indexed_state.index, verdicts, request.today):
            return None
        files, _ = verdicts.counts()
        return kept_report(indexed_state.register, indexed_state.index, request, history) if files else None
