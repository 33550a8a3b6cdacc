"""Verify exports and sites: every file is what its commit gives, links stay inside, and no withheld token is in it.

Withheld are the tokens (words and document identifiers) that occur in withheld places of a commit and in no public one.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from somei_cli import __version__
from somei_cli.actions.publication.export import Maker, Order
from somei_cli.actions.publication.piecewise import in_pieces
from somei_cli.actions.publication.site import put_all
from somei_cli.actions.publication.source import CommittedRegister, Watch, read_named
from somei_cli.errors import CannotWork, Unreadable
from somei_cli.formats.export.formats import MANIFEST
from somei_cli.formats.export.manifest import ExportManifest, manifest_text, read_manifest
from somei_cli.formats.export.site import SITE_MANIFEST, SiteManifest, manifest_of, site_manifest_text
from somei_cli.formats.leaks.sample_register import words_of_exports
from somei_cli.formats.leaks.site_links import links, read_page_words, ways_out
from somei_cli.formats.leaks.withheld_words import (
    shown_signs,
    signs_of,
    signs_of_bodies,
    signs_of_lists,
    signs_seen,
    withheld_signs,
    words_of,
)
from somei_cli.formats.register_paths import REQUESTS, SETTINGS
from somei_cli.model.document import Document
from somei_cli.model.publication.exposure import Audience
from somei_cli.model.publication.output_files import Job, OutsideFault, Withheld, Wrong, gravest_first
from somei_cli.model.publication.public_register import PublicRegister
from somei_cli.model.register.public_view import Disclosure, PublicDocument
from somei_cli.store.disk.output_folder import bytes_of, paths_in
from somei_cli.store.disk.site_folder import SiteFolder
from somei_cli.store.git.command import Git
from somei_cli.store.git.log import names_of_files, told_by_commits

_DOCUMENTS_IN_BATCH = 500


class _Tokens(NamedTuple):
    public: set[str]
    withheld: dict[str, Withheld]


def withheld_in(
    source: CommittedRegister,
    view_of: Callable[[Document], PublicDocument | None],
    own_words: Iterable[str],
    track: Watch,
) -> Mapping[str, Withheld]:
    """Return the withheld tokens, each with a place where it occurs; `own_words` are what somei itself writes."""
    documents = list(source.snapshot)

    def collect_tokens(start: int) -> _Tokens:
        public: set[str] = set()
        withheld: dict[str, Withheld] = {}
        for document in documents[start : start + _DOCUMENTS_IN_BATCH]:
            view = view_of(document)
            public |= shown_signs(view) if view else set()
            for token, field in withheld_signs(document, view):
                withheld.setdefault(token, Withheld(str(document.number), field))
        return _Tokens(public, {token: place for token, place in withheld.items() if token not in public})

    starts = range(0, len(documents), _DOCUMENTS_IN_BATCH)
    public = {*own_words, *words_of(source.snapshot.settings.name)}
    withheld = {**_tokens_of_git(source), **_tokens_of_other_files(source)}
    for batch in track(in_pieces(collect_tokens, starts, much=source.is_large), len(starts), "Gathering words"):
        public |= batch.public
        for token, place in batch.withheld.items():
            withheld.setdefault(token, place)
    for entry in source.unread:
        for token in signs_of(entry.text):
            withheld.setdefault(token, Withheld("", str(entry.path)))
    return {token: place for token, place in withheld.items() if token not in public}


def _tokens_of_git(source: CommittedRegister) -> dict[str, Withheld]:
    git = Git(source.register.root)
    message_tokens = signs_of(told_by_commits(git, source.commit))
    name_tokens = signs_of(names_of_files(git, source.commit))
    return {
        **dict.fromkeys(name_tokens, Withheld("", "the names of files")),
        **dict.fromkeys(message_tokens, Withheld("", "the messages and authors of commits")),
    }


def _tokens_of_other_files(source: CommittedRegister) -> dict[str, Withheld]:
    """Return the tokens of the settings, with the reasons of waivers, and of kept requests; none is ever published."""
    holding = source.register.holding
    texts = [(SETTINGS, holding.read(SETTINGS)), *holding.texts(REQUESTS)]
    return {token: Withheld("", str(path)) for path, text in texts if isinstance(text, str) for token in signs_of(text)}


_FILES_IN_BATCH = 16
_MAX_LINES = 20
"""Up to this many lines of one file are reported."""
_HIDDEN = "…"


class Against(NamedTuple):
    """What files must be, by their hashes, and the fault to report if one is not."""

    wrong: Wrong
    hashes: Mapping[str, str]


class OutputFormat(NamedTuple):
    """How to read the files of a folder, each by its path and text.

    `read_words` returns the words of its name and its text; a file with a wrong hash is searched whole instead.
    `find_stray_links` returns links that must not be there: a message with a placeholder, and the text for it.
    """

    told: Callable[[str, str], tuple[str, str]] = lambda path, text: (path, text)
    astray: Callable[[str, str], Iterable[tuple[str, str]]] = lambda _, __: ()


class OutputFolder(NamedTuple):
    """A folder to verify, how to read it, and what it must and must not contain."""

    root: Path
    against: tuple[Against, ...]
    secret: Mapping[str, Withheld]
    form: OutputFormat = OutputFormat()


def prove_outside(
    folder: OutputFolder, paths: Iterable[str], track: Watch, words: str, *, much: bool
) -> tuple[OutsideFault, ...]:
    """Return everything that is wrong with the files at these paths, and those that are missing."""
    all_paths = sorted(paths)
    pieces = [all_paths[start : start + _FILES_IN_BATCH] for start in range(0, len(all_paths), _FILES_IN_BATCH)]
    results = track(in_pieces(_Search(folder), pieces, much=much), len(pieces), words)
    faults = [fault for piece in results for fault in piece]
    expected = {path for expected_hashes in folder.against for path in expected_hashes.hashes}
    return gravest_first([*faults, *(OutsideFault(Wrong.MISSING, path) for path in expected.difference(all_paths))])


class _Search:
    """Searches files for faults; may run in another process."""

    def __init__(self, folder: OutputFolder) -> None:
        self._outside = folder

    def __call__(self, paths: Sequence[str]) -> tuple[OutsideFault, ...]:
        return tuple(fault for path in paths for fault in self._faults_of(path))

    def _faults_of(self, path: str) -> Iterator[OutsideFault]:
        try:
            content = bytes_of(self._outside.root, path)
        except Unreadable as refusal:
            yield OutsideFault(Wrong.UNSEEN, path, words=str(refusal))
            yield from self._leaks(path, path, "")
            return
        mismatches = list(self._compare(path, content))
        yield from mismatches
        text = _decode_text(content)
        if text is None:
            yield OutsideFault(Wrong.UNSEEN, path, words=f"{path} is no text")
            yield from self._leaks(path, path, "")
            return
        yield from self._leaks(path, *((path, text) if mismatches else self._outside.form.told(path, text)))
        for words, link in dict.fromkeys(self._outside.form.astray(path, text)):
            hidden = not signs_of(link).isdisjoint(self._outside.secret)
            yield OutsideFault(Wrong.ASTRAY, path, words=words.format(_HIDDEN if hidden else link))

    def _compare(self, path: str, content: bytes) -> Iterator[OutsideFault]:
        applicable = [expected for expected in self._outside.against if path in expected.hashes]
        if not applicable:
            yield OutsideFault(Wrong.FOREIGN, path)
            return
        digest = hashlib.sha256(content).hexdigest()
        yield from (OutsideFault(expected.wrong, path) for expected in applicable if expected.hashes[path] != digest)

    def _leaks(self, path: str, name: str, text: str) -> Iterator[OutsideFault]:
        withheld = self._outside.secret
        name_tokens, text_tokens = signs_of(name) & withheld.keys(), signs_seen(path, text) & withheld.keys()
        count = len(name_tokens | text_tokens)
        for token in sorted(name_tokens):
            yield OutsideFault(Wrong.LEAK, path, 0, withheld[token], count)
        if text_tokens:
            places = list(_locate_tokens(path, text, text_tokens)) or [(0, min(text_tokens))]
            yield from (OutsideFault(Wrong.LEAK, path, line, withheld[token], count) for line, token in places)


def _locate_tokens(path: str, text: str, tokens: set[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines with tokens, and one token for each; a token that continues behind a line end is on none."""
    lines = ((number, signs_seen(path, line) & tokens) for number, line in enumerate(text.splitlines(), start=1))
    return islice(((number, min(line_tokens)) for number, line_tokens in lines if line_tokens), _MAX_LINES)


def _decode_text(content: bytes) -> str | None:
    """Return the text of a file; None if it is not text, or is packed so that words cannot be seen."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


class Proof(NamedTuple):
    """The faults of an export, what could not be checked and why, and its manifest."""

    findings: tuple[OutsideFault, ...]
    unseen: tuple[str, ...]
    manifest: ExportManifest


def check_export(start: Path, folder: Path, track: Watch) -> Proof:
    """Verify the export in a folder: make it again from its commit, and search it for withheld tokens.

    Raises:
        CannotWork: if there is no readable manifest, or its commit is not in this clone.
    """
    manifest = _read_manifest_in(folder)
    source = read_named(start, manifest.commit, "export", track)
    output = _expect_export(source, folder, manifest, track)
    faults = prove_outside(output, paths_in(folder), track, "Looking", much=source.is_large)
    unread = [f"{entry.path} could not be read in the register" for entry in source.unread]
    unseen = [fault.words for fault in faults if fault.wrong is Wrong.UNSEEN]
    return Proof(tuple(fault for fault in faults if fault.wrong is not Wrong.UNSEEN), (*unread, *unseen), manifest)


def _expect_export(source: CommittedRegister, folder: Path, manifest: ExportManifest, track: Watch) -> OutputFolder:
    exporter = Maker(source, Order(manifest.audience, manifest.forms, manifest.base), lambda _, __: False)
    expected_manifest = exporter.make(track).manifest
    hashes = {fact.path: fact.sha256 for fact in expected_manifest.files}
    hashes[MANIFEST] = hashlib.sha256(manifest_text(expected_manifest).encode()).hexdigest()
    expected = (Against(Wrong.CHANGED, hashes),)
    if manifest.audience is not Audience.PUBLIC:
        return OutputFolder(folder, expected, {})
    bodies = signs_of_bodies(meeting.body for meeting in exporter.meetings)
    own_words = words_of_exports() | words_of(manifest.base) | bodies
    withheld = withheld_in(source, Disclosure(source.snapshot).view, own_words, track)
    return OutputFolder(folder, expected, withheld)


def _read_manifest_in(folder: Path) -> ExportManifest:
    path = folder / MANIFEST
    try:
        text = bytes_of(folder, MANIFEST).decode()
    except (Unreadable, UnicodeDecodeError) as error:
        if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            raise CannotWork(f"There is no {MANIFEST} in {folder}.", "Make an export: somei export -o DIR") from None
        raise CannotWork(f"{path} cannot be read.", "Make the export anew: somei export -o DIR") from error
    return read_manifest(text)


class ExpectedSite(NamedTuple):
    """What a commit gives: its public part, the jobs that write the pages, and the words that somei itself writes."""

    public: PublicRegister
    jobs: Sequence[Job]
    ours: frozenset[str]


def prove_site(
    folder: SiteFolder, manifest: SiteManifest, source: CommittedRegister, expected: ExpectedSite, track: Watch
) -> tuple[OutsideFault, ...]:
    """Return everything that is wrong with a site; if another version of somei built it, bytes are not compared."""
    expected_hashes = [Against(Wrong.UNLISTED, {path: sha256 for path, (sha256, _) in manifest.files.items()})]
    if manifest.maker == __version__:
        expected_hashes.append(Against(Wrong.CHANGED, _hash_expected_files(folder, manifest, expected, track)))
    views = expected.public.documents
    own_words = expected.ours | signs_of_lists(expected.public)
    withheld = withheld_in(source, lambda document: views.get(document.number), own_words, track)

    def find_stray_links(path: str, text: str) -> Iterator[tuple[str, str]]:
        yield from ways_out(path, text)
        yield from (
            ("leads to {}, which is not there", target) for target in links(path, text) if target not in folder.held
        )

    output = OutputFolder(
        folder.root, tuple(expected_hashes), withheld, OutputFormat(read_page_words, find_stray_links)
    )
    faults = prove_outside(output, folder.held, track, "Proving", much=source.is_large)
    # Remains of an interrupted build are not pages, but not foreign files either.
    foreign = frozenset(folder.foreign)
    return tuple(fault for fault in faults if fault.wrong is not Wrong.FOREIGN or fault.path in foreign)


def _hash_expected_files(
    folder: SiteFolder, manifest: SiteManifest, expected: ExpectedSite, track: Watch
) -> Mapping[str, str]:
    """Return the hash of every file that the commit gives."""
    batches = track(put_all(folder, expected.jobs, dry_run=True), len(expected.jobs), "Making again")
    files = [file for batch in batches for file in batch]
    site_text = site_manifest_text(manifest_of(manifest.commit, manifest.maker, len(expected.public.documents), files))
    return {SITE_MANIFEST: hashlib.sha256(site_text.encode()).hexdigest(), **{file.path: file.sha256 for file in files}}
