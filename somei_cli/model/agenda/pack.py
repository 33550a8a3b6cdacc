"""The pack of an agenda: the papers of its items that can be handed on, and why others are missing."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from somei_cli.model.document import Agenda, Document, Meeting
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.markings import Level, level_of
from somei_cli.model.references import Reference
from somei_cli.model.register.public_view import Disclosure, PublicDocument, PublicItem, Visibility
from somei_cli.model.register.snapshot import Snapshot

_WITHOUT_TEXT = frozenset({Status.RESERVED, Status.VOID, Status.WITHDRAWN})


class PackedPaper(NamedTuple):
    """A paper of an item: the SHA-256 of the file that it was imported from, or why it is not in the pack.

    `subject` and `marking` are only what the readers of the pack may see.
    """

    item: str | None
    number: DocumentNumber
    subject: str | None = None
    marking: str | None = None
    sha256: str | None = None
    reason: str = ""


class PackPlan(NamedTuple):
    """The agenda as its readers may see it, and the papers of its items, in printed order."""

    agenda: Document
    papers: tuple[PackedPaper, ...]
    is_public: bool = False


def plan_inside_pack(agenda: Document, find: Callable[[DocumentNumber], Document | None]) -> PackPlan:
    """Return the pack for inside the house; `find` returns a document of the register."""
    papers = (
        _inside_paper(part.number, number, find(number))
        for item in agenda.items
        for part in item.walk()
        for number in part.documents
    )
    return PackPlan(agenda, tuple(papers))


def _inside_paper(item: str | None, number: DocumentNumber, document: Document | None) -> PackedPaper:
    if document is None:
        return PackedPaper(item, number, reason="not in this register")
    if level_of(document.marking) > Level.LIMITE:
        # An unknown marking counts as the highest until a person decides.
        return PackedPaper(item, number, None, str(document.marking), reason="with this marking it is never handed on")
    marking = str(document.marking) if document.marking else None
    paper = PackedPaper(item, number, document.subject, marking)
    if document.status in _WITHOUT_TEXT:
        return paper._replace(reason=f"it is {document.status}")
    return _with_source(paper, document)


def _with_source(paper: PackedPaper, document: Document) -> PackedPaper:
    if document.source is None:
        return paper._replace(reason="the register names no file of it")
    return paper._replace(sha256=document.source.sha256)


def plan_public_pack(view: PublicDocument, snapshot: Snapshot, disclosure: Disclosure) -> PackPlan:
    """Return the pack for the public: of the public view of an agenda, with papers whose text is public."""
    papers = (
        _public_paper(part.number, number, snapshot.get(number), disclosure)
        for item in view.items
        for part in item.walk()
        for number in part.documents
    )
    return PackPlan(_document_of(view), tuple(papers), is_public=True)


def _public_paper(
    item: str | None, number: DocumentNumber, document: Document | None, disclosure: Disclosure
) -> PackedPaper:
    view = disclosure.view(document) if document else None
    if document is None or view is None:
        return PackedPaper(item, number, reason="not in this register")
    paper = PackedPaper(item, number, view.subject, str(view.marking) if view.marking else None)
    if view.shown is not Visibility.TEXT:
        return paper._replace(reason="its text is not public")
    return _with_source(paper, document)


def _document_of(view: PublicDocument) -> Document:
    """Return a document that holds what a public view holds, and nothing else, for a printer of documents."""
    meeting, agenda = view.meeting, view.agenda
    return Document(
        number=view.number,
        type=view.type,
        subject=view.subject,
        date=view.date,
        place=view.place,
        languages=view.languages,
        marking=view.marking,
        subject_codes=view.subject_codes,
        interinstitutional_files=view.interinstitutional_files,
        originator=view.originator,
        addressee=view.addressee,
        previous_documents=view.previous_documents,
        commission_documents=view.commission_documents,
        meeting=Meeting(meeting.body, meeting.start, meeting.end) if meeting else None,
        agenda=Agenda(agenda.state, agenda.issued, agenda.adopted) if agenda else None,
        references=tuple(
            Reference(to=public.to, kind=public.kind, item=public.item, languages=public.languages)
            for public in view.references
        ),
        items=tuple(_items_of(view.items)),
    )


def _items_of(items: Iterable[PublicItem]) -> Iterator[Item]:
    for item in items:
        yield Item(
            title=item.title,
            number=item.number,
            kind=item.kind,
            legislative=item.legislative,
            possible=item.possible,
            by=item.by,
            documents=item.documents,
            withdrawn=item.withdrawn,
            result=item.result,
            summary=item.summary,
            subitems=tuple(_items_of(item.subitems)),
        )
