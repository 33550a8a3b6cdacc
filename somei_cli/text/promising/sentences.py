"""A summary cut into its sentences."""

import re
from collections.abc import Iterator

from somei_cli.text.reading.joining import ends_a_sentence

_LISTED = re.compile(r"\s*(?:[-–—•·*▪]|[0-9a-z]{1,3}[.)])\s+(?=\S)")
_STOP = re.compile(r"[.!?][”’\"')\]]{0,2}\s+(?=[A-Z0-9“‘\"'(\[])")
_TAIL = 24
_SHORT = 300


def sentences(text: str) -> Iterator[str]:
    r"""Every sentence, on one line; a point of a list is read behind the words that introduce the list.

    >>> list(sentences("Europol agreed,\ne.g. in May. Delegations will:\n- send comments"))
    ['Europol agreed, e.g. in May.', 'Delegations will: send comments']
    """
    introduction = ""
    for paragraph, listed in _paragraphs(text):
        if listed:
            first, *more = _cut(paragraph)
            yield f"{introduction} {first}".strip()
            yield from more
            continue
        found = list(_cut(paragraph))
        introduction = found.pop() if found[-1].endswith(":") and len(found[-1]) <= _SHORT else ""
        yield from found


def _paragraphs(text: str) -> Iterator[tuple[str, bool]]:
    """Paragraphs and points of lists, each on one line, and whether it is a point."""
    held: list[str] = []
    listed = False
    for line in [*text.split("\n"), ""]:
        mark = _LISTED.match(line)
        if held and (mark or not line.strip()):
            yield " ".join(" ".join(held).split()), listed
            held = []
        if line.strip():
            listed = bool(mark) if not held else listed
            held.append(line[mark.end() :] if mark else line)


def _cut(paragraph: str) -> Iterator[str]:
    start = 0
    for stop in _STOP.finditer(paragraph):
        if ends_a_sentence(paragraph[max(start, stop.end() - _TAIL) : stop.end()]):
            yield paragraph[start : stop.end()].strip()
            start = stop.end()
    yield paragraph[start:].strip()
