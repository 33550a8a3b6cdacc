"""Reporting on the whole register from the verdicts that the index keeps."""

from somei_cli.actions.proving_asked import prove_history
from somei_cli.actions.questions import Question
from somei_cli.model.entries import DocumentFile
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.surroundings import Surroundings
from somei_cli.rules.catalogue import chosen
from somei_cli.rules.checking import report
from somei_cli.rules.findings import Finding, Proved, Report
from somei_cli.rules.judging import FileFindings, Narrowing, by_number
from somei_cli.rules.rule import Background
from somei_cli.rules.waiving import given_in
from somei_cli.store.lookup.index import Index
from somei_cli.store.lookup.keys import key_of
from somei_cli.store.lookup.units import read_units
from somei_cli.store.lookup.verdicts import Verdicts
from somei_cli.store.register import Register


def kept_report(
    register: Register,
    index: Index,
    question: Question,
    history: Proved | None = None,
    surroundings: Surroundings | None = None,
) -> Report:
    """The report that every verdict together gives; the history is proved where that is asked for."""

    def file_of(number: DocumentNumber) -> DocumentFile:
        (family,) = read_units(register, index.ask, [key_of(number.base)])
        return by_number(family.entries)[number]

    verdicts = Verdicts(index)
    rules = chosen(question.select, question.ignore)
    codes = {rule.code for rule in rules}
    findings = map(Finding.of_row, verdicts.findings())
    judged = FileFindings(
        tuple(finding for finding in findings if finding.code in codes),
        tuple(given_in(*row) for row in verdicts.waivers()),
        *verdicts.counts(),
    )
    background = Background(register.vocabulary, register.settings, question.today)
    return report(
        rules,
        judged,
        background,
        file_of,
        Narrowing(),
        history or prove_history(register, background, question),
        surroundings,
    )
