"""What tests need beside Python's packages: programs, with the Debian packages that hold them.

A test asks for a program with `need` or `lacking`; where it is missing, the reason of the skip begins with
`not installed:`. `.ci/run` installs what `python tests/needs.py` prints, if it can, and then takes no such skip.
"""

import shutil
import sys
from pathlib import Path

PACKAGES = {
    "cc": ("gcc", "libc6-dev"),
    "chromium": ("chromium",),
    "faketime": ("faketime",),
    "fish": ("fish",),
    "fusermount3": ("fuse3",),
    "less": ("less",),
    "localc": ("libreoffice-calc",),
    "node": ("nodejs",),
    "npm": ("npm",),
    "setpriv": ("util-linux",),
    "ssh-keygen": ("openssh-client",),
    "sshd": ("openssh-server",),
    "systemd-analyze": ("systemd",),
    "zsh": ("zsh",),
}
"""The programs that tests are skipped without."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_TOOLS = "npm install --prefix tests/browser"
"""What else the tests of the site need beside a browser; its result lies in the folder itself."""
_SYSTEM_FOLDERS = ("/usr/sbin", "/sbin")
"""Where servers lie, also for somebody whose PATH does not lead there."""


def find(program: str) -> str | None:
    """Return the path of a program."""
    names = BROWSERS if program == "chromium" else (program,)
    return next(filter(None, map(shutil.which, names)), None) or next(
        (path for folder in _SYSTEM_FOLDERS if Path(path := f"{folder}/{program}").exists()), None
    )


def lacking(*programs: str) -> str:
    """Return the reason for which a test is skipped; nothing if all of these are there."""
    lacks = [
        program
        for program in programs
        if not (_has_browser_tools() if program == BROWSER_TOOLS else program in PACKAGES and find(program))
    ]
    return f"not installed: {', '.join(lacks)}" if lacks else ""


def need(program: str) -> str:
    """Return the path of a program, or skip the test that asks for it."""
    import pytest

    path = find(program) if program in PACKAGES else None
    return path or pytest.skip(lacking(program))


def _has_browser_tools() -> bool:
    return (Path(__file__).parent / "browser/node_modules/axe-core").exists()


if __name__ == "__main__":
    wanted = {package for program, packages in PACKAGES.items() if not find(program) for package in packages}
    sys.stdout.write(" ".join(sorted(wanted)) + "\n")
