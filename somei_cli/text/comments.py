"""Comments of a TOML file: the canonical form has none, so they are found to be moved into the note."""

import re

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\']|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#(?P<words>[^\n]*)',
    re.DOTALL,
)


def comments_in(text: str) -> tuple[str, ...]:
    """The words of every comment, in order; a number sign inside a string is none."""
    found = (match["words"] for match in _TOKEN.finditer(text))
    return tuple(words.strip() for words in found if words is not None and words.strip())
