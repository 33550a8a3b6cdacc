"""Items of drafts are edited and removed, and nothing that names them is left hanging."""

import json
from pathlib import Path

import pytest
from conftest import Clerk, prepared

AGENDA, OUTCOME = "7/20", "9/20"
PATH = "documents/2020/000/ST-7-2020-INIT.toml"
TITLES = ("Cyber", "Drugs", "Ports")
REVISION = "7/1/20 REV 1"


@prepared
def agenda(clerk: Clerk) -> Clerk:
    """The first draft of an agenda: items 2 to 4, the last of them with a document, two lines and a reference."""
    clerk.ok("add", "1/20", "--subject", "Ports", "--date", "2020-01-10")
    clerk.ok("add", "2/20", "--subject", "Ships", "--date", "2020-01-11")
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", AGENDA)
    for title in TITLES[:-1]:
        clerk.ok("agenda", "add-item", AGENDA, title)
    clerk.ok("agenda", "add-item", AGENDA, "Ports", "--sub", "North", "--sub", "South", "--doc", "2/20")
    clerk.ok("xref", "add", AGENDA, "1/20", "--item", "4")
    return clerk


@prepared
def outcome(agenda: Clerk) -> Clerk:
    """The draft outcome of that agenda."""
    agenda.ok("agenda", "issue", AGENDA, "--date", "2020-02-10")
    agenda.ok("agenda", "adopt", AGENDA, "--on", "2020-06-10")
    agenda.ok("agenda", "outcome", AGENDA, "--number", OUTCOME)
    return agenda


@pytest.fixture(autouse=True)
def _after_the_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2020-06-11")


def _record(clerk: Clerk, number: str = AGENDA) -> dict[str, object]:
    (record,) = json.loads(clerk.ok("show", number, "--json"))["records"]
    assert isinstance(record, dict)
    return record


def _items(clerk: Clerk, number: str = AGENDA) -> dict[str, dict[str, object]]:
    items = _record(clerk, number)["items"]
    assert isinstance(items, list)
    return {item["number"]: item for item in items}


def _titles(clerk: Clerk, number: str = AGENDA) -> list[str]:
    return [f"{number} {item['title']}" for number, item in _items(clerk, number).items()]


def _promise(clerk: Clerk, title: str) -> None:
    """Record a follow-up on an item or line of the draft by its title, past somei, which does that for no draft."""
    head, line, tail = clerk.read(PATH).partition(f'title = "{title}"\n')
    table = "items.follow_ups" if title in TITLES else "items.subitems.follow_ups"
    rest, array, more = tail.partition("]\n") if tail.startswith("documents") else ("", "", tail)
    clerk.enter(PATH, f'{head}{line}{rest}{array}\n[[{table}]]\nwhat = "A paper"\n{more}')
    clerk.ok("format")


def _refused(clerk: Clerk, *words: str) -> str:
    before = clerk.git("rev-parse", "HEAD")
    answer = clerk.run("agenda", *words)
    assert (answer.status, answer.out) == (5, ""), answer
    assert (clerk.git("rev-parse", "HEAD"), clerk.git("status", "--porcelain")) == (before, "")
    return answer.err


# ---- edit-item


def test_only_the_named_fields_change_in_one_commit(agenda: Clerk) -> None:
    before = agenda.git("rev-parse", "HEAD")

    answer = agenda.run("agenda", "edit-item", AGENDA, "4", "--title", "Harbours", "--kind", "decision", "-m", "a slip")

    assert (answer.status, answer.err.partition(" (")[0]) == (0, "Edit item 4 of 7/20")
    item = _items(agenda)["4"]
    assert (item["title"], item["kind"], item["documents"]) == ("Harbours", "decision", ["2/20"])
    assert item["subitems"] == [{"title": "North"}, {"title": "South"}]
    assert agenda.git("rev-parse", "HEAD^") == before
    assert agenda.git("log", "-1", "--format=%(trailers)").splitlines() == [
        "Somei-Action: agenda edit-item", "Somei-Document: 7/20", "Reason: a slip"]  # fmt: skip


def test_an_empty_word_clears_a_field(agenda: Clerk) -> None:
    agenda.ok("agenda", "edit-item", AGENDA, "4", "--kind", "decision", "--by", "Europol", "--poss", "--legislative")

    agenda.ok("agenda", "edit-item", AGENDA, "4", "--kind", "", "--by", "", "--doc", "", "--sub", "", "--no-poss",
              "--no-legislative")  # fmt: skip

    assert _items(agenda)["4"] == {"number": "4", "title": "Ports"}


def test_documents_are_replaced_each_once(agenda: Clerk) -> None:
    agenda.ok("agenda", "edit-item", AGENDA, "4", "--doc", "1/20", "--doc", "st1/20", "--doc", "2/20")

    assert _items(agenda)["4"]["documents"] == ["1/20", "2/20"]


def test_a_line_that_stays_keeps_what_it_holds_wherever_it_comes(agenda: Clerk) -> None:
    agenda.ok("agenda", "edit-item", AGENDA, "4/2", "--doc", "1/20")

    agenda.ok("agenda", "edit-item", AGENDA, "4", "--sub", "South", "--sub", "West")

    assert _items(agenda)["4"]["subitems"] == [{"title": "South", "documents": ["1/20"]}, {"title": "West"}]


def test_a_line_that_holds_more_than_a_title_is_not_dropped_by_the_way(agenda: Clerk) -> None:
    agenda.ok("agenda", "edit-item", AGENDA, "4/2", "--doc", "1/20")

    refusal = _refused(agenda, "edit-item", AGENDA, "4", "--sub", "North")

    assert "The line 4/2 of 7/20 holds more than its title" in refusal
    assert "somei agenda edit-item 7/20 4/2 --title TEXT" in refusal


def test_a_title_twice_and_documents_that_are_no_more_are_noted(agenda: Clerk) -> None:
    agenda.ok("add", "3/20", "--subject", "Slip", "--date", "2020-01-12")
    agenda.ok("undo", "-m", "entered twice")

    edited = agenda.run("agenda", "edit-item", AGENDA, "4", "--title", "cyber", "--doc", "3/20")
    added = agenda.run("agenda", "add-item", AGENDA, "Drugs", "--doc", "3/20", "--json")

    assert (edited.status, added.status) == (0, 0)
    assert edited.err.splitlines()[1:] == [
        "note: items 2 and 4 have the same title",
        "note: 3/20 is void: somei show 3/20",
    ]
    (receipt,) = json.loads(added.out)["records"]
    assert receipt["remarks"] == ["items 3 and 5 have the same title", "3/20 is void: somei show 3/20"]


def test_an_unchanged_title_is_not_noted_again(agenda: Clerk) -> None:
    agenda.ok("agenda", "edit-item", AGENDA, "4", "--title", "Cyber")

    assert "note" not in agenda.run("agenda", "edit-item", AGENDA, "4", "--kind", "A").err


def test_the_same_values_change_nothing(agenda: Clerk) -> None:
    before = agenda.git("rev-parse", "HEAD")

    answer = agenda.run("agenda", "edit-item", AGENDA, "4", "--title", "Ports")

    assert (answer.status, answer.err) == (0, "Nothing to change.\n")
    assert agenda.git("rev-parse", "HEAD") == before


def test_an_edit_names_a_field(agenda: Clerk) -> None:
    answer = agenda.run("agenda", "edit-item", AGENDA, "4")

    assert answer.status == 2
    assert "No change to item 4 is given." in answer.err
    assert agenda.run("agenda", "edit-item", AGENDA, "40", "--title", "x").status == 4


@pytest.mark.parametrize("option", ["text", "result"])
def test_an_agenda_has_no_texts(agenda: Clerk, option: str) -> None:
    refusal = _refused(agenda, "edit-item", AGENDA, "4", f"--{option}", "was discussed")

    assert f"7/20 is an agenda, whose items have no {option}." in refusal
    assert "hint: Write it into the outcome: somei agenda outcome 7/20 --number N" in refusal


def test_an_issued_agenda_is_revised_and_its_items_are_withdrawn(agenda: Clerk) -> None:
    agenda.ok("agenda", "issue", AGENDA, "--date", "2020-02-10")

    edited = _refused(agenda, "edit-item", AGENDA, "4", "--title", "Harbours")
    removed = _refused(agenda, "remove-item", AGENDA, "4")

    assert "hint: Draft a revised agenda: somei agenda revise 7/20" in edited
    assert "hint: Withdraw it: somei agenda withdraw-item 7/20 4 -m TEXT" in removed


def test_after_the_adoption_only_the_outcome_says_more(outcome: Clerk) -> None:
    for words in (("edit-item", AGENDA, "4", "--title", "x"), ("remove-item", AGENDA, "4")):
        refusal = _refused(outcome, *words)
        assert "The agenda 7/20 has been adopted" in refusal
        assert "somei agenda outcome 7/20 --number N" in refusal


def test_what_is_not_a_draft_is_edited_by_another_act(agenda: Clerk) -> None:
    note = 'number = "8/20"\nsubject = "S"\ndate = 2020-01-10\n\n[[items]]\nnumber = "1"\ntitle = "T"\n'
    agenda.enter("documents/2020/000/ST-8-2020-INIT.toml", note)

    refusal = _refused(agenda, "edit-item", "8/20", "1", "--title", "x")

    assert "8/20 is issued; this changes items of a draft." in refusal
    assert "somei edit 8/20 --item 1 FIELD=VALUE" in refusal


# ---- the text of an outcome


def test_a_draft_outcome_gets_its_texts(outcome: Clerk) -> None:
    outcome.write("ports.txt", "The Commission reported.\r\n\r\nEuropol will follow up.  \n\n")

    outcome.ok("agenda", "edit-item", OUTCOME, "4", "--text", "@ports.txt", "--result", "agreed")
    outcome.ok("agenda", "edit-item", OUTCOME, "2", "--text", "@-", stdin="From a pipe\n")
    outcome.ok("agenda", "edit-item", OUTCOME, "4/1", "--text", "Quiet")

    items = _items(outcome, OUTCOME)
    assert items["4"]["summary"] == "The Commission reported.\n\nEuropol will follow up."
    assert items["4"]["result"] == "agreed"
    assert items["2"]["summary"] == "From a pipe"
    assert items["4"]["subitems"] == [{"title": "North", "summary": "Quiet"}, {"title": "South"}]
    outcome.ok("agenda", "edit-item", OUTCOME, "4", "--text", "", "--result", "")
    assert not {"summary", "result"} & _items(outcome, OUTCOME)["4"].keys()


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [(None, 4, "There is no file"), (b"\xff\xfe", 3, "is not text in UTF-8"), (b" ", 3, "is empty"),
     (b"a\x1b[31mb", 2, "visible words")],
)  # fmt: skip
def test_a_text_that_cannot_be_read_changes_nothing(
    outcome: Clerk, tmp_path: Path, content: bytes | None, status: int, words: str
) -> None:
    file, before = tmp_path / "text", outcome.git("rev-parse", "HEAD")
    if content is not None:
        file.write_bytes(content)

    answer = outcome.run("agenda", "edit-item", OUTCOME, "4", "--text", f"@{file}")

    assert (answer.status, outcome.git("rev-parse", "HEAD")) == (status, before)
    assert words in answer.err


def test_a_receipt_shows_the_text_and_the_result_of_an_item(outcome: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    def lines(*words: str) -> list[str]:
        answer = outcome.run("agenda", "edit-item", OUTCOME, "2", *words, "--no-input", terminal=True)
        assert answer.status == 0, answer
        return [" ".join(line.split()) for line in answer.out.splitlines()]

    first = lines("--text", "They talked.", "--result", "agreed", "--kind", "discussion")
    assert {"item 2, text They talked.", "item 2, result agreed"} <= set(first)
    second = lines("--text", "They talked long.", "--result", "", "--kind", "")
    assert {
        "item 2, text They talked. → They talked long.",
        "item 2, result agreed → taken out",
        "item 2, treatment discussion → taken out",
    } <= set(second)


def test_a_text_that_names_a_level_needs_a_word_for_it(outcome: Clerk) -> None:
    assert "SECRET UE/EU SECRET" in _refused(outcome, "edit-item", OUTCOME, "4", "--text", "SECRET UE/EU SECRET plans")


# ---- remove-item


def test_items_behind_a_removed_one_are_numbered_anew_with_what_they_refer_to(agenda: Clerk) -> None:
    answer = agenda.run("agenda", "remove-item", AGENDA, "2", "-m", "postponed")

    assert answer.err.partition(" (")[0] == "Remove item 2 from 7/20"
    assert _titles(agenda) == ["1 Adoption of the agenda", "2 Drugs", "3 Ports", "4 Any other business"]
    assert _record(agenda)["references"] == [{"to": "1/20", "kind": "cites", "item": "3"}]
    assert agenda.git("log", "-1", "--format=%(trailers:key=Reason,valueonly)") == "postponed"


def test_a_reference_of_a_removed_item_stays_with_the_agenda_and_is_named(agenda: Clerk) -> None:
    agenda.ok("xref", "add", AGENDA, "COM(2018) 302 final", "--item", "4")
    agenda.ok("xref", "add", AGENDA, "1/20")

    answer = agenda.run("agenda", "remove-item", AGENDA, "4")

    record = _record(agenda)
    assert record["references"] == [{"to": "1/20", "kind": "cites"}]
    assert record["outside_references"] == [{"to": "COM(2018) 302 final", "kind": "cites"}]
    assert "note: item 4 referred to 1/20; now the whole document 7/20 does. To end that: somei xref" in answer.err
    agenda.ok("xref", "remove", AGENDA, "COM(2018) 302 final", "--kind", "cites")
    assert '"error"' not in agenda.run("check", "--json").out


def test_a_removed_item_comes_back_with_what_it_had(agenda: Clerk) -> None:
    before = agenda.read(PATH)
    agenda.ok("agenda", "remove-item", AGENDA, "4")
    agenda.ok("agenda", "add-item", AGENDA, "Lamps", "--at", "2")

    agenda.ok("undo", "HEAD^")

    assert _titles(agenda)[1:5] == ["2 Lamps", "3 Cyber", "4 Drugs", "5 Ports"]
    assert _record(agenda)["references"] == [{"to": "1/20", "kind": "cites", "item": "5"}]
    agenda.ok("agenda", "remove-item", AGENDA, "2")
    assert agenda.read(PATH) == before


def test_a_title_is_taken_back_after_a_later_act(agenda: Clerk) -> None:
    before = _items(agenda)["4"]
    agenda.ok("agenda", "edit-item", AGENDA, "4", "--title", "Harbours", "--kind", "A")
    agenda.ok("agenda", "add-item", AGENDA, "Lamps", "--at", "2")

    agenda.ok("undo", "HEAD^")

    assert _items(agenda)["5"] == {**before, "number": "5"}
    assert _record(agenda)["references"] == [{"to": "1/20", "kind": "cites", "item": "5"}]


def test_a_line_is_removed_and_the_follow_ups_of_others_keep_the_drafts_that_name_them(agenda: Clerk) -> None:
    _promise(agenda, "South")
    agenda.ok("agenda", "create", "SOMEI", "2020-09-10", "--number", "8/20")
    agenda.ok("followup", "carry", "8/20", "7/20#4/2.1")

    agenda.ok("agenda", "remove-item", AGENDA, "4/1")

    (record,) = json.loads(agenda.ok("followup", "list", "--json"))["records"]
    assert (record["id"], record["agendas"]) == ("7/20#4/1.1", ["8/20"])
    agenda.ok("agenda", "edit-item", AGENDA, "4", "--sub", "East", "--sub", "South")
    (record,) = json.loads(agenda.ok("followup", "list", "--json"))["records"]
    assert (record["id"], record["agendas"]) == ("7/20#4/2.1", ["8/20"])


def test_a_name_on_an_issued_agenda_keeps_the_items_before_it(agenda: Clerk) -> None:
    _promise(agenda, "South")
    agenda.ok("agenda", "create", "SOMEI", "2020-09-10", "--number", "8/20")
    agenda.ok("followup", "carry", "8/20", "7/20#4/2.1")
    agenda.ok("agenda", "issue", "8/20", "--date", "2020-02-10")

    for place in ("2", "4/1"):
        refusal = _refused(agenda, "remove-item", AGENDA, place)
        assert "8/20 has been issued and names the follow-up 7/20#4/2.1" in refusal
        assert f"hint: Withdraw it: somei agenda withdraw-item 7/20 {place} -m TEXT" in refusal


def test_an_item_with_follow_ups_stays_and_they_are_named(agenda: Clerk) -> None:
    _promise(agenda, "South")
    _promise(agenda, "Ports")

    refusal = _refused(agenda, "remove-item", AGENDA, "4")

    assert "Item 4 of 7/20 has follow-ups, which stay: 7/20#4.1, 7/20#4/2.1." in refusal
    assert "hint: Withdraw it: somei agenda withdraw-item 7/20 4 -m TEXT" in refusal
    agenda.ok("agenda", "withdraw-item", AGENDA, "4", "--reason", "not ready")


def test_what_was_printed_stays_in_a_revision_and_what_is_new_there_does_not(agenda: Clerk) -> None:
    agenda.ok("agenda", "issue", AGENDA, "--date", "2020-02-10")
    agenda.ok("agenda", "revise", AGENDA)
    agenda.ok("agenda", "add-item", REVISION, "Late", "--at", "3")
    agenda.ok("agenda", "add-item", REVISION, "Later", "--at", "4")

    agenda.ok("agenda", "remove-item", REVISION, "2 bis")
    refusal = _refused(agenda, "remove-item", REVISION, "4")

    assert "Item 4 of 7/1/20 REV 1 has been printed, so it stays." in refusal
    assert "hint: Withdraw it: somei agenda withdraw-item '7/1/20 REV 1' 4 -m TEXT" in refusal
    assert _titles(agenda, REVISION)[1:4] == ["2 Cyber", "2 bis Later", "3 Drugs"]


def test_items_of_an_outcome_keep_the_numbers_of_the_agenda(outcome: Clerk) -> None:
    outcome.ok("agenda", "remove-item", OUTCOME, "2")
    outcome.ok("agenda", "remove-item", OUTCOME, "1")

    assert _titles(outcome, OUTCOME) == ["3 Drugs", "4 Ports", "5 Any other business"]
    assert _record(outcome, OUTCOME)["references"] == [{"to": "7/20", "kind": "agenda"}]


def test_an_item_of_an_outcome_that_has_follow_ups_names_the_way(outcome: Clerk) -> None:
    outcome.ok("followup", "add", "A paper", "--doc", OUTCOME, "--item", "4")

    refusal = _refused(outcome, "remove-item", OUTCOME, "4")

    assert "Item 4 of 9/20 has a follow-up, which stays: 9/20#4.1." in refusal
    assert "somei history 9/20 --field items" in refusal


# ---- two clerks


@pytest.fixture
def drafted(ada: Clerk, ben: Clerk) -> tuple[Clerk, Clerk]:
    """Two clerks with the same draft: items 2 to 4 with a line each."""
    ada.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", AGENDA)
    for title in TITLES:
        ada.ok("agenda", "add-item", AGENDA, title, "--sub", "North")
    ada.ok("sync")
    ben.ok("sync")
    return ada, ben


@pytest.mark.parametrize("item", ["3", "5"])
def test_what_a_colleague_says_of_a_removed_item_is_said_of_the_agenda(drafted: tuple[Clerk, Clerk], item: str) -> None:
    ada, ben = drafted
    ada.ok("agenda", "remove-item", AGENDA, item)
    ada.ok("sync")
    ben.ok("xref", "add", AGENDA, "15070/19", "--item", item)

    ben.ok("sync")

    assert _record(ben)["references"] == [{"to": "15070/19", "kind": "cites"}]
    assert ben.run("check", "--history", "--fail-on", "error").status == 0


def test_what_a_colleague_says_of_another_item_stays_with_that(drafted: tuple[Clerk, Clerk]) -> None:
    ada, ben = drafted
    ada.ok("agenda", "remove-item", AGENDA, "2")
    ada.ok("sync")
    ben.ok("xref", "add", AGENDA, "15070/19", "--item", "4")

    ben.ok("sync")

    assert _record(ben)["references"] == [{"to": "15070/19", "kind": "cites", "item": "3"}]


def test_an_item_that_one_removes_and_one_edits_is_for_a_person(drafted: tuple[Clerk, Clerk]) -> None:
    ada, ben = drafted
    ada.ok("agenda", "remove-item", AGENDA, "3")
    ada.ok("sync")
    ben.ok("agenda", "edit-item", AGENDA, "3", "--kind", "A")

    assert ben.run("sync").status == 5
    assert _items(ben)["3"]["kind"] == "A"
    assert ben.git("status", "--porcelain") == ""


def test_two_clerks_edit_two_items(drafted: tuple[Clerk, Clerk]) -> None:
    ada, ben = drafted
    ada.ok("agenda", "edit-item", AGENDA, "3", "--title", "Drugs by post")
    ada.ok("sync")
    ben.ok("agenda", "edit-item", AGENDA, "4", "--title", "Ports at night")

    ben.ok("sync")

    assert _titles(ben)[2:4] == ["3 Drugs by post", "4 Ports at night"]
