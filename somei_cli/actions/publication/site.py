"""Read what a site shows of a commit to the public, build the site, and open one that was built."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from somei_cli import __version__
from somei_cli.actions.history.resolve_as_of import open_register_at, resolve_moment
from somei_cli.actions.publication.committed_register import (
    CommittedRegister,
    find_classified_later,
    read_source_of_output,
    reduce_if_classified,
    snapshot_on_day_of_commit,
)
from somei_cli.actions.publication.parallel import run_in_pieces, without_garbage_collection
from somei_cli.errors import CannotWork
from somei_cli.formats.export.site_manifest import SITE_MANIFEST, SiteManifest, make_site_manifest
from somei_cli.model.history.moments_and_ranges import Moment
from somei_cli.model.publication.output_files import BuildResult, Job, WrittenFile
from somei_cli.model.publication.public_register import PublicRegister, public_register_of
from somei_cli.model.register.change import Tracker
from somei_cli.model.register.settings import Settings
from somei_cli.store.disk.output_folder import SiteFolder, refuse_register_folders
from somei_cli.store.git.ancestry import find_root_commit
from somei_cli.store.git.command import Git
from somei_cli.store.register.find import find_register
from somei_cli.store.register.register import require_document
from somei_cli.store.register.states import count_files_in_commit

_FEW_JOBS = 12
"""Up to this many jobs take less time than starting a process."""


class SiteSource(NamedTuple):
    """What a site is made of: the folder for it, the commit, and what the public may see of that.

    `first_commit` is the register's; "" in a shallow clone, where it is not known.
    """

    folder: SiteFolder
    commit: str
    public: PublicRegister
    first_commit: str
    settings: Settings


def read_site_source(start: Path, output: Path, revision: str, track: Tracker) -> SiteSource:
    """Read what the public may see on the day of a commit, for a site in the folder `output`.

    Raises:
        Refused: if the folder is one of the register's own, or holds files that no build wrote.
        NotFound: if there is no such commit, or no register in it.
        Unreadable: if a file is not a document, since nobody knows what it would have withheld.
    """
    root = find_register(start)
    refuse_register_folders(output, root)
    commit = resolve_moment(root, Moment(revision=revision))
    register = open_register_at(root, commit, None)
    folder = SiteFolder(output.absolute())
    folder.refuse_foreign()
    entries = track(register.entries(), count_files_in_commit(register), "Reading")
    with without_garbage_collection():
        classified_later = find_classified_later(register, commit.commit)
        documents = (reduce_if_classified(require_document(entry), classified_later) for entry in entries)
        public = public_register_of(snapshot_on_day_of_commit(register, commit, documents))
        public.compute_all()
    return SiteSource(folder, commit.commit, public, find_root_commit(Git(root), commit.commit), register.settings)


def build_site(
    source: SiteSource, jobs: Sequence[Job], track: Tracker, *, base: str = "", dry_run: bool
) -> BuildResult:
    """Write a site to its folder; `track` reports the progress of the jobs, `base` is the address of the site."""
    folder, commit, public, first_commit, _ = source
    folder.begin(dry_run=dry_run)
    written = [
        file for files in track(write_pages(folder, jobs, dry_run=dry_run), len(jobs), "Writing") for file in files
    ]
    manifest = make_site_manifest(commit, __version__, len(public.documents), written, base, first_commit)
    removed = folder.finish(written, manifest, dry_run=dry_run)
    return BuildResult(commit, len(public.documents), (*written, *removed))


def write_pages(folder: SiteFolder, jobs: Sequence[Job], *, dry_run: bool) -> Iterator[Sequence[WrittenFile]]:
    """Yield the written files of each job, in order."""
    return run_in_pieces(
        lambda index: folder.write_pages(jobs[index](), dry_run=dry_run),
        range(len(jobs)),
        parallel=len(jobs) > _FEW_JOBS,
    )


class Site(NamedTuple):
    """A built site: its folder and manifest, the register of its commit, and what the public may see of that."""

    folder: SiteFolder
    manifest: SiteManifest
    source: CommittedRegister
    public: PublicRegister


def open_site(start: Path, root: Path, track: Tracker) -> Site:
    """Open the site in a folder, with the commit that it was made of.

    Raises:
        CannotWork: if it is not a site, or its commit is not in this clone.
        Unreadable: if a file of the commit is not a document.
    """
    folder = SiteFolder(root.absolute())
    if folder.manifest is None:
        hint = "Build one with: somei site build -o DIR"
        raise CannotWork(f"{folder.root} is not a site: it has no {SITE_MANIFEST}.", hint)
    source = read_source_of_output(start, folder.manifest.commit, "site", track)
    for entry in source.unread:
        require_document(entry)
    public = public_register_of(source.snapshot)
    public.compute_all()
    return Site(folder, folder.manifest, source, public)
