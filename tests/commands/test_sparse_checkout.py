"""In a sparse checkout no command calls a document missing that git has and only the work tree lacks."""

import json

import pytest
from conftest import Clerk, prepared
from git_by_hand import FILE, NUMBER, with_document

OTHER = "5000/20"
FALSE = ("not in the register", "not in this register", "no longer in the register", "somei add")


@prepared
def sparse(clerk: Clerk) -> Clerk:
    """A clerk whose work tree lacks the first of two documents, to which the other one refers."""
    with_document(clerk)
    clerk.ok("add", OTHER, "--subject", "Other", "--type", "NOTE")
    clerk.ok("xref", "add", OTHER, NUMBER)
    clerk.git("sparse-checkout", "set", "vocabulary", "documents/2020")
    assert not (clerk.folder / FILE).exists()
    return clerk


READERS = {
    ("show", NUMBER.partition("/")[0]): "Summary of discussions",
    ("show", NUMBER): "Summary of discussions",
    ("show", NUMBER, "--as", "text"): "Summary of discussions",
    ("show", OTHER): f"cites\t{NUMBER}\n",
    ("xref", "list", NUMBER): "13735/19",
    ("xref", "list", OTHER): "Summary of discussions",
    ("xref", "graph", NUMBER): "13735/19",
    ("explain", NUMBER): "registered",
    ("blame", NUMBER): "Summary of discussions",
    ("thread", NUMBER): NUMBER,
    ("thread", OTHER): OTHER,
    ("history", NUMBER): "Summary of discussions",
    ("followup", "list", "--doc", NUMBER): "Eurojust",
    ("meeting", "show", NUMBER): NUMBER,
    ("agenda", "show", NUMBER): "Counter Terrorism",
    ("request", "new", NUMBER): "LIMITE",
}


@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_a_document_that_is_left_out_is_shown_as_git_has_it(sparse: Clerk, words: tuple[str, ...]) -> None:
    answer = sparse.run(*words)

    assert answer.status == 0, answer
    assert READERS[words] in answer.out
    assert [
        line
        for line in (answer.out + answer.err).splitlines()
        if any(false in line for false in FALSE) and "13735/19" not in line
    ] == []


def test_an_answer_is_the_same_as_in_a_whole_checkout(sparse: Clerk) -> None:
    words = [("show", NUMBER, "--json"), ("xref", "list", OTHER, "--json"), ("agenda", "show", NUMBER, "--json")]
    left_out = [sparse.ok(*one) for one in words]
    sparse.git("sparse-checkout", "disable")

    whole = [json.loads(sparse.ok(*one)) for one in words]

    assert [json.loads(one) for one in left_out] == whole


@pytest.mark.parametrize("words", [(), (OTHER,), ("--since", "HEAD"), ("--no-index",)], ids=" ".join)
def test_a_check_calls_nothing_missing_that_is_left_out(sparse: Clerk, words: tuple[str, ...]) -> None:
    sparse.write("somei.toml", sparse.read("somei.toml").replace("complete = false", "complete = true"))
    sparse.write(
        "documents/2020/050/ST-5000-2020-INIT.toml", sparse.read("documents/2020/050/ST-5000-2020-INIT.toml") + "\n"
    )

    for _ in "once", "again":
        answer = sparse.run("check", *words)
        assert f"{NUMBER} is not in the register" not in answer.out
        assert FILE not in answer.out, "it was not looked at"
        assert "1 document checked" in answer.err
        assert "A sparse checkout keeps 1 document out of this work tree; nobody looked at them." in answer.err


def test_it_is_said_that_there_is_more(sparse: Clerk) -> None:
    told = "A sparse checkout keeps 1 document out of this work tree;"

    assert told in sparse.run("show", NUMBER).err
    assert told in sparse.run("show", OTHER).err


WRITERS = (
    ("access", NUMBER, "release"),
    ("xref", "add", NUMBER, "1/20"),
    ("xref", "remove", NUMBER, "13735/19"),
    ("followup", "add", "A letter", "--doc", NUMBER, "--item", "2"),
    ("followup", "done", f"{NUMBER}#2.1", "-m", "Answered"),
    ("classify", NUMBER, "SOC 3"),
)


@pytest.mark.parametrize("words", WRITERS, ids=" ".join)
def test_a_command_that_writes_names_the_command_of_git(sparse: Clerk, words: tuple[str, ...]) -> None:
    head = sparse.git("rev-parse", "HEAD")

    answer = sparse.run(*words)

    assert answer.status == 5
    assert f"A sparse checkout leaves {FILE} out of this clone." in answer.err
    assert "git sparse-checkout add documents/2019/150" in answer.err
    assert sparse.git("rev-parse", "HEAD") == head


@pytest.mark.parametrize("codes", [(), ("--code", "SOC 3")])
def test_its_number_is_taken(sparse: Clerk, codes: tuple[str, ...]) -> None:
    answer = sparse.run("add", NUMBER, "--subject", "S", *codes)

    assert answer.status == 5
    assert f"{NUMBER} is already in the register." in answer.err
    assert "A sparse checkout leaves it out of this work tree." in answer.err


def test_a_check_of_it_says_that_it_did_not_look(sparse: Clerk) -> None:
    answer = sparse.run("check", NUMBER)

    assert answer.status == 3
    assert f"A sparse checkout leaves {FILE} out of this clone." in answer.err
    assert "git sparse-checkout add documents/2019/150" in answer.err


def test_what_is_staged_and_not_committed_is_shown_too(sparse: Clerk) -> None:
    path = "documents/2019/000/ST-1-2019-INIT.toml"
    sparse.write(path, 'number = "1/19"\nsubject = "Staged"\n')
    sparse.git("add", "--sparse", path)
    sparse.git("sparse-checkout", "reapply")
    if (sparse.folder / path).exists():
        (sparse.folder / path).unlink()
        sparse.git("update-index", "--skip-worktree", path)

    assert "Staged" in sparse.ok("show", "1/19")


def test_a_number_that_nobody_has_is_unknown_as_ever(sparse: Clerk) -> None:
    for words in (("show", "99/19"), ("xref", "list", "99/19"), ("check", "99/19"), ("thread", "99/19")):
        answer = sparse.run(*words)

        assert answer.status == 4
        assert "99/19 is not in the register." in answer.err


def test_a_document_that_was_removed_is_not_left_out(sparse: Clerk) -> None:
    (sparse.folder / "documents/2020/050/ST-5000-2020-INIT.toml").unlink()

    assert sparse.run("show", OTHER).status == 4
