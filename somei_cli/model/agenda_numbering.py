"""The printed numbers of items: by place in a first draft, below a printed number for what comes later."""

import re
from collections.abc import Collection, Iterable, Sequence

from somei_cli.errors import Refused
from somei_cli.model.items import Item
from somei_cli.model.settings import LateNumbers

UNNUMBERED = ""
"""The number of an item that has just come and is to get one; None stands for an item that is printed without."""

_LATIN = (
    "bis ter quater quinquies sexies septies octies nonies decies undecies duodecies terdecies quaterdecies "
    "quindecies sexdecies septdecies octodecies novodecies vicies"
).split()
_SUB_NUMBER = rf"(?P<main>.*\S) (?:{'|'.join(_LATIN)})|(?P<point>[^.]+)\.[0-9]+"
_FIGURES = r"[0-9]+"


def by_place(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items of a first draft: nothing is printed yet, so their numbers follow from their places."""
    return tuple(item._replace(number=str(place)) for place, item in enumerate(items, start=1))


def with_late_numbers(items: Sequence[Item], printed: Collection[str], style: LateNumbers) -> tuple[Item, ...]:
    """Items that stand among printed ones: printed numbers stay wherever the item stands, the others follow from it.

    A new item behind all printed ones takes the next whole number, any other one a number below that of the item
    before it. No number is given that was ever printed.

    Raises:
        Refused: where a new item stands before the first, or where a number has no place left below it.
    """
    if not printed:
        # The page has no numbers at all, so the new item has none either.
        return tuple(item._replace(number=item.number or None) for item in items)
    taken = set(printed)
    last_printed = max((at for at, item in enumerate(items) if item.number in printed), default=-1)
    numbered: list[Item] = []
    before: str | None = None
    for at, item in enumerate(items):
        number = item.number
        if number is not None and number not in printed:
            number = _next_whole(taken) if at > last_printed else None
            number = number or _below(before, taken, style)
            taken.add(number)
        numbered.append(item._replace(number=number))
        before = number or before
    return tuple(numbered)


def _next_whole(taken: Collection[str]) -> str | None:
    """The number behind the highest one; None where no number begins with a figure."""
    figures = [int(found[0]) for number in taken if (found := re.match(_FIGURES, number, re.ASCII))]
    return str(max(figures) + 1) if figures else None


def _below(before: str | None, taken: Collection[str], style: LateNumbers) -> str:
    if before is None:
        raise Refused("Nothing can stand before the first printed item.", "Choose a later place: --at 2")
    found = re.fullmatch(_SUB_NUMBER, before, re.ASCII)
    main = (found["main"] or found["point"]) if found else before
    if style is LateNumbers.POINT:
        candidates = [f"{main}.{ordinal}" for ordinal in range(1, len(taken) + 2)]
    else:
        candidates = [f"{main} {word}" for word in _LATIN]
    free = next((number for number in candidates if number not in taken), None)
    if free is None:
        hint = "Set late_items to “point” in somei.toml, which has no end, or choose another place."
        raise Refused(f"Item {main} has no number left below it.", hint)
    return free
