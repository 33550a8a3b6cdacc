"""`somei.toml`: the settings of a register, to and from TOML."""

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

import tomli_w

from somei_cli.errors import NewerSchema, NotANumber, Unreadable
from somei_cli.formats.toml.parser import BadToml, read_toml
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.settings import SCHEMA, LateNumbers, PublicUnmarked, Settings, TwoPersons, Waiver

if TYPE_CHECKING:
    from somei_cli.formats.toml.positions import Places

_MOST_DAYS = 366
_KEYS = frozenset({"schema", *Settings._fields} - {"strange"})
_MOST_MONTHS = 1200


def load(text: str) -> Settings:
    """Read the settings.

    Raises:
        NewerSchema: where a later version wrote the register.
        Unreadable: naming what is wrong.
    """
    try:
        raw = read_toml(text)
    except BadToml as bad:
        raise Unreadable("somei.toml", str(bad), bad.line) from bad
    schema = raw.get("schema")
    if type(schema) is not int or schema < 1:
        raise Unreadable("somei.toml", "“schema” is missing")
    if schema > SCHEMA:
        raise NewerSchema(schema, SCHEMA)
    plain = Settings()
    return Settings(
        name=_typed(raw, "name", str, plain.name),
        place=_typed(raw, "place", str, plain.place),
        time_zone=_typed(raw, "time_zone", str, plain.time_zone),
        complete=_typed(raw, "complete", bool, plain.complete),
        own_series=_series(_typed(raw, "own_series", list, [])),
        waivers=_waivers(_typed(raw, "waivers", list, []), text),
        late_items=_late_numbers(_typed(raw, "late_items", str, plain.late_items)),
        deadlines=_deadlines(_typed(raw, "deadlines", dict, {})),
        review_months=_months(raw.get("review_months", plain.review_months)),
        public_unmarked=_public_unmarked(_typed(raw, "public_unmarked", str, plain.public_unmarked)),
        two_persons=_two_persons(_typed(raw, "two_persons", dict, {})),
        searches=_searches(_typed(raw, "searches", dict, {})),
        strange=_strange(raw, text),
    )


def dump(settings: Settings) -> str:
    """The settings as a new register has them."""
    return tomli_w.dumps(
        {
            "schema": SCHEMA,
            "name": settings.name,
            "place": settings.place,
            "time_zone": settings.time_zone,
            "complete": settings.complete,
            "own_series": list(settings.own_series),
            "public_unmarked": str(settings.public_unmarked),
        }
    )


def _series(named: list[object]) -> tuple[str, ...]:
    for series in named:
        if not isinstance(series, str) or not _is_series(series):
            said = f"“{series}” is none" if isinstance(series, str) else "expected texts"
            raise Unreadable("somei.toml", f"“own_series”: the letters of series as they are printed, as SN; {said}")
    return tuple(map(str, named))


def _is_series(letters: str) -> bool:
    with suppress(NotANumber):
        number = DocumentNumber.parse(f"{letters} 1/20")
        return number.series == letters and not number.is_provisional
    return False


def _positions(text: str) -> "Places":
    """The lines of keys. Most registers need none, and do not load what finds them."""
    from somei_cli.formats.toml.positions import Places

    return Places(text)


def _waivers(rows: list[object], text: str) -> tuple[Waiver, ...]:
    places = _positions(text) if rows else None
    return tuple(_waiver(row, places.line(("waivers", at)) if places else 0) for at, row in enumerate(rows))


def _waiver(row: object, line: int) -> Waiver:
    if not isinstance(row, dict):
        raise Unreadable("somei.toml", "“waivers”: expected tables")
    if not row.get("code") or not row.get("reason"):
        raise Unreadable("somei.toml", "a waiver needs “code” and “reason”")
    return Waiver(
        code=_typed(row, "code", str, ""),
        reason=_typed(row, "reason", str, ""),
        document=_typed(row, "document", str, None),
        owner=_typed(row, "owner", str, None),
        until=_typed(row, "until", date, None),
        line=line,
    )


def _late_numbers(word: str) -> LateNumbers:
    try:
        return LateNumbers(word)
    except ValueError:
        raise Unreadable("somei.toml", f"“late_items”: expected {' or '.join(LateNumbers)}") from None


def _public_unmarked(word: str) -> PublicUnmarked:
    """A misspelt value is refused: whoever wrote it believes that texts are held back."""
    try:
        return PublicUnmarked(word)
    except ValueError:
        raise Unreadable("somei.toml", f"“public_unmarked”: expected {' or '.join(PublicUnmarked)}") from None


def _deadlines(table: dict[str, Any]) -> dict[str, int]:
    for days in table.values():
        if type(days) is not int or not 0 <= days <= _MOST_DAYS:
            raise Unreadable("somei.toml", f"“deadlines”: expected days before a meeting, from 0 to {_MOST_DAYS}")
    return table


def _months(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _MOST_MONTHS:
        raise Unreadable("somei.toml", f"“review_months”: expected months, from 0 (never) to {_MOST_MONTHS}")
    return value


def _searches(table: dict[str, Any]) -> dict[str, str]:
    if not all(isinstance(line, str) for line in table.values()):
        raise Unreadable("somei.toml", "“searches”: expected a name and the words of a search, as one string")
    return table


def _strange(raw: dict[str, Any], text: str) -> tuple[tuple[str, int], ...]:
    keys = [key for key in raw if key not in _KEYS]
    places = _positions(text) if keys else None
    return tuple((key, places.line((key,))) for key in keys) if places else ()


def _two_persons(table: dict[str, Any]) -> TwoPersons:
    """A misspelt key is refused: whoever wrote it believes that two persons are asked for."""
    unknown = [key for key in table if key not in TwoPersons._fields]
    if unknown:
        raise Unreadable("somei.toml", f"“two_persons”: expected {', '.join(TwoPersons._fields)}")
    return TwoPersons(**{key: _typed(table, key, bool, False) for key in table})


def _typed(table: dict[str, Any], key: str, kind: type, default: Any) -> Any:
    value = table.get(key, default)
    # A time of day is a day too, as true is a number, and neither was meant.
    if value is not default and type(value) is not kind:
        raise Unreadable("somei.toml", f"“{key}”: expected {kind.__name__}")
    return value
