"""Judging the files that differ between two commits by their names, their kinds and what git's attributes do.

A push must bring nothing with which no clone could work. A branch that is to be merged must also bring no link, no
submodule and no attribute that weakens the register, and whatever else it changes outside the register is named.
"""

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from somei_cli.errors import Unreadable, shell_word
from somei_cli.formats.diff.file_field_changes import is_register_file
from somei_cli.formats.git.attributes import (
    ATTRIBUTES,
    NO_CONVERSION_LINE,
    AttributeLine,
    find_conversions,
    find_foreign_merges,
    list_lost_protection,
)
from somei_cli.formats.register_paths import (
    DOCUMENTS,
    REQUESTS,
    SETTINGS,
    VOCABULARY,
    VOCABULARY_FILES,
    vocabulary_path,
)
from somei_cli.model.register.files_and_faults import LINK, PLAIN_OR_NONE, SUBMODULE
from somei_cli.model.register.words import pluralise
from somei_cli.rules.definition.findings import Finding, Severity
from somei_cli.store.git.command import Git
from somei_cli.store.git.log import FileDelta, diff_commits
from somei_cli.store.register.git_files import Committed
from somei_cli.store.transaction.preconditions import fold_name

_CONTENTS: Final = frozenset(("objects", "commondir"))
_HEAD: Final = "head"
_LONGEST_NAME: Final = 255
_LONGEST_PATH: Final = 2_000
"""In bytes. Linux allows 4,096, with the folders above the clone."""
_SUBMODULE_LIST: Final = ".gitmodules"
_GIT_FOLDERS: Final = frozenset((".git", "git~1"))
"""How some file systems spell the folder of a repository; git makes no such file, and others do."""
_MOST_NAMED: Final = 100
"""So many files outside of the register are named, each by itself."""


class CommitPair(NamedTuple):
    """The whole repository in two commits, one after the other; `place` is the register's folder in it."""

    before: Committed | None
    after: Committed
    place: PurePosixPath

    def is_on_register_path(self, folder: PurePosixPath) -> bool:
        """Whether a folder is the register, in it, or above it."""
        return folder.is_relative_to(self.place) or self.place.is_relative_to(folder)

    def folders_to_register(self) -> tuple[PurePosixPath, ...]:
        """Return the folders from the top of the repository down to the register."""
        return (*reversed(self.place.parents), self.place) if self.place.parts else (self.place,)

    def display_path(self, path: PurePosixPath) -> str:
        """Return a path as findings show it: relative to the register, else to the repository."""
        return str(path.relative_to(self.place) if self.place in path.parents else path)

    def is_own_file(self, path: PurePosixPath) -> bool:
        """Whether a path is that of a document, a list or the settings of the register."""
        return self.place in path.parents and is_register_file(path.relative_to(self.place))


def judge_branch_paths(git: Git, base: str, branch: str, prefix: str) -> tuple[Finding, ...]:
    """Find what a branch changed since it began that must not be merged; name what else lies outside the register.

    `prefix` is the folder of the register, with a slash at the end.
    """
    deltas = tuple(diff_commits(git, base, branch))
    pair = CommitPair(Committed(git, base, ""), Committed(git, branch, ""), PurePosixPath(prefix))
    errors = (
        *judge_changed_paths(deltas, pair),
        *_unusable_names(deltas, pair),
        *_special_files(deltas, pair),
        *_weakening_attributes(deltas, pair),
    )
    judged_paths = {finding.path for finding in errors}
    return (*errors, *_outside_files(deltas, pair, judged_paths, f"git diff {base[:10]} {branch[:10]} -- "))


def judge_changed_paths(deltas: Sequence[FileDelta], pair: CommitPair) -> Iterator[Finding]:
    """Find the files with which no clone could work, or which let git convert the register."""
    yield from _overlong_names(deltas, pair)
    yield from _hidden_repositories(deltas, pair)
    yield from _spelling_clashes(deltas, pair)
    yield from _converting_attributes(deltas, pair)


def _error(code: str, pair: CommitPair, path: PurePosixPath, message: str, hint: str, line: int = 1) -> Finding:
    return Finding(code, Severity.ERROR, pair.display_path(path), line, 1, None, message, hint)


def _unusable_names(deltas: Sequence[FileDelta], pair: CommitPair) -> Iterator[Finding]:
    """Report names that lead out of a clone or into git's own folder on some system, and those that hide something."""
    for delta in deltas:
        if delta.after and (delta.path.is_absolute() or any(map(_is_unusable, delta.path.parts or (".",)))):
            yield _error("GIT003", pair, delta.path, "no file may have this name", "Remove the file from the branch.")


def _is_unusable(name: str) -> bool:
    folded = "".join(letter for letter in fold_name(name) if unicodedata.category(letter) != "Cf").rstrip(". ")
    return (
        not folded
        or folded in _GIT_FOLDERS
        or "\\" in name
        or any(unicodedata.category(letter) in {"Cc", "Cf", "Cs"} for letter in name)
    )


def _special_files(deltas: Sequence[FileDelta], pair: CommitPair) -> Iterator[Finding]:
    """Report links and submodules anywhere, and programs among the files of the register."""
    for delta in deltas:
        is_own = pair.is_own_file(delta.path)
        kind = {LINK: "a link", SUBMODULE: "a submodule"}.get(delta.mode)
        if delta.after and delta.path.name.casefold() == _SUBMODULE_LIST:
            kind = "a list of submodules"
        if kind or (is_own and delta.mode not in PLAIN_OR_NONE):
            hint = "Put the file itself there: what a branch brings into a register is plain files only."
            yield _error("GIT003", pair, delta.path, f"this is {kind or 'an executable file'}, not a plain file", hint)


def _weakening_attributes(deltas: Sequence[FileDelta], pair: CommitPair) -> Iterator[Finding]:
    """Report attributes that switch off the merge by fields, and protecting lines that are gone."""
    message = "this line switches off somei's merge for files of the register"
    yield from _harmful_attributes(deltas, pair, find_foreign_merges, message, "Leave this out.")
    for path in (folder / ATTRIBUTES for folder in pair.folders_to_register()):
        if any(delta.path == path for delta in deltas):
            texts = (_read_text(committed, path) for committed in (pair.before, pair.after))
            for line in list_lost_protection(*texts):
                message, hint = "a line that protects files of the register is gone", f"Put it back: {line}"
                yield _error("GIT002", pair, path, message, hint)


def _read_text(committed: Committed | None, path: PurePosixPath) -> str:
    try:
        return committed.read(path) if committed else ""
    except (FileNotFoundError, Unreadable):
        return ""


def _outside_files(
    deltas: Sequence[FileDelta], pair: CommitPair, judged_paths: set[str], command: str
) -> Iterator[Finding]:
    """Name the changed files that are no documents, lists or settings."""
    paths = (delta.path for delta in deltas if not pair.is_own_file(delta.path))
    unnamed = iter([path for path in paths if pair.display_path(path) not in judged_paths])
    message = "changed, and not a document, a list or the settings"
    for path in islice(unnamed, _MOST_NAMED):
        shown_path, hint = pair.display_path(path), f"Look at it yourself: {command}{shell_word(f':/{path}')}"
        yield Finding("GIT003", Severity.INFO, shown_path, 1, 1, None, message, hint)
    if remaining := [pair.display_path(path) for path in unnamed]:
        message = f"{pluralise(len(remaining), 'more file')} changed, and not a document, a list or the settings"
        yield Finding("GIT003", Severity.INFO, remaining[0], 1, 1, None, message, f"Look at them yourself: {command}:/")


def _overlong_names(deltas: Sequence[FileDelta], pair: CommitPair) -> Iterator[Finding]:
    """Report names that no disk accepts: no clone could check out this commit, nor any after it."""
    for delta in deltas:
        longest = max(len(os.fsencode(part)) for part in delta.path.parts)
        if delta.after and (longest > _LONGEST_NAME or len(os.fsencode(delta.path)) > _LONGEST_PATH):
            message, hint = "the name of this file is too long for a disk", "Give it a shorter name."
            yield Finding("GIT003", Severity.ERROR, pair.display_path(delta.path), 1, 1, None, message, hint)


def _hidden_repositories(deltas: Sequence[FileDelta], pair: CommitPair) -> Iterator[Finding]:
    """Report folders that git takes for bare repositories. The top is left out: git finds its `.git` first."""
    paths = {path for delta in deltas if delta.after for path in (delta.path, *delta.path.parents[:-1])}
    folders = {path.parent for path in paths if path.name.casefold() in {_HEAD, *_CONTENTS}}
    for folder in sorted(folder for folder in folders if folder.parts and pair.is_on_register_path(folder)):
        if _looks_like_repository(pair.after, folder) and not (
            pair.before and _looks_like_repository(pair.before, folder)
        ):
            hint = "Remove HEAD, or what lies beside it: objects, commondir. With them no command works there any more."
            message = "this folder looks like a git repository inside another one"
            yield Finding("GIT003", Severity.ERROR, pair.display_path(folder), 1, 1, None, message, hint)


def _looks_like_repository(files: Committed, folder: PurePosixPath) -> bool:
    names = {name.casefold() for name in files.names(folder)}
    return _HEAD in names and bool(names & _CONTENTS)


def _spelling_clashes(deltas: Sequence[FileDelta], pair: CommitPair) -> Iterator[Finding]:
    """Report paths that some file systems take for a folder or file of the register itself."""
    own_paths = set(_register_paths(pair))
    names = {_folded(path) for path in own_paths}
    reported: set[PurePosixPath] = set()
    for delta in deltas:
        paths = (*reversed(delta.path.parents[:-1]), delta.path) if delta.after else ()
        misspelt = next((path for path in paths if path not in own_paths and _folded(path) in names), None)
        if misspelt is None or misspelt in reported:
            continue
        reported.add(misspelt)
        if not (pair.before and next(pair.before.list_files(misspelt), None)):
            hint = "Give it another name: a disk that ignores capitals cannot hold both."
            message = "a folder or a file of the register differs from this one only in its spelling"
            yield Finding("GIT004", Severity.ERROR, pair.display_path(misspelt), 1, 1, None, message, hint)


def _register_paths(pair: CommitPair) -> Iterator[PurePosixPath]:
    yield from (folder for folder in pair.folders_to_register() if folder.parts)
    yield from (folder / ATTRIBUTES for folder in pair.folders_to_register())
    names = (SETTINGS, DOCUMENTS, VOCABULARY, REQUESTS, *map(vocabulary_path, VOCABULARY_FILES))
    yield from (pair.place / name for name in names)


def _folded(path: PurePosixPath) -> tuple[str, ...]:
    """Fold a path as macOS and Windows do to compare names; Windows ignores dots and blanks at their end."""
    return tuple(fold_name(part).rstrip(". ") for part in path.parts)


def _converting_attributes(deltas: Sequence[FileDelta], pair: CommitPair) -> Iterator[Finding]:
    hint = f"Leave this out. The register's .gitattributes says that nothing is converted: {NO_CONVERSION_LINE}"
    return _harmful_attributes(deltas, pair, find_conversions, "this line lets git convert files of the register", hint)


_FindLines = Callable[[Sequence[tuple[PurePosixPath, str]], PurePosixPath], Iterable[AttributeLine]]


def _harmful_attributes(
    deltas: Sequence[FileDelta], pair: CommitPair, find_lines: _FindLines, message: str, hint: str
) -> Iterator[Finding]:
    """Report the lines of changed attribute files that were not there before."""
    changed = [delta.path for delta in deltas if delta.path.name.casefold() == str(ATTRIBUTES)]
    way_files = [folder / ATTRIBUTES for folder in pair.folders_to_register()]
    files_below = sorted(path for path in changed if path not in way_files and pair.place in path.parents)
    if not files_below and not set(way_files) & set(changed):
        return
    before, after = (
        list(_find_in_files(committed, way_files, files_below, pair.place, find_lines))
        for committed in (pair.before, pair.after)
    )
    known_lines = {(line.file, line.text) for line in before}
    for file, number, text in after:
        if (file, text) not in known_lines:
            yield _error("GIT002", pair, file, message if text else "this file cannot be read", hint, number)


def _find_in_files(
    committed: Committed | None,
    way_files: Sequence[PurePosixPath],
    files_below: Iterable[PurePosixPath],
    place: PurePosixPath,
    find_lines: _FindLines,
) -> Iterator[AttributeLine]:
    """Yield lines of attribute files above the register and in it.

    An unreadable file yields one without text.
    """
    if committed is None:
        return
    top = way_files[0]
    for attribute_files in (way_files, *([top, path] for path in files_below)):
        texts: list[tuple[PurePosixPath, str]] = []
        for path in attribute_files:
            try:
                texts.append((path, committed.read(path)))
            except FileNotFoundError:
                continue
            except Unreadable:
                yield AttributeLine(path, 1, "")
        # The top file may define macros that the others use, so it is read with each of them.
        yield from (line for line in find_lines(texts, place) if attribute_files is way_files or line.file != top)
