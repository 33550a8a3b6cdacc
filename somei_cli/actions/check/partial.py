"""Checking a part of the register: only the files asked about are read, and what the rules ask for beside them."""

from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.actions.check.full import what_went
from somei_cli.actions.check.options import Question, prove_history
from somei_cli.actions.check.run_rules import Judge
from somei_cli.formats.register_paths import path_of
from somei_cli.model.register.clone_state import Surroundings
from somei_cli.model.register.files import DocumentFile
from somei_cli.rules.catalogue import chosen
from somei_cli.rules.definition.findings import Report
from somei_cli.rules.definition.rule import Background
from somei_cli.rules.engine.check import check
from somei_cli.store.index.database import FAILURES
from somei_cli.store.index.families import read_files, read_units
from somei_cli.store.index.keys import key_of
from somei_cli.store.index.other_states import Seen, seen
from somei_cli.store.register.changed_files import differing, documents_of
from somei_cli.store.register.register import Register

_MANY = 1_000
"""Of more files than this, and more than a part of all, the whole register is read."""
_PART = 8


def check_some(register: Register, question: Question) -> Report | None:
    """What a check of everything tells of these documents; None where no index can help, or one is not here."""
    if question.changed and question.since is None:
        return None
    chosen(question.select, question.ignore)
    try:
        state = seen(register, differing=question.changed)
        if state is None:
            return None
        with closing(state.index), state.supposed():
            return _checked(register, state, question)
    except FAILURES:
        return None


class _Part(NamedTuple):
    """The files that are asked about; `paths` those that differ, and what git says where that is the question."""

    entries: tuple[DocumentFile, ...]
    paths: Collection[PurePosixPath] | None = None
    surroundings: Surroundings | None = None


def _checked(register: Register, state: Seen, question: Question) -> Report | None:
    judge = Judge(state.register, state.index.ask, question.today)
    files = state.index.count()
    # Where there is nothing, only looking tells why.
    part = _part(register, state, question, files) if files and all(_is_here(state, question)) else None
    if part is None:
        return None
    background = Background(register.vocabulary, register.settings, question.today)
    report = check(
        part.entries,
        judge.snapshot(),
        today=question.today,
        select=question.select,
        ignore=question.ignore,
        numbers=question.numbers or None,
        paths=part.paths,
        history=prove_history(register, background, question),
        surroundings=part.surroundings,
    )
    # What was read is all that is asked about, but not all that there is.
    paths = frozenset(str(entry.path) for entry in part.entries) if report.paths is None else report.paths
    return report._replace(paths=None if len(paths) == files else paths)


def _is_here(state: Seen, question: Question) -> Iterator[bool]:
    """Whether each number that is asked about has a document, or a file in its place."""
    for number in question.numbers:
        named = state.index.ask("SELECT 1 FROM document WHERE key = ?", (key_of(number),))
        yield bool(named or read_files(state.register, state.index.ask, [path_of(number)]).entries)


def _part(register: Register, state: Seen, question: Question, files: int) -> _Part | None:
    """What is asked about, with every file that may hold anything; None where a file changes meanwhile."""
    ask = state.index.ask
    faulty = [PurePosixPath(folder, name) for folder, name, _, _ in state.index.faults()]
    if question.changed:
        paths = state.paths_since(question.since or "")
        if len(paths) > max(_MANY, files // _PART):
            return None
        held = documents_of(register, question.since, paths)
        units = [read_files(state.register, ask, {*paths, *faulty})]
    else:
        paths, held = None, {}
        families = dict.fromkeys(key_of(number.base) for number in question.numbers)
        # Whatever lies in the place of a number is asked about too.
        beside = {*faulty, *map(path_of, question.numbers)}
        units = [*read_units(state.register, ask, list(families)), read_files(state.register, ask, beside)]
    read = {entry.path: entry for unit in units for entry in unit.entries}
    entries = tuple(sorted(read.values(), key=lambda entry: entry.path))
    if any(unit.stale for unit in units):
        return None
    if paths is None:
        return _Part(entries)
    gone = what_went(register, entries, held, question.since)
    return _Part(entries, differing(entries, held, question.since), gone)
