"""The ways to name a time, as they are printed, each with what it means."""

import re
from collections.abc import Callable
from typing import NamedTuple

from somei_cli.text.promising import meanings
from somei_cli.text.promising.meanings import NamedTime, Said

_YEAR = r"(?:19|20)[0-9]{2}(?![\w/]|[.,-][0-9])"
_RELATIVE = r"(?:next year|(?:this|the current|the) year(?! [0-9]))"
_SAID_YEAR = rf"(?:{_YEAR}|{_RELATIVE})"
_MONTH = r"[A-Z][a-z]{2,8}\b(?:\.(?= [0-9]))?"
_NUMBER = r"(?:[0-9]{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_LONGEST = 60


class TimePattern(NamedTuple):
    """One way to name a time. `meaning` says None where the words are no time after all."""

    name: str
    pattern: re.Pattern[str]
    meaning: Callable[[re.Match[str], Said], NamedTime | None]


def _form(name: str, pattern: str, meaning: Callable[[re.Match[str], Said], NamedTime | None]) -> TimePattern:
    return TimePattern(name, re.compile(pattern), meaning)


_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:the )?"
FORMS = (
    _form("full day", rf"{_WEEKDAY}(?P<words>[0-9A-Z].{{0,{_LONGEST}}})", meanings.of_full_day),
    _form(
        "day",
        rf"(?P<days>{_DAY}(?:(?: ?[-–] ?| and | & ){_DAY})? (?:of )?(?P<month>{_MONTH}))"
        rf"(?! ?(?:19|20)[0-9])(?:,? (?:of )?(?P<year>{_RELATIVE}))?",
        meanings.of_day,
    ),
    _form("month of a year", rf"(?P<month>{_MONTH}),? (?:of )?(?P<year>{_SAID_YEAR})", meanings.of_month),
    _form("month", rf"(?P<month>{_MONTH})(?! ?[0-9])", meanings.of_month),
    _form(
        "year",
        rf"(?:the year )?(?P<year>{_SAID_YEAR})(?!\s?(?:%|€|EUR|million|billion|[a-z]{{3,}}s\b))",
        meanings.of_year,
    ),
    _form(
        "part of a year",
        rf"(?:the )?(?P<nth>{'|'.join(meanings.ORDER)}) (?P<unit>half|semester|quarter)"
        rf" of (?:the year )?(?P<year>{_SAID_YEAR})",
        meanings.of_part_of_a_year,
    ),
    _form("part of a year, short", rf"(?P<nth>Q[1-4]|H[12])[ /-]?(?P<year>{_YEAR})", meanings.of_short_part),
    _form(
        "middle",
        rf"(?:the )?(?:mid|middle of)[ -](?:(?P<month>{_MONTH}) ?)?(?P<year>{_YEAR}|next year)?",
        meanings.of_middle,
    ),
    _form(
        "presidency",
        r"(?:the |(?P<own>its |their |our ))?(?:(?P<order>incoming|next|current|present|forthcoming|upcoming|future) )?"
        r"(?:(?P<name>[A-Z][\w-]*(?: Republic)?) )?(?:EU |Council )?[Pp]residency\b"
        r"(?: of (?:the )?(?P<of>[A-Z][\w-]*))?",
        meanings.of_presidency,
    ),
    _form(
        "from now",
        rf"(?:the )?(?:next |coming |following )?(?:a period of )?(?P<count>{_NUMBER}) "
        rf"(?P<unit>days?|weeks?|months?|years?)\b"
        rf"(?P<other> (?:of|after|from|following|since|before|prior)(?: [\w’'/-]+){{1,6}})?",
        meanings.of_from_now,
    ),
    _form("this month", r"(?:next|this|the current|the) month\b", meanings.of_this_month),
    _form(
        "season",
        r"(?:the )?(?:next |coming |this )?(?:[Ss]ummer|[Aa]utumn|[Ww]inter|[Ss]pring|Christmas|Easter)"
        rf"(?: (?:break|recess|holidays?|pause))?(?: (?:of )?(?P<year>{_SAID_YEAR}))?",
        meanings.of_vague,
    ),
    _form(
        "early or late",
        rf"(?:early|late|the (?:beginning|start) of)[ -](?:in )?(?:{_MONTH} )?(?P<year>{_SAID_YEAR})",
        meanings.of_vague,
    ),
)
"""Every form but that of meetings, which the names of the register decide."""

ENDS_OF = _form(
    "end of something",
    r"(?:the |its |their )?(?:current )?(?:[a-z]+ )?"
    r"(?:week|mandate|legislature|term|negotiations|project|phase|semester|process)\b",
    meanings.of_nameless,
)
"""What has an end that no calendar knows."""
