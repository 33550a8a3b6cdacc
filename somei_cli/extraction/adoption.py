"""The sentence in which a meeting adopts its agenda: how an outcome puts it, and which document it names."""

from collections.abc import Iterable

from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items import Item
from somei_cli.model.references import ReferenceKind

_JOINED = ("with ", "subject to ", "without ", "as ", "after ", "except ")


def adoption_sentence(agenda: DocumentNumber, difference: str | None = None) -> str:
    """The sentence for an agenda, adopted as it stands or with a difference.

    >>> number = DocumentNumber.parse("13735/19")
    >>> adoption_sentence(number)
    'The agenda as set out in 13735/19 was adopted.'
    >>> adoption_sentence(number, "an additional point under AOB.")
    'The agenda as set out in 13735/19 was adopted with an additional point under AOB.'
    """
    # In running text a small number alone is not taken for a document; with its series it is.
    named = str(agenda) if _reads_back(str(agenda), agenda) else f"{agenda.series} {agenda}"
    words = (difference or "").strip().rstrip(".").rstrip()
    joined = "" if not words else f" {words}" if words.casefold().startswith(_JOINED) else f" with {words}"
    return f"The agenda as set out in {named} was adopted{joined}."


def _reads_back(name: str, agenda: DocumentNumber) -> bool:
    from somei_cli.formats.notation.references import scan
    from somei_cli.model.importing.draft_entry import Line

    return [found.target for found in scan([Line(f"The agenda as set out in {name} was adopted.", 1)])] == [agenda]


def adopted_agendas(outcome: Document, codes: Iterable[SubjectCode] = ()) -> tuple[DocumentNumber, ...]:
    """The documents that an outcome names where it says that the agenda was adopted, in order.

    `codes` are those of the vocabulary: a code with its serial is no number of a document.
    """
    texts = texts_of_adoption(outcome)
    return _named(texts, outcome.number, codes) if texts else ()


def texts_of_adoption(outcome: Document) -> tuple[str, ...]:
    """What an outcome says where it may say that the agenda was adopted."""
    return tuple(text for item in outcome.walk_items() for text in _texts(item) if _speaks_of_it(text))


def _named(texts: Iterable[str], own: DocumentNumber, codes: Iterable[SubjectCode]) -> tuple[DocumentNumber, ...]:
    # Reading documents is more than a look at an outcome without such a sentence needs.
    from somei_cli.extraction.citations import CitingPart, find_citations
    from somei_cli.model.importing.draft_entry import Line

    parts = [CitingPart((Line(text, 1),)) for text in texts]
    names = frozenset(code.name for code in codes)
    found = (c for part in parts for c in find_citations([part], own, names) if c.kind is ReferenceKind.AGENDA)
    return tuple(dict.fromkeys(c.to for c in found if isinstance(c.to, DocumentNumber)))


def _texts(item: Item) -> tuple[str, ...]:
    return tuple(text for text in (item.result, item.summary) if text)


def _speaks_of_it(text: str) -> bool:
    folded = text.casefold()
    return "agenda" in folded and ("adopted" in folded or "approved" in folded or "agreed" in folded)
