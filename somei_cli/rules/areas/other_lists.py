"""LIST: what a list of others says differently from the register, and what only one of the two has."""

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import PurePosixPath

from somei_cli.formats.register_paths import path_of
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Document
from somei_cli.model.document_number import Status
from somei_cli.model.markings import Level, Marking, level_of
from somei_cli.model.query.normalised_text import WORD, fold_text
from somei_cli.model.register.access_status import is_open_to_all
from somei_cli.rules.definition.findings import Severity
from somei_cli.rules.definition.rule import Flaw, ListComparison, ListedRow, RuleContext, Scope, rule


@rule("LIST001", Severity.ERROR, Scope.LIST)
def listed_and_not_registered(comparison: ListComparison, _: RuleContext) -> Iterator[Flaw]:
    """The list has a document that the register lacks.

    Somebody else knows of the document. It was never registered here, its number is misread on one side, or it belongs
    to another register and should not be compared with this one.
    """
    for number, listed in comparison.by_number.items():
        if comparison.snapshot.get(number) is None:
            yield Flaw(
                number,
                (),
                "the list has it, and the register does not",
                _place(comparison, listed),
                path=path_of(number),
            )


@rule("LIST002", Severity.ERROR, Scope.LIST)
def registered_and_not_listed(comparison: ListComparison, _: RuleContext) -> Iterator[Flaw]:
    """The register has an issued document that the list lacks.

    Others may not know of it, or its number is misread on one side. Only the series and years that occur in the list
    are compared: a list of one year says nothing of the others.
    """
    listed_years = {(number.series, number.year) for number in comparison.by_number}
    for document in comparison.snapshot:
        number = document.number
        is_compared = document.status is Status.ISSUED and (number.series, number.year) in listed_years
        if is_compared and number not in comparison.by_number:
            hint = "Look for it in the list under another number; else tell whoever keeps the list."
            yield Flaw(number, ("number",), "the register has it, and the list does not", hint)


@rule("LIST003", Severity.ERROR, Scope.LIST)
def title_differs(comparison: ListComparison, _: RuleContext) -> Iterator[Flaw]:
    """The list gives another title.

    The words differ, not only capitals, accents, blanks or signs. One of the two was mistyped or belongs to another
    document. The message does not repeat the words, as a title of a marked document must not reach a log.
    """
    for listed, document in _pairs_with(comparison, "subject"):
        if _words_of(listed.values["subject"]) != _words_of(document.subject):
            yield _flaw(comparison, listed, document, "subject", "the list gives another title")


@rule("LIST004", Severity.ERROR, Scope.LIST)
def date_differs(comparison: ListComparison, _: RuleContext) -> Iterator[Flaw]:
    """The list gives another date.

    The date is printed on the first page. A list may give the day of its own entry instead, or a spreadsheet has
    exchanged day and month: compare both with the paper.
    """
    for listed, document in _pairs_with(comparison, "date"):
        value = listed.values["date"]
        if isinstance(value, date) and value != document.date:
            message = f"the list gives the date {value}, the register {document.date or 'none'}"
            yield _flaw(comparison, listed, document, "date", message)


@rule("LIST005", Severity.ERROR, Scope.LIST)
def codes_differ(comparison: ListComparison, _: RuleContext) -> Iterator[Flaw]:
    """The list gives other subject codes.

    Order does not count, and a serial only where both have one. Whoever searches by a code finds the document in one of
    the two places only. The first page decides.
    """
    for listed, document in _pairs_with(comparison, "subject_codes"):
        theirs = [entry for entry in _members(listed.values["subject_codes"]) if isinstance(entry, CodeEntry)]
        if _differ(theirs, document.subject_codes):
            names = ", ".join(map(str, theirs))
            own = ", ".join(map(str, document.subject_codes)) or "none"
            message = f"the list gives the codes {names}, the register {own}"
            yield _flaw(comparison, listed, document, "subject_codes", message)


@rule("LIST006", Severity.ERROR, Scope.LIST)
def marking_differs(comparison: ListComparison, _: RuleContext) -> Iterator[Flaw]:
    """The list gives another marking.

    A marking decides who may read a document. If one of the two misses a higher one, people may see what they must not.
    Where the list says that a document of LIMITE is public, that is LIST007.
    """
    for listed, document in _pairs_with(comparison, "marking"):
        theirs = listed.values["marking"]
        is_same = _marking_text(theirs) == _marking_text(document.marking)
        if not is_same and not _is_opened(theirs, document) and not is_open_to_all(document):
            message = f"the list gives the marking {theirs or 'none'}, the register {document.marking or 'none'}"
            yield _flaw(comparison, listed, document, "marking", message)


@rule("LIST007", Severity.ERROR, Scope.LIST)
def public_there_and_marked_here(comparison: ListComparison, _: RuleContext) -> Iterator[Flaw]:
    """The list says that a document is public, and here it is marked and was not released.

    Either the marking was lifted and the decision is not recorded here, or others publish what must not be published.
    In a list with a column of markings an empty cell says that there is none.
    """
    for listed, document in _pairs_with(comparison, "marking"):
        if _is_opened(listed.values["marking"], document) and not is_open_to_all(document):
            message = f"the list has it as public, and here it is {document.marking}"
            yield _flaw(comparison, listed, document, "marking", message)


@rule("LIST008", Severity.ERROR, Scope.LIST)
def row_without_use(comparison: ListComparison, _: RuleContext) -> Iterator[Flaw]:
    """A row of the list cannot be compared.

    Its number or another cell cannot be read, or an earlier row has the same number. What the row says was not
    compared, so that a document of it may seem to be missing from the list.
    """
    for listed in comparison.rows:
        if listed.fault:
            hint = "Correct the cell, or say what a column holds: --map COLUMN=FIELD"
            yield Flaw(None, (), listed.fault, hint, line=listed.row, path=PurePosixPath(comparison.name))


def _pairs_with(comparison: ListComparison, attribute: str) -> Iterator[tuple[ListedRow, Document]]:
    return ((listed, document) for listed, document in comparison.pairs() if attribute in listed.values)


def _flaw(comparison: ListComparison, listed: ListedRow, document: Document, key: str, message: str) -> Flaw:
    return Flaw(document.number, (key,), message, _place(comparison, listed))


def _place(comparison: ListComparison, listed: ListedRow) -> str:
    """Return where the list says it: in the hint, since a message that names a row is new whenever rows move."""
    return f"Compare with row {listed.row} of {comparison.name}, and with the document itself."


def _words_of(title: object) -> list[str]:
    return WORD.findall(fold_text(str(title or "")))


def _members(value: object) -> Collection[object]:
    return value if isinstance(value, tuple) else (value,)


def _differ(theirs: Collection[CodeEntry], own: Collection[CodeEntry]) -> bool:
    serials = {entry.code: entry.serial for entry in own}
    if {entry.code for entry in theirs} != serials.keys():
        return True
    return any(entry.serial and serials[entry.code] and entry.serial != serials[entry.code] for entry in theirs)


def _marking_text(marking: object) -> str:
    is_open = marking is None or (isinstance(marking, Marking) and level_of(marking) is Level.UNMARKED)
    return "" if is_open else str(marking)


def _is_opened(theirs: object, document: Document) -> bool:
    return not _marking_text(theirs) and level_of(document.marking) is not Level.UNMARKED
