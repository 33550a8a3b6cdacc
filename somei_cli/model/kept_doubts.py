"""Doubts that an entry keeps: a value was accepted in spite of them, and nobody has confirmed or changed it since."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from somei_cli.errors import Refused, shell_word
from somei_cli.model.document import Document, KeptDoubt
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items_and_follow_ups import Item

_ATTRIBUTES = {"from": "originator", "to": "addressee"}
"""The attributes of the fields that have another name in files."""


def doubted_key(field: str) -> str:
    """Return the key of the field that evidence or a doubt names: `meeting.start` and `body` are of the meeting."""
    key = field.split(".", maxsplit=1)[0]
    return "meeting" if key in {"body", "on", "until"} else key


def doubted_fields(document: Document) -> tuple[str, ...]:
    """Return the keys of the fields about which a document keeps doubts, each once."""
    return tuple(dict.fromkeys(doubt.field for doubt in document.doubts))


def describe_kept_doubt(doubt: KeptDoubt) -> str:
    """Return a doubt as one text.

    >>> describe_kept_doubt(KeptDoubt("date", "31 February 2020", 2))
    'date: “31 February 2020”, line 2'
    """
    words = f"“{doubt.words}”" if doubt.words else ""
    line = f"line {doubt.line}" if doubt.line else ""
    return ": ".join(filter(None, (_readable(doubt.field), ", ".join(filter(None, (words, line))))))


def with_confirmed_fields(document: Document, fields: Collection[str]) -> Document:
    """Return a document without its doubts about fields that a clerk has confirmed; the fields stay as they are.

    Raises:
        Refused: if it keeps no doubt about one of them.
    """
    doubted = doubted_fields(document)
    if missing := [field for field in fields if field not in doubted]:
        names = ", ".join(map(_readable, doubted))
        raise Refused(
            f"{document.number} keeps no doubt about “{_readable(missing[0])}”.",
            f"It keeps doubts about: {names}." if names else "Documents with doubts: somei list --doubts",
        )
    return replace(document, doubts=tuple(doubt for doubt in document.doubts if doubt.field not in fields))


def _readable(key: str) -> str:
    return key.replace("_", " ")


def without_answered_doubts(before: Document | None, after: Document) -> Document:
    """Return a document without the doubts that it had before about fields that have another value now."""
    if before is None or not after.doubts:
        return after
    # Not a set: unknown keys may have values that cannot be hashed.
    answered = [doubt for doubt in after.doubts if doubt in before.doubts and _has_changed(before, after, doubt.field)]
    return replace(after, doubts=tuple(doubt for doubt in after.doubts if doubt not in answered)) if answered else after


def _has_changed(before: Document, after: Document, key: str) -> bool:
    """Return whether a field has another value; follow-ups are no part of what was read of items."""
    attribute = _ATTRIBUTES.get(key, key)
    if attribute == "items":
        return tuple(_without_follow_ups(before.items)) != tuple(_without_follow_ups(after.items))
    return bool(getattr(before, attribute) != getattr(after, attribute))


def _without_follow_ups(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item._replace(follow_ups=(), subitems=tuple(_without_follow_ups(item.subitems)))


def without_doubt_about_number(document: Document, renumbered: DocumentNumber) -> Document:
    """Return a document without its doubts about a number that it no longer has."""
    if document.number != renumbered or "number" not in doubted_fields(document):
        return document
    return with_confirmed_fields(document, {"number"})


def confirming_command(number: object, fields: Iterable[str]) -> str:
    """Return the command that confirms fields of a document about which it keeps doubts."""
    options = " ".join(f"--confirm {shell_word(field)}" for field in fields)
    return f"somei edit {shell_word(number)} {options}"
