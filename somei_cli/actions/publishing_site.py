"""Making a site of what the public may see of a commit."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from somei_cli import __version__
from somei_cli.model.entries import Entry
from somei_cli.model.public_register import PublicRegister, open_to_public
from somei_cli.model.site_pages import Built, Job, Put
from somei_cli.model.snapshot import Snapshot
from somei_cli.store.register import Register, document_of
from somei_cli.store.site_folder import SiteFolder

Watch = Callable[[Iterable[Sequence[Put]], int], Iterable[Sequence[Put]]]


def read_public(register: Register, entries: Iterable[Entry]) -> PublicRegister:
    """What the public may see.

    Raises:
        Unreadable: for the first file that gives no document: what it would have withheld, nobody knows.
    """
    words = lambda: register.vocabulary  # noqa: E731
    return open_to_public(Snapshot(map(document_of, entries), words, register.settings))


def build_site(
    folder: SiteFolder, commit: str, documents: int, jobs: Sequence[Job], watch: Watch, *, dry_run: bool
) -> Built:
    """Put a site in place; `watch` sees the jobs go by."""
    folder.refuse_foreign()
    puts = [put for done in watch(folder.build(jobs, dry_run=dry_run), len(jobs)) for put in done]
    gone = folder.finish(puts, commit, __version__, documents, dry_run=dry_run)
    return Built(commit, documents, (*puts, *gone))
