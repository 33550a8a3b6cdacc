"""Building a site again: what a change in the midst of a year touches, file by file, and that nothing else is."""

from pathlib import Path

import pytest
from conftest import Clerk
from registers_at_scale import write_register

PATH = "documents/2000/002/ST-200-2000-INIT.toml"
LISTS = {"years/2000.html", "years/2000-0xxx.html", "years/2000-2xx.html"}
CITING = {"ST-1-2000-REV-30.html", "ST-54-2000-COR-1.html", "ST-201-2000-INIT.html"}
CODES = {f"codes/{code}.html" for code in ("CSC", "PECHE", "PESC", "RELEX")}
FEEDS = {f"codes/{code}.xml" for code in ("CSC", "PESC", "RELEX")}
"""Of the codes that have so few documents that this one is among their newest."""


@pytest.fixture
def built(tmp_path: Path) -> Clerk:
    """A register of 600 documents of one year, and its site."""
    clerk = Clerk(tmp_path / "register")
    write_register(clerk.folder, 600)
    clerk.ok("site", "build", "-o", "../site")
    return clerk


def _touched(clerk: Clerk) -> set[str]:
    """What another build writes or takes out, seen from outside."""
    site = clerk.folder.parent / "site"

    def stamps() -> dict[str, tuple[int, int]]:
        files = (file for file in site.rglob("*") if file.is_file())
        return {str(f.relative_to(site)): (f.stat().st_ino, f.stat().st_mtime_ns) for f in files}

    before = stamps()
    clerk.ok("site", "build", "-o", "../site")
    after = stamps()
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_another_subject_touches_what_tells_of_it(built: Clerk) -> None:
    text = built.read(PATH)
    built.enter(PATH, text.replace("foreign direct investments - Approval", "foreign direct investments - Adoption"))

    assert _touched(built) == {
        *("ST-200-2000-INIT.html", "years/2000-2xx.html", "manifest.json", "search/2000/c8.js", "search/2000/w-a.js"),
        *CITING,
        *CODES,
        *FEEDS,
    }


def test_a_new_document_touches_its_family_its_words_and_the_counts(built: Clerk) -> None:
    options = ("--type", "NOTE", "--date", "2000-01-07", "--code", "PECHE")
    built.ok("add", "220/00 ADD 9", "--subject", "Progress report", *options)

    assert _touched(built) == {
        *(f"ST-220-2000-{suffix}.html" for suffix in ("INIT", "ADD-1", "ADD-9", "REV-1")),
        *("codes/PECHE.html", "manifest.json", "index.html", "years.html", "codes.html", *LISTS),
        # A text of the same dossier, whose page tells of the whole family.
        "ST-27-2000-REV-1.html",
        # Its card, and the words that it is found by, of which only the serial of its code is new to the register.
        *("search/2000/c8.js", *(f"search/2000/w-{first}.js" for first in "2anpr"), "search/words/w-p.js"),
    }
    assert not _touched(built)


def test_a_document_of_another_series_with_its_number_moves_none(built: Clerk) -> None:
    built.ok("add", "CM 200/00", "--subject", "Calendar", "--type", "NOTE", "--date", "2000-01-07")

    touched = _touched(built)

    assert not {path for path in touched if path.startswith("ST-")}
    assert {path for path in touched if path.startswith("search/2000/c")} - {"search/2000/contents.js"} == {
        "search/2000/c8.js"
    }
