"""Making a site of what the public may see of a commit."""

import gc
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from somei_cli import __version__
from somei_cli.errors import CannotWork
from somei_cli.model.entries import Entry
from somei_cli.model.public_register import PublicRegister, open_to_public
from somei_cli.model.site_pages import Built, Job, Put
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.register import Register, document_of
from somei_cli.store.site_folder import SiteFolder
from somei_cli.text.site_manifest import MANIFEST, Manifest

Watch = Callable[[Iterable[Sequence[Put]], int], Iterable[Sequence[Put]]]


def read_public(register: Register, entries: Iterable[Entry]) -> PublicRegister:
    """What the public may see.

    Raises:
        Unreadable: for the first file that gives no document: what it would have withheld, nobody knows.
    """
    # Nothing that is read here is let go of before all is read: looking for it costs a third of the time.
    gc.disable()
    try:
        public = open_to_public(Snapshot(map(document_of, entries), lambda: register.vocabulary, register.settings))
        public.derive()
    finally:
        gc.enable()
    return public


def build_site(
    folder: SiteFolder, commit: str, documents: int, jobs: Sequence[Job], watch: Watch, *, dry_run: bool
) -> Built:
    """Put a site in place; `watch` sees the jobs go by."""
    folder.refuse_foreign()
    puts = [put for done in watch(folder.build(jobs, dry_run=dry_run), len(jobs)) for put in done]
    gone = folder.finish(puts, commit, __version__, documents, dry_run=dry_run)
    return Built(commit, documents, (*puts, *gone))


class Site(NamedTuple):
    """A site that was built, and what it says of itself."""

    folder: SiteFolder
    manifest: Manifest


def open_site(root: Path) -> Site:
    """A site that is there.

    Raises:
        CannotWork: where it is none.
    """
    folder = SiteFolder(root)
    if folder.manifest is None:
        hint = "Build one with: somei site build -o DIR"
        raise CannotWork(f"{root} is no site: it has no {MANIFEST}.", hint)
    return Site(folder, folder.manifest)
