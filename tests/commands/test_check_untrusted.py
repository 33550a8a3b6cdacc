"""A stranger's branch: judged by what the trusted side says, and nothing in it is believed, followed or run."""

import json
import subprocess
from pathlib import Path

import pytest
from commands.faulty_documents import FIRST, SECOND, faulty, sound
from conftest import Answer, Clerk, prepared

CHECK = ("check", "--untrusted", "--trusting", "main")


@prepared
def stranger(clerk: Clerk) -> Clerk:
    """A register with one document, and a stranger's branch that is checked out."""
    clerk.enter(FIRST, sound("1/19"))
    clerk.git("checkout", "-qb", "stranger")
    return clerk


def found(answer: Answer) -> list[tuple[str, str]]:
    return [(one["code"], one["path"]) for one in json.loads(answer.out)["records"] if one["severity"] == "error"]


def judged(clerk: Clerk, *words: str) -> list[tuple[str, str]]:
    answer = clerk.run(*CHECK, "--json", *words)
    assert answer.status in {0, 1, 3}, answer
    return found(answer)


def test_a_sound_branch_passes(stranger: Clerk) -> None:
    stranger.enter(SECOND, sound("2/19"))

    answer = stranger.run(*CHECK)

    assert answer.status == 0
    assert "1 document checked" in answer.err
    assert f"The settings, the vocabulary and the waivers of {stranger.git('rev-parse', 'main')[:10]}" in (answer.err)


def test_only_what_the_branch_brings_is_held_against_it(clerk: Clerk) -> None:
    clerk.enter(FIRST, faulty("1/19"))
    clerk.git("checkout", "-qb", "stranger")
    clerk.enter(SECOND, faulty("2/19"))
    clerk.git("checkout", "-q", "main")
    clerk.enter(FIRST, faulty("1/19", "Later"))
    clerk.git("checkout", "-q", "stranger")

    assert judged(clerk) == [("DATE002", SECOND)]
    assert judged(clerk, "--at", "main") == []


def test_what_is_in_the_work_tree_is_not_looked_at(stranger: Clerk) -> None:
    stranger.enter(SECOND, sound("2/19"))
    stranger.write(SECOND, faulty("2/19"))
    stranger.write("somei.toml", "broken")
    (stranger.folder / "vocabulary/bodies.toml").unlink()

    assert stranger.run(*CHECK).status == 0


def test_a_document_that_vanishes_is_told(stranger: Clerk) -> None:
    stranger.git("rm", "-q", FIRST)
    stranger.git("commit", "-qm", "Away with it")

    answer = stranger.run(*CHECK, "--json", "--fail-on", "info")

    assert answer.status == 1
    assert [one["code"] for one in json.loads(answer.out)["records"]] == ["GIT005"]


WAIVER = '\n[[waivers]]\ncode = "DATE002"\nreason = "I say so"\n'


def test_settings_of_the_branch_do_not_count(stranger: Clerk) -> None:
    stranger.enter(SECOND, faulty("2/19"))
    stranger.enter("somei.toml", stranger.read("somei.toml") + WAIVER)

    answer = stranger.run(*CHECK, "--json")

    assert found(answer) == [("DATE002", SECOND)]
    assert "What the branch would change in somei.toml does not count yet." in answer.err
    assert stranger.run("check").status == 0


def test_waivers_of_the_branch_do_not_count(stranger: Clerk) -> None:
    stranger.enter(SECOND, faulty("2/19") + '\n[waive]\nDATE002 = "I say so"\n')

    answer = stranger.run(*CHECK, "--json")

    assert found(answer) == [("DATE002", SECOND)]
    assert "1 waiver of the branch did not count." in answer.err


def test_waivers_that_the_trusted_side_has_go_on_counting(clerk: Clerk) -> None:
    waived = faulty("1/19") + '\n[waive]\nDATE002 = "The paper says so"\n'
    clerk.enter(FIRST, waived)
    clerk.git("checkout", "-qb", "stranger")
    clerk.enter(FIRST, waived.replace('subject = "S"', 'subject = "T"'))

    assert judged(clerk) == []
    clerk.enter(FIRST, waived.replace("The paper says so", "I say so"))
    assert judged(clerk) == [("DATE002", FIRST)]


def test_the_vocabulary_of_the_branch_does_not_count(stranger: Clerk) -> None:
    codes = "vocabulary/subject_codes.toml"
    stranger.enter(SECOND, sound("2/19").replace("COSI 2", "XYZZY 2"))
    stranger.enter(codes, stranger.read(codes) + 'XYZZY = "Made up"\n')

    answer = stranger.run(*CHECK, "--json", "--fail-on", "info")

    assert "CODE001" in {one["code"] for one in json.loads(answer.out)["records"]}
    assert f"in {codes} does not count yet" in answer.err
    assert "CODE001" not in stranger.run("check", "--fail-on", "info", "--json").out


def test_the_register_is_where_the_trusted_side_has_it(empty: Clerk) -> None:
    empty.git("init", "-q")
    empty.ok("init", "register")
    empty.git("checkout", "-qb", "stranger")
    empty.enter(f"register/{SECOND}", faulty("2/19"))
    empty.enter("somei.toml", "schema = 1\n")

    assert judged(empty) == [("DATE002", SECOND)]
    assert judged(Clerk(empty.folder / "register/documents")) == [("DATE002", SECOND)]


def test_a_marking_that_is_lowered_by_hand_is_refused(clerk: Clerk) -> None:
    clerk.ok("add", "1/19", "--subject", "S", "--date", "2019-01-08", "--marking", "LIMITE")
    clerk.git("checkout", "-qb", "stranger")
    clerk.enter(FIRST, clerk.read(FIRST).replace("LIMITE", "PUBLIC"))

    assert judged(clerk) == [("HIST006", FIRST)]

    # Whoever writes the branch also writes what its commits declare.
    clerk.git("checkout", "-qB", "stranger", "main")
    clerk.ok("classify", "1/19", "--marking", "PUBLIC", "-m", "Released by the Council")
    assert judged(clerk) == [("HIST006", FIRST)]

    clerk.git("checkout", "-qB", "stranger", "main")
    clerk.ok("access", "1/19", "release")
    answer = clerk.run(*CHECK, "--json")
    assert found(answer) == [("HIST006", FIRST)]
    assert "the branch makes more public of 1/19" in answer.out


def test_only_selected_rules_are_asked(stranger: Clerk) -> None:
    stranger.enter(".gitattributes", "* text eol=crlf\n")

    assert set(judged(stranger)) == {("GIT002", ".gitattributes")}
    assert judged(stranger, "--select", "DATE") == []


def test_a_marking_that_is_raised_is_nobody_s_loss(clerk: Clerk) -> None:
    clerk.ok("add", "1/19", "--subject", "S", "--date", "2019-01-08")
    clerk.git("checkout", "-qb", "stranger")
    clerk.ok("classify", "1/19", "--marking", "LIMITE")

    assert judged(clerk) == []


def test_what_the_trusted_side_changed_meanwhile_is_not_said_of_the_branch(stranger: Clerk) -> None:
    stranger.git("checkout", "-q", "main")
    stranger.enter("somei.toml", stranger.read("somei.toml") + WAIVER)
    stranger.git("checkout", "-q", "stranger")

    assert "does not count yet" not in stranger.run(*CHECK).err


UNUSABLE = {
    "no settings": ("somei.toml", None),
    "settings of another program": ("somei.toml", "schema = 99\n"),
    "a rule that is none": ("somei.toml", 'schema = 1\n[[rules]]\ncode = "X"\n'),
    "no codes": ("vocabulary/subject_codes.toml", None),
    "codes in no TOML": ("vocabulary/subject_codes.toml", "[codes\n"),
    "codes without end": ("vocabulary/subject_codes.toml", "x = " + "[" * 100_000),
}


@pytest.mark.parametrize(("path", "text"), UNUSABLE.values(), ids=UNUSABLE)
def test_a_branch_with_which_no_command_would_work_is_not_called_sound(
    stranger: Clerk, path: str, text: str | None
) -> None:
    if text is None:
        stranger.git("rm", "-q", path)
        stranger.git("commit", "-qm", "Away")
    else:
        stranger.enter(path, text)

    answer = stranger.run(*CHECK)

    assert answer.status == 3
    assert "The settings or the vocabulary of the branch cannot be used" in answer.messages


@pytest.mark.parametrize("path", ["somei.toml", "vocabulary/bodies.toml"])
def test_settings_behind_a_link_are_not_called_sound(stranger: Clerk, path: str) -> None:
    (stranger.folder / path).unlink()
    (stranger.folder / path).symlink_to("/etc/passwd")
    stranger.git("add", ".")
    stranger.git("commit", "-qm", "Linked")

    assert stranger.run(*CHECK).status == 3


@pytest.mark.parametrize("path", ["documents/zeros.bin", "zeros.bin"])
def test_a_file_that_no_clone_would_take_is_refused(stranger: Clerk, path: str) -> None:
    (stranger.folder / path).write_bytes(bytes(65 << 20))
    stranger.git("add", ".")
    stranger.git("commit", "-qm", "Large")

    answer = stranger.run(*CHECK)

    assert answer.status == 3
    assert "64 MiB above the trusted side" in answer.err


def test_files_that_would_stop_every_clone_are_errors_and_others_are_named(stranger: Clerk) -> None:
    stranger.enter(".gitattributes", stranger.read(".gitattributes") + "*.toml eol=crlf\n*.toml -merge\n")
    stranger.enter("notes.txt", "For later\n")

    answer = stranger.run(*CHECK, "--json")

    assert found(answer) == [("GIT002", ".gitattributes")] * 2
    assert "It also changes what is not of the register: .gitattributes, notes.txt." in answer.messages


# ---- nothing of it is run or followed


def test_no_program_that_the_branch_or_its_clone_names_is_started(stranger: Clerk, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{marker}'\ncat\n")
    program.chmod(0o755)
    for key in (
        "core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "credential.helper",
        "gpg.program", "diff.external", "diff.x.textconv", "diff.x.command", "merge.x.driver", "filter.x.clean",
        "filter.x.smudge", "filter.x.process", "uploadpack.packObjectsHook", "alias.rev-parse", "alias.cat-file",
    ):  # fmt: skip
        stranger.git("config", key, str(program))
    for hook in ("post-checkout", "pre-commit", "reference-transaction", "post-index-change", "fsmonitor-watchman"):
        (stranger.folder / ".git/hooks" / hook).write_bytes(program.read_bytes())
    stranger.git("config", "log.showSignature", "true")
    stranger.write(".gitattributes", "* filter=x diff=x merge=x\n")
    stranger.write(".gitmodules", '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% x\n\tupdate = !touch x\n')
    stranger.write(SECOND, faulty("2/19"))
    stranger.git("add", ".")
    stranger.git("commit", "-qm", "By hand")
    for hook in (stranger.folder / ".git/hooks").iterdir():
        hook.chmod(0o755)
    marker.unlink(missing_ok=True)

    assert judged(stranger)[-1] == ("DATE002", SECOND)
    assert not marker.exists()


def test_a_repository_among_its_files_is_refused(stranger: Clerk) -> None:
    inside = stranger.folder / "documents"
    subprocess.run(["git", "init", "-q", "--bare", str(inside)], check=True)

    answer = Clerk(inside).run(*CHECK)

    assert answer.status == 3
    assert "looks like a git repository" in answer.err


def test_links_and_submodules_are_read_by_nobody(stranger: Clerk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_text(faulty("2/19", "SECRET"))
    (stranger.folder / SECOND).symlink_to(secret)
    stranger.git("add", ".")
    stranger.git("update-index", "--add", "--cacheinfo", f"160000,{stranger.git('rev-parse', 'HEAD')},documents/x")
    stranger.git("commit", "-qm", "Links")

    answer = stranger.run(*CHECK, "--format", "json")

    assert answer.status == 3
    assert found(answer) == [(code, path) for path in (SECOND, "documents/x") for code in ("FILE001", "GIT003")]
    assert "SECRET" not in answer.out + answer.err


def test_a_register_that_became_a_link_is_not_followed(empty: Clerk, tmp_path: Path) -> None:
    empty.git("init", "-q")
    empty.ok("init", "register")
    empty.git("checkout", "-qb", "stranger")
    other = Clerk(tmp_path / "other")
    other.folder.mkdir()
    other.ok("init")
    empty.git("rm", "-rq", "register")
    (empty.folder / "register").symlink_to(other.folder)
    empty.git("add", ".")
    empty.git("commit", "-qm", "A link")

    answer = empty.run("-C", "register", *CHECK)

    assert answer.status == 3
    assert "is a link" in answer.err


# ---- limits


def test_a_tree_that_unfolds_without_end_is_refused_before_it_is_unfolded(stranger: Clerk) -> None:
    blob = _made(stranger, "hash-object", "-w", "--stdin", given=sound("2/19"))
    entry = f"100644 blob {blob}"
    for _ in range(7):
        tree = _made(stranger, "mktree", given="".join(f"{entry}\t{name}.toml\n" for name in range(50)))
        entry = f"040000 tree {tree}"
    _commit_documents(stranger, tree)

    answer = stranger.run(*CHECK, "--at", "bomb")

    assert answer.status == 3
    assert "The branch holds more than 20000 files" in answer.err


def test_a_deep_tree_is_refused(stranger: Clerk) -> None:
    blob = _made(stranger, "hash-object", "-w", "--stdin", given=sound("2/19"))
    entry = f"100644 blob {blob}\tx.toml\n"
    for _ in range(50):
        tree = _made(stranger, "mktree", given=entry)
        entry = f"040000 tree {tree}\tx\n"
    _commit_documents(stranger, tree)

    answer = stranger.run(*CHECK, "--at", "bomb")

    assert answer.status == 3
    assert "deeper ones" in answer.err


def test_many_large_files_are_refused_before_they_are_read(stranger: Clerk) -> None:
    blob = _made(stranger, "hash-object", "-w", "--stdin", given="#" * 2**20)
    tree = _made(stranger, "mktree", given="".join(f"100644 blob {blob}\t{name}.toml\n" for name in range(65)))
    _commit_documents(stranger, tree)

    answer = stranger.run(*CHECK, "--at", "bomb")

    assert answer.status == 3
    assert "64 MiB above the trusted side" in answer.err


@pytest.mark.parametrize("text", ["x = " + "[" * 100_000, "a." * 50_000 + "a = 1\n", "#" * (2**20 + 1)])
def test_a_file_that_no_parser_should_see_is_a_finding(stranger: Clerk, text: str) -> None:
    stranger.enter(SECOND, text)

    assert judged(stranger) == [("FILE001", SECOND)]
    assert stranger.run(*CHECK).status == 3


def _commit_documents(clerk: Clerk, tree: str) -> None:
    """A branch whose documents are a tree that was made by hand."""
    held = clerk.git("ls-tree", "main").splitlines()
    rest = [line for line in held if not line.endswith("\tdocuments")]
    root = _made(clerk, "mktree", given="\n".join((*rest, f"040000 tree {tree}\tdocuments", "")))
    clerk.git("branch", "bomb", clerk.git("commit-tree", "-p", "main", "-m", "Bomb", root))


def _made(clerk: Clerk, *words: str, given: str) -> str:
    done = subprocess.run(["git", *words], cwd=clerk.folder, input=given, capture_output=True, text=True, check=True)
    return done.stdout.strip()


# ---- whom to trust


def test_the_default_branch_of_origin_is_trusted(stranger: Clerk, tmp_path: Path) -> None:
    assert stranger.run("check", "--untrusted").status == 3
    assert "--trusting REV" in stranger.run("check", "--untrusted").err
    stranger.git("checkout", "-q", "main")
    subprocess.run(["git", "clone", "-q", str(stranger.folder), str(tmp_path / "clone")], check=True)
    clone = Clerk(tmp_path / "clone")
    clone.git("checkout", "-qb", "other")
    clone.enter(SECOND, faulty("2/19") + '\n[waive]\nDATE002 = "I say so"\n')

    answer = clone.run("check", "--untrusted", "--json")

    assert found(answer) == [("DATE002", SECOND)]
    assert stranger.git("rev-parse", "main")[:10] in answer.err


def test_it_works_in_a_bare_repository(stranger: Clerk, tmp_path: Path) -> None:
    stranger.enter(SECOND, faulty("2/19"))
    subprocess.run(["git", "clone", "-q", "--bare", str(stranger.folder), str(tmp_path / "bare.git")], check=True)

    assert judged(Clerk(tmp_path / "bare.git"), "--at", "stranger") == [("DATE002", SECOND)]


def test_without_a_common_commit_nothing_is_said(stranger: Clerk) -> None:
    stranger.git("checkout", "-q", "--orphan", "alone")
    stranger.git("commit", "-qm", "Alone")

    answer = stranger.run(*CHECK)

    assert answer.status == 3
    assert "no commit in common" in answer.err


@pytest.mark.parametrize(
    "word", ["--staged", "--fix", "--history", "--statistics", "--compare=x", "--keep=x", "--baseline=x"]
)
def test_nothing_that_looks_into_the_work_tree_goes_with_it(stranger: Clerk, word: str) -> None:
    answer = stranger.run(*CHECK, word)

    assert answer.status == 2
    assert "as git holds it" in answer.err
    assert stranger.git("status", "--porcelain") == ""


def test_trusting_alone_is_no_question(stranger: Clerk) -> None:
    assert stranger.run("check", "--trusting", "main").status == 2


@pytest.mark.parametrize("revision", ["--output=x", "-x", "nowhere", "main\n", ""])
def test_a_revision_is_never_an_option(stranger: Clerk, revision: str) -> None:
    for words in (("--trusting", revision), ("--at", revision), ("--since", revision)):
        answer = stranger.run("check", "--untrusted", *(() if "--trusting" in words else ("--trusting=main",)), *words)
        assert answer.status == 4, (words, answer)
    assert not (stranger.folder / "x").exists()


def test_where_both_were_merged_both_ways_nothing_is_said(clerk: Clerk) -> None:
    """What the branch lost may be held against the one commit, and be as the other has it."""
    start = clerk.git("rev-parse", "HEAD")
    clerk.enter("one.txt", "1")
    one = clerk.git("rev-parse", "HEAD")
    clerk.git("checkout", "-q", "-b", "stranger", start)
    clerk.enter("two.txt", "2")
    two = clerk.git("rev-parse", "HEAD")
    clerk.git("merge", "-q", "--no-edit", one)
    clerk.git("checkout", "-q", "main")
    clerk.git("merge", "-q", "--no-edit", two)
    answer = clerk.run("check", "--untrusted", "--trusting", "main", "--at", "stranger")
    assert answer.status == 3
    assert "merged into each other more than once" in answer.err
    clerk.git("checkout", "-q", "stranger")
    clerk.git("merge", "-q", "--no-edit", "main")
    assert clerk.run("check", "--untrusted", "--trusting", "main", "--at", "stranger", "--fail-on", "error").status == 0
