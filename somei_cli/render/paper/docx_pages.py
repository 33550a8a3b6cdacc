"""The pages of a printed Word file, set from top to bottom: letterhead, heading, box and items."""

from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as Written

from somei_cli.render.paper.docx_parts import Footnotes
from somei_cli.render.paper.docx_styles import rule_above_and_below
from somei_cli.render.paper.sheet import WITHDRAWN, PaperSheet, Paragraph, SheetItem

WIDTH = 16.0
"""Centimetres between the margins."""
_STEP = 1.1


class Writer:
    """Sets a sheet from top to bottom."""

    def __init__(self, document: Any, footnotes: Footnotes) -> None:
        self._document = document
        self._footnotes = footnotes
        # Left to itself, python-docx looks through all styles, and all that is written, for each paragraph.
        self._styles = {style.name: style.style_id for style in document.styles}
        self._end = document.element.body.sectPr

    def write(self, sheet: PaperSheet) -> None:
        """All of it."""
        self._letterhead(sheet)
        if sheet.heading:
            self._paragraph("Title", sheet.heading)
        if sheet.standing:
            self._paragraph("Subtitle", sheet.standing)
        if sheet.rows:
            self._table(((row.label, row.value) for row in sheet.rows), (3.6, WIDTH - 3.6), ruled=True)
        for words in sheet.meeting:
            self._paragraph("Subtitle", words)
        for paragraph in sheet.lead:
            self._paragraph("Body Text", paragraph.words)
        for part in sheet.parts:
            if part.heading:
                self._paragraph("Part Heading", part.heading)
            if part.below:
                self._paragraph("Body Text", part.below)
            for entry in part.entries:
                self._item(entry)

    def _letterhead(self, sheet: PaperSheet) -> None:
        files = ("Interinstitutional File:", *sheet.files) if sheet.files else ()
        rows = (
            (sheet.institution, (sheet.place_and_date, sheet.languages)),
            (files, (sheet.number, sheet.tail)),
            ((), (sheet.marking,)),
            ((), sheet.codes),
        )
        strong = {sheet.number, sheet.tail, sheet.marking, *sheet.institution}
        filled = (("\n".join(left), "\n".join(filter(None, right))) for left, right in rows if any((*left, *right)))
        self._table(filled, (WIDTH - 6.4, 6.4), strong=strong, apart=True)

    def _table(
        self,
        rows: Iterable[tuple[str, str]],
        widths: tuple[float, float],
        *,
        ruled: bool = False,
        apart: bool = False,
        strong: Iterable[str] = (),
    ) -> None:
        """A table of two columns; the lines of a cell are paragraphs of it."""
        table = self._document.add_table(rows=0, cols=2)
        table.autofit = False
        for values in rows:
            for cell, value, width in zip(table.add_row().cells, values, widths, strict=True):
                cell.width = Cm(width)
                for at, line in enumerate(value.split("\n")):
                    paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
                    self._styled(paragraph, "Header Field").add_run(line).bold = line in strong or None
                if apart:
                    cell.paragraphs[-1].paragraph_format.space_after = Pt(12)
        if ruled:
            rule_above_and_below(table)

    def _paragraph(self, style: str, words: str = "") -> Any:
        element = OxmlElement("w:p")
        self._end.addprevious(element)
        paragraph = self._styled(Written(element, self._document), style)
        if words:
            paragraph.add_run(words)
        return paragraph

    def _styled(self, paragraph: Any, style: str) -> Any:
        paragraph._p.style = self._styles[style]  # noqa: SLF001 - the words of python-docx for it are slow
        return paragraph

    # ---- items

    def _item(self, entry: SheetItem) -> None:
        mark = " ".join(filter(None, (entry.aside, entry.mark)))
        paragraph = self._paragraph("Heading 1")
        if mark:
            paragraph.add_run(f"{mark}\t")
        self._title(paragraph, entry)
        for note in entry.notes:
            self._footnotes.call(paragraph, note)
        self._inside(entry, 0)

    def _inside(self, entry: SheetItem, depth: int) -> None:
        for words in entry.documents:
            self._paragraph("Item Documents", words)
        for words in entry.treatments:
            self._indented(self._paragraph("Item Treatment", words), depth + 1)
        for below in entry.below:
            paragraph = self._paragraph("Sub-item")
            self._indented(paragraph, depth + 1, hanging=True)
            paragraph.add_run(f"{below.mark}\t")
            self._title(paragraph, below, italic=below.stressed)
            self._inside(below, depth + 1)
        for text in entry.text:
            self._text(text, depth)

    def _title(self, paragraph: Any, entry: SheetItem, *, italic: bool = False) -> None:
        words = paragraph.add_run(entry.title)
        words.italic = italic or None
        words.font.strike = entry.withdrawn or None
        if entry.withdrawn:
            paragraph.add_run(f" {WITHDRAWN}").italic = italic or None

    def _text(self, text: Paragraph, depth: int) -> None:
        if text.mark:
            paragraph = self._paragraph("Listed Text", f"{text.mark}\t{text.words}")
            self._indented(paragraph, depth + 1, hanging=True)
        else:
            self._indented(self._paragraph("Body Text", text.words), depth)

    def _indented(self, paragraph: Any, depth: int, *, hanging: bool = False) -> None:
        paragraph.paragraph_format.left_indent = Cm(_STEP * (depth + hanging))
        paragraph.paragraph_format.first_line_indent = Cm(-_STEP) if hanging else None
