"""Installing somei: the packages that are built, what they say, and what is typed to install a part."""

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, Clerk

from somei_cli import __version__
from somei_cli.errors import installation

DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ADDRESS = DECLARED["urls"]["Repository"]
TOLD = [
    *(PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", ".pre-commit-hooks.yaml", ".ci/run")),
    *(path for path in (PROJECT / "somei_cli").rglob("*") if path.suffix in {".py", ".md", ".yml", ".toml", ".txt"}),
]
"""What tells people or pipelines what to type."""
INSTALLERS = re.compile(
    r"(?:pip3?|pipx|uv|uvx|uv tool|uv pip)(?: -\S+)* (?:install|inject|run|add|--from)(?P<words>[^\n`|&;]*)"
)
BARE_NAME = re.compile(r"(?<![\w/.-])somei(?:\[[\w,{}]*\])?(?! *@)(?=[\s'\"]|$)")


# ---- the name alone


def bare_names(text: str) -> list[str]:
    return [line[0] for line in INSTALLERS.finditer(text) if BARE_NAME.search(line["words"])]


def test_nobody_is_told_to_install_the_name_alone() -> None:
    """The package index has no somei; whoever takes the name would run code in offices."""
    assert {path: names for path in TOLD if (names := bare_names(path.read_text(encoding="utf-8")))} == {}
    assert all(map(bare_names, ("`pip install somei`", "uv tool install 'somei[pdf]'", "pipx install -q somei\n")))


@pytest.mark.parametrize("helper", ["github", "gitlab"])
def test_a_pipeline_installs_from_the_declared_address(clerk: Clerk, helper: str) -> None:
    clerk.git("init", "-q")

    made = clerk.ok("nightly", helper)

    assert f"pip install ''somei @ git+{ADDRESS}@v{__version__}''" in made


def test_the_addresses_belong_to_one_repository() -> None:
    assert all(url.startswith(ADDRESS) for url in DECLARED["urls"].values())
    assert DECLARED["authors"]


def test_the_parts_are_those_that_are_declared() -> None:
    parts = {part.extra: part.library for part in installation.PARTS}

    assert set(parts) == set(DECLARED["optional-dependencies"]) - {"calendar", "all", "fast", "test"}
    for extra, library in parts.items():
        assert re.split("[<>=]", DECLARED["optional-dependencies"][extra][0])[0] == library
        assert extra in DECLARED["optional-dependencies"]["all"][0]


# ---- what is typed for a part, by how somei was installed


class Installed(Distribution):
    """What an installer left behind."""

    def __init__(self, source: dict[str, Any] | None) -> None:
        self.source = source

    def read_text(self, filename: str) -> str | None:
        if filename == "direct_url.json":
            return None if self.source is None else json.dumps(self.source)
        return f"Metadata-Version: 2.4\nName: somei\nVersion: 1.2\nProject-URL: Repository, {ADDRESS}\n"

    def locate_file(self, path: object) -> Path:
        return Path(str(path))


SOURCES: dict[str, tuple[dict[str, Any] | None, str, str]] = {
    "an index": (None, f"somei[print] @ git+{ADDRESS}@v1.2", f"somei @ git+{ADDRESS}@v1.2"),
    "a clone": (
        {"url": "file:///home/a clerk/somei", "dir_info": {}},
        "somei[print] @ file:///home/a clerk/somei",
        f"somei @ git+{ADDRESS}@v1.2",
    ),
    "a wheel of the office": (
        {"url": "https://me:secret@office.example/somei-1.2-py3-none-any.whl", "archive_info": {}},
        "somei[print] @ https://office.example/somei-1.2-py3-none-any.whl",
        "somei @ https://office.example/somei-1.2-py3-none-any.whl",
    ),
    "a tag": (
        {"url": "https://office.example/s", "vcs_info": {"vcs": "git", "requested_revision": "v1", "commit_id": "ab"}},
        "somei[print] @ git+https://office.example/s@v1",
        "somei @ git+https://office.example/s@v1",
    ),
    "a commit": (
        {"url": "ssh://git@office.example/s", "vcs_info": {"vcs": "git", "commit_id": "ab12"}},
        "somei[print] @ git+ssh://git@office.example/s@ab12",
        "somei @ git+ssh://git@office.example/s@ab12",
    ),
}


@pytest.mark.parametrize("source", SOURCES)
def test_a_part_comes_from_where_somei_came_from(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    noted, part, pipeline = SOURCES[source]
    monkeypatch.setattr(installation, "distribution", lambda _name: Installed(noted))

    assert installation.suggest_installation("print").endswith(f" install '{part}'")
    assert installation.find_public_requirement() == pipeline


def test_a_clone_that_is_worked_on_stays_editable(monkeypatch: pytest.MonkeyPatch) -> None:
    noted = {"url": "file:///home/a%20clerk/somei", "dir_info": {"editable": True}}
    monkeypatch.setattr(installation, "distribution", lambda _name: Installed(noted))

    assert installation.suggest_installation("pdf", "print").endswith(" --editable '/home/a clerk/somei[pdf,print]'")


@pytest.mark.parametrize(
    ("left", "command", "parts"),
    [
        ("uv-receipt.toml", "uv tool install ", "[pdf,docx,html,xlsx,print]"),
        ("pipx_metadata.json", "pipx install --force ", "[pdf,docx,html,xlsx,print]"),
        ("", " -m pip install ", "[print]"),
    ],
)
def test_the_program_is_the_one_that_installed_somei_and_no_part_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: str, command: str, parts: str
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setitem(sys.modules, "typst", None)
    if left:
        (tmp_path / left).touch()

    assert command in installation.suggest_installation("print")
    assert parts in installation.suggest_installation("print")


# ---- doctor


def test_doctor_lists_the_parts(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = json.loads(clerk.ok("doctor", "--json"))["records"]
    assert rows[0]["words"].startswith(f"{__version__}, Python {sys.version.split()[0]}")
    (parts,) = [row["words"] for row in rows if row["thing"] == "parts"]
    assert all(f"{part.extra} ({part.purpose}: {part.library} " in parts for part in installation.PARTS)

    monkeypatch.setitem(sys.modules, "typst", None)
    _, missing = [row for row in json.loads(clerk.ok("doctor", "--json"))["records"] if row["thing"] == "parts"]
    assert missing["state"] == "note"
    assert missing["words"].startswith("not installed: print (print PDF); for all of them: ")
    assert "[print]" in missing["words"]


# ---- a release


def test_the_changelog_and_the_program_name_one_version() -> None:
    text = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.findall(r"^## (\S+?),? ", text, re.MULTILINE)[0] == __version__


def test_the_manual_names_hooks_that_are_there() -> None:
    page = (PROJECT / "somei_cli/manual/automate.md").read_text(encoding="utf-8")
    hooks = re.findall(r"^- id: (\S+)", (PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"), re.MULTILINE)

    assert set(re.findall(r"- id: (\S+)", page)) <= set(hooks)
    assert f"rev: v{__version__}" in page.replace("VERSION", __version__)


# ---- the packages


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel and the sdist, as a release makes them."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(PROJECT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def test_the_packages_hold_what_they_need(packages: Path) -> None:
    with zipfile.ZipFile(packages / f"somei-{__version__}-py3-none-any.whl") as wheel:
        names = set(wheel.namelist())
        info = f"somei-{__version__}.dist-info"
        metadata = wheel.read(f"{info}/METADATA").decode()
        licence = wheel.read(f"{info}/licenses/LICENSE").decode()
    with tarfile.open(packages / f"somei-{__version__}.tar.gz") as sdist:
        sources = {name.partition("/")[2] for name in sdist.getnames()}

    kept = [path for path in (PROJECT / "somei_cli").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert {path.relative_to(PROJECT).as_posix() for path in kept} <= names
    assert "somei_cli/py.typed" in names
    assert not [name for name in names if name.startswith(("tests/", "register/"))]
    assert {
        "LICENSE",
        "hatch_build.py",
        "tests/conftest.py",
        "register/somei.toml",
        ".pre-commit-hooks.yaml",
    } <= sources
    assert all(f"Project-URL: {label}, {url}" in metadata for label, url in DECLARED["urls"].items())
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]*)\)", metadata)
    assert pictures == [
        f"{ADDRESS}/raw/v{__version__}/{path}"
        for path in re.findall(r"!\[[^\]]*\]\(([^)]*)\)", (PROJECT / "README.md").read_text(encoding="utf-8"))
    ]
    assert pictures
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "\n15. Applicable Law\n" in licence
    assert "‘Compatible Licences’ according to Article 5 EUPL are:" in licence


QUIET = ("--no-deps", "--quiet", "--disable-pip-version-check")


def test_the_sdist_makes_the_wheel_that_is_tried_below(packages: Path, tmp_path: Path) -> None:
    (sdist,), (wheel,) = (packages.glob(pattern) for pattern in ("somei-*.tar.gz", "somei-*.whl"))
    words = ["wheel", "--no-build-isolation", *QUIET, "--wheel-dir", str(tmp_path), str(sdist)]
    subprocess.run([sys.executable, "-m", "pip", *words], check=True, capture_output=True)
    (made,) = tmp_path.glob("*.whl")

    assert made.name == wheel.name
    assert contents(made) == contents(wheel)


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_wheel_works_in_an_empty_folder(packages: Path, tmp_path: Path) -> None:
    """Its own files alone are somei's; the libraries are lent, so that nothing is downloaded."""
    (file,) = packages.glob("somei-*.whl")
    venv.create(tmp_path / "env", with_pip=False)
    program = tmp_path / "env/bin/python"
    (site,) = (tmp_path / "env/lib").glob("python*/site-packages")
    lent = [path for path in map(Path, sys.path) if path.name == "site-packages"]
    # Compiling all of it would take longer than all that is typed here; what is used is compiled when it is used.
    command = [sys.executable, "-m", "pip", "--python", str(program), "install", "--no-compile", *QUIET, str(file)]
    subprocess.run(command, check=True, capture_output=True)
    (site / "lent.pth").write_text("".join(f"{path}\n" for path in lent))
    desk = tmp_path / "empty"
    desk.mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def typed(*words: str) -> str:
        done = subprocess.run(
            [tmp_path / "env/bin/somei", *words],
            cwd=desk,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, (words, done)
        return done.stdout

    assert typed("--version") == f"somei {__version__}\n"
    typed("init")
    typed("add", "1/20", "--subject", "A note", "--body", "SOMEI", "--date", "2020-01-03", "--marking", "LIMITE")
    assert "1/20" in typed("list")
    typed("check")
    typed("site", "build", "-o", "site")
    assert "<html" in typed("show", "1/20", "--as", "html")
    assert "# " in typed("help", "printing")
    assert "compdef" in typed("completion", "zsh")
    where = subprocess.run(
        [program, "-c", "import somei_cli; print(somei_cli.__file__)"],
        cwd=desk,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(site))
