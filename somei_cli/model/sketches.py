"""A document in outline: the facts that others ask about are at hand, its words come from its file when they are."""

from collections.abc import Callable, Iterator
from typing import Any

from somei_cli.model.documents import Document, Paper

AT_HAND = (
    "number",
    "status",
    "type",
    "date",
    "marking",
    "subject_codes",
    "previous_documents",
    "commission_documents",
    "meeting",
    "agenda",
    "access",
    "references",
)
"""The fields that a sketch has without reading anything."""


class Sketch(Document):
    """As the document, and equal to it; whoever asks for more than the facts has the file read.

    `fetch` raises what reading a file raises.
    """

    __slots__ = ("_fetch", "_papers", "_whole")

    def __init__(self, facts: dict[str, Any], papers: tuple[Paper, ...], fetch: Callable[[], Document]) -> None:
        for name, value in facts.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "_papers", papers)
        object.__setattr__(self, "_fetch", fetch)
        object.__setattr__(self, "_whole", None)

    def __getattr__(self, name: str) -> Any:
        # Asked for only where a field was not set above.
        return getattr(self.whole, name)

    @property
    def whole(self) -> Document:
        """The document itself."""
        if self._whole is None:
            object.__setattr__(self, "_whole", self._fetch())
        whole: Document = self._whole
        return whole

    def papers(self) -> Iterator[Paper]:
        """As of the document."""
        return iter(self._papers)

    def __eq__(self, other: object) -> bool:
        return self.whole == (other.whole if isinstance(other, Sketch) else other)

    def __hash__(self) -> int:
        return hash(self.whole)
