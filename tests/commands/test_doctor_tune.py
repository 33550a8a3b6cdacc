"""`somei doctor --tune`: what it sets, what it says, and that nothing else changes by it."""

import json
from pathlib import Path
from typing import Any

from conftest import Clerk
from fast_import import Stream, foundation

from somei_cli.store.git.config import TUNED_SETTINGS

DOCUMENT = "documents/2019/150/ST-15070-2019-INIT.toml"


def _rows(answer: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(answer)["records"]
    return rows


def _has_paths(clerk: Clerk) -> bool:
    graph = clerk.folder / ".git/objects/info/commit-graph"
    return graph.is_file() and b"BIDX" in graph.read_bytes()[:200]


def test_it_sets_what_it_says_in_this_clone_alone(registered: Clerk) -> None:
    registered.git("config", "index.version", "3")

    rows = _rows(registered.ok("doctor", "--tune", "--json"))

    assert {row["setting"]: (row["before"], row["now"]) for row in rows} == {
        key: ("3" if key == "index.version" else None, value) for key, value in TUNED_SETTINGS.items()
    }
    for key, value in TUNED_SETTINGS.items():
        assert registered.git("config", "--local", key) == value
    assert _has_paths(registered)
    assert registered.git("status", "--porcelain") == ""
    again = registered.run("doctor", "--tune")
    assert again.status == 0
    assert "index.version" not in again.out


def test_a_dry_run_sets_nothing(registered: Clerk) -> None:
    before = registered.read(".git/config")

    answer = registered.run("doctor", "--tune", "--dry-run")

    assert answer.status == 0
    assert "core.untrackedCache" in answer.out
    assert "dry run" in answer.err
    assert registered.read(".git/config") == before
    assert not _has_paths(registered)
    assert registered.run("doctor", "--dry-run").status == 2


def test_work_goes_on_as_before(registered: Clerk) -> None:
    """With the fourth form of the index and the untracked cache, and with work of the clerk's own staged."""
    registered.ok("doctor", "--tune")
    registered.write("own.txt", "mine")
    registered.git("add", "own.txt")
    registered.write("other.txt", "not yet")
    registered.git("status")
    index = (registered.folder / ".git/index").read_bytes()
    assert index[:8] == b"DIRC\0\0\0\4"
    assert b"UNTR" in index

    registered.ok("add", "1/20", "--subject", "S")
    registered.ok("classify", "15070/19", "SIRIS")

    assert registered.git("show", "--name-only", "--format=", "HEAD") == DOCUMENT
    assert registered.git("status", "--porcelain").splitlines() == ["A  own.txt", "?? other.txt"]
    assert (registered.folder / ".git/index").read_bytes()[:8] == b"DIRC\0\0\0\4"
    (registered.folder / "other.txt").unlink()
    registered.write("documents/2019/new.txt", "")
    assert registered.git("status", "--porcelain").splitlines() == ["A  own.txt", "?? documents/2019/new.txt"]
    before = registered.ok("history", "15070/19", "--json")
    for file in (registered.folder / ".git/objects/info").glob("commit-graph*"):
        file.unlink()
    assert registered.ok("history", "15070/19", "--json") == before


def test_the_doctor_tells_when_it_is_worth_it(registered: Clerk, tmp_path: Path) -> None:
    assert "tuning" not in registered.ok("doctor")

    long = Stream()
    long.commit(foundation())
    for at in range(2_000):
        long.commit({"notes.txt": str(at)})
    folder = tmp_path / "long"
    long.write(folder)
    clerk = Clerk(folder)
    clerk.git("reset", "-q", "--hard")
    told = {row["thing"]: row for row in _rows(clerk.ok("doctor", "--json"))}
    assert told["tuning"]["state"] == "note"
    assert told["tuning"]["words"].startswith("2,001 commits")
    assert told["tuning"]["words"].endswith("somei doctor --tune")
    clerk.ok("doctor", "--tune")
    assert {row["thing"]: row["state"] for row in _rows(clerk.ok("doctor", "--json"))}["tuning"] == "good"


def test_a_shallow_clone_says_that_nothing_is_kept(registered: Clerk, tmp_path: Path) -> None:
    registered.git("clone", "-q", "--depth", "1", f"file://{registered.folder}", str(tmp_path / "shallow"))

    answer = Clerk(tmp_path / "shallow").run("doctor", "--tune")

    assert answer.status == 0
    assert "no changed paths" in answer.err
