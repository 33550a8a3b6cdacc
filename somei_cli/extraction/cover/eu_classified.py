"""The refusal of EU classified information: where a level marks the document, and where it is only spoken of."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate, pairwise

from somei_cli.errors import Classified
from somei_cli.extraction.cover.declassified import is_still_classified, says_released
from somei_cli.extraction.footers import Footer
from somei_cli.extraction.markings.detection import first_page
from somei_cli.extraction.markings.furniture import Furniture
from somei_cli.extraction.markings.words_in_a_line import LOWER_BEFORE, is_said
from somei_cli.model.document_number import DocumentNumber, SuffixKind
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.markings import (
    classification_in,
    classification_words,
    fold_classification,
    resembles_classification,
    spelt_out,
)
from somei_cli.model.register.vocabulary import Vocabulary

_NUMBER = re.compile(r"[0-9]{4,5}(?:/[0-9]{1,2})?/[0-9]{2}(?![0-9])|\([0-9]{4}\) ?[0-9]{1,5}")
_LISTED = re.compile(r"\s{0,20}(?:[=–—•*-]|[0-9]{1,2}[.)]|[a-z]\))\s{1,9}")
_LONGEST = 160
_PIECE = 45
_PIECES = 3
_MOST_LETTERS = 60
_LIST = 3
_MOST_BLANK = 4
"""Lines from one of a list to the next, with the blank ones between."""
_FIRST_LETTERS = frozenset("TSCRENOWUF")
_FEW = 3

# Words that set a level off from what stands beside it: a wide gap, a dash, a bar, a colon.
_APART_BEFORE = re.compile(r"(?:^|\s{2,}|[-–—|:•*#>/]\s{0,9}|[(\[]\s?)$")
_WORD_BEFORE = re.compile(r"[a-zà-ÿ]{2,}[’')\]]?\s{1,9}[(\[\"“]?$")
_WORD_BEHIND = re.compile(
    r"[’'\"”]?[a-z]?\s{1,9}(?!until\b|when\b|jusqu|bis\b|copy\b|copie\b|exemplaire\b|page\b)[a-zà-ÿ]{2,}"
)
_ITS_OWN = re.compile(
    r"(?i)\bthis (?:document|page|paper|note|annex|file|text|report) "
    r"(?:(?:is|has been|was) (?:\w+ )?(?:classified|marked)\b|(?:contains|holds|bears|is)\b(?! no\b| not\b))"
)
# Words that a line may begin with and still say nothing but the level of the paper.
_SAYS_ONLY = re.compile(
    r"(?i)\W*(?:(?:draft|projet|entwurf|classified|marked|classification|security|level|status|document|paper|as|is|the|of)"
    r"\W+)*"
)
# What speaks of a level in general: rules on EU RESTRICTED information.
_SPEAKS_OF = re.compile(
    r"(?i)\b(?:of|on|for|with|concerning|regarding|handling|protecting|de|des|sur|von|über)\s+(?:the\s+)?$"
)
_IN_GENERAL = re.compile(r"(?i)\s+(?:information|data|material|levels?|markings?)\b")
_ABOUT = re.compile(r"(?i)\s*about\s+$")
# What joins two levels of which a sentence speaks: rules on SECRET UE and RESTREINT UE information.
_JOINT = re.compile(r"(?i)\s*(?:,|&|and|or|et|ou|und|oder)\s+")
# A quotation that a sentence goes on behind.
_END_OF_QUOTATION = re.compile(r"^[\"”»’]\s?[,;](?=\s+[a-zà-ÿ]{2,})")
_LOWER_BEHIND = re.compile(r"\s*[,)]?\s*[a-zà-ÿ]{2,}")
_LABELLED = re.compile(r"\s*[^\W\d_][\w .'’-]{0,30}:\s")
_MAY_RESEMBLE = re.compile(r"(?i)(?<!\w)(?:EU|UE)(?!\w)")
# A page foot ends with the language of the text.
_LANGUAGE_BEHIND = re.compile(r"\s+[A-Z]{2}\s*")
_LONG_ASIDE = 40
_LEVEL = "\ue000"
"""Stands for a level while the furniture of its line is cut off."""
# A line that ends so goes on in the next one, and what stands there is said of another document or in general.
_GOES_ON = re.compile(
    r"(?i)(?:\b(?:mark(?:ed|ings?)|classif\w{1,8}|levels?|as|at|to|of|and|or|is|the|a|up|handle|for|with|by|under|from)"
    r"|[,“\"'/])\s{0,9}$"
)
_CODES = re.compile(r"(?:[A-Z][A-Z0-9/-]{1,14} [0-9]{1,4}[\s,]{0,9})+|\+ ?(?:ADD|COR|REV) ?[0-9-]{1,5}")


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
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))


def refuse_classified(pages: Pages, number: DocumentNumber | None) -> None:
    """Refuse a document that carries a classification: on its letterhead, on any page, or in the file around it.

    Words about classification in running text, and the marking of a cited document or of an item, are none of this.
    Where that cannot be told, it is refused: the clerk can say of a line that it only quotes.

    Raises:
        Classified: naming the level and the line, and nothing of the text.
    """
    if is_released(pages, number):
        return
    for level, line in _carried(pages, number):
        if line not in pages.quoted:
            raise Classified(level, line)


def is_released(pages: Pages, number: DocumentNumber | None) -> bool:
    """Whether a document says that it, or this version of it, was declassified: what it bore before is told there."""
    cover = [line.words for line in pages.cover]
    kinds = {suffix.kind for suffix in number.suffixes} if number else set()
    declassified = SuffixKind.DCL in kinds and not is_still_classified(cover)
    return declassified or (SuffixKind.EXT in kinds and says_released(cover))


def _carried(pages: Pages, own: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    """The levels that the document carries, with their lines."""
    yield from _on_letterhead(pages, own)
    for lines in (pages.lines, pages.aside):
        yield from _marking(lines, own)
        yield from _in_pieces(lines)
    for footer in pages.footers:
        if level := classification_in(footer.words):
            yield level, footer.line
    yield from _in_margins(pages, own)
    yield from _beside(pages)
    yield from _between_furniture(pages, own)


def _on_letterhead(pages: Pages, own: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    """The levels of the letterhead; a title that stands there may list levels, or be about their information."""
    named = [
        (level, line.number)
        for line in pages.letterhead
        if not _cites(line.words, own)
        and (level := classification_in(line.words))
        and not _is_about_information(line.words)
    ]
    if named:
        levels = _levels(pages.lines)
        listed = {pages.lines[at].number for at in levels if _is_listed(pages.lines[at].words, at, levels)}
        yield from ((level, number) for level, number in named if number not in listed)


def find_levels_of_others(pages: Pages, own: DocumentNumber | None) -> Iterator[tuple[str, int, bool]]:
    """The levels on lines of their own that are taken for another document's, with the line.

    The last value says whether the line stands among the labels of the first page, where it could be the paper's own.
    """
    first = first_page(pages.lines)
    levels = _levels(pages.lines)
    for at, level in levels.items():
        line = pages.lines[at]
        others = _cites(line.words, own) or _belongs_above(pages.lines, at, own)
        if at in first and not line.place and others and marks(line.words) and not _is_listed(line.words, at, levels):
            below = [other.words for other in pages.lines[at + 1 : at + 6]]
            yield level, line.number, any(map(_LABELLED.match, below))


# ---- a level on a line of its own, or set off from what shares the line


def _marking(lines: Sequence[Line], own: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    levels = _levels(lines)
    for at, level in levels.items():
        words = lines[at].words
        again = sum(_same(lines[other].words, words) for other in levels) > 1
        spoken = _cites(words, own) or _is_listed(words, at, levels) or _belongs_above(lines, at, own)
        if marks(words) and (again or not spoken):
            yield level, lines[at].number


class _Levels(dict[int, str]):
    """The levels that lines name, by the index of the line.

    `filled` tells how many lines with words stand before each of them.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__((at, level) for at, line in enumerate(lines) if (level := classification_in(line.words)))
        filled = accumulate((bool(line.words.strip()) for line in lines), initial=0) if len(self) >= _LIST else ()
        self.filled = {at: before for at, before in enumerate(filled) if at in self}


def _levels(lines: Sequence[Line]) -> _Levels:
    """The levels that lines name."""
    return _Levels(lines)


def _is_listed(words: str, at: int, levels: _Levels) -> bool:
    """Whether a line is one of a list of levels; blank lines part no list of three."""
    near = {levels[other] for other in range(at - _LIST, at + _LIST + 1) if other in levels}
    if len(near) >= _LIST or (len(near) > 1 and _LISTED.match(words) is not None):
        return True
    if not levels.filled:
        return False
    apart = range(at - _MOST_BLANK * _LIST, at + _MOST_BLANK * _LIST + 1)
    among = {
        levels[other] for other in apart if other in levels and abs(levels.filled[other] - levels.filled[at]) <= _LIST
    }
    return len(among) >= _LIST


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
    # Folding keeps neither gaps nor small letters, so the place is looked for in words of the same length.
    found = classification_words().search(_evened(words))
    if found is None:
        return False
    before, behind = words[: found.start()], _END_OF_QUOTATION.sub("", words[found.end() :])
    if _ITS_OWN.search(before) or (
        _SAYS_ONLY.fullmatch(before) and "[" not in before and not any(map(str.isalpha, behind))
    ):
        return True
    general = _SPEAKS_OF.search(before) and _IN_GENERAL.match(behind)
    if general or _WORD_BEHIND.match(behind) or before.rstrip().endswith("["):
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
    if _LABELLED.match(lines[at].words):
        return False
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


# ---- a level in the margins, beside the text, and between the furniture of a line


def _in_margins(pages: Pages, own: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    """The levels in page heads and feet and on the first and last lines of pages, whatever words stand beside them."""
    edges = _edges(pages.lines)
    levels = _levels(pages.lines)
    for at, level in levels.items():
        line = pages.lines[at]
        if not (line.place or at in edges) or _cites(line.words, own):
            continue
        if line.place:
            spoken = _is_general(line.words)
        else:
            before, behind = _around(line.words)
            inside = LOWER_BEFORE.search(before) and _LOWER_BEHIND.match(behind)
            quoted = before.rstrip().endswith(("[", "(", "“", '"', "«"))
            several = _several(line.words) or _is_listed(line.words, at, levels)
            spoken = bool(inside or quoted or several or _belongs_above(pages.lines, at, own))
        if not spoken:
            yield level, line.number


def _edges(lines: Sequence[Line]) -> frozenset[int]:
    """The indexes of the first and the last filled line of each page."""
    filled = [at for at, line in enumerate(lines) if line.words.strip()]
    if not filled:
        return frozenset()
    edges = {filled[0]}
    for above, below in pairwise(filled):
        if lines[above].page != lines[below].page:
            edges |= {above, below}
    if lines[filled[-1]].page is not None:
        edges.add(filled[-1])
    return frozenset(edges)


def _beside(pages: Pages) -> Iterator[tuple[str, int]]:
    """The levels that the file names beside its text; words that its text has too are judged there."""
    shown: set[str] | None = None
    furniture = Furniture(pages.vocabulary)
    for line in pages.aside:
        seeming = map(resembles_classification, _endings(line.words, furniture))
        level = classification_in(line.words) or next((one for one in seeming if one), None)
        if level is None:
            continue
        if shown is None:
            shown = {fold_classification(told.words) for told in pages.lines}
        words = fold_classification(line.words)
        told = words in shown or (len(words) > _LONG_ASIDE and any(words in long for long in shown))
        if not told and not _is_general(line.words):
            yield level, line.number


def _is_general(words: str) -> bool:
    """Whether words speak of levels in general: rules on EU RESTRICTED information, a list of all levels."""
    if _several(words):
        return True
    before, behind = _around(words)
    spoken = _SPEAKS_OF.search(before) and _IN_GENERAL.match(behind)
    return bool(spoken or (_ABOUT.fullmatch(before) and not behind.strip()))


def _is_about_information(words: str) -> bool:
    """Whether words speak of information of some levels: rules for handling SECRET UE and RESTREINT UE information."""
    before, behind = _around(words)
    while (joint := _JOINT.match(behind)) and (level := classification_words().match(_evened(behind), joint.end())):
        behind = behind[level.end() :]
    return bool(_SPEAKS_OF.search(before) and _IN_GENERAL.match(behind))


def _around(words: str) -> tuple[str, str]:
    """What stands before and behind the first level that a line names."""
    words = unescape(words)
    found = classification_words().search(_evened(words))
    return (words[: found.start()], words[found.end() :]) if found else ("", words)


def _between_furniture(pages: Pages, own: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    """The levels that stand between numbers, codes, labels and dates, or end a value of the first page."""
    furniture = Furniture(pages.vocabulary)
    levels = _levels(pages.lines)
    first = first_page(pages.lines)
    for at in sorted(first | _edges(pages.lines)):
        line = pages.lines[at]
        level = levels.get(at)
        if level is None:
            seeming = map(resembles_classification, _endings(line.words, furniture))
            yield from ((one, line.number) for one in seeming if one)
            continue
        if at not in first or "[" in line.words or _several(line.words) or _is_listed(line.words, at, levels):
            continue
        before, behind = _around(line.words)
        if _SPEAKS_OF.search(before) and _IN_GENERAL.match(behind):
            continue
        foot = _LANGUAGE_BEHIND.fullmatch(behind)
        if _cites(before[-24:], own) or (not foot and _belongs_above(pages.lines, at, own)):
            continue
        marked = f"{before}{_LEVEL}{behind}"
        stands = any(piece.words == _LEVEL for piece in furniture.cut_pieces(marked))
        if (stands and "(" not in before[-2:]) or _ends_a_value(pages.lines, at, before, behind):
            yield level, line.number


def _endings(words: str, furniture: Furniture) -> Iterator[str]:
    """The pieces of a line, and the words in capitals that end them, which may be a level misspelt."""
    if not _MAY_RESEMBLE.search(words):
        return
    for piece in furniture.cut_pieces(words):
        yield piece.words
        tokens = piece.words.split(" ")[:_PIECE]
        for size in (2, 3):
            pairs = (" ".join(tokens[at : at + size]) for at in range(len(tokens) - size + 1))
            yield from (words for words in pairs if words.isupper())


def _ends_a_value(lines: Sequence[Line], at: int, before: str, behind: str) -> bool:
    """Whether a level stands behind a value, and not in a sentence that it ends: To: Delegations SECRET UE."""
    if any(c.isalnum() for c in behind) or is_said(before, behind) or before.rstrip().endswith(("(", "“", '"', "[")):
        return False
    below = lines[at + 1].words.strip() if at + 1 < len(lines) else ""
    goes_on = below[:1].islower() and not _LABELLED.match(below)
    last = before.split()[-1:] or [""]
    return bool(_LABELLED.match(before) or last[0][:1].isupper()) and not goes_on


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
        for line in filled[at : at + _MOST_LETTERS]:
            if len(line.words.strip()) > _PIECE or classification_in(line.words):
                break
            pieces.append(line.words)
            if len(pieces) > _PIECES and max(map(len, map(str.strip, pieces))) > _FEW:
                # More than three lines only where the letters stand one below the other.
                break
            if level := spelt_out("".join(pieces)):
                yield level, first.number
                break


def _may_begin_one(words: str) -> bool:
    """Whether a line could be the first piece of a level; most lines of most documents could not."""
    if not words.isascii():
        return True
    return words.lstrip(" \t*_#>(|-")[:1].upper() in _FIRST_LETTERS and sum(map(str.islower, words)) <= _FEW
