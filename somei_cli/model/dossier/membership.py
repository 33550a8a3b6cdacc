"""What belongs to one dossier: from a document to all that follows, is followed by, or shares a file with it."""

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import ExternalReference
from somei_cli.model.register.public_view import PublicDocument

Paper = TypeVar("Paper", Document, PublicDocument)


class DossierNeighbourhood(Protocol[Paper]):
    """What lies around a document, as far as somebody may see it."""

    def get(self, number: DocumentNumber) -> Paper | None:
        """The document with a number, if it is here."""

    def family(self, number: DocumentNumber) -> Iterable[Paper]:
        """The members of its family."""

    def followed(self, paper: Paper) -> Iterable[DocumentNumber]:
        """The other texts that it comes after."""

    def followers(self, number: DocumentNumber) -> Iterable[Paper]:
        """The documents that come after it."""

    def naming(self, outside: ExternalReference) -> Iterable[Paper]:
        """The documents with this file or Commission document on their first page."""


class Belonging(NamedTuple, Generic[Paper]):
    """The documents by their numbers, nearest first; `left_out` were met and not walked to."""

    held: dict[DocumentNumber, Paper]
    left_out: int


def belonging(start: Paper, around: DossierNeighbourhood[Paper], most: int) -> Belonging[Paper]:
    """So many documents at the most, and how many more there are at least."""
    held = {start.number: start}
    left: set[DocumentNumber] = set()
    for paper in _walk(held, around):
        if paper.number in held:
            continue
        if len(held) < most:
            held[paper.number] = paper
        else:
            left.add(paper.number)
    return Belonging(held, len(left))


def nearest(start: Paper, around: DossierNeighbourhood[Paper], most: int) -> dict[DocumentNumber, Paper]:
    """So many documents at the most; nothing is looked at that is farther away."""
    held = {start.number: start}
    for paper in _walk(held, around):
        held[paper.number] = paper
        if len(held) == most:
            break
    return held


def commission_texts(paper: Document | PublicDocument) -> tuple[ExternalReference, ...]:
    """The Commission documents that are none of the register."""
    return tuple([to for to in paper.commission_documents if isinstance(to, ExternalReference)])


def _walk(held: dict[DocumentNumber, Paper], around: DossierNeighbourhood[Paper]) -> Iterator[Paper]:
    """What is one step away from any document that is held, also from those that are taken in meanwhile."""
    asked: set[ExternalReference] = set()
    done = 0
    while done < len(held):
        fresh = list(held.values())[done:]
        done += len(fresh)
        paper: Paper
        for paper in fresh:
            yield from around.family(paper.number)
            for number in around.followed(paper):
                if other := around.get(number):
                    yield other
            yield from around.followers(paper.number)
            for outside in (*paper.interinstitutional_files, *commission_texts(paper)):
                if outside not in asked:
                    asked.add(outside)
                    yield from around.naming(outside)
