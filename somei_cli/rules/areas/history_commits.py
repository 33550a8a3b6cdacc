"""HIST: how commits came about: by hand, by a merge that made things up, at odd times, on a rewritten line.

HIST: files that are no plain files, and files that broke.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from somei_cli.formats.diff.document import differences
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference, Shown
from somei_cli.model.history.steps import CommitView, FileEdit, HistoryStep
from somei_cli.model.register.files import EXECUTABLE, LINK, PLAIN, SUBMODULE, TEXTS
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Background, Flaw, Scope, rule

_NAMED = 3
_A_DAY = timedelta(days=1)


@rule("HIST009", Severity.INFO, Scope.HISTORY)
def edited_by_hand(step: HistoryStep, _: Background) -> Iterator[Flaw]:
    """A commit changed documents and does not say which.

    Commands of somei write the act and the numbers into the message, as trailers. Editing by hand is allowed; then
    the history has only the words of the message, and a reviewer looks more closely.
    """
    silent = [turn for turn in step.deed.turns if turn.number and not all(_says(d, turn) for d in step.behind(turn))]
    if silent:
        numbers = [turn.number for turn in silent if turn.number]
        more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
        words = ", ".join(map(str, numbers[:_NAMED])) + more
        about: DocumentNumber | None = numbers[0] if len(numbers) == 1 else None
        hint = "Next time name them: “Somei-Action: edit” and “Somei-Document: NUMBER” in the last paragraph."
        yield Flaw(about, (), f"{words} edited by hand", hint, path=silent[0].path)


def _says(deed: CommitView, turn: FileEdit) -> bool:
    return "Somei-Action" in deed.trailers and str(turn.number) in deed.trailers.get("Somei-Document", ())


@rule("HIST010", Severity.WARNING, Scope.HISTORY)
def merge_made_it_up(step: HistoryStep, _: Background) -> Iterator[Flaw]:
    """A merge holds what none of its sides has.

    Whoever solves a conflict chooses between values, or joins them. A value that neither side had was written while
    merging, where nobody reviews it: it belongs into a commit of its own.
    """
    hint = "Look at it with: git show --cc COMMIT; if it is meant, do it once more in a commit of its own."
    for turn in step.deed.turns:
        if turn.others is None or turn.after is None or turn.after.document is None:
            continue
        parents = [held.document if held else None for held in (turn.before, *turn.others)]
        fields = _made_up(parents, turn.after.document)
        if fields:
            about = turn.after.document.number
            words = ", ".join(fields[:_NAMED]) if any(parents) else "the whole entry"
            yield Flaw(about, (), f"{about} has from neither side of a merge: {words}", hint, path=turn.path)


def _made_up(parents: Sequence[Document | None], after: Document) -> list[str]:
    """The fields whose value is none of those that the parents have, nor theirs put together.

    Only the key is told: what names a part of it may be the title of an item.
    """
    changes = [{d.field: d for d in differences(parent, after)} for parent in parents]
    found = [field for field in changes[0] if all(field in c for c in changes) and not _joined(field, changes)]
    return list(dict.fromkeys(field.split(" ")[0] for field in found))


def _joined(field: str, changes: Sequence[dict[str, Difference]]) -> bool:
    """Whether a list holds what all sides have, and nothing that no side has."""
    before = [_as_set(change[field].before) for change in changes]
    after = _as_set(changes[0][field].after)
    if after is None or any(one is None for one in before):
        return False
    sides = [one for one in before if one is not None]
    return set.intersection(*sides) <= after <= set.union(*sides)


def _as_set(value: Shown) -> set[str] | None:
    return set(value) if isinstance(value, list) else set() if value is None else None


@rule("HIST014", Severity.INFO, Scope.HISTORY)
def time_runs_backwards(step: HistoryStep, _: Background) -> Iterator[Flaw]:
    """A commit is more than a day older than the one before it.

    The clock of a computer was wrong, or somebody put a commit into the past. Whatever is told “as of” a day then
    tells something else than what stood there on that day.
    """
    before = step.past.when
    if before and step.deed.when < before - _A_DAY:
        hint = "Compare the clock of the computer that it came from."
        message = f"made on {step.deed.when.date()}, behind a commit of {before.date()}"
        first = step.deed.turns[0] if step.deed.turns else None
        about = first.about if first and len(step.deed.turns) == 1 else None
        yield Flaw(about, (), message, hint, path=first.path if first else None)


@rule("HIST016", Severity.ERROR, Scope.HISTORY)
def rewritten(step: HistoryStep, _: Background) -> Iterator[Flaw]:
    """The history of this branch was rewritten since it was last proved here.

    This clone keeps the newest commit that it has proved, outside of every commit. The branch does not lead back to it
    any more: somebody rebased it, or forced another one upon it. What stood there may be gone, and the new history
    looks as sound as the old one. Where it lies behind a merge now, as after a pull, everything is proved anew.
    """
    if step.lost:
        hint = "Find out who did it and why (git reflog). If it is right: somei check --history --accept-rewritten"
        message = f"the branch does not lead back to {step.lost[:10]}, which was proved here before"
        yield Flaw(None, (), message, hint)


_KINDS = {LINK: "a link", EXECUTABLE: "executable", SUBMODULE: "a submodule"}


@rule("HIST011", Severity.ERROR, Scope.HISTORY)
def no_plain_file(step: HistoryStep, _: Background) -> Iterator[Flaw]:
    """A document file is, or became, something else than a plain file.

    A link may lead out of the register to a file of whoever opens it; a submodule holds nothing that this repository
    keeps; an executable file asks to be run. A register holds plain files only.
    """
    for turn in step.deed.turns:
        mode = turn.after.mode if turn.after else PLAIN
        if mode != PLAIN and (turn.before is None or turn.before.mode != mode):
            hint = "Put a plain file in its place, with its last text: git log -p -- PATH"
            message = f"{turn.about or 'a file'} is {_KINDS.get(mode, 'no plain file')}"
            yield Flaw(turn.about, (), message, hint, path=turn.path)


@rule("HIST012", Severity.ERROR, Scope.HISTORY)
def broke(step: HistoryStep, _: Background) -> Iterator[Flaw]:
    """A file that could be read could not be read any more.

    From this commit on the document was missing for everybody, until somebody mended the file. What was changed in the
    same stroke is compared with the last text that could be read. As long as it is not mended, FILE001 tells so too.
    """
    for turn in step.deed.turns:
        old, new = turn.before, turn.after
        if old and new and old.readable and new.mode in TEXTS and new.faults:
            hint = "Mend it: git diff between this commit and the one before shows what broke it."
            yield Flaw(turn.about, (), f"{turn.about or 'a file'} could not be read any more", hint, path=turn.path)
