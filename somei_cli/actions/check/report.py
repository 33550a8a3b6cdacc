"""The report on a whole register, made from the verdicts of the index."""

from somei_cli.actions.check.options import Question, prove_history
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.clone_state import Surroundings
from somei_cli.model.register.files import DocumentFile
from somei_cli.rules.catalogue import chosen
from somei_cli.rules.definition.findings import Finding, Proved, Report
from somei_cli.rules.definition.rule import Background
from somei_cli.rules.engine.check import FileFindings, Narrowing, by_number, given_in, report
from somei_cli.store.index.database import Index
from somei_cli.store.index.families import read_units
from somei_cli.store.index.keys import key_of
from somei_cli.store.index.verdicts import Verdicts
from somei_cli.store.register.register import Register


def kept_report(
    register: Register,
    index: Index,
    request: Question,
    history: Proved | None = None,
    surroundings: Surroundings | None = None,
) -> Report:
    """Put all verdicts together to a report; the history is verified if the request asks for it."""

    def file_of(number: DocumentNumber) -> DocumentFile:
        (family,) = read_units(register, index.ask, [key_of(number.base)])
        return by_number(family.entries)[number]

    verdicts = Verdicts(index)
    rules = chosen(request.select, request.ignore)
    codes = {rule.code for rule in rules}
    findings = map(Finding.of_row, verdicts.findings())
    judged = FileFindings(
        tuple(finding for finding in findings if finding.code in codes),
        tuple(given_in(*row) for row in verdicts.waivers()),
        *verdicts.counts(),
    )
    context = Background(register.vocabulary, register.settings, request.today)
    return report(
        rules,
        judged,
        context,
        file_of,
        Narrowing(),
        history or prove_history(register, context, request),
        surroundings,
    )
