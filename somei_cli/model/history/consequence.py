"""What a change of the register leads to: its class, from the gravest to the mildest.

What a change means, in plain words, with the values kept apart from the words.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Final, NamedTuple

from somei_cli.model.agenda.lifecycle import is_issued_agenda
from somei_cli.model.document import AccessKind, AgendaState, Document, Status
from somei_cli.model.field_changes import Difference, Shown
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


_LONGEST = 120


class ChangeMeaning(NamedTuple):
    """A sentence with a place `{}` for each value: what comes from a file is never part of the sentence."""

    said: str
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The sentence with its values."""
        return self.said.format(*self.values)


def entered(document: Document) -> ChangeMeaning:
    """A document that was not there before."""
    marked = str(document.marking) if document.marking else ""
    released = any(event.kind is AccessKind.RELEASED for event in document.access)
    said = "entered" if document.status is Status.ISSUED else f"entered as {document.status}"
    said += ", marked {}" if marked else ", not marked"
    return ChangeMeaning(said + (", released to the public" if released else ""), (marked,) if marked else ())


def removed() -> ChangeMeaning:
    """A document that is there no more."""
    return ChangeMeaning("removed, and its number with it")


def unreadable(before: object, fault: str) -> ChangeMeaning:
    """A file that gives nothing now; `before` is what it gave, None where it was not there."""
    if before is None:
        return ChangeMeaning("new, and cannot be read: {}", (fault,))
    if isinstance(before, str):
        return ChangeMeaning("changed, and still cannot be read: {}", (fault,))
    return ChangeMeaning("can no longer be read: {}", (fault,))


def meaning_of(difference: Difference, consequence: Consequence) -> ChangeMeaning:
    """One field that differs."""
    field, before, after = difference.field, difference.before, difference.after
    if field == "marking":
        return _marking(before, after)
    if field == "status":
        return _status(before, after)
    if field == "access":
        return _access(before, after)
    told = _reference(before, after) if consequence is Consequence.REFERENCE else None
    if consequence is Consequence.FOLLOW_UP:
        told = _follow_up(difference)
    if field.startswith("waive "):
        told = _waiver(difference)
    told = told or _plain(difference)
    return (
        ChangeMeaning(f"issued agenda altered: {told.said}", told.values) if consequence is Consequence.AGENDA else told
    )


def _marking(before: Shown, after: Shown) -> ChangeMeaning:
    old, new = _one(before), _one(after)
    verb = "lowered" if lowers(old, new) else "raised" if lowers(new, old) else "changed"
    return ChangeMeaning(f"marking {verb} from {{}} to {{}}", (old or "none", new or "none"))


def _status(before: Shown, after: Shown) -> ChangeMeaning:
    old, new = Status(_one(before) or Status.ISSUED), Status(_one(after) or Status.ISSUED)
    if new is Status.VOID:
        return ChangeMeaning(f"made void; it was {old}")
    if old is Status.VOID:
        return ChangeMeaning(f"back from void: now {new}")
    if new is Status.WITHDRAWN:
        return ChangeMeaning("withdrawn")
    return ChangeMeaning(f"{'now' if is_forward(old, new) else 'back to'} {new}; it was {old}")


def _access(before: Shown, after: Shown) -> ChangeMeaning:
    event = _one(after) or _one(before) or ""
    told = decision_words(event)
    if after is None:
        return ChangeMeaning("decision on access taken out: {}", (told,))
    if re.match(rf"kind {AccessKind.RELEASED}(?:,|\Z)", event):
        return ChangeMeaning("released to the public {}", (told.removeprefix(f"{AccessKind.RELEASED} "),))
    return ChangeMeaning("decision on access entered: {}", (told,))


def decision_words(event: str) -> str:
    """A decision on access as people say it, from how a difference tells it.

    >>> decision_words("kind refused, on 2020-03-01, ground 4.1a.1, by the Working Party")
    'refused on 2020-03-01, ground 4.1a.1, by the Working Party'
    """
    return re.sub(r"\Akind ([a-z ]+), on ", r"\1 on ", event)


def _reference(before: Shown, after: Shown) -> ChangeMeaning:
    gone = [one for one in listed(before) if one not in listed(after)]
    return ChangeMeaning("reference removed: {}", (_short(", ".join(gone)),))


def _follow_up(difference: Difference) -> ChangeMeaning:
    if FOLLOW_UP_STATE.fullmatch(difference.field):
        return ChangeMeaning("follow-up dropped: {}", (_named(difference.field.removesuffix(" state")),))
    return ChangeMeaning("follow-up removed: “{}”", (_short(_one(difference.before) or ""),))


def _waiver(difference: Difference) -> ChangeMeaning:
    code = difference.field.removeprefix("waive ")
    verb = "taken out" if difference.after is None else "added" if difference.before is None else "changed"
    return ChangeMeaning(
        f"waiver of {{}} {verb}: “{{}}”", (code, _short(_one(difference.after or difference.before) or ""))
    )


def _plain(difference: Difference) -> ChangeMeaning:
    label, before, after = _named(difference.field), difference.before, difference.after
    if listed(before) and listed(after) and (isinstance(before, list) or isinstance(after, list)):
        return _lists(label, listed(before), listed(after))
    if before is None:
        return ChangeMeaning("{} entered: “{}”", (label, _short(_one(after) or "")))
    if after is None:
        return ChangeMeaning("{} taken out: “{}”", (label, _short(_one(before) or "")))
    if isinstance(before, bool) and isinstance(after, bool):
        return ChangeMeaning(f"{{}} switched {'on' if after else 'off'}", (label,))
    return ChangeMeaning("{} changed from “{}” to “{}”", (label, _short(_one(before) or ""), _short(_one(after) or "")))


def _lists(label: str, before: list[str], after: list[str]) -> ChangeMeaning:
    gone = ", ".join(one for one in before if one not in after)
    come = ", ".join(one for one in after if one not in before)
    if not gone and not come:
        return ChangeMeaning("{} put in another order", (label,))
    said, values = [], [label]
    for verb, told in (("taken out “{}”", gone), ("added “{}”", come)):
        if told:
            said.append(verb)
            values.append(_short(told))
    return ChangeMeaning("{}: " + ", ".join(said), tuple(values))


def _named(field: str) -> str:
    """A field as people say it; names of items stay as they are."""
    words = re.sub(r"\bfollow_ups ([0-9]+)", r"follow-up \1", re.sub(r"\Aitems (?!order\Z)", "item ", field))
    return words.replace("_", " ")


def _one(value: Shown) -> str | None:
    return None if value is None else ", ".join(value) if isinstance(value, list) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
