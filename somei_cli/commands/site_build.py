"""somei site build."""

import sys
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.history.as_of import go_back
from somei_cli.actions.publication.site import build_site, read_public
from somei_cli.commands import params, session
from somei_cli.commands.answers import answer
from somei_cli.commands.watching import watch
from somei_cli.model.history.as_of import Moment
from somei_cli.model.register.files import DocumentFile
from somei_cli.render.site.build import site_jobs
from somei_cli.render.views.publication import built_view, built_words
from somei_cli.store.disk.output_folder import refuse_own
from somei_cli.store.disk.packaged_data import data_text
from somei_cli.store.disk.site_folder import SiteFolder
from somei_cli.store.git.command import Git
from somei_cli.store.git.history_dates import day_of, moment_of
from somei_cli.store.register.find import find_register
from somei_cli.store.register.register import Register


def site_build(
    output: Annotated[str, typer.Option("-o", "--output", metavar="DIR", help="The folder of the site.")],
    at: Annotated[str, typer.Option("--at", metavar="REV", help="The commit that is shown.")] = "HEAD",
    dry_run: params.DryRun = False,
    as_json: params.AsJson = False,
) -> int:
    """Make a site of web pages that shows the public part of a commit.

    It works from a folder, without a server; nothing in it leads to another host. What is there already and the same is
    not written again; pages that are not made any more are taken out.
    """
    root = find_register(session.folder())
    refuse_own(Path(output), root)
    past = go_back(root, Moment(revision=at), None, session.today())
    made = past.made or moment_of(Git(root), Git(root).resolve(at), UTC)
    folder = SiteFolder(Path(output).absolute())
    folder.refuse_foreign()
    day = day_of(made, past.register.settings.time_zone)
    public = read_public(past.register, _entries(past.register), day)
    jobs = site_jobs(public, data_text)
    built = build_site(folder, made.commit, len(public.documents), jobs, watch, dry_run=dry_run)
    if as_json or dry_run:
        answer(built_view(built), as_json=as_json)
    session.tell(built_words(built, output, dry_run=dry_run))
    return 0


def _entries(register: Register) -> Iterator[DocumentFile]:
    """Every entry; at a terminal it is told how far the reading has come."""
    if session.current().quiet or not sys.stderr.isatty():
        return register.entries()
    return iter(watch(register.entries(), register.count_files(), "Reading"))
