"""The levels on the first page and in the margins that refuse nothing, and could still be those of the document."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from somei_cli.extraction.cover.eu_classified import Pages, is_released
from somei_cli.extraction.markings.detection import first_page, page_edges
from somei_cli.extraction.markings.words_in_a_line import ADDED_BEHIND, LABEL_BEHIND, LOWER_BEFORE, is_said
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.markings import classification_in, classification_words, fold_classification
from somei_cli.model.mentions import level_named, only_speaks_of_level

_FIRST_PAGE = 5000
"""Characters of a line without breaks that are looked at: so much has a first page."""
_WINDOW = 120
_NEAR_LIST = 60
_LABELLED = re.compile(r"\s*[^\W\d_][\w .'’°/-]{0,30}:\s")
_IN_GENERAL_BEHIND = re.compile(r"(?i)\s+(?:documents?|information|data|material|levels?|markings?)\b")
_WITH_MORE_IN_BRACKETS = re.compile(r"\s?,\s+[a-zà-ÿ]")
_IN_SQUARE_BRACKETS = re.compile(r"\s*\[")
_ITEM = re.compile(r"\s*(?:[0-9]{1,2}|[a-z])[.)](?:\s|$)")
_BELOW_ITEM = 4


def find_doubtful_levels(pages: Pages, own: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    """The levels that stand by themselves among other words, with their lines; none that a sentence speaks of.

    What refuses a document is certain. This is the fence behind it: a level in brackets behind a value, before the
    label of the next one, in a text without lines. The clerk looks, and decides.
    """
    if is_released(pages, own):
        return
    first, edges = first_page(pages.lines), page_edges(pages.lines)
    for at, line in enumerate(pages.lines):
        of_item = _IN_SQUARE_BRACKETS.match(line.words) and _is_below_item(pages.lines, at)
        in_margin = bool(line.place) or at in edges
        inside = at in first or in_margin
        if inside and not of_item and (level := _doubtful_level(line, own, in_margin=in_margin)):
            yield level, line.number


def _is_below_item(lines: Sequence[Line], at: int) -> bool:
    """Whether a line stands right below the title of an item and its documents."""
    return any(_ITEM.match(above.words) for above in lines[max(at - _BELOW_ITEM, 0) : at])


def _doubtful_level(line: Line, own: DocumentNumber | None, *, in_margin: bool) -> str | None:
    """The first level of a line that is not only spoken of."""
    if classification_in(line.words[:_FIRST_PAGE]) is None and not _is_torn(line.words):
        return None
    # A level may be torn by a wide gap, or the border of a cell.
    words = " ".join(unescape(line.words[:_FIRST_PAGE]).replace("|", " ").split())
    found = list(classification_words().finditer(_evened(words)))
    for place, match in enumerate(found):
        level = classification_in(match[0])
        near = [classification_in(other[0]) for other in found[max(place - 1, 0) : place + 2] if _is_near(other, match)]
        if level and len(set(near)) == 1 and not _is_spoken_of(words, match.start(), match.end(), own, in_margin):
            return level
    return None


def _is_torn(words: str) -> bool:
    return "  " in words and classification_in(" ".join(words[:_FIRST_PAGE].split())) is not None


def _is_near(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() - other.end() < _NEAR_LIST and other.start() - one.end() < _NEAR_LIST


def _is_spoken_of(words: str, start: int, end: int, own: DocumentNumber | None, in_margin: bool) -> bool:
    """Whether a level is part of a sentence, of a title, or stands beside the number of another document."""
    before, level, behind = words[:start], words[start:end], words[end:]
    alone = not any(map(str.isalnum, before + behind))
    if not (alone or level.isupper() or "/" in level):
        # EU confidential business information.
        return True
    window = f"{before[-_WINDOW:]}{level}{behind[:_WINDOW]}"
    if level_named(window) is None or _IN_GENERAL_BEHIND.match(behind) or _WITH_MORE_IN_BRACKETS.match(behind):
        return True
    if LABEL_BEHIND.match(behind.lstrip(")]")) or ADDED_BEHIND.match(behind):
        behind = ""
    begun = before.rstrip(" ([")[-_WINDOW:]
    if (
        in_margin
        or begun.endswith((".", ":", ";"))
        or (_LABELLED.match(words) and not LOWER_BEFORE.search(before))
        or not behind
    ):
        # In a value or a margin the number of another document before the level does not say whose it is.
        return is_said(begun, behind[:_WINDOW])
    return only_speaks_of_level(window, own) or is_said(begun, behind[:_WINDOW])


def _evened(words: str) -> str:
    """The words in capitals, letter for letter, so that an offset in one is an offset in the other."""
    return "".join(folded if len(folded := fold_classification(c)) == 1 else " " if c.isspace() else c for c in words)
