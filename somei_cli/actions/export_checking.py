"""Proving an export: it is made again from its commit, and searched for words that must not be public there."""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from somei_cli.actions.exporting import Maker, Order, Source, Watch, read_source
from somei_cli.actions.pieces import in_pieces
from somei_cli.errors import CannotWork, NotFound, Unreadable
from somei_cli.model.audience import Audience
from somei_cli.model.export_findings import ExportFinding, Withheld, Wrong, gravest_first
from somei_cli.model.publishing import public_view
from somei_cli.store.authors import names_of_files, told_by_commits
from somei_cli.store.git import Git
from somei_cli.store.outgoing_folder import bytes_of, paths_in
from somei_cli.text.exporting.forms import MANIFEST
from somei_cli.text.exporting.manifest import Manifest, manifest_text, read_manifest
from somei_cli.text.exporting.words import fixed_words, public_words, withheld_words, words_of, words_of_file
from somei_cli.text.paths import SETTINGS
from somei_cli.text.requests import REQUESTS

_AT_ONCE = 16
_MOST_LINES = 20
"""So many lines of one file are told."""


class Proof(NamedTuple):
    """What was found, what could not be looked at and why, and what the export says of itself."""

    findings: tuple[ExportFinding, ...]
    unseen: tuple[str, ...]
    manifest: Manifest


class _Words(NamedTuple):
    public: set[str]
    withheld: dict[str, Withheld]


def check_export(start: Path, folder: Path, watch: Watch) -> Proof:
    """Prove what lies in a folder.

    Raises:
        CannotWork: there is no manifest that can be read, or its commit is not here.
    """
    manifest = _manifest_in(folder)
    try:
        source = read_source(start, manifest.commit, watch)
    except NotFound:
        raise CannotWork(
            f"The export was made of commit {manifest.commit[:10]}, which is not in this clone.",
            "Fetch it, or check the export in the clone that made it.",
        ) from None
    maker = Maker(source, Order(manifest.audience, manifest.forms, manifest.base), lambda _, __: False)
    made = maker.make(watch).manifest
    unseen = [f"{entry.path} could not be read in the register" for entry in source.unread]
    secret = _secret_words(maker, watch) if manifest.audience is Audience.PUBLIC else {}
    search = _Search(folder, {fact.path: fact.sha256 for fact in made.files}, manifest_text(made).encode(), secret)
    paths = paths_in(folder)
    pieces = [paths[at : at + _AT_ONCE] for at in range(0, len(paths), _AT_ONCE)]
    looked = list(watch(in_pieces(search, pieces, much=source.is_large), len(pieces), "Looking"))
    findings = [finding for piece in looked for finding in piece.findings]
    findings += [ExportFinding(Wrong.MISSING, path) for path in search.wanted.keys() - set(paths)]
    unseen += [words for piece in looked for words in piece.unseen]
    return Proof(gravest_first(findings), tuple(unseen), manifest)


def _manifest_in(folder: Path) -> Manifest:
    path = folder / MANIFEST
    try:
        text = path.read_bytes().decode()
    except (FileNotFoundError, NotADirectoryError):
        raise CannotWork(f"There is no {MANIFEST} in {folder}.", "Make an export: somei export -o DIR") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CannotWork(f"{path} cannot be read.", "Make the export anew: somei export -o DIR") from error
    return read_manifest(text)


class _Looked(NamedTuple):
    findings: tuple[ExportFinding, ...]
    unseen: tuple[str, ...]


class _Search:
    """Looks into files: whether they are as they should be, and whether a word is in them that must not be."""

    def __init__(self, folder: Path, wanted: dict[str, str], manifest: bytes, secret: dict[str, Withheld]) -> None:
        self.folder = folder
        self.wanted = wanted
        self.manifest = manifest
        self.secret = secret

    def __call__(self, paths: Sequence[str]) -> _Looked:
        """Look into some files."""
        findings: list[ExportFinding] = []
        unseen: list[str] = []
        for path in paths:
            findings += self._in_name(path)
            try:
                content = bytes_of(self.folder, path)
            except Unreadable as refusal:
                unseen.append(str(refusal))
                continue
            findings += self._compared(path, content)
            text = _text(content)
            if text is None:
                unseen.append(f"{path} is no text")
            else:
                findings += self._leaks(path, text)
        return _Looked(tuple(findings), tuple(unseen))

    def _compared(self, path: str, content: bytes) -> Iterator[ExportFinding]:
        if path == MANIFEST:
            if content != self.manifest:
                yield ExportFinding(Wrong.CHANGED, path)
        elif path not in self.wanted:
            yield ExportFinding(Wrong.FOREIGN, path)
        elif hashlib.sha256(content).hexdigest() != self.wanted[path]:
            yield ExportFinding(Wrong.CHANGED, path)

    def _in_name(self, path: str) -> Iterator[ExportFinding]:
        for word in sorted(words_of_file(path) & self.secret.keys()):
            yield ExportFinding(Wrong.LEAK, path, 0, *self.secret[word])

    def _leaks(self, path: str, text: str) -> Iterator[ExportFinding]:
        found = words_of_file(text) & self.secret.keys()
        lines = enumerate(text.splitlines(), start=1) if found else ()
        here = ((number, sorted(words_of_file(line) & found)) for number, line in lines)
        for number, words in islice(((number, words) for number, words in here if words), _MOST_LINES):
            yield ExportFinding(Wrong.LEAK, path, number, *self.secret[words[0]])


def _text(content: bytes) -> str | None:
    """The text of a file; None for what is none, or has been packed so that no word can be seen."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _secret_words(maker: Maker, watch: Watch) -> dict[str, Withheld]:
    """The words of every withheld place that stand in no public one, each with a place where it stands."""
    source, snapshot = maker.source, maker.source.snapshot

    def words(year: int) -> _Words:
        public: set[str] = set()
        withheld: dict[str, Withheld] = {}
        for document in maker.by_year[year]:
            view = public_view(document, snapshot)
            public |= public_words(view) if view else set()
            for word, field in withheld_words(document, view):
                withheld.setdefault(word, Withheld(str(document.number), field))
        return _Words(public, {word: at for word, at in withheld.items() if word not in public})

    years = tuple(maker.by_year)
    withheld = {**_of_git(source), **_of_other_files(source)}
    public = {*fixed_words(), *words_of(snapshot.settings.name), *words_of(maker.order.base)}
    for told in watch(in_pieces(words, years, much=source.is_large), len(years), "Gathering words"):
        public |= told.public
        for word, at in told.withheld.items():
            withheld.setdefault(word, at)
    for entry in source.unread:
        for word in words_of(entry.text):
            withheld.setdefault(word, Withheld("", str(entry.path)))
    return {word: at for word, at in withheld.items() if word not in public}


def _of_git(source: Source) -> dict[str, Withheld]:
    git = Git(source.register.root)
    told = words_of(told_by_commits(git, source.commit))
    names = words_of(names_of_files(git, source.commit))
    return {
        **dict.fromkeys(names, Withheld("", "the names of files")),
        **dict.fromkeys(told, Withheld("", "the messages and authors of commits")),
    }


def _of_other_files(source: Source) -> dict[str, Withheld]:
    """The words of the settings, where reasons of waivers stand, and of kept requests; none of it is ever exported."""
    holding = source.register.holding
    texts = [(SETTINGS, holding.read(SETTINGS)), *holding.texts(REQUESTS)]
    return {word: Withheld("", str(path)) for path, text in texts if isinstance(text, str) for word in words_of(text)}
