"""The states a clone may be in, and the surroundings a command may run in, met at the command line.

Each row says what the next writing command does: it works, or it refuses with what to do, and then nothing has changed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Clerk
from faults.clerk_clone import NEXT, SOMEI, environment, faults_of_clone, faults_of_own_work, faults_of_words, state_of
from needs import need

FILE = "documents/2019/150/ST-15070-2019-INIT.toml"
ADDED = "documents/2018/000/ST-77-2018-INIT.toml"
Prepare = Callable[[Clerk], Clerk | None]


def _diverged(clerk: Clerk) -> None:
    """Two branches that have the same line otherwise; the clerk's own work is put away first."""
    clerk.git("reset", "-q", "--hard")
    clerk.git("branch", "other")
    for branch, place in (("main", "Luxembourg"), ("other", "Strasbourg")):
        clerk.git("switch", "-q", branch)
        clerk.enter(FILE, clerk.read(FILE).replace('place = "Brussels"', f'place = "{place}"'))
    clerk.git("switch", "-q", "main")


def _try(clerk: Clerk, *words: str) -> None:
    subprocess.run(["git", *words], cwd=clerk.folder, check=False, capture_output=True)


def merging(clerk: Clerk) -> None:
    _diverged(clerk)
    _try(clerk, "merge", "other")


def merged_and_staged(clerk: Clerk) -> None:
    merging(clerk)
    clerk.git("checkout", "--ours", FILE)
    clerk.git("add", FILE)


def rebasing(clerk: Clerk) -> None:
    _diverged(clerk)
    _try(clerk, "rebase", "other")


def cherry_picking(clerk: Clerk) -> None:
    _diverged(clerk)
    _try(clerk, "cherry-pick", "other")


def reverting(clerk: Clerk) -> None:
    clerk.git("reset", "-q", "--hard")
    clerk.git("revert", "--no-commit", "HEAD")


def bisecting(clerk: Clerk) -> None:
    clerk.git("bisect", "start")


def on_no_branch(clerk: Clerk) -> None:
    clerk.git("checkout", "-q", "--detach")


def nobody(clerk: Clerk) -> None:
    clerk.git("config", "--file", os.environ["GIT_CONFIG_GLOBAL"], "--unset", "user.email")


def unsigned(clerk: Clerk) -> None:
    clerk.git("config", "commit.gpgsign", "true")
    clerk.git("config", "gpg.format", "ssh")
    clerk.git("config", "user.signingkey", "/nowhere/key")


def a_hook_that_refuses(clerk: Clerk) -> None:
    clerk.write(".git/hooks/pre-commit", "#!/bin/sh\necho not today; exit 1\n")
    (clerk.folder / ".git/hooks/pre-commit").chmod(0o755)


def hidden_edit(clerk: Clerk) -> None:
    clerk.git("rm", "-q", "--cached", FILE)
    clerk.git("reset", "-q", FILE)
    clerk.git("update-index", "--assume-unchanged", FILE)
    clerk.write(FILE, clerk.read(FILE).replace('place = "Brussels"', 'place = "Luxembourg"'))


def another_spelling(clerk: Clerk) -> None:
    clerk.git("config", "core.ignorecase", "true")
    clerk.enter(ADDED.replace("ST-77", "st-77"), 'number = "77/18"\nsubject = "By hand"\n')


def of_somebody_else(clerk: Clerk) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    for path in (clerk.folder, *clerk.folder.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)


def no_private_folder(clerk: Clerk) -> None:
    shutil.rmtree(clerk.folder / ".git/somei")
    clerk.write(".git/somei", "a file where somei's folder was\n")


REFUSED = {
    merging: (5, "git merge --abort"),
    merged_and_staged: (5, "git merge --abort"),
    rebasing: (5, "git rebase --abort"),
    cherry_picking: (5, "git cherry-pick --abort"),
    reverting: (5, "git revert --abort"),
    bisecting: (5, "git status"),
    on_no_branch: (5, "git switch BRANCH"),
    nobody: (3, "user.email"),
    unsigned: (3, "user.signingkey"),
    a_hook_that_refuses: (5, "not today"),
    hidden_edit: (5, "ST-15070"),
    another_spelling: (5, "spelling"),
    of_somebody_else: (3, "safe.directory"),
    no_private_folder: (3, "somei"),
}


@pytest.mark.parametrize("prepare", REFUSED, ids=lambda prepare: prepare.__name__)
def test_it_is_refused_and_nothing_has_changed(at_desk: Clerk, prepare: Prepare) -> None:
    prepare(at_desk)
    status, said = REFUSED[prepare]
    files = {
        file: file.read_bytes() for file in at_desk.folder.rglob("*") if file.is_file() and ".git" not in file.parts
    }
    before = state_of(at_desk)

    answer = at_desk.run(*(("classify", "15070/19", "CIVCOM") if prepare is hidden_edit else NEXT))
    looked = at_desk.run("show", "9/20")
    doctor = at_desk.run("doctor")

    assert (answer.status, said in answer.err) == (status, True), answer
    assert len(answer.err.splitlines()) <= 2
    # A file in conflict may cite the agenda: then the answer says that it could not look.
    assert ("9/20" in looked.out, looked.status in {0, 3}, doctor.status in {0, 3}) == (True, True, True)
    assert [*faults_of_words(answer.err + doctor.err)] == []
    assert state_of(at_desk) == before
    assert {file: file.read_bytes() for file in files} == files


def sparse(clerk: Clerk) -> None:
    clerk.git("stash", "-q")
    clerk.git("sparse-checkout", "set", "--no-cone", "/somei.toml", "/vocabulary/", "/documents/2020/")


def windows(clerk: Clerk) -> None:
    for key, value in {"core.autocrlf": "true", "core.eol": "crlf", "core.safecrlf": "true"}.items():
        clerk.git("config", key, value)


def macos(clerk: Clerk) -> None:
    clerk.git("config", "core.precomposeunicode", "true")
    clerk.git("config", "core.ignorecase", "true")
    clerk.write("Être.txt", "a name with an accent, taken apart\n")


def packed(clerk: Clerk) -> None:
    clerk.git("pack-refs", "--all")
    clerk.git("gc", "-q")


def read_only_files(clerk: Clerk) -> None:
    for file in (clerk.folder / "documents").rglob("*.toml"):
        file.chmod(0o444)


def untracked_cache(clerk: Clerk) -> None:
    clerk.git("config", "core.untrackedCache", "true")
    clerk.git("config", "feature.manyFiles", "true")
    clerk.git("update-index", "--index-version", "4", "--split-index")


def no_branch_yet(clerk: Clerk) -> None:
    shutil.rmtree(clerk.folder / ".git")
    clerk.git("init", "-q", "-b", "main")


def linked(clerk: Clerk) -> Clerk:
    clerk.git("worktree", "add", "-q", str(clerk.folder.parent / "linked"), "-b", "second")
    return Clerk(clerk.folder.parent / "linked")


def submodule(clerk: Clerk) -> Clerk:
    outer = clerk.folder.parent / "outer"
    subprocess.run(["git", "init", "-q", outer], check=True)
    words = ["git", "-c", "protocol.file.allow=always", "submodule", "add", "-q", clerk.folder, "register"]
    subprocess.run(words, cwd=outer, check=True, capture_output=True)
    return Clerk(outer / "register")


def _cloned(clerk: Clerk, *options: str) -> Clerk:
    clerk.git("config", "uploadpack.allowFilter", "true")
    copy = clerk.folder.parent / "clone"
    subprocess.run(["git", "clone", "-q", *options, clerk.folder.as_uri(), copy], check=True, capture_output=True)
    return Clerk(copy)


def shallow(clerk: Clerk) -> Clerk:
    return _cloned(clerk, "--depth", "1")


def partial(clerk: Clerk) -> Clerk:
    return _cloned(clerk, "--filter=blob:none")


def signed(clerk: Clerk) -> None:
    need("ssh-keygen")
    key = clerk.folder.parent / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    for name, value in {"commit.gpgsign": "true", "gpg.format": "ssh", "user.signingkey": f"{key}.pub"}.items():
        clerk.git("config", name, value)


WORKS = (
    sparse, windows, macos, packed, read_only_files, untracked_cache, no_branch_yet, linked, submodule, shallow,
    partial, signed,
)  # fmt: skip


LOOKS = (
    ("list",), ("history", "77/18"), ("check",), ("doctor",), ("check", "--history"), ("diff",), ("blame", "77/18"),
)  # fmt: skip


@pytest.mark.one_in(2)
@pytest.mark.parametrize("prepare", WORKS, ids=lambda prepare: prepare.__name__)
def test_it_works(at_desk: Clerk, prepare: Prepare) -> None:
    clerk = prepare(at_desk) or at_desk
    own = clerk.git("status", "--porcelain", "-uall")
    clerk.git("config", "user.name", "A Clerk")

    first = [clerk.run(*words) for words in LOOKS]
    answer = clerk.run(*NEXT)

    assert answer.status == 0, answer
    assert clerk.git("show", "--format=", "--name-status", "HEAD") == f"A\t{ADDED}"
    assert clerk.git("show", f"HEAD:{ADDED}") + "\n" == clerk.read(ADDED)
    assert "\r" not in clerk.read(ADDED)
    if prepare is not no_branch_yet:
        assert clerk.git("status", "--porcelain", "-uall") == own
    looks = [*first, *(clerk.run(*words) for words in LOOKS)]
    assert [look for look in looks if look.status not in {0, 1, 3, 4}] == []
    assert [fault for look in looks for fault in faults_of_words(look.err)] == []
    taken_back = clerk.run("undo", "-m", "only to see")
    assert taken_back.status == (5 if prepare is no_branch_yet else 0), taken_back


def test_what_a_sparse_checkout_keeps_out_counts_all_the_same(clerk: Clerk) -> None:
    """No serial and no number is given twice, nothing is called gone, and it is said that there is more."""
    clerk.enter("somei.toml", clerk.read("somei.toml").replace("own_series = []", 'own_series = ["SN"]'))
    clerk.ok("add", "1/20", "--subject", "One", "--code", "COSI 7")
    clerk.ok("number", "next")
    clerk.ok("add", "500/20", "--subject", "Five hundred")
    clerk.git("update-index", "--really-refresh")
    clerk.git("sparse-checkout", "set", "--no-cone", "/somei.toml", "/vocabulary/", "/documents/2020/005/")
    assert not (clerk.folder / "documents/2020/000").exists()

    checked = clerk.run("check")
    assert "GIT005" not in checked.out
    told = "A sparse checkout keeps 2 documents out of this work tree; nobody looked at them."
    assert told in checked.err
    assert told in clerk.run("list").err
    clerk.ok("classify", "500/20", "COSI")
    assert '"COSI 8"' in clerk.read("documents/2020/005/ST-500-2020-INIT.toml")
    assert clerk.ok("number", "next") == "SN 2/20\n"
    (clerk.folder / "documents/2020/005/ST-500-2020-INIT.toml").unlink()
    assert "GIT005 error 500/20 is gone" in clerk.run("check").out


def test_a_partial_clone_whose_origin_is_gone(at_desk: Clerk) -> None:
    """What was not fetched cannot be shown, and is said so; what is here can be worked with."""
    at_desk.ok("classify", "15070/19", "CIVCOM")
    clerk = partial(at_desk)
    shutil.rmtree(at_desk.folder)

    assert clerk.run(*NEXT).status == 0
    told = [
        clerk.run(*words)
        for words in (("history", "15070/19"), ("diff", "HEAD~3"), ("check", "--history"), ("undo", "HEAD~1"))
    ]
    assert all(answer.status in {1, 3, 5} for answer in told), told
    assert [fault for answer in told for fault in faults_of_words(answer.err)] == []
    assert clerk.run("list").status == 0


def test_in_a_bare_repository(at_desk: Clerk, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    at_desk.git("clone", "-q", "--bare", ".", str(bare))
    answer = Clerk(bare).run(*NEXT)
    assert answer.status == 3
    assert "hint:" in answer.err
    assert Clerk(bare).run("check", "--at", "HEAD").status in {0, 1}


# ---- surroundings


@pytest.mark.parametrize(
    "more",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"},
        {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"},
        {"HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent"},
        {"HOME": ""},
        {"TZ": "Pacific/Kiritimati"},
        {"TMPDIR": "/nonexistent"},
        {"PATH": os.environ["PATH"] + os.pathsep},
    ],
    ids=lambda more: " ".join(f"{name}={value}" for name, value in more.items()).replace("/", "-")[:60],
)
def test_odd_surroundings(at_desk: Clerk, more: dict[str, str]) -> None:
    subject = "Façade, Iıİi: Ελληνικά"

    done = at_desk.process("add", "77/18", "--subject", subject, env=environment(**more))

    assert done.returncode == 0, done
    assert f'subject = "{subject}"' in at_desk.read(ADDED)
    assert list(faults_of_own_work(at_desk)) == list(faults_of_clone(at_desk)) == []
    listed = at_desk.process("list", env=environment(**more))
    assert listed.returncode == 0
    assert list(faults_of_words(listed.stderr.decode())) == []


def test_without_any_variable(at_desk: Clerk) -> None:
    """As a daemon may start it: no home, no locale, no terminal."""
    few = {"PATH": os.environ["PATH"], "PYTHONPATH": environment()["PYTHONPATH"]}
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    who |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    few["GIT_CONFIG_NOSYSTEM"] = "1"

    assert b"user.email" in at_desk.process(*NEXT, env=few).stderr
    assert at_desk.process(*NEXT, env=few | who).returncode == 0


def test_the_folder_is_gone_before_the_command_begins(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    for words in (NEXT, ("list",), ("doctor",), ("doctor", "--repair"), ("init",), ("check",)):
        done = subprocess.run(
            ["sh", "-c", 'cd gone && rmdir ../gone && "$@"; mkdir -p ../gone', "sh", *SOMEI, *words],
            cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        (tmp_path / "gone").mkdir(exist_ok=True)
        assert list(faults_of_words(done.stderr)) == [], words


@pytest.mark.parametrize("part", [".", ".git", "documents", ".git/objects", ".git/somei"])
def test_a_folder_that_vanishes_under_the_command(at_desk: Clerk, part: str) -> None:
    """The hook stands for whoever takes it away; it is put back, and the next command works."""
    before = state_of(at_desk)
    away = at_desk.folder.parent / "away"
    at_desk.write(".git/hooks/pre-commit", f"#!/bin/sh\nmv {at_desk.folder / part} {away}\n")
    (at_desk.folder / ".git/hooks/pre-commit").chmod(0o755)

    done = at_desk.process(*NEXT)
    if part == "documents" and (at_desk.folder / part).exists():
        shutil.copytree(at_desk.folder / part, away, dirs_exist_ok=True)
    shutil.rmtree(at_desk.folder / part, ignore_errors=True)
    away.rename(at_desk.folder / part)
    (at_desk.folder / ".git/hooks/pre-commit").unlink()

    assert list(faults_of_words(done.stderr.decode())) == []
    assert done.returncode in {0, 3, 5}, done
    assert done.returncode == 0 or state_of(at_desk).head == before.head
    assert at_desk.run("doctor", "--repair").status == 0
    assert at_desk.run("add", "78/18", "--subject", "After it").status == 0
    assert list(faults_of_own_work(at_desk)) == list(faults_of_clone(at_desk)) == []


def test_several_at_once(at_desk: Clerk) -> None:
    """Different documents all enter; of those who want the same number one has it, and the others are told."""
    wanted = ["1/18", "2/18", "3/18", "4/18", "4/18", "4/18"]
    running = [
        subprocess.Popen(
            [*SOMEI, "add", number, "--subject", f"Of process {at}", "--code", "COSI"],
            cwd=at_desk.folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for at, number in enumerate(wanted)
    ]  # fmt: skip
    said = [one.communicate()[1] for one in running]

    assert sorted(one.returncode for one in running) == [0, 0, 0, 0, 5, 5], said
    assert [fault for words in said for fault in faults_of_words(words)] == []
    assert sorted(at_desk.log()[:4]) == [f"Add {n}/18" for n in (1, 2, 3, 4)]
    serials = [line for line in at_desk.ok("codes", "COSI", "--json").splitlines() if "2018" in line]
    assert serials or at_desk.run("check").status in {0, 1}
    assert list(faults_of_own_work(at_desk)) == list(faults_of_clone(at_desk)) == []
    assert sys.executable
