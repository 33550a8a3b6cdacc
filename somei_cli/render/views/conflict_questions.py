"""What a clerk reads before deciding a field in conflict: the values, and what each side's act said."""

from collections.abc import Iterator

from somei_cli.formats.sanitize import clean_line
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.history.change_consequences import label_field
from somei_cli.model.merge import Conflict, ConflictAct, FieldQuestion, MergeSide
from somei_cli.render.output.view import cell
from somei_cli.render.views.acts_and_history import shorten

_WIDTH = 8


def describe_sides(*, is_rebasing: bool) -> Iterator[str]:
    """Yield what the words for the two sides mean, and what becomes of the answers."""
    ours, theirs = ("this branch", "what is merged into it")
    if is_rebasing:
        ours, theirs = ("the branch that your commits are put upon", "your commit")
    yield f"Ours is {ours}, theirs is {theirs}. Nothing is written before the last answer."


def describe_sides_of_sync() -> Iterator[str]:
    """Yield what the words for the two sides mean in a sync, and what becomes of the answers."""
    yield "Both changed one field. Ours is what you wrote, theirs what the server has. Nothing is sent before the last"
    yield "answer; both acts stay in the history, whichever side is taken."


def describe_question(number: DocumentNumber | None, question: FieldQuestion, place: int, count: int) -> Iterator[str]:
    """Yield what a field in conflict is in each version, and below each side what its act said."""
    conflict = question.conflict
    yield ""
    yield f"{number}: {label_field(conflict.field)}, {conflict.reason} ({place} of {count})"
    if conflict.base is not None:
        yield _line("before", conflict.base)
    for side in MergeSide:
        yield _line(str(side), conflict.value_of(side))
        act = question.acts.get(side)
        if act:
            yield _line("", _describe_act(act))


def describe_lowering(conflict: Conflict, side: MergeSide) -> str:
    """Return the question whether a marking may be lowered."""
    opposite = MergeSide.THEIRS if side is MergeSide.OURS else MergeSide.OURS
    lower, higher = (_value_text(conflict.value_of(each)) for each in (side, opposite))
    return clean_line(f"That lowers the marking from {higher} to {lower}. Take it?")


def _line(word: str, value: object) -> str:
    return f"  {word:<{_WIDTH}}{value if word == '' else _value_text(value)}"


def _value_text(value: object) -> str:
    return shorten(cell(value)) or "(none)"


def _describe_act(act: ConflictAct) -> str:
    reason = f": {act.reason}" if act.reason else ""
    return f"{act.summary} ({act.author}, {act.time:%Y-%m-%d}, {act.commit[:10]}){reason}"
