"""Values grouped by a key, and spellings grouped by their first letter."""

from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def group_pairs(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return the values of each key; keys and values stay in the order of the pairs."""
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def join_spellings(patterns: Iterable[str], behind_first: str = "") -> str:
    """Return one pattern for any of these, in their order: each begins with a plain letter, by which they are grouped.

    A search then tries only those whose first letter is at the place. `behind_first` goes a look at what is before it.

    >>> join_spellings(["Rome", "Rom", "Wien"])
    '(?=[RW])(?:R(?:ome|om)|W(?:ien))'
    """
    groups = group_pairs((pattern[0], pattern[1:]) for pattern in patterns)
    alternatives = "|".join(f"{first}{behind_first}(?:{'|'.join(endings)})" for first, endings in groups.items())
    return f"(?:{alternatives})" if behind_first else f"(?=[{''.join(groups)}])(?:{alternatives})"
