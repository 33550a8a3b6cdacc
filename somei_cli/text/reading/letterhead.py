"""The small pieces of the letterhead: original languages and interinstitutional files."""

import re
from collections.abc import Iterator

from somei_cli.model.references import Outside, OutsideKind

_LANGUAGES = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()
_ORIGINAL = re.compile(
    r"\(\s{0,2}OR[.,:]?\s{0,3}(?P<codes>[a-zA-Z]{1,2}(?:\s{0,2}[,/+&]\s{0,2}[a-zA-Z]{1,2}){0,23})\s{0,2}\)"
)
# Until about 1999 the large languages had one letter.
_ONE_LETTER = {"d": "de", "e": "en", "f": "fr", "i": "it", "p": "pt", "s": "sv"}
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
    match = _ORIGINAL.search(text, start, end)
    if match is None:
        return None
    printed = re.findall("[a-z]{1,2}", match["codes"].lower())
    codes = tuple(dict.fromkeys(_ONE_LETTER.get(code, code) for code in printed))
    return (codes, match.start(), match.end()) if set(codes) <= set(_LANGUAGES) else None


def find_files(text: str, start: int, end: int) -> Iterator[tuple[Outside, int, int]]:
    """Every interinstitutional file, in its normal form.

    >>> [str(f[0]) for f in find_files("Interinstitutional Files: 2013/0407 (COD) 2006/0287(COD)", 0, 60)]
    ['2013/0407(COD)', '2006/0287(COD)']
    """
    for match in _FILE.finditer(text, start, end):
        year = match["year"] if len(match["year"]) == 4 else f"19{match['year']}"
        code = match["code"] or match["bare"]
        file = f"{year}/{int(match['number']):04d}{match['part'] or ''}({code})"
        yield Outside(OutsideKind.FILE, file), match.start(), match.end()
