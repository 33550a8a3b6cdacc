"""Text of a file in Markdown as code, in which nothing is markup, a mention or a link."""

import re

from somei_cli.text.cleaning import clean_line


def code(text: str) -> str:
    """Text of a file as a code span, in which nothing is markup, whatever backticks it holds."""
    shown = clean_line(text) or " "
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    # A span that begins or ends with a backtick needs a blank there, which is not shown.
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"
