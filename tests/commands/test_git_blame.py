"""Git counts the lines of a document's file, also where somei shows it in words: blame names the right ones."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from conftest import Clerk, prepared
from git_by_hand import FILE, NUMBER, branch_off, edit, try_git, with_document
from hypothesis import given
from hypothesis import strategies as st
from strategies import documents

from somei_cli.formats.diff.textconv import describe_lines
from somei_cli.formats.toml.document import dump


@prepared
def registered(clerk: Clerk) -> Clerk:
    """A clerk whose register holds a document."""
    return with_document(clerk)


@prepared
def helped(registered: Clerk) -> Clerk:
    """A clerk whose git has somei's drivers, and whose document has a history."""
    registered.ok("init", "--git")
    edit(registered, 'place = "Brussels"', 'place = "Luxembourg"')
    registered.ok("followup", "add", "A letter", "--doc", NUMBER, "--item", "2", "--who", "Eurojust")
    registered.ok("xref", "add", NUMBER, "1/20")
    return registered


def commits_of_lines(clerk: Clerk, *words: str) -> list[str]:
    """The commit that git blames for each line, in their order."""
    return [line.split()[0] for line in clerk.git("blame", "-s", *words, "--", FILE).splitlines()]


def test_blame_names_the_same_commits_as_without_words(helped: Clerk) -> None:
    plain = commits_of_lines(helped, "--no-textconv")

    assert commits_of_lines(helped) == plain
    assert len(plain) == len(helped.read(FILE).splitlines())
    assert len(set(plain)) == 4


def test_a_line_that_a_finding_names_can_be_blamed(helped: Clerk) -> None:
    lines = helped.read(FILE).splitlines()
    at = lines.index('what = "A letter"') + 1

    (told,) = helped.git("blame", "-s", f"-L{at},{at}", "--", FILE).splitlines()

    assert told.endswith(f"{at}) item 2, follow-up 2: A letter")
    assert helped.git("blame", "-L22,22", "--", FILE)
    assert helped.git("blame", f"-L{len(lines)},{len(lines)}", "--", FILE)


def test_editors_read_the_same_line_numbers(helped: Clerk) -> None:
    def numbers(*words: str) -> list[list[str]]:
        told = helped.git("blame", "--porcelain", *words, "--", FILE).splitlines()
        heads = [line.split() for line in told if not line.startswith("\t")]
        return [words[:3] for words in heads if len(words[0]) == 40]

    assert numbers() == numbers("--no-textconv")


def test_an_edit_that_is_not_committed_is_blamed_too(helped: Clerk) -> None:
    helped.write(FILE, helped.read(FILE).replace('to = "Delegations"', 'to = "Council"'))

    assert commits_of_lines(helped) == commits_of_lines(helped, "--no-textconv")
    assert commits_of_lines(helped).count("0" * 8) == 1


def test_diff_show_and_log_stay_in_words(helped: Clerk) -> None:
    helped.ok("classify", NUMBER, "SOC 3")
    shown = [
        helped.git("diff", "HEAD~1"),
        helped.git("show"),
        helped.git("show", "--format="),
        helped.git("log", "-p", "-1"),
    ]

    for one in shown:
        assert "\n+subject code: SOC 3" in one
        assert '"SOC 3"' not in one


def test_an_old_text_kept_by_git_is_not_shown_again(helped: Clerk) -> None:
    """What an older somei put into git's cache of converted texts has other lines."""
    command = helped.git("config", "diff.somei.textconv")
    helped.git("config", "diff.somei.textconv", command.removesuffix(" --"))

    assert "set up for another somei" in helped.run("doctor").out
    assert command.removesuffix(" --") != command
    helped.ok("init", "--git")

    assert helped.git("config", "diff.somei.textconv") == command
    assert len(commits_of_lines(helped)) == len(helped.read(FILE).splitlines())


# ---- line by line


HAND_WRITTEN = '''\
# A comment
number = "1/20" # and another
type = 'NOTE'
subject_codes = ["COSI 1", "JAI 2"]
languages = [ # three
    "en", "fr",

    "de"
]
references = [{to = "2/20", kind = "cites"}, {to = "3/20", kind = "cites"}]
meeting = { body = "B" }
foreign.name = "x]['\\"\\"\\"#"

[[items]]
title = "A"
summary = """A
B"""
note = """
First
  second \\
  third"""

  [[items.follow_ups]]
  what = "\\u0041"

[[ items . follow_ups ]]
what = "B"

[waive]
"FUP001" = \'\'\'
so
it is\'\'\'
'''


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_written_by_hand_is_shown_line_by_line(empty: Clerk, end: str) -> None:
    (empty.folder / "x.toml").write_bytes(HAND_WRITTEN.replace("\n", end).encode())

    shown = empty.ok("git", "text", "x.toml").splitlines()

    assert len(shown) == len(HAND_WRITTEN.splitlines())
    assert "number: 1/20" in shown
    at = {line: shown[place] for place, line in enumerate(HAND_WRITTEN.splitlines())}
    assert at["# A comment"] == "# A comment"
    assert at['number = "1/20" # and another'] == "number: 1/20"
    assert at["type = 'NOTE'"] == "type: NOTE"
    assert at['subject_codes = ["COSI 1", "JAI 2"]'] == "subject codes: COSI 1, JAI 2"
    assert at['    "en", "fr",'].strip() == '"en", "fr",'
    assert at['meeting = { body = "B" }'] == "meeting, body: B"
    assert at['foreign.name = "x][\'\\"\\"\\"#"'] == 'foreign, name: x][\'"""#'
    assert at["[[items]]"] == "item /1"
    assert at["B" + '"""'] == "item /1, summary: B"
    assert at['  third"""'].strip() == 'third"""'
    assert at['  what = "\\u0041"'] == "item /1, follow-up 1: A"
    assert at['what = "B"'] == "item /1, follow-up 2: B"
    assert at["it is'''"] == "waive, FUP001: it is"


@given(documents(), st.booleans())
def test_every_document_has_as_many_lines_in_words(document: object, ended: bool) -> None:
    text = dump(document)  # type: ignore[arg-type]
    shown = list(describe_lines(text if ended else text.removesuffix("\n")))

    assert len(shown) == text.count("\n")
    assert all("\n" not in line for line in shown)
    # A line of a text may look like the head of a table.
    written = {line.strip() for value in strings_in(tomllib.loads(text)) for line in value.splitlines()}
    assert not [line for line in shown if re.fullmatch(r"\[\[[\w.]+\]\]", line) and line not in written]


def strings_in(value: object) -> Iterator[str]:
    """Every string in a value read from TOML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for member in value.values() if isinstance(value, dict) else value:
            yield from strings_in(member)


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_a_file_in_conflict_is_shown_line_by_line(helped: Clerk, style: str) -> None:
    branch_off(helped)
    edit(helped, "Summary of discussions", "Summary")
    helped.ok("followup", "add", "Ours", "--doc", NUMBER, "--item", "2")
    helped.git("switch", "-q", "other")
    edit(helped, "Summary of discussions", "Discussions")
    helped.ok("followup", "add", "Theirs", "--doc", NUMBER, "--item", "6")
    helped.git("config", "--remove-section", "merge.somei")
    try_git(helped, "-c", f"merge.conflictStyle={style}", "merge", "main")
    text = helped.read(FILE).splitlines()
    assert "=======" in text

    shown = helped.ok("git", "text", FILE).splitlines()

    assert len(shown) == len(text)
    assert shown[text.index("=======")] == "======="
    assert shown[text.index('subject = "Summary"')] == "subject: Summary"
    assert ("subject: Summary of discussions" in shown) == (style == "diff3")


def test_an_empty_file_has_no_line(empty: Clerk) -> None:
    empty.write("x", "")

    assert empty.ok("git", "text", "x") == ""


@pytest.mark.parametrize("text", ["\n", "x", "a = \n\n", "<<<<<<< ours\n", "\r\n\r"])
def test_what_is_no_document_keeps_its_lines(empty: Clerk, text: str) -> None:
    (empty.folder / "x").write_bytes(text.encode())

    shown = empty.ok("git", "text", "x")

    assert shown.count("\n") == text.count("\n") + (not text.endswith("\n"))
