"""Counting: nothing is lost, nothing counted twice but what is under several values."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import documents

from somei_cli.model.document import Document
from somei_cli.model.query.group_by import GroupBy
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.group_counts import count_by_group
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import Vocabulary

SINGLE = [by for by in GroupBy if by is not GroupBy.CODE]


def _snapshot(documents: list[Document]) -> Snapshot:
    return Snapshot(documents, lambda: Vocabulary({}), Settings())


@settings(max_examples=40)
@given(st.lists(documents(), max_size=5), st.sampled_from(SINGLE), st.sampled_from(SINGLE))
def test_every_document_is_counted_once(held: list[Document], one: GroupBy, other: GroupBy) -> None:
    snapshot = _snapshot(held)

    tally = count_by_group(snapshot, Selection(), (one, other))

    assert sum(row.documents for row in tally.counts) == tally.total == len(snapshot.documents)
    assert len({row.values for row in tally.counts}) == len(tally.counts)
    alone = Counter[object]()
    for row in tally.counts:
        alone[row.values[0]] += row.documents
    assert alone == {row.values[0]: row.documents for row in count_by_group(snapshot, Selection(), (one,)).counts}


@settings(max_examples=40)
@given(st.lists(documents(), max_size=5))
def test_codes_are_counted_as_documents_carry_them(held: list[Document]) -> None:
    snapshot = _snapshot(held)
    expected: Counter[object] = Counter()
    for document in snapshot:
        expected.update({str(entry.code) for entry in document.subject_codes} or {None})

    tally = count_by_group(snapshot, Selection(), (GroupBy.CODE,))

    assert {row.values[0]: row.documents for row in tally.counts} == expected
    named = [row for row in tally.counts if row.values[0] is not None]
    assert [row.documents for row in named] == sorted((row.documents for row in named), reverse=True)
    assert tally.counts[len(named) :] == tuple(row for row in tally.counts if row.values[0] is None)
