"""Checking the register: every file is looked at, what cannot be read is said."""

from collections.abc import Collection, Sequence
from datetime import date

from somei_cli.model.numbers import DocumentNumber
from somei_cli.rules.checking import check
from somei_cli.rules.findings import Report
from somei_cli.store.register import Register
from somei_cli.store.surroundings import surroundings_of


def check_register(
    register: Register,
    numbers: Collection[DocumentNumber],
    *,
    today: date,
    select: Sequence[str],
    ignore: Sequence[str],
) -> Report:
    """Judge every file, or those of some documents; the whole register is read all the same."""
    entries = tuple(register.entries())
    snapshot = register.snapshot_of(entries)
    surroundings = None if numbers else surroundings_of(register.root)
    return check(
        entries,
        snapshot,
        today=today,
        select=select,
        ignore=ignore,
        numbers=numbers or None,
        surroundings=surroundings,
    )
