"""Sub-items: how deep each bullet hangs, and the tree they make."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from somei_cli.model.items import Item
from somei_cli.text.reading.marks import Mark, Marked
from somei_cli.text.reading.titles import clean
from somei_cli.text.reading.treatments import kind_of, presenter


@dataclass
class _Sub:
    level: int
    words: str
    lettered: bool = False
    below: list["_Sub"] = field(default_factory=list)
    treatments: list[str] = field(default_factory=list)

    def item(self) -> Item:
        treatments = tuple(self.treatments)
        return Item(
            clean(self.words),
            kind=kind_of(treatments),
            by=presenter(treatments),
            summary="\n\n".join(treatments) or None,
            subitems=tuple(sub.item() for sub in self.below),
        )


class SubItems:
    """The sub-items of one item as they are read."""

    def __init__(self) -> None:
        self.roots: list[_Sub] = []
        self.path: list[_Sub] = []

    def level(self, bullet: Marked) -> int:
        """How deep a bullet hangs: by its indent, and below letters."""
        if bullet.mark in (Mark.LETTER, Mark.PART):
            return 0
        if bullet.mark is Mark.SMALL_ROMAN:
            return 1
        return bullet.line.indent + any(sub.lettered for sub in self.path)

    def add(self, level: int, words: str, *, lettered: bool = False) -> None:
        """Hang a sub-item below the last one that is less deep."""
        sub = _Sub(level, " ".join(words.split()), lettered)
        while self.path and self.path[-1].level >= level:
            self.path.pop()
        (self.path[-1].below if self.path else self.roots).append(sub)
        self.path.append(sub)

    def treated(self, treatments: Sequence[str]) -> bool:
        """Take the treatments printed below the last sub-item, if there is one."""
        if self.path:
            self.path[-1].treatments += treatments
        return bool(self.path)

    def items(self) -> tuple[Item, ...]:
        """All of them."""
        return tuple(sub.item() for sub in self.roots)
