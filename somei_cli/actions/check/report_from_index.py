"""The report on a whole register, made from the verdicts of the index."""

from somei_cli.actions.check.plan import CheckPlan, verify_history
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.git_setup import CloneState
from somei_cli.rules.definition.findings import Finding, Report, VerifiedHistory
from somei_cli.rules.definition.rule import Rule, RuleContext
from somei_cli.rules.engine.applied_waivers import waiver_in_document
from somei_cli.rules.engine.check import CheckFilter, FileFindings, build_report
from somei_cli.rules.engine.dispatch import files_by_number
from somei_cli.rules.state_rules import STATE_RULES, with_house_rules
from somei_cli.store.index.database import Index
from somei_cli.store.index.family_files import read_units
from somei_cli.store.index.keys import key_of
from somei_cli.store.index.verdicts import Verdicts
from somei_cli.store.register.register import Register


def report_from_verdicts(
    register: Register,
    index: Index,
    plan: CheckPlan,
    history: VerifiedHistory | None = None,
    clone_state: CloneState | None = None,
) -> Report:
    """Put all verdicts together to a report; the history is verified if the plan asks for it."""

    def file_of(number: DocumentNumber) -> DocumentFile:
        (family,) = read_units(register, index.query, [key_of(number.base)])
        return files_by_number(family.entries)[number]

    verdicts = Verdicts(index)
    rules = _select_rules(register, plan, history)
    codes = {rule.code for rule in rules}
    findings = map(Finding.from_row, verdicts.findings())
    judged = FileFindings(
        tuple(finding for finding in findings if finding.code in codes),
        tuple(waiver_in_document(*row) for row in verdicts.waivers()),
        *verdicts.count_files(),
    )
    context = RuleContext(register.vocabulary, register.settings, plan.today)
    return build_report(
        rules,
        judged,
        context,
        file_of,
        CheckFilter(),
        history or verify_history(register, context, plan),
        clone_state,
    )


def _select_rules(register: Register, plan: CheckPlan, history: VerifiedHistory | None) -> tuple[Rule, ...]:
    """Return the rules that a check runs. Rules about the history are needed to verify it, or to understand words."""
    if plan.select or plan.ignore or plan.history or history:
        from somei_cli.rules.catalogue import select_rules

        return select_rules(plan.select, plan.ignore, register.settings.rules)
    return tuple(with_house_rules(STATE_RULES, register.settings.rules).values())
