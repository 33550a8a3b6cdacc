"""The line on which a proposed follow-up stands, found again in the file that its text was read from."""

import re
from collections.abc import Iterable, Mapping, Sequence

from somei_cli.model.proposals import Proposal
from somei_cli.model.readings import Line
from somei_cli.text.reading.scroll import Scroll


def with_lines(
    proposals: Iterable[Proposal], lines: Sequence[Line], starts: Mapping[str | None, int]
) -> tuple[Proposal, ...]:
    """Give each proposal the line its sentence begins on.

    `starts` holds the line on which each item begins, by its number. Items hold their text with the breaks taken out,
    so that the sentence is looked for word by word, and only within its item; where it is not found whole (a word was
    broken at the end of a line, a quotation mark is written in another way), the words for the time are, else the
    item itself is named.
    """
    scrolls: dict[str | None, Scroll] = {}
    reached: dict[str | None, int] = {}
    placed = []
    for one in proposals:
        if one.item not in scrolls:
            scrolls[one.item] = Scroll.of(_below(one.item, lines, starts))
        scroll = scrolls[one.item]
        at = _place(one, scroll.text, reached.get(one.item, 0))
        if at is not None:
            reached[one.item] = at
        placed.append(one._replace(line=starts.get(one.item, 0) if at is None else scroll.number(at)))
    return tuple(placed)


def _below(item: str | None, lines: Sequence[Line], starts: Mapping[str | None, int]) -> tuple[Line, ...]:
    first = starts.get(item, 0)
    end = min((start for start in starts.values() if start > first), default=None) if item in starts else None
    return tuple(line for line in lines if line.number >= first and (end is None or line.number < end))


def _place(proposal: Proposal, text: str, reached: int) -> int | None:
    """Where the sentence begins; not above the one before it, since proposals come in the order of the text."""
    # A point of a list is read with the words that introduce it, which may stand far above.
    for words in (proposal.sentence, proposal.sentence.rpartition(": ")[2], proposal.due_as_said):
        found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, reached)
        if found:
            return found.start()
    return None
