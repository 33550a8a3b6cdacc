"""HIST: markings, statuses, decisions on access and promises, as they may and may not go on."""

from collections import Counter
from collections.abc import Iterator

from somei_cli.errors import as_typed
from somei_cli.model.documents import Document, Status
from somei_cli.model.items import FollowUp, FollowUpState
from somei_cli.model.markings import level_of
from somei_cli.model.settings import PublicUnmarked
from somei_cli.model.steps import HistoryStep
from somei_cli.rules.findings import Severity
from somei_cli.rules.history_numbers import given_again
from somei_cli.rules.rule import Background, Flaw, Scope, rule
from somei_cli.text.paths import SETTINGS

_LIFE = (Status.RESERVED, Status.DRAFT, Status.ISSUED, Status.WITHDRAWN, Status.VOID)
_MILDER = frozenset({(Status.DRAFT, Status.RESERVED), (Status.WITHDRAWN, Status.ISSUED)})


@rule("HIST006", Severity.ERROR, Scope.HISTORY)
def lowered_without_reason(step: HistoryStep, _: Background) -> Iterator[Flaw]:
    """A marking was lowered, and nobody said why.

    Who lowers a marking lets more people see a document. The commit must tell the reason, so that it can be asked
    about: it stands there as a trailer, which a commit by hand may have too (“Reason: …” in its last paragraph).
    The same is asked of who lets the text of all imports without a marking be public: “public_unmarked” in somei.toml.
    """
    if step.deed.opens_unmarked(step.past.public_unmarked) and not _is_opening_reasoned(step):
        hint = "Find out why; then waive this with the reason, or set it back: public_unmarked = “entry”"
        yield Flaw(None, (), "public_unmarked was opened without a reason", hint, path=SETTINGS)
    for turn, old, new in step.deed.changed:
        if _lowers(old, new) and not step.reasoned(turn, _lowers):
            told = f"from {old.marking} to {new.marking or 'no marking'}"
            hint = f"Find out why: somei history {as_typed(new.number)}; then waive this with the reason, or undo it."
            yield Flaw(new.number, (), f"{new.number} went {told} without a reason", hint, path=turn.path)


def _is_opening_reasoned(step: HistoryStep) -> bool:
    brought = [deed for deed in step.brought if deed.public_unmarked is PublicUnmarked.TEXT]
    return bool(step.deed.reason) or (bool(brought) and all(deed.reason for deed in brought))


@rule("HIST007", Severity.ERROR, Scope.HISTORY)
def life_runs_backwards(step: HistoryStep, _: Background) -> Iterator[Flaw]:
    """The status of a document ran backwards.

    A number is reserved, drafted, issued; then it may be withdrawn or made void. What was issued is in other hands
    and is no draft any more, and a void number stays void, unless the act that made it so is undone with a reason
    before anything else was done with it. To undo an act that issued a document, in the same way, is a warning, and so
    is taking back a withdrawal, or a draft to its reservation.
    """
    for turn, old, new in step.deed.changed:
        if not _runs_back(old, new) or given_again(step, turn):
            continue
        undone = step.taken_back(turn, _runs_back)
        if old.status is Status.VOID and undone:
            continue
        severity = Severity.WARNING if undone or (old.status, new.status) in _MILDER else None
        hint = "Enter what came after under a number of its own, or as a revision, and set the status back."
        message = f"{new.number} was {old.status} and became {new.status}"
        yield Flaw(new.number, (), message, hint, severity, path=turn.path)


@rule("HIST008", Severity.WARNING, Scope.HISTORY)
def dated_fact_vanished(step: HistoryStep, _: Background) -> Iterator[Flaw]:
    """A decision on access or a closed promise vanished or changed, and nobody said why.

    Both are dated facts: an applicant was answered, a delegation was told that a promise is kept. They are added to,
    not rewritten; a slip is corrected with the reason in the commit.
    """
    for turn, old, new in step.deed.changed:
        if step.reasoned(turn):
            continue
        hint = f"Put it back, or commit the correction with a reason: somei history {as_typed(new.number)}"
        decisions = Counter(old.access) - Counter(new.access) if old.access else Counter()
        promises = _closed(old) - _closed(new)
        for lost, what in ((decisions, "decision on access"), (promises, "closed promise")):
            if lost:
                words = f"{lost.total()} {what}{'s' if lost.total() > 1 else ''}"
                message = f"{new.number} lost {words}, or holds it otherwise"
                yield Flaw(new.number, (), message, hint, path=turn.path)


def _lowers(before: Document, after: Document) -> bool:
    return level_of(after.marking) < level_of(before.marking)


def _runs_back(before: Document, after: Document) -> bool:
    return _LIFE.index(after.status) < _LIFE.index(before.status)


def _closed(document: Document) -> Counter[FollowUp]:
    return Counter(
        promise
        for item in document.walk_items()
        for promise in item.follow_ups
        if promise.state is not FollowUpState.OPEN and promise.closed
    )
