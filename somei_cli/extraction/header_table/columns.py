"""Values that came without their labels, all in one run: told apart by their form, by gaps, and by well-known names.

Well-known originators and addressees, by which the values of a box are told apart where its columns are lost.
What the box under the type heading gives: values with their place, and where the document's text begins.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from somei_cli.extraction.cover.dates import find_days, holds_a_date
from somei_cli.extraction.header_table.label_words import OPENING
from somei_cli.extraction.header_table.labels import LabelKind

_PERSON = r"[A-ZÀ-Þ][^\n:;,()]{2,60}"
_PARTS = r"(?: ?\([Pp]art (?:1|2|I|II)\))?"
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
    rf"{_PERSON}, (?:Deputy )?(?:Director(?:-General)?|Secretary-General)|"
    rf"Secretary-General of the European Commission(?:, {_PERSON})?|"
    r"(?:European )?Commission(?: services)?|EU Counter-Terrorism Coordinator|(?:Council )?Legal Service|"
    r"European External Action Service(?: \(EEAS\))?|EEAS|Antici Group|Mertens Group|"
    r"High Representative of the Union for Foreign Affairs and Security Policy|Political and Security Committee|"
    r"[A-Z][a-z]+ [Dd]elegation"
)
ADDRESSEES = (
    rf"{_DELEGATIONS}|{_OTHER_ADDRESSEES}|"
    rf"Delegations|Permanent Representatives(?:'|’)? Committee{_PARTS}(?: ?/ ?(?:European )?Council)?|"
    rf"(?:Coreper|COREPER){_PARTS}(?: ?/ ?(?:Council|COUNCIL))?|European Council|"
    r"Council(?: of the European Union)?(?:\s?/\s?(?:European Council|Mixed Committee))?|"
    rf"(?:(?:Mr|Mrs|Ms|M\.) )?{_PERSON},? (?:the )?Secretary-General of the Council of the European Union|"
    r"Working (?:Party|Group) (?:on |of |for )?[^()\n:]{3,110}\([A-Z][A-Za-z /-]{1,20}\)"
    r"(?: ?/ ?Mixed Committee(?: ?\([^()\n]{2,80}\))?)?|"
    r"(?:The )?Members of the (?:European )?Convention|(?:The )?(?:European )?Convention|Article 36 Committee|"
    r"K\.?4 Committee"
)
KNOWN = re.compile(rf"(?:{ORIGINATORS}|{ADDRESSEES})")
ORIGINATOR = re.compile(rf"(?:{ORIGINATORS}|Council|European Council)(?=[\s,;:]|$)")
ADDRESSEE = re.compile(rf"(?:{ADDRESSEES}|{ORIGINATORS})(?=[\s,;:]|$)")
_A_BODY = re.compile(rf"(?<=\s)(?:{ADDRESSEES})(?=\s|$)")
_PART_OF = re.compile(r"(?:\b(?:of|the|del|de|la|du|des|der|dem|di|do|da|van|för|til|af|on)|[’'])\s*$")
LAST = re.compile(rf"(?<=\s)(?:{ADDRESSEES})$")


def next_addressee(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first well-known addressee between two offsets; “del Consejo” is part of another name."""
    bodies = _A_BODY.finditer(text, start, end)
    return next((m for m in bodies if not is_part_of_a_name(text[start : m.start()])), None)


def is_part_of_a_name(before: str) -> bool:
    """Whether words end so that the body behind them is no addressee of its own."""
    return _PART_OF.search(before[-12:]) is not None


@dataclass(frozen=True, slots=True)
class LabelValue:
    """The words of one field and where they begin."""

    box: LabelKind
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class BoxReading:
    """All values, the offset where the document's text begins, and the fields that could not be told apart."""

    values: tuple[LabelValue, ...]
    body: int
    unclear: tuple[LabelKind, ...] = ()
    sure: bool = True

    def first(self, box: LabelKind) -> LabelValue | None:
        """The first value of a field."""
        return next((v for v in self.values if v.box is box), None)

    def all(self, box: LabelKind) -> tuple[LabelValue, ...]:
        """Every value of a field."""
        return tuple(v for v in self.values if v.box is box)


_LONGEST = 200
_CODES = r"(?:\s{1,4}[A-Z][A-Z0-9]{1,14}(?:[/-][A-Z0-9]{1,12}){0,2}(?: [A-Z]{2,4}[0-9]?)? [0-9]{1,4}(?![/0-9]))"
_SUFFIX = r"(?:\s{1,3}(?:\+ ?)?(?:REV|ADD|COR|EXT|DCL) ?[0-9]{1,3}(?:-[0-9]{1,3})?(?: ?\([a-z, ]{2,40}\))?)"
_ONE = (
    r"(?:(?:(?:COM|SWD|JOIN|SEC|C) ?\([0-9]{2,4}\) ?[0-9]{1,5}(?: ?final(?:/[0-9])?)?|"
    r"(?:(?:CM|SN|DS|WK|ST|PE-CONS|EUCO|CONV) )?[0-9]{1,5}(?:/[0-9]{1,2})?/[0-9]{2,4})"
    rf"{_SUFFIX}{{0,5}}{_CODES}{{0,20}}{_SUFFIX}{{0,5}})"
)
REFERENCES = re.compile(rf"{_ONE}(?:\s{{0,3}}(?:[,;+&-]|and)?\s{{0,3}}{_ONE}){{0,12}}")
"""A run of document numbers, with the suffixes and the subject codes behind them."""
_GAP = re.compile(r"\s{3,}|\n")


def told_apart(text: str, start: int, end: int, fields: Sequence[LabelKind]) -> tuple[list[LabelValue], int, bool]:
    """The values of some fields, where the rest begins, and whether every one of them was found.

    A field that cannot be told ends the search: what follows could be anybody's.

    >>> text = "Presidency 4 May 2015 Permanent Representatives Committee/Council Lamps"
    >>> values, rest, _ = told_apart(text, 0, len(text), [Box.FROM, Box.ON, Box.TO])
    >>> [value.text for value in values], text[rest:]
    (['Presidency', '4 May 2015', 'Permanent Representatives Committee/Council'], 'Lamps')
    """
    found: list[LabelValue] = []
    pending = list(fields)
    at = start
    while pending:
        at += len(text[at:end]) - len(text[at:end].lstrip("|*_ \t\n"))
        span = _documents(text, at, end, pending) or _next(text, at, end, pending)
        if span is None:
            return found, at, False
        field, stop = span
        pending.remove(field)
        if stop > at:
            found.append(LabelValue(field, " ".join(text[at:stop].split()).strip(" ,;"), at))
        at = stop
    at += len(text[at:end]) - len(text[at:end].lstrip("|*_ \t\n"))
    return found, at, all(any(v.box is field for v in found) for field in fields)


def _documents(text: str, at: int, end: int, pending: Sequence[LabelKind]) -> tuple[LabelKind, int] | None:
    """Document numbers need no label: they are the earlier documents, or the Commission's."""
    match = REFERENCES.match(text, at, end)
    if match is None:
        return None
    commission = LabelKind.COMMISSION in pending and (LabelKind.PREVIOUS not in pending or not match[0][0].isdigit())
    field = LabelKind.COMMISSION if commission else LabelKind.PREVIOUS
    return (field, match.end()) if field in pending else None


def _next(text: str, at: int, end: int, pending: Sequence[LabelKind]) -> tuple[LabelKind, int] | None:
    """The next field in order and where its value ends; one without a value ends where it begins."""
    field = pending[0]
    if field in (LabelKind.ON, LabelKind.DATED):
        days = next(find_days(text[at : at + 60]), None)
        return (field, at + days.end) if days and days.start <= 2 else (field, at)
    if field in (LabelKind.PREVIOUS, LabelKind.COMMISSION, LabelKind.TIME, LabelKind.OTHER):
        return field, at
    if OPENING.match(text, at):
        return None
    pattern = ORIGINATOR if field is LabelKind.FROM else ADDRESSEE
    if match := pattern.match(text, at, end):
        return field, match.end()
    return _by_what_follows(text, at, end, pending)


def _by_what_follows(text: str, at: int, end: int, pending: Sequence[LabelKind]) -> tuple[LabelKind, int] | None:
    """A name nobody knows ends at a wide gap, at the date that must follow it, or at the addressee that must."""
    field, rest = pending[0], text[at : min(end, at + _LONGEST)].rstrip()
    stops = [gap.start()] if (gap := _GAP.search(rest)) and gap.start() else []
    after = pending[1] if len(pending) > 1 else None
    if after in (LabelKind.ON, LabelKind.DATED) and (days := next(find_days(rest), None)) and days.start:
        stops.append(days.start)
    documents = LabelKind.PREVIOUS in pending[1:] or LabelKind.COMMISSION in pending[1:]
    if after is not LabelKind.TO and documents and (cited := REFERENCES.search(text, at, min(end, at + _LONGEST))):
        stops.append(cited.start() - at)
    if after is LabelKind.TO and (body := next_addressee(text, at, min(end, at + _LONGEST))):
        stops.append(body.start() - at)
    if not stops or holds_a_date(rest[: min(stops)]):
        return None
    return field, at + min(stops)
