"""Agenda items: the title with its continuation lines, nested sub-items, and the text below as summary."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from somei_cli.model.items import Item
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.readings import Line
from somei_cli.model.references import Outside
from somei_cli.text.reading.blocks import Block
from somei_cli.text.reading.joining import begins_a_sentence, ends_a_sentence, goes_on
from somei_cli.text.reading.marks import Mark, Marked
from somei_cli.text.reading.sidedocuments import is_side_document, without_side_document

_WIDE = 60
_LONGEST_TITLE = 300
_LEADER = re.compile(r"\s*(?:\.{3,}|…{1,}|(?:\. ){3,}|_{3,}|\s{3,})[\s.…_]*[0-9]{0,3}\s*$")
_CAPITAL = re.compile(r"(?<=[\w)”\"’'])\s(?=[A-Z])")
_OF_AN_AGENDA = (
    "adoption of the agenda",
    "approval of the agenda",
    "adoption of the provisional agenda",
    "any other business",
)
_USUAL = re.compile(r"(?:Adoption of the (?:provisional |draft )?agenda|Any other business|AOB)(?=\s+[A-Z])")
_SECTION = re.compile(r"(?i)(?:introduction|background|conclusions?|state of play|general remarks|context)\b")
_PART = re.compile(
    r"(?i)(?:(?:non-)?legislative (?:deliberations|activities)\W*$|\(?public deliberation in accordance)"
)
_RULE = re.compile(r"^[\s_*=–—-]{3,}$")
_NOTE = re.compile(r"(?=.*[0-9]).{1,200}$")
_BRACKETED = re.compile(r"^[\[(].*[\])]$")
_NOT_A_TITLE = re.compile(r"[;,:]$")


def are_items(blocks: Sequence[Block], *, by_nature: bool) -> bool:
    """Whether numbered blocks are items, not paragraphs: their first lines are titles, not sentences."""
    titles = [block.lines[0].text for block in blocks]
    if not titles:
        return False
    agenda = any(words in t.casefold() for t in titles for words in _OF_AN_AGENDA)
    if not agenda and (not by_nature or len(titles) < 2 or any(_SECTION.match(t) for t in titles)):
        return False
    sentences = sum(ends_a_sentence(t) and begins_a_sentence(t) for t in titles)
    return sentences * 3 <= len(titles)


Scanner = Callable[[Sequence[Line]], Iterable[DocumentNumber | Outside]]


def read_items(blocks: Sequence[Block], scan: Scanner) -> tuple[tuple[Item, ...], tuple[Block, ...]]:
    """The items of a body, with the documents beside or below them; and the blocks as they were put right."""
    mended = _with_slipped_numbers(blocks)
    items = []
    for block in mended:
        reader = _Reader(block)
        item = reader.item()
        documents = tuple(to for to in scan(reader.side) if isinstance(to, DocumentNumber)) if reader.side else ()
        items.append(replace(item, documents=documents))
    return tuple(items), mended


def doubtful(items: Sequence[Item]) -> Iterator[str]:
    """What in the items is not to be trusted."""
    for item in items:
        if not item.title:
            yield f"item {item.number} has no title"
        elif len(item.title) > _LONGEST_TITLE or (ends_a_sentence(item.title) and ". " in item.title):
            yield f"the title of item {item.number} does not seem to end"


def _with_slipped_numbers(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """A number that slipped below its title: the title is the last free line behind the bullets above."""
    mended: list[Block] = []
    for block in blocks:
        words = [m for m in block.lines if m.text]
        above = mended[-1] if mended else None
        if not words and above:
            at = _free_line_behind_bullets(above.lines)
            if at:
                mended[-1] = replace(above, lines=above.lines[:at])
                moved = above.lines[at:]
                block = Block(block.number, (replace(moved[0], mark=Mark.NUMBER, sign=block.number), *moved[1:]))  # noqa: PLW2901
        mended.append(block)
    return tuple(mended)


def _free_line_behind_bullets(lines: Sequence[Marked]) -> int:
    for at in range(len(lines) - 1, 1, -1):
        if lines[at].mark is Mark.NONE and lines[at].text and lines[at - 1].mark is Mark.DASH:
            return at
    return 0


@dataclass
class _Sub:
    """A sub-item being read."""

    level: int
    lines: list[str]
    lettered: bool = False
    below: list["_Sub"] = field(default_factory=list)

    def item(self) -> Item:
        title = " ".join(" ".join(self.lines).split())
        return Item(_clean(title), subitems=tuple(sub.item() for sub in self.below))


class _Reader:
    """Reads one block from top to bottom."""

    def __init__(self, block: Block) -> None:
        self.number = block.number
        self.roman = not block.number[:1].isdigit()
        self.lines = block.lines
        self.at = 1
        self.side: list[Line] = []
        self.title = [self._beside(block.lines[0].line)]
        self.paragraphs: list[list[str]] = []
        self.subs: list[_Sub] = []
        self.roots: list[_Sub] = []
        self.open = False

    def item(self) -> Item:
        """The item of the block."""
        head, tail = _cut_sentence(self.title[0])
        self.title = [head]
        if tail:
            self._text(tail)
        else:
            self.title += self._continuation(self.lines[0].line, head)
        while self.at < len(self.lines):
            self._line(self.lines[self.at])
        summary = "\n\n".join(_paragraph(p) for p in self.paragraphs if p)
        return Item(
            title=_clean(" ".join(" ".join(self.title).split())),
            number=self.number,
            summary=summary or None,
            subitems=tuple(sub.item() for sub in self.roots),
        )

    def _line(self, this: Marked) -> None:
        self.at += 1
        if this.line.note:
            return
        if this.blank or _RULE.match(this.text) or _PART.match(this.text):
            self.open = False
        elif this.mark is Mark.NONE and is_side_document(this.text):
            self.side.append(this.line)
        elif this.mark is Mark.NONE and this.text.strip().isdigit() and len(this.text.strip()) <= 2:
            self._skip_note()
        elif this.mark in (Mark.DASH, Mark.LETTER, Mark.SMALL_ROMAN) or (self.roman and this.mark is Mark.NUMBER):
            self._bullet(this)
        elif this.mark is Mark.NONE and self._is_bare_sub(this):
            self._sub(0, [this.text])
        else:
            sign = f"{this.sign}. " if this.mark in (Mark.NUMBER, Mark.ROMAN) else ""
            self._text(sign + this.text)

    def _skip_note(self) -> None:
        """A footnote in plain text: its mark on a line of its own, its words on the next."""
        if self.at < len(self.lines) and self._is_note(self.lines[self.at]):
            self.at += 1
            while (
                self.at < len(self.lines)
                and self.lines[self.at - 1].text
                and not ends_a_sentence(self.lines[self.at - 1].text)
            ):
                if self.lines[self.at].mark is not Mark.NONE or not self.lines[self.at].text:
                    break
                self.at += 1

    def _is_note(self, below: Marked) -> bool:
        return below.mark is Mark.NONE and bool(_NOTE.match(below.text)) and not begins_a_sentence(below.text)

    def _bullet(self, this: Marked) -> None:
        beside = self._beside(this.line)
        head, tail = _cut_sentence(beside)
        words = [head] if tail else [beside, *self._continuation(this.line, this.text)]
        whole = " ".join(words)
        last = self.paragraphs[-1][-1] if self.paragraphs and self.paragraphs[-1] else ""
        listed = last.endswith(":") or last.startswith("- ")
        is_title = (
            not ends_a_sentence(whole) and not _NOT_A_TITLE.search(whole) and not (listed and not this.line.stressed)
        )
        if this.mark is Mark.DASH and whole[:1].islower() and not this.line.stressed and self.paragraphs:
            is_title = False
        if (is_title or this.line.stressed or (this.mark is Mark.LETTER and not self.paragraphs)) and whole:
            self._sub(self._level(this), words, lettered=this.mark is Mark.LETTER)
            if tail:
                self._text(tail)
        elif whole:
            if not listed or not self.open:
                self.paragraphs.append([])
            self.paragraphs[-1].append(f"- {whole}" if this.mark is Mark.DASH else f"{this.sign}) {whole}")
            self.open = True

    def _beside(self, line: Line) -> str:
        """The words of a line without the document that stands behind a wide gap in the right-hand column."""
        words, document = without_side_document(line.text)
        if document:
            self.side.append(replace(line, text=document))
        return words

    def _level(self, this: Marked) -> int:
        """How deep a bullet hangs: by its indent, and below letters."""
        if this.mark is Mark.LETTER:
            return 0
        if this.mark is Mark.SMALL_ROMAN:
            return 1
        return this.line.indent + any(sub.lettered for sub in self.subs)

    def _sub(self, level: int, words: list[str], *, lettered: bool = False) -> None:
        sub = _Sub(level, words, lettered)
        while self.subs and self.subs[-1].level >= level:
            self.subs.pop()
        (self.subs[-1].below if self.subs else self.roots).append(sub)
        self.subs.append(sub)
        self.open = False

    def _text(self, words: str) -> None:
        last = self.paragraphs[-1][-1] if self.open and self.paragraphs and self.paragraphs[-1] else ""
        if not last or last.startswith("- ") or (ends_a_sentence(last) and len(last) < _WIDE + 10):
            self.paragraphs.append([])
        self.paragraphs[-1].append(words.strip())
        self.open = True

    def _continuation(self, first: Line, words: str) -> list[str]:
        """The lines that a title or a sub-item goes on with."""
        more: list[str] = []
        last = words
        while self.at < len(self.lines) and not first.heading:
            this = self.lines[self.at]
            if this.mark is not Mark.NONE or not this.text or this.line.heading or this.line.note:
                break
            if is_side_document(this.text) or not _continues(last, this.text):
                break
            more.append(self._beside(this.line))
            last = this.text
            self.at += 1
        return more

    def _is_bare_sub(self, this: Marked) -> bool:
        """A line right below the title that is a title itself, without a bullet: in italics, or followed by text."""
        if self.paragraphs or self.roots or _BRACKETED.match(this.text):
            return False
        if this.line.stressed:
            return True
        around = self.lines[self.at - 2], self.lines[self.at] if self.at < len(self.lines) else None
        apart = around[0].blank and around[1] is not None and around[1].blank
        title_like = (
            not ends_a_sentence(this.text) and not _NOT_A_TITLE.search(this.text) and not begins_a_sentence(this.text)
        )
        text_below = any(m.mark is Mark.NONE and ends_a_sentence(m.text) for m in self.lines[self.at :])
        return apart and title_like and text_below and 12 < len(this.text) <= 250 and this.text[0].isupper()


def _continues(last: str, line: str) -> bool:
    """Whether a line belongs to the title above it."""
    if ends_a_sentence(last) or _BRACKETED.match(line) or line.strip().isdigit():
        return False
    if goes_on(last) or line[0].islower():
        return True
    return len(last) >= _WIDE and not begins_a_sentence(line) and not ends_a_sentence(line)


def _cut_sentence(words: str) -> tuple[str, str]:
    """In a page that came as one line, a title runs into the sentence behind it."""
    if not ends_a_sentence(words) or begins_a_sentence(words):
        return words, ""
    if usual := _USUAL.match(words):
        return usual[0], words[usual.end() :].strip()
    for match in _CAPITAL.finditer(words[:_LONGEST_TITLE]):
        if begins_a_sentence(words, match.end()):
            return words[: match.start()], words[match.end() :]
    return words, ""


def _clean(title: str) -> str:
    """A title without dot leaders and page number."""
    return _LEADER.sub("", title).strip()


def _paragraph(lines: list[str]) -> str:
    """A paragraph of text; its bullets keep their lines."""
    text = ""
    for line in (" ".join(raw.split()) for raw in lines):
        listed = re.match(r"(?:- |[a-z]{1,4}\) )", line)
        if not text:
            text = line
        elif listed:
            text = f"{text}\n{line}"
        elif text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower():
            text += line
        else:
            text = f"{text} {line}"
    return text
