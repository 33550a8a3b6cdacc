"""A document in outline: the facts that others ask about are at hand, its words come from its file when they are."""

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
"""The fields that a sketch has without reading anything."""


class Facts(NamedTuple):
    """Facts that take some time to make out: fields, the papers that items list, and whether follow-ups hang on one."""

    fields: dict[str, Any]
    papers: tuple[Paper, ...] = ()
    is_promising: bool = False


class Sketch(Document):
    """As the document, and equal to it; whoever asks for more than the facts has the file read.

    The `rest` of the facts is made out once it is asked for. `fetch` raises what reading a file raises.
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
        # Asked for only where a field was not set before.
        if name in AT_HAND:
            return self._made_out.fields[name]
        return getattr(self.whole, name)

    @property
    def whole(self) -> Document:
        """The document itself."""
        if self._whole is None:
            object.__setattr__(self, "_whole", self._fetch())
        whole: Document = self._whole
        return whole

    @property
    def is_promising(self) -> bool:
        """As of the document."""
        return self._made_out.is_promising

    def papers(self) -> Iterator[Paper]:
        """As of the document."""
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
