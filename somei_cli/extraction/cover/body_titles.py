"""The title of agendas, minutes, summary records and notices without a header table: the name of the body that meets.

It stands below the type heading, above building, town and days: `PERMANENT REPRESENTATIVES COMMITTEE (Part 2)`.
"""

import re

from somei_cli.extraction.cover.body_names import has_body_word, is_body_name, match_body_name
from somei_cli.extraction.cover.place_and_date import town_pattern
from somei_cli.extraction.cover.printed_dates import find_days
from somei_cli.extraction.cover.printed_titles import PrintedTitle, UnclearTitle, alternatives, without_edges
from somei_cli.extraction.cover.record_titles import MEETING_WORD, ORDINAL
from somei_cli.model.register.vocabulary import Vocabulary

_BUILDING_NAMES = alternatives("""
    Europa building | Justus Lipsius building | Justus Lipsius | Lex building | Charlemagne building |
    Résidence Palace | Residence Palace | European Convention Center | European Convention Centre |
    Kirchberg Conference Centre | ECCL | Conference Centre | Conference Center | Centre de conférences |
    video conference | videoconference | video-conference | by video conference | by videoconference |
    informal video conference | informal videoconference |
    visioconférence | Videokonferenz
""")
_BARE_NAMES = alternatives("Europa | Lex | Consilium | Charlemagne | Kirchberg")
_BUILDING_WORDS = alternatives("""
    bâtiment | edificio | edifício | gebäude | budynek | budova | budově | clădirea | сграда | κτίριο | pastatas
    | hoone | zgrada | stavba | épület | rakennus | gebouw | bygningen | byggnaden | ēka
""")
_BUILDING = re.compile(rf"(?i)(?<!\w)(?:{_BUILDING_NAMES}(?!\w)|{_BARE_NAMES}(?=[ ]?[,\n])|{_BUILDING_WORDS}(?=\s))")
_OTHER_LINES = alternatives("""
    Format | Contact | Contacts | Tel | Date | Time | Venue | Room | E-mail | Subject | Interpretation | Place
""")
_WEEKDAYS = alternatives("""
    Monday | Tuesday | Wednesday | Thursday | Friday | MONDAY | TUESDAY | WEDNESDAY | THURSDAY | FRIDAY
""")
# What is no part of a name any more: an item, a line of other details, a weekday.
_NO_TITLE = re.compile(
    rf"(?m)^[ \t*_|-]{{0,8}}(?:(?:I|1)(?:[.)]|[ \t]{{2,}})|{_OTHER_LINES}\b|"
    rf"(?:on|le|am|op|den|el|il)[ ]?:)|(?<=[ )])Format\b|(?<!\w){_WEEKDAYS}\b"
)
# Between heading and name: the mark of a footnote, a stamp, and what columns of the letterhead lost to this place.
_NAME_LABEL = r"(?:[Mm]eeting(?: of)?|[Ff]or|[Bb]ody|[Rr]éunion|[Ss]itzung)\s?:"
_BEFORE_NAME = re.compile(
    rf"(?:[\s\-–—*_#|:=·]{{1,400}}|[0-9]{{1,2}}\s|{_NAME_LABEL}|\([0-9*]\)|PUBLIC\s|\(OR[^()\n]{{1,12}}\)|"
    r"[A-Z][A-Z/-]{1,12}(?: [A-Z]{1,12})? [0-9]{1,4}[ \t]{0,40}\n|"
    # Whom to ask: Correspondant : coreper.1@… / Tél. : +32-2-…
    r"(?:Contact|Contacts|Correspondant|Kontakt|Contacto|Contatto|E-?mail|T[eé]l)\b[^:\n]{0,12}:[^\n]{2,80}\n|"
    r"[0-9]{4,5}(?:/[0-9])?/[0-9]{2}(?: (?:REV|ADD|COR) [0-9])?[ \t]{0,40}\n){0,30}"
)
_BRACKET = re.compile(
    r"(?:\s{0,4}|[ \t]{0,8}\n[ \t]{0,60})"
    r"\([^()\n]{0,100}(?:\([^()]{1,80}\)[^()\n]{0,60}){0,2}[^()]{0,60}\)"
)
_LONGEST_NAME = 220
_MOST_LINES = 5
_LONGEST_BUILDING = 60
_REGION = 700

# The ordinal of the meeting behind a label: `for : 2300th meeting of the …`, `de la : 2306ème réunion du …`, `til:`.
# Behind a colon the ordinal may be missing: `van de: vergadering van de Groep …`.
_LABELLED_MEETING = re.compile(
    r"\s{0,2}(?:\([0-9*]\))?[\s*_#|]{0,80}"
    r"(?:(?i:for|of|de la|du|de|pour|til|till|för|für|der|des|van|voor|della|per|para|da|do)"
    r"\s{0,40}(?:(?:the|la|der|de|die|das|den|het)\s{0,4})?(?::\s{0,60})?(?:(?:the|la|die|den|het)\s{1,4})?){0,2}"
    rf"(?P<title>(?:(?i:{ORDINAL})\s{{0,3}}|(?<=:\s)|(?<=\s\s))(?i:{MEETING_WORD})[ ])"
)
LABEL_BELOW = re.compile(
    r"(?i)(?<![^\s*_|])(?:dates?|time|venue|place|lieu|heure|dato|tid|sted|datum|uhrzeit|zeit|ort|plaats|tijd|data|luogo|ora|"
    r"fecha|hora|lugar|local|plats|päivä|paikka|miejsce|místo|miesto|tag|mødested|mødedato|dated|"
    r"(?:to be )?held(?: (?:in|on))?|on|le|am|op|den|el|il)\s{0,2}:"
)
_GENITIVE = re.compile(r"(?i)\b(?:comite|rate?s|ausschusses|gruppe|raad|rådet|conseil|consiglio|consejo|conselho)\b")
_SENTENCE_ENDS = re.compile(r"(?<![0-9])\.\s")
_HELD_BEFORE_DAYS = re.compile(
    r"(?i),?\s(?:held|tenue|abgehalten|gehouden|celebrada|tenutasi|realizada|afholdt|som hölls)\s[^.;:]{2,60}$"
)
LIKE_A_WEEKDAY = r"[^\W\d_]{2,9}(?:day|di|tag|dag|es|dì|feira)"
_WEEKDAY_LAST = re.compile(rf"(?i)[\s,(–-]{{1,40}}{LIKE_A_WEEKDAY},?\s?(?:den|le|the)?\s?$")


_TO_BE_HELD = re.compile(r"\n\s{0,40}to be held (?:in|on|at)\s")
_DATED_LAST = re.compile(r"(?i)\s(?:dated|held on|on|am|le|den|op)$")


def _find_labelled_meeting(text: str, start: int, end: int) -> PrintedTitle | None:
    """Find the title that the ordinal of a meeting begins, down to its days or to the label of date or venue."""
    match = _LABELLED_MEETING.match(text, start, min(end, start + _REGION))
    if match is None:
        return None
    title_start = match.start("title")
    region = text[title_start : min(end, title_start + _REGION)]
    label, days = LABEL_BELOW.search(region), next(find_days(region), None)
    to_be_held = _TO_BE_HELD.search(region)
    label = min((match for match in (label, to_be_held) if match), key=lambda match: match.start(), default=None)
    ends = [*([label.start()] if label else []), *([days.start] if days else [])]
    if not ends:
        return None
    words = region[: min(ends)]
    if days and _HELD_BEFORE_DAYS.search(words) and not region[days.end :].split("\n")[0].strip(" ."):
        words = region[: days.end]
    elif label is None:
        town = next((t for t in town_pattern().finditer(words) if _begins_place_line(words, t.start())), None)
        if town is None and not _DATED_LAST.search(words.rstrip()):
            return None
        words = words[: town.start()] if town else _DATED_LAST.sub("", words.rstrip())
    else:
        words = _DATED_LAST.sub("", _WEEKDAY_LAST.sub("", words)) if days and days.start == min(ends) else words
    name = without_edges(words.rstrip())
    if not (has_body_word(name) or _GENITIVE.search(name)) or not _may_be_a_name(name) or _SENTENCE_ENDS.search(name):
        return None
    return PrintedTitle(" ".join(name.split()), title_start, title_start + len(words))


def _begins_place_line(words: str, start: int) -> bool:
    """Whether a town begins the last line of the words, above days: `Brussels, Thursday 17 and`."""
    line_start, line_end = words.rfind("\n", 0, start) + 1, words.find("\n", start)
    return line_end < 0 and not words[line_start:start].strip() and len(words) - start <= _LONGEST_BUILDING


def find_body_title(text: str, start: int, end: int, vocabulary: Vocabulary) -> PrintedTitle | UnclearTitle | None:
    """Find the name of the body between the type heading and the building, the town, the days or the first item."""
    if meeting := _find_labelled_meeting(text, start, end):
        return meeting
    between = _BEFORE_NAME.match(text, start, min(end, start + _REGION))
    start = between.end() if between else start
    if meeting := _find_labelled_meeting(text, start, end):
        return meeting
    region = text[start : min(end, start + _REGION)]
    first_line = region.split("\n")[0]
    if not first_line[:1].isupper() and not is_body_name(first_line, vocabulary):
        return _unclear_title(region, start)
    if known_end := _find_known_name(region, vocabulary):
        return PrintedTitle(" ".join(region[:known_end].split()), start, start + known_end)
    name_end = _find_name_end(region)
    name = without_edges(region[:name_end]) if name_end else ""
    if not name_end or not _may_be_a_name(name):
        return _unclear_title(region, start)
    doubt = "" if has_body_word(name) else "it is not certain that this is the name of a body"
    return PrintedTitle(" ".join(name.split()), start, start + name_end, doubt=doubt)


def _may_be_a_name(words: str) -> bool:
    lines = [line for line in words.split("\n") if line.strip()]
    return 0 < len(words) <= _LONGEST_NAME and len(lines) <= _MOST_LINES and words.count("(") == words.count(")")


def _unclear_title(region: str, start: int) -> UnclearTitle | None:
    words = " ".join(region.strip().split("\n\n")[0].split())[:_LONGEST_NAME]
    return UnclearTitle(words, start) if has_body_word(words) else None


def _find_known_name(region: str, vocabulary: Vocabulary) -> int | None:
    """Return where a known name at the beginning ends, with what is in brackets after it; None if it may go on."""
    name_end = match_body_name(region, vocabulary)
    if not name_end:
        return None
    while (bracket := _BRACKET.match(region, name_end)) and not re.fullmatch(r"\s*\([0-9 .:h,]{3,20}\)", bracket[0]):
        name_end = bracket.end()
    remainder = region[name_end:]
    following = remainder.lstrip(" \t*_|")
    if following and not following.startswith("\n"):
        sign = _find_name_end(following)
        # Behind the brackets a building that nobody knows may stand before the town.
        longest = _LONGEST_BUILDING if region[name_end - 1] == ")" else 0
        return name_end if sign is not None and sign <= longest and following[0].isalnum() else None
    # A name may be broken over two lines: `Working Party on Terrorism` / `and Radicalisation`.
    next_line = following.lstrip("\n").split("\n")[0].strip()
    return None if next_line[:1].islower() and not following.startswith("\n\n") else name_end


def _find_name_end(region: str) -> int | None:
    """Return where the first sign of something else begins; if that is in the middle of a line, that line is left out.

    In a text of one line what precedes the sign stays.
    """
    days = next(find_days(region), None)
    signs = [match.start() for match in (_BUILDING.search(region), _NO_TITLE.search(region)) if match]
    towns = [town.start() for town in town_pattern().finditer(region)]
    if days:
        signs.append(days.start)
    town_line = region.rfind("\n", 0, min(towns)) + 1 if towns else 0
    if towns:
        signs.append(town_line or min(towns))
    return min(signs, default=None)
