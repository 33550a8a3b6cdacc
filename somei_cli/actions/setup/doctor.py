"""Examine a clone: git, the identity, the register, and what a crash left."""

import platform
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from somei_cli import __version__
from somei_cli.actions.setup.git_config import examine_tuning
from somei_cli.actions.setup.repair import one_line_refusal
from somei_cli.errors import RepositoryBusy, SomeiError
from somei_cli.errors.installation import PARTS, describe_library, is_installed, suggest_installation
from somei_cli.formats.git.attributes import find_drivers_line
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.health import Health, HealthItem
from somei_cli.model.register.words import pluralise
from somei_cli.store.git.ancestry import is_ancestor
from somei_cli.store.git.command import Git
from somei_cli.store.git.config import driver_settings, read_attributes, read_driver_settings
from somei_cli.store.git.dates import load_zone, refuse_unknown_zone, to_zone
from somei_cli.store.git.head import current_branch, require_idle_clone
from somei_cli.store.git.repository import Clone, open_clone
from somei_cli.store.index.index_health import read_index_state
from somei_cli.store.index.open import count_files
from somei_cli.store.process.limited_workers import refused_limits
from somei_cli.store.register.find import find_register
from somei_cli.store.register.git_setup import count_edited_files
from somei_cli.store.register.lost_objects import describe_lost_files, find_lost_files, is_partial
from somei_cli.store.register.register import Register, open_register
from somei_cli.store.remote.remote import REMOTE_SETTINGS, find_remote_branch
from somei_cli.store.transaction.journal import journal_file
from somei_cli.store.transaction.recovery import find_obstructions, list_abandoned_drafts, list_git_locks


def examine_clone(start: Path, *, indexed: bool = True) -> tuple[HealthItem, ...]:
    """Examine everything that somei needs, without changing anything."""
    return (*_program(), *_parts(), *_git(start), *_limits(), *_register(start, indexed=indexed))


def _program() -> Iterator[HealthItem]:
    system = platform.uname()
    words = f"{__version__}, Python {platform.python_version()}, {system.system} {system.release} {system.machine}"
    yield HealthItem("somei", Health.GOOD, words)


def _parts() -> Iterator[HealthItem]:
    """Yield the optional parts that are installed, and what is typed to install the others."""
    installed = [part for part in PARTS if is_installed(part)]
    if installed:
        words = ", ".join(f"{part.extra} ({part.purpose}: {describe_library(part)})" for part in installed)
        yield HealthItem("parts", Health.GOOD, words)
    missing = [part for part in PARTS if part not in installed]
    if missing:
        words = ", ".join(f"{part.extra} ({part.purpose})" for part in missing)
        command = suggest_installation(*(part.extra for part in missing))
        yield HealthItem("parts", Health.NOTE, f"not installed: {words}; for all of them: {command}")


def _git(start: Path) -> Iterator[HealthItem]:
    if shutil.which("git") is None:
        yield HealthItem("git", Health.BAD, "not found; install git 2.34 or newer")
        return
    git = Git(start)
    yield HealthItem("git", Health.GOOD, git.run("version").decode().strip())
    identity = git.call("var", "GIT_COMMITTER_IDENT")
    if identity.status:
        unset = "set user.name and user.email, or no commit can be made"
        yield HealthItem("identity", Health.BAD, identity.complaint if "bad config" in identity.complaint else unset)
    else:
        yield HealthItem("identity", Health.GOOD, "user.name and user.email are set")


def _limits() -> Iterator[HealthItem]:
    """Yield the limits that a worker runs without; nothing if the system supports all of them."""
    try:
        refused = refused_limits()
    except (OSError, SomeiError) as error:
        yield HealthItem("limits", Health.BAD, f"no process can be started to read a file from outside: {error}")
        return
    if refused:
        words = f"this system does not limit the {' and '.join(refused)} of a process that reads a file from outside"
        yield HealthItem("limits", Health.NOTE, words)


def _register(start: Path, *, indexed: bool) -> Iterator[HealthItem]:
    try:
        root = find_register(start)
        register = open_register(root, indexed=indexed)
        refuse_unknown_zone(register.settings)
    except SomeiError as refusal:
        yield HealthItem("register", Health.BAD, str(refusal))
        return
    yield HealthItem("register", Health.GOOD, f"{register.settings.name}, in {root}")
    yield from _entries(register)
    try:
        clone = open_clone(root)
    except SomeiError as refusal:
        yield HealthItem("repository", Health.BAD, one_line_refusal(refusal))
        return
    yield HealthItem("repository", Health.GOOD, str(clone.top))
    yield from _leftovers(clone)
    branch, ref = _branch(clone)
    yield branch
    if branch.health is Health.BAD:
        return
    if not branch.refuses_acts:
        yield from _server(clone, ref)
    yield _objects(Git(root))
    yield from _drivers(clone, root)
    tuning = examine_tuning(clone)
    if tuning:
        yield tuning
    yield _index(register)
    edited = count_edited_files(clone, root)
    if edited:
        words = f"{pluralise(edited, 'file')} with edits of your own that are not committed; git status names them"
        yield HealthItem("edits", Health.NOTE, words)


def _branch(clone: Clone) -> tuple[HealthItem, str]:
    """Return whether the branch can be read and takes a commit, in the words of `--repair`; and its full name."""
    try:
        require_idle_clone(clone)
        commit = clone.git.find("HEAD")
        ref = current_branch(clone.git)
    except RepositoryBusy as refusal:
        words = f"commands that write are refused. {one_line_refusal(refusal)}"
        return HealthItem("branch", Health.NOTE, words, refuses_acts=True), ""
    except SomeiError as refusal:
        return HealthItem("branch", Health.BAD, one_line_refusal(refusal)), ""
    words = f"{ref.removeprefix('refs/heads/')}, {f'at commit {commit[:10]}' if commit else 'without a commit yet'}"
    return HealthItem("branch", Health.GOOD, words), ref


def _server(clone: Clone, ref: str) -> Iterator[HealthItem]:
    """Yield a note if the branch of the server, as it was last fetched, lacks commits that it had before."""
    try:
        branch = find_remote_branch(clone.git, ref, clone.git.read_settings(REMOTE_SETTINGS))
        if branch is None:
            return
        before, now = (clone.git.find(ref) for ref in (branch.seen_ref, branch.tracking_ref))
        if before and now and not is_ancestor(clone.git, before, now):
            words = (
                f"the history of {branch.short_name} was rewritten: it had commit {before[:10]} before. sync and the "
                "giving of numbers are refused: somei help repair"
            )
            yield HealthItem("server", Health.NOTE, words, refuses_acts=True)
    except SomeiError as refusal:
        yield HealthItem("server", Health.NOTE, one_line_refusal(refusal))


def _objects(git: Git) -> HealthItem:
    """Return whether git has every text of the last commit."""
    try:
        commit = git.find("HEAD")
        partial = is_partial(git)
        lost_words = describe_lost_files(find_lost_files(git, commit)) if commit and not partial else ""
    except SomeiError as refusal:
        return HealthItem("objects", Health.BAD, one_line_refusal(refusal))
    if lost_words:
        return HealthItem("objects", Health.BAD, f"{lost_words}: somei help repair")
    if partial:
        return HealthItem("objects", Health.GOOD, "a partial clone: what is not here is fetched when it is read")
    return HealthItem("objects", Health.GOOD, "git has the texts of all files of the last commit")


def _leftovers(clone: Clone) -> Iterator[HealthItem]:
    for obstacle in find_obstructions(clone):
        yield HealthItem("own files", Health.BAD, f"{obstacle}: nothing can be written; move it away")
    for lock in list_git_locks(clone):
        words = f"{lock} is there: git is at work, or crashed; somei doctor --repair shows which"
        yield HealthItem("lock", Health.NOTE, words)
    if journal_file(clone.somei_dir).exists():
        words = "a write was interrupted; the next writing command finishes or undoes it, or somei doctor --repair"
        yield HealthItem("journal", Health.NOTE, words)
    draft_files = list_abandoned_drafts(clone)
    if draft_files and not journal_file(clone.somei_dir).exists():
        words = f"{pluralise(len(draft_files), 'draft')} of interrupted commands; somei doctor --repair puts them aside"
        yield HealthItem("drafts", Health.NOTE, words)


def _index(register: Register) -> HealthItem:
    state = read_index_state(register.root)
    if state is None:
        return HealthItem(
            "index", Health.NOTE, "none that can be used; the next question builds it, or reads every file"
        )
    built = to_zone(state.built, load_zone(register.settings.time_zone))
    size = f"{state.bytes / 2**20:.1f} MiB"
    at_commit = f", at commit {state.head[:10]}" if state.head else ""
    words = f"{pluralise(state.documents, 'document')}, {size}, built {built:%Y-%m-%d %H:%M}{at_commit}"
    return HealthItem("index", Health.GOOD, words)


def _drivers(clone: Clone, root: Path) -> Iterator[HealthItem]:
    """Yield whether this clone has the drivers; nothing if neither the clone nor the register asks for them."""
    configured, expected = read_driver_settings(clone.git), driver_settings()
    is_named = find_drivers_line(read_attributes(root)) > 0
    is_set_up = all(configured.get(key) == value for key, value in expected.items())
    if is_named and is_set_up:
        yield HealthItem("drivers", Health.GOOD, "git merges documents field by field and shows them in words")
    elif is_named and configured:
        yield HealthItem(
            "drivers", Health.NOTE, "set up for another somei than this one; to set it up again: somei init --git"
        )
    elif is_named:
        yield HealthItem("drivers", Health.NOTE, "named in .gitattributes, not set up in this clone: somei init --git")
    elif configured:
        yield HealthItem("drivers", Health.NOTE, "set up, but not named in .gitattributes: somei init --git")


def _entries(register: Register) -> Iterator[HealthItem]:
    try:
        codes = len(register.vocabulary.codes)
        files, unread = count_files(register) or _count(register.entries())
    except SomeiError as refusal:
        yield HealthItem("files", Health.BAD, str(refusal))
        return
    yield HealthItem("vocabulary", Health.GOOD, f"{codes} subject codes")
    if unread:
        yield HealthItem("files", Health.BAD, f"{unread} of {files} cannot be read; somei check names them")
    else:
        yield HealthItem("files", Health.GOOD, f"{files} documents, all readable")


def _count(entries: Iterable[DocumentFile]) -> tuple[int, int]:
    readable = [entry.document is not None for entry in entries]
    return len(readable), readable.count(False)
