"""Find files of a branch with which no clone could work: their names, their kinds, their sizes, git's attributes."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.formats.git.attributes import (
    ATTRIBUTES,
    NO_CONVERSION_LINE,
    Conversion,
    find_conversions,
    find_weak_merges,
    list_lost_protection,
)
from somei_cli.formats.register_paths import (
    DOCUMENTS,
    REQUESTS,
    SETTINGS,
    VOCABULARY,
    VOCABULARY_FILES,
    number_of_path,
    vocabulary_path,
)
from somei_cli.model.register.files_and_faults import EXECUTABLE, PLAIN_OR_NONE
from somei_cli.rules.definition.findings import Finding, Severity
from somei_cli.store.git.command import Git
from somei_cli.store.git.log import FileDelta, diff_commits
from somei_cli.store.git.size_limits import MAX_EXTRA_BYTES, find_large_blobs
from somei_cli.store.register.git_files import Committed
from somei_cli.store.transaction.preconditions import fold_name

_CONTENTS = frozenset(("objects", "commondir"))
_HEAD = "head"
_LONGEST_NAME = 255
_LONGEST_PATH = 2_000
"""In bytes. Linux allows 4,096, with the folders above the clone."""
_RESERVED_NAMES = frozenset(("", ".", "..", ".git", "git~1"))
"""Names of files, in small letters, that git or a disk takes for something else."""


class CommitSides(NamedTuple):
    """The whole repository before and after what is judged; `place` is the register's folder in it."""

    before: Committed | None
    after: Committed
    place: PurePosixPath

    def is_on_register_path(self, folder: PurePosixPath) -> bool:
        """Whether a folder is the register, in it, or above it."""
        return folder.is_relative_to(self.place) or self.place.is_relative_to(folder)

    def folders_to_register(self) -> tuple[PurePosixPath, ...]:
        """Return the folders from the top of the repository down to the register."""
        return (*reversed(self.place.parents), self.place) if self.place.parts else (self.place,)

    def shorten_path(self, path: PurePosixPath) -> PurePosixPath:
        """Return a path as findings show it: relative to the register, else to the repository."""
        return path.relative_to(self.place) if self.place in path.parents else path

    def make_error(self, code: str, path: PurePosixPath, message: str, hint: str, line: int = 1) -> Finding:
        """Return the finding that a file of the repository has an error."""
        return Finding(code, Severity.ERROR, str(self.shorten_path(path)), line, 1, None, message, hint)


class BranchFiles(NamedTuple):
    """What a branch changes beside documents, settings and vocabulary: faults that stop clones, and other paths."""

    faults: tuple[Finding, ...] = ()
    other_paths: tuple[str, ...] = ()


def judge_branch_files(git: Git, base: str, commit: str, folder: str) -> BranchFiles:
    """Judge the files in which a branch differs from its base; `folder` is that of the register, with a slash."""
    deltas = list(diff_commits(git, base, commit))
    sides = CommitSides(Committed(git, base, ""), Committed(git, commit, ""), PurePosixPath(folder))
    documents = sides.place / DOCUMENTS
    # A repository may hold programs, but not among the documents.
    without_programs = (delta for delta in deltas if delta.mode != EXECUTABLE or documents in delta.path.parents)
    faults = (
        *find_damaging_files(deltas, sides),
        *find_special_files(delta._replace(path=sides.shorten_path(delta.path)) for delta in without_programs),
        *_reserved_names(deltas, sides),
        *_large_files(git, deltas, sides),
        *_weak_merges(deltas, sides),
    )
    other_paths = (str(delta.path) for delta in deltas if not _is_register_file(delta.path, sides.place))
    return BranchFiles(tuple(sorted(set(faults))), tuple(sorted(other_paths)))


def _is_register_file(path: PurePosixPath, place: PurePosixPath) -> bool:
    if not path.is_relative_to(place):
        return False
    path = path.relative_to(place)
    own_files = (SETTINGS, *map(vocabulary_path, VOCABULARY_FILES))
    return path in own_files or REQUESTS in path.parents or number_of_path(path) is not None


def find_damaging_files(deltas: Sequence[FileDelta], sides: CommitSides) -> Iterator[Finding]:
    """Yield files with which no clone could work, whoever brings them; those of the side before do not count."""
    yield from _overlong_names(deltas, sides)
    yield from _hidden_repositories(deltas, sides)
    yield from _spelling_clashes(deltas, sides)
    yield from _converting_attributes(deltas, sides)


def find_special_files(deltas: Iterable[FileDelta]) -> Iterator[Finding]:
    """Yield an error for each file that becomes a link, a submodule or a program, by its path as it is given."""
    for delta in deltas:
        if delta.mode not in PLAIN_OR_NONE:
            hint = "Put the file itself there: a register holds plain files only."
            yield Finding("GIT003", Severity.ERROR, str(delta.path), 1, 1, None, "this is not a plain file", hint)


def _reserved_names(deltas: Sequence[FileDelta], sides: CommitSides) -> Iterator[Finding]:
    for delta in deltas:
        parts = delta.path.parts or ("",)
        if delta.after and any(
            part.casefold().rstrip(". ") in _RESERVED_NAMES or part == "/" or not part.isprintable() for part in parts
        ):
            message, hint = "no disk takes a file of this name, or git keeps it for itself", "Give it another name."
            yield sides.make_error("GIT003", delta.path, message, hint)


def _large_files(git: Git, deltas: Sequence[FileDelta], sides: CommitSides) -> Iterator[Finding]:
    large_blobs = find_large_blobs(git, [delta.after for delta in deltas if delta.after], MAX_EXTRA_BYTES)
    for delta in deltas:
        if delta.after in large_blobs:
            message = f"this file is larger than {MAX_EXTRA_BYTES // 2**20} MiB: no clone would take it"
            hint = "Keep it elsewhere."
            yield sides.make_error("GIT003", delta.path, message, hint)


def _weak_merges(deltas: Sequence[FileDelta], sides: CommitSides) -> Iterator[Finding]:
    """Report lines by which git merges documents in another way than field by field, and a file without the drivers."""
    changed = {delta.path for delta in deltas if delta.path.name.casefold() == str(ATTRIBUTES)}
    attribute_files = [folder / ATTRIBUTES for folder in sides.folders_to_register()]
    if not changed & set(attribute_files):
        return
    before, after = (
        _read_attributes(files, attribute_files).texts if files else () for files in (sides.before, sides.after)
    )
    hint = "Leave this out: without somei's merge drivers, changes by two clerks are merged line by line."
    known_lines = {(weak.file, weak.text) for weak in find_weak_merges(before, sides.place)}
    for file, line, text in find_weak_merges(after, sides.place):
        if (file, text) not in known_lines:
            message = "this line switches off somei's merge drivers"
            yield sides.make_error("GIT002", file, message, hint, line)
    lost_lines = list_lost_protection(*("\n".join(text for _, text in texts) for texts in (before, after)))
    if lost_lines:
        message = "lines that protect files of the register are gone"
        yield sides.make_error("GIT002", attribute_files[-1], message, f"Put back: {', '.join(lost_lines)}")


class _AttributeFiles(NamedTuple):
    """The texts of git's attribute files, and those of the files that cannot be read."""

    texts: tuple[tuple[PurePosixPath, str], ...]
    unreadable: tuple[PurePosixPath, ...]


def _read_attributes(files: Committed, paths: Iterable[PurePosixPath]) -> _AttributeFiles:
    texts, unreadable = list[tuple[PurePosixPath, str]](), list[PurePosixPath]()
    for path in paths:
        try:
            texts.append((path, files.read(path)))
        except FileNotFoundError:
            continue
        except Unreadable:
            unreadable.append(path)
    return _AttributeFiles(tuple(texts), tuple(unreadable))


def _overlong_names(deltas: Sequence[FileDelta], sides: CommitSides) -> Iterator[Finding]:
    """Report names that no disk accepts: no clone could check out this commit, nor any after it."""
    for delta in deltas:
        longest = max((len(os.fsencode(part)) for part in delta.path.parts), default=0)
        if delta.after and (longest > _LONGEST_NAME or len(os.fsencode(delta.path)) > _LONGEST_PATH):
            message, hint = "the name of this file is too long for a disk", "Give it a shorter name."
            yield sides.make_error("GIT003", delta.path, message, hint)


def _hidden_repositories(deltas: Sequence[FileDelta], sides: CommitSides) -> Iterator[Finding]:
    """Report folders that git takes for bare repositories. The top is left out: git finds its `.git` first."""
    paths = {path for delta in deltas if delta.after for path in (delta.path, *delta.path.parents[:-1])}
    folders = {path.parent for path in paths if path.name.casefold() in {_HEAD, *_CONTENTS}}
    for folder in sorted(folder for folder in folders if folder.parts and sides.is_on_register_path(folder)):
        if _looks_like_repository(sides.after, folder) and not (
            sides.before and _looks_like_repository(sides.before, folder)
        ):
            hint = "Remove HEAD, or what lies beside it: objects, commondir. With them no command works there any more."
            message = "this folder looks like a git repository inside another one"
            yield sides.make_error("GIT003", folder, message, hint)


def _looks_like_repository(files: Committed, folder: PurePosixPath) -> bool:
    names = {name.casefold() for name in files.names(folder)}
    return _HEAD in names and bool(names & _CONTENTS)


def _spelling_clashes(deltas: Sequence[FileDelta], sides: CommitSides) -> Iterator[Finding]:
    """Report paths that some file systems take for a folder or file of the register itself."""
    own_paths = set(_register_paths(sides))
    names = {_folded(path) for path in own_paths}
    reported: set[PurePosixPath] = set()
    for delta in deltas:
        paths = (*reversed(delta.path.parents[:-1]), delta.path) if delta.after else ()
        misspelt = next((path for path in paths if path not in own_paths and _folded(path) in names), None)
        if misspelt is None or misspelt in reported:
            continue
        reported.add(misspelt)
        if not (sides.before and next(sides.before.list_files(misspelt), None)):
            hint = "Give it another name: a disk that ignores capitals cannot hold both."
            message = "a folder or a file of the register differs from this one only in its spelling"
            yield sides.make_error("GIT004", misspelt, message, hint)


def _register_paths(sides: CommitSides) -> Iterator[PurePosixPath]:
    yield from (folder for folder in sides.folders_to_register() if folder.parts)
    yield from (folder / ATTRIBUTES for folder in sides.folders_to_register())
    names = (SETTINGS, DOCUMENTS, VOCABULARY, REQUESTS, *map(vocabulary_path, VOCABULARY_FILES))
    yield from (sides.place / name for name in names)


def _folded(path: PurePosixPath) -> tuple[str, ...]:
    """Fold a path as macOS and Windows do to compare names; Windows ignores dots and blanks at their end."""
    return tuple(fold_name(part).rstrip(". ") for part in path.parts)


def _converting_attributes(deltas: Sequence[FileDelta], sides: CommitSides) -> Iterator[Finding]:
    changed = [delta.path for delta in deltas if delta.path.name.casefold() == str(ATTRIBUTES)]
    way_files = [folder / ATTRIBUTES for folder in sides.folders_to_register()]
    files_below = sorted(path for path in changed if path not in way_files and sides.place in path.parents)
    if not files_below and not set(way_files) & set(changed):
        return
    known_lines = {
        (conversion.file, conversion.text)
        for conversion in _conversions(sides.before, way_files, files_below, sides.place)
    }
    for file, line, text in _conversions(sides.after, way_files, files_below, sides.place):
        if (file, text) not in known_lines:
            hint = f"Leave this out. The register's .gitattributes says that nothing is converted: {NO_CONVERSION_LINE}"
            message = "this line lets git convert files of the register" if text else "this file cannot be read"
            yield sides.make_error("GIT002", file, message, hint, line)


def _conversions(
    committed: Committed | None,
    way_files: Iterable[PurePosixPath],
    files_below: Iterable[PurePosixPath],
    place: PurePosixPath,
) -> Iterator[Conversion]:
    """Yield attribute lines that convert files, above the register and in it.

    An unreadable file yields one without text.
    """
    if committed is None:
        return
    top, *_ = way_files = list(way_files)
    for attribute_files in (way_files, *([top, path] for path in files_below)):
        texts, unreadable = _read_attributes(committed, attribute_files)
        yield from (Conversion(path, 1, "") for path in unreadable)
        # The top file may define macros that the others use, so it is read with each of them.
        yield from (
            conversion
            for conversion in find_conversions(texts, place)
            if attribute_files is way_files or conversion.file != top
        )
