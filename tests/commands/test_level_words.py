"""EU levels in words that are typed, and in the fields that are read: refused, unless they only quote a level."""

from collections.abc import Sequence

import pytest
from conftest import Clerk, prepared

SECRET = "SECRET UE/EU SECRET"
HANDLING = "Handling of RESTREINT UE/EU RESTRICTED information"
WHY = "The rules of handling are its subject"
FILE = "documents/2020/000/ST-1-2020-INIT.toml"

TYPED: dict[str, Sequence[str]] = {
    "subject": ("add", "2/20", "--subject", f"{SECRET}: plan"),
    "from": ("add", "2/20", "--subject", "Lamps", "--from", "EU SECRET cell"),
    "to": ("add", "2/20", "--subject", "Lamps", "--to", "R-UE/EU-R readers"),
    "place": ("add", "2/20", "--subject", "Lamps", "--place", "Room of RESTREINT UE"),
    "body": ("add", "2/20", "--subject", "Lamps", "--body", "RESTREINT UE body"),
    "edited": ("edit", "1/20", f"subject={SECRET}: plan"),
    "edited text": ("edit", "1/20", "--item", "1", "text=CONFIDENTIEL UE/EU CONFIDENTIAL"),
    "purpose": ("number", "reserve", "2/20", "--for", "CONFIDENTIEL UE report"),
    "reason": ("classify", "1/20", "COSI", "-m", "TRÈS SECRET UE/EU TOP SECRET, they say"),
    "approval": ("classify", "1/20", "COSI", "--approved-by", "EU SECRET <ada@example.org>"),
    "request": ("add", "2/20", "--subject", "Lamps", "--request", "SECRET-UE"),
    "code": ("classify", "1/20", "LAMPS", "--new-code", "RESTREINT UE lamps"),
    "item": ("agenda", "add-item", "9/20", f"{SECRET}: report on lamps"),
    "sub-item": ("agenda", "add-item", "9/20", "Lamps", "--sub", "CONFIDENTIEL UE/EU CONFIDENTIAL"),
    "presenter": ("agenda", "add-item", "9/20", "Lamps", "--by", "EU CONFIDENTIAL cell"),
    "withdrawal": ("agenda", "withdraw-item", "9/20", "1", "--reason", "it is RESTREINT UE"),
    "agenda": ("agenda", "create", "SOMEI", "2020-07-10", "--number", "3/20", "--subject", "EU RESTRICTED talks"),
    "access": ("access", "1/20", "release", "--by", SECRET),
    "follow-up": ("followup", "add", f"A paper, {SECRET}", "--doc", "1/20", "--item", "1"),
    "promiser": ("followup", "add", "A paper", "--doc", "1/20", "--item", "1", "--who", "RESTREINT UE desk"),
    "done": ("followup", "done", "1/20#1.1", "-m", "sent as EU SECRET"),
    "dropped": ("followup", "drop", "1/20#1.1", "-m", "it became EU SECRET"),
    "moved": ("followup", "move", "1/20#1.1", "--due", "2020-06-01", "-m", "EU SECRET until then"),
    "reference": ("xref", "add", "1/20", "https://example.org/RESTREINT-UE/1.html"),
    "undone": ("undo", "-m", "it was SECRET UE"),
}
"""A command for every text that a clerk can type."""

PAPER = """Council of the European Union

Brussels, 14 February 2020
(OR. en)

{number}

{letterhead}

OUTCOME OF PROCEEDINGS
From: {sender}
To: {addressee}
Subject: {subject}

{body}
"""


@prepared
def desk(clerk: Clerk) -> Clerk:
    """A register with an entry whose item holds a follow-up, and the draft of an agenda."""
    clerk.enter(
        FILE,
        'number = "1/20"\ntype = "NOTE"\nsubject = "Lamps"\ndate = 2020-02-03\n'
        '\n[[items]]\nnumber = "1"\ntitle = "Lamps"\n\n[[items.follow_ups]]\nwhat = "Oil"\ndue = 2020-05-01\n',
    )
    clerk.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "9/20")
    return clerk


def paper(number: str = "5101/20", letterhead: str = "COSI 1", body: str = "1. Lamps\n\nLit.", **box: str) -> str:
    held = {"sender": "General Secretariat", "addressee": "Delegations", "subject": "Lamps", **box}
    return PAPER.format(number=number, letterhead=letterhead, body=body, **held)


# ---- what is typed


@pytest.mark.parametrize("name", TYPED)
def test_typed_words_that_hold_a_level_are_refused(desk: Clerk, name: str) -> None:
    before = desk.git("rev-parse", "HEAD")

    answer = desk.run(*TYPED[name])

    assert answer.status == 5, answer
    assert "--quoted" in answer.err
    assert desk.git("rev-parse", "HEAD") == before
    assert desk.git("status", "--porcelain") == ""
    assert not any(word in answer.out + answer.err for word in ("plan", "lamps", "they say", "readers"))


def test_a_trial_refuses_them_too(desk: Clerk) -> None:
    assert desk.run(*TYPED["subject"], "--dry-run").status == 5


@pytest.mark.parametrize(
    "words",
    [
        "SECRET UE: plan",
        "R-UE/EU-R",
        "Plan (R-UE/EU-R)",
        "restreint ue: plan",
        "Plan, EU Secret",
        "EU restricted",
        "EU TOP SECRET",
        "très secret ue",
        "SECRET-UE",
        "CONFIDENTIEL U.E.",
        "RESTREINT\u00a0UE / EU\u00a0RESTRICTED",
        "S E C R E T  U E",
        "ЅЕСRЕТ UЕ",
        "RESTREINT&nbsp;UE",
        HANDLING,
    ],
)
def test_every_spelling_of_a_level_is_refused(desk: Clerk, words: str) -> None:
    answer = desk.run("add", "2/20", "--subject", words)

    assert answer.status == 5, answer
    assert "--quoted subject" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        "EU Secretariat and EU secretaries-general",
        "Regulation on EU restricted substances",
        "Protection of EU confidential business information",
        "restreint",
        "Restreindre l’usage; restricted access to the EU",
        "Secret ballot: rules",
        "Trade secrets: UE and EU law",
        "Confidential business information",
        "Conclusions on top secretariats",
        "EU-Russia relations",
        "Le Conseil de l’UE et le secret bancaire",
        "EU’s restricted areas",
    ],
)
def test_honest_words_pass(desk: Clerk, words: str) -> None:
    desk.ok("add", "2/20", "--subject", words, "--type", "NOTE", "--date", "2020-02-10", "--code", "COSI 2")

    assert "MARK" not in desk.ok("check", "2/20")


def test_what_only_quotes_passes_by_its_field_and_with_a_reason(desk: Clerk) -> None:
    add = ("add", "2/20", "--type", "NOTE", "--date", "2020-02-10", "--code", "COSI 2", "--subject", f"{SECRET}: rules")

    without = desk.run(*add, "--quoted", "subject")
    other = desk.run(*add, "--quoted", "note", "-m", WHY)
    strange = desk.run(*add, "--quoted", "sujbect", "-m", WHY)
    desk.ok(*add, "--quoted", "subject", "-m", WHY)

    assert without.status == 2
    assert "needs a reason" in without.err
    assert other.status == 5
    assert strange.status == 2
    message = desk.git("log", "-1", "--format=%B")
    assert "Somei-Quoted: 2/20 subject" in message
    assert f"Reason: {WHY}" in message
    assert f'MARK019 = "subject: {WHY}"' in desk.read("documents/2020/000/ST-2-2020-INIT.toml")
    assert "MARK019" not in desk.ok("check", "2/20")
    desk.ok("classify", "2/20", "JAI 3")


@pytest.mark.parametrize(
    ("name", "field"),
    [("item", "title"), ("sub-item", "items"), ("access", "by"), ("follow-up", "items.1"), ("withdrawal", "reason")],
)
def test_any_field_can_be_named(desk: Clerk, name: str, field: str) -> None:
    words = [word for word in TYPED[name] if word != "-m"]

    desk.ok(*words, "--quoted", field, *(() if name == "withdrawal" else ("-m", WHY)))

    assert "Somei-Quoted: " in desk.git("log", "-1", "--format=%B")
    assert "MARK019" not in desk.run("check").out


def test_a_reason_that_quotes_a_level_says_so_itself(desk: Clerk) -> None:
    desk.ok("classify", "1/20", "COSI 4", "-m", "After the training on EU SECRET", "--quoted", "reason")

    assert "Somei-Quoted: reason" in desk.git("log", "-1", "--format=%B")


def test_words_that_stand_already_stop_nobody(desk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.ok("agenda", "add-item", "9/20", f"{SECRET}: rules", "--quoted", "title", "-m", WHY)
    desk.ok("agenda", "move-item", "9/20", "2", "--to", "1")
    desk.ok("agenda", "issue", "9/20", "--date", "2020-02-14")
    desk.ok("agenda", "revise", "9/20")
    monkeypatch.setenv("SOMEI_TODAY", "2020-06-11")
    desk.ok("agenda", "adopt", "9/20", "--on", "2020-06-10")
    desk.ok("agenda", "outcome", "9/20", "--number", "11/20")
    desk.ok("undo", "-m", "not needed")
    desk.ok("undo", "-m", "needed")

    assert "MARK019" not in desk.run("check").out


# ---- what is read


@pytest.mark.parametrize(
    "text",
    [
        paper(body="1. Lamps\n\nThe Committee took note of the report 9000/15 (RESTREINT UE/EU RESTRICTED).\n\n2. Oil"),
        paper(body="1. Lamps\n\nThe Committee took note of 9000/15 JAI 3 R-UE/EU-R and thanked its author.\n\n2. Oil"),
        paper(body="1. Lamps\n\n2. Report on oil (SECRET UE/EU SECRET, room 70.4)\n\n3. Any other business"),
        paper(subject=HANDLING),
        paper(subject="Lamps: item 2 (SECRET UE/EU SECRET, room 70.4)"),
    ],
    ids=["minutes", "minutes in a sentence", "item of a notice", "rules", "subject of a notice"],
)
def test_papers_that_only_speak_of_a_level_pass_with_a_remark(clerk: Clerk, text: str) -> None:
    clerk.write("a.txt", text)

    answer = clerk.run("import", "a.txt", "--accept-doubts")

    assert answer.status == 0, answer
    assert "MARK019" not in clerk.run("check").out
    assert "only speaks of" in answer.err
    assert "Handling" not in answer.err


def test_a_notice_may_say_which_item_is_classified(clerk: Clerk) -> None:
    clerk.write("a.txt", paper(body=f"Delegations are informed that item 2 ({SECRET}, room 70.4) is discussed last."))

    clerk.ok("import", "a.txt", "--accept-doubts")


@pytest.mark.parametrize(
    "box",
    [
        {"subject": "Lamps (RESTREINT UE/EU RESTRICTED and SECRET UE/EU SECRET)"},
        {"subject": "Plan for the RESTREINT UE"},
        {"sender": "The cell for EU SECRET"},
        {"addressee": "the readers of EU CONFIDENTIAL"},
        {"body": "1. Plan for the EU SECRET\n\nLamps.\n\n2. Any other business"},
    ],
    ids=["subject", "end of a subject", "from", "to", "title"],
)
def test_a_field_that_was_read_with_a_level_refuses_the_paper(clerk: Clerk, box: dict[str, str]) -> None:
    clerk.write("a.txt", paper(**box))

    answer = clerk.run("import", "a.txt", "--accept-doubts")

    assert answer.status == 5, answer
    assert "--quoted " in answer.err
    assert "amps" not in answer.err
    assert clerk.git("log", "--all", "-p", "--", "documents") == ""


def test_a_field_that_was_read_passes_by_its_name(clerk: Clerk) -> None:
    clerk.write("a.txt", paper(subject="Plan for the RESTREINT UE"))

    assert clerk.run("import", "a.txt", "--quoted", "subject").status == 2
    clerk.ok("import", "a.txt", "--quoted", "subject", "-m", WHY)

    assert "Somei-Quoted: 5101/20 subject" in clerk.git("log", "-1", "--format=%B")
    assert "MARK019" not in clerk.run("check").out


@pytest.mark.parametrize(
    ("field", "box"),
    [
        ("subject", {"subject": f"{SECRET}: the rules\n\n{SECRET}"}),
        ("subject", {"subject": f"Lamps\n\n{SECRET} LAMPS"}),
        ("from", {"sender": "EU", "letterhead": "LIMITE", "body": SECRET}),
        ("number", {"number": f"5101/20 {SECRET}"}),
        ("marking", {"letterhead": SECRET}),
    ],
)
def test_a_field_that_only_quotes_lets_no_other_line_pass(clerk: Clerk, field: str, box: dict[str, str]) -> None:
    clerk.write("a.txt", paper(**box))

    answer = clerk.run("import", "a.txt", "--quoted", field, "-m", WHY, "--accept-doubts")

    assert answer.status == (2 if field == "marking" else 5), answer
    assert "amps" not in answer.out
    assert clerk.git("log", "--all", "-p", "--", "documents") == ""


def test_a_field_of_several_lines_passes_by_its_name(clerk: Clerk) -> None:
    clerk.write("a.txt", paper(subject="Plan for the\n    RESTREINT UE\n    of next year"))

    clerk.ok("import", "a.txt", "--quoted", "subject", "-m", WHY)


def test_a_line_that_is_quoted_stands_in_the_entry_as_quoted(clerk: Clerk) -> None:
    text = paper(body="1. Lamps\n\nLevels are told.\n\nEU SECRET: lamps.\n\nMore.\n\n2. Any other business")
    clerk.write("a.txt", text)
    line = str(text.split("\n").index("EU SECRET: lamps.") + 1)

    clerk.ok("import", "a.txt", "--quoted", line, "-m", WHY)

    assert f'MARK019 = "line {line}: {WHY}"' in clerk.read("documents/2020/051/ST-5101-2020-INIT.toml")
    assert "MARK019" not in clerk.run("check").out


@pytest.mark.parametrize("value", [f"subject={HANDLING}", f"note={SECRET}", "from=RESTREINT UE desk", "body=EU SECRET"])
def test_values_that_are_set_are_typed_words(clerk: Clerk, value: str) -> None:
    clerk.write("a.txt", paper())
    field = value.partition("=")[0]

    answer = clerk.run("import", "a.txt", "--set", value, "--accept-doubts")

    assert answer.status == 5, answer
    assert f"--quoted {field}" in answer.err
    clerk.ok("import", "a.txt", "--set", value, "--quoted", field, "-m", WHY, "--accept-doubts")
    assert "MARK019" not in clerk.run("check").out


def test_what_scans_a_file_looks_at_its_name(desk: Clerk) -> None:
    desk.write("RESTREINT UE.txt", paper(number="1/20"))

    scanned = desk.run("followup", "scan", "1/20", "--from", "RESTREINT UE.txt")
    taken = desk.run("followup", "scan", "1/20", "--from", "RESTREINT UE.txt", "--take", "all")
    cited = desk.run("xref", "scan", "RESTREINT UE.txt")

    assert [scanned.status, taken.status, cited.status] == [5, 5, 5]


def test_a_scan_of_follow_ups_names_no_option_that_it_does_not_take(desk: Clerk) -> None:
    desk.write("RESTREINT UE.txt", paper(number="1/20"))
    desk.write("a.txt", paper(number="1/20", body=SECRET))

    for name in ("RESTREINT UE.txt", "a.txt"):
        refused = desk.run("followup", "scan", "1/20", "--from", name)
        assert refused.status == 5
        assert "only quotes these words: --quoted" not in refused.err
        assert "somei import FILE --quoted LINE" in refused.err


def test_a_promise_that_was_read_passes_by_its_field(desk: Clerk) -> None:
    text = desk.read(FILE).replace(
        'title = "Lamps"', 'title = "Oil"\nsummary = "Europol will send the EU SECRET by May."'
    )
    desk.enter(FILE, text)
    take = ("followup", "scan", "1/20", "--take", "all")

    assert desk.run(*take).status == 5
    desk.ok(*take, "--quoted", "items.1", "-m", WHY)

    assert "MARK019" in desk.read(FILE)


# ---- the rule


def test_the_rule_finds_what_came_past_the_commands(desk: Clerk) -> None:
    text = desk.read(FILE)
    desk.enter(FILE, text.replace('title = "Lamps"', f'title = "{SECRET}: lamps"'))

    answer = desk.run("check")

    assert answer.status == 1
    assert "MARK019" in answer.out
    desk.ok("classify", "1/20", "COSI 4")
    desk.ok("undo")
