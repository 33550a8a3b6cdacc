"""Where an EU classification stands, and where its words are none of the document's."""

from collections.abc import Callable

import pytest

from somei_cli.errors import Classified
from somei_cli.model.readings import Reading

Read = Callable[..., Reading]

NOTE = """{top}Council of the
European Union

Brussels, 9 June 2015
(OR. en)

9001/15

{letterhead}

ASIM 22

NOTE
From: Working Party on Lamps
To: Delegations
Subject: Lamps

1. Lamps

{body}

9001/15 AB/cd 1
DG D 1A {footer} EN
"""


def paper(top: str = "", letterhead: str = "LIMITE", body: str = "Lamps were lit.", footer: str = "LIMITE") -> str:
    return NOTE.format(top=top, letterhead=letterhead, body=body, footer=footer)


@pytest.mark.parametrize(
    "text",
    [
        paper(letterhead="SECRET UE/EU SECRET"),
        paper(letterhead="SECRETUE/EUSECRET"),
        paper(letterhead="S E C R E T U E / E U S E C R E T"),
        paper(letterhead="RESTREINT\nUE/EU\nRESTRICTED"),
        paper(top="SECRET UE/EU SECRET COPY No 3\n"),
        paper(top="SECRET UE/EU SECRET "),
        paper(body="SECRET UE/EU SECRET Page 2 of 3"),
        paper(body="9001/15 REV 1 CONFIDENTIEL UE/EU CONFIDENTIAL"),
        paper(footer="TRÈS SECRET UE/EU TOP SECRET"),
        paper(footer="EU SECRET"),
        paper(footer="S-UE/EU-S"),
    ],
)
def test_a_classified_document_is_refused(read: Read, text: str) -> None:
    with pytest.raises(Classified):
        read(text)


@pytest.mark.parametrize(
    "body",
    [
        "= 9000/15 RESTREINT UE/EU RESTRICTED",
        "2. EU SECRET",
        "The annex of 8000/09 (RESTREINT UE) was discussed.",
        "Discussion of the report [CONFIDENTIEL UE/EU CONFIDENTIAL]",
    ],
)
def test_words_about_another_document_refuse_nothing(read: Read, body: str) -> None:
    assert str(read(paper(body=body)).fields["number"]) == "9001/15"
