"""The note of what a sync offered to the server in the place of own commits."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from somei_cli.store.git.command import FULL_HASH
from somei_cli.store.git.repository import Clone


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
    told = None
    with suppress(OSError, ValueError):
        told = json.loads(offer_file(clone).read_bytes())
    for row in told if isinstance(told, list) else ():
        if isinstance(row, list) and len(row) == len(Placed._fields) and all(map(_is_hash, row)):
            yield Placed(*row)


def _is_hash(word: object) -> bool:
    return isinstance(word, str) and FULL_HASH.fullmatch(word) is not None


def offer_file(clone: Clone) -> Path:
    """Where the offers are noted."""
    return replace(clone, git_dir=clone.common_dir).make_private() / "offers.json"
