"""The options that select documents, the same for every command that lists, searches or counts."""

from collections.abc import Iterable
from datetime import date
from inspect import Parameter
from typing import Annotated, Any, get_args, get_origin

import typer

from somei_cli.commands.shared import document_values, params
from somei_cli.commands.shared.option_groups import OptionGroup
from somei_cli.errors import SomeiError, WrongUsage
from somei_cli.model.document_fields import DOCUMENT_FIELDS, FIELDS_BY_MEMBER, FIELDS_BY_WORDS, DocumentField
from somei_cli.model.document_number import Status
from somei_cli.model.register.access_status import AccessStatus
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot

Years = Annotated[list[str] | None, params.option("--year", "Y", "Year of the number.")]
Since = Annotated[
    date | None, params.option("--since", "D", "Dated on this day, month or year, or later.", params.first_day)
]
Until = Annotated[
    date | None, params.option("--until", "D", "Dated on this day, month or year, or earlier.", params.last_day)
]
On = Annotated[date | None, params.option("--on", "D", "A day of the meeting.", params.day)]
Markings = Annotated[list[str] | None, params.option("--marking", "M", "Marking, as LIMITE, or none.")]
Types = Annotated[list[str] | None, params.option("--type", "T", "Heading, as NOTE.")]
Languages = Annotated[list[str] | None, params.option("--lang", "XX", "Original language, as en.")]
Statuses = Annotated[
    list[Status] | None,
    params.option("--status", "S", "issued, draft, reserved, withdrawn or void.", document_values.status),
]


def _standing(typed: str) -> AccessStatus:
    return params.one_of(AccessStatus, "-".join(typed.split()), "how the access stands")


Accesses = Annotated[
    list[AccessStatus] | None,
    params.option(
        "--access",
        "A",
        "released, partly-released, refused, declassified; undecided: marked, and no decision.",
        _standing,
    ),
]


def _file(typed: str) -> str:
    from somei_cli.commands.shared.interinstitutional_files import read_interinstitutional_file

    return read_interinstitutional_file(typed)


_MEMBER_OPTIONS: dict[str, Any] = {
    "languages": Languages,
    "interinstitutional_files": Annotated[
        list[str] | None,
        params.option("--file", "FILE", "Its interinstitutional file.", _file),
    ],
    "previous_documents": Annotated[
        list[str] | None,
        params.option("--previous", "N", "Names it as No. prev. doc.", lambda typed: str(params.number(typed))),
    ],
}
Doubts = Annotated[bool, typer.Option("--doubts", help="With a doubt that nobody has answered yet.")]


def _members_option(field: DocumentField) -> Any:
    if field.name in _MEMBER_OPTIONS:
        return _MEMBER_OPTIONS[field.name]
    names, metavar = " ".join(field.options), field.called.upper()
    return Annotated[list[str] | None, params.option(names, metavar, f"Has this {field.called}.", params.line)]


def _words(typed: str) -> str:
    from somei_cli.model.query.normalised_text import split_words

    if not split_words(typed):
        raise WrongUsage("There is no word to search for.", "A word needs a letter or a figure.")
    return typed


def _words_option(field: DocumentField) -> Any:
    names, called = " ".join(field.options), field.called.capitalize()
    return Annotated[list[str] | None, params.option(names, "TEXT", f"Words of the field {called}.", _words)]


_OPTIONS: dict[str, Any] = {
    "year": Years,
    "since": Since,
    "until": Until,
    "code": params.Code,
    "marking": Markings,
    "type_": Types,
    "body": params.BodyThatMet,
    "on": On,
    **{field.name: _members_option(field) for field in DOCUMENT_FIELDS if field.name in FIELDS_BY_MEMBER},
    **{field.name: _words_option(field) for field in DOCUMENT_FIELDS if field.name in FIELDS_BY_WORDS},
    "status": Statuses,
    "access": Accesses,
    "doubts": Doubts,
}
"""The options that select documents, by the names of their parameters."""


def _default_of(option: Any) -> bool | None:
    return False if get_args(option)[0] is bool else None


class TypedFilters(dict[str, Any]):
    """What was typed for the options that select documents."""

    def selection(self) -> Selection:
        """Return the conditions, or raise NotAValue; what was not typed sets none."""
        typed = {name: self.get(name) or () for name in _OPTIONS}
        members = {name: tuple(typed[name]) for name in FIELDS_BY_MEMBER if typed[name]}
        if "languages" in members:
            members["languages"] = tuple(map(document_values.language, members["languages"]))
        return Selection(
            years=tuple(map(params.year, typed["year"])),
            since=self.get("since"),
            until=self.get("until"),
            codes=tuple(typed["code"]),
            markings=tuple(map(document_values.any_marking, typed["marking"])),
            types=tuple(typed["type_"]),
            bodies=tuple(typed["body"]),
            statuses=tuple(typed["status"]),
            accesses=tuple(typed["access"]),
            members=tuple(members.items()),
            words=tuple((name, tuple(typed[name])) for name in FIELDS_BY_WORDS if typed[name]),
            on=self.get("on"),
            doubts=bool(typed["doubts"]),
        )


def filters_without(*left_out: str) -> OptionGroup:
    """Return the options that select documents, but some."""
    options = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=_default_of(option), annotation=option)
        for name, option in _OPTIONS.items()
        if name not in left_out
    ]
    return OptionGroup(TypedFilters, tuple(options))


def refuse_unknown(snapshot: Snapshot, selection: Selection) -> None:
    """Refuse a value that neither the vocabulary nor any document has."""
    if selection != Selection():
        from somei_cli.model.register.unknown_values import refuse_unknown_values

        refuse_unknown_values(snapshot, selection)


Filters = Annotated[TypedFilters, filters_without()]


def selection_of(words: Iterable[str]) -> Selection:
    """Return the conditions of words such as `code=COSI`, each an option of `list` without its dashes.

    Raises:
        WrongUsage: for a word that is no filter, a value that does not fit it, and a second day of one kind.
    """
    typed = TypedFilters()
    for word in words:
        key, equals, value = (part.strip() for part in word.partition("="))
        name = _PARAMETERS.get(key.casefold())
        if name is None or not equals or not value:
            problem = f"“{word}” selects nothing: expected FILTER=VALUE." if name else f"There is no filter “{key}”."
            raise WrongUsage(problem, f"Filters: {', '.join(_PARAMETERS)}")
        kind, option = get_args(_OPTIONS[name])[:2]
        try:
            read = params.yes_or_no(value) if kind is bool else option.parser(value) if option.parser else value
        except SomeiError as refusal:
            raise WrongUsage(f"{key}: {refusal}", refusal.hint) from refusal
        if any(get_origin(part) is list for part in get_args(kind)):
            typed[name] = [*typed.get(name, ()), read]
        elif name in typed:
            raise WrongUsage(f"“{key}” is given twice.", "Give it once.")
        else:
            typed[name] = read
    return typed.selection()


_DECLARED = {field.name: field.options for field in DOCUMENT_FIELDS if field.filtered in {"members", "words"}}
_PARAMETERS = {name.rstrip("_"): name for name in _OPTIONS if name not in _DECLARED} | {
    option.removeprefix("--"): name for name, options in _DECLARED.items() for option in options
}
"""The parameter of each filter, by its option without the dashes."""
