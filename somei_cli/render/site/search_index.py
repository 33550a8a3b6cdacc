"""What the search in the browser looks things up in: small files by year and by the beginnings of words.

A browser that opened the pages from a folder may load nothing but scripts; so each file is a call with one value.
A search loads the table of contents once, then for each word one file that tells in which years it stands, then the
files of these years, the latest first, only as far as hits are asked for.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from somei_cli.model.public_register import PublicRegister
from somei_cli.model.publishing import PublicDocument
from somei_cli.model.site_pages import Page
from somei_cli.render.site.words import stamp_words, subject_of
from somei_cli.text.search_folding import site_words

_LARGEST = 24 * 1024
"""So many bytes a file holds, unless one word alone has more."""
_CARDS = 40
"""So many hits are described in one file."""
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


def year_pages(register: PublicRegister, year: int) -> Iterator[Page]:
    """The index of one year: for each word the places of its documents in the year, and cards to show as hits."""
    documents = register.by_year[year]
    places: dict[str, list[int]] = {}
    for place, document in enumerate(documents):
        for word in words_of(register, document):
            places.setdefault(word, []).append(place)
    held = dict(shards({word: _packed(places[word]) for word in sorted(places)}))
    yield _script(f"{year}/contents", list(held))
    for key, words in held.items():
        yield _script(f"{year}/{file_of(key)}", words)
    for at in range(0, len(documents), _CARDS):
        yield _script(f"{year}/c{at // _CARDS}", [_card(document) for document in documents[at : at + _CARDS]])


def contents_pages(register: PublicRegister) -> Iterator[Page]:
    """The table of contents, and the files that tell in which years a word stands, as bits."""
    found: dict[str, int] = {}
    for year, documents in register.by_year.items():
        words: set[str] = set()
        for document in documents:
            words |= words_of(register, document)
        bit = 1 << (year - _FIRST_YEAR)
        for word in words:
            found[word] = found.get(word, 0) | bit
    held = dict(shards({word: f"{found[word]:x}" for word in sorted(found)}))
    yield _script("contents", {"years": list(register.by_year), "words": list(held)})
    for key, some in held.items():
        yield _script(f"words/{file_of(key)}", some)


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


def _packed(places: Iterable[int]) -> str:
    """Numbers that grow, as the steps between them: five bits a sign, the sixth says that more follow."""
    signs, last = [], -1
    for place in places:
        step, last = place - last - 1, place
        while step > 31:
            signs.append(_DIGITS[32 + (step & 31)])
            step >>= 5
        signs.append(_DIGITS[step])
    return "".join(signs)


def _card(document: PublicDocument) -> list[str]:
    return [
        document.number.register_id,
        str(document.number),
        subject_of(document),
        document.date.isoformat() if document.date else "",
        (document.type or "") if document.subject else "",
        stamp_words(document),
    ]


def _script(name: str, value: object) -> Page:
    """A file that hands over one value; nothing in it can end a string, a script or a line of it."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return Page(f"search/{name}.js", f'somei.take("{name}",{text});\n'.encode())
