"""Agendas whose items stand in the rows of a table, and the annex in which the numbers of an agenda go on."""

from collections.abc import Callable

from extraction.item_outlines import HEAD, items, outline

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]


def test_a_markdown_table_lists_items_with_what_is_below_and_beside_them(read: Read) -> None:
    reading = read(
        f"{HEAD}## PROVISIONAL AGENDA\n\n### PERMANENT REPRESENTATIVES COMMITTEE\n\n**Discussion items (II)**\n\n"
        "| No | Item | Documents |\n|---:|:-----|:----------|\n"
        "| 1. | Adoption of the agenda | |\n"
        '| 2. | Approval of the "I" items | annex |\n'
        "| | *Foreign Affairs* | |\n"
        "| 3. | Lamps of the north<br>*Exchange of views* | 8150/16<br>RELEX 433<br>2016/0129 (COD) |\n"
        "| | *General Affairs* | |\n"
        "| 4. | Any other business | |\n\n"
        "**ANNEX – Non-discussion items (I)**\n\n"
        "| No | Item | Documents |\n|---:|:-----|:----------|\n"
        "| 5. | Cases<br>a) Case T-77/15 (*Wick v Council*)<br>b) Case T-78/15 | 8151/16 JUR 1<br>8152/16 JUR 2 |\n"
    )

    assert outline(reading) == [
        ("1", "Adoption of the agenda"),
        ("2", 'Approval of the "I" items'),
        ("3", "Lamps of the north"),
        ("4", "Any other business"),
        ("5", "Cases", ["Case T-77/15 (Wick v Council)", "Case T-78/15"]),
    ]
    assert items(reading)[2].summary == "Exchange of views"
    assert [list(map(str, item.documents)) for item in items(reading)] == [
        [],
        [],
        ["8150/16"],
        [],
        ["8151/16", "8152/16"],
    ]


def test_the_numbers_of_an_agenda_go_on_in_the_annex_with_the_first_part(read: Read) -> None:
    reading = read(
        f"{HEAD}PROVISIONAL AGENDA\nPERMANENT REPRESENTATIVES COMMITTEE (Part 2)\n\n"
        '1.   Adoption of the agenda\n\n2.   Approval of the "I" items\n                      see annex\n\nII\n\n'
        "3.   Lamps of the north                           8150/16\n\n\n"
        "                                                   ANNEX\nI\n\n     Institutional affairs\n\n"
        "4.   Oil of the south                             8151/16\n"
    )

    assert outline(reading) == [
        ("1", "Adoption of the agenda"),
        ("2", 'Approval of the "I" items'),
        ("3", "Lamps of the north"),
        ("4", "Oil of the south"),
    ]


def test_a_timetable_lists_items_between_hours_and_speakers(read: Read) -> None:
    reading = read(
        f"{HEAD}NOTE\nSubject:                 Working Party on Lamps\n\nDelegations will find the timetable below.\n\n"
        "        TIME                ITEM                                        SPEAKER\n\n"
        "   09.30 - 09.45    1.  Adoption of the agenda                       Presidency\n\n"
        "   09.45 - 11.00    2.  Preparation of the Conference on the         EEAS\n"
        "                        Lamps of the North (New York, 1-26 August)   (doc. 8150/16)\n\n"
        "   11.00 - 11.15        Coffee break\n\n"
        "   11.15 - 12.30    3.  Any other business\n\n8123/16                   AA/lt            1\n"
    )

    assert outline(reading) == [
        ("1", "Adoption of the agenda"),
        ("2", "Preparation of the Conference on the Lamps of the North (New York, 1-26 August)"),
        ("3", "Any other business"),
    ]
    assert list(map(str, items(reading)[1].documents)) == ["8150/16"]


def test_numbers_that_begin_again_below_a_day_are_doubted(read: Read) -> None:
    reading = read(
        f"{HEAD}PROVISIONAL AGENDA\n\nSubject: Working Party on Lamps\n\n7 October 2016 (Luxembourg)\n\n"
        "1. Adoption of the agenda\n\n2. Lamps of the north\n   = policy debate\n\n3. Oil\n   = progress report\n\n"
        "FISHERIES\n\n14 October 2016 (Luxembourg)\n\n1. Whales of the south\n   = conclusions\n\n2. Nets\n"
    )

    assert [doubt.message for doubt in reading.doubts if doubt.field == "items"] == [
        "below item 3 the numbers begin again, as for another day"
    ]


def test_numbers_of_a_markdown_table_need_no_dot_below_their_heading(read: Read) -> None:
    reading = read(
        f"{HEAD}## PROVISIONAL AGENDA\n\n### Working Party on Lamps\n\n| No. | Item | Document |\n|---|---|---|\n"
        "| 1 | Adoption of the agenda | |\n"
        "| 2 | Lamps<br>Exchange of views | 8150/16 |\n| 3 | AOB<br>a) Fog<br>b) Oil | |\n"
    )

    assert outline(reading) == [("1", "Adoption of the agenda"), ("2", "Lamps"), ("3", "AOB", ["Fog", "Oil"])]
    assert items(reading)[1].summary == "Exchange of views"


def test_a_blank_line_between_a_column_of_numbers_and_one_of_titles_does_not_part_them(read: Read) -> None:
    reading = read(
        f"{HEAD}PROVISIONAL AGENDA\n\nSubject: Lamp Group\n\n1.\n2.\n3.\n\nAdoption of the agenda\nLamps\nAOB\n"
    )

    assert outline(reading) == [("1", "Adoption of the agenda"), ("2", "Lamps"), ("3", "AOB")]


def test_numbers_that_begin_again_below_a_heading_are_doubted_in_an_agenda(read: Read) -> None:
    reading = read(
        f"{HEAD}PROVISIONAL AGENDA\n\nSubject: Working Party on Lamps\n\n1. Adoption of the agenda\n2. Lamps\n\n"
        "Lunch of the ministers\n\n1. Oil\n2. Fog\n"
    )

    assert any("the numbers begin again" in doubt.message for doubt in reading.doubts if doubt.field == "items")


def test_hours_and_speakers_of_a_markdown_table_are_no_part_of_the_title(read: Read) -> None:
    reading = read(
        f"{HEAD}## PROVISIONAL AGENDA\n\n### Lamp Group\n\n| Time | No | Item | Speaker |\n|---|---|---|---|\n"
        "| 10.00 | 1. | Adoption of the agenda | Chair |\n| 10.10 | 2. | Lamps | Commission (8150/16) |\n"
        "| 12.00 | | Lunch | |\n| 14.00 | 3. | AOB | |\n"
    )

    assert outline(reading) == [("1", "Adoption of the agenda"), ("2", "Lamps"), ("3", "AOB")]


def test_a_numbered_table_in_the_text_of_an_item_stays_a_table(read: Read) -> None:
    reading = read(
        f"{HEAD}## OUTCOME OF PROCEEDINGS\n\n### 1. Adoption of the agenda\n\nIt was adopted.\n\n### 2. Lamps\n\n"
        "| Rank | Lamps | Oil |\n|---|---|---|\n| 1. | Big lamps | 4 |\n| 2. | Small lamps | 5 |\n\nIt was noted.\n\n"
        "### 3. AOB\n\nNo point was raised.\n"
    )

    assert outline(reading) == [("1", "Adoption of the agenda"), ("2", "Lamps"), ("3", "AOB")]
    assert items(reading)[1].summary == "Rank Lamps Oil\nBig lamps 4\nSmall lamps 5\n\nIt was noted."


def test_the_rules_of_a_table_in_plain_text_are_no_text(read: Read) -> None:
    rule = "+----+------------------------+----------+\n"
    reading = read(
        f"{HEAD}PROVISIONAL AGENDA\n\nSubject: Lamp Group\n\n{rule}| No | Item                   | Document |\n{rule}"
        "| 1. | Adoption of the agenda |          |\n| 2. | Lamps of the north and | 8150/16  |\n"
        f"|    | of the south           | ENV 12   |\n| 3. | Any other business     |          |\n{rule}"
    )

    assert [(item.title, item.summary) for item in items(reading)] == [
        ("Adoption of the agenda", None),
        ("Lamps of the north and of the south", None),
        ("Any other business", None),
    ]
