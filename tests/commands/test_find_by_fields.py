"""Finding by file, meeting day, From, To and No. prev. doc.; values that nothing has; an empty register."""

import json

import pytest
from conftest import Clerk, prepared

FILE = "2018/0330(COD)"


@prepared
def filled(clerk: Clerk) -> Clerk:
    """A clerk whose register holds three documents, two of one dossier."""
    clerk.ok("add", "90/20", "--subject", "Proposal", "--type", "NOTE", "--date", "2020-01-02", "--from", "Commission")
    clerk.ok("edit", "90/20", f"interinstitutional_files={FILE}")
    clerk.ok(
        "add", "100/20", "--subject", "Text", "--date", "2020-01-05", "--from", "Presidency", "--to", "Délégations"
    )
    clerk.ok("edit", "100/20", "previous+=90/20", f"interinstitutional_files={FILE}", "-m", "x")
    clerk.ok("add", "110/20", "--subject", "Report", "--body", "SOMEI", "--on", "2020-03-01")
    clerk.ok("edit", "110/20", "until=2020-03-03")
    return clerk


def _found(clerk: Clerk, *words: str) -> list[str]:
    return [record["number"] for record in json.loads(clerk.ok(*words, "--json"))["records"]]


CASES = [
    (("--file", FILE), ["90/20", "100/20"]),
    (("--file", "2018/0330 (cod)"), ["90/20", "100/20"]),
    (("--file", "2018/0330"), ["90/20", "100/20"]),
    (("--file", "2018/330"), ["90/20", "100/20"]),
    (("--on", "2 March 2020"), ["110/20"]),
    (("--from", "presidency"), ["100/20"]),
    (("--from", "presid*", "--from", "commission"), ["90/20", "100/20"]),
    (("--from", "presid"), []),
    (("--to", "delegations"), ["100/20"]),
    (("--to", "nobody"), []),
    (("--previous", "90/20"), ["100/20"]),
    (("--previous", "91/20"), []),
    (("--on", "2020-03-01"), ["110/20"]),
    (("--on", "2020-03-03"), ["110/20"]),
    (("--on", "2020-03-04"), []),
    (("--file", FILE, "--from", "commission"), ["90/20"]),
]


@pytest.mark.parametrize(("words", "numbers"), CASES)
def test_list_selects_by_fields_with_and_without_the_index(
    filled: Clerk, words: tuple[str, ...], numbers: list[str]
) -> None:
    assert _found(filled, "list", *words) == numbers
    assert _found(filled, "--no-index", "list", *words) == numbers


def test_a_file_that_an_edit_gave_or_took_is_known_at_once(filled: Clerk) -> None:
    assert _found(filled, "list", "--file", FILE) == ["90/20", "100/20"]
    filled.ok("edit", "110/20", "interinstitutional_files=2019/0001(NLE)", "previous=100/20")
    path = "documents/2020/000/ST-90-2020-INIT.toml"
    filled.write(path, filled.read(path).replace(FILE, "2019/0002(COD)"))

    assert _found(filled, "list", "--file", FILE) == ["100/20"]
    assert _found(filled, "list", "--file", "2019/0001", "--file", "2019/0002") == ["90/20", "110/20"]
    assert _found(filled, "list", "--previous", "100/20") == ["110/20"]
    filled.ok("edit", "110/20", "interinstitutional_files=", "-m", "x")
    assert filled.run("list", "--file", "2019/0001").status == 2


@pytest.mark.parametrize("typed", [FILE, "2018/0330 (COD)", "2018/0330", "0330"])
@pytest.mark.parametrize("index", [(), ("--no-index",)])
def test_search_finds_a_file_by_its_words(filled: Clerk, typed: str, index: tuple[str, ...]) -> None:
    assert sorted(_found(filled, *index, "search", typed)) == ["100/20", "90/20"]


def test_search_and_edit_select_alike(filled: Clerk) -> None:
    assert sorted(_found(filled, "search", "--file", FILE)) == ["100/20", "90/20"]
    assert _found(filled, "search", "text", "--file", "2018/0330") == ["100/20"]
    filled.ok("edit", "--where", f"file={FILE}", "--where", "from=presidency", "place=Zagreb", "--yes")
    assert _found(filled, "search", "--missing", "place", "--file", FILE) == ["90/20"]


@pytest.mark.parametrize("typed", [FILE, "2018/0330"])
def test_thread_begins_at_the_first_document_of_a_file(filled: Clerk, typed: str) -> None:
    thread = json.loads(filled.ok("thread", typed, "--json"))

    assert thread["document"] == "90/20"
    assert "100/20" in filled.ok("thread", typed)


def test_thread_of_a_file_that_nothing_has_is_refused(filled: Clerk) -> None:
    answer = filled.run("thread", "2018/0331(COD)")

    assert (answer.status, answer.out) == (2, "")
    assert "Neither the vocabulary nor any document has the interinstitutional file “2018/0331(COD)”." in answer.err


UNKNOWN = [
    (("--marking", "LIMTE"), "the marking “LIMTE”", "Near it: LIMITE"),
    (("--code", "COSY"), "the subject code “COSY”", "Near it: COSI"),
    (("--code", "COSY 5"), "the subject code “COSY”", "Near it: COSI"),
    (("--type", "NTOE"), "the type “NTOE”", "Near it: NOTE"),
    (("--body", "SOMI"), "the meeting body “SOMI”", "Near it: SOMEI"),
    (("--file", "2018/0330(NLE)"), "the interinstitutional file “2018/0330(NLE)”", f"Near it: {FILE}"),
    (("--code", "COSI", "--code", "COSY"), "the subject code “COSY”", "Near it: COSI"),
    (("--type", "Xyzzyqq"), "the type “Xyzzyqq”", "See the values with: somei stats --by type"),
]


@pytest.mark.parametrize(("words", "named", "hint"), UNKNOWN)
@pytest.mark.parametrize("command", [("list",), ("search",), ("stats", "--by", "year"), ("--no-index", "list")])
def test_a_value_that_is_nowhere_is_an_error_with_near_ones(
    filled: Clerk, command: tuple[str, ...], words: tuple[str, ...], named: str, hint: str
) -> None:
    answer = filled.run(*command, *words)

    assert (answer.status, answer.out) == (2, "")
    assert f"Neither the vocabulary nor any document has {named}." in answer.err
    assert hint in answer.err


def test_a_value_of_the_vocabulary_or_of_a_document_is_none(filled: Clerk) -> None:
    path = "documents/2020/000/ST-90-2020-INIT.toml"
    filled.enter(path, filled.read(path).replace('type = "NOTE"', 'type = "ODD PAPER"\nmarking = "ODD MARK"'))

    assert _found(filled, "list", "--code", "COSI") == []
    assert _found(filled, "list", "--marking", "LIMITE") == []
    assert _found(filled, "list", "--body", "COREPER") == []
    assert _found(filled, "list", "--type", "odd paper") == ["90/20"]
    assert _found(filled, "list", "--marking", "ODD MARK") == ["90/20"]


def test_a_slip_that_a_document_bears_is_looked_for(clerk: Clerk) -> None:
    clerk.enter("documents/2020/000/ST-1-2020-INIT.toml", 'number = "1/20"\nsubject = "S"\nmarking = "LIMTE"\n')

    assert _found(clerk, "list", "--marking", "LIMTE") == ["1/20"]


def test_an_edit_of_what_is_nowhere_is_refused(filled: Clerk) -> None:
    before = filled.git("rev-parse", "HEAD")

    answer = filled.run("edit", "--where", "code=COSY", "place=Zagreb", "--yes")

    assert (answer.status, "Near it: COSI" in answer.err) == (2, True)
    assert filled.git("rev-parse", "HEAD") == before


def test_an_empty_register_says_how_to_begin(clerk: Clerk) -> None:
    shown = clerk.run("list", terminal=True)

    assert shown.err == "The register is empty. Register the first document:\n  somei import FILE\n"


def test_words_meant_as_operators_are_told(filled: Clerk) -> None:
    answer = filled.run("search", "police AND justice")

    assert (answer.status, "“AND” was looked for as a word." in answer.err) == (1, True)
    assert "looked for as a word" not in filled.run("search", "nowhere").err


@pytest.mark.parametrize("words", [("police AND justice",), ("police", "AND", "justice")])
def test_no_search_that_is_proposed_has_an_operator(filled: Clerk, words: tuple[str, ...]) -> None:
    lines = filled.run("search", *words, terminal=True).err.splitlines()

    proposed = [line.strip() for line in lines if line.startswith("  somei search")]
    assert proposed == ["somei search police justice", "somei search --any police justice"]


def test_list_sends_words_to_search(filled: Clerk) -> None:
    answer = filled.run("list", "2018/0330 (COD)")

    assert (answer.status, answer.out) == (2, "")
    assert "Words are looked for with: somei search WORDS" in answer.err


def test_show_names_the_command_for_names_of_other_kinds(filled: Clerk) -> None:
    assert "To show a dossier: somei thread '2018/0330(COD)'" in filled.run("show", FILE).err
    assert "To show a follow-up: somei followup list --doc 90/20" in filled.run("show", "90/20#3.1").err
