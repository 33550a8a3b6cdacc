"""somei search: what is found, how it is shown, conditions, saved searches, and words that could break it."""

import json
import shutil
from typing import Any

import pytest
from conftest import PROJECT, SAMPLE, Clerk, prepared
from hostile_texts import STEERING, TEXTS

PAPERS = {
    "2020/000/ST-1-2020-INIT": """\
number = "1/20"
subject = "Évaluation de l’aide"
from = "Presidency"
to = "Delegations"
""",
    "2020/000/ST-2-2020-INIT": """\
number = "2/20"
subject = "Terrorism and data"
date = 2020-01-08
subject_codes = ["COSI 1"]
references = [{to = "1/20", kind = "cites"}]
outside_references = [{to = "C-505/19", kind = "cites"}]
""",
    "2020/000/ST-2-2020-REV-1": 'number = "2/1/20 REV 1"\nsubject = "Terrorism and data"\nmarking = "LIMITE"\n',
    "2020/000/ST-9-2020-INIT": """\
number = "9/20"
subject = "Agenda"
meeting = {body = "SOMEI", start = 2020-06-10}
agenda = {state = "provisional"}
items = [{title = "Adoption of the agenda"}]
""",
}


@prepared
def registered(empty: Clerk) -> Clerk:
    """A clerk whose register holds the sample; its files are laid down by hand, since nothing here writes."""
    for path in ("somei.toml", "vocabulary", "documents/2019/150/ST-15070-2019-INIT.toml"):
        source, target = PROJECT / "register" / path, empty.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    empty.git("init", "-q")
    return empty


@prepared
def filled(registered: Clerk) -> Clerk:
    """A clerk whose register holds the sample, an agenda, and papers with and without this and that."""
    for name, text in PAPERS.items():
        registered.write(f"documents/{name}.toml", text)
    return registered


def _ids(clerk: Clerk, *words: str) -> list[str]:
    answer = clerk.run("search", *words, "--json")
    assert answer.status == (0 if json.loads(answer.out)["records"] else 1), answer
    return [record["number"] for record in json.loads(answer.out)["records"]]


def _records(clerk: Clerk, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(clerk.ok("search", *words, "--json"))["records"]
    return found


SEARCHES: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "subjects before items": (("terrorism",), ["2/20", "2/1/20 REV 1", "15070/19"]),
    "all words": (("data", "terrorism"), ["2/20", "2/1/20 REV 1"]),
    "a phrase": (("terrorism and data",), ["2/20", "2/1/20 REV 1"]),
    "any of the words": (("--any", "aide", "questionnaire"), ["1/20", "15070/19"]),
    "accents and beginnings": (("EVAL*",), ["1/20"]),
    "a misspelt word": (("--fuzzy", "questionaire"), ["15070/19"]),
    "a pattern": (("--regex", "d[ae]ta$"), ["2/20", "2/1/20 REV 1"]),
    "a family by its number": (("2/20",), ["2/20", "2/1/20 REV 1"]),
    "a revision": (("2/1/20", "REV", "1"), ["2/1/20 REV 1"]),
    "a register id": (("ST-15070-2019-INIT",), ["15070/19"]),
    "a code with its serial": (("ENFOPOL", "532"), ["15070/19"]),
    "a code": (("COSI",), ["15070/19", "2/20"]),
    "from": (("--from", "presidency"), ["1/20"]),
    "to, and a word": (("--to", "delegations", "discussions"), ["15070/19"]),
    "who cites a document": (("--cites", "1/20"), ["2/20"]),
    "who cites another text": (("--cites", "C-505/19", "terrorism and data"), ["2/20"]),
    "an item": (("--item", "daesh members"), ["15070/19"]),
    "what is missing": (("--missing", "date", "--missing", "marking"), ["1/20", "9/20"]),
    "what is missing, of a marking": (("--missing", "date", "--marking", "LIMITE"), ["2/1/20 REV 1"]),
    "without references": (("--without", "references", "--year", "20"), ["1/20", "2/1/20 REV 1", "9/20"]),
    "without items": (("--without", "items", "aide"), ["1/20"]),
    "without an outcome": (("--without", "outcome"), ["9/20"]),
    "nothing": (("fish",), []),
    "an operator is a word": (("terrorism", "OR", "fish"), []),
}


@pytest.mark.parametrize("case", SEARCHES)
def test_what_is_found(filled: Clerk, case: str) -> None:
    typed, expected = SEARCHES[case]

    assert _ids(filled, *typed) == expected


def test_without_an_agenda(filled: Clerk) -> None:
    for number, meeting in (("3", 'body = "COSI", start = 2020-03-01'), ("4", 'body = "SOMEI", start = 2020-06-10')):
        name = f"documents/2020/000/ST-{number}-2020-INIT.toml"
        filled.write(name, f'number = "{number}/20"\nsubject = "Paper"\nmeeting = {{{meeting}}}\n')

    assert "3/20" in _ids(filled, "--without", "agenda")
    assert "4/20" not in _ids(filled, "--without", "agenda")


def test_hits_tell_where_in_their_text_they_stand(filled: Clerk) -> None:
    (record,) = _records(filled, "questionnaire", "second")

    assert record["id"] == "ST-15070-2019-INIT"
    assert {hit["text"][hit["start"] : hit["end"]] for hit in record["hits"]} >= {"Second", "questionnaire"}
    assert all(hit["field"].startswith("item 2") for hit in record["hits"])
    assert json.loads(filled.ok("search", "aide", "--json"))["schema"] == "somei/search/1"


def test_a_pipe_gets_words_in_context_without_emphasis(filled: Clerk) -> None:
    heading, row = filled.ok("search", "aide").splitlines()

    assert heading == "number\tdate\tmarking\tsubject\thits\tstatus"
    assert row == "1/20\t\t\tÉvaluation de l’aide\tsubject: Évaluation de l’aide\tissued"
    assert filled.ok("search", "aide", "--format", "ids") == "ST-1-2020-INIT\n"


@pytest.mark.parametrize("width", [40, 60, 100])
def test_a_terminal_emphasises_what_was_found(filled: Clerk, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    coloured = filled.run("search", "aide", terminal=True).out
    plain = filled.run("search", "aide", "--color", "never", terminal=True).out

    assert "\x1b[1;7maide\x1b[0m" in coloured
    assert plain.count("Évaluation") == 1
    assert all(len(line) <= width for line in plain.splitlines())


def test_sorting_and_limits(filled: Clerk) -> None:
    assert _ids(filled, "terrorism", "--limit", "1") == ["2/20"]
    assert _ids(filled, "terrorism", "--sort", "number", "--limit", "1") == ["15070/19"]
    assert _ids(filled, "terrorism", "--year", "2019") == ["15070/19"]


REFUSALS = {
    "nothing": ((), "There is nothing to search for."),
    "only signs": (("–", "!"), "There is no word to search for."),
    "an open bracket": (("--regex", "("), "“(” is not a pattern: missing )"),
    "a pattern too large": (("--regex", "a{99999999999}"), "is not a pattern: it is too large"),
    "a pattern too deep": (("--regex", "(" * 900 + ")" * 900), "is not a pattern: it is too large"),
    "far too much": (("word " * 500,), "longer than 2000 characters"),
    "an unknown field": (("--missing", "colour"), "expected one of type, subject, date"),
    "an unknown companion": (("--without", "fish"), "expected one of agenda, outcome"),
    "no number to cite": (("--cites", "fish"), "“fish” is not a document number"),
    "an option": (("-x",), "No such option"),
    "a bad name": (("--save", "a b", "fish"), "does not fit the name of a search"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refusals(registered: Clerk, case: str) -> None:
    typed, said = REFUSALS[case]

    answer = registered.run("search", *typed)

    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err


@pytest.mark.parametrize("name", TEXTS)
def test_no_typed_word_breaks_a_search(registered: Clerk, name: str) -> None:
    text = TEXTS[name]

    for typed in (("--", text), ("--fuzzy", "--", text), ("--regex", "--", text), ("--from", f" {text}")):
        answer = registered.run("search", *typed, "--json" if "--" not in typed else "x")
        assert answer.status in {0, 1, 2}, (typed, answer)
        assert not STEERING.search(answer.out + answer.err)


def test_texts_of_documents_never_steer_the_terminal(registered: Clerk) -> None:
    for name, text in TEXTS.items():
        quoted = json.dumps(f"needle {text} needle").replace("\x7f", "\\u007f")
        registered.write("documents/2019/000/ST-7-2019-INIT.toml", f'number = "7/19"\nsubject = {quoted}\n')
        for form in ((), ("--format", "csv"), ("--json",)):
            answer = registered.run("search", "needle", *form)
            assert not STEERING.search(answer.out + answer.err), (name, form)
        shown = registered.run("search", "needle", "--color", "never", terminal=True)
        assert not STEERING.search(shown.out), name


# ---- saved searches


def _keep(clerk: Clerk, lines: str) -> None:
    clerk.write("somei.toml", clerk.read("somei.toml") + "\n" + lines)


def test_a_search_is_kept_and_found_again(filled: Clerk) -> None:
    lines = filled.ok("search", "--save", "late", '"terrorism and data"', "-q", "--marking", "LIMITE")
    _keep(filled, lines)

    assert lines == '[searches]\nlate = "\'\\"terrorism and data\\"\' --marking LIMITE"\n'
    assert _ids(filled, "@late") == ["2/1/20 REV 1"]
    assert _ids(filled, "@late", "--marking", "none") == ["2/20", "2/1/20 REV 1"]
    assert _ids(filled, "@late", "fish") == []
    assert filled.ok("search", "@late", "--format", "ids") == "ST-2-2020-REV-1\n"


BROKEN = {
    "an unknown option": ("x --colour", "No such option"),
    "a bad value": ("x --since soon", "“soon” is not a date."),
    "an open quotation": ("x 'y", "a quotation mark is not closed"),
    "another saved search": ("@other", "it names another saved search"),
    "saving": ("x --save y", "be part of a search"),
    "help": ("x --help", "--help cannot be part of a search"),
    "nothing to call": ("--limit", "requires an argument"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_saved_search_is_named(registered: Clerk, case: str) -> None:
    line, said = BROKEN[case]
    _keep(registered, f'[searches]\nmine = "{line}"\nother = "x"\n')

    answer = registered.run("search", "@mine")

    assert answer.status == 3
    assert "somei.toml: the saved search “mine”: " in answer.err
    assert said in answer.err


def test_a_saved_search_that_is_not_there(registered: Clerk) -> None:
    assert registered.run("search", "@none").status == 4
    _keep(registered, '[searches]\nmine = "x"\n')
    assert "Saved searches: @mine" in registered.run("search", "@none").err
    registered.write("somei.toml", registered.read("somei.toml").replace('"x"', "7"))
    answer = registered.run("search", "@mine")
    assert (answer.status, "“searches”: expected" in answer.err) == (3, True)


def test_a_field_that_the_first_hits_lack_is_a_field_all_the_same(filled: Clerk) -> None:
    words = ("search", "terrorism", "data", "--fields", "number,references", "--format", "tsv")

    assert filled.ok(*words, "--limit", "1").splitlines() == filled.ok(*words).splitlines()[:2]
    assert filled.run("search", "terrorism", "data", "--fields", "number,marking,nothing", "--limit", "1").status == 2


def test_a_search_for_nothing_is_not_saved(clerk: Clerk) -> None:
    assert clerk.run("search", "--save", "x").status == 2
    assert clerk.run("search", "--save", "", "lamps").status == 2
    clerk.write("somei.toml", clerk.read("somei.toml") + '\n[searches]\na = "--help"\n')

    assert clerk.run("search", "@a").err.count("the saved search “a”") == 1


def test_a_narrow_terminal_shows_each_passage_on_lines_of_its_own_and_breaks_no_address(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    clerk.ok("import", str(SAMPLE))
    clerk.ok("edit", "15070/19", "files=2025/0360(COD)")

    lines = clerk.run("search", "interpol", "--color", "never", terminal=True).out.splitlines()

    assert any(line.endswith("interpol.int/…/88th-INTERPOL-General-Assembly") for line in lines)
    assert "  item 2: INTERPOL Operation NEPTUNE II" in lines
    found = clerk.run("search", "2025/0360", "--color", "never", terminal=True).out.splitlines()
    assert "  interinstitutional file: 2025/0360(COD)" in found


def test_a_search_without_a_hit_names_wider_ones_on_a_terminal_alone(clerk: Clerk) -> None:
    for typed, wider in (
        (("zzz", "yyy"), "--any zzz yyy"),
        (("--any", "zzz", "yyy"), "--any 'zzz*' 'yyy*'"),
        (("zzz",), "'zzz*'"),
        (("zzz*",), "--fuzzy zzz"),
    ):
        assert f"  somei search {wider}\n" in clerk.run("search", *typed, terminal=True).err
    assert "somei search" not in clerk.run("search", "--fuzzy", "zzz", terminal=True).err
    assert clerk.run("search", "zzz").err == ""
