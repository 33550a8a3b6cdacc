"""Values that a field never holds, whatever piece read them: the field stays empty, with a doubt that shows the words.

A row of the tables names a form, the fields that never have it, and how it is found.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from somei_cli.extraction.contributions import (
    ADDRESSEE,
    ITEMS,
    ORIGINATOR,
    PLACE,
    SUBJECT,
    TYPE,
    Contribution,
    EntryField,
)
from somei_cli.extraction.cover.body_names import is_council_name
from somei_cli.extraction.cover.subject_codes import FoundCode, find_codes
from somei_cli.extraction.cover.type_heading import find_headings
from somei_cli.extraction.header_table.unlabelled_values import REFERENCES
from somei_cli.extraction.header_table.well_known_names import WELL_KNOWN_NAME
from somei_cli.extraction.value_forms import (
    SUFFIX,
    begins_like_a_title,
    ends_with_list_letter,
    holds_address,
    holds_bare_label,
    holds_foot_of_page,
    holds_furniture,
    holds_label,
    holds_label_in_title,
    holds_marking,
    holds_number,
    holds_public,
    holds_sentence,
    is_cut_at_the_front,
    is_date,
    is_languages,
    is_no_place,
    is_number,
    is_sentence,
    is_too_long,
    is_too_short,
    lacks_its_beginning,
)
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Doubt
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.vocabulary import Vocabulary

NAMES = frozenset({ORIGINATOR.key, ADDRESSEE.key})
TEXTS = NAMES | {SUBJECT.key, ITEMS.key}
SHORT_TEXTS = frozenset({PLACE.key, TYPE.key})
_ALL = TEXTS | SHORT_TEXTS
RUNNING_TEXT = "a title and running text"
"""The form of a subject whose end was not seen: the other fields of its header table are not touched by that."""
LIST_BEGUN = "a title without the list that it begins"
"""The same."""
_REFUSAL = ("what was read there is ", ", and was not taken")
_SEARCHED_LENGTH = 1000
_LONGEST_CODES = 120
_SHORTEST_TITLE = 15


class DocumentFacts(NamedTuple):
    """What the guards know of the document: its own number, if one was read, and the register's codes and types.

    `quoted` are the lines of which the clerk says that they only quote a marking; a value may have it there.
    """

    number: DocumentNumber | None
    vocabulary: Vocabulary
    quoted: Collection[int | str] = ()


@dataclass(frozen=True, slots=True)
class ValueGuard:
    """A form that some fields never have: what the doubt calls it, and whether a value has it."""

    form: str
    fields: frozenset[str]
    has_form: Callable[[str], object]


@dataclass(frozen=True, slots=True)
class DocumentGuard:
    """A form that some fields never have, and that only the facts of the document show."""

    form: str
    fields: frozenset[str]
    has_form: Callable[[str, DocumentFacts], object]


def guard_contributions(contributions: Iterable[Contribution], facts: DocumentFacts) -> Iterator[Contribution]:
    """Replace each value that its field never holds by a doubt with its words and its line.

    Of items with an impossible title none is kept, as of items that are doubtful for other reasons.
    """
    all_contributions = [_without_foot(contribution, facts) for contribution in contributions]
    impossible = {
        index: refused
        for index, contribution in enumerate(all_contributions)
        if (refused := _find_impossible_form(contribution, facts))
        and not (refused[0] == _HOLDS_MARKING and _is_quoted(contribution, facts))
    }
    without_items = any(all_contributions[index].field is ITEMS for index in impossible)
    for index, contribution in enumerate(all_contributions):
        if index in impossible:
            form, words = impossible[index]
            message = f"{_REFUSAL[0]}{form}{_REFUSAL[1]}"
            doubt = contribution.field.doubt(message, _line_of(contribution, words, all_contributions), words)
            yield replace(contribution, value=None, evidence=(), doubts=(*contribution.doubts, *doubt.doubts))
        elif not (without_items and contribution.field is ITEMS and contribution.evidence):
            yield contribution


def refused_form(doubt: Doubt) -> str | None:
    """Return the form for which a guard refused a value; None for any other doubt."""
    begin, end = _REFUSAL
    is_refusal = doubt.message.startswith(begin) and doubt.message.endswith(end)
    return doubt.message.removeprefix(begin).removesuffix(end) if is_refusal else None


def _is_quoted(contribution: Contribution, facts: DocumentFacts) -> bool:
    return any(isinstance(place, int) and place >= contribution.line for place in facts.quoted)


def _find_impossible_form(contribution: Contribution, facts: DocumentFacts) -> tuple[str, str] | None:
    """Return the form that a value has and its field never, and the words that have it."""
    if contribution.field is ITEMS and isinstance(contribution.value, tuple):
        # The meetings of a calendar are sub-items, whose titles are days.
        titles = (
            part.title
            for item in contribution.value
            if isinstance(item, Item)
            for part in item.walk()
            if part is item or not is_date(part.title)
        )
        return next(((form, title) for title in titles if (form := find_form(ITEMS, title, facts))), None)
    if isinstance(contribution.value, str) and (form := find_form(contribution.field, contribution.value, facts)):
        return form, contribution.value
    return None


def _line_of(contribution: Contribution, words: str, contributions: Iterable[Contribution]) -> int:
    """Return the line of a value; for the title of an item, the line of the item."""
    if contribution.field is not ITEMS:
        return contribution.line
    evidence = (
        piece for contribution in contributions if contribution.field is ITEMS for piece in contribution.evidence
    )
    return next((piece.line for piece in evidence if piece.text == " ".join(words.split())[:200]), contribution.line)


def find_form(field: EntryField[str] | EntryField[tuple[Item, ...]], value: str, facts: DocumentFacts) -> str | None:
    """Return what a value is that its field never holds; None if it may stay.

    >>> find_form(ORIGINATOR, "7203/1/02 REV 1", DocumentFacts(None, Vocabulary({})))
    'a document number'
    """
    words = " ".join(value[:_SEARCHED_LENGTH].split())
    for guard in GUARDS:
        if field.key in guard.fields and guard.has_form(words):
            return guard.form
    for document_guard in DOCUMENT_GUARDS:
        if field.key in document_guard.fields and document_guard.has_form(words, facts):
            return document_guard.form
    return None


_CODE_AND_SERIAL = re.compile(r"[A-Z]{2}\s?[0-9]")
_CAPITALS = re.compile(r"[^\W\d_a-zß-ÿ]{4}")


def _holds_own_number(words: str, facts: DocumentFacts) -> bool:
    """Whether the document's own number is among the words: the foot of a page ran into them.

    A corrigendum may name the document it corrects: that is the same number without the suffix.
    """
    return next(_find_own_number(words, facts), None) is not None


def _find_own_number(words: str, facts: DocumentFacts) -> Iterator[re.Match[str]]:
    """Find the document's own number in a value, with its series and suffix."""
    number = facts.number
    if number is None or str(number.number) not in words:
        return
    printed = (
        rf"(?<![\w/.-])(?:{re.escape(number.series)} )?"
        rf"{number.number}(?P<infix>/[0-9]{{1,2}})?/(?:{number.year}|{number.year % 100:02d})(?![\w/])"
        rf"(?: INIT(?!\w)|(?P<suffix>(?: {SUFFIX.pattern})+))?"
    )
    for match in re.finditer(printed, words):
        if bool(number.suffixes) == bool(match["infix"] or match["suffix"]):
            yield match


_NAMES_A_DOCUMENT = re.compile(
    r"(?i)(?:\b(?:doc(?:uments?|s)?|dok\w{0,8}|no|nr|n°|of|to|in|see|de|du|au|zu|von)\.?|[(:,])\s*$"
)


# A site lost the figures of the number in a foot: `… in October /07 1`.
_FOOT_REMAINS = re.compile(r"(?<=\w)\s/[0-9]{2}(?:\s[0-9]{1,3})?$")


# The foot behind its number: initials, the page, the unit.
_FOOT_BEHIND_NUMBER = re.compile(r" [A-Z]{0,3}[a-z]{2,4}(?:/[A-Za-z]{2,4}){0,3}(?: [0-9]{1,3}(?: [A-Z][\w .]{0,12})?)?")
# What is left of a field above, in a torn table: `/17 TELECOM 213 MI 637 CODEC ADD 1 + ADD 2 Proposal for …`.
_REMAINS_OF_DOCUMENTS = re.compile(
    r"(?:(?:[A-Z][A-Z/-]{1,14}(?: [0-9]{1,4})?|(?:[0-9]{1,5})?(?:/[0-9]{1,2})?/[0-9]{2}|(?:ADD|REV|COR) ?[0-9]{1,2}|"
    r"[+,;])\s){3,60}(?=[“\"(]?[A-ZÀ-Þ][a-zß-ÿ])"
)
_TORN_NUMBER = re.compile(r"(?<![0-9])/[0-9]{2}\s")
_FEWEST_CODES = 2


def _without_foot(contribution: Contribution, facts: DocumentFacts) -> Contribution:
    """Return a subject without the foot of a page behind it, or the rest of another field before it; that is doubted.

    A foot with number, initials and page is certain.
    """
    if contribution.field is not SUBJECT or not isinstance(contribution.value, str):
        return contribution
    words = contribution.value.strip()
    remains = _REMAINS_OF_DOCUMENTS.match(words[:_SEARCHED_LENGTH])
    fewest = 1 if remains and _TORN_NUMBER.search(remains[0]) else _FEWEST_CODES
    if remains and len(_codes_in(remains[0], facts)) >= fewest:
        doubt = SUBJECT.doubt("codes of a document before it were left out", contribution.line, words)
        return replace(contribution, value=words[remains.end() :], doubts=(*contribution.doubts, *doubt.doubts))
    if foot := _FOOT_REMAINS.search(words):
        title_end, message = foot.start(), "what is left of the foot of a page was left out behind it"
    elif own_number := _find_own_number_behind(words, facts):
        if _FOOT_BEHIND_NUMBER.fullmatch(words, own_number.end()):
            return replace(contribution, value=words[: own_number.start()].rstrip())
        is_last = own_number.end() == len(words)
        follows = "" if is_last else " with what follows"
        title_end, message = own_number.start(), f"the document's own number behind it was left out{follows}"
    else:
        return contribution
    doubt = SUBJECT.doubt(message, contribution.line, words)
    return replace(contribution, value=words[:title_end].rstrip(), doubts=(*contribution.doubts, *doubt.doubts))


def _find_own_number_behind(words: str, facts: DocumentFacts) -> re.Match[str] | None:
    """Find the document's own number behind other words; not where it is named as a document.

    Unless it is the last of the words, the foot of the page goes on behind it, and in a page of one line the next page.
    """
    for match in _find_own_number(words, facts):
        before = words[: match.start()].strip()
        is_last = match.end() == len(words)
        if not _NAMES_A_DOCUMENT.search(words[: match.start()]) and len(before) >= (1 if is_last else _SHORTEST_TITLE):
            return match
    return None


def _codes_in(words: str, facts: DocumentFacts) -> list[FoundCode]:
    if not _CODE_AND_SERIAL.search(words):
        return []
    codes = find_codes(words, facts.vocabulary.codes, bounded=False)
    return [code for code in codes if code.entry and code.entry.serial is not None]


# Agencies that send documents, and whose names are codes too.
_BODIES_LIKE_CODES = frozenset({"EUROJUST", "EUROPOL", "FRONTEX", "CEPOL", "EMCDDA", "EASO", "EU-LISA"})


def _is_codes(words: str, facts: DocumentFacts) -> bool:
    if words in _BODIES_LIKE_CODES:
        return False
    return bool(codes := _codes_in(words, facts)) and not any(map(str.isalpha, _without(words, codes)))


def _is_bare_codes(words: str, facts: DocumentFacts) -> bool:
    """Whether the words are nothing but known codes without serials: the column of the codes ran into the table.

    Some committees are named by their letters: COSI, CATS.
    """
    if not words.isupper() or len(words) > _LONGEST_CODES or WELL_KNOWN_NAME.fullmatch(words):
        return False
    if words in _BODIES_LIKE_CODES:
        return False
    names = {code.name for code in facts.vocabulary.codes}
    return words in names or all(word in names for word in re.split(r"[\s,;]+", words) if word)


def _is_institution(words: str, _facts: DocumentFacts) -> bool:
    """Whether the words are the name of the Council alone: the title of an agenda whose rest is lost."""
    return is_council_name(words)


def _begins_with_codes(words: str, facts: DocumentFacts) -> bool:
    """Whether two and more known codes without serials are before a title that is not in capitals."""
    first, second = (*words.split(" ", 2), "", "")[:2]
    if not (first.isupper() and second.isupper()) or words.isupper():
        return False
    names = {code.name for code in facts.vocabulary.codes}
    return first in names and second in names


def _without(words: str, codes: Iterable[FoundCode]) -> str:
    characters = list(words)
    for code in codes:
        characters[code.start : code.end] = " " * (code.end - code.start)
    return "".join(characters)


def _holds_code(words: str, facts: DocumentFacts) -> bool:
    return bool(_codes_in(words, facts))


def _holds_heading(words: str, facts: DocumentFacts) -> bool:
    """Whether a type heading in capitals is in a name that is not itself in capitals."""
    if words.isupper() or not _CAPITALS.search(words):
        return False
    return next(find_headings(words, facts.vocabulary), None) is not None


def _holds_run_of_codes(words: str, facts: DocumentFacts) -> bool:
    """Whether several codes are together, or codes follow a number with which the value begins."""
    codes = _codes_in(words, facts)
    if codes and (number := REFERENCES.match(words)) and codes[0].start < number.end():
        return True
    return any(
        not words[first.end : second.start].strip(" ,;/") and not _follows_a_number(words, first.start)
        for first, second in pairwise(codes)
    )


def _follows_a_number(words: str, offset: int) -> bool:
    """Whether codes belong to a document that the title names: “report 6298/15 EUROJUST 47 JAI 3”."""
    return re.search(r"/[0-9]{2}(?: (?:REV|ADD|COR) ?[0-9]{1,2})*[ ,]{0,2}$", words[:offset]) is not None


_HOLDS_MARKING = "words with a marking among them"
GUARDS: tuple[ValueGuard, ...] = (
    ValueGuard("a document number", _ALL, is_number),
    ValueGuard("only a letter, a figure or a sign", _ALL, is_too_short),
    ValueGuard("only a language", _ALL - {ITEMS.key}, is_languages),
    ValueGuard("a date", _ALL, is_date),
    ValueGuard("words with a document number among them", NAMES | {TYPE.key}, holds_number),
    ValueGuard(_HOLDS_MARKING, _ALL, holds_marking),
    ValueGuard("words with a mark of the letterhead among them", NAMES, holds_public),
    ValueGuard("words with the foot of a page among them", TEXTS, holds_foot_of_page),
    ValueGuard("words with an address among them", _ALL, holds_address),
    ValueGuard("words of a web page or of the margin", _ALL, holds_furniture),
    ValueGuard("words with a label of the header table among them", NAMES | SHORT_TEXTS, holds_label),
    ValueGuard("words with a label of the header table among them", NAMES, holds_bare_label),
    ValueGuard("words with a label of the header table among them", frozenset({SUBJECT.key}), holds_label_in_title),
    ValueGuard("no name but a title", NAMES, begins_like_a_title),
    ValueGuard(LIST_BEGUN, frozenset({SUBJECT.key}), ends_with_list_letter),
    ValueGuard("the end of other words", NAMES, lacks_its_beginning),
    ValueGuard("the end of other words", frozenset({SUBJECT.key}), is_cut_at_the_front),
    ValueGuard("no name but running text", NAMES | SHORT_TEXTS, is_sentence),
    ValueGuard(RUNNING_TEXT, frozenset({SUBJECT.key}), holds_sentence),
    ValueGuard("longer than a name can be", NAMES | SHORT_TEXTS, is_too_long),
    ValueGuard("no place", frozenset({PLACE.key}), is_no_place),
)
"""The forms, in the order in which a value is tried: what says most about it first."""

DOCUMENT_GUARDS: tuple[DocumentGuard, ...] = (
    DocumentGuard("a run of subject codes", _ALL, _is_codes),
    DocumentGuard("a run of subject codes", NAMES | {SUBJECT.key}, _is_bare_codes),
    DocumentGuard("the name of the Council alone", frozenset({SUBJECT.key}), _is_institution),
    DocumentGuard("a name and a subject code", NAMES, _holds_code),
    DocumentGuard("a name and a type heading", NAMES, _holds_heading),
    DocumentGuard("words with the document's own number among them", TEXTS, _holds_own_number),
    DocumentGuard("words with subject codes among them", TEXTS | {TYPE.key}, _holds_run_of_codes),
    DocumentGuard("words with subject codes among them", NAMES | {SUBJECT.key}, _begins_with_codes),
)
"""The forms that are tried after these."""
