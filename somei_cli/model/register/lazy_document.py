"""A document whose facts come from the index, and whose file is read only if a caller needs more."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from somei_cli.model.document import Document, ListedDocument

FACT_FIELDS = (
    "number",
    "status",
    "type",
    "date",
    "subject",
    "marking",
    "subject_codes",
    "previous_documents",
    "commission_documents",
    "meeting",
    "agenda",
    "access",
    "references",
    "outside_references",
)
"""The fields that a lazy document has without reading its file."""


class DeferredFacts(NamedTuple):
    """Facts that take some time to decode: fields, documents listed in items, and whether an item has follow-ups."""

    fields: dict[str, Any]
    listed_documents: tuple[ListedDocument, ...] = ()
    has_follow_ups: bool = False


class LazyDocument(Document):
    """Behaves as the document and is equal to it. Its file is read when a field that is not a fact is first used.

    `load_facts` returns the facts that are not given at once. `read_document` raises what reading a file raises.
    """

    __slots__ = ("_facts", "_fetch", "_rest", "_whole")

    def __init__(
        self, facts: dict[str, Any], load_facts: Callable[[], DeferredFacts], read_document: Callable[[], Document]
    ) -> None:
        for name, value in facts.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_facts", None)
        object.__setattr__(self, "_rest", load_facts)
        object.__setattr__(self, "_fetch", read_document)
        object.__setattr__(self, "_whole", None)

    def __getattr__(self, name: str) -> Any:
        # Python calls this only for a field that was not set before.
        if name in FACT_FIELDS:
            return self._deferred_facts.fields[name]
        return getattr(self.whole, name)

    @property
    def whole(self) -> Document:
        """The document itself, read from its file."""
        if self._whole is None:
            object.__setattr__(self, "_whole", self._fetch())
        whole: Document = self._whole
        return whole

    @property
    def has_follow_ups(self) -> bool:
        """See Document."""
        return self._deferred_facts.has_follow_ups

    def listed_documents(self) -> Iterator[ListedDocument]:
        """See Document."""
        return iter(self._deferred_facts.listed_documents)

    @property
    def _deferred_facts(self) -> DeferredFacts:
        if self._facts is None:
            facts: DeferredFacts = self._rest()
            object.__setattr__(self, "_facts", facts)
            for name, value in facts.fields.items():
                object.__setattr__(self, name, value)
            return facts
        loaded: DeferredFacts = self._facts
        return loaded

    def __eq__(self, other_document: object) -> bool:
        return self.whole == (other_document.whole if isinstance(other_document, LazyDocument) else other_document)

    def __hash__(self) -> int:
        return hash(self.whole)
