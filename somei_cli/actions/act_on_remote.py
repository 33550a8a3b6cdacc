"""Carry out an act on the remote, and bring this clone up to date with it."""

from collections.abc import Callable

from somei_cli.errors import NotFound, NotSent, NumberUnknown
from somei_cli.model.numbers.provisional_numbers import refuse_provisional
from somei_cli.model.register.change import Change, Receipt, Sent
from somei_cli.store.register.register import Register
from somei_cli.store.remote.allot import Desk, share, try_out
from somei_cli.store.remote.sync import follow


def done_on_server(
    register: Register, desk: Desk, decide: Callable[[], Change], request: str, *, dry_run: bool, asked_before: bool
) -> Receipt:
    """Carry out an act on the remote, then update this clone; a dry run only reads the remote."""

    def decide_sendable() -> Change:
        try:
            change = decide()
        except NumberUnknown as refusal:
            hint = f"{str(refusal.hint).removesuffix('.')}; if it is new in this clone, send it there first: somei sync"
            raise NotFound(f"{desk.server.short}: {refusal}", hint) from refusal
        except NotSent as not_sent:
            raise NotFound(f"{not_sent}, and {desk.server.short} does not have it yet.", not_sent.hint) from not_sent
        for document in change.puts:
            refuse_provisional(document.number, "sent")
        return change

    if dry_run:
        return Receipt(try_out(register, desk, decide_sendable), None)
    shared = share(register, desk, decide_sendable, request, asked_before=asked_before)
    if shared.commit is None or shared.newest is None:
        return Receipt(shared.change, shared.commit)
    synced = follow(desk, shared.newest, shared.commit)
    register.read_anew()
    sent = Sent(desk.server.short, len(synced.own), len(synced.others))
    return Receipt(shared.change, shared.commit, remarks=(synced.behind,) if synced.behind else (), sent=sent)
