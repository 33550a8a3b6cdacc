"""The site of a register: what is built, how it changes, and what a check of it finds."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import pytest
from conftest import PROJECT, SAMPLE_ENTRIES, Clerk, prepared, set_day

AGENDA, OUTCOME = "ST-13735-2019-INIT.html", "ST-15070-2019-INIT.html"


@prepared
def sample(clerk: Clerk) -> Clerk:
    """A register with the two sample documents, one more that is public, and one whose text is not."""
    for file in SAMPLE_ENTRIES:
        clerk.enter(str(file.relative_to(PROJECT / "register")), file.read_text(encoding="utf-8"))
    options = ("--type", "NOTE", "--date", "2019-12-01", "--code", "COSI", "--body", "SOMEI", "--on", "2019-12-04")
    clerk.ok("add", "14001/19", "--subject", "Exchange of biometric findings", *options)
    clerk.ok("add", "14002/19", "--subject", "Closed cooperation", *options, "--marking", "LIMITE")
    clerk.ok("xref", "add", "14001/19", "14002/19", "--kind", "cites")
    return clerk


def _files(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def _built(clerk: Clerk, *words: str) -> dict[str, bytes]:
    clerk.ok("site", "build", "-o", "../site", *words)
    return _files(clerk.folder.parent / "site")


def _words(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.decode()).split())


def test_a_document_has_its_page_for_good(sample: Clerk) -> None:
    files = _built(sample)

    page = _words(files["ST-14001-2019-INIT.html"])
    for told in ("14001/19 Exchange of biometric findings", "1 December 2019", "COSI", "cites 14002/19"):
        assert told in page
    assert b'href="ST-14002-2019-INIT.html"' in files["ST-14001-2019-INIT.html"]
    back = _words(files["ST-14002-2019-INIT.html"])
    assert "is cited by 14001/19 Exchange of biometric findings" in back
    assert "Text not public" in back
    listed = {"codes/COSI.html", "bodies/SOMEI.html", "years/2019.html", "index.html", "search.html", "feed.xml"}
    assert listed < files.keys()


def test_a_page_says_whether_access_was_refused_or_nobody_has_decided(sample: Clerk) -> None:
    page = "ST-14002-2019-INIT.html"
    undecided = _words(_built(sample)[page])
    sample.ok("access", "14002/19", "refuse", "--ground", "4.1a.1")
    refused = _words(_built(sample)[page])

    assert "nothing has been decided on access to its text" in undecided
    assert "access to its text was refused" in refused
    assert "efused" not in undecided


def test_what_is_not_public_is_nowhere(sample: Clerk) -> None:
    sample.ok("add", "14003/19", "--subject", "Drafted zebra", "--type", "NOTE", "--date", "2019-12-01")
    path = "documents/2019/140/ST-14003-2019-INIT.toml"
    sample.enter(path, sample.read(path).replace("type =", 'status = "draft"\ntype =', 1))
    sample.write("documents/2019/140/ST-14004-2019-INIT.toml", 'number = "14004/19"\nsubject = "Uncommitted zebra"\n')

    files = _built(sample)

    whole = b"".join(files.values()) + "".join(files).encode()
    # Follow-ups of a LIMITE outcome, notes, names of sources, drafts, what is not committed, who committed.
    for word in (
        b"questionnaire",
        b"by the end of January",
        b"Known only",
        b"15070-19.md",
        b"zebra",
        b"14003",
        b"14004",
        b"A Clerk",
    ):
        assert word not in whole


def test_the_same_commit_gives_the_same_bytes(sample: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _built(sample)
    monkeypatch.setenv("SOMEI_TODAY", "2024-01-01")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    sample.ok("site", "build", "-o", "../other")

    assert _files(sample.folder.parent / "other") == first


def test_only_what_changed_is_touched(sample: Clerk) -> None:
    before = _built(sample)
    stamps = {p: (sample.folder.parent / "site" / p).stat().st_ino for p in before}
    sample.ok("add", "9/20", "--subject", "Fisheries", "--type", "NOTE", "--date", "2020-01-01", "--code", "PECHE")

    after = _built(sample)

    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {
        "ST-9-2020-INIT.html",
        *("codes.html", "codes/PECHE.html", "codes/PECHE.xml", "feed.xml", "index.html", "manifest.json"),
        *("search/2020/c0.js", "search/2020/contents.js", "search/2020/w-.js"),
        *("search/contents.js", "search/words/w-.js", "years.html", "years/2020.html"),
    }
    untouched = {p for p in before if (sample.folder.parent / "site" / p).stat().st_ino == stamps[p]}
    assert untouched >= before.keys() - changed


def test_pages_that_are_gone_are_taken_out(sample: Clerk) -> None:
    sample.ok("add", "9/20", "--subject", "Fisheries", "--type", "NOTE", "--date", "2020-01-01", "--code", "PECHE")
    assert "codes/PECHE.html" in _built(sample)

    after = _built(sample, "--at", "HEAD~1")

    assert not {path for path in after if "PECHE" in path or ("2020" in path and path.startswith(("ST-9", "search")))}
    assert not (sample.folder.parent / "site/search/2020").exists()


def test_a_dry_run_writes_nothing(sample: Clerk) -> None:
    answer = sample.run("site", "build", "-o", "../site", "--dry-run")

    assert answer.status == 0
    assert f"new\t{OUTCOME}\t" in answer.out
    assert answer.err.startswith("Would show in ../site: 4 public documents of commit ")
    assert not (sample.folder.parent / "site").exists()


def test_one_document_is_one(clerk: Clerk) -> None:
    clerk.ok("add", "9/20", "--subject", "Fisheries", "--type", "NOTE", "--date", "2020-01-01")

    assert ": 1 public document of commit " in clerk.run("site", "build", "-o", "../site").err


def test_a_missing_folder_above_the_site_is_named_with_how_to_make_it(sample: Clerk) -> None:
    answer = sample.run("site", "build", "-o", "../no/site")

    assert answer.status == 4
    assert "hint: Make it with: mkdir -p " in answer.err


def test_the_summary_for_machines(sample: Clerk) -> None:
    told = json.loads(sample.ok("site", "build", "-o", "../site", "--json"))
    again = json.loads(sample.ok("site", "build", "-o", "../site", "--json"))

    assert told["schema"] == "somei/site-build/1"
    (first,), (second,) = told["records"], again["records"]
    assert (first["documents"], first["new"], first["changed"], first["gone"]) == (4, first["files"], 0, 0)
    assert (second["new"], second["same"], second["changes"]) == (0, first["files"], [])
    assert first["commit"] == sample.git("rev-parse", "HEAD")


@pytest.mark.parametrize("what", ["file", "folder", "link"])
def test_a_folder_with_other_files_is_refused(sample: Clerk, what: str) -> None:
    folder = sample.folder.parent / "site"
    (folder / "deep").mkdir(parents=True)
    if what == "file":
        (folder / "letter.txt").write_text("mine")
    elif what == "folder":
        (folder / "deep/letter.txt").write_text("mine")
    else:
        (folder / OUTCOME).symlink_to(folder.parent / "elsewhere")

    answer = sample.run("site", "build", "-o", "../site")

    assert (answer.status, answer.out) == (5, "")
    assert "hint: Name an empty or a new folder." in answer.err
    assert not (folder / "index.html").exists()
    assert not (folder.parent / "elsewhere").exists()


def test_a_build_that_was_cut_off_is_gone_on_with(sample: Clerk) -> None:
    whole = _built(sample)
    folder = sample.folder.parent / "site"
    (folder / "manifest.json").unlink()
    (folder / ".somei-building").write_text("\n".join(whole) + "\n")
    (folder / OUTCOME).write_bytes(b"half")
    (folder / ".somei-draft-1").write_bytes(b"half")

    assert _built(sample) == whole


def test_a_file_that_nobody_can_read_stops_it(sample: Clerk) -> None:
    sample.enter("documents/2019/140/ST-14009-2019-INIT.toml", "number = \n")

    answer = sample.run("site", "build", "-o", "../site")

    assert answer.status == 3
    assert "ST-14009-2019-INIT.toml" in answer.err
    assert not (sample.folder.parent / "site").exists()


def test_a_disk_that_refuses_leaves_no_page_half_written(sample: Clerk) -> None:
    limit = ("sh", "-c", 'export PYTHONDONTWRITEBYTECODE=1; ulimit -f 2; exec "$@"', "sh")

    done = sample.process("site", "build", "-o", "../site", before=limit)

    folder = sample.folder.parent / "site"
    written = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert (done.returncode, b"The site cannot be written" in done.stderr) == (3, True)
    whole = _built(sample)
    pages = {str(path.relative_to(folder)): page for path, page in written.items() if path.name[:7] != ".somei-"}
    assert pages == {path: whole[path] for path in pages}


def test_wrong_words(sample: Clerk) -> None:
    assert sample.run("site", "build").status == 2
    assert sample.run("site", "build", "-o", "../no/site").status == 4
    assert sample.run("site", "build", "-o", "../site", "--at", "nowhere").status == 4
    for own in ("documents", "documents/site", "requests/site", ".git/site", "somei.toml"):
        assert sample.run("site", "build", "-o", own).status == 5
    assert sample.git("status", "--porcelain") == ""
    answer = sample.run("site", "check", "..")
    assert (answer.status, "it has no manifest.json" in answer.err) == (3, True)


def test_feeds_and_calendars_can_be_read(sample: Clerk) -> None:
    files = _built(sample)

    feed = ET.fromstring(files["codes/COSI.xml"])
    atom = "{http://www.w3.org/2005/Atom}"
    entries = {entry.findtext(f"{atom}id"): entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")}
    assert entries["urn:x-somei:ST-14001-2019-INIT"] == "14001/19 Exchange of biometric findings"
    calendar = icalendar.Calendar.from_ical(files["bodies/SOMEI.ics"])
    (event,) = calendar.walk("VEVENT")
    assert not event.errors
    assert event["summary"] == "SOMEI: JHA Senior Officials Meeting EU-Interpol"
    assert "Paper 14001/19: Exchange of biometric findings" in event["description"]
    assert max(len(line) for line in files["meetings.ics"].split(b"\r\n")) <= 75


ATOM = "{http://www.w3.org/2005/Atom}"
URN = re.compile(r"urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:(?:[A-Za-z0-9()+,.:=@;$_!*'-]|%[0-9a-fA-F]{2})+", re.ASCII)
"""RFC 2141, by which readers of feeds judge ids."""


def test_the_ids_of_feeds_are_urns(sample: Clerk) -> None:
    feeds = [ET.fromstring(page) for path, page in _built(sample).items() if path.endswith(".xml")]

    ids = [feed.findtext(f"{ATOM}id", "") for feed in feeds]
    assert len(ids) == len(set(ids)) > 3
    for feed in feeds:
        assert [entry.text for entry in feed.iter(f"{ATOM}id") if not URN.fullmatch(entry.text or "")] == []


def test_two_registers_share_no_id_of_a_feed(sample: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an address of the site, too."""
    set_day(monkeypatch, "2020-02-15")
    own = ET.fromstring(_built(sample)["feed.xml"]).findtext(f"{ATOM}id", "")
    manifest = json.loads((sample.folder.parent / "site/manifest.json").read_text())
    other = sample.folder.parent / "other"
    Clerk(other.parent).ok("init", "other")
    Clerk(other).ok("site", "build", "-o", "../other_site")

    ids = {own, ET.fromstring((other.parent / "other_site/feed.xml").read_text()).findtext(f"{ATOM}id", "")}

    first = sample.git("rev-list", "--max-parents=0", "HEAD")
    assert own == f"urn:x-somei:{first[:12]}:register"
    assert (manifest["first_commit"], len(ids)) == (first, 2)
    assert sample.run("site", "check", "../site").status == 0


def test_a_shallow_clone_builds_a_site_without_its_first_commit(sample: Clerk) -> None:
    sample.ok("add", "1/20", "--subject", "Lamps")
    shallow = sample.folder.parent / "shallow"
    sample.git("clone", "-q", "--depth=1", f"file://{sample.folder}", str(shallow))
    clone = Clerk(shallow)

    clone.ok("site", "build", "-o", "../shallow_site")

    assert b"<id>urn:x-somei:register</id>" in (shallow.parent / "shallow_site/feed.xml").read_bytes()
    assert clone.run("site", "check", "../shallow_site").status == 0


BASE = "https://register.example.org/it's&more/"


def test_feeds_have_whole_addresses_if_the_site_has_one(sample: Clerk) -> None:
    without_base, files = _built(sample), _built(sample, "--base", BASE.removesuffix("/"))

    feeds = {path: ET.fromstring(page) for path, page in files.items() if path.endswith(".xml")}
    assert {path for path in files if files[path] != without_base[path]} == {*feeds, "manifest.json"}
    for path, feed in feeds.items():
        assert feed.findtext(f"{ATOM}id") == BASE + path
        links = {link.attrib.get("rel", ""): link.attrib["href"] for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == BASE + path
        for link in feed.iter(f"{ATOM}link"):
            assert link.attrib["href"].removeprefix(BASE) in files
    entry_ids = [entry.findtext(f"{ATOM}id") for entry in feeds["feed.xml"].iter(f"{ATOM}entry")]
    assert entry_ids == re.findall(r"<id>(urn:x-somei:ST[^<]*)", without_base["feed.xml"].decode())
    answer = sample.run("site", "check", "../site")
    assert (answer.status, answer.out) == (0, "path\tmessage\n")
    assert answer.err.endswith(f"The feeds name it as {BASE}\n")


def test_a_feed_that_leads_to_another_site_is_found(sample: Clerk) -> None:
    _built(sample, "--base", BASE)
    feed = sample.folder.parent / "site/feed.xml"
    feed.write_text(feed.read_text().replace("https://register.example.org", "https://elsewhere.test"))

    answer = sample.run("site", "check", "../site")

    assert answer.status == 1
    assert "feed.xml\tleads out: https://elsewhere.test" in answer.out


@pytest.mark.parametrize("base", ["urn:x:", "register.example.org", "javascript:x", "https://a/?b", ""])
def test_what_is_not_the_address_of_a_site_is_refused(sample: Clerk, base: str) -> None:
    assert sample.run("site", "build", "-o", "../site", "--base", base).status == 2
    assert not (sample.folder.parent / "site").exists()
    folder = sample.folder.parent / "site"
    _built(sample, "--base", BASE)
    manifest = json.loads((folder / "manifest.json").read_text()) | {"base": base}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert sample.run("site", "check", "../site").status == 3


def test_a_sound_site_is_proved(sample: Clerk) -> None:
    _built(sample)
    sample.ok("add", "9/20", "--subject", "Fisheries", "--type", "NOTE", "--date", "2020-01-01")

    answer = sample.run("site", "check", "../site")

    assert (answer.status, answer.out) == (0, "path\tmessage\n")
    assert answer.err.startswith("Compared ")


LEAKS = {
    "a withheld word": ("about.html", lambda text: text + "<p>A questionnaire</p>", "holds what is withheld (1 word)"),
    "an outside link": ("index.html", lambda text: text + '<a href="https://zebra.test">', "leads out: https"),
    "a hidden host": (
        "index.html",
        lambda text: text + "<IMG SRC=//elsewhere.test/a>",
        "leads out: //elsewhere.test/a",
    ),
    "a withheld address": (
        "index.html",
        lambda text: text + '<a href="https://elsewhere.test/questionnaire">',
        "leads out: …",
    ),
    "code": ("index.html", lambda text: text + "<p onclick='a()'>", "holds an attribute “onclick”"),
    "a lost page": ("index.html", lambda text: text + '<a href="no.html">', "leads to no.html, which is not there"),
    "a style sheet": ("site.css", lambda text: text + "@import 'a';", "fetches something"),
    "the search index": (
        "search/2019/c560.js",
        lambda text: text.replace("Closed", "Questionnaire"),
        "holds what is withheld",
    ),
    "a script": ("search/contents.js", lambda text: text + "alert(1)", "is not a file of the search index"),
}


@pytest.mark.parametrize("case", LEAKS, ids=str)
def test_what_was_planted_is_found(sample: Clerk, case: str) -> None:
    _built(sample)
    path, plant, told = LEAKS[case]
    file = sample.folder.parent / "site" / path
    file.write_text(plant(file.read_text(encoding="utf-8")), encoding="utf-8")

    answer = sample.run("site", "check", "../site", "--json")

    assert answer.status == 1
    faults = [(record["path"], record["message"]) for record in json.loads(answer.out)["records"]]
    assert {path} == {where for where, _ in faults}
    assert {"is not as the manifest has it", "is not what the commit gives"} <= {what for _, what in faults}
    assert any(what.startswith(told) for _, what in faults), faults
    assert "uestionnaire" not in answer.out + answer.err


def test_files_too_many_and_too_few_are_found(sample: Clerk) -> None:
    _built(sample)
    folder = sample.folder.parent / "site"
    (folder / "questionnaire.txt").write_text("x")
    (folder / "about.html").unlink()

    answer = sample.run("site", "check", "../site")

    assert answer.status == 1
    for line in (
        "questionnaire.txt\twas put there by no build",
        "questionnaire.txt\tholds what",
        "about.html\tis missing",
    ):
        assert line in answer.out


def test_a_commit_that_is_not_here_cannot_be_proved(sample: Clerk) -> None:
    _built(sample)
    file = sample.folder.parent / "site/manifest.json"
    file.write_text(file.read_text().replace(sample.git("rev-parse", "HEAD"), "0" * 40))

    answer = sample.run("site", "check", "../site")

    assert (answer.status, answer.out) == (3, "")
    assert "not in this clone" in answer.err


def test_a_forged_manifest_does_not_help(sample: Clerk) -> None:
    _built(sample)
    folder = sample.folder.parent / "site"
    page = folder / "about.html"
    page.write_text(page.read_text() + "<p>Public words only</p>")
    manifest = json.loads((folder / "manifest.json").read_text())
    import hashlib

    manifest["files"]["about.html"] = {
        "sha256": hashlib.sha256(page.read_bytes()).hexdigest(),
        "bytes": page.stat().st_size,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))

    assert "about.html\tis not what the commit gives" in sample.run("site", "check", "../site").out


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": "somei/site/1"}', "\x00"])
def test_a_manifest_that_is_none(sample: Clerk, text: str) -> None:
    folder = sample.folder.parent / "site"
    folder.mkdir()
    (folder / "manifest.json").write_text(text)

    for words in (("site", "check", "../site"), ("site", "build", "-o", "../site")):
        answer = sample.run(*words)
        assert (answer.status, answer.out) == (3, "")


# ---- the words of the pages


def test_a_page_names_fields_and_references_as_the_screens_do(clerk: Clerk) -> None:
    clerk.enter("documents/2019/140/ST-14001-2019-INIT.toml", FULL_ENTRY)
    clerk.ok("add", "14000/19", "--subject", "Lamps", "--type", "NOTE", "--date", "2019-11-30")

    page = _built(clerk)["ST-14001-2019-INIT.html"].decode()

    names = re.findall(r"<dt>([^<]*)</dt>", page)
    assert names == [
        *("Date", "Place", "From", "To", "Meeting", "Subject codes", "Interinstitutional files", "No. prev. doc."),
        *("No. Cion doc.", "Languages", "Access", "Identifier"),
    ]
    words = _words(page.encode())
    for said in (
        "No. prev. doc. 14000/19",
        "24 and 25 November 2019",
        "References to other texts cites C-505/19 implements",
        "Lamps poss. presented by Presidency",
        "The Committee took note. more oil; more keepers. a) Noted.",
        "summarises 14000/19 Lamps",
    ):
        assert said in words, words
    assert not re.search(r"[a-z]+_[a-z]+", re.sub(r"<[^>]*>", " ", page))
    assert "<p>The Committee took note.</p>" in page
    assert "<li>more oil;</li><li>more keepers.</li>" in page


FULL_ENTRY = '''number = "14001/19"
type = "NOTE"
subject = "Lamps of the north"
date = 2019-12-01
place = "Brussels"
languages = [
    "en",
]
subject_codes = [
    "COSI 1",
]
interinstitutional_files = [
    "2018/0330(COD)",
]
from = "Presidency"
to = "Delegations"
previous_documents = [
    "14000/19",
]
commission_documents = [
    "COM(2018) 631 final",
]

[meeting]
body = "SOMEI"
start = 2019-11-24
end = 2019-11-25

[[references]]
to = "14000/19"
kind = "summarises"

[[outside_references]]
to = "C-505/19"
kind = "cites"

[[outside_references]]
to = "32016R0679"
kind = "implements"

[[items]]
number = "1"
title = "Lamps"
possible = true
by = "Presidency"
summary = """
The Committee took note.
- more oil;
- more keepers.

a) Noted.
"""
'''
