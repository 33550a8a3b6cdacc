"""The lists of the register: subject codes added, renamed, retired; meeting bodies."""

import json
from pathlib import Path

import pytest
from clerks import on_hub
from conftest import Clerk, prepared
from git_by_hand import branch_off, try_git

CODES = "vocabulary/subject_codes.toml"
BODIES = "vocabulary/bodies.toml"
DRAFT = "documents/2020/000/ST-8-2020-INIT.toml"


@prepared
def coded(registered: Clerk) -> Clerk:
    """A register with a misspelt code on a document, an addendum, a draft and a void number, and elsewhere."""
    registered.enter("somei.toml", registered.read("somei.toml") + '\n[searches]\nair = "--code DRONSE COSI" # mine\n')
    registered.ok("codes", "add", "DRONSE", "Unmanned aircraft")
    registered.ok("bodies", "add", "DRN", "Party on drones", "--code", "DRONSE")
    for number, code in (("5/20", "DRONSE"), ("5/20 ADD 1", "DRONSE 9"), ("6/20", "COSI")):
        registered.ok("add", number, "--subject", "DRONSE and lamps", "--date", "2020-02-01", "--code", code)
    registered.ok("add", "7/20", "--subject", "Void", "--code", "DRONSE 12")
    registered.ok("undo", "-m", "not used")
    registered.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "8/20")
    registered.ok("classify", "8/20", "DRONSE", "COSI")
    return registered


def _codes(clerk: Clerk, number: str) -> list[str]:
    return list(json.loads(clerk.ok("show", number, "--json"))["records"][0].get("subject_codes", []))


def _trailers(clerk: Clerk) -> str:
    return clerk.git("log", "-1", "--format=%(trailers)")


# ---- the commands


def test_a_word_behind_codes_is_looked_up_and_a_verb_is_an_act(registered: Clerk) -> None:
    registered.ok("codes", "add", "ADD", "Additional things")

    assert registered.ok("codes", "COSI") == registered.ok("codes", "list", "COSI")
    assert registered.ok("codes", "ADD").splitlines()[1].startswith("ADD\tAdditional things")
    assert "ADD\tAdditional things" in registered.ok("codes", "list", "add")
    assert registered.ok("codes") == registered.ok("codes", "list")
    assert registered.ok("codes", "--year", "2019", "--json") == registered.ok(
        "codes", "list", "--year", "2019", "--json"
    )
    assert registered.run("codes", "no such").status == 1


def test_a_misspelt_verb_is_no_word_to_look_up(registered: Clerk) -> None:
    answer = registered.run("codes", "renam", "CATS", "CATZ", "-m", "x")

    assert answer.status == 2
    assert answer.err == "somei: There is no command “renam”.\nhint: Did you mean: rename?\n"
    assert registered.run("codes", "renam").status == 1


def test_a_code_is_added_once(registered: Clerk) -> None:
    registered.ok("codes", "add", "drones", "Unmanned aircraft", "-m", "CM 1/20")

    assert 'DRONES = "Unmanned aircraft"' in registered.read(CODES)
    assert registered.git("show", "--name-only", "--format=") == CODES
    assert _trailers(registered) == "Somei-Action: codes add\nReason: CM 1/20"
    assert registered.run("codes", "add", "DRONES", "Unmanned aircraft").err == "Nothing to change.\n"
    again = registered.run("codes", "add", "DRONES", "Drones")
    assert again.status == 5
    assert "hint: To give it another one: somei codes edit DRONES Drones" in again.err
    registered.ok("codes", "edit", "DRONES", "Drones")
    assert 'DRONES = "Drones"' in registered.read(CODES)
    assert _trailers(registered) == "Somei-Action: codes edit"


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("codes", "add", "COSI 254", "T"), 2, "it without a serial, as COSI"),
        (("codes", "add", "§", "T"), 2, "is not a subject code"),
        (("codes", "edit", "COSY", "T"), 4, "Near it: COSI"),
        (("codes", "rename", "COSY", "COSI", "-m", "x"), 4, "somei codes add COSY TITLE"),
        (("codes", "rename", "CATS", "CATZ"), 2, "To rename a code needs a reason.\nhint: Give it with -m TEXT."),
        (("codes", "rename", "CATS", "CATS", "-m", "x"), 2, "CATS has that name."),
        (("codes", "rename", "CATS", "COSI", "-m", "x"), 5, "somei codes retire CATS --replaced-by COSI"),
        (("codes", "retire", "CATS"), 2, "To retire a code needs a reason."),
        (("codes", "retire", "CATS", "--replaced-by", "CATS", "-m", "x"), 2, "CATS cannot replace itself."),
        (("codes", "retire", "CATS", "--replaced-by", "COSY", "-m", "x"), 4, "COSY is not a subject code"),
        (("bodies", "add", "SOMEI", "Another"), 5, "somei bodies edit SOMEI NAME"),
        (("bodies", "add", "NEW", "general affairs"), 5, "is GAC already"),
        (("bodies", "add", "?", "N"), 2, "the key of a body"),
        (("bodies", "edit", "COREPPER", "N"), 4, "Near it: COREPER"),
        (("bodies", "edit", "COREPER"), 2, "There is nothing to change."),
        (("bodies", "edit", "COREPER", "--drop-code", "COSI"), 4, "COREPER does not have the code COSI."),
        (("bodies", "edit", "COREPER", "--code", "COSY"), 4, "COSY is not a subject code"),
    ],
)
def test_what_is_refused_says_what_to_type(
    registered: Clerk, words: tuple[str, ...], status: int, sentence: str
) -> None:
    before = registered.git("rev-parse", "HEAD")

    answer = registered.run(*words)

    assert answer.status == status
    assert sentence in answer.err
    assert registered.git("rev-parse", "HEAD") == before
    assert registered.git("status", "--porcelain") == ""


def test_a_list_with_comments_is_not_rewritten(registered: Clerk) -> None:
    registered.enter(CODES, "# ours\n" + registered.read(CODES))

    answer = registered.run("codes", "add", "DRONES", "Drones")

    assert answer.status == 5
    assert f"{CODES} is not in canonical form" in answer.err
    assert "hint: Remove its comments" in answer.err


def test_a_reason_is_asked_for_at_a_terminal(registered: Clerk) -> None:
    answer = registered.run("codes", "retire", "CATS", stdin="no such group any more\n", terminal=True)

    assert answer.status == 0
    assert "Why? " in answer.err
    assert "Reason: no such group any more" in _trailers(registered)
    assert registered.run("--no-input", "codes", "retire", "COSI", stdin="x\n", terminal=True).status == 2


# ---- rename


def test_a_renamed_code_is_renamed_wherever_it_stands_in_one_commit(coded: Clerk) -> None:
    before = coded.git("rev-parse", "HEAD")

    answer = coded.run("codes", "rename", "DRONSE", "DRONES", "-m", "misspelt")

    assert answer.status == 0
    assert "Rename the code DRONSE to DRONES in 4 documents (commit " in answer.err
    assert coded.git("rev-parse", "HEAD^") == before
    assert [_codes(coded, n) for n in ("5/20", "5/20 ADD 1", "7/20", "8/20")] == [
        ["DRONES 1"],
        ["DRONES 9"],
        ["DRONES 12"],
        ["DRONES 13", "COSI 2"],
    ]
    assert '"5/20"' in coded.ok("show", "5/20", "--json")
    assert 'subject = "DRONSE and lamps"' in coded.read("documents/2020/000/ST-5-2020-INIT.toml")
    assert 'DRONES = "Unmanned aircraft"' in coded.read(CODES)
    assert "DRONSE" not in coded.read(CODES) + coded.read(BODIES)
    assert 'air = "--code DRONES COSI" # mine\n' in coded.read("somei.toml")
    assert _trailers(coded) == "\n".join(
        (
            "Somei-Action: codes rename",
            *(f"Somei-Document: {number}" for number in ("5/20", "5/20 ADD 1", "7/20", "8/20")),
            "Somei-Settings: searches",
            "Reason: misspelt",
        )
    )
    coded.ok("add", "9/20", "--subject", "S", "--code", "DRONES")
    assert _codes(coded, "9/20") == ["DRONES 14"]


def test_a_renaming_can_be_tried_first(coded: Clerk) -> None:
    before = coded.git("rev-parse", "HEAD")

    tried = coded.run("codes", "rename", "DRONSE", "DRONES", "-m", "misspelt", "--dry-run", "--json")

    (record,) = json.loads(tried.out)["records"]
    assert "nothing was written (dry run)" in tried.err
    assert (coded.git("rev-parse", "HEAD"), coded.git("status", "--porcelain")) == (before, "")
    assert record["documents"] == ["5/20", "5/20 ADD 1", "7/20", "8/20"]
    assert {"document": "", "field": "bodies DRN codes", "before": ["DRONSE"], "after": ["DRONES"]} in record["changes"]


def test_the_history_and_the_rules_have_nothing_against_it(coded: Clerk) -> None:
    before = {(f["code"], f["document"]) for f in json.loads(coded.run("check", "--history", "--json").out)["records"]}

    coded.ok("codes", "rename", "DRONSE", "DRONES", "-m", "misspelt")
    coded.ok("undo")
    coded.ok("undo")

    after = {(f["code"], f["document"]) for f in json.loads(coded.run("check", "--history", "--json").out)["records"]}
    assert after == before
    assert "DRONES 1" in coded.ok("history", "5/20")


def test_undo_takes_a_renaming_back_whole(coded: Clerk) -> None:
    before = coded.git("rev-parse", "HEAD^{tree}")
    coded.ok("codes", "rename", "DRONSE", "DRONES", "-m", "misspelt")
    renamed = coded.git("rev-parse", "HEAD^{tree}")

    coded.ok("undo")
    assert coded.git("rev-parse", "HEAD^{tree}") == before
    coded.ok("undo")
    assert coded.git("rev-parse", "HEAD^{tree}") == renamed


def test_a_renaming_is_not_undone_behind_a_document_that_took_the_new_name(coded: Clerk) -> None:
    coded.ok("codes", "rename", "DRONSE", "DRONES", "-m", "misspelt")
    act = coded.git("rev-parse", "HEAD")
    coded.ok("classify", "6/20", "DRONES")

    answer = coded.run("undo", act)

    assert answer.status == 5
    assert "6/20 carries DRONES" in answer.err
    coded.ok("classify", "6/20", "--drop", "DRONES")
    coded.ok("undo", act)
    assert _codes(coded, "5/20") == ["DRONSE 1"]


@pytest.mark.parametrize("words", [("diff", "HEAD^..HEAD"), ("review", "other")])
def test_a_renaming_is_told_in_a_line(coded: Clerk, words: tuple[str, ...]) -> None:
    coded.git("switch", "-qc", "other")
    coded.ok("codes", "rename", "DRONSE", "DRONES", "-m", "misspelt")
    if words[0] == "review":
        coded.git("switch", "-q", "main")

    lines = [line for line in coded.ok(*words).splitlines()[1:] if "DRON" in line]

    (line,) = lines
    assert "code DRONSE renamed to DRONES in 4 documents" in line
    assert "declared" in line
    assert "undeclared" not in line


def test_what_is_more_than_a_renaming_is_told_too(coded: Clerk) -> None:
    coded.ok("codes", "rename", "DRONSE", "DRONES", "-m", "misspelt")
    coded.write(DRAFT, coded.read(DRAFT).replace("DRONES 13", "DRONES 14"))
    coded.git("commit", "-qa", "--amend", "--no-edit")

    answer = coded.ok("diff", "HEAD^..HEAD")

    assert "code DRONSE renamed to DRONES in 3 documents" in answer
    assert "8/20\tother\tdeclared\tsubject codes: removed “DRONSE 13”, added “DRONES 14”" in answer


def test_a_name_that_only_a_document_has_is_in_use(coded: Clerk) -> None:
    coded.enter(DRAFT, coded.read(DRAFT).replace("COSI 2", "DRONES 2"))

    answer = coded.run("codes", "rename", "DRONSE", "DRONES", "-m", "misspelt")

    assert answer.status == 5
    assert "DRONES stands on 8/20, so DRONSE cannot be renamed to it." in answer.err
    assert "somei classify 5/20 DRONES --drop DRONSE" in answer.err


def test_a_saved_search_that_cannot_be_rewritten_stops_it(coded: Clerk) -> None:
    settings = coded.read("somei.toml")
    coded.enter("somei.toml", settings.replace('"--code DRONSE COSI" # mine', '"""\n--code DRONSE"""'))
    before = coded.git("rev-parse", "HEAD")

    answer = coded.run("codes", "rename", "DRONSE", "DRONES", "-m", "misspelt")

    assert answer.status == 5
    assert "@air cannot be rewritten as it stands there" in answer.err
    assert (coded.git("rev-parse", "HEAD"), coded.git("status", "--porcelain")) == (before, "")


@pytest.mark.parametrize("how", ["push", "review"])
def test_errors_that_name_the_code_are_no_new_ones(coded: Clerk, tmp_path: Path, how: str) -> None:
    """The ratchet compares findings by their words, in which the code has its old name before and its new one after."""
    coded.enter(DRAFT, coded.read(DRAFT).replace("DRONSE 13", "DRONSE 1"))
    coded.git("switch", "-qc", "other")
    assert "DRONSE 1 of 2020 is also held by 8/20" in coded.run("check").out

    coded.ok("codes", "rename", "DRONSE", "DRONES", "-m", "misspelt")

    assert "DRONES 1 of 2020 is also held by 8/20" in coded.run("check").out
    if how == "review":
        coded.git("switch", "-q", "main")
        (record,) = json.loads(coded.ok("review", "other", "--json"))["records"]
        assert (record["new"], record["mended"]) == ([], [])
    else:
        assert coded.run("check", "--hub", coded.git("rev-parse", "main"), coded.git("rev-parse", "HEAD")).status == 0
    coded.git("switch", "-q", "other")
    coded.ok("undo")


# ---- retire


def test_a_retired_code_stays_on_documents_and_names_the_one_in_its_place(
    coded: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2020-03-01")

    answer = coded.run("codes", "retire", "DRONSE", "--replaced-by", "COSI", "-m", "CM 1/20")

    assert answer.status == 0
    assert "Retire the code DRONSE; COSI replaces it (commit " in answer.err
    assert (
        "note: DRN is known by DRONSE; to know it by the new code too: somei bodies edit DRN --code COSI" in answer.err
    )
    assert _trailers(coded) == "Somei-Action: codes retire\nReason: CM 1/20"
    assert coded.read(CODES).endswith(
        '\n[retired.DRONSE]\ntitle = "Unmanned aircraft"\non = 2020-03-01\nreplaced_by = "COSI"\n'
    )
    assert _codes(coded, "5/20") == ["DRONSE 1"]
    assert "CODE0" not in coded.run("check", "5/20", "--select", "CODE001,CODE010").out
    explained = coded.ok("explain", "DRONSE")
    assert "since 2020-03-01" in explained
    assert "COSI: Standing Committee" in explained
    assert "DRONSE, until 2020-03-01" in coded.ok("explain", "COSI")
    (record,) = json.loads(coded.ok("codes", "DRONSE", "--json"))["records"]
    assert (record["retired"], record["replaced_by"]) == ("2020-03-01", "COSI")
    assert "Near it: COSI," in coded.run("classify", "6/20", "DRONSO").err


@pytest.mark.parametrize(
    "words", [("classify", "10/20", "DRONSE"), ("add", "11/20", "--subject", "S", "--code", "DRONSE")]
)
def test_a_retired_code_given_to_a_new_document_is_noted(
    coded: Clerk, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2020-03-01")
    coded.ok("codes", "retire", "DRONSE", "--replaced-by", "COSI", "-m", "CM 1/20")
    coded.ok("add", "10/20", "--subject", "S", "--date", "2020-03-02")

    answer = coded.run(*words)

    assert answer.status == 0
    number = words[1]
    command = f"somei classify {number} COSI --drop DRONSE"
    assert f"note: DRONSE is retired since 2020-03-01; COSI replaces it: {command}\n" in answer.err
    if number == "10/20":
        assert f"Compare it with the first page: {command}" in coded.run("check", "10/20", "--json").out
    assert coded.run(*command.split()[1:]).status == 0
    assert "CODE010" not in coded.run("check", number, "--json").out


def test_an_older_document_may_be_given_a_code_that_was_in_use_then(
    coded: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2020-03-01")
    coded.ok("codes", "retire", "DRONSE", "-m", "no such group any more")

    assert "retired" not in coded.run("add", "11/20", "--subject", "S", "--date", "2020-02-28", "--code", "DRONSE").err
    assert "retired" in coded.run("add", "12/20", "--subject", "S", "--date", "2020-03-02", "--code", "DRONSE").err


def test_a_retirement_is_made_more_precise_and_taken_back(coded: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = coded.read(CODES)
    coded.ok("codes", "retire", "DRONSE", "--on", "2020-03-01", "-m", "no such group any more")
    monkeypatch.setenv("SOMEI_TODAY", "2020-04-01")
    again = coded.run("codes", "retire", "DRONSE", "-m", "again").err
    assert again == "Nothing to change.\nThe reason was not recorded, because nothing changed.\n"
    coded.ok("codes", "retire", "DRONSE", "--replaced-by", "COSI", "-m", "CM 1/20")
    assert "on = 2020-03-01\nreplaced_by" in coded.read(CODES)
    assert coded.run("codes", "retire", "CATS", "--replaced-by", "DRONSE", "-m", "x").status == 5
    assert "DRONSE is retired since" in coded.run("codes", "add", "DRONSE", "T").err

    assert "was changed again by" in coded.run("codes", "rename", "X", "Y").err + coded.run("undo", "HEAD^").err
    coded.ok("undo", "HEAD")
    coded.ok("undo", "HEAD~2")
    assert coded.read(CODES) == before


def test_undoing_an_addition_leaves_no_document_without_its_code(coded: Clerk) -> None:
    coded.ok("codes", "add", "NEWONE", "New")
    act = coded.git("rev-parse", "HEAD")
    coded.ok("classify", "6/20", "NEWONE")

    assert "6/20 carries NEWONE, which would no longer be a code." in coded.run("undo", act).err
    coded.ok("classify", "6/20", "--drop", "NEWONE")
    coded.ok("undo", act)
    assert "NEWONE" not in coded.read(CODES)


# ---- bodies


def test_bodies_are_listed_added_and_edited(registered: Clerk) -> None:
    registered.ok("bodies", "add", "drn", "Party on drones", "--code", "COSI", "--also", "Drones Party")
    assert registered.ok("bodies", "drones").splitlines()[1] == "DRN\tParty on drones\tCOSI\tDrones Party"
    assert _trailers(registered) == "Somei-Action: bodies add"
    assert registered.run(
        "bodies", "add", "DRN", "Party on drones", "--code", "COSI", "--also", "Drones Party"
    ).err == ("Nothing to change.\n")

    edited = registered.run("bodies", "edit", "DRN", "Working Party on Drones", "--drop-code", "COSI", "--also", "WPD")

    assert "Edit the body DRN (commit " in edited.err
    (record,) = json.loads(registered.ok("bodies", "list", "DRN", "--json"))["records"]
    assert record == {
        "key": "DRN",
        "name": "Working Party on Drones",
        "codes": [],
        "also": ["Drones Party", "WPD", "Party on drones"],
    }
    registered.ok("add", "5/20", "--subject", "S", "--body", "Party on drones", "--on", "2020-02-02")
    assert "ST-5-2020" in registered.ok("list", "--body", "DRN", "--format", "ids")
    assert registered.run("undo", "HEAD~2").status == 5
    registered.ok("bodies", "edit", "DRN", "--drop-also", "WPD")
    registered.ok("undo")
    assert "WPD" in registered.ok("bodies", "DRN")
    assert registered.run("bodies", "nothing of the kind").status == 1


def test_a_changed_body_is_told_field_by_field(registered: Clerk) -> None:
    registered.ok("bodies", "edit", "GAC", "--also", "General Affairs Configuration")

    assert "bodies GAC also: added “General Affairs Configuration”" in registered.ok("diff", "HEAD^..HEAD")


@pytest.mark.parametrize(
    "words",
    [
        ("codes", "add", "DRONES", "SECRET UE/EU SECRET"),
        ("codes", "edit", "COSI", "SECRET UE/EU SECRET"),
        ("bodies", "add", "DRN", "SECRET UE/EU SECRET"),
        ("bodies", "edit", "GAC", "--also", "SECRET UE/EU SECRET"),
    ],
)
def test_words_that_name_a_level_need_a_quotation(registered: Clerk, words: tuple[str, ...]) -> None:
    assert registered.run(*words).status == 5
    field = "code" if words[0] == "codes" else "body"
    registered.ok(*words, "--quoted", field, "-m", "it is about that level")
    assert f"Somei-Quoted: {field}" in _trailers(registered)


# ---- two clerks


def _both_sides(ada: Clerk, ben: Clerk, ours: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    ada.ok(*ours)
    ben.ok(*theirs)
    assert ada.run("sync").status == 0
    answer = ben.run("sync")
    assert answer.status == 0, answer


TITLE = ("codes", "add", "LAMP", "Lamps")


@pytest.mark.parametrize(
    "theirs", [TITLE, ("codes", "add", "LANT", "Lanterns"), ("codes", "retire", "CATS", "-m", "x")]
)
def test_lists_are_merged_row_by_row(ada: Clerk, ben: Clerk, hub: Path, theirs: tuple[str, ...]) -> None:
    _both_sides(ada, ben, TITLE, theirs)

    codes = on_hub(hub, "show", f"main:{CODES}")
    assert codes.count('LAMP = "Lamps"') == 1
    assert ben.ok("codes", theirs[2]).count(theirs[2]) >= 1


def test_bodies_are_merged_by_their_keys(ada: Clerk, ben: Clerk) -> None:
    _both_sides(ada, ben, ("bodies", "add", "ONE", "First"), ("bodies", "edit", "GAC", "--also", "Config"))
    _both_sides(ben, ada, ("bodies", "add", "TWO", "Second"), ("bodies", "add", "THREE", "Third"))

    assert [line.split("\t")[0] for line in ada.ok("bodies").splitlines()[-3:]] == ["ONE", "TWO", "THREE"]
    assert "Config" in ada.ok("bodies", "GAC")


def test_two_titles_for_one_code_stop_a_sync(ada: Clerk, ben: Clerk) -> None:
    ada.ok(*TITLE)
    ben.ok("codes", "add", "LAMP", "Lights")
    ada.ok("sync")

    answer = ben.run("sync")

    assert answer.status == 5
    assert CODES in answer.err
    assert "Lights" in ben.read(CODES)


def test_a_renaming_meets_what_another_clerk_did_to_the_same_document(ada: Clerk, ben: Clerk) -> None:
    ada.ok("codes", "add", "LAMPE", "Lamps")
    ada.git("config", "somei.share", "false")
    ada.ok("classify", "15070/19", "LAMPE 5")
    ada.ok("sync")
    ben.ok("sync")
    ben.git("config", "somei.share", "false")

    _both_sides(ada, ben, ("codes", "rename", "LAMPE", "LAMP", "-m", "typo"), ("classify", "15070/19", "CATS 8"))

    assert {"LAMP 5", "CATS 8"} <= set(_codes(ben, "15070/19"))
    assert "LAMPE" not in ben.read(CODES)


def test_git_itself_merges_the_lists_row_by_row(registered: Clerk) -> None:
    registered.ok("init", "--git")
    branch_off(registered)
    registered.ok("codes", "add", "LAMP", "Lamps")
    registered.ok("bodies", "add", "ONE", "First")
    registered.git("switch", "-q", "other")
    registered.ok("codes", "add", "LANT", "Lanterns")
    registered.ok("bodies", "add", "TWO", "Second")

    merged = try_git(registered, "merge", "-q", "main")

    assert merged.returncode == 0, merged
    assert 'LAMP = "Lamps"\nLANT = "Lanterns"\n' in registered.read(CODES)
    assert [line.split("\t")[0] for line in registered.ok("bodies").splitlines()[-2:]] == ["TWO", "ONE"]


def test_git_leaves_one_code_with_two_titles_to_a_person(registered: Clerk) -> None:
    registered.ok("init", "--git")
    branch_off(registered)
    registered.ok("codes", "add", "LAMP", "Lamps")
    registered.git("switch", "-q", "other")
    registered.ok("codes", "add", "LAMP", "Lights")

    merged = try_git(registered, "merge", "main")

    assert merged.returncode == 1
    assert "CONFLICT (codes LAMP)" in merged.stderr
    assert "<<<<<<<" in registered.read(CODES)


def test_no_marking_is_explained_as_one(registered: Clerk) -> None:
    (meaning,) = json.loads(registered.ok("explain", "none", "--json"))["records"]

    assert (meaning["thing"], meaning["kind"]) == ("none", "marking")
    assert "no marking is printed" in meaning["title"]
    assert "PUBLIC" in json.dumps(meaning["parts"])
