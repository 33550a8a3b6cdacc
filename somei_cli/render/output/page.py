"""Pages on a terminal: lines of styled words, folded by cells, with labels on the left and remarks on the right.

A view makes the lines of its page without Rich; this module draws them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from somei_cli.render.output.streams import can_encode
from somei_cli.render.output.view import Column, Record

CODE, DIM, DONE, ERROR, HEADING, WARNING = "cyan", "dim", "green", "red", "bold", "yellow"
"""What a colour means on every screen: numbers and codes, secondary, done, wrong or late, a title, to be noted."""

NARROW_WIDTH = 68
"""Cells: on a narrower terminal the parts of a record stand below each other."""

StyledWords = tuple[str, str]
"""Words and their style."""


class PageLine(NamedTuple):
    """A line of a page, folded if it is too long.

    `label` stands before it, in a column of `label_width` cells; on a narrow terminal on a line of its own. `right`
    stands at the right edge, or else on the next line. `indent` are blanks before the line. A line that is `cut` stays
    one line: what does not fit is left out. Of a `whole` line, nothing is broken but what no terminal could hold. A
    line with a `column` on its right is folded so that `right` stands beside its first words.
    """

    words: tuple[StyledWords, ...] = ()
    label: StyledWords = ("", "")
    label_width: int = 0
    right: tuple[StyledWords, ...] = ()
    indent: int = 0
    cut: bool = False
    whole: bool = False
    column: bool = False


EMPTY_LINE = PageLine()


def join_words(parts: Iterable[Sequence[StyledWords]], separator: str = " · ") -> Iterator[StyledWords]:
    """Yield the words of several parts with a dim separator between them."""
    for index, part in enumerate(parts):
        if index:
            yield separator, DIM
        yield from part


def marking_style(marking: str) -> str:
    """Return the colour of a marking."""
    if not marking:
        return ""
    # Most pages show no marking.
    from somei_cli.model.markings import Level, Marking

    level = Marking(marking).level
    return "yellow" if level is Level.LIMITE else "bold red" if level > Level.LIMITE else "green"


def short_commit(commit: str) -> str:
    """Return the beginning of a commit by which people name it."""
    return commit[:7]


def lead_to(address: str, style: str) -> str:
    """Return a style with a hyperlink to an address; where it is none, or a terminal could misread it, the style."""
    return f"{style} link {address}".strip() if re.fullmatch(r"https?://[!-~]+", address) else style


_NAMED_COMMIT = r"\b(?P<word>[Cc]ommit|[Uu]ndo|[Uu]ndo of|Undid) (?P<commit>[0-9a-f]{7})[0-9a-f]{3,33}\b"


def shorten_commits(text: str) -> str:
    """Return a text with the commits that it names as short as everywhere on a screen.

    >>> shorten_commits("would undo cb50a14466 (16500/26)"), shorten_commits("at commit cb50a14466")
    ('would undo cb50a14 (16500/26)', 'at commit cb50a14')
    """
    return re.sub(_NAMED_COMMIT, r"\g<word> \g<commit>", text)


def shorten_address(address: str) -> str:
    """Return the host and the last part of an address; other texts as they are.

    >>> shorten_address("https://www.interpol.int/News/Events/88th-Assembly")
    'interpol.int/…/88th-Assembly'
    >>> shorten_address("C-505/19")
    'C-505/19'
    """
    scheme, separator, location = address.partition("://")
    if not separator or scheme not in {"http", "https"}:
        return address
    host, *parts = location.removeprefix("www.").rstrip("/").split("/")
    return f"{host}/…/{parts[-1]}" if len(parts) > 1 else "/".join((host, *parts))


class ListColumn(NamedTuple):
    """A column of a list with one line for each record.

    One column is `cut`: it takes the width that is left, though a text for which `is_whole` holds is never cut, and one
    that `folds` goes on below. `leaves` says which columns go first if that is too little, or less than the `wanted`
    cells. A text `to_the_right` ends there. A column that is not `in_stack` is left out where records are stacked.
    """

    column: Column
    cut: bool = False
    folds: bool = False
    is_whole: Callable[[Record], bool] | None = None
    leaves: int = 0
    to_the_right: bool = False
    wanted: int = 0
    in_stack: bool = True


class TerminalForm(NamedTuple):
    """What a terminal shows instead of a plain table.

    `page` makes the lines of a page from the records. `one_line` are the columns of a list with one line for each
    record; `below` makes the lines under a record, given how many letters were left of the text that was cut, so that a
    list needs no column with the key `shown_below`; `legend` makes the lines under the list. A narrow terminal shows
    each record on lines of its own: with the columns of the table, or with those of the list if it `stacks_list`; a
    list that `is_narrow` keeps its lines there if they fit.
    `is_dim` says which records matter less. `note` is the last line, given the number of records and whether each has
    one line. `texts` are those of columns that differ from those for machines, `styles` their colours, by their keys.
    """

    page: Callable[[Sequence[Record]], Iterable[PageLine]] | None = None
    one_line: tuple[ListColumn, ...] = ()
    stacks_list: bool = False
    is_narrow: bool = False
    below: Callable[[Record, int], Iterable[PageLine]] | None = None
    shown_below: str = ""
    legend: Callable[[Sequence[Record]], Iterable[PageLine]] | None = None
    is_dim: Callable[[Record], bool] | None = None
    note: Callable[[int, bool], str] | None = None
    texts: Mapping[str, Callable[[Record], str]] = {}
    styles: Mapping[str, Callable[[Record], str]] = {}


def as_chosen(form: TerminalForm, *, chosen: bool, ordered: bool) -> TerminalForm:
    """Return what is left of a form if the user chose the columns, or an order, which a page has of its own."""
    if chosen:
        return TerminalForm(texts=form.texts, styles=form.styles)
    return form._replace(page=None) if ordered else form


def pick_sign(sign: str, plain: str) -> str:
    """Return a sign, or plain letters for a terminal that cannot show it."""
    return sign if can_encode(sign) else plain


def last_line(counts: str, command: str) -> PageLine:
    """Return the last line of a page: how many there are, and at the right what can be typed next."""
    return PageLine(((counts, DIM),), right=((command, DIM),))
