"""How far a dossier has come with a document: working party, Coreper, Council, outcome; read off the document."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from somei_cli.model.calendars import is_council
from somei_cli.model.documents import Document
from somei_cli.model.meetings import is_record
from somei_cli.model.publishing import PublicDocument


class DossierStage(StrEnum):
    """Where a document stands on the way of a dossier through the Council."""

    PROPOSAL = "proposal"
    WORKING_PARTY = "working party"
    COREPER = "Coreper"
    COUNCIL = "Council"
    OUTCOME = "outcome"
    ACT = "act"
    OTHER = "other"


class StageBody(Protocol):
    """A body with its short and its long name."""

    @property
    def key(self) -> str:
        """The short one."""

    @property
    def name(self) -> str:
        """The long one."""


_ITEMS = (
    ("I/A ITEM", DossierStage.COREPER),
    ("I ITEM", DossierStage.COREPER),
    ("A ITEM", DossierStage.COUNCIL),
    ("LEGISLATIVE ACT", DossierStage.ACT),
    ("PROPOSAL", DossierStage.PROPOSAL),
    ("VOTING RESULT", DossierStage.OUTCOME),
)
_MARKS = str.maketrans("", "", "'‘’‚‛“”„\"«»`´")
_PREPARING = ("working party", "working group", "counsellors", "friends of the presidency", "attachés", "committee")


def stage_of(document: Document | PublicDocument, listed: Callable[[str], StageBody | None]) -> DossierStage:
    """The stage, by the heading first, then by the body that met, then by the addressee; OTHER where none tells.

    `listed` gives the body with a name, if the register lists it.
    """
    if document.number.series == "PE-CONS":
        return DossierStage.ACT
    heading = (document.type or "").upper().translate(_MARKS)
    if is_record(document):
        return DossierStage.OUTCOME
    for words, stage in _ITEMS:
        if words in heading:
            return stage
    if document.commission_documents and "COVER NOTE" in heading:
        return DossierStage.PROPOSAL
    body = document.meeting.body if document.meeting else None
    found = (_of_body(name, listed(name)) for name in (body, document.addressee) if name)
    return next((stage for stage in found if stage), DossierStage.OTHER)


def _of_body(name: str, known: StageBody | None) -> DossierStage | None:
    """The stage at which a body deals with a dossier. Coreper stands before the Council in “Coreper/Council”."""
    key = known.key if known else name.upper()
    folded = f"{name} {known.name if known else ''}".casefold()
    if key == "COREPER" or "coreper" in folded or "permanent representatives" in folded:
        return DossierStage.COREPER
    if is_council(key) or folded.strip() == "council":
        return DossierStage.COUNCIL
    if known or any(words in folded for words in _PREPARING):
        return DossierStage.WORKING_PARTY
    return None
