"""FIELD=VALUE at the door: what an import shall take instead of what it read."""

from collections.abc import Callable

from somei_cli.commands import params, session
from somei_cli.errors import SomeiError, WrongUsage
from somei_cli.formats.notation.external_references import read_outside
from somei_cli.model.codes import CodeEntry
from somei_cli.model.numbers.provisional_numbers import no_number_yet
from somei_cli.model.references import OutsideKind


def _listed(parse: Callable[[str], object]) -> Callable[[str], object]:
    return lambda typed: tuple(parse(part.strip()) for part in typed.split(",") if part.strip())


def _file(typed: str) -> object:
    found = read_outside(typed)
    if found.kind is not OutsideKind.FILE:
        raise WrongUsage(f"“{typed}” is not an interinstitutional file.", "They look like 2018/0330(COD).")
    return found


def _number(typed: str) -> object:
    """A number, or one that stands in for that which is to be given out."""
    return params.number_or_next(typed) or no_number_yet(session.today().year)


FIELDS: dict[str, tuple[str, Callable[[str], object]]] = {
    "number": ("number", _number),
    "type": ("type", params.line),
    "subject": ("subject", params.line),
    "date": ("date", params.day),
    "place": ("place", params.line),
    "languages": ("languages", _listed(params.language)),
    "marking": ("marking", params.marking_or_none),
    "subject_codes": ("subject_codes", _listed(CodeEntry.parse)),
    "interinstitutional_files": ("interinstitutional_files", _listed(_file)),
    "from": ("originator", params.line),
    "to": ("addressee", params.line),
    "previous_documents": ("previous_documents", _listed(params.number)),
    "commission_documents": ("commission_documents", _listed(params.target)),
    "note": ("note", params.line),
    "on": ("meeting.start", params.day),
    "until": ("meeting.end", params.day),
    "body": ("meeting.body", params.line),
}
"""What may be set: the key as typed, the attribute it stands for, and how its value is read."""


def assignment(words: str) -> tuple[str, object]:
    """An attribute and its value, from `FIELD=VALUE`.

    Raises:
        WrongUsage: for a field that cannot be set, or a value that does not fit it.
    """
    key, equals, typed = words.partition("=")
    key = key.strip()
    if not equals or key not in FIELDS:
        raise WrongUsage(
            f"“{key}” cannot be set." if equals else f"“{words}” sets nothing: expected FIELD=VALUE.",
            "Fields: " + ", ".join(FIELDS),
        )
    attribute, parse = FIELDS[key]
    try:
        return attribute, parse(typed)
    except SomeiError as refusal:
        raise WrongUsage(f"{key}: {refusal}", refusal.hint) from refusal
