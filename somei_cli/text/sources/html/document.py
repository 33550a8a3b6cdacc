"""HTML to lines: pages that a browser saved, those that Word saved, and those of PDF viewers."""

from collections.abc import Iterator

from somei_cli.errors import Unreadable
from somei_cli.model.readings import Line, Text
from somei_cli.text.sources.beside import told_by_elements
from somei_cli.text.sources.html.chrome import Chrome
from somei_cli.text.sources.html.page import parse
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
            return Text(lines, doubts, (*_aside(walk, root), *page.comments))
    raise Unreadable(name, "holds no text")


def _aside(walk: Walk, root: Node) -> Iterator[Line]:
    """The lines of what the walk passed by, and what elements tell beside their text."""
    for node in walk.passed_by:
        yield from (line for line in Walk(node, None, hidden=True).lines() if line and line.words)
    yield from told_by_elements(root.iter())
