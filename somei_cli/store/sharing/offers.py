"""What a sync offers the server in the place of own commits, noted before it is sent.

The server may take it while its answer is lost, or somei is killed before the branch here has followed: by the note
each own commit is then known to be there already, under another hash, and is not sent a second time; and so are the
numbers that stand in the place of provisional ones.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from somei_cli.errors import CannotReplay, NotAValue
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.provisional import Settled
from somei_cli.store.clone import Clone
from somei_cli.store.disk import refusing_disk, write_over
from somei_cli.store.locks import writing_lock
from somei_cli.store.sharing.acting import Desk
from somei_cli.store.sharing.landing import is_part
from somei_cli.store.sharing.replaying import Placed, Replayed, own_commits, replay
from somei_cli.store.sharing.settled import NOTHING

_HASH: Final = re.compile(r"[0-9a-f]{40,64}")
_MOST: Final = 200
"""Offers that are kept: nobody can tell which branch will be taken up again."""
_MOST_COMMITS: Final = 20_000
_WAIT: Final = 30.0
_OFFERS: Final = "offers"


class Offer(NamedTuple):
    """Own commits as they will stand on the server, in a line that ends in `tip`, and the numbers settled there."""

    tip: str
    placed: tuple[Placed, ...] = ()
    settled: Settled = NOTHING


def note_offer(clone: Clone, offer: Offer) -> None:
    """Note what is about to be offered, for every branch and work tree of the clone.

    Offers before it may be on their way still, or taken already.
    """
    settled = {str(old): str(new) for old, new in offer.settled.items()}
    shared = replace(clone, git_dir=clone.common_dir)
    with refusing_disk(), writing_lock(shared, _WAIT):
        file = _file(clone)
        rows = [*_rows(file)[-_MOST:], [offer.tip, offer.placed, settled]]
        while len(rows) > 1 and sum(len(placed) for _, placed, _ in rows) > _MOST_COMMITS:
            del rows[0]
        write_over(file, json.dumps({_OFFERS: rows}).encode(), mode=0o600)


def carry_offers(clone: Clone, placed: Iterable[Placed]) -> None:
    """Own commits get other hashes here: what was offered for them counts for these, before the branch moves."""
    under = {one.own: one.since for one in placed if one.since != one.onto}
    for offer in list(_offers(_rows(_file(clone)))):
        carried = tuple(one._replace(own=under[one.own]) for one in offer.placed if one.own in under)
        if carried:
            note_offer(clone, offer._replace(placed=carried))


class OnTop(NamedTuple):
    """The own commits on top of the server's: what was made of them, and those that it has under other hashes."""

    replayed: Replayed
    taken: tuple[str, ...] = ()
    placed: tuple[Placed, ...] = ()
    """All of them, those that an earlier offer placed too."""


def put_on_top(desk: Desk, base: str, here: str) -> OnTop:
    """Put the own commits of the branch here on top of what the server has; what it took before is not put twice.

    Raises:
        CannotReplay: where a merge is among them.
        UnsafePath: as of replaying.
    """
    own = own_commits(desk.clone, base, here)
    taken, settled = _taken(desk.clone, base, here, own)
    rest = [commit for commit in own if commit not in taken]
    for commit in rest:
        if own[commit]:
            raise CannotReplay(commit[:10])
    replayed = replay(desk.clone, desk.inside, rest, base, signed=desk.signed, taken=taken.values(), settled=settled)
    return OnTop(replayed, tuple(taken), (*taken.values(), *replayed.placed))


def _taken(clone: Clone, base: str, here: str, own: Collection[str]) -> tuple[dict[str, Placed], Settled]:
    """The own commits that the server has under other hashes, and the numbers that it settled of what is here."""
    offers = list(_offers(_rows(_file(clone))))
    if not offers or not own:
        return {}, {}
    there = set(clone.git.run("rev-list", base, "--not", here, "--").decode().split())
    taken: dict[str, Placed] = {}
    settled: dict[DocumentNumber, DocumentNumber] = {}
    for offer in offers:
        if offer.tip in there:
            settled.update(offer.settled)
        for one in offer.placed:
            # What was there already left nothing to change: it may be known to both sides.
            held = one.since in there or (one.since == one.onto and _is_known(clone, one.since, base))
            if one.own in own and held:
                taken[one.own] = one
    return taken, settled


def _is_known(clone: Clone, commit: str, within: str) -> bool:
    """Whether a commit is here at all, and part of another one."""
    return clone.git.ask("cat-file", "-e", commit) is not None and is_part(clone, commit, within)


def _offers(rows: Iterable[tuple[Any, Any, Any]]) -> Iterator[Offer]:
    """Offers as they were noted; what is none is passed over."""
    for tip, placed, settled in rows:
        with suppress(TypeError, AttributeError, NotAValue):
            known = tuple(Placed(*one) for one in placed)
            numbers = {DocumentNumber.parse(old): DocumentNumber.parse(new) for old, new in settled.items()}
            if _are_hashes((tip, *(word for one in known for word in one))):
                yield Offer(tip, known, numbers)


def _are_hashes(words: Iterable[object]) -> bool:
    return all(isinstance(word, str) and _HASH.fullmatch(word) for word in words)


def _file(clone: Clone) -> Path:
    return replace(clone, git_dir=clone.common_dir).make_private() / "offers.json"


def _rows(file: Path) -> list[tuple[Any, Any, Any]]:
    with suppress(OSError, ValueError):
        held = json.loads(file.read_bytes())
        told = held.get(_OFFERS) if isinstance(held, Mapping) else None
        rows = told if isinstance(told, list) else []
        return [(row[0], row[1], row[2]) for row in rows if isinstance(row, list) and len(row) == 3]
    return []
