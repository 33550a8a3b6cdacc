"""`somei.toml`: the settings of a register, read from and written as TOML."""

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from somei_cli.errors import NewerSchema, NotANumber, Unreadable
from somei_cli.formats.toml.parser import InvalidToml, read_toml
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.settings import (
    SCHEMA,
    FileKeeping,
    HouseRule,
    LateNumbers,
    PublicUnmarked,
    Settings,
    TwoPersons,
    Waiver,
)

if TYPE_CHECKING:
    from somei_cli.formats.toml.positions import KeyLines

_MAX_DAYS = 366
_KEYS = frozenset({"schema", *Settings._fields} - {"strange", "deadline_lines", "has_public_unmarked"})
_MAX_MONTHS = 1200
_KIND_WORDS = {str: "a text in quotes", bool: "true or false", list: "a list", dict: "a table", date: "a date"}


def load(text: str) -> Settings:
    """Read the settings.

    Raises:
        NewerSchema: if a later version of somei wrote the register.
        Unreadable: if the text is not TOML, or a value is not allowed.
    """
    try:
        raw = read_toml(text)
    except InvalidToml as error:
        raise Unreadable("somei.toml", str(error), error.line) from error
    schema = raw.get("schema")
    if type(schema) is not int or schema < 1:
        raise Unreadable("somei.toml", "“schema” is missing")
    if schema > SCHEMA:
        raise NewerSchema(schema, SCHEMA)
    defaults = Settings()
    return Settings(
        name=_read_value(raw, "name", str, defaults.name),
        place=_read_value(raw, "place", str, defaults.place),
        time_zone=_read_value(raw, "time_zone", str, defaults.time_zone),
        complete=_read_value(raw, "complete", bool, defaults.complete),
        own_series=_read_own_series(_read_value(raw, "own_series", list, [])),
        waivers=_read_waivers(_read_value(raw, "waivers", list, []), text),
        late_items=_read_late_numbers(_read_value(raw, "late_items", str, defaults.late_items)),
        deadlines=(deadlines := _read_deadlines(_read_value(raw, "deadlines", dict, {}), text)),
        deadline_lines=_read_deadline_lines(deadlines, text),
        review_months=_read_review_months(raw.get("review_months", defaults.review_months)),
        public_unmarked=_read_public_unmarked(_read_value(raw, "public_unmarked", str, defaults.public_unmarked)),
        public_fields=tuple(map(str, _read_value(raw, "public_fields", list, []))),
        two_persons=_read_switches(raw, "two_persons", TwoPersons, text),
        files=_read_switches(raw, "files", FileKeeping, text),
        searches=_read_searches(_read_value(raw, "searches", dict, {})),
        rules=_read_rules(_read_value(raw, "rules", list, []), text),
        strange=_find_unknown_keys(raw, text),
        has_public_unmarked="public_unmarked" in raw,
    )


def dump(settings: Settings) -> str:
    """Return the text of the settings of a new register."""
    # Settings are read at every start, and hardly ever written.
    import tomli_w

    return tomli_w.dumps(
        {
            "schema": SCHEMA,
            "name": settings.name,
            "place": settings.place,
            "time_zone": settings.time_zone,
            "complete": settings.complete,
            "own_series": list(settings.own_series),
            "public_unmarked": str(settings.public_unmarked),
            # A register without this table keeps files.
            **({} if settings.files.keep else {"files": {"keep": False}}),
        }
    )


def _read_own_series(letters: list[object]) -> tuple[str, ...]:
    for series in letters:
        if not isinstance(series, str) or not _is_series(series):
            problem = f"“{series}” is none" if isinstance(series, str) else "expected texts"
            raise Unreadable("somei.toml", f"“own_series”: the letters of series as they are printed, as SN; {problem}")
    return tuple(map(str, letters))


def _is_series(letters: str) -> bool:
    with suppress(NotANumber):
        number = DocumentNumber.parse(f"{letters} 1/20")
        return number.series == letters and not number.is_provisional
    return False


def _read_key_lines(text: str) -> "KeyLines":
    """Return the lines of keys. Most registers need none, so that what finds them is loaded here."""
    from somei_cli.formats.toml.positions import KeyLines

    return KeyLines(text)


def _read_waivers(rows: list[object], text: str) -> tuple[Waiver, ...]:
    key_lines = _read_key_lines(text) if rows else None
    return tuple(
        _read_waiver(row, key_lines.line_of(("waivers", index)) if key_lines else 0) for index, row in enumerate(rows)
    )


def _read_waiver(row: object, line: int) -> Waiver:
    if not isinstance(row, dict):
        raise Unreadable("somei.toml", "“waivers”: expected tables")
    if not row.get("code") or not row.get("reason"):
        raise Unreadable("somei.toml", "a waiver needs “code” and “reason”")
    return Waiver(
        code=_read_value(row, "code", str, ""),
        reason=_read_value(row, "reason", str, ""),
        document=_read_value(row, "document", str, None),
        owner=_read_value(row, "owner", str, None),
        until=_read_value(row, "until", date, None),
        line=line,
    )


def _read_late_numbers(word: str) -> LateNumbers:
    try:
        return LateNumbers(word)
    except ValueError:
        raise Unreadable("somei.toml", f"“late_items”: expected {' or '.join(LateNumbers)}") from None


def _read_public_unmarked(word: str) -> PublicUnmarked:
    """Refuse a misspelt value: its author believes that texts are withheld."""
    try:
        return PublicUnmarked(word)
    except ValueError:
        raise Unreadable("somei.toml", f"“public_unmarked”: expected {' or '.join(PublicUnmarked)}") from None


def _read_deadlines(table: dict[str, Any], text: str) -> dict[str, int]:
    for body, days in table.items():
        if type(days) is not int or not 0 <= days <= _MAX_DAYS:
            line = _read_key_lines(text).line_of(("deadlines", body))
            problem = f"“{body}” in [deadlines]: expected days before a meeting, from 0 to {_MAX_DAYS}"
            raise Unreadable("somei.toml", problem, line)
    return table


def _read_deadline_lines(deadlines: dict[str, int], text: str) -> dict[str, int]:
    if not deadlines:
        return {}
    key_lines = _read_key_lines(text)
    return {body: key_lines.line_of(("deadlines", body)) for body in deadlines}


def _read_review_months(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _MAX_MONTHS:
        raise Unreadable("somei.toml", f"“review_months”: expected months, from 0 (never) to {_MAX_MONTHS}")
    return value


def _read_searches(table: dict[str, Any]) -> dict[str, str]:
    if not all(isinstance(words, str) for words in table.values()):
        raise Unreadable("somei.toml", "“searches”: expected a name and the words of a search, as one string")
    return table


def _read_rules(tables: list[object], text: str) -> tuple[HouseRule, ...]:
    """Read the rules of the house. Most registers have none, so that what reads them is loaded here."""
    if not tables:
        return ()
    from somei_cli.formats.toml.house_rules import read_house_rules

    return read_house_rules(tables, _read_key_lines(text))


def _find_unknown_keys(raw: dict[str, Any], text: str) -> tuple[tuple[str, int], ...]:
    keys = [(key, key) for key in raw if key not in _KEYS]
    keys += [("public_fields", f"public_fields.{name}") for name in _fields_without_setting(raw.get("public_fields"))]
    key_lines = _read_key_lines(text) if keys else None
    return tuple((words, key_lines.line_of((key,))) for key, words in keys) if key_lines else ()


def _fields_without_setting(names: list[object] | None) -> list[object]:
    """Return the names of which no setting decides; what a later somei may publish stays closed here."""
    if not names:
        return []
    from somei_cli.model.document_fields import DOCUMENT_FIELDS

    by_setting = {field.name for field in DOCUMENT_FIELDS if field.public == "setting"}
    return [name for name in names if name not in by_setting]


Switches = TypeVar("Switches", TwoPersons, FileKeeping)


def _read_switches(raw: dict[str, Any], name: str, kind: type[Switches], text: str) -> Switches:
    """Refuse a misspelt key: its author believes that two persons are required, or that no file is kept."""
    table = _read_value(raw, name, dict, {})
    for key, value in table.items():
        problem = ""
        if key not in kind._fields:
            problem = f"“{key}” in [{name}] is not one of {', '.join(kind._fields)}"
        elif type(value) is not bool:
            problem = f"“{key}” in [{name}]: expected true or false"
        if problem:
            hint = f"Near it: {', '.join(near)}" if (near := _near_names(key, kind._fields)) else ""
            raise Unreadable("somei.toml", problem, _read_key_lines(text).line_of((name, key)), hint)
    return kind(**table)


def _near_names(key: str, names: tuple[str, ...]) -> list[str]:
    from somei_cli.model.register.unknown_values import nearest_spellings

    return [] if key in names else nearest_spellings(key, names)


def _read_value(table: dict[str, Any], key: str, kind: type, default: Any) -> Any:
    value = table.get(key, default)
    # Not isinstance: for Python a datetime is a date, and true is a number.
    if value is not default and type(value) is not kind:
        raise Unreadable("somei.toml", f"“{key}”: expected {_KIND_WORDS[kind]}")
    return value
