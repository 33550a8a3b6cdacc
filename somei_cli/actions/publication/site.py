"""Build a site of what the public may see of a commit."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from somei_cli import __version__
from somei_cli.actions.publication.committed_register import (
    Tracker,
    find_classified_later,
    reduce_if_classified,
    snapshot_on_day_of_commit,
)
from somei_cli.actions.publication.parallel import run_in_pieces, without_garbage_collection
from somei_cli.errors import CannotWork
from somei_cli.formats.export.site_manifest import SITE_MANIFEST, SiteManifest
from somei_cli.model.publication.output_files import BuildResult, Job, WrittenFile
from somei_cli.model.publication.public_register import PublicRegister, public_register_of
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.store.disk.output_folder import SiteFolder
from somei_cli.store.git.dates import DatedCommit
from somei_cli.store.register.register import Register, require_document

_FEW_JOBS = 12
"""Up to this many jobs take less time than starting a process."""


def read_public_register(register: Register, entries: Iterable[DocumentFile], commit: DatedCommit) -> PublicRegister:
    """Return what the public may see on the day of a commit, in which the register was opened.

    Raises:
        Unreadable: if a file is not a document, since nobody knows what it would have withheld.
    """
    with without_garbage_collection():
        classified_later = find_classified_later(register, commit.commit)
        documents = (reduce_if_classified(require_document(entry), classified_later) for entry in entries)
        public = public_register_of(snapshot_on_day_of_commit(register, commit, documents))
        public.compute_all()
    return public


def build_site(
    folder: SiteFolder, commit: str, documents: int, jobs: Sequence[Job], track: Tracker, *, dry_run: bool
) -> BuildResult:
    """Write a site to its folder; `track` reports the progress of the jobs."""
    folder.begin(dry_run=dry_run)
    written = [
        file for files in track(write_pages(folder, jobs, dry_run=dry_run), len(jobs), "Writing") for file in files
    ]
    removed = folder.finish(written, commit, __version__, documents, dry_run=dry_run)
    return BuildResult(commit, documents, (*written, *removed))


def write_pages(folder: SiteFolder, jobs: Sequence[Job], *, dry_run: bool) -> Iterator[Sequence[WrittenFile]]:
    """Yield the written files of each job, in order."""
    return run_in_pieces(
        lambda index: folder.write_pages(jobs[index](), dry_run=dry_run),
        range(len(jobs)),
        parallel=len(jobs) > _FEW_JOBS,
    )


class Site(NamedTuple):
    """The folder of a built site, and its manifest."""

    folder: SiteFolder
    manifest: SiteManifest


def open_site(root: Path) -> Site:
    """Open the site in a folder.

    Raises:
        CannotWork: if it is not a site.
    """
    folder = SiteFolder(root)
    if folder.manifest is None:
        hint = "Build one with: somei site build -o DIR"
        raise CannotWork(f"{root} is no site: it has no {SITE_MANIFEST}.", hint)
    return Site(folder, folder.manifest)
