"""What a sync offers the server in the place of own commits, noted before it is sent.

The server may take it while its answer is lost, or somei is killed before the branch here has followed: by the note
each own commit is then known to be there already, under another hash, and is not sent a second time.
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

_MOST: Final = 20_000
"""Commits that are kept: nobody can tell which branch will be taken up again."""
_WAIT: Final = 30.0


def note_offer(clone: Clone, placed: Iterable[Placed]) -> None:
    """Note what is about to be offered, for every branch and work tree of the clone.

    Offers before it may be on their way still, or taken already.
    """
    shared = replace(clone, git_dir=clone.common_dir)
    with refusing_disk(), writing_lock(shared, _WAIT):
        rows = list(dict.fromkeys((*noted_offers(clone), *placed)))
        write_over(offer_file(clone), json.dumps(rows[-_MOST:]).encode(), mode=0o600)


def carry_offers(clone: Clone, placed: Iterable[Placed]) -> None:
    """Own commits get other hashes here, and what was offered for them counts for these, before the branch moves.

    Another branch may hold them as they were: what they became is noted for it.
    """
    moved = [one for one in placed if one.since != one.onto]
    under = {one.own: one.since for one in moved}
    carried = [one._replace(own=under[one.own]) for one in noted_offers(clone) if one.own in under]
    if moved:
        note_offer(clone, [*moved, *carried])


class OnTop(NamedTuple):
    """The own commits on top of the server's: what was made of them, and those that it has under other hashes."""

    replayed: Replayed
    taken: tuple[str, ...] = ()
    placed: tuple[Placed, ...] = ()
    """All of them, those that an earlier offer placed too."""
    settled: Settled = NOTHING
    """What the server has in the place of own provisional numbers."""
    staying: tuple[DocumentNumber, ...] = ()
    """Those of its numbers whose entries were taken away here while they were provisional."""


def put_on_top(desk: Desk, base: str, here: str) -> OnTop:
    """Put the own commits of the branch here on top of what the server has; what it took before is not put twice.

    Raises:
        CannotReplay: where merges are among them, and it cannot be told what both sides set out from.
        UnsafePath: as of replaying.
    """
    clone = desk.clone
    own = own_commits(clone, base, here)
    asked = provisional_in(clone, desk.inside, base, here) if own else {}
    settled = settled_there(desk.at(base), asked)
    taken = _taken(Settlement(clone, desk.inside, settled), base, here, own)
    rest = [commit for commit in own if commit not in taken]
    if any(own[commit] for commit in rest):
        acts = [commit for commit in rest if not own[commit]]
        replayed = _merged_anew(Settlement(clone, desk.inside, settled), desk, base, here, taken, needed=bool(acts))
    else:
        replayed = replay(clone, desk.inside, rest, base, signed=desk.signed, taken=taken.values(), settled=settled)
    entered = {old: new for old, new in settled.items() if asked[old]}
    held = {one.path for one in desk.at(here).held_among([path_of(n) for pair in entered.items() for n in pair])}
    staying = tuple(new for old, new in entered.items() if held.isdisjoint({path_of(old), path_of(new)}))
    return OnTop(replayed, tuple(taken), (*taken.values(), *replayed.placed), entered, staying)


def _merged_anew(
    settlement: Settlement, desk: Desk, base: str, here: str, taken: Mapping[str, Placed], *, needed: bool
) -> Replayed:
    """As `remerge`; of what was taken only that counts which the branch here has not got by a merge since.

    Entries under provisional numbers are left to their settlement, which finds those that the server has.
    """
    clone = desk.clone
    known = [commit for commit, one in taken.items() if not is_within(clone.git, one.since, here)]
    done = {commit: done_by(clone, commit) for commit in known}
    common = [commit for commit, touches in done.items() if settlement.seen(touches) == touches]
    tip, stuck = remerge(desk, base, here, common, needed=needed)
    return Replayed(tip, (), stuck)


def _taken(settlement: Settlement, base: str, here: str, own: Mapping[str, bool]) -> dict[str, Placed]:
    """The own commits that the server has under other hashes; one may have got another message here since.

    What was done under a provisional number is the same as under that which the server gave for it.
    """
    clone = settlement.clone
    there = _authors(clone, (base, f"^{here}"))
    noted = list(noted_offers(clone))
    # What was there already left nothing to change: both sides may know where that was.
    held = [one for one in noted if one.since in there or (one.own in own and _was_there(clone, one, base))]
    taken = {one.own: one for one in held if one.own in own}
    spent = {one.since for one in taken.values()}
    by_author: dict[str, list[Placed]] = {}
    elsewhere = [one for one in held if one.own not in own]
    authors = _authors(clone, (one.own for one in elsewhere), "--no-walk") if elsewhere else {}
    for one in elsewhere:
        if one.own in authors:
            by_author.setdefault(authors[one.own], []).append(one)
            spent.add(one.since)
    for commit, author in there.items():
        if commit not in spent:
            by_author.setdefault(author, []).append(Placed(commit, f"{commit}^", commit))
    for commit, author in _authors(clone, (here, f"^{base}")).items() if by_author else ():
        # Once each: whoever does the same again, after it was taken back, does it.
        alike = by_author.get(author, []) if commit not in taken else []
        did = settlement.seen(done_by(clone, commit)) if alike else ()
        found = next((one for one in alike if _is_same(settlement, one.own, commit, did)), None)
        if found:
            alike.remove(found)
            taken[commit] = Placed(commit, commit_of(clone, found.onto) or found.onto, found.since)
    return taken


def _is_same(settlement: Settlement, other: str, commit: str, did: tuple[FileDelta, ...]) -> bool:
    """Whether another commit of the same author and moment did the same.

    One without files is what an act became that others had done before: only its message tells what it was.
    """
    done = settlement.seen(done_by(settlement.clone, other))
    if done:
        return done == did
    told, own = (_message(settlement.clone, one) for one in (other, commit))
    return told == named_anew(own, settlement.settled)


def _message(clone: Clone, commit: str) -> str:
    return clone.git.run("log", "-1", "--format=%B", commit, "--").decode("utf-8", "surrogateescape").rstrip("\n")


def _authors(clone: Clone, range_: Iterable[str], *how: str) -> dict[str, str]:
    """Commits, oldest first, with who did them and when: git keeps that where it tells the rest anew.

    By it a commit under another message, or put elsewhere by git itself, is told from the same done again. What is
    not in the clone is left out.
    """
    words = ("rev-list", "--ignore-missing", "--reverse", "--topo-order", "--no-merges", "--no-commit-header")
    told = clone.git.run(*words, *how, "--format=%H %ae %at %an", "--stdin", stdin=_lines(range_))
    return dict(line.split(" ", 1) for line in told.decode("utf-8", "surrogateescape").split("\n") if line)


def _lines(words: Iterable[str]) -> bytes:
    return "".join(f"{word}\n" for word in words).encode()


def _was_there(clone: Clone, one: Placed, base: str) -> bool:
    return one.since == one.onto and is_here(clone, one.since) and is_within(clone.git, one.since, base)
