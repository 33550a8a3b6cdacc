"""HTML to lines: pages that a browser saved, those that Word saved, and those of PDF viewers."""

from somei_cli.errors import Unreadable
from somei_cli.model.readings import Doubt, Line
from somei_cli.text.sources.html.chrome import Chrome
from somei_cli.text.sources.html.page import parse
from somei_cli.text.sources.html.walk import Walk
from somei_cli.text.sources.layout import settled


def read_html(data: bytes, name: str) -> tuple[tuple[Line, ...], tuple[Doubt, ...]]:
    """The lines of a page, with the numbers of its source, and a doubt where its encoding had to be guessed.

    The furniture of the site is left out, unless the page has nothing else.

    Raises:
        Unreadable: where the page is too large, nested too deeply, or without text.
        ExtraMissing: where lxml is not installed.
    """
    root, doubts = parse(data, name)
    for chrome in (Chrome(root), None):
        lines = tuple(settled(Walk(root, chrome).lines()))
        if any(line.words for line in lines):
            return lines, doubts
    raise Unreadable(name, "holds no text")
