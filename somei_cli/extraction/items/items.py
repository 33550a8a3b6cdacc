"""Agenda items: which numbered lines are items, and what each is.

One item read from its block, line by line: its title, what stands below and beside it, its sub-items, its text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from somei_cli.extraction.items.agenda_phrases import is_other_business, of_an_agenda
from somei_cli.extraction.items.blocks import Block
from somei_cli.extraction.items.documents import cites_in_words, is_side_document
from somei_cli.extraction.items.markers import Mark, Marked
from somei_cli.extraction.items.sub_items import SubItems, Summary, is_bare_subitem, is_subitem
from somei_cli.extraction.items.titles import (
    LONGEST,
    TitleLines,
    TitleWords,
    approves,
    clean,
    cut_sentence,
    has_leader,
    is_file_line,
    is_legend,
    is_tail,
    next_line,
    past_note,
    title_lines,
    title_words,
)
from somei_cli.extraction.items.treatments import (
    is_part_heading,
    is_treatment,
    kind_of,
    presenter,
    split_treatments,
    tells_legislative,
)
from somei_cli.extraction.lines import begins_a_sentence, ends_a_sentence
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.items import Item, ItemKind
from somei_cli.model.references import ExternalReference

_RULE = re.compile(r"^[\s_*=–—-]{3,}$")
_POSSIBLE = re.compile(r"(?i)\((?:poss(?:ibly|\.)?|[ée]ventuellement|ggf\.|evt\.|ev\.)\)")
_BULLETS = (Mark.DASH, Mark.LETTER, Mark.SMALL_ROMAN, Mark.PART)


class ItemReader:
    """Reads one block from top to bottom; `bare`: in an agenda without running text."""

    def __init__(self, block: Block, *, bare: bool) -> None:
        self.block = block
        self.bare = bare
        self.bullets = (*_BULLETS, Mark.NUMBER) if block.roman else _BULLETS
        self.lines: Sequence[Marked] = block.lines
        self.at = 1
        self.side: list[Line] = []
        self.told: list[str] = []
        self.headings: list[str] = []
        self.summary = Summary()
        self.subs = SubItems()
        self.over = False

    def item(self) -> Item:
        """The item of the block; afterwards `side` and `headings` hold what stood beside and between."""
        first = self.block.lines[0]
        title, tail = self._titled(first.line)
        if tail:
            self.summary.text(tail)
        while self.at < len(self.lines):
            self.at += 1
            self._line(self.lines[self.at - 1])
        if self.block.again:
            self._again()
        self.side.sort(key=lambda line: line.number)
        # A single bullet may say how the item is treated; of several, each is a sub-item of its own.
        treatments = (*self.summary.treatments, *(self.told if len(self.subs.roots) == 1 else ()))
        return Item(
            title=clean(title),
            number=self.block.number,
            kind=ItemKind.A if approves(self.summary.last) else kind_of(treatments),
            possible=bool(_POSSIBLE.search(f"{first.aside} {title}")),
            by=presenter(treatments),
            summary=self.summary.words(),
            subitems=self.subs.items(),
        )

    def give_up_headings(self) -> None:
        """Take the last lines of the text for headings: another item follows."""
        self.headings += self.summary.drop_headings()

    def _again(self) -> None:
        """The lines of the same item behind a list of contents: only their text and their documents count."""
        body = ItemReader(replace(self.block, lines=self.block.again, again=()), bare=self.bare)
        body.item()
        self.side += body.side
        self.summary = body.summary

    def _titled(self, line: Line) -> tuple[str, str]:
        """The title that begins with a line, and the sentence that it ran into; what stood beside is kept."""
        title, tail = self._read_title(line)
        self._keep(title)
        return (title.text if not tail else cut_sentence(title.text)[0]), tail

    def _read_title(self, line: Line) -> tuple[TitleLines, str]:
        words = title_words(line.text, bare=self.bare)
        if tail := cut_sentence(words.text)[1]:
            return TitleLines(((line, words),), (), self.at), tail
        title = title_lines(self.lines, self.at, line, bare=self.bare)
        self.at = title.after
        return title, ""

    def _keep(self, title: TitleLines) -> None:
        """Keep what stood beside and between the words of a title."""
        self.side += title.documents
        for line, words in title.lines:
            self._beside(line, words)

    def _beside(self, line: Line, words: TitleWords) -> None:
        self.side += [replace(line, text=document) for document in words.documents]
        if words.treatments and not self.subs.treated(words.treatments):
            self.summary.treatments += words.treatments
        if words.heading:
            self.headings.append(words.heading)

    # ---- lines below the title

    def _line(self, this: Marked) -> None:
        words = this.text.strip()
        if this.line.note or self.over:
            return
        if this.blank or _RULE.match(this.text):
            self.summary.open = False
        elif is_legend(this) or (this.mark is Mark.NONE and is_tail(words)):
            self.over = True
        elif this.mark in self.bullets:
            self._bullet(this)
        elif this.mark is not Mark.NONE:
            self.summary.text(f"{this.sign}. {this.text}" if words else "")
        elif is_part_heading(words):
            self._heading(words)
        elif is_file_line(words):
            self.summary.open = False
        elif is_side_document(words):
            self.side.append(this.line)
        elif words.isdigit() and len(words) <= 2:
            self.at = past_note(self.lines, self.at)
        else:
            self._free(this)

    def _heading(self, words: str) -> None:
        """A heading, with the remark in brackets that goes on behind or below it."""
        self.headings.append(words)
        self.summary.open = False
        below = next_line(self.lines, self.at, bare=self.bare)
        if below is not None and tells_legislative(words) and self.lines[below].text.lstrip().startswith("("):
            words = self.lines[below].text
            self.at = below + 1
        opened = words.count("(") - words.count(")")
        while opened > 0 and (at := next_line(self.lines, self.at, bare=self.bare)) is not None:
            if self.lines[at].mark is not Mark.NONE:
                break
            opened += self.lines[at].text.count("(") - self.lines[at].text.count(")")
            self.at = at + 1

    def _free(self, this: Marked) -> None:
        """A line without a mark."""
        words = title_words(this.text, bare=self.bare)
        if has_leader(this.text):
            self.headings.append(words.text.strip())
        elif not self.summary.paragraphs and is_treatment(words.text.strip()):
            line = " ".join(words.text.split())
            self._beside(
                this.line, replace(words, treatments=(*(split_treatments(line) or (line,)), *words.treatments))
            )
        elif not self.summary.paragraphs and not self.subs.roots and is_bare_subitem(self.lines, self.at - 1):
            self.subs.add(0, this.text)
            self.summary.open = False
        elif self.bare and not cites_in_words(this.text):
            self._beside(this.line, words)
            if words.text:
                self.summary.text(words.text)
        else:
            self.summary.text(this.text)

    # ---- sub-items

    def _bullet(self, this: Marked) -> None:
        if this.mark is Mark.DASH and (not this.text or is_part_heading(this.text, capitals=False)):
            self.headings += [this.text.strip()] if this.text else []
            return
        title, tail = self._read_title(this.line)
        whole = cut_sentence(title.text)[0] if tail else title.text
        if whole and is_subitem(this, whole, self.summary):
            self.subs.add(self.subs.level(this), whole, lettered=this.mark is Mark.LETTER)
            self.summary.open = False
            if tail:
                self.summary.text(tail)
            elif is_treatment(whole) and not self.summary.paragraphs:
                self.told.append(whole)
        elif whole:
            self.summary.bullet(f"- {whole}" if this.mark is Mark.DASH else f"{this.sign}) {whole}")
        self._keep(title)


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
