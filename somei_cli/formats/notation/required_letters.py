"""Cheap tests before a regular expression is searched: the letters that a text must contain, and where it may match."""

import re
from collections.abc import Iterable, Iterator

from somei_cli.formats.notation.document_numbers import number_patterns

_MIN_LENGTH = 3
_TOKEN = re.compile(
    r"""
    (?P<letters> [A-Za-z0-9]+ )
    | (?P<one> \\[AbBdDsSwWZ] )                # matches no particular letter
    | (?P<by_code> \\[A-Za-z0-9]+ )            # a character by name or number, or a reference
    | (?P<sign> \\. | [^\\A-Za-z0-9()\[\]{}|?*+] )
    | (?P<set> \[\^?\]?(?:\\.|[^\]\\])*\] )
    | (?P<repeat> [?*+] | \{[^{}]*\} )
    """,
    re.VERBOSE | re.DOTALL,
)
_GROUP_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)


def certain_letters(pattern: str) -> tuple[str, ...]:
    """Return the runs of letters and digits, in lower case, that every match contains; empty if that is not certain.

    >>> certain_letters("screen(ing)? of +Investm.nts"), certain_letters("cat|dog"), certain_letters("colou?r")
    (('screen', 'investm', 'nts'), (), ('colo',))
    """
    if "(?" in pattern.replace("(?:", "("):
        return ()
    flat_pattern = _replace_groups(pattern)
    if flat_pattern is None:
        return ()
    runs: list[str] = []
    position = 0
    while position < len(flat_pattern):
        token = _TOKEN.match(flat_pattern, position)
        if token is None:
            return ()
        position = token.end()
        if token["letters"]:
            letters = token["letters"]
            # A repeated letter may occur zero times.
            runs.append(letters[:-1] if flat_pattern[position : position + 1] in {"?", "*", "{"} else letters)
    return tuple(dict.fromkeys(letters.lower() for letters in runs if len(letters) >= _MIN_LENGTH))


def find_from_starts(
    starts: re.Pattern[str], pattern: re.Pattern[str], text: str, begin: int = 0, end: int | None = None
) -> Iterator[re.Match[str]]:
    r"""Yield the matches of a pattern, in order; each begins with one character that `starts` finds.

    A search for a character passes over the others at once, while a pattern that begins with a choice, or with a look
    at the character before it, is tried at every place of a text.

    >>> pattern = re.compile(r"(?<!\w)(?:EU|UE) [0-9]")
    >>> [match.start() for match in find_from_starts(re.compile(r"[EU](?<!\w.)"), pattern, "PEU 3, UE 4")]
    [7]
    """
    end = len(text) if end is None else end
    position = begin
    for start in starts.finditer(text, begin, end):
        if start.start() >= position and (match := pattern.match(text, start.start(), end)):
            position = match.end()
            yield match


def find_at(
    starts: Iterable[int], pattern: re.Pattern[str], text: str, end: int | None = None
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begin at one of these offsets, in order."""
    end = len(text) if end is None else end
    position = 0
    for start in starts:
        if start >= position and (match := pattern.match(text, start, end)):
            position = match.end()
            yield match


def find_on_lines(
    pattern: re.Pattern[str], text: str, begin: int = 0, end: int | None = None
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begin where a line begins, in order; other places are not tried."""
    end = len(text) if end is None else end
    yield from find_at(_find_line_starts(text, begin, end), pattern, text, end)


def _find_line_starts(text: str, begin: int, end: int) -> Iterator[int]:
    if not begin or text[begin - 1] == "\n":
        yield begin
    feed = text.find("\n", begin, end)
    while feed >= 0:
        yield feed + 1
        feed = text.find("\n", feed + 1, end)


# A register id has a kind of suffix behind its year, a file name the letters of a language and the year.
_SIGNS_OF_NUMBERS = (
    re.compile(r"(?:19|20)[0-9]{2}(?:[-_+/ \u00a0\u202f]|%20)[A-Za-z]"),
    re.compile(r"[0-9]\.[A-Za-z]{1,2}[0-9]{2}"),
    re.compile(r"(?i)/pdf/"),
)


def possible_number_patterns(text: str) -> list[re.Pattern[str]]:
    """Return those of `number_patterns` that a text may hold: register ids, file names, old addresses."""
    signs = zip(_SIGNS_OF_NUMBERS, number_patterns(), strict=True)
    return [pattern for sign, pattern in signs if sign.search(text)]


def _replace_groups(pattern: str) -> str | None:
    """Return the pattern with a sign for each group; None if it is invalid or has alternatives outside of groups."""
    parts: list[str] = []
    depth = last = 0
    for token in _GROUP_TOKEN.finditer(pattern):
        if token[0] == "(":
            if not depth:
                parts.append(pattern[last : token.start()])
            depth += 1
        elif token[0] == ")":
            depth -= 1
            if not depth:
                parts.append("-")
                last = token.end()
        elif token[0] == "|" and not depth:
            return None
    return "".join([*parts, pattern[last:]]) if depth == 0 else None
