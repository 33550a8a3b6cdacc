"""On a terminal a sync asks about the fields that two clerks changed, and sends what was decided."""

from pathlib import Path

import pytest
from clerks import on_hub
from conftest import Answer, Clerk

ONE, TWO = ("documents/2019/000/ST-1-2019-INIT.toml", "documents/2019/000/ST-2-2019-INIT.toml")
QUESTION = "ours, theirs or skip? [o/t/S] "


@pytest.fixture
def met(ada: Clerk, ben: Clerk) -> Clerk:
    """A clerk who changed the subjects of two documents that a colleague changed and sent before."""
    ada.ok("add", "1/19", "--subject", "One")
    ada.ok("add", "2/19", "--subject", "Two")
    ada.ok("sync")
    ben.ok("sync")
    for clerk, words in ((ada, ("Uno", "Due")), (ben, ("Eins", "Zwei"))):
        for number, subject in zip(("1/19", "2/19"), words, strict=True):
            clerk.ok("edit", number, f"subject={subject}", "-m", f"{subject} is better")
    ada.ok("sync")
    return ben


def synced(clerk: Clerk, *typed: str, words: tuple[str, ...] = ()) -> Answer:
    return clerk.run("sync", *words, stdin="".join(f"{line}\n" for line in typed), terminal=True)


def test_each_document_is_decided_for_itself_and_sent(met: Clerk, hub: Path) -> None:
    answer = synced(met, "o", "e", "t")

    assert answer.status == 0, answer
    assert answer.err.count(QUESTION) == 3
    assert "Ours is what you wrote, theirs what the server has." in answer.err
    assert "1/19: subject, changed on both sides (1 of 1)\n  before  One\n  ours    Eins\n" in answer.err
    assert "Edited the subject of 1/19 (Ben, " in answer.err
    assert "): Eins is better theirs Uno Edited the subject of 1/19 (Ada, " in answer.messages
    assert "Type o, t or s; Enter skips the field." in answer.err
    assert 'subject = "Eins"' in on_hub(hub, "show", f"main:{ONE}")
    assert 'subject = "Due"' in on_hub(hub, "show", f"main:{TWO}")
    assert met.git("log", "--format=%s", "-2") == "Edit the subject of 2/19\nEdit the subject of 1/19"


def test_a_field_that_is_skipped_stops_the_sync_as_ever(met: Clerk, hub: Path) -> None:
    before, server = met.git("rev-parse", "HEAD"), on_hub(hub, "rev-parse", "main")

    answer = synced(met, "o", "")

    assert answer.status == 5
    assert "2/19 was changed here" in answer.err
    assert "Nothing was sent, nothing changed here." in answer.err
    assert (met.git("rev-parse", "HEAD"), on_hub(hub, "rev-parse", "main")) == (before, server)


def test_nobody_is_asked_without_a_terminal_or_with_an_answer_on_the_line(met: Clerk) -> None:
    for words in (("--no-input",), ("--dry-run",), ("--json",)):
        answer = synced(met, "o", "o", words=words)
        assert (answer.status, QUESTION in answer.err) == (5, False)
    assert QUESTION not in met.run("sync", stdin="o\no\n").err
    assert synced(met, words=("--take", "ours")).status == 0


def test_who_has_a_number_is_not_asked(ada: Clerk, ben: Clerk) -> None:
    ada.ok("add", "1/19", "--subject", "One", "--date", "2019-02-02")
    ada.ok("sync")
    ben.ok("sync")
    added = ben.git("rev-parse", "HEAD")
    ada.ok("edit", "1/19", "subject=Uno")
    ada.ok("sync")
    ben.ok("undo", added, "-m", "entered twice")

    answer = synced(ben, "o")

    assert (answer.status, QUESTION in answer.err) == (5, False)
