"""somei resolve."""

from typing import Annotated

from somei_cli.actions.access_requests import find_doubled_requests
from somei_cli.actions.merge_and_conflicts import Decisions, ResolvedFile, has_conflicts, resolve_conflicts
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open_and_show import open_register, show_view
from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.merge import MergeSide
from somei_cli.render.views.sync import USE_GIT_HINT, conflict_record, conflicts_view, duplicate_request_hint

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
    root = register.root
    resolved = resolve_conflicts(root, tuple(files or ()), _decisions(take or [], field or []), dry_run=dry_run)
    if as_json or any(file.conflicts for file in resolved):
        show_view(conflicts_view(_record(file) for file in resolved), as_json=as_json)
    for file in resolved:
        session.talk(_words(file, dry_run=dry_run))
    doubled = tuple(find_doubled_requests(register))
    session.talk(
        *(line for file in doubled for line in duplicate_request_hint(file.path, file.free, rebasing=file.is_rebasing))
    )
    if {file.path for file in resolved if file.reason} - {file.path for file in doubled}:
        session.talk(USE_GIT_HINT)
    if not resolved:
        session.talk("Nothing is in conflict.")
    elif not dry_run and not has_conflicts(root):
        session.talk("Nothing is in conflict any more: git commit, or git rebase --continue, concludes it.")
    return 0 if all(file.document for file in resolved) else 5


def _decisions(takes: list[MergeSide], fields: list[str]) -> Decisions:
    """Return one side for all named fields or for everything, or pairs of fields and sides."""
    if len(takes) == 1 and not fields:
        return Decisions(default_side=takes[0])
    sides = takes * len(fields) if len(takes) == 1 else takes
    if len(sides) != len(fields):
        raise WrongUsage("It is not clear which side goes with which field.", "Write --take SIDE --field F in pairs.")
    return Decisions(dict(zip(fields, sides, strict=True)))


def _record(file: ResolvedFile) -> dict[str, object]:
    return {
        "document": str(file.number) if file.number else None,
        "path": str(file.path),
        "merged": file.document is not None,
        "why": file.reason or None,
        "conflicts": [conflict_record(conflict, side) for conflict, side in file.conflicts],
    }


def _words(file: ResolvedFile, *, dry_run: bool) -> str:
    name = file.number or file.path
    if file.reason:
        return f"{name} {file.reason}: left as it is."
    if file.document:
        return f"{name}: would be merged and staged (dry run)." if dry_run else f"{name}: merged and staged."
    undecided = [conflict for conflict, side in file.conflicts if side is None]
    named = "; ".join(conflict.field for conflict in undecided)
    lowered = (
        " The marking is lowered only by its name: --field marking."
        if any(conflict.field == "marking" for conflict in undecided)
        else ""
    )
    return f"{name}: to be decided with --take SIDE --field F: {named}.{lowered}"
