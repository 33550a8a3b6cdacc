"""Importing a document in another language adds to its entry: the title there, and the file."""

import json
import tomllib
from typing import Any

import pytest
from conftest import Clerk

ENGLISH = """Council of the European Union
Brussels, 13 February 2020
(OR. en)

7123/20

COSI 35

NOTE

From: Presidency
To: Delegations
Subject: Oil for lamps

Delegations will find below the state of play of the work.
"""
FRENCH = """Conseil de l'Union européenne
Bruxelles, le 13 février 2020
(OR. en)

7123/20

COSI 35

NOTE

Origine: la présidence
Destinataire: les délégations
Objet: Huile pour les lampes

Les délégations trouveront ci-joint l'état d'avancement des travaux dans ce dossier.
"""
GERMAN = """Rat der Europäischen Union
Brüssel, den 13. Februar 2020
(OR. en)

7123/20

COSI 35

VERMERK

Absender: Vorsitz
Empfänger: Delegationen
Betr.: Öl für Lampen

Die Delegationen erhalten anbei den Sachstand und werden um Prüfung gebeten.
"""


def entry(clerk: Clerk) -> dict[str, Any]:
    (path,) = (clerk.folder / "documents").rglob("ST-7123-2020-INIT.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def outcomes(clerk: Clerk, *words: str) -> dict[str, str]:
    records = json.loads(clerk.run("import", *words, "--json").out)["records"]
    return {file["file"]: file["outcome"] for record in records for file in record["files"]}


def languages(clerk: Clerk) -> list[str]:
    return [version["language"] for version in entry(clerk).get("versions", [])]


def test_another_language_adds_its_title_and_file_in_one_commit(clerk: Clerk) -> None:
    clerk.write("a.txt", ENGLISH)
    clerk.write("b.txt", FRENCH)
    clerk.ok("import", "a.txt")
    before = entry(clerk)

    clerk.ok("import", "b.txt")

    after = entry(clerk)
    (version,) = after.pop("versions")
    assert after == before
    assert version["language"] == "fr"
    assert version["title"] == "Huile pour les lampes"
    assert version["source"]["name"] == "b.txt"
    assert len(version["source"]["sha256"]) == 64
    assert clerk.log()[0] == "Import 7123/20"
    assert "fr: Huile pour les lampes" in clerk.ok("show", "7123/20")
    assert "7123/20" in clerk.ok("search", "huile")
    assert clerk.run("check").status == 0


def test_the_same_language_again_is_already_there_and_another_title_differs(clerk: Clerk) -> None:
    for name, text in (("a.txt", ENGLISH), ("b.txt", FRENCH), ("c.txt", FRENCH + "\n"), ("d.txt", GERMAN)):
        clerk.write(name, text)
    clerk.write("e.txt", FRENCH.replace("Huile pour", "Essence pour"))
    clerk.ok("import", "a.txt")
    assert outcomes(clerk, "b.txt", "--each") == {"b.txt": "language added"}
    log = clerk.log()

    assert clerk.run("import", "b.txt").status == 0
    assert clerk.run("import", "c.txt").status == 0
    assert clerk.log() == log
    different = clerk.run("import", "e.txt")
    assert different.status == 5
    assert "7123/20 is already in the register, with a different title in the language fr." in different.err
    assert "--replace" in different.err

    clerk.ok("import", "d.txt")
    clerk.ok("import", "e.txt", "--replace")
    assert [version["title"] for version in entry(clerk)["versions"]] == ["Öl für Lampen", "Essence pour les lampes"]
    assert entry(clerk)["subject"] == "Oil for lamps"


@pytest.mark.parametrize("names", [("a.txt", "b.txt", "c.txt"), ("c.txt", "b.txt", "a.txt")])
def test_of_files_in_several_languages_the_original_is_the_entry(clerk: Clerk, names: tuple[str, str, str]) -> None:
    for name, text in zip(names, (ENGLISH, FRENCH, GERMAN), strict=True):
        clerk.write(f"in/{name}", text.replace("(OR. en)", "(OR. fr)"))

    assert sorted(outcomes(clerk, "in").values()) == ["language added", "language added", "registered"]

    assert entry(clerk)["subject"] == "Huile pour les lampes"
    assert languages(clerk) == ["de", "en"]
    assert len(clerk.log()) == 2
    assert set(outcomes(clerk, "in").values()) == {"already there"}


def test_reading_the_entry_anew_keeps_the_other_languages(clerk: Clerk) -> None:
    clerk.write("a.txt", ENGLISH)
    clerk.write("b.txt", FRENCH)
    clerk.ok("import", "a.txt")
    clerk.ok("import", "b.txt")
    clerk.write("c.txt", ENGLISH.replace("Oil for lamps", "Oil for the lamps"))

    clerk.ok("import", "c.txt", "--replace")

    assert entry(clerk)["subject"] == "Oil for the lamps"
    assert languages(clerk) == ["fr"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("13 février 2020", "14 février 2020"),
        ("COSI 35", "COSI 36"),
        ("(OR. en)", "(OR. fr)"),
        ("COSI 35", "LIMITE\nCOSI 35"),
        (FRENCH, FRENCH[FRENCH.index("Bruxelles") : FRENCH.index("Origine")] + "Objet: Huile\n"),
    ],
)
def test_what_contradicts_the_entry_or_is_in_no_known_language_differs(clerk: Clerk, old: str, new: str) -> None:
    clerk.write("a.txt", ENGLISH)
    clerk.write("b.txt", FRENCH.replace(old, new))
    clerk.ok("import", "a.txt")

    answer = clerk.run("import", "b.txt", "--accept-doubts")

    assert answer.status == 5
    assert languages(clerk) == []


def test_a_classified_entry_keeps_no_title_in_another_language(clerk: Clerk) -> None:
    clerk.write("a.txt", ENGLISH)
    clerk.write("b.txt", FRENCH)
    clerk.ok("import", "a.txt")
    clerk.ok("import", "b.txt", "--keep-file")

    clerk.ok("classify", "7123/20", "--marking", "RESTREINT UE/EU RESTRICTED", "-m", "Found out")

    assert languages(clerk) == []
    assert not any((clerk.folder / ".git/somei/files").iterdir())


def test_a_difference_of_a_version_is_named_by_its_language(clerk: Clerk) -> None:
    clerk.write("a.txt", ENGLISH)
    clerk.write("b.txt", FRENCH)
    clerk.ok("import", "a.txt")
    clerk.ok("import", "b.txt")

    assert "versions fr title" in clerk.ok("diff", "HEAD~1..HEAD")
    assert "versions fr title" in clerk.ok("history", "7123/20")


def test_a_repeated_request_gives_each_file_its_document_again(clerk: Clerk) -> None:
    for name, text in (("a.txt", ENGLISH), ("b.txt", FRENCH)):
        clerk.write(f"in/{name}", text)
    clerk.write("in/c.txt", ENGLISH.replace("7123/20", "7124/20").replace("COSI 35", "COSI 36"))

    words = ("import", "in", "--request", "the-same", "--json")
    numbers = [
        [file["number"] for file in json.loads(clerk.ok(*words))["records"][0]["files"]] for _ in ("first", "again")
    ]

    assert numbers == [["7123/20", "7123/20", "7124/20"]] * 2
    assert len(clerk.log()) == 2


def test_each_language_may_have_a_commit_of_its_own(clerk: Clerk) -> None:
    for name, text in (("a.txt", ENGLISH), ("b.txt", FRENCH)):
        clerk.write(f"in/{name}", text)

    clerk.ok("import", "in", "--each")

    assert languages(clerk) == ["fr"]
    assert len(clerk.log()) == 3


def test_a_doubt_about_a_title_in_another_language_stays_with_the_entry(clerk: Clerk) -> None:
    clerk.write("a.txt", ENGLISH)
    clerk.write("b.txt", FRENCH.replace("13 février", "31 février").replace("Huile pour", "<b>Huile pour"))
    clerk.ok("import", "a.txt")

    clerk.ok("import", "b.txt", "--accept-doubts")

    assert languages(clerk) == ["fr"]
    # Of its date nothing enters.
    assert {doubt["field"] for doubt in entry(clerk)["doubts"]} == {"versions"}
    clerk.ok("edit", "7123/20", "--confirm", "versions")
    assert "doubts" not in entry(clerk)
