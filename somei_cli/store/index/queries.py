"""The conditions of a selection in the words of the index."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import AccessKind
from somei_cli.model.markings import Level, Marking, level_of
from somei_cli.model.register.access import Standing
from somei_cli.model.register.conditions import Selection
from somei_cli.store.index.keys import SERIES_OF_KEY, series_in_key
from somei_cli.store.index.row_columns import ACCESS_FACT

if TYPE_CHECKING:
    from somei_cli.model.register.vocabulary import LazyVocabulary


def condition(
    wanted: Selection, vocabulary: "LazyVocabulary", values: Callable[[str], list[str]]
) -> tuple[str, list[object]]:
    """The conditions in the words of the index; what is a matter of the vocabulary is settled here, value by value."""
    parts: list[str] = ["1"]
    words: list[object] = []

    def any_of(column: str, some: Iterable[object], *, or_none: bool = False) -> None:
        some = list(some)
        marks = ", ".join("?" * len(some))
        parts.append(f"({column} IN ({marks}){f' OR {column} IS NULL' if or_none else ''})")
        words.extend(some)

    plain: tuple[tuple[str, Sequence[object]], ...] = (
        ("document.year", wanted.years),
        (SERIES_OF_KEY, tuple(map(series_in_key, wanted.series))),
        ("status", tuple(map(str, wanted.statuses))),
    )
    for column, some in plain:
        if some:
            any_of(column, some)
    for sign, day in ((">=", wanted.since), ("<=", wanted.until)):
        if day is not None:
            parts.append(f"date {sign} ?")
            words.append(day.isoformat())
    if wanted.types:
        any_of("type", (v for v in values("type") if wanted.takes_type(v, vocabulary)))
    if wanted.bodies:
        any_of("body", (v for v in values("body") if wanted.takes_body(v, vocabulary)))
    if wanted.markings:
        fitting = (v for v in values("marking") if wanted.takes_marking(Marking(v)))
        any_of("marking", fitting, or_none=wanted.takes_marking(None))
    if wanted.accesses:
        open_now = tuple(v for v in values("marking") if level_of(Marking(v)) is Level.UNMARKED)
        parts.append(_decided(wanted.accesses, open_now, words))
    spoken = " OR ".join("instr(languages, ?)" for _ in wanted.languages)
    words.extend(f"\n{language}\n" for language in wanted.languages)
    carried = " OR ".join(_carried(entry, words) for entry in wanted.codes)
    parts.extend(f"({part})" for part in (spoken, carried) if part)
    return " AND ".join(parts), words


def _decided(standings: Iterable[Standing], unmarked: Sequence[str], words: list[object]) -> str:
    """Whether the decision in force is one of these; undecided: there is none, and a marking that restricts."""
    newest = f"json_extract(facts, '$[{ACCESS_FACT}][#-1][0]')"
    kinds = [str(AccessKind[one.name]) for one in standings if one is not Standing.UNDECIDED]
    either = [f"{newest} IN ({', '.join('?' * len(kinds))})"]
    words.extend(kinds)
    if Standing.UNDECIDED in standings:
        marks = ", ".join("?" * len(unmarked))
        either.append(f"(marking IS NOT NULL AND marking NOT IN ({marks}) AND {newest} IS NULL)")
        words.extend(unmarked)
    return f"({' OR '.join(either)})"


def _carried(entry: CodeEntry, words: list[object]) -> str:
    """Of a code that a document bears twice the first one counts."""
    words.append(entry.code.name)
    if entry.serial is None:
        return "document.id IN (SELECT document FROM code WHERE code = ? AND first)"
    words.append(entry.serial)
    return "document.id IN (SELECT document FROM code WHERE code = ? AND serial = ? AND first)"
