"""Bytes to text: UTF-8, UTF-16 with a byte order mark, and Windows-1252 as the last resort; binary is refused."""

import codecs

from somei_cli.errors import Unreadable
from somei_cli.model.readings import Doubt

LARGEST = 32 * 1024 * 1024
"""Bytes of a text file; no Council document comes near."""

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = "".join(chr(code) for code in range(32) if chr(code) not in "\t\n\v\f\r")


def decode(data: bytes, name: str = "-") -> tuple[str, tuple[Doubt, ...]]:
    """The text of a file, and a doubt where its encoding had to be guessed.

    Raises:
        Unreadable: where the bytes are no text.
    """
    if len(data) > LARGEST:
        raise Unreadable(name, f"larger than {LARGEST // 1024 // 1024} MiB")
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return _checked(_strictly(data, encoding, name), name), ()
    if b"\0" in data:
        raise Unreadable(name, "not a text file")
    try:
        return _checked(data.decode("utf-8"), name), ()
    except UnicodeDecodeError as error:
        text = _checked(data.decode("cp1252", errors="replace"), name)
        line = data.count(b"\n", 0, error.start) + 1
        return text, (Doubt("source", "not UTF-8; read as Windows-1252, letters may be wrong", line),)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(name, f"damaged {encoding.removesuffix('-sig').upper()}") from error


def _checked(text: str, name: str) -> str:
    """Refuse what is mostly control characters: a binary file that happens to decode."""
    if "\0" in text:
        raise Unreadable(name, "not a text file")
    controls = sum(map(text.count, _CONTROLS))
    if controls * 10 > len(text):
        raise Unreadable(name, "not a text file")
    return text
