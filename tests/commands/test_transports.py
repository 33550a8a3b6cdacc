"""Numbers over real lines: git's own protocol and HTTP on the loopback, lines that break, servers that refuse."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from clerks import colleague, held_by, hook, hub_of, on_hub, prepared_at_hub
from conftest import Clerk
from local_servers import Line, git_daemon, http_server
from needs import lacking, need


@prepared_at_hub
def hub(clerk: Clerk) -> Path:
    hub = hub_of(clerk)
    on_hub(hub, "config", "http.receivepack", "true")
    return hub


@pytest.fixture(params=["git", "http"])
def address(request: pytest.FixtureRequest, hub: Path) -> Iterator[str]:
    """Where the server is reached."""
    serve = git_daemon if request.param == "git" else http_server
    with serve(hub.parent) as port:
        yield f"{request.param}://127.0.0.1:{port}/{hub.name}"


def at(clerk: Clerk, address: str) -> Clerk:
    """The clerk reaches the server by this address, and says that it may be one without a lock."""
    clerk.git("remote", "set-url", "origin", address)
    clerk.git("config", "somei.protocols", address.partition(":")[0])
    return clerk


def test_numbers_and_syncs_go_over_it(address: str, hub: Path) -> None:
    ada, ben = (at(colleague(hub, name), address) for name in ("ada", "ben"))
    assert ada.ok("number", "next") == "SN 1/20\n"
    assert ben.ok("number", "reserve", "--count", "2") == "SN 2/20\nSN 3/20\n"
    ada.ok("add", "1/20", "--subject", "One")
    assert ada.run("sync").status == 0
    assert ben.run("sync").status == 0
    assert len(held_by(hub)) == 4
    assert ben.read("documents/2020/000/ST-1-2020-INIT.toml")


def test_a_line_without_a_lock_must_be_allowed(address: str, hub: Path) -> None:
    ada = colleague(hub, "ada")
    ada.git("remote", "set-url", "origin", address)
    answer = ada.run("number", "next")
    assert answer.status == 3
    assert "cannot be reached" in answer.err
    assert "not allowed" in answer.err


def test_a_server_that_refuses(address: str, hub: Path) -> None:
    ada = at(colleague(hub, "ada"), address)
    hook(hub, "pre-receive", "echo 'main is protected' >&2; exit 1")
    answer = ada.run("number", "next")
    assert (answer.status, answer.out) == (5, ""), answer.err
    assert "main is protected" in answer.err


@pytest.mark.parametrize("faults", [("half",), ("answer",), ("half", "answer"), ("slow",)], ids="+".join)
def test_a_line_that_breaks_gives_one_number_all_the_same(hub: Path, faults: tuple[str, ...]) -> None:
    with git_daemon(hub.parent) as port, ExitStack() as leaving:
        line = Line(port, *faults)
        leaving.callback(line.close)
        ada = at(colleague(hub, "ada"), f"git://127.0.0.1:{line.port}/{hub.name}")
        assert ada.ok("number", "next") == "SN 1/20\n"
        assert line.faults == []
        assert ada.ok("number", "next") == "SN 2/20\n"
    assert [Path(path).stem for path in held_by(hub)] == ["SN-1-2020-INIT", "SN-2-2020-INIT"]
    assert on_hub(hub, "fsck", "--strict") == ""


def test_what_a_sync_sends_arrives_once_when_the_line_breaks(hub: Path) -> None:
    with git_daemon(hub.parent) as port, ExitStack() as leaving:
        line = Line(port, "answer")
        leaving.callback(line.close)
        ada = at(colleague(hub, "ada"), f"git://127.0.0.1:{line.port}/{hub.name}")
        ada.ok("add", "1/20", "--subject", "One")
        assert ada.run("sync").status == 0
        assert line.faults == []
    assert on_hub(hub, "log", "--format=%s", "main").splitlines()[:1] == ["Add 1/20"]
    assert ada.git("rev-parse", "main") == on_hub(hub, "rev-parse", "main")


def test_who_may_only_read_is_told_so(hub: Path) -> None:
    with http_server(hub.parent, refuses="receive-pack") as port:
        ada = at(colleague(hub, "ada"), f"http://127.0.0.1:{port}/{hub.name}")
        answer = ada.run("number", "next")
    assert (answer.status, answer.out) == (5, ""), answer.err
    assert "refused the push" in answer.err
    assert "403" in answer.err


def test_nobody_listens(hub: Path) -> None:
    with git_daemon(hub.parent) as port:
        pass
    ada = at(colleague(hub, "ada"), f"git://127.0.0.1:{port}/{hub.name}")
    answer = ada.run("number", "next")
    assert (answer.status, answer.out) == (3, ""), answer.err
    assert "Connection refused" in answer.err


def program(file: Path, script: str) -> Path:
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return file


def over_ssh(hub: Path, ssh: Path) -> None:
    """Two clerks whose git starts this program as ssh."""
    ada, ben = colleague(hub, "ada"), colleague(hub, "ben")
    for clerk in (ada, ben):
        clerk.git("remote", "set-url", "origin", f"ssh://localhost{hub}")
        clerk.git("config", "core.sshCommand", str(ssh))
    assert ada.ok("number", "next") == "SN 1/20\n"
    assert ben.ok("number", "next") == "SN 2/20\n"
    ben.ok("add", "1/20", "--subject", "One")
    assert ben.run("sync").status == 0
    assert len(held_by(hub)) == 3


def test_ssh_as_git_calls_it(hub: Path, tmp_path: Path) -> None:
    """What git asks ssh for is run here, without any network."""
    over_ssh(hub, program(tmp_path / "ssh", 'for word; do :; done\nexec sh -c "$word"'))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes the folder that sshd wants")
@pytest.mark.skipif(bool(lacking("sshd")), reason=lacking("sshd"))
def test_ssh_itself(hub: Path, tmp_path: Path) -> None:
    """A server of its own for each connection, with keys of its own, that listens nowhere."""
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    for name in ("host", "clerk"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(keys / name)], check=True)
    (keys / "config").write_text(
        f"HostKey {keys}/host\nAuthorizedKeysFile {keys}/clerk.pub\nStrictModes no\nUsePAM no\n"
    )
    sshd = f"mount -t tmpfs none /run && mkdir /run/sshd && exec {need('sshd')} -i -f {keys}/config"
    serve = program(keys / "serve", f"exec unshare -m sh -c '{sshd}'")
    known = "-o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
    over_ssh(hub, program(keys / "ssh", f'exec ssh -i {keys}/clerk {known} -o ProxyCommand={serve} "$@"'))
