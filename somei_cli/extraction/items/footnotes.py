"""Plain text that is of no item: footnotes, with their marks behind titles, and the words of a site below an agenda."""

import re
from collections.abc import Sequence
from dataclasses import replace

from somei_cli.extraction.items.agenda_phrases import is_other_business
from somei_cli.extraction.items.blocks import Block
from somei_cli.extraction.joined_lines import begins_a_sentence, ends_a_sentence
from somei_cli.extraction.numbers_and_bullets import Mark, MarkedLine

_FOOTNOTE_TEXT = re.compile(r"(?=.*[0-9]).{1,200}$")
_FOOTNOTE = re.compile(r"\s*(?P<sign>[1-9])\s{1,6}(?=[^\W\d_a-zß-ÿ])(?P<words>.{20,})")
_LONGEST_LINE = 80
_MARK_LAST = re.compile(r"(?<=[^\W\d_]{3})\s?(?P<sign>[1-9])\s*$")


_NUMBER_OF_FOOTNOTE = re.compile(r"\s*(?P<sign>[1-9])(?:\s{1,8}\S.{5,})?\s*$")
_NOT_BEHIND_COUNTING_WORDS = "".join(
    rf"(?<!\b{word}\s)"
    for word in "part title annex phase chapter section article pillar protocol stage group level option partie titre "
    "teil titel kapitel phase deel parte del".split()
)
_GLUED_MARK = re.compile(
    rf"(?:(?<=[^\W\d_A-ZÀ-Þ])|(?<=[)\]”\"’])|(?<=[a-zß-ÿ)]\s)(?i:{_NOT_BEHIND_COUNTING_WORDS}))(?P<sign>[1-9])$"
)


def footnote_signs(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the figures with which lines without a mark begin, or of which they consist, as footnotes do."""
    lines = (line for block in blocks for line in block.lines[1:] if line.mark is Mark.NONE)
    return frozenset(match["sign"] for line in lines if (match := _NUMBER_OF_FOOTNOTE.match(line.text)))


def without_glued_mark(title: str, signs: frozenset[str]) -> str:
    """Return a title without the mark of a footnote that is glued to its end.

    >>> without_glued_mark("Regulation on lamps (recast)1", frozenset("1")), without_glued_mark("Oil2", frozenset("1"))
    ('Regulation on lamps (recast)', 'Oil2')
    """
    match = _GLUED_MARK.search(title)
    return title[: match.start()].rstrip() if match and match["sign"] in signs else title


def skip_footnote(lines: Sequence[MarkedLine], index: int) -> int:
    """Return the index after a footnote in plain text that begins here; its mark was on the line above."""
    if index >= len(lines) or not _is_footnote_text(lines[index]):
        return index
    index += 1
    while index < len(lines) and lines[index - 1].text and not ends_a_sentence(lines[index - 1].text):
        if lines[index].mark is not Mark.NONE or not lines[index].text:
            break
        index += 1
    return index


def _is_footnote_text(below: MarkedLine) -> bool:
    return below.mark is Mark.NONE and bool(_FOOTNOTE_TEXT.match(below.text)) and not begins_a_sentence(below.text)


def without_footnotes(blocks: Sequence[Block]) -> list[Block]:
    """Return the items of an agenda without the footnotes below the last one, and without their marks behind titles.

    `3. Lamps 1` and, below the last item, `1 Including an informal exchange with the Minister`: the mark belongs to it.
    """
    if not blocks:
        return []
    marked = {match["sign"] for block in blocks if (match := _MARK_LAST.search(block.lines[0].text))}
    last = blocks[-1]
    start = next((index for index, line in enumerate(last.lines) if index and _begins_footnote(line, marked)), None)
    if start is None:
        return list(blocks)
    signs = {match["sign"] for line in last.lines[start:] if (match := _FOOTNOTE.match(line.text))}
    without_notes = [*blocks[:-1], replace(last, lines=last.lines[:start])]
    return [replace(block, lines=(_without_mark(block.lines[0], signs), *block.lines[1:])) for block in without_notes]


def without_text_below(blocks: Sequence[Block]) -> list[Block]:
    """Return the items of an agenda, of which the last is other business, without the running text below it.

    A site puts its own words there; those of the agenda are no sentences. Bullets below them may be of the agenda, but
    not if what is in brackets stands above them: `[The site generates links to documents.]`.
    """
    if not blocks or not is_other_business(blocks[-1].lines[0].text):
        return list(blocks)
    lines = blocks[-1].lines
    end = next((index for index, line in enumerate(lines) if index and _is_running(line)), len(lines))
    has_bullets = any(line.mark is not Mark.NONE for line in lines[end:])
    if has_bullets and not lines[end].text.lstrip().startswith("["):
        return list(blocks)
    return [*blocks[:-1], replace(blocks[-1], lines=lines[:end])]


def _is_running(line: MarkedLine) -> bool:
    words = line.text.strip().rstrip("])")
    return line.mark is Mark.NONE and len(words) > _LONGEST_LINE and ends_a_sentence(words)


def _begins_footnote(line: MarkedLine, marked: set[str]) -> bool:
    match = _FOOTNOTE.match(line.text) if line.mark is Mark.NONE else None
    return match is not None and match["sign"] in marked


def _without_mark(line: MarkedLine, signs: set[str]) -> MarkedLine:
    match = _MARK_LAST.search(line.text)
    if match is None or match["sign"] not in signs:
        return line
    return replace(line, line=replace(line.line, text=line.text[: match.start()]))
