"""The completion scripts, in the shells themselves."""

import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest
from conftest import Clerk
from needs import need

BASH = """
source {script}
COMP_WORDS=({words})
COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_somei
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """
autoload -U compinit; compinit -C -d {dump}
source {script}
compadd() {{ shift; [[ $1 == found ]] && print -l -- $found }}
words=({words}); CURRENT=${{#words}}
_somei
"""
FISH = """
source {script}
complete -C {line}
"""


@cache
def _zsh_dump() -> Path:
    """What zsh notes of its own completion the first time, and reads at anybody's: finding it anew takes 0.3 s."""
    dump = Path(tempfile.mkdtemp(prefix="somei-zsh-")) / "dump"
    subprocess.run(["zsh", "-f", "-c", f"autoload -U compinit; compinit -u -d {dump}"], check=True, capture_output=True)
    return dump


def _offered(clerk: Clerk, shell: str, *words: str) -> list[str]:
    if shell != "bash":
        need(shell)
    script = clerk.folder.parent / f"somei.{shell}"
    script.write_text(clerk.ok("completion", shell))
    quoted = [f"'{word}'" for word in ("somei", *words)]
    program = {"bash": BASH, "zsh": ZSH, "fish": FISH}[shell].format(
        script=script,
        words=" ".join(quoted),
        line="'" + " ".join(("somei", *words)) + "'",
        dump=_zsh_dump() if shell == "zsh" else "",
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


def test_a_file_name_inside_quotes_runs_nothing(registered: Clerk) -> None:
    script = registered.folder.parent / "somei.bash"
    script.write_text(registered.ok("completion", "bash"))
    for name in ("a$(touch x).md", "a`touch x`.md", "a'.md", "ab c.md"):
        registered.write(name, "")
    offered = {}
    for quote in ('\\"', "\\'"):
        program = BASH.format(script=script, words=f"somei import {quote}a")
        done = subprocess.run(
            ["bash", "--norc", "-c", program], cwd=registered.folder, capture_output=True, text=True, check=True
        )
        offered[quote] = sorted(done.stdout.splitlines())

    assert offered['\\"'] == ["a'.md", "ab c.md"]
    assert offered["\\'"] == ["a$(touch x).md", "a`touch x`.md", "ab c.md"]


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


@pytest.fixture
def offices(registered: Clerk) -> Clerk:
    """A register with other series, addenda and follow-ups."""
    for number in ("CM 1456/20", "6110/20", "6110/20 ADD 1", "6110/1/20 REV 1 ADD 2", "6110/20 COR 1"):
        registered.ok("add", number, "--subject", "A text")
    for item in ("2", "2/1", "10"):
        registered.ok("followup", "add", "A promise", "--doc", "15070/19", "--item", item, "--due", "2020-06-30")
    return registered


SHELLS = pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])


@SHELLS
def test_values_of_options_are_offered(offices: Clerk, shell: str) -> None:
    def offered(*words: str) -> list[str]:
        return _offered(offices, shell, *words)

    assert offered("list", "--marking", "LI") == ["LIMITE"]
    assert offered("list", "--body", "SO") == ["SOMEI"]
    assert "NOTE" in offered("list", "--type", "NO")
    assert offered("list", "--status", "wi") == ["withdrawn"]
    assert offered("list", "--lang", "f") == ["fi", "fr"]
    assert offered("list", "--format", "js") == ["json", "jsonl"]
    assert offered("stats", "--by", "m") == ["marking", "month"]
    assert offered("check", "--format", "sar") == ["sarif"]
    assert offered("check", "--select", "XREF00")[:2] == ["XREF001", "XREF002"]
    assert offered("edit", "--where", "mark") == ["marking="]
    assert offered("list", "--code", "ENFOP") == ["ENFOPOL"]
    assert offered("--color", "al") == ["always"]


@SHELLS
def test_arguments_are_offered_by_what_a_command_takes(offices: Clerk, shell: str) -> None:
    offices.write("15070-19.md", "")
    offices.write("incoming/a.md", "")

    def offered(*words: str) -> list[str]:
        return _offered(offices, shell, *words)

    assert offered("import", "150") == ["15070-19.md", "15070/19"]
    assert offered("import", "inc") == ["incoming/"]
    assert offered("import", "SO") == []
    assert offered("explain", "XREF00")[:2] == ["XREF001", "XREF002"]
    assert offered("explain", "LIM") == ["LIMITE"]
    assert offered("help", "number") == ["number", "numbers"]
    assert offered("help", "agenda", "cr") == ["create"]
    assert offered("completion", "f") == ["fish"]
    assert offered("bodies", "edit", "SO") == ["SOMEI"]
    assert offered("meeting", "SO") == ["SOMEI"]


@SHELLS
def test_follow_ups_are_offered(offices: Clerk, shell: str) -> None:
    ids = ["15070/19#10.1", "15070/19#2.1", "15070/19#2/1.1"]

    assert _offered(offices, shell, "followup", "done", "150") == ids
    assert _offered(offices, shell, "followup", "move", "15070/19#2") == ids[1:]


@SHELLS
def test_numbers_of_all_series_and_suffixes_are_offered(offices: Clerk, shell: str) -> None:
    family = ["6110/1/20 REV 1 ADD 2", "6110/20", "6110/20 ADD 1", "6110/20 COR 1"]

    assert _offered(offices, shell, "show", "611") == family
    assert _offered(offices, shell, "show", "6110/20") == family[1:]
    assert _offered(offices, shell, "show", "CM") == ["CM 1456/20"]
    assert _offered(offices, shell, "show", "CM", "14") == ["1456/20"]
    assert _offered(offices, shell, "show", "6110/20", "A") == ["ADD 1"]


@SHELLS
def test_numbers_are_offered_inside_quotes(offices: Clerk, shell: str) -> None:
    if shell != "bash":
        need(shell)
    script = offices.folder.parent / f"somei.{shell}"
    script.write_text(offices.ok("completion", shell))
    typed = '\\"CM 14' if shell != "fish" else 'somei show "CM 14'
    program = {"bash": BASH, "zsh": ZSH, "fish": FISH}[shell].format(
        script=script,
        words=f"somei show {typed}".replace("CM 14", "CM\\ 14"),
        line=f"'{typed}'",
        dump=_zsh_dump() if shell == "zsh" else "",
    )
    options = {"bash": ["--norc", "-c"], "zsh": ["-f", "-c"], "fish": ["--no-config", "-c"]}[shell]
    done = subprocess.run([shell, *options, program], cwd=offices.folder, capture_output=True, text=True, check=False)

    assert (done.stdout.strip().split("\t")[0], done.stderr) == ("CM 1456/20", "")


@SHELLS
def test_the_register_that_is_named_is_looked_at(offices: Clerk, tmp_path: Path, shell: str) -> None:
    elsewhere = Clerk(tmp_path)

    for option in ("-C", "--register"):
        assert _offered(elsewhere, shell, option, str(offices.folder), "show", "150") == ["15070/19"]
        assert _offered(elsewhere, shell, "show", option, str(offices.folder), "150") == ["15070/19"]
        assert _offered(elsewhere, shell, option, str(offices.folder), "list", "--body", "SO") == ["SOMEI"]


@SHELLS
def test_a_value_behind_an_equals_sign_is_offered(offices: Clerk, shell: str) -> None:
    words = ("list", "--format", "=", "js") if shell == "bash" else ("list", "--format=js")
    expected = ["json", "jsonl"] if shell == "bash" else ["--format=json", "--format=jsonl"]

    assert _offered(offices, shell, *words) == expected
