"""Read HTML into lines: pages saved by a browser or by Word, and pages made by PDF viewers.

The walker goes through the elements and collects the lines of blocks, tables and lists, in the body or in open cells.
List marks are counted as a browser counts them; footnote marks are found as raised figures or links to notes; words
that a PDF viewer set at coordinates are put on common lines.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from somei_cli.errors import Unreadable
from somei_cli.extraction.sources.hidden_lines import WHOLE_LINE, struck_lines
from somei_cli.extraction.sources.html.element_tree import HtmlPage, parse_page
from somei_cli.extraction.sources.html.page_furniture import PageFurniture, is_code, is_hidden, is_struck
from somei_cli.extraction.sources.html.words_outside_text import describe_place, find_unshown_words
from somei_cli.extraction.sources.line_builder import (
    GAP,
    LineBuilder,
    LineOrGap,
    gaps_to_empty_lines,
    lay_out_row,
    normalise_mark,
    to_letters,
    to_roman,
)
from somei_cli.extraction.sources.xml_nodes import Node, inline_style, text_pieces
from somei_cli.model.importing.draft_entry import Line, SourceText

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELL_TAGS = frozenset({"td", "th"})
_PART_TAGS = HEADINGS.keys() | {"table", "ul", "ol"}


@dataclass
class _Cell:
    """The lines of the body or of a table cell; a table, heading or list in it makes it a part of the page."""

    lines: list[LineOrGap] = field(default_factory=list)
    is_part: bool = False


class HtmlCells:
    """The body, with the table cells and rows that are open in it."""

    def __init__(self) -> None:
        self._open_cells = [_Cell()]
        self._rows: list[list[_Cell]] = []

    @property
    def body(self) -> list[LineOrGap]:
        """All lines, once every table is closed."""
        return self._open_cells[0].lines

    def add(self, line: Line | None) -> None:
        """Append a line or a gap."""
        self._open_cells[-1].lines.append(line)

    def begin(self, tag: object) -> None:
        """Begin a block."""
        if tag in _PART_TAGS:
            self._open_cells[-1].is_part = True
        elif tag == "tr":
            self._rows.append([])
        elif tag in _CELL_TAGS:
            self._open_cells.append(_Cell())

    def end(self, tag: object) -> None:
        """End a block."""
        if tag == "tr":
            cells = self._rows.pop()
            self._open_cells[-1].lines += lay_out_row([c.lines for c in cells], parts=any(c.is_part for c in cells))
        elif tag in _CELL_TAGS:
            cell = self._open_cells.pop()
            if self._rows:
                self._rows[-1].append(cell)
            else:
                self._open_cells[-1].lines += cell.lines


LIST_TAGS = frozenset({"ul", "ol"})
_NO_MARK_STYLE = re.compile(r"(?i)list-style(?:-type)?\s*:\s*none")
_WORD_LEVEL = re.compile(r"(?i)mso-list:\s*l\d{1,5}\s+level([1-9])")
_WORD_MARK = re.compile(r"(?i)mso-list:\s*ignore")


@dataclass
class _OpenList:
    """A list that is open, and how far it has counted."""

    kind: str
    count: int


class HtmlLists:
    """The lists that are open, and the mark for the next line."""

    def __init__(self) -> None:
        self.mark = ""
        self.indent = 0
        self._open_lists: list[_OpenList] = []

    def __bool__(self) -> bool:
        return bool(self._open_lists)

    def begin(self, node: Node) -> None:
        """Begin a block: a list, an item, or another."""
        if node.tag in LIST_TAGS:
            is_ordered = node.tag == "ol"
            kind = "" if _NO_MARK_STYLE.search(inline_style(node)) else node.get("type", "1") if is_ordered else "-"
            self._open_lists.append(_OpenList(kind, _parse_number(node.get("start", ""), 1) - 1))
        elif node.tag == "li":
            self.mark = self._next_mark(node)
        level = _WORD_LEVEL.search(inline_style(node))
        self.indent = int(level[1]) - 1 if level else self._depth()

    def end(self, node: Node) -> None:
        """End a block."""
        if node.tag in LIST_TAGS:
            self._open_lists.pop()
        self.indent = self._depth()

    def _depth(self) -> int:
        return max(len(self._open_lists) - 1, 0)

    def _next_mark(self, item: Node) -> str:
        """Return the mark of the next list item."""
        if not self._open_lists:
            return "-"
        open_list = self._open_lists[-1]
        open_list.count = _parse_number(item.get("value", ""), open_list.count + 1)
        if open_list.kind in ("", "-"):
            return open_list.kind
        sign = {"a": to_letters, "i": to_roman}.get(open_list.kind.lower(), str)(open_list.count)
        return normalise_mark(f"{sign.upper() if open_list.kind.isupper() else sign}.")


def is_word_item(node: Node) -> bool:
    """Return whether a paragraph was a list item in Word."""
    return bool(_WORD_LEVEL.search(inline_style(node)))


def find_word_mark(node: Node) -> str:
    """Return the number or bullet of a list paragraph saved by Word, if this element holds one, else ""."""
    return normalise_mark("".join(text_pieces(node))) if _WORD_MARK.search(inline_style(node)) else ""


def _parse_number(words: str, default: int) -> int:
    return int(words) if re.fullmatch(r"-?[0-9]{1,6}", words.strip()) else default


_NOTE_MARK = re.compile(r"[(\[]?\s*([0-9]{1,3}|\*{1,3}|[ivx]{1,5}|[a-z])\s*[)\]]?")
_NOTE_LINK = re.compile(r"(?i)#_?(?:ftn|edn|fn|note|ntr|ntc)")
_RAISED = re.compile(r"(?i)vertical-align\s*:\s*super")
_MAX_PIECES = 20


def footnote_mark_of(node: Node, last_character: str) -> str:
    """Return the mark of the footnote that an element calls, or "".

    A letter after a figure is not a mark: it makes an ordinal.
    """
    is_raised = (
        node.tag == "sup"
        or "reference" in node.get("class", "").lower()
        or bool(_RAISED.search(inline_style(node)))
        or (node.tag == "a" and bool(_NOTE_LINK.search(node.get("href", ""))))
    )
    if not is_raised:
        return ""
    words = "".join(islice(text_pieces(node), _MAX_PIECES))
    match = _NOTE_MARK.fullmatch(" ".join(words.split()))
    if not match or (match[1].isalpha() and last_character.isdigit()):
        return ""
    return match[1]


_TOP = re.compile(r"(?i)(?:^|[;\s])top\s*:[^;\d-]{0,60}(-?[0-9]{1,6}(?:\.[0-9]{0,12})?)\s*([a-z%]{0,4})")
_LEFT = re.compile(r"(?i)(?:^|[;\s])left\s*:[^;\d-]{0,60}(-?[0-9]{1,6}(?:\.[0-9]{0,12})?)\s*([a-z%]{0,4})")
_SIZE = re.compile(r"(?i)(?:^|[;\s])font-size\s*:[^;\d-]{0,60}([0-9]{1,4}(?:\.[0-9]{0,12})?)\s*px")
_HEIGHT_CLASS = re.compile(r"(?:^|\s)y([0-9a-f]{1,6})(?:\s|$)")
_INLINE_TAGS = frozenset("span b i em strong a sup sub u font br".split())
_LINE_TOLERANCE = 2.0
_LETTER_WIDTH = 0.6
_COLUMN_WIDTH = 3


@dataclass(frozen=True, slots=True)
class HtmlPlace:
    """The coordinates of a piece of text; places with different `unit` cannot be compared."""

    top: float
    unit: str
    left_edge: float | None = None
    size: float | None = None

    def is_on_line_of(self, other_place: "HtmlPlace") -> bool:
        """Return whether two pieces are on the same line."""
        tolerance = _LINE_TOLERANCE if self.unit in ("px", "pt") else _LINE_TOLERANCE / 10
        return self.unit == other_place.unit and abs(self.top - other_place.top) <= tolerance

    def is_far_from(self, earlier: "HtmlPlace", words: str) -> bool:
        """Return whether a column gap separates this from an earlier piece with these words; True if unknown."""
        if self.left_edge is None or earlier.left_edge is None or earlier.size is None:
            return True
        return self.left_edge - earlier.left_edge > earlier.size * (_LETTER_WIDTH * len(words) + _COLUMN_WIDTH)


def find_place(node: Node) -> HtmlPlace | None:
    """Return the place of an element that holds a piece of text and no blocks."""
    if node.tag not in ("div", "span", "p"):
        return None
    classes, css = node.get("class", ""), inline_style(node)
    # pdf2htmlEX names heights: all pieces of class t with the same height are on one line.
    if "t" in classes.split() and (height_match := _HEIGHT_CLASS.search(classes)):
        place_by_name = HtmlPlace(float(int(height_match[1], 16)), "named")
        return place_by_name if _holds_only_inline(node) else None
    top_match, left_match, size_match = _TOP.search(css), _LEFT.search(css), _SIZE.search(css)
    if top_match is None or left_match is None or not _holds_only_inline(node):
        return None
    same_unit = left_match[2] == "px" == top_match[2]
    return HtmlPlace(
        float(top_match[1]),
        top_match[2],
        float(left_match[1]),
        float(size_match[1]) if size_match and same_unit else None,
    )


def _holds_only_inline(node: Node) -> bool:
    return all(child.tag in _INLINE_TAGS for child in node)


_SPACED_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 table pre blockquote hr dl figure ul ol".split())
_BLOCKS = _SPACED_BLOCKS | frozenset(
    "html body div section article main header footer nav aside form fieldset address center li dt dd tr td th "
    "tbody thead tfoot caption details summary figcaption legend dialog menu search hgroup".split()
)
_STRESS_TAGS = frozenset("b strong i em".split())
_STRESS_STYLE = re.compile(r"(?i)font-weight\s*:\s*(?:bold|[6-9]00)|font-style\s*:\s*italic")
_PREFORMATTED_STYLE = re.compile(r"(?i)white-space\s*:\s*pre")
_BLANKS = re.compile(r"[ \t\n\r\f]+")


class HtmlWalker:
    """Walks through a page without recursion, however deeply it is nested."""

    def __init__(self, root: Node, furniture: PageFurniture | None, *, hidden: bool = False) -> None:
        """Take the root and the furniture to skip; with `hidden`, text that no browser shows is read too."""
        self.skipped: list[Node] = []
        self.lines_with_struck_words: list[Line] = []
        self._furniture = furniture
        self._hidden = hidden
        self._builder = LineBuilder(1)
        self._cells = HtmlCells()
        self._lists = HtmlLists()
        self._heading = self._stressed = self._preformatted = 0
        self._last_placed: tuple[HtmlPlace, str] | None = None
        self._root = root

    def lines(self) -> list[LineOrGap]:
        """Return all lines of the page."""
        self._enter(self._root)
        open_nodes = [(self._root, iter(self._root))]
        while open_nodes:
            node, children = open_nodes[-1]
            following = next(children, None)
            if following is None:
                open_nodes.pop()
                self._leave(node)
                if node is not self._root:
                    self._add_words(node.tail)
            elif self._enter(following):
                open_nodes.append((following, iter(following)))
            else:
                self._add_words(following.tail)
        self._end_line()
        return self._cells.body

    def _enter(self, node: Node) -> bool:
        """Begin an element, and return whether its children are to be read."""
        if not isinstance(node.tag, str) or (self._hidden and is_code(node)):
            return False
        if (not self._hidden and is_hidden(node)) or (self._furniture and self._furniture.is_furniture(node)):
            self._skip(node)
            return False
        if not self._builder.pieces:
            self._builder.number = node.sourceline or self._builder.number
        if mark := footnote_mark_of(node, self._builder.last_character):
            self._builder.add_footnote_mark(mark)
            return False
        if mark := find_word_mark(node):
            self._lists.mark = mark
            return False
        if node.tag == "br":
            self._end_line(keep=True)
            return False
        if new_place := find_place(node):
            self._add_placed(new_place, node)
        elif node.tag in _BLOCKS:
            self._begin(node)
        self._builder.add_link(node.get("href", ""))
        self._stressed += _is_stressed(node)
        self._preformatted += _is_preformatted(node)
        self._add_words(node.text)
        return True

    def _skip(self, node: Node) -> None:
        self.skipped.append(node)
        if is_struck(node):
            self._builder.add_struck("".join(text_pieces(node)))

    def _leave(self, node: Node) -> None:
        self._stressed -= _is_stressed(node)
        self._preformatted -= _is_preformatted(node)
        if node.tag in _BLOCKS and find_place(node) is None:
            self._end(node)

    def _begin(self, node: Node) -> None:
        """Begin a block."""
        self._end_line()
        self._last_placed = None
        self._builder.number = node.sourceline or self._builder.number
        self._add_gap(node)
        self._heading = HEADINGS.get(str(node.tag), self._heading)
        self._cells.begin(node.tag)
        self._lists.begin(node)

    def _end(self, node: Node) -> None:
        """End a block."""
        self._end_line()
        if node.tag == "li" and self._lists.mark:
            self._add_line(LineBuilder(self._builder.number))
        if node.tag in HEADINGS:
            self._heading = 0
        self._cells.end(node.tag)
        self._lists.end(node)
        self._add_gap(node)

    def _add_gap(self, node: Node) -> None:
        """Add a gap around a block, but not between the paragraphs of a list."""
        if node.tag in _SPACED_BLOCKS and not self._lists and not (node.tag == "p" and is_word_item(node)):
            self._cells.add(None)

    def _add_placed(self, new_place: HtmlPlace, node: Node) -> None:
        """Add a piece of text with coordinates: to the current line or to a new one."""
        if self._last_placed and new_place.is_on_line_of(self._last_placed[0]):
            is_far = new_place.is_far_from(*self._last_placed)
            self._builder.add(GAP if is_far else "" if self._builder.last_character == " " else " ")
        else:
            self._end_line()
        self._last_placed = new_place, node.text or ""

    def _add_words(self, text: str | None) -> None:
        """Add words: as typed in preformatted text, else with single blanks."""
        stressed = self._stressed > 0
        if self._preformatted and text:
            for index, words in enumerate(text.split("\n")):
                if index:
                    self._end_line(keep=True)
                    self._builder.number += 1
                self._builder.add(words, stressed=stressed)
        elif text:
            words = _BLANKS.sub(" ", text)
            after_blank = self._builder.last_character in ("", " ") and not self._builder.follows_struck
            self._builder.add(words.lstrip(" ") if after_blank else words, stressed=stressed)

    def _end_line(self, *, keep: bool = False) -> None:
        """End the line; with `keep`, also an empty one, as the page has it on purpose."""
        builder, self._builder = self._builder, LineBuilder(self._builder.number)
        if keep or builder.pieces or builder.notes or builder.note:
            self._add_line(builder)
        elif builder.is_struck_out:
            # The mark of a list item goes with its words.
            self._lists.mark = ""
        # The words themselves are among what was skipped.
        struck = struck_lines(*builder.struck_words(), builder.number)
        self.lines_with_struck_words += [line for line in struck if line.place == WHOLE_LINE]

    def _add_line(self, builder: LineBuilder) -> None:
        self._cells.add(builder.build(self._lists.mark, self._lists.indent, self._heading))
        self._lists.mark = ""


def _is_stressed(node: Node) -> bool:
    return node.tag in _STRESS_TAGS or bool(_STRESS_STYLE.search(inline_style(node)))


def _is_preformatted(node: Node) -> bool:
    return node.tag == "pre" or bool(_PREFORMATTED_STYLE.search(inline_style(node)))


def read_html(content: bytes, name: str) -> SourceText:
    """Return the lines of a page, with the line numbers of its source, and a doubt if its encoding had to be guessed.

    The furniture of the site is left out, unless the page has nothing else.

    Raises:
        Unreadable: if the page is too large, nested too deeply, or without text.
        ExtraMissing: if lxml is not installed.
    """
    page = parse_page(content, name)
    root, doubts = page.root, page.doubts
    for furniture in (PageFurniture(root), None):
        walker = HtmlWalker(root, furniture)
        lines = tuple(gaps_to_empty_lines(walker.lines()))
        if any(line.words for line in lines):
            after_end = _lines_after_end(page, frozenset(line.words for line in lines))
            return SourceText(lines, doubts, (*_hidden_lines_of(walker, root), *page.comments, *after_end))
    raise Unreadable(name, "holds no text")


def _hidden_lines_of(walker: HtmlWalker, root: Node) -> Iterator[Line]:
    """Yield the lines of the skipped elements, and the words of attributes, style sheets and scripts."""
    for skipped in walker.skipped:
        for node in skipped if skipped.tag == "head" else (skipped,):
            yield from _words_of(node, describe_place(node))
    yield from walker.lines_with_struck_words
    yield from find_unshown_words(root.iter())


def _lines_after_end(page: HtmlPage, page_lines: Collection[str]) -> Iterator[Line]:
    """Yield the lines after the end of the page that are not lines of the page itself."""
    if page.tail is None:
        return
    lines = (*_words_of(page.tail, "after the end of the page"), *find_unshown_words(page.tail.iter()))
    for line in lines:
        if line.words not in page_lines:
            yield replace(line, number=line.number + page.tail_begins - 1)


def _words_of(node: Node, place: str) -> Iterator[Line]:
    """Yield the lines of an element that a browser does not show in the text."""
    for line in HtmlWalker(node, None, hidden=True).lines():
        if line and line.words:
            yield replace(line, place=place)
