"""The conditions of a selection as an SQL condition of the index."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import AccessKind
from somei_cli.model.markings import Level, Marking, level_of
from somei_cli.model.register.access_status import AccessStatus
from somei_cli.model.register.conditions import Selection, has_words
from somei_cli.store.index.keys import HAS_DOUBTS, HAS_FOLLOW_UPS, SEARCHED_LISTS, SERIES_OF_KEY, series_in_key

if TYPE_CHECKING:
    from somei_cli.model.register.vocabulary import LazyVocabulary


def where_clause(
    selection: Selection, vocabulary: "LazyVocabulary", known_values: Callable[[str], list[str]]
) -> tuple[str, list[object]]:
    """Return an SQL condition and its parameters; `known_values` lists the values of a column.

    Conditions that depend on the vocabulary are decided here, value by value.
    """
    clauses: list[str] = ["1"]
    parameters: list[object] = []

    def any_of(column: str, choices: Iterable[object], *, or_none: bool = False) -> None:
        choices = list(choices)
        placeholders = ", ".join("?" * len(choices))
        clauses.append(f"({column} IN ({placeholders}){f' OR {column} IS NULL' if or_none else ''})")
        parameters.extend(choices)

    plain_columns: tuple[tuple[str, Sequence[object]], ...] = (
        ("document.year", selection.years),
        (SERIES_OF_KEY, tuple(map(series_in_key, selection.series))),
        ("status", tuple(map(str, selection.statuses))),
    )
    for column, choices in plain_columns:
        if choices:
            any_of(column, choices)
    for sign, day in ((">=", selection.since), ("<=", selection.until)):
        if day is not None:
            clauses.append(f"date {sign} ?")
            parameters.append(day.isoformat())
    for column, matches in _value_tests(selection, vocabulary):
        any_of(column, (value for value in known_values(column) if matches(value)))
    if selection.markings:
        matching = (v for v in known_values("marking") if selection.matches_marking(Marking(v)))
        any_of("marking", matching, or_none=selection.matches_marking(None))
    if selection.accesses:
        open_now = tuple(v for v in known_values("marking") if level_of(Marking(v)) is Level.UNMARKED)
        clauses.append(_access_clause(selection.accesses, open_now, parameters))
    clauses.extend(_list_clauses(selection, parameters))
    return " AND ".join(clauses), parameters


def _value_tests(selection: Selection, vocabulary: "LazyVocabulary") -> Iterator[tuple[str, Callable[[str], bool]]]:
    """Yield the columns whose values are judged one by one, with the test."""
    if selection.types:
        yield "type", lambda value: selection.matches_type(value, vocabulary)
    if selection.bodies:
        yield "body", lambda value: selection.matches_body(value, vocabulary)
    for name, selected in selection.words:
        yield name, partial(has_words, selected=selected)


def _list_clauses(selection: Selection, parameters: list[object]) -> Iterator[str]:
    for name, members in selection.members:
        parameters.extend(f"\n{member}" if member.endswith("(") else f"\n{member}\n" for member in members)
        column = "value" if name in SEARCHED_LISTS else name
        has_member = f"({' OR '.join(f'instr({column}, ?)' for _ in members)})"
        # Of these lists the values that have a member are found first; the SQL index holds none that is empty.
        values = f"SELECT value FROM word WHERE field = '{name}' AND {has_member}"  # noqa: S608 - words of ours
        yield f"{name} <> '' AND {name} IN ({values})" if name in SEARCHED_LISTS else has_member
    if selection.on:
        from somei_cli.store.index.row_columns import MEETING_FACT

        parameters.extend([selection.on.isoformat()] * 2)
        yield f"start <= ? AND coalesce(json_extract(facts, '$[{MEETING_FACT}][0]'), start) >= ?"
    if selection.follow_ups:
        yield HAS_FOLLOW_UPS
    if selection.doubts:
        yield HAS_DOUBTS
    if selection.codes:
        yield f"({' OR '.join(_code_clause(entry, parameters) for entry in selection.codes)})"


def _access_clause(standings: Iterable[AccessStatus], unmarked: Sequence[str], parameters: list[object]) -> str:
    """Whether the decision in force is one of these; undecided means no decision, and a marking that restricts."""
    from somei_cli.store.index.row_columns import ACCESS_FACT

    newest_kind = f"json_extract(facts, '$[{ACCESS_FACT}][#-1][0]')"
    kinds = [str(AccessKind[standing.name]) for standing in standings if standing is not AccessStatus.UNDECIDED]
    alternatives = [f"{newest_kind} IN ({', '.join('?' * len(kinds))})"]
    parameters.extend(kinds)
    if AccessStatus.UNDECIDED in standings:
        placeholders = ", ".join("?" * len(unmarked))
        alternatives.append(f"(marking IS NOT NULL AND marking NOT IN ({placeholders}) AND {newest_kind} IS NULL)")
        parameters.extend(unmarked)
    return f"({' OR '.join(alternatives)})"


def _code_clause(entry: CodeEntry, parameters: list[object]) -> str:
    """If a document bears a code twice, the first one counts."""
    parameters.append(entry.code.name)
    if entry.serial is None:
        return "document.id IN (SELECT document FROM code WHERE code = ? AND first)"
    parameters.append(entry.serial)
    return "document.id IN (SELECT document FROM code WHERE code = ? AND serial = ? AND first)"
