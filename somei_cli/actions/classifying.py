"""Classifying documents: codes with their serials, and markings, for one or many in one act."""

from collections.abc import Sequence
from typing import NamedTuple

from somei_cli.actions.acting import Circumstances, act, for_another_act
from somei_cli.errors import NotSent, as_typed
from somei_cli.model.changes import Change, Receipt
from somei_cli.model.classifying import (
    NewMarking,
    check_codes,
    next_entry,
    with_codes,
    with_marking,
    without_codes,
)
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.documents import Document
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
    return receipt


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
