"""The options by which a clerk decides between two versions: --take SIDE, for all fields or for one --field."""

from collections.abc import Sequence
from typing import Annotated

from somei_cli.commands.shared import params
from somei_cli.errors import WrongUsage
from somei_cli.model.merge import Decisions, MergeSide

_side = params.choice(MergeSide, "the side")

Take = Annotated[list[MergeSide] | None, params.option("--take", "SIDE", "ours or theirs.", _side)]
DecidedField = Annotated[list[str] | None, params.option("--field", "F", "The field that --take decides; else all.")]


def read_decisions(typed_sides: Sequence[MergeSide], typed_fields: Sequence[str]) -> Decisions:
    """Return one side for all named fields or for everything, or pairs of fields and sides."""
    if len(typed_sides) == 1 and not typed_fields:
        return Decisions(default_side=typed_sides[0])
    sides = [*typed_sides] * len(typed_fields) if len(typed_sides) == 1 else typed_sides
    if len(sides) != len(typed_fields):
        raise WrongUsage("It is not clear which side goes with which field.", "Write --take SIDE --field F in pairs.")
    return Decisions(dict(zip(typed_fields, sides, strict=True)))
