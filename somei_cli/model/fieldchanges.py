"""One field of a document that one commit changed: the record of history."""

from dataclasses import dataclass
from datetime import datetime

from somei_cli.model.numbers import DocumentNumber

Shown = str | bool | list[str] | None
"""A value as it is shown: None where the field was absent, a list where it holds several."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with two values; `field` is a path such as `marking` or `items 2 title`."""

    field: str
    before: Shown
    after: Shown


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A difference with its circumstances; `declared` says whether the commit names the document itself."""

    document: DocumentNumber
    difference: Difference
    when: datetime
    who: str
    commit: str
    reason: str | None
    declared: bool
