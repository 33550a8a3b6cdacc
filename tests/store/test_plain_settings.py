"""Git's settings are read from their files only where `git config` would list the same."""

import os
import stat
from pathlib import Path

import pytest
from git_starts import noted_starts, put_git_first
from store.conftest import Repository

from somei_cli.store.git.command import Git
from somei_cli.store.git.plain_clone import read_plain_settings

OF_THE_USER = """\
# of the clerk
[user]
\tname = Zoë d'Été (unit 2)
    email=zoe@example.org
[Commit]
gpgSign
[filter "lfs"]
\tprocess = git-lfs filter-process
\trequired = true
[url "ssh://Git@Example.org/"]
\tinsteadOf = https://example.org/
[branch "Topic/One"]
  remote =   origin
;[include]
[user]
\temail = zoe@example.com
[empty]
\tvalue =
"""


def _list_by_git(repository: Repository) -> dict[str, str]:
    entries = repository.git("config", "--null", "--list").split("\0")
    return {key: value for key, _, value in (entry.partition("\n") for entry in entries) if key}


def test_git_lists_the_same_settings(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    files = {"nobodys-home/git/config": OF_THE_USER, "nobodys-home/.gitconfig": "[user]\n\temail = last@example.org\n"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    repository.configure(**{"core.hooksPath": "elsewhere", "remote.origin.url": "ssh://example.org/register"})
    repository = Repository(repository.path)
    settings = read_plain_settings(repository.path / "st")

    assert settings == _list_by_git(repository)
    assert settings["user.email"] == "clerk@example.org"
    assert settings["filter.lfs.process"] == "git-lfs filter-process"


@pytest.mark.parametrize(
    "settings",
    [
        "[include]\n\tpath = other\n",
        '[includeIf "gitdir:/"]\n\tpath = other\n',
        '[filter "x"]\n\tclean = "cat"\n',
        '[filter "x\\"y"]\n\tclean = cat\n',
        '[filter "x]\n\tclean = cat\n',
        "[filter.X]\n\tclean = cat\n",
        "[user]\n\tname = A Clerk ; of the unit\n",
        "[user]\n\tname = A Clerk # of the unit\n",
        "[user]\n\tname = A \\\nClerk\n",
        "[user]\n\tname = A\tClerk\n",
        "[user]\r\n\tname = A Clerk\r\n",
        "[user] name = A Clerk\n",
        "[user]\n\ta_name = A Clerk\n",
        "[user]\n\t2name = A Clerk\n",
        "name = A Clerk\n",
        "[user\n",
        "\ufeff[user]\n\tname = A Clerk\n",
    ],
)
def test_what_only_git_can_read(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str
) -> None:
    assert read_plain_settings(repository.path) is not None
    (tmp_path / "settings").write_bytes(settings.encode())
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "settings"))
    assert read_plain_settings(repository.path) is None


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("GIT_CONFIG_GLOBAL", ""),
        ("GIT_CONFIG_GLOBAL", "/nowhere/at/all"),
        ("GIT_CONFIG_SYSTEM", ""),
        ("GIT_CONFIG_SYSTEM", "/nowhere/at/all"),
        ("GIT_CONFIG_NOSYSTEM", "yes"),
    ],
)
def test_files_that_only_git_can_find(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert read_plain_settings(repository.path) is None


def test_a_home_that_only_git_can_find(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    assert read_plain_settings(repository.path) is not None
    monkeypatch.setenv("XDG_CONFIG_HOME", "settings")
    assert read_plain_settings(repository.path) is None
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert read_plain_settings(repository.path) is not None
    monkeypatch.setenv("HOME", "home")
    assert read_plain_settings(repository.path) is None


def test_a_git_of_another_kind_knows_where_its_system_has_settings(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GIT_CONFIG_SYSTEM")
    put_git_first(tmp_path / "wrapper", monkeypatch, "#!/bin/sh\nexec git\n")
    assert read_plain_settings(repository.path) is None
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    assert read_plain_settings(repository.path) is not None


def test_unreadable_settings_are_left_to_git(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path))
    assert read_plain_settings(repository.path) is None
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "latin"))
    (tmp_path / "latin").write_bytes("[user]\n\tname = Zoë\n".encode("latin-1"))
    assert read_plain_settings(repository.path) is None


@pytest.mark.parametrize("is_plain", [True, False])
def test_a_filter_never_runs(repository: Repository, tmp_path: Path, *, is_plain: bool) -> None:
    """Wherever its setting is read."""
    script = tmp_path / "filter"
    script.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\ncat\n", encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    with (repository.path / ".git/config").open("a", encoding="utf-8") as file:
        file.write(f'[filter "x"]\n\tclean = {script}\n' + ("" if is_plain else '[alias]\n\tx = "quoted"\n'))
    repository.write(".git/info/attributes", "*.toml filter=x\n")
    repository.write("st/1.toml", "of the same length"[:6])
    os.utime(repository.path / "st/1.toml", (1, 1))

    with noted_starts(tmp_path) as starts:
        Git(repository.path).run("status", "--porcelain")
    assert any(start.startswith("config") for start in starts) is not is_plain
    assert not (tmp_path / "ran").exists()
    repository.git("status", "--porcelain")
    assert (tmp_path / "ran").exists()
