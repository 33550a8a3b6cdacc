"""Mutation of a history: the shipped register, with one act planted in its git, gives exactly the rule for it."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Clerk
from rules.shipped_register import copy_sample

from somei_cli.rules.catalogue import CATALOGUE

NOTE = "documents/2026/054/ST-5455-2026-INIT.toml"
OTHER = NOTE.replace("5455", "5456")
TEXT = """number = "{number}"
type = "NOTE"
subject = "Lamps"
date = 2026-03-02
languages = [
    "en",
]
marking = "LIMITE"
subject_codes = [
    "COSI {serial}",
]
from = "Presidency"
to = "Delegations"
"""


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """A copy of the shipped register as one act, with a note beside it as another, in a clone that has the drivers."""
    monkeypatch.setenv("SOMEI_TODAY", "2026-06-01")
    clerk = Clerk(tmp_path / "desk")
    copy_sample(clerk.folder)
    clerk.git("init", "-q")
    clerk.ok("init", "--git")
    act(clerk, "13735/19", "15070/19")
    clerk.write(NOTE, TEXT.format(number="5455/26", serial=1))
    act(clerk, "5455/26")
    return clerk


def act(clerk: Clerk, *numbers: str, reason: str = "") -> None:
    """Commit everything as an act of somei would be."""
    trailers = ["Somei-Action: edit", *(f"Somei-Document: {number}" for number in numbers)]
    clerk.git("add", "-A")
    clerk.git("commit", "-q", "--allow-empty", "-m", "Edit\n\n" + "\n".join([*trailers, *([reason] if reason else [])]))


def edit(clerk: Clerk, *pairs: tuple[str, str], reason: str = "") -> None:
    text = clerk.read(NOTE)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    clerk.write(NOTE, text)
    act(clerk, "5455/26", reason=reason)


LIMITE = ('marking = "LIMITE"\n', "")
VOID = ('number = "5455/26"\n', 'number = "5455/26"\nstatus = "void"\nreason = "taken twice"\n')
RELEASED = '\n[[access]]\non = 2026-04-01\nkind = "released"\n'


def vanished(clerk: Clerk) -> None:
    clerk.git("rm", "-q", NOTE)
    act(clerk, "5455/26")


def renumbered(clerk: Clerk) -> None:
    clerk.git("mv", NOTE, OTHER)
    clerk.write(OTHER, clerk.read(OTHER).replace("5455/26", "5456/26").replace("COSI 1", "COSI 2"))
    act(clerk, "5455/26", "5456/26")


def given_again(clerk: Clerk) -> None:
    edit(clerk, VOID)
    edit(clerk, (VOID[1], VOID[0]), ("Lamps", "Fog"), ("2026-03-02", "2026-04-02"), ('"NOTE"', '"REPORT"'))


def another_meaning(clerk: Clerk) -> None:
    edit(clerk, ("Lamps", "Fog"), ("2026-03-02", "2026-04-02"), ('"NOTE"', '"REPORT"'))


def issued_agenda(clerk: Clerk) -> None:
    clerk.ok("agenda", "create", "COSI", "2026-06-18", "--number", "5460/26", "--subject", "Agenda")
    clerk.ok("agenda", "add-item", "5460/26", "Lamps")
    clerk.ok("classify", "5460/26", "COSI")
    clerk.ok("agenda", "issue", "5460/26", "--date", "2026-05-20")
    path = "documents/2026/054/ST-5460-2026-INIT.toml"
    clerk.write(path, clerk.read(path).replace('title = "Lamps"', 'title = "Fog"'))
    act(clerk, "5460/26")


def lowered(clerk: Clerk) -> None:
    edit(clerk, LIMITE)


def backwards(clerk: Clerk) -> None:
    edit(clerk, ('number = "5455/26"\n', 'number = "5455/26"\nstatus = "draft"\n'))


def decision_gone(clerk: Clerk) -> None:
    clerk.write(NOTE, clerk.read(NOTE) + RELEASED)
    act(clerk, "5455/26")
    edit(clerk, (RELEASED, ""))


def by_hand(clerk: Clerk) -> None:
    clerk.write(NOTE, clerk.read(NOTE).replace("Presidency", "The Presidency"))
    clerk.git("commit", "-qam", "By hand")


def made_up(clerk: Clerk) -> None:
    clerk.git("switch", "-qc", "side")
    edit(clerk, ("Lamps", "Fog"))
    clerk.git("switch", "-q", "-")
    clerk.git("merge", "-q", "--no-ff", "--no-commit", "side")
    edit(clerk, ("Fog", "Rain"))


def executable(clerk: Clerk) -> None:
    for mode in (0o755, 0o644):
        (clerk.folder / NOTE).chmod(mode)
        act(clerk, "5455/26")


def broken_for_a_while(clerk: Clerk) -> None:
    whole = clerk.read(NOTE)
    clerk.write(NOTE, whole + "[[[\n")
    act(clerk, "5455/26")
    clerk.write(NOTE, whole)
    act(clerk, "5455/26")


def serial_changed_hands(clerk: Clerk) -> None:
    edit(clerk, ("COSI 1", "COSI 2"))
    clerk.write(OTHER, TEXT.format(number="5456/26", serial=1))
    act(clerk, "5456/26")


def put_into_the_past(clerk: Clerk) -> None:
    made = ["git", "commit", "-q", "--allow-empty", "-m", "Old"]
    clerk.write("vocabulary/terms.toml", clerk.read("vocabulary/terms.toml") + "\n")
    clerk.git("add", "-A")
    env = {**os.environ, "GIT_COMMITTER_DATE": "2001-01-01T00:00:00Z"}
    subprocess.run(made, cwd=clerk.folder, env=env, check=True)


def one_person(clerk: Clerk) -> None:
    clerk.write("somei.toml", clerk.read("somei.toml") + "\n[two_persons]\nlower_marking = true\n")
    act(clerk)
    edit(clerk, LIMITE, reason="Reason: public")


def rewritten(clerk: Clerk) -> None:
    clerk.run("check", "--history")
    clerk.git("commit", "-q", "--amend", "-m", "Otherwise\n\nSomei-Action: add\nSomei-Document: 5455/26")


def another_s_number(clerk: Clerk) -> None:
    allotted = '\n[allotted]\nby = "A <a@example.org>"\non = 2026-03-02\nrequest = "{}"\n'
    clerk.write(NOTE, clerk.read(NOTE) + allotted.format("1"))
    act(clerk, "5455/26")
    edit(clerk, (allotted.format("1"), allotted.format("2")))


def renumbered_with_another_serial(clerk: Clerk) -> None:
    clerk.ok("renumber", "5455/26", "5456/26", "-m", "a slip")
    clerk.write(OTHER, clerk.read(OTHER).replace("COSI 1", "COSI 2"))
    clerk.git("add", "-A")
    clerk.git("commit", "-q", "--amend", "--no-edit")


def no_driver(clerk: Clerk) -> None:
    clerk.git("config", "--unset", "merge.somei.driver")


def converted(clerk: Clerk) -> None:
    clerk.write(".gitattributes", clerk.read(".gitattributes") + "*.toml text=auto\n")


def staged_link(clerk: Clerk) -> None:
    blob = clerk.git("rev-parse", f":{NOTE}")
    clerk.git("update-index", "--cacheinfo", f"120000,{blob},{NOTE}")


def second_spelling(clerk: Clerk) -> None:
    blob = clerk.git("rev-parse", f":{NOTE}")
    clerk.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{NOTE.replace('ST-', 'st-')}")


def taken_out(clerk: Clerk) -> None:
    (clerk.folder / NOTE).unlink()


ACTS: dict[str, Callable[[Clerk], None]] = {
    "HIST001": vanished,
    "HIST002": renumbered,
    "HIST003": given_again,
    "HIST004": another_meaning,
    "HIST005": issued_agenda,
    "HIST006": lowered,
    "HIST007": backwards,
    "HIST008": decision_gone,
    "HIST009": by_hand,
    "HIST010": made_up,
    "HIST011": executable,
    "HIST012": broken_for_a_while,
    "HIST013": serial_changed_hands,
    "HIST014": put_into_the_past,
    "HIST015": one_person,
    "HIST016": rewritten,
    "HIST017": another_s_number,
    "HIST018": renumbered_with_another_serial,
    "GIT001": no_driver,
    "GIT002": converted,
    "GIT003": staged_link,
    "GIT004": second_spelling,
    "GIT005": taken_out,
}


def codes(clerk: Clerk) -> list[str]:
    records = json.loads(clerk.run("check", "--history", "--json").out)["records"]
    return [record["code"] for record in records]


@pytest.mark.parametrize("code", ACTS)
def test_a_planted_act_gives_its_rule_and_no_other(shipped: Clerk, code: str) -> None:
    if code != "HIST016":
        assert codes(shipped) == []

    ACTS[code](shipped)

    assert set(codes(shipped)) == {code}


def test_every_rule_about_history_and_git_has_a_planted_act() -> None:
    assert list(ACTS) == [code for code, rule in CATALOGUE.items() if rule.area in {"HIST", "GIT"}]
