"""The commands somei issue and somei withdraw."""

from somei_cli.actions import document_status
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import Act, Issued, ReasonedAct, RequiredReason, require_reason
from somei_cli.commands.shared.open_and_show import open_register


def issue_document(number: params.Number, day: Issued = None, *, act: Act) -> None:
    """Issue a draft: a note, an outcome or an addendum.

    The document gets today's date, unless it has a date or you name one, and the place of the register. A draft
    agenda is issued with somei agenda issue.
    """
    register = open_register()
    if register.get(number).agenda:
        # Most drafts are no agendas.
        from somei_cli.commands.agenda.issue import issue_agenda

        issue_agenda(number, day, act=act)
    else:
        act.answer(document_status.issue_document(register, number, day, act.circumstances()))


def withdraw_document(
    number: params.Number,
    reason: RequiredReason = None,
    *,
    act: ReasonedAct,
) -> None:
    """Withdraw a document that was issued.

    Its entry and its number stay, with the reason. If a number was not used yet, give it up with
    somei number release instead.
    """
    act.answer(document_status.withdraw_document(open_register(), number, require_reason(reason), act.circumstances()))
