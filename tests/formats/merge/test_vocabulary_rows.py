"""Vocabulary files are merged row by row, and only where nothing of them would be lost."""

import pytest

from somei_cli.formats.merge.vocabulary_rows import merge_vocabulary_file

CODES, BODIES = "subject_codes.toml", "bodies.toml"
BASE = '[codes]\nA = "a"\nB = "b"\n'


def _retired(day: str, replaced_by: str = "B") -> str:
    return f'[codes]\nB = "b"\n\n[retired.A]\ntitle = "a"\non = {day}\nreplaced_by = "{replaced_by}"\n'


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        (BASE + 'C = "c"\n', BASE + 'D = "d"\n', BASE + 'C = "c"\nD = "d"\n'),
        (BASE + 'C = "c"\n', BASE + 'C = "c"\n', BASE + 'C = "c"\n'),
        (BASE.replace('"b"', '"new"'), '[codes]\nB = "b"\n', '[codes]\nB = "new"\n'),
        (_retired("2026-03-02"), _retired("2026-03-01"), _retired("2026-03-01")),
        (_retired("2026-03-02"), BASE + 'C = "c"\n', _retired("2026-03-02").replace('"b"\n', '"b"\nC = "c"\n')),
    ],
)
def test_rows_that_one_side_changed_are_taken(ours: str, theirs: str, merged: str) -> None:
    for sides in ((ours, theirs), (theirs, ours)):
        result = merge_vocabulary_file(CODES, (BASE, *sides))
        assert result is not None
        assert (result.text, result.conflicts) == (merged, ())


@pytest.mark.parametrize(
    ("ours", "theirs", "row"),
    [
        (BASE + 'C = "c"\n', BASE + 'C = "other"\n', "codes C"),
        (_retired("2026-03-02"), BASE.replace('"a"', '"new"'), "codes A"),
        (_retired("2026-03-02"), _retired("2026-03-02", "C"), "retired A replaced_by"),
    ],
)
def test_a_row_that_both_sides_changed_is_a_conflict(ours: str, theirs: str, row: str) -> None:
    result = merge_vocabulary_file(CODES, (BASE, ours, theirs))
    assert result is not None
    assert [conflict.field for conflict in result.conflicts] == [row]


BODY = '[[bodies]]\nkey = "ONE"\nname = "One"\n'


def test_bodies_are_merged_field_by_field() -> None:
    ours = BODY + 'codes = [\n    "A",\n]\n'
    theirs = BODY.replace('"One"', '"First"') + 'also = [\n    "One",\n]\n'

    result = merge_vocabulary_file(BODIES, (BODY, ours, theirs))

    assert result is not None
    assert result.text == ('[[bodies]]\nkey = "ONE"\nname = "First"\ncodes = [\n    "A",\n]\nalso = [\n    "One",\n]\n')


@pytest.mark.parametrize("extra", ["# ours\n", '[more]\nkey = "x"\n', "[codes\n"])
def test_what_would_be_lost_is_left_to_lines(extra: str) -> None:
    assert merge_vocabulary_file(CODES, (BASE, BASE + extra, BASE + 'C = "c"\n')) is None


def test_other_lists_are_left_to_lines() -> None:
    text = '[[terms]]\nterm = "T"\n'
    assert merge_vocabulary_file("terms.toml", (text, text, text)) is None
