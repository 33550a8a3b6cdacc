"""somei followup add."""

from typing import Annotated

import typer

from somei_cli.actions.followup import followups
from somei_cli.actions.followup.followups import NewFollowUp, TypedDue
from somei_cli.commands.followup import options as following_up
from somei_cli.commands.shared import params
from somei_cli.commands.shared.act import Act
from somei_cli.commands.shared.open_and_show import open_register
from somei_cli.commands.shared.receipts import answer_receipt
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.followup.list import newest_name
from somei_cli.render.views.followups import recorded_follow_up_view


def add_follow_up(
    task: Annotated[
        str, typer.Argument(parser=params.line, metavar="TEXT", help="What is to be done, in a few words.")
    ],
    doc: Annotated[DocumentNumber, params.option("--doc", "DOC", "The document that records it.", params.number)],
    item: following_up.Place,
    person: Annotated[str | None, params.option("--who", "WHO", "Who is to do it.", params.line)] = None,
    due: Annotated[str | None, params.option("--due", "D", following_up.DUE, following_up.due)] = None,
    as_said: following_up.AsSaid = None,
    *,
    act: Act,
) -> None:
    """Record what somebody is to do, and by when.

    You can give the time in words, as in “by the end of the Croatian Presidency”. It is counted from the day of the
    meeting, and the words are kept.
    """
    circumstances = act.circumstances()
    receipt = followups.add_follow_up(
        open_register(), doc, item, NewFollowUp(task, person), TypedDue(due, as_said), circumstances
    )
    name = newest_name(receipt.change.puts[0], item)
    answer_receipt(receipt, as_json=act.as_json, view=recorded_follow_up_view(receipt, name))
