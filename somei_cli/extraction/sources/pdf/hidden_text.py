"""Words of a PDF that stand beside its text: notes, stamps and forms on the pages, and what the file says of itself.

Words that the objects of a PDF tell by their entries, and its data in XML: read from the bytes of the file.
"""

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

from somei_cli.extraction.sources.markdown import lines_aside, marked_aside
from somei_cli.model.importing.draft_entry import Line

_OBJECTS_MOST = 5_000
_MOST_STREAMS, _MOST_UNPACKED, _LARGEST_STREAM = 20_000, 64_000_000, 4_000_000
_XMP, _XMP_ENDS, _LARGEST_XMP = b"<x:xmpmeta", b"</x:xmpmeta>", 200_000
_GLANCE, _CHUNK = 64, 1024
_STREAM = re.compile(rb"\bstream\r?\n")
_HEAD = 400
# A dictionary that begins further ahead of its stream is none of a list of objects.
_LISTS_OBJECTS = re.compile(rb"/(?:ObjStm|Metadata)\b")
_NAME = rb"/([A-Za-z_0-9#.-]{1,60})\s?"
_STRING = re.compile(_NAME + rb"(?:\(((?:[^()\\]|\\.){3,1000})\)|<([0-9A-Fa-f\s]{6,4000})>)", re.DOTALL)
_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|\r?\n|(.))", re.DOTALL)
_SHAPES = {b"n": b"\n", b"r": b"\n", b"t": b" ", b"b": b"", b"f": b"\n"}
# Entries whose words are said of a place, and those that are no words.
_PLACES = {
    **dict.fromkeys((b"V", b"DV", b"T", b"TU", b"CA"), "form field"),
    **dict.fromkeys((b"Contents", b"RC", b"Subj"), "note on the page"),
    **dict.fromkeys((b"Alt", b"ActualText"), "alternative text"),
    b"JS": "script",
}
_NO_WORDS = frozenset(b"URI D M Lang CreationDate ModDate ID DA NM O U Dest".split())
_PROPERTIES = "document properties"


def told_by_objects(data: bytes) -> Iterator[Line]:
    """The words of all entries, packed ones too, and of the data in XML; what is told again and again only once."""
    return iter(dict.fromkeys(_told(data)))


def _told(data: bytes) -> Iterator[Line]:
    for packet in _packets(data):
        yield from marked_aside(packet.decode("utf-8", "replace"), _PROPERTIES)
    yield from _entries(data)
    for unpacked in _unpacked(data):
        if unpacked.lstrip()[:1] == b"<":
            yield from marked_aside(unpacked[-_LARGEST_XMP:].decode("utf-8", "replace"), _PROPERTIES)
        else:
            yield from _entries(unpacked)


def _packets(data: bytes) -> Iterator[bytes]:
    """What is told of the file as XMP; of a long packet only its end."""
    ends = 0
    while (begins := data.find(_XMP, ends)) >= 0 and (ends := data.find(_XMP_ENDS, begins)) >= 0:
        yield data[max(begins, ends - _LARGEST_XMP) : ends]


def _entries(data: bytes) -> Iterator[Line]:
    for found in islice(_STRING.finditer(data), _OBJECTS_MOST):
        if found[1] in _NO_WORDS:
            continue
        string = _ESCAPED.sub(_letter, found[2]) if found[2] is not None else _from_hex(found[3])
        yield from lines_aside(_decoded(string), _PLACES.get(found[1], _PROPERTIES))


def _letter(escaped: re.Match[bytes]) -> bytes:
    if escaped[1]:
        return bytes([int(escaped[1], 8) & 0xFF])
    return _SHAPES.get(escaped[2], escaped[2]) if escaped[2] else b""


def _from_hex(digits: bytes) -> bytes:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _decoded(string: bytes) -> str:
    """A string of a PDF as text; nothing of one that is a number or a key."""
    if string.startswith(BOM_UTF16_BE):
        return string[2:].decode("utf-16-be", "replace")
    if string.startswith(BOM_UTF8):
        return string[3:].decode("utf-8", "replace")
    text = string.decode("latin-1")
    return text if text.replace("\n", " ").isprintable() else ""


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The packed lists of objects and the packed data in XML, as far as any file has them."""
    left = _MOST_UNPACKED
    for found in islice(_STREAM.finditer(data), _MOST_STREAMS):
        head = data[max(found.start() - _HEAD, 0) : found.start()].rpartition(b" obj")[2]
        if b"FlateDecode" not in head and b"/Fl" not in head:
            continue
        listed = _LISTS_OBJECTS.search(head) is not None
        if not listed and not _inflated(data, found.end(), _GLANCE).lstrip().startswith(b"<"):
            continue
        unpacked = _inflated(data, found.end(), min(left, _LARGEST_STREAM))
        left -= len(unpacked)
        yield unpacked
        if left <= 0:
            return


def _inflated(data: bytes, start: int, most: int) -> bytes:
    """What is packed from an offset on, up to a length; what comes before a damage is kept."""
    stream = zlib.decompressobj()
    pieces: list[bytes] = []
    try:
        while most > 0 and not stream.eof and start < len(data):
            pieces.append(stream.decompress(data[start : start + _CHUNK], most))
            start += _CHUNK
            most -= len(pieces[-1])
    except zlib.error:
        pass
    return b"".join(pieces)


_TOLD = (b"Contents", b"RC", b"Subj", b"V", b"DV", b"T", b"TU")
_MOST = 2_000
_LONGEST = 200_000
_NOTE = "note on the page"
# By the kind of the annotation; where a page has several, the first of these is named for what they draw.
_KINDS = {"WATERMARK": "watermark", "STAMP": "stamp", "FREETEXT": "text box", "WIDGET": "form field"}
_SHORTEST = 4
_MOST_ATTACHED = 100


def words_on_page(document: Any, page: Any, number: int) -> Iterator[Line]:
    """The words of the notes, stamps and forms that lie on a page, and those that they draw there."""
    from pypdfium2 import raw  # type: ignore[import-untyped]

    kinds = {getattr(raw, f"FPDF_ANNOT_{name}"): place for name, place in _KINDS.items()}
    found = set()
    for at in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            place = kinds.get(kind, _NOTE)
            if kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
                found.add(place)
            for key in _TOLD:
                yield from _on(number, marked_aside(_string(raw, annotation, key), place))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    if found:
        place = next((place for place in _KINDS.values() if place in found), _NOTE)
        yield from _on(number, lines_aside("\n".join(_drawn(document, page, number)), place))


def _on(number: int, lines: Iterator[Line]) -> Iterator[Line]:
    return (replace(line, page=number) for line in lines)


def _drawn(document: Any, page: Any, number: int) -> Iterator[str]:
    """The words that the annotations of a page draw: those it has more once they are part of it.

    The page is looked at anew for that; it is not the same afterwards.
    """
    from pypdfium2 import PdfiumError, raw

    try:
        with closing(page.get_textpage()) as plain:
            known = Counter(plain.get_text_bounded().splitlines())
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        with closing(document.get_page(number - 1)) as anew, closing(anew.get_textpage()) as flat:
            after = flat.get_text_bounded().splitlines()
    except PdfiumError:
        return
    more = list((Counter(after) - known).elements())
    gone = [line for line in known - Counter(after) if len(line) >= _SHORTEST]
    for line in more[:_MOST]:
        # What is drawn on the line of a text comes as one with it.
        text = next((text for text in gone[:_MOST] if line.startswith(text) or line.endswith(text)), None)
        yield line.replace(text, "\n", 1) if text else line


def words_of_file(document: Any, data: bytes) -> Iterator[Line]:
    """Title, keywords and the like, bookmarks, labels of pages, and what objects tell that pdfium does not know."""
    for words in document.get_metadata_dict(skip_empty=True).values():
        yield from lines_aside(words, "document properties")
    for title in _bookmarks(document):
        yield from lines_aside(title, "bookmark")
    labels = dict.fromkeys(document.get_page_label(at) for at in range(min(len(document), _MOST)))
    for label in labels:
        if any(map(str.isalpha, label)):
            yield from lines_aside(label, "page label")
    yield from told_by_objects(data)


def _bookmarks(document: Any) -> Iterator[str]:
    """The titles of the outline, each entry once, though it may go in a circle."""
    from pypdfium2 import PdfBookmark, raw

    seen: set[int] = set()
    waiting = [raw.FPDFBookmark_GetFirstChild(document, None)]
    while waiting and len(seen) < _MOST:
        entry = waiting.pop()
        if not entry or (address := ctypes.addressof(entry.contents)) in seen:
            continue
        seen.add(address)
        yield PdfBookmark(entry, document, 0).get_title()
        waiting.append(raw.FPDFBookmark_GetNextSibling(document, entry))
        waiting.append(raw.FPDFBookmark_GetFirstChild(document, entry))


def attachments(document: Any) -> Iterator[tuple[str, bytes]]:
    """The files that are attached to it, each by its name."""
    from pypdfium2 import PdfiumError

    for at in range(min(document.count_attachments(), _MOST_ATTACHED)):
        try:
            attachment = document.get_attachment(at)
            yield attachment.get_name(), bytes(attachment.get_data())
        except PdfiumError:
            continue


def _string(raw: Any, annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= 2 * _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
