"""somei site check."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.publication.site import open_site
from somei_cli.actions.publication.source import read_named
from somei_cli.actions.publication.verify_site import ExpectedSite, prove_site
from somei_cli.commands import params, session
from somei_cli.commands.answers import answer
from somei_cli.commands.watching import watch
from somei_cli.model.publication.public_register import open_to_public
from somei_cli.render.site.build import site_jobs, words_of_sites
from somei_cli.render.views.publication import faults_view
from somei_cli.store.disk.packaged_data import data_text
from somei_cli.store.register.register import document_of


def site_check(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder of a site.", show_default=False)],
    how: params.How = None,
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
    wanted = ExpectedSite(public, site_jobs(public, data_text), words_of_sites(data_text))
    faults = prove_site(site.folder, site.manifest, source, wanted, watch)
    answer(faults_view(faults), as_json=as_json, how=how, fields=fields, sort=sort, limit=limit)
    session.tell(f"Compared {len(site.folder.held):,} files with commit {source.commit[:10]}.")
    return 1 if faults else 0
