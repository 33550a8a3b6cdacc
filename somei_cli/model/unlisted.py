"""Names that stand in no list of the vocabulary, and what may be meant: new ones are taken, and so are slips."""

from collections.abc import Iterator, Sequence

from somei_cli.model.documents import Document
from somei_cli.model.vocabulary import LazyVocabulary


def unlisted(document: Document, vocabulary: LazyVocabulary) -> Iterator[str]:
    """A sentence for the type and for the body of an entry, where the vocabulary has no such one."""
    if document.type and not vocabulary().type_named(document.type):
        yield _told(document.type, "type", [listed.heading for listed in vocabulary().types])
    body = document.meeting.body if document.meeting else None
    if body and not vocabulary().body_named(body):
        yield _told(body, "body", [listed.key for listed in vocabulary().bodies])


def _told(name: str, kind: str, listed: Sequence[str]) -> str:
    # Loaded where something was misspelt only.
    from difflib import get_close_matches

    near = get_close_matches(name.upper(), listed, n=1, cutoff=0.7)
    return f"“{name}” is no {kind} of the vocabulary" + (f"; {near[0]} may be meant." if near else ".")
