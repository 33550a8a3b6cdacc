"""What is said of an item of an agenda beside its title, and what its words mean: its key, whether it was postponed."""

import re
from collections.abc import Iterator
from functools import lru_cache

from somei_cli.model.items_and_follow_ups import Item, is_adoption, is_any_other_business


def remarks_on_item(item: Item, possible: str = "poss.") -> Iterator[str]:
    """Yield what is said of an item beside its title: kind, legislative, possible, by whom, and why it was withdrawn.

    >>> list(remarks_on_item(Item("Migration", legislative=True, possible=True, by="Spain")))
    ['legislative', 'poss.', 'by Spain']
    """
    if item.kind:
        yield str(item.kind)
    if item.legislative:
        yield "legislative"
    if item.possible:
        yield possible
    if item.by:
        yield f"by {item.by}"
    if item.withdrawn:
        yield f"withdrawn: {item.reason}" if item.reason else "withdrawn"


_NOT_LETTERS = r"[\W_]+"
_CACHE_SIZE = 1024


def title_key(item: Item) -> str:
    """Return a title without case and punctuation; the adoption and any other business have one key each.

    >>> title_key(Item("Introduction and adoption of the agenda")), title_key(Item("Cyber:  the way – forward"))
    ('adoption of the agenda', 'cyber the way forward')
    """
    return _key_of_title(item.title)


@lru_cache(_CACHE_SIZE)
def _key_of_title(title: str) -> str:
    """Return the key of a title; cached, as the same titles stand on every agenda."""
    item = Item(title)
    if is_adoption(item):
        return "adoption of the agenda"
    if is_any_other_business(item):
        return "any other business"
    return re.sub(_NOT_LETTERS, " ", title.casefold()).strip()


_POSTPONED_WORDS = (
    r"(?i)\b(?:postponed|deferred|adjourned|carried over|put off|"
    r"not (?:been )?(?:discussed|dealt with|addressed|reached|taken))\b"
)
_FIRST_SENTENCE = r"[^.!?\n]{0,200}"
_ITEM_WORDS = r"(?i)\b(?:item|point|discussion|it) (?:was|has been|had been|is) "


def was_postponed(item: Item) -> bool:
    """Return whether the result of an item, or the first sentence of its text, says that it was postponed.

    >>> was_postponed(Item("Oil", result="Postponed to the next meeting"))
    True
    >>> was_postponed(Item("Oil", summary="The vote was postponed in 2018."))
    False
    """
    match = re.match(_FIRST_SENTENCE, item.summary or "")
    sentence = match[0] if match else ""
    return bool(re.search(_POSTPONED_WORDS, item.result or "")) or bool(
        re.search(_ITEM_WORDS, sentence) and re.search(_POSTPONED_WORDS, sentence)
    )
