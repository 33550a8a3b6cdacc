"""Waiving: which findings somebody lets pass, and which waivers were of use."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.settings import Waiver
from somei_cli.rules.catalogue import can_be_waived
from somei_cli.rules.findings import Finding, Waived
from somei_cli.rules.rule import HeldWaiver
from somei_cli.rules.waivers import is_run_out
from somei_cli.text.number_forms import read_number


class GivenWaiver(NamedTuple):
    """A waiver and the document in whose file it stands; None for one of somei.toml."""

    waiver: Waiver
    stands_in: DocumentNumber | None = None


class Sifted(NamedTuple):
    """Findings parted by the waivers, and every waiver with what became of it."""

    kept: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    waivers: tuple[HeldWaiver, ...]


def given(documents: Iterable[Document], settings: Iterable[Waiver]) -> tuple[GivenWaiver, ...]:
    """All waivers in one form, those in the documents first."""
    own = (
        GivenWaiver(Waiver(code, reason, str(document.number)), document.number)
        for document in documents
        for code, reason in document.waive
    )
    return (*own, *(GivenWaiver(waiver) for waiver in settings))


def given_in(number: str, code: str, reason: str) -> GivenWaiver:
    """A waiver that stands in the document of a number."""
    return GivenWaiver(Waiver(code, reason, number), read_number(number))


def sift(findings: Sequence[Finding], waivers: Sequence[GivenWaiver], today: date, judged: Collection[str]) -> Sifted:
    """Part the findings; `judged` are the codes of the rules that ran over all that the waivers cover."""
    usable: dict[tuple[str, str | None], list[GivenWaiver]] = {}
    for one in waivers:
        if can_be_waived(one.waiver.code) and not is_run_out(one.waiver.until, today):
            usable.setdefault((one.waiver.code, one.waiver.document), []).append(one)
    kept: list[Finding] = []
    waived: list[Waived] = []
    used: set[int] = set()
    for finding in findings:
        keys = ((finding.code, finding.document), (finding.code, None))
        covering = [one for key in dict.fromkeys(keys) for one in usable.get(key, ())]
        used |= {id(one) for one in covering}
        if covering:
            waived.append(Waived(finding, covering[0].waiver.reason))
        else:
            kept.append(finding)
    return Sifted(tuple(kept), tuple(waived), tuple(_held(one, id(one) in used, judged) for one in waivers))


def _held(one: GivenWaiver, used: bool, judged: Collection[str]) -> HeldWaiver:
    code = one.waiver.code
    return HeldWaiver(one.waiver, one.stands_in, can_be_waived(code), code in judged, used)
