"""A document whose facts come from the index, and whose file is read only if a caller needs more."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from somei_cli.model.document import Document, Paper

AT_HAND = (
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


class Facts(NamedTuple):
    """Facts that take some time to decode: fields, documents listed in items, and whether an item has follow-ups."""

    fields: dict[str, Any]
    papers: tuple[Paper, ...] = ()
    is_promising: bool = False


class Sketch(Document):
    """Behaves as the document and is equal to it. Its file is read when a field that is not a fact is first used.

    `load_facts` returns the facts that are not given at once. `read_document` raises what reading a file raises.
    """

    __slots__ = ("_facts", "_fetch", "_rest", "_whole")

    def __init__(
        self, facts: dict[str, Any], load_facts: Callable[[], Facts], read_document: Callable[[], Document]
    ) -> None:
        for name, value in facts.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_facts", None)
        object.__setattr__(self, "_rest", load_facts)
        object.__setattr__(self, "_fetch", read_document)
        object.__setattr__(self, "_whole", None)

    def __getattr__(self, name: str) -> Any:
        # Python calls this only for a field that was not set before.
        if name in AT_HAND:
            return self._made_out.fields[name]
        return getattr(self.whole, name)

    @property
    def whole(self) -> Document:
        """The document itself, read from its file."""
        if self._whole is None:
            object.__setattr__(self, "_whole", self._fetch())
        whole: Document = self._whole
        return whole

    @property
    def is_promising(self) -> bool:
        """See Document."""
        return self._made_out.is_promising

    def papers(self) -> Iterator[Paper]:
        """See Document."""
        return iter(self._made_out.papers)

    @property
    def _made_out(self) -> Facts:
        if self._facts is None:
            facts: Facts = self._rest()
            object.__setattr__(self, "_facts", facts)
            for name, value in facts.fields.items():
                object.__setattr__(self, name, value)
            return facts
        loaded: Facts = self._facts
        return loaded

    def __eq__(self, other_document: object) -> bool:
        return self.whole == (other_document.whole if isinstance(other_document, Sketch) else other_document)

    def __hash__(self) -> int:
        return hash(self.whole)
