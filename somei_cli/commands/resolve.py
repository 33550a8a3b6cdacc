"""somei resolve."""

from typing import Annotated

from somei_cli.actions.access_requests import find_doubled_requests
from somei_cli.actions.merge_and_conflicts import Decisions, has_conflicts, resolve_conflicts
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import open_register, show_view
from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.merge import MergeSide
from somei_cli.render.views.sync import describe_resolved_file, describe_unresolved_files, resolved_files_view

_side = params.choice(MergeSide, "the side")


def resolve(
    files: Annotated[
        list[DocumentNumber] | None, params.argument("[NUMBER]…", "Numbers or files; else all.", params.number_or_file)
    ] = None,
    take: Annotated[list[MergeSide] | None, params.option("--take", "SIDE", "ours or theirs.", _side)] = None,
    field: Annotated[
        list[str] | None, params.option("--field", "F", "The field that --take decides; else all.")
    ] = None,
    dry_run: params.DryRun = False,
    as_json: params.AsJson = False,
) -> int:
    """Settle documents that git left in conflict, field by field: status 5 where a field is to be decided still.

    What does not touch is merged; the other fields are named and decided by --take and --field, which may be repeated
    in pairs. Each document that is decided whole is written and staged; git commit concludes the merge.
    """
    register = open_register()
    decisions = _read_decisions(take or [], field or [])
    resolved = resolve_conflicts(register.root, tuple(files or ()), decisions, dry_run=dry_run)
    if as_json or any(file.conflicts for file in resolved):
        show_view(resolved_files_view(resolved), as_json=as_json)
    session.talk(*(describe_resolved_file(file, dry_run=dry_run) for file in resolved))
    doubled = tuple(find_doubled_requests(register))
    session.talk(
        *describe_unresolved_files(resolved, doubled, has_conflicts=has_conflicts(register.root), dry_run=dry_run)
    )
    return 0 if all(file.document for file in resolved) else 5


def _read_decisions(typed_sides: list[MergeSide], typed_fields: list[str]) -> Decisions:
    """Return one side for all named fields or for everything, or pairs of fields and sides."""
    if len(typed_sides) == 1 and not typed_fields:
        return Decisions(default_side=typed_sides[0])
    sides = typed_sides * len(typed_fields) if len(typed_sides) == 1 else typed_sides
    if len(sides) != len(typed_fields):
        raise WrongUsage("It is not clear which side goes with which field.", "Write --take SIDE --field F in pairs.")
    return Decisions(dict(zip(typed_fields, sides, strict=True)))
