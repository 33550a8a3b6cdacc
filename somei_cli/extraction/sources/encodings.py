"""Decode the bytes of a text, and doubt the letters where the encoding is not certain.

Encodings: UTF-8, UTF-16 with a byte order mark, and Windows-1252 as the last resort; binary files are refused. A text
that another program decoded wrongly is decoded again.
"""

import codecs
import re
from collections import Counter

from somei_cli.errors import Unreadable
from somei_cli.model.importing.draft_entry import Doubt

MAX_TEXT_BYTES = 32 * 1024 * 1024
"""The most bytes that a text file may have; no Council document comes near."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL_CHARACTERS = "".join(chr(code) for code in range(32) if chr(code) not in "\t\n\v\f\r")


def decode_text(content: bytes, name: str = "-") -> tuple[str, tuple[Doubt, ...]]:
    """Return the text of a file, with a doubt if its encoding had to be guessed.

    Raises:
        Unreadable: if the bytes are not text.
    """
    if len(content) > MAX_TEXT_BYTES:
        raise Unreadable(name, f"larger than {MAX_TEXT_BYTES // 1024 // 1024} MiB")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _refuse_binary(_decode_strictly(content, encoding, name), name), ()
    if b"\0" in content:
        raise Unreadable(name, "not a text file")
    try:
        return _refuse_binary(content.decode("utf-8"), name), ()
    except UnicodeDecodeError as error:
        text = _refuse_binary(content.decode("cp1252", errors="replace"), name)
        if _is_certainly_western(text):
            return text, ()
        line = content.count(b"\n", 0, error.start) + 1
        return text, (Doubt("source", "not UTF-8; read as Windows-1252, letters may be wrong", line),)


# Languages that Windows-1252 has all letters of: their letters beside those of ASCII, and words that every page has.
_WESTERN = {
    "da": ("æøåéÆØÅÉ", "og af til den der som med for på"),
    "de": ("äöüßéÄÖÜ", "der die das und des von für zur den"),
    "en": ("éèêëïöôçñ", "the of and to from on for in"),
    "es": ("áéíñóúüÁÉÍÑÓÚÜ", "el la los las del por que en una"),
    "fr": ("àâæçéèêëîïôœùûüÿÀÂÇÉÈÊÎÔŒÙ", "le la les des du pour sur dans une"),
    "ga": ("áéíóúÁÉÍÓÚ", "an na agus ar ón go leis chun"),
    "it": ("àèéìíîòóùúÀÈÉÌÒÙ", "il la del della per che dei alla una"),
    "nl": ("áèéêëíïóöüçÉËÏ", "de het van een voor en op aan"),
    "pt": ("áàâãçéêíóôõúüÁÀÂÃÇÉÊÍÓÔÕÚ", "o da do das dos para que uma com"),
    "sv": ("åäöéÅÄÖÉ", "och av till den som med för på att"),
}
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 5
_FEWEST_DIFFERENT_WORDS = 3
_SIGNS = frozenset("‘’‚“”„«»‹›–—…•·€£§°º²³¹½¼¾±×µ¶©®™\xa0¿¡†‡¬´¨")
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_])[^\w\s'’‘.,:;()/@&+*_=|<>\[\]-](?=[^\W\d_])")


def _is_certainly_western(text: str) -> bool:
    """Whether the letters of a text are all of one language of Windows-1252, and its words are of that language.

    A text of another code page has letters or signs that no such language has: “Pøedsednictví”, “Wspó³praca”.
    """
    special = {character for character in text if not character.isascii()}
    letters = {character for character in special if character.isalpha() and character not in "ºª"}
    if not special - letters <= _SIGNS or _BETWEEN_LETTERS.search(text):
        return False
    candidates = {language: words for language, (alphabet, words) in _WESTERN.items() if letters <= set(alphabet)}
    if not candidates:
        return False
    counts = Counter(map(str.casefold, _WORD.findall(text)))
    for words in candidates.values():
        times = [counts[word] for word in words.split()]
        if sum(times) >= _FEWEST_WORDS and sum(map(bool, times)) >= _FEWEST_DIFFERENT_WORDS:
            return True
    return False


def _decode_strictly(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(name, f"damaged {encoding.removesuffix('-sig').upper()}") from error


def _refuse_binary(text: str, name: str) -> str:
    """Return the text; refuse it if it is mostly control characters, as of a binary file that happens to decode."""
    if "\0" in text:
        raise Unreadable(name, "not a text file")
    controls = sum(map(text.count, _CONTROL_CHARACTERS))
    if controls * 10 > len(text):
        raise Unreadable(name, "not a text file")
    return text


_STILL_ENCODED_TWICE = "UTF-8 was read as Windows-1252; some letters could not be decoded"
TWICE_ENCODED = re.compile(
    "[\u00c3-\u00cf][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]|"
    "\u00e2[\u0080\u20ac\u201a][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
)
"""What the two or three bytes of one letter look like in Windows-1252: Ã¼, â€œ."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
# Nothing follows it that belongs to it: “Ã la”. Portuguese words may end with it in capitals: “IRMÃ”.
_FIRST_OF_TWO = re.compile("[\u00c2\u00c3](?![A-Z\u00c0-\u00de])(?<![A-Z\u00c0-\u00de].)")
# The first of the two bytes of a hard blank, which no word with small letters ends with: “from\u0100 :”.
_LEFT_OF_A_BLANK = re.compile("(?<=[a-z\u00df-\u00ff0-9.,;)])[\u00c2\u0100](?=[ \u00a0])")


def decode_again(text: str) -> tuple[str, tuple[Doubt, ...]]:
    """Decode the lines that were UTF-8 and read as Windows-1252; doubt the letters if a sign of that is left.

    Programs that put a plain blank for a hard one leave the Ã of à.
    """
    if not TWICE_ENCODED.search(text):
        return _LEFT_OF_A_BLANK.sub("", text), ()
    text = _LEFT_OF_A_BLANK.sub("", "\n".join(map(_decode_line, text.split("\n"))))
    if TWICE_ENCODED.search(text) or _FIRST_OF_TWO.search(text):
        return text, (Doubt("source", _STILL_ENCODED_TWICE),)
    return text, ()


def _decode_line(line: str) -> str:
    if not TWICE_ENCODED.search(line):
        return line
    decoded = _decode_letters(line)
    return _NOT_ASCII.sub(lambda match: _decode_letters(match[0]), line) if decoded == line else decoded


def _decode_letters(letters: str) -> str:
    """Return what the bytes of letters mean in UTF-8; the letters as they are if they mean nothing."""
    # Windows-1252 leaves five bytes without a letter; programs keep them as control characters.
    content = bytearray()
    for letter in letters:
        try:
            content += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) not in range(0x80, 0xA0):
                return letters
            content.append(ord(letter))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return letters
