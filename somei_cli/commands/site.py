"""The commands somei site build and somei site check."""

import sys
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.history.as_of import go_back
from somei_cli.actions.publication.site import build_site, open_site, read_public
from somei_cli.actions.publication.source import read_named
from somei_cli.actions.publication.verify import ExpectedSite, prove_site
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open import answer, watch
from somei_cli.model.history.as_of import Moment
from somei_cli.model.publication.public_register import open_to_public
from somei_cli.model.register.files import DocumentFile
from somei_cli.render.site.build import site_jobs, words_of_sites
from somei_cli.render.views.publication import built_view, built_words, faults_view
from somei_cli.store.disk.output_folder import refuse_own
from somei_cli.store.disk.packaged_data import data_text
from somei_cli.store.disk.site_folder import SiteFolder
from somei_cli.store.git.command import Git
from somei_cli.store.git.dates import day_of, moment_of
from somei_cli.store.register.find import find_register
from somei_cli.store.register.register import Register, document_of


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
    refuse_own(Path(output), root)
    past = go_back(root, Moment(revision=revision), None, session.today())
    commit = past.made or moment_of(Git(root), Git(root).resolve(revision), UTC)
    folder = SiteFolder(Path(output).absolute())
    folder.refuse_foreign()
    day = day_of(commit, past.register.settings.time_zone)
    public = read_public(past.register, _entries(past.register), day)
    jobs = site_jobs(public, data_text)
    built = build_site(folder, commit.commit, len(public.documents), jobs, watch, dry_run=dry_run)
    if as_json or dry_run:
        answer(built_view(built), as_json=as_json)
    session.tell(built_words(built, output, dry_run=dry_run))
    return 0


def _entries(register: Register) -> Iterator[DocumentFile]:
    """Yield every entry, with a progress bar at a terminal."""
    if session.current().quiet or not sys.stderr.isatty():
        return register.entries()
    return iter(watch(register.entries(), register.count_files(), "Reading"))


def check_site(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder of a site.", show_default=False)],
    view_format: params.How = None,
    as_json: params.AsJson = False,
    fields: params.Fields = "",
    sort: params.Sort = "",
    limit: params.Limit = None,
) -> int:
    """Prove a site: it is what its commit gives, leads to no other host, and holds no word that is withheld.

    Status 1 where anything is wrong.
    """
    site = open_site(Path(folder).absolute())
    source = read_named(session.folder(), site.manifest.commit, "site", watch)
    for entry in source.unread:
        document_of(entry)
    public = open_to_public(source.snapshot)
    public.derive()
    expected = ExpectedSite(public, site_jobs(public, data_text), words_of_sites(data_text))
    faults = prove_site(site.folder, site.manifest, source, expected, watch)
    answer(faults_view(faults), as_json=as_json, how=view_format, fields=fields, sort=sort, limit=limit)
    session.tell(f"Compared {len(site.folder.held):,} files with commit {source.commit[:10]}.")
    return 1 if faults else 0
