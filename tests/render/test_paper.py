"""What stands on a sheet, and that no form takes data for markup or fails over any document there can be."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pikepdf
import pytest
from hypothesis import given, settings
from lxml import etree, html
from markdown_it import MarkdownIt
from printed_documents import AGENDA, COUNCIL, number
from strategies import documents

from somei_cli.errors import Unreadable
from somei_cli.formats.notation.external_references import parse_external_reference
from somei_cli.formats.sanitize import has_invisible_characters
from somei_cli.formats.toml import vocabulary
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.items_and_follow_ups import FollowUp, Item
from somei_cli.model.references import ExternalReference, OutsideKind, OutsideReference, ReferenceKind
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.render.paper.compose import compose_sheet
from somei_cli.render.paper.formats import PaperFormat
from somei_cli.render.paper.paper_settings import Style, read_style
from somei_cli.render.paper.sheet import PaperSheet
from somei_cli.render.paper.writers import render_sheet
from somei_cli.store.disk.packaged_data import read_data_text, read_vocabulary_texts

WORDS: Vocabulary = vocabulary.load(read_vocabulary_texts())
HOSTILE = "<script>alert(1)</script> *b* _c_ [d](e) `f` #strong[g] $h$ \\i & <!-- \"j\" 'k' ]]> {{l}} @m ~n~ |o|"


def sheet(document: Document) -> PaperSheet:
    return compose_sheet(document, WORDS, Style())


def content(document: Document, form: PaperFormat, style: Style | None = None) -> bytes:
    style = style or Style()
    return render_sheet(compose_sheet(document, WORDS, style), form, style, read_data_text).content


def text(document: Document, form: PaperFormat = PaperFormat.TEXT) -> str:
    return content(document, form).decode()


def note(**fields: object) -> Document:
    return Document(number=number("15070/19"), type="NOTE", **fields)  # type: ignore[arg-type]


def test_an_agenda_in_plain_text_is_laid_out_as_the_council_does() -> None:
    lines = text(AGENDA).splitlines()

    assert lines[0] == "Council of the                              Brussels, 27 May 2020"
    assert lines[1] == "European Union                              (OR. en)"
    assert [line.strip() for line in lines[3:12] if line.strip()] == [
        "7511/1/20", "REV 1", "LIMITE", "JAIEX 61", "COSI 77", "CATS 32", "CT 29",
    ]  # fmt: skip
    assert "PROVISIONAL AGENDA".center(72).rstrip() in lines
    assert "On:              10 June 2020" in lines
    assert "3.   Counter Terrorism                                     7602/20" in lines
    assert "     (b) INTERPOL Operation NEPTUNE III                       WK 5120/20" in lines
    assert "     Information from Europol" in lines
    assert any(line.startswith("(poss.) 6. Technological") for line in lines)
    assert any(line.startswith("7.   Global cybercrime conference (withdrawn)") for line in lines)
    assert any(line.startswith("8 bis. EU-INTERPOL") for line in lines)
    assert lines[-2].split() == ["7511/1/20", "REV", "1", "1"]
    assert lines[-1].split() == ["LIMITE", "EN"]
    assert max(map(len, lines)) <= 72


def test_parts_stand_below_their_headings() -> None:
    parts = sheet(COUNCIL).parts

    assert [part.heading for part in parts] == ["", "Legislative deliberations", "Non-legislative activities"]
    assert [[entry.mark for entry in part.entries] for part in parts] == [["1.", "2."], ["3.", "4."], ["5.", "6."]]
    assert sheet(COUNCIL).meeting == ("Justice and Home Affairs Council", "2 and 3 December 2019")
    assert [below.mark for below in parts[0].entries[1].below] == ["(a)", "(b)"]


def test_what_is_not_for_readers_is_not_printed() -> None:
    promise = FollowUp("secret promise", who="secret who")
    document = replace(
        AGENDA,
        note="secret note",
        waive=(("AGD001", "secret waiver"),),
        items=(Item("Lamps", "1", withdrawn=True, reason="secret reason", follow_ups=(promise,)),),
    )

    assert all(
        b"secret" not in content(document, form) for form in (PaperFormat.TEXT, PaperFormat.MARKDOWN, PaperFormat.HTML)
    )


def test_a_draft_says_that_it_is_one() -> None:
    assert "[Draft]" in text(replace(AGENDA, status=Status.DRAFT))


def test_what_the_words_do_not_show_is_told_in_a_footnote() -> None:
    case = OutsideReference(parse_external_reference("C-505/19"), item="1")
    said = replace(note(), items=(Item("Lamps", "1", summary="The Case C-505/19 was mentioned."),))
    unsaid = replace(said, items=(Item("Lamps", "1"),), outside_references=(case,))

    assert sheet(replace(said, outside_references=(case,))).notes == ()
    assert [note.words for note in sheet(unsaid).notes] == ["See C-505/19."]
    with zipfile.ZipFile(io.BytesIO(content(unsaid, PaperFormat.DOCX))) as file:
        assert b"See C-505/19." in file.read("word/footnotes.xml")


@pytest.mark.parametrize("form", PaperFormat)
def test_the_same_document_gives_the_same_bytes(form: PaperFormat) -> None:
    assert content(AGENDA, form) == content(AGENDA, form)
    bare = Document(number=number("15070/19"), subject="Lamps")
    assert content(bare, form) == content(bare, form)


# ---- data is never markup


def _shown(page: str) -> str:
    return " ".join(html.document_fromstring(page).body.text_content().split())


def test_html_shows_hostile_text_and_runs_nothing() -> None:
    document = note(subject=HOSTILE, originator=HOSTILE, items=(Item(HOSTILE, "1", summary=HOSTILE),))

    page = text(document, PaperFormat.HTML)

    assert _shown(page).count(HOSTILE) == 4
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?i)(?:src|href)=[\"'](?!#)|url\(|@import", page)


def test_markdown_shows_hostile_text() -> None:
    document = note(subject=HOSTILE, items=(Item(HOSTILE, "1", summary="1. a\n\n# b\n\n+ c\n\n===\n\n" + HOSTILE),))

    page = MarkdownIt("commonmark").render(text(document, PaperFormat.MARKDOWN))

    shown = " ".join(html.document_fromstring(page).text_content().split())
    assert shown.count(HOSTILE) == 3
    assert "1. a # b + c ===" in shown
    assert "<script" not in page
    assert "<a " not in page


def test_pdf_and_docx_show_hostile_text() -> None:
    document = note(subject=HOSTILE, items=(Item(HOSTILE, "1", summary=HOSTILE),))

    with zipfile.ZipFile(io.BytesIO(content(document, PaperFormat.DOCX))) as file:
        words = "".join(etree.fromstring(file.read("word/document.xml")).itertext())
    assert words.count(HOSTILE) == 3
    import pypdfium2

    page = pypdfium2.PdfDocument(content(document, PaperFormat.PDF))[0].get_textpage().get_text_bounded()
    assert "".join(page.split()).count("".join(HOSTILE.split())) == 3


@given(documents())
@settings(max_examples=150)
def test_every_document_prints_as_text(document: Document) -> None:
    for form in (PaperFormat.TEXT, PaperFormat.MARKDOWN, PaperFormat.HTML):
        page = text(document, form)
        assert not has_invisible_characters(page)
        assert str(document.number).partition(" ")[0] in page
    Balanced().check(text(document, PaperFormat.HTML))


@given(documents())
@settings(max_examples=15)
def test_every_document_prints_as_pdf_and_docx(document: Document) -> None:
    assert content(document, PaperFormat.PDF).startswith(b"%PDF-")
    with zipfile.ZipFile(io.BytesIO(content(document, PaperFormat.DOCX))) as file:
        for name in file.namelist():
            if name.endswith(".xml"):
                etree.fromstring(file.read(name))


class Balanced(HTMLParser):
    """Every element is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _: object) -> None:
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def check(self, page: str) -> None:
        self.feed(page)
        assert self.open == []


# ---- for every reader


def test_a_pdf_is_tagged_and_has_its_fonts_and_every_letter() -> None:
    with pikepdf.open(io.BytesIO(content(AGENDA, PaperFormat.PDF))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert "pdfuaid:part" in str(pdf.open_metadata())
        assert "PROVISIONAL AGENDA" in str(pdf.docinfo["/Title"])
        with pdf.open_outline() as outline:
            assert [str(item.title) for item in outline.root[0].children][:2] == [
                "1. Adoption of the agenda",
                "2. Follow-up to the meeting of 4 December 2019",
            ]
    printed_pdf = render_sheet(sheet(AGENDA), PaperFormat.PDF, Style(), read_data_text)
    assert printed_pdf.remark == ""


def test_bookmarks_have_the_titles_without_their_footnotes() -> None:
    case = OutsideReference(parse_external_reference("C-505/19"), item="1")
    document = replace(note(), items=(Item("Lamps", "1"),), outside_references=(case,))

    with pikepdf.open(io.BytesIO(content(document, PaperFormat.PDF))) as pdf:
        with pdf.open_outline() as outline:
            assert [str(item.title) for item in outline.root[0].children] == ["1. Lamps"]
        titles = [str(element["/T"]) for element in _structure_elements(pdf.Root.StructTreeRoot) if "/T" in element]
    assert titles == ["NOTE", "1. Lamps"]


def _structure_elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The tags of a PDF, from the root down."""
    yield element
    below = element.get("/K", [])
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield from _structure_elements(child)


def test_letters_that_no_font_has_are_told() -> None:
    paper = render_sheet(sheet(note(subject="漢字")), PaperFormat.PDF, Style(), read_data_text)

    assert "do not keep" in paper.remark or "does not keep" in paper.remark


def test_every_page_has_one_heading_of_the_first_level() -> None:
    for document, heading in ((AGENDA, "PROVISIONAL AGENDA"), (replace(AGENDA, type=None), "7511/1/20REV 1")):
        page = html.fromstring(content(document, PaperFormat.HTML))
        assert [element.text_content() for element in page.iter("h1")] == [heading]


def test_a_word_file_has_real_headings_and_counts_its_pages() -> None:
    import docx

    file = docx.Document(io.BytesIO(content(AGENDA, PaperFormat.DOCX)))

    assert [p.text for p in file.paragraphs if p.style and p.style.name == "Title"] == ["PROVISIONAL AGENDA"]
    headings = [p.text for p in file.paragraphs if p.style and p.style.name == "Heading 1"]
    assert (len(headings), headings[0]) == (10, "1.\tAdoption of the agenda")
    assert [row.cells[0].text for row in file.tables[1].rows] == ["From:", "On:", "To:", "No. prev. doc.:", "Subject:"]
    footer = file.sections[0].footer
    assert [p.text for p in footer.paragraphs] == ["7511/1/20 REV 1\t\t1", "\tLIMITE\tEN"]
    assert "PAGE" in footer.part.blob.decode()
    assert file.core_properties.created.isoformat().startswith("2020-05-27")


def test_both_tables_of_a_word_file_have_columns_as_wide_as_their_cells() -> None:
    import docx

    tables = docx.Document(io.BytesIO(content(AGENDA, PaperFormat.DOCX))).tables

    assert len(tables) == 2
    for table in tables:
        widths = [column.width for column in table.columns]
        assert widths[0] != widths[1]
        assert all([cell.width for cell in row.cells] == widths for row in table.rows)


def test_a_word_file_is_set_in_a_font_that_every_reader_has() -> None:
    style = read_style("p", 'font = "DejaVu Sans Mono"', "c", None)

    assert _fonts_of(content(AGENDA, PaperFormat.DOCX)) == {"Times New Roman"}
    assert _fonts_of(content(AGENDA, PaperFormat.DOCX, style)) == {"Courier New"}


def _fonts_of(file: bytes) -> set[str | None]:
    """The fonts of the paragraphs of a Word file."""
    import docx

    paragraphs = docx.Document(io.BytesIO(file)).paragraphs
    return {paragraph.style.font.name for paragraph in paragraphs if paragraph.style}


def test_a_word_file_sets_hebrew_titles_as_any_others() -> None:
    import docx

    for summary in (None, "It was noted."):
        document = replace(note(), items=(Item("\u05de\u05e0\u05d5\u05e8\u05d5\u05ea", "1", summary=summary),))
        styles = docx.Document(io.BytesIO(content(document, PaperFormat.DOCX))).styles
        assert styles["Heading 1"].font.cs_bold == styles["Heading 1"].font.bold == bool(summary)


def test_a_word_file_has_no_picture_of_another_document() -> None:
    with zipfile.ZipFile(io.BytesIO(content(AGENDA, PaperFormat.DOCX))) as file:
        assert [name for name in file.namelist() if name.endswith((".jpeg", ".png"))] == []


def test_the_footnotes_of_a_word_file_declare_all_that_readers_look_for() -> None:
    case = OutsideReference(parse_external_reference("C-505/19"), item="1")
    document = replace(note(), items=(Item("Lamps", "1"),), outside_references=(case,))

    with zipfile.ZipFile(io.BytesIO(content(document, PaperFormat.DOCX))) as file:
        namespaces = etree.fromstring(file.read("word/footnotes.xml")).nsmap
    assert namespaces["r"] == "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# ---- the register's own style


def test_a_style_changes_words_and_measures() -> None:
    style = read_style("p", 'institution = ["Harbour Office"]\nunit = "JAI.1"\nsize = 10', "c", "p { color: navy }")

    assert content(AGENDA, PaperFormat.TEXT, style).decode().startswith("Harbour Office ")
    assert content(AGENDA, PaperFormat.TEXT, style).decode().splitlines()[-1].split() == ["JAI.1", "LIMITE", "EN"]
    assert "p { color: navy }" in content(AGENDA, PaperFormat.HTML, style).decode()
    assert content(AGENDA, PaperFormat.PDF, style) != content(AGENDA, PaperFormat.PDF)


@pytest.mark.parametrize(
    "sheet_text",
    [
        "p { background: url(https://example.org/x) }",
        "p { background: URL (x) }",
        "@import 'x';",
        "p {} </style><script>",
        "p { background: \\75rl(x) }",
        "p { background: image-set('x' 1x) }",
    ],
)
def test_a_style_sheet_that_reaches_out_is_refused(sheet_text: str) -> None:
    with pytest.raises(Unreadable):
        read_style("p", None, "c", sheet_text)


@pytest.mark.parametrize(
    "table", ["font = 'Comic Sans'", "size = 400", "size = true", "logo = 'x.png'", "institution = 'x'", "unit = ["]
)
def test_a_style_that_is_none_is_refused(table: str) -> None:
    with pytest.raises(Unreadable):
        read_style("templates/paper.toml", table, "c", None)


def test_an_item_whose_number_fills_pages_is_set_without_tags() -> None:
    endless = ("words and words " * 60).strip()
    cited = OutsideReference(ExternalReference(OutsideKind.CASE, "C-505/19"), ReferenceKind.CITES, item=endless)
    document = note(items=(Item(number=endless, title=endless, summary=endless),), outside_references=(cited,))

    done = render_sheet(sheet(document), PaperFormat.PDF, Style(), read_data_text)

    assert "could not be tagged" in done.remark
    with pikepdf.open(io.BytesIO(done.content)) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert len(pdf.pages) > 1
