"""The graph of cross-references, kept readable: one way only, families as nodes, so many texts, and a picture."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from conftest import Answer, Clerk, prepared
from hypothesis import given
from hypothesis import strategies as st

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.reference_graph import Link
from somei_cli.model.references import ExternalReference, OutsideKind, ReferenceKind
from somei_cli.render.graph.svg_graph import MAX_TEXTS, draw_svg, lay_out
from somei_cli.render.graph.svg_link_curves import BOX_HEIGHT, Area, Curve

SVG = "{http://www.w3.org/2000/svg}"


def _entry(number: str, *to: str) -> str:
    cited = "".join(f'\n[[references]]\nto = "{other}"\nkind = "cites"\n' for other in to)
    return f'number = "{number}"\nsubject = "S"\n{cited}'


@prepared
def web(clerk: Clerk) -> Clerk:
    """Two families, in a circle, and somebody who looks at both."""
    files = {
        "ST-1-2019-INIT": _entry("1/19", "2/19"),
        "ST-1-2019-REV-1": _entry("1/1/19 REV 1", "1/19", "2/19", "3/19"),
        "ST-2-2019-INIT": _entry("2/19", "1/19"),
        "ST-4-2019-INIT": _entry("4/19", "1/19", "2/19"),
    }
    for name, text in files.items():
        clerk.write(f"documents/2019/000/{name}.toml", text)
    return clerk


def _pairs(answer: str) -> set[tuple[str, str]]:
    return {(r["from"], r["to"]) for r in json.loads(answer)["records"]}


def test_a_direction_is_walked_to_its_end(web: Clerk) -> None:
    graph = ("xref", "graph", "1/1/19 REV 1", "--depth", "9", "--json")

    assert _pairs(web.ok(*graph, "--direction", "to")) == set()
    assert _pairs(web.ok(*graph, "--direction", "from")) == {
        ("1/1/19 REV 1", "1/19"),
        ("1/1/19 REV 1", "2/19"),
        ("1/1/19 REV 1", "3/19"),
        ("1/19", "2/19"),
        ("2/19", "1/19"),
    }
    assert ("4/19", "1/19") in _pairs(web.ok(*graph, "--direction", "both"))
    assert web.run(*graph, "--direction", "up").status == 2


def test_a_family_is_one_node_and_what_is_inside_is_gone(web: Clerk) -> None:
    found = web.ok("xref", "graph", "--collapse", "family", "--json")
    around = web.ok("xref", "graph", "1/1/19 REV 1", "--collapse", "family")

    assert [(r["from"], r["to"]) for r in json.loads(found)["records"]] == [
        ("1/19", "2/19"),
        ("1/19", "3/19"),
        ("2/19", "1/19"),
        ("4/19", "1/19"),
        ("4/19", "2/19"),
    ]
    assert around.splitlines()[0] == "1/19"
    assert "REV" not in around


def test_what_is_left_out_is_said(web: Clerk) -> None:
    busiest = web.run("xref", "graph", "--most", "2", "--json")
    nearest = web.run("xref", "graph", "3/19", "--most", "2", "--json")

    assert _pairs(busiest.out) == {("1/19", "2/19"), ("2/19", "1/19")}
    assert busiest.err == "Left out: 3 texts and 5 links; --most says how many texts are shown.\n"
    assert _pairs(nearest.out) == {("1/1/19 REV 1", "3/19")}
    assert web.run("xref", "graph", "--most", "5", "--json").err == ""


def _drawn(answer: Answer) -> ET.Element:
    assert answer.status == 0
    return ET.fromstring(answer.out)


def test_a_picture_holds_every_text_and_every_link(web: Clerk) -> None:
    picture = web.run("xref", "graph", "1/19", "--as", "svg")
    root = _drawn(picture)

    labels = [text.text for text in root.iterfind(f"{SVG}g/{SVG}text")]
    assert set(labels) == {"1/19", "1/1/19 REV 1", "2/19", "3/19", "4/19"}
    titles = {path.findtext(f"{SVG}title") for path in root.iter(f"{SVG}path")} - {None}
    assert "4/19 cites 2/19" in titles
    assert len(titles) == 7
    assert picture.out.count('stroke-width="2.5"') == 1
    assert web.run("xref", "graph", "1/19", "--as", "svg").out == picture.out


def _link(origin: int, to: int, kind: ReferenceKind = ReferenceKind.CITES) -> Link:
    return Link(DocumentNumber("ST", origin, 2019), DocumentNumber("ST", to, 2019), kind)


CITES, FOLLOWS, REPLACES = ReferenceKind.CITES, ReferenceKind.PREVIOUS, ReferenceKind.REPLACES
CROWDED = {
    "two links of the same two": [(2, 1, CITES), (2, 1, FOLLOWS)],
    "there and back": [(2, 1, CITES), (2, 1, FOLLOWS), (2, 1, REPLACES), (1, 2, CITES)],
    "a box between": [(1, 2, CITES), (3, 1, CITES), (4, 1, CITES), (4, 2, CITES)],
    "a column": [(1, 2, CITES), (3, 2, CITES), (1, 3, FOLLOWS), (3, 1, REPLACES)],
    "one and many": [(1, other, CITES) for other in range(2, 14)],
}


@pytest.mark.parametrize("case", CROWDED)
def test_the_words_of_links_lie_on_nothing(case: str) -> None:
    links = [_link(*link) for link in CROWDED[case]]
    root = ET.fromstring(draw_svg(tuple(links), None))

    words = root.findall(f"{SVG}text")
    assert sorted(filter(None, (label.text for label in words))) == sorted(link.kind.forward_words for link in links)
    labels = [_text_area(label) for label in words]
    boxes = [_rect_area(box) for box in root.iterfind(f"{SVG}g/{SVG}rect")]
    for index, label in enumerate(labels):
        assert not any(label.overlap(other) for other in (*labels[:index], *boxes))
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert all(left <= one.x_min and one.x_max <= left + width for one in labels)
    assert all(top <= one.y_min and one.y_max <= top + height for one in labels)


def _text_area(label: ET.Element) -> Area:
    middle, base = float(label.attrib["x"]), float(label.attrib["y"])
    width, height = 0.6 * 9 * len(label.text or ""), 8
    return Area(middle - width / 2, base - height, middle + width / 2, base)


def _rect_area(box: ET.Element) -> Area:
    x, y, width, height = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
    return Area(x, y, x + width, y + height)


def test_no_link_passes_below_a_box() -> None:
    picture = ET.fromstring(draw_svg((_link(1, 2), _link(3, 1), _link(4, 1), _link(4, 2)), None))

    boxes = {group.findtext(f"{SVG}text"): group.find(f"{SVG}rect") for group in picture.iterfind(f"{SVG}g")}
    over = next(path for path in picture.iter(f"{SVG}path") if path.findtext(f"{SVG}title") == "4/19 cites 2/19")
    numbers = [float(number) for number in re.findall(r"-?[0-9]+", over.attrib["d"])]
    curve = Curve(*zip(numbers[::2], numbers[1::2], strict=True))
    middle = boxes["1/19"]
    assert middle is not None
    assert not any(_rect_area(middle).has(*curve.point(step / 50)) for step in range(51))


def test_a_picture_of_too_many_texts_is_refused(clerk: Clerk) -> None:
    cited = [f"{serial}/18" for serial in range(1, MAX_TEXTS + 1)]
    clerk.write("documents/2019/000/ST-1-2019-INIT.toml", _entry("1/19", *cited))

    refused = clerk.run("xref", "graph", "--as", "svg")
    fewer = clerk.run("xref", "graph", "--as", "svg", "--most", str(MAX_TEXTS))

    assert (refused.status, refused.out) == (5, "")
    assert "1,001 texts cannot be read" in refused.err
    assert "--most" in refused.err
    assert len(_drawn(fewer).findall(f".//{SVG}path")) == MAX_TEXTS
    # A thousand boxes in one column would be a strip: they are put side by side.
    width, height = (float(_drawn(fewer).attrib[side]) for side in ("width", "height"))
    assert max(width, height) < 4 * min(width, height)


@given(st.text())
def test_no_text_breaks_out_of_a_picture(text: str) -> None:
    hostile = Link(
        DocumentNumber("ST", 1, 2019), ExternalReference(OutsideKind.URL, f"<a>&\"'{text}"), ReferenceKind.CITES
    )

    root = ET.fromstring(draw_svg((hostile,), None))

    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "style", "defs", "marker", "path", "rect", "g", "text")
    }


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), min_size=1))
def test_no_two_boxes_overlap_whatever_the_circles(pairs: list[tuple[int, int]]) -> None:
    names = sorted({end for pair in pairs for end in pair})
    edges = [(names.index(a), names.index(b)) for a, b in pairs]

    boxes, width, height = lay_out([50.0 + 3 * name for name in names], edges, 0)

    assert len(boxes) == len(names)
    for at, one in enumerate(boxes):
        assert one.x >= 0
        assert one.x + one.width <= width
        assert one.y + BOX_HEIGHT <= height
        for other in boxes[:at]:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            assert beside or abs(one.y - other.y) >= BOX_HEIGHT


def test_a_chain_of_a_thousand_is_drawn() -> None:
    picture = draw_svg(
        tuple(_link(serial, serial + 1) for serial in range(1, MAX_TEXTS)), DocumentNumber("ST", 1, 2019)
    )

    assert len(re.findall("<path d=.M[0-9]", picture)) == MAX_TEXTS
