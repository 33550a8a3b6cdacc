"""Verify exports and sites: every file is what its commit gives, links stay inside, and no withheld token is in it.

Withheld are the tokens (words and document identifiers) that occur in withheld places of a commit and in no public one.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from somei_cli import __version__
from somei_cli.actions.publication.committed_register import CommittedRegister, read_source_of_output
from somei_cli.actions.publication.export import Exporter, ExportOrder
from somei_cli.actions.publication.parallel import run_in_pieces
from somei_cli.actions.publication.site import Site, write_pages
from somei_cli.errors import CannotWork, Unreadable
from somei_cli.formats.export.formats import MANIFEST
from somei_cli.formats.export.manifest import ExportManifest, manifest_text, read_manifest
from somei_cli.formats.export.site_manifest import SITE_MANIFEST, make_site_manifest, site_manifest_text
from somei_cli.formats.leaks.page_links_and_words import (
    find_links,
    find_outward_links,
    make_links_relative,
    read_page_words,
)
from somei_cli.formats.leaks.program_words import find_export_words
from somei_cli.formats.leaks.public_and_withheld_words import (
    public_tokens,
    tokens_in_file,
    tokens_of,
    tokens_of_bodies,
    tokens_of_lists,
    withheld_tokens,
    words_of,
)
from somei_cli.formats.register_paths import REQUESTS, SETTINGS
from somei_cli.model.document import Document
from somei_cli.model.publication.output_files import FaultKind, Job, OutputFault, WithheldPlace, gravest_first
from somei_cli.model.publication.public_view_changes import Audience
from somei_cli.model.register.change import Tracker
from somei_cli.model.register.public_view import Disclosure, PublicDocument
from somei_cli.store.disk.output_folder import list_paths, read_plain_bytes
from somei_cli.store.git.command import Git
from somei_cli.store.git.log import list_all_paths, read_messages

_DOCUMENTS_IN_BATCH = 500


class _Tokens(NamedTuple):
    public: set[str]
    withheld: dict[str, WithheldPlace]


def find_withheld_tokens(
    source: CommittedRegister,
    view_of: Callable[[Document], PublicDocument | None],
    own_words: Iterable[str],
    track: Tracker,
) -> Mapping[str, WithheldPlace]:
    """Return the withheld tokens, each with a place where it occurs; `own_words` are what somei itself writes."""
    documents = list(source.snapshot)

    def collect_tokens(start: int) -> _Tokens:
        public: set[str] = set()
        withheld: dict[str, WithheldPlace] = {}
        for document in documents[start : start + _DOCUMENTS_IN_BATCH]:
            view = view_of(document)
            public |= public_tokens(view) if view else set()
            for token, field in withheld_tokens(document, view):
                withheld.setdefault(token, WithheldPlace(str(document.number), field))
        return _Tokens(public, {token: place for token, place in withheld.items() if token not in public})

    starts = range(0, len(documents), _DOCUMENTS_IN_BATCH)
    public = {*own_words, *words_of(source.snapshot.settings.name)}
    withheld = {**_tokens_of_git(source), **_tokens_of_other_files(source)}
    for batch in track(run_in_pieces(collect_tokens, starts, parallel=source.is_large), len(starts), "Gathering words"):
        public |= batch.public
        for token, place in batch.withheld.items():
            withheld.setdefault(token, place)
    for entry in source.unread:
        for token in tokens_of(entry.text):
            withheld.setdefault(token, WithheldPlace("", str(entry.path)))
    return {token: place for token, place in withheld.items() if token not in public}


def _tokens_of_git(source: CommittedRegister) -> dict[str, WithheldPlace]:
    git = Git(source.register.root)
    message_tokens = tokens_of(read_messages(git, source.commit))
    name_tokens = tokens_of(list_all_paths(git, source.commit))
    return {
        **dict.fromkeys(name_tokens, WithheldPlace("", "the names of files")),
        **dict.fromkeys(message_tokens, WithheldPlace("", "the messages and authors of commits")),
    }


def _tokens_of_other_files(source: CommittedRegister) -> dict[str, WithheldPlace]:
    """Return the tokens of the settings, with the reasons of waivers, and of kept requests; none is ever published."""
    holding = source.register.files
    texts = [(SETTINGS, holding.read(SETTINGS)), *holding.texts(REQUESTS)]
    return {
        token: WithheldPlace("", str(path))
        for path, text in texts
        if isinstance(text, str)
        for token in tokens_of(text)
    }


_FILES_IN_BATCH = 16
_MAX_LINES = 20
"""Up to this many lines of one file are reported."""
_HIDDEN = "…"


class ExpectedHashes(NamedTuple):
    """What files must be, by their hashes, and the fault to report if one is not."""

    wrong: FaultKind
    hashes: Mapping[str, str]


class OutputFormat(NamedTuple):
    """How to read the files of a folder, each by its path and text.

    `read_words` returns the words of its name and its text; a file with a wrong hash is searched whole instead.
    `find_stray_links` returns links that must not be there: a message with a placeholder, and the text for it.
    """

    read_words: Callable[[str, str], tuple[str, str]] = lambda path, text: (path, text)
    find_stray_links: Callable[[str, str], Iterable[tuple[str, str]]] = lambda _, __: ()


class OutputFolder(NamedTuple):
    """A folder to verify, how to read it, and what it must and must not contain."""

    root: Path
    expected: tuple[ExpectedHashes, ...]
    withheld: Mapping[str, WithheldPlace]
    output_format: OutputFormat = OutputFormat()


def verify_output(
    folder: OutputFolder, paths: Iterable[str], track: Tracker, words: str, *, parallel: bool
) -> tuple[OutputFault, ...]:
    """Return everything that is wrong with the files at these paths, and those that are missing."""
    all_paths = sorted(paths)
    pieces = [all_paths[start : start + _FILES_IN_BATCH] for start in range(0, len(all_paths), _FILES_IN_BATCH)]
    results = track(run_in_pieces(_Search(folder), pieces, parallel=parallel), len(pieces), words)
    faults = [fault for piece in results for fault in piece]
    expected = {path for expected_hashes in folder.expected for path in expected_hashes.hashes}
    return gravest_first([*faults, *(OutputFault(FaultKind.MISSING, path) for path in expected.difference(all_paths))])


class _Search:
    """Searches files for faults; may run in another process."""

    def __init__(self, folder: OutputFolder) -> None:
        self._outside = folder

    def __call__(self, paths: Sequence[str]) -> tuple[OutputFault, ...]:
        return tuple(fault for path in paths for fault in self._faults_of(path))

    def _faults_of(self, path: str) -> Iterator[OutputFault]:
        try:
            content = read_plain_bytes(self._outside.root, path)
        except Unreadable as refusal:
            yield OutputFault(FaultKind.UNSEEN, path, words=str(refusal))
            yield from self._leaks(path, path, "")
            return
        mismatches = list(self._compare(path, content))
        yield from mismatches
        text = _decode_text(content)
        if text is None:
            yield OutputFault(FaultKind.UNSEEN, path, words=f"{path} is not text")
            yield from self._leaks(path, path, "")
            return
        yield from self._leaks(
            path, *((path, text) if mismatches else self._outside.output_format.read_words(path, text))
        )
        for words, link in dict.fromkeys(self._outside.output_format.find_stray_links(path, text)):
            hidden = not tokens_of(link).isdisjoint(self._outside.withheld)
            yield OutputFault(FaultKind.ASTRAY, path, words=words.format(_HIDDEN if hidden else link))

    def _compare(self, path: str, content: bytes) -> Iterator[OutputFault]:
        applicable = [expected for expected in self._outside.expected if path in expected.hashes]
        if not applicable:
            yield OutputFault(FaultKind.FOREIGN, path)
            return
        digest = hashlib.sha256(content).hexdigest()
        yield from (OutputFault(expected.wrong, path) for expected in applicable if expected.hashes[path] != digest)

    def _leaks(self, path: str, name: str, text: str) -> Iterator[OutputFault]:
        withheld = self._outside.withheld
        name_tokens, text_tokens = tokens_of(name) & withheld.keys(), tokens_in_file(path, text) & withheld.keys()
        count = len(name_tokens | text_tokens)
        for token in sorted(name_tokens):
            yield OutputFault(FaultKind.LEAK, path, 0, withheld[token], count)
        if text_tokens:
            places = list(_locate_tokens(path, text, text_tokens)) or [(0, min(text_tokens))]
            yield from (OutputFault(FaultKind.LEAK, path, line, withheld[token], count) for line, token in places)


def _locate_tokens(path: str, text: str, tokens: set[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines with tokens, and one token for each; a token that continues behind a line end is on none."""
    lines = ((number, tokens_in_file(path, line) & tokens) for number, line in enumerate(text.splitlines(), start=1))
    return islice(((number, min(line_tokens)) for number, line_tokens in lines if line_tokens), _MAX_LINES)


def _decode_text(content: bytes) -> str | None:
    """Return the text of a file; None if it is not text, or is packed so that words cannot be seen."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


class ExportVerification(NamedTuple):
    """The faults of an export, what could not be checked and why, and its manifest."""

    findings: tuple[OutputFault, ...]
    unseen: tuple[str, ...]
    manifest: ExportManifest


def verify_export_folder(start: Path, folder: Path, track: Tracker) -> ExportVerification:
    """Verify the export in a folder: make it again from its commit, and search it for withheld tokens.

    Raises:
        CannotWork: if there is no readable manifest, or its commit is not in this clone.
    """
    manifest = _read_manifest_in(folder)
    source = read_source_of_output(start, manifest.commit, "export", track)
    output = _expect_export(source, folder, manifest, track)
    faults = verify_output(output, list_paths(folder), track, "Looking", parallel=source.is_large)
    unread = [f"{entry.path} could not be read in the register" for entry in source.unread]
    unseen = [fault.words for fault in faults if fault.kind is FaultKind.UNSEEN]
    return ExportVerification(
        tuple(fault for fault in faults if fault.kind is not FaultKind.UNSEEN), (*unread, *unseen), manifest
    )


def _expect_export(source: CommittedRegister, folder: Path, manifest: ExportManifest, track: Tracker) -> OutputFolder:
    exporter = Exporter(source, ExportOrder(manifest.audience, manifest.forms, manifest.base), lambda _, __: False)
    expected_manifest = exporter.make(track).manifest
    hashes = {fact.path: fact.sha256 for fact in expected_manifest.files}
    hashes[MANIFEST] = hashlib.sha256(manifest_text(expected_manifest).encode()).hexdigest()
    expected = (ExpectedHashes(FaultKind.CHANGED, hashes),)
    if manifest.audience is not Audience.PUBLIC:
        return OutputFolder(folder, expected, {})
    bodies = tokens_of_bodies(meeting.body for meeting in exporter.meetings)
    own_words = find_export_words() | words_of(manifest.base) | bodies
    withheld = find_withheld_tokens(source, Disclosure(source.snapshot).view, own_words, track)
    return OutputFolder(folder, expected, withheld)


def _read_manifest_in(folder: Path) -> ExportManifest:
    path = folder / MANIFEST
    try:
        text = read_plain_bytes(folder, MANIFEST).decode()
    except (Unreadable, UnicodeDecodeError) as error:
        if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            raise CannotWork(f"There is no {MANIFEST} in {folder}.", "Make an export: somei export -o DIR") from None
        raise CannotWork(f"{path} cannot be read.", "Make the export again: somei export -o DIR") from error
    return read_manifest(text)


def verify_site(site: Site, jobs: Sequence[Job], own_words: frozenset[str], track: Tracker) -> tuple[OutputFault, ...]:
    """Return everything that is wrong with a site; if another version of somei built it, bytes are not compared.

    `jobs` write the pages that the commit gives, `own_words` are what somei itself writes.
    """
    folder, manifest = site.folder, site.manifest
    expected_hashes = [
        ExpectedHashes(FaultKind.UNLISTED, {path: sha256 for path, (sha256, _) in manifest.files.items()})
    ]
    if manifest.maker == __version__:
        expected_hashes.append(ExpectedHashes(FaultKind.CHANGED, _hash_expected_files(site, jobs, track)))
    views = site.public.documents
    own_words = own_words | words_of(manifest.base)
    withheld = find_withheld_tokens(
        site.source, lambda document: views.get(document.number), own_words | tokens_of_lists(site.public), track
    )

    def find_stray_links(path: str, text: str) -> Iterator[tuple[str, str]]:
        text = make_links_relative(path, text, manifest.base)
        yield from find_outward_links(path, text)
        yield from (
            ("leads to {}, which is not there", target)
            for target in find_links(path, text)
            if target not in folder.paths
        )

    output = OutputFolder(
        folder.root, tuple(expected_hashes), withheld, OutputFormat(read_page_words, find_stray_links)
    )
    faults = verify_output(output, folder.paths, track, "Proving", parallel=site.source.is_large)
    # Remains of an interrupted build are not pages, but not foreign files either.
    foreign = frozenset(folder.foreign_paths)
    return tuple(fault for fault in faults if fault.kind is not FaultKind.FOREIGN or fault.path in foreign)


def _hash_expected_files(site: Site, jobs: Sequence[Job], track: Tracker) -> Mapping[str, str]:
    """Return the hash of every file that the commit gives."""
    batches = track(write_pages(site.folder, jobs, dry_run=True), len(jobs), "Making again")
    files = [file for batch in batches for file in batch]
    built = site.manifest
    expected = make_site_manifest(
        built.commit, built.maker, len(site.public.documents), files, built.base, built.first_commit
    )
    site_text = site_manifest_text(expected)
    return {SITE_MANIFEST: hashlib.sha256(site_text.encode()).hexdigest(), **{file.path: file.sha256 for file in files}}
