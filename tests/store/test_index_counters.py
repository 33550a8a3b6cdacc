"""How counters stand: told by the index as by all documents, and by the names of files alone."""

from datetime import date
from operator import itemgetter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from somei_cli.formats.register_paths import path_of
from somei_cli.model.code_counters import CodeCounter, GivenSerial
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers import number_allotment as allotting
from somei_cli.store.index.check_snapshot import IndexCounter
from somei_cli.store.index.keys import key_of
from somei_cli.store.register.register import Register

NUMBERS = st.sampled_from([f"{n}/19" for n in range(1, 12)] + ["3/19 ADD 1", "4/1/19 REV 1", "CM 5/19", "CM 6/19"])
FIRST_ISSUES = {key_of(DocumentNumber("ST", n, 2019)) for n in range(1, 12)}
DAYS = st.sampled_from([None, date(2019, 1, 2), date(2019, 3, 4)])


@given(st.lists(st.tuples(st.integers(1, 9), NUMBERS, DAYS, st.integers(0, 2)), max_size=14))
def test_both_kinds_agree(rows: list[tuple[int, str, date | None, int]]) -> None:
    by_place = {(number, place): (serial, number, day, place) for serial, number, day, place in rows}
    held = [GivenSerial(s, DocumentNumber.parse(n), day, place) for s, n, day, place in by_place.values()]
    told = [(g.serial, key_of(g.number), g.date and g.date.isoformat(), g.place) for g in held]
    told.sort(key=itemgetter(1, 3))
    first_issues = [row for row in told if row[1] in FIRST_ISSUES]

    def near(key: str) -> list[tuple[int, str, str | None, int]]:
        """Return what two documents on each side, and the one itself, hold."""
        keys = sorted({row[1] for row in told} | {key})
        around = keys[max(keys.index(key) - 2, 0) : keys.index(key) + 3]
        return [row for row in first_issues if row[1] in around]

    kept = IndexCounter(lambda: told, lambda: first_issues, near)
    plain = CodeCounter(held)

    for one in held:
        assert kept.previous_serial(one) == plain.previous_serial(one)
        assert kept.neighbours(one, 2) == plain.neighbours(one, 2)
        assert kept.neighbouring_serials(one, 2) == plain.neighbouring_serials(one, 2)
    for serial in range(11):
        assert kept.holders(serial) == plain.holders(serial)


def test_the_highest_number_is_found_in_folders_with_names_of_unequal_length(tmp_path: Path) -> None:
    """As provisional numbers of the first minutes of a year have them."""
    (tmp_path / "somei.toml").write_text("schema = 1\n")
    for number in (999_999, 1_000_200):
        file = tmp_path / path_of(DocumentNumber("PROV", number, 2026))
        file.parent.mkdir(parents=True)
        file.touch()
    assert Register(tmp_path).find_last_number(allotting.SeriesCounter("PROV", 2026)) == 1_000_200
