"""Explain what stands on a document: numbers part by part, codes, markings, headings, meeting bodies, abbreviations."""

from collections.abc import Iterator
from typing import NamedTuple

from somei_cli.errors import SomeiError
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document_number import DocumentNumber, SuffixKind
from somei_cli.model.markings import Level, Marking
from somei_cli.model.register.vocabulary import Vocabulary


class Explanation(NamedTuple):
    """One meaning of a term, with lines that explain its parts; a term may have several meanings."""

    term: str
    kind: str
    title: str
    parts: tuple[tuple[str, str], ...] = ()


SERIES = {
    "ST": "standard document: notes, agendas of the Council, outcomes, reports, proposals",
    "CM": "communication: notices of meeting, provisional agendas, written procedures",
    "SN": "without number: drafts and informal texts of the Secretariat",
    "DS": "conference room paper",
    "WK": "working document for one community of recipients",
    "MD": "meeting document",
    "PE-CONS": "text agreed with the European Parliament",
    "EUCO": "European Council",
    "CONV": "European Convention of 2002 and 2003",
    "CONF": "conference of the governments of the Member States of 1996 and 1997",
    "CIG": "conference of the governments of the Member States",
    "XT": "withdrawal of the United Kingdom",
    "EEE": "bodies of the European Economic Area",
    "COREU": "telex between the foreign ministries",
}
_SUFFIXES = {
    SuffixKind.REV: "revision: a new full text in place of the one before",
    SuffixKind.ADD: "addendum: more text, read together with its parent",
    SuffixKind.COR: "corrigendum: corrects its parent, which stays the current text",
    SuffixKind.EXT: "extract: the part of a document that is accessible",
    SuffixKind.DCL: "declassified: the full public version of a document that was classified",
    SuffixKind.AMD: "amendment (met, but not among the Council's own suffixes)",
}
_LEVELS = {
    Level.UNMARKED: "no restriction on who may receive it",
    Level.LIMITE: "not classified: for the institutions and the administrations of the Member States, not the public",
    Level.RESTRICTED: "EU classified: disclosure could be disadvantageous to interests of the Union or a Member State",
    Level.CONFIDENTIAL: "EU classified: disclosure could harm essential interests",
    Level.SECRET: "EU classified: disclosure could seriously harm essential interests",
    Level.TOP_SECRET: "EU classified: disclosure could do exceptionally grave harm to essential interests",
}


OWN_WORDS = {
    "act": "what a clerk changes with one command: one commit, with a reason if one was given",
    "addressee": "to whom a document is addressed: the line “To” of the first page",
    "baseline": "the findings of an earlier check; a new check can leave them out",
    "commit": "the name of one change in git, as 4f1c2a9; somei undo and somei show --as-of take it",
    "dossier": "the documents of one procedure, which name each other or one file: somei thread NUMBER",
    "doubt": "a value that an import was not sure of: somei list --doubts, and somei edit NUMBER --confirm FIELD",
    "draft": "a document that has not been issued: somei issue NUMBER",
    "entry": "what the register holds of one document: one file",
    "finding": "what a check found: a rule, a document, and what to do",
    "follow-up": "what somebody is to do by a day, recorded on an item: somei followup list",
    "issued": "a document that went out; it is no longer a draft",
    "item": "one numbered point of an agenda; the lines below it are 2/1, 2/2 and so on",
    "originator": "from whom a document comes: the line “From” of the first page",
    "partial register": "a register that does not hold every document, so that one that is missing is no error",
    "provisional number": "a number given without the server; the next somei sync replaces it",
    "register": "a folder with somei.toml, and one file for each document, in git",
    "reserved": "a number that is kept for a document to come",
    "serial": "the running number behind a subject code: 532 in ENFOPOL 532",
    "series": "what stands before a number and what is counted with it: CM in CM 5125/19, ST where nothing stands",
    "sync": "to bring in what colleagues did and to send what you did: somei sync",
    "to waive": "to accept a finding that is right as it is, with a reason: somei edit NUMBER --waive RULE -m WHY",
    "void": "a number that no document has any more; it stays in the register and is never given again",
    "withdrawn": "a document that was issued and taken back; its entry and its number stay",
}
"""What the words of somei itself mean."""
_OTHER_FORMS = {
    "acts": "act",
    "commits": "commit",
    "doubts": "doubt",
    "drafts": "draft",
    "entries": "entry",
    "findings": "finding",
    "follow-ups": "follow-up",
    "followup": "follow-up",
    "items": "item",
    "partial": "partial register",
    "provisional": "provisional number",
    "serials": "serial",
    "waive": "to waive",
    "waived": "to waive",
    "waiver": "to waive",
    "waivers": "to waive",
}


def explain_number(number: DocumentNumber) -> Explanation:
    """Explain a document number part by part."""
    parts = [
        ("series", f"{number.series}: {SERIES.get(number.series, 'a series that somei does not know')}"),
        ("number", f"{number.number}, counted within the series and the year"),
        ("year", f"{number.year}: the year of the counter, not that of the date on the document"),
    ]
    parts += [(str(suffix), _SUFFIXES[suffix.kind]) for suffix in number.suffixes]
    if not number.suffixes:
        parts.append(("INIT", "no suffix: the first issue"))
    parts.append(("register id", number.register_id))
    return Explanation(str(number), "document number", "number of a Council document", tuple(parts))


def explain_code(entry: CodeEntry, vocabulary: Vocabulary) -> Explanation | None:
    """Explain a subject code, with its serial if it has one; None if the vocabulary does not list the code."""
    title = vocabulary.codes.get(entry.code)
    if title is None:
        return None
    serial = f"{entry.serial}: the {entry.serial}th document with this code in the year of its number"
    parts = (("serial", serial),) if entry.serial is not None else ()
    return Explanation(str(entry), "subject code", title, (*parts, *_explain_retirement(entry.code, vocabulary)))


def _explain_retirement(code: SubjectCode, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield since when a code is retired and what to use instead, and the retired codes that it replaces."""
    retirement = vocabulary.retired.get(code)
    if retirement:
        yield "retired", f"since {retirement.on}: for older documents only"
    successor = vocabulary.successor_of(code)
    if successor:
        yield "use", f"{successor}: {vocabulary.codes.get(successor, 'not in the vocabulary')}"
    replaced = [
        f"{old}, until {earlier.on}"
        for old, earlier in vocabulary.retired.items()
        if vocabulary.successor_of(old) == code
    ]
    if replaced:
        yield "replaces", "; ".join(replaced)


def explain_marking(marking: Marking) -> Explanation | None:
    """Explain a marking; None if its level is unknown."""
    if marking.level not in _LEVELS:
        return None
    parts = [("meaning", _LEVELS[marking.level])]
    if marking.classified:
        parts.append(("here", "its text is never accepted into a register kept in git (Decision 2013/488/EU)"))
    return Explanation(str(marking), "marking", "who may receive the document", tuple(parts))


_NO_MARKING = Explanation(
    "none",
    "marking",
    "no marking is printed on the document",
    (
        ("meaning", "nothing on the document restricts who may receive it"),
        ("not", "PUBLIC, which is a marking that is printed"),
        ("typed as", "--marking none, marking=none"),
    ),
)


def explain_term(typed: str, vocabulary: Vocabulary) -> Iterator[Explanation]:
    """Yield every meaning of what a clerk typed; if it is a document number, only that."""
    try:
        yield explain_number(DocumentNumber.parse(typed))
    except SomeiError:
        yield from _explain_words(typed, vocabulary)


def _explain_words(typed: str, vocabulary: Vocabulary) -> Iterator[Explanation]:
    try:
        code = explain_code(CodeEntry.parse(typed), vocabulary)
    except SomeiError:
        code = None
    if code:
        yield code
    try:
        marking = _NO_MARKING if typed.casefold() == "none" else explain_marking(Marking.parse(typed))
    except SomeiError:
        marking = None
    if marking:
        yield marking
    heading = vocabulary.type_named(typed)
    if heading:
        yield Explanation(heading.heading, "document type", heading.purpose, _also_spelt(heading.also))
    body = vocabulary.body_named(typed)
    if body:
        codes = (("codes", ", ".join(map(str, body.codes))),) if body.codes else ()
        yield Explanation(body.key, "body", body.name, (*codes, *_also_spelt(body.also)))
    for term in vocabulary.terms_for(typed):
        yield Explanation(term.term, term.kind, term.meaning, _also_spelt(term.also))
    word = _OTHER_FORMS.get(typed.casefold(), typed.casefold())
    if word in OWN_WORDS:
        yield Explanation(word, "word of somei", OWN_WORDS[word])


def _also_spelt(spellings: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return (("also", ", ".join(spellings)),) if spellings else ()
