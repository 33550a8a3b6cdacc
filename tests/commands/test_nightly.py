"""What runs the check while nobody watches: each is run, or held against the program that will read it."""

import json
import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from commands.faulty_documents import FIRST, SECOND, faulty, sound
from conftest import PROJECT, Clerk
from hypothesis import given
from hypothesis import strategies as st
from needs import need

from somei_cli.formats.automation import Automation, quote_for_systemd, quote_for_yaml

ODD = "a \"b\" 'c' $HOME %d \\n `x` é;#"
"""A name that every one of the helpers would misread if it were not quoted."""

words = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), max_size=12)


@pytest.fixture(params=["desk", ODD], ids=["plain", "odd"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Clerk:
    """A register in a folder with a plain or an odd name."""
    (tmp_path / "office" / request.param).mkdir(parents=True)
    clerk = Clerk(tmp_path / "office" / request.param)
    clerk.ok("init")
    clerk.enter(FIRST, faulty("1/19"))
    return clerk


@pytest.mark.parametrize("helper", Automation)
def test_it_is_printed_and_changes_nothing(office: Clerk, helper: str) -> None:
    before = office.log()

    made = office.ok("nightly", helper)

    assert made.endswith("\n")
    assert "@" not in re.sub(r"@(v\d|example|[0-9a-f]{40})|somei @ ", "", made)
    assert (office.log(), office.git("status", "--porcelain")) == (before, "")
    folder = office.folder / "made"
    folder.mkdir()
    office.ok("nightly", helper, "-o", "made")
    assert "\n".join((folder / name).read_text() for name in sorted(p.name for p in folder.iterdir())) == made
    assert office.run("nightly", helper, "-o", "made").status == 5
    assert office.run("nightly", helper, "-o", "made", "--force").status == 0


def test_into_a_file(office: Clerk) -> None:
    office.ok("nightly", "cron", "-o", "x.cron")

    assert office.read("x.cron") == office.ok("nightly", "cron")
    assert office.run("nightly", "systemd", "-o", "x.service").status == 2
    assert office.run("nightly", "cron", "-o", "nowhere/x").status == 4
    assert office.run("nightly", "moon").status == 2


def test_a_path_that_no_line_can_hold_is_refused(tmp_path: Path) -> None:
    clerk = Clerk(tmp_path / "a\tb")
    clerk.folder.mkdir()
    clerk.ok("init")

    assert clerk.run("nightly", "cron").status == 3


# ---- systemd


def test_systemd_takes_the_units(office: Clerk) -> None:
    need("systemd-analyze")
    folder = office.folder.parent / "units"
    folder.mkdir()
    office.ok("nightly", "systemd", "-o", str(folder))
    units = sorted(str(path) for path in folder.iterdir())

    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)

    assert [Path(unit).name for unit in units] == [
        "somei-check.service",
        "somei-check.timer",
        "somei-digest.service",
        "somei-digest.timer",
    ]
    assert (done.returncode, done.stderr) == (0, "")
    for timer in (units[1], units[3]):
        told = ["systemd-analyze", "calendar", re.findall("OnCalendar=(.*)", Path(timer).read_text())[0]]
        assert subprocess.run(told, capture_output=True, check=False).returncode == 0


def test_the_service_names_the_register(office: Clerk) -> None:
    text = office.ok("nightly", "systemd")
    before, line = re.findall("ExecStart(?:Pre)?=(.*)", text)[:2]

    receive = [_read_by_systemd(word) for word in re.findall(r'"(?:[^"\\]|\\.)*"', before)]
    assert receive[-2:] == ["sync", "--receive"]
    assert subprocess.run(receive, check=False, capture_output=True).returncode == 0
    called = [_read_by_systemd(word) for word in re.findall(r'"(?:[^"\\]|\\.)*"', line)]
    assert Path(called[0]).is_file()
    assert called[called.index("-C") + 1] == str(office.folder)
    assert called[called.index("--keep") + 1] == str(office.folder / ".git/somei/last-check.json")
    assert [subprocess.run(called, check=False, capture_output=True).returncode for _ in range(2)] == [0, 0]


def test_the_digest_is_mailed_and_stays_out_of_the_journal(office: Clerk) -> None:
    script, subject = _digest_of_systemd(office)
    programs = office.folder.parent / "programs"
    programs.mkdir()
    mail = programs / "mail"
    mail.write_text(f"#!/bin/sh\necho \"$@\" > '{programs}/to'\ncat > '{programs}/mail.txt'\n")
    mail.chmod(0o755)

    done = _run_with_programs(script, subject, programs)

    assert (done.returncode, done.stdout) == (0, ""), done
    assert (programs / "to").read_text() == "-s Digest of the register clerk\n"
    assert "For inside the house only." in (programs / "mail.txt").read_text()

    mail.write_text("#!/bin/sh\ncat > /dev/null\nexit 75\n")
    assert _run_with_programs(script, subject, programs).returncode == 75
    (office.folder / "somei.toml").unlink()
    assert _run_with_programs(script, subject, programs).returncode == 3


def _digest_of_systemd(office: Clerk) -> tuple[str, str]:
    """The script of the service and the subject of the mail, as systemd reads them."""
    line = re.findall("ExecStart=(/bin/sh .*)", office.ok("nightly", "systemd"))[0]
    script, subject = re.findall(r'"(?:[^"\\]|\\.)*"', line)
    return _read_by_systemd(script), _read_by_systemd(subject)


def _run_with_programs(script: str, subject: str, programs: Path) -> subprocess.CompletedProcess[str]:
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    command = ["/bin/sh", "-c", script, subject, "clerk"]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", env={**os.environ, "PATH": path}
    )


@given(words)
def test_systemd_reads_each_word_as_it_is(word: str) -> None:
    quoted = quote_for_systemd(word)
    assert re.fullmatch(r'"(?:[^"\\$%]|\\[\\"]|\$\$|%%)*"', quoted)
    assert _read_by_systemd(quoted) == word


def _read_by_systemd(quoted: str) -> str:
    return re.sub(r'\\([\\"])|([$%])\2', lambda found: found[1] or found[2], quoted[1:-1])


# ---- cron


def _cron_command(clerk: Clerk) -> str:
    lines = clerk.ok("nightly", "cron").splitlines()
    (line,) = [line for line in lines if line and not line.startswith("#")]
    *times, command = line.split(" ", 5)
    assert all(re.fullmatch(r"\*|\d{1,2}", time) for time in times)
    assert not re.search(r"(?<!\\)%", command)
    return command


def test_the_crontab_line_mails_only_what_is_new(office: Clerk) -> None:
    command = _cron_command(office)

    first = _sh(command)
    kept = json.loads(office.read(".git/somei/last-check.json"))
    same = _sh(command)
    office.enter(SECOND, faulty("2/19"))
    new = _sh(command)
    office.git("rm", "-q", "--cached", SECOND)
    office.git("commit", "-qm", "Away")
    (office.folder / SECOND).unlink()
    lost = _sh(command)
    office.enter(FIRST, "broken")
    blind = _sh(command)

    assert (first, same) == ("", "")
    assert [record["code"] for record in kept["records"] if record["severity"] == "error"] == ["DATE002"]
    assert f"{SECOND}:3:1: DATE002 error [new]" in new
    assert "[standing]" not in new
    assert "2 new (1 error, 1 info), 2 standing" in new
    assert "HIST001 error [new]" in lost
    assert "could not be read" in blind


def test_the_crontab_line_sees_what_others_sent(office: Clerk) -> None:
    server = office.folder.parent / "server.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(office.folder), str(server)], check=True)
    office.git("remote", "add", "origin", str(server))
    office.git("fetch", "-q")
    office.git("branch", "-q", "--set-upstream-to=origin/main")
    subprocess.run(["git", "clone", "-q", str(server), str(office.folder.parent / "ben")], check=True)
    ben = Clerk(office.folder.parent / "ben")
    command = _cron_command(office)
    assert _sh(command) == ""

    office.ok("add", "4/19", "--subject", "Of our own", "--date", "2019-05-01")
    ben.enter(SECOND, faulty("2/19"))
    ben.git("push", "-q")

    assert f"{SECOND}:3:1: DATE002 error [new]" in _sh(command)
    assert office.log()[:2] == ["Add 4/19", "By hand"]
    assert ben.git("ls-remote", "origin", "main").split()[0] == ben.git("rev-parse", "HEAD")
    server.rename(server.with_name("away"))
    assert "cannot be reached" in _sh(command)


def _sh(command: str) -> str:
    """Run a line as cron does: it takes the backslash before a percent sign away, and mails what is said."""
    line = command.replace("\\%", "%")
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False, cwd="/")
    assert done.stderr == "" or done.stderr.startswith(("1 document checked", "somei: "))
    return done.stdout


def test_receiving_sends_nothing_and_needs_no_server(office: Clerk) -> None:
    received = office.run("sync", "--receive")

    assert (received.status, received.out) == (0, "")
    assert "There is no server to receive from." in received.err
    assert office.run("sync", "--receive", "--dry-run").status == 2


# ---- code hosts


def test_a_folder_that_is_missing_is_named_with_how_to_make_it(office: Clerk) -> None:
    refused = office.run("nightly", "github", "-o", ".github/workflows")

    assert (refused.status, refused.out) == (4, "")
    assert "There is no folder .github/workflows." in refused.err
    (hint,) = re.findall(r"hint: Make it with: (.+)", refused.err)
    subprocess.run(hint, shell=True, check=True, cwd=office.folder)
    office.ok("nightly", "github", "-o", ".github/workflows")
    assert [file.suffix for file in (office.folder / ".github/workflows").iterdir()] == [".yml"]


@pytest.mark.parametrize("helper", ["github", "gitlab"])
def test_the_pipelines_are_yaml_and_check_the_register(empty: Clerk, helper: str) -> None:
    empty.git("init", "-q")
    empty.ok("init", "register")
    empty.git("mv", "register", "it's $1")
    inside = Clerk(empty.folder / "it's $1")
    inside.enter(FIRST, faulty("1/19"))

    text = inside.ok("nightly", helper)

    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    _assert_yaml(lines)
    (quoted,) = re.findall(r"(?:run:|-) ('somei .*')$", text, re.MULTILINE)
    command = quoted[1:-1].replace("''", "'")
    done = subprocess.run(
        ["sh", "-c", _by_module(command)], cwd=empty.folder, capture_output=True, text=True, check=False
    )
    answer = done.stdout or (empty.folder / "somei.json").read_text()
    assert done.returncode == 1, done
    assert f"it's $1/{FIRST}" in answer


@pytest.mark.parametrize("helper", ["github", "gitlab"])
def test_the_pipelines_see_what_only_the_history_shows(empty: Clerk, helper: str) -> None:
    """As on a code host: a fresh clone of the whole history, at a commit of no branch."""
    empty.ok("init")
    empty.ok("add", "1/19", "--subject", "S", "--date", "2019-05-01", "--marking", "LIMITE")
    empty.ok("add", "2/19", "--subject", "S", "--date", "2019-05-01")
    (quoted,) = re.findall(r"(?:run:|-) ('somei .*')$", empty.ok("nightly", helper), re.MULTILINE)
    command = _by_module(quoted[1:-1].replace("''", "'"))

    in_order = _in_a_pipeline(empty, "in-order", command)
    empty.git("rm", "-q", SECOND)
    empty.git("commit", "-qm", "Tidy")
    deleted = _in_a_pipeline(empty, "deleted", command)
    empty.git("reset", "-q", "--hard", "HEAD~1")
    empty.enter(FIRST, empty.read(FIRST).replace('marking = "LIMITE"\n', ""))
    lowered = _in_a_pipeline(empty, "lowered", command)

    assert in_order[0] == 0, in_order
    assert deleted[0] == 1
    assert "HIST001" in deleted[1]
    assert lowered[0] == 1
    assert "HIST" in lowered[1]


def _in_a_pipeline(clerk: Clerk, name: str, command: str) -> tuple[int, str]:
    """Run a command in a fresh clone with a detached HEAD; return the status and the answer."""
    folder = clerk.folder.parent / name
    subprocess.run(["git", "clone", "-q", str(clerk.folder), str(folder)], check=True)
    subprocess.run(["git", "checkout", "-q", "--detach"], cwd=folder, check=True)
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout or (folder / "somei.json").read_text()


@pytest.mark.parametrize("helper", ["github", "gitlab"])
def test_a_branch_from_elsewhere_is_not_believed(office: Clerk, helper: str) -> None:
    trusted = office.git("rev-parse", "HEAD")
    office.enter(SECOND, faulty("2/19") + '\n[waive]\nDATE002 = "I say so"\n')
    (quoted,) = re.findall(r"(?:run:|-) ('somei .*')$", office.ok("nightly", helper), re.MULTILINE)
    command = _by_module(quoted[1:-1].replace("''", "'"))

    done = subprocess.run(
        ["sh", "-c", command],
        cwd=office.folder,
        env={**os.environ, "TRUSTING": trusted},
        capture_output=True,
        text=True,
        check=False,
    )

    answer = done.stdout or office.read("somei.json")
    assert done.returncode == 1, done
    assert SECOND in answer
    assert FIRST not in answer
    assert "1 waiver of the branch did not count." in done.stderr


def _by_module(command: str) -> str:
    return command.replace("somei ", f"{shlex.quote(sys.executable)} -m somei_cli ", 1)


def _assert_yaml(lines: list[str]) -> None:
    """Mappings and lists of two blanks a step, and scalars that need no quotes or have them."""
    depth = 0
    for line in lines:
        found = re.fullmatch(r"( *)((?:- )?)([A-Za-z_-]+:(?: (.+))?|(.+))", line)
        assert found, line
        blanks = len(found[1])
        assert blanks % 2 == 0, line
        assert blanks <= depth + 2, line
        depth = blanks + len(found[2])
        scalar = found[4] or found[5] or ""
        assert scalar == "" or re.fullmatch(
            r"'(?:[^']|'')*'|\"[^\"\\]*\"|[A-Za-z0-9][^:#'\"{}\[\]]*(?::\S+)?", scalar
        ), line


@given(words)
def test_yaml_reads_text_as_it_is(word: str) -> None:
    quoted = quote_for_yaml(word)
    assert re.fullmatch("'(?:[^']|'')*'", quoted)
    assert quoted[1:-1].replace("''", "'") == word


# ---- the hook


def test_the_hook_refuses_what_is_faulty_and_lets_the_rest_pass(office: Clerk) -> None:
    office.ok("nightly", "hook", "-o", ".git/hooks")
    hook = office.folder / ".git/hooks/pre-commit"
    assert hook.stat().st_mode & stat.S_IXUSR
    assert subprocess.run(["sh", "-n", hook], check=False).returncode == 0
    before = office.log()

    office.write(SECOND, faulty("2/19"))
    office.git("add", SECOND)
    refused = subprocess.run(
        ["git", "commit", "-qm", "No"], cwd=office.folder, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 1
    assert f"{SECOND}:3:1: DATE002 error" in refused.stderr + refused.stdout
    assert office.log() == before

    office.write(SECOND, sound("2/19"))
    office.git("add", SECOND)
    office.git("commit", "-qm", "Yes")
    assert office.ok("add", "4/19", "--subject", "S", "--date", "2019-05-01") is not None
    assert office.log()[:2] == ["Add 4/19", "Yes"]


def test_the_hooks_for_pre_commit_name_commands_that_are_there(registered: Clerk) -> None:
    text = (PROJECT / ".pre-commit-hooks.yaml").read_text()
    entries = dict(re.findall(r"^- id: (\S+)\n(?:  .*\n)*?  entry: somei (.*)$", text, re.MULTILINE))

    assert "--staged" in entries["somei-check"]
    assert set(entries) == set(re.findall(r"^- id: (\S+)$", text, re.MULTILINE))
    for entry in entries.values():
        assert registered.run(*entry.split()).status == 0
    for pattern in re.findall("^  files: (.*)$", text, re.MULTILINE):
        assert re.search(pattern, f"register/{FIRST}")
