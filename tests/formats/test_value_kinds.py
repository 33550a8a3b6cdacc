"""Values that recur are remembered, and the everyday spellings read by a shorter way: no answer differs for it."""

from extraction.typing_slips import slipped
from hypothesis import given
from hypothesis import strategies as st
from strategies import codes, numbers

from somei_cli.errors import SomeiError
from somei_cli.formats.toml.field_value_conversions import CODE_ENTRY, NUMBER, Malformed
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document_number import DocumentNumber

CODES = st.one_of(
    codes().map(str), st.sampled_from(["OJ 133", "OJ 133 2", "OJ 13", "COSI 01", "A 1 2", "COSI  1", " 1"])
)


def plainly(parse: type[CodeEntry | DocumentNumber], text: str) -> object:
    """The value, or why there is none."""
    try:
        value = parse.parse(text)
    except SomeiError as error:
        return str(error)
    return value if str(value) == text else f"“{text}” is written “{value}” here"


@given(slipped(CODES, 2))
def test_codes_are_read_the_same(text: str) -> None:
    for _ in range(2):
        assert read(CODE_ENTRY.read, text) == plainly(CodeEntry, text)


@given(slipped(numbers().map(str), 2))
def test_numbers_are_read_the_same(text: str) -> None:
    for _ in range(2):
        assert read(NUMBER.read, text) == plainly(DocumentNumber, text)


@given(st.integers(1, 99_999), st.integers(0, 99))
def test_a_plain_number_is_the_one_of_its_parts(number: int, year: int) -> None:
    printed = f"{number}/{year:02d}"
    full = year + (1900 if year >= 52 else 2000)

    assert DocumentNumber.parse(printed) == DocumentNumber("ST", number, full)
    assert str(DocumentNumber("ST", number, full)) == printed


def read(reader: object, text: str) -> object:
    assert callable(reader)
    try:
        return reader(text)
    except Malformed as malformed:
        return str(malformed)
