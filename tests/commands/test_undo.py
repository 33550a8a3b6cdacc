"""Undoing one act: what comes back, what stays, and what stands in the way."""

import json
import re

import pytest
from conftest import Answer, Clerk, prepared

from somei_cli.formats.toml.document import dump, load

ENTRY = "documents/2020/000/ST-{}-2020-INIT.toml"


@prepared
def entered(clerk: Clerk) -> Clerk:
    """A clerk whose register holds one document."""
    clerk.ok("add", "1/20", "--subject", "One", "--date", "2020-01-10", "--marking", "LIMITE")
    return clerk


def _head(clerk: Clerk) -> str:
    return clerk.git("rev-parse", "HEAD")


def _refused(clerk: Clerk, *words: str) -> str:
    before = _head(clerk)
    answer = clerk.run("undo", *words)
    assert (answer.status, answer.out) == (5, "")
    assert (_head(clerk), clerk.git("status", "--porcelain")) == (before, "")
    return answer.err


def test_the_newest_act_is_taken_back_as_one_commit(entered: Clerk) -> None:
    before = entered.read(ENTRY.format(1))
    entered.ok("classify", "1/20", "COSI 5", "CATS 6")
    act = _head(entered)

    answer = entered.run("undo", "--json")

    (record,) = json.loads(answer.out)["records"]
    assert (record["action"], record["commit"], record["documents"]) == ("undo", _head(entered), ["1/20"])
    assert entered.read(ENTRY.format(1)) == before
    message = entered.git("log", "-1", "--format=%B")
    assert message.splitlines() == [
        f"Undo {act[:10]} (1/20)",
        "",
        "Somei-Action: undo",
        "Somei-Document: 1/20",
        f"Somei-Undoes: {act}",
        f"Reason: undo of {act[:10]}",
    ]


def test_a_dry_run_writes_nothing(entered: Clerk) -> None:
    entered.ok("classify", "1/20", "COSI 5")
    before = _head(entered)

    answer = entered.run("undo", "-n")

    assert answer.status == 0
    assert "1/20\tsubject_codes\tCOSI 5\t" in answer.out
    assert "nothing was written (dry run)" in answer.err
    assert _head(entered) == before


def test_what_came_later_in_the_same_file_stays(entered: Clerk) -> None:
    entered.ok("classify", "1/20", "COSI 5")
    act = _head(entered)
    entered.ok("classify", "1/20", "CATS 6")
    entered.ok("xref", "add", "1/20", "7/20")

    entered.ok("undo", act, "-m", "wrong code")

    (record,) = json.loads(entered.ok("show", "1/20", "--json"))["records"]
    assert record["subject_codes"] == ["CATS 6"]
    assert [reference["to"] for reference in record["references"]] == ["7/20"]
    assert "Reason: wrong code" in entered.git("log", "-1", "--format=%B")


def test_a_lowered_marking_is_raised_again_and_a_raised_one_needs_a_reason(entered: Clerk) -> None:
    entered.ok("classify", "1/20", "--marking", "none", "--reason", "asked for")
    entered.ok("undo")
    assert 'marking = "LIMITE"' in entered.read(ENTRY.format(1))

    said = _refused(entered)

    assert "1/20: from LIMITE to no marking lowers the marking; that needs a reason." in said
    entered.ok("undo", "-m", "it was right")
    assert "marking" not in entered.read(ENTRY.format(1))
    assert entered.log()[0].endswith(" (1/20), lowering the marking from LIMITE to none")


def test_the_log_and_the_history_say_that_an_undo_lowered_the_marking(
    entered: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered.ok("classify", "1/20", "--marking", "none", "-m", "asked for")
    entered.ok("classify", "1/20", "--marking", "LIMITE")
    entered.ok("undo", "-m", "it was right")
    monkeypatch.delenv("NO_COLOR", raising=False)
    lowered = "Undid: Raised the marking of 1/20 from none to LIMITE – lowered the marking from LIMITE to none"

    assert lowered in entered.ok("log", "--limit", "1")
    history = entered.run("history", "1/20", "--field", "marking", "--color", "always", terminal=True).out
    (undone,) = [line for line in history.splitlines() if "Undid" in line]
    assert "lowering the marking from LIMITE to none" in undone
    assert "33m" in undone
    assert "none" in history
    assert "taken out" not in history


def test_an_entry_becomes_void_with_a_reason(entered: Clerk) -> None:
    assert "1/20 would become void, which needs a reason." in _refused(entered)

    entered.ok("undo", "-m", "entered twice")

    assert entered.read(ENTRY.format(1)).startswith('number = "1/20"\nstatus = "void"\nreason = "entered twice"\n')
    assert "1/20: status was changed again by" in _refused(entered, "HEAD^", "-m", "again")


def test_an_act_is_undone_once(entered: Clerk) -> None:
    entered.ok("classify", "1/20", "COSI 5")
    entered.ok("undo")

    assert "is left to be undone" in _refused(entered, "HEAD^")


def test_a_document_that_was_removed_by_hand_comes_back(entered: Clerk) -> None:
    before = entered.read(ENTRY.format(1))
    entered.git("rm", "-q", ENTRY.format(1))
    entered.git("commit", "-qm", "Gone")

    entered.ok("undo")

    assert entered.read(ENTRY.format(1)) == before
    assert "1/20 is in the register again since the act" in _refused(entered, "HEAD^")


def test_a_classification_does_not_come_back_over_text(entered: Clerk) -> None:
    number, marking, note = 'number = "1/20"\n', 'marking = "RESTREINT UE/EU RESTRICTED"\n', 'note = "Words"\n'
    for text in (number + marking, number, number + note):
        entered.write(ENTRY.format(1), text)
        entered.git("commit", "-qam", "By hand")

    assert "its text is never accepted here" in _refused(entered, "HEAD^")
    entered.ok("undo")
    entered.ok("undo", "HEAD~2")
    assert entered.read(ENTRY.format(1)) == number + marking


def test_the_code_that_an_act_added_to_the_vocabulary_stays(entered: Clerk) -> None:
    entered.ok("classify", "1/20", "NEWONE 1", "--new-code", "A new one")

    entered.ok("undo")

    assert "NEWONE" not in entered.read(ENTRY.format(1))
    assert "NEWONE" in entered.read("vocabulary/subject_codes.toml")
    assert entered.log()[0].endswith("(1/20); the new code stays in the vocabulary")


# ---- what stands in the way


def test_a_field_that_was_changed_later(entered: Clerk) -> None:
    entered.ok("classify", "1/20", "--marking", "none", "--reason", "asked for")
    act = _head(entered)
    entered.ok("classify", "1/20", "COSI 5")
    entered.ok("classify", "1/20", "--marking", "LIMITE JUR")
    later = _head(entered)[:10]

    said = _refused(entered, act)

    assert f"1/20: marking was changed again by {later}." in said
    assert f"hint: Undo that one first: somei undo {later}" in said
    assert f"1/20: marking was changed again by {later}." in _refused(entered, "HEAD~3", "-m", "wrong")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("xref", "add", "2/20", "1/20"), "2/20 cites 1/20, which would become void."),
        (("add", "1/1/20 REV 1", "--subject", "One"), "1/1/20 REV 1 belongs to 1/20, which would become void."),
    ],
)
def test_a_document_that_others_build_on(entered: Clerk, words: tuple[str, ...], said: str) -> None:
    act = _head(entered)
    entered.ok("add", "2/20", "--subject", "Two", "--date", "2020-01-11")
    entered.ok(*words)

    assert said in _refused(entered, act, "-m", "wrong")


def test_a_reference_that_was_there_before_the_entry_does_not_stand_in_the_way(entered: Clerk) -> None:
    entered.ok("xref", "add", "1/20", "3/20")
    entered.ok("add", "3/20", "--subject", "Three", "--date", "2020-01-05")

    entered.ok("undo", "-m", "wrong")

    assert 'status = "void"' in entered.read(ENTRY.format(3))


@prepared
def agenda(entered: Clerk) -> Clerk:
    entered.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "9/20")
    entered.ok("agenda", "add-item", "9/20", "First secret item")
    entered.ok("agenda", "add-item", "9/20", "Second item")
    return entered


def test_an_item_of_a_draft_is_taken_off_and_the_next_one_stays(agenda: Clerk) -> None:
    agenda.ok("undo", "HEAD^")

    items = json.loads(agenda.ok("show", "9/20", "--json"))["records"][0]["items"]
    assert [(item["number"], item["title"]) for item in items] == [
        ("1", "Adoption of the agenda"),
        ("2", "Second item"),
        ("3", "Any other business"),
    ]


def test_an_item_that_moved_goes_back(agenda: Clerk) -> None:
    before = agenda.read(ENTRY.format(9))
    agenda.ok("agenda", "move-item", "9/20", "2", "--to", "3")

    agenda.ok("undo")

    assert agenda.read(ENTRY.format(9)) == before


def test_an_item_that_was_changed_later_is_named_without_its_words(agenda: Clerk) -> None:
    agenda.ok("agenda", "withdraw-item", "9/20", "2", "--reason", "late")

    said = _refused(agenda, "HEAD~2")

    assert "9/20: items" in said
    assert "secret" not in said


def _with(clerk: Clerk, *lines: str) -> str:
    """The commit that gives 1/20 these lines, past somei."""
    document = load("\n".join(('number = "1/20"', 'subject = "One"', "date = 2020-01-10", *lines))).document
    assert document
    clerk.enter(ENTRY.format(1), dump(document))
    return _head(clerk)


def test_a_serial_does_not_come_back_beside_a_later_one_of_its_code(entered: Clerk) -> None:
    _with(entered, 'subject_codes = ["CATS 6", "COSI 5"]')
    act = _with(entered, 'subject_codes = ["CATS 6"]')
    later = _with(entered, 'subject_codes = ["CATS 6", "COSI 7"]')[:10]

    assert f"1/20: subject_codes was changed again by {later}." in _refused(entered, act)


def test_no_follow_up_gets_the_name_of_one_that_is_undone(entered: Clerk) -> None:
    item, first, second = (
        ("[[items]]", 'number = "1"', 'title = "Ports"'),
        ("[[items.follow_ups]]", 'what = "A paper"'),
        ("[[items.follow_ups]]", 'what = "A letter"'),
    )
    _with(entered, *item)
    act = _with(entered, *item, *first)
    later = _with(entered, *item, *first, *second)[:10]

    assert f"1/20: items 1 follow_ups was changed again by {later}." in _refused(entered, act)


def test_what_became_another_item_is_not_passed_over(entered: Clerk) -> None:
    lamps = ("[[items]]", 'number = "1"', 'title = "Lamps"')
    ports, moved = (("[[items]]", f'number = "{number}"', 'title = "Ports"') for number in (1, 2))
    _with(entered, *ports)
    act = _with(entered, "languages = ['fr']", *ports, 'result = "noted"')
    later = _with(entered, "languages = ['fr']", *lamps, *moved, 'result = "noted"')[:10]

    assert f"was changed again by {later}." in _refused(entered, act)


def test_one_of_two_waivers_is_undone(entered: Clerk) -> None:
    act = _with(entered, "[waive]", 'XREF001 = "Not yet entered"')
    _with(entered, "[waive]", 'XREF001 = "Not yet entered"', 'DATE001 = "As printed"')

    entered.ok("undo", act)

    assert entered.read(ENTRY.format(1)).endswith('[waive]\nDATE001 = "As printed"\n')


def test_a_follow_up_goes_although_another_one_was_closed_since(entered: Clerk) -> None:
    item = ("[[items]]", 'number = "1"', 'title = "Ports"', "[[items.follow_ups]]", 'what = "A paper"')
    second, closed = ("[[items.follow_ups]]", 'what = "A letter"'), ('state = "done"', "closed = 2020-02-01")
    _with(entered, *item)
    act = _with(entered, *item, *second)
    _with(entered, *item, *closed, *second)

    entered.ok("undo", act)

    assert entered.read(ENTRY.format(1)).endswith('what = "A paper"\nstate = "done"\nclosed = 2020-02-01\n')


def test_what_returns_stands_in_its_old_place(entered: Clerk) -> None:
    _with(entered, 'languages = ["en", "fr"]')
    act = _with(entered, 'languages = ["fr"]')
    _with(entered, 'languages = ["de", "fr", "it"]')

    entered.ok("undo", act)

    (record,) = json.loads(entered.ok("show", "1/20", "--json"))["records"]
    assert record["languages"] == ["en", "de", "fr", "it"]


def test_an_agenda_that_has_been_issued_since(agenda: Clerk) -> None:
    act = _head(agenda)
    agenda.ok("agenda", "issue", "9/20")

    assert "The agenda 9/20 has been issued since." in _refused(agenda, act)
    assert "The agenda 9/20 has been issued; it does not become a draft again." in _refused(agenda)


def test_a_merge(entered: Clerk) -> None:
    entered.git("checkout", "-qb", "side")
    entered.ok("add", "2/20", "--subject", "Two")
    entered.git("checkout", "-q", "main")
    entered.ok("add", "3/20", "--subject", "Three")
    entered.git("merge", "-q", "--no-ff", "-m", "Merge", "side")

    assert "is a merge." in _refused(entered, "HEAD")
    entered.git("checkout", "-qb", "other", "HEAD^1")
    assert "is not part of the history of this branch." in _refused(entered, "side", "-m", "x")


def test_a_commit_that_is_more_than_documents(entered: Clerk) -> None:
    assert "touches" in _refused(entered, entered.git("rev-list", "--max-parents=0", "HEAD"))
    entered.write(ENTRY.format(1), entered.read(ENTRY.format(1)).replace("One", "Uno"))
    entered.git("commit", "-qam", "By hand")
    entered.enter("notes.txt", "x")
    assert "notes.txt, which is not a document." in _refused(entered, "HEAD")

    entered.ok("undo", "HEAD^")

    assert "One" in entered.read(ENTRY.format(1))


def test_a_commit_beside_the_register(empty: Clerk) -> None:
    empty.git("init", "-q")
    empty.ok("init", "register")
    empty.ok("-C", "register", "add", "1/20", "--subject", "One")
    empty.enter("code.py", "x")
    inside = Clerk(empty.folder / "register")

    assert "touches nothing of this register." in _refused(inside, "HEAD")
    inside.ok("undo", "-m", "wrong")
    assert inside.log()[0].startswith("Undo ")


def test_own_edits_are_kept(entered: Clerk) -> None:
    entered.ok("classify", "1/20", "COSI 5")
    entered.write(ENTRY.format(1), entered.read(ENTRY.format(1)).replace("One", "Mine"))

    answer = entered.run("undo")

    assert answer.status == 5
    assert "Mine" in entered.read(ENTRY.format(1))


def test_no_such_act(entered: Clerk) -> None:
    assert entered.run("undo", "nothing").status == 4
    assert entered.run("undo", "--", "--all").status == 4


# ---- what a proof of the history accepts


def _proof(clerk: Clerk) -> list[str]:
    return [
        one["code"] for one in json.loads(clerk.run("check", "--history", "--json", "--select", "HIST").out)["records"]
    ]


def test_a_void_entry_is_restored_with_a_reason_and_the_proof_takes_it(entered: Clerk) -> None:
    entered.ok("undo", "-m", "given twice")

    assert "1/20 would no longer be void; that needs a reason." in _refused(entered)
    entered.ok("undo", "-m", "it was right after all")

    assert "void" not in entered.read(ENTRY.format(1))
    assert _proof(entered) == []


def test_a_number_that_was_never_sent_is_entered_again(entered: Clerk) -> None:
    entered.ok("undo", "-m", "given twice")
    void = entered.read(ENTRY.format(1))

    entered.ok("add", "1/20", "--subject", "Quite another one", "--date", "2020-03-01")

    assert entered.log()[0] == "Add 1/20"
    assert json.loads(entered.ok("show", "1/20", "--json"))["records"][0]["subject"] == "Quite another one"
    assert "void" not in entered.read(ENTRY.format(1))
    assert _proof(entered) == []

    entered.ok("undo")

    assert entered.read(ENTRY.format(1)) == void
    entered.ok("add", "1/20", "--subject", "The third")
    assert _proof(entered) == []


def test_no_message_alone_gives_a_void_number_again(entered: Clerk) -> None:
    entered.ok("undo", "-m", "given twice")
    entered.ok("classify", "1/20", "COSI 5")
    act, text = _head(entered), entered.read(ENTRY.format(1))
    entered.write(
        ENTRY.format(1), text.replace('status = "void"\nreason = "given twice"\nsubject = "', 'subject = "Not ')
    )
    entered.git("commit", "-qam", f"Add 1/20\n\nSomei-Action: add\nSomei-Undoes: {act}\nReason: right")

    assert "HIST003" in _proof(entered)


def test_a_void_entry_that_was_changed_since_stays_void(entered: Clerk) -> None:
    entered.ok("undo", "-m", "given twice")
    act = _head(entered)
    entered.ok("classify", "1/20", "COSI 5")

    assert "1/20 would no longer be void, and has been changed since." in _refused(entered, act, "-m", "right")


def test_the_word_undo_alone_is_no_proof(entered: Clerk) -> None:
    """By hand: another act than the last one is named, or something else is put back."""
    entered.ok("undo", "-m", "given twice")
    act, text = _head(entered), entered.read(ENTRY.format(1))
    sound = entered.git("show", f"HEAD~:{ENTRY.format(1)}") + "\n"
    for undone, put in ((entered.git("rev-parse", "HEAD~"), sound), (act, sound.replace("LIMITE", "LIMITE JUR"))):
        entered.write(ENTRY.format(1), put)
        said = f"Undo\n\nSomei-Action: undo\nSomei-Document: 1/20\nSomei-Undoes: {undone}\nReason: right"
        entered.git("commit", "-qam", said)
        assert _proof(entered) == ["HIST007"]
        entered.git("reset", "-q", "--hard", act)
        assert entered.read(ENTRY.format(1)) == text
        entered.ok("check", "--history", "--accept-rewritten")


@prepared
def issued(clerk: Clerk) -> Clerk:
    clerk.ok("agenda", "create", "SOMEI", "2090-06-14", "--number", "9/20")
    clerk.ok("agenda", "add-item", "9/20", "Cybercrime")
    clerk.ok("agenda", "issue", "9/20")
    return clerk


def test_a_withdrawal_is_taken_back_with_a_reason_before_the_meeting(issued: Clerk) -> None:
    issued.ok("agenda", "withdraw-item", "9/20", "2", "--reason", "late")

    assert "that needs a reason." in _refused(issued)
    issued.ok("undo", "-m", "the paper came")

    assert "withdrawn" not in issued.read(ENTRY.format(9))
    assert _proof(issued) == []


def test_a_withdrawal_stands_once_the_meeting_has_come(issued: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    issued.ok("agenda", "withdraw-item", "9/20", "2", "--reason", "late")
    monkeypatch.setenv("SOMEI_TODAY", "2090-06-14")

    assert "so its withdrawals stay." in _refused(issued, "-m", "the paper came")


def test_an_adoption_is_not_taken_back(issued: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2090-06-14")
    issued.ok("agenda", "adopt", "9/20", "--on", "2090-06-14")

    assert "The agenda 9/20 has been adopted; that is not taken back." in _refused(issued, "-m", "too early")


def test_a_late_item_is_withdrawn_and_not_undone(issued: Clerk) -> None:
    issued.ok("agenda", "add-item", "9/20", "Late")

    assert "The agenda 9/20 has been issued, and its item" in _refused(issued, "-m", "wrong")


def _is_promised(clerk: Clerk, *words: str) -> bool:
    answer = clerk.run(*words, "--no-input", terminal=True)
    assert answer.status == 0, answer
    return "undo with: somei undo" in " ".join(answer.out.split())


def test_a_receipt_promises_an_undo_only_if_it_is_not_refused(issued: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _is_promised(issued, "agenda", "withdraw-item", "9/20", "2", "--reason", "late")
    assert not _is_promised(issued, "agenda", "add-item", "9/20", "Late")
    assert "cannot be undone" in issued.run("agenda", "add-item", "9/20", "Later", terminal=True).out
    monkeypatch.setenv("SOMEI_TODAY", "2090-06-14")
    assert not _is_promised(issued, "agenda", "withdraw-item", "9/20", "3", "--reason", "late")
    assert not _is_promised(issued, "agenda", "adopt", "9/20", "--on", "2090-06-14")
    assert _is_promised(issued, "agenda", "outcome", "9/20", "--number", "10/20")


def test_a_terminal_offers_no_act_that_is_not_taken_back(issued: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2090-06-14")
    issued.ok("agenda", "adopt", "9/20", "--on", "2090-06-14")
    issued.ok("add", "11/20", "--subject", "S")
    issued.ok("edit", "11/20", "subject=T")

    answer = issued.run("undo", stdin="1\n", terminal=True)

    assert "Edited the subject of 11/20" in answer.err
    assert "Adopted the agenda" not in answer.err
    assert "Issued the agenda" not in answer.err
    assert answer.status == 0, answer


def test_a_terminal_offers_no_act_that_a_later_one_keeps(issued: Clerk) -> None:
    issued.ok("add", "11/20", "--subject", "S")
    issued.ok("edit", "11/20", "subject=T")
    issued.ok("edit", "11/20", "subject=U")
    issued.ok("edit", "11/20", "place=Zagreb")

    offered = " ".join(issued.run("undo", stdin="\n", terminal=True).err.split())

    assert offered.count("Edited the subject of 11/20") == 1
    assert "Edited the place of 11/20" in offered
    assert "the agenda 9/20" not in offered


def test_of_an_issued_agenda_no_other_act_is_named_to_be_undone_first(issued: Clerk) -> None:
    added = issued.git("rev-parse", "HEAD~")

    refusal = _refused(issued, added)

    assert "The agenda 9/20 has been issued since." in refusal
    assert "somei agenda revise 9/20" in refusal


# ---- chosen on a terminal


def test_a_terminal_lists_the_last_acts_and_takes_back_the_chosen_one(entered: Clerk) -> None:
    entered.ok("classify", "1/20", "COSI 5")
    act = _head(entered)
    entered.ok("xref", "add", "1/20", "7/20")
    later_act = _head(entered)

    answer = entered.run("undo", stdin="2\n", terminal=True)

    newest, chosen, *_ = answer.err.splitlines()
    assert newest.startswith("  1  ")
    assert newest.endswith(f"Added a reference of 1/20 to 7/20  (A Clerk, {later_act[:7]})")
    assert chosen.startswith("  2  ")
    assert chosen.endswith(f"Added subject codes to 1/20  (A Clerk, {act[:7]})")
    assert "Which act is taken back? [1-" in answer.err
    assert (answer.status, entered.git("log", "-1", "--format=%s")) == (0, f"Undo {act[:10]} (1/20)")


@pytest.mark.parametrize(("typed", "hints"), [("\n", 0), ("", 0), (" \n", 0), ("x\n0\n99\n\n", 3)])
def test_nothing_chosen_leaves_everything_as_it_is(entered: Clerk, typed: str, hints: int) -> None:
    entered.ok("classify", "1/20", "COSI 5")
    entered.ok("xref", "add", "1/20", "7/20")
    before = _head(entered)

    answer = entered.run("undo", stdin=typed, terminal=True)

    assert (answer.status, answer.out, _head(entered)) == (0, "", before)
    assert answer.err.endswith("Nothing was taken back.\n")
    assert answer.err.count("Type a number from 1 to ") == hints


@pytest.mark.parametrize("option", ["--no-input", "--json", "--dry-run"])
def test_a_terminal_that_is_not_to_ask_means_the_newest_act(entered: Clerk, option: str) -> None:
    entered.ok("classify", "1/20", "COSI 5")
    act = _head(entered)

    answer = entered.run("undo", option, stdin="2\n", terminal=True)

    assert answer.status == 0
    assert "Which act" not in answer.err
    undid = {"--json": f"Undo {act[:10]}", "--no-input": f"Undid {act[:7]}", "--dry-run": f"would undo {act[:7]}"}
    assert f"{undid[option]} (1/20)" in answer.out + answer.err


def test_a_start_page_and_the_question_have_one_line_for_an_act(
    entered: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    entered.ok("edit", "1/20", "subject=Another")
    for _ in range(2):
        entered.ok("undo")
    entered.ok("classify", "1/20", "COSI 5")
    entered.ok("undo")

    lines = entered.run("undo", stdin="\n", terminal=True).err.splitlines()
    page = re.sub(r"\x1b\[[0-9;]*m", "", entered.run("status", terminal=True).out).splitlines()

    assert all(line.startswith(("  1  ", "  2  ", "  3  ", "  4  ", "Do again:", "Which")) for line in lines[:-1]), (
        lines
    )
    assert not [line for line in (*lines[:-1], *page) if len(line) > 60]
    assert not [line for line in page if "Undid" in line]
    assert " 1 act taken back" in page


def test_the_question_says_what_undoing_an_undo_does(entered: Clerk) -> None:
    entered.ok("classify", "1/20", "COSI 5")
    entered.ok("undo")

    answer = entered.run("undo", stdin="2\n", terminal=True)

    assert [choice.partition("  (")[0].split("  ")[-1] for choice in _choices(answer)[:2]] == [
        "Added 1/20",
        "Added subject codes to 1/20",
    ]
    assert "\nDo again:\n  2  " in answer.err
    assert "COSI 5" in entered.read(ENTRY.format(1))
    again = entered.run("undo", stdin="\n", terminal=True).err
    assert "Did again: Added subject codes to 1/20" in again
    assert "Undid" not in again
    assert "(taken back since)" not in again


def _choices(answer: Answer) -> list[str]:
    """What the question offers, each on one line."""
    return re.split(r"\n  (?=\d  )", re.sub(r"\n {6,}", " ", answer.err))


def _undone(clerk: Clerk, undo: str) -> str:
    """The short name of the commit that an undo names."""
    return clerk.git("log", "-1", "--format=%(trailers:key=Somei-Undoes,valueonly)", undo)[:10]


def test_an_undo_of_what_this_clone_does_not_have_is_listed_by_its_name(entered: Clerk) -> None:
    entered.git("commit", "-q", "--allow-empty", "-m", "Nothing")
    text = entered.read(ENTRY.format(1))
    entered.write(ENTRY.format(1), text.replace("One", "Two"))
    entered.git("commit", "-qam", f"By hand\n\nSomei-Undoes: {'ab' * 20}")

    answer = entered.run("undo", stdin="\n", terminal=True)

    assert "taking this back does “ababababab” again" in answer.err


def test_an_entry_that_is_chosen_becomes_void_for_a_reason(entered: Clerk) -> None:
    refused = entered.run("undo", stdin="y\n\n", terminal=True)
    assert (refused.status, "which needs a reason" in refused.err) == (5, True)

    answer = entered.run("undo", stdin="y\nentered twice\n", terminal=True)

    assert "which needs a reason.\nWhy?" in re.sub(r"\n +", " ", answer.err)
    assert 'status = "void"\nreason = "entered twice"' in entered.read(ENTRY.format(1))


@pytest.mark.parametrize("typed", ["\n", "", "1\n", "no\n"])
def test_the_only_act_is_named_in_one_question(entered: Clerk, typed: str) -> None:
    before = _head(entered)

    answer = entered.run("undo", "-m", "entered twice", stdin=typed, terminal=True)

    question, *_ = re.sub(r"\s+", " ", answer.err).partition(" [y/N]")
    assert question.endswith(f" Added 1/20 (A Clerk, {before[:7]}) Take this back?")
    assert "Start" not in answer.err, "an act that cannot be undone is not offered"
    assert (answer.status, answer.out, _head(entered)) == (0, "", before)
    assert "Nothing was taken back." in answer.err


def test_a_terminal_has_nothing_to_offer_in_a_new_register(clerk: Clerk) -> None:
    answer = clerk.run("undo", "-m", "x", terminal=True)

    assert (answer.status, answer.out) == (5, "")
    assert "Of the last acts, none can be undone." in answer.err
    assert "git revert" not in answer.err


def test_the_only_own_act_above_those_of_others_is_named_in_one_question(entered: Clerk) -> None:
    entered.ok("classify", "1/20", "COSI 5")
    entered.git("config", "user.email", "ben@example.org")
    entered.ok("edit", "1/20", "place=Zagreb")
    act = _head(entered)

    answer = entered.run("undo", stdin="y\n", terminal=True)

    assert "Edited the place of 1/20  (A Clerk, " in answer.err
    assert "Take this back? [y/N]" in answer.err
    assert (answer.status, entered.git("log", "-1", "--format=%s")) == (0, f"Undo {act[:10]} (1/20)")
    entered.ok("edit", "1/20", "to=Delegations")
    assert "Which act is taken back?" in entered.run("undo", stdin="\n", terminal=True).err


def test_what_was_done_to_a_number_that_is_void_since_is_not_taken_back(entered: Clerk) -> None:
    entered.ok("classify", "1/20", "--marking", "PUBLIC", "-m", "the page says so")
    lowered = _head(entered)
    entered.ok("renumber", "1/20", "3/20", "-m", "two digits swapped")

    refusal = _refused(entered, lowered, "-m", "it is LIMITE")

    assert "1/20 is void since" in refusal
    assert "under its new number" in refusal
    assert "PUBLIC" not in entered.run("undo", stdin="\n", terminal=True).err


def test_a_draft_that_was_made_void_comes_back(clerk: Clerk) -> None:
    clerk.ok("agenda", "create", "SOMEI", "2090-06-14", "--number", "9/20")
    clerk.ok("undo", "-m", "not wanted")

    clerk.ok("undo", "-m", "wanted after all")

    assert 'status = "draft"' in clerk.read(ENTRY.format(9))


def test_older_acts_are_offered_below_commits_that_changed_nothing(entered: Clerk) -> None:
    for _ in range(15):
        entered.git("commit", "-q", "--allow-empty", "-m", "Nothing")

    assert "Added 1/20" in entered.run("undo", stdin="n\n", terminal=True).err


def test_no_act_on_a_file_that_cannot_be_read_is_offered(entered: Clerk) -> None:
    sound = entered.read(ENTRY.format(1))
    for text in (sound + "broken = [", sound):
        entered.write(ENTRY.format(1), text)
        entered.git("commit", "-qam", "By hand")

    assert "By hand" not in entered.run("undo", stdin="\n", terminal=True).err


def test_an_undo_for_which_two_persons_are_needed_takes_the_second_one(entered: Clerk) -> None:
    settings = entered.read("somei.toml")
    entered.enter("somei.toml", settings + "\n[two_persons]\nvoid_number = true\n")
    act = entered.git("rev-parse", "HEAD~")

    entered.ok("undo", act, "-m", "given twice", "--approved-by", "Ben <ben@example.org>")

    assert 'status = "void"' in entered.read(ENTRY.format(1))


def test_an_act_that_is_undone_only_with_a_reason_is_offered(entered: Clerk) -> None:
    entered.ok("classify", "1/20", "--marking", "RESTREINT UE/EU RESTRICTED", "-m", "the stamp says so")
    act = _head(entered)

    offered = entered.run("undo", stdin="\n", terminal=True).err

    assert act[:7] in offered
    entered.ok("undo", act, "-m", "the stamp was of another page")
