"""The fields of the box."""

from collections.abc import Sequence

from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.readings import Line
from somei_cli.model.references import ExternalReference, OutsideKind
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.text.reading.box.labels import LabelKind
from somei_cli.text.reading.box.values import BoxReading, LabelValue
from somei_cli.text.reading.citations import UNUSUAL, targets
from somei_cli.text.reading.entry.draft import DraftEntry
from somei_cli.text.reading.scroll import Scroll
from somei_cli.text.references import find_unusual_numbers

_TEXTS = (
    (LabelKind.FROM, "originator", "from"),
    (LabelKind.TO, "addressee", "to"),
    (LabelKind.SUBJECT, "subject", "subject"),
)


def read_fields(draft: DraftEntry, scroll: Scroll, box: BoxReading, vocabulary: Vocabulary) -> None:
    """From, To, Subject, and the documents that the header names."""
    for field_, name, key in _TEXTS:
        value = box.first(field_)
        if value and value.text:
            draft.put(name, value.text, scroll.number(value.start), value.text, key)
        elif field_ in box.unclear:
            draft.doubt(key, "the columns of the box could not be told apart", scroll.number(box.body))
    if "subject" not in draft.fields:
        draft.doubt("subject", "no subject was found")
    _header_documents(draft, scroll, box.all(LabelKind.PREVIOUS), vocabulary, "previous_documents")
    _header_documents(draft, scroll, box.all(LabelKind.COMMISSION), vocabulary, "commission_documents")


def _header_documents(
    draft: DraftEntry, scroll: Scroll, values: Sequence[LabelValue], vocabulary: Vocabulary, name: str
) -> None:
    """The documents that the fields No. prev. doc. and No. Cion doc. name; codes behind a number are not ours."""
    found: list[DocumentNumber | ExternalReference] = []
    for value in values:
        found += targets(
            [Line(value.text, scroll.number(value.start))], frozenset(code.name for code in vocabulary.codes)
        )
    wanted = [
        to
        for to in dict.fromkeys(found)
        if isinstance(to, DocumentNumber) or (name == "commission_documents" and to.kind is OutsideKind.COMMISSION)
    ]
    line = scroll.number(values[0].start) if values else 0
    for unusual in find_unusual_numbers([Line(v.text, scroll.number(v.start)) for v in values] if wanted else []):
        draft.doubt(name, UNUSUAL, unusual.number, unusual.text)
    if wanted:
        draft.put(name, tuple(wanted), line, "; ".join(v.text for v in values))
    elif values:
        draft.doubt(name, "no document could be read from what stands there", line, "; ".join(v.text for v in values))
