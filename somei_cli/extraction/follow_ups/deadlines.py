"""Find phrases that name the time by which something is to be done, and the last day they allow.

A table of patterns holds the printed ways to name a time, each with a function for its meaning.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from somei_cli.extraction.follow_ups import time_expressions as meanings
from somei_cli.extraction.follow_ups.time_expressions import DaySpan, NamedTime, TimeContext
from somei_cli.extraction.follow_ups.verbs_and_actors import Lexicon

_YEAR = r"(?:19|20)[0-9]{2}(?![\w/]|[.,-][0-9])"
_RELATIVE = r"(?:next year|(?:this|the current|the) year(?! [0-9]))"
_ANY_YEAR = rf"(?:{_YEAR}|{_RELATIVE})"
_MONTH = r"[A-Z][a-z]{2,8}\b(?:\.(?= [0-9]))?"
_NUMBER = r"(?:[0-9]{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_MAX_DAY_LENGTH = 60


class TimePattern(NamedTuple):
    """One way to name a time; `meaning` returns None if the words are not a time after all."""

    name: str
    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str], TimeContext], NamedTime | None]


def _time_pattern(
    name: str, pattern: str, meaning: Callable[[re.Match[str], TimeContext], NamedTime | None]
) -> TimePattern:
    return TimePattern(name, re.compile(pattern), meaning)


_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:the )?"
TIME_PATTERNS = (
    _time_pattern("full day", rf"{_WEEKDAY}(?P<words>[0-9A-Z].{{0,{_MAX_DAY_LENGTH}}})", meanings.of_full_day),
    _time_pattern(
        "day",
        rf"(?P<days>{_DAY}(?:(?: ?[-–] ?| and | & ){_DAY})? (?:of )?(?P<month>{_MONTH}))"
        rf"(?! ?(?:19|20)[0-9])(?:,? (?:of )?(?P<year>{_RELATIVE}))?",
        meanings.of_day,
    ),
    _time_pattern("month of a year", rf"(?P<month>{_MONTH}),? (?:of )?(?P<year>{_ANY_YEAR})", meanings.of_month),
    _time_pattern("month", rf"(?P<month>{_MONTH})(?! ?[0-9])", meanings.of_month),
    _time_pattern(
        "year",
        rf"(?:the year )?(?P<year>{_ANY_YEAR})(?!\s?(?:%|€|EUR|million|billion|[a-z]{{3,}}s\b))",
        meanings.of_year,
    ),
    _time_pattern(
        "part of a year",
        rf"(?:the )?(?P<nth>{'|'.join(meanings.ORDINALS)}) (?P<unit>half|semester|quarter)"
        rf" of (?:the year )?(?P<year>{_ANY_YEAR})",
        meanings.of_part_of_a_year,
    ),
    _time_pattern("part of a year, short", rf"(?P<nth>Q[1-4]|H[12])[ /-]?(?P<year>{_YEAR})", meanings.of_short_part),
    _time_pattern(
        "middle",
        rf"(?:the )?(?:mid|middle of)[ -](?:(?P<month>{_MONTH}) ?)?(?P<year>{_YEAR}|next year)?",
        meanings.of_middle,
    ),
    _time_pattern(
        "presidency",
        r"(?:the |(?P<own>its |their |our ))?(?:(?P<order>incoming|next|current|present|forthcoming|upcoming|future) )?"
        r"(?:(?P<name>[A-Z][\w-]*(?: Republic)?) )?(?:EU |Council )?[Pp]residency\b"
        r"(?: of (?:the )?(?P<of>[A-Z][\w-]*))?",
        meanings.of_presidency,
    ),
    _time_pattern(
        "from now",
        rf"(?:the )?(?:next |coming |following )?(?:a period of )?(?P<count>{_NUMBER}) "
        rf"(?P<unit>days?|weeks?|months?|years?)\b"
        rf"(?P<other> (?:of|after|from|following|since|before|prior)(?: [\w’'/-]+){{1,6}})?",
        meanings.of_from_now,
    ),
    _time_pattern("this month", r"(?:next|this|the current|the) month\b", meanings.of_this_month),
    _time_pattern(
        "season",
        r"(?:the )?(?:next |coming |this )?(?:[Ss]ummer|[Aa]utumn|[Ww]inter|[Ss]pring|Christmas|Easter)"
        rf"(?: (?:break|recess|holidays?|pause))?(?: (?:of )?(?P<year>{_ANY_YEAR}))?",
        meanings.of_vague,
    ),
    _time_pattern(
        "early or late",
        rf"(?:early|late|the (?:beginning|start) of)[ -](?:in )?(?:{_MONTH} )?(?P<year>{_ANY_YEAR})",
        meanings.of_vague,
    ),
)
"""Every pattern except that of meetings, which depends on the names of the register."""

UNDATED_END = _time_pattern(
    "end of something",
    r"(?:the |its |their )?(?:current )?(?:[a-z]+ )?"
    r"(?:week|mandate|legislature|term|negotiations|project|phase|semester|process)\b",
    meanings.of_nameless,
)
"""Things with an end that no calendar knows."""


_BEFORE = r"before|prior to|ahead of"
_STRICT_LEADS = (
    r"by(?: no later than)?|(?<=have )until|(?<=has )until|(?:no|not) later than(?: by| on)?|"
    rf"at the latest (?:by|on|in)|{_BEFORE}"
)
_LEADING_WORDS = re.compile(
    rf"\b(?P<words>{_STRICT_LEADS}|(?:in|over) the course of|in the margins of|on the agenda (?:of|for)|"
    r"in|during|under|within|towards?|at|for|to)\s(?P<end>(?:the )?(?:very )?end[ -](?:of )?)?",
    re.IGNORECASE,
)
_STRICT_LEAD = re.compile(re.sub(r"\(\?<=[a-z ]+\)", "", _STRICT_LEADS), re.IGNORECASE)
_AT_THE_LATEST = re.compile(r",? at the latest")
_NAMES_AFTER_IN = frozenset(
    {"part of a year", "part of a year, short", "middle", "season", "early or late", "month of a year", "this month"}
)
_LEADS_TO_AN_END = frozenset({"at", "toward", "towards"})
# “by the Presidency” says who does it, “by two months” how much.
_NAMES_NEVER_AFTER_BY = frozenset({"presidency", "from now"})


class DeadlinePhrase(NamedTuple):
    """A phrase with its position, end exclusive; `due` is the last day it allows, if it names one."""

    start: int
    stop: int
    words: str
    due: date | None


def find_deadlines(sentence: str, context: TimeContext, names: Lexicon) -> Iterator[DeadlinePhrase]:
    """Yield every deadline phrase of a sentence, in order, also those in the past."""
    stop = 0
    for lead in _LEADING_WORDS.finditer(sentence):
        if lead.start() < stop:
            continue
        time = _find_time(sentence, lead, context, names)
        if time is None:
            continue
        latest = _AT_THE_LATEST.match(sentence, time.stop)
        stop = latest.end() if latest else time.stop
        yield DeadlinePhrase(lead.start(), stop, sentence[lead.start() : stop], _last_day(lead, time.span))


def _last_day(lead: re.Match[str], span: DaySpan | None) -> date | None:
    if span is None:
        return None
    ends_before = re.match(_BEFORE, lead["words"], re.IGNORECASE) and not lead["end"]
    return span.first - timedelta(days=1) if ends_before else span.last


def _find_time(sentence: str, lead: re.Match[str], context: TimeContext, names: Lexicon) -> NamedTime | None:
    """Return the longest time named after the leading words that goes with them."""
    word = lead["words"].casefold()
    candidates = []
    if lead["end"] and word not in _LEADS_TO_AN_END and not _STRICT_LEAD.fullmatch(word):
        return None
    if not lead["end"]:
        candidates.append(_find_meeting(sentence, lead.end(), word, context, names))
    for time_pattern in (*TIME_PATTERNS, UNDATED_END) if lead["end"] else TIME_PATTERNS:
        if lead["end"] or _may_follow(word, time_pattern.name):
            match = time_pattern.pattern.match(sentence, lead.end())
            candidates.append(time_pattern.meaning(match, context) if match else None)
    times = [time for time in candidates if time is not None]
    return max(times, key=lambda t: t.stop, default=None)


def _may_follow(word: str, pattern_name: str) -> bool:
    if _STRICT_LEAD.fullmatch(word):
        return pattern_name not in _NAMES_NEVER_AFTER_BY
    if pattern_name == "presidency":
        return word in {"under", "during", "in the course of", "over the course of"}
    if pattern_name == "from now":
        return word in {"within", "in"}
    if word in {"in", "during", "in the course of", "within"}:
        return pattern_name in _NAMES_AFTER_IN or (pattern_name == "year" and "course" in word)
    return word in _LEADS_TO_AN_END and pattern_name == "early or late"


# ---- meetings

_MEETING_LEADS = frozenset(
    {"at", "in", "during", "for", "to", "on the agenda of", "on the agenda for", "in the margins of"}
)
_DATED_NAMES = frozenset({"full day", "day", "month of a year"})
_MEETING = (
    r"(?:the |its |their |our )(?P<next>(?:very )?(?:next|forthcoming|upcoming|following|coming) )?"
    r"(?:[\w'’/&()+-]+ ){{0,6}}?"
    r"(?:{bodies}|(?:meeting|session|conference|summit|Council|Assembly|SOM|Forum)\b)"
    r"(?: (?:meeting|Council|session)\b)?"
    r"(?: of (?:the )?{bodies})?"
    r"(?P<when>,? (?:(?:to be held|to take place|scheduled|foreseen|planned) )?(?:on|of|for|in) )?"
)


@cache
def _meeting_pattern(bodies: str) -> re.Pattern[str]:
    return re.compile(_MEETING.format(bodies=bodies))


def _find_meeting(sentence: str, start: int, word: str, context: TimeContext, names: Lexicon) -> NamedTime | None:
    """Return the next meeting of a body, or a meeting whose day is named."""
    if word not in _MEETING_LEADS and not _STRICT_LEAD.fullmatch(word):
        return None
    match = _meeting_pattern(names.bodies).match(sentence, start)
    if match is None:
        return None
    # Whether “a meeting in March” is over is unknown, unless it is called the next.
    allowed_names = _DATED_NAMES | {"month"} if match["next"] else _DATED_NAMES
    patterns = (
        [time_pattern for time_pattern in TIME_PATTERNS if time_pattern.name in allowed_names] if match["when"] else []
    )
    times = ((time_pattern, time_pattern.pattern.match(sentence, match.end())) for time_pattern in patterns)
    meeting_time = next(
        (
            time
            for time_pattern, time_match in times
            if time_match and (time := time_pattern.meaning(time_match, context)) is not None
        ),
        None,
    )
    if meeting_time is not None:
        return meeting_time if meeting_time.span or match["next"] else None
    end = match.start("when") if match["when"] else match.end()
    return NamedTime(end, None) if match["next"] else None
