"""Whatever a snapshot answers from (memory, the index, the index for checks, a change laid over), it answers alike."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Clerk
from registers import write_register

from somei_cli.actions.check.family_verdicts import FamilyJudge
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import ReferenceKind
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.index.open import open_index, open_snapshot
from somei_cli.store.register.register import Register, open_register

SHIPPED = Path(__file__).parents[2] / "register"
CHANGED, DROPPED = "15070/19", "13735/19"
NEW = DocumentNumber("ST", 99_998, 2019)


@pytest.fixture
def register(empty: Clerk) -> Register:
    """The shipped register, and sixty documents that refer to each other."""
    empty.ok("init")
    shutil.copytree(SHIPPED, empty.folder, dirs_exist_ok=True)
    write_register(empty.folder, 60)
    empty.run("list")
    return open_register(empty.folder)


def _checking(register: Register) -> Snapshot:
    index = open_index(register)
    assert index is not None
    return FamilyJudge(register, index.query, date(2020, 1, 1)).snapshot()


SOURCES: dict[str, Callable[[Register], Snapshot]] = {"index": open_snapshot, "checks": _checking}


def _change(snapshot: Snapshot, whole: Snapshot) -> Snapshot:
    """Put in a document that bears another code, and a new one; take one out."""
    changed = _find(whole, CHANGED)
    entry = CodeEntry(SubjectCode("ENFOPOL"), 99_999)
    new = replace(changed, number=NEW, subject="New")
    return snapshot.with_documents([replace(changed, subject_codes=(entry,)), new], [_find(whole, DROPPED).number])


def _change_twice(snapshot: Snapshot, whole: Snapshot) -> Snapshot:
    """Change it, and change the change: a document comes back and the new one goes."""
    return _change(snapshot, whole).with_documents([_find(whole, DROPPED)], [NEW])


def _add_code(snapshot: Snapshot, whole: Snapshot) -> Snapshot:
    return _change(snapshot, whole).with_codes({SubjectCode("ZZZ"): "New code"}).with_documents([])


def _find(whole: Snapshot, number: str) -> Document:
    return next(document for document in whole if str(document.number) == number)


CHANGES: dict[str, Callable[[Snapshot, Snapshot], Snapshot]] = {
    "nothing": lambda snapshot, _: snapshot,
    "a change": _change,
    "a change of the change": _change_twice,
    "a change with a code": _add_code,
}


def answers(snapshot: Snapshot, documents: tuple[Document, ...]) -> Iterator[tuple[str, Any]]:
    """Every question about these documents, and about the whole."""
    for document in documents:
        number = document.number
        yield f"{number}", (number in snapshot, snapshot.get(number), snapshot.current(number))
        yield f"family of {number}", snapshot.family(number)
        yield f"before {number}", snapshot.previous_base(number.base)
        yield f"citing {number}", snapshot.citing(number)
        yield f"agendas for {number}", snapshot.followers(number, ReferenceKind.AGENDA)
        if document.source:
            yield f"source of {number}", snapshot.numbers_from_source(document.source.sha256)
        if document.meeting and document.meeting.start:
            yield f"meetings with {number}", snapshot.meetings_on(document.meeting.start)
        for entry in document.subject_codes:
            name, year = f"{entry} {number.year}", number.year
            if entry.serial:
                yield f"holders of {name}", snapshot.holders(entry, year)
                yield f"numbers of {name}", snapshot.holder_numbers(entry, year)
                yield f"in counter {name}", snapshot.counter(entry.code.name, year).holders(entry.serial)
            yield f"highest of {name}", snapshot.highest_serial(entry.code, year)
    yield "codes", dict(snapshot.code_counts())
    yield "2019", snapshot.select(Selection(years=(2019,)))
    yield "all lazily", tuple(snapshot.select_lazily(Selection()))
    yield "documents", tuple(snapshot)
    yield "vocabulary", (snapshot.vocabulary, snapshot.settings)
    yield "cycles", [snapshot.cycles.cycle_through(document.number, snapshot.get) for document in documents]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("source", SOURCES)
def test_a_snapshot_answers_as_one_in_memory(register: Register, source: str, change: str) -> None:
    whole = register.snapshot()
    documents = (*whole, *_change(whole, whole))
    expected = dict(answers(CHANGES[change](whole, whole), documents))

    answered = dict(answers(CHANGES[change](SOURCES[source](register), whole), documents))

    assert {question for question in expected if answered.get(question) != expected[question]} == set()
    assert len(answered) == len(expected) > 20
