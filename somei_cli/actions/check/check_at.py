"""Checking a commit as a whole: with the verdicts on the work tree, except for families that differ."""

from contextlib import closing

from somei_cli.actions.check.family_verdicts import judge_changed_families, judge_indexed_state
from somei_cli.actions.check.incremental import verdict_edition
from somei_cli.actions.check.plan import CheckPlan
from somei_cli.actions.check.report_from_index import report_from_verdicts
from somei_cli.rules.definition.findings import Report, VerifiedHistory
from somei_cli.store.index.database import INDEX_FAILURES
from somei_cli.store.index.other_states import IndexedState, open_indexed_state
from somei_cli.store.index.verdicts import Verdicts
from somei_cli.store.register.register import Register, open_register

_MAX_JUDGED = 1_000


def check_at(register: Register, plan: CheckPlan, history: VerifiedHistory | None = None) -> Report | None:
    """Check everything in a commit; None if the index cannot help, or has no documents."""
    try:
        edition = verdict_edition(register)
        # A second time if the work tree had to be judged first: it may have changed meanwhile.
        for _ in range(2):
            indexed_state = open_indexed_state(register, differing=True)
            if indexed_state is None:
                return None
            with closing(indexed_state.index):
                verdicts, work_tree = Verdicts(indexed_state.index), open_register(register.root)
                if verdicts.are_complete(edition, plan.today):
                    return _report_at(indexed_state, verdicts, plan, history)
                # Judging the whole work tree takes longer than reading this commit once.
                is_quick = verdicts.count_waiting(edition) <= _MAX_JUDGED and verdict_edition(work_tree) == edition
                if not is_quick or not judge_changed_families(
                    work_tree, indexed_state.index, verdicts, edition, plan.today
                ):
                    return None
    except INDEX_FAILURES:
        return None
    return None


def _report_at(
    indexed_state: IndexedState, verdicts: Verdicts, plan: CheckPlan, history: VerifiedHistory | None
) -> Report | None:
    with indexed_state.overlaid():
        if not judge_indexed_state(indexed_state.register, indexed_state.index, verdicts, plan.today):
            return None
        files, _ = verdicts.count_files()
        return report_from_verdicts(indexed_state.register, indexed_state.index, plan, history) if files else None
