"""Read the fields of the letterhead: subject codes, place, date, languages, procedure files, marking, type.

Words in the place of a date or a type heading that are neither are found too, so that a doubt can quote them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from somei_cli.extraction.contributions import (
    ACCESS,
    DATE,
    INTERINSTITUTIONAL_FILES,
    LANGUAGES,
    MARKING,
    OUTSIDE_REFERENCES,
    PLACE,
    TYPE,
    Contribution,
)
from somei_cli.extraction.cover.heading_match import is_followed_by_label
from somei_cli.extraction.cover.letterhead_details import (
    find_languages,
    find_press_languages,
    is_meeting_date,
    is_meeting_period,
)
from somei_cli.extraction.cover.own_number import OwnNumber, is_document_number
from somei_cli.extraction.cover.place_and_date import complete_yearless_day, is_due_about, town_names, town_pattern
from somei_cli.extraction.cover.printed_dates import find_days, holds_misread_month
from somei_cli.extraction.cover.stamps import (
    find_distribution_marking,
    find_letterhead_restriction,
    find_release_beside_limite,
    find_release_stamp,
)
from somei_cli.extraction.cover.subject_codes import find_codes
from somei_cli.extraction.cover.type_heading import TypeHeading, repeats_subject
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.letterhead_codes import read_codes
from somei_cli.extraction.markings.detection import FoundMarking, choose_marking
from somei_cli.extraction.markings.restriction_words import is_restriction
from somei_cli.extraction.markings.words_in_a_line import find_numbers, find_owner
from somei_cli.extraction.masthead import Masthead, names_an_institution
from somei_cli.extraction.printed_number import find_cover_references
from somei_cli.formats.notation.external_references import find_letterhead_references
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import LIMITE, find_classification, level_of
from somei_cli.model.references import OutsideKind, OutsideReference
from somei_cli.model.register.vocabulary import Vocabulary

# 31 February 2020, the 3rd Febuary 2020, 31.02.2020, 2020-02-31, February 31, 2020
_MONTH = r"[^\W\d_]{3,12}"
_LIKE_A_DATE = (
    rf"(?:(?:(?:the|den|le|li|il|dnia|dne) )?[0-9]{{1,3}}(?:\.|st|nd|rd|th|er)?[ ]{{1,3}}(?:de )?{_MONTH}\.?,?"
    r"[ ]{1,3}(?:de )?[0-9]{2,5}|[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|"
    rf"{_MONTH} [0-9]{{1,2}}, ?[0-9]{{4}})"
)
# After a town a day with its year is enough, whatever a scan made of the month: 12 De€em-ber 2O08
_DAMAGED_DATE = (
    r"(?:(?:the|den|le|li|il|dnia|dne) )?[0-9lIO]{1,2}(?:\.|st|nd|rd|th|er)?[ ]{1,3}(?:de )?"
    r"[^\s,/0-9][^\s,/]{1,13}(?:[- ][^\W\d_]{1,8})?,?[ ]{1,3}(?:de )?(?:19|20|2O|l9|I9)[0-9OlIS]{2}"
)
_AFTER_A_TOWN = re.compile(rf"[ ]?[,.(]?[ ]{{0,3}}(?P<words>{_LIKE_A_DATE}|{_DAMAGED_DATE})(?![\w/])")
_ON_ITS_OWN = re.compile(rf"(?m)^[ \t*_|]{{0,20}}(?P<words>{_LIKE_A_DATE})[ \t*_|]{{0,20}}$")
_LIKE_A_HEADING = re.compile(r"[^\W\d_a-z][^\n:;.]{1,60}")
_NUMBER_LAST = re.compile(r"[0-9]{3,5}(?:/[0-9]{1,2})?/[0-9]{2}$")
_CAPITALS = re.compile(
    r"(?m)^[ \t*_#|]{0,20}(?P<words>[^\W\d_a-zß-ÿ]{4,20}(?: [^\W\d_a-zß-ÿ]{1,20}){0,4})[ \t*_|]{0,20}$"
)
_FIRST_CERTAIN_MONTH = 3
"""Early in a year documents are still issued under numbers of the year before."""
_LAST_NUMBER_OF_WINTER = 7_500
"""Numbers above it that are issued in January or February are of the year before."""
_DAYS_TO_REVISION = 60
_EDGES = " \t*_#|-–—=\"'“”„«»"


class UnreadDate(NamedTuple):
    """Words that look like a date but name no day, with the town before them."""

    place: str | None
    words: str
    start: int


def find_unread_date(text: str, start: int, end: int) -> UnreadDate | None:
    """Find what looks like a date but is none, after a town or on a line of its own.

    >>> find_unread_date("Brussels, 31 February 2020", 0, 26)
    UnreadDate(place='Brussels', words='31 February 2020', start=10)
    """
    for match in town_pattern().finditer(text, start, end):
        if date_words := _AFTER_A_TOWN.match(text, match.end(), end):
            return UnreadDate(town_names()[match[0]], " ".join(date_words["words"].split()), date_words.start("words"))
    for line in _ON_ITS_OWN.finditer(text, start, end):
        if next(find_days(line["words"]), None) is None:
            return UnreadDate(None, " ".join(line["words"].split()), line.start("words"))
    return None


def _find_unread_heading(text: str, masthead: Masthead, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """Return the words that seem to be an unknown type heading, and their offset.

    These are the words on the line right above the header table, if they are no other part of the letterhead. Without a
    header table, or with something else right above it, a line in capitals below place and date.
    """
    above = _find_above_table(text, masthead, vocabulary) if masthead.labels else None
    return above or _find_capitals(text, masthead, vocabulary)


def _find_above_table(text: str, masthead: Masthead, vocabulary: Vocabulary) -> tuple[str, int] | None:
    if not is_followed_by_label(text, len(text[: masthead.table_start].rstrip())):
        return None
    lines = text[masthead.start : masthead.table_start].rstrip(" \t\n_-—–*=|").split("\n")
    words = lines[-1].strip(_EDGES)
    offset = masthead.start + sum(len(line) + 1 for line in lines[:-1]) + max(lines[-1].find(words), 0)
    if not _LIKE_A_HEADING.fullmatch(words) or _NUMBER_LAST.search(words) or _is_other_part(words, vocabulary):
        return None
    return " ".join(words.split()), offset


def _find_capitals(text: str, masthead: Masthead, vocabulary: Vocabulary) -> tuple[str, int] | None:
    # Above a header table the letterhead is certain, even if its date is not in the calendar.
    start = masthead.place_date.end if masthead.place_date else masthead.start if masthead.labels else masthead.end
    for match in _CAPITALS.finditer(text, start, masthead.end):
        if not _is_other_part(match["words"], vocabulary):
            return " ".join(match["words"].split()), match.start("words")
    return None


def _is_other_part(words: str, vocabulary: Vocabulary) -> bool:
    """Whether a line of the letterhead is one of its other parts."""
    end = len(words)
    return bool(
        is_document_number(words)
        or names_an_institution(words)
        or find_languages(words, 0, end)
        or find_distribution_marking(words, 0, end)
        or find_letterhead_restriction(words, 0, end)
        or is_restriction(words)
        or find_release_beside_limite(words, 0, end)
        or find_letterhead_references(words, 0, end)
        or find_codes(words, vocabulary.codes)
        or town_pattern().match(words)
        or re.search(_LIKE_A_DATE, words)
    )


# The year is compared with that of the number, the day with nothing.
_MISREAD_DAY = re.compile(r"(?<!\w)(?=[0-9]?[IlOoSB][0-9]?[ .])(?=[IlOoSB]?[0-9])[0-9IlOoSB]{2}[ .]")
_PRESS_LETTERHEAD = 700
"""A press text has number and languages below its heading, within so many characters."""


def read_letterhead(
    source: NumberedText,
    masthead: Masthead,
    vocabulary: Vocabulary,
    markings: Sequence[FoundMarking],
    cover_number: OwnNumber | None,
    own_number: DocumentNumber | None,
) -> Iterator[Contribution]:
    """Read place, date, original languages, interinstitutional files, marking and subject codes."""
    text = source.text
    yield from _read_place_and_date(source, masthead, own_number)
    languages = find_languages(text, masthead.start, masthead.end)
    if languages := languages or find_press_languages(text, masthead.start, masthead.start + _PRESS_LETTERHEAD):
        yield LANGUAGES.read(languages[0], source.line_number(languages[1]), text[languages[1] : languages[2]])
    yield from _read_references(source, masthead)
    yield from _read_marking(source, masthead, markings, own_number)
    yield from read_codes(source, masthead, cover_number, vocabulary, own_number)


def _read_references(source: NumberedText, masthead: Masthead) -> Iterator[Contribution]:
    """Read the external references of the letterhead; interinstitutional files have a field of their own."""
    files = []
    for start, end, reference in find_cover_references(source, masthead):
        if reference.kind is OutsideKind.FILE:
            files.append((start, end, reference))
        else:
            line, words = source.line_number(start), source.text[start:end]
            yield OUTSIDE_REFERENCES.read((OutsideReference(reference),), line, words)
    if files:
        start, end = files[0][0], files[-1][1]
        unique = tuple(dict.fromkeys(reference for _, _, reference in files))
        yield INTERINSTITUTIONAL_FILES.read(unique, source.line_number(start), source.text[start:end])


def _read_marking(
    source: NumberedText, masthead: Masthead, markings: Sequence[FoundMarking], own_number: DocumentNumber | None
) -> Iterator[Contribution]:
    """Read the highest marking of the file, or words of the letterhead that seem to be one.

    Beside LIMITE a stamp of release is a remark. What belongs to another document or to a sentence is only a doubt.
    """
    text = source.text
    own_numbers = find_numbers(text[masthead.start : masthead.end]) | {own_number.number if own_number else 0}
    owners = {
        marking: owner
        for marking in markings
        if not marking.place and (owner := find_owner(marking.before, marking.words, marking.after, own_numbers))
    }
    own_markings = [marking for marking in markings if marking not in owners]
    chosen, doubts = choose_marking(own_markings)
    public = None if chosen else find_distribution_marking(text, masthead.start, masthead.end)
    if chosen:
        yield replace(MARKING.read(chosen.marking, chosen.line, chosen.words), doubts=tuple(doubts))
        equal_markings = [marking for marking in own_markings if marking.marking == chosen.marking]
        if not doubts and _are_of_items(equal_markings, source, masthead):
            yield MARKING.doubt(
                "it seems to be that of an item, below whose title it stands", chosen.line, chosen.words
            )
        if (chosen.marking == LIMITE) and (stamp := find_release_stamp(text, masthead.start, masthead.end)):
            words = " ".join(stamp[0].split())
            message = f"stamped {words}: enter the release as an access event"
            yield ACCESS.remark(message, source.line_number(stamp.start()))
    elif public:
        line = source.line_number(public[1])
        yield MARKING.read(public[0], line, str(public[0]))
        if masthead.place_date is None and not masthead.labels:
            yield MARKING.doubt("it is a stamp on a page without a letterhead, and may be none", line, str(public[0]))
    elif (restriction := find_letterhead_restriction(text, masthead.start, masthead.end)) and find_classification(
        str(restriction[0])
    ) is None:
        # A level that was not refused before is one that the clerk says is only quoted.
        line = source.line_number(restriction[1])
        yield MARKING.read(restriction[0], line, str(restriction[0]))
        message = f"the words “{restriction[0]}” are no marking of the Council's, and seem to restrict the document"
        yield MARKING.doubt(message, line, str(restriction[0]))
    highest = max(owners, key=lambda marking: level_of(marking.marking), default=None)
    if highest and (chosen is None or level_of(highest.marking) > level_of(chosen.marking)):
        message = f"“{highest.words}” is not taken for the marking of this document: {owners[highest]}"
        if public:
            message = f"the page is stamped {public[0]}, and {message}"
        yield MARKING.doubt(message, highest.line, highest.words)


def _are_of_items(markings: Sequence[FoundMarking], source: NumberedText, masthead: Masthead) -> bool:
    """Whether each marking stands in brackets, alone or behind a title, below the header table."""
    table_end = source.line_number(masthead.table_start)
    return all(marking.bracketed and marking.line > table_end for marking in markings)


def _find_misreading(date_words: str) -> str | None:
    """Return what a scan did to a date that could be read nevertheless."""
    if _MISREAD_DAY.search(date_words):
        return "letters stand for figures of the day"
    return "letters of the month are misread or lost" if holds_misread_month(date_words) else None


def _is_certain_year(number: DocumentNumber, day: date) -> bool:
    """Whether the year of a number is that of a day which lost its own.

    A later version may be of a later year, unless the day is soon after the one on which its number was due.
    """
    if not number.suffixes:
        return day.month >= _FIRST_CERTAIN_MONTH or number.number < _LAST_NUMBER_OF_WINTER
    return is_due_about(number, day, _DAYS_TO_REVISION)


def _read_place_and_date(
    source: NumberedText, masthead: Masthead, own_number: DocumentNumber | None
) -> Iterator[Contribution]:
    """Read place and date; what looks like a date but is none is a doubt, and its place is kept."""
    text = source.text
    if place_date := masthead.place_date:
        words, line = text[place_date.start : place_date.end], source.line_number(place_date.start)
        if place_date.place:
            yield PLACE.read(place_date.place, line, words)
        if is_meeting_date(text, place_date) or is_meeting_period(text, place_date):
            return
        if place_date.day:
            yield DATE.read(place_date.day, line, words)
            if misreading := _find_misreading(words):
                yield DATE.doubt(misreading, line, words)
        elif day := complete_yearless_day(text, place_date, own_number):
            yield DATE.read(day, line, words)
            if own_number is None or not _is_certain_year(own_number, day):
                yield DATE.doubt("the year is lost; that of the number was taken", line, words)
        else:
            yield DATE.doubt("what stands there is not one day", line, words)
    elif unread := find_unread_date(text, masthead.start, masthead.end):
        line = source.line_number(unread.start)
        if unread.place:
            yield PLACE.read(unread.place, line, f"{unread.place}, {unread.words}")
        yield DATE.doubt("what stands there is no date of the calendar", line, unread.words)


# A press text that was handed out during the meeting says so above its heading.
_PROVISIONAL = re.compile(r"(?:PROVISIONAL VERSION|VERSION PROVISOIRE)[ ]\Z")
# Markings, and the heading above that of a notice, in the languages of the documents.
_USUAL_BEFORE_HEADINGS = frozenset(
    "LIMITE PUBLIC COMMUNICATION MITTEILUNG MEDEDELING COMUNICAZIONE COMUNICACIÓN COMUNICAÇÃO MEDDELELSE MEDDELANDE "
    "TIEDONANTO KOMUNIKAT SDĚLENÍ OZNÁMENIE KÖZLEMÉNY COMUNICARE ΑΝΑΚΟΙΝΩΣΗ СЪОБЩЕНИЕ SPOROČILO PRIOPĆENJE PRANEŠIMAS "
    "PAZIŅOJUMS TEATIS KOMUNIKAZZJONI".split()
)
_WORDS_IN_CAPITALS = re.compile(r"(?:[^\W\d_a-zß-ÿ]{2,20}[ ]){0,3}\Z")
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_a-zß-ÿ]{4,20})[ ]\Z")


# SCHENGEN INFORMATION SYSTEM
_CAPITALS_BEHIND = re.compile(r"[ ][A-Z]{4,20}(?:,|[ ]?$)", re.MULTILINE)


def _is_within_other_capitals(text: str, heading: TypeHeading, vocabulary: Vocabulary, least: int) -> bool:
    """Whether a heading may be words of a title in capitals: WESTERN BALKANS COMMON POSITION.

    At least so many words in capitals stand before it on its line.
    """
    words = text[max(0, heading.start - 24) : heading.start]
    before = _WORD_BEFORE.search(words)
    in_capitals = _WORDS_IN_CAPITALS.search(words)
    if in_capitals and len(in_capitals[0].split()) < least:
        return False
    if before is None or before["word"] in _USUAL_BEFORE_HEADINGS or _PROVISIONAL.search(words):
        return False
    return not names_an_institution(before["word"]) and before["word"] not in vocabulary.code_names


def read_type(source: NumberedText, masthead: Masthead, vocabulary: Vocabulary) -> Iterator[Contribution]:
    """Read the type heading."""
    if heading := masthead.heading:
        line = source.line_number(heading.start)
        yield TYPE.read(heading.text, line, source.text[heading.start : heading.end])
        if not heading.is_registered:
            yield TYPE.doubt("the heading is no type of this register", line, heading.text)
        elif not masthead.labels and source.text[heading.start + 1 : heading.end].islower():
            yield TYPE.doubt("it is in small letters, on a page without a header table", line, heading.text)
        elif _is_within_other_capitals(source.text, heading, vocabulary, least=2 if masthead.labels else 1):
            yield TYPE.doubt("other words in capitals stand before it on its line", line, heading.text)
        elif not masthead.labels and _CAPITALS_BEHIND.match(source.text, heading.end):
            yield TYPE.doubt("other words in capitals stand behind it on its line", line, heading.text)
        elif repeats_subject(source.text, heading):
            yield TYPE.doubt("the subject above it has the same words", line, heading.text)
    elif unread_heading := _find_unread_heading(source.text, masthead, vocabulary):
        message = "what stands in the place of the heading is no known type"
        yield TYPE.doubt(message, source.line_number(unread_heading[1]), unread_heading[0])
