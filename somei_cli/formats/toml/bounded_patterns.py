"""Patterns of settings: regular expressions of a few signs, of which none takes long on any text."""

import re
from functools import lru_cache

MAX_CHARACTERS = 200
MAX_TEXT = 4_000
"""The longest text in which a pattern is looked for."""

_MOST_WAYS = 10_000_000
_UNBOUNDED_WAYS = 1_000
"""For how many ways a repetition without an end counts: two of them may follow one another, three may not."""
_MOST_TIMES = 1_000
_MOST_DEPTH = 10

_PIECE = re.compile(
    r"""
    (?P<one> \\[dDwWsS] | \\[^A-Za-z0-9\s] | [^\\\[\](){}|?*+^$]
           | \[\^?\]? (?:\\[dDwWsS]|\\[^A-Za-z0-9\s]|[^\]\\\[])+ \] )
    | (?P<place> \\b | [\^$] )
    | (?P<open> \((?:\?:)? )
    | (?P<close> \) )
    | (?P<either> \| )
    """,
    re.VERBOSE,
)
_TIMES = re.compile(r"(?P<sign>[?*+])|\{(?P<least>[0-9]{1,4})(?P<range>,(?P<most>[0-9]{1,4})?)?\}")


class UnboundedPattern(ValueError):
    """A pattern that is not valid, or could take long; the message says why."""


@lru_cache(maxsize=256)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    r"""Return a pattern compiled, if it takes little time on every text of at most `MAX_TEXT` characters.

    It may hold letters, `.`, sets in brackets, `\d \w \s`, groups with `|`, and repetitions of a single character. A
    group may be left out (`?`), but not repeated: `(a|a)*` takes longer than a day on a text of a hundred letters. The
    ways in which repetitions can share a text are multiplied, and are limited.

    >>> compile_pattern(r"(Draft )?Council [a-z]+ on .*").fullmatch("Draft Council conclusions on fish") is not None
    True

    Raises:
        UnboundedPattern: if it holds something else, or could take long.
    """
    if not pattern or len(pattern) > MAX_CHARACTERS:
        raise UnboundedPattern(f"expected a pattern of 1 to {MAX_CHARACTERS} characters")
    counter = _WaysCounter(pattern)
    ways = counter.count_alternatives(0)
    if counter.position < len(pattern):
        raise UnboundedPattern(f"the bracket at character {counter.position + 1} closes nothing")
    if ways > _MOST_WAYS:
        raise UnboundedPattern(
            "it could take long: at most two repetitions without an end (* or +) may follow one another"
        )
    try:
        return re.compile(pattern)
    except re.error as error:
        raise UnboundedPattern(f"{error.msg} at character {(error.pos or 0) + 1}") from None


class _WaysCounter:
    """Counts in how many ways a pattern can be tried on a text, at most."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.position = 0

    def count_alternatives(self, depth: int) -> int:
        """Count the ways of alternatives up to their closing bracket, or the end: they are tried one by one."""
        if depth > _MOST_DEPTH:
            raise UnboundedPattern(f"groups stand in one another, more than {_MOST_DEPTH} deep")
        ways = self._count_sequence(depth)
        while self._pattern[self.position : self.position + 1] == "|":
            self.position += 1
            ways += self._count_sequence(depth)
        return ways

    def _count_sequence(self, depth: int) -> int:
        """Count the ways of what follows one another: each way of one is tried with each of the others."""
        ways = 1
        while self.position < len(self._pattern) and self._pattern[self.position] not in "|)":
            ways *= self._count_piece(depth)
        return ways

    def _count_piece(self, depth: int) -> int:
        start = self.position
        piece = _PIECE.match(self._pattern, start)
        if piece is None:
            raise UnboundedPattern(f"“{self._pattern[start]}” at character {start + 1} is not possible here")
        self.position = piece.end()
        ways = 1
        if piece["open"]:
            if self._pattern.startswith("?", self.position):
                raise UnboundedPattern(
                    f"what begins with “(?” at character {start + 1} is not possible here, but “(?:”"
                )
            ways = self.count_alternatives(depth + 1)
            if not self._pattern.startswith(")", self.position):
                raise UnboundedPattern(f"the bracket at character {start + 1} is not closed")
            self.position += 1
            if self._pattern.startswith("?", self.position):
                ways += 1
        return ways * self._count_repetition(start, is_single=bool(piece["one"]))

    def _count_repetition(self, start: int, *, is_single: bool) -> int:
        """Count in how many ways the piece that begins at `start` may be repeated."""
        times = _TIMES.match(self._pattern, self.position)
        if times is None:
            return 1
        self.position = times.end()
        if self._pattern[self.position : self.position + 1] in {"?", "+", "*", "{"}:
            raise UnboundedPattern(f"two repetitions stand one upon the other at character {self.position}")
        if times["sign"] == "?":
            return 2 if is_single else 1
        if not is_single:
            raise UnboundedPattern(f"the group at character {start + 1} is repeated; only a single character may be")
        least, most = int(times["least"] or 0), int(times["most"] or 0)
        if max(least, most) > _MOST_TIMES:
            raise UnboundedPattern(f"at most {_MOST_TIMES} times; more stands at character {times.start() + 1}")
        if times["sign"] or (times["range"] and not times["most"]):
            return _UNBOUNDED_WAYS
        return max(1, most - least + 1) if times["range"] else 1
