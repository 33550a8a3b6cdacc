"""The dossier on the pages of a site: what `somei thread` tells, as far as the public may see it."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from conftest import Clerk

FILE = 'interinstitutional_files = ["2018/0330(COD)"]\n'
TEXTS = {
    "ST-12345-2018-INIT": f'type = "COVER NOTE"\nsubject = "The proposal"\ndate = 2018-09-12\n{FILE}'
    'commission_documents = ["COM(2018) 631 final"]\n',
    "ST-13000-2018-INIT": 'subject = "First draft"\ndate = 2018-10-01\nmarking = "LIMITE"\n'
    'to = "Working Party on Frontiers"\nprevious_documents = ["12345/18"]\n',
    "ST-13000-2018-REV-1": f'subject = "Second draft"\ndate = 2018-10-20\nto = "Working Party on Frontiers"\n{FILE}'
    'previous_documents = ["12345/18"]\n',
    "ST-13500-2018-INIT": 'subject = "Hidden threat"\ndate = 2018-10-25\nmarking = "RESTREINT UE/EU RESTRICTED"\n'
    f'previous_documents = ["13000/1/18 REV 1"]\n{FILE}',
    "ST-13600-2018-INIT": f'subject = "Hidden secret"\nmarking = "SECRET UE/EU SECRET"\n{FILE}',
    "ST-14000-2018-INIT": f'type = "\'A\' ITEM NOTE"\nsubject = "Approach"\ndate = 2018-11-12\n{FILE}'
    'previous_documents = ["13000/1/18 REV 1", "13500/18", "13600/18", "99/18"]\n',
    "ST-15000-2018-INIT": 'subject = "Of the same proposal"\ndate = 2018-12-01\n'
    'commission_documents = ["COM(2018) 631 final"]\n',
    "ST-16000-2018-INIT": 'subject = "Of something else"\ndate = 2018-12-01\n',
}


@pytest.fixture
def site(clerk: Clerk) -> Path:
    """The site of one dossier, with a text of another."""
    for name, text in TEXTS.items():
        number = re.sub(r"ST-([0-9]+)-2018-(?:INIT|REV-1)", r"\1/18", name)
        number = number.replace("/", "/1/") + " REV 1" if "REV" in name else number
        clerk.write(f"documents/2018/{name[3:6]}/{name}.toml", f"number = {json.dumps(number)}\n{text}")
    clerk.git("add", ".")
    clerk.git("commit", "-qm", "By hand")
    clerk.ok("site", "build", "-o", "../site")
    assert clerk.run("site", "check", "../site").status == 0
    return clerk.folder.parent / "site"


def _dossier(site: Path, name: str) -> list[str]:
    """The entries of the list under the heading Dossier, in plain words; the page's own is starred."""
    found = re.search(
        r'<h2 id="dossier">Dossier</h2>(<ol.*?</ol>)', (site / f"{name}.html").read_text(encoding="utf-8")
    )
    entries = re.findall(r"<li(.*?)</li>", found[1]) if found else []
    starred = ("* " * ("aria-current" in one) + re.sub(r"^[^>]*>|<[^>]*>", " ", one) for one in entries)
    return [" ".join(unescape(one).split()).replace(" ,", ",") for one in starred]


def test_a_page_tells_the_dossier_by_day_with_stages_and_what_follows_what(site: Path) -> None:
    assert _dossier(site, "ST-14000-2018-INIT") == [
        "13500/18 No subject is public Number only",
        "Proposal 12345/18 The proposal 12 September 2018 · COVER NOTE",
        "Working party 13000/18 First draft 1 October 2018 · Text not public",
        "Working party 13000/1/18 REV 1 Second draft 20 October 2018 · revises 13000/18 · follows 12345/18",
        "* Council 14000/18 Approach 12 November 2018 · 'A' ITEM NOTE · follows 13000/1/18 REV 1, 13500/18, 99/18",
        "15000/18 Of the same proposal 1 December 2018",
    ]


@pytest.mark.parametrize(
    "name", ["ST-12345-2018-INIT", "ST-13000-2018-INIT", "ST-13000-2018-REV-1", "ST-15000-2018-INIT"]
)
def test_from_wherever_one_comes_the_dossier_is_the_same(site: Path, name: str) -> None:
    def told(page: str) -> list[str]:
        return [one.removeprefix("* ") for one in _dossier(site, page)]

    assert told(name) == told("ST-14000-2018-INIT")


def test_what_is_not_public_says_nothing_of_its_dossier(site: Path) -> None:
    assert _dossier(site, "ST-16000-2018-INIT") == []
    whole = " ".join(page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    assert "Hidden" not in whole
    assert "13600/18" not in whole
    # What only the withheld text says of itself ties it to nothing.
    assert "13500" not in (site / "files/2018-0330-COD.html").read_text(encoding="utf-8")
