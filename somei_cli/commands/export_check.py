"""somei export check."""

from pathlib import Path
from typing import Annotated

import typer

from somei_cli.actions.publication.verify import check_export
from somei_cli.commands import params, session
from somei_cli.commands.answers import answer
from somei_cli.commands.watching import watch
from somei_cli.model.register.words import counted
from somei_cli.render.output.streams import say
from somei_cli.render.views.publication import findings_view


def export_check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What somei export wrote.", show_default=False)],
    how: params.How = None,
    as_json: params.AsJson = False,
) -> int:
    """Prove an export: made again from its commit it must be the same, and no word of a withheld place is in it.

    Status 1 with findings, 3 where something could not be looked at.
    """
    proof = check_export(session.folder(), folder, watch)
    for words in proof.unseen:
        say(f"somei: {words}")
    if proof.findings or as_json or how:
        answer(findings_view(proof.findings), as_json=as_json, how=how)
    files = counted(len(proof.manifest.files), "file")
    proved = "Not proved:" if proof.unseen else "Proved:"
    found = f"{counted(len(proof.findings), 'finding')} in" if proof.findings else proved
    session.tell(f"{found} {files} of commit {proof.manifest.commit[:10]}, {proof.manifest.audience}.")
    return 1 if proof.findings else 3 if proof.unseen else 0
