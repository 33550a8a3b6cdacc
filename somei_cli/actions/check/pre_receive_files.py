"""What a push brings beside the documents: kept requests, attributes, and files with which no clone could work."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.formats.git.attributes import ATTRIBUTES, UNCHANGED, Conversion, conversions
from somei_cli.formats.git.commit_messages import REASON, trailers_in
from somei_cli.formats.register_paths import (
    DOCUMENTS,
    REQUESTS,
    SETTINGS,
    VOCABULARY,
    VOCABULARY_FILES,
    vocabulary_path,
)
from somei_cli.rules.definition.findings import Finding, Severity
from somei_cli.store.git.log import FileDelta, acts
from somei_cli.store.register.access_requests import faulty_among
from somei_cli.store.register.committed_files import Committed
from somei_cli.store.register.register import Register
from somei_cli.store.remote.pre_receive import Push, all_of, changed_files, git_at, place_of
from somei_cli.store.transaction.preconditions import folded

_CONTENTS = frozenset(("objects", "commondir"))
_HEAD = "head"
_LONGEST_NAME = 255
_LONGEST_PATH = 2_000
"""Bytes; Linux takes 4,096 with the folders that a clone lies in."""


def brought_beside(push: Push, new: str, before: Register | None, after: Register) -> tuple[Finding, ...]:
    """The errors of a push that lie in no document; what stood before is not held against it."""
    touches = changed_files(push, push.old, new)
    sides = _Sides(all_of(push, push.old) if push.old else None, all_of(push, new), PurePosixPath(place_of(after)))
    return (
        *_no_requests(touches, sides, before, after),
        *_altered_requests(touches, sides, push, before, after),
        *_too_long(touches, sides),
        *_passing_for_repositories(touches, sides),
        *_spelt_otherwise(touches, sides),
        *_converting(touches, sides),
    )


class _Sides(NamedTuple):
    """All that the repository held before, and after; `place` is where the register lies in it."""

    before: Committed | None
    after: Committed
    place: PurePosixPath

    def concern(self, folder: PurePosixPath) -> bool:
        """Whether a folder is on the way to the register, or in it."""
        return folder.is_relative_to(self.place) or self.place.is_relative_to(folder)

    def way(self) -> tuple[PurePosixPath, ...]:
        """The folders from the top to the register, with both."""
        return (*reversed(self.place.parents), self.place) if self.place.parts else (self.place,)

    def told(self, path: PurePosixPath) -> str:
        """A path as a finding names it: in the register, else in the repository."""
        return str(path.relative_to(self.place) if self.place in path.parents else path)


def _no_requests(
    touches: Sequence[FileDelta], sides: _Sides, before: Register | None, after: Register
) -> Iterator[Finding]:
    kept = sides.place / REQUESTS
    if any(touch.path == kept and touch.after for touch in touches):
        message, hint = "no request: this is where the kept requests lie, and is no folder", "Take it away."
        yield Finding("REQ001", Severity.ERROR, str(REQUESTS), 1, 1, None, message, hint)
    paths = [touch.path.relative_to(sides.place) for touch in touches if touch.after and kept in touch.path.parents]
    if not paths or not isinstance(after.holding, Committed):
        return
    held = before.holding if before else None
    known = {(one.path, one.why) for one in faulty_among(held, paths)} if isinstance(held, Committed) else set()
    for path, why, line in faulty_among(after.holding, paths):
        if (path, why) not in known:
            hint = "Keep a request with: somei request new NUMBER --received DAY --keep"
            yield Finding("REQ001", Severity.ERROR, path, line, 1, None, f"no request: {why}", hint)


def _altered_requests(
    touches: Sequence[FileDelta], sides: _Sides, push: Push, before: Register | None, after: Register
) -> Iterator[Finding]:
    """Every commit that changes a kept request, or takes it away, gives its reason; what was none is mended without."""
    kept = sides.place / REQUESTS
    altered = [touch for touch in touches if touch.before and kept in touch.path.parents]
    if not altered or before is None or not isinstance(before.holding, Committed):
        return
    faulty = {one.path for one in faulty_among(before.holding, [t.path.relative_to(sides.place) for t in altered])}
    silent: dict[PurePosixPath, bool] = {}
    for act in acts(git_at(push, after), f"{push.old}..{push.new}", below=str(REQUESTS), full=True):
        reasoned = bool(trailers_in(act.message).get(REASON))
        for touch in (touch for touch in act.touches if touch.before):
            silent[touch.path] = silent.get(touch.path, False) or not reasoned
    for touch in altered:
        path = touch.path.relative_to(sides.place)
        if silent.get(path, True) and str(path) not in faulty:
            message = f"this kept request {'says something else' if touch.after else 'is gone'}, and nobody says why"
            hint = "Give the reason in the last paragraph of the commit's message, as “Reason: …”: git commit --amend"
            yield Finding("REQ002", Severity.ERROR, str(path), 1, 1, None, message, hint)


def _too_long(touches: Sequence[FileDelta], sides: _Sides) -> Iterator[Finding]:
    """What no disk takes keeps a clone from everything that came with it, and after it."""
    for touch in touches:
        longest = max(len(os.fsencode(part)) for part in touch.path.parts)
        if touch.after and (longest > _LONGEST_NAME or len(os.fsencode(touch.path)) > _LONGEST_PATH):
            message, hint = "the name of this file is too long for a disk", "Give it a shorter one."
            yield Finding("GIT003", Severity.ERROR, sides.told(touch.path), 1, 1, None, message, hint)


def _passing_for_repositories(touches: Sequence[FileDelta], sides: _Sides) -> Iterator[Finding]:
    """The top holds a `.git`, and is believed to be nothing else."""
    steps = {step for touch in touches if touch.after for step in (touch.path, *touch.path.parents[:-1])}
    parts = {step.parent for step in steps if step.name.casefold() in {_HEAD, *_CONTENTS}}
    for folder in sorted(one for one in parts if one.parts and sides.concern(one)):
        if _passes(sides.after, folder) and not (sides.before and _passes(sides.before, folder)):
            hint = "Take HEAD away, or what lies beside it: objects, commondir. No command would work there any more."
            message = "this folder passes for a git repository, inside of another one"
            yield Finding("GIT003", Severity.ERROR, sides.told(folder), 1, 1, None, message, hint)


def _passes(held: Committed, folder: PurePosixPath) -> bool:
    names = {name.casefold() for name in held.names(folder)}
    return _HEAD in names and bool(names & _CONTENTS)


def _spelt_otherwise(touches: Sequence[FileDelta], sides: _Sides) -> Iterator[Finding]:
    """What some file systems take for a folder or a file of the register itself."""
    own = set(_own(sides))
    names = {_folded(path) for path in own}
    met: set[PurePosixPath] = set()
    for touch in touches:
        steps = (*reversed(touch.path.parents[:-1]), touch.path) if touch.after else ()
        other = next((step for step in steps if step not in own and _folded(step) in names), None)
        if other is None or other in met:
            continue
        met.add(other)
        if not (sides.before and next(sides.before.held(other), None)):
            hint = "Give it another name: where capitals do not count, no clone could have both."
            message = "a folder or a file of the register differs from this one only in its spelling"
            yield Finding("GIT004", Severity.ERROR, sides.told(other), 1, 1, None, message, hint)


def _own(sides: _Sides) -> Iterator[PurePosixPath]:
    yield from (folder for folder in sides.way() if folder.parts)
    yield from (folder / ATTRIBUTES for folder in sides.way())
    names = (SETTINGS, DOCUMENTS, VOCABULARY, REQUESTS, *map(vocabulary_path, VOCABULARY_FILES))
    yield from (sides.place / name for name in names)


def _folded(path: PurePosixPath) -> tuple[str, ...]:
    """As the file systems of macOS and Windows compare names; the latter pass over dots and blanks at their end."""
    return tuple(folded(part).rstrip(". ") for part in path.parts)


def _converting(touches: Sequence[FileDelta], sides: _Sides) -> Iterator[Finding]:
    changed = [touch.path for touch in touches if touch.path.name.casefold() == str(ATTRIBUTES)]
    way = [folder / ATTRIBUTES for folder in sides.way()]
    below = sorted(path for path in changed if path not in way and sides.place in path.parents)
    if not below and not set(way) & set(changed):
        return
    known = {(one.file, one.text) for one in _conversions(sides.before, way, below, sides.place)}
    for file, line, text in _conversions(sides.after, way, below, sides.place):
        if (file, text) not in known:
            hint = f"Leave this out. The register's .gitattributes says that nothing is converted: {UNCHANGED}"
            message = "this line lets git convert files of the register" if text else "this file cannot be read"
            yield Finding("GIT002", Severity.ERROR, sides.told(file), line, 1, None, message, hint)


def _conversions(
    held: Committed | None, way: Iterable[PurePosixPath], below: Iterable[PurePosixPath], place: PurePosixPath
) -> Iterator[Conversion]:
    """The lines that convert, on the way to the register and in folders of it; without words where none can be read."""
    if held is None:
        return
    top, *_ = way = list(way)
    for files in (way, *([top, path] for path in below)):
        texts: list[tuple[PurePosixPath, str]] = []
        for path in files:
            try:
                texts.append((path, held.read(path)))
            except FileNotFoundError:
                continue
            except Unreadable:
                yield Conversion(path, 1, "")
        # The file on top may say what a word in the others stands for.
        yield from (one for one in conversions(texts, place) if files is way or one.file != top)
