"""A document gets its right number: two entries in one commit, what names it, its history, and two clerks at once."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from clerks import on_hub
from conftest import Clerk, prepared

OLD, NEW = "15070/19", "15071/19"
OLD_FILE, NEW_FILE = (f"documents/2019/150/ST-{number}-2019-INIT.toml" for number in (15070, 15071))
RENUMBER = ("renumber", OLD, NEW, "-m", "two figures swapped")


@prepared
def cited(registered: Clerk) -> Clerk:
    """A register in which a note, a draft agenda and an issued one name the sample document."""
    registered.ok("add", "100/20", "--subject", "A note", "--date", "2020-02-13", "--type", "NOTE")
    registered.ok("xref", "add", "100/20", OLD)
    registered.ok("xref", "add", "100/20", OLD, "--kind", "previous")
    registered.ok("followup", "add", "A paper", "--doc", OLD, "--item", "3", "--who", "Europol")
    for number, day in (("9/20", "2020-06-10"), ("11/20", "2020-06-12")):
        registered.ok("agenda", "create", "SOMEI", day, "--number", number)
        registered.ok("classify", number, "--marking", "LIMITE")
        registered.ok("agenda", "add-item", number, "Fog", "--doc", OLD)
    registered.ok("followup", "carry", "9/20", f"{OLD}#3.1")
    registered.ok("agenda", "issue", "11/20", "--date", "2020-02-13")
    return registered


def document(clerk: Clerk, number: str) -> dict[str, Any]:
    (record,) = json.loads(clerk.ok("show", number, "--json"))["records"]
    found: dict[str, Any] = record
    return found


def facts(clerk: Clerk, number: str) -> dict[str, Any]:
    """What an entry says, but for its number and for what it replaces."""
    record = document(clerk, number)
    own = {"number", "id", "family", "cited_by", "references"}
    references = [one for one in record["references"] if one["kind"] != "replaces"]
    return {key: value for key, value in record.items() if key not in own} | {"references": references}


def refused(clerk: Clerk, *words: str) -> str:
    before = clerk.log()
    answer = clerk.run(*words)
    assert (answer.status, answer.out) == (5, ""), answer
    assert (clerk.log(), clerk.git("status", "--porcelain")) == (before, "")
    return answer.err


def proved(clerk: Clerk) -> list[str]:
    records = json.loads(clerk.run("check", "--history", "--json", "--select", "HIST").out)["records"]
    return [record["code"] for record in records if record["code"] != "HIST009"]


def trailers(clerk: Clerk) -> list[str]:
    return clerk.git("log", "-1", "--format=%(trailers)").splitlines()


def history(clerk: Clerk, number: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(clerk.ok("history", number, "--json"))["records"]
    return rows


def changes(clerk: Clerk, span: str, *numbers: str) -> list[tuple[str, str, str]]:
    records = json.loads(clerk.ok("diff", span, "--json", "--", *numbers))["records"]
    return [(record["document"], record["field"], record["words"]) for record in records]


# ---- the act


def test_the_old_number_is_void_and_the_new_one_has_all_facts(cited: Clerk) -> None:
    before = facts(cited, OLD)

    cited.ok(*RENUMBER)

    assert cited.read(OLD_FILE) == (
        'number = "15070/19"\nstatus = "void"\nreason = "two figures swapped"\nmarking = "LIMITE"\n'
    )
    assert facts(cited, NEW) == before
    assert {"to": OLD, "kind": "replaces"} in document(cited, NEW)["references"]
    assert cited.log()[0] == "Renumber 15070/19 as 15071/19"
    assert trailers(cited) == [
        "Somei-Action: renumber",
        "Somei-Document: 15070/19",
        "Somei-Document: 15071/19",
        "Somei-Document: 9/20",
        "Somei-Document: 100/20",
        "Somei-Renumbered: 15070/19",
        "Reason: two figures swapped",
    ]
    assert proved(cited) == []


def test_a_number_that_never_left_is_not_replaced_by_the_right_one(ada: Clerk, shared: Path) -> None:
    for number in ("200/20", "201/20"):
        ada.ok("add", number, "--subject", "A typing error")
    ada.ok("renumber", "200/20", "300/20", "-m", "typing error")
    ada.ok("sync")
    ada.ok("renumber", "201/20", "301/20", "-m", "typing error")

    assert "references" not in document(ada, "300/20")
    assert document(ada, "301/20")["references"] == [{"to": "201/20", "kind": "replaces"}]
    assert ada.read("documents/2020/002/ST-200-2020-INIT.toml").startswith(
        'number = "200/20"\nstatus = "void"\nreason = "typing error"\n'
    )
    assert proved(ada) == []


def test_what_names_it_follows_and_an_issued_agenda_is_told(cited: Clerk) -> None:
    answer = cited.run(*RENUMBER)

    note, draft = document(cited, "100/20"), document(cited, "9/20")
    assert note["previous_documents"] == [NEW]
    assert [reference["to"] for reference in note["references"]] == [NEW]
    assert [item.get("documents") for item in draft["items"] if item["title"] == "Fog"] == [[NEW]]
    assert f"({NEW}#3.1)" in cited.read("documents/2020/000/ST-9-2020-INIT.toml")
    assert f"({OLD}#3.1)" not in cited.read("documents/2020/000/ST-9-2020-INIT.toml")
    assert [item.get("documents") for item in document(cited, "11/20")["items"] if item["title"] == "Fog"] == [[OLD]]
    assert "note: 11/20 was issued and names 15070/19; that stays as it is printed." in answer.err
    assert cited.ok("followup", "list", "--fields", "id").splitlines()[1:] == [f"{NEW}#3.1"]


def test_the_receipt_tells_one_document_and_what_follows(cited: Clerk) -> None:
    tried = cited.run(*RENUMBER, "-n")
    answer = cited.run(*RENUMBER)

    assert answer.out == tried.out
    assert [line.split("\t")[:2] for line in answer.out.splitlines()[1:3]] == [[NEW, "number"], [NEW, "references"]]
    assert {line.split("\t")[0] for line in answer.out.splitlines()[1:]} == {NEW, "9/20", "100/20"}


def test_a_call_that_is_repeated_with_its_request_does_it_once(cited: Clerk) -> None:
    first = json.loads(cited.ok(*RENUMBER, "--request", "deadbeef0001", "--json"))["records"][0]
    again = json.loads(cited.ok(*RENUMBER, "--request", "deadbeef0001", "--json"))["records"][0]

    assert again["commit"] == first["commit"] == cited.git("rev-parse", "HEAD")
    assert cited.log().count("Renumber 15070/19 as 15071/19") == 1
    assert "was for another act" in refused(cited, "withdraw", "100/20", "-m", "No", "--request", "deadbeef0001")


def test_a_request_and_a_waiver_of_the_settings_are_told(registered: Clerk) -> None:
    registered.ok("request", "new", OLD, "--received", "2020-02-14", "--keep")
    waiver = f'\n[[waivers]]\ncode = "XREF001"\ndocument = "{OLD}"\nreason = "not ours"\n'
    registered.enter("somei.toml", registered.read("somei.toml") + waiver)

    answer = registered.run(*RENUMBER)

    assert "note: somei.toml waives XREF001 for 15070/19; if that is still needed, name the new number" in answer.err
    assert "note: The request for access 2020/1 names 15070/19, as it was asked for." in answer.err


def test_a_reserved_number_is_filled_and_keeps_who_took_it(cited: Clerk) -> None:
    cited.ok("number", "reserve", NEW, "--for", "the outcome")

    cited.ok(*RENUMBER)

    assert document(cited, NEW)["allotted"]["for"] == "the outcome"
    assert "status" not in document(cited, NEW)
    assert proved(cited) == []


def test_a_draft_and_a_withdrawn_document_stay_what_they_are(clerk: Clerk) -> None:
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "9/20")
    clerk.ok("add", "10/20", "--subject", "Lamps", "--date", "2020-02-10")
    clerk.ok("withdraw", "10/20", "-m", "sent by mistake")

    clerk.ok("renumber", "9/20", "12/20", "-m", "a slip")
    clerk.ok("renumber", "10/20", "13/20", "-m", "a slip")

    assert document(clerk, "12/20")["status"] == "draft"
    withdrawn = document(clerk, "13/20")
    assert (withdrawn["status"], withdrawn["reason"]) == ("withdrawn", "sent by mistake")
    assert document(clerk, "10/20")["reason"] == "a slip"


def test_waivers_go_along_but_for_those_of_the_history(clerk: Clerk) -> None:
    path = "documents/2020/000/ST-10-2020-INIT.toml"
    clerk.ok("add", "10/20", "--subject", "Lamps", "--date", "2020-02-10", "--marking", "LIMITE")
    text = clerk.read(path).replace('marking = "LIMITE"\n', "")
    clerk.enter(path, text + '\n[waive]\nCODE004 = "none is printed"\nHIST006 = "a slip of the clerk"\n')
    assert proved(clerk) == []

    clerk.ok("renumber", "10/20", "13/20", "-m", "a slip")

    assert document(clerk, "13/20")["waive"] == {"CODE004": "none is printed"}
    assert 'HIST006 = "a slip of the clerk"' in clerk.read(path)
    assert proved(clerk) == []


def test_an_error_that_the_document_had_does_not_hold_it(clerk: Clerk) -> None:
    path = "documents/2020/000/ST-10-2020-INIT.toml"
    clerk.enter(path, 'number = "10/20"\nsubject = "Lamps"\ndate = 2018-02-10\n')
    assert "DATE002" in clerk.run("check", "10/20").out

    clerk.ok("renumber", "10/20", "13/20", "-m", "a slip")

    assert "DATE002" in clerk.run("check", "13/20").out


def test_an_error_that_the_new_number_makes_holds_it(registered: Clerk) -> None:
    registered.ok("add", "16/22", "--subject", "Lamps", "--code", "COSI 254")

    assert "COSI 254 of 2022 is also held by 16/22" in refused(registered, "renumber", OLD, "15070/22", "-m", "No")


def test_a_family_is_renumbered_from_its_end(clerk: Clerk) -> None:
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "9/20")
    clerk.ok("agenda", "issue", "9/20", "--date", "2020-02-05")
    clerk.ok("agenda", "revise", "9/20")
    clerk.ok("agenda", "issue", "9/1/20 REV 1", "--date", "2020-02-06")

    words = refused(clerk, "renumber", "9/20", "12/20", "-m", "a slip")
    assert "9/1/20 REV 1 builds on 9/20, which would become void." in words
    assert "hint: Renumber that one first: somei renumber '9/1/20 REV 1' '12/1/20 REV 1' -m TEXT" in words

    clerk.ok("renumber", "9/1/20 REV 1", "12/1/20 REV 1", "-m", "a slip")
    clerk.ok("renumber", "9/20", "12/20", "-m", "a slip")
    assert document(clerk, "12/1/20 REV 1")["agenda"]["revises"] == "12/20"
    assert proved(clerk) == []


def test_two_persons_are_asked_for_as_for_any_void_number(cited: Clerk) -> None:
    cited.enter("somei.toml", cited.read("somei.toml") + "\n[two_persons]\nvoid_number = true\n")

    answer = cited.run(*RENUMBER, "-n")
    cited.ok(*RENUMBER, "--approved-by", "Ben <ben@example.org>")

    assert "note: 15070/19 is made void: the merge must carry an Approved-by of another person" in answer.err
    assert proved(cited) == []


# ---- what is refused


NOT_RENUMBERED = {
    "a void number": (("22/20", "30/20"), "22/20 is void; there is no document", "somei show 22/20"),
    "a reserved one": (("21/20", "30/20"), "21/20 is only reserved;", "somei number release 21/20 -m TEXT"),
    "one of the office": (("SN 1/20", "30/20"), "SN 1/20 was given out by the office;", "withdraw 'SN 1/20' -m TEXT"),
    "a draft of the office": (("SN 2/20", "30/20"), "SN 2/20 was given out", "number release 'SN 2/20' -m TEXT"),
    "one that was asked for": (("23/20", "30/20"), "23/20 was given out", "somei withdraw 23/20 -m TEXT"),
    "to a taken number": (("24/20", "23/20"), "23/20 is already in the register.", "somei show 23/20"),
    "to a void number": (
        ("24/20", "22/20"),
        "22/20 is void; a number is never given twice",
        "somei undo COMMIT -m TEXT",
    ),
    "to one of the office": (("24/20", "SN 9/20"), "SN 9/20 has not been given out,", "somei number next --series SN"),
    "to a provisional one": (("24/20", "PROV 9/20"), "PROV 9/20 is provisional", "Give the number that is printed."),
}


@prepared
def office(clerk: Clerk) -> Clerk:
    """A register with a number of each kind that is not renumbered."""
    clerk.enter("somei.toml", clerk.read("somei.toml").replace("own_series = []", 'own_series = ["SN"]'))
    clerk.ok("add", "next", "--subject", "Lamps", "--date", "2020-02-10")
    clerk.ok("issue", "SN 1/20")
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10")
    clerk.ok("number", "reserve", "21/20", "22/20", "23/20")
    clerk.ok("number", "release", "22/20", "-m", "not needed")
    clerk.ok("add", "23/20", "--subject", "Fog", "--date", "2020-02-10")
    clerk.ok("add", "24/20", "--subject", "Ports", "--date", "2020-02-10")
    return clerk


@pytest.mark.parametrize("case", NOT_RENUMBERED)
def test_what_is_not_renumbered_names_the_next_step(office: Clerk, case: str) -> None:
    numbers, sentence, hint = NOT_RENUMBERED[case]

    words = refused(office, "renumber", *numbers, "-m", "a slip")

    assert sentence in words
    assert hint in words


def test_typed_wrongly(office: Clerk) -> None:
    assert office.run("renumber", "24/20", "25/20").status == 2
    assert office.run("renumber", "24/20", "24/20", "-m", "a slip").status == 2
    assert office.run("renumber", "99/20", "25/20", "-m", "a slip").status == 4


# ---- the history


def test_the_history_goes_on_into_the_old_number(cited: Clerk) -> None:
    before = history(cited, OLD)
    cited.ok(*RENUMBER)
    cited.ok("classify", NEW, "--marking", "PUBLIC", "-m", "released")

    rows = history(cited, NEW)

    assert rows[: len(before)] == before
    later = [(row["document"], row["field"], row["before"], row["after"]) for row in rows[len(before) :]]
    assert later == [
        (NEW, "number", OLD, NEW),
        (NEW, "references", None, f"to {OLD}, kind replaces"),
        (NEW, "marking", "LIMITE", "PUBLIC"),
    ]
    end = [(row["field"], row["after"]) for row in history(cited, OLD)[len(before) :]]
    assert end == [("status", "void"), ("reason", "two figures swapped")]


def test_the_history_goes_on_through_several_numbers(cited: Clerk) -> None:
    before = history(cited, OLD)
    cited.ok(*RENUMBER)
    cited.ok("renumber", NEW, "15072/19", "-m", "again")

    rows = history(cited, "15072/19")

    assert rows[: len(before)] == before
    assert [(row["before"], row["after"]) for row in rows if row["field"] == "number"][1:] == [
        (OLD, NEW),
        (NEW, "15072/19"),
    ]
    assert proved(cited) == []


def test_who_set_a_value_is_found_under_the_old_number(cited: Clerk) -> None:
    def blamed(number: str) -> dict[str, str]:
        rows = json.loads(cited.ok("blame", number, "--json"))["records"]
        return {row["field"]: row["commit"] for row in rows}

    before = blamed(OLD)
    cited.ok(*RENUMBER)
    cited.ok("classify", NEW, "--marking", "PUBLIC", "-m", "released")
    cited.ok("renumber", NEW, "15072/19", "-m", "again")

    after = blamed("15072/19")

    changed = {name: commit for name, commit in after.items() if before.get(name) != commit}
    head, marked = cited.git("rev-parse", "HEAD"), cited.git("rev-parse", "HEAD~")
    assert changed.pop("marking") == marked
    assert changed.pop("number") == head
    assert set(changed) == {"references 2"}


def test_a_message_alone_does_not_join_histories(cited: Clerk) -> None:
    text = cited.read(OLD_FILE).replace(OLD, NEW)
    cited.write(NEW_FILE, text.replace("Summary of discussions", "Another thing"))
    cited.write(OLD_FILE, f'number = "{OLD}"\nstatus = "void"\nreason = "a slip"\nmarking = "LIMITE"\n')
    cited.git("add", "-A")
    words = "\n".join(f"Somei-Document: {number}" for number in (OLD, NEW))
    cited.git("commit", "-qm", f"By hand\n\nSomei-Action: renumber\n{words}\nSomei-Renumbered: {OLD}\nReason: a slip")

    assert {row["document"] for row in history(cited, NEW)} == {NEW}
    assert "subject" in {row["field"] for row in history(cited, OLD) if row["after"] is None}
    assert "HIST018" in proved(cited)


def test_text_that_was_taken_out_under_the_new_number_is_not_shown_under_the_old_one(registered: Clerk) -> None:
    registered.ok(*RENUMBER)
    registered.ok("classify", NEW, "--marking", "RESTREINT UE", "-m", "it quotes a report")

    for number in (OLD, NEW):
        assert "Summary of discussions" not in registered.ok("history", number)


def test_a_diff_tells_it_in_one_line(cited: Clerk) -> None:
    cited.ok(*RENUMBER)

    words = "renumbered as 15071/19; this number is void, and 2 documents that name it follow"
    assert changes(cited, "HEAD~..HEAD") == [(OLD, "number", words)]
    assert changes(cited, "HEAD~..HEAD", OLD) == [(OLD, "number", words)]
    assert changes(cited, "HEAD~..HEAD", NEW) == [(OLD, "number", words)]
    assert cited.run("diff", "HEAD~..HEAD").err == "1 change in 1 file; 1 serious, declared.\n"


def test_a_diff_tells_what_else_changed_with_its_commit(cited: Clerk) -> None:
    base = cited.git("rev-parse", "HEAD")
    cited.ok("classify", OLD, "--drop", "CT")
    dropped = cited.git("rev-parse", "HEAD")
    cited.ok(*RENUMBER)
    cited.ok("classify", NEW, "--marking", "none", "-m", "released")
    lowered = cited.git("rev-parse", "HEAD")

    records = json.loads(cited.ok("diff", f"{base}..HEAD", "--json"))["records"]

    told = {(record["document"], record["field"]): record["commit"] for record in records}
    assert told == {
        (NEW, "marking"): lowered,
        (OLD, "number"): cited.git("rev-parse", "HEAD~"),
        (NEW, "subject_codes"): dropped,
    }
    assert all(record["declared"] for record in records)


def test_a_diff_tells_two_numbers_one_after_the_other(cited: Clerk) -> None:
    base = cited.git("rev-parse", "HEAD")
    cited.ok("classify", OLD, "--marking", "PUBLIC", "-m", "released")
    lowered = cited.git("rev-parse", "HEAD")
    cited.ok(*RENUMBER)
    cited.ok("renumber", NEW, "15072/19", "-m", "again")

    records = json.loads(cited.ok("diff", f"{base}..HEAD", "--json"))["records"]

    assert [(record["document"], record["field"], record["declared"]) for record in records] == [
        ("15072/19", "marking", True),
        (OLD, "number", True),
        (NEW, "document", True),
    ]
    assert records[0]["commit"] == lowered


def test_a_diff_tells_what_stands_after_an_undo(cited: Clerk) -> None:
    base = cited.git("rev-parse", "HEAD")
    cited.ok(*RENUMBER)
    cited.ok("undo", "-m", "it was right")
    assert changes(cited, f"{base}..HEAD") == [(NEW, "document", "entered as void, marked LIMITE")]

    cited.ok("renumber", OLD, "15072/19", "-m", "another one")

    words = "renumbered as 15072/19; this number is void, and 2 documents that name it follow"
    assert changes(cited, f"{base}..HEAD") == [
        (OLD, "number", words),
        (NEW, "document", "entered as void, marked LIMITE"),
    ]


def test_a_diff_tells_of_a_new_document_that_it_is_new(registered: Clerk) -> None:
    registered.ok("add", "10/20", "--subject", "Lamps", "--date", "2020-02-10")
    registered.ok("renumber", "10/20", "11/20", "-m", "a slip")

    told = {number: words for number, _, words in changes(registered, "HEAD~2..HEAD")}

    assert told == {"10/20": "entered as void, not marked", "11/20": "entered, not marked"}


def test_a_review_tells_it_in_one_line(cited: Clerk) -> None:
    cited.git("switch", "-qc", "side")
    cited.ok(*RENUMBER)
    cited.git("switch", "-q", "main")

    answer = cited.run("review", "side", "--json")

    (record,) = json.loads(answer.out)["records"]
    assert [change["words"] for change in record["changes"]] == [
        "renumbered as 15071/19; this number is void, and 2 documents that name it follow"
    ]
    assert not [finding for finding in record["new"] if finding["code"].startswith("HIST")]
    cited.git("merge", "-q", "--no-ff", "-m", "Merge side", "side")
    assert proved(cited) == []


def test_what_a_branch_does_before_it_renumbers_an_agenda_is_found(cited: Clerk) -> None:
    path = "documents/2020/000/ST-11-2020-INIT.toml"
    cited.git("switch", "-qc", "side")
    cited.enter(path, cited.read(path).replace('number = "2"', 'number = "5"'))
    cited.ok("renumber", "11/20", "12/20", "-m", "a slip")
    cited.git("switch", "-q", "main")
    cited.git("merge", "-q", "--no-ff", "-m", "Merge side", "side")

    assert "HIST005" in proved(cited)


def on_a_branch(clerk: Clerk, *acts: tuple[str, ...]) -> None:
    clerk.git("switch", "-qc", "side")
    for words in acts:
        clerk.ok(*words)
    clerk.git("switch", "-q", "main")
    clerk.git("merge", "-q", "--no-ff", "-m", "Merge side", "side")


def test_a_branch_may_lower_the_marking_under_the_new_number_with_a_reason(cited: Clerk) -> None:
    on_a_branch(cited, RENUMBER, ("classify", NEW, "--marking", "none", "-m", "released"))

    assert proved(cited) == []


def test_the_reason_to_renumber_is_none_to_lower_the_marking(cited: Clerk) -> None:
    cited.git("switch", "-qc", "side")
    cited.ok(*RENUMBER)
    cited.enter(NEW_FILE, cited.read(NEW_FILE).replace('marking = "LIMITE"\n', ""))
    cited.git("switch", "-q", "main")
    cited.git("merge", "-q", "--no-ff", "-m", "Merge side", "side")

    assert proved(cited) == ["HIST006"]


def test_a_dated_fact_that_goes_under_the_new_number_is_found(cited: Clerk) -> None:
    cited.ok("access", OLD, "refuse", "--ground", "4.3(i)", "--on", "2020-02-14")
    cited.git("switch", "-qc", "side")
    cited.ok(*RENUMBER)
    text = cited.read(NEW_FILE)
    start = text.index("[[access]]")
    cited.enter(NEW_FILE, text[:start] + text[text.index("\n\n", start) + 2 :])
    cited.git("switch", "-q", "main")
    cited.git("merge", "-q", "--no-ff", "-m", "Merge side", "side")

    assert proved(cited) == ["HIST008"]


def test_two_persons_are_asked_for_what_a_branch_does_under_the_new_number(cited: Clerk) -> None:
    cited.enter("somei.toml", cited.read("somei.toml") + "\n[two_persons]\nlower_marking = true\n")
    on_a_branch(cited, RENUMBER, ("classify", NEW, "--marking", "none", "-m", "released"))

    assert proved(cited) == ["HIST015"]


def test_a_branch_may_renumber_an_agenda_twice_and_go_back(cited: Clerk) -> None:
    on_a_branch(
        cited,
        ("renumber", "11/20", "12/20", "-m", "a slip"),
        ("undo", "-m", "it was right"),
        ("renumber", "11/20", "13/20", "-m", "a slip"),
        ("renumber", "13/20", "14/20", "-m", "another one"),
        RENUMBER,
        ("renumber", NEW, "15072/19", "-m", "again"),
    )

    assert proved(cited) == []


# ---- undo


def test_it_is_taken_back_and_done_again(cited: Clerk) -> None:
    before = {path: cited.read(path) for path in cited.git("ls-files", "documents").splitlines()}
    cited.ok(*RENUMBER)
    done = cited.read(NEW_FILE)
    assert "needs a reason" in refused(cited, "undo")

    cited.ok("undo", "-m", "it was right")

    assert {path: cited.read(path) for path in before} == before
    assert cited.read(NEW_FILE) == (
        'number = "15071/19"\nstatus = "void"\nreason = "it was right"\nmarking = "LIMITE"\n'
    )
    assert f"Somei-Renumbered: {NEW}" in trailers(cited)
    assert proved(cited) == []
    cited.ok("undo", "-m", "it was not")
    assert cited.read(NEW_FILE) == done
    assert proved(cited) == []


def test_an_issued_agenda_goes_back_to_its_number_too(cited: Clerk) -> None:
    cited.ok("renumber", "11/20", "12/20", "-m", "a slip")
    assert document(cited, "12/20")["agenda"]["issued"] == "2020-02-13"

    cited.ok("undo", "-m", "it was right")

    assert document(cited, "11/20")["agenda"]["issued"] == "2020-02-13"
    assert proved(cited) == []


def test_a_reservation_that_was_filled_is_one_again(cited: Clerk) -> None:
    cited.ok("number", "reserve", NEW)
    reserved = cited.read(NEW_FILE)
    cited.ok(*RENUMBER)

    cited.ok("undo", "-m", "it was right")

    assert cited.read(NEW_FILE) == reserved
    assert set(proved(cited)) <= {"HIST007"}
    assert document(cited, OLD)["subject"] == "Summary of discussions"


def test_what_was_done_under_the_new_number_is_taken_back_first(cited: Clerk) -> None:
    cited.ok(*RENUMBER)
    act = cited.git("rev-parse", "HEAD")
    cited.ok("classify", NEW, "--marking", "PUBLIC", "-m", "released")
    later = cited.git("rev-parse", "--short=10", "HEAD")

    words = refused(cited, "undo", act, "-m", "it was right")

    assert f"hint: Undo that one first: somei undo {later}" in words


# ---- two clerks


@pytest.fixture
def shared(hub: Path, ada: Clerk) -> Path:
    """A server with a document that another one names."""
    ada.ok("add", "100/20", "--subject", "A note", "--date", "2020-02-13", "--type", "NOTE", "--marking", "LIMITE")
    ada.ok("add", "101/20", "--subject", "Another", "--date", "2020-02-13", "--type", "NOTE", "--marking", "LIMITE")
    ada.ok("xref", "add", "101/20", "100/20")
    ada.ok("sync")
    return hub


PATH = "documents/2020/001/ST-{}-2020-INIT.toml"
MOVE = ("renumber", "100/20", "102/20", "-m", "a slip")


def test_one_edits_what_another_has_renumbered(ada: Clerk, shared: Path, ben: Clerk) -> None:
    ben.ok("sync")
    ada.ok(*MOVE)
    ada.ok("sync")
    ben.ok("classify", "100/20", "COSI 7", "--marking", "PUBLIC", "-m", "released")

    answer = ben.run("sync")

    assert answer.status == 0, answer
    text = on_hub(shared, "show", f"main:{PATH.format(102)}")
    assert "COSI 7" in text
    assert 'marking = "PUBLIC"' in text
    assert 'kind = "replaces"' in text
    assert "COSI 7" not in on_hub(shared, "show", f"main:{PATH.format(100)}")
    assert ben.log()[0] == "Lower the marking of 102/20 from LIMITE to PUBLIC, with subject codes added"
    assert "Somei-Document: 102/20" in trailers(ben)
    assert proved(ben) == []
    assert "COSI 7" in ben.ok("history", "102/20")


def test_one_renumbers_what_another_has_edited(ada: Clerk, shared: Path, ben: Clerk) -> None:
    ben.ok("sync")
    ada.ok("classify", "100/20", "COSI 7", "--marking", "PUBLIC", "-m", "released")
    ada.ok("xref", "add", "101/20", "1/20")
    ada.ok("sync")
    ben.ok(*MOVE)

    answer = ben.run("sync")

    assert answer.status == 0, answer
    text = on_hub(shared, "show", f"main:{PATH.format(102)}")
    assert "COSI 7" in text
    assert 'marking = "PUBLIC"' in text
    assert on_hub(shared, "show", f"main:{PATH.format(100)}").splitlines()[1:] == [
        'status = "void"',
        'reason = "a slip"',
        'marking = "PUBLIC"',
    ]
    naming = on_hub(shared, "show", f"main:{PATH.format(101)}")
    assert '"102/20"' in naming
    assert '"1/20"' in naming
    assert proved(ben) == []


def test_both_renumber_it_alike(ada: Clerk, shared: Path, ben: Clerk) -> None:
    ben.ok("sync")
    ada.ok(*MOVE)
    ada.ok("sync")
    ben.ok(*MOVE)

    answer = ben.run("sync")

    assert answer.status == 0, answer
    assert "1 act of yours changes nothing: others had decided the same." in answer.err
    assert proved(ben) == []


def test_both_renumber_it_alike_for_other_reasons_and_one_goes_on(ada: Clerk, shared: Path, ben: Clerk) -> None:
    ben.ok("sync")
    ada.ok(*MOVE)
    ada.ok("classify", "102/20", "COSI 7")
    ada.ok("sync")
    ben.ok("renumber", "100/20", "102/20", "-m", "another reason")
    ben.ok("xref", "add", "102/20", "1/20")

    answer = ben.run("sync")

    assert answer.status == 0, answer
    assert document(ben, "102/20")["subject_codes"] == ["COSI 7"]
    assert [one["to"] for one in document(ben, "102/20")["references"]] == ["100/20", "1/20"]
    assert document(ben, "100/20")["reason"] == "a slip"
    assert proved(ben) == []


def test_what_one_makes_name_it_meanwhile_follows_in_the_sync(ada: Clerk, shared: Path, ben: Clerk) -> None:
    ben.ok("sync")
    ada.ok(*MOVE)
    ada.ok("sync")
    ben.ok("add", "110/20", "--subject", "Later", "--date", "2020-02-14", "--marking", "LIMITE")
    ben.ok("xref", "add", "110/20", "100/20", "--kind", "answers")
    ben.ok("xref", "add", "101/20", "100/20", "--kind", "answers")

    assert ben.run("sync").status == 0

    assert document(ben, "110/20")["references"] == [{"to": "102/20", "kind": "answers"}]
    assert [one["to"] for one in document(ben, "101/20")["references"]] == ["102/20", "102/20"]
    assert document(ben, "100/20").get("cited_by", []) == [{"number": "102/20", "kind": "replaces"}]
    assert proved(ben) == []


def test_a_renumbering_takes_along_what_others_made_name_it(ada: Clerk, shared: Path, ben: Clerk) -> None:
    ben.ok("sync")
    ada.ok("add", "110/20", "--subject", "Later", "--date", "2020-02-14", "--marking", "LIMITE")
    ada.ok("xref", "add", "110/20", "100/20", "--kind", "answers")
    ada.ok("xref", "add", "101/20", "100/20", "--kind", "answers")
    ada.ok("sync")
    ben.ok(*MOVE)

    assert ben.run("sync").status == 0

    assert document(ben, "110/20")["references"] == [{"to": "102/20", "kind": "answers"}]
    assert [one["to"] for one in document(ben, "101/20")["references"]] == ["102/20", "102/20"]
    assert "Somei-Document: 110/20" in trailers(ben)
    assert proved(ben) == []
    assert ben.run("check", "--history", "--select", "HIST009").out == ""


def test_both_renumber_it_otherwise(ada: Clerk, shared: Path, ben: Clerk) -> None:
    ben.ok("sync")
    ada.ok(*MOVE)
    ada.ok("sync")
    ben.ok("renumber", "100/20", "103/20", "-m", "a slip")

    answer = ben.run("sync")

    assert answer.status == 5
    assert answer.out.splitlines()[1].split("\t")[:4] == ["100/20", "number", "103/20", "102/20"]
    assert on_hub(shared, "ls-tree", "--name-only", "main", f"{PATH.format(103)}") == ""


def test_an_undo_that_is_not_sent_yet_goes_along(ada: Clerk, shared: Path, ben: Clerk) -> None:
    ben.ok("sync")
    ada.ok("classify", "101/20", "COSI 7")
    ada.ok("sync")
    ben.ok(*MOVE)
    ben.ok("undo", "-m", "it was right")

    assert ben.run("sync").status == 0

    assert document(ben, "100/20")["subject"] == "A note"
    assert document(ben, "101/20")["subject_codes"] == ["COSI 7"]
    assert proved(ben) == []


def test_an_undo_of_what_others_worked_on_too_is_for_a_person(ada: Clerk, shared: Path, ben: Clerk) -> None:
    ben.ok("sync")
    ada.ok("classify", "100/20", "COSI 7")
    ada.ok("sync")
    ben.ok(*MOVE)
    ben.ok("undo", "-m", "it was right")

    assert ben.run("sync").status == 5
    ben.git("merge", "-q", "origin/main", "-m", "Merge")
    assert ben.run("sync").status == 0

    assert document(ben, "100/20")["subject_codes"] == ["COSI 7"]
    assert document(ben, "102/20")["status"] == "void"
    assert proved(ben) == []


def test_a_merge_by_git_leaves_it_to_a_person(ada: Clerk, shared: Path, ben: Clerk) -> None:
    ben.ok("init", "--git")
    ben.ok("sync")
    ada.ok(*MOVE)
    ada.ok("sync")
    ben.ok("classify", "100/20", "COSI 7")
    ben.git("fetch", "-q")

    merged = subprocess.run(["git", "merge", "-q", "origin/main"], cwd=ben.folder, capture_output=True, check=False)

    assert merged.returncode == 1
    (record,) = json.loads(ben.run("resolve", "--dry-run", "--json").out)["records"]
    assert record["document"] == "100/20"
    assert record["conflicts"][0]["why"] == "void on one side, changed on the other"


def test_an_outcome_names_the_new_numbers_of_what_its_agenda_prints_under_the_old(clerk: Clerk) -> None:
    clerk.ok("add", "100/20", "--subject", "Lamps", "--date", "2020-02-03")
    clerk.ok("agenda", "create", "SOMEI", "2020-02-12", "--number", "9/20")
    clerk.ok("agenda", "add-item", "9/20", "Lamps", "--doc", "100/20")
    clerk.ok("agenda", "issue", "9/20", "--date", "2020-02-05")
    clerk.ok("agenda", "adopt", "9/20", "--on", "2020-02-12")
    clerk.ok("renumber", "100/20", "101/20", "-m", "two figures swapped")
    clerk.ok("renumber", "101/20", "102/20", "-m", "and again")

    answer = clerk.run("agenda", "outcome", "9/20", "--number", "10/20")

    assert "note: 100/20, as the agenda prints it, was renumbered: the outcome names 102/20\n" in answer.err
    assert "is void" not in answer.err
    for number, named in (("9/20", "100/20"), ("10/20", "102/20")):
        assert [n for item in document(clerk, number)["items"] for n in item.get("documents", [])] == [named]


def test_an_outcome_names_a_number_without_a_document_as_its_agenda_does(clerk: Clerk) -> None:
    clerk.ok("number", "reserve", "100/20")
    clerk.ok("agenda", "create", "SOMEI", "2020-02-12", "--number", "9/20")
    clerk.ok("agenda", "add-item", "9/20", "Lamps", "--doc", "100/20")
    clerk.ok("agenda", "issue", "9/20", "--date", "2020-02-05")
    clerk.ok("agenda", "adopt", "9/20", "--on", "2020-02-12")
    clerk.ok("number", "release", "100/20", "--reason", "a slip")

    answer = clerk.run("agenda", "outcome", "9/20", "--number", "10/20")

    assert "note: 100/20 is void: somei show 100/20" in answer.err
