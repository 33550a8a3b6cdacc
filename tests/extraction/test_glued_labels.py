"""Labels that lost the blank before them: glued to the heading, to each other, or to the value before them."""

from collections.abc import Callable

import pytest

from somei_cli.extraction.header_table.glued_labels import part_glued_labels
from somei_cli.model.importing.draft_entry import Line, Reading

Read = Callable[..., Reading]

HEAD = "Council of the\nEuropean Union\n\nBrussels, 3 May 2016\n(OR. en)\n\n8123/16\n\nJAI 31\n\n"


@pytest.mark.parametrize(
    ("heading", "sender", "addressee", "label"),
    [
        ("NOTE", ("from", "Presidency"), ("to", "Working Party on Lamps"), "Subject"),
        ("NOTE", ("de", "la Présidence"), ("à", 'Groupe "Lampes"'), "Objet"),
        ("VERMERK", ("des", "Vorsitzes"), ("für die", 'Gruppe "Lampen"'), "Betr."),
        ("NOTE", ("fra", "formandskabet"), ("til", "Lampegruppen"), "Vedr."),
        ("NOT", ("från", "Ordförandeskapet"), ("till", "Lampgruppen"), "Ärende"),
        ("NOTA", ("van", "het voorzitterschap"), ("aan", "de Groep lampen"), "Betreft"),
        ("NOTA", ("della", "Presidenza"), ("al", 'Gruppo "Lampade"'), "Oggetto"),
        ("NOTA", ("de la", "Presidencia"), ("al", 'Grupo "Lámparas"'), "Asunto"),
        ("NOTA", ("Od", "Prezydencja"), ("Do", "Grupa Robocza ds. Lamp"), "Dotyczy"),
        ("NOTA", ("da", "Presidência"), ("ao", 'Grupo "Lâmpadas"'), "Assunto"),
    ],
)
@pytest.mark.parametrize(
    "layout",
    [
        "{h}{f} :{t} :{s} :\n{sender}\n{addressee}\nLamps of the north\n\n",
        "{h}{f} :\n{t} :\n{s} :\n\n{sender}\n{addressee}\nLamps of the north\n\n",
        "{h}\n{f} : {sender}{t} : {addressee}{s} : Lamps of the north\n\n",
        "{h}\n{f} : {t} : {s} :\n1.\n{sender}\n{addressee}\nLamps of the north\n\n",
    ],
)
def test_a_label_that_lost_its_blank_is_found(
    read: Read, heading: str, sender: tuple[str, str], addressee: tuple[str, str], label: str, layout: str
) -> None:
    table = layout.format(h=heading, f=sender[0], t=addressee[0], s=label, sender=sender[1], addressee=addressee[1])
    reading = read(f"{HEAD}{table}Fishermen complain.\n")

    assert reading.fields["type"] == "NOTE"
    assert reading.fields["originator"] == sender[1]
    assert reading.fields["addressee"] == addressee[1]
    assert reading.fields["subject"] == "Lamps of the north"
    assert not [doubt for doubt in reading.doubts if doubt.field in ("type", "from", "to", "subject")]


@pytest.mark.parametrize(
    "line",
    [
        "mailto: x",
        "See the photo: a lamp",
        "Motto: oil for all",
        "Vorder: x",
        "para : Delegaciones",
        "NOTE from : Presidency to : Delegations",
        "At 10:30: lamps",
        "CO: carbon",
        "The following alternatives: a or b",
        "Subject: Lamps of Colorado: a report",
    ],
)
def test_what_only_ends_like_a_label_stays(line: str) -> None:
    assert part_glued_labels([Line(line, 1)]) == (Line(line, 1),)


def test_a_long_line_of_labels_is_parted_at_once() -> None:
    assert part_glued_labels([Line("NOTEfrom:" * 20_000, 1)])


@pytest.mark.parametrize("gap", ["   ", "\t", "\n"])
@pytest.mark.parametrize(
    ("sender", "addressee", "label"),
    [("From", "To", "Subject"), ("Absender", "Empfänger", "Betr."), ("De", "A", "Objet"), ("Od", "Do", "Dotyczy")],
)
def test_labels_without_colons_in_a_column_of_their_own_are_found(
    read: Read, gap: str, sender: str, addressee: str, label: str
) -> None:
    table = f"{sender}{gap}Presidency\n{addressee}{gap}Delegations\n{label}{gap}Lamps of the north\n"

    reading = read(f"{HEAD}NOTE\n\n{table}\nDelegations will find a text.\n")

    assert (reading.fields["originator"], reading.fields["addressee"]) == ("Presidency", "Delegations")
    assert reading.fields["subject"] == "Lamps of the north"


def test_words_like_labels_in_another_order_are_none(read: Read) -> None:
    reading = read(f"{HEAD}NOTE\n\nTo   the harbours\nFrom   the towers\nSubject   to fog\n")

    assert not {"originator", "addressee", "subject"} & reading.fields.keys()


def test_the_european_council_is_one_name_in_other_languages(read: Read) -> None:
    text = (
        "RADA\nUNII EUROPEJSKIEJ\nBruksela, 21 października 2010 r.\n(OR. en)\n8123/10\nJAI 31\nNOTA\nOd:\nDo:\n"
        "Dotyczy:\nPrezydencja\nRada Europejska\nSprawozdanie o lampach\n\nDelegacje znajdą w załączeniu tekst.\n"
    )
    reading = read(text)

    assert reading.fields["addressee"] == "Rada Europejska"
    assert reading.fields["subject"] == "Sprawozdanie o lampach"
    assert not [doubt for doubt in reading.doubts if doubt.field == "to"]
