"""What a terminal shows of changes, references, counts, codes, rules, a clone and an import; pipes are as they were."""

import re

import pytest
from conftest import SAMPLE, Clerk, prepared
from rich.cells import cell_len

LONG_NUMBER = "PE-CONS 24/1/24 REV 1 ADD 12 COR 2"
WIDE = "国際刑事警察機構" * 9
"""A subject of letters of two cells."""
WIDTHS = ("60", "80", "100", "120")
SCREENS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("diff", "HEAD~4"): ("15070/19", LONG_NUMBER),
    ("diff",): (),
    ("review", "side"): ("15070/19", LONG_NUMBER, "8/20", "LIMITE", "RESTREINT UE/EU RESTRICTED"),
    ("doctor",): (),
    ("explain", "XREF001"): ("XREF001",),
    ("explain", LONG_NUMBER): (LONG_NUMBER, "PE-24-2024-REV-1-ADD-12-COR-2"),
    ("explain", "COSI"): ("COSI",),
    ("explain", "LIMITE"): ("LIMITE",),
    ("explain", "--all"): ("XREF001", "MARK008"),
    ("stats", "--by", "marking"): ("LIMITE", "RESTREINT UE/EU RESTRICTED", "LIMITE JUR"),
    ("stats", "--by", "type", "--by", "year"): ("OUTCOME OF PROCEEDINGS",),
    ("xref", "list", "15070/19"): (LONG_NUMBER, "13735/19", "C-505/19", "88th-INTERPOL-General-Assembly"),
    ("xref", "graph"): (LONG_NUMBER, "13735/19", "C-505/19", "88th-INTERPOL-General-Assembly"),
    ("xref", "graph", "15070/19"): (LONG_NUMBER, "13735/19", "88th-INTERPOL-General-Assembly"),
    ("thread", LONG_NUMBER): (LONG_NUMBER, "15070/19"),
    ("compare", LONG_NUMBER, "15070/19"): (LONG_NUMBER, "13735/19", "COSI 254", "88th-INTERPOL-General-Assembly"),
    ("codes", "COSI"): ("COSI",),
    ("codes", "nothing of the kind"): ("somei codes list",),
    ("bodies", "list"): ("OJ CRP2", "COSI SG"),
    ("bodies", "list", "nothing of the kind"): ("somei bodies list",),
    ("log",): (LONG_NUMBER,),
    ("log", "--by", "Nobody"): (),
    ("export", "--diff", "HEAD~4..HEAD"): ("15070/19",),
    ("export", "write", "-o", "../public"): ("somei export check '../public'",),
    ("format", "--check"): (),
    ("import", "--replace", "--dry-run", str(SAMPLE)): ("15070/19", "LIMITE", "JAI 1319", "13735/19", "C-505/19"),
    ("undo", "--dry-run", "--no-input"): (LONG_NUMBER,),
}


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")


@prepared
def desk(registered: Clerk) -> Clerk:
    """The sample with documents that refer to it, acts of every kind, and a branch that is to be judged."""
    registered.ok("add", LONG_NUMBER, "--subject", WIDE, "--marking", "LIMITE JUR", "--date", "2024-03-01")
    registered.ok("xref", "add", LONG_NUMBER, "15070/19", "--kind", "cites")
    registered.ok("add", "CM 5125/19", "--subject", "Notice", "--marking", "RESTREINT UE")
    registered.ok("followup", "add", "A letter", "--doc", "15070/19", "--item", "2", "--who", "Eurojust")
    registered.git("checkout", "-q", "-b", "side")
    registered.ok("classify", "15070/19", "--marking", "none", "-m", "asked for")
    registered.ok("edit", LONG_NUMBER, "previous_documents=15070/19", "date=2024-04-01")
    registered.ok("add", "8/20", "--subject", "New here", "--marking", "RESTREINT UE")
    registered.git("checkout", "-q", "main")
    registered.ok("edit", "15070/19", "subject=Summary of the discussions", "-m", "as printed")
    registered.ok("classify", "15070/19", "SIRIS", "-m", "why")
    registered.ok("edit", LONG_NUMBER, "previous_documents=15070/19")
    return registered


def _screen(clerk: Clerk, *words: str) -> list[str]:
    answer = clerk.run(*words, terminal=True)
    assert answer.status in {0, 1}, (words, answer)
    return [*answer.out.splitlines(), *answer.err.splitlines()]


@pytest.mark.parametrize("words", SCREENS, ids=" ".join)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_screen_has_plain_names_and_cuts_no_number(
    desk: Clerk, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)

    lines = _screen(desk, *words)
    text = "\n".join(lines)

    # The folder of a clone may have any name.
    # The name of a processor is the system's own.
    assert "_" not in re.sub(r"\S*/\S*|x86_64", "", text)
    assert not re.search(r"\bitems [0-9]+\b|\bsubitems\b|\w, kind [a-z]+\b|\bsha256\b|documents/.*toml\b|https?:", text)
    assert not re.search(r"\b[0-9a-f]{10}\b", text)
    assert not re.search(r"[0-9]/[0-9]*…|\b(?:REV|ADD|COR|PE-CONS|CM)…?$", text, re.MULTILINE)
    for whole in SCREENS[words]:
        assert any(whole in line for line in lines), (whole, lines)
    shown = desk.run(*words, terminal=True).out.splitlines()
    assert [line for line in shown if cell_len(line) > int(width)] == []


@pytest.mark.parametrize("words", SCREENS, ids=" ".join)
def test_plain_terminals_get_plain_letters(
    desk: Clerk, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    for module in ("render.output.table", "render.findings.findings_on_terminal", "commands.stats"):
        monkeypatch.setattr(f"somei_cli.{module}.can_encode", str.isascii)

    out = desk.run(*words, terminal=True).out

    assert "\x1b" not in out
    assert not {"…", "→", "·", "✓", "✗", "├", "└", "│", "─", "◀", "█"} & set(out)


def test_a_review_begins_with_its_verdict_and_what_is_serious(desk: Clerk) -> None:
    lines = _screen(desk, "review", "side")

    assert re.split("  +", lines[0]) == ["side onto main: in order", "Brussels time"]
    headings = [line for line in lines if line.isupper() and not line.startswith(" ") and "/" not in line]
    assert headings[0] == "SERIOUS CHANGES"
    assert headings.index("SERIOUS CHANGES") < headings.index("CHANGES") < headings.index("NEW DOCUMENTS")
    serious = lines[lines.index("SERIOUS CHANGES") + 1 :]
    assert re.fullmatch(r"15070/19 +declared · A Clerk, .* · [0-9a-f]{7}", serious[0])
    assert serious[1:3] == ["   asked for", "   ! marking lowered from LIMITE to none"]
    assert "in 3 files, 1 serious, all declared" in " ".join(lines[-2:])


def test_a_difference_says_between_what_it_is(desk: Clerk) -> None:
    assert _screen(desk, "diff", "HEAD~1..HEAD")[0].split("  ")[0] == "From HEAD~1 to HEAD"
    assert _screen(desk, "diff", "main...side")[0].split("  ")[0] == "What side did since it left main"
    assert _screen(desk, "diff") == [
        "Nothing is different: every change in this register is recorded.",
        "What was recorded: somei log, or somei history NUMBER",
    ]
    assert _screen(desk, "diff", "HEAD..HEAD") == ["Nothing is different."]
    piped = desk.run("diff")
    assert (piped.status, piped.out.count("\n"), piped.err) == (0, 1, "")


def test_a_difference_tells_the_time_of_the_register(desk: Clerk) -> None:
    desk.ok("edit", "15070/19", "place=Tampere")
    when = _screen(desk, "log")[1].partition("  ")[0]

    assert any(f"A Clerk, {when} ·" in line for line in _screen(desk, "diff", "HEAD~1..HEAD"))


def test_references_stand_under_what_they_are(desk: Clerk) -> None:
    lines = _screen(desk, "xref", "list", "15070/19")

    assert lines[0] == "15070/19  Summary of the discussions"
    cited = lines.index("CITED BY")
    assert lines[cited + 1].startswith(f"  {LONG_NUMBER}")
    assert lines[-1].endswith("references · as a tree: somei xref graph 15070/19")


def test_what_is_in_order_is_said_first(desk: Clerk) -> None:
    first, *things, last = _screen(desk, "doctor")

    assert first.startswith("All that somei needs is in order")
    assert things[0][:2] in {"! ", "✓ "}
    examined = [line for line in things if line[:2] in {"! ", "✓ "}]
    assert last == f"{len(examined)} things examined · the documents: somei check"


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (("codes", "nothing of the kind"), "somei codes list"),
        (("bodies", "list", "nothing of the kind"), "somei bodies list"),
        (("xref", "list", "8/21"), "somei xref add 8/21 TEXT"),
    ],
)
def test_an_empty_answer_says_what_can_be_typed(desk: Clerk, words: tuple[str, ...], command: str) -> None:
    desk.ok("add", "8/21", "--subject", "Alone")

    assert _screen(desk, *words)[-1] == f"  {command}"
    assert command not in desk.run(*words).err


def test_meanings_that_are_the_same_are_told_once(desk: Clerk) -> None:
    lines = _screen(desk, "explain", "COSI")

    assert [line for line in lines if line.startswith("COSI ")] == ["COSI  subject code", "COSI  body"]


def test_an_import_shows_each_value_with_its_line(desk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.ok("undo", "-m", "again")
    heading, *rows = desk.run("import", "--replace", "--dry-run", str(SAMPLE), terminal=True).out.splitlines()

    assert heading.split() == ["FIELD", "VALUE", "LINE"]
    assert all(len(row) == 80 for row in rows if re.search(r"  [0-9]+$", row))
    assert rows[0].split() == ["number", "15070/19", "11"]
    assert rows[-1] == "Dry run, nothing was written: would import 15070/19"


def test_a_receipt_of_an_import_fits_a_line(clerk: Clerk) -> None:
    lines = clerk.run("import", str(SAMPLE), terminal=True).out.splitlines()

    assert re.fullmatch(r"✓ Imported 15070/19 +[0-9a-f]{7} · undo with: somei undo", lines[-1])


def test_a_narrow_log_has_two_lines_for_an_act(desk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    first, second, third, *_ = _screen(desk, "log", "--limit", "1")

    assert re.fullmatch(r".*  A Clerk  [0-9a-f]{7}", first)
    assert f"{second} {third.strip()}" == f"  Edited the previous documents of {LONG_NUMBER}"


def test_a_site_is_reported_when_it_is_built(desk: Clerk) -> None:
    lines = _screen(desk, "site", "build", "-o", "../site")

    assert re.fullmatch(r"✓ Built the site in \.\./site +commit [0-9a-f]{7}", lines[0])
    assert lines[-1] == "    somei site check '../site'"
    assert _screen(desk, "site", "check", "../site")[0] == "Nothing is wrong with the site."
