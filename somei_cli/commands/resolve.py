"""somei resolve."""

from typing import Annotated

import typer

from somei_cli.actions.access_requests import doubled_requests
from somei_cli.actions.merge import Decisions, Settled, are_left, settle
from somei_cli.commands.shared import params, session
from somei_cli.commands.shared.open import answer, open_register
from somei_cli.errors import WrongUsage
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.merge import MergeSide
from somei_cli.render.views.sync import LEFT_TO_GIT, conflict_record, conflicts_view, doubled_words


def _side(typed: str) -> MergeSide:
    return MergeSide(params.one_of(MergeSide, typed, "the side"))


def resolve(
    files: Annotated[
        list[DocumentNumber] | None,
        typer.Argument(
            parser=params.number_or_file, metavar="[NUMBER]…", help="Numbers or files; else all.", show_default=False
        ),
    ] = None,
    take: Annotated[
        list[MergeSide] | None,
        typer.Option("--take", parser=_side, metavar="SIDE", help="ours or theirs.", show_default=False),
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option("--field", metavar="F", help="The field that --take decides; else all.", show_default=False),
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
    settled = settle(root, tuple(files or ()), _decisions(take or [], field or []), dry_run=dry_run)
    if as_json or any(one.conflicts for one in settled):
        answer(conflicts_view(_record(one) for one in settled), as_json=as_json)
    for one in settled:
        session.tell(_words(one, dry_run=dry_run))
    doubled = tuple(doubled_requests(register))
    session.tell(*(line for one in doubled for line in doubled_words(one.path, one.free, rebasing=one.rebasing)))
    if {one.path for one in settled if one.why} - {one.path for one in doubled}:
        session.tell(LEFT_TO_GIT)
    if not settled:
        session.tell("Nothing is in conflict.")
    elif not dry_run and not are_left(root):
        session.tell("Nothing is in conflict any more: git commit, or git rebase --continue, concludes it.")
    return 0 if all(one.document for one in settled) else 5


def _decisions(takes: list[MergeSide], fields: list[str]) -> Decisions:
    """One side for all that is named or for everything, or as many sides as fields, in pairs."""
    if len(takes) == 1 and not fields:
        return Decisions(others=takes[0])
    sides = takes * len(fields) if len(takes) == 1 else takes
    if len(sides) != len(fields):
        raise WrongUsage("It is not clear which side goes with which field.", "Write --take SIDE --field F in pairs.")
    return Decisions(dict(zip(fields, sides, strict=True)))


def _record(one: Settled) -> dict[str, object]:
    return {
        "document": str(one.number) if one.number else None,
        "path": str(one.path),
        "merged": one.document is not None,
        "why": one.why or None,
        "conflicts": [conflict_record(conflict, side) for conflict, side in one.conflicts],
    }


def _words(one: Settled, *, dry_run: bool) -> str:
    name = one.number or one.path
    if one.why:
        return f"{name} {one.why}: left as it is."
    if one.document:
        return f"{name}: would be merged and staged (dry run)." if dry_run else f"{name}: merged and staged."
    left = [conflict for conflict, side in one.conflicts if side is None]
    named = "; ".join(conflict.field for conflict in left)
    lowered = (
        " The marking is lowered only by its name: --field marking."
        if any(one.field == "marking" for one in left)
        else ""
    )
    return f"{name}: to be decided with --take SIDE --field F: {named}.{lowered}"
