"""The way through a page, element by element: which lines its blocks, tables and lists give."""

import re

from somei_cli.text.sources.drafts import GAP, LineBuilder
from somei_cli.text.sources.html.cells import HEADINGS, Cells
from somei_cli.text.sources.html.chrome import Chrome, is_code, is_hidden
from somei_cli.text.sources.html.lists import HtmlLists, is_word_item, word_mark
from somei_cli.text.sources.html.notes import called
from somei_cli.text.sources.html.placed import HtmlPlace, place
from somei_cli.text.sources.layout import Laid
from somei_cli.text.sources.nodes import Node, style

_APART = frozenset("p h1 h2 h3 h4 h5 h6 table pre blockquote hr dl figure ul ol".split())
_BLOCKS = _APART | frozenset(
    "html body div section article main header footer nav aside form fieldset address center li dt dd tr td th "
    "tbody thead tfoot caption details summary figcaption legend dialog menu search hgroup".split()
)
_STRESSED = frozenset("b strong i em".split())
_STRESSING = re.compile(r"(?i)font-weight\s*:\s*(?:bold|[6-9]00)|font-style\s*:\s*italic")
_AS_TYPED = re.compile(r"(?i)white-space\s*:\s*pre")
_BLANKS = re.compile(r"[ \t\n\r\f]+")


class Walk:
    """Goes through a page without recursion, however deep it is nested."""

    def __init__(self, root: Node, chrome: Chrome | None, *, hidden: bool = False) -> None:
        """Take the root, and what to leave out of it; with `hidden`, what no browser shows is text like any other."""
        self.passed_by: list[Node] = []
        self._chrome = chrome
        self._hidden = hidden
        self._draft = LineBuilder(1)
        self._cells = Cells()
        self._lists = HtmlLists()
        self._heading = self._stressed = self._typed = 0
        self._placed: tuple[HtmlPlace, str] | None = None
        self._root = root

    def lines(self) -> list[Laid]:
        """All lines of the page."""
        self._enter(self._root)
        open_ = [(self._root, iter(self._root))]
        while open_:
            node, below = open_[-1]
            following = next(below, None)
            if following is None:
                open_.pop()
                self._leave(node)
                self._words(node.tail)
            elif self._enter(following):
                open_.append((following, iter(following)))
            else:
                self._words(following.tail)
        self._flush()
        return self._cells.body

    def _enter(self, node: Node) -> bool:
        """Begin an element; whether one has to look into it."""
        if not isinstance(node.tag, str) or (self._hidden and is_code(node)):
            return False
        if (not self._hidden and is_hidden(node)) or (self._chrome and self._chrome.holds(node)):
            self.passed_by.append(node)
            return False
        if not self._draft.pieces:
            self._draft.number = node.sourceline or self._draft.number
        if mark := called(node, self._draft.last):
            self._draft.call(mark)
            return False
        if mark := word_mark(node):
            self._lists.mark = mark
            return False
        if node.tag == "br":
            self._flush(keep=True)
            return False
        if spot := place(node):
            self._set(spot, node)
        elif node.tag in _BLOCKS:
            self._begin(node)
        self._stressed += _is_stressed(node)
        self._typed += _is_typed(node)
        self._words(node.text)
        return True

    def _leave(self, node: Node) -> None:
        self._stressed -= _is_stressed(node)
        self._typed -= _is_typed(node)
        if node.tag in _BLOCKS and place(node) is None:
            self._end(node)

    def _begin(self, node: Node) -> None:
        """Begin a block."""
        self._flush()
        self._placed = None
        self._draft.number = node.sourceline or self._draft.number
        self._gap(node)
        self._heading = HEADINGS.get(str(node.tag), self._heading)
        self._cells.begin(node.tag)
        self._lists.begin(node)

    def _end(self, node: Node) -> None:
        """End a block."""
        self._flush()
        if node.tag == "li" and self._lists.mark:
            self._add(LineBuilder(self._draft.number))
        if node.tag in HEADINGS:
            self._heading = 0
        self._cells.end(node.tag)
        self._lists.end(node)
        self._gap(node)

    def _gap(self, node: Node) -> None:
        """Leave room around a block, but not between the paragraphs of a list."""
        if node.tag in _APART and not self._lists and not (node.tag == "p" and is_word_item(node)):
            self._cells.add(None)

    def _set(self, spot: HtmlPlace, node: Node) -> None:
        """Set a piece of text at its place: on the line, or on a new one."""
        if self._placed and spot.beside(self._placed[0]):
            far = spot.far_from(*self._placed)
            self._draft.add(GAP if far else "" if self._draft.last == " " else " ")
        else:
            self._flush()
        self._placed = spot, node.text or ""

    def _words(self, text: str | None) -> None:
        """Take in words: as typed in preformatted text, elsewhere with single blanks."""
        stressed = self._stressed > 0
        if self._typed and text:
            for at, words in enumerate(text.split("\n")):
                if at:
                    self._flush(keep=True)
                    self._draft.number += 1
                self._draft.add(words, stressed=stressed)
        elif text:
            words = _BLANKS.sub(" ", text)
            apart = self._draft.last in ("", " ")
            self._draft.add(words.lstrip(" ") if apart else words, stressed=stressed)

    def _flush(self, *, keep: bool = False) -> None:
        """End the line; an empty one is kept where the page has it on purpose."""
        draft, self._draft = self._draft, LineBuilder(self._draft.number)
        if keep or draft.pieces or draft.notes or draft.note:
            self._add(draft)

    def _add(self, draft: LineBuilder) -> None:
        self._cells.add(draft.line(self._lists.mark, self._lists.indent, self._heading))
        self._lists.mark = ""


def _is_stressed(node: Node) -> bool:
    return node.tag in _STRESSED or bool(_STRESSING.search(style(node)))


def _is_typed(node: Node) -> bool:
    return node.tag == "pre" or bool(_AS_TYPED.search(style(node)))
