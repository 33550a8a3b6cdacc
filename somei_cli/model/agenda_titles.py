"""When two titles of items mean the same, and when one item holds another."""

import re

from somei_cli.model.items import Item, is_adoption, is_any_other_business

_NO_LETTERS = r"[\W_]+"
_SEVERAL = r"[0-9]+(?:\s*(?:,|&|\+|/|and|-|–|to)\s*[0-9]+)+"
_STEP = r"(?P<first>[0-9]+)(?:\s*(?:-|–|to)\s*(?P<last>[0-9]+))?"
_SHORTEST = 5
"""Letters of a title that is looked for in another one; shorter ones stand in any text."""
_ALIKE = 0.6
"""From this share of equal letters on, two titles are taken for one that was reworded."""
_LONGEST_RANGE = 100


def title_key(item: Item) -> str:
    """A title without case and punctuation; the two items of every agenda have one name each.

    >>> title_key(Item("Introduction and adoption of the agenda")), title_key(Item("Cyber:  the way – forward"))
    ('adoption of the agenda', 'cyber the way forward')
    """
    if is_adoption(item):
        return "adoption of the agenda"
    if is_any_other_business(item):
        return "any other business"
    return re.sub(_NO_LETTERS, " ", item.title.casefold()).strip()


def are_alike(a: Item, b: Item) -> float:
    """How much two titles have in common, where it is enough for one that was reworded; else 0."""
    import difflib

    matcher = difflib.SequenceMatcher(None, title_key(a), title_key(b), autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0.0


def holds(whole: Item, part: Item, *, renamed: bool) -> bool:
    """Whether an item was taken together with others under another: by its number, as a line below, or in the title.

    A title counts only where it is a new one: an item that kept its own title speaks of itself.

    >>> holds(Item("Terrorism and organized crime", "2"), Item("Organized crime", "3"), renamed=True)
    True
    >>> holds(Item("Internal security", "2-4"), Item("Organized crime", "3"), renamed=True)
    True
    """
    if part.number and part.number in numbers_in(whole.number or ""):
        return True
    wanted = title_key(part)
    if len(wanted) < _SHORTEST:
        return False
    if any(title_key(line) == wanted for line in whole.subitems):
        return True
    return renamed and f" {wanted} " in f" {title_key(whole)} "


def numbers_in(printed: str) -> frozenset[str]:
    """The numbers that a printed one stands for, where it stands for several.

    >>> sorted(numbers_in("2, 3 and 5-7")), sorted(numbers_in("4"))
    (['2', '3', '5', '6', '7'], [])
    """
    if not re.fullmatch(_SEVERAL, printed.strip(), re.ASCII):
        return frozenset()
    numbers: list[int] = []
    for step in re.finditer(_STEP, printed[:_LONGEST_RANGE], re.ASCII):
        first = int(step["first"])
        last = min(int(step["last"] or first), first + _LONGEST_RANGE)
        numbers += range(first, last + 1)
    return frozenset(map(str, numbers))
