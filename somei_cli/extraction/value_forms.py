"""Forms that words may have, as a value of a draft entry: a number, a date, a sentence, a label, a foot of a page."""

import re
from functools import cache

from somei_cli.extraction.cover.printed_dates import WEEKDAY, find_days, is_day_and_month
from somei_cli.extraction.footers import LANGUAGE, holds_footer
from somei_cli.extraction.header_table.label_patterns import find_label_matches, label_words_pattern
from somei_cli.extraction.header_table.label_words import LABEL_WORDS, OPENING_PHRASE, LabelKind
from somei_cli.extraction.header_table.title_words import TITLE_BEGINS
from somei_cli.extraction.header_table.unlabelled_values import REFERENCES
from somei_cli.extraction.header_table.well_known_names import WELL_KNOWN_NAME
from somei_cli.extraction.joined_lines import begins_a_sentence, ends_a_sentence
from somei_cli.extraction.masthead import names_an_institution
from somei_cli.extraction.offered_documents import is_offered_heading

# 1683/95 after Regulation or No is no document of the Council.
_NUMBER = re.compile(
    r"(?<![\w/.-])(?<!(?:lation|ective|cision|lement|rdnung) )(?<!(?:No|Nr|n°) )"
    r"[0-9]{3,5}(?:/[0-9]{1,2})?\s?/\s?[0-9]{2}(?![\w/])"
)
SUFFIX = re.compile(r"(?<!\w)(?:REV|ADD|COR|EXT|DCL|AMD|INIT) ?[0-9]{0,3}(?!\w)")
_MARKING = re.compile(r"(?<![\w-])(?:LIMIT[EÉ]|L I M I T E)(?![\w-])")
_PUBLIC = re.compile(r"(?<!\w)PUBLIC(?!\w)")
_FOOTER_END = re.compile(
    rf"(?:(?<!\w)(?:DG ?[A-Z]{{1,4}}(?: ?[A-Z0-9]{{1,3}})?|[A-Z]{{2,6}}\.[0-9A-Z]{{1,3}})|[A-Z]{{1,4}}/[a-z]{{2,4}})"
    rf"(?: [0-9]{{1,3}})?(?: {LANGUAGE})$|[A-Za-z]{{1,4}}/[a-z]{{2,4}} [0-9]{{1,3}}$"
)
_LANGUAGES_ALONE = re.compile(rf"{LANGUAGE}(?:[ /,]{{1,2}}{LANGUAGE})*")
_ADDRESS = re.compile(
    r"(?i)[\w.+-]@[\w-]{2,}\.|\[e-?mail.protected\]|https?://|(?<!\w)www\.|(?<!\w)(?:tel|tél|fax)\s?[.:/]{1,2}\s?[/:+(0-9f]|"
    r"\+32[ (0-9]|(?<!\w)B\s?[-–]\s?1048(?!\d)|rue\s?de\s?la\s?loi|wetstraat\s?175"
)
_SIGNS_OF_ADDRESS = ("@", "mail", "//", "www.", "tel", "tél", "fax", "+32", "1048", "loi", "175")
_FURNITURE = re.compile(
    r"(?<!\w)[^\W\d_]{3,12} ?: ?px(?!\w)|Start display at page|(?<!\w)Download [\"“]|"
    r"(?<!\w)Page [0-9]{1,3} ?(?:of|/) ?[0-9]|PDF to HTML|[0-9]{4}\.png(?!\w)|(?<!\w)Upload: |"
    r"(?<!\w)TRANSCRIPT(?:ION)?$|(?<!\w)Trans[ck]r[iy]pt(?:ion|ie|ión|io)?$"
)
_SIGNS_OF_FURNITURE = ("px", "display", "Download", "Page ", "HTML", ".png", "Upload", "TRANSCRIPT", "Trans")
_SMALL_WORD_FIRST = re.compile(r"(?:of|and|or|for|to|by|with|at|und|oder|mit|et|ou|og|och|eller|ja|oraz) ")
_CUT_SUBJECT = re.compile(r"(?:of|and|or|by|with|on|for|concerning|regarding|amending|und|oder|et|og|och|oraz) |[/;)]")
_SENTENCE_PARTED = re.compile(r"[^\W\d_]{3}[)”\"’']?\. {1,2}[^\W\d_a-zß-ÿ]")
_SALUTATION = re.compile(r"(?:Monsieur|Madame)\b")
_TITLED = re.compile(r"(?:^|\s)(?:Mrs?|Ms|Dr|Prof|Mme|Mlle|Hr|Sr|Sra|Dña|Art|No|Nos|doc|prev)\.")
_VERB = re.compile(
    r"(?<![\w-])(?:is|are|was|were|has|have|had|will|would|shall|should|could|must|est|sont|était|seront|ont|ist|sind|wird|"
    r"werden|wurde|wurden|haben|hat|è|sono|hanno|han|está|están|foi|são|zijn|heeft|hebben|wordt|worden|werd|har|blev|"
    r"är|var|blir|jest|są|został|została|jsou|sú|bol|bola|ovat|oli|este|sunt|fost|volt|yra|buvo|tika|είναι|έχει|беше)(?![\w-])"
)
_SECTION = re.compile(
    r"(?<=\S)\s(?:(?:I|1|A)\. ?(?:INTRODUCTION|BACKGROUND|GENERAL|CONTEXT)|I\. [A-Z]{4}|"
    r"(?:Encl|ENCL|Bijl|Adj|Zał|Anl)\.?:|TABLE OF CONTENTS)|\s(?:INTRODUCTION|BACKGROUND)(?:$|\s(?=.*[a-z]))"
)
_FIRST_PARAGRAPH = re.compile(
    r"(?<=[^\s:;,–—-])\s(?:1|I)\. {1,3}(?:[^\W\d_a-zß-ÿ][^\W\d_]*,? [^\W\d_A-ZÀ-Þ]|"
    r"(?:On|At|In|Since|By|Am|Le|El|Il|Op|Den) [0-9])"
)
_BEFORE_A_SENTENCE = re.compile(r"[^\W_A-ZÀ-Þ)”\"’'.\]]")
_LONGEST_NAME = 300
_LONGEST_DATE = 60
_APPLICATION = re.compile(r"[0-9]{1,3}/c/[0-9]{2}/[0-9]{2}")
_FEW_LETTERS = 2
_FEW_WORDS = 4
_LOST_BLANK = re.compile(r"[^\W\d_A-ZÀ-Þ][A-ZÀ-Þ]")
_WEEKDAY = re.compile(WEEKDAY, re.IGNORECASE)


def is_number(words: str) -> bool:
    """Whether a value is nothing but document numbers, suffixes, codes and marks."""
    if not any(map(str.isdigit, words)):
        return False
    remaining = SUFFIX.sub(" ", _NUMBER.sub(" ", REFERENCES.sub(" ", words)))
    return remaining != words and not any(map(str.isalpha, remaining))


def holds_number(words: str) -> bool:
    """Whether a document number is among the words."""
    return "/" in words and _NUMBER.search(words) is not None


def holds_marking(words: str) -> bool:
    """Whether LIMITE is among the words; within a title in capitals it is the French word for a limit."""
    marking = _MARKING.search(words) if "LIMIT" in words or "L I" in words else None
    if marking is None:
        return False
    return not words.isupper() or marking.start() == 0 or marking.end() == len(words)


def holds_public(words: str) -> bool:
    """Whether PUBLIC, as the letterhead prints it, is among words in small letters."""
    return _PUBLIC.search(words) is not None and not words.isupper()


def holds_foot_of_page(words: str) -> bool:
    """Whether the foot of a page is among the words, or its end."""
    return _FOOTER_END.search(words) is not None or holds_footer(words)


def holds_address(words: str) -> bool:
    """Whether a postal, electronic or telephone address is among the words."""
    # A cheap first test, as for the words of a web page.
    folded = words.casefold()
    return any(sign in folded for sign in _SIGNS_OF_ADDRESS) and _ADDRESS.search(words) is not None


def holds_furniture(words: str) -> bool:
    """Whether words of a web page or of the margin are among the words, or they are a heading of such a page."""
    return is_offered_heading(words) or (
        any(sign in words for sign in _SIGNS_OF_FURNITURE) and _FURNITURE.search(words) is not None
    )


_COMMON_LABELS = (LabelKind.FROM, LabelKind.TO, LabelKind.SUBJECT, LabelKind.ON)
_LABELS_OF_DOCUMENTS = frozenset({LabelKind.PREVIOUS, LabelKind.COMMISSION, LabelKind.SUBJECT})


def holds_label(words: str) -> bool:
    """Whether a label with its colon is in the value, or the words of a label for documents without it."""
    if ":" not in words:
        return False
    for match in find_label_matches(words):
        kind, label = LabelKind[match.lastgroup or ""], match[match.lastgroup or ""]
        if kind in _LABELS_OF_DOCUMENTS or match.start() == 0 or (label[0].isupper() and len(label) >= _FEW_LETTERS):
            return True
    return _glued_labels().search(words) is not None


@cache
def _glued_labels() -> re.Pattern[str]:
    """Return a pattern for a label that lost the blank before it: “General SecretariatTo: Delegations”."""
    labels = {" ".join(label.split()) for kind in _COMMON_LABELS for label in LABEL_WORDS[kind].split("|")}
    capitals = sorted(
        (re.escape(label) for label in labels if label[0].isupper() and len(label) >= _FEW_LETTERS), key=len
    )
    return re.compile(rf"(?<=[^\W\d_A-ZÀ-Þ])(?:{'|'.join(reversed(capitals))})\s?:")


@cache
def _bare_labels() -> re.Pattern[str]:
    """Return a pattern for the labels of documents without their colon: “to Prevo doc.”."""
    kinds = (LabelKind.PREVIOUS, LabelKind.COMMISSION)
    return re.compile(rf"(?<!\w)(?:{'|'.join(label_words_pattern(kind).pattern for kind in kinds)})(?!\w)")


def holds_bare_label(words: str) -> bool:
    """Whether a label for documents is among the words, with or without its colon."""
    return _bare_labels().search(words) is not None


def holds_label_in_title(words: str) -> bool:
    """Whether a title has a label in it: for documents or a subject anywhere, others after words or before a name."""
    for match in find_label_matches(words):
        kind, label = LabelKind[match.lastgroup or ""], match[match.lastgroup or ""]
        is_sender = kind in (LabelKind.FROM, LabelKind.TO) and label[0].isupper() and len(label) >= _FEW_LETTERS
        names_follow = WELL_KNOWN_NAME.match(words[match.end() :].lstrip()) is not None
        if kind in _LABELS_OF_DOCUMENTS or (kind in _COMMON_LABELS and match.start() and (is_sender or names_follow)):
            return True
    return ":" in words and _glued_labels().search(words) is not None


def is_date(words: str) -> bool:
    """Whether the words are a date, with or without its weekday or its year, and nothing else."""
    if is_day_and_month(words):
        return True
    days = next(find_days(words), None) if len(words) < _LONGEST_DATE and any(map(str.isdigit, words)) else None
    if days is None:
        return False
    letters = sum(map(str.isalpha, words)) - sum(map(str.isalpha, words[days.start : days.end]))
    return letters < _FEW_LETTERS or bool(_WEEKDAY.fullmatch(words[: days.start].strip(" ,")))


_LETTER_LAST = re.compile(r"[^\W\d_]{3,}[)”\"]? (?:[-–—•] )?a\)$")


def ends_with_list_letter(words: str) -> bool:
    """Whether words end with the letter that begins a list: the rest of the title was not read."""
    return _LETTER_LAST.search(words) is not None


def is_too_short(words: str) -> bool:
    """Whether there are fewer than two letters; the number of an application for access has only one: 31/c/01/22."""
    return sum(map(str.isalpha, words)) < _FEW_LETTERS and not _APPLICATION.fullmatch(words)


def is_languages(words: str) -> bool:
    """Whether the words are the languages of a page foot: EN, EN/FR."""
    return _LANGUAGES_ALONE.fullmatch(words) is not None


def is_too_long(words: str) -> bool:
    """Whether a name is longer than a name can be; a list of delegations may be long."""
    return len(words) > _LONGEST_NAME and not re.search(r"(?i)d[ée]l[ée]ga", words)


def begins_like_a_title(words: str) -> bool:
    """Whether the words begin as only titles do: Proposal for, Rapport sur."""
    return TITLE_BEGINS.match(words) is not None


def lacks_its_beginning(words: str) -> bool:
    """Whether a name begins with a small word that something must be before."""
    return _SMALL_WORD_FIRST.match(words) is not None


def is_cut_at_the_front(words: str) -> bool:
    """Whether a title begins with a small word or a sign that something must be before."""
    return _CUT_SUBJECT.match(words) is not None


def is_sentence(words: str) -> bool:
    """Whether a name is running text: the main text begins in it, or a sentence ends in it."""
    if _SECTION.search(words) or _FIRST_PARAGRAPH.search(words):
        return True
    if OPENING_PHRASE.match(words) and words.count(" ") >= _FEW_WORDS and not _SALUTATION.match(words):
        return True
    if ends_a_sentence(words) and _has_phrase_within(words):
        return True
    has_end = ends_a_sentence(words) or _SENTENCE_PARTED.search(_TITLED.sub(" ", words))
    return bool(has_end) and (_VERB.search(words) is not None or begins_a_sentence(words))


def holds_sentence(words: str) -> bool:
    """Whether the main text runs into a title: its first section, or a sentence with its verb and its full stop."""
    if _SECTION.search(words) or _FIRST_PARAGRAPH.search(words):
        return True
    if _has_phrase_within(words):
        return True
    verb = _VERB.search(words)
    if verb and _SENTENCE_PARTED.search(words, verb.end()):
        return True
    return ends_a_sentence(words) and (verb is not None or begins_a_sentence(words) or _begins_later(words))


def _has_phrase_within(words: str) -> bool:
    """Whether a phrase with which a main text begins follows other words."""
    starts = (match.start() for match in OPENING_PHRASE.finditer(words) if match.start() > 1)
    return any(_BEFORE_A_SENTENCE.match(words[start - 2]) and words[start - 1] == " " for start in starts)


def _begins_later(words: str) -> bool:
    """Whether a sentence begins after the title: at a capital that no dash or colon is before."""
    return any(begins_a_sentence(words, match.end()) for match in re.finditer(r"(?<=[^\s:;,–—-])\s(?=[A-ZÀ-Þ])", words))


def is_no_place(words: str) -> bool:
    """Whether the words cannot be a town: a weekday, an institution, two words glued together."""
    if any(map(str.isdigit, words)) or _WEEKDAY.fullmatch(words):
        return True
    return names_an_institution(words) or _LOST_BLANK.search(words) is not None
