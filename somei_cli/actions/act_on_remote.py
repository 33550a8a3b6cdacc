"""An act that is done on the server which clerks share, and the clone that follows it."""

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
    """Carry out an act on the server, then bring this clone up to it; a dry run only looks at what the server has."""

    def sendable() -> Change:
        try:
            change = decide()
        except NumberUnknown as unknown:
            hint = f"{str(unknown.hint).removesuffix('.')}; if it is new in this clone, send it there first: somei sync"
            raise NotFound(f"{desk.server.short}: {unknown}", hint) from unknown
        except NotSent as unsent:
            raise NotFound(f"{unsent}, and {desk.server.short} does not have it yet.", unsent.hint) from unsent
        for put in change.puts:
            refuse_provisional(put.number, "sent")
        return change

    if dry_run:
        return Receipt(try_out(register, desk, sendable), None)
    done = share(register, desk, sendable, request, asked_before=asked_before)
    if done.commit is None or done.newest is None:
        return Receipt(done.change, done.commit)
    followed = follow(desk, done.newest, done.commit)
    register.read_anew()
    sent = Sent(desk.server.short, len(followed.own), len(followed.others))
    return Receipt(done.change, done.commit, remarks=(followed.behind,) if followed.behind else (), sent=sent)
