"""The names of the Council, of Coreper and of bodies that meet, as documents print them in all official languages."""

import re
from functools import cache, lru_cache

from somei_cli.extraction.cover.printed_titles import alternatives, without_edges
from somei_cli.model.register.vocabulary import Vocabulary

COUNCIL_NAMES = alternatives("""
    COUNCIL OF THE EUROPEAN UNION | COUNCIL OF THE EUROPEAN COMMUNITIES | СЪВЕТ НА ЕВРОПЕЙСКИЯ СЪЮЗ | RADA
    EVROPSKÉ UNIE | RÅDET FOR DEN EUROPÆISKE UNION | RAT DER EUROPÄISCHEN UNION | ΣΥΜΒΟΥΛΙΟ ΤΗΣ ΕΥΡΩΠΑΪΚΗΣ
    ΕΝΩΣΗΣ | CONSEJO DE LA UNIÓN EUROPEA | EUROOPA LIIDU NÕUKOGU | EUROOPAN UNIONIN NEUVOSTO | CONSEIL DE
    L'UNION EUROPÉENNE | COMHAIRLE AN AONTAIS EORPAIGH | VIJEĆE EUROPSKE UNIJE | AZ EURÓPAI UNIÓ TANÁCSA |
    CONSIGLIO DELL'UNIONE EUROPEA | EUROPOS SĄJUNGOS TARYBA | EIROPAS SAVIENĪBAS PADOME | KUNSILL TAL-UNJONI
    EWROPEA | RAAD VAN DE EUROPESE UNIE | RADA UNII EUROPEJSKIEJ | CONSELHO DA UNIÃO EUROPEIA | CONSILIUL
    UNIUNII EUROPENE | RADA EURÓPSKEJ ÚNIE | SVET EVROPSKE UNIJE | EUROPEISKA UNIONENS RÅD
""")

COREPER_IN_LANGUAGES = {
    "bg": ("Комитет на постоянните представители",),
    "cs": ("Výbor stálých zástupců",),
    "da": ("De Faste Repræsentanters Komité",),
    "de": ("Ausschuss der Ständigen Vertreter",),
    "el": (
        "Επιτροπη των Μονιμων Αντιπροσωπων",
        "Επιτροπή των Μόνιμων Αντιπροσώπων",
        "Επιτροπή των Μονίμων Αντιπροσώπων",
    ),
    "en": ("Permanent Representatives Committee", "Committee of Permanent Representatives"),
    "es": ("Comité de Representantes Permanentes",),
    "et": ("Alaliste esindajate komitee",),
    "fi": ("Pysyvien edustajien komitea",),
    "fr": ("Comité des représentants permanents",),
    "hr": ("Odbor stalnih predstavnika",),
    "hu": ("Állandó Képviselők Bizottsága",),
    "it": ("Comitato dei rappresentanti permanenti",),
    "lt": ("Nuolatinių atstovų komitetas",),
    "lv": ("Pastāvīgo pārstāvju komiteja",),
    "mt": ("Kumitat tar-Rappreżentanti Permanenti",),
    "nl": ("Comité van permanente vertegenwoordigers",),
    "pl": ("Komitet Stałych Przedstawicieli",),
    "pt": ("Comité de Representantes Permanentes",),
    "ro": ("Comitetul Reprezentanților Permanenți",),
    "sk": ("Výbor stálych predstaviteľov",),
    "sl": ("Odbor stalnih predstavnikov",),
    "sv": ("Ständiga representanternas kommitté",),
}
"""The names of the Permanent Representatives Committee, by language; in which letters they are printed varies."""
_COREPER_NAMES = alternatives(
    " | ".join(["Coreper", *(name for names in COREPER_IN_LANGUAGES.values() for name in names)])
)

# What bodies are called; a name must hold one of these words.
_BODY_WORDS = alternatives("""
    working party | working group | committee | council | group | task force | friends of the presidency |
    attachés | counsellors | coreper | senior officials | comité | groupe | conseil | gruppe | ausschuss |
    arbeitsgruppe | arbeitskreis | rat | groep | raad | werkgroep | comitato | gruppo | consiglio | grupo |
    consejo | conselho | grupa | komitet | rada | skupina | výbor | pracovní skupina | pracovná skupina | odbor
    | svet | vijeće | munkacsoport | bizottság | bizottsága | tanács | tanácsa | ryhmä | työryhmä | komitea |
    neuvosto | töörühm | komitee | nõukogu | grupė | komitetas | taryba | komiteja | padome | ομάδα | ομαδα |
    επιτροπή | επιτροπη | συμβούλιο | συμβουλιο | група | комитет | съвет | arbetsgrupp | kommitté | grupp |
    rådet | råd | udvalg | udvalget | arbejdsgruppe | komité | delovna skupina | radna skupina | grup | comitet
    | comitetul | consiliul | kumitat | kunsill | coiste | comhairle | meitheal
""")

_COMPOUND = r"\w{2,30}(?:gruppen?|groep|grupp|ryhmä|ausschuss|udvalg|kommitté)"
_BODY_WORD = re.compile(rf"(?i)(?<!\w)(?:{_BODY_WORDS}|{_COMPOUND})(?!\w)")
_COUNCIL_NAME = re.compile(rf"(?i)(?:{COUNCIL_NAMES})(?!\w)")
_IN_LIST = re.compile(r"(?: \([^()]{2,20}\))?, [^\W\d_]")
_USUAL_NAME = re.compile(rf"(?i)(?:{COUNCIL_NAMES}|{_COREPER_NAMES})(?!\w)")


# (Part 2), (1st part), (2. Teil), (1re partie), (1.ª parte), (část II), (μέρος 2)
_PART = r"(?:[^\W\d_]{2,12}\.?\s)?(?:[12][^\s()]{0,4}|I{1,2})(?:\s[^\W\d_]{2,12}\.?)?"
_COREPER_PART = re.compile(
    rf"(?i)\s{{0,40}}[*_#]{{0,6}}\s?(?:{_COREPER_NAMES}|ASTV)(?:\s{{0,3}}\({_PART}\)|,?\s{{1,3}}{_PART}[\s*_]{{0,6}}$)"
)


@lru_cache(maxsize=256)
def is_coreper_part(line: str) -> bool:
    """Whether a line is, or begins with, the heading of a part of an agenda or record of Coreper, in any language.

    >>> is_coreper_part("COREPER (PART 2)"), is_coreper_part("AStV (1. Teil)"), is_coreper_part("Coreper approved it")
    (True, True, False)
    """
    return _COREPER_PART.match(line) is not None


def is_council_name(words: str) -> bool:
    """Whether words are the name of the Council and nothing else."""
    return _COUNCIL_NAME.fullmatch(words.strip()) is not None


def begins_list_of_institutions(words: str) -> bool:
    """Whether the name of the Council begins a list of names, as sites print them above a page."""
    match = _COUNCIL_NAME.match(words)
    return match is not None and _IN_LIST.match(words, match.end()) is not None


def has_body_word(words: str) -> bool:
    """Whether words hold what bodies are called: Working Party, Committee, Ausschuss, työryhmä."""
    return bool(_BODY_WORD.search(words))


def is_body_name(words: str, vocabulary: Vocabulary) -> bool:
    """Whether words, without what is in brackets after them, are the name of a body."""
    name = without_edges(words.partition("(")[0])
    return bool(vocabulary.body_named(words.strip()) or vocabulary.body_named(name) or _USUAL_NAME.fullmatch(name))


def match_body_name(text: str, vocabulary: Vocabulary) -> int:
    """Return where the longest name of a body ends with which a text begins; 0 if it begins with none."""
    names = (name for body in vocabulary.bodies for name in (body.key, body.name, *body.also))
    matches = [_USUAL_NAME.match(text), *(_name_pattern(name).match(text) for name in names)]
    return max((match.end() for match in matches if match), default=0)


@cache
def _name_pattern(name: str) -> re.Pattern[str]:
    words = r"\s{1,4}".join(re.escape(word).replace("'", "['’]") for word in name.split())
    return re.compile(rf"(?i){words}(?!\w)")
