"""The index for the search in the browser: small files by year and by prefix of the words.

Pages opened from a folder may load scripts only, so each file is a script that calls a function with one value. A
search loads the contents once, then for each word one file with the years that the word occurs in, then the files of
these years, the latest first, until there are enough hits.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby

from somei_cli.formats.export.search_folding import fold_words_cached
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.publication.output_files import SiteFile
from somei_cli.model.publication.public_register import PublicRegister
from somei_cli.model.register.public_view import PublicDocument
from somei_cli.render.site.html_fragments import access_stamp_text, display_subject

_MAX_FILE_SIZE = 24 * 1024
"""The largest size of a file in bytes, unless a single word needs more."""
_NUMBERS_PER_FILE = 25
"""A file describes the documents of so many numbers, some forty documents."""
_FIRST_YEAR = 1950
WITHOUT_SERIAL = "#"
"""Behind a code instead of a serial: the document shows none, since it has none or it is withheld."""
_SIX_BIT_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def search_words(register: PublicRegister, document: PublicDocument) -> set[str]:
    """Return the words by which a document is found."""
    number, meeting = document.number, document.meeting
    texts = [
        document.subject or "",
        document.type or "",
        document.originator or "",
        *(item.title for item in document.walk_items()),
        *(file.text for file in document.interinstitutional_files),
        *(text for _, texts in document.texts_by_setting() for text in texts),
        *((meeting.body, register.body_of(meeting.body).name) if meeting and meeting.body else ()),
    ]
    words = {word for text in texts for word in fold_words_cached(text)}
    words.add(str(number.number))
    if number.series != "ST":
        words.update(fold_words_cached(number.series))
    words.update(f"{suffix.kind.lower()}{suffix.ordinal}" for suffix in number.suffixes)
    for entry in document.subject_codes:
        code_words = fold_words_cached(entry.code.name)
        words.update(code_words)
        words.add(f"{''.join(code_words)}{entry.serial or WITHOUT_SERIAL}")
    return words


def search_files(register: PublicRegister) -> Iterator[SiteFile]:
    """Yield the index of each year, the files with the years of each word as a bit field, and the table of contents."""
    years_by_word: dict[str, int] = {}
    for year, documents in register.by_year.items():
        placed = _place_documents(documents)
        places = _places_by_word(register, placed)
        bit = 1 << (year - _FIRST_YEAR)
        for word in places:
            years_by_word[word] = years_by_word.get(word, 0) | bit
        yield from _year_files(str(year), places)
        yield from _hit_files(str(year), placed)
    words_by_shard = dict(split_by_prefix({word: f"{years_by_word[word]:x}" for word in sorted(years_by_word)}))
    yield _script("contents", {"years": list(register.by_year), "words": list(words_by_shard)})
    for key, shard in words_by_shard.items():
        yield _script(f"words/{shard_name(key)}", shard)


Place = tuple[int, int]
"""The place of a document in its year: its number, and its ordinal among the documents with this number."""


def _place_documents(documents: Iterable[PublicDocument]) -> list[tuple[int, list[tuple[int, PublicDocument]]]]:
    """Return the documents of a year by their places, in order.

    A place depends on the document alone, so that a new document changes only the files in which it occurs.
    """
    numbers: dict[int, dict[int, PublicDocument]] = {}
    for document in documents:
        same_number = numbers.setdefault(document.number.number, {})
        ordinal = _preferred_ordinal(document.number)
        while ordinal in same_number:
            ordinal += 1
        same_number[ordinal] = document
    return [(number, sorted(same_number.items())) for number, same_number in sorted(numbers.items())]


def _preferred_ordinal(number: DocumentNumber) -> int:
    """Return an ordinal for a document among those with its number: from its suffixes and its series.

    Only long chains of suffixes and rare series may share one.
    """
    chain = number.sort_key[3]
    rank, ordinal = chain[-1] if chain else (0, 0)
    return 16 * ordinal + rank + 16_000 * max(0, len(chain) - 1) + 64_000 * (number.series != "ST")


def _places_by_word(
    register: PublicRegister, placed: Iterable[tuple[int, Iterable[tuple[int, PublicDocument]]]]
) -> Mapping[str, list[Place]]:
    """Return for each word the places of the documents with it, in order."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for number, same_number in placed:
        for ordinal, document in same_number:
            place = number, ordinal
            for word in search_words(register, document):
                places[word].append(place)
    return places


def _year_files(year: str, places: Mapping[str, Iterable[Place]]) -> Iterator[SiteFile]:
    words_by_shard = dict(split_by_prefix({word: pack_places(places[word]) for word in sorted(places)}))
    yield _script(f"{year}/contents", list(words_by_shard))
    for key, words in words_by_shard.items():
        yield _script(f"{year}/{shard_name(key)}", words)


def _hit_files(year: str, placed: Iterable[tuple[int, Iterable[tuple[int, PublicDocument]]]]) -> Iterator[SiteFile]:
    """Yield the files with what is shown of hits, each for a fixed range of numbers."""
    for block, numbers in groupby(placed, lambda pair: pair[0] // _NUMBERS_PER_FILE):
        hits = {
            number: {ordinal: _hit_fields(document) for ordinal, document in same_number}
            for number, same_number in numbers
        }
        yield _script(f"{year}/c{block}", hits)


def split_by_prefix(values_by_word: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Split words by prefix into files that are not too large.

    The key is the prefix of all words of a file; a key that ends with a dot stands for that word alone.
    """
    yield from _split("", list(values_by_word.items()))


def _split(prefix: str, pairs: list[tuple[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    if len(pairs) <= 1 or sum(len(word) + len(value) + 6 for word, value in pairs) <= _MAX_FILE_SIZE:
        yield prefix, dict(pairs)
        return
    length = len(prefix)
    groups = group_pairs((pair[0][: length + 1] if len(pair[0]) > length else f"{pair[0]}.", pair) for pair in pairs)
    for longer_prefix, group in groups.items():
        if longer_prefix.endswith("."):
            yield longer_prefix, dict(group)
        else:
            yield from _split(longer_prefix, group)


def shard_name(key: str) -> str:
    """Return the file name of a shard; characters that some file system may not allow are written as numbers."""
    return "w-" + "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}" for c in key)


def pack_places(places: Iterable[Place]) -> str:
    """Encode places, which must be in order.

    For each place: twice the difference to the previous number, plus 1 if an ordinal follows, which is left out if it
    is 0. A number is written in digits of 5 bits; a sixth bit says that more digits follow.
    """
    encoded, previous = [], 0
    for number, ordinal in places:
        step, previous = number - previous, number
        encoded.append(_encode_number(2 * step + 1) + _encode_number(ordinal) if ordinal else _encode_number(2 * step))
    return "".join(encoded)


@lru_cache(maxsize=1 << 12)
def _encode_number(number: int) -> str:
    return _SIX_BIT_DIGITS[number] if number < 32 else _SIX_BIT_DIGITS[32 + (number & 31)] + _encode_number(number >> 5)


def _hit_fields(document: PublicDocument) -> list[str]:
    return [
        document.number.register_id,
        str(document.number),
        display_subject(document),
        document.date.isoformat() if document.date else "",
        (document.type or "") if document.subject else "",
        access_stamp_text(document),
    ]


def _script(name: str, value: object) -> SiteFile:
    """Return a file that passes one value to the search; the value is escaped so that it cannot end the script."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return SiteFile(f"search/{name}.js", f'somei.take("{name}",{text});\n'.encode())
