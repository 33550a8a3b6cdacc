"""An entry read anew: what the text says takes the place of what stood there, what clerks added stays."""

from dataclasses import replace

from somei_cli.model.documents import Document
from somei_cli.model.items import Item
from somei_cli.model.references import Reference, ReferenceKind

_READ = frozenset({ReferenceKind.CITES, ReferenceKind.AGENDA})
"""The kinds of references that a text shows; the others are a clerk's judgement."""


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
