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

_LARGEST = 24 * 1024
"""So many bytes a file holds, unless one word alone has more."""
_CARDS = 25
"""The documents of so many numbers are described in one file, some forty."""
_FIRST_YEAR = 1950
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


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
        named = site_words(entry.code.name)
        words.update(named)
        if entry.serial:
            words.add(f"{''.join(named)}{entry.serial}")
    return words


def search_pages(register: PublicRegister) -> Iterator[SiteFile]:
    """The index of each year, the files that tell in which years a word stands, as bits, and the table of contents."""
    found: dict[str, int] = {}
    for year, documents in register.by_year.items():
        placed = _placed(documents)
        places = _places(register, placed)
        bit = 1 << (year - _FIRST_YEAR)
        for word in places:
            found[word] = found.get(word, 0) | bit
        yield from _year_pages(str(year), places)
        yield from _cards(str(year), placed)
    held = dict(shards({word: f"{found[word]:x}" for word in sorted(found)}))
    yield _script("contents", {"years": list(register.by_year), "words": list(held)})
    for key, some in held.items():
        yield _script(f"words/{file_of(key)}", some)


Place = tuple[int, int]
"""Where a document stands in a year: its number, and which one of those with this number it is."""


def _placed(documents: Iterable[PublicDocument]) -> list[tuple[int, list[tuple[int, PublicDocument]]]]:
    """The documents of a year by their places, in order.

    A place hangs on nothing but the document: one that is new changes only the files of the index that tell of it.
    """
    numbers: dict[int, dict[int, PublicDocument]] = {}
    for document in documents:
        same = numbers.setdefault(document.number.number, {})
        which = _which(document.number)
        while which in same:
            which += 1
        same[which] = document
    return [(number, sorted(same.items())) for number, same in sorted(numbers.items())]


def _which(number: DocumentNumber) -> int:
    """What tells it from others with the number: its last suffix, how many it has, and whether its series is usual.

    All but a few longer chains and rare series have one of their own.
    """
    chain = number.sort_key[3]
    rank, ordinal = chain[-1] if chain else (0, 0)
    return 16 * ordinal + rank + 16_000 * max(0, len(chain) - 1) + 64_000 * (number.series != "ST")


def _places(
    register: PublicRegister, placed: Iterable[tuple[int, Iterable[tuple[int, PublicDocument]]]]
) -> Mapping[str, list[Place]]:
    """For each word the places of the documents that have it, in order."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for number, same in placed:
        for which, document in same:
            place = number, which
            for word in words_of(register, document):
                places[word].append(place)
    return places


def _year_pages(year: str, places: Mapping[str, Iterable[Place]]) -> Iterator[SiteFile]:
    held = dict(shards({word: packed(places[word]) for word in sorted(places)}))
    yield _script(f"{year}/contents", list(held))
    for key, words in held.items():
        yield _script(f"{year}/{file_of(key)}", words)


def _cards(year: str, placed: Iterable[tuple[int, Iterable[tuple[int, PublicDocument]]]]) -> Iterator[SiteFile]:
    """What is shown of hits, so many numbers in one file, whether they are all there or not."""
    for block, numbers in groupby(placed, lambda pair: pair[0] // _CARDS):
        cards = {number: {which: _card(document) for which, document in same} for number, same in numbers}
        yield _script(f"{year}/c{block}", cards)


def shards(held: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Words by their beginnings, in files that are not too large.

    The key is what all words of a file begin with; with a dot behind, it is the one word in it.
    """
    yield from _cut("", list(held.items()))


def _cut(key: str, words: list[tuple[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    if len(words) <= 1 or sum(len(word) + len(told) + 6 for word, told in words) <= _LARGEST:
        yield key, dict(words)
        return
    groups: dict[str, list[tuple[str, str]]] = {}
    for word, told in words:
        groups.setdefault(word[: len(key) + 1] if len(word) > len(key) else f"{word}.", []).append((word, told))
    for longer, some in groups.items():
        if longer.endswith("."):
            yield longer, dict(some)
        else:
            yield from _cut(longer, some)


def file_of(key: str) -> str:
    """The name of the file with these words; letters that not every file system knows are written as numbers."""
    return "w-" + "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}" for c in key)


def packed(places: Iterable[Place]) -> str:
    """Places in order: twice the step from the last number, and one more where which one it is follows, if not 0.

    Each figure is written as five bits a sign, the sixth says that more follow.
    """
    signs, last = [], 0
    for number, which in places:
        step, last = number - last, number
        signs.append(_written(2 * step + 1) + _written(which) if which else _written(2 * step))
    return "".join(signs)


@lru_cache(maxsize=1 << 12)
def _written(number: int) -> str:
    return _DIGITS[number] if number < 32 else _DIGITS[32 + (number & 31)] + _written(number >> 5)


def _card(document: PublicDocument) -> list[str]:
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
