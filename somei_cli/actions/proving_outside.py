"""Proving what lies outside: every file is the one that it should be, and shows no sign of what is withheld."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from somei_cli.actions.committed import Watch
from somei_cli.actions.pieces import in_pieces
from somei_cli.errors import Unreadable
from somei_cli.model.outside_faults import OutsideFault, Withheld, Wrong, gravest_first
from somei_cli.store.outgoing_folder import bytes_of
from somei_cli.text.words_seen import signs_of, signs_seen

_AT_ONCE = 16
_MOST_LINES = 20
"""So many lines of one file are told."""
_HIDDEN = "…"


class Against(NamedTuple):
    """What files should be, by their hashes, and what it means of one that it is not so."""

    wrong: Wrong
    hashes: Mapping[str, str]


class OutputFormat(NamedTuple):
    """How the files of a folder are read, each by its path and text.

    `told` is what its name and its text tell in words; one that is not as it should be is looked through whole all the
    same. `astray` tells where a text leads that it should not: in words with a hole, and what stands there.
    """

    told: Callable[[str, str], tuple[str, str]] = lambda path, text: (path, text)
    astray: Callable[[str, str], Iterable[tuple[str, str]]] = lambda _, __: ()


class OutputFolder(NamedTuple):
    """A folder outside, how it is read, and what it is held against."""

    root: Path
    against: tuple[Against, ...]
    secret: Mapping[str, Withheld]
    form: OutputFormat = OutputFormat()


def prove_outside(
    outside: OutputFolder, paths: Iterable[str], watch: Watch, words: str, *, much: bool
) -> tuple[OutsideFault, ...]:
    """Everything that is wrong with the files at these paths, and those that are missing."""
    held = sorted(paths)
    pieces = [held[at : at + _AT_ONCE] for at in range(0, len(held), _AT_ONCE)]
    looked = watch(in_pieces(_Search(outside), pieces, much=much), len(pieces), words)
    faults = [fault for piece in looked for fault in piece]
    expected = {path for one in outside.against for path in one.hashes}
    return gravest_first([*faults, *(OutsideFault(Wrong.MISSING, path) for path in expected.difference(held))])


class _Search:
    """Looks into some files, in whichever process."""

    def __init__(self, outside: OutputFolder) -> None:
        self._outside = outside

    def __call__(self, paths: Sequence[str]) -> tuple[OutsideFault, ...]:
        return tuple(fault for path in paths for fault in self._faults_of(path))

    def _faults_of(self, path: str) -> Iterator[OutsideFault]:
        try:
            content = bytes_of(self._outside.root, path)
        except Unreadable as refusal:
            yield OutsideFault(Wrong.UNSEEN, path, words=str(refusal))
            yield from self._leaks(path, path, "")
            return
        unlike = list(self._compared(path, content))
        yield from unlike
        text = _text(content)
        if text is None:
            yield OutsideFault(Wrong.UNSEEN, path, words=f"{path} is no text")
            yield from self._leaks(path, path, "")
            return
        yield from self._leaks(path, *((path, text) if unlike else self._outside.form.told(path, text)))
        for words, where in dict.fromkeys(self._outside.form.astray(path, text)):
            hidden = not signs_of(where).isdisjoint(self._outside.secret)
            yield OutsideFault(Wrong.ASTRAY, path, words=words.format(_HIDDEN if hidden else where))

    def _compared(self, path: str, content: bytes) -> Iterator[OutsideFault]:
        against = [one for one in self._outside.against if path in one.hashes]
        if not against:
            yield OutsideFault(Wrong.FOREIGN, path)
            return
        found = hashlib.sha256(content).hexdigest()
        yield from (OutsideFault(one.wrong, path) for one in against if one.hashes[path] != found)

    def _leaks(self, path: str, name: str, text: str) -> Iterator[OutsideFault]:
        secret = self._outside.secret
        named, found = signs_of(name) & secret.keys(), signs_seen(path, text) & secret.keys()
        shows = len(named | found)
        for sign in sorted(named):
            yield OutsideFault(Wrong.LEAK, path, 0, secret[sign], shows)
        if found:
            places = list(_where(path, text, found)) or [(0, min(found))]
            yield from (OutsideFault(Wrong.LEAK, path, line, secret[sign], shows) for line, sign in places)


def _where(path: str, text: str, found: set[str]) -> Iterator[tuple[int, str]]:
    """The lines on which some signs stand, each with one of them; what goes on behind the end of a line is on none."""
    lines = ((number, signs_seen(path, line) & found) for number, line in enumerate(text.splitlines(), start=1))
    return islice(((number, min(signs)) for number, signs in lines if signs), _MOST_LINES)


def _text(content: bytes) -> str | None:
    """The text of a file; None for what is none, or has been packed so that no word can be seen."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
