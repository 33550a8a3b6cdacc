"""What restricts a document is seen at its import, wherever it stands, and nothing restricted leaves the register."""

import json
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import PurePath

import pytest
from conftest import Clerk
from cover_pages import COVERS, FORMS, LEVELS, LIMITES, RESTRICTIONS
from fpdf import FPDF
from papers_docx import docx, p

COVER = (
    "Council of the European Union\nBrussels, 1 February 2020\n(OR. en)\n6001/20\n{above}NOTE\n{below}COSI 5\n"
    "From: General Secretariat\nTo: Delegations\nSubject: CANARY\n{foot}"
)


def page(above: str = "", below: str = "", foot: str = "") -> str:
    return COVER.format(above=above, below=below, foot=foot)


def exported(clerk: Clerk) -> str:
    clerk.run("export", "--format", "json", "-o", "out")
    return "".join(file.read_text() for file in sorted((clerk.folder / "out").rglob("*.json")))


def record(clerk: Clerk, *words: str, stdin: str = "") -> dict[str, object]:
    answer = clerk.run("import", *words, "--dry-run", "--json", stdin=stdin)
    (one,) = json.loads(answer.out)["records"]
    return dict(one)


def test_limite_below_the_heading_is_the_marking(clerk: Clerk) -> None:
    clerk.ok("import", "-", stdin=page(below="LIMITE\n"))

    assert '"marking":"LIMITE"' in clerk.ok("show", "6001/20", "--json").replace('": "', '":"')
    clerk.ok("export", "--format", "json", "-o", "out")
    assert "summary" not in exported(clerk)


@pytest.mark.parametrize(
    "words", ["NOT FOR PUBLICATION", "Strictly confidential", "TLP:RED", "NUR FÜR DEN DIENSTGEBRAUCH"]
)
def test_a_word_of_restriction_is_a_doubt_that_names_it(clerk: Clerk, words: str) -> None:
    answer = clerk.run("import", "-", stdin=page(below=f"{words}\n"))

    assert answer.status == 5
    assert f"“{words}”" in answer.err
    assert "line 6" in answer.err
    assert clerk.log() == ["Begin a register"] or len(clerk.log()) <= 1


def test_accepted_doubts_take_the_words_as_the_marking(clerk: Clerk) -> None:
    clerk.ok("import", "-", "--accept-doubts", stdin=page(below="NOT FOR PUBLICATION\n"))

    assert 'marking = "NOT FOR PUBLICATION"' in clerk.git("show")
    assert "CANARY" not in exported(clerk)


def test_a_watermark_that_the_page_does_not_show_is_a_doubt_that_names_its_place(clerk: Clerk) -> None:
    drawn = '<w:p><w:r><w:pict><v:shape xmlns:v="urn:v"><v:textpath string="LIMITE"/></v:shape></w:pict></w:r></w:p>'
    (clerk.folder / "x.docx").write_bytes(docx("".join(map(p, page().splitlines())), header=drawn))

    answer = clerk.run("import", "x.docx")

    assert answer.status == 5
    assert "“LIMITE” stands in the watermark" in answer.err


def test_places_that_differ_are_a_doubt_and_the_highest_counts(clerk: Clerk) -> None:
    one = record(clerk, "-", stdin=page(above="LIMITE\n", foot="\nCONFIDENTIAL\n"))

    doubts = [doubt["message"] for doubt in one["doubts"] if doubt["field"] == "marking"]  # type: ignore[attr-defined]
    assert one["document"]["marking"] == "CONFIDENTIAL"  # type: ignore[index]
    assert any("places differ" in message for message in doubts)


def test_a_given_marking_clears_the_doubt_about_the_one_found(clerk: Clerk) -> None:
    text = page(below="NOT FOR PUBLICATION\n")

    clerk.ok("import", "-", "--set", "marking=LIMITE", stdin=text)

    assert 'marking = "LIMITE"' in clerk.read("documents/2020/060/ST-6001-2020-INIT.toml")


def test_only_the_marking_of_an_entry_is_lowered_with_a_reason(clerk: Clerk) -> None:
    clerk.write("a.txt", page(above="LIMITE\n"))
    clerk.ok("import", "a.txt")

    refused = clerk.run("import", "a.txt", "--replace", "--set", "marking=none")

    assert refused.status == 5
    assert "6001/20: from LIMITE to no marking lowers the marking" in refused.err
    clerk.ok("import", "a.txt", "--replace", "--set", "marking=none", "-m", "the Presidency says so")


def test_reading_an_entry_anew_lowers_its_marking_only_with_a_reason(clerk: Clerk) -> None:
    clerk.write("a.txt", page())
    clerk.ok("import", "a.txt")
    clerk.ok("classify", "6001/20", "--marking", "LIMITE")

    refused = clerk.run("import", "a.txt", "--replace")
    tried = clerk.run("import", "a.txt", "--replace", "--dry-run")

    assert refused.status == tried.status == 5
    assert "6001/20: from LIMITE to no marking lowers the marking" in refused.err
    assert "-m TEXT" in refused.err
    assert 'marking = "LIMITE"' in clerk.read("documents/2020/060/ST-6001-2020-INIT.toml")
    clerk.ok("import", "a.txt", "--replace", "-m", "LIMITE was an error")
    assert "marking" not in clerk.read("documents/2020/060/ST-6001-2020-INIT.toml")
    assert "HIST006" not in clerk.run("check", "--history").out


@pytest.mark.parametrize(
    "name",
    [
        "SECRET UE note.txt",
        "RESTREINT UE draft.txt",
        "report on SECRET UE matters.txt",
        "RESTREINT UE/paper.txt",
        "nato secret.txt",
    ],
)
@pytest.mark.parametrize(
    "options", [(), ("--accept-doubts",), ("--replace", "--each"), ("--set", "marking=LIMITE", "-m", "x")]
)
def test_a_name_that_tells_of_a_level_refuses_the_file(clerk: Clerk, name: str, options: tuple[str, ...]) -> None:
    clerk.write(name, page())

    answer = clerk.run("import", name, *options)

    assert answer.status == 5
    assert "Nothing was stored" in answer.err
    assert "CANARY" not in clerk.git("log", "-p", "--all")


@pytest.mark.parametrize(
    "level", ["NATO SECRET", "COSMIC TOP SECRET", "WEU CONFIDENTIAL", "EURATOM SECRET", "UE RESTREINT"]
)
def test_levels_of_other_organisations_and_misspelt_ones_refuse_too(clerk: Clerk, level: str) -> None:
    answer = clerk.run("import", "-", "--accept-doubts", stdin=page(below=f"{level}\n"))

    assert answer.status == 5
    assert "CANARY" not in clerk.git("log", "-p", "--all")


@pytest.mark.parametrize(
    "line", ["classified EU RESTRICTED", "Classified as RESTREINT UE", "This paper contains EU SECRET information"]
)
def test_a_line_that_says_what_the_paper_is_refuses_it(clerk: Clerk, line: str) -> None:
    assert clerk.run("import", "-", stdin=page(foot=f"\n{line}\n")).status == 5


def test_a_marking_is_no_words_of_the_fields_around_it(clerk: Clerk) -> None:
    one = record(
        clerk, "-", stdin=page().replace("Delegations", "Delegations    LIMITE").replace("NOTE\n", "NOTE\nLIMITE\n")
    )

    document = one["document"]
    assert (document["to"], document["type"], document["marking"]) == ("Delegations", "NOTE", "LIMITE")  # type: ignore[index]
    assert one["doubts"] == []


def test_nothing_restricted_is_exported_and_nothing_classified_is_in_git(clerk: Clerk) -> None:
    # The setting that shows the text of imports without a marking: what is found must be enough by itself.
    clerk.write("somei.toml", clerk.read("somei.toml").replace('public_unmarked = "entry"', 'public_unmarked = "text"'))
    clerk.git("commit", "-qam", "Show unmarked imports\n\nReason: tried here")
    inbox = clerk.folder.parent / "inbox"
    inbox.mkdir()
    words: dict[str, str] = {}
    for form in ("text", "markdown", "html", "docx", "pdf"):
        for at, marking in enumerate((*LIMITES[:3], *RESTRICTIONS[:4], *LEVELS[:4])):
            places = list(FORMS[form](("CANARY", *COVERS["outcome"][1:]), marking))
            place, name, _ = places[(7 * at + len(form)) % len(places)]
            number = 7000 + len(words)
            cover = tuple(
                line.replace("6001/20", f"{number}/20").replace("The Presidency informed", f"CANARY{number} informed")
                for line in COVERS["outcome"]
                if not line.startswith(("COSI", "JAI"))
            )
            content = {where: data for where, _, data in FORMS[form](cover, marking)}.get(place)
            if content is not None:
                (inbox / f"{number}{name[name.rindex('.') :]}").write_bytes(content)
                words[f"CANARY{number}"] = f"{form}, {marking}, {place}"

    unmarked = "\n".join(COVERS["outcome"]).replace("The Presidency informed", "CANARY6001 informed")
    (inbox / "6001.txt").write_text(unmarked)

    clerk.run("import", str(inbox), "--accept-doubts")

    shown, history = exported(clerk), clerk.git("log", "-p", "--all")
    assert len(words) > 40
    assert "CANARY6001" in shown
    assert [where for word, where in words.items() if word in shown] == []
    levels = [word for word, where in words.items() if any(f", {level}, " in where for level in LEVELS)]
    assert [words[word] for word in levels if word in history] == []
    assert sum(word in history for word in words) > 20


def sheet(lines: list[str]) -> bytes:
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_page()
    pdf.set_font("Times", size=11)
    for at, line in enumerate(lines):
        pdf.text(70, 90 + 16 * at, line)
    return bytes(pdf.output())


AS_FILE: dict[str, Callable[[list[str]], bytes]] = {
    "txt": lambda lines: "\n".join(lines).encode(),
    "md": lambda lines: "  \n".join(lines).encode(),
    "html": lambda lines: ("<meta charset=utf-8>" + "".join(f"<p>{line}</p>" for line in lines)).encode(),
    "docx": lambda lines: docx("".join(map(p, lines))),
    "pdf": sheet,
}
# Texts with the LIMITE of another document, or of a sentence.
CITED = (
    "The Council released document 5678/18 LIMITE.",
    "See 9876/18 LIMITE, 9877/18 and 9878/18.",
    "The text is attached (doc. 5123/14 LIMITE).",
    "LIMITE: 45 documents; PUBLIC: 300 documents.",
    "2. Lamps|14759/18 JAI 1233|LIMITE",
    "2. Lamps|14759/18 JAI 1233 LIMITE",
    "2. Lamps 14759/18|LIMITE",
    "Documents which are marked|LIMITE are not released.",
    "Delegations asked whether the paper would remain LIMITE.",
    "Document LIMITE 5678/18 was released.",
    "Reference: WK 1234/2018 INIT LIMITE",
    "Reference: SN 12/18 LIMITE",
    "CM 145/18 LIMITE and DS 1450/18 LIMITE were circulated.",
    "5678/18 + ADD 1 LIMITE",
    "5678/1/18 REV 1 LIMITE",
    "doc. 5678/18 JAI 12 COSI 3|LIMITE",
    "5678/18 LIMITE|5679/18 LIMITE|5680/18 PUBLIC",
    "Documents: 5678/18 (LIMITE), 5679/18 (PUBLIC)",
    "6 documents LIMITE, 9 documents PUBLIC",
    "the paper of the Presidency (5678/18|LIMITE) was examined.",
    "The Council will discuss 5678/18|LIMITE.",
    "The NGO asked for 5678/18, LIMITE at the time.",
    "The vote shall be SECRET.",
    "Subject: Request for public access to document 5678/18 LIMITE",
    "Subject: Access to document 5678/18 (LIMITE)",
    "Subject: Access to documents LIMITE",
)
# Texts that speak of markings in a sentence that nobody needs to be asked about.
UNALARMING = (
    "Documents are released unless they are marked LIMITE.",
    "The number of LIMITE documents fell to 45 in 2017.",
    "LIMITE documents are handled under 11336/11.",
    "Guidelines on LIMITE were adopted in 11336/11.",
    "The Council took note of LIMITE document 5678/18.",
    "The marking LIMITE shall be used.",
    "Access: the document is LIMITE, the annex PUBLIC.",
    "He asked what LIMITE means.",
    "It was agreed that the report should no longer be LIMITE, but PUBLIC.",
    "A limited number of documents was released.",
    "The documents bear the marking RESTRICTED in the third state.",
    "Exchange of CONFIDENTIAL information with agencies.",
    "For internal use only: the lamp oil.",
    "The ballot was secret and the result confidential.",
    "Market-sensitive information is not to be published before 12.00.",
    "5678/18 SENSITIVE was withdrawn.",
    "Ordre du jour: documents LIMITE et PUBLIC.",
    "La date limite est le 3 mars.",
    "Subject: Public access to documents marked LIMITE",
    "Subject: Use of the marking LIMITE",
    "Subject: Rules on CONFIDENTIAL information",
    "Subject: Release of LIMITE documents",
)


def import_texts(clerk: Clerk, texts: Sequence[str], stamp: str) -> dict[str, tuple[str | None, list[str]]]:
    """The marking and the doubts about it, by format and text."""
    inbox = clerk.folder.parent / "inbox"
    inbox.mkdir()
    cases = list(product(AS_FILE, texts))
    for at, (form, text) in enumerate(cases):
        lines = page(above=stamp).replace("6001/20", f"{6001 + at}/20").splitlines()
        words = text.split("|")
        lines = [*lines[:-1], *words] if text.startswith("Subject") else [*lines, "", "1. First item", *words]
        (inbox / f"{at}.{form}").write_bytes(AS_FILE[form](lines))
    readings = {}
    for reading in json.loads(clerk.run("import", str(inbox), "--dry-run", "--json").out)["records"]:
        form, text = cases[int(PurePath(reading["file"]).stem)]
        doubts = [doubt["message"] for doubt in reading["doubts"] if doubt["field"] == "marking"]
        readings[f"{form}: {text}"] = reading["document"].get("marking"), doubts
    assert len(readings) == len(cases)
    return readings


@pytest.mark.parametrize("stamp", ["", "PUBLIC\n"])
def test_the_marking_of_another_document_or_of_a_sentence_is_a_doubt_and_not_the_documents_own(
    clerk: Clerk, stamp: str
) -> None:
    own = stamp.strip() or None
    readings = import_texts(clerk, CITED, stamp)

    assert {case: marking for case, (marking, _) in readings.items() if marking != own} == {}
    assert [case for case, (_, doubts) in readings.items() if len(doubts) != 1] == []
    assert [case for case, (_, doubts) in readings.items() if ("is stamped PUBLIC" in doubts[0]) is not bool(own)] == []


@pytest.mark.parametrize("stamp", ["", "PUBLIC\n"])
def test_words_about_markings_are_no_alarm(clerk: Clerk, stamp: str) -> None:
    readings = import_texts(clerk, UNALARMING, stamp)

    assert {case: found for case, found in readings.items() if found != (stamp.strip() or None, [])} == {}


def test_the_marking_beside_the_own_number_is_the_documents_own(clerk: Clerk) -> None:
    for words in ("6001/20 COSI 5 LIMITE", "6001/20\nLIMITE", "LIMITE 6001/20"):
        one = record(clerk, "-", stdin=page(foot=f"\n1. First item\n{words}\n"))
        assert (one["document"]["marking"], one["doubts"]) == ("LIMITE", [])  # type: ignore[index]


@pytest.mark.parametrize("place", ["10", "subject"])
def test_a_quoted_marking_is_cleared_and_keeps_its_words(clerk: Clerk, place: str) -> None:
    text = page(above="PUBLIC\n").replace("CANARY", "Access to document 5678/18 LIMITE")
    assert clerk.run("import", "-", stdin=text).status == 5

    clerk.ok("import", "-", "--quoted", place, "-m", "It is that of 5678/18", stdin=text)

    entry = clerk.git("show", "HEAD:documents/2020/060/ST-6001-2020-INIT.toml")
    assert 'subject = "Access to document 5678/18 LIMITE"' in entry
    assert 'marking = "PUBLIC"' in entry
    assert "[[doubts]]" not in entry


def test_a_quoted_line_of_the_letterhead_is_no_marking(clerk: Clerk) -> None:
    text = page(above="RESTREINT UE/EU RESTRICTED\n")

    clerk.ok("import", "-", "--quoted", "5", "-m", "The line only quotes the level", stdin=text)

    assert "marking" not in clerk.git("show", "HEAD:documents/2020/060/ST-6001-2020-INIT.toml")
