"""somei site build."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.publishing_site import build_site, read_public
from somei_cli.commands import params, session
from somei_cli.commands.answers import answer
from somei_cli.commands.sites import SiteRevision, entries_told, open_at, watching
from somei_cli.render.site.building import site_jobs
from somei_cli.render.sites import built_view, built_words
from somei_cli.store.outgoing_folder import refuse_own
from somei_cli.store.packaged import data_text
from somei_cli.store.site_folder import SiteFolder


def site_build(
    output: Annotated[str, typer.Option("-o", "--output", metavar="DIR", help="The folder of the site.")],
    at: SiteRevision = "HEAD",
    dry_run: params.DryRun = False,
    as_json: params.AsJson = False,
) -> int:
    """Make a site of web pages that shows the public part of a commit.

    It works from a folder, without a server; nothing in it leads to another host. What is there already and the same is
    not written again; pages that are not made any more are taken out.
    """
    past = open_at(at)
    refuse_own(Path(output), past.register.root)
    folder = SiteFolder(Path(output).absolute())
    folder.refuse_foreign()
    public = read_public(past.register, entries_told(past.register))
    jobs = site_jobs(public, data_text)
    built = build_site(folder, past.commit, len(public.documents), jobs, watching("Writing"), dry_run=dry_run)
    if as_json or dry_run:
        answer(built_view(built), as_json=as_json)
    session.tell(built_words(built, output, dry_run=dry_run))
    return 0
