"""Checking some documents by their numbers: only their files are read, and what the rules ask for beside them."""

import sqlite3
from contextlib import closing

from somei_cli.actions.checking_all import prove_history
from somei_cli.actions.judging import Judge
from somei_cli.actions.questions import Question
from somei_cli.errors import SomeiError
from somei_cli.model.entries import Entry
from somei_cli.rules.catalogue import chosen
from somei_cli.rules.checking import check
from somei_cli.rules.findings import Report
from somei_cli.rules.rule import Background
from somei_cli.store.edits import EditsAsked
from somei_cli.store.lookup.index import Index
from somei_cli.store.lookup.keys import key_of
from somei_cli.store.lookup.opening import index_of, may_be_indexed
from somei_cli.store.lookup.units import read_units
from somei_cli.store.register import Register
from somei_cli.text.paths import number_at


def check_some(register: Register, question: Question) -> Report | None:
    """What a check of everything tells of these documents; None where no index can help, or one is not here."""
    if not may_be_indexed(register):
        return None
    chosen(question.select, question.ignore)
    edits = EditsAsked(register.root).answer()
    index = index_of(register, edits.all) if edits else None
    if index is None:
        return None
    with closing(index):
        try:
            return _checked(register, index, question)
        except (sqlite3.Error, OSError, UnicodeError, SomeiError):
            return None


def _checked(register: Register, index: Index, question: Question) -> Report | None:
    judge = Judge(register, index.ask, question.today)
    faulty = [f"/{folder}/{name}" for folder, name, _, _ in index.faults()]
    families = dict.fromkeys(key_of(number.base) for number in question.numbers)
    units = list(read_units(register, index.ask, [*families, *faulty]))
    entries = tuple(sorted((entry for unit in units for entry in unit.entries), key=lambda entry: entry.path))
    if any(unit.stale for unit in units) or not _are_here(question, entries):
        return None
    background = Background(register.vocabulary, register.settings, question.today)
    report = check(
        entries,
        judge.snapshot(),
        today=question.today,
        select=question.select,
        ignore=question.ignore,
        numbers=question.numbers,
        history=prove_history(register, background, question),
    )
    # What was read is all that is asked about, but not all that there is.
    return report._replace(paths=frozenset(str(entry.path) for entry in entries)) if report.paths is None else report


def _are_here(question: Question, entries: tuple[Entry, ...]) -> bool:
    here = {number_at(entry.path) for entry in entries} | {e.document.number for e in entries if e.document}
    return all(number in here for number in question.numbers)
