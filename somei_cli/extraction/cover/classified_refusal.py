"""Refuse EU classified information: a level may mark the document, or the text may only speak of it."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate, pairwise

from somei_cli.errors import Classified
from somei_cli.extraction.cover.stamps import is_still_classified, says_declassified
from somei_cli.extraction.footers import Footer
from somei_cli.extraction.joined_lines import first_page_indexes
from somei_cli.extraction.markings.ignorable_parts import IgnorableParts
from somei_cli.extraction.markings.words_in_a_line import LOWER_BEFORE, is_part_of_sentence
from somei_cli.model.document_number import DocumentNumber, SuffixKind
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.markings import (
    classification_pattern,
    find_classification,
    fold_classification,
    fold_each_letter,
    level_from_letters,
    may_resemble_classification,
    resembles_classification,
)
from somei_cli.model.register.vocabulary import Vocabulary

_DOCUMENT_NUMBER = re.compile(r"[0-9]{4,5}(?:/[0-9]{1,2})?/[0-9]{2}(?![0-9])|\([0-9]{4}\) ?[0-9]{1,5}")
_LIST_MARK = re.compile(r"\s{0,20}(?:[=–—•*-]|[0-9]{1,2}[.)]|[a-z]\))\s{1,9}")
_LONGEST = 160
_LONGEST_PIECE = 45
_MOST_PIECES = 5
_MOST_LETTERS = 60
_LIST = 3
_MOST_BLANK = 4
"""Lines from one entry of a list to the next, with the blank ones between."""
_FIRST_LETTERS = frozenset("TSCRENOWUF")
_FEW_LETTERS = 3

# What separates a level from the words before it: a wide gap, a dash, a bar, a colon.
_SEPARATOR_BEFORE = re.compile(r"(?:^|\s{2,}|[-–—|:•*#>/]\s{0,9}|[(\[]\s?)$")
_WORD_BEFORE = re.compile(r"[a-zà-ÿ]{2,}[’')\]]?\s{1,9}[(\[\"“]?$")
_WORD_AFTER = re.compile(
    r"[’'\"”]?[a-z]?\s{1,9}(?!until\b|when\b|jusqu|bis\b|copy\b|copie\b|exemplaire\b|page\b)[a-zà-ÿ]{2,}"
)
_SAYS_OF_ITSELF = re.compile(
    r"(?i)\bthis (?:document|page|paper|note|annex|file|text|report) "
    r"(?:(?:is|has been|was) (?:\w+ )?(?:classified|marked)\b|(?:contains|holds|bears|is)\b(?! no\b| not\b))"
)
# Words with which a line may begin that says only the level of the paper.
_NOTHING_BUT_LEVEL = re.compile(
    r"(?i)\W*(?:(?:draft|projet|entwurf|classified|marked|classification|security|level|status|document|paper|as|is|the|of)"
    r"\W+)*"
)
# What speaks of a level in general: rules on EU RESTRICTED information.
_SPEAKS_OF = re.compile(
    r"(?i)\b(?:of|on|for|with|concerning|regarding|handling|protecting|de|des|sur|von|über)\s+(?:the\s+)?$"
)
_IN_GENERAL = re.compile(r"(?i)\s+(?:information|data|material|levels?|markings?)\b")
_ABOUT = re.compile(r"(?i)\s*about\s+$")
# What joins two levels in a sentence: rules on SECRET UE and RESTREINT UE information.
_JOINT = re.compile(r"(?i)\s*(?:,|&|and|or|et|ou|und|oder)\s+")
# The end of a quotation within a sentence.
_END_OF_QUOTATION = re.compile(r"^[\"”»’]\s?[,;](?=\s+[a-zà-ÿ]{2,})")
_LOWER_AFTER = re.compile(r"\s*[,)]?\s*[a-zà-ÿ]{2,}")
_LABEL = re.compile(r"\s*[^\W\d_][\w .'’-]{0,30}:\s")
# A page footer ends with the language of the text.
_LANGUAGE_AFTER = re.compile(r"\s+[A-Z]{2}\s*")
_LONG_HIDDEN_TEXT = 40
_LEVEL_PLACEHOLDER = "\ue000"
"""Replaces a level while the furniture of its line is cut off."""
# A line that ends so continues in the next; a level there is that of another document, or mentioned in general.
_UNFINISHED_LINE = re.compile(
    r"(?i)(?:\b(?:mark(?:ed|ings?)|classif\w{1,8}|levels?|as|at|to|of|and|or|is|the|a|up|handle|for|with|by|under|from)"
    r"|[,“\"'/])\s{0,9}$"
)
_ORIGINAL_LANGUAGE = re.compile(r"\(\s?[O0]\s?[Rr]\s?[.:,]?\s?[A-Za-z]{2}\b")
_CODES = re.compile(r"(?:[A-Z][A-Z0-9/-]{1,14} [0-9]{1,4}[\s,]{0,9})+|\+ ?(?:ADD|COR|REV) ?[0-9-]{1,5}")


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """The parts of a document that can carry its classification.

    `cover` are the lines from the letterhead to the header table, where a declassified version says what it is.
    `hidden_text` are words of the file that no reader sees: watermarks, hidden words, titles, what frames a web page;
    their line is 0 if they have none. `quoted` are the numbers of lines of which the clerk says that they only quote a
    classification. `levels` are those that the lines name.
    """

    letterhead: Sequence[Line]
    cover: Sequence[Line]
    lines: Sequence[Line]
    footers: Iterable[Footer]
    hidden_text: Sequence[Line] = ()
    quoted: Collection[int | str] = ()
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    levels: "LevelsByIndex" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "levels", LevelsByIndex(self.lines))


def refuse_classified(parts: DocumentParts, number: DocumentNumber | None) -> None:
    """Refuse a document that carries a classification: on its letterhead, on any page, or in hidden text.

    Words about classification in running text do not count, nor does the marking of a cited document or of an item. If
    this cannot be decided, the document is refused: the clerk can say of a line that it only quotes.

    Raises:
        Classified: with the level and the line, and nothing of the text.
    """
    if is_released(parts, number):
        return
    for level, line in _find_levels(parts, number):
        if line not in parts.quoted:
            raise Classified(level, line)


def is_released(parts: DocumentParts, number: DocumentNumber | None) -> bool:
    """Whether a document says that it, or this version, was declassified: its cover page then names the old level."""
    cover = [line.words for line in parts.cover]
    suffix_kinds = {suffix.kind for suffix in number.suffixes} if number else set()
    declassified = SuffixKind.DCL in suffix_kinds and not is_still_classified(cover)
    return declassified or (SuffixKind.EXT in suffix_kinds and says_declassified(cover))


def _find_levels(parts: DocumentParts, own: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    """Find the levels that the document carries, with their lines."""
    yield from _letterhead_levels(parts, own)
    for lines, levels in ((parts.lines, parts.levels), (parts.hidden_text, LevelsByIndex(parts.hidden_text))):
        yield from _marking_levels(lines, levels, own)
        yield from _levels_in_pieces(lines)
    for footer in parts.footers:
        if level := find_classification(footer.words):
            yield level, footer.line
    yield from _margin_levels(parts, own)
    yield from _hidden_levels(parts)
    yield from _levels_between_furniture(parts, own)


def _letterhead_levels(parts: DocumentParts, own: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    """Find the levels of the letterhead, except in a title that lists levels or is about classified information."""
    named = [
        (level, line.number)
        for line in parts.letterhead
        if not _cites_other(line.words, own)
        and (level := find_classification(line.words))
        and not _is_about_information(line.words)
    ]
    if named:
        levels = parts.levels
        listed = {parts.lines[i].number for i in levels if _is_in_list(parts.lines[i].words, i, levels)}
        yield from ((level, number) for level, number in named if number not in listed)


def find_levels_of_other_documents(parts: DocumentParts, own: DocumentNumber | None) -> Iterator[tuple[str, int, bool]]:
    """Find the levels on lines of their own that are taken for another document's, with their lines.

    The last value says whether the line is among the labels of the first page, where it could be the paper's own level.
    """
    levels = parts.levels
    first_lines = first_page_indexes(parts.lines) if levels else frozenset()
    for index, level in levels.items():
        line = parts.lines[index]
        of_other = _cites_other(line.words, own) or _belongs_above(parts.lines, index, own)
        in_place = index in first_lines and not line.place
        if in_place and of_other and is_level_marking(line.words) and not _is_in_list(line.words, index, levels):
            lines_below = [line_below.words for line_below in parts.lines[index + 1 : index + 6]]
            yield level, line.number, any(map(_LABEL.match, lines_below))


# ---- a level on a line of its own, or set apart from what shares the line


def _marking_levels(
    lines: Sequence[Line], levels: "LevelsByIndex", own: DocumentNumber | None
) -> Iterator[tuple[str, int]]:
    for index, level in levels.items():
        words = lines[index].words
        is_repeated = sum(_is_same(lines[i].words, words) for i in levels) > 1
        is_mentioned = (
            _cites_other(words, own) or _is_in_list(words, index, levels) or _belongs_above(lines, index, own)
        )
        if is_level_marking(words) and (is_repeated or not is_mentioned):
            yield level, lines[index].number


class LevelsByIndex(dict[int, str]):
    """The levels that lines name, by the index of the line.

    `lines_before` counts the lines with words before each of them.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__(
            (index, level) for index, line in enumerate(lines) if (level := find_classification(line.words))
        )
        filled = accumulate((bool(line.words.strip()) for line in lines), initial=0) if len(self) >= _LIST else ()
        self.lines_before = {index: count for index, count in enumerate(filled) if index in self}


def _is_in_list(words: str, index: int, levels: LevelsByIndex) -> bool:
    """Whether a line belongs to a list of levels; blank lines do not end a list of three."""
    near = {levels[i] for i in range(index - _LIST, index + _LIST + 1) if i in levels}
    if len(near) >= _LIST or (len(near) > 1 and _LIST_MARK.match(words) is not None):
        return True
    if not levels.lines_before:
        return False
    wide_range = range(index - _MOST_BLANK * _LIST, index + _MOST_BLANK * _LIST + 1)
    around = {
        levels[i]
        for i in wide_range
        if i in levels and abs(levels.lines_before[i] - levels.lines_before[index]) <= _LIST
    }
    return len(around) >= _LIST


def is_level_marking(words: str) -> bool:
    """Whether a level in a line marks the paper: it is set apart from the other words, and not part of a sentence.

    >>> is_level_marking("RESTREINT UE - EYES ONLY"), is_level_marking("Lamps of the north    RESTREINT UE")
    (True, True)
    >>> is_level_marking("Exchange of RESTREINT UE information"), is_level_marking("Read (RESTREINT UE) aloud")
    (False, False)
    """
    words = unescape(words)
    if len(" ".join(words.split())) > _LONGEST or _has_several(words):
        return False
    # Folding loses gaps and small letters, so the level is looked for in a copy of the same length.
    match = classification_pattern().search(fold_each_letter(words))
    if match is None:
        return False
    before, after = words[: match.start()], _END_OF_QUOTATION.sub("", words[match.end() :])
    if _SAYS_OF_ITSELF.search(before) or (
        _NOTHING_BUT_LEVEL.fullmatch(before) and "[" not in before and not any(map(str.isalpha, after))
    ):
        return True
    in_general = _SPEAKS_OF.search(before) and _IN_GENERAL.match(after)
    if in_general or _WORD_AFTER.match(after) or before.rstrip().endswith("["):
        # In square brackets it belongs to the item above.
        return False
    if _SEPARATOR_BEFORE.search(before) and not before.rstrip().endswith("("):
        return True
    alone = not any(c.isalnum() for c in before)
    return alone or not (_WORD_BEFORE.search(before) or before.rstrip().endswith((",", "(", "“", '"')))


def _has_several(words: str) -> bool:
    """Whether a line names more than one level; a document has only one."""
    names = {find_classification(match[0]) for match in classification_pattern().finditer(fold_classification(words))}
    return len(names) > 1


def _cites_other(words: str, own: DocumentNumber | None) -> bool:
    """Whether a line names another document, to which the level on the line then belongs."""
    return any(not _is_own(match[0], own) for match in _DOCUMENT_NUMBER.finditer(words))


def _belongs_above(lines: Sequence[Line], index: int, own: DocumentNumber | None) -> bool:
    """Whether a line continues a sentence above it, or is below a number and codes that cite another document.

    Where these are a letterhead of their own, the file holds the other document.
    """
    if _LABEL.match(lines[index].words):
        return False
    for above in reversed(range(max(index - 4, 0), index)):
        words = lines[above].words.strip()
        if not words:
            return False
        if _CODES.fullmatch(words):
            continue
        if _cites_other(words, own):
            return not any(_ORIGINAL_LANGUAGE.search(line.words) for line in lines[max(above - 3, 0) : above + 1])
        return above == index - 1 and bool(_UNFINISHED_LINE.search(words))
    return False


def _is_own(cited: str, own: DocumentNumber | None) -> bool:
    return own is None or cited.startswith(f"{own.number}/")


def _is_same(first: str, second: str) -> bool:
    return fold_classification(first) == fold_classification(second)


# ---- a level in the margins, in hidden text, and between the furniture of a line


def _margin_levels(parts: DocumentParts, own: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    """Find levels in page headers and footers and on the first and last lines of pages, whatever is beside them."""
    levels = parts.levels
    edges = _page_edge_indexes(parts.lines) if levels else frozenset()
    for index, level in levels.items():
        line = parts.lines[index]
        if not (line.place or index in edges) or _cites_other(line.words, own):
            continue
        if line.place:
            is_mentioned = _is_general(line.words)
        else:
            before, after = _words_around_level(line.words)
            in_sentence = LOWER_BEFORE.search(before) and _LOWER_AFTER.match(after)
            in_quotation = before.rstrip().endswith(("[", "(", "“", '"', "«"))
            in_list = _has_several(line.words) or _is_in_list(line.words, index, levels)
            is_mentioned = bool(in_sentence or in_quotation or in_list or _belongs_above(parts.lines, index, own))
        if not is_mentioned:
            yield level, line.number


def _page_edge_indexes(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indexes of the first and the last filled line of each page."""
    filled_lines = [index for index, line in enumerate(lines) if line.words.strip()]
    if not filled_lines:
        return frozenset()
    edges = {filled_lines[0]}
    for above, below in pairwise(filled_lines):
        if lines[above].page != lines[below].page:
            edges |= {above, below}
    if lines[filled_lines[-1]].page is not None:
        edges.add(filled_lines[-1])
    return frozenset(edges)


def _hidden_levels(parts: DocumentParts) -> Iterator[tuple[str, int]]:
    """Find the levels in the hidden text of the file; words that are also in the text are judged there."""
    text_lines: set[str] | None = None
    furniture = IgnorableParts(parts.vocabulary)
    for line in parts.hidden_text:
        resembled_levels = map(resembles_classification, _possible_levels(line.words, furniture))
        level = find_classification(line.words) or next(filter(None, resembled_levels), None)
        if level is None:
            continue
        if text_lines is None:
            text_lines = {fold_classification(text_line.words) for text_line in parts.lines}
        words = fold_classification(line.words)
        in_text = words in text_lines or (len(words) > _LONG_HIDDEN_TEXT and any(words in long for long in text_lines))
        if not in_text and not _is_general(line.words):
            yield level, line.number


def _is_general(words: str) -> bool:
    """Whether words speak of levels in general: rules on EU RESTRICTED information, a list of all levels."""
    if _has_several(words):
        return True
    before, after = _words_around_level(words)
    in_general = _SPEAKS_OF.search(before) and _IN_GENERAL.match(after)
    return bool(in_general or (_ABOUT.fullmatch(before) and not after.strip()))


def _is_about_information(words: str) -> bool:
    """Whether words speak of information of some levels: rules for handling SECRET UE and RESTREINT UE information."""
    before, after = _words_around_level(words)
    while (joint := _JOINT.match(after)) and (
        level := classification_pattern().match(fold_each_letter(after), joint.end())
    ):
        after = after[level.end() :]
    return bool(_SPEAKS_OF.search(before) and _IN_GENERAL.match(after))


def _words_around_level(words: str) -> tuple[str, str]:
    """Return the words before and after the first level that a line names."""
    words = unescape(words)
    match = classification_pattern().search(fold_each_letter(words))
    return (words[: match.start()], words[match.end() :]) if match else ("", words)


def _levels_between_furniture(parts: DocumentParts, own: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    """Find the levels between numbers, codes, labels and dates, or at the end of a value of the first page."""
    furniture = IgnorableParts(parts.vocabulary)
    levels = parts.levels
    first_lines = first_page_indexes(parts.lines)
    for index in sorted(first_lines | _page_edge_indexes(parts.lines)):
        line = parts.lines[index]
        level = levels.get(index)
        if level is None:
            resembled_levels = map(resembles_classification, _possible_levels(line.words, furniture))
            yield from ((level, line.number) for level in resembled_levels if level)
            continue
        in_list = _has_several(line.words) or _is_in_list(line.words, index, levels)
        if index not in first_lines or "[" in line.words or in_list:
            continue
        before, after = _words_around_level(line.words)
        if _SPEAKS_OF.search(before) and _IN_GENERAL.match(after):
            continue
        is_footer = _LANGUAGE_AFTER.fullmatch(after)
        if _cites_other(before[-24:], own) or (not is_footer and _belongs_above(parts.lines, index, own)):
            continue
        marked = f"{before}{_LEVEL_PLACEHOLDER}{after}"
        is_set_apart = any(piece.words == _LEVEL_PLACEHOLDER for piece in furniture.cut_pieces(marked))
        if (is_set_apart and "(" not in before[-2:]) or _ends_a_value(parts.lines, index, before, after):
            yield level, line.number


def _possible_levels(words: str, furniture: IgnorableParts) -> Iterator[str]:
    """Yield the pieces of a line, and words in capitals within them, which may be a misspelt level."""
    if not may_resemble_classification(words):
        return
    for piece in furniture.cut_pieces(words):
        yield piece.words
        tokens = piece.words.split(" ")[:_LONGEST_PIECE]
        for size in (2, 3):
            phrases = (" ".join(tokens[start : start + size]) for start in range(len(tokens) - size + 1))
            yield from (words for words in phrases if words.isupper())


def _ends_a_value(lines: Sequence[Line], index: int, before: str, after: str) -> bool:
    """Whether a level is after a value, and does not end a sentence: To: Delegations SECRET UE."""
    if (
        any(c.isalnum() for c in after)
        or is_part_of_sentence(before, after)
        or before.rstrip().endswith(("(", "“", '"', "["))
    ):
        return False
    line_below = lines[index + 1].words.strip() if index + 1 < len(lines) else ""
    goes_on = line_below[:1].islower() and not _LABEL.match(line_below)
    last = before.split()[-1:] or [""]
    return bool(_LABEL.match(before) or last[0][:1].isupper()) and not goes_on


# ---- a level in pieces


def _levels_in_pieces(lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """Find levels without blanks, with spaced letters, or broken over short lines.

    A line that names a level of its own is not a piece of another.
    """
    filled_lines = [line for line in lines if line.words.strip()]
    for index, first in enumerate(filled_lines):
        if not _may_begin_level(first.words):
            continue
        pieces: list[str] = []
        for line in filled_lines[index : index + _MOST_LETTERS]:
            if len(line.words.strip()) > _LONGEST_PIECE or find_classification(line.words):
                break
            pieces.append(line.words)
            if len(pieces) > _MOST_PIECES and max(map(len, map(str.strip, pieces))) > _FEW_LETTERS:
                # More than three lines only if the letters are one below the other.
                break
            if level := level_from_letters("".join(pieces)):
                yield level, first.number
                break


def _may_begin_level(words: str) -> bool:
    """Whether a line could be the first piece of a level: a cheap test that most lines of most documents fail."""
    if not words.isascii():
        return True
    return words.lstrip(" \t*_#>(|-")[:1].upper() in _FIRST_LETTERS and sum(map(str.islower, words)) <= _FEW_LETTERS
