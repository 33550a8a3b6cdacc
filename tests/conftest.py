"""What the tests share: a clerk at a terminal of a fixed width, in a register of their own."""

import gc
import inspect
import io
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import bytecode  # noqa: F401
import pytest
import typer
from hypothesis import HealthCheck, settings
from needs import find

from somei_cli.__main__ import _NEW_OBJECTS
from somei_cli.cli import app
from somei_cli.extraction.entry import read_document
from somei_cli.extraction.sources.readers import read_source
from somei_cli.formats.toml import vocabulary
from somei_cli.model.register.vocabulary import Vocabulary
from somei_cli.store.disk.packaged_data import read_vocabulary_texts

DOCUMENTS = Path(__file__).parent / "documents"
SAMPLE = DOCUMENTS / "15070-19.md"
PROJECT = Path(__file__).parent.parent
SAMPLE_ENTRIES = tuple(
    PROJECT / f"register/documents/2019/{folder}/ST-{number}-2019-INIT.toml"
    for folder, number in ((137, 13735), (150, 15070))
)
"""Of the shipped register the agenda and the outcome that tests are about; the others may come and go."""
PROGRAM = typer.main.get_command(app)
"""The program, built once; calling `app` would build all its commands anew for every call."""

CHROMIUM = find("chromium")
"""The browser that pages are looked at with, where there is one."""

ASKED_TO_END = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGALRM, signal.SIGVTALRM}

MEMORY = Path("/dev/shm")
ROOM = 4 << 30

EVERYTHING = any(os.environ.get(name) == "all" for name in ("CASES", "FAULTS", "ATTACKS"))
"""Whether every case is to be tried, and thrice as many random ones."""

LONGEST = {"test_long_history.py", "test_installation.py", "test_random_days.py", "test_ignored_signals.py"}

# So that a page that differs shows in which lines.
pytest.register_assert_rewrite("transcripts")

settings.register_profile(
    "somei",
    deadline=None,
    max_examples=90 if EVERYTHING else 30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("somei")


_load_vocabulary = vocabulary.load


def load_vocabulary(texts: Mapping[str, str]) -> Vocabulary:
    """The vocabulary of these texts; nearly all registers of tests have the same, and hundreds of checks read it."""
    return _load_same_vocabulary(tuple(texts.items()))


@lru_cache(maxsize=8)
def _load_same_vocabulary(texts: tuple[tuple[str, str], ...]) -> Vocabulary:
    return _load_vocabulary(dict(texts))


@cache
def read_a_document() -> None:
    """Read one here, so that the workers, which are copies of this process, need not compile every pattern again."""
    read_document(read_source(SAMPLE.read_bytes(), SAMPLE.name), load_vocabulary(read_vocabulary_texts()))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write transcripts anew from what came out")


def pytest_configure(config: pytest.Config) -> None:
    """Registers of tests lie in memory where there is room: waiting for a disk proves nothing, and takes long.

    Benchmarks measure the disk. Garbage is looked for as seldom as in a process of the program's own.
    """
    gc.set_threshold(_NEW_OBJECTS)
    give_back_signals()
    vocabulary.load = load_vocabulary
    if not of_benchmarks(config) and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def give_back_signals() -> None:
    """Let programs that tests start be ended by signals, also where `nohup` or `&` started these tests.

    An ignored signal stays ignored in whatever a process starts. One that calls a function, even an empty one, ends
    those as usual, and still does not end the tests.
    """
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKED_TO_END)
    for number in ASKED_TO_END:
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda _number, _frame: None)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Benchmarks run only when they are asked for by name."""
    return True if collection_path.name == "benchmarks" and not of_benchmarks(config) else None


def of_benchmarks(config: pytest.Config) -> bool:
    return any("benchmarks" in word for word in config.args)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of tests marked `one_in(N)` a usual run takes every Nth case, always the same ones; `CASES=all` takes all.

    So do `FAULTS=all` and `ATTACKS=all`, which ask for more than that. The files with the longest tests come first: at
    the end, one worker would wait for the other.
    """
    items.sort(key=lambda item: item.path.name not in LONGEST)
    if EVERYTHING:
        return
    met: Counter[str] = Counter()
    left_out = []
    for item in items:
        if mark := item.get_closest_marker("one_in"):
            test = item.nodeid.partition("[")[0]
            met[test] += 1
            if (met[test] - 1) % mark.args[0]:
                left_out.append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    status: int
    out: str
    err: str

    @property
    def messages(self) -> str:
        """The messages on one line: a terminal gets long ones folded, and commands on lines of their own."""
        return " ".join(self.err.split())


class Stream(io.TextIOWrapper):
    """A standard stream in memory; whether it is a terminal can be chosen."""

    def __init__(self, content: bytes = b"", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", newline="", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8")


class Clerk:
    """Somebody who types somei commands in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: str, stdin: str | bytes = b"", terminal: bool = False) -> Answer:
        """Type a command; on a terminal all three streams are one."""
        if "import" in words:
            read_a_document()
        content = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = Stream(terminal=terminal), Stream(terminal=terminal)
        before, kept = Path.cwd(), sys.stdin
        os.chdir(self.folder)
        sys.stdin = Stream(content, terminal=terminal)
        try:
            with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as left:
                PROGRAM(list(words))
        finally:
            sys.stdin = kept
            os.chdir(before)
        status = left.value.code
        return Answer(status if isinstance(status, int) else 0, out.text(), err.text())

    def ok(self, *words: str, stdin: str | bytes = b"") -> str:
        """Type a command that must succeed, and read its answer."""
        answer = self.run(*words, stdin=stdin)
        assert answer.status == 0, (words, answer)
        return answer.out

    def process(self, *words: str, before: Sequence[str] = (), **options: Any) -> subprocess.CompletedProcess[bytes]:
        """Type a command in a process of its own, where streams, signals and exit are the real ones.

        `before` is a program that starts it.
        """
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        command = [*before, sys.executable, "-m", "somei_cli", *words]
        return subprocess.run(command, cwd=self.folder, check=False, timeout=60, **{**streams, **options})

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Begin a command in a process of its own, and go on."""
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        where = {**os.environ, "PYTHONPATH": str(PROJECT)}
        return subprocess.Popen([sys.executable, "-m", "somei_cli", *words], cwd=self.folder, env=where, **quiet)

    def enter(self, path: str, text: str) -> None:
        """Write a file by hand and commit it with git, past somei."""
        self.write(path, text)
        self.git("add", "--", path)
        self.git("commit", "-qm", "By hand")

    def git(self, *words: str) -> str:
        """Use git by hand."""
        done = subprocess.run(["git", *words], cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def log(self) -> list[str]:
        """The subjects of all commits, newest first."""
        return self.git("log", "--format=%s").splitlines()

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


TERMINAL_VARIABLES = (
    "FORCE_HYPERLINK", "TERM_PROGRAM", "VTE_VERSION", "WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION",
    "ALACRITTY_WINDOW_ID", "DOMTERM", "TMUX", "STY", "CI",
)  # fmt: skip
"""By these, somei tells whether a terminal knows hyperlinks."""


def set_day(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Make it 09:00 UTC of this day, for acts and for the commits of somei and of git."""
    monkeypatch.setenv("SOMEI_TODAY", day)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, f"{day}T09:00:00+0000")


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings of the machine: own git identity, fixed day of acts and of commits, fixed width, no colour."""
    home = tmp_path / "home"
    home.mkdir()
    for name in [n for n in os.environ if n.startswith(("GIT_", "SOMEI_"))]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "PAGER", "LESS", "TTY_COMPATIBLE", *TERMINAL_VARIABLES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    set_day(monkeypatch, "2020-02-14")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("LINES", "50")
    monkeypatch.setenv("TERM", "xterm")
    (home / "gitconfig").write_text(
        "[user]\n\tname = A Clerk\n\temail = clerk@example.org\n[init]\n\tdefaultBranch = main\n"
        # Small repositories that live for a second need no tidying up, for which git starts itself again.
        "[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[receive]\n\tautogc = false\n[pack]\n\tthreads = 1\n"
    )


@dataclass(frozen=True)
class Kept:
    """Folders that were made once in the folder of a test, and are copied into those of others."""

    copy: Path
    place: Path
    naming: tuple[Path, ...]
    """The files that name the place, but for the index, which sees for itself that it was moved."""

    @classmethod
    def of(cls, place: Path, names: Sequence[str], copy: Path) -> "Kept":
        for name in names:
            shutil.copytree(place / name, copy / name, symlinks=True)
        files = [file for file in copy.rglob("*") if file.is_file() and not file.is_symlink() and file.suffix != ".db"]
        naming = [file.relative_to(copy) for file in files if os.fsencode(place) in file.read_bytes()]
        return cls(copy, place, tuple(naming))

    def lay_down(self, place: Path) -> None:
        for folder in self.copy.iterdir():
            shutil.rmtree(place / folder.name, ignore_errors=True)
            shutil.copytree(folder, place / folder.name, symlinks=True)
        for file in self.naming:
            text = (place / file).read_bytes()
            (place / file).write_bytes(text.replace(os.fsencode(self.place), os.fsencode(place)))


def prepared(make: Callable[[Clerk], Any], beside: Sequence[str] = ()) -> Any:
    """A fixture of a clerk, or of a server, that is always the same in the beginning.

    What it is made from is asked for only the first time; then the desk is copied, and what stands `beside` it. It may
    hang on no setting of one test.
    """
    signature = inspect.signature(make)
    (origin,), of_clerk = signature.parameters, signature.return_annotation is not Path
    kept: list[tuple[Kept, Path]] = []

    def fixture(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Any:
        if kept:
            if beside:
                # Whoever asks for the server may ask for the clerk as well, and neither may undo the other.
                request.getfixturevalue(origin)
            copy, folder = kept[0]
            copy.lay_down(tmp_path)
            return Clerk(tmp_path / folder) if of_clerk else tmp_path / folder
        made = make(request.getfixturevalue(origin))
        folder = (made.folder if of_clerk else made).relative_to(tmp_path)
        kept.append((Kept.of(tmp_path, ("desk", *beside), tmp_path_factory.mktemp("prepared")), folder))
        return made

    fixture.__doc__ = make.__doc__
    return pytest.fixture(name=make.__name__)(fixture)


@pytest.fixture
def empty(tmp_path: Path) -> Clerk:
    """A clerk in an empty folder."""
    (tmp_path / "desk").mkdir()
    return Clerk(tmp_path / "desk")


@prepared
def clerk(empty: Clerk) -> Clerk:
    """A clerk in a register of their own."""
    empty.ok("init")
    return empty


@prepared
def registered(clerk: Clerk) -> Clerk:
    """A clerk whose register holds the sample document."""
    clerk.ok("import", str(SAMPLE))
    return clerk
