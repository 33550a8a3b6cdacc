"""Every place of a file where words can stand: they reach the lines or what stands aside, and name their place."""

import time
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from fpdf import FPDF
from papers_docx import docx, footnote, note_call, numbering, p, packed, run, table, unpacked

from somei_cli.extraction.sources.readers import read_source
from somei_cli.model.importing.draft_entry import Line

CANARY = "CANARY"
"""The word that is put everywhere; a real one would be LIMITE."""


def places_of(data: bytes, name: str, words: str = CANARY) -> set[str]:
    """The places at which a file has the word; what stands in the text itself has none."""
    text = read_source(data, name)
    return {line.place for line in (*text.lines, *text.outside_text) if has(line, words)}


def has(line: Line, words: str) -> bool:
    return words in line.words


# ---- Word files


def _section(kind: str, key: str) -> str:
    part = key.rstrip("0123456789")
    return f'<w:p><w:pPr><w:sectPr><w:{part}Reference w:type="{kind}" r:id="{key}"/></w:sectPr></w:pPr></w:p>'


def _with(files: dict[str, str], data: bytes | None = None) -> bytes:
    """A file with further parts that no reader of texts opens."""
    return packed({**unpacked(data or docx(p("Lamps"))), **files})


def _drawn(inside: str) -> str:
    return f'<w:p><w:r><w:pict xmlns:v="urn:v">{inside}</w:pict></w:r></w:p>'


def _field(code: str, shown: str = "") -> str:
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


_WATERMARK = f'<v:shape><v:textpath string="{CANARY}"/></v:shape>'
_BOX = f"<v:shape><v:textbox><w:txbxContent>{p(CANARY)}</w:txbxContent></v:textbox></v:shape>"
_RAISED = (
    f"<w:p><w:r><w:ruby><w:rt>{run('CAN')}{run('ARY')}</w:rt><w:rubyBase>{run('x')}</w:rubyBase></w:ruby></w:r></w:p>"
)
_PROPERTY = (
    '<Properties xmlns="urn:p" xmlns:vt="urn:vt"><property name="Status"><vt:lpwstr>CANARY</vt:lpwstr></property>'
    "</Properties>"
)
_CORE = '<cp:coreProperties xmlns:cp="urn:cp"><cp:keywords>CANARY</cp:keywords></cp:coreProperties>'
_OTHER_BRANCH = (
    f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="x"><w:t>Lamps</w:t></mc:Choice><mc:Fallback>{run(CANARY)}'
    "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
_PROMPT = (
    "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + p("CAN", run("ARY")) + "</w:sdtContent></w:sdt>"
)
_ALIAS = f'<w:sdt><w:sdtPr><w:alias w:val="{CANARY}"/></w:sdtPr><w:sdtContent>{p("x")}</w:sdtContent></w:sdt>'
_DELETED_ROW = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(CANARY)}</w:tc></w:tr></w:tbl>"
_SYMBOLS = "".join(f'<w:r><w:sym w:font="Symbol" w:char="F0{ord(letter):02X}"/></w:r>' for letter in CANARY)
_PRIVATE = "".join(chr(0xF000 + ord(letter)) for letter in CANARY)
_GONE = '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>'
_STYLE = '<w:style w:type="paragraph" w:styleId="Loud"><w:name w:val="Loud"/><w:rPr><w:caps/></w:rPr></w:style>'

DOCX: dict[str, tuple[str, Callable[[], bytes]]] = {
    "header": ("page header", lambda: docx(p("Lamps"), header=p(CANARY))),
    "header for first pages": ("first page header", lambda: docx(_section("first", "header2"), header2=p(CANARY))),
    "header for even pages": ("even page header", lambda: docx(_section("even", "header2"), header2=p(CANARY))),
    "footer": ("page footer", lambda: docx(p("Lamps"), footer=p(CANARY))),
    "footer for first pages": ("first page footer", lambda: docx(_section("first", "footer2"), footer2=p(CANARY))),
    "table in a header": ("page header", lambda: docx(p("Lamps"), header=table(("a", CANARY)))),
    "header of no section": ("page header", lambda: _with({"word/header9.xml": f"<hdr><p><t>{CANARY}</t></p></hdr>"})),
    "watermark": ("watermark", lambda: docx(p("Lamps"), header=_drawn(_WATERMARK))),
    "word art in the text": ("watermark", lambda: docx(p("Lamps") + _drawn(_WATERMARK))),
    "text box": ("text box", lambda: docx(p("Lamps") + _drawn(_BOX))),
    "text box in a header": ("text box", lambda: docx(p("Lamps"), header=_drawn(_BOX))),
    "words for a picture": ("alternative text", lambda: docx(p("Lamps") + _drawn(f'<w:docPr descr="{CANARY}"/>'))),
    "other branch": ("text box", lambda: docx(_OTHER_BRANCH)),
    "hidden": ("hidden text", lambda: docx(p("Lamps", run("CAN", "<w:vanish/>"), run("ARY", "<w:vanish/>")))),
    "deleted": ("deleted text", lambda: docx(p("Lamps", f"<w:del>{_deleted('CAN')}</w:del>{_deleted('ARY')}"))),
    "moved away": ("deleted text", lambda: docx(p("Lamps", f"<w:moveFrom>{run(CANARY)}</w:moveFrom>"))),
    "struck out": ("struck-out words", lambda: docx(p("Lamps", run("CAN", "<w:strike/>"), run("ARY", "<w:dstrike/>")))),
    "half struck out": ("line with struck-out words", lambda: docx(p("CAN", run("ARY", "<w:strike/>")))),
    "struck out by its style": (
        "struck-out words",
        lambda: docx(p(run(CANARY, '<w:rStyle w:val="Gone"/>')) + p("x"), styles=_GONE),
    ),
    "other direction": ("text in reverse direction", lambda: docx(p("x") + p(run("\u202eYRANAC")))),
    "other direction by an element": (
        "text in reverse direction",
        lambda: docx(p("x", f'<w:bdo w:val="rtl">{run("YRA")}{run("NAC")}</w:bdo>')),
    ),
    "one letter a line": ("letters one below the other", lambda: docx("".join(p(letter) for letter in CANARY))),
    "one letter a row": ("letters one below the other", lambda: docx(table(*[(c, "Lamps") for c in CANARY]))),
    "deleted row": ("deleted text", lambda: docx(p("Lamps") + _DELETED_ROW)),
    "comment": ("comment", lambda: docx(p("Lamps"), comments=f"<w:comment>{p('CAN', run('ARY'))}</w:comment>")),
    "footnote": ("footnote", lambda: docx(p(run("Lamps"), note_call(2)), footnotes=footnote(2, CANARY))),
    "footnote never called": ("footnote", lambda: docx(p("Lamps"), footnotes=footnote(2, CANARY))),
    "own property": ("document properties", lambda: _with({"docProps/custom.xml": _PROPERTY})),
    "keywords": ("document properties", lambda: _with({"docProps/core.xml": _CORE})),
    "variable": (
        "document variable",
        lambda: docx(p("x"), settings=f'<w:docVars><w:docVar w:val="{CANARY}"/></w:docVars>'),
    ),
    "custom data": ("custom data", lambda: _with({"customXml/item1.xml": f"<a><b>{CANARY}</b></a>"})),
    "chart": ("chart", lambda: _with({"word/charts/chart1.xml": f"<c><t>{CANARY}</t></c>"})),
    "ruby": ("ruby text", lambda: docx(_RAISED)),
    "field without a result": ("field", lambda: docx(p("x") + _field(f'QUOTE "{CANARY}"'))),
    "field in one element": ("field", lambda: docx(p("x", '<w:fldSimple w:instr="QUOTE CANARY"/>'))),
    "in the code of a field": ("field", lambda: docx(p("x") + _field("QUOTE", run(CANARY)))),
    "number of a list": ("list number", lambda: docx(p("x"), numbering=numbering((("decimal", f"{CANARY} %1"),)))),
    "symbols": ("symbol font", lambda: docx(p("x") + p(_SYMBOLS))),
    "private letters": ("symbol font", lambda: docx(p("x") + p(run(_PRIVATE)))),
    "prompt": ("content control", lambda: docx(p("x") + _PROMPT)),
    "name of a control": ("content control", lambda: docx(p("x") + _ALIAS)),
    "page taken in": ("inserted file", lambda: _with({"word/afchunk.htm": f"<html><p>{CANARY}</p>"})),
    "page of an e-mail taken in": ("inserted file", lambda: _with({"word/afchunk.mht": "<p>CAN=\nA=52Y</p>"})),
    "document taken in": ("inserted file", lambda: _with({"word/inner.docx": docx(p(CANARY))})),  # type: ignore[dict-item]
    "small capitals": ("capitals", lambda: docx(p("x") + p(run("canary", "<w:smallCaps/>")))),
    "capitals of a style": (
        "capitals",
        lambda: docx(p("x") + p("canary", look='<w:pStyle w:val="Loud"/>'), styles=_STYLE),
    ),
}


def _deleted(words: str) -> str:
    return f"<w:r><w:delText>{words}</w:delText></w:r>"


@pytest.mark.parametrize("place", DOCX)
def test_a_place_of_a_word_file(place: str) -> None:
    name, build = DOCX[place]

    assert name in places_of(build(), "a.docx")


# ---- pages of the web

_REVERSED = CANARY[::-1]


def _page(inside: str, *, head: str = "", behind: str = "") -> bytes:
    lamps = "<p>Lamps of the north were lit again, and many a keeper was there to see it in the night.</p>"
    return f"<html><head>{head}</head><body>{lamps}{inside}</body></html>{behind}".encode()


HTML: dict[str, tuple[str, bytes]] = {
    "behind the page": ("after the end of the page", _page("", behind=f"\n{CANARY}\n")),
    "element behind the page": ("after the end of the page", _page("", behind=f"<p>{CANARY}</p>")),
    "behind two ends": ("after the end of the page", _page("", behind="</html><b>CAN</b>ARY</html>")),
    "behind the body": ("", _page("").replace(b"</html>", b"CANARY</html>")),
    "header": ("page header", _page(f"<header>{CANARY}</header>")),
    "footer": ("page footer", _page(f"<footer>{CANARY}</footer>")),
    "aside": ("page furniture", _page(f"<aside>{CANARY}</aside>")),
    "nav": ("page furniture", _page(f"<nav>{CANARY}</nav>")),
    "form": ("page furniture", _page(f"<form><p>{CANARY}</p></form>")),
    "cookies": ("page furniture", _page(f'<div class="cookie">{CANARY}</div>')),
    "title": ("title of the page", _page("", head=f"<title>{CANARY}</title>")),
    "meta": ("document properties", _page("", head=f'<meta name="x" content="{CANARY}">')),
    "alternative text": ("alternative text", _page(f'<img alt="{CANARY}">')),
    "tooltip": ("tooltip", _page(f'<p title="{CANARY}">x</p>')),
    "field": ("form field", _page(f'<input value="{CANARY}">')),
    "text field": ("form field", _page(f"<textarea>{CANARY}</textarea>")),
    "hidden": ("hidden text", _page(f"<p hidden>{CANARY}</p>")),
    "not displayed": ("hidden text", _page(f'<p style="display: none">{CANARY}</p>')),
    "without scripts": ("hidden text", _page(f"<noscript>{CANARY}</noscript>")),
    "deleted": ("deleted text", _page(f"<del>{CANARY}</del>")),
    "struck out": ("struck-out words", _page(f"<p>Lamps <s>{CANARY}</s> of the north</p>")),
    "struck out by style": ("struck-out words", _page(f'<p style="text-decoration:line-through">{CANARY}</p>')),
    "half struck out": ("line with struck-out words", _page("<p>CAN<strike>ARY</strike></p>")),
    "ruby": ("ruby text", _page(f"<ruby>x<rt>{CANARY}</rt></ruby>")),
    "comment": ("comment", _page(f"<!-- {CANARY} -->")),
    "long comment": ("comment", _page(f"<!-- {'x ' * 2000}{CANARY} -->")),
    "comment that never ends": ("comment", _page("", behind=f"<!-- {CANARY}")),
    "section of characters": ("comment", _page(f"<![CDATA[{CANARY}]]>")),
    "instruction": ("comment", _page(f"<?x {CANARY}>")),
    "drawing": ("picture", _page("<svg><text>CAN<tspan>ARY</tspan></text></svg>")),
    "title of a drawing": ("picture", _page(f"<svg><title>{CANARY}</title></svg>")),
    "in place of an object": ("embedded page", _page(f"<object data='x.pdf'>{CANARY}</object>")),
    "in place of a canvas": ("picture", _page(f"<canvas>{CANARY}</canvas>")),
    "in place of a film": ("embedded page", _page(f"<video>{CANARY}</video>")),
    "frame": ("embedded page", _page(f"<iframe>{CANARY}</iframe>")),
    "source of a frame": ("embedded page", _page(f'<iframe srcdoc="<b>{CANARY}</b>"></iframe>')),
    "data of a frame": ("embedded page", _page('<iframe src="data:text/html,%3Cb%3E%43ANARY"></iframe>')),
    "packed data of a frame": (
        "embedded page",
        _page('<iframe src="data:text/html;base64,PGI+Q0FOQVJZPC9iPg=="></iframe>'),
    ),
    "data of an object": ("embedded page", _page(f'<object data="data:text/plain,{CANARY}"></object>')),
    "style sheet": ("style sheet", _page("", head='<style>h1::before { content: "CANARY" }</style>')),
    "style sheet in pieces": ("style sheet", _page("", head='<style>h1::before { content: "CAN" "ARY" }</style>')),
    "style sheet in code": ("style sheet", _page("", head=r'<style>h1::after { content: "\43 AN\000041RY" }</style>')),
    "style sheet and attribute": (
        "style sheet",
        _page(f'<p data-level="{CANARY}">x</p>', head="<style>p::after { content: attr(data-level) }</style>"),
    ),
    "data for machines": ("script", _page('<script type="application/ld+json">{"name": "CANARY"}</script>')),
    "short data": ("script", _page(r'<script type="application/json">{"a":"b","c":"\u0043ANARY"}</script>')),
    "script": ("script", _page(f"<script>document.write('<b>{CANARY}</b>')</script>")),
    "other direction": ("text in reverse direction", _page(f"<bdo dir=rtl>{_REVERSED}</bdo>")),
    "other direction by style": (
        "text in reverse direction",
        _page(f'<p style="direction: rtl; unicode-bidi: bidi-override">{_REVERSED}</p>'),
    ),
    "other direction by a mark": ("text in reverse direction", _page(f"<p>\u202e{_REVERSED}</p>")),
    "other direction by an entity": ("text in reverse direction", _page(f"<p>Lamps &#x202e;{_REVERSED}&#x202c; x</p>")),
    "one letter a line": ("letters one below the other", _page(f"<p>{'<br>'.join(CANARY)}</p>")),
    "one letter a block": ("letters one below the other", _page("".join(f"<div>{c}</div>" for c in CANARY))),
    "one letter a line beside the text": (
        "letters one below the other",
        _page(f"<table><tr><td>{'<br>'.join(CANARY)}</td><td>{'<br>'.join(['Lamp'] * 6)}</td></tr></table>"),
    ),
    "set in capitals": ("capitals", _page('<p style="text-transform: uppercase">canary</p>')),
}


@pytest.mark.parametrize("place", HTML)
def test_a_place_of_a_page(place: str) -> None:
    name, page = HTML[place]

    assert name in places_of(page, "a.html")


def test_lines_behind_a_page_keep_their_numbers() -> None:
    found = read_source(b"<html>\n<p>Lamps</p>\n</html>\n\n<p>CANARY</p>", "a.html")

    assert [line.number for line in found.outside_text if has(line, CANARY)] == [5]
    assert [line.text for line in found.lines if line.text] == ["Lamps"]


def test_no_names_of_classes_and_no_code_are_handed_out() -> None:
    page = _page(
        "<p class=CANARY id=CANARY>x</p>", head="<style>.CANARY { color: CANARY }</style><script>CANARY()</script>"
    )

    assert places_of(page, "a.html") == set()


# ---- Markdown and plain text


MARKDOWN: dict[str, tuple[str, str]] = {
    "front matter": ("front matter", f"---\ntitle: Lamps\nmarking: {CANARY}\n---\n\nLamps\n"),
    "list in the front matter": ("front matter", f"---\nmarking:\n  - {CANARY}\n...\n\nLamps\n"),
    "front matter in TOML": ("front matter", f'+++\nmarking = "{CANARY}"\n+++\n\nLamps\n'),
    "first heading": ("", f"# {CANARY}\n\nLamps\n"),
    "footnote": ("footnote", f"Lamps [^1]\n\n[^1]: Two {CANARY} words\n"),
    "footnote of one word": ("footnote", f"Lamps [^1]\n\n[^1]: {CANARY}\n"),
    "footnote never called": ("footnote", f"Lamps\n\n[^1]: {CANARY}\n"),
    "comment": ("comment", f"Lamps\n\n<!-- {CANARY} -->\n"),
    "comment in a line": ("comment", f"Lamps <!-- {CANARY} --> of the north\n"),
    "comment as a link": ("comment", f"[//]: # ({CANARY})\n\nLamps\n"),
    "words for a picture": ("alternative text", "![CANARY](x.png)\n"),
    "words for a picture elsewhere": ("alternative text", f"![Lamps {CANARY}][x]\n\n[x]: y.png\n"),
    "title of a link": ("tooltip", f"[Lamps](x.md '{CANARY}')\n"),
    "title of a link elsewhere": ("tooltip", f"[Lamps][x]\n\n[x]: y.md '{CANARY}'\n"),
    "title of a link that nobody uses": ("tooltip", f"Lamps\n\n[x]: y.md '{CANARY}'\n"),
    "name of a link that nobody uses": ("tooltip", f"Lamps\n\n[{CANARY}]: y.md\n"),
    "language of a block": ("language of a code block", f"Lamps\n\n```{CANARY}\nx\n```\n"),
    "raised": ("footnote mark", f"Lamps<sup>{CANARY}</sup>\n"),
    "attribute": ("tooltip", f'Lamps\n\n<div title="{CANARY}">x</div>\n'),
    "attribute in a line": ("alternative text", f'Lamps <img alt="{CANARY}"> of the north\n'),
    "block of HTML": ("", f"Lamps\n\n<div>\n{CANARY}\n</div>\n"),
    "hidden block": ("", f"Lamps\n\n<p hidden>{CANARY}</p>\n"),
    "table": ("", f"| a | b |\n|---|---|\n| c | {CANARY} |\n"),
}

PLAIN: dict[str, tuple[str, str]] = {
    "one letter a line": ("letters one below the other", "\n".join(CANARY)),
    "one letter a line, blank lines between": ("letters one below the other", "\n\n".join(CANARY)),
    "one letter a line beside the text": (
        "letters one below the other",
        "\n".join(f"{letter}      Lamps of the north" for letter in CANARY),
    ),
    "one letter a line behind the text": (
        "letters one below the other",
        "\n".join(f"Lamps of the north      {letter}" for letter in CANARY),
    ),
    "broken over two lines": ("letters one below the other", "Lamps\nCAN\nARY\nLamps\n"),
    "broken with a hyphen": ("letters one below the other", "Lamps\nCA-\nNA-\nRY\nLamps\n"),
    "other direction": ("text in reverse direction", f"Lamps\n\u202e{_REVERSED}\u202c\n"),
    "spaced": ("", "Lamps  C A N A R Y  of the north\n"),
    "spaced among others": ("spaced letters", "Lamps C A N A R Y of the north\n"),
    "spaced by points": ("spaced letters", "Lamps C.A.N.A.R.Y of the north\n"),
    "small capitals": ("special letters", "Lamps Cᴀɴᴀʀʏ of the north\n"),
    "wide letters": ("special letters", "Lamps ＣＡＮＡＲＹ of the north\n"),
    "letters of mathematics": ("special letters", "Lamps 𝐂𝐀𝐍𝐀𝐑𝐘 𝒞\n"),
    "letters in circles": ("special letters", "Lamps ⒸⒶⓃⒶⓇⓎ\n"),
    "letters of flags": ("special letters", "Lamps 🇨🇦🇳🇦🇷🇾\n"),
    "letters in black": ("special letters", "Lamps 🅲🅰🅽🅰🆁🆈\n"),
    "letters struck through": ("special letters", "Lamps " + "".join(f"{letter}\u0336" for letter in CANARY)),
    "letters that nobody sees": ("special letters", "Lamps" + "".join(chr(0xE0000 + ord(letter)) for letter in CANARY)),
    "fillers between": ("special letters", "Lamps CAN\u034fA\u115fRY\n"),
    "header of an e-mail": ("encoded words", "Subject: =?utf-8?B?Q0FOQVJZ?= =?utf-8?q?CANARY?=\n"),
    "comment": ("comment", f"Lamps\n<!-- {CANARY} -->\n"),
    "text": ("", f"Lamps {CANARY}\n"),
}


@pytest.mark.parametrize("place", MARKDOWN)
def test_a_place_of_a_markdown_text(place: str) -> None:
    name, text = MARKDOWN[place]

    assert name in places_of(text.encode(), "a.md")


@pytest.mark.parametrize("place", PLAIN)
def test_a_place_of_a_plain_text(place: str) -> None:
    name, text = PLAIN[place]

    assert name in places_of(text.encode(), "a.txt")


def test_a_word_that_stands_oddly_has_the_number_of_its_first_line() -> None:
    found = read_source(("Lamps\n\n" + "\n".join("CANARY UE") + "\n\nLamps\n").encode(), "a.txt")

    assert [line.number for line in found.outside_text if has(line, CANARY)] == [3]
    assert [line.text for line in found.lines][2:8] == list(CANARY)


def test_a_damaged_word_of_an_email_stays_as_it_is() -> None:
    assert places_of(f"=?utf-8?B?A?= =?none?q?{CANARY}?=".encode(), "a.txt") == {"", "encoded words"}


def test_usual_texts_have_no_odd_letters() -> None:
    text = "Bruxelles, le 3 février\n№ 15/19\n½ – “Größe” … Ελλάδα София\na\nb\nI.\n- x\nJAI 1\nCOSI 2\nU.S. and E.U.\n"

    assert read_source(text.encode(), "a.txt").outside_text == ()


# ---- PDF


def _sheet() -> FPDF:
    sheet = FPDF("portrait", "pt", "A4")
    sheet.add_page()
    sheet.set_font("Times", "", 12)
    for at in range(20):
        sheet.text(70, 120 + 14 * at, "Lamps of the north were lit again by their keepers.")
    return sheet


def _put(x: float, y: float, words: str = CANARY, *, angle: float = 0, size: float = 12) -> bytes:
    sheet = _sheet()
    sheet.set_font("Times", "", size)
    with sheet.rotation(angle, x, y):
        sheet.text(x, y, words)
    return bytes(sheet.output())


def _struck(words: str) -> bytes:
    sheet = _sheet()
    sheet.text(70, 600, CANARY)
    sheet.line(70, 597, 70 + sheet.get_string_width(words), 597)
    return bytes(sheet.output())


def _changed(change: Callable[[pikepdf.Pdf], None], data: bytes | None = None, *, packs: bool = False) -> bytes:
    with pikepdf.open(BytesIO(data or bytes(_sheet().output()))) as opened, BytesIO() as out:
        change(opened)
        mode = pikepdf.ObjectStreamMode.generate if packs else pikepdf.ObjectStreamMode.preserve
        opened.save(out, object_stream_mode=mode, compress_streams=packs)
        return out.getvalue()


def _annotated(kind: str, **more: object) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        entry = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=[100, 700, 500, 740], F=4, **more
        )
        entry = opened.make_indirect(entry)
        opened.pages[0].Annots = opened.make_indirect(pikepdf.Array([entry]))
        if kind == "Widget":
            opened.Root.AcroForm = pikepdf.Dictionary(Fields=[entry])

    return _changed(change)


def _drawn_stamp(kind: str = "Stamp") -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        drawn = opened.make_stream(f"BT /F1 20 Tf 10 10 Td ({CANARY}) Tj ET".encode())
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        drawn.Type, drawn.Subtype, drawn.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 400, 40]
        drawn.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        stamp = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=[100, 20, 500, 60], F=4, AP={"/N": drawn}
        )
        opened.pages[0].Annots = opened.make_indirect(pikepdf.Array([stamp]))

    return _changed(change)


def _outlined(*, circle: bool = False) -> bytes:
    def change(opened: pikepdf.Pdf) -> None:
        other = opened.make_indirect(pikepdf.Dictionary(Title="Lamps"))
        mark = opened.make_indirect(pikepdf.Dictionary(Title=CANARY, Next=other))
        if circle:
            other.First = mark
        opened.Root.Outlines = opened.make_indirect(pikepdf.Dictionary(First=mark, Last=other, Count=2))

    return _changed(change)


def _described(**entries: str) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        for key, words in entries.items():
            opened.docinfo[f"/{key}"] = words

    return change


def _with_metadata(opened: pikepdf.Pdf) -> None:
    packet = (
        '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:a="urn:a">'
        f"<a:b>{CANARY}</a:b></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    )
    opened.Root.Metadata = opened.make_stream(packet.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)


def _attached(opened: pikepdf.Pdf) -> None:
    opened.attachments[f"{CANARY}.txt"] = b"Lamps"


def _attached_text(opened: pikepdf.Pdf) -> None:
    opened.attachments["lamps.txt"] = CANARY.encode()


def _attached_pdf(opened: pikepdf.Pdf) -> None:
    opened.attachments["lamps.pdf"] = _put(70, 100)


def _attached_else(opened: pikepdf.Pdf) -> None:
    opened.attachments["lamps.zip"] = b"PK\0\1\2\3"


def _labelled(opened: pikepdf.Pdf) -> None:
    opened.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D, P=f"{CANARY} ")])


def _in_letters(x: float, *, pitch: float = 14, size: float = 12, struck: bool = False) -> bytes:
    sheet = _sheet()
    sheet.set_font("Times", "", size)
    for at, letter in enumerate(CANARY):
        sheet.text(x, 120 + pitch * at, letter)
        if struck:
            sheet.line(x, 117 + pitch * at, x + sheet.get_string_width(letter), 117 + pitch * at)
    return bytes(sheet.output())


def _on_page_two(y: float) -> bytes:
    sheet = _sheet()
    sheet.add_page()
    sheet.text(70, 200, "Lamps")
    sheet.text(400, y, CANARY)
    return bytes(sheet.output())


PDF: dict[str, tuple[str, Callable[[], bytes]]] = {
    "left above": ("page header", lambda: _put(70, 40)),
    "right above": ("page header", lambda: _put(450, 30)),
    "foot": ("page footer", lambda: _put(70, 800)),
    "right below": ("page footer", lambda: _put(450, 820)),
    "above the second page": ("page header", lambda: _on_page_two(40)),
    "below the second page": ("page footer", lambda: _on_page_two(810)),
    "across the page": ("watermark", lambda: _put(150, 700, angle=45, size=60)),
    "on the margin": ("text on the margin", lambda: _put(30, 500, angle=90)),
    "on the other margin": ("text on the margin", lambda: _put(560, 500, angle=270)),
    "upside down": ("text on the margin", lambda: _put(300, 700, angle=180)),
    "one letter below the other": ("letters one below the other", lambda: _in_letters(30)),
    "one letter below the other, between lines": ("letters one below the other", lambda: _in_letters(30, pitch=20)),
    "one letter close below the other": ("letters one below the other", lambda: _in_letters(570, pitch=11)),
    "one letter far below the other": ("letters one below the other", lambda: _in_letters(570, pitch=31)),
    "struck out": ("struck-out words", lambda: _struck(CANARY)),
    "half struck out": ("line with struck-out words", lambda: _struck(CANARY[:3])),
    "struck out, one letter below the other": ("letters one below the other", lambda: _in_letters(30, struck=True)),
    "left of the page": ("outside the page", lambda: _put(-200, 400)),
    "below the page": ("outside the page", lambda: _put(100, 900)),
    "above the page": ("outside the page", lambda: _put(100, -30)),
    "note": ("note on the page", lambda: _annotated("Text", Contents=CANARY)),
    "free text": ("text box", lambda: _annotated("FreeText", Contents=CANARY)),
    "stamp with a note": ("stamp", lambda: _annotated("Stamp", Contents=CANARY)),
    "field": ("form field", lambda: _annotated("Widget", FT=pikepdf.Name.Tx, V=CANARY, T="a")),
    "stamp": ("stamp", _drawn_stamp),
    "stamped watermark": ("watermark", lambda: _drawn_stamp("Watermark")),
    "title": ("document properties", lambda: _changed(_described(Title=CANARY))),
    "keywords": ("document properties", lambda: _changed(_described(Keywords=f"lamps, {CANARY}"))),
    "own property": ("document properties", lambda: _changed(_described(Status=CANARY))),
    "own property in a packed part": ("document properties", lambda: _changed(_described(Status=CANARY), packs=True)),
    "own property in Unicode": ("document properties", lambda: _changed(_described(Status=f"ű {CANARY}"), packs=True)),
    "what is told as XML": ("document properties", lambda: _changed(_with_metadata)),
    "what is told as packed XML": ("document properties", lambda: _changed(_with_metadata, packs=True)),
    "bookmark": ("bookmark", _outlined),
    "bookmark of a circle": ("bookmark", lambda: _outlined(circle=True)),
    "name of an attachment": ("attachment name", lambda: _changed(_attached)),
    "attachment": ("attachment", lambda: _changed(_attached_text)),
    "attached PDF": ("attachment", lambda: _changed(_attached_pdf)),
    "label of a page": ("page label", lambda: _changed(_labelled)),
}


@pytest.mark.parametrize("place", PDF)
def test_a_place_of_a_pdf(place: str) -> None:
    name, build = PDF[place]

    assert name in places_of(build(), "a.pdf")


def _white() -> bytes:
    sheet = _sheet()
    sheet.set_text_color(255, 255, 255)
    sheet.text(300, 100, CANARY)
    return bytes(sheet.output())


def _unseen() -> bytes:
    sheet = _sheet()
    with sheet.local_context(text_mode=3):
        sheet.text(300, 100, CANARY)
    return bytes(sheet.output())


@pytest.mark.parametrize("build", [_white, _unseen, lambda: _put(300, 100, size=0.5)], ids=["white", "unseen", "tiny"])
def test_letters_that_nobody_sees_on_a_page_are_read(build: Callable[[], bytes]) -> None:
    assert places_of(build(), "a.pdf")


def test_what_stands_on_a_page_stands_aside_only_once() -> None:
    aside = read_source(_drawn_stamp(), "a.pdf").outside_text

    assert not [line for line in aside if "Lamps" in line.text]
    assert len([line for line in aside if has(line, CANARY)]) == 1


def test_an_attached_file_that_cannot_be_read_is_a_doubt() -> None:
    assert [doubt.field for doubt in read_source(_changed(_attached_else), "a.pdf").doubts] == ["source"]
    assert read_source(_changed(_attached_pdf), "a.pdf").doubts == ()


def test_an_outline_in_a_circle_says_nothing(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    read_source(_outlined(circle=True), "a.pdf")

    assert (capfd.readouterr().err, caplog.records) == ("", [])


@pytest.mark.parametrize(
    "page",
    ["<p>x</p>" + "<![CDATA[" * 50_000, "<p>x</p><style>" + "a," * 100_000, "<p>x</p><script>" + "'\\" * 100_000],
    ids=["sections", "selectors", "strings"],
)
def test_what_begins_again_and_again_is_read_once(page: str) -> None:
    begun = time.process_time()
    read_source(f"<html>{page}".encode(), "a.html")

    assert time.process_time() - begun < 10
