"""Proving a site: it is what its commit gives, leads nowhere else, and shows nothing that is withheld."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from somei_cli import __version__
from somei_cli.actions.publication.site import put_all
from somei_cli.actions.publication.source import CommittedRegister, Watch
from somei_cli.actions.publication.verify import Against, OutputFolder, OutputFormat, prove_outside, withheld_in
from somei_cli.formats.export.site import MANIFEST, SiteManifest, dump, manifest_of
from somei_cli.formats.leaks.site_links import links, told, ways_out
from somei_cli.formats.leaks.withheld_words import signs_of_lists
from somei_cli.model.publication.output_faults import OutsideFault, Wrong
from somei_cli.model.publication.public_register import PublicRegister
from somei_cli.model.publication.site_files import Job
from somei_cli.store.disk.site_folder import SiteFolder


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

    outside = OutputFolder(folder.root, tuple(against), secret, OutputFormat(told, astray))
    faults = prove_outside(outside, folder.held, watch, "Proving", much=source.is_large)
    # What a build left that was cut off is no page, and not from elsewhere either.
    foreign = frozenset(folder.foreign)
    return tuple(fault for fault in faults if fault.wrong is not Wrong.FOREIGN or fault.path in foreign)


def _made_again(folder: SiteFolder, manifest: SiteManifest, wanted: ExpectedSite, watch: Watch) -> Mapping[str, str]:
    """The hash of every file that the commit gives."""
    done = watch(put_all(folder, wanted.jobs, dry_run=True), len(wanted.jobs), "Making again")
    puts = [put for some in done for put in some]
    listed = dump(manifest_of(manifest.commit, manifest.maker, len(wanted.public.documents), puts))
    return {MANIFEST: hashlib.sha256(listed.encode()).hexdigest(), **{put.path: put.sha256 for put in puts}}
