"""Lines that a viewer broke within words and numbers, or printed twice: joined where that is proven, else doubted."""

import textwrap
from collections.abc import Callable

import pytest

from somei_cli.extraction.broken_lines import find_broken_words, join_broken_lines
from somei_cli.model.importing.draft_entry import Doubt, Line, Reading

Read = Callable[..., Reading]

NOTE = """Council of the
European Union

Brussels, 5 Octo
ber 2023
(OR. en)

13655/
23

Interinstitutional File:
2022/0
398 (COD)

JAI 1264
COPEN 339

NOTE
From: Presidency
To: Working Party on Judicial Coop
eration
Subject: Proposal for a directive on lamps

Delegations will find a new text on lamps.

13655/23 AB/cd 1
JAI.2 EN
"""


def doubts(reading: Reading, field: str) -> list[Doubt]:
    return [doubt for doubt in reading.doubts if doubt.field == field]


def lines(*texts: str) -> list[Line]:
    return [Line(text, number) for number, text in enumerate(texts, start=1)]


def test_numbers_and_months_are_whole_again(read: Read) -> None:
    fields = read(NOTE).fields

    assert (str(fields["number"]), str(fields["date"])) == ("13655/23", "2023-10-05")
    assert [str(file) for file in fields["interinstitutional_files"]] == ["2022/0398(COD)"]  # type: ignore[attr-defined]
    assert fields["subject"] == "Proposal for a directive on lamps"


def test_another_word_over_two_lines_of_such_a_text_is_doubted(read: Read) -> None:
    assert [doubt.words for doubt in doubts(read(NOTE), "to")] == ["Working Party on Judicial Coop eration"]
    sound = NOTE.replace("Octo\nber", "October").replace("13655/\n23", "13655/23").replace("2022/0\n398", "2022/0398")
    assert doubts(read(sound), "to") == []


def test_a_word_that_is_whole_elsewhere_is_joined() -> None:
    joined = join_broken_lines(lines("13655/", "23", "on Cooper", "ation, again", "the cooperation of ports"))
    words = [line.text for line in joined.lines]
    assert words == ["13655/23", "", "on Cooperation,", "again", "the cooperation of ports"]


def test_hyphens_go_only_where_a_month_proves_that_they_break_words() -> None:
    hyphenated = join_broken_lines(lines("le 27 fé-", "vrier 2019", "(Environne-", "ment)")).lines
    assert [line.text for line in hyphenated] == ["le 27 février", "2019", "(Environnement)", ""]
    unproven = lines("mutual recog-", "nition", "a cross-", "border body")
    assert join_broken_lines(unproven).lines == tuple(unproven)
    assert list(find_broken_words(unproven)) == ["recog-nition", "recognition"]


@pytest.mark.parametrize("texts", [("5 May", "be later"), ("6128/", "nineteen"), ("2022/0", "398 items"), ("a 2", "3")])
def test_what_is_no_break_stays(texts: tuple[str, ...]) -> None:
    assert join_broken_lines(lines(*texts)).lines == tuple(lines(*texts))


def test_lines_printed_twice_are_read_once(read: Read) -> None:
    once = [line for line in NOTE.replace("Octo\nber", "October").splitlines() if line.strip()]
    text = "\n".join(line for text in once for line in (text, text))

    fields = read(text).fields
    assert fields["originator"] == "Presidency"
    assert fields["addressee"] == "Working Party on Judicial Coop eration"
    assert fields["subject"] == "Proposal for a directive on lamps"


def test_a_list_that_repeats_some_lines_is_kept() -> None:
    some = lines(*(["Lamps", "Lamps", "Oil", "Fog", "Rain"] * 6))
    assert join_broken_lines(some).lines == tuple(some)


def test_a_figure_below_a_code_is_a_doubt(read: Read) -> None:
    parted = NOTE.replace("COPEN 339", "COPEN 3\n39")
    assert [doubt.words for doubt in doubts(read(parted), "subject_codes")] == ["COPEN 3 / 39"]
    assert doubts(read(NOTE), "subject_codes") == []


def test_a_page_of_one_line_that_was_wrapped_is_read_as_one_line(read: Read) -> None:
    page = (
        "1 COUNCIL OF THE EUROPEAN UNION Brussels, 3 June 2013 (OR. en) Interinstitutional File: "
        "2012/0192 (COD) 10242/13 "
        "PHARM 26 SAN 190 MI 470 COMPET 389 CODEC 1260 NOTE from: to: General Secretariat of the "
        "Council Council No. prev. "
        "doc.: 9880/13 PHARM 23 SAN 178 No. Cion prop.: 12751/12 PHARM 61 Subject: Proposal for a "
        "Regulation of the European "
        "Parliament and of the Council on clinical trials on medicinal products - Progress report "
        "Delegations will find "
        "attached a progress report drawn up by the Presidency."
    )
    whole, wrapped = read(page), read("\n".join(textwrap.wrap(page, 48)))

    assert wrapped.fields == whole.fields
    assert wrapped.fields["originator"] == "General Secretariat of the Council"


def test_the_lines_of_a_page_that_fills_them_by_chance_stay(read: Read) -> None:
    reading = read(NOTE)

    assert reading.fields["originator"] == "Presidency"


def test_a_full_line_of_a_subject_goes_on_below(read: Read) -> None:
    subject = (
        "Proposal for a Council Directive on the discharge of tank washings by vessels on inland Waterways of the Union"
    )
    text = "The Presidency submits the text in the annex, as it was redrafted after the meeting of the Working Party."
    lines = "\n".join([*textwrap.wrap(f"Subject: {subject}", 42), "", *textwrap.wrap(text, 42)])
    reading = read(f"{NOTE.partition('Subject')[0]}{lines}\n")

    assert reading.fields["subject"] == subject
