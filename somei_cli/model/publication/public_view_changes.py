"""What a change of the register does to its public views, field by field, and for whom an export is made."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from somei_cli.errors import Refused
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.markings import Level, level_of
from somei_cli.model.register.access_status import is_declassified
from somei_cli.model.register.public_view import PublicDocument


class Exposure(StrEnum):
    """What happens to a field of a public view; the gravest first."""

    OPENED = "becomes public"
    NEW = "new and public"
    CHANGED = "changes"
    CLOSED = "stops being public"


class ExposedField(NamedTuple):
    """One changed field. Before and after are what the public may see, never what is withheld."""

    document: DocumentNumber
    exposure: Exposure
    difference: Difference


_GRAVEST_FIELDS: Final = ("items", "subject", "shown", "publication", "references", "outside_references", "marking")
"""The fields that do most harm if they are published by mistake; all others rank after them."""


def expose_differences(
    number: DocumentNumber,
    views: tuple[PublicDocument | None, PublicDocument | None],
    fields_before: Mapping[str, Any],
    differences: Iterable[Difference],
) -> tuple[ExposedField, ...]:
    """Classify the differences between two public views of a document.

    `fields_before` is what the register held before, public or not: a field that was there and withheld is opened, a
    field that was not there is new.
    """
    before, after = views
    more_shown = before is not None and after is not None and after.shown > before.shown
    return tuple(
        ExposedField(number, _exposure_of(difference, fields_before, more_shown), difference)
        for difference in differences
    )


def gravest_exposures_first(all_exposed: Iterable[ExposedField]) -> tuple[ExposedField, ...]:
    """Sort fields that were withheld and become public first, texts before the rest."""
    order = list(Exposure)

    def key(field_change: ExposedField) -> tuple[object, ...]:
        field_name = field_change.difference.field.split(" ")[0]
        weight = _GRAVEST_FIELDS.index(field_name) if field_name in _GRAVEST_FIELDS else len(_GRAVEST_FIELDS)
        return order.index(field_change.exposure), weight, field_change.document.sort_key, field_change.difference.field

    return tuple(sorted(all_exposed, key=key))


def _exposure_of(difference: Difference, fields_before: Mapping[str, Any], more_shown: bool) -> Exposure:
    if difference.after is None:
        return Exposure.CLOSED
    field = difference.field.split(" ")[0]
    if difference.before is not None:
        return Exposure.OPENED if more_shown and field in {"shown", "publication"} else Exposure.CHANGED
    existed = field in fields_before or (field in {"shown", "publication"} and bool(fields_before))
    return Exposure.OPENED if existed else Exposure.NEW


_MOST_NAMED = 5


class Audience(StrEnum):
    """For whom the files are made."""

    PUBLIC = "public"
    INTERNAL = "internal"


def refuse_classified_export(documents: Iterable[Document]) -> None:
    """Refuse to export a register with EU classified entries: not even an entry may be copied to an unguarded place.

    Raises:
        Refused: if a document is classified or has an unknown marking.
    """
    numbers = [document.number for document in documents if _is_classified(document)]
    if numbers:
        names = ", ".join(map(str, numbers[:_MOST_NAMED])) + (
            f" and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else ""
        )
        raise Refused(
            f"EU classified, or marked with words that nobody knows: {names}. An internal export is refused.",
            "What the public may see can be exported: leave out --internal.",
        )


def _is_classified(document: Document) -> bool:
    return level_of(document.marking) > Level.LIMITE and not is_declassified(document)
