"""The treatments of items, as agendas print them: `Adoption`, `Policy debate`, `Information from …`; and part headings.

Part headings are between items and belong to none, but show how the items below them are treated.
"""

import re
from dataclasses import dataclass

from somei_cli.extraction.cover.body_names import is_coreper_part
from somei_cli.extraction.items.agenda_phrases import is_other_business
from somei_cli.extraction.joined_lines import is_unfinished
from somei_cli.model.items_and_follow_ups import ItemKind

_DECIDING = (
    r"(?:Adoption|Approval) of (?:the )?(?:Council )?conclusions|Adoption de conclusions(?: du Conseil)?|"
    r"(?:Annahme|Billigung) von Schlussfolgerungen(?: des Rates)?|Aanneming van conclusies(?: van de Raad)?|"
    r"Adozione di conclusioni(?: del Consiglio)?|Adopción de conclusiones(?: del Consejo)?|"
    r"Intention not to raise objections(?: to (?:a|the) delegated act)?|Intention de ne pas faire objection|"
    r"Adoption (?:of the legislative act|by silence procedure)|Adoption de l['’]acte législatif|"
    r"Adopción mediante procedimiento de silencio|Annahme des Gesetzgebungsakts|"
    r"(?:Partial )?[Gg]eneral approach|Political agreement|Adoption|Approval|Endorsement|"
    r"Agreement(?=\s*(?:$|[()\[\],/]|[-–]))|Authorisation|"
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
    r"Dibattito (?:orientativo|pubblico)|Debate público|Openbaar debat|Debata publiczna|Öffentliche Aussprache|"
    r"Cambio de impresiones|Debate de orientación|Troca de pontos de vista|Debate de orientação|"
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
    r"State of play|(?:Presidency )?[Pp]rogress report|Rapport (?:de situation|sur l['’]état d['’]avancement)|"
    r"Relazione sullo stato (?:dei lavori|di avanzamento)|Informe de situación|Relatório intercalar|"
    r"Sprawozdanie z postępu prac|Oral information|Stocktaking|État des travaux|Sachstand|Fortschrittsbericht|"
    r"Stand van zaken|"
    r"Voortgangsverslag|Stato dei lavori|Estado de los trabajos|Ponto da situação|Fremskridtsrapport|Lägesrapport|"
    r"Tilannekatsaus|"
    r"Stan prac|Aktuální stav|Aktuálny stav|Trenutno stanje|Situația actuală|Актуално състояние|Πορεία των εργασιών"
)
_FROM_WHOM = (
    r"(?:Oral )?[Ii]nformation (?:from|by|provided by)|(?:[Dd]e)?[Bb]riefing (?:from|by)|Presentation by|"
    r"Informations? (?:de|du|communiquées par|fournies par)|Présentation par|Informationen (?:der|des|seitens)|"
    r"Vorstellung durch|"
    r"Informatie van|Presentatie door|Informazioni (?:della|del|fornite)|Presentazione da parte|"
    r"Información (?:de|facilitada)|"
    r"Informações (?:da|do|prestadas)|Orientering fra|Information från|Informații (?:din partea|prezentate)|"
    r"Informacje (?:od|przekazane|prezydencji|Komisji|delegacji)|"
    r"Informacij[ea] (?:predsedstva|predsjedništva|Komisije)|"
    r"Informace (?:předsednictví|Komise|poskytnut)|"
    r"Informácie (?:predsedníctva|Komisie|poskytnut)|"
    r"Ενημέρωση από|Информация от"
)
_INFORMER = re.compile(
    r"(?:[Ii]nformation (?:from|by|provided by)|[Bb]riefing (?:from|by)|Presentation by) (?:the )?"
    r"(?P<who>\S.{0,150}?)"
    r"(?:\s(?:on|about|regarding|concerning)\s.{0,150}|"
    r"(?:,|\sand|\sfollowed by)\s(?:an?\s)?(?:exchange|discussion|debate|presentation|questions)\b.{0,100})?$"
)
_TRILOGUE = (
    r"(?:informal |political |next |second |third |first )?(?:trilogues?|trialogues?)|trilogue|Trilogs|trialoog|"
    r"trilogo|"
    r"diálogo tripartito|trílogo|trilogen|trepartsmøde|trepartsmötet?|trialogu|trialógu|trilogului|trijaloga?|"
    r"trialoga?|"
    r"τριμερούς διαλόγου|τριλόγου|тристранн(?:ата|ия) (?:среща|диалог)|rozmów trójstronnych|trilogiin|trilógus"
)
_PREPARING = (
    r"(?:Preparation (?:for|of)|Préparation|Vorbereitung|Voorbereiding|Preparazione|Preparación|Preparação|"
    r"Forberedelse|"
    r"Förberedelser?|Valmistautuminen|Przygotowanie|Příprava|Príprava|Priprava|Priprema|Pregătirea|Подготовка|Προετοιμασία)"
    rf"(?: [a-zßà-ÿα-ωά-ώа-я]{{1,9}}){{0,2}} (?:{_TRILOGUE})"
)
_MANDATING = (
    r"Mandat do negocjacji(?: z Parlamentem Europejskim)?|Przyjęcie w drodze procedury milczącej(?: zgody)?|"
    r"(?:Revised |Partial |Extended |Additional )?[Mm]andate for negotiations(?: with the European Parliament)?|"
    r"Negotiating mandate|Mandat (?:en vue de|pour les) négociations(?: avec le Parlement européen)?|"
    r"Verhandlungsmandat|"
    r"Onderhandelingsmandaat|Mandato (?:di negoziato|de negociación|de negociação)|"
    r"(?:Analysis|Confirmation) of the final compromise text(?: with a view to (?:an )?agreement)?|"
    r"Authorisation to (?:open|start) (?:the )?negotiations|Guidance for (?:future|further) work"
)
_BRIEF = rf"(?:{_DECIDING}|{_DISCUSSING}|{_INFORMING}|{_PREPARING}|{_MANDATING})"
# A treatment that is only possible: “(poss.) Preparation for the trilogue”.
_POSSIBLY = re.compile(r"\((?:poss\.|ggf\.|evt\.|ev\.|[ée]v(?:entuellement|\.))\)\s")
_TREATMENT_LINE = re.compile(
    rf"(?:{_BRIEF}|{_FROM_WHOM}|Presidency (?:de)?briefing|Preparation for|Presentation of|"
    r"Présentation d(?:e|u)|Vorstellung de[rs]|Presentatie van|"
    r"Follow-up|"
    r"(?:Revised |Partial |Extended )?[Mm]andate|Analysis of the final|Confirmation of the (?:final|overall)|"
    r"(?:Further )?[Ee]xamination of|Guidance (?:for|on)|Information note for|Letter to the|"
    r"(?:Mandat|Mandato|Mandaat|Verhandlungsmandat) (?:en vue|pour|für|per|para|voor)|Préparation d(?:u|e la)|"
    r"Vorbereitung (?:des|der)|Voorbereiding van|Preparazione del(?:la)?|Preparación de(?:l| la)|"
    r"Decision (?:to (?:use|deviate|request)|not to oppose)|"
    r"Outcome of the (?:[^\W\d_]+ )?trilogue|Next steps|Way forward|Hoorzitting|Hearing|"
    r"(?:Council )?[Cc]onclusions$|Statements?$|Rådets (?:konklusioner|slutsatser)$|Konkluzje Rady$|"
    r"(?:Conclusiones|Conclusions|Conclusioni|Conclusões|Conclusies|Schlussfolgerungen) "
    r"(?:del Consejo|du Conseil|del Consiglio|do Conselho|van de Raad|des Rates)$)(?!\w)"
)
_EXAMINING = (
    r"(?:(?:Further|First) )?[Ee]xamination of|Continuation of (?:the )?examination of|Examen (?:du|de la|des)|"
    r"Prüfung (?:der|des)|Bespreking van|Esame (?:del|della|dei)|Examen (?:del|de la)|Drøftelse af"
)
_TREATMENT = rf"(?:{_BRIEF}(?:\s\((?:poss\.|\*)\))?|(?:{_FROM_WHOM}|{_EXAMINING})\s[^.:;]{{2,160}})"
# What sets a treatment apart on the line of a title: `Lamps – Adoption`, `Lamps: Adoption`, `Lamps (Adoption)`, two
# blanks, the bracket of a day: `Lamps (Riga, 3 March 2022) Adoption`, but not `Trade (CETA) Agreement`.
_SET_APART = re.compile(
    rf"(?:\s{{0,3}}(?:\s[-–—]|:|(?<=[^-–—:\s])\s{{2}}|(?<=[0-9]\))\s)\s{{0,80}}(?P<words>{_TREATMENT})"
    rf"|\s{{0,80}}[(\[](?P<bracketed>{_TREATMENT})[)\]])$"
)
_ONLY_TREATMENT = re.compile(_TREATMENT)
_OF_SEVERAL_WORDS = re.compile(rf"(?<=[\w)”\"’'»*])\s(?=[^\W\d_]+\s)(?P<words>{_TREATMENT})$")
_JOINING_WORDS = (
    "of|on|for|the|and|to|in|by|with|a|an|or|its|their|final|formal|de|du|des|la|le|von|der|die|das|zur|zum|und|van|"
    "het|tot|en|per|di|del|della|e|para|da|do|y|af|om|og|till|för|och|o|za|i"
)
# A treatment of one word behind a word in small letters: “… to foster dialogue and social cohesion Approval”.
_OF_ONE_WORD = re.compile(
    rf"(?<![^\s(])(?!(?:{_JOINING_WORDS})\s)(?:[a-zß-ÿ][\w’'-]{{0,40}}[)”\"’'»*]{{0,2}}|\S{{1,40}}[)”\"»])\s"
    rf"(?P<words>{_TREATMENT})$"
)
_AFTER_ANY_WORD = re.compile(
    rf"(?<![^\s(])(?!(?i:{_JOINING_WORDS})\s)\S{{1,40}}\s(?!Agreement|Authorisation|Diskussion)(?P<words>{_TREATMENT})$"
)
# The first of two treatments on one line; if it names who informs, then in few words and without the topic.
_BEHIND_ANOTHER = re.compile(
    rf"(?:{_BRIEF}|(?:{_FROM_WHOM})(?:\s(?!(?:on|about|regarding|concerning|of)\s)[^\s.:;,]+){{1,6}}?)"
    rf"(?<!\band)(?<!\bet)(?<!\bund)(?P<gap>\s+(?:[-–—]\s+)?)(?=[^\W\d_a-zà-ÿ])(?={_TREATMENT}$)"
)
_KINDS = (
    (re.compile(_DECIDING), ItemKind.DECISION),
    (re.compile(_DISCUSSING), ItemKind.DISCUSSION),
    (re.compile(f"{_INFORMING}|{_FROM_WHOM}"), ItemKind.INFORMATION),
)
_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class TreatedTitle:
    """Words, and the treatments that followed them."""

    words: str
    treatments: tuple[str, ...]


def is_treatment(line: str) -> bool:
    """Whether a line below a title says how the item is treated.

    >>> [is_treatment(words) for words in ("Exchange of views", "Information from the Commission", "Lamps")]
    [True, True, False]
    """
    return len(line) <= _LONGEST_LINE and bool(_TREATMENT_LINE.match(_POSSIBLY.sub("", line.strip())))


def without_treatments(words: str, after_documents: int = 0, *, below_documents: bool = False) -> TreatedTitle:
    """Split the treatments from the end of a title, if a sign separates them: dash, colon, bracket, two blanks.

    Without a sign the last words are part of the title. A document of the right-hand column within the title separates
    too: the words after it begin at `after_documents`. `below_documents` means that the line above ended with such a
    document; then the end of the title and a treatment of several words, such as `General approach`, may have come
    together.

    >>> without_treatments("Conclusions on oil lamps – Adoption")
    TreatedTitle(words='Conclusions on oil lamps', treatments=('Adoption',))
    >>> without_treatments("EU-INTERPOL Cooperation Agreement").treatments
    ()
    >>> without_treatments("Oil lamps: state of play").treatments
    ()
    >>> without_treatments("Oil lamps - presentation by the editor").treatments
    ()
    """
    if after_documents and (treatments := split_treatments(words[after_documents:].strip())):
        return TreatedTitle(words[:after_documents].rstrip(), treatments)
    match = _SET_APART.search(words, max(0, len(words) - _LONGEST_LINE))
    if match is None and below_documents:
        start = max(0, len(words) - _LONGEST_LINE)
        match = _OF_SEVERAL_WORDS.search(words, start) or _OF_ONE_WORD.search(words, start)
    title_end = 0 if match is None else match.start("words" if match.re is _OF_ONE_WORD else 0)
    if match is None or not title_end:
        return TreatedTitle(words, ())
    last = str(match["words"] or match.groupdict()["bracketed"])
    if last[0].islower() and match["words"]:
        return TreatedTitle(words, ())
    before = without_treatments(words[:title_end].rstrip())
    return TreatedTitle(before.words, (*before.treatments, *(split_treatments(last) or (last,))))


def split_before_sentence(title: str) -> tuple[str, str]:
    """Split a title that a sentence follows on the same line from the treatment of several words at its end.

    >>> split_before_sentence("Outcome of the Council of May Presentation by the Presidency")
    ('Outcome of the Council of May', 'Presentation by the Presidency')
    """
    match = _OF_SEVERAL_WORDS.search(title, max(0, len(title) - _LONGEST_LINE))
    if match is None or not match["words"][0].isupper() or is_unfinished(title[: match.start()]):
        return title, ""
    return title[: match.start()], match["words"]


def split_behind_bracket(title: str) -> tuple[str, str]:
    """Split a title from the treatment of several words behind its closing bracket.

    >>> split_behind_bracket("Lamps (Legal basis: Article 4(1) TFEU) Political agreement")
    ('Lamps (Legal basis: Article 4(1) TFEU)', 'Political agreement')
    """
    match = _OF_SEVERAL_WORDS.search(title, max(0, len(title) - _LONGEST_LINE))
    if match is None or title[match.start() - 1] != ")" or not match["words"][0].isupper():
        return title, ""
    return title[: match.start()], match["words"]


def ends_in_treatment(title: str) -> bool:
    """Whether a title ends in a treatment of several words that no sign sets apart.

    >>> ends_in_treatment("Oil lamps of the north Presentation by the Commission")
    True
    >>> ends_in_treatment("Presentation by the Commission")
    False
    """
    match = _OF_SEVERAL_WORDS.search(title, max(0, len(title) - _LONGEST_LINE))
    return match is not None and match["words"][0].isupper()


def seems_to_end_in_treatment(title: str) -> bool:
    """Whether the last word of a title may be how its item is treated, though nothing sets it apart.

    >>> seems_to_end_in_treatment("Protocol on Benefit Sharing Approval"), seems_to_end_in_treatment("Law on Adoption")
    (True, False)
    """
    match = _AFTER_ANY_WORD.search(title, max(0, len(title) - _LONGEST_LINE))
    return match is not None and match["words"][0].isupper()


def split_treatments(line: str) -> tuple[str, ...]:
    """Return the treatments that fill a line, one after the other; none if the line holds something else.

    >>> split_treatments("Presentation by the Commission Exchange of views")
    ('Presentation by the Commission', 'Exchange of views')
    >>> split_treatments("Information from the Commission on the Cooperation Agreement")
    ('Information from the Commission on the Cooperation Agreement',)
    """
    treatments: list[str] = []
    remaining = line
    while match := _BEHIND_ANOTHER.match(remaining):
        treatments.append(remaining[: match.start("gap")])
        remaining = remaining[match.end() :]
    return (*treatments, remaining) if _ONLY_TREATMENT.fullmatch(remaining) else ()


def is_only_treatment(title: str) -> bool:
    """Whether a title is nothing but a decision or a debate, so that what is decided or debated is missing.

    >>> [is_only_treatment(words) for words in ("Exchange of views", "Presentation by the Commission", "Lamps")]
    [True, False, False]
    """
    return item_kind((title,)) in (ItemKind.DECISION, ItemKind.DISCUSSION) and bool(split_treatments(title))


def item_kind(treatments: tuple[str, ...]) -> ItemKind | None:
    """Return how an item is treated: a decision counts more than a debate, a debate more than information."""
    for pattern, kind in _KINDS:
        if any(pattern.match(words) for words in treatments):
            return kind
    return None


def find_presenter(treatments: tuple[str, ...]) -> str | None:
    """Return who informs, if exactly one is named.

    >>> find_presenter(("Information from the Danish delegation", "Exchange of views"))
    'Danish delegation'
    """
    names = {" ".join(match["who"].split()) for words in treatments if (match := _INFORMER.search(words))}
    return names.pop() if len(names) == 1 else None


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
_NON_LEGISLATIVE = (
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
    rf"(?:{_LEGISLATIVE}|{_NON_LEGISLATIVE}|\(?[Pp]ublic deliberation in accordance|"
    rf"(?:MEETING|Meeting|SESSION) (?:(?:ON|on) (?:{_DAY})|(?:AT|at) [0-9]{{1,2}}[.:h])|(?:{_DAY}),? [0-9]{{1,2}} |"
    r"(?:ANNEX[ IVX]{0,4}\s[-–—:]\s)?(?:Non-discussion|Discussion) items\b|"
    r"(?:No|Nr|N°|Nº)\.? (?:Items?|Points?|Punkte?|Punter?|Puntos?|Punti)"
    r"(?: (?:Documents?|Dok[a-z]{1,8}|Docum[a-z]{2,5}))?$|"
    r"(?:Horizontal|HORIZONTAL) (?:Questions|questions|QUESTIONS|issues|ISSUES)\s*$)"
)
_HEADING_BEHIND = re.compile(
    rf"(?<=[\w)”\"’'»*])\s(?:(?:{_LEGISLATIVE})(?:\s?\([^()]{{5,120}}(?:\([0-9]\)[^()]{{0,80}})?\))?|{_NON_LEGISLATIVE}|"
    rf"Any other business|Diversen)$"
)
_IS_LEGISLATIVE = re.compile(_LEGISLATIVE)
_IS_NON_LEGISLATIVE = re.compile(_NON_LEGISLATIVE)
_LONGEST_HEADING = 80
_SHORTEST_TITLE = 10


def is_part_heading(line: str, *, capitals: bool = True) -> bool:
    """Whether a line is a heading between items.

    >>> [is_part_heading(line) for line in ("Non-legislative activities", "MEETING ON MONDAY", "FISHERIES", "Oil")]
    [True, True, True, False]
    """
    words = line.strip()
    if _HEADING.match(words) or is_other_business(words) or (len(words) <= _LONGEST_HEADING and is_coreper_part(words)):
        return True
    if not capitals or not 3 < len(words) <= _LONGEST_HEADING or words[-1] in ",-–:":
        return False
    return words.isupper() and not any(c.isdigit() for c in words)


def without_heading(words: str) -> tuple[str, str]:
    """Return words without a heading that follows them, and the heading.

    >>> without_heading("General approach to lamps Non-legislative activities")
    ('General approach to lamps', 'Non-legislative activities')
    """
    match = _HEADING_BEHIND.search(words, max(0, len(words) - 250))
    if match is None or match.start() < _SHORTEST_TITLE:
        return words, ""
    return words[: match.start()].rstrip(), match[0].strip()


def is_legislative_heading(heading: str) -> bool | None:
    """Whether the items below a heading are legislative; None if the heading does not say."""
    if _IS_NON_LEGISLATIVE.match(heading):
        return False
    return True if _IS_LEGISLATIVE.match(heading) else None
