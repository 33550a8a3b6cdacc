"""Lines that a site or a viewer printed on every page: no title, item or subject has them."""

import pytest
from extraction.conftest import Read

from somei_cli.errors import Classified
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.footers import find_page_lines
from somei_cli.model.importing.draft_entry import Line, SourceText
from somei_cli.model.register.vocabulary import Vocabulary

OUTCOME = """\
Council of the European Union

Brussels, 4 May 2016
(OR. en)

8544/16

JAI 344

OUTCOME OF PROCEEDINGS

From: General Secretariat of the Council
On: 21 April 2016
To: Delegations
Subject: Meeting of the Working Party on Lamps

1. Adoption of the agenda
The agenda was adopted.

2. Lamps of the islands: follow-up to the conference in
{page_end}
Visby

The Commission gave an oral report.

3. AOB
None.
"""


@pytest.mark.parametrize(
    "page_end",
    [
        "\nPaper service - EU document 14   Page 2\n",
        "\nPaper service - EU document 14   Seite 2\n\n8544/16  ab/cd  2\nJAI.1  EN\n",
        "\nDownloaded from lamps.example.org on 2 March 2017\n",
        "\n\f\n8544/16    TREE.2.A    EN\n\n",
    ],
)
def test_a_title_goes_on_below_the_end_of_a_page(read: Read, page_end: str) -> None:
    first = page_end.replace("2", "1") if "service" in page_end else ""

    items = read(first + OUTCOME.format(page_end=page_end)).fields["items"]

    assert [item.title for item in items] == [
        "Adoption of the agenda",
        "Lamps of the islands: follow-up to the conference in Visby",
        "AOB",
    ]


def test_the_foot_of_a_page_does_not_end_a_subject(read: Read) -> None:
    text = OUTCOME.replace(
        "Meeting of the Working Party on Lamps",
        "Decision on the Agreement on the safety of lamps\n\n8544/16    TREE.2.A    EN\nbetween the Union and Iceland",
    )

    subject = read(text.format(page_end="")).fields["subject"]

    assert subject == "Decision on the Agreement on the safety of lamps between the Union and Iceland"


@pytest.mark.parametrize(
    "line",
    [
        "Lamps and oil ........ 4",
        "Working Party on Lamps",
        "1. Lamps of the north",
        "Brussels, 4 May 2016",
        "Annex 2",
        "Regulation 2016/12",
    ],
)
def test_the_lines_of_a_document_are_not_those_of_its_pages(line: str) -> None:
    other = line.replace("4", "5").replace("2", "3")

    assert not find_page_lines([Line(line, 1), Line("Text.", 2), Line(other, 3)])


def test_the_first_line_of_every_page_is_none_of_the_text() -> None:
    lines = [
        Line(words, number, page=page)
        for number, (words, page) in enumerate(
            [("An archive of old papers", 1), ("Lamps", 1), ("Oil", 1), ("An archive of old papers", 2), ("Fog", 2)]
        )
    ]

    assert find_page_lines(lines) == {0, 3}


def test_a_marking_at_the_head_of_every_page_is_kept(vocabulary: Vocabulary) -> None:

    words = [*OUTCOME.format(page_end="").split("\n")]
    lines = [Line("LIMITE for the working party only", 1, page=1)]
    lines += [Line(text, number, page=1) for number, text in enumerate(words, start=2)]
    lines += [Line("LIMITE for the working party only", 90, page=2), Line("The end.", 91, page=2)]

    assert read_document(SourceText(tuple(lines)), vocabulary).fields["marking"] is not None


def test_the_name_of_a_file_above_every_page_number_is_none_of_the_text(read: Read) -> None:
    page = "Draft outcome of the meeting.docx\nPage {} of 2\n"

    items = read(page.format(1) + OUTCOME.format(page_end=page.format(2))).fields["items"]

    assert items[1].title == "Lamps of the islands: follow-up to the conference in Visby"


def test_words_of_a_web_page_in_a_title_are_doubted(read: Read) -> None:
    reading = read(OUTCOME.format(page_end="Draft paper.docx, third version"))

    assert [doubt.message for doubt in reading.doubts] == ["the title of item 2 seems to hold words of a web page"]


@pytest.mark.parametrize("level", ["RESTREINT UE", "CONFIDENTIEL UE/EU CONFIDENTIAL"])
def test_a_level_on_a_line_of_a_site_is_refused_as_before(read: Read, level: str) -> None:
    text = OUTCOME.format(page_end="").replace("8544/16\n", f"8544/16\n\nDownloaded from lamps.example\n\n{level}\n")

    with pytest.raises(Classified):
        read(text)
    with pytest.raises(Classified):
        read(text.replace(f"lamps.example\n\n{level}", f"lamps.example {level}"))


@pytest.mark.parametrize(
    ("middle", "is_kept"), [("The Presidency recalled the lamps.", True), ("Another sentence.", False)]
)
def test_a_sentence_that_also_stands_within_the_pages_is_none_of_their_ends(middle: str, is_kept: bool) -> None:
    end = "The Presidency recalled the lamps."
    words = ("First line of text.", "Second line of text.", middle, "Third line of text.", end)
    lines = [
        Line(f"{text} {page}" if text.endswith("text.") else text, 5 * page + index, page=page)
        for page in (1, 2)
        for index, text in enumerate(words)
    ]

    assert not find_page_lines(lines) & {9, 14} if is_kept else {9, 14} <= find_page_lines(lines)
