"""The completion scripts, in the shells themselves."""

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import Clerk

BASH = """
source {script}
COMP_WORDS=({words})
COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_somei
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """
autoload -U compinit; compinit -D
source {script}
compadd() {{ shift; [[ $1 == found ]] && print -l -- $found }}
words=({words}); CURRENT=${{#words}}
_somei
"""
FISH = """
source {script}
complete -C {line}
"""


def _offered(clerk: Clerk, shell: str, *words: str) -> list[str]:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = clerk.folder.parent / f"somei.{shell}"
    script.write_text(clerk.ok("completion", shell))
    quoted = [f"'{word}'" for word in ("somei", *words)]
    program = {"bash": BASH, "zsh": ZSH, "fish": FISH}[shell].format(
        script=script, words=" ".join(quoted), line="'" + " ".join(("somei", *words)) + "'"
    )
    options = {"bash": ["--norc", "-c"], "zsh": ["-f", "-c"], "fish": ["--no-config", "-c"]}[shell]
    done = subprocess.run([shell, *options, program], cwd=clerk.folder, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return sorted(line.split("\t")[0].replace("\\ ", " ") for line in done.stdout.splitlines() if line)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_numbers_codes_and_commands_are_offered(registered: Clerk, shell: str) -> None:
    registered.ok("add", "15071/1/19 REV 1", "--subject", "A revision")

    assert _offered(registered, shell, "show", "150") == ["15070/19", "15071/1/19 REV 1"]
    assert _offered(registered, shell, "show", "15070/") == ["15070/19"]
    assert _offered(registered, shell, "classify", "15070/19", "OJ CRP"[:2])[:2] == ["OJ 133", "OJ CATS"]
    assert _offered(registered, shell, "classify", "15070/19", "ENFOP") == ["ENFOPOL"]
    assert "add-item" in _offered(registered, shell, "agenda", "add")
    assert _offered(registered, shell, "access", "15070") == ["15070/19"]
    assert _offered(registered, shell, "access", "15070/19", "part") == ["partly-release"]
    assert _offered(registered, shell, "edit", "15070") == ["15070/19"]
    assert _offered(registered, shell, "edit", "15070/19", "sub") == ["subject="]
    assert _offered(registered, shell, "export", "--exi") == ["--exit-code"]
    assert "mermaid" in _offered(registered, shell, "thread", "15070/19", "--format", "mer")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_retired_code_is_not_offered(registered: Clerk, shell: str) -> None:
    registered.ok("codes", "add", "ENFOPOX", "A newer one")
    registered.ok("codes", "retire", "ENFOPOL", "--replaced-by", "ENFOPOX", "-m", "as a test")

    assert _offered(registered, shell, "classify", "15070/19", "ENFOP") == ["ENFOPOX"]
    assert _offered(registered, shell, "codes", "re") == ["rename", "retire"]
    assert _offered(registered, shell, "codes", "retire", "ENFOPOX", "--rep") == ["--replaced-by"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_saved_searches_are_offered(clerk: Clerk, shell: str) -> None:
    searches = "[searches]\nlate = 'x'\nlimite = 'y'\nold = '$(touch x)'\n[deadlines]\nlast = 3\n"
    clerk.write("somei.toml", clerk.read("somei.toml") + searches)

    assert _offered(clerk, shell, "search", "@l") == ["@late", "@limite"]


def test_a_script_runs_nothing_from_the_register(registered: Clerk, tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    folder = registered.folder / "documents/2019/150"
    (folder / f"ST-15079-2019-INIT$(touch {planted.name}).toml").write_text("")
    codes = registered.read("vocabulary/subject_codes.toml")
    registered.write("vocabulary/subject_codes.toml", codes + f"'A$(touch {planted.name})' = 'x'\n")

    assert _offered(registered, "bash", "show", "1507") == ["15070/19"]
    assert _offered(registered, "bash", "classify", "15070/19", "ENFOP") == ["ENFOPOL"]
    assert not list(tmp_path.rglob("planted"))


def test_an_unknown_shell_is_wrong_usage(empty: Clerk) -> None:
    answer = empty.run("completion", "tcsh")

    assert (answer.status, answer.out) == (2, "")
    assert "bash, zsh, fish" in answer.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("named", ["nowhere", "./nowhere", "."])
def test_a_register_that_is_named_from_here_keeps_no_shell_busy(
    registered: Clerk, monkeypatch: pytest.MonkeyPatch, shell: str, named: str
) -> None:
    monkeypatch.setenv("SOMEI_REGISTER", named)
    assert _offered(registered, shell, "show", "150") == ["15070/19"]
