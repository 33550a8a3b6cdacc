"""The commands of the manual that set up a server, back it up and replace it do what the pages say."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from clerks import on_hub
from conftest import Clerk

from somei_cli.store.disk.packaged_data import read_help_page

GONE = "documents/2020/000/ST-2-2020-INIT.toml"


def _block(page: str, holds: str) -> str:
    """The one block of a page that holds these words."""
    (block,) = (block for block in re.findall(r"```sh\n(.*?)```", read_help_page(page), re.DOTALL) if holds in block)
    return block


def _type(script: str, folder: Path) -> None:
    """Type lines of the manual in a shell, with the somei of these tests, and the server beside the clerk's desk."""
    place = next(parent for parent in (folder, *folder.parents) if (parent / "desk").exists())
    program = place / "bin"
    program.mkdir(exist_ok=True)
    program.joinpath("somei").write_text(f'#!/bin/sh\nexec {sys.executable} -P -m somei_cli "$@"\n')
    program.joinpath("somei").chmod(0o755)
    server = str(place / "register.git")
    script = script.replace("ssh://git.example.org/srv/register.git", server).replace("/srv/register.git", server)
    environment = {**os.environ, "PATH": f"{program}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-ec", script], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (script, done)


@pytest.fixture
def server(clerk: Clerk) -> Path:
    """A server that was set up by the lines of the page, from the clerk's clone."""
    _type(_block("administer", "git init --bare"), clerk.folder)
    _type(_block("administer", "git push -u"), clerk.folder)
    return clerk.folder.parent / "register.git"


def test_a_server_is_set_up_and_refuses_what_loses_a_number(clerk: Clerk, server: Path) -> None:
    clerk.ok("add", "1/20", "--subject", "Lamps", "--date", "2020-01-10")
    clerk.ok("sync")
    (clerk.folder.parent / "ben").mkdir()
    _type(_block("administer", "git clone ssh"), clerk.folder.parent / "ben")
    ben = Clerk(clerk.folder.parent / "ben/register")

    assert "1/20" in ben.ok("list")
    ben.git("rm", "-q", "documents/2020/000/ST-1-2020-INIT.toml")
    ben.git("commit", "-qm", "Gone")
    with pytest.raises(subprocess.CalledProcessError):
        ben.git("push")
    assert "Add 1/20" in on_hub(server, "log", "-1", "--format=%s", "main")


def test_a_server_comes_back_from_its_backup(clerk: Clerk, server: Path) -> None:
    clerk.ok("add", "1/20", "--subject", "Lamps", "--date", "2020-01-10")
    clerk.ok("sync")
    _type(_block("administer", "clone --mirror"), clerk.folder.parent)
    clerk.ok("add", "2/20", "--subject", "Chairs", "--date", "2020-01-11")
    clerk.ok("sync")
    server.rename(server.with_name("lost.git"))
    (clerk.folder.parent / "backup.git").rename(server)

    refused = clerk.run("sync")
    assert refused.status == 5
    _type(_block("repair", "update-ref"), clerk.folder)

    assert "Lamps" in on_hub(server, "show", "main:documents/2020/000/ST-1-2020-INIT.toml")
    assert "Chairs" in on_hub(server, "show", f"main:{GONE}")
