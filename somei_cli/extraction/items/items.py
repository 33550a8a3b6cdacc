"""Decide whether numbered lines are agenda items, and read each item line by line.

An item has a title, documents and treatments beside and below it, sub-items, and text.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from somei_cli.extraction.items.agenda_phrases import (
    is_agenda_title,
    is_list_of_a_items,
    is_other_business,
    is_section_title,
    is_title_of_a_items,
)
from somei_cli.extraction.items.blocks import Block, find_shared_lines, is_bare
from somei_cli.extraction.items.configurations import is_configuration, is_part_of_coreper_agenda
from somei_cli.extraction.items.contents_list import has_leader
from somei_cli.extraction.items.documents import cites_in_words, is_code_line, is_side_document, without_side_document
from somei_cli.extraction.items.footnotes import (
    footnote_signs,
    skip_footnote,
    without_footnotes,
    without_glued_mark,
    without_text_below,
)
from somei_cli.extraction.items.notes_below_items import (
    is_approval,
    is_legend,
    is_note_below_items,
    is_procedure_file_line,
    is_site_heading,
)
from somei_cli.extraction.items.sub_items import SubItemTree, SummaryBuilder, is_bare_subitem, is_part_title, is_subitem
from somei_cli.extraction.items.title_lines import TitleWords, split_title_line
from somei_cli.extraction.items.titles import (
    TitleLines,
    clean_title,
    find_next_line,
    is_complete_title,
    is_indented_part,
    read_title,
    split_off_sentence,
)
from somei_cli.extraction.items.treatments import (
    find_presenter,
    is_legislative_heading,
    is_part_heading,
    is_treatment,
    item_kind,
    split_before_sentence,
    split_behind_bracket,
    split_treatments,
)
from somei_cli.extraction.joined_lines import begins_a_sentence, begins_sentence_of_record, ends_a_sentence
from somei_cli.extraction.numbers_and_bullets import Mark, MarkedLine
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.items_and_follow_ups import Item, ItemKind
from somei_cli.model.references import ExternalReference

_RULE = re.compile(r"^[\s_*=+|–—-]{3,}$")
_MARKED_POSSIBLE = re.compile(r"(?i)\((?:poss(?:ibly|\.)?|[ée]ventuellement|ggf\.|evt\.|ev\.)\)")
_BULLETS = (Mark.DASH, Mark.LETTER, Mark.SMALL_ROMAN, Mark.PART)


class ItemReader:
    """Reads one block from top to bottom; `bare`: it is in an agenda without running text.

    The text of the last one, `is_last`, may follow on a page that was not given. `in_line` items share their line with
    others, so that nothing but capitals sets treatments apart.
    """

    def __init__(self, block: Block, *, bare: bool, is_last: bool = False, in_line: bool = False) -> None:
        self.block = block
        self.bare = bare
        self.in_line = in_line
        self.is_last = is_last
        self.bullets = (*_BULLETS, Mark.NUMBER) if block.is_roman else _BULLETS
        self.lines: Sequence[MarkedLine] = block.lines
        self.next_index = 1
        self.document_lines: list[Line] = []
        self.headings: list[str] = []
        self.summary = SummaryBuilder()
        self.sub_items = SubItemTree()
        self.has_complete_title = False
        self.holds_a_items = False
        self.has_indented_parts = False
        self.is_over = False

    def read_item(self) -> Item:
        """Return the item of the block; `document_lines` and `headings` then hold what is not part of it."""
        first = self.block.lines[0]
        title, tail = self._title_and_sentence(first)
        self.has_complete_title = is_complete_title(title)
        self.holds_a_items = is_title_of_a_items(title)
        if tail:
            self.summary.add_text(tail)
        while self.next_index < len(self.lines):
            self.next_index += 1
            self._read_line(self.lines[self.next_index - 1])
        split = split_before_sentence if self.in_line else split_behind_bracket
        title, treatment = split(title) if self.bare else (title, "")
        if treatment:
            self.summary.treatments.insert(0, treatment)
        if self.block.repeated_lines:
            self._read_repeated_lines()
        if not self.summary.has_text and not self.is_last:
            self.summary.treatments += self.sub_items.take_free_treatments()
        self.document_lines.sort(key=lambda line: line.number)
        treatments = (*self.summary.treatments, *self.sub_items.treatments_of_item())
        return Item(
            title=clean_title(title),
            number=self.block.number,
            kind=ItemKind.A if is_approval(self.summary.last_line) else item_kind(treatments),
            possible=bool(_MARKED_POSSIBLE.search(f"{first.prefix} {title}")),
            by=find_presenter(treatments),
            summary=self.summary.full_text(),
            subitems=self.sub_items.to_items(),
        )

    def drop_headings(self) -> None:
        """Take the last lines of the text as headings: another item follows."""
        self.headings += self.summary.drop_headings()

    def _read_repeated_lines(self) -> None:
        """Read the lines of the same item after a list of contents: only their text and their documents count."""
        block = replace(self.block, lines=self.block.repeated_lines, repeated_lines=())
        reader = ItemReader(block, bare=self.bare and is_bare([block]))
        reader.read_item()
        self.document_lines += reader.document_lines
        self.summary = reader.summary

    def _title_and_sentence(self, line: MarkedLine) -> tuple[str, str]:
        """Return the title that begins with a line, and the sentence it ran into; keep what was beside it."""
        title, tail = self._read_title(line.line, line.column)
        self._keep_surroundings(title)
        if not tail:
            return title.text, tail
        head, document = without_side_document(split_off_sentence(title.text)[0])
        if document:
            self.document_lines.append(replace(line.line, text=document))
        head, treatment = split_before_sentence(head)
        if treatment:
            self._add_treatments((treatment,))
        return head, tail

    def _read_title(self, line: Line, column: int = 0) -> tuple[TitleLines, str]:
        words = split_title_line(line.text, bare=self.bare)
        if tail := split_off_sentence(words.text)[1]:
            return TitleLines(((line, words),), (), self.next_index), tail
        title = read_title(self.lines, self.next_index, line, bare=self.bare, column=column)
        self.next_index = title.next_index
        return title, ""

    def _keep_surroundings(self, title: TitleLines) -> None:
        """Keep what was beside and between the words of a title."""
        self.document_lines += title.documents
        for line, words in title.lines:
            self._keep_beside(line, words)

    def _keep_beside(self, line: Line, words: TitleWords) -> None:
        self.document_lines += [replace(line, text=document) for document in words.documents]
        if words.treatments:
            self._add_treatments(words.treatments)
        if words.heading:
            self.headings.append(words.heading)

    def _add_treatments(self, treatments: Sequence[str]) -> None:
        """Add treatments without a mark: text of an agenda's item, but sub-items in a record, whose text follows."""
        if self.sub_items.add_treatments(treatments):
            return
        if self.bare:
            self.summary.treatments += treatments
            return
        for words in treatments:
            self.sub_items.add(0, words, free=True)

    # ---- lines below the title

    def _read_line(self, line: MarkedLine) -> None:
        words = line.text.strip()
        if line.line.note or self.is_over or self._read_row(line.line):
            return
        if line.is_blank or _RULE.match(line.text):
            self.summary.is_open = False
        elif is_site_heading(words) or is_legend(line) or (line.mark is Mark.NONE and is_note_below_items(words)):
            self.is_over = True
        elif line.mark in self.bullets or (line.mark is Mark.NUMBER and line.line.stressed):
            self._read_bullet(line)
        elif line.mark is not Mark.NONE:
            self.summary.add_text(f"{line.sign}. {line.text}" if words else "")
        elif is_part_heading(words):
            self._read_heading(words)
        elif is_procedure_file_line(words):
            self.summary.is_open = False
        elif is_side_document(words) or (is_code_line(words) and self._is_below_document(line)):
            self.document_lines.append(line.line)
        elif words.isdigit() and len(words) <= 2:
            self.next_index = skip_footnote(self.lines, self.next_index)
        else:
            self._read_free_line(line)

    def _is_below_document(self, line: MarkedLine) -> bool:
        """Whether the line right above is one of documents, so that codes belong to these."""
        return bool(self.document_lines) and self.document_lines[-1].number == line.line.number - 1

    def _read_row(self, line: Line) -> bool:
        """Read a row of a table in the text; return False if it is none: a table may list items and documents too."""
        if line.row and is_part_heading(line.text, capitals=False):
            self._read_heading(line.text.strip())
            return True
        if not line.row or self.block.lines[0].line.row or split_title_line(line.text, bare=True).documents:
            return False
        self.summary.add_row(line.text)
        return True

    def _read_heading(self, words: str) -> None:
        """Keep a heading, and skip the remark in brackets after or below it."""
        self.headings.append(words)
        self.summary.is_open = False
        below = find_next_line(self.lines, self.next_index, bare=self.bare)
        if below is not None and is_legislative_heading(words) and self.lines[below].text.lstrip().startswith("("):
            words = self.lines[below].text
            self.next_index = below + 1
        open_brackets = words.count("(") - words.count(")")
        while open_brackets > 0 and (index := find_next_line(self.lines, self.next_index, bare=self.bare)) is not None:
            if self.lines[index].mark is not Mark.NONE:
                break
            open_brackets += self.lines[index].text.count("(") - self.lines[index].text.count(")")
            self.next_index = index + 1

    def _read_free_line(self, marked_line: MarkedLine) -> None:
        """Read a line without a mark."""
        words = split_title_line(marked_line.text, bare=self.bare)
        if has_leader(marked_line.text):
            self.headings.append(words.text.strip())
        elif self._read_indented_part(marked_line):
            self.summary.is_open = False
        elif self.holds_a_items and is_list_of_a_items(words.text):
            self._keep_beside(marked_line.line, words)
            self.sub_items.add(0, words.text.strip(" :"))
            self.summary.is_open = False
        elif self._is_heading_of_others(marked_line):
            self._read_heading(words.text.strip())
        elif not self.summary.paragraphs and self._read_free_title(marked_line):
            self.summary.is_open = False
        elif (
            not self.summary.paragraphs
            and not self.sub_items.roots
            and is_bare_subitem(self.lines, self.next_index - 1)
        ):
            self.sub_items.add(0, marked_line.text, free=True)
            self.summary.is_open = False
        elif self.bare and not cites_in_words(marked_line.text):
            self._keep_beside(marked_line.line, words)
            if words.text:
                self.summary.add_text(words.text)
        else:
            self.summary.add_text(marked_line.text)

    def _read_indented_part(self, line: MarkedLine) -> bool:
        """Read a sub-item that is indented below the title or below another, none having a mark; else return False."""
        if not self.bare or self.summary.paragraphs or (self.sub_items.roots and not self.has_indented_parts):
            return False
        if not is_indented_part(line, "", self.block.lines[0].column):
            return False
        self.has_indented_parts = True
        title = read_title(self.lines, self.next_index, line.line, bare=self.bare)
        self.next_index = title.next_index
        for words in split_treatments(title.text) or (title.text,):
            self.sub_items.add(0, words)
        self._keep_surroundings(title)
        return True

    def _is_heading_of_others(self, line: MarkedLine) -> bool:
        """Whether a line heads the items below: a configuration of the Council, with nothing below it in its block.

        In the part of a Coreper agenda that has its own numbers, any line in italics or bold does.
        """
        below = [marked for marked in self.lines[self.next_index :] if not marked.is_blank]
        if self.is_last or any(marked.mark is not Mark.NONE for marked in below):
            return False
        if is_configuration(line.text):
            return all(is_configuration(marked.text) or is_part_heading(marked.text) for marked in below)
        return line.line.stressed and is_part_of_coreper_agenda(self.block.lines[0].text)

    def _read_free_title(self, marked_line: MarkedLine) -> bool:
        """Read a treatment, or the title of a sub-item above one, that begins with a line without a mark.

        Return False, and read nothing, if the line is neither.
        """
        first = " ".join(split_title_line(marked_line.text, bare=self.bare).text.split())
        title = read_title(self.lines, self.next_index, marked_line.line, bare=self.bare)
        if not first or ends_a_sentence(title.text) or begins_a_sentence(title.text):
            return False
        is_point = not self.bare and self._is_point_of_other_business(title)
        if is_treatment(first) and not is_point:
            self._add_treatments(split_treatments(title.text) or (title.text,))
        elif is_point or (not self.bare and self._is_title_of_part(title)):
            self.sub_items.add(0, title.text, free=not is_point)
        else:
            return False
        self.next_index = title.next_index
        self._keep_surroundings(title)
        return True

    def _is_point_of_other_business(self, title: TitleLines) -> bool:
        """Whether a line without a mark is the only point of other business, right below it and above a blank line."""
        is_first = self.next_index == 2 and is_other_business(self.block.lines[0].text)
        below = self.lines[title.next_index : title.next_index + 1]
        return is_first and bool(below) and below[0].is_blank and is_part_title(title.text)

    def _is_title_of_part(self, title: TitleLines) -> bool:
        """Whether a line without a mark is the title of a part of the item.

        A treatment is below it, or the item prepares a meeting (a complete title), whose parts are the next lines:
        `Meeting of the Council on 4 May 2023: Preparation` / `Regulation on lamps` / `General approach`.
        """
        if any(not sub.free for sub in self.sub_items.roots) or not is_part_title(title.text):
            return False
        below = find_next_line(self.lines, title.next_index, bare=False)
        if self.has_complete_title or below is None:
            return self.has_complete_title
        line = self.lines[below]
        return line.mark is Mark.NONE and is_treatment(line.text) and not _is_heading_or_sentence(line.text)

    # ---- sub-items

    def _read_bullet(self, bullet: MarkedLine) -> None:
        if bullet.mark is Mark.DASH and is_side_document(bullet.text):
            self.document_lines.append(bullet.line)
            return
        is_heading = is_part_heading(bullet.text, capitals=False) and not self._is_last_part(bullet)
        if bullet.mark is Mark.DASH and (not bullet.text or is_heading):
            self.headings += [bullet.text.strip()] if bullet.text else []
            return
        title, tail = self._read_title(bullet.line)
        sub_title = split_off_sentence(title.text)[0] if tail else title.text
        has_letters = self.next_index < len(self.lines) and self.lines[self.next_index].sign == "a"
        if sub_title and is_subitem(bullet, sub_title, self.summary, bare=self.bare, has_letters=has_letters):
            sign = bullet.sign if bullet.mark in {Mark.LETTER, Mark.PART, Mark.NUMBER} else ""
            self.sub_items.add(self.sub_items.level_of(bullet), sub_title, sign=sign)
            self.summary.is_open = False
            if tail:
                self.summary.add_text(tail)
        elif sub_title:
            self.summary.add_bullet(f"- {sub_title}" if bullet.mark is Mark.DASH else f"{bullet.sign}) {sub_title}")
        self._keep_surroundings(title)

    def _is_last_part(self, bullet: MarkedLine) -> bool:
        """Whether other business behind a bullet is the last part of a meeting that the item prepares."""
        has_parts = any(not sub.free for sub in self.sub_items.roots)
        is_followed = any(line.mark is not Mark.NONE for line in self.lines[self.next_index :])
        return has_parts and not is_followed and not self.is_last and is_other_business(bullet.text)


def _is_heading_or_sentence(words: str) -> bool:
    return is_part_heading(words.strip(), capitals=False) or ends_a_sentence(words)


# The title of a single item, on a page that shows one of a longer list.
_SINGLE_ITEM_TITLE = re.compile(r"[^\W\d_a-z][^.:;!?]{4,118}$")
_COREPER_PART = re.compile(r"(?i)(?P<non>non-)?discussion items\b")

_LONGEST_TITLE_WITH_POINT = 100

Scanner = Callable[[Sequence[Line]], Iterable[DocumentNumber | ExternalReference]]


def are_items(blocks: Sequence[Block], *, by_nature: bool) -> bool:
    """Whether numbered blocks are items rather than paragraphs: their first lines are titles, not sentences."""
    titles = [block.lines[0].text for block in blocks]
    if not titles:
        return False
    is_agenda = blocks[0].is_announced or any(is_agenda_title(title) for title in titles)
    if not is_agenda and (not by_nature or any(map(is_section_title, titles))):
        return False
    if not is_agenda and len(titles) == 1 and not _SINGLE_ITEM_TITLE.match(titles[0].strip()):
        return False
    return sum(map(_is_paragraph, blocks)) * 3 <= len(blocks)


def _is_paragraph(block: Block) -> bool:
    """Whether a block begins with a sentence: it has its verb, goes over lines, or is long, and ends in a full stop."""
    title = read_title(block.lines, 1, block.lines[0].line, bare=False)
    is_sentence = begins_a_sentence(title.text) or begins_sentence_of_record(title.text)
    if not ends_a_sentence(title.text):
        return is_sentence and ends_a_sentence(block.last_line_below(title.next_index))
    if is_sentence:
        return True
    is_long = len(title.lines) > 1 or len(title.text) > _LONGEST_TITLE_WITH_POINT
    return is_long and not split_off_sentence(title.text)[1]


def read_items(blocks: Sequence[Block], scan: Scanner) -> tuple[tuple[Item, ...], tuple[Block, ...]]:
    """Return the items of a main text with the documents beside or below them, and the blocks with these documents."""
    whole_blocks = blocks
    if is_bare(blocks[:-1]):
        blocks = without_text_below(without_footnotes(blocks))
    bare, signs = is_bare(blocks), footnote_signs(whole_blocks)
    shared_lines = find_shared_lines(blocks)
    items: list[Item] = []
    blocks_with_documents: list[Block] = []
    headings = _HeadingsAbove()
    for index, block in enumerate(blocks):
        in_line = block.lines[0].line.number in shared_lines
        reader = ItemReader(block, bare=bare, is_last=index + 1 == len(blocks), in_line=in_line)
        item = reader.read_item()
        if index + 1 < len(blocks):
            reader.drop_headings()
            item = item._replace(summary=reader.summary.full_text())
        document_lines = tuple(reader.document_lines)
        documents = tuple(to for to in scan(document_lines) if isinstance(to, DocumentNumber)) if document_lines else ()
        items.append(headings.describe(_without_glued_marks(item, signs)._replace(documents=documents)))
        blocks_with_documents.append(replace(whole_blocks[index], documents=document_lines))
        headings.add([item.title, *reader.headings])
    return tuple(items), tuple(blocks_with_documents)


def _without_glued_marks(item: Item, signs: frozenset[str]) -> Item:
    subitems = tuple(_without_glued_marks(sub_item, signs) for sub_item in item.subitems)
    return item._replace(title=without_glued_mark(item.title, signs), subitems=subitems)


class _HeadingsAbove:
    """What the headings above an item say of it."""

    def __init__(self) -> None:
        self.legislative = False
        self.kind: ItemKind | None = None
        self.business = ""

    def add(self, headings: Sequence[str]) -> None:
        """Take the headings between two items into account."""
        for heading in headings:
            is_legislative = is_legislative_heading(heading)
            self.legislative = self.legislative if is_legislative is None else is_legislative
            if part := _COREPER_PART.match(heading):
                self.kind = ItemKind.I if part["non"] else ItemKind.II
        if any(is_other_business(heading) for heading in headings):
            self.legislative, self.kind = False, None
        self.business = next((words.strip(" .:") for words in headings if is_other_business(words)), "")

    def describe(self, item: Item) -> Item:
        """Return the item as its headings describe it; with sub-items but no title, the heading is its title."""
        title = item.title or (self.business if item.subitems else "")
        legislative = self.legislative and not is_other_business(title)
        return item._replace(title=title, legislative=legislative, kind=self.kind or item.kind)
