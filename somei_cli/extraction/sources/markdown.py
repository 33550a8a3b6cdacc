"""Read Markdown into lines.

The markup is removed; the nesting of bullets and the footnote marks are kept apart from the words.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from somei_cli.extraction.sources.hidden_lines import hidden_lines, struck_lines
from somei_cli.extraction.sources.line_builder import GAP, LineBuilder
from somei_cli.extraction.sources.plain_text import clean_line
from somei_cli.model.importing.draft_entry import Line, SourceText

# Signs that hardly any other text has; a text that holds none of the runs before a sign is not searched for it.
_MARKDOWN_SIGNS = tuple(
    (runs.split(), re.compile(pattern, re.MULTILINE))
    for runs, pattern in (
        ("#", r"^ {0,3}#{1,6} {1,3}[^\s#]"),
        ("**", r"(?<![\w*\\])\*\*(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*\*(?![\w*])"),
        ("__", r"(?<![\w_])__(?=[^\s_])[^_\n]{1,200}(?<=[^\s_])__(?![\w_])"),
        ("~~", r"(?<!~)~~(?=[^\s~])[^~\n]{1,200}(?<=[^\s~])~~(?!~)"),
        ("</su", r"</su[pb]>"),
        ("[^", r"\[\^\w{1,8}\]"),
        ("](", r"\]\((?:https?:|mailto:|#)"),
        ("---", r"^[ |]{0,3}:?-{3,80}:? ?(?:\| ?:?-{3,80}:? ?){1,20}\|?\s*$"),
        ("``` ~~~", r"^(?:```|~~~)"),
    )
)
_TABLE_RULE = re.compile(r"[ |]{0,3}:?-{1,80}:? ?(?:\| ?:?-{1,80}:? ?){1,20}\|?\s*")
# Signs that a plain text may have too: a note after an asterisk, a table drawn with bars, blanks at the end.
_WEAK_SIGNS = tuple(
    (run, re.compile(pattern, re.MULTILINE))
    for run, pattern in (
        ("*", r"(?<![\w*])\*(?=[^\s*])[^*\n]{1,200}(?<=[^\s*])\*(?![\w*])"),
        ("\\", r"\\[\[\]*_#.()]"),
        ("|", r"^\s{0,3}\|.{0,300}\|\s*$"),
        ("  \n", r"\S  $(?=\n\S)"),
        ("]: ", r"^ {0,3}\[[^\]\n]{1,200}\]: \S"),
        ("\n", r"\A\ufeff?(?:-{3}|\+{3})\s*\n(?=[\w .-]{1,60}\s?[:=])"),
    )
)
_MAY_BE_RULES = re.compile(r"(?m)^\s*(?:-{3,}|\*{3,}|_{3,})\s*$|^\s{0,3}\* \S")
_MARKDOWN_WINDOW = 100_000
_SURE, _LIKELY = 3, 2
_NOTE_MARK = re.compile(r"\[\^(\w{1,8})\](?P<starts>:?)")
_TAG = re.compile(r"<[^<>]{0,300}>")
_ITEM_NUMBER = re.compile(r"(?:[0-9]{1,3}|[IVX]{1,5})\.{1,2}")
_NUMBER_HEADING = re.compile(r"(?:No|Nr|N°|Nº|#|Item|Point|Punkt|Punt|Punto|Ponto)\.?")
_AGENDA_HEADING = re.compile(
    r"(?i)(?:(?:no|nr|n°|nº|#)\.?|(?:agenda )?items?|points?|punkte?|punten|puntos?|punti|tagesordnungspunkte?|agenda|"
    r"(?:[0-9]{1,3}|[IVX]{1,5})\.)"
)
_HOURS = re.compile(r"[0-2]?[0-9][.:h][0-5][0-9](?: ?[-–—] ?[0-2]?[0-9][.:h][0-5][0-9])?")
# A word that no document and no code has: the name of a speaker.
_WORD_OF_NAME = re.compile(r"(?!(?:annexe?|final|endg)\b)(?<![^\W\d_])[^\W\d_]?[^\W\d_A-ZÀ-Þ]{3,}")
_FEWEST_CELLS = 2
_COLUMN_GAP = 6
_VERBATIM = frozenset({"hr", "fence", "code_block", "html_block"})
_SPANS = {"em": "stressed", "strong": "stressed", "s": "struck"}
_WORDS = frozenset({"text", "text_special", "code_inline"})
_FRONT_MATTER_START = re.compile(r"(?:-{3}|\+{3})\s*$")
_FRONT_MATTER_END = re.compile(r"(?:-{3}|\+{3}|\.{3})\s*$")
_MAX_FRONT_MATTER = 200
_FRONT_MATTER_VALUE = re.compile(r"\s*(?:[-*]\s+|[\w .-]{1,60}\s?[:=]\s*)+[\"'\[]*(?P<words>.*?)[\"'\],]*\s*$")
# A bullet alone below a line of text, which Markdown would take for the line under a heading.
_LONE_SIGN = re.compile(r"(?m)(?<=\S\n)(?P<indent>[ ]{0,3})(?P<sign>[-=])(?=[ \t]*$)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def looks_like_markdown(text: str, *, named: bool = False) -> bool:
    r"""Return whether a text looks like Markdown; `named` says that its file has a Markdown suffix.

    Bullets, rows of dashes and a single sign are not enough: plain texts have them too.

    >>> looks_like_markdown("## 1. Oil\n\n**Lamps**\n"), looks_like_markdown("* Oil\n\n-----\n** see below")
    (True, False)
    """
    head = text[:_MARKDOWN_WINDOW]
    counts = [
        len(list(islice(sign.finditer(head), _SURE))) if any(run in head for run in runs) else 0
        for runs, sign in _MARKDOWN_SIGNS
    ]
    has_hint = any(run in head and sign.search(head) for run, sign in _WEAK_SIGNS)
    if named:
        return any(counts) or has_hint
    kinds = sum(1 for count in counts if count)
    highest_count = max(counts)
    return (
        kinds >= _LIKELY
        or highest_count >= _SURE
        or (highest_count >= _LIKELY and (has_hint or bool(_MAY_BE_RULES.search(head))))
    )


def read_markdown(text: str) -> SourceText:
    """Return the lines of a Markdown text, with the line numbers of its source, and its hidden text."""
    environment: dict[str, Any] = {}
    parser = MarkdownIt("commonmark", {"maxNesting": 30}).enable(["table", "strikethrough"])
    tokens = parser.parse(_LONE_SIGN.sub(r"\g<indent>\\\g<sign>", text.replace("\f", "\n")), environment)
    front = _count_front_matter(text)
    walker = _MarkdownWalker()
    lines = tuple(_with_place(line, front) for line in walker.lines(tokens))
    return SourceText(lines, outside_text=(*_find_unshown_words(text, tokens, environment), *walker.struck))


def _with_place(line: Line, front: int) -> Line:
    """Return the line with its place, if it is front matter or a footnote."""
    if line.number <= front:
        return replace(line, place="front matter")
    return replace(line, place="footnote") if line.note else line


def _count_front_matter(text: str) -> int:
    r"""Return how many lines of a Markdown text are its front matter, fences included.

    >>> _count_front_matter("---\ntitle: Lamps\n---\n\nLamps"), _count_front_matter("---\n\nLamps")
    (3, 0)
    """
    lines = text.lstrip("\ufeff").split("\n", _MAX_FRONT_MATTER)[:_MAX_FRONT_MATTER]
    if not _FRONT_MATTER_START.match(lines[0]):
        return 0
    return next(
        (line_number for line_number, line in enumerate(lines[1:], start=2) if _FRONT_MATTER_END.match(line)), 0
    )


def _find_unshown_words(text: str, tokens: Sequence[Token], environment: Mapping[str, Any]) -> Iterator[Line]:
    """Yield what no line of a Markdown text shows: front matter, unused link definitions, languages of code blocks."""
    for number, line in enumerate(text.split("\n", _MAX_FRONT_MATTER)[: _count_front_matter(text)], start=1):
        if match := _FRONT_MATTER_VALUE.match(line):
            yield from hidden_lines(match["words"], "front matter", number)
    references = [*environment.get("references", {}).items()]
    references += [(definition["label"], definition) for definition in environment.get("duplicate_refs", ())]
    for label, reference in references:
        number = (reference.get("map") or (-1,))[0] + 1
        if label.startswith("^"):
            # A footnote of one word is parsed as a link definition.
            yield from hidden_lines(f"{reference['href']} {reference['title']}".strip(), "footnote", number)
        else:
            yield from (
                Line(words, number, place="tooltip")
                for words in map(clean_line, (label, reference["title"]))
                if words.strip()
            )
    for token in tokens:
        if token.type == "fence" and token.info:
            yield from hidden_lines(token.info, "language of a code block", (token.map or [0])[0] + 1)


class _MarkdownWalker:
    """Walks through the blocks of a text; tracks the depth of lists, the heading level and the table row.

    `struck` are the words that were struck out in the blocks so far; `lists_items`: the table has rows with the
    numbers of items; `may_list_items`, `counts_items`: its headings are those of an agenda, and of a column of numbers.
    """

    def __init__(self) -> None:
        self.struck: list[Line] = []
        self.depth = 0
        self.heading = 0
        self.mark = ""
        self.last = 0
        self.row: list[list[Line]] | None = None
        self.lists_items = self.may_list_items = self.counts_items = False
        self.is_first_row = True
        # For each open list: the number as it is written, and as it is shown.
        self.numbers: list[tuple[str, int]] = []

    def lines(self, tokens: Sequence[Token]) -> Iterator[Line]:
        """Yield the lines of all blocks."""
        for token in tokens:
            if token.type == "inline":
                yield from self._inline(token)
            elif token.type in _VERBATIM:
                yield from self._with_mark(_block_lines(token, self._start(token)))
                self.last = max(self.last, token.map[1] if token.map else 0)
            elif token.type.startswith("tr_"):
                yield from self._table_row(token)
            else:
                yield from self._enter_or_leave(token)

    def _with_mark(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Yield the lines of a verbatim block; the first has the mark of its list item: `1.     Adoption`."""
        for line in lines:
            if self.mark and line.text:
                yield replace(line, mark=self.mark, indent=max(self.depth - 1, 0))
                self.mark = ""
            else:
                yield line

    def _start(self, token: Token) -> int:
        return token.map[0] + 1 if token.map else self.last

    def _enter_or_leave(self, token: Token) -> Iterator[Line]:
        if token.type.endswith("_list_open"):
            self.depth += 1
            self.numbers.append(("", 0))
        elif token.type.endswith("_list_close"):
            self.depth -= 1
            self.numbers.pop()
        elif token.type == "table_open":
            self.lists_items, self.is_first_row = False, True
            if self.last:
                yield Line("", self._start(token))
        elif token.type == "list_item_open":
            self.mark = f"{self._shown_number(token.info)}{token.markup}" if token.info else token.markup
        elif token.type == "list_item_close" and self.mark:
            yield Line("", self.last, mark=self.mark, indent=max(self.depth - 1, 0))
            self.mark = ""
        elif token.tag[:1] == "h" and token.tag[1:].isdigit():
            self.heading = int(token.tag[1]) if token.nesting > 0 else 0

    def _shown_number(self, written: str) -> str:
        """Return the number of a list item; in a list written `1. 1. 1.` each counts on, as Markdown shows it."""
        before, number = self.numbers[-1]
        number = number + 1 if written == before else int(written)
        self.numbers[-1] = (written, number)
        return str(number)

    def _table_row(self, token: Token) -> Iterator[Line]:
        """Yield each row of a table as one line; a numbered row keeps the lines of its title."""
        if token.nesting > 0:
            self.row = []
            return
        cells = [cell for cell in self.row or () if any(line.text for line in cell)]
        self.row = None
        words = [" ".join(line.text for line in cell) for cell in cells]
        if self.is_first_row:
            self.may_list_items = not words or any(_AGENDA_HEADING.fullmatch(heading) for heading in words)
            # Below the heading of a column of numbers they may have no dot.
            self.counts_items = any(_NUMBER_HEADING.fullmatch(heading) for heading in words)
            self.is_first_row = False
        if len(cells) > _FEWEST_CELLS and _HOURS.fullmatch(words[0]):
            del cells[0], words[0]
        numbers_item = self.may_list_items and len(cells) > 1
        numbers_item = numbers_item and bool(_ITEM_NUMBER.fullmatch(f"{words[0]}." if self.counts_items else words[0]))
        self.lists_items = self.lists_items or numbers_item
        if numbers_item:
            yield from _lay_out_item(cells)
        elif self.lists_items and len(cells) == 1:
            yield from cells[0]
        elif cells:
            lines = [line for cell in cells for line in cell]
            yield Line(" ".join(line.text for line in lines if line.text), lines[0].number, row=True)

    def _inline(self, token: Token) -> Iterator[Line]:
        start = self._start(token)
        lines: list[Line] = []
        for builder in _inline_builders(token, start):
            if not builder.is_struck_out:
                lines.append(builder.build("" if lines else self.mark, max(self.depth - 1, 0), self.heading))
            self.struck += struck_lines(*builder.struck_words(), builder.number)
        lines = _with_table_rows(lines)
        if self.row is not None:
            self.row.append(lines)
        else:
            if self.last and start > self.last + 1:
                yield Line("", start - 1)
            yield from lines
        self.mark = ""
        self.last = max(self.last, token.map[1] if token.map else start)


def _lay_out_item(cells: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """Yield the lines of a row of an agenda: number, title, and what is beside it in the first, then the other lines.

    So a page prints such a row: `3.   Lamps      8150/16 ENV 7` / `Exchange of views`. Who speaks comes below.
    """
    number, title, *right_cells = cells
    right_lines = [line for cell in right_cells for line in cell if line.text]
    documents = " ".join(line.text for line in right_lines if not _WORD_OF_NAME.search(line.text))
    words = [f"{number[0].text.rstrip('.')}.", title[0].text, f"{' ' * _COLUMN_GAP}{documents}" if documents else ""]
    yield replace(title[0], text=GAP.join(filter(None, words)), stressed=False)
    yield from (line for line in title[1:] if line.text)
    yield from (line for line in right_lines if _WORD_OF_NAME.search(line.text))


def _block_lines(token: Token, start: int) -> Iterator[Line]:
    """Yield the lines of a verbatim block unchanged; a thematic break is an empty line."""
    yield Line("", max(start - 1, 1))
    if token.type != "hr":
        for number, raw in enumerate(token.content.splitlines(), start=start):
            yield Line(clean_line(_TAG.sub(" ", raw)).strip(), number)


def _inline_builders(token: Token, start: int) -> Iterator[LineBuilder]:
    """Yield the lines of one paragraph, heading or cell."""
    line = LineBuilder(start)
    spans: Counter[str] = Counter()
    raised = notes = False
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak") or (child.type == "html_inline" and _BREAK.match(child.content)):
            yield line
            line = LineBuilder(line.number + (child.type != "html_inline"))
        elif child.tag in _SPANS:
            spans[_SPANS[child.tag]] += child.nesting
        elif child.type == "html_inline":
            raised = child.content.lower().startswith("<sup") or (raised and not child.content.startswith("</"))
        elif raised or (notes and child.content.isdigit()):
            line.add_footnote_mark(child.content.strip())
        elif child.type in _WORDS and spans["struck"]:
            line.add_struck(child.content)
        elif child.type in _WORDS:
            _add_words(line, child.content, stressed=spans["stressed"] > 0)
        elif child.type in ("link_open", "link_close"):
            # A link to another place of the page: `[1](#page-1-0)`.
            notes = child.type == "link_open" and str(child.attrs.get("href", "")).startswith("#")
            line.add_link(str(child.attrs.get("href", "")))
    yield line


def _with_table_rows(lines: list[Line]) -> list[Line]:
    """Return the lines of a paragraph with the rows of a table right below a list: Markdown takes them for its text."""
    rule = next((index for index, line in enumerate(lines) if _TABLE_RULE.fullmatch(line.text)), 0)
    if rule == 0 or "|" not in lines[rule - 1].text:
        return lines
    rows = [lines[rule - 1], *lines[rule + 1 :]]
    words = [" ".join(filter(None, map(str.strip, row.text.split("|")))) for row in rows]
    table = [replace(row, text=text, row=True) for row, text in zip(rows, words, strict=True) if text]
    return [*lines[: rule - 1], Line("", lines[rule - 1].number), *table]


def _add_words(line: LineBuilder, text: str, *, stressed: bool) -> None:
    """Add words to the line, with footnote marks such as `[^1]` taken out."""
    position = 0
    for match in _NOTE_MARK.finditer(text):
        line.add(text[position : match.start()], stressed=stressed)
        line.add_footnote_mark(match[1])
        # A colon behind a mark within words is theirs.
        position = match.start("starts") if line.has_words else match.end()
    line.add(text[position:], stressed=stressed)
