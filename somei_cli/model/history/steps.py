"""One step of a register's history as its rules judge it: what a commit did to which files, and what was before.

What one more step adds to the past: numbers that went, serials that were let go, files that broke.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.change import is_own_reason
from somei_cli.model.register.files import PLAIN, Fault
from somei_cli.model.register.settings import PublicUnmarked, TwoPersons

Serial = tuple[str, int, int]
"""A code, the year of the counter, and the serial."""


class BlobState(NamedTuple):
    """What a commit has at a path.

    `document` is the last one that could be read there, `faults` tell why that is not this very text. Without both,
    nobody had to look: a file that has only come is read where something hangs on it.
    """

    blob: str
    mode: str = PLAIN
    document: Document | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether this very text gives the document."""
        return self.document is not None and not self.faults


class FileEdit(NamedTuple):
    """One file that a commit touched; None where it was absent.

    `number` is the one that the path stands for. `others` is given where a merge holds what none of its parents has:
    what the parents beside the first have at this path. `double` says of a file that went that its number stands in
    its own place as well, `undoes` that the commit takes back the act on this file right before it, and nothing else.
    """

    path: PurePosixPath
    number: DocumentNumber | None
    before: BlobState | None
    after: BlobState | None
    others: tuple[BlobState | None, ...] | None = None
    double: bool = False
    undoes: bool = False

    @property
    def documents(self) -> tuple[Document, Document] | None:
        """The document before and after, where both are known."""
        old, new = self.before, self.after
        return (old.document, new.document) if old and new and old.document and new.readable and new.document else None

    @property
    def about(self) -> DocumentNumber | None:
        """The number that it concerns: that of the path, else the one that stood or stands in the file."""
        held = self.before if self.before and self.before.document else self.after
        return self.number or (held.document.number if held and held.document else None)


class CommitView(NamedTuple):
    """What one commit did. `two_persons` and `public_unmarked` are the settings as it left them, if it touched them."""

    commit: str
    who: str
    mail: str
    when: datetime
    trailers: Mapping[str, Sequence[str]] = MappingProxyType({})
    turns: tuple[FileEdit, ...] = ()
    two_persons: TwoPersons | None = None
    public_unmarked: PublicUnmarked | None = None

    @property
    def reason(self) -> str | None:
        """Why it was done, as its message says."""
        return next(iter(self.trailers.get("Reason", ())), None)

    @property
    def undone(self) -> str | None:
        """The act that it takes back, as its message says."""
        return next(iter(self.trailers.get("Somei-Undoes", ())), None)

    def opens_unmarked(self, before: PublicUnmarked) -> bool:
        """Whether it let the text of imports without a marking be public, which was not so before."""
        return before is PublicUnmarked.ENTRY and self.public_unmarked is PublicUnmarked.TEXT

    @property
    def changed(self) -> Iterator[tuple[FileEdit, Document, Document]]:
        """The files that held a document before and after, with both."""
        for turn in self.turns:
            if turn.documents:
                yield turn, *turn.documents

    def turn_at(self, path: PurePosixPath) -> FileEdit | None:
        """What it did to a file."""
        return next((turn for turn in self.turns if turn.path == path), None)


class HistoryState(NamedTuple):
    """What the steps before leave to know.

    `gone` are numbers that vanished, with the meaning that they had; `freed` serials that were taken away, with the
    number that had them; `broken` files that cannot be read, with the last blob that could.
    """

    gone: Mapping[DocumentNumber, str] = MappingProxyType({})
    freed: Mapping[Serial, DocumentNumber] = MappingProxyType({})
    broken: Mapping[str, str] = MappingProxyType({})
    two_persons: TwoPersons = TwoPersons()
    when: datetime | None = None
    public_unmarked: PublicUnmarked = PublicUnmarked.TEXT


NOTHING_BEFORE = HistoryState()
"""The past of the first commit."""


class Carried(NamedTuple):
    """A merge among the commits that another one brought, and those that it brought itself."""

    merge: CommitView
    commits: frozenset[str]


@dataclass(frozen=True)
class HistoryStep:
    """One commit on the line of the branch.

    A merge is told by what it brings onto that line; `brought` are the commits that come with it, `carried` the merges
    among them in whose message somebody approves, or gives a reason; `last` is the newest commit on the line before for
    a file on which they took something back. `decided` is what merges did themselves, this one and those that it
    brought: each change is one from what a clean merge would hold. `lost` is the newest commit that was proved before,
    where the line does not lead back to it any more. `moved` is the folder of the repository that documents came from.
    """

    deed: CommitView
    past: HistoryState = NOTHING_BEFORE
    brought: tuple[CommitView, ...] = ()
    merge: bool = False
    lost: str | None = None
    decided: tuple["HistoryStep", ...] = ()
    moved: str | None = None
    carried: tuple[Carried, ...] = ()
    last: Mapping[PurePosixPath, str] = field(default_factory=dict)

    def behind(self, turn: FileEdit) -> tuple[CommitView, ...]:
        """The commits that a change came with: those that a merge brought, else the step itself."""
        return tuple(self._brought_for.get(turn.path, ())) or (self.deed,)

    @cached_property
    def _brought_for(self) -> Mapping[PurePosixPath, Sequence[CommitView]]:
        found: dict[PurePosixPath, list[CommitView]] = {}
        for deed in self.brought:
            for turn in deed.turns:
                found.setdefault(turn.path, []).append(deed)
        return found

    def taken_back(self, turn: FileEdit, did: Callable[[Document, Document], bool]) -> bool:
        """Whether all commits that did this to a file took back the last act on it, with a reason of a person.

        What a merge brings must take back what the line has: it may have come there again, by another act.
        """
        doing = self.doing(turn, did)
        return (
            bool(doing)
            and all(done.undoes and deed.reason is not None and not is_own_reason(deed.reason) for deed, done in doing)
            and (not self.merge or any(deed.undone == self.last.get(turn.path) for deed, _ in doing))
        )

    def doing(self, turn: FileEdit, did: Callable[[Document, Document], bool]) -> list[tuple[CommitView, FileEdit]]:
        """The commits that did this to a file, or after which nobody can tell: it went, came or broke."""
        turns = [(deed, done) for deed in self.behind(turn) if (done := deed.turn_at(turn.path))]
        return [(deed, done) for deed, done in turns if done.documents is None or did(*done.documents)]

    def over(self, deed: CommitView) -> Iterator[CommitView]:
        """The merges that brought a commit."""
        if self.merge and deed is not self.deed:
            yield self.deed
        yield from (one.merge for one in self.carried if deed.commit in one.commits)

    def reasoned(self, turn: FileEdit, did: Callable[[Document, Document], bool] | None = None) -> bool:
        """Whether anybody said why this file was changed; with `did`, for each commit that did this to it."""
        if self.deed.reason:
            return True
        if did is None:
            return any(deed.reason for deed in self.behind(turn))
        doing = self.doing(turn, did)
        return bool(doing) and all(any(one.reason for one in (deed, *self.over(deed))) for deed, _ in doing)


class Departure(NamedTuple):
    """A number whose file went; `to` is where the same entry came up in the same step."""

    turn: FileEdit
    document: Document
    to: FileEdit | None

    @property
    def kept_number(self) -> bool:
        """Whether the number is still in the register, in the place where it belongs."""
        held = self.to.after if self.to else None
        same = held is not None and held.document is not None and held.document.number == self.document.number
        return same and self.to is not None and self.to.number == self.document.number


def departures(turns: Sequence[FileEdit]) -> Iterator[Departure]:
    """The files that went and held a number that nothing else holds."""
    for turn in turns:
        known = turn.before.document if turn.before else None
        # A provisional number stands in for another one, and goes when that has come.
        if turn.before and known and turn.after is None and not turn.double and not known.number.is_provisional:
            yield Departure(turn, known, _came_up(turn.before, known, turns))


def _came_up(before: BlobState, document: Document, turns: Sequence[FileEdit]) -> FileEdit | None:
    came = [turn for turn in turns if turn.before is None and turn.after and turn.after.document]
    known = [(turn, turn.after.document) for turn in came if turn.after and turn.after.document]
    same = [turn for turn, held in known if held.number == document.number]
    alike = [turn for turn in came if turn.after and turn.after.blob == before.blob]
    alike += [turn for turn, held in known if document.subject and meaning_of(held) == meaning_of(document)]
    return next(iter((*same, *alike)), None)


def meaning_of(document: Document) -> str:
    """A mark of what an entry is about, from which nobody reads its words."""
    # Reached by a check that walks a history, imported by every check.
    import hashlib

    words = repr((document.type, document.subject, str(document.date)))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def after_step(step: HistoryStep) -> HistoryState:
    """What is known behind a step."""
    past, deed = step.past, step.deed
    return HistoryState(
        gone=_gone(past, deed.turns),
        freed=_freed(past, deed.turns),
        broken=_broken(past, deed.turns),
        two_persons=past.two_persons if deed.two_persons is None else deed.two_persons,
        when=deed.when,
        public_unmarked=past.public_unmarked if deed.public_unmarked is None else deed.public_unmarked,
    )


def let_go(turns: Sequence[FileEdit]) -> dict[Serial, DocumentNumber]:
    """The serials that documents had before and have no more."""
    return {
        serial: old.number
        for turn in turns
        if not turn.double and (old := _old(turn)) and (new := _new(turn)) is not old and not old.number.is_provisional
        for serial in _serials(old) - (_serials(new) if new else set())
    }


def taken(turns: Sequence[FileEdit]) -> Iterator[tuple[Serial, FileEdit, DocumentNumber]]:
    """The serials that documents have now and had not before."""
    for turn in turns:
        old, new = _old(turn), _new(turn)
        if new and turn.after and turn.after.readable:
            for serial in sorted(_serials(new) - (_serials(old) if old else set())):
                yield serial, turn, new.number


def _old(turn: FileEdit) -> Document | None:
    return turn.before.document if turn.before else None


def _new(turn: FileEdit) -> Document | None:
    """The document after; of a file that cannot be read any more, the last that could."""
    return turn.after.document if turn.after else None


def _serials(document: Document) -> set[Serial]:
    year = document.number.year
    return {(entry.code.name, year, entry.serial) for entry in document.subject_codes if entry.serial is not None}


def _gone(past: HistoryState, turns: Sequence[FileEdit]) -> Mapping[DocumentNumber, str]:
    went = {d.document.number: meaning_of(d.document) for d in departures(turns) if not d.kept_number}
    came = {new.number for turn in turns if (new := _new(turn)) and turn.before is None}
    if not went and past.gone.keys().isdisjoint(came):
        return past.gone
    return {number: mark for number, mark in {**past.gone, **went}.items() if number not in came}


def _freed(past: HistoryState, turns: Sequence[FileEdit]) -> Mapping[Serial, DocumentNumber]:
    went = let_go(turns)
    came = {serial for serial, _, _ in taken(turns)} if past.freed or went else set()
    if not went and past.freed.keys().isdisjoint(came):
        return past.freed
    return {serial: number for serial, number in {**past.freed, **went}.items() if serial not in came}


def _broken(past: HistoryState, turns: Sequence[FileEdit]) -> Mapping[str, str]:
    if not past.broken and not any(turn.after and turn.after.faults for turn in turns):
        return past.broken
    broken = dict(past.broken)
    for turn in turns:
        path = str(turn.path)
        if turn.after is None or not turn.after.faults:
            broken.pop(path, None)
        elif turn.before and turn.before.readable:
            broken[path] = turn.before.blob
    return broken
