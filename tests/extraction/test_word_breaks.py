"""Words that a hyphen tore: which are joined without a doubt, and which may have a hyphen of their own."""

from collections.abc import Callable

import pytest

from somei_cli.extraction.word_breaks import is_certain_break
from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]

HEAD = "1 Council of the European Union Brussels, 9 June 2017 (OR. en) 15070/17 INF 12 NOTE From: Presidency To: "
REST = (
    " Delegations will find attached the draft report on the lamps of the north, as it stands now. 15070/17 AB/cd 1 EN"
)


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("recog", "nition", "en"),
        ("govern", "ments", "en"),
        ("réci", "proques", "fr"),
        ("ana", "lyse", "fr"),
        ("luftfor", "urening", "da"),
        ("Leuchtturm", "verordnung", "de"),
        ("regla", "mento", "es"),
        ("rozporzą", "dzenie", "pl"),
    ],
)
def test_a_break_is_certain_where_the_language_has_no_such_hyphen(first: str, second: str, language: str) -> None:
    assert is_certain_break(first, second, language)
    assert not is_certain_break(first, second, None)


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("police", "men", "en"),
        ("donor", "nation", "en"),
        ("porte", "parole", "fr"),
        ("deutsch", "französisch", "de"),
        ("politisk", "militær", "da"),
        ("politie", "inspecteur", "nl"),
        ("político", "militar", "es"),
        ("polityczno", "wojskowy", "pl"),
        ("enviar", "lhes", "pt"),
        ("igazság", "szolgáltatás", "hu"),
    ],
)
def test_a_hyphen_that_may_be_of_the_word_is_not_certain(first: str, second: str, language: str) -> None:
    assert not is_certain_break(first, second, language)


@pytest.mark.parametrize(
    ("printed", "subject"),
    [
        ("Report on the recog- nition of lamps", "Report on the recognition of lamps"),
        ("Report on the sub- committee of lamps", "Report on the sub-committee of lamps"),
        ("Report on the pre- and post- war lamps", "Report on the pre- and post-war lamps"),
    ],
)
def test_a_torn_word_in_a_page_of_one_line_is_whole(read: Read, printed: str, subject: str) -> None:
    reading = read(f"{HEAD}Delegations Subject: {printed}{REST}")

    assert reading.fields["subject"] == subject
    assert "subject" not in {doubt.field for doubt in reading.doubts}


def test_a_torn_word_that_may_have_a_hyphen_stays_and_is_doubted(read: Read) -> None:
    reading = read(f"{HEAD}Delegations Subject: Report on the keeper- driven lamps{REST}")

    assert reading.fields["subject"] == "Report on the keeper- driven lamps"
    assert "subject" in {doubt.field for doubt in reading.doubts}


def test_a_torn_word_has_the_hyphen_that_the_page_prints_elsewhere(read: Read) -> None:
    reading = read(f"{HEAD}the keeper- general Subject: Lamps of the keeper-general{REST}")

    assert reading.fields["addressee"] == "the keeper-general"
