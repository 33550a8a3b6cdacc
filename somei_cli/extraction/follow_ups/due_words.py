"""The words by which somebody says until when: a day, a time that is worked out, or the next meeting of a body."""

import re
from datetime import date

from somei_cli.errors import NotAValue
from somei_cli.extraction.follow_ups.actors import Lexicon
from somei_cli.extraction.follow_ups.deadlines import DeadlinePhrase, find_deadlines
from somei_cli.extraction.follow_ups.time_expressions import Said
from somei_cli.model.followup.followups import DueDate
from somei_cli.model.register.vocabulary import Vocabulary

_LEADS = ("", "by ", "by the ", "within ")
"""What may be left out when a time is typed alone, as in “end of Croatian Presidency” or “two weeks”."""

_NEXT = re.compile(
    r"(?:(?:at|by|for|in|during|on|until) )?(?:the |its |our |their )?(?:very )?next[ -]+(?P<whose>.+)", re.IGNORECASE
)
_MEETING = re.compile(r"\b(?:meeting|session)\b(?: of(?: the)?\b)?", re.IGNORECASE)
_EXPECTED = "a day as 2020-01-31, next-meeting, or words such as “end of January 2020”"


def read_due(typed: str, said: Said, names: Lexicon, vocabulary: Vocabulary, body: str | None) -> DueDate:
    """What a clerk types as the time of a promise; words are reckoned from the day that is given.

    `body` is the one that met. A time that names no certain day leaves the words alone.

    Raises:
        NotAValue: for words that name no time.
    """
    try:
        return DueDate(date.fromisoformat(typed.strip()))
    except ValueError:
        pass
    if meeting_of := next_meeting_of(typed, vocabulary, body):
        return DueDate(words=typed, meeting_of=meeting_of)
    found = [one for lead in _LEADS if (one := _whole(lead + typed, said, names))]
    if not found and not _is_next_meeting(typed):
        raise NotAValue("the day by which it is due", typed, _EXPECTED)
    return DueDate(next((one.due for one in found if one.due), None), typed)


def _whole(words: str, said: Said, names: Lexicon) -> DeadlinePhrase | None:
    """The time that all of the words name."""
    times = (one for one in find_deadlines(words, said, names) if (one.start, one.stop) == (0, len(words)))
    return next(times, None)


def next_meeting_of(words: str, vocabulary: Vocabulary, body: str | None) -> str | None:
    """The body whose next meeting is meant: that which met, or the one that is named.

    >>> next_meeting_of("at the next meeting", Vocabulary({}), "SOMEI")
    'SOMEI'
    """
    match = _NEXT.fullmatch(" ".join(words.split()))
    if match is None:
        return None
    whose = " ".join(_MEETING.sub(" ", match["whose"]).split())
    if not whose:
        return body
    named = vocabulary.body_named(whose)
    if named is not None:
        return named.key
    return body if body and whose.casefold() == body.casefold() else None


def _is_next_meeting(words: str) -> bool:
    match = _NEXT.fullmatch(words)
    return match is not None and not _MEETING.sub("", match["whose"]).strip()
