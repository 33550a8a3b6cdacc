"""HIST: what one person may not do alone, where the register asks for two."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from somei_cli.errors import NotAValue
from somei_cli.model.documents import Document
from somei_cli.model.persons import Person
from somei_cli.model.settings import PublicUnmarked, TwoPersons
from somei_cli.model.steps import CommitView, HistoryStep
from somei_cli.model.two_persons import needs_approval, switched_off
from somei_cli.rules.findings import Severity
from somei_cli.rules.rule import Background, Flaw, Scope, rule
from somei_cli.text.messages import APPROVED_BY
from somei_cli.text.paths import SETTINGS


@rule("HIST015", Severity.ERROR, Scope.HISTORY)
def without_second_person(step: HistoryStep, _: Background) -> Iterator[Flaw]:
    """Something was done by one person for which the register asks two.

    The table [two_persons] of somei.toml names the steps: lower_marking, void_number, alter_agenda. Another person
    than the author approves with “Approved-by: Name <mail>” in the commit, or merges the branch and says so in the
    message of the merge. The setting counts as it stood before the commit, so switching it off needs approval too.
    Where lower_marking is asked for, so is letting the text of imports without a marking be public (public_unmarked).
    Who has the author's name or address is no other person. The names are those that git was told: where that is not
    enough, commits are signed. One person could waive this alone, so it cannot be waived.
    """
    asks = step.past.two_persons
    if not any(asks):
        return
    hint = "Let another person look at it, and merge what it needs with an “Approved-by” of theirs; or undo it."
    for turn in step.deed.turns:
        for what in needs_approval(asks, *turn.documents) if turn.documents else ():
            deeds = [deed for deed, _ in step.doing(turn, partial(_asks_for, asks, what))]
            if not _approved(step, deeds or [step.deed]):
                yield Flaw(turn.about, (), f"{turn.about} {what}, and only one person did it", hint, path=turn.path)
    off = switched_off(asks, step.deed.two_persons) if step.deed.two_persons is not None else ()
    deeds = [deed for deed in step.brought if deed.two_persons is not None and switched_off(asks, deed.two_persons)]
    if off and not _approved(step, deeds or [step.deed]):
        yield Flaw(None, (), f"{', '.join(off)} was switched off by one person", hint, path=SETTINGS)
    if asks.lower_marking and step.deed.opens_unmarked(step.past.public_unmarked):
        opening = [deed for deed in step.brought if deed.public_unmarked is PublicUnmarked.TEXT]
        if not _approved(step, opening or [step.deed]):
            yield Flaw(None, (), "public_unmarked was opened by one person", hint, path=SETTINGS)


def _asks_for(asks: TwoPersons, what: str, before: Document, after: Document) -> bool:
    return what in needs_approval(asks, before, after)


def _approved(step: HistoryStep, deeds: Iterable[CommitView]) -> bool:
    return all(
        _by_another(deed, deed) or any(_merged_by_another(merge, deed) for merge in step.over(deed)) for deed in deeds
    )


def _merged_by_another(merge: CommitView, deed: CommitView) -> bool:
    return not Person(merge.who, merge.mail).is_same(deed.who, deed.mail) and _by_another(merge, deed)


def _by_another(approving: CommitView, deed: CommitView) -> bool:
    return any(not person.is_same(deed.who, deed.mail) for person in _approvers(approving))


def _approvers(deed: CommitView) -> Iterator[Person]:
    # By hand it is spelled “Approved-By” as often; git too compares the names of trailers without case.
    named = (held for name, held in deed.trailers.items() if name.casefold() == APPROVED_BY.casefold())
    for told in chain.from_iterable(named):
        try:
            yield Person.parse(told)
        except NotAValue:
            continue
