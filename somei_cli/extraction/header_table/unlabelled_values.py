"""The values of a header table, and how to split values that came in one run without their labels.

Values are separated by their form, by gaps, and by well-known originators and addressees.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from somei_cli.extraction.cover.printed_dates import find_days, is_mostly_date
from somei_cli.extraction.header_table.label_words import OPENING_PHRASE
from somei_cli.extraction.header_table.labels import LabelKind

_PERSON_NAME = r"[A-ZÀ-Þ][^\n:;,()]{2,60}"
_COREPER_PARTS = r"(?: ?\([Pp]art (?:1|2|I|II)\))?"
_SECRETARIATS = (
    "Генерален секретариат на Съвета|Generální sekretariát Rady|Generalsekretariatet for Rådet|"
    "Generalsekretariat des Rates|Γενική Γραμματεία του Συμβουλίου|Secretaría General del Consejo|"
    "Nõukogu peasekretariaat|Neuvoston pääsihteeristö|Secrétariat général du Conseil|Glavno tajništvo Vijeća|"
    "[Aa] Tanács Főtitkársága|Segretariato [Gg]enerale del Consiglio|Tarybos generalinis sekretoriatas|"
    "Padomes Ģenerālsekretariāts|Segretarjat Ġenerali tal-Kunsill|(?:het )?[Ss]ecretariaat-generaal van de Raad|"
    "Sekretariat Generalny Rady|Secretariado-Geral do Conselho|Secretariatul General al Consiliului|"
    "Generálny sekretariát Rady|[Gg]eneralni sekretariat Sveta|Rådets generalsekretariat"
)
_PRESIDENCIES = (
    "Председателство(?:то)?|[Pp]ředsednictví|[Ff]ormandskabet|Vorsitz|Προεδρία|Presidencia|[Ee]esistuja(?:riik)?|"
    "[Pp]uheenjohtajavaltio|(?:la )?[Pp]résidence|[Pp]redsjedništvo|[Aa]z? elnökség|[Pp]residenza|"
    "[Pp]rezidentvalsts|(?:het )?[Vv]oorzitterschap|[Pp]rezydencja|Presidência|[Pp]reședinția|[Pp]redsedníctvo|"
    "[Pp]redsedstvo|[Oo]rdförandeskapet"
)
_DELEGATIONS = (
    "[Дд]елегации(?:те)?|[Dd]elegace|[Dd]elegationerne|Delegationen|Αντιπροσωπ[ίε][αε]?ς|Delegaciones|"
    "[Dd]elegatsioonid|[Vv]altuuskunnat|(?:les )?[Dd]élégations|[Dd]elegacije|[Aa] delegációk|[Dd]elegációk|"
    "[Dd]elegazioni|[Dd]elegacijos|[Dd]elegācijas|[Dd]elegazzjonijiet|(?:de )?[Dd]elegaties|[Dd]elegacje|"
    "[Dd]elegações|[Dd]elegațiile|[Dd]elegácie|"
    "[Dd]elegationerna"
)
_OTHER_ADDRESSEES = (
    "Comité des représentants permanents(?: \\([12][^()]{1,10}\\))?(?:/Conseil)?|Ausschuss der Ständigen Vertreter"
    "(?: \\([12]\\. Teil\\))?(?:/Rat)?|Comitato dei [Rr]appresentanti permanenti|Comité de Representantes Permanentes|"
    "Komitet Stałych Przedstawicieli|De Faste Repræsentanters Komité|Comité van permanente vertegenwoordigers|"
    "Comité de Representantes Permanentes|Ständiga representanternas kommitté|Conseil|Rat|Consiglio|Consejo|Conselho|"
    "Raad|Rådet|Rada"
)
ORIGINATORS = (
    rf"{_SECRETARIATS}|{_PRESIDENCIES}|"
    r"(?:The )?(?:(?:[Ii]ncoming|[A-Z][a-z]+) )?Presidency|"
    r"General Secretariat(?: of the Council)?|Council (?:General )?Secretariat|Secretariat|"
    r"Secretary-General of the European Commission, signed by "
    rf"{_PERSON_NAME}, (?:Deputy )?(?:Director(?:-General)?|Secretary-General)|"
    rf"Secretary-General of the European Commission(?:, {_PERSON_NAME})?|"
    r"(?:European )?Commission(?: services)?|EU Counter-Terrorism Coordinator|(?:Council )?Legal Service|"
    r"European External Action Service(?: \(EEAS\))?|EEAS|Antici Group|Mertens Group|"
    r"High Representative of the Union for Foreign Affairs and Security Policy|Political and Security Committee|"
    r"[A-Z][a-z]+ [Dd]elegation"
)
ADDRESSEES = (
    rf"{_DELEGATIONS}|{_OTHER_ADDRESSEES}|"
    rf"Delegations|Permanent Representatives(?:'|’)? Committee{_COREPER_PARTS}(?: ?/ ?(?:European )?Council)?|"
    rf"(?:Coreper|COREPER){_COREPER_PARTS}(?: ?/ ?(?:Council|COUNCIL))?|European Council|"
    r"Council(?: of the European Union)?(?:\s?/\s?(?:European Council|Mixed Committee))?|"
    rf"(?:(?:Mr|Mrs|Ms|M\.) )?{_PERSON_NAME},? (?:the )?Secretary-General of the Council of the European Union|"
    r"Working (?:Party|Group) (?:on |of |for )?[^()\n:]{3,110}\([A-Z][A-Za-z /-]{1,20}\)"
    r"(?: ?/ ?Mixed Committee(?: ?\([^()\n]{2,80}\))?)?|"
    r"(?:The )?Members of the (?:European )?Convention|(?:The )?(?:European )?Convention|Article 36 Committee|"
    r"K\.?4 Committee"
)
WELL_KNOWN_NAME = re.compile(rf"(?:{ORIGINATORS}|{ADDRESSEES})")
ORIGINATOR = re.compile(rf"(?:{ORIGINATORS}|Council|European Council)(?=[\s,;:]|$)")
ADDRESSEE = re.compile(rf"(?:{ADDRESSEES}|{ORIGINATORS})(?=[\s,;:]|$)")
_ADDRESSEE_WORD = re.compile(rf"(?<=\s)(?:{ADDRESSEES})(?=\s|$)")
_ENDS_INSIDE_NAME = re.compile(r"(?:\b(?:of|the|del|de|la|du|des|der|dem|di|do|da|van|för|til|af|on)|[’'])\s*$")
LAST_ADDRESSEE = re.compile(rf"(?<=\s)(?:{ADDRESSEES})$")


def find_next_addressee(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first well-known addressee between two offsets; in “del Consejo” it is part of another name."""
    matches = _ADDRESSEE_WORD.finditer(text, start, end)
    return next((m for m in matches if not is_part_of_a_name(text[start : m.start()])), None)


def is_part_of_a_name(before: str) -> bool:
    """Whether words end so that the addressee after them is part of another name."""
    return _ENDS_INSIDE_NAME.search(before[-12:]) is not None


@dataclass(frozen=True, slots=True)
class LabelValue:
    """The words of a field, and their offset."""

    kind: LabelKind
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class HeaderTable:
    """The values of a header table, the offset where the main text begins, and the fields that are unclear."""

    values: tuple[LabelValue, ...]
    main_text_start: int
    unclear: tuple[LabelKind, ...] = ()
    is_certain: bool = True

    def first(self, kind: LabelKind) -> LabelValue | None:
        """Return the first value of a field."""
        return next((value for value in self.values if value.kind is kind), None)

    def values_of(self, kind: LabelKind) -> tuple[LabelValue, ...]:
        """Return every value of a field."""
        return tuple(value for value in self.values if value.kind is kind)


_LONGEST_VALUE = 200
_CODES = r"(?:\s{1,4}[A-Z][A-Z0-9]{1,14}(?:[/-][A-Z0-9]{1,12}){0,2}(?: [A-Z]{2,4}[0-9]?)? [0-9]{1,4}(?![/0-9]))"
_SUFFIX = r"(?:\s{1,3}(?:\+ ?)?(?:REV|ADD|COR|EXT|DCL) ?[0-9]{1,3}(?:-[0-9]{1,3})?(?: ?\([a-z, ]{2,40}\))?)"
_REFERENCE = (
    r"(?:(?:(?:COM|SWD|JOIN|SEC|C) ?\([0-9]{2,4}\) ?[0-9]{1,5}(?: ?final(?:/[0-9])?)?|"
    r"(?:(?:CM|SN|DS|WK|ST|PE-CONS|EUCO|CONV) )?[0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2,4})"
    rf"{_SUFFIX}{{0,5}}{_CODES}{{0,20}}{_SUFFIX}{{0,5}})"
)
REFERENCES = re.compile(rf"{_REFERENCE}(?:\s{{0,3}}(?:[,;+&-]|and)?\s{{0,3}}{_REFERENCE}){{0,12}}")
"""A run of document numbers, with the suffixes and the subject codes after them."""
_GAP = re.compile(r"\s{3,}|\n")


def split_values(text: str, start: int, end: int, fields: Sequence[LabelKind]) -> tuple[list[LabelValue], int, bool]:
    """Return the values of some fields, the offset after them, and whether every field was found.

    A field that cannot be recognised ends the search: what follows could belong to any field.

    >>> text = "Presidency 4 May 2015 Permanent Representatives Committee/Council Lamps"
    >>> values, end, _ = split_values(text, 0, len(text), [LabelKind.FROM, LabelKind.ON, LabelKind.TO])
    >>> [value.text for value in values], text[end:]
    (['Presidency', '4 May 2015', 'Permanent Representatives Committee/Council'], 'Lamps')
    """
    values: list[LabelValue] = []
    pending = list(fields)
    position = start
    while pending:
        position += len(text[position:end]) - len(text[position:end].lstrip("|*_ \t\n"))
        span = _documents_span(text, position, end, pending) or _next_span(text, position, end, pending)
        if span is None:
            return values, position, False
        kind, value_end = span
        pending.remove(kind)
        if value_end > position:
            values.append(LabelValue(kind, " ".join(text[position:value_end].split()).strip(" ,;"), position))
        position = value_end
    position += len(text[position:end]) - len(text[position:end].lstrip("|*_ \t\n"))
    return values, position, all(any(value.kind is kind for value in values) for kind in fields)


def _documents_span(text: str, position: int, end: int, pending: Sequence[LabelKind]) -> tuple[LabelKind, int] | None:
    """Return the field and the end of document numbers, which need no label: earlier documents, or the Commission's."""
    match = REFERENCES.match(text, position, end)
    if match is None:
        return None
    is_commission = LabelKind.COMMISSION in pending and (LabelKind.PREVIOUS not in pending or not match[0][0].isdigit())
    kind = LabelKind.COMMISSION if is_commission else LabelKind.PREVIOUS
    return (kind, match.end()) if kind in pending else None


def _next_span(text: str, position: int, end: int, pending: Sequence[LabelKind]) -> tuple[LabelKind, int] | None:
    """Return the next field in order and where its value ends; without a value, where it begins."""
    kind = pending[0]
    if kind in (LabelKind.ON, LabelKind.DATED):
        days = next(find_days(text[position : position + 60]), None)
        return (kind, position + days.end) if days and days.start <= 2 else (kind, position)
    if kind in (LabelKind.PREVIOUS, LabelKind.COMMISSION, LabelKind.TIME, LabelKind.OTHER):
        return kind, position
    if OPENING_PHRASE.match(text, position):
        return None
    pattern = ORIGINATOR if kind is LabelKind.FROM else ADDRESSEE
    if match := pattern.match(text, position, end):
        return kind, match.end()
    return _unknown_name_span(text, position, end, pending)


def _unknown_name_span(
    text: str, position: int, end: int, pending: Sequence[LabelKind]
) -> tuple[LabelKind, int] | None:
    """Return the field and the end of a name that is not well known.

    It ends at a wide gap, at the date that must follow it, or at the addressee that must.
    """
    kind, tail = pending[0], text[position : min(end, position + _LONGEST_VALUE)].rstrip()
    ends = [gap.start()] if (gap := _GAP.search(tail)) and gap.start() else []
    next_kind = pending[1] if len(pending) > 1 else None
    if next_kind in (LabelKind.ON, LabelKind.DATED) and (days := next(find_days(tail), None)) and days.start:
        ends.append(days.start)
    has_documents = LabelKind.PREVIOUS in pending[1:] or LabelKind.COMMISSION in pending[1:]
    if (
        next_kind is not LabelKind.TO
        and has_documents
        and (cited := REFERENCES.search(text, position, min(end, position + _LONGEST_VALUE)))
    ):
        ends.append(cited.start() - position)
    if next_kind is LabelKind.TO and (
        addressee := find_next_addressee(text, position, min(end, position + _LONGEST_VALUE))
    ):
        ends.append(addressee.start() - position)
    if not ends or is_mostly_date(tail[: min(ends)]):
        return None
    return kind, position + min(ends)
