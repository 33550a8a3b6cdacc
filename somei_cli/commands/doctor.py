"""somei doctor."""

from typing import Annotated

import typer

from somei_cli.actions.setup.doctor import examine_clone
from somei_cli.actions.setup.git_config import tune_clone
from somei_cli.actions.setup.repair import repair
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import PlainAnswer
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
    *,
    answer: PlainAnswer,
) -> int:
    """Look at what somei needs: git, identity, register, leftovers, installed parts. Changes nothing.

    With --repair it settles a write that was broken off, and puts aside locks that nobody alive can hold; what it
    leaves alone it explains, with status 3. With --tune it sets what makes git quick at this size in the
    repository's own configuration, and says what.
    """
    if tuned and mend:
        raise WrongUsage("--repair and --tune do not go together.", "First --repair, then --tune.")
    if mend:
        return _repair(answer, dry_run=dry_run)
    if tuned:
        return _tune(answer, dry_run=dry_run)
    if dry_run:
        raise WrongUsage("--dry-run goes with --repair or --tune; without them nothing is changed.")
    examined = examine_clone(session.folder(), indexed=not session.current().no_index)
    columns = (Column("thing", "thing", unbroken=True), Column("state", "state", unbroken=True), Column("words", ""))
    records = tuple({"thing": part.topic, "state": str(part.health), "words": part.message} for part in examined)
    answer.show(View("doctor", columns, records))
    return 3 if any(part.health is Health.BAD for part in examined) else 0


def _repair(answer: PlainAnswer, *, dry_run: bool) -> int:
    done = repair(session.folder(), dry_run=dry_run)
    columns = (Column("thing", "thing", unbroken=True), Column("repair", "repair", unbroken=True), Column("words", ""))
    rows = tuple({"thing": step.topic, "repair": str(step.repair), "words": step.message} for step in done)
    answer.show(View("repair", columns, rows, "Nothing is to be repaired."))
    return 3 if any(step.repair is Repair.LEFT for step in done) else 0


def _tune(answer: PlainAnswer, *, dry_run: bool) -> int:
    done = tune_clone(session.folder(), dry_run=dry_run)
    columns = (Column("setting", "setting", unbroken=True), Column("before", "before"), Column("now", "now"))
    rows = tuple({"setting": key, "before": before, "now": now} for key, before, now in done.settings)
    answer.show(View("tune", columns, rows, "Every setting is so already."))
    if dry_run:
        session.talk(
            f"Would set these in this clone, and note the changed paths of {done.commits:,} commits (dry run)."
        )
    elif done.paths:
        session.talk(f"Set in this clone; the changed paths of {done.commits:,} commits are noted.")
    else:
        session.talk("Set in this clone; git keeps no changed paths here, as in a shallow clone.")
    return 0
