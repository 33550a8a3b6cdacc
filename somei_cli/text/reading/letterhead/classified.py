"""The refusal of EU classified information: where a level marks the document, and where it is only spoken of."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from somei_cli.errors import Classified
from somei_cli.model.markings import classification_in, classification_words, fold_classification
from somei_cli.model.numbers import DocumentNumber, SuffixKind
from somei_cli.model.readings import Line
from somei_cli.text.reading.footers import Footer

# What may share a line with a classification that is a header or footer of the page, in capitals.
_BESIDE = re.compile(
    r"(?:[\W\d_]+|(?:PAGE|OF|COPY|NO|TO|REV|ADD|COR|ANNEX(?:ES)?|UNTIL|CLASSIFICATION|MARKING|LIMITE|TRES|TR|ES|DG[A-Z]?|"
    r"BG|CS|DA|DE|EL|EN|ET|FI|FR|GA|HR|HU|IT|LT|LV|MT|NL|PL|PT|RO|SK|SL|SV|[A-Z]|[IVX]{1,4}|"
    r"COUNCIL OF(?: THE)?(?: EUROPEAN UNION)?|WHEN DETACHED FROM|RELEASABLE TO[A-Z ,:]*)(?![^\W\d_]))*"
)
_NUMBER = re.compile(r"[0-9]{4,5}(?:/[0-9]{1,2})?/[0-9]{2}")
_LISTED = re.compile(r"\s*(?:[=–—-]|[0-9]{1,2}\.)\s")
# Both halves of a level with nothing but letters left: glued, letter-spaced or over several lines all the same.
_WHOLE = re.compile(r"(TRESSECRET|SECRET|CONFIDENTIEL|RESTREINT)UEEU(?:TOPSECRET|SECRET|CONFIDENTIAL|RESTRICTED)")
_FULL = {"TRESSECRET": "TRES SECRET UE/EU TOP SECRET", "SECRET": "SECRET UE/EU SECRET"} | {
    "CONFIDENTIEL": "CONFIDENTIEL UE/EU CONFIDENTIAL",
    "RESTREINT": "RESTREINT UE/EU RESTRICTED",
}
_RELEASED = re.compile(
    r"(?i)new status\s{0,3}:?\s{0,3}public|d[ée]classif|desclas|derubricer|afklassific|odtajn|freigabe"
)
_DENIED = re.compile(r"(?i)(?<![\w])(?:not|no|never|without|non|pas|nicht|keine?|until|jusqu)(?![\w])")
# A line that ends so goes on in the next one, and what stands there is said of another document or in general.
_GOES_ON = re.compile(
    r"(?i)(?:\b(?:mark(?:ed|ings?)|classif\w{1,8}|levels?|as|at|to|of|and|or|is|the|a|up)|[,:“\"'(/])\s*$"
)


@dataclass(frozen=True, slots=True)
class Pages:
    """What of a document can carry its classification.

    `cover` are the lines from the letterhead to the box, where a declassified version tells of itself. `aside` are
    words of the file that no reader sees: watermarks, hidden words, titles, what frames a web page.
    `quoted` are the numbers of lines of which the clerk says that they only quote a classification.
    """

    letterhead: Sequence[Line]
    cover: Sequence[Line]
    lines: Sequence[Line]
    footers: Iterable[Footer]
    aside: Iterable[Line] = ()
    quoted: Collection[int] = ()


def refuse_classified(pages: Pages, number: DocumentNumber | None) -> None:
    """Refuse a document whose letterhead, page headers or footers carry a classification.

    Words about classification in running text, and the marking of a cited document or of an item, are none of this.

    Raises:
        Classified: naming the level and the line, and nothing of the text.
    """
    if number and any(s.kind is SuffixKind.DCL for s in number.suffixes):
        return
    letterhead = [(line.words, line.number) for line in pages.letterhead]
    shown = [*letterhead, *_page_heads(pages.lines, number)]
    shown += [(footer.words, footer.line) for footer in pages.footers]
    shown += [(line.words, line.number) for line in pages.aside if _is_marking(line.words, number)]
    shown = [(words, at) for words, at in shown if at not in pages.quoted]
    extract = number is not None and any(s.kind is SuffixKind.EXT for s in number.suffixes)
    if extract and _is_released([line.words for line in pages.cover]):
        return
    first = letterhead[0][1] if letterhead else 0
    if first not in pages.quoted and (level := _spelt_out(words for words, _ in letterhead)):
        raise Classified(level, first)
    for words, at in shown:
        if level := classification_in(words):
            raise Classified(level, at)


def _is_released(cover: Sequence[str]) -> bool:
    """Whether a cover says that this version is declassified; the words may stand on two lines."""
    told = [*cover, *(f"{above} {below}" for above, below in pairwise(cover))]
    return any(_RELEASED.search(words) for words in told) and not any(map(_is_denied, told))


def _is_denied(words: str) -> bool:
    return bool(_RELEASED.search(words) and _DENIED.search(words))


def _spelt_out(lines: Iterable[str]) -> str | None:
    """A level of which only the order of the letters is left."""
    glued = _WHOLE.search("".join(c for words in lines for c in fold_classification(words) if c.isalpha()))
    return _FULL[glued[1]] if glued else None


def _page_heads(lines: Sequence[Line], own: DocumentNumber | None) -> Iterator[tuple[str, int]]:
    """The lines that are a classification with what stands beside it at the head or foot of a page.

    One that stands between the lines of a sentence, below the number of another document or in a list of levels
    is none; one that comes again is.
    """
    found = [at for at, line in enumerate(lines) if len(line.text) < 120 and is_page_head(line.words, own)]
    levels = {at: classification_in(lines[at].words) for at in found}
    for at in found:
        again = sum(level == levels[at] for level in levels.values()) > 1
        listed = any(levels.get(near) not in (None, levels[at]) for near in range(at - 3, at + 4))
        if not listed and (again or not _belongs_above(lines[max(at - 2, 0) : at], own)):
            yield lines[at].words, lines[at].number


def _belongs_above(above: Sequence[Line], own: DocumentNumber | None) -> bool:
    """Whether what stands below these lines goes on with the last of them."""
    words = above[-1].words.strip() if above else ""
    cited = list(_NUMBER.finditer(words))
    if cited and not words[cited[-1].end() :].strip(" .,)(") and not _is_own(cited[-1][0], own):
        return True
    return bool(words and _GOES_ON.search(words))


def is_page_head(words: str, own: DocumentNumber | None) -> bool:
    """Whether a line is a classification with what stands beside it at the head or foot of a page.

    In brackets it belongs to the item above, behind a dash to a list, beside another document's number to that.
    """
    if "[" in words or "(" in words or _LISTED.match(words):
        return False
    cited = _NUMBER.search(words)
    if cited and not _is_own(cited[0], own):
        return False
    bare, count = classification_words().subn(" ", fold_classification(words))
    return count > 0 and _BESIDE.fullmatch(bare) is not None


def _is_marking(words: str, own: DocumentNumber | None) -> bool:
    """Whether words that stand beside the text mark the file: alone, or in front of what it is called."""
    return is_page_head(words, own) or classification_words().match(fold_classification(words)) is not None


def _is_own(cited: str, own: DocumentNumber | None) -> bool:
    return own is None or cited.startswith(f"{own.number}/")
