"""Read parts of the letterhead: original languages, signs of a press text, where letterheads begin.

The ordinal of a Council meeting shows that place and date below it are the meeting's. A press text without a heading is
recognised by `(Presse 211)` and then `1944th Council meeting`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from somei_cli.extraction.cover.meeting_ordinals import MEETING_ORDINAL, find_ordinals
from somei_cli.extraction.cover.own_number import find_own_number
from somei_cli.extraction.cover.place_and_date import PlaceDate
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import LANGUAGES
from somei_cli.model.document_number import DocumentNumber

_LANGUAGE_CODES = (
    r"(?P<codes>[a-zA-Z]\s?[a-zA-Z]?(?:\s{0,2}(?:[,/+&.]|et|and|og|und)\s{0,2}[a-zA-Z]\s?[a-zA-Z]?){0,23})"
)
_ORIGINAL = re.compile(
    rf"\(\s{{0,2}}(?:O\s?R|0R|o\s?r|Or)\s?[.,:]{{0,2}}\s{{0,3}}{_LANGUAGE_CODES}\s{{0,2}}[).]"
    # Without brackets, on a line of its own
    rf"|(?m:^)[ \t]*O\s?R\s?[.:]\s{{0,3}}{_LANGUAGE_CODES.replace('codes', 'bare')}[ \t]*(?m:$)"
)
# Until about 1999 the large languages had one letter, and some others those of their country.
_OLDER_CODES = {"d": "de", "e": "en", "f": "fr", "i": "it", "p": "pt", "s": "sv", "gr": "el", "dk": "da", "sp": "es"}
_BETWEEN_CODES = re.compile(r"\b(?:et|and|og|und)\b|\s")
_LANGUAGES_ABOVE = 120
_NUMBER_ABOVE = re.compile(r"[0-9]/[0-9]{2}\s{0,3}\(\s?[Pp]ress[ea]?\s{0,2}[0-9]{1,4}\s?\)\s{1,80}")
_NUMBER_BESIDE = re.compile(r"(?<![\w/])[0-9]{4,5}(?:/[0-9]{1,2})?/[0-9]{2}[ ]{1,3}(?=\(\s?OR\s?\.)")
_DOCUMENT_NUMBER = re.compile(r"[0-9]{4,5}\s?/\s?[0-9]|/[0-9]{2}(?![0-9])")

GREETING = re.compile(
    r"(?<!\w)(?:Dear (?=[A-Zc])|Sehr geehrte|Geachte|Estimad[oa]s?(?!\w)|Szanown|Egregi[ao]?(?!\w)|"
    r"Gentil[ei] (?:[Ss]ig|[Dd]ott)|Ch(?:er|ère)s? (?:[Cc]oll|Mon|Mad)|Kære(?!\w)|Exm[oa]s?(?!\w)|"
    r"Ladies and [Gg]ent|Mesdames(?!\w)|Yours (?:sinc|faith)|"
    r"Vážen|Tisztelt|(?:Kind|Best) regards|Thank you|Bästa(?= [A-Z]))"
)
"""The words that begin or end a letter."""


def find_languages(text: str, start: int, end: int) -> tuple[tuple[str, ...], int, int] | None:
    """Find the original languages and their offsets.

    >>> find_languages("(OR. en, fr)", 0, 12)
    (('en', 'fr'), 0, 12)
    """
    match = _ORIGINAL.search(text, start, end) or _languages_above(text, start)
    return _read_languages(match) if match else None


def find_press_languages(text: str, start: int, end: int) -> tuple[tuple[str, ...], int, int] | None:
    """Find the original languages below the number of a press text, `9931/00 (Presse 266)`, and their offsets."""
    number = _NUMBER_ABOVE.search(text, start, end) or _NUMBER_BESIDE.search(text, start, end)
    match = _ORIGINAL.match(text, number.end(), end) if number else None
    return _read_languages(match) if match else None


def _read_languages(match: re.Match[str]) -> tuple[tuple[str, ...], int, int] | None:
    separated = _BETWEEN_CODES.sub(_separator, (match["codes"] or match["bare"]).lower())
    codes = tuple(dict.fromkeys(_OLDER_CODES.get(code, code) for code in re.findall("[a-z]+", separated)))
    return (codes, match.start(), match.end()) if set(codes) <= LANGUAGES else None


def _separator(match: re.Match[str]) -> str:
    """Return what replaces the text between two codes: a comma, but nothing for a blank between two letters."""
    return "" if match[0].isspace() else ","


def _languages_above(text: str, start: int) -> re.Match[str] | None:
    """Find the languages right above place and date, in a letterhead of two columns; not another document's."""
    search_start = max(0, start - _LANGUAGES_ABOVE)
    matches = list(_ORIGINAL.finditer(text, search_start, start))
    return matches[-1] if len(matches) == 1 and not _DOCUMENT_NUMBER.search(text, search_start, start) else None


_PIECE = re.compile(r"(?:\S[ \t]{0,2})+")


def split_pieces(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Yield the pieces between two offsets that wide gaps separate, as columns do, and their offsets."""
    return ((match[0].strip(), match.start()) for match in _PIECE.finditer(text, start, end))


_ORDINAL_ABOVE = 300
_LETTERHEAD_LENGTH = 700
_BLANKS = r"\s{0,3}"
_PRESS = re.compile(_BLANKS + r"\(\s?[Pp]ress[ea]?\s{0,2}(?P<serial>[0-9]{1,4})")
_SEARCHED_TEXT = 20_000


# (9:30), (10.00); but (16.10) is the day on which a document was distributed.
_HOURS_BELOW = re.compile(r"\s{0,3}\(\s?[0-2]?[0-9]\s?(?:[:hH]\s?[0-5][0-9]|\.\s?(?:00|1[3-9]|[2-5][0-9]))(?![0-9])")
_LANGUAGES_BELOW = re.compile(r"\s{0,8}(?:\([0-9. ]{4,8}\)\s{0,8})?\(\s?(?:OR|Or)\s?[.:]")


@lru_cache(maxsize=4)
def is_meeting_date(text: str, place_date: PlaceDate) -> bool:
    """Whether place and date are those of a meeting: the ordinal of the meeting is right above, or hours follow.

    Above the original languages stands the day of issue; the ordinal above it is in the title of a page.
    """
    if _HOURS_BELOW.match(text, place_date.end):
        return True
    if _LANGUAGES_BELOW.match(text, place_date.end) or is_followed_by_document(text, place_date):
        return False
    return bool(MEETING_ORDINAL.search(text[max(0, place_date.start - _ORDINAL_ABOVE) : place_date.start]))


# On a news page, after the title of a document: “Brussels, 15 May 2002 (document CREST 1203/02)”.
_DOCUMENT_BEHIND = re.compile(
    r"\s{0,3}\((?i:documents?|doc\.?|dokument|document[eo]|documento|asiakirja|dokumentas|dokuments)\s{1,2}"
    r"(?:n[°ºo]\.?\s?)?(?:[A-Z][A-Z-]{1,12}\s)?[0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2}"
)


def is_followed_by_document(text: str, place_date: PlaceDate) -> bool:
    """Whether place and date are right before the number of the document, in brackets."""
    return bool(_DOCUMENT_BEHIND.match(text, place_date.end))


_LONGEST_MEETING = timedelta(days=6)


def is_meeting_period(text: str, place_date: PlaceDate) -> bool:
    """Whether the days of a letterhead are a meeting's: the same place and days stand again below its ordinal."""
    if place_date.days.single or place_date.days.last - place_date.days.first > _LONGEST_MEETING:
        return False
    parts = text[place_date.start : place_date.end].split()
    below_text = text[place_date.end : place_date.end + _LETTERHEAD_LENGTH]
    if not all(part in below_text for part in parts):
        return False
    words = r"\s{1,3}".join(map(re.escape, parts))
    below = re.compile(words).search(text, place_date.end, place_date.end + _LETTERHEAD_LENGTH)
    return below is not None and bool(
        MEETING_ORDINAL.search(text, max(place_date.end, below.start() - _ORDINAL_ABOVE), below.start())
    )


def find_letterhead_start(text: str, place_date: PlaceDate) -> int:
    """Return where the letterhead of a press text begins, which is above the ordinal."""
    search_start = max(0, place_date.start - _ORDINAL_ABOVE)
    ordinal = next(find_ordinals(text, search_start, place_date.start), None)
    return max(0, (ordinal.start() if ordinal else search_start) - _LETTERHEAD_LENGTH)


def find_press_code(text: str, number: DocumentNumber) -> tuple[CodeEntry, int] | None:
    """Return the code PRESSE as a press text prints it after its number, `15535/03 (Presse 356)`, and its offset."""
    printed = re.compile(re.escape(f"{number.number}/{number.year % 100:02d}") + _PRESS.pattern)
    match = printed.search(text, 0, _SEARCHED_TEXT)
    return (CodeEntry(SubjectCode("PRESSE"), int(match["serial"])), match.start()) if match else None


# 9782/04 (Presse 173); 19998654/99 (Presse 168), glued to the year of the day before it; 10876/1/06REV1(Presse192)
_NUMBER_OF_PRESS_TEXT = re.compile(
    r"(?<![\w/.-])(?:(?:19|20)[0-9]{2})?"
    rf"(?P<number>[0-9]{{4,5}}(?:/[0-9](?=/[0-9]+ ?REV))?/[0-9]{{2}}(?: ?REV ?[0-9](?![0-9]))?){_PRESS.pattern}"
)
# What the first page has of it otherwise: C/04/173, and (Presse 173) behind a number that was eaten.
_PRESS_SERIAL = re.compile(
    r"(?<![\w/])(?:C|PRES|Conseil)/[0-9]{2}/(?P<short>[0-9]{1,4})(?![\w/])|"
    rf"(?<![0-9]/[0-9]{{2}})(?<![0-9]/[0-9]{{2}}\s){_PRESS.pattern.removeprefix(_BLANKS)}"
)
_FIRST_PAGE = 1500
_MANY_PAGES = 3


def find_press_number(text: str) -> tuple[str, int] | None:
    """Return the number that a press text prints with its Presse number on later pages, and its offset.

    The first page has the same Presse number, or most pages have both. Another press text that is cited has neither.

    >>> find_press_number("C/04/173 Press release ... 9782/04 (Presse 173) 1")
    ('9782/04', 27)
    >>> find_press_number("As in 9782/04 (Presse 173)")
    """
    numbered = list(_NUMBER_OF_PRESS_TEXT.finditer(text, 0, _SEARCHED_TEXT))
    if not numbered:
        return None
    serials = {match["short"] or match["serial"] for match in _PRESS_SERIAL.finditer(text, 0, _FIRST_PAGE)}
    counts = Counter(match["number"] for match in numbered)
    likely = [m for m in numbered if m["serial"] in serials or counts[m["number"]] >= _MANY_PAGES]
    if len({match["number"] for match in likely}) != 1:
        return None
    return likely[0]["number"], likely[0].start("number")


_PRESS_NUMBER = re.compile(r"\b[Pp](?:RESSE?|resse?)[ea]?\s?:?\s{0,2}[0-9]{1,4}\b")
_NEAR_ORDINAL = 300


def find_implied_press_release(text: str, headings: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the span of the first ordinal of a Council meeting below a Presse number; None if a heading is near."""
    for session in find_ordinals(text):
        search_start = max(0, session.start() - _NEAR_ORDINAL)
        if any(search_start <= start < session.end() + _NEAR_ORDINAL for start, _ in headings):
            return None
        if _PRESS_NUMBER.search(text, search_start, session.start()):
            return session.start(), session.end()
    return None


_NUMBER_WITHIN = 110
_MOST_SMALL_WORDS = 4
_SMALL_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_A-ZÀ-Þ]{2,}")
_OTHER_PARTS = re.compile(
    r"\(\s?O\s?[Rr]\.?[^()\n]{0,20}\)|(?:Inter|Dossier|Exp|Fasc|Między|Toimi|Mezi|Medzi)[^\n:]{4,60}:"
)
_LANGUAGES_BEHIND = re.compile(r"[\s|]{0,8}(?:\([0-9. ]{3,8}\)[\s|]{0,8})?\(\s?O\s?[Rr]\s?[.:]")
# “No prev. doc.: 9479/16” and “1. Agenda 9480/16” are of other documents than the letterhead's.
_LABEL_OR_ITEM = re.compile(r":[\s|]*\Z|(?:^|\s)[1-9I][.)]\s|(?<!\w)(?:doc|docs|dok)\b")
_BRACKET_BEFORE = re.compile(r"\([^()\n]{0,3}\Z")


@dataclass(frozen=True, slots=True)
class LetterheadSign:
    """Where a letterhead has its place and date; `number` is None if it shows only the original languages."""

    start: int
    day: date
    number: DocumentNumber | None

    def __str__(self) -> str:
        return str(self.number) if self.number else f"of {self.day.isoformat()}"

    def is_of(self, number: DocumentNumber | None, day: date | None) -> bool:
        """Whether the letterhead is that of the document with this number; without a number, that of its day.

        A declassified document has a second letterhead, of the year of its number.
        """
        if self.number and number:
            # The series may be lost: 3648/09 for PE-CONS 3648/09.
            return (self.number.number, self.number.year) == (number.number, number.year)
        return self.day == day or (number is not None and bool(number.suffixes) and self.day.year == number.year)


def find_letterhead_signs(text: str, place_dates: Sequence[PlaceDate]) -> tuple[LetterheadSign, ...]:
    """Return the signs of letterheads among the places and dates of a text."""
    signs = []
    for place_date in place_dates:
        day = place_date.day
        if place_date.place is None or day is None or _BRACKET_BEFORE.search(text[: place_date.start][-4:]):
            continue
        number = _find_number_behind(text, place_date, day)
        if number or _LANGUAGES_BEHIND.match(text, place_date.end):
            signs.append(LetterheadSign(place_date.start, day, number))
    return tuple(signs)


def _find_number_behind(text: str, place_date: PlaceDate, day: date) -> DocumentNumber | None:
    """Return the number of the letterhead's year behind a place and date, with nothing like a text between them."""
    own = find_own_number(text, place_date.end, min(len(text), place_date.end + _NUMBER_WITHIN))
    if own is None or own.number is None or not 0 <= day.year - own.number.year <= 1:
        return None
    between = _OTHER_PARTS.sub(" ", text[place_date.end : own.start])
    if (
        between.startswith(")")
        or _LABEL_OR_ITEM.search(between)
        or len(_SMALL_WORD.findall(between)) > _MOST_SMALL_WORDS
    ):
        return None
    return own.number
