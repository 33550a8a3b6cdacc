"""What the box under the type heading gives: values with their place, and where the document's text begins."""

from dataclasses import dataclass

from somei_cli.text.reading.box.labels import LabelKind


@dataclass(frozen=True, slots=True)
class LabelValue:
    """The words of one field and where they begin."""

    box: LabelKind
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class BoxReading:
    """All values, the offset where the document's text begins, and the fields that could not be told apart."""

    values: tuple[LabelValue, ...]
    body: int
    unclear: tuple[LabelKind, ...] = ()
    sure: bool = True

    def first(self, box: LabelKind) -> LabelValue | None:
        """The first value of a field."""
        return next((v for v in self.values if v.box is box), None)

    def all(self, box: LabelKind) -> tuple[LabelValue, ...]:
        """Every value of a field."""
        return tuple(v for v in self.values if v.box is box)
