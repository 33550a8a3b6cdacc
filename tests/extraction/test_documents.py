"""Whole documents: the same entry from every layout, with its evidence."""

from collections.abc import Callable
from datetime import date

import pytest

from somei_cli.model.document import Document, Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Reading
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.references import OutsideReference, Reference

ReadFile = Callable[[str], Reading]
LAYOUTS = ("lamps.md", "lamps_lines.txt", "lamps_columns.txt", "lamps_one_line.txt")


def document(reading: Reading) -> Document:
    return Document(**reading.fields)  # type: ignore[arg-type]


def numbers(references: tuple[Reference | OutsideReference, ...]) -> list[tuple[str, str, str | None]]:
    return [(str(r.to), str(r.kind), r.item) for r in references]


def titles(items: tuple[Item, ...]) -> list[str]:
    return [item.title for top in items for item in top.walk()]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_the_same_entry(read_file: ReadFile, name: str) -> None:
    reading = read_file(name)
    entry = document(reading)

    assert reading.doubts == ()
    assert str(entry.number) == "7345/1/18 REV 1"
    assert (entry.date, entry.place, entry.languages) == (date(2018, 3, 21), "Brussels", ("en", "fr"))
    assert (str(entry.marking), entry.type) == ("LIMITE", "OUTCOME OF PROCEEDINGS")
    assert [str(c) for c in entry.subject_codes] == ["COSI 61", "ENFOPOL 140", "JAI 255"]
    assert [str(f) for f in entry.interinstitutional_files] == ["2017/0144(COD)"]
    assert (entry.originator, entry.addressee) == ("Working Party on Harbour Lights", "Delegations")
    assert entry.subject == "Keeping the lights of the northern coast - Summary of discussions"
    assert entry.meeting == Meeting(None, date(2018, 3, 7), date(2018, 3, 8))
    assert [str(n) for n in entry.previous_documents] == ["6901/18"]
    assert [(i.number, i.title) for i in entry.items] == [
        ("1", "Adoption of the agenda"),
        ("2", "Lamps and lamp keepers"),
        ("3", "Fog"),
        ("4", "Any other business"),
    ]
    assert entry.items[2].summary.startswith("The fog was noted.")
    assert numbers(entry.references) == [("CM 1811/18", "agenda", "1"), ("6955/18", "cites", "2")]
    assert ("C-111/17", "cites", "2") in numbers(entry.outside_references)


def test_markdown_and_lines_keep_the_nesting_and_the_footnote(read_file: ReadFile) -> None:
    markdown, lines = document(read_file("lamps.md")), document(read_file("lamps_lines.txt"))

    assert markdown.items[1] == lines.items[1]
    assert titles(markdown.items[1].subitems) == [
        "State of the lamps",
        "Lamps that burn oil",
        "Lamps that burn gas",
        "Training of keepers",
    ]
    assert "- more oil, as some 2600 lamps are dry;\n- more keepers." in str(markdown.items[1].summary)
    assert numbers(markdown.outside_references) == numbers(lines.outside_references)
    assert ("https://www.example.org/fog/2018/88-report", "cites", "3") in numbers(markdown.outside_references)


def test_the_evidence_names_the_lines(read_file: ReadFile) -> None:
    evidence = {e.field: (e.line, e.text) for e in read_file("lamps.md").evidence}

    assert evidence["number"] == (10, "7345/1/18 REV 1")
    assert evidence["from"] == (23, "Working Party on Harbour Lights")
    assert evidence["meeting.start"] == (24, "7 and 8 March 2018")
    assert evidence["subject_codes"][0] == 15


def test_a_note_with_an_annex(read_file: ReadFile) -> None:
    reading = read_file("harbour_note.txt")
    entry = document(reading)

    assert reading.doubts == ()
    assert (str(entry.number), entry.date, entry.type) == ("11801/09", date(2009, 7, 9), "'I/A' ITEM NOTE")
    assert entry.addressee == "Permanent Representatives Committee / Council"
    assert entry.subject == "Access to lamps - Application No 11/c/01/09"
    assert [str(d) for d in entry.commission_documents] == ["9001/09", "COM(2009) 88 final"]
    assert [str(r.to) for r in entry.references] == ["11700/09", "11700/09 ADD 1", "10500/09"]
    assert (entry.marking, entry.items) == (None, ())


def test_an_agenda_with_documents_beside_and_below_its_items(read_file: ReadFile) -> None:
    reading = read_file("agenda.txt")

    assert reading.doubts == ()
    assert reading.fields["subject"] == "COUNCIL OF THE EUROPEAN UNION (Harbours)"
    items = reading.fields["items"]
    assert isinstance(items, tuple)
    assert [(i.number, i.title, [str(d) for d in i.documents]) for i in items] == [
        ("1", "Adoption of the agenda", []),
        ("2", 'Approval of "A" items', ["14408/19", "14409/19"]),
        ("3", "Lighthouses and the law", ["14401/19", "14401/19 ADD 1"]),
        ("4", "Any other business", []),
    ]
    assert reading.fields["meeting"] == Meeting(None, date(2019, 12, 2), date(2019, 12, 3))


def test_a_notice_of_meeting(read_file: ReadFile) -> None:
    entry = document(read_file("notice.txt"))

    assert str(entry.number) == "CM 1411/17"
    assert entry.type == "NOTICE OF MEETING AND PROVISIONAL AGENDA"
    assert entry.meeting == Meeting(None, date(2017, 2, 6))
    assert [i.title for i in entry.items] == [
        "Organisational matters",
        "Draft thought starter on lamps",
        "Expected outcome",
        "Any other business",
    ]


def test_the_sample(read_file: ReadFile) -> None:
    reading = read_file("15070-19.md")
    entry = document(reading)

    assert reading.doubts == ()
    assert entry.number == DocumentNumber("ST", 15070, 2019)
    assert (entry.date, entry.place, entry.languages) == (date(2020, 2, 13), "Brussels", ("en",))
    assert entry.meeting == Meeting("SOMEI", date(2019, 12, 4))
    assert [str(c) for c in entry.subject_codes] == [
        "COSI 254",
        "CATS 141",
        "CT 136",
        "ENFOPOL 532",
        "JAIEX 181",
        "JAI 1319",
    ]
    assert [i.number for i in entry.items] == [str(n) for n in range(1, 11)]
    assert [len(i.subitems) for i in entry.items] == [0, 2, 3, 2, 1, 0, 2, 0, 0, 0]
    assert len(entry.items[1].subitems[0].subitems) == 2
    assert all(i.summary for i in entry.items)
    assert numbers(entry.references) == [("13735/19", "agenda", "1")]
    assert [(r.item, str(r.to.kind)) for r in entry.outside_references] == [("7", "url"), ("10", "case")]


def test_a_header_printed_twice_shows_where_the_subject_ends(read: Callable[..., Reading]) -> None:
    head = (
        "Council of the European Union Brussels, 10 October 2014 (OR. en) 13971/14 LIMITE JAI 743 "
        "NOTE From: A To: B Subject: Lamps of the North"
    )
    footer = "13971/14 GdK/kve 1 CAB LIMITE EN"
    text = f"Site\n\n{head} This year's lamps shine, see 13970/14.\n{footer}\n\n{head}\n\nUpload: x\n"
    entry = document(read(text))

    assert entry.subject == "Lamps of the North"
    assert [str(r.to) for r in entry.references] == ["13970/14"]
