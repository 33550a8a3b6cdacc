"""The phrases that restrict who may read a paper, of the Council, other bodies and Member States."""

import re
from functools import cache

from somei_cli.model.markings import LIMITE, fold_classification, is_similar_word

FIGURES = str.maketrans("10", "IO")
"""Figures that a scan or a typist takes for letters."""
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

# Phrases that restrict a paper when they are set apart. Levels of the Member States: Decision 2013/488/EU, Appendix B.
# The levels of the EU and NATO are in `model.markings`.
_RESTRICTING_PHRASES = """
SENSITIVE; OFFICIAL SENSITIVE; SECRET; TOP SECRET; CONFIDENTIAL; CONFIDENTIEL; CONFIDENTIELLE; RESTREINT;
RESTREINTE; RESTRICTED; IN CONFIDENCE; COMMERCIAL IN CONFIDENCE; PRIVILEGED; PRIVILEGED AND CONFIDENTIAL;
PROPRIETARY; NON CLASSIFIE LIMITE; NATO UNCLASSIFIED; INTERNAL; INTERNAL DOCUMENT; INTERNAL USE; USAGE INTERNE;
DOCUMENT INTERNE; INTERNE; USO INTERNO; PER USO INTERNO; INTERNER GEBRAUCH; NUR FUR DEN INTERNEN GEBRAUCH; NUR
FUR DEN DIENSTGEBRAUCH; VS NUR FUR DEN DIENSTGEBRAUCH; VS NFD; VS VERTRAULICH; VERTRAULICH; STRENG VERTRAULICH;
GEHEIM; STRENG GEHEIM; EINGESCHRANKT; RISERVATO; RISERVATISSIMO; SEGRETO; SEGRETISSIMO; CONFIDENZIALE;
DIFFUSIONE LIMITATA; DIFUSION LIMITADA; CONFIDENCIAL; RESERVADO; SECRETO; MUITO SECRETO; DISTRIBUCION LIMITADA;
DISTRIBUICAO LIMITADA; SECRET DEFENSE; TRES SECRET; TRES SECRET DEFENSE; CONFIDENTIEL DEFENSE; SECRET DE
SERVICIU; STRICT SECRET; CONFIDENTIAL DEFENCE; SPECIAL FRANCE; VERTROUWELIJK; GEHEIM; ZEER GEHEIM; STG GEHEIM;
STG CONFIDENTIEEL; DEPARTEMENTAAL VERTROUWELIJK; BEPERKTE VERSPREIDING; BEPERKT; HEMLIG; KVALIFICERAT HEMLIG;
BEGRANSAT HEMLIG; BEGRANSAD SPRIDNING; BEGRANSAD TILLGANG; KONFIDENTIELL; FORTROLIG; FORTROLIGT; HEMMELIGT;
YDERST HEMMELIGT; TIL TJENESTEBRUG; BEGRAENSET; BEGRÆNSET; LUOTTAMUKSELLINEN; SALAINEN; ERITTAIN SALAINEN;
KAYTTO RAJOITETTU; PIIRATUD; KONFIDENTSIAALNE; SALAJANE; TAIESTI SALAJANE; KONFIDENCIALI; SLEPENI; SEVISKI
SLEPENI; DIENESTA VAJADZIBAM; RIBOTO NAUDOJIMO; KONFIDENCIALIAI; SLAPTAI; VISISKAI SLAPTAI; ZASTRZEZONE; POUFNE;
TAJNE; SCISLE TAJNE; VYHRAZENE; DUVERNE; PRISNE TAJNE; VYHRADENE; DOVERNE; KORLATOZOTT TERJESZTESU; BIZALMAS;
TITKOS; SZIGORUAN TITKOS; INTERNO; ZAUPNO; TAJNO; STROGO TAJNO; OGRANICENO; POVJERLJIVO; VRLO TAJNO; ЗА СЛУЖЕБНО
ПОЛЗВАНЕ; ПОВЕРИТЕЛНО; СЕКРЕТНО; СТРОГО СЕКРЕТНО; ΠΕΡΙΟΡΙΣΜΕΝΗΣ ΧΡΗΣΗΣ; ΠΕΡΙΟΡΙΣΜΕΝΗΣ ΔΙΑΝΟΜΗΣ; ΕΜΠΙΣΤΕΥΤΙΚΟ;
ΑΠΟΡΡΗΤΟ; ΑΚΡΩΣ ΑΠΟΡΡΗΤΟ; RISTRETT; KUNFIDENZJALI; SIGRIET; SRIANTA; RUNDA; SICRET; SICRÉIDEACH; AN-SICRÉIDEACH;
L-OGĦLA SEGRETEZZA; EMBARGO; EMBARGOED; UNDER EMBARGO; SOUS EMBARGO; SPERRFRIST; TLP RED; TLP AMBER; TLP AMBER
STRICT; TLP GREEN; LIMITED; LIMITED DISTRIBUTION; DISTRIBUTION LIMITED; DISTRIBUTION LIMITEE; DIFFUSION LIMITEE;
DIFFUSION RESTREINTE; RESTRICTED DISTRIBUTION; RESTRICTED CIRCULATION; LIMITED CIRCULATION; DISTRIBUTION
RESTRICTED; DISTRIBUTION RESTREINTE; LIMITED RELEASE; NE PAS DIFFUSER; NE PAS PUBLIER; NON PUBLIC; NOT PUBLIC;
NICHT PUBLIC; NON PUBBLICO; NIET OPENBAAR; NICHT OFFENTLICH; NICHT ZUR VEROFFENTLICHUNG; NON DESTINE A LA
PUBLICATION; NOFORN; NO FOREIGN NATIONALS; FOR YOUR EYES ONLY; UNCLASSIFIED SENSITIVE; SENSITIVE UNCLASSIFIED;
SENSITIVE NON CLASSIFIED; UN CONFIDENTIAL; CONTROLLED UNCLASSIFIED INFORMATION; EUROPOL UNCLASSIFIED;
UNCLASSIFIED BASIC PROTECTION LEVEL; BASIC PROTECTION LEVEL; SPECIAL HANDLING; ORCON; ATOMAL; CRYPTO; ACCESS
RESTRICTED; ACCES RESTREINT; ACCES LIMITE; LIMITED ACCESS; LIMITE DISTRIBUTION
"""
_PATTERNS = re.compile(
    r"(?:NOT|NON) (?:YET )?(?:FOR|TO BE) (?:\w+ )?(?:PUBLICATION|RELEASE|DISTRIBUTION|CIRCULATION|DISCLOSURE|PUBLIC"
    r"|PUBLISHED|RELEASED|DISTRIBUTED|CIRCULATED|DISCLOSED|COPIED|FORWARDED)(?: \w+){0,4}"
    r"|(?:DO NOT|MUST NOT BE|MAY NOT BE) (?:PUBLISH|PUBLISHED|DISTRIBUTE|DISTRIBUTED|RELEASE|RELEASED|DISCLOSE"
    r"|DISCLOSED|CIRCULATE|CIRCULATED|FORWARD|COPY)(?: \w+){0,4}"
    r"|(?:[\w’']+ ){1,5}USE ONLY"
    r"|(?:[\w’']+ ){0,5}(?:EYES|ADDRESSEES?|RECIPIENTS?|DELEGATIONS|PARTICIPANTS|STATES|MEMBERS|STAFF) ONLY"
    r"|(?:NOT|NON) (?:AN? )?PUBLIC(?: (?:DOCUMENT|PAPER|VERSION|TEXT|COPY|INFORMATION|DRAFT|NOTE|UNTIL|BEFORE)"
    r"(?: \w+){0,3})?"
    r"|(?:RESTRICTED|LIMITED) TO (?:\w+ ){0,3}(?:DELEGATIONS|STATES|ADDRESSEES|RECIPIENTS|PARTICIPANTS|MEMBERS)"
    r"|SECRET DE SERVICIU|TLP (?:RED|AMBER|GREEN)(?: STRICT)?"
)
_WORDS_BEFORE = frozenset(
    """DRAFT PROJET ENTWURF STRICTLY HIGHLY VERY MOST COUNCIL CONSEIL EU UE NATO EUROPOL EUROJUST FRONTEX ESA
    NATIONAL MARKING MARKED CLASSIFICATION CLASSIFIED SECURITY LEVEL STATUS HANDLING COMMERCIAL COMMERCIALLY
    COMMERCIALEMENT AS NOTE PAPER REPORT PERSONAL STAFF MEDICAL STILL REMAINS THE THIS DOCUMENT IS STRICTEMENT
    PROVISIONALLY TEMPORARILY AND COPY ORIGINAL COMMISSION POLITICALLY LEGALLY VS""".split()
)
_STRENGTHENING_WORDS = frozenset(
    """STRICTLY HIGHLY COUNCIL EU UE NATO EUROPOL EUROJUST FRONTEX ESA COMMERCIAL STRICTEMENT COMP STAFF POLITICALLY
    VS""".split()
)
_WORDS_AFTER = frozenset(
    """DOCUMENT PAPER NOTE COPY MATERIAL VERSION DRAFT ONLY DISTRIBUTION PAGE OF NO NR EU UE FINAL EN FR DE JUR AND
    RELEASABLE""".split()
)
_MARKING_WITH_SUBJECT = re.compile(r"(?:SENSITIVE|RESTRICTED|CONFIDENTIAL|LIMITED) ?: ?[A-Z][A-Z -]{1,30}")
_ADDITION = re.compile(r" (?:UNTIL|JUSQU|BIS|TILL|WHEN DETACHED|COPY NO|PAGE|RELEASABLE TO|EXPIRES|VALID)\b.*$")
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_IN_CAPITALS_ONLY = frozenset("INTERNAL INTERNE BEPERKT LIMITED PRIVILEGED CRYPTO ORCON ATOMAL".split())
"""Words that restrict only in capitals: in small letters they begin or end a line of a title."""
_OF_THE_UNION = re.compile(r"^(?:EU|UE) ")
_MOST_WORDS = 14
"""Words of a phrase at most, with the words that may surround it."""


@cache
def _phrases() -> frozenset[str]:
    return frozenset(_normal_phrase(phrase) for phrase in _RESTRICTING_PHRASES.replace("\n", " ").strip().split(";"))


def _normal_phrase(words: str) -> str:
    return " ".join(_TOKEN.findall(fold_classification(words)))


_STROKE_WITHIN = re.compile(r"[l|](?<=[A-Z].)(?=[A-Z])")


def straighten_strokes(words: str) -> str:
    """Return words with a capital I where a scan put another upright stroke between capitals: RESTRElNT."""
    return _STROKE_WITHIN.sub("I", words) if "l" in words or "|" in words else words


def is_restriction(piece: str, *, among_words: bool = False) -> bool:
    """Whether words that are set apart say that a paper is not for everybody.

    Only whole pieces count: a title may speak of sensitive technologies. Words that begin with a small letter continue
    the
    line above. Between other words (`among_words`) fewer words may surround the phrase.

    >>> is_restriction("NOT FOR PUBLICATION"), is_restriction("Strictly confidential"), is_restriction("TLP:RED")
    (True, True, True)
    >>> is_restriction("Sensitive technologies"), is_restriction("confidential"), is_restriction("GENERAL SECRETARIAT")
    (False, False, False)
    """
    piece = straighten_strokes(piece)
    first = _FIRST_LETTER.search(piece)
    if first is None or first[0].islower() or len(piece) > 120:
        return False
    phrase = _normal_phrase(piece)
    if _words_of_phrases().isdisjoint(phrase.split(" ")) or phrase.count(" ") >= _MOST_WORDS:
        return False
    if phrase in _IN_CAPITALS_ONLY:
        return piece.upper() == piece and not (among_words and phrase == "LIMITED")
    # The EU Internal Security Strategy
    is_title = among_words and piece.upper() != piece and _OF_THE_UNION.sub("", phrase) in _IN_CAPITALS_ONLY
    if not is_title and (_is_known_phrase(phrase) or _names_subject(piece)):
        return True
    core = _ADDITION.sub("", phrase)
    if among_words:
        return not is_title and (_restricts_among_words(core) or _is_double(piece))
    bared = _without_surrounding_words(core)
    return _is_known_phrase(core) or (_is_known_phrase(bared) and bared != "LIMITED") or _is_double(piece)


def _names_subject(piece: str) -> bool:
    """Whether words are a marking with what it is about: SENSITIVE: MEDICAL."""
    return piece.isupper() and _MARKING_WITH_SUBJECT.fullmatch(piece) is not None


def _is_double(piece: str) -> bool:
    """Whether words are two restricting phrases: Sensitive - not for public release."""
    first, dash, second = piece.partition(" - ")
    return (
        bool(dash)
        and _is_known_phrase(_without_surrounding_words(_normal_phrase(first)))
        and _is_known_phrase(_without_surrounding_words(_normal_phrase(second)))
    )


def _restricts_among_words(phrase: str) -> bool:
    """Whether a phrase is one that restricts, at most with a strengthening word before it."""
    tokens = phrase.split(" ")
    while len(tokens) > 1 and not _is_known_phrase(" ".join(tokens)) and tokens[0] in _STRENGTHENING_WORDS:
        tokens.pop(0)
    return _is_known_phrase(" ".join(tokens)) and (len(tokens) > 1 or tokens[0] != "LIMITED")


def _is_known_phrase(phrase: str) -> bool:
    return phrase in _phrases() or _PATTERNS.fullmatch(phrase) is not None


def _without_surrounding_words(phrase: str) -> str:
    """Return the phrase without the words that may be before and after the one that restricts."""
    tokens = phrase.split(" ")
    while len(tokens) > 1 and (tokens[-1] in _WORDS_AFTER or tokens[-1].isdigit()):
        tokens.pop()
    first = 0
    if len(tokens) == 2 and tokens[0] == "THE":
        return ""
    while first < len(tokens) - 1 and tokens[first] in _WORDS_BEFORE and " ".join(tokens[first:]) not in _phrases():
        first += 1
    return " ".join(tokens[first:])


@cache
def restricting_words() -> frozenset[str]:
    """Return the words of which a line must hold one to restrict anything. Most lines hold none: a cheap first test."""
    longest = {max(phrase.split(" "), key=len) for phrase in _phrases() if phrase}
    return frozenset({*longest, *_PATTERN_WORDS.split()})


@cache
def _words_of_phrases() -> frozenset[str]:
    """Return the words of which every restricting phrase holds one."""
    return restricting_words() | {"COPY"}


_PATTERN_WORDS = """
PUBLICATION RELEASE DISTRIBUTION CIRCULATION DISCLOSURE PUBLIC PUBLISHED RELEASED DISTRIBUTED CIRCULATED
DISCLOSED COPIED FORWARDED PUBLISH DISTRIBUTE DISCLOSE CIRCULATE FORWARD ONLY
"""
_OFTEN_BROKEN = """
NOT FOR PUBLICATION; NOT FOR RELEASE; NOT FOR DISTRIBUTION; NOT FOR CIRCULATION; EYES ONLY; USE ONLY; INTERNAL
USE ONLY; FOR INTERNAL USE ONLY; FOR OFFICIAL USE ONLY; OFFICIAL USE ONLY; MEMBER STATES ONLY; NOT TO BE RELEASED;
NOT TO BE PUBLISHED; NOT TO BE DISTRIBUTED; DO NOT DISTRIBUTE; DO NOT PUBLISH; DO NOT RELEASE; EU EYES ONLY; UE ONLY
"""


@cache
def phrases_without_blanks() -> frozenset[str]:
    """Return LIMITE and the restricting phrases without blanks, to recognise words that are broken over lines."""
    phrases = {*_phrases(), *map(_normal_phrase, _OFTEN_BROKEN.replace("\n", " ").strip().split(";"))}
    phrases |= {f"STRICTLY {phrase}" for phrase in _phrases()}
    return frozenset({LIMITE.text, *(p.replace(" ", "") for p in phrases if len(p) > 4)})


# I.lMITE: a scan parted the upright of the first letter from its foot.
_PARTED_L = re.compile(r"^[I|]\.(?=[Il1|])")
_UPRIGHT_STROKES = str.maketrans("l1|!", "IIII")


def reads_limite(printed: str) -> bool:
    """Whether printed letters are those of LIMITE but for upright strokes that scans confuse: LlMlTE.

    >>> reads_limite("LlMlTE"), reads_limite("I.lMITE"), reads_limite("LIMITE"), reads_limite("limite")
    (True, True, False, False)
    """
    if printed == LIMITE.text:
        return False
    joined = _PARTED_L.sub("L", printed) if printed[1:2] == "." else printed
    return len(joined) == len(LIMITE.text) and joined.translate(_UPRIGHT_STROKES) == LIMITE.text


def is_misread_limite(word: str) -> bool:
    """Whether a word in capitals seems to be LIMITE misread."""
    return is_similar_word(word, LIMITE.text)
