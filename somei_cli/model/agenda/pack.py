"""The pack of an agenda: the papers of its items that can be handed on, and why others are missing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from somei_cli.model.agenda.issue_and_revision import find_paper_number
from somei_cli.model.document import Agenda, Document, Meeting
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.markings import Level, level_of
from somei_cli.model.references import Reference
from somei_cli.model.register.public_view import Disclosure, PublicDocument, PublicItem, Visibility
from somei_cli.model.register.snapshot import Snapshot

NO_FILE_NAMED = "the register names no file of it"
NO_FILE_KEPT = "this clone keeps no file of it"
_WITHOUT_TEXT = frozenset({Status.RESERVED, Status.VOID, Status.WITHDRAWN})


class PackedPaper(NamedTuple):
    """A paper of an item: the SHA-256 of the file that it was imported from, or why it is not in the pack.

    `named` is the number by which the agenda names it, `number` the one under which it is read now. `subject` and
    `marking` are only what the readers of the pack may see.
    """

    item: str | None
    named: DocumentNumber
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


def plan_inside_pack(
    agenda: Document,
    find: Callable[[DocumentNumber], Document | None],
    paper_numbers: Mapping[DocumentNumber, DocumentNumber],
) -> PackPlan:
    """Return the pack for inside the house; `find` returns a document of the register."""
    papers = (
        _inside_paper(PackedPaper(part.number, named, number), find(number))
        for item in agenda.items
        for part in item.walk()
        for named in part.documents
        for number in (paper_numbers.get(named, named),)
    )
    return PackPlan(agenda, tuple(papers))


def _inside_paper(paper: PackedPaper, document: Document | None) -> PackedPaper:
    if document is None:
        return paper._replace(reason="not in this register")
    marking = str(document.marking) if document.marking else None
    if level_of(document.marking) > Level.LIMITE:
        # An unknown marking counts as the highest until a person decides.
        return paper._replace(marking=marking, reason="with this marking it is never handed on")
    paper = paper._replace(subject=document.subject, marking=marking)
    if document.status in _WITHOUT_TEXT:
        return paper._replace(reason=f"it is {document.status}")
    return _with_source(paper, document)


def _with_source(paper: PackedPaper, document: Document) -> PackedPaper:
    if document.source is None:
        return paper._replace(reason=NO_FILE_NAMED)
    return paper._replace(sha256=document.source.sha256)


def plan_public_pack(view: PublicDocument, snapshot: Snapshot, disclosure: Disclosure) -> PackPlan:
    """Return the pack for the public: of the public view of an agenda, with papers whose text is public."""
    agenda = _document_of(view)
    papers = (
        _public_paper(part.number, named, find_paper_number(snapshot, agenda, named), snapshot, disclosure)
        for item in agenda.items
        for part in item.walk()
        for named in part.documents
    )
    return PackPlan(agenda, tuple(papers), is_public=True)


def _public_paper(
    item: str | None, named: DocumentNumber, number: DocumentNumber, snapshot: Snapshot, disclosure: Disclosure
) -> PackedPaper:
    """Return a paper as it is read now, or as the agenda names it if the public may only read that text."""
    paper = PackedPaper(item, named, named, reason="not in this register")
    for candidate in dict.fromkeys((number, named)):
        document = snapshot.get(candidate)
        view = disclosure.view(document) if document else None
        if document and view and view.shown is Visibility.TEXT:
            return _with_source(_described_paper(paper, view)._replace(number=candidate, reason=""), document)
        if view:
            paper = _described_paper(paper, view)._replace(reason="its text is not public")
    return paper


def _described_paper(paper: PackedPaper, view: PublicDocument) -> PackedPaper:
    return paper._replace(subject=view.subject, marking=str(view.marking) if view.marking else None)


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
