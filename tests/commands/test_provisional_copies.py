"""Provisional entries that are in more than one place: in copies of a clone, on branches, in another one's name."""

import re
import subprocess
import time
from pathlib import Path
from shutil import copytree

import pytest
from clerks import held_by, on_hub, provisional, provisional_file
from commands.test_provisional import K, drivers, entry
from commands.test_sync_two_clerks import SN, killed_when_taken
from conftest import Clerk

__all__ = ["drivers"]
LETTER = ("add", "next", "--subject", "Letter", *K, "--offline")


def copy_of(clerk: Clerk, name: str = "copy") -> Clerk:
    """The whole clone once more, as with `cp -r`."""
    return Clerk(Path(copytree(clerk.folder, clerk.folder.parent / name, symlinks=True)))


def numbered(hub: Path) -> list[str]:
    """The entries of the office on the server."""
    return [Path(path).stem for path in held_by(hub) if "SN-" in path]


def handed_over(hub: Path, to: Clerk, reason: str = "Ada is on leave") -> None:
    """The first number of the office goes to another clerk."""
    to.ok("sync")
    by = f"{to.git('config', 'user.name')} <{to.git('config', 'user.email')}>"
    file = SN.format(1)
    text = to.read(file)
    to.write(file, text.replace(next(line for line in text.splitlines() if line.startswith("by = ")), f'by = "{by}"'))
    to.git("commit", "-qam", f"Hand over SN 1/20\n\nReason: {reason}")
    to.ok("sync")
    assert by in entry(hub, 1)


@pytest.mark.parametrize("goes_on", [False, True])
def test_an_entry_that_was_handed_over_is_known_in_a_copy(ada: Clerk, ben: Clerk, hub: Path, goes_on: bool) -> None:
    ada.ok(*LETTER)
    copy = copy_of(ada)
    if goes_on:
        copy.ok("classify", provisional(copy), "--marking", "LIMITE")
    ada.ok("sync")
    handed_over(hub, ben)
    if not goes_on:
        copy.git("pull", "-q", "--no-rebase", "--no-edit")
    assert copy.run("sync").status == 0
    assert numbered(hub) == ["SN-1-2020-INIT"]
    assert ('marking = "LIMITE"' in entry(hub, 1)) is goes_on


def test_a_request_is_known_that_was_given_a_number_which_is_anothers_now(ada: Clerk, ben: Clerk, hub: Path) -> None:
    copy = copy_of(ada)
    ada.ok(*LETTER)
    ada.ok("sync")
    handed_over(hub, ben)
    copy.ok(*LETTER)
    assert copy.run("sync").status == 0
    assert numbered(hub) == ["SN-1-2020-INIT"]


def test_who_has_another_address_by_now_has_the_same_entry(ada: Clerk, hub: Path) -> None:
    ada.ok(*LETTER)
    copy = copy_of(ada)
    ada.ok("sync")
    file = provisional_file(copy)
    copy.write(file, re.sub("by = .*", 'by = "Ada <ada@example.com>"', copy.read(file)))
    copy.git("commit", "-qam", "Another address\n\nReason: she moved")
    assert copy.run("sync").status == 0
    assert numbered(hub) == ["SN-1-2020-INIT"]


@pytest.mark.parametrize("sent", ["none", "one"])
def test_one_request_of_two_branches_gets_one_number(ada: Clerk, hub: Path, sent: str) -> None:
    ada.git("branch", "-q", "--track", "side", "origin/main")
    ada.ok(*LETTER)
    ada.git("switch", "-q", "side")
    ada.ok("number", "next", *K, "--offline")
    if sent == "one":
        ada.ok("sync")
    ada.git("switch", "-q", "main")
    ada.git("-c", "merge.renames=false", "merge", "-q", "--no-edit", "side")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert numbered(hub) == ["SN-1-2020-INIT"]
    assert 'subject = "Letter"' in entry(hub, 1)


def test_one_request_of_two_branches_for_two_letters_is_for_a_person(ada: Clerk, hub: Path) -> None:
    ada.git("branch", "-q", "--track", "side", "origin/main")
    ada.ok(*LETTER)
    ada.git("switch", "-q", "side")
    ada.ok(*("Annex" if word == "Letter" else word for word in LETTER))
    ada.git("merge", "-q", "--no-edit", "main")
    answer = ada.run("sync")
    assert answer.status == 5
    assert "its entry differs there: subject" in answer.err
    assert numbered(hub) == []


@pytest.mark.parametrize("way", ["rebase", "cherry-pick", "squash"])
def test_one_request_of_two_branches_is_one_however_they_are_joined(ada: Clerk, hub: Path, way: str) -> None:
    ada.git("branch", "-q", "--track", "side", "origin/main")
    ada.ok("number", "next", *K, "--offline")
    ada.git("switch", "-q", "side")
    if way == "squash":
        # In one commit numbers of one second could be those of one act.
        time.sleep(1)
    ada.ok("number", "next", *K, "--offline")
    if way == "rebase":
        ada.git("rebase", "-q", "main")
    elif way == "cherry-pick":
        ada.git("cherry-pick", "main")
    else:
        ada.git("-c", "merge.renames=false", "merge", "-q", "--squash", "main")
        ada.git("commit", "-qm", "Both")
    if way == "squash":
        ada.git("reset", "-q", "--soft", "origin/main")
        ada.git("commit", "-qm", "All")
    assert ada.run("sync").status == 0
    assert numbered(hub) == ["SN-1-2020-INIT"]


def test_an_entry_handed_over_before_it_had_a_number_is_one(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("number", "next")
    ada.ok(*LETTER)
    ada.git("branch", "-q", "side")
    file = provisional_file(ada)
    ada.enter(file, re.sub("by = .*", 'by = "Ben <ben@example.org>"', ada.read(file)))
    ada.git("commit", "-q", "--amend", "-m", "Hand over\n\nReason: Ada is on leave")
    ada.ok("sync")
    ada.git("switch", "-q", "side")
    ada.ok("classify", provisional(ada), "--marking", "LIMITE")
    ada.git("branch", "-q", "--set-upstream-to", "origin/main")
    assert ada.run("sync").status == 0
    assert numbered(hub) == ["SN-1-2020-INIT", "SN-2-2020-INIT"]
    assert 'marking = "LIMITE"' in entry(hub, 2)
    assert "ben@example.org" in entry(hub, 2)


def test_a_request_of_next_year_has_one_number_too(ada: Clerk, hub: Path) -> None:
    copy = copy_of(ada)
    ada.ok("number", "next", *K, "--offline")
    copy.ok("number", "next", "--year", "21", *K)
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert "became SN 1/21" in answer.err
    assert [Path(path).stem for path in held_by(hub) if "SN-" in path] == ["SN-1-2021-INIT"]


@pytest.mark.parametrize("again", [False, True])
def test_what_was_taken_away_after_a_lost_answer_stays_and_that_is_told(
    ada: Clerk, ben: Clerk, hub: Path, again: bool
) -> None:
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    ada.ok(*LETTER)
    killed_when_taken(ada, hub)
    ada.ok("undo")
    if again:
        ada.git("revert", "--no-edit", "HEAD")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    told = "SN 1/20 stays, though it was taken away here: somei number release 'SN 1/20' gives it up."
    assert (told in answer.err) is not again
    assert numbered(hub) == ["SN-1-2020-INIT"]
    ada.ok("number", "release", "SN 1/20", "-m", "Not needed")


def test_a_request_of_last_year_keeps_its_number(ada: Clerk, ben: Clerk, hub: Path) -> None:
    copy = copy_of(ada)
    ada.ok("number", "next", *K)
    ben.ok("number", "next", "--year", "21")
    copy.ok("number", "next", "--year", "21", *K, "--offline")
    file = provisional_file(copy)
    copy.enter(file, copy.read(file).replace('"reserved"', '"draft"\nsubject = "Yearly report"'))
    answer = copy.run("sync")
    assert answer.status == 0, answer
    assert "became SN 1/20" in answer.err
    assert 'subject = "Yearly report"' in entry(hub, 1)
    assert "subject" not in on_hub(hub, "show", "main:documents/2021/000/SN-1-2021-INIT.toml")


def test_an_entry_that_is_nobodys_is_not_settled(ada: Clerk, hub: Path) -> None:
    ada.ok(*LETTER)
    file = provisional_file(ada)
    text = ada.read(file)
    ada.enter(file, text[: text.index("[allotted]")].rstrip() + "\n")
    answer = ada.run("sync")
    assert answer.status == 5
    assert "no longer says who asked for it" in answer.err
    ada.enter(file, text)
    assert ada.run("sync").status == 0
    assert numbered(hub) == ["SN-1-2020-INIT"]


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("way", ["merge", "rebase", "cherry-pick", "stash"])
def test_git_alone_finds_an_entry_among_others_like_it(ada: Clerk, hub: Path, way: str) -> None:
    """Each has a line that no other has, under both its names."""
    ada.ok("number", "reserve", "--count", "4", "--offline")
    files = [provisional_file(ada, nth) for nth in range(1, 5)]
    for file in files:
        ada.write(file, ada.read(file).replace('"reserved"', '"draft"\nsubject = "Letter to a member"'))
    ada.git("commit", "-qam", "Letters")
    ada.git("branch", "-q", "side")
    if way != "stash":
        ada.git("switch", "-q", "side")
    ada.write(files[1], ada.read(files[1]).replace("subject", 'place = "Paris"\nsubject'))
    if way == "stash":
        ada.git("stash", "-q")
    else:
        ada.git("commit", "-qam", "To Paris")
        ada.git("switch", "-q", "main")
    ada.ok("sync")
    match way:
        case "stash":
            ada.git("stash", "pop", "-q")
            ada.git("commit", "-qam", "To Paris")
        case "rebase":
            ada.git("rebase", "-q", "main", "side")
            ada.git("switch", "-q", "main")
            ada.git("merge", "-q", "--ff-only", "side")
        case _:
            ada.git(way, *(["--no-edit"] if way == "merge" else []), "side")
    ada.ok("format")
    assert ada.run("sync").status == 0
    assert ['place = "Paris"' in entry(hub, number) for number in (1, 2, 3, 4)] == [False, True, False, False]


def test_what_a_copy_did_is_known_under_the_number_too(ada: Clerk, hub: Path) -> None:
    """Done under the provisional number, sent by one copy under that of the server, and taken back there."""
    ada.ok(*LETTER)
    one = copy_of(ada, "one")
    one.ok("classify", provisional(one), "--marking", "LIMITE")
    other = copy_of(one, "other")
    ada.ok("sync")
    one.ok("sync")
    one.ok("undo", "-m", "It is public")
    one.ok("sync")
    assert other.run("sync").status == 0
    assert "marking" not in entry(hub, 1)


def test_a_name_of_two_entries_is_not_taken_for_one_of_them(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok(*LETTER)
    name = provisional(ada)
    ada.ok("sync")
    other = ada.read(SN.format(1)).replace(K[1], "annex-2020-0001").replace("Letter", "Annex")
    ada.enter(SN.format(2), other.replace("SN 1/20", "SN 2/20"))
    ada.ok("sync")
    assert numbered(hub) == ["SN-1-2020-INIT", "SN-2-2020-INIT"]
    ben.ok("sync")
    ben.ok("add", "1/20", "--subject", f"More on {name}")
    answer = ben.run("sync")
    assert answer.status == 5
    assert f"{name} is named here, but has become SN 1/20 and SN 2/20." in answer.err


@pytest.mark.parametrize(("old", "new"), [('series = "SN"', 'series = "WK"'), ('for = "Lamps"', 'for = "Ports"')])
def test_what_was_changed_of_an_allotment_elsewhere_is_not_dropped(ada: Clerk, hub: Path, old: str, new: str) -> None:
    ada.ok("number", "next", "--for", "Lamps", *K, "--offline")
    copy = copy_of(ada)
    ada.ok("sync")
    file = provisional_file(copy)
    text = copy.read(file)
    copy.enter(file, text.replace(old, new))
    if "for" in old:
        copy.git("reset", "-q", "--soft", "origin/main")
        copy.git("commit", "-qm", "All in one")
    answer = copy.run("sync")
    assert answer.status == 5
    assert ("has since asked for a number of WK" if "WK" in new else "in allotted for") in answer.err
    copy.write(file, text)
    copy.git("commit", "-qa", "--amend", "--no-edit", "--allow-empty")
    assert copy.run("sync").status == 0


def test_two_numbers_of_one_act_are_not_one_whatever_an_entry_says(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("number", "reserve", "--count", "2", "--offline")
    ben.ok("number", "next")
    one, two = provisional(ada, 1), provisional(ada, 2)
    forged = ada.read(provisional_file(ada, 1)).replace(f'    "{one}",\n', f'    "{one}",\n    "{two}",\n')
    file = SN.format(2)
    ben.write(file, forged.replace(f'number = "{one}"', 'number = "SN 2/20"'))
    ben.git("add", file)
    ben.git("commit", "-qm", "Claim")
    ben.ok("format")
    ben.ok("sync")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert f"{one} became SN 2/20.\n{two} became SN 3/20." in answer.err
    assert numbered(hub) == ["SN-1-2020-INIT", "SN-2-2020-INIT", "SN-3-2020-INIT"]


def test_a_request_may_have_any_signs(ada: Clerk, hub: Path) -> None:
    ada.ok(*LETTER)
    file = provisional_file(ada)
    ada.enter(file, ada.read(file).replace(K[1], 'Letter (2nd) of \\"Ada\\" [a*'))
    assert ada.run("sync").status == 0
    assert numbered(hub) == ["SN-1-2020-INIT"]


def test_what_was_taken_without_the_server_is_taken_back_before_it_knows(ada: Clerk, hub: Path) -> None:
    ada.ok("number", "next", "--offline")
    name = provisional(ada)
    answer = ada.run("undo", "--dry-run")
    assert f"{name}\tstatus\treserved\t\n" in answer.out
    assert "nothing was written (dry run)" in answer.err
    ada.ok("undo")
    assert ada.run("sync").status == 0
    assert numbered(hub) == []
    assert ada.ok("number", "next") == "SN 1/20\n"


@pytest.mark.usefixtures("drivers")
def test_two_entries_that_git_took_for_one_are_not_committed_unseen(ada: Clerk, hub: Path) -> None:
    ada.ok("number", "reserve", "--count", "2", "--offline")
    one, two = provisional_file(ada, 1), provisional_file(ada, 2)
    for file, subject in ((one, "Letter to Paris"), (two, "On the lamps of Brussels, and who pays for them")):
        text = ada.read(file).replace('"reserved"', f'"draft"\nsubject = "{subject}"')
        ada.write(file, text.replace(f'provisional = [\n    "{provisional(ada, 1 if file == one else 2)}",\n]\n', ""))
    ada.git("commit", "-qam", "Letters")
    ada.git("branch", "-q", "side")
    ada.ok("sync")
    ada.write(SN.format(1), ada.read(SN.format(1)).replace("Letter to Paris", "On the lamps of Brussels, and who pays"))
    ada.git("rm", "-qf", SN.format(2))
    ada.git("commit", "-qam", "As another one")
    ada.git("switch", "-q", "side")
    ada.write(two, ada.read(two).replace("who pays", "who may pay"))
    ada.git("commit", "-qam", "Who may")
    ada.git("switch", "-q", "main")
    with pytest.raises(Exception, match="merge"):
        ada.git("merge", "-q", "--no-edit", "side")
    assert "<<<<<<< ours: number" in ada.read(SN.format(1))


@pytest.mark.parametrize("way", ["checkout", "squash", "mv"])
def test_what_is_written_where_an_entry_is_put_under_its_number_by_hand_stays(
    ada: Clerk, ben: Clerk, hub: Path, way: str
) -> None:
    """The answer was lost, and the clerk tidies up with git, and writes on, in one commit."""
    ben.ok("number", "next")
    ada.ok(*LETTER)
    killed_when_taken(ada, hub)
    file, name = provisional_file(ada), provisional(ada)
    ada.git("fetch", "-q")
    if way == "mv":
        ada.write(SN.format(2), ada.read(file).replace(f'number = "{name}"', 'number = "SN 2/20"'))
        ada.git("add", SN.format(2))
    elif way == "squash":
        ada.git("-c", "merge.renames=false", "merge", "-q", "--squash", "origin/main")
    else:
        ada.git("checkout", "origin/main", "--", "documents")
    if (ada.folder / file).exists():
        ada.git("rm", "-qf", file)
    ada.write(SN.format(2), ada.read(SN.format(2)).replace("Letter", "Letter on lamps"))
    ada.git("commit", "-qam", "It is SN 2, and has its text")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert 'subject = "Letter on lamps"' in entry(hub, 2)
    assert numbered(hub) == ["SN-1-2020-INIT", "SN-2-2020-INIT"]


def test_of_two_entries_of_one_name_the_request_tells_which_is_meant(ada: Clerk, hub: Path) -> None:
    """Also where the history of the provisional number holds both."""
    ada.ok(*LETTER)
    file = provisional_file(ada)
    copy = copy_of(ada)
    ada.enter(file, ada.read(file).replace("Letter", "Letter to Rome"))
    ada.ok("sync")
    copy.enter(file, copy.read(file).replace("Letter", "Letter to Bonn").replace(K[1], "letter-2020-0002"))
    copy.git("fetch", "-q")
    with pytest.raises(subprocess.CalledProcessError):
        copy.git("merge", "-q", "--no-edit", "-X", "find-renames=100%", "origin/main")
    copy.git("add", "documents")
    copy.git("commit", "-qm", "Both")
    later = copy_of(copy, "later")
    copy.ok("sync")
    later.enter(file, later.read(file) + '\n[[items]]\nnumber = "1"\ntitle = "On Bonn only"\n')
    assert later.run("sync").status == 0
    assert "On Bonn only" in entry(hub, 2)
    assert "On Bonn only" not in entry(hub, 1)


def test_of_several_numbers_asked_for_twice_each_is_the_same_of_them(ada: Clerk, hub: Path) -> None:
    copy = copy_of(ada, "laptop")
    for clerk in (ada, copy):
        clerk.ok("number", "reserve", "--count", "3", *K, "--offline")
    first, second = provisional_file(copy, 1), provisional_file(copy, 2)
    copy.git("rm", "-q", first)
    copy.git("commit", "-qm", "The first is not needed")
    copy.enter(second, copy.read(second).replace('"reserved"', '"draft"\nsubject = "The second"'))
    ada.ok("sync")
    assert copy.run("sync").status == 0
    assert ['subject = "The second"' in entry(hub, number) for number in (1, 2, 3)] == [False, True, False]
