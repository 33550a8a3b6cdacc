"""Retired codes that are given to new documents, and what to type instead."""

from collections.abc import Iterable, Iterator

from somei_cli.errors import shell_word
from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary

_MAX_REMARKS = 5


def remark_retired_codes(before: Snapshot, documents: Iterable[Document]) -> tuple[str, ...]:
    """Return a remark on each retired code that a change gives to a document, with the command that replaces it."""
    late_codes = [
        (document, code)
        for document, code in _find_given_codes(before, documents)
        # Most acts give no code, and then the vocabulary is not read.
        if _is_too_late(before.vocabulary, document, code)
    ]
    remarks = [
        f"{before.vocabulary.describe_retirement(code)}{_describe_command(before.vocabulary, document, code)}"
        for document, code in late_codes
    ]
    more = len(remarks) - _MAX_REMARKS
    return (
        *remarks[:_MAX_REMARKS],
        *([f"{more} more retired codes: somei check --select CODE010"] if more > 0 else []),
    )


def describe_replacement(document: Document, code: SubjectCode, successor: SubjectCode) -> str:
    """Return the command that gives a document the code that replaces a retired one."""
    return f"somei classify {shell_word(document.number)} {shell_word(successor)} --drop {shell_word(code)}"


def _find_given_codes(before: Snapshot, documents: Iterable[Document]) -> Iterator[tuple[Document, SubjectCode]]:
    """Yield the codes that a change gives to documents."""
    for document in documents:
        earlier = before.get(document.number) if document.subject_codes else None
        for entry in document.subject_codes:
            if earlier is None or earlier.entry_for(entry.code) is None:
                yield document, entry.code


def _is_too_late(vocabulary: Vocabulary, document: Document, code: SubjectCode) -> bool:
    """Return whether a code was retired before a document was made; an older one prints what was right then."""
    retirement = vocabulary.retired.get(code)
    return retirement is not None and (document.date is None or document.date > retirement.on)


def _describe_command(vocabulary: Vocabulary, document: Document, code: SubjectCode) -> str:
    successor = vocabulary.successor_of(code)
    return f": {describe_replacement(document, code, successor)}" if successor else ""
