"""somei followup move."""

from typing import Annotated

from somei_cli.actions.followup import followups
from somei_cli.actions.followup.followups import TypedDue
from somei_cli.commands.followup import options as following_up
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register


def move_follow_up(
    name: following_up.Name,
    due: Annotated[str, params.option("--due", "D", following_up.DUE, following_up.due)],
    as_said: following_up.AsSaid = None,
    reason: following_up.Reason = None,
    *,
    act: Act,
) -> None:
    """Give a follow-up another day.

    What was said at the meeting is kept, and so is every earlier day. Words for the time are counted from today.
    The reason (--reason, or else -m) is kept with the new day.
    """
    act.answer(followups.move_follow_up(open_register(), name, TypedDue(due, as_said), reason, act.circumstances()))
