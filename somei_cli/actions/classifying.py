"""Classifying documents: codes with their serials, and markings, for one or many in one act."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from somei_cli.actions.acting import Circumstances, act, for_another_act
from somei_cli.errors import as_typed
from somei_cli.model.access import is_unconfirmed
from somei_cli.model.changes import Change, Receipt
from somei_cli.model.classified_entries import WITHHELD, find_same_subject, is_classified
from somei_cli.model.classifying import NewMarking, check_codes, with_codes, with_marking, without_codes
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.documents import Document
from somei_cli.model.fieldchanges import Difference
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.lookup.opening import snapshot_for
from somei_cli.store.register import Register

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
    subjects = _subjects_to_go(register, numbers, wanted)
    receipt = act(
        register,
        lambda: snapshot_for(register),
        lambda before: _decided(before, numbers, wanted, how.reason),
        how,
        allots=any(code.serial is None for code in wanted.codes),
        action=_ACTION,
    )
    if not set(receipt.change.numbers) <= set(numbers):
        raise for_another_act(receipt, how)
    told = (*_remarks(register, receipt, subjects), *_closed_still(register, receipt))
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


def _subjects_to_go(
    register: Register, numbers: Sequence[DocumentNumber], wanted: Classification
) -> dict[DocumentNumber, str | None]:
    """The subjects of documents that are to be marked as classified, as they stand before."""
    if wanted.marking is None or not is_classified(wanted.marking.marking):
        return {}
    documents = (register.find(number) for number in numbers)
    return {document.number: document.subject for document in documents if document}


def _remarks(register: Register, receipt: Receipt, subjects: Mapping[DocumentNumber, str | None]) -> Iterator[str]:
    """What taking text out of entries leaves behind: in git, and in other documents."""
    reduced = [number for number, found in receipt.differences if any(one.before == WITHHELD for one in found)]
    if not reduced:
        return
    names = ", ".join(map(str, reduced))
    yield f"What {names} told still lies in git's history, and in every clone, export, backup and mail that has it."
    yield "Tell the security officer now; what an administrator then does to the history: somei help classified"
    # Read from the files: the index that is open still holds the words that went.
    entries = list(register.entries()) if any(map(subjects.get, reduced)) else []
    others = [entry.document for entry in entries if entry.document and entry.document.number not in reduced]
    for number in reduced:
        found = find_same_subject(others, subjects.get(number))
        same = map(str, sorted((document.number for document in found), key=lambda one: one.sort_key))
        if told := ", ".join(same):
            yield f"The subject of {number} also stands in {told}, which was not touched."


def _decided(before: Snapshot, numbers: Sequence[DocumentNumber], wanted: Classification, reason: str | None) -> Change:
    new_codes = check_codes(before, wanted.codes, wanted.new_title)
    puts: list[Document] = []
    now = before
    for number in numbers:
        document = now.need(number)
        changed = with_codes(now, without_codes(document, wanted.drops), wanted.codes)
        if wanted.marking is not None:
            changed = with_marking(changed, wanted.marking, reason)
        if changed != document:
            puts.append(changed)
            now = now.with_documents([changed])
    names = ", ".join(map(str, numbers))
    return Change(_ACTION, f"Classify {names}", puts=tuple(puts), codes=new_codes)
