"""Words struck out or deleted are not read as standing, those inserted are, and the clerk is told."""

from io import BytesIO

import pikepdf
import pytest
import typst
from papers_docx import docx, listed, numbering, p, run, table
from papers_pdf import Paper

from somei_cli.errors import Classified
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.sources.readers import read_source
from somei_cli.model.importing.draft_entry import SourceText
from somei_cli.model.register.vocabulary import Vocabulary

STRIKE = "<w:strike/>"


def standing(text: SourceText) -> list[str]:
    return [line.words for line in text.lines if line.words]


def struck(text: SourceText) -> list[str]:
    return [line.text for line in text.outside_text if line.place in ("struck-out words", "deleted text")]


def of_word(*blocks: str, **parts: str) -> SourceText:
    return read_source(docx("".join(blocks), **parts), "a.docx")


def of_page(body: str) -> SourceText:
    return read_source(f"<html><body>\n{body}\n</body></html>".encode(), "a.html")


def of_markdown(text: str) -> SourceText:
    return read_source(text.encode(), "a.md")


def of_typst(source: str) -> SourceText:
    return read_source(typst.compile(f"#set page(margin: 2cm)\n{source}".encode()), "a.pdf")


@pytest.mark.parametrize(
    "text",
    [
        of_word(p("Watch of ", run("72", STRIKE), run("96", '<w:u w:val="single"/>'), " hours")),
        of_word(p("Watch of ", run("72", STRIKE), " ", run("96"), " hours")),
        of_word(
            p(
                "Watch of ",
                "<w:del><w:r><w:delText>72</w:delText></w:r></w:del>",
                f"<w:ins>{run('96')}</w:ins>",
                " hours",
            )
        ),
        of_page("<p>Watch of <del>72</del> <ins>96</ins> hours"),
        of_page("<p>Watch of <s>72</s><u>96</u> hours"),
        of_page('<p>Watch of <span style="color: red; text-decoration: line-through">72</span> 96 hours'),
        of_markdown("Watch of ~~72~~ **96** hours"),
        of_markdown("Watch of **~~72~~96** hours"),
        of_typst("Watch of #strike[72] #underline[96] hours"),
        of_typst("Watch of #strike[72]#underline[96] hours"),
    ],
)
def test_what_replaces_struck_words_stands_alone(text: SourceText) -> None:
    assert standing(text) == ["Watch of 96 hours"]
    assert struck(text) == ["72"]


def test_a_struck_item_keeps_its_number_and_is_not_read() -> None:
    lists = numbering((("decimal", "%1."),))
    blocks = (listed("Oil", 1), listed("Gas", 1, look=STRIKE), listed("Wind", 1))

    assert standing(of_word(*blocks, numbering=lists)) == ["1. Oil", "3. Wind"]
    assert standing(of_page("<ol><li>Oil<li><s>Gas</s><li>Wind</ol>")) == ["1. Oil", "3. Wind"]
    assert standing(of_markdown("1. Oil\n2. ~~Gas~~\n3. Wind\n")) == ["1. Oil", "3. Wind"]


def test_columns_stay_apart_if_a_word_of_one_is_struck() -> None:
    row = of_word(table(("To:", p(run("Coreper", STRIKE), run(" Council")))))
    tab = of_word(p("To:\t", run("Coreper\t", STRIKE), "Council"))

    assert standing(row) == ["To:    Council"]
    assert [words.split() for words in standing(tab)] == [["To:", "Council"]]


def test_a_property_that_is_switched_off_strikes_nothing() -> None:
    assert standing(of_word(p("Oil ", run("and gas", '<w:strike w:val="0"/><w:dstrike w:val="false"/>')))) == [
        "Oil and gas"
    ]


def test_lines_that_are_not_through_words_strike_nothing() -> None:
    paper = Paper()
    for y, words in (
        (100, "Oil of the lamps"),
        (130, "A rule through all"),
        (160, "Between rules"),
        (190, "Filled _____"),
    ):
        paper.put(70, y, words)
    end = 70 + paper.pdf.get_string_width("Oil of the lamps")
    paper.pdf.set_line_width(0.5)
    paper.pdf.line(70, 101.5, end, 101.5)
    paper.pdf.line(70, 91, end, 91)
    paper.pdf.line(60, 126.5, 520, 126.5)
    for y in (150, 164):
        paper.pdf.line(60, y, 520, y)
    paper.pdf.rect(70, 170, 200, 25)
    text = read_source(paper.bytes(), "a.pdf")

    assert standing(text) == ["Oil of the lamps", "A rule through all", "Between rules", "Filled _____"]
    assert struck(text) == []


def test_fractions_tables_and_underlining_strike_nothing() -> None:
    text = of_typst(
        "#underline[Oil] #overline[gas] $ (x + 1) / (y + 2) $ #table(columns: 2, [Lamp], [Oil], [North], [3 l])"
    )

    assert struck(text) == []


def test_a_rectangle_and_a_note_strike_words_of_a_pdf() -> None:
    paper = Paper()
    begin = paper.put(70, 100, "Watch of ")
    end = paper.put(begin, 100, "72")
    paper.put(end, 100, " 96 hours")
    with pikepdf.open(BytesIO(paper.bytes())) as opened, BytesIO() as noted:
        low, high = 842 - 103, 842 - 91
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.StrikeOut,
            Rect=[begin, low, end, high],
            QuadPoints=[begin, high, end, high, begin, low, end, low],
        )
        opened.pages[0].Annots = opened.make_indirect(pikepdf.Array([note]))
        opened.save(noted)
        noted_page = noted.getvalue()
    drawn = Paper()
    drawn.put(70, 100, "Watch of 72 96 hours")
    drawn.pdf.rect(begin, 96.6, end - begin, 0.6, "F")
    for data in (noted_page, drawn.bytes()):
        text = read_source(data, "a.pdf")
        assert standing(text) == ["Watch of 96 hours"]
        assert struck(text) == ["72"]


def test_a_passage_over_two_lines_of_a_pdf_is_left_out() -> None:
    text = of_typst(f"Kept #strike[{'struck words ' * 9}] end.")

    assert " ".join(standing(text)) == "Kept end."
    assert " ".join(struck(text)) == ("struck words " * 9).strip()


def test_the_clerk_is_told(vocabulary: Vocabulary) -> None:
    reading = read_document(of_page("<p>Oil\n<p>Watch of <s>72</s> 96 hours"), vocabulary)
    several = read_document(of_word(p("Oil ", run("or gas", STRIKE)) + p(run("Wind", STRIKE))), vocabulary)
    moved = read_document(of_word(p("Oil", f"<w:moveFrom>{run('Gas')}</w:moveFrom>") + p("Gas")), vocabulary)

    assert [(one.message, one.line, one.words) for one in reading.remarks] == [
        ("words struck out on line 3 were not read", 3, "72")
    ]
    assert [(one.message, one.words) for one in several.remarks] == [
        ("words struck out were not read; there are 2 such places", "or gas")
    ]
    assert moved.remarks == ()


def test_tildes_that_strike_nothing_stay_in_a_markdown_text() -> None:
    assert standing(of_markdown("Some ~ 72 ~ hours, ~/home\n")) == ["Some ~ 72 ~ hours, ~/home"]
    assert standing(of_markdown("~~~\nLamps\n~~~\n")) == ["Lamps"]


def test_a_level_that_markdown_strikes_out_is_still_seen() -> None:
    text = of_markdown("Council of the\nEuropean Union\n\n**14115/17**\n\n~~SECRET UE~~\n\nNOTE\n\nFrom: Presidency\n")

    assert "SECRET UE" not in standing(text)
    with pytest.raises(Classified):
        read_document(text, Vocabulary({}))
