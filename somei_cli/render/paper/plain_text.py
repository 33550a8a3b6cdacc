"""A sheet as plain text of 72 columns.

Lines are broken so that no part of a sentence or title looks like a whole one: the importer must read the text back.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from somei_cli.extraction.joined_lines import ends_a_sentence, is_unfinished
from somei_cli.formats.sanitize import escape_log_command
from somei_cli.render.paper.sheet import DASH, PaperSheet, Paragraph, SheetItem

_SHORTEST_LINE = 0.55
"""How much of the width a line must fill, at least, if it is broken earlier than necessary."""
_BREAKING_MARK = re.compile(r"[-–—−•·*=▪○◦●■_]+|o|\(?[0-9]{1,3}(?: ?bis)?[.)].*|\(?[a-zA-Z]{1,4}\)|[IVX]{1,5}\.")
"""Words that must not begin a line, since they would look like the number, letter or dash of another item."""
_LONG_LINE = 60
"""A title line with at least so many letters is read as unfinished, unless it ends a sentence."""


def text_lines(words: str, width: int) -> list[str]:
    """Break running text into lines; a word longer than a line is not broken.

    >>> text_lines("It went on. It ended.", 12)
    ['It went', 'on. It', 'ended.']
    """
    return _break_lines(
        words, width, lambda line, following: not (ends_a_sentence(line) or _BREAKING_MARK.fullmatch(following))
    )


def title_lines(words: str, width: int) -> list[str]:
    """Break the words of a title or field into lines.

    >>> title_lines("The outcome of the Assembly, 15-18 October 2019", 42)
    ['The outcome of the Assembly,', '15-18 October 2019']
    """
    return _break_lines(words, width, _visibly_continues)


def _break_lines(words: str, width: int, ends_well: Callable[[str, str], bool]) -> list[str]:
    remaining = words.split()
    lines: list[str] = []
    while remaining:
        count = _count_fitting(remaining, width)
        if count < len(remaining):
            count = _find_better_end(remaining, count, width, ends_well)
        lines.append(" ".join(remaining[:count]))
        remaining = remaining[count:]
    return lines or [""]


def _count_fitting(words: list[str], width: int) -> int:
    """Return how many words fit on a line; at least one."""
    length = -1
    for count, word in enumerate(words):
        length += 1 + len(word)
        if length > width:
            return max(count, 1)
    return len(words)


def _find_better_end(words: list[str], count: int, width: int, ends_well: Callable[[str, str], bool]) -> int:
    """Return the largest number of words that ends the line well; `count` if no number within reach does."""
    for word_count in range(count, 0, -1):
        line = " ".join(words[:word_count])
        if len(line) < _SHORTEST_LINE * width:
            break
        if ends_well(line, words[word_count]):
            return word_count
    return count


def _visibly_continues(line: str, following: str) -> bool:
    if ends_a_sentence(line) or _BREAKING_MARK.fullmatch(following):
        return False
    return len(line) >= _LONG_LINE or following[0].islower() or is_unfinished(line)


WIDTH = 72
_RIGHT_COLUMN = 44
_LABEL_WIDTH = 17
_MARK_WIDTH = 5
_SUBITEM_MARK_WIDTH = 4
_LEAST_TITLE_WIDTH = 28
_RULE = "_" * WIDTH


def as_text(sheet: PaperSheet) -> str:
    """Return the whole document, ending with a line feed."""
    return "\n".join(escape_log_command(line.rstrip()) for line in _page_lines(sheet)).strip("\n") + "\n"


def _page_lines(sheet: PaperSheet) -> Iterator[str]:
    yield from _letterhead(sheet)
    if sheet.heading:
        yield from ("", *(line.center(WIDTH) for line in title_lines(sheet.heading, WIDTH)))
    if sheet.standing:
        yield f"[{sheet.standing}]".center(WIDTH)
    if sheet.rows:
        yield from (_RULE, "")
        for row in sheet.rows:
            yield from _field_lines(row.label.ljust(_LABEL_WIDTH), row.value)
        yield from (_RULE, "")
    for words in sheet.meeting:
        yield from (line.center(WIDTH) for line in title_lines(words, WIDTH))
    for paragraph in sheet.lead:
        yield from ("", *_hanging_text(paragraph.words))
    for part in sheet.parts:
        for words in filter(None, (part.heading, part.below)):
            yield from ("", *_hanging_title("", words, WIDTH))
        for entry in part.entries:
            yield from ("", *_item_lines(entry, 0, _MARK_WIDTH))
    yield from _footer(sheet)


def _letterhead(sheet: PaperSheet) -> Iterator[str]:
    """Yield the letterhead: institution and files at the left, everything else at the right."""
    files = ("Interinstitutional File:", *sheet.files) if sheet.files else ()
    left_column = (sheet.institution, (), files)
    right_column = ((sheet.place_and_date, sheet.languages), (sheet.number, sheet.tail), (sheet.marking,))
    for left_lines, texts in zip(left_column, right_column, strict=True):
        right_lines = [words for words in texts if words]
        for words, right_words in zip_longest(left_lines, right_lines, fillvalue=""):
            yield f"{words.ljust(_RIGHT_COLUMN)}{right_words}"
        if left_lines or right_lines:
            yield ""
    yield from (" " * _RIGHT_COLUMN + code for code in sheet.codes)


def _item_lines(entry: SheetItem, indent: int, mark_width: int) -> Iterator[str]:
    """Yield an item or sub-item; `mark_width` is the width of its mark, which all items of one level share."""
    inner_indent = " " * (indent + mark_width)
    mark = " ".join(filter(None, (entry.aside, entry.mark)))
    head = " " * indent + mark.ljust(mark_width)
    yield from _with_documents(head if head.endswith(" ") else f"{head} ", entry.shown_title, entry.documents)
    for words in entry.treatments:
        yield from _hanging_title(inner_indent, words, WIDTH)
    if entry.below and not indent:
        yield ""
    longest_mark = max((len(subitem.mark) + 1 for subitem in entry.below), default=0)
    for subitem in entry.below:
        yield from _item_lines(subitem, indent + mark_width, max(longest_mark, _SUBITEM_MARK_WIDTH))
    for paragraph in entry.text:
        if not paragraph.close:
            yield ""
        yield from _paragraph_lines(paragraph, inner_indent if indent else "")
    for note in entry.notes:
        yield from ("", note.mark, note.words)


def _with_documents(head: str, title: str, documents: Sequence[str]) -> Iterator[str]:
    """Yield the title with its documents at the right edge, or below it if there is no space beside it."""
    blank_head = " " * len(head)
    documents_width = max(map(len, documents), default=0)
    title_width = WIDTH - len(head) - (documents_width + 3 if documents_width else 0)
    if title_width < _LEAST_TITLE_WIDTH:
        yield from _hanging_title(head, title, WIDTH)
        yield from (words.rjust(WIDTH) for words in documents)
        return
    lines = list(_hanging_title(head, title, len(head) + title_width))
    for line, words in zip_longest(lines, documents, fillvalue=""):
        yield f"{line or blank_head}".ljust(WIDTH - documents_width) + words


def _paragraph_lines(paragraph: Paragraph, indent: str) -> Iterator[str]:
    if not paragraph.mark:
        return _hanging_text(paragraph.words, indent)
    mark = "-" if paragraph.mark == DASH else paragraph.mark
    return _hanging_text(paragraph.words, f"{indent}{mark} ")


def _field_lines(head: str, words: str) -> Iterator[str]:
    return _hanging_title(head, words, WIDTH)


def _hanging_title(head: str, words: str, width: int) -> Iterator[str]:
    """Yield the lines of a title behind `head`, indented to the width of `head`."""
    first, *following = title_lines(words, max(width - len(head), 1))
    yield head + first
    yield from (" " * len(head) + line for line in following)


def _hanging_text(words: str, head: str = "") -> Iterator[str]:
    """Yield running text behind `head`; no line but the last ends with a sentence."""
    first, *following = text_lines(words, max(WIDTH - len(head), 1))
    yield head + first
    yield from (" " * len(head) + line for line in following)


def _footer(sheet: PaperSheet) -> Iterator[str]:
    """Yield the two rows at the foot of the page: number and page; unit, marking and language."""
    yield from ("", "", f"{sheet.whole_number}{'1'.rjust(WIDTH - len(sheet.whole_number))}")
    last_words = "   ".join(filter(None, (sheet.marking, sheet.language)))
    yield f"{sheet.unit.ljust(WIDTH - len(last_words))}{last_words}"
