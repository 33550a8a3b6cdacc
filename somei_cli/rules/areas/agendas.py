"""AGD: agendas, their adoption, and the numbers, order and contents of their items."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from somei_cli.errors import shell_word
from somei_cli.extraction.agenda_adoption import adopted_agendas, adoption_texts
from somei_cli.model.agenda.lifecycle import is_draft
from somei_cli.model.document import AgendaState, Document
from somei_cli.model.item_words import title_key, was_postponed
from somei_cli.model.items_and_follow_ups import FollowUpState, Item, ItemKind, is_adoption, is_any_other_business
from somei_cli.model.references import ReferenceKind
from somei_cli.rules.definition.document_parts import is_agenda, is_classified, is_issued, items_with_paths
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, Members, RuleContext, Scope, rule

_FIGURES = r"[0-9]+"
_WITHOUT_DEBATE = frozenset({ItemKind.I, ItemKind.A})


@rule("AGD001", Severity.ERROR, Scope.DOCUMENT, Trait.ITEM)
def item_number_twice(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """Two items of a document have the same number.

    References and follow-ups name an item by its number (15070/19, item 2). If two items have that number, nobody can
    tell which one is meant.
    """
    printed = [item.number for item in document.items if item.number]
    if len(set(printed)) == len(printed):
        return
    numbers = set()
    for index, item in enumerate(document.items):
        if item.number and item.number in numbers:
            hint = "Compare the numbers with the document."
            yield Flaw(document.number, ("items", index), f"there is a second item {item.number}", hint)
        numbers.add(item.number)


@rule("AGD002", Severity.WARNING, Scope.DOCUMENT, Trait.ITEM)
def adoption_not_first(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """The adoption of the agenda is not the first item.

    Under Article 3(7) of the Rules of Procedure the agenda is adopted at the start of the meeting; nothing can be
    discussed under it before that. An item in front of it was put there by mistake.
    """
    if not document.items or (is_adoption(document.items[0]) and not document.items[0].withdrawn):
        return
    not_withdrawn = [(index, item) for index, item in enumerate(document.items) if not item.withdrawn]
    adoptions = [index for index, item in not_withdrawn if is_adoption(item)]
    if adoptions and not is_adoption(not_withdrawn[0][1]):
        hint = "Move it to the front of the items"
        yield Flaw(document.number, ("items", adoptions[0]), "the adoption of the agenda is not the first item", hint)


@rule("AGD003", Severity.WARNING, Scope.DOCUMENT, Trait.ITEM)
def other_business_not_last(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """Any other business is not the last item.

    Under it, delegations raise late matters when the announced items are done. Each part of a Council agenda may have
    it once, but no item for discussion follows the last one. I and A items without debate may follow, since Coreper
    prints them as an annex.
    """
    others = [index for index, item in enumerate(document.items) if is_any_other_business(item)]
    if not others:
        return
    last = others[-1]
    later_items = [
        item for item in document.items[last + 1 :] if not item.withdrawn and item.kind not in _WITHOUT_DEBATE
    ]
    if later_items:
        hint = "Move it to the end of the items"
        yield Flaw(document.number, ("items", last), "any other business is not the last item", hint)


@rule("AGD004", Severity.WARNING, Scope.DOCUMENT, Trait.ITEM)
def items_out_of_order(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """The numbers of the items are not in rising order.

    Printed items count upwards; a dropped item leaves a gap and a late one is called “4 bis”. A number lower than the
    one before it is a misprint, or two lists were put together. In a revised agenda an item may be moved; it keeps the
    number with which it was first printed, in the outcome too.
    """
    reported = (reference.to for reference in document.references if reference.kind is ReferenceKind.AGENDA)
    if (document.agenda and document.agenda.revises) or any(number.revision for number in reported):
        return
    counted = [
        (index, item.number, figure)
        for index, item in enumerate(document.items)
        if item.number and (figure := _leading_figure(item.number)) is not None
    ]
    for (_index, number_before, figure_before), (index, number, figure) in pairwise(counted):
        if figure < figure_before:
            hint = "Compare the numbers with the document; an issued agenda is never renumbered."
            yield Flaw(document.number, ("items", index), f"item {number} comes after item {number_before}", hint)


@lru_cache(maxsize=256)
def _leading_figure(number: str) -> int | None:
    """Return the figures with which the number of an item begins; cached, as every agenda counts from 1."""
    figures = re.match(_FIGURES, number)
    return int(figures[0]) if figures else None


@rule("AGD005", Severity.WARNING, Scope.DOCUMENT, Trait.AGENDA)
def agenda_of_no_meeting(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An agenda does not say which body meets, or when.

    The register has no separate list of meetings: it knows them from the body and the day in their documents. An agenda
    without them is missing from the list of meetings and from the calendar, and no deadline can be worked out. The
    entry of a classified agenda need not say who meets.
    """
    if not is_agenda(document) or not is_issued(document) or is_classified(document):
        return
    meeting = document.meeting
    missing = [key for key in ("body", "start") if meeting is None or not getattr(meeting, key)]
    if missing:
        typed = " ".join({"body": "body=KEY", "start": "on=DAY"}[key] for key in missing)
        hint = f"Enter what is missing: somei edit {shell_word(document.number)} {typed}"
        yield Flaw(document.number, ("meeting",), f"an agenda without {' and '.join(missing)} of its meeting", hint)


@rule("AGD007", Severity.INFO, Scope.DOCUMENT, Trait.MEETING)
def body_not_listed(document: Document, context: RuleContext) -> Iterator[Flaw]:
    """The body that meets is not in the vocabulary.

    One body has many spellings; the vocabulary lists them under one short key such as SOMEI. Meetings of a body that is
    not listed form a series of their own.
    """
    body = document.meeting.body if document.meeting else None
    if body is None or body in context.bodies:
        return
    if context.vocabulary.body_named(body) is None:
        hint = "Use the key of the body, or add it or its spelling to vocabulary/bodies.toml."
        yield Flaw(document.number, ("meeting", "body"), "the body is not listed in the vocabulary", hint)


@rule("AGD009", Severity.WARNING, Scope.DOCUMENT, Trait.WITHDRAWAL)
def withdrawn_without_reason(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An item was withdrawn without a reason.

    A withdrawn item stays on the page with its number. Under Article 3(8) of the Rules of Procedure an A item is
    withdrawn if it could lead to discussion or if a member asks for it; delegations want to know which.
    """
    for part in items_with_paths(document):
        if part.item.withdrawn and not part.item.reason:
            hint = "Give it in “reason”, in one line."
            yield Flaw(document.number, part.key_path, f"{part.name} was withdrawn without a reason", hint)


@rule("AGD011", Severity.WARNING, Scope.DOCUMENT, Trait.RESULT)
def another_agenda_adopted(document: Document, context: RuleContext) -> Iterator[Flaw]:
    """An outcome says that an agenda was adopted, but does not refer to it as its agenda.

    “The agenda as set out in 13735/19 was adopted” connects a record with the agenda of its meeting. If the reference
    is missing or names another document, the items are compared with nothing or with the wrong list.
    """
    texts = adoption_texts(document) if document.agenda is None else ()
    if not texts:
        return
    referenced = {reference.to for reference in document.references if reference.kind is ReferenceKind.AGENDA}
    # Usually every sentence names a number that is referred to; then nothing has to be parsed.
    if all(any(str(number) in text for number in referenced) for text in texts):
        return
    for number in adopted_agendas(document, context.vocabulary.codes):
        if number not in referenced:
            hint = f"Use: somei agenda outcome {shell_word(number)} --doc {shell_word(document.number)}"
            yield Flaw(
                document.number, ("references",), f"{number} was adopted, but no reference names it as the agenda", hint
            )


@rule("AGD012", Severity.WARNING, Scope.DOCUMENT, Trait.LIFE_OF_AGENDA)
def state_without_its_day(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """The state of an agenda and its days disagree.

    An adopted agenda has a day of adoption, a provisional one has none, and a draft has no day of issue. If they
    disagree, its items count as frozen in one place and as open in another.
    """
    agenda = document.agenda
    if agenda is None:
        return
    hint = "Make state, issued and adopted agree in the file"
    if (agenda.state is AgendaState.ADOPTED) != (agenda.adopted is not None):
        day = "a day of adoption" if agenda.adopted else "no day of adoption"
        yield Flaw(document.number, ("agenda", "state"), f"{agenda.state}, with {day}", hint)
    elif is_draft(document) and (agenda.issued or agenda.adopted):
        yield Flaw(document.number, ("agenda",), "a draft that has been issued or adopted", hint)


@rule("AGD013", Severity.WARNING, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.LIFE_OF_AGENDA)
def renumbered_item(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """An item has another number in a revised agenda.

    Once an agenda is issued, people speak of item 4 and write it into their instructions. A revision may move or
    withdraw an item, or put others in between, but every item keeps its number.
    """
    by_number = {member.number: member for member in members}
    for revision in members:
        earlier = by_number.get(revision.agenda.revises) if revision.agenda and revision.agenda.revises else None
        if earlier is None:
            continue
        printed_numbers, current = _numbers_by_title(earlier), _numbers_by_title(revision)
        for index, item in enumerate(revision.items):
            number = printed_numbers.get(title_key(item))
            if number and current.get(title_key(item)) not in {None, number}:
                hint = f"Give it its number back; see: somei agenda compare {shell_word(revision.number)}"
                message = f"item {item.number} was item {number} in {earlier.number}"
                yield Flaw(revision.number, ("items", index, "number"), message, hint)


def _numbers_by_title(agenda: Document) -> dict[str, str | None]:
    """Return the item number of each title; None for a title that occurs twice, as any other business may."""
    numbers: dict[str, str | None] = {}
    for item in agenda.items:
        title = title_key(item)
        numbers[title] = None if title in numbers else item.number
    return numbers


@rule("AGD018", Severity.INFO, Scope.DOCUMENT, Trait.WITHDRAWAL)
def withdrawn_with_result(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A withdrawn item has a result or an open follow-up.

    An item that was taken off an agenda is not discussed, so it has no result. If the meeting agreed on something all
    the same, the item was not withdrawn. If the item was put off, only the follow-up to take it up again is left, and
    this may be waived.
    """
    for part in items_with_paths(document):
        item = part.item
        if not (item.withdrawn or part.top_item.withdrawn):
            continue
        has_open_follow_up = any(follow_up.state is FollowUpState.OPEN for follow_up in item.follow_ups)
        has_result = bool(item.result) and not was_postponed(item)
        if has_result or has_open_follow_up:
            contradiction = "a result" if has_result else "an open follow-up"
            hint = "Compare it with the record; remove “withdrawn”, or move what was agreed to its own item."
            yield Flaw(document.number, part.key_path, f"{part.name} is withdrawn and has {contradiction}", hint)


@rule("AGD024", Severity.INFO, Scope.DOCUMENT, Trait.MEETING, Trait.ITEM)
def kind_of_another_body(document: Document, context: RuleContext) -> Iterator[Flaw]:
    """An item is of a kind that its body does not have.

    I and II items are those of Coreper, agreed without or after discussion; A and B items are those of the Council. A
    Council agenda with an I item was put together from the agenda of Coreper, and the counts of what was agreed at
    which level are wrong.
    """
    body = document.meeting.body if document.meeting else None
    listed_body = context.vocabulary.body_named(body) if body else None
    # Every act loads this module, and few documents have a meeting with items.
    from somei_cli.model.council_calendar import list_foreign_kinds

    foreign_kinds = list_foreign_kinds(listed_body.key) if listed_body else frozenset()
    for part in items_with_paths(document) if foreign_kinds else ():
        if part.item.kind in foreign_kinds:
            hint = "Compare the heading above the item with the agenda."
            yield Flaw(document.number, (*part.key_path, "kind"), f"{part.name} is of kind {part.item.kind}", hint)


@rule("AGD025", Severity.INFO, Scope.DOCUMENT, Trait.ITEM)
def same_title_twice(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """Two items have the same title.

    Agenda and outcome are compared by the titles of their items. If two items have the same title, nobody can tell
    which of them was discussed; often one line was read twice. The adoption of the agenda and any other business may
    occur in each part of an agenda.
    """
    titles = [title_key(item) for item in document.items]
    if len(set(titles)) == len(titles):
        return
    first_items: dict[str, Item] = {}
    for index, item in enumerate(document.items):
        if is_adoption(item) or is_any_other_business(item):
            continue
        first_item = first_items.setdefault(title_key(item), item)
        if first_item is not item:
            name = f"item {item.number}" if item.number else f"the item at place {index + 1}"
            earlier_name = f"item {first_item.number}" if first_item.number else "an item before it"
            hint = (
                "Compare both with the document; remove the one that was read twice, or say in the title what differs."
            )
            yield Flaw(document.number, ("items", index, "title"), f"{name} has the title of {earlier_name}", hint)


@rule("AGD026", Severity.WARNING, Scope.DOCUMENT, Trait.WITHDRAWAL)
def item_reason_without_withdrawal(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An item has a reason for its withdrawal but is not withdrawn.

    “reason” says only why an item was withdrawn. Either “withdrawn” was forgotten, and delegations prepare for an item
    that nobody will call, or the words belong in the summary.
    """
    for part in items_with_paths(document):
        if part.item.reason and not (part.item.withdrawn or part.top_item.withdrawn):
            hint = "Set withdrawn = true, or move the words into “summary”."
            yield Flaw(
                document.number, (*part.key_path, "reason"), f"{part.name} has a reason but is not withdrawn", hint
            )
