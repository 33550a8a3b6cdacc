"""What the search in the browser looks things up in: small files by year and by the beginnings of words.

A browser that opened the pages from a folder may load nothing but scripts; so each file is a call with one value.
A search loads the table of contents once, then for each word one file that tells in which years it stands, then the
files of these years, the latest first, only as far as hits are asked for.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby

from somei_cli.formats.export.search_folding import site_words
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.publication.output_files import SiteFile
from somei_cli.model.publication.public_register import PublicRegister
from somei_cli.model.register.public_view import PublicDocument
from somei_cli.render.site.wording import stamp_words, subject_of

_MAX_FILE_SIZE = 24 * 1024
"""So many bytes a file holds, unless one word alone has more."""
_NUMBERS_PER_FILE = 25
"""The documents of so many numbers are described in one file, some forty."""
_FIRST_YEAR = 1950
_SIX_BIT_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def words_of(register: PublicRegister, document: PublicDocument) -> set[str]:
    """The words by which a document is found."""
    number, meeting = document.number, document.meeting
    texts = [
        document.subject or "",
        document.type or "",
        document.originator or "",
        *(item.title for item in document.walk_items()),
        *(file.text for file in document.interinstitutional_files),
        *((meeting.body, register.body_of(meeting.body).name) if meeting and meeting.body else ()),
    ]
    words = {word for text in texts for word in site_words(text)}
    words.add(str(number.number))
    if number.series != "ST":
        words.update(site_words(number.series))
    words.update(f"{suffix.kind.lower()}{suffix.ordinal}" for suffix in number.suffixes)
    for entry in document.subject_codes:
        code_words = site_words(entry.code.name)
        words.update(code_words)
        if entry.serial:
            words.add(f"{''.join(code_words)}{entry.serial}")
    return words


def search_pages(register: PublicRegister) -> Iterator[SiteFile]:
    """The index of each year, the files that tell in which years a word stands, as bits, and the table of contents."""
    years_by_word: dict[str, int] = {}
    for year, documents in register.by_year.items():
        placed = _place_documents(documents)
        places = _places_by_word(register, placed)
        bit = 1 << (year - _FIRST_YEAR)
        for word in places:
            years_by_word[word] = years_by_word.get(word, 0) | bit
        yield from _year_files(str(year), places)
        yield from _hit_files(str(year), placed)
    words_by_shard = dict(shards({word: f"{years_by_word[word]:x}" for word in sorted(years_by_word)}))
    yield _script("contents", {"years": list(register.by_year), "words": list(words_by_shard)})
    for key, shard in words_by_shard.items():
        yield _script(f"words/{file_of(key)}", shard)


Place = tuple[int, int]
"""Where a document stands in a year: its number, and which one of those with this number it is."""


def _place_documents(documents: Iterable[PublicDocument]) -> list[tuple[int, list[tuple[int, PublicDocument]]]]:
    """The documents of a year by their places, in order.

    A place hangs on nothing but the document: one that is new changes only the files of the index that tell of it.
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
    """What tells it from others with the number: its last suffix, how many it has, and whether its series is usual.

    All but a few longer chains and rare series have one of their own.
    """
    chain = number.sort_key[3]
    rank, ordinal = chain[-1] if chain else (0, 0)
    return 16 * ordinal + rank + 16_000 * max(0, len(chain) - 1) + 64_000 * (number.series != "ST")


def _places_by_word(
    register: PublicRegister, placed: Iterable[tuple[int, Iterable[tuple[int, PublicDocument]]]]
) -> Mapping[str, list[Place]]:
    """For each word the places of the documents that have it, in order."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for number, same_number in placed:
        for ordinal, document in same_number:
            place = number, ordinal
            for word in words_of(register, document):
                places[word].append(place)
    return places


def _year_files(year: str, places: Mapping[str, Iterable[Place]]) -> Iterator[SiteFile]:
    words_by_shard = dict(shards({word: packed(places[word]) for word in sorted(places)}))
    yield _script(f"{year}/contents", list(words_by_shard))
    for key, words in words_by_shard.items():
        yield _script(f"{year}/{file_of(key)}", words)


def _hit_files(year: str, placed: Iterable[tuple[int, Iterable[tuple[int, PublicDocument]]]]) -> Iterator[SiteFile]:
    """What is shown of hits, so many numbers in one file, whether they are all there or not."""
    for block, numbers in groupby(placed, lambda pair: pair[0] // _NUMBERS_PER_FILE):
        hits = {
            number: {ordinal: _hit_fields(document) for ordinal, document in same_number}
            for number, same_number in numbers
        }
        yield _script(f"{year}/c{block}", hits)


def shards(values_by_word: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Words by their beginnings, in files that are not too large.

    The key is what all words of a file begin with; with a dot behind, it is the one word in it.
    """
    yield from _split("", list(values_by_word.items()))


def _split(prefix: str, pairs: list[tuple[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    if len(pairs) <= 1 or sum(len(word) + len(value) + 6 for word, value in pairs) <= _MAX_FILE_SIZE:
        yield prefix, dict(pairs)
        return
    groups: dict[str, list[tuple[str, str]]] = {}
    for word, value in pairs:
        groups.setdefault(word[: len(prefix) + 1] if len(word) > len(prefix) else f"{word}.", []).append((word, value))
    for longer_prefix, group in groups.items():
        if longer_prefix.endswith("."):
            yield longer_prefix, dict(group)
        else:
            yield from _split(longer_prefix, group)


def file_of(key: str) -> str:
    """The name of the file with these words; letters that not every file system knows are written as numbers."""
    return "w-" + "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}" for c in key)


def packed(places: Iterable[Place]) -> str:
    """Places in order: twice the step from the last number, and one more where which one it is follows, if not 0.

    Each figure is written as five bits a sign, the sixth says that more follow.
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
        subject_of(document),
        document.date.isoformat() if document.date else "",
        (document.type or "") if document.subject else "",
        stamp_words(document),
    ]


def _script(name: str, value: object) -> SiteFile:
    """A file that hands over one value; nothing in it can end a string, a script or a line of it."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return SiteFile(f"search/{name}.js", f'somei.take("{name}",{text});\n'.encode())
