"""somei doctor."""

from somei_cli.actions.examining import examine
from somei_cli.commands import params, session
from somei_cli.commands.answers import answer
from somei_cli.model.health import Health
from somei_cli.render.view import Column, View


def doctor(how: params.How = None, as_json: params.AsJson = False) -> int:
    """Look at what somei needs: git, identity, register, leftovers, installed parts. Changes nothing."""
    found = examine(session.folder())
    columns = (Column("thing", "thing", kept=True), Column("state", "state", kept=True), Column("words", ""))
    records = tuple({"thing": one.thing, "state": str(one.health), "words": one.words} for one in found)
    answer(View("doctor", columns, records), as_json=as_json, how=how)
    return 3 if any(one.health is Health.BAD for one in found) else 0
