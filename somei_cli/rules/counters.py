"""CODE: the counters of the subject codes, each over all documents of a year."""

from collections.abc import Iterator, Sequence

from somei_cli.model.codes import CodeEntry
from somei_cli.model.counters import GivenSerial, given_by
from somei_cli.model.documents import Document
from somei_cli.rules.findings import Severity
from somei_cli.rules.rule import Background, Flaw, Members, Scope, Whole, rule
from somei_cli.rules.traits import Trait

_BESIDE = 2
_SLACK = 20
_SHARE = 10


@rule("CODE007", Severity.WARNING, Scope.REGISTER, Trait.CODE)
def gap_in_counter(whole: Whole, background: Background) -> Iterator[Flaw]:
    """Serials of a code are missing in a register that is complete.

    Every document with a code takes the next serial of the year. A register that holds all of them has no gap between
    COSI 254 and COSI 257: a code was lost on the way, or a serial misread. Where the register is complete only for
    some series, documents of the others may hold the missing serials, and this is no more than a hint.
    """
    if not background.settings.complete:
        return
    mild = Severity.INFO if background.settings.own_series else None
    for document in whole.asked:
        year = document.number.year
        for code, given in given_by(document):
            before = whole.snapshot.counter(code, year).before(given)
            if before is not None and given.serial - before > 1:
                first, last = before + 1, given.serial - 1
                missing = f"{first}" if first == last else f"{first} to {last}"
                hint = "Look for documents without their codes: somei check --select CODE004,CODE005"
                at = ("subject_codes", given.place)
                yield Flaw(document.number, at, f"nobody holds {code} {missing} of {year}", hint, severity=mild)


@rule("CODE008", Severity.INFO, Scope.REGISTER, Trait.CODE)
def serial_out_of_line(whole: Whole, _: Background) -> Iterator[Flaw]:
    """A serial is far out of line with those of the numbers around it.

    Numbers and serials are both given in the order of registration, so within a year they rise together: not step by
    step, since several people register at once, but roughly. ENFOPOL 53 between ENFOPOL 530 and ENFOPOL 533 has
    lost a figure. Two first issues on each side, in order among themselves, must say the same; a higher serial on a
    document that was issued later than they is normal, since its number was reserved.
    """
    for document in whole.asked:
        year = document.number.year
        for code, given in given_by(document):
            counter = whole.snapshot.counter(code, year)
            near = counter.serials_around(given, _BESIDE)
            if not near or not _is_far(given.serial, near):
                continue
            around = counter.around(given, _BESIDE)
            if given.serial < near[0] or not _was_reserved(given, around[_BESIDE:]):
                low, high = around[_BESIDE - 1], around[_BESIDE]
                place = f"{low.serial} of {low.number} and {high.serial} of {high.number}"
                message = f"{code} {given.serial} of {year} stands between {place}"
                hint = "Compare the serial with the first page; a figure may be lost, doubled or exchanged."
                yield Flaw(document.number, ("subject_codes", given.place), message, hint)


def _is_far(serial: int, near: Sequence[int]) -> bool:
    """Whether a serial lies far off others, which stand in order."""
    slack = _SLACK + near[-1] // _SHARE
    return not near[0] - slack <= serial <= near[-1] + slack and near == sorted(near)


def _was_reserved(given: GivenSerial, after: Sequence[GivenSerial]) -> bool:
    """Whether a document was, or may have been, issued after those with later numbers."""
    days = [other.date for other in after if other.date]
    return given.date is None or not days or given.date > max(days)


@rule("CODE009", Severity.INFO, Scope.FAMILY, Trait.SEVERAL, Trait.CODE)
def serials_taken_over(members: Members, _: Background) -> Iterator[Flaw]:
    """A document holds all the serials of another one of its number.

    A revision or an addendum is registered like any other document and takes serials of its own. Where several codes
    stand there with exactly the same serials, they were copied from the first issue rather than read.
    """
    seen: dict[frozenset[CodeEntry], Document] = {}
    for member in members:
        serials = frozenset(entry for entry in member.subject_codes if entry.serial is not None)
        first = seen.setdefault(serials, member)
        if len(serials) > 1 and first is not member:
            hint = f"Compare the codes with the first page; if {first.number} shows the same, waive this."
            at = ("subject_codes", 0)
            yield Flaw(member.number, at, f"the same serials as {first.number}", hint)
