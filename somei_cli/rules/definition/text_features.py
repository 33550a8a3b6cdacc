"""Quick tests on the text of a whole file, so that rules read few files text by text.

Each may be true without cause, and is never false if there is something: the rule then looks closely.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import count

from somei_cli.formats.notation import leftover_markup as markup
from somei_cli.formats.sanitize import invisible_pattern
from somei_cli.formats.toml.canonical_check import is_surely_canonical
from somei_cli.formats.toml.document import dump
from somei_cli.model.register.files_and_faults import DocumentFile

# Strings, because most patterns are never needed: re compiles them at first use.
# Any character but the ordinary ones, of which nearly every file consists entirely.
_NOT_ORDINARY = r"""[^\n\t -~\u00a0-\u00ac\u00ae-\u024f–—‘’“”„…•€]|\\[^"\\]"""
_ESCAPE = r'\\[^"\\]'

DAMAGED = "[\u00ad\ufffd\ue000-\uf8ff]"
FOREIGN_DIGIT = r"(?![0-9])\d|[\uff01-\uff5e]"
MIXED_WORD = r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u03ff\u0400-\u052f])\w+"
_SECOND_SCRIPT = r"[\u0370-\u03ff\u0400-\u052f]"

# Levels by their letters alone, with L read as I, and their abbreviations, which are separate words.
_LEVEL_LETTERS = (
    *(b"SECRETUE", b"EUSECRET", b"EUTOPSECRET", b"RESTREINTUE", b"EURESTRICTED", b"CONFIDENTIEIUE"),
    *(b"EUCONFIDENTIAI", b"UEEU"),
)
_SECOND_BYTES = 0x80
_LATIN_LEADS = b"\xc2\xc4\xc5\xc6\xc7\xc8\xc9"
"""The first bytes in UTF-8 of ordinary characters other than ASCII, the letters of Latin-1 and quotation marks."""
_LEVEL_ABBREVIATIONS = (b"R-UE", b"C-UE", b"S-UE", b"EU-R", b"EU-C", b"EU-S", b"EU-T")

_PREPARED_AFTER, _CALLS = 16, count()
"""Comparing so many files with their canonical form takes less time than to prepare `_is_plain`."""

_CLASSES = bytes.maketrans(b"0123456789OolI", b"0" * 10 + b"l" * 4)
_BLANKS_AT_ENDS = ("  ", '= " ', '\n" ', ' "\n', ' ",\n', "\u00a0")
_BLANKS = ("  ", " \n", '" ', ' "', "' ", " '", "\t", "\u00a0", "\\n", "\\t")
# A multi-line text that begins or ends with a blank line, or with a blank.
_BLANK_AT_TEXT_END = r"""(?:[=\[,][ \t]*|^[ \t]*)(?:\"{3}|'{3})\n?\s|\n(?:\"{3}|'{3})"""


def is_out_of_form(entry: DocumentFile) -> bool:
    """Whether a readable file is not in canonical form."""
    return entry.document is not None and not _is_plain(entry.text) and dump(entry.document) != entry.text


@lru_cache(maxsize=1)
def _is_plain(text: str) -> bool:
    """Whether a file is surely in canonical form. Cached: two tests ask it of each file in turn."""
    return next(_CALLS) >= _PREPARED_AFTER and is_surely_canonical(text)


@lru_cache(maxsize=1)
def is_ordinary(text: str) -> bool:
    """Whether all characters of a file are ordinary ones. Cached: several rules ask it of each file in turn."""
    if text.isascii() and "\\" not in text:
        return True
    return not re.search(_NOT_ORDINARY, text)


@lru_cache(maxsize=1)
def _hides_characters(text: str) -> bool:
    """Whether a file contains escapes, so that some characters occur only in the parsed texts."""
    return "\\" in text and re.search(_ESCAPE, text) is not None


def may_hold_unseen(entry: DocumentFile) -> bool:
    """Whether there may be invisible characters."""
    text = entry.text
    return not is_ordinary(text) and (_hides_characters(text) or invisible_pattern().search(text) is not None)


def may_be_decomposed(entry: DocumentFile) -> bool:
    """Whether there may be letters with a separate accent."""
    text = entry.text
    return not is_ordinary(text) and (_hides_characters(text) or not unicodedata.is_normalized("NFC", text))


def may_hold_lookalikes(entry: DocumentFile) -> bool:
    """Whether there may be words of two scripts, or digits other than ASCII."""
    text = entry.text
    if is_ordinary(text):
        return False
    # Testing every word takes long, so only lines with letters of the second script are searched.
    lines = text.split("\n") if re.search(_SECOND_SCRIPT, text) else ()
    mixed = any(re.search(_SECOND_SCRIPT, line) and re.search(MIXED_WORD, line) for line in lines)
    return mixed or _hides_characters(text) or re.search(FOREIGN_DIGIT, text) is not None


def may_be_damaged(entry: DocumentFile) -> bool:
    """Whether there may be remains of a text extraction from PDF."""
    text = entry.text
    return not is_ordinary(text) and (_hides_characters(text) or re.search(DAMAGED, text) is not None)


def may_have_stray_blanks(entry: DocumentFile) -> bool:
    """Whether there may be blanks too many, other than those of the canonical form itself."""
    text = entry.text
    if is_ordinary(text) and '"""' not in text and _is_plain(text):
        # Here every text is on one line in quotation marks, and has no blanks but U+0020 and U+00A0.
        bare = text.replace('\n    "', '\n"')
        if not any(map(bare.__contains__, _BLANKS_AT_ENDS)):
            return False
    bare = text.replace('\n    "', '\n"').replace(' = "', '="')
    # The end of one text can look like the beginning of another, so these count as stray blanks.
    if ' = "\n' in text or ' = ",' in text or any(map(bare.__contains__, _BLANKS)):
        return True
    return re.search(_BLANK_AT_TEXT_END, text, re.MULTILINE) is not None


def may_hold_letters_in_figures(entry: DocumentFile) -> bool:
    """Whether a letter that looks like a digit follows one."""
    return b"0l" in entry.text.encode("utf-8", "surrogatepass").translate(_CLASSES)


def may_be_of_wrong_encoding(entry: DocumentFile) -> bool:
    """Whether there may be text decoded with the wrong encoding, which always contains one of a few characters."""
    text = entry.text
    return "&" in text or (not text.isascii() and ("\u00c2" in text or "\u00c3" in text or "\u00e2\u20ac" in text))


def may_name_level(entry: DocumentFile) -> bool:
    """Whether there may be the name of a level of EU classified information."""
    text = entry.text
    if not is_ordinary(text) or "&" in text:
        return True
    plain = _without_accents(text)
    letters = plain.translate(*_to_letters())
    if any(map(letters.__contains__, _LEVEL_LETTERS)):
        return True
    capitals = plain.upper()
    return any(map(capitals.__contains__, _LEVEL_ABBREVIATIONS))


def _without_accents(text: str) -> bytes:
    """Return a text of ordinary characters as bytes without accents, except on Latin-1 letters.

    Those are left to `_to_letters`: nearly no text has others.
    """
    if not text.isascii():
        text = text.replace("–", "-").replace("—", "-").replace("\u00a0", " ")
    plain = text.encode()
    if any(map(plain.__contains__, _LATIN_LEADS)):
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore")
    return plain


@cache
def _to_letters() -> tuple[bytes, bytes]:
    """Return the table that turns bytes of a text into capitals without accents, and the bytes to delete.

    Letters of Latin-1 begin with C3 in UTF-8, which is deleted; the next byte is their code less 64.
    """
    characters = [chr(code if code < _SECOND_BYTES else code + 64) for code in range(192)]
    bare = [unicodedata.normalize("NFKD", character).upper()[:1] for character in characters]
    capitals = [
        "I" if letter in {"1", "L"} else letter if letter.isascii() and letter.isalpha() else "" for letter in bare
    ]
    left_out = bytes(code for code in range(256) if code >= len(capitals) or not capitals[code])
    return "".join(letter or " " for letter in capitals).ljust(256).encode("ascii"), left_out


def may_hold_markup(entry: DocumentFile) -> bool:
    """Whether there may be marks of Markdown or HTML."""
    return markup.may_contain_markup(entry.text) or _hides_characters(entry.text)
