"""The commands somei site build and somei site check."""

import sys
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.history.as_of import open_register_as_of
from somei_cli.actions.publication.committed_register import read_source_of_output
from somei_cli.actions.publication.site import build_site, open_site, read_public_register
from somei_cli.actions.publication.verify import ExpectedSite, verify_site
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import Answer, show_view, watch
from somei_cli.model.history.document_without_later_events import Moment
from somei_cli.model.publication.public_register import public_register_of
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.render.site.build import site_jobs, template_words
from somei_cli.render.views.publication import describe_site_build, site_build_view, site_faults_view
from somei_cli.store.disk.output_folder import SiteFolder, refuse_register_folders
from somei_cli.store.disk.packaged_data import read_data_text
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import read_commit_date
from somei_cli.store.register.find import find_register
from somei_cli.store.register.register import Register, require_document


def write_site(
    output: Annotated[str, typer.Option("-o", "--output", metavar="DIR", help="The folder of the site.")],
    revision: Annotated[str, typer.Option("--at", metavar="REV", help="The commit that is shown.")] = "HEAD",
    dry_run: params.DryRun = False,
    as_json: params.AsJson = False,
) -> int:
    """Make a site of web pages that shows the public part of a commit.

    It works from a folder, without a server; nothing in it leads to another host. What is there already and the same is
    not written again; pages that are not made any more are taken out.
    """
    root = find_register(session.folder())
    refuse_register_folders(Path(output), root)
    past = open_register_as_of(root, Moment(revision=revision), None, session.today())
    commit = past.commit or read_commit_date(Git(root), Git(root).resolve(revision), UTC)
    folder = SiteFolder(Path(output).absolute())
    folder.refuse_foreign()
    public = read_public_register(past.register, _entries(past.register), commit)
    jobs = site_jobs(public, read_data_text)
    built = build_site(folder, commit.commit, len(public.documents), jobs, watch, dry_run=dry_run)
    if as_json or dry_run:
        show_view(site_build_view(built), as_json=as_json)
    session.talk(describe_site_build(built, output, dry_run=dry_run))
    return 0


def _entries(register: Register) -> Iterator[DocumentFile]:
    """Yield every entry, with a progress bar at a terminal."""
    if session.current().quiet or not sys.stderr.isatty():
        return register.entries()
    return iter(watch(register.entries(), register.count_files(), "Reading"))


def check_site(
    folder: Annotated[str, params.argument("DIR", "The folder of a site.")],
    answer: Answer,
) -> int:
    """Prove a site: it is what its commit gives, leads to no other host, and holds no word that is withheld.

    Status 1 where anything is wrong.
    """
    site = open_site(Path(folder).absolute())
    source = read_source_of_output(session.folder(), site.manifest.commit, "site", watch)
    for entry in source.unread:
        require_document(entry)
    public = public_register_of(source.snapshot)
    public.compute_all()
    expected = ExpectedSite(public, site_jobs(public, read_data_text), template_words(read_data_text))
    faults = verify_site(site.folder, site.manifest, source, expected, watch)
    answer.show(site_faults_view(faults))
    session.talk(f"Compared {len(site.folder.paths):,} files with commit {source.commit[:10]}.")
    return 1 if faults else 0
