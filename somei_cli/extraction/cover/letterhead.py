"""The small pieces of the letterhead: original languages and interinstitutional files.

What stands by itself on the lines of a letterhead: columns are further apart than words.
Press texts: the ordinal of a Council meeting shows that place and date below it are the meeting's.
Press texts without a heading: `(Presse 211)` and then `1944th Council meeting` tell what they are.
"""

import re
from collections.abc import Iterator, Sequence

from somei_cli.extraction.cover.place_and_date import PlaceDate
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import LANGUAGES
from somei_cli.model.document_number import DocumentNumber
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


_PIECE = re.compile(r"(?:\S[ \t]{0,2})+")


def pieces(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Each piece between two offsets, and where it begins."""
    return ((found[0].strip(), found.start()) for found in _PIECE.finditer(text, start, end))


ORDINAL = re.compile(
    r"[0-9]{3,4}\s?(?:st|nd|rd|th|e|ème|ª|a|ma)\.?\s{0,3}(?:Council\s{0,3})?(?:[Mm]eeting|MEETING|[Ss]ession|[Ss]es[sz]|[Rr]eun)|"
    r"[0-9]{3,4}\.\s{0,3}(?:Tagung|[Ss]amling|[Mm]ötet?|zasedání|zasadnutie|ülés|posiedzenie|seja|istung|sanāksme)|"
    r"[0-9]{3,4}(?:e|ste|de)\s{0,3}(?:[Zz]itting|[Bb]ijeenkomst)"
)
"""The running number of a Council meeting, `3735th Council meeting`, in the languages met."""
_COUNCILMEETINGS_ABOVE = 300
_LETTERHEAD = 700
_PRESS = re.compile(r"\s{0,3}\(\s?[Pp]ress[ea]?\s{0,2}(?P<serial>[0-9]{1,4})")
_TEXT = 20_000


def is_of_a_meeting(text: str, place_date: PlaceDate) -> bool:
    """Whether place and date are those of a meeting: the ordinal stands right above."""
    return bool(ORDINAL.search(text[max(0, place_date.start - _COUNCILMEETINGS_ABOVE) : place_date.start]))


def letterhead_start(text: str, place_date: PlaceDate) -> int:
    """Where the letterhead of a press text begins, which stands above the ordinal."""
    low = max(0, place_date.start - _COUNCILMEETINGS_ABOVE)
    ordinal = ORDINAL.search(text, low, place_date.start)
    return max(0, (ordinal.start() if ordinal else low) - _LETTERHEAD)


def press_code(text: str, number: DocumentNumber) -> tuple[CodeEntry, int] | None:
    """The code PRESSE as a press text prints it behind its number, `15535/03 (Presse 356)`, and where."""
    printed = re.compile(re.escape(f"{number.number}/{number.year % 100:02d}") + _PRESS.pattern)
    match = printed.search(text, 0, _TEXT)
    return (CodeEntry(SubjectCode("PRESSE"), int(match["serial"])), match.start()) if match else None


_NUMBERED = re.compile(r"\b[Pp](?:RESSE?|resse?)[ea]?\s?:?\s{0,2}[0-9]{1,4}\b")
_REACH = 300


def implied_press_release(text: str, headings: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The place of the first ordinal of a Council meeting below a Presse number; none where a heading stands near."""
    for session in ORDINAL.finditer(text):
        low = max(0, session.start() - _REACH)
        if any(low <= start < session.end() + _REACH for start, _ in headings):
            return None
        if _NUMBERED.search(text, low, session.start()):
            return session.start(), session.end()
    return None
