"""What a change means, in plain words, with the values kept apart from the words."""

import re
from typing import NamedTuple

from somei_cli.model.consequences import FOLLOW_UP_STATE, Consequence, is_forward, listed, lowers
from somei_cli.model.documents import AccessKind, Document, Status
from somei_cli.model.fieldchanges import Difference, Shown

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
