"""What a commit does to a clerk's clone in each state it may be in."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
from needs import lacking
from store.conftest import Files, Repository
from store.one_commit import CHANGE

from somei_cli.errors import (
    Busy,
    GitRefuses,
    HookRefused,
    NotARepository,
    RepositoryBusy,
    SomeiError,
    UncommittedEdits,
    UnsafePath,
)
from somei_cli.store.git.repository import create_repository, open_clone
from somei_cli.store.transaction.journal import Journal, PlannedWrite
from somei_cli.store.transaction.transaction import recover, transaction

CHANGED = ["M\tst/1.toml", "D\tst/4.toml", "A\tst/x/9.toml"]


def refused(
    repository: Repository, kind: type[SomeiError], words: str | None = None, files: Files = CHANGE
) -> SomeiError:
    """Try a commit that must be refused and must leave everything as it was."""
    before = repository.state()
    with pytest.raises(kind, match=words) as caught:
        repository.commit(files)
    assert repository.state() == before
    assert repository.sound()
    return caught.value


def made(repository: Repository, files: Files = CHANGE) -> None:
    """Make a commit that must succeed and bring everything into step."""
    parent = repository.head
    new = repository.commit(files)
    assert repository.head == new
    assert repository.git("rev-parse", "HEAD^") == parent
    for path, data in files.items():
        file = repository.path / path
        assert (file.read_bytes() if file.exists() else None) == data
    assert repository.rubbish() == ()
    assert repository.sound()


# ---- the commit itself


def test_exactly_the_files_of_the_change_are_committed(repository: Repository) -> None:
    made(repository)
    assert repository.changed_by_head() == CHANGED
    assert repository.status() == set()
    assert repository.git("log", "-1", "--format=%an <%ae> %s") == "A Clerk <clerk@example.org> Change"
    assert repository.git("reflog", "-1", "--format=%gs") == "somei: Change"


def test_the_clerks_own_work_stays_as_it_is(repository: Repository) -> None:
    repository.work_of_the_clerk()
    before = repository.status()
    made(repository)
    assert repository.changed_by_head() == CHANGED
    assert repository.status() == before == {"MM st/2.toml", " M st/3.toml", "?? note.txt"}
    assert repository.read("st/2.toml") == "and edited again\n"
    assert repository.git("show", ":st/2.toml") == "staged by the clerk"


def test_an_edit_that_git_must_look_at_twice_is_not_overlooked(repository: Repository) -> None:
    """Same size, same time as when it was staged: only the age of the index tells git to compare the bytes."""
    repository.configure(**{"core.trustctime": "false"})
    file, index = repository.path / "st/3.toml", repository.path / ".git/index"
    then = 1_700_000_000_000_000_000
    os.utime(file, ns=(then, then))
    repository.git("update-index", "--refresh")
    with file.open("r+") as open_file:
        open_file.write("DOC")
    os.utime(file, ns=(then, then))
    os.utime(index, ns=(then, then))
    assert repository.status() == {" M st/3.toml"}
    made(repository)
    assert repository.status() == {" M st/3.toml"}


def test_nothing_to_change_makes_no_commit(repository: Repository) -> None:
    before = repository.state()
    assert repository.commit({PurePosixPath("st/1.toml"): b"doc 1\n", PurePosixPath("gone"): None}) is None
    assert repository.commit({}) is None
    assert repository.state() == before


def test_leaving_without_a_commit_changes_nothing(repository: Repository) -> None:
    before = repository.state()
    with transaction(repository.open()) as writing:
        assert writing.base == repository.head
    with pytest.raises(ZeroDivisionError), transaction(repository.open()):
        _ = 1 / 0
    assert repository.state() == before


def test_a_transaction_makes_one_commit(repository: Repository) -> None:
    with transaction(repository.open()) as writing:
        writing.commit(CHANGE, "Change")
        with pytest.raises(RuntimeError):
            writing.commit(CHANGE, "Again")


def test_the_first_commit_of_a_repository(tmp_path: Path) -> None:
    repository = Repository.make(tmp_path / "new")
    repository.write("mine.txt", "staged before anything was committed\n")
    repository.git("add", "mine.txt")
    with transaction(repository.open()) as writing:
        assert writing.base is None
        new = writing.commit({PurePosixPath("st/1.toml"): b"one\n", PurePosixPath(".gitattributes"): b"* -text\n"}, "m")
    assert repository.head == new
    assert repository.changed_by_head() == ["A\t.gitattributes", "A\tst/1.toml"]
    assert repository.status() == {"A  mine.txt"}
    assert repository.sound()


def test_the_first_commit_in_a_repository_that_somei_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A Clerk")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "clerk@example.org")
    clone = create_repository(tmp_path / "deep" / "new")
    with transaction(clone) as writing:
        new = writing.commit({PurePosixPath("somei.toml"): b"schema = 1\n"}, "Begin")
    repository = Repository(clone.top)
    assert repository.head == new
    assert repository.git("symbolic-ref", "HEAD") == "refs/heads/main"
    assert oct(clone.somei_dir.stat().st_mode)[-3:] == "700"


def test_the_last_file_of_a_folder_takes_the_folder_along(repository: Repository) -> None:
    made(repository)
    made(repository, {PurePosixPath("st/x/9.toml"): None})
    assert not (repository.path / "st/x").exists()
    made(repository, {PurePosixPath(f"st/{n}.toml"): None for n in (1, 2, 3, 5)})
    assert repository.git("ls-tree", "-r", "HEAD") == ""
    assert repository.status() == set()


def test_a_large_change_becomes_one_pack(repository: Repository) -> None:
    files = {PurePosixPath(f"st/{n // 100:03}/{n}.toml"): b"document %d\n" % n for n in range(500)}
    made(repository, files)
    assert repository.status() == set()
    assert len(list((repository.path / ".git/objects/pack").glob("*.pack"))) == 1


def test_trees_are_sorted_as_git_sorts_them(repository: Repository) -> None:
    names = ["a-b", "a.b", "a/1", "a0", "ab/1", "z/y/x/w/v/u/t", "a b"]
    made(repository, {PurePosixPath(name): b"x" * 5000 for name in names})
    assert repository.status() == set()


# ---- the clerk's own work in the files to be written


def test_an_edit_in_a_target_is_refused(repository: Repository) -> None:
    repository.write("st/1.toml", "precious\n")
    refused(repository, UncommittedEdits, r"st/1\.toml has changes")


def test_an_edit_that_git_is_told_to_overlook_is_refused(repository: Repository) -> None:
    repository.git("update-index", "--assume-unchanged", "st/1.toml")
    repository.write("st/1.toml", "hidden\n")
    refused(repository, UncommittedEdits)


def test_a_staged_change_in_a_target_is_refused(repository: Repository) -> None:
    repository.write("st/1.toml", "staged\n")
    repository.git("add", "st/1.toml")
    repository.write("st/1.toml", "doc 1\n")
    refused(repository, UncommittedEdits, "staged")


def test_a_target_deleted_by_the_clerk_is_refused(repository: Repository) -> None:
    (repository.path / "st/4.toml").unlink()
    refused(repository, UncommittedEdits)


@pytest.mark.parametrize("ignored", [False, True])
def test_a_target_that_git_does_not_know_is_refused(repository: Repository, ignored: bool) -> None:
    if ignored:
        repository.write(".git/info/exclude", "st/x\n")
    repository.write("st/x/9.toml", "nine\n")
    refused(repository, UncommittedEdits)


def test_an_ignored_path_can_be_written(repository: Repository) -> None:
    repository.write(".git/info/exclude", "st/x\n")
    made(repository)


def test_an_edit_made_while_we_commit_is_kept(repository: Repository) -> None:
    """The hook stands for a clerk who saves a file at that very moment."""
    repository.hook("pre-commit", "echo just saved > st/1.toml; rm st/4.toml")
    repository.commit()
    assert repository.read("st/1.toml") == "just saved\n"
    assert repository.changed_by_head() == CHANGED
    assert repository.status() == {" M st/1.toml"}
    assert repository.rubbish() == ()


# ---- locks


def test_a_lock_of_git_is_waited_for_and_then_named(repository: Repository) -> None:
    (repository.path / ".git/index.lock").touch()
    refused(repository, Busy, r"index\.lock exists")


def test_a_lock_of_the_branch_is_named(repository: Repository) -> None:
    """However new it is: it may be that of a git at work."""
    (repository.path / ".git/refs/heads/main.lock").touch()
    refused(repository, Busy, r"main\.lock")
    assert (repository.path / ".git/refs/heads/main.lock").exists()


def test_another_somei_is_waited_for_and_then_named(repository: Repository) -> None:
    with transaction(repository.open()):
        second = transaction(repository.open(), wait=0.05)
        with pytest.raises(Busy, match="Another somei"):
            second.__enter__()
    made(repository)


def test_a_git_commit_cannot_slip_into_a_transaction(repository: Repository) -> None:
    repository.write("st/2.toml", "edited\n")
    with transaction(repository.open()) as writing:
        repository.git("commit", "-q", "-a", "-m", "mine", ok=True)
        assert repository.head == writing.base
        assert writing.commit(CHANGE, "Change")
    repository.git("commit", "-q", "-a", "-m", "mine")
    assert repository.changed_by_head() == ["M\tst/2.toml"]


def test_a_branch_that_moves_meanwhile_is_not_overrun(repository: Repository) -> None:
    with transaction(repository.open()) as writing:
        other = repository.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "by hand")
        repository.git("update-ref", "refs/heads/main", other)
        with pytest.raises(Busy, match="moved"):
            writing.commit(CHANGE, "Change")
    assert repository.head == other
    assert repository.status() == set()
    assert repository.rubbish() == ()


# ---- the repository in motion


def on_a_branch_in_conflict(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "other")
    repository.write("st/5.toml", "theirs\n")
    repository.git("commit", "-q", "-a", "-m", "theirs")
    repository.git("checkout", "-q", "main")
    repository.write("st/5.toml", "ours\n")
    repository.git("commit", "-q", "-a", "-m", "ours")


def test_on_no_branch(repository: Repository) -> None:
    repository.git("checkout", "-q", "--detach")
    refused(repository, RepositoryBusy, "detached")


@pytest.mark.parametrize("command", ["merge", "rebase", "cherry-pick"])
def test_stopped_at_a_conflict(repository: Repository, command: str) -> None:
    on_a_branch_in_conflict(repository)
    repository.git(command, "other", ok=True)
    refused(repository, RepositoryBusy, command)


def test_a_revert_waits(repository: Repository) -> None:
    on_a_branch_in_conflict(repository)
    repository.git("revert", "--no-commit", "HEAD")
    refused(repository, RepositoryBusy, "revert")


def test_a_merge_is_resolved_and_staged(repository: Repository) -> None:
    on_a_branch_in_conflict(repository)
    repository.git("merge", "other", ok=True)
    repository.write("st/5.toml", "both\n")
    repository.git("add", "st/5.toml")
    refused(repository, RepositoryBusy, "merge")


def test_a_bisection_is_under_way(repository: Repository) -> None:
    repository.git("bisect", "start")
    refused(repository, RepositoryBusy, "bisect")


def test_a_conflict_without_a_merge(repository: Repository) -> None:
    repository.write("st/2.toml", "stashed\n")
    repository.git("stash")
    repository.write("st/2.toml", "committed\n")
    repository.git("commit", "-q", "-a", "-m", "other")
    repository.git("stash", "apply", ok=True)
    refused(repository, RepositoryBusy, "conflict")


def test_nobody_is_named(repository: Repository) -> None:
    repository.git("config", "--unset", "user.email")
    refusal = refused(repository, GitRefuses, "who commits")
    assert "user.email" in refusal.hint


# ---- kinds of repositories


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotARepository, match="no git repository"):
        open_clone(tmp_path / "empty")
    with pytest.raises(NotARepository, match="no such folder"):
        open_clone(tmp_path / "missing")


def test_a_bare_repository(repository: Repository, tmp_path: Path) -> None:
    repository.git("clone", "-q", "--bare", ".", str(tmp_path / "bare"))
    with pytest.raises(NotARepository, match="bare"):
        open_clone(tmp_path / "bare")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_repository_of_somebody_else(repository: Repository) -> None:
    for path in (repository.path, *repository.path.rglob("*")):
        os.chown(path, 65534, 65534)
    with pytest.raises(NotARepository, match="another user") as caught:
        open_clone(repository.path)
    assert "safe.directory" in caught.value.hint


def test_a_linked_worktree(repository: Repository, tmp_path: Path) -> None:
    repository.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "second")
    linked = Repository(tmp_path / "linked")
    made(linked)
    assert linked.status() == repository.status() == set()
    assert linked.head != repository.head
    made(repository)


def test_a_submodule(repository: Repository, tmp_path: Path) -> None:
    outer = Repository.make(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repository.path), "register")
    inner = Repository(outer.path / "register")
    inner.configure(**{"user.name": "A Clerk", "user.email": "clerk@example.org"})
    made(inner)
    assert inner.status() == set()


def test_a_register_in_a_folder_of_a_repository(repository: Repository) -> None:
    with transaction(open_clone(repository.path / "st")) as writing:
        writing.commit({PurePosixPath("my office/register/1.toml"): b"one\n"}, "m")
    assert repository.changed_by_head() == ["A\tmy office/register/1.toml"]
    assert repository.status() == set()


@pytest.mark.parametrize("options", [("--object-format=sha256",), ("--ref-format=reftable",)])
def test_other_formats(tmp_path: Path, options: tuple[str, ...]) -> None:
    try:
        repository = Repository.make(tmp_path / "other", *options).with_documents()
    except AssertionError:
        pytest.skip(f"this git does not know {options[0]}")
    repository.work_of_the_clerk()
    made(repository)
    assert repository.status() == {"MM st/2.toml", " M st/3.toml", "?? note.txt"}


def test_an_index_of_version_4(repository: Repository) -> None:
    repository.git("update-index", "--index-version", "4")
    repository.work_of_the_clerk()
    made(repository)
    assert repository.git("update-index", "--show-index-version") == "4"
    assert repository.status() == {"MM st/2.toml", " M st/3.toml", "?? note.txt"}


def test_a_split_index(repository: Repository) -> None:
    repository.configure(**{"core.splitIndex": "true"})
    repository.git("update-index", "--split-index")
    repository.work_of_the_clerk()
    made(repository)
    assert repository.status() == {"MM st/2.toml", " M st/3.toml", "?? note.txt"}


def test_a_sparse_checkout(repository: Repository) -> None:
    repository.git("sparse-checkout", "set", "--no-cone", "/st/1.toml", "/st/4.toml")
    made(repository)


def test_names_that_are_not_utf_8(repository: Repository) -> None:
    Path(os.fsdecode(os.fsencode(repository.path) + b"/st/\xe9.toml")).write_text("x\n")
    repository.git("add", ".")
    made(repository)
    assert repository.status() == {'A  "st/\\351.toml"'}
    repository.git("commit", "-q", "-m", "odd")
    made(repository, {PurePosixPath("st/x/10.toml"): b"ten\n"})
    assert repository.status() == set()


# ---- hooks and signatures


@pytest.mark.parametrize("hook", ["pre-commit", "commit-msg"])
def test_a_hook_refuses(repository: Repository, hook: str) -> None:
    repository.hook(hook, "echo not today; exit 1")
    repository.work_of_the_clerk()
    refused(repository, HookRefused, f"The {hook} hook refused the commit: not today")


def test_the_branch_hook_refuses(repository: Repository) -> None:
    repository.hook("reference-transaction", '[ "$1" = prepared ] && exit 1; exit 0')
    refused(repository, HookRefused, "reference-transaction")


def test_hooks_see_the_commit_and_may_change_its_message(repository: Repository, tmp_path: Path) -> None:
    repository.work_of_the_clerk()
    repository.hook("pre-commit", f"git diff --cached --name-only HEAD > {tmp_path}/seen")
    repository.hook("commit-msg", 'echo "Ticket: 7" >> "$1"')
    made(repository)
    assert (tmp_path / "seen").read_text().split() == ["st/1.toml", "st/4.toml", "st/x/9.toml"]
    assert repository.git("log", "-1", "--format=%B") == "Change\nTicket: 7"
    assert repository.status() == {"MM st/2.toml", " M st/3.toml", "?? note.txt"}


def test_a_hook_may_not_change_the_files(repository: Repository) -> None:
    repository.hook("pre-commit", "git rm -q --cached st/5.toml")
    refused(repository, HookRefused, "change the files")


def test_signing_without_a_key(repository: Repository) -> None:
    repository.configure(**{"commit.gpgsign": "true"})
    refused(repository, GitRefuses)


@pytest.mark.skipif(bool(lacking("ssh-keygen")), reason=lacking("ssh-keygen"))
def test_signing_with_an_ssh_key(repository: Repository, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    repository.configure(**{"commit.gpgsign": "yes", "gpg.format": "ssh", "user.signingkey": f"{key}.pub"})
    made(repository)
    assert "gpgsig -----BEGIN SSH SIGNATURE-----" in repository.git("cat-file", "commit", "HEAD")


# ---- settings and surroundings


def test_line_ends_of_windows_in_the_settings(repository: Repository) -> None:
    repository.configure(**{"core.autocrlf": "true", "core.safecrlf": "true"})
    made(repository)
    assert repository.git("cat-file", "-p", "HEAD:st/x/9.toml") == "nine"
    assert repository.status() == set()


@pytest.mark.parametrize("attributes", ["*.toml text eol=crlf", "*.toml working-tree-encoding=UTF-16"])
def test_attributes_that_convert_are_refused(repository: Repository, attributes: str) -> None:
    repository.write(".gitattributes", attributes + "\n")
    refusal = refused(repository, GitRefuses, "converted")
    assert "*.toml -text" in refusal.hint


def test_attributes_that_leave_the_files_alone(repository: Repository) -> None:
    repository.write(".gitattributes", "* text=auto eol=lf\n*.toml -text eol=crlf\n")
    made(repository)


def test_programs_in_the_settings_never_run(repository: Repository, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\ncat\n")
    program.chmod(0o755)
    repository.write(".git/info/attributes", "*.toml filter=f diff=f merge=f\n* filter=a=b\n")
    # Racily clean, so that git has to compare the bytes, through the filter, when it writes an index.
    os.utime(repository.path / ".git/index", (1, 1))
    for key in ("filter.f.clean", "filter.f.smudge", "filter.f.process", "filter.a=b.clean", "diff.f.textconv"):
        repository.configure(**{key: str(program)})
    repository.configure(**{"filter.f.required": "true", "core.fsmonitor": str(program)})
    repository.configure(**{"diff.external": str(program), "gpg.program": str(program)})
    repository.commit()
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GIT_DIR", "{other}/.git"),
        ("GIT_WORK_TREE", "{other}"),
        ("GIT_INDEX_FILE", "{other}/.git/index"),
        ("GIT_OBJECT_DIRECTORY", "{other}/.git/objects"),
        ("GIT_COMMON_DIR", "{other}/.git"),
        ("GIT_NAMESPACE", "other"),
        ("GIT_CONFIG_PARAMETERS", "'core.bare=true'"),
        ("GIT_EXTERNAL_DIFF", "touch {other}/ran"),
    ],
)
def test_variables_that_name_another_repository(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    other = Repository.make(tmp_path / "other").with_documents()
    before = other.state()
    monkeypatch.setenv(name, value.format(other=other.path))
    made(repository)
    assert other.state() == before
    assert os.environ[name]


# ---- symbolic links and odd paths


def test_a_register_behind_a_symbolic_link(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(repository.path)
    with transaction(open_clone(tmp_path / "link")) as writing:
        assert writing.commit(CHANGE, "m") == repository.head
    assert repository.status() == set()


def test_a_folder_that_leads_outside(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (repository.path / "st/x").symlink_to(tmp_path / "outside")
    refused(repository, UnsafePath, "symbolic link")
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize("committed", [False, True])
def test_a_target_that_leads_outside(repository: Repository, tmp_path: Path, committed: bool) -> None:
    (tmp_path / "victim").write_text("doc 1\n")
    (repository.path / "st/1.toml").unlink()
    (repository.path / "st/1.toml").symlink_to(tmp_path / "victim")
    if committed:
        repository.git("commit", "-q", "-a", "-m", "link")
    refused(repository, UnsafePath, "plain file")
    assert (tmp_path / "victim").read_text() == "doc 1\n"


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_a_target_that_is_no_file(repository: Repository, kind: str) -> None:
    file = repository.path / "st/1.toml"
    file.unlink()
    if kind == "folder":
        file.mkdir()
    else:
        os.mkfifo(file)
    with pytest.raises(UnsafePath, match="plain file"):
        repository.commit()


def test_a_file_where_a_folder_is_needed(repository: Repository) -> None:
    refused(repository, UnsafePath, "is not a folder", {PurePosixPath("st/1.toml/x/y"): b"x\n"})
    refused(repository, UnsafePath, "not a plain file", {PurePosixPath("st"): b"x\n"})


@pytest.mark.parametrize(
    "path",
    [
        "../outside", "/etc/passwd", "", ".", "st/../x", ".git/config", ".GIT/config", "st/.git", ".gitmodules",
        "GIT~1/x", "-o", "st/x.", "st/ x", "st/x ", "st/é.toml", "st/a:b", "st/a\nb", "st/a\\b", ".hidden",
        "a/b/c/d/e/f/g/h/i",
        "st/" + "x" * 101,
    ],
)  # fmt: skip
def test_unsafe_paths(repository: Repository, path: str) -> None:
    refused(repository, UnsafePath, files={PurePosixPath(path): b"x\n"})


@pytest.mark.parametrize("path", ["ST/7.toml", "st/1.TOML", "st/1.Toml/x"])
def test_a_second_spelling(repository: Repository, path: str) -> None:
    refused(repository, UnsafePath, "spelling", {PurePosixPath(path): b"x\n"})


def test_two_spellings_in_one_change(repository: Repository) -> None:
    both = {PurePosixPath("st/Seven.toml"): b"x\n", PurePosixPath("st/seven.toml"): b"x\n"}
    refused(repository, UnsafePath, "spelling", both)


# ---- a disk that refuses


@pytest.mark.parametrize("folder", [".", "st"])
def test_a_read_only_disk(repository: Repository, folder: str) -> None:
    """Also where only the documents are on it, and git could write."""
    disk = repository.path / folder
    mounted = f"mount --bind {disk} {disk} && mount -o remount,ro,bind {disk}"
    apart = ["unshare", "--mount", "sh", "-c"]
    if not shutil.which("unshare") or subprocess.run([*apart, mounted], check=False).returncode:
        pytest.skip("no read-only disk can be made here")
    before = repository.state()
    victim = f"exec {sys.executable} {Path(__file__).with_name('one_commit.py')} {repository.path}"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [*apart, f"{mounted} && {victim}"], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("CannotWrite: Cannot write: Read-only file system.", 3)
    assert repository.state() == before
    assert repository.sound()


# ---- recovery without a crash


def test_nothing_to_recover(repository: Repository) -> None:
    assert recover(repository.open()) is None


@pytest.mark.parametrize("branch", ["main", 'a"b', "süd/été"])
def test_a_journal_is_read_back(branch: str) -> None:
    swaps = (PlannedWrite(PurePosixPath("st/1.toml"), None, "a" * 40), PlannedWrite(PurePosixPath("b"), "b" * 40, None))
    journal = Journal("0123abcd", f"refs/heads/{branch}", "c" * 40, swaps, (PurePosixPath("st"), PurePosixPath("st/a")))

    assert Journal.load(journal.dump()) == journal
    assert json.loads(journal.dump())["swaps"][0] == {"path": "st/1.toml", "before": None, "after": "a" * 40}
    assert Journal.load(Journal.begin().dump())


def test_a_damaged_journal_is_no_obstacle(repository: Repository) -> None:
    made(repository)
    for damaged in (b"", b"{", b"[1]", b'{"key": 1}', b"\xff"):
        (repository.path / ".git/somei/journal").write_bytes(damaged)
        assert recover(repository.open())
    assert repository.rubbish() == ()
