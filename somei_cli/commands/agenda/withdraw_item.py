"""somei agenda withdraw-item."""

from typing import Annotated

from somei_cli.actions.agenda import items
from somei_cli.commands.agenda.options import Agenda, ItemNumber
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import ApprovedBy, gather_circumstances
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.commands.shared.receipts import answer_receipt


def withdraw_item(
    agenda: Agenda,
    item: ItemNumber,
    reason: Annotated[str | None, params.option("--reason", "TEXT", "Why, in one line; or -m.", params.line)] = None,
    approved_by: ApprovedBy = None,
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    as_json: params.AsJson = False,
    message: params.Message = None,
) -> None:
    """Withdraw an item that was printed.

    The item stays on the agenda with its number and is shown as withdrawn. This is possible until the meeting has
    adopted the agenda.
    """
    circumstances = gather_circumstances(message, dry_run=dry_run, approved_by=approved_by, quoted=quoted)
    answer_receipt(items.withdraw_item(open_register(), agenda, item, reason, circumstances), as_json=as_json)
