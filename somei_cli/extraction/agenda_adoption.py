"""The sentence with which an outcome of proceedings adopts its agenda: write it, and find the agenda that it names."""

from collections.abc import Iterable

from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.references import ReferenceKind

_READ_IN_TEXT = range(4_000, 20_000)
"""The numbers of the standard series that are read as documents in any text."""
_JOINING_WORDS = ("with ", "subject to ", "without ", "as ", "after ", "except ")


def adoption_sentence(agenda: DocumentNumber, difference: str | None = None) -> str:
    """Return the sentence that adopts an agenda, as it is or with a difference.

    >>> number = DocumentNumber.parse("13735/19")
    >>> adoption_sentence(number)
    'The agenda as set out in 13735/19 was adopted.'
    >>> adoption_sentence(number, "an additional point under AOB.")
    'The agenda as set out in 13735/19 was adopted with an additional point under AOB.'
    """
    # In running text a small number is read as a document only with its series.
    printed = str(agenda) if _is_read_as(str(agenda), agenda) else f"{agenda.series} {agenda}"
    words = (difference or "").strip().rstrip(".").rstrip()
    ending = "" if not words else f" {words}" if words.casefold().startswith(_JOINING_WORDS) else f" with {words}"
    return f"The agenda as set out in {printed} was adopted{ending}."


def _is_read_as(name: str, agenda: DocumentNumber) -> bool:
    # Of a usual agenda this is known; else the patterns of all references would be compiled for it.
    if agenda.series == "ST" and agenda.number in _READ_IN_TEXT and agenda.year >= 2000 and not agenda.suffixes:
        return True
    from somei_cli.formats.notation.reference_scan import find_references
    from somei_cli.model.importing.draft_entry import Line

    references = find_references([Line(f"The agenda as set out in {name} was adopted.", 1)])
    return [reference.target for reference in references] == [agenda]


def adopted_agendas(outcome: Document, codes: Iterable[SubjectCode] = ()) -> tuple[DocumentNumber, ...]:
    """Return the documents that an outcome names where it says that the agenda was adopted, in order.

    `codes` are those of the vocabulary: a subject code with its serial is not a document number.
    """
    texts = adoption_texts(outcome)
    return _find_agendas(texts, outcome.number, codes) if texts else ()


def adoption_texts(outcome: Document) -> tuple[str, ...]:
    """Return the results and summaries of an outcome's items that may say that the agenda was adopted."""
    return tuple(text for item in outcome.walk_items() for text in _item_texts(item) if _mentions_adoption(text))


def _find_agendas(
    texts: Iterable[str], own_number: DocumentNumber, codes: Iterable[SubjectCode]
) -> tuple[DocumentNumber, ...]:
    # Imported here, because an outcome without such a sentence does not need the importer's code.
    from somei_cli.extraction.citations import CitingPart, find_citations
    from somei_cli.model.importing.draft_entry import Line

    parts = [CitingPart((Line(text, 1),)) for text in texts]
    names = frozenset(code.name for code in codes)
    citations = (
        citation
        for part in parts
        for citation in find_citations([part], own_number, names)
        if citation.kind is ReferenceKind.AGENDA
    )
    return tuple(dict.fromkeys(citation.to for citation in citations if isinstance(citation.to, DocumentNumber)))


def _item_texts(item: Item) -> tuple[str, ...]:
    return tuple(text for text in (item.result, item.summary) if text)


def _mentions_adoption(text: str) -> bool:
    folded = text.casefold()
    return "agenda" in folded and ("adopted" in folded or "approved" in folded or "agreed" in folded)
