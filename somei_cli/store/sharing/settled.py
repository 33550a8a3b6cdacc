"""Commits that were made under provisional numbers, read as if they had been made under those that the server gave."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from somei_cli.model.numbers import PROVISIONAL, DocumentNumber
from somei_cli.model.provisional import Settled
from somei_cli.store.acts import Touch
from somei_cli.store.blobs import read_blobs
from somei_cli.store.clone import Clone
from somei_cli.store.objects import Object, store_objects
from somei_cli.text import codec
from somei_cli.text.comments import with_comments
from somei_cli.text.limits import LARGEST
from somei_cli.text.paths import DOCUMENTS, number_at, path_of
from somei_cli.text.renumbering import renumbered

NOTHING: Settled = MappingProxyType({})


def provisional_in(clone: Clone, inside: PurePosixPath, base: str, here: str) -> frozenset[DocumentNumber]:
    """The provisional numbers whose entries the own commits touch."""
    place = f":(top,glob){inside / DOCUMENTS}/**/{PROVISIONAL}-*.toml"
    words = ("log", "--format=", "--name-only", "-z", "--no-renames", here, "--not", base, "--", place)
    paths = (PurePosixPath(name) for name in clone.git.run(*words).decode(errors="replace").split("\0") if name)
    numbers = (number_at(path.relative_to(inside)) for path in paths)
    return frozenset(number.base for number in numbers if number)


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
        if document is None:
            return None
        other = renumbered(document, self.settled)
        if other == document:
            return None
        # The canonical form has no comments.
        new = Object.of("blob", codec.dump(with_comments(other, told)).encode(), self.clone.object_format)
        store_objects(self.clone, [new])
        return new.id
