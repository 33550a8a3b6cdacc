"""Keys: document numbers as texts that sort in register order."""

from functools import lru_cache

from somei_cli.model.document_number import PROVISIONAL, DocumentNumber, Status, Suffix, SuffixKind

SERIES_OF_KEY = "substr(document.key, 5, instr(document.key, ' ') - 5)"
"""SQL: the letters of the series in a key."""
_DIGITS = 5
_PROVISIONAL_DIGITS = 12
BASE_OF_KEY = (
    f"substr(key, 1, instr(key, ' ') + iif(substr(key, 5, {len(PROVISIONAL) + 1}) = '{PROVISIONAL} ',"
    f" {_PROVISIONAL_DIGITS}, {_DIGITS}))"
)
"""SQL: the key of the first issue, like `base_of`."""
SUFFIXES_OF_KEY = (
    f"substr(key, instr(key, ' ') + 1 + iif(substr(key, 5, {len(PROVISIONAL) + 1}) = '{PROVISIONAL} ',"
    f" {_PROVISIONAL_DIGITS}, {_DIGITS}))"
)
"""SQL: the suffixes in a key, four characters each."""
IS_FIRST_ISSUE = f"length(document.key) = {4 + 1 + _DIGITS} AND substr(document.key, 5, 1) = ' '"
"""SQL: whether a key is that of a first issue of the standard series, which has no letters in it."""
_CACHE_SIZE = 16_384
"""How many keys are cached: those of neighbours and of targets recur."""

HAS_FOLLOW_UPS = "json_extract(facts, '$[9]') = 1"
HAS_DOUBTS = "json_extract(facts, '$[10]') = 1"
"""The conditions of a document that has follow-ups, or keeps doubts; the few that do have an index."""
IS_NOT_ISSUED = f"status <> '{Status.ISSUED}'"
"""The condition of a document with another status than nearly all have; it has an index too."""

SEARCHED_LISTS = ("interinstitutional_files", "previous_documents")
"""The lists of documents of which a filter looks for a rare member: the few values that have it are found first."""


@lru_cache(_CACHE_SIZE)
def key_of(number: DocumentNumber) -> str:
    """Return the key of a number; the keys of a family begin with that of its first issue."""
    year, series, of_year, chain = number.sort_key
    return first_issue_key(year, series, of_year) + "".join(f"{rank}{ordinal:03}" for rank, ordinal in chain)


def first_issue_key(year: int, series: str, number: int) -> str:
    """Return the key of a first issue; `series` is spelt as in `DocumentNumber.sort_key`."""
    return f"{year}{series} {number:012}" if series == PROVISIONAL else f"{year}{series} {number:05}"


def suffix_key(kind: SuffixKind, ordinal: int) -> str:
    """Return a suffix as keys spell it."""
    return f"{_rank(kind)}{ordinal:03}"


def series_in_key(series: str) -> str:
    """Return a series as keys spell it: the standard one as an empty text."""
    return DocumentNumber(series, 1, 2000).sort_key[1]


def base_of(key: str) -> str:
    """Return the key of the first issue."""
    head, _, tail = key.partition(" ")
    return f"{head} {tail[: _digits_after(head)]}"


@lru_cache(_CACHE_SIZE)
def number_of(key: str) -> DocumentNumber:
    """Return the number that has this key."""
    head, _, tail = key.partition(" ")
    digits = _digits_after(head)
    chain, remainder = [], tail[digits:]
    while remainder:
        chain.append(Suffix(_SUFFIX_KINDS[int(remainder[0])], int(remainder[1:4])))
        remainder = remainder[4:]
    return DocumentNumber(head[4:] or "ST", int(tail[:digits]), int(head[:4]), tuple(chain))


def _digits_after(head: str) -> int:
    return _PROVISIONAL_DIGITS if head[4:] == PROVISIONAL else _DIGITS


def _rank(kind: SuffixKind) -> int:
    *_, ((rank, _),) = DocumentNumber("ST", 1, 2000, (Suffix(kind, 1),)).sort_key
    return rank


_SUFFIX_KINDS = {_rank(kind): kind for kind in SuffixKind}


def source_key(sha256: str) -> bytes:
    """Return the key of an entry's source file: its hash as bytes, or the text if that is not a plain hash."""
    try:
        key = bytes.fromhex(sha256)
    except ValueError:
        return sha256.encode()
    return key if key.hex() == sha256 else sha256.encode()
