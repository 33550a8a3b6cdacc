"""Pages: the same entry in whatever manner they were made, what a browser shows, and pages that are none."""

import sys
from collections.abc import Callable

import pytest
from papers_html import MANNERS

from somei_cli.errors import ExtraMissing, Unreadable
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.sources.encodings import MAX_TEXT_BYTES
from somei_cli.extraction.sources.readers import read_source
from somei_cli.model.importing.draft_entry import Doubt, Line, Reading
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.register.vocabulary import Vocabulary


def lines(page: str) -> list[Line]:
    return list(read_source(page.encode(), "a.html")[0])


def texts(page: str) -> list[str]:
    return [line.words for line in lines(page) if line.words]


def titles(items: tuple[Item, ...]) -> list[tuple[str | None, str]]:
    return [(item.number, item.title) for item in items]


@pytest.mark.parametrize("manner", MANNERS)
def test_every_manner_gives_the_same_entry(
    read_file: Callable[[str], Reading], vocabulary: Vocabulary, manner: str
) -> None:
    page = MANNERS[manner]().encode("cp1252" if manner == "from Word" else "utf-8")
    found = read_source(page, "a.html")
    plain, reading = read_file("lamps.md").fields, read_document(found, vocabulary)

    assert (found.doubts, reading.doubts) == ((), ())
    if "PDF" in manner or "pdf" in manner:
        # A PDF knows neither footnotes nor how deep a bullet hangs.
        assert titles(reading.fields["items"]) == titles(plain["items"])
        plain = {k: v for k, v in plain.items() if k not in ("items", "outside_references")}
    assert {name: reading.fields[name] for name in plain} == plain


def test_blocks_are_lines_and_inline_elements_are_not() -> None:
    page = """<body>Loose <b>words</b> here<p>One<br>two</p><div>three<span> four</span><div>five</div>six</div>
<pre>a  b
   c</pre><p>x&nbsp;&amp;&eacute;&#8211;&unknown;</p></body>"""

    assert texts(page) == ["Loose words here", "One", "two", "three four", "five", "six", "a  b", "c", "x &é–&unknown;"]


def test_lists_headings_emphasis_and_notes() -> None:
    page = """<h2>Head<sup>1</sup></h2><ol start=3><li>three<ul><li><i>dash</i></ul><li value=7>seven</ol>
<ol type=a><li>a</ol><ol type=I><li>b</ol><ul style="list-style: none"><li>c</ul>
<p>the 1<sup>st</sup> m</p><p><sup>1</sup>Note</p>"""

    assert [
        (i.number, i.mark, i.indent, i.heading, i.stressed, i.notes, i.note, i.text) for i in lines(page) if i.text
    ] == [
        (1, "", 0, 2, False, ("1",), "", "Head"),
        (1, "3.", 0, 0, False, (), "", "three"),
        (1, "-", 1, 0, True, (), "", "dash"),
        (1, "7.", 0, 0, False, (), "", "seven"),
        (2, "a)", 0, 0, False, (), "", "a"),
        (2, "I.", 0, 0, False, (), "", "b"),
        (2, "", 0, 0, False, (), "", "c"),
        (3, "", 0, 0, False, (), "", "the 1st m"),
        (3, "", 0, 0, False, (), "1", "Note"),
    ]


@pytest.mark.parametrize(
    "page",
    [
        "<nav>menu</nav><p>The text of the page</p><footer>imprint</footer>",
        "<header>site</header><article><header>The text</header><p>of the page</p></article>",
        "<header><nav>menu</nav><p>The text of the page, all in the header</p></header>",
        "<form><div role=dialog>we use</div><p>The text of the page</p><button>Go</button></form>",
        "<body hidden><p>The text of the page</p><p hidden>x</p><p style='display:none'>y</p><template>z</template>",
        "<nav>The text of the page, of a lazy author</nav>",
    ],
)
def test_the_furniture_of_a_site_is_left_out(page: str) -> None:
    read = " ".join(texts(page))

    assert read.startswith("The text")
    assert not any(word in read for word in ("menu", "imprint", "site", "we use", "Go", "x y"))


@pytest.mark.parametrize(
    ("page", "doubtful"),
    [
        ("\ufeff<html><p>Brüssel".encode("utf-16"), False),
        ("<html><meta charset=iso-8859-1><p>Brüssel".encode("latin-1"), False),
        ("<html><meta http-equiv=x content='text/html; charset=windows-1252'><p>Brüssel".encode("cp1252"), False),
        ("<?xml version='1.0' encoding='utf-8'?><html><p>Brüssel".encode(), False),
        ("<html><meta charset=hex><p>Brüssel".encode(), False),
        ("<html><p>Brüssel".encode("cp1252"), True),
        ("<html><meta charset=utf-8><p>Brüssel".encode("cp1252"), True),
        ("<html>\0<p>Br\0üssel".encode(), False),
    ],
)
def test_the_encoding(page: bytes, *, doubtful: bool) -> None:
    found = read_source(page, "a.html")

    assert [line.text for line in found.lines] == ["Brüssel"]
    assert [type(doubt) for doubt in found.doubts] == [Doubt] * doubtful


@pytest.mark.parametrize(
    ("make_page", "why"),
    [
        (lambda: b"", "no text"),
        (lambda: b"<html><script>x</script></html>", "no text"),
        (lambda: b"<div>" * 100_000 + b"x", "deeply"),
        (lambda: b"<p>x" + b"<br>" * 600_000, "elements"),
        (lambda: b"<p " + b" ".join(b"a%d" % at for at in range(50_000)) + b">x", "attributes"),
        (lambda: b"x" * (MAX_TEXT_BYTES + 1), "larger than"),
    ],
)
def test_what_is_no_page_is_refused(make_page: Callable[[], bytes], why: str) -> None:
    # Made here: what stands in a table stays, and every process that a test forks takes it along.
    page = make_page()
    with pytest.raises(Unreadable, match=rf"^a\.html: .*{why}"):
        read_source(page, "a.html")


def test_without_lxml_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lxml", None)

    with pytest.raises(ExtraMissing) as refusal:
        read_source(b"<p>x", "a.html")
    assert "[html]" in refusal.value.hint


def test_a_page_deeper_than_python_could_climb() -> None:
    deep = sys.getrecursionlimit() + 500

    assert texts("<div>" * deep + "core" + "</div>" * deep + "<p>end") == ["core", "end"]


def test_nothing_is_fetched_and_one_long_line_is_no_trouble() -> None:
    page = '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/hostname">]><html><p>a&e;b' + "<i>c</i> " * 100_000

    assert texts(page)[-1].endswith("c c c")
