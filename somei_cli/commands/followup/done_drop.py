"""The commands somei followup done and somei followup drop."""

from somei_cli.actions.followup import followups
from somei_cli.commands.followup import options as following_up
from somei_cli.commands.shared import params, questions, session
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.model.followup.follow_up_edits import Closing
from somei_cli.model.items_and_follow_ups import FollowUpState


def close_follow_up(
    name: following_up.Name,
    on: following_up.On = None,
    reason: following_up.Reason = None,
    *,
    act: Act,
) -> None:
    """Record that a follow-up is done.

    --reason says what came of it.
    """
    closing = Closing(FollowUpState.DONE, on, reason)
    act.answer(followups.close_follow_up(open_register(), name, closing, act.circumstances()))


def drop_follow_up(
    name: following_up.Name,
    on: following_up.On = None,
    reason: following_up.Reason = None,
    *,
    act: Act,
) -> None:
    """Drop a follow-up that will not be done.

    The reason (--reason, or else -m) is kept with it. On a terminal you are asked for a reason that is missing.
    """
    if not (reason or act.message) and session.can_ask() and not act.as_json:
        typed = questions.ask("Why is it dropped?")
        reason = params.line(typed) if typed else None
    act.answer(followups.drop_follow_up(open_register(), name, on, reason, act.circumstances()))
