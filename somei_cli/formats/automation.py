"""Files that run `somei check` unattended, for systemd, cron, pipelines and git hooks, each with its own quoting."""

import re
import shlex
from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

from somei_cli.errors import CannotWork

Words = Sequence[str]


class Automation(StrEnum):
    """What runs a check unattended."""

    SYSTEMD = "systemd"
    CRON = "cron"
    GITHUB = "github"
    GITLAB = "gitlab"
    PRE_COMMIT = "hook"
    PRE_RECEIVE = "hub"


class AutomationPaths(NamedTuple):
    """What the files need to know: how to call somei, where the register is, and where findings are kept.

    `path_in_repository` leads from the top of the repository to the register, for what runs in other clones too;
    `requirement` is what is installed there, with its address.
    """

    program: tuple[str, ...]
    register: PurePath
    findings_file: PurePath
    path_in_repository: PurePath
    requirement: str


class AutomationFile(NamedTuple):
    """One file of an automation: its usual name, its text, and whether it is executable."""

    name: str
    text: str
    executable: bool = False


TEMPLATES = {
    Automation.SYSTEMD: {
        unit: unit
        for unit in ("somei-check.service", "somei-check.timer", "somei-digest.service", "somei-digest.timer")
    },
    Automation.CRON: {"somei.cron": "crontab"},
    Automation.GITHUB: {"somei.yml": "github.yml"},
    Automation.GITLAB: {"somei.gitlab-ci.yml": "gitlab.yml"},
    Automation.PRE_COMMIT: {"pre-commit": "pre-commit"},
    Automation.PRE_RECEIVE: {"pre-receive": "pre-receive"},
}
"""The files of each automation by their usual names, and the templates they are made from."""


def fill_template(automation: Automation, name: str, template: str, paths: AutomationPaths) -> AutomationFile:
    """Fill in a template.

    Raises:
        CannotWork: if a path contains unprintable characters; none of these files can hold such a path on one line.
    """
    for path in (*paths.program, str(paths.register), str(paths.findings_file), paths.requirement):
        if not path.isprintable():
            raise CannotWork("The path of the register, or of somei, holds a line break or the like.", "Rename it.")
    values = _VALUES_OF[automation](paths)
    # All marks at once: a path may contain what looks like one.
    text = re.sub("@[A-Z]+@", lambda match: values[match[0]], template)
    return AutomationFile(name, text, executable=automation in {Automation.PRE_COMMIT, Automation.PRE_RECEIVE})


_FAIL_ON_WARNINGS = ("--fail-on", "warning")
"""Nobody reads the warnings of an unattended check. The hooks check what a person does, and fail for errors only."""

_BRANCH_OPTIONS = "${TRUSTING:+--untrusted --trusting} ${TRUSTING:---history}"
"""Options of a pipeline: `--untrusted --trusting HASH` if TRUSTING is set to the hash of the target commit, which it is
for an untrusted branch; else `--history`, since only the history shows that a document was deleted."""


def _systemd_values(paths: AutomationPaths) -> dict[str, str]:
    # The text goes to the mail alone, never to the journal. The status is that of the digest, or of a mail that failed.
    digest = (
        f"{shlex.join(_receive(paths))} >/dev/null; text=$({_morning_digest(paths)}); code=$?; "
        'if [ "$text" ]; then printf \'%s\\n\' "$text" | mail -s "$0" "$1" || exit; fi; exit $code'
    )
    return {
        "@RECEIVE@": " ".join(map(quote_for_systemd, _receive(paths))),
        "@CHECK@": " ".join(map(quote_for_systemd, _scheduled_check(paths))),
        "@DIGEST@": quote_for_systemd(digest),
    }


def _cron_values(paths: AutomationPaths) -> dict[str, str]:
    receive = f"{shlex.join(_receive(paths))} >/dev/null"
    check = f"found=$({{ {receive} && {shlex.join(_scheduled_check(paths))}; }} 2>&1)"
    return {
        "@CHECK@": escape_for_cron(f"{check} || {{ code=$?; printf '%s\\n' \"$found\"; exit $code; }}"),
        "@DIGEST@": escape_for_cron(f"{receive}; {_morning_digest(paths)}"),
    }


def _github_values(paths: AutomationPaths) -> dict[str, str]:
    command = shlex.join(("somei", *_options_in_clone(paths), "check", *_FAIL_ON_WARNINGS, "--format", "github"))
    return {
        "@CHECK@": quote_for_yaml(command.replace("${{", "${{ '${{' }}") + f" {_BRANCH_OPTIONS}"),
        "@INSTALL@": quote_for_yaml(f"pip install {shlex.quote(paths.requirement)}"),
    }


def _gitlab_values(paths: AutomationPaths) -> dict[str, str]:
    command = shlex.join(("somei", *_options_in_clone(paths), "check", *_FAIL_ON_WARNINGS, "--format", "gitlab"))
    return {
        "@CHECK@": quote_for_yaml(f"{command} {_BRANCH_OPTIONS} > somei.json"),
        "@INSTALL@": quote_for_yaml(f"pip install {shlex.quote(paths.requirement)}"),
    }


def _pre_commit_values(paths: AutomationPaths) -> dict[str, str]:
    return {"@CHECK@": shlex.join((*paths.program, *_options_in_clone(paths), "--quiet", "check", "--staged"))}


def _pre_receive_values(paths: AutomationPaths) -> dict[str, str]:
    return {"@CHECK@": shlex.join((*paths.program, "-C", ".", "--no-input", "check", "--hub"))}


_VALUES_OF = {
    Automation.SYSTEMD: _systemd_values,
    Automation.CRON: _cron_values,
    Automation.GITHUB: _github_values,
    Automation.GITLAB: _gitlab_values,
    Automation.PRE_COMMIT: _pre_commit_values,
    Automation.PRE_RECEIVE: _pre_receive_values,
}


def _scheduled_check(paths: AutomationPaths) -> Words:
    findings_file = str(paths.findings_file)
    output_options = ("--format", "concise", "--compare", findings_file, "--no-standing", "--keep", findings_file)
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


def _receive(paths: AutomationPaths) -> Words:
    """Return the command that brings in what others sent to the server: else the check would see this clone alone."""
    return (*paths.program, "-C", str(paths.register), "--no-input", "--quiet", "sync", "--receive")


def _morning_digest(paths: AutomationPaths) -> str:
    return shlex.join((*paths.program, "-C", str(paths.register), "--no-input", "digest", "--since", "yesterday"))


def _options_in_clone(paths: AutomationPaths) -> Words:
    # With ./ before it, a name that begins with a hyphen is not read as an option.
    return ("-C", "." if paths.path_in_repository == PurePath() else f"./{paths.path_in_repository}", "--no-input")


def quote_for_systemd(word: str) -> str:
    """Quote a word of a command line in a unit file."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def escape_for_cron(line: str) -> str:
    """Escape a command in a crontab, where a percent sign would end it."""
    return line.replace("%", "\\%")


def quote_for_yaml(text: str) -> str:
    """Quote text for one line of YAML, so that it is read as text only."""
    return "'" + text.replace("'", "''") + "'"
