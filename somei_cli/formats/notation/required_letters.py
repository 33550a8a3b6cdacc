"""What must stand in a text that a regular expression matches, as far as that is plain to see."""

import re

_FEWEST = 3
_PIECE = re.compile(
    r"""
    (?P<letters> [A-Za-z0-9]+ )
    | (?P<one> \\[AbBdDsSwWZ] )                # says nothing of letters
    | (?P<by_code> \\[A-Za-z0-9]+ )            # a sign by its name or number, and what may belong to it
    | (?P<sign> \\. | [^\\A-Za-z0-9()\[\]{}|?*+] )
    | (?P<set> \[\^?\]?(?:\\.|[^\]\\])*\] )
    | (?P<repeat> [?*+] | \{[^{}]*\} )
    """,
    re.VERBOSE | re.DOTALL,
)
_OUTERMOST = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)


def certain_letters(pattern: str) -> tuple[str, ...]:
    """Letters and figures in a row that every match holds, in plain letters; nothing where that is not certain.

    >>> certain_letters("screen(ing)? of +Investm.nts"), certain_letters("cat|dog"), certain_letters("colou?r")
    (('screen', 'investm', 'nts'), (), ('colo',))
    """
    if "(?" in pattern.replace("(?:", "("):
        return ()
    bare = _without_groups(pattern)
    if bare is None:
        return ()
    found: list[str] = []
    at = 0
    while at < len(bare):
        piece = _PIECE.match(bare, at)
        if piece is None:
            return ()
        at = piece.end()
        if piece["letters"]:
            letters = piece["letters"]
            # What is repeated may be missing.
            found.append(letters[:-1] if bare[at : at + 1] in {"?", "*", "{"} else letters)
    return tuple(dict.fromkeys(letters.lower() for letters in found if len(letters) >= _FEWEST))


def _without_groups(pattern: str) -> str | None:
    """The pattern with a sign in place of each group; None with alternatives outside of them, or what is not sound."""
    kept: list[str] = []
    depth = last = 0
    for met in _OUTERMOST.finditer(pattern):
        if met[0] == "(":
            if not depth:
                kept.append(pattern[last : met.start()])
            depth += 1
        elif met[0] == ")":
            depth -= 1
            if not depth:
                kept.append("-")
                last = met.end()
        elif met[0] == "|" and not depth:
            return None
    return "".join([*kept, pattern[last:]]) if depth == 0 else None
