"""Towns that letterheads name, in the official languages, with their English names."""

import re
from collections.abc import Mapping
from functools import cache

# The seats of the institutions first, then towns where the European Council and the ministers have met.
_TABLE = {
    "Brussels": "Bruxelles Brüssel Bruessel Brussel Bryssel Bruselas Bruxelas Brüsszel Bruksela Brusel Bruselj "
    "Briuselis Βρυξέλλες Брюксел Briselē Brussell Bhruiséil "
    "Bruseli Bruselu Bruxellesu Bruslju Briuselyje Brisele Brüsselis",
    "Luxembourg": "Luxemburg Lussemburgo Luxemburgo Luksemburg Liuksemburgas Lucemburk Λουξεμβούργο Люксембург "
    "Luksemburga Lussemburgu Lucsamburg Luxemburgu Lucemburku Luksemburgu Liuksemburge Luksemburgā",
    "Strasbourg": "Straßburg Strassburg Strasburgo Straatsburg Estrasburgo Strasburg Στρασβούργο Страсбург "
    "Štrasburk Štrasburg Strasbūra Strasbūras Štrasburgu Štrasburku Strasburgu Strasbūrā Strasbūre",
    "Athens": "Athènes Athen Atenas Atene Αθήνα",
    "Copenhagen": "København Kopenhagen Copenhague Copenaghen Köpenhamn Kööpenhamina",
    "Geneva": "Genève Genf Ginebra Ginevra Genebra",
    "Gothenburg": "Göteborg",
    "Helsinki": "Helsingfors",
    "Lisbon": "Lisboa Lisbonne Lissabon Lisbona",
    "Rome": "Roma Rom",
    "Seville": "Sevilla Séville Siviglia Sevilha",
    "Vienna": "Wien Vienne Viena Wenen",
    "Warsaw": "Warszawa Varsovie Warschau Varsovia",
}
_NAMED = {name: english for english, names in _TABLE.items() for name in (english, *names.split())}
_SEATS = tuple(_TABLE)[:3]


@cache
def towns() -> Mapping[str, str]:
    """The English name of each spelling, in small letters and in capitals."""
    return _NAMED | {name.upper(): english for name, english in _NAMED.items()}


@cache
def town() -> re.Pattern[str]:
    """A known town, as one word."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(towns(), reverse=True))})(?!\w)")


@cache
def spaced_seat() -> re.Pattern[str]:
    """A seat of the institutions whose name has blanks between its letters, and a comma after it."""
    names = [name for name, english in _NAMED.items() if english in _SEATS]
    return re.compile(rf"(?<![\w-])(?:{'|'.join('[ ]?'.join(name) for name in names)})[ ]?,")
