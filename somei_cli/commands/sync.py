"""somei sync."""

from collections.abc import Iterable
from typing import Annotated

import typer

from somei_cli.actions.drop_unsent import drop_unsent_act
from somei_cli.actions.sync import receive_commits, sync_register
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.merge_decisions import DecidedField, Take, read_decisions
from somei_cli.commands.shared.open_and_show import open_register, show_view
from somei_cli.errors import EditConflict, WrongUsage
from somei_cli.render.views.sync import (
    conflicts_view,
    describe_dropped_act,
    describe_stuck_commit,
    describe_sync,
    dropped_act_view,
    stuck_commit_record,
    sync_view,
)


def sync(
    take: Take = None,
    field: DecidedField = None,
    drop: Annotated[
        str | None, params.option("--drop", "COMMIT", "Remove an act of yours that was never sent; needs -m.")
    ] = None,
    message: params.Message = None,
    receive: Annotated[bool, typer.Option("--receive", help="Only receive; send nothing.")] = False,
    dry_run: params.DryRun = False,
    as_json: params.AsJson = False,
) -> int:
    """Send your commits to the server and receive those of others.

    Your commits are put on top of those of others, field by field. If both sides changed the same field, nothing is
    sent and the fields are named. Nothing is ever forced, and edits that are not committed stay as they are.
    Provisional numbers are replaced by numbers of the server.

    --take decides such fields: ours is your value, theirs is the server's. With --field it decides one of them;
    repeat both in pairs. A terminal asks about each field and shows what the acts of both sides said.

    --drop removes one of your acts that was not sent, because the server refuses it, and sends nothing. It shows
    all that goes; your later acts stay. For what was sent already there is somei undo.

    --receive is for scripts, such as a check at night: it only brings in what others did, if there is a server.
    """
    _refuse_beside_receive((take, field, drop, message, dry_run), receive=receive)
    decisions = read_decisions(take or (), field or ())
    if drop is None and message is not None:
        raise WrongUsage("A reason goes with --drop.", "A sync sends acts with the reasons that they have.")
    if drop is not None:
        if take or message is None:
            raise WrongUsage("--drop needs a reason, and decides no field.", "Write: somei sync --drop COMMIT -m WHY")
        dropped = drop_unsent_act(open_register(), drop, message, dry_run=dry_run)
        show_view(dropped_act_view(dropped), as_json=as_json)
        session.talk(*describe_dropped_act(dropped, dry_run=dry_run))
        return 0
    register = open_register()
    synced = (
        receive_commits(register)
        if receive
        else sync_register(register, session.today(), dry_run=dry_run, decisions=decisions)
    )
    while synced.stuck and session.can_ask() and not (take or dry_run or as_json):
        # Few syncs stop.
        from somei_cli.commands.resolve_fields import ask_about_stuck_commit

        answered = ask_about_stuck_commit(register, synced.stuck, decisions)
        if answered is None:
            break
        decisions = answered
        synced = sync_register(register, session.today(), dry_run=dry_run, decisions=decisions)
    if synced.stuck:
        if as_json:
            show_view(sync_view(synced), as_json=True)
        elif synced.stuck.conflicts:
            show_view(conflicts_view([stuck_commit_record(synced.stuck)]))
        raise EditConflict(*describe_stuck_commit(synced.stuck, synced.remote))
    if as_json or synced.pulled or synced.pushed:
        show_view(sync_view(synced, dry_run=dry_run), as_json=as_json)
    # A page on a terminal says itself how many acts there are.
    session.talk(*describe_sync(synced, dry_run=dry_run, counts=as_json or not session.has_terminal()))
    return 0


def _refuse_beside_receive(typed: Iterable[object], *, receive: bool) -> None:
    if receive and any(typed):
        raise WrongUsage("--receive sends and decides nothing.", "See what would come: somei sync --dry-run")
