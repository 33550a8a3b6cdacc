"""Numbers that are not printed on the letterhead: taken from most footers, else proposed with what names them."""

from collections.abc import Callable

import pytest

from somei_cli.extraction.cover.outside_words import name_lines
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.sources.readers import read_text
from somei_cli.model.importing.draft_entry import Line, Reading, SourceText
from somei_cli.model.register.vocabulary import Vocabulary

Read = Callable[..., Reading]

NOTE = """Council of the European Union
Brussels, 9 June 2017
(OR. en)

LIMITE

COSI 22

NOTE

From: Presidency
To: Delegations
Subject: Lamps

Delegations will find below the state of play.
"""


def read_named(vocabulary: Vocabulary, name: str, text: str = NOTE, *frame: Line) -> Reading:
    lines = read_text(text, name)
    return read_document(SourceText(lines, outside_text=(*frame, *name_lines(name))), vocabulary)


def number_doubts(reading: Reading) -> list[str]:
    return [doubt.message for doubt in reading.doubts if doubt.field == "number"]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("st15070.en17.pdf", "15070/17"),
        ("st05070.en17.pdf", "5070/17"),
        ("cm05125-re01.en17.pdf", "CM 5125/1/17 REV 1"),
        ("ST-15070-2017-REV-1_en.pdf", "15070/1/17 REV 1"),
        ("ST-15070-2017-INIT_en (2).pdf", "15070/17"),
        ("ST 15070 2017 ADD 2 EN.docx", "15070/17 ADD 2"),
        ("st15070-re01ad02.en17.pdf", "15070/1/17 REV 1 ADD 2"),
        ("15070-17.md", "15070/17"),
        ("15070_2017.txt", "15070/17"),
        ("14115-17 REV 1.docx", "14115/1/17 REV 1"),
        ("14115-1-17-rev1_en.pdf", "14115/1/17 REV 1"),
    ],
)
def test_the_file_name_proposes_a_number(vocabulary: Vocabulary, name: str, number: str) -> None:
    reading = read_named(vocabulary, name)

    assert "number" not in reading.fields
    quoted = number if " " not in number else f"number={number}"
    (message,) = number_doubts(reading)
    assert message.startswith(f"the file name says {number}: give it with --set 'number=")
    assert quoted in message
    assert [doubt.words for doubt in reading.doubts if doubt.field == "number"] == [" ".join(name.split())]


@pytest.mark.parametrize(
    "name",
    ["note.txt", "2017-06.md", "2017-06-09.md", "1205-17.txt", "lamps-17.pdf", "15070.pdf", "99999-17.md", "043.txt"],
)
def test_a_name_without_a_number_proposes_none(vocabulary: Vocabulary, name: str) -> None:
    assert number_doubts(read_named(vocabulary, name)) == ["no number was found"]


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("https://data.consilium.europa.eu/doc/document/ST-15070-2017-INIT/en/pdf", "15070/17"),
        ("http://register.consilium.europa.eu/pdf/en/08/st12/st12059-re01.en08.pdf", "12059/1/08 REV 1"),
        ("http://register.consilium.eu.int/pdf/en/01/st13/13742en1.pdf", "13742/01"),
        ("register.consilium.eu.int/pdf/fr/02/st09/09498-r1a2fr2.pdf", "9498/1/02 REV 1 ADD 2"),
    ],
)
def test_an_address_above_the_text_or_in_the_frame_proposes_a_number(
    vocabulary: Vocabulary, address: str, number: str
) -> None:
    above = read_named(vocabulary, "x.txt", f"{address} 1/3\n{NOTE}")
    beside = read_named(vocabulary, "x.txt", NOTE, Line(f"saved from {address}", 0, place="comment"))

    assert "number" not in above.fields
    assert number_doubts(above)[0].startswith(f"an address on the page says {number}: give it with --set ")
    assert number_doubts(beside)[0].startswith(f"the comment of the file says {number}: ")


@pytest.mark.parametrize(
    "address",
    [
        "http://register.consilium.eu.int/pdf/en/01/st12/13742en1.pdf",
        "http://register.consilium.eu.int/pdf/en/02/st13/13742en1.pdf",
        "https://www.consilium.europa.eu/en/press/",
    ],
)
def test_an_address_that_contradicts_itself_or_names_no_document_proposes_nothing(
    vocabulary: Vocabulary, address: str
) -> None:
    assert number_doubts(read_named(vocabulary, "x.txt", f"{address}\n{NOTE}")) == ["no number was found"]


def test_an_address_that_the_text_cites_is_not_proposed(vocabulary: Vocabulary) -> None:
    address = "https://data.consilium.europa.eu/doc/document/ST-15070-2017-INIT/en/pdf"
    cited = read_named(vocabulary, "x.txt", f"{NOTE}\nSee {address} for the earlier note.\n")
    printed = read_named(vocabulary, "x.txt", f"{NOTE}\n{address} 1/2\n\nThe end.\n\n{address} 2/2\n")

    assert number_doubts(cited) == ["no number was found"]
    assert number_doubts(printed)[0].startswith("an address on the page says 15070/17")


def test_sources_that_agree_are_one_doubt_and_those_that_differ_are_several(vocabulary: Vocabulary) -> None:
    frame = Line("ST-15071-2017-INIT", 0, place="title of the page")

    agreeing = read_named(vocabulary, "st15071.en17.pdf", NOTE, frame)
    differing = read_named(vocabulary, "st15070.en17.pdf", NOTE, frame)

    assert number_doubts(agreeing) == [
        "the file name and the title of the page of the file say 15071/17: give it with --set 'number=15071/17'"
    ]
    assert [message.split(":")[0] for message in number_doubts(differing)] == [
        "the file name says 15070/17",
        "the title of the page of the file says 15071/17",
    ]


FOOTER = "\n{} AB/cd {} DG D 1A LIMITE EN\n"


def test_the_number_of_most_footers_is_taken_with_a_doubt(read: Read) -> None:
    reading = read(NOTE + "".join(FOOTER.format(number, 1) for number in ("15070/17", "14000/17", "15070/17")))

    assert str(reading.fields["number"]) == "15070/17"
    assert number_doubts(reading) == ["the letterhead shows none; taken from the footers"]


@pytest.mark.parametrize(
    ("numbers", "day", "is_certain"),
    [
        (("15070/17", "15070/17"), "14 June 2017", True),
        (("15070/17",), "14 June 2017", False),
        (("15070/17", "15070/17"), "14 June 2016", False),
        (("15070/17", "15070/17", "14000/17"), "14 June 2017", False),
    ],
)
def test_footers_that_agree_with_the_year_of_the_letterhead_are_certain(
    read: Read, numbers: tuple[str, ...], day: str, is_certain: bool
) -> None:
    head = f"COUNCIL OF\nTHE EUROPEAN UNION\nBrussels, {day}\nNOTE\nFrom: Presidency\nTo: Council\nSubject: Lamps\n"

    reading = read(head + "".join(FOOTER.format(number, page) for page, number in enumerate(numbers, 1)))

    assert str(reading.fields["number"]) == "15070/17"
    assert (number_doubts(reading) == []) is is_certain


@pytest.mark.parametrize(
    ("printed", "footer", "number", "is_doubted"),
    [
        ("3648/17", "PE-CONS 3648/17", "PE-CONS 3648/17", False),
        ("1201/17", "CREST 1201/17", "CREST 1201/17", False),
        ("15070/17", "DS 15070/17", "15070/17", True),
        ("15070/17", "in 2017 /17", "15070/17", False),
    ],
)
def test_a_series_that_the_letterhead_lost_is_that_of_the_footers(
    read: Read, printed: str, footer: str, number: str, is_doubted: bool
) -> None:
    text = f"COUNCIL OF\nTHE EUROPEAN UNION\nBrussels, 14 June 2017\n{printed}\nNOTE\nFrom: Presidency\nTo: Council\n"

    reading = read(f"{text}Subject: Lamps\n\nThe lamps were lit.{FOOTER.format(footer, 1)}")

    assert str(reading.fields["number"]) == number
    assert bool(number_doubts(reading)) is is_doubted


def test_footers_of_which_none_is_on_most_pages_are_proposed(read: Read) -> None:
    reading = read(NOTE + "".join(FOOTER.format(number, 1) for number in ("15070/17", "14000/17")))

    assert "number" not in reading.fields
    assert [message.split(":")[0] for message in number_doubts(reading)] == [
        "a page footer says 15070/17",
        "a page footer says 14000/17",
    ]


def test_a_footer_of_number_and_unit_alone_shows_the_number(read: Read) -> None:
    reading = read(f"{NOTE}\n15070/1/17 REV 1 DGHIII\n\nThe end.\n")

    assert str(reading.fields["number"]) == "15070/1/17 REV 1"
    assert "number" not in read(f"{NOTE}\nSee document\n15070/17 COSI 12\n").fields


def test_footers_and_file_name_that_agree_leave_no_doubt(vocabulary: Vocabulary) -> None:
    text = NOTE + FOOTER.format("15070/17", 1)

    agreeing = read_named(vocabulary, "st15070.en17.pdf", text)
    differing = read_named(vocabulary, "st15071.en17.pdf", text)

    assert str(agreeing.fields["number"]) == "15070/17"
    assert number_doubts(agreeing) == []
    assert str(differing.fields["number"]) == "15070/17"
    assert "the footers show 15070/17, the file name says 15071/17" in number_doubts(differing)


TORN = (
    "COUNCIL OF THE EUROPEAN UNION Brussels, {day} /17 COSI 5 NOTE From: Presidency To: Delegations Subject: Lamps\n\n"
)


@pytest.mark.parametrize(
    ("day", "number", "read_day", "is_doubted"),
    [
        ("14 June", "15070/17", "2017-06-14", False),
        ("7 January", "15070/17", "2017-01-07", True),
        ("14 June", "15070/16", "None", True),
    ],
)
def test_a_day_that_lost_its_year_has_that_of_the_number(
    read: Read, day: str, number: str, read_day: str, is_doubted: bool
) -> None:
    reading = read(f"{TORN.format(day=day)}The text.\n\n{number} AB/cd 1 DG D EN\n")

    assert str(reading.fields.get("date")) == read_day
    assert ("date" in {doubt.field for doubt in reading.doubts}) is is_doubted


@pytest.mark.parametrize(
    ("name", "is_doubted"),
    [
        ("st15070.en17.pdf", False),
        ("note.pdf", False),
        ("15071-17.pdf", False),
        ("st15071.en17.pdf", True),
        ("st15070-re01.en17.pdf", True),
    ],
)
def test_a_file_name_in_the_form_of_the_council_doubts_another_number(
    vocabulary: Vocabulary, name: str, is_doubted: bool
) -> None:
    reading = read_named(vocabulary, name, NOTE.replace("LIMITE", "15070/17\n\nLIMITE", 1))

    assert str(reading.fields["number"]) == "15070/17"
    assert bool(number_doubts(reading)) is is_doubted


def test_a_number_alone_on_a_line_is_taken_above_the_text_only(read: Read) -> None:
    below = read(f"{NOTE}\nThe note is in\n\n15070/17\n\nand was discussed.\n")

    assert "number" not in below.fields
    assert number_doubts(below)[0].startswith("a line of its own says 15070/17")


def test_a_contradictory_number_on_the_page_keeps_the_proposals(vocabulary: Vocabulary) -> None:
    text = NOTE.replace("LIMITE", "15070/1/17\nREV 2\n\nLIMITE", 1)
    reading = read_named(vocabulary, "st15070-re02.en17.pdf", text)

    assert "number" not in reading.fields
    assert number_doubts(reading)[0].startswith("the file name says 15070/2/17 REV 2")
    assert "disagree" in number_doubts(reading)[1]


@pytest.mark.parametrize("places", ["Brussels, 9 June 2017\n(OR. en)\n8122/17\n", "8122/17\n\n(OR. en)\n"])
def test_a_number_among_parts_of_a_letterhead_is_proposed_and_no_citation(read: Read, places: str) -> None:
    body = f"{NOTE.replace('Brussels, 9 June 2017', '')}\n8001/17\n\nSee 8002/17.\n\nThe lamps are lit.\n\n{places}"
    reading = read(body.replace("(OR. en)\n", "", 1))

    assert [str(one.to) for one in reading.fields["references"]] == ["8001/17", "8002/17"]  # type: ignore[attr-defined]
    assert any("8122/17" in message for message in number_doubts(reading))


def test_a_number_that_stands_alone_on_many_pages_is_no_citation(read: Read) -> None:
    page = "\nThe lamps are lit, see 8001/17.\n\n8122/17\n"
    reading = read(NOTE + page * 3)

    assert [str(one.to) for one in reading.fields["references"]] == ["8001/17"]  # type: ignore[attr-defined]
    assert any("8122/17" in message for message in number_doubts(reading))


def press_text(first: str, later: str) -> str:
    return (
        f"1 COUNCIL OF THE EUROPEAN UNION {first} Press release 2588th Council meeting Lamps and Harbours "
        f"Luxembourg, 8 June 2004 President Ms Lamp\n\n2 Main results{' The Council met.' * 60} {later}\n"
    )


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("C/04/173 Luxembourg, 8 June /04 (Presse 173)", "The Council agreed. 9782/04 (Presse 173) 1"),
        ("C/04/173", "The Council agreed. 19989782/04 (Presse 173) 1 It decided."),
        ("PRES/04/173", "The Council agreed. 20049782/04 (Presse 173) 1 It decided."),
        ("", "The Council agreed. 9782/04 (Presse 173) 1 More. 9782/04 (Presse 173) 2 The end. 9782/04 (Presse 173) 3"),
    ],
)
def test_the_number_beside_the_press_number_is_taken_with_a_doubt_and_not_cited(
    vocabulary: Vocabulary, first: str, later: str
) -> None:
    reading = read_named(vocabulary, "x.txt", press_text(first, later))

    assert str(reading.fields["number"]) == "9782/04"
    assert number_doubts(reading) == ["the letterhead shows none; taken from beside the Presse number"]
    assert "references" not in reading.fields
    assert "PRESSE" in str(reading.fields["subject_codes"])


def test_the_revision_beside_a_glued_press_number_is_read(vocabulary: Vocabulary) -> None:
    foot = "10876/1/06REV1(Presse192)"
    reading = read_named(vocabulary, "x.txt", press_text(foot, f"{foot} 1 EN"))

    assert str(reading.fields["number"]) == "10876/1/06 REV 1"
    assert "references" not in reading.fields


@pytest.mark.parametrize("first", ["C/04/199", "C/04/173 (Presse 199)", ""])
def test_a_press_text_that_is_cited_gives_no_number(vocabulary: Vocabulary, first: str) -> None:
    reading = read_named(vocabulary, "x.txt", press_text(first.replace("173", "174"), "See 9782/04 (Presse 173)."))

    assert "number" not in reading.fields
    assert "references" in reading.fields


TORN_LETTERHEAD = (
    "Conseil de\nl'Union européenne\n\nBruxelles, le 6 juillet 2006\n{number}\n\n"
    "NOTE\nde: la présidence\nà: délégations\n"
)


@pytest.mark.parametrize(
    ("torn", "month", "pages", "is_doubted"),
    [
        ("/06", "juillet", 2, False),
        ("/06", "juillet", 1, False),
        ("/06", "février", 2, False),
        ("/06", "février", 1, True),
        ("/07", "juillet", 2, True),
    ],
)
def test_footers_are_certain_with_the_end_of_the_number_and_a_second_footer_or_the_day_on_which_it_was_due(
    read: Read, torn: str, month: str, pages: int, is_doubted: bool
) -> None:
    feet = "".join(f"\n11252/06 nis/GL/is {page}\nDG H I FR\n" for page in range(1, pages + 1))
    letterhead = TORN_LETTERHEAD.format(number=torn).replace("juillet", month)
    reading = read(f"{letterhead}Objet: Lampes\n\nLes délégations trouveront un texte.\n{feet}")

    assert str(reading.fields["number"]) == "11252/06"
    assert ("number" in {doubt.field for doubt in reading.doubts}) is is_doubted


TORN_NOTE = (
    "COUNCIL OF THE EUROPEAN UNION Brussels, 3 February {rest} JAI 3 NOTE From: Presidency To: Delegations Subject: "
    "Lamps Delegations will find enclosed the questions. {foot}\n"
)


@pytest.mark.parametrize(
    ("rest", "foot", "number", "is_certain"),
    [
        ("/1/14 REV 1", "5335/1/14 REV 1 AB/cd 1", "5335/1/14 REV 1", True),
        ("/14", "5335/14 AB/cd 2", "5335/14", False),
        ("/14", "/14 AB/cd 1 5335/14 AB/cd 2", "5335/14", True),
        ("/14", "/14 EF/gh 1 5335/14 AB/cd 2", "5335/14", False),
        ("/2/14 REV 2", "5335/1/14 REV 1 AB/cd 1", "5335/1/14 REV 1", False),
        ("/14", "5335/1/14 REV 1 AB/cd 1", "5335/1/14 REV 1", False),
        ("/14", "5335/13 AB/cd 1", "5335/13", False),
    ],
)
def test_the_foot_of_a_page_is_certain_if_the_letterhead_has_the_rest_of_its_number(
    read: Read, rest: str, foot: str, number: str, is_certain: bool
) -> None:
    reading = read(TORN_NOTE.format(rest=rest, foot=foot))

    assert str(reading.fields["number"]) == number
    assert (number_doubts(reading) == []) is is_certain


@pytest.mark.parametrize(
    ("number", "day", "is_certain"),
    [
        ("5335/1/14 REV 1", "3 February", True),
        ("5335/1/14 REV 1", "3 December", False),
        ("15335/1/14 REV 1", "3 February", False),
        ("15335/14", "3 February", False),
        ("15335/14", "3 December", True),
    ],
)
def test_a_lost_year_is_certain_if_the_day_is_soon_after_the_number_was_due(
    read: Read, number: str, day: str, is_certain: bool
) -> None:
    rest = number[number.index("/") :]
    text = TORN_NOTE.replace("3 February", day).format(rest=rest, foot=f"{number} AB/cd 1")

    reading = read(text)

    assert str(reading.fields["date"]).startswith("2014-")
    assert ([doubt for doubt in reading.doubts if doubt.field == "date"] == []) is is_certain


def test_a_foot_that_lost_its_blanks_names_the_document(read: Read) -> None:
    reading = read(
        "Delegationswillfindthelist. 8216/2/08REV2 AB/cd 2 DGH2B LIMITE E\n\n3 Oil 8216/2/08REV2 AB/cd 3 E\n"
    )

    assert str(reading.fields["number"]) == "8216/2/08 REV 2"
    assert "references" not in reading.fields


@pytest.mark.parametrize(
    "kind", ["Regulation", "Council Directive", "verordening", "Rozporządzenie", "Regulation (EC) No", "Decision No"]
)
def test_the_number_of_an_act_is_not_that_of_the_document(read: Read, kind: str) -> None:
    reading = read(f"HOW LAMPS ARE LENT\n\nThe rules, which stand in {kind} 1019/2001, name who may borrow a lamp.\n")

    assert "number" not in reading.fields


def test_a_number_in_a_sentence_of_a_page_without_a_letterhead_is_doubted(read: Read) -> None:
    reading = read("HOW LAMPS ARE LENT\n\nThe rules, which stand in 11019/01, name who may borrow a lamp.\n")

    assert [doubt.message for doubt in reading.doubts if doubt.field == "number"]


def test_a_number_that_a_torn_column_put_behind_the_label_of_the_subject_is_doubted(read: Read) -> None:
    text = (
        "1 Council of the European Union Brussels, 6 June 2016 (OR. en) NOTE From: To: Presidency Council Subject: "
        "9368/1/16 REV 1 LIMITE JAI 478 COSI 92 FRONT 224 Lamps of the north Delegations will find a text."
    )
    reading = read(text)

    assert str(reading.fields["number"]) == "9368/1/16 REV 1"
    assert number_doubts(reading)
    assert number_doubts(read(text.replace("JAI 478 COSI 92 FRONT 224 ", ""))) == ["no number was found"]


@pytest.mark.parametrize(("number", "is_certain"), [("4006/17", True), ("6/17", False)])
def test_a_number_of_one_figure_in_footers_may_have_lost_its_series(read: Read, number: str, is_certain: bool) -> None:
    head = (
        "COUNCIL OF\nTHE EUROPEAN UNION\nBrussels, 14 June 2017\nNOTE\nFrom: Presidency\nTo: Council\nSubject: Lamps\n"
    )

    reading = read(head + "".join(FOOTER.format(number, page) for page in (1, 2)))

    assert str(reading.fields["number"]) == number
    assert (number_doubts(reading) == []) is is_certain


def test_what_a_site_left_of_the_series_before_a_number_is_doubted(read: Read) -> None:
    reading = read(
        "COUNCIL OF\nTHE EUROPEAN UNION\nBrussels, 14 June 2017\nPE-CO S 3648/17\nNOTE\nFrom: Presidency\nTo: Council\n"
        "Subject: Lamps\n"
    )

    assert number_doubts(reading) == ["“PE-CO S” before it may be its series"]
