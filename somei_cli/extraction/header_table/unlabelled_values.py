"""The values of a header table, and how to split values that came in one run without their labels.

Values are separated by their form, by gaps, and by known names of originators and addressees.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from somei_cli.extraction.cover.body_names import has_body_word
from somei_cli.extraction.cover.printed_dates import find_days, is_mostly_date
from somei_cli.extraction.cover.printed_titles import ANNEXES
from somei_cli.extraction.header_table.label_words import OPENING_PHRASE, LabelKind
from somei_cli.extraction.header_table.title_words import TITLE_BEGINS
from somei_cli.extraction.header_table.well_known_names import (
    USUAL_NAMES,
    KnownNames,
    continues,
    is_secretary_general_of_the_commission,
    is_usually_a_sender,
    split_secretaries_general,
)


@dataclass(frozen=True, slots=True)
class LabelValue:
    """The words of a field, and their offset; `doubt` says why they may be wrong."""

    kind: LabelKind
    text: str
    start: int
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class UnclearField:
    """A field without a value, or with one that could not be told apart, and the place and words where it must be."""

    kind: LabelKind
    start: int
    words: str

    @property
    def doubt(self) -> str:
        """What is not clear."""
        return "the columns of the box could not be told apart" if self.words else "the label has no value"


@dataclass(frozen=True, slots=True)
class HeaderTable:
    """The values of a header table, the offset where the main text begins, and the fields that are unclear."""

    values: tuple[LabelValue, ...]
    main_text_start: int
    unclear_fields: tuple[UnclearField, ...] = ()
    is_certain: bool = True

    @property
    def unclear(self) -> tuple[LabelKind, ...]:
        """The kinds of the unclear fields."""
        return tuple(unclear.kind for unclear in self.unclear_fields)

    def first(self, kind: LabelKind) -> LabelValue | None:
        """Return the first value of a field."""
        return next((value for value in self.values if value.kind is kind), None)

    def values_of(self, kind: LabelKind) -> tuple[LabelValue, ...]:
        """Return every value of a field."""
        return tuple(value for value in self.values if value.kind is kind)


_LONGEST_VALUE = 200
_CODES = r"(?:\s{1,4}[A-Z][A-Z0-9]{1,14}(?:[/-][A-Z0-9]{1,12}){0,2}(?: [A-Z]{2,4}[0-9]?)? [0-9]{1,4}(?![/0-9]))"
_SUFFIX = (
    r"(?:(?:\s{1,3}(?:[+–-] ?)?(?:REV|ADD|COR|EXT|DCL) ?[0-9]{1,3}(?:-[0-9]{1,3})?|\s{0,3}\+ ?ADDs?(?![\w/-]))"
    r"(?: ?\([a-z, ]{2,40}\))?)"
)
_REFERENCE = (
    r"(?:(?:(?:[CK]OM|SWD|JOIN|SE[CK]|C) ?\([0-9]{2,4}\) ?[0-9]{1,5}(?: ?(?:final|endg\.|endgültig|endelig(?: udg\.)?|"
    r"def\.|definitief|definitivo|slutlig|lopullinen|lõplik|τελικό|wersja ostateczna)(?:/[0-9])?)?"
    r"(?: ?[-–]? ?PART [0-9]{1,2}(?:/[0-9]{1,2})?(?![0-9/]))?"
    rf"(?:,? ?[-–]? ?(?i:{ANNEXES}|ANHANG|ANHÄNGE|ANLAGEN|ANNEXES|ALLEGATI|ANEXOS|BIJLAGEN|BILAGOR|LIITTEET)"
    r" [0-9]{1,2}"
    r"(?:(?: ?[-–,] ?| to | and | à | et | bis | und )[0-9]{1,2}){0,4}(?![0-9/]))?|"
    r"(?:(?:CM|SN|DS|WK|ST|PE-CONS|EUCO|CONV) )?[0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2,4})"
    rf"{_SUFFIX}{{0,5}}{_CODES}{{0,20}}{_SUFFIX}{{0,5}})"
)
REFERENCES = re.compile(
    rf"{_REFERENCE}(?:\s{{0,3}}(?:[,;+&-]|and)?\s{{0,3}}{_REFERENCE}){{0,12}}(?:\s?\+\s?Annex(?:es)?\b)?"
)
"""A run of document numbers, with the suffixes and the subject codes after them."""
_GAP = re.compile(r"\s{3,}|\n")
PARTED_NAMES = "it stood beside the label of the addressee, with another name"


_NUMBER_BEHIND_NAME = re.compile(rf"(?:(?<=[^\W\d_])|(?<=[)”\"»]))\s(?=[0-9]){REFERENCES.pattern}$")


def split_number(value: LabelValue) -> list[LabelValue]:
    """Return a name without the document number behind it, which has lost its label; the name is in doubt."""
    number = _NUMBER_BEHIND_NAME.search(value.text) if value.kind in (LabelKind.FROM, LabelKind.TO) else None
    if number is None:
        return [value]
    words = number[0].strip()
    name = replace(
        value, text=value.text[: number.start()], doubt=f"{words} behind it was taken for an earlier document"
    )
    return [name, LabelValue(LabelKind.PREVIOUS, words, value.start)]


def with_parted_names(values: list[LabelValue], names: KnownNames) -> list[LabelValue]:
    """Return the values with From and To, if To alone has a value and it names a usual sender before another name.

    They are in doubt if the second is a usual sender too.
    """
    named = [value for value in values if value.kind in (LabelKind.FROM, LabelKind.TO)]
    if len(named) != 1 or named[0].kind is not LabelKind.TO:
        return values
    both = split_secretaries_general(named[0].text) or names.split_names(named[0].text)
    if len(both) != 2 or not _is_sender(both[0]):
        return values
    sender, addressee = both
    parted = [
        LabelValue(LabelKind.FROM, sender, named[0].start, PARTED_NAMES if _is_sender(addressee) else ""),
        LabelValue(LabelKind.TO, addressee, named[0].start + max(named[0].text.rfind(addressee), 0)),
    ]
    return [*(value for value in values if value is not named[0]), *parted]


# Between two names: `Generalsekretariat des Rates vom` / `12. Juli 2016 Delegationen`.
_BEFORE_DAYS = re.compile(r"\s(?:vom|am|on|le|du|den|del|il|em|op|d\.|dnia|dne)$")


# du Groupe de l'environnement / en date du 11 mars 1988: no label of its own was found for the day.
_DAY_BEHIND_NAME = re.compile(
    r"\s(?:en date du|dated|vom|in data|de fecha)\s(?P<day>[0-9]{1,2}(?:er|[.º°])? [^\W\d_]{3,12} (?:19|20)[0-9]{2})$"
)


def with_parted_days(values: list[LabelValue]) -> list[LabelValue]:
    """Return the values with On, if its label ended up behind the sender and its day before the addressee."""
    named = {value.kind: value for value in values}
    sender, addressee = named.get(LabelKind.FROM), named.get(LabelKind.TO)
    if sender and LabelKind.ON not in named and (behind := _DAY_BEHIND_NAME.search(sender.text)):
        on = LabelValue(LabelKind.ON, behind["day"], sender.start + behind.start("day"))
        others = [value for value in values if value is not sender]
        return [replace(sender, text=sender.text[: behind.start()]), on, *others]
    label = _BEFORE_DAYS.search(sender.text) if sender else None
    days = next(find_days(addressee.text), None) if addressee else None
    if label is None or days is None or days.start > 0 or LabelKind.ON in named or not sender or not addressee:
        return values
    remaining_values = [value for value in values if value not in (sender, addressee)]
    return [
        replace(sender, text=sender.text[: label.start()]),
        LabelValue(LabelKind.ON, addressee.text[: days.end], addressee.start),
        replace(addressee, text=addressee.text[days.end :].strip(" ,;"), start=addressee.start + days.end),
        *remaining_values,
    ]


def _is_sender(name: str) -> bool:
    return is_usually_a_sender(name) or is_secretary_general_of_the_commission(name)


_FEW_CHARACTERS = 2
_LONGEST_BODY_NAME = 90
# Bulgarian and Polish dates end with a word for the year.
_YEAR_WORD = re.compile(r"\s?(?:r\.|г\.)")
_NAME_WORD = re.compile(
    r"(?i)\b(?:delegation|director|chair(?:man|woman|person)?|president|head of|minister|ambassador|ombudsman|"
    r"supervisor|commissioner|vorsitzende[rs]?|präsident(?:in)?|ministre|présidente?|directeur|ambassadeur|presidente|"
    r"director[ae]?|ministro|direttore|voorzitter)\b"
)
_TEXT_BEGINS = re.compile(rf"\s(?:{OPENING_PHRASE.pattern}|(?:1|I)\.\s)")
_CONTINUED_NAME = re.compile(r",|\s(?:\(|&\s|[a-zß-ÿ])")
_BODY_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'/-]{1,20} |(?:and|of|on|the) ){1,5}(?:Working Party|Working Group)(?: \([A-Z][\w /-]{1,30}\))?"
    r"(?=\s[A-ZÀ-Þ\"“0-9]|$)"
)
_BODY_BEFORE_TITLE = re.compile(
    r"(?:Working Party|Working Group|Committee) (?:on|of|for) (?:(?!Proposal |Draft )[\w,’'-]+ ){1,9}?"
    r"(?=(?:Proposal|Draft|Amended proposal|Report) )"
)
_BELOW_TABLE = re.compile(rf"[\s_]*(?:{OPENING_PHRASE.pattern}|(?:1|I)\.\s)")
# `Political and Security Committee (PSC) Delegations`, before a subject: both are addressees.
_OTHER_ADDRESSEE = re.compile(r"\s{0,3}/?\s{0,3}(?<=[\s/])Delegations(?=\s[A-ZÀ-Þ“\"])")
SEVERAL_NAMES_DOUBT = "several addressees seem to stand here"
NAME_END_DOUBT = "where this name ends is not certain"
BODY_NAME_DOUBT = "no body of this name is known"


@dataclass(frozen=True, slots=True)
class _Span:
    """Where the value of a field ends; it begins at the end if the field has no value."""

    kind: LabelKind
    end: int
    doubt: str = ""


def split_values(
    text: str, start: int, end: int, fields: Sequence[LabelKind], names: KnownNames = USUAL_NAMES
) -> tuple[list[LabelValue], int, bool]:
    """Return the values of some fields, the offset after them, and whether every field was found.

    A field that cannot be recognised ends the search: what follows could belong to any field.

    >>> text = "Presidency 4 May 2015 Permanent Representatives Committee/Council Lamps"
    >>> values, end, _ = split_values(text, 0, len(text), [LabelKind.FROM, LabelKind.ON, LabelKind.TO])
    >>> [value.text for value in values], text[end:]
    (['Presidency', '4 May 2015', 'Permanent Representatives Committee/Council'], 'Lamps')
    """
    values: list[LabelValue] = []
    pending = list(fields)
    position = start
    while pending:
        position += len(text[position:end]) - len(text[position:end].lstrip("|*_ \t\n"))
        span = _documents_span(text, position, end, pending) or _next_span(text, position, end, pending, names)
        if span is None:
            return values, position, False
        pending.remove(span.kind)
        if span.end > position:
            words = " ".join(text[position : span.end].split()).strip(" ,;")
            values.append(LabelValue(span.kind, words, position, span.doubt))
        position = span.end
    position += len(text[position:end]) - len(text[position:end].lstrip("|*_ \t\n"))
    return values, position, all(any(value.kind is kind for value in values) for kind in fields)


def _documents_span(text: str, position: int, end: int, pending: Sequence[LabelKind]) -> _Span | None:
    """Return the field and the end of document numbers, which need no label: earlier documents, or the Commission's."""
    match = REFERENCES.match(text, position, end)
    if match is None:
        return None
    if LabelKind.COMMISSION in pending and LabelKind.PREVIOUS in pending:
        kinds = [kind for kind in pending if kind in (LabelKind.COMMISSION, LabelKind.PREVIOUS)]
        return _Span(*split_documents(text, position, match.end(), kinds))
    kind = LabelKind.COMMISSION if LabelKind.COMMISSION in pending else LabelKind.PREVIOUS
    return _Span(kind, match.end()) if kind in pending else None


_ONE_REFERENCE = re.compile(_REFERENCE)
_YEAR_OF_NUMBER = re.compile(r"/([0-9]{4}|[0-9]{2})(?![0-9/])")
_FIRST_YEAR = 50
_OF_THE_COMMISSION = re.compile(r"(?:COM|SWD|JOIN|SEC) ?\(")


UNCLEAR_BORDER = "which of these documents is the Commission's is not certain"


def split_documents(text: str, start: int, end: int, kinds: Sequence[LabelKind]) -> tuple[LabelKind, int, str]:
    """Return the field of the first document numbers of a run, and where they end, with the labels in their order.

    A number of the Commission, and the Council's number right before it, are the Commission's document.
    """
    references = list(_ONE_REFERENCE.finditer(text, start, end))
    commission = next((i for i, r in enumerate(references) if _OF_THE_COMMISSION.match(r[0])), None)
    if commission is not None:
        is_joined = commission and "-" in text[references[commission - 1].end() : references[commission].start()]
        first = commission - 1 if is_joined else commission
        if first:
            return LabelKind.PREVIOUS, references[first].start(), ""
        # The labels may stand in the other order: a Council number that nothing joins to them is the earlier document.
        border = next((b.start() for a, b in pairwise(references[commission:]) if _is_set_apart(text, a, b)), end)
        return LabelKind.COMMISSION, border, ""
    borders = [
        second.start() for first, second in pairwise(references) if not text[first.end() : second.start()].strip()
    ]
    if len(borders) == 1:
        return kinds[0], borders[0], ""
    if not borders:
        return LabelKind.PREVIOUS, end, ""
    # The document of the Commission is older than all that came of it.
    years = [_year_of(reference[0]) for reference in references]
    if years[-1] < min(years[:-1]):
        return LabelKind.PREVIOUS, borders[-1], ""
    return LabelKind.PREVIOUS, end, UNCLEAR_BORDER


def _is_set_apart(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Whether the second of two references is a document of the Council, and only blanks are before it."""
    return not text[first.end() : second.start()].strip() and _OF_THE_COMMISSION.match(second[0]) is None


def _year_of(number: str) -> int:
    """Return the year of a document number, from 1950 on."""
    match = _YEAR_OF_NUMBER.search(number)
    year = int(match[1]) % 100 if match else 0
    return year + (1900 if year >= _FIRST_YEAR else 2000)


def _next_span(text: str, position: int, end: int, pending: Sequence[LabelKind], names: KnownNames) -> _Span | None:
    """Return the next field in order and where its value ends; without a value, where it begins."""
    kind = pending[0]
    if kind in (LabelKind.ON, LabelKind.DATED):
        days = next(find_days(text[position : position + 60]), None)
        if days is None or days.start > _FEW_CHARACTERS:
            return _Span(kind, position)
        year_word = _YEAR_WORD.match(text, position + days.end, end)
        return _Span(kind, year_word.end() if year_word else position + days.end)
    if kind in (LabelKind.PREVIOUS, LabelKind.COMMISSION, LabelKind.TIME, LabelKind.OTHER):
        return _Span(kind, position)
    if OPENING_PHRASE.match(text, position):
        return None
    end = min(end, position + _LONGEST_VALUE)
    text_begins = _TEXT_BEGINS.search(text, position, end)
    end = text_begins.start() if text_begins else end
    name_end = names.match_end(text, position, end)
    if name_end is None or (continues(text, position, name_end) or _CONTINUED_NAME.match(text, name_end, end)):
        return _unknown_name_span(text, position, end, pending, names)
    last_addressee = _OTHER_ADDRESSEE.match(text, name_end, end) if len(pending) == 1 else None
    return _Span(kind, last_addressee.end(), SEVERAL_NAMES_DOUBT) if last_addressee else _Span(kind, name_end)


def _unknown_name_span(
    text: str, position: int, end: int, pending: Sequence[LabelKind], names: KnownNames
) -> _Span | None:
    """Return the field and the end of a name that is not known, or that goes on after a known one.

    It ends at a wide gap, at the date or the number that must follow it, or at the addressee that must.
    """
    kind, tail = pending[0], text[position:end].rstrip()
    gap = _GAP.search(tail)
    is_above_text = len(pending) == 1 and gap is not None and _BELOW_TABLE.match(text, position + gap.end())
    ends = [gap.start()] if gap and gap.start() and not is_above_text else []
    next_kind = pending[1] if len(pending) > 1 else None
    if next_kind in (LabelKind.ON, LabelKind.DATED) and (days := next(find_days(tail), None)) and days.start:
        ends.append(days.start)
    has_documents = LabelKind.PREVIOUS in pending[1:] or LabelKind.COMMISSION in pending[1:]
    if next_kind is not LabelKind.TO and has_documents and (cited := REFERENCES.search(text, position, end)):
        ends.append(cited.start() - position)
    doubt = ""
    if next_kind is LabelKind.TO:
        begin = names.match_end(text, position, end) or position
        addressee = names.find_addressee(text, begin, end)
        if addressee and not (ends and min(ends) < addressee[0] - position):
            ends.append(addressee[0] - position)
            is_name = begin > position or is_like_name(text[position : addressee[0]])
            doubt = "" if is_name else NAME_END_DOUBT
    if not ends and (body := _BODY_NAME.match(text, position, end) or _BODY_BEFORE_TITLE.match(text, position, end)):
        ends.append(body.end() - position)
        doubt = BODY_NAME_DOUBT
    if len(pending) == 1 and (title := _find_title_behind_name(tail)):
        ends.append(title)
        doubt = doubt or BODY_NAME_DOUBT
    elif gap and ends and min(ends) == gap.start() and _fills_line_of_label(text, position, gap):
        return None
    if not ends or is_mostly_date(tail[: min(ends)]):
        return None
    return _Span(kind, position + min(ends), doubt)


_TITLE_WITHIN = re.compile(rf"\s(?={TITLE_BEGINS.pattern})")


def _find_title_behind_name(words: str) -> int | None:
    """Return where a title begins behind the name of a body: `Grupo "Lámparas" Proyecto de Conclusiones`."""
    title = _TITLE_WITHIN.search(words)
    if title is None or "\n" in words[: title.start()]:
        return None
    name = words[: title.start()]
    return title.start() if len(name) <= _LONGEST_BODY_NAME and has_body_word(name) else None


def _fills_line_of_label(text: str, position: int, gap: re.Match[str]) -> bool:
    """Whether a name would take the rest of its label's line, above a blank line: no subject would be left."""
    line_start = text.rfind("\n", 0, position) + 1
    return ":" in text[line_start:position] and text.startswith("\n\n", position + gap.start())


def is_like_name(words: str) -> bool:
    """Whether words show that they name somebody who sends documents: a body, a delegation, a director."""
    names_a_body = len(words) <= _LONGEST_BODY_NAME and has_body_word(words)
    return bool(_NAME_WORD.search(words)) or names_a_body or is_secretary_general_of_the_commission(words)


# Whom to ask about a meeting: addresses, then telephone numbers.
_CONTACTS = re.compile(
    r"\s*(?:[\w.+-]{1,60}@[\w.-]{3,60}[\s;,/]{1,8}){1,4}(?:[+(0-9][0-9 .()/+-]{5,60}[\s;,/]{1,8}){0,4}"
    r"(?=[^\W\d_a-zß-ÿ])"
)
_LONGEST_NAME_OF_MEETING = 200
_SEARCHED_DAYS = 400
_SHORTEST_NAME = 5


def values_of_notice(text: str, start: int, stop: int, group: Sequence[LabelKind]) -> list[LabelValue]:
    """Return the subject and the days of a notice of meeting whose labels came first: they follow the contacts."""
    contacts = _CONTACTS.match(text, start, stop)
    if contacts is None or not {LabelKind.SUBJECT, LabelKind.ON} <= set(group):
        return []
    days = next(find_days(text[contacts.end() : min(stop, contacts.end() + _SEARCHED_DAYS)]), None)
    words = " ".join(text[contacts.end() : contacts.end() + days.start].split()) if days else ""
    if days is None or not _SHORTEST_NAME <= len(words) <= _LONGEST_NAME_OF_MEETING or "@" in words:
        return []
    days_start, days_end = contacts.end() + days.start, contacts.end() + days.end
    return [
        LabelValue(LabelKind.SUBJECT, words, contacts.end()),
        LabelValue(LabelKind.ON, " ".join(text[days_start:days_end].split()), days_start),
    ]


_CODES_BEFORE_SUBJECT = re.compile(
    r"(?:\s{1,99}[A-Z][A-Z/-]{2,14}(?:\s[0-9]{1,4})?(?![\w/])){0,30}\s{1,99}(?=[^\W\d_]{2})"
)
# A number of the field above that lost its front: `CODEC /16 + ADD 1 - COM(2016) 482 FINAL Proposal for …`.
_REMAINS_OF_NUMBER = re.compile(
    r"(?:[A-Z][A-Z/-]{1,14}\s)?(?:/[0-9]{2}(?:\s?\+?\s?(?:ADD|REV|COR) ?[0-9]{1,2}){0,6}"
    r"(?:\s?[-–]\s?COM ?\([0-9]{2,4}\) ?[0-9]{1,4}(?: (?i:final))?)?|"
    r"(?<=[A-Z]\s)COM ?\([0-9]{2,4}\) ?[0-9]{1,4}(?: (?i:final))?)\s{1,9}(?=[A-ZÀ-Þ][a-zß-ÿ])"
)


def find_end_of_letterhead(text: str, start: int, limit: int) -> int | None:
    """Return the offset after a number and codes of the letterhead, or what is left of the number of another field.

    Torn columns put them before the subject.
    """
    begin = start + len(text[start:limit]) - len(text[start:limit].lstrip("|*_ \t\n"))
    if remains := _REMAINS_OF_NUMBER.match(text, begin, limit):
        return remains.end()
    number = REFERENCES.match(text, begin, limit)
    codes = _CODES_BEFORE_SUBJECT.match(text, number.end(), limit) if number and number[0][0].isdigit() else None
    if codes is None or number is None or not (codes[0].strip() or " " in number[0]):
        return None
    return codes.end()
