"""Meeting the server that clerks share: what comes, what goes, what stops it, and that nothing is lost."""

import json
import subprocess
from pathlib import Path

import pytest
from clerks import held_by, hook, on_hub, provisional
from conftest import DOCUMENTS, Clerk

FILE = "documents/2019/150/ST-15070-2019-INIT.toml"


def edit(clerk: Clerk, before: str, after: str) -> None:
    text = clerk.read(FILE)
    assert before in text
    clerk.enter(FILE, text.replace(before, after))


def test_a_branch_without_a_server_is_told_how(clerk: Clerk) -> None:
    answer = clerk.run("sync")
    assert answer.status == 3
    assert "The branch main follows no server.\nhint: Name the server and send the branch there once" in answer.err


def test_nothing_new(ada: Clerk) -> None:
    answer = ada.run("sync")
    assert (answer.status, answer.out) == (0, "")
    assert "Nothing new here, nothing new in origin/main." in answer.err


def test_what_came_and_what_went(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("add", "1/20", "--subject", "One")
    assert "To origin/main went 1 act: 1/20." in ada.run("sync").err
    ben.ok("add", "2/20", "--subject", "Two", "-m", "by post")

    answer = ben.run("sync")

    assert answer.status == 0
    assert "From origin/main came 1 act: 1/20.\nTo origin/main went 1 act: 2/20." in answer.err
    rows = [line.split("\t")[:4] for line in answer.out.splitlines()[1:]]
    assert rows == [["came", "1/20", "Add 1/20", "Ada"], ["went", "2/20", "Add 2/20", "Ben"]]
    assert ben.log()[:2] == on_hub(hub, "log", "--format=%s", "main").splitlines()[:2] == ["Add 2/20", "Add 1/20"]
    assert "Reason: by post" in on_hub(hub, "log", "-1", "--format=%B", "main")
    assert ben.git("status", "--porcelain") == ""
    assert ada.run("sync").status == 0
    assert ada.read("documents/2020/000/ST-2-2020-INIT.toml")


def test_times_are_those_of_the_register_as_in_a_history(
    ada: Clerk, ben: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2020-02-14T01:04:00+00:00")
    ada.ok("add", "1/20", "--subject", "One")
    ada.ok("sync")

    (row,) = [line.split("\t") for line in ben.ok("sync").splitlines()[1:]]
    told = ben.ok("history", "1/20").splitlines()[1]

    assert "2020-02-14 02:04" in told
    assert row[-1] == "2020-02-14 02:04"


def test_the_first_branch_goes_to_an_empty_server(ada: Clerk, hub: Path) -> None:
    new = hub.with_name("new.git")
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(new)], check=True)
    ada.git("remote", "add", "new", str(new))
    ada.git("config", "branch.main.remote", "new")
    assert ada.run("sync").status == 0
    assert on_hub(new, "rev-parse", "main") == ada.git("rev-parse", "main")


@pytest.mark.parametrize("words", [("sync",), ("number", "next")])
def test_a_branch_that_is_gone_from_the_server_is_told(ada: Clerk, hub: Path, words: tuple[str, ...]) -> None:
    """Others may have sent more than this clone knows: begun anew from here, their numbers would be given again."""
    on_hub(hub, "config", "receive.denyDeletes", "false")
    on_hub(hub, "update-ref", "-d", "refs/heads/main")
    answer = ada.run(*words)
    assert (answer.status, answer.out) == (5, "")
    assert "origin/main is gone from the server, which had it before" in answer.err
    ada.git("remote", "prune", "origin")
    ada.git("update-ref", "-d", "refs/somei/seen/origin/main")
    assert ada.run("sync").status == 0


def rewritten(hub: Path) -> None:
    """The newest act is taken back on the server as if it had never been."""
    on_hub(hub, "update-ref", "refs/heads/main", "main~1")


@pytest.mark.parametrize("words", [("sync",), ("number", "next")])
def test_a_history_that_was_rewritten_is_told_though_git_followed_it(
    ada: Clerk, hub: Path, words: tuple[str, ...]
) -> None:
    """A plain `git fetch`, as an editor runs it every minute, moves origin/main back without a word."""
    assert ada.ok("number", "next") == "SN 1/20\n"
    rewritten(hub)
    ada.git("fetch", "-q")
    answer = ada.run(*words)
    assert (answer.status, answer.out) == (5, "")
    assert "The history of origin/main was rewritten on the server" in answer.err
    assert len(held_by(hub)) == 1
    ada.git("update-ref", "-d", "refs/somei/seen/origin/main")
    assert ada.run("sync").status == 0
    assert len(held_by(hub)) == 2


def test_different_fields_of_one_document_meet(ada: Clerk, ben: Clerk) -> None:
    edit(ada, 'subject = "Lamps"', 'subject = "Harbour lamps"')
    ada.ok("sync")
    edit(ben, 'place = "Brussels"', 'place = "Luxembourg"')
    assert ben.run("sync").status == 0
    assert 'subject = "Harbour lamps"\nplace = "Luxembourg"' in ben.read(FILE)


def test_one_field_changed_twice_stops_and_says_what_to_do(ada: Clerk, ben: Clerk, hub: Path) -> None:
    edit(ada, 'subject = "Lamps"', 'subject = "Harbour lamps"')
    ada.ok("sync")
    edit(ben, 'subject = "Lamps"', 'subject = "Street lamps"')
    before, server = ben.git("rev-parse", "main"), on_hub(hub, "rev-parse", "main")

    answer = ben.run("sync")

    assert answer.status == 5
    assert answer.out.splitlines()[1].split("\t")[:4] == ["15070/19", "subject", "Street lamps", "Harbour lamps"]
    assert "15070/19 was changed here" in answer.err
    assert "and on the server, in subject." in answer.err
    assert "git merge origin/main, then somei resolve, git commit, somei sync" in answer.err
    assert (ben.git("rev-parse", "main"), on_hub(hub, "rev-parse", "main")) == (before, server)
    assert json.loads(ben.run("sync", "--json").out)["records"][0]["stuck"]["conflicts"][0]["field"] == "subject"


def test_the_way_out_of_a_conflict_leads_out(ada: Clerk, ben: Clerk, hub: Path) -> None:
    edit(ada, 'subject = "Lamps"', 'subject = "Harbour lamps"')
    ada.ok("sync")
    edit(ben, 'subject = "Lamps"', 'subject = "Street lamps"')
    assert ben.run("sync").status == 5
    with pytest.raises(Exception, match="merge"):
        ben.git("merge", "-q", "origin/main")
    ben.ok("resolve", "--take", "ours")
    ben.git("commit", "-q", "--no-edit")
    assert ben.run("sync").status == 0
    assert "Street lamps" in on_hub(hub, "show", f"main:{FILE}")


def test_one_serial_in_two_documents_is_not_sent(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("add", "1/19", "--subject", "One", "--code", "COSI 300")
    ada.ok("sync")
    ben.ok("add", "2/19", "--subject", "Two", "--code", "COSI 300")
    server = on_hub(hub, "rev-parse", "main")
    answer = ben.run("sync")
    assert answer.status == 5
    assert "Refused by rule CODE002: " in answer.err
    assert "COSI 300" in answer.err
    assert on_hub(hub, "rev-parse", "main") == server


@pytest.mark.parametrize("behind", [True, False])
def test_a_broken_file_is_not_sent(ada: Clerk, ben: Clerk, hub: Path, behind: bool) -> None:
    """It would keep every clerk from the next serial."""
    if behind:
        ben.ok("number", "next")
    ada.enter(FILE, "number = \n")
    answer = ada.run("sync")
    assert answer.status == 3
    assert f"{FILE}, line 1: not valid TOML: Invalid value\nhint: Nothing was sent." in answer.err
    assert "Lamps" in on_hub(hub, "show", f"main:{FILE}")


def test_one_that_the_server_has_already_stops_nobody(ada: Clerk, ben: Clerk) -> None:
    ben.enter(FILE, "number = \n")
    ben.git("push", "-q")
    ada.enter("documents/2020/000/ST-1-2020-INIT.toml", 'number = "1/20"\nsubject = "One"\n')
    assert ada.run("sync").status == 0


def test_a_serial_that_was_doubled_by_hand_is_not_sent(ada: Clerk, hub: Path) -> None:
    ada.enter("documents/2019/000/ST-1-2019-INIT.toml", 'number = "1/19"\nsubject_codes = [\n    "COSI 254",\n]\n')
    answer = ada.run("sync")
    assert answer.status == 5
    assert "COSI 254" in answer.err
    assert len(held_by(hub)) == 1


def test_one_number_entered_twice_is_not_sent(ada: Clerk, ben: Clerk) -> None:
    ada.ok("add", "1/19", "--subject", "One")
    ada.ok("sync")
    ben.ok("add", "1/19", "--subject", "Another one")
    answer = ben.run("sync")
    assert answer.status == 5
    assert "1/19 was changed here" in answer.err


def test_what_is_not_committed_stays(ada: Clerk, ben: Clerk) -> None:
    ada.ok("add", "1/20", "--subject", "One")
    ada.ok("sync")
    ben.write(FILE, ben.read(FILE).replace("Lamps", "Lanterns"))
    ben.write("staged.txt", "staged")
    ben.git("add", "staged.txt")
    ben.write("note.txt", "mine")
    before = ben.git("status", "--porcelain")
    assert ben.run("sync").status == 0
    assert ben.git("status", "--porcelain") == before
    assert "Lanterns" in ben.read(FILE)
    assert ben.read("documents/2020/000/ST-1-2020-INIT.toml")


def test_own_work_in_the_way_stops_it_before_anything_is_sent(ada: Clerk, ben: Clerk, hub: Path) -> None:
    edit(ada, 'subject = "Lamps"', 'subject = "Harbour lamps"')
    ada.ok("sync")
    ben.ok("add", "1/20", "--subject", "One")
    ben.write(FILE, ben.read(FILE).replace("Brussels", "Luxembourg"))
    answer = ben.run("sync")
    assert answer.status == 5
    assert "has changes of your own that are not committed" in answer.err
    assert len(held_by(hub)) == 1
    assert "Luxembourg" in ben.read(FILE)


def test_new_codes_of_both_sides_stand_in_the_list(ada: Clerk, ben: Clerk) -> None:
    for clerk, code in ((ada, "LAMP"), (ben, "LANT")):
        clerk.git("config", "somei.share", "false")
        clerk.ok("classify", "15070/19", code, "--new-code", f"Code {code}")
    assert ada.run("sync").status == 0
    assert ben.run("sync").status == 0
    assert 'LAMP = "Code LAMP"\nLANT = "Code LANT"' in ben.read("vocabulary/subject_codes.toml")
    assert '"LAMP 1"' in ben.read(FILE)
    assert '"LANT 1"' in ben.read(FILE)


def test_what_the_server_has_already_is_not_sent_again(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("add", "1/20", "--subject", "One")
    ben.git("pull", "-q", str(ada.folder), "main")
    ben.git("commit", "-q", "--amend", "-m", "The same by another name")
    ada.ok("sync")
    answer = ben.run("sync")
    assert answer.status == 0
    assert "The server had 1 act of yours already." in answer.err
    assert ben.git("rev-parse", "main") == on_hub(hub, "rev-parse", "main")


def test_a_dry_run_moves_nothing(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("add", "1/20", "--subject", "One")
    ada.ok("sync")
    ben.ok("add", "2/20", "--subject", "Two")
    before = ben.git("rev-parse", "main"), on_hub(hub, "rev-parse", "main")
    answer = ben.run("sync", "--dry-run")
    assert answer.status == 0
    assert "From origin/main would come 1 act: 1/20.\nTo origin/main would go 1 act: 2/20." in answer.err
    assert (ben.git("rev-parse", "main"), on_hub(hub, "rev-parse", "main")) == before


def test_a_server_that_refuses_leaves_all_as_it_was(ada: Clerk, hub: Path) -> None:
    ada.ok("add", "1/20", "--subject", "One")
    hook(hub, "update", "echo 'not on Sundays' >&2; exit 1")
    before = ada.git("rev-parse", "main")
    answer = ada.run("sync")
    assert answer.status == 5
    assert "not on Sundays" in answer.err
    assert ada.git("rev-parse", "main") == before


def test_provisional_numbers_are_settled_and_what_points_to_them(ada: Clerk, ben: Clerk, hub: Path) -> None:
    away = hub.rename(hub.with_name("away"))
    lamps = ada.ok("number", "next", "--offline", "--for", "Lamps").strip()
    ada.ok("agenda", "create", "SOMEI", "2020-06-10", "--offline")
    agenda = provisional(ada, 2)
    ada.ok("add", "next", "--subject", f"More on {agenda}", "--offline", "--series", "WK")
    ada.ok("xref", "add", "15070/19", agenda, "--kind", "cites")
    more = provisional(ada, 3)
    away.rename(hub)
    ben.ok("number", "next")

    answer = ada.run("sync")

    assert answer.status == 0, answer
    assert f"{lamps} became SN 2/20.\n{agenda} became SN 3/20.\n{more} became WK 1/20." in answer.err
    assert [Path(path).stem for path in held_by(hub)] == [
        "ST-15070-2019-INIT", "SN-1-2020-INIT", "SN-2-2020-INIT", "SN-3-2020-INIT", "WK-1-2020-INIT",
    ]  # fmt: skip
    assert 'to = "SN 3/20"' in ada.read(FILE)
    assert 'subject = "More on SN 3/20"' in ada.read("documents/2020/000/WK-1-2020-INIT.toml")
    assert "series" not in ada.read("documents/2020/000/WK-1-2020-INIT.toml")
    assert f'provisional = [\n    "{lamps}",\n]' in ada.read("documents/2020/000/SN-2-2020-INIT.toml")
    assert ada.git("status", "--porcelain") == ""
    assert ada.run("check", "--history", "--fail-on", "error").status == 0


@pytest.mark.parametrize("offline", [["--offline"], []], ids=["offline", "at the server"])
def test_a_request_tells_what_became_of_its_provisional_number(ada: Clerk, ben: Clerk, offline: list[str]) -> None:
    first = ("number", "reserve", "--count", "2", "--request", "deadbeef0001")
    agenda = ("agenda", "create", "SOMEI", "2020-06-10", "--request", "deadbeef0002")
    ada.ok(*first, "--offline")
    ada.ok(*agenda, "--offline")
    one, two, three = (provisional(ada, nth) for nth in (1, 2, 3))
    ben.ok("number", "next")
    assert ada.run("sync").status == 0
    other = ada.ok("number", "next", "--request", "deadbeef0009", "--offline")
    assert other.strip() not in {one, two, three}

    answer = ada.run(*first, *offline)

    assert (answer.status, answer.out) == (0, "SN 2/20\nSN 3/20\n")
    assert f"Reserve {one}, {two}, settled as SN 2/20, SN 3/20 (commit " in answer.err
    assert json.loads(ada.ok(*agenda, *offline, "--json"))["records"][0]["documents"] == ["SN 4/20"]
    assert ada.ok("number", "next", "--request", "deadbeef0009", "--offline") == other
    assert ada.run("sync").status == 0
    assert ada.ok("number", "next", "--request", "deadbeef0009", *offline) == "SN 5/20\n"


def test_a_provisional_number_that_was_taken_back_is_not_told_again(ada: Clerk) -> None:
    asked = ("number", "next", "--offline", "--request")
    given = ada.ok(*asked, "deadbeef0001").strip()
    ada.git("revert", "--no-edit", "HEAD")
    for _ in range(2):
        answer = ada.run(*asked, "deadbeef0001")
        assert (answer.status, answer.out) == (5, "")
        assert f"The request deadbeef0001 was given {given}, which has been taken back since." in answer.err
        assert ada.ok(*asked, "deadbeef0002").strip() != given


def test_what_was_settled_and_sent_is_not_settled_again(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """The server takes a sync, and the clone has not followed: killed, or its line was cut."""
    ada.ok("number", "next", "--offline", "--for", "Lamps")
    ben.ok("number", "next")
    hook(hub, "post-receive", "rm hooks/post-receive; kill -9 $(ps -o ppid= -p $$)")

    assert ada.run("sync").status == 0

    assert [Path(path).stem for path in held_by(hub)] == ["ST-15070-2019-INIT", "SN-1-2020-INIT", "SN-2-2020-INIT"]
    assert "Lamps" in ada.read("documents/2020/000/SN-2-2020-INIT.toml")
    assert ada.git("rev-parse", "main") == on_hub(hub, "rev-parse", "main")


def test_a_merge_by_hand_after_a_sync_that_was_broken_off_settles_nothing_twice(
    ada: Clerk, ben: Clerk, hub: Path
) -> None:
    """Git takes the provisional numbers for new once more; the server knows by their requests what became of them."""
    ada.ok("number", "reserve", "--count", "2", "--offline", "--for", "Lamps")
    one, two = provisional(ada, 1), provisional(ada, 2)
    ada.ok("xref", "add", "15070/19", two, "--kind", "cites")
    before = ada.git("rev-parse", "main")
    ben.ok("number", "next")
    assert ada.run("sync").status == 0
    ada.git("reset", "-q", "--hard", before)
    ada.ok("number", "next", "--offline", "--for", "Harbour")
    ada.git("merge", "-q", "--no-edit", "-X", "theirs", "origin/main")
    assert provisional(ada) == one
    three = provisional(ada, 3)

    answer = ada.run("sync")

    assert answer.status == 0, answer
    assert f"{one} became SN 2/20.\n{two} became SN 3/20.\n{three} became SN 4/20." in answer.err
    assert [Path(path).stem for path in held_by(hub)] == [
        "ST-15070-2019-INIT", *(f"SN-{number}-2020-INIT" for number in (1, 2, 3, 4)),
    ]  # fmt: skip
    assert 'for = "Harbour"' in ada.read("documents/2020/000/SN-4-2020-INIT.toml")


def test_a_clone_that_did_not_follow_sends_only_what_is_new(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.ok("number", "next", "--offline")
    edit(ada, 'subject = "Lamps"', 'subject = "Street lamps"')
    ben.ok("number", "next")
    before = ada.git("rev-parse", "main")
    assert ada.run("sync").status == 0
    ben.ok("sync")
    edit(ben, 'subject = "Street lamps"', 'subject = "Harbour lamps"')
    ben.ok("sync")
    ada.git("reset", "-q", "--hard", before)
    ada.ok("add", "1/20", "--subject", "One")

    answer = ada.run("sync")

    assert answer.status == 0, answer
    assert "To origin/main went 1 act: 1/20.\n" in answer.err
    assert "became SN 2/20.\nThe server had 2 acts of yours already.\n" in answer.err
    assert 'subject = "Harbour lamps"' in ada.read(FILE)
    assert [Path(path).stem for path in held_by(hub)] == [
        "ST-15070-2019-INIT", "SN-1-2020-INIT", "SN-2-2020-INIT", "ST-1-2020-INIT",
    ]  # fmt: skip


def test_a_provisional_number_goes_nowhere(ada: Clerk, hub: Path) -> None:
    ada.ok("agenda", "create", "SOMEI", "2020-06-10", "--offline")
    for words in (("agenda", "issue"), ("agenda", "print"), ("number", "release", "--reason", "unused")):
        answer = ada.run(*words, provisional(ada))
        assert answer.status == 5
        assert f"{provisional(ada)} is provisional" in answer.err
        assert ("somei undo" if "release" in words else "somei sync") in answer.err
    assert ada.run("classify", provisional(ada), "COSI").status == 4
    assert len(held_by(hub)) == 1
    assert ada.run("add", "next", "--offline", "--subject", "X", "--code", "COSI").status == 5


def test_a_repository_may_hold_more_than_the_register(ada: Clerk, ben: Clerk, clerk: Clerk) -> None:
    """A program, and a file with an odd name: git itself brings them up, and the register with them."""
    clerk.write("a plan (1).txt", "a plan")
    clerk.write("run", "#!/bin/sh\n")
    (clerk.folder / "run").chmod(0o755)
    clerk.git("add", ".")
    clerk.git("commit", "-qm", "Beside the register")
    clerk.git("push", "-q")
    ben.write("note.txt", "mine")

    assert ada.ok("number", "next") == "SN 1/20\n"
    assert ben.run("sync").status == 0

    for one in (ada, ben):
        assert (one.read("a plan (1).txt"), one.folder.joinpath("run").stat().st_mode & 0o111) == ("a plan", 0o111)
        assert one.log()[0] == "Reserve SN 1/20"
    assert ben.git("status", "--porcelain") == "?? note.txt"


def test_what_somei_would_not_write_is_left_to_git_to_merge(ada: Clerk, clerk: Clerk, hub: Path) -> None:
    clerk.write("a plan (1).txt", "a plan")
    clerk.git("add", ".")
    clerk.git("commit", "-qm", "Beside the register")
    clerk.git("push", "-q")
    ada.ok("add", "1/20", "--subject", "One")
    answer = ada.run("sync")
    assert answer.status == 5
    assert "git merge origin/main" in answer.err
    assert len(held_by(hub)) == 1
    ada.git("merge", "-q", "--no-edit", "origin/main")
    assert ada.run("sync").status == 0
    assert len(held_by(hub)) == 2


def test_two_syncs_in_one_clone_do_not_disturb_each_other(ada: Clerk, ben: Clerk, hub: Path) -> None:
    for at in range(4):
        ada.ok("add", f"{at + 1}/20", "--subject", "One")
    ben.ok("number", "next")
    both = [ada.start("sync"), ada.start("sync"), ben.start("number", "next")]
    assert [one.wait() for one in both] == [0, 0, 0]
    assert len(held_by(hub)) == 7
    assert ada.run("sync").status == 0
    assert ada.git("rev-parse", "main") == on_hub(hub, "rev-parse", "main")


def test_a_sync_that_is_only_tried_out_starts_no_hook_and_leaves_nothing(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.ok("number", "next")
    ada.ok("number", "next", "--offline")
    hook(ada.folder / ".git", "pre-commit", "touch started")
    before = on_hub(hub, "rev-parse", "main"), ada.git("rev-parse", "main")
    answer = ada.ok("sync", "--dry-run")
    assert "SN 2/20" in answer
    assert (on_hub(hub, "rev-parse", "main"), ada.git("rev-parse", "main")) == before
    assert not (ada.folder / "started").exists()
    assert not list((ada.folder / ".git/somei").rglob("hooks.*"))


def test_a_sync_that_is_only_tried_out_has_nothing_signed(ada: Clerk, ben: Clerk, hub: Path, tmp_path: Path) -> None:
    """Neither the commits that it puts on others nor the one that settles numbers: no pin is asked for."""
    ben.ok("number", "next")
    ada.ok("number", "next", "--offline")
    signer, started = tmp_path / "signer", tmp_path / "started"
    signer.write_text(f"#!/bin/sh\ntouch {started}\nexit 1\n")
    signer.chmod(0o755)
    ada.git("config", "commit.gpgsign", "true")
    ada.git("config", "gpg.program", str(signer))
    assert "SN 2/20" in ada.ok("sync", "--dry-run")
    assert not started.exists()
    assert ada.run("sync").status != 0
    assert started.exists()


def test_a_program_of_ones_own_is_not_called_a_change_of_others(ada: Clerk, ben: Clerk) -> None:
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    ada.write("run.sh", "x\n")
    (ada.folder / "run.sh").chmod(0o755)
    ada.git("add", "run.sh")
    ada.git("commit", "-qm", "A tool")
    answer = ada.run("sync")
    assert "run.sh: somei does not write such a file" in answer.err
    ada.git("merge", "-q", "--no-edit", "@{upstream}")
    assert ada.run("sync").status == 0


def test_what_was_sent_is_told_as_sent_though_somebody_committed_here_meanwhile(
    ada: Clerk, ben: Clerk, hub: Path
) -> None:
    ben.ok("add", "2/20", "--subject", "Two")
    ben.ok("sync")
    ada.ok("add", "1/20", "--subject", "One")
    meanwhile = "echo x > own.txt; git add own.txt; git commit -q -m Meanwhile"
    hook(ada.folder / ".git", "pre-push", f"rm .git/hooks/pre-push; {meanwhile}")
    answer = ada.run("sync")
    assert answer.status == 0, answer
    assert "Meanwhile" in ada.log()
    assert [line.split("\t")[:3] for line in answer.out.splitlines()[1:]] == [
        ["came", "2/20", "Add 2/20"],
        ["went", "1/20", "Add 1/20"],
        ["went", "", "Meanwhile"],
    ]
    assert "already" not in answer.err


def test_the_kept_file_of_what_another_classified_goes(ada: Clerk, ben: Clerk) -> None:
    for clerk in (ada, ben):
        clerk.write("../a.txt", (DOCUMENTS / "harbour_note.txt").read_text(encoding="utf-8"))
    ada.ok("import", "../a.txt", "--accept-doubts", "-m", "As read")
    ada.ok("sync")
    ben.ok("sync")
    ben.ok("import", "../a.txt")
    kept = ben.folder / ".git/somei/files"
    number = next(r["number"] for r in json.loads(ada.ok("list", "--json"))["records"] if r["number"] != "15070/19")
    assert len(list(kept.iterdir())) == 1
    ada.ok("classify", number, "--marking", "SECRET UE/EU SECRET", "-m", "the originator says so")
    ada.ok("sync")

    assert "deleted" not in ben.run("sync", "--dry-run").err
    answer = ben.run("sync")

    assert list(kept.iterdir()) == []
    assert f"kept in this clone was deleted, as it is classified now: {number}.\n" in answer.err
