"""The history of a document, field by field."""

from collections.abc import Iterator

from somei_cli.errors import NumberUnknown
from somei_cli.model.documents import Document
from somei_cli.model.fieldchanges import Difference, FieldChange
from somei_cli.model.numbers import DocumentNumber
from somei_cli.store.history import Revision, revisions
from somei_cli.store.register import Register
from somei_cli.text import codec
from somei_cli.text.differences import differences
from somei_cli.text.messages import trailers_in
from somei_cli.text.paths import path_of


def history(register: Register, number: DocumentNumber) -> tuple[FieldChange, ...]:
    """Every field that any commit changed, oldest first; also of a document that is gone.

    Raises:
        NumberUnknown: where the document never was in the register.
    """
    steps = tuple(revisions(register.root, path_of(number)))
    if not steps and register.find(number) is None:
        raise NumberUnknown(number, (d.number for d in register.family(number)))
    return tuple(change for step in steps for change in _changes(number, step))


def _changes(number: DocumentNumber, step: Revision) -> Iterator[FieldChange]:
    trailers = trailers_in(step.message)
    reason = next(iter(trailers.get("Reason", [])), None)
    declared = str(number) in trailers.get("Somei-Document", [])
    for difference in _between(step.before, step.after):
        yield FieldChange(number, difference, step.when, step.who, step.commit, reason, declared)


def _between(before: str | None, after: str | None) -> tuple[Difference, ...]:
    old, new = _document(before), _document(after)
    if isinstance(old, str) or isinstance(new, str):
        return (Difference("file", _state(old), _state(new)),)
    return differences(old, new)


def _document(text: str | None) -> Document | str | None:
    """The document of an old text, or why it gives none."""
    if text is None:
        return None
    loaded = codec.load(text)
    return loaded.document or loaded.faults[0].message


def _state(found: Document | str | None) -> str | None:
    return found if isinstance(found, str) else "readable" if found else None
