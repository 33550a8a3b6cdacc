"""What a document points to without its printed text saying so: told in footnotes, and above the items."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from somei_cli.model.documents import Document
from somei_cli.model.items import Item
from somei_cli.model.readings import Line
from somei_cli.model.references import Target
from somei_cli.render.paper.sheet import Note
from somei_cli.text.references import scan


class Cited:
    """The references of one document, by the printed number of the item they hang on."""

    def __init__(self, document: Document, codes: frozenset[str]) -> None:
        self._codes = codes
        self._marks = count(1)
        numbers = {item.number for item in document.items}
        self._by_item: dict[str | None, list[Target]] = {}
        pairs: list[tuple[str | None, Target]] = [(r.item, r.to) for r in document.references]
        pairs += [(r.item, r.to) for r in document.outside_references]
        for item, to in pairs:
            self._by_item.setdefault(item if item in numbers else None, []).append(to)

    def notes(self, item: Item) -> tuple[Note, ...]:
        """The footnotes of an item: one for each reference that its words do not show."""
        targets = self._by_item.pop(item.number, []) if item.number else []
        return tuple(Note(str(next(self._marks)), f"See {to}.") for to in self._unsaid(targets, _words(item)))

    def in_no_item(self) -> Iterator[str]:
        """A line for what hangs on no item."""
        targets = dict.fromkeys(self._by_item.pop(None, []))
        if targets:
            yield f"See {', '.join(map(str, targets))}."

    def _unsaid(self, targets: Iterable[Target], words: Sequence[str]) -> list[Target]:
        whole = "\n".join(words)
        left = [to for to in dict.fromkeys(targets) if str(to) not in whole]
        if not left:
            return []
        said = {found.target for found in scan([Line(text, 1) for text in words], known_codes=self._codes)}
        return [to for to in left if to not in said]


def _words(item: Item) -> list[str]:
    return [
        words
        for part in item.walk()
        for words in (
            part.title,
            " ".join(map(str, part.documents)),
            *(part.summary or "").split("\n"),
            *(part.result or "").split("\n"),
        )
        if words
    ]
