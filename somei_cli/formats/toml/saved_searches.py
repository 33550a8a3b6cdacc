"""Write saved searches into the text of the settings, which keeps its comments and its layout."""

import re
from collections.abc import Mapping
from typing import Final

import tomli_w

from somei_cli.errors import Refused
from somei_cli.formats.toml import settings
from somei_cli.formats.toml.positions import KeyLines

_LINE: Final = re.compile(r"""(\s*[A-Za-z0-9_"'-]+\s*=\s*)(?:"(?:[^"\\]|\\.)*"|'[^']*')(\s*(?:\#.*)?)""")


def with_searches(text: str, searches: Mapping[str, str]) -> str:
    """Return the text of the settings with other words for some of its saved searches.

    Raises:
        Refused: if a search does not stand on one line of the table [searches].
    """
    lines, places = text.split("\n"), KeyLines(text)
    for name, words in searches.items():
        index = places.line_of(("searches", name)) - 1
        line = _LINE.fullmatch(lines[index])
        if line:
            value = tomli_w.dumps({"words": words}).partition(" = ")[2].rstrip("\n")
            lines[index] = f"{line[1]}{value}{line[2]}"
    result = "\n".join(lines)
    before, after = settings.load(text), settings.load(result)
    if after != before._replace(searches={**before.searches, **searches}):
        names = ", ".join(f"@{name}" for name in searches)
        raise Refused(
            f"somei.toml: {names} cannot be rewritten as it stands there.",
            'Put each search on a line of its own below [searches]: name = "words", commit it, then type this again.',
        )
    return result
