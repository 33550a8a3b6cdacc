"""The styles, the page size and the properties of a printed Word file."""

from datetime import UTC, datetime
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt, RGBColor

from somei_cli.render.paper.paper_settings import Style
from somei_cli.render.paper.sheet import PaperSheet

_PAGE_SIZES = {"a4": (Mm(210), Mm(297)), "us-letter": (Mm(215.9), Mm(279.4))}
_HANGING = Cm(1.1)
_FONTS = {
    "Libertinus Serif": "Times New Roman",
    "New Computer Modern": "Times New Roman",
    "DejaVu Sans Mono": "Courier New",
}
"""The font of a Word file for each font of a register: a Word file does not contain its font, so it must be one that
every word processor has or replaces by one of the same widths.
"""
_OWN_STYLES = ("Header Field", "Part Heading", "Item Documents", "Item Treatment", "Sub-item", "Listed Text")


def prepare_document(document: Any, sheet: PaperSheet, style: Style) -> None:
    """Set the page, the styles and the properties of a new file."""
    section = document.sections[0]
    section.page_width, section.page_height = _PAGE_SIZES[style.paper]
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.6)
    _set_styles(document.styles, style, bare=sheet.bare)
    _set_properties(document.core_properties, sheet)
    _drop_thumbnail(document.part.package)


def _set_styles(styles: Any, style: Style, *, bare: bool) -> None:
    for language in styles.element.xpath(".//w:lang"):
        language.set(qn("w:val"), "en-GB")
    for name in _OWN_STYLES:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Body Text", "Footer", *_OWN_STYLES):
        _reset_style(styles[name], style, after=6)
    _shape_paragraphs(styles["Title"], bold=True, centred=True, before=12, after=12)
    _shape_paragraphs(styles["Subtitle"], bold=True, centred=True)
    _shape_paragraphs(styles["Part Heading"], bold=True, before=14)
    styles["Part Heading"].font.underline = True
    _shape_paragraphs(styles["Heading 1"], bold=not bare, before=12)
    styles["Heading 1"].paragraph_format.left_indent = _HANGING
    styles["Heading 1"].paragraph_format.first_line_indent = -_HANGING
    styles["Header Field"].paragraph_format.space_after = Pt(2)
    styles["Item Documents"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    styles["Item Documents"].paragraph_format.space_after = Pt(0)
    styles["Item Treatment"].font.italic = True
    for name in ("Sub-item", "Item Treatment"):
        styles[name].paragraph_format.space_after = Pt(3)
    styles["Listed Text"].paragraph_format.space_after = Pt(2)


def _reset_style(style: Any, register_style: Style, *, after: int) -> None:
    """Make a built-in style black, upright and set in the font that stands for the one of the register."""
    font = _FONTS[register_style.font]
    style.font.name, style.font.size = font, Pt(register_style.size)
    # Word has the look of Hebrew and Arabic letters in settings of their own.
    style.font.bold = style.font.italic = style.font.cs_bold = style.font.cs_italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for size in style.element.xpath("./w:rPr/w:szCs"):
        size.set(qn("w:val"), str(2 * register_style.size))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for letters in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(letters), font)
    for border in style.element.xpath("./w:pPr/w:pBdr"):
        border.getparent().remove(border)
    for spacing in style.element.xpath("./w:rPr/w:spacing"):
        spacing.getparent().remove(spacing)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(0), Pt(after)


def _shape_paragraphs(style: Any, *, bold: bool, centred: bool = False, before: int = 0, after: int = 6) -> None:
    style.font.bold = style.font.cs_bold = bold
    style.paragraph_format.keep_with_next = True
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    if centred:
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_properties(properties: Any, sheet: PaperSheet) -> None:
    day = sheet.day
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else datetime(1970, 1, 1, tzinfo=UTC)
    properties.title, properties.subject = sheet.title[:255], sheet.subject[:255]
    properties.author = properties.last_modified_by = " ".join(sheet.institution)[:255]
    properties.created = properties.modified = noon
    properties.revision, properties.comments, properties.keywords = 1, "", ", ".join(sheet.codes)[:255]
    properties.language = sheet.language.lower()


def _drop_thumbnail(package: Any) -> None:
    """Leave out the picture of an empty page that python-docx's template has."""
    for name, relationship in list(package.rels.items()):
        if relationship.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[name]


def set_footer_tabs(style: Any, centimetres: float) -> None:
    """Replace the tabs of a style by one in the middle and one at the right edge."""
    for tabs in style.element.xpath("./w:pPr/w:tabs"):
        tabs.getparent().remove(tabs)
    style.paragraph_format.tab_stops.add_tab_stop(Cm(centimetres / 2), WD_TAB_ALIGNMENT.CENTER)
    style.paragraph_format.tab_stops.add_tab_stop(Cm(centimetres), WD_TAB_ALIGNMENT.RIGHT)
    style.paragraph_format.space_after = Pt(0)


def add_rule_above(paragraph: Any) -> None:
    """Draw a line above a paragraph."""
    borders = OxmlElement("w:pBdr")
    borders.append(_make_line("w:top", space=6))
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no words for borders
    style_names = properties.xpath("./w:pStyle")
    properties.insert(len(style_names), borders)


def add_rules(table: Any) -> None:
    """Draw a line above and below the header table."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("w:top", "w:bottom"):
        borders.append(_make_line(edge))
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no words for borders
    # The order of the elements is fixed: Word reports a file with any other order as damaged.
    following = properties.xpath("./w:shd|./w:tblLayout|./w:tblCellMar|./w:tblLook")
    properties.insert(properties.index(following[0]) if following else len(properties), borders)


def _make_line(edge: str, space: int = 0) -> Any:
    line = OxmlElement(edge)
    for name, value in (("val", "single"), ("sz", "6"), ("space", str(space)), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    return line
