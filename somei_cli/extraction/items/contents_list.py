"""Lists of contents: take off leaders and page numbers, and split a list that came as one line into its entries."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from somei_cli.extraction.items.agenda_phrases import find_other_business_behind, is_first_agenda_title
from somei_cli.model.importing.draft_entry import Line

_ENTRY_END = re.compile(r"(?<![.…])(?:\.{3}|…)[.…]*+\s{0,3}[0-9]{1,3}(?=\s|$)")
_FEWEST_ENTRIES = 3
_ITEM_NUMBER = re.compile(r"(?<!\S)(?P<number>[0-9]{1,2})\.\s{1,5}(?=[^\W\d_a-z])")
_MOST_NUMBERS_SKIPPED = 4
_PAGE_AND_FIRST_ITEM = re.compile(r"\s*[0-9]{1,3}\s+(?P<item>1\.\s(?P<title>.*))")


# A run is matched whole and only from its beginning: a page full of points costs one look at each.
_LEADER_RUN = re.compile(r"(?<![\s.…_])[\s.…_]{2,}+(?P<page>[0-9IVX]{0,4}|\*)(?=\s|$)")
_FEWEST_POINTS = 3


@lru_cache(maxsize=256)
def cut_leader(line: str) -> tuple[str, str]:
    """Return a line without its leader and page number, and the words that follow these.

    >>> cut_leader("Lamps ........ 4"), cut_leader("Oil . . . . . 4 Coreper"), cut_leader("Fog      12")
    (('Lamps', ''), ('Oil', 'Coreper'), ('Fog', ''))
    >>> cut_leader("Lamps, oil etc."), cut_leader("Wicks ........ *")
    (('Lamps, oil etc.', ''), ('Wicks', ''))
    """
    for match in _LEADER_RUN.finditer(line):
        after = line[match.end() :].strip()
        if _is_leader(match[0], at_end=not after, paged=bool(match["page"])):
            return line[: match.start()], after
    return line, ""


def has_leader(line: str) -> bool:
    """Whether a line ends as those of a list of contents do.

    >>> [has_leader(line) for line in ("ANNEX - Statements ........... 8", "Lamps")]
    [True, False]
    """
    words, after = cut_leader(line)
    return not after and len(words.strip()) < len(line.strip()) and any(sign in line for sign in ("...", ". . .", "…"))


def _is_leader(run: str, *, at_end: bool, paged: bool) -> bool:
    points = run.count(".") + 2 * run.count("…") + run.count("_")
    if at_end:
        return points >= _FEWEST_POINTS or (not points and len(run) > _FEWEST_POINTS and run[:_FEWEST_POINTS].isspace())
    return paged and points > _FEWEST_POINTS


def split_contents_lists(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines; a list of contents in one line becomes a line for each entry and each heading.

    An entry that lost its number may hold two titles: `2. Lamps Any other business ... 4` makes two lines. Below such
    a list the number of a page is taken off the first item.
    """
    has_contents = False
    for line in lines:
        is_dotted = "..." in line.text or "…" in line.text
        if is_dotted and len(_ENTRY_END.findall(line.text)) >= _FEWEST_ENTRIES and not line.heading:
            has_contents = True
            yield from (replace(line, text=piece) for piece in _split_entries(line.text))
        elif (
            has_contents and (match := _PAGE_AND_FIRST_ITEM.match(line.text)) and is_first_agenda_title(match["title"])
        ):
            yield replace(line, text=match["item"])
        else:
            yield line


def _split_entries(text: str) -> Iterator[str]:
    last_number = start = 0
    for end in (match.end() for match in _ENTRY_END.finditer(text)):
        entry, start = text[start:end].strip(), end
        number = _find_number(entry, last_number)
        if number is not None:
            last_number = int(number["number"])
            if heading := entry[: number.start()].strip():
                yield heading
            entry = entry[number.start() :]
        other_business = find_other_business_behind(_ENTRY_END.sub("", entry))
        yield from (entry[:other_business].rstrip(), entry[other_business:]) if other_business else (entry,)
    if text[start:].strip():
        yield text[start:].strip()


def _find_number(entry: str, last_number: int) -> re.Match[str] | None:
    """Return the first number in an entry that counts on."""
    for match in _ITEM_NUMBER.finditer(entry):
        if last_number < int(match["number"]) <= last_number + _MOST_NUMBERS_SKIPPED:
            return match
    return None
