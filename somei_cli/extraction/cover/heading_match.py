"""Find type headings in words in capitals: complete, damaged, misread, or those of an addendum to another document.

A heading is recognised by its letters only (its key), so that blanks, quotes, accents and lost letters do not matter.
Whether the words are a heading, or part of a title, an item or a list of contents, depends on what is around them.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from string import ascii_uppercase
from typing import NamedTuple

from somei_cli.extraction.cover.heading_sender import find_heading_sender
from somei_cli.extraction.cover.type_heading_translations import spellings
from somei_cli.formats.notation.required_letters import find_from_starts
from somei_cli.model.groups import group_pairs
from somei_cli.model.register.vocabulary import DocumentType

# Letters that Unicode does not decompose, and Greek and Cyrillic capitals that look like Latin ones.
_LATIN_LETTERS = str.maketrans(
    {"Ø": "O", "Æ": "AE", "Œ": "OE", "Ł": "L", "Đ": "D", "Ħ": "H", "ẞ": "SS"}
    | dict(zip("АВЕКМНОРСТУХІΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXIABEZHIKMNOPTYX", strict=True))
)
# How scans show the letters of an I/A item.
_MISREAD = ("VA", "IIA", "LA", "UA", "IVA")
_SHORTEST_DAMAGED = 3
_SHORTEST_MISREAD = 8
_LEAST_SIMILARITY = 0.88
_PREFIX_LENGTH = 4


class HeadingMeaning(NamedTuple):
    """The heading that a key means.

    `single_word` headings are common words that are also in titles and lists of contents. `translated` ones are printed
    in another language than English, `damaged` ones have lost letters.
    """

    text: str
    single_word: bool
    translated: bool = False
    damaged: bool = False


@dataclass(frozen=True, eq=False)
class HeadingKeys:
    """The keys of a register's headings, with what they mean."""

    meanings: Mapping[str, HeadingMeaning]
    prefixes: frozenset[str]
    longest: int

    @cached_property
    def _keys_by_end(self) -> Mapping[str, Collection[str]]:
        """The complete keys by their first and by their last letters."""
        keys = [key for key, meaning in self.meanings.items() if not meaning.damaged]
        ends = ((end, key) for key in keys for end in (key[:_PREFIX_LENGTH], f"-{key[-_PREFIX_LENGTH:]}"))
        return group_pairs(ends)

    def may_begin(self, key: str) -> bool:
        """Whether some heading may begin with these letters: a cheap first test."""
        return len(key) <= self.longest and (len(key) < _PREFIX_LENGTH or key[:_PREFIX_LENGTH] in self.prefixes)

    def find_nearest(self, key: str) -> HeadingMeaning | None:
        """Return what a key with one or two misread letters means, `OUTCOMEOFPROCEEDJNGS`; None if it is ambiguous."""
        # Imported here: it costs a millisecond, and few documents need it.
        from difflib import SequenceMatcher

        if len(key) < _SHORTEST_MISREAD:
            return None
        same_ends = (key[:_PREFIX_LENGTH], f"-{key[-_PREFIX_LENGTH:]}")
        near_meanings = {
            self.meanings[other_key]
            for other_key in chain.from_iterable(self._keys_by_end.get(end, ()) for end in same_ends)
            if abs(len(other_key) - len(key)) <= 2
            and SequenceMatcher(None, other_key, key, autojunk=False).ratio() >= _LEAST_SIMILARITY
        }
        return near_meanings.pop() if len(near_meanings) == 1 else None


@lru_cache(maxsize=1024)
def heading_key(words: str) -> str:
    """Return the letters of a heading, in Latin capitals without accents.

    >>> heading_key('“I/A” ITEM  NOTE'), heading_key("N O T E"), heading_key("Følgeskrivelse")
    ('IAITEMNOTE', 'NOTE', 'FOLGESKRIVELSE')
    """
    return "".join(c for c in unicodedata.normalize("NFD", words.upper()).translate(_LATIN_LETTERS) if c.isalpha())


@lru_cache(maxsize=8)
def heading_keys(types: tuple[DocumentType, ...]) -> HeadingKeys:
    """Return the keys of a register's headings: all spellings and translations, also with lost letters."""
    meanings: dict[str, HeadingMeaning] = {}
    for document_type in types:
        meanings.setdefault(
            heading_key(document_type.heading),
            HeadingMeaning(document_type.heading, _is_single_word(document_type.heading)),
        )
    for spelling in spellings():
        meaning = HeadingMeaning(spelling.english, _is_single_word(spelling.printed), translated=True)
        meanings.setdefault(heading_key(spelling.printed), meaning)
    for document_type in types:
        for alias in document_type.also:
            meanings.setdefault(heading_key(alias), HeadingMeaning(alias, _is_single_word(alias)))
    for key, meaning in _damaged_keys(types, meanings):
        meanings.setdefault(key, meaning)
    for misread in _MISREAD:
        if item_note := meanings.get("IAITEMNOTE"):
            meanings.setdefault(f"{misread}ITEMNOTE", item_note._replace(damaged=True))
    prefixes = frozenset(key[:_PREFIX_LENGTH] for key in meanings)
    return HeadingKeys(meanings, prefixes, max(map(len, meanings), default=0))


def _is_single_word(words: str) -> bool:
    return not re.search(r"\s", words)


def _damaged_keys(
    types: Iterable[DocumentType], complete: Mapping[str, HeadingMeaning]
) -> list[tuple[str, HeadingMeaning]]:
    """Return the keys that lost a letter in a bad font, or the language code, which some web sites take out.

    A damaged key that could mean two headings is left out.
    """
    printed = [(words, "en") for document_type in types for words in (document_type.heading, *document_type.also)]
    printed += [(s.printed, s.language) for s in spellings()]
    meanings: dict[str, set[HeadingMeaning]] = {}
    for words, language in printed:
        key = heading_key(words)
        for letters in (language.upper(), "N", "O"):
            remaining = key.replace(letters, "")
            if remaining != key and len(remaining) >= _SHORTEST_DAMAGED:
                meanings.setdefault(remaining, set()).add(complete[key]._replace(damaged=True))
    return [(key, candidates.pop()) for key, candidates in meanings.items() if len(candidates) == 1]


_QUOTES = "\"'‘’‚‛“”„«»`´"
# Blanks, a line break, a stroke or colon between two parts, the number of an addendum.
_GAP = re.compile(
    rf"\s{{1,3}}(?:[{_QUOTES}]\s?)?|\s?[/:]\s{{0,3}}|\s?[-–—]\s{{1,3}}|\s{{1,3}}(?:No\.?\s?|Nr\.?\s?)?[0-9]{{1,2}}\s{{1,3}}"
)


class CapitalWord(NamedTuple):
    """A word in capitals with its key; `gap` is the text between the word before and this one."""

    start: int
    end: int
    key: str
    gap: str


def find_capital_runs(text: str) -> Iterator[list[CapitalWord]]:
    """Find runs of words in capitals, in any script.

    >>> [[c.key for c in run] for run in find_capital_runs("JAI 3 OUTCOME OF PROCEEDINGS of the Group")]
    [['JAI', 'OUTCOME', 'OF', 'PROCEEDINGS']]
    """
    run: list[CapitalWord] = []
    for match in find_from_starts(_capital_word_start(), _capital_word_pattern(), text):
        gap = text[run[-1].end : match.start()] if run else ""
        if run and (len(gap) > 12 or not _GAP.fullmatch(gap)):
            yield run
            run, gap = [], ""
        key = heading_key(match[0]) if match.lastgroup else "I"
        run.append(CapitalWord(match.start(), match.end(), key, gap))
    if run:
        yield run


def is_on_same_line(run: list[CapitalWord], index: int) -> bool:
    """Whether a word is on the same line as the word before it."""
    return 0 < index < len(run) and "\n" not in run[index].gap


@cache
def _capital_letters() -> str:
    printed = {c for s in spellings() for c in s.printed if c.isupper()}
    return "".join(sorted(printed | set(ascii_uppercase) | set("ΆΈΉΊΌΎΏŞŢ\ufffd")))


@cache
def _capital_word_start() -> re.Pattern[str]:
    # Of small letters only the misread I of "l/A" ITEM NOTE comes next.
    return re.compile(rf"[{_QUOTES}l1|!{_capital_letters()}](?<![\w-].)(?![a-km-z])")


@cache
def _capital_word_pattern() -> re.Pattern[str]:
    capital = _capital_letters()
    # A figure at the end of the line is the mark of a footnote: OPINION OF THE LEGAL SERVICE1.
    # The I of an I/A item is often read as another stroke.
    stroke = rf"(?<![\w-])[{_QUOTES}]{{0,2}}[l1|!](?=\s?/\s?A[{_QUOTES}]{{0,2}}\s{{1,3}}ITEM)"
    return re.compile(
        rf"(?<![\w-])(?P<word>[{_QUOTES}]{{0,2}}[{capital}](?:[{capital}{_QUOTES}-]*[{capital}])?[{_QUOTES}]{{0,2}})"
        rf"(?![^\W\d]|[_-]|[0-9](?![ \t]*(?:\n|$)))|{stroke}"
    )


# After these words it is not a heading: THE AGENDA, BESCHLUSS DES RATES, “I/A” ITEM …
_PARTICLES = frozenset(
    "THE OF A AN AND FOR TO ON IN BY WITH ITS THIS NO DE DU DES LA LE LES ET DER DIE DAS UND DEN DEM FOR AF OG VAN HET "
    "EN DI DEL DELLA E DEI DO DA Y EL LOS ITEM".split()
)
_LETTERHEAD_MARKS = frozenset("LIMITE PUBLIC EN FR DE NL IT ES PT DA SV FI EL CS PL HU RO".split())
# NOT, ATA, SAATE are words of other languages too, and OTE may be many words: only above a label.
_SHORT_HEADING = 5
_LONGEST_CODE_WORD = 10
# A table in Markdown has an empty row of headings first, and a row of strokes below it.
_LABEL_FOLLOWS = re.compile(
    r"(?:[ \t]{0,2}[0-9](?=[ \t]*\n))?"
    # A column of codes may have come in between: NOTE TELECOM 238 MI 726 From:
    r"(?:[ ][A-Z][A-Z/-]{1,14}[ ][0-9]{1,4}(?=[ ]|$)){0,20}"
    r"(?:[\s*_|\-–—:]{0,6}|\s{1,3}\|[ |:\-\n]{0,60}\|[ *_]{0,3})"
    r"(?:from\s|[^\W\d_][^\n:]{0,24}:)"
)
# `DECISION No 12/2013/EU`, `DIRECTIVE 2013/…/EU` are titles of acts, AGENDA 2030 that of a programme.
_ACT_NUMBER = re.compile(r"[ \t]{1,4}(?:No?[ .°º]|Nr|\((?:EU|UE|EC|CE)\)|[0-9…]{1,4}/|(?:19|20)[0-9]{2}(?![\w/]))")
_CONTENTS_LEADER = re.compile(r"[ \t]{0,3}(?:\.[ \t]?){3}|[ \t]{1,3}(?:[0-9]{1,3}|[IVX]{1,4})[ \t]*(?:\n|$)")


def is_heading_place(text: str, run: list[CapitalWord], first: int, next_index: int, meaning: HeadingMeaning) -> bool:
    """Whether the words of a run from `first` to before `next_index` are a heading, judged by what is around them."""
    start, end = run[first].start, run[next_index - 1].end
    # The word before a figure belongs to that: PTS A 36 LIST OF "A" ITEMS.
    is_beside = is_on_same_line(run, first) and not any(map(str.isdigit, run[first].gap))
    before = run[first - 1].key if is_beside else ""
    if text[max(0, start - 1) : start] == "/" or before in _PARTICLES or (meaning.single_word and before == "DRAFT"):
        return False
    if not meaning.single_word:
        return not _CONTENTS_LEADER.match(text, end) or is_followed_by_label(text, end)
    if is_followed_by_label(text, end):
        return True
    is_free = _is_free_before(text, run, first)
    if is_free and find_heading_sender(text, end):
        return True
    if (meaning.translated or meaning.damaged) and end - start <= _SHORT_HEADING:
        return False
    is_title = _ACT_NUMBER.match(text, end) or _CONTENTS_LEADER.match(text, end)
    return is_free and not is_on_same_line(run, next_index) and not is_title


def is_followed_by_label(text: str, end: int) -> bool:
    """Whether a label comes next, as it does below a heading."""
    return _LABEL_FOLLOWS.match(text, end) is not None


def _is_free_before(text: str, run: list[CapitalWord], index: int) -> bool:
    """Whether a word begins its line, or follows what ends a letterhead: a serial, bracket, marking or code."""
    line = text[text.rfind("\n", 0, run[index].start) + 1 : run[index].start].strip(" \t*_#|-–—\"'“„«")
    if not line:
        return True
    if "-" in run[index].gap or "–" in run[index].gap:
        return False
    if line[-1].isdigit() or line[-1] == ")":
        return True
    return is_on_same_line(run, index) and (
        run[index - 1].key in _LETTERHEAD_MARKS or len(run[index - 1].key) <= _LONGEST_CODE_WORD
    )


ATTACHED_KINDS = ("ADDENDUM", "CORRIGENDUM", "RECTIFICATIF")
"""What a document can be to another one: ADDENDUM TO THE NOTE."""
ALWAYS_ATTACHED_KINDS = ("REVISED VERSION", "REVISED", "EXTRACT")
"""The same, but never without the other document."""
_ENGLISH_JOINING = frozenset({"TO", "OF", "FROM", "THE"})
_LONGEST_JOINING = 4
_MOST_JOINING = 3
_MOST_MISREAD = 5
_MOST_MISREAD_WORDS = 6
_QUOTES_AND_BLANKS = "\"'‘’“”„«» "
# The quotation mark after the letters of an item, if the letters are spaced.
_CLOSING_QUOTE = re.compile(r"\s?[\"'”“»’]{1,2}(?=\s|$)")


class HeadingMatch(NamedTuple):
    """A heading in its English words, its offsets, and the index of the next word."""

    text: str
    start: int
    end: int
    next_index: int


def find_headings_in_capitals(text: str, keys: HeadingKeys) -> Iterator[HeadingMatch]:
    """Find every heading in capitals, in order."""
    tries = _MOST_MISREAD
    for run in find_capital_runs(text):
        index, is_empty = 0, True
        while index < len(run):
            heading = None
            if keys.may_begin(run[index].key) or run[index].key in _FIRST_KEYS_OF_ATTACHED_KINDS:
                attached = _find_attached_heading(text, run, index, keys)
                heading = attached or _find_simple_heading(text, run, index, keys)
            index = heading.next_index if heading else index + 1
            if heading:
                is_empty = False
                yield heading
        if is_empty and tries and is_followed_by_label(text, run[-1].end):
            tries -= 1
            yield from _find_misread(run, keys)


def _find_misread(run: list[CapitalWord], keys: HeadingKeys) -> Iterator[HeadingMatch]:
    """Find the heading nearest to the last words before a label, in which a scan misread one or two letters."""
    for first in range(max(0, len(run) - _MOST_MISREAD_WORDS), len(run)):
        meaning = keys.find_nearest("".join(word.key for word in run[first:]))
        if meaning:
            yield HeadingMatch(meaning.text, run[first].start, run[-1].end, len(run))
            return


def _find_simple_heading(text: str, run: list[CapitalWord], first: int, keys: HeadingKeys) -> HeadingMatch | None:
    match = _find_longest(run, first, keys)
    if match is None or not is_heading_place(text, run, first, match[1], match[0]):
        return None
    meaning, next_index = match[0], _after_repeated_heading(run, match[1], keys)
    closing = _CLOSING_QUOTE.match(text, run[next_index - 1].end)
    return HeadingMatch(
        meaning.text, run[first].start, closing.end() if closing else run[next_index - 1].end, next_index
    )


def _find_longest(run: list[CapitalWord], first: int, keys: HeadingKeys) -> tuple[HeadingMeaning, int] | None:
    """Return the longest heading that begins with a word, and the index after it."""
    key, best = "", None
    for index in range(first, len(run)):
        key += run[index].key
        if not keys.may_begin(key):
            break
        if run[index].key and (meaning := keys.meanings.get(key)):
            best = meaning, index + 1
    return best


def _find_attached_heading(text: str, run: list[CapitalWord], start: int, keys: HeadingKeys) -> HeadingMatch | None:
    """Find ADDENDUM TO THE NOTE, CORRIGENDUM 1 TO COVER NOTE and the like, in any known language."""
    attached = _attached_kind(run, start, keys)
    if attached is None:
        return None
    name, next_index = attached
    for index in range(next_index, min(next_index + _MOST_JOINING, len(run) - 1)):
        item_letters = run[index].key == "I" or "/" in run[index + 1].gap
        if item_letters or len(run[index].key) > _LONGEST_JOINING:
            return None
        base = _find_longest(run, index + 1, keys)
        if base is None:
            continue
        meaning, end = base
        prefix = f"{name} TO"
        if not meaning.translated and _ENGLISH_JOINING.issuperset(c.key for c in run[next_index : index + 1]):
            prefix = " ".join([name, *text[run[next_index - 1].end : run[index + 1].start].split()]).rstrip(
                _QUOTES_AND_BLANKS
            )
        end = _after_repeated_heading(run, end, keys)
        return HeadingMatch(f"{prefix} {meaning.text}", run[start].start, run[end - 1].end, end)
    return None


_KEYS_OF_ATTACHED_KINDS = {kind: kind.split() for kind in ALWAYS_ATTACHED_KINDS}
_FIRST_KEYS_OF_ATTACHED_KINDS = frozenset(keys[0] for keys in _KEYS_OF_ATTACHED_KINDS.values())


def _attached_kind(run: list[CapitalWord], first: int, keys: HeadingKeys) -> tuple[str, int] | None:
    match = _find_longest(run, first, keys)
    if match and match[0].text in ATTACHED_KINDS:
        return match[0].text, match[1]
    for kind, keys_of_kind in _KEYS_OF_ATTACHED_KINDS.items():
        stop = first + len(keys_of_kind)
        if run[first].key == keys_of_kind[0] and [word.key for word in run[first:stop]] == keys_of_kind:
            return kind, stop
    return None


def _after_repeated_heading(run: list[CapitalWord], next_index: int, keys: HeadingKeys) -> int:
    """Return the index after a heading and the same heading in another language after a stroke, which belongs to it."""
    if next_index >= len(run) or "/" not in run[next_index].gap:
        return next_index
    repeated = _find_longest(run, next_index, keys)
    if repeated is None:
        return next_index
    next_index = repeated[1]
    while (
        next_index + 1 < len(run) and is_on_same_line(run, next_index) and len(run[next_index].key) <= _LONGEST_JOINING
    ):
        base = _find_longest(run, next_index + 1, keys)
        next_index = base[1] if base else next_index + 1
    return next_index
