"""Reading the whole register for an answer, and saying which files could not be read."""

from somei_cli.commands import session
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.register import Register


def readable(register: Register) -> tuple[Snapshot, int]:
    """What can be read, and the status that tells whether that is everything: 0, or 3."""
    entries = tuple(register.entries())
    unread = [entry for entry in entries if entry.document is None]
    for entry in unread:
        session.tell(f"somei: {entry.path} could not be read: {entry.faults[0].message}")
    return register.snapshot_of(entries), 3 if unread else 0
