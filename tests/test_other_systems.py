"""macOS, on which somei works, and Windows, on which it says in a sentence that it does not: both simulated.

A `sitecustomize.py` takes away or changes what Python would find on the other system, before somei starts.
"""

import os
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from clerks import hub_of
from conftest import PROJECT, SAMPLE, Clerk

WINDOWS = """
import signal, sys

sys.platform = "win32"
sys.modules.update(fcntl=None, resource=None, termios=None, pwd=None, grp=None)
for name in ("SIGHUP", "SIGALRM", "SIGVTALRM", "SIGKILL", "setitimer", "pthread_sigmask", "ITIMER_REAL"):
    delattr(signal, name)
"""

NO_POSIX_LOCKS = """
import sys

sys.modules["fcntl"] = None
"""

MACOS = """
import errno, fcntl, os, resource, select, signal, sys, sysconfig, urllib.request

sysconfig.get_config_vars()  # it and urllib load parts of Python that are there only on a Mac
sys.platform = "darwin"
LINUX = {
    os: "O_TMPFILE O_PATH O_DIRECT O_NOATIME O_LARGEFILE O_RSYNC copy_file_range eventfd fdatasync getrandom getresuid"
    " getxattr setxattr listxattr removexattr memfd_create pidfd_open pipe2 posix_fadvise posix_fallocate preadv2"
    " pwritev2 sched_getaffinity sched_setaffinity sched_getscheduler splice setresuid",
    signal: "SIGPWR SIGPOLL SIGSTKFLT SIGRTMIN SIGRTMAX SIGCLD sigtimedwait sigwaitinfo",
    resource: "prlimit RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_RTPRIO RLIMIT_SIGPENDING",
    fcntl: "F_OFD_GETLK F_OFD_SETLK F_OFD_SETLKW F_ADD_SEALS F_SETPIPE_SZ F_NOTIFY F_SETSIG F_SETLEASE",
    select: "epoll",
}
for module, names in LINUX.items():
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)

usual_limit, usual_control = resource.setrlimit, fcntl.fcntl
fcntl.F_FULLFSYNC = 51

def setrlimit(what, limits):
    if what == resource.RLIMIT_AS:
        raise ValueError("current limit exceeds maximum limit")
    usual_limit(what, limits)

def control(file, command, *words):
    if command != fcntl.F_FULLFSYNC:
        return usual_control(file, command, *words)
    with open(os.environ["FLUSHED"], "a") as log:
        log.write(os.readlink(f"/dev/fd/{file}") + "\\n")
    if os.environ.get("NO_FULL_FLUSH"):
        raise OSError(errno.ENOTSUP, "Operation not supported")
    return 0

def without_proc(function):
    def call(path=".", *words, **options):
        if str(path).startswith("/proc"):
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", path)
        return function(path, *words, **options)
    return call

resource.setrlimit, fcntl.fcntl = setrlimit, control
os.stat, os.listdir, os.scandir = without_proc(os.stat), without_proc(os.listdir), without_proc(os.scandir)
"""

UNSUPPORTED = "is not supported; Linux and macOS are, and so is WSL on Windows (wsl --install).\n"


def _on(system: str, folder: Path, **variables: str) -> dict[str, str]:
    """Return the environment of a process on another system."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(system)
    return {**os.environ, **variables, "PYTHONPATH": f"{folder}{os.pathsep}{PROJECT}"}


# ---- Windows, and what else has no locks


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    "words",
    [("list",), ("--version",), ("--help",), ("add", "1/20", "--json"), ("git", "merge", "--path=x"), ("nosuch",), ()],
)
def test_windows_is_told_in_one_sentence(registered: Clerk, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = registered.process(*words, env=_on(WINDOWS, tmp_path / "windows"))

    assert (done.returncode, done.stdout, done.stderr.decode()) == (3, b"", f"somei: Windows {UNSUPPORTED}")


@pytest.mark.parametrize("words", [("list",), ("add", "1/20", "--subject", "S"), ("import", str(SAMPLE)), ("check",)])
def test_a_system_without_locks_is_told_too(registered: Clerk, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = registered.process(*words, env=_on(NO_POSIX_LOCKS, tmp_path / "other"))

    assert (done.returncode, done.stderr.decode()) == (3, f"somei: This system {UNSUPPORTED}")
    assert registered.log()[0] == "Import 15070/19"


# ---- macOS

DAY = (
    ("add", "1/20", "--subject", "Lamps", "--type", "NOTE", "--date", "2020-02-01", "--code", "COSI 1"),
    ("import", "note.txt"),
    ("classify", "1/20", "--marking", "LIMITE", "-m", "decided"),
    ("export", "-o", "../export"),
    ("site", "build", "-o", "../site"),
    ("undo", "-m", "slip"),
    ("check", "--history"),
    ("check", "--untrusted", "--trusting", "HEAD"),
    ("sync",),
    ("doctor",),
)
NOTE = """Council of the European Union
Brussels, 1 February 2020
(OR. en)
6001/20
COSI 5

NOTE
From: General Secretariat
To: Delegations
Subject: Buoys
"""


def test_a_day_on_macos(registered: Clerk, tmp_path: Path) -> None:
    """On a disk that refuses to flush its own memory, as those of a network do."""
    hub_of(registered)
    registered.write("note.txt", NOTE)
    system = _on(MACOS, tmp_path / "macos", FLUSHED=str(tmp_path / "flushed"), NO_FULL_FLUSH="1")

    for words in DAY:
        done = registered.process(*words, env=system)

        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), (words, done)

    assert registered.log()[0].startswith("Undo ")


def test_a_document_reaches_the_drive_of_a_mac(registered: Clerk, tmp_path: Path) -> None:
    flushed = tmp_path / "flushed"
    system = _on(MACOS, tmp_path / "macos", FLUSHED=str(flushed))

    assert registered.process("add", "1/20", "--subject", "S", env=system).returncode == 0

    # What outlives a loss of power: the file, the folder with its name, and the journal.
    assert {"documents/2020/000", ".git/somei"} <= {
        name.removeprefix(f"{registered.folder.resolve()}/") for name in flushed.read_text().splitlines()
    }


def test_a_lock_of_git_on_macos_is_left_to_a_person(registered: Clerk, tmp_path: Path) -> None:
    registered.write(".git/index.lock", "")
    system = _on(MACOS, tmp_path / "macos", FLUSHED=str(tmp_path / "flushed"))

    done = registered.process("doctor", "--repair", env=system)

    assert (done.returncode, b"it cannot be seen who holds it" in done.stdout) == (3, True), done


def _can_mount(folder: Path) -> bool:
    line = f"mount --bind '{folder}' '{folder}'"
    return (
        bool(shutil.which("unshare"))
        and not subprocess.run(["unshare", "-m", "sh", "-c", line], capture_output=True, check=False).returncode
    )


@pytest.mark.parametrize(
    ("typed", "spelt_by_git"),
    [(unicodedata.normalize("NFD", "Büro"), "Büro"), ("BUERO", "buero")],
    ids=["letters", "capitals"],
)
def test_git_may_spell_the_folder_in_another_way(clerk: Clerk, tmp_path: Path, typed: str, spelt_by_git: str) -> None:
    """On macOS git composes letters, and a disk takes capitals and small letters for the same."""
    if not _can_mount(tmp_path):
        pytest.skip("only where a folder can be mounted under a second name")
    register, same = tmp_path / typed, tmp_path / spelt_by_git
    shutil.copytree(clerk.folder, register, symlinks=True)
    same.mkdir()
    programs = tmp_path / "programs"
    programs.mkdir()
    git = shutil.which("git")
    (programs / "git").write_text(
        f"""#!/bin/sh
case "$*" in
  *--show-toplevel*) {git} "$@" | sed "s|/{typed}|/{spelt_by_git}|" ;;
  *) exec {git} "$@" ;;
esac
"""
    )
    (programs / "git").chmod(0o755)
    mounted = ["unshare", "-m", "sh", "-c", f"mount --bind '{register}' '{same}' && exec \"$@\"", "sh"]
    system = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(PROJECT)}

    for words in (("add", "1/20", "--subject", "Lamps"), ("check", "--history"), ("list",), ("undo", "-m", "slip")):
        done = Clerk(register).process(*words, before=mounted, env=system)

        assert done.returncode == 0, (words, done)


# ---- where the package knows the system

KNOWING = {
    "fcntl": {"store/operating_system.py"},
    "resource": {"store/process/limited_workers.py"},
    "signal": {"__main__.py", "commands/shared/interrupts.py", "store/process/launch.py", "store/process/signals.py"},
}
"""The modules that import what only POSIX systems have."""
FLAGS = re.compile(r"\bos\.O_(DIRECTORY|NOFOLLOW|NONBLOCK|CLOEXEC|TMPFILE|PATH)\b")


def test_what_only_posix_systems_have_stands_behind_few_modules() -> None:
    package = PROJECT / "somei_cli"
    texts = {path.relative_to(package).as_posix(): path.read_text(encoding="utf-8") for path in package.rglob("*.py")}

    users = {
        name: {where for where, text in texts.items() if re.search(rf"^ *(import|from) {name}\b", text, re.MULTILINE)}
        for name in KNOWING
    }

    assert users == KNOWING
    assert {where for where, text in texts.items() if FLAGS.search(text)} == {"store/operating_system.py"}
