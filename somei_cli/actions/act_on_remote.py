"""Carry out an act on the remote, and bring this clone up to date with it."""

from collections.abc import Callable

from somei_cli.errors import NotFound, NotPushed, NumberUnknown
from somei_cli.model.numbers.provisional_numbers import refuse_provisional
from somei_cli.model.register.change import Change, Receipt, SendResult
from somei_cli.store.register.register import Register
from somei_cli.store.remote.remote_acts import RemoteRegister, commit_on_remote, preview_on_remote
from somei_cli.store.remote.sync import follow_remote


def act_on_remote(
    register: Register,
    desk: RemoteRegister,
    decide: Callable[[], Change],
    request: str,
    *,
    dry_run: bool,
    request_given: bool,
) -> Receipt:
    """Carry out an act on the remote, then update this clone; a dry run only reads the remote."""

    def decide_sendable() -> Change:
        try:
            change = decide()
        except NumberUnknown as refusal:
            hint = f"{str(refusal.hint).removesuffix('.')}; if it is new in this clone, send it there first: somei sync"
            raise NotFound(f"{desk.branch.short_name}: {refusal}", hint) from refusal
        except NotPushed as not_sent:
            raise NotFound(
                f"{not_sent}, and {desk.branch.short_name} does not have it yet.", not_sent.hint
            ) from not_sent
        for document in change.puts:
            refuse_provisional(document.number, "sent")
        return change

    if dry_run:
        return Receipt(preview_on_remote(register, desk, decide_sendable), None)
    shared = commit_on_remote(register, desk, decide_sendable, request, asked_before=request_given)
    if shared.commit is None or shared.newest_commit is None:
        return Receipt(shared.change, shared.commit)
    synced = follow_remote(desk, shared.newest_commit, shared.commit)
    register.state.forget_vocabulary()
    sent = SendResult(desk.branch.short_name, len(synced.own_commits), len(synced.other_commits))
    return Receipt(
        shared.change, shared.commit, remarks=(synced.reason_behind,) if synced.reason_behind else (), sent=sent
    )
