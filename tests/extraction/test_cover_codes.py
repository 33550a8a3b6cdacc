"""Subject codes: from the cover page only, all of them, and a doubt where one may be lost."""

from collections.abc import Callable

import pytest

from somei_cli.extraction.cover.subject_codes import find_codes
from somei_cli.extraction.letterhead_codes import find_misplaced_codes
from somei_cli.model.codes import SubjectCode
from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

HEAD = "Council of the European Union\nBrussels, 3 March 2020\n(OR. en)\n"
TABLE = (
    "From: Presidency\nTo: Delegations\nSubject: Lamps of the north\n\nDelegations will find below a note on lamps.\n"
)


def codes(reading: Reading) -> list[str]:
    return [str(entry) for entry in reading.fields.get("subject_codes", ())]  # type: ignore[attr-defined]


def doubted(reading: Reading) -> list[str]:
    return [doubt.words for doubt in reading.doubts if doubt.field == "subject_codes"]


def test_codes_and_serials_in_two_columns_are_paired_and_doubted(read: Read) -> None:
    reading = read(f"{HEAD}7001/20\nLIMITE\nCOSI\nTELECOM\nOJ CRP2\n4\n15\n1233\nNOTE\n{TABLE}")

    assert codes(reading) == ["COSI 4", "TELECOM 15", "OJ CRP2 1233"]
    assert doubted(reading) == ["COSI 4"]


def test_columns_of_different_length_are_not_paired(read: Read) -> None:
    reading = read(f"{HEAD}7001/20\nCOSI\nTELECOM\n4\n15\n1233\nNOTE\n{TABLE}")

    assert "TELECOM 15" not in codes(reading)
    assert doubted(reading)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("7001/20\n\nCOSI    TELECOM\nJAI    CODEC\nMI", ["COSI", "TELECOM", "JAI", "CODEC", "MI"]),
        ("7001/20\nLIMITE\nCOSI, JAI, MI", ["COSI", "JAI", "MI"]),
        ("7001/20\nCOSI    LIMITE    TELECOM", ["COSI", "TELECOM"]),
        ("7001/20 PRESSE322 PRCO41", ["PRESSE 322", "PR CO 41"]),
        ("7001/20 (Presse 322)\nPR CO 41", ["PRESSE 322", "PR CO 41"]),
        ("COSI 5\nJAI 6\n7001/20\nMI 7", ["MI 7", "COSI 5", "JAI 6"]),
        ("7001/20\nGeneral Secretariat              JAI\n                                 MI", ["JAI", "MI"]),
        ("7001/20\nOJ CRP1\n\n3 views", ["OJ CRP1"]),
        ("7001/20\nCOSI\n5", ["COSI 5"]),
        ("7001/20\nGENERAL SECRETARIAT              JAI 3", ["JAI 3"]),
    ],
)
def test_codes_in_columns_glued_and_above_the_number(read: Read, printed: str, expected: list[str]) -> None:
    reading = read(f"{HEAD}{printed}\n\nNOTE\n{TABLE}")

    assert codes(reading) == expected
    assert doubted(reading) == []


@pytest.mark.parametrize(
    "words",
    [
        "ECOFIN\n22.01.02\n12.02.02",
        "ECOFIN 22.01.02",
        "ECOFIN 22 January 2002",
        "ECOFIN 22 and 23 January 2002",
        "JAI 9:30",
    ],
)
def test_a_serial_is_no_beginning_of_a_date_or_an_hour(read: Read, words: str) -> None:
    assert codes(read(f"{HEAD}7001/20\n{words}\n\nNOTE\n{TABLE}")) == []


def test_running_text_has_no_codes(read: Read) -> None:
    text = f"{HEAD}SN 7001/20\n\nThe keepers met and spoke of their work.\nECOFIN 22\nJAI 7\n\n1. Lamps\n2. Lanterns\n"

    assert codes(read(text)) == []


@pytest.mark.parametrize("printed", ["COSI 5\nGVAL 12", "COSI\nGVAL\nJAI", "GVAL\nCOSI"])
def test_letters_that_a_site_ate_are_a_doubt(read: Read, printed: str) -> None:
    reading = read(f"{HEAD}7001/20\n\n{printed}\n\nNOTE\n{TABLE}")

    assert [words.split()[0] for words in doubted(reading)] == ["GVAL"]
    assert not any("GVAL" in code for code in codes(reading))


def test_codes_below_the_heading_beside_those_of_the_letterhead_are_a_doubt(read: Read) -> None:
    reading = read(f"{HEAD}7001/20\nCOSI 5\n\nNOTE\n\nJAI 6    MI 7\n\n{TABLE}")

    assert codes(reading) == ["COSI 5"]
    assert doubted(reading) == ["JAI 6; MI 7"]


def test_codes_of_an_earlier_document_are_neither_taken_nor_doubted(read: Read) -> None:
    table = TABLE.replace("Subject", "No. prev. doc.: 6998/20 JAI 6 MI 7\nSubject")
    reading = read(f"{HEAD}7001/20\nCOSI 5\n\nNOTE\n{table}")

    assert codes(reading) == ["COSI 5"]
    assert reading.doubts == ()


@pytest.mark.parametrize("printed", ["COSI\n2018/0130 (COD)\nMI", "COSI\nINIT", "COSI    LIMITE\nINIT"])
def test_the_kind_of_a_procedure_and_marks_are_no_damaged_codes(read: Read, printed: str) -> None:
    assert doubted(read(f"{HEAD}7001/20\n\n{printed}\n\nNOTE\n{TABLE}")) == []


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("GVAL 12 COSI 5", ["COSI 5", "GENVAL 12"]),
        ("DROIPE 151 COPE 217 CODEC 2716", ["CODEC 2716", "COPEN 217", "DROIPEN 151"]),
        ("LIMITEPOLGEN 79", ["POLGEN 79"]),
    ],
)
def test_a_damaged_code_that_means_one_only_is_taken_with_a_doubt(
    read: Read, printed: str, expected: list[str]
) -> None:
    reading = read(f"{HEAD}7001/20\n{printed}\n\nNOTE\n{TABLE}")

    assert sorted(codes(reading)) == expected
    assert len(doubted(reading)) == len(set(expected) - {"COSI 5", "CODEC 2716"})


def test_letters_in_brackets_are_the_kind_of_an_act(read: Read) -> None:
    reading = read(f"{HEAD}7001/20 JUR 142 CODEC 368 REGULATION (EC) No 5/2001\n\nNOTE\n{TABLE}")

    assert codes(reading) == ["JUR 142", "CODEC 368"]
    assert doubted(reading) == []


@pytest.mark.parametrize(
    ("printed", "misread", "meant"),
    [
        ("FR0NT 211\nCOMIX 350", "FR0NT 211", "FRONT"),
        ("EF 270\nEC0FIN 961", "EC0FIN 961", "ECOFIN"),
        ("T0UR 3\nRECH 231", "T0UR 3", "TOUR"),
        ("JA1 477\nRECH 231", "JA1 477", "JAI"),
        ("0J CRP2 14\nRECH 231", "0J CRP2 14", "OJ CRP2"),
        ("AGRI\nAGRI0RG\nCOMER", "AGRI0RG", "AGRIORG"),
    ],
)
def test_a_figure_within_a_code_is_a_doubt(read: Read, printed: str, misread: str, meant: str) -> None:
    reading = read(f"{HEAD}7001/20\n\n{printed}\n\nNOTE\n{TABLE}")

    assert misread not in codes(reading)
    assert [doubt.message for doubt in reading.doubts if doubt.words == misread] == [
        f"no known code; {meant} may be meant"
    ]
    assert {code.split()[0] for code in codes(reading)} <= {"COMIX", "EF", "RECH", "AGRI", "COMER"}


@pytest.mark.parametrize(
    ("below", "expected", "is_doubted"),
    [
        ("6298/15\nCOSI 5\nJAI 7", ["COSI 5", "JAI 7"], False),
        ("6298/15\nLIMITE\nCOSI 5\nJAI 7", ["COSI 5", "JAI 7"], False),
        ("6298/15\nCOSI 5", ["COSI 5"], True),
        ("6298/15 COSI 5\nJAI 7", [], False),
        ("6298/15 COSI 5 JAI 7", [], False),
    ],
)
def test_codes_on_lines_of_their_own_below_another_number_are_those_of_a_torn_letterhead(
    read: Read, below: str, expected: list[str], is_doubted: bool
) -> None:
    table = f"From:\nTo:\nNo. prev. doc.:\nSubject:\nPresidency\nDelegations\n{below}\nLamps of the north\n\nText.\n"
    reading = read(f"{HEAD}7001/20\n\nNOTE\n{table}")

    assert codes(reading) == expected
    assert bool(doubted(reading)) is is_doubted
    assert reading.fields["subject"] == "Lamps of the north"


def test_the_end_of_the_search_cuts_no_serial() -> None:
    text = "From: Presidency COSI 5 JAI 123"
    found, _ = find_misplaced_codes(text, 0, len(text) - 2, {SubjectCode("COSI"): "", SubjectCode("JAI"): ""})

    assert [str(code.entry) for code in found] == ["COSI 5", "JAI 123"]


def test_codes_of_items_are_those_of_other_documents(read: Read) -> None:
    reading = read(
        "COUNCIL OF\nTHE EUROPEAN UNION\n\nPROVISIONAL AGENDA\n\n"
        "for: 3279th meeting of the COUNCIL OF THE EUROPEAN UNION\n(Justice and Home Affairs)\n"
        "Date: 5 and 6 December 2013\n\n1. Lamps\n\n6801/13 COSI 70\n\n2. Lighthouses\n\n6930/13 JAI 290\n\n"
        "Brussels, 29 November 2013\n(OR. en)\n7001/13\n"
    )

    assert codes(reading) == []


def test_an_ordinal_below_the_heading_is_no_serial(read: Read) -> None:
    reading = read(
        "RAT DER EUROPÄISCHEN UNION\n\nMITTEILUNG AN DIE PRESSE\n\n2971. Tagung des Rates\nUmwelt\n\n"
        "14511/09 (Presse 291)\nLuxemburg, den 14. Oktober 2009\n\nDer Rat tagte.\n"
    )

    assert codes(reading) == ["PRESSE 291"]


def test_the_figures_of_the_number_behind_a_language_are_no_serial(read: Read) -> None:
    reading = read(
        "PRESSE Rue de la Loi 175 6198/18 1 FR Conseil de l'Union européenne FR 6198/18 (OR. en) PRESSE 5 PR CO 5 "
        "RÉSULTATS DE LA SESSION DU CONSEIL\n\n3595e session du Conseil\n\nLampes\n\nBruxelles, le 15 février 2018\n"
    )

    assert codes(reading) == ["PRESSE 5", "PR CO 5"]


def test_the_last_code_of_a_wide_column_above_an_act_is_read(read: Read) -> None:
    column = " " * 72
    reading = read(
        f"{' ' * 30}EUROPEAN UNION\n\nTHE EUROPEAN PARLIAMENT{' ' * 40}THE COUNCIL\n\n{column}Brussels, 3 March 2020\n"
        f"{column}(OR. en)\n\n2019/0392 (COD){' ' * 57}PE-CONS 88/20\n\n"
        + "".join(f"{column}{code}\n" for code in ("COSI 74", "TELECOM 698", "JAI 451", "MI 7", "CODEC 2210"))
        + f"\n\n{' ' * 20}REGULATION OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL ON LAMPS\n"
    )

    assert codes(reading) == ["COSI 74", "TELECOM 698", "JAI 451", "MI 7", "CODEC 2210"]


def test_a_register_without_codes_knows_none() -> None:
    assert find_codes("JAI 1319 COSI 254", {}, bounded=False) == []


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (
            "17001/12 Presse 515 Pr Co 71\nTotal Page:16\n\nCOUNCIL OF THE UNION EN 17001/12 PRESSE 515 PR CO 71 ",
            2,
        ),
        (
            "COUNCIL OF THE EUROPEAN UNION\n\n17001/12\n\nVERSION Items debated on\n\n4 May only PRESSE 51\n\n",
            1,
        ),
        ("Committee of the House 2018-19 (second session)\n\nCouncil of the\nEuropean Union\n(OR. en)\nPR CO 34\n", 1),
        ("17001/12\n\nThe Presidency said more of PRESSE 51 and of what had been told there before. ", 0),
    ],
)
def test_the_codes_above_the_ordinal_of_a_press_text_are_read(read: Read, above: str, expected: int) -> None:
    reading = read(f"{above}PRESS RELEASE\n\n3208th Council meeting\n\nCompetitiveness\n\nBrussels, 10 December 2012\n")

    assert len(codes(reading)) == expected


def test_two_columns_of_codes_with_their_numbers_far_right_are_read(read: Read) -> None:
    columns = "COPEN            61      EJN           12\nEUROJUST         42      CRIMORG       46"
    reading = read(f"{HEAD}7001/20\nLIMITE\n{columns}\nNOTE\n{TABLE}")

    assert codes(reading) == ["COPEN 61", "EJN 12", "EUROJUST 42", "CRIMORG 46"]
    assert doubted(reading) == []


def test_the_ordinal_of_a_meeting_is_no_serial(read: Read) -> None:
    reading = read(f"{HEAD}7001/20\nLIMITE\nTRANS 142 ENER 3017.ª sesión del Consejo\nNOTE\n{TABLE}")

    assert codes(reading) == ["TRANS 142", "ENER"]


def test_two_letters_below_the_number_of_a_notice_that_are_no_code_are_doubted(read: Read) -> None:
    reading = read(f"{HEAD}CM 2371/20\nQZ\nJUSTCIV\nCOMMUNICATION\nNOTICE OF MEETING\n{TABLE}")

    assert doubted(reading) == ["QZ"]
