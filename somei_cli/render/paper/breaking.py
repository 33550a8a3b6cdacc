"""Where the lines of plain text end: never so that half a sentence or half a title looks whole."""

import re
from collections.abc import Callable

from somei_cli.text.reading.joining import ends_a_sentence, goes_on

_FARTHEST = 0.55
"""How much of a line must be left for a better end to be taken."""
_MARK = re.compile(r"[-–—−•·*=▪○◦●■_]+|o|\(?[0-9]{1,3}(?: ?bis)?[.)].*|\(?[a-zA-Z]{1,4}\)|[IVX]{1,5}\.")
"""What a line must not begin with: it would look like the number, letter or dash of another item."""
_LONG = 60
"""A title line of so many letters is seen to go on, unless a sentence ends with it."""


def text_lines(words: str, width: int) -> list[str]:
    """Running text in lines; a word that is longer than a line is never broken.

    >>> text_lines("It went on. It ended.", 12)
    ['It went', 'on. It', 'ended.']
    """
    return _broken(words, width, lambda line, following: not (ends_a_sentence(line) or _MARK.fullmatch(following)))


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
    if ends_a_sentence(line) or _MARK.fullmatch(following):
        return False
    return len(line) >= _LONG or following[0].islower() or goes_on(line)
