"""What is different between two states: each consequence, who declared it, and in which form it is told."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from conftest import Clerk, prepared

from somei_cli.model.history.change_consequences import ChangeMeaning, Consequence
from somei_cli.render.views.review import code_span, meaning_markdown

ENTRY = "documents/2020/000/ST-{}-2020-INIT.toml"
OUTCOME = ENTRY.format(1)
AGENDA = ENTRY.format(2)

BASE = {
    OUTCOME: """\
number = "1/20"
subject = "Outcome"
date = 2020-01-10
marking = "LIMITE"

[[access]]
kind = "refused"
on = 2020-01-20
ground = "4.1a.1"

[[references]]
to = "2/20"
kind = "agenda"

[[items]]
number = "1"
title = "Adoption of the agenda"
documents = [
    "3/20",
]

[[items.follow_ups]]
what = "Send the list"
due = 2020-03-01
""",
    AGENDA: """\
number = "2/20"
subject = "Agenda"
date = 2020-01-02

[meeting]
body = "SOMEI"
start = 2020-01-09

[agenda]
state = "provisional"
issued = 2020-01-02

[[items]]
number = "1"
title = "Adoption of the agenda"
""",
}

GONE = ""
EDITS: dict[str, tuple[Consequence, str, str, str, str]] = {
    "a fault": (Consequence.UNREADABLE, OUTCOME, 'subject = "Outcome"', "subject = ", "can no longer be read: "),
    "a lower marking": (
        Consequence.MARKING, OUTCOME, 'marking = "LIMITE"\n', GONE, "marking lowered from LIMITE to none",
    ),
    "another number": (Consequence.NUMBER, OUTCOME, '"1/20"', '"9/20"', "number changed from “1/20” to “9/20”"),
    "void": (Consequence.NUMBER, OUTCOME, '"1/20"\n', '"1/20"\nstatus = "void"\n', "made void; it was issued"),
    "withdrawn": (Consequence.NUMBER, OUTCOME, '"1/20"\n', '"1/20"\nstatus = "withdrawn"\n', "withdrawn"),
    "back to draft": (
        Consequence.NUMBER, OUTCOME, '"1/20"\n', '"1/20"\nstatus = "draft"\n', "back to draft; it was issued",
    ),
    "released": (
        Consequence.RELEASED, OUTCOME, "[[references]]",
        '[[access]]\nkind = "released"\non = 2020-02-01\n\n[[references]]',
        "released to the public on 2020-02-01",
    ),
    "a decision on access gone": (
        Consequence.RELEASED, OUTCOME, '[[access]]\nkind = "refused"\non = 2020-01-20\nground = "4.1a.1"\n', GONE,
        "decision on access removed: refused on 2020-01-20, ground 4.1a.1",
    ),
    "an item of an issued agenda": (
        Consequence.AGENDA, AGENDA, "Adoption of", "Rejection of",
        "issued agenda altered: item 1 title changed from “Adoption of the agenda” to “Rejection of the agenda”",
    ),
    "the meeting of an issued agenda": (
        Consequence.AGENDA, AGENDA, "2020-01-09", "2020-01-08",
        "issued agenda altered: meeting start changed from “2020-01-09” to “2020-01-08”",
    ),
    "a reference": (
        Consequence.REFERENCE, OUTCOME, '[[references]]\nto = "2/20"\nkind = "agenda"\n', GONE,
        "reference removed: to 2/20, kind agenda",
    ),
    "a document of an item": (
        Consequence.REFERENCE, OUTCOME, 'documents = [\n    "3/20",\n]\n', GONE, "reference removed: 3/20",
    ),
    "a follow-up dropped": (
        Consequence.FOLLOW_UP, OUTCOME, "due = 2020-03-01\n", 'due = 2020-03-01\nstate = "dropped"\n',
        "follow-up dropped: item 1 follow-up 1",
    ),
    "a follow-up removed": (
        Consequence.FOLLOW_UP, OUTCOME, '[[items.follow_ups]]\nwhat = "Send the list"\ndue = 2020-03-01\n', GONE,
        "follow-up removed: “what Send the list, due 2020-03-01”",
    ),
    "a waiver of a document": (
        Consequence.SETTINGS, AGENDA, 'title = "Adoption of the agenda"\n',
        'title = "Adoption of the agenda"\n\n[waive]\nDATE001 = "known"\n', "waiver of DATE001 added: “known”",
    ),
    "a waiver": (
        Consequence.SETTINGS, "somei.toml", "schema = 1\n",
        'schema = 1\nwaivers = [{code = "XREF001", reason = "later"}]\n', "waiver added: code XREF001, reason later",
    ),
    "a setting": (Consequence.SETTINGS, "somei.toml", "complete = false", "complete = true", "complete switched on"),
    "a code": (
        Consequence.SETTINGS, "vocabulary/subject_codes.toml", "ACP = ", "ACQ = ", "codes ACP removed: “Afr",
    ),
    "adopted": (
        Consequence.OTHER, AGENDA, 'state = "provisional"', 'state = "adopted"',
        "agenda state changed from “provisional” to “adopted”",
    ),
    "a higher marking": (
        Consequence.OTHER, AGENDA, '"2/20"\n', '"2/20"\nmarking = "LIMITE"\n', "marking raised from none to LIMITE",
    ),
    "a subject": (Consequence.OTHER, OUTCOME, "Outcome", "Income", "subject changed from “Outcome” to “Income”"),
}  # fmt: skip


@prepared
def filled(clerk: Clerk) -> Clerk:
    """A clerk whose register holds an agenda and the outcome of its meeting."""
    for path, text in BASE.items():
        clerk.write(path, text)
    clerk.git("add", ".")
    clerk.git("commit", "-qm", "Base")
    clerk.git("tag", "base")
    return clerk


def _records(clerk: Clerk, *words: str) -> list[Mapping[str, Any]]:
    answer = json.loads(clerk.ok("diff", *words[:1], "--json", *words[1:]))
    assert answer["schema"] == "somei/diff/1"
    return list(answer["records"])


def _change(clerk: Clerk, path: str, old: str, new: str) -> None:
    text = clerk.read(path)
    assert old in text
    clerk.write(path, text.replace(old, new, 1))


def _commit(clerk: Clerk, message: str) -> str:
    clerk.git("add", "-A")
    clerk.git("commit", "-qm", message)
    return clerk.git("rev-parse", "HEAD")


@pytest.mark.parametrize("case", EDITS)
def test_each_consequence_is_named_in_plain_words(filled: Clerk, case: str) -> None:
    consequence, path, old, new, words = EDITS[case]
    _change(filled, path, old, new)

    found = {(r["consequence"], r["words"]): r for r in _records(filled)}

    met = [record for (kind, said), record in found.items() if kind == consequence and said.startswith(words)]
    assert met, found
    assert (met[0]["declared"], met[0]["commit"]) == (None, None)
    grave = {"unreadable", "marking-lowered", "number-or-status", "issued-agenda"}
    assert consequence.is_grave == (str(consequence) in grave)


def test_every_class_but_those_of_whole_documents_has_an_example() -> None:
    assert {case[0] for case in EDITS.values()} == set(Consequence) - {Consequence.NEW}


def test_documents_that_come_and_go_are_one_line_each_and_new_ones_last(filled: Clerk) -> None:
    (filled.folder / OUTCOME).unlink()
    filled.write(ENTRY.format(5), 'number = "5/20"\nsubject = "New"\nmarking = "LIMITE"\n')
    filled.write(ENTRY.format(4), 'number = "4/20"\nstatus = "reserved"\n')
    filled.write("documents/notes.txt", "no document")
    _change(filled, AGENDA, 'subject = "Agenda"', 'subject = "An agenda"')

    told = [(r["document"], r["consequence"], r["words"]) for r in _records(filled)]

    assert told == [
        ("1/20", "number-or-status", "removed, and its number with it"),
        ("2/20", "other", "subject changed from “Agenda” to “An agenda”"),
        ("4/20", "new", "entered as reserved, not marked"),
        ("5/20", "new", "entered, marked LIMITE"),
    ]


# ---- declared


def test_an_act_declares_what_it_does(filled: Clerk) -> None:
    filled.ok("classify", "1/20", "--marking", "none", "--reason", "asked for")

    (record,) = _records(filled, "base..HEAD")

    assert (record["declared"], record["reason"], record["who"]) == (True, "asked for", "A Clerk")
    assert record["commit"] == filled.git("rev-parse", "HEAD")
    assert (record["before"], record["after"], record["field"]) == ("LIMITE", None, "marking")


@pytest.mark.parametrize(
    ("message", "declared"),
    [
        ("By hand", False),
        ("By hand\n\nSomei-Document: 2/20\nReason: no", False),
        ("By hand\n\nSomei-Document: 1/20", False),
        ("By hand\n\nSomei-Document: 1/20\nReason: asked for", True),
    ],
)
def test_a_lower_marking_needs_the_number_and_a_reason(filled: Clerk, message: str, declared: bool) -> None:
    _change(filled, OUTCOME, 'marking = "LIMITE"\n', "")
    commit = _commit(filled, message)

    (record,) = _records(filled, "base..HEAD")

    assert (record["declared"], record["commit"]) == (declared, commit)


def test_what_is_grave_and_undeclared_stands_first(filled: Clerk) -> None:
    filled.ok("classify", "1/20", "--marking", "none", "--reason", "asked for")
    _change(filled, AGENDA, "Adoption of", "Rejection of")
    _commit(filled, "By hand")

    classes = [(r["consequence"], r["declared"]) for r in _records(filled, "base..HEAD")]

    assert classes == [("issued-agenda", False), ("marking-lowered", True)]


def test_an_evil_merge_is_undeclared_and_its_sides_are_not(filled: Clerk) -> None:
    filled.git("checkout", "-qb", "side")
    filled.ok("classify", "1/20", "COSI 1")
    filled.git("checkout", "-q", "main")
    filled.ok("add", "7/20", "--subject", "Seven")
    filled.git("merge", "-q", "--no-commit", "--no-ff", "side")
    _change(filled, OUTCOME, 'marking = "LIMITE"\n', "")
    _commit(filled, "Merge\n\nSomei-Document: 1/20\nReason: trust me")

    told = {r["field"]: (r["declared"], r["commit"] is None) for r in _records(filled, "base..HEAD")}

    assert told == {"marking": (False, True), "subject_codes": (True, False), "document": (True, False)}


def test_an_old_text_that_a_merge_brings_back_is_undeclared(filled: Clerk) -> None:
    filled.git("checkout", "-qb", "side")
    filled.ok("add", "7/20", "--subject", "Seven")
    filled.git("checkout", "-q", "main")
    filled.ok("classify", "2/20", "--marking", "LIMITE")
    filled.git("tag", "raised")
    filled.git("merge", "-q", "--no-commit", "--no-ff", "side")
    _change(filled, AGENDA, 'marking = "LIMITE"\n', "")
    _commit(filled, "Merge")

    (record,) = _records(filled, "raised..HEAD", "--", "2/20")

    assert (record["consequence"], record["declared"]) == ("marking-lowered", False)


def test_a_merge_that_brings_back_what_an_act_had_taken_back_is_undeclared(filled: Clerk) -> None:
    filled.ok("classify", "1/20", "--marking", "none", "--reason", "asked for")
    filled.ok("undo")
    filled.git("checkout", "-qb", "side", "HEAD^")
    filled.ok("add", "7/20", "--subject", "Seven")
    filled.git("checkout", "-q", "main")
    filled.git("merge", "-q", "--no-commit", "--no-ff", "side")
    _change(filled, OUTCOME, 'marking = "LIMITE"\n', "")
    _commit(filled, "Merge")

    (record,) = _records(filled, "base..HEAD", "--", "1/20")

    assert (record["consequence"], record["declared"], record["commit"]) == ("marking-lowered", False, None)


def test_a_new_document_is_declared_by_its_entry_and_by_all_that_touched_it_since(filled: Clerk) -> None:
    filled.ok("add", "7/20", "--subject", "Seven")
    entry = filled.git("rev-parse", "HEAD")
    filled.ok("classify", "7/20", "COSI 1")
    (declared,) = _records(filled, "base..HEAD")
    _change(filled, ENTRY.format(7), "Seven", "7")
    _commit(filled, "By hand")
    (touched,) = _records(filled, "base..HEAD")

    assert (declared["declared"], declared["commit"]) == (True, entry)
    assert (touched["declared"], touched["commit"]) == (False, entry)


def test_a_clean_merge_of_two_acts_on_one_document_is_declared(filled: Clerk) -> None:
    filled.git("checkout", "-qb", "side")
    filled.ok("followup", "drop", "1/20#1.1", "--reason", "not needed")
    filled.git("checkout", "-q", "main")
    filled.ok("classify", "1/20", "--marking", "none", "--reason", "asked for")
    filled.git("merge", "-q", "--no-ff", "side", "-m", "Merge")

    records = _records(filled, "base..HEAD")

    assert len(records) > 2
    assert all(record["declared"] for record in records)


def test_a_list_that_a_merge_put_together_is_declared_by_both_sides(filled: Clerk) -> None:
    filled.git("checkout", "-qb", "side")
    filled.ok("classify", "1/20", "COSI 1")
    filled.git("checkout", "-q", "main")
    filled.ok("classify", "1/20", "CATS 2")
    filled.git("merge", "-q", "--no-commit", "-s", "ours", "side")
    _change(filled, OUTCOME, '    "CATS 2",\n', '    "CATS 2",\n    "COSI 1",\n')
    _commit(filled, "Merge")

    (both,) = _records(filled, "base..HEAD")
    _change(filled, OUTCOME, '    "COSI 1",\n', '    "COSI 1",\n    "CT 3",\n')
    filled.git("commit", "-qa", "--amend", "-m", "Merge")
    (more,) = _records(filled, "base..HEAD")

    assert (both["after"], both["declared"]) == (["CATS 2", "COSI 1"], True)
    assert (more["after"], more["declared"]) == (["CATS 2", "COSI 1", "CT 3"], False)


def test_a_long_act_declares_what_it_names_and_nothing_else(filled: Clerk) -> None:
    filled.write(ENTRY.format(5), 'number = "5/20"\nsubject = "New"\n')
    _change(filled, OUTCOME, 'marking = "LIMITE"\n', "")
    named = "".join(f"Somei-Document: {number}/19\n" for number in range(1, 201))
    _commit(filled, f"Import many\n\nSomei-Action: import\n{named}Reason: many")

    told = {r["document"]: r["declared"] for r in _records(filled, "base..HEAD")}

    assert told == {"1/20": False, "5/20": False}


def test_settings_and_lists_are_declared_by_an_act_or_a_reason(filled: Clerk) -> None:
    _change(filled, "somei.toml", "complete = false", "complete = true")
    _commit(filled, "By hand")
    _change(filled, "somei.toml", "Brussels", "Luxembourg")
    _commit(filled, "By hand\n\nSomei-Settings: place\nReason: we moved")
    filled.ok("classify", "1/20", "NEWONE 1", "--new-code", "A new one")

    told = {r["field"]: r["declared"] for r in _records(filled, "base..HEAD")}

    assert told == {"complete": False, "place": True, "codes NEWONE": True, "subject_codes": True}


def test_edits_beside_acts_are_told_apart(filled: Clerk) -> None:
    filled.ok("classify", "1/20", "--marking", "none", "--reason", "asked for")
    _change(filled, OUTCOME, "Outcome", "Income")

    told = {r["field"]: r["declared"] for r in _records(filled, "base")}

    assert told == {"marking": True, "subject": None}


def test_items_that_move_do_not_hide_who_moved_them(filled: Clerk) -> None:
    for title in ("Alpha", "Beta"):
        _change(filled, OUTCOME, "[[items]]", f'[[items]]\nnumber = "{title[0]}"\ntitle = "{title}"\n\n[[items]]')
        _commit(filled, f"{title}\n\nSomei-Document: 1/20")

    records = _records(filled, "base..HEAD")

    assert records
    assert all(record["declared"] for record in records)


# ---- which states, which documents


def test_three_dots_leave_out_what_the_other_side_did(filled: Clerk) -> None:
    filled.git("checkout", "-qb", "side")
    filled.ok("add", "7/20", "--subject", "Seven")
    filled.git("checkout", "-q", "main")
    filled.ok("add", "8/20", "--subject", "Eight")

    forked = filled.run("diff", "main...side")
    straight = filled.run("diff", "main..side")

    assert "8/20" not in forked.out
    assert "went on meanwhile" not in forked.err
    assert "8/20\tnumber-or-status\tundeclared" in straight.out
    assert "“main” went on meanwhile" in straight.err
    assert "somei diff 'main...side'" in straight.err


def test_documents_stand_behind_two_dashes(filled: Clerk) -> None:
    _change(filled, OUTCOME, "Outcome", "Income")
    _change(filled, AGENDA, '"Agenda"', '"An agenda"')

    assert [r["document"] for r in json.loads(filled.ok("diff", "--json", "--", "2/20"))["records"]] == ["2/20"]
    assert [r["document"] for r in json.loads(filled.ok("diff", "base", "--json", "--", "1/20"))["records"]] == ["1/20"]
    unknown = filled.run("diff", "--", "99/20")
    assert (unknown.status, unknown.out) == (4, "")
    assert "99/20 is not in the register." in unknown.err


def test_a_number_that_is_no_revision_is_refused_helpfully(filled: Clerk) -> None:
    for word in ("1/20", "base..1/20"):
        answer = filled.run("diff", word)
        assert answer.status == 4
        assert "“1/20” names no commit here." in answer.err
        assert "hint: For the changes of a document: somei diff -- 1/20" in answer.err
    assert "somei diff --" not in filled.run("diff", "nothing").err
    assert filled.run("diff", "base", "HEAD").status == 2


def test_a_register_below_the_root_is_compared_alone(empty: Clerk) -> None:
    empty.git("init", "-q")
    empty.ok("init", "register")
    empty.ok("-C", "register", "add", "1/20", "--subject", "One")
    empty.enter("somei.toml", "schema = 7\n")
    empty.git("rm", "-q", "somei.toml")
    empty.write("register/" + ENTRY.format(3), 'number = "3/20"\nsubject = "Three"\n')
    empty.write("documents/x.toml", "no")

    records = json.loads(empty.ok("diff", "HEAD~2", "--json"))["records"]
    assert [(r["document"], r["declared"]) for r in records] == [("3/20", None), ("1/20", True)]


def test_a_link_in_place_of_a_document_cannot_be_read(filled: Clerk) -> None:
    (filled.folder / OUTCOME).unlink()
    (filled.folder / OUTCOME).symlink_to("/etc/passwd")

    now = _records(filled)
    _commit(filled, "A link")
    then = _records(filled, "base..HEAD")

    for (record,) in (now, then):
        assert record["consequence"] == "unreadable"
        assert "is a link" in record["words"]


# ---- status and forms


def test_the_status_tells_what_was_asked_for(filled: Clerk) -> None:
    assert filled.run("diff", "--exit-code", "--fail-on", "new").status == 0
    _change(filled, OUTCOME, '[[references]]\nto = "2/20"\nkind = "agenda"\n', "")

    assert filled.run("diff").status == 0
    assert filled.run("diff", "--exit-code").status == 1
    assert filled.run("diff", "--fail-on", "marking-lowered").status == 0
    assert filled.run("diff", "--fail-on", "reference-removed", "--json").status == 1
    assert filled.run("diff", "--fail-on", "other").status == 1
    wrong = filled.run("diff", "--fail-on", "bad")
    assert wrong.status == 2
    assert all(one in wrong.err and one in " ".join(filled.ok("diff", "-h").split()) for one in Consequence)


def test_a_narrow_terminal_gets_every_word(filled: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    _change(filled, OUTCOME, 'marking = "LIMITE"\n', "")

    lines = filled.run("diff", terminal=True).out.splitlines()

    assert lines[0] == "What is not committed yet"
    heading = lines.index("SERIOUS CHANGES")
    assert lines[heading + 1].split("  ")[0] == "1/20"
    assert lines[heading + 1].endswith("not committed")
    assert lines[heading + 2] == "   ! marking lowered from LIMITE to none"
    assert all(len(line) <= 60 for line in lines)


def test_markdown_warns_of_the_grave_and_folds_the_rest_away(filled: Clerk) -> None:
    _change(filled, OUTCOME, 'marking = "LIMITE"\n', "")
    _commit(filled, "By hand")
    filled.ok("add", "7/20", "--subject", "Seven")

    page = filled.ok("diff", "base..HEAD", "--format", "markdown")

    heading, _, *lines = page.splitlines()
    assert heading == "## Register: 2 changes in 2 files; 1 serious, 1 of them not declared"
    assert lines[:3] == ["> [!WARNING]", "> **1 serious change, 1 not declared**", ">"]
    assert lines[3].startswith("> - **1/20**: marking lowered from `LIMITE` to `none` · **undeclared** · `A Clerk`, 20")
    assert "<details>\n<summary>1 other change</summary>\n\n- **7/20**: entered, not marked · declared" in page


HOSTILE = (
    "`` ` @everyone <b>x</b> </details> [x](http://evil.example) | # 1",
    "`",
    "{} {0} %s **bold** <!-- -->",
    "@team ![x](x) ~~~ \\` ``` ",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_document_is_no_markup(filled: Clerk, text: str) -> None:
    from markdown_it import MarkdownIt

    _change(filled, OUTCOME, '"Outcome"', json.dumps(text))
    filled.git("add", ".")
    filled.git("-c", f"user.name={text} X", "commit", "-qm", f"x\n\nReason: {text}")

    page = filled.ok("diff", "base..HEAD", "--format", "markdown")

    inline = [child for token in MarkdownIt("commonmark").parse(page) for child in token.children or ()]
    kinds = {child.type for child in inline}
    assert not kinds & {"link_open", "image", "html_inline", "em_open"}
    assert [child.content for child in inline if child.type == "code_inline"].count(text.strip()) >= 1
    assert "everyone" not in "".join(child.content for child in inline if child.type == "text")


def test_code_holds_what_steers_harmlessly() -> None:
    assert code_span("a\x1b[2Jb\nc") == "`a<U+001B>[2Jb c`"
    assert code_span("") == "` `"
    assert meaning_markdown(ChangeMeaning("“{}” to {}", ("{}", "`"))) == "`{}` to `` ` ``"
