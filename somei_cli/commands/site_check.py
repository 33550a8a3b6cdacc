"""somei site check."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.proving_site import forbidden_in, prove
from somei_cli.actions.publishing_site import open_site, read_public
from somei_cli.commands import params, session
from somei_cli.commands.answers import answer
from somei_cli.commands.sites import entries_told, open_at, watching
from somei_cli.render.site.building import site_jobs
from somei_cli.render.sites import faults_view
from somei_cli.store.packaged import data_text, program_texts

_OURS = ("render/site", "data/site", "model")


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
    held = open_at(site.commit)
    entries = tuple(entries_told(held.register))
    public = read_public(held.register, entries)
    documents = (entry.document for entry in entries if entry.document)
    forbidden = forbidden_in(documents, public, program_texts(*_OURS))
    jobs = site_jobs(public, data_text)
    faults = tuple(dict.fromkeys(prove(site.folder, forbidden, jobs, watching("Proving"))))
    answer(faults_view(faults), as_json=as_json, how=how, fields=fields, sort=sort, limit=limit)
    session.tell(f"Compared {len(site.folder.held):,} files with commit {held.commit[:10]}.")
    return 1 if faults else 0
