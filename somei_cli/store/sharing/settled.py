"""Commits that were made under provisional numbers, read as if they had been made under those that the server gave."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.provisional import SETTLING, AskedBy, Settled, asked_by
from somei_cli.store.acts import Touch
from somei_cli.store.blobs import read_blobs
from somei_cli.store.clone import Clone
from somei_cli.store.objects import Object, store_objects
from somei_cli.store.sharing.landing import done_by
from somei_cli.text import codec
from somei_cli.text.comments import comments_in
from somei_cli.text.limits import LARGEST
from somei_cli.text.messages import ACTION
from somei_cli.text.paths import number_at, path_of
from somei_cli.text.renumbering import renumbered

NOTHING: Settled = MappingProxyType({})


def settled_there(clone: Clone, inside: PurePosixPath, base: str, here: str) -> Settled:
    """The provisional numbers of the branch here that the server has settled, as the commits tell that did it.

    Every clone begins with the same provisional numbers: whose one is, its person and request tell.
    """
    words = ("--reverse", "--fixed-strings", f"--grep={ACTION}: {SETTLING}")
    commits = clone.git.run("rev-list", *words, base, "--not", here, "--").decode().split()
    made = (one for commit in commits for one in made_by(clone, commit))
    return {old: new for old, new, asked in made if _asked_here(clone, here, inside / path_of(old)) == asked}


def made_by(clone: Clone, commit: str) -> Iterator[tuple[DocumentNumber, DocumentNumber, AskedBy]]:
    """The numbers that one commit put in the place of provisional ones."""
    touches = done_by(clone, commit)
    went = sorted(_documents(clone, (touch.before for touch in touches if touch.after is None)))
    # An import of everything puts nothing in the place of anything, and is not read for it.
    came = sorted(_documents(clone, (touch.after for touch in touches))) if went else []
    for asked in dict.fromkeys(asked for _, asked in went):
        old = [number for number, by in went if by == asked and number.is_provisional]
        new = [number for number, by in came if by == asked]
        yield from ((one, other, asked) for one, other in zip(old, new, strict=False))


def _asked_here(clone: Clone, here: str, path: PurePosixPath) -> AskedBy | None:
    """Who was given an entry as the branch here has it, or had it last."""
    last = clone.git.run("rev-list", "-1", here, "--", f":(top,literal){path}").decode().strip()
    names = (f"{commit}:{path}" for commit in (here, f"{last}^") if last)
    blobs = (clone.git.call("rev-parse", "--verify", "--quiet", name).output.decode().strip() for name in names)
    return next((asked for _, asked in _documents(clone, blobs)), None)


def _documents(clone: Clone, blobs: Iterable[str | None]) -> Iterator[tuple[DocumentNumber, AskedBy]]:
    """The first issues among some files that were given a number."""
    for text in read_blobs(clone.git, (blob for blob in blobs if blob), LARGEST):
        document = codec.load(text.decode("utf-8", "replace")).document if isinstance(text, bytes) else None
        if document and document.allotted and document.number == document.number.base:
            yield document.number, asked_by(document.allotted)


class Settlement(NamedTuple):
    """The numbers that the server settled, and where the register lies in the repository."""

    clone: Clone
    inside: PurePosixPath
    settled: Settled = NOTHING

    def seen(self, touches: tuple[Touch, ...]) -> tuple[Touch, ...]:
        """What a commit touched, each entry under its number of the server, and naming those of others."""
        return tuple(map(self._seen, touches)) if self.settled else touches

    def _seen(self, touch: Touch) -> Touch:
        path = touch.path.relative_to(self.inside) if touch.path.is_relative_to(self.inside) else None
        number = number_at(path) if path else None
        if number is None:
            return touch
        before, after = self.blobs((touch.before, touch.after))
        # The place is that of the number, whatever the file holds.
        return touch._replace(path=self.inside / path_of(self._other(number)), before=before, after=after)

    def _other(self, number: DocumentNumber) -> DocumentNumber:
        base = self.settled.get(number.base)
        return replace(base, suffixes=number.suffixes) if base else number

    def blobs(self, blobs: tuple[str | None, ...]) -> Iterator[str | None]:
        """Entries under their numbers of the server."""
        texts = read_blobs(self.clone.git, (blob for blob in blobs if blob), LARGEST)
        for blob in blobs:
            text = next(texts) if blob else None
            yield self._blob(text) or blob if isinstance(text, bytes) else blob

    def _blob(self, text: bytes) -> str | None:
        """The same entry under other numbers; None where it is none, or nothing in it is another one."""
        told = text.decode("utf-8", "replace")
        document = codec.load(told).document
        if document is None or comments_in(told):
            return None
        other = renumbered(document, self.settled)
        if other == document:
            return None
        new = Object.of("blob", codec.dump(other).encode(), self.clone.object_format)
        store_objects(self.clone, [new])
        return new.id
