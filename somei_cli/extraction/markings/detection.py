"""Where a file shows a marking: every line of the first page, the margins of all pages, and the words beside the text.

This step does not depend on how the page is laid out. A LIMITE that stands below the type heading, between number and
code, in a column or in the margin is found as it is on the letterhead. Levels of classified information are not looked
for here: they refuse the document (`letterhead.classified`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from somei_cli.extraction.markings.furniture import Furniture, LinePiece
from somei_cli.extraction.markings.phrases import FIGURES, broken_words, is_slip_of_limite, restricts, telling_words
from somei_cli.extraction.markings.words_in_a_line import (
    LIMITE_WORD,
    WORDS_LIKE_LIMITE,
    WordsFound,
    find_limite,
    find_restrictions,
    is_loud_slip,
)
from somei_cli.model.importing.draft_entry import VERTICAL, Doubt, Line
from somei_cli.model.markings import LIMITE, Marking, classification_in, fold, fold_classification, level_of
from somei_cli.model.register.vocabulary import Vocabulary

_FIRST_PAGE = 60
"""Filled lines of a first page, where the format has no pages."""
_INSTITUTION = re.compile(
    r"(?i)council of the|european (?:union|council|communities)|conseil|consiglio|rat der|the council"
)
_MOST_INSTITUTIONS = 3

_LIMITE_WITH_AUDIENCE = re.compile(r"(?:[A-Z]{2,8}[- ])?LIMITE(?: ?- ?| ?/ ?)[A-Z]{2,8}")
_WORD = re.compile(r"[^\W\d_]+")
_LIMITE_LINE = re.compile(r"(?:[A-Z]{2,8}(?:-[A-Z]{2,8})?[- ])?LIMITE(?: ?[-/ ] ?[A-Z]{2,8}){0,2}")
_CITED = re.compile(r"(?<![\w/.-])[0-9]{4,5}(?:/[0-9]{1,3})?/[0-9]{2}(?![0-9/])")

_LABELLED = re.compile(r"[^\W\d_][\w .'’-]{0,30}:(?:\s|$)")
_UNPRINTABLE = re.compile(r"[^\w /:,().'+-]|_")
_GAP = re.compile(r"\s{3,}|\t")
_SPACED_OUT = re.compile(r"(?<!\S)\S(?: \S){3}")

_SIGNS = " \t*_#|>()[]-–—=.:"
_LETTERS = frozenset("LIMITE")
_SHORT = 8
_SHORT_TORN = 160
_MOST_SHORT = 40
_LONG_ASIDE = 40
_MOST_ASIDE = 20_000
_FILE_WORDS = re.compile(r"[^\w'’+]+|_")
_HALF_OF_LEVEL = re.compile(r"(?:TRES |TOP )?SECRET|CONFIDENTI(?:AL|EL)|RESTREINTE?|RESTRICTED")
_ON_INFORMATION = re.compile(r"\s?UE\W.{0,80}\s(?:information|data|material|levels?|markings?)\b")


class FoundMarking(NamedTuple):
    """A marking and where it was found.

    `place` is empty for the page itself. `certain` says that it stands by itself and is one that the Council uses.
    `start` and `end` are its place in the words of its line.
    """

    marking: Marking
    words: str
    line: int
    place: str = ""
    certain: bool = True
    start: int = 0
    end: int = 0


def find_markings(lines: Sequence[Line], aside: Sequence[Line], vocabulary: Vocabulary) -> list[FoundMarking]:
    """Every marking and every word of restriction that a file shows, in the order of its lines."""
    furniture = Furniture(vocabulary)
    first = first_page(lines)
    inside = first | page_edges(lines)
    found: list[FoundMarking] = []
    for at, line in enumerate(lines):
        if _may_mark(line.words) or _may_be_torn(line.words):
            found += _on_line(lines, at, furniture, inside=at in inside or bool(line.place))
    found += _broken(lines, first)
    telling = [line for line in aside[:_MOST_ASIDE] if _may_mark(line.words) or _is_glued(line)]
    shown = {fold_classification(line.words) for line in lines} if telling else set()
    printed = {" ".join(line.words.split()) for line in lines} if telling else set()
    for line in telling:
        words = fold_classification(line.words)
        # A PDF tells the text of its pages twice; what stands in the text is judged there, if in the same capitals.
        raised = line.words.isupper() and " ".join(line.words.split()) not in printed
        told = words in shown and not raised
        if not told and not (len(words) > _LONG_ASIDE and any(words in long for long in shown)):
            found += _aside(line, furniture)
    return found


def _may_mark(words: str) -> bool:
    """Whether a line could hold a marking at all; most lines of most documents could not."""
    if _SPACED_OUT.search(words):
        return True
    tokens = _WORD.findall(fold_classification(words).translate(FIGURES))
    return any(token in telling_words() or _resembles_limite(token) for token in tokens)


def _resembles_limite(token: str) -> bool:
    """Whether a word has enough letters of LIMITE to be that word misread."""
    return 3 < len(token) < 9 and "M" in token and token[0] in "LIT" and len(_LETTERS & set(token)) > 3


def decide_marking(found: Sequence[FoundMarking]) -> tuple[FoundMarking | None, list[Doubt]]:
    """The highest marking found, and what is doubtful: an unknown word, places that differ, a word beside the page."""
    if not found:
        return None, []
    highest = max(level_of(one.marking) for one in found)
    tops = [one for one in found if level_of(one.marking) is highest]
    chosen = next((one for one in tops if one.certain and not one.place), None)
    chosen = chosen or next((one for one in tops if not one.place), tops[0])
    doubts: dict[str, Doubt] = {}
    for one in tops:
        if not one.certain or level_of(one.marking) > level_of(LIMITE):
            message = f"the words “{one.words}”{_where(one)} are no marking of the Council's, and seem to restrict the "
            message += "document" + (": taken for LIMITE" if one.marking == LIMITE else "")
            doubts.setdefault(one.words, Doubt("marking", message, one.line))
    if chosen.place and chosen.certain and not _is_margin(chosen.place):
        message = f"“{chosen.words}” stands in the {chosen.place}, and not on the page"
        doubts.setdefault(chosen.words, Doubt("marking", message, chosen.line))
    lower = next((one for one in found if level_of(one.marking) is not highest), None)
    if lower:
        message = f"places differ: “{chosen.words}”{_where(chosen)}, “{lower.words}”{_where(lower)}"
        doubts["differ"] = Doubt("marking", message, chosen.line)
    if chosen in tops and chosen.certain and chosen.marking == LIMITE and not chosen.place:
        # LIMITE stands on the page in so many letters: a slip elsewhere adds nothing.
        doubts = {key: doubt for key, doubt in doubts.items() if key == "differ"}
    return chosen, list(doubts.values())


def without_markings(lines: Sequence[Line], found: Sequence[FoundMarking]) -> tuple[Line, ...]:
    """The lines without the markings that stand by themselves: no words of a heading, a subject or an item."""
    from dataclasses import replace

    spans: dict[int, list[FoundMarking]] = {}
    for one in found:
        if one.marking.level is LIMITE.level and one.end > one.start:
            spans.setdefault(one.line, []).append(one)
    kept: list[Line] = []
    for line in lines:
        words = line.words
        here = [one for one in spans.get(line.number, ()) if words[one.start : one.end] == one.words]
        if not here:
            kept.append(line)
            continue
        for one in here:
            words = words[: one.start] + " " * (one.end - one.start) + words[one.end :]
        if words.strip(" \t()[]{}*_#|.,:;-–—"):
            kept.append(replace(line, text=words.rstrip(), mark=""))
    return tuple(kept)


def _where(one: FoundMarking) -> str:
    if one.place:
        return f" in the {one.place}"
    return f" on line {one.line}" if one.line else ""


def _is_margin(place: str) -> bool:
    """Whether a place is seen by who reads the page."""
    return place.endswith(("header", "footer")) or place == "text box"


# ---- the page


def first_page(lines: Sequence[Line]) -> frozenset[int]:
    """The indexes of the lines of the first page, and of those around the name of the institution."""
    if any(line.page is not None for line in lines):
        return frozenset(at for at, line in enumerate(lines) if line.page in (None, 1))
    filled = [at for at, line in enumerate(lines) if line.words.strip()]
    first = set(filled[:_FIRST_PAGE])
    named = [at for at, index in enumerate(filled) if _INSTITUTION.match(lines[index].words.strip())]
    for at in named[:_MOST_INSTITUTIONS]:
        first.update(filled[at : at + _FIRST_PAGE])
    return frozenset(first)


def page_edges(lines: Sequence[Line]) -> frozenset[int]:
    """The indexes of the first and the last two filled lines of each page, where the format has pages."""
    filled = [at for at, line in enumerate(lines) if line.words.strip() and line.page is not None]
    edges: set[int] = set()
    for place, at in enumerate(filled):
        page = lines[at].page
        near = [*filled[max(place - 2, 0) : max(place - 1, 0)], *filled[place + 2 : place + 3]]
        if len(near) < 2 or any(lines[other].page != page for other in near):
            edges.add(at)
    return frozenset(edges)


def _on_line(lines: Sequence[Line], at: int, furniture: Furniture, *, inside: bool) -> Iterator[FoundMarking]:
    line = lines[at]
    words = line.words
    if not inside and (len(words) > 200 or _belongs_above(lines, at)):
        return
    bare = words.strip(_SIGNS)
    if restricts(bare) and (inside or bare.isupper()) and not _is_classified(words):
        # The whole line, what shares it included: EMBARGO until 12 March.
        yield _unknown(bare, line, words.index(bare))
        return
    if inside and (quiet := _on_quiet_line(lines, at) or _torn(line)):
        yield quiet
        return
    pieces = list(furniture.cut_pieces(words))
    standing = [_standing(piece, line) for piece in pieces]
    if not inside and (not all(standing) or _CITED.search(words)):
        return
    classified = _is_classified(words)
    goes_on = _goes_on(lines, at)
    for piece, one in zip(pieces, standing, strict=True):
        if classified and one and one.marking.level > LIMITE.level:
            # Half of a level that furniture cut in two.
            continue
        if one and one.marking.level > LIMITE.level and not piece.words.isupper() and piece is pieces[-1] and goes_on:
            # The first words of a title: Top secret / files in the archives.
            continue
        if one:
            yield one
        else:
            among = _among_words(piece, line)
            yield from (found for found in among if not (classified and _is_half_of_level(found, words)))


def _is_half_of_level(found: FoundMarking, words: str) -> bool:
    """Whether a word that restricts is half of a level that a line speaks of: rules on SECRET UE/EU SECRET material."""
    return bool(_HALF_OF_LEVEL.fullmatch(fold(found.words)) and _ON_INFORMATION.match(words, found.end))


def _on_quiet_line(lines: Sequence[Line], at: int) -> FoundMarking | None:
    """A marking in small letters, or LIMITE in mixed ones, that is a line of its own and no end of a sentence."""
    line = lines[at]
    bare = line.words.strip(_SIGNS)
    if len(bare) > _LONG_ASIDE or bare.isupper():
        return None
    above = lines[at - 1].words.rstrip() if at else ""
    if above[-1:].islower() or _goes_on(lines, at):
        return None
    if _LIMITE_LINE.fullmatch(fold_classification(bare)):
        return FoundMarking(LIMITE, bare, line.number, line.place, certain=False)
    if bare.islower() and restricts(bare.capitalize()):
        return _unknown(bare, line, line.words.index(bare))
    return None


def _may_be_torn(words: str) -> bool:
    bare = words.strip()
    return len(words) < _SHORT_TORN and bare.isupper() and (" " not in bare or _GAP.search(bare) is not None)


def _torn(line: Line) -> FoundMarking | None:
    """A marking whose letters a wide gap or the border of a cell tears, or that has no blanks: LIM   ITE, EYESONLY."""
    words = line.words
    if not _may_be_torn(words):
        return None
    letters = "".join(_WORD.findall(fold_classification(words)))
    parts = _GAP.split(words.strip())
    if letters not in broken_words() or (len(parts) == 1 and (restricts(words) or LIMITE.text == letters)):
        return None
    known = letters == LIMITE.text
    return FoundMarking(LIMITE if known else Marking(letters), letters, line.number, line.place, certain=False)


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the next line goes on with the words of this one."""
    below = lines[at + 1].words.strip() if at + 1 < len(lines) else ""
    return below[:1].islower() and not _LABELLED.match(below)


def _standing(piece: LinePiece, line: Line) -> FoundMarking | None:
    """The marking that a piece is, and nothing else."""
    words = piece.words
    folded = fold_classification(words)
    if folded.replace(" ", "") == LIMITE.text:
        if words.islower() and piece.end - piece.start >= len(line.words.strip()):
            return None
        certain = not words.islower()
        return FoundMarking(LIMITE, words, line.number, line.place, certain, start=piece.start, end=piece.end)
    if _LIMITE_WITH_AUDIENCE.fullmatch(folded):
        return FoundMarking(Marking(folded), words, line.number, line.place, start=piece.start, end=piece.end)
    if restricts(words) and folded != "LIMITED":
        return _unknown(words, line, piece.start)
    letters = _WORD.findall(folded.translate(FIGURES))
    if (
        len(letters) == 1
        and letters[0] not in WORDS_LIKE_LIMITE
        and not words.islower()
        and is_slip_of_limite(letters[0])
    ):
        return FoundMarking(LIMITE, words, line.number, line.place, certain=False, start=piece.start, end=piece.end)
    return None


def _unknown(words: str, line: Line, start: int) -> FoundMarking:
    printed = " ".join(_UNPRINTABLE.sub(" ", fold(words)).split())[:100].strip(" /:,().'+-")
    return FoundMarking(
        Marking(printed),
        " ".join(words.split()),
        line.number,
        line.place,
        certain=False,
        start=start,
        end=start + len(words),
    )


def _among_words(piece: LinePiece, line: Line) -> Iterator[FoundMarking]:
    """LIMITE, or a word that restricts, at the end of a value or between other words, but not inside a sentence."""
    for limite in find_limite(piece.words):
        marking = Marking(limite.words) if "-" in limite.words else LIMITE
        yield _found(marking, limite, piece, line)
    for found in find_restrictions(piece.words):
        if found.limite:
            yield _found(LIMITE, found, piece, line)
        else:
            yield _unknown(found.words, line, piece.start + found.start)


def _found(marking: Marking, words: WordsFound, piece: LinePiece, line: Line) -> FoundMarking:
    start = piece.start + words.start
    end = start + len(words.words)
    return FoundMarking(marking, words.words, line.number, line.place, certain=words.certain, start=start, end=end)


def _belongs_above(lines: Sequence[Line], at: int) -> bool:
    """Whether a line stands below the number of another document, whose marking it then is."""
    for above in reversed(lines[max(at - 3, 0) : at]):
        if not above.words.strip():
            return False
        if _CITED.search(above.words):
            return True
    return False


def _is_classified(words: str) -> bool:
    """Whether words are a level of classified information: they refuse the document, and are no marking to take."""
    return classification_in(_GAP.sub(" | ", words)) is not None


# ---- words broken over lines, page feet, and what stands beside the text


def _broken(lines: Sequence[Line], first: frozenset[int]) -> Iterator[FoundMarking]:
    """A word whose letters stand on several short lines: LIM and ITE, or one letter to a line."""
    short: list[tuple[str, Line]] = []
    for at in [*(i for i in sorted(first) if lines[i].words.strip()), -1]:
        words = lines[at].words.strip(" -:/") if at >= 0 else ""
        letters = "".join(_WORD.findall(fold_classification(words)))
        if (
            letters
            and len(words) <= _SHORT
            and not any(map(str.isdigit, words))
            and (words.isupper() or len(words) == 1)
        ):
            short.append((letters, lines[at]))
        elif words or at < 0:
            yield from _joined(short[:_MOST_SHORT])
            short = []


def _joined(short: Sequence[tuple[str, Line]]) -> Iterator[FoundMarking]:
    for begin in range(len(short)):
        joined, longest = "", ""
        for letters, _ in short[begin:]:
            joined += letters
            if joined in broken_words() and joined != letters:
                longest = joined
        if longest:
            line = short[begin][1]
            known = longest == LIMITE.text
            yield FoundMarking(LIMITE if known else Marking(longest), longest, line.number, line.place, certain=known)
            return


def _is_glued(line: Line) -> bool:
    """Whether a line beside the text is a marking without its blanks: one letter below the other, or spaced."""
    words = line.words
    if line.place != VERTICAL and (" " in words or not words.isupper()):
        return False
    return "".join(_WORD.findall(fold_classification(words))) in broken_words()


def _aside(line: Line, furniture: Furniture) -> Iterator[FoundMarking]:
    place = line.place or "file, beside its text"
    words = line.words
    if place in ("file name", "folder name"):
        yield from _in_name(words, line)
        return
    bare = words.strip(_SIGNS)
    letters = "".join(_WORD.findall(fold_classification(words)))
    if _is_glued(line) and letters != LIMITE.text:
        yield FoundMarking(Marking(letters), letters, line.number, place, certain=False)
        return
    if restricts(bare) and not _is_classified(words):
        yield _unknown(bare, line, 0)._replace(place=place, start=0, end=0)
        return
    for piece in furniture.cut_pieces(words):
        one = _standing(piece, line)
        found = [one] if one else _among_words(piece, line)
        yield from (each._replace(place=place, start=0, end=0) for each in found)


def _in_name(name: str, line: Line) -> Iterator[FoundMarking]:
    """The marking in the name of a file or folder: LIMITE as a word, or a restriction that is all of its words."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name)
    tokens = [token for token in _FILE_WORDS.split(stem) if token]
    if spaced := LIMITE_WORD.search(" ".join(tokens)):
        yield FoundMarking(LIMITE, spaced[0], 0, line.place)
        return
    for at, token in enumerate(tokens):
        said = tokens[at - 1].casefold() in ("date", "vitesse", "heure") if at else False
        if fold_classification(token) == LIMITE.text and not said:
            yield FoundMarking(LIMITE, token, 0, line.place)
            return
        if is_loud_slip(token):
            yield FoundMarking(LIMITE, token, 0, line.place, certain=False)
            return
    for first in range(len(tokens)):
        for last in range(len(tokens), first, -1):
            phrase = " ".join(tokens[first:last])
            whole = all(
                t.isdigit() or len(t) < 3 or t.casefold() in _FILE_FURNITURE for t in tokens[:first] + tokens[last:]
            )
            loud = phrase.upper() == phrase and len(phrase) > 4
            capital = phrase[:1].upper() + phrase[1:]
            several = last - first > 1 and restricts(capital, among_words=True)
            named = several or restricts(phrase) or (whole and restricts(phrase.capitalize()))
            if named and (whole or loud or several) and not _is_classified(stem):
                yield _unknown(phrase, line, 0)._replace(start=0, end=0)
                return


_FILE_FURNITURE = frozenset("draft final note report version copy init rev add cor document paper annex scan".split())
