"""AGD: agendas and the items of a document."""

import re
from collections.abc import Iterator
from itertools import pairwise

from somei_cli.model.documents import Document
from somei_cli.model.items import ItemKind, is_adoption, is_any_other_business
from somei_cli.model.references import ReferenceKind
from somei_cli.rules.findings import Severity
from somei_cli.rules.parts import items
from somei_cli.rules.roles import holds_secrets, is_agenda, is_issued
from somei_cli.rules.rule import Background, Flaw, Scope, rule
from somei_cli.rules.traits import Trait

_FIGURES = re.compile(r"[0-9]+", re.ASCII)
_WITHOUT_DEBATE = frozenset({ItemKind.I, ItemKind.A})


@rule("AGD001", Severity.ERROR, Scope.DOCUMENT, Trait.ITEM)
def item_number_twice(document: Document, _: Background) -> Iterator[Flaw]:
    """Two items of a document have the same number.

    References and promises hang on the number of an item (15070/19, item 2). With two items of that number nobody
    can tell which one is meant.
    """
    seen = set()
    for index, item in enumerate(document.items):
        if item.number and item.number in seen:
            hint = "Compare the numbers with the document."
            yield Flaw(document.number, ("items", index), f"there is a second item {item.number}", hint)
        seen.add(item.number)


@rule("AGD002", Severity.WARNING, Scope.DOCUMENT, Trait.ITEM)
def adoption_not_first(document: Document, _: Background) -> Iterator[Flaw]:
    """The adoption of the agenda is not the first item.

    Under Article 3(7) of the Rules of Procedure the agenda is adopted at the start of the meeting: before that
    nothing can be discussed under it. An item in front of it was put there by mistake.
    """
    standing = [(index, item) for index, item in enumerate(document.items) if not item.withdrawn]
    adoptions = [index for index, item in standing if is_adoption(item)]
    if adoptions and not is_adoption(standing[0][1]):
        hint = "Move it to the front of the items"
        yield Flaw(document.number, ("items", adoptions[0]), "the adoption of the agenda is not the first item", hint)


@rule("AGD003", Severity.WARNING, Scope.DOCUMENT, Trait.ITEM)
def other_business_not_last(document: Document, _: Background) -> Iterator[Flaw]:
    """Any other business is not the last item.

    Under it delegations raise what came up late, when the announced items are done. It may stand once in each part
    of a Council agenda, but nothing for discussion comes behind the last one; I and A items without debate may,
    since Coreper prints them as an annex.
    """
    last = max((at for at, item in enumerate(document.items) if is_any_other_business(item)), default=None)
    if last is None:
        return
    behind = [item for item in document.items[last + 1 :] if not item.withdrawn and item.kind not in _WITHOUT_DEBATE]
    if behind:
        hint = "Move it to the end of the items"
        yield Flaw(document.number, ("items", last), "any other business is not the last item", hint)


@rule("AGD004", Severity.WARNING, Scope.DOCUMENT, Trait.ITEM)
def items_out_of_order(document: Document, _: Background) -> Iterator[Flaw]:
    """The numbers of the items do not rise.

    Printed items count upwards; an item that is dropped leaves a gap and a late one is called “4 bis”. A number
    lower than the one before it is a misprint, or two lists were put together. In a revised agenda an item may be
    moved and keeps the number that it was first printed with, in the outcome too.
    """
    reported = (reference.to for reference in document.references if reference.kind is ReferenceKind.AGENDA)
    if (document.agenda and document.agenda.revises) or any(number.revision for number in reported):
        return
    counted = [
        (index, item.number, int(figures[0]))
        for index, item in enumerate(document.items)
        if item.number and (figures := _FIGURES.match(item.number))
    ]
    for (_at, before, low), (index, after, high) in pairwise(counted):
        if high < low:
            hint = "Compare the numbers with the document; an issued agenda is never renumbered."
            yield Flaw(document.number, ("items", index), f"item {after} stands behind item {before}", hint)


@rule("AGD005", Severity.WARNING, Scope.DOCUMENT, Trait.AGENDA)
def agenda_of_no_meeting(document: Document, _: Background) -> Iterator[Flaw]:
    """An agenda does not say which body meets, or when.

    Meetings are not kept apart: the register knows them from the body and the day in their documents. An agenda
    without them is missing in the list of meetings and in the calendar, and no deadline can be counted. The entry of
    a classified agenda need not tell who meets.
    """
    if not is_agenda(document) or not is_issued(document) or holds_secrets(document):
        return
    meeting = document.meeting
    missing = [key for key in ("body", "start") if meeting is None or not getattr(meeting, key)]
    if missing:
        hint = "Enter the body, as a key of vocabulary/bodies.toml, and the first day."
        yield Flaw(document.number, ("meeting",), f"an agenda without {' and '.join(missing)} of its meeting", hint)


@rule("AGD007", Severity.INFO, Scope.DOCUMENT, Trait.MEETING)
def body_not_listed(document: Document, background: Background) -> Iterator[Flaw]:
    """The body that meets is not in the vocabulary.

    One body has many spellings; the vocabulary holds them together under a short key such as SOMEI. A body that is
    not listed has a series of meetings of its own, apart from the others.
    """
    body = document.meeting.body if document.meeting else None
    if body is None or body in background.bodies:
        return
    if background.vocabulary.body_named(body) is None:
        hint = "Use the key of the body, or add it or its spelling to vocabulary/bodies.toml."
        yield Flaw(document.number, ("meeting", "body"), "the body is not listed in the vocabulary", hint)


@rule("AGD009", Severity.WARNING, Scope.DOCUMENT, Trait.WITHDRAWAL)
def withdrawn_without_reason(document: Document, _: Background) -> Iterator[Flaw]:
    """An item was withdrawn and nobody says why.

    A withdrawn item stays on the page with its number. Under Article 3(8) of the Rules of Procedure an A item is
    withdrawn when it could lead to discussion or a member asks for it; delegations want to know which.
    """
    for part in items(document):
        if part.item.withdrawn and not part.item.reason:
            hint = "Say it in “reason”, in one line."
            yield Flaw(document.number, part.at, f"{part.name} was withdrawn without a reason", hint)
