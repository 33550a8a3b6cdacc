"""What is too much to parse: size, depth and dotted keys, checked before any parser sees the text."""

import re

from somei_cli.text.tokens import COMMENT, STRING

LARGEST = 1024 * 1024
"""Bytes of one document file; measured on the text's characters, which are no more."""

_DEEPEST = 16
_MOST_DOTS = 8
_SMALL = 8 * 1024
_LONG_KEY = rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{_MOST_DOTS + 1}}}"


def too_much(text: str) -> str:
    """Why a text is not parsed, or nothing: one dotted key of 50,000 parts would take 9 GB in a parser.

    Small texts are let through unread: what they can cost is bounded by their size.
    """
    if len(text) > LARGEST:
        return f"larger than {LARGEST // 1024} KiB"
    if len(text) < _SMALL:
        return ""
    # Not compiled at the start: few files are that large.
    bare = re.sub(f"{STRING}|{COMMENT}", "s", text, flags=re.DOTALL)
    if re.search(_LONG_KEY, bare):
        return f"a key of more than {_MOST_DOTS + 1} parts"
    depth = 0
    for bracket in re.findall(r"[\[{\]}]", bare):
        depth += 1 if bracket in "[{" else -1
        if depth > _DEEPEST:
            return f"nested deeper than {_DEEPEST}"
    return ""
