"""Find the commit that an as-of moment means, and explain why a document was not in the register then."""

from datetime import date
from pathlib import Path

from somei_cli.errors import NoRegisterInState, NotFound, shell_word
from somei_cli.formats.register_paths import SETTINGS, path_of
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.moments_and_ranges import Moment
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import (
    DatedCommit,
    find_adding_commit,
    find_first_commit,
    find_last_commit_of_day,
    load_zone,
    read_commit_date,
)
from somei_cli.store.git.rebased_hashes import resolve_revision
from somei_cli.store.register.git_files import Committed
from somei_cli.store.register.register import Register, open_register


def resolve_moment(root: Path, moment: Moment) -> DatedCommit:
    """Return the commit that a moment means.

    Raises:
        NotFound: if there was no such commit.
    """
    git, zone = Git(root), load_zone(open_register(root).settings.time_zone)
    if moment.day is None:
        return read_commit_date(git, resolve_revision(git, moment.revision or ""), zone)
    commit = find_last_commit_of_day(git, moment.day, zone)
    if commit is None:
        first = find_first_commit(git, zone)
        hint = f"The first commit was made on {first.committed:%Y-%m-%d}." if first else "Nothing is committed yet."
        raise NotFound(f"There was no commit yet at the end of {moment.day}.", hint)
    return read_commit_date(git, commit, zone)


def open_register_at(root: Path, commit: DatedCommit, until: date | None) -> Register:
    """Open the register as a commit has it.

    Raises:
        NotFound: if the commit has no register; it says when the register came.
    """
    git = Git(root)
    try:
        return open_register(root, Committed(git, commit.commit), until=until)
    except NoRegisterInState:
        zone = commit.committed.tzinfo
        arrival = find_adding_commit(git, SETTINGS, zone, after=commit.commit)
        hint = f"It came on {_describe_arrival(arrival)}." if arrival else ""
        raise NotFound(f"There was no register yet in {_describe_commit(commit)}.", hint) from None


def explain_absence(
    register: Register, commit: DatedCommit | None, until: date | None, number: DocumentNumber
) -> NotFound:
    """Return the refusal of a document that was not in the register then: it says whether and when it came."""
    later_document = open_register(register.root, register.files).find(number)
    if later_document and until:
        return NotFound(f"{number} is dated {later_document.date}, after {until}.", "Name a later day with --as-of.")
    if commit is None:
        return register.refuse_number(number)
    git, zone, path = Git(register.root), commit.committed.tzinfo, path_of(number)
    sentence = f"{number} was not in the register in {_describe_commit(commit)}."
    if later := find_adding_commit(git, path, zone, after=commit.commit):
        return NotFound(sentence, f"It came on {_describe_arrival(later)}: --as-of {later.commit[:10]}")
    if find_adding_commit(git, path, zone):
        return NotFound(sentence, f"What became of it: somei history {shell_word(number)}")
    if open_register(register.root).find(number):
        return NotFound(sentence, "It is not committed yet. Leave out --as-of to see it.")
    return register.refuse_number(number)


def _describe_commit(commit: DatedCommit) -> str:
    return f"commit {commit.commit[:10]} of {commit.committed:%Y-%m-%d %H:%M}"


def _describe_arrival(commit: DatedCommit) -> str:
    return f"{commit.committed:%Y-%m-%d} with commit {commit.commit[:10]}"
