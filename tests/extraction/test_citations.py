"""What a main text cites: Council documents with the languages of a corrigendum, and where links lead."""

from collections.abc import Callable

import pytest
from papers_docx import docx, p, packed, run, table, unpacked

from somei_cli.extraction.entry import read_document
from somei_cli.extraction.sources.readers import read_source
from somei_cli.formats.notation.reference_scan import find_references
from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.register.vocabulary import Vocabulary

Read = Callable[..., Reading]

HEAD = """COUNCIL OF THE EUROPEAN UNION

Brussels, 3 May 2018

8411/18
JAI 400

NOTE
From: Presidency
To: Delegations
Subject: Lamps of the coast

"""


def cited(reading: Reading) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(one.to), one.languages) for one in reading.fields.get("references", ())]  # type: ignore[attr-defined]


def test_the_language_of_a_corrigendum_is_kept(read: Read) -> None:
    reading = read(HEAD + "Delegations will find the lamps in 8001/18 COR 1 (mt) and in 8002/18.\n")

    assert cited(reading) == [("8001/18 COR 1", ("mt",)), ("8002/18", ())]
    assert [one.field for one in reading.doubts] == []


def test_a_corrigendum_cited_twice_has_both_languages(read: Read) -> None:
    reading = read(HEAD + "See 8001/18 COR 1 (mt).\n\nSee also 8001/18 COR 1 (sl) and, for both, 8001/18 COR 1.\n")

    assert cited(reading) == [("8001/18 COR 1", ("mt", "sl"))]


def test_a_header_field_keeps_no_language_and_says_so(read: Read) -> None:
    reading = read(HEAD.replace("Subject:", "No. prev. doc.: 8001/18 COR 1 (mt)\nSubject:") + "Text.\n")

    assert [str(number) for number in reading.fields["previous_documents"]] == ["8001/18 COR 1"]  # type: ignore[attr-defined]
    assert [(one.field, one.message) for one in reading.remarks] == [
        ("previous_documents", "8001/18 COR 1 is (mt); this field keeps no language")
    ]
    assert reading.doubts == ()


@pytest.mark.parametrize(
    "printed", ["doc. 1 5070/18", "doc. 150 70/18", "15O70/18", "the note l5070/18", "Dokumente5070/18"]
)
def test_a_damaged_number_is_a_doubt(read: Read, printed: str) -> None:
    reading = read(HEAD + f"Delegations will find the lamps in {printed}.\n")

    assert [doubt.field for doubt in reading.doubts] == ["references"]


@pytest.mark.parametrize(
    "printed", ["15070/18", "item 1, 5070/18", "docs 3 5070/18", "docs 4001 5070/18", "Regulation2001/18"]
)
def test_a_sound_number_is_not_doubted(read: Read, printed: str) -> None:
    assert read(HEAD + f"Delegations will find the lamps in {printed}.\n").doubts == ()


@pytest.mark.parametrize(("year", "numbers"), [("86", ["9873/85"]), ("85", ["9873/85"]), ("98", [])])
def test_a_bare_number_of_the_time_of_old_acts_is_a_document_of_that_time(
    read: Read, year: str, numbers: list[str]
) -> None:
    reading = read(HEAD.replace("2018", f"19{year}").replace("8411/18", f"8411/{year}") + "The report is in 9873/85.\n")

    assert [number for number, _ in cited(reading)] == numbers


ADDRESS = "https://data.consilium.europa.eu/doc/document/ST-8003-2018-REV-1/en/pdf"
OLD_ADDRESS = "http://register.consilium.eu.int/pdf/en/01/st13/13741en1.pdf"


def test_links_of_a_page_are_references() -> None:
    body = f"""<p>Lamps of the <a href="{ADDRESS}">north</a>, as in <a href="{OLD_ADDRESS}">an old paper</a>.
    <p><a href="{ADDRESS}">8003/18</a> and <a href="https://example.org/8004">another</a>, <a href="#n">1</a>
    <nav><a href="{ADDRESS.replace("8003", "9000")}">Next</a></nav>"""
    found = list(find_references(read_source(f"<html><body>\n{body}".encode(), "a.html").lines))

    assert [(str(one.target), one.line) for one in found] == [
        ("8003/1/18 REV 1", 2),
        ("13741/01", 2),
        # What the words say counts more than where they lead.
        ("8003/18", 3),
    ]


def test_links_of_markdown_are_references() -> None:
    text = (
        f"# Lamps\n\nLamps of [the north]({ADDRESS}), [8003/18]({ADDRESS})\n\n- as in [an old paper]({OLD_ADDRESS}).\n"
    )
    found = list(find_references(read_source(text.encode(), "a.md").lines))

    assert [(str(one.target), one.line) for one in found] == [("8003/18", 3), ("13741/01", 5)]


def test_links_of_a_word_file_are_references() -> None:
    link = f'<w:hyperlink r:id="rIdLink">{run("the north")}</w:hyperlink>'
    step = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f'{step.format("begin")}<w:r><w:instrText>HYPERLINK "{OLD_ADDRESS}"</w:instrText></w:r>'
    shown = f"{step.format('separate')}{run('an old paper')}{step.format('end')}"
    parts = unpacked(docx(p("Lamps of ", link) + table(("In", p(code + shown)))))
    relation = (
        '<Relationship Id="rIdLink" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/hyperlink" Target="{ADDRESS}"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", relation.encode())
    found = list(find_references(read_source(packed({**parts}), "a.docx").lines))

    assert [(str(one.target), one.line) for one in found] == [("8003/1/18 REV 1", 1), ("13741/01", 3)]


def test_a_link_of_the_main_text_is_a_reference_of_its_item(vocabulary: Vocabulary) -> None:
    head = "".join(f"<p>{line}</p>" for line in HEAD.split("\n"))
    page = f'{head}<p>Delegations will find the lamps in <a href="{ADDRESS}">the earlier text</a>.'
    reading = read_document(read_source(f"<html><body>{page}".encode(), "a.html"), vocabulary)

    assert cited(reading) == [("8003/1/18 REV 1", ())]


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("the text in 7480/18 REV\n      1 and agreed.", "7480/1/18 REV 1"),
        ("the text (7480/18 REV\n1) and agreed.", "7480/1/18 REV 1"),
        ("the text (7480/18 ADD\n2) and agreed.", "7480/18 ADD 2"),
        ("the paper in WK\n       1417/2018 and agreed.", "WK 1417/18"),
    ],
)
def test_a_number_that_goes_on_in_the_next_line_is_whole(read: Read, text: str, document: str) -> None:
    assert cited(read(f"{HEAD}Delegations discussed {text}\n")) == [(document, ())]


@pytest.mark.parametrize(("number", "is_document"), [("10062/87", True), ("2062/87", False), ("10062/77", False)])
def test_a_number_that_no_act_has_is_a_document_of_the_years_before(read: Read, number: str, is_document: bool) -> None:
    text = HEAD.replace("2018", "1991").replace("8411/18", "8411/91")
    reading = read(f"{text}The delegation has a reservation on the directives of 1987 ({number}).\n")

    assert bool(cited(reading)) is is_document


@pytest.mark.parametrize("number", ["5503 /25", "5503/ 25"])
def test_a_number_with_a_blank_at_its_stroke_is_doubted(read: Read, number: str) -> None:
    reading = read(f"{HEAD}Delegations discussed the lamps of the north {number} PECHE 12 and others.\n")

    assert number[:4] in [doubt.words for doubt in reading.doubts if doubt.field == "references"]
