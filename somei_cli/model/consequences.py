"""What a change of the register leads to: its class, from the gravest to the mildest."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Final

from somei_cli.model.agenda_states import is_issued_agenda
from somei_cli.model.documents import AgendaState, Document, Status
from somei_cli.model.fieldchanges import Difference
from somei_cli.model.items import FollowUpState
from somei_cli.model.markings import Marking, level_of


class Consequence(StrEnum):
    """The classes of changes, the gravest first; the words are those that `--fail-on` takes."""

    UNREADABLE = "unreadable"
    MARKING = "marking-lowered"
    NUMBER = "number-or-status"
    RELEASED = "released"
    AGENDA = "issued-agenda"
    REFERENCE = "reference-removed"
    FOLLOW_UP = "follow-up-dropped"
    SETTINGS = "settings"
    OTHER = "other"
    NEW = "new"

    @property
    def rank(self) -> int:
        """Its place in the order, 0 for the gravest."""
        return _ORDER[self.value]

    @property
    def grave(self) -> bool:
        """Whether nobody should bring it about without saying so."""
        return self in _GRAVE


_ORDER: Final = {str(one): rank for rank, one in enumerate(Consequence)}
_GRAVE: Final = frozenset((Consequence.UNREADABLE, Consequence.MARKING, Consequence.NUMBER, Consequence.AGENDA))

# A follow-up is told whole where it came or went, else field by field behind its place.
_FOLLOW_UP_WHOLE: Final = re.compile(r"items .* follow_ups\Z", re.DOTALL)
FOLLOW_UP_STATE: Final = re.compile(r"items .* follow_ups [0-9]+ state\Z", re.DOTALL)
_ITEM_DOCUMENTS: Final = re.compile(r"items .* documents\Z", re.DOTALL)
_POINTING: Final = frozenset(("references", "outside_references"))
_POINTING_LISTS: Final = frozenset(("previous_documents", "commission_documents", "interinstitutional_files"))
_NOT_PRINTED: Final = re.compile(r"items .* (?:result|summary|follow_ups|follow_ups [0-9]+ .*)\Z", re.DOTALL)

_LATER: Final = {Status.RESERVED: 0, Status.DRAFT: 1, Status.ISSUED: 2}


def consequence_of(difference: Difference, before: Document, after: Document) -> Consequence:
    """The class of one field that differs between two versions of a document."""
    found = (one for one, holds in _TESTS if holds(difference, before, after))
    return next(found, Consequence.OTHER)


def is_forward(before: Status, after: Status) -> bool:
    """Whether a number only went on in its life: from reserved to draft to issued."""
    return before in _LATER and after in _LATER and _LATER[before] < _LATER[after]


def lowers(before: str | None, after: str | None) -> bool:
    """Whether a marking, as a difference tells it, went down."""
    return level_of(Marking(after) if after else None) < level_of(Marking(before) if before else None)


def _alters_printed(difference: Difference) -> bool:
    field = difference.field
    if field == "agenda adopted" and difference.before is None:
        return False
    if field == "agenda state" and difference.after == AgendaState.ADOPTED:
        return False
    if field.startswith("items "):
        return not _NOT_PRINTED.fullmatch(field)
    return field == "date" or field.startswith(("meeting ", "agenda "))


def _takes_reference(difference: Difference) -> bool:
    if difference.field in _POINTING:
        return difference.after is None
    if difference.field in _POINTING_LISTS or _ITEM_DOCUMENTS.fullmatch(difference.field):
        return bool(set(listed(difference.before)) - set(listed(difference.after)))
    return False


def listed(value: object) -> list[str]:
    """The elements of a value that may be a list."""
    return [str(one) for one in value] if isinstance(value, list) else [] if value is None else [str(value)]


def _loses_follow_up(difference: Difference) -> bool:
    if _FOLLOW_UP_WHOLE.fullmatch(difference.field):
        return difference.after is None
    return bool(FOLLOW_UP_STATE.fullmatch(difference.field)) and difference.after == FollowUpState.DROPPED


def _lowers_marking(difference: Difference, before: Document, after: Document) -> bool:
    return difference.field == "marking" and level_of(after.marking) < level_of(before.marking)


def _changes_number(difference: Difference, before: Document, after: Document) -> bool:
    turned = difference.field == "status" and not is_forward(before.status, after.status)
    return turned or difference.field == "number"


_Test = Callable[[Difference, Document, Document], bool]
_TESTS: Final[tuple[tuple[Consequence, _Test], ...]] = (
    (Consequence.MARKING, _lowers_marking),
    (Consequence.NUMBER, _changes_number),
    (Consequence.RELEASED, lambda difference, _, __: difference.field == "access"),
    (Consequence.AGENDA, lambda difference, before, _: is_issued_agenda(before) and _alters_printed(difference)),
    (Consequence.REFERENCE, lambda difference, _, __: _takes_reference(difference)),
    (Consequence.FOLLOW_UP, lambda difference, _, __: _loses_follow_up(difference)),
    (Consequence.SETTINGS, lambda one, _, __: one.field.startswith("waive ") and one.after is not None),
)
