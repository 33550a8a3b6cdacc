"""Printing: what goes where, what is refused, and that what was printed reads back as the same entry."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import DOCUMENTS, SAMPLE, Clerk, prepared
from printed_documents import AGENDA, COUNCIL

from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml import document as codec

FORMS = {"text": "txt", "markdown": "md", "html": "html", "pdf": "pdf", "docx": "docx"}


@prepared
def agendas(registered: Clerk) -> Clerk:
    """A clerk whose register holds an outcome and two agendas."""
    for document in (AGENDA, COUNCIL):
        registered.enter(str(path_of(document.number)), codec.dump(document))
    return registered


def _entry(clerk: Clerk, path: str | Path) -> dict[str, Any]:
    answer = clerk.run("import", str(path), "--dry-run", "--json")
    assert answer.status in {0, 5}, answer
    (record,) = json.loads(answer.out)["records"]
    entry: dict[str, Any] = record["document"]
    del entry["source"]
    return entry


# ---- what is printed reads back


@pytest.mark.one_in(5)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", [SAMPLE.name, "agenda.txt", "notice.txt", "harbour_note.txt", "lamps_lines.txt"])
def test_what_is_printed_is_the_same_entry_when_it_is_read(clerk: Clerk, name: str, form: str) -> None:
    before = _entry(clerk, DOCUMENTS / name)
    given = () if "subject" in before else ("--set", "subject=Meeting", "--accept-doubts")
    clerk.ok("import", str(DOCUMENTS / name), *given)

    clerk.ok("show", before["number"], "-o", f"paper.{FORMS[form]}")

    assert _entry(clerk, f"paper.{FORMS[form]}") == ({**before, "subject": "Meeting"} if given else before)


@pytest.mark.parametrize("form", FORMS)
def test_a_drafted_agenda_keeps_its_items_on_paper(clerk: Clerk, form: str) -> None:
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "7511/20")
    clerk.ok("agenda", "add-item", "7511/20", "Lamps and keepers", "--sub", "Oil lamps", "--doc", "7512/20")

    clerk.ok("agenda", "print", "7511/20", "--as", form, "-o", "paper." + FORMS[form])

    read = _entry(clerk, f"paper.{FORMS[form]}")
    assert [item["title"] for item in read["items"]] == [
        "Adoption of the agenda",
        "Lamps and keepers",
        "Any other business",
    ]
    assert read["items"][1]["documents"] == ["7512/20"]
    assert read["meeting"]["start"] == "2020-06-10"


def test_a_draft_shows_the_text_that_stands_now(clerk: Clerk) -> None:
    clerk.ok("add", "7512/20", "--subject", "Oil")
    clerk.ok("add", "7512/1/20 REV 1", "--subject", "Oil")
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "7511/20")
    clerk.ok("agenda", "add-item", "7511/20", "Lamps", "--doc", "7512/20")

    assert "7512/1/20 REV 1" in clerk.ok("agenda", "print", "7511/20")


# ---- where it goes


def test_text_goes_to_standard_output(agendas: Clerk) -> None:
    text = agendas.ok("agenda", "print", "7511/1/20 REV 1")

    assert "(poss.) 6. Technological" in text
    assert text == agendas.ok("agenda", "print", "7511/1/20 REV 1", "--as", "text", "-o", "-")
    assert agendas.ok("show", "7511/1/20 REV 1", "--as", "text") == text
    assert agendas.ok("agenda", "print", "7511/1/20 REV 1", "--as", "html").startswith("<!DOCTYPE html>")


def test_a_file_is_never_printed_over_unless_asked(agendas: Clerk) -> None:
    agendas.write("a.txt", "mine")

    answer = agendas.run("agenda", "print", "14407/19", "-o", "a.txt")

    assert (answer.status, agendas.read("a.txt")) == (5, "mine")
    assert "--force" in answer.err
    assert agendas.run("agenda", "print", "14407/19", "-o", "a.txt", "--force").err == "Printed 14407/19 into a.txt\n"
    assert agendas.read("a.txt").startswith("Council of the")
    assert sorted(p.name for p in agendas.folder.glob("*a.txt*")) == ["a.txt"]


@pytest.mark.parametrize("form", ["md", "txt", "html"])
def test_what_is_restricted_is_printed_for_its_owner_alone(agendas: Clerk, form: str) -> None:
    for marking, is_for_all in (("LIMITE", False), ("none", True)):
        agendas.run("classify", "14407/19", "--marking", marking, "-m", "decided")
        agendas.ok("show", "14407/19", "-o", f"page.{form}", "--force")

        assert bool((agendas.folder / f"page.{form}").stat().st_mode & 0o077) == is_for_all, marking


def test_the_ending_of_the_file_tells_the_form(agendas: Clerk) -> None:
    for ending, start in (("pdf", b"%PDF-"), ("docx", b"PK"), ("html", b"<!DOC"), ("md", b"Council")):
        agendas.ok("show", "14407/19", "-o", f"a.{ending}")
        assert (agendas.folder / f"a.{ending}").read_bytes().startswith(start)
    refused = agendas.run("show", "14407/19", "-o", "a.odt")
    assert (refused.status, "“.odt” is not a format to print in." in refused.err) == (2, True)
    assert agendas.run("show", "14407/19", "-o", "a.doc").status == 2
    assert agendas.run("show", "14407/19", "--as", "paper").status == 2


def test_a_terminal_gets_no_bytes_but_a_pipe_does(agendas: Clerk) -> None:
    assert agendas.run("agenda", "print", "14407/19", "--as", "pdf", terminal=True).status == 2
    assert agendas.run("agenda", "print", "14407/19", "--as", "docx", terminal=True).status == 2
    assert agendas.process("agenda", "print", "14407/19", "--as", "pdf").stdout.startswith(b"%PDF-")


def test_two_printings_of_one_commit_are_the_same_bytes(agendas: Clerk) -> None:
    for form in FORMS:
        one = agendas.process("show", "15070/19", "--as", form, env={**_environment(), "TZ": "Asia/Tokyo"}).stdout
        two = agendas.process("show", "15070/19", "--as", form, env={**_environment(), "SOMEI_TODAY": "2033-01-01"})
        assert one == two.stdout, form


def _environment() -> dict[str, str]:
    import os

    return dict(os.environ)


# ---- what is refused


def test_what_must_not_be_printed_is_refused(agendas: Clerk) -> None:
    path = "documents/2019/150/ST-15070-2019-INIT.toml"
    for marking in ("SECRET UE/EU SECRET", "RESTREINT UE/EU RESTRICTED", "NATO 12"):
        agendas.write(path, agendas.read(path).replace('marking = "LIMITE"', f'marking = "{marking}"'))
        for form in FORMS:
            answer = agendas.run("show", "15070/19", "--as", form, "-o", "x")
            assert (answer.status, answer.out) == (5, ""), answer
            assert "it is never printed here" in answer.err
        agendas.git("checkout", "-q", path)
    assert not (agendas.folder / "x").exists()


def test_there_must_be_something_to_print(agendas: Clerk) -> None:
    path = "documents/2019/150/ST-15070-2019-INIT.toml"
    agendas.write(path, agendas.read(path).replace('number = "15070/19"\n', 'number = "15070/19"\nstatus = "void"\n'))

    assert agendas.run("show", "15070/19", "--as", "text").status == 5
    agendas.ok("add", "1/20", "--subject", "S")
    assert agendas.run("agenda", "print", "1/20").status == 4
    assert agendas.run("agenda", "print", "99/20").status == 4
    assert agendas.run("show", "1/20", "--as", "text", "-o", "nowhere/x").status == 4
    assert agendas.run("show", "1/20", "--as", "text", "--json").status == 2


@pytest.mark.parametrize(("form", "module", "extra"), [("pdf", "typst", "print"), ("docx", "docx", "docx")])
def test_a_missing_extra_is_named(
    agendas: Clerk, monkeypatch: pytest.MonkeyPatch, form: str, module: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    answer = agendas.run("agenda", "print", "14407/19", "--as", form)

    assert answer.status == 3
    assert f"needs the part “{extra}”" in answer.err
    assert f"[{extra}]" in answer.err.split("hint: ")[1]


# ---- the register's own style


def test_the_register_chooses_words_and_look(agendas: Clerk) -> None:
    agendas.write("templates/paper.toml", 'unit = "JAI.1"\ninstitution = ["Harbour Office"]\n')
    agendas.write("templates/paper.css", "h1 { color: navy }\n")

    assert agendas.ok("show", "15070/19", "--as", "text").startswith("Harbour Office")
    page = agendas.ok("show", "15070/19", "--as", "html")
    assert "h1 { color: navy }" in page
    assert "JAI.1" in page


@pytest.mark.parametrize(
    ("name", "text"),
    [("paper.toml", "font = 1"), ("paper.toml", "= ="), ("paper.css", "p { background: url(http://x) }")],
)
def test_a_style_that_is_none_is_named(agendas: Clerk, name: str, text: str) -> None:
    agendas.write(f"templates/{name}", text)

    answer = agendas.run("show", "15070/19", "--as", "html")

    assert (answer.status, answer.out) == (3, "")
    assert f"templates/{name}" in answer.err


def test_a_link_is_no_style(agendas: Clerk) -> None:
    (agendas.folder / "templates").mkdir()
    (agendas.folder / "templates/paper.css").symlink_to("/etc/hostname")

    assert agendas.run("show", "15070/19", "--as", "html").status == 3
