"""The dossier around a public document, as far as the public may see it: the nearest documents only."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from somei_cli.model.belonging import nearest
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.public_register import PublicRegister, by_day
from somei_cli.model.publishing import PublicDocument
from somei_cli.model.references import FOLLOWING, ExternalReference

_MOST = 12
"""Every change of one of them changes the pages of the others."""


def public_thread(register: PublicRegister, document: PublicDocument) -> tuple[PublicDocument, ...]:
    """The documents by day; nothing where they are of one family."""
    held = nearest(document, _InPublic(register, document), _MOST)
    if all(number.base == document.number.base for number in held):
        return ()
    return tuple(sorted(held.values(), key=by_day))


def followed_by(document: PublicDocument) -> Iterator[DocumentNumber]:
    """The other texts that a document tells the public it comes after, each once."""
    named = [*document.previous_documents, *(one.to for one in document.references if one.kind in FOLLOWING)]
    return (number for number in dict.fromkeys(named) if number != document.number)


class _InPublic:
    """What a public register has around a document."""

    def __init__(self, register: PublicRegister, start: PublicDocument) -> None:
        self._register = register
        self._start = start

    def get(self, number: DocumentNumber) -> PublicDocument | None:
        return self._register.documents.get(number)

    def family(self, number: DocumentNumber) -> Iterable[PublicDocument]:
        return self._register.family(number)

    def followed(self, paper: PublicDocument) -> Iterable[DocumentNumber]:
        return followed_by(paper)

    def followers(self, number: DocumentNumber) -> Iterable[PublicDocument]:
        backs = (back.number for back in self._register.pointing_to(number) if back.kind in FOLLOWING)
        return (self._register.documents[back] for back in backs)

    def naming(self, outside: ExternalReference) -> Iterable[PublicDocument]:
        """Those that are next to the document in time; the whole of a long file has a page of its own."""
        register = self._register
        return self._next(register.by_file.get(outside) or register.by_commission_text.get(outside) or ())

    def _next(self, held: Sequence[PublicDocument]) -> Iterable[PublicDocument]:
        if len(held) <= _MOST:
            return held
        at = bisect_left(held, by_day(self._start), key=by_day)
        first = min(max(0, at - _MOST // 2), len(held) - _MOST)
        return (held[place] for place in sorted(range(first, first + _MOST), key=lambda place: abs(place - at)))
