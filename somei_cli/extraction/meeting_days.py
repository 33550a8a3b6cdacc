"""Find the days of a meeting that no field On names: on agendas, in the subject of minutes, in press texts."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from somei_cli.extraction.cover.heading_sender import find_heading_sender
from somei_cli.extraction.cover.letterhead_details import is_meeting_date
from somei_cli.extraction.cover.meeting_ordinals import MEETING_ORDINAL
from somei_cli.extraction.cover.printed_dates import WEEKDAY, Days, find_days, month_number
from somei_cli.extraction.cover.record_titles import is_record_title
from somei_cli.extraction.header_table.label_words import LabelKind
from somei_cli.extraction.header_table.unlabelled_values import HeaderTable
from somei_cli.extraction.items.agenda_phrases import find_first_item
from somei_cli.extraction.masthead import Masthead

MEETING_HELD = re.compile(
    r"(?i)\b(?:meeting|session|held|réunion|tenue|sitzung|tagung|samling|zitting|møde|möte|reunión|sesión|riunione|"
    r"sessione|reunião|posiedzeni\w{1,2}|zasedání|zasadnuti\w{1,2}|ülés\w{0,4}|koko\w{2,6}|istung\w{0,2}|sēd\w{1,3}|posėd\w{1,3}|"
    r"sjednic\w|sej\w|ședinț\w{1,3}|заседание|συνεδρίασης?)\b[^.;]{0,160}$"
)
"""Words that say that a meeting is held, up to the days that follow them."""
_AGENDA = re.compile(r"AGENDA|NOTICE OF MEETING|ORDRE DU JOUR|LIST OF .?A.? ITEMS")
_RECORD_OR_AGENDA = re.compile(r"MINUTES|SUMMARY ?RECORD|LIST OF .?A.? ITEMS|SUMMARY OF|AGENDA")
_NUMBERED = re.compile(r"(?m)^\s*(?:1|I)\.(?:\s|$)")
_CONTENTS = re.compile(
    r"(?m)^[ \t]*(?:CONTENTS|SOMMAIRE|INHALT|INHALTSVERZEICHNIS|INHOUD|INDICE|ÍNDICE|INDHOLD|INNEHÅLL|SISÄLLYS|"
    r"SPIS TREŚCI|OBSAH|"
    r"TARTALOM|CUPRINS|ΠΕΡΙΕΧΟΜΕΝΑ|СЪДЪРЖАНИЕ|Contents|Sommaire|Inhalt)\b"
)
# (10.00, 9.30); (10 heures); (9 h 30); kl. 10.00
_HOURS = re.compile(
    r"\s?\(\s?[0-2]?[0-9]\s?(?:[.:hH]\s?[0-5][0-9]|heures?|[hH]|Uhr|uur)[^()]{0,40}\)|"
    r",?\s(?:kl\.|klo|um|à|at)\s[0-2]?[0-9](?:\s?[.:hH]\s?[0-5][0-9])?"
    r"(?:\s(?:Uhr|heures|[ap]\.?m\.?))?(?![0-9.])"
)
_JOINS_DAYS = re.compile(
    r"\s{0,3}(?:[-–—/,;&+]|and(?: on)?|et(?: le)?|und(?: am)?|"
    r"en|og|och|y|e|i|a|to|ja|és|și|și|un|ir|και|и|au|bis|tot|til|till)\s{1,3}|\s{1,3}[-–—/]\s{0,3}|[-–—/]"
)
_DATE_LABEL = re.compile(
    r"(?im)^[ \t*_|]{0,60}(?:dates?|dato|datum|data|fecha|päivä|päivämäärä|termin|dátum|datums|kuupäev|ημερομηνία|дата)"
    r"[ \t*_|]{0,10}:"
)
_LONGEST_BEHIND_LABEL = 120
_BEFORE_DAYS_BELOW_HEADING = re.compile(
    r"[ \t]{0,60}(?:vom|am|du|des|le|of|on|van|op|af|den|från|del|dell['’])[ \t]{1,20}"
)
_LINES_BELOW_HEADING = 3
_LONGEST_BEFORE_DAY = 60
_LONGEST_SPAN = timedelta(days=4)
_HOUR_BEGINS = re.compile(r"\s{0,3}\(\s?[0-2]?[0-9]\s?[.:hH]")
_WEEKDAYS = re.compile(rf"\b{WEEKDAY},?\s(?:d[ea][nm]\s(?=[0-3]?[0-9]\.))?", re.IGNORECASE)
_INDENT = re.compile(r"(?<=\n)[ ]{2,80}")
# What a scan makes of a figure behind a weekday: “Thursday l8 (10.00)”.
_DAMAGED_DAY = re.compile(rf"(?P<weekday>{_WEEKDAYS.pattern})[lI|](?=[0-9]\s)", re.IGNORECASE)
_HELD_WITHOUT_BLANKS = re.compile(
    r"(?i)(?:heldin|tenue?à|abgehaltenin|tagungin|celebradaen|tenutasia|gehoudente|afholdti)[^\W\d_]{3,24}?"
    r"(?:on|les?|am|vom|elde|il|op|den)(?=[0-9])"
)
_LONGEST_GLUED_DATE = 45
_ALONE_ON_LINE = re.compile(r"(?m)^[ \t]{0,20}(?P<line>[^\n]{8,60}\([0-2]?[0-9][:.hH][0-5][0-9]\))[ \t]*$")
_SEARCHED_ABOVE_ITEMS = 1200
_ORDINAL_WITHIN = 2000
_DAYS_BELOW_ORDINAL = 250
_TEXT_WITHOUT_ITEMS = 600
_SEARCHED_LINES = 5000
_LONGEST_TOWN = 60


def find_meeting_days(text: str, masthead: Masthead, table: HeaderTable, heading: str) -> Days | None:
    """Return the days of the meeting, if the document is about one meeting and names its days only."""
    items_start = find_first_item(text, masthead.start)
    days: Days | None = None
    if _AGENDA.search(heading) or (items_start is not None and not masthead.labels):
        days = (
            _in_subject(text, table, heading)
            or _behind_label(text, masthead, heading)
            or _above_the_items(text, masthead, table, items_start)
        )
    if days is None and masthead.place_date and is_meeting_date(text, masthead.place_date):
        days = _shifted(masthead.place_date.days, 0)
    if days or _AGENDA.search(heading) or (items_start is not None and not masthead.labels):
        return days
    if not {label.kind for label in masthead.labels} - {LabelKind.SUBJECT}:
        days = _below_ordinal(text, masthead)
    if days is None and not heading and not masthead.labels:
        days = _on_line_with_hours(text)
    if days is None and "PROCEEDINGS" in heading:
        days = _right_below_heading(text, masthead)
    if days:
        return days
    if not _RECORD_OR_AGENDA.search(heading) and not _is_record(table):
        return None
    return _in_subject(text, table, heading) or (
        None if masthead.labels else _above_the_items(text, masthead, table, items_start)
    )


def _behind_label(text: str, masthead: Masthead, heading: str) -> Days | None:
    """Return the days behind the label of an agenda, `date :`, which no header table has; None if another has days."""
    if not _AGENDA.search(heading):
        return None
    labels = _DATE_LABEL.finditer(text, masthead.heading_end, masthead.heading_end + _SEARCHED_ABOVE_ITEMS)
    all_days = []
    for label in labels:
        region = text[label.end() : label.end() + _LONGEST_BEHIND_LABEL]
        days = next(iter(find_days_with_hours(region)), None)
        if days and days.start <= _LONGEST_BEFORE_DAY:
            all_days.append(_shifted(days, label.end()))
    return all_days[0] if len(all_days) == 1 else None


def _right_below_heading(text: str, masthead: Masthead) -> Days | None:
    """Return the days that are alone on one of the lines right below the type heading: `vom 16./17. Oktober 2007`."""
    lines = text[masthead.heading_end : masthead.heading_end + _LONGEST_BEHIND_LABEL * _LINES_BELOW_HEADING].split("\n")
    offset = masthead.heading_end
    for line in lines[: _LINES_BELOW_HEADING + 1]:
        if match := _BEFORE_DAYS_BELOW_HEADING.match(line):
            days = next(find_days(line), None)
            if days and days.start == match.end() and not line[days.end :].strip():
                return _shifted(days, offset)
        offset += len(line) + 1
    return _behind_sender(text, masthead.heading_end)


def _behind_sender(text: str, heading_end: int) -> Days | None:
    """Return the days behind the body on the line of the heading: `… der Gruppe … vom 6. Mai 2002`."""
    sender = find_heading_sender(text, heading_end)
    match = _BEFORE_DAYS_BELOW_HEADING.match(text, sender.end) if sender else None
    if match is None:
        return None
    days = next(find_days(text[match.end() : match.end() + _LONGEST_BEFORE_DAY]), None)
    return _shifted(days, match.end()) if days and not days.start else None


def _on_line_with_hours(text: str) -> Days | None:
    """Return the only day that stands alone on its line with hours behind it: `Wednesday 10 May 2017 (10.00)`."""
    all_found = [
        _shifted(days, line.start("line"))
        for line in _ALONE_ON_LINE.finditer(text, 0, _SEARCHED_LINES)
        if len(all_days := list(find_days(line["line"]))) == 1
        for days in all_days
        if _WEEKDAYS.fullmatch(f"{line['line'][: days.start].strip(' ,')} ")
    ]
    return all_found[0] if len(all_found) == 1 else None


def _below_ordinal(text: str, masthead: Masthead) -> Days | None:
    """Return the first days after the ordinal of the Council meeting in a press text, below the day of issue."""
    start = masthead.place_date.end if masthead.place_date else masthead.start
    ordinal = MEETING_ORDINAL.search(text, start, min(len(text), start + _ORDINAL_WITHIN))
    days = next(find_days(text[ordinal.end() : ordinal.end() + _DAYS_BELOW_ORDINAL]), None) if ordinal else None
    return _shifted(days, ordinal.end()) if days and ordinal else None


def _in_subject(text: str, table: HeaderTable, heading: str) -> Days | None:
    """Return the days of the one meeting that the subject of minutes, of an agenda or of a list names."""
    subject = table.first(LabelKind.SUBJECT)
    if not _RECORD_OR_AGENDA.search(heading) and not _is_record(table):
        return None
    if subject is None:
        unclear = next((unclear for unclear in table.unclear_fields if unclear.kind is LabelKind.SUBJECT), None)
        return _in_glued_words(text, unclear.start) if unclear else None
    is_record = not _AGENDA.search(heading)
    all_days = [
        days for days in find_days(subject.text) if is_record or MEETING_HELD.search(subject.text[: days.start])
    ]
    if not all_days:
        return _in_glued_words(text, subject.start)
    return _shifted(all_days[0], subject.start) if len(all_days) == 1 else None


def _is_record(table: HeaderTable) -> bool:
    """Whether the subject is the title of a record: `Summary conclusions of the 27th meeting of …`."""
    subject = table.first(LabelKind.SUBJECT)
    return subject is not None and is_record_title(subject.text)


def _in_glued_words(text: str, start: int) -> Days | None:
    """Return the days in words that have lost their blanks: `heldinBrusselson17and23March2009`."""
    match = _HELD_WITHOUT_BLANKS.search(text, start, min(len(text), start + _DAYS_BELOW_ORDINAL))
    days = next(find_days(text[match.end() : match.end() + _LONGEST_GLUED_DATE]), None) if match else None
    return _shifted(days, match.end()) if match and days and days.start == 0 else None


def _above_the_items(text: str, masthead: Masthead, table: HeaderTable, items_start: int | None) -> Days | None:
    """Return the days between the letterhead and the first item, if they belong to one meeting."""
    start = masthead.heading_end
    if masthead.heading is None and masthead.place_date:
        start = masthead.place_date.end
    if masthead.labels:
        start = max(start, table.main_text_start)
    if items_start is None:
        numbered = _CONTENTS.search(text, start, start + _TEXT_WITHOUT_ITEMS) or _NUMBERED.search(text, start)
        items_start = numbered.start() if numbered else start + _TEXT_WITHOUT_ITEMS
    # The page title of a web site may show the heading before the letterhead does.
    if masthead.heading and (heading_start := text.rfind(masthead.heading.text, start, items_start)) >= 0:
        start = heading_start
    region = text[start : min(items_start, start + _SEARCHED_ABOVE_ITEMS)]
    all_days = [days for days in find_days_with_hours(region) if not _is_issue_again(text, masthead, days, start)]
    # Days with hours in brackets are those of the meeting; other dates may belong to other meetings.
    with_hours = [days for days in all_days if _HOUR_BEGINS.match(region, days.end)]
    likely_days = with_hours[:1] or all_days
    if likely_days and all(
        likely_days[0].first <= days.first and days.last <= likely_days[0].last for days in likely_days
    ):
        return _shifted(likely_days[0], start)
    return None


def _is_issue_again(text: str, masthead: Masthead, days: Days, start: int) -> bool:
    """Whether place and day of issue are printed a second time, as in the frame of a viewer."""
    issue = masthead.place_date
    if issue is None or issue.place is None or issue.day != days.first or not days.single:
        return False
    town = text[issue.start : issue.days.start].strip()
    return bool(town) and text[max(0, start + days.start - _LONGEST_TOWN) : start + days.start].rstrip().endswith(town)


def find_days_with_hours(text: str) -> list[Days]:
    """Return the dates of a text in which hours and weekdays may interrupt a list of days.

    >>> [(d.first.day, d.last.day) for d in find_days_with_hours("Date: 11 (10.00) and Thursday 12 April 2001")]
    [(11, 12)]
    """
    text = _DAMAGED_DAY.sub(r"\g<weekday>1", text)
    times = {
        offset for pattern in (_HOURS, _WEEKDAYS) for match in pattern.finditer(text) for offset in range(*match.span())
    }
    indents = {offset for match in _INDENT.finditer(text) for offset in range(*match.span())}
    places = [offset for offset in range(len(text)) if offset not in times and offset not in indents]
    bare = "".join(text[offset] for offset in places)
    joined: list[Days] = []
    for days in find_days(bare):
        last = joined[-1] if joined else None
        has_hours = last is not None and not times.isdisjoint(range(places[last.end - 1], places[days.start]))
        if last and _goes_on(last, days, bare[last.end : days.start], has_hours=has_hours):
            joined[-1] = Days(last.first, days.last, last.start, days.end)
        else:
            joined.append(days)
    return [Days(days.first, days.last, places[days.start], places[days.end - 1] + 1) for days in joined]


def _goes_on(days: Days, later_days: Days, between: str, *, has_hours: bool) -> bool:
    """Whether the second of two whole dates is a later day of the same meeting: `1 May 2016 (10.00) and 2 May 2016`.

    If hours or a weekday stand between them, the next day may be on the next line.
    """
    if has_hours and between.isspace() and later_days.first - days.last == timedelta(1):
        return True
    return _JOINS_DAYS.fullmatch(between) is not None and timedelta(0) < later_days.first - days.last <= _LONGEST_SPAN


# What is left of a sign between two days, and no word or number that the first one could belong to: “20 21 maj 2014”.
_DAY_BEFORE = re.compile(
    r"(?<![\w.,:/–—-])(?<![0-9.:/–—-][ ])(?P<day>[0-3]?[0-9])(?:st|nd|rd|th|er|:?[ae])?"
    r"(?:[ \n]{1,3}(?P<month>[^\W\d_]{3,12}))?[ \n]?(?:[^\w ,;:()/][ \n]?){0,2}(?P<blank>[ \n]{0,2})\Z",
    re.IGNORECASE,
)
_JOINED_DAY_BEFORE = re.compile(
    r"(?<![\w.,:/–—-])(?P<day>[0-3]?[0-9])(?:\.|st|nd|rd|th)?[ \n]"
    r"(?:until|through|up to|t/m|tm|tot en met|bis zum|jusqu['’]au|hasta el|fino al|até|do|kuni|līdz|iki)[ \n]\Z",
    re.IGNORECASE,
)
# A number behind these is a part, a room or the serial of a code.
_NUMBERED_WORD = re.compile(
    r"(?:\b(?i:part|item|point|punkt|punt|punto|ponto|room|salle|no|nr|n[°º]|teil|partie|deel|del|annex|art|article|artikel|"
    r"rev|add|cor|phase|group|groep|groupe|gruppe)\.?|\b[A-Z]{3,})\s{1,3}\Z"
)
_SEARCHED_BEFORE = 40


def find_day_before(text: str, days: Days) -> date | None:
    """Return the first day of a span whose dash is lost, or is a word: the day that stands right before its last one.

    >>> find_day_before("Bryssel den 20 21 maj 2014", next(find_days("Bryssel den 20 21 maj 2014")))
    datetime.date(2014, 5, 20)
    >>> find_day_before("Part 2 21 May 2014", next(find_days("Part 2 21 May 2014")))
    """
    before = text[max(0, days.start - _SEARCHED_BEFORE) : days.start]
    match = _JOINED_DAY_BEFORE.search(before) or _DAY_BEFORE.search(before)
    if match is None or not days.single or _NUMBERED_WORD.search(before[: match.start()]):
        return None
    name = match.groupdict().get("month")
    month = month_number(name) if name else days.first.month
    if month is None:
        return None
    try:
        first = date(days.first.year - (month > days.first.month), month, int(match["day"]))
    except ValueError:
        return None
    return first if timedelta(0) < days.first - first <= _LONGEST_SPAN else None


# In the foot of a press text: 2.3.XII.2010, 12-13.VI.2007.
_ROMAN_DAYS = re.compile(
    r"(?<![\w/])[0-3]?[0-9](?:[.–/-]{1,2}[0-3]?[0-9]){0,3}\.{1,2}[IVX]{1,4}\.(?:19|20)[0-9]{2}(?![0-9])"
)
_GLUED_DAY = re.compile(r"(?<![0-9.])(?P<first>[1-9])(?P<second>[1-9])(?=[^\W\d_]{3})")


def find_roman_days(text: str) -> Iterator[Days]:
    """Find the days that a text prints with the month in Roman figures, as the foot of a press text does."""
    for match in _ROMAN_DAYS.finditer(text):
        days = next(find_days(match[0].replace("..", ".").replace("-.", "-").replace(".-", "-")), None)
        if days:
            yield Days(days.first, days.last, match.start(), match.end())


def part_glued_days(words: str, days: Days, foot: Iterable[Days]) -> Days | None:
    """Return the days of a meeting, of which two may have lost the dash between them: `23December2010`.

    What `foot`, the days in the foot of the text, says of them counts. None if it says nothing.
    """
    glued = _GLUED_DAY.search(words)
    if glued is None or not days.single or int(glued["second"]) != int(glued["first"]) + 1:
        return days
    try:
        parted = days.first.replace(day=int(glued["first"])), days.first.replace(day=int(glued["second"]))
    except ValueError:
        return days
    for printed in foot:
        if (printed.first, printed.last) in (parted, (days.first, days.last)):
            return Days(printed.first, printed.last, days.start, days.end)
    return None


def _shifted(days: Days, offset: int) -> Days:
    return Days(days.first, days.last, days.start + offset, days.end + offset)
