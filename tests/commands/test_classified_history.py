"""The commands of the manual that take classified text out of the history of a server: they do what the page says."""

import re
import subprocess
from pathlib import Path

import pytest
from clerks import colleague, hub_of, on_hub
from conftest import Clerk

from somei_cli.store.disk.packaged_data import read_help_page

PATH = "documents/2020/060/ST-6001-2020-INIT.toml"
WORD = "zzcanary"


def commands() -> list[str]:
    """The blocks of the page that run with git alone: the list, the rewriting, the proof, and the hook."""
    return re.findall(r"```sh\n(.*?)```", read_help_page("purge"), re.DOTALL)


def typed(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", script], cwd=folder, capture_output=True, text=True, errors="replace", check=False
    )


def texts(folder: Path) -> str:
    return typed("git cat-file --batch --batch-all-objects", folder).stdout


@pytest.fixture
def hub(clerk: Clerk) -> Path:
    """A server whose history holds the text of a document that was raised, on two branches and under a tag."""
    hub = hub_of(clerk)
    clerk.ok("add", "6001/20", "--subject", f"Talks on {WORD}", "--type", "NOTE", "--date", "2020-02-03")
    clerk.git("tag", "before")
    clerk.git("push", "-q", "--tags", "origin", "main", "main:other")
    colleague(hub, "ada")
    clerk.ok("classify", "6001/20", "--marking", "SECRET UE/EU SECRET", "-m", "So says the cover")
    clerk.ok("add", "6002/20", "--subject", "Lamps", "--type", "NOTE", "--date", "2020-02-03")
    clerk.git("push", "-q")
    return hub


def test_the_text_leaves_the_server_and_the_entry_stays(hub: Path) -> None:
    listing, rewriting, proof, _ = commands()
    assert WORD in texts(hub)

    done = typed(f"{listing}\n{rewriting}\n{proof}", hub)

    assert "fatal" not in done.stderr, done
    assert WORD not in texts(hub)
    assert done.stdout.splitlines()[-1].startswith("before -> before"), "the proof prints nothing"
    assert typed("git fsck --full", hub).returncode == 0
    fresh = colleague(hub, "ben")
    assert 'marking = "SECRET UE/EU SECRET"' in fresh.read(PATH)
    assert fresh.run("check", "--history").status == 0
    assert on_hub(hub, "log", "--format=%s", "main").splitlines()[:2] == [
        "Add 6002/20",
        "Raise the marking of 6001/20 from none to SECRET UE/EU SECRET",
    ]


def test_a_clone_of_before_cannot_put_it_back(hub: Path) -> None:
    listing, rewriting, proof, hook = commands()
    typed(f"{listing}\n{rewriting}\n{proof}", hub)
    clerk_hook = "#!/bin/sh\nwhile read -r old new ref; do echo passed on: $ref >&2; done\n"
    for name, text in (("pre-receive", hook), ("pre-receive.next", clerk_hook)):
        file = hub / "hooks" / name
        file.write_text(text)
        file.chmod(0o755)

    stale, fresh = Clerk(hub.parent / "ada"), colleague(hub, "ben")
    refused = typed("git push origin main:elsewhere", stale.folder)
    synced = stale.run("sync")
    fresh.ok("add", "6003/20", "--subject", "Ports", "--type", "NOTE", "--date", "2020-02-03")

    assert "clone anew" in refused.stderr
    assert synced.status != 0
    pushed = typed("git push && git push origin main:third && git push --delete origin third", fresh.folder)
    assert "passed on: refs/heads/main" in pushed.stderr
    assert "passed on: refs/heads/third" in pushed.stderr
    assert WORD not in texts(hub)
