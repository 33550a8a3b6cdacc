"""The clones that somei opens without starting git: only those of which git says the same."""

import os
from pathlib import Path, PurePosixPath

import pytest
from git_starts import noted_starts
from store.conftest import Repository

from somei_cli.errors import GitRefuses, HookRefused, SomeiError
from somei_cli.store.git.command import Git
from somei_cli.store.git.repository import find_plain_clone, open_clone
from somei_cli.store.transaction.preconditions import list_attribute_files

EDIT = {PurePosixPath("st/1.toml"): b"doc one\n"}


def test_git_says_the_same_of_a_usual_clone(repository: Repository, tmp_path: Path) -> None:
    with noted_starts(tmp_path) as starts:
        clone = open_clone(repository.path / "st")
    assert not starts
    assert clone == open_clone(repository.path)
    words = ("--git-dir", "--git-common-dir", "--show-toplevel", "--show-object-format")
    told = repository.git("rev-parse", "--path-format=absolute", *words).splitlines()
    assert [str(clone.git_dir), str(clone.common_dir), str(clone.top), clone.object_format] == told
    assert clone.find_hooks({}) == clone.find_hooks() == clone.git_dir / "hooks"


@pytest.mark.parametrize("folder", [".", "st", "st/déep er", "linked"])
def test_git_says_the_same_of_the_way_to_a_folder(repository: Repository, tmp_path: Path, folder: str) -> None:
    (repository.path / "st/déep er").mkdir(parents=True)
    (repository.path / "linked").symlink_to("st", target_is_directory=True)
    place = repository.path / folder
    with noted_starts(tmp_path) as starts:
        prefix = Git(place).prefix()
    assert not starts
    assert prefix == Git(place).run("rev-parse", "--show-prefix").decode().removesuffix("\n")


@pytest.mark.parametrize(
    "settings",
    [
        "[core]\n\tworktree = ..\n",
        "[core]\n\tbare = true\n",
        "[core]\n\tbare\n",
        "[Core]\n\tBARE=true\n",
        "[core]\n\trepositoryformatversion = 1\n",
        "[extensions]\n\tworktreeConfig = true\n",
        "[include]\n\tpath = other\n",
        '[includeIf "gitdir:/"]\n\tpath = other\n',
        '[core] bare = "true"\n',
        "[core]\n\tba\\\nre = true\n",
        '[alias]\n\tx = "quoted"\n',
        "[core]\r\n\tbare = false\r\n",
        "[core\n",
        "nonsense = 1",
    ],
)
def test_unusual_settings_are_left_to_git(repository: Repository, settings: str) -> None:
    assert find_plain_clone(repository.path)
    with (repository.path / ".git/config").open("a", newline="") as file:
        file.write(settings)
    assert find_plain_clone(repository.path) is None


def test_unusual_repositories_are_left_to_git(repository: Repository, tmp_path: Path) -> None:
    repository.git("worktree", "add", "-q", str(tmp_path / "linked"), "-b", "second")
    assert find_plain_clone(tmp_path / "linked") is None
    assert find_plain_clone(repository.path / ".git/hooks") is None
    (tmp_path / "other").mkdir()
    (tmp_path / "other/.git").symlink_to(repository.path / ".git")
    assert find_plain_clone(tmp_path / "other") is None
    Repository.make(tmp_path / "sha256", "--object-format=sha256")
    assert find_plain_clone(tmp_path / "sha256") is None
    Repository.make(tmp_path / "submodule/register")
    (tmp_path / "submodule/register/.git/HEAD").write_text("nothing\n")
    assert find_plain_clone(tmp_path / "submodule/register") is None


def test_a_clone_below_a_ceiling_is_left_to_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repository.path))
    assert find_plain_clone(repository.path / "st") is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("path", [".", ".git"])
def test_a_clone_of_somebody_else_is_left_to_git(repository: Repository, path: str) -> None:
    os.chown(repository.path / path, 65534, 65534)
    assert find_plain_clone(repository.path) is None


@pytest.mark.parametrize("is_global", [False, True])
def test_another_folder_of_hooks(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_global: bool
) -> None:
    hook = tmp_path / "elsewhere/pre-commit"
    hook.parent.mkdir()
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    settings = tmp_path / "settings" if is_global else repository.path / ".git/config"
    with settings.open("a") as file:
        file.write(f"[core]\n\thooksPath = {hook.parent}\n")
    if is_global:
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    with pytest.raises(HookRefused, match="pre-commit"):
        repository.commit(EDIT)


@pytest.mark.parametrize("place", [".gitattributes", "st/.gitattributes", ".git/info/attributes", "named", "home"])
def test_attributes_that_convert(repository: Repository, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Wherever git looks for them."""
    home = repository.path.parent / "home"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    if place == "named":
        repository.git("config", "core.attributesFile", str(repository.path.parent / place))
    file = {"named": repository.path.parent / place, "home": home / "git/attributes"}.get(
        place, repository.path / place
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("*.toml eol=crlf\n")
    with pytest.raises(GitRefuses, match="converted"):
        repository.commit(EDIT)
    file.write_text("*.toml working-tree-encoding=UTF-16\n")
    with pytest.raises(GitRefuses, match="converted"):
        repository.commit(EDIT)
    file.write_text("*.toml eol=lf\n")
    assert repository.commit(EDIT)


def test_harmless_attributes_start_no_git(repository: Repository, tmp_path: Path) -> None:
    repository.write(".gitattributes", "* -text\n")
    with noted_starts(tmp_path) as starts:
        repository.commit(EDIT)
    assert not any("check-attr" in start for start in starts)


def test_the_attributes_of_the_system_are_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "opt/bin").mkdir(parents=True)
    (tmp_path / "opt/bin/git").touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "opt/bin"))
    files = list_attribute_files(tmp_path, tmp_path / ".git", [PurePosixPath("a/b.toml")])
    assert {Path("/etc/gitattributes"), tmp_path / "opt/etc/gitattributes", tmp_path / "a/.gitattributes"} <= {*files}


@pytest.mark.parametrize("fault", ["packed", "cut", "another"])
def test_trees_without_a_sound_file_of_their_own_are_read_by_git(
    repository: Repository, tmp_path: Path, fault: str
) -> None:
    top = repository.git("rev-parse", "HEAD^{tree}")
    file = repository.path / ".git/objects" / top[:2] / top[2:]
    if fault == "packed":
        repository.git("gc", "-q")
    else:
        other = repository.git("rev-parse", "HEAD:st")
        sound = (repository.path / ".git/objects" / other[:2] / other[2:]).read_bytes()
        file.chmod(0o600)
        file.write_bytes(file.read_bytes()[:-9] if fault == "cut" else sound)
    with noted_starts(tmp_path) as starts:
        if fault == "packed":
            repository.commit(EDIT)
        else:
            with pytest.raises(SomeiError):
                repository.commit(EDIT)
    assert any(start.startswith("cat-file") for start in starts)


def test_trees_that_an_act_has_just_stored_are_read_without_git(repository: Repository, tmp_path: Path) -> None:
    with noted_starts(tmp_path) as starts:
        repository.commit(EDIT)
    assert not any(start.startswith("cat-file") for start in starts)
    assert repository.git("fsck", "--strict") == ""
