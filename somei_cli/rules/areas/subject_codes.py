"""CODE: subject codes and their serials, and the counters of codes over all documents of a year."""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from somei_cli.errors import shell_word
from somei_cli.model.code_counters import GivenSerial, serials_of
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.register.retired_codes import describe_replacement
from somei_cli.rules.definition.document_parts import is_issued
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, Members, RegisterSubject, RuleContext, Scope, rule

_MAX_NAMED = 5
"""How many holders of a serial a finding names."""


@rule("CODE001", Severity.WARNING, Scope.DOCUMENT, Trait.UNUSUAL_CODE)
def not_in_vocabulary(document: Document, context: RuleContext) -> Iterator[Flaw]:
    """A subject code is not in the vocabulary.

    Lists by subject are made from the codes. A misspelt one (ENFOPAL 532) takes the document out of the list of ENFOPOL
    and starts a second counter. New codes do appear: add them with their title.
    """
    for index, entry in enumerate(document.subject_codes):
        if entry.code in context.vocabulary.codes:
            continue
        nearest = ", ".join(str(code) for code in context.vocabulary.nearest_codes(entry.code))
        command = f"To add it: somei classify {shell_word(document.number)} {shell_word(entry)} --new-code TITLE"
        hint = f"Near it: {nearest}. {command}" if nearest else command
        yield Flaw(document.number, ("subject_codes", index), f"{entry.code} is not in the vocabulary", hint)


@rule("CODE002", Severity.ERROR, Scope.REGISTER, Trait.CODE)
def serial_held_twice(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """Two documents hold the same serial of a code in one year.

    ENFOPOL 532 on 15070/19 means: the 532nd document of 2019 with this code. The year is that of the number, not of the
    date. Members of one family may share a serial, documents with different numbers never: one of the two was misread,
    or the serial was given out twice.
    """
    for document in subject.documents:
        for index, entry in enumerate(document.subject_codes):
            if entry.serial is None:
                continue
            bearers = subject.snapshot.holder_numbers(entry, document.number.year)
            if bearers == (document.number,):
                continue
            base = document.number.base
            # A few holders are enough: if every document had the same serial, naming all for each would take too long.
            other_holders = [
                str(number) for number in islice((number for number in bearers if number.base != base), _MAX_NAMED + 1)
            ]
            if other_holders:
                hint = "Compare both first pages and correct the serial of the one that was misread."
                names = ", ".join(other_holders[:_MAX_NAMED]) + (" and more" if len(other_holders) > _MAX_NAMED else "")
                message = f"{entry} of {document.number.year} is also held by {names}"
                yield Flaw(document.number, ("subject_codes", index), message, hint)


@rule("CODE003", Severity.ERROR, Scope.DOCUMENT, Trait.IRREGULAR_CODES)
def code_twice(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A document carries the same code twice.

    A document takes one serial of a code. A second one was read from another document (agendas print the codes of the
    listed papers beside their numbers), or one of the two codes is misread.
    """
    codes = set()
    for index, entry in enumerate(document.subject_codes):
        if entry.code in codes:
            hint = "Compare the codes with the first page and remove one of the two."
            message = f"{entry.code} is listed here a second time"
            yield Flaw(document.number, ("subject_codes", index), message, hint)
        codes.add(entry.code)


@rule("CODE004", Severity.INFO, Scope.DOCUMENT, Trait.NO_CODE)
def no_code(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """An issued document has no subject code.

    Nearly every Council document carries at least one code under its number. Without it the document appears in no
    list by subject, and that is how most people look for it.
    """
    if is_issued(document) and not document.subject_codes:
        hint = f"Enter the codes of the first page: somei classify {shell_word(document.number)} CODE…"
        yield Flaw(document.number, (), "an issued document without a subject code", hint)


@rule("CODE005", Severity.INFO, Scope.DOCUMENT, Trait.IRREGULAR_CODES)
def no_serial(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A subject code has no serial.

    On the first page the code is followed by its running number of the year (COSI 254). A bare code can be right, but
    more often the number was lost when the text was taken out of a PDF, and the counter has a gap.
    """
    for index, entry in enumerate(document.subject_codes):
        if entry.serial is None:
            hint = f"Compare it with the first page: somei classify {shell_word(document.number)} '{entry.code} SERIAL'"
            yield Flaw(document.number, ("subject_codes", index), f"{entry.code} has no serial", hint)


@rule("CODE006", Severity.INFO, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.CODE)
def serial_falls(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """A later revision holds a lower serial than the one before it.

    Serials are given in the order of registration, so REV 2 gets a higher COSI number than REV 1. If it has a lower
    one, perhaps two revisions were swapped or a figure was misread.
    """
    for before, after in pairwise(member for member in members if member.number.is_main_text):
        for index, entry in enumerate(after.subject_codes):
            earlier = before.entry_for(entry.code)
            if entry.serial and earlier and earlier.serial and entry.serial < earlier.serial:
                message = f"{entry} is lower than {earlier} of {before.number}"
                hint = f"Compare the codes with the first pages of {before.number} and {after.number}."
                yield Flaw(after.number, ("subject_codes", index), message, hint)


_NEIGHBOURS_EACH_SIDE = 2
_SLACK = 20
_SLACK_DIVISOR = 10


@rule("CODE007", Severity.WARNING, Scope.REGISTER, Trait.CODE)
def gap_in_counter(subject: RegisterSubject, context: RuleContext) -> Iterator[Flaw]:
    """Serials of a code are missing in a complete register.

    Every document with a code takes the next serial of the year. A register that holds all of them has no gap between
    COSI 254 and COSI 257: a code was lost, or a serial misread. If the register is complete only for some series,
    documents of the others may hold the missing serials, and this is only a hint.
    """
    if not context.settings.complete:
        return
    severity = Severity.INFO if context.settings.own_series else None
    for document in subject.documents:
        year = document.number.year
        for code, given_serial in serials_of(document):
            previous = subject.snapshot.counter(code, year).previous_serial(given_serial)
            if previous is not None and given_serial.serial - previous > 1:
                first, last = previous + 1, given_serial.serial - 1
                missing = f"{first}" if first == last else f"{first} to {last}"
                hint = "Look for documents without their codes: somei check --select CODE004,CODE005"
                key_path = ("subject_codes", given_serial.place)
                yield Flaw(
                    document.number, key_path, f"nobody holds {code} {missing} of {year}", hint, severity=severity
                )


@rule("CODE008", Severity.INFO, Scope.REGISTER, Trait.CODE)
def serial_out_of_line(subject: RegisterSubject, _: RuleContext) -> Iterator[Flaw]:
    """A serial does not fit those of the numbers around it.

    Numbers and serials are both given in the order of registration, so within a year they rise together: not step by
    step, since several people register at once, but roughly. ENFOPOL 53 between ENFOPOL 530 and ENFOPOL 533 has lost a
    figure. Two first issues on each side, in order among themselves, must show the same. A higher serial is normal on a
    document that was issued later than they were, since its number was reserved.
    """
    for document in subject.documents:
        year = document.number.year
        for code, given_serial in serials_of(document):
            counter = subject.snapshot.counter(code, year)
            serials_near = counter.neighbouring_serials(given_serial, _NEIGHBOURS_EACH_SIDE)
            if not serials_near or not _is_far(given_serial.serial, serials_near):
                continue
            neighbours = counter.neighbours(given_serial, _NEIGHBOURS_EACH_SIDE)
            if given_serial.serial < serials_near[0] or not _was_reserved(
                given_serial, neighbours[_NEIGHBOURS_EACH_SIDE:]
            ):
                low, high = neighbours[_NEIGHBOURS_EACH_SIDE - 1], neighbours[_NEIGHBOURS_EACH_SIDE]
                neighbour_names = f"{low.serial} of {low.number} and {high.serial} of {high.number}"
                message = f"{code} {given_serial.serial} of {year} is between {neighbour_names}"
                hint = "Compare the serial with the first page; a figure may be lost, doubled or swapped."
                yield Flaw(document.number, ("subject_codes", given_serial.place), message, hint)


def _is_far(serial: int, serials_near: Sequence[int]) -> bool:
    """Return whether a serial is far from others, which are in order."""
    slack = _SLACK + serials_near[-1] // _SLACK_DIVISOR
    return not serials_near[0] - slack <= serial <= serials_near[-1] + slack and serials_near == sorted(serials_near)


def _was_reserved(given_serial: GivenSerial, later_serials: Sequence[GivenSerial]) -> bool:
    """Return whether a document was, or may have been, issued after those with later numbers."""
    days = [later.date for later in later_serials if later.date]
    return given_serial.date is None or not days or given_serial.date > max(days)


@rule("CODE009", Severity.INFO, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.CODE)
def serials_taken_over(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """A document holds all the serials of another one of its number.

    A revision or an addendum is registered like any other document and takes its own serials. If several codes have
    exactly the same serials, they were copied from the first issue and not read.
    """
    first_holders: dict[frozenset[CodeEntry], Document] = {}
    for member in members:
        serials = frozenset([entry for entry in member.subject_codes if entry.serial is not None])
        first_holder = first_holders.setdefault(serials, member)
        if len(serials) > 1 and first_holder is not member:
            hint = f"Compare the codes with the first page; if {first_holder.number} shows the same, waive this."
            key_path = ("subject_codes", 0)
            yield Flaw(member.number, key_path, f"the same serials as {first_holder.number}", hint)


@rule("CODE010", Severity.INFO, Scope.DOCUMENT, Trait.UNUSUAL_CODE)
def retired_code(document: Document, context: RuleContext) -> Iterator[Flaw]:
    """A newer document carries a code that was retired.

    The vocabulary says since when the Council no longer uses a code, and usually which code replaces it. A document
    with a later date should carry the new code; otherwise it is missing from the lists by subject. If its first page
    prints the old code, that stays: waive this with the reason.
    """
    for index, entry in enumerate(document.subject_codes):
        retirement = context.vocabulary.retired.get(entry.code)
        if retirement is None or document.date is None or document.date <= retirement.on:
            continue
        successor = context.vocabulary.successor_of(entry.code)
        command = describe_replacement(document, entry.code, successor) if successor else ""
        hint = f"Compare it with the first page{': ' if command else '.'}{command}"
        message = context.vocabulary.describe_retirement(entry.code)
        yield Flaw(document.number, ("subject_codes", index), message, hint)
