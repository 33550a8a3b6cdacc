"""Cover pages without any marking, and one marking moved to every place of them, in every format that is imported."""

import re
from collections.abc import Callable, Iterator
from html import escape

from fpdf import FPDF
from papers_docx import docx, footnote, note_call, p, packed, run, table, unpacked

NUMBER = "6001/20"

COVERS: dict[str, tuple[str, ...]] = {
    "note": (
        "Council of the",
        "European Union",
        "Brussels, 1 February 2020",
        "(OR. en)",
        "6001/20",
        "COSI 5",
        "ENFOPOL 7",
        "NOTE",
        "From: General Secretariat",
        "To: Delegations",
        "Subject: Lamps of the north",
        "Delegations will find below a note on lamps.",
    ),
    "outcome": (
        "Council of the European Union",
        "Brussels, 13 February 2020",
        "(OR. en)",
        "6001/20",
        "COSI 254    CATS 141",
        "JAI 1319    CT 136",
        "OUTCOME OF PROCEEDINGS",
        "From: Working Party on Lamps",
        "On: 4 February 2020",
        "To: Delegations",
        "Subject: Summary of discussions",
        "1. Adoption of the agenda",
        "The agenda was adopted.",
        "2. Lamps",
        "The Presidency informed delegations.",
    ),
    "french": (
        "Conseil de",
        "l'Union européenne",
        "Bruxelles, le 3 février 2020",
        "(OR. fr)",
        "6001/20",
        "ENFOPOL 9",
        "NOTE",
        "de: Secrétariat général du Conseil",
        "aux: Délégations",
        "Objet: Les lampes du nord",
        "Les délégations trouveront ci-joint une note.",
    ),
    "german": (
        "Rat der",
        "Europäischen Union",
        "Brüssel, den 3. Februar 2020",
        "(OR. de)",
        "6001/20",
        "JAI 12",
        "VERMERK",
        "Absender: Generalsekretariat des Rates",
        "Empfänger: Delegationen",
        "Betreff: Lampen des Nordens",
        "Die Delegationen erhalten anbei einen Vermerk.",
    ),
    "old": (
        "COUNCIL OF",
        "THE EUROPEAN UNION",
        "Brussels, 4 March 2020 (10.03)",
        "(OR. en)",
        "6001/20",
        "ECOFIN 82",
        "COVER NOTE",
        "from : Ms Brenner, Director",
        "date of receipt : 2 March 2020",
        "to : Mr Solberg, Secretary-General",
        "Subject : Lamps and lanterns",
        "Delegations will find attached a document.",
    ),
    "file": (
        "Council of the",
        "European Union",
        "Brussels, 26 February 2020",
        "(OR. en)",
        "6001/1/20",
        "REV 1",
        "Interinstitutional File:",
        "2018/0130 (COD)",
        "SIMPL 64    ANTICI 69",
        "NOTE",
        "From:    General Secretariat of the Council",
        "To:    Permanent Representatives Committee",
        "No. prev. doc.:    5900/20",
        "Subject:    Proposal for a REGULATION OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL",
        "on lamps and lanterns",
        "Delegations will find attached the text.",
    ),
    "agenda": (
        "Council of the European Union",
        "General Secretariat",
        "Brussels, 5 February 2020",
        "(OR. en)",
        "CM 1456/20",
        "COSI",
        "NOTICE OF MEETING AND PROVISIONAL AGENDA",
        "Contact: lamps@example.eu",
        "Subject: Working Party on Lamps",
        "Date: 12 February 2020",
        "Time: 10.00",
        "Venue: Council, Lex building, Brussels",
        "1. Adoption of the agenda",
        "2. Lamps of the north",
        "3. Any other business",
    ),
    "working paper": (
        "General Secretariat of the Council",
        "Brussels, 19 March 2020",
        "WK 3736/2020 INIT",
        "SIMPL",
        "WORKING PAPER",
        "From: General Secretariat of the Council",
        "To: Antici Group",
        "Subject: Consultation on lamps",
        "Delegations will find attached two files.",
    ),
    "item note": (
        "Council of the",
        "European Union",
        "Brussels, 18 February 2020",
        "(OR. en)",
        "6001/20",
        "ENV 101",
        '"I/A" ITEM NOTE',
        "From: General Secretariat of the Council",
        "To: Permanent Representatives Committee/Council",
        "Subject: Council conclusions on lamps - Adoption",
        "1. On 2 February 2020 the Commission presented its report.",
        "2. The Working Party examined it.",
    ),
    "report": (
        "Council of the European Union",
        "Brussels, 1 February 2020 (OR. en)",
        "6001/20 COSI 5 ENFOPOL 7",
        "REPORT",
        "From: Presidency",
        "To: Council",
        "Subject: Lamps - report of the Presidency",
        "I. INTRODUCTION",
        "The Presidency reports on lamps.",
    ),
    "dutch": (
        "Raad van",
        "de Europese Unie",
        "Brussel, 3 februari 2020",
        "(OR. nl)",
        "6001/20",
        "TRANS 44",
        "NOTA",
        "van: het secretariaat-generaal",
        "aan: de delegaties",
        "Betreft: Lampen van het noorden",
        "De delegaties vinden hierbij een nota.",
    ),
    "in one line": (
        "Council of the European Union Brussels, 24 February 2020 (OR. en) 6001/20 COSI 138 ENFOPOL 409",
        "NOTE From: Presidency To: Delegations Subject: Lamps of the north",
        "Delegations will find below a note on lamps.",
    ),
    "plain memo": (
        "COUNCIL OF THE EUROPEAN UNION",
        "Brussels, 1 February 2020",
        "6001/20",
        "JAI 3",
        "INFORMATION NOTE",
        "Subject: Lamps",
        "The lamps of the north were lit.",
    ),
}

LIMITES = ("LIMITE", "L I M I T E", "LIMITÉ", "LIMITE-JUR")
RESTRICTIONS = (
    "SECRET",
    "CONFIDENTIAL",
    "CONFIDENTIEL",
    "RESTRICTED",
    "SENSITIVE",
    "RESTREINT",
    "NOT FOR PUBLICATION",
    "INTERNAL USE ONLY",
    "EYES ONLY",
    "EMBARGO",
    "Strictly confidential",
    "VERTRAULICH",
    "GEHEIM",
    "RISERVATO",
    "NUR FÜR DEN DIENSTGEBRAUCH",
    "TLP:RED",
    "LIMITED DISTRIBUTION",
    "DISTRIBUTION LIMITÉE",
    "FOR OFFICIAL USE ONLY",
)
LEVELS = (
    "RESTREINT UE/EU RESTRICTED",
    "CONFIDENTIEL UE/EU CONFIDENTIAL",
    "SECRET UE/EU SECRET",
    "TRÈS SECRET UE/EU TOP SECRET",
    "RESTREINT UE",
    "SECRET UE",
    "EU RESTRICTED",
    "R-UE/EU-R",
    "NATO RESTRICTED",
    "COSMIC TOP SECRET",
    "WEU CONFIDENTIAL",
    "EURATOM SECRET",
    "RESTREINT EU",
)

Place = tuple[str, str, bytes]
"""A place by name, the name of the file, and the file with the marking at that place."""


def text_lines(cover: tuple[str, ...], marking: str) -> Iterator[tuple[str, list[str]]]:
    """The lines of a cover with the marking at every place that lines have."""
    for at in range(len(cover) + 1):
        yield f"line {at}", [*cover[:at], marking, *cover[at:]]
        yield f"line {at}, between blank lines", [*cover[:at], "", marking, "", *cover[at:]]
    for at, line in enumerate(cover):
        if line[0].isupper() and not line.endswith(".") and not line[0].isdigit() and len(line) < 60:
            yield f"behind line {at}, in a column", [*cover[:at], f"{line}      {marking}", *cover[at + 1 :]]
        if line.startswith(("To", "From", "Subject", "6001", "CM", "WK")) and line[-1].isalnum():
            yield f"at the end of line {at}", [*cover[:at], f"{line} {marking}", *cover[at + 1 :]]
    words = marking.replace(" ", "")
    yield "one letter a line, at the top", [*words, "", *cover]
    yield "in a page foot", [*cover, "", "6001/20    AB/cd    1", f"JAI.1    {marking}    EN"]


def as_text(cover: tuple[str, ...], marking: str) -> Iterator[Place]:
    for place, lines in text_lines(cover, marking):
        yield place, "paper.txt", "\n".join(lines).encode()


def as_markdown(cover: tuple[str, ...], marking: str) -> Iterator[Place]:
    for place, lines in text_lines(cover, marking):
        if "column" not in place and "letter" not in place:
            yield place, "paper.md", "  \n".join(lines).encode()
    page = "  \n".join(cover)
    yield "heading", "paper.md", f"# {marking}\n\n{page}".encode()
    yield "emphasis", "paper.md", f"**{marking}**\n\n{page}".encode()
    yield "comment", "paper.md", f"<!-- {marking} -->\n\n{page}".encode()
    yield "front matter", "paper.md", f"---\nmarking: {marking}\n---\n\n{page}".encode()
    yield "picture", "paper.md", f"![{marking}](x.png)\n\n{page}".encode()
    yield "last quote", "paper.md", f"{page}\n\n> {marking}\n".encode()


def as_html(cover: tuple[str, ...], marking: str) -> Iterator[Place]:
    word = escape(marking)

    def page(body: list[str], head: str = "", above: str = "", below: str = "", after: str = "") -> bytes:
        lines = "\n".join(f"<p>{escape(line)}</p>" for line in body)
        return (
            f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{above}<main>\n{lines}\n</main>{below}"
            f"</body></html>{after}"
        ).encode()

    for place, lines in text_lines(cover, marking):
        if "column" not in place and "blank" not in place:
            yield place, "paper.html", page(lines)
    whole = list(cover)
    yield "title", "paper.html", page(whole, head=f"<title>{word}</title>")
    yield "meta", "paper.html", page(whole, head=f'<meta name="marking" content="{word}">')
    yield "style", "paper.html", page(whole, head=f"<style>p::before {{ content: '{word}' }}</style>")
    yield "header", "paper.html", page(whole, above=f"<header><p>{word}</p></header>")
    yield "footer", "paper.html", page(whole, below=f"<footer><p>{word}</p></footer>")
    yield "aside", "paper.html", page(whole, above=f"<aside><p>{word}</p></aside>")
    yield "nav", "paper.html", page(whole, above=f"<nav><p>{word}</p></nav>")
    yield "hidden", "paper.html", page(whole, below=f"<p hidden>{word}</p>")
    yield "comment", "paper.html", page(whole, above=f"<!-- {word} -->")
    yield "alternative text", "paper.html", page(whole, above=f'<img src="x" alt="{word}">')
    yield "drawing", "paper.html", page(whole, above=f"<svg><text>{word}</text></svg>")
    yield "deleted", "paper.html", page(whole, below=f"<del>{word}</del>")
    first, _, rest = word.partition(" ")
    for place, struck in (
        ("struck out", f"<p><s>{word}</s></p>"),
        ("struck out by style", f'<p><span style="text-decoration: line-through">{word}</span></p>'),
        ("one word of it struck out", f"<p><strike>{first}</strike> {rest}</p>"),
        ("half of a word struck out", f"<p>{word[:3]}<s>{word[3:]}</s></p>"),
    ):
        yield place, "paper.html", page(whole, above=struck)
    yield "object", "paper.html", page(whole, below=f"<object data='x'>{word}</object>")
    yield "reverse", "paper.html", page(whole, above=f"<p><bdo dir=rtl>{escape(marking[::-1])}</bdo></p>")
    yield "behind the page", "paper.html", page(whole, after=f"\n{word}\n")


def as_docx(cover: tuple[str, ...], marking: str) -> Iterator[Place]:
    def paper(lines: list[str], *more: str, **parts: str) -> bytes:
        return docx("".join(p(line.replace("      ", "\t")) for line in lines) + "".join(more), **parts)

    for place, lines in text_lines(cover, marking):
        if "blank" not in place:
            yield place, "paper.docx", paper(lines)
    whole = list(cover)
    half = len(cover) // 2
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    drawn = f'<w:p><w:r><w:pict><v:shape {vml}><v:textpath string="{marking}"/></v:shape></w:pict></w:r></w:p>'
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{p(marking)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    yield "page header", "paper.docx", paper(whole, header=p(marking))
    yield "page footer", "paper.docx", paper(whole, footer=p(marking))
    yield "right of the page header", "paper.docx", paper(whole, header=p(f"Lamps of the north\t{marking}"))
    yield "watermark", "paper.docx", paper(whole, header=drawn)
    yield "drawing", "paper.docx", paper(whole, drawn)
    yield "text box", "paper.docx", paper(whole, box)
    yield "hidden text", "paper.docx", paper(whole, p(run(marking, "<w:vanish/>")))
    yield (
        "table",
        "paper.docx",
        docx("".join(map(p, cover[:half])) + table(("Lamps", marking)) + "".join(map(p, cover[half:]))),
    )
    yield (
        "footnote",
        "paper.docx",
        docx("".join(map(p, cover)) + p("Lamps", note_call(1)), footnotes=footnote(1, marking)),
    )
    yield (
        "deleted text",
        "paper.docx",
        paper(whole, p(f'<w:del w:id="1"><w:r><w:delText>{marking}</w:delText></w:r></w:del>')),
    )
    first, _, rest = marking.partition(" ")
    for place, runs in (
        ("struck out", (run(marking, "<w:strike/>"),)),
        ("struck out twice", (run(marking, "<w:dstrike/>"),)),
        ("one word of it struck out", (run(first, "<w:strike/>"), run(f" {rest}"))),
        ("half of a word struck out", (run(marking[:3]), run(marking[3:], "<w:strike/>"))),
    ):
        yield place, "paper.docx", docx(p(*runs) + "".join(map(p, cover)))
    yield (
        "alternative text",
        "paper.docx",
        paper(
            whole,
            p(f'<w:r><w:drawing><wp:docPr xmlns:wp="urn:x" id="1" name="x" descr="{marking}"/></w:drawing></w:r>'),
        ),
    )
    yield (
        "comment",
        "paper.docx",
        packed({**unpacked(paper(whole)), "word/comments.xml": f"<c><p><t>{marking}</t></p></c>".encode()}),
    )


def _struck_in_pdf(new_sheet: Callable[[], FPDF], marking: str) -> Iterator[Place]:
    for place, struck in (
        ("struck out", marking),
        ("one word of it struck out", marking.split(maxsplit=1)[0]),
        ("half of a word struck out", marking[:3]),
    ):
        pdf = new_sheet()
        pdf.text(300, 60, marking)
        pdf.set_line_width(0.5)
        pdf.line(300, 57, 300 + pdf.get_string_width(struck), 57)
        yield place, "paper.pdf", bytes(pdf.output())


def as_pdf(cover: tuple[str, ...], marking: str) -> Iterator[Place]:
    latin = marking.encode("latin-1", "replace").decode("latin-1")

    def sheet(lines: list[str]) -> FPDF:
        pdf = FPDF(unit="pt", format="A4")
        pdf.add_page()
        pdf.set_font("Times", size=11)
        for at, line in enumerate(lines):
            for column, part in enumerate(line.split("      ")):
                pdf.text(70 + 300 * column, 90 + 16 * at, part)
        return pdf

    def done(pdf: FPDF) -> bytes:
        return bytes(pdf.output())

    for place, lines in text_lines(tuple(cover), latin):
        if "blank" not in place:
            yield place, "paper.pdf", done(sheet(lines))
    for place, x, y in (
        ("left page header", 70, 40),
        ("right page header", 380, 40),
        ("top right corner", 430, 62),
        ("page foot", 70, 810),
        ("right of the page foot", 400, 810),
        ("beside the box", 380, 300),
        ("off the page", 70, 900),
    ):
        pdf = sheet(list(cover))
        pdf.text(x, y, latin)
        yield place, "paper.pdf", done(pdf)
    for angle in (45, 90):
        pdf = sheet(list(cover))
        with pdf.rotation(angle, 300, 400):
            pdf.set_font("Helvetica", size=40)
            pdf.text(100, 400, latin)
        yield f"watermark, turned by {angle}", "paper.pdf", done(pdf)
    pdf = sheet(list(cover))
    for at, letter in enumerate(latin.replace(" ", "")):
        pdf.text(40, 200 + 16 * at, letter)
    yield "one letter below the other", "paper.pdf", done(pdf)
    yield from _struck_in_pdf(lambda: sheet(list(cover)), latin)
    pdf = sheet(list(cover))
    pdf.text_annotation(100, 100, latin)
    yield "note", "paper.pdf", done(pdf)
    pdf = sheet(list(cover))
    pdf.free_text_annotation(latin, 100, 700, 300, 40)
    yield "free text", "paper.pdf", done(pdf)
    pdf = sheet(list(cover))
    pdf.set_title(latin)
    yield "title of the file", "paper.pdf", done(pdf)
    pdf = sheet(list(cover))
    pdf.set_keywords(latin)
    yield "keywords", "paper.pdf", done(pdf)
    pdf = sheet(list(cover))
    pdf.start_section(latin)
    yield "bookmark", "paper.pdf", done(pdf)
    pdf = sheet(list(cover))
    pdf.add_page()
    pdf.text(200, 40, latin)
    pdf.text(70, 100, "The lamps of the second page.")
    yield "head of the second page", "paper.pdf", done(pdf)


def by_name(cover: tuple[str, ...], marking: str) -> Iterator[Place]:
    page = "\n".join(cover).encode()
    word = marking.replace("/", "-")
    for name in (f"{word}.txt", f"{word} note.txt", f"6001-20 {word}.txt", f"Draft_{word.replace(' ', '_')}.txt"):
        yield f"file name {name}", name, page


FORMS: dict[str, Callable[[tuple[str, ...], str], Iterator[Place]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
    "docx": as_docx,
    "pdf": as_pdf,
    "name": by_name,
}


HONEST_SUBJECTS = (
    "Appointment of the Secretary-General of the Secretariat",
    "Export controls on sensitive technologies",
    "Protection of confidential business information",
    "Restricted access to the airport of the north",
    "Protection of trade secrets",
    "Restrictive measures against Syria",
    "Arms embargo against Libya",
    "Public access to documents",
    "Internal security strategy",
    "Internal market - State of play",
    "Limits on lamps and limited liability companies",
    "Information that is not public yet in the register of companies",
    "Confidentiality of communications",
    "Secrecy of correspondence",
    "Market-sensitive information and its disclosure",
    "Classification of hotels",
    "EU Secretariat of the network",
    "Handling of personal data by Eurojust only",
    "Time limit for the reply",
    "Fishing effort: limited entry",
    "Use of restricted substances in lamps (RoHS)",
    "Top jobs: state of play",
    "The European Union only",
    "Official statistics",
    "NATO Secretary General: visit",
)
_SUBJECT = re.compile(r"(?:Subject|Objet|Betreff|Betreft) ?: *")
_FEET = (
    ("6001/20    AB/cd    1", "JAI.1        EN"),
    ("6001/20    AB/cd    1", "JAI.1    LIMITED    EN"),
    ("Printed by Lamps Limited",),
    ("© Northern Lamps LIMITED", "Page 1 of 2"),
    (),
)


def honest_papers() -> Iterator[tuple[str, bytes]]:
    """Papers that bear no marking, with subjects and page feet that sound as if they did."""
    for number, subject in enumerate(HONEST_SUBJECTS):
        for at, cover in enumerate(COVERS.values()):
            title = subject.upper() if (number + at) % 7 == 0 else subject
            lines = [_SUBJECT.sub(rf"\g<0>{title} - ", line) for line in cover]
            lines += ["", *_FEET[(number + at) % len(_FEET)]]
            yield f"{number}.{('txt', 'md')[at % 2]}", ("  \n" if at % 2 else "\n").join(lines).encode()
