"""An entry that turns out to be classified: what stays of it, where it is gone, and what is said of the rest."""

import gc
import json
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from clerks import colleague, hub_of
from conftest import DOCUMENTS, PROJECT, Answer, Clerk, prepared

from somei_cli.formats.notation.external_references import parse_external_reference
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.document import dump
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import (
    AccessEvent,
    AccessKind,
    Agenda,
    AgendaState,
    Allotment,
    Document,
    Meeting,
    SourceFile,
)
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items_and_follow_ups import FollowUp, Item
from somei_cli.model.references import OutsideReference, Reference, ReferenceKind

SECRET, RESTRICTED = "SECRET UE/EU SECRET", "RESTREINT UE/EU RESTRICTED"
WHY = "So says the cover"
CANARY = "zzcanary"
NUMBER = DocumentNumber.parse("6001/20")
PATH = str(path_of(NUMBER))
DAY = date(2020, 2, 3)


def words() -> Iterator[str]:
    at = 0
    while True:
        at += 1
        yield f"{CANARY}{at}q"


def full_document() -> Document:
    """An issued agenda, imported and released, with a word of its own in every place."""
    word = words()
    extra = ((next(word), next(word)),)
    item = Item(
        title=f"Threats: {next(word)}",
        number="1",
        by=next(word),
        documents=(DocumentNumber.parse("5001/20"),),
        result=next(word),
        summary=next(word),
        subitems=(Item(title=next(word)),),
        follow_ups=(FollowUp(next(word), next(word), DAY),),
        extra=extra,
    )
    return Document(
        number=NUMBER,
        type="NOTICE OF MEETING AND PROVISIONAL AGENDA",
        subject=f"Agenda on {next(word)}",
        date=DAY,
        place=next(word),
        languages=("en", next(word)),
        subject_codes=(CodeEntry.parse("COSI 12"),),
        interinstitutional_files=(parse_external_reference("2018/0330(COD)"),),
        originator=next(word),
        addressee=next(word),
        previous_documents=(DocumentNumber.parse("5001/20"),),
        commission_documents=(parse_external_reference("COM(2018) 631 final"),),
        note=next(word),
        source=SourceFile(f"{next(word)}.docx", "0" * 64, extra),
        allotted=Allotment("A Clerk", DAY, "0" * 32, next(word)),
        meeting=Meeting(next(word), date(2020, 3, 1), date(2020, 3, 2), extra),
        agenda=Agenda(AgendaState.ADOPTED, DAY, DAY, extra=extra),
        access=(
            AccessEvent(AccessKind.REFUSED, DAY, f"4.1a.1 {next(word)}", next(word)),
            AccessEvent(AccessKind.DECLASSIFIED, DAY),
            AccessEvent(AccessKind.RELEASED, DAY, "1", next(word)),
        ),
        references=(Reference(DocumentNumber.parse("5001/20"), ReferenceKind.CITES, "1", extra=extra),),
        outside_references=(OutsideReference(parse_external_reference("C-505/19"), item="1"),),
        items=(item,),
        waive=(("DATE001", next(word)),),
        extra=extra,
    )


@prepared
def noted(clerk: Clerk) -> Clerk:
    """The note of the issue: typed, unmarked, public."""
    clerk.ok("add", "6001/20", "--subject", f"Talks on {CANARY}", "--type", "NOTE", "--date", "2020-02-03")
    return clerk


@prepared
def filled(clerk: Clerk) -> Clerk:
    """A register with the full document, and one that it follows."""
    clerk.ok("add", "5001/20", "--subject", "Lamps", "--type", "NOTE", "--date", "2020-02-01")
    clerk.enter(PATH, dump(full_document()))
    return clerk


def raised(clerk: Clerk, *more: str, marking: str = SECRET) -> Answer:
    answer = clerk.run("classify", "6001/20", "--marking", marking, "-m", WHY, *more)
    assert answer.status == 0, answer
    # The index is open as long as the process of a command is, and is built anew by the next one.
    gc.collect()
    return answer


def everything_in(folder: Path) -> str:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return "\n".join(f"{file.name}\n{file.read_text(encoding='utf-8', errors='replace')}" for file in files)


def errors_of(clerk: Clerk) -> list[str]:
    return [f["code"] for f in json.loads(clerk.run("check", "--json").out)["records"] if f["severity"] == "error"]


def test_the_entry_is_raised_in_one_commit_with_its_reason(noted: Clerk) -> None:
    before = len(noted.log())

    answer = raised(noted)

    assert noted.log()[0] == f"Raise the marking of 6001/20 from none to {SECRET}"
    assert len(noted.log()) == before + 1
    message = noted.git("log", "-1", "--format=%B")
    assert f"Reason: {WHY}" in message
    assert noted.read(PATH) == f'number = "6001/20"\ntype = "NOTE"\ndate = 2020-02-03\nmarking = "{SECRET}"\n'
    assert CANARY not in answer.out + answer.err + message
    assert noted.git("status", "--porcelain") == ""


def test_two_sentences_say_what_is_left_and_who_is_told(noted: Clerk) -> None:
    answer = raised(noted)

    notes = [line for line in answer.err.splitlines() if line.startswith("note: ")]
    assert len(notes) == 2
    assert "is still in git's history, and in every clone" in notes[0]
    assert "security officer" in notes[1]
    page = notes[1].rpartition("somei help ")[2]
    assert "git filter-repo" in noted.ok("help", page)


def test_without_a_reason_nothing_is_taken_out(noted: Clerk) -> None:
    before = noted.read(PATH)

    answer = noted.run("classify", "6001/20", "--marking", SECRET)

    assert answer.status == 5
    assert "-m TEXT" in answer.err
    assert CANARY not in answer.out + answer.err
    assert noted.read(PATH) == before


def test_a_dry_run_shows_the_fields_and_writes_nothing(noted: Clerk) -> None:
    before, head = noted.read(PATH), noted.git("rev-parse", "HEAD")

    answer = raised(noted, "--dry-run", "--json")

    fields = {change["field"]: change for change in json.loads(answer.out)["records"][0]["changes"]}
    assert fields["marking"]["after"] == SECRET
    assert fields["subject"]["before"] == "(withheld)"
    assert CANARY not in answer.out + answer.err
    assert (noted.read(PATH), noted.git("rev-parse", "HEAD")) == (before, head)


@pytest.mark.parametrize("marking", [RESTRICTED, "EU CONFIDENTIAL", "S-UE", "TRES SECRET UE/EU TOP SECRET"])
def test_no_word_of_the_document_stays_in_the_entry(filled: Clerk, marking: str) -> None:
    answer = raised(filled, marking=marking)

    assert CANARY not in filled.read(PATH) + answer.out + answer.err
    entry = json.loads(filled.ok("show", "6001/20", "--json"))["records"][0]
    assert entry["date"] == "2020-02-03"
    assert entry["subject_codes"] == ["COSI 12"]
    assert entry["type"].startswith("NOTICE OF MEETING")
    assert entry["access"] == [{"kind": "refused", "on": "2020-02-03", "ground": "4.1a.1"}]
    assert not {"items", "note", "source", "originator", "addressee", "outside_references"} & entry.keys()


@pytest.mark.parametrize("marking", [RESTRICTED, SECRET])
def test_the_check_finds_no_error_in_what_is_left(filled: Clerk, marking: str) -> None:
    before = set(errors_of(filled))

    raised(filled, marking=marking)

    assert not set(errors_of(filled)) - before
    assert "MARK" not in filled.run("check", "--select", "MARK").out
    assert filled.run("check", "--history", "--select", "HIST").out.count(" error ") == 0


@pytest.mark.parametrize("marking", [RESTRICTED, SECRET])
def test_no_output_shows_it_any_more(filled: Clerk, marking: str) -> None:
    filled.ok("export", "-o", "../out")
    filled.ok("site", "build", "-o", "../site")
    assert CANARY in everything_in(filled.folder.parent / "out")
    assert CANARY in everything_in(filled.folder.parent / "site")

    raised(filled, marking=marking)

    filled.ok("export", "-o", "../out")
    filled.ok("site", "build", "-o", "../site")
    out = everything_in(filled.folder.parent / "out")
    assert CANARY not in out + everything_in(filled.folder.parent / "site")
    assert ("6001/20" in out) == (marking == RESTRICTED)
    assert filled.run("export", "check", "../out").status == 0
    assert filled.run("site", "check", "../site").status == 0
    assert filled.run("export", "--internal", "--format", "json").status == 5
    told = [filled.run(*line.split()) for line in ("calendar -o -", "list --json", "show 6001/20", "history 6001/20")]
    told += [filled.run("search", CANARY), filled.run("meeting", "list"), filled.run("followup", "list")]
    told += [filled.run("diff", "HEAD~1"), filled.run("export", "--diff", "HEAD~1..HEAD", "--json")]
    assert CANARY not in "".join(answer.out + answer.err for answer in told)


def test_an_earlier_commit_does_not_open_it(filled: Clerk) -> None:
    raised(filled)
    filled.ok("add", "5002/20", "--subject", "Lamps", "--type", "NOTE", "--date", "2020-02-01")

    told = filled.ok("export", "--format", "json", "--at", "HEAD~2")
    filled.ok("site", "build", "-o", "../old", "--at", "HEAD~2")

    assert CANARY not in told + everything_in(filled.folder.parent / "old")
    assert "5001/20" in told
    assert filled.run("site", "check", "../old").status == 0


def test_a_review_of_the_branch_does_not_quote_it(noted: Clerk) -> None:
    noted.git("checkout", "-qb", "raise")
    raised(noted)
    noted.git("checkout", "-q", "main")

    page = noted.run("review", "raise", "--base", "main", "--format", "markdown")

    assert "marking raised" in page.out
    assert CANARY not in page.out + page.err


def test_the_subject_of_a_restricted_document_stays_where_the_clerk_says_so(noted: Clerk) -> None:
    answer = noted.run("classify", "6001/20", "--marking", RESTRICTED, "--keep-subject")

    assert answer.status == 0, answer
    assert f'subject = "Talks on {CANARY}"' in noted.read(PATH)
    assert CANARY not in noted.ok("export", "--format", "json")
    refused = noted.run("classify", "6001/20", "--marking", SECRET, "--keep-subject", "-m", WHY)
    assert refused.status == 5
    assert "not even the subject" in refused.err
    assert noted.run("classify", "6001/20", "--keep-subject", "COSI").status == 2


def test_others_that_say_the_subject_are_named_and_not_touched(noted: Clerk) -> None:
    noted.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "7001/20")
    noted.ok("agenda", "add-item", "7001/20", f"Talks on {CANARY}.")
    noted.ok("add", "6001/20 ADD 1", "--subject", f"Annex to talks on {CANARY}", "--type", "NOTE")
    before = noted.read("documents/2020/070/ST-7001-2020-INIT.toml")

    answer = raised(noted)

    assert "The subject of 6001/20 also appears in 6001/20 ADD 1, 7001/20, which was not changed." in answer.err
    assert CANARY not in answer.err
    assert noted.read("documents/2020/070/ST-7001-2020-INIT.toml") == before


def test_several_documents_are_raised_at_once(noted: Clerk) -> None:
    noted.ok("add", "6002/20", "--subject", f"More {CANARY}", "--type", "NOTE", "--date", "2020-02-03")

    answer = noted.run("classify", "6001/20", "6002/20", "--marking", SECRET, "-m", WHY)

    assert answer.status == 0
    assert CANARY not in everything_in(noted.folder / "documents")
    assert "What 6001/20, 6002/20 said" in answer.err


def test_a_text_in_an_entry_that_is_marked_already_is_taken_out_as_well(noted: Clerk) -> None:
    noted.enter(PATH, noted.read(PATH) + f'marking = "{SECRET}"\n')
    assert errors_of(noted) == ["MARK003"]

    raised(noted)

    assert errors_of(noted) == []
    assert CANARY not in noted.read(PATH)


def test_undoing_does_not_bring_the_text_back_unless_somebody_says_why(noted: Clerk) -> None:
    before = noted.read(PATH)
    raised(noted)
    head = noted.git("rev-parse", "HEAD")

    answer = noted.run("undo")

    assert answer.status == 5
    assert "puts text of 6001/20 back that was removed as EU classified" in answer.err
    assert CANARY not in answer.out + answer.err
    assert noted.git("rev-parse", "HEAD") == head
    noted.ok("undo", "-m", "The cover was that of another paper")
    assert noted.read(PATH) == before
    assert "marking-lowered" in noted.ok("diff", "HEAD~1", "--json")
    assert noted.run("check", "--history").status == 0


def test_a_document_that_was_raised_by_mistake_is_brought_back_as_the_hints_say(noted: Clerk) -> None:
    before = noted.read(PATH)
    raised(noted)
    head = noted.git("rev-parse", "HEAD")
    noted.write("a.txt", (DOCUMENTS / "harbour_note.txt").read_text())

    lowered = noted.run("classify", "6001/20", "--marking", "LIMITE", "-m", "The cover was that of another paper")
    read_anew = noted.run("import", "a.txt", "--set", "number=6001/20", "--replace", "--accept-doubts")

    for answer in (lowered, read_anew):
        assert answer.status == 5
        assert "somei undo COMMIT -m TEXT" in answer.err
        assert "somei history 6001/20" in answer.err
    assert head[:10] in noted.ok("history", "6001/20")
    noted.ok("undo", head[:10], "-m", "The cover was that of another paper")
    assert noted.read(PATH) == before


def test_text_is_not_put_back_below_a_marking_that_stays(noted: Clerk) -> None:
    noted.enter(PATH, noted.read(PATH) + f'marking = "{SECRET}"\n')
    raised(noted)

    answer = noted.run("undo", "-m", "It was a mistake")

    assert answer.status == 5
    assert "that is not undone" in answer.err
    assert CANARY not in noted.read(PATH)


def test_no_text_is_read_into_a_classified_entry(clerk: Clerk) -> None:
    clerk.ok("import", str(DOCUMENTS / "harbour_note.txt"))
    number = json.loads(clerk.ok("list", "--json"))["records"][0]["number"]
    clerk.ok("classify", number, "--marking", SECRET, "-m", WHY)
    before = clerk.git("rev-parse", "HEAD")

    answer = clerk.run("import", str(DOCUMENTS / "harbour_note.txt"), "--replace")

    assert answer.status == 5
    assert "no text is read into its entry" in answer.err
    assert clerk.git("rev-parse", "HEAD") == before


def test_the_index_of_a_clone_forgets_its_words(noted: Clerk) -> None:
    assert noted.ok("search", CANARY)
    noted.ok("check")
    assert CANARY in everything_in(noted.folder / ".git/somei")

    raised(noted)

    noted.ok("list")
    assert CANARY not in everything_in(noted.folder / ".git/somei")
    assert noted.run("search", f"{CANARY}x").err.count(CANARY) <= 1


def test_the_copy_that_was_kept_of_its_file_goes(clerk: Clerk) -> None:
    clerk.write("../a.txt", (DOCUMENTS / "harbour_note.txt").read_text(encoding="utf-8"))
    clerk.ok("import", "../a.txt", "--keep-file", "--accept-doubts", "-m", "As read")
    number = json.loads(clerk.ok("list", "--json"))["records"][0]["number"]
    kept = clerk.folder / ".git/somei/files"
    assert len(list(kept.iterdir())) == 1
    words = ("classify", number, "--marking", SECRET, "-m", WHY)

    clerk.ok(*words, "--dry-run")
    assert len(list(kept.iterdir())) == 1
    answer = clerk.run(*words)

    assert list(kept.iterdir()) == []
    assert "The copy of its file that was kept in this clone was deleted." in answer.err


def test_the_server_takes_an_issued_agenda_that_turned_out_to_be_classified(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    asks = "[two_persons]\nlower_marking = true\nalter_agenda = true\n"
    filled.enter("somei.toml", filled.read("somei.toml") + asks)
    hub = hub_of(filled)
    filled.ok("nightly", "hub", "-o", str(hub / "hooks"))
    raised(filled)

    done = subprocess.run(["git", "push"], cwd=filled.folder, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert CANARY not in colleague(hub, "ada").read(PATH)


def test_a_note_written_meanwhile_does_not_come_into_a_raised_entry(clerk: Clerk) -> None:
    hub = hub_of(clerk)
    clerk.ok("add", "6001/20", "--subject", "Lamps", "--type", "NOTE", "--date", "2020-02-03", "--marking", "LIMITE")
    clerk.ok("sync")
    ada = colleague(hub, "ada")
    clerk.ok("classify", "6001/20", "--marking", SECRET, "-m", WHY)
    clerk.ok("sync")
    ada.enter(PATH, ada.read(PATH).replace("marking", f'note = "{CANARY}"\nmarking'))

    answer = ada.run("sync")

    assert answer.status == 5
    assert "6001/20" in answer.err
    assert "MARK002" in answer.err
    assert CANARY not in answer.err
    clerk.ok("sync")
    assert CANARY not in clerk.read(PATH)
