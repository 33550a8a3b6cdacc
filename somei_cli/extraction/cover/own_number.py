"""Find the document's own number on the letterhead, with its suffixes beside or below it."""

import re
from dataclasses import dataclass

from somei_cli.errors import NotANumber
from somei_cli.extraction.cover.printed_dates import month_number
from somei_cli.model.document_number import DocumentNumber

_SUFFIX_KINDS = "REV|ADD|COR|EXT|DCL|AMD"
_SERIES = (
    r"PE-CONS|PE|ST|CM|SN|DS|WK|MD|EUCO|CONV|CONF|CIG|XT|EEE|AA|AC|AD|CP|DE|COREU|"
    r"(?:ERAC|CREST)-(?:SFIC|GPC)|ERAC|CREST|LT|ACP-UE|UE-[A-Z]{2}"
)
# On a page that lost its blanks: CM4911/13
_GLUED_SERIES = "CM|SN|DS|WK|ST|XT|EUCO|PE-CONS"
# The language of a press text before its number: DE   8812/11   (OR. en)
_LANGUAGE_BEFORE = r"DE(?:[ \t]{0,8}\n|\s{1,3}[0-9]{4,5}/[0-9]{2}\s{1,8}\((?:OR|Presse))"
_GLUED = re.compile(rf"^({_GLUED_SERIES})(?=[0-9])")
_SUFFIX = rf"(?:{_SUFFIX_KINDS})\s?[0-9]{{1,3}}(?:\s?\([a-z]{{2}}(?:, ?[a-z]{{2}}){{0,23}}\))?"
_NUMBER = re.compile(
    rf"(?<![\w/.-])(?:(?:(?!{_LANGUAGE_BEFORE})(?:{_SERIES})\s{{1,3}}|(?P<glued>{_GLUED_SERIES})(?=[0-9]{{4}}|(?<=PE-CONS)[0-9]))[0-9]{{1,5}}|(?P<long>[0-9]{{4,5}}))"
    r" ?(?:/ ?(?P<infix>[0-9]{1,2}) ?)?/ ?(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![\w/])"
    rf"(?P<suffixes>(?:\s{{0,8}}{_SUFFIX}){{0,4}})",
)
_MONTH_BEFORE = re.compile(r"[0-9](?:\.|er|st|nd|rd|th)?\s{1,3}(?:de )?(?P<month>[^\W\d_]{3,12})\s{1,3}(?:de )?\Z")
_LONGEST_MONTH = 30
_REGULATION_BEFORE = re.compile(
    r"\(\s?(?:E[A-ZΚÜ]{1,3}|CEE?|UE|ΕΕ|ΕΚ|WE|KE)(?:, ?[A-Za-z]{2,8})?\s?\)\s{0,3}"
    r"(?:[^\W\d_]{1,6}\.?\s{0,2})?(?:[°º]\s?)?\Z"
)
# Regulation 12/2001: an act, whatever the language and the case of its kind.
_ACT_BEFORE = re.compile(
    r"(?i)(?:\b(?:regulation|directive|(?:framework )?decision|verordnung|richtlinie|beschluss(?:es)?|règlement|"
    r"décision|regolamento|direttiva|decisione|reglamento|directiva|decisión|verordening|richtlijn|besluit|"
    r"regulamento|decisão|förordning(?:en)?|forordning(?:en)?|direktiv(?:et)?|beslut(?:et)?|afgørelse|"
    r"rozporządzeni[ea]|dyrektyw[ay]|decyzj[ai]|nařízení|směrnice|rozhodnutí|nariadenie|smernica|rozhodnutie|"
    r"rendelet|irányelv|határozat|asetus|direktiivi|päätös|uredb[ae]|direktiv[ae]|odluk[ae]|sklep|regulamentul|"
    r"decizia|κανονισμ\w{2}|οδηγία|απόφαση|регламент|директива|решение|reg\.)|"
    r"\b(?:art(?:icle|\.)|case|affaire|rechtssache)\s[0-9]{0,3})\s{1,3}(?:(?:no|nr|n[°º])\.?\s?)?\Z"
)
# The number of a document that is cited: Adoption of the agenda (10460/14)
_AGENDA_BEFORE = re.compile(r"(?i)(?:agenda|ordre du jour|tagesordnung|\bitems?|\bpoints?|-punkte) ?\(\Z")
# A blank in a number of five figures leaves one of four that is another document's: `1 5070/15`.
_FIGURE_BEFORE = re.compile(r"(?m)^[ \t]{0,80}[1-9][ \t]\Z")
# Each suffix may have a line of its own, far right, beside the numbers of files: `REV 2` / `2011/0282 (COD)  ADD 1`.
_LINE_OF_FILE = r"[ \t]*\n[ \t]{0,60}(?:(?:19|20)[0-9]{2}/[0-9]{4} ?\([A-Z]{3}\))?[ \t]{1,100}"
_SUFFIXES_APART = re.compile(rf"(?<![\w/]){_SUFFIX}(?:(?:\s{{1,8}}|{_LINE_OF_FILE}){_SUFFIX}){{0,3}}(?!\w)")
# 14 759/12 alone on its line: thousands and hundreds apart.
_PARTED = re.compile(r"(?m)^[ \t]{0,80}(?P<number>[1-9][0-9] [0-9]{3}(?:/[0-9]{1,2})?/[0-9]{2})[ \t]*$")
_SUFFIX_APART = re.compile(_SUFFIX)


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """The number as printed; if it contradicts itself, `number` is None and `doubt` says why."""

    number: DocumentNumber | None
    text: str
    start: int
    end: int
    doubt: str = ""


def find_own_number(text: str, start: int, end: int) -> OwnNumber | None:
    r"""Find the first number between two offsets; its suffixes may be further down.

    >>> str(find_own_number("12059/1/08\n\nREV 1\n", 0, 19).number)
    '12059/1/08 REV 1'
    """
    matches = (match for match in _NUMBER.finditer(text, start, end) if not _is_of_date_or_act(text, start, match))
    match = next(matches, None)
    parted = _PARTED.search(text, start, match.start() if match else end)
    if parted:
        return OwnNumber(None, parted["number"], parted.start("number"), parted.end("number"), "a blank is within it")
    if match is None:
        return None
    printed = _with_blanks(match)
    if match["long"] and len(match["long"]) == 4 and (figure := _FIGURE_BEFORE.search(text, start, match.start())):
        printed = f"{figure[0].strip()} {printed}"
        return OwnNumber(None, printed, figure.start(), match.end(), "a figure stands before it on the line")
    number_end = match.end()
    if not match["suffixes"].strip():
        suffixes = _SUFFIXES_APART.search(text, match.end(), end)
        if suffixes:
            parts = (" ".join(suffix[0].split()) for suffix in _SUFFIX_APART.finditer(suffixes[0]))
            printed = f"{printed} {' '.join(parts)}"
    return _own_number(printed, match.start(), number_end)


def _is_of_date_or_act(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the figures are those of a year, as in `9 December 2010 /10 ADD 2`, or of an act: `(EC) No 2187/2005`.

    An agenda that is cited in brackets is not the own one either.
    """
    before = max(0, match.start() - _LONGEST_MONTH)
    if text[match.end() : match.end() + 1] == ")" and _AGENDA_BEFORE.search(text, before, match.start()):
        return True
    if _REGULATION_BEFORE.search(text, before, match.start()) or _ACT_BEFORE.search(text, before, match.start()):
        return True
    if not match["long"] or match["long"][:2] not in ("19", "20"):
        return False
    if _is_session(match["long"], match["year"]):
        return True
    month = _MONTH_BEFORE.search(text, max(start, match.start() - _LONGEST_MONTH), match.start())
    return month is not None and month_number(month["month"]) is not None


def _is_session(first: str, second: str) -> bool:
    """Whether two years name the session of a parliament: `2005/06:1346`."""
    return len(first) == len("2005") and (int(first) + 1) % 100 == int(second) % 100


def find_last_own_number(text: str, start: int, end: int) -> OwnNumber | None:
    """Find the last number between two offsets, for letterheads with the number above place and date."""
    last = None
    for match in _NUMBER.finditer(text, start, end):
        last = last if _is_of_date_or_act(text, start, match) else match
    return _own_number(_with_blanks(last), last.start(), last.end()) if last else None


def _with_blanks(match: re.Match[str]) -> str:
    """Return a number with one blank between its parts."""
    printed = " ".join(match[0].split())
    return f"{match['glued']} {printed[len(match['glued']) :]}" if match["glued"] else printed


def _own_number(printed: str, start: int, end: int) -> OwnNumber:
    try:
        return OwnNumber(DocumentNumber.parse(re.sub(r"\s?/\s?", "/", printed)), printed, start, end)
    except NotANumber as refusal:
        return OwnNumber(None, printed, start, end, str(refusal))


def is_document_number(words: str) -> bool:
    """Whether words are a document number and nothing else."""
    match = _NUMBER.fullmatch(" ".join(words.split()))
    return match is not None and try_parse_number(_with_blanks(match)) is not None


def try_parse_number(printed: str) -> DocumentNumber | None:
    """Parse a number as a footer prints it; None if it is not a number."""
    try:
        words = _GLUED.sub(r"\1 ", " ".join(printed.split()))
        return DocumentNumber.parse(re.sub(r"\s?/\s?", "/", words))
    except NotANumber:
        return None


_NUMBER_BEFORE_CODES = re.compile(
    r"(?P<number>[0-9]{3,5}(?:/[0-9]{1,2})?/[0-9]{2})"
    rf"(?:\s{{1,3}}[A-Z][A-Z-]{{1,14}}\s{{1,3}}[0-9]{{1,4}}){{0,6}}(?P<suffixes>(?:\s{{1,3}}{_SUFFIX}){{0,3}})\s*"
)


def find_number_before_codes(words: str) -> DocumentNumber | None:
    """Return the number that fills the field of an earlier document, with codes that need not be known.

    In running text `6120/87` may be a regulation; here it cannot.

    >>> str(find_number_before_codes("6120/87 SIDERURGIE 11")), find_number_before_codes("No 1408/71 of the Council")
    ('6120/87', None)
    """
    match = _NUMBER_BEFORE_CODES.fullmatch(words.strip())
    return try_parse_number(f"{match['number']}{match['suffixes']}") if match else None
