"""A sheet as plain text of 72 columns, laid out as the page is.

Where the lines of plain text end: never so that half a sentence or half a title looks whole.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from somei_cli.extraction.lines import ends_a_sentence, goes_on
from somei_cli.formats.sanitize import set_off
from somei_cli.render.paper.sheet import DASH, PaperSheet, Paragraph, SheetItem

_FARTHEST = 0.55
"""How much of a line must be left for a better end to be taken."""
_BREAKING_MARK = re.compile(r"[-–—−•·*=▪○◦●■_]+|o|\(?[0-9]{1,3}(?: ?bis)?[.)].*|\(?[a-zA-Z]{1,4}\)|[IVX]{1,5}\.")
"""What a line must not begin with: it would look like the number, letter or dash of another item."""
_LONG = 60
"""A title line of so many letters is seen to go on, unless a sentence ends with it."""


def text_lines(words: str, width: int) -> list[str]:
    """Running text in lines; a word that is longer than a line is never broken.

    >>> text_lines("It went on. It ended.", 12)
    ['It went', 'on. It', 'ended.']
    """
    return _broken(
        words, width, lambda line, following: not (ends_a_sentence(line) or _BREAKING_MARK.fullmatch(following))
    )


def title_lines(words: str, width: int) -> list[str]:
    """The words of a title, or of a field, in lines.

    >>> title_lines("The outcome of the Assembly, 15-18 October 2019", 42)
    ['The outcome of the Assembly,', '15-18 October 2019']
    """
    return _broken(words, width, _is_seen_to_go_on)


def _broken(words: str, width: int, ends_well: Callable[[str, str], bool]) -> list[str]:
    left = words.split()
    lines: list[str] = []
    while left:
        count = _fitting(left, width)
        if count < len(left):
            count = _better(left, count, width, ends_well)
        lines.append(" ".join(left[:count]))
        left = left[count:]
    return lines or [""]


def _fitting(words: list[str], width: int) -> int:
    """How many words go on one line; one always does."""
    length = -1
    for count, word in enumerate(words):
        length += 1 + len(word)
        if length > width:
            return max(count, 1)
    return len(words)


def _better(words: list[str], count: int, width: int, ends_well: Callable[[str, str], bool]) -> int:
    """The last place within reach where a line may end; the last that fits where there is none."""
    for at in range(count, 0, -1):
        line = " ".join(words[:at])
        if len(line) < _FARTHEST * width:
            break
        if ends_well(line, words[at]):
            return at
    return count


def _is_seen_to_go_on(line: str, following: str) -> bool:
    if ends_a_sentence(line) or _BREAKING_MARK.fullmatch(following):
        return False
    return len(line) >= _LONG or following[0].islower() or goes_on(line)


WIDTH = 72
_RIGHT = 44
_LABEL = 17
_MARK = 5
_STEP = 4
_LEAST_BESIDE = 28
_RULE = "_" * WIDTH


def as_text(sheet: PaperSheet) -> str:
    """The whole document, ending with a line feed."""
    return "\n".join(set_off(line.rstrip()) for line in _page(sheet)).strip("\n") + "\n"


def _page(sheet: PaperSheet) -> Iterator[str]:
    yield from _letterhead(sheet)
    if sheet.heading:
        yield from ("", *(line.center(WIDTH) for line in title_lines(sheet.heading, WIDTH)))
    if sheet.standing:
        yield f"[{sheet.standing}]".center(WIDTH)
    if sheet.rows:
        yield from (_RULE, "")
        for row in sheet.rows:
            yield from _beside(row.label.ljust(_LABEL), row.value)
        yield from (_RULE, "")
    for words in sheet.meeting:
        yield from (line.center(WIDTH) for line in title_lines(words, WIDTH))
    for paragraph in sheet.lead:
        yield from ("", *_text(paragraph.words))
    for part in sheet.parts:
        for words in filter(None, (part.heading, part.below)):
            yield from ("", *_hanging("", words, WIDTH))
        for entry in part.entries:
            yield from ("", *_entry(entry, 0, _MARK))
    yield from _footer(sheet)


def _letterhead(sheet: PaperSheet) -> Iterator[str]:
    """Institution and files at the left, everything else at the right."""
    files = ("Interinstitutional File:", *sheet.files) if sheet.files else ()
    left = (sheet.institution, (), files)
    right = ((sheet.place_and_date, sheet.languages), (sheet.number, sheet.tail), (sheet.marking,))
    for beside, over in zip(left, right, strict=True):
        lines = [words for words in over if words]
        for words, at_right in zip_longest(beside, lines, fillvalue=""):
            yield f"{words.ljust(_RIGHT)}{at_right}"
        if beside or lines:
            yield ""
    yield from (" " * _RIGHT + code for code in sheet.codes)


def _entry(entry: SheetItem, indent: int, room: int) -> Iterator[str]:
    """An item or sub-item; `room` is that for its mark, the same for all beside it."""
    inner = " " * (indent + room)
    mark = " ".join(filter(None, (entry.aside, entry.mark)))
    head = " " * indent + mark.ljust(room)
    yield from _with_documents(head if head.endswith(" ") else f"{head} ", entry.shown_title, entry.documents)
    for words in entry.treatments:
        yield from _hanging(inner, words, WIDTH)
    if entry.below and not indent:
        yield ""
    step = max((len(below.mark) + 1 for below in entry.below), default=0)
    for below in entry.below:
        yield from _entry(below, indent + room, max(step, _STEP))
    for paragraph in entry.text:
        if not paragraph.close:
            yield ""
        yield from _paragraph(paragraph, inner if indent else "")
    for note in entry.notes:
        yield from ("", note.mark, note.words)


def _with_documents(head: str, title: str, documents: Sequence[str]) -> Iterator[str]:
    """The title with its documents at the right edge; below it where there is no room beside."""
    inner = " " * len(head)
    width = max(map(len, documents), default=0)
    room = WIDTH - len(head) - (width + 3 if width else 0)
    if room < _LEAST_BESIDE:
        yield from _hanging(head, title, WIDTH)
        yield from (words.rjust(WIDTH) for words in documents)
        return
    lines = list(_hanging(head, title, len(head) + room))
    for line, words in zip_longest(lines, documents, fillvalue=""):
        yield f"{line or inner}".ljust(WIDTH - width) + words


def _paragraph(paragraph: Paragraph, indent: str) -> Iterator[str]:
    if not paragraph.mark:
        return _text(paragraph.words, indent)
    mark = "-" if paragraph.mark == DASH else paragraph.mark
    return _text(paragraph.words, f"{indent}{mark} ")


def _beside(head: str, words: str) -> Iterator[str]:
    return _hanging(head, words, WIDTH)


def _hanging(head: str, words: str, width: int) -> Iterator[str]:
    """Lines whose first begins with `head`, and the others under its words."""
    first, *others = title_lines(words, max(width - len(head), 1))
    yield head + first
    yield from (" " * len(head) + line for line in others)


def _text(words: str, head: str = "") -> Iterator[str]:
    """Running text: no sentence ends with a line that is not the last."""
    first, *others = text_lines(words, max(WIDTH - len(head), 1))
    yield head + first
    yield from (" " * len(head) + line for line in others)


def _footer(sheet: PaperSheet) -> Iterator[str]:
    """Two rows, as at the foot of a page: number and page; unit, marking and language."""
    yield from ("", "", f"{sheet.whole_number}{'1'.rjust(WIDTH - len(sheet.whole_number))}")
    end = "   ".join(filter(None, (sheet.marking, sheet.language)))
    yield f"{sheet.unit.ljust(WIDTH - len(end))}{end}"
