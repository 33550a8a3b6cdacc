"""A whole register as the public may see it, with references back, meetings and threads."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.dossier.thread import collect_nearest
from somei_cli.model.groups import group_pairs
from somei_cli.model.meeting.meetings import group_by_meeting, stable_id_of
from somei_cli.model.references import FOLLOWING, ExternalReference, ReferenceKind
from somei_cli.model.register.public_view import Disclosure, PublicDocument, Visibility
from somei_cli.model.register.snapshot import Snapshot

Key = TypeVar("Key")
Member = TypeVar("Member")


class Pointer(NamedTuple):
    """A public cross-reference, seen from one end: the document at the other end, and the kind."""

    number: DocumentNumber
    kind: ReferenceKind


class PublicBody(NamedTuple):
    """A body that public documents name. `key` is the printed name if the register does not list the body."""

    key: str
    name: str


class PublicBodyMeeting(NamedTuple):
    """A meeting as public documents show it.

    `stable_id` is the register id that identifies it for good, as in the clerks' calendar; `revision` is that of the
    text.
    """

    body: PublicBody
    first: date
    last: date
    documents: tuple[PublicDocument, ...]
    stable_id: str
    revision: int


@dataclass(frozen=True, eq=False)
class PublicRegister:
    """The public views of one commit, in order. Nothing else of the register can be reached from here.

    `bodies` are the listed ones, by each name that a public document gives them. `first_issues` are the base numbers of
    public documents that may be named, whether the register has them or not.
    """

    name: str
    documents: Mapping[DocumentNumber, PublicDocument]
    code_titles: Mapping[SubjectCode, str]
    bodies: Mapping[str, PublicBody]
    first_issues: frozenset[DocumentNumber]

    def get(self, number: DocumentNumber) -> PublicDocument | None:
        """Return the public view of a document, or None."""
        return self.documents.get(number)

    def family(self, number: DocumentNumber) -> tuple[PublicDocument, ...]:
        """Return the public members of a family, in order."""
        return self._families.get(number.base, ())

    def pointing_to(self, number: DocumentNumber) -> tuple[Pointer, ...]:
        """Return the public texts that name a document, in order."""
        return self._pointing.get(number, ())

    @cached_property
    def searchable_document(self) -> PublicDocument | None:
        """A document that shows how to search: the first one with a serial that is public, else with a code, else any.

        It stays the same while documents are added behind it, and so do the pages on which it stands.
        """
        entries = [document for document in self.documents.values() if document.shown > Visibility.NUMBER]
        with_codes = [document for document in entries if document.subject_codes]
        with_serials = (document for document in with_codes if any(entry.serial for entry in document.subject_codes))
        return next(with_serials, next(iter(with_codes or entries), None))

    @cached_property
    def by_year(self) -> Mapping[int, tuple[PublicDocument, ...]]:
        """The documents of each year of numbering."""
        return _grouped((document.number.year, document) for document in self.documents.values())

    @cached_property
    def by_code(self) -> Mapping[SubjectCode, tuple[PublicDocument, ...]]:
        """The documents of each subject code."""
        pairs = (
            (code, document)
            for document in self.documents.values()
            for code in dict.fromkeys(entry.code for entry in document.subject_codes)
        )
        return dict(sorted(_grouped(pairs).items(), key=lambda pair: pair[0].name))

    @cached_property
    def by_file(self) -> Mapping[ExternalReference, tuple[PublicDocument, ...]]:
        """The documents of each interinstitutional file, by day."""
        pairs = (
            (file, document)
            for document in sorted(self.documents.values(), key=day_order)
            for file in dict.fromkeys(document.interinstitutional_files)
        )
        return dict(sorted(_grouped(pairs).items(), key=lambda pair: pair[0].text))

    @cached_property
    def by_body(self) -> Mapping[PublicBody, tuple[PublicDocument, ...]]:
        """The documents about meetings of each body: those that name it, and those that belong to its meetings."""
        of_meeting = {document.number: meeting.body for meeting in self.all_meetings for document in meeting.documents}
        pairs = (
            (body, document)
            for document in self.documents.values()
            for body in dict.fromkeys((self._named_by(document), of_meeting.get(document.number)))
            if body
        )
        return dict(sorted(_grouped(pairs).items(), key=lambda pair: pair[0].key))

    @cached_property
    def all_meetings(self) -> tuple[PublicBodyMeeting, ...]:
        """The meetings of all bodies by day, put together from public facts only."""
        bodies: dict[str, PublicBody] = {}

        def key_of(name: str) -> str:
            body = self.body_of(name)
            return bodies.setdefault(body.key, body).key

        # A document of which only the number is public must not show its meeting, not even through its family.
        documents = (document for document in self.documents.values() if document.shown > Visibility.NUMBER)
        groups, _ = group_by_meeting(documents, self, key_of)
        return tuple(
            PublicBodyMeeting(bodies[key], first, last, members, *stable_id_of(members, self.first_issues.__contains__))
            for key, first, last, members in groups
        )

    @cached_property
    def by_commission_text(self) -> Mapping[ExternalReference, tuple[PublicDocument, ...]]:
        """The documents of each Commission document that is not in the register, by day."""
        pairs = (
            (text, document)
            for document in self.documents.values()
            for text in dict.fromkeys(document.commission_documents)
            if isinstance(text, ExternalReference)
        )
        return {text: tuple(sorted(documents, key=day_order)) for text, documents in _grouped(pairs).items()}

    def body_of(self, named: str) -> PublicBody:
        """Return the body with a printed name."""
        return self.bodies.get(named) or PublicBody(*[" ".join(named.split())] * 2)

    def meetings(self, body: PublicBody) -> tuple[PublicBodyMeeting, ...]:
        """Return the meetings of a body, by day."""
        return self._by_host.get(body, ())

    def _named_by(self, document: PublicDocument) -> PublicBody | None:
        return self.body_of(document.meeting.body) if document.meeting and document.meeting.body else None

    @cached_property
    def _by_host(self) -> Mapping[PublicBody, tuple[PublicBodyMeeting, ...]]:
        return _grouped((meeting.body, meeting) for meeting in self.all_meetings)

    @cached_property
    def _families(self) -> Mapping[DocumentNumber, tuple[PublicDocument, ...]]:
        return _grouped((document.number.base, document) for document in self.documents.values())

    @cached_property
    def _pointing(self) -> Mapping[DocumentNumber, tuple[Pointer, ...]]:
        pairs = (
            (pointer.number, Pointer(document.number, pointer.kind))
            for document in self.documents.values()
            for pointer in pointers_of(document)
        )
        return _grouped(pairs)

    def compute_all(self) -> None:
        """Compute what is needed again and again, before workers are started that would each compute it anew."""
        for derived in (
            self._families,
            self._pointing,
            self.by_year,
            self.by_code,
            self.by_file,
            self.all_meetings,
            self.by_body,
            self._by_host,
            self.by_commission_text,
        ):
            len(derived)


def public_register_of(snapshot: Snapshot) -> PublicRegister:
    """Return what the public may see of a whole register."""
    return _public_register(snapshot, snapshot, Disclosure(snapshot))


def public_meetings(snapshot: Snapshot, disclosure: Disclosure) -> tuple[PublicBodyMeeting, ...]:
    """Return the meetings of a whole register as the public may know them. Items are not read for it."""
    meeting_families = {document.number.base for document in snapshot if document.meeting}
    documents = (
        replace(document, items=())
        for document in snapshot
        if document.number.base in meeting_families
        or any(reference.kind is ReferenceKind.AGENDA for reference in document.references)
    )
    return _public_register(snapshot, documents, disclosure).all_meetings


def _public_register(snapshot: Snapshot, documents: Iterable[Document], disclosure: Disclosure) -> PublicRegister:
    views = {view.number: view for view in map(disclosure.view, documents) if view}
    codes = {entry.code for document in views.values() for entry in document.subject_codes}
    meeting_bodies = {
        document.meeting.body for document in views.values() if document.meeting and document.meeting.body
    }
    addressees = {document.addressee for document in views.values() if document.addressee}
    vocabulary = snapshot.vocabulary
    bodies = {}
    for name in sorted(meeting_bodies | addressees):
        if body := vocabulary.body_named(name):
            bodies[name] = PublicBody(body.key, body.name)
    titles = {code: title for code, title in vocabulary.codes.items() if code in codes}
    first_issues = {number.base for number in views if disclosure.naming(number.base)[0]}
    return PublicRegister(snapshot.settings.name, views, titles, bodies, frozenset(first_issues))


def field_pointers(document: PublicDocument) -> Iterator[Pointer]:
    """List the Council documents that the fields of a public document name, its items aside."""
    yield from (Pointer(number, ReferenceKind.PREVIOUS) for number in document.previous_documents)
    for to in document.commission_documents:
        if not isinstance(to, ExternalReference):
            yield Pointer(to, ReferenceKind.COMMISSION)
    yield from (Pointer(reference.to, reference.kind) for reference in document.references)


def pointers_of(document: PublicDocument) -> tuple[Pointer, ...]:
    """List every Council document that a public document refers to, from any field, each once."""
    of_items = (Pointer(number, ReferenceKind.CITES) for item in document.walk_items() for number in item.documents)
    return tuple(dict.fromkeys((*field_pointers(document), *of_items)))


def day_order(document: PublicDocument) -> tuple[date, tuple[int, str, int, tuple[tuple[int, int], ...]]]:
    """Return a sort key by day. A document without a date counts as of 1 January of the year of its number."""
    return _day_of(document), document.number.sort_key


def _day_of(document: PublicDocument) -> date:
    return document.date or date(document.number.year, 1, 1)


def newest(documents: Iterable[PublicDocument], most: int) -> tuple[PublicDocument, ...]:
    """Return the latest `most` of ordered documents, the latest first."""
    from heapq import nlargest

    # Documents of one day keep their order, so it is enough to compare days.
    return tuple(nlargest(most, [*documents][::-1], key=_day_of))


def _grouped(pairs: Iterable[tuple[Key, Member]]) -> dict[Key, tuple[Member, ...]]:
    return {key: tuple(members) for key, members in group_pairs(pairs).items()}


_MOST_RELATED = 12
"""Limited because a change of one document changes the pages of all the others in its thread."""


def public_thread(register: PublicRegister, document: PublicDocument) -> tuple[PublicDocument, ...]:
    """Return the nearest documents of the thread by day; empty if all are of one family."""
    documents = collect_nearest(document, _PublicLinks(register, document), _MOST_RELATED)
    if all(number.base == document.number.base for number in documents):
        return ()
    return tuple(sorted(documents.values(), key=day_order))


def followed_documents(document: PublicDocument) -> Iterator[DocumentNumber]:
    """List the other texts that a document follows, as far as the public may know, each once."""
    numbers = [
        *document.previous_documents,
        *(reference.to for reference in document.references if reference.kind in FOLLOWING),
    ]
    return (number for number in dict.fromkeys(numbers) if number != document.number)


class _PublicLinks:
    """The links of a public document, for the search of its thread."""

    def __init__(self, register: PublicRegister, start: PublicDocument) -> None:
        self._register = register
        self._start = start

    def get(self, number: DocumentNumber) -> PublicDocument | None:
        return self._register.documents.get(number)

    def family(self, number: DocumentNumber) -> Iterable[PublicDocument]:
        return self._register.family(number)

    def followed(self, paper: PublicDocument) -> Iterable[DocumentNumber]:
        return followed_documents(paper)

    def followers(self, number: DocumentNumber) -> Iterable[PublicDocument]:
        backs = (pointer.number for pointer in self._register.pointing_to(number) if pointer.kind in FOLLOWING)
        return (self._register.documents[pointer] for pointer in backs)

    def naming(self, reference: ExternalReference) -> Iterable[PublicDocument]:
        """Return the documents of a file that are nearest in time; a long file has a page of its own."""
        register = self._register
        return self._next(register.by_file.get(reference) or register.by_commission_text.get(reference) or ())

    def _next(self, documents: Sequence[PublicDocument]) -> Iterable[PublicDocument]:
        if len(documents) <= _MOST_RELATED:
            return documents
        index = bisect_left(documents, day_order(self._start), key=day_order)
        first = min(max(0, index - _MOST_RELATED // 2), len(documents) - _MOST_RELATED)
        return (
            documents[position]
            for position in sorted(range(first, first + _MOST_RELATED), key=lambda position: abs(position - index))
        )
