"""Build a site of what the public may see of a commit."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from somei_cli import __version__
from somei_cli.actions.publication.piecewise import in_pieces, keeping_all
from somei_cli.actions.publication.source import Watch, close, closed_since
from somei_cli.errors import CannotWork
from somei_cli.formats.export.site import SITE_MANIFEST, SiteManifest
from somei_cli.model.publication.output_files import Built, Job, WrittenFile
from somei_cli.model.publication.public_register import PublicRegister, open_to_public
from somei_cli.model.register.access import as_opened_by
from somei_cli.model.register.files import DocumentFile
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.disk.site_folder import SiteFolder
from somei_cli.store.register.register import Register, document_of
from somei_cli.store.register.states import commit_of

_FEW_JOBS = 12
"""Up to this many jobs take less time than starting a process."""


def read_public(register: Register, entries: Iterable[DocumentFile], day: date) -> PublicRegister:
    """Return what the public may see on the day of a commit.

    Raises:
        Unreadable: if a file is not a document, since nobody knows what it would have withheld.
    """
    with keeping_all():
        classified_later = closed_since(register, commit_of(register))
        documents = (close(as_opened_by(document_of(entry), day), classified_later) for entry in entries)
        public = open_to_public(Snapshot(documents, lambda: register.vocabulary, register.settings))
        public.derive()
    return public


def build_site(
    folder: SiteFolder, commit: str, documents: int, jobs: Sequence[Job], track: Watch, *, dry_run: bool
) -> Built:
    """Write a site to its folder; `track` reports the progress of the jobs."""
    folder.begin(dry_run=dry_run)
    written = [file for files in track(put_all(folder, jobs, dry_run=dry_run), len(jobs), "Writing") for file in files]
    removed = folder.finish(written, commit, __version__, documents, dry_run=dry_run)
    return Built(commit, documents, (*written, *removed))


def put_all(folder: SiteFolder, jobs: Sequence[Job], *, dry_run: bool) -> Iterator[Sequence[WrittenFile]]:
    """Yield the written files of each job, in order."""
    return in_pieces(
        lambda index: folder.put(jobs[index](), dry_run=dry_run), range(len(jobs)), much=len(jobs) > _FEW_JOBS
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
