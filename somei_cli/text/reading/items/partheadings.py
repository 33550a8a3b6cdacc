"""Headings between the items of an agenda or minutes: they belong to no item, but tell how those below are treated."""

import re

from somei_cli.text.reading.items.agendawords import is_other_business

_LEGISLATIVE = (
    r"Legislative deliberations|LEGISLATIVE DELIBERATIONS|Délibérations législatives|Beratungen über Gesetzgebungsakte|"
    r"Wetgevingsberaadslagingen|Deliberazioni legislative|Deliberaciones legislativas|Deliberações legislativas|"
    r"Lovgivningsmæssige forhandlinger|LOVGIVNINGSMÆSSIGE FORHANDLINGER|Överläggningar om lagstiftning|"
    r"Lainsäädäntökäsittely|Seadusandlikud arutelud|Tiesību aktu apspriešana|"
    r"Teisėkūros procedūra priimamų aktų svarstymas|"
    r"Obrady ustawodawcze|Legislativní jednání|Legislatívne rokovania|Zakonodajna posvetovanja|"
    r"Jogalkotási tanácskozások|"
    r"Deliberări legislative|Законодателни обсъждания|Νομοθετικές διαβουλεύσεις|Zakonodavna vijećanja"
)
_OTHER = (
    r"Non-legislative activities|NON-LEGISLATIVE ACTIVITIES|Activités non législatives|"
    r"Nicht die Gesetzgebung betreffende Tätigkeiten|Niet-wetgevende werkzaamheden|Niet-wetgevende activiteiten|"
    r"Attività non legislative|Actividades no legislativas|Atividades não legislativas|"
    r"Ikke-lovgivningsmæssige aktiviteter|IKKE-LOVGIVNINGSMÆSSIGE AKTIVITETER|Icke lagstiftande verksamhet|"
    r"Muu kuin lainsäädäntötoiminta|Muu kui seadusandlik tegevus|Neleģislatīvas darbības|Ne teisėkūros veikla|"
    r"Działania o charakterze nieustawodawczym|Nelegislativní činnosti|Nelegislatívne činnosti|"
    r"Nezakonodajne dejavnosti|"
    r"Nem jogalkotási tevékenységek|Activități fără caracter legislativ|Незаконодателни дейности|"
    r"Μη νομοθετικές δραστηριότητες|Attivitajiet mhux leġiżlattivi|Nezakonodavne aktivnosti"
)
_DAY = r"(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_HEADING = re.compile(
    rf"(?:{_LEGISLATIVE}|{_OTHER}|\(?[Pp]ublic deliberation in accordance|"
    rf"(?:MEETING|Meeting|SESSION) (?:ON|on) (?:{_DAY})|(?:{_DAY}),? [0-9]{{1,2}} |"
    r"(?:Non-discussion|Discussion) items\b|(?:COREPER|Coreper) \(?(?:PART|Part) [12I]{1,2}\)?\s*$|"
    r"(?:Horizontal|HORIZONTAL) (?:Questions|questions|QUESTIONS|issues|ISSUES)\s*$)"
)
_BEHIND = re.compile(
    rf"(?<=[\w)”\"’'»*])\s(?:(?:{_LEGISLATIVE})(?:\s?\([^()]{{5,120}}(?:\([0-9]\)[^()]{{0,80}})?\))?|{_OTHER}|"
    rf"Any other business|Diversen)$"
)
_IS_LEGISLATIVE = re.compile(_LEGISLATIVE)
_IS_OTHER = re.compile(_OTHER)
_LONGEST = 80
_SHORTEST_TITLE = 10


def is_part_heading(line: str, *, capitals: bool = True) -> bool:
    """Whether a line is a heading between items.

    >>> [is_part_heading(line) for line in ("Non-legislative activities", "MEETING ON MONDAY", "FISHERIES", "Oil")]
    [True, True, True, False]
    """
    words = line.strip()
    if _HEADING.match(words) or is_other_business(words):
        return True
    if not capitals or not 3 < len(words) <= _LONGEST or words[-1] in ",-–:":
        return False
    return words.isupper() and not any(c.isdigit() for c in words)


def without_heading(words: str) -> tuple[str, str]:
    """Words without a heading that runs on behind them.

    >>> without_heading("General approach to lamps Non-legislative activities")
    ('General approach to lamps', 'Non-legislative activities')
    """
    match = _BEHIND.search(words, max(0, len(words) - 250))
    if match is None or match.start() < _SHORTEST_TITLE:
        return words, ""
    return words[: match.start()].rstrip(), match[0].strip()


def tells_legislative(heading: str) -> bool | None:
    """Whether the items below a heading are legislative; None where it does not tell."""
    if _IS_OTHER.match(heading):
        return False
    return True if _IS_LEGISLATIVE.match(heading) else None
