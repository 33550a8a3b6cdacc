"""The calls of footnotes on a page: raised figures, and links to notes."""

import re
from itertools import islice

from somei_cli.text.sources.nodes import Node, style, text_of

_MARK = re.compile(r"[(\[]?\s*([0-9]{1,3}|\*{1,3}|[ivx]{1,5}|[a-z])\s*[)\]]?")
_TO_NOTE = re.compile(r"(?i)#_?(?:ftn|edn|fn|note|ntr|ntc)")
_RAISED = re.compile(r"(?i)vertical-align\s*:\s*super")
_MOST_PIECES = 20


def called(node: Node, last: str) -> str:
    """The mark of the footnote that an element calls, if it calls one; letters behind a figure make an ordinal."""
    raised = (
        node.tag == "sup"
        or "reference" in node.get("class", "").lower()
        or bool(_RAISED.search(style(node)))
        or (node.tag == "a" and bool(_TO_NOTE.search(node.get("href", ""))))
    )
    if not raised:
        return ""
    words = "".join(islice(text_of(node), _MOST_PIECES))
    found = _MARK.fullmatch(" ".join(words.split()))
    if not found or (found[1].isalpha() and last.isdigit()):
        return ""
    return found[1]
