"""What a sync offers the server in the place of own commits, noted before it is sent.

The server may take it while its answer is lost, or somei is killed before the branch here has followed: by the note
the own commits are then known to be there already, under other hashes, and are not sent a second time.
"""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from somei_cli.store.clone import Clone
from somei_cli.store.disk import refusing_disk, write_over
from somei_cli.store.sharing.acting import Desk
from somei_cli.store.sharing.landing import is_part
from somei_cli.store.sharing.replaying import Placed, Replayed, own_commits, replay
from somei_cli.store.sharing.server import Server

_HASH: Final = re.compile(r"[0-9a-f]{40,64}")
_MOST: Final = 20
"""Offers without an answer that are kept for a branch."""


class Offer(NamedTuple):
    """The branch here that ends in `own` as it will stand on the server, where it ends in `tip`."""

    own: str
    tip: str
    placed: tuple[Placed, ...] = ()


def note_offer(clone: Clone, server: Server, offer: Offer, base: str) -> None:
    """Note what is about to be offered on top of `base`.

    Offers before it may be on their way still, or taken already: the newest taken one is needed for as long as the
    branch here ends in what it was made of.
    """
    with refusing_disk():
        file = _file(clone)
        told = _read(file)
        before = [one for one in _offers(told.get(server.tracking)) if _known_in(clone, one.own, offer.own)]
        taken = [one for one in before if _known_in(clone, one.tip, base)]
        kept = [*taken[-1:], *[one for one in before if one not in taken][-_MOST:], offer]
        write_over(file, json.dumps({**told, server.tracking: kept}).encode(), mode=0o600)


class OnTop(NamedTuple):
    """The own commits on top of the server's: what was made of them, and the newest that it has under another hash."""

    replayed: Replayed
    taken: str | None = None
    placed: tuple[Placed, ...] = ()
    """All of them, those that an earlier offer placed too."""


def put_on_top(desk: Desk, base: str, here: str) -> OnTop:
    """Put the own commits of the branch here on top of what the server has; what it took before is not put twice.

    Raises:
        CannotReplay, UnsafePath: as of replaying.
    """
    before = _taken_before(desk.clone, desk.server, base, here)
    taken, placed = (before.own, before.placed) if before else (None, ())
    own = own_commits(desk.clone, base, here, taken)
    replayed = replay(desk.clone, desk.inside, own, base, signed=desk.signed, taken=placed)
    return OnTop(replayed, taken, (*placed, *replayed.placed))


def _taken_before(clone: Clone, server: Server, base: str, here: str) -> Offer | None:
    """The newest offer that the server has taken while the branch here still ends in own commits; None without one."""
    for offer in reversed(list(_offers(_read(_file(clone)).get(server.tracking)))):
        if _known_in(clone, offer.tip, base) and is_part(clone, offer.own, here):
            return offer
    return None


def _known_in(clone: Clone, commit: str, within: str) -> bool:
    """Whether a commit is here at all, and part of another one."""
    return clone.git.ask("cat-file", "-e", commit) is not None and is_part(clone, commit, within)


def _offers(told: object) -> Iterator[Offer]:
    """Offers as they were noted; what is none is passed over."""
    for row in told if isinstance(told, list) else ():
        match row:
            case [str(own), str(tip), [*placed]] if _are_hashes((own, tip)) and all(map(_is_placed, placed)):
                yield Offer(own, tip, tuple(Placed(*one) for one in placed))


def _is_placed(told: Any) -> bool:
    return isinstance(told, list) and len(told) == len(Placed._fields) and _are_hashes(told)


def _are_hashes(words: Iterable[object]) -> bool:
    return all(isinstance(word, str) and _HASH.fullmatch(word) for word in words)


def _file(clone: Clone) -> Path:
    return clone.make_private() / "offers.json"


def _read(file: Path) -> dict[str, object]:
    with suppress(OSError, ValueError):
        held = json.loads(file.read_bytes())
        return held if isinstance(held, dict) else {}
    return {}
