"""How an item is treated, as agendas print it below the title: `Adoption`, `Policy debate`, `Information from …`."""

import re
from dataclasses import dataclass

from somei_cli.model.items import ItemKind

_DECIDING = (
    r"(?:Partial )?[Gg]eneral approach|Political agreement|Adoption|Approval|Endorsement|Agreement|Authorisation|"
    r"Orientation générale|Accord politique|Approbation|Allgemeine Ausrichtung|Politische Einigung|Annahme|Billigung|"
    r"Algemene oriëntatie|Politiek akkoord|Aanneming|Goedkeuring|Orientamento generale|Accordo politico|Adozione|"
    r"Approvazione|Orientación general|Acuerdo político|Adopción|Aprobación|Orientação geral|Acordo político|Adoção|"
    r"Aprovação|Generel indstilling|Politisk enighed|Vedtagelse|Godkendelse|Allmän riktlinje|Politisk överenskommelse|"
    r"Antagande|Godkännande|Yleisnäkemys|Hyväksyminen|Üldine lähenemisviis|Vastuvõtmine|Vispārēja pieeja|Pieņemšana|"
    r"Bendras požiūris|Priėmimas|Podejście ogólne|Porozumienie polityczne|Przyjęcie|Zatwierdzenie|Obecný přístup|"
    r"Politická dohoda|Přijetí|Schválení|Všeobecné smerovanie|Prijatie|Schválenie|Splošni pristop|Sprejetje|"
    r"Általános megközelítés|Elfogadás|Abordare generală|Acord politic|Adoptare|Aprobare|Concluzii|Общ подход|Приемане|"
    r"Одобряване|Γενική προσέγγιση|Έγκριση|Approċċ ġenerali|Adozzjoni|Opći pristup|Usvajanje|Donošenje"
)
_DISCUSSING = (
    r"Exchange of views|(?:Policy|Public|Orientation|Open) debate|Discussion|Échange de vues|"
    r"Débat (?:d['’]orientation|public)|"
    r"Gedankenaustausch|Orientierungsaussprache|Aussprache|Gedachtewisseling|Oriënterend debat|"
    r"Scambio di (?:opinioni|vedute)|"
    r"Dibattito orientativo|Cambio de impresiones|Debate de orientación|Troca de pontos de vista|Debate de orientação|"
    r"Drøftelse|Udveksling af synspunkter|Politisk drøftelse|Orienterende debat|Diskussion|Riktlinjedebatt|"
    r"Näkemysten vaihto|"
    r"Periaatekeskustelu|Arvamuste vahetus|Poliitiline mõttevahetus|Viedokļu apmaiņa|Politikas debates|"
    r"Keitimasis nuomonėmis|"
    r"Politinis debatas|Wymiana poglądów|Debata (?:polityczna|orientacyjna)|Výměna názorů|Orientační rozprava|"
    r"Výmena názorov|"
    r"Politická rozprava|Izmenjava mnenj|Orientacijska razprava|Eszmecsere|Irányadó vita|Schimb de opinii|"
    r"Dezbatere de orientare|Обмен на мнения|Ориентационен дебат|Ανταλλαγή απόψεων|Συζήτηση προσανατολισμού|"
    r"Skambju ta['’] fehmiet|Dibattitu ta['’] politika|Razmjena mišljenja|Orijentacijska rasprava"
)
_INFORMING = (
    r"State of play|Progress report|Oral information|Stocktaking|État des travaux|Sachstand|Fortschrittsbericht|"
    r"Stand van zaken|"
    r"Voortgangsverslag|Stato dei lavori|Estado de los trabajos|Ponto da situação|Fremskridtsrapport|Lägesrapport|"
    r"Tilannekatsaus|"
    r"Stan prac|Aktuální stav|Aktuálny stav|Trenutno stanje|Situația actuală|Актуално състояние|Πορεία των εργασιών"
)
_TOLD = (
    r"(?:Oral )?[Ii]nformation (?:from|by|provided by)|(?:[Dd]e)?[Bb]riefing (?:from|by)|Presentation by|"
    r"Informations? (?:de|du|communiquées par|fournies par)|Présentation par|Informationen (?:der|des|seitens)|"
    r"Vorstellung durch|"
    r"Informatie van|Presentatie door|Informazioni (?:della|del|fornite)|Presentazione da parte|"
    r"Información (?:de|facilitada)|"
    r"Informações (?:da|do|prestadas)|Orientering fra|Information från|Informații (?:din partea|prezentate)|"
    r"Informacje (?:od|przekazane)|Informace (?:předsednictví|Komise|poskytnut)|"
    r"Informácie (?:predsedníctva|Komisie|poskytnut)|"
    r"Ενημέρωση από|Информация от"
)
_WHO = re.compile(
    r"(?:[Ii]nformation (?:from|by|provided by)|[Bb]riefing (?:from|by)|Presentation by) (?:the )?"
    r"(?P<who>\S.{0,150}?)(?:\s(?:on|about|regarding|concerning)\s.{0,150})?$"
)
_SHORT = rf"(?:{_DECIDING}|{_DISCUSSING}|{_INFORMING})"
_LINE = re.compile(
    rf"(?:{_SHORT}|{_TOLD}|Presidency (?:de)?briefing|Preparation for|Mandate|Follow-up|Hoorzitting|Hearing)(?!\w)"
)
_BEHIND = re.compile(rf"(?<=[\w)”\"’'»*])\s(?:{_SHORT}(?:\s\((?:poss\.|\*)\))?|(?:{_TOLD})\s[^.:;]{{2,160}})$")
_KINDS = (
    (re.compile(_DECIDING), ItemKind.DECISION),
    (re.compile(_DISCUSSING), ItemKind.DISCUSSION),
    (re.compile(f"{_INFORMING}|{_TOLD}"), ItemKind.INFORMATION),
)
_SHORTEST_TITLE = 12
_TAIL = 300


@dataclass(frozen=True, slots=True)
class Treated:
    """Words, and the treatments that stood behind them."""

    words: str
    treatments: tuple[str, ...]


def is_treatment(line: str) -> bool:
    """Whether a line below a title says how the item is treated.

    >>> [is_treatment(words) for words in ("Exchange of views", "Information from the Commission", "Lamps")]
    [True, True, False]
    """
    return len(line) <= _TAIL and bool(_LINE.match(line.strip()))


def without_treatments(words: str, least: int = _SHORTEST_TITLE) -> Treated:
    """Words without the treatments that run on behind them, where columns and lines were lost.

    So many letters must be left of a title; less where only its last words stand in the line.

    >>> without_treatments("Conclusions on oil lamps Adoption")
    Treated(words='Conclusions on oil lamps', treatments=('Adoption',))
    >>> without_treatments("Oil lamps: state of play").treatments
    ()
    """
    found: list[str] = []
    while True:
        low = max(0, len(words) - _TAIL)
        match = _BEHIND.search(words, low)
        if match is None or match.start() < least:
            return Treated(words, tuple(found))
        found.insert(0, match[0].strip())
        words = words[: match.start()].rstrip()


def kind_of(treatments: tuple[str, ...]) -> ItemKind | None:
    """How an item is treated: a decision is more than a debate, a debate more than information."""
    for pattern, kind in _KINDS:
        if any(pattern.match(words) for words in treatments):
            return kind
    return None


def presenter(treatments: tuple[str, ...]) -> str | None:
    """Who informs, if it is said once.

    >>> presenter(("Information from the Danish delegation", "Exchange of views"))
    'Danish delegation'
    """
    found = {" ".join(match["who"].split()) for words in treatments if (match := _WHO.search(words))}
    return found.pop() if len(found) == 1 else None
