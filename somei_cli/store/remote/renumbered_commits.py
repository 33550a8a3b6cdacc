"""Commits that were made under provisional numbers, read as if they had been made under those that the server gave."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from somei_cli.formats.register_paths import DOCUMENTS, number_at, path_of
from somei_cli.formats.renumber import names_in, renumbered
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.comments import with_comments
from somei_cli.formats.toml.parser import LARGEST
from somei_cli.model.document_number import PROVISIONAL, DocumentNumber
from somei_cli.model.numbers.provisional_numbers import Asked, Settled
from somei_cli.store.git.blobs import read_blobs
from somei_cli.store.git.command import Git
from somei_cli.store.git.log import FileDelta, acts
from somei_cli.store.git.objects import Object, store_objects
from somei_cli.store.git.repository import Clone

NOTHING: Settled = MappingProxyType({})


def provisional_in(clone: Clone, inside: PurePosixPath, base: str, here: str) -> Asked:
    """The provisional numbers whose entries the own commits touch, and their requests, or that these commits name."""
    own = acts(Git(clone.top / inside), f"{base}..{here}", below=str(DOCUMENTS), full=True)
    blobs = [blob for act in own for touch in act.touches for blob in (touch.before, touch.after) if blob]
    once = list(dict.fromkeys(blobs))
    texts = dict(zip(once, read_blobs(clone.git, once, LARGEST), strict=True))
    named = {blob for blob, text in texts.items() if isinstance(text, bytes) and PROVISIONAL.encode() in text}
    held = (texts[blob] for blob in blobs if blob in named)
    return asked_in(text.decode("utf-8", "replace") for text in held if isinstance(text, bytes))


def asked_in(texts: Iterable[str]) -> Asked:
    """The provisional numbers of entries, and their requests, and those that entries name otherwise than as their own.

    An entry that has its number names the provisional one that it took the place of. Of several texts of one entry the
    last one tells the request.
    """
    asked: dict[DocumentNumber, str | None] = {}
    for text in texts:
        document = codec.load(text).document if PROVISIONAL in text else None
        if document is None:
            continue
        taken = document.allotted
        for number in set(names_in(text)) - set(taken.provisional if taken else ()):
            asked.setdefault(number, None)
        if taken and document.number == document.number.base and document.number.is_provisional:
            asked[document.number] = taken.request
    return asked


class Settlement(NamedTuple):
    """The numbers that the server settled, and where the register lies in the repository."""

    clone: Clone
    inside: PurePosixPath
    settled: Settled = NOTHING

    def seen(self, touches: tuple[FileDelta, ...]) -> tuple[FileDelta, ...]:
        """What a commit touched, each entry under its number of the server, and naming those of others."""
        return tuple(_together(map(self._seen, touches))) if self.settled else touches

    def has_given(self, path: PurePosixPath) -> bool:
        """Whether a file is that of an entry which got its number on the server."""
        inside = path.relative_to(self.inside) if path.is_relative_to(self.inside) else path
        return number_at(inside) in self.settled.values()

    def _seen(self, touch: FileDelta) -> FileDelta:
        path = touch.path.relative_to(self.inside) if touch.path.is_relative_to(self.inside) else None
        number = number_at(path) if path else None
        if number is None:
            return touch
        before, after = self.blobs((touch.before, touch.after))
        # The place is that of the number, whatever the file holds.
        return touch._replace(path=self.inside / path_of(self._other(number)), before=before, after=after)

    def _other(self, number: DocumentNumber) -> DocumentNumber:
        base = self.settled.get(number.base)
        return base._replace(suffixes=number.suffixes) if base else number

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


def _together(touches: Iterable[FileDelta]) -> Iterator[FileDelta]:
    """One touch for each path: whoever put an entry under its number, and took the provisional one away, wrote it."""
    by_path: dict[PurePosixPath, FileDelta] = {}
    for touch in touches:
        other = by_path.get(touch.path)
        gone, wrote = (other, touch) if touch.after else (touch, other)
        if gone is None or wrote is None or wrote.before or not gone.before:
            by_path[touch.path] = wrote or touch
        else:
            by_path[touch.path] = wrote._replace(before=gone.before, mode_before=gone.mode_before)
    return iter(by_path.values())
