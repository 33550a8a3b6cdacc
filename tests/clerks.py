"""Several clerks with one register: a bare repository, and a clone for each of them."""

import subprocess
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import Clerk, Kept, prepared

OWN = 'own_series = [\n    "SN",\n    "WK",\n]\n'


def hub_of(clerk: Clerk) -> Path:
    """A bare repository on the disk that the clerk's branch follows from now on; the office allots SN and WK."""
    hub = clerk.folder.parent / "hub.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(hub)], check=True)
    for key in ("receive.denyNonFastForwards", "receive.denyDeletes", "receive.fsckObjects"):
        subprocess.run(["git", "-C", str(hub), "config", key, "true"], check=True)
    clerk.enter("somei.toml", clerk.read("somei.toml").replace("own_series = []\n", OWN))
    clerk.git("remote", "add", "origin", str(hub))
    clerk.git("push", "-q", "-u", "origin", "main")
    return hub


def colleague(hub: Path, name: str) -> Clerk:
    """Another clerk with a clone of their own."""
    folder = hub.parent / name
    subprocess.run(["git", "clone", "-q", str(hub), str(folder)], check=True, capture_output=True)
    clerk = Clerk(folder)
    clerk.git("config", "user.name", name.capitalize())
    clerk.git("config", "user.email", f"{name}@example.org")
    return clerk


prepared_at_hub = partial(prepared, beside=("hub.git",))
"""A fixture that is made from a clerk at a server, and holds both whenever it is asked for."""

_clones: dict[tuple[str, bytes], Kept] = {}


def copied_colleague(hub: Path, name: str, factory: pytest.TempPathFactory) -> Clerk:
    """The same as `colleague`; what was cloned from a server in this state before is copied."""
    files = [hub / "HEAD", hub / "config", *hub.glob("packed-refs"), *sorted((hub / "refs").rglob("*"))]
    state = b"".join(bytes(file.relative_to(hub)) + file.read_bytes() for file in files if file.is_file())
    clone = Clerk(hub.parent / name)
    if (name, state) in _clones:
        _clones[name, state].lay_down(hub.parent)
        # Git has seen every file of a clone that it made itself.
        clone.git("update-index", "-q", "--refresh")
        return clone
    colleague(hub, name)
    _clones[name, state] = Kept.of(hub.parent, [name], factory.mktemp("clone"))
    return clone


def on_hub(hub: Path, *words: str) -> str:
    """Ask the bare repository by hand."""
    done = subprocess.run(["git", "-C", str(hub), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def held_by(hub: Path) -> list[str]:
    """The files of documents that the server holds."""
    return [path for path in on_hub(hub, "ls-tree", "-r", "--name-only", "main").split() if "documents/" in path]


def hook(hub: Path, name: str, script: str) -> None:
    """Put a hook into the bare repository."""
    file = hub / "hooks" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def provisional_file(clerk: Clerk, nth: int = 1) -> str:
    """The file of the nth entry under a provisional number, in the order in which they were made."""
    files = clerk.folder.glob("documents/*/*/PROV-*-INIT.toml")
    return str(sorted(files, key=lambda file: int(file.name.split("-")[1]))[nth - 1].relative_to(clerk.folder))


def provisional(clerk: Clerk, nth: int = 1) -> str:
    """The number of that entry."""
    return number_in(provisional_file(clerk, nth))


def number_in(file: str) -> str:
    """The number that a file stands for, going by its name."""
    series, number, year, _ = Path(file).stem.split("-")
    return f"{series} {number}/{year[2:]}"


def day_of_last_act(clerk: Clerk, branch: str = "HEAD") -> date:
    """The day in the time zone of the register, which is another than that of this computer around midnight."""
    moment = int(clerk.git("log", "-1", "--format=%ct", branch))
    return datetime.fromtimestamp(moment, ZoneInfo("Europe/Brussels")).date()
