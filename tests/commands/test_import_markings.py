"""What restricts a document is seen at its import, wherever it stands, and nothing restricted leaves the register."""

import json
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import product
from pathlib import PurePath

import pikepdf
import pytest
from conftest import Clerk
from cover_pages import COVERS, FORMS, LEVELS, LIMITES, RESTRICTIONS
from fpdf import FPDF
from papers_docx import docx, p, packed, run, unpacked

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


LEVEL = "SECRET UE/EU SECRET"
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def _paper(*more: str) -> bytes:
    return docx("".join(map(p, page().splitlines())) + "".join(more))


def _form(data: str) -> str:
    field = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    return f"<w:p>{field.format('begin', f'<w:ffData>{data}</w:ffData>')}{field.format('end', '')}</w:p>"


def _drop_down(chosen: int) -> str:
    entries = f'<w:listEntry w:val="none"/><w:listEntry w:val="{LEVEL}"/>'
    return _form(f'<w:ddList><w:result w:val="{chosen}"/>{entries}</w:ddList>')


def _drawing(inside: str) -> str:
    drawn = f"<w:drawing><a:graphic {_A}><a:graphicData>{inside}</a:graphicData></a:graphic></w:drawing>"
    return f"<w:p>{run('The lamps of the north')}<w:r>{drawn}</w:r></w:p>"


def _embedded(name: str, content: bytes) -> bytes:
    return packed({**unpacked(_paper()), f"word/embeddings/{name}": content})


def _workbook(words: str) -> bytes:
    return packed({"xl/sharedStrings.xml": f'<sst xmlns="urn:x"><si><t>{words}</t></si></sst>'})


def _web_page(more: str) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in page().splitlines())
    return f"<html><head><meta charset=utf-8></head><body>{lines}{more}</body></html>".encode()


def _watermark(words: Sequence[str]) -> bytes:
    pdf = FPDF(unit="pt", format="A4")
    pdf.add_page()
    pdf.set_font("Times", size=11)
    for at, line in enumerate(page().splitlines()):
        pdf.text(70, 90 + 16 * at, line)
    with pdf.rotation(45, 300, 400):
        pdf.set_font("Helvetica", size=40)
        for at, line in enumerate(words):
            pdf.text(100, 400 + 50 * at, line)
    return bytes(pdf.output())


def _stamped(name: str) -> bytes:
    with pikepdf.open(BytesIO(sheet(page().splitlines()))) as opened, BytesIO() as out:
        kinds = {"Type": pikepdf.Name.Annot, "Subtype": pikepdf.Name.Stamp, "Name": pikepdf.Name(f"/{name}")}
        stamp = pikepdf.Dictionary(**kinds, Rect=[100, 700, 300, 740], F=4)
        opened.pages[0].Annots = opened.make_indirect(pikepdf.Array([opened.make_indirect(stamp)]))
        opened.save(out)
        return out.getvalue()


REAL_PLACES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "chosen entry of a form": ("x.docx", lambda: _paper(_drop_down(1))),
    "default text of a form": (
        "x.docx",
        lambda: _paper(_form(f'<w:textInput><w:default w:val="{LEVEL}"/></w:textInput>')),
    ),
    "drawing in a paragraph": ("x.docx", lambda: _paper(_drawing(f"<a:t>{LEVEL}</a:t>"))),
    "paragraph of a drawing": (
        "x.docx",
        lambda: _paper(_drawing("<a:p><a:r><a:t>SECRET UE</a:t></a:r><a:r><a:t>/EU SECRET</a:t></a:r></a:p>")),
    ),
    "workbook": ("x.docx", lambda: _embedded("Book1.xlsx", _workbook(LEVEL))),
    "word art of a page that Word saved": (
        "x.html",
        lambda: _web_page(f'<!--[if gte vml 1]><v:shape><v:textpath string="{LEVEL}"/></v:shape><![endif]-->'),
    ),
    "value for a style sheet": ("x.html", lambda: _web_page(f"<p style=\"--mark: '{LEVEL}'\">x</p>")),
    "watermark over two lines": ("x.pdf", lambda: _watermark(["classified RESTREINT", "UE"])),
    "watermark over two lines, second half": ("x.pdf", lambda: _watermark(["document is EU", "SECRET"])),
    "one word a line": ("x.txt", lambda: page(foot="\nTRES\nSECRET\nUE/EU\nTOP\nSECRET\n").encode()),
}


@pytest.mark.parametrize("place", REAL_PLACES)
def test_a_level_is_refused_where_a_real_file_shows_it(clerk: Clerk, place: str) -> None:
    name, build = REAL_PLACES[place]
    (clerk.folder / name).write_bytes(build())

    answer = clerk.run("import", name, "--accept-doubts")

    assert (answer.status, "Nothing was stored" in answer.err) == (5, True)
    assert "CANARY" not in clerk.git("log", "-p", "--all")


def test_an_entry_of_a_form_that_is_not_chosen_is_no_marking(clerk: Clerk) -> None:
    (clerk.folder / "x.docx").write_bytes(_paper(_drop_down(0)))

    assert record(clerk, "x.docx")["doubts"] == []


@pytest.mark.parametrize("words", ["LIMITE", "SECRET"])
def test_the_words_of_a_drawing_are_not_glued_to_its_paragraph(clerk: Clerk, words: str) -> None:
    (clerk.folder / "x.docx").write_bytes(_paper(_drawing(f"<a:t>{words}</a:t>")))

    assert record(clerk, "x.docx")["document"]["marking"] == words  # type: ignore[index]


@pytest.mark.parametrize("name", ["SBConfidential", "TopSecret", "NotForPublicRelease", "SBNotForPublicRelease"])
def test_a_stamp_of_the_pdf_standard_is_a_doubt(clerk: Clerk, name: str) -> None:
    (clerk.folder / "x.pdf").write_bytes(_stamped(name))

    (doubt,) = record(clerk, "x.pdf")["doubts"]  # type: ignore[misc]
    assert (doubt["field"], "in the stamp" in doubt["message"]) == ("marking", True)  # type: ignore[index]


@pytest.mark.parametrize("name", ["SBApproved", "Draft", "ForPublicRelease", "SBFinal"])
def test_a_stamp_that_restricts_nobody_is_no_alarm(clerk: Clerk, name: str) -> None:
    (clerk.folder / "x.pdf").write_bytes(_stamped(name))

    assert record(clerk, "x.pdf")["doubts"] == []


@pytest.mark.parametrize("name", ["mail.msg", "oleObject1.bin", "paper.pdf"])
def test_a_file_that_was_put_into_another_and_is_not_read_is_a_doubt(clerk: Clerk, name: str) -> None:
    (clerk.folder / "x.docx").write_bytes(_embedded(name, b"%PDF-1.7 or a mail"))

    (doubt,) = record(clerk, "x.docx")["doubts"]  # type: ignore[misc]
    assert (doubt["field"], doubt["words"]) == ("source", name)  # type: ignore[index]


def test_a_workbook_and_an_old_equation_are_no_alarm(clerk: Clerk) -> None:
    (clerk.folder / "x.docx").write_bytes(_embedded("Book1.xlsx", _workbook("Lamps")))
    (clerk.folder / "y.docx").write_bytes(_embedded("oleObject1.bin", "Equation Native".encode("utf-16-le")))

    assert [record(clerk, name)["doubts"] for name in ("x.docx", "y.docx")] == [[], []]


@pytest.mark.parametrize(
    "words",
    [
        "SICRÉIDEACH",
        "AN-SICRÉIDEACH",
        "L-OGĦLA SEGRETEZZA",
        "STG. CONFIDENTIEEL",
        "BEGRÄNSAD TILLGÅNG",
        "ΠΕΡΙΟΡΙΣΜΕΝΗΣ ΔΙΑΝΟΜΗΣ",
        "SENSITIVE NON CLASSIFIED",
        "UN CONFIDENTIAL",
        "Interno",
    ],
)
@pytest.mark.parametrize("place", ["above", "below", "foot"])
def test_words_of_other_houses_are_a_doubt(clerk: Clerk, words: str, place: str) -> None:
    one = record(clerk, "-", stdin=page(**{place: f"\n{words}\n"}))

    assert "marking" in {doubt["field"] for doubt in one["doubts"]}  # type: ignore[attr-defined]


def test_a_quoted_line_of_the_letterhead_is_no_marking(clerk: Clerk) -> None:
    text = page(above="RESTREINT UE/EU RESTRICTED\n")

    clerk.ok("import", "-", "--quoted", "5", "-m", "The line only quotes the level", stdin=text)

    assert "marking" not in clerk.git("show", "HEAD:documents/2020/060/ST-6001-2020-INIT.toml")
