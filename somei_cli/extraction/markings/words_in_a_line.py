"""A marking between the other words of a line: LIMITE, or words of restriction that are set off by their capitals."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from somei_cli.extraction.markings.phrases import FIGURES, is_slip_of_limite, restricts, telling_words
from somei_cli.model.markings import classification_in, fold_classification

LIMITE_WORD = re.compile(r"(?<![\w/])(?:L ?I ?M ?I ?T ?[EÉ])(?![\w-])|(?<![\w/])LIMITE-[A-Z]{2,8}(?![\w-])")
# Words before LIMITE that make it part of a sentence, or of a French title: date limite.
_SAID_BEFORE = re.compile(
    r"(?i)(?:\b(?:marked|marking|markings|as|of|the|a|le|la|les|un|une|cette|sans|date|dates|vitesse|classified|called|word|"
    r"mention|is|are|not|and|or|from|on|with|for|to|in|by|under|de|des|du|et|ou|heure|âge|age|valeur|cas|that|all|these|"
    r"such)|(?:(?-i:[a-zà-ÿ]{2})|:|^)\s?[“\"'«‘(])\s*$"
)
_SAID_BEHIND = re.compile(
    r"(?i)^\s*[”\"'»’)]?\s*(?:(?:documents?|papers?|texts?|markings?|information|material|pour|de|des|du|au|à|maximale?)\b"
    r"|d['’])"
)
_LOWER_BEHIND = re.compile(r"^\s*[,)”\"'»’]?\s*[a-zà-ÿ]{2,}")
LOWER_BEFORE = re.compile(r"[a-zà-ÿ]{2,}[,’')\]]?\s*$")
# A sentence about the paper itself, or a word that says what the next one is: Classified LIMITE.
_OF_ITSELF = re.compile(
    r"(?:(?i:\b(?:this|present) (?:document|page|paper|note|annex|file|text|report) (?:is|was|remains)(?: \w+)?)"
    r"|(?:^|[.,;:)\]]\s+|\s)(?:Classified|Marked|CLASSIFIED|MARKED|Marking|Classification))(?: as)?\s*[\"'“‘«]?$"
)

_LANGUAGE = re.compile(r"(?:^|[0-9]\S*\s+)(?:DE|LA|LE)\s*$")
# The label of the next value, where the text has no lines.
LABEL_BEHIND = re.compile(
    r"\s{1,9}(?:[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ][\w./]{0,20}(?: [\w.]{1,12}){0,3}"
    r"|(?i:from|to|date of receipt|subject|objet)) ?:(?=\s)"
)

# What is added to a marking: how long it holds, which copy this is.
ADDED_BEHIND = re.compile(r"(?i)\s+(?:copy|copie|exemplaire|page|draft|until|when|jusqu|bis)\b")

_WINDOW = 200
"""Characters before a marking that are looked at."""
_FIRST_PAGE = 5000
"""Characters of a line without breaks in which words between others restrict the document: so much has a first page."""
_TOKEN = re.compile(r"\S+")
_LONGEST = 7
WORDS_LIKE_LIMITE = frozenset(
    "LIITE LIMIT LIMITS LIMITA LIMITI LIMITES LIMITED LIMITEE LIMITEN LIMITER UNLIMITED LITE ELITE".split()
)
"""As like LIMITE as LIMTE is, and words of their own."""
_UNMISTAKABLE = re.compile(r"(?:NOT (?!PUBLIC)|DO NOT|NE PAS|NON DESTINE|NICHT|STRICTLY|FOR|NUR) ?")
_ENDS = ".,;:!?)]}"
_ENCLOSING = "\"'“”„«»‘’()[]{}.,;:!?*"


class WordsFound(NamedTuple):
    """Words of a piece that may be a marking, and their offset; `limite` says that they are LIMITE, or seem to be."""

    words: str
    start: int
    certain: bool = False
    limite: bool = False


def find_limite(words: str) -> Iterator[WordsFound]:
    """LIMITE at the end of a value or between other words, but not inside a sentence."""
    for match in LIMITE_WORD.finditer(words):
        before, behind = words[max(match.start() - _WINDOW, 0) : match.start()], words[match.end() :][:_WINDOW]
        if not is_said(before, behind):
            certain = not before.strip() or not behind.strip() or behind.lstrip()[:1].isupper()
            yield WordsFound(match[0], match.start(), certain, limite=True)


def is_said(before: str, behind: str) -> bool:
    """Whether words around a marking make it part of a sentence, and of none about the paper itself."""
    if _OF_ITSELF.search(before):
        return _SAID_BEHIND.match(behind) is not None
    if LABEL_BEHIND.match(behind) or ADDED_BEHIND.match(behind):
        behind = ""
    if _LANGUAGE.search(before) or (before.rstrip()[-1:] == '"' and before.count('"') % 2 == 0):
        # The language at a page foot; a quotation that ends.
        return _SAID_BEHIND.match(behind) is not None
    if _SAID_BEFORE.search(before) or _SAID_BEHIND.match(behind):
        return True
    return bool(LOWER_BEFORE.search(before) and _LOWER_BEHIND.match(behind))


def find_restrictions(words: str) -> Iterator[WordsFound]:
    """Words between others that restrict: in capitals, or a phrase of two words and more that begins with a capital.

    A capital letter in a heading in capitals sets nothing off, nor does one in a title: Limited Distribution Channels.

    >>> [found.words for found in find_restrictions("To: Delegations EYES ONLY Subject: Lamps")]
    ['EYES ONLY']
    >>> list(find_restrictions("RESTRICTED ACCESS TO LAMPS")), list(find_restrictions("The Secret Services of Oz"))
    ([], [])
    """
    tokens = list(_TOKEN.finditer(words, 0, _FIRST_PAGE))
    if len(words) > _FIRST_PAGE:
        ending = words.rindex(" ") if " " in words else 0
        tokens += _TOKEN.finditer(words, max(ending - _WINDOW, _FIRST_PAGE))
    taken = 0
    for at, token in enumerate(tokens):
        if at < taken:
            continue
        plain = _letters(token[0])
        if any(part in telling_words() for part in plain):
            if span := _restricting_span(words, tokens, at):
                first, last = span
                found = words[tokens[first].start() : tokens[last].end()].strip(_ENCLOSING)
                yield WordsFound(found, words.index(found, tokens[first].start()))
                taken = last + 1
        elif len(plain) == 1 and is_loud_slip(token[0]) and _stands_out(words, tokens, at, at):
            found = token[0].strip(_ENCLOSING)
            yield WordsFound(found, token.start() + token[0].index(found), limite=True)


def _letters(token: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", fold_classification(token).translate(FIGURES))


def is_loud_slip(token: str) -> bool:
    """Whether a word in capitals seems to be LIMITE misread."""
    plain = "".join(_letters(token))
    return 4 < len(plain) < 8 and _is_loud(token) and plain not in WORDS_LIKE_LIMITE and is_slip_of_limite(plain)


def _restricting_span(words: str, tokens: list[re.Match[str]], at: int) -> tuple[int, int] | None:
    """The first and the last token of the words around a telling one that restrict: the longest, capitals first."""
    begin, end = max(at - _LONGEST + 2, 0), min(at + _LONGEST, len(tokens))
    loud = [_is_loud(token[0]) for token in tokens[begin:end]]
    spans = [(first, last) for first in range(begin, at + 1) for last in range(end - 1, at - 1, -1)]
    for in_capitals in (True, False):
        for first, last in spans:
            fits = last - first < _LONGEST and all(loud[first - begin : last - begin + 1]) is in_capitals
            if fits and _span_restricts(words, tokens, first, last):
                return first, last
    return None


def _span_restricts(words: str, tokens: list[re.Match[str]], first: int, last: int) -> bool:
    text = words[tokens[first].start() : tokens[last].end()].strip(_ENCLOSING)
    if not text[:1].isupper() or not restricts(text, among_words=True):
        return False
    if any(above[0].endswith(tuple(".;")) for above in tokens[first:last]):
        return False
    return _stands_out(words, tokens, first, last) and not _is_of_a_level(tokens, first, last)


def _stands_out(words: str, tokens: list[re.Match[str]], first: int, last: int) -> bool:
    """Whether capitals set words off from those around them."""
    start, end = tokens[first].start(), tokens[last].end()
    before, behind = words[max(start - _WINDOW, 0) : start], words[end : end + _WINDOW]
    if is_said(before, behind):
        return False
    text = words[start:end]
    ends = last + 1 == len(tokens) or LABEL_BEHIND.match(behind) or ADDED_BEHIND.match(behind)
    below = "" if ends else tokens[last + 1][0]
    if below[:1].islower():
        return False
    if all(_is_loud(token[0]) for token in tokens[first : last + 1]):
        if not below or text[-1] in _ENDS:
            in_heading = False
        else:
            in_heading = _is_loud(below) and not _UNMISTAKABLE.match(fold_classification(text))
        above = tokens[first - 1][0] if first else ""
        # A word by itself ends a heading in capitals, or stands in it: THE EMBARGO, RESTRICTED ACCESS.
        after_capitals = bool(below) and first == last and _is_loud(above) and above[-1] not in _ENDS
        return not (in_heading or after_capitals)
    is_title = all(token[0][:1].isupper() for token in tokens[first : last + 1])
    return first < last and (not below or not is_title)


def _is_loud(token: str) -> bool:
    """Whether a token is in capitals, for the most part: VS-NfD."""
    upper = sum(map(str.isupper, token))
    return upper > 1 and upper > 2 * sum(map(str.islower, token))


def _is_of_a_level(tokens: list[re.Match[str]], first: int, last: int) -> bool:
    """Whether words are part of a level of classified information, which refuses the document."""
    near = [token[0] for token in tokens[max(first - 2, 0) : last + 3]]
    return classification_in(" ".join(near)) is not None or any(
        classification_in(f"{one} {other}") for one, other in pairwise(near)
    )
