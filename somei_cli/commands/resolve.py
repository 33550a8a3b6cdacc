"""somei resolve."""

from typing import Annotated

from somei_cli.actions.access_requests import find_doubled_requests
from somei_cli.actions.merge_and_conflicts import has_conflicts, resolve_conflicts
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.merge_decisions import DecidedField, Take, read_decisions
from somei_cli.commands.shared.open_and_show import open_register, show_view
from somei_cli.model.document_number import DocumentNumber
from somei_cli.render.views.sync import describe_resolved_file, describe_unresolved_files, resolved_files_view


def resolve(
    files: Annotated[
        list[DocumentNumber] | None, params.argument("[NUMBER]…", "Numbers or files; else all.", params.number_or_file)
    ] = None,
    take: Take = None,
    field: DecidedField = None,
    dry_run: params.DryRun = False,
    as_json: params.AsJson = False,
) -> int:
    """Resolve the conflicts that a merge left in documents.

    Changes that do not touch each other are merged. For each other field, a terminal shows both values with what
    their acts said and asks: ours, theirs, a value that you type, or skip. Elsewhere --take and --field decide,
    repeated in pairs. The status is 5 while a field is undecided.

    A document is written and staged when all its fields are decided; git commit then ends the merge.
    """
    register = open_register()
    decisions = read_decisions(take or [], field or [])
    if session.can_ask() and not (take or field or dry_run or as_json):
        # Only a person at a terminal is asked.
        from somei_cli.actions.conflict_questions import ConflictSession
        from somei_cli.commands.resolve_fields import resolve_by_asking

        resolved = resolve_by_asking(ConflictSession(register, tuple(files or ())))
    else:
        resolved = resolve_conflicts(register.root, tuple(files or ()), decisions, dry_run=dry_run)
    if as_json or any(file.conflicts for file in resolved):
        show_view(resolved_files_view(resolved), as_json=as_json)
    session.talk(*(describe_resolved_file(file, dry_run=dry_run) for file in resolved))
    doubled = tuple(find_doubled_requests(register))
    session.talk(
        *describe_unresolved_files(resolved, doubled, has_conflicts=has_conflicts(register.root), dry_run=dry_run)
    )
    return 0 if all(file.document for file in resolved) else 5
