"""What a terminal shows after an act, a check, an import and a sync: reports in words, at every width."""

import os
import re
from pathlib import Path

import pytest
from conftest import SAMPLE, Clerk, prepared

AGENDA = "16000/26"
REVISION = "6110/1/20 REV 1"
UNDERSCORED = re.compile(r"[a-z]_[a-z]")
TOML_PATH = re.compile(r"\bitems \S+ (?:title|number|subitems|documents|follow_ups)\b|\bsubitems\b|\bmeeting\.")
WIDTHS = (40, 53, 60, 68, 80, 100, 140, 200)
WORDS = "Operational cooperation in the Western Balkans, and what the Presidency will do of it before the summer"


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")


@prepared
def office(clerk: Clerk) -> Clerk:
    """A clerk with a note and a draft agenda of three items."""
    clerk.ok("add", "7200/20", "--subject", "Lab", "--type", "NOTE", "--date", "2020-03-03", "--marking", "LIMITE")
    clerk.ok("import", str(SAMPLE))
    clerk.ok("agenda", "create", "SOMEI", "2026-12-10", "--number", AGENDA)
    clerk.ok("agenda", "add-item", AGENDA, "Cooperation Agreement", "--doc", "7120/20")
    return clerk


def _screen(clerk: Clerk, *words: str) -> list[str]:
    answer = clerk.run(*words, "--no-input", terminal=True)
    assert answer.status == 0, (words, answer)
    return (answer.out + answer.err).splitlines()


def test_a_receipt_reports_what_was_done_and_how_it_is_undone(office: Clerk) -> None:
    heading, *changes = _screen(office, "edit", "7200/20", "subject=Laboratory", "date=2020-03-04", "-m", "slip")

    commit = office.git("rev-parse", "--short=7", "HEAD")
    assert heading.split("  ")[0] == "✓ Edited the subject and the date of 7200/20"
    assert heading.endswith(f"{commit} · undo with: somei undo")
    assert changes == [
        "  reason: slip",
        "    subject  Lab  →  Laboratory",
        "    date     3 Mar 2020  →  4 Mar 2020",
    ]


def test_a_receipt_says_whether_the_act_is_sent(ada: Clerk) -> None:
    assert " · not sent yet · " in " ".join(_screen(ada, "edit", "15070/19", "place=Zagreb"))

    sent = _screen(ada, "classify", "15070/19", "CATS")
    assert sent[0] == "✓ Added subject codes to 15070/19"
    assert " · sent to origin/" in sent[1]
    assert "    somei sync" in sent
    assert "Your act was sent; 1 earlier act of yours is still only here." in " ".join(" ".join(sent).split())


def test_a_dry_run_says_so_first_and_what_would_be_done(office: Clerk) -> None:
    heading, *changes = _screen(office, "edit", "-n", "7200/20", "subject=Laboratory")

    assert heading == "Dry run, nothing was written: would edit the subject of 7200/20"
    assert changes == ["    subject  Lab  →  Laboratory"]


def test_a_status_and_a_marking_have_words_on_both_sides(office: Clerk) -> None:
    assert "    status  issued  →  withdrawn" in _screen(office, "withdraw", "7200/20", "-m", "superseded")
    office.ok("undo", "-m", "it is not")
    lowered = _screen(office, "classify", "7200/20", "--marking", "none", "--reason", "asked")
    assert "    marking  LIMITE  →  none" in lowered
    issued = _screen(office, "agenda", "issue", AGENDA, "--date", "2026-11-20")
    assert any(re.fullmatch(r" +status +draft  →  issued", line) for line in issued)


def test_a_new_document_has_no_empty_half(office: Clerk) -> None:
    _, *changes = _screen(office, "add", "7300/20", "--subject", "S", "--date", "2020-03-03")

    assert changes == ["    subject  S", "    date     3 Mar 2020"]


def test_acts_on_items_show_the_agenda_as_it_is_now(office: Clerk) -> None:
    added = _screen(office, "agenda", "add-item", AGENDA, "Counter Terrorism", "--at", "2", "--doc", REVISION)
    heading = " ".join(added[:2])
    assert heading.startswith(f"✓ Item 2 put on the agenda {AGENDA}")
    lines = [line for line in added if not line.startswith(("✓", "  " + office.git("rev-parse", "--short=7", "HEAD")))]
    assert [re.sub("  +", "  ", line) for line in lines if not line.startswith("note")] == [
        "  1  Adoption of the agenda",
        " +  2  Counter Terrorism  6110/1/20 REV 1",
        "  3  Cooperation Agreement  (was 2)  7120/20",
        "  4  Any other business  (was 3)",
    ]

    moved = _screen(office, "agenda", "move-item", AGENDA, "4", "--to", "2")
    assert [line for line in moved if line.startswith(" ~")] == [" ~  2  Any other business  (was 4)"]

    edited = _screen(office, "agenda", "edit-item", AGENDA, "2", "--title", "Other")
    assert " ~  2  Other" in edited
    assert "    item 2  Any other business  →  Other" in edited

    removed = _screen(office, "agenda", "remove-item", AGENDA, "3")
    assert any(line.startswith(" -  3  Counter Terrorism  (taken out)") for line in removed)
    assert any(line.startswith("    3  Cooperation Agreement  (was 4)") for line in removed)


def test_what_is_said_of_an_item_is_the_same_on_every_screen(office: Clerk) -> None:
    said = "information, legislative, poss., by Spain"
    options = ("--kind", "information", "--legislative", "--poss", "--by", "Spain")
    receipt = _screen(office, "agenda", "add-item", AGENDA, "Schengen", *options)

    assert any(f"Schengen  ({said})" in line for line in receipt)
    assert any(f"Schengen  ({said})" in line for line in _screen(office, "agenda", "show", AGENDA))
    assert said.replace("poss.", "(poss.)") in office.ok("agenda", "show", AGENDA)


def test_of_a_long_agenda_only_what_is_near_the_change_is_shown(office: Clerk) -> None:
    subs = [word for number in range(30) for word in ("--sub", f"Line {number}")]
    office.ok("agenda", "add-item", AGENDA, "Long", *subs)

    added = _screen(office, "agenda", "add-item", AGENDA, "New")

    assert any(re.fullmatch(r" +… \d+ lines as before", line) for line in added)
    assert any(line.startswith(" +  4  New") for line in added)
    assert not any("Line 3" in line.split("–")[-1] and line.endswith("Line 3") for line in added)


def test_quiet_leaves_what_changed(office: Clerk) -> None:
    assert _screen(office, "edit", "7200/20", "subject=Laboratory", "-q") == ["    subject  Lab  →  Laboratory"]


def test_a_pipe_gets_its_table_and_its_sentence(office: Clerk) -> None:
    answer = office.run("edit", "7200/20", "subject=Laboratory")

    assert answer.out == "document\tfield\tbefore\tafter\n7200/20\tsubject\tLab\tLaboratory\n"
    assert answer.err == f"Edit the subject of 7200/20 (commit {office.git('rev-parse', 'HEAD')[:10]})\n"


def test_a_check_shows_the_worst_first_and_counts_information(office: Clerk) -> None:
    office.ok("add", "7300/20", "--subject", "S", "--type", "AGENDA", "--date", "2020-03-03")

    *page, summary = _screen(office, "check")
    place = page.index("7300/20")
    assert [re.sub(r"(?<=warning) +", "  ", line) for line in page[place + 1 : place + 3]] == [
        "   ! AGD005  warning  an agenda without body and start of its meeting",
        "     Enter what is missing:",
    ]
    assert page[place + 3].startswith("     somei edit 7300/20 ")
    assert not any(" info " in line for line in page)
    assert re.search(r"\d notes? for information · somei check --info$", summary)

    for words in (("check", "--info"), ("check", "-v")):
        assert any(" CODE004  info" in line for line in _screen(office, *words)), words
    assert any(
        "CODE004  info" in line for line in office.run("check", "--fail-on", "info", terminal=True).out.split("\n")
    )


def test_a_comparison_shows_what_is_new_and_fixed_and_counts_the_rest(office: Clerk, tmp_path: Path) -> None:
    office.ok("add", "7300/20", "--subject", "S", "--type", "AGENDA", "--date", "2020-03-03")
    earlier = tmp_path / "earlier.json"
    earlier.write_text(office.run("check", "--json").out, encoding="utf-8")
    office.ok("edit", "7300/20", "body=SOMEI", "on=2020-04-01")
    office.ok("add", "7301/20", "--subject", "S", "--type", "AGENDA", "--date", "2020-03-03")

    page = _screen(office, "check", "--compare", str(earlier))

    assert page[:2] == ["NEW", "7301/20"]
    fixed = page[page.index("FIXED") :]
    assert fixed[1] == "7300/20"
    assert any(line.startswith("   ✓ AGD005  warning") for line in fixed)
    assert re.search(r"\d+ new \(\d warnings?, .*\), 1 fixed \(1 warning\), \d+ standing \(", " ".join(page))


def test_a_sync_says_what_would_happen_and_counts_what_it_lists(ada: Clerk) -> None:
    for place in ("Zagreb", "Luxembourg"):
        ada.ok("edit", "15070/19", f"place={place}")

    tried = _screen(ada, "sync", "-n")
    assert tried[0] == "Dry run, nothing was sent or taken over."
    assert re.fullmatch(r"2 acts on 1 document would go to origin/\w+", tried[1])
    assert len(tried) == 4
    assert all("Edited the place of 15070/19" in line for line in tried[2:])
    assert re.fullmatch(r"2 acts on 1 document went to origin/\w+", _screen(ada, "sync")[0])


@pytest.mark.parametrize("width", WIDTHS)
def test_no_screen_has_internal_names_or_cuts_a_number(
    office: Clerk, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    wanted = {
        ("import", "-n", str(SAMPLE)): ("COSI 254", "13735/19", "C-505/19", "LIMITE"),
        ("add", "-n", "7400/20", "--subject", WORDS, "--code", "ENFOPOL 532", "--body", "SOMEI"): ("ENFOPOL 532",),
        ("agenda", "add-item", "-n", AGENDA, WORDS, "--doc", REVISION, "--sub", WORDS): (REVISION, "7120/20"),
        ("agenda", "edit-item", "-n", AGENDA, "2", "--sub", WORDS, "--doc", REVISION): (REVISION,),
        ("agenda", "remove-item", "-n", AGENDA, "2"): ("7120/20",),
        ("xref", "add", "-n", "7200/20", REVISION, "--kind", "cites"): (f"cites {REVISION}",),
        ("followup", "add", "-n", WORDS, "--doc", "15070/19", "--item", "2", "--due", "end of July 2020"): (
            "15070/19#2.1",
        ),
        ("access", "15070/19", "refuse", "--on", "2020-02-14", "--ground", "4.1a.1", "--by", "WP", "-n"): ("4.1a.1",),
        ("check", "--info"): ("7200/20", "7120/20", "XREF001"),
    }
    for words, whole in wanted.items():
        lines = _screen(office, *words)
        screen = "\n".join(lines)
        for text in whole:
            assert text in screen, (words, lines)
        assert not UNDERSCORED.search(screen), (words, lines)
        assert not TOML_PATH.search(screen), (words, lines)
        page = office.run(*words, "--no-input", terminal=True).out.splitlines()
        assert all(len(line) <= width for line in page), (words, page)


def test_a_terminal_with_ascii_alone_gets_words(office: Clerk) -> None:
    ours, theirs = os.openpty()
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "TERM": "dumb"}
    done = office.process("edit", "7200/20", "subject=Laboratory", stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    shown = os.read(ours, 65_536).decode("ascii")
    os.close(ours)

    assert done.returncode == 0
    assert shown.startswith("OK Edited the subject of 7200/20")
    assert "Lab  ->  Laboratory" in shown


def test_colour_only_repeats_what_signs_and_words_say(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = office.run("check", "--info", terminal=True).out
    monkeypatch.delenv("NO_COLOR")
    coloured = office.run("check", "--info", terminal=True).out

    assert "\x1b[" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert "\x1b[" in coloured
