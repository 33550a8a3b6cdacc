"""Undo line breaks of other programs: within words and numbers, and lines that are printed twice.

A viewer that breaks lines at a fixed width breaks `13655/23` and `октомври` too. What proves such breaks is joined;
then every other word that may be broken counts as uncertain. Lines keep their numbers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from somei_cli.extraction.cover.printed_dates import month_number
from somei_cli.extraction.header_table.label_patterns import find_label_matches
from somei_cli.extraction.word_breaks import (
    HYPHEN_LAST,
    find_broken_word,
    is_between_parts,
    is_broken_word,
    is_certain_break,
)
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.importing.language_words import recognise_language

# 13655/ 23; 2022/0 398 (COD)
_NUMBER_LAST = re.compile(r"(?<![\w/.-])[0-9]{4,5}(?:/[0-9]{1,2})?/\s*$")
_YEAR_FIRST = re.compile(r"[0-9]{2}(?![\w/])")
_FILE_LAST = re.compile(r"(?<![\w/.-])(?:19|20)[0-9]{2}/(?P<figures>[0-9]{0,3})\s*$")
_FILE_FIRST = re.compile(r"(?P<figures>[0-9]{1,4}) ?\([A-Z]{3}\)")
_FILE_FIGURES = 4
# 5 октом ври 2023; 27 fé- vrier 2019
_MONTH_LAST = re.compile(r"(?<![\w/])[0-3]?[0-9]\.? (?:de )?(?P<part>[^\W\d_]{2,11})(?P<hyphen>-?)\s*$")
_LETTERS_FIRST = re.compile(r"[^\W\d_]{1,10}(?!\w)")
_WORD_LAST = re.compile(r"[^\W\d_]{2,30}$")
_SMALL_WORD_FIRST = re.compile(r"(?P<word>[^\W\d_A-ZÀ-Þ]{2,30})(?![\w-])[).,;:”»]{0,3}")
_LONGEST_END = 40
_FEWEST_TWINS = 8
_MOST_LINES = 0.8
_FEWEST_STROKES = 2
_LONE_DASH = re.compile(r"\s{0,8}[•*]\s{1,3}-\s{0,4}")


_FEWEST_WRAPPED = 6
_WIDEST_PAGE = 130
_FEWEST_LABELS_WITHIN = 2


def join_wrapped_page(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with each page that came as one line, and was broken at a fixed width later, as one line again.

    Each line of such a page takes as many words as fit, and labels of the header table stand within its lines.
    """
    joined: list[Line] = []
    index = 0
    while index < len(lines):
        end = index
        while end < len(lines) and _may_be_wrapped(lines[end], lines[index]):
            end += 1
        paragraph = lines[index:end]
        if len(paragraph) >= _FEWEST_WRAPPED and _is_wrapped_page([line.text.strip() for line in paragraph]):
            joined.append(replace(lines[index], text=" ".join(line.text.strip() for line in paragraph)))
        else:
            end = max(end, index + 1)
            joined += lines[index:end]
        index = end
    return tuple(joined)


def _may_be_wrapped(line: Line, first: Line) -> bool:
    is_plain = not (line.mark or line.heading or line.row or line.note or line.place or line.links)
    return is_plain and bool(line.text.strip()) and line.page == first.page


def _is_wrapped_page(words: Sequence[str]) -> bool:
    width = max(map(len, words))
    if width > _WIDEST_PAGE or any(
        len(above) + 1 + len(below.split(None, 1)[0]) <= width for above, below in pairwise(words)
    ):
        return False
    within = [label for text in words for label in find_label_matches(text) if label.start()]
    return len({label.lastgroup for label in within}) >= _FEWEST_LABELS_WITHIN


class JoinedLines(NamedTuple):
    """Lines in which broken words are whole again, and the words of which it is not certain whether they are."""

    lines: tuple[Line, ...]
    uncertain_words: tuple[str, ...] = ()


def join_broken_lines(lines: Sequence[Line]) -> JoinedLines:
    """Return the lines without breaks within words and numbers, and without second copies right below the first."""
    whole = _join_words_within(_without_lone_dashes(_without_cell_marks(_without_twins(lines))))
    joined, are_hyphenated = _join_numbers_and_months(whole)
    if not joined:
        return JoinedLines(tuple(whole))
    return _join_words(joined, hyphenated=are_hyphenated)


def _without_twins(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without the second of two equal ones, if almost all lines are printed twice.

    Of a label that is printed alone and then with its value, or a value without its label, the whole line stays.
    """
    filled = [line for line in lines if line.text.strip()]
    if len(filled) < 2 * _FEWEST_TWINS:
        return list(lines)
    dropped: set[int] = set()
    pairs = 0
    for first, second in pairwise(filled):
        if id(first) in dropped:
            continue
        above, below = first.text.strip(), second.text.strip()
        if above == below:
            dropped.add(id(second))
            pairs += 1
        elif above.endswith(":") and below.startswith(above):
            dropped.add(id(first))
        elif ":" in above and above.endswith(f" {below}"):
            dropped.add(id(second))
    if pairs < _FEWEST_TWINS or 2 * pairs < _MOST_LINES * len(filled):
        return list(lines)
    return [line for line in lines if id(line) not in dropped]


# The strokes between the cells of a table, as sites print them: “Subject: / Lamps”.
_STROKE_BEHIND_LABEL = re.compile(r"(?P<label>\s{0,20}[^\W\d_][^:/\n]{1,30}\s?:)\s{0,4}/\s{1,4}(?=\S)")


def _without_lone_dashes(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with each dash behind a bullet on the line of its words: `• -` above `Presentation`."""
    joined = list(lines)
    for index, (first, second) in enumerate(pairwise(lines)):
        if "-" in first.text and _LONE_DASH.fullmatch(first.text) and second.text.strip():
            joined[index] = replace(first, text="")
            joined[index + 1] = replace(second, text=f"- {second.text.lstrip()}")
    return joined


def _without_cell_marks(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without the strokes between labels and values, if several lines have one."""
    strokes = [_STROKE_BEHIND_LABEL.match(line.text) if "/ " in line.text else None for line in lines]
    if sum(stroke is not None for stroke in strokes) < _FEWEST_STROKES:
        return list(lines)
    return [
        replace(line, text=f"{stroke['label']} {line.text[stroke.end() :]}") if stroke else line
        for line, stroke in zip(lines, strokes, strict=True)
    ]


def _join_numbers_and_months(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """Return the lines with numbers and months whole, or none if none is broken; and whether a hyphen breaks words."""
    joined = list(lines)
    is_broken = are_hyphenated = False
    for index, (first, second) in enumerate(pairwise(lines)):
        above, below = joined[index].text, second.text.lstrip()
        if not above or not below or first.page != second.page:
            continue
        moved_part, tail = "", above.rstrip()[-_LONGEST_END:]
        if "/" in tail and _NUMBER_LAST.search(tail) and (year := _YEAR_FIRST.match(below)):
            moved_part = year[0]
        elif "/" in tail and (start := _FILE_LAST.search(tail)) and (end := _FILE_FIRST.match(below)):
            if len(start["figures"] + end["figures"]) == _FILE_FIGURES:
                moved_part = end[0]
        elif below[0].isalpha() and (month := _MONTH_LAST.search(tail)) and (letters := _LETTERS_FIRST.match(below)):
            is_whole = month_number(month["part"]) is not None
            if not is_whole and month_number(month["part"] + letters[0]) is not None:
                moved_part = letters[0]
                above = above.rstrip().removesuffix("-")
                are_hyphenated = are_hyphenated or bool(month["hyphen"])
        if moved_part:
            is_broken = True
            joined[index] = replace(joined[index], text=f"{above.rstrip()}{moved_part}")
            joined[index + 1] = replace(second, text=below.removeprefix(moved_part).lstrip())
    return (joined if is_broken else []), are_hyphenated


def _join_words(lines: Sequence[Line], *, hyphenated: bool) -> JoinedLines:
    """Join the words that are broken at a hyphen, if months are too; else those that are whole in another place."""
    words = _words([line.text for line in lines])
    joined = list(lines)
    uncertain: list[str] = []
    for index, (above, below) in enumerate(pairwise(lines)):
        first, second = joined[index].text.rstrip(), below.text.lstrip()
        end = _SMALL_WORD_FIRST.match(second)
        if above.page != below.page or end is None:
            continue
        if hyphenated:
            if broken := HYPHEN_LAST.search(first):
                whole = f"{broken['part']}{end[0]}"
                joined[index] = replace(joined[index], text=f"{first[: broken.start()]}{whole}")
                joined[index + 1] = replace(below, text=second[end.end() :].lstrip(" "))
            continue
        start = _WORD_LAST.search(first)
        if start is None:
            continue
        if (start[0] + end["word"]).casefold() in words:
            joined[index] = replace(joined[index], text=f"{first}{end[0]}")
            joined[index + 1] = replace(below, text=second[end.end() :].lstrip(" "))
        else:
            uncertain.append(f"{start[0]} {end['word']}")
    return JoinedLines(tuple(joined), tuple(uncertain))


_BROKEN_WITHIN = re.compile(r"(?<![\w-])(?P<part>[^\W\d_]{2,30})- (?P<word>[^\W\d_A-ZÀ-Þ]{3,30})(?!\w)")
_HYPHENATED = re.compile(r"(?<![\w-])[^\W\d_]{3,30}-[^\W\d_]{3,30}(?![\w-])")


_LONG_LINE = 250
"""A line that holds a whole page, or much of it: in a shorter one a dash may set words apart."""


def _join_words_within(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the words whole that a hyphen and a blank tear in a page of one line: `recog- nition`.

    A word is joined if the page has it whole in another place, with or without the hyphen, or if its language shows
    that the hyphen is none of its own.
    """
    if not any("- " in line.text and len(line.text) >= _LONG_LINE for line in lines):
        return list(lines)
    text = "\n".join(line.text for line in lines)
    words, hyphenated = _words([text]), frozenset(_HYPHENATED.findall(text.casefold()))
    language = recognise_language(text)

    def join(match: re.Match[str]) -> str:
        first, second = match["part"], match["word"]
        if is_between_parts(second):
            return match[0]
        if f"{first}-{second}".casefold() in hyphenated or not is_broken_word(first, second):
            return f"{first}-{second}"
        is_whole = (first + second).casefold() in words or is_certain_break(first, second, language)
        return first + second if is_whole else match[0]

    return [
        replace(line, text=_BROKEN_WITHIN.sub(join, line.text)) if len(line.text) >= _LONG_LINE else line
        for line in lines
    ]


def find_broken_words(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the words with a hyphen at the end of a line that may be no part of them, with and without it.

    `police-men` and `policemen` are yielded, unless the word is whole in another place, or its language shows that the
    hyphen is none of its own.
    """
    filled = [line.text for line in lines if line.text.strip()]
    parts = list(_broken_words(filled))
    words = _words(filled) if parts else frozenset()
    language = recognise_language("\n".join(filled)) if parts else None
    for first, second in parts:
        if (first + second).casefold() not in words and not is_certain_break(first, second, language):
            yield f"{first}-{second}"
            yield f"{first}{second}"


def _broken_words(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for above, below in pairwise(lines):
        if "-" in above[-2:] and (parts := find_broken_word(above.rstrip(), below.lstrip())):
            yield parts
    for line in lines:
        # In a page of one line the hyphen is within it.
        for match in _BROKEN_WITHIN.finditer(line) if "- " in line else ():
            if is_broken_word(match["part"], match["word"]) and not is_between_parts(match["word"]):
                yield match["part"], match["word"]


def _words(lines: Sequence[str]) -> frozenset[str]:
    return frozenset(word.casefold() for line in lines for word in re.findall(r"[^\W\d_]{3,}", line))
