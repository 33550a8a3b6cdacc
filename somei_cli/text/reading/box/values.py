"""What the box under the type heading gives: values with their place, and where the document's text begins."""

from dataclasses import dataclass

from somei_cli.text.reading.box.labels import Box


@dataclass(frozen=True, slots=True)
class Value:
    """The words of one field and where they begin."""

    box: Box
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class BoxReading:
    """All values, the offset where the document's text begins, and the fields that could not be told apart."""

    values: tuple[Value, ...]
    body: int
    unclear: tuple[Box, ...] = ()
    sure: bool = True

    def first(self, box: Box) -> Value | None:
        """The first value of a field."""
        return next((v for v in self.values if v.box is box), None)

    def all(self, box: Box) -> tuple[Value, ...]:
        """Every value of a field."""
        return tuple(v for v in self.values if v.box is box)
