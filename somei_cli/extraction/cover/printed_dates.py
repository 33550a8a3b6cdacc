"""Find dates as documents print them, in all official languages: single days, spans and lists of days."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

# A language, then January to December; blanks separate the names of a month.
_MONTH_TABLE = """
bg януари яну | февруари фев | март | април апр | май | юни | юли | август авг | септември септ | октомври окт |
   ноември ноем | декември дек
cs leden ledna | únor února | březen března | duben dubna | květen května | červen června | červenec července |
   srpen srpna | září | říjen října | listopad listopadu | prosinec prosince
da januar | februar | marts | april | maj | juni | juli | august | september | oktober | november | december
de Januar Jänner | Februar Feber | März Maerz | April | Mai | Juni | Juli | August | September | Oktober |
   November | Dezember
el Ιανουάριος Ιανουαρίου | Φεβρουάριος Φεβρουαρίου | Μάρτιος Μαρτίου | Απρίλιος Απριλίου | Μάιος Μαΐου Μαίου |
   Ιούνιος Ιουνίου | Ιούλιος Ιουλίου | Αύγουστος Αυγούστου | Σεπτέμβριος Σεπτεμβρίου | Οκτώβριος Οκτωβρίου |
   Νοέμβριος Νοεμβρίου | Δεκέμβριος Δεκεμβρίου
en January Jan | February Feb | March Mar | April Apr | May | June Jun | July Jul | August Aug |
   September Sept Sep | October Oct | November Nov | December Dec
es enero | febrero | marzo | abril | mayo | junio | julio | agosto | septiembre setiembre | octubre |
   noviembre | diciembre
et jaanuar | veebruar | märts | aprill | mai | juuni | juuli | august | september | oktoober | november |
   detsember
fi tammikuu tammikuuta | helmikuu helmikuuta | maaliskuu maaliskuuta | huhtikuu huhtikuuta |
   toukokuu toukokuuta | kesäkuu kesäkuuta | heinäkuu heinäkuuta | elokuu elokuuta | syyskuu syyskuuta |
   lokakuu lokakuuta | marraskuu marraskuuta | joulukuu joulukuuta
fr janvier | février fevrier | mars | avril | mai | juin | juillet | août aout | septembre | octobre |
   novembre | décembre decembre
ga Eanáir | Feabhra | Márta | Aibreán | Bealtaine | Meitheamh | Iúil | Lúnasa | Fómhair | Dheireadh | Samhain |
   Nollaig
hr siječanj siječnja | veljača veljače | ožujak ožujka | travanj travnja | svibanj svibnja | lipanj lipnja |
   srpanj srpnja | kolovoz kolovoza | rujan rujna | listopad listopada | studeni studenoga studenog |
   prosinac prosinca
hu január | február | március | április | május | június | július | augusztus | szeptember | október |
   november | december
it gennaio | febbraio | marzo | aprile | maggio | giugno | luglio | agosto | settembre | ottobre | novembre |
   dicembre
lt sausis sausio | vasaris vasario | kovas kovo | balandis balandžio | gegužė gegužės | birželis birželio |
   liepa liepos | rugpjūtis rugpjūčio | rugsėjis rugsėjo | spalis spalio | lapkritis lapkričio |
   gruodis gruodžio
lv janvāris janvārī | februāris februārī | marts martā | aprīlis aprīlī | maijs maijā | jūnijs jūnijā |
   jūlijs jūlijā | augusts augustā | septembris septembrī | oktobris oktobrī | novembris novembrī |
   decembris decembrī
mt Jannar | Frar | Marzu | April | Mejju | Ġunju | Lulju | Awwissu | Settembru | Ottubru | Novembru | Diċembru
nl januari | februari | maart | april | mei | juni | juli | augustus | september | oktober | november |
   december
pl styczeń stycznia | luty lutego | marzec marca | kwiecień kwietnia | maj maja | czerwiec czerwca |
   lipiec lipca | sierpień sierpnia | wrzesień września | październik października | listopad listopada |
   grudzień grudnia
pt janeiro | fevereiro | março marco | abril | maio | junho | julho | agosto | setembro | outubro | novembro |
   dezembro
ro ianuarie | februarie | martie | aprilie | mai | iunie | iulie | august | septembrie | octombrie | noiembrie |
   decembrie
sk január januára | február februára | marec marca | apríl apríla | máj mája | jún júna | júl júla |
   august augusta | september septembra | október októbra | november novembra | december decembra
sl januar januarja | februar februarja | marec marca | april aprila | maj maja | junij junija | julij julija |
   avgust avgusta | september septembra | oktober oktobra | november novembra | december decembra
sv januari | februari | mars | april | maj | juni | juli | augusti | september | oktober | november | december
"""


@cache
def month_names() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return the twelve months of each language, with the case forms and short forms used in dates.

    >>> month_names()["de"][2]
    ('März', 'Maerz')
    """
    rows = re.findall(r"(?ms)^([a-z]{2}) (.*?)(?=^[a-z]{2} |\Z)", _MONTH_TABLE)
    return {language: tuple(tuple(names.split()) for names in months.split("|")) for language, months in rows}


# Irish has two months of two words.
_WORD = r"[^\W\d_]{3,12}(?: Fómhair)?"
_TORN_WORD = r"[^\W\d_]{1,5} [^\W\d_]{2,10}"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9]{1,2}(?![0-9/]))"
_FIRST_YEAR = r"(?P<year>(?:19|20)(?<![\w/.]..)[0-9]{2})(?![0-9]{1,2}(?![0-9/]))"
_DAY = r"[0-3]?[0-9]"
# A day that begins a match: the character before it is looked at behind the figure, so that a search finds the figures
# first, and passes over all other places at once. It has no more than two figures.
_FIRST_DAY = r"[0-9](?<![\w/.].)(?![0-9]{2})(?:(?<=[0-3])[0-9])?"
_ORDINAL = r"(?:\.|st|nd|rd|th|ST|ND|RD|TH|er|ER|º|°|ο|η|-?ος)?"
_AND_WORDS = "and|et|und|og|och|ja|y|e|i|a|și|si|en|és|και|и|ir|un|u|agus|in|to|au|bis|till|til|tot|al"
_AND = rf"(?:[-–—/,&]|{_AND_WORDS}|{_AND_WORDS.upper()})"
# Blanks between the parts of a date.
_B = r"[ \n]{0,3}"
# A day may have its hour after it: 11 (10.00) and 12 April 2001.
_HOUR = r"(?: ?\([0-2]?[0-9][.:h][0-5][0-9]\))?"
_FURTHER_DAYS = rf"{_ORDINAL}{_HOUR}(?:{_B}{_AND}{_B}{_DAY}{_ORDINAL}{_HOUR}){{0,4}}"
_DAYS = rf"{_DAY}{_FURTHER_DAYS}"
_FIRST_DAYS = rf"{_FIRST_DAY}{_FURTHER_DAYS}"
_SECOND = rf"(?P<month2>{_WORD}),?{_B}{_YEAR}"
_OF = r"(?:de |d['’]|ta['’] ?|of )?"

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        # 30 November and 1 December 2015
        (
            "two months",
            rf"(?P<days>{_FIRST_DAYS}){_B}(?P<month>{_WORD}){_B}{_AND}{_B}(?P<days2>{_DAYS}){_B}{_SECOND}",
        ),
        # 4 December 2019; 2 and 3 December 2019; 4. Dezember 2019; 4December2019; 4 D ecember 2019
        (
            "day first",
            rf"(?P<days>{_FIRST_DAYS}){_B}{_OF}(?P<month>{_WORD}|{_TORN_WORD})\.?,?{_B}(?:de |del )?{_B}{_YEAR}",
        ),
        # 1213June2007: blanks and dash are lost
        ("glued", rf"(?P<days>[0-3](?<!\w.)[0-9][0-3][0-9])(?P<month>{_WORD}){_YEAR}"),
        # December 4, 2019
        ("month first", rf"(?<![\w])(?P<month>{_WORD}) (?P<days>{_DAY})(?:st|nd|rd|th)?, ?{_YEAR}"),
        # 2019. december 4.; 2019 m. gruodžio 4 d.; 2019. gada 4. decembrī
        (
            "year first",
            rf"{_FIRST_YEAR}(?:\.| m\.){_B}(?P<month>{_WORD}){_B}(?P<days>{_DAY}(?:[-–,]{_B}{_DAY})*)\.?",
        ),
        (
            "year, day, month",
            rf"{_FIRST_YEAR}\. gada (?P<days>{_DAY}\.(?:{_B}[-–un]{{1,2}}{_B}{_DAY}\.)?){_B}(?P<month>{_WORD})",
        ),
        # 12.13.VI.2007
        ("Roman", rf"(?P<days>{_FIRST_DAY}(?:[.\-–/]{_DAY}){{0,3}})\.(?P<month>[IVX]{{1,4}})\.{_YEAR}"),
        # 4.12.2019, 04/12/2019, 04-12-2019
        (
            "figures",
            rf"(?P<days>{_FIRST_DAY}(?<!-[0-9])(?<!-[0-9]{{2}}))(?P<s>[./-])(?P<month>[01]?[0-9])(?P=s){_YEAR}(?![\w/])",
        ),
        # 2019-12-04
        (
            "ISO",
            r"(?P<year>(?:19|20)(?<![\w/.-]..)[0-9]{2})-(?P<month>[01][0-9])-(?P<days>[0-3][0-9])(?![\w/-])",
        ),
    )
)
_SHORTEST_DAMAGED_NAME = 5
_SHORTEST_MISREAD_NAME = 4
_SHORTEST_MISSPELT_NAME = 7
_SEPTEMBER = 9
_ROMAN = {r: n for n, r in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), start=1)}


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or a span of days, and its offsets in a text."""

    first: date
    last: date
    start: int
    end: int

    @property
    def single(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


# Every form has one.
_ANY_YEAR = re.compile("(?:19|20)(?=[0-9]{2})")
_YEAR_LENGTH = 4


def _find_possible_forms(text: str) -> set[str]:
    """Return the names of the forms that dates of a text may have, by the signs before and behind its years."""
    forms: set[str] = set()
    for match in _ANY_YEAR.finditer(text):
        start = match.start()
        before, after = text[max(start - 2, 0) : start], text[start + _YEAR_LENGTH : start + _YEAR_LENGTH + 1]
        forms.update(("two months", "day first"))
        if before[-1:].isalpha():
            forms.add("glued")
        elif "," in before:
            forms.add("month first")
        elif before[-1:] in "./-":
            forms.update(("Roman", "figures"))
        if after in (".", " "):
            forms.update(("year first", "year, day, month"))
        elif after == "-":
            forms.add("ISO")
    return forms


def find_days(text: str, languages: tuple[str, ...] = ()) -> Iterator[Days]:
    """Find every date in a text, in order.

    A month name that means different months in two languages is read only if `languages` decides.

    >>> [d.first.isoformat() for d in find_days("Brussels, 13 February 2020 (OR. en)")]
    ['2020-02-13']
    >>> [(d.first.day, d.last.day) for d in find_days("2 and 3 December 2019; 12.13.VI.2007")]
    [(2, 3), (12, 13)]
    >>> [d.first.month for words in ("7 listopada 2017 r.", "7 listopada 2017") for d in find_days(words)]
    [11]
    """
    return iter(_days_in_line(text, languages) if len(text) <= _LONG_LINE else _all_days(text, languages))


_LONG_LINE = 2000


def _all_days(text: str, languages: tuple[str, ...]) -> tuple[Days, ...]:
    possible_forms = _find_possible_forms(text)
    if not possible_forms:
        return ()
    all_days: list[Days] = []
    used = bytearray(len(text))
    for name, pattern in _FORMS:
        if name not in possible_forms:
            continue
        for match in pattern.finditer(text):
            if any(used[match.start() : match.end()]):
                continue
            days = _days_of_match(match, languages)
            if days:
                all_days.append(days)
                used[match.start() : match.end()] = b"x" * (match.end() - match.start())
    return tuple(sorted(all_days, key=lambda d: d.start))


# The same lines are searched again and again; few are kept, and none that is long.
_days_in_line = lru_cache(maxsize=64)(_all_days)


# Polish and Croatian call two months by one name; only Polish writes “2017 r.”.
_POLISH_YEAR = re.compile(r" ?r\.(?!\w)")


def _days_of_match(match: re.Match[str], languages: tuple[str, ...]) -> Days | None:
    year = int(match["year"])
    if not languages and _POLISH_YEAR.match(match.string, match.end()):
        languages = ("pl",)
    month = month_number(match["month"], languages)
    if month is None:
        return None
    days_and_hours = match["days"]
    days_alone = re.sub(r"\([^)]*\)", "", days_and_hours) if "(" in days_and_hours else days_and_hours
    days = [int(day) for day in re.findall("[0-9]{1,2}", days_alone)]
    try:
        first, last = date(year, month, days[0]), date(year, month, days[-1])
        if "days2" in match.re.groupindex:
            month2 = month_number(match["month2"], languages)
            if month2 is None:
                return None
            last = date(year, month2, [int(d) for d in re.findall("[0-9]+", match["days2"])][-1])
            if last < first:
                first = date(year - 1, month, days[0])
    except ValueError:
        return None
    return Days(first, last, match.start(), match.end()) if first <= last else None


@lru_cache(maxsize=256)
def month_number(word: str, languages: tuple[str, ...] = ()) -> int | None:
    """Return the month that a name, a Roman or an Arabic number means; None if it is no month or ambiguous."""
    if word.isdigit():
        return int(word) if 1 <= int(word) <= 12 else None
    if word.endswith(" Fómhair"):
        return _SEPTEMBER + (not word.startswith("Meán"))
    if word in _ROMAN:
        return _ROMAN[word]
    folded = word.casefold().replace(" ", "")
    meanings = _meanings_as_printed(folded) or _misread_names().get(_with_like_letters(folded), ())
    months = {number for language, number in meanings if not languages or language in languages}
    return months.pop() if len(months) == 1 else None


def _meanings_as_printed(folded: str) -> tuple[tuple[str, int], ...]:
    return _names().get(folded) or _damaged_names().get(folded) or _bare_names().get(folded, ())


def holds_misread_month(words: str) -> bool:
    """Whether a date has a month with misread letters or one letter too few: `2 Decernber 1992`, `7 Febuary 2003`."""
    folded_words = map(str.casefold, re.findall(r"[^\W\d_]{4,}", words))
    return any(
        _with_like_letters(folded) in _misread_names() and not _meanings_as_printed(folded) for folded in folded_words
    )


@cache
def _names() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the month names in lower case, with the languages and months they mean."""
    names: dict[str, tuple[tuple[str, int], ...]] = {}
    for language, months in month_names().items():
        for number, spellings in enumerate(months, start=1):
            for spelling in spellings:
                key = spelling.casefold()
                names[key] = (*names.get(key, ()), (language, number))
    return names


@cache
def _damaged_names() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the names without a letter that a font lost everywhere: `nvember`, `ovember`."""
    damaged: dict[str, tuple[tuple[str, int], ...]] = {}
    for name, meanings in _names().items():
        for letter in "on":
            remaining = name.replace(letter, "")
            if remaining != name and len(remaining) >= _SHORTEST_DAMAGED_NAME:
                damaged[remaining] = (*damaged.get(remaining, ()), *meanings)
    return damaged


@cache
def _bare_names() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the names without their accents, as a scan leaves them: `Marz`, `fevrier`."""
    bare: dict[str, tuple[tuple[str, int], ...]] = {}
    for name, meanings in _names().items():
        letters = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
        if letters != name:
            bare[letters] = (*bare.get(letters, ()), *meanings)
    return bare


def _with_like_letters(name: str) -> str:
    """Return a name in small letters with one letter for those that scans take for each other: `Decernber`, `Juiy`."""
    return name.replace("rn", "m").replace("l", "i")


@cache
def _misread_names() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the names of four letters and more as `_with_like_letters` makes them; long ones without a letter too."""
    misread: dict[str, tuple[tuple[str, int], ...]] = {}
    for name, meanings in _names().items():
        if len(name) >= _SHORTEST_MISREAD_NAME:
            shorter = (name[:i] + name[i + 1 :] for i in range(1, len(name)) if len(name) >= _SHORTEST_MISSPELT_NAME)
            for key in dict.fromkeys(map(_with_like_letters, (name, *shorter))):
                misread[key] = (*misread.get(key, ()), *meanings)
    return misread


WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:maan|dins|woens|donder|vrij|zater|zon)dag|"
    r"(?:man|tirs|ons|tors|fre|lør|søn)dag|(?:lune|marte|mercole|giove|vener)dì|lunes|martes|miércoles|jueves|viernes)"
)
"""The names of weekdays in small letters, as a pattern, in the languages whose pages name them beside dates."""
# A date that lost its year: `20 April`, `április 20.`
_DAY_AND_MONTH = re.compile(r"[0-3]?[0-9]\.? (?P<month>[^\W\d_]{3,12})|(?P<first>[^\W\d_]{3,12}) [0-3]?[0-9]\.?")


def is_day_and_month(words: str) -> bool:
    """Whether words are a day and a month without a year, and nothing else."""
    match = _DAY_AND_MONTH.fullmatch(words)
    return match is not None and month_number(match["month"] or match["first"]) is not None


def is_mostly_date(text: str) -> bool:
    """Whether a text is little more than a date, as the value of the field On is."""
    days = next(find_days(text), None)
    return days is not None and len(text.strip()) - (days.end - days.start) <= 30


_MONTH_AND_YEAR = re.compile(
    r"(?:(?:og|och|und|et|and|en|e|y|i|a|ja|–|-)\s[0-3]?[0-9]\.?\s)?"
    r"(?P<month>[^\W\d_]{3,13})\.?\s(?:19|20)[0-9]{2}(?![0-9])"
)


def begins_with_month_and_year(words: str) -> bool:
    """Whether words go on in a date, so that a number before them is its day: `Juni 2015`, `og 5. juni 2015`."""
    match = _MONTH_AND_YEAR.match(words)
    return match is not None and match["month"].casefold() in _all_months()


@cache
def _all_months() -> frozenset[str]:
    return frozenset(name.casefold() for months in month_names().values() for names in months for name in names)
