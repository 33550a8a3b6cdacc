"""Where an EU classification stands, and where its words are none of the document's."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from fpdf import FPDF
from papers_docx import docx, p, packed, run, table, unpacked

from somei_cli.actions.importing.read import ReadingOptions, read_file
from somei_cli.errors import Classified, LevelNamed
from somei_cli.extraction.cover.outside_words import refuse_classified_name
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.sources.readers import read_source, read_text
from somei_cli.model.importing.draft_entry import Reading, SourceText
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.store.disk.input_files import IncomingFile

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


_R = "RESTREINT UE/EU RESTRICTED"
STANDING = [
    "RESTREINT\nUE/EU RESTRICTED",
    "RESTREINT\nUE/EU\nRESTRICTED",
    "TRES SECRET\nUE/EU TOP SECRET",
    "EU TOP\nSECRET",
    "RES-\nTREINT UE/EU RES-\nTRICTED",
    "RESTREINT UE/EU RESTR ICTED",
    f"{_R} - EYES ONLY",
    f"{_R} CRYPTO",
    f"{_R} until 1 January 2020",
    f"DRAFT {_R}",
    f"- {_R} -",
    f"({_R})",
    f"Security classification: {_R}",
    f"Page 1 sur 3   {_R}",
    f"{_R}   Exemplaire 3/12",
    f"Lamps of the north - {_R}",
    f"Lamps of the north    {_R}",
    f"lamps.docx    {_R}",
    f"This document is classified {_R}",
    f"{_R}\n\nLamps.\n\nCONFIDENTIEL UE/EU CONFIDENTIAL",
    f"{' ' * 200}{_R}",
    f"WK 1234/2015 INIT   {_R}\n\nLamps.\n\nWK 1234/2015 INIT   {_R}",
    "R UE/EU R",
    "R - UE / EU - R",
    "RESTREINT U.E.",
    "RESTREINT UE1",
    "_RESTREINT UE_",
    "RESTRElNT UE",
    "RESTREINT UEIEU RESTRICTED",
    "RESTREINT&nbsp;UE",
]
SPOKEN_OF = [
    f"2. Threat assessment\n9000/15\nJAI 3\n{_R}",
    f"2. Threat assessment\n9000/15 + ADD 1\n{_R}",
    f"Member States handle\n{_R}\ninformation with care.",
    f"The Council recalled that {_R} information is protected.",
    f"Exchange of {_R} information",
    "Levels are told: RESTREINT UE, CONFIDENTIEL UE and SECRET UE.",
    f"The rules for “{_R}” were explained by the Security Office.",
    f"- {_R}\n- CONFIDENTIEL UE/EU CONFIDENTIAL\n",
]


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
        paper(letterhead="R-UE"),
        paper(letterhead="SECRET-UE"),
        paper(letterhead="ЅЕСRЕТ UЕ/ЕU ЅЕСRЕТ"),
        paper(letterhead="SEC\u200bRET\u00a0UE"),
        paper(letterhead="ＳＥＣＲＥＴ ＵＥ"),
        *(paper(body=body) for body in STANDING),
        paper(
            letterhead="DCL 1\n\nDOWNGRADING\nof document: 9001/15 SECRET UE\nnew status: RESTREINT UE/EU RESTRICTED"
        ),
        paper(letterhead="DCL 1\n\nRESTREINT UE/EU RESTRICTED\n\nThis document remains classified."),
        paper().replace("Council of the\n", "RESTREINT UE/EU RESTRICTED    Rat der\n"),
        paper().replace("Council of the\nEuropean Union", "RESTREINT UE   Conseil de\nl'Union européenne"),
        paper() + "\nCouncil of the\nEuropean Union\n\n9001/15\n\nJAI 12     RESTREINT UE/EU RESTRICTED\n\nASIM 2\n",
        paper(body="Lamps were lit.\n\nRESTREINT UE/EU RESTRICTED\n\nMore lamps."),
        paper(body="the lamps, marked as\nSECRET UE\nseen here\n\nSECRET UE\n\nand there"),
        paper(letterhead="EXT 1\n\nSECRET UE/EU SECRET\n\nThis document is not to be declassified."),
    ],
)
def test_a_classified_document_is_refused(read: Read, text: str) -> None:
    with pytest.raises(Classified):
        read(text)


@pytest.mark.parametrize(
    "body",
    [
        "= 9000/15 RESTREINT UE/EU RESTRICTED",
        "The annex of 8000/09 (RESTREINT UE) was discussed.",
        "Discussion of the report [CONFIDENTIEL UE/EU CONFIDENTIAL]",
        "They discussed the note, which is marked as\nRESTREINT UE/EU RESTRICTED\nand asked for a new one.",
        "Levels:\nRESTREINT UE/EU RESTRICTED\nCONFIDENTIEL UE/EU CONFIDENTIAL\nSECRET UE/EU SECRET\n",
        "See 9000/15\nRESTREINT UE/EU RESTRICTED\n",
        "The R-UE-3 lamp and the EU-S-lamp were shown.",
        *SPOKEN_OF,
    ],
)
def test_words_about_another_document_refuse_nothing(read: Read, body: str) -> None:
    assert str(read(paper(body=body)).fields["number"]) == "9001/15"


def test_an_extract_that_is_released_is_read(read: Read) -> None:
    head = "EXT 1\n\nSECRET UE/EU SECRET\n\nPartial declassification of document 9001/15"

    assert str(read(paper(letterhead=head)).fields["number"]) == "9001/15 EXT 1"


_TORN_BOX = "DCL 1\n\nDECLASSIFICATION\nof document:\ndated:\nnew status:\n9001/15 RESTREINT UE\n6 May 2015\n{status}\n"


def test_a_declassified_version_whose_labels_stand_above_its_values_is_read(read: Read) -> None:
    reading = read(paper(letterhead=_TORN_BOX.format(status="Public")))

    assert str(reading.fields["number"]) == "9001/15 DCL 1"


def test_a_lower_level_below_labels_that_stand_above_their_values_is_refused(read: Read) -> None:
    with pytest.raises(Classified):
        read(paper(letterhead=_TORN_BOX.format(status="RESTREINT UE/EU RESTRICTED")))


def test_an_extract_tells_of_itself_below_its_heading(read: Read) -> None:
    head = "EXT 1\n\nPARTIAL DECLASSIFICATION\nof document:\n9001/15 RESTREINT UE\nnew status:\nPublic"
    text = paper(letterhead=head, body="ANNEX\n\nBrussels, 1 May 2015\n9001/15\nRESTREINT UE")

    assert str(read(text).fields["number"]) == "9001/15 EXT 1"


def test_the_document_before_may_be_classified(read: Read) -> None:
    text = paper().replace("To: Del", "No. prev. doc.: 9000/15\nRESTREINT UE/EU RESTRICTED\nTo: Del")

    assert str(read(text).fields["number"]) == "9001/15"


_NATO = [
    "COSMIC TOP SECRET (CTS) - handled as such.",
    "NATO SECRET (NS) - handled as such.",
    "NATO CONFIDENTIAL (NC) - handled as such.",
    "NATO RESTRICTED (NR) - handled as such.",
]


def test_a_level_at_the_end_of_a_quotation_refuses_nothing(read: Read) -> None:
    text = paper(body=f'The paper asked for is one bearing\n\n{_R}", which means that it stays where it is.')

    assert str(read(text).fields["number"]) == "9001/15"


@pytest.mark.parametrize("apart", ["\n\n", "\n\n\n"])
def test_a_list_of_levels_refuses_nothing(read: Read, apart: str) -> None:
    assert str(read(paper(body=f"Levels\n\n{apart.join(_NATO)}")).fields["number"]) == "9001/15"


@pytest.mark.parametrize(
    "title",
    [
        f"Implementing rules for handling {_R} information",
        "Rules for handling CONFIDENTIEL UE/EU CONFIDENTIAL and SECRET UE/EU SECRET information",
        "\n\n".join(_NATO),
    ],
)
def test_a_title_above_the_labels_may_speak_of_levels(read: Read, title: str) -> None:
    assert str(read(paper(letterhead=title)).fields["number"]) == "9001/15"


@pytest.mark.parametrize(
    "letterhead",
    [
        f"This document contains {_R} information",
        f"{_R} information",
        f"Rules for handling information\n\n{_R}",
        f"Rules for handling {_R} information\n\n{_R}",
        f"{_R}\n\nDOWNGRADED FROM\n\nSECRET UE/EU SECRET",
    ],
)
def test_a_level_of_the_letterhead_refuses_beside_such_titles(read: Read, letterhead: str) -> None:
    with pytest.raises(Classified):
        read(paper(letterhead=letterhead))


_HTML = "<html><head><title>{title}</title></head><body>{before}<main><pre>" + paper() + "</pre></main>{after}</body>"
_LEVEL = "RESTREINT UE/EU RESTRICTED"


@pytest.mark.parametrize(
    "page",
    [
        _HTML.format(title="", before=f"<header><p>{_LEVEL}</p><p>Home</p></header>", after=""),
        _HTML.format(title="", before="", after="<footer><b>RESTREINT</b> <i>UE/EU</i> RESTRICTED</footer>"),
        _HTML.format(title="", before="", after=f"<div style='display:none'>{_LEVEL}</div>"),
        _HTML.format(title=f"{_LEVEL} - Lamps", before="", after=""),
        _HTML.format(title="", before=f"<img src=x alt='{_LEVEL}'>", after=""),
        _HTML.format(title="", before=f"<!-- {_LEVEL} -->", after=""),
        _HTML.format(title="", before=f"<meta name=classification content='{_LEVEL}'>", after=""),
        _HTML.format(title="", before=f"<style>@page {{ @top-center {{ content: '{_LEVEL}' }} }}</style>", after=""),
        _HTML.format(title="", before=f"<header>Rat der Europäischen Union | {_LEVEL}</header>", after=""),
    ],
)
def test_what_frames_a_page_or_hides_in_it_is_looked_at(vocabulary: Vocabulary, page: str) -> None:
    with pytest.raises(Classified):
        read_document(read_source(page.encode(), "a.html"), vocabulary)


def test_what_frames_a_page_may_speak_of_classification(vocabulary: Vocabulary) -> None:
    menu = "<nav><p>Handling of RESTREINT UE information</p></nav>"
    page = _HTML.format(title="About EU RESTRICTED", before=menu, after="")

    assert read_document(read_source(page.encode(), "a.html"), vocabulary).fields["marking"] is not None


def _word(*more: str, **parts: str) -> bytes:
    return docx("".join(map(p, paper().split("\n"))) + "".join(more), **parts)


def _titled(data: bytes, title: str) -> bytes:
    files = dict(unpacked(data).items())
    core = f"""<?xml version="1.0"?><cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"><dc:title>{title}</dc:title>
    </cp:coreProperties>"""
    kind = "application/vnd.openxmlformats-package.core-properties+xml"
    relation = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    files["docProps/core.xml"] = core.encode()
    files["[Content_Types].xml"] = files["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/docProps/core.xml" ContentType="{kind}"/></Types>'.encode()
    )
    files["_rels/.rels"] = files["_rels/.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="c" Type="{relation}" Target="docProps/core.xml"/></Relationships>'.encode(),
    )
    return packed(dict(files.items()))


_DRAWN = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
    f'<v:textpath string="{_LEVEL}"/></v:shape></w:pict></w:r></w:p>'
)


@pytest.mark.parametrize(
    "data",
    [
        _word(header=_DRAWN),
        _word(_DRAWN),
        _word(p(run("RESTREINT ", "<w:vanish/>"), run("UE/EU RESTRICTED", "<w:vanish/>"))),
        _titled(_word(), _LEVEL),
        _titled(_word(), f"ST 9001/15 - {_LEVEL}"),
        _word(header=p(f"Lamps of the north\t{_LEVEL}")),
        _word(header=p("RESTREINT") + p("UE/EU RESTRICTED")),
        _word(header=table(("Rat der Europäischen Union", _LEVEL))),
        _word(p(f'<w:r><w:drawing><wp:docPr xmlns:wp="urn:x" id="1" name="x" descr="{_LEVEL}"/></w:drawing></w:r>')),
        _word(p(f'<w:del w:id="1"><w:r><w:delText>{_LEVEL}</w:delText></w:r></w:del>')),
        packed({**unpacked(_word()), "word/comments.xml": f"<c><p><t>{_LEVEL}</t></p></c>".encode()}),
        packed({**unpacked(_word()), "word/afchunk.htm": f"<p>{_LEVEL}</p>".encode()}),
    ],
)
def test_what_is_drawn_hidden_or_told_of_a_word_file_is_looked_at(vocabulary: Vocabulary, data: bytes) -> None:
    with pytest.raises(Classified):
        read_document(read_source(data, "a.docx"), vocabulary)


def test_the_title_of_a_pdf_and_words_across_its_pages_are_looked_at(vocabulary: Vocabulary) -> None:
    for angle, title in ((0, ""), (0, _LEVEL), (30, ""), (45, ""), (90, "")):
        sheet = FPDF(unit="pt", format="A4")
        sheet.set_title(title)
        sheet.add_page()
        sheet.set_font("Helvetica", size=10)
        for at, line in enumerate(paper().split("\n")):
            sheet.text(60, 60 + 14 * at, line)
        if angle:
            with sheet.rotation(angle, 300, 400):
                sheet.set_font("Helvetica", size=40)
                sheet.text(100, 400, _LEVEL)
        data = bytes(sheet.output())
        if angle or title:
            with pytest.raises(Classified):
                read_document(read_source(data, "a.pdf"), vocabulary)
        else:
            assert str(read_document(read_source(data, "a.pdf"), vocabulary).fields["number"]) == "9001/15"


def _pdf() -> FPDF:
    sheet = FPDF(unit="pt", format="A4")
    sheet.add_page()
    sheet.set_font("Helvetica", size=10)
    for at, line in enumerate(paper().split("\n")):
        sheet.text(60, 60 + 14 * at, line)
    return sheet


def _stamped(data: bytes) -> bytes:
    """With a stamp whose words stand only in what it draws."""
    with pikepdf.open(BytesIO(data)) as opened, BytesIO() as out:
        drawn = opened.make_stream(f"BT /F1 20 Tf 10 10 Td ({_LEVEL}) Tj ET".encode())
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        drawn.Type, drawn.Subtype, drawn.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 400, 40]
        drawn.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[100, 700, 500, 740], F=4, AP={"/N": drawn}
        )
        opened.pages[0].Annots = opened.make_indirect(pikepdf.Array([stamp]))
        opened.save(out)
        return out.getvalue()


def test_notes_stamps_and_bookmarks_of_a_pdf_are_looked_at(vocabulary: Vocabulary) -> None:
    noted, marked = _pdf(), _pdf()
    noted.text_annotation(100, 100, _LEVEL)
    marked.start_section(_LEVEL)

    for data in (bytes(noted.output()), bytes(marked.output()), _stamped(bytes(_pdf().output()))):
        with pytest.raises(Classified):
            read_document(read_source(data, "a.pdf"), vocabulary)


@pytest.mark.parametrize(
    ("packet", "times"),
    [
        (f"<x:xmpmeta><dc:title>{_LEVEL}</dc:title></x:xmpmeta>", 1),
        (f"<x:xmpmeta></x:xmpmeta><x:xmpmeta><dc:subject>{_LEVEL}</dc:subject></x:xmpmeta>", 1),
        (f"<x:xmpmeta>{' ' * 300_000}<dc:title>{_LEVEL}</dc:title></x:xmpmeta>", 1),
        (f"<x:xmpmeta>{_LEVEL}</x:xmpmeta>", 1_000_000),
    ],
    ids=["one", "two", "long", "opened again and again"],
)
def test_what_a_pdf_tells_of_itself_is_looked_at(vocabulary: Vocabulary, packet: str, times: int) -> None:
    """`times` is how often the packet is opened."""
    opening = "<x:xmpmeta"
    data = bytes(_pdf().output()) + (opening * (times - 1) + packet).encode()

    with pytest.raises(Classified):
        read_document(read_source(data, "a.pdf"), vocabulary)


@pytest.mark.parametrize("beside", [f"<!-- {_LEVEL} -->", f"![{_LEVEL}](x.png)", f"[//]: # ({_LEVEL})"])
def test_what_markdown_does_not_show_is_looked_at(vocabulary: Vocabulary, beside: str) -> None:
    text = f"{beside}\n\n{paper()}"

    with pytest.raises(Classified, match="line 1"):
        read_document(read_source(text.encode(), "a.md"), vocabulary)


def test_the_name_of_a_file_is_looked_at(vocabulary: Vocabulary) -> None:
    for name in ("RESTREINT UE 9001-15.txt", "9001-15_EU-RESTRICTED.txt", "R-UE 9001.txt"):
        with pytest.raises(Classified):
            read_file(name, IncomingFile(name, paper().encode()), vocabulary, ReadingOptions())
    name = "rules on EU RESTRICTED information.txt"
    assert read_file(name, IncomingFile(name, paper().encode()), vocabulary, ReadingOptions()).document is not None


def test_a_line_that_the_clerk_says_is_quoted_refuses_nothing(vocabulary: Vocabulary) -> None:
    text = paper(body="Lamps were lit.\n\nRESTREINT UE/EU RESTRICTED\n\nMore lamps.")
    line = text.split("\n").index(_LEVEL) + 1

    with pytest.raises(Classified, match=f"line {line}"):
        read_document(SourceText(read_text(text)), vocabulary, [line + 1])
    assert read_document(SourceText(read_text(text)), vocabulary, [line]).fields["subject"] == "Lamps"


_FLAT = (
    "Council of the European Union Brussels, 1 May 2015 (OR. en) 9001/15 JAI 12 {code} ASIM 2 NOTE {heading} From: "
    "Presidency {value} No. prev. doc.: 8213/15 {previous} Subject: Lamps of the north Delegations will find a text. "
    "{body} 1. Lamps are lit.\n"
)


def _flat(**words: str) -> str:
    return _FLAT.format(**dict.fromkeys(("code", "heading", "value", "previous", "body"), "") | words)


def _is_refused_or_doubted(read: Read, text: str) -> bool:
    try:
        reading = read(text)
    except (Classified, LevelNamed):
        return True
    return any(doubt.field == "marking" for doubt in reading.doubts)


@pytest.mark.parametrize("place", ["code", "heading", "value", "previous", "body"])
@pytest.mark.parametrize(
    "level", [_R, "EU SECRET", "(NATO CONFIDENTIAL)", '"COSMIC TOP SECRET"', "SECRET UE draft", "EU SECRET copy no. 3"]
)
def test_a_level_in_a_text_without_lines_is_refused_or_doubted(read: Read, level: str, place: str) -> None:
    assert _is_refused_or_doubted(read, _flat(**{place: level}))


@pytest.mark.parametrize(
    "words",
    [
        "EU SECRET  copy no. 3",
        f"[{_R}]",
        "Trade (RESTREINT U.E.)",
        "RESTREINT UE draft",
        "This document is SECRET UE.",
        "Lamps [S-UE]",
        "Lamps (R-UE)",
        "RESTRIENT UE Lamps: north",
    ],
)
def test_a_level_beside_other_words_of_the_first_page_is_refused_or_doubted(read: Read, words: str) -> None:
    assert _is_refused_or_doubted(read, paper(letterhead=words))


def test_a_level_in_a_sentence_of_the_first_page_is_not_doubted(read: Read) -> None:
    body = "The rules on RESTREINT UE information were explained.\n\n3. Foreign fighters\n[SECRET UE]\nThey took note."

    assert not _is_refused_or_doubted(read, paper(body=body))


@pytest.mark.parametrize("name", ["Draft S-UE.txt", "s-ue.txt", "r-ue-eu-r.txt", "15214-19 c-ue-eu-c.txt"])
def test_short_levels_in_the_name_of_a_file_are_looked_at(name: str) -> None:
    with pytest.raises(Classified):
        refuse_classified_name(name)


@pytest.mark.parametrize("level", [_R, "SECRET UE/EU SECRET", "NATO SECRET"])
def test_another_document_below_with_a_letterhead_of_its_own_is_refused(read: Read, level: str) -> None:
    other = f"Brussels, 14 March 2019\n(OR. fr)\n16080/18\n{level}\nCATS 12\n\nNOTE\nSubject: Lanterns"

    with pytest.raises(Classified):
        read(paper(body=f"Lamps were lit.\n\n{other}"))
