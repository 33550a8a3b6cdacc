"""Classify the changes of a register by consequence, and describe each in plain words."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from somei_cli.model.agenda.lifecycle import is_issued_agenda
from somei_cli.model.document import AccessKind, AgendaState, Document
from somei_cli.model.document_number import Status
from somei_cli.model.field_changes import Difference, Shown, describe_decision
from somei_cli.model.items_and_follow_ups import FollowUpState
from somei_cli.model.markings import Marking, level_of


class Consequence(StrEnum):
    """The classes of changes, the gravest first; `--fail-on` takes the values."""

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
        """The position in the order, 0 for the gravest."""
        return _ORDER[self.value]

    @property
    def is_grave(self) -> bool:
        """Whether the change should be declared by the commit that makes it."""
        return self in _GRAVE


_ORDER: Final = {str(consequence): rank for rank, consequence in enumerate(Consequence)}
_GRAVE: Final = frozenset((Consequence.UNREADABLE, Consequence.MARKING, Consequence.NUMBER, Consequence.AGENDA))

# A difference shows an added or removed follow-up whole (`items 2 follow_ups`), else each of its fields.
# Strings: re compiles them at first use.
_FOLLOW_UP_WHOLE: Final = r"(?s:items .* follow_ups)"
_FOLLOW_UP_STATE: Final = r"(?s:items .* follow_ups [0-9]+ state)"
_ITEM_DOCUMENTS: Final = r"(?s:items .* documents)"
_REFERENCE_FIELDS: Final = frozenset(("references", "outside_references"))
_REFERENCE_LISTS: Final = frozenset(("previous_documents", "commission_documents", "interinstitutional_files"))
_NOT_PRINTED: Final = r"(?s:items .* (?:result|summary|follow_ups|follow_ups [0-9]+ .*))"

_STATUS_ORDER: Final = {Status.RESERVED: 0, Status.DRAFT: 1, Status.ISSUED: 2}


def consequence_of(difference: Difference, before: Document, after: Document) -> Consequence:
    """Return the class of one field that differs between two versions of a document."""
    classes = (consequence for consequence, applies in _TESTS if applies(difference, before, after))
    return next(classes, Consequence.OTHER)


def is_forward(before: Status, after: Status) -> bool:
    """Return whether a status only advanced: from reserved to draft to issued."""
    return before in _STATUS_ORDER and after in _STATUS_ORDER and _STATUS_ORDER[before] < _STATUS_ORDER[after]


def is_marking_lowered(before: str | None, after: str | None) -> bool:
    """Return whether a marking was lowered, given both as text."""
    return level_of(Marking(after) if after else None) < level_of(Marking(before) if before else None)


def _alters_printed_page(difference: Difference) -> bool:
    field = difference.field
    if field == "agenda adopted" and difference.before is None:
        return False
    if field == "agenda state" and difference.after == AgendaState.ADOPTED:
        return False
    if field.startswith("items "):
        return not re.fullmatch(_NOT_PRINTED, field)
    return field == "date" or field.startswith(("meeting ", "agenda "))


def _removes_reference(difference: Difference) -> bool:
    if difference.field in _REFERENCE_FIELDS:
        return difference.after is None
    if difference.field in _REFERENCE_LISTS or re.fullmatch(_ITEM_DOCUMENTS, difference.field):
        return bool(set(as_list(difference.before)) - set(as_list(difference.after)))
    return False


def as_list(value: object) -> list[str]:
    """Return a value as a list of its elements; empty for None."""
    return [str(element) for element in value] if isinstance(value, list) else [] if value is None else [str(value)]


def _loses_follow_up(difference: Difference) -> bool:
    if re.fullmatch(_FOLLOW_UP_WHOLE, difference.field):
        return difference.after is None
    return bool(re.fullmatch(_FOLLOW_UP_STATE, difference.field)) and difference.after == FollowUpState.DROPPED


def _lowers_marking(difference: Difference, before: Document, after: Document) -> bool:
    return difference.field == "marking" and level_of(after.marking) < level_of(before.marking)


def _changes_number(difference: Difference, before: Document, after: Document) -> bool:
    status_changed = difference.field == "status" and not is_forward(before.status, after.status)
    return status_changed or difference.field == "number"


_Test = Callable[[Difference, Document, Document], bool]
_TESTS: Final[tuple[tuple[Consequence, _Test], ...]] = (
    (Consequence.MARKING, _lowers_marking),
    (Consequence.NUMBER, _changes_number),
    (Consequence.RELEASED, lambda difference, _, __: difference.field == "access"),
    (Consequence.AGENDA, lambda difference, before, _: is_issued_agenda(before) and _alters_printed_page(difference)),
    (Consequence.REFERENCE, lambda difference, _, __: _removes_reference(difference)),
    (Consequence.FOLLOW_UP, lambda difference, _, __: _loses_follow_up(difference)),
    (Consequence.SETTINGS, lambda one, _, __: one.field.startswith("waive ") and one.after is not None),
)


_MAX_LENGTH = 120


class ChangeMeaning(NamedTuple):
    """A sentence with `{}` for each value; text from a file is never part of the sentence."""

    sentence: str
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the sentence with its values filled in."""
        return self.sentence.format(*self.values)


def describe_entered(document: Document) -> ChangeMeaning:
    """Describe a new document."""
    marked = str(document.marking) if document.marking else ""
    released = any(event.kind is AccessKind.RELEASED for event in document.access)
    sentence = "entered" if document.status is Status.ISSUED else f"entered as {document.status}"
    sentence += ", marked {}" if marked else ", not marked"
    return ChangeMeaning(sentence + (", released to the public" if released else ""), (marked,) if marked else ())


def describe_removed() -> ChangeMeaning:
    """Describe a removed document."""
    return ChangeMeaning("removed, and its number with it")


def describe_unreadable(before: object, fault: str) -> ChangeMeaning:
    """Describe a file that cannot be read; `before` is what it contained, None if it did not exist."""
    if before is None:
        return ChangeMeaning("new, and cannot be read: {}", (fault,))
    if isinstance(before, str):
        return ChangeMeaning("changed, and still cannot be read: {}", (fault,))
    return ChangeMeaning("can no longer be read: {}", (fault,))


def describe_change(difference: Difference, consequence: Consequence) -> ChangeMeaning:
    """Describe the change of one field."""
    field, before, after = difference.field, difference.before, difference.after
    if describe := _OWN_WORDS.get(field):
        return describe(before, after)
    meaning = _describe_reference(before, after) if consequence is Consequence.REFERENCE else None
    if consequence is Consequence.FOLLOW_UP:
        meaning = _describe_follow_up(difference)
    if field.startswith("waive "):
        meaning = _describe_waiver(difference)
    meaning = meaning or _describe_field(difference)
    return (
        ChangeMeaning(f"issued agenda altered: {meaning.sentence}", meaning.values)
        if consequence is Consequence.AGENDA
        else meaning
    )


def _describe_marking(before: Shown, after: Shown) -> ChangeMeaning:
    old, new = _as_text(before), _as_text(after)
    verb = "lowered" if is_marking_lowered(old, new) else "raised" if is_marking_lowered(new, old) else "changed"
    return ChangeMeaning(f"marking {verb} from {{}} to {{}}", (old or "none", new or "none"))


def _describe_status(before: Shown, after: Shown) -> ChangeMeaning:
    old, new = Status(_as_text(before) or Status.ISSUED), Status(_as_text(after) or Status.ISSUED)
    if new is Status.VOID:
        return ChangeMeaning(f"made void; it was {old}")
    if old is Status.VOID:
        return ChangeMeaning(f"back from void: now {new}")
    if new is Status.WITHDRAWN:
        return ChangeMeaning("withdrawn")
    return ChangeMeaning(f"{'now' if is_forward(old, new) else 'back to'} {new}; it was {old}")


def _describe_access(before: Shown, after: Shown) -> ChangeMeaning:
    event = _as_text(after) or _as_text(before) or ""
    words = describe_decision(event)
    if after is None:
        return ChangeMeaning("decision on access removed: {}", (words,))
    if re.match(rf"kind {AccessKind.RELEASED}(?:,|\Z)", event):
        return ChangeMeaning("released to the public {}", (words.removeprefix(f"{AccessKind.RELEASED} "),))
    return ChangeMeaning("decision on access entered: {}", (words,))


def _describe_doubt(before: Shown, after: Shown) -> ChangeMeaning:
    verb = "answered" if after is None else "kept"
    return ChangeMeaning(f"doubt {verb}: {{}}", (_shorten(_as_text(after) or _as_text(before) or ""),))


_OWN_WORDS: Final[Mapping[str, Callable[[Shown, Shown], ChangeMeaning]]] = MappingProxyType(
    {
        "marking": _describe_marking,
        "status": _describe_status,
        "access": _describe_access,
        "doubts": _describe_doubt,
    }
)
"""How changes of some fields are described."""


def _describe_reference(before: Shown, after: Shown) -> ChangeMeaning:
    removed_references = [element for element in as_list(before) if element not in as_list(after)]
    return ChangeMeaning("reference removed: {}", (_shorten(", ".join(removed_references)),))


def _describe_follow_up(difference: Difference) -> ChangeMeaning:
    if re.fullmatch(_FOLLOW_UP_STATE, difference.field):
        return ChangeMeaning("follow-up dropped: {}", (label_field(difference.field.removesuffix(" state")),))
    return ChangeMeaning("follow-up removed: “{}”", (_shorten(_as_text(difference.before) or ""),))


def _describe_waiver(difference: Difference) -> ChangeMeaning:
    code = difference.field.removeprefix("waive ")
    verb = "taken out" if difference.after is None else "added" if difference.before is None else "changed"
    return ChangeMeaning(
        f"waiver of {{}} {verb}: “{{}}”", (code, _shorten(_as_text(difference.after or difference.before) or ""))
    )


def _describe_field(difference: Difference) -> ChangeMeaning:
    label, before, after = label_field(difference.field), difference.before, difference.after
    if as_list(before) and as_list(after) and (isinstance(before, list) or isinstance(after, list)):
        return _describe_lists(label, as_list(before), as_list(after))
    if before is None:
        return ChangeMeaning("{} entered: “{}”", (label, _shorten(_as_text(after) or "")))
    if after is None:
        return ChangeMeaning("{} removed: “{}”", (label, _shorten(_as_text(before) or "")))
    if isinstance(before, bool) and isinstance(after, bool):
        return ChangeMeaning(f"{{}} switched {'on' if after else 'off'}", (label,))
    return ChangeMeaning(
        "{} changed from “{}” to “{}”", (label, _shorten(_as_text(before) or ""), _shorten(_as_text(after) or ""))
    )


def _describe_lists(label: str, before: list[str], after: list[str]) -> ChangeMeaning:
    removed_elements = ", ".join(element for element in before if element not in after)
    added_elements = ", ".join(element for element in after if element not in before)
    if not removed_elements and not added_elements:
        return ChangeMeaning("{} put in another order", (label,))
    phrases, values = [], [label]
    for verb, elements in (("removed “{}”", removed_elements), ("added “{}”", added_elements)):
        if elements:
            phrases.append(verb)
            values.append(_shorten(elements))
    return ChangeMeaning("{}: " + ", ".join(phrases), tuple(values))


def label_field(field: str) -> str:
    """Return a field as people say it; names of items stay as they are."""
    words = re.sub(r"\bfollow_ups ([0-9]+)", r"follow-up \1", re.sub(r"\Aitems (?!order\Z)", "item ", field))
    return words.replace("_", " ")


def _as_text(value: Shown) -> str | None:
    return None if value is None else ", ".join(value) if isinstance(value, list) else str(value)


def _shorten(text: str) -> str:
    return text if len(text) <= _MAX_LENGTH else f"{text[:_MAX_LENGTH]} …"
