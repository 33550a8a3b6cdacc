"""What list, show, search, history, log, status and blame show a person at a terminal; pipes are as they were."""

import json
import re
from itertools import takewhile

import pytest
from conftest import Clerk, prepared

from somei_cli.formats.toml.fields import SHAPES
from somei_cli.render.output.field_names import name_field

SCREENS = (
    ("list",),
    ("list", "--wide"),
    ("show", "15070/19"),
    ("show", "15070/19", "--text"),
    ("search", "terrorism"),
    ("history", "15070/19"),
    ("history", "15070/19", "--full"),
    ("history", "15070/19", "--fields", "field,before,after"),
    ("log",),
    ("log", "--wide"),
    ("status",),
    ("blame", "15070/19"),
    ("blame", "15070/19", "--wide"),
)
LONG = "Provisional agenda of the meeting of the senior officials, see 13735/19 and COSI 254 and more of the same"
ADDRESS = re.compile(r" *https://\S+")


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")


@prepared
def office(registered: Clerk) -> Clerk:
    """The sample with a history of its own, and a document of each kind."""
    registered.ok("edit", "15070/19", "subject=Summary of the discussions", "-m", "as printed")
    registered.ok("followup", "add", "A letter", "--doc", "15070/19", "--item", "2", "--who", "Eurojust")
    registered.ok("xref", "add", "15070/19", "13735/19", "--kind", "cites")
    registered.ok("add", "13735/19", "--subject", LONG, "--type", "PROVISIONAL AGENDA", "--date", "2019-11-07")
    registered.ok("add", "7122/20", "--subject", "Innovation", "--marking", "LIMITE", "--date", "2020-04-02")
    registered.ok("withdraw", "7122/20", "-m", "issued twice")
    registered.ok("agenda", "create", "SOMEI", "2020-12-02", "--number", "9/20")
    return registered


def _lines(clerk: Clerk, *words: str) -> list[str]:
    answer = clerk.run(*words, terminal=True)
    assert answer.status == 0, (words, answer)
    return answer.out.splitlines()


# ---- no internal name


@pytest.mark.parametrize("words", SCREENS, ids=" ".join)
@pytest.mark.parametrize("width", ["40", "80", "120"])
def test_no_internal_name_is_on_a_screen(
    office: Clerk, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    text = "\n".join(_lines(office, *words))

    assert "_" not in text
    assert not re.search(r"\bitems [0-9]+\b|\bsubitems\b|\bkind [a-z]+\b|\bsha256\b", text)
    # An address is never broken.
    assert [line for line in text.splitlines() if len(line) > int(width) and not ADDRESS.fullmatch(line)] == []


PLACES = {
    "document": "",
    "source": "source ",
    "version": "versions fr ",
    "allotment": "allotted ",
    "meeting": "meeting ",
    "agenda": "agenda ",
    "item": "items 2 ",
    "follow_up": "items 2 follow_ups 1 ",
}


def test_every_key_of_a_file_has_a_name_in_words() -> None:
    for shape, place in PLACES.items():
        for path in (f"{place}{field.key}" for field in SHAPES[shape].fields):
            assert "_" not in name_field(path), path
            assert path == "items" or not name_field(path).startswith("items"), path


@pytest.mark.parametrize("words", SCREENS, ids=" ".join)
def test_plain_terminals_get_plain_letters(
    office: Clerk, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr("somei_cli.render.output.table.can_encode", str.isascii)

    out = "\n".join(_lines(office, *words))

    assert "\x1b" not in out
    assert not {"…", "→", "·"} & set(out)


# ---- list


def test_a_list_has_a_line_for_each_document(office: Clerk) -> None:
    heading, *rows, last = _lines(office, "list")

    assert heading.split() == ["NUMBER", "DATE", "MARKING", "TYPE", "SUBJECT"]
    assert [row.split("  ")[0].strip() for row in rows] == ["13735/19", "15070/19", "9/20", "7122/20"]
    assert rows[1] == "15070/19  13 Feb 2020  LIMITE   outcome  Summary of the discussions"
    assert rows[2].split()[:2] == ["9/20", "draft"]
    assert rows[3].split()[:3] == ["7122/20", "withdrawn", "LIMITE"]
    assert last == "4 documents · somei show NUMBER · all columns: --wide"


def test_a_list_has_a_line_for_each_document_at_sixty_columns_too(
    office: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    _, *rows, _ = _lines(office, "list")

    assert [row.split()[0] for row in rows] == ["13735/19", "15070/19", "9/20", "7122/20"]
    assert rows[0].endswith("…")


@pytest.mark.parametrize(
    ("width", "shown"), [(80, "notice of mee…  "), (100, "notice of meeting  "), (120, "notice of meeting  ")]
)
def test_a_type_is_cut_only_if_room_is_short(
    office: Clerk, monkeypatch: pytest.MonkeyPatch, width: int, shown: str
) -> None:
    office.ok("add", "CM 8/20", "--subject", "Notice", "--type", "NOTICE OF MEETING AND PROVISIONAL AGENDA")
    monkeypatch.setenv("COLUMNS", str(width))

    (row,) = (line for line in _lines(office, "list") if line.startswith("CM 8/20"))

    assert shown in row


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("words", [("list", "--wide"), ("search", "--wide", "provisional")])
def test_a_wide_list_has_subject_and_codes_below_each_entry(
    office: Clerk, monkeypatch: pytest.MonkeyPatch, width: int, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    lines = _lines(office, *words)
    start = next(index for index, line in enumerate(lines) if line.startswith("13735/19"))
    below = list(takewhile(lambda line: line.startswith("  "), lines[start + 1 :]))

    assert lines[start].split() == "13735/19 7 Nov 2019 PROVISIONAL AGENDA".split()
    assert " ".join(line.strip() for line in below).startswith(LONG)
    if words[0] == "list":
        assert any(line.split() == "7122/20 2 Apr 2020 LIMITE withdrawn".split() for line in lines)


@pytest.mark.parametrize("width", range(68, 140, 3))
def test_a_subject_is_cut_but_no_number_or_code_in_it(
    office: Clerk, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    (row,) = (line for line in _lines(office, "list") if line.startswith("13735/19"))
    subject = row.partition("agenda   ")[2] or row[35:]

    assert subject.endswith("…") or subject == LONG
    assert "13735/1…" not in row
    assert not re.search(r"(?:13735|COSI)(?: ?[0-9/]*)…", row.replace("13735/19…", "").replace("COSI 254…", ""))


def test_what_is_not_in_force_is_dim(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")

    lines = office.run("list", "--color", "always", terminal=True).out.splitlines()

    (live,) = (line for line in lines if "15070/19" in line)
    (withdrawn,) = (line for line in lines if "7122/20" in line)
    assert "\x1b[33mLIMITE\x1b[0m" in live
    assert withdrawn.startswith("\x1b[2m7122/20")
    assert withdrawn.count("\x1b") == 2


def test_columns_go_before_lines_are_stacked(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    office.ok("add", "PE-CONS 24/1/24 REV 1 ADD 12 COR 2", "--subject", "x" * 40, "--marking", "LIMITE")
    monkeypatch.setenv("COLUMNS", "80")

    heading, *_ = _lines(office, "list")

    assert "TYPE" not in heading
    assert heading.split()[-1] == "SUBJECT"


def test_letters_of_two_cells_are_counted_as_two(office: Clerk) -> None:
    from rich.cells import cell_len

    office.ok("add", "8/20", "--subject", "国際刑事警察機構との協力についての共同声明" * 4)

    for words in (("list",), ("show", "8/20"), ("history", "8/20"), ("list", "--wide")):
        assert all(cell_len(line) <= 80 for line in _lines(office, *words)), words


# ---- show


def test_a_page_begins_with_what_it_is_about(office: Clerk) -> None:
    title, subject, parties, codes, *rest = _lines(office, "show", "15070/19")

    assert title.startswith("15070/19  OUTCOME OF PROCEEDINGS  LIMITE  ")
    assert title.endswith("Brussels, 13 February 2020")
    assert len(title) == 80
    assert subject == "Summary of the discussions"
    assert parties.split("  ")[0] == "From JHA Senior Officials meeting EU - OIPC Interpol"
    assert parties.endswith("To Delegations")
    assert codes == "COSI 254 · CATS 141 · CT 136 · ENFOPOL 532 · JAIEX 181 · JAI 1319"
    assert any(line.startswith("FOLLOW-UPS   1 open") and "followup list --doc 15070/19" in line for line in rest)
    office.ok("followup", "list", "--doc", "15070/19")


def test_texts_are_shown_where_they_are_asked_for(office: Clerk) -> None:
    text = "questionnaire"
    short, whole = (
        "\n".join(_lines(office, "show", "15070/19")),
        "\n".join(_lines(office, "show", "15070/19", "--text")),
    )

    assert text not in short
    assert text in whole
    assert short.endswith("The text of the items: somei show 15070/19 --text")
    assert office.ok("show", "15070/19") == office.ok("show", "15070/19", "--text")
    assert text in office.ok("show", "15070/19")


def test_what_is_cited_and_not_in_the_register_is_said_once(office: Clerk) -> None:
    office.ok("add", "8/20", "--subject", "Notice", "--date", "2020-04-02")
    for number in ("15070/19", "101/20"):
        office.ok("xref", "add", "8/20", number, "--kind", "cites")
    assert "             101/20 (not in the register)" in _lines(office, "show", "8/20")

    for number in ("102/20", "103/20"):
        office.ok("xref", "add", "8/20", number, "--kind", "cites")
    lines = _lines(office, "show", "8/20")

    start = lines.index("CITES        15070/19")
    assert lines[start + 1] == "             101/20 · 102/20 · 103/20 (none of these 3 is in the register)"


def test_the_treatment_of_an_item_is_not_among_its_documents(office: Clerk) -> None:
    office.ok("agenda", "add-item", "9/20", "Drones", "--doc", "7122/20", "--kind", "II", "--poss")
    office.ok("agenda", "add-item", "9/20", "(poss.) Robots", "--poss")

    page = "\n".join(_lines(office, "show", "9/20"))

    assert 'Drones  (7122/20, poss.)  "II" item' in page
    assert page.count("poss.") == 2


# ---- history


def test_a_history_has_a_heading_for_each_commit_the_newest_first(office: Clerk) -> None:
    lines = _lines(office, "history", "15070/19")
    headings = [line for line in lines if not line.startswith(" ")]

    assert [re.sub(r".*A Clerk  |  +[0-9a-f]{7}$", "", line) for line in headings[:-1]] == [
        "Added a reference of 15070/19 to 13735/19",
        "Recorded the follow-up 15070/19#2.1, due on no certain day",
        "Edited the subject",
        "Imported from 15070-19.md",
    ]
    edited = lines.index(headings[2])
    assert lines[edited + 1 : edited + 3] == [
        "    as printed",
        "    subject  Summary of discussions  →  Summary of the discussions",
    ]
    assert re.fullmatch(r"    [0-9]+ fields, marked LIMITE", lines[-2])
    assert re.fullmatch("4 commits · all fields: --full · undo one: somei undo COMMIT +Brussels time", headings[-1])
    commit = re.search(r"[0-9a-f]{7}$", headings[2])
    assert commit is not None
    assert office.git("rev-parse", commit[0])


def test_all_fields_of_the_first_commit_are_shown_on_request(office: Clerk) -> None:
    lines = _lines(office, "history", "15070/19", "--full")

    assert any(line.split() == ["marking", "LIMITE"] for line in lines)
    assert any("item 2, first sub-item" in line for line in lines)
    assert office.ok("history", "15070/19") == office.ok("history", "15070/19", "--full")


def test_work_by_hand_is_told_in_a_history(office: Clerk) -> None:
    path = "documents/2019/150/ST-15070-2019-INIT.toml"
    office.enter(path, office.read(path).replace("Brussels", "Tampere"))

    heading, change, *_ = _lines(office, "history", "15070/19")

    assert "By hand (by hand)" in heading
    assert change == "    place  Brussels  →  Tampere"


# ---- log, status, search, blame


def test_the_days_of_acts_are_told_as_people_do(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    newest = json.loads(office.ok("log", "--json"))["records"][0]["when"]
    for today, words in ((newest[:10], f"today {newest[11:16]}"), ("2000-01-01", None)):
        monkeypatch.setenv("SOMEI_TODAY", today)
        _, row, *_ = _lines(office, "log")
        assert row.startswith(words or str(int(newest[8:10])))
    assert row.split()[2] == newest[:4]


def test_an_act_has_a_line_with_its_whole_reason(office: Clerk) -> None:
    heading, *rows, last = _lines(office, "log")

    assert heading.split() == ["WHEN", "WHO", "WHAT", "COMMIT"]
    assert any("Withdrew 7122/20 – issued twice" in row for row in rows)
    acts = [row for row in rows if not row.startswith(" ")]
    assert last.startswith(f"{len(acts)} acts · ")


def test_a_subject_that_was_found_is_told_once(office: Clerk) -> None:
    out = "\n".join(_lines(office, "search", "discussions"))

    assert out.count("Summary of the discussions") == 1


def test_a_hit_that_was_cut_away_is_told_below(office: Clerk) -> None:
    _, row, below, *_ = _lines(office, "search", "same")

    assert row.endswith("…")
    assert "more of the same" in below


def test_a_status_shows_commands_and_the_last_acts(office: Clerk) -> None:
    lines = _lines(office, "status")

    assert lines[0].split(None, 1) == ["DOCUMENTS", "4 (1 draft, 1 withdrawn)"]
    assert any(line.startswith("FOLLOW-UPS") and line.endswith("somei followup list") for line in lines)
    assert "Drafted the agenda 9/20" in lines[lines.index("LAST ACTS") + 1]


def test_a_status_says_in_plain_words_that_there_is_no_server_and_no_nightly_check(office: Clerk) -> None:
    page = "\n".join(_lines(office, "status"))

    assert re.search(r"^NOT SENT +this register is not connected to a server$", page, re.MULTILINE)
    assert re.search(r"^LAST CHECK +none here; your administrator sets it up +somei help automate$", page, re.MULTILINE)


def test_blame_names_acts_and_reasons_once(office: Clerk) -> None:
    lines = _lines(office, "blame", "15070/19", "--field", "subject")

    assert lines[1].startswith("subject  Summary of the discussions")
    assert lines[2].endswith("A Clerk: Edited the subject – as printed")
