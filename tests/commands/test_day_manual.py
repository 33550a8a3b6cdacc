"""The help page "A clerk's day" is played: it begins with nothing but sample files, and nobody types git."""

import shutil
from pathlib import Path

import pytest
import transcripts
from clerks import colleague, hub_of
from conftest import DOCUMENTS, PROJECT, Clerk, set_day

PAGE = PROJECT / "somei_cli/manual/day.md"


def test_a_clerks_day(empty: Clerk, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    set_day(monkeypatch, "2020-06-10")
    monkeypatch.setenv("COLUMNS", "78")
    monkeypatch.setenv("NO_COLOR", "1")
    shutil.copytree(DOCUMENTS, Path.home() / "Downloads")
    colleagues: dict[str, Clerk] = {}

    def clerk_named(name: str) -> Clerk:
        # The office has a server, and a colleague a clone of what is there.
        if name and name not in colleagues:
            colleagues[name] = colleague(hub_of(empty), name)
        return colleagues[name] if name else empty

    transcripts.require_same(PAGE, clerk_named, request)

    colleagues["ben"].ok("sync")
    assert colleagues["ben"].log() == empty.log()
    assert empty.run("check", "--history", "--fail-on", "error").status == 0
    assert empty.git("status", "--porcelain") == ""


def test_it_begins_with_init_and_nobody_types_git_or_opens_a_file() -> None:
    typed = transcripts.commands(PAGE)
    acts = {" ".join(line.split()[1:3]) if "agenda" in line else line.split()[1] for line in typed}

    assert typed[0] == "somei init"
    assert all(line.startswith("somei ") for line in typed)
    assert not any(line.split()[1] == "edit" and "=" not in line for line in typed)
    assert acts >= {
        "import", "add", "edit", "undo", "agenda create", "agenda edit-item", "agenda remove-item", "agenda issue",
        "agenda outcome", "issue", "withdraw", "renumber", "sync", "check",
    }  # fmt: skip
    files = [word for line in typed for word in line.split() if word.startswith(("~", "/", "@", "."))]
    assert [file for file in files if not (DOCUMENTS / Path(file).name).exists()] == []
