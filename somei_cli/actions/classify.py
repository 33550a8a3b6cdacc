"""Classify documents, one or many in one act: codes with their serials, and markings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, carry_out, make_other_act_refusal
from somei_cli.errors import CannotWork, NotPushed, shell_word
from somei_cli.model.add_document import describe_unknown_marking
from somei_cli.model.classification import (
    NewMarking,
    next_free_entry,
    require_known_codes,
    summarise_classification,
    with_codes,
    with_marking,
    without_codes,
)
from somei_cli.model.classified_entries import WITHHELD, find_same_subject, is_classified
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.register.access_status import is_unconfirmed
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.index.open import open_snapshot
from somei_cli.store.register.register import Register

_ACTION = "classify"


class Classification(NamedTuple):
    """What shall change: codes to add and to drop, and the marking."""

    codes: tuple[CodeEntry, ...] = ()
    drops: tuple[SubjectCode, ...] = ()
    marking: NewMarking | None = None
    new_title: str | None = None


def classify(
    register: Register,
    numbers: Sequence[DocumentNumber],
    classification: Classification,
    circumstances: Circumstances,
) -> Receipt:
    """Classify documents in one commit; serials are taken in the order of the numbers.

    Raises:
        Refused: if the request id was used to classify other documents.
    """
    before = _documents_to_close(register, numbers, classification)
    # Codes are counted over the whole register; for a marking the family is enough.
    is_marking_of_one = len(numbers) == 1 and not classification.codes and not classification.drops
    receipt = carry_out(
        register,
        partial(_read_family, register, numbers[0]) if is_marking_of_one else partial(open_snapshot, register),
        lambda snapshot: _make_change(snapshot, numbers, classification, circumstances.reason),
        circumstances,
        allots=any(code.serial is None for code in classification.codes),
        action=_ACTION,
    )
    if not set(receipt.change.numbers) <= set(numbers):
        raise make_other_act_refusal(receipt, circumstances)
    remarks = (
        *dict.fromkeys(sentence for document in receipt.change.puts for sentence in describe_unknown_marking(document)),
        *_remark_reduced(register, receipt, before),
        *remark_not_public(register, receipt),
    )
    return receipt._replace(remarks=(*receipt.remarks, *remarks))


def _read_family(register: Register, number: DocumentNumber) -> Snapshot:
    """Return the family of a document; refuse one that is not there, with the numbers of the register near it."""
    family = register.family(number)
    if family.get(number) is None:
        raise register.refuse_number(number)
    return family


def remark_not_public(register: Register, receipt: Receipt) -> Iterator[str]:
    """Say which documents became unmarked but are not public, because their import is not confirmed."""
    changed_markings = {number for number, differences in receipt.differences if _has_marking(differences)}
    for document in receipt.change.puts:
        if document.number in changed_markings and is_unconfirmed(document, register.settings.public_unmarked):
            number = shell_word(document.number)
            yield f"The text of {document.number} is not public yet: somei classify {number} --marking PUBLIC"


def _has_marking(differences: Iterable[Difference]) -> bool:
    return any(difference.field == "marking" for difference in differences)


def _documents_to_close(
    register: Register, numbers: Sequence[DocumentNumber], classification: Classification
) -> dict[DocumentNumber, Document]:
    """Return the documents that are to be marked as classified, as they are before."""
    if classification.marking is None or not is_classified(classification.marking.marking):
        return {}
    documents = (register.find(number) for number in numbers)
    return {document.number: document for document in documents if document}


def _remark_reduced(register: Register, receipt: Receipt, before: Mapping[DocumentNumber, Document]) -> Iterator[str]:
    """Say where text that was removed from entries still is: in git, in this clone, and in other documents."""
    reduced = [
        number
        for number, differences in receipt.differences
        if any(difference.before == WITHHELD for difference in differences)
    ]
    if not reduced:
        return
    names = ", ".join(map(str, reduced))
    yield f"What {names} said is still in git's history, and in every clone, export, backup and mail that has it."
    yield "Tell the security officer now; what an administrator then does to the history: somei help purge"
    closed = [before[number] for number in reduced if number in before]
    yield from _remark_same_subject(register, closed)
    for document in closed if receipt.commit else ():
        yield from _delete_kept_file(register, document)


def _remark_same_subject(register: Register, closed: Sequence[Document]) -> Iterator[str]:
    """Say which other documents contain the subject of a closed document."""
    if not any(document.subject for document in closed):
        return
    # Read from the files: the open index still contains the removed words.
    documents = [entry.document for entry in register.entries() if entry.document]
    numbers = {document.number for document in closed}
    other_documents = [document for document in documents if document.number not in numbers]
    for document in closed:
        matches = find_same_subject(other_documents, document.subject)
        match_numbers = map(str, sorted((match.number for match in matches), key=lambda number: number.sort_key))
        if names := ", ".join(match_numbers):
            yield f"The subject of {document.number} also appears in {names}, which was not changed."


def _delete_kept_file(register: Register, document: Document) -> Iterator[str]:
    """Delete the copies of a document's files that its import kept."""
    # Few documents are closed, so this import waits.
    from somei_cli.store.register.source_copies import delete_copies_of

    try:
        if delete_copies_of(register, document):
            yield "The copy of its file that was kept in this clone was deleted."
    except CannotWork as refusal:
        yield str(refusal)


def _make_change(
    before: Snapshot, numbers: Sequence[DocumentNumber], classification: Classification, reason: str | None
) -> Change:
    new_codes = require_known_codes(before, classification.codes, classification.new_title)
    changes: list[tuple[Document, Document]] = []
    snapshot = before
    for number in numbers:
        document = _require_document(snapshot, number, classification)
        changed = with_codes(snapshot, without_codes(document, classification.drops), classification.codes)
        if classification.marking is not None:
            changed = with_marking(changed, classification.marking, reason)
        if changed != document:
            changes.append((document, changed))
            snapshot = snapshot.with_documents([changed])
    summary = summarise_classification(changes) or f"Classify {', '.join(map(str, numbers))}"
    return Change(_ACTION, summary, puts=tuple(changed for _, changed in changes), codes=new_codes)


def _require_document(snapshot: Snapshot, number: DocumentNumber, classification: Classification) -> Document:
    """Return the document with this number.

    Raises:
        NumberUnknown: if the register does not have it.
        NotSent: if only this clone has it: the remote gives it no serial, but the clerk can.
    """
    document = snapshot.get(number)
    unsent_document = snapshot.unsent.get(number) if document is None else None
    if unsent_document is None or number.is_provisional:
        return snapshot.require(number)
    free_entries = (
        code if code.serial else next_free_entry(snapshot, code.code, number.year) for code in classification.codes
    )
    codes = [
        str(entry or f"{code.code} SERIAL") for entry, code in zip(free_entries, classification.codes, strict=True)
    ]
    typed = " ".join(map(shell_word, (number, *codes)))
    hint = f"For a serial from the server, send it there first: somei sync; or give a free one: somei classify {typed}"
    raise NotPushed(number, hint)
