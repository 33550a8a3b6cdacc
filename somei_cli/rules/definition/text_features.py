"""Quick tests on the texts of many files at once, so that rules read few files text by text.

Each may name a file without cause, and never leaves out one in which there is something: the rule then looks closely.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import cache, cached_property, lru_cache
from itertools import count

from somei_cli.formats.notation import leftover_markup as markup
from somei_cli.formats.sanitize import invisible_pattern
from somei_cli.formats.toml.canonical_check import is_surely_canonical
from somei_cli.formats.toml.document import dump
from somei_cli.model.level_mentions import find_level
from somei_cli.model.register.files_and_faults import DocumentFile

# Strings, because most patterns are never needed: re compiles them at first use.
# Any character but the ordinary ones, of which nearly every file consists entirely.
_NOT_ORDINARY = r"""[^\n\t -~\u00a0-\u00ac\u00ae-\u024f–—‘’“”„…•€]|\\[^"\\]"""
_ESCAPE = r'\\[^"\\]'
_ORDINARY_BYTES = bytes((0x09, 0x0A, *range(0x20, 0x7F)))
"""The ordinary characters of ASCII."""

DAMAGED = "[\u00ad\ufffd\ue000-\uf8ff]"
FOREIGN_DIGIT = r"(?![0-9])\d|[\uff01-\uff5e]"
MIXED_WORD = r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u03ff\u0400-\u052f])\w+"
_SECOND_SCRIPT = r"[\u0370-\u03ff\u0400-\u052f]"
_BLANK_OF_OTHER_WIDTH = r"[^\S\u00a0]"

# Levels by their letters alone, with L read as I, and their abbreviations, which are separate words.
_LEVEL_LETTERS = (
    *(b"SECRETUE", b"EUSECRET", b"EUTOPSECRET", b"RESTREINTUE", b"EURESTRICTED", b"CONFIDENTIEIUE"),
    *(b"EUCONFIDENTIAI", b"UEEU"),
)
_SECOND_BYTES = 0x80
_LATIN_LEADS = (b"\xc2", b"\xc4", b"\xc5", b"\xc6", b"\xc7", b"\xc8", b"\xc9")
"""The first bytes in UTF-8 of ordinary characters other than ASCII, the letters of Latin-1 and quotation marks."""
_WRONG_ENCODINGS = ("\u00c2".encode(), "\u00c3".encode(), "\u00e2\u20ac".encode())
_IN_ABBREVIATIONS = (b"-UE", b"EU-")
_LEVEL_ABBREVIATIONS = (b"R-UE", b"C-UE", b"S-UE", b"EU-R", b"EU-C", b"EU-S", b"EU-T")
_NO_BREAK_SPACE = "\u00a0".encode()
_DASHES_AND_BLANKS = (("–".encode(), b"-"), ("—".encode(), b"-"), (_NO_BREAK_SPACE, b" "))

_PREPARED_AFTER, _CALLS = 16, count()
"""Comparing so many files with their canonical form takes less time than to prepare `is_surely_canonical`."""

_CLASSES = bytes.maketrans(b"0123456789OolI", b"0" * 10 + b"l" * 4)
_BLANKS_AT_ENDS = (b"  ", b'= " ', b'\n" ', b' "\n', b' ",\n')
_BLANKS = ("  ", " \n", '" ', ' "', "' ", " '", "\t", "\u00a0", "\\n", "\\t")
# A multi-line text that begins or ends with a blank line, or with a blank.
_BLANK_AT_TEXT_END = r"""(?:[=\[,][ \t]*|^[ \t]*)(?:\"{3}|'{3})\n?\s|\n(?:\"{3}|'{3})"""

_PARTS_OF_SIGNS = {"[^": "^", "```": "`", "~~": "~"}
_BETWEEN = b"\0"
"""Stands between the texts of files; TOML forbids it."""
_CACHE_SIZE = 1024
"""How many words in other letters are cached: the names of those who write recur."""
_LONG = 300
"""Longer words hardly ever recur, and are not cached."""


class JoinedTexts:
    """The texts of some files, joined: one search in all of them takes a fraction of the time of one in each.

    Files are named by their positions. One that is not a document counts as empty.
    """

    def __init__(self, entries: Sequence[DocumentFile]) -> None:
        self.entries = entries
        texts = [entry.text if entry.document else "" for entry in entries]
        joined = "\0".join(texts)
        if joined.count("\0") != len(texts) - 1:
            joined = "\0".join(text.replace("\0", "\x01") for text in texts)
        self.joined = joined.encode("utf-8", "surrogatepass")

    def holding(self, *marks: bytes) -> set[int]:
        """Return the files that hold one of these marks."""
        return _find_parts(self.joined, marks)

    @cached_property
    def canonical(self) -> frozenset[int]:
        """The files that are surely in canonical form."""
        return frozenset(
            position
            for position, entry in enumerate(self.entries)
            if entry.document and next(_CALLS) >= _PREPARED_AFTER and is_surely_canonical(entry.text)
        )

    @cached_property
    def remainders(self) -> bytes:
        """The same texts without the ordinary characters of ASCII; nothing remains of most."""
        return self.joined.translate(None, _ORDINARY_BYTES)

    @cached_property
    def escaped(self) -> set[int]:
        """The files with escapes, so that some characters occur only in the parsed texts."""
        return {
            position for position in self.holding(b"\\") if re.search(_ESCAPE, self.entries[position].text) is not None
        }

    @cached_property
    def unusual(self) -> dict[int, str]:
        """The files with escapes or other characters than ordinary ones, each with what remains of it."""
        remainders = enumerate(self.remainders.decode("utf-8", "surrogatepass").split("\0"))
        return {
            position: remainder
            for position, remainder in remainders
            if position in self.escaped or (remainder and _holds(remainder, _NOT_ORDINARY))
        }

    @cached_property
    def with_texts_of_several_lines(self) -> set[int]:
        """The files in which a text may be of several lines, if they are in canonical form."""
        return self.holding(b'"""')

    def with_unusual(self, pattern: str) -> set[int]:
        """Return the files with escapes, and those with unusual characters that match a pattern of one character."""
        matching = {position for position, remainder in self.unusual.items() if _holds(remainder, pattern)}
        return self.escaped | matching


def _find_parts(joined: bytes, marks: Iterable[bytes]) -> set[int]:
    """Return the positions of the texts that hold one of the marks."""
    positions: set[int] = set()
    for mark in marks:
        position, start = 0, 0
        while (place := joined.find(mark, start)) >= 0:
            position += joined.count(_BETWEEN, start, place)
            positions.add(position)
            # On to the next text.
            end = joined.find(_BETWEEN, place)
            if end < 0:
                break
            position, start = position + 1, end + 1
    return positions


def _holds(words: str, pattern: str) -> bool:
    return _search_short_words(words, pattern) if len(words) <= _LONG else re.search(pattern, words) is not None


@lru_cache(_CACHE_SIZE)
def _search_short_words(words: str, pattern: str) -> bool:
    return re.search(pattern, words) is not None


def find_out_of_form(files: JoinedTexts) -> Collection[int]:
    """Return the readable files that are not in canonical form."""
    return [
        position
        for position, entry in enumerate(files.entries)
        if entry.document and position not in files.canonical and dump(entry.document) != entry.text
    ]


def find_unusual_keys(files: JoinedTexts) -> Collection[int]:
    """Return the files in which there may be keys that no document has."""
    return set(range(len(files.entries))) - files.canonical


def is_ordinary(text: str) -> bool:
    """Whether all characters of a file are ordinary ones."""
    if text.isascii() and "\\" not in text:
        return True
    return not re.search(_NOT_ORDINARY, text)


def find_unseen(files: JoinedTexts) -> Collection[int]:
    """Return the files in which there may be invisible characters."""
    return files.with_unusual(invisible_pattern().pattern) if files.unusual else ()


def find_decomposed(files: JoinedTexts) -> Collection[int]:
    """Return the files in which there may be letters with a separate accent."""
    return [
        position
        for position in files.unusual
        if position in files.escaped or not unicodedata.is_normalized("NFC", files.entries[position].text)
    ]


def find_lookalikes(files: JoinedTexts) -> Collection[int]:
    """Return the files in which there may be words of two scripts, or digits other than ASCII."""
    mixed = {
        position
        for position, remainder in files.unusual.items()
        # Testing every word takes long, so only lines with letters of the second script are searched.
        if _holds(remainder, _SECOND_SCRIPT) and any(map(_is_mixed, files.entries[position].text.split("\n")))
    }
    return mixed | files.with_unusual(FOREIGN_DIGIT)


def _is_mixed(line: str) -> bool:
    """Whether a word of a line may be of two scripts."""
    return not line.isascii() and _holds(line, _SECOND_SCRIPT) and _holds(line, MIXED_WORD)


def find_damaged(files: JoinedTexts) -> Collection[int]:
    """Return the files in which there may be remains of a text extraction from PDF."""
    return files.with_unusual(DAMAGED)


def find_stray_blanks(files: JoinedTexts) -> Collection[int]:
    """Return the files in which there may be blanks too many, other than those of the canonical form itself."""
    # In a canonical file without such texts every text is on one line in quotation marks.
    complex_files = files.with_texts_of_several_lines | files.with_unusual(_BLANK_OF_OTHER_WIDTH)
    complex_files |= set(range(len(files.entries))) - files.canonical
    with_blanks = _find_parts(files.joined.replace(b'\n    "', b'\n"'), _BLANKS_AT_ENDS)
    with_blanks |= _find_parts(files.remainders, (_NO_BREAK_SPACE,))
    return [position for position in complex_files | with_blanks if may_have_stray_blanks(files.entries[position].text)]


def may_have_stray_blanks(text: str) -> bool:
    """Whether there may be blanks too many in the text of a file."""
    bare = text.replace('\n    "', '\n"').replace(' = "', '="')
    # The end of one text can look like the beginning of another, so these count as stray blanks.
    if ' = "\n' in text or ' = ",' in text or any(map(bare.__contains__, _BLANKS)):
        return True
    return re.search(_BLANK_AT_TEXT_END, text, re.MULTILINE) is not None


def find_letters_in_figures(files: JoinedTexts) -> Collection[int]:
    """Return the files in which a letter that looks like a digit follows one."""
    return _find_parts(files.joined.translate(_CLASSES), (b"0l",))


def find_wrong_encoding(files: JoinedTexts) -> Collection[int]:
    """Return the files that may be decoded with the wrong encoding: such texts hold one of a few characters."""
    return files.holding(b"&") | _find_parts(files.remainders, _WRONG_ENCODINGS)


def find_level_names(files: JoinedTexts) -> Collection[int]:
    """Return the files in which there may be the name of a level of EU classified information."""
    plain, remainders = files.joined, files.remainders
    for dash_or_blank, ordinary in _DASHES_AND_BLANKS:
        if dash_or_blank in remainders:
            plain, remainders = plain.replace(dash_or_blank, ordinary), remainders.replace(dash_or_blank, b"")
    # Latin letters with other accents are rare: the files that have them are looked at one by one.
    with_accents = _find_parts(remainders, _LATIN_LEADS)
    named = files.holding(b"&") | files.escaped | _find_levels(plain)
    named.update(position for position in with_accents if _find_levels(_without_accents(files.entries[position].text)))
    # In a file of one line for each text, other letters matter only in their line.
    undecided = files.unusual.keys() - named
    plain_lines = files.canonical - files.with_texts_of_several_lines - with_accents
    named.update(
        position
        for position in undecided
        if position not in plain_lines or _names_level_in_line(files.entries[position].text)
    )
    return named


def _find_levels(plain: bytes) -> set[int]:
    """Return the positions of the texts without accents that hold the letters or the abbreviation of a level."""
    letters, capitals = plain.translate(*_to_letters()), plain.upper()
    positions = _find_parts(letters, _LEVEL_LETTERS)
    if any(part in capitals for part in _IN_ABBREVIATIONS):
        positions |= _find_parts(capitals, _LEVEL_ABBREVIATIONS)
    return positions


def _names_level_in_line(text: str) -> bool:
    """Whether a line with other characters than ordinary ones names a level."""
    return any(not line.isascii() and find_level(_words_of_line(line)) for line in text.split("\n"))


def _words_of_line(line: str) -> str:
    """Return the text in quotation marks on a line of a canonical file."""
    return line[line.find('"') + 1 : line.rfind('"')].replace(r"\"", '"').replace(r"\\", "\\")


def _without_accents(text: str) -> bytes:
    text = text.replace("–", "-").replace("—", "-").replace("\u00a0", " ")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore")


@cache
def _to_letters() -> tuple[bytes, bytes]:
    """Return the table that turns bytes of texts into capitals without accents, and the bytes to delete.

    Letters of Latin-1 begin with C3 in UTF-8, which is deleted; the next byte is their code less 64. What stands
    between texts is kept.
    """
    characters = [chr(code if code < _SECOND_BYTES else code + 64) for code in range(192)]
    bare = [unicodedata.normalize("NFKD", character).upper()[:1] for character in characters]
    capitals = [
        "I" if letter in {"1", "L"} else letter if letter.isascii() and letter.isalpha() else "" for letter in bare
    ]
    capitals[_BETWEEN[0]] = _BETWEEN.decode()
    left_out = bytes(code for code in range(256) if code >= len(capitals) or not capitals[code])
    return "".join(letter or " " for letter in capitals).ljust(256).encode("ascii"), left_out


def find_markup(files: JoinedTexts) -> Collection[int]:
    """Return the files in which there may be marks of Markdown or HTML."""
    # A single sign is found in a tenth of the time of two.
    signs = {_PARTS_OF_SIGNS.get(sign, sign).encode() for sign in markup.SIGNS}
    return files.holding(*signs) | files.escaped
