"""An act that is done on the server which clerks share, and the clone that follows it."""

from collections.abc import Callable

from somei_cli.errors import NotFound, NumberUnknown
from somei_cli.model.changes import Change, Receipt
from somei_cli.model.provisional import refuse_provisional
from somei_cli.store.register import Register
from somei_cli.store.sharing.acting import Desk, share, try_out
from somei_cli.store.sharing.following import follow


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
        for put in change.puts:
            refuse_provisional(put.number, "sent")
        return change

    if dry_run:
        return Receipt(try_out(register, desk, sendable), None)
    done = share(register, desk, sendable, request, asked_before=asked_before)
    behind = follow(desk, done.newest) if done.newest else None
    register.read_anew()
    return Receipt(done.change, done.commit, remarks=(behind,) if behind else ())
