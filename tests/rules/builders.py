"""Small builders: sound documents to change in one place, and the files and snapshots made of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from somei_cli.formats.git.attributes import keeps_bytes
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.document import dump, load
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Agenda, AgendaState, Document, Meeting
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.git_setup import CloneState, FaultyFile, TrackedFile
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import DocumentType, MeetingBody, RetiredCode, Vocabulary
from somei_cli.rules.definition.findings import Report
from somei_cli.rules.definition.rule import ListComparison, ListedRow
from somei_cli.rules.engine.check import check

TODAY = date(2020, 6, 1)
PLAIN = Settings()
MEETING_DAY = date(2019, 12, 4)
ITEMS = (
    Item("Adoption of the agenda", "1"),
    Item("Counter Terrorism", "2"),
    Item("Any other business", "3"),
)
OUTCOME_ITEMS = (
    ITEMS[0]._replace(summary="The agenda was adopted."),
    ITEMS[1]._replace(summary="Delegations took note of the state of play."),
    ITEMS[2]._replace(summary="No other business was raised."),
)
VOCABULARY = Vocabulary(
    codes={SubjectCode(name): name for name in ("COSI", "ENFOPOL", "JAI", "NCI", "NACN", "DROIPEN")},
    types=tuple(DocumentType(name, "") for name in ("NOTE", "OUTCOME OF PROCEEDINGS", "PROVISIONAL AGENDA")),
    bodies=(
        MeetingBody("SOMEI", "JHA Senior Officials Meeting EU-Interpol", also=("EU-Interpol SOM",)),
        MeetingBody("COSI", "COSI"),
        MeetingBody("GAC", "General Affairs Council"),
        MeetingBody("EUCO", "European Council"),
    ),
    retired={SubjectCode("DROIPEN"): RetiredCode(date(2020, 1, 31), SubjectCode("JAI"))},
)


def num(printed: str) -> DocumentNumber:
    return DocumentNumber.parse(printed)


def codes(*printed: str) -> tuple[CodeEntry, ...]:
    return tuple(CodeEntry.parse(one) for one in printed)


def note(printed: str = "15070/19", **changes: Any) -> Document:
    """A document that no rule says anything about."""
    number = num(printed)
    plain = Document(
        number,
        type="NOTE",
        subject="Summary of discussions",
        date=min(date(number.year, 12, 20), date(2020, 3, 2)),
        subject_codes=codes(f"COSI {number.number}"),
    )
    return replace(plain, **changes)


def agenda(printed: str = "13735/19", **changes: Any) -> Document:
    """The adopted agenda of a meeting."""
    held: dict[str, Any] = {
        "type": "PROVISIONAL AGENDA",
        "date": date(2019, 11, 20),
        "meeting": Meeting("SOMEI", MEETING_DAY),
        "agenda": Agenda(AgendaState.ADOPTED, date(2019, 11, 20), MEETING_DAY),
        "items": ITEMS,
    }
    return note(printed, **{**held, **changes})


def outcome(printed: str = "15070/19", of: Document | None = None, **changes: Any) -> Document:
    """The outcome of a meeting; it refers to the agenda that it is `of`."""
    held: dict[str, Any] = {
        "type": "OUTCOME OF PROCEEDINGS",
        "date": date(2020, 2, 13),
        "meeting": of.meeting if of else Meeting("SOMEI", MEETING_DAY),
        "references": (Reference(of.number, ReferenceKind.AGENDA, "1"),) if of else (),
        "items": OUTCOME_ITEMS,
    }
    return note(printed, **{**held, **changes})


def cites(printed: str, kind: ReferenceKind = ReferenceKind.CITES, item: str | None = None) -> Reference:
    return Reference(num(printed), kind, item)


def entry_of(document: Document) -> DocumentFile:
    return DocumentFile(path_of(document.number), dump(document), document)


def entry_at(path: str, text: str) -> DocumentFile:
    loaded = load(text)
    return DocumentFile(PurePosixPath(path), text, loaded.document, loaded.faults)


@dataclass(frozen=True)
class Case:
    """Files, and the settings of their register."""

    entries: tuple[DocumentFile, ...]
    settings: Settings = PLAIN
    surroundings: CloneState | None = None
    listed: tuple[ListedRow, ...] | None = None

    @property
    def touched(self) -> tuple[str, ...]:
        """Paths that findings may name though no file stands there."""
        paths = {str(path_of(one.number)) for one in self.listed or () if one.number}
        return tuple(sorted({"list.csv", *paths} - {str(entry.path) for entry in self.entries}))

    @property
    def comparison(self) -> ListComparison | None:
        """The list that the register is compared with."""
        if self.listed is None:
            return None
        usable = {one.number: one for one in self.listed if one.number and not one.fault}
        return ListComparison("list.csv", self.listed, usable, self.snapshot)

    @property
    def snapshot(self) -> Snapshot:
        return snapshot_of((entry.document for entry in self.entries if entry.document), self.settings)

    def check(self, **options: Any) -> Report:
        given = {"today": TODAY, "clone_state": self.surroundings, "comparison": self.comparison}
        return check(self.entries, self.snapshot, **{**given, **options})


def snapshot_of(documents: Iterable[Document], settings: Settings = PLAIN) -> Snapshot:
    return Snapshot(documents, lambda: VOCABULARY, settings)


def case(*held: Document | DocumentFile, settings: Settings = PLAIN) -> Case:
    return Case(tuple(entry_of(one) if isinstance(one, Document) else one for one in held), settings)


def beside_list(document: Document, *listed: ListedRow) -> Case:
    """A document, and a list of others."""
    return replace(case(document), listed=listed)


def listed(printed: str = "15070/19", fault: str = "", **values: Any) -> ListedRow:
    """A row of such a list."""
    return ListedRow(1, num(printed), values, fault)


def in_clone(
    attributes: str = "* -text\n",
    *tracked: tuple[str, str],
    drivers: bool | None = None,
    gone: tuple[str, ...] = (),
    no_requests: tuple[tuple[str, str], ...] = (),
    requests_gone: tuple[str, ...] = (),
) -> Case:
    """A sound document, and what git says of it."""
    held = tuple(TrackedFile(path, mode) for path, mode in tracked)
    pinned = keeps_bytes(attributes)
    faulty = tuple(FaultyFile(path, why) for path, why in no_requests)
    told = CloneState(attributes, pinned, held, drivers, gone, faulty, requests_gone)
    return replace(case(note()), surroundings=told)
