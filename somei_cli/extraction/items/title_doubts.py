"""What no title of an item can hold: other words of the page, part of a document, a beginning or an end of something.

The titles may stay all the same, with a doubt.
"""

import re
from collections.abc import Sequence

from somei_cli.extraction.items.agenda_phrases import (
    find_usual_title,
    find_usual_title_within,
    goes_on_behind_a_items,
    is_other_business,
)
from somei_cli.extraction.items.blocks import Block
from somei_cli.extraction.items.title_lines import begins_as_act, split_title_line
from somei_cli.extraction.items.treatments import is_only_treatment, is_treatment
from somei_cli.extraction.joined_lines import is_unfinished
from somei_cli.extraction.numbers_and_bullets import MarkedLine
from somei_cli.model.items_and_follow_ups import Item

_MOST_WORDS_OF_USUAL_TITLE = 8
_SMALL_FIRST_WORD = re.compile(r"[a-zß-ÿ]{2,}(?=[\s,])")
# What a site, a viewer or an archive printed between the lines of a title.
_PAGE = r"(?:Page|Seite|Pagina|Página|Side|Sida|Strona) [0-9]{1,3}(?: (?:of|von|van|de|di|av|af|z) [0-9]|$)"
_SITE = re.compile(
    r"https?:|(?<!\w)www\.|\.(?:pdf|html?|docx?)(?!\w)|[^\W_]@[^\W_]|[^\W\d_] ›|\s»\s|"
    r"\b(?i:downloaded from|retrieved from|all rights reserved|copyright|cookies|read more|log in|skip to)\b|"
    rf"[^\W\d_] {_PAGE}"
)
# A document of the right-hand column, and other words behind it: “Lamps 8500/16 Non-legislative activities”.
_DOCUMENT_WITHIN = re.compile(
    r"(?:[^\W\d_]{3}|\b[AI][\"”“]?) [0-9]{4,5}/[0-9]{2}"
    r"(?: [A-Z]{2,}[A-Z ]{0,6} [0-9]{1,4}| ?\+? ?(?:ADD|COR|REV) [0-9]){0,8} "
    r"[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ]{2}"
)
# A point of an item within its title, as in a page of one line: “Lamps 3.1 WICKS”, “Lamps (a) Wicks”, “Lamps • Wicks”.
_POINT_WITHIN = re.compile(
    r"(?:[^\W\d_]|:) (?:[•●▪*] |[1-9][0-9]?\.[1-9]\.? [^\W\d_a-zß-ÿ]|\(?a[.)] [^\W\d_])|[^\W\d_] [•●▪*]$|"
    r"[^\W\d_]{5,} 1\. [^\W\d_a-zß-ÿ]"
)
_HEADING_WITHIN = re.compile(
    r"\S [\"“„][AB][\"”“] (?:ITEMS|POINTS|PUNKTE)\b|\S PUBLIC DELIBERATION|[a-zß-ÿ)] Legislative deliberations"
)
_WIDE_GAP = re.compile(r"\S\s{6,200}(?P<behind>[^\W\d_]\D*)$")
_OPEN_BRACKET = re.compile(r"\[[^\]]*$")
_DOCUMENT_LAST = re.compile(r"[0-9]{4,5}/[0-9]{2}(?: [A-Z]{2,}[A-Z ]{0,6} [0-9]{1,4}){1,6}$")
_SENTENCE_OR_RULE_LAST = re.compile(r"[^\W\d_] (?:The|This|These|o o o|\* \* \*)(?:\s|$)")
_SERIES_ALONE = re.compile(r"\bPE-CONS\b(?! ?[0-9])")
# doc. /11 FISC 71; (LIMITE), of which the marking was left out
_LOST_DOCUMENT = re.compile(r"\b[Dd]ocs?\.? ?/[0-9]{2}\b")
_EMPTY_BRACKET = re.compile(r"\(\s*\)")
# doc. 10l90/92
_DAMAGED_DOCUMENT = re.compile(r"\b[Dd]ocs?\.? ?(?=[0-9]{0,4}[OlI])[0-9OlI]{4,5}/[0-9OlI]{2}\b")
# … of marine organisms doc. 12702/99 PECHE 233 (to be discussed)
_NAMED_DOCUMENT = re.compile(r"(?<![(\[])\bdoc\. ?[0-9]{4,5}/[0-9]{2} [A-Z]{2,}")
# règlement (CE) n° relatif aux phares
_NUMBER_LOST = re.compile(r"\) (?:No|[Nn]r\.?|n[°º.]|n\.º|č\.) (?=[^\W\d_]|\()")
# Exchange of views 11 478/25
_PARTED_DOCUMENT = re.compile(r"(?<![^\s(])[0-9]{1,2} [0-9]{3}/[0-9]{2}(?![\w/])")
_OTHER_WORDS = (
    (_HEADING_WITHIN, "seems to hold a heading above the next item"),
    (_SERIES_ALONE, "seems to hold part of the number of a document"),
    (_OPEN_BRACKET, "seems to be damaged: a bracket is not closed"),
    (_DOCUMENT_LAST, "ends in a document"),
    (_SENTENCE_OR_RULE_LAST, "seems to hold what is below it"),
    (_POINT_WITHIN, "seems to hold what is below it"),
    (_SITE, "seems to hold words of a web page"),
    (_DOCUMENT_WITHIN, "goes on behind a document"),
    (_LOST_DOCUMENT, "holds a document whose number is lost"),
    (_EMPTY_BRACKET, "holds a bracket with nothing in it"),
    (_NUMBER_LOST, "holds the word for a number and no number"),
    (_DAMAGED_DOCUMENT, "holds a document whose number is damaged"),
    (_NAMED_DOCUMENT, "seems to hold a document of the right-hand column"),
    (_PARTED_DOCUMENT, "seems to hold a document whose number has a blank in it"),
)
_GOES_ON = re.compile(
    r"/ ?[^\W\d_]|(?:OF|AND|FOR|TO|ON|IN|WITH|BY|ET|DE|DES|DU|UND|DER|DES|of|and|for|to|by|et|und) [^\W\d_]"
)


def describe_title(title: str) -> str:
    """Say what is wrong with a title that no item can have; "" if nothing is."""
    usual = find_usual_title(title)
    behind = title[len(usual) :].strip(" .:") if usual else ""
    if (behind[:1].isupper() and not is_other_business(title)) or goes_on_behind_a_items(title):
        return "goes on behind the title that every agenda has"
    if find_usual_title_within(title) and not is_other_business(title.removeprefix("(poss.) ")):
        return "seems to hold that of other business"
    if is_unfinished(title):
        return "seems to be cut: more must follow"
    if _SMALL_FIRST_WORD.match(title):
        return "begins in small letters"
    message = next((message for pattern, message in _OTHER_WORDS if pattern.search(title)), "")
    if not message and _holds_parted_word(title):
        message = "is one that every agenda has, with a blank in a word"
    if not message and is_only_treatment(title):
        message = "is only how an item is treated"
    return message


def _holds_parted_word(title: str) -> bool:
    """Whether a title is the usual first or last of an agenda with two words joined: `Adop tion of the agenda`."""
    words = title.split()
    if not 1 < len(words) <= _MOST_WORDS_OF_USUAL_TITLE or find_usual_title(title):
        return False
    pairs = range(len(words) - 1)
    joined = (" ".join([*words[:first], words[first] + words[first + 1], *words[first + 2 :]]) for first in pairs)
    return any(find_usual_title(whole) == whole for whole in joined)


def holds_other_words(title: str) -> bool:
    """Whether a title holds words that belong to another place of the page."""
    return bool(find_usual_title_within(title)) or any(pattern.search(title) for pattern, _ in _OTHER_WORDS)


def find_continued_title(item: Item, block: Block, *, bare: bool) -> str:
    """Return the line below a title that seems to go on with it; "" if there is none.

    It begins as no other line does, with a small word or a stroke: `AND GROWTH`. Or it names an act before how the item
    is treated, in a `bare` agenda, below a line that ended with a document.
    """
    below = block.lines[1].line.words.strip() if len(block.lines) > 1 else ""
    is_whole = item.title.split() == block.lines[0].text.split()
    if is_whole and _GOES_ON.match(below):
        return below
    if not bare or not split_title_line(block.lines[0].text, bare=True).ends_with_documents:
        return ""
    following = next((line.text.strip() for line in block.lines[1:] if not line.is_blank), "")
    words = split_title_line(following, bare=True)
    names_act = begins_as_act(words.text) and " ".join(words.text.split()) not in item.title
    return following if names_act and not is_treatment(words.text) else ""


def find_words_behind_gap(title: str, lines: Sequence[MarkedLine]) -> str:
    """Return the words with which a title goes on behind what was taken out of it; "" if there are none.

    On a page of one line a document or a day within a title ends it, unless the next word is in small letters.
    """
    printed = " ".join(" ".join(line.line.words for line in lines).split())
    words = title.split()
    if title in printed or not words:
        return ""
    count = next((n for n in range(len(words) - 1, 0, -1) if " ".join(words[:n]) in printed), 0)
    behind = " ".join(words[count:])
    return behind if count and behind[:1] != "(" and behind[:1].isupper() and behind in printed else ""


def find_words_of_column(item: Item, block: Block) -> str:
    """Return the words behind a wide gap in the first line that became part of the title; "" if there are none."""
    match = _WIDE_GAP.search(block.lines[0].line.text.strip())
    words = match["behind"].strip() if match else ""
    return words if words and " ".join(words.split()) in item.title else ""
