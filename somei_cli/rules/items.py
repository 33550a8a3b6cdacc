"""AGD: items that contradict themselves, or that cannot be told from others."""

from collections.abc import Iterator

from somei_cli.model.agenda_carrying import was_put_off
from somei_cli.model.agenda_titles import title_key
from somei_cli.model.calendars import is_council
from somei_cli.model.documents import Document
from somei_cli.model.items import FollowUpState, Item, ItemKind, is_adoption, is_any_other_business
from somei_cli.rules.findings import Severity
from somei_cli.rules.parts import items
from somei_cli.rules.rule import Background, Flaw, Scope, rule
from somei_cli.rules.traits import Trait

_OF_COREPER = frozenset({ItemKind.I, ItemKind.II})
_OF_THE_COUNCIL = frozenset({ItemKind.A, ItemKind.B})
_COREPER = "COREPER"


@rule("AGD018", Severity.INFO, Scope.DOCUMENT, Trait.WITHDRAWAL)
def withdrawn_with_result(document: Document, _: Background) -> Iterator[Flaw]:
    """A withdrawn item has a result, or an open promise.

    What is taken off an agenda is not discussed, so nothing comes of it. If the meeting agreed on something all the
    same, the item was not withdrawn; if it was put off, the promise to take it up again is all that stays, and this
    may be waived.
    """
    for part in items(document):
        item = part.item
        if not (item.withdrawn or part.top.withdrawn):
            continue
        promised = any(promise.state is FollowUpState.OPEN for promise in item.follow_ups)
        agreed = bool(item.result) and not was_put_off(item)
        if agreed or promised:
            what = "a result" if agreed else "an open promise"
            hint = "Compare it with the record: take “withdrawn” out, or move what was agreed to its own item."
            yield Flaw(document.number, part.at, f"{part.name} is withdrawn and has {what}", hint)


@rule("AGD024", Severity.INFO, Scope.DOCUMENT, Trait.MEETING, Trait.ITEM)
def kind_of_another_body(document: Document, background: Background) -> Iterator[Flaw]:
    """An item is of a kind that its body does not have.

    I and II items are those of Coreper, agreed without or after discussion; A and B items those of the Council. A
    Council agenda with an I item was put together from the one of Coreper, and the counts of what was agreed at which
    level are wrong.
    """
    body = document.meeting.body if document.meeting else None
    listed = background.vocabulary.body_named(body) if body else None
    if listed is None or not (is_council(listed.key) or listed.key == _COREPER):
        return
    foreign = _OF_COREPER if is_council(listed.key) else _OF_THE_COUNCIL
    for part in items(document):
        if part.item.kind in foreign:
            hint = "Compare the heading above the item with the agenda."
            yield Flaw(document.number, (*part.at, "kind"), f"{part.name} is of kind {part.item.kind}", hint)


@rule("AGD025", Severity.INFO, Scope.DOCUMENT, Trait.ITEM)
def same_title_twice(document: Document, _: Background) -> Iterator[Flaw]:
    """Two items have the same title.

    Agenda and outcome are compared by the titles of their items. With a title that stands twice nobody can tell which
    of the two was discussed; often one line was read twice. The adoption of the agenda and any other business may
    stand in each part of an agenda.
    """
    seen: dict[str, Item] = {}
    for index, item in enumerate(document.items):
        if is_adoption(item) or is_any_other_business(item):
            continue
        first = seen.setdefault(title_key(item), item)
        if first is not item:
            name = f"item {item.number}" if item.number else f"the item at place {index + 1}"
            other = f"item {first.number}" if first.number else "an item before it"
            hint = (
                "Compare both with the document; remove the one that was read twice, or say in the title what differs."
            )
            yield Flaw(document.number, ("items", index, "title"), f"{name} has the title of {other}", hint)


@rule("AGD026", Severity.WARNING, Scope.DOCUMENT, Trait.WITHDRAWAL)
def reason_for_standing(document: Document, _: Background) -> Iterator[Flaw]:
    """An item has a reason for its withdrawal and is not withdrawn.

    “reason” says why an item was taken off, and nothing else. Either “withdrawn” was forgotten, and delegations
    prepare for what nobody will call, or the words belong into the summary.
    """
    for part in items(document):
        if part.item.reason and not (part.item.withdrawn or part.top.withdrawn):
            hint = "Set withdrawn = true, or move the words into “summary”."
            yield Flaw(document.number, (*part.at, "reason"), f"{part.name} has a reason and is not withdrawn", hint)
