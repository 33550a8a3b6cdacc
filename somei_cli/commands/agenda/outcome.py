"""somei agenda outcome."""

from datetime import date
from typing import Annotated

from somei_cli.actions.agenda import lifecycle
from somei_cli.commands.agenda.options import Agenda, answer_compared
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import ApprovedAct
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.errors import WrongUsage
from somei_cli.model.agenda.outcome_and_adoption import OutcomeRequest
from somei_cli.model.document_number import DocumentNumber


def create_outcome(
    agenda: Agenda,
    number: Annotated[
        DocumentNumber | None, params.option("--number", "N", "Make a new outcome with this number.", params.number)
    ] = None,
    doc: Annotated[
        DocumentNumber | None, params.option("--doc", "DOC", "Use this registered outcome.", params.number)
    ] = None,
    day: Annotated[
        date | None, params.option("--date", "D", "Its date; without one it is a draft.", params.day)
    ] = None,
    subject: params.Subject = None,
    *,
    act: ApprovedAct,
) -> None:
    """Make the outcome of a meeting from its agenda.

    It makes a new document with the items of the agenda, or joins the agenda to an outcome that is in the register.
    Items are matched by number and title; the answer shows which were added, dropped, renamed, renumbered or
    merged. A new outcome needs an adopted agenda. If the text of a registered outcome says that the agenda was
    adopted, this is recorded.
    """
    chosen = number or doc
    if chosen is None or (number and doc):
        raise WrongUsage("One of --number and --doc is needed.", "--number makes an outcome, --doc names one.")
    register = open_register()
    do = lifecycle.create_outcome if number else lifecycle.link_outcome
    receipt = do(register, agenda, OutcomeRequest(chosen, subject, day), act.circumstances())
    comparison = lifecycle.compare_after_act(register, receipt, agenda, chosen)
    answer_compared(receipt, comparison, "agenda-outcome", as_json=act.as_json)
