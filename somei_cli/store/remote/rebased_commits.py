"""Rebasing own commits onto the remote, and the offers: notes of what a sync pushes in place of which own commit.

The remote may take a push whose answer is lost, or somei may be killed before the branch here follows. By the note each
own commit is then known to be on the remote already, under another hash, and is not sent a second time.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from somei_cli.formats.register_paths import path_of
from somei_cli.formats.renumber import renumber_text
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.merge import NO_DECISIONS, Decisions
from somei_cli.model.numbers.provisional_numbers import GivenNumbers
from somei_cli.store.disk.durable import refuse_disk_errors, replace_file
from somei_cli.store.git.ancestry import is_ancestor
from somei_cli.store.git.head import find_branch_commit
from somei_cli.store.git.log import FileDelta
from somei_cli.store.git.rebased_hashes import RebasedCommit, has_commit, offer_file, read_offers
from somei_cli.store.git.repository import Clone
from somei_cli.store.history.entry_search import find_certain_replacements
from somei_cli.store.remote.fast_forward import list_changes_of
from somei_cli.store.remote.own_work_merge import remerge
from somei_cli.store.remote.rebase import RebaseResult, list_own_commits, rebase_commits
from somei_cli.store.remote.remote import RemoteRegister
from somei_cli.store.remote.renumbered_view_of_commits import NO_NUMBERS, CommitRenumbering, request_ids_of_commits
from somei_cli.store.transaction.locks import writing_lock

_MAX_OFFERS: Final = 20_000
"""Notes that are kept: nobody can tell which branch will be worked on again."""
_LOCK_TIMEOUT: Final = 30.0


def record_offer(clone: Clone, rebased: Iterable[RebasedCommit]) -> None:
    """Record what is about to be pushed, for every branch and worktree of the clone.

    Earlier offers are kept: they may still be on their way, or taken already.
    """
    shared = clone._replace(git_dir=clone.common_dir)
    with refuse_disk_errors(), writing_lock(shared, _LOCK_TIMEOUT):
        rows = list(dict.fromkeys((*read_offers(clone), *rebased)))
        replace_file(offer_file(clone), json.dumps(rows[-_MAX_OFFERS:]).encode(), mode=0o600)


def transfer_offers(clone: Clone, rebased: Iterable[RebasedCommit]) -> None:
    """Transfer offers to the new hashes of own commits that were rebased here, before the branch moves.

    Another branch may hold the old hashes: what became of them is recorded too.
    """
    moved = [commit for commit in rebased if commit.newest != commit.onto]
    new_hashes = {commit.original: commit.newest for commit in moved}
    transferred = [
        offer._replace(original=new_hashes[offer.original])
        for offer in read_offers(clone)
        if offer.original in new_hashes
    ]
    if moved:
        record_offer(clone, [*moved, *transferred])


class RebasedWork(NamedTuple):
    """The own commits on top of the remote's, and those that the remote has under other hashes."""

    result: RebaseResult
    already_taken: tuple[str, ...] = ()
    rebased: tuple[RebasedCommit, ...] = ()
    """All of them, including those of an earlier offer."""
    replaced_numbers: GivenNumbers = NO_NUMBERS
    """Own provisional numbers, with the numbers that the remote has in their place."""
    removed_here: tuple[DocumentNumber, ...] = ()
    """Numbers of the remote whose entries were removed here while they were provisional."""


def rebase_own_commits(
    remote: RemoteRegister, base: str, local_head: str, decisions: Decisions = NO_DECISIONS
) -> RebasedWork:
    """Rebase the own commits of the branch here onto the remote's commit, except for those that the remote has.

    `decisions` are the sides to take in fields that both changed.

    Raises:
        CannotRebase: if there are merges among them without a single merge base.
        UnsafePath: if a commit touches a file that somei does not write.
    """
    clone = remote.clone
    own_merges = list_own_commits(clone, base, local_head)
    request_ids = request_ids_of_commits(clone, remote.register_path, base, local_head) if own_merges else {}
    given_numbers = find_certain_replacements(remote.files_at(base), request_ids)
    already_taken = _find_taken(
        CommitRenumbering(clone, remote.register_path, given_numbers), base, local_head, own_merges
    )
    remaining = [commit for commit in own_merges if commit not in already_taken]
    if any(own_merges[commit] for commit in remaining):
        plain_commits = [commit for commit in remaining if not own_merges[commit]]
        result = _remerge(
            CommitRenumbering(clone, remote.register_path, given_numbers),
            remote,
            base,
            local_head,
            already_taken,
            needed=bool(plain_commits),
            decisions=decisions,
        )
    else:
        result = rebase_commits(
            clone,
            remote.register_path,
            remaining,
            base,
            signed=remote.signed,
            already_taken=already_taken.values(),
            given_numbers=given_numbers,
            decisions=decisions,
        )
    entered_numbers = {old: new for old, new in given_numbers.items() if request_ids[old]}
    present_paths = {
        file.path
        for file in remote.files_at(local_head).list_existing(
            [path_of(n) for pair in entered_numbers.items() for n in pair]
        )
    }
    staying = tuple(
        new for old, new in entered_numbers.items() if present_paths.isdisjoint({path_of(old), path_of(new)})
    )
    return RebasedWork(
        result, tuple(already_taken), (*already_taken.values(), *result.rebased), entered_numbers, staying
    )


def _remerge(
    renumbering: CommitRenumbering,
    remote: RemoteRegister,
    base: str,
    local_head: str,
    already_taken: Mapping[str, RebasedCommit],
    *,
    needed: bool,
    decisions: Decisions,
) -> RebaseResult:
    """Merge as `remerge` does; of the commits taken before, only those count that no merge brought to the branch here.

    Entries under provisional numbers are left to their renumbering, which finds those that the remote has.
    """
    clone = remote.clone
    unmerged = [
        commit for commit, rebased in already_taken.items() if not is_ancestor(clone.git, rebased.newest, local_head)
    ]
    deltas_by_commit = {commit: list_changes_of(clone, commit) for commit in unmerged}
    common = [commit for commit, deltas in deltas_by_commit.items() if renumbering.renumber_deltas(deltas) == deltas]
    tip, stuck = remerge(remote, base, local_head, common, needed=needed, decisions=decisions)
    return RebaseResult(tip, (), stuck)


def list_unsent_commits(remote: RemoteRegister, base: str, local_head: str) -> dict[str, bool]:
    """Return the own commits that the remote has under no hash, oldest first, and whether each is a merge."""
    own_merges = list_own_commits(remote.clone, base, local_head)
    renumbering = CommitRenumbering(remote.clone, remote.register_path)
    taken = _find_taken(renumbering, base, local_head, own_merges)
    return {commit: is_merge for commit, is_merge in own_merges.items() if commit not in taken}


def _find_taken(
    renumbering: CommitRenumbering, base: str, local_head: str, own: Mapping[str, bool]
) -> dict[str, RebasedCommit]:
    """Find the own commits that the remote has under other hashes, even if one got another message here since.

    A change under a provisional number is the same as one under the number that the remote gave for it.
    """
    clone = renumbering.clone
    remote_authors = _list_authorship(clone, (base, f"^{local_head}"))
    offers = list(read_offers(clone))
    # An own commit that left nothing to change (since == onto) has no hash of its own on the remote: it counts as taken
    # if the remote contains the commit after which nothing was left.
    valid_offers = [
        offer
        for offer in offers
        if offer.newest in remote_authors or (offer.original in own and _left_nothing_there(clone, offer, base))
    ]
    result = {offer.original: offer for offer in valid_offers if offer.original in own}
    used = {offer.newest for offer in result.values()}
    by_author: dict[str, list[RebasedCommit]] = {}
    foreign_offers = [offer for offer in valid_offers if offer.original not in own]
    authors = (
        _list_authorship(clone, (offer.original for offer in foreign_offers), "--no-walk") if foreign_offers else {}
    )
    for offer in foreign_offers:
        if offer.original in authors:
            by_author.setdefault(authors[offer.original], []).append(offer)
            used.add(offer.newest)
    for commit, author in remote_authors.items():
        if commit not in used:
            by_author.setdefault(author, []).append(RebasedCommit(commit, f"{commit}^", commit))
    for commit, author in _list_authorship(clone, (local_head, f"^{base}")).items() if by_author else ():
        # Each commit of the remote matches once: an act that was undone and done again is two acts.
        candidates = by_author.get(author, []) if commit not in result else []
        deltas = renumbering.renumber_deltas(list_changes_of(clone, commit)) if candidates else ()
        match = next(
            (offer for offer in candidates if _did_the_same(renumbering, offer.original, commit, deltas)), None
        )
        if match:
            candidates.remove(match)
            result[commit] = RebasedCommit(commit, find_branch_commit(clone, match.onto) or match.onto, match.newest)
    return result


def _did_the_same(renumbering: CommitRenumbering, earlier: str, commit: str, deltas: tuple[FileDelta, ...]) -> bool:
    """Return whether another commit of the same author and time made the same change.

    A commit without files is what an act became that others had done before: only its message says what it was.
    """
    earlier_deltas = renumbering.renumber_deltas(list_changes_of(renumbering.clone, earlier))
    if earlier_deltas:
        return earlier_deltas == deltas
    earlier_message, own_message = (_message_of(renumbering.clone, revision) for revision in (earlier, commit))
    return earlier_message == renumber_text(own_message, renumbering.given_numbers)


def _message_of(clone: Clone, commit: str) -> str:
    return clone.git.run("log", "-1", "--format=%B", commit, "--").decode("utf-8", "surrogateescape").rstrip("\n")


def _list_authorship(clone: Clone, range_: Iterable[str], *options: str) -> dict[str, str]:
    """Return commits, oldest first, with author and time, which git keeps when it rewrites the rest of a commit.

    By these a commit with another message, or one that git rebased, is told from the same change made again. Commits
    that are not in the clone are left out.
    """
    arguments = ("rev-list", "--ignore-missing", "--reverse", "--topo-order", "--no-merges", "--no-commit-header")
    listed = clone.git.run(*arguments, *options, "--format=%H %ae %at %an", "--stdin", stdin=_lines(range_))
    return dict(line.split(" ", 1) for line in listed.decode("utf-8", "surrogateescape").split("\n") if line)


def _lines(words: Iterable[str]) -> bytes:
    return "".join(f"{word}\n" for word in words).encode()


def _left_nothing_there(clone: Clone, offer: RebasedCommit, base: str) -> bool:
    return offer.newest == offer.onto and has_commit(clone, offer.newest) and is_ancestor(clone.git, offer.newest, base)
