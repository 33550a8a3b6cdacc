"""Every command that writes, killed or refused by the disk at each single call that changes something on the disk."""

import signal
from collections.abc import Iterator

import pytest
from conftest import DOCUMENTS, Clerk
from faults.clerk_clone import NEXT, Desk, faults_of_clone, faults_of_own_work, faults_of_words, git, state_of
from faults.shim import Run, chosen

ACTS = {
    "add": ("add", "1/19", "--subject", "S", "--code", "COSI"),
    "import": ("import", str(DOCUMENTS / "harbour_note.txt"), str(DOCUMENTS / "minutes.txt"), "--accept-doubts"),
    "classify": ("classify", "15070/19", "CIVCOM", "--marking", "PUBLIC", "--reason", "released"),
    "a new code": ("classify", "15070/19", "NEWCODE", "--new-code", "A new thing"),
    "xref": ("xref", "add", "15070/19", "3/19"),
    "agenda create": ("agenda", "create", "SOMEI", "2020-09-10", "--number", "4/20"),
    "agenda issue": ("agenda", "issue", "9/20", "--date", "2020-02-10"),
    "followup": ("followup", "add", "A paper", "--doc", "15070/19", "--item", "3", "--who", "Europol"),
    "undo": ("undo", "HEAD~2", "-m", "by mistake"),
    "format": ("format",),
    "fix": ("check", "--fix"),
    "drivers": ("init", "--git"),
}
"""One command of each family."""

READING = (
    ("check", "--format", "concise"),
    ("check", "--since", "HEAD~1", "--format", "concise"),
    ("check", "--at", "HEAD~1", "--format", "concise"),
    ("list",),
    ("show", "15070/19"),
    ("search", "paper"),
    ("xref", "list", "15070/19"),
    ("stats", "--by", "code"),
)
"""What keeps an index at hand, and can do without one."""

MODES = {"kill": 37, "enospc": 53, "eio": 101, "erofs": 127}
"""The ways to fail, and how many calls go by in a normal run until one of them gets its turn."""

HAS_FINDINGS = 1


@pytest.mark.one_in(4)
@pytest.mark.parametrize("act", ACTS)
def test_whole_or_not_at_all(desk: Desk, act: str) -> None:
    before = state_of(desk.restore())
    usual = desk.run(ACTS[act], "", 0)
    assert usual.status in (0, HAS_FINDINGS), usual
    after = state_of(Clerk(desk.place))
    assert after.head != before.head
    assert after.status == before.status

    faults = []
    for mode, stride in MODES.items():
        for at in chosen(usual.calls, stride * (1 + usual.calls // 200), 11 * list(ACTS).index(act)):
            clerk = desk.restore()
            ran = desk.run(ACTS[act], mode, at)
            tree = state_of(clerk).tree
            told = [*_told_wrongly(ran, mode, usual.status, tree == after.tree, tree == before.tree)]
            told += _after_the_next_command(clerk, {before.tree, after.tree})
            told += _after_the_next_settings(clerk) if act == "drivers" else faults_of_clone(clerk)
            faults += [f"{act} {mode} {at}: {fault}" for fault in told]
    assert faults == []


@pytest.mark.one_in(5)
@pytest.mark.parametrize("mode", ["enospc", "eio", "erofs"])
@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_what_only_reads_tells_the_same_whatever_the_disk_takes(desk: Desk, words: tuple[str, ...], mode: str) -> None:
    desk.restore()
    usual = desk.run(words, "", 0)
    assert usual.calls

    for at in chosen(usual.calls, 1 + usual.calls // 6):
        desk.restore()
        ran = desk.run(words, mode, at)
        assert ran[:3] == usual[:3], at


def _told_wrongly(ran: Run, mode: str, usual: int, done: bool, undone: bool) -> Iterator[str]:
    """Where the words or the status are not what happened."""
    yield from faults_of_words(ran.err)
    if mode == "kill":
        if ran.status != -signal.SIGKILL:
            yield f"it went on: {ran}"
    elif ran.status == usual:
        if not done:
            yield f"said that it was done: {ran.err}"
    elif ran.status != 3 or not ran.err.startswith("somei: "):
        yield f"status {ran.status}: {ran.err}"
    elif "Nothing was changed" in ran.err and not undone:
        yield f"said that nothing was changed: {ran.err}"


def _after_the_next_command(clerk: Clerk, trees: set[str]) -> Iterator[str]:
    following = clerk.run(*NEXT)
    yield from faults_of_words(following.err)
    if following.status:
        yield f"the next command: {following}"
        return
    if git(clerk, "rev-parse", "HEAD^^{tree}") not in trees:
        yield f"half of it was committed: {git(clerk, 'show', '--stat', 'HEAD^')}"
    if git(clerk, "show", "--format=", "--name-status", "HEAD") != "A\tdocuments/2018/000/ST-77-2018-INIT.toml":
        yield "the next command committed something else too"
    yield from faults_of_own_work(clerk)


def _after_the_next_settings(clerk: Clerk) -> Iterator[str]:
    """A killed `git config` leaves a lock of git's own: the next one says so, and the doctor puts it aside."""
    again = clerk.run("init", "--git")
    yield from faults_of_words(again.err)
    if again.status:
        if "somei doctor --repair" not in again.err:
            yield f"it is not said what to do: {again.err}"
        clerk.ok("doctor", "--repair")
        clerk.ok("init", "--git")
    yield from faults_of_clone(clerk)
