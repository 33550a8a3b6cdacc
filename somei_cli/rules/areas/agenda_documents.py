"""AGD: the documents of agenda items, before and after the meeting."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.formats.toml.fields import KeyPath
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.markings import Level, level_of
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.definition.document_parts import (
    ItemPart,
    is_agenda,
    is_issued,
    is_replaced,
    is_withheld,
    items_with_paths,
)
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, RegisterSubject, RuleContext, Scope, rule

if TYPE_CHECKING:
    from somei_cli.rules.agenda_readiness import Concern

_CURRENT_STATUSES = frozenset({Status.DRAFT, Status.ISSUED})


def _item_papers(agenda: Document) -> Iterator[tuple[KeyPath, ItemPart, DocumentNumber]]:
    """Yield every document of an item that is not withdrawn."""
    for part in items_with_paths(agenda):
        if not (part.item.withdrawn or part.top_item.withdrawn):
            for index, number in enumerate(part.item.documents):
                yield (*part.key_path, "documents", index), part, number


def _current_agendas(subject: RegisterSubject) -> Iterator[tuple[Document, date]]:
    """Yield the draft and issued agendas that are not revised, each with the first day of its meeting."""
    for document in subject.documents:
        start = document.meeting.start if document.meeting else None
        if (
            start
            and is_agenda(document)
            and document.status in _CURRENT_STATUSES
            and not is_replaced(document, subject.snapshot)
        ):
            yield document, start


@rule("AGD015", Severity.WARNING, Scope.REGISTER, Trait.AGENDA, Trait.MEETING)
def marked_above_the_agenda(subject: RegisterSubject, context: RuleContext) -> Iterator[Flaw]:
    """A document of a coming meeting is marked higher than its agenda.

    An agenda goes to more people than its papers do. The title of a LIMITE paper may already say too much; it is
    reported once for each agenda, as information. A classified paper needs a meeting where everybody is cleared for it,
    and an item that is deliberated in public needs papers that are public.
    """
    for agenda, start in _current_agendas(subject):
        if not context.is_over(start):
            yield from _report_marked_papers(agenda, tuple(_find_marked_papers(agenda, subject.snapshot)))


class _MarkedPaper(NamedTuple):
    """A document of an item, and the concern about its marking."""

    key_path: KeyPath
    part: ItemPart
    paper: DocumentNumber
    concern: "Concern"


def _find_marked_papers(agenda: Document, snapshot: Snapshot) -> Iterator[_MarkedPaper]:
    from somei_cli.rules.agenda_readiness import find_marking_concerns

    for key_path, part, number in _item_papers(agenda):
        text = snapshot.get(number)
        if text and is_withheld(text) and level_of(text.marking) is not Level.UNKNOWN:
            for concern in find_marking_concerns(text, part.top_item, agenda):
                yield _MarkedPaper(key_path, part, number, concern)


def _report_marked_papers(agenda: Document, marked_papers: tuple[_MarkedPaper, ...]) -> Iterator[Flaw]:
    """Report each warning by itself, and all items of information as one at the first place."""
    for key_path, part, number, concern in marked_papers:
        if concern.severity > Severity.INFO:
            hint = "Compare both markings, and make sure that only people who may have the paper get it."
            yield Flaw(agenda.number, key_path, f"{part.name}: {number} is {concern.message}", hint)
    only_information = [
        marked_paper for marked_paper in marked_papers if marked_paper.concern.severity is Severity.INFO
    ]
    if only_information:
        names = ", ".join(dict.fromkeys(str(marked_paper.paper) for marked_paper in only_information))
        hint = "Make sure that the titles of these items reveal nothing, or give the agenda the marking of the papers."
        yield Flaw(
            agenda.number,
            only_information[0].key_path,
            f"marked higher than the agenda: {names}",
            hint,
            severity=Severity.INFO,
        )


@rule("AGD016", Severity.WARNING, Scope.REGISTER, Trait.AGENDA, Trait.MEETING)
def paper_withdrawn_or_draft(subject: RegisterSubject, context: RuleContext) -> Iterator[Flaw]:
    """An agenda names a document that was withdrawn or never issued.

    Before the meeting, delegations would prepare with a withdrawn paper. After the meeting, a paper that is still a
    draft was never before the meeting, or somebody forgot to record that it was issued. A paper may be withdrawn after
    the meeting, and may be a draft some time before it.
    """
    for agenda, start in _current_agendas(subject):
        if not is_issued(agenda):
            continue
        wrong_status = Status.DRAFT if context.is_over(start) else Status.WITHDRAWN
        for key_path, part, number in _item_papers(agenda):
            text = subject.snapshot.get(number)
            if text and text.status is wrong_status:
                words, hint = _NOT_STANDING[wrong_status]
                yield Flaw(agenda.number, key_path, f"{part.name}: {number} is {words}", hint)


_NOT_STANDING = {
    Status.WITHDRAWN: (
        "withdrawn",
        "In a revised agenda, withdraw the item with its reason, or name the document that replaces this one.",
    ),
    Status.DRAFT: (
        "still a draft",
        "Enter the day it was issued, or name the document that the meeting had before it.",
    ),
}


@rule("AGD019", Severity.INFO, Scope.DOCUMENT, Trait.AGENDA, Trait.ITEM)
def paper_of_two_items(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """The same document is listed under two items of an agenda.

    A paper can serve two items, but more often it was copied with the title of another one, and the item's own paper
    is missing. Delegations then come prepared for one item and not for the other.
    """
    if not is_agenda(document):
        return
    first_parts: dict[DocumentNumber, ItemPart] = {}
    for key_path, part, number in _item_papers(document):
        first_part = first_parts.setdefault(number, part)
        if first_part.top_item is not part.top_item:
            hint = "Compare both items with the agenda; name each paper where it is discussed."
            yield Flaw(document.number, key_path, f"{part.name}: {number} is a paper of {first_part.name} too", hint)
