"""The clerk's own work: staged or not, it is neither swept in nor disturbed, by any command that writes."""

import re
import stat

import pytest
from attacks.command_walk import table
from conftest import SAMPLE, Clerk, prepared

AGENDA = "documents/2020/000/ST-9-2020-INIT.toml"
FILE = "documents/2019/150/ST-15070-2019-INIT.toml"

EXAMPLES = {
    "add": ("1/19", "--subject", "S", "--code", "COSI"),
    "import": (str(SAMPLE), "--set", "number=2/18", "--accept-doubts"),
    "edit": ("15070/19", "place=Paris", "previous+=3/19"),
    "classify": ("15070/19", "CIVCOM", "--marking", "PUBLIC", "--reason", "released"),
    "issue": ("9/20", "--date", "2020-02-10"),
    "withdraw": ("15070/19", "-m", "sent by mistake"),
    "renumber": ("15070/19", "15071/19", "-m", "two figures swapped"),
    "codes add": ("DRONES", "Unmanned aircraft"),
    "codes edit": ("COSI", "Internal security"),
    "codes rename": ("ENFOPOL", "ENFOPOLL", "-m", "as a test"),
    "codes retire": ("CATS", "--replaced-by", "COSI", "-m", "joined"),
    "bodies add": ("DRN", "Party on drones", "--code", "COSI"),
    "bodies edit": ("COREPER", "--also", "Coreper I and II"),
    "access record": ("15070/19", "release", "--on", "2020-02-14"),
    "xref add": ("15070/19", "3/19"),
    "xref remove": ("15070/19", "13735/19"),
    "request new": ("15070/19", "--received", "2020-02-14", "--keep"),
    "agenda create": ("SOMEI", "2020-06-10", "--number", "4/20"),
    "agenda add-item": ("9/20", "More"),
    "agenda edit-item": ("9/20", "1", "--title", "The agenda"),
    "agenda move-item": ("9/20", "1", "--to", "2"),
    "agenda remove-item": ("9/20", "1"),
    "agenda withdraw-item": ("9/20", "1", "--reason", "not ready"),
    "agenda issue": ("9/20", "--date", "2020-02-10"),
    "agenda revise": ("10/20",),
    "agenda adopt": ("10/20", "--on", "2020-02-12"),
    "agenda outcome": ("11/20", "--number", "12/20"),
    "followup add": ("A paper", "--doc", "15070/19", "--item", "3", "--who", "Europol"),
    "followup done": ("15070/19#2.1",),
    "followup move": ("15070/19#2.1", "--due", "2020-05-01"),
    "followup drop": ("15070/19#2.1", "-m", "not needed"),
    "followup carry": ("9/20", "15070/19#2.1"),
    "followup scan": ("15070/19", "--take", "all"),
    "number next": (),
    "number reserve": ("8/20",),
    "number release": ("7/20", "-m", "not used"),
    "undo": ("HEAD~2", "-m", "by mistake"),
    "check": ("--fix",),
    "format": (),
}
"""What each command that acts is given here; `sync` needs a server, and has tests of its own."""
WITHOUT_DOCUMENTS = {"request new", "codes add", "codes edit", "codes retire", "bodies add", "bodies edit"}

ACTING = {words: command for words, command in table().items() if command.acts and words != "sync"}
WRITING = {words: (*words.split(), *EXAMPLES[words]) for words in ACTING} | {
    "a new code": ("classify", "15070/19", "NEWCODE", "--new-code", "A new thing"),
}


@prepared
def desk(registered: Clerk) -> Clerk:
    """A register with an agenda and a file in another layout, and work of the clerk's own in every state."""
    settings = registered.read("somei.toml").replace("own_series = []", 'own_series = ["SN"]')
    registered.enter("somei.toml", settings)
    registered.ok("followup", "add", "A letter", "--doc", "15070/19", "--item", "2")
    registered.ok("number", "reserve", "7/20")
    for number in ("10/20", "11/20"):
        registered.ok("agenda", "create", "SOMEI", "2020-02-12", "--number", number)
        registered.ok("agenda", "issue", number, "--date", "2020-02-05")
    registered.ok("agenda", "adopt", "11/20", "--on", "2020-02-12")
    registered.ok("agenda", "create", "SOMEI", "2020-06-10", "--number", "9/20")
    registered.ok("classify", "9/20", "--marking", "LIMITE")
    registered.enter("documents/2019/000/ST-5-2019-INIT.toml", '# mine\nnumber = "5/19"\nsubject="Loose"\n')
    registered.enter("notes.txt", "one\n")
    registered.write("notes.txt", "two\n")
    registered.git("add", "notes.txt")
    registered.write("notes.txt", "three\n")
    registered.write("staged.txt", "staged\n")
    registered.git("add", "staged.txt")
    registered.write("loose.txt", "loose\n")
    return registered


def _own_work(clerk: Clerk) -> tuple[str, ...]:
    files = tuple(clerk.read(name) for name in ("notes.txt", "staged.txt", "loose.txt"))
    return clerk.git("status", "--porcelain"), clerk.git("diff", "--cached"), clerk.git("diff"), *files


@pytest.mark.one_in(3)
@pytest.mark.parametrize("name", WRITING)
def test_one_act_is_one_commit_of_its_own_files(desk: Clerk, name: str) -> None:
    before, own = desk.git("rev-parse", "HEAD"), _own_work(desk)

    answer = desk.run(*WRITING[name])

    assert answer.status == 0, answer
    assert desk.git("rev-parse", "HEAD^") == before
    assert _own_work(desk) == own
    changed = desk.git("diff-tree", "--no-commit-id", "--name-only", "-r", "HEAD").splitlines()
    assert changed
    assert all(path.startswith(("documents/", "vocabulary/", "requests/")) for path in changed)
    command = ACTING.get(name, ACTING["classify"])
    action = desk.git("log", "-1", "--format=%(trailers:key=Somei-Action,valueonly)")
    assert action in (command.actions or (name if name in ACTING else "classify",))
    assert name in WITHOUT_DOCUMENTS or "Somei-Document: " in desk.git("log", "-1", "--format=%(trailers)")
    assert desk.log()[0] in answer.err


@pytest.mark.one_in(3)
@pytest.mark.parametrize("name", [name for name in WRITING if name != "check"])
def test_a_dry_run_shows_the_same_and_writes_nothing(desk: Clerk, name: str) -> None:
    before, own = desk.git("rev-parse", "HEAD"), _own_work(desk)

    tried = desk.run(*WRITING[name], "--dry-run")

    assert tried.status == 0, tried
    assert "nothing was written (dry run)" in tried.err
    assert desk.git("rev-parse", "HEAD") == before
    assert _own_work(desk) == own
    assert desk.run(*WRITING[name]).out == tried.out


@pytest.mark.one_in(3)
@pytest.mark.parametrize("name", WRITING)
def test_nothing_is_half_written_when_a_hook_refuses(desk: Clerk, name: str) -> None:
    hook = desk.folder / ".git/hooks/commit-msg"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'Friday.' >&2\nexit 1\n")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    before, own = desk.git("rev-parse", "HEAD"), _own_work(desk)
    tree = sorted(p.relative_to(desk.folder) for p in desk.folder.glob("[!.]*/**/*"))

    answer = desk.run(*WRITING[name])

    assert answer.status == 5
    assert "Friday." in answer.err
    assert desk.git("rev-parse", "HEAD") == before
    assert _own_work(desk) == own
    assert sorted(p.relative_to(desk.folder) for p in desk.folder.glob("[!.]*/**/*")) == tree


REPEATED = {name: WRITING[name] for name in ("edit", "classify", "xref add", "format")}


@pytest.mark.parametrize("name", REPEATED)
def test_a_second_time_changes_nothing(desk: Clerk, name: str) -> None:
    desk.ok(*WRITING[name])
    before = desk.log()

    again = desk.run(*WRITING[name])

    assert (again.status, again.out) == (0, "")
    assert again.err.splitlines()[0] == "Nothing to change."
    assert desk.log() == before


@pytest.mark.parametrize("staged", [False, True], ids=["unstaged", "staged"])
@pytest.mark.parametrize("name", ["edit", "classify", "xref add", "xref remove"])
def test_a_file_with_edits_of_the_clerk_is_refused(registered: Clerk, name: str, staged: bool) -> None:
    mine = registered.read(FILE).replace("Summary of discussions", "My own words")
    registered.write(FILE, mine)
    if staged:
        registered.git("add", FILE)

    answer = registered.run(*WRITING[name])

    assert answer.status == 5
    assert f"{FILE} has " in answer.err
    assert "of your own that are not committed." in answer.err
    assert registered.read(FILE) == mine
    assert registered.log()[0] == "Import 15070/19"


def test_a_new_file_of_the_clerk_is_never_overwritten(registered: Clerk) -> None:
    mine = 'number = "1/19"\nsubject = "Mine"\n'
    registered.write("documents/2019/000/ST-1-2019-INIT.toml", mine)

    answer = registered.run("add", "1/19", "--subject", "Theirs")

    assert answer.status == 5
    assert "1/19 is already in the register." in answer.err
    assert registered.read("documents/2019/000/ST-1-2019-INIT.toml") == mine


def test_a_list_with_edits_of_the_clerk_is_refused(registered: Clerk) -> None:
    path = "vocabulary/subject_codes.toml"
    mine = registered.read(path).replace("[codes]\n", '[codes]\nAAA = "Mine"\n')
    registered.write(path, mine)

    answer = registered.run("classify", "15070/19", "BBB", "--new-code", "B")

    assert answer.status == 5
    assert path in answer.err
    assert registered.read(path) == mine


LAYOUTS = {
    "comments": "# mine\n{}",
    "another order": 'subject = "S"\n{}',
    "quotes": "{}place = 'Brussels'\n",
    "an inline table": '{}meeting = {{ body = "SOMEI" }}\n',
    "no newline at the end": '{}place = "Brussels"',
    "line ends": '{}place = "Brussels"\r\n',
}


def test_the_hint_at_a_file_edited_by_hand_leads_out(clerk: Clerk) -> None:
    """`somei format` refuses what is not committed: the hint names both steps, in their order."""
    path = "documents/2019/000/ST-1-2019-INIT.toml"
    clerk.ok("add", "1/19", "--subject", "One", "--date", "2019-05-01")
    clerk.write(path, "# look at this\n" + clerk.read(path))

    refused = clerk.run("edit", "1/19", "subject=Two")

    assert refused.status == 5
    steps = re.search(r"if any: (git commit \S+); then: (somei format)$", refused.err, re.MULTILINE)
    assert steps, refused.err
    clerk.git(*steps[1].split()[1:], "-qm", "By hand")
    clerk.ok(*steps[2].split()[1:])
    clerk.ok("edit", "1/19", "subject=Two")
    assert "look at this" in clerk.ok("show", "1/19")


@pytest.mark.parametrize("name", LAYOUTS)
def test_another_layout_is_read_but_not_rewritten_until_it_is_formatted(clerk: Clerk, name: str) -> None:
    path = "documents/2019/000/ST-1-2019-INIT.toml"
    text = LAYOUTS[name].format('number = "1/19"\n')
    (clerk.folder / path).parent.mkdir(parents=True)
    (clerk.folder / path).write_bytes(text.encode())
    clerk.git("add", path)
    clerk.git("commit", "-qm", "By hand")
    raw = (clerk.folder / path).read_bytes()

    read = clerk.run("show", "1/19")
    refused = clerk.run("classify", "1/19", "COSI")

    assert read.status == 0
    assert refused.status == 5
    assert f"{path} is not in canonical form" in refused.err
    assert "somei format" in refused.err
    assert (clerk.folder / path).read_bytes() == raw
    assert clerk.run("format", "--check").status == 1
    clerk.ok("format")
    assert clerk.run("format", "--check").status == 0
    clerk.ok("classify", "1/19", "COSI")


def test_format_keeps_comments_in_the_note_and_says_so(clerk: Clerk) -> None:
    path = "documents/2019/000/ST-1-2019-INIT.toml"
    clerk.enter(path, '# ask Anna\nnumber = "1/19"\nsubject = "S" # as printed\nnote = "Old # note"\nlater = 1\n')

    answer = clerk.run("format", "1/19")

    assert answer.status == 0
    assert clerk.read(path) == (
        'number = "1/19"\nsubject = "S"\nnote = """\nOld # note\nask Anna\nas printed"""\nlater = 1\n'
    )
    assert "1/19\tnote\tOld # note\t" in answer.out
    assert clerk.log()[0] == "Bring 1 file into canonical form"


def test_format_takes_paths_and_names_what_it_would_change(clerk: Clerk) -> None:
    paths = [f"documents/2019/000/ST-{serial}-2019-INIT.toml" for serial in (1, 2)]
    for serial, path in enumerate(paths, start=1):
        clerk.enter(path, f"number = '{serial}/19'\nsubject = 'S'\n")

    one = clerk.run("format", "--check", paths[0])
    both = clerk.run("format", "--check")
    clerk.ok("format", paths[0])

    assert (one.status, one.out) == (1, f"{paths[0]}\n")
    assert (both.status, both.out) == (1, f"{paths[0]}\n{paths[1]}\n")
    assert clerk.run("format", "--check").out == f"{paths[1]}\n"


def test_format_leaves_a_file_in_the_wrong_place_alone(clerk: Clerk) -> None:
    clerk.enter("documents/2019/000/ST-2-2019-INIT.toml", "number = '1/19'\n")

    answer = clerk.run("format")

    assert "FILE004" in clerk.run("check").out
    assert clerk.read("documents/2019/000/ST-2-2019-INIT.toml") == "number = '1/19'\n"
    assert answer.status in {0, 1, 3}
