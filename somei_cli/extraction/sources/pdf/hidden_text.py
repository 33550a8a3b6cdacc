"""Words of a PDF that stand beside its text: notes, stamps and forms on the pages, and what the file says of itself."""

import ctypes
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

from somei_cli.extraction.sources.markdown import lines_aside, marked_aside
from somei_cli.extraction.sources.pdf.objects import told_by_objects
from somei_cli.model.importing.draft_entry import Line

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
