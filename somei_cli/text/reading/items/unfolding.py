"""Pages that came as one line, and lines that swallowed the next item: broken again where a number counts on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from somei_cli.model.readings import Line
from somei_cli.text.reading.items.agendawords import begins_an_agenda, usual_title

_START = re.compile(
    r"(?<=\s)(?:[0-9]{1,2}\.(?=\s{1,20}(?:[^\W\d_(\"“‘']|\([a-zé]{3,14}\.?\)))|\(?[a-h]\)(?=\s{1,20}\S))\s{1,20}"
)
_HEAD = re.compile(r"[\s•*-]{0,20}(?:\([^()0-9]{1,12}\)\s?)?([0-9]{1,2})\.")
_HEAD_LETTER = re.compile(r"[\s•*-]{0,20}(?:[0-9]{1,2}\.\s{0,3})?\(?([a-h])\)")
_LONG = 200
# Words whose number is part of a name: what follows them is no item.
_NAMES = re.compile(
    r"(?i)\b(?:no|nos|nr|art|article|artikel|chapter|part|annex|title|section|point|paragraph|para|pillar|"
    r"phase|stage|step|directive|regulation|option|category|table|figure|recital|teil|titel|deel|partie|"
    r"articles|points|paragraphs|and|or|under|to|und|et|of|en)\.?$"
)


def unfolded(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, broken before each number and letter that follows in order."""
    wanted = 1
    ahead = [int(head[1]) for line in lines if (head := _HEAD.match(line.text))]
    for line in lines:
        head = _HEAD.match(line.text)
        if head:
            ahead.pop(0)
        if line.heading or not line.text:
            yield line
            wanted = int(head[1]) + 1 if head else wanted
            continue
        wanted = 2 if wanted == 1 and not head and usual_title(line.text.strip()) else wanted
        short = len(line.text) < _LONG and not _several(line.text)
        pieces, wanted = _pieces(line.text, wanted, ahead, short=short)
        if len(pieces) == 1:
            yield line
        else:
            yield from (replace(line, text=piece) for piece in pieces)


def _several(text: str) -> bool:
    """Whether a short line holds several numbered items, one after the other."""
    numbers = [int(sign) for match in _START.finditer(f" {text}") if (sign := match[0].strip(" .()\t")).isdigit()]
    return any(after == before + 1 for before, after in pairwise(numbers))


def _pieces(text: str, wanted: int, ahead: Sequence[int], *, short: bool) -> tuple[list[str], int]:
    """The pieces of a line, and the number that comes next; in a `short` line one that stands `ahead` is not cut."""
    cuts = [0]
    first, head = _HEAD_LETTER.match(text), _HEAD.match(text)
    letter = chr(ord(first[1]) + 1) if first else "a"
    if head:
        wanted = int(head[1]) + 1
    for match in _START.finditer(text):
        sign = match[0].strip(" .()\t")
        if sign == str(wanted) and _is_number(text, match, wanted, ahead if short else (), short=short):
            wanted += 1
            letter = "a"
        elif sign == letter and wanted > 1 and (first or not short) and not _named(text, match.start()):
            letter = chr(ord(letter) + 1)
        else:
            continue
        cuts.append(match.start())
    return [text[low:high].strip() for low, high in pairwise([*cuts, len(text)])], wanted


def _is_number(text: str, match: re.Match[str], wanted: int, ahead: Sequence[int], *, short: bool) -> bool:
    """Whether a number within a line begins an item; in a page of short lines the first must begin an agenda."""
    if wanted in ahead or _named(text, match.start()):
        return False
    return wanted > 1 or not short or begins_an_agenda(text[match.end() : match.end() + 80])


def _named(text: str, at: int) -> bool:
    """Whether the word before a number takes it for its own."""
    return bool(_NAMES.search(text[max(0, at - 12) : at].rstrip()))
