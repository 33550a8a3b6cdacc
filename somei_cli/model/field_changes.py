"""A changed field of a document, and who set the value that a field has now."""

import re
from datetime import datetime
from typing import NamedTuple, Self

from somei_cli.model.document_number import DocumentNumber

Shown = str | bool | list[str] | None
"""A value as it is shown: None if the field is absent, a list if it holds several values."""


class Difference(NamedTuple):
    """A field with two values; `field` is a path such as `marking` or `items 2 title`."""

    field: str
    before: Shown
    after: Shown


class FieldChange(NamedTuple):
    """A difference with the commit that made it; `declared` says whether the commit message names the document.

    `merge` says that a merge commit decided between the two values: it dropped `before` and kept `after`. `summary` is
    the subject of the commit, `action` what its message calls the act.
    """

    document: DocumentNumber
    difference: Difference
    time: datetime
    author: str
    commit: str
    reason: str | None
    declared: bool
    mail: str = ""
    merge: bool = False
    summary: str = ""
    action: str | None = None


class LastChange(NamedTuple):
    """Who set a value, when and why; `declared`, `merge`, `summary` and `action` as in FieldChange."""

    time: datetime
    author: str
    mail: str
    commit: str
    reason: str | None
    declared: bool
    merge: bool
    summary: str = ""
    action: str | None = None


class Origin(NamedTuple):
    """The value of a field and who set it; `setting` is None if the value is not committed."""

    document: DocumentNumber
    field: str
    value: Shown
    setting: LastChange | None


class FieldPath(NamedTuple):
    """A field and all fields below it: `items` holds `items 2 title`."""

    words: tuple[str, ...]

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a path from its words."""
        return cls(tuple(typed.split()))

    def holds(self, field: str) -> bool:
        """Return whether a field is this one or below it."""
        return tuple(field.split()[: len(self.words)]) == self.words

    def __str__(self) -> str:
        return " ".join(self.words)


WHOLE = FieldPath(())
"""The path of the whole document."""


def describe_decision(event: str) -> str:
    """Describe a decision on access, from the text that a difference has for it.

    >>> describe_decision("kind refused, on 2020-03-01, ground 4.1a.1, by the Working Party")
    'refused on 2020-03-01, ground 4.1a.1, by the Working Party'
    """
    return re.sub(r"\Akind ([a-z ]+), on ", r"\1 on ", event)
