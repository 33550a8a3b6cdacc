"""The site in a real browser, where there is one: for everybody, in light and dark, at desk and phone width; in print.

Needs Chromium, Node.js, and: npm install --prefix tests/browser
"""

import json
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pypdfium2
import pytest
from conftest import CHROMIUM, PROJECT, SAMPLE_ENTRIES, Clerk
from needs import BROWSER_TOOLS, lacking

SCRIPT = Path(__file__).parent.parent / "browser/look.js"
PRINTING = SCRIPT.with_name("print.js")
LACKING = lacking("chromium", "node", BROWSER_TOOLS)
pytestmark = pytest.mark.skipif(bool(LACKING), reason=LACKING)

PAGES = (
    *("index.html", "about.html", "codes.html", "bodies.html", "years.html", "files.html", "files/in-2018.html"),
    *("codes/COSI.html", "bodies/SOMEI.html", "years/2019.html", "search.html"),
    *("ST-13735-2019-INIT.html", "ST-15070-2019-INIT.html", "ST-14001-2019-INIT.html", "ST-14002-2019-INIT.html"),
    "ST-14003-2019-INIT.html",
)
ASKED = {
    "15070%2F19": ["15070/19"],
    "enfopol+532": ["15070/19"],
    "biom+exch": ["14001/19"],
    "closed+cooperation": ["14002/19"],
    "zebra": [],
    "ST-14002-2019-INIT": ["14002/19"],
    "findings+1": ["14001/19"],
    "2018%2F0330": ["14001/19"],
    "1%2F19": ["1/19", "CM 1/19", "1/1/19 REV 1"],
    "ST-1-2019-INIT": ["1/19", "CM 1/19", "1/1/19 REV 1"],
    "CM+1%2F19": ["CM 1/19"],
    "1%2F19+REV+1": ["1/1/19 REV 1"],
    "ct+9+cooperation": ["14002/19"],
    "PV%2FCONS+45": ["1/19"],
}
"""What is asked, and which documents are found, in this order."""
WITHHELD = "No document shows CT 9: the number may not be public. With CT and no number: 1 document."


@pytest.fixture
def site(clerk: Clerk) -> Path:
    """A site with a released outcome, an agenda, a note with markup in its subject, and one that is LIMITE."""
    for file in SAMPLE_ENTRIES:
        text = file.read_text(encoding="utf-8")
        released = '[[access]]\nkind = "released"\non = 2020-02-14\nground = "1"\n\n[[references]]'
        clerk.enter(
            str(file.relative_to(PROJECT / "register")),
            text.replace("[[references]]", released, 1) if "15070" in file.name else text,
        )
    clerk.ok("xref", "add", "15070/19", "13735/19", "--kind", "previous")
    options = ("--type", "NOTE", "--date", "2019-12-01", "--code", "COSI", "--body", "SOMEI", "--on", "2019-12-04")
    clerk.ok("add", "14001/19", "--subject", "Exchange of <b>biométric</b> findings (1)", *options)
    clerk.ok("add", "14002/19", "--subject", "Closed cooperation", *options, "--marking", "LIMITE")
    path = "documents/2019/140/ST-14001-2019-INIT.toml"
    file_number = 'interinstitutional_files = [\n    "2018/0330(COD)",\n]\n'
    clerk.enter(path, clerk.read(path).replace("[meeting]", f"{file_number}\n[meeting]", 1))
    long = "w" * 400
    clerk.ok("add", "14003/19", "--subject", f"A word {long}", "--type", "NOTE", "--date", "2019-12-01")
    clerk.ok("xref", "add", "14003/19", "14001/19", "--kind", "previous")
    clerk.ok("classify", "14002/19", "CT 9")
    for number, code in (("1/19", "PV CONS 45"), ("1/1/19 REV 1", "COSI"), ("CM 1/19", "COSI")):
        clerk.ok("add", number, "--subject", "A note", "--type", "NOTE", "--date", "2019-01-10", "--code", code)
    clerk.ok(
        "access", "14002/19", "refuse", "--ground", "4.1a.1,4.1a.2,4.1a.3,4.1a.4,4.1b,4.2.1,4.2.2,4.2.3,4.3(i),4.3(ii)"
    )
    clerk.ok("site", "build", "-o", "../site")
    return clerk.folder.parent / "site"


def _seen(site: Path, *pages: str) -> list[dict[str, Any]]:
    assert CHROMIUM
    done = subprocess.run(
        ["node", SCRIPT, CHROMIUM, site, *pages], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    seen: list[dict[str, Any]] = json.loads(done.stdout)
    assert [(one["scheme"], one["page"]) for one in seen] == [(s, p) for s in ("light", "dark") for p in pages]
    return seen


def test_every_page_is_for_everybody(site: Path) -> None:
    for page in _seen(site, *PAGES):
        assert page["faults"] == [], page
        assert page["complaints"] == [], page
        assert not page["wide"], f"{page['page']} scrolls sideways"
        assert page["first"] == "Skip to the content"
        assert all(asked.startswith("file:") for asked in page["asked"])


def test_the_search_finds_from_a_folder(site: Path) -> None:
    for page in _seen(site, *(f"search.html?q={words}" for words in ASKED)):
        assert page["hits"] == ASKED[page["page"].partition("=")[2]], page
        assert (page["faults"], page["complaints"], page["wide"]) == ([], [], False), page
        assert all(asked.startswith("file:") for asked in page["asked"])
        assert page["shift"] < 0.1, page
        assert (page["status"] == WITHHELD) is (page["page"] == "search.html?q=ct+9+cooperation")


def test_what_the_search_gives_as_examples_is_found(site: Path) -> None:
    page = (site / "search.html").read_text(encoding="utf-8")
    placeholder = re.findall('placeholder="(.*?)"', page)[0].removesuffix(", words").split(", ")
    lead = re.findall("a number such as (.*?), or a code such as (.*?)[.]<", page)[0]
    identifier = re.findall("identifier of a document, as (.*?),", page)[0]

    assert list(lead) == placeholder == ["1/19", "PV CONS 45"]
    for seen in _seen(site, *(f"search.html?q={quote_plus(words)}" for words in (*lead, identifier))):
        assert seen["hits"][0] == "1/19", seen


PRINTED = {
    "ST-15070-2019-INIT.html": (
        *("15070/19", "Summary of discussions", "COSI 254", "Battlefield-collected biometric", "Any other business"),
        *("Dossier", "Outcome", "13735/19", "Decisions on access", "14 February 2020", "ST-15070-2019-INIT"),
    ),
    "ST-14002-2019-INIT.html": ("Text not public", "4.1a.1", "4.3(ii)"),
    "ST-14003-2019-INIT.html": ("w" * 20, "follows 14001/19"),
    "bodies/SOMEI.html": ("4 December 2019", "13735/19", "14002/19", "(SOMEI.ics)"),
    "about.html": ("Atom feeds (feed.xml)",),
}
ON_SCREEN_ONLY = ("Skip to", "Years", "Procedures", "Words, a number or a code", "about these pages")
MARGIN, SCALE = 40, 1.0
"""In points: less than the margins of the page, so that nothing may stand there but the number of the page."""


def test_pages_print_black_on_white_with_nothing_cut_off(site: Path, tmp_path: Path) -> None:
    assert CHROMIUM
    words = ["node", PRINTING, CHROMIUM, site, tmp_path, *PRINTED]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr

    heights = set()
    for name, told in PRINTED.items():
        with pypdfium2.PdfDocument(tmp_path / f"{Path(name).stem}.pdf") as paper:
            text = " ".join(" ".join(page.get_textpage().get_text_range() for page in paper).split())
            first = paper[0].get_textpage()
            _, low, _, high = first.get_charbox(first.get_text_range().index("Register"))
            heights.add(round(high - low, 1))
            pictures = [page.render(scale=SCALE).to_pil().convert("RGB") for page in paper]
        assert [words for words in told if words not in text] == [], text
        assert [words for words in ON_SCREEN_ONLY if words in text] == []
        for picture in pictures:
            light = picture.convert("L")
            assert light.histogram()[255] > 0.8 * light.width * light.height, "the paper is white"
            assert max(high - low for (low, high) in _spread(picture)) == 0, "and the ink has no colour"
            for side in ((0, 0, MARGIN, light.height), (light.width - MARGIN, 0, light.width, light.height)):
                assert light.crop(side).getextrema() == (255, 255), f"{name}: something is cut off"
    assert len(heights) == 1, "where something is too wide, the browser makes the whole page smaller"


def _spread(picture: Any) -> list[tuple[int, int]]:
    """Of each colour the least and the most of the three parts."""
    return [(min(colour), max(colour)) for _, colour in picture.getcolors(maxcolors=1 << 24)]
