"""Phrases that name the time by which something is to be done, with the last day they leave."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from somei_cli.text.promising.lexicon import Lexicon
from somei_cli.text.promising.meanings import NamedTime, Said
from somei_cli.text.promising.spans import DaySpan
from somei_cli.text.promising.times import ENDS_OF, FORMS

_BEFORE = r"before|prior to|ahead of"
_BY = (
    r"by(?: no later than)?|(?<=have )until|(?<=has )until|(?:no|not) later than(?: by| on)?|"
    rf"at the latest (?:by|on|in)|{_BEFORE}"
)
_LEAD = re.compile(
    rf"\b(?P<words>{_BY}|(?:in|over) the course of|in the margins of|on the agenda (?:of|for)|"
    r"in|during|under|within|towards?|at|for|to)\s(?P<end>(?:the )?(?:very )?end[ -](?:of )?)?",
    re.IGNORECASE,
)
_STRICT = re.compile(re.sub(r"\(\?<=[a-z ]+\)", "", _BY), re.IGNORECASE)
_LATEST = re.compile(r",? at the latest")
_ALSO_IN = frozenset(
    {"part of a year", "part of a year, short", "middle", "season", "early or late", "month of a year", "this month"}
)
_TO_AN_END = frozenset({"at", "toward", "towards"})
# “by the Presidency” names who does it, “by two months” how much.
_NEVER_BY = frozenset({"presidency", "from now"})


class DeadlinePhrase(NamedTuple):
    """A phrase from its first to behind its last character; `due` is the last day it leaves, if it names one."""

    start: int
    stop: int
    words: str
    due: date | None


def find_deadlines(sentence: str, said: Said, names: Lexicon) -> Iterator[DeadlinePhrase]:
    """Every such phrase of a sentence, in order, also those that are over."""
    stop = 0
    for lead in _LEAD.finditer(sentence):
        if lead.start() < stop:
            continue
        time = _time(sentence, lead, said, names)
        if time is None:
            continue
        latest = _LATEST.match(sentence, time.stop)
        stop = latest.end() if latest else time.stop
        yield DeadlinePhrase(lead.start(), stop, sentence[lead.start() : stop], _due(lead, time.span))


def _due(lead: re.Match[str], span: DaySpan | None) -> date | None:
    if span is None:
        return None
    before = re.match(_BEFORE, lead["words"], re.IGNORECASE) and not lead["end"]
    return span.first - timedelta(days=1) if before else span.last


def _time(sentence: str, lead: re.Match[str], said: Said, names: Lexicon) -> NamedTime | None:
    """The longest time that is named behind the leading word, and may stand behind it."""
    word = lead["words"].casefold()
    found = []
    if lead["end"] and word not in _TO_AN_END and not _STRICT.fullmatch(word):
        return None
    if not lead["end"]:
        found.append(_meeting(sentence, lead.end(), word, said, names))
    for form in (*FORMS, ENDS_OF) if lead["end"] else FORMS:
        if lead["end"] or _goes_with(word, form.name):
            match = form.pattern.match(sentence, lead.end())
            found.append(form.meaning(match, said) if match else None)
    times = [time for time in found if time is not None]
    return max(times, key=lambda t: t.stop, default=None)


def _goes_with(word: str, form: str) -> bool:
    if _STRICT.fullmatch(word):
        return form not in _NEVER_BY
    if form == "presidency":
        return word in {"under", "during", "in the course of", "over the course of"}
    if form == "from now":
        return word in {"within", "in"}
    if word in {"in", "during", "in the course of", "within"}:
        return form in _ALSO_IN or (form == "year" and "course" in word)
    return word in _TO_AN_END and form == "early or late"


# ---- meetings

_AT = frozenset({"at", "in", "during", "for", "to", "on the agenda of", "on the agenda for", "in the margins of"})
_DATED = frozenset({"full day", "day", "month of a year"})
_MEETING = (
    r"(?:the |its |their |our )(?P<next>(?:very )?(?:next|forthcoming|upcoming|following|coming) )?"
    r"(?:[\w'’/&()+-]+ ){{0,6}}?"
    r"(?:{bodies}|(?:meeting|session|conference|summit|Council|Assembly|SOM|Forum)\b)"
    r"(?: (?:meeting|Council|session)\b)?"
    r"(?: of (?:the )?{bodies})?"
    r"(?P<when>,? (?:(?:to be held|to take place|scheduled|foreseen|planned) )?(?:on|of|for|in) )?"
)


@cache
def _meetings(bodies: str) -> re.Pattern[str]:
    return re.compile(_MEETING.format(bodies=bodies))


def _meeting(sentence: str, start: int, word: str, said: Said, names: Lexicon) -> NamedTime | None:
    """The next meeting of somebody, or one whose day is named."""
    if word not in _AT and not _STRICT.fullmatch(word):
        return None
    match = _meetings(names.bodies).match(sentence, start)
    if match is None:
        return None
    # Of a meeting in March that is not called the next, nobody knows whether it has been.
    dated = _DATED | {"month"} if match["next"] else _DATED
    named = [form for form in FORMS if form.name in dated] if match["when"] else []
    times = ((form, form.pattern.match(sentence, match.end())) for form in named)
    when = next((t for form, found in times if found and (t := form.meaning(found, said)) is not None), None)
    if when is not None:
        return when if when.span or match["next"] else None
    end = match.start("when") if match["when"] else match.end()
    return NamedTime(end, None) if match["next"] else None
