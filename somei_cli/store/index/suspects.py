"""Suspects: the families of which rules that look at the whole register may report something, found by columns.

An index that is built for a check gets a verdict on each family while its files are read, by the rules that need
nothing else. The other rules would ask about every document, and have something to say about few. The queries here find
those few, and some more: a family that they do not find is in order by these rules. What is found is judged by the
rules of the query that found it. `SUSPICIONS` says which query answers for which rule; tests hold it to the rules.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from somei_cli.model.document_number import DocumentNumber, SuffixKind
from somei_cli.model.groups import group_pairs
from somei_cli.model.markings import Level, Marking, level_of
from somei_cli.model.references import FOLLOWING, ReferenceKind
from somei_cli.model.register.settings import Settings
from somei_cli.store.index.change_signals import AGENDA_KIND
from somei_cli.store.index.keys import (
    BASE_OF_KEY,
    IS_FIRST_ISSUE,
    SUFFIXES_OF_KEY,
    base_of,
    number_of,
    series_in_key,
    suffix_key,
)
from somei_cli.store.index.row_columns import ACCESS_FACT, AGENDA_FACT, MEETING_FACT, REFERENCE_KINDS, REVISED_KIND

NARROWEST_SLACK, SLACK_DIVISOR = 20, 10
"""A serial that is nearer to those around it than this, and a tenth of the highest, is in line; see CODE008."""

_FOLLOWING_KINDS = ", ".join(str(REFERENCE_KINDS.index(kind)) for kind in sorted(FOLLOWING))
_POINTING_TO_OLDER = ", ".join(
    str(REFERENCE_KINDS.index(kind)) for kind in sorted(FOLLOWING | {ReferenceKind.SUMMARISES})
)
_FIRST_REVISION = suffix_key(SuffixKind.REV, 0)[0]
_DECLASSIFIED = suffix_key(SuffixKind.DCL, 0)[0]

# Rules about agendas, meetings and their records; about drafts that cite an older text; about acts in force.
_OF_A_KIND = f"""
SELECT key FROM document WHERE json_extract(facts, '$[{MEETING_FACT}]') IS NOT NULL
    OR json_extract(facts, '$[{AGENDA_FACT}]') IS NOT NULL OR status = 'draft'
    OR substr(key, 5, 8) = 'PE-CONS ' OR type LIKE 'LEGISLATIVE ACTS%'
UNION SELECT key FROM reference JOIN document ON document.id = reference.document WHERE kind = {AGENDA_KIND}
"""  # noqa: S608 - words of ours

# A target that is not here, was not issued, is dated later, or is closed while this document may be open.
_POINTING = f"""
SELECT DISTINCT document.key FROM reference JOIN document ON document.id = reference.document
LEFT JOIN document AS cited ON cited.key = reference.target
WHERE kind <> {REVISED_KIND} AND (
    cited.id IS NULL OR cited.status <> 'issued' OR cited.date > document.date
    OR cited.marking IS NOT NULL AND cited.marking NOT IN (SELECT value FROM json_each(?1))
    AND (
        document.marking IS NULL OR document.marking IN (SELECT value FROM json_each(?1))
        OR json_extract(document.facts, '$[{ACCESS_FACT}]') IS NOT NULL
        OR instr({SUFFIXES_OF_KEY.replace("key", "document.key")}, '{_DECLASSIFIED}')
    )
)
"""  # noqa: S608 - words of ours

# A text is cited of which a revision was out; a family may cite its own older texts.
_SUPERSEDED = f"""
SELECT DISTINCT document.key
FROM (
    SELECT key, date, substr(key, 1, length(key) - 4) AS base FROM document
    WHERE status = 'issued' AND length({SUFFIXES_OF_KEY}) = 4 AND substr({SUFFIXES_OF_KEY}, 1, 1) = '{_FIRST_REVISION}'
) AS newer
CROSS JOIN reference ON target >= newer.base AND target < newer.key
    AND kind NOT IN ({_POINTING_TO_OLDER}, {REVISED_KIND})
    AND (target = newer.base OR length(target) = length(newer.key) AND target >= newer.base || '{_FIRST_REVISION}')
CROSS JOIN document ON document.id = reference.document
WHERE NOT (document.key >= newer.base AND document.key < newer.base || ':')
    AND coalesce(newer.date <= document.date, 1)
"""  # noqa: S608 - words of ours

# Several documents of different numbers that follow or replace one text; the first of them is in order.
_CLAIMING = f"""
WITH claim AS MATERIALIZED (
    SELECT target, kind, key, {BASE_OF_KEY} AS base FROM (
        SELECT target AS shared, kind AS by FROM reference WHERE kind IN ({_FOLLOWING_KINDS})
        GROUP BY target, kind HAVING count(*) > 1
    )
    CROSS JOIN reference ON target = shared AND kind = by
    CROSS JOIN document ON document.id = reference.document
    WHERE status = 'issued' AND NOT (shared >= {BASE_OF_KEY} AND shared < {BASE_OF_KEY} || ':')
)
SELECT key FROM claim JOIN (SELECT target, kind, min(base) AS first FROM claim GROUP BY target, kind) AS earliest
USING (target, kind) WHERE base > first
"""  # noqa: S608 - words of ours

_FOLLOWING = f"""
SELECT key, target FROM reference JOIN document ON document.id = reference.document
WHERE kind IN ({_FOLLOWING_KINDS}) AND target <> key
"""  # noqa: S608 - words of ours

_SAME_SERIAL = """
SELECT document.key FROM (
    SELECT code, year, serial FROM code WHERE serial > 0 GROUP BY code, year, serial HAVING count(*) > 1
) AS given
JOIN code ON code.code = given.code AND code.year = given.year AND code.serial = given.serial
JOIN document ON document.id = code.document
"""

_BEHIND_A_GAP = """
SELECT document.key FROM (
    SELECT code, year, serial, lag(serial) OVER (PARTITION BY code, year ORDER BY serial) AS before
    FROM code WHERE serial > 0
) AS given
JOIN code ON code.code = given.code AND code.year = given.year AND code.serial = given.serial
JOIN document ON document.id = code.document
WHERE given.serial - before > 1
"""

# SQLite would take twice the time to compare them.
_IN_ORDER_OF_NUMBERS = f"""
SELECT code, code.year, serial, key FROM code JOIN document ON document.id = code.document
WHERE serial > 0 AND {IS_FIRST_ISSUE} ORDER BY code, code.year, key, ordinal
"""  # noqa: S608 - words of ours

_SAME_SOURCE = """
SELECT key FROM document WHERE source IN (
    SELECT source FROM document WHERE source IS NOT NULL GROUP BY source HAVING count(*) > 1
)
"""

_QUEUE_ALL = f"INSERT OR REPLACE INTO unjudged (unit) SELECT DISTINCT {BASE_OF_KEY} FROM document"  # noqa: S608 - words of ours


class Suspicion(NamedTuple):
    """What finds the families of which some rules may report something; of others they report nothing."""

    codes: tuple[str, ...]
    find_keys: Callable[[sqlite3.Connection, Settings], Iterator[str]]


def queue_suspects(db: sqlite3.Connection, settings: Settings) -> None:
    """Queue the families that must still be judged, with the rules, after all have been judged by themselves."""
    if db.execute("SELECT EXISTS (SELECT 1 FROM document WHERE NOT live)").fetchone()[0]:
        # Of two files with one number others see only one. That is rare, and the queries need not know it.
        db.execute(_QUEUE_ALL)
        return
    codes_of: dict[str, list[str]] = {}
    for suspicion in SUSPICIONS:
        for unit in {base_of(key) for key in suspicion.find_keys(db, settings)}:
            codes_of.setdefault(unit, []).extend(suspicion.codes)
    db.executemany(
        "INSERT OR IGNORE INTO unjudged VALUES (?, ?)", ((unit, " ".join(codes)) for unit, codes in codes_of.items())
    )


def _ask(db: sqlite3.Connection, sql: str, *parameters: object) -> Iterator[str]:
    return (key for (key,) in db.execute(sql, parameters))


def _by_query(sql: str) -> Callable[[sqlite3.Connection, Settings], Iterator[str]]:
    return lambda db, _: _ask(db, sql)


def _find_pointing(db: sqlite3.Connection, _: Settings) -> Iterator[str]:
    markings = _ask(db, "SELECT DISTINCT value FROM word WHERE field = 'marking'")
    open_markings = [text for text in markings if level_of(Marking(text)) <= Level.UNMARKED]
    return _ask(db, _POINTING, json.dumps(open_markings))


def _find_cycles(db: sqlite3.Connection, _: Settings) -> Iterator[str]:
    """Yield the documents of all circles, and those that lead into one."""
    links = db.execute(_FOLLOWING).fetchall()
    followers = group_pairs((target, key) for key, target in links)
    followed = Counter(key for key, _ in links)
    # Who follows nothing is in no circle; without such documents others follow nothing, and so on.
    ends = [target for target in followers if target not in followed]
    while ends:
        for key in followers.get(ends.pop(), ()):
            followed[key] -= 1
            if not followed[key]:
                ends.append(key)
    yield from (key for key, count in followed.items() if count)


def _find_out_of_line(db: sqlite3.Connection, _: Settings) -> Iterator[str]:
    """Yield the first issues whose serial is far from those of the second number before and behind."""
    for _counter, rows in groupby(db.execute(_IN_ORDER_OF_NUMBERS), itemgetter(0, 1)):
        serials, keys = zip(*map(itemgetter(2, 3), rows), strict=True)
        for low, serial, high, key in zip(serials, serials[2:], serials[4:], keys[2:], strict=False):
            slack = NARROWEST_SLACK + high // SLACK_DIVISOR
            if not low - slack <= serial <= high + slack:
                yield key


def _find_behind_gaps(db: sqlite3.Connection, settings: Settings) -> Iterator[str]:
    return _ask(db, _BEHIND_A_GAP) if settings.complete else iter(())


def _find_gaps_in_series(db: sqlite3.Connection, settings: Settings) -> Iterator[str]:
    """Yield the documents behind a gap in a series that the register holds completely."""
    own = {series_in_key(series) for series in settings.own_series} if settings.complete else ()
    before: DocumentNumber | None = None
    for key in _ask(db, "SELECT key FROM document ORDER BY key") if own else ():
        number = number_of(base_of(key))
        if number.sort_key[1] not in own:
            continue
        if (
            before
            and (number.series, number.year) == (before.series, before.year)
            and number.number > before.number + 1
        ):
            yield key
        before = number


SUSPICIONS = (
    Suspicion(
        (
            *("AGD006", "AGD008", "AGD010", "AGD014", "AGD015", "AGD016", "AGD020", "AGD021", "AGD023"),
            *("MARK018", "XREF013"),
        ),
        _by_query(_OF_A_KIND),
    ),
    Suspicion(("XREF001", "XREF007", "XREF009", "XREF010", "XREF011", "XREF017"), _find_pointing),
    Suspicion(("XREF002",), _by_query(_SUPERSEDED)),
    Suspicion(("XREF012",), _by_query(_CLAIMING)),
    Suspicion(("XREF006",), _find_cycles),
    Suspicion(("CODE002",), _by_query(_SAME_SERIAL)),
    Suspicion(("CODE007",), _find_behind_gaps),
    Suspicion(("CODE008",), _find_out_of_line),
    Suspicion(("FILE011",), _by_query(_SAME_SOURCE)),
    Suspicion(("NUM008",), _find_gaps_in_series),
)
"""For every rule that looks at the whole register."""
