"""The small pieces of the letterhead: original languages and interinstitutional files."""

import re
from collections.abc import Iterator

from somei_cli.model.languages import LANGUAGES
from somei_cli.model.references import ExternalReference, OutsideKind

_CODES = r"(?P<codes>[a-zA-Z]\s?[a-zA-Z]?(?:\s{0,2}(?:[,/+&.]|et|and|og|und)\s{0,2}[a-zA-Z]\s?[a-zA-Z]?){0,23})"
_ORIGINAL = re.compile(
    rf"\(\s{{0,2}}(?:O\s?R|0R|o\s?r|Or)\s?[.,:]{{0,2}}\s{{0,3}}{_CODES}\s{{0,2}}[).]"
    # The brackets lost, on a line of its own
    rf"|(?m:^)[ \t]*O\s?R\s?[.:]\s{{0,3}}{_CODES.replace('codes', 'bare')}[ \t]*(?m:$)"
)
# Until about 1999 the large languages had one letter, and some others those of their country.
_OLDER = {"d": "de", "e": "en", "f": "fr", "i": "it", "p": "pt", "s": "sv", "gr": "el", "dk": "da", "sp": "es"}
_JOINT = re.compile(r"\b(?:et|and|og|und)\b|\s")
_ABOVE = 120
_NUMBER = re.compile(r"[0-9]{4,5}\s?/\s?[0-9]|/[0-9]{2}(?![0-9])")
_PROCEDURES = (
    "COD|CNS|NLE|APP|AVC|SYN|ACC|PRT|CNB|CNC|BUD|BUI|DEC|DEA|INI|INL|INS|RSP|RPS|IMM|REG|DCE|GBD|ACI|COS|ICA|CSL"
)
_FILE = re.compile(
    r"(?<![\w/.-])(?P<year>(?:19|20)[0-9]{2}|9[0-9])\s?/\s?(?P<number>[0-9]{3,4})\s?(?P<part>[A-Z](?![A-Z]))?\s{0,3}"
    rf"(?:\(\s?(?P<code>{_PROCEDURES})\s?\)|[/ ]?(?P<bare>{_PROCEDURES})(?!\w))"
)


def find_languages(text: str, start: int, end: int) -> tuple[tuple[str, ...], int, int] | None:
    """The original languages and where they stand.

    >>> find_languages("(OR. en, fr)", 0, 12)
    (('en', 'fr'), 0, 12)
    """
    match = _ORIGINAL.search(text, start, end) or _above(text, start)
    if match is None:
        return None
    parted = _JOINT.sub(_between, (match["codes"] or match["bare"]).lower())
    codes = tuple(dict.fromkeys(_OLDER.get(code, code) for code in re.findall("[a-z]+", parted)))
    return (codes, match.start(), match.end()) if set(codes) <= LANGUAGES else None


def _between(match: re.Match[str]) -> str:
    """What joins two codes parts them; a blank between two letters does not."""
    return "" if match[0].isspace() else ","


def _above(text: str, start: int) -> re.Match[str] | None:
    """The languages right above the place and date, where a letterhead has two columns; not another document's."""
    low = max(0, start - _ABOVE)
    found = list(_ORIGINAL.finditer(text, low, start))
    return found[-1] if len(found) == 1 and not _NUMBER.search(text, low, start) else None


def find_files(text: str, start: int, end: int) -> Iterator[tuple[ExternalReference, int, int]]:
    """Every interinstitutional file, in its normal form.

    >>> [str(f[0]) for f in find_files("Interinstitutional Files: 2013/0407 (COD) 2006/0287(COD)", 0, 60)]
    ['2013/0407(COD)', '2006/0287(COD)']
    """
    for match in _FILE.finditer(text, start, end):
        year = match["year"] if len(match["year"]) == 4 else f"19{match['year']}"
        code = match["code"] or match["bare"]
        file = f"{year}/{int(match['number']):04d}{match['part'] or ''}({code})"
        yield ExternalReference(OutsideKind.FILE, file), match.start(), match.end()
