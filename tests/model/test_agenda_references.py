"""Through any sequence of acts on an agenda, each reference stays with the item that makes it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from model.test_agenda_frozen_items import STEPS, Step, _begun, _tried
from rules.builders import ITEMS, agenda, num, snapshot_of

from somei_cli.model.agenda.items import renumber_items
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.importing.import_decisions import merge_reading
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.register.settings import LateNumbers
from somei_cli.model.register.snapshot import Snapshot


def _titles(document: Document) -> dict[int, str]:
    """The title of the item that makes each reference, by the number of the document that it names."""
    found = {reference.to.number: document.item(reference.item or "") for reference in document.references}
    return {number: item.title for number, item in found.items() if item}


def _with_references(held: Snapshot, titles: dict[int, str]) -> Snapshot:
    """Every item refers to a document of its own; one that is new gets the next number."""
    changed = []
    for document in held:
        referring = {reference.item for reference in document.references}
        new = [item for item in document.items if item.number not in referring]
        added = []
        for item in new:
            titles[len(titles) + 1] = item.title
            added.append(Reference(num(f"{len(titles)}/18"), item=item.number))
        changed.append(replace(document, references=(*document.references, *added)))
    return held.with_documents(changed)


@given(st.lists(st.tuples(STEPS, st.integers(0, 3)), max_size=20), st.sampled_from(LateNumbers))
def test_references_stay_with_their_items(steps: list[tuple[Step, int]], style: LateNumbers) -> None:
    titles: dict[int, str] = {}
    held = _with_references(_begun(style), titles)
    for step, which in steps:
        references = {document.number: len(document.references) for document in held}
        numbers = [document.number for document in held]
        held = _tried(step, held, numbers[min(which, len(numbers) - 1)])
        for document in held:
            # What an item said that was removed since, its document says as a whole.
            assert len(_titles(document)) == sum(reference.item is not None for reference in document.references)
            assert len(document.references) >= references.get(document.number, 0)
            assert _titles(document).items() <= titles.items()
        held = _with_references(held, titles)


def test_a_draft_that_is_read_anew_takes_a_clerks_references_along() -> None:
    first, second, third = ITEMS
    reference = Reference(num("1/18"), ReferenceKind.ANSWERS, "2")
    existing = agenda(status=Status.DRAFT, references=(reference,))
    reading = replace(existing, references=(), items=(first, third._replace(number="2"), second._replace(number="3")))

    assert _titles(merge_reading(existing, reading)) == {1: second.title}


@pytest.mark.parametrize(
    ("reason", "left"),
    [
        ("items.2.title: As quoted", None),
        ("items.2.title, items.2.subitems.1.title: As quoted; as ever", None),
        ("items.3.title: As quoted", "items.2.title: As quoted"),
        ("items.2.title, items.3.title: As quoted", "items.2.title: As quoted"),
        ("items.2.summary: As quoted; access.1.by, items.3.by: Said so", "access.1.by, items.2.by: Said so"),
        ("items.1.title: Old; items.2.title: As quoted", "items.1.title: Old"),
        ("The list has it; see items.2.title", "The list has it; see items.2.title"),
    ],
)
def test_a_waiver_for_a_removed_item_excuses_no_other(reason: str, left: str | None) -> None:
    draft = agenda(status=Status.DRAFT, waive=(("MARK019", reason), ("NUM003", "")))
    first, _, third = draft.items

    changed, *_ = renumber_items(snapshot_of([draft]), draft, (first, third), by_place=True)

    assert changed.waive == ((("MARK019", left),) if left else ()) + (("NUM003", ""),)
