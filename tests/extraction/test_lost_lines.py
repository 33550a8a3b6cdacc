"""Pages that lost a label, a line, or letters of a code: what is read there is doubted."""

from collections.abc import Callable

import pytest

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

HEAD = "COUNCIL OF\nTHE EUROPEAN UNION\nBrussels, 3 May 2012\n8123/12\nJAI 31\nNOTE\n"
ONE_LINE = "1 Council of the European Union Brussels, 3 May 2012 (OR. en) 8123/12 NOTE "
AGENDA = "COUNCIL OF\nTHE EUROPEAN UNION\nBrussels, 3 May 2012\n8123/12\nOJ CONS 31\nPROVISIONAL AGENDA\n\n"


def codes(reading: Reading) -> list[str]:
    return [str(entry) for entry in reading.fields.get("subject_codes", ())]


def doubted_fields(reading: Reading) -> set[str]:
    return {doubt.field for doubt in reading.doubts}


def messages(reading: Reading, field: str) -> list[str]:
    return [doubt.message for doubt in reading.doubts if doubt.field == field]


def test_codes_behind_an_unknown_one_in_the_header_table_are_read(read: Read) -> None:
    labels = "From: To: Presidency Council No. prev. doc.: 7001/12 JAI 3 Subject: "

    reading = read(f"{ONE_LINE}{labels}COSI 31 JAI 125 FRT 43 MIGR 21 ASIM 16 Report on lamps\n")

    assert codes(reading) == ["COSI 31", "JAI 125", "FRT 43", "MIGR 21", "ASIM 16"]
    assert "subject_codes" in doubted_fields(reading)
    assert reading.fields["subject"] == "Report on lamps"


def test_a_code_that_only_a_blank_parts_is_certain_among_others(read: Read) -> None:
    text = (
        HEAD.replace("JAI 31\n", "")
        + "AVIATION 7 RELEX 48 COE ST 21\nFrom:\nTo:\nSubject:\nPresidency\nCouncil\nLamps\n"
    )

    assert codes(read(text)) == ["AVIATION 7", "RELEX 48", "COEST 21"]


@pytest.mark.parametrize("left", ["V 994", "F 42"])
def test_what_is_left_of_a_code_beside_others_is_a_doubt(read: Read, left: str) -> None:
    text = HEAD.replace("JAI 31", f"{left} JAI 31") + "From: Presidency\nTo: Delegations\nSubject: Lamps\n"

    assert messages(read(text), "subject_codes") == ["what looks like a code was not taken"]


def test_codes_of_an_earlier_document_are_not_missed(read: Read) -> None:
    text = f"{HEAD}From: Presidency\nTo: Delegations\nNo. prev. doc.: 7001/12 JAI 31 N 15\nSubject: Lamps\n"

    assert read(text).doubts == ()


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("From: Presidency\nDelegations\nSubject: Lamps\n", "from"),
        ("To: Presidency\nSubject: Lamps\n", "to"),
        ("to:\nSubject:\nGeneral Secretariat of the Council\nCOREPER/Council\nOil for lamps\n", "subject"),
    ],
)
def test_a_value_of_a_lost_label_is_doubted(read: Read, table: str, field: str) -> None:
    assert field in doubted_fields(read(HEAD + table))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Draft", "first word"),
        ("State of play", "last part"),
        ("Report on the lamps of the delegations THE EUROPEAN UNION", "another place"),
        ("Report on the lamps of the delegations 2", "footnote"),
        (f"{'Report on the lamps of the delegations and their oil '}in the years" * 2, "twice"),
    ],
)
def test_a_subject_that_lost_or_took_words_is_doubted(read: Read, words: str, message: str) -> None:
    reading = read(f"{HEAD}From: Presidency\nTo: Delegations\nSubject: {words}\n\nDelegations will find it below.\n")

    assert any(message in text for text in messages(reading, "subject")) or "subject" not in reading.fields


@pytest.mark.parametrize("words", ["Lamps - Part 2", "Report on phase 1", "Horizon 2020", "Lamps - 8456/12 REV 1"])
def test_a_figure_that_its_word_names_is_no_footnote(read: Read, words: str) -> None:
    text = f"{HEAD}From: Presidency\nTo: Delegations\nSubject: {words}\n\nDelegations will find it below.\n"

    assert not [message for message in messages(read(text), "subject") if "footnote" in message]


def test_a_missing_number_of_an_agenda_is_a_doubt(read: Read) -> None:
    titles = ("Adoption of the agenda", "Lamps", "Wicks", "Oil")

    def read_items(numbers: tuple[int, ...]) -> Reading:
        return read(AGENDA + "\n\n".join(f"{n}. {title}" for n, title in zip(numbers, titles, strict=True)) + "\n")

    assert messages(read_items((1, 2, 4, 5)), "items") == ["an item between 2 and 4 seems to be lost"]
    assert messages(read_items((1, 2, 3, 4)), "items") == []
    assert messages(read_items((1, 5, 9, 13)), "items") == []


def test_bullets_before_the_numbers_in_one_line_are_no_words_of_titles(read: Read) -> None:
    reading = read(f"{AGENDA}• 1. Adoption of the agenda • 2. Lamps and wicks • 3. Oil • 4. Any other business\n")

    assert [item.title for item in reading.fields.get("items", ())] == [
        "Adoption of the agenda",
        "Lamps and wicks",
        "Oil",
        "Any other business",
    ]


def test_a_title_of_which_the_next_line_goes_on_is_doubted(read: Read) -> None:
    reading = read(f"{AGENDA}1. Adoption of the agenda\n\n2. NEW LAMPS FOR JOBS\nAND GROWTH\n\n3. Oil\n")

    titles = [item.title for item in reading.fields.get("items", ())]
    assert "NEW LAMPS FOR JOBS AND GROWTH" in titles or "items" in doubted_fields(reading)
