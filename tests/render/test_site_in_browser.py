"""The site in a real browser, where there is one: accessible in light and dark, at desk and at phone width; the search.

Needs Chromium, Node.js, and: npm install --prefix tests/browser
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, Clerk

SCRIPT = Path(__file__).parent.parent / "browser/look.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = [
    what
    for what, there in (
        ("Chromium", CHROMIUM),
        ("Node.js", shutil.which("node")),
        ("npm install --prefix tests/browser", (SCRIPT.parent / "node_modules/axe-core").exists()),
    )
    if not there
]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"no browser to look with: {', '.join(MISSING)}")

PAGES = (
    *("index.html", "about.html", "codes.html", "bodies.html", "years.html", "files.html", "files/in-2018.html"),
    *("codes/COSI.html", "bodies/SOMEI.html", "years/2019.html", "search.html"),
    *("ST-13735-2019-INIT.html", "ST-15070-2019-INIT.html", "ST-14001-2019-INIT.html", "ST-14002-2019-INIT.html"),
)
ASKED = {
    "15070%2F19": ["15070/19"],
    "enfopol+532": ["15070/19"],
    "biom+exch": ["14001/19"],
    "closed+cooperation": ["14002/19"],
    "zebra": [],
}


@pytest.fixture
def site(clerk: Clerk) -> Path:
    """A site with a released outcome, an agenda, a note with markup in its subject, and one that is LIMITE."""
    for file in sorted((PROJECT / "register/documents").rglob("*.toml")):
        text = file.read_text(encoding="utf-8")
        released = '[[access]]\nkind = "released"\non = 2020-03-02\nground = "1"\n\n[[references]]'
        clerk.enter(
            str(file.relative_to(PROJECT / "register")),
            text.replace("[[references]]", released, 1) if "15070" in file.name else text,
        )
    options = ("--type", "NOTE", "--date", "2019-12-01", "--code", "COSI", "--body", "SOMEI", "--on", "2019-12-04")
    clerk.ok("add", "14001/19", "--subject", "Exchange of <b>biométric</b> findings", *options)
    clerk.ok("add", "14002/19", "--subject", "Closed cooperation", *options, "--marking", "LIMITE")
    path = "documents/2019/140/ST-14001-2019-INIT.toml"
    file_number = 'interinstitutional_files = [\n    "2018/0330(COD)",\n]\n'
    clerk.enter(path, clerk.read(path).replace("[meeting]", f"{file_number}\n[meeting]", 1))
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
