"""Where the titles of items and sub-items end: at hyphens, brackets, footnotes, and in pages of one line."""

from collections.abc import Callable

import pytest

from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.items_and_follow_ups import Item

Read = Callable[..., Reading]

HEAD = "Council of the\nEuropean Union\n\nBrussels, 3 May 2016\n(OR. en)\n\n8123/16\n\nOJ CRP2 31\n\n"
AGENDA = f"{HEAD}PROVISIONAL AGENDA\n\nSubject: Working Party on Lamps\n\n1.   Adoption of the agenda\n\n"
END = "\n4.   Any other business\n"


def outline(reading: Reading) -> list[object]:
    items = reading.fields.get("items", ())
    assert isinstance(items, tuple)
    assert all(isinstance(item, Item) for item in items)
    return [(item.number, item.title, [sub.title for sub in item.subitems]) for item in items]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("Änderung der Leuchtturmver-\n     ordnung", "Änderung der Leuchtturmverordnung"),
        ("Talks on the light-\n     houses of the north", "Talks on the lighthouses of the north"),
        ("Pre- and post-\n     war lamps", "Pre- and post-war lamps"),
        ("Lamps in the long-\n     term plan", "Lamps in the long-term plan"),
        ("Hafen- und Leuchtturmfragen", "Hafen- und Leuchtturmfragen"),
    ],
)
def test_a_hyphen_that_only_broke_a_word_leaves_its_title(read: Read, lines: str, title: str) -> None:
    reading = read(f"{AGENDA}2.   {lines}\n\n3.   Oil\n     -    {lines}\n{END}")

    assert outline(reading)[1:3] == [("2", title, []), ("3", "Oil", [title])]


def test_a_place_with_days_in_brackets_below_a_title_belongs_to_it(read: Read) -> None:
    reading = read(
        f"{AGENDA}2.   Ninth assembly of the lighthouse keepers\n     (Riga, 26 February - 1 March 2024)\n"
        f"     a)   Draft resolutions\n     b)   Statement on lamps\n\n3.   Oil\n     (for information)\n{END}"
    )

    assert outline(reading)[1:3] == [
        (
            "2",
            "Ninth assembly of the lighthouse keepers (Riga, 26 February - 1 March 2024)",
            ["Draft resolutions", "Statement on lamps"],
        ),
        ("3", "Oil", []),
    ]


def test_dashes_behind_a_colon_are_sub_items_in_a_page_of_one_line(read: Read) -> None:
    agenda = " ".join(f"{AGENDA}2. Lamps and state of play : - Keepers: pay - Wicks 3. Oil - the paper{END}".split())
    reading = read(agenda)

    assert outline(reading) == [
        ("1", "Adoption of the agenda", []),
        ("2", "Lamps and state of play", ["Keepers: pay", "Wicks"]),
        ("3", "Oil - the paper", []),
        ("4", "Any other business", []),
    ]


def test_the_legend_of_a_bullet_is_no_sub_item(read: Read) -> None:
    reading = read(
        f"{AGENDA}2.   Any other business\n     a)   Wicks of the north\n     b)   Oil\n\n"
        "●    Item based on a Commission proposal\n"
    )

    assert outline(reading)[1] == ("2", "Any other business", ["Wicks of the north", "Oil"])
