"""somei doctor."""

from typing import Annotated

import typer

from somei_cli.actions.setup.doctor import examine
from somei_cli.actions.setup.git_config import tune
from somei_cli.actions.setup.repair import repair
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open import answer
from somei_cli.errors import WrongUsage
from somei_cli.model.register.health import Health, Repair
from somei_cli.render.output.view import Column, View


def doctor(
    tuned: Annotated[
        bool, typer.Option("--tune", help="Set what makes git quick in a large register, in this clone alone.")
    ] = False,
    mend: Annotated[
        bool, typer.Option("--repair", help="Mend what a crash left here, as far as nothing is lost by it.")
    ] = False,
    dry_run: params.DryRun = False,
    view_format: params.How = None,
    as_json: params.AsJson = False,
) -> int:
    """Look at what somei needs: git, identity, register, leftovers, installed parts. Changes nothing.

    With --repair it settles a write that was broken off, and puts aside locks that nobody alive can hold; what it
    leaves alone it explains, with status 3. With --tune it sets what makes git quick at this size in the
    repository's own configuration, and says what.
    """
    if tuned and mend:
        raise WrongUsage("--repair and --tune do not go together.", "First --repair, then --tune.")
    if mend:
        return _repair(dry_run=dry_run, how=view_format, as_json=as_json)
    if tuned:
        return _tune(dry_run=dry_run, how=view_format, as_json=as_json)
    if dry_run:
        raise WrongUsage("--dry-run goes with --repair or --tune; without them nothing is changed.")
    examined = examine(session.folder(), indexed=not session.current().no_index)
    columns = (Column("thing", "thing", kept=True), Column("state", "state", kept=True), Column("words", ""))
    records = tuple({"thing": part.thing, "state": str(part.health), "words": part.words} for part in examined)
    answer(View("doctor", columns, records), as_json=as_json, how=view_format)
    return 3 if any(part.health is Health.BAD for part in examined) else 0


def _repair(*, dry_run: bool, how: params.How, as_json: bool) -> int:
    done = repair(session.folder(), dry_run=dry_run)
    columns = (Column("thing", "thing", kept=True), Column("repair", "repair", kept=True), Column("words", ""))
    rows = tuple({"thing": step.thing, "repair": str(step.repair), "words": step.words} for step in done)
    answer(View("repair", columns, rows, "Nothing is to be repaired."), as_json=as_json, how=how)
    return 3 if any(step.repair is Repair.LEFT for step in done) else 0


def _tune(*, dry_run: bool, how: params.How, as_json: bool) -> int:
    done = tune(session.folder(), dry_run=dry_run)
    columns = (Column("setting", "setting", kept=True), Column("before", "before"), Column("now", "now"))
    rows = tuple({"setting": key, "before": before, "now": now} for key, before, now in done.settings)
    answer(View("tune", columns, rows, "Every setting is so already."), as_json=as_json, how=how)
    if dry_run:
        session.tell(
            f"Would set these in this clone, and note the changed paths of {done.commits:,} commits (dry run)."
        )
    elif done.paths:
        session.tell(f"Set in this clone; the changed paths of {done.commits:,} commits are noted.")
    else:
        session.tell("Set in this clone; git keeps no changed paths here, as in a shallow clone.")
    return 0
