"""What a night, a code host and a hook are told: commands quoted as each of them reads words."""

import re
import shlex
from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

from somei_cli.errors import CannotWork

Words = Sequence[str]


class Helper(StrEnum):
    """Who runs a check while nobody watches."""

    SYSTEMD = "systemd"
    CRON = "cron"
    GITHUB = "github"
    GITLAB = "gitlab"
    HOOK = "hook"
    HUB = "hub"


class Whereabouts(NamedTuple):
    """What the helpers must know: how somei is called here, where the register lies, and where answers are kept.

    `place` is the way from the top of the repository to the register, for what runs in other clones too.
    """

    program: tuple[str, ...]
    register: PurePath
    kept: PurePath
    place: PurePath


class Script(NamedTuple):
    """One file for a helper: its usual name, its text, and whether it is run as it is."""

    name: str
    text: str
    runs: bool = False


TEMPLATES = {
    Helper.SYSTEMD: {"somei-check.service": "somei-check.service", "somei-check.timer": "somei-check.timer"},
    Helper.CRON: {"somei.cron": "crontab"},
    Helper.GITHUB: {"somei.yml": "github.yml"},
    Helper.GITLAB: {"somei.gitlab-ci.yml": "gitlab.yml"},
    Helper.HOOK: {"pre-commit": "pre-commit"},
    Helper.HUB: {"pre-receive": "pre-receive"},
}
"""The files of each helper by their usual names, and the templates that they are made from."""


def script(helper: Helper, name: str, template: str, here: Whereabouts) -> Script:
    """Fill a template in.

    Raises:
        CannotWork: where a path holds what cannot be seen: none of the helpers could hold it on a line.
    """
    for path in (*here.program, str(here.register), str(here.kept)):
        if not path.isprintable():
            raise CannotWork("The path of the register, or of somei, holds a line break or the like.", "Rename it.")
    fillings = _FILLINGS[helper](here)
    # In one go: a path may hold what looks like a mark.
    text = re.sub("@[A-Z]+@", lambda mark: fillings[mark[0]], template)
    return Script(name, text, runs=helper in {Helper.HOOK, Helper.HUB})


_STRICT = ("--fail-on", "warning")
"""Nobody sees a warning of a check that nobody watches. The hooks refuse what a person is doing: only for errors."""

_STRANGE = "${TRUSTING:+--untrusted --trusting $TRUSTING}"
"""What a pipeline adds for a branch from elsewhere: it sets TRUSTING to the hash of the commit that it is to go to."""


def _systemd(here: Whereabouts) -> dict[str, str]:
    return {"@CHECK@": " ".join(map(systemd_word, _nightly(here))), "@FIRST@": _first(here)}


def _cron(here: Whereabouts) -> dict[str, str]:
    check = f"found=$({shlex.join(_nightly(here))} 2>&1) || {{ code=$?; printf '%s\\n' \"$found\"; exit $code; }}"
    return {"@CHECK@": cron_line(check), "@FIRST@": _first(here)}


def _github(here: Whereabouts) -> dict[str, str]:
    line = shlex.join(("somei", *_at(here), "check", *_STRICT, "--format", "github"))
    return {"@CHECK@": yaml_text(line.replace("${{", "${{ '${{' }}") + f" {_STRANGE}")}


def _gitlab(here: Whereabouts) -> dict[str, str]:
    line = shlex.join(("somei", *_at(here), "check", *_STRICT, "--format", "gitlab"))
    return {"@CHECK@": yaml_text(f"{line} {_STRANGE} > somei.json")}


def _hook(here: Whereabouts) -> dict[str, str]:
    return {"@CHECK@": shlex.join((*here.program, *_at(here), "--quiet", "check", "--staged"))}


def _hub(here: Whereabouts) -> dict[str, str]:
    return {"@CHECK@": shlex.join((*here.program, "-C", ".", "--no-input", "check", "--hub"))}


_FILLINGS = {
    Helper.SYSTEMD: _systemd,
    Helper.CRON: _cron,
    Helper.GITHUB: _github,
    Helper.GITLAB: _gitlab,
    Helper.HOOK: _hook,
    Helper.HUB: _hub,
}


def _nightly(here: Whereabouts) -> Words:
    compared = ("--format", "concise", "--compare", str(here.kept), "--keep", str(here.kept))
    return (*here.program, "-C", str(here.register), "--no-input", "check", "--history", *_STRICT, *compared)


def _first(here: Whereabouts) -> str:
    words = ("check", "--history", *_STRICT, "--keep", str(here.kept))
    return shlex.join((*here.program, "-C", str(here.register), *words))


def _at(here: Whereabouts) -> Words:
    # Below the folder one stands in: a name that begins with a hyphen is no option then.
    return ("-C", "." if here.place == PurePath() else f"./{here.place}", "--no-input")


def systemd_word(word: str) -> str:
    """A word of a command line in a unit file."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def cron_line(line: str) -> str:
    """A command in a crontab, where a percent sign would end it."""
    return line.replace("%", "\\%")


def yaml_text(text: str) -> str:
    """Text on one line of YAML that is read as nothing but text."""
    return "'" + text.replace("'", "''") + "'"
