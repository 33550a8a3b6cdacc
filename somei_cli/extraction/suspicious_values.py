"""Doubts about values that may stay: they seem to be cut, glued to another value, or read from a torn header table."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from somei_cli.extraction.contributions import (
    COMMISSION_DOCUMENTS,
    ITEMS,
    MEETING,
    ORIGINATOR,
    PREVIOUS_DOCUMENTS,
    REFERENCES,
    SUBJECT,
    TEXT_FIELDS,
    Contribution,
    EntryField,
)
from somei_cli.extraction.cover.body_names import begins_list_of_institutions
from somei_cli.extraction.cover.printed_dates import find_days
from somei_cli.extraction.header_table.label_words import OPENING_PHRASE, LabelKind
from somei_cli.extraction.header_table.labels import Label
from somei_cli.extraction.header_table.title_words import TITLE_BEGINS, is_running_text
from somei_cli.extraction.header_table.unlabelled_values import HeaderTable
from somei_cli.extraction.header_table.well_known_names import ADDRESSEE as ADDRESSEE_NAME
from somei_cli.extraction.header_table.well_known_names import ORIGINATOR as ORIGINATOR_NAME
from somei_cli.extraction.header_table.well_known_names import WELL_KNOWN_NAME, is_secretary_general_of_the_commission
from somei_cli.extraction.items.agenda_phrases import find_usual_title
from somei_cli.extraction.items.treatments import seems_to_end_in_treatment
from somei_cli.extraction.joined_lines import NumberedText
from somei_cli.extraction.offered_documents import AGE_ON_SITE
from somei_cli.extraction.value_guards import LIST_BEGUN, NAMES, RUNNING_TEXT, refused_form
from somei_cli.model.importing.draft_entry import Reading

_FIELDS: dict[LabelKind, EntryField[Any]] = {
    **TEXT_FIELDS,
    LabelKind.PREVIOUS: PREVIOUS_DOCUMENTS,
    LabelKind.COMMISSION: COMMISSION_DOCUMENTS,
    LabelKind.ON: MEETING,
}
_TITLES = frozenset({SUBJECT.key})
_TEXTS = NAMES | _TITLES


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that a value is not what stands in the document: its doubt, the fields that it counts for, its test."""

    message: str
    fields: frozenset[str]
    is_on: Callable[[str], object]


_SMALL_WORD_LAST = re.compile(
    r"(?<![\w-])(?:of|the|and|or|for|in|to|on|an|with|by|from|at|as|under|into|against|between|concerning|regarding|amending|"
    r"de|du|des|et|la|le|les|au|aux|pour|sur|dans|avec|und|oder|der|die|das|dem|den|zur|zum|von|vom|für|über|mit|im|"
    r"van|het|een|en|voor|met|del|della|dei|delle|di|il|lo|per|con|el|los|las|por|para|y|do|da|dos|das|e|og|och|eller|"
    r"om|for|til|till|på|av|af|ja|i|w|z|na|do|oraz|dla|o|a|v|ve|pro|και|του|της|των|για|на|и|за|от|și|pentru|din|"
    r"który|która|które|których|że|który|která|které|že|som|which|whose|welche[rsn]?|dass|daß|qui|que|dont|che|cui|cuyo|"
    r"jotka|joka|että|hogy|amely|care|který|който|която|които|που|ότι|"
    r"és|az|un|ir|dėl|eine|einer|eines|einem|einen|zu|une|una|uma|dello|alla|agli|alle|its|their)$"
)
_ENDS_OPEN = re.compile(r"(?:[,;:(\[/&+–—]|\s-)$")
_QUOTATION_MARK = re.compile(r"[“”„«»‟\"]")
_OPENED_BY = {")": "(", "]": "["}
# 1) and a) open no bracket.
_LIST_LETTER = re.compile(r"(?:^|\s)(?:[a-z]{1,3}|[0-9]{1,2})\)$")
_ACT_ALONE = re.compile(
    r"(?i)^(?:amended )?(?:proposal|draft|recommendation)\b.{0,40}(?:"
    r"\b(?:regulation|directive|decision|recommendation) of the (?:european parliament and of the )?council|"
    r"\bcouncil (?:regulation|directive|decision|recommendation|resolution))$|"
    r"^(?:draft|(?:amended )?proposal for an?) (?:regulation|directive|decision|recommendation)$|"
    r"^(?:proposition|projet) .{0,40}(?:règlement|directive|décision|recommandation) "
    r"du (?:parlement européen et du )?conseil$|"
    r"^(?:vorschlag|entwurf) .{0,40}(?:verordnung|richtlinie|beschluss|empfehlung|beschlusses|richtlinie) "
    r"des (?:europäischen parlaments und des )?rates$"
)
_SECTION_NUMBER_LAST = re.compile(
    r"\s(?=(?:1\.|I\.|a\))$)(?<!\bpart\s)(?<!chapter\s)(?<!\btitle\s)(?<!\bpillar\s)(?<!\bannex\s)(?<!\bphase\s)"
    r"(?<!\bstage\s)(?<!volume\s)(?<!\bteil\s)(?<!anlage\s)(?<!partie\s)(?<!annexe\s)",
    re.IGNORECASE,
)
_ACT_WITHOUT_NUMBER = re.compile(
    r"(?i)\b(?:implementation|application|amendment|revision|review) of (?:the )?(?:council )?"
    r"(?:regulation|directive|framework decision|decision)$"
)
_GLUED_FIGURE = re.compile(r"[^\W\d_A-ZÀ-Þ]{3}[0-9]{1,2}(?:\.?$|\s[-–—]\s)")
_YEAR = re.compile(r"(?<![0-9])(?:[0-3]?[0-9]\.? [^\W\d_]{3,12}|[0-3]?[0-9]\.[01]?[0-9]\.) ?(?:19|20)[0-9]{2}(?![0-9])")
# A second addressee behind a stroke, on the same line or the next: “Coreper” / “/ Council”.
_SECOND_NAME = re.compile(r"[ ]?\n?[ ]{0,2}/[ ]?[^\W\d_][^\n]{0,40}")
_PARAGRAPH_BELOW = re.compile(r"[ ]*\n\s{1,20}(?P<continuation>\S[^\n]{0,60})")
# A dash before one of these words stands for the rest of the word behind it: naudan- ja lampaanliha.
_JOINING_WORDS = (
    "and|or|und|oder|sowie|bzw|bis|et|ou|y|o|e|en|of|og|och|eller|samt|till|i|ja|tai|sekä|või|ning|és|vagy|și|sau|ter|ali|ir|"
    "arba|un|vai|agus|и|или|και"
)
TORN_WORD = re.compile(rf"[^\W\d_A-ZÀ-Þ]- (?!(?:{_JOINING_WORDS})\b)[^\W\d_A-ZÀ-Þ]{{2}}")
_LOST_BLANK = re.compile(r"[^\W\d_A-ZÀ-Þ]{2}[A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]{2}")
_WITHOUT_BLANKS = re.compile(
    r"[^\s/–—-]{36}|[a-z]{4}(?:of|on|for|and|to|by)the[a-z]{3}|[a-z]{5}with[A-Z][a-z]{2}|"
    r"\b(?:the|of|and|on|in|for|to|by|with|from|les|des|du|della|und|der|die|das|den|zur|zum)[A-ZÀ-Þ][a-zß-ÿ]{2}"
)
# laPrésidence, GeneralSecretariat, Groupe"Énergie"; but McDonald, eu-LISA
_GLUED_NAME = re.compile(
    r"(?<![^\W\d_])(?!Mac|Euro|Inter|Fitz)[A-Za-zÀ-ÿ][a-zß-ÿ]{3,20}[A-ZÀ-Þ][a-zß-ÿ]{2}|(?<!\w)l[ae][A-ZÀ-Þ][a-zà-ÿ]{3}|"
    r"[A-Za-zÀ-ÿ]{3}[“\"„«][A-ZÀ-Þ][a-zß-ÿ]{2}"
)
_FOREIGN_SIGN = re.compile(
    r"[\ufffd~^{}\\]|[^\W\d_][|][^\W\d_]|[^\W\d_]{2}0[^\W\d_]|(?<![^\W\d_A-Z])[a-z]{1,20}[01][a-z]{2}"
)
_NUMBER_AND_CODE = re.compile(
    r"[0-9](?<![\w/.(-].)(?<!doc\. .)(?<!docs\. .)(?<!doc .)(?<!docs .)(?<!ment .)(?<!note .)(?<!port .)"
    r"(?<![0-9] og .)(?<![0-9] and .)(?<![0-9] et .)(?<![0-9] und .)(?<![0-9] en .)(?<![0-9] och .)(?<![0-9] y .)"
    r"(?<![0-9] e .)[0-9]{3,4}(?:/[0-9]{1,2})?/[0-9]{2}(?: (?:REV|ADD|COR) ?[0-9]{1,2}){0,4} [A-Z]{2,}"
    r"(?:[ /][A-Z]{2,})? [0-9]{1,4}(?!\w)"
)
_NUMBER_LAST = re.compile(
    r"(?P<before>[^\W\d_]{3,})[)”\"»]? [0-9]{4,5}(?:/[0-9]{1,2})?/[0-9]{2}(?: (?:REV|ADD|COR) ?[0-9]{1,2}){0,4}$"
)
# Words that name the document whose number follows them.
_NAMING_A_NUMBER = frozenset(
    "doc docs document documents dokument dokuments dokumentet documento note report letter reply version decision "
    "regulation directive opinion resolution agreement proposal addendum corrigendum revision annex from and the "
    "for see replacing amending correcting cover case application complaint file question numbers number".split()
)
_FIRST_ITEM_BEHIND = re.compile(r"\s[-–—]\s(?P<title>[^\W\d_][^-–—]{8,80})$")
_ARTICLE = r"(?:el|la|los|las|le|les|het|il|lo|the|o|os|as)"
_BEFORE_ARTICLE = re.compile(
    r"(?:\b(?:de|del|of|to|for|and|et|ou|y|o|e|en|van|voor|aan|per|con|di|para|por|pour|à|a|in|on|by|with|sur|dans|"
    r"Monsieur|Madame)|[,;/(&-])$"
)
_PARTS_OF_INSTITUTIONS = ("Legal Service", "Secretariat", "services")
# Before the day that belongs to a title: held in Brussels on 3 May 2016.
_NAMES_DAY = re.compile(
    r"(?i)(?:\b(?:on|of|from|and|to|until|le|du|au|am|vom|den|der|op|van|del|dal|il|el|di|de|em|w dniu|dnia|dne)|"
    r"[(,-])\s$"
)
_LONGEST_DATE = 60
_LONG_NAME = 170
_LONGEST_GAP = 8
_GAP_SIGNS = frozenset("*=•–—-")
_MOST_LOST_BLANKS = 2


def _is_unbalanced(words: str) -> bool:
    """Whether a quotation mark or a bracket is opened and not closed, or closed and not opened."""
    if len(_QUOTATION_MARK.findall(words)) % 2:
        return True
    depths = {"(": 0, "[": 0}
    for index, char in enumerate(words):
        if char in _OPENED_BY:
            opening = _OPENED_BY[char]
            if depths[opening]:
                depths[opening] -= 1
            elif not _LIST_LETTER.search(words[: index + 1]):
                return True
        elif char in depths:
            depths[char] += 1
    return any(depths.values())


def _ends_with_number(words: str) -> bool:
    """Whether a document number is the last of the words, and no word before it names a document.

    “Progress report 5330/24” counts, as the number may be that of a column beside it; “the report 5330/24” does not.
    """
    match = _NUMBER_LAST.search(words) if words[-1:].isdigit() else None
    return match is not None and (
        match["before"].casefold() not in _NAMING_A_NUMBER or words[: match.start()].casefold().endswith("progress ")
    )


def _ends_with_first_item(words: str) -> bool:
    """Whether the first item of an agenda is the last part of a title."""
    match = _FIRST_ITEM_BEHIND.search(words)
    return match is not None and find_usual_title(match["title"]) == match["title"]


def _is_glued(words: str) -> bool:
    """Whether a well-known name follows another without a sign between them: Legal Service COREPER."""
    for pattern in (ORIGINATOR_NAME, ADDRESSEE_NAME):
        first = pattern.match(words)
        following = words[first.end() :].strip() if first else ""
        if ADDRESSEE_NAME.fullmatch(following) and not following.startswith(_PARTS_OF_INSTITUTIONS):
            return True
    return False


def _has_two_articles(words: str) -> bool:
    """Whether another name with its article begins in a name that has one: la Presidencia el Comité."""
    if re.match(rf"{_ARTICLE} [^\W\d_]", words) is None:
        return False
    later = re.finditer(rf" {_ARTICLE} (?=[A-ZÀ-Þ])", words)
    return any(not _BEFORE_ARTICLE.search(words[: match.start()]) for match in later)


def _holds_two_names(words: str) -> bool:
    first, stroke, _ = words.partition(" / ")
    has_sender = bool(stroke) and is_secretary_general_of_the_commission(first)
    return has_sender or _is_glued(words) or _has_two_articles(words)


def has_lost_blanks(words: str) -> bool:
    """Whether the words of a title are glued: in small words, or by capitals within several words.

    A single word may be a name: EnviCrimeNet.
    """
    counts = [len(_LOST_BLANK.findall(word)) for word in words.split()]
    are_several = sum(map(bool, counts)) >= _MOST_LOST_BLANKS or max(counts, default=0) > _MOST_LOST_BLANKS
    return are_several or _WITHOUT_BLANKS.search(words) is not None


def _holds_label_colon(words: str) -> bool:
    """Whether a colon is in a name, but not the one before who signs: `za generalno sekretarko …: Martine DEPREZ`."""
    return words.count(":") > is_secretary_general_of_the_commission(words.partition(":")[0])


# An article with a capital behind a word in small letters: “… to the questionnaire The compilation replaces …”
_SENTENCE_WITHIN = re.compile(
    r"[a-z]{4}(?<!\bfrom)(?<!\bwith)(?<!\binto)(?<!\bupon)(?<!\bover) (?:The|This|These) [a-z]{4,}"
)
_HEADING_LAST = re.compile(
    r"\s(?:MON|TUES|WEDNES|THURS|FRI)DAY,? [0-9]{1,2} [A-Z]{3,9}(?: [0-9]{4})?$|"
    r"\s(?:(?:Non-l|L)egislative (?:activities|deliberations)|(?:Non-d|D)iscussion items|Activités non législatives|"
    r"Délibérations législatives|AGENDA Page|CONTENTS(?: Page)?)$"
)
MISREAD = "letters seem to be misread"
BLANKS_LOST = "blanks seem to be lost"
SIGNS: tuple[Sign, ...] = (
    Sign("it seems to be cut: it ends with a small word", _TEXTS, _SMALL_WORD_LAST.search),
    Sign("it seems to be cut: it ends with a sign after which more must come", _TEXTS, _ENDS_OPEN.search),
    Sign("it seems to be cut: a quotation mark or a bracket is not closed", _TEXTS, _is_unbalanced),
    Sign("it seems to end with the number of a section", _TITLES, _SECTION_NUMBER_LAST.search),
    Sign("it seems to be cut: the act in it has no number", _TITLES, _ACT_WITHOUT_NUMBER.search),
    Sign("it begins as a main text does", _TITLES, OPENING_PHRASE.match),
    Sign("it seems to be cut: no words follow the name of the act", _TITLES, _ACT_ALONE.search),
    Sign("it seems to be cut: a figure is glued to a word", _TITLES, _GLUED_FIGURE.search),
    Sign("a colon is in it, as after a label", NAMES, _holds_label_colon),
    Sign("a date is in it", frozenset({ORIGINATOR.key}), _YEAR.search),
    Sign("what a site shows beside a document seems to be in it", _TITLES, AGE_ON_SITE.search),
    Sign("two names seem to be in one field", NAMES, _holds_two_names),
    Sign(
        "it is long for a name", NAMES, lambda words: len(words) > _LONG_NAME and words.count(",") < _MOST_LOST_BLANKS
    ),
    Sign("a document of another field seems to be in it", _TITLES, _NUMBER_AND_CODE.search),
    Sign("a document of another field seems to be in it", _TITLES, _ends_with_number),
    Sign("the first item of the agenda seems to be in it", _TITLES, _ends_with_first_item),
    Sign("a word of it seems to be torn apart", _TITLES, TORN_WORD.search),
    Sign(BLANKS_LOST, _TITLES, has_lost_blanks),
    Sign(BLANKS_LOST, NAMES, _GLUED_NAME.search),
    Sign(MISREAD, _TEXTS, _FOREIGN_SIGN.search),
    Sign("a sentence of the main text seems to be in it", _TITLES, _SENTENCE_WITHIN.search),
    Sign("a heading of what is below seems to be in it", _TITLES, _HEADING_LAST.search),
    Sign("it lists names of institutions", _TITLES, begins_list_of_institutions),
)
"""The signs that a value alone shows; a doubt names the first that it has."""


def doubt_suspicious_values(
    draft: Reading, source: NumberedText, labels: Sequence[Label], table: HeaderTable
) -> Iterator[Contribution]:
    """Doubt values of a draft entry that show a sign of damage, go on below or beside, or come from a torn table."""
    torn_fields = find_torn_fields(draft, source.text, labels, table)
    for kind, field in TEXT_FIELDS.items():
        value = field.value_in(draft)
        if not isinstance(value, str):
            continue
        line = line_of(draft, field)
        words = " ".join(value.split())
        sign = next((sign.message for sign in SIGNS if field.key in sign.fields and sign.is_on(words)), None)
        if sign:
            yield field.doubt(sign, line, words)
        elif continuation := _find_continuation(source.text, labels, table, kind, words):
            yield field.doubt("it seems to go on", line, f"{words} … {continuation}")
        elif field is SUBJECT and _is_name_in_table(words, labels):
            yield field.doubt("it is the name of an institution, not a title", line, words)
        elif field is SUBJECT and _has_value_of_date(words, source.text, table):
            yield field.doubt("the day of another label seems to be in it", line, words)
        elif field in torn_fields:
            yield field.doubt(_TORN, line, words)
    yield from _doubt_treatments_in_titles(draft)
    yield from _doubt_text_in_titles(draft)
    for field in torn_fields:
        if field.key not in _TEXTS and (value := field.value_in(draft)):
            yield field.doubt(_TORN, line_of(draft, field), words_of(draft, field))


def _doubt_treatments_in_titles(draft: Reading) -> Iterator[Contribution]:
    """Doubt items whose title may end in how the item is treated, if other items of the list say how they are."""
    items = ITEMS.value_in(draft) or ()
    if not any(part.kind for item in items for part in item.walk()):
        return
    for item in items:
        for title in (item.title, *(sub_item.title for sub_item in item.subitems)):
            if seems_to_end_in_treatment(title):
                yield ITEMS.doubt("a title may end in how its item is treated", line_of(draft, ITEMS), title)


_LONG_TITLE = 160


def _doubt_text_in_titles(draft: Reading) -> Iterator[Contribution]:
    """Doubt items with running text in the long title of an item or a sub-item."""
    for item in ITEMS.value_in(draft) or ():
        for part in item.walk():
            if len(part.title) > _LONG_TITLE and is_running_text(part.title):
                yield ITEMS.doubt("running text seems to be in a title", line_of(draft, ITEMS), part.title)


_TORN = "it was read from a header table in which another field could not be read"


def line_of(draft: Reading, field: EntryField[Any]) -> int:
    """Return the line that a field was read from; 0 if no line can be named."""
    return next((evidence.line for evidence in draft.evidence if evidence.field == field.key), 0)


def words_of(draft: Reading, field: EntryField[Any]) -> str:
    """Return the words that a field was read from."""
    return next((evidence.text for evidence in draft.evidence if evidence.field == field.key), "")


def _is_name_in_table(words: str, labels: Sequence[Label]) -> bool:
    kinds = {label.kind for label in labels}
    return {LabelKind.FROM, LabelKind.TO} <= kinds and WELL_KNOWN_NAME.fullmatch(words) is not None


_DATE_LABEL_ALONE = re.compile(
    r"(?im)^[ \t|*_]{0,8}(?:date|datum|dato|data|fecha|on|le|am|op|den|il)\s?:[ \t|*_]{0,8}$|date: "
)
_BEFORE_LABEL = 300


def _has_value_of_date(words: str, text: str, table: HeaderTable) -> bool:
    """Whether a subject ends with a whole day, and a label for the day without a value is just above it."""
    value = table.first(LabelKind.SUBJECT)
    days = list(find_days(words[-_LONGEST_DATE:])) if value else []
    if not value or not days or days[-1].end < len(words[-_LONGEST_DATE:]):
        return False
    above = text[max(0, value.start - _BEFORE_LABEL) : value.start].rstrip()
    label = list(_DATE_LABEL_ALONE.finditer(f"{above} "))
    return bool(label) and not _NAMES_DAY.search(words[-_LONGEST_DATE:][: days[-1].start])


def _find_continuation(
    text: str, labels: Sequence[Label], table: HeaderTable, kind: LabelKind, words: str
) -> str | None:
    """Return the words in small letters that follow a value on its line, or a subject on the next line."""
    value = table.first(kind)
    if value is None or value.text.split() != words.split():
        return None
    printed = r"[\s*=•–—-]{1,8}".join(re.escape(word) for word in words.split() if any(map(str.isalnum, word)))
    end = find_end(words, text, value.start)
    starts = [*(label.start for label in labels), *(cell.start for cell in table.values)]
    if end is None or any(end <= start <= end + 4 for start in starts):
        return None
    if kind is not LabelKind.SUBJECT and (second := _SECOND_NAME.match(text, end)):
        return " ".join(second[0].split())
    gap = r"[ ]{1,2}" if kind is not LabelKind.SUBJECT else r"(?:[ ]{1,2}|[ ]?\n[ ]?)"
    following = re.compile(rf"{gap}(?P<continuation>[^\W\d_A-ZÀ-Þ]{{2,}}[^\n]{{0,60}})").match(text, end)
    if following and not following["continuation"][0].islower():
        # The capitals of other alphabets.
        following = None
    if following is None and kind is LabelKind.SUBJECT and (paragraph := _PARAGRAPH_BELOW.match(text, end)):
        title = paragraph["continuation"]
        is_title = TITLE_BEGINS.match(title) and not find_usual_title(title)
        following = paragraph if is_title and not _letters(title).startswith(_letters(words)) else None
    if following and kind is LabelKind.FROM and table.first(LabelKind.ON):
        # What stands there is the label of the day, without a colon.
        following = None
    if following is None or _is_repeated(printed, text, following.start("continuation"), words):
        return None
    return " ".join(following["continuation"].split())


def find_end(words: str, text: str, start: int) -> int | None:
    """Return where a value ends that is printed from an offset on, whatever blanks and dashes part its words."""
    first, *later_words = [word for word in words.split() if any(map(str.isalnum, word))] or [""]
    limit = start + 3 * len(words) + 40
    begin = text.find(first, start, limit)
    while begin >= 0:
        end: int | None = begin + len(first)
        for word in later_words:
            end = None if end is None else _find_end_of_next(word, text, end)
        if end is not None and end <= limit:
            return end
        begin = text.find(first, begin + 1, limit)
    return None


def _find_end_of_next(word: str, text: str, end: int) -> int | None:
    """Return where a word ends that only blanks and dashes part from an offset."""
    for start in range(end + 1, end + _LONGEST_GAP + 1):
        if text[start - 1 : start] not in _GAP_SIGNS and not text[start - 1 : start].isspace():
            return None
        if text.startswith(word, start):
            return start + len(word)
    return None


def _is_repeated(printed: str, text: str, start: int, words: str) -> bool:
    """Whether all words of a value are printed a second time from an offset on, and its line ends with them."""
    repetition = re.compile(rf"(?i:{printed})[^\w\n]{{0,20}}(?:\n|\Z)")
    return repetition.match(text, start, start + 3 * len(words) + 40) is not None


def _letters(words: str) -> str:
    return "".join(filter(str.isalpha, words.casefold()))


def find_torn_fields(draft: Reading, text: str, labels: Sequence[Label], table: HeaderTable) -> list[EntryField[Any]]:
    """Return the fields that were read although the columns of the table are torn apart.

    A table is torn if a field has no value and shares its place with others, as labels without values between them do,
    or if what was read of one could not be taken.
    """
    kinds = list(dict.fromkeys(label.kind for label in labels if label.kind in _FIELDS))
    refused = {doubt.field for doubt in draft.doubts if refused_form(doubt) not in (None, RUNNING_TEXT, LIST_BEGUN)}
    # A subject whose end is not clear says nothing of the fields above it.
    unclear = set(table.unclear) & _FIELDS.keys() - {LabelKind.SUBJECT}
    is_torn = bool(unclear) or any(_FIELDS[kind].key in refused for kind in kinds)
    for group in group_labels(text, labels):
        members = {label.kind for label in group}
        is_torn |= any(kind in members and field.value_in(draft) is None for kind, field in TEXT_FIELDS.items())
    if not is_torn:
        return []
    fields = [_FIELDS[kind] for kind in kinds]
    if PREVIOUS_DOCUMENTS.value_in(draft) is None:
        fields.append(REFERENCES)
    return [field for field in fields if field.value_in(draft) is not None and not _has_doubt(draft, field)]


def _has_doubt(draft: Reading, field: EntryField[Any]) -> bool:
    return any(doubt.field == field.key for doubt in draft.doubts)


def group_labels(text: str, labels: Sequence[Label]) -> Iterator[Sequence[Label]]:
    """Yield the groups of two and more labels with nothing between them: their values come after the last."""
    group = list(labels[:1])
    for label, following in pairwise(labels):
        if text[label.end : following.start].strip("|*_ \t\n"):
            if len(group) > 1:
                yield group
            group = []
        group.append(following)
    if len(group) > 1:
        yield group
