"""Markings: LIMITE and PUBLIC on the letterhead or in the footers, and the refusal of EU classified information."""

import re
from collections.abc import Iterable, Iterator, Sequence

from somei_cli.errors import Classified
from somei_cli.model.markings import LIMITE, Marking, classification_in, fold
from somei_cli.model.numbers import DocumentNumber, SuffixKind
from somei_cli.model.readings import Line
from somei_cli.text.reading.footers import Footer

_LIMITE = re.compile(r"(?<![\w/-])(?:L ?I ?M ?I ?T ?[EÉ]|Limité)(?![\w-])")
# The letters lie on a slant, and extraction parts or shuffles them; ACCESSIBLE TO THE PUBLIC is another stamp.
_PUBLIC = re.compile(
    r"(?<![\w/-])(?<!THE )(?<!AU )(?<!AL )(?<!AO )(?:P ?U ?B ?L ?I ?C|B\s{1,3}PU\s{1,3}LI\s{1,3}C)(?![\w-])"
)
_PARTIAL = re.compile(r"(?:DOCUMENT )?PARTIALLY ACCESSIBLE TO THE PUBLIC|DOCUMENT PARTIELLEMENT ACCESSIBLE AU PUBLIC")
_STAMP = re.compile(rf"{_PUBLIC.pattern}|(?<![\w-])Conseil ?UE(?![\w-])")
_LEVELS = re.compile(
    r"(?<![\w-])(?:TRES SECRET UE|SECRET UE|CONFIDENTIEL UE|RESTREINT UE|EU TOP SECRET|EU SECRET|EU CONFIDENTIAL"
    r"|EU RESTRICTED|TS-UE|EU-TS|S-UE|EU-S|C-UE|EU-C|R-UE|EU-R)(?![\w-])"
)
# What may share a line with a classification that is a header or footer of the page, in capitals.
_BESIDE = re.compile(
    r"(?:[\W\d_]+|(?:PAGE|OF|COPY|NO|TO|REV|ADD|COR|ANNEX(?:ES)?|UNTIL|CLASSIFICATION|LIMITE|TRES|TR|ES|DG[A-Z]?|"
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


def find_marking(text: str, start: int, end: int) -> tuple[Marking, int] | None:
    """The distribution marking of a letterhead, and where it stands; beside LIMITE, PUBLIC is a stamp of release."""
    if limite := _LIMITE.search(text, start, end):
        return LIMITE, limite.start()
    public = _PUBLIC.search(text, start, end)
    return (Marking("PUBLIC"), public.start()) if public else None


def find_release(text: str, start: int, end: int) -> re.Match[str] | None:
    """The stamp of a released copy beside LIMITE, or the words of partial access."""
    if not _LIMITE.search(text, start, end):
        return None
    return _PUBLIC.search(text, start, end) or _PARTIAL.search(text, start, end)


def find_stamps(text: str) -> Iterator[tuple[int, int]]:
    """Where the stamp of a released copy stands, `Conseil UE PUBLIC`: it is no part of the document's text.

    >>> [text[a:b] for text in ["Subject : B PU LI C Council"] for a, b in find_stamps(text)]
    ['B PU LI C']
    """
    return ((match.start(), match.end()) for match in _STAMP.finditer(text))


def marking_in_footers(footers: Iterable[Footer]) -> tuple[Marking, int] | None:
    """LIMITE as the footers show it."""
    return next(((LIMITE, f.line) for f in footers if _LIMITE.search(f.words)), None)


def refuse_classified(
    letterhead: Sequence[Line], lines: Iterable[Line], footers: Iterable[Footer], number: DocumentNumber | None
) -> None:
    """Refuse a document whose letterhead, page headers or footers carry a classification.

    Words about classification in running text, and the marking of a cited document or of an item, are none of this.

    Raises:
        Classified: naming the level and the line, and nothing of the text.
    """
    if number and any(s.kind is SuffixKind.DCL for s in number.suffixes):
        return
    shown = [(line.words, line.number) for line in letterhead]
    shown += [
        (line.words, line.number) for line in lines if len(line.text) < 120 and _is_page_header(line.words, number)
    ]
    shown += [(footer.words, footer.line) for footer in footers]
    if glued := _WHOLE.search("".join(c for words, _ in shown[: len(letterhead)] for c in fold(words) if c.isalpha())):
        raise Classified(_FULL[glued[1]], letterhead[0].number)
    extract = number is not None and any(s.kind is SuffixKind.EXT for s in number.suffixes)
    if extract and any(_RELEASED.search(words) for words, _ in shown):
        return
    for words, at in shown:
        level = classification_in(words)
        if level:
            raise Classified(level, at)


def _is_page_header(words: str, own: DocumentNumber | None) -> bool:
    """Whether a line is a classification with what stands beside it at the head or foot of a page.

    In brackets it belongs to the item above, behind a dash to a list, beside another document's number to that.
    """
    if "[" in words or "(" in words or _LISTED.match(words):
        return False
    cited = _NUMBER.search(words)
    if cited and (own is None or not cited[0].startswith(f"{own.number}/")):
        return False
    bare, count = _LEVELS.subn(" ", fold(words))
    return count > 0 and _BESIDE.fullmatch(bare) is not None
