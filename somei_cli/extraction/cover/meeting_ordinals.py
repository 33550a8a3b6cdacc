"""The ordinal of a Council meeting, `3735th Council meeting`, in all official languages, and the title it begins.

A press text has no header table: its title is the ordinal, then the configuration, down to place and date.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from somei_cli.extraction.cover.place_and_date import town_pattern
from somei_cli.extraction.cover.printed_dates import WEEKDAY, find_days
from somei_cli.extraction.cover.printed_titles import PrintedTitle, UnclearTitle, join_paragraphs, without_edges
from somei_cli.extraction.joined_lines import begins_a_sentence
from somei_cli.formats.notation.required_letters import find_from_starts

# A language; what follows the figures; the words of the meeting. A blank may be lost: `3051stCouncilmeeting`.
_TABLE = r"""
bg -?(?:то|о|во|ро|мо|та|ото|вото|рото|мото) | заседание на Съвета, сесия на Съвета
cs \. | zasedání Rady
da \. | samling i Rådet, rådssamling, møde i Rådet
de \. | Tagung des Rates, Ratstagung
el (?:η|ης|ή|ής|H)\.? | σύνοδος του Συμβουλίου, συνόδου του Συμβουλίου, ΣΥΝΟΔΟΣ ΤΟΥ ΣΥΜΒΟΥΛΙΟΥ
en (?:st|nd|rd|th) | Council meeting, meeting of the Council, Council session, session of the Council, meeting
en (?:st|nd|rd|th) | Press release, Council meting
es \.?[ªaº] | sesión del Consejo, sesion del Consejo, reunión del Consejo
et \. | nõukogu istung, istung
fi \. | istunto, istunnon
fr (?:e|ème|ième|eme|[èe]re) | session du Conseil, réunion du Conseil, session
ga (?:ú|[ -]ú) | cruinniú den Chomhairle, cruinniú ón gComhairle, seisiún den Chomhairle, cruinniú
hr \. | sastanak Vijeća, sjednica Vijeća, zasjedanje Vijeća
hu \. | ülése, ülés, tanácsülés
it (?:[ªa°]|\.[ªa]) | sessione del Consiglio, riunione del Consiglio
lt -?(?:asis|oji|asys|tasis|ojo|ojoje|iasis|\.)? | Tarybos posėdis, Tarybos posėdžio, posėdis, Tarybos sesija
lv \. | sanāksme, sesija, sanāksmes
mt (?:\.)? | laqgħa tal-Kunsill, laqgħa, sessjoni tal-Kunsill
nl (?:e|ste|de) | zitting van de Raad, Raadszitting, bijeenkomst van de Raad, zitting
pl \. | posiedzenie Rady, sesja Rady
pt \.?[ªaº] | reunião do Conselho, sessão do Conselho, reuniao do Conselho
ro -a | reuniune a Consiliului, sesiune a Consiliului, reuniune, ședință a Consiliului
sk \. | zasadnutie Rady, zasadanie Rady
sl \. | seja Sveta, zasedanje Sveta
sv (?::[ae]|\.|a|e) | mötet i rådet, rådsmötet, rådsmöte, möte i rådet, mötet, möte, samling
"""
# `Neuvoston 3482. istunto`, `A Tanács 3482. ülése`, `It-3482 laqgħa`: words of the title before the figures.
_BEFORE = re.compile(
    r"(?i)(?:^|(?<=[\s|*_]))(?:(?:Euroopan unionin )?neuvoston|(?:Euroopa Liidu )?nõukogu|rådets|"
    r"(?:a |az Európai Unió )?tanács(?:ának)?|(?:Eiropas Savienības )?padomes|tarybos|"
    r"it-|is-|il-|(?:a|cea de-a|cea de a)[ ])\s?$"
)
_AROUND = " \t*_#|-–—=•\"'“”„«»"
_JOINING = frozenset("of the for de la du des der af den van het z na della do da od från fra".split())
_LONGEST_BEFORE = 40
_LOOKED_BACK = 300
_TITLE_WITHIN = 450
_LONGEST_CONFIGURATION = 200
_LONGEST_ARTICLE = 4
_LONGEST_WORD = 18
_FEWEST_FIGURES = 3
_PRESIDENT = re.compile(
    r"(?i)(?<!\w)(?:(?:il-)?president|président|präsident|puheenjohtaja|voorzit|formand|formænd|ordförande|πρ[όο]εδρο|przewodnicz|"
    r"předsed|predsed|predsjed|elnök|pirminink|priekšsēd|eesistuja|председател|preşedin|președin|presedin|uachtarán|vorsitz)"
)
_DATED_TOWN = re.compile(
    r"[ \t]{0,4}[,(–-]?[ \t\n]{0,3}(?:(?:den|le|les|the|li|il|a|em|am|dne|dnia|on|,)[ ]{0,2})?[0-9]"
    # A page that lost the days: Brussels, May 2013
    r"|,[ ]{0,2}[^\W\d_]{3,12}[ ](?:19|20)[0-9]{2}(?![0-9])"
)
_DATE_LABEL = re.compile(
    r"(?<![^\s*_|])(?:[Dd]ates?|[Dd]at(?:um|o|a)|[Ff]echa|[Pp]lace|Venue|Lieu|Ort|Plaats|Luogo|Lugar|Sted|Plats)\s{0,40}:"
)
_OTHER_PIECE = re.compile(
    r"\s*(?:P\s?R\s?E\s?S\s?S(?:\s?E)?|S\s?T\s?A\s?M\s?P\s?A|P\s?R\s?E\s?N\s?S\s?A|[-–—=*_·.]{1,80}|"
    r"\(?(?:Presse|PRESSE|Press|PR CO|PRCO)\s?[0-9]{1,4}[^()\n]{0,12}\)?|EN|FR|DE|[0-9]{1,3}|"
    r"PROVISIONAL VERSION|VERSION PROVISOIRE)\s*"
)
_CONTINUED = re.compile(r"(?i)(?:,|\b(?:and|et|und|og|och|ja|y|e|i|a|și|en|és|και|и|ir|un|u|agus|in))\s*$")
_RUNNING_TEXT = re.compile(r"(?<![Aa]rt)(?<! [0-9])(?<! [0-3][0-9])[.;]\s|\b(?:was|were|adopted|examined)\b")
_HELD = re.compile(r"(?i)\b(?:held|tenue|abgehalten|afholdt|gehouden|celebrada|tenutasi|tenuta|realizada|som hölls)\b")
# A line of several words of which the last joins the days to them.
_BEFORE_DAYS_OF_TITLE = re.compile(
    r"[^\s,]{2,40} (?:(?:on|of|from|between|until|to|by|du|au|entre|zwischen|vom|am|bis|vor|mellem|fra|til|tot|"
    r"tussen|van|tra|dal|del|al|desde|hasta|od|do|między|den|mellan|från) )?(?:on|of|from|between|until|to|by|the|du|"
    r"le|les|au|des|vom|am|bis|dem|den|zum|der|fra|til|tot|op|van|het|tra|il|dal|del|el|al|o|a|em|od|do|från|till)\s?\Z"
)
_LONGEST_PLACE = 60
# What follows the ordinal of the same name: `of the European Union`, `DE L'UNION EUROPÉENNE`, in brackets.
_GOES_ON = re.compile(
    r"\(|(?i:(?:of|des?|der|van de|da|för|for|unii|evropské|europ[^\W\d_]{1,10}|του|τησ?ς|uniunii|unie|unije|unijos|"
    r"savienības) |de (?:l['’]|la )|dell['’])(?=[^\W\d_])"
)
_WEEKDAY_LAST = re.compile(rf"[\s,(–-]{{1,6}}{WEEKDAY}[\s,]{{0,3}}$", re.IGNORECASE)


# A town whose date is on another line, glued to the name before it or misread: General Affairs-Brussels,
# What stands before the days: “… (ECOFIN) - am”.
_SMALL_WORD_LAST = re.compile(r"\s[-–—]\s(?:on|am|vom|den|le|du|il|el|op|på|em|dnia)$")
_TOWN_LAST = re.compile(r"\s?[-–—]\s?[A-Z][^\s,()]{4,11},$")


def _rows() -> list[tuple[str, list[str]]]:
    """Return the patterns of what follows the figures, with the words of the meeting."""
    rows = []
    for line in _TABLE.strip().splitlines():
        suffix, phrases = line[3:].split(" | ")
        rows.append((suffix.strip(), [phrase.strip() for phrase in phrases.split(",")]))
    return rows


def _glued_pattern(phrase: str) -> str:
    """Return a pattern for words between which blanks may be missing, each a group."""
    return r"\s{0,3}".join(f"({re.escape(word)})" for word in phrase.split())


def _ordinal_pattern() -> str:
    return "|".join(
        suffix
        + r"\s{0,3}(?:"
        + "|".join(re.sub(r"\((?!\?)", "(?:", _glued_pattern(phrase)) for phrase in phrases)
        + ")"
        for suffix, phrases in _rows()
    )


# The number behind the word: `Sesión n.º 3154 del Consejo`, `Session n° 3154 du Conseil`
_NUMBER_BEHIND = (
    r"(?:sesi[oó]n|reuni[oó]n) n\.?\s?[ºo°]\.?\s?[0-9]{3,4} del Consejo|"
    r"(?:session|réunion) n\.?\s?[°ºo]\s?[0-9]{3,4} du Conseil|"
    r"(?:sessione|riunione) n\.?\s?[°ºo]?\s?[0-9]{3,4} del Consiglio|"
    r"(?:reuni[aã]o|sess[aã]o) n\.?\s?[ºo°]\.?\s?[0-9]{3,4} do Conselho"
)
# Between PRESS RELEASE and such a name an ordinal is that of a meeting, though a site lost the word.
_CONFIGURATIONS = (
    "Agriculture|Competitiveness|Economic and Financial|Education|Employment|Environment|Foreign Affairs|"
    "General Affairs|Justice and Home|Transport"
)
# On pages of conclusions the name stands before the word: 2974th EXTERNAL RELATIONS Council meeting.
_NAME_BEFORE_MEETING = (
    r"(?<![0-9/])[0-9]{4}(?:st|nd|rd|th)\s{1,3}(?-i:(?:Extraordinary )?[A-Z]{2}[^\n.;:0-9]{3,120}?)"
    r"(?:\s|(?<=\)))\s{0,2}Council\s{1,3}meeting(?!\w)"
)
MEETING_ORDINAL = re.compile(
    rf"(?i)(?:(?<![0-9/])[0-9]{{3,4}}\s?(?:{_ordinal_pattern()})|(?<!\w)(?=[sr])(?:{_NUMBER_BEHIND})|"
    rf"(?<=\n)extraordinary Council meeting(?=\s)|{_NAME_BEFORE_MEETING}|"
    rf"(?:(?<=release )|(?<=release\n)|(?<=release\n\n))[0-9]{{4}}(?:st|nd|rd|th)(?=\s{{1,4}}(?:{_CONFIGURATIONS})))"
)
"""The ordinal of a Council meeting, `3735th Council meeting`, in any official language, blanks lost or not.

An extraordinary meeting may have none: `Extraordinary Council meeting` begins its line instead.
"""
CODES_BEHIND_ORDINAL = re.compile(r"(?:\s{1,8}(?:PRESSE|PR CO) ?[0-9]{1,4}(?![0-9/])){1,3}")
"""The codes of a press text that a column put between the ordinal and the configuration."""
_NAME_WITHIN = re.compile(f"(?i:{_NAME_BEFORE_MEETING})")

# The words of a meeting, or the letters or sign of the ordinal, are behind the figures.
_THREE_FIGURES = re.compile(r"[0-9](?<![0-9/].)(?=[0-9]{2,3}\s{0,4}(?:[^\W\d_]|[.:°-]))")
_OTHER_ORDINAL = re.compile(r"[0-9\n](?i:[0-9]{2,3} d(?:el|u|o) Cons|extraordinary )")


def find_ordinals(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the matches of MEETING_ORDINAL; in nearly all texts each can only begin with its figures."""
    end = len(text) if end is None else end
    if _OTHER_ORDINAL.search(text, max(start - 1, 0), end):
        yield from MEETING_ORDINAL.finditer(text, start, end)
    else:
        yield from find_from_starts(_THREE_FIGURES, MEETING_ORDINAL, text, start, end)


@cache
def _phrase_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(rf"(?i)([0-9]{{3,4}}\s?{suffix})\s{{0,3}}{_glued_pattern(phrase)}")
        for suffix, phrases in _rows()
        for phrase in phrases
    )


def _with_blanks(ordinal: str) -> str:
    """Return an ordinal with one blank between its words.

    >>> _with_blanks("3111asessionedelConsiglio"), _with_blanks("1809th  meeting of the Council")
    ('3111a sessione del Consiglio', '1809th meeting of the Council')
    """
    for pattern in _phrase_patterns():
        if match := pattern.fullmatch(ordinal):
            return " ".join("".join(group.split()) for group in match.groups())
    return " ".join(ordinal.split())


def find_ordinal_title(text: str, start: int, end: int) -> PrintedTitle | UnclearTitle | None:
    r"""Find the title of a press text: the ordinal of the meeting and the configuration, down to place and date.

    An ordinal within a sentence does not count. If neither place, date nor president follows, the end is unclear.

    >>> find_ordinal_title("3774th Council meeting\nForeign Affairs\nBrussels, 12 October 2020", 0, 60).text
    '3774th Council meeting - Foreign Affairs'
    """
    unclear: UnclearTitle | None = None
    figures = ""
    for ordinal in find_ordinals(text, start, end):
        line_start = text.rfind("\n", 0, ordinal.start()) + 1
        before = _BEFORE.search(text[max(line_start, ordinal.start() - _LONGEST_BEFORE) : ordinal.start()])
        title_start = ordinal.start() - len(before[0]) if before else ordinal.start()
        if _is_in_a_sentence(text, title_start) or (figures and not ordinal[0].startswith(figures)):
            continue
        title = _title_from(text, title_start, ordinal)
        if isinstance(title, PrintedTitle):
            return title
        # The title of a web page may repeat the ordinal above the document.
        unclear, figures = unclear or title, ordinal[0][:_FEWEST_FIGURES]
    return unclear


def _is_in_a_sentence(text: str, start: int) -> bool:
    """Whether the words before an ordinal are running text, and not a code, number or type heading.

    Minutes go on from their heading: `DRAFT MINUTES` / `of the 2725th meeting of the Council`.
    """
    lines = text[max(0, start - _LOOKED_BACK) : start].split("\n")
    words = lines[-1].strip(_AROUND).split()
    if words and _JOINING.issuperset(word.lower() for word in words):
        words = next((line.strip(_AROUND).split() for line in reversed(lines[:-1]) if line.strip()), [])
    if [word.casefold() for word in words[-2:]] == ["press", "release"]:
        return False
    return bool(words) and not (words[-1][-1] in ")0123456789:" or words[-1].isupper())


def _title_from(text: str, start: int, ordinal: re.Match[str]) -> PrintedTitle | UnclearTitle:
    if paragraph_end := _find_paragraph_end(text, start, ordinal.end()):
        return PrintedTitle(_read_paragraph(text, start, ordinal, paragraph_end), start, paragraph_end)
    title_end = _find_title_end(text, ordinal.end())
    again = next(find_ordinals(text, ordinal.end(), title_end or ordinal.end()), None)
    if again and again[0].startswith(ordinal[0][:_FEWEST_FIGURES]):
        title_end = None
    name = f"{text[start : ordinal.start()]}{_with_blanks(text[ordinal.start() : ordinal.end()])}".strip()
    if title_end is None:
        return UnclearTitle(" ".join(text[start : start + _LONGEST_CONFIGURATION].split()), start)
    codes = CODES_BEHIND_ORDINAL.match(text, ordinal.end(), title_end)
    configuration = _read_configuration(text[codes.end() if codes else ordinal.end() : title_end])
    configuration = _TOWN_LAST.sub("", _SMALL_WORD_LAST.sub("", _WEEKDAY_LAST.sub("", configuration))).strip()
    if _HELD.search(configuration):
        # `of the 2735th meeting of the Council (…), held in Luxembourg on 27 April`: one sentence down to the days.
        days = next(find_days(text[title_end : title_end + _TITLE_WITHIN]), None)
        words = text[ordinal.end() : title_end + days.end] if days else ""
        if days is None or days.start > _LONGEST_PLACE or len(words) > _LONGEST_CONFIGURATION:
            return UnclearTitle(f"{name} {configuration}", start)
        title_end, configuration = title_end + days.end, " ".join(words.split())
    if len(configuration) > _LONGEST_CONFIGURATION or _RUNNING_TEXT.search(configuration):
        return UnclearTitle(f"{name} {configuration}", start)
    if not configuration:
        has_name = _NAME_WITHIN.match(ordinal[0]) is not None
        doubt = "" if has_name else "no configuration of the Council stands below the ordinal"
        return PrintedTitle(name, start, title_end, doubt=doubt)
    joining = "" if configuration[0] == "," else " " if _GOES_ON.match(configuration) else " - "
    are_blanks_lost = any(a.islower() and b.isupper() for a, b in pairwise(configuration))
    if " ".join(ordinal[0].split()) != _with_blanks(ordinal[0]):
        # The words of the ordinal have lost theirs.
        are_blanks_lost = are_blanks_lost or any(len(word) > _LONGEST_WORD for word in re.split(r"\W+", configuration))
    doubt = "blanks seem to be lost" if are_blanks_lost else ""
    return PrintedTitle(f"{name}{joining}{configuration}", start, title_end, doubt=doubt)


def _find_paragraph_end(text: str, start: int, ordinal_end: int) -> int | None:
    """Return the end of the paragraph that the ordinal begins, if it has no days and a sentence is right below it."""
    end = text.find("\n\n", ordinal_end, start + _LONGEST_CONFIGURATION)
    if end < 0 or not begins_a_sentence(text[end : end + _TITLE_WITHIN].lstrip()):
        return None
    words = text[ordinal_end:end]
    # The sentence names the same meeting again; a Council meeting's configuration would stand there.
    is_known = bool(_GOES_ON.match(words.lstrip())) and not any(char.isdigit() for char in words)
    return end if is_known and not _RUNNING_TEXT.search(words) else None


def _read_paragraph(text: str, start: int, ordinal: re.Match[str], end: int) -> str:
    return " ".join(f"{text[start : ordinal.start()]}{_with_blanks(ordinal[0])} {text[ordinal.end() : end]}".split())


def _find_title_end(text: str, start: int) -> int | None:
    """Return the offset of place and date, of a date alone or of the president; None if none of them follows."""
    region = text[start : start + _TITLE_WITHIN]
    ends = [town.start() for town in town_pattern().finditer(region) if _is_dated(region, town)]
    ends += [president.start() for president in _PRESIDENT.finditer(region)]
    ends += [label.start() for label in _DATE_LABEL.finditer(region)]
    days_starts = [days.start for days in find_days(region)]
    # `Items approved between 14 March and 13 July 2020`: the title goes on to the next sign of its end.
    ends += [day for day in days_starts if not _BEFORE_DAYS_OF_TITLE.search(region, 0, day)] if ends else days_starts
    if not ends:
        return None
    # `An Bhruiséil, 12 …`, `A Bruxelles`: an article before the town.
    line_start = region.rfind("\n", 0, min(ends)) + 1
    is_article = line_start and len(region[line_start : min(ends)].strip()) <= _LONGEST_ARTICLE
    return start + (line_start if is_article else min(ends))


def _is_dated(text: str, town: re.Match[str]) -> bool:
    """Whether a day follows the town, or the town begins a line and a comma follows."""
    if _DATED_TOWN.match(text, town.end()):
        return True
    return text[town.end() : town.end() + 1] == "," and not without_edges(
        text[text.rfind("\n", 0, town.start()) + 1 : town.start()]
    )


def _read_configuration(words: str) -> str:
    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", words):
        lines = [line for line in paragraph.split("\n") if line.strip() and not _OTHER_PIECE.fullmatch(line)]
        if lines:
            paragraphs.append(" ".join(without_edges(" ".join(line.split())) for line in lines))
    return join_paragraphs(paragraphs, _CONTINUED)
