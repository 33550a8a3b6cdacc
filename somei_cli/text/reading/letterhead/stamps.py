"""Distribution markings on a letterhead: LIMITE, and the stamps of a released copy."""

import re
from collections.abc import Iterator

from somei_cli.model.markings import LIMITE, Marking

_LIMITE = re.compile(r"(?<![\w/-])(?:L ?I ?M ?I ?T ?[EÉ]|Limit[eé])(?![\w-])")
# Words on both sides make LIMITE part of a sentence, but for a label behind it.
_BEFORE = 40
_WORD_BEFORE = re.compile(r"[a-zà-ÿ]{2,}[ \t]+\Z")
_WORD_BEHIND = re.compile(r"[ \t]+[a-zà-ÿ]{2,}(?![\w ]{0,20}:)")
# The letters lie on a slant, and extraction parts or shuffles them; ACCESSIBLE TO THE PUBLIC is another stamp.
_PUBLIC = re.compile(
    r"(?<![\w/-])(?<!THE )(?<!AU )(?<!AL )(?<!AO )(?:P ?U ?B ?L ?I ?C|B\s{1,3}PU\s{1,3}LI\s{1,3}C)(?![\w-])"
)
_DENIED = re.compile(r"(?i)\b(?:not|non|nicht|pas)\b[^\n]{0,40}\Z")
_PARTIAL = re.compile(r"(?:DOCUMENT )?PARTIALLY ACCESSIBLE TO THE PUBLIC|DOCUMENT PARTIELLEMENT ACCESSIBLE AU PUBLIC")
_STAMP = re.compile(rf"{_PUBLIC.pattern}|(?<![\w-])Conseil ?UE(?![\w-])")


def find_marking(text: str, start: int, end: int) -> tuple[Marking, int] | None:
    """The distribution marking of a letterhead, and where it stands; beside LIMITE, PUBLIC is a stamp of release."""
    for limite in _LIMITE.finditer(text, start, end):
        before = text[max(start, limite.start() - _BEFORE) : limite.start()]
        if not (_WORD_BEFORE.search(before) and _WORD_BEHIND.match(text, limite.end(), end)):
            return LIMITE, limite.start()
    public = _PUBLIC.search(text, start, end)
    if public is None or _DENIED.search(text[start : public.start()]):
        return None
    return Marking("PUBLIC"), public.start()


def find_release(text: str, start: int, end: int) -> re.Match[str] | None:
    """The stamp of a released copy beside LIMITE, or the words of partial access."""
    return find_stamp(text, start, end) if _LIMITE.search(text, start, end) else None


def find_stamp(text: str, start: int, end: int) -> re.Match[str] | None:
    """The stamp of a released copy, or the words of partial access."""
    return _PUBLIC.search(text, start, end) or _PARTIAL.search(text, start, end)


def find_stamps(text: str) -> Iterator[tuple[int, int]]:
    """Where the stamp of a released copy stands, `Conseil UE PUBLIC`: it is no part of the document's text.

    >>> [text[a:b] for text in ["Subject : B PU LI C Council"] for a, b in find_stamps(text)]
    ['B PU LI C']
    """
    return ((match.start(), match.end()) for match in _STAMP.finditer(text))
