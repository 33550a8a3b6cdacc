"""Press texts about a meeting of the Council in other languages, as pages."""

from collections.abc import Iterator
from typing import NamedTuple

from import_accuracy.cover_page import CoverPage, parse_page


class _PressWords(NamedTuple):
    """What a language prints; `session` has a place for the ordinal."""

    institution: str
    heading: str
    session: str
    formation: str
    day: str
    footer: str


_WORDS = {
    "Danish": _PressWords(
        "RÅDET FOR DEN EUROPÆISKE UNION", "PRESSEMEDDELELSE", "{}. samling i Rådet", "Miljø",
        "Luxembourg, den 14. oktober 2009", "DA",
    ),
    "German": _PressWords(
        "RAT DER EUROPÄISCHEN UNION", "MITTEILUNG AN DIE PRESSE", "{}. Tagung des Rates", "Umwelt",
        "Luxemburg, den 14. Oktober 2009", "DE",
    ),
    "Spanish": _PressWords(
        "CONSEJO DE LA UNIÓN EUROPEA", "COMUNICADO DE PRENSA", "{}.ª sesión del Consejo", "Medio Ambiente",
        "Luxemburgo, 14 de octubre de 2009", "ES",
    ),
    "Finnish": _PressWords(
        "EUROOPAN UNIONIN NEUVOSTO", "LEHDISTÖTIEDOTE", "Neuvoston {}. istunto", "Ympäristö",
        "Luxemburg, 14. lokakuuta 2009", "FI",
    ),
    "Italian": _PressWords(
        "CONSIGLIO DELL'UNIONE EUROPEA", "COMUNICATO STAMPA", "{}a sessione del Consiglio", "Ambiente",
        "Lussemburgo, 14 ottobre 2009", "IT",
    ),
    "Dutch": _PressWords(
        "RAAD VAN DE EUROPESE UNIE", "PERSMEDEDELING", "{}e zitting van de Raad", "Milieu",
        "Luxemburg, 14 oktober 2009", "NL",
    ),
    "Polish": _PressWords(
        "RADA UNII EUROPEJSKIEJ", "KOMUNIKAT PRASOWY", "{}. posiedzenie Rady", "Środowisko",
        "Luksemburg, 14 października 2009 r.", "PL",
    ),
    "Portuguese": _PressWords(
        "CONSELHO DA UNIÃO EUROPEIA", "COMUNICADO DE IMPRENSA", "{}.ª reunião do Conselho", "Ambiente",
        "Luxemburgo, 14 de Outubro de 2009", "PT",
    ),
    "Swedish": _PressWords(
        "EUROPEISKA UNIONENS RÅD", "PRESSMEDDELANDE", "{}:e mötet i rådet", "Miljö",
        "Luxemburg den 14 oktober 2009", "SV",
    ),
}  # fmt: skip

_PAGE = """press release in {language}
= place Luxembourg
= meeting 2009-10-14
= codes PRESSE {serial}
= number {number}/09
= type PRESS RELEASE
~ type
= subject {session} - {formation}
~ subject {session} {formation}
~ date 2009-10-14
inst {words.institution}
num {number}/09 (Presse {serial})
type {words.heading}
head {session}
head {formation}
date {words.day}
foot {number}/09 (Presse {serial}) |  | 1
foot  |  | {words.footer}
"""


def make_press_pages() -> Iterator[CoverPage]:
    """Yield a press text in each language, about one meeting."""
    for at, (language, words) in enumerate(_WORDS.items()):
        session = words.session.format(2970 + at)
        yield parse_page(
            _PAGE.format(
                language=language,
                words=words,
                session=session,
                formation=words.formation,
                number=14510 + at,
                serial=290 + at,
            )
        )
