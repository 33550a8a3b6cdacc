"""Made-up registers with a marked word in every place that is not public, and none anywhere else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fast_import import Stream, foundation

from somei_cli.formats.notation.external_references import parse_external_reference
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.document import dump
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import (
    AccessEvent,
    AccessKind,
    Agenda,
    AgendaState,
    Allotment,
    Document,
    KeptDoubt,
    Meeting,
    SourceFile,
)
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.items_and_follow_ups import FollowUp, FollowUpState, Item, Move
from somei_cli.model.markings import Marking
from somei_cli.model.references import OutsideReference, Reference

DAY = date(2019, 12, 4)
LONGEST_LABEL = 24
"""The number of an item holds no more."""
SIGN = "zzleak"
"""What every marked word begins with, in capitals where only capitals are taken."""


@dataclass
class Marker:
    """Gives out marked words, amid other text as the test likes it."""

    around: Callable[[str], str] = lambda word: word
    given: list[str] = field(default_factory=list)

    def __call__(self) -> str:
        self.given.append(f"{SIGN}{len(self.given)}q")
        return self.around(self.given[-1])

    def bare(self) -> str:
        """A marked word alone."""
        self()
        return self.given[-1]


def _follow_up(mark: Marker) -> FollowUp:
    return FollowUp(
        mark(),
        mark(),
        DAY,
        mark(),
        FollowUpState.DROPPED,
        DAY,
        mark(),
        (Move(DAY, DAY, mark(), mark(), ((mark.bare(), mark()),)),),
        ((mark.bare(), mark()),),
    )


def _item(text: Callable[[], str], mark: Marker, cited: tuple[DocumentNumber, ...], depth: int = 1) -> Item:
    return Item(
        title=text(),
        number=text()[:LONGEST_LABEL],
        by=text(),
        documents=cited,
        withdrawn=True,
        reason=mark(),
        result=text(),
        summary=f"{text()}\n\n{text()}",
        subitems=(_item(text, mark, (), depth - 1),) if depth else (),
        follow_ups=(_follow_up(mark),),
        extra=((mark.bare(), mark()),),
    )


def _never_public(mark: Marker) -> dict[str, Any]:
    return {
        "note": f"{mark()}\n{mark()}",
        "source": SourceFile(mark(), mark(), ((mark.bare(), mark()),)),
        "allotted": Allotment(
            mark(), DAY, mark(), mark(), mark(), (DocumentNumber("PROV", 7, 2020),), ((mark.bare(), mark()),)
        ),
        "waive": ((mark.bare(), mark()),),
        "doubts": (KeptDoubt("subject", mark(), 7, ((mark.bare(), mark()),)), KeptDoubt("place", mark())),
        "reason": mark(),
        "extra": ((mark.bare(), mark()), (mark.bare(), {mark.bare(): [mark(), {"a": mark()}]})),
    }


def _filled(
    number: DocumentNumber, entry: Callable[[], str], text: Callable[[], str], mark: Marker, **more: Any
) -> Any:
    """A document with `entry` where a register shows metadata, and `text` where it shows contents."""
    cited = more.pop("cited", ())
    return Document(
        number=number,
        type=entry(),
        subject=entry(),
        date=DAY,
        place=text(),
        languages=("en", entry()),
        subject_codes=(CodeEntry.parse("COSI 254"),),
        originator=entry(),
        addressee=entry(),
        previous_documents=cited,
        meeting=Meeting(entry(), DAY, DAY, ((mark.bare(), mark()),)),
        agenda=Agenda(AgendaState.PROVISIONAL, DAY, extra=((mark.bare(), mark()),)),
        references=tuple(Reference(to, item=text()[:LONGEST_LABEL], extra=((mark.bare(), mark()),)) for to in cited),
        outside_references=(
            OutsideReference(
                parse_external_reference("C-505/19"), item=text()[:LONGEST_LABEL], extra=((mark.bare(), mark()),)
            ),
        ),
        items=(_item(text, mark, cited),),
        **{**_never_public(mark), **more},
    )


def _event(kind: AccessKind, mark: Marker) -> tuple[AccessEvent, ...]:
    return (AccessEvent(kind, DAY, f"4.1a.1 {mark()}", mark(), ((mark.bare(), mark()),)),)


def _public() -> str:
    return "Publicword"


def document(kind: str, number: DocumentNumber, cited: tuple[DocumentNumber, ...], mark: Marker) -> Document:
    """A document of a kind, marked where it is not public."""
    marking = MARKINGS.get(kind)
    more: dict[str, Any] = {"cited": cited, "marking": Marking.parse(marking) if marking else None}
    if kind == "public":
        more["access"] = _event(AccessKind.RELEASED, mark)
        return _filled(number, _public, _public, mark, **more)
    if kind == "released":
        more["access"] = _event(AccessKind.RELEASED, mark)
        return _filled(number, _public, _public, mark, **more)
    if kind in {"limite", "partly", "refused", "odd words behind"}:
        kinds = {"partly": AccessKind.PARTLY_RELEASED, "refused": AccessKind.REFUSED}
        if kind in kinds:
            more["access"] = _event(kinds[kind], mark)
        if kind == "odd words behind":
            more["marking"] = Marking(f"LIMITE {mark.bare().upper()}")
        return _filled(number, _public, mark, mark, **more)
    statuses = {status.value: status for status in Status}
    if kind in statuses:
        more["status"] = statuses[kind]
    return _filled(number, mark, mark, mark, **more)


MARKINGS = {
    "released": "LIMITE",
    "limite": "LIMITE",
    "partly": "LIMITE",
    "restricted": "RESTREINT UE/EU RESTRICTED",
    "confidential": "CONFIDENTIEL UE/EU CONFIDENTIAL",
    "secret": "SECRET UE/EU SECRET",
    "unknown marking": "FOR FRIENDS",
}
KINDS = (
    *MARKINGS,
    "public",
    "refused",
    "odd words behind",
    "draft",
    "reserved",
    "withdrawn",
    "void",
)


def write(folder: Path, kinds: list[str], mark: Marker) -> list[Document]:
    """A register of documents of these kinds, each of which cites all the others, in two commits."""
    numbers = [DocumentNumber("ST", at, 2018 + at % 2) for at in range(1, len(kinds) + 1)]
    documents = [
        document(kind, number, tuple(one for one in numbers if one != number), mark)
        for kind, number in zip(kinds, numbers, strict=True)
    ]
    stream = Stream()
    waiver = f'\n[[waivers]]\ncode = "XREF001"\nreason = "{mark.bare()}"\nowner = "{mark.bare()}"\n'
    searches = f'\n[searches]\n{mark.bare()} = "{mark.bare()}"\n'
    begun = foundation()
    begun |= {"somei.toml": f"{begun['somei.toml']}{waiver}{searches}"}
    begun |= {"requests/2020/1.toml": f'received = 2020-01-01\nx = "{mark.bare()}"\n'}
    files = {**begun, f"documents/{mark.bare()}.md": mark(), f"{mark.bare()}.txt": mark()}
    stream.commit(files, mark(), mail=f"{mark.bare()}@example.org")
    stream.commit({str(path_of(one.number)): dump(one) for one in documents}, f"{mark()}\n\nReason: {mark()}")
    stream.write(folder)
    return documents
