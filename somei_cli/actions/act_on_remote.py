"""Carry out an act on the remote, and bring this clone up to date with it."""

from collections.abc import Callable
from dataclasses import replace

from somei_cli.errors import NotFound, NotPushed, NumberUnknown
from somei_cli.model.numbers.provisional_numbers import refuse_provisional
from somei_cli.model.register.change import ActResult, D, SendResult
from somei_cli.store.register.register import Register
from somei_cli.store.remote.remote import RemoteRegister
from somei_cli.store.remote.remote_acts import commit_on_remote, preview_on_remote
from somei_cli.store.remote.sync import follow_remote


def act_on_remote(
    register: Register,
    remote: RemoteRegister,
    decide: Callable[[], D],
    request: str,
    *,
    dry_run: bool,
    request_given: bool,
) -> ActResult[D]:
    """Carry out an act on the remote, then update this clone; a dry run only reads the remote."""

    def decide_sendable() -> D:
        return _decide_sendable(decide, remote.branch.short_name, request)

    if dry_run:
        return preview_on_remote(register, remote, decide_sendable)
    result, newest_commit = commit_on_remote(register, remote, decide_sendable, request, asked_before=request_given)
    if result.receipt.commit is None or newest_commit is None:
        return result
    synced = follow_remote(remote, newest_commit, result.receipt.commit)
    register.state.forget_vocabulary()
    sent = SendResult(remote.branch.short_name, len(synced.own_commits), len(synced.other_commits))
    remarks = (synced.reason_behind,) if synced.reason_behind else ()
    return result._replace(receipt=result.receipt._replace(remarks=remarks, sent=sent))


def _decide_sendable(decide: Callable[[], D], branch: str, request: str) -> D:
    """Return a decision that may be pushed, with its request id.

    Raises:
        NotFound: if the act needs a document that only this clone has.
    """
    try:
        decision = decide()
    except NumberUnknown as refusal:
        hint = f"{str(refusal.hint).removesuffix('.')}; if it is new in this clone, send it there first: somei sync"
        raise NotFound(f"{branch}: {refusal}", hint) from refusal
    except NotPushed as not_sent:
        raise NotFound(f"{not_sent}, and {branch} does not have it yet.", not_sent.hint) from not_sent
    for document in decision.change.puts:
        refuse_provisional(document.number, "sent")
    return replace(decision, change=decision.change._replace(request=request))
