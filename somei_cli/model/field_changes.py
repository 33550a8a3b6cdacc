"""One field of a document that one commit changed: the record of history, and of who set what stands."""

from datetime import datetime
from typing import NamedTuple, Self

from somei_cli.model.document_number import DocumentNumber

Shown = str | bool | list[str] | None
"""A value as it is shown: None where the field was absent, a list where it holds several."""


class Difference(NamedTuple):
    """One field with two values; `field` is a path such as `marking` or `items 2 title`."""

    field: str
    before: Shown
    after: Shown


class FieldChange(NamedTuple):
    """A difference with its circumstances; `declared` says whether the commit names the document itself.

    `merge` says that a merge decided it: the value before was given up, the one after kept.
    """

    document: DocumentNumber
    difference: Difference
    when: datetime
    who: str
    commit: str
    reason: str | None
    declared: bool
    mail: str = ""
    merge: bool = False


class Setting(NamedTuple):
    """Who set a value, when and why; `merge` as above."""

    when: datetime
    who: str
    mail: str
    commit: str
    reason: str | None
    declared: bool
    merge: bool


class Origin(NamedTuple):
    """A value that stands, and who set it; nobody where it is not committed."""

    document: DocumentNumber
    field: str
    value: Shown
    setting: Setting | None


class FieldPath(NamedTuple):
    """A field and all that is below it: `items` holds `items 2 title`."""

    words: tuple[str, ...]

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read the words of a path."""
        return cls(tuple(typed.split()))

    def holds(self, field: str) -> bool:
        """Whether a field is this one or below it."""
        return tuple(field.split()[: len(self.words)]) == self.words

    def __str__(self) -> str:
        return " ".join(self.words)


WHOLE = FieldPath(())
"""The document with all its fields."""
