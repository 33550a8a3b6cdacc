"""Who an export is for, and what of a register may go to them."""

from collections.abc import Iterable
from enum import StrEnum

from somei_cli.errors import Refused
from somei_cli.model.access import is_declassified
from somei_cli.model.documents import Document
from somei_cli.model.markings import Level, level_of

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
