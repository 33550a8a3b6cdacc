"""Items on a page of HTML: headings, lists and paragraphs, everything that comes from data escaped."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from somei_cli.render.paper.sheet import DASH, WITHDRAWN, Paragraph, SheetItem


def item(entry: SheetItem) -> Iterator[str]:
    """One item with all that stands below it."""
    yield "<section>"
    yield '<div class="item">'
    mark = " ".join(filter(None, (entry.aside, entry.mark)))
    calls = "".join(f'<a href="#fn{note.mark}"><sup>{note.mark}</sup></a>' for note in entry.notes)
    yield f'<h2><span class="mark">{escape(mark)}</span> {_title(entry)}{calls}</h2>'
    yield from _documents(entry)
    yield "</div>"
    yield from _inside(entry)
    yield "</section>"


def _inside(entry: SheetItem) -> Iterator[str]:
    """What stands below a title: treatments, sub-items, text."""
    yield from (f'<p class="treatment"><em>{escape(words)}</em></p>' for words in entry.treatments)
    if entry.below:
        yield '<ul class="sub">'
        for below in entry.below:
            mark = "" if below.mark == DASH else f'<span class="mark">{escape(below.mark)}</span> '
            yield f'<li class="{_bullet(below.mark)}"><div class="item"><div>{mark}{_sub_title(below)}</div>'
            yield from _documents(below)
            yield "</div>"
            yield from _inside(below)
            yield "</li>"
        yield "</ul>"
    yield from _text(entry.text)


def _text(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """Paragraphs, and the lists between them."""
    for listed, group in groupby(paragraphs, lambda paragraph: bool(paragraph.mark)):
        if not listed:
            yield from (f"<p>{escape(paragraph.words)}</p>" for paragraph in group)
            continue
        yield '<ul class="text">'
        for paragraph in group:
            mark = "" if paragraph.mark == DASH else f'<span class="mark">{escape(paragraph.mark)}</span> '
            yield f'<li class="{_bullet(paragraph.mark)}">{mark}{escape(paragraph.words)}</li>'
        yield "</ul>"


def _bullet(mark: str) -> str:
    """The class of a list item: a dash is drawn by the style sheet, letters are words."""
    return "dash" if mark == DASH else "letter"


def _title(entry: SheetItem) -> str:
    words = escape(entry.title)
    return f"<s>{words}</s> {WITHDRAWN}" if entry.withdrawn else words


def _sub_title(entry: SheetItem) -> str:
    return f"<em>{_title(entry)}</em>" if entry.stressed else _title(entry)


def _documents(entry: SheetItem) -> Iterator[str]:
    if entry.documents:
        yield f'<div class="documents">{lines(entry.documents)}</div>'


def lines(words: Iterable[str]) -> str:
    """Words below each other."""
    return "<br>".join(escape(line) for line in words if line)
