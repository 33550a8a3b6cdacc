"""The headings in a run of words in capitals: whole, damaged, misread, or those of an addendum to another document.

What a type heading is known by: its letters only, so that blanks, quotes, accents and lost letters do not matter.
Words in capitals that stand together, whatever their script: where a type heading may be.
Whether words in capitals stand where a heading does, or in a title, an item or a list of contents.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from string import ascii_uppercase
from typing import NamedTuple

from somei_cli.extraction.cover.type_heading_translations import spellings
from somei_cli.model.register.vocabulary import DocumentType

# Letters that keep no accent when taken apart, and Greek and Cyrillic capitals that look like Latin ones.
_LOOKS = str.maketrans(
    {"Ø": "O", "Æ": "AE", "Œ": "OE", "Ł": "L", "Đ": "D", "Ħ": "H", "ẞ": "SS"}
    | dict(zip("АВЕКМНОРСТУХІΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXIABEZHIKMNOPTYX", strict=True))
)
# How scans show the letters of an I/A item.
_MISREAD = ("VA", "IIA", "LA", "UA", "IVA")
_SHORTEST_DAMAGED = 3
_SHORTEST_MISREAD = 8
_NEAR = 0.88
_PREFIX = 4


class HeadingMeaning(NamedTuple):
    """What a key stands for. `weak` are single words: common ones that also stand in titles and lists of contents."""

    text: str
    weak: bool
    abroad: bool = False
    damaged: bool = False


class Keys(NamedTuple):
    """All keys of one register."""

    meanings: Mapping[str, HeadingMeaning]
    prefixes: frozenset[str]
    longest: int

    def may_begin(self, key: str) -> bool:
        """Whether some heading begins with these letters, as far as is cheap to tell."""
        return len(key) <= self.longest and (len(key) < _PREFIX or key[:_PREFIX] in self.prefixes)

    def nearest(self, key: str) -> HeadingMeaning | None:
        """What a key with a misread letter or two means, `OUTCOMEOFPROCEEDJNGS`; None where two are as near."""
        # Costs a millisecond to import, and few documents need it.
        from difflib import SequenceMatcher

        near = {
            meaning
            for known, meaning in self.meanings.items()
            if abs(len(known) - len(key)) <= 2
            and (known[:_PREFIX] == key[:_PREFIX] or known[-_PREFIX:] == key[-_PREFIX:])
            and not meaning.damaged
            and SequenceMatcher(None, known, key, autojunk=False).ratio() >= _NEAR
        }
        return near.pop() if len(near) == 1 and len(key) >= _SHORTEST_MISREAD else None


def key_of(words: str) -> str:
    """The letters of a heading.

    >>> key_of('“I/A” ITEM  NOTE'), key_of("N O T E"), key_of("Følgeskrivelse")
    ('IAITEMNOTE', 'NOTE', 'FOLGESKRIVELSE')
    """
    return "".join(c for c in unicodedata.normalize("NFD", words.upper()).translate(_LOOKS) if c.isalpha())


@lru_cache(maxsize=8)
def keys_of(types: tuple[DocumentType, ...]) -> Keys:
    """The headings of a register with their spellings, those in other languages, and all of them with letters lost."""
    meanings: dict[str, HeadingMeaning] = {}
    for kind in types:
        meanings.setdefault(key_of(kind.heading), HeadingMeaning(kind.heading, _is_weak(kind.heading)))
    for spelling in spellings():
        meaning = HeadingMeaning(spelling.english, _is_weak(spelling.printed), abroad=True)
        meanings.setdefault(key_of(spelling.printed), meaning)
    for kind in types:
        for also in kind.also:
            meanings.setdefault(key_of(also), HeadingMeaning(also, _is_weak(also)))
    for key, meaning in _damaged(types, meanings):
        meanings.setdefault(key, meaning)
    for misread in _MISREAD:
        if whole := meanings.get("IAITEMNOTE"):
            meanings.setdefault(f"{misread}ITEMNOTE", whole._replace(damaged=True))
    prefixes = frozenset(key[:_PREFIX] for key in meanings)
    return Keys(meanings, prefixes, max(map(len, meanings), default=0))


def _is_weak(words: str) -> bool:
    return not re.search(r"\s", words)


def _damaged(types: Iterable[DocumentType], whole: Mapping[str, HeadingMeaning]) -> list[tuple[str, HeadingMeaning]]:
    """Keys without a letter that a font lost everywhere, or without the document's language code that a site took out.

    What could then be two headings is none.
    """
    printed = [(words, "en") for kind in types for words in (kind.heading, *kind.also)]
    printed += [(s.printed, s.language) for s in spellings()]
    found: dict[str, set[HeadingMeaning]] = {}
    for words, language in printed:
        key = key_of(words)
        for lost in (language.upper(), "N", "O"):
            rest = key.replace(lost, "")
            if rest != key and len(rest) >= _SHORTEST_DAMAGED:
                found.setdefault(rest, set()).add(whole[key]._replace(damaged=True))
    return [(key, meant.pop()) for key, meant in found.items() if len(meant) == 1]


_QUOTES = "\"'‘’‚‛“”„«»`´"
# Blanks, a line break, a stroke or colon between two parts, the number of an addendum.
_GAP = re.compile(
    rf"\s{{1,3}}(?:[{_QUOTES}]\s?)?|\s?[/:]\s{{0,3}}|\s?[-–—]\s{{1,3}}|\s{{1,3}}(?:No\.?\s?|Nr\.?\s?)?[0-9]{{1,2}}\s{{1,3}}"
)


class Capital(NamedTuple):
    """A word in capitals with its letters; `gap` is what stands between the word before and this one."""

    start: int
    end: int
    key: str
    gap: str


def find_capitals(text: str) -> Iterator[list[Capital]]:
    """Runs of words in capitals.

    >>> [[c.key for c in run] for run in find_capitals("JAI 3 OUTCOME OF PROCEEDINGS of the Group")]
    [['JAI', 'OUTCOME', 'OF', 'PROCEEDINGS']]
    """
    run: list[Capital] = []
    for match in _word().finditer(text):
        gap = text[run[-1].end : match.start()] if run else ""
        if run and (len(gap) > 12 or not _GAP.fullmatch(gap)):
            yield run
            run, gap = [], ""
        key = key_of(match[0]) if match.lastgroup else "I"
        run.append(Capital(match.start(), match.end(), key, gap))
    if run:
        yield run


def on_one_line(run: list[Capital], at: int) -> bool:
    """Whether a word and the one before it stand on one line."""
    return 0 < at < len(run) and "\n" not in run[at].gap


@cache
def _word() -> re.Pattern[str]:
    letters = {c for s in spellings() for c in s.printed if c.isupper()} | set(ascii_uppercase) | set("ΆΈΉΊΌΎΏŞŢ\ufffd")
    capital = "".join(sorted(letters))
    # The I of an I/A item is often read as another stroke.
    stroke = rf"(?<![\w-])[{_QUOTES}]{{0,2}}[l1|!](?=\s?/\s?A[{_QUOTES}]{{0,2}}\s{{1,3}}ITEM)"
    return re.compile(
        rf"(?<![\w-])(?P<word>[{_QUOTES}]{{0,2}}[{capital}](?:[{capital}{_QUOTES}-]*[{capital}])?[{_QUOTES}]{{0,2}})(?![\w-])|{stroke}"
    )


# Behind these words a heading is none: THE AGENDA, BESCHLUSS DES RATES, “I/A” ITEM …
_PARTICLES = frozenset(
    "THE OF A AN AND FOR TO ON IN BY WITH ITS THIS NO DE DU DES LA LE LES ET DER DIE DAS UND DEN DEM FOR AF OG VAN HET "
    "EN DI DEL DELLA E DEI DO DA Y EL LOS ITEM".split()
)
_MARKS = frozenset("LIMITE PUBLIC EN FR DE NL IT ES PT DA SV FI EL CS PL HU RO".split())
# NOT, ATA, SAATE are words of other languages too, and OTE may be many words: only above a label.
_SHORT = 5
_LONGEST_CODE = 10
_LABEL_FOLLOWS = re.compile(r"[\s*_|\-–—:]{0,6}(?:from\s|[^\W\d_][^\n:]{0,24}:)")
_LEADER = re.compile(r"[ \t]{0,3}(?:\.[ \t]?){3}|[ \t]{1,3}(?:[0-9]{1,3}|[IVX]{1,4})[ \t]*(?:\n|$)")


def stands_as_heading(text: str, run: list[Capital], at: int, after: int, meaning: HeadingMeaning) -> bool:
    """Whether the words of a run from one index to before another are a heading, by what stands around them."""
    start, end = run[at].start, run[after - 1].end
    if text[max(0, start - 1) : start] == "/" or (on_one_line(run, at) and run[at - 1].key in _PARTICLES):
        return False
    if not meaning.weak:
        return not _LEADER.match(text, end)
    if on_one_line(run, at) and run[at - 1].key == "DRAFT":
        return False
    if label_follows(text, end):
        return True
    if (meaning.abroad or meaning.damaged) and end - start <= _SHORT:
        return False
    return _free_before(text, run, at) and not on_one_line(run, after) and not _LEADER.match(text, end)


def label_follows(text: str, end: int) -> bool:
    """Whether a label comes next, as below a heading."""
    return _LABEL_FOLLOWS.match(text, end) is not None


def _free_before(text: str, run: list[Capital], at: int) -> bool:
    """Nothing on the line before it, or what ends a letterhead: a serial, a bracket, a marking, a code."""
    line = text[text.rfind("\n", 0, run[at].start) + 1 : run[at].start].strip(" \t*_#|-–—\"'“„«")
    if not line:
        return True
    if "-" in run[at].gap or "–" in run[at].gap:
        return False
    if line[-1].isdigit() or line[-1] == ")":
        return True
    return on_one_line(run, at) and (run[at - 1].key in _MARKS or len(run[at - 1].key) <= _LONGEST_CODE)


TO_ANOTHER = ("ADDENDUM", "CORRIGENDUM", "RECTIFICATIF")
"""What a document can be to another one: ADDENDUM TO THE NOTE."""
ONLY_TO_ANOTHER = ("REVISED VERSION", "REVISED", "EXTRACT")
"""The same, but never without the other one."""
_ENGLISH_JOINING = frozenset({"TO", "OF", "FROM", "THE"})
_LONGEST_JOINING = 4
_MOST_JOINING = 3
_MOST_MISREAD = 5
_MOST_WORDS = 6
_EDGES = "\"'‘’“”„«» "
# The quotation mark behind the letters of an item, where the letters are spaced.
_CLOSING = re.compile(r"\s?[\"'”“»’]{1,2}(?=\s|$)")


class HeadingMatch(NamedTuple):
    """A heading by its English words, where it stands, and the index of the word behind it."""

    text: str
    start: int
    end: int
    after: int


def in_capitals(text: str, keys: Keys) -> Iterator[HeadingMatch]:
    """Every heading in capitals, in order."""
    tries = _MOST_MISREAD
    for run in find_capitals(text):
        at, none = 0, True
        while at < len(run):
            found = _to_another(text, run, at, keys) or _simple(text, run, at, keys)
            at = found.after if found else at + 1
            if found:
                none = False
                yield found
        if none and tries and label_follows(text, run[-1].end):
            tries -= 1
            yield from _misread(run, keys)


def _misread(run: list[Capital], keys: Keys) -> Iterator[HeadingMatch]:
    """The heading that the last words before a label come nearest to, where a scan misread a letter or two."""
    for at in range(max(0, len(run) - _MOST_WORDS), len(run)):
        meaning = keys.nearest("".join(word.key for word in run[at:]))
        if meaning:
            yield HeadingMatch(meaning.text, run[at].start, run[-1].end, len(run))
            return


def _simple(text: str, run: list[Capital], at: int, keys: Keys) -> HeadingMatch | None:
    match = _longest(run, at, keys)
    if match is None or not stands_as_heading(text, run, at, match[1], match[0]):
        return None
    meaning, after = match[0], _repeated(run, match[1], keys)
    closing = _CLOSING.match(text, run[after - 1].end)
    return HeadingMatch(meaning.text, run[at].start, closing.end() if closing else run[after - 1].end, after)


def _longest(run: list[Capital], at: int, keys: Keys) -> tuple[HeadingMeaning, int] | None:
    """The longest heading that begins with a word, and the index behind it."""
    key, best = "", None
    for index in range(at, len(run)):
        key += run[index].key
        if not keys.may_begin(key):
            break
        if run[index].key and (meaning := keys.meanings.get(key)):
            best = meaning, index + 1
    return best


def _to_another(text: str, run: list[Capital], at: int, keys: Keys) -> HeadingMatch | None:
    """ADDENDUM TO THE NOTE, CORRIGENDUM 1 TO COVER NOTE, in any language whose words for them are known."""
    first = _first_words(run, at, keys)
    if first is None:
        return None
    name, after = first
    for index in range(after, min(after + _MOST_JOINING, len(run) - 1)):
        item_letters = run[index].key == "I" or "/" in run[index + 1].gap
        if item_letters or len(run[index].key) > _LONGEST_JOINING:
            return None
        base = _longest(run, index + 1, keys)
        if base is None:
            continue
        meaning, end = base
        joint = f"{name} TO"
        if not meaning.abroad and _ENGLISH_JOINING.issuperset(c.key for c in run[after : index + 1]):
            joint = " ".join([name, *text[run[after - 1].end : run[index + 1].start].split()]).rstrip(_EDGES)
        end = _repeated(run, end, keys)
        return HeadingMatch(f"{joint} {meaning.text}", run[at].start, run[end - 1].end, end)
    return None


def _first_words(run: list[Capital], at: int, keys: Keys) -> tuple[str, int] | None:
    match = _longest(run, at, keys)
    if match and match[0].text in TO_ANOTHER:
        return match[0].text, match[1]
    for words in ONLY_TO_ANOTHER:
        stop = at + len(words.split())
        if [c.key for c in run[at:stop]] == words.split():
            return words, stop
    return None


def _repeated(run: list[Capital], after: int, keys: Keys) -> int:
    """The same heading once more in another language behind a stroke belongs to it."""
    if after >= len(run) or "/" not in run[after].gap:
        return after
    again = _longest(run, after, keys)
    if again is None:
        return after
    after = again[1]
    while after + 1 < len(run) and on_one_line(run, after) and len(run[after].key) <= _LONGEST_JOINING:
        base = _longest(run, after + 1, keys)
        after = base[1] if base else after + 1
    return after
