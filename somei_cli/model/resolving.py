"""Citations that could mean several documents, settled by what the register holds."""

from collections.abc import Callable
from dataclasses import replace

from somei_cli.model.documents import Document
from somei_cli.model.items import Item
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.readings import Candidates


def resolved(document: Document, candidates: Candidates, is_here: Callable[[DocumentNumber], bool]) -> Document:
    """The document with each ambiguous number settled where just one of those it could mean is here.

    `14860/1/18 REV 1 + ADD 1` means the addendum to the revision or to the first issue: the likelier stands
    until the register knows better.
    """
    settled: dict[DocumentNumber, DocumentNumber] = {}
    for likeliest, could_be in candidates:
        here = [number for number in could_be if is_here(number)]
        if len(here) == 1 and here[0] != likeliest:
            settled[likeliest] = here[0]
    if not settled:
        return document

    def item(one: Item) -> Item:
        documents = tuple(settled.get(n, n) for n in one.documents)
        return one._replace(documents=tuple(dict.fromkeys(documents)), subitems=tuple(map(item, one.subitems)))

    return replace(
        document,
        previous_documents=tuple(settled.get(n, n) for n in document.previous_documents),
        references=tuple(dict.fromkeys(r._replace(to=settled.get(r.to, r.to)) for r in document.references)),
        items=tuple(map(item, document.items)),
    )
