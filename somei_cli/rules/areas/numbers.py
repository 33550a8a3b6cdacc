"""NUM: numbers, their status and suffixes, gaps in families and series, and provisional numbers."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise, takewhile

from somei_cli.errors import shell_word
from somei_cli.model.document import Document
from somei_cli.model.document_number import KNOWN_SERIES, DocumentNumber, Status, Suffix, SuffixKind
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.rules.definition.document_parts import is_expected, is_issued
from somei_cli.rules.definition.document_traits import Trait
from somei_cli.rules.definition.findings import Finding, Severity
from somei_cli.rules.definition.rule import Flaw, Members, RegisterSubject, RuleContext, Scope, rule


@rule("NUM001", Severity.WARNING, Scope.DOCUMENT, Trait.LETTERED_SERIES)
def unknown_series(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """The series of a number is not a known one.

    The Council numbers its papers in series: ST (printed without letters), CM, SN, DS, WK, PE-CONS and some twenty
    more. Other letters are usually a subject code taken for a series (JAI 1319/19), or a misprint.
    """
    if document.number.series not in KNOWN_SERIES and not document.number.is_provisional:
        hint = "Look at the masthead: most documents have no letters before the number."
        yield Flaw(document.number, ("number",), f"{document.number.series} is not a known series", hint)


@rule("NUM002", Severity.WARNING, Scope.DOCUMENT, Trait.UNUSUAL_SUFFIX)
def suffix_zero(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A suffix has the ordinal 0.

    Revisions, addenda and corrigenda count from 1. The Council's own data has one COR 0 (11934/01 COR 0), so somei
    reads it. Far more often it is a slip for COR 1, and then hides that one.
    """
    for suffix in document.number.suffixes:
        if suffix.ordinal == 0:
            yield Flaw(document.number, ("number",), f"{suffix} counts from 0", "Compare it with the printed number.")


@rule("NUM004", Severity.ERROR, Scope.DOCUMENT, Trait.NOT_ISSUED)
def ended_without_reason(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A number is void or withdrawn without a reason.

    A number is never given twice, so the entry of a void number stays for ever. Whoever finds the gap in the series
    years later has only this sentence to understand it.
    """
    if document.status in {Status.VOID, Status.WITHDRAWN} and not document.reason:
        hint = "Give it in “reason”, in one line: taken twice, meeting called off, replaced by another number."
        yield Flaw(document.number, ("status",), f"the number is {document.status} without a reason", hint)


@rule("NUM005", Severity.WARNING, Scope.DOCUMENT, Trait.NOT_ISSUED)
def reserved_with_content(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A reserved number already has a document.

    “Reserved” means that the number was taken and nothing is written yet. An entry with a date, items or a source is a
    draft or an issued document. As “reserved” it is left out of the lists, and somebody may release it by mistake.
    """
    if document.status is not Status.RESERVED:
        return
    content = {
        "date": document.date,
        "source": document.source,
        "access": document.access,
        "items": document.items,
    }
    for key in (key for key, value in content.items() if value):
        hint = "Set “status” to “draft”, or remove it once the document is issued."
        yield Flaw(document.number, (key,), f"the number is only reserved, but the entry has “{key}”", hint)


@rule("NUM006", Severity.INFO, Scope.DOCUMENT, Trait.UNUSUAL_SUFFIX)
def amd_suffix(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A number has the suffix AMD.

    The Council's own list of suffixes has REV, ADD, COR, EXT and DCL. AMD occurs now and then, but no rule says what it
    does to its parent, so the current text of such a family cannot be worked out.
    """
    if any(suffix.kind is SuffixKind.AMD for suffix in document.number.suffixes):
        hint = "Look at the document: it may be meant as ADD or REV. If AMD is printed, waive this with that reason."
        yield Flaw(document.number, ("number",), "AMD is not in the Council's list of suffixes", hint)


@rule("NUM007", Severity.WARNING, Scope.DOCUMENT, Trait.UNUSUAL_SUFFIX)
def suffix_repeated(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A suffix follows one of its own kind.

    A revision of REV 1 is REV 2, never REV 1 REV 2: suffixes of one kind are counted on, and only different kinds form
    a chain (REV 1 ADD 1, ADD 1 COR 2). If two of the same kind follow each other, two numbers were run together.
    """
    for first, second in pairwise(document.number.suffixes):
        if first.kind is second.kind:
            hint = f"Compare it with the printed number; it may be {second} alone."
            yield Flaw(document.number, ("number",), f"{second} comes after {first}", hint)


@rule("NUM015", Severity.INFO, Scope.DOCUMENT, Trait.NOT_ISSUED)
def never_issued(document: Document, context: RuleContext) -> Iterator[Flaw]:
    """A number of a past year is still reserved, or its document is still a draft.

    A document of December is often issued in February, but one that has not come by July never comes. The number stays
    in the lists of expected documents, and nobody asks for it: say that it is void, or that it was issued.
    """
    is_waiting = document.status in {Status.RESERVED, Status.DRAFT}
    if is_waiting and context.has_come(date(document.number.year + 1, 7, 1)):
        typed = shell_word(document.number)
        issued = f"somei issue {typed} --date D" if document.status is Status.DRAFT else "somei import FILE"
        hint = (
            f"Ask who took it. If nothing came of it: somei number release {typed} -m WHY; if it was issued: {issued}"
        )
        message = f"{document.status} since {document.number.year}"
        yield Flaw(document.number, ("status",), message, hint)


@rule("NUM016", Severity.WARNING, Scope.DOCUMENT, Trait.REASON)
def reason_without_withdrawal(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A number has a reason for withdrawal but is not withdrawn.

    “reason” says only why a number is withdrawn or void. If an issued document has one, either the status was
    forgotten, and people go on using a withdrawn document, or the words are a remark and belong in the note.
    """
    if document.reason and document.status in {Status.ISSUED, Status.DRAFT}:
        typed = shell_word(document.number)
        command = f"withdraw {typed}" if document.status is Status.ISSUED else f"number release {typed}"
        hint = f"If it does not count any more: somei {command} -m WHY; else move the words into “note”."
        yield Flaw(document.number, ("reason",), f"there is a reason, but the status is “{document.status}”", hint)


@rule("NUM017", Severity.ERROR, Scope.DOCUMENT, Trait.LETTERED_SERIES)
def provisional_number(document: Document, _: RuleContext) -> Iterator[Flaw]:
    """A number is provisional.

    A clone that cannot reach the server gives out numbers such as PROV 37601218273/20. The next sync replaces them with
    numbers of the office's series, in the entry and in everything that refers to it. Until then nobody else may be told
    the number: others would cite a document issued under it by a number that will never exist.
    """
    if not document.number.is_provisional:
        return
    if document.status in {Status.RESERVED, Status.DRAFT}:
        hint = "Replace it when the server can be reached: somei sync"
        yield Flaw(document.number, ("number",), "the number is provisional", hint, severity=Severity.INFO)
    else:
        hint = "Set “status” to “draft”, then replace the number: somei sync"
        yield Flaw(document.number, ("number",), f"{document.status} under a provisional number", hint)


_PROVISIONAL_CODE = "NUM017"


def find_provisional_references(entries: Iterable[DocumentFile]) -> Iterator[Finding]:
    """Yield a finding for each reference to a provisional number, which a remote may not hold.

    In a clone such references are in order: the next sync replaces both ends.
    """
    for entry in entries:
        document = entry.document
        for number in dict.fromkeys(reference.to for reference in document.all_references()) if document else ():
            if document and number.is_provisional:
                message = f"{number} is named here, but is provisional"
                hint = "Whoever has that entry replaces its number: somei sync. If nobody has it, remove the reference."
                yield Finding(
                    _PROVISIONAL_CODE, Severity.ERROR, str(entry.path), 1, 1, str(document.number), message, hint
                )


@rule("NUM003", Severity.WARNING, Scope.FAMILY, Trait.SUFFIX)
def missing_relatives(members: Members, context: RuleContext) -> Iterator[Flaw]:
    """A document that this one builds on is not in the register.

    REV 2 implies a REV 1, ADD 3 an ADD 1 and an ADD 2, and every suffix the text that it belongs to: 14860/1/18 REV 1
    ADD 1 adds to 14860/1/18 REV 1. Papers may be kept hidden, or a first issue was never sent out, so this is only a
    hint; in a complete register it is usually a slip in one digit.
    """
    held_chains = frozenset([member.number.suffixes for member in members])
    lacking = [member.number for member in members if _lacks_relatives(member.number.suffixes, held_chains)]
    held_numbers = frozenset([member.number for member in members]) if lacking else frozenset()
    for number in lacking:
        missing = tuple(_missing_ranges(number, held_numbers))
        if missing:
            severity = None if is_expected(number, context.settings) else Severity.INFO
            missing_names = ", ".join(f"{first}" if first == last else f"{first} to {last}" for first, last in missing)
            hint = f"Compare the number with the document, or enter the other: somei add {shell_word(missing[0][0])}"
            yield Flaw(number, ("number",), f"not in the register: {missing_names}", hint, severity=severity)


def _lacks_relatives(chain: tuple[Suffix, ...], held_chains: frozenset[tuple[Suffix, ...]]) -> bool:
    """Return whether the parent is missing, or the ordinal right below it; of nearly all numbers both are there.

    The members of a family differ by their suffixes alone, which are compared in a third of the time of numbers.
    """
    if not chain:
        return False
    parent, (kind, ordinal) = chain[:-1], chain[-1]
    return parent not in held_chains or (ordinal > 1 and (*parent, (kind, ordinal - 1)) not in held_chains)


def _missing_ranges(
    number: DocumentNumber, held_numbers: frozenset[DocumentNumber]
) -> Iterator[tuple[DocumentNumber, DocumentNumber]]:
    """Yield ranges that a number implies and the register lacks: its parent, and the ordinals right below it."""
    parent = number.parent
    if parent is None:
        return
    if parent not in held_numbers:
        yield parent, parent
    missing_siblings = takewhile(lambda sibling: sibling not in held_numbers, _siblings_below(number))
    gap = tuple(missing_siblings)
    if gap:
        yield gap[-1], gap[0]


def _siblings_below(number: DocumentNumber) -> Iterator[DocumentNumber]:
    *earlier_suffixes, last = number.suffixes
    for ordinal in range(last.ordinal - 1, 0, -1):
        yield DocumentNumber(number.series, number.number, number.year, (*earlier_suffixes, Suffix(last.kind, ordinal)))


@rule("NUM008", Severity.WARNING, Scope.REGISTER)
def gap_in_series(subject: RegisterSubject, context: RuleContext) -> Iterator[Flaw]:
    """Numbers are missing in a series that the register holds completely.

    An office that allots a series itself and declares its register complete must account for every number: issued,
    reserved, withdrawn or void. A gap is a number that was given and forgotten, or a document that was lost.
    """
    own = context.settings.own_series if context.settings.complete else ()
    if not own:
        return
    seen_numbers: set[DocumentNumber] = set()
    for document in subject.documents:
        base = document.number.base
        if base.series not in own or base in seen_numbers:
            continue
        seen_numbers.add(base)
        previous = subject.snapshot.previous_base(base)
        if previous and base.number - previous.number > 1:
            first, last = previous.number + 1, base.number - 1
            missing = f"{first}" if first == last else f"{first} to {last}"
            hint = "Enter them, or record them as void with their reason: status and reason in the file"
            message = f"no entry for {missing} of {base.series} {base.year}"
            yield Flaw(document.number, ("number",), message, hint)


@rule("NUM009", Severity.WARNING, Scope.FAMILY, Trait.SEVERAL_MEMBERS, Trait.NOT_ISSUED)
def void_with_members(members: Members, _: RuleContext) -> Iterator[Flaw]:
    """A number is void, but documents that build on it were issued.

    A void number never became a document, so nothing can revise, correct or add to it. Either it was issued after all
    and perhaps withdrawn later, or the other documents belong to another number.
    """
    void = {member.number for member in members if member.status is Status.VOID}
    for member in members:
        if is_issued(member) and member.number.parent in void:
            hint = f"Correct the status of {member.number.parent} (“withdrawn”?), or the number of this document."
            yield Flaw(
                member.number, ("number",), f"{member.number.parent} is void, but this document builds on it", hint
            )
