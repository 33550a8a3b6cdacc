"""somei sync."""

from somei_cli.actions.sync import sync_register
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.merge_decisions import DecidedField, Take, read_decisions
from somei_cli.commands.shared.open_and_show import open_register, show_view
from somei_cli.errors import EditConflict
from somei_cli.render.views.sync import (
    conflicts_view,
    describe_stuck_commit,
    describe_sync,
    stuck_commit_record,
    sync_view,
)


def sync(
    take: Take = None, field: DecidedField = None, dry_run: params.DryRun = False, as_json: params.AsJson = False
) -> int:
    """Meet the server that the branch follows: what is there comes, what is only here goes, nothing is ever forced.

    Your commits are put on top of those of others, field by field; where both changed one field, nothing is sent and
    the fields are told. What is not committed stays as it is. Provisional numbers get the numbers of the server.

    --take decides such fields: ours is what you wrote, theirs what the server has. With --field, one of them, in pairs.

    Example: somei sync --take theirs
    """
    decisions = read_decisions(take or (), field or ())
    synced = sync_register(open_register(), session.today(), dry_run=dry_run, decisions=decisions)
    if synced.stuck:
        if as_json:
            show_view(sync_view(synced), as_json=True)
        elif synced.stuck.conflicts:
            show_view(conflicts_view([stuck_commit_record(synced.stuck)]))
        raise EditConflict(*describe_stuck_commit(synced.stuck, synced.remote))
    if as_json or synced.pulled or synced.pushed:
        show_view(sync_view(synced), as_json=as_json)
    session.talk(*describe_sync(synced, dry_run=dry_run))
    return 0
