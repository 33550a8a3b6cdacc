"""A table in the text of an item is kept, each row on a line of its own, wherever it stands."""

from collections.abc import Callable

import pytest

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

HEAD = """# Council of the European Union

Brussels, 13 February 2020

7123/20

NOTE

From: Presidency

To: Delegations

Subject: Oil for lamps

## 1. Adoption of the agenda

The agenda was adopted.

## 2. Oil

"""
TABLE = """| LAMP | OIL |
|------|:----:|
| Big | 12 l |
| Small | 5 l |
"""
ROWS = "LAMP OIL\nBig 12 l\nSmall 5 l"
TAIL = "\n## 3. Any other business\n"


@pytest.mark.parametrize(
    ("above", "summary"),
    [
        ("", ROWS),
        ("Text before.\n\n", f"Text before.\n\n{ROWS}"),
        ("Text before.\n", f"Text before.\n\n{ROWS}"),
        ("Text before.\n\n- first line\n- second line\n\n", f"Text before.\n\n- first line\n- second line\n\n{ROWS}"),
        ("Text before.\n\n- first line\n- second line\n", f"Text before.\n\n- first line\n- second line\n\n{ROWS}"),
        ("- first line\n- second line\n\n", ROWS),
        ("- first line\n- second line\n", ROWS),
        ("The figures:\n\n", f"The figures:\n\n{ROWS}"),
    ],
)
def test_a_table_is_kept_row_by_row(read: Read, above: str, summary: str) -> None:
    reading = read(f"{HEAD}{above}{TABLE}{TAIL}", "x.md")

    items = reading.fields["items"]
    assert [item.title for item in items] == ["Adoption of the agenda", "Oil", "Any other business"]
    assert items[1].summary == summary
    assert [part.title for part in items[1].subitems] in ([], ["first line", "second line"])


def test_text_below_a_table_is_a_paragraph_of_its_own(read: Read) -> None:
    items = read(f"{HEAD}{TABLE}\nThe lamps were lit.\n{TAIL}", "x.md").fields["items"]

    assert items[1].summary == f"{ROWS}\n\nThe lamps were lit."


def test_a_table_of_items_is_no_text(read: Read) -> None:
    table = "| 1. | Adoption of the agenda | |\n|---|---|---|\n| 2. | Oil | 6901/20 |\n| | | 6902/20 |\n"
    items = read(HEAD[: HEAD.index("## 1.")].replace("NOTE", "PROVISIONAL AGENDA") + table, "x.md").fields["items"]

    assert [str(number) for number in items[1].documents] == ["6901/20", "6902/20"]
