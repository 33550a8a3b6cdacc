"""What is printed on a letterhead in the place of a date or a type heading, and is neither."""

import re
from typing import NamedTuple

from somei_cli.extraction.cover.dates import find_days
from somei_cli.extraction.cover.heading_match import label_follows
from somei_cli.extraction.cover.letterhead import find_files, find_languages
from somei_cli.extraction.cover.own_number import is_a_number
from somei_cli.extraction.cover.place_and_date import town, towns
from somei_cli.extraction.cover.stamps import find_marking, find_release, find_restriction
from somei_cli.extraction.cover.subject_codes import find_codes
from somei_cli.extraction.markings.phrases import restricts
from somei_cli.extraction.masthead import Masthead, names_an_institution
from somei_cli.model.register.vocabulary import Vocabulary

# 31 February 2020, the 3rd Febuary 2020, 31.02.2020, 2020-02-31, February 31, 2020
_MONTH = r"[^\W\d_]{3,12}"
_LIKE_A_DATE = (
    rf"(?:(?:(?:the|den|le|li|il|dnia|dne) )?[0-9]{{1,3}}(?:\.|st|nd|rd|th|er)?[ ]{{1,3}}(?:de )?{_MONTH}\.?,?"
    r"[ ]{1,3}(?:de )?[0-9]{2,5}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|"
    rf"{_MONTH} [0-9]{{1,2}}, ?[0-9]{{4}})"
)
_BEHIND_A_TOWN = re.compile(rf"[ ]?[,(]?[ ]{{0,3}}(?P<words>{_LIKE_A_DATE})(?![\w/])")
_ON_ITS_OWN = re.compile(rf"(?m)^[ \t*_|]{{0,20}}(?P<words>{_LIKE_A_DATE})[ \t*_|]{{0,20}}$")
_LIKE_A_HEADING = re.compile(r"[^\W\d_a-z][^\n:;.]{1,60}")
_CAPITALS = re.compile(
    r"(?m)^[ \t*_#|]{0,20}(?P<words>[^\W\d_a-zß-ÿ]{4,20}(?: [^\W\d_a-zß-ÿ]{1,20}){0,4})[ \t*_|]{0,20}$"
)
_EDGES = " \t*_#|-–—=\"'“”„«»"


class UnreadDate(NamedTuple):
    """Words that look like a date and name no day, with the town before them."""

    place: str | None
    words: str
    start: int


def find_unread_date(text: str, start: int, end: int) -> UnreadDate | None:
    """What stands where the date does, behind a town or on a line of its own.

    >>> find_unread_date("Brussels, 31 February 2020", 0, 26)
    UnreadDate(place='Brussels', words='31 February 2020', start=10)
    """
    for match in town().finditer(text, start, end):
        if found := _BEHIND_A_TOWN.match(text, match.end(), end):
            return UnreadDate(towns()[match[0]], " ".join(found["words"].split()), found.start("words"))
    for alone in _ON_ITS_OWN.finditer(text, start, end):
        if next(find_days(alone["words"]), None) is None:
            return UnreadDate(None, " ".join(alone["words"].split()), alone.start("words"))
    return None


def find_unread_heading(text: str, head: Masthead, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """The words on the line right above the box, and where they stand, if nothing else explains them.

    If there is no box, or something else stands right above it, a line in capitals below place and date.
    """
    above = _find_above_box(text, head, vocabulary) if head.labels else None
    return above or _find_capitals(text, head, vocabulary)


def _find_above_box(text: str, head: Masthead, vocabulary: Vocabulary) -> tuple[str, int] | None:
    if not label_follows(text, len(text[: head.box].rstrip())):
        return None
    lines = text[head.start : head.box].rstrip(" \t\n_-—–*=|").split("\n")
    words = lines[-1].strip(_EDGES)
    at = head.start + sum(len(line) + 1 for line in lines[:-1]) + max(lines[-1].find(words), 0)
    if not _LIKE_A_HEADING.fullmatch(words) or _is_explained(words, vocabulary):
        return None
    return " ".join(words.split()), at


def _find_capitals(text: str, head: Masthead, vocabulary: Vocabulary) -> tuple[str, int] | None:
    # Above a box the letterhead is known, though its date may be one that no calendar has.
    start = head.place_date.end if head.place_date else head.start if head.labels else head.end
    for match in _CAPITALS.finditer(text, start, head.end):
        if not _is_explained(match["words"], vocabulary):
            return " ".join(match["words"].split()), match.start("words")
    return None


def _is_explained(words: str, vocabulary: Vocabulary) -> bool:
    """Whether a line of the letterhead is one of its other parts."""
    end = len(words)
    return bool(
        is_a_number(words)
        or names_an_institution(words)
        or find_languages(words, 0, end)
        or find_marking(words, 0, end)
        or find_restriction(words, 0, end)
        or restricts(words)
        or find_release(words, 0, end)
        or list(find_files(words, 0, end))
        or find_codes(words, vocabulary.codes)
        or town().match(words)
        or re.search(_LIKE_A_DATE, words)
    )
