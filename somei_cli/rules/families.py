"""NUM: families and series, as far as the register holds them."""

from collections.abc import Iterator
from itertools import takewhile

from somei_cli.errors import as_typed
from somei_cli.model.documents import Status
from somei_cli.model.numbers import DocumentNumber, Suffix
from somei_cli.rules.findings import Severity
from somei_cli.rules.roles import is_expected, is_issued
from somei_cli.rules.rule import Background, Flaw, Members, Scope, Whole, rule
from somei_cli.rules.traits import Trait


@rule("NUM003", Severity.WARNING, Scope.FAMILY, Trait.SUFFIX)
def missing_relatives(members: Members, background: Background) -> Iterator[Flaw]:
    """A document that this one builds on is not in the register.

    REV 2 implies a REV 1, ADD 3 an ADD 1 and an ADD 2, and every suffix a text that it was put to: 14860/1/18 REV 1
    ADD 1 adds to 14860/1/18 REV 1. Papers may stay hidden, or a first issue was never sent out, so this is only a
    hint; in a register that is complete it is most often a slip in one digit.
    """
    held = frozenset(member.number for member in members)
    for number in (member.number for member in members):
        missing = tuple(_missing(number, held))
        if missing:
            mild = None if is_expected(number, background.settings) else Severity.INFO
            named = ", ".join(f"{first}" if first == last else f"{first} to {last}" for first, last in missing)
            hint = f"Compare the number with the document, or enter the other: somei add {as_typed(missing[0][0])}"
            yield Flaw(number, ("number",), f"not in the register: {named}", hint, severity=mild)


def _missing(
    number: DocumentNumber, held: frozenset[DocumentNumber]
) -> Iterator[tuple[DocumentNumber, DocumentNumber]]:
    """What a number implies and nobody entered, as first and last: its parent, and the ordinals right below it."""
    if number.parent is None:
        return
    if number.parent not in held:
        yield number.parent, number.parent
    below = takewhile(lambda sibling: sibling not in held, _siblings_below(number))
    run = tuple(below)
    if run:
        yield run[-1], run[0]


def _siblings_below(number: DocumentNumber) -> Iterator[DocumentNumber]:
    *chain, last = number.suffixes
    for ordinal in range(last.ordinal - 1, 0, -1):
        yield DocumentNumber(number.series, number.number, number.year, (*chain, Suffix(last.kind, ordinal)))


@rule("NUM008", Severity.WARNING, Scope.REGISTER)
def gap_in_series(whole: Whole, background: Background) -> Iterator[Flaw]:
    """Numbers are missing in a series that the register holds completely.

    An office that allots a series itself and declares its register complete must account for every number: issued,
    reserved, withdrawn or void. A gap is a number that was given and forgotten, or a document that was lost.
    """
    own = background.settings.own_series if background.settings.complete else ()
    if not own:
        return
    told: set[DocumentNumber] = set()
    for document in whole.asked:
        base = document.number.base
        if base.series not in own or base in told:
            continue
        told.add(base)
        before = whole.snapshot.base_before(base)
        if before and base.number - before.number > 1:
            first, last = before.number + 1, base.number - 1
            missing = f"{first}" if first == last else f"{first} to {last}"
            hint = "Enter them, or record them as void with their reason: status and reason in the file"
            message = f"no entry for {missing} of {base.series} {base.year}"
            yield Flaw(document.number, ("number",), message, hint)


@rule("NUM009", Severity.WARNING, Scope.FAMILY, Trait.SEVERAL, Trait.NOT_ISSUED)
def void_with_members(members: Members, _: Background) -> Iterator[Flaw]:
    """A number is void, but documents that build on it were issued.

    A void number never became a document; nothing can revise, correct or add to it. Either it was issued after all
    and perhaps withdrawn later, or the other documents belong to another number.
    """
    void = {member.number for member in members if member.status is Status.VOID}
    for member in members:
        if is_issued(member) and member.number.parent in void:
            hint = f"Correct the status of {member.number.parent} (“withdrawn”?), or the number of this document."
            yield Flaw(member.number, ("number",), f"{member.number.parent} is void, and this builds on it", hint)
