"""Requests for access: the sheet, its days, and what is kept of it."""

import json
import os
from typing import Any

import pytest
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


def test_a_subject_is_never_markup(registered: Clerk) -> None:
    _enter(registered, "ST-100-2019-INIT", 'number = "100/19"', 'subject = "<b>[a](http://x) @me"')
    assert "`<b>[a](http://x) @me`" in registered.ok("request", "new", "100/19", "--format", "markdown")


def test_nothing_is_kept_unless_it_is_asked_for(registered: Clerk) -> None:
    before = registered.log()
    registered.ok("request", "new", "15070/19")
    registered.ok("request", "new", "15070/19", "--keep", "--dry-run")
    assert registered.log() == before
    assert registered.ok("request", "list", "--json").count('"id"') == 0


def test_what_is_kept_is_a_day_a_kind_and_numbers(registered: Clerk) -> None:
    answer = registered.run("request", "new", "15070/19", "1/20", "--received", "2020-02-10", "--keep", "-m", "by post")
    registered.ok("request", "new", "15070/19", "--confirmatory", "--keep")

    assert answer.err.startswith("Keep the request for access 2020/1 (commit ")
    assert registered.read("requests/2020/1.toml") == (
        'received = 2020-02-10\nkind = "initial"\ndocuments = [\n    "15070/19",\n    "1/20",\n]\n'
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
        (["new", "15070/19", "--received", "2020-02-15"], 5, "still to come"),
        (["new", "15070/19", "-m", "by post"], 2, "Nothing is kept"),
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
        ("2020/two.toml", KEPT.encode(), "lies where no request is kept"),
        ("2.toml", KEPT.encode(), "lies where no request is kept"),
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
        assert f"requests/{path}:1:1: REQ001 error no request: {said}" in found.out
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
    assert told.count("REQ001 error no request: is a link") == 2
    assert "requests/2020/2.toml:1:1: REQ001 error no request: is not a plain file" in told


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
