"""PDFs to lines: as one would copy them out by hand, whatever the order in which they are drawn."""

import io
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pytest
import typst
from fpdf.enums import AccessPermission, EncryptionMethod
from papers_pdf import EDGE, LEFT, RIGHT, VALUES, Paper, lamps

from somei_cli.errors import Classified, ExtraMissing, Unreadable
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.sources.pdf import document as pdf
from somei_cli.extraction.sources.pdf.document import read_pdf
from somei_cli.extraction.sources.readers import read_source
from somei_cli.model.document import Document, Meeting
from somei_cli.model.importing.draft_entry import Line
from somei_cli.model.register.vocabulary import Vocabulary

DOCUMENTS = Path(__file__).parents[2] / "documents"


def lines(data: bytes) -> tuple[Line, ...]:
    found, doubts, *_ = read_pdf(data, "a.pdf")
    assert doubts == ()
    assert [line.number for line in found] == list(range(1, len(found) + 1))
    return found


def texts(data: bytes) -> list[str]:
    return [line.words for line in lines(data)]


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_pdf(data, "a.pdf")
    return str(refused.value)


def doubts(data: bytes) -> list[str]:
    found = read_pdf(data, "a.pdf").doubts
    assert {doubt.field for doubt in found} <= {"source"}
    return [doubt.message for doubt in found]


def turned(data: bytes, angle: int) -> bytes:
    """The same PDF with its first page to be seen turned."""
    with pikepdf.open(io.BytesIO(data)) as opened, io.BytesIO() as out:
        opened.pages[0].rotate(angle, relative=False)
        opened.save(out)
        return out.getvalue()


def test_a_whole_document_gives_the_same_entry_as_its_plain_text(vocabulary: Vocabulary) -> None:
    found = read_source(lamps(DOCUMENTS), "lamps.pdf")
    reading = read_document(found, vocabulary)
    text = (DOCUMENTS / "lamps_lines.txt").read_bytes()
    entry, same = Document(**reading.fields), Document(**read_document(read_source(text), vocabulary).fields)

    assert (found.doubts, reading.doubts) == ((), ())
    assert entry == same
    assert (entry.date, entry.meeting) == (date(2018, 3, 21), Meeting(None, date(2018, 3, 7), date(2018, 3, 8)))
    evidence = {e.field: found.lines[e.line - 1] for e in reading.evidence}
    assert (evidence["number"].page, evidence["number"].left) == (1, LEFT)
    assert (evidence["items.4"].page, evidence["items.4"].left, evidence["items.4"].top) == (2, LEFT, 154.4)


def test_columns_stand_side_by_side_whatever_is_drawn_first() -> None:
    paper = Paper()
    paper.put(LEFT, 114, "To:")
    paper.put(VALUES, 100, "Working Party on")
    paper.put(LEFT, 100, "From:", "B")
    paper.put(VALUES, 114, "Delegations")
    paper.put(EDGE - 40, 140, "14402/19")
    paper.put(EDGE - 40, 154, "+ ADD 1")
    paper.put(LEFT, 140, "3.")
    paper.put(LEFT + 36, 140, "Lighthouses and the law in all of the northern coast")

    assert texts(paper.bytes()) == [
        "From:    Working Party on",
        "To:    Delegations",
        "",
        "3.    Lighthouses and the law in all of the northern coast    14402/19",
        "+ ADD 1",
    ]


def test_the_letterhead_comes_out_row_by_row_though_its_columns_are_not_quite_level() -> None:
    paper = Paper()
    paper.put(LEFT, 80, "Council of the", "B", 14)
    paper.put(LEFT, 97, "European Union", "B", 14)
    paper.put(RIGHT, 83, "Brussels, 13 February 2020")
    paper.put(RIGHT, 99, "(OR. en)")
    paper.put(RIGHT, 140, "15070/19")
    paper.put(LEFT, 138, "Interinstitutional File: 2018/0330 (COD)", size=10)

    assert texts(paper.bytes()) == [
        "Council of the    Brussels, 13 February 2020",
        "European Union    (OR. en)",
        "",
        "Interinstitutional File: 2018/0330 (COD)    15070/19",
    ]


def test_footnote_marks_are_told_from_the_numbers_before_them() -> None:
    paper = Paper()
    x = paper.mark(paper.put(LEFT, 100, "See 15070/19"), 100, "12")
    x = paper.mark(paper.put(x, 100, " and the notes of 2019"), 100, "3")
    paper.put(x, 100, ".")
    paper.put(paper.mark(paper.put(LEFT, 114, "An area of 15 m"), 114, "2"), 114, " with 2 lamps")
    paper.put(paper.mark(LEFT, 700, "12") + 6, 700, "OJ L 5, p. 1.", size=10)

    see, area, _, note = lines(paper.bytes())

    assert (see.text, see.notes, see.note) == ("See 15070/19 and the notes of 2019.", ("12", "3"), "")
    assert (area.text, area.notes) == ("An area of 15 m2 with 2 lamps", ())
    assert (note.text, note.notes, note.note) == ("OJ L 5, p. 1.", (), "12")


def test_bullets_of_any_font_hang_as_deep_as_they_stand() -> None:
    paper = Paper()
    for y, x, bullet, font in (
        (100, 70, "\xb7", "Symbol"),
        (114, 90, "-", "Times"),
        (128, 110, "o", "Courier"),
        (142, 90, "-", "Times"),
        (156, 71, "\xb7", "Symbol"),
    ):
        paper.put(x, y, bullet, font=font)
        paper.put(x + 22, y, f"Lamp {y}")

    found = lines(paper.bytes())

    assert [(line.mark, line.indent, line.text) for line in found] == [
        ("•", 0, "Lamp 100"),
        ("-", 1, "Lamp 114"),
        ("o", 2, "Lamp 128"),
        ("-", 1, "Lamp 142"),
        ("•", 0, "Lamp 156"),
    ]


def test_only_lines_wholly_in_bold_or_italics_are_stressed() -> None:
    paper = Paper()
    paper.put(paper.put(LEFT, 100, "Lamps", "B"), 100, " and keepers", "I")
    paper.put(paper.put(LEFT, 114, "Lamps", "B"), 114, " and keepers")
    paper.put(LEFT, 128, "\xb7", font="Symbol")
    paper.put(LEFT + 20, 128, "Lamps and keepers", "I")

    assert [line.stressed for line in lines(paper.bytes())] == [True, False, True]


def test_headings_set_wide_are_closed_up() -> None:
    paper = Paper()
    paper.put(LEFT, 100, "O U T C O M E   O F   P R O C E E D I N G S", "B")
    paper.pdf.set_char_spacing(5)
    paper.put(LEFT, 140, "OUTCOME OF PROCEEDINGS", "B")

    assert texts(paper.bytes()) == ["OUTCOME OF PROCEEDINGS", "", "OUTCOME OF PROCEEDINGS"]


def test_a_text_of_the_typewriter_keeps_its_columns() -> None:
    paper = Paper()
    for row, words in enumerate(
        (
            "EUROPEAN UNION                Brussels, 4 March 1999",
            "THE COUNCIL                   6510/99",
            "from : Presidency",
        )
    ):
        paper.put(LEFT, 100 + 12 * row, words, font="Courier", size=10)

    assert texts(paper.bytes()) == [
        "EUROPEAN UNION    Brussels, 4 March 1999",
        "THE COUNCIL    6510/99",
        "from : Presidency",
    ]


def test_paragraphs_are_parted_and_hyphens_stay_at_their_lines() -> None:
    paper = Paper()
    for y, words in ((100, "The delegations recalled the infor-"), (121, "mation of 2018/19."), (152, "They agreed.")):
        paper.put(LEFT, y, words)

    assert texts(paper.bytes()) == ["The delegations recalled the infor-", "mation of 2018/19.", "", "They agreed."]


def test_a_sentence_runs_over_the_page_footer_and_a_paragraph_ends_before_it() -> None:
    paper = Paper()
    paper.put(LEFT, 700, "The lamps of the north")
    paper.foot("15070/19", 1)
    paper.page()
    paper.put(LEFT, 80, "are dry.")
    paper.foot("15070/19", 2)

    found = lines(paper.bytes())

    footer = ["15070/19    AB/cd    {}", "DGD 1C    LIMITE    EN"]
    assert [line.text.replace("    1", "    {}").replace("    2", "    {}") for line in found] == [
        "The lamps of the north",
        *footer,
        "are dry.",
        "",
        *footer,
    ]
    assert [line.page for line in found] == [1, 1, 1, 2, 2, 2, 2]


@pytest.mark.parametrize(
    ("angle", "spot"), [(0, (100, 190.4)), (90, (651.5, 100)), (180, (495.3, 651.5)), (270, (190.4, 495.3))]
)
def test_a_turned_page_is_read_along_its_lines_and_measured_as_it_is_seen(
    angle: int, spot: tuple[float, float]
) -> None:
    paper = Paper()
    paper.put(300, 200, "7 March")
    paper.put(100, 200, "On:")
    paper.put(100, 214, "To:")
    found = lines(turned(paper.bytes(), angle))

    assert [line.text for line in found] == ["On:    7 March", "To:"]
    assert (found[0].left, found[0].top) == pytest.approx(spot, abs=0.1)


def test_a_table_laid_across_the_page_and_a_stamp_on_the_margin() -> None:
    paper = Paper(landscape=True)
    with paper.pdf.rotation(90, 30, 300):
        paper.put(30, 300, "Stamp on the margin")
    paper.put(300, 100, "7 March 2018 in the harbour")
    paper.put(100, 100, "On:")

    assert texts(paper.bytes()) == ["On:    7 March 2018 in the harbour", "", "Stamp on the margin"]

    paper = Paper()
    with paper.pdf.rotation(90, 300, 400):
        paper.put(300, 400, "On:")
        paper.put(300, 414, "To:")
        paper.put(400, 400, "7 March")

    assert texts(paper.bytes()) == ["On:    7 March", "To:"]


def test_only_what_the_crop_box_shows_is_read_and_measured() -> None:
    paper = Paper()
    paper.put(100, 60, "Cut off")
    paper.put(100, 200, "Seen")
    with pikepdf.open(io.BytesIO(paper.bytes())) as opened, io.BytesIO() as out:
        opened.pages[0].cropbox = [50, 0, 595, 742]
        opened.save(out)
        (line,) = lines(out.getvalue())

    assert (line.text, line.left, line.top) == ("Seen", 50, pytest.approx(90.5, abs=0.2))


def test_letters_beyond_latin_and_ligatures() -> None:
    source = (
        '#set text(font: "Libertinus Serif")\nΒρυξέλλες, 13 Φεβρουαρίου 2020 \\ Брюксел #h(1fr) 5/20 \\ office ﬁles'
    )

    assert texts(typst.compile(source.encode(), ignore_system_fonts=True)) == [
        "Βρυξέλλες, 13 Φεβρουαρίου 2020",
        "Брюксел    5/20",
        "office files",
    ]


def locked(*, user: str) -> bytes:
    paper = Paper()
    paper.put(LEFT, 100, "Words")
    paper.pdf.set_encryption("owner", user, EncryptionMethod.RC4, AccessPermission.none())
    return paper.bytes()


def scan() -> Paper:
    paper = Paper()
    paper.pdf.rect(0, 0, 500, 700, "F")
    return paper


def test_a_locked_file_is_refused_and_one_that_must_not_be_printed_is_read() -> None:
    assert refusal(locked(user="secret")) == "a.pdf: is locked with a password"
    assert texts(locked(user="")) == ["Words"]


def test_a_scan_is_refused_and_a_scanned_page_among_others_is_a_doubt() -> None:
    assert refusal(scan().bytes()) == "a.pdf: has no text layer; it is a scan"
    paper = scan()
    paper.page()
    paper.put(LEFT, 100, "Words")
    paper.page()

    assert doubts(paper.bytes()) == ["page 1 has no text layer; it is a scan"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\0\xff" * 500, lamps(DOCUMENTS)[:300]])
def test_what_cannot_be_opened_is_refused(data: bytes) -> None:
    assert refusal(data) == "a.pdf: is damaged, or has no pages; nothing could be read"


def test_a_file_without_its_end_is_a_doubt() -> None:
    whole = lamps(DOCUMENTS)

    assert doubts(whole[: whole.rindex(b"xref")]) == ["the file ends early; pages may be missing"]


def test_a_page_that_is_lost_is_a_doubt_and_the_others_are_read() -> None:
    paper = Paper()
    paper.put(LEFT, 100, "One")
    paper.page()
    paper.page()
    paper.put(LEFT, 100, "Three")
    with pikepdf.open(io.BytesIO(paper.bytes())) as opened, io.BytesIO() as out:
        opened.Root.Pages.Kids[1] = pikepdf.Dictionary(Type=pikepdf.Name.Nothing)
        opened.save(out)
        data = out.getvalue()

    assert [line.text for line in read_pdf(data, "a.pdf")[0]] == ["One", "Three"]
    assert doubts(data) == ["page 2 could not be read"]


def test_a_text_layer_of_rubbish_is_a_doubt() -> None:
    with pikepdf.open(io.BytesIO(lamps(DOCUMENTS))) as opened, io.BytesIO() as out:
        rubbish = b"1 beginbfrange <20> <7e> <e020> endbfrange"
        for font in opened.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font":
                font.ToUnicode = opened.make_stream(b"1 begincodespacerange <00> <ff> endcodespacerange " + rubbish)
        opened.save(out)

        assert doubts(out.getvalue()) == ["the text layer is mostly signs without a meaning"]


def test_no_pages_too_many_pages_and_too_many_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(pages(0)) == "a.pdf: is damaged, or has no pages; nothing could be read"
    assert refusal(pages(5001)) == "a.pdf: has 5001 pages; 5000 are read at most"
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 100)
    assert "characters and more; 100 are read at most" in refusal(lamps(DOCUMENTS))


def test_without_pypdfium2_the_part_to_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)

    with pytest.raises(ExtraMissing) as missing:
        read_pdf(lamps(DOCUMENTS), "a.pdf")

    assert "[pdf]" in missing.value.hint


def pages(count: int) -> bytes:
    with pikepdf.new() as made, io.BytesIO() as out:
        for _ in range(count):
            made.add_blank_page()
        made.save(out)
        return out.getvalue()


def test_a_field_that_lies_on_no_page_is_looked_at(vocabulary: Vocabulary) -> None:
    paper = Paper()
    paper.put(LEFT, 100, "One")
    with pikepdf.open(io.BytesIO(paper.bytes())) as opened, io.BytesIO() as out:
        value = pikepdf.Dictionary(FT=pikepdf.Name("/Tx"), T="x", V="SECRET UE/EU SECRET")
        opened.Root.AcroForm = pikepdf.Dictionary(Fields=[opened.make_indirect(value)])
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        data = out.getvalue()

    with pytest.raises(Classified):
        read_document(read_source(data, "a.pdf"), vocabulary)
