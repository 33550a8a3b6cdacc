"""somei sync."""

from somei_cli.actions.sync import sync_register
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open import answer, open_register
from somei_cli.errors import InConflict
from somei_cli.render.views.sync import conflicts_view, stuck_record, stuck_words, synced_view, synced_words


def sync(dry_run: params.DryRun = False, as_json: params.AsJson = False) -> int:
    """Meet the server that the branch follows: what is there comes, what is only here goes, nothing is ever forced.

    Your commits are put on top of those of others, field by field; where both changed one field, nothing is sent and
    the fields are told. What is not committed stays as it is. Provisional numbers get the numbers of the server.
    """
    synced = sync_register(open_register(), session.today(), dry_run=dry_run)
    if synced.stuck:
        if as_json:
            answer(synced_view(synced), as_json=True)
        elif synced.stuck.conflicts:
            answer(conflicts_view([stuck_record(synced.stuck)]))
        raise InConflict(*stuck_words(synced.stuck, synced.server))
    if as_json or synced.came or synced.went:
        answer(synced_view(synced), as_json=as_json)
    session.tell(*synced_words(synced, dry_run=dry_run))
    return 0
