"""Find acts that changed no file: other clerks had done the same, and a sync brought both together."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from somei_cli.errors import NotANumber
from somei_cli.formats.git.commit_messages import ACTION, DOCUMENT, REASON, read_trailers
from somei_cli.formats.notation.document_numbers import read_number
from somei_cli.model.document_number import DocumentNumber
from somei_cli.store.git.command import Git
from somei_cli.store.git.log import Commit, read_commits_with_files


def has_act_trailers(message: str) -> bool:
    """Whether a commit is worth keeping for its message alone: it has a trailer for an act, a document or a reason."""
    return not read_trailers(message).keys().isdisjoint((ACTION, DOCUMENT, REASON))


def list_named_documents(message: str) -> tuple[DocumentNumber, ...]:
    """Return the documents that the trailers of a message name; what is not a number is skipped."""
    numbers: list[DocumentNumber] = []
    for name in read_trailers(message).get(DOCUMENT, ()):
        with suppress(NotANumber):
            numbers.append(read_number(name))
    return tuple(numbers)


def list_empty_acts(git: Git, commits: Iterable[str]) -> Iterator[Commit]:
    """Yield those of some commits that changed no file of the repository and have such trailers, in the same order."""
    for commit in read_commits_with_files(git, commits):
        if not commit.deltas and len(commit.parents) == 1 and has_act_trailers(commit.message):
            yield commit


def find_empty_acts(git: Git, number: DocumentNumber, head: str) -> tuple[Commit, ...]:
    """Return those in the history of a commit that name a document, oldest first."""
    command = ("log", "--reverse", "--topo-order", "--no-merges", "--format=%H", "--fixed-strings")
    hashes = git.run(*command, f"--grep={DOCUMENT}: {number}", head, "--").decode().split()
    return tuple(commit for commit in list_empty_acts(git, hashes) if number in list_named_documents(commit.message))
