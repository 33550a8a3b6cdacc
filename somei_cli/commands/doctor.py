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
from somei_cli.render.views.fixes_and_setup import describe_tuning, health_view, repair_view, tuning_view


def doctor(
    tuned: Annotated[
        bool, typer.Option("--tune", help="Make git fast in a large register; only this clone changes.")
    ] = False,
    mend: Annotated[bool, typer.Option("--repair", help="Repair what a crash left, if nothing is lost by it.")] = False,
    dry_run: params.DryRun = False,
    *,
    answer: PlainAnswer,
) -> int:
    """Examine what somei needs, and repair it if asked.

    It examines git, your identity, the register, leftovers of a crash and the installed parts, and changes nothing.

    --repair finishes a write that was interrupted and removes locks that no running program holds. It explains what
    it leaves alone, with status 3. --tune changes the settings of git in this repository that make it fast at this
    size, and lists them.
    """
    if tuned and mend:
        raise WrongUsage("--repair and --tune do not go together.", "First --repair, then --tune.")
    if mend:
        repairs = repair(session.folder(), dry_run=dry_run)
        answer.show(repair_view(repairs))
        return 3 if any(step.repair is Repair.LEFT for step in repairs) else 0
    if tuned:
        tuning = tune_clone(session.folder(), dry_run=dry_run)
        answer.show(tuning_view(tuning.settings))
        session.talk(describe_tuning(tuning.commits, has_paths=tuning.paths, dry_run=dry_run))
        return 0
    if dry_run:
        raise WrongUsage("--dry-run goes with --repair or --tune; without them nothing is changed.")
    examined = examine_clone(session.folder(), indexed=not session.current().no_index)
    answer.show(health_view(examined))
    return 3 if any(part.health is Health.BAD for part in examined) else 0
