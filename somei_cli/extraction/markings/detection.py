"""Find the markings that a file shows: on the first page, in the margins of all pages, and in hidden text.

This step does not depend on the layout of the page: a LIMITE below the type heading, between number and code, in a
column or in the margin is found as on the letterhead. Levels of EU classified information are not looked for here: they
refuse the document (`cover.eu_classified`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from somei_cli.extraction.joined_lines import first_page_indexes, page_edge_indexes
from somei_cli.extraction.markings.ignorable_parts import IgnorableParts, LinePiece
from somei_cli.extraction.markings.restriction_words import (
    FIGURES,
    is_misread_limite,
    is_restriction,
    phrases_without_blanks,
    reads_limite,
    restricting_words,
    straighten_strokes,
)
from somei_cli.extraction.markings.words_in_a_line import (
    LIMITE_WORD,
    WORDS_LIKE_LIMITE,
    MarkingWords,
    find_limite,
    find_restrictions,
    is_misread_in_capitals,
    resembles_limite,
)
from somei_cli.model.groups import group_pairs
from somei_cli.model.importing.draft_entry import VERTICAL, Doubt, Line
from somei_cli.model.markings import LIMITE, Marking, find_classification, fold_classification, fold_marking, level_of
from somei_cli.model.register.vocabulary import Vocabulary

_LIMITE_WITH_AUDIENCE = re.compile(r"(?:[A-Z]{2,8}[- ])?LIMITE(?: ?- ?| ?/ ?)[A-Z]{2,8}")
_WORD = re.compile(r"[^\W\d_]+")
_LIMITE_LINE = re.compile(r"(?:[A-Z]{2,8}(?:-[A-Z]{2,8})?[- ])?LIMITE(?: ?[-/ ] ?[A-Z]{2,8}){0,2}")
OTHER_NUMBER = re.compile(r"(?<![\w/.-])[0-9]{4,5}(?:/[0-9]{1,3})?/(?:20)?[0-9]{2}(?![0-9/])")

_LABELLED = re.compile(r"[^\W\d_][\w .'’-]{0,30}:(?:\s|$)")
_UNPRINTABLE = re.compile(r"[^\w /:,().'+-]|_")
_GAP = re.compile(r"\s{3,}|\t")
# Four single characters; what is before the first blank is looked at behind it.
_SPACED_OUT = re.compile(r" (?<=(?<!\S)\S )\S \S \S")

_IN_BRACKETS = re.compile(r"\s*\\?\[[^\[\]]{1,60}\]\s*|.{3,}\s\(LIMITE\)[\s*_]*")
_EDGE_SIGNS = " \t*_#|>()[]-–—=.:"
_SHORT_PIECE, _LONGEST_TORN, _MOST_PIECES = 8, 160, 40
_LONG_HIDDEN_TEXT, _MOST_HIDDEN = 40, 20_000
_LINES_ABOVE, _CONTEXT_LENGTH = 3, 200
_BETWEEN_NAME_WORDS = re.compile(r"[^\w'’+]+|_")
_HALF_OF_LEVEL = re.compile(r"(?:TRES |TOP )?SECRET|CONFIDENTI(?:AL|EL)|RESTREINTE?|RESTRICTED")
_ON_INFORMATION = re.compile(r"\s?UE\W.{0,80}\s(?:information|data|material|levels?|markings?)\b")


class FoundMarking(NamedTuple):
    """A marking and where it was found.

    `place` is empty for the page itself. `certain` means that it is set apart from other words and is a marking of the
    Council. `start` and `end` are offsets in the words of its line. A `bracketed` one fills it in square brackets, or
    stands behind a title in round ones.
    """

    marking: Marking
    words: str
    line: int
    place: str = ""
    certain: bool = True
    start: int = 0
    end: int = 0
    bracketed: bool = False
    before: str = ""
    after: str = ""


def find_markings(lines: Sequence[Line], hidden_text: Sequence[Line], vocabulary: Vocabulary) -> list[FoundMarking]:
    """Return every marking and every restricting phrase that a file shows, in the order of its lines."""
    furniture = IgnorableParts(vocabulary)
    first_page_lines = first_page_indexes(lines)
    marking_lines = first_page_lines | page_edge_indexes(lines)
    markings: list[FoundMarking] = []
    for index, line in enumerate(lines):
        if _may_hold_marking(line.words) or _may_be_torn(line.words):
            in_place = index in marking_lines or bool(line.place)
            line_markings = _markings_of_line(lines, index, furniture, in_place=in_place)
            markings += [_with_context(marking, lines, index) for marking in line_markings]
    markings += _markings_broken_over_lines(lines, first_page_lines)
    likely = [line for line in hidden_text[:_MOST_HIDDEN] if _may_hold_marking(line.words) or _is_glued(line)]
    folded_lines = {fold_classification(line.words) for line in lines} if likely else set()
    printed_lines = {" ".join(line.words.split()) for line in lines} if likely else set()
    for line in likely:
        words = fold_classification(line.words)
        # Hidden text of a PDF may repeat its pages: those words are judged on the page, unless they differ in capitals.
        is_raised = line.words.isupper() and " ".join(line.words.split()) not in printed_lines
        is_in_text = words in folded_lines and not is_raised
        if not is_in_text and not (len(words) > _LONG_HIDDEN_TEXT and any(words in long for long in folded_lines)):
            markings += _markings_in_hidden_text(line, furniture)
    return markings


def _with_context(marking: FoundMarking, lines: Sequence[Line], index: int) -> FoundMarking:
    """Return a marking of a line with the words around it."""
    lines_above = (line.words for line in lines[max(index - _LINES_ABOVE, 0) : index] if line.words.strip())
    words = lines[index].words
    before = "\n".join([*lines_above, words[: marking.start]])
    return marking._replace(before=before[-_CONTEXT_LENGTH:], after=words[marking.end :][:_CONTEXT_LENGTH])


def _may_hold_marking(words: str) -> bool:
    """Whether a line could hold a marking at all: a cheap test that most lines of most documents fail."""
    if not words:
        return False
    if _SPACED_OUT.search(words):
        return True
    folded = fold_classification(straighten_strokes(words)).translate(FIGURES)
    tokens = _WORD.findall(folded)
    return not restricting_words().isdisjoint(tokens) or ("M" in folded and any(map(resembles_limite, tokens)))


def choose_marking(markings: Sequence[FoundMarking]) -> tuple[FoundMarking | None, list[Doubt]]:
    """Return the highest marking, and doubts: an unknown phrase, places that differ, a marking only in hidden text."""
    if not markings:
        return None, []
    level = max(level_of(marking.marking) for marking in markings)
    highest = [marking for marking in markings if level_of(marking.marking) is level]
    chosen = next((m for m in highest if m.certain and not m.place), None)
    chosen = chosen or next((m for m in highest if not m.place), highest[0])
    doubts: dict[str, Doubt] = {}
    for marking in highest:
        if not marking.certain or level_of(marking.marking) > level_of(LIMITE):
            message = f"the words “{marking.words}”{_place_of(marking)} are no marking of the Council's, and seem to "
            message += "restrict the document" + (": taken for LIMITE" if marking.marking == LIMITE else "")
            doubts.setdefault(marking.words, Doubt("marking", message, marking.line, marking.words))
    if chosen.place and chosen.certain and not _is_seen_by_readers(chosen.place):
        message = f"“{chosen.words}” stands in the {chosen.place}, and not on the page"
        doubts.setdefault(chosen.words, Doubt("marking", message, chosen.line))
    lower = next((marking for marking in markings if level_of(marking.marking) is not level), None)
    if lower:
        message = f"places differ: “{chosen.words}”{_place_of(chosen)}, “{lower.words}”{_place_of(lower)}"
        doubts["differ"] = Doubt("marking", message, chosen.line, f"{chosen.words} / {lower.words}")
    if chosen in highest and chosen.certain and chosen.marking == LIMITE and not chosen.place:
        # LIMITE is on the page, spelt correctly: a misspelling elsewhere adds nothing.
        doubts = {key: doubt for key, doubt in doubts.items() if key == "differ"}
    return chosen, list(doubts.values())


def without_markings(lines: Sequence[Line], markings: Sequence[FoundMarking]) -> tuple[Line, ...]:
    """Return the lines without markings that are set apart: these are not part of a heading, subject or item."""
    from dataclasses import replace

    spans = group_pairs((m.line, m) for m in markings if m.marking.level is LIMITE.level and m.end > m.start)
    remaining: list[Line] = []
    for line in lines:
        words = line.words
        present = [m for m in spans.get(line.number, ()) if words[m.start : m.end] == m.words]
        if not present:
            remaining.append(line)
            continue
        for marking in present:
            words = words[: marking.start] + " " * (marking.end - marking.start) + words[marking.end :]
        if words.strip(" \t()[]{}*_#|.,:;-–—"):
            remaining.append(replace(line, text=words.rstrip(), mark=""))
    return tuple(remaining)


def _place_of(marking: FoundMarking) -> str:
    if marking.place:
        return f" in the {marking.place}"
    return f" on line {marking.line}" if marking.line else ""


def _is_seen_by_readers(place: str) -> bool:
    """Whether someone who reads the page sees this place."""
    return place.endswith(("header", "footer")) or place == "text box"


# ---- the page


def _markings_of_line(
    lines: Sequence[Line], index: int, furniture: IgnorableParts, *, in_place: bool
) -> Iterator[FoundMarking]:
    line = lines[index]
    words = line.words
    if not in_place and (len(words) > 200 or _belongs_to_number_above(lines, index)):
        return
    bare = words.strip(_EDGE_SIGNS)
    if is_restriction(bare) and (in_place or bare.isupper()) and not _is_classified(words):
        # The whole line with its furniture: EMBARGO until 12 March.
        yield _unknown_marking(bare, line, words.index(bare))
        return
    if in_place and (quiet := _marking_in_small_letters(lines, index) or _torn_marking(line)):
        yield quiet
        return
    pieces = list(furniture.cut_pieces(words))
    standing = [_marking_of_piece(piece, line) for piece in pieces]
    if not in_place and (not all(standing) or OTHER_NUMBER.search(words)):
        return
    classified = _is_classified(words)
    goes_on = _continues_below(lines, index)
    for piece, marking in zip(pieces, standing, strict=True):
        if classified and marking and marking.marking.level > LIMITE.level:
            # Half of a level that furniture cut in two.
            continue
        if (
            marking
            and marking.marking.level > LIMITE.level
            and not piece.words.isupper()
            and piece is pieces[-1]
            and goes_on
        ):
            # The first words of a title: Top secret / files in the archives.
            continue
        if marking:
            yield marking._replace(bracketed=_IN_BRACKETS.fullmatch(words) is not None)
        else:
            among = _markings_among_words(piece, line)
            yield from (m for m in among if not (classified and _is_half_of_level(m, words)))


def _is_half_of_level(restriction: FoundMarking, words: str) -> bool:
    """Whether a restricting word is half of a level that a line speaks of: rules on SECRET UE/EU SECRET material."""
    return bool(
        _HALF_OF_LEVEL.fullmatch(fold_marking(restriction.words)) and _ON_INFORMATION.match(words, restriction.end)
    )


def _marking_in_small_letters(lines: Sequence[Line], index: int) -> FoundMarking | None:
    """Return a marking in small letters, or LIMITE in mixed case, that fills its line and does not end a sentence."""
    line = lines[index]
    bare = line.words.strip(_EDGE_SIGNS)
    if len(bare) > _LONG_HIDDEN_TEXT or bare.isupper():
        return None
    line_above = lines[index - 1].words.rstrip() if index else ""
    if line_above[-1:].islower() or _continues_below(lines, index):
        return None
    if _LIMITE_LINE.fullmatch(fold_classification(bare)):
        return FoundMarking(LIMITE, bare, line.number, line.place, certain=False)
    if bare.islower() and is_restriction(bare.capitalize()):
        return _unknown_marking(bare, line, line.words.index(bare))
    return None


def _may_be_torn(words: str) -> bool:
    bare = words.strip()
    return len(words) < _LONGEST_TORN and bare.isupper() and (" " not in bare or _GAP.search(bare) is not None)


def _torn_marking(line: Line) -> FoundMarking | None:
    """Return a marking split by a wide gap or a cell border, or printed without its blanks: LIM   ITE, EYESONLY."""
    words = line.words
    if not _may_be_torn(words):
        return None
    letters = "".join(_WORD.findall(fold_classification(words)))
    parts = _GAP.split(words.strip())
    if letters not in phrases_without_blanks() or (
        len(parts) == 1 and (is_restriction(words) or LIMITE.text == letters)
    ):
        return None
    is_limite = letters == LIMITE.text
    return FoundMarking(LIMITE if is_limite else Marking(letters), letters, line.number, line.place, certain=False)


def _continues_below(lines: Sequence[Line], index: int) -> bool:
    """Whether the next line continues the words of this one."""
    line_below = lines[index + 1].words.strip() if index + 1 < len(lines) else ""
    return line_below[:1].islower() and not _LABELLED.match(line_below)


def _marking_of_piece(piece: LinePiece, line: Line) -> FoundMarking | None:
    """Return the marking that fills a piece."""
    words = piece.words
    folded = fold_classification(words)
    if folded.replace(" ", "") == LIMITE.text:
        if words.islower() and piece.end - piece.start >= len(line.words.strip()):
            return None
        certain = not words.islower()
        return FoundMarking(LIMITE, words, line.number, line.place, certain, start=piece.start, end=piece.end)
    if _LIMITE_WITH_AUDIENCE.fullmatch(folded):
        return FoundMarking(Marking(folded), words, line.number, line.place, start=piece.start, end=piece.end)
    if is_restriction(words) and folded != "LIMITED":
        return _unknown_marking(words, line, piece.start)
    letters = _WORD.findall(folded.translate(FIGURES))
    if reads_limite(words) or (
        len(letters) == 1
        and letters[0] not in WORDS_LIKE_LIMITE
        and not words.islower()
        and is_misread_limite(letters[0])
    ):
        return FoundMarking(LIMITE, words, line.number, line.place, certain=False, start=piece.start, end=piece.end)
    return None


def _unknown_marking(words: str, line: Line, start: int) -> FoundMarking:
    printed = " ".join(_UNPRINTABLE.sub(" ", fold_marking(straighten_strokes(words))).split())[:100].strip(" /:,().'+-")
    return FoundMarking(
        Marking(printed),
        " ".join(words.split()),
        line.number,
        line.place,
        certain=False,
        start=start,
        end=start + len(words),
    )


def _markings_among_words(piece: LinePiece, line: Line) -> Iterator[FoundMarking]:
    """Find LIMITE, or restricting words, at the end of a value or between other words, but not inside a sentence."""
    for limite in find_limite(piece.words):
        marking = Marking(limite.words) if "-" in limite.words else LIMITE
        yield _marking_at(marking, limite, piece, line)
    for words in find_restrictions(piece.words):
        if words.limite:
            yield _marking_at(LIMITE, words, piece, line)
        else:
            yield _unknown_marking(words.words, line, piece.start + words.start)


def _marking_at(marking: Marking, words: MarkingWords, piece: LinePiece, line: Line) -> FoundMarking:
    start = piece.start + words.start
    end = start + len(words.words)
    return FoundMarking(marking, words.words, line.number, line.place, certain=words.certain, start=start, end=end)


def _belongs_to_number_above(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is below the number of another document, to which its marking then belongs."""
    for line_above in reversed(lines[max(index - 3, 0) : index]):
        if not line_above.words.strip():
            return False
        if OTHER_NUMBER.search(line_above.words):
            return True
    return False


def _is_classified(words: str) -> bool:
    """Whether words are a level of EU classified information, which refuses the document."""
    return find_classification(_GAP.sub(" | ", words)) is not None


# ---- words broken over lines, hidden text


def _markings_broken_over_lines(lines: Sequence[Line], first_page_lines: frozenset[int]) -> Iterator[FoundMarking]:
    """Find words whose letters are spread over several short lines: LIM and ITE, or one letter a line."""
    pieces: list[tuple[str, Line]] = []
    for index in [*(i for i in sorted(first_page_lines) if lines[i].words.strip()), -1]:
        words = lines[index].words.strip(" -:/") if index >= 0 else ""
        is_piece = len(words) <= _SHORT_PIECE and (words.isupper() or len(words) == 1)
        letters = "".join(_WORD.findall(fold_classification(words))) if is_piece else ""
        if letters and not any(map(str.isdigit, words)):
            pieces.append((letters, lines[index]))
        elif words or index < 0:
            yield from _join_short_lines(pieces[:_MOST_PIECES])
            pieces = []


def _join_short_lines(pieces: Sequence[tuple[str, Line]]) -> Iterator[FoundMarking]:
    for first in range(len(pieces)):
        joined, word = "", ""
        for letters, _ in pieces[first:]:
            joined += letters
            if joined in phrases_without_blanks() and joined != letters:
                word = joined
        if word:
            line = pieces[first][1]
            certain = word == LIMITE.text
            yield FoundMarking(LIMITE if certain else Marking(word), word, line.number, line.place, certain=certain)
            return


def _is_glued(line: Line) -> bool:
    """Whether a line of hidden text is a marking without its blanks: one letter below the other, or spaced out."""
    words = line.words
    if line.place != VERTICAL and (" " in words or not words.isupper()):
        return False
    return "".join(_WORD.findall(fold_classification(words))) in phrases_without_blanks()


def _markings_in_hidden_text(line: Line, furniture: IgnorableParts) -> Iterator[FoundMarking]:
    place = line.place or "file, beside its text"
    words = line.words
    if place in ("file name", "folder name"):
        yield from _marking_in_file_name(words, line)
        return
    bare = words.strip(_EDGE_SIGNS)
    letters = "".join(_WORD.findall(fold_classification(words)))
    if _is_glued(line) and letters != LIMITE.text:
        yield FoundMarking(Marking(letters), letters, line.number, place, certain=False)
        return
    if is_restriction(bare) and not _is_classified(words):
        yield _unknown_marking(bare, line, 0)._replace(place=place, start=0, end=0)
        return
    for piece in furniture.cut_pieces(words):
        marking = _marking_of_piece(piece, line)
        markings = [marking] if marking else _markings_among_words(piece, line)
        yield from (found_marking._replace(place=place, start=0, end=0) for found_marking in markings)


def _marking_in_file_name(name: str, line: Line) -> Iterator[FoundMarking]:
    """Find the marking in a file or folder name: LIMITE as a word, or a restricting phrase that fills the name."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name)
    tokens = [token for token in _BETWEEN_NAME_WORDS.split(stem) if token]
    if spaced := LIMITE_WORD.search(" ".join(tokens)):
        yield FoundMarking(LIMITE, spaced[0], 0, line.place)
        return
    for index, token in enumerate(tokens):
        is_term = tokens[index - 1].casefold() in ("date", "vitesse", "heure") if index else False
        if fold_classification(token) == LIMITE.text and not is_term:
            yield FoundMarking(LIMITE, token, 0, line.place)
            return
        if is_misread_in_capitals(token):
            yield FoundMarking(LIMITE, token, 0, line.place, certain=False)
            return
    for first in range(len(tokens)):
        for last in range(len(tokens), first, -1):
            phrase = " ".join(tokens[first:last])
            is_whole_name = all(
                t.isdigit() or len(t) < 3 or t.casefold() in _USUAL_NAME_WORDS for t in tokens[:first] + tokens[last:]
            )
            is_loud = phrase.upper() == phrase and len(phrase) > 4
            capital = phrase[:1].upper() + phrase[1:]
            several_words = last - first > 1 and is_restriction(capital, among_words=True)
            is_restricting = (
                several_words or is_restriction(phrase) or (is_whole_name and is_restriction(phrase.capitalize()))
            )
            if is_restricting and (is_whole_name or is_loud or several_words) and not _is_classified(stem):
                yield _unknown_marking(phrase, line, 0)._replace(start=0, end=0)
                return


_USUAL_NAME_WORDS = frozenset("draft final note report version copy init rev add cor document paper annex scan".split())
