"""Checking the register: every file is looked at, what cannot be read is said."""

from collections.abc import Collection, Sequence
from datetime import date

from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.proofs import Wanted
from somei_cli.rules.catalogue import chosen
from somei_cli.rules.checking import check
from somei_cli.rules.findings import Proved, Report
from somei_cli.rules.rule import Background
from somei_cli.store.register import Register


def check_register(
    register: Register,
    numbers: Collection[DocumentNumber],
    *,
    today: date,
    select: Sequence[str],
    ignore: Sequence[str],
    history: Wanted | None = None,
) -> Report:
    """Judge every file, or those of some documents, and the history where it is wanted; all is read all the same."""
    entries = tuple(register.entries())
    snapshot = register.snapshot_of(entries)
    proved: Proved | None = None
    if history is not None:
        # What walks a history is imported where one is walked.
        from somei_cli.actions.proving import prove

        chosen(select, ignore)
        proved = prove(register, history, Background(snapshot.vocabulary, snapshot.settings, today))
    asked = numbers or None
    return check(entries, snapshot, today=today, select=select, ignore=ignore, numbers=asked, history=proved)
