"""Word files: the same entry as from plain text, what Word prints and what it does not, and files that are none."""

import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from papers_docx import docx, footnote, lamps, listed, note_call, numbering, p, packed, run, table, unpacked

from somei_cli.errors import Classified, ExtraMissing, Unreadable
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.sources.readers import read_source
from somei_cli.model.importing.draft_entry import Line, Reading, SourceText
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.vocabulary import Vocabulary


def lines(data: bytes) -> list[Line]:
    found = read_source(data, "a.docx")
    assert found.doubts == ()
    return list(found.lines)


def texts(data: bytes) -> list[str]:
    return [line.words for line in lines(data)]


def words(items: tuple[Item, ...]) -> Iterator[tuple[str, list[str]]]:
    for item in items:
        for part in item.walk():
            yield part.title, (part.summary or "").split()


def test_a_word_file_gives_the_same_entry(read_file: Callable[[str], Reading], vocabulary: Vocabulary) -> None:
    plain, reading = read_file("lamps.md"), read_document(read_source(lamps(), "a.docx"), vocabulary)

    assert reading.doubts == ()
    assert list(words(reading.fields["items"])) == list(words(plain.fields["items"]))
    for name in plain.fields.keys() | reading.fields.keys() - {"items"}:
        if name != "items":
            assert reading.fields[name] == plain.fields[name]


def test_cells_stand_beside_each_other() -> None:
    rows = (
        ("From", ":", "Presidency"),
        (p("To:") + p("cc:"), p("Delegations") + p("Coreper") + p("Council")),
        ("", "x"),
    )

    assert texts(docx(table(*rows) + p(table(("a", table(("b", "c")))) and "end"))) == [
        "From :    Presidency",
        "To:    Delegations",
        "cc:    Coreper",
        "Council",
        "x",
        "",
        "end",
    ]


def test_lists_count_as_word_counts() -> None:
    lists = numbering((("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%3.")), (("bullet", "\uf0a7"),))
    again = (
        '<w:num w:numId="9"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    levels = ((1, 0), (1, 1), (1, 1), (1, 2), (2, 0), (1, 0), (1, 1), (9, 0), (9, 0))
    body = "".join(listed(f"x{at}", number, level) for at, (number, level) in enumerate(levels))

    assert texts(docx(body, numbering=lists + again)) == [
        "1. x0", "(a) x1", "(b) x2", "i) x3", "• x4", "2. x5", "(a) x6", "5. x7", "6. x8",
    ]  # fmt: skip


def test_what_word_prints_is_read_and_nothing_else() -> None:
    box = f"<w:drawing><w:txbxContent>{p('In a box')}</w:txbxContent></w:drawing>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    code = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    field = f"{code.format('begin')}{run('PAGE')}{code.format('separate')}{run('12')}{code.format('end')}"
    body = (
        p(f"<w:r>{twice}</w:r>", "Beside it")
        + p(
            "Kept ",
            f"<w:ins>{run('and new')}</w:ins>",
            f"<w:del>{run(' and old')}</w:del>",
            run(" secret", "<w:vanish/>"),
        )
        + p("One line,", look="<w:rPr><w:del/></w:rPr>")
        + p(" torn in two")
        + f"<w:sdt><w:sdtContent>{p('In a control')}</w:sdtContent></w:sdt>"
        + f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click here')}</w:sdtContent></w:sdt>"
        + p("<w:hyperlink>" + run("A link") + "</w:hyperlink>", " to page ", field)
        + p(
            '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>',
            "\ttab\nbreak C",
            "<w:r><w:noBreakHyphen/></w:r>",
            "1/18",
        )
    )

    assert texts(docx(body)) == [
        "In a box",
        "",
        "Beside it",
        "Kept and new",
        "One line, torn in two",
        "In a control",
        "A link to page 12",
        "•    tab",
        "break C-1/18",
    ]


def test_emphasis_headings_and_footnotes() -> None:
    plain = '<w:style w:type="character" w:styleId="Plain"><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    body = (
        p("Title", look='<w:outlineLvl w:val="1"/>')
        + p(run("All of ", "<w:i/>"), run("it", '<w:rStyle w:val="Plain"/><w:b/>'))
        + p(run("Some", "<w:i/>"), " of it", note_call(5), note_call(4))
    )
    found = [
        line
        for line in lines(docx(body, styles=plain, footnotes=footnote(4, "four") + footnote(5, "five")))
        if line.text
    ]

    assert [(line.text, line.heading, line.stressed, line.notes, line.note) for line in found] == [
        ("Title", 2, False, (), ""),
        ("All of it", 0, True, (), ""),
        ("Some of it", 0, False, ("1", "2"), ""),
        ("five", 0, False, (), "1"),
        ("four", 0, False, (), "2"),
    ]


def test_a_file_of_another_program(read_file: Callable[[str], Reading], vocabulary: Vocabulary) -> None:
    document = Document()
    for line in ("Brussels, 9 July 2009", "11801/09", "NOTE"):
        document.add_paragraph(line)
    box = document.add_table(0, 2)
    for label, value in (("From:", "Presidency"), ("To:", "Delegations"), ("Subject:", "Lamps")):
        cells = box.add_row().cells
        cells[0].text, cells[1].text = label, value
    document.add_heading("Adoption of the agenda", 2)
    document.add_paragraph("The lamps", style="List Number")
    document.add_paragraph("the oil", style="List Bullet 2")
    document.save(data := BytesIO())
    found = lines(data.getvalue())
    fields = read_document(SourceText(tuple(found)), vocabulary).fields

    assert (str(fields["number"]), fields["originator"], fields["subject"]) == ("11801/09", "Presidency", "Lamps")
    assert [(line.mark, line.heading) for line in found if line.text][-3:] == [("", 2), ("1.", 0), ("•", 0)]


@pytest.mark.parametrize("part", ["header", "footer"])
def test_a_classification_in_the_margin_is_seen(vocabulary: Vocabulary, part: str) -> None:
    body = p("Brussels, 9 July 2009") + p("11801/09") + p("NOTE") + table(("From:", "A"), ("Subject:", "Lamps"))
    margin = {part: p("RESTREINT UE/EU RESTRICTED")}

    with pytest.raises(Classified):
        read_document(read_source(docx(body, **margin), "a.docx"), vocabulary)


SOUND = docx(p("Lamps"), footer=p("15070/19"))
DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
MAIN = "word/document.xml"


def changed(part: str, content: bytes) -> bytes:
    return packed({**unpacked(SOUND), part: content})


def bomb() -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in unpacked(SOUND).items():
            archive.writestr(name, content + b" " * 20_000_000 if name == MAIN else content)
    return data.getvalue()


def liar() -> bytes:
    """A file with an entry far larger than it says."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in unpacked(SOUND).items():
            archive.writestr(name, content + b" " * 50_000_000 if name == MAIN else content)
        archive.getinfo(MAIN).file_size = 1000
    return data.getvalue()


def locked() -> bytes:
    """A file whose entries say that they are encrypted."""
    return SOUND.replace(b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0\1\0").replace(
        b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0"
    )


HOSTILE = {
    "a bomb": (bomb(), "tightly"),
    "a liar": (liar(), "damaged"),
    "locked": (locked(), "password"),
    "cut off": (SOUND[: len(SOUND) // 2], "damaged"),
    "not a package": (packed({"word/x.txt": "x"}), "damaged"),
    "without its text": (packed({k: v for k, v in unpacked(SOUND).items() if k != MAIN}), "damaged"),
    "entities": (changed(MAIN, unpacked(SOUND)[MAIN].replace(b'<?xml version="1.0"', DTD + b"<?xml")), "declaration"),
    "hidden entities": (changed("word/footer.xml", DTD.decode().encode("utf-16")), "declaration"),
    "bad XML": (changed(MAIN, b"<w:document"), "damaged"),
    "too deep": (changed(MAIN, b"<a>" * 9000 + b"</a>" * 9000), "damaged"),
    "a spreadsheet": (
        changed(
            "[Content_Types].xml", unpacked(SOUND)["[Content_Types].xml"].replace(b"wordprocessingml", b"spreadsheetml")
        ),
        "no Word document",
    ),
    "empty": (docx(p()), "no text"),
    "a part that begins before the file": (SOUND[:5] + SOUND[6:], "a damaged or incomplete DOCX"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_or_damaged_file_is_refused(kind: str) -> None:
    data, why = HOSTILE[kind]

    tracemalloc.start()
    with pytest.raises(Unreadable, match=rf"^a\.docx: .*{why}"):
        read_source(data, "a.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000


def test_without_python_docx_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)

    with pytest.raises(ExtraMissing) as refusal:
        read_source(SOUND, "a.docx")
    assert "[docx]" in refusal.value.hint


def test_tables_nested_as_deep_as_xml_may_be() -> None:
    body = p("core")
    for _ in range(75):
        body = table((body,))

    assert texts(docx(body)) == ["core"]


DAMAGE = (
    (b"w:p>", b"w:tbl>"),
    (b"w:tc>", b"w:p>"),
    (b"w:lvl ", b"w:num "),
    (b'w:val="', b'w:val="-'),
    (b'w:val="1', b'w:val="99999999999'),
    (b'Id="', b'Id="x'),
    (b'Target="', b'Target="../../'),
    (b"xml", b"bin"),
)


@pytest.mark.parametrize("part", unpacked(lamps()))
def test_damage_within_a_part_is_at_most_a_refusal(part: str) -> None:
    whole = unpacked(lamps())
    for old, new in DAMAGE:
        with suppress(Unreadable):
            assert read_source(packed({**whole, part: whole[part].replace(old, new)}), "a.docx")[0]


def _with_chunk(body: str, name: str, content: bytes) -> bytes:
    """A file that takes a part of its text in from another one."""
    files = unpacked(docx(body + '<w:altChunk r:id="chunk"/>'))
    relation = (
        '<Relationship Id="chunk" Target="/word/' + name + '"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"/></Relationships>'
    )
    links = files["word/_rels/document.xml.rels"].replace(b"</Relationships>", relation.encode())
    return packed({**files, "word/_rels/document.xml.rels": links, f"word/{name}": content})


@pytest.mark.parametrize(
    ("name", "content"),
    [("chunk.html", b"<p>Lamps</p>"), ("chunk.txt", b"Lamps"), ("chunk.docx", docx(p("Lamps")))],
)
def test_a_text_that_is_taken_in_from_another_file_is_missed(name: str, content: bytes) -> None:
    found = read_source(_with_chunk(p("Oil"), name, content), "a.docx")

    assert [line.words for line in found.lines if line.words] == ["Oil"]
    assert ["a file of its own" in doubt.message for doubt in found.doubts] == [True]


def test_a_document_inside_a_document_is_looked_at_for_a_classification(vocabulary: Vocabulary) -> None:
    secret = docx(p("SECRET UE/EU SECRET"))
    inside = packed({**unpacked(docx(p("Oil"))), "word/embeddings/inner.docx": secret})

    for data in (
        _with_chunk(p("Oil"), "chunk.docx", secret),
        packed({**unpacked(docx(p("A"))), "word/x.docx": inside}),
    ):
        with pytest.raises(Classified):
            read_document(read_source(data, "a.docx"), vocabulary)
    nested = docx(p("A"))
    for _ in range(5):
        nested = packed({**unpacked(docx(p("A"))), "word/embeddings/x.docx": nested})
    with pytest.raises(Unreadable):
        read_source(nested, "a.docx")
