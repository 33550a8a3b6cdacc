"""somei followup list."""

from typing import Annotated

import typer

from somei_cli.actions.followup.followups import all_follow_ups
from somei_cli.commands.followup import options as following_up
from somei_cli.commands.shared import params
from somei_cli.commands.shared.as_of import AsOf
from somei_cli.commands.shared.open_and_show import Answer, read_snapshot
from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.followup.list import SOON, FollowUpFilter
from somei_cli.render.views.followups import follow_ups_view


def list_follow_ups(
    days: Annotated[int | None, params.argument("[DAYS]", "With --due-soon: how soon.", min=0)] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only overdue follow-ups.")] = False,
    due_soon: Annotated[bool, typer.Option("--due-soon", help=f"Due within DAYS, else {SOON}.")] = False,
    body: params.BodyThatMet = None,
    persons: Annotated[list[str] | None, params.option("--who", "WHO", "Who is to do it.")] = None,
    state: Annotated[list[str] | None, params.option("--state", "S", "open, done, dropped or all; else open.")] = None,
    doc: Annotated[
        list[DocumentNumber] | None, params.option("--doc", "DOC", "Recorded in this document.", params.number)
    ] = None,
    wide: params.Wide = False,
    *,
    answer: Answer,
    moment: AsOf,
) -> int:
    """List the open follow-ups, the longest overdue first.

    Late means due before today. Repeat an option to accept any of its values. Different options must all be true,
    except that --overdue and --due-soon together show both.
    """
    if days is not None and not due_soon:
        raise WrongUsage(f"{days} days of what?", f"Say it with: --due-soon {days}")
    past = moment.open()
    snapshot, status = read_snapshot(past.register, by_index=True, about=doc or ())
    follow_up_filter = FollowUpFilter(
        today=past.today,
        late=overdue,
        soon=(SOON if days is None else days) if due_soon else None,
        bodies=tuple(body or ()),
        actors=tuple(persons or ()),
        states=following_up.states(state or ()),
        documents=tuple(doc or ()),
    )
    follow_ups = follow_up_filter.select(all_follow_ups(snapshot), snapshot.vocabulary)
    narrowed = bool(overdue or due_soon or body or persons or state or doc)
    answer.show(follow_ups_view(follow_ups, past.today, narrowed=narrowed, wide=wide))
    return status
