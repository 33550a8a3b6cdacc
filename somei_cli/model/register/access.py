"""Decisions on access: which one is in force, how it stands, and the reply codes that grounds are written in."""

import re
from dataclasses import replace
from datetime import date
from enum import StrEnum

from somei_cli.model.document import AccessKind, Document
from somei_cli.model.document_number import SuffixKind
from somei_cli.model.markings import Level, level_of
from somei_cli.model.register.settings import PublicUnmarked

EXCEPTIONS = {
    "4.1a.1": "public security",
    "4.1a.2": "defence and military matters",
    "4.1a.3": "international relations",
    "4.1a.4": "financial, monetary or economic policy",
    "4.1b": "privacy and the integrity of the individual",
    "4.2.1": "commercial interests",
    "4.2.2": "court proceedings and legal advice",
    "4.2.3": "inspections, investigations and audits",
    "4.3(i)": "a decision that is being made",
    "4.3(ii)": "a decision that has been made",
}
"""The reply codes of the Council for the exceptions of Article 4 of Regulation 1049/2001, and what they protect."""
ANSWERS = {
    "1": "full access",
    "1.pa": "partial access",
    "2": "full access, text not in the register",
    "2.pa": "partial access, text not in the register",
}
"""The reply codes that say how access was given."""
KEPT_BACK = frozenset({AccessKind.REFUSED, AccessKind.PARTLY_RELEASED})
"""The decisions after which some or all of a text is for nobody else."""
_SEPARATOR = r"\s*(?:[,;+/]|\band\b)\s*|\s+"


def codes_in(ground: str) -> tuple[str, ...]:
    """The words of a ground as it is written, each of which should be a reply code."""
    return tuple(word for word in re.split(_SEPARATOR, ground.strip().lower()) if word)


def reply_codes(ground: str | None) -> str | None:
    """The reply codes of a ground, and none of its other words."""
    codes = [code for code in codes_in(ground or "") if code in EXCEPTIONS or code in ANSWERS]
    return ", ".join(dict.fromkeys(codes)) or None


def access_now(document: Document) -> AccessKind | None:
    """The decision in force, which is the last one that is written down; None where none was taken."""
    return document.access[-1].kind if document.access else None


def is_open_to_all(document: Document) -> bool:
    """Whether the decision in force is a release, whether decisions are taken in their order or by their days."""
    if access_now(document) is not AccessKind.RELEASED:
        return False
    newest = max(event.on for event in document.access)
    return all(event.kind is AccessKind.RELEASED for event in document.access if event.on == newest)


def is_unconfirmed(document: Document, public_unmarked: PublicUnmarked) -> bool:
    """Whether a text was imported without a marking, and nobody has said yet that it is public.

    A person says so by a release, or by the marking PUBLIC; what is typed has no source, and was said by a person.
    """
    if public_unmarked is PublicUnmarked.TEXT or document.marking is not None or document.source is None:
        return False
    return not is_open_to_all(document)


def is_declassified(document: Document) -> bool:
    """Whether it is the public version of a classified document, or was declassified by decision."""
    if any(suffix.kind is SuffixKind.DCL for suffix in document.number.suffixes):
        return True
    return any(event.kind is AccessKind.DECLASSIFIED for event in document.access)


def as_opened_by(document: Document, day: date) -> Document:
    """The document without what would open it on a later day than this: nobody can have decided that yet."""
    if not any(event.on > day for event in document.access):
        return document
    events = (event for event in document.access if event.on <= day or event.kind is AccessKind.REFUSED)
    return replace(document, access=tuple(events))


class Standing(StrEnum):
    """How the access to a document stands: the decision in force, or that none has been taken on a marked one."""

    RELEASED = "released"
    PARTLY_RELEASED = "partly-released"
    REFUSED = "refused"
    DECLASSIFIED = "declassified"
    UNDECIDED = "undecided"


def standing(document: Document, day: date = date.max) -> Standing | None:
    """How the access stands on a day; None where there is nothing to decide, since the document has no marking."""
    decisions = [event.kind for event in document.access if event.on <= day]
    if decisions:
        return Standing[decisions[-1].name]
    return Standing.UNDECIDED if level_of(document.marking) > Level.UNMARKED else None
