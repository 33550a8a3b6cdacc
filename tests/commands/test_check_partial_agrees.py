"""What a check tells of a part, of what is staged and of a commit is the same whether all is read for it or little."""

import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest
from commands.incremental_checks import COMPLETE, Desk, changes_of
from rules.builders import num
from rules.faults import FAULTS
from rules.shipped_register import TODAY, untouched

from somei_cli.actions.check.check_at import check_at
from somei_cli.actions.check.full import check_all
from somei_cli.actions.check.partial import check_part
from somei_cli.actions.check.plan import CheckPlan
from somei_cli.errors import SomeiError
from somei_cli.store.index import database as lookup
from somei_cli.store.register.register import Register
from somei_cli.store.register.states import open_committed_register, open_staged_register

State = Callable[[bool], Register]


class Hand:
    """Somebody at work in a clone, who leaves it in any state."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.chance = random.Random(seed)

    def work(self) -> None:
        deeds = (self.edit, self.edit, self.edit, self.stage, self.stage, self.commit, self.take_out, self.keep_aside)
        rare = (self.announce, self.link, self.overlook, self.ignore, self.put_back, self.quarrel)
        self.chance.choice((*deeds, *rare))()

    def some_file(self) -> PurePosixPath:
        files = sorted((self.desk.folder / "documents").rglob("*.toml"))
        if files:
            return PurePosixPath(self.chance.choice(files).relative_to(self.desk.folder))
        path, text = self.chance.choice(sorted(untouched().files.items()))
        self.desk.put(path, text)
        return path

    def edit(self) -> None:
        """Plant a part of a fault, or take it away; whatever stands there may be cited elsewhere."""
        changes = sorted(changes_of(self.chance.choice(list(FAULTS))).items())
        if changes:
            path, text = self.chance.choice(changes)
            text = untouched().files.get(path) if self.chance.random() < 0.3 else text
            if text is not None or (self.desk.folder / path).exists():
                self.desk.put(path, text)

    def stage(self) -> None:
        self.git("add", "--", str(self.some_file()))

    def commit(self) -> None:
        self.git("add", "--all", "documents")
        self.git("commit", "-qm", "By hand")

    def take_out(self) -> None:
        self.git("rm", "-qf", *self.chance.choice(([], ["--cached"])), "--", str(self.some_file()))

    def keep_aside(self) -> None:
        """In another folder, with the number that it has: of two that claim it the last one counts."""
        path = self.some_file()
        self.desk.put(PurePosixPath("documents/aside", path.name), (self.desk.folder / path).read_text("utf-8"))

    def announce(self) -> None:
        self.desk.put(PurePosixPath("documents/2020/000/ST-9-2020-INIT.toml"), 'number = "9/20"\nsubject = "A"\n')
        self.git("add", "-N", "documents")

    def link(self) -> None:
        file = self.desk.folder / "documents/2020/000/ST-8-2020-INIT.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.is_symlink():
            file.symlink_to("/etc/hostname")

    def overlook(self) -> None:
        self.git("update-index", self.chance.choice(("--assume-unchanged", "--skip-worktree")), str(self.some_file()))

    def ignore(self) -> None:
        (self.desk.folder / ".git/info/exclude").write_text(self.chance.choice(("*.toml\n", "")))

    def put_back(self) -> None:
        self.git("checkout", "-q", self.chance.choice(("HEAD", "HEAD~1")), "--", "documents")

    def quarrel(self) -> None:
        """Two sides of a merge are staged."""
        path = self.some_file()
        blob = self.desk.git("hash-object", "-w", "somei.toml").strip()
        self.git("rm", "-qf", "--cached", "--", str(path))
        self.git("update-index", "--index-info", given="".join(f"100644 {blob} {n}\t{path}\n" for n in (1, 2, 3)))

    def git(self, *words: str, given: str = "") -> None:
        """Git refuses some of it."""
        command = ["git", *words]
        subprocess.run(command, cwd=self.desk.folder, check=False, capture_output=True, input=given, text=True)

    def states(self) -> Iterator[tuple[State, CheckPlan]]:
        """What may be looked at, and asked of it."""
        folder, commits = self.desk.folder, self.desk.git("rev-list", "HEAD").split()
        at, since = self.chance.choice(commits), self.chance.choice(commits)
        yield lambda indexed: Register(folder, indexed=indexed), CheckPlan(TODAY, changed=True, since=commits[0])
        yield lambda indexed: Register(folder, indexed=indexed), CheckPlan(TODAY, changed=True, since=since)
        yield (
            lambda indexed: open_staged_register(folder, indexed=indexed),
            CheckPlan(TODAY, changed=True, since=commits[0]),
        )
        yield (
            lambda indexed: open_staged_register(folder, indexed=indexed),
            CheckPlan(TODAY, changed=True, since=since),
        )
        yield (
            lambda indexed: open_committed_register(folder, at, indexed=indexed),
            CheckPlan(TODAY, changed=True, since=since),
        )
        yield (
            lambda indexed: open_committed_register(folder, at, indexed=indexed),
            CheckPlan(TODAY, (num("15070/19"),)),
        )
        yield lambda indexed: open_committed_register(folder, at, indexed=indexed), CheckPlan(TODAY)


def agree(state: State, question: CheckPlan) -> None:
    told = check_at(state(True), question) if question.is_whole else check_part(state(True), question)
    entries = list(state(False).entries())
    try:
        whole = check_all(state(False), question).report
    except SomeiError:
        # The document is not here, or no document is.
        whole = None
    assert told == (whole if entries else None)


@pytest.mark.one_in(8)
@pytest.mark.parametrize("swept", [lookup.SWEEP_LIMIT, 2])
@pytest.mark.parametrize("seed", range(4))
def test_the_report_is_that_of_reading_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swept: int, seed: int
) -> None:
    desk = Desk(tmp_path / "register", COMPLETE if seed % 2 else "")
    hand = Hand(desk, seed)
    monkeypatch.setattr(lookup, "SWEEP_LIMIT", swept)
    for _ in range(12):
        for _ in range(hand.chance.randint(1, 4)):
            hand.work()
        for state, question in hand.states():
            agree(state, question)
