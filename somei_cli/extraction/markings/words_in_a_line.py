"""Find a marking between the other words of a line: LIMITE, or restricting words that their capitals set apart."""

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from somei_cli.extraction.markings.restriction_words import (
    FIGURES,
    is_misread_limite,
    is_restriction,
    reads_limite,
    restricting_words,
)
from somei_cli.model.markings import LIMITE, find_classification, fold_classification

_LIMITE_LETTERS = frozenset("LIMITE")
LIMITE_WORD = re.compile(r"(?<![\w/])(?:L ?I ?M ?I ?T ?[EÉ])(?![\w-])|(?<![\w/])LIMITE-[A-Z]{2,8}(?![\w-])")
# Words before LIMITE that make it part of a sentence, or of a French title: date limite.
_SENTENCE_BEFORE = re.compile(
    r"(?i)(?:\b(?:marked|marking|markings|as|of|the|a|le|la|les|un|une|cette|sans|date|dates|vitesse|classified|called|word|"
    r"mention|is|are|not|and|or|from|on|with|for|to|in|by|under|de|des|du|et|ou|heure|âge|age|valeur|cas|that|all|these|"
    r"such)|(?:(?-i:[a-zà-ÿ]{2})|:|^)\s?[“\"'«‘(])\s*$"
)
_SENTENCE_AFTER = re.compile(
    r"(?i)^\s*[”\"'»’)]?\s*(?:(?:documents?|papers?|texts?|markings?|information|material|pour|de|des|du|au|à|maximale?)\b"
    r"|d['’])"
)
_LOWER_AFTER = re.compile(r"^\s*[,)”\"'»’]?\s*[a-zà-ÿ]{2,}")
LOWER_BEFORE = re.compile(r"[a-zà-ÿ]{2,}[,’')\]]?\s*$")
# A sentence about the paper itself, or a word that says what the next one is: Classified LIMITE.
_ABOUT_THE_PAPER = re.compile(
    r"(?:(?i:\b(?:this|present) (?:document|page|paper|note|annex|file|text|report) (?:is|was|remains)(?: \w+)?)"
    r"|(?:^|[.,;:)\]]\s+|\s)(?:Classified|Marked|CLASSIFIED|MARKED|Marking|Classification))(?: as)?\s*[\"'“‘«]?$"
)

_LANGUAGE_BEFORE = re.compile(r"(?:^|[0-9]\S*\s+)(?:DE|LA|LE)\s*$")
# The label of the next value, in a text without line breaks.
LABEL_AFTER = re.compile(
    r"\s{1,9}(?:[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ][\w./]{0,20}(?: [\w.]{1,12}){0,3}"
    r"|(?i:from|to|date of receipt|subject|objet)) ?:(?=\s)"
)

# Additions to a marking: how long it holds, which copy this is.
ADDITION_AFTER = re.compile(r"(?i)\s+(?:copy|copie|exemplaire|page|draft|until|when|jusqu|bis)\b")

_NUMBER_BEFORE = re.compile(r"(?:\A|(?:[0-9]/[0-9]{2,4}|(?:REV|ADD|COR|EXT|DCL|AMD) ?[0-9]{1,2})\s)\s{0,9}\Z")
_CODE_AFTER = re.compile(r"\s{1,9}[^\W_a-km-z]{2,14}(?:\s{1,3}[0-9lIO]{1,4}(?!\w)|\s{0,9}\Z)")

_CONTEXT_LENGTH = 200
"""Characters before a marking that are examined."""
_FIRST_PAGE_LENGTH = 5000
"""In a text without line breaks, words between others restrict the document only in its first page: so many characters.
"""
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_TOKENS = 7
WORDS_LIKE_LIMITE = frozenset(
    "LIITE LIMIT LIMITS LIMITA LIMITI LIMITES LIMITED LIMITEE LIMITEN LIMITER UNLIMITED LITE ELITE".split()
)
"""Words of their own that resemble LIMITE as much as LIMTE does."""
_UNMISTAKABLE = re.compile(r"(?:NOT (?!PUBLIC)|DO NOT|NE PAS|NON DESTINE|NICHT|STRICTLY|FOR|NUR) ?")
_END_SIGNS = ".,;:!?)]}"
_ENCLOSING = "\"'“”„«»‘’()[]{}.,;:!?*"


# A number of the Council or the Commission, with its suffixes and codes: 5678/18 ADD 1 JAI 12, SN 12/18, WK 1/2018 INIT
_NUMBER = (
    r"(?<![\w/.-])(?P<number>(?:[A-Z]{2,6}(?:-[A-Z]{2,5})? (?=[0-9])|(?=[0-9]{4}))(?P<serial>[0-9]{1,5})"
    r"(?:/[0-9]{1,2})?/(?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9/]))"
)
_CITED_BEFORE = re.compile(
    rf"{_NUMBER}(?:[\s,]{{1,3}}(?:[+&] ?)?[A-Z][A-Z0-9/-]{{1,14}}(?: [0-9]{{1,4}})?(?![\w/])){{0,9}}"
    r"[\s,;:.()\[\]–—“\"-]*\Z"
)
_CITED_AFTER = re.compile(rf"[\s,;:.()\[\]–—”\"-]{{1,9}}(?:[a-z]{{2,9}}\.? ){{0,2}}{_NUMBER}")
_IN_COLUMN = re.compile(rf"(?<=\s{{3}}){_NUMBER}")
_LABEL = re.compile(r"\s*[^\W\d_][\w .'’-]{0,30}:\s")
_SMALL_WORD_BEFORE = re.compile(r"(?<![^\s(“\"'’])[a-zß-ÿ][a-zß-ÿ'’-]*,?\s(?:[(“\"]\s?)?\Z")
_SENTENCE_GOES_ON = re.compile(r"[”\"’)]*(?:[.;,:?!](?=\s|\Z)|\s[a-zß-ÿ]{2,}(?!\w* ?:))")
_COUNT_AFTER = re.compile(r"\s?:\s*[0-9]")


class MarkingWords(NamedTuple):
    """Words of a piece that may be a marking, and their offset; `limite` means that they are LIMITE, or seem to be."""

    words: str
    start: int
    certain: bool = False
    limite: bool = False


def find_limite(words: str) -> Iterator[MarkingWords]:
    """Find LIMITE at the end of a value or between other words, but not inside a sentence."""
    for match in LIMITE_WORD.finditer(words):
        before, after = (
            words[max(match.start() - _CONTEXT_LENGTH, 0) : match.start()],
            words[match.end() :][:_CONTEXT_LENGTH],
        )
        if not is_part_of_sentence(before, after):
            certain = not before.strip() or not after.strip() or after.lstrip()[:1].isupper()
            yield MarkingWords(match[0], match.start(), certain, limite=True)


def is_part_of_sentence(before: str, after: str) -> bool:
    """Whether the words around a marking make it part of a sentence that is not about the paper itself."""
    if _ABOUT_THE_PAPER.search(before):
        return _SENTENCE_AFTER.match(after) is not None
    if LABEL_AFTER.match(after) or ADDITION_AFTER.match(after):
        after = ""
    if _LANGUAGE_BEFORE.search(before) or (before.rstrip()[-1:] == '"' and before.count('"') % 2 == 0):
        # The language in a page footer, or a quotation that ends.
        return _SENTENCE_AFTER.match(after) is not None
    if _SENTENCE_BEFORE.search(before) or _SENTENCE_AFTER.match(after):
        return True
    return bool(LOWER_BEFORE.search(before) and _LOWER_AFTER.match(after))


def find_owner(before: str, marking: str, after: str, own_numbers: Container[int]) -> str:
    """Return to what a marking belongs by the words around it, "" if to the paper: to another document, or a sentence.

    >>> find_owner("See document 5678/18 ", "LIMITE", ", which is lost", {1234})
    'it stands beside 5678/18'
    >>> find_owner("The paper remains ", "LIMITE", ".", ()), find_owner("To: Delegations ", "LIMITE", "", ())
    ('it is part of a sentence', '')
    """
    number = _CITED_BEFORE.search(before)
    above, _, beginning = before.rpartition("\n")
    line_above = above.rpartition("\n")[2]
    if number and not (beginning + after).strip() and _LABEL.match(line_above):
        # On a line of its own in the header table.
        number = None
    in_column = (cited for cited in _IN_COLUMN.finditer(line_above) if cited.start() <= len(beginning) <= cited.end())
    for cited in (number, _CITED_AFTER.match(after), *in_column):
        if cited and int(cited["serial"]) not in own_numbers:
            return f"it stands beside {' '.join(cited['number'].split())}"
    if _ABOUT_THE_PAPER.search(before) or LABEL_AFTER.match(after) or ADDITION_AFTER.match(after):
        return ""
    if not beginning.strip() and marking != LIMITE.text and not after.lstrip(_END_SIGNS).strip():
        # A statement on a line of its own: Not for publication.
        return ""
    if _SMALL_WORD_BEFORE.search(before) and _SENTENCE_GOES_ON.match(after):
        return "it is part of a sentence"
    # LIMITE: 45 documents; access to documents LIMITE
    speaks_of_several = marking == LIMITE.text and (_COUNT_AFTER.match(after) or before.endswith("documents "))
    return "it speaks of several documents" if speaks_of_several else ""


def find_numbers(text: str) -> frozenset[int]:
    """Return the numbers of documents in a text, without series, year and suffixes."""
    return frozenset(int(match["serial"]) for match in re.finditer(_NUMBER, text))


def find_restrictions(words: str) -> Iterator[MarkingWords]:
    """Find restricting words between others: in capitals, or a phrase of two words or more that begins with a capital.

    In a heading in capitals, capitals set nothing apart; nor do they in a title: Limited Distribution Channels.

    >>> [found.words for found in find_restrictions("To: Delegations EYES ONLY Subject: Lamps")]
    ['EYES ONLY']
    >>> list(find_restrictions("RESTRICTED ACCESS TO LAMPS")), list(find_restrictions("The Secret Services of Oz"))
    ([], [])
    """
    tokens = list(_TOKEN.finditer(words, 0, _FIRST_PAGE_LENGTH))
    if len(words) > _FIRST_PAGE_LENGTH:
        ending = words.rindex(" ") if " " in words else 0
        tokens += _TOKEN.finditer(words, max(ending - _CONTEXT_LENGTH, _FIRST_PAGE_LENGTH))
    next_index = 0
    for index, token in enumerate(tokens):
        if index < next_index:
            continue
        letters = _letters(token[0])
        if not restricting_words().isdisjoint(letters):
            if span := _restricting_span(words, tokens, index):
                first, last = span
                restriction = words[tokens[first].start() : tokens[last].end()].strip(_ENCLOSING)
                yield MarkingWords(restriction, words.index(restriction, tokens[first].start()))
                next_index = last + 1
        elif (
            len(letters) == 1
            and is_misread_in_capitals(token[0])
            and (_stands_out(words, tokens, index, index) or _is_among_codes(words, token))
        ):
            restriction = token[0].strip(_ENCLOSING)
            yield MarkingWords(restriction, token.start() + token[0].index(restriction), limite=True)


def _is_among_codes(words: str, token: re.Match[str]) -> bool:
    """Whether a word is between a number, or the beginning, and a code with its serial: 7689/98 LlMITE ASlM 88."""
    return bool(_NUMBER_BEFORE.search(words, 0, token.start()) and _CODE_AFTER.match(words, token.end()))


@lru_cache(maxsize=1024)
def _letters(token: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold_classification(token).translate(FIGURES)))


@lru_cache(maxsize=1024)
def is_misread_in_capitals(token: str) -> bool:
    """Whether a word in capitals seems to be LIMITE misread."""
    letters = "".join(_letters(token))
    return reads_limite(token.strip(_ENCLOSING)) or (
        4 < len(letters) < 8
        and _is_in_capitals(token)
        and letters not in WORDS_LIKE_LIMITE
        and is_misread_limite(letters)
    )


def _restricting_span(words: str, tokens: list[re.Match[str]], index: int) -> tuple[int, int] | None:
    """Return the first and last token of the longest restricting phrase around a token; phrases in capitals first."""
    begin, end = max(index - _MOST_TOKENS + 2, 0), min(index + _MOST_TOKENS, len(tokens))
    firsts = [
        first for first in range(begin, index + 1) if words[tokens[first].start() :].lstrip(_ENCLOSING)[:1].isupper()
    ]
    if not firsts:
        return None
    in_capitals_flags = [_is_in_capitals(token[0]) for token in tokens[begin:end]]
    spans = [(first, last) for first in firsts for last in range(end - 1, index - 1, -1)]
    for in_capitals in (True, False):
        for first, last in spans:
            fits = (
                last - first < _MOST_TOKENS and all(in_capitals_flags[first - begin : last - begin + 1]) is in_capitals
            )
            if fits and _span_restricts(words, tokens, first, last):
                return first, last
    return None


def _span_restricts(words: str, tokens: list[re.Match[str]], first: int, last: int) -> bool:
    text = words[tokens[first].start() : tokens[last].end()].strip(_ENCLOSING)
    if not is_restriction(text, among_words=True):
        return False
    if any(token[0].endswith(tuple(".;")) for token in tokens[first:last]):
        return False
    return _stands_out(words, tokens, first, last) and not _is_part_of_level(tokens, first, last)


def _stands_out(words: str, tokens: list[re.Match[str]], first: int, last: int) -> bool:
    """Whether capitals set words apart from those around them."""
    start, end = tokens[first].start(), tokens[last].end()
    before, after = words[max(start - _CONTEXT_LENGTH, 0) : start], words[end : end + _CONTEXT_LENGTH]
    if is_part_of_sentence(before, after):
        return False
    text = words[start:end]
    ends_value = last + 1 == len(tokens) or LABEL_AFTER.match(after) or ADDITION_AFTER.match(after)
    next_token = "" if ends_value else tokens[last + 1][0]
    if next_token[:1].islower():
        return False
    if all(_is_in_capitals(token[0]) for token in tokens[first : last + 1]):
        if not next_token or text[-1] in _END_SIGNS:
            in_heading = False
        else:
            in_heading = _is_in_capitals(next_token) and not _UNMISTAKABLE.match(fold_classification(text))
        previous_token = tokens[first - 1][0] if first else ""
        # A single word may end a heading in capitals, or be within it: THE EMBARGO, RESTRICTED ACCESS.
        after_capitals = (
            bool(next_token)
            and first == last
            and _is_in_capitals(previous_token)
            and previous_token[-1] not in _END_SIGNS
        )
        return not (in_heading or after_capitals)
    is_title = all(token[0][:1].isupper() for token in tokens[first : last + 1])
    return first < last and (not next_token or not is_title)


def _is_in_capitals(token: str) -> bool:
    """Whether a token is mostly in capitals: VS-NfD."""
    upper = sum(map(str.isupper, token))
    return upper > 1 and upper > 2 * sum(map(str.islower, token))


def _is_part_of_level(tokens: list[re.Match[str]], first: int, last: int) -> bool:
    """Whether words are part of a level of EU classified information, which refuses the document."""
    near_tokens = [token[0] for token in tokens[max(first - 2, 0) : last + 3]]
    return find_classification(" ".join(near_tokens)) is not None or any(
        find_classification(f"{token} {next_token}") for token, next_token in pairwise(near_tokens)
    )


def resembles_limite(token: str) -> bool:
    """Whether a word has enough letters of LIMITE to be that word misread."""
    return 3 < len(token) < 9 and "M" in token and token[0] in "LIT" and len(_LIMITE_LETTERS & set(token)) > 3
