"""The states that a clone may be in when it asks its server: it works, or says in a sentence what to do."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from clerks import OWN, colleague, held_by, hook, on_hub
from conftest import Clerk
from faults.clerk_clone import faults_of_words, rubbish
from git_by_hand import try_git
from needs import need

FILE = "documents/2019/150/ST-15070-2019-INIT.toml"
Office = Callable[..., Path]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A server with a register on it; in a folder of the repository, or in another format, where that is asked for."""

    def found(*options: str, folder: str = "") -> Path:
        hub, first = tmp_path / "hub.git", Clerk(tmp_path / "first" / folder)
        first.folder.mkdir(parents=True)
        if subprocess.run(["git", "init", "-q", "-b", "main", *options, tmp_path / "first"], check=False).returncode:
            pytest.skip(f"this git does not know {options}")
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", *options, hub], check=True)
        first.ok("init")
        first.enter("somei.toml", first.read("somei.toml").replace("own_series = []\n", OWN))
        first.ok("add", "15070/19", "--subject", "Lamps", "--code", "COSI 254")
        first.git("push", "-q", str(hub), "main")
        return hub

    return found


def plain(office: Office) -> Clerk:
    return colleague(office(), "ada")


def of_sha256(office: Office) -> Clerk:
    return colleague(office("--object-format=sha256"), "ada")


def with_branches_in_a_table(office: Office) -> Clerk:
    return colleague(office("--ref-format=reftable"), "ada")


def in_a_folder(office: Office) -> Clerk:
    return Clerk(colleague(office(folder="register"), "ada").folder / "register")


def _cloned(hub: Path, *options: str) -> Clerk:
    subprocess.run(["git", "clone", "-q", *options, hub.as_uri(), hub.parent / "ada"], check=True)
    return Clerk(hub.parent / "ada")


def shallow(office: Office) -> Clerk:
    return _cloned(office(), "--depth", "1")


def partial(office: Office) -> Clerk:
    hub = office()
    on_hub(hub, "config", "uploadpack.allowFilter", "true")
    return _cloned(hub, "--filter=blob:none")


def linked(office: Office) -> Clerk:
    ada = plain(office)
    ada.git("switch", "-qc", "other")
    ada.git("worktree", "add", "-q", "../linked", "main")
    return Clerk(ada.folder.parent / "linked")


def submodule(office: Office) -> Clerk:
    hub = office()
    outer = hub.parent / "outer"
    subprocess.run(["git", "init", "-q", outer], check=True)
    words = ["git", "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", hub, "register"]
    subprocess.run(words, cwd=outer, check=True, capture_output=True)
    return Clerk(outer / "register")


def _configured(office: Office, **settings: str) -> Clerk:
    ada = plain(office)
    for key, value in settings.items():
        ada.git("config", key.replace("_", "."), value)
    return ada


def windows(office: Office) -> Clerk:
    return _configured(office, core_autocrlf="true", core_eol="crlf", core_safecrlf="true")


def macos(office: Office) -> Clerk:
    return _configured(office, core_precomposeunicode="true", core_ignorecase="true")


def tuned(office: Office) -> Clerk:
    ada = _configured(office, feature_manyFiles="true")
    ada.git("update-index", "--index-version", "4", "--split-index")
    ada.git("pack-refs", "--all")
    return ada


def sparse(office: Office) -> Clerk:
    ada = plain(office)
    ada.git("sparse-checkout", "set", "--no-cone", "/somei.toml", "/vocabulary/", "/documents/2020/")
    return ada


def signed(office: Office) -> Clerk:
    need("ssh-keygen")
    ada = plain(office)
    key = ada.folder.parent / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    for name, value in {"commit.gpgsign": "true", "gpg.format": "ssh", "user.signingkey": f"{key}.pub"}.items():
        ada.git("config", name, value)
    return ada


WORKS = (
    of_sha256, with_branches_in_a_table, in_a_folder, shallow, partial, linked, submodule, windows, macos, tuned,
    sparse, signed,
)  # fmt: skip


@pytest.mark.one_in(3)
@pytest.mark.parametrize("prepare", WORKS, ids=lambda prepare: prepare.__name__)
def test_it_works(office: Office, prepare: Callable[[Office], Clerk]) -> None:
    """Both sides have something new, one of them a provisional number."""
    ada = prepare(office)
    top = Path(ada.git("rev-parse", "--show-toplevel"))
    hub = top.parent.parent / "hub.git" if prepare is submodule else top.parent / "hub.git"
    ben = Clerk(colleague(hub, "ben").folder / ada.folder.relative_to(top))
    ada.ok("add", "2/20", "--subject", "Two")
    offline = ada.ok("number", "next", "--offline").strip()
    ben.ok("add", "1/20", "--subject", "One", "--code", "COSI 7")
    assert ben.run("sync").status == 0
    before = ada.git("status", "--porcelain")

    assert ada.ok("number", "next") == "SN 1/20\n"
    tried = ada.run("sync", "--dry-run")
    synced = ada.run("sync")
    assert ada.run("add", "3/20", "--subject", "Three", "--code", "COSI").status == 0
    assert ben.ok("number", "next") == "SN 3/20\n"

    assert (tried.status, synced.status) == (0, 0), (tried, synced)
    assert f"{offline} became SN 2/20." in synced.err
    assert [Path(path).stem for path in held_by(hub)] == [
        "ST-15070-2019-INIT", "SN-1-2020-INIT", "SN-2-2020-INIT", "SN-3-2020-INIT",
        "ST-1-2020-INIT", "ST-2-2020-INIT", "ST-3-2020-INIT",
    ]  # fmt: skip
    assert '"COSI 8"' in ada.ok("show", "3/20", "--json")
    assert ada.run("sync").status == 0
    assert ada.git("status", "--porcelain") == before
    assert rubbish(ada) == []
    assert on_hub(hub, "fsck", "--strict", "--no-dangling") == ""
    assert ("\ngpgsig " in on_hub(hub, "cat-file", "commit", "main~1")) == (prepare is signed)
    bare = Clerk(hub)
    old, new = on_hub(hub, "rev-parse", "main~3", "main").split()
    assert bare.run("check", "--hub", old, new).status == 0


def nobody(office: Office) -> Clerk:
    ada = plain(office)
    for file in ("--local", "--global"):
        try_git(ada, "config", file, "--unset", "user.email")
    return ada


def unsigned(office: Office) -> Clerk:
    return _configured(office, commit_gpgsign="true", gpg_format="ssh", user_signingkey="/nowhere/key")


def a_hook_that_refuses(office: Office) -> Clerk:
    ada = plain(office)
    hook(ada.folder / ".git", "pre-commit", "echo not today; exit 1")
    return ada


def a_hook_at_the_branches(office: Office) -> Clerk:
    ada = plain(office)
    hook(ada.folder / ".git", "reference-transaction", "echo not today >&2; test $1 != prepared")
    return ada


def on_no_branch(office: Office) -> Clerk:
    ada = plain(office)
    ada.git("checkout", "-q", "--detach")
    return ada


def merging(office: Office) -> Clerk:
    ada = plain(office)
    ada.git("branch", "other")
    ada.enter("a.txt", "one")
    ada.git("switch", "-q", "other")
    ada.enter("a.txt", "two")
    ada.git("switch", "-q", "main")
    assert try_git(ada, "merge", "other").returncode
    return ada


def of_somebody_else(office: Office) -> Clerk:
    return _given_away(plain(office), "ada")


def a_server_of_somebody_else(office: Office) -> Clerk:
    return _given_away(plain(office), "hub.git")


def _given_away(ada: Clerk, name: str) -> Clerk:
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    folder = ada.folder.parent / name
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    return ada


def bare(office: Office) -> Clerk:
    return Clerk(office())


def another_spelling(office: Office) -> Clerk:
    """A number that somebody entered by hand, in small letters."""
    ada = plain(office)
    ada.enter("documents/2020/000/sn-1-2020-init.toml", 'number = "SN 1/20"\n')
    ada.git("push", "-q")
    return ada


def an_empty_server(office: Office) -> Clerk:
    ada = plain(office)
    hub = ada.folder.parent / "hub.git"
    shutil.rmtree(hub)
    subprocess.run(["git", "init", "-q", "--bare", hub], check=True)
    return ada


def a_server_without_a_register(office: Office) -> Clerk:
    ada = plain(office)
    ada.git("switch", "-q", "--orphan", "bare")
    ada.git("commit", "-q", "--allow-empty", "-m", "Nothing")
    ada.git("push", "-qu", "origin", "bare")
    ada.git("switch", "-q", "main")
    ada.git("branch", "-q", "-u", "origin/bare")
    return ada


REFUSED = {
    nobody: (3, "user.email"),
    unsigned: (3, "user.signingkey"),
    a_hook_that_refuses: (5, "not today"),
    a_hook_at_the_branches: (3, "not today"),
    on_no_branch: (5, "git switch BRANCH"),
    merging: (5, "git status"),
    of_somebody_else: (3, "safe.directory"),
    a_server_of_somebody_else: (3, "safe.directory"),
    bare: (3, "Work in a clone of it"),
    another_spelling: (5, "spelling"),
    an_empty_server: (5, "gone from the server"),
    a_server_without_a_register: (3, "holds no register"),
}


@pytest.mark.parametrize("prepare", REFUSED, ids=lambda prepare: prepare.__name__)
def test_it_is_refused_and_nothing_was_given_out(office: Office, prepare: Callable[[Office], Clerk]) -> None:
    ada = prepare(office)
    status, said = REFUSED[prepare]
    hub = ada.folder.parent / "hub.git"
    before = _branches(hub)

    answer = ada.run("number", "next")
    synced = ada.run("sync", "--dry-run")

    assert (answer.status, answer.out, said in answer.err) == (status, "", True), answer
    assert len(answer.err.splitlines()) <= 2
    assert [*faults_of_words(answer.err + synced.err)] == []
    assert _branches(hub) == before


def _branches(hub: Path) -> str:
    words = ["git", "-c", "safe.directory=*", "-C", hub, "for-each-ref"]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout
