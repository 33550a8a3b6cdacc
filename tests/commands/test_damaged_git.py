"""A repository that lost something: commands that look into git say what is lost, never that nothing is there."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from clerks import hub_of
from conftest import Answer, Clerk, prepared

PATH = "documents/2020/000/ST-1-2020-INIT.toml"
OLDER = "documents/2020/000/ST-2-2020-INIT.toml"


@prepared
def two(clerk: Clerk) -> Clerk:
    """A register of two documents, of which one was changed once."""
    clerk.ok("add", "1/20", "--subject", "Lamps", "--type", "NOTE", "--date", "2020-02-01", "--code", "COSI 1")
    clerk.ok("add", "2/20", "--subject", "Buoys", "--type", "NOTE", "--date", "2020-02-01", "--code", "COSI 2")
    clerk.enter(OLDER, clerk.read(OLDER).replace("Buoys", "Sea marks"))
    return clerk


def _object(clerk: Clerk, name: str) -> Path:
    key = clerk.git("rev-parse", name)
    return clerk.folder / ".git/objects" / key[:2] / key[2:]


def _lose(clerk: Clerk, name: str) -> str:
    """Take an object out of git; returns its beginning."""
    file = _object(clerk, name)
    file.unlink()
    return (file.parent.name + file.name)[:10]


def _empty(file: Path) -> None:
    """What a loss of power may leave of a file that was just written."""
    file.chmod(0o600)
    file.write_bytes(b"")


# ---- texts that git has lost


def test_a_history_is_not_proved_if_git_lost_the_text_of_a_document(two: Clerk) -> None:
    lost = _lose(two, f"HEAD:{PATH}")

    answer = two.run("check", "--history")

    assert (answer.status, "history proved" in answer.err) == (3, False)
    assert lost in answer.err
    assert PATH in answer.err
    assert "hint: " in answer.err


def test_a_text_lost_after_it_was_proved_is_noticed(two: Clerk) -> None:
    assert two.run("check", "--history").status == 0
    lost = _lose(two, f"HEAD:{PATH}")

    answer = two.run("check", "--history")

    assert (answer.status, lost in answer.err) == (3, True)


def test_an_earlier_text_that_git_lost_is_named(two: Clerk) -> None:
    lost = _lose(two, f"HEAD~1:{OLDER}")

    answer = two.run("check", "--history")

    assert (answer.status, lost in answer.err, OLDER in answer.err) == (3, True, True)


def test_doctor_names_texts_that_git_lost_or_cannot_read(two: Clerk) -> None:
    _lose(two, f"HEAD:{PATH}")
    _empty(_object(two, f"HEAD:{OLDER}"))

    answer = two.run("doctor")

    assert answer.status == 3
    (line,) = [line for line in answer.out.splitlines() if line.startswith("objects\tbad")]
    assert (PATH in line, OLDER in line, "somei help repair" in line) == (True, True, True)


def test_doctor_finds_a_folder_that_git_lost(two: Clerk) -> None:
    _lose(two, "HEAD:documents/2020")

    answer = two.run("doctor")

    assert answer.status == 3
    assert "objects\tbad" in answer.out


def test_doctor_says_that_every_text_is_there(two: Clerk) -> None:
    assert two.run("doctor").status == 0


@pytest.mark.parametrize(
    "words",
    [
        ("export", "--format", "json"),
        ("site", "build", "-o", "../site"),
        ("show", "1/20", "--as-of", "HEAD"),
        ("--no-index", "check", "--at", "HEAD"),
        ("review", "side"),
    ],
    ids=" ".join,
)
def test_a_lost_text_is_never_called_a_link(two: Clerk, words: tuple[str, ...]) -> None:
    two.git("switch", "-qc", "side")
    two.enter(PATH, two.read(PATH).replace("Lamps", "Lanterns"))
    two.git("switch", "-q", "main")
    lost = _lose(two, "side:" + PATH if "side" in words else f"HEAD:{PATH}")

    answer = two.run(*words)

    told = answer.out + answer.err
    assert answer.status == 3
    assert ("is a link" in told, "not a plain file" in told) == (False, False)
    assert "git has lost" in told
    assert lost in told


@pytest.mark.parametrize("sparse", [False, True], ids=["all files", "few files"])
def test_what_a_partial_clone_has_not_fetched_is_not_lost(two: Clerk, sparse: bool) -> None:
    hub = hub_of(two)
    subprocess.run(["git", "-C", str(hub), "config", "uploadpack.allowFilter", "true"], check=True)
    part = Clerk(hub.parent / "part")
    words = ["git", "clone", "-q", "--filter=blob:none", f"file://{hub}", str(part.folder)]
    subprocess.run([*words, *(["--sparse"] if sparse else [])], check=True, capture_output=True)
    if sparse:
        part.git("sparse-checkout", "set", "vocabulary")

    answer = part.run("doctor")

    assert "lost" not in answer.out + answer.err
    if not sparse:
        assert (answer.status, part.run("check", "--history").status) == (0, 0)


# ---- a branch, a commit, a configuration that cannot be read


def _an_empty_branch(clerk: Clerk) -> None:
    _empty(clerk.folder / ".git/refs/heads/main")


def _a_branch_of_zeros(clerk: Clerk) -> None:
    (clerk.folder / ".git/refs/heads/main").write_bytes(b"\0" * 41)


def _a_branch_that_names_nothing(clerk: Clerk) -> None:
    clerk.write(".git/refs/heads/main", f"{'0' * 40}\n")


def _an_empty_commit(clerk: Clerk) -> None:
    _empty(_object(clerk, "HEAD"))


def _a_lost_commit(clerk: Clerk) -> None:
    _lose(clerk, "HEAD")


def _a_lost_alternate(clerk: Clerk) -> None:
    """The objects lie in another folder, and that one is gone."""
    shutil.move(clerk.folder / ".git/objects", clerk.folder.parent / "objects")
    clerk.write(".git/objects/info/alternates", f"{clerk.folder.parent}/gone\n")


def _a_bad_configuration(clerk: Clerk) -> None:
    with (clerk.folder / ".git/config").open("a", encoding="utf-8") as file:
        file.write("[bad\n")


DAMAGES: dict[str, Callable[[Clerk], None]] = {
    damage.__name__.strip("_"): damage
    for damage in (
        _an_empty_branch,
        _a_branch_of_zeros,
        _a_branch_that_names_nothing,
        _an_empty_commit,
        _a_lost_commit,
        _a_lost_alternate,
        _a_bad_configuration,
    )
}
ASKING_GIT = (
    ("history", "1/20"),
    ("blame", "1/20"),
    ("export", "--format", "json"),
    ("diff", "HEAD"),
    ("show", "1/20", "--as-of", "HEAD"),
    ("show", "1/20", "--as-of", "2030-01-01"),
    ("review", "main"),
    ("undo", "-m", "slip"),
    ("check", "--history"),
    ("check", "--at", "HEAD"),
    ("site", "build", "-o", "../site"),
    ("add", "3/20", "--subject", "Ropes"),
    ("doctor",),
    ("doctor", "--repair"),
)


def _is_told_so(answer: Answer) -> bool:
    told = answer.out + answer.err
    wrong = (
        "There is no commit here yet",
        "names no commit here",
        "No commit has touched",
        "Traceback",
        "fault of somei",
    )
    return answer.status == 3 and not any(words in told for words in wrong)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_repository_that_cannot_be_read_is_no_empty_one(two: Clerk, damage: Callable[[Clerk], None]) -> None:
    damage(two)

    answers = {" ".join(words): two.run(*words) for words in ASKING_GIT}

    assert {words: answer for words, answer in answers.items() if not _is_told_so(answer)} == {}


@pytest.mark.parametrize("damage", [_a_lost_commit, _an_empty_commit, _a_lost_alternate])
def test_a_step_back_from_an_unreadable_branch_is_told_so_too(two: Clerk, damage: Callable[[Clerk], None]) -> None:
    damage(two)

    for words in (
        ("diff", "HEAD~1"),
        ("show", "1/20", "--as-of", "main^"),
        ("check", "--history", "--since", "HEAD~1"),
    ):
        answer = two.run(*words)

        assert _is_told_so(answer), words
        assert "cannot be read" in answer.err, words
        assert "somei help repair" in answer.err, words


def test_what_to_do_about_an_unreadable_branch_is_said(two: Clerk) -> None:
    _an_empty_branch(two)

    for words in (
        ("export", "--format", "json"),
        ("history", "1/20"),
        ("diff", "HEAD"),
        ("add", "3/20", "--subject", "x"),
    ):
        answer = two.run(*words)

        assert "refs/heads/main cannot be read" in answer.err, words
        assert "somei help repair" in answer.err, words
    (line,) = [line for line in two.run("doctor").out.splitlines() if line.startswith("branch\t")]
    assert line.startswith("branch\tbad\trefs/heads/main cannot be read")


def test_a_server_that_answers_is_not_called_unreachable(two: Clerk) -> None:
    hub_of(two)
    _an_empty_commit(two)

    answer = two.run("sync")

    assert (answer.status, "cannot be reached" in answer.err) == (3, False)
    assert "cannot be recorded in this clone" in answer.err
    assert "somei help repair" in answer.err


def test_a_lost_tree_is_told_with_what_to_do(two: Clerk) -> None:
    _lose(two, "HEAD^{tree}")

    for words in (("check", "--history"), ("export", "--format", "json"), ("diff", "HEAD~1..HEAD")):
        answer = two.run(*words)

        assert (answer.status, "somei help repair" in answer.err) == (3, True), words


# ---- something else has the name of somei's own files


def _a_file_for_the_folder(clerk: Clerk) -> str:
    shutil.rmtree(clerk.folder / ".git/somei", ignore_errors=True)
    clerk.write(".git/somei", "x")
    return ".git/somei"


def _a_folder_for_the_lock(clerk: Clerk) -> str:
    (clerk.folder / ".git/somei/lock").unlink(missing_ok=True)
    (clerk.folder / ".git/somei/lock").mkdir(parents=True)
    return ".git/somei/lock"


@pytest.mark.parametrize("obstruct", [_a_file_for_the_folder, _a_folder_for_the_lock])
def test_what_is_in_the_way_is_named(two: Clerk, obstruct: Callable[[Clerk], str]) -> None:
    before = two.log()
    path = str(two.folder.resolve() / obstruct(two))

    written, examined, repaired = (
        two.run(*words) for words in (("add", "3/20", "--subject", "x"), ("doctor",), ("doctor", "--repair"))
    )

    assert (written.status, path in written.err, "move it away" in written.err) == (3, True, True)
    assert "check the disk" not in written.err
    assert (examined.status, path in examined.out) == (3, True)
    assert (repaired.status, path in repaired.out) == (3, True)
    assert two.log() == before


def test_a_branch_without_a_commit_is_still_an_empty_one(empty: Clerk) -> None:
    empty.git("init", "-q")
    empty.write("somei.toml", "")

    answer = empty.run("export", "--format", "json")

    assert (answer.status, "There is no commit here yet." in answer.err) == (4, True)


def test_a_revision_that_nobody_made_is_still_not_found(two: Clerk) -> None:
    for word in ("nowhere", "f" * 40, "main@{77}", "HEAD~77", "abcd", "main:documents"):
        assert two.run("diff", word).status == 4, word


# ---- settings of git


def test_git_may_be_set_to_follow_renames(two: Clerk) -> None:
    two.git("config", "--global", "log.follow", "true")

    assert "Sea marks" in two.ok("history", "2/20")
    assert "Sea marks" in two.ok("blame", "2/20")


@pytest.mark.parametrize(
    "words", [("check", "--history"), ("undo", "-m", "slip"), ("doctor",), ("add", "3/20", "--subject", "x"), ("sync",)]
)
@pytest.mark.parametrize("exists", [True, False], ids=["there", "gone"])
def test_a_work_tree_elsewhere_is_told(two: Clerk, words: tuple[str, ...], exists: bool) -> None:
    elsewhere = two.folder.parent / "elsewhere"
    if exists:
        elsewhere.mkdir()
    two.git("config", "core.worktree", str(elsewhere))

    answer = two.run(*words)

    assert answer.status == 3, answer
    assert "core.worktree" in answer.out + answer.err


def test_a_difference_to_a_work_tree_that_is_gone_says_where_to_look(two: Clerk) -> None:
    two.git("config", "core.worktree", str(two.folder.parent / "gone"))

    answer = two.run("diff")

    assert (answer.status, "core.worktree" in answer.err) == (3, True)


@pytest.mark.parametrize(
    "words",
    [
        "export --format json", "site build -o ../site", "diff", "check --at HEAD", "list --as-of 2020-02-10",
        "history 1/20", "review main",
    ],
)  # fmt: skip
def test_packed_branches_that_cannot_be_read_are_not_called_no_commit(two: Clerk, words: str) -> None:
    two.git("pack-refs", "--all")
    packed = two.folder / ".git/packed-refs"
    packed.write_text(packed.read_text() + "x\n")

    answer = two.run(*words.split())

    assert answer.status == 3
    assert "git cannot read its branches" in answer.err
    assert "no commit" not in answer.err
