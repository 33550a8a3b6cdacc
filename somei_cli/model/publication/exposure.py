"""What a change of the register does to what the public may see: field by field, the dangerous first.

Who an export is for, and what of a register may go to them.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from somei_cli.errors import Refused
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.markings import Level, level_of
from somei_cli.model.register.access import is_declassified
from somei_cli.model.register.public_view import PublicDocument


class Exposure(StrEnum):
    """What happens to a field of what the public may see; the gravest first."""

    OPENED = "becomes public"
    NEW = "new and public"
    CHANGED = "changes"
    CLOSED = "stops being public"


class Exposed(NamedTuple):
    """One field; before and after are what the public may see, never what is withheld."""

    document: DocumentNumber
    exposure: Exposure
    difference: Difference


_HEAVIEST: Final = ("items", "subject", "shown", "publication", "references", "outside_references", "marking")
"""What does most harm where it gets out by mistake; other fields come behind."""


def exposed(
    number: DocumentNumber,
    views: tuple[PublicDocument | None, PublicDocument | None],
    held_before: Mapping[str, Any],
    differences: Iterable[Difference],
) -> tuple[Exposed, ...]:
    """Judge the differences of two views of a document.

    `held_before` is what the register held of it before, public or not: what was there and withheld is opened, what
    was not there is new.
    """
    before, after = views
    wider = before is not None and after is not None and after.shown > before.shown
    return tuple(Exposed(number, _judged(one, held_before, wider), one) for one in differences)


def in_order(all_exposed: Iterable[Exposed]) -> tuple[Exposed, ...]:
    """What was withheld and becomes public first, texts before the rest."""
    order = list(Exposure)

    def key(one: Exposed) -> tuple[object, ...]:
        field = one.difference.field.split(" ")[0]
        weight = _HEAVIEST.index(field) if field in _HEAVIEST else len(_HEAVIEST)
        return order.index(one.exposure), weight, one.document.sort_key, one.difference.field

    return tuple(sorted(all_exposed, key=key))


def _judged(difference: Difference, held_before: Mapping[str, Any], wider: bool) -> Exposure:
    if difference.after is None:
        return Exposure.CLOSED
    field = difference.field.split(" ")[0]
    if difference.before is not None:
        return Exposure.OPENED if wider and field in {"shown", "publication"} else Exposure.CHANGED
    kept = field in held_before or (field in {"shown", "publication"} and bool(held_before))
    return Exposure.OPENED if kept else Exposure.NEW


_SOME = 5


class Audience(StrEnum):
    """Whom the files are for."""

    PUBLIC = "public"
    INTERNAL = "internal"


def refuse_classified(documents: Iterable[Document]) -> None:
    """Stop where something of a register is EU classified: not even its entry is copied to where nobody guards it.

    Raises:
        Refused: naming some of the numbers.
    """
    held = [document.number for document in documents if _is_classified(document)]
    if held:
        told = ", ".join(map(str, held[:_SOME])) + (f" and {len(held) - _SOME} more" if len(held) > _SOME else "")
        raise Refused(
            f"EU classified, or marked with words that nobody knows: {told}. An internal export is refused.",
            "What the public may see can be exported: leave out --internal.",
        )


def _is_classified(document: Document) -> bool:
    return level_of(document.marking) > Level.LIMITE and not is_declassified(document)
