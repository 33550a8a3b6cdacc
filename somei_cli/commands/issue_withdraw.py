"""The commands somei issue and somei withdraw."""

from typing import Annotated

from somei_cli.actions import document_status
from somei_cli.commands.agenda.issue import issue_agenda
from somei_cli.commands.agenda.options import Issued
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import Act, ReasonedAct
from somei_cli.commands.shared.open_and_show import open_register


def issue_document(number: params.Number, day: Issued = None, *, act: Act) -> None:
    """Issue a draft: a note, an outcome, an addendum; of an agenda this is somei agenda issue.

    It is dated, unless it bears a date and no other is given, and gets the place of the register.

    Example: somei issue 15070/19 --date 2020-02-13
    """
    register = open_register()
    if register.get(number).agenda:
        issue_agenda(number, day, act=act)
    else:
        act.answer(document_status.issue_document(register, number, day, act.circumstances()))


def withdraw_document(
    number: params.Number,
    reason: Annotated[str, params.option("--reason -m --message", "TEXT", "Why.", params.line)],
    act: ReasonedAct,
) -> None:
    """Withdraw a document that was issued: its entry and its number stay, with the reason.

    A number that was not used yet is given up instead: somei number release.

    Example: somei withdraw 15070/19 -m "sent by mistake"
    """
    act.answer(document_status.withdraw_document(open_register(), number, reason, act.circumstances()))
