"""Find distribution markings and stamps on a letterhead: LIMITE, and the stamps of a released copy.

Other words that restrict a document are found too: a marking misread, or one of another institution. Here is also what
the cover page of a declassified version says of itself: that it is released, or still classified.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from somei_cli.extraction.cover.letterhead_details import split_pieces
from somei_cli.extraction.markings.restriction_words import FIGURES
from somei_cli.model.markings import LIMITE, Marking, find_classification, fold_classification, is_similar_word

_LIMITE = re.compile(r"L(?<![\w/-].)(?: ?I ?M ?I ?T ?[EÉ]|imit[eé])(?![\w-])")
# Words on both sides make LIMITE part of a sentence, unless a label follows.
_CONTEXT_LENGTH = 40
_WORD_BEFORE = re.compile(r"[a-zà-ÿ]{2,}[ \t]+\Z")
_WORD_AFTER = re.compile(r"[ \t]+[a-zà-ÿ]{2,}(?![\w ]{0,20}:)")
# The letters are slanted, so that extraction splits or shuffles them; ACCESSIBLE TO THE PUBLIC is another stamp.
_NOT_BEFORE = r"(?<![\w/-].)(?<!THE .)(?<!AU .)(?<!AL .)(?<!AO .)"
# A subject code with its serial: PUBLIC 38; but PUBLIC 1 EN is the foot of a page.
_NOT_BEHIND = r"(?![\w-])(?![ \t]{1,8}[1-9][0-9]{1,2}(?=[ \t]*(?:\n|\Z|[A-Z]{2,14} [0-9])))"
_PUBLIC = re.compile(
    rf"P{_NOT_BEFORE} ?U ?B ?L ?I ?C{_NOT_BEHIND}|B{_NOT_BEFORE}\s{{1,3}}PU\s{{1,3}}LI\s{{1,3}}C{_NOT_BEHIND}"
)
_DENIED = re.compile(r"(?i)\b(?:not|non|nicht|pas)\b[^\n]{0,40}\Z")
_PARTIAL = re.compile(r"(?:DOCUMENT )?PARTIALLY ACCESSIBLE TO THE PUBLIC|DOCUMENT PARTIELLEMENT ACCESSIBLE AU PUBLIC")
# A stamp in one piece is blanked only where the words in capitals around it are none that it may belong to:
# DIRECTORS OF PUBLIC PROSECUTIONS, EUROPEAN PUBLIC PROSECUTOR, ACCÈS DU PUBLIC AUX DOCUMENTS.
_STAMP = re.compile(
    rf"{_PUBLIC.pattern}|C(?<![\w-].)onseil ?UE(?![\w-])|"
    rf"(?:{_PARTIAL.pattern})(?:\s{{0,2}}\([0-9]{{1,2}}\.[0-9]{{1,2}}\.[0-9]{{2,4}}\))?"
)
_CAPITALS_BEFORE = re.compile(
    r"(?<![^\W\d_])(?!LIMITE |COUNCIL |CONSEIL |RAT |UNION |SECRETARIAT )[^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ’'-]{1,24} \Z"
)
_CAPITALS_AFTER = re.compile(r" (?!LIMITE|COUNCIL |CONSEIL )[^\W\d_a-zß-ÿ]{3,24}(?![\w/-])(?! [0-9])")
_OFTEN_AFTER = re.compile(
    r" (?:ACCESS|HEALTH|PROCUREMENT|PROSECUT|SERVICE|ORDER|SECTOR|DEBATE|HEARING|CONTRACT|SECURITY|FINANCE|"
    r"DELIBERATION)"
)
_JOINING_BEFORE = re.compile(r"(?<![^\W\d_])(?:OF|IN|ON|FOR|TO|AND|BY|DE|DU|LE|ET|DES|DER|IM|UND) \Z")


def find_distribution_marking(text: str, start: int, end: int) -> tuple[Marking, int] | None:
    """Find the distribution marking of a letterhead, and its offset; beside LIMITE, PUBLIC is a stamp of release."""
    for limite in _LIMITE.finditer(text, start, end):
        before = text[max(start, limite.start() - _CONTEXT_LENGTH) : limite.start()]
        if not (_WORD_BEFORE.search(before) and _WORD_AFTER.match(text, limite.end(), end)):
            return LIMITE, limite.start()
    public = _PUBLIC.search(text, start, end)
    if public is None or _DENIED.search(text[start : public.start()]):
        return None
    return Marking("PUBLIC"), public.start()


def find_release_beside_limite(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the stamp of a released copy beside LIMITE, or the words of partial access."""
    return find_release_stamp(text, start, end) if _LIMITE.search(text, start, end) else None


def find_release_stamp(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the stamp of a released copy, or the words of partial access."""
    return _PUBLIC.search(text, start, end) or _PARTIAL.search(text, start, end)


def find_stamp_spans(text: str) -> Iterator[tuple[int, int]]:
    """Find the spans of the stamps of a released copy, `Conseil UE PUBLIC`: they are no part of the document's text.

    >>> [text[a:b] for text in ["Subject : B PU LI C Council", "THE PUBLIC", "EUROPEAN PUBLIC PROSECUTOR"]
    ...     for a, b in find_stamp_spans(text)]
    ['B PU LI C']
    """
    return ((match.start(), match.end()) for match in _STAMP.finditer(text) if not _is_word_of_title(text, match))


def _is_word_of_title(text: str, stamp: re.Match[str]) -> bool:
    """Whether PUBLIC is a word among others in capitals on its line."""
    if stamp[0] != "PUBLIC":
        return False
    before = text[max(0, stamp.start() - _CONTEXT_LENGTH) : stamp.start()]
    if _JOINING_BEFORE.search(before) or _OFTEN_AFTER.match(text, stamp.end()):
        return True
    return bool(_CAPITALS_BEFORE.search(before) and _CAPITALS_AFTER.match(text, stamp.end()))


_WORD = re.compile(r"[A-Z]+")
_RESTRICTING = frozenset("SENSITIVE SECRET CONFIDENTIAL CONFIDENTIEL RESTREINT RESTREINTE RESTRICTED".split())
_DENYING = frozenset("NOT NON NICHT PAS".split())
# Words of their own that resemble LIMITE as much as LIMTE does; LIITE is a Finnish annex.
_LIKE_LIMITE = frozenset("LIITE LIMIT LIMITS LIMITES UNLIMITED".split())
_MOST_WORDS = 6


def find_letterhead_restriction(text: str, start: int, end: int) -> tuple[Marking, int] | None:
    """Return the marking of words that restrict a document, and their offset.

    It is LIMITE if that seems meant, else the words as printed. The level of such words is unknown, so that nothing of
    the document is published until a person has decided.
    """
    for piece, offset in split_pieces(text, start, end):
        words = _WORD.findall(fold_classification(piece).translate(FIGURES))
        if len(words) == 1 and words[0] not in _LIKE_LIMITE and is_similar_word(words[0], LIMITE.text):
            return LIMITE, offset
        if words and len(words) <= _MOST_WORDS and _is_restriction(piece, words):
            return Marking(" ".join(piece.upper().split())), offset
    return None


def _is_restriction(piece: str, words: list[str]) -> bool:
    denied = not _DENYING.isdisjoint(words)
    if "PUBLIC" in words:
        return denied
    is_plain = len(words) == 1 or piece == piece.upper()
    return is_plain and not denied and not _RESTRICTING.isdisjoint(words)


_DECLASSIFIED = re.compile(
    r"(?i)new status\s{0,3}:?\s{0,3}public|d[ée]classif|desclas|derubricer|afklassific|odtajn|freigabe"
)
_DENIED_RELEASE = re.compile(r"(?i)(?<!\w)(?:not|no|never|without|non|pas|nicht|keine?|until|jusqu)(?!\w)")
_STILL_CLASSIFIED = re.compile(r"(?i)\bremains? classified\b|\bdowngrad(?:ing|ed)\b")
_NEW_STATUS = re.compile(r"(?i)(?:new|ny|nuovo|nouveau|neuer) (?:status|statut|stato)")


# The labels of the box, and their values below all of them: `9254/04 RESTREINT UE` / `6 May 2004` / `Public`.
_LABELS_ABOVE_VALUES = re.compile(
    r"(?i)of document ?:\s*\n\s*dated ?:\s*\n\s*new status ?:\s*\n[^\n]{4,60}\n[^\n]{4,40}\n\s*public\s*(?:\n|$)"
)


def is_still_classified(cover: Sequence[str]) -> bool:
    """Whether a cover page names a lower level, rather than none."""
    if _LABELS_ABOVE_VALUES.search("\n".join(cover)):
        return False
    passages = [*cover, *(f"{above} {below}" for above, below in pairwise(cover))]
    return any(_STILL_CLASSIFIED.search(words) for words in cover) or any(
        (status := _NEW_STATUS.search(words)) and find_classification(words[status.end() :]) for words in passages
    )


def says_declassified(cover: Sequence[str]) -> bool:
    """Whether a cover page says that this version is declassified; the words may be spread over two lines."""
    passages = [*cover, *(f"{above} {below}" for above, below in pairwise(cover))]
    return any(_DECLASSIFIED.search(words) for words in passages) and not any(map(_denies_declassification, passages))


def _denies_declassification(words: str) -> bool:
    return bool(_DECLASSIFIED.search(words) and _DENIED_RELEASE.search(words))
