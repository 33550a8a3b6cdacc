"""The sub-items of an item as a tree, and the text below it: which bullets and lines are which, and how deep."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from somei_cli.extraction.items.title_lines import WIDE_LINE, begins_as_act
from somei_cli.extraction.items.titles import clean_title
from somei_cli.extraction.items.treatments import find_presenter, is_treatment, item_kind
from somei_cli.extraction.joined_lines import begins_a_sentence, ends_a_sentence
from somei_cli.extraction.numbers_and_bullets import Mark, MarkedLine
from somei_cli.extraction.word_breaks import find_broken_word
from somei_cli.model.items_and_follow_ups import Item

_LONGEST_HEADING = 80
_FEW_WORDS = 45


class _Table(list[str]):
    """A paragraph of the text that consists of the rows of a table."""


class SummaryBuilder:
    """Collects the text below an item line by line, in paragraphs."""

    def __init__(self) -> None:
        self.paragraphs: list[list[str]] = []
        self.treatments: list[str] = []
        self.is_open = False

    @property
    def last_line(self) -> str:
        """The last line."""
        return self.paragraphs[-1][-1] if self.paragraphs and self.paragraphs[-1] else ""

    @property
    def has_text(self) -> bool:
        """Whether there is more than headings."""
        return self.is_table_last or not all(_is_heading(line) for lines in self.paragraphs for line in lines)

    @property
    def is_table_last(self) -> bool:
        """Whether the text ends with a table."""
        return bool(self.paragraphs) and isinstance(self.paragraphs[-1], _Table)

    @property
    def is_listing(self) -> bool:
        """Whether bullets that follow belong to the running text."""
        return self.last_line.endswith(":") or self.last_line.startswith("- ")

    @property
    def is_within_sentence(self) -> bool:
        """Whether the last paragraph is right above, and is a sentence that does not end; a few words are none."""
        if not self.is_open or not self.last_line or ends_a_sentence(self.last_line):
            return False
        words = " ".join(self.paragraphs[-1])
        return begins_a_sentence(words) or len(words) > _FEW_WORDS

    def add_text(self, words: str) -> None:
        """Add a line of running text."""
        last = "" if self.is_table_last or not self.is_open else self.last_line
        if not last or last.startswith("- ") or (ends_a_sentence(last) and len(last) < WIDE_LINE + 10):
            self.paragraphs.append([])
        self.paragraphs[-1].append(words.strip())
        self.is_open = True

    def add_bullet(self, words: str) -> None:
        """Add a bullet of running text; a list is a paragraph, with or without a blank line before it."""
        if not self.last_line.startswith("- ") or not self.is_open:
            self.paragraphs.append([])
        self.paragraphs[-1].append(words)
        self.is_open = True

    def add_row(self, words: str) -> None:
        """Add a row of a table; each stays a line of its own."""
        if not (self.is_open and self.is_table_last):
            self.paragraphs.append(_Table())
        self.paragraphs[-1].append(" ".join(words.split()))
        self.is_open = True

    def drop_headings(self) -> tuple[str, ...]:
        """Remove and return the last lines that can only be headings above the next item."""
        dropped: list[str] = []
        while self.paragraphs and not self.is_table_last and all(map(_is_heading, self.paragraphs[-1])):
            dropped = [*self.paragraphs.pop(), *dropped]
        return tuple(dropped)

    def full_text(self) -> str | None:
        """Return all of the text, the treatments first; None if there is none."""
        return "\n\n".join([*self.treatments, *(_join_paragraph(lines) for lines in self.paragraphs if lines)]) or None


def _is_heading(line: str) -> bool:
    if len(line) > _LONGEST_HEADING or not line[:1].isupper() or line[-1:] in ",;:-–":
        return False
    return not (ends_a_sentence(line) or begins_as_act(line))


def _join_paragraph(lines: list[str]) -> str:
    if isinstance(lines, _Table):
        return "\n".join(lines)
    text = ""
    for line in (" ".join(raw.split()) for raw in lines):
        listed = re.match(r"(?:- |[a-z]{1,4}\) )", line)
        if not text:
            text = line
        elif listed:
            text = f"{text}\n{line}"
        elif text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower():
            text = (text[:-1] if find_broken_word(text, line) else text) + line
        else:
            text = f"{text} {line}"
    return text


_BRACKETED = re.compile(r"^[\[(].*[\])]$")
_NOT_A_TITLE = re.compile(r"[;,:]$")
_SHORTEST, _LONGEST = 12, 250


@dataclass
class _SubItem:
    level: int
    words: str
    lettered: bool = False
    free: bool = False
    capital: bool = False
    below: list["_SubItem"] = field(default_factory=list)
    treatments: list[str] = field(default_factory=list)

    def item(self) -> Item:
        treatments = tuple(self.treatments)
        return Item(
            clean_title(self.words),
            kind=item_kind(treatments),
            by=find_presenter(treatments),
            summary="\n\n".join(treatments) or None,
            subitems=tuple(sub.item() for sub in self.below),
        )


class SubItemTree:
    """Collects the sub-items of one item."""

    def __init__(self) -> None:
        self.roots: list[_SubItem] = []
        self.path: list[_SubItem] = []

    def level_of(self, bullet: MarkedLine) -> int:
        """Return how deep a bullet is nested: by its indent, and below letters."""
        if bullet.mark is Mark.LETTER and bullet.sign.islower() and any(sub.capital for sub in self.path):
            return 1
        if bullet.mark in (Mark.LETTER, Mark.PART):
            return 0
        if bullet.mark is Mark.SMALL_ROMAN:
            return 1
        if bullet.mark is Mark.NUMBER:
            return bullet.line.indent
        return bullet.line.indent + any(sub.lettered for sub in self.path)

    def add(self, level: int, words: str, *, sign: str = "", free: bool = False) -> None:
        """Add a sub-item below the last one that is less deep; `sign` is its letter or number, `free` means no mark."""
        sub = _SubItem(level, " ".join(words.split()), bool(sign), free, sign.isupper())
        while self.path and self.path[-1].level >= level:
            self.path.pop()
        (self.path[-1].below if self.path else self.roots).append(sub)
        self.path.append(sub)

    def add_treatments(self, treatments: Sequence[str]) -> bool:
        """Add treatments to the last sub-item; return False if there is none that has a mark."""
        if not self.path or self.path[-1].free:
            return False
        self.path[-1].treatments += treatments
        return True

    def take_free_treatments(self) -> tuple[str, ...]:
        """Remove and return the sub-items if they are treatments without a mark: below them no text follows."""
        words = tuple(sub.words for sub in self.roots if sub.free and is_treatment(sub.words) and not sub.below)
        if len(words) < len(self.roots):
            return ()
        self.roots.clear()
        self.path.clear()
        return words

    def treatments_of_item(self) -> tuple[str, ...]:
        """Return the sub-items if all of them say how the item is treated; else none."""
        words = tuple(sub.words for sub in self.roots)
        return words if all(map(is_treatment, words)) else ()

    def to_items(self) -> tuple[Item, ...]:
        """Return the tree as items."""
        return tuple(sub.item() for sub in self.roots)


def is_subitem(
    bullet: MarkedLine, words: str, summary: SummaryBuilder, *, bare: bool, has_letters: bool = False
) -> bool:
    """Whether a bullet is a sub-item rather than running text; `summary` is the text before it.

    In a `bare` agenda, one without running text, no sentence goes on in bullets. `has_letters`: a) is right below it.
    """
    if begins_a_sentence(words) and (ends_a_sentence(words) or ": " in words):
        return False
    if bullet.line.stressed or (bullet.mark is Mark.LETTER and not summary.paragraphs):
        return True
    if bullet.mark is Mark.DASH and words[:1].islower() and summary.paragraphs:
        return False
    if summary.is_listing or (summary.is_within_sentence and not bare):
        return False
    # In an agenda each of several bullets may end in a semicolon, and one may head the letters below it.
    may_go_on = bare and (words.endswith(";") or (has_letters and words.endswith(":")))
    is_question = words.endswith("?") and not summary.paragraphs
    return (is_question or not ends_a_sentence(words)) and (may_go_on or not _NOT_A_TITLE.search(words))


def is_part_title(words: str) -> bool:
    """Whether words can be the title of a part of an item: they begin with a capital and do not end a sentence."""
    if not words[:1].isupper() or len(words) > _LONGEST or _NOT_A_TITLE.search(words):
        return False
    return not ends_a_sentence(words) and not begins_a_sentence(words)


def is_bare_subitem(lines: Sequence[MarkedLine], index: int) -> bool:
    """Whether a line right below a title is a sub-item without a bullet: in italics, or followed by text."""
    words = lines[index].text
    if _BRACKETED.match(words):
        return False
    if lines[index].line.stressed:
        return True
    between_blanks = lines[index - 1].is_blank and index + 1 < len(lines) and lines[index + 1].is_blank
    if not between_blanks or not _SHORTEST < len(words) <= _LONGEST or not words[0].isupper():
        return False
    if ends_a_sentence(words) or _NOT_A_TITLE.search(words) or begins_a_sentence(words):
        return False
    return any(line.mark is Mark.NONE and ends_a_sentence(line.text) for line in lines[index + 1 :])
