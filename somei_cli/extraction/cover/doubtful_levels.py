"""Find levels on the first page and in the margins that refuse nothing, but could be those of the document."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from somei_cli.extraction.cover.classified_refusal import DocumentParts, is_released
from somei_cli.extraction.joined_lines import first_page_indexes, page_edge_indexes
from somei_cli.extraction.markings.words_in_a_line import ADDITION_AFTER, LABEL_AFTER, LOWER_BEFORE, is_part_of_sentence
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.level_mentions import find_level, only_speaks_of_level
from somei_cli.model.markings import classification_pattern, find_classification, fold_each_letter

_FIRST_PAGE_LENGTH = 5000
"""Characters of a line that are examined in a text without line breaks: the length of a first page."""
_CONTEXT_LENGTH = 120
_NEAR_LEVEL = 60
_LABEL = re.compile(r"\s*[^\W\d_][\w .'’°/-]{0,30}:\s")
_IN_GENERAL_AFTER = re.compile(r"(?i)\s+(?:documents?|information|data|material|levels?|markings?)\b")
_WITH_MORE_IN_BRACKETS = re.compile(r"\s?,\s+[a-zà-ÿ]")
_IN_SQUARE_BRACKETS = re.compile(r"\s*\[")
_ITEM_START = re.compile(r"\s*(?:[0-9]{1,2}|[a-z])[.)](?:\s|$)")
_LINES_BELOW_ITEM = 4


def find_doubtful_levels(pages: DocumentParts, own_number: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    """Find the levels, with their lines, that are set apart among other words and that no sentence speaks of.

    Only a certain level refuses a document. This is the second check: a level in brackets after a value, or before the
    label of the next value in a text without lines, becomes a doubt, and the clerk decides.
    """
    if is_released(pages, own_number):
        return
    first_page_lines, edges = first_page_indexes(pages.lines), page_edge_indexes(pages.lines)
    for index, line in enumerate(pages.lines):
        of_item = _IN_SQUARE_BRACKETS.match(line.words) and _is_below_item(pages.lines, index)
        in_margin = bool(line.place) or index in edges
        inside = index in first_page_lines or in_margin
        if inside and not of_item and (level := _doubtful_level(line, own_number, in_margin=in_margin)):
            yield level, line.number


def _is_below_item(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is right below the title of an item and its documents."""
    return any(_ITEM_START.match(above.words) for above in lines[max(index - _LINES_BELOW_ITEM, 0) : index])


def _doubtful_level(line: Line, own_number: DocumentNumber | None, *, in_margin: bool) -> str | None:
    """Return the first level of a line that is not only mentioned."""
    if find_classification(line.words[:_FIRST_PAGE_LENGTH]) is None and not _is_torn(line.words):
        return None
    # A wide gap or the border of a cell may split a level.
    words = " ".join(unescape(line.words[:_FIRST_PAGE_LENGTH]).replace("|", " ").split())
    matches = list(classification_pattern().finditer(fold_each_letter(words)))
    for position, match in enumerate(matches):
        level = find_classification(match[0])
        neighbours = matches[max(position - 1, 0) : position + 2]
        near_levels = {find_classification(m[0]) for m in neighbours if _is_near(m, match)}
        mentioned = _is_only_mentioned(words, match.start(), match.end(), own_number, in_margin)
        if level and len(near_levels) == 1 and not mentioned:
            return level
    return None


def _is_torn(words: str) -> bool:
    return "  " in words and find_classification(" ".join(words[:_FIRST_PAGE_LENGTH].split())) is not None


def _is_near(first: re.Match[str], second: re.Match[str]) -> bool:
    return first.start() - second.end() < _NEAR_LEVEL and second.start() - first.end() < _NEAR_LEVEL


def _is_only_mentioned(words: str, start: int, end: int, own_number: DocumentNumber | None, in_margin: bool) -> bool:
    """Whether a level is part of a sentence or a title, or belongs to the number of another document."""
    before, level, after = words[:start], words[start:end], words[end:]
    alone = not any(map(str.isalnum, before + after))
    if not (alone or level.isupper() or "/" in level):
        # EU confidential business information.
        return True
    context = f"{before[-_CONTEXT_LENGTH:]}{level}{after[:_CONTEXT_LENGTH]}"
    if find_level(context) is None or _IN_GENERAL_AFTER.match(after) or _WITH_MORE_IN_BRACKETS.match(after):
        return True
    if LABEL_AFTER.match(after.lstrip(")]")) or ADDITION_AFTER.match(after):
        after = ""
    beginning = before.rstrip(" ([")[-_CONTEXT_LENGTH:]
    if (
        in_margin
        or beginning.endswith((".", ":", ";"))
        or (_LABEL.match(words) and not LOWER_BEFORE.search(before))
        or not after
    ):
        # In a value or a margin the number of another document before the level does not say whose it is.
        return is_part_of_sentence(beginning, after[:_CONTEXT_LENGTH])
    return only_speaks_of_level(context, own_number) or is_part_of_sentence(beginning, after[:_CONTEXT_LENGTH])
