"""Checking a commit as a whole: the verdicts on the work tree, but for what the two have otherwise."""

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

_FEW = 1_000


def check_at(register: Register, question: Question, history: Proved | None = None) -> Report | None:
    """What a check of everything tells; None where no index can help, or there is nothing in it."""
    try:
        edition = edition_of(register)
        # Once more where the work tree had to be judged first: it may have changed meanwhile.
        for _ in range(2):
            state = seen(register, differing=True)
            if state is None:
                return None
            with closing(state.index):
                verdicts, here = Verdicts(state.index), Register(register.root)
                if verdicts.are_whole(edition, question.today):
                    return _supposed(state, verdicts, question, history)
                # To judge everything takes longer than to read it, once.
                few = verdicts.behind(edition) <= _FEW and edition_of(here) == edition
                if not few or not judge_what_changed(here, state.index, verdicts, edition, question.today):
                    return None
    except FAILURES:
        return None
    return None


def _supposed(state: Seen, verdicts: Verdicts, question: Question, history: Proved | None) -> Report | None:
    with state.supposed():
        if not judge_supposed(state.register, state.index, verdicts, question.today):
            return None
        files, _ = verdicts.counts()
        return kept_report(state.register, state.index, question, history) if files else None
