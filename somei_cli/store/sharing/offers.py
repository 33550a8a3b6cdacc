"""What a sync offers the server in the place of own commits, noted before it is sent.

The server may take it while its answer is lost, or somei is killed before the branch here has followed: by the note
each own commit is then known to be there already, under another hash, and is not sent a second time.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from somei_cli.errors import CannotReplay
from somei_cli.store.acts import Touch
from somei_cli.store.clone import Clone
from somei_cli.store.disk import refusing_disk, write_over
from somei_cli.store.locks import writing_lock
from somei_cli.store.sharing.acting import Desk
from somei_cli.store.sharing.landing import done_by, is_part
from somei_cli.store.sharing.replaying import Placed, Replayed, own_commits, replay
from somei_cli.store.sharing.settled import settled_there

_HASH: Final = re.compile(r"[0-9a-f]{40,64}")
_MOST: Final = 20_000
"""Commits that are kept: nobody can tell which branch will be taken up again."""
_WAIT: Final = 30.0


def note_offer(clone: Clone, placed: Iterable[Placed]) -> None:
    """Note what is about to be offered, for every branch and work tree of the clone.

    Offers before it may be on their way still, or taken already.
    """
    shared = replace(clone, git_dir=clone.common_dir)
    with refusing_disk(), writing_lock(shared, _WAIT):
        rows = list(dict.fromkeys((*_noted(clone), *placed)))
        write_over(_file(clone), json.dumps(rows[-_MOST:]).encode(), mode=0o600)


def carry_offers(clone: Clone, placed: Iterable[Placed]) -> None:
    """Own commits get other hashes here: what was offered for them counts for these, before the branch moves."""
    under = {one.own: one.since for one in placed if one.since != one.onto}
    carried = [one._replace(own=under[one.own]) for one in _noted(clone) if one.own in under]
    if carried:
        note_offer(clone, carried)


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
    clone = desk.clone
    own = own_commits(clone, base, here)
    taken = _taken(clone, base, here, own)
    rest = [commit for commit in own if commit not in taken]
    for commit in rest:
        if own[commit]:
            raise CannotReplay(commit[:10])
    settled = settled_there(clone, desk.inside, base, here) if rest else {}
    replayed = replay(clone, desk.inside, rest, base, signed=desk.signed, taken=taken.values(), settled=settled)
    return OnTop(replayed, tuple(taken), (*taken.values(), *replayed.placed))


def _taken(clone: Clone, base: str, here: str, own: Mapping[str, bool]) -> dict[str, Placed]:
    """The own commits that the server has under other hashes; one may have got another message here since."""
    noted = list(_noted(clone))
    if not noted:
        return {}
    there = set(clone.git.run("rev-list", base, "--not", here, "--").decode().split())
    # What was there already left nothing to change: both sides may know where that was.
    held = [one for one in noted if one.since in there or (one.own in own and _was_there(clone, one, base))]
    taken = {one.own: one for one in held if one.own in own}
    told_anew = {_deed(clone, one.own): one for one in held if one.own not in own and _is_here(clone, one.own)}
    for commit, merge in own.items() if told_anew else ():
        # Once each: whoever does the same again, after it was taken back, does it.
        one = None if merge or commit in taken else told_anew.pop(_deed(clone, commit), None)
        if one:
            taken[commit] = one._replace(own=commit)
    return taken


def _deed(clone: Clone, commit: str) -> tuple[bytes, tuple[Touch, ...]]:
    """What tells a commit under another message from the same done again: git keeps by whom and when it was done."""
    words = ("rev-list", "--no-walk", "--no-commit-header", "--format=%an%x00%ae%x00%at", commit, "--")
    return clone.git.run(*words), done_by(clone, commit)


def _was_there(clone: Clone, one: Placed, base: str) -> bool:
    return one.since == one.onto and _is_here(clone, one.since) and is_part(clone, one.since, base)


def _is_here(clone: Clone, commit: str) -> bool:
    """Whether a commit is in this clone at all."""
    return clone.git.call("rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}").status == 0


def _noted(clone: Clone) -> Iterator[Placed]:
    """What was noted, the oldest first; what is no note is passed over."""
    told = None
    with suppress(OSError, ValueError):
        told = json.loads(_file(clone).read_bytes())
    for row in told if isinstance(told, list) else ():
        if isinstance(row, list) and len(row) == len(Placed._fields) and all(map(_is_hash, row)):
            yield Placed(*row)


def _is_hash(word: object) -> bool:
    return isinstance(word, str) and _HASH.fullmatch(word) is not None


def _file(clone: Clone) -> Path:
    return replace(clone, git_dir=clone.common_dir).make_private() / "offers.json"
