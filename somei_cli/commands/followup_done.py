"""somei followup done."""

from somei_cli.actions.followup.followups import close
from somei_cli.commands import following_up, params
from somei_cli.commands.acts import answer_receipt, circumstances
from somei_cli.commands.answers import open_register
from somei_cli.model.followup.followups import Closing
from somei_cli.model.items import FollowUpState


def followup_done(
    name: following_up.Name,
    on: following_up.On = None,
    reason: following_up.Reason = None,
    quoted: params.Quoted = None,
    dry_run: params.DryRun = False,
    message: params.Message = None,
    as_json: params.AsJson = False,
) -> None:
    """Say that a follow-up is done; --reason may tell what came of it."""
    closing = Closing(FollowUpState.DONE, on, reason)
    receipt = close(open_register(), name, closing, circumstances(message, dry_run=dry_run, quoted=quoted))
    answer_receipt(receipt, as_json=as_json)
