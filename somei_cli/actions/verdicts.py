"""Bringing the verdicts in the index up to date: who must be judged again is, in two processes where there are many."""

import gc
import hashlib
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import partial

from somei_cli.actions.judging import Judge
from somei_cli.errors import SomeiError
from somei_cli.rules.findings import Finding, Severity
from somei_cli.rules.judging import Judged
from somei_cli.rules.rule import Rule
from somei_cli.rules.waiving import given_in
from somei_cli.store.lookup.index import Index
from somei_cli.store.lookup.verdicts import Verdict, Verdicts
from somei_cli.store.program import edition_of_program
from somei_cli.store.register import Register
from somei_cli.text import vocabulary
from somei_cli.text.paths import SETTINGS

_AT_ONCE = 500
_PROCESSES = 2
_TRIES = 5


def judged_anew(register: Register, index: Index, rules: Sequence[Rule], today: date) -> Judged | None:
    """What is found in the whole register now; None where its files change faster than they can be judged."""
    verdicts = Verdicts(index)
    judge = Judge(register, index.ask, today)
    try:
        for _ in range(_TRIES):
            verdicts.hold_for(_edition(register), today)
            verdicts.spread(judge.snapshot().circles.companions)
            waiting = verdicts.waiting()
            if not waiting:
                return _judged(verdicts, {rule.code for rule in rules})
            for some in _judged_by(judge, index, waiting):
                verdicts.keep(verdict for verdict in some if verdict)
            index.catch_up()
    except (sqlite3.Error, OSError, UnicodeError, SomeiError):
        return None
    return None


def paths_in(index: Index) -> Collection[str]:
    """The paths of all files in an index."""
    rows = index.ask("SELECT path, name FROM file JOIN folder ON folder.id = folder")
    return {f"{folder}/{name}" for folder, name in rows}


def _edition(register: Register) -> str:
    """A mark of all that every verdict depends on."""
    texts = (register.vocabulary_text(file) for file in vocabulary.FILES)
    told = "\0".join((edition_of_program(), register.holding.read(SETTINGS), *texts))
    return hashlib.sha256(told.encode()).hexdigest()


def _judged(verdicts: Verdicts, codes: Collection[str]) -> Judged:
    files, faulty = verdicts.counts()
    findings = tuple(
        Finding(code, Severity(severity), *rest) for code, severity, *rest in verdicts.findings() if code in codes
    )
    return Judged(findings, tuple(given_in(*row) for row in verdicts.waivers()), files, faulty)


def _judged_by(judge: Judge, index: Index, units: Sequence[str]) -> Iterator[list[Verdict | None]]:
    (files,) = index.ask("SELECT count(*) FROM file")[0]
    chunks = [units[at : at + _AT_ONCE] for at in range(0, len(units), _AT_ONCE)]
    if len(chunks) < 2 * _PROCESSES:
        yield from (judge.verdicts(chunk) for chunk in chunks)
        return
    import multiprocessing

    gc.freeze()
    with multiprocessing.get_context("fork").Pool(_PROCESSES, _begin, (judge, index)) as pool:
        most = partial(_judge_some, all_between=3 * len(units) > files)
        yield from pool.imap(most, chunks)
    gc.unfreeze()


_AT_WORK: list[Judge] = []


def _begin(judge: Judge, index: Index) -> None:
    """In a process of its own: with a connection of its own."""
    _AT_WORK.append(Judge(judge.register, index.again().ask, judge.today))


def _judge_some(units: Sequence[str], *, all_between: bool) -> list[Verdict | None]:
    return _AT_WORK[0].verdicts(units, all_between=all_between)
