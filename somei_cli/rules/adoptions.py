"""AGD: the adoption of agendas, and the numbers of items from one agenda to its revision."""

from collections.abc import Iterator

from somei_cli.errors import as_typed
from somei_cli.model.agenda_states import is_draft
from somei_cli.model.agenda_titles import title_key
from somei_cli.model.documents import AgendaState, Document
from somei_cli.model.references import ReferenceKind
from somei_cli.rules.findings import Severity
from somei_cli.rules.rule import Background, Flaw, Members, Scope, rule
from somei_cli.rules.traits import Trait
from somei_cli.text.adoption import adopted_agendas, texts_of_adoption


@rule("AGD011", Severity.WARNING, Scope.DOCUMENT, Trait.RESULT)
def another_agenda_adopted(document: Document, background: Background) -> Iterator[Flaw]:
    """An outcome says that an agenda was adopted, and does not refer to it as its agenda.

    “The agenda as set out in 13735/19 was adopted” ties a record to the agenda of its meeting. Without the reference,
    or with one to another document, the items are compared with nothing or with the wrong list.
    """
    texts = texts_of_adoption(document) if document.agenda is None else ()
    if not texts:
        return
    held = {reference.to for reference in document.references if reference.kind is ReferenceKind.AGENDA}
    # Where every sentence shows a number that is held, nothing has to be read: that is the usual case.
    if all(any(str(number) in text for number in held) for text in texts):
        return
    for number in adopted_agendas(document, background.vocabulary.codes):
        if number not in held:
            hint = f"Use: somei agenda outcome {as_typed(number)} --doc {as_typed(document.number)}"
            yield Flaw(document.number, ("references",), f"{number} was adopted, but is not referred to so", hint)


@rule("AGD012", Severity.WARNING, Scope.DOCUMENT, Trait.LIFE_OF_AGENDA)
def state_without_its_day(document: Document, _: Background) -> Iterator[Flaw]:
    """The state of an agenda and its days disagree.

    An adopted agenda has the day of its adoption, a provisional one has none, and a draft has no day on which it was
    issued. Otherwise its items count as frozen in one place and as open in another.
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


@rule("AGD013", Severity.WARNING, Scope.FAMILY, Trait.SEVERAL, Trait.LIFE_OF_AGENDA)
def renumbered_item(members: Members, _: Background) -> Iterator[Flaw]:
    """An item has another number in a revised agenda.

    Once an agenda is issued, people speak of item 4 and write it into their instructions. In a revision an item may be
    moved or withdrawn and others may be put between, but its number stays.
    """
    by_number = {member.number: member for member in members}
    for revision in members:
        before = by_number.get(revision.agenda.revises) if revision.agenda and revision.agenda.revises else None
        if before is None:
            continue
        printed, now = _by_title(before), _by_title(revision)
        for index, item in enumerate(revision.items):
            number = printed.get(title_key(item))
            if number and now.get(title_key(item)) not in {None, number}:
                hint = f"Give it its number back; see: somei agenda compare {as_typed(revision.number)}"
                message = f"item {item.number} was item {number} in {before.number}"
                yield Flaw(revision.number, ("items", index, "number"), message, hint)


def _by_title(agenda: Document) -> dict[str, str | None]:
    """The number of each title; none for one that stands twice, as any other business may."""
    numbers: dict[str, str | None] = {}
    for item in agenda.items:
        title = title_key(item)
        numbers[title] = None if title in numbers else item.number
    return numbers
