"""Names of originators and addressees that are known without a label: the usual ones, and bodies of the vocabulary."""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from somei_cli.extraction.cover.body_names import COREPER_IN_LANGUAGES

_HONORIFICS = (
    r"(?:M(?:rs?|s)\.?|M\.|Mme|Madame|Monsieur|Herrn?|Frau|Sra?\.|[Dd]hr\.|de heer|mevrouw|[Hh]r\.|[Ff]ru|"
    r"pan[ií]?|sig\.)"
)
# No figures, and no second person: `European Ombudsman Mr Otto Fog`.
_PERSON_NAME = rf"[A-ZÀ-Þ](?:[^\s:;,()0-9]|[^\S\n](?!{_HONORIFICS} )){{2,60}}"
# A person's first names and the surname in capitals; before them may stand a director's title, or the Commission.
_NAMED_PERSON = (
    rf"(?:(?:{_HONORIFICS}|D\.) )?"
    r"(?:(?!(?i:dir|dyr|řed|ria|joh|iga|διε|дир|[ck]omm?iss?|europ|evrop))[A-ZÀ-Þ][a-zß-ÿ’'.-]{1,20} ){1,3}"
    r"(?:(?:de|van|von|DE) )?"
    r"[A-ZÀ-Þ][A-ZÀ-Þ’'-]{2,25}"
)
_COREPER_PARTS = r"(?: ?\([Pp]art (?:1|2|I|II)\))?"
_SECRETARIATS = (
    "Генерал(?:ен|ния|ният) секретариат на Съвета|Generální sekretariát Rady|Generalsekretariatet for Rådet|"
    "Generalsekretariats? des Rates|Γενική Γραμματεία του Συμβουλίου|Secretaría General del Consejo|"
    "Nõukogu peasekretariaat|Neuvoston pääsihteeristö|Secrétariat général du Conseil|Glavno tajništvo Vijeća|"
    "[Aa] Tanács Főtitkársága|Segretariato [Gg]enerale del Consiglio|Tarybos generalinis sekretoriatas|"
    "Padomes Ģenerālsekretariāts|Segretarjat Ġenerali tal-Kunsill|(?:het )?[Ss]ecretariaat-generaal van de Raad|"
    "Sekretariat Generalny Rady|Secretariado-Geral do Conselho|Secretariatul General al Consiliului|"
    "Generálny sekretariát Rady|[Gg]eneralni sekretariat Sveta|Rådets generalsekretariat"
)
_PRESIDENCIES = (
    "Председателство(?:то)?|[Pp]ředsednictví|[Ff]ormandskabet|(?:der |des )?Vorsitz(?:es)?|(?:η |τη[νς] )?Προεδρίας?|"
    "(?:la )?Presidencia|[Ee]esistuja(?:riik)?|"
    "[Pp]uheenjohtajavaltio|(?:la )?[Pp]résidence|[Pp]redsjedništvo|[Aa]z? elnökség|(?:la )?[Pp]residenza|"
    "[Pp]rezidentvalsts|(?:het )?[Vv]oorzitterschap|[Pp]rezydencja|(?:a )?Presidência|[Pp]reședinția|[Pp]redsedníctvo|"
    "[Pp]redsedstvo|[Oo]rdförandeskapet"
)
_PRAESIDIA = (
    "(?:[Tt]he )?Praesidium|(?:le )?Présidium|(?:das )?Präsidium(?:s)?|Presidium|Presidio|Præsidiet|Presidiet|"
    "Puheenjohtajisto|Προεδρείου?"
)
_CONVENTIONS = (
    "(?:den |der )?Konvents?|(?:de )?Conventie|(?:la )?Convención|(?:la )?Convenzione|(?:a )?Convenção|Konventet|"
    "(?:τη )?Συνέλευσης?|(?:[Dd]ie )?Mitglieder des Konvents|(?:les )?[Mm]embres de la Convention|"
    "(?:de )?[Ll]eden van de Conventie|(?:los )?[Mm]iembros de la Convención|(?:i )?[Mm]embri della Convenzione|"
    "(?:os )?[Mm]embros da Convenção|[Mm]edlemmerne af konventet|[Ll]edamöterna i konventet|"
    "[Vv]almistelukunnan jäsenet|(?:τα )?[Μμ]έλη της Συνέλευσης"
)
_SECRETARIES_GENERAL_OF_THE_COUNCIL = (
    "генерал(?:ен|ния|ният) секретар на Съвета на Европейския съюз|"
    "generální(?:mu)? tajemn(?:ík|íkovi|ice|ici) Rady Evropské unie|"
    "[Gg]eneralsekretær for Rådet for Den Europæiske Union|"
    "Generalsekretär(?:in)? des Rates der Europäischen Union|"
    "Γενικ(?:ός|ό|ή) Γραμματέας? του Συμβουλίου της Ευρωπαϊκής Ένωσης|"
    "[Ss]ecretari[oa] [Gg]eneral del Consejo de la Unión Europea|Euroopa Liidu Nõukogu peasekretär|"
    "Euroopan unionin neuvoston pääsihteeri|[Ss]ecrétaire général(?:e)? du Conseil de l['’][Uu]nion européenne|"
    "[Gg]lavn(?:i|a) tajni(?:k|ca) Vijeća Europske unije|az Európai Unió Tanácsának főtitkára|"
    "[Ss]egretari[oa] [Gg]enerale del Consiglio dell['’][Uu]nione europea|"
    "Europos Sąjungos Tarybos generalin(?:is|ei|iam) sekretor(?:ius|ei|iui)|"
    "Eiropas Savienības Padomes ģenerālsekretār(?:s|e)|Segretarju Ġenerali tal-Kunsill tal-Unjoni Ewropea|"
    "[Ss]ecretaris-?[Gg]eneraal van de Raad van de Europese Unie|Sekretarz [Gg]eneraln(?:y|a) Rady Unii Europejskiej|"
    "[Ss]ecretári[oa]-[Gg]eral do Conselho da União Europeia|"
    "[Ss]ecretar(?:ul|ă)? [Gg]eneral al Consiliului Uniunii Europene|"
    "generáln(?:y|a|emu) tajomn(?:ík|íčka|íkovi) Rady Európskej únie|"
    "generaln(?:i|a|emu) sekretar(?:ka|ju)? Sveta Evropske unije|"
    "[Gg]eneralsekreterare för Europeiska unionens råd"
)
_SECRETARY_GENERAL_OF_THE_COMMISSION = re.compile(
    "(?i)Secretary-General of the European Commission|генералн?ия секретар на Европейската комисия|"
    "tajemn(?:íka|ici|ici) Evropské komise|generalsekretæren for Europa-Kommissionen|"
    "Generalsekretärs?(?:in)? der Europäischen Kommission|Γραμματέα της Ευρωπαϊκής Επιτροπής|"
    "secretari[oa] general de la Comisión Europea|Euroopa Komisjoni peasekretär|Euroopan komission pääsihteeri|"
    "secrétaire générale? de la Commission européenne|glavn(?:i|a) tajni(?:k|ca) Europske komisije|"
    "az Európai Bizottság főtitkára|segretari[oa] generale della Commissione europea|"
    "Europos Komisijos generalin|Eiropas Komisijas ģenerālsekretār|Segretarju Ġenerali tal-Kummissjoni Ewropea|"
    "secretaris-?generaal van de Europese Commissie|Sekretarz(?:a)? Generaln(?:y|a|ego|ej) Komisji Europejskiej|"
    "Secretári[oa]-Geral da Comissão Europeia|Secretarul General al Comisiei Europene|"
    "tajomn(?:íka|íčky) Európskej komisie|"
    "generaln(?:ega sekretarja|o sekretarko|a sekretarka|i sekretar) Evropske komisije|"
    "Europeiska kommissionens generalsekreterare"
)
_DELEGATIONS = (
    "[Дд]елегации(?:те)?|[Dd]elegace|[Dd]elegationerne|Delegationen|(?:τις |των )?Αντιπροσωπ[ίε][αε]?ς|Delegaciones|"
    "[Dd]elegatsioonid|[Vv]altuuskunnat|(?:les )?[Dd]élégations|[Dd]elegacije|[Aa] delegációk|[Dd]elegációk|"
    "[Dd]elegazioni|[Dd]elegacijos|[Dd]elegācijas|[Dd]elegazzjonijiet|(?:de )?[Dd]elegaties|[Dd]elegacje|"
    "[Dd]elegações|[Dd]elegațiile|[Dd]elegácie|"
    "[Dd]elegationerna"
)
_COUNCILS = (
    "Conseil|Rat|Consiglio|Consejo|Conselho|Raad|Rådet|Rada|Neuvosto|Nõukogu|Vijeće|Tanács|Taryba|Padome|Consiliul"
)
_EUROPEAN_COUNCILS = (
    "Conseil européen|Europäischer Rat|Consiglio europeo|Consejo Europeo|Conselho Europeu|Europese Raad|"
    "Det Europæiske Råd|Europeiska rådet|Rada Europejska|Evropská rada|Európska rada|Eurooppa-neuvosto|"
    "Euroopa Ülemkogu|Európai Tanács|Consiliul European|Europsko vijeće|Evropski svet|Europos Vadovų Taryba|"
    "Eiropadome|Kunsill Ewropew|Европейски съвет|Ευρωπαϊκό Συμβούλιο"
)
_ARTICLES = "(?:het|de|le|der|den|el|il|o|az?)"
# The Committee in which States that are associated with Schengen sit with the Council, and these States.
_MIXED_COMMITTEE = (
    r"(?: ?/ ?(?:[Mm]ixed [Cc]ommittee|(?:[Dd]er |[Dd]en )?[Gg]emischter? Ausschuss|(?:le )?[Cc]omité mixte|"
    r"(?:el )?[Cc]omité [Mm]ixto|(?:il )?[Cc]omitato misto|(?:o )?[Cc]omité [Mm]isto|(?:het )?[Gg]emengd [Cc]omité|"
    r"(?:[Dd]et )?[Bb]landede [Uu]dvalg|[Gg]emensamma kommittén|[Ss]ekakomitea|[Ss]egakomitee|[Kk]omitet [Mm]ieszany|"
    r"[Ss]míšený výbor|[Zz]miešaný výbor|[Mm]ješoviti odbor|[Mm]ešani odbor|(?:a )?[Vv]egyes [Bb]izottság|"
    r"[Jj]ungtinis komitetas|[Jj]auktā komiteja|[Cc]omitetul mixt|[Сс]месен(?:ият|ия)? комитет|"
    r"(?:η )?[Μμ]ε?ικτή [Εε]πιτροπή|"
    r"[Kk]umitat [Ii]mħallat)(?: ?\([^()\n]{2,80}\))?)"
)
# The English name is among the addressees below, with the Council behind it.
_COREPERS = "|".join(name for language, names in COREPER_IN_LANGUAGES.items() if language != "en" for name in names)
_OTHER_ADDRESSEES = (
    rf"(?:{_EUROPEAN_COUNCILS})(?!\w)|"
    rf"(?:{_ARTICLES} )?(?i:{_COREPERS})"
    rf"(?: \((?:[12I]{{1,2}}[^()\n]{{0,10}}|[^()\n]{{1,10}} [12I]{{1,2}})\))?"
    rf"(?: ?/ ?(?:{_ARTICLES} )?(?i:{_COUNCILS}))?{_MIXED_COMMITTEE}?|"
    rf"(?:{_COUNCILS}){_MIXED_COMMITTEE}?"
)
# Groups in quotation marks behind an article, without which they may be a subject: την Ομάδα «Ναυτιλία».
_QUOTED_GROUPS = (
    r"(?:(?:die |der |le |il |el |o |τη[νς] )(?:Gruppe|[Gg]roupe(?: de travail)?|[Gg]ruppo|[Gg]rupo|Ομάδας?) "
    r"(?:\"[^\"\n]{3,80}\"|[«„“] ?[^«»„“”\n]{3,80}[»“”]))"
)
# Committees that are named by their letters alone, and who presides over an institution.
_COMMITTEES = r"(?:CATS|COSI|SCIFA\+?|PSC|COPS|CIVCOM|EUMC|CSA|SCA)"
_UNIONS = (
    "of the European Union|der Europäischen Union|de l['’]Union européenne|de la Unión Europea|dell['’]Unione europea|"
    "da União Europeia|van de Europese Unie|Unii Europejskiej|for Den Europæiske Union|Europeiska unionens|"
    "Evropské unie|Európskej únie"
)
_INSTITUTIONS = (
    r"(?:the |des |du |del |dell['’]|da |do |de la |de |van (?:de |het )?|for |af )?"
    r"(?:(?:European )?(?:Council|Parliament|Commission)|(?:Europäischen )?(?:Rates|Parlaments|Kommission)|"
    r"(?:Conseil|Parlement)(?: européen)?|Commission européenne|(?:Consejo|Parlamento)(?: Europeo)?|"
    r"Consiglio(?: europeo)?|Conselho(?: Europeu)?|(?:Europese )?(?:Raad|Commissie)|(?:Europees )?Parlement|"
    rf"Rådet|Rady(?: Europejskiej)?)(?: (?:{_UNIONS}))?"
)
_PRESIDENTS = (
    r"(?:Acting )?(?:[Vv]ice-)?(?:President|Präsident(?:in)?|[Pp]résidente?|[Pp]residente|[Vv]oorzitter|[Ff]ormanden|"
    rf"[Oo]rdförande|[Pp]rzewodnicząc[ya]) (?:of |for |af )?{_INSTITUTIONS}"
)
_TITLED_PERSON = rf"(?:(?:H\.?E\.? )?{_HONORIFICS} {_PERSON_NAME}, (?:the )?)?"
ORIGINATORS = (
    rf"{_SECRETARIATS}|{_PRESIDENCIES}|{_PRAESIDIA}|"
    r"(?:The )?(?:(?:[Ii]ncoming|[A-Z][a-z]+) )?Presidency|"
    r"General Secretariat(?: of the Council)?|Council (?:General )?Secretariat|(?:[A-Z]{3,8} )?Secretariat|"
    r"Secretary-General of the European Commission, signed by "
    rf"{_PERSON_NAME}, (?:Deputy )?(?:Director(?:-General)?|Secretary-General)|"
    rf"Secretary-General of the European Commission(?:, {_PERSON_NAME})?|"
    r"(?:European )?Commission(?: services)?|(?:la |die )?(?:Commission européenne|Europäische Kommission)|"
    r"EU Counter-Terrorism Coordinator|(?:Council )?Legal Service|"
    r"European External Action Service(?: \(EEAS\))?|EEAS|Antici Group|Mertens Group|"
    r"High Representative of the Union for Foreign Affairs and Security Policy|Political and Security Committee|"
    r"(?:[Dd]ie |[Dd]er )?[a-zäöü]{4,15}(?:e|en|er) Delegation|[A-Z][a-z]+ [Dd]elegation"
)
ADDRESSEES = (
    rf"{_DELEGATIONS}|{_OTHER_ADDRESSEES}|{_QUOTED_GROUPS}|{_CONVENTIONS}|"
    rf"Delegations|Permanent Representatives(?:'|’)? Committee{_COREPER_PARTS}(?: ?/ ?(?:European )?Council)?|"
    rf"(?:Coreper|COREPER){_COREPER_PARTS}(?: ?/ ?(?:Council|COUNCIL|(?:{_ARTICLES} )?(?:{_COUNCILS})))?|"
    "European Council|"
    rf"Council(?: of the European Union)?(?:\s?/\s?European Council|{_MIXED_COMMITTEE})?|"
    rf"(?:{_HONORIFICS} )?{_PERSON_NAME},? (?:the )?Secretary-General of the Council of the European Union|"
    rf"{_NAMED_PERSON},? (?:{_SECRETARIES_GENERAL_OF_THE_COUNCIL})|"
    rf"{_HONORIFICS} {_PERSON_NAME}, Secretary-General/High Representative|"
    r"Working (?:Party|Group) (?:on |of |for )?(?:(?!Proposal |Draft |Report )[^()\n:]){3,110}"
    rf"\([A-Z][A-Za-z /-]{{1,20}}\){_MIXED_COMMITTEE}?|"
    r"(?:The )?Members of the (?:European )?Convention|(?:The )?(?:European )?Convention|Article 36 Committee|"
    rf"{_COMMITTEES}(?: ?/ ?(?:{_COMMITTEES}|Council|Coreper|COREPER)|{_MIXED_COMMITTEE})?|"
    rf"{_TITLED_PERSON}(?:{_PRESIDENTS}|(?:{_SECRETARIES_GENERAL_OF_THE_COUNCIL})(?:,? {_NAMED_PERSON})?)|"
    r"K\.?4 Committee|(?:el )?Comité del Art[íi]culo 36|(?:le )?[Cc]omité de l['’]article 36"
)
_BOUNDARY = r"(?=[\s,;:|]|$)"
_ABBREVIATION = r"(?:\s\([A-Z][A-Za-z /-]{1,20}\))?"
WELL_KNOWN_NAME = re.compile(rf"(?:{ORIGINATORS}|{ADDRESSEES})")
ORIGINATOR = re.compile(rf"(?:{ORIGINATORS}|Council|European Council)(?=[\s,;:]|$)")
ADDRESSEE = re.compile(rf"(?:{ADDRESSEES}|{ORIGINATORS})(?=[\s,;:]|$)")
_ADDRESSEE_ALONE = re.compile(rf"(?:{ADDRESSEES})")
_ADDRESSEE_WORD = re.compile(rf"(?<=\s)(?:{ADDRESSEES})(?=\s|$)")
_ENDS_INSIDE_NAME = re.compile(
    r"(?:\b(?:of|the|del|de|la|du|des|der|dem|di|do|da|van|för|til|af|on|and|with|by|et|und|y|e|en|och|og|i)|"
    r"[’'&,])\s*$"
)
_SMALL_LETTER = re.compile(r"\s[a-zß-ÿ]")
_MAY_PRECEDE_SMALL_LETTERS = re.compile(rf"(?:{_DELEGATIONS}|Delegations)")
LAST_ADDRESSEE = re.compile(rf"(?<=\s)(?:{ADDRESSEES})$")


def is_secretary_general_of_the_commission(words: str) -> bool:
    """Whether words name the Secretary-General of the Commission, who sends cover notes, and who signs for them."""
    return _SECRETARY_GENERAL_OF_THE_COMMISSION.search(words) is not None


_COUNCIL_SECRETARY_LAST = re.compile(
    rf"[\s/]{{1,3}}(?P<name>{_NAMED_PERSON},? (?:{_SECRETARIES_GENERAL_OF_THE_COUNCIL}))$"
)


def split_secretaries_general(words: str) -> tuple[str, str] | None:
    """Return who signs for the Commission and the Council's secretary general, if words name both in this order."""
    last = _COUNCIL_SECRETARY_LAST.search(words)
    if last is None or not is_secretary_general_of_the_commission(words[: last.start()]):
        return None
    return words[: last.start()].strip(" /,"), last["name"]


def is_usually_a_sender(words: str) -> bool:
    """Whether words are the name of somebody to whom documents are seldom sent: the Presidency, the Secretariat."""
    return ORIGINATOR.fullmatch(words) is not None and _ADDRESSEE_ALONE.fullmatch(words) is None


def is_part_of_a_name(before: str) -> bool:
    """Whether words end so that the addressee after them is part of another name."""
    return _ENDS_INSIDE_NAME.search(before[-12:]) is not None


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names that show who sends and who receives; `bodies` are names of bodies besides the usual ones."""

    bodies: tuple[str, ...] = ()
    _body: re.Pattern[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_body", _body_pattern(self.bodies) if self.bodies else None)

    def match_end(self, text: str, start: int, end: int) -> int | None:
        """Return the end of the longest known name that begins at an offset.

        >>> KnownNames(("Lamp Working Party",)).match_end("Lamp Working Party Oil", 0, 22)
        18
        """
        patterns = (ORIGINATOR, ADDRESSEE, *([self._body] if self._body else ()))
        return max((match.end() for p in patterns if (match := p.match(text, start, end))), default=None)

    def is_name(self, words: str) -> bool:
        """Whether words are a known name and nothing else."""
        return bool(words) and self.match_end(words, 0, len(words)) == len(words)

    def split_names(self, words: str) -> tuple[str, ...]:
        """Return the names if words are nothing but known names, one after the other.

        >>> KnownNames().split_names("Legal Service COREPER"), KnownNames().split_names("Legal Service lamps")
        (('Legal Service', 'COREPER'), ())
        """
        names: list[str] = []
        position = 0
        while position < len(words):
            end = self.match_end(words, position, len(words))
            if end is None or words[end : end + 1] not in ("", " "):
                return ()
            names.append(words[position:end])
            position = end + 1
        return tuple(names)

    def find_addressee(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Return the first known addressee between two offsets that is a name of its own.

        In “del Consejo”, “Council Secretariat” or “Council conclusions” the addressee is part of something else.
        """
        patterns = (_ADDRESSEE_WORD, *([self._body] if self._body else ()))
        starts = {m.start() for pattern in patterns for m in pattern.finditer(text, start, end)}
        searched_to = start
        for position in sorted(starts):
            name_end = self.match_end(text, position, end)
            if name_end is None or position < searched_to or not text[max(position - 1, 0)].isspace():
                continue
            is_whole = not is_part_of_a_name(text[start:position]) and not continues(text, position, name_end)
            if is_whole and not _is_only_originator(text, position, name_end):
                return position, name_end
            searched_to = name_end
        return None


def continues(text: str, start: int, end: int) -> bool:
    """Whether small letters after a name show that the name goes on, or is part of a title."""
    following = _SMALL_LETTER.match(text, end)
    return following is not None and not _MAY_PRECEDE_SMALL_LETTERS.fullmatch(text, start, end)


def _is_only_originator(text: str, start: int, end: int) -> bool:
    """Whether a name is longer than the addressee that it begins with: Council Secretariat."""
    originator, addressee = ORIGINATOR.match(text, start, end), _ADDRESSEE_WORD.match(text, start, end)
    return bool(originator and addressee and addressee.end() < originator.end() == end)


@cache
def _body_pattern(bodies: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(r"\s".join(map(re.escape, name.split())) for name in sorted(bodies, key=len, reverse=True))
    return re.compile(rf"(?:[Tt]he )?(?:{names}){_ABBREVIATION}{_BOUNDARY}")


_BODY_WORD = re.compile(r"(?:Party|Group|Committee|Council|Conference|Meeting|Coordinat\w+)\b")


@lru_cache(maxsize=4)
def known_names(bodies: tuple[str, ...]) -> KnownNames:
    """Return the usual names and those bodies whose name alone shows that it is one."""
    return KnownNames(tuple(sorted({b for b in bodies if len(b.split()) > 1 and _BODY_WORD.search(b)})))


USUAL_NAMES = KnownNames()
