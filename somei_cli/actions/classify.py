"""Classifying documents: codes with their serials, and markings, for one or many in one act."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, act, for_another_act
from somei_cli.errors import CannotWork, NotSent, as_typed
from somei_cli.model.classification import NewMarking, check_codes, next_entry, with_codes, with_marking, without_codes
from somei_cli.model.classified_entries import WITHHELD, find_same_subject, is_classified
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.register.access import is_unconfirmed
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.index.open import snapshot_for
from somei_cli.store.register.register import Register

_ACTION = "classify"


class Classification(NamedTuple):
    """What shall be so: codes to add and drop, and a marking, if it is to change."""

    codes: tuple[CodeEntry, ...] = ()
    drops: tuple[SubjectCode, ...] = ()
    marking: NewMarking | None = None
    new_title: str | None = None


def classify(
    register: Register,
    numbers: Sequence[DocumentNumber],
    wanted: Classification,
    how: Circumstances,
) -> Receipt:
    """Classify documents, all in one commit; serials are taken in the order of the numbers.

    Raises:
        Refused: where what was asked for before was to classify other documents.
    """
    before = _documents_to_close(register, numbers, wanted)
    receipt = act(
        register,
        lambda: snapshot_for(register),
        lambda stands: _decided(stands, numbers, wanted, how.reason),
        how,
        allots=any(code.serial is None for code in wanted.codes),
        action=_ACTION,
    )
    if not set(receipt.change.numbers) <= set(numbers):
        raise for_another_act(receipt, how)
    told = (*_remarks(register, receipt, before), *_closed_still(register, receipt))
    return receipt._replace(remarks=(*receipt.remarks, *told))


def _closed_still(register: Register, receipt: Receipt) -> Iterator[str]:
    """What became unmarked, and is not public for all that: nobody has said so of an import."""
    remarked = {number for number, found in receipt.differences if _is_marking(found)}
    for document in receipt.change.puts:
        if document.number in remarked and is_unconfirmed(document, register.settings.public_unmarked):
            number = as_typed(document.number)
            yield f"The text of {document.number} is not public yet: somei classify {number} --marking PUBLIC"


def _is_marking(found: Iterable[Difference]) -> bool:
    return any(one.field == "marking" for one in found)


def _documents_to_close(
    register: Register, numbers: Sequence[DocumentNumber], wanted: Classification
) -> dict[DocumentNumber, Document]:
    """The documents that are to be marked as classified, as they stand before."""
    if wanted.marking is None or not is_classified(wanted.marking.marking):
        return {}
    documents = (register.find(number) for number in numbers)
    return {document.number: document for document in documents if document}


def _remarks(register: Register, receipt: Receipt, before: Mapping[DocumentNumber, Document]) -> Iterator[str]:
    """What taking text out of entries leaves behind: in git, in this clone, and in other documents."""
    reduced = [number for number, found in receipt.differences if any(one.before == WITHHELD for one in found)]
    if not reduced:
        return
    names = ", ".join(map(str, reduced))
    yield f"What {names} told still lies in git's history, and in every clone, export, backup and mail that has it."
    yield "Tell the security officer now; what an administrator then does to the history: somei help classified"
    closed = [before[number] for number in reduced if number in before]
    yield from _same_elsewhere(register, closed)
    for document in closed if receipt.commit else ():
        yield from _kept_file(register, document)


def _same_elsewhere(register: Register, closed: Sequence[Document]) -> Iterator[str]:
    """Who else says the subjects of documents that were closed."""
    if not any(document.subject for document in closed):
        return
    # Read from the files: the index that is open still holds the words that went.
    documents = [entry.document for entry in register.entries() if entry.document]
    numbers = {document.number for document in closed}
    others = [document for document in documents if document.number not in numbers]
    for document in closed:
        found = find_same_subject(others, document.subject)
        same = map(str, sorted((one.number for one in found), key=lambda number: number.sort_key))
        if told := ", ".join(same):
            yield f"The subject of {document.number} also stands in {told}, which was not touched."


def _kept_file(register: Register, document: Document) -> Iterator[str]:
    """Delete the copy that `import --keep-file` made of the file of a document."""
    # Few documents are closed, and few files are kept.
    from somei_cli.store.register.kept_files import delete_kept

    if document.source is None:
        return
    try:
        if delete_kept(register, document.source.sha256):
            yield "The copy of its file that was kept in this clone was deleted."
    except CannotWork as refusal:
        yield str(refusal)


def _decided(before: Snapshot, numbers: Sequence[DocumentNumber], wanted: Classification, reason: str | None) -> Change:
    new_codes = check_codes(before, wanted.codes, wanted.new_title)
    puts: list[Document] = []
    now = before
    for number in numbers:
        document = _need(now, number, wanted)
        changed = with_codes(now, without_codes(document, wanted.drops), wanted.codes)
        if wanted.marking is not None:
            changed = with_marking(changed, wanted.marking, reason)
        if changed != document:
            puts.append(changed)
            now = now.with_documents([changed])
    names = ", ".join(map(str, numbers))
    return Change(_ACTION, f"Classify {names}", puts=tuple(puts), codes=new_codes)


def _need(snapshot: Snapshot, number: DocumentNumber, wanted: Classification) -> Document:
    """The document with this number.

    Raises:
        NumberUnknown: where it is not in the register.
        NotSent: where only this clone has it: the server gives it no serial, but the clerk can.
    """
    document = snapshot.get(number)
    here = snapshot.unsent.get(number) if document is None else None
    if here is None or number.is_provisional:
        return snapshot.need(number)
    free = (code if code.serial else next_entry(snapshot, code.code, number.year) for code in wanted.codes)
    codes = [str(entry or f"{code.code} SERIAL") for entry, code in zip(free, wanted.codes, strict=True)]
    typed = " ".join(map(as_typed, (number, *codes)))
    hint = f"For a serial of the server send it there first: somei sync; or give a free one: somei classify {typed}"
    raise NotSent(number, hint)
