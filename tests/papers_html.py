"""Pages as they come to a clerk, all with the document of `tests/documents/lamps.md`."""

_HEAD = (
    ("Council of the", "Brussels, 21 March 2018"),
    ("European Union", "(OR. en, fr)"),
    ("", "Interinstitutional File:"),
    ("", "2017/0144 (COD)"),
    ("", "7345/1/18"),
    ("", "REV 1"),
    ("", "LIMITE"),
    ("", "COSI 61"),
    ("", "ENFOPOL 140"),
    ("", "JAI 255"),
)
_BOX = (
    ("From:", "Working Party on Harbour Lights"),
    ("On:", "7 and 8 March 2018"),
    ("To:", "Delegations"),
    ("No. prev. doc.:", "6901/18"),
    ("Subject:", "Keeping the lights of the northern coast"),
    ("", "- Summary of discussions"),
)
_FOOTER = (("7345/1/18 REV 1", "AB/cd"), ("", "1"), ("DGD 1C", "LIMITE"), ("", "EN"))
_REPORT = "https://www.example.org/fog/2018/88-report"


def clean() -> str:
    """What a converter makes of it today."""
    head = "<br>".join(f"{left} {right}".strip() for left, right in _HEAD)
    return f"""<!DOCTYPE html><html lang=en><head><meta charset="utf-8"><title>Not of the text</title>
<style>p {{ margin: 0 }}</style><script>document.write("7346/18")</script></head><body>
<p>{head}</p>
<h1>OUTCOME OF PROCEEDINGS</h1>
<dl>{"".join(f"<dt>{label}</dt><dd>{value}</dd>" if label else f"<dd>{value}</dd>" for label, value in _BOX)}</dl>
<h2>1. Adoption of the agenda</h2>
<p>The agenda as set out in CM&nbsp;1811/18
   was adopted.</p>
<h2>2. Lamps and lamp keepers</h2>
<ul><li><em>State of the lamps</em>
      <ul><li><em>Lamps that burn oil</em></li><li><em>Lamps that burn gas</em></li></ul></li>
    <li><em>Training of keepers</em></li></ul>
<p>The Presidency recalled its paper (6955/18). Delegations asked for <b>three</b> things:</p>
<ul><li>more oil, as some 2600 lamps are dry;<li>more keepers.</ul>
<p>The case C&#8209;111/17 was mentioned.</p>
<h2>3. Fog<sup>1</sup></h2>
<p>The fog was noted.</p>
<h2>4. Any other business</h2>
<p>Nothing was raised.</p>
<p><sup>1</sup> See <a href="{_REPORT}">{_REPORT}</a></p>
</body></html>"""


def from_word() -> str:
    """What Word saves as a page."""

    def p(words: str) -> str:
        return f"<p class=MsoNormal style='margin:0cm'><span lang=EN-GB>{words}<o:p></o:p></span></p>\n"

    def item(number: int, title: str) -> str:
        return (
            "<h3 style='margin-left:1.0cm;text-indent:-1.0cm;mso-list:l0 level1 lfo1'><![if !supportLists]><span\n"
            f"style='mso-list:Ignore'>{number}.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span>"
            f"</span><![endif]><span lang=EN-GB>{title}<o:p></o:p></span></h3>\n"
        )

    def bullet(words: str, level: int = 1, sign: str = "·") -> str:
        return (
            f"<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l1 level{level} lfo2'><![if !supportLists]>"
            f"<span style='font-family:Symbol;mso-list:Ignore'>{sign}<span style='font:7.0pt'>&nbsp;&nbsp; </span>"
            f"</span><![endif]>{words}<o:p></o:p></p>\n"
        )

    head = "".join(f"<tr><td>{p(left)}</td><td>{p(right)}</td></tr>" for left, right in _HEAD)
    box = "".join(f"<tr><td width=120>{p(label)}</td><td>{p(value)}</td></tr>" for label, value in _BOX)
    return f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<!--[if gte mso 9]><xml><o:Author>Not of the text, 7346/18</o:Author></xml><![endif]--></head>
<body lang=EN-GB><div class=WordSection1><table class=MsoNormalTable border=0>{head}</table>
{p("&nbsp;")}<p class=MsoNormal><b>OUTCOME OF PROCEEDINGS<o:p></o:p></b></p><table>{box}</table>{p("&nbsp;")}
{item(1, "Adoption of the agenda")}{p("The agenda as set out in CM 1811/18 was adopted.")}
{item(2, "Lamps and lamp keepers")}
{bullet("<i>State of the lamps</i>")}{bullet("<i>Lamps that burn oil</i>", 2, "o")}
{bullet("<i>Lamps that burn gas</i>", 2, "o")}{bullet("<i>Training of keepers</i>")}
{p("The Presidency recalled its paper (6955/18).<del> Nobody read 7347/18.</del> Delegations asked for three things:")}
{bullet("more oil, as some 2600 lamps are dry;", 1, "-")}{bullet("more keepers.", 1, "-")}
{p("The case C-111/17 was mentioned.")}
{item(3, "Fog<a href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>[1]</span></a>")}
{p("The fog was noted.")}
{item(4, "Any other business")}{p("Nothing was raised.")}</div>
<div style='mso-element:footnote-list'><hr size=1><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'><span class=MsoFootnoteReference>[1]</span></a>
See {_REPORT}</p>
</div></div></body></html>"""


_BODY = (
    ("1.", "Adoption of the agenda"),
    ("", "The agenda as set out in CM 1811/18 was adopted."),
    ("2.", "Lamps and lamp keepers"),
    ("–", "State of the lamps"),
    ("–", "Training of keepers"),
    ("", "The Presidency recalled its paper (6955/18). Delegations asked for three things:"),
    ("–", "more oil, as some 2600 lamps are dry;"),
    ("–", "more keepers."),
    ("", "The case C-111/17 was mentioned."),
    ("3.", "Fog"),
    ("", "The fog was noted."),
    ("4.", "Any other business"),
    ("", "Nothing was raised."),
)
_SHEET = (*_HEAD, ("", "OUTCOME OF PROCEEDINGS"), *_BOX, *_BODY, *_FOOTER)


def pdf2html() -> str:
    """What pdf2htmlEX makes of a PDF: a box for each piece, its place in the names of its classes."""
    blank = '<span class="_ _0"> </span>'
    pieces = "".join(
        f'<div class="t m0 x{x} h2 y{y:x} ff1 fs0 fc0 sc0 ls0 ws0">{words.replace(" ", blank)}</div>'
        for y, columns in enumerate(_SHEET)
        for x, words in enumerate(columns)
        if words
    )
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"/><style>.y0{bottom:800px}</style></head><body>'
        '<div id="sidebar"><div id="outline"></div></div><div id="page-container">'
        f'<div id="pf1" class="pf w0 h0" data-page-no="1"><div class="pc pc1">{pieces}</div></div></div>'
        '<div class="loading-indicator"><img alt="" src="x.png"/></div></body></html>'
    )


def pdf_viewer() -> str:
    """What a browser saves of its own viewer: a layer of words over the picture of the page."""
    spans = "".join(
        f'<span style="left: {100 + 250 * x}px; top: {40 + 15 * y}.{x}px; font-size: 12px; font-family: serif;" '
        f'role="presentation" dir="ltr">{words}</span>'
        for y, columns in enumerate(_SHEET)
        for x, words in enumerate(columns)
        if words
    )
    return (
        '<html><head><meta charset="utf-8"></head><body><div id="toolbar" role="toolbar"><button>Print</button>'
        '<select><option>Automatic Zoom</option></select></div><div class="page" data-page-number="1">'
        f'<div class="canvasWrapper"><canvas></canvas></div><div class="textLayer">{spans}</div></div></body></html>'
    )


def in_a_site() -> str:
    """How a site of some years ago sets it: tables in tables, its own furniture around."""
    head = "".join(f"<tr><td>{left}</td><td align=right>{right}</td></tr>" for left, right in _HEAD)
    box = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in _BOX)
    body = clean().partition("</dl>")[2].partition("</body>")[0]
    menu = "".join(f'<tr><td><a href="/{at}">Register of 73{at:02}/18</a></td></tr>' for at in range(40))
    return f"""<html><head><meta charset=utf-8></head><body>
<div id="cookie-banner">We use cookies, see 7346/18. <button>Accept</button></div>
<form method=post action="x.aspx"><input type=hidden name=state value="7347/18">
<header><h1>Registers</h1><nav><ul><li><a href="/">Home</a><li><a href="/faq">Questions</a></ul></nav></header>
<table width="100%"><tr><td valign=top><table>{menu}</table></td><td>
<table>{head}</table><center><b>OUTCOME OF PROCEEDINGS</b></center><table>{box}</table>{body}
</td></tr></table>
<footer><p>Imprint. Last seen on 1 May 2024, 7348/18</p></footer><div style="display: none">CM 7349/18</div></form>
</body></html>"""


MANNERS = {
    "clean": clean,
    "from Word": from_word,
    "pdf2htmlEX": pdf2html,
    "a PDF viewer": pdf_viewer,
    "in a site": in_a_site,
}
"""By who made the page."""
