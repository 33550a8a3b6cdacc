"""Rebasing own commits onto the remote, and the offers: notes of what a sync pushes in place of which own commit.

The remote may take a push whose answer is lost, or somei may be killed before the branch here follows. By the note each
own commit is then known to be on the remote already, under another hash, and is not sent a second time.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from somei_cli.formats.register_paths import path_of
from somei_cli.formats.renumber import named_anew
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers.provisional_numbers import Settled
from somei_cli.store.disk.durable import refusing_disk, write_over
from somei_cli.store.git.ancestry import is_within
from somei_cli.store.git.head import commit_of
from somei_cli.store.git.log import FileDelta
from somei_cli.store.git.repository import Clone
from somei_cli.store.git.successors import Placed, is_here, noted_offers, offer_file
from somei_cli.store.history.find_entries import settled_there
from somei_cli.store.remote.allot import Desk
from somei_cli.store.remote.fast_forward import done_by
from somei_cli.store.remote.rebase import Replayed, own_commits, replay
from somei_cli.store.remote.remerge import remerge
from somei_cli.store.remote.renumbered_commits import NOTHING, Settlement, provisional_in
from somei_cli.store.transaction.locks import writing_lock

_MAX_OFFERS: Final = 20_000
"""Notes that are kept: nobody can tell which branch will be worked on again."""
_LOCK_TIMEOUT: Final = 30.0


def note_offer(clone: Clone, rebased: Iterable[Placed]) -> None:
    """Record what is about to be pushed, for every branch and worktree of the clone.

    Earlier offers are kept: they may still be on their way, or taken already.
    """
    shared = replace(clone, git_dir=clone.common_dir)
    with refusing_disk(), writing_lock(shared, _LOCK_TIMEOUT):
        rows = list(dict.fromkeys((*noted_offers(clone), *rebased)))
        write_over(offer_file(clone), json.dumps(rows[-_MAX_OFFERS:]).encode(), mode=0o600)


def carry_offers(clone: Clone, rebased: Iterable[Placed]) -> None:
    """Transfer offers to the new hashes of own commits that were rebased here, before the branch moves.

    Another branch may hold the old hashes: what became of them is recorded too.
    """
    moved = [commit for commit in rebased if commit.since != commit.onto]
    new_hashes = {commit.own: commit.since for commit in moved}
    transferred = [
        offer._replace(own=new_hashes[offer.own]) for offer in noted_offers(clone) if offer.own in new_hashes
    ]
    if moved:
        note_offer(clone, [*moved, *transferred])


class OnTop(NamedTuple):
    """The own commits on top of the remote's, and those that the remote has under other hashes."""

    replayed: Replayed
    taken: tuple[str, ...] = ()
    placed: tuple[Placed, ...] = ()
    """All of them, including those of an earlier offer."""
    settled: Settled = NOTHING
    """Own provisional numbers, with the numbers that the remote has in their place."""
    staying: tuple[DocumentNumber, ...] = ()
    """Numbers of the remote whose entries were removed here while they were provisional."""


def put_on_top(remote: Desk, base: str, local_head: str) -> OnTop:
    """Rebase the own commits of the branch here onto the remote's commit, except for those that the remote has.

    Raises:
        CannotRebase: if there are merges among them without a single merge base.
        UnsafePath: if a commit touches a file that somei does not write.
    """
    clone = remote.clone
    own_merges = own_commits(clone, base, local_head)
    request_ids = provisional_in(clone, remote.inside, base, local_head) if own_merges else {}
    given_numbers = settled_there(remote.at(base), request_ids)
    already_taken = _find_taken(Settlement(clone, remote.inside, given_numbers), base, local_head, own_merges)
    remaining = [commit for commit in own_merges if commit not in already_taken]
    if any(own_merges[commit] for commit in remaining):
        plain_commits = [commit for commit in remaining if not own_merges[commit]]
        result = _remerge(
            Settlement(clone, remote.inside, given_numbers),
            remote,
            base,
            local_head,
            already_taken,
            needed=bool(plain_commits),
        )
    else:
        result = replay(
            clone,
            remote.inside,
            remaining,
            base,
            signed=remote.signed,
            already_taken=already_taken.values(),
            given_numbers=given_numbers,
        )
    entered_numbers = {old: new for old, new in given_numbers.items() if request_ids[old]}
    present_paths = {
        file.path
        for file in remote.at(local_head).held_among([path_of(n) for pair in entered_numbers.items() for n in pair])
    }
    staying = tuple(
        new for old, new in entered_numbers.items() if present_paths.isdisjoint({path_of(old), path_of(new)})
    )
    return OnTop(result, tuple(already_taken), (*already_taken.values(), *result.placed), entered_numbers, staying)


def _remerge(
    renumbering: Settlement,
    remote: Desk,
    base: str,
    local_head: str,
    already_taken: Mapping[str, Placed],
    *,
    needed: bool,
) -> Replayed:
    """Merge as `remerge` does; of the commits taken before, only those count that no merge brought to the branch here.

    Entries under provisional numbers are left to their renumbering, which finds those that the remote has.
    """
    clone = remote.clone
    unmerged = [
        commit for commit, rebased in already_taken.items() if not is_within(clone.git, rebased.since, local_head)
    ]
    deltas_by_commit = {commit: done_by(clone, commit) for commit in unmerged}
    common = [commit for commit, deltas in deltas_by_commit.items() if renumbering.seen(deltas) == deltas]
    tip, stuck = remerge(remote, base, local_head, common, needed=needed)
    return Replayed(tip, (), stuck)


def _find_taken(renumbering: Settlement, base: str, local_head: str, own: Mapping[str, bool]) -> dict[str, Placed]:
    """Find the own commits that the remote has under other hashes, even if one got another message here since.

    A change under a provisional number is the same as one under the number that the remote gave for it.
    """
    clone = renumbering.clone
    remote_authors = _list_authorship(clone, (base, f"^{local_head}"))
    offers = list(noted_offers(clone))
    # An own commit that left nothing to change (since == onto) has no hash of its own on the remote: it counts as taken
    # if the remote contains the commit after which nothing was left.
    valid_offers = [
        offer
        for offer in offers
        if offer.since in remote_authors or (offer.own in own and _left_nothing_there(clone, offer, base))
    ]
    result = {offer.own: offer for offer in valid_offers if offer.own in own}
    used = {offer.since for offer in result.values()}
    by_author: dict[str, list[Placed]] = {}
    foreign_offers = [offer for offer in valid_offers if offer.own not in own]
    authors = _list_authorship(clone, (offer.own for offer in foreign_offers), "--no-walk") if foreign_offers else {}
    for offer in foreign_offers:
        if offer.own in authors:
            by_author.setdefault(authors[offer.own], []).append(offer)
            used.add(offer.since)
    for commit, author in remote_authors.items():
        if commit not in used:
            by_author.setdefault(author, []).append(Placed(commit, f"{commit}^", commit))
    for commit, author in _list_authorship(clone, (local_head, f"^{base}")).items() if by_author else ():
        # Each commit of the remote matches once: an act that was undone and done again is two acts.
        candidates = by_author.get(author, []) if commit not in result else []
        deltas = renumbering.seen(done_by(clone, commit)) if candidates else ()
        match = next((offer for offer in candidates if _did_the_same(renumbering, offer.own, commit, deltas)), None)
        if match:
            candidates.remove(match)
            result[commit] = Placed(commit, commit_of(clone, match.onto) or match.onto, match.since)
    return result


def _did_the_same(renumbering: Settlement, earlier: str, commit: str, deltas: tuple[FileDelta, ...]) -> bool:
    """Return whether another commit of the same author and time made the same change.

    A commit without files is what an act became that others had done before: only its message says what it was.
    """
    earlier_deltas = renumbering.seen(done_by(renumbering.clone, earlier))
    if earlier_deltas:
        return earlier_deltas == deltas
    earlier_message, own_message = (_message_of(renumbering.clone, revision) for revision in (earlier, commit))
    return earlier_message == named_anew(own_message, renumbering.settled)


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


def _left_nothing_there(clone: Clone, offer: Placed, base: str) -> bool:
    return offer.since == offer.onto and is_here(clone, offer.since) and is_within(clone.git, offer.since, base)
