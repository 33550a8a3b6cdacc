"""Words of a PDF that stand beside its text: notes, stamps and forms on the pages, and what the file says of itself."""

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from typing import Any

_TOLD = (b"Contents", b"Subj", b"V", b"T", b"TU")
_MOST = 2_000
_LONGEST = 2_000
_XMP, _XMP_ENDS, _LARGEST_XMP = b"<x:xmpmeta", b"</x:xmpmeta>", 200_000
_CUSTOM = re.compile(rb"/[A-Za-z_0-9]{1,60}\s?\(([^()\\\r\n]{4,200})\)")
_TAG = re.compile(r"<[^<>]{0,500}>")


def words_on_page(document: Any, page: Any, number: int) -> Iterator[str]:
    """The words of the notes, stamps and forms that lie on a page, and those that they draw there."""
    from pypdfium2 import PdfiumError, raw  # type: ignore[import-untyped]

    for at in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        try:
            for key in _TOLD:
                yield from _string(raw, annotation, key).splitlines()
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    try:
        # Once they are part of the page, what they draw is text like any other; the page is looked at anew for it.
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
        with closing(document.get_page(number - 1)) as anew, closing(anew.get_textpage()) as flat:
            yield from flat.get_text_bounded().splitlines()
    except PdfiumError:
        return


def words_of_file(document: Any, data: bytes) -> Iterator[str]:
    """Title, keywords and the like, bookmarks, labels of pages, names of attachments."""
    from pypdfium2 import PdfiumError

    yield from document.get_metadata_dict(skip_empty=True).values()
    try:
        yield from (mark.get_title() for mark in islice(document.get_toc(), _MOST))
        yield from (document.get_attachment(at).get_name() for at in range(min(document.count_attachments(), 100)))
    except PdfiumError:
        pass
    yield from (document.get_page_label(at) for at in range(min(len(document), 100)))
    for packet in _packets(data):
        yield from _TAG.sub("\n", packet.decode("utf-8", "replace")).splitlines()
    yield from (found[1].decode("latin-1") for found in islice(_CUSTOM.finditer(data), _MOST))


def _packets(data: bytes) -> Iterator[bytes]:
    """What is told of the file as XMP; of a long packet only its end."""
    ends = 0
    while (begins := data.find(_XMP, ends)) >= 0 and (ends := data.find(_XMP_ENDS, begins)) >= 0:
        yield data[max(begins, ends - _LARGEST_XMP) : ends]


def _string(raw: Any, annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= 2 * _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
