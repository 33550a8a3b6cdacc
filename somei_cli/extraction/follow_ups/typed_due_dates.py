"""Read the words for the due date of a follow-up: a day, a time reckoned from a day, or a body's next meeting."""

import re
from datetime import date

from somei_cli.errors import NotAValue
from somei_cli.extraction.follow_ups.deadlines import DeadlinePhrase, find_deadlines
from somei_cli.extraction.follow_ups.time_expressions import TimeContext
from somei_cli.extraction.follow_ups.verbs_and_actors import Lexicon
from somei_cli.model.followup.follow_up_edits import DueDate
from somei_cli.model.register.vocabulary import Vocabulary

_IMPLIED_LEADS = ("", "by ", "by the ", "within ")
"""What may be left out if a time is typed alone, as in “end of Croatian Presidency” or “two weeks”."""

_NEXT_MEETING = re.compile(
    r"(?:(?:at|by|for|in|during|on|until) )?(?:the |its |our |their )?(?:very )?next[ -]+(?P<whose>.+)", re.IGNORECASE
)
_MEETING_WORD = re.compile(r"\b(?:meeting|session)\b(?: of(?: the)?\b)?", re.IGNORECASE)
_EXPECTED = "a day as 2020-01-31, next-meeting, or words such as “end of January 2020”"


def read_due(typed: str, context: TimeContext, names: Lexicon, vocabulary: Vocabulary, body: str | None) -> DueDate:
    """Return the due date that a clerk typed; words are reckoned from the day of the context.

    `body` is the body that met. If the words name no certain day, they are kept without one.

    Raises:
        NotAValue: if the words name no time.
    """
    try:
        return DueDate(date.fromisoformat(typed.strip()))
    except ValueError:
        pass
    if meeting_of := find_next_meeting_body(typed, vocabulary, body):
        return DueDate(words=typed, meeting_of=meeting_of)
    phrases = [phrase for lead in _IMPLIED_LEADS if (phrase := _match_whole(lead + typed, context, names))]
    if not phrases and not _is_next_meeting(typed):
        raise NotAValue("the day by which it is due", typed, _EXPECTED)
    return DueDate(next((phrase.due for phrase in phrases if phrase.due), None), typed)


def _match_whole(words: str, context: TimeContext, names: Lexicon) -> DeadlinePhrase | None:
    """Return the deadline phrase that covers all of the words."""
    phrases = (
        phrase for phrase in find_deadlines(words, context, names) if (phrase.start, phrase.stop) == (0, len(words))
    )
    return next(phrases, None)


def find_next_meeting_body(words: str, vocabulary: Vocabulary, body: str | None) -> str | None:
    """Return the body whose next meeting is meant: the one that is named, else the one that met.

    >>> find_next_meeting_body("at the next meeting", Vocabulary({}), "SOMEI")
    'SOMEI'
    """
    match = _NEXT_MEETING.fullmatch(" ".join(words.split()))
    if match is None:
        return None
    body_words = " ".join(_MEETING_WORD.sub(" ", match["whose"]).split())
    if not body_words:
        return body
    listed_body = vocabulary.body_named(body_words)
    if listed_body is not None:
        return listed_body.key
    return body if body and body_words.casefold() == body.casefold() else None


def _is_next_meeting(words: str) -> bool:
    match = _NEXT_MEETING.fullmatch(words)
    return match is not None and not _MEETING_WORD.sub("", match["whose"]).strip()
