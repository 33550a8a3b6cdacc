"""Agenda items: which numbered lines are items, and what each is."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from somei_cli.model.items import Item, ItemKind
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.readings import Line
from somei_cli.model.references import ExternalReference
from somei_cli.text.reading.items.agendawords import is_other_business, of_an_agenda
from somei_cli.text.reading.items.blocks import Block
from somei_cli.text.reading.items.itemreader import ItemReader
from somei_cli.text.reading.items.marks import Mark, Marked
from somei_cli.text.reading.items.partheadings import tells_legislative
from somei_cli.text.reading.items.titles import LONGEST, cut_sentence
from somei_cli.text.reading.joining import begins_a_sentence, ends_a_sentence

_SECTION = re.compile(
    r"(?i)(?:introduction|background|conclusions?|state of play|general remarks|context)\b(?! and adoption)"
)
# The one item that a page shows of a longer list.
_ONLY = re.compile(r"[^\W\d_a-z][^.:;!?]{4,118}$")
_COREPER_PART = re.compile(r"(?i)(?P<non>non-)?discussion items\b")

_SHORT = 25

Scanner = Callable[[Sequence[Line]], Iterable[DocumentNumber | ExternalReference]]


def are_items(blocks: Sequence[Block], *, by_nature: bool) -> bool:
    """Whether numbered blocks are items, not paragraphs: their first lines are titles, not sentences."""
    titles = [block.lines[0].text for block in blocks]
    if not titles:
        return False
    agenda = blocks[0].announced or any(of_an_agenda(title) for title in titles)
    if not agenda and (not by_nature or any(_SECTION.match(t) for t in titles)):
        return False
    if not agenda and len(titles) == 1 and not _ONLY.match(titles[0].strip()):
        return False
    sentences = sum(ends_a_sentence(t) and begins_a_sentence(t) for t in titles)
    return sentences * 3 <= len(titles)


def read_items(blocks: Sequence[Block], scan: Scanner) -> tuple[tuple[Item, ...], tuple[Block, ...]]:
    """The items of a body, with the documents beside or below them; and the blocks with these brought together."""
    bare = _is_bare(blocks)
    items: list[Item] = []
    mended: list[Block] = []
    above = _Above()
    for at, block in enumerate(blocks):
        reader = ItemReader(block, bare=bare)
        item = reader.item()
        if at + 1 < len(blocks):
            reader.give_up_headings()
            item = item._replace(summary=reader.summary.words())
        side = tuple(reader.side)
        documents = tuple(to for to in scan(side) if isinstance(to, DocumentNumber)) if side else ()
        items.append(above.told(item._replace(documents=documents)))
        mended.append(replace(block, documents=side))
        above.pass_by([item.title, *reader.headings])
    return tuple(items), tuple(mended)


class _Above:
    """What the headings above an item say of it."""

    def __init__(self) -> None:
        self.legislative = False
        self.kind: ItemKind | None = None
        self.business = ""

    def pass_by(self, headings: Sequence[str]) -> None:
        """Go past the headings between two items."""
        for heading in headings:
            told = tells_legislative(heading)
            self.legislative = self.legislative if told is None else told
            if part := _COREPER_PART.match(heading):
                self.kind = ItemKind.I if part["non"] else ItemKind.II
        if any(is_other_business(heading) for heading in headings):
            self.legislative, self.kind = False, None
        self.business = next((words.strip(" .:") for words in headings if is_other_business(words)), "")

    def told(self, item: Item) -> Item:
        """The item with what stands above it; one that has but sub-items takes the heading for its title."""
        title = item.title or (self.business if item.subitems else "")
        legislative = self.legislative and not is_other_business(title)
        return item._replace(title=title, legislative=legislative, kind=self.kind or item.kind)


def _is_bare(blocks: Sequence[Block]) -> bool:
    """Whether hardly a line is running text: an agenda, not a record of what was said."""
    return sum(_is_running(m) for block in blocks for m in block.lines) * 5 <= len(blocks)


def _is_running(line: Marked) -> bool:
    """Whether a line is running text, or a title that runs into it; a long line with a full stop is in any language."""
    words = line.text.strip()
    if len(words) < _SHORT or cut_sentence(words)[1]:
        return len(words) >= _SHORT
    return ends_a_sentence(words) and (begins_a_sentence(words) or (line.mark is Mark.NONE and len(words) > 2 * _SHORT))


def doubtful(items: Sequence[Item]) -> Iterator[str]:
    """What in the items is not to be trusted."""
    for item in items:
        if not item.title:
            yield f"item {item.number} has no title"
        elif len(item.title) > LONGEST or (ends_a_sentence(item.title) and ". " in item.title):
            yield f"the title of item {item.number} does not seem to end"
