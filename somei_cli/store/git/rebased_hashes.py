"""Find the commit that an earlier receipt named, after a sync has rebased it.

Before a sync pushes rebased commits, it notes which commit took the place of which. The notes are read here.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from somei_cli.errors import NotFound, SomeiError
from somei_cli.model.groups import group_pairs
from somei_cli.store.git.ancestry import is_ancestor
from somei_cli.store.git.command import FULL_HASH, Git
from somei_cli.store.git.dates import find_head_commit
from somei_cli.store.git.repository import Clone, open_clone


class RebasedCommit(NamedTuple):
    """An own commit, the commit it was rebased onto, and the commit that took its place.

    `newest` equals `onto` if nothing of the commit was left.
    """

    original: str
    onto: str
    newest: str


def has_commit(clone: Clone, commit: str) -> bool:
    """Whether a commit is in this clone."""
    return clone.git.call("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}").status == 0


def read_offers(clone: Clone) -> Iterator[RebasedCommit]:
    """Yield the noted rebased commits, oldest first; what cannot be read as one is skipped."""
    rows = None
    with suppress(OSError, ValueError):
        rows = json.loads(offer_file(clone).read_bytes())
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) == len(RebasedCommit._fields) and all(map(_is_hash, row)):
            yield RebasedCommit(*row)


def _is_hash(word: object) -> bool:
    return isinstance(word, str) and FULL_HASH.fullmatch(word) is not None


def offer_file(clone: Clone) -> Path:
    """Return the file in which rebased commits are noted."""
    return clone._replace(git_dir=clone.common_dir).make_somei_dir() / "offers.json"


_HASH_PREFIX: Final = re.compile(r"[0-9a-f]{7,64}")


def resolve_in_head(git: Git, typed_revision: str) -> str:
    """Return the hash of a typed commit, or of its successor if it is not in the history of HEAD any more.

    Raises:
        NotFound: see `resolve_revision`.
    """
    commit = resolve_revision(git, typed_revision)
    head = find_head_commit(git)
    if head is None or is_ancestor(git, commit, head):
        return commit
    return find_successor(open_clone(git.folder), commit, head) or commit


def resolve_revision(git: Git, typed_revision: str) -> str:
    """Resolve a typed revision; for a commit that git has pruned since, return the hash of its successor.

    Raises:
        NotFound: if it names no commit and is not the hash of a commit that was rebased here.
    """
    try:
        return git.resolve(typed_revision)
    except NotFound:
        head = find_head_commit(git) if _HASH_PREFIX.fullmatch(typed_revision) else None
        successor = _find_lost_successor(git, typed_revision, head) if head else None
        if successor is None:
            raise
        return successor


def _find_lost_successor(git: Git, hash_prefix: str, head: str) -> str | None:
    try:
        return find_successor(open_clone(git.folder), hash_prefix, head)
    except SomeiError:
        # Nothing is rebased in a bare repository.
        return None


def find_successor(clone: Clone, hash_prefix: str, head: str) -> str | None:
    """Return the commit in the history of `head` that took the place of an own one, given by its hash or its beginning.

    It may have been rebased several times, and some of the rebased commits were never pushed. None if no successor is
    known here, or if several own commits begin with this hash.
    """
    rebased_to = group_pairs((offer.original, offer.newest) for offer in read_offers(clone))
    pending = [original for original in rebased_to if original.startswith(hash_prefix)]
    if len(pending) > 1:
        return None
    visited: set[str] = set()
    while pending:
        commit = pending.pop()
        if commit in visited:
            continue
        visited.add(commit)
        if has_commit(clone, commit) and is_ancestor(clone.git, commit, head):
            return commit
        # Popped from the end: the newest successor is tried first.
        pending += rebased_to.get(commit, ())
    return None
