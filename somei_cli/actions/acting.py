"""Carrying out a decision: read what is, decide, pass the ratchet, commit once; or stop before the commit."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from somei_cli.errors import RulesBroken
from somei_cli.model.agenda_freezing import refuse_renumbered
from somei_cli.model.changes import Change, Receipt, after
from somei_cli.model.snapshot import Snapshot
from somei_cli.rules.ratchet import guard
from somei_cli.store.register import Register
from somei_cli.store.writing import commit, files_of
from somei_cli.text.differences import differences

Look = Callable[[], Snapshot]
Decide = Callable[[Snapshot], Change]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What goes with every act: its day, the reason given, and whether it is only to be tried."""

    today: date
    reason: str | None = None
    dry_run: bool = False


def act(register: Register, look: Look, decide: Decide, how: Circumstances) -> Receipt:
    """Carry out one act.

    `look` reads what the decision needs, while nobody else can write to this clone. A change may not add
    an error to the families it touches; errors that are there already do not block it.

    Raises:
        RulesBroken: naming the errors it would add.
    """
    seen: list[Snapshot] = []

    def decided() -> Change:
        before = look()
        change = decide(before)
        refuse_renumbered(before, change.puts)
        change = replace(change, reason=how.reason or change.reason)
        fresh = guard(before, after(before, change), change.numbers, how.today)
        if fresh:
            raise RulesBroken(f"{f.document or f.path}: {f.message} [{f.code}]" for f in fresh)
        seen.append(before)
        return change

    if how.dry_run:
        change = decided()
        files_of(register, change)
        receipt = Receipt(change, None)
    else:
        receipt = commit(register, decided)
    before = seen[-1]
    changed = tuple((d.number, differences(before.get(d.number), d)) for d in receipt.change.puts)
    return replace(receipt, differences=changed)
