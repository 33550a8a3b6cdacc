"""The words with which papers restrict who may read them: Council, other bodies, Member States, in their languages."""

import re
from functools import cache

from somei_cli.model.markings import LIMITE, fold_classification, is_like

FIGURES = str.maketrans("10", "IO")
"""Figures that a scan or a typist takes for letters."""
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

# Words and phrases that restrict a paper when they stand by themselves. Levels of the Member States: Decision
# 2013/488/EU, Appendix B. A level of the EU or NATO is looked for by `model.markings`.
_RESTRICTING = """
SENSITIVE; OFFICIAL SENSITIVE; SECRET; TOP SECRET; CONFIDENTIAL; CONFIDENTIEL; CONFIDENTIELLE; RESTREINT;
RESTREINTE; RESTRICTED; IN CONFIDENCE; COMMERCIAL IN CONFIDENCE; PRIVILEGED; PRIVILEGED AND CONFIDENTIAL;
PROPRIETARY; NON CLASSIFIE LIMITE; NATO UNCLASSIFIED; INTERNAL; INTERNAL DOCUMENT; INTERNAL USE; USAGE INTERNE;
DOCUMENT INTERNE; INTERNE; USO INTERNO; PER USO INTERNO; INTERNER GEBRAUCH; NUR FUR DEN INTERNEN GEBRAUCH; NUR
FUR DEN DIENSTGEBRAUCH; VS NUR FUR DEN DIENSTGEBRAUCH; VS NFD; VS VERTRAULICH; VERTRAULICH; STRENG VERTRAULICH;
GEHEIM; STRENG GEHEIM; EINGESCHRANKT; RISERVATO; RISERVATISSIMO; SEGRETO; SEGRETISSIMO; CONFIDENZIALE;
DIFFUSIONE LIMITATA; DIFUSION LIMITADA; CONFIDENCIAL; RESERVADO; SECRETO; MUITO SECRETO; DISTRIBUCION LIMITADA;
DISTRIBUICAO LIMITADA; SECRET DEFENSE; TRES SECRET; TRES SECRET DEFENSE; CONFIDENTIEL DEFENSE; SECRET DE
SERVICIU; STRICT SECRET; CONFIDENTIAL DEFENCE; SPECIAL FRANCE; VERTROUWELIJK; GEHEIM; ZEER GEHEIM; STG GEHEIM;
DEPARTEMENTAAL VERTROUWELIJK; BEPERKTE VERSPREIDING; BEPERKT; HEMLIG; KVALIFICERAT HEMLIG; BEGRANSAT HEMLIG;
BEGRANSAD SPRIDNING; KONFIDENTIELL; FORTROLIG; FORTROLIGT; HEMMELIGT; YDERST HEMMELIGT; TIL TJENESTEBRUG;
BEGRAENSET; BEGRÆNSET; LUOTTAMUKSELLINEN; SALAINEN; ERITTAIN SALAINEN; KAYTTO RAJOITETTU; PIIRATUD;
KONFIDENTSIAALNE; SALAJANE; TAIESTI SALAJANE; KONFIDENCIALI; SLEPENI; SEVISKI SLEPENI; DIENESTA VAJADZIBAM;
RIBOTO NAUDOJIMO; KONFIDENCIALIAI; SLAPTAI; VISISKAI SLAPTAI; ZASTRZEZONE; POUFNE; TAJNE; SCISLE TAJNE;
VYHRAZENE; DUVERNE; PRISNE TAJNE; VYHRADENE; DOVERNE; KORLATOZOTT TERJESZTESU; BIZALMAS; TITKOS; SZIGORUAN
TITKOS; INTERNO; ZAUPNO; TAJNO; STROGO TAJNO; OGRANICENO; POVJERLJIVO; VRLO TAJNO; ЗА СЛУЖЕБНО ПОЛЗВАНЕ;
ПОВЕРИТЕЛНО; СЕКРЕТНО; СТРОГО СЕКРЕТНО; ΠΕΡΙΟΡΙΣΜΕΝΗΣ ΧΡΗΣΗΣ; ΕΜΠΙΣΤΕΥΤΙΚΟ; ΑΠΟΡΡΗΤΟ; ΑΚΡΩΣ ΑΠΟΡΡΗΤΟ; RISTRETT;
KUNFIDENZJALI; SIGRIET; SRIANTA; RUNDA; SICRET; EMBARGO; EMBARGOED; UNDER EMBARGO; SOUS EMBARGO; SPERRFRIST; TLP
RED; TLP AMBER; TLP AMBER STRICT; TLP GREEN; LIMITED; LIMITED DISTRIBUTION; DISTRIBUTION LIMITED; DISTRIBUTION
LIMITEE; DIFFUSION LIMITEE; DIFFUSION RESTREINTE; RESTRICTED DISTRIBUTION; RESTRICTED CIRCULATION; LIMITED
CIRCULATION; DISTRIBUTION RESTRICTED; DISTRIBUTION RESTREINTE; LIMITED RELEASE; NE PAS DIFFUSER; NE PAS PUBLIER;
NON PUBLIC; NOT PUBLIC; NICHT PUBLIC; NON PUBBLICO; NIET OPENBAAR; NICHT OFFENTLICH; NICHT ZUR VEROFFENTLICHUNG;
NON DESTINE A LA PUBLICATION; NOFORN; NO FOREIGN NATIONALS; FOR YOUR EYES ONLY; UNCLASSIFIED SENSITIVE;
SENSITIVE UNCLASSIFIED; CONTROLLED UNCLASSIFIED INFORMATION; EUROPOL UNCLASSIFIED; UNCLASSIFIED BASIC PROTECTION
LEVEL; BASIC PROTECTION LEVEL; SPECIAL HANDLING; ORCON; ATOMAL; CRYPTO; ACCESS RESTRICTED; ACCES RESTREINT; ACCES
LIMITE; LIMITED ACCESS; LIMITE DISTRIBUTION
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
_BEFORE = frozenset(
    """DRAFT PROJET ENTWURF STRICTLY HIGHLY VERY MOST COUNCIL CONSEIL EU UE NATO EUROPOL EUROJUST FRONTEX ESA
    NATIONAL MARKING MARKED CLASSIFICATION CLASSIFIED SECURITY LEVEL STATUS HANDLING COMMERCIAL COMMERCIALLY
    COMMERCIALEMENT AS NOTE PAPER REPORT PERSONAL STAFF MEDICAL STILL REMAINS THE THIS DOCUMENT IS STRICTEMENT
    PROVISIONALLY TEMPORARILY AND COPY ORIGINAL COMMISSION POLITICALLY LEGALLY VS""".split()
)
_STRONGER = frozenset(
    """STRICTLY HIGHLY COUNCIL EU UE NATO EUROPOL EUROJUST FRONTEX ESA COMMERCIAL STRICTEMENT COMP STAFF POLITICALLY
    VS""".split()
)
_BEHIND = frozenset(
    """DOCUMENT PAPER NOTE COPY MATERIAL VERSION DRAFT ONLY DISTRIBUTION PAGE OF NO NR EU UE FINAL EN FR DE JUR AND
    RELEASABLE""".split()
)
_KIND = re.compile(r"(?:SENSITIVE|RESTRICTED|CONFIDENTIAL|LIMITED) ?: ?[A-Z][A-Z -]{1,30}")
_UNTIL = re.compile(r" (?:UNTIL|JUSQU|BIS|TILL|WHEN DETACHED|COPY NO|PAGE|RELEASABLE TO|EXPIRES|VALID)\b.*$")
_FIRST = re.compile(r"[^\W\d_]")
_NEVER_ALONE = frozenset("INTERNAL INTERNE INTERNO BEPERKT LIMITED PRIVILEGED CRYPTO ORCON ATOMAL".split())
"""Words that restrict in capitals only: in small letters they begin or end the line of a title."""
_MOST = 14
"""Words of a phrase with what may stand around it."""


@cache
def _phrases() -> frozenset[str]:
    return frozenset(_joined(phrase) for phrase in _RESTRICTING.replace("\n", " ").strip().split(";"))


def _joined(words: str) -> str:
    return " ".join(_TOKEN.findall(fold_classification(words)))


def restricts(piece: str, *, among_words: bool = False) -> bool:
    """Whether words that stand by themselves say that a paper is not for everybody.

    Only whole pieces count: a title may speak of sensitive technologies. What begins with a small letter goes on from
    the line above. Between other words (`among_words`) less may belong to them.

    >>> restricts("NOT FOR PUBLICATION"), restricts("Strictly confidential"), restricts("TLP:RED")
    (True, True, True)
    >>> restricts("Sensitive technologies"), restricts("confidential"), restricts("GENERAL SECRETARIAT")
    (False, False, False)
    """
    first = _FIRST.search(piece)
    if first is None or first[0].islower() or len(piece) > 120:
        return False
    phrase = _joined(piece)
    if not phrase or phrase.count(" ") >= _MOST:
        return False
    if phrase in _NEVER_ALONE:
        return piece.upper() == piece and not (among_words and phrase == "LIMITED")
    if _names(phrase) or _restricts_by_kind(piece):
        return True
    held = _UNTIL.sub("", phrase)
    if among_words:
        return _may_stand_among_words(held) or _is_double(piece)
    bared = _bared(held)
    return _names(held) or (_names(bared) and bared != "LIMITED") or _is_double(piece)


def _restricts_by_kind(piece: str) -> bool:
    """Whether words are a marking with what it is about: SENSITIVE: MEDICAL."""
    return piece.isupper() and _KIND.fullmatch(piece) is not None


def _is_double(piece: str) -> bool:
    """Whether words are two that restrict: Sensitive - not for public release."""
    first, dash, second = piece.partition(" - ")
    return bool(dash) and _names(_bared(_joined(first))) and _names(_bared(_joined(second)))


def _may_stand_among_words(phrase: str) -> bool:
    """Whether a phrase is one that restricts, at most with the word that makes it stronger."""
    tokens = phrase.split(" ")
    while len(tokens) > 1 and not _names(" ".join(tokens)) and tokens[0] in _STRONGER:
        tokens.pop(0)
    return _names(" ".join(tokens)) and (len(tokens) > 1 or tokens[0] != "LIMITED")


def _names(phrase: str) -> bool:
    return phrase in _phrases() or _PATTERNS.fullmatch(phrase) is not None


def _bared(phrase: str) -> str:
    """The phrase without the words that may stand around the one that restricts."""
    tokens = phrase.split(" ")
    while len(tokens) > 1 and (tokens[-1] in _BEHIND or tokens[-1].isdigit()):
        tokens.pop()
    at = 0
    if len(tokens) == 2 and tokens[0] == "THE":
        return ""
    while at < len(tokens) - 1 and tokens[at] in _BEFORE and " ".join(tokens[at:]) not in _phrases():
        at += 1
    return " ".join(tokens[at:])


@cache
def telling_words() -> frozenset[str]:
    """The words of which a line must hold one to restrict anything; most lines of most documents hold none."""
    longest = {max(phrase.split(" "), key=len) for phrase in _phrases() if phrase}
    return frozenset({*longest, *_TELLING.split()})


_TELLING = """
PUBLICATION RELEASE DISTRIBUTION CIRCULATION DISCLOSURE PUBLIC PUBLISHED RELEASED DISTRIBUTED CIRCULATED
DISCLOSED COPIED FORWARDED PUBLISH DISTRIBUTE DISCLOSE CIRCULATE FORWARD ONLY
"""
_OFTEN_BROKEN = """
NOT FOR PUBLICATION; NOT FOR RELEASE; NOT FOR DISTRIBUTION; NOT FOR CIRCULATION; EYES ONLY; USE ONLY; INTERNAL
USE ONLY; FOR INTERNAL USE ONLY; FOR OFFICIAL USE ONLY; OFFICIAL USE ONLY; MEMBER STATES ONLY; NOT TO BE RELEASED;
NOT TO BE PUBLISHED; NOT TO BE DISTRIBUTED; DO NOT DISTRIBUTE; DO NOT PUBLISH; DO NOT RELEASE; EU EYES ONLY; UE ONLY
"""


@cache
def broken_words() -> frozenset[str]:
    """The letters of LIMITE and of the phrases that restrict, for words that are broken over lines."""
    phrases = {*_phrases(), *map(_joined, _OFTEN_BROKEN.replace("\n", " ").strip().split(";"))}
    phrases |= {f"STRICTLY {phrase}" for phrase in _phrases()}
    return frozenset({LIMITE.text, *(p.replace(" ", "") for p in phrases if len(p) > 4)})


def is_slip_of_limite(word: str) -> bool:
    """Whether a word in capitals seems to be LIMITE misread."""
    return is_like(word, LIMITE.text)
