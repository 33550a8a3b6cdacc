"""A Snapshot with a change laid over another one, of which no more is read than a caller asks for."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.references import Reference
from somei_cli.model.register.snapshot import Snapshot

if TYPE_CHECKING:
    from somei_cli.model.register.vocabulary import LazyVocabulary

Overlay = Mapping[DocumentNumber, Document | None]
"""The documents that are put in, and None for each that is taken out."""


class OverlaidSnapshot(Snapshot):
    """The documents of another snapshot, without those that an overlay replaces or drops and with those it puts in."""

    def __init__(self, base: Snapshot, overlay: Overlay, vocabulary: "LazyVocabulary") -> None:
        self._base = base
        self._overlay = overlay
        self._vocabulary = vocabulary
        self.settings = base.settings

    @cached_property
    def documents(self) -> Mapping[DocumentNumber, Document]:
        """See Snapshot. This reads every document."""
        return {document.number: document for document in self._lay_over(self._base, self._put)}

    def get(self, number: DocumentNumber) -> Document | None:
        """See Snapshot."""
        return self._overlay[number] if number in self._overlay else self._base.get(number)

    def family(self, number: DocumentNumber) -> tuple[Document, ...]:
        """See Snapshot."""
        return self._lay_over(self._base.family(number), self._put_families.get(number.base, ()))

    def citing(self, number: DocumentNumber) -> tuple[tuple[Document, Reference], ...]:
        """See Snapshot."""
        documents = {document.number: document for document, _ in self._base.citing(number)}
        put = (d for d in self._put if any(r.to == number for r in d.all_references()))
        citing = self._lay_over(documents.values(), put)
        return tuple((d, r) for d in citing for r in d.all_references() if r.to == number)

    def holders(self, entry: CodeEntry, year: int) -> tuple[Document, ...]:
        """See Snapshot."""
        return self._lay_over(self._base.holders(entry, year), self._put_holders.get((entry, year), ()))

    def serials(self, code: SubjectCode, year: int) -> Iterable[int]:
        """See Snapshot."""
        entries = (entry for d in self._put if d.number.year == year for entry in d.subject_codes if entry.code == code)
        put = {entry.serial for entry in entries if entry.serial is not None}
        return sorted({*self._base.serials(code, year), *put}, reverse=True)

    def with_documents(self, puts: Iterable[Document], drops: Iterable[DocumentNumber] = ()) -> Snapshot:
        """See Snapshot. Nothing is read for it."""
        overlay = {**self._overlay, **{d.number: d for d in puts}, **dict.fromkeys(drops)}
        return OverlaidSnapshot(self._base, overlay, self._vocabulary).with_unsent(self.read_unsent)

    @cached_property
    def _put(self) -> tuple[Document, ...]:
        return tuple(filter(None, self._overlay.values()))

    @cached_property
    def _put_holders(self) -> dict[tuple[CodeEntry, int], list[Document]]:
        return group_pairs(
            ((entry, document.number.year), document) for document in self._put for entry in document.subject_codes
        )

    @cached_property
    def _put_families(self) -> dict[DocumentNumber, list[Document]]:
        return group_pairs((document.number.base, document) for document in self._put)

    def _lay_over(self, documents: Iterable[Document], put: Iterable[Document]) -> tuple[Document, ...]:
        remaining = (document for document in documents if document.number not in self._overlay)
        return tuple(sorted((*remaining, *put), key=lambda document: document.number.sort_key))
