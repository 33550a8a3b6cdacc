"""Words of a PDF outside its text: notes, stamps and form fields, document properties, and entries of its objects."""

import ctypes
import re
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import Any

from somei_cli.extraction.sources.hidden_lines import hidden_lines, hidden_lines_between_tags
from somei_cli.model.importing.draft_entry import Line

_MAX_ENTRIES = 5_000
_MAX_STREAMS, _MAX_UNPACKED, _MAX_STREAM = 20_000, 64_000_000, 4_000_000
_XMP_START, _XMP_END, _MAX_XMP = b"<x:xmpmeta", b"</x:xmpmeta>", 200_000
_STREAM_START, _CHUNK = 64, 1024
# The word itself goes first, for which a search is fast, and the look before it second.
_STREAM = re.compile(rb"stream(?<!\wstream)\r?\n")
_MAX_DICTIONARY = 400
# A dictionary that begins further before its stream is not that of an object list.
_LISTS_OBJECTS = re.compile(rb"/(?:ObjStm|Metadata)\b")
_ENTRY_NAME = rb"/([A-Za-z_0-9#.-]{1,60})\s?"
_STRING_ENTRY = re.compile(_ENTRY_NAME + rb"(?:\(((?:[^()\\]|\\.){3,1000})\)|<([0-9A-Fa-f\s]{6,4000})>)", re.DOTALL)
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|\r?\n|(.))", re.DOTALL)
_ESCAPED_LETTERS = {b"n": b"\n", b"r": b"\n", b"t": b" ", b"b": b"", b"f": b"\n"}
# Entries whose words have a place, and those that are not words.
_ENTRY_PLACES = {
    **dict.fromkeys((b"V", b"DV", b"T", b"TU", b"CA"), "form field"),
    **dict.fromkeys((b"Contents", b"RC", b"Subj"), "note on the page"),
    **dict.fromkeys((b"Alt", b"ActualText"), "alternative text"),
    b"JS": "script",
}
_ENTRIES_WITHOUT_WORDS = frozenset(b"URI D M Lang CreationDate ModDate ID DA NM O U Dest".split())
_PROPERTIES = "document properties"


def words_of_objects(content: bytes) -> Iterator[Line]:
    """Yield the words of all entries, also compressed ones, and of XML metadata (XMP); each line once."""
    return iter(dict.fromkeys(_lines_of_objects(content)))


def _lines_of_objects(content: bytes) -> Iterator[Line]:
    for packet in _xmp_packets(content):
        yield from hidden_lines_between_tags(packet.decode("utf-8", "replace"), _PROPERTIES)
    yield from _lines_of_entries(content)
    for stream in _unpack_streams(content):
        if stream.lstrip()[:1] == b"<":
            yield from hidden_lines_between_tags(stream[-_MAX_XMP:].decode("utf-8", "replace"), _PROPERTIES)
        else:
            yield from _lines_of_entries(stream)


def _xmp_packets(content: bytes) -> Iterator[bytes]:
    """Yield the XMP packets; of a long one only its end."""
    end = 0
    while (start := content.find(_XMP_START, end)) >= 0 and (end := content.find(_XMP_END, start)) >= 0:
        yield content[max(start, end - _MAX_XMP) : end]


def _lines_of_entries(content: bytes) -> Iterator[Line]:
    for match in islice(_STRING_ENTRY.finditer(content), _MAX_ENTRIES):
        if match[1] in _ENTRIES_WITHOUT_WORDS:
            continue
        string = _ESCAPED.sub(_decode_escape, match[2]) if match[2] is not None else _from_hex(match[3])
        yield from hidden_lines(_decode_string(string), _ENTRY_PLACES.get(match[1], _PROPERTIES))


def _decode_escape(escaped: re.Match[bytes]) -> bytes:
    if escaped[1]:
        return bytes([int(escaped[1], 8) & 0xFF])
    return _ESCAPED_LETTERS.get(escaped[2], escaped[2]) if escaped[2] else b""


def _from_hex(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _decode_string(string: bytes) -> str:
    """Return a PDF string as text; "" if it is a number or a key."""
    if string.startswith(BOM_UTF16_BE):
        return string[2:].decode("utf-16-be", "replace")
    if string.startswith(BOM_UTF8):
        return string[3:].decode("utf-8", "replace")
    text = string.decode("latin-1")
    return text if text.replace("\n", " ").isprintable() else ""


def _unpack_streams(content: bytes) -> Iterator[bytes]:
    """Yield compressed object lists and XML streams, up to limits that no sound file reaches."""
    budget = _MAX_UNPACKED
    for match in islice(_STREAM.finditer(content), _MAX_STREAMS):
        head = content[max(match.start() - _MAX_DICTIONARY, 0) : match.start()].rpartition(b" obj")[2]
        if b"FlateDecode" not in head and b"/Fl" not in head:
            continue
        lists_objects = _LISTS_OBJECTS.search(head) is not None
        if not lists_objects and not _inflate(content, match.end(), _STREAM_START).lstrip().startswith(b"<"):
            continue
        stream = _inflate(content, match.end(), min(budget, _MAX_STREAM))
        budget -= len(stream)
        yield stream
        if budget <= 0:
            return


def _inflate(content: bytes, start: int, budget: int) -> bytes:
    """Decompress from an offset, up to a length; what precedes damage is kept."""
    stream = zlib.decompressobj()
    pieces: list[bytes] = []
    try:
        while budget > 0 and not stream.eof and start < len(content):
            pieces.append(stream.decompress(content[start : start + _CHUNK], budget))
            start += _CHUNK
            budget -= len(pieces[-1])
    except zlib.error:
        pass
    return b"".join(pieces)


_ANNOTATION_KEYS = (b"Contents", b"RC", b"Subj", b"V", b"DV", b"T", b"TU")
_MAX_OBJECTS = 2_000
_MAX_STRING = 200_000
_NOTE = "note on the page"
# By annotation type; if a page has several, what they draw gets the first of these places.
_ANNOTATION_PLACES = {"WATERMARK": "watermark", "STAMP": "stamp", "FREETEXT": "text box", "WIDGET": "form field"}
_MIN_LINE = 4
_MAX_ATTACHMENTS = 100


def words_on_page(document: Any, page: Any, number: int) -> Iterator[Line]:
    """Yield the words of the notes, stamps and form fields on a page, and those that they draw."""
    from pypdfium2 import raw  # type: ignore[import-untyped]

    kinds = {getattr(raw, f"FPDF_ANNOT_{name}"): place for name, place in _ANNOTATION_PLACES.items()}
    drawn_places = set()
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_OBJECTS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            place = kinds.get(kind, _NOTE)
            if kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
                drawn_places.add(place)
            if kind == raw.FPDF_ANNOT_STAMP:
                yield from _on_page(number, hidden_lines(_stamp_words(raw, annotation), place))
            for key in _ANNOTATION_KEYS:
                yield from _on_page(number, hidden_lines_between_tags(_annotation_string(raw, annotation, key), place))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    if drawn_places:
        place = next((place for place in _ANNOTATION_PLACES.values() if place in drawn_places), _NOTE)
        yield from _on_page(number, hidden_lines("\n".join(_words_of_annotations(document, page, number)), place))


def _on_page(number: int, lines: Iterator[Line]) -> Iterator[Line]:
    return (replace(line, page=number) for line in lines)


def _words_of_annotations(document: Any, page: Any, number: int) -> Iterator[str]:
    """Yield the words that annotations draw: those that the page gains when they are flattened into it.

    This changes the page, which is read again for it.
    """
    from pypdfium2 import PdfiumError, raw

    try:
        with closing(page.get_textpage()) as textpage:
            words_before = Counter(textpage.get_text_bounded().splitlines())
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        with closing(document.get_page(number - 1)) as flat_page, closing(flat_page.get_textpage()) as flat_textpage:
            words_after = flat_textpage.get_text_bounded().splitlines()
    except PdfiumError:
        return
    added = list((Counter(words_after) - words_before).elements())
    gone = [line for line in words_before - Counter(words_after) if len(line) >= _MIN_LINE]
    for line in added[:_MAX_OBJECTS]:
        # Words drawn on a line of text are joined with it.
        text = next((text for text in gone[:_MAX_OBJECTS] if line.startswith(text) or line.endswith(text)), None)
        yield line.replace(text, "\n", 1) if text else line


def read_words_outside_pages(document: Any, content: bytes) -> Iterator[Line]:
    """Yield document properties, bookmarks, page labels, and the words of objects that pdfium does not know."""
    for words in document.get_metadata_dict(skip_empty=True).values():
        yield from hidden_lines(words, "document properties")
    for title in _bookmarks(document):
        yield from hidden_lines(title, "bookmark")
    labels = dict.fromkeys(document.get_page_label(index) for index in range(min(len(document), _MAX_OBJECTS)))
    for label in labels:
        if any(map(str.isalpha, label)):
            yield from hidden_lines(label, "page label")
    yield from words_of_objects(content)


def _bookmarks(document: Any) -> Iterator[str]:
    """Yield the titles of the outline, each entry once, even if the outline is circular."""
    from pypdfium2 import PdfBookmark, raw

    visited: set[int] = set()
    pending = [raw.FPDFBookmark_GetFirstChild(document, None)]
    while pending and len(visited) < _MAX_OBJECTS:
        entry = pending.pop()
        if not entry or (address := ctypes.addressof(entry.contents)) in visited:
            continue
        visited.add(address)
        yield PdfBookmark(entry, document, 0).get_title()
        pending.append(raw.FPDFBookmark_GetNextSibling(document, entry))
        pending.append(raw.FPDFBookmark_GetFirstChild(document, entry))


def list_attachments(document: Any) -> Iterator[tuple[str, bytes]]:
    """Yield the name and content of each attached file."""
    from pypdfium2 import PdfiumError

    for index in range(min(document.count_attachments(), _MAX_ATTACHMENTS)):
        try:
            attachment = document.get_attachment(index)
            yield attachment.get_name(), bytes(attachment.get_data())
        except PdfiumError:
            continue


_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def _stamp_words(raw: Any, annotation: Any) -> str:
    """Return what a stamp of the standard says by its name, which a viewer draws: SBTopSecret, NotForPublicRelease."""
    name = _annotation_string(raw, annotation, b"Name").removeprefix("SB").removeprefix("SH")
    return " ".join(_NAME.findall(name))


def _annotation_string(raw: Any, annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= 2 * _MAX_STRING:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
