"""somei sync."""

from typing import Annotated

import typer

from somei_cli.actions.drop_unsent import drop_unsent_act
from somei_cli.actions.sync import receive_commits, sync_register
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.merge_decisions import DecidedField, Take, read_decisions
from somei_cli.commands.shared.open_and_show import open_register, show_view
from somei_cli.errors import EditConflict, WrongUsage
from somei_cli.model.merge import Decisions
from somei_cli.model.register.sync import SyncSummary
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
    if receive:
        if take or field or drop or message or dry_run:
            raise WrongUsage("--receive sends and decides nothing.", "See what would come: somei sync --dry-run")
        synced = receive_commits(open_register())
        return _show_synced(synced, as_json=as_json) if synced else _say_no_server()
    decisions = read_decisions(take or (), field or ())
    if drop is None and message is not None:
        raise WrongUsage("A reason goes with --drop.", "A sync sends acts with the reasons that they have.")
    if drop is not None:
        if take or message is None:
            raise WrongUsage("--drop needs a reason, and decides no field.", "Write: somei sync --drop COMMIT -m WHY")
        return _drop(drop, message, dry_run=dry_run, as_json=as_json)
    return _sync(decisions, has_typed_sides=bool(take), dry_run=dry_run, as_json=as_json)


def _say_no_server() -> int:
    session.talk("There is no server to receive from.")
    return 0


def _drop(commit: str, reason: str, *, dry_run: bool, as_json: bool) -> int:
    dropped = drop_unsent_act(open_register(), commit, reason, dry_run=dry_run)
    show_view(dropped_act_view(dropped), as_json=as_json)
    session.talk(*describe_dropped_act(dropped, dry_run=dry_run))
    return 0


def _sync(decisions: Decisions, *, has_typed_sides: bool, dry_run: bool, as_json: bool) -> int:
    register = open_register()
    synced = sync_register(register, session.today(), dry_run=dry_run, decisions=decisions)
    while synced.stuck and session.can_ask() and not (has_typed_sides or dry_run or as_json):
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
    return _show_synced(synced, dry_run=dry_run, as_json=as_json)


def _show_synced(synced: SyncSummary, *, as_json: bool, dry_run: bool = False) -> int:
    if as_json or synced.pulled or synced.pushed:
        show_view(sync_view(synced, dry_run=dry_run), as_json=as_json)
    # A page on a terminal says itself how many acts there are.
    session.talk(*describe_sync(synced, dry_run=dry_run, counts=as_json or not session.has_terminal()))
    return 0
