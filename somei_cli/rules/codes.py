"""CODE: subject codes and their serials."""

from collections.abc import Iterator
from itertools import islice, pairwise

from somei_cli.errors import as_typed
from somei_cli.model.documents import Document
from somei_cli.rules.findings import Severity
from somei_cli.rules.roles import is_issued
from somei_cli.rules.rule import Background, Flaw, Members, Scope, Whole, rule
from somei_cli.rules.traits import Trait

_NAMED = 5
"""Holders of a serial that a finding names."""


@rule("CODE001", Severity.WARNING, Scope.DOCUMENT, Trait.CODE)
def not_in_vocabulary(document: Document, background: Background) -> Iterator[Flaw]:
    """A subject code is not in the vocabulary.

    Lists by subject are made from the codes. A misspelled one (ENFOPAL 532) takes the document out of the list of
    ENFOPOL and opens a second counter beside it. New codes do appear: add them with their title.
    """
    for index, entry in enumerate(document.subject_codes):
        if entry.code in background.vocabulary.codes:
            continue
        near = ", ".join(str(code) for code in background.vocabulary.nearest_codes(entry.code))
        add = f"To add it: somei classify {as_typed(document.number)} {as_typed(entry)} --new-code TITLE"
        hint = f"Near it: {near}. {add}" if near else add
        yield Flaw(document.number, ("subject_codes", index), f"{entry.code} is not in the vocabulary", hint)


@rule("CODE002", Severity.ERROR, Scope.REGISTER, Trait.CODE)
def serial_held_twice(whole: Whole, _: Background) -> Iterator[Flaw]:
    """Two documents hold the same serial of a code in one year.

    ENFOPOL 532 on 15070/19 says: the 532nd document of 2019 with this code. The year is that of the number, not of
    the date. Members of one family may share a serial, different numbers never: then one of the two was misread, or
    given out twice.
    """
    for document in whole.asked:
        for index, entry in enumerate(document.subject_codes):
            if entry.serial is None:
                continue
            bearers = whole.snapshot.bearers(entry, document.number.year)
            if bearers == (document.number,):
                continue
            base = document.number.base
            # No more than a few are looked for: a serial that stands on every document is told on every document.
            others = [str(number) for number in islice((n for n in bearers if n.base != base), _NAMED + 1)]
            if others:
                hint = "Compare both first pages and correct the serial of the one that was misread."
                named = ", ".join(others[:_NAMED]) + (" and more" if len(others) > _NAMED else "")
                message = f"{entry} of {document.number.year} is also held by {named}"
                yield Flaw(document.number, ("subject_codes", index), message, hint)


@rule("CODE003", Severity.ERROR, Scope.DOCUMENT, Trait.CODE)
def code_twice(document: Document, _: Background) -> Iterator[Flaw]:
    """A document carries the same code twice.

    A document takes one serial of a code, so a second one was read from another document (in agendas the codes
    of the listed papers stand beside their numbers), or one of the two codes is misread.
    """
    seen = set()
    for index, entry in enumerate(document.subject_codes):
        if entry.code in seen:
            hint = "Compare the codes with the first page and remove one of the two."
            message = f"{entry.code} stands here a second time"
            yield Flaw(document.number, ("subject_codes", index), message, hint)
        seen.add(entry.code)


@rule("CODE004", Severity.INFO, Scope.DOCUMENT, Trait.NO_CODE)
def no_code(document: Document, _: Background) -> Iterator[Flaw]:
    """An issued document has no subject code.

    Nearly every Council document carries at least one code under its number. Without it the document appears in no
    list by subject, and that is how most people look for it.
    """
    if is_issued(document) and not document.subject_codes:
        hint = f"Enter the codes of the first page: somei classify {as_typed(document.number)} CODE…"
        yield Flaw(document.number, (), "an issued document without a subject code", hint)


@rule("CODE005", Severity.INFO, Scope.DOCUMENT, Trait.CODE)
def no_serial(document: Document, _: Background) -> Iterator[Flaw]:
    """A subject code has no serial.

    On the first page the code is followed by its running number of the year (COSI 254). A bare code can be right,
    but more often the figure was lost when the text was taken out of a PDF, and a gap stays in the counter.
    """
    for index, entry in enumerate(document.subject_codes):
        if entry.serial is None:
            hint = f"Compare it with the first page: somei classify {as_typed(document.number)} '{entry.code} SERIAL'"
            yield Flaw(document.number, ("subject_codes", index), f"{entry.code} has no serial", hint)


@rule("CODE006", Severity.INFO, Scope.FAMILY, Trait.SEVERAL, Trait.CODE)
def serial_falls(members: Members, _: Background) -> Iterator[Flaw]:
    """A later revision holds a lower serial than the one before it.

    Serials are given in the order of registration, so REV 2 gets a higher COSI number than REV 1. A lower one hints
    at two revisions exchanged, or a figure misread.
    """
    for before, after in pairwise(member for member in members if member.number.is_main_text):
        for index, entry in enumerate(after.subject_codes):
            earlier = before.entry_for(entry.code)
            if entry.serial and earlier and earlier.serial and entry.serial < earlier.serial:
                message = f"{entry} is lower than {earlier} of {before.number}"
                hint = f"Compare the codes with the first pages of {before.number} and {after.number}."
                yield Flaw(after.number, ("subject_codes", index), message, hint)
