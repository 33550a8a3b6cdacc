"""A sheet as a Word file, with real styles, headings, tables, footnotes and page numbers.

python-docx writes neither footnotes, nor fields such as the page number, nor the same bytes twice: that is done here.
"""

import io
import zipfile
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from somei_cli.render.paper.docx_styles import add_rule_above, add_rules, prepare_document, set_footer_tabs
from somei_cli.render.paper.paper_settings import Style
from somei_cli.render.paper.sheet import WITHDRAWN, Note, PaperSheet, Paragraph, SheetItem

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip file can hold."""


def as_docx(sheet: PaperSheet, style: Style) -> bytes:
    """Return the bytes of the file, which are the same for the same sheet."""
    document = Document()
    prepare_document(document, sheet, style)
    footnotes = Footnotes(document)
    DocxWriter(document, footnotes).write(sheet)
    footnotes.save()
    add_footer(document, sheet, WIDTH)
    return to_bytes(document)


class Footnotes:
    """The footnotes part of a Word file; it is created only if there are footnotes."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._notes: list[str] = []

    def add(self, paragraph: Any, note: Note) -> None:
        """Add a footnote at the end of a paragraph; Word numbers them itself."""
        self._notes.append(note.words)
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self._notes)))
        run._r.append(reference)  # noqa: SLF001 - python-docx has no words for footnotes

    def save(self) -> None:
        """Add the part with the texts of all footnotes to the file."""
        if self._notes:
            part = self._document.part
            blob = self._xml().encode()
            notes = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, part.package)
            part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)

    def _xml(self) -> str:
        separators = "".join(
            f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for n, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        notes = "".join(
            f'<w:footnote w:id="{n}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {escape(words)}</w:t></w:r></w:p></w:footnote>'
            for n, words in enumerate(self._notes, start=1)
        )
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        # Some readers look for the namespace of relationships on every part, used or not.
        return f"{head}<w:footnotes {nsdecls('w', 'r')}>{separators}{notes}</w:footnotes>"


def add_footer(document: Any, sheet: PaperSheet, width: float) -> None:
    """Add the two rows at the foot of every page: number and page; unit, marking and language."""
    set_footer_tabs(document.styles["Footer"], width)
    first_row = document.sections[0].footer.paragraphs[0]
    add_rule_above(first_row)
    first_row.add_run(f"{sheet.whole_number}\t\t")
    for kind, words in (("begin", ""), ("", "PAGE"), ("separate", ""), ("text", "1"), ("end", "")):
        _add_field(first_row.add_run(), kind, words)
    second_row = document.sections[0].footer.add_paragraph(style="Footer")
    second_row.add_run(f"{sheet.unit}\t")
    second_row.add_run(sheet.marking).bold = True
    second_row.add_run(f"\t{sheet.language}").bold = True


def _add_field(run: Any, kind: str, words: str) -> None:
    if kind == "text":
        run.text = words
        return
    element = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        element.set(qn("w:fldCharType"), kind)
    else:
        element.text = words
    run._r.append(element)  # noqa: SLF001 - python-docx has no words for fields


def to_bytes(document: Any) -> bytes:
    """Return the bytes of the file: its parts in a fixed order, and without the time of day."""
    unordered = io.BytesIO()
    document.save(unordered)
    ordered = io.BytesIO()
    with zipfile.ZipFile(unordered) as source, zipfile.ZipFile(ordered, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _EPOCH), source.read(name), zipfile.ZIP_DEFLATED)
    return ordered.getvalue()


WIDTH = 16.0
"""Centimetres between the margins."""
_INDENT = 1.1
_BESIDE_RULE = Pt(8)
"""Between the rules of the header table and its first and last row."""


class DocxWriter:
    """Writes a sheet into a Word file, from top to bottom."""

    def __init__(self, document: Any, footnotes: Footnotes) -> None:
        self._document = document
        self._footnotes = footnotes
        # Kept here because python-docx would search all styles, and everything written so far, for each paragraph.
        self._styles = {style.name: style.style_id for style in document.styles}
        self._section_properties = document.element.body.sectPr

    def write(self, sheet: PaperSheet) -> None:
        """Write the whole sheet."""
        self._write_letterhead(sheet)
        if sheet.heading:
            self._add_paragraph("Title", sheet.heading)
        if sheet.standing:
            self._add_paragraph("Subtitle", sheet.standing)
        if sheet.rows:
            self._add_table(((row.label, row.value) for row in sheet.rows), (3.6, WIDTH - 3.6), ruled=True)
        for words in sheet.meeting:
            self._add_paragraph("Subtitle", words)
        for paragraph in sheet.lead:
            self._add_paragraph("Body Text", paragraph.words).paragraph_format.space_before = _BESIDE_RULE
        for part in sheet.parts:
            if part.heading:
                self._add_paragraph("Part Heading", part.heading)
            if part.below:
                self._add_paragraph("Body Text", part.below)
            for entry in part.entries:
                self._write_item(entry)

    def _write_letterhead(self, sheet: PaperSheet) -> None:
        files = ("Interinstitutional File:", *sheet.files) if sheet.files else ()
        rows = (
            (sheet.institution, (sheet.place_and_date, sheet.languages)),
            (files, (sheet.number, sheet.tail)),
            ((), (sheet.marking,)),
            ((), sheet.codes),
        )
        bold_lines = {sheet.number, sheet.tail, sheet.marking, *sheet.institution}
        filled_rows = (
            ("\n".join(left_lines), "\n".join(filter(None, right_lines)))
            for left_lines, right_lines in rows
            if any((*left_lines, *right_lines))
        )
        self._add_table(filled_rows, (WIDTH - 6.4, 6.4), bold_lines=bold_lines, spaced=True)

    def _add_table(
        self,
        rows: Iterable[tuple[str, str]],
        widths: tuple[float, float],
        *,
        ruled: bool = False,
        spaced: bool = False,
        bold_lines: Iterable[str] = (),
    ) -> None:
        """Add a table of two columns; each line of a cell is a paragraph."""
        table = self._document.add_table(rows=0, cols=2)
        table.autofit = False
        # Word goes by the widths of the cells, LibreOffice by those of the columns: they must be the same.
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for values in rows:
            for cell, value, width in zip(table.add_row().cells, values, widths, strict=True):
                cell.width = Cm(width)
                for line_number, line in enumerate(value.split("\n")):
                    paragraph = cell.paragraphs[0] if line_number == 0 else cell.add_paragraph()
                    self._set_style(paragraph, "Header Field").add_run(line).bold = line in bold_lines or None
                if spaced:
                    cell.paragraphs[-1].paragraph_format.space_after = Pt(12)
        if ruled:
            add_rules(table)
            for cell in table.rows[0].cells:
                cell.paragraphs[0].paragraph_format.space_before = _BESIDE_RULE
            for cell in table.rows[-1].cells:
                cell.paragraphs[-1].paragraph_format.space_after = _BESIDE_RULE

    def _add_paragraph(self, style: str, words: str = "") -> Any:
        element = OxmlElement("w:p")
        self._section_properties.addprevious(element)
        paragraph = self._set_style(DocxParagraph(element, self._document), style)
        if words:
            paragraph.add_run(words)
        return paragraph

    def _set_style(self, paragraph: Any, style: str) -> Any:
        paragraph._p.style = self._styles[style]  # noqa: SLF001 - the words of python-docx for it are slow
        return paragraph

    # ---- items

    def _write_item(self, entry: SheetItem) -> None:
        mark = " ".join(filter(None, (entry.aside, entry.mark)))
        paragraph = self._add_paragraph("Heading 1")
        if mark:
            paragraph.add_run(f"{mark}\t")
        self._write_title(paragraph, entry)
        for note in entry.notes:
            self._footnotes.add(paragraph, note)
        self._write_below(entry, 0)

    def _write_below(self, entry: SheetItem, depth: int) -> None:
        for words in entry.documents:
            self._add_paragraph("Item Documents", words)
        for words in entry.treatments:
            self._indent(self._add_paragraph("Item Treatment", words), depth + 1)
        for subitem in entry.below:
            paragraph = self._add_paragraph("Sub-item")
            self._indent(paragraph, depth + 1, hanging=True)
            paragraph.add_run(f"{subitem.mark}\t")
            self._write_title(paragraph, subitem, italic=subitem.stressed)
            self._write_below(subitem, depth + 1)
        for text in entry.text:
            self._write_text(text, depth)

    def _write_title(self, paragraph: Any, entry: SheetItem, *, italic: bool = False) -> None:
        run = paragraph.add_run(entry.title)
        run.italic = italic or None
        run.font.strike = entry.withdrawn or None
        if entry.withdrawn:
            paragraph.add_run(f" {WITHDRAWN}").italic = italic or None

    def _write_text(self, text: Paragraph, depth: int) -> None:
        if text.mark:
            paragraph = self._add_paragraph("Listed Text", f"{text.mark}\t{text.words}")
            self._indent(paragraph, depth + 1, hanging=True)
        else:
            self._indent(self._add_paragraph("Body Text", text.words), depth)

    def _indent(self, paragraph: Any, depth: int, *, hanging: bool = False) -> None:
        paragraph.paragraph_format.left_indent = Cm(_INDENT * (depth + hanging))
        paragraph.paragraph_format.first_line_indent = Cm(-_INDENT) if hanging else None
