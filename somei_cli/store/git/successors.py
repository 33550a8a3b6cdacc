"""Commits under the hashes that earlier receipts named, after a sync put them on top of what others did.

The note of what a sync offered to the server in the place of own commits.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from somei_cli.errors import NotFound, SomeiError
from somei_cli.store.git.ancestry import is_within
from somei_cli.store.git.command import FULL_HASH, Git
from somei_cli.store.git.dates import tip
from somei_cli.store.git.repository import Clone, open_clone


class Placed(NamedTuple):
    """An own commit, where it was put, and the newest commit since: the same one where nothing of it was left."""

    own: str
    onto: str
    since: str


def is_here(clone: Clone, commit: str) -> bool:
    """Whether a commit is in this clone at all."""
    return clone.git.call("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}").status == 0


def noted_offers(clone: Clone) -> Iterator[Placed]:
    """What was noted, the oldest first; what is no note is passed over."""
    rows = None
    with suppress(OSError, ValueError):
        rows = json.loads(offer_file(clone).read_bytes())
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) == len(Placed._fields) and all(map(_is_hash, row)):
            yield Placed(*row)


def _is_hash(word: object) -> bool:
    return isinstance(word, str) and FULL_HASH.fullmatch(word) is not None


def offer_file(clone: Clone) -> Path:
    """Where the offers are noted."""
    return replace(clone, git_dir=clone.common_dir).make_private() / "offers.json"


_HASH_PREFIX: Final = re.compile(r"[0-9a-f]{7,64}")


def resolve_act(git: Git, typed: str) -> str:
    """The hash of a commit that was typed, or of what it became, where it is not in the history of HEAD any more.

    Raises:
        NotFound: as of `resolve_revision`.
    """
    commit = resolve_revision(git, typed)
    head = tip(git)
    if head is None or is_within(git, commit, head):
        return commit
    return find_successor(open_clone(git.folder), commit, head) or commit


def resolve_revision(git: Git, typed: str) -> str:
    """As `Git.resolve`; of a commit that git has cleaned away since, the hash of what it became.

    Raises:
        NotFound: it names no commit, and is no hash that was ever replaced here.
    """
    try:
        return git.resolve(typed)
    except NotFound:
        head = tip(git) if _HASH_PREFIX.fullmatch(typed) else None
        successor = _find_lost_successor(git, typed, head) if head else None
        if successor is None:
            raise
        return successor


def _find_lost_successor(git: Git, typed: str, head: str) -> str | None:
    try:
        return find_successor(open_clone(git.folder), typed, head)
    except SomeiError:
        # In a bare repository nothing is ever put on top.
        return None


def find_successor(clone: Clone, hash_prefix: str, head: str) -> str | None:
    """The commit in the history of `head` that an own one became; `named` is its hash, or the beginning of it.

    It may have been put on top of others several times, and some of these offers were never taken. None where it became
    nothing that is known here, or where several own commits begin so.
    """
    # Nearly every hash that is typed is that of a commit of this branch.

    rebased_to: dict[str, list[str]] = {}
    for offer in noted_offers(clone):
        rebased_to.setdefault(offer.own, []).append(offer.since)
    pending = [own for own in rebased_to if own.startswith(hash_prefix)]
    if len(pending) > 1:
        return None
    visited: set[str] = set()
    while pending:
        commit = pending.pop()
        if commit in visited:
            continue
        visited.add(commit)
        if is_here(clone, commit) and is_within(clone.git, commit, head):
            return commit
        # The newest offer is asked first.
        pending += rebased_to.get(commit, ())
    return None
