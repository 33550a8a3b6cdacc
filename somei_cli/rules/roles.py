"""What a document is to a rule: an agenda, a record of a meeting, a text that replaces another."""

from somei_cli.model.access import is_declassified, is_open_to_all
from somei_cli.model.documents import Document, Status
from somei_cli.model.markings import Level, level_of
from somei_cli.model.numbers import DocumentNumber, SuffixKind
from somei_cli.model.settings import Settings
from somei_cli.model.snapshot import Snapshot

_LATE = frozenset({SuffixKind.COR, SuffixKind.EXT, SuffixKind.DCL})


def is_issued(document: Document) -> bool:
    """Whether it went out and stands."""
    return document.status is Status.ISSUED


def is_agenda(document: Document) -> bool:
    """Whether it is the agenda of a meeting."""
    return document.agenda is not None or "AGENDA" in (document.type or "").upper()


def may_come_late(number: DocumentNumber) -> bool:
    """Whether its date may be years behind that of the number."""
    return any(suffix.kind in _LATE for suffix in number.suffixes)


def holds_secrets(document: Document) -> bool:
    """Whether it is EU classified information today."""
    return document.marking is not None and document.marking.classified and not is_declassified(document)


def is_replaced(document: Document, snapshot: Snapshot) -> bool:
    """Whether a later revision of this text has been issued."""
    texts = (member for member in snapshot.family(document.number) if member.number.is_main_text and is_issued(member))
    return document.number.is_main_text and any(t.number.revision > document.number.revision for t in texts)


def is_withheld(document: Document) -> bool:
    """Whether its text is not for everybody today; a marking that nobody knows counts as the highest."""
    marked = level_of(document.marking) > Level.UNMARKED
    return marked and not is_declassified(document) and not is_open_to_all(document)


def is_expected(number: DocumentNumber, settings: Settings) -> bool:
    """Whether the register claims to hold this number; without series of its own a complete one claims all."""
    return settings.complete and (not settings.own_series or number.series in settings.own_series)
