"""Word files as Word writes them, made in place: a package with lists, footnotes, page headers and page footers."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = ("styles", "numbering", "footnotes", "header", "footer")
_ROOTS = {"header": "hdr", "footer": "ftr", "document": "document"}


def docx(body: str, **parts: str) -> bytes:
    """A file whose body and further parts (`styles`, `numbering`, `footnotes`, `header`, `footer`) are given in XML.

    A part may be there twice (`header2`); the second one has to be named in a section of the body.
    """
    section = "".join(
        f'<w:{part}Reference w:type="default" r:id="{part}"/>' for part in ("header", "footer") if part in parts
    )
    files = {
        "[Content_Types].xml": _types(parts),
        "_rels/.rels": _relations({"document": "word/document.xml"}, office=True),
        "word/_rels/document.xml.rels": _relations({part: f"{part}.xml" for part in parts}),
        "word/document.xml": _xml("document", f"<w:body>{body}<w:sectPr>{section}</w:sectPr></w:body>"),
        **{f"word/{part}.xml": _xml(_ROOTS.get(_kind(part), _kind(part)), xml) for part, xml in parts.items()},
    }
    return packed(files)


def _kind(part: str) -> str:
    """What a part is: a file may have a `header2` beside its `header`."""
    return part.rstrip("0123456789")


def packed(files: dict[str, str | bytes]) -> bytes:
    """A zip file."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """What a zip file holds."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def run(text: str, look: str = "") -> str:
    """A run; `look` is its properties, as in `<w:i/>`; tabs and line feeds are Word's own."""
    words = text.replace("&", "&amp;").replace("<", "&lt;")
    words = words.replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def p(*runs: str, look: str = "") -> str:
    """A paragraph of runs, or of plain texts."""
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(r if r.startswith('<w:') else run(r) for r in runs)}</w:p>"


def listed(text: str, number: int, level: int = 0, look: str = "") -> str:
    """A paragraph of a list."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(run(text, look), look=place)


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell is the XML of its paragraphs, or a text."""
    lines = ("".join(f"<w:tc><w:tcPr/>{c if c.startswith('<w:') else p(c)}</w:tc>" for c in cells) for cells in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{cells}</w:tr>' for cells in lines)}</w:tbl>"


def numbering(*lists: tuple[tuple[str, str], ...]) -> str:
    """Lists, numbered from 1, each by the form and the text of its levels."""
    patterns = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
            f'<w:pPr><w:ind w:left="{567 * level + 567}" w:hanging="567"/></w:pPr></w:lvl>'
            for level, (form, text) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for at, levels in enumerate(lists)
    )
    return patterns + "".join(
        f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(lists))
    )


def heading_style(level: int, look: str = "") -> str:
    """The style of a heading."""
    return (
        f'<w:style w:type="paragraph" w:styleId="Titre{level}"><w:name w:val="heading {level}"/>'
        f"<w:pPr>{look}</w:pPr><w:rPr><w:b/></w:rPr></w:style>"
    )


def note_call(ident: int) -> str:
    """A run that calls a footnote."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{ident}"/></w:r>'


def footnote(ident: int, text: str) -> str:
    """The text of a footnote."""
    return f'<w:footnote w:id="{ident}">{p("<w:r><w:footnoteRef/></w:r>", f" {text}")}</w:footnote>'


def _xml(root: str, content: str) -> str:
    spaces = f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="{_MC}"'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {spaces}>{content}</w:{root}>'


def _types(parts: dict[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{_kind(part)}+xml"/>'
        for part in ("document.main", *parts)
    ).replace("/document.main.xml", "/document.xml")
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: dict[str, str], *, office: bool = False) -> str:
    links = "".join(
        f'<Relationship Id="{part}" Type="{_R}/{"officeDocument" if office else _kind(part)}" Target="{target}"/>'
        for part, target in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def lamps() -> bytes:
    """The document of `tests/documents/lamps.md`, as the Council's template would set it."""
    right = "".join(
        p(text)
        for text in (
            "Brussels, 21 March 2018\n(OR. en, fr)",
            "",
            "Interinstitutional File:\n2017/0144 (COD)",
            "",
            "7345/1/18\nREV 1",
            "",
            "LIMITE",
            "",
            "COSI 61\nENFOPOL 140\nJAI 255",
        )
    )
    numbered = '<w:pStyle w:val="Titre3"/>'
    return docx(
        table((p("Council of the") + p("European Union"), right))
        + p("OUTCOME OF PROCEEDINGS", look='<w:pStyle w:val="Titre2"/>')
        + table(
            ("From:", "Working Party on Harbour Lights"),
            ("On:", "7 and 8 March 2018"),
            ("To:", "Delegations"),
            ("No. prev. doc.:", "6901/18"),
            ("Subject:", p("Keeping the lights of the northern coast") + p("- Summary of discussions")),
        )
        + p()
        + p("Adoption of the agenda", look=numbered)
        + p("The agenda as set out in CM\u00a01811/18 was adopted.")
        + p("Lamps and lamp keepers", look=numbered)
        + listed("State of the lamps", 2, look="<w:i/>")
        + listed("Lamps that burn oil", 2, 1, look="<w:i/>")
        + listed("Lamps that burn gas", 2, 1, look="<w:i/>")
        + listed("Training of keepers", 2, look="<w:i/>")
        + p("The Presidency recalled its paper (6955/18). ", run("Delegations asked for three things:"))
        + listed("more oil, as some 2600 lamps are dry;", 3)
        + listed("more keepers.", 3)
        + p("The case C\u2011111/17 was mentioned.")
        + p(run("Fog"), note_call(7), look=numbered)
        + p("The fog was noted.")
        + p("Any other business", look=numbered)
        + p("Nothing was raised."),
        styles=heading_style(2)
        + heading_style(3, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="2"/>'),
        numbering=numbering((("decimal", "%1."),), (("bullet", "\uf0b7"), ("bullet", "o")), (("bullet", "-"),)),
        footnotes=footnote(7, "See https://www.example.org/fog/2018/88-report"),
        footer=table(("7345/1/18 REV 1", "", "AB/cd", "1"), ("", "DGD 1C", "LIMITE", "EN")),
    )
