"""Find the document's own number on the letterhead, with its suffixes beside or below it."""

import re
from dataclasses import dataclass

from somei_cli.errors import NotANumber
from somei_cli.model.document_number import DocumentNumber

_SUFFIX_KINDS = "REV|ADD|COR|EXT|DCL|AMD"
_SERIES = (
    r"PE-CONS|PE|ST|CM|SN|DS|WK|MD|EUCO|CONV|CIG|XT|EEE|AA|AC|AD|CP|DE|COREU|"
    r"ERAC-SFIC|ERAC-GPC|ERAC|CREST|LT|ACP-UE|UE-[A-Z]{2}"
)
# On a page that lost its blanks: CM4911/13
_GLUED_SERIES = "CM|SN|DS|WK|ST|XT|EUCO|PE-CONS"
# The language of a press text before its number: DE   8812/11   (OR. en)
_LANGUAGE_BEFORE = r"DE\s{1,3}[0-9]{4,5}/[0-9]{2}\s{1,8}\(OR"
_GLUED = re.compile(rf"^({_GLUED_SERIES})(?=[0-9])")
_SUFFIX = rf"(?:{_SUFFIX_KINDS})\s?[0-9]{{1,3}}(?:\s?\([a-z]{{2}}(?:, ?[a-z]{{2}}){{0,23}}\))?"
_NUMBER = re.compile(
    rf"(?<![\w/.-])(?:(?:(?!{_LANGUAGE_BEFORE})(?:{_SERIES})\s{{1,3}}|(?P<glued>{_GLUED_SERIES})(?=[0-9]{{4}}))[0-9]{{1,5}}|(?P<long>[0-9]{{4,5}}))"
    r" ?(?:/ ?(?P<infix>[0-9]{1,2}) ?)?/ ?(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![\w/])"
    rf"(?P<suffixes>(?:\s{{0,8}}{_SUFFIX}){{0,4}})",
)
# A blank in a number of five figures leaves one of four that is another document's: `1 5070/15`.
_FIGURE_BEFORE = re.compile(r"(?m)^[ \t]{0,80}[1-9][ \t]\Z")
_SUFFIXES_APART = re.compile(rf"(?<![\w/]){_SUFFIX}(?:\s{{1,8}}{_SUFFIX}){{0,3}}(?!\w)")


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
    match = _NUMBER.search(text, start, end)
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
            printed = f"{printed} {' '.join(suffixes[0].split())}"
    return _own_number(printed, match.start(), number_end)


def find_last_own_number(text: str, start: int, end: int) -> OwnNumber | None:
    """Find the last number between two offsets, for letterheads with the number above place and date."""
    last = None
    for match in _NUMBER.finditer(text, start, end):
        last = match
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
