"""HTML to lines: pages that a browser saved, those that Word saved, and those of PDF viewers."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from somei_cli.errors import Unreadable
from somei_cli.model.readings import Line, Text
from somei_cli.text.sources.html.beside import place_of, told_by_elements
from somei_cli.text.sources.html.chrome import Chrome
from somei_cli.text.sources.html.page import HtmlPage, parse
from somei_cli.text.sources.html.walk import Walk
from somei_cli.text.sources.layout import settled
from somei_cli.text.sources.nodes import Node


def read_html(data: bytes, name: str) -> Text:
    """The lines of a page, with the numbers of its source, and a doubt where its encoding had to be guessed.

    The furniture of the site is left out, unless the page has nothing else.

    Raises:
        Unreadable: where the page is too large, nested too deeply, or without text.
        ExtraMissing: where lxml is not installed.
    """
    page = parse(data, name)
    root, doubts = page.root, page.doubts
    for chrome in (Chrome(root), None):
        walk = Walk(root, chrome)
        lines = tuple(settled(walk.lines()))
        if any(line.words for line in lines):
            behind = _behind(page, frozenset(line.words for line in lines))
            return Text(lines, doubts, (*_aside(walk, root), *page.comments, *behind))
    raise Unreadable(name, "holds no text")


def _aside(walk: Walk, root: Node) -> Iterator[Line]:
    """The lines of what the walk passed by, and what elements tell beside their text."""
    for passed in walk.passed_by:
        for node in passed if passed.tag == "head" else (passed,):
            yield from _words(node, place_of(node))
    yield from told_by_elements(root.iter())


def _behind(page: HtmlPage, known: Collection[str]) -> Iterator[Line]:
    """The lines of what follows the end of the page, unless they are known as lines of the page itself."""
    if page.tail is None:
        return
    lines = (*_words(page.tail, "after the end of the page"), *told_by_elements(page.tail.iter()))
    for line in lines:
        if line.words not in known:
            yield replace(line, number=line.number + page.tail_begins - 1)


def _words(node: Node, place: str) -> Iterator[Line]:
    """The lines of an element of which a browser shows nothing, or elsewhere."""
    for line in Walk(node, None, hidden=True).lines():
        if line and line.words:
            yield replace(line, place=place)
