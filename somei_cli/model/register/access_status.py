"""Decisions on access: which one is in force on a day, and the reply codes in which grounds are written."""

import re
from dataclasses import replace
from datetime import date
from enum import StrEnum

from somei_cli.model.document import AccessKind, Document
from somei_cli.model.document_number import SuffixKind
from somei_cli.model.markings import Level, level_of
from somei_cli.model.register.settings import PublicUnmarked

EXCEPTION_CODES = {
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
"""The Council's reply codes for the exceptions of Article 4 of Regulation 1049/2001, and what they protect."""
REPLY_CODES = {
    "1": "full access",
    "1.pa": "partial access",
    "2": "full access, text not in the register",
    "2.pa": "partial access, text not in the register",
}
"""The reply codes that say how access was given."""
WITHHOLDING_DECISIONS = frozenset({AccessKind.REFUSED, AccessKind.PARTLY_RELEASED})
"""The decisions after which some or all of a text stays closed to others."""
_SEPARATOR = r"\s*(?:[,;+/]|\band\b)\s*|\s+"


def codes_in(ground: str) -> tuple[str, ...]:
    """Split a ground as written into words, each of which should be a reply code."""
    return tuple(word for word in re.split(_SEPARATOR, ground.strip().lower()) if word)


def reply_codes(ground: str | None) -> str | None:
    """Return the reply codes of a ground without its other words."""
    codes = [code for code in codes_in(ground or "") if code in EXCEPTION_CODES or code in REPLY_CODES]
    return ", ".join(dict.fromkeys(codes)) or None


def access_now(document: Document) -> AccessKind | None:
    """Return the decision in force, which is the last one recorded; None if there is none."""
    return document.access[-1].kind if document.access else None


def is_open_to_all(document: Document) -> bool:
    """Whether the decision in force is a release, in the order of the file and also by date."""
    if access_now(document) is not AccessKind.RELEASED:
        return False
    newest = max(event.on for event in document.access)
    return all(event.kind is AccessKind.RELEASED for event in document.access if event.on == newest)


def is_unconfirmed(document: Document, public_unmarked: PublicUnmarked) -> bool:
    """Whether a text was imported without a marking, and no person has said that it is public.

    A person says so by a release or by the marking PUBLIC. A typed entry has no source: a person decided on it.
    """
    if public_unmarked is PublicUnmarked.TEXT or document.marking is not None or document.source is None:
        return False
    return not is_open_to_all(document)


def is_declassified(document: Document) -> bool:
    """Whether it is the public version of a classified document, or was declassified by a decision."""
    if any(suffix.kind is SuffixKind.DCL for suffix in document.number.suffixes):
        return True
    return any(event.kind is AccessKind.DECLASSIFIED for event in document.access)


def without_later_openings(document: Document, day: date) -> Document:
    """Return the document without decisions after this day that would open it: nobody can have taken them yet."""
    if not any(event.on > day for event in document.access):
        return document
    events = (event for event in document.access if event.on <= day or event.kind is AccessKind.REFUSED)
    return replace(document, access=tuple(events))


class AccessStatus(StrEnum):
    """The state of access to a document: the decision in force, or undecided if it is marked and there is none."""

    RELEASED = "released"
    PARTLY_RELEASED = "partly-released"
    REFUSED = "refused"
    DECLASSIFIED = "declassified"
    UNDECIDED = "undecided"


def access_status(document: Document, day: date = date.max) -> AccessStatus | None:
    """Return the state of access on a day; None for a document without a marking, on which nothing is to be decided."""
    decisions = [event.kind for event in document.access if event.on <= day]
    if decisions:
        return AccessStatus[decisions[-1].name]
    return AccessStatus.UNDECIDED if level_of(document.marking) > Level.UNMARKED else None
