"""What the server took while nobody here learned of it, and what was done here and there before the next sync."""

import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from clerks import colleague, held_by, hook, on_hub, provisional, provisional_file
from commands.test_sync_two_clerks import FILE, SN, killed_when_taken
from conftest import PROJECT, Clerk


def on_another_branch(clerk: Clerk) -> None:
    """A sync of another branch that follows the same one of the server, and back."""
    clerk.git("checkout", "-qb", "beside", "origin/main")
    clerk.ok("add", "3/20", "--subject", "Beside")
    clerk.ok("sync")
    clerk.git("checkout", "-q", "main")


def under_another_name(clerk: Clerk) -> None:
    clerk.git("remote", "rename", "origin", "up")


def without_the_second(clerk: Clerk) -> None:
    clerk.git("reset", "-q", "--hard", "HEAD~1")


def with_the_second_anew(clerk: Clerk) -> None:
    clerk.git("commit", "-q", "--amend", "-m", "Enter 9/20")


@pytest.mark.parametrize(
    "then", [on_another_branch, under_another_name, without_the_second, with_the_second_anew], ids=lambda f: f.__name__
)
def test_an_act_that_another_took_back_meanwhile_stays_taken_back(
    ada: Clerk, ben: Clerk, hub: Path, then: Callable[[Clerk], None]
) -> None:
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    ada.ok("classify", "15070/19", "CT 9")
    ada.ok("add", "9/20", "--subject", "Nine")
    killed_when_taken(ada, hub)
    ben.ok("sync")
    ben.ok("undo", on_hub(hub, "log", "-1", "--format=%H", "--grep", "codes to 15070/19", "main"), "-m", "Wrong")
    ben.ok("sync")
    then(ada)
    assert ada.run("sync").status == 0
    assert "CT 9" not in on_hub(hub, "show", f"main:{FILE}")
    assert on_hub(hub, "log", "--format=%s", "main").splitlines().count("Add subject codes to 15070/19") == 1
    assert ada.git("rev-parse", "main") == on_hub(hub, "rev-parse", "main")


def test_a_work_tree_that_is_gone_takes_no_knowledge_along(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    ada.git("checkout", "-q", "--detach")
    ada.git("worktree", "add", "-q", str(hub.parent / "linked"), "main")
    linked = Clerk(hub.parent / "linked")
    linked.ok("classify", "15070/19", "CT 9")
    killed_when_taken(linked, hub)
    ben.ok("sync")
    ben.ok("undo", "-m", "Wrong")
    ben.ok("sync")
    ada.git("worktree", "remove", "--force", str(linked.folder))
    ada.git("checkout", "-q", "main")
    assert ada.run("sync").status == 0
    assert on_hub(hub, "log", "--format=%s", "main").splitlines().count("Add subject codes to 15070/19") == 1


def test_a_number_asked_for_again_puts_nothing_on_an_older_state(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """The number was given before the act was sent: the clone follows to what the server has now."""
    ada.ok("classify", "15070/19", "CT 9")
    hook(hub, "post-receive", "rm hooks/post-receive; kill -9 $(cat pid)")
    asked = ("number", "next", "--request", "request1")
    ada.process(*asked, before=("sh", "-c", f'echo $$ > {hub}/pid; exec "$@"', "sh"))
    killed_when_taken(ada, hub)
    ben.ok("sync")
    ben.ok("undo", on_hub(hub, "log", "-1", "--format=%H", "--grep", "codes to 15070/19", "main"), "-m", "Wrong")
    ben.ok("sync")
    assert ada.ok(*asked) == "SN 1/20\n"
    assert ada.run("sync").status == 0
    assert "CT 9" not in on_hub(hub, "show", f"main:{FILE}")
    assert on_hub(hub, "log", "--format=%s", "main").splitlines().count("Add subject codes to 15070/19") == 1


@pytest.fixture
def settled(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """The first clerk has a provisional number, and a reference to it; the server has settled it, unknown to her."""
    ada.ok("add", "next", "--subject", "Lamps", "--offline")
    ada.ok("xref", "add", "15070/19", provisional(ada))
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    killed_when_taken(ada, hub)
    assert on_hub(hub, "show", f"main:{SN.format(1)}")
    assert provisional(ada)


@pytest.mark.usefixtures("settled")
def test_work_on_an_entry_that_was_settled_meanwhile_goes_to_its_number(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("sync")
    ben.ok("classify", "SN 1/20", "COSI 255")
    ben.ok("sync")
    ada.ok("classify", provisional(ada), "--marking", "LIMITE")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    text = on_hub(hub, "show", f"main:{SN.format(1)}")
    assert 'marking = "LIMITE"' in text
    assert "COSI 255" in text
    assert on_hub(hub, "log", "-1", "--format=%s", "main") == "Raise the marking of SN 1/20 from none to LIMITE"
    assert len([path for path in held_by(hub) if "SN-" in path]) == 1
    assert ada.run("check", "--history", "--fail-on", "error").status == 0


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("back", [("undo", "-m", "Wrong"), ("xref", "remove", "15070/19", "{}")], ids=" ".join)
def test_a_reference_taken_back_is_gone_under_the_other_number_too(
    ada: Clerk, hub: Path, back: tuple[str, ...]
) -> None:
    ada.ok(*(word.format(provisional(ada)) for word in back))
    assert ada.run("sync").status == 0
    text = on_hub(hub, "show", f"main:{FILE}")
    assert "SN 1/20" not in text
    assert "PROV" not in text


def test_one_request_never_gets_two_numbers(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """Where the entries of both cannot be put together a person decides."""
    asked = ("agenda", "create", "COSI", "2020-03-10", "--request", "request1")
    ada.ok(*asked, "--offline")
    ada.ok("agenda", "add-item", provisional(ada), "Here")
    ada.ok(*asked)
    ben.ok("sync")
    ben.ok("agenda", "add-item", "SN 1/20", "There")
    ben.ok("sync")
    answer = ada.run("sync")
    assert answer.status == 5
    assert "already has its number, SN 1/20, but its entry differs there: items" in answer.err
    assert [Path(path).stem for path in held_by(hub) if "SN-" in path] == ["SN-1-2020-INIT"]


def test_a_copy_of_a_clone_settles_nothing_twice(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("add", "next", "--subject", "Lamps", "--offline")
    cleo = colleague(hub, "cleo")
    cleo.git("pull", "-q", str(ada.folder), "main")
    cleo.git("config", "user.name", ada.git("config", "user.name"))
    cleo.git("config", "user.email", ada.git("config", "user.email"))
    ada.ok("sync")
    cleo.ok("classify", provisional(cleo), "--marking", "LIMITE")
    assert cleo.run("sync").status == 0
    assert [Path(path).stem for path in held_by(hub) if "SN-" in path] == ["SN-1-2020-INIT"]


def test_a_provisional_number_of_another_clone_is_not_taken_for_ones_own(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("add", "next", "--subject", "Lamps", "--offline")
    ada.ok("xref", "add", "15070/19", provisional(ada))
    ben.ok("add", "next", "--subject", "Ports", "--offline")
    ben.ok("sync")
    assert ada.run("sync").status == 0
    assert 'subject = "Ports"' in on_hub(hub, "show", f"main:{SN.format(1)}")
    assert 'subject = "Lamps"' in on_hub(hub, "show", f"main:{SN.format(2)}")
    assert '"SN 2/20"' in on_hub(hub, "show", f"main:{FILE}")


def test_the_same_request_of_two_persons_settles_each_to_their_own(ada: Clerk, ben: Clerk, hub: Path) -> None:
    asked = ("number", "next", "--request", "day-2020-02-14")
    ben.ok(*asked, "--offline")
    ada.ok(*asked, "--offline")
    ben.ok("sync")
    killed_when_taken(ada, hub)
    ada.git("-c", "merge.renames=false", "pull", "-q", "--no-rebase", "--no-edit")
    assert ada.run("sync").status == 0
    assert [Path(path).stem for path in held_by(hub) if "SN-" in path] == ["SN-1-2020-INIT", "SN-2-2020-INIT"]
    assert ada.ok(*asked) == "SN 2/20\n"
    assert ben.ok(*asked) == "SN 1/20\n"


def test_what_is_left_of_a_request_keeps_its_numbers(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("number", "reserve", "--count", "3", "--offline")
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    killed_when_taken(ada, hub)
    ada.git("-c", "merge.renames=false", "pull", "-q", "--no-rebase", "--no-edit")
    second, third = provisional(ada, 2), provisional(ada, 3)
    ada.git("rm", "-q", provisional_file(ada))
    ada.git("commit", "-qm", "It is SN 1")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert f"{second} became SN 2/20" in answer.err
    assert f"{third} became SN 3/20" in answer.err


def test_two_acts_under_one_request_are_not_put_together(ada: Clerk, hub: Path) -> None:
    """The same clerk in two clones."""
    other = colleague(hub, "other")
    other.git("config", "user.name", ada.git("config", "user.name"))
    other.git("config", "user.email", ada.git("config", "user.email"))
    for clerk, subject in ((ada, "Letter A"), (other, "Letter B")):
        clerk.ok("add", "next", "--subject", subject, "--request", "monday-2020", "--offline")
    ada.ok("sync")
    answer = other.run("sync")
    assert answer.status == 5
    assert "its entry differs there: subject" in answer.err
    assert "it is another act, give it another request in its file, under [allotted]" in answer.err
    file = provisional_file(other)
    other.enter(file, other.read(file).replace("monday-2020", "tuesday-2020"))
    assert other.run("sync").status == 0
    assert 'subject = "Letter A"' in on_hub(hub, "show", f"main:{SN.format(1)}")
    assert 'subject = "Letter B"' in on_hub(hub, "show", f"main:{SN.format(2)}")


def test_an_act_with_another_message_is_the_same_act(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    ada.ok("classify", "15070/19", "CT 9")
    killed_when_taken(ada, hub)
    ben.ok("sync")
    ben.ok("undo", "-m", "Wrong")
    ben.ok("sync")
    ada.git("commit", "-q", "--amend", "-m", "Classify it")
    assert ada.run("sync").status == 0
    assert "CT 9" not in on_hub(hub, "show", f"main:{FILE}")


def test_an_act_that_was_taken_back_can_be_done_again_where_the_first_is_not_here(
    ada: Clerk, ben: Clerk, hub: Path
) -> None:
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    ada.ok("classify", "15070/19", "CT 9")
    killed_when_taken(ada, hub)
    ada.git("reset", "-q", "--hard", "HEAD~1")
    ben.ok("sync")
    ben.ok("undo", "-m", "Wrong")
    ben.ok("sync")
    ada.ok("classify", "15070/19", "CT 9")
    ada.git("commit", "-q", "--amend", "--no-edit", "--date", "2030-01-01T10:00:00")
    assert ada.run("sync").status == 0
    assert "CT 9" in on_hub(hub, "show", f"main:{FILE}")


@pytest.mark.parametrize("when", ["@5 +0000", "@5000000000 +0100"])
def test_a_commit_of_an_odd_day_or_of_nobody_is_put_on_top(ada: Clerk, ben: Clerk, hub: Path, when: str) -> None:
    tree = ada.git("rev-parse", "HEAD^{tree}")
    raw = f"tree {tree}\nparent {ada.git('rev-parse', 'HEAD')}\n"
    ada.write("notes.txt", "Odd\n")
    ada.git("add", "notes.txt")
    raw = raw.replace(tree, ada.git("write-tree"))
    raw += f"author  <odd@example.org> {when[1:]}\ncommitter  <odd@example.org> {when[1:]}\n\nOdd\n"
    made = ada.git("hash-object", "-t", "commit", "-w", "--literally", str(write(ada.folder.parent / "odd", raw)))
    ada.git("reset", "-q", "--hard", made)
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    on_hub(hub, "config", "receive.fsckObjects", "false")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert on_hub(hub, "log", "-1", "--format=%ad", "--date=raw", "main") == when[1:]


def write(file: Path, text: str) -> Path:
    file.write_text(text)
    return file


def test_a_person_is_known_by_the_address_however_the_name_is_spelt(ada: Clerk, hub: Path) -> None:
    asked = ("number", "next", "--request", "request1")
    other = colleague(hub, "other")
    other.git("config", "user.name", "Ada L.")
    other.git("config", "user.email", ada.git("config", "user.email"))
    for clerk in (ada, other):
        clerk.ok(*asked, "--offline")
        clerk.ok("sync")
    assert [Path(path).stem for path in held_by(hub) if "SN-" in path] == ["SN-1-2020-INIT"]
    assert ada.ok(*asked) == other.ok(*asked) == "SN 1/20\n"


def test_a_settlement_is_not_undone(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("add", "next", "--subject", "Lamps", "--offline")
    ada.ok("sync")
    answer = ada.run("undo", "-m", "Not needed")
    assert answer.status == 5
    assert "somei number release" in answer.err


def test_no_request_for_access_names_a_provisional_number(ada: Clerk, hub: Path) -> None:
    ada.ok("add", "next", "--subject", "Lamps", "--offline")
    answer = ada.run("request", "new", provisional(ada), "--keep")
    assert answer.status == 5
    assert f"{provisional(ada)} is provisional" in answer.err
    assert "requests" not in on_hub(hub, "ls-tree", "--name-only", "main")


def test_what_stood_for_one_provisional_number_is_no_other_ones(ada: Clerk, hub: Path) -> None:
    ada.ok("number", "reserve", "--count", "2", "--offline")
    second, number = provisional_file(ada, 2), provisional(ada, 2)
    text = ada.read(second)
    ada.git("rm", "-q", second)
    ada.git("commit", "-qm", "Not needed")
    ada.ok("sync")
    ada.enter(second, text.replace('status = "reserved"', 'status = "draft"\nsubject = "Second"'))
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert f"{number} became SN 2/20" in answer.err
    assert "Second" not in on_hub(hub, "show", f"main:{SN.format(1)}")


def test_what_is_done_again_after_it_was_taken_back_is_done(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """Though the first time is on the server already, and has another message here."""
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    ada.ok("classify", "15070/19", "--marking", "LIMITE")
    killed_when_taken(ada, hub)
    ada.git("commit", "-q", "--amend", "-m", "Mark it")
    ada.ok("undo", "-m", "Too early")
    ada.ok("classify", "15070/19", "--marking", "LIMITE")
    assert ada.run("sync").status == 0
    assert 'marking = "LIMITE"' in on_hub(hub, "show", f"main:{FILE}")


@pytest.mark.parametrize("options", [(), ("-X", "find-renames=100%")], ids=["renames", "no renames"])
def test_git_takes_no_entry_for_another(
    ada: Clerk, hub: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    """Of entries that look alike it takes any for the one that has got another name."""
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    ada.ok("init", "--git")
    ada.ok("sync")
    ada.ok("number", "reserve", "--count", "8")
    ada.ok("number", "reserve", "--count", "4", "--offline")
    ada.git("switch", "-qc", "drafts")
    for ordinal in range(1, 5):
        file = provisional_file(ada, ordinal)
        draft = f'status = "draft"\nsubject = "Text {ordinal}"'
        ada.write(file, ada.read(file).replace('status = "reserved"', draft))
    ada.git("commit", "-qam", "Write all")
    ada.git("switch", "-q", "main")
    ada.ok("sync")
    with suppress(subprocess.CalledProcessError):
        ada.git("merge", "--no-edit", *options, "drafts")
    ada.git("add", "documents")
    ada.git("commit", "--allow-empty", "-qm", "Merge drafts")
    assert ada.run("sync").status == 0
    for ordinal in range(1, 5):
        assert f'subject = "Text {ordinal}"' in on_hub(hub, "show", f"main:{SN.format(8 + ordinal)}")
