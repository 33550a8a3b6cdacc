"""Reporting on the whole register from the verdicts that the index keeps."""

from somei_cli.actions.checking_all import prove_history
from somei_cli.actions.questions import Question
from somei_cli.model.surroundings import Surroundings
from somei_cli.rules.catalogue import chosen
from somei_cli.rules.checking import report
from somei_cli.rules.findings import Finding, Proved, Report
from somei_cli.rules.judging import Judged, Narrowing
from somei_cli.rules.rule import Background
from somei_cli.rules.waiving import given_in
from somei_cli.store.lookup.verdicts import Verdicts
from somei_cli.store.register import Register
from somei_cli.text.paths import path_of


def kept_report(
    register: Register,
    verdicts: Verdicts,
    question: Question,
    history: Proved | None = None,
    surroundings: Surroundings | None = None,
) -> Report:
    """The report that every verdict together gives; the history is proved where that is asked for."""
    rules = chosen(question.select, question.ignore)
    codes = {rule.code for rule in rules}
    findings = map(Finding.of_row, verdicts.findings())
    judged = Judged(
        tuple(finding for finding in findings if finding.code in codes),
        tuple(given_in(*row) for row in verdicts.waivers()),
        *verdicts.counts(),
    )
    background = Background(register.vocabulary, register.settings, question.today)
    return report(
        rules,
        judged,
        background,
        lambda number: register.entry(path_of(number)),
        Narrowing(),
        history or prove_history(register, background, question),
        surroundings,
    )
