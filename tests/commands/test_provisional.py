"""Entries under provisional numbers: whatever git does with them, each keeps what was done to it, and its number."""

import re
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from clerks import held_by, number_in, on_hub, provisional, provisional_file
from commands.test_sync_two_clerks import SN, killed_when_taken
from conftest import PROJECT, Clerk

K = ("--request", "letter-2020-0001")


@pytest.fixture
def drivers(ada: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clerk's git merges documents by somei."""
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    ada.ok("init", "--git")
    ada.ok("sync")


def write(clerk: Clerk, subject: str, nth: int = 1) -> None:
    """Write something under a number that was reserved."""
    file = provisional_file(clerk, nth)
    draft = f'status = "draft"\nsubject = "{subject}"'
    clerk.enter(file, clerk.read(file).replace('status = "reserved"', draft))


def entry(hub: Path, number: int) -> str:
    """What the server has under a number of the office."""
    return on_hub(hub, "show", f"main:{SN.format(number)}")


def test_a_name_is_not_given_again(ada: Clerk, hub: Path) -> None:
    names = set()
    for _ in range(3):
        names.add(ada.ok("number", "next", "--offline"))
        ada.ok("sync")
    assert len(names) == 3


@pytest.mark.usefixtures("drivers")
@pytest.mark.parametrize("way", ["merge", "rebase", "cherry-pick", "stash"])
def test_what_was_written_on_another_line_comes_to_its_own_entry(ada: Clerk, hub: Path, way: str) -> None:
    """The first entry has its number by then, and a second one is new."""
    ada.ok("number", "next", "--offline", "--for", "First")
    if way == "stash":
        file = provisional_file(ada)
        ada.write(file, ada.read(file).replace('"reserved"', '"draft"\nsubject = "Text of the first"'))
        ada.git("stash", "-q")
    ada.git("branch", "drafts")
    ada.ok("sync")
    ada.ok("number", "next", "--offline", "--for", "Second")
    if way == "stash":
        ada.git("stash", "pop")
        ada.git("commit", "-qam", "Write")
    else:
        ada.git("switch", "-q", "drafts")
        write(ada, "Text of the first")
        if way == "rebase":
            ada.git("rebase", "-q", "main")
        ada.git("switch", "-q", "main")
        ada.git(*(("merge", "-q", "--no-edit", "drafts") if way != "cherry-pick" else ("cherry-pick", "drafts")))
    assert ada.run("sync").status == 0
    assert 'for = "First"' in entry(hub, 1)
    assert 'subject = "Text of the first"' in entry(hub, 1)
    assert 'for = "Second"' in entry(hub, 2)
    assert "subject" not in entry(hub, 2)


@pytest.mark.parametrize("drivers_set", [True, False], ids=["drivers", "no drivers"])
def test_an_entry_that_two_lines_went_on_with_keeps_both(
    ada: Clerk, hub: Path, monkeypatch: pytest.MonkeyPatch, drivers_set: bool
) -> None:
    if drivers_set:
        monkeypatch.setenv("PYTHONPATH", str(PROJECT))
        ada.ok("init", "--git")
    ada.ok("sync")
    ada.ok("add", "next", "--subject", "Lamps", "--offline")
    ada.git("branch", "side")
    file = provisional_file(ada)
    ada.enter(file, ada.read(file).replace('subject = "Lamps"', 'subject = "Lamps"\ndate = 2020-02-10'))
    ada.ok("sync")
    ada.git("switch", "-q", "side")
    ada.ok("classify", provisional(ada), "--marking", "LIMITE")
    ada.git("switch", "-q", "main")
    with suppress(subprocess.CalledProcessError):
        ada.git("merge", "-q", "--no-edit", "-X", "find-renames=100%", "side")
    ada.git("add", "documents")
    with suppress(subprocess.CalledProcessError):
        ada.git("commit", "-q", "--no-edit")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert "date = 2020-02-10" in entry(hub, 1)
    assert 'marking = "LIMITE"' in entry(hub, 1)
    assert len(held_by(hub)) == 2


@pytest.mark.usefixtures("drivers")
def test_an_older_line_that_says_nothing_new_takes_nothing_back(ada: Clerk, hub: Path) -> None:
    ada.ok("number", "next", "--offline")
    ada.git("branch", "side")
    write(ada, "The letter")
    ada.ok("sync")
    ada.git("switch", "-q", "side")
    ada.ok("add", "1/20", "--subject", "One")
    ada.git("switch", "-q", "main")
    ada.git("merge", "-q", "--no-edit", "side")
    assert ada.run("sync").status == 0
    assert 'subject = "The letter"' in entry(hub, 1)


@pytest.mark.usefixtures("drivers")
def test_another_clerk_brings_ones_entry_along(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("sync")
    ada.git("switch", "-qc", "letters")
    ada.git("branch", "-q", "--set-upstream-to", "origin/main")
    ada.ok("number", "next", "--offline", "--for", "Letter of Ada")
    write(ada, "Paper of Ada")
    ada.git("push", "-q", "origin", "letters")
    ben.ok("number", "next", "--offline", "--for", "Paper of Ben")
    ben.git("fetch", "-q")
    ben.git("merge", "-q", "--no-edit", "origin/letters")
    assert ben.run("sync").status == 0
    assert ada.run("sync").status == 0
    told = {
        ("Letter of Ada" in one, "Paper of Ada" in one, "Paper of Ben" in one) for one in (entry(hub, 1), entry(hub, 2))
    }
    assert told == {(True, True, False), (False, False, True)}


def test_an_act_under_a_number_that_is_another_one_since_is_not_undone(ada: Clerk, hub: Path) -> None:
    ada.ok("add", "next", "--subject", "First", "--offline")
    ada.ok("classify", provisional(ada), "--marking", "LIMITE")
    act, name = ada.git("rev-parse", "HEAD"), provisional(ada)
    ada.ok("sync")
    ada.ok("add", "next", "--subject", "Second", "--offline")
    answer = ada.run("undo", act, "-m", "Not limited")
    assert answer.status == 5
    assert f"{name} is SN 1/20 since" in answer.err
    assert "somei number release 'SN 1/20'" in answer.err


@pytest.mark.parametrize("how", ["worded anew", "with words behind", "squashed"])
def test_a_request_is_known_by_its_entry_where_its_commit_does_not_tell_it(ada: Clerk, hub: Path, how: str) -> None:
    name = ada.ok("number", "next", "--offline", *K)
    if how == "worded anew":
        ada.git("commit", "-q", "--amend", "-m", "A number for the letter")
    elif how == "with words behind":
        ada.git("commit", "-q", "--amend", "-m", f"{ada.git('log', '-1', '--format=%B')}\n\nAs agreed.")
    else:
        ada.git("reset", "-q", "--soft", "HEAD~1")
        ada.git("commit", "-qm", "My numbers")
    assert ada.ok("number", "next", "--offline", *K) == name
    ada.ok("sync")
    assert ada.ok("number", "next", *K) == ada.ok("number", "next", "--offline", *K) == "SN 1/20\n"
    assert len(held_by(hub)) == 2


def test_a_request_for_another_thing_is_not_answered_by_an_entry(ada: Clerk, hub: Path) -> None:
    ada.ok("number", "next", "--offline", *K)
    ada.git("commit", "-q", "--amend", "-m", "A number for the letter")
    ada.ok("sync")
    answer = ada.run("classify", "15070/19", "COSI", *K)
    assert answer.status == 5
    assert "was for another act" in answer.err


def test_a_request_that_is_known_on_the_branch_of_the_server_is_told_on_an_older_one(ada: Clerk, hub: Path) -> None:
    ada.git("branch", "drafts")
    ada.git("branch", "-q", "--set-upstream-to", "origin/main", "drafts")
    ada.ok("number", "next", "--offline", *K)
    ada.ok("sync")
    ada.git("switch", "-q", "drafts")
    assert ada.ok("number", "next", "--offline", *K) == "SN 1/20\n"
    assert not list(ada.folder.glob("documents/*/*/PROV-*"))


def test_a_request_used_in_two_work_trees_gets_one_number(ada: Clerk, hub: Path) -> None:
    linked = Clerk(hub.parent / "linked")
    ada.git("worktree", "add", "-q", "--track", "-b", "beside", str(linked.folder), "origin/main")
    for clerk in (ada, linked):
        clerk.ok("number", "next", "--offline", *K)
    for clerk in (ada, linked):
        assert clerk.run("sync").status == 0
    assert [Path(path).stem for path in held_by(hub) if "SN-" in path] == ["SN-1-2020-INIT"]


def test_a_request_used_twice_within_a_second_gets_one_number(ada: Clerk, hub: Path) -> None:
    """The numbers that stand for it lie near each other by chance; those of one act follow each other."""
    linked = Clerk(hub.parent / "linked")
    ada.git("worktree", "add", "-q", "--track", "-b", "beside", str(linked.folder), "origin/main")
    ada.ok("number", "next", "--offline", *K)
    linked.ok("number", "next", "--offline", *K)
    number = re.sub(r"\d+", lambda found: str(int(found[0]) + 5), provisional(ada), count=1)
    file, name = provisional_file(linked), provisional(linked)
    text = linked.read(file).replace(name, number)
    linked.git("rm", "-q", file)
    linked.write(
        f"documents/2020/{int(number.split()[1].split('/')[0]) // 100}/PROV-{number[5:-3]}-2020-INIT.toml", text
    )
    linked.git("add", "documents")
    linked.git("commit", "-q", "--amend", "--no-edit")
    for clerk in (ada, linked):
        assert clerk.run("sync").status == 0
    assert [Path(path).stem for path in held_by(hub) if "SN-" in path] == ["SN-1-2020-INIT"]


def test_many_requests_are_known_after_a_lost_answer(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """More than git is asked for at once."""
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    ada.ok("number", "reserve", "--count", "230", "--offline")
    killed_when_taken(ada, hub)
    ada.git("-c", "merge.renames=false", "pull", "-q", "--no-rebase", "--no-edit")
    assert ada.run("sync").status == 0
    assert len([path for path in held_by(hub) if "SN-" in path]) == 230


def test_an_own_act_that_git_put_elsewhere_is_not_done_again(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """Sent from one branch after a rebase, and taken back there; the other branch has it as it was."""
    ada.ok("classify", "15070/19", "CT 9")
    ada.git("branch", "drafts")
    ada.git("branch", "-q", "--set-upstream-to", "origin/main", "drafts")
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    ada.git("pull", "-q", "--rebase")
    ada.ok("sync")
    ada.ok("undo", "-m", "Wrong")
    ada.ok("sync")
    ada.git("switch", "-q", "drafts")
    assert ada.run("sync").status == 0
    assert "CT 9" not in on_hub(hub, "show", "main:documents/2019/150/ST-15070-2019-INIT.toml")


@pytest.mark.parametrize("lost", [True, False], ids=["answer lost", "plain"])
def test_a_comment_goes_into_the_note(ada: Clerk, ben: Clerk, hub: Path, lost: bool) -> None:
    ada.ok("number", "next", "--offline")
    if lost:
        ben.ok("add", "2/20", "--subject", "Two")
        ben.ok("sync")
        killed_when_taken(ada, hub)
    file = provisional_file(ada)
    ada.enter(file, ada.read(file).replace('status = "reserved"', '# ask Ben\nstatus = "draft"\nsubject = "Lamps"'))
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert 'note = "ask Ben"' in entry(hub, 1)


def test_whose_place_a_number_took_is_not_told_otherwise(ada: Clerk, hub: Path) -> None:
    ada.ok("number", "next", "--offline")
    ada.ok("sync")
    ada.enter(SN.format(1), re.sub("PROV [0-9]+", "PROV 7", ada.read(SN.format(1))))
    answer = ada.run("sync")
    assert answer.status == 5
    assert "HIST017" in answer.err


def test_who_asks_for_the_old_name_is_told_where_it_stands(ada: Clerk, hub: Path) -> None:
    name = ada.ok("number", "next", "--offline").strip()
    ada.ok("sync")
    answer = ada.run("show", name)
    assert answer.status == 4
    assert f"git grep '{name}' -- documents" in answer.err
    assert "SN-1-2020-INIT" in ada.git("grep", name, "--", "documents")
    assert f"in the place of {name}" in ada.ok("show", "SN 1/20")


def test_a_number_far_from_the_last_one_is_not_reserved(ada: Clerk, hub: Path) -> None:
    """A slip would end the series for everybody."""
    ada.ok("number", "reserve", "SN 400/20")
    answer = ada.run("number", "reserve", "SN 99999/20")
    assert answer.status == 5
    assert "SN 99999/20 is far above the last one, SN 400/20" in answer.err
    assert ada.ok("number", "next") == "SN 401/20\n"


def test_at_the_end_of_a_series_another_one_is_named_in_the_file(ada: Clerk, hub: Path) -> None:
    ada.ok("number", "reserve", "SN 99999/20")
    ada.ok("number", "next", "--offline")
    answer = ada.run("sync")
    assert answer.status == 5
    assert "Name another series of the office in the file of PROV " in answer.err
    file = provisional_file(ada)
    ada.enter(file, ada.read(file).replace('series = "SN"', 'series = "WK"'))
    assert ada.run("sync").status == 0
    assert "WK-1-2020-INIT" in {Path(path).stem for path in held_by(hub)}


def of_another(clerk: Clerk, text: str) -> str:
    """The same entry as another clerk's, asked for by another request."""
    mail = f"{clerk.git('config', 'user.name')} <{clerk.git('config', 'user.email')}>"
    return re.sub('request = ".*"', 'request = "of-another"', re.sub('by = ".*"', f'by = "{mail}"', text))


@pytest.mark.parametrize("way", ["sync", "pull"])
def test_one_name_of_two_clerks_is_two_entries(ada: Clerk, ben: Clerk, hub: Path, way: str) -> None:
    ada.ok("add", "next", "--subject", "Paper of Ada", "--offline")
    file = provisional_file(ada)
    ben.enter(file, of_another(ben, ada.read(file)).replace("Paper of Ada", "Paper of Ben"))
    ben.ok("sync")
    if way == "pull":
        ada.git("-c", "merge.renames=false", "pull", "-q", "--no-rebase", "--no-edit")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert f"{number_in(file)} became SN 2/20" in answer.err
    assert ["Paper of Ben" in entry(hub, 1), "Paper of Ada" in entry(hub, 2)] == [True, True]


def test_nobody_says_what_became_of_the_number_of_another(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("number", "next", "--offline", "--for", "Letter of Ada")
    ben.ok("number", "next", "--for", "Paper of Ben")
    forged = f'for = "Paper of Ben"\nprovisional = [\n    "{provisional(ada)}",\n]'
    ben.enter(SN.format(1), ben.read(SN.format(1)).replace('for = "Paper of Ben"', forged))
    ben.ok("sync")
    assert ada.run("sync").status == 0
    assert 'for = "Letter of Ada"' in entry(hub, 2)
    assert "Letter of Ada" not in entry(hub, 1)


@pytest.mark.parametrize("how", ["taken over", "split"])
def test_two_numbers_of_one_act_stay_two(ada: Clerk, hub: Path, how: str) -> None:
    """Though one of them goes to the server before the other."""
    ada.git("switch", "-qc", "drafts")
    ada.git("branch", "-q", "--set-upstream-to", "origin/main")
    ada.ok("number", "reserve", "--count", "2", "--offline")
    one, two = provisional_file(ada, 1), provisional_file(ada, 2)
    if how == "split":
        ada.git("reset", "-q", "--soft", "HEAD~1")
        ada.git("restore", "--staged", "--", two)
        ada.git("commit", "-qm", "The first")
        ada.git("branch", "-f", "main", "HEAD")
        ada.git("add", "--", two)
        ada.git("commit", "-qm", "The second")
        ada.git("switch", "-q", "main")
    else:
        ada.git("switch", "-q", "main")
        ada.git("checkout", "drafts", "--", one)
        ada.git("commit", "-qm", "The first")
    ada.ok("sync")
    ada.git("switch", "-q", "drafts")
    assert ada.run("sync").status == 0
    names = [Path(path).stem for path in held_by(hub) if "SN-" in path]
    assert names == ["SN-1-2020-INIT", "SN-2-2020-INIT"]


def test_what_was_done_and_taken_back_after_a_lost_answer_is_taken_back(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """Where git merged: it stands here as it stood once on the server, too."""
    ada.ok("add", "next", "--subject", "Lamps", "--offline")
    file = provisional_file(ada)
    ada.enter(file, ada.read(file).replace('"Lamps"', '"Street lamps"'))
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    killed_when_taken(ada, hub)
    ada.enter(file, ada.read(file).replace('"Street lamps"', '"Lamps"'))
    ada.git("-c", "merge.renames=false", "pull", "-q", "--no-rebase", "--no-edit")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert 'subject = "Lamps"' in entry(hub, 1)


@pytest.mark.parametrize("way", ["sync", "merge"])
def test_who_names_an_entry_that_got_its_number_meanwhile_names_that(ada: Clerk, hub: Path, way: str) -> None:
    ada.ok("number", "next", "--offline")
    name = provisional(ada)
    ada.git("branch", "-q", "drafts")
    ada.git("branch", "-q", "--set-upstream-to", "origin/main", "drafts")
    ada.ok("sync")
    ada.git("switch", "-q", "drafts")
    ada.ok("add", "1/20", "--subject", f"More on {name}")
    if way == "merge":
        ada.git("switch", "-q", "main")
        ada.git("-c", "merge.renames=false", "merge", "-q", "--no-edit", "drafts")
    assert ada.run("sync").status == 0
    assert 'subject = "More on SN 1/20"' in on_hub(hub, "show", "main:documents/2020/000/ST-1-2020-INIT.toml")


def test_one_request_for_two_things_is_told(ada: Clerk, hub: Path) -> None:
    linked = Clerk(hub.parent / "linked")
    ada.git("worktree", "add", "-q", "--track", "-b", "beside", str(linked.folder), "origin/main")
    ada.ok("number", "next", "--offline", "--for", "Letter to Paris", *K)
    linked.ok("number", "next", "--offline", "--for", "Paper on fish", "--series", "WK", *K)
    ada.ok("sync")
    answer = linked.run("sync")
    assert answer.status == 5
    assert "differs there: allotted for, allotted series" in answer.err


def test_both_names_of_one_act_are_known(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """Asked for without the server, then with it, and the answer to the sync was lost."""
    asked = ("add", "next", "--subject", "Lamps", *K)
    ada.ok(*asked, "--offline")
    ada.ok(*asked)
    ben.ok("sync")
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    killed_when_taken(ada, hub)
    ada.ok("classify", provisional(ada), "--marking", "LIMITE")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert 'marking = "LIMITE"' in entry(hub, 1)
    assert len([path for path in held_by(hub) if "SN-" in path]) == 1


@pytest.mark.parametrize("sign", ["\u2028", "\u0085", "\x0c"])
def test_an_author_with_an_odd_name_stops_nobody(ada: Clerk, ben: Clerk, hub: Path, sign: str) -> None:
    ben.ok("add", "2/20", "--subject", "Two")
    ben.git("commit", "-q", "--amend", "--no-edit", "--author", f"Eve{sign}Eve <eve@example.org>")
    ben.git("push", "-q")
    ada.ok("add", "1/20", "--subject", "One")
    assert ada.run("sync").status == 0
