"""What a damage is: a pure function that changes a page and, where they follow from it, its answers."""

from collections.abc import Callable
from enum import Enum
from random import Random
from typing import NamedTuple

from import_accuracy.cover_page import BOX, CoverPage, Row

FORMATS = ("text", "markdown", "html", "docx", "pdf")

Change = Callable[[CoverPage, Random], CoverPage | None]
"""Returns None if the damage cannot happen to the page."""


class Effect(Enum):
    """What a damage does to the letters of a page, blanks aside."""

    MOVES = "moves"
    ADDS = "adds"
    LOSES = "loses"
    REPLACES = "replaces"


class Damage(NamedTuple):
    """A damage by name; `formats` are those in which it can be printed."""

    name: str
    description: str
    effect: Effect
    change: Change
    formats: tuple[str, ...]

    def apply(self, page: CoverPage, seed: int = 0) -> CoverPage | None:
        """Return the damaged page, the same for the same seed."""
        return self.change(page, Random(f"{page.name}/{self.name}/{seed}"))


def damage(effect: Effect, *formats: str) -> Callable[[Change], Damage]:
    """Make a damage of a function; its name and its docstring become those of the damage."""

    def make(change: Change) -> Damage:
        name = change.__name__.replace("_", " ")
        return Damage(name, (change.__doc__ or "").split("\n")[0], effect, change, formats or FORMATS)

    return make


def line(words: str) -> Row:
    return Row("line", (words,))


def year_before(page: CoverPage, latest: int) -> int:
    """Return the year of a page, or the latest that is asked for: a page cites no document of a later year."""
    dates = [answer for name in ("date", "meeting") for answer in page.answers[name] if isinstance(answer, str)]
    return min([latest, *(int(date[:4]) for date in dates)])


def box_of(page: CoverPage) -> tuple[int, int] | None:
    """Return where the header table begins and ends; None unless it has two labels and stands in one piece."""
    places = [at for at, row in enumerate(page.rows) if row.tag in BOX]
    labels = [at for at in places if not page.rows[at].continues]
    if len(labels) < 2 or places[-1] - places[0] + 1 != len(places):
        return None
    return places[0], places[-1] + 1


def replace_box(page: CoverPage, *rows: Row) -> CoverPage:
    """Return the page with other rows in place of its header table."""
    box = box_of(page)
    return page if box is None else page.map_rows(lambda row: None if row.tag in BOX else row).insert(box[0], *rows)


def box_values(page: CoverPage) -> list[tuple[str, list[str]]]:
    """Return each label of the header table with the lines of its value."""
    values: list[tuple[str, list[str]]] = []
    for row in page.with_tag(*BOX):
        if row.continues:
            values[-1][1].append(row.right)
        else:
            values.append((row.left, [row.right]))
    return values
