"""Waivers: where they stand, which findings they cover, and whether they were used."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from somei_cli.formats.notation.document_numbers import read_number
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.register.settings import Waiver
from somei_cli.rules.areas.waivers import is_expired
from somei_cli.rules.definition.findings import Finding, Waived
from somei_cli.rules.definition.rule import WaiverUse


class PlacedWaiver(NamedTuple):
    """A waiver and the document whose file contains it; None for a waiver of somei.toml."""

    waiver: Waiver
    holder: DocumentNumber | None = None


class WaiverSplit(NamedTuple):
    """Findings split by the waivers, and every waiver with its use."""

    remaining: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    waivers: tuple[WaiverUse, ...]


def collect_waivers(documents: Iterable[Document], settings: Iterable[Waiver]) -> tuple[PlacedWaiver, ...]:
    """Return all waivers in one form, those in documents first."""
    in_documents = (
        PlacedWaiver(Waiver(code, reason, str(document.number)), document.number)
        for document in documents
        for code, reason in document.waive
    )
    return (*in_documents, *(PlacedWaiver(waiver) for waiver in settings))


def waiver_in_document(number: str, code: str, reason: str) -> PlacedWaiver:
    """Return a waiver that is in the file of a document."""
    return PlacedWaiver(Waiver(code, reason, number), read_number(number))


def apply_waivers(
    findings: Sequence[Finding],
    waivers: Sequence[PlacedWaiver],
    today: date,
    judged: Collection[str],
    can_be_waived: Callable[[str], bool],
) -> WaiverSplit:
    """Split findings by the waivers.

    `judged` are the codes of the rules that ran over everything that the waivers cover; `can_be_waived` says whether a
    waiver may name a code.
    """
    usable = group_pairs(
        ((placed.waiver.code, placed.waiver.document), placed)
        for placed in waivers
        if can_be_waived(placed.waiver.code) and not is_expired(placed.waiver.until, today)
    )
    remaining: list[Finding] = []
    waived: list[Waived] = []
    used: set[int] = set()
    for finding in findings:
        keys = ((finding.code, finding.document), (finding.code, None))
        covering = [placed_waiver for key in dict.fromkeys(keys) for placed_waiver in usable.get(key, ())]
        used |= {id(placed_waiver) for placed_waiver in covering}
        if covering:
            waived.append(Waived(finding, covering[0].waiver.reason))
        else:
            remaining.append(finding)
    return WaiverSplit(
        tuple(remaining),
        tuple(waived),
        tuple(
            WaiverUse(placed.waiver, placed.holder, can_be_waived(code), code in judged, id(placed) in used)
            for placed in waivers
            for code in (placed.waiver.code,)
        ),
    )
