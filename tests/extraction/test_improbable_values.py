"""The second look: what is not like a title or a name is doubted, and what is right is not."""

from collections.abc import Callable

import pytest

from somei_cli.model.importing.draft_entry import Reading

Read = Callable[..., Reading]
DoubtsOf = Callable[[Reading], list[str]]

HEAD = "Council of the\nEuropean Union\n\nBrussels, 3 May 2016\n(OR. en)\n\n8123/16\n\nJAI 31\n\nNOTE\n"
TEXT = "\n\n1. Lamps are lit at night.\n"


def note(subject: str, sender: str = "Presidency", addressee: str = "Delegations") -> str:
    return f"{HEAD}From: {sender}\nTo: {addressee}\nSubject: {subject}{TEXT}"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("stocks of oil in small harbours", "small letters"),
        ("= Report on oil", "left of a label"),
        ("Report on oil Read more", "web page"),
        ("Report on oil example.pdf", "web page"),
        ("Home About Contact", "web page"),
        ("Report on oil Dear colleagues", "greeting"),
        ("Report on oil Subject Lamps", "label"),
        ("Report on oil Contact person Otto Fog", "label"),
        ("Report on oil Fishermen like lamps and they use them", "running text"),
        ("Rapport sur l'huile Les pêcheurs ont demandé des lampes", "running text"),
        ("Bericht über Öl Fischer haben um Lampen gebeten", "running text"),
        ("Rapport om olie Fiskere har bedt om lamper", "running text"),
        ("Verslag over olie Vissers hebben lampen gevraagd", "running text"),
        ("Informe sobre aceite Pescadores están descontentos", "running text"),
        ("Sprawozdanie o oleju Rybacy są niezadowoleni", "running text"),
        ("Report on oil in the harbours and on their", "small word"),
        ("Bericht über Öl in den Häfen sowie", "small word"),
        ("Rapport sur les lampes entre", "small word"),
        ("Regulation on the monitoring of lamps PE-CO S", "series of a number"),
        ("Proposal on lamps for theEuropean harbours", "blanks seem to be lost"),
        ("Contac t : +32-2-555.1234 Working Party on Lamps", "telephone number"),
    ],
)
def test_a_subject_that_is_not_like_a_title_is_doubted(read: Read, doubts: DoubtsOf, words: str, reason: str) -> None:
    assert reason in " ".join(doubts(read(note(words))))


@pytest.mark.parametrize(
    "words",
    [
        "Proposal for a Directive on the lamps that are used in harbours, and on where they are kept",
        "Report on oil that they sell and we want",
        "Europe of lamps: how we see the harbour of tomorrow",
        "Vorschlag für eine Verordnung über Lampen, die in Häfen eingesetzt werden",
        "Entwurf einer Stellungnahme zu Öl, das in Häfen verwendet worden ist",
        "Proposition de règlement en ce qui concerne les lampes qui sont utilisées dans les ports",
        "Relazione sulle lampade che sono usate nei porti",
        "Propuesta de Reglamento sobre las lámparas que están en los puertos",
        "Voorstel voor een verordening over lampen die in havens worden gebruikt",
        "Verslag van de Raad en zijn voorbereidende instanties",
        "Forslag til forordning om lamper, som er i havne",
        "Wniosek dotyczący lamp, które są w portach",
        "eu-LISA: annual report",
        "e-Justice - Portal",
        "draft Council conclusions on lamps",
        "projet de conclusions sur les lampes",
        "Lamps (Art. 7 of the Regulation) vs. oil",
        "COUNCIL DECISION ON LAMPS AND OIL IN AT, BE AND DE",
        "Council Decision amending Decision 2001/1/EC as regards the lamps",
        "Working together for lamps Trio Presidency programme",
        "A new start for lamps: the way ahead for all the Member States",
        "Avis du Comité A",
    ],
)
def test_a_title_is_not_doubted(read: Read, doubts: DoubtsOf, words: str) -> None:
    assert not doubts(read(note(words)))


@pytest.mark.parametrize(
    "name",
    [
        "Presidency which will thank the delegations",
        "Harbour Office of the north and they",
        "Harbour Office Report on lamps",
        "Presidency Lamps of the north",
        "Harbour Office www.example.org",
        "Harbour Office of the towns of the north and of the south and of the east and of the west and of all islands",
    ],
)
def test_a_sender_that_is_not_like_a_name_is_doubted(read: Read, name: str) -> None:
    assert [doubt for doubt in read(note("Report on oil", sender=name)).doubts if doubt.field == "from"]


@pytest.mark.parametrize(
    "name",
    [
        "Presidency",
        "la Presidencia",
        "Working Party on Lamps and on the Preparation of Harbours",
        "Secretary-General of the European Commission, signed by Mr Otto FOG, Director",
        "Council Legal Service",
        "Harbour Office",
        "Dutch delegation",
        "Ms Anna FOG, Chair of the Committee on Lamps of the European Parliament",
    ],
)
def test_a_name_is_not_doubted(read: Read, name: str) -> None:
    assert not [doubt for doubt in read(note("Report on oil", sender=name)).doubts if doubt.field == "from"]


def test_a_next_line_in_small_letters_is_doubted(read: Read, doubts: DoubtsOf) -> None:
    reading = read(f"{HEAD}Subject: Report on oil\n\n{'_' * 20}\n\nstocks of small harbours\n")

    assert "goes on" in " ".join(doubts(reading)) or reading.fields.get("subject") != "Report on oil"


def test_values_apart_from_their_labels_need_one_known_name(read: Read, doubts: DoubtsOf) -> None:
    labels = f"{HEAD}From:\nTo:\nSubject:\n\n"
    unknown = read(f"{labels}Lighthouse Keepers\nHarbour Masters\nLamps of the north{TEXT}")
    known = read(f"{labels}Lighthouse Keepers\nDelegations\nLamps of the north{TEXT}")

    assert doubts(unknown)
    assert {"from", "to"} <= {doubt.field for doubt in unknown.doubts}
    assert not doubts(known)


def test_a_sender_and_an_addressee_that_may_be_exchanged_are_doubted(read: Read) -> None:
    reading = read(f"{HEAD}From:\nTo:\nSubject:\n\nWorking Party on Lamps\nPresidency\nLamps of the north{TEXT}")

    assert {"from", "to"} <= {doubt.field for doubt in reading.doubts}


@pytest.mark.parametrize(
    ("title", "doubted"),
    [
        ("Draft Resolution on handicapped ch1ldren", True),
        ("Report on the integrati0n of lamps", True),
        ("Report on COVID-19, CO2 and Horizon 2020", False),
        ("Report on the 1st lamp of 10m", False),
    ],
)
def test_figures_within_a_word_are_doubted(read: Read, title: str, doubted: bool) -> None:
    reading = read(f"NOTE\nFrom: Presidency\nTo: Delegations\nSubject: {title}\n")

    messages = [doubt.message for doubt in reading.doubts if doubt.field == "subject"]
    assert messages == (["letters seem to be misread"] if doubted else [])
