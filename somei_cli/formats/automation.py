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


def script(automation: Helper, name: str, template: str, paths: Whereabouts) -> Script:
    """Fill a template in.

    Raises:
        CannotWork: where a path holds what cannot be seen: none of the helpers could hold it on a line.
    """
    for path in (*paths.program, str(paths.register), str(paths.kept)):
        if not path.isprintable():
            raise CannotWork("The path of the register, or of somei, holds a line break or the like.", "Rename it.")
    values = _VALUES_OF[automation](paths)
    # In one go: a path may hold what looks like a mark.
    text = re.sub("@[A-Z]+@", lambda match: values[match[0]], template)
    return Script(name, text, runs=automation in {Helper.HOOK, Helper.HUB})


_FAIL_ON_WARNINGS = ("--fail-on", "warning")
"""Nobody sees a warning of a check that nobody watches. The hooks refuse what a person is doing: only for errors."""

_UNTRUSTED_OPTIONS = "${TRUSTING:+--untrusted --trusting $TRUSTING}"
"""What a pipeline adds for a branch from elsewhere: it sets TRUSTING to the hash of the commit that it is to go to."""


def _systemd_values(paths: Whereabouts) -> dict[str, str]:
    return {"@CHECK@": " ".join(map(systemd_word, _scheduled_check(paths))), "@FIRST@": _first_check(paths)}


def _cron_values(paths: Whereabouts) -> dict[str, str]:
    check = (
        f"found=$({shlex.join(_scheduled_check(paths))} 2>&1) || {{ code=$?; printf '%s\\n' \"$found\"; exit $code; }}"
    )
    return {"@CHECK@": cron_line(check), "@FIRST@": _first_check(paths)}


def _github_values(paths: Whereabouts) -> dict[str, str]:
    command = shlex.join(("somei", *_options_in_clone(paths), "check", *_FAIL_ON_WARNINGS, "--format", "github"))
    return {"@CHECK@": yaml_text(command.replace("${{", "${{ '${{' }}") + f" {_UNTRUSTED_OPTIONS}")}


def _gitlab_values(paths: Whereabouts) -> dict[str, str]:
    command = shlex.join(("somei", *_options_in_clone(paths), "check", *_FAIL_ON_WARNINGS, "--format", "gitlab"))
    return {"@CHECK@": yaml_text(f"{command} {_UNTRUSTED_OPTIONS} > somei.json")}


def _pre_commit_values(paths: Whereabouts) -> dict[str, str]:
    return {"@CHECK@": shlex.join((*paths.program, *_options_in_clone(paths), "--quiet", "check", "--staged"))}


def _pre_receive_values(paths: Whereabouts) -> dict[str, str]:
    return {"@CHECK@": shlex.join((*paths.program, "-C", ".", "--no-input", "check", "--hub"))}


_VALUES_OF = {
    Helper.SYSTEMD: _systemd_values,
    Helper.CRON: _cron_values,
    Helper.GITHUB: _github_values,
    Helper.GITLAB: _gitlab_values,
    Helper.HOOK: _pre_commit_values,
    Helper.HUB: _pre_receive_values,
}


def _scheduled_check(paths: Whereabouts) -> Words:
    output_options = ("--format", "concise", "--compare", str(paths.kept), "--keep", str(paths.kept))
    return (
        *paths.program,
        "-C",
        str(paths.register),
        "--no-input",
        "check",
        "--history",
        *_FAIL_ON_WARNINGS,
        *output_options,
    )


def _first_check(paths: Whereabouts) -> str:
    words = ("check", "--history", *_FAIL_ON_WARNINGS, "--keep", str(paths.kept))
    return shlex.join((*paths.program, "-C", str(paths.register), *words))


def _options_in_clone(paths: Whereabouts) -> Words:
    # Below the folder one stands in: a name that begins with a hyphen is no option then.
    return ("-C", "." if paths.place == PurePath() else f"./{paths.place}", "--no-input")


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
