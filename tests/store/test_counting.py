"""A counter that the index tells says what one made of all documents says."""

from datetime import date
from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from somei_cli.model.counters import Counter, Given
from somei_cli.model.numbers import DocumentNumber
from somei_cli.store.lookup.counting import KeptCounter
from somei_cli.store.lookup.keys import key_of

NUMBERS = st.sampled_from([f"{n}/19" for n in range(1, 12)] + ["3/19 ADD 1", "4/1/19 REV 1", "CM 5/19", "CM 6/19"])
FIRST_ISSUES = {key_of(DocumentNumber("ST", n, 2019)) for n in range(1, 12)}
DAYS = st.sampled_from([None, date(2019, 1, 2), date(2019, 3, 4)])


@given(st.lists(st.tuples(st.integers(1, 9), NUMBERS, DAYS, st.integers(0, 2)), max_size=14))
def test_both_kinds_agree(rows: list[tuple[int, str, date | None, int]]) -> None:
    by_place = {(number, place): (serial, number, day, place) for serial, number, day, place in rows}
    held = [Given(s, DocumentNumber.parse(n), day, place) for s, n, day, place in by_place.values()]
    told = [(g.serial, key_of(g.number), g.date and g.date.isoformat(), g.place) for g in held]
    told.sort(key=itemgetter(1, 3))
    kept = KeptCounter(lambda: told, lambda: [row for row in told if row[1] in FIRST_ISSUES])
    plain = Counter(held)

    for one in held:
        assert kept.before(one) == plain.before(one)
        assert kept.around(one, 2) == plain.around(one, 2)
    for serial in range(11):
        assert kept.holders(serial) == plain.holders(serial)
