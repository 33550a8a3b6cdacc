"""What restricts a document is seen at its import, wherever it stands, and nothing restricted leaves the register."""

import json

import pytest
from conftest import Clerk
from cover_pages import COVERS, FORMS, LEVELS, LIMITES, RESTRICTIONS
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


def test_a_lower_marking_than_the_one_found_needs_a_reason(clerk: Clerk) -> None:
    text = page(below="NOT FOR PUBLICATION\n")
    refused = clerk.run("import", "-", "--set", "marking=LIMITE", stdin=text)
    higher = clerk.run("import", "-", "--set", "marking=SECRET", "--dry-run", stdin=page(above="LIMITE\n"))

    assert refused.status == 5
    assert "-m" in refused.err
    assert higher.status == 0
    clerk.ok("import", "-", "--set", "marking=LIMITE", "-m", "the Presidency says so", stdin=text)
    assert "the Presidency says so" in clerk.git("log", "-1", "--format=%B")


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


def test_a_quoted_line_of_the_letterhead_is_no_marking(clerk: Clerk) -> None:
    text = page(above="RESTREINT UE/EU RESTRICTED\n")

    clerk.ok("import", "-", "--quoted", "5", "-m", "The line only quotes the level", stdin=text)

    assert "marking" not in clerk.git("show", "HEAD:documents/2020/060/ST-6001-2020-INIT.toml")
