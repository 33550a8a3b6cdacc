"""What must not leave the house: words and identifiers that stand in withheld places of a commit and no public one.

Proving what lies outside: every file is the one that it should be, and shows no sign of what is withheld.
Proving an export: it is made again from its commit, and searched for words that must not be public there.

Proving a site: it is what its commit gives, leads nowhere else, and shows nothing that is withheld.
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

_AT_ONCE = 500


class _Told(NamedTuple):
    shown: set[str]
    withheld: dict[str, Withheld]


def withheld_in(
    source: CommittedRegister, view_of: Callable[[Document], PublicDocument | None], ours: Iterable[str], watch: Watch
) -> Mapping[str, Withheld]:
    """Each of them with a place where it stands. `ours` are words that somei or the order itself puts in the files."""
    documents = list(source.snapshot)

    def told_from(at: int) -> _Told:
        shown: set[str] = set()
        withheld: dict[str, Withheld] = {}
        for document in documents[at : at + _AT_ONCE]:
            view = view_of(document)
            shown |= shown_signs(view) if view else set()
            for sign, field in withheld_signs(document, view):
                withheld.setdefault(sign, Withheld(str(document.number), field))
        return _Told(shown, {sign: at for sign, at in withheld.items() if sign not in shown})

    places = range(0, len(documents), _AT_ONCE)
    public = {*ours, *words_of(source.snapshot.settings.name)}
    withheld = {**_of_git(source), **_of_other_files(source)}
    for told in watch(in_pieces(told_from, places, much=source.is_large), len(places), "Gathering words"):
        public |= told.shown
        for sign, at in told.withheld.items():
            withheld.setdefault(sign, at)
    for entry in source.unread:
        for sign in signs_of(entry.text):
            withheld.setdefault(sign, Withheld("", str(entry.path)))
    return {sign: at for sign, at in withheld.items() if sign not in public}


def _of_git(source: CommittedRegister) -> dict[str, Withheld]:
    git = Git(source.register.root)
    told = signs_of(told_by_commits(git, source.commit))
    names = signs_of(names_of_files(git, source.commit))
    return {
        **dict.fromkeys(names, Withheld("", "the names of files")),
        **dict.fromkeys(told, Withheld("", "the messages and authors of commits")),
    }


def _of_other_files(source: CommittedRegister) -> dict[str, Withheld]:
    """Of the settings, where reasons of waivers stand, and of kept requests; none of it ever leaves."""
    holding = source.register.holding
    texts = [(SETTINGS, holding.read(SETTINGS)), *holding.texts(REQUESTS)]
    return {sign: Withheld("", str(path)) for path, text in texts if isinstance(text, str) for sign in signs_of(text)}


_PROVING_OUTSIDE_AT_ONCE = 16
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
    pieces = [held[at : at + _PROVING_OUTSIDE_AT_ONCE] for at in range(0, len(held), _PROVING_OUTSIDE_AT_ONCE)]
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


class Proof(NamedTuple):
    """What was found, what could not be looked at and why, and what the export says of itself."""

    findings: tuple[OutsideFault, ...]
    unseen: tuple[str, ...]
    manifest: ExportManifest


def check_export(start: Path, folder: Path, watch: Watch) -> Proof:
    """Prove what lies in a folder.

    Raises:
        CannotWork: there is no manifest that can be read, or its commit is not here.
    """
    manifest = _manifest_in(folder)
    source = read_named(start, manifest.commit, "export", watch)
    outside = _as_it_should_be(source, folder, manifest, watch)
    faults = prove_outside(outside, paths_in(folder), watch, "Looking", much=source.is_large)
    unread = [f"{entry.path} could not be read in the register" for entry in source.unread]
    unseen = [fault.words for fault in faults if fault.wrong is Wrong.UNSEEN]
    return Proof(tuple(fault for fault in faults if fault.wrong is not Wrong.UNSEEN), (*unread, *unseen), manifest)


def _as_it_should_be(source: CommittedRegister, folder: Path, manifest: ExportManifest, watch: Watch) -> OutputFolder:
    maker = Maker(source, Order(manifest.audience, manifest.forms, manifest.base), lambda _, __: False)
    made = maker.make(watch).manifest
    hashes = {fact.path: fact.sha256 for fact in made.files}
    hashes[MANIFEST] = hashlib.sha256(manifest_text(made).encode()).hexdigest()
    against = (Against(Wrong.CHANGED, hashes),)
    if manifest.audience is not Audience.PUBLIC:
        return OutputFolder(folder, against, {})
    bodies = signs_of_bodies(meeting.body for meeting in maker.meetings)
    ours = words_of_exports() | words_of(manifest.base) | bodies
    secret = withheld_in(source, Disclosure(source.snapshot).view, ours, watch)
    return OutputFolder(folder, against, secret)


def _manifest_in(folder: Path) -> ExportManifest:
    path = folder / MANIFEST
    try:
        text = bytes_of(folder, MANIFEST).decode()
    except (Unreadable, UnicodeDecodeError) as error:
        if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            raise CannotWork(f"There is no {MANIFEST} in {folder}.", "Make an export: somei export -o DIR") from None
        raise CannotWork(f"{path} cannot be read.", "Make the export anew: somei export -o DIR") from error
    return read_manifest(text)


class ExpectedSite(NamedTuple):
    """What a commit gives: its public part, the jobs that make the pages, and the words that somei puts there."""

    public: PublicRegister
    jobs: Sequence[Job]
    ours: frozenset[str]


def prove_site(
    folder: SiteFolder, manifest: SiteManifest, source: CommittedRegister, wanted: ExpectedSite, watch: Watch
) -> tuple[OutsideFault, ...]:
    """Everything that is wrong with a site; one that another version of somei built is not compared byte for byte."""
    against = [Against(Wrong.UNLISTED, {path: sha256 for path, (sha256, _) in manifest.files.items()})]
    if manifest.maker == __version__:
        against.append(Against(Wrong.CHANGED, _made_again(folder, manifest, wanted, watch)))
    views = wanted.public.documents
    ours = wanted.ours | signs_of_lists(wanted.public)
    secret = withheld_in(source, lambda document: views.get(document.number), ours, watch)

    def astray(path: str, text: str) -> Iterator[tuple[str, str]]:
        yield from ways_out(path, text)
        yield from (("leads to {}, which is not there", to) for to in links(path, text) if to not in folder.held)

    outside = OutputFolder(folder.root, tuple(against), secret, OutputFormat(read_page_words, astray))
    faults = prove_outside(outside, folder.held, watch, "Proving", much=source.is_large)
    # What a build left that was cut off is no page, and not from elsewhere either.
    foreign = frozenset(folder.foreign)
    return tuple(fault for fault in faults if fault.wrong is not Wrong.FOREIGN or fault.path in foreign)


def _made_again(folder: SiteFolder, manifest: SiteManifest, wanted: ExpectedSite, watch: Watch) -> Mapping[str, str]:
    """The hash of every file that the commit gives."""
    done = watch(put_all(folder, wanted.jobs, dry_run=True), len(wanted.jobs), "Making again")
    puts = [put for some in done for put in some]
    listed = site_manifest_text(manifest_of(manifest.commit, manifest.maker, len(wanted.public.documents), puts))
    return {SITE_MANIFEST: hashlib.sha256(listed.encode()).hexdigest(), **{put.path: put.sha256 for put in puts}}
