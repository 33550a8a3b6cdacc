"""No command starts a program that a clone, a configuration, a hook or the surroundings name."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from attacks.command_walk import commands, line
from attacks.conftest import SOUND, Attacked, filled, sound_register
from conftest import Clerk

_COMMANDS = commands()
_IDS = [" ".join(path) for path, _ in _COMMANDS]

SETTINGS = (
    "core.fsmonitor", "core.pager", "core.editor", "core.askPass", "core.alternateRefsCommand", "credential.helper",
    "sequence.editor", "diff.external", "diff.evil.textconv", "diff.evil.command", "merge.evil.driver", "pager.log",
    "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "uploadpack.packObjectsHook", "alias.cat-file",
    "alias.log", "alias.rev-parse", "alias.status", "gpg.program", "gpg.ssh.program", "interactive.diffFilter",
    "browser.evil.cmd", "difftool.evil.cmd", "mergetool.evil.cmd", "trailer.evil.command", "trailer.evil.cmd",
    "log.showSignature", "pager.status", "man.evil.cmd", "core.gitProxy", "submodule.x.update",
)  # fmt: skip
"""Keys of git's configuration that name a program, or make git ask one."""

ENVIRONMENT = (
    "GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_EDITOR", "GIT_SEQUENCE_EDITOR", "GIT_ASKPASS", "SSH_ASKPASS", "GIT_SSH",
    "GIT_SSH_COMMAND", "GIT_PROXY_COMMAND", "EDITOR", "VISUAL", "SOMEI_PAGER", "PAGER", "MANPAGER", "BROWSER",
    "LESSOPEN",
)  # fmt: skip


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that leaves a mark, and passes on what it reads."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{tmp_path / 'mark'}'\ncat\n")
    program.chmod(0o755)
    return program


def _marks(tmp_path: Path) -> str:
    mark = tmp_path / "mark"
    return mark.read_text() if mark.exists() else ""


@pytest.mark.one_in(8)
@pytest.mark.parametrize(("path", "command"), _COMMANDS, ids=_IDS)
def test_no_setting_and_no_variable_starts_a_program(
    attacked: Attacked,
    tmp_path: Path,
    program: Path,
    path: tuple[str, ...],
    command: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sound_register(attacked)
    for key in SETTINGS:
        attacked.git("config", key, "true" if key == "log.showSignature" else str(program))
    attacked.git("config", "remote.evil.uploadpack", str(program))
    attacked.git("config", "remote.evil.url", f"ext::{program}")
    attacked.git("config", "submodule.x.url", f"ext::{program}")
    attacked.write(".gitattributes", "* filter=evil diff=evil merge=evil -text\n")
    attacked.write(".gitmodules", f'[submodule "x"]\n\tpath = x\n\turl = ext::{program}\n\tupdate = !{program}\n')
    (attacked.folder / ".git/info").mkdir(exist_ok=True)
    (attacked.folder / ".git/info/attributes").write_text("* filter=evil diff=evil merge=evil\n")
    for name in ENVIRONMENT:
        monkeypatch.setenv(name, str(program))
    for at, (key, value) in enumerate((("core.fsmonitor", program), ("core.sshCommand", program))):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{at}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{at}", str(value))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "2")
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", f"'core.fsmonitor={program}'")
    for name in (
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_NAMESPACE",
        "GIT_EXEC_PATH",
    ):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "mark"))

    attacked.asks(line(path, command))

    assert _marks(tmp_path) == ""


@pytest.mark.one_in(8)
@pytest.mark.parametrize(("path", "command"), _COMMANDS, ids=_IDS)
def test_a_repository_among_the_files_of_a_clone_has_no_say(
    attacked: Attacked, tmp_path: Path, program: Path, path: tuple[str, ...], command: Any
) -> None:
    attacked.git("init", "-q")
    register = Attacked(attacked.folder / "register")
    register.folder.mkdir()
    filled(register, SOUND)
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "other.git")], check=True, capture_output=True)
    for name in ("HEAD", "objects", "refs", "config"):
        (tmp_path / "other.git" / name).rename(register.folder / name)
    (register.folder / "hooks").mkdir()
    for hook in (
        "pre-commit",
        "commit-msg",
        "post-commit",
        "reference-transaction",
        "post-index-change",
        "post-checkout",
    ):
        (register.folder / "hooks" / hook).write_bytes(program.read_bytes())
        (register.folder / "hooks" / hook).chmod(0o755)
    config = f"[core]\n\tbare = false\n\tworktree = .\n\thooksPath = hooks\n\tfsmonitor = {program}\n"
    (register.folder / "config").write_text(f"{config}[user]\n\tname = x\n\temail = x@example.org\n")

    register.asks(line(path, command))

    assert _marks(tmp_path) == ""


@pytest.mark.one_in(3)
@pytest.mark.parametrize("disguise", ["a HEAD that leads nowhere", "objects elsewhere"])
@pytest.mark.parametrize(
    "words",
    [
        ("add", "1/20", "--subject", "S"),
        ("check",),
        ("check", "--history"),
        ("check", "--untrusted", "--trusting", "HEAD"),
        ("history", "15070/19"),
        ("blame", "15070/19"),
        ("diff",),
        ("doctor",),
        ("export", "-o", "away"),
    ],
    ids=" ".join,
)
def test_a_repository_in_disguise_has_no_say_either(
    clerk: Clerk, tmp_path: Path, program: Path, disguise: str, words: tuple[str, ...]
) -> None:
    """Git follows a link to `refs/` where there is nothing, and a `commondir`; both come with any clone."""
    inner = Clerk(clerk.folder / "register")
    inner.folder.mkdir()
    clerk.git("mv", "somei.toml", "vocabulary", "register")
    clerk.git("commit", "-qm", "Move")
    inner.ok("add", "15070/19", "--subject", "Lamps")
    store = inner.folder
    if disguise == "objects elsewhere":
        (inner.folder / "HEAD").write_text("ref: refs/heads/zz\n")
        (inner.folder / "commondir").write_text("store\n")
        (inner.folder / "config.worktree").write_text("[core]\n\tbare = false\n\tworktree = .\n")
        store = inner.folder / "store"
    else:
        (inner.folder / "HEAD").symlink_to("refs/heads/zz")
    for folder in ("objects", "refs", "hooks"):
        (store / folder).mkdir(parents=True)
    for hook in ("pre-commit", "commit-msg", "reference-transaction", "post-index-change"):
        (store / "hooks" / hook).write_bytes(program.read_bytes())
        (store / "hooks" / hook).chmod(0o755)
    (store / "config").write_text(
        "[core]\n\trepositoryformatversion = 1\n\tbare = false\n\tworktree = .\n"
        f"\tsshCommand = {program}\n\tfsmonitor = {program}\n[user]\n\tname = x\n\temail = x@example.org\n"
        "[extensions]\n\tpartialClone = origin\n\tworktreeConfig = true\n"
        '[remote "origin"]\n\tpromisor = true\n\turl = ssh://h/x\n'
    )
    (store / "packed-refs").write_text(f"{'1' * 40} refs/heads/zz\n")

    at_top, there = clerk.run(*words), inner.run(*words)

    assert _marks(tmp_path) == ""
    # A stranger's branch is not judged from where its files lie, and so may be judged rightly from the top.
    assert at_top.status in ({0, 3} if "--untrusted" in words else {3}), at_top
    assert there.status == 3, there


def test_a_clone_with_links_for_folders_leads_nowhere(clerk: Clerk, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for place in ("documents/2020", "vocabulary"):
        folder = clerk.folder / place
        if folder.exists():
            folder.rename(tmp_path / "moved")
        folder.parent.mkdir(exist_ok=True)
        folder.symlink_to(outside)

    for path, command in _COMMANDS:
        clerk.run(*line(path, command))

    assert list(outside.iterdir()) == []
