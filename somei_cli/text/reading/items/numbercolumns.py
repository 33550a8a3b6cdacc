"""Numbers that extraction parted from their titles: in a column above all titles, or slipped below; page numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace

from somei_cli.model.readings import Line
from somei_cli.text.reading.items.leaders import has_leader
from somei_cli.text.reading.items.marks import Mark, Marked
from somei_cli.text.reading.items.sidedocuments import is_side_document
from somei_cli.text.reading.joining import begins_a_sentence

_ALONE = re.compile(r"\s*(?P<sign>[0-9]{1,2}|[IVX]{1,5})\.\s*$")
_PAGE = re.compile(
    r"(?i)^\s*(?:page|pages|seite|side|sida|pagina|página|pag\.|blz\.|bladzijde|strona|strana|stran|oldal|lehekülg|sivu|σελίδα|страница)\s*$"
)
_AT_END = re.compile(r"(?<=[^\W_]|[.)\"”’'»])\s+([0-9]{1,3})$")
_FEWEST = 3
_MOST_PAGES = 80


def with_columns_dealt(lines: Sequence[Line]) -> list[Line]:
    """Numerals in a column and then titles in a column, put together again, where there are as many of both."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        signs = _numerals(lines, at)
        titles = _titles(lines, at + len(signs)) if len(signs) >= _FEWEST else []
        if titles and len(titles) == len(signs):
            pairs = zip(signs, titles, strict=True)
            found += [
                replace(title[0], text=f"{sign} {' '.join(t.text.strip() for t in title)}") for sign, title in pairs
            ]
            at += len(signs) + sum(len(title) for title in titles)
        else:
            taken = max(1, len(signs))
            found += lines[at : at + taken]
            at += taken
    return found


def without_bars(line: Line) -> Line:
    """A row of a table whose bars were left in: its cells behind wide gaps.

    >>> without_bars(Line("| 2. | Oil | 15184/22 |", 3)).text
    '2.   Oil   15184/22'
    """
    if line.text.count("|") < _FEWEST - 1 and not line.text.rstrip().endswith(" |"):
        return line
    cells = [cell.strip() for cell in line.text.split("|")]
    return replace(line, text="   ".join(cell for cell in cells if cell.strip("-: ")))


def _numerals(lines: Sequence[Line], at: int) -> list[str]:
    """The numerals alone on lines that follow each other."""
    signs = []
    while at < len(lines) and not lines[at].mark and (match := _ALONE.match(lines[at].text)):
        signs.append(f"{match['sign']}.")
        at += 1
    return signs


def _titles(lines: Sequence[Line], at: int) -> list[list[Line]]:
    """The lines up to an empty one or running text, as titles; a line in small letters goes on with the one above."""
    titles: list[list[Line]] = []
    while at < len(lines):
        line = lines[at]
        words = line.text.strip()
        if not words or line.mark or begins_a_sentence(words) or _ALONE.match(words):
            break
        if titles and words[0].islower():
            titles[-1].append(line)
        else:
            titles.append([line])
        at += 1
    return titles


def without_page_numbers(lines: list[Marked], first: int) -> list[Marked]:
    """Titles without the page numbers of a list of contents, where the word Page stands above the first."""
    if not any(_PAGE.match(this.text) for this in lines[:first]):
        return lines
    last = 0
    found = lines[:first]
    for this in lines[first:]:
        match = None if _no_title(this.text) else _AT_END.search(this.text)
        page = int(match[1]) if match else 0
        if match and last <= page <= last + _MOST_PAGES and page:
            found.append(replace(this, line=replace(this.line, text=this.text[: match.start()])))
            last = page
        else:
            found.append(this)
    return found


def _no_title(words: str) -> bool:
    """Whether the figures at the end of a line are those of a leader or of a subject code."""
    return has_leader(f"{words} 1") or has_leader(words) or is_side_document(words)


def free_line_behind_bullets(lines: Sequence[Marked]) -> int:
    """Where a title stands whose number slipped below it: the last free line behind the bullets above."""
    for at in range(len(lines) - 1, 1, -1):
        if lines[at].mark is Mark.NONE and lines[at].text and lines[at - 1].mark is Mark.DASH:
            return at
    return 0
