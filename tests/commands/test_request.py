"""Requests for access: the sheet, its days, and what is kept of it."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from clerks import hook, on_hub
from conftest import Clerk

SUBJECT = "Summary of discussions"


def _sheet(clerk: Clerk, *words: str) -> dict[str, Any]:
    answer = json.loads(clerk.ok("request", *words, "--json"))
    assert answer["schema"] == "somei/request/1"
    (record,) = answer["records"]
    assert isinstance(record, dict)
    return record


def _enter(clerk: Clerk, name: str, *lines: str) -> None:
    folder = f"documents/2019/{int(name.split('-')[1]) // 100:03d}"
    clerk.enter(f"{folder}/{name}.toml", "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("received", "due", "extended"),
    [
        ("2020-01-06", "2020-01-27", "2020-02-17"),
        # Maundy Thursday, Good Friday, Easter Monday and Labour Day are no working days.
        ("2020-04-01", "2020-04-27", "2020-05-19"),
        ("2019-12-20", "2020-01-22", "2020-02-12"),
    ],
)
def test_the_reply_is_due_after_fifteen_working_days(
    registered: Clerk, monkeypatch: pytest.MonkeyPatch, received: str, due: str, extended: str
) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "2020-06-01")
    sheet = _sheet(registered, "new", "15070/19", "--received", received)
    assert (sheet["due"], sheet["extended"], sheet["holidays_known"]) == (due, extended, True)


def test_where_the_holidays_are_not_known_that_is_said(registered: Clerk) -> None:
    answer = registered.ok("request", "new", "15070/19", "--received", "2008-01-07")
    assert "Careful:     the holidays of these years are not known" in answer


def test_no_calendar_goes_beyond_its_last_day(registered: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOMEI_TODAY", "9999-12-30")

    assert "by 9999-12-31" in registered.ok("request", "new", "15070/19", "--dry-run")


def test_the_sheet_tells_what_stands_between_and_which_versions_there_are(registered: Clerk) -> None:
    _enter(registered, "ST-15070-2019-EXT-1", 'number = "15070/19 EXT 1"', 'subject = "S"')
    _enter(registered, "ST-15070-2019-REV-1", 'number = "15070/1/19 REV 1"', 'subject = "S"', 'status = "draft"')
    answer = registered.ok("request", "new", "15070/19", "1/20", "--received", "2020-02-13")

    assert answer.startswith("Request for access to documents (Regulation (EC) No 1049/2001)\n\n")
    assert f"15070/19  {SUBJECT}\n  standing:       to be examined: " in answer
    assert "  version:        15070/19 EXT 1 (is an extract of 15070/19): public\n" in answer
    assert "1/20\n  standing:       not in the register" in answer
    assert "REV 1" not in answer


def test_a_sheet_tells_no_more_than_the_public_register_would(registered: Clerk) -> None:
    for number, marking in (("100", "RESTREINT UE/EU RESTRICTED"), ("200", "SECRET UE/EU SECRET")):
        _enter(registered, f"ST-{number}-2019-INIT", f'number = "{number}/19"', 'subject = "XYZZY"',
               "date = 2019-03-03", f'marking = "{marking}"')  # fmt: skip
    for form in ("text", "markdown", "json"):
        answer = registered.ok("request", "new", "100/19", "200/19", "--format", form)
        assert "XYZZY" not in answer
        assert "2019-03-03" not in answer
    documents = _sheet(registered, "new", "100/19", "200/19")["documents"]
    assert [one["standing"] for one in documents] == ["classified", "sensitive"]


def test_a_release_that_is_still_to_come_opens_nothing(clerk: Clerk) -> None:
    clerk.ok("add", "1006/19", "--subject", "S", "--date", "2019-05-05", "--marking", "LIMITE")
    path = "documents/2019/010/ST-1006-2019-INIT.toml"
    clerk.enter(path, clerk.read(path) + '\n[[access]]\non = 2099-06-01\nkind = "released"\n')

    (told,) = _sheet(clerk, "new", "1006/19")["documents"]
    assert told["standing"] == "to be examined"
    lag = json.loads(clerk.ok("access", "report", "--json"))["records"][0]
    assert (lag["released"], lag["undecided"]) == (0, 1)
    refused = '\n[[access]]\non = 2019-12-10\nkind = "refused"\nground = "4.3(i)"\n\n[[access]]\non = 2099'
    clerk.enter(path, clerk.read(path).replace("\n[[access]]\non = 2099", refused))
    lag = json.loads(clerk.ok("access", "report", "--json"))["records"][0]
    assert (lag["released"], lag["refused"], lag["undecided"]) == (0, 1, 0)


def test_a_subject_is_never_markup(registered: Clerk) -> None:
    _enter(registered, "ST-100-2019-INIT", 'number = "100/19"', 'subject = "<b>[a](http://x) @me"')
    assert "`<b>[a](http://x) @me`" in registered.ok("request", "new", "100/19", "--format", "markdown")


def test_nothing_is_kept_unless_it_is_asked_for(registered: Clerk) -> None:
    before = registered.log()
    registered.ok("request", "new", "15070/19")
    registered.ok("request", "new", "15070/19", "--keep", "--dry-run")
    assert registered.log() == before
    assert registered.ok("request", "list", "--json").count('"id"') == 0


def test_a_file_that_cannot_be_read_stops_the_command_before_a_request_is_kept(registered: Clerk) -> None:
    _enter(registered, "ST-100-2019-INIT", 'number = "100/19', 'subject = "S"')
    before = registered.git("rev-parse", "HEAD")

    answer = registered.run("request", "new", "100/19", "--keep")

    assert (answer.status != 0, answer.out) == (True, "")
    assert registered.git("rev-parse", "HEAD") == before


def test_what_is_kept_is_a_day_a_kind_and_numbers(registered: Clerk) -> None:
    answer = registered.run("request", "new", "15070/19", "1/20", "--received", "2020-02-10", "--keep", "-m", "by post")
    registered.ok("request", "new", "15070/19", "--confirmatory", "--keep")

    assert answer.err.startswith("Keep the request for access 2020/1 (commit ")
    assert re.fullmatch(
        r'received = 2020-02-10\nkind = "initial"\ndocuments = \[\n    "15070/19",\n    "1/20",\n\]\nasking = "\w+"\n',
        registered.read("requests/2020/1.toml"),
    )
    records = json.loads(registered.ok("request", "list", "--json"))["records"]
    assert [(one["id"], one["kind"], one["due"], one["days"]) for one in records] == [
        ("2020/1", "initial", "2020-03-02", 17),
        ("2020/2", "confirmatory", "2020-03-06", 21),
    ]
    assert _sheet(registered, "show", "2020/1")["documents"][1]["number"] == "1/20"
    assert "Kind:        confirmatory application" in registered.ok("request", "show", "2020/2")
    assert registered.run("check", "--history").status == 0


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["new", "15070/19", "--received", "2020-02-15"], 5, "in the future"),
        (["new", "15070/19", "-m", "by post"], 2, "Nothing is kept"),
        (["new", "15070/19", "--request", "deadbeef0001"], 2, "Nothing is kept"),
        (["new", "--received", "2020-02-13"], 2, ""),
        (["show", "2020/7"], 4, "somei request list"),
        (["show", "7"], 2, "YEAR/NUMBER"),
    ],
)
def test_what_cannot_be_is_refused(registered: Clerk, words: list[str], status: int, said: str) -> None:
    answer = registered.run("request", *words)
    assert (answer.status, said in answer.err) == (status, True)


@pytest.mark.parametrize(
    "text", ["received = ", 'kind = "initial"\n', 'received = "x"\nkind = "initial"\ndocuments = ["1/20"]\n']
)
def test_a_file_that_is_no_request_is_named(registered: Clerk, text: str) -> None:
    registered.enter("requests/2020/1.toml", text)
    answer = registered.run("request", "list")
    assert answer.status == 3
    assert "requests/2020/1.toml" in answer.err


KEPT = 'received = 2020-02-10\nkind = "initial"\ndocuments = [\n    "15070/19",\n]\n'


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("2020/2.toml", b"\xff junk", "is not UTF-8"),
        ("2020/2.toml", KEPT.encode() + b'applicant = "Jane Doe"\n', "holds “applicant”; a request"),
        ("2020/2.toml", b'received = 2020-02-10\nkind = "initial"\n[documents]\n"15070/19" = 1\n', "needs a day"),
        ("2020/2.toml", KEPT.encode() + b"asking = 1\n", "has something other than a text under “asking”"),
        ("2020/two.toml", KEPT.encode(), "is not where a request is kept"),
        ("2.toml", KEPT.encode(), "is not where a request is kept"),
    ],
)
def test_a_check_tells_of_requests_that_are_none_and_no_other_is_hidden(
    registered: Clerk, path: str, text: bytes, said: str
) -> None:
    """A reply is due though nobody can read when."""
    registered.ok("request", "new", "15070/19", "--received", "2020-02-10", "--keep")
    file = registered.folder / "requests" / path
    file.write_bytes(text)
    for words in ((), ("--no-index",)):
        found = registered.run("check", *words)
        assert found.status == 1
        assert f"requests/{path}:1:1: REQ001 error not a request: {said}" in found.out
    answer = registered.run("request", "list")
    assert answer.status == 3
    assert "2020/1" in answer.out
    assert f"requests/{path}: {said}" in answer.err
    file.unlink()
    assert registered.run("check").status == 0


def test_links_and_pipes_among_the_requests_are_told_and_not_followed(registered: Clerk) -> None:
    folder = registered.folder / "requests"
    (folder / "2020").mkdir(parents=True)
    (folder / "2020/1.toml").symlink_to("/etc/hostname")
    os.mkfifo(folder / "2020/2.toml")
    (folder / "2019").symlink_to("/etc")
    told = registered.run("check").out
    assert told.count("REQ001 error not a request: is a link") == 2
    assert "requests/2020/2.toml:1:1: REQ001 error not a request: is not a plain file" in told


def test_a_stranger_brings_no_request_that_is_none(registered: Clerk) -> None:
    trusted = registered.git("rev-parse", "HEAD")
    registered.enter("requests/2020/1.toml", "junk")
    answer = registered.run("check", "--untrusted", "--trusting", trusted)
    assert answer.status == 1
    assert "REQ001" in answer.out


def test_no_request_takes_the_place_of_another(registered: Clerk) -> None:
    registered.enter("requests/2020/999999.toml", KEPT)
    answer = registered.run("request", "new", "15070/19", "--received", "2020-02-10", "--keep")
    assert answer.status == 5
    assert "No name is left for a request of 2020." in answer.err
    assert registered.git("status", "--porcelain") == ""


KEEP = ("request", "new", "15070/19", "--keep")


def _kept(clerk: Clerk, *words: str) -> str:
    """The name that a clerk is told."""
    told = re.search(r"^Keep the request for access (\S+) \(commit", clerk.run(*KEEP, *words).err, re.MULTILINE)
    assert told
    return told[1]


def _on_server(hub: Path) -> list[str]:
    return [path for path in on_hub(hub, "ls-tree", "-r", "--name-only", "main").split() if "requests/" in path]


def test_two_clerks_are_never_told_one_name(ada: Clerk, ben: Clerk, hub: Path) -> None:
    """Also where both keep the same: one of them would be lost, and its reply be due."""
    assert [_kept(clerk) for clerk in (ada, ben, ada)] == ["2020/1", "2020/2", "2020/3"]
    assert _on_server(hub) == [f"requests/2020/{number}.toml" for number in (1, 2, 3)]
    assert ada.read("requests/2020/2.toml")
    assert ben.run("sync").status == 0
    assert [one["id"] for one in json.loads(ben.ok("request", "list", "--json"))["records"]] == [
        "2020/1", "2020/2", "2020/3",
    ]  # fmt: skip


def test_a_race_that_was_lost_takes_the_next_name(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ben.git("config", "somei.share", "false")
    _kept(ben)
    alone = "unset $(env | sed -n 's/^\\(GIT_[A-Z_]*\\)=.*/\\1/p')"
    push = f"cd {ben.folder} && git push -q origin main"
    hook(hub, "pre-receive", f"test -e {hub}/raced && exit 0; touch {hub}/raced; {alone}; {push}")
    assert _kept(ada) == "2020/2"


def test_what_is_not_sent_yet_keeps_its_name(ada: Clerk, ben: Clerk, hub: Path) -> None:
    ada.git("config", "somei.share", "false")
    _kept(ada)
    ada.git("config", "somei.share", "true")
    assert _kept(ada) == "2020/2"
    assert ada.run("sync").status == 0
    assert len(_on_server(hub)) == 2


def test_a_request_that_is_kept_again_is_kept_once(
    ada: Clerk, ben: Clerk, hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script that was killed asks again, on the next day even."""
    assert _kept(ada, "--request", "deadbeef0001") == "2020/1"
    assert _kept(ben) == "2020/2"
    monkeypatch.setenv("SOMEI_TODAY", "2020-02-15")
    assert _kept(ada, "--request", "deadbeef0001") == "2020/1"
    assert _sheet(ada, "new", "15070/19", "--keep", "--request", "deadbeef0001")["received"] == "2020-02-14"
    assert len(_on_server(hub)) == 2
    for words in (["1/20"], ["--confirmatory"], ["--received", "2020-02-13"]):
        answer = ada.run(*KEEP, *words, "--request", "deadbeef0001")
        assert (answer.status, answer.out) == (5, "")
        assert "The request deadbeef0001 was for another act: Keep the request for access 2020/1." in answer.err
    assert ada.run("number", "next", "--request", "deadbeef0001").status == 5


def test_it_is_kept_once_too_where_the_clone_gives_the_names(registered: Clerk) -> None:
    for _ in range(2):
        assert _kept(registered, "--request", "deadbeef0001") == "2020/1"
    assert _kept(registered) == "2020/2"


def test_an_answer_lost_on_the_way_gives_the_same_name(ada: Clerk, hub: Path) -> None:
    ada.git("config", "somei.patience", "2")
    hook(hub, "post-receive", f"mv {hub} {hub}.away; kill -9 $(ps -o ppid= -p $$)")
    answer = ada.run(*KEEP)
    assert (answer.status, answer.out) == (5, "")
    told = re.search(r"Repeat the command with --request (\w+)", answer.err)
    assert told
    hub.with_name("hub.git.away").rename(hub)
    (hub / "hooks/post-receive").unlink()
    assert _kept(ada, "--request", told[1]) == "2020/1"
    assert len(_on_server(hub)) == 1


def test_without_the_server_nothing_is_kept_and_the_sheet_is_there(ada: Clerk, hub: Path) -> None:
    hub.rename(hub.with_name("away"))
    before = ada.log()
    answer = ada.run(*KEEP)
    assert (answer.status, answer.out) == (3, "")
    assert "Nothing was kept: the server gives a request its name, and there are no provisional names." in answer.err
    assert ada.log() == before
    assert "15070/19" in ada.ok(*KEEP[:-1])


def test_a_sparse_checkout_gives_no_name_twice(registered: Clerk) -> None:
    _kept(registered)
    registered.git("status")  # git leaves no file out that it has not looked at
    registered.git("sparse-checkout", "set", "--no-cone", "/somei.toml", "/vocabulary/", "/documents/")
    assert not (registered.folder / "requests/2020/1.toml").exists()
    assert _kept(registered) == "2020/2"


@pytest.mark.parametrize("way", [["merge", "origin/main"], ["rebase", "origin/main"]], ids=["merge", "rebase"])
def test_of_two_kept_apart_none_is_lost_and_the_way_out_leads_out(
    ada: Clerk, ben: Clerk, hub: Path, way: list[str]
) -> None:
    """Both clones gave names for themselves, and the requests are alike."""
    for clerk in (ada, ben):
        clerk.git("config", "somei.share", "false")
        _kept(clerk, "--request", f"deadbeef-{clerk.folder.name}")
    assert ada.run("sync").status == 0
    assert ben.run("sync").status == 5
    subprocess.run(["git", *way], cwd=ben.folder, capture_output=True, check=False)

    answer = ben.run("resolve")

    assert answer.status == 5
    told = [line.strip() for line in answer.err.splitlines() if line.startswith("    git ")]
    assert told[0].endswith("> requests/2020/2.toml")
    for line in told:
        subprocess.run(line, shell=True, cwd=ben.folder, check=True)
    ben.git(*(["commit", "--no-edit"] if way[0] == "merge" else ["-c", "core.editor=true", "rebase", "--continue"]))
    assert ben.run("sync").status == 0
    assert _on_server(hub) == ["requests/2020/1.toml", "requests/2020/2.toml"]
    assert "deadbeef-ada" in on_hub(hub, "show", "main:requests/2020/1.toml")
    assert _kept(ben, "--request", "deadbeef-ben") == "2020/2"
