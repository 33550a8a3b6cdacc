"""The refusal of EU classified information: where a level marks the document, and where it is only spoken of."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from somei_cli.errors import Classified
from somei_cli.model.markings import classification_in, classification_words, fold_classification, spelt_out
from somei_cli.model.numbers import DocumentNumber, SuffixKind
from somei_cli.model.readings import Line
from somei_cli.text.reading.footers import Footer

_NUMBER = re.compile(r"[0-9]{4,5}(?:/[0-9]{1,2})?/[0-9]{2}|\([0-9]{4}\) ?[0-9]{1,5}")
_LISTED = re.compile(r"\s{0,20}(?:[=–—•*-]|[0-9]{1,2}[.)]|[a-z]\))\s{1,9}")
_LONGEST = 160
_PIECE = 45
_PIECES = 3
_LIST = 3
_FIRST_LETTERS = frozenset("TSCRE")
_FEW = 3

# Words that set a level off from what stands beside it: a wide gap, a dash, a bar, a colon.
_APART_BEFORE = re.compile(r"(?:^|\s{2,}|[-–—|:•*#>/]\s{0,9}|[(\[]\s?)$")
_WORD_BEFORE = re.compile(r"[a-zà-ÿ]{2,}[’')\]]?\s{1,9}[(\[\"“]?$")
_WORD_BEHIND = re.compile(r"[’'\"”]?[a-z]?\s{1,9}(?!until\b|when\b|jusqu|bis\b)[a-zà-ÿ]{2,}")
_ITS_OWN = re.compile(
    r"(?i)\bthis (?:document|page|paper|note|annex|file|text) (?:is|has been|was) (?:\w+ )?(?:classified|marked)\b"
)
# A line that ends so goes on in the next one, and what stands there is said of another document or in general.
_GOES_ON = re.compile(
    r"(?i)(?:\b(?:mark(?:ed|ings?)|classif\w{1,8}|levels?|as|at|to|of|and|or|is|the|a|up|handle|for|with|by|under|from)"
    r"|[,“\"'/])\s{0,9}$"
)
_CODES = re.compile(r"(?:[A-Z][A-Z0-9/-]{1,14} [0-9]{1,4}[\s,]{0,9})+|\+ ?(?:ADD|COR|REV) ?[0-9-]{1,5}")

_RELEASED = re.compile(
    r"(?i)new status\s{0,3}:?\s{0,3}public|d[ée]classif|desclas|derubricer|afklassific|odtajn|freigabe"
)
_DENIED = re.compile(r"(?i)(?<!\w)(?:not|no|never|without|non|pas|nicht|keine?|until|jusqu)(?!\w)")
_STILL = re.compile(r"(?i)\bremains? classified\b|\bdowngrad(?:ing|ed)\b")
_NEW_STATUS = re.compile(r"(?i)(?:new|ny|nuovo|nouveau|neuer) (?:status|statut|stato)")


@dataclass(frozen=True, slots=True)
class Pages:
    """What of a document can carry its classification.

    `cover` are the lines from the letterhead to the box, where a declassified version tells of itself. `aside` are
    words of the file that no reader sees: watermarks, hidden words, titles, what frames a web page; line 0 where
    they have none. `quoted` are the numbers of lines of which the clerk says that they only quote a classification.
    """

    letterhead: Sequence[Line]
    cover: Sequence[Line]
    lines: Sequence[Line]
    footers: Iterable[Footer]
    aside: Sequence[Line] = ()
    quoted: Collection[int | str] = ()


def refuse_classified(pages: Pages, number: DocumentNumber | None) -> None:
    """Refuse a document that carries a classification: on its letterhead, on any page, or in the file around it.

    Words about classification in running text, and the marking of a cited document or of an item, are none of this.
    Where that cannot be told, it is refused: the clerk can say of a line that it only quotes.

    Raises:
        Classified: naming the level and the line, and nothing of the text.
    """
    cover = [line.words for line in pages.cover]
    kinds = {suffix.kind for suffix in number.suffixes} if number else set()
    if SuffixKind.DCL in kinds and not _is_still_classified(cover):
        return
    if SuffixKind.EXT in kinds and _is_released(cover):
        return
    for level, line in _carried(pages, number):
        if line not in pages.quoted:
            raise Classified(level, line)


def _carried(pages: Pages, own: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    """The levels that the document carries, with their lines."""
    for line in pages.letterhead:
        if not _cites(line.words, own) and (level := classification_in(line.words)):
            yield level, line.number
    for lines in (pages.lines, pages.aside):
        yield from _marking(lines, own)
        yield from _in_pieces(lines)
    for footer in pages.footers:
        if level := classification_in(footer.words):
            yield level, footer.line


# ---- a level on a line of its own, or set off from what shares the line


def _marking(lines: Sequence[Line], own: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    levels = {at: level for at, line in enumerate(lines) if (level := classification_in(line.words))}
    for at, level in levels.items():
        words = lines[at].words
        again = sum(_same(lines[other].words, words) for other in levels) > 1
        near = {levels[other] for other in range(at - _LIST, at + _LIST + 1) if other in levels}
        listed = len(near) >= _LIST or (len(near) > 1 and _LISTED.match(words))
        spoken = _cites(words, own) or listed or _belongs_above(lines, at, own)
        if marks(words) and (again or not spoken):
            yield level, lines[at].number


def marks(words: str) -> bool:
    """Whether a level in a line stands by itself or set off from the rest, and is no word of a sentence.

    >>> marks("RESTREINT UE - EYES ONLY"), marks("Lamps of the north    RESTREINT UE")
    (True, True)
    >>> marks("Exchange of RESTREINT UE information"), marks("The note (RESTREINT UE) was discussed")
    (False, False)
    """
    words = unescape(words)
    if len(" ".join(words.split())) > _LONGEST or _several(words):
        return False
    if _ITS_OWN.search(words):
        return True
    # Folding keeps neither gaps nor small letters, so the place is looked for in words of the same length.
    found = classification_words().search(_evened(words))
    if found is None:
        return False
    before, behind = words[: found.start()], words[found.end() :]
    if _WORD_BEHIND.match(behind) or before.rstrip().endswith("["):
        # In square brackets it belongs to the item above.
        return False
    if _APART_BEFORE.search(before) and not before.rstrip().endswith("("):
        return True
    alone = not any(c.isalnum() for c in before)
    return alone or not (_WORD_BEFORE.search(before) or before.rstrip().endswith((",", "(", "“", '"')))


def _several(words: str) -> bool:
    """Whether a line speaks of more than one level: a document has one."""
    named = {classification_in(found[0]) for found in classification_words().finditer(fold_classification(words))}
    return len(named) > 1


def _evened(words: str) -> str:
    """The words in capitals, letter for letter, so that an offset in one is an offset in the other."""
    return "".join(folded if len(folded := fold_classification(c)) == 1 else " " if c.isspace() else c for c in words)


def _cites(words: str, own: DocumentNumber | None) -> bool:
    """Whether a line names another document, which the level on it then belongs to."""
    return any(not _is_own(found[0], own) for found in _NUMBER.finditer(words))


def _belongs_above(lines: Sequence[Line], at: int, own: DocumentNumber | None) -> bool:
    """Whether a line goes on with a sentence above it, or stands below another document's number and its codes."""
    for above in reversed(lines[max(at - 4, 0) : at]):
        words = above.words.strip()
        if not words:
            return False
        if _CODES.fullmatch(words):
            continue
        return _cites(words, own) or (above is lines[at - 1] and bool(_GOES_ON.search(words)))
    return False


def _is_own(cited: str, own: DocumentNumber | None) -> bool:
    return own is None or cited.startswith(f"{own.number}/")


def _same(one: str, other: str) -> bool:
    return fold_classification(one) == fold_classification(other)


# ---- a level in pieces


def _in_pieces(lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """A level that is glued, letter-spaced, or broken over short lines below each other.

    A line that names one by itself is no piece of another.
    """
    filled = [line for line in lines if line.words.strip()]
    for at, first in enumerate(filled):
        if not _may_begin_one(first.words):
            continue
        pieces: list[str] = []
        for line in filled[at : at + _PIECES]:
            if len(line.words.strip()) > _PIECE or classification_in(line.words):
                break
            pieces.append(line.words)
            if level := spelt_out("".join(pieces)):
                yield level, first.number
                break


def _may_begin_one(words: str) -> bool:
    """Whether a line could be the first piece of a level; most lines of most documents could not."""
    if not words.isascii():
        return True
    return words.lstrip(" \t*_#>(|-")[:1].upper() in _FIRST_LETTERS and sum(map(str.islower, words)) <= _FEW


# ---- what a declassified version tells of itself


def _is_still_classified(cover: Sequence[str]) -> bool:
    """Whether a cover tells of a lower level, and not of none."""
    told = [*cover, *(f"{above} {below}" for above, below in pairwise(cover))]
    return any(_STILL.search(words) for words in cover) or any(
        (status := _NEW_STATUS.search(words)) and classification_in(words[status.end() :]) for words in told
    )


def _is_released(cover: Sequence[str]) -> bool:
    """Whether a cover says that this version is declassified; the words may stand on two lines."""
    told = [*cover, *(f"{above} {below}" for above, below in pairwise(cover))]
    return any(_RELEASED.search(words) for words in told) and not any(map(_is_denied, told))


def _is_denied(words: str) -> bool:
    return bool(_RELEASED.search(words) and _DENIED.search(words))
