"""What agendas, meetings, follow-ups, access, requests, numbers and calendars show a person at a terminal."""

import re

import pytest
from conftest import SAMPLE, Clerk, prepared

TODAY = "2020-11-28"
AGENDA, REVISION, NOTE, LONG = "16000/20", "16000/1/20 REV 1", "6110/1/20 REV 1", "PE-CONS 24/1/24 REV 1 ADD 12 COR 2"
WORDS = "Operational cooperation in the Western Balkans, and what the Presidency will do of it before the summer"
WIDE_LETTERS = "国際刑事警察機構との協力についての共同声明"

SCREENS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("agenda", "show", AGENDA): (AGENDA, NOTE, "7120/20", "9999/20", LONG),
    ("agenda", "show", "15070/19"): ("15070/19",),
    ("agenda", "board", REVISION): (REVISION, NOTE, "9999/20", "LIMITE JUR", LONG),
    ("agenda", "compare", REVISION): (REVISION, AGENDA),
    ("agenda", "compare", "15100/20"): ("15100/20", "15000/20"),
    ("meeting", "list"): (AGENDA, "15100/20", "15070/19"),
    ("meeting", "list", "--wide"): (AGENDA, "15100/20", "15070/19"),
    ("meeting", "show", "SOMEI"): (REVISION, AGENDA),
    ("meeting", "show", "15100/20"): ("15000/20", "15100/20#2.1"),
    ("followup", "list", "--state", "all"): ("15100/20#2.1", "15100/20#1.1", "15070/19#4.1"),
    ("followup", "list", "--state", "all", "--wide"): ("15100/20#2.1", "15070/19#4.1"),
    ("followup", "scan", "15070/19"): ("15070/19",),
    ("access", "report"): (),
    ("access", "report", "--by", "code"): ("COSI", "ENFOPOL"),
    ("request", "list"): ("2020/1", "2020/2", NOTE),
    ("request", "show", "2020/2"): ("2020/2", NOTE, "15070/19", "LIMITE", LONG),
    ("request", "new", "7120/20"): ("7120/20",),
    ("number", "list"): ("WK 1/20", "WK 3/20"),
    ("number", "list", "--wide"): ("WK 1/20", "WK 3/20"),
    ("number", "list", "--gaps"): ("WK 2/20", "WK 4/20 to WK 6/20"),
    ("calendar",): ("15100/20#2.1",),
    ("agenda", "create", "-n", "COSI", "2021-05-05", "--number", "990/21"): ("990/21",),
    ("agenda", "add-item", "-n", REVISION, WORDS, "--doc", LONG, "--sub", WIDE_LETTERS): (LONG, NOTE),
    ("agenda", "withdraw-item", "-n", REVISION, "3", "--reason", WORDS): (NOTE,),
    ("agenda", "issue", "-n", REVISION, "--date", "2020-11-26"): (REVISION, AGENDA),
    ("agenda", "adopt", "-n", "14000/20", "--on", "2020-11-25", "--with", WORDS): ("14000/20",),
    ("agenda", "outcome", "-n", "15000/20", "--number", "15101/20", "--date", "2020-11-12"): ("15101/20", "15000/20"),
    ("followup", "add", "-n", WORDS, "--doc", "15100/20", "--item", "1", "--due", "2021-02-01"): ("15100/20#1.2",),
    ("followup", "move", "-n", "15100/20#2.1", "--due", "end of January 2021"): ("15100/20#2.1",),
    ("followup", "done", "-n", "15100/20#2.1", "--reason", WORDS): ("15100/20#2.1",),
    ("followup", "drop", "-n", "15100/20#2.1", "--reason", WORDS): ("15100/20#2.1",),
    ("followup", "carry", "-n", "17000/20"): ("17000/20", "15100/20#2.1"),
    ("followup", "scan", "-n", "15070/19", "--take", "1"): ("15070/19#2.1",),
    ("access", "-n", NOTE, "partly-release", "--ground", "4.1a.1", "--by", "WP"): (NOTE, "4.1a.1"),
    ("number", "reserve", "-n", "--count", "3", "--for", WORDS): ("WK 8/20", "WK 9/20", "WK 10/20"),
    ("number", "next", "-n"): ("WK 8/20",),
    ("number", "release", "-n", "WK 3/20", "--reason", WORDS): ("WK 3/20",),
    ("request", "new", "-n", NOTE, LONG, "--keep"): ("2020/3", NOTE, LONG),
}
"""Each screen, with what stands whole on it at any width."""

INTERNAL = re.compile(
    r"[a-z]_[a-z]|\bitems \S+ (?:title|number|subitems|documents|follow_ups)\b|\bsubitems\b|\bmeeting\.|"
    r"\bkind [a-z]+\b|\bdue_as_said\b|\.toml\b|BEGIN:|DTSTAMP"
)
ISO_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("SOMEI_TODAY", TODAY)


@prepared
def office(clerk: Clerk) -> Clerk:
    """An office with agendas, their outcome, follow-ups, requests, decisions on access, and numbers of its own."""
    clerk.enter("somei.toml", clerk.read("somei.toml").replace("own_series = []", 'own_series = ["WK"]'))
    clerk.ok("import", str(SAMPLE))
    clerk.ok("add", NOTE, "--subject", WORDS, "--type", "NOTE", "--date", "2020-11-10", "--marking", "LIMITE JUR")
    clerk.ok("add", "7120/20", "--subject", "Lab", "--type", "NOTE", "--date", "2020-03-03", "--code", "COSI 35")
    clerk.ok("add", LONG, "--subject", WORDS, "--date", "2024-03-01", "--marking", "LIMITE")
    clerk.ok("agenda", "create", "SOMEI", "2020-12-10", "--number", AGENDA)
    clerk.ok("agenda", "add-item", AGENDA, WORDS, "--doc", NOTE, "--doc", "7120/20", "--sub", WORDS, "--by", "Europol")
    clerk.ok("agenda", "add-item", AGENDA, WIDE_LETTERS, "--doc", "9999/20", "--doc", LONG, "--legislative")
    clerk.ok("agenda", "issue", AGENDA, "--date", "2020-11-20")
    clerk.ok("agenda", "revise", AGENDA)
    clerk.ok("agenda", "add-item", REVISION, "Late point", "--doc", "15070/19", "--at", "3")
    clerk.ok("agenda", "edit-item", REVISION, "2", "--title", "Other words of it")
    clerk.ok("agenda", "create", "COSI", "2020-11-04", "--number", "15000/20")
    clerk.ok("agenda", "issue", "15000/20", "--date", "2020-10-20")
    clerk.ok("agenda", "adopt", "15000/20", "--on", "2020-11-04")
    clerk.ok("agenda", "outcome", "15000/20", "--number", "15100/20", "--date", "2020-11-10")
    clerk.ok("agenda", "create", "SOMEI", "2020-11-25", "--number", "14000/20")
    clerk.ok("agenda", "issue", "14000/20", "--date", "2020-11-20")
    clerk.ok("agenda", "create", "COSI", "2021-01-13", "--number", "17000/20")
    due = (("15100/20", "2", WORDS, "2020-11-29"), ("15100/20", "1", "A paper", "2020-11-20"))
    for number, item, text, day in due:
        clerk.ok("followup", "add", text, "--doc", number, "--item", item, "--due", day, "--who", "Eurojust")
    clerk.ok("followup", "add", WIDE_LETTERS * 2, "--doc", "15070/19", "--item", "4")
    clerk.ok("followup", "drop", "15070/19#4.1", "--reason", "overtaken")
    clerk.ok("access", "7120/20", "release", "--on", "2020-06-02")
    clerk.ok("number", "reserve", "--count", "3", "--for", WORDS, "--year", "2020")
    clerk.ok("number", "release", "WK 2/20", "--reason", WORDS)
    clerk.ok("number", "reserve", "WK 7/20")
    clerk.ok("request", "new", "15070/19", "--received", "2020-10-01", "--keep")
    clerk.ok("request", "new", NOTE, "15070/19", LONG, "7120/20", "--received", "2020-11-27", "--keep")
    return clerk


def _screen(clerk: Clerk, *words: str) -> list[str]:
    answer = clerk.run(*words, "--no-input", terminal=True)
    assert answer.status in {0, 1}, (words, answer)
    return answer.out.splitlines()


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_screen_has_internal_names_or_cuts_a_number(
    office: Clerk, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", str(width))
    for words, whole in SCREENS.items():
        lines = _screen(office, *words)
        page = "\n".join(lines)
        assert not INTERNAL.search(page), (words, page)
        assert not ISO_DAY.search(page), (words, page)
        assert all(cell_len(line) <= width for line in lines), (words, page)
        assert not any(line.endswith(" ") for line in lines), (words, page)
        for text in whole:
            assert any(text in line for line in lines), (words, text, page)


def test_a_terminal_with_ascii_alone_gets_words(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("somei_cli.render.output.table.can_encode", str.isascii)
    monkeypatch.setattr("somei_cli.render.output.page.can_encode", str.isascii)

    for words in (("agenda", "board", REVISION), ("request", "show", "2020/2"), ("followup", "list")):
        assert not {"✓", "✗", "…", "·", "–"} & set("\n".join(_screen(office, *words))), words
    assert any(line.split()[:2] == ["x", "9999/20"] for line in _screen(office, "agenda", "board", REVISION))


# ---- agendas


def test_an_agenda_begins_with_its_meeting_and_ends_with_what_is_next(office: Clerk) -> None:
    title, subject, state, empty, first, *_, last = _screen(office, "agenda", "show", AGENDA)

    assert title.startswith(f"{AGENDA}  PROVISIONAL AGENDA  ")
    assert title.endswith("  SOMEI, 10 December 2020")
    assert subject == "Provisional agenda of the JHA Senior Officials Meeting EU-Interpol"
    assert state == f"provisional · issued 20 Nov 2020 · a draft revises it: {REVISION}"
    assert (empty, first) == ("", " 1  Adoption of the agenda")
    assert last.startswith("4 items · 4 documents, 1 not in the register")
    assert last.endswith(f"somei agenda board {AGENDA}")


def test_a_board_says_first_whether_all_is_ready(office: Clerk) -> None:
    lines = _screen(office, "agenda", "board", REVISION)

    assert lines[3].startswith("Not ready: 1 error, ")
    place = next(index for index, line in enumerate(lines) if NOTE in line)
    assert lines[place].split() == ["✓", *NOTE.split(), "10", "Nov", "2020", "LIMITE", "JUR"]
    assert lines[place + 1].strip().startswith("LIMITE JUR, but the agenda is not")
    assert any(re.fullmatch(r" +✗ 9999/20 +not registered", line) for line in lines)
    assert "✓ Ready: nothing is left to do." in _screen(office, "agenda", "board", "15000/20")


def test_a_comparison_counts_first_and_marks_what_changed(office: Clerk) -> None:
    title, *items, last = _screen(office, "agenda", "compare", REVISION)

    assert title == f"{REVISION} against {AGENDA}  1 added, 1 renamed, 3 as before"
    assert any(line.startswith(" +  2 bis  Late point  (added)") for line in items)
    assert any(line.startswith(" ~      2  Other words of it  (renamed, was") for line in items)
    assert last.endswith(f"somei compare {AGENDA} '{REVISION}'")
    assert office.run("agenda", "compare", REVISION, terminal=True).err == ""


def test_the_receipt_of_a_revision_comes_before_what_differs(office: Clerk) -> None:
    first, *lines = _screen(office, "agenda", "issue", REVISION, "--date", "2020-11-26")

    assert first.startswith(f"✓ Issued the agenda {REVISION}  ")
    title = f"  {REVISION} against {AGENDA}  1 added, 1 renamed, 3 as before"
    assert "    status            draft  →  issued" in lines
    assert lines.index(title) > lines.index("    status            draft  →  issued")
    assert sum(line.startswith(("   +", "   ~")) for line in lines) == 2


# ---- meetings, follow-ups


def test_a_meeting_has_a_line_and_the_next_is_named(office: Clerk) -> None:
    heading, *rows, last = _screen(office, "meeting", "list")

    assert heading.split() == ["DATE", "BODY", "AGENDA", "OUTCOME", "FOLLOW-UPS", "PRES."]
    assert any(row.split() == "4 Nov 2020 COSI 15000/20 adopted 15100/20 2 open, 1 overdue DE".split() for row in rows)
    assert last == "5 meetings · next: SOMEI in 12 days · somei meeting BODY · all columns: --wide"


def test_a_day_without_a_body_is_told_at_every_width(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    office.ok("add", "8654/20", "--subject", "S", "--date", "2020-02-02", "--on", "2020-02-02")

    for width in ("60", "100"):
        monkeypatch.setenv("COLUMNS", width)
        assert "8654/20" in "\n".join(_screen(office, "meeting", "list")), width


def test_a_meeting_begins_with_its_day_and_shows_documents_by_role(office: Clerk) -> None:
    title, name, _, agenda, outcome, *_ = _screen(office, "meeting", "show", "15100/20")

    assert title.startswith("COSI  ")
    assert title.endswith("4 November 2020, 24 days ago")
    assert name == "Standing Committee on Operational Cooperation on Internal Security"
    assert agenda == "AGENDA       15000/20  adopted  20 Oct 2020"
    assert outcome == "OUTCOME      15100/20  10 Nov 2020"


def test_the_page_of_an_adopted_agenda_says_that_once(office: Clerk) -> None:
    (line,) = [line for line in _screen(office, "show", "15000/20") if line.startswith("AGENDA")]

    assert line.count("adopted") == 1


def test_follow_ups_have_a_line_with_how_late_they_are(office: Clerk) -> None:
    heading, late, soon, *closed, last = _screen(office, "followup", "list", "--state", "all")

    assert heading.split() == ["FOLLOW-UP", "DUE", "STATE", "WHO", "AND", "WHAT"]
    assert late.split() == "15100/20#1.1 20 Nov 2020 8 days late Eurojust: A paper".split()
    assert soon.split()[:5] == "15100/20#2.1 29 Nov 2020 tomorrow".split()
    assert soon.endswith("…")
    assert [line.split()[:2] for line in closed] == [["15070/19#4.1", "dropped"]]
    assert last == "3 follow-ups · somei followup done ID · all columns: --wide"


def test_a_receipt_shows_the_follow_up_and_what_changed_of_it(office: Clerk) -> None:
    first, reason, follow_up, *changes = _screen(
        office, "followup", "move", "15100/20#1.1", "--due", "2021-03-02", "--reason", "they asked"
    )

    assert first.startswith("✓ Moved 15100/20#1.1, now due 2 Mar 2021  ")
    assert (reason, follow_up) == ("  reason: they asked", " ~  15100/20#1.1  Eurojust: A paper")
    assert changes == ["      due  20 Nov 2020  →  2 Mar 2021"]
    tried = _screen(office, "followup", "done", "-n", "15100/20#1.1")
    assert tried[0] == "Dry run, nothing was written: would record 15100/20#1.1 as done"


# ---- access, numbers, the calendar


def test_a_request_shows_its_day_and_a_sign_for_each_document(office: Clerk) -> None:
    title, reply, *lines = _screen(office, "request", "show", "2020/2")

    assert title.startswith("Request 2020/2  initial application")
    assert reply.startswith("REPLY BY     18 December 2020, in 20 days")
    assert "  ✓ public: can be sent at once" in lines
    assert any(line.startswith("  ! to be examined against Article 4") for line in lines)
    assert office.run("request", "show", "2020/2", "--format", "text", terminal=True).out == office.ok(
        "request", "show", "2020/2"
    )


def test_numbers_that_were_taken_stand_one_a_line_below_their_act(office: Clerk) -> None:
    first, *numbers = _screen(office, "number", "reserve", "--count", "2", "--for", "minutes", "--year", "2020")

    assert first.startswith("✓ Reserved WK 8/20, WK 9/20  ")
    assert numbers == ["    WK 8/20  minutes", "    WK 9/20  minutes"]


def test_gaps_are_counted_and_void_numbers_have_their_reason(office: Clerk) -> None:
    heading, void, missing, last = _screen(office, "number", "list", "--gaps")

    assert heading.split() == ["NUMBERS", "HOW", "MANY", "STATUS", "WHY"]
    assert void.split()[:4] == ["WK", "2/20", "1", "void"]
    assert missing.split() == "WK 4/20 to WK 6/20 3 missing".split()
    assert last == "3 missing, 1 void · enter one: somei add NUMBER --subject TEXT"
    assert office.run("number", "list", "--gaps", terminal=True).err == ""


def test_a_calendar_shows_the_days_to_come_and_its_file_is_made_by_name(office: Clerk) -> None:
    title, first, *_, last = _screen(office, "calendar")

    assert title == "3 dates to come"
    assert first.split()[:2] == ["tomorrow", "follow-up"]
    assert last.endswith("somei calendar -o somei.ics")
    assert "BEGIN:VCALENDAR" in office.ok("calendar")
    assert "BEGIN:VCALENDAR" in office.run("calendar", "-o", "-", terminal=True).out
    assert office.run("calendar", "-o", "x.ics", terminal=True).err.startswith("Wrote x.ics: ")


# ---- nothing yet


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (("meeting", "list"), "somei agenda create BODY DATE"),
        (("followup", "list"), "somei followup add TEXT --doc NUMBER --item N --due DAY"),
        (("request", "list"), "somei request new NUMBER --keep"),
        (("number", "list"), "somei help colleagues"),
        (("calendar",), "somei agenda create BODY DATE"),
    ],
    ids=str,
)
def test_an_empty_screen_says_what_to_do_first(clerk: Clerk, words: tuple[str, ...], command: str) -> None:
    answer = clerk.run(*words, terminal=True)

    assert answer.out == ""
    assert answer.err.splitlines()[-1] == f"  {command}"
    assert clerk.run(*words).err == clerk.run(*words, "-q").err == "" or words == ("calendar",)
