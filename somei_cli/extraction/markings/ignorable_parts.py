"""Furniture: what shares a line with a marking or value but is not part of it, as numbers, codes, dates, labels."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from somei_cli.extraction.footers import LANGUAGE
from somei_cli.extraction.markings.restriction_words import is_restriction, restricting_words
from somei_cli.formats.notation.required_letters import find_from_starts
from somei_cli.model.markings import fold_classification
from somei_cli.model.register.vocabulary import DocumentType, Vocabulary

_SUFFIX = r"(?:REV|ADD|COR|EXT|DCL|AMD|INIT)(?: ?[0-9]{1,3})?(?: ?\([a-z, ]{2,40}\))?"
_SEPARATOR = r"\s{3,}|\t|[|·•∙]|\s[-–—/]{1,3}\s|[()\[\]{};*_#]|^[-–—=\s]+|[-–—=\s]+$"
_NUMBER_END = rf"(?:/[0-9]{{1,3}})?\s?/\s?[0-9]{{2,4}}(?![0-9/])(?:[ +]{{1,3}}{_SUFFIX}){{0,4}}"
_ORIGINAL_LANGUAGE = r"O\.? ?R\.? ?[:.] ?[a-z]{2}(?:[/, ]{1,2}[a-z]{2}){0,3}(?!\w)"
_INSTITUTION = (
    r"(?=[CcEeUuGgTtRr][OoUuNnEeHhAa])"
    r"(?i:council of the european union|council of the|the council|(?:the )?european union"
    r"|european communities"
    r"|conseil de l.union europ[ée]enne|union europ[ée]enne|conseil ue|general secretariat of the council"
    r"|general secretariat|rat der europ[äa]ischen union|consiglio dell.unione europea"
    r"|consejo de la uni[óo]n europea)(?!\w)"
    r"|COUNCIL OF(?!\w)|CONTENTS(?!\w)"
)
_FOOTER_LANGUAGE = rf"(?:(?<=\s)|(?<=[0-9])|^){LANGUAGE}(?:/{LANGUAGE})?(?=\s*$|\s{{2,}})"
_ANNEX = r"ANNEX(?: [IVX0-9]{1,4})?(?!\w)"
# Parts that begin with a letter, with a figure, with another sign: at each place a search tries only one of the three.
_FURNITURE = re.compile(
    # Few of them begin within a word.
    rf"(?=[^\W\d_])(?:(?<=\w)(?:{_INSTITUTION}|(?=[OA])(?:{_ORIGINAL_LANGUAGE}|{_ANNEX})|(?<=[0-9]){_FOOTER_LANGUAGE})"
    r"|(?<!\w)(?:"
    # Numbers of documents, and suffixes
    rf"(?<![\w/.-])(?!ONLY )[A-Z]{{2,4}}(?:-[A-Z]{{2,5}})? [0-9]{{1,5}}{_NUMBER_END}"
    rf"|(?<![\w/.-]){_SUFFIX}(?=\s|$)"
    # Place and date
    r"|(?<!\w)[A-ZÀ-Þ](?:[^\W\d_A-Z][^\W\d_]{1,20},?|[^\W\d_]{2,20},)"
    r" (?:(?:le|the|den|il|el|de) )?[0-9]{1,2}\.? [^\W\d_]{3,12} [0-9]{4}"
    rf"|{_ORIGINAL_LANGUAGE}|{_INSTITUTION}"
    # Parts of a page footer
    rf"|(?<![\w/])[A-Za-z]{{1,5}}/[A-Za-z]{{1,5}}(?:/[A-Za-z]{{1,5}}){{0,2}}(?![\w/])"
    r"|(?<!\w)(?:DG[A-Z]? ?[A-Z0-9]{0,3}|[A-Z]{2,6})\.[0-9A-Z]{1,3}(?:\.[0-9A-Z])?(?!\w)"
    r"|(?<!\w)DG ?[A-Z] ?[0-9]?[A-Z]?(?!\w)"
    rf"|{_FOOTER_LANGUAGE}"
    r"|(?=[PpSsſ])(?i:(?<!\w)(?:page|p\.|seite|strana|str\.) ?[0-9]{1,4}(?: ?(?:of|/|sur|von|de) ?[0-9]{1,4})?)(?!\w)"
    rf"|{_ANNEX}))"
    # Numbers of procedures and documents, dates, hours, pages
    r"|(?=[0-9])(?:(?<![\w/.-])[0-9]{4}/[0-9]{3,4}\s?\(?[A-Z]{3}\)?(?!\w)"
    rf"|(?<![\w/.-])[0-9]{{1,5}}{_NUMBER_END}"
    r"|(?<!\w)[0-9]{1,2}\.? [^\W\d_]{3,12} [0-9]{4}"
    r"|(?<!\w)[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|(?<!\w)[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[0-9]{1,2}[:.][0-9]{2}(?!\w)"
    r"|(?<![\w/.-])[0-9]{1,4}(?: ?/ ?[0-9]{1,4})?(?![\w/.-]))"
    # Neither a letter nor a figure begins a separator.
    rf"|(?![^\W_])(?:{_SEPARATOR})"
)
_LABEL = re.compile(r"^\s*[^\W\d_](?:[\w .'’/-]{0,30}[\w.)])? ?:(?=\s|$)")
_CODE_WORD = re.compile(r"[A-Z](?<![\w-].)[A-Z0-9/-]{1,14}(?!\w)")
_SECOND_WORD = re.compile(r" [A-Z]{2,6}(?![\w-])")
_SERIAL = re.compile(r" ?[0-9]{1,4}(?![0-9/]|\w)")


_CODES_THAT_ARE_WORDS = frozenset("AND TEXT PUBLIC SERVICES SIGNATURE VOTE BUDGET AVIATION SPORT SPORTS".split())
"""Subject codes that are also words of titles: they are codes only with a serial."""


class LinePiece(NamedTuple):
    """Words of a line between its furniture, with their offsets in the line."""

    words: str
    start: int
    end: int


class IgnorableParts:
    """The furniture of a register's documents: its subject codes and types, and what every document has."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._codes = vocabulary.code_names
        self._types = _type_pattern(vocabulary.types)

    def cut_pieces(self, words: str) -> Iterator[LinePiece]:
        """Yield the pieces of a line between its labels, numbers, codes, dates, types and wide gaps.

        >>> parts = IgnorableParts(Vocabulary({}))
        >>> [p.words for p in parts.cut_pieces("10760/18   MP/dk   1   JAI.1   SECRET   EN")]
        ['SECRET']
        >>> [p.words for p in parts.cut_pieces("2025/0360 (COD)    LIMITE")]
        ['LIMITE']
        """
        label = _LABEL.match(words)
        if label and _may_hold_marking(label[0].strip(" :")):
            start = label.start() + len(label[0]) - len(label[0].lstrip())
            yield LinePiece(label[0].strip(" :"), start, start + len(label[0].strip(" :")))
        blanked = list(words)
        for start, end in self._spans(words):
            blanked[start:end] = "\0" * (end - start)
        offset = 0
        for part in "".join(blanked).split("\0"):
            piece = part.strip(" \t.,:;!\"'“”„«»‹›`~-–—")
            if piece:
                start = offset + part.index(piece)
                yield LinePiece(piece, start, start + len(piece))
            offset += len(part) + 1

    def _spans(self, words: str) -> Iterator[tuple[int, int]]:
        if label := _LABEL.match(words):
            yield label.span()
        yield from (match.span() for match in _FURNITURE.finditer(words))
        yield from self._codes_in(words)
        if self._types:
            yield from (match.span() for match in find_from_starts(*self._types, words))

    def _codes_in(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of the subject codes with their serials. Any word may begin a code: SECRET CRS CRP 7."""
        for word in _CODE_WORD.finditer(words):
            second = _SECOND_WORD.match(words, word.end())
            if second and word[0] + second[0] in self._codes:
                end = second.end()
            elif word[0] in self._codes:
                end = word.end()
            else:
                continue
            serial = _SERIAL.match(words, end)
            if serial or word[0] not in _CODES_THAT_ARE_WORDS:
                yield word.start(), serial.end() if serial else end


def _may_hold_marking(label: str) -> bool:
    """Whether a marking may be before a label, or be the label: LIMITE Subject, EMBARGO."""
    words = fold_classification(label).split()
    may_restrict = any(word in restricting_words() or word.startswith("LIM") or word in ("UE", "EU") for word in words)
    return may_restrict and (label.isupper() or (len(words) > 1 and not is_restriction(label)))


@lru_cache(maxsize=4)
def _type_pattern(types: tuple[DocumentType, ...]) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return a pattern for the first character of a heading of the types in capitals, and one for the heading."""
    headings = sorted(
        {name.upper() for document_type in types for name in (document_type.heading, *document_type.also)},
        key=len,
        reverse=True,
    )
    if not headings:
        return None
    # One word may begin or end a title in capitals: SENSITIVE INFORMATION IN SPACE.
    names = (
        re.escape(name) if " " in name else rf"{re.escape(name)}(?! (?:IN|OF|ON|FOR|TO|AND|BY)\b)" for name in headings
    )
    initials = re.escape("".join(sorted({name[:1] for name in headings})))
    return (
        re.compile(rf"[{initials}](?<![\w-].)(?![a-z])"),
        re.compile(rf"(?<![\w-])(?:{'|'.join(names)})(?![\w-])"),
    )
