"""An entry read anew: what the text says takes the place of what stood there, what clerks added stays."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from somei_cli.model.documents import Document
from somei_cli.model.items import Item
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.wording import folded

_READ = frozenset({ReferenceKind.CITES, ReferenceKind.AGENDA})
"""The kinds of references that a text shows; the others are a clerk's judgement."""

_TOLD_BY_TEXT = (
    "type",
    "date",
    "place",
    "languages",
    "marking",
    "subject_codes",
    "interinstitutional_files",
    "originator",
    "addressee",
    "previous_documents",
    "commission_documents",
    "meeting",
    "references",
    "outside_references",
)


def replacement(held: Document, read: Document) -> Document:
    """The entry that was read, with all that no text tells: status, access, remarks, waivers, promises, judgements."""
    meeting = read.meeting
    if meeting is not None and meeting.body is None and held.meeting is not None:
        meeting = meeting._replace(body=held.meeting.body)
    kept = tuple(r for r in held.references if r.kind not in _READ)
    return replace(
        read,
        status=held.status,
        reason=held.reason,
        note=read.note or held.note,
        meeting=meeting or held.meeting,
        agenda=held.agenda,
        allotted=held.allotted,
        access=held.access,
        references=_with(read.references, kept),
        items=tuple(_item(item, held.items) for item in read.items),
        waive=tuple((dict(held.waive) | dict(read.waive) | dict(held.waive)).items()),
        extra=held.extra,
    )


def says_the_same(held: Document, read: Document, *, by_file: bool) -> bool:
    """Whether reading a text anew would change nothing.

    `by_file`: the very file that an entry was made from is no news, whatever clerks have corrected since.
    """
    if by_file and held.source and read.source and held.source.sha256 == read.source.sha256:
        return True
    return replace(replacement(held, read), source=None) == replace(held, source=None)


def told_apart(held: Document, read: Document) -> tuple[str, ...]:
    """In which fields a text that was read is plainly another document than the entry of its number; else none.

    A subject may be corrected, and a date; a serial of a subject code is given to one document only.
    """
    if held.source and read.source and held.source.sha256 == read.source.sha256:
        return ()
    codes, others = _serials(held), _serials(read)
    if codes & others:
        return ()
    different = {
        "subject": _are_different(held.subject, read.subject),
        "date": bool(held.date and read.date and held.date != read.date),
        "type": bool(held.type and read.type and folded(held.type) != folded(read.type)),
        "from": _are_different(held.originator, read.originator),
        "subject codes": bool(codes and others),
    }
    fields = tuple(name for name, differs in different.items() if differs)
    return fields if different["subject"] or len(fields) > 1 else ()


def _serials(document: Document) -> frozenset[object]:
    return frozenset(entry for entry in document.subject_codes if entry.serial is not None)


def _are_different(one: str | None, other: str | None) -> bool:
    """Whether two texts share less than half of the words of the shorter one."""
    words, others = (set(re.findall(r"\w{2,}", folded(text))) for text in (one, other))
    return bool(words and others) and 2 * len(words & others) < min(len(words), len(others))


def newly_read(held: Document, read: Document) -> tuple[str, ...]:
    """What another reading of the same file has found that the entry has no place for: items, and fields left empty.

    A value that stands there otherwise is a clerk's correction, and no news.
    """
    items = [item for item in read.items if _before(item, held.items) is None]
    known = [(item, before) for item in read.items if (before := _before(item, held.items))]
    parted = [item for item, before in known if item.subitems and not before.subitems]
    empty = [name for name in _TOLD_BY_TEXT if getattr(read, name) and not getattr(held, name)]
    named = {"originator": "from", "addressee": "to"}
    return (
        *(named.get(name, name.replace("_", " ")) for name in empty),
        *_named("item", items),
        *_named("the sub-items of item", parted),
    )


def _named(what: str, items: Sequence[Item]) -> Iterator[str]:
    """Items by their numbers or else their titles, those that count on in one: item 2, items 3 to 10."""
    numbers = [item.number or item.title for item in items]
    first = int(numbers[0]) if numbers and numbers[0].isdecimal() else None
    if first is not None and len(numbers) > 2 and numbers == [str(first + at) for at in range(len(numbers))]:
        yield f"{what}s {numbers[0]} to {numbers[-1]}"
    elif numbers:
        yield f"{what}{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"


def _with(read: tuple[Reference, ...], kept: tuple[Reference, ...]) -> tuple[Reference, ...]:
    return (*read, *(r for r in kept if r not in read))


def _item(read: Item, held: tuple[Item, ...]) -> Item:
    """An item with the follow-ups of the one that it was before."""
    before = _before(read, held)
    if before is None:
        return read
    return read._replace(
        follow_ups=before.follow_ups,
        extra=before.extra,
        subitems=tuple(_item(sub, before.subitems) for sub in read.subitems),
    )


def _before(read: Item, held: tuple[Item, ...]) -> Item | None:
    """The same item as it is held: with the same title, else with the same number."""
    same = [item for item in held if item.title == read.title] or [i for i in held if i.number == read.number]
    numbered = [item for item in same if item.number == read.number]
    return next(iter(numbered or same), None)


def promises_lost(held: Document, read: Document) -> tuple[str, ...]:
    """The items that hold follow-ups and are not in the text any more, by their numbers or else their titles."""
    kept = [_before(item, held.items) for item in read.items]
    return tuple(
        item.number or item.title
        for item in held.items
        if any(part.follow_ups for part in item.walk()) and not any(item is one for one in kept)
    )
