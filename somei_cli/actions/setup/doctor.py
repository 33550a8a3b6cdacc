"""Examine a clone: git, the identity, the register, and what a crash left."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from somei_cli.actions.setup.git_config import examine_tuning
from somei_cli.actions.setup.repair import in_one_line
from somei_cli.errors import RepositoryInMotion, SomeiError
from somei_cli.formats.git.attributes import line_of_drivers
from somei_cli.model.register.files import DocumentFile
from somei_cli.model.register.health import Examined, Health
from somei_cli.model.register.words import counted
from somei_cli.store.git.command import Git
from somei_cli.store.git.config import held_settings, read_attributes, wanted_settings
from somei_cli.store.git.dates import in_zone, refuse_unknown_zone, zone_of
from somei_cli.store.git.head import current_branch, standstill
from somei_cli.store.git.repository import Clone, open_clone
from somei_cli.store.index.open import counted_files
from somei_cli.store.index.state import index_state
from somei_cli.store.process.workers import refused_limits
from somei_cli.store.register.clone_state import edited_files
from somei_cli.store.register.find import find_register
from somei_cli.store.register.lost_objects import is_partial, lost_in, name_lost
from somei_cli.store.register.register import Register
from somei_cli.store.transaction.journal import journal_file
from somei_cli.store.transaction.recovery import drafts, in_place_of_own, locks_of_git


def examine(start: Path, *, indexed: bool = True) -> tuple[Examined, ...]:
    """Examine everything that somei needs, without changing anything."""
    return (*_git(start), *_limits(), *_register(start, indexed=indexed))


def _git(start: Path) -> Iterator[Examined]:
    if shutil.which("git") is None:
        yield Examined("git", Health.BAD, "not found; install git 2.34 or newer")
        return
    git = Git(start)
    yield Examined("git", Health.GOOD, git.run("version").decode().strip())
    identity = git.call("var", "GIT_COMMITTER_IDENT")
    if identity.status:
        unset = "set user.name and user.email, or no commit can be made"
        yield Examined("identity", Health.BAD, identity.said if "bad config" in identity.said else unset)
    else:
        yield Examined("identity", Health.GOOD, "user.name and user.email are set")


def _limits() -> Iterator[Examined]:
    """Yield the limits that a worker runs without; nothing if the system supports all of them."""
    try:
        refused = refused_limits()
    except (OSError, SomeiError) as error:
        yield Examined("limits", Health.BAD, f"no process can be started to read a file from outside: {error}")
        return
    if refused:
        words = f"this system does not limit the {' and '.join(refused)} of a process that reads a file from outside"
        yield Examined("limits", Health.NOTE, words)


def _register(start: Path, *, indexed: bool) -> Iterator[Examined]:
    try:
        root = find_register(start)
        register = Register(root, indexed=indexed)
        refuse_unknown_zone(register.settings)
    except SomeiError as refusal:
        yield Examined("register", Health.BAD, str(refusal))
        return
    yield Examined("register", Health.GOOD, f"{register.settings.name}, in {root}")
    yield from _entries(register)
    try:
        clone = open_clone(root)
    except SomeiError as refusal:
        yield Examined("repository", Health.BAD, in_one_line(refusal))
        return
    yield Examined("repository", Health.GOOD, str(clone.top))
    yield from _leftovers(clone)
    branch = _branch(clone)
    yield branch
    if branch.health is Health.BAD:
        return
    yield _objects(Git(root))
    yield from _drivers(clone, root)
    tuning = examine_tuning(clone)
    if tuning:
        yield tuning
    yield _index(register)
    edited = edited_files(clone, root)
    if edited:
        words = f"{counted(edited, 'file')} with edits of your own that are not committed; git status names them"
        yield Examined("edits", Health.NOTE, words)


def _branch(clone: Clone) -> Examined:
    """Return whether the branch can be read and takes a commit, in the words of `--repair`."""
    try:
        standstill(clone)
        commit = clone.git.find("HEAD")
        name = current_branch(clone).removeprefix("refs/heads/")
    except RepositoryInMotion as refusal:
        return Examined("branch", Health.NOTE, in_one_line(refusal))
    except SomeiError as refusal:
        return Examined("branch", Health.BAD, in_one_line(refusal))
    return Examined(
        "branch", Health.GOOD, f"{name}, {f'at commit {commit[:10]}' if commit else 'without a commit yet'}"
    )


def _objects(git: Git) -> Examined:
    """Return whether git has every text of the last commit."""
    try:
        commit = git.find("HEAD")
        lost_words = name_lost(lost_in(git, commit)) if commit else ""
        partial = is_partial(git)
    except SomeiError as refusal:
        return Examined("objects", Health.BAD, in_one_line(refusal))
    if lost_words:
        return Examined("objects", Health.BAD, f"{lost_words}: somei help crashes")
    if partial:
        return Examined("objects", Health.GOOD, "a partial clone: what is not here is fetched when it is read")
    return Examined("objects", Health.GOOD, "git has the texts of all files of the last commit")


def _leftovers(clone: Clone) -> Iterator[Examined]:
    for obstacle in in_place_of_own(clone):
        yield Examined("own files", Health.BAD, f"{obstacle}: nothing can be written; move it away")
    for lock in locks_of_git(clone):
        words = f"{lock} is there: git is at work, or crashed; somei doctor --repair tells which"
        yield Examined("lock", Health.NOTE, words)
    if journal_file(clone.private).exists():
        words = "a write was broken off; the next writing command settles it, or somei doctor --repair"
        yield Examined("journal", Health.NOTE, words)
    draft_files = drafts(clone)
    if draft_files and not journal_file(clone.private).exists():
        words = f"{counted(len(draft_files), 'draft')} of interrupted commands; somei doctor --repair puts them aside"
        yield Examined("drafts", Health.NOTE, words)


def _index(register: Register) -> Examined:
    state = index_state(register.root)
    if state is None:
        return Examined("index", Health.NOTE, "none that can be used; the next question builds it, or reads every file")
    built = in_zone(state.built, zone_of(register.settings.time_zone))
    size = f"{state.bytes / 2**20:.1f} MiB"
    at_commit = f", at commit {state.head[:10]}" if state.head else ""
    words = f"{counted(state.documents, 'document')}, {size}, built {built:%Y-%m-%d %H:%M}{at_commit}"
    return Examined("index", Health.GOOD, words)


def _drivers(clone: Clone, root: Path) -> Iterator[Examined]:
    """Yield whether this clone has the drivers; nothing if neither the clone nor the register asks for them."""
    configured, expected = held_settings(clone.git), wanted_settings()
    is_named = line_of_drivers(read_attributes(root)) > 0
    is_set_up = all(configured.get(key) == value for key, value in expected.items())
    if is_named and is_set_up:
        yield Examined("drivers", Health.GOOD, "git merges documents field by field and shows them in words")
    elif is_named and configured:
        yield Examined("drivers", Health.NOTE, "set up for another somei than this one; anew with: somei init --git")
    elif is_named:
        yield Examined("drivers", Health.NOTE, "named in .gitattributes, not set up in this clone: somei init --git")
    elif configured:
        yield Examined("drivers", Health.NOTE, "set up, but not named in .gitattributes: somei init --git")


def _entries(register: Register) -> Iterator[Examined]:
    try:
        codes = len(register.vocabulary.codes)
        files, unread = counted_files(register) or _count(register.entries())
    except SomeiError as refusal:
        yield Examined("files", Health.BAD, str(refusal))
        return
    yield Examined("vocabulary", Health.GOOD, f"{codes} subject codes")
    if unread:
        yield Examined("files", Health.BAD, f"{unread} of {files} cannot be read; somei check names them")
    else:
        yield Examined("files", Health.GOOD, f"{files} documents, all readable")


def _count(entries: Iterable[DocumentFile]) -> tuple[int, int]:
    readable = [entry.document is not None for entry in entries]
    return len(readable), readable.count(False)
