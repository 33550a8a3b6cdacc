"""Where the subject ends: paragraphs, hanging lines, cells, rules, copies, and what is never part of it."""

from collections.abc import Callable

import pytest
from fpdf import FPDF
from papers_docx import docx, p, table

from somei_cli.extraction.entry import read_document
from somei_cli.extraction.sources.readers import read_source
from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.register.vocabulary import Vocabulary

Read = Callable[..., Reading]
SubjectOf = Callable[[Reading], object]
DoubtsOf = Callable[[Reading], list[str]]

HEAD = "Council of the\nEuropean Union\n\nBrussels, 3 May 2016\n(OR. en)\n\n8123/16\n\nJAI 31\n\nNOTE\n"
FLUSH = f"{HEAD}From: Presidency\nTo: Delegations\nSubject: "
HANGING = f"{HEAD} From:             Presidency\n To:               Delegations\n Subject:          "
INDENT = " " * 19
ONE_LINE = (
    "Council of the European Union Brussels, 3 May 2016 (OR. en) 8123/16 JAI 31 NOTE From: Presidency To: Delegations "
    "Subject: "
)
TEXT = "Delegations will find attached a text.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # hanging lines, with and without blank lines between the parts
        (
            f"{HANGING}Lamps\n\n{INDENT}Proposal\n{INDENT}on oil\n\n{INDENT}- Letter\n\n\n1. On oil.\n",
            "Lamps - Proposal on oil - Letter",
        ),
        (
            f"{HANGING}Lamps\n{INDENT}Fog and mist\n{INDENT}Third line\n\n\n1. On oil.\n",
            "Lamps Fog and mist Third line",
        ),
        (
            f"{HANGING}Lamps\n{INDENT}-   State of the oil in\n{INDENT}    spring\n\n\n{TEXT}",
            "Lamps - State of the oil in spring",
        ),
        (
            f"{HEAD}From:\tPresidency\nTo:\tDelegations\nSubject:\tLamps\n\tand fog\n\t- Report\n\n1. On oil.\n",
            "Lamps and fog - Report",
        ),
        # what is indented, but not below the subject
        (f"{HANGING}Lamps\n\n\n{' ' * 34}ANNEX\n\nText\n", "Lamps"),
        (f"{HANGING}Lamps\n\n\n{' ' * 30}DRAFT COUNCIL CONCLUSIONS\n\nText\n", "Lamps"),
        (f"{HANGING}Lamps\n\n The text:\n\n{INDENT}Words that are quoted\n", "Lamps"),
        # the first section, with and without a dot
        (f"{ONE_LINE}Lamps of the north 1.     On 2 May they were lit.", "Lamps of the north"),
        (f"{ONE_LINE}Lamps of the north I JOHDANTO 1. Tausta", "Lamps of the north"),
        # the number of a page, and the draft act itself
        (f"{FLUSH}Decision on lamps\n\n(4)\n\nTHE COUNCIL OF THE EUROPEAN UNION,\n", "Decision on lamps"),
        (
            f"{ONE_LINE}Decision on lamps DRAFT COUNCIL DECISION of … on lamps THE COUNCIL OF THE EUROPEAN UNION, X",
            "Decision on lamps",
        ),
        # paragraphs down to the rule below the box
        (
            f"{FLUSH}Lamps of the north\n\nFog\n\nGeneral part\n\n________\n\n{TEXT}",
            "Lamps of the north - Fog - General part",
        ),
        (
            f"{FLUSH}Lamps of the north\n\nThe lamps were lit in the year of the fog.\n\n________\n\nANNEX\n",
            "Lamps of the north",
        ),
        # lines right below, down to a blank line and the text
        (f"{FLUSH}Lamps of the north\nRevised text\n\n{TEXT}", "Lamps of the north Revised text"),
        (
            f"{FLUSH}Lamps of the north\n- Adoption\n= Statements\n\n{TEXT}",
            "Lamps of the north - Adoption - Statements",
        ),
        # a treatment alone below the subject
        (
            f"{FLUSH}Lamps of the north\n\nGeneral approach\n\nThe lamps were lit in May.\n",
            "Lamps of the north - General approach",
        ),
        # small words join lines, codes of countries do not
        (f"{FLUSH}Lamps: non-paper from DE\n\nThe Presidency presents the paper.\n", "Lamps: non-paper from DE"),
        (f"{FLUSH}Lamps: comments by AT\nBackground\nText here.\n", "Lamps: comments by AT"),
        (
            f"{FLUSH}REGULATION OF THE PARLIAMENT AND OF\n\nTHE COUNCIL on oil\n\n{TEXT}",
            "REGULATION OF THE PARLIAMENT AND OF THE COUNCIL on oil",
        ),
        # what is never part of it
        (
            f"{FLUSH}Council conclusions on lamps\nTHE COUNCIL OF THE EUROPEAN UNION,\nHaving regard to lamps,\n",
            "Council conclusions on lamps",
        ),
        (
            f"{ONE_LINE}Conclusions on lamps THE COUNCIL OF THE EUROPEAN UNION, HAVING REGARD to lamps,",
            "Conclusions on lamps",
        ),
        (f"{FLUSH}Lamps of the north\n8123/16\nText text\n", "Lamps of the north"),
        (f"{FLUSH}Lamps of the north\nRue de la Loi/Wetstraat 175 – 1048 Bruxelles/Brussel\n", "Lamps of the north"),
        (f"{ONE_LINE}Lamps of the north I. INTRODUCTION 1. Lamps were lit.", "Lamps of the north"),
        # subjects that begin like something else
        (f"{FLUSH}2015/16 lamps season\n\n{TEXT}", "2015/16 lamps season"),
        (f"{FLUSH}COM(2016) 77 final - Proposal on lamps\n\n{TEXT}", "COM(2016) 77 final - Proposal on lamps"),
        (f"{FLUSH}Meeting of 4 May 2016\n\n{TEXT}", "Meeting of 4 May 2016"),
        (
            f"{ONE_LINE}Lamps: what is needed in the north - Exchange of views {TEXT}",
            "Lamps: what is needed in the north - Exchange of views",
        ),
    ],
)
def test_the_subject_ends_where_the_page_shows_it(
    read: Read, text: str, expected: str, subject: SubjectOf, doubts: DoubtsOf
) -> None:
    reading = read(text)

    assert subject(reading) == expected
    assert not doubts(reading)


@pytest.mark.parametrize(
    ("text", "taken", "seam"),
    [
        (
            f"{FLUSH}Lamps of the north\n\nStatement by Hungary\n\nHungary recalls that lamps burn.\n",
            "Lamps of the north",
            "Statement by Hungary",
        ),
        (
            f"{FLUSH}Lamps of the north\nStatement by Hungary\n\nHungary recalls that lamps burn.\n",
            "Lamps of the north Statement by Hungary",
            "Statement by Hungary",
        ),
        (
            (
                f"{FLUSH}Vorschlag für eine Verordnung des Europäischen Parlaments und des Rates über "
                f"Lampen\nManche Lampen brannten am "
                "3. Mai so hell, dass die Gruppe dazu mehrere\nFragen gestellt hat.\n"
            ),
            "Vorschlag für eine Verordnung des Europäischen Parlaments und des Rates über Lampen",
            "Manche Lampen",
        ),
    ],
)
def test_what_may_belong_to_it_is_a_doubt_with_the_words_at_the_seam(
    read: Read, text: str, taken: str, seam: str, subject: SubjectOf, doubts: DoubtsOf
) -> None:
    reading = read(text)

    assert subject(reading) == taken
    assert [seam in message for message in doubts(reading)] == [True]


def test_a_run_in_which_the_text_began_unseen_stays_empty_with_its_words(read: Read, subject: SubjectOf) -> None:
    reading = read(f"{ONE_LINE}Lamps of the north Staff document SEC(2005) 267 follows below. Encl.: SEC(2005) 267")

    assert subject(reading) is None
    assert [doubt.words[:18] for doubt in reading.doubts if doubt.field == "subject"] == ["Lamps of the north"]


def test_the_longer_of_two_copies_counts_if_its_words_follow(read: Read, subject: SubjectOf, doubts: DoubtsOf) -> None:
    short = f"{FLUSH}Lamps of the north\n\nUse in winter\n\nThe lamps were lit in May.\n"
    copy = f"\n\n{FLUSH}Lamps of the north - Use in winter\n\n{TEXT}"

    assert subject(read(short)) == "Lamps of the north"
    assert subject(read(short + copy)) == "Lamps of the north - Use in winter"
    assert subject(read(f"Lamps of the north - Use in winter\n\n{short}")) == "Lamps of the north - Use in winter"
    assert not doubts(read(f"Lamps of the north\n\n{short}"))
    assert subject(read(f"Lamps of the north - Free download\n\n{short}")) == "Lamps of the north"


def read_bytes(content: bytes, name: str, vocabulary: Vocabulary) -> Reading:
    return read_document(read_source(content, name), vocabulary)


def test_a_cell_holds_the_whole_subject(vocabulary: Vocabulary, subject: SubjectOf, doubts: DoubtsOf) -> None:
    head = "".join(map(p, ("Council of the European Union", "Brussels, 3 May 2016", "8123/16", "JAI 31", "NOTE")))
    parts = p("Lamps") + p("Proposal on oil") + p("Letter")
    rows = table(("From:", "Presidency"), ("To:", "Delegations"), ("Subject:", parts))
    torn = table((p("From:") + p("To:") + p("Subject:"), p("Presidency") + p("Delegations") + parts))
    page = (
        "<p>Council of the European Union</p><p>Brussels, 3 May "
        "2016</p><p>8123/16</p><p>NOTE</p><table><tr><td>From:</td>"
        "<td>Presidency</td></tr><tr><td>Subject:</td><td><p>Lamps</p><p>Proposal on "
        "oil</p></td></tr></table><h3>Words of "
        "Hungary</h3><p>Hungary recalls.</p>"
    )

    assert subject(read_bytes(docx(head + rows + p("Lamps burn at night.")), "a.docx", vocabulary)) == (
        "Lamps - Proposal on oil - Letter"
    )
    torn_reading = read_bytes(docx(head + torn + p("Lamps burn at night.")), "a.docx", vocabulary)
    assert (torn_reading.fields["originator"], torn_reading.fields["addressee"]) == ("Presidency", "Delegations")
    html_reading = read_bytes(page.encode(), "a.html", vocabulary)
    assert (subject(html_reading), doubts(html_reading)) == ("Lamps - Proposal on oil", [])


def pdf_page(subject_lines: list[str], body: list[tuple[int, str]]) -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    rows = [(120, "Council of the European Union"), (120, "Brussels, 3 May 2016"), (120, "8123/16"), (20, "NOTE")]
    top = 20
    for left, words in rows:
        pdf.text(left, top, words)
        top += 7
    for label, values in (("From:", ["Presidency"]), ("To:", ["Delegations"]), ("Subject:", subject_lines)):
        pdf.text(20, top, label)
        for words in values:
            pdf.text(60, top, words)
            top += 5 if words else 3
        top += 2
    for left, words in body:
        top += 8
        pdf.text(left, top, words)
    return bytes(pdf.output())


@pytest.mark.parametrize(
    ("lines", "body", "expected"),
    [
        (
            ["Lamps", "", "Proposal on oil for", "winter", "", "Letter"],
            [(20, "At its meeting lamps burnt.")],
            "Lamps - Proposal on oil for winter - Letter",
        ),
        (
            ["Lamps of the north"],
            [(20, "At its meeting lamps burnt."), (60, "Words that are quoted")],
            "Lamps of the north",
        ),
        (
            ["Oil", "", "Proposal for a Regulation of the Council", "", "Proposal for a Directive of the Council"],
            [(20, "At its meeting lamps burnt.")],
            "Oil - Proposal for a Regulation of the Council - Proposal for a Directive of the Council",
        ),
        (["Lamps of the north"], [(60, "Lamps of the north"), (20, "Lamps burn.")], "Lamps of the north"),
    ],
)
def test_the_place_on_the_page_shows_what_hangs_below(
    lines: list[str], body: list[tuple[int, str]], expected: str, vocabulary: Vocabulary, subject: SubjectOf
) -> None:
    assert subject(read_bytes(pdf_page(lines, body), "a.pdf", vocabulary)) == expected


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        # the box has the beginning, the title above the main text has all of it
        ("Lamps of the north\n\nLamps of the north - Report\n\n1. On oil.\n", "Lamps of the north - Report"),
        ("Report on the oil for\nReport on the oil for lamps\n\n1. On oil.\n", "Report on the oil for lamps"),
        # the main text begins within a later line
        ("Lamps of the north\n- Adoption 1. The lamps burn.\n", "Lamps of the north - Adoption"),
        ("Lamps of the north\n\n‒ Report on oil\n\n1 A note.\n", "Lamps of the north – Report on oil"),
        ("Lamps of the north\n- Report The Working Party on Oil met six times.\n", "Lamps of the north - Report"),
        # other labels below the subject, and lines of a site
        ("Meeting of the Council (Oil,\nGas)\nDate: 4 May 2016\n\n1. Oil\n", "Meeting of the Council (Oil, Gas)"),
        ("Vote on lamps\nCouncil: 3417th meeting\nDate: 4 May 2016\n", "Vote on lamps"),
        ("Lamps of the north\n\nAdvertisement\n\nThe lamps were lit.\n", "Lamps of the north"),
        # a bracket opens the next part
        ("3070th meeting of the Council\n\n(FISHERIES)\n\n1. On oil.\n", "3070th meeting of the Council (FISHERIES)"),
    ],
)
def test_what_stands_around_the_subject(
    read: Read, rest: str, expected: str, subject: SubjectOf, doubts: DoubtsOf
) -> None:
    reading = read(f"{FLUSH}{rest}")

    assert subject(reading) == expected
    assert not doubts(reading)


LONG_TITLE = "Proposal for a Regulation of the European Parliament and of the Council on the inspection of ferries"


@pytest.mark.parametrize(
    ("below", "is_doubted"),
    [
        (LONG_TITLE, False),
        (LONG_TITLE.replace("Council on", "Council\non"), False),
        (LONG_TITLE.replace("ferries", "lamps"), True),
        (LONG_TITLE.removesuffix(" of ferries"), True),
    ],
)
def test_a_title_that_only_repeats_the_subject_does_not_continue_it(
    read: Read, below: str, is_doubted: bool, subject: SubjectOf, doubts: DoubtsOf
) -> None:
    found = read(f"{FLUSH}{LONG_TITLE}\n\n{below}\n\n1. On oil.\n")

    assert subject(found) == LONG_TITLE
    assert bool(doubts(found)) is is_doubted


@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("Μαρίνες στα μικρά νησιά", "Επισυνάπτεται για τις αντιπροσωπίες σημείωμα της Προεδρίας."),
        ("Корабоплаване по малките реки", "Приложено се изпраща на делегациите бележка."),
    ],
)
def test_capitals_of_other_alphabets_do_not_continue_a_subject(
    read: Read, title: str, below: str, subject: SubjectOf, doubts: DoubtsOf
) -> None:
    found = read(f"{ONE_LINE}{title} {below}")

    assert subject(found) == title
    assert doubts(found) == []


@pytest.mark.parametrize(
    "text",
    [
        "Page 3, paragraph 7 is replaced by the text below.",
        "Commission staff working document SEC(2005) 267 is attached.",
    ],
)
def test_a_corrigendum_or_a_cover_note_in_one_line_begins_its_text_with_a_formula(
    read: Callable[..., Reading], text: str
) -> None:
    reading = read(
        "Council of the European Union Brussels, 26 July 2024 (OR. en) 12084/24 COR 2 PI 118 NOTE From: Presidency "
        f"To: Delegations Subject: Draft conclusions on glass - Approval {text} 12084/24 COR 2 AR/pm 1 COMPET.1 EN\n"
    )
    assert reading.fields["subject"] == "Draft conclusions on glass - Approval"


def test_the_heading_of_the_first_day_behind_a_subject_is_doubted(read: Read) -> None:
    reading = read(
        f"{HEAD}Subject: Preparation of the Council meeting on 15 and 16 June 2017 - Annotated agenda THURSDAY 15 JUNE "
        "2017\n\nDelegations will find the annotated agenda below.\n"
    )

    assert "a heading of what is below seems to be in it" in [doubt.message for doubt in reading.doubts]


def test_a_subject_goes_on_behind_the_community_of_a_regulation(read: Read) -> None:
    reading = read(
        "Council of the European Union\nBrussels, 9 June 2016\n8123/16\nINF 1\nNOTE\nFrom: Presidency\n"
        "To: Delegations\nSubject: Proposal for a Council Regulation amending Regulation (EEC)\n"
        "No 729/70 as regards lamps\n\nDelegations will find attached a text.\n"
    )

    assert (
        reading.fields["subject"]
        == "Proposal for a Council Regulation amending Regulation (EEC) No 729/70 as regards lamps"
    )


def test_the_delegations_that_get_something_begin_the_text(read: Read) -> None:
    reading = read(
        "EUROPEISKA UNIONENS RÅD Bryssel den 7 oktober 2010 (OR. en) 14477/10 JUR 398 NOT från: Ordförandeskapet "
        "till: Coreper Ärende: Lampor - Bekräftande ansökan nr 17/c/01/10 Delegationerna får bifogat ett utkast "
        "till svar på bekräftande ansökan nr 17/c/01/10 av den 2 september 2010. Ansökan gäller dokumenten 6847/10.\n"
    )

    assert reading.fields["subject"] == "Lampor - Bekräftande ansökan nr 17/c/01/10"


def test_a_footnote_in_brackets_below_a_subject_is_no_part_of_it(read: Read) -> None:
    title = "2142nd meeting of the Council (TRANSPORT), held in Brussels on 30 November and 1 December 1998"
    reading = read(
        "COUNCIL OF\nTHE EUROPEAN UNION\n\nBrussels, 9 December 1998\n\n13910/98\n\nLIMITE\n\nPV/CONS 84\nTRANS 163\n\n"
        f"DRAFT MINUTES (1)\n\nSubject: {title}\n\n(1) The information from the Council minutes which may be released "
        "to the public is contained in Addendum 1 to these minutes.\n"
    )

    assert reading.fields["subject"] == title
