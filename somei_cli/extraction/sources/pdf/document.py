"""Read a PDF into lines, page by page; refuse one that is locked, damaged, a scan, or too large.

Words whose letters are set one below the other are found too, whatever else is on the same lines.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import islice, pairwise
from statistics import median
from typing import Any

from somei_cli.errors import ExtraMissing, Unreadable
from somei_cli.extraction.sources.encodings import decode_text
from somei_cli.extraction.sources.hidden_lines import hidden_lines, hidden_lines_between_tags
from somei_cli.extraction.sources.pdf.glyphs import Glyphs, PageBox, PdfPiece
from somei_cli.extraction.sources.pdf.notes_and_properties import (
    list_attachments,
    read_words_outside_pages,
    words_on_page,
)
from somei_cli.extraction.sources.pdf.page_pieces import cut_page
from somei_cli.extraction.sources.pdf.rows import PdfLines, lay_out_rows
from somei_cli.extraction.sources.pdf.struck_glyphs import (
    ThinLine,
    find_thin_lines,
    mark_struck_characters,
    restore_struck,
)
from somei_cli.extraction.sources.unusual_lettering import reversed_lines
from somei_cli.model.importing.draft_entry import VERTICAL, Doubt, Line, SourceText

_SINGLE_LETTER = re.compile(r"(?<!\S)[^\W_](?!\S)")
_MAX_SINGLE_LETTERS = 5_000
_MIN_LETTERS = 4
# In points: the letters of a column differ in width and may be centred. In heights: the largest step to the next one.
_SAME_COLUMN = 6.0
_MAX_STEP = 5.0
# A step this much wider than the others separates two words.
_WORD_STEP = 1.6


def find_vertical_words(glyphs: Glyphs, pieces: Iterable[PdfPiece]) -> Iterator[str]:
    """Yield the words of all columns of single letters, from top to bottom.

    pdfium itself makes a word of some columns; such a word is no wider than a letter.
    """
    for piece in pieces:
        if len(piece.text) >= _MIN_LETTERS and not piece.turn and abs(piece.right_edge - piece.left_edge) < piece.size:
            yield piece.text
    offsets = [match.start() for match in islice(_SINGLE_LETTER.finditer(glyphs.text), _MAX_SINGLE_LETTERS)]
    if len(offsets) < _MIN_LETTERS:
        return
    letters = sorted((x, y, offset) for offset, x, y in zip(offsets, *glyphs.origins(offsets), strict=True))
    column: list[tuple[float, float, int]] = []
    for letter in letters:
        if column and letter[0] - column[0][0] > _SAME_COLUMN:
            yield from _column_words(glyphs, column)
            column = []
        column.append(letter)
    yield from _column_words(glyphs, column)


def _column_words(glyphs: Glyphs, column: list[tuple[float, float, int]]) -> Iterator[str]:
    if len(column) < _MIN_LETTERS:
        return
    column.sort(key=lambda letter: -letter[1])
    size = glyphs.shape(column[0][2])[0]
    run = column[:1]
    for upper, lower in pairwise(column):
        if upper[1] - lower[1] > _MAX_STEP * size:
            yield from _join_letters(glyphs, run)
            run = []
        run.append(lower)
    yield from _join_letters(glyphs, run)


def _join_letters(glyphs: Glyphs, run: list[tuple[float, float, int]]) -> Iterator[str]:
    letters = [glyphs.text[offset] for _, _, offset in run]
    if sum(map(str.isalpha, letters)) < _MIN_LETTERS:
        return
    steps = [upper[1] - lower[1] for upper, lower in pairwise(run)]
    usual_step = median(steps)
    gaps = (step > _WORD_STEP * usual_step for step in steps)
    yield letters[0] + "".join(f" {letter}" if gap else letter for letter, gap in zip(letters[1:], gaps, strict=True))


MAX_PAGES = 5_000
MAX_CHARACTERS = 8_000_000
_SOURCE = "source"
_MEANINGLESS = re.compile("[\ue000-\uf8ff\ufffd\x01\x03-\x08\x0e-\x1f\x7f-\x9f]")
_END_OF_FILE = b"%%EOF"
_TAIL_LENGTH = 2048
_MAX_DEPTH = 2
"""How deep files attached to attached files are read."""


def read_pdf(content: bytes, name: str) -> SourceText:
    """Return the lines of a PDF, and the doubts about pages that could not be read.

    Raises:
        Unreadable: if it is locked, damaged or too large, or holds no text.
        ExtraMissing: if pypdfium2 is not installed.
    """
    return _read_nested(content, name)


def _read_nested(pdf_bytes: bytes, name: str, depth: int = 0) -> SourceText:
    with _open_document(pdf_bytes, name) as document:
        reader = _Reader(document, name)
        reader.read()
        aside = [*reader.hidden_lines, *read_words_outside_pages(document, pdf_bytes)]
        doubts = [*_doubt_truncation(pdf_bytes), *reader.doubts()]
        for attached_name, attached_content in list_attachments(document):
            aside += hidden_lines(attached_name, "attachment name")
            try:
                aside += _read_attached(attached_content, attached_name, depth)
            except Unreadable:
                doubts.append(Doubt(_SOURCE, "a file that is attached to it is not read"))
    return SourceText(tuple(reader.lines.collected), tuple(dict.fromkeys(doubts)), tuple(aside))


def _read_attached(content: bytes, name: str, depth: int) -> Iterator[Line]:
    """Yield the lines of an attached file that is a text or another PDF.

    Raises:
        Unreadable: if it is neither.
    """
    if b"%PDF-" in content[:1024]:
        if depth == _MAX_DEPTH:
            raise Unreadable(name, "a file attached to files attached to others; not opened")
        text = _read_nested(content, name, depth + 1)
        return (replace(line, number=0, place="attachment") for line in (*text.lines, *text.outside_text) if line.words)
    return hidden_lines_between_tags(decode_text(content, name)[0], "attachment")


@contextmanager
def _open_document(content: bytes, name: str) -> Iterator[Any]:
    """Open the document, and close it afterwards."""
    try:
        import pypdfium2  # type: ignore[import-untyped]
        from pypdfium2 import raw
    except ImportError as error:
        raise ExtraMissing("Reading a PDF", "pdf") from error
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        # For a file without pages pdfium sets no error code: the code of an earlier file may still be there.
        is_locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) and b"/Encrypt" in content
        description = "is locked with a password" if is_locked else "is damaged, or has no pages; nothing could be read"
        raise Unreadable(name, description) from error
    with closing(document):
        yield document


def _doubt_truncation(content: bytes) -> Iterator[Doubt]:
    if _END_OF_FILE not in content[-_TAIL_LENGTH:]:
        yield Doubt(_SOURCE, "the file ends early; pages may be missing")


class _Reader:
    """Reads the pages of a document one after the other, and keeps only the lines of each."""

    def __init__(self, document: Any, name: str) -> None:
        self.document = document
        self.name = name
        self.lines = PdfLines()
        self.unreadable_pages: list[int] = []
        self.pages_without_text: list[int] = []
        self.hidden_lines: list[Line] = []
        self.characters = 0
        self.meaningless = 0

    def read(self) -> None:
        """Read all pages."""
        count = len(self.document)
        if count > MAX_PAGES:
            raise Unreadable(self.name, f"has {count} pages; {MAX_PAGES} are read at most")
        for number in range(1, count + 1):
            self._read_page(number)
        if not self.lines.collected:
            description = (
                "has no page that could be read" if self.unreadable_pages else "has no text layer; it is a scan"
            )
            raise Unreadable(self.name, description)

    def doubts(self) -> Iterator[Doubt]:
        """Yield the doubts: what is missing from the text or cannot be trusted."""
        for number in self.unreadable_pages:
            yield Doubt(_SOURCE, f"page {number} could not be read")
        for number in self.pages_without_text:
            yield Doubt(_SOURCE, f"page {number} has no text layer; it is a scan")
        if 2 * self.meaningless > self.characters:
            yield Doubt(_SOURCE, "the text layer is mostly signs without a meaning")

    def _read_page(self, number: int) -> None:
        from pypdfium2 import PdfiumError, raw

        try:
            page = self.document.get_page(number - 1)
        except PdfiumError:
            self.unreadable_pages.append(number)
            return
        with closing(page):
            try:
                textpage = page.get_textpage()
            except PdfiumError:
                self.unreadable_pages.append(number)
                return
            with closing(textpage):
                box = PageBox(tuple(page.get_bbox()), page.get_rotation())
                has_text = self._read_text(Glyphs(textpage), find_thin_lines(page.raw), box, number)
            if not has_text and raw.FPDFPage_CountObjects(page):
                self.pages_without_text.append(number)
            if raw.FPDFPage_GetAnnotCount(page):
                self.hidden_lines += words_on_page(self.document, page, number)

    def _read_text(self, glyphs: Glyphs, thin_lines: Sequence[ThinLine], page_box: PageBox, number: int) -> bool:
        """Read the text of a page, with the lines that may strike words out, and return whether there is any."""
        self.characters += glyphs.count
        if self.characters > MAX_CHARACTERS:
            raise Unreadable(
                self.name, f"holds {self.characters} characters and more; {MAX_CHARACTERS} are read at most"
            )
        lines_before = len(self.lines.collected)
        printed_text = glyphs.text
        glyphs.text = mark_struck_characters(glyphs, thin_lines)
        page_pieces = list(cut_page(glyphs))
        self.hidden_lines += self.lines.add(page_pieces, page_box, number)
        if glyphs.text is not printed_text:
            glyphs.text = printed_text
            page_pieces = [piece._replace(text=restore_struck(piece.text)) for piece in page_pieces]
        for row, _ in lay_out_rows(page_box.pieces_outside(page_pieces)):
            self.hidden_lines.append(Line(row.text, 0, number, place="outside the page"))
        for words in find_vertical_words(glyphs, page_pieces):
            self.hidden_lines.append(Line(words, 0, number, place=VERTICAL))
        if "\u202e" in glyphs.text:
            self.hidden_lines += reversed_lines(glyphs.text)
        if not glyphs.text.isascii():
            self.meaningless += len(_MEANINGLESS.findall(glyphs.text))
        return len(self.lines.collected) > lines_before
