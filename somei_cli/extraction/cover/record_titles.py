"""The titles of papers about one meeting: its agenda, or its record, `Summary conclusions of the 27th meeting of …`.

They stand below a label as the subject, or without one. They say that the paper lists items, and on which days it met.
"""

import re
from functools import cache

from somei_cli.extraction.cover.printed_dates import Days, find_days
from somei_cli.extraction.cover.printed_titles import PrintedTitle
from somei_cli.formats.notation.required_letters import find_on_lines

# A language; what may stand before the name of the paper; the names of records.
_RECORDS = r"""
en (?:(?:draft|revised|final|provisional|amended) ){0,3} | summary conclusions, summary records?
en (?:(?:draft|revised|final|provisional|amended) ){0,3} | summary of (?:the )?(?:conclusions|discussions|proceedings)
en (?:(?:draft|revised|final|provisional|amended) ){0,3} | minutes, short minutes
fr (?:projet (?:de|du|des) )? | conclusions (?:sommaires|succinctes|résumées), synthèse des conclusions
fr (?:projet (?:de|du|des) )? | compte[- ]rendu(?: sommaire| succinct)?, procès-verbal
fr (?:projet (?:de|du|des) )? | relevé (?:de|des) conclusions
de (?:entwurf (?:der|des|einer|eines) )? | zusammenfassenden? schlussfolgerungen
de (?:entwurf (?:der|des|einer|eines) )? | zusammenfassung der (?:schlussfolgerungen|beratungen)
de (?:entwurf (?:der|des|einer|eines) )? | kurzniederschrift, kurzprotokolls?, protokolls?, niederschrift
de (?:entwurf (?:der|des|einer|eines) )? | ergebnisprotokolls?
nl (?:ontwerp[- ]{0,2})? | samenvattende conclusies, samenvatting van de conclusies, notulen, beknopt verslag
es (?:proyecto de )? | conclusiones (?:resumidas|sucintas|sumarias), acta(?: resumida| sucinta)?
it (?:progetto di )? | conclusioni (?:sommarie|sintetiche), sintesi delle conclusioni, processo verbale
it (?:progetto di )? | resoconto sommario
pt (?:projec?to de )? | conclusões (?:sumárias|sucintas), síntese das conclusões, ac?ta(?: sumária)?
da (?:udkast til )? | sammenfattende konklusioner, kortfattet (?:møde)?protokol, (?:møde)?protokol, (?:møde)?referat
sv (?:utkast till )? | sammanfattande slutsatser, sammanfattning av slutsatserna, kortfattat protokoll, protokoll
fi (?:luonnos: ?|luonnos )? | yhteenveto päätelmistä, päätelmien yhteenveto, pöytäkirja(?:luonnos)?
pl (?:projekt )? | podsumowani[ea] konkluzji, konkluzje podsumowujące, protok(?:ół|ołu)
cs (?:návrh )? | souhrnné závěry, souhrnných závěrů, zápis(?:u)?
sk (?:návrh )? | súhrnné závery, súhrnných záverov, zápisnic[ae]
hu (?:a )? | összefoglaló következtetések, jegyzőkönyv\w{0,4}
ro (?:proiect(?:ul)? de )? | concluzii(?:le)? (?:sumare|succinte), proces-verbal
bg (?:проект на )? | обобщени заключения, протокол
el (?:σχέδιο )? | συνοπτικά συμπεράσματα, συνοπτικών συμπερασμάτων, πρακτικά, πρακτικών
hr (?:nacrt )? | sažeti zaključci, sažetih zaključaka, zapisnik(?:a)?
sl (?:osnutek )? | povzetek sklepov, povzetka sklepov, zapisnik(?:a)?
et (?: )? | järelduste kokkuvõte, protokoll(?:i kavand)?
lv (?:projekts: )? | secinājumu kopsavilkums, protokol[sa]
lt (?: )? | išvadų santrauka, protokol(?:as|o)
mt (?:abbozz ta' )? | sommarju tal-konklużjonijiet, minuti
ga (?:dréacht-?)? | achoimre ar na conclúidí, miontuairiscí
"""
_AGENDA = (
    r"(?:(?:draft|provisional|revised|annotated) ){0,3}agendas?|(?:projet d['’])?ordre du jour|"
    r"(?:vorläufige )?tagesordnung|(?:voorlopige )?agenda|orden del día|ordine del giorno|ordem do dia|"
    r"dagsorden|dagordning|föredragningslista|"
    r"esityslista|asialista|porządek obrad|pořad jednání|program rokovania|napirend|ordinea de zi|дневен ред|"
    r"ημερήσια διάταξη|päevakord|darba kārtība|darbotvarkė|dnevni red"
)
# What stands before the words that are a title or its last part: `Comments on the annotated draft agenda` is none.
_HEADS = (
    r"(?i)(?:^|[-–—:)\]]\s{1,3})(?:projet d['’]|projets d['’]|draft |entwurf (?:einer|der) |progetto di |proyecto de |"
    r"projec?to de |udkast til |utkast till |návrh |projekt |proiect de )?"
)
# Of the European Council: each item is a Roman number, a title and a paragraph.
_ANNOTATED = re.compile(
    rf"{_HEADS}(?:annotated (?:draft )?agenda|(?:draft )?agenda,? annotated|ordre du jour annoté|"
    r"(?:erläuterten?|kommentierten?|annotierten?) (?:entwurf (?:der|einer) )?tagesordnung|"
    r"geannoteerde (?:ontwerp-?)?agenda|ordine del giorno (?:annotato|commentato)|orden del día (?:anotado|"
    r"comentado)|ordem do dia anotad[ao]|"
    r"(?:kommenteret|annoteret) (?:udkast til )?dagsorden|(?:kommenterad|kommenterat utkast till) dagordning|"
    r"(?:huomautuksin varustettu|selityksin varustettu) (?:esityslista|asialista)\w*|"
    r"porządk\w{1,3} obrad z adnotacjami|porządek obrad z uwagami|anotovan\w{1,3} (?:pořad jednání|program rokovania)|"
    r"magyarázatokkal ellátott napirend\w*|ordin\w{1,4} de zi adnotat\w{1,3}|анотиран дневен ред|"
    r"σχολιασμένη[ςs]? ημερήσια[ςs]? διάταξη[ςs]?)"
)
_PROVISIONAL_AGENDAS = re.compile(
    rf"{_HEADS}(?:provisional agendas|ordres du jour provisoires|vorläufigen? tagesordnungen|voorlopige agenda['’]s|"
    r"ordini del giorno provvisori|órdenes del día provisionales|foreløbige dagsordener|preliminära dagordningar)\b"
)
MEETING_WORD = (
    r"(?:meeting|session|réunion|sitzung|tagung|vergadering|zitting|bijeenkomst|reunión|sesión|riunione|"
    r"sessione|reunião|sessão|møde|samling|möte|mötet|koko\w{2,6}|posiedzeni\w{1,2}|zasedání|zasadnuti\w{1,2}|"
    r"ülés\w{0,6}|"
    r"reuniuni\w{0,2}|ședinț\w{1,3}|заседание\w{0,2}|συνεδρίαση[ςs]?|συνόδου|sastan\w{2,3}|sjednic\w|sej\w|"
    r"istung\w{0,2}|"
    r"koosolek\w{0,2}|sanāksm\w{1,2}|sēd\w{1,3}|posėd\w{1,3}|laqgħa|cruinni\w{1,2})"
)
ORDINAL = r"[0-9]{1,4}\s{0,2}(?:st|nd|rd|th|ème|eme|er|re|e|\.?[ªº]|a|o|ste|de|\.|:e|:a|-[^\W\d_]{1,3})?"
_LONGEST_NAME = 330
_LINE_BEGINS = r"(?m)(?:^|(?<=\n))[ \t*_|•–—-]{0,20}(?:[Ss](?i:ubject)[ \t]{0,4}:[ \t*_|–—-]{0,40})?"
_SENTENCE_ENDS = re.compile(
    r"(?<![A-ZÀ-Þ])(?<!\b[0-9])(?<!\b[0-3][0-9])(?<!\b[Nn]o)(?<!\b[Nn]r)\.(?=\s|$)|"
    r"\n[ \t]*\n|\n(?=[ \t]*[0-9I]{1,2}\.\s)"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\b")


@cache
def _record_pattern() -> re.Pattern[str]:
    """Return a pattern for the name of a record, up to the word meeting."""
    names = []
    for line in _RECORDS.strip().splitlines():
        before, phrases = line[3:].split(" | ")
        names.append(f"{before.strip()}(?:{'|'.join(phrase.strip() for phrase in phrases.split(','))})")
    return re.compile(_followed_by_meeting("|".join(names)))


def _followed_by_meeting(names: str) -> str:
    between = r"[\s:]{1,40}(?:[^\s.;:]{1,20}\s{1,40}){0,4}?"
    return rf"(?i)(?:{names})\b{between}(?:{ORDINAL}\s{{0,40}})?(?:[^\s.;:]{{1,20}}\s{{1,40}}){{0,2}}?{MEETING_WORD}\b"


@cache
def _printed_pattern() -> re.Pattern[str]:
    """Return a pattern for a record or agenda that begins a line, with or without the label of the subject."""
    record = _record_pattern().pattern.removeprefix("(?i)")
    agenda = _followed_by_meeting(_AGENDA).removeprefix("(?i)")
    return re.compile(rf"{_LINE_BEGINS}(?P<title>(?i:{record}|{agenda}))")


def is_record_title(words: str) -> bool:
    """Whether a title is that of the record of one meeting.

    >>> is_record_title("Draft summary conclusions of the 27th meeting of the Lamp Committee")
    True
    >>> is_record_title("Draft conclusions on lamps"), is_record_title("Protocol on the meeting places of bats")
    (False, False)
    """
    return bool(_record_pattern().match(" ".join(words.split())))


def is_meeting_title(words: str) -> bool:
    """Whether a title is that of the record or the agenda of one meeting."""
    return bool(_printed_pattern().match(" ".join(words.split())))


def announces_items(subject: str) -> bool:
    """Whether a subject says that the document lists the items of a meeting: a record or an agenda.

    >>> announces_items("European Council (8 and 9 March 2007) – Annotated draft agenda"), announces_items("Lamps")
    (True, False)
    >>> announces_items("Comments on the annotated draft agenda")
    False
    """
    return is_meeting_title(subject) or bool(_ANNOTATED.search(subject) or _PROVISIONAL_AGENDAS.search(subject))


def find_record_title(text: str, start: int, end: int) -> PrintedTitle | None:
    r"""Find the title of a record or an agenda on lines of its own: down to the days of the meeting, or to a full stop.

    >>> find_record_title("Minutes of the 2nd meeting of the Lamp Group, held in Oslo on 3 May 2016.\n", 0, 90).text
    'Minutes of the 2nd meeting of the Lamp Group, held in Oslo on 3 May 2016'
    """
    undated: PrintedTitle | None = None
    for match in find_on_lines(_printed_pattern(), text, start, end):
        title_start = match.start("title")
        region = text[title_start : min(end, title_start + _LONGEST_NAME)]
        sentence = _SENTENCE_ENDS.search(region, match.end() - title_start)
        words = region[: sentence.start()] if sentence else region
        days = next(find_days(words), None)
        title_end = days.end if days else sentence.start() if sentence else 0
        if not title_end:
            continue
        title = PrintedTitle(" ".join(words[:title_end].split()).rstrip(" ,;:"), title_start, title_start + title_end)
        if days and not words[days.end :].strip(" .)\n\t*_|"):
            return title
        if not days and sentence and _YEAR.search(words):
            undated = undated or title._replace(doubt="the day of the meeting in it could not be read")
    return undated


def find_day_of_record(title: str) -> Days | None:
    """Return the days in the title of a record or agenda, with offsets in it; None if it names none or several."""
    all_days = list(find_days(title))
    return all_days[0] if len(all_days) == 1 else None
