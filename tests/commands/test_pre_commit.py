"""The hooks for the program pre-commit: they refuse what somei's own hook refuses."""

import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from commands.faulty_documents import FIRST, SECOND, faulty, sound
from conftest import PROJECT, Answer, Clerk, prepared

HOOKS = ("somei-check", "somei-check-all", "somei-format")


def fields_of(hook: str) -> dict[str, str]:
    """The fields of a hook; the file holds nothing but plain values, one a line."""
    text = (PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    for block in text.split("- id: ")[1:]:
        name, *lines = block.splitlines()
        if name == hook:
            return dict(line.strip().split(": ", 1) for line in lines)
    raise AssertionError(hook)


@prepared
def three(clerk: Clerk) -> Clerk:
    """A register with two documents in order."""
    clerk.enter(FIRST, sound("1/19"))
    clerk.enter(SECOND, sound("2/19"))
    return clerk


def remove_document(clerk: Clerk) -> None:
    clerk.git("rm", "-q", FIRST)


def rename_document_away(clerk: Clerk) -> None:
    clerk.git("mv", FIRST, "kept-elsewhere.txt")


def remove_vocabulary(clerk: Clerk) -> None:
    clerk.git("rm", "-q", "--cached", "vocabulary/bodies.toml")


REMOVALS = {
    remove_document: (1, "GIT005"),
    rename_document_away: (1, "GIT005"),
    remove_vocabulary: (3, "vocabulary/bodies.toml: is missing"),
}


@pytest.mark.parametrize("hook", ["somei-check", "somei-check-all"])
def test_a_check_runs_also_where_a_commit_only_removes_files(hook: str) -> None:
    fields = fields_of(hook)

    assert fields["always_run"] == "true"
    assert fields["pass_filenames"] == "false"
    # Else it would run for messages of commits and after each checkout too, which name no file of a register.
    assert "pre-commit" in fields["stages"]
    assert "commit-msg" not in fields["stages"]


@pytest.mark.parametrize("remove", REMOVALS)
def test_the_command_of_the_hook_refuses_a_removal(three: Clerk, remove: object) -> None:
    assert callable(remove)
    status, words = REMOVALS[remove]
    remove(three)
    program, *rest = shlex.split(fields_of("somei-check")["entry"])

    answer = three.run(*rest)

    assert program == "somei"
    assert answer.status == status
    assert words in answer.out + answer.err


@pytest.mark.parametrize("hook", HOOKS)
def test_the_command_of_each_hook_takes_a_register_in_order(three: Clerk, hook: str) -> None:
    program, *words = shlex.split(fields_of(hook)["entry"])

    assert program == "somei"
    assert three.run(*words).status == 0


# ---- with the program itself, where it is installed


def run_pre_commit(clerk: Clerk, hook: str) -> Answer:
    """The hook as pre-commit runs it, with this somei instead of one that is built from a download."""
    program = shutil.which("pre-commit")
    command = [program] if program else [sys.executable, "-m", "pre_commit"]
    if not program and find_spec("pre_commit") is None:
        pytest.skip("not installed: the package pre-commit")
    fields = {**fields_of(hook), "id": hook, "language": "system"}
    fields["entry"] = f"{shlex.quote(sys.executable)} -m somei_cli {fields['entry'].removeprefix('somei ')}"
    lines = "".join(f"        {key}: {value}\n" for key, value in fields.items() if key != "id")
    config = clerk.folder.parent / "pre-commit.yaml"
    config.write_text(f"repos:\n  - repo: local\n    hooks:\n      - id: {hook}\n{lines}")
    done = subprocess.run(
        [*command, "run", "--config", str(config)], cwd=clerk.folder, capture_output=True, text=True, check=False
    )
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("remove", REMOVALS)
def test_pre_commit_refuses_a_removal(three: Clerk, remove: object) -> None:
    assert callable(remove)
    remove(three)

    answer = run_pre_commit(three, "somei-check")

    assert answer.status == 1
    assert REMOVALS[remove][1] in answer.out


def test_pre_commit_takes_what_is_in_order_and_refuses_what_is_not(three: Clerk, tmp_path: Path) -> None:
    (three.folder / "notes.txt").write_text("nothing of the register")
    three.git("add", "notes.txt")
    assert run_pre_commit(three, "somei-check").status == 0
    three.write(FIRST, faulty("1/19"))
    three.git("add", FIRST)
    assert "DATE002" in run_pre_commit(three, "somei-check").out
